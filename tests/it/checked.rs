//! Nothing is said to be checked that nobody has checked.
//!
//! Every help line and statement of law that is built in says `verified: false`. `check`
//! tells the adviser so; no page for employees says the contrary in any language, and an
//! edition is called an edition.

use std::fs;

use super::paper::coverage::text_of;
use super::support::{LANGUAGES, contents, repository, site_only, vpsite};

/// Words that say that something was checked, in the forms that such a line has.
const CHECKED: [(&str, &[&str]); 10] = [
    ("nl", &["gecontroleerd", "nagekeken", "geverifieerd"]),
    ("en", &["checked", "verified"]),
    ("de", &["geprüft", "kontrolliert"]),
    ("es", &["revisado", "comprobado", "verificado"]),
    ("pl", &["sprawdzon", "zweryfikowan"]),
    ("ro", &["verificat"]),
    ("bg", &["проверен"]),
    ("uk", &["перевірен"]),
    ("tr", &["kontrol edil", "kontrol tarihi", "doğrulan"]),
    ("ar", &["تم التحقق", "تمت المراجعة", "روجع"]),
];

/// What says how the site was not checked.
const SAYS_WHAT_WAS_NOT: &str = "accessibility";

fn words(lang: &str) -> &'static [&'static str] {
    CHECKED.iter().find(|(of, _)| *of == lang).unwrap().1
}

#[test]
fn no_page_says_that_it_was_checked_while_nobody_has() {
    for file in ["_helplines.yaml", "_facts.yaml"] {
        let text = fs::read_to_string(repository().join("content").join(file)).unwrap();
        assert!(!text.contains("verified: true"), "{file}: who has checked it?");
    }
    let root = site_only("checked");
    let said = vpsite(&root, &["build", "clients/polderfruit.yaml"]).ended(0).err;
    for what in [
        "help lines that are shown have not been verified",
        "statements of law that are shown have not been verified",
    ] {
        assert!(said.contains(what), "{said}");
    }
    let site = root.join("dist/polderfruit/site");
    let mut pages = 0;
    for (path, bytes) in contents(&site) {
        if !path.ends_with(".html") || path.contains(SAYS_WHAT_WAS_NOT) {
            continue;
        }
        let lang = path.split_once('/').map_or("nl", |(folder, _)| folder);
        let lang = if LANGUAGES.contains(&lang) { lang } else { "nl" };
        let text = text_of(&String::from_utf8(bytes).unwrap()).to_lowercase();
        for word in words(lang) {
            assert!(!text.contains(word), "{path} says “{word}”");
        }
        pages += 1;
    }
    assert!(pages > 100, "{pages}");
}

#[test]
fn no_text_for_employees_and_no_word_says_so() {
    let mut read = 0;
    for lang in LANGUAGES {
        for (path, bytes) in contents(&repository().join("content").join(lang)) {
            // What HR reads may speak of checks that others make.
            if path.contains("org-") || path == "_language.yaml" || path.contains(SAYS_WHAT_WAS_NOT)
            {
                continue;
            }
            let text = String::from_utf8(bytes).unwrap();
            let text = match text.strip_prefix("---\n") {
                Some(front) => front.split_once("\n---\n").unwrap().1,
                None => &text,
            };
            for line in text.lines().filter(|line| !line.trim_start().starts_with(['#', '_'])) {
                // `checked_on` is a key, and no word.
                let line =
                    line.to_lowercase().replace("checked_on", "").replace("last_checked:", "");
                for word in words(lang) {
                    assert!(!line.contains(word), "{lang}/{path}: “{word}”: {line}");
                }
            }
            read += 1;
        }
    }
    assert!(read > 250, "{read}");
}
