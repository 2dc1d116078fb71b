//! The messages in Dutch: every template of the program has its Dutch one, and no other has.
//!
//! Templates are read from the sources, wherever `say!` stands; tables and the help are asked
//! for theirs. In: `messages/nl.po`. Invariant: what is given to people in Dutch has no English
//! template left in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use vpsite::diag::codes::{self, Example, Place};
use vpsite::diag::{Catalogue, DUTCH};
use vpsite::load::Workspace;
use vpsite::run::Surveyor;

use super::explain::{LEAST, completed, least};
use super::support::{files, repository, site_only};

/// The same in both languages: names, words that Dutch has too, and what is all literals.
const SAME: &[&str] = &[
    "AVIF",
    "Azure Static Web Apps",
    "BMP",
    "Cloudflare Pages",
    "EPS",
    "HEIC",
    "JPEG 2000",
    "JPEG XL",
    "JPEG XR",
    "Netlify",
    "PDF",
    "PNM",
    "Signal",
    "TGA",
    "TIFF",
    "WhatsApp",
    "Windows",
    "`{shown}` is {what}",
    "e-mail",
    "film",
    "in `theme.yaml`",
    "in `{path}`",
    "logo",
    "macOS",
    "posters",
    "procedures",
    "product",
    "robots.txt",
    "upload `{0}`",
    "{name} (U+{0})",
];

/// The first literal of every `say!`, below the tokens of tests.
fn templates(tokens: TokenStream, place: &str, found: &mut BTreeMap<String, String>) {
    let all: Vec<TokenTree> = tokens.into_iter().collect();
    let word = |tree: Option<&TokenTree>, text: &str| {
        tree.is_some_and(|tree| {
            matches!(tree, TokenTree::Ident(_) | TokenTree::Punct(_)) && tree.to_string() == text
        })
    };
    let mut at = 0;
    while at < all.len() {
        if let TokenTree::Group(group) = &all[at] {
            let tests = group.delimiter() == Delimiter::Brace
                && at > 1
                && word(all.get(at - 2), "mod")
                && word(all.get(at - 1), "tests");
            let said = at > 1 && word(all.get(at - 2), "say") && word(all.get(at - 1), "!");
            if said && let Some(TokenTree::Literal(first)) = group.stream().into_iter().next() {
                let text: syn::LitStr = syn::parse_str(&first.to_string()).unwrap();
                found.entry(named(&text.value())).or_insert_with(|| place.to_owned());
            }
            if !tests {
                templates(group.stream(), place, found);
            }
        }
        at += 1;
    }
}

/// A template with a name in each hole, as `say!` hands it on.
fn named(text: &str) -> String {
    let (mut said, mut rest, mut next) = (String::new(), text, 0);
    while let Some(at) = rest.find(['{', '}']) {
        said.push_str(&rest[..at]);
        if rest[at..].starts_with("{{") || rest[at..].starts_with("}}") {
            said.push_str(&rest[at..at + 2]);
            rest = &rest[at + 2..];
            continue;
        }
        let end = at + rest[at..].find('}').unwrap();
        let name = rest[at + 1..end].split(':').next().unwrap().trim();
        match name {
            "" => {
                said.push_str(&format!("{{{next}}}"));
                next += 1;
            }
            name => said.push_str(&format!("{{{name}}}")),
        }
        rest = &rest[end + 1..];
    }
    said + rest
}

/// The names in the holes of a template.
fn holes(template: &str) -> BTreeSet<&str> {
    let plain = template.split("{{").flat_map(|part| part.split("}}"));
    let open = plain.flat_map(|part| part.split('{').skip(1));
    open.filter_map(|hole| hole.split('}').next()).collect()
}

/// Whether there is anything to translate: words outside of holes and literals.
fn has_words(template: &str) -> bool {
    let outside: String = template.split('`').step_by(2).collect();
    let mut depth = 0;
    outside.chars().any(|sign| {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        depth == 0 && sign.is_alphabetic()
    })
}

/// Every template that can be said, with the place where it stands.
fn all() -> BTreeMap<String, String> {
    let src = repository().join("src");
    let mut found = BTreeMap::new();
    for path in files(&src) {
        if !path.ends_with(".rs") || path.ends_with("tests.rs") || path.ends_with("hostile.rs") {
            continue;
        }
        let text = fs::read_to_string(src.join(&path)).unwrap();
        templates(text.parse().unwrap(), &format!("src/{path}"), &mut found);
    }
    for row in codes::all() {
        let reason = match row.example {
            Example::Untold(reason) => Some(reason),
            Example::Shown { .. } => None,
        };
        for text in [Some(row.means), Some(row.remedy), reason].into_iter().flatten() {
            found.insert(text.to_owned(), row.code.to_owned());
        }
    }
    found.extend(vpsite::cli::help_texts().into_iter().map(|text| (text, "--help".to_owned())));
    found.retain(|template, _| has_words(template));
    found
}

#[test]
fn every_message_is_there_in_dutch_and_nothing_else_is() {
    let all = all();
    assert!(all.len() > 1_800, "{}", all.len());
    let dutch = Catalogue::read(DUTCH);
    let dutch: BTreeMap<&str, &str> = dutch.pairs().collect();
    // The header has an empty one.
    let entries = DUTCH.lines().filter(|line| line.starts_with("msgid ")).count();
    assert_eq!(entries, dutch.len() + 1, "an entry stands twice, or is empty");
    let missing = all.iter().filter(|(english, _)| !dutch.contains_key(english.as_str()));
    let missing: Vec<String> =
        missing.map(|(english, place)| format!("{place}: {english:?}")).collect();
    assert!(missing.is_empty(), "{} are missing:\n{}", missing.len(), missing.join("\n"));
    let orphans: Vec<&&str> = dutch.keys().filter(|english| !all.contains_key(**english)).collect();
    assert!(orphans.is_empty(), "{} are of no message any more: {orphans:#?}", orphans.len());
}

#[test]
fn what_is_filled_in_is_the_same_in_both_languages() {
    let dutch = Catalogue::read(DUTCH);
    for (english, said) in dutch.pairs() {
        // Text of tables and of the help has braces that stand for themselves.
        if english.contains('{') {
            assert_eq!(holes(said), holes(english), "{english:?}: {said:?}");
        }
        let ticks = said.matches('`').count();
        assert!(ticks.is_multiple_of(2), "a backtick has no partner: {said:?}");
        let ends = |text: &str| text.ends_with('.');
        assert_eq!(ends(said), ends(english), "{english:?}: {said:?}");
        assert!(said != english || SAME.contains(&english), "the same in both: {said:?}");
        let blanks = |text: &str| text.len() - text.trim().len();
        assert_eq!(blanks(said), blanks(english), "{english:?}: {said:?}");
    }
    let same: Vec<&&str> = SAME.iter().filter(|text| dutch.template(text) != **text).collect();
    assert!(same.is_empty(), "not the same any more: {same:?}");
}

#[test]
fn each_example_of_a_client_is_told_without_an_english_template() {
    let root = site_only("messages-examples");
    least(&root);
    let workspace = Workspace::find(&root, &root).unwrap();
    let surveyor = Surveyor::open(&workspace).unwrap();
    let client = root.join("clients/acme.yaml");
    let (mut told, mut left) = (0, BTreeSet::new());
    for row in codes::all() {
        let Example::Shown { place: Place::Client, wrong, .. } = row.example else { continue };
        fs::write(&client, completed(wrong, &LEAST)).unwrap();
        for fault in &surveyor.survey(&client).1 {
            for said in fault.hints.iter().chain([&fault.message]) {
                told += 1;
                let english = said.untranslated(Catalogue::dutch());
                left.extend(english.into_iter().filter(|it| has_words(it)).map(str::to_owned));
            }
        }
    }
    assert!(told > 200, "{told}");
    let same = |template: &&String| !SAME.contains(&template.as_str());
    let left: Vec<&String> = left.iter().filter(same).collect();
    assert!(left.is_empty(), "{left:#?}");
}

/// What the program says of a client with a fault, in such surroundings.
fn said(root: &Path, args: &[&str], around: &[(&str, &str)]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vpsite"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "VPSITE_LANG"] {
        command.env_remove(name);
    }
    let output = command.args(args).envs(around.iter().copied()).current_dir(root).output();
    let output = output.unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

#[test]
fn messages_are_in_the_language_that_is_asked_for_or_that_of_the_computer() {
    let root = site_only("messages-language");
    fs::write(root.join("clients/acme.yaml"), "organisation: {nam: X}\n").unwrap();
    let check = ["check", "clients/acme.yaml", "--format", "short"];
    let with =
        |more: &[&str], around: &[(&str, &str)]| said(&root, &[&check[..], more].concat(), around);
    let dutch = |text: &str| text.contains("bedoel je `name`?") || text.contains("fout[");
    let english = |text: &str| text.contains("error[") && !dutch(text);
    let nl = ("LANG", "nl_NL.UTF-8");
    for (more, around, is_dutch) in [
        (&[][..], &[][..], false),
        (&[], &[("LC_ALL", "C")], false),
        (&[], &[nl], true),
        (&[], &[("LC_ALL", "nl_BE.UTF-8"), ("LANG", "en_GB.UTF-8")], true),
        (&[], &[nl, ("LC_ALL", "C")], false),
        (&[], &[("LANG", "pl_PL.UTF-8")], false),
        (&[], &[nl, ("VPSITE_LANG", "en")], false),
        (&[], &[("VPSITE_LANG", "nl")], true),
        (&["--lang", "en"], &[nl], false),
        (&["--lang=nl"], &[("LC_ALL", "C")], true),
        (&["--lang", "nl"], &[("VPSITE_LANG", "en")], true),
    ] {
        let text = with(more, around);
        assert!(
            if is_dutch { dutch(&text) } else { english(&text) },
            "{more:?} {around:?}: {text}"
        );
    }
    // Before the command too.
    let text = said(&root, &["--lang", "nl", "explain", "phone/invalid"], &[]);
    assert!(text.contains("Dit kun je doen:"), "{text}");
}

#[test]
fn help_and_faults_of_usage_are_in_that_language_too() {
    let root = site_only("messages-help");
    let dutch = said(&root, &["build", "--help"], &[("LANG", "nl_NL.UTF-8")]);
    for word in ["Gebruik:", "Opties:", "Argumenten:", "--zip"] {
        assert!(dutch.contains(word), "{word}: {dutch}");
    }
    for word in ["Usage:", "Options:", "Print help", "[default", "Every client"] {
        assert!(!dutch.contains(word), "{word}: {dutch}");
    }
    let english = said(&root, &["build", "--help"], &[("LC_ALL", "C")]);
    assert!(english.contains("Usage: vpsite build") && english.contains("--lang"), "{english}");
    // A text's language is no language of messages.
    let edit = said(&root, &["edit", "content", "no-such", "--lang", "nl"], &[("LC_ALL", "C")]);
    assert!(edit.contains("error"), "{edit}");
    let edit = said(&root, &["--lang", "nl", "edit", "content", "no-such", "--lang", "pl"], &[]);
    assert!(edit.contains("fout"), "{edit}");
}
