//! The card to hide and the card to point at: what stands where, and what is promised on them.
//!
//! Invariant: what lies outside once the card is folded has no word, in any language, for any
//! number of advisers; an interpreter is asked for and never promised, and not at all where it is
//! decided that none can join.

use std::collections::BTreeMap;
use std::fs;

use crate::it::support::{
    CLIENTS, Word, files, kits, languages, pdf_text, pdf_words, printing, vpsite,
};

/// Points to a millimetre.
const MM: f64 = 72.0 / 25.4;
/// `print/hidden.typ`: where the first card begins, how high one is, and how much of it is printed on.
const TOP: f64 = 17.5;
const HIGH: f64 = 90.0;
const PRINTED: f64 = 60.0;

#[test]
fn no_word_stands_where_the_folded_card_is_outside() {
    for client in CLIENTS {
        for lang in languages(client) {
            let sheet = kits().join(client).join(format!("print/hidden-card-{lang}.pdf"));
            let mut inside = [0; 3];
            for Word { top, bottom, text, .. } in pdf_words(&sheet).1 {
                for (row, inside) in inside.iter_mut().enumerate() {
                    let from = TOP + HIGH * row as f64;
                    // The middle of the letters counts: a box has room above and below them.
                    let middle = f64::midpoint(top, bottom) / MM;
                    let outside = middle >= from + PRINTED && middle < from + HIGH;
                    assert!(!outside, "{client}, {lang}: `{text}` at {middle:.1} mm");
                    *inside += usize::from(middle >= from && middle < from + PRINTED);
                }
            }
            // All six say something: two beside each other in each row.
            assert!(inside.iter().all(|words| *words >= 16), "{client}, {lang}: {inside:?}");
        }
    }
}

/// What both cards say, by the name of the file, for one client in Dutch, English and Polish whose
/// adviser speaks the first two.
fn cards(name: &str, more: &str) -> BTreeMap<String, String> {
    let root = printing(name, &["hidden", "point"]);
    let client = "organisation: {name: Molen De Hoop}
languages: [nl, en, pl]
site: {url: https://molen.example.nl/}
advisers:
  - {name: Sam Smit, languages: [nl, en], channels: [{type: phone, number: \"06 12345678\"}]}
edition: 2026-11
";
    fs::write(root.join("clients/molen.yaml"), format!("{client}{more}")).unwrap();
    vpsite(&root, &["build", "clients/molen.yaml"]).ended(0);
    let kit = root.join("dist/molen");
    let papers = files(&kit).into_iter().filter(|path| path.ends_with(".pdf"));
    let said = papers.map(|path| {
        let path = kit.join(path);
        (path.file_stem().unwrap().to_str().unwrap().to_owned(), pdf_text(&path))
    });
    said.collect()
}

#[test]
fn an_interpreter_is_asked_for_where_one_is_needed_and_never_promised() {
    // What is not decided may be asked for.
    let open = cards("cards-open", "");
    assert!(open["show-pl"].contains("Ik heb een tolk Pools nodig."), "{open:?}");
    assert!(open["hidden-card-pl"].contains("Ik spreek Pools. Kan er een tolk bij?"), "{open:?}");
    for lang in ["nl", "en"] {
        for card in ["show", "hidden-card"] {
            let said = &open[&format!("{card}-{lang}")];
            for word in ["tolk", "interpreter"] {
                assert!(!said.contains(word), "{card}-{lang}, where the adviser speaks it: {said}");
            }
        }
    }
    let none = cards("cards-none", "interpreter: false\n");
    for document in ["show-pl", "hidden-card-pl"] {
        let said = &none[document];
        assert!(said.contains("Ik spreek Pools."), "{said}");
        for word in ["tolk", "tłumacz", "interpreter"] {
            assert!(!said.contains(word), "{document}, where none can join: {said}");
        }
    }
}
