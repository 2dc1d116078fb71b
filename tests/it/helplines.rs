//! Help lines on the site and in messages: what each tells, in which order, with which number.
//!
//! In: sites of the client in ten languages, and a workspace's own lines. Invariant: nothing
//! here sets paper.

use std::fs;
use std::path::{Path, PathBuf};

use super::paper::coverage::text_of;
use super::support::{LANGUAGES, site_only, vpsite};

const CLIENT: &str = "clients/polderfruit.yaml";

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A page of the site in a language.
fn page(root: &Path, lang: &str, name: &str) -> String {
    let site = root.join("dist/polderfruit/site");
    let folder = if lang == "nl" { site } else { site.join(lang) };
    fs::read_to_string(folder.join(format!("{name}.html"))).unwrap()
}

/// The site alone, and with the messages of the built-in theme.
fn with_messages(name: &str) -> PathBuf {
    let root = site_only(name);
    let theme = include_str!("../../themes/default/theme.yaml");
    let (site, rest) = theme.split_once("products:\n").unwrap();
    let (_, messages) = rest.split_once("\nmessages:\n").unwrap();
    put(&root, "themes/default/theme.yaml", &format!("{site}products: []\nmessages:\n{messages}"));
    root
}

/// Whether all stand in a text, one after the other.
#[track_caller]
fn in_order(text: &str, parts: &[&str]) {
    let mut from = 0;
    for part in parts {
        let at = text[from..].find(part);
        assert!(at.is_some(), "`{part}` does not stand behind the ones before it: {text}");
        from += at.unwrap() + part.len();
    }
}

#[test]
fn who_came_here_to_work_reads_first_of_what_is_for_them() {
    let root = site_only("helplines-order");
    vpsite(&root, &["build", CLIENT, "-q"]).ended(0);
    for lang in LANGUAGES {
        let text = text_of(&page(&root, lang, "help"));
        let (first, then) = (["FairWork", "WorkinNL", "CoMensha"], "Luisterlijn");
        match lang {
            "nl" => in_order(&text, &[then, first[0], first[1], first[2]]),
            _ => in_order(&text, &[first[0], first[1], first[2], then]),
        }
    }
}

#[test]
fn every_page_says_what_a_call_at_once_costs_and_when_somebody_answers() {
    let root = site_only("helplines-facts");
    vpsite(&root, &["build", CLIENT, "-q"]).ended(0);
    for (lang, facts) in [
        ("nl", "gratis · dag en nacht · Nederlands, Engels"),
        ("pl", "bezpłatnie · całą dobę"),
        ("ro", "gratuit · zi și noapte"),
        ("ar", "مجاني · ليلا ونهارا"),
    ] {
        for name in ["index", "help", "behaviour"] {
            let text = text_of(&page(&root, lang, name));
            // Lists may say "and" as the language does.
            let facts = facts.rsplit_once(", ").map_or(facts, |(start, _)| start);
            assert!(text.contains(facts), "{lang}/{name}: {text}");
        }
    }
}

#[test]
fn numbers_carry_their_country_where_sim_cards_come_from_elsewhere() {
    let root = site_only("helplines-numbers");
    vpsite(&root, &["build", CLIENT, "-q"]).ended(0);
    for lang in LANGUAGES {
        let (home, help) =
            (text_of(&page(&root, lang, "index")), text_of(&page(&root, lang, "help")));
        let (adviser, line) = match lang {
            "nl" => ("06 12 34 56 78", "088 0767 000"),
            _ => ("+31 6 12345678", "+31 88 076 7000"),
        };
        assert!(home.contains(adviser), "{lang}: {home}");
        assert!(help.contains(line), "{lang}: {help}");
        // What cannot be dialled with a code stands as its owner writes it.
        assert!(help.contains("0800-0188") && help.contains("0900-8844"), "{lang}: {help}");
        // And who has another card is told the number that it reaches.
        let html = page(&root, lang, "help");
        assert!(html.contains("tel:+31703335678"), "{lang}");
    }
    let html = |lang: &str| page(&root, lang, "help");
    assert!(html("nl").contains("https://www.nlarbeidsinspectie.nl/"));
    assert!(!html("nl").contains("https://www.nllabourauthority.nl/"));
    // A page of one's own language, or else the English one.
    assert!(html("bg").contains("https://www.fairwork.nu/bg/"));
    assert!(html("pl").contains("https://www.fairwork.nu/en/"));
    assert!(html("nl").contains("\"https://www.fairwork.nu/\""));
}

#[test]
fn messages_tell_who_helps_at_once_and_no_date_that_passes() {
    let root = with_messages("helplines-messages");
    vpsite(&root, &["build", CLIENT, "-q"]).ended(0);
    let messages = root.join("dist/polderfruit/intranet");
    for name in ["announcement-nl.txt", "reminder-nl.txt", "handbook-nl.txt"] {
        let text = fs::read_to_string(messages.join(name)).unwrap();
        in_order(&text, &["Nu hulp nodig?", "112", "gratis · dag en nacht", "0800-0188"]);
    }
    let html = fs::read_to_string(messages.join("handbook-pl.html")).unwrap();
    in_order(&text_of(&html), &["112", "bezpłatnie · całą dobę"]);

    // The absence of the example begins on 24 December; the site tells it, and nothing that
    // is sent once and read for a year.
    assert!(text_of(&page(&root, "nl", "index")).contains("24 december 2026"));
    for entry in fs::read_dir(&messages).unwrap().map(Result::unwrap) {
        let bytes = fs::read(entry.path()).unwrap();
        let text = String::from_utf8_lossy(&bytes).replace('\u{a0}', " ");
        assert!(!text.contains("24 december 2026"), "{}", entry.path().display());
    }
}

#[test]
fn a_line_of_ones_own_says_in_which_languages_it_answers() {
    let root = site_only("helplines-own");
    let line = |more: &str| {
        let text = format!(
            "lines:\n  - id: eap\n    name: Bedrijfsmaatschappelijk werk\n    about: Praten\n    \
             number: \"030 1234567\"\n    tier: 2\n    checked_on: 2026-11-01\n    \
             verified: true\n{more}"
        );
        put(&root, "clients/minimal/content/_helplines.yaml", &text);
    };
    let build = || vpsite(&root, &["build", "clients/minimal.yaml", "--format", "short"]);
    let help = || text_of(&fs::read_to_string(root.join("dist/minimal/site/help.html")).unwrap());

    line("    first_unless: [en]\n    languages: [nl, ti]\n    abroad: \"+31 30 7654321\"\n");
    build().ended(0);
    in_order(&help(), &["Bedrijfsmaatschappelijk werk", "+31 30 765 4321", "Talen: Nederlands"]);
    in_order(&help(), &["Bedrijfsmaatschappelijk werk", "Tigrinya", "Luisterlijn"]);

    // What is left out is not said.
    line("");
    build().ended(0);
    let text = help();
    in_order(&text, &["Luisterlijn", "Bedrijfsmaatschappelijk werk"]);
    assert!(!text.contains("Tigrinya") && !text.contains("+31 30 765 4321"), "{text}");

    for (more, place) in [
        ("    first_unless: [xx]\n", "9:20: error[lang/unknown]"),
        ("    urls: {xx: \"https://example.nl/xx\"}\n", "error[lang/unknown]"),
        ("    languages: [qqqq]\n", "9:17: error[lang/unknown]"),
        ("    abroad: \"12\"\n", "9:13: error[phone/invalid]"),
    ] {
        line(more);
        let said = build().ended(1).err;
        assert!(said.contains(place), "{more}: {said}");
    }
}
