//! Names, languages and spaces: what a client is called fits every sentence, in ten languages.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::support::{LANGUAGES, files, repository, site_only, vpsite};

const LINDE: &str = r#"
organisation: {name: De Linde Zorggroep, kind: care, in_sentence: {nl: de Linde Zorggroep}}
languages: [LANGS]
site: {url: "https://linde.example.nl/"}
exit_url: https://www.knmi.nl/
advisers:
  - {name: Piotr Nowak, languages: [nl, pl], channels: [{type: phone, number: "06 12345671"}, {type: email, address: piotr@example.nl}]}
  - {name: Ayşe Demir, languages: [tr, nl], channels: [{type: phone, number: "06 12345672"}]}
  - {name: Sam Smit, channels: [{type: phone, number: "06 12345673"}]}
edition: 2026-11
"#;

const TWENTE: &str = r#"
organisation:
  name: Gemeente Hof van Twente
  kind: municipality
  in_sentence: {nl: de Gemeente Hof van Twente, de: die Gemeente Hof van Twente}
languages: [LANGS]
site: {url: "https://twente.example.nl/"}
exit_url: https://www.knmi.nl/
advisers:
  - {name: Noor Bakker, languages: [en, nl], channels: [{type: phone, number: "06 12345674"}, {type: email, address: noor@example.nl}]}
edition: 2026-11
"#;

const BAKKERS: &str = r#"
practice: {name: Vries e.o., url: "https://praktijk.example.nl/"}
organisation: {name: Bakkers & Zn., employees: 60, statement: Dit is van Bakkers & Zn.}
languages: [LANGS]
site: {url: "https://bakkers.example.nl/"}
exit_url: https://www.knmi.nl/
advisers:
  - {name: Jan Smit jr., languages: [ti], channels: [{type: phone, number: "06 12345675"}, {type: email, address: jan@example.nl}]}
response_time: binnen twee werkdagen.
edition: 2026-11
"#;

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Puts a client in all languages of the content into a workspace, `first` the first of them.
fn client(root: &Path, name: &str, yaml: &str, first: &str) {
    let others = LANGUAGES.iter().copied().filter(|lang| *lang != first);
    let langs: Vec<&str> = std::iter::once(first).chain(others).collect();
    put(root, &format!("clients/{name}.yaml"), &yaml.replace("LANGS", &langs.join(", ")));
}

/// The words of a page, without the signs that hold direction.
fn said(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html.split_once("<body").unwrap().1;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        let (tag, after) = tag.split_once('>').unwrap();
        // What stands in a line of its own is not read on with the next.
        let inline = ["bdi", "/bdi", "strong", "/strong", "em", "/em", "a ", "/a", "span", "/span"];
        if !inline.iter().any(|name| tag.starts_with(name)) {
            out.push('\n');
        }
        rest = after;
    }
    out.push_str(rest);
    let out = out.replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", "\"");
    out.chars().filter(|c| !('\u{2066}'..='\u{2069}').contains(c)).collect()
}

fn page(root: &Path, client: &str, path: &str) -> String {
    fs::read_to_string(root.join("dist").join(client).join("site").join(path)).unwrap()
}

/// Every page of a client's site by its path.
fn pages(root: &Path, client: &str) -> BTreeMap<String, String> {
    let site = root.join("dist").join(client).join("site");
    let html = files(&site).into_iter().filter(|path| path.ends_with(".html"));
    html.map(|path| (path.clone(), fs::read_to_string(site.join(&path)).unwrap())).collect()
}

fn rules(lang: &str) -> Value {
    let path = repository().join("content").join(lang).join("_language.yaml");
    serde_saphyr::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// A page that says everything that a language can call an organisation, in sentences.
fn everything(lang: &str) -> String {
    let forms = rules(lang)["kinds"]["other"].as_object().unwrap().clone();
    let mut page = "---\ntitle: \"{{ organisation.at_start }}\"\nsummary: \"{{ organisation.in_sentence }}.\"\norder: 90\n---\n".to_owned();
    page.push_str("A {{ organisation.in_sentence }}. B **{{ organisation.name }}**. C {{ organisation.at_start }}! D {{ practice.name }}…\n\n");
    page.push_str("E {% for adviser in advisers %}{{ adviser.name }} {{ adviser.in_languages }}.{% endfor %}\n\n");
    for form in forms.keys() {
        page.push_str(&format!("- {form}: {{{{ organisation.kinds.{form} }}}}, {{{{ organisation.kinds.{form}_at_start }}}}.\n"));
    }
    page
}

#[test]
fn no_sentence_of_ten_languages_breaks_on_a_name() {
    let root = site_only("names-all");
    for (name, yaml) in [("linde", LINDE), ("twente", TWENTE), ("bakkers", BAKKERS)] {
        client(&root, name, yaml, "nl");
        for lang in LANGUAGES {
            let path = format!("clients/{name}/content/{lang}/accessibility.md");
            put(&root, &path, &everything(lang));
        }
    }
    let mut looked_at = 0;
    for name in ["linde", "twente", "bakkers"] {
        vpsite(&root, &["build", &format!("clients/{name}.yaml")]).ended(0);
        for (path, html) in pages(&root, name) {
            let said = said(&html);
            // From right to left, a name that is set apart ends at its other side.
            let apart = [".\u{2069}", ".\u{2069}</strong>"]
                .iter()
                .fold(html.clone(), |html, end| html.replace(&format!("{end}."), end));
            let stops = self::said(&apart).replace("...", "…");
            let at =
                stops.find("..").map(|at| stops[..at].chars().rev().take(60).collect::<String>());
            assert!(
                at.is_none(),
                "{name}/{path}: {}",
                at.unwrap().chars().rev().collect::<String>()
            );
            for sign in ["{", "}", "\u{fdd0}", "\u{fffd}"] {
                assert!(!said.contains(sign), "{name}/{path} has {sign}");
            }
            looked_at += 1;
        }
    }
    assert!(looked_at > 3 * 10 * 10, "{looked_at}");
    let dutch = said(&page(&root, "bakkers", "accessibility.html"));
    assert!(
        dutch.contains("A Bakkers & Zn. B Bakkers & Zn. C Bakkers & Zn.! D Vries e.o.…"),
        "{dutch}"
    );
    assert!(dutch.contains("E Jan Smit jr. in het Tigrinya.\n"), "{dutch}");
    assert!(dutch.contains("with_article: de organisatie, De organisatie."), "{dutch}");
    let arabic = page(&root, "bakkers", "ar/accessibility.html");
    assert!(arabic.contains("A \u{2068}Bakkers &amp; Zn.\u{2069}. B"), "{arabic}");
    let home = said(&page(&root, "bakkers", "index.html"));
    assert!(home.contains("Je krijgt antwoord binnen twee werkdagen.\n"), "{home}");
    assert!(home.contains("Deze site is van Vries e.o.\n"), "{home}");
    assert!(home.contains("Dit is van Bakkers & Zn.\n"), "{home}");
}

#[test]
fn a_name_fits_its_sentence_and_the_word_its_kind() {
    let root = site_only("names-kind");
    client(&root, "twente", TWENTE, "nl");
    for lang in LANGUAGES {
        put(&root, &format!("clients/twente/content/{lang}/accessibility.md"), &everything(lang));
    }
    vpsite(&root, &["build", "clients/twente.yaml"]).ended(0);
    for (path, parts) in [
        (
            "accessibility.html",
            [
                "A de Gemeente Hof van Twente.",
                "C De Gemeente Hof van Twente!",
                "with_article: de gemeente, De gemeente.",
            ],
        ),
        (
            "de/accessibility.html",
            [
                "A die Gemeente Hof van Twente.",
                "C Die Gemeente Hof van Twente!",
                "dat: der Gemeinde, Der Gemeinde.",
            ],
        ),
        (
            "pl/accessibility.html",
            ["A Hof van Twente.", "gen: gminy, Gminy.", "ins: gminą, Gminą."],
        ),
        (
            "tr/accessibility.html",
            ["named_loc: belediyesinde, Belediyesinde.", "word: belediye,", "loc: belediyede,"],
        ),
        (
            "ar/accessibility.html",
            ["with_article: البلدية, البلدية.", "word: بلدية", "A Gemeente Hof van Twente."],
        ),
    ] {
        let said = said(&page(&root, "twente", path)).replace('\u{a0}', " ");
        for part in parts {
            assert!(said.contains(part), "{path} lacks {part}: {said}");
        }
    }
}

#[test]
fn every_kind_has_every_form_of_its_language() {
    let schema: Value =
        serde_json::from_str(&vpsite(repository(), &["schema"]).ended(0).out).unwrap();
    let kinds = schema["$defs"]["OrganisationKind"]["oneOf"].as_array().unwrap();
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind["const"].as_str().unwrap()).collect();
    assert_eq!(kinds.len(), 10, "{kinds:?}");
    for lang in LANGUAGES {
        let rules = rules(lang);
        let all = rules["kinds"].as_object().unwrap();
        let names = |kind: &str| all[kind].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(all.len(), kinds.len(), "{lang}");
        for kind in &kinds {
            assert_eq!(names(kind), names("other"), "{lang} {kind}");
        }
    }
}

#[test]
fn a_form_that_is_not_there_is_a_fault_where_it_is_asked_for_and_where_it_is_lacking() {
    let root = site_only("names-forms");
    let wrong = "---\ntitle: X\nsummary: Y\n---\n{{ organisation.kinds.loc }}\n";
    put(&root, "clients/minimal/content/nl/accessibility.md", wrong);
    let run = vpsite(&root, &["check", "clients/minimal.yaml", "--format", "short"]).ended(1);
    assert!(run.err.contains("accessibility.md:5:"), "{}", run.err);
    assert!(run.err.contains("error[content/template]"), "{}", run.err);

    let root = site_only("names-lacking");
    let own = "kinds:\n  other: {word: organisatie, van: van de organisatie}\n  \
               company: {word: bedrijf}\n  shcool: {word: school}\n";
    put(&root, "content/nl/_language.yaml", own);
    let said = vpsite(&root, &["check", "clients/minimal.yaml", "--format", "short"]).ended(1).err;
    for part in [
        "_language.yaml:3:3: error[content/kinds]: the kind `company` lacks the form `van`",
        "_language.yaml:4:3: error[content/kinds]: `shcool` is no kind of organisation",
        "error[content/kinds]: there is no word for the kind `hospital`",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }

    // Who only writes other rules keeps the forms and the spaces that are built in.
    let root = site_only("names-rules");
    put(&root, "content/nl/_language.yaml", "sentence: {longest: 30}\n");
    let page =
        "---\ntitle: X\nsummary: Y\n---\nBij {{ organisation.kinds.with_article }}, 3 januari.\n";
    put(&root, "clients/minimal/content/nl/accessibility.md", page);
    vpsite(&root, &["build", "clients/minimal.yaml"]).ended(0);
    let html = self::page(&root, "minimal", "accessibility.html");
    assert!(html.contains("<p>Bij de organisatie, 3\u{a0}januari.</p>"), "{html}");
}

#[test]
fn the_language_of_the_page_comes_first_with_who_speaks_it() {
    let root = site_only("names-spoken");
    client(&root, "linde", LINDE, "nl");
    client(&root, "twente", TWENTE, "nl");
    client(&root, "bakkers", BAKKERS, "nl");
    for name in ["linde", "twente", "bakkers"] {
        vpsite(&root, &["build", &format!("clients/{name}.yaml")]).ended(0);
    }
    let of = |name: &str, path: &str| said(&page(&root, name, path)).replace('\u{a0}', " ");
    // Three with different languages.
    let dutch = of("linde", "index.html");
    assert!(dutch.contains("In het Nederlands: Piotr Nowak, Ayşe Demir en Sam Smit. In het Pools: Piotr Nowak. In het Turks: Ayşe Demir."), "{dutch}");
    assert!(dutch.contains("Spreekt Nederlands en Turks"), "{dutch}");
    for path in ["pl/index.html", "pl/embed.html", "pl/steps.html"] {
        let polish = of("linde", path);
        assert!(
            polish.contains(
                "Po polsku: Piotr Nowak. Po niderlandzku: Piotr Nowak, Ayşe Demir i Sam Smit."
            ),
            "{path}: {polish}"
        );
        assert!(!polish.contains("Ik spreek"), "{path}: {polish}");
    }
    let turkish = of("linde", "tr/index.html");
    assert!(turkish.contains("Türkçe: Ayşe Demir."), "{turkish}");
    // Nobody speaks it: a sentence to read out, and writing before calling.
    let html = page(&root, "linde", "ro/index.html");
    assert!(html.contains("<p lang=\"nl\" dir=\"ltr\"><strong>Ik spreek Roemeens. Kan er een tolk bij?</strong></p>"), "{html}");
    assert!(of("linde", "ro/index.html").contains("Poți și să trimiți mai întâi un mesaj scris."));
    for path in ["uk/index.html", "ar/embed.html", "es/steps.html"] {
        let html = page(&root, "twente", path);
        assert!(html.contains("Ik spreek ") && html.contains("lang=\"nl\" dir=\"ltr\""), "{path}");
        let (email, phone) = (html.find("channel-email"), html.find("channel-phone"));
        assert!(email.unwrap() < phone.unwrap(), "{path}");
    }
    for path in ["index.html", "en/index.html"] {
        let html = page(&root, "twente", path);
        assert!(!html.contains("Ik spreek"), "{path}");
        assert!(html.find("channel-phone") < html.find("channel-email"), "{path}");
    }
    assert!(of("twente", "en/index.html").contains("Speaks English and Dutch"));
    // On a Dutch page nobody has to say in Dutch what they speak.
    assert!(!page(&root, "bakkers", "index.html").contains("Ik spreek"));
    assert!(
        page(&root, "bakkers", "en/index.html").contains("Ik spreek Engels. Kan er een tolk bij?")
    );
}

#[test]
fn the_sentence_to_read_out_is_dutch_in_every_language() {
    let words = |lang: &str| -> BTreeMap<String, Value> {
        let path = repository().join("content").join(lang).join("_strings.yaml");
        serde_saphyr::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    };
    let dutch = words("nl");
    for lang in LANGUAGES {
        let own = words(lang);
        for key in ["opening_sentence", "opening_sentence_alone"] {
            assert_eq!(own[key], dutch[key], "{lang} {key}");
        }
        for (key, word) in
            [("adviser_role", "vertrouwenspersoon"), ("advisers_role", "vertrouwenspersonen")]
        {
            let role = own[key].as_str().unwrap().to_lowercase();
            assert!(role.contains(word), "{lang}: {role}");
            assert_ne!(own["adviser_role"], own["advisers_role"], "{lang}");
        }
    }
}

#[test]
fn lines_end_where_a_language_lets_them_and_nothing_else_changes() {
    let root = site_only("names-spaces");
    client(&root, "linde", LINDE, "nl");
    vpsite(&root, &["build", "clients/linde.yaml"]).ended(0);
    let bound = pages(&root, "linde");
    // The same without the rules.
    let loose = site_only("names-loose");
    client(&loose, "linde", LINDE, "nl");
    for lang in LANGUAGES {
        put(&loose, &format!("content/{lang}/_language.yaml"), "keep_together: {}\n");
        let words = repository().join("content").join(lang).join("_strings.yaml");
        let words = fs::read_to_string(words).unwrap();
        let months = words.lines().find(|line| line.starts_with("months_in_dates")).unwrap();
        put(
            &loose,
            &format!("content/{lang}/_strings.yaml"),
            &words.replace(months, "months_in_dates: \"-\""),
        );
    }
    vpsite(&loose, &["build", "clients/linde.yaml"]).ended(0);
    let mut polish = 0;
    for (path, html) in &pages(&loose, "linde") {
        assert!(!html.contains('\u{a0}'), "{path}");
        assert_eq!(&bound[path].replace('\u{a0}', " "), html, "{path}");
        if path.starts_with("pl/") {
            polish += bound[path].matches('\u{a0}').count();
            for word in [" w ", " z ", " i ", " o "] {
                let said = said(&bound[path]);
                let orphan =
                    said.find(word).map(|at| said[at..].chars().take(30).collect::<String>());
                assert!(orphan.is_none(), "{path}: {orphan:?}");
            }
        }
        // Numbers to dial and addresses are copied as they were.
        for attribute in ["href=\"", "id=\"", "src=\""] {
            for value in bound[path].split(attribute).skip(1) {
                assert!(!value.split('"').next().unwrap().contains('\u{a0}'), "{path}");
            }
        }
        assert!(!bound[path].contains("06\u{a0}"), "{path}");
    }
    assert!(polish > 500, "{polish}");
}

/// Whoever calls the first who is named must be understood.
#[test]
fn who_speaks_the_language_of_the_page_stands_first() {
    let root = site_only("names-order");
    let advisers = "advisers:\n\
        \x20 - {name: Noor Smit, languages: [nl, en], channels: [{type: phone, number: \"+31 6 12345671\"}]}\n\
        \x20 - {name: Piotr Nowak, languages: [pl, nl], channels: [{type: phone, number: \"+31 6 12345672\"}]}\n\
        \x20 - {name: Ayşe Yılmaz, languages: [tr, nl], channels: [{type: phone, number: \"+31 6 12345673\"}]}\n";
    let client = format!(
        "organisation: {{name: Acme}}\nlanguages: [nl, pl, tr, en]\n\
         site: {{url: \"https://acme.example.nl/\"}}\n{advisers}edition: 2026-11\n"
    );
    std::fs::write(root.join("clients/order.yaml"), client).unwrap();
    vpsite(&root, &["build", "clients/order.yaml"]).ended(0);
    for (page, first) in [
        ("index.html", "31612345671"),
        ("pl/index.html", "31612345672"),
        ("tr/index.html", "31612345673"),
        ("en/index.html", "31612345671"),
    ] {
        let html = std::fs::read_to_string(root.join("dist/order/site").join(page)).unwrap();
        let called = html.split("tel:+").nth(1).unwrap();
        assert!(called.starts_with(first), "{page}: {}", &called[..16]);
        // The card that lies beside a name is that person's.
        let card = html.split("Piotr Nowak").skip(1).find_map(|rest| {
            let rest = rest.split("Ayşe").next()?.split("Noor").next()?;
            Some(rest[rest.find("contact/")?..].split('"').next()?.to_owned())
        });
        assert!(card.is_none_or(|card| card.contains("piotr")), "{page}");
    }
}
