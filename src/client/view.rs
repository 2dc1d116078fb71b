//! How a client's values read in one language.
//!
//! Input: a value of a subject. Output: text and names as templates get them.
//! Invariant: plain data in, plain data out: no markup, no links between files.

use serde::Serialize;
use serde_json::Value;

use crate::value::{Lang, Text, Tongue};
use crate::words::{Words, isolated, isolated_address};

/// How names are handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// As they are, for templates that set a name apart themselves.
    Bare,
    /// With their direction held, for running text (Unicode Standard Annex 9).
    Isolated,
}

/// Who the values are told to: the words of a language, and how names are handed over.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    words: &'a Words,
    names: Names,
}

impl<'a> Reader<'a> {
    /// A reader of the language of `words`.
    pub fn new(words: &'a Words, names: Names) -> Self {
        Self { words, names }
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.words.lang()
    }

    /// The words of the language.
    pub fn words(&self) -> &'a Words {
        self.words
    }

    /// A name.
    pub fn name(&self, name: &str) -> String {
        match self.names {
            Names::Bare => name.to_owned(),
            Names::Isolated => isolated(name, self.lang()),
        }
    }

    /// An address that people type.
    pub fn address(&self, address: &str) -> String {
        match self.names {
            Names::Bare => address.to_owned(),
            Names::Isolated => isolated_address(address),
        }
    }

    /// A text in the language; nothing where it lacks it, for no page says a sentence in
    /// another language than its own.
    pub fn text(&self, text: Option<&Text>) -> Option<String> {
        let said = text?.exact(self.lang())?;
        // In running text the whole is bound, once it is merged.
        Some(match self.names {
            Names::Bare => self.words.together(said),
            Names::Isolated => said.to_owned(),
        })
    }

    /// A language as one that is spoken.
    pub fn spoken(&self, spoken: &Tongue) -> Value {
        let name = self.words.lang_name(spoken);
        serde_json::json!({
            "tag": spoken.tag(),
            "own_name": spoken.own_name().unwrap_or(&name),
            "name": name,
            "dir": spoken.dir().as_str(),
        })
    }
}

/// The name of a choice, as it is declared: `video-call`.
pub(super) fn named(choice: &impl Serialize) -> String {
    match serde_json::to_value(choice) {
        Ok(Value::String(name)) => name,
        // A choice is one word, which the schema says of each.
        _ => String::new(),
    }
}
