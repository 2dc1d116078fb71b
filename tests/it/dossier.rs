//! The dossier for an inspection: what it says is open, and the fields that HR fills in.
//!
//! Fields are read and filled by qpdf, which shares nothing with what wrote them, and held
//! against the rules of PDF/UA by the tests' second judge. In: invented clients. Invariant: a
//! field that a template breaks is a fault of the build, never a form without it.

use std::fs;
use std::path::{Path, PathBuf};

use super::support::{printing, vpsite};

/// A client that has decided nothing, without a practice that has.
const OPEN: &str = "organisation: {name: Bakkerij Het Stoepje}\n\
    languages: [nl, en]\n\
    site: {url: https://stoepje.example.nl/}\n\
    advisers:\n  - {name: Sam Smit, channels: [{type: phone, number: \"+31 6 12345678\"}]}\n\
    edition: 2026-11\n";

/// A workspace that prints the dossier, with such a client and nobody else's decisions.
fn undecided(name: &str) -> PathBuf {
    let root = printing(name, &["dossier"]);
    fs::remove_file(root.join("clients/_practice.yaml")).unwrap();
    fs::write(root.join("clients/open.yaml"), OPEN).unwrap();
    root
}

/// The same whose dossier is set by this template.
fn broken(name: &str, template: &str) -> PathBuf {
    let root = undecided(name);
    fs::create_dir_all(root.join("themes/default/print")).unwrap();
    let promise = "#d.confidentiality\n#pagebreak()\n";
    let text = format!("#import \"lib.typ\": *\n#show: setup\n= Form\n{template}\n{promise}");
    fs::write(root.join("themes/default/print/dossier.typ"), text).unwrap();
    root
}

fn fault(root: &Path) -> String {
    let run = vpsite(root, &["build", "open"]).ended(1);
    assert!(run.err.contains("print/field"), "{}", run.err);
    run.err
}

#[test]
fn a_field_that_is_not_whole_is_a_fault() {
    let one = "#field(\"one\", \"One\", width: 40mm)";
    let cases = [
        (format!("{one}\n{one}"), "two fields of one form are called `one`"),
        ("#field(\"one\", \" \")".to_owned(), "has no name, no label or no kind"),
        ("#field(\"one\", \"One\", kind: \"date\")".to_owned(), "has no name, no label or no kind"),
        ("#field(\"a.b\", \"One\")".to_owned(), "has no name, no label or no kind"),
        (
            "#metadata((name: \"one\", label: \"One\", kind: \"line\")) <field>".to_owned(),
            "the field `one` has 0 places",
        ),
        (
            format!("{one}\n#link(\"field:one\", box(width: 9mm, height: 9mm))"),
            "the field `one` has 2 places",
        ),
        (
            format!("{one}\n#link(\"field:two\", box(width: 9mm, height: 9mm))"),
            "a place for the field `two`, and nothing says",
        ),
        (
            format!("#place(top + left, dx: 160mm, {})", &one[1..]),
            "`one` that reaches over the edge of a page",
        ),
        (
            format!(
                "{one}\n#place(top + left, field(\"two\", \"Two\", width: 90mm, height: 90mm))"
            ),
            "on one place",
        ),
        ("#field(\"one\", \"One\", height: 0.2mm)".to_owned(), "`one` without any room"),
    ];
    let root = broken("dossier-broken", one);
    vpsite(&root, &["build", "open"]).ended(0);
    for (template, said) in cases {
        let told = fault(&broken("dossier-broken", &template));
        assert!(told.contains(said), "{template}: {told}");
    }
}

mod paper {
    use std::collections::BTreeMap;

    use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
    use serde_json::{Value, json};

    use super::*;
    use crate::it::support::{contents, pdf_text, tool};

    /// What each thing that a client can leave open is called, in Dutch and in English.
    const POINTS: [(&str, &str); 20] = [
        ("Registratie:", "Registration:"),
        ("Zonder naam: of", "Without a name: whether"),
        ("Voicemail: of", "Voicemail: whether"),
        ("Terugbellen: of", "Calling back: whether"),
        ("Antwoord: hoe", "Reply: how"),
        ("Werktijd: of", "Working hours: whether"),
        ("Eerste gesprek: hoelang", "First conversation: about"),
        ("Tolk: of", "Interpreter: whether"),
        ("Wie er mag komen: of", "Who may come: whether"),
        ("Uitzendkrachten: of", "Agency workers: whether"),
        ("Wie beschuldigd is: of", "People who are accused: whether"),
        ("Aantekeningen: of", "Notes: whether"),
        ("Opnemen: wat", "Recording: what"),
        ("Melden zonder naam: of", "Reporting without a name: whether"),
        ("Klachtencommissie: of", "Complaints committee: whether"),
        ("Intern meldpunt: wie", "Internal reporting desk: who"),
        ("Gegevens: wie", "Data: who"),
        ("Bewaren: hoelang", "Retention: how"),
        ("Kennismaking: wanneer", "Introduction: when"),
        ("Contact bij jullie: wie", "Contact on your side: who"),
    ];

    fn dossier(root: &Path, client: &str, lang: &str) -> String {
        let path = root.join(format!("dist/{client}/onboarding/dossier-{lang}.pdf"));
        path.to_str().unwrap().to_owned()
    }

    fn text(path: &str) -> String {
        pdf_text(Path::new(path)).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The fields of a form by name, as qpdf tells of them.
    fn fields(path: &str) -> BTreeMap<String, Value> {
        let told = tool("qpdf", &["--json=2", "--json-key=acroform", path]);
        let told: Value = serde_json::from_str(&told).unwrap();
        let form = &told["acroform"];
        assert_eq!(form["hasacroform"], true, "{path}");
        assert_eq!(form["needappearances"], true, "{path}");
        let all = form["fields"].as_array().unwrap().iter();
        all.map(|it| (it["fullname"].as_str().unwrap().to_owned(), it.clone())).collect()
    }

    fn judge(path: &str) {
        let options = ValidationOptions::default().profile(ValidationProfile::PdfUa1);
        let report = validate_pdf_bytes(&fs::read(path).unwrap(), &options).unwrap();
        assert!(report.is_compliant, "{path}: {:?}", report.failures);
        tool("qpdf", &["--check", path]);
    }

    #[test]
    fn what_nobody_decided_is_named_and_what_is_decided_is_not() {
        let root = undecided("dossier-open");
        vpsite(&root, &["build", "open"]).ended(0);
        for (lang, done) in
            [("nl", "is bij deze uitgave alles"), ("en", "everything has been agreed")]
        {
            let said = text(&dossier(&root, "open", lang));
            for (dutch, english) in POINTS {
                let point = if lang == "nl" { dutch } else { english };
                assert!(said.contains(point), "{lang} lacks {point}: {said}");
            }
            assert!(!said.contains(done), "{lang}: {said}");
        }
        let root = printing("dossier-decided", &["dossier"]);
        vpsite(&root, &["build", "acme"]).ended(0);
        for (lang, done, open) in [
            ("nl", "is bij deze uitgave alles afgesproken", "og afspreken"),
            ("en", "everything has been agreed", "till to agree"),
        ] {
            let said = text(&dossier(&root, "acme", lang));
            assert!(said.contains(done), "{lang}: {said}");
            assert!(!said.contains(open), "{lang}: {said}");
            for (dutch, english) in POINTS {
                let point = if lang == "nl" { dutch } else { english };
                assert!(!said.contains(point), "{lang} says {point}: {said}");
            }
            for known in ["Marieke de Vries", "LVV", "12345678", "vp.example.nl/acme"] {
                assert!(said.replace(' ', "").contains(&known.replace(' ', "")), "{lang}: {known}");
            }
        }
    }

    #[test]
    fn fields_stand_by_name_on_their_page_and_keep_what_is_typed() {
        let root = printing("dossier-fields", &["dossier"]);
        vpsite(&root, &["build", "acme", "linde"]).ended(0);
        for (client, advisers) in [("acme", 2), ("linde", 3)] {
            for lang in ["nl", "en"] {
                let path = dossier(&root, client, lang);
                judge(&path);
                let fields = fields(&path);
                let since = (1..=advisers).map(|number| format!("since-{number}"));
                let wanted =
                    ["announced-on", "announced-by", "reached", "policy-held-by", "consent-on"];
                let wanted = since.chain(wanted.map(str::to_owned));
                for name in wanted.chain(["reviewed-on", "remarks", "signed-by"].map(str::to_owned))
                {
                    assert_eq!(fields[&name]["fieldtype"], "/Tx", "{path}: {name}");
                }
                for name in ["by-mail", "newcomers", "no-council"] {
                    assert_eq!(fields[name]["ischeckbox"], true, "{path}: {name}");
                }
                assert!(!fields.contains_key(&format!("since-{}", advisers + 1)), "{path}");
                assert_eq!(fields["since-1"]["pageposfrom1"], 1, "{path}");
                let last = tool("pdfinfo", &[&path]);
                let last = last.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap();
                let last: usize = last.trim().parse().unwrap();
                assert_eq!(fields["signed-by"]["pageposfrom1"], last, "{path}");
                for (name, field) in &fields {
                    let told = field["alternativename"].as_str().unwrap();
                    assert!(told.len() > 3 && told != name, "{path}: {name} is called {told}");
                }
                let tags = tool("pdfinfo", &["-struct", &path]);
                let forms =
                    tags.lines().filter(|line| line.trim_start().starts_with("Form")).count();
                assert_eq!(forms, fields.len(), "{path}: {tags}");
            }
        }
        let path = dossier(&root, "acme", "nl");
        let filled = root.join("filled.pdf");
        let filled = filled.to_str().unwrap();
        fill(
            &path,
            filled,
            &root,
            &[("announced-by", "Sanne Bakker, café"), ("reached", "180")],
            &["by-mail"],
        );
        let fields = fields_of_filled(filled);
        assert_eq!(fields["announced-by"]["value"], "u:Sanne Bakker, café");
        assert_eq!(fields["reached"]["value"], "u:180");
        assert_eq!(fields["by-mail"]["value"], "/Yes");
        assert_eq!(fields["on-intranet"]["value"], "/Off");
    }

    fn fields_of_filled(path: &str) -> BTreeMap<String, Value> {
        tool("qpdf", &["--check", path]);
        fields(path)
    }

    /// Fills fields in with qpdf, which draws what is typed too.
    fn fill(from: &str, to: &str, root: &Path, typed: &[(&str, &str)], ticked: &[&str]) {
        let known = fields(from);
        let whole: Value =
            serde_json::from_str(&tool("qpdf", &["--json=2", "--json-key=qpdf", from])).unwrap();
        let mut changed = serde_json::Map::new();
        let mut change = |name: &str, values: &[(&str, String)]| {
            let object = known[name]["object"].as_str().unwrap();
            let key = format!("obj:{object}");
            let mut own = whole["qpdf"][1][&key]["value"].clone();
            for (at, value) in values {
                own[*at] = json!(value);
            }
            changed.insert(key, json!({"value": own}));
        };
        for (name, value) in typed {
            change(name, &[("/V", format!("u:{value}"))]);
        }
        for name in ticked {
            change(name, &[("/V", "/Yes".to_owned()), ("/AS", "/Yes".to_owned())]);
        }
        let update = json!({
            "qpdf": [{"jsonversion": 2, "pdfversion": "1.7", "maxobjectid": whole["qpdf"][0]["maxobjectid"]}, changed],
        });
        let file = root.join("update.json");
        fs::write(&file, update.to_string()).unwrap();
        let update = format!("--update-from-json={}", file.to_str().unwrap());
        tool("qpdf", &[from, &update, to]);
    }

    #[test]
    fn the_same_client_gives_the_same_bytes() {
        let make = |name: &str| {
            let root = printing(name, &["dossier"]);
            vpsite(&root, &["build", "linde"]).ended(0);
            contents(&root.join("dist/linde/onboarding"))
        };
        assert!(make("dossier-once") == make("dossier-again"));
    }
}
