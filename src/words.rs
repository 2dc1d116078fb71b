//! The UI words of one language -> words, filled phrases, dates and lists.
//!
//! Client values have been merged in before. Invariant: lies below every view,
//! and knows nothing of what it is set on.

pub mod join;
mod lists;
mod times;
mod usage;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::value::{Date, Dir, Edition, Lang, Tongue};

pub use lists::{and, at_start};
pub use usage::{Together, Usage, plain_spaces};

/// The word that is a list with commas: what people type who do not know the name of the role.
pub const SEARCH_WORDS: &str = "search_words";

/// The UI words of one language.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Words {
    by_key: BTreeMap<String, String>,
    #[serde(skip)]
    lang: Lang,
    #[serde(skip)]
    usage: Arc<Usage>,
}

impl Words {
    /// Words by their key in `_strings.yaml`.
    pub fn new(lang: Lang, by_key: BTreeMap<String, String>) -> Self {
        Self { by_key, lang, usage: Arc::default() }
    }

    /// The same with what the language asks of names and lines.
    #[must_use]
    pub fn with_usage(self, usage: Arc<Usage>) -> Self {
        Self { usage, ..self }
    }

    /// What the language asks of names and lines.
    pub fn usage(&self) -> &Usage {
        &self.usage
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// A word, where there is one.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.by_key.get(key).map(String::as_str)
    }

    /// All words with their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_key.iter().map(|(key, word)| (key.as_str(), word.as_str()))
    }

    /// A word; the key itself where there is none, which the tests look for.
    pub fn word<'a>(&'a self, key: &'a str) -> &'a str {
        self.get(key).unwrap_or(key)
    }

    /// A word with its placeholders filled.
    pub fn filled(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.together(&fill(self.word(key), values.iter().copied()))
    }

    /// A text with no-break spaces where the language asks for them.
    pub fn together(&self, text: &str) -> String {
        self.usage.together.bind(text)
    }

    /// A day, as in `3 december 2026`.
    pub fn day(&self, date: Date) -> String {
        // After a day some languages inflect the month, so that it is not the edition's.
        let months = self.get("months_in_dates");
        let month = months.and_then(|all| all.split(',').nth(usize::from(date.month()) - 1));
        match (self.get("date_form"), month) {
            (Some(form), Some(month)) => {
                let (day, year) = (date.day().to_string(), date.year().to_string());
                let values = [("day", day.as_str()), ("month", month.trim()), ("year", &year)];
                self.together(&fill(form, values.into_iter()))
            }
            _ => date.to_string(),
        }
    }

    /// An edition, as in `november 2026`.
    pub fn edition(&self, edition: Edition) -> String {
        match (self.get("edition_form"), self.get(&format!("month_{}", edition.month))) {
            (Some(form), Some(month)) => {
                let year = edition.year.to_string();
                fill(form, [("month", month), ("year", &year)].into_iter())
            }
            _ => edition.to_string(),
        }
    }

    /// The name of a language in this one: the word `lang_xx`, or the one of the CLDR.
    pub fn lang_name(&self, spoken: &Tongue) -> String {
        self.of_tongue("lang", spoken).map_or_else(|| spoken.name(self.lang), str::to_owned)
    }

    /// The word that begins with `kind` for a language, where the client gives none of its own.
    fn of_tongue(&self, kind: &str, tongue: &Tongue) -> Option<&str> {
        let word = self.get(&format!("{kind}_{}", tongue.tag()));
        word.filter(|_| !tongue.has_own_word())
    }

    /// Names of languages, as a list.
    pub fn lang_names<'a>(&self, langs: impl IntoIterator<Item = &'a Tongue>) -> String {
        let names: Vec<String> = langs.into_iter().map(|spoken| self.lang_name(spoken)).collect();
        self.list(&names)
    }

    /// What is spoken, as in `in het Nederlands en Pools` or `po polsku i po niderlandzku`.
    pub fn in_languages<'a>(&self, langs: impl IntoIterator<Item = &'a Tongue>) -> String {
        let spoken = |tongue: &Tongue| {
            self.of_tongue("in_lang", tongue).map_or_else(
                || {
                    let (form, name) = (self.get("in_lang_other"), tongue.name(self.lang));
                    let values = [("language", name.as_str())].into_iter();
                    fill(form.unwrap_or("{language}"), values)
                },
                str::to_owned,
            )
        };
        let spoken: Vec<String> = langs.into_iter().map(spoken).collect();
        let list = self.list(&spoken);
        let form = self.get("in_languages").unwrap_or("{languages}");
        self.together(&fill(form, [("languages", list.as_str())].into_iter()))
    }

    /// Items with the comma and the "and" of the language.
    pub fn list(&self, items: &[impl AsRef<str>]) -> String {
        self.together(&and(self.lang, items))
    }

    fn is_arabic(&self) -> bool {
        self.lang.dir() == Dir::Rtl && self.lang.tag() != "he"
    }
}

/// Puts values in the place of `{name}`; where a value ends in a stop, the sentence gets no
/// second one.
pub fn fill<'a>(text: &str, values: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let put = |text: String, (name, value): (&str, &str)| {
        text.replace(&format!("{{{name}}}"), &join::marked(value))
    };
    join::settled(&values.fold(text.to_owned(), put))
}

/// A name as it stands in running text: in a script that runs from right to left
/// it keeps its own direction and its full stop (Unicode Standard Annex 9, isolates).
pub fn isolated(name: &str, lang: Lang) -> String {
    match lang.dir() {
        Dir::Ltr => name.to_owned(),
        Dir::Rtl => format!("\u{2068}{name}\u{2069}"),
    }
}

/// An address as it stands in running text: one with letters that run from right to left is
/// read from left to right all the same, part by part (RFC 3987, 4.1; UAX 9, isolates).
pub fn isolated_address(address: &str) -> String {
    match address.contains(is_rtl) {
        true => format!("\u{2066}{address}\u{2069}"),
        false => address.to_owned(),
    }
}

/// Whether a sign runs from right to left, by the blocks of Unicode that are kept for such
/// scripts (UAX 9, 3.2, default bidirectional classes R and AL).
fn is_rtl(sign: char) -> bool {
    matches!(
        sign,
        '\u{590}'..='\u{8FF}'
            | '\u{FB1D}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFF}'
            | '\u{10800}'..='\u{10FFF}'
            | '\u{1E800}'..='\u{1EFFF}'
    )
}
