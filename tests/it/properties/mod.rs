//! What holds for any text that a client may give, on every surface that it comes out on.
//!
//! Texts are thought up: of signs that mean something to HTML, Markdown, Typst, YAML, mail, cards,
//! headers, spreadsheets and terminals, and of letters. Input: such texts, in a client, as values
//! or in a place of a file. Output: a failure with the smallest text that brings it about; it is
//! kept in a file beside the property and tried first from then on. Invariant: of the texts that a property
//! is asked about some are taken, so that none holds because all were refused.
//!
//! The gate thinks up the same texts each time, so that it fails for who has changed something.
//! `PROPTEST_CASES=5000 cargo test --test it -- properties::` looks longer, and at others.

mod keys;
mod kit;
mod surfaces;
mod values;

use proptest::prelude::*;
use proptest::test_runner::{FileFailurePersistence, RngSeed};

/// Signs and words that mean something to somebody, and some that only look like it.
const PIECES: [&str; 72] = [
    "<",
    ">",
    "&",
    "\"",
    "'",
    "`",
    "&amp;",
    "&#x3c;",
    "<b>",
    "</title>",
    "<script>",
    "<!--",
    "]]>",
    "<img src=x onerror=a>",
    "{{",
    "}}",
    "{%",
    "%}",
    "{{ client }}",
    "{*",
    "#",
    "#let x = 1",
    "$",
    "*",
    "_",
    "**",
    "~",
    "[",
    "](https://example.com/)",
    "![",
    "- ",
    "1. ",
    "> ",
    "|",
    "\\",
    "/",
    "//",
    "://",
    ":",
    ";",
    ",",
    "=",
    "=1+1",
    "+",
    "-",
    "@",
    "@SUM",
    "?",
    "%",
    "%0A",
    "%s",
    "(",
    ")",
    "Bcc: x@example.com",
    "BEGIN:VCARD",
    "END:VEVENT",
    "\\n",
    "=?utf-8?q?x?=",
    "--",
    "…",
    "–",
    "’",
    "é",
    "ß",
    "ĳ",
    "Жук",
    "مرحبا",
    "你",
    "👩‍👧",
    "e\u{301}",
    "\u{a0}",
    "\u{2011}",
];

/// How often a property is asked: less where asking takes longer.
fn cases(usual: u32) -> ProptestConfig {
    let more = std::env::var("PROPTEST_CASES").ok().and_then(|it| it.parse().ok());
    let seed = if more.is_some() { RngSeed::Random } else { RngSeed::Fixed(15) };
    ProptestConfig {
        cases: more.unwrap_or(usual),
        rng_seed: seed,
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..ProptestConfig::default()
    }
}

/// A text of one line, as somebody might type it.
fn line() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
        3 => "[a-zA-Z]{1,9}",
        1 => "[0-9]{1,4}",
        1 => any::<char>().prop_map(String::from),
    ];
    let space = proptest::sample::select(vec!["", " ", " "]);
    proptest::collection::vec((piece, space), 1..7).prop_map(|parts| {
        let text: String =
            parts.iter().flat_map(|(piece, space)| [piece.as_str(), space]).collect();
        text.trim().to_owned()
    })
}

/// The same without what nobody types by hand, of which most would be refused.
fn typed() -> impl Strategy<Value = String> {
    line().prop_map(|text| {
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        format!("Noor {text} Bos").split_whitespace().collect::<Vec<_>>().join(" ")
    })
}
