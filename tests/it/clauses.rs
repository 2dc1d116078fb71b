//! `tests/clauses.yaml`: confidentiality and its exceptions say the same in every language.
//!
//! Each clause of the table is found where it should stand; what was made from the Dutch
//! of today has all of them, the same numbers, and denies as often, paragraph by paragraph.
//! What is planted shows that the guard holds: without a clause, a subject or a “not” it
//! fails.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;
use vpsite::library::{Depth, Library, coverage};
use vpsite::load::Workspace;

use super::support::{LANGUAGES, repository, site_only};

/// Most letters that `…` stands for.
const GAP: usize = 60;

fn table() -> Value {
    let text = fs::read_to_string(repository().join("tests/clauses.yaml")).unwrap();
    serde_saphyr::from_str(&text).unwrap()
}

/// The texts of the table and the places where they stand.
fn texts(table: &Value) -> Vec<(&str, &str)> {
    let texts = table["texts"].as_object().unwrap();
    texts.iter().map(|(name, place)| (name.as_str(), place.as_str().unwrap())).collect()
}

/// The paragraphs of a text, in lower case, without marks of Markdown and of the template.
fn paragraphs(lang: &str, place: &str) -> Vec<String> {
    let (file, section) = place.split_once('#').unwrap_or((place, ""));
    let path = repository().join("content").join(lang).join(file);
    let mut text = fs::read_to_string(path).unwrap();
    if let Some((_, body)) =
        text.strip_prefix("---\n").and_then(|front| front.split_once("\n---\n"))
    {
        text = body.to_owned();
    }
    if !section.is_empty() {
        let heading = format!("{{#{section}}}\n");
        let (_, from) = text.split_once(&heading).unwrap_or_else(|| panic!("{lang}: {place}"));
        text = from.split("\n## ").next().unwrap().to_owned();
    }
    for (open, close) in [("{%", "%}"), ("{*", "*}"), ("{{", "}}"), ("](", ")")] {
        while let Some(at) = text.find(open) {
            let end = text[at..].find(close).map_or(text.len(), |end| at + end + close.len());
            text.replace_range(at..end, if open == "{{" { "x" } else { "" });
        }
    }
    let text = text.replace("\n- ", "\n\n").replace(['*', '[', ']'], "").to_lowercase();
    let blocks = text.split("\n\n").map(|block| block.trim().trim_start_matches("- "));
    blocks.filter(|block| !block.is_empty()).map(str::to_owned).collect()
}

/// Where a pattern is found in a paragraph.
fn found(pattern: &str, text: &str) -> Option<std::ops::Range<usize>> {
    let pattern = pattern.to_lowercase();
    let parts: Vec<&str> = pattern.split('…').map(str::trim).collect();
    let starts: Vec<usize> = text.match_indices(parts[0]).map(|(at, _)| at).collect();
    starts.into_iter().find_map(|start| {
        let mut end = start + parts[0].len();
        for part in &parts[1..] {
            let next = text[end..].find(part)?;
            let gap = &text[end..end + next];
            if gap.chars().count() > GAP || gap.contains(['.', '!', '?', '؟']) {
                return None;
            }
            end += next + part.len();
        }
        Some(start..end)
    })
}

fn patterns(row: &Value) -> Vec<&str> {
    match row {
        Value::String(one) => vec![one],
        Value::Array(all) => all.iter().map(|it| it.as_str().unwrap()).collect(),
        _ => Vec::new(),
    }
}

/// The clauses of the row that no paragraph says.
fn lost<'a>(row: &'a Value, said: &[String]) -> Vec<&'a str> {
    let says = |row: &Value| {
        patterns(row).iter().any(|pattern| said.iter().any(|it| found(pattern, it).is_some()))
    };
    let clauses = row.as_object().into_iter().flatten();
    clauses.filter(|(_, row)| !says(row)).map(|(clause, _)| clause.as_str()).collect()
}

/// Words that deny, as the table names them.
struct Negations<'a> {
    once: Vec<&'a str>,
    each: Vec<&'a str>,
}

impl<'a> Negations<'a> {
    fn new(row: &'a Value) -> Self {
        let list = |key: &str| {
            let words = row["negations"][key].as_array().unwrap_or_else(|| panic!("{key}: {row}"));
            words.iter().map(|word| word.as_str().unwrap()).collect()
        };
        Self { once: list("once"), each: list("each") }
    }

    fn is(words: &[&str], word: &str) -> bool {
        words.iter().any(|known| match known.strip_prefix('*') {
            Some(end) => word.ends_with(end),
            None => word == *known,
        })
    }

    /// How often a paragraph denies: words that many languages say twice are counted once
    /// between two marks.
    fn count(&self, text: &str) -> usize {
        let parts = text.split(['.', ',', ';', ':', '!', '?', '؟', '،', '؛', '–', '—']);
        let of_part = |part: &str| {
            let words: Vec<&str> = part
                .split(|c: char| !c.is_alphanumeric() && !is_mark(c))
                .filter(|word| !word.is_empty())
                .collect();
            let each = words.iter().filter(|word| Self::is(&self.each, word)).count();
            each + usize::from(words.iter().any(|word| Self::is(&self.once, word)))
        };
        parts.map(of_part).sum()
    }
}

/// What stands within a word: apostrophes and the signs over Arabic letters.
fn is_mark(c: char) -> bool {
    matches!(c, '’' | '\'' | '_') || ('\u{64B}'..='\u{652}').contains(&c)
}

/// The numbers of a paragraph.
fn numbers(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).collect()
}

/// How often each paragraph should deny: as in Dutch, but where the row says otherwise.
fn wanted(row: &Value, text: &str, dutch: &[usize]) -> Vec<usize> {
    let otherwise = &row["otherwise"][text];
    let of = |(index, count): (usize, &usize)| {
        let own = otherwise[(index + 1).to_string()].as_u64();
        own.map_or(*count, |own| usize::try_from(own).unwrap())
    };
    dutch.iter().enumerate().map(of).collect()
}

/// The files of each language that were not made from the Dutch of today.
fn outdated() -> BTreeMap<String, BTreeSet<String>> {
    let root = site_only("clauses");
    let workspace = Workspace::find(&root, &root).unwrap();
    let (rows, _) = coverage(&Library::open(&workspace, Depth::Harm).unwrap());
    let old = rows.into_iter().map(|row| {
        let names = row.outdated.into_iter().map(|(name, _)| name).collect();
        (row.lang.tag().to_owned(), names)
    });
    old.collect()
}

#[test]
fn every_language_says_every_clause_with_the_same_numbers_and_denials() {
    let (table, outdated) = (table(), outdated());
    let dutch_row = &table["languages"]["nl"];
    let dutch_negations = Negations::new(dutch_row);
    let mut wrong = Vec::new();
    let (mut clauses, mut compared) = (0, 0);
    for lang in LANGUAGES {
        let row = &table["languages"][lang];
        let negations = Negations::new(row);
        for (text, place) in texts(&table) {
            let said = paragraphs(lang, place);
            for clause in lost(&row[text], &said) {
                wrong.push(format!("{lang}: {text}: no `{clause}`: {}", row[text][clause]));
            }
            clauses += row[text].as_object().map_or(0, |row| row.len());
            for clause in row[text].as_object().unwrap().keys() {
                if table["clauses"][text][clause].is_null() {
                    wrong.push(format!("{lang}: {text}: what is `{clause}`?"));
                }
            }
            // What is older than the Dutch is told by `check`, and made anew as a whole.
            let file = place.split('#').next().unwrap();
            if outdated[lang].contains(file) {
                continue;
            }
            let all = table["clauses"][text].as_object().unwrap().keys();
            for clause in all.filter(|clause| row[text][clause.as_str()].is_null()) {
                wrong.push(format!("{lang}: {text}: the table lacks `{clause}`"));
            }
            let dutch = paragraphs("nl", place);
            let denies: Vec<usize> = said.iter().map(|it| negations.count(it)).collect();
            let as_dutch: Vec<usize> = dutch.iter().map(|it| dutch_negations.count(it)).collect();
            let as_dutch = wanted(row, text, &as_dutch);
            if denies != as_dutch {
                wrong.push(format!("{lang}: {text}: denies {denies:?}, not {as_dutch:?}"));
            }
            let numbered = |all: &[String]| -> Vec<Vec<String>> {
                let of = |it: &String| numbers(it).into_iter().map(str::to_owned).collect();
                all.iter().map(of).collect()
            };
            if numbered(&said) != numbered(&dutch) {
                wrong.push(format!("{lang}: {text}: other numbers than in Dutch"));
            }
            compared += 1;
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(clauses > 250 && compared >= texts(&table).len(), "{clauses} {compared}");
}

#[test]
fn what_is_taken_away_is_missed() {
    let table = table();
    let (mut clauses, mut denials) = (0, 0);
    for lang in LANGUAGES {
        let row = &table["languages"][lang];
        let negations = Negations::new(row);
        for (text, place) in texts(&table) {
            let said = paragraphs(lang, place);
            for (clause, row_of) in row[text].as_object().unwrap() {
                // Every way in which the text says it, gone.
                let mut without = said.clone();
                for pattern in patterns(row_of) {
                    for paragraph in &mut without {
                        while let Some(range) = found(pattern, paragraph) {
                            paragraph.replace_range(range, "");
                        }
                    }
                }
                assert_ne!(without, said, "{lang}: {text}: `{clause}` is not there to be taken");
                assert!(lost(&row[text], &without).contains(&clause.as_str()), "{lang}: {clause}");
                clauses += 1;
            }
            for paragraph in &said {
                // Between two marks, whatever denies: all of it, since no may be said twice.
                for part in paragraph.split_inclusive(['.', ',', ';', ':', '!', '?', '؟', '،', '؛'])
                {
                    let count = negations.count(part);
                    if count == 0 {
                        continue;
                    }
                    let kept: Vec<&str> =
                        part.split(' ').filter(|word| negations.count(word) == 0).collect();
                    let without = paragraph.replacen(part, &format!(" {}", kept.join(" ")), 1);
                    assert!(
                        negations.count(&without) < negations.count(paragraph),
                        "{lang}: {text}: {part}"
                    );
                    denials += 1;
                }
            }
        }
    }
    assert!(clauses > 250 && denials > 100, "{clauses} {denials}");
}

#[test]
fn each_clause_has_a_name_that_says_what_it_is_and_each_language_its_words() {
    let table = table();
    for (text, place) in texts(&table) {
        let clauses = table["clauses"][text].as_object().unwrap();
        assert!(clauses.len() >= 4, "{text}");
        assert!(
            clauses.values().all(|says| says.as_str().is_some_and(|it| it.len() > 7)),
            "{text}"
        );
        for lang in LANGUAGES {
            assert!(!paragraphs(lang, place).is_empty(), "{lang}: {place}");
            assert!(table["languages"][lang][text].is_object(), "{lang}: {text}");
        }
    }
    let languages: BTreeSet<&String> = table["languages"].as_object().unwrap().keys().collect();
    assert_eq!(languages.len(), LANGUAGES.len());
}
