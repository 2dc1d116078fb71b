//! What an output must say of confidentiality -> whether its words say it.
//!
//! Invariant: what must say something and has no words that can be read says nothing.

use std::collections::BTreeMap;

use super::fault::{Fault, Place};
use crate::diag::say;
use crate::plan::{Saying, Statement};
use crate::theme::Says;
use crate::value::Lang;

/// Looks for a statement in the words of an output.
pub fn look(said: &str, saying: Saying, all: &BTreeMap<Lang, Statement>) -> Option<Fault> {
    let nothing = Statement::default();
    let statement = all.get(&saying.lang).unwrap_or(&nothing);
    let said = letters(said);
    let says = |text: &str| {
        let text = letters(text);
        !text.is_empty() && said.contains(&text)
    };
    let (missing, wanted) = match saying.says {
        Says::None => return None,
        Says::Full => (!says(&statement.full), &statement.full),
        Says::Line => (!says(&statement.line) && !says(&statement.full), &statement.line),
    };
    let fault = || {
        Fault::new("statement/missing", say!("does not say: {wanted}"), Place::Whole)
            .hint(say!("confidentiality always comes with its exception; put it back"))
            .hint(say!("what promises nothing at all has `says: none` in `theme.yaml`"))
    };
    missing.then(fault)
}

/// Letters and digits alone: lines break and words are hyphenated where they may be.
fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    letters.extend(text.chars().filter(|c| c.is_alphanumeric()));
    letters
}
