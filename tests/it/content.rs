//! Content that is missing, old, wrong or unread: `check` says so, at its place.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::support::{LANGUAGES, files, languages, repository, site_only, vpsite};

const CLIENT: &str = "clients/minimal.yaml";

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn content(path: &str) -> String {
    fs::read_to_string(repository().join("content").join(path)).unwrap()
}

fn change(root: &Path, from: &str, to: &str) {
    let path = root.join(CLIENT);
    let yaml = fs::read_to_string(&path).unwrap();
    assert!(yaml.contains(from), "{yaml}");
    fs::write(&path, yaml.replacen(from, to, 1)).unwrap();
}

fn check(root: &Path) -> String {
    vpsite(root, &["check", CLIENT, "--format", "short"]).err
}

/// The line of a file that holds a text, counted from 1.
fn line_of(text: &str, part: &str) -> usize {
    text.lines().position(|line| line.contains(part)).unwrap() + 1
}

/// A workspace whose only client is in Dutch and in a French made of the English
/// content, without the files named.
fn with_french(name: &str, without: &[&str]) -> std::path::PathBuf {
    let root = site_only(name);
    let english = repository().join("content/en");
    for file in files(&english).into_iter().filter(|file| !without.contains(&file.as_str())) {
        if !file.contains("org-") {
            put(&root, &format!("content/fr/{file}"), &content(&format!("en/{file}")));
        }
    }
    change(&root, "languages: [nl]", "languages: [nl, fr]");
    root
}

#[test]
fn a_page_that_a_language_lacks_is_stood_in_for_with_a_notice() {
    let root = with_french("content-missing", &["steps.md"]);
    let run = vpsite(&root, &["build", CLIENT, "--format", "short"]).ended(0);
    let said = "steps.md:1:1: warning[content/stands-in]: `steps.md` is missing in `fr`";
    assert!(run.err.contains(said), "{}", run.err);
    let site = root.join("dist/minimal/site");
    let page = fs::read_to_string(site.join("fr/steps.html")).unwrap();
    assert!(page.contains("<html lang=\"fr\" dir=\"ltr\">"), "{page}");
    assert!(page.contains("<article class=\"text\" lang=\"nl\" dir=\"ltr\">"), "{page}");
    assert!(page.contains("Hoe een gesprek gaat"), "{page}");
    let notice = content("en/_strings.yaml");
    let notice = notice.lines().find(|line| line.starts_with("fallback_notice")).unwrap();
    let notice = notice.split('"').nth(1).unwrap();
    assert!(page.contains(notice), "{page}");
    // Its links lead to the pages of the language that the reader is in.
    assert!(page.contains("href=\"confidential.html#s-exceptions\""), "{page}");
    let menu = fs::read_to_string(site.join("fr/help.html")).unwrap();
    assert!(menu.contains("<a href=\"steps.html\" lang=\"nl\" dir=\"ltr\">"), "{menu}");
    let own = fs::read_to_string(site.join("fr/adviser.html")).unwrap();
    assert!(!own.contains(notice) && own.contains("<article class=\"text\">"), "{own}");
}

#[test]
fn nothing_stands_in_for_help_and_for_confidentiality() {
    for page in ["help.md", "confidential.md"] {
        let root = with_french("content-never", &[page]);
        let said = check(&root);
        let fault = format!("{page}:1:1: error[content/missing-page]: `{page}` is missing in `fr`");
        assert!(said.contains(&fault), "{said}");
    }
    for file in ["_confidentiality.md", "_law-crimes.md"] {
        let root = with_french("content-never", &[file]);
        let said = check(&root);
        assert!(
            said.contains(&format!("error[content/missing-page]: `{file}` is missing")),
            "{said}"
        );
    }
}

#[test]
fn a_promise_of_confidentiality_names_its_exceptions_in_every_language() {
    let root = site_only("content-exception");
    change(&root, "languages: [nl]", &format!("languages: [{}]", LANGUAGES.join(", ")));
    assert!(!check(&root).contains("content/exception"));
    for lang in LANGUAGES {
        put(&root, &format!("content/{lang}/_confidentiality.md"), "Vertrouwelijk.\n");
    }
    // A client's kit is made by `build`, which looks for what can harm alone.
    let said = vpsite(&root, &["build", CLIENT, "--format", "short"]).ended(1).err;
    for lang in LANGUAGES {
        let fault = format!("content/{lang}/_confidentiality.md:1:1: error[content/exception]");
        assert!(said.contains(&fault), "{lang}: {said}");
    }
    // Nor are rules of style a way round.
    put(&root, "content/nl/_language.yaml", "sentence: {average: 15, longest: 25}\n");
    // One of the two does not do, in the text nor in the line that posters have.
    let half = "Wat je vertelt, blijft geheim. Alleen bij gevaar is dat anders.\n";
    put(&root, "content/nl/_confidentiality.md", half);
    put(&root, "content/nl/_strings.yaml", "poster_confidential: \"Altijd onder ons.\"\n");
    let said = check(&root);
    assert!(said.contains("without its exception for what the law obliges to"), "{said}");
    assert!(said.contains("content/nl/_strings.yaml:1:22: error[content/exception]"), "{said}");
}

#[test]
fn a_word_that_a_language_lacks_is_a_fault() {
    let root = with_french("content-word", &[]);
    let words = content("en/_strings.yaml").replace("exit_now:", "# exit_now:");
    put(&root, "content/fr/_strings.yaml", &words);
    let said = check(&root);
    assert!(said.contains("error[content/missing-word]: the word `exit_now` is missing in `fr`"));
}

#[test]
fn another_number_than_in_dutch_is_pointed_at() {
    let root = site_only("content-number");
    change(&root, "languages: [nl]", "languages: [nl, pl]");
    let page = content("pl/help.md").replace("112", "114");
    put(&root, "content/pl/help.md", &page);
    let said = check(&root);
    let place = format!("content/pl/help.md:{}:", line_of(&page, "114"));
    let found = said.lines().find(|line| line.contains("`114` is not in the Dutch text"));
    let found = found.unwrap_or_else(|| panic!("{said}"));
    assert!(found.starts_with(&place) && found.contains("warning[content/number]"), "{found}");
    assert!(said.contains("`112` is in the Dutch text of help.md and not in `pl`"), "{said}");
}

#[test]
fn old_and_unverified_facts_are_named_and_strict_stops_at_them() {
    let root = site_only("content-facts");
    let said = check(&root);
    assert!(said.contains("warning[fact/unverified]: 17 help lines that are shown"), "{said}");
    assert!(said.contains("warning[fact/unverified]: 22 statements of law"), "{said}");
    vpsite(&root, &["check", CLIENT, "--strict"]).ended(1);

    // A practice says what it has checked, line by line, and the rest stays as it is.
    let lines = "lines:\n  - id: police\n    checked_on: 2025-10-31\n    verified: true\n";
    put(&root, "content/_helplines.yaml", lines);
    let facts = "statements:\n  - {id: policy, checked_on: 2025-11-01, verified: true}\n";
    put(&root, "content/_facts.yaml", facts);
    let said = check(&root);
    let old = "content/_helplines.yaml:3:17: warning[fact/outdated]: `police` was last checked on 2025-10-31";
    assert!(said.contains(old), "{said}");
    assert!(said.contains("16 help lines that are shown"), "{said}");
    assert!(said.contains("21 statements of law"), "{said}");
    assert!(!said.contains("`policy` was last checked"), "{said}");

    change(&root, "languages: [nl]", "languages: [nl]\ncontent: {checked_within_months: 24}");
    assert!(!check(&root).contains("fact/outdated"));
}

#[test]
fn a_bill_is_as_old_as_the_day_of_which_it_is_known() {
    let root = site_only("content-status");
    let yaml = fs::read_to_string(root.join(CLIENT)).unwrap();
    assert!(yaml.contains("edition: 2026-11"), "{yaml}");
    let facts = |keys: &str| {
        let facts =
            format!("statements:\n  - {{id: org-bill-adviser, checked_on: 2026-11-22{keys}}}\n");
        put(&root, "content/_facts.yaml", &facts);
        check(&root)
    };
    // The sources were read lately, and what they know is of long ago.
    let said = facts(", status_of: 2025-08-28");
    let old = "content/_facts.yaml:2:63: warning[fact/outdated]: `org-bill-adviser` tells how things stood on 2025-08-28";
    assert!(said.contains(old), "{said}");
    assert!(!facts(", status_of: 2025-11-30").contains("`org-bill-adviser` tells"));
    // Who checks it anew says anew of which day.
    assert!(!facts(", verified: true").contains("`org-bill-adviser` tells"));
    assert!(facts(", status_of: gisteren").contains("error[date/invalid]"));
}

#[test]
fn a_help_line_of_ones_own_and_a_law_without_date() {
    let root = site_only("content-own-line");
    put(
        &root,
        "clients/minimal/content/_helplines.yaml",
        "lines:\n  - {id: eap, name: Bedrijfsmaatschappelijk werk, about: Praten over werk en thuis, \
         number: \"030 1234567\", tier: 2, checked_on: 2026-11-01, verified: true}\n",
    );
    put(&root, "content/nl/_law-leave.md", "Je hebt recht op verlof.\n");
    put(
        &root,
        "content/nl/leave.md",
        "---\ntitle: Verlof\nsummary: Vrij.\n---\n{% include \"_law-leave.md\" %}\n",
    );
    let run = vpsite(&root, &["check", CLIENT, "--format", "short"]).ended(1);
    let undated = "content/nl/leave.md:5:13: error[content/undated]: `_law-leave.md` states law";
    assert!(run.err.contains(undated), "{}", run.err);

    fs::remove_file(root.join("content/nl/leave.md")).unwrap();
    vpsite(&root, &["build", CLIENT]).ended(0);
    let page = fs::read_to_string(root.join("dist/minimal/site/help.html")).unwrap();
    assert!(page.contains("Bedrijfsmaatschappelijk werk") && page.contains("tel:+31301234567"));
    assert!(page.contains("Centrum Seksueel Geweld"), "{page}");
}

#[test]
fn unread_languages_are_told_once_and_can_be_refused() {
    let root = site_only("content-unread");
    change(&root, "languages: [nl]", "languages: [nl, uk]");
    let yaml = fs::read_to_string(root.join(CLIENT)).unwrap();
    let line = line_of(&yaml, "languages:");
    let said = check(&root);
    let note =
        format!("{CLIENT}:{line}:13: note[content/unreviewed]: not read by a reviewer yet: nl, uk");
    assert_eq!(said.matches("content/unreviewed").count(), 1, "{said}");
    assert!(said.contains(&note), "{said}");
    change(&root, "languages: [nl, uk]", "languages: [nl, uk]\ncontent: {reviewed_only: true}");
    vpsite(&root, &["check", CLIENT]).ended(1);

    // Read by somebody, file by file.
    for lang in ["nl", "uk"] {
        for file in files(&repository().join("content").join(lang)) {
            let text = content(&format!("{lang}/{file}"));
            let text = text.replace("reviewer: none", "reviewer: Oksana Voorbeeld");
            // A Dutch fragment has no front matter of its own.
            let bare = file.ends_with(".md") && !text.starts_with("---");
            let front = if bare { "---\nreviewer: Oksana Voorbeeld\n---\n" } else { "" };
            let text = format!("{front}{text}");
            put(&root, &format!("content/{lang}/{file}"), &text);
        }
    }
    vpsite(&root, &["check", CLIENT]).ended(0);
}

#[test]
fn coverage_lists_what_is_missing_unread_and_old() {
    let root = site_only("content-coverage");
    let listed = vpsite(&root, &["list", "--coverage"]).ended(0).out;
    for lang in LANGUAGES {
        let row = listed.lines().find(|line| line.starts_with(&format!("{lang}\t"))).unwrap();
        let columns: Vec<&str> = row.split('\t').collect();
        assert!(columns[1].starts_with("yes, ") && columns[2] == "0" && columns[4] == "0", "{row}");
    }
    assert!(!listed.contains("outdated: "), "{listed}");

    // A Dutch text changes: what was made from it is old, and the remedy is said.
    let now = content("nl/steps.md");
    let dutch = now.replace("## In welke taal", "## Welke taal");
    assert_ne!(dutch, now);
    put(&root, "content/nl/steps.md", &dutch);
    put(&root, "content/fr/index.md", &content("en/index.md"));
    let listed = vpsite(&root, &["list", "--coverage"]).ended(0).out;
    assert_eq!(
        listed.matches("  outdated: steps.md, translated_from: ").count(),
        LANGUAGES.len() - 1
    );
    let french = listed.lines().find(|line| line.starts_with("fr\t")).unwrap();
    assert!(french.starts_with("fr\tno, 1 of 35\t34 and "), "{french}");
    let now = listed.split("  outdated: steps.md, translated_from: ").nth(1).unwrap();
    let now = now.lines().next().unwrap();

    let english = content("en/steps.md");
    let stamp = english.lines().find(|line| line.starts_with("translated_from: ")).unwrap();
    let stamped = english.replace(stamp, &format!("translated_from: {now}"));
    put(&root, "content/en/steps.md", &stamped);
    let listed = vpsite(&root, &["list", "--coverage"]).ended(0).out;
    assert_eq!(listed.matches("  outdated: steps.md").count(), LANGUAGES.len() - 2, "{listed}");

    change(&root, "languages: [nl]", "languages: [nl, de]");
    let said = check(&root);
    assert!(said.contains("note[content/older-than-source]: `steps.md` in `de`"), "{said}");
}

#[test]
fn a_clients_own_page_is_told_when_the_one_it_replaces_changes() {
    let root = site_only("content-replaces");
    let own = "---\ntitle: Stappen\nsummary: Zo gaat het.\n---\nJe belt.\n\n## Een klacht indienen {#complaint}\n\nDat kan.\n";
    put(&root, "clients/minimal/content/nl/steps.md", own);
    put(&root, "clients/minimal/content/nl/canteen.md", &own.replace("Stappen", "De kantine"));
    let run = vpsite(&root, &["build", CLIENT]).ended(0);
    assert!(run.err.contains("note[content/replaces]"), "{}", run.err);
    assert!(!run.err.contains("canteen.md"), "{}", run.err);
    let stamp = run.err.split("write `replaces: ").nth(1).unwrap().split('`').next().unwrap();
    let site = root.join("dist/minimal/site");
    assert!(fs::read_to_string(site.join("steps.html")).unwrap().contains("Je belt."));
    // A page that is new has its place in the menu.
    let menu = fs::read_to_string(site.join("help.html")).unwrap();
    assert!(menu.contains("href=\"canteen.html\""), "{menu}");

    let stamped = own.replace("summary:", &format!("replaces: {stamp}\nsummary:"));
    put(&root, "clients/minimal/content/nl/steps.md", &stamped);
    let said = check(&root);
    assert!(!said.contains("content/replace"), "{said}");

    put(&root, "content/nl/steps.md", &content("nl/steps.md").replace("{#language}", "{#tongue}"));
    let said = check(&root);
    let warned =
        "clients/minimal/content/nl/steps.md:3:11: warning[content/replaced]: the `steps.md`";
    assert!(said.contains(warned), "{said}");
}

#[test]
fn plain_language_is_remarked_on_with_its_place() {
    let root = site_only("content-plain");
    let long = "Je kunt altijd bellen met iemand die naar je luistert en die je kan vertellen wat er \
                allemaal mogelijk is en wat daar dan weer de gevolgen van kunnen zijn.";
    put(
        &root,
        "content/nl/lunch.md",
        &format!(
            "---\ntitle: Lunch\nsummary: Eten.\n---\nKort. {long}\n\n\
             Een misstand.\n\nHet **wettelijk** beroepsgeheim geldt.\n"
        ),
    );
    change(&root, "edition:", "response_time: altijd vertrouwelijk\nedition:");
    let said = check(&root);
    let yaml = fs::read_to_string(root.join(CLIENT)).unwrap();
    for remark in [
        "content/nl/lunch.md:5:7: warning[language/long-sentence]: this sentence has 30 words",
        "content/nl/lunch.md:7:5: warning[language/unexplained]: `misstand`",
        "content/nl/lunch.md:9:7: warning[language/forbidden]: do not say “wettelijk beroepsgeheim”",
        &format!("{CLIENT}:{}:16: warning[language/forbidden]", line_of(&yaml, "response_time")),
    ] {
        assert!(said.contains(remark), "{remark}\n{said}");
    }
    // What could harm is said in a build too, style is not.
    let run = vpsite(&root, &["build", CLIENT]).ended(0);
    assert!(
        run.err.contains("language/forbidden") && !run.err.contains("language/long"),
        "{}",
        run.err
    );
}

#[test]
fn the_content_itself_is_plain_in_every_language() {
    let root = site_only("content-own");
    let said =
        vpsite(&root, &["check", "clients/polderfruit.yaml", "--format", "short"]).ended(0).err;
    assert!(!said.contains("[language/") && !said.contains("[content/number]"), "{said}");
    assert!(!said.contains("older-than-source") && !said.contains("stands-in"), "{said}");
}

mod paper {
    use super::*;
    use crate::it::support::{CLIENTS, kits};

    #[test]
    fn the_built_sites_say_nothing_that_is_forbidden() {
        let mut searched = 0;
        for client in CLIENTS {
            for (index, lang) in languages(client).iter().enumerate() {
                let rules = content(&format!("{lang}/_language.yaml"));
                let rules: Value = serde_saphyr::from_str(&rules).unwrap();
                let ways = |rule: &Value| -> Vec<String> {
                    let or = rule["or"].as_array().cloned().unwrap_or_default();
                    let all = std::iter::once(rule["phrase"].clone()).chain(or);
                    all.map(|phrase| phrase.as_str().unwrap().to_lowercase()).collect()
                };
                // Those with a gap in them are looked for in the content itself.
                let phrases: Vec<String> = rules["forbidden"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .flat_map(ways)
                    .filter(|phrase| !phrase.contains('…'))
                    .collect();
                assert!(phrases.len() > 5, "{lang}");
                let site = kits().join(client).join("site");
                let folder = if index == 0 { site } else { site.join(lang) };
                for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
                    let path = entry.path();
                    if path.extension().is_none_or(|extension| extension != "html") {
                        continue;
                    }
                    let text =
                        crate::it::paper::coverage::text_of(&fs::read_to_string(&path).unwrap());
                    let text = text.to_lowercase();
                    for phrase in &phrases {
                        assert!(!text.contains(phrase), "{}: {phrase}", path.display());
                        searched += 1;
                    }
                }
            }
        }
        assert!(searched > 1000, "{searched}");
    }
}
