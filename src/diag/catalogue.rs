//! The messages of the program in another language: English template -> the same in that one.
//!
//! In: a gettext file (`messages/nl.po`, part of the program). Invariant: a template that is not
//! in it stays English; that none is missing is held by `tests/it/messages.rs`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Templates of one language by those of English.
#[derive(Clone, Debug, Default)]
pub struct Catalogue(HashMap<String, String>);

/// The Dutch messages, as they are part of the program.
pub const DUTCH: &str = include_str!("../../messages/nl.po");

impl Catalogue {
    /// Everything as it stands in the source.
    pub fn english() -> &'static Self {
        static ENGLISH: LazyLock<Catalogue> = LazyLock::new(Catalogue::default);
        &ENGLISH
    }

    /// Dutch.
    pub fn dutch() -> &'static Self {
        static NL: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read(DUTCH));
        &NL
    }

    /// What a gettext file has; one that cannot be read has nothing.
    pub fn read(file: &str) -> Self {
        let Ok(catalogue) = polib::po_file::parse_from_reader(file.as_bytes()) else {
            return Self::default();
        };
        let pairs = catalogue.messages().filter_map(|message| {
            let said = message.msgstr().ok().filter(|said| !said.is_empty())?;
            Some((message.msgid().to_owned(), said.to_owned()))
        });
        Self(pairs.collect())
    }

    /// Whether it changes nothing.
    pub fn is_english(&self) -> bool {
        self.0.is_empty()
    }

    /// The template in this language.
    pub fn template<'a>(&'a self, english: &'a str) -> &'a str {
        self.0.get(english).map_or(english, String::as_str)
    }

    /// Whether it knows this template.
    pub fn has(&self, english: &str) -> bool {
        self.0.contains_key(english)
    }

    /// All pairs of templates, English first, in no order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(english, said)| (english.as_str(), said.as_str()))
    }
}
