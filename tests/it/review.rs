//! `vpsite review`: the sheet that a native reader is handed, and who has read what.

use std::fs;
use std::path::Path;

use super::support::{LANGUAGES, contents, repository, site_only, vpsite};

const CLIENT: &str = "clients/minimal.yaml";
const REVIEWS: &str = "content/uk/_reviews.yaml";
const READ: [&str; 6] = ["review", "uk", "--read-by", "Oksana Voorbeeld", "--on", "2026-11-20"];

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn text(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap()
}

fn built_in(path: &str) -> String {
    fs::read_to_string(repository().join("content").join(path)).unwrap()
}

/// A workspace whose client is in Dutch and Ukrainian, and may only be in what was read.
fn root(name: &str) -> std::path::PathBuf {
    let root = site_only(name);
    let yaml = text(&root, CLIENT);
    assert!(yaml.contains("languages: [nl]"), "{yaml}");
    let strict = "languages: [nl, uk]\ncontent: {reviewed_only: true}";
    put(&root, CLIENT, &yaml.replace("languages: [nl]", strict));
    root
}

fn check(root: &Path) -> String {
    vpsite(root, &["check", CLIENT, "--format", "short"]).err
}

#[test]
fn whoever_has_read_a_language_is_named_without_an_editor() {
    let root = root("review-read");
    assert!(check(&root).contains("error[content/unreviewed]: not read by a reviewer yet: nl, uk"));
    let said = vpsite(&root, &READ).ended(0);
    assert_eq!(said.out.trim(), REVIEWS);
    assert!(
        said.err.contains("texts in `uk` read by Oksana Voorbeeld on 2026-11-20"),
        "{}",
        said.err
    );
    assert!(check(&root).contains("not read by a reviewer yet: nl\n"));
    vpsite(&root, &["review", "nl", "--read-by", "Sam Smit", "--on", "2026-11-21"]).ended(0);
    let said = check(&root);
    assert!(!said.contains("content/unreviewed") && !said.contains("read-before"), "{said}");
    vpsite(&root, &["build", CLIENT]).ended(0);

    let listed = vpsite(&root, &["list", "--coverage"]).ended(0).out;
    let uk = listed.split("\nuk\t").nth(1).unwrap();
    assert!(uk.contains("  read by Oksana Voorbeeld on 2026-11-20: everything"), "{uk}");
    assert!(listed.contains("  read by Sam Smit on 2026-11-21: everything"), "{listed}");

    // Once more is the same, byte for byte, and leaves nothing beside it.
    let before = contents(&root.join("content"));
    let said = vpsite(&root, &READ).ended(0);
    assert!(said.err.contains("nothing to write"), "{}", said.err);
    assert_eq!(contents(&root.join("content")), before);
    assert_eq!(before.len(), 2, "one file a language");
}

#[test]
fn a_reading_holds_for_the_words_that_were_read() {
    let root = root("review-changed");
    vpsite(&root, &READ).ended(0);
    // Who has read it is none of the words.
    let page = built_in("uk/steps.md");
    put(&root, "content/uk/steps.md", &page.replace("reviewer: none\n", ""));
    assert!(!check(&root).contains("read-before"));

    put(&root, "content/uk/steps.md", &format!("{page}\nІ ще одне речення.\n"));
    let said = check(&root);
    let note = "note[content/read-before]: `steps.md` in `uk` has changed since Oksana Voorbeeld read it on 2026-11-20";
    assert!(said.contains(note) && said.contains("content/uk/steps.md:"), "{said}");
    assert!(said.contains("not read by a reviewer yet: nl, uk (1 of "), "{said}");
    let listed = vpsite(&root, &["list", "--coverage"]).ended(0).out;
    let changed = "  changed since Oksana Voorbeeld read it on 2026-11-20: steps.md";
    assert!(listed.contains(changed), "{listed}");

    // Read again, it alone: the others stay as they were.
    let before = text(&root, REVIEWS);
    let again =
        ["review", "uk", "--read-by", "Ivan Voorbeeld", "--on", "2026-11-22", "--only", "steps"];
    let said = vpsite(&root, &again).ended(0);
    assert!(said.err.contains("`steps.md` in `uk` read by Ivan Voorbeeld"), "{}", said.err);
    let after = text(&root, REVIEWS);
    let differ: Vec<(&str, &str)> =
        before.lines().zip(after.lines()).filter(|(old, new)| old != new).collect();
    assert_eq!(differ.len(), 1, "{differ:?}");
    assert!(differ[0].1.starts_with("  steps.md: {reviewer: \"Ivan Voorbeeld\""), "{differ:?}");
    assert!(!check(&root).contains("read-before"));

    // A client's own page is another text, which nobody has read.
    put(&root, "clients/minimal/content/uk/steps.md", &page.replace("## ", "## Власне "));
    let said = check(&root);
    assert!(said.contains("uk (1 of ") && !said.contains("read-before"), "{said}");
}

#[test]
fn what_somebody_wrote_in_the_file_stays_with_its_line_ends() {
    let root = root("review-form");
    let own = "# Van mij\r\nreviews:\r\n    help.md: # later\r\n        reviewer: Een Ander\r\n        \
               checked_on: 2026-01-02\r\n        text: abc\r\n    steps.md: {reviewer: 'X', checked_on: 2026-01-02, text: \"0\"}  # hier\r\n";
    put(&root, REVIEWS, own);
    let name = "Anna \"Ania\" d’Voorbeeld";
    let only = ["--only", "help", "--only", "content/uk/steps.md", "--only", "_strings"];
    let read = ["review", "uk", "--read-by", name, "--on", "2026-11-20"];
    vpsite(&root, &[&read[..], &only[..]].concat()).ended(0);
    let now = text(&root, REVIEWS);
    assert!(
        now.starts_with(
            "# Van mij\r\nreviews:\r\n    help.md: # later\r\n        reviewer: \"Anna \\\"Ania\\\""
        ),
        "{now}"
    );
    assert!(now.contains("\"}  # hier\r\n    _strings.yaml: {reviewer: "), "{now}");
    assert_eq!(now.matches('\n').count(), now.matches("\r\n").count(), "{now}");
    let listed = vpsite(&root, &["list", "--coverage"]).ended(0).out;
    let wanted = format!("read by {name} on 2026-11-20: _strings.yaml, help.md, steps.md");
    assert!(listed.contains(&wanted), "{listed}");

    // What the program cannot add to is left alone.
    for (odd, code) in [
        ("reviews: {}\n", "review/form"),
        ("reviews:\n  steps.md: {reviewer: Iemand}\n", "yaml/missing-key"),
    ] {
        put(&root, REVIEWS, odd);
        let said = vpsite(&root, &[&read[..], &["--only", "steps"]].concat()).ended(2);
        assert!(said.err.contains(&format!("error[{code}]")), "{}", said.err);
        assert_eq!(text(&root, REVIEWS), odd);
    }
    for (odd, code) in [("reviews: [", "yaml/"), ("\u{7}", "yaml/")] {
        put(&root, REVIEWS, odd);
        let said = vpsite(&root, &read).ended(2);
        assert!(said.err.contains(code), "{}", said.err);
        assert_eq!(text(&root, REVIEWS), odd);
    }
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_written() {
    let root = root("review-refused");
    let read = |name, on| vec!["--read-by", name, "--on", on];
    for (args, code, words) in [
        (vec!["uk", "--only", "stepz"], "review/unknown", "did you mean `steps`?"),
        (vec!["nl"], "review/source", "vpsite review nl --read-by"),
        (vec!["fr"], "content/missing-language", "there is content in ar, bg, de"),
        (vec!["klingon"], "lang/unknown", "there is content in ar, bg, de"),
        ([vec!["uk"], read("Anna Nowak", "2999-01-01")].concat(), "review/future", "still to come"),
        ([vec!["uk"], read("Anna Nowak", "20-11-2026")].concat(), "date/invalid", "2026-12-03"),
        ([vec!["uk"], read("  ", "2026-11-20")].concat(), "review/reader", "--read-by"),
        ([vec!["uk"], read("none", "2026-11-20")].concat(), "review/reader", "nobody"),
        ([vec!["uk"], read("Anna\nNowak", "2026-11-20")].concat(), "review/reader", "name"),
        ([vec!["fr"], read("Anna Nowak", "2026-11-20")].concat(), "content/missing-language", "fr"),
    ] {
        let said = vpsite(&root, &[vec!["review"], args.clone()].concat()).ended(2);
        assert!(said.err.contains(&format!("error[{code}]")), "{args:?}: {}", said.err);
        assert!(said.err.contains(words), "{args:?}: {}", said.err);
    }
    // Each needs the other, and a sheet is no reading.
    for args in [
        vec!["uk", "--read-by", "Anna Nowak"],
        vec!["uk", "--on", "2026-11-20"],
        [vec!["uk", "--output", "x.pdf"], read("Anna Nowak", "2026-11-20")].concat(),
    ] {
        vpsite(&root, &[vec!["review"], args].concat()).ended(2);
    }
    assert!(!root.join("content").exists() && !root.join("review-uk.pdf").exists());
}

#[test]
fn every_value_that_content_speaks_of_has_a_name_on_the_sheet() {
    let names = built_in("_values.yaml");
    let named = |name: &str| names.lines().any(|line| line.starts_with(&format!("{name}: ")));
    let words = ["and", "or", "not", "in", "true", "false"];
    let mut lacking = Vec::new();
    let mut seen = 0;
    for (path, bytes) in contents(&repository().join("content/nl")) {
        let text = String::from_utf8(bytes).unwrap();
        let inner = |open: &str, close: &str| -> Vec<String> {
            let parts = text.split(open).skip(1);
            parts
                .map(|part| part.split(close).next().unwrap().trim_matches('-').trim().to_owned())
                .collect()
        };
        let mut used: Vec<String> = inner("{{", "}}")
            .iter()
            .map(|value| value.split('|').next().unwrap().trim().to_owned())
            .collect();
        for said in inner("{%", "%}") {
            let Some((word, rest)) = said.split_once(' ') else { continue };
            match word {
                "if" | "elif" => used.extend(
                    rest.split(|c: char| c.is_whitespace() || "()|".contains(c))
                        .filter(|it| it.starts_with(|c: char| c.is_ascii_lowercase()))
                        .filter(|it| !words.contains(it))
                        .map(str::to_owned),
                ),
                "for" => used.extend(rest.split_once(" in ").map(|(_, of)| of.trim().to_owned())),
                _ => {}
            }
        }
        seen += used.len();
        lacking.extend(used.into_iter().filter(|it| !named(it)).map(|it| format!("{path}: {it}")));
    }
    assert!(lacking.is_empty(), "not in content/_values.yaml: {lacking:#?}");
    assert!(seen > 100, "{seen}");
}

mod paper {
    use super::*;
    use crate::it::paper::coverage::squeezed;
    use crate::it::support::{pdf_text, tool};

    fn said(path: &Path) -> String {
        squeezed(&pdf_text(path))
    }

    #[test]
    fn the_sheet_holds_every_line_in_both_languages_and_no_sign_of_a_template() {
        let root = site_only("review-sheet");
        let made = vpsite(&root, &["review", "pl"]).ended(0);
        assert_eq!(made.out.trim(), "review-pl.pdf");
        let path = root.join("review-pl.pdf");
        let text = said(&path);
        for (lang, file) in [
            ("nl", "confidential.md"),
            ("pl", "confidential.md"),
            ("pl", "_law-crimes.md"),
            ("pl", "flyer.md"),
        ] {
            let body = built_in(&format!("{lang}/{file}"));
            let body = body.rsplit("---\n").next().unwrap();
            let plain = |line: &&str| !line.contains(['{', '[', '*', '#', '>']) && line.len() > 20;
            let lines: Vec<&str> = body.lines().filter(plain).collect();
            assert!(lines.len() > 2 || file.starts_with('_'), "{lang}/{file}");
            for line in lines {
                let line = squeezed(line.trim_start_matches(['-', ' ', '.', '1', '2', '3', '4']));
                assert!(text.contains(&line), "{lang}/{file}: {line}");
            }
        }
        // Words, help lines, and what the program fills in.
        for words in [
            "Numer alarmowy",
            "Szybko wyjdź z tej strony",
            "[naam van de organisatie in een zin]",
            "alleen als [praten kan in werktijd]",
            "Co byłoby lepiej?",
        ] {
            assert!(text.contains(&squeezed(words)), "{words}");
        }
        for sign in ["{{", "{%", "{*", "}}", "%}"] {
            assert!(!text.contains(sign), "{sign}");
        }
        let info = tool("pdfinfo", &[path.to_str().unwrap()]);
        assert!(
            info.contains("Tagged:          yes") && info.contains("841.89 x 595.276"),
            "{info}"
        );
        assert!(info.contains("Title:           Arkusz do sprawdzenia: polski"), "{info}");

        // The same again is the same file; what is another is not written over.
        let bytes = fs::read(&path).unwrap();
        vpsite(&root, &["review", "pl"]).ended(0);
        assert_eq!(fs::read(&path).unwrap(), bytes);
        fs::write(&path, "met aantekeningen").unwrap();
        let said = vpsite(&root, &["review", "pl"]).ended(2);
        assert!(said.err.contains("error[write/in-the-way]"), "{}", said.err);
        assert_eq!(fs::read(&path).unwrap(), b"met aantekeningen");
    }

    #[test]
    fn every_language_has_its_sheet() {
        let root = site_only("review-sheets");
        for lang in LANGUAGES.into_iter().filter(|lang| *lang != "nl") {
            let path = format!("{lang}.pdf");
            let only = ["--only", "_confidentiality", "--only", "_law-crimes", "--only", "steps"];
            let args = [&["review", lang, "--output", &path][..], &only[..]].concat();
            let made = vpsite(&root, &args).ended(0);
            assert!(made.err.contains(" lines to read on "), "{}", made.err);
            let text = said(&root.join(&path));
            let promise = built_in("nl/_confidentiality.md");
            let first = promise.split_inclusive('.').next().unwrap();
            assert!(text.contains(&squeezed(first)), "{lang}: {text}");
        }
    }
}
