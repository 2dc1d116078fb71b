//! What only the practice or the client can have decided: said where it is given, by the client or
//! by the practice, and not said where nobody has decided; on the site, in mails and on paper.

use std::fs;
use std::path::{Path, PathBuf};

use super::support::{site_only, vpsite};

/// Every key with a value, and what the page below makes of it.
const GIVEN: &[(&str, &str)] = &[
    ("voicemail: true", "[voicemail ja]"),
    ("voicemail: false", "[voicemail nee]"),
    ("call_back: hidden-number", "[terug hidden-number]"),
    ("call_back: own-number", "[terug own-number]"),
    ("call_back: no", "[terug no]"),
    ("talk_length_minutes: 60", "[duur 60 een uur]"),
    ("talk_length_minutes: 45", "[duur 45 45 minuten]"),
    ("who_may_come: [interns]", "[ook stagiairs]"),
    (
        "who_may_come: [former-employees, interns, interns, freelancers]",
        "[ook oud-medewerkers, stagiairs en zzp’ers]",
    ),
    ("agency_workers: true", "[uitzend ja]"),
    ("agency_workers: false", "[uitzend nee]"),
    ("helps_accused: false", "[beschuldigd nee]"),
    ("interpreter: true", "[tolk ja]"),
    ("notes_kept: false", "[notities nee]"),
    ("recording: false", "[opname nee]"),
    ("integrity_on_behalf: true", "[namens ja]"),
    ("anonymous_contact: true", "[anoniem ja]"),
    ("anonymous_contact: false", "[anoniem nee]"),
    ("response_time: {working_days: 2}", "[antwoord binnen 2 werkdagen]"),
    ("response_time: {working_days: 0}", "[antwoord nog dezelfde werkdag]"),
    ("response_time: {hours: 24}", "[antwoord binnen 24 uur]"),
    ("response_time: nog voor de avond", "[antwoord nog voor de avond]"),
    ("practice: {name: De Vries, privacy: {controller: Vries Zn.}}", "[privacy Vries Zn.||||]"),
    (
        "practice: {name: De Vries, privacy: {contact: p@example.nl, retention: {months: 6}}}",
        "[privacy |p@example.nl|mailto:p@example.nl|6 maanden|]",
    ),
    (
        "practice: {name: De Vries, privacy: {contact: \"https://example.nl/privacy\", retention: {years: 1}, host: Hostbedrijf}}",
        "[privacy |example.nl/privacy|https://example.nl/privacy|één jaar|Hostbedrijf]",
    ),
    (
        "practice: {name: De Vries, privacy: {retention: tot het gesprek klaar is}}",
        "[privacy |||tot het gesprek klaar is|]",
    ),
];

const BODY: &str = "\
{% if voicemail == true %}[voicemail ja]{% elif voicemail == false %}[voicemail nee]{% endif %}
{% if call_back %}[terug {{ call_back }}]{% endif %}
{% if talk_length %}[duur {{ talk_length_minutes }} {{ talk_length }}]{% endif %}
{% if who_may_come_text %}[ook {{ who_may_come_text }}]{% endif %}
{% if agency_workers == true %}[uitzend ja]{% elif agency_workers == false %}[uitzend nee]{% endif %}
{% if helps_accused == false %}[beschuldigd nee]{% endif %}
{% if interpreter %}[tolk ja]{% endif %}
{% if notes_kept == false %}[notities nee]{% endif %}
{% if recording == false %}[opname nee]{% endif %}
{% if integrity_on_behalf %}[namens ja]{% endif %}
{% if anonymous_contact == true %}[anoniem ja]{% elif anonymous_contact == false %}[anoniem nee]{% endif %}
{% if response_time %}[antwoord {{ response_time }}]{% endif %}
{% if practice.privacy %}[privacy {{ practice.privacy.controller or '' }}|{{ practice.privacy.contact or '' }}|{{ practice.privacy.contact_href or '' }}|{{ practice.privacy.retention or '' }}|{{ practice.privacy.host or '' }}]{% endif %}
{% if \"interns\" in who_may_come %}{% endif %}
";

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn client(more: &str) -> String {
    format!(
        "organisation: {{name: Bakkerij Het Stoepje}}\nlanguages: [nl]\n\
         site: {{url: \"https://stoepje.example.nl/\"}}\nedition: 2026-11\n\
         exit_url: https://www.knmi.nl/\nadvisers:\n  - name: Sam Smit\n    \
         channels: [{{type: phone, number: \"+31 6 12345678\"}}]\n{more}\n"
    )
}

/// A workspace with a page that says all that can be decided, and no client.
fn workspace(name: &str) -> PathBuf {
    let root = site_only(name);
    for entry in fs::read_dir(root.join("clients")).unwrap().map(Result::unwrap) {
        if entry.path().extension().is_some_and(|it| it == "yaml") {
            fs::remove_file(entry.path()).unwrap();
        }
    }
    let page = format!("---\ntitle: Besloten\nsummary: Kort.\norder: 50\n---\n{BODY}");
    put(&root, "content/nl/decided.md", &page);
    root
}

/// What the page says of a client, between brackets.
fn said(root: &Path, slug: &str) -> Vec<String> {
    let page = root.join(format!("dist/{slug}/site/decided.html"));
    let page = fs::read_to_string(page).unwrap().replace(['\u{A0}', '\n'], " ");
    let (_, main) = page.split_once("<main").unwrap();
    main.split('[').skip(1).map(|rest| format!("[{}]", rest.split(']').next().unwrap())).collect()
}

#[test]
fn each_decision_is_said_where_it_is_given_and_nowhere_else() {
    let root = workspace("kept-each");
    put(&root, "clients/none.yaml", &client(""));
    for (index, (yaml, _)) in GIVEN.iter().enumerate() {
        put(&root, &format!("clients/c{index}.yaml"), &client(yaml));
    }
    vpsite(&root, &["build", "--all"]).ended(0);
    assert!(said(&root, "none").is_empty(), "{:?}", said(&root, "none"));
    for (index, (yaml, wanted)) in GIVEN.iter().enumerate() {
        let found = said(&root, &format!("c{index}"));
        assert_eq!(found, [*wanted], "{yaml}");
    }
    // What nobody has decided of a name is not said on the first page either.
    let home =
        |slug: &str| fs::read_to_string(root.join(format!("dist/{slug}/site/index.html"))).unwrap();
    let of = |yaml: &str| format!("c{}", GIVEN.iter().position(|(it, _)| *it == yaml).unwrap());
    let (asks, free) = ("vraagt hoe je heet", "zonder je naam te zeggen");
    let unsaid = home("none");
    assert!(!unsaid.contains(asks) && !unsaid.contains(free), "{unsaid}");
    assert!(home(&of("anonymous_contact: false")).contains(asks));
    assert!(home(&of("anonymous_contact: true")).contains(free));
}

#[test]
fn the_practice_decides_for_all_and_a_client_for_itself() {
    let root = workspace("kept-practice");
    put(
        &root,
        "clients/_practice.yaml",
        "practice: {name: De Vries, privacy: {controller: De Vries, retention: {months: 6}}}\n\
         voicemail: true\nrecording: false\nresponse_time: {working_days: 2}\n",
    );
    put(&root, "clients/as-all.yaml", &client(""));
    // Another unit, or words, take the place of the practice's: no two promises are mixed.
    let own = "voicemail: false\npractice: {privacy: {retention: {years: 2}}}\n\
               response_time: {hours: 24}";
    let words = "response_time: {nl: nog voor de avond}\npractice: {privacy: {retention: kort}}";
    put(&root, "clients/words.yaml", &client(words));
    put(&root, "clients/own.yaml", &client(own));
    // One who cannot be called has no voicemail, whatever the practice has.
    let mail = client("").replace(
        "{type: phone, number: \"+31 6 12345678\"}",
        "{type: email, address: sam@example.nl}",
    );
    put(&root, "clients/mail.yaml", &mail);
    let run = vpsite(&root, &["build", "--all", "--format", "short"]).ended(0);
    assert!(!run.err.contains("contradiction"), "{}", run.err);
    assert_eq!(
        said(&root, "as-all"),
        [
            "[voicemail ja]",
            "[opname nee]",
            "[antwoord binnen 2 werkdagen]",
            "[privacy De Vries|||6 maanden|]"
        ]
    );
    assert_eq!(
        said(&root, "own"),
        [
            "[voicemail nee]",
            "[opname nee]",
            "[antwoord binnen 24 uur]",
            "[privacy De Vries|||2 jaar|]"
        ]
    );
    assert_eq!(
        said(&root, "words"),
        [
            "[voicemail ja]",
            "[opname nee]",
            "[antwoord nog voor de avond]",
            "[privacy De Vries|||kort|]"
        ]
    );
    assert_eq!(
        said(&root, "mail"),
        ["[opname nee]", "[antwoord binnen 2 werkdagen]", "[privacy De Vries|||6 maanden|]"]
    );
}

#[test]
fn what_cannot_be_is_told_at_its_place() {
    let root = workspace("kept-wrong");
    for (yaml, at, said) in [
        ("voicemail: ja", "ja", "error[yaml/type]: `ja` is not `true` or `false`"),
        ("call_back: hidden", "hidden", "error[yaml/value]: `hidden` is not known here"),
        ("who_may_come: [intern]", "intern", "error[yaml/value]: `intern` is not known here"),
        ("talk_length_minutes: 1", "1", "error[time/length]: a first talk does not take 1 minutes"),
        (
            "talk_length_minutes: een uur",
            "een",
            "error[yaml/type]: `een uur` is not a whole number",
        ),
        ("response_time: {days: 2}", "days", "error[yaml/unknown-key]: unknown key `days`"),
        ("response_time: {working_days: x}", "x", "error[yaml/type]: `x` is not a whole number"),
        ("response_time: {hours: 0}", "0", "error[time/length]: 0 hours is nothing to promise"),
        (
            "response_time: {working_days: 2, hours: 4}",
            "response",
            "error[time/twice]: `response_time` needs one of `working_days` and `hours`",
        ),
        (
            "response_time: [{hours: 4}, {hours: 5}]",
            "response",
            "error[yaml/type]: `response_time` is one time",
        ),
        ("response_time: {}", "response", "error[text/empty]"),
        ("practice: {name: A, privacy: {contact: bel maar}}", "bel", "error[email/invalid]"),
        (
            "practice: {name: A, privacy: {retention: {weeks: 6}}}",
            "weeks",
            "error[yaml/unknown-key]: unknown key `weeks`",
        ),
        (
            "voicemail: true\ncall_back: no",
            "no",
            "warning[contact/contradiction]: there is a voicemail, and nobody calls back",
        ),
    ] {
        put(&root, "clients/wrong.yaml", &client(yaml));
        let run = vpsite(&root, &["check", "clients/wrong.yaml", "--format", "short"]);
        let line = 8 + yaml.lines().count();
        let column = yaml.lines().last().unwrap().find(at).unwrap() + 1;
        let place = format!("clients/wrong.yaml:{line}:{column}: {said}");
        assert!(run.err.contains(&place), "{yaml}: {place}\n{}", run.err);
        // One fault is told once.
        let told =
            run.err.lines().filter(|line| line.contains("]: ") && line.contains("wrong.yaml"));
        let told: Vec<&str> = told.filter(|line| !line.contains("note[")).collect();
        assert_eq!(told.len(), 1, "{told:#?}");
    }
    let mail = client("voicemail: true").replace(
        "{type: phone, number: \"+31 6 12345678\"}",
        "{type: email, address: sam@example.nl}",
    );
    put(&root, "clients/wrong.yaml", &mail);
    let run = vpsite(&root, &["check", "clients/wrong.yaml", "--format", "short"]).ended(0);
    let told = "9:12: warning[contact/contradiction]: `voicemail` is given, and no adviser can";
    assert!(run.err.contains(told), "{}", run.err);
}
