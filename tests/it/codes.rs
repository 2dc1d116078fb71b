//! The table of diagnostic codes is whole: held against the source.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use vpsite::diag::codes;

use super::support::{files, repository};

/// Literals of this shape that are no codes: media types.
const MEDIA: [&str; 6] = ["application", "audio", "font", "image", "multipart", "text"];
/// Media types of families that are families of codes too.
const MEDIA_TYPES: [&str; 10] = [
    "text/calendar",
    "text/css",
    "text/html",
    "text/javascript",
    "text/markdown",
    "text/plain",
    "text/vcard",
    "text/vtt",
    "video/mp4",
    "video/webm",
];

/// Every literal of the program that has the shape of a code, and where it stands.
fn literals() -> BTreeMap<String, String> {
    let src = repository().join("src");
    let mut found = BTreeMap::new();
    for path in files(&src) {
        if !path.ends_with(".rs") || path.starts_with("diag/codes/") {
            continue;
        }
        let text = fs::read_to_string(src.join(&path)).unwrap();
        let program = text.split("#[cfg(test)]").next().unwrap();
        for (number, line) in program.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            // Whatever stands between two quotes: what stands between two literals
            // never has this shape.
            for literal in line.split('"').skip(1) {
                if line.contains(&format!("\"{literal}\"")) && is_code(literal) {
                    let place = format!("src/{path}:{}", number + 1);
                    found.entry(literal.to_owned()).or_insert(place);
                }
            }
        }
    }
    found
}

fn is_code(literal: &str) -> bool {
    let word = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_lowercase() || c == '-')
    };
    let Some((family, what)) = literal.split_once('/') else { return false };
    let known = codes::FAMILIES.iter().any(|known| known.name == family);
    let media = MEDIA.contains(&family) && !known;
    word(family) && word(what) && !media && !MEDIA_TYPES.contains(&literal)
}

#[test]
fn every_code_of_the_program_has_a_row_and_every_row_is_used() {
    let used = literals();
    assert!(used.len() > 100, "only {} codes were found in the source", used.len());
    let rows: BTreeSet<&str> = codes::all().map(|row| row.code).collect();
    let missing: Vec<String> = used
        .iter()
        .filter(|(code, _)| !rows.contains(code.as_str()))
        .map(|(code, place)| format!("`{code}`, given at {place}, has no row in src/diag/codes/"))
        .collect();
    let dead: Vec<String> = rows
        .iter()
        .filter(|code| !used.contains_key(**code))
        .map(|code| format!("`{code}` has a row in src/diag/codes/ and is given nowhere"))
        .collect();
    let wrong = [missing, dead].concat();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_passed_to_a_diagnostic_was_found() {
    // A code that is put together, or hides in a constant, would escape the table.
    let used = literals();
    let src = repository().join("src");
    for path in files(&src).into_iter().filter(|path| path.ends_with(".rs")) {
        let text = fs::read_to_string(src.join(&path)).unwrap();
        let program = text.split("#[cfg(test)]").next().unwrap();
        for call in ["error(", "warning(", "note("].map(|kind| format!("Diagnostic::{kind}")) {
            for after in program.split(&call).skip(1) {
                let argument = after.trim_start();
                if let Some(literal) = argument.strip_prefix('"') {
                    let code = literal.split('"').next().unwrap();
                    assert!(used.contains_key(code), "src/{path}: `{code}` is no code");
                } else {
                    // Handed on from where it is a literal: `code`, `CODE`, `fault.code`.
                    let name: String = argument.chars().take_while(|c| *c != ',').collect();
                    let name = name.to_ascii_lowercase();
                    assert!(name.ends_with("code"), "src/{path}: a code is a literal: {name}");
                }
            }
        }
    }
}

#[test]
fn rows_are_sorted_and_speak_to_an_adviser() {
    let mut last = BTreeMap::new();
    for row in codes::all() {
        let family = row.family();
        let previous = last.insert(family, row.code);
        assert!(
            previous.is_none_or(|previous| previous < row.code),
            "{} is out of order",
            row.code
        );
        assert!(codes::FAMILIES.iter().any(|known| known.name == family), "no family `{family}`");
        for text in [row.means, row.remedy] {
            assert!(!text.is_empty() && !text.ends_with('.'), "{}: {text}", row.code);
            assert!(text.matches('`').count() % 2 == 0, "{}: {text}", row.code);
            let first = text.chars().next().unwrap();
            assert!(!first.is_uppercase() || text.starts_with("Dutch"), "{}: {text}", row.code);
        }
        assert!(codes::find(row.code).is_some_and(|found| found.means == row.means));
    }
    assert!(codes::FAMILIES.is_sorted_by(|a, b| a.name < b.name));
    for family in codes::FAMILIES {
        assert!(last.contains_key(family.name), "the family `{}` has no code", family.name);
    }
}
