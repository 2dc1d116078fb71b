//! What managers and HR get: the page for when someone comes, the team talk, the sheet to sign.
//!
//! In: the built-in texts, and small clients set on paper and read with Debian's tools.
//! Invariant: whatever sector a client names, or none, its managers have two situations to tell,
//! and each leaves the verdict to those who listen.

use std::fs;

use serde_json::Value;

use crate::it::support::repository;

/// The languages that there is material for the organisation in.
const LANGS: [&str; 2] = ["nl", "en"];

/// Every sector that a client can name, as the schema has them.
fn sectors() -> Vec<String> {
    let schema = fs::read_to_string(repository().join("clients/client.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let all = schema["$defs"]["Sector"]["oneOf"].as_array().unwrap();
    all.iter().map(|sector| sector["const"].as_str().unwrap().to_owned()).collect()
}

fn content(lang: &str, name: &str) -> String {
    fs::read_to_string(repository().join("content").join(lang).join(name)).unwrap()
}

/// The titles of the slides that tell a situation of a sector.
fn situations(lang: &str, sector: &str) -> Vec<String> {
    let text = content(lang, &format!("_org-talk-{sector}.md"));
    let titles = text.lines().filter_map(|line| line.strip_prefix("## "));
    titles.map(|title| title.split(" {#").next().unwrap().to_owned()).collect()
}

#[test]
fn every_sector_has_two_situations_and_each_ends_in_a_question() {
    for lang in LANGS {
        let talk = content(lang, "org-team-talk.md");
        for sector in sectors() {
            let name = format!("_org-talk-{sector}.md");
            assert!(talk.contains(&format!("{{% include \"{name}\" %}}")), "{lang}: {name}");
            let asked = talk.contains(&format!("organisation.sector == \"{sector}\""));
            assert_eq!(asked, sector != "other", "{lang}: {sector}");
            let text = content(lang, &name);
            let slides: Vec<&str> = text.split("## ").skip(1).collect();
            assert_eq!(slides.len(), 2, "{lang}/{name}");
            for slide in slides {
                let shown: Vec<&str> =
                    slide.lines().filter(|line| line.starts_with("- ")).collect();
                assert_eq!(shown.len(), 2, "{lang}/{name}: {slide}");
                let said = slide.lines().rfind(|line| line.starts_with("> ")).unwrap();
                for asks in shown.into_iter().chain([said]) {
                    assert!(asks.ends_with('?'), "{lang}/{name}: {asks}");
                }
            }
        }
    }
}

#[test]
fn each_translation_tells_the_same_situations() {
    let ids = |lang: &str, sector: &str| -> Vec<String> {
        let text = content(lang, &format!("_org-talk-{sector}.md"));
        let ids = text.lines().filter_map(|line| line.split_once(" {#"));
        ids.map(|(_, id)| id.to_owned()).collect()
    };
    for sector in sectors() {
        assert_eq!(ids("nl", &sector), ids("en", &sector), "{sector}");
        assert_ne!(situations("nl", &sector), situations("en", &sector), "{sector}");
    }
}

mod paper {
    use std::path::Path;

    use super::*;
    use crate::it::paper::coverage::squeezed;
    use crate::it::support::{pdf_text, printing, vpsite};

    const CLIENT: &str = "clients/minimal.yaml";

    /// Makes the kit of a client with more keys below `organisation`, and more at its end.
    fn build(root: &Path, organisation: &str, more: &str) {
        let yaml = format!(
            "organisation:\n  name: Bakkerij Het Stoepje\n{organisation}languages: [nl]\n\
             site: {{url: \"https://stoepje.example.nl/\"}}\nedition: 2026-11\nadvisers:\n  \
             - name: Sam Smit\n    channels: [{{type: phone, number: \"+31 6 12345678\"}}]\n{more}"
        );
        fs::write(root.join(CLIENT), yaml).unwrap();
        vpsite(root, &["build", CLIENT]).ended(0);
    }

    fn read(root: &Path, name: &str) -> String {
        let path = root.join("dist/minimal/onboarding").join(name);
        squeezed(&pdf_text(&path))
    }

    #[test]
    fn the_talk_tells_situations_of_the_sector_and_of_no_other() {
        let root = printing("managers-talk", &["team-talk"]);
        for sector in sectors() {
            let named = match sector.as_str() {
                "other" => String::new(),
                sector => format!("  sector: {sector}\n"),
            };
            build(&root, &named, "");
            let (shown, said) =
                (read(&root, "team-talk-nl.pdf"), read(&root, "team-talk-notes-nl.pdf"));
            for other in sectors() {
                for title in situations("nl", &other) {
                    let title = squeezed(&title);
                    assert_eq!(shown.contains(&title), other == sector, "{sector}: {title}");
                    assert_eq!(said.contains(&title), other == sector, "{sector}: {title}");
                }
            }
        }
    }

    #[test]
    fn the_sheet_says_what_is_decided_and_who_signs() {
        let root = printing("managers-sign", &["sign-off"]);
        let has = |said: &str, words: &str| said.contains(&squeezed(words));
        build(&root, "", "");
        let open = read(&root, "sign-off-nl.pdf");
        for words in ["Sam Smit", "Of dat mag zonder reden", "Werkgever", "Handtekening"] {
            assert!(has(&open, words), "{words}: {open}");
        }
        assert!(!has(&open, "Ondernemingsraad"), "{open}");
        build(
            &root,
            "  works_council: true\n",
            "talks_in_working_time: true\nhr_contact: {name: Els Smit}\n",
        );
        let decided = read(&root, "sign-off-nl.pdf");
        for words in ["Ondernemingsraad", "Mag, zonder een reden te geven.", "Els Smit."] {
            assert!(has(&decided, words), "{words}: {decided}");
        }
        assert!(!has(&decided, "Of dat mag zonder reden"), "{decided}");
    }

    /// What HR and managers get is in Dutch where a client's people read neither Dutch nor English.
    #[test]
    fn what_managers_get_in_another_language_than_employees_carries_the_code() {
        let root = printing("managers-other", &["managers", "team-talk"]);
        let yaml = fs::read_to_string(root.join(CLIENT)).unwrap();
        fs::write(root.join(CLIENT), yaml.replace("languages: [nl]", "languages: [pl]")).unwrap();
        vpsite(&root, &["build", CLIENT]).ended(0);
        for name in ["managers-nl.pdf", "team-talk-nl.pdf"] {
            assert!(read(&root, name).contains("stoepje.example.nl"), "{name}");
        }
        assert!(!root.join("dist/minimal/onboarding/managers-pl.pdf").exists());
    }

    #[test]
    fn the_page_for_managers_names_the_adviser_and_promises_no_secrecy() {
        let root = printing("managers-page", &["managers"]);
        build(&root, "", "");
        let said = read(&root, "managers-nl.pdf");
        let line = "Vertrouwelijk, behalve bij ernstig gevaar of een wettelijke plicht.";
        for words in ["Sam Smit", "06 12 34 56 78", "Beloof geen geheimhouding.", line] {
            assert!(said.contains(&squeezed(words)), "{words}: {said}");
        }
    }
}
