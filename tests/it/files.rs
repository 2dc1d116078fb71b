//! Whatever is pasted into YAML: no word is lost unseen, and each message says what to type.
//!
//! Most of it asks the library alone: a text -> what is said of it. A line that a hint
//! holds is put into the text, which must then be in order.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Instant;

use vpsite::client::Keys;
use vpsite::diag::{Diagnostic, Diagnostics, Sentence, SourceFile};
use vpsite::yaml;

use super::support::{printing, repository, site_only, vpsite};

mod marks;
mod unread;
mod words;

/// A client with one line for each kind of thing that people write.
const CLIENT: &str = "\
organisation:
  name: Drukkerij De Waal
  employees: 120
languages: [nl]
site: {url: \"https://dewaal.example.nl/\"}
advisers:
  - name: Noor Bos
    channels:
      - {type: phone, number: \"+31 6 12345678\", hours: werkdagen}
edition: 2026-11
response_time: binnen twee dagen
";
const NAME: &str = "  name: Drukkerij De Waal";
const HOURS: &str = "hours: werkdagen";
const TIME: &str = "response_time: binnen twee dagen";
const ADVISER: &str = "  - name: Noor Bos";
const PHONE: &str = "      - {type: phone, number: \"+31 6 12345678\", hours: werkdagen}";

fn with(old: &str, new: &str) -> String {
    assert!(CLIENT.contains(old), "{old}");
    CLIENT.replacen(old, new, 1)
}

/// What is said of the form of a client.
fn said(text: &str) -> Vec<Diagnostic> {
    let file = SourceFile::new("clients/a.yaml", text);
    let mut found = Diagnostics::new();
    match yaml::parse(&file).and_then(|tree| tree.of_keys().map_err(Diagnostics::from)) {
        Ok(tree) => drop(yaml::read::<Keys>(&tree, &mut found)),
        Err(faults) => found.extend(faults),
    }
    found.sort();
    found.into_iter().collect()
}

fn told(text: &str) -> String {
    let line = |d: &Diagnostic| {
        let line = d.span.as_ref().map_or(0, |span| span.line_column().0);
        format!(
            "{line}: {}[{}] {} | {}",
            d.severity.as_str(),
            d.code,
            d.message,
            Sentence::joined(d.hints.clone(), " | ")
        )
    };
    said(text).iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The text with the line of its first fault as the hint has it; nothing where it holds none.
fn mended(text: &str) -> Option<String> {
    let faults = said(text);
    let fault = faults.first()?;
    let (line, _) = fault.span.as_ref()?.line_column();
    let hint = fault.hints.first()?.to_string();
    // A key in backticks may stand before the line itself.
    let from = hint.rfind(": `").map_or(hint.find('`')?, |at| at + 2) + 1;
    let right = &hint[from..hint.rfind('`')?];
    if right.contains('…') || right.len() < 4 {
        return None;
    }
    let spaces = hint.split("`, with ").nth(1).and_then(|rest| {
        let word = rest.split(' ').next()?;
        if word == "no" { Some(0) } else { word.parse().ok() }
    });
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let old = &lines[line - 1];
    let own = old.len() - old.trim_start_matches([' ', '\t']).len();
    lines[line - 1] = format!("{}{right}", " ".repeat(spaces.unwrap_or(own)));
    Some(lines.join("\n") + "\n")
}

/// One fault of this code, with a hint that holds this line; and with that line nothing is
/// said any more.
#[track_caller]
fn mends(old: &str, new: &str, code: &str, right: &str) {
    let text = with(old, new);
    let all = told(&text);
    let found = said(&text);
    assert_eq!(found.len(), 1, "{new:?}: {all}");
    assert_eq!(found[0].code, code, "{new:?}: {all}");
    assert!(found[0].hints[0].contains(&format!("`{right}`")), "{new:?} wants `{right}`: {all}");
    let place = found[0].span.as_ref().unwrap().line_column().0;
    let line = text.lines().nth(place - 1).unwrap();
    assert!(new.contains(line.trim()) || line.contains(new), "{new:?} is told at {line:?}: {all}");
    let after = mended(&text).unwrap();
    assert_eq!(told(&after), "", "{new:?} mended to {after}");
}

#[test]
fn the_client_of_these_tests_is_in_order() {
    assert_eq!(told(CLIENT), "");
}

/// Words of the YAML libraries and of their makers, which no adviser knows.
const INNER: [&str; 24] = [
    "scalar",
    "flow",
    "block",
    "mapping",
    "sequence",
    "simple key",
    "anchor",
    "alias",
    "node",
    "token",
    "indicator",
    "directive",
    "tag",
    "parser",
    "scanner",
    "from_str",
    "unexpected",
    "while ",
    "context",
    "document start",
    "EOF",
    "UTF-8 byte",
    "event",
    "Aliases",
];

#[test]
fn no_damage_of_a_client_brings_a_word_of_the_library() {
    let text = fs::read_to_string(repository().join("clients/acme.yaml")).unwrap();
    let signs = [
        "'", "\"", ":", "-", "[", "{", "}", "]", ",", "#", "&", "*", "!", "|", ">", "%", "@", "`",
        "\t", "\u{A0}", "?", "\n", " ", "=", "\\", "---\n", "\u{FEFF}",
    ];
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let (mut damages, mut faults, mut vague) = (0, 0, 0);
    let mut kinds = BTreeSet::new();
    // Every seventh place takes the next sign or loses its own: all signs meet all kinds of places.
    for (number, at) in places.iter().copied().step_by(7).enumerate() {
        let sign = signs[number % signs.len()];
        let length = text[at..].chars().next().unwrap().len_utf8();
        let damaged = match number % 3 {
            0 => format!("{}{sign}{}", &text[..at], &text[at..]),
            1 => format!("{}{}", &text[..at], &text[at + length..]),
            _ => format!("{}{sign}{}", &text[..at], &text[at + length..]),
        };
        damages += 1;
        for fault in said(&damaged) {
            faults += 1;
            kinds.insert(fault.code);
            let all = format!("{} {}", fault.message, Sentence::joined(fault.hints.clone(), " "));
            // What the adviser wrote may have any word in it.
            let ours: String = all.split('`').step_by(2).collect();
            for inner in INNER {
                assert!(!ours.contains(inner), "{inner:?} in {all:?} of {sign:?} at {at}");
            }
            assert!(fault.span.is_some(), "{all}");
            assert!(!fault.hints.is_empty(), "{all}");
            vague += usize::from(all.contains("from here on the file cannot be read"));
        }
    }
    assert!(damages > 300 && faults > 150, "{damages} damages, {faults} faults");
    assert!(kinds.len() > 8, "{kinds:?}");
    assert!(vague * 20 < faults, "{vague} of {faults} faults say nothing of the line");
}

#[test]
fn what_would_grow_is_refused_in_time() {
    let started = Instant::now();
    let laughs: String = (1..10)
        .map(|n| format!("l{n}: &l{n} [{}]\n", vec![format!("*l{}", n - 1); 9].join(", ")))
        .collect();
    assert!(told(&format!("l0: &l0 [ha]\n{laughs}")).contains("yaml/sign"));
    let deep = format!("organisation: {}{}\n", "[".repeat(5_000), "]".repeat(5_000));
    assert!(told(&deep).contains("yaml/size"), "{}", told(&deep));
    let nested: String = (0..200).map(|n| format!("{}a:\n", "  ".repeat(n))).collect();
    assert!(told(&nested).contains("yaml/size"), "{}", told(&nested));
    let wide = format!("languages: [{}]\n", "nl, ".repeat(100_000));
    assert!(told(&wide).contains("yaml/size"));
    let quotes = format!("{CLIENT}about: {}\n", "'x ".repeat(100_000));
    assert!(told(&quotes).contains("yaml/"), "{}", &told(&quotes)[..80]);
    let open = format!("{CLIENT}{}", "a: [\n".repeat(20_000));
    assert!(!said(&open).is_empty());
    let remarks = format!("{}{CLIENT}", "# een regel\n".repeat(5_000));
    assert_eq!(told(&remarks), "");
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}

#[test]
fn messages_of_one_kind_are_capped() {
    let root = site_only("files-many");
    let keys: String = (0..20_000).map(|n| format!("key{n}: 1\n")).collect();
    let quotes: String = (0..300)
        .map(|n| format!("  - {{type: email, address: a{n}@example.nl, hours: “x{n}”}}\n"))
        .collect();
    let many = CLIENT.replace(PHONE, &format!("{PHONE}\n{}", quotes.replace("  - ", "      - ")));
    fs::write(root.join("clients/keys.yaml"), format!("{CLIENT}{keys}")).unwrap();
    fs::write(root.join("clients/many.yaml"), many).unwrap();
    let started = Instant::now();
    let run = vpsite(&root, &["check", "clients/keys.yaml", "--format", "json"]).ended(1);
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
    let all: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let unknown = all.as_array().unwrap().iter().filter(|one| one["code"] == "yaml/unknown-key");
    assert_eq!(unknown.count(), 21);
    assert!(run.out.contains("and 19980 more"));
    for format in ["short", "json", "human"] {
        let run = vpsite(&root, &["check", "clients/many.yaml", "--format", format]);
        let all = format!("{}{}", run.out, run.err);
        assert_eq!(all.matches("yaml/quotes").count(), 101, "{format}");
        assert!(all.contains("and 200 more of this kind"), "{format}: {all}");
    }
    for n in 0..150 {
        fs::create_dir_all(root.join("content/nl")).unwrap();
        fs::write(root.join(format!("content/nl/foto{n}.jpg")), "").unwrap();
    }
    let run = vpsite(&root, &["check", "clients/minimal.yaml", "--format", "short"]);
    assert_eq!(run.err.matches("content/not-read").count(), 101, "{}", run.err);
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn fences() {
    let root = site_only("files-fences");
    let page = |front: &str, back: &str| {
        format!(
            "{front}title: Gedrag bij De Waal\nsummary: Over gedrag.\n{back}\n## Kop {{#wat-is-het}}\n\nTekst.\n"
        )
    };
    let check = |text: &str| {
        write(&root, "clients/minimal/content/nl/help.md", text);
        vpsite(&root, &["check", "clients/minimal.yaml", "--format", "short"]).err
    };
    let errors = |said: &str| -> Vec<String> {
        said.lines().filter(|line| line.contains(" error[")).map(str::to_owned).collect()
    };
    for (front, back) in [
        ("--- \n", "---\t\n"),
        ("\n\n---\n", "---\n"),
        ("\u{FEFF}\n---\n", "---\n"),
        ("---\r\n", "---\r\n"),
        ("---\n", "...\n"),
        ("---\u{A0}\n", "--- \n"),
    ] {
        let all = check(&page(front, back));
        let all = errors(&all);
        assert!(
            all.iter().all(|line| !line.contains("front-matter") && !line.contains("yaml/")),
            "{front:?} {back:?}: {all:?}"
        );
    }
    for (front, back, line) in [
        ("----\n", "---\n", 1),
        ("—\n", "---\n", 1),
        ("---\n", "——\n", 4),
        ("---\n", "\n", 6),
        ("---\n", "----\n", 4),
        ("", "---\n", 1),
    ] {
        let all = check(&page(front, back));
        let all = errors(&all);
        assert_eq!(all.len(), 1, "{front:?} {back:?}: {all:?}");
        assert!(
            all[0].contains(&format!("help.md:{line}:1: error[content/front-matter]")),
            "{front:?} {back:?}: {all:?}"
        );
    }
    // For all clients, where no other page is below it.
    fs::remove_file(root.join("clients/minimal/content/nl/help.md")).unwrap();
    write(&root, "content/nl/help.md", "---\ntitle: x\nsummary: y\n\nTekst.\n");
    let run = vpsite(&root, &["check", "clients/minimal.yaml", "--format", "short"]).ended(1);
    assert_eq!(errors(&run.err).len(), 1, "{}", run.err);
    // The same signs in the front matter as in a client.
    for (front, code) in [
        ("title: 't Hoekje", "yaml/quotes"),
        ("title: !nu", "yaml/sign"),
        ("title: Null", "yaml/null"),
        ("title:\u{A0}Nu", "yaml/blank"),
        ("title:Nu", "yaml/blank"),
    ] {
        write(&root, "content/nl/help.md", &format!("---\n{front}\nsummary: y\n---\nTekst.\n"));
        let run = vpsite(&root, &["check", "clients/minimal.yaml", "--format", "short"]).ended(1);
        assert!(
            run.err.contains("content/nl/help.md:2:") && run.err.contains(code),
            "{front}: {}",
            run.err
        );
    }
}

#[test]
fn every_yaml_file_is_read_by_the_same_rules() {
    let root = site_only("files-everywhere");
    let theme = fs::read_to_string(root.join("themes/default/theme.yaml")).unwrap();
    for (path, whole) in [
        ("clients/_practice.yaml", "practice: {name: Praktijk}\n"),
        ("content/nl/_strings.yaml", "menu: Menu\n"),
        ("content/nl/_helplines.yaml", ""),
        ("content/_facts.yaml", ""),
        ("themes/default/theme.yaml", theme.as_str()),
    ] {
        for (line, code) in [
            ("zz: 't Hoekje\n", "yaml/quotes"),
            ("zz:Noor\nzy: 1\n", "yaml/blank"),
            ("zz: \"a\" b\n", "yaml/quotes"),
            ("zz: !nu nu\n", "yaml/sign"),
            ("zz: *nu\n", "yaml/sign"),
            ("\u{A0}zz: x\n", "yaml/blank"),
            ("---\nzz: x\n", "yaml/document"),
        ] {
            if whole.is_empty() && code == "yaml/document" {
                continue;
            }
            write(&root, path, &format!("{whole}{line}"));
            let run =
                vpsite(&root, &["check", "clients/minimal.yaml", "--format", "short"]).ended(1);
            let told = run.err.lines().any(|told| told.starts_with(path) && told.contains(code));
            assert!(told, "{path} {line:?}: {}", run.err);
        }
        match whole == theme {
            true => write(&root, path, whole),
            false => fs::remove_file(root.join(path)).unwrap(),
        }
    }
}

mod paper {
    use super::*;

    #[test]
    fn a_letter_that_no_font_has_is_told_once() {
        let root = printing("files-glyph", &["flyer", "strips"]);
        let path = root.join("clients/acme.yaml");
        let yaml = fs::read_to_string(&path).unwrap();
        let old = yaml.lines().find(|line| line.trim_start().starts_with("- name:")).unwrap();
        fs::write(&path, yaml.replacen(old, &format!("{old} 漢字"), 1)).unwrap();
        let run = vpsite(&root, &["check", "clients/acme.yaml", "--format", "short"]).ended(1);
        let told: Vec<&str> = run.err.lines().filter(|line| line.contains("print/glyph")).collect();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(
            told[0].starts_with("clients/acme.yaml:")
                && told[0].contains("`name` holds `字` (U+5B57), `漢`"),
            "{told:?}"
        );
    }
}
