//! What a channel leads to -> the keys that it is given with, and what to write for them.
//!
//! Invariant: of each kind there is a key without which a channel leads nowhere.

use super::TABLE;
use crate::diag::{Sentence, say};

/// What a channel leads to, and so which key it is given with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// `number`: any that can be called.
    Number,
    /// `number`: one that can receive messages.
    Messages,
    /// `address`: an e-mail address.
    Address,
    /// `url` and `kind`: a chat or a form.
    Web,
}

impl Takes {
    /// The keys that a channel has for it.
    pub(super) fn keys(self) -> &'static [&'static str] {
        match self {
            Takes::Number | Takes::Messages => &["number"],
            Takes::Address => &["address"],
            Takes::Web => &["url", "kind", "anonymous"],
        }
    }

    /// What to write for the first of them.
    pub(super) fn example(self) -> Sentence {
        match self {
            Takes::Number | Takes::Messages => say!("write `number: \"+31 6 12345678\"`"),
            Takes::Address => say!("write `address: naam@example.nl`"),
            Takes::Web => say!("write `url: https://chat.example.nl/`"),
        }
    }
}

/// Which key each channel is given with, in words.
pub(super) fn key_of_each() -> Sentence {
    let called = |wanted: &dyn Fn(Takes) -> bool| {
        let rows = TABLE.iter().filter(|row| wanted(row.takes));
        let names: Vec<Sentence> = rows.map(|row| row.called.clone()).collect();
        match names.split_last() {
            Some((last, others)) if !others.is_empty() => {
                say!("{} or {last}", Sentence::joined(others.to_vec(), ", "))
            }
            _ => Sentence::joined(names, ""),
        }
    };
    say!(
        "write `number` for {}, `address` for {}, and `url` with `kind` for {}",
        called(&|takes| matches!(takes, Takes::Number | Takes::Messages)),
        called(&|takes| takes == Takes::Address),
        called(&|takes| takes == Takes::Web),
    )
}
