//! The page of pictures: what it must say in every language, and that each sentence has its picture.
//!
//! Its sentences are content that anybody may word otherwise; what is held here is that the built-in
//! ones keep the promise beside its exception, stay short, and are drawn.

use std::fs;

use serde_json::Value;

use super::support::{LANGUAGES, repository};

/// The pictures in their order, two in a row.
const ROWS: [[&str; 2]; 5] = [
    ["mean", "talk"],
    ["call", "write"],
    ["listen", "choose"],
    ["secret", "exception"],
    ["free", "danger"],
];
/// Words of a sentence at the most: nine is what easy language asks for, and some languages need
/// a few more to name both exceptions.
const MOST_WORDS: usize = 12;

/// Each sentence of a language with the id of its picture.
fn sentences(lang: &str) -> Vec<(String, String)> {
    let path = repository().join("content").join(lang).join("easy.md");
    let text = fs::read_to_string(path).unwrap();
    let headings = text.lines().filter_map(|line| line.strip_prefix("## "));
    let parted = headings.map(|line| line.trim_end_matches('}').split_once(" {#").unwrap());
    parted.map(|(said, id)| (said.to_owned(), id.to_owned())).collect()
}

#[test]
fn the_promise_stands_beside_its_exception_in_every_language() {
    for lang in LANGUAGES {
        let sentences = sentences(lang);
        let ids: Vec<&str> = sentences.iter().map(|(_, id)| id.as_str()).collect();
        assert_eq!(ids, ROWS.concat(), "{lang}");
        let (said, _) = sentences.iter().find(|(_, id)| id == "exception").unwrap();
        let path = repository().join("content").join(lang).join("_language.yaml");
        let rules: Value = serde_saphyr::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        for exception in ["danger", "duty"] {
            let words = rules["exception"][exception].as_array().unwrap();
            let mut words = words.iter().map(|word| word.as_str().unwrap().to_lowercase());
            let named = words.any(|word| said.to_lowercase().contains(&word));
            assert!(named, "{lang}: no {exception} in “{said}”");
        }
        let (said, _) = sentences.last().unwrap();
        assert!(said.contains("112"), "{lang}: {said}");
    }
}

#[test]
fn sentences_are_short() {
    for lang in LANGUAGES {
        for (said, id) in sentences(lang) {
            // What stands under a condition is a form of one word.
            let mut tag = false;
            let plain: String = said
                .chars()
                .filter(|letter| {
                    tag |= *letter == '{';
                    let kept = !tag;
                    tag &= *letter != '}';
                    kept
                })
                .collect();
            let count = plain.split_whitespace().count();
            assert!((2..=MOST_WORDS).contains(&count), "{lang} {id}: {count} words in “{plain}”");
        }
    }
}

#[test]
fn each_sentence_has_its_picture() {
    let template = include_str!("../../themes/default/print/easy.typ");
    for id in ROWS.concat() {
        assert!(template.contains(&format!("\n  {id}: {{\n")), "{id} is not drawn");
    }
}
