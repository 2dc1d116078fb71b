//! A sentence of the program: an English template and what is filled into it.
//!
//! In: `say!("there is no `{}`", name)`. Out: the sentence in English (`Display`), or in the
//! language of a [`Catalogue`](super::Catalogue). Invariant: there is no way from a `String` to
//! a sentence but [`Sentence::literal`], which is for data and says so; whatever has words in it
//! goes through `say!`, where `tests/it/messages.rs` finds it.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::{self, Display};

use serde_json::{Value as Json, json};

use super::{Catalogue, say};

/// A sentence, or a part of one, that can still be said in another language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sentence {
    /// In English, with names in braces: `there is no {0}`. A brace itself is doubled.
    template: Cow<'static, str>,
    values: Vec<(Cow<'static, str>, Value)>,
}

/// What stands in the place of a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Data: a name, a path, a number; the same in each language.
    Data(String),
    /// Words, which are said in the language of the sentence around them.
    Words(Box<Sentence>),
}

impl Default for Sentence {
    fn default() -> Self {
        Self::empty()
    }
}

/// Whether the English words are these.
impl PartialEq<&str> for Sentence {
    fn eq(&self, other: &&str) -> bool {
        self.in_words(Catalogue::english()) == *other
    }
}

/// As the English words are sorted.
impl Ord for Sentence {
    fn cmp(&self, other: &Self) -> Ordering {
        let words = || self.to_string().cmp(&other.to_string());
        let parts = || (&self.template, &self.values).cmp(&(&other.template, &other.values));
        words().then_with(parts)
    }
}

impl PartialOrd for Sentence {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<String> for Value {
    fn from(data: String) -> Self {
        Value::Data(data)
    }
}

impl From<Sentence> for Value {
    fn from(words: Sentence) -> Self {
        Value::Words(Box::new(words))
    }
}

/// The template of what is data from end to end.
const DATA: &str = "{0}";

impl Sentence {
    /// A sentence without values; `say!` makes it.
    pub const fn plain(template: &'static str) -> Self {
        Self { template: Cow::Borrowed(template), values: Vec::new() }
    }

    /// A sentence with values; `say!` makes it.
    pub fn filled(template: &'static str, values: Vec<(&'static str, Value)>) -> Self {
        let values = values.into_iter().map(|(name, value)| (Cow::Borrowed(name), value));
        Self { template: Cow::Borrowed(template), values: values.collect() }
    }

    /// A name that is the same in each language.
    pub const fn name(name: &'static str) -> Self {
        Self::plain(name)
    }

    /// What is data and is never translated: a line of a file, what another program said.
    pub fn literal(data: impl Into<String>) -> Self {
        Self::filled(DATA, vec![("0", Value::Data(data.into()))])
    }

    /// Words that come as a text from a library which takes no sentences: what `say!` made of
    /// them is found again.
    pub fn looked_up(words: &str) -> Self {
        let template = words.replace('{', "{{").replace('}', "}}");
        Self { template: template.into(), values: Vec::new() }
    }

    /// Several, with the same sign between each two.
    pub fn joined(parts: impl IntoIterator<Item = Sentence>, between: &str) -> Self {
        let parts: Vec<Value> = parts.into_iter().map(Value::from).collect();
        let names = |index: usize| index.to_string();
        let holes: Vec<_> = (0..parts.len()).map(|index| format!("{{{index}}}")).collect();
        let named = parts.into_iter().enumerate().map(|(index, part)| (names(index).into(), part));
        Self { template: holes.join(between).into(), values: named.collect() }
    }

    /// Several, with "and" between each two.
    pub fn and(parts: impl IntoIterator<Item = Sentence>) -> Self {
        let both = |before: Self, behind: Self| say!("{before} and {behind}");
        parts.into_iter().reduce(both).unwrap_or_default()
    }

    /// Several, with "or" between each two.
    pub fn or(parts: impl IntoIterator<Item = Sentence>) -> Self {
        let both = |before: Self, behind: Self| say!("{before} or {behind}");
        parts.into_iter().reduce(both).unwrap_or_default()
    }

    /// The sentence in the language of a catalogue.
    pub fn in_words(&self, catalogue: &Catalogue) -> String {
        let mut said = String::new();
        let mut rest = catalogue.template(&self.template);
        while let Some(at) = rest.find(['{', '}']) {
            said.push_str(&rest[..at]);
            let (sign, behind) = rest[at..].split_at(1);
            if let Some(behind) = behind.strip_prefix(sign) {
                said.push_str(sign);
                rest = behind;
                continue;
            }
            let (name, behind) = behind.split_once('}').unwrap_or((behind, ""));
            match self.values.iter().find(|(known, _)| known == name) {
                Some((_, Value::Data(data))) => said.push_str(data),
                Some((_, Value::Words(words))) => said.push_str(&words.in_words(catalogue)),
                None => {}
            }
            rest = behind;
        }
        said.push_str(rest);
        said
    }

    /// The same with other data: each value that is data is handed to `change`.
    #[must_use]
    pub fn with_data(mut self, change: &dyn Fn(&str) -> String) -> Self {
        for (_, value) in &mut self.values {
            match value {
                Value::Data(data) => *data = change(data),
                Value::Words(words) => **words = words.clone().with_data(change),
            }
        }
        self
    }

    /// What stands between the first two backticks, in English.
    pub fn quoted(&self) -> Option<String> {
        self.to_string().split('`').nth(1).map(str::to_owned)
    }

    /// Nothing.
    pub const fn empty() -> Self {
        Self::plain("")
    }

    /// The templates in it that a catalogue has no words for.
    pub fn untranslated(&self, catalogue: &Catalogue) -> Vec<&str> {
        let own = (!catalogue.has(&self.template)).then_some(&*self.template);
        let words = self.values.iter().filter_map(|(_, value)| match value {
            Value::Words(words) => Some(words.untranslated(catalogue)),
            Value::Data(_) => None,
        });
        own.into_iter().chain(words.flatten()).collect()
    }

    /// Whether the English words have this in them.
    pub fn contains(&self, part: &str) -> bool {
        self.to_string().contains(part)
    }

    /// As it is remembered from one run to the next.
    pub fn to_json(&self) -> Json {
        let values = self.values.iter().map(|(name, value)| {
            let value = match value {
                Value::Data(data) => json!(data),
                Value::Words(words) => words.to_json(),
            };
            (name.clone().into_owned(), value)
        });
        json!({"say": self.template, "with": values.collect::<serde_json::Map<_, _>>()})
    }

    /// What [`Sentence::to_json`] gave; a text alone is data, as an older program stored it.
    pub fn from_json(stored: &Json) -> Option<Self> {
        if let Some(data) = stored.as_str() {
            return Some(Self::literal(data));
        }
        let template = stored.get("say")?.as_str()?.to_owned();
        let value = |(name, value): (&String, &Json)| {
            let value = match value.as_str() {
                Some(data) => Value::Data(data.to_owned()),
                None => Self::from_json(value)?.into(),
            };
            Some((name.clone().into(), value))
        };
        let values = stored.get("with")?.as_object()?.iter().map(value).collect::<Option<_>>()?;
        Some(Self { template: template.into(), values })
    }
}

impl Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Catalogue::english()))
    }
}

/// A value on its way into a sentence: one that is a sentence stays one.
pub struct Hold<'a, T: ?Sized>(pub &'a T);

impl Hold<'_, Sentence> {
    /// Words.
    pub fn value(&self) -> Value {
        self.0.clone().into()
    }
}

impl Hold<'_, &Sentence> {
    /// Words.
    pub fn value(&self) -> Value {
        (*self.0).clone().into()
    }
}

/// How everything else gets in: as it shows itself.
pub trait ByDisplay {
    /// Data.
    fn value(&self) -> Value;
}

impl<T: Display + ?Sized> ByDisplay for Hold<'_, T> {
    fn value(&self) -> Value {
        Value::Data(self.0.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dutch() -> Catalogue {
        Catalogue::read(
            "msgid \"\"\nmsgstr \"Language: nl\\n\"\n\nmsgid \"no {0} in {place}\"\nmsgstr \"in {place} is geen {0}\"\n\n\
             msgid \"a {{brace}}\"\nmsgstr \"een {{accolade}}\"\n",
        )
    }

    #[test]
    fn words_are_translated_wherever_they_stand_and_data_is_not() {
        let place = "a {{brace}}";
        let said = say!("no {} in {place}", say!("a {{brace}}"));
        assert_eq!(said.to_string(), "no a {brace} in a {{brace}}");
        assert_eq!(said.in_words(&dutch()), "in a {{brace}} is geen een {accolade}");
        assert_eq!(Sentence::literal("no {0} in").in_words(&dutch()), "no {0} in");
    }

    #[test]
    fn what_is_stored_is_the_same_and_what_was_stored_as_a_text_is_read() {
        let place = 7;
        let said = say!("no {:?} in {place}", "x");
        assert_eq!(Sentence::from_json(&said.to_json()), Some(said));
        let words = say!("no {} in {place}", say!("a {{brace}}"));
        assert_eq!(Sentence::from_json(&words.to_json()), Some(words));
        let old = Sentence::from_json(&json!("said {before}"));
        assert_eq!(old.map(|old| old.to_string()).as_deref(), Some("said {before}"));
    }

    #[test]
    fn parts_are_joined_in_the_language_of_the_whole() {
        let parts = [Sentence::literal("a"), say!("a {{brace}}")];
        let all = Sentence::joined(parts, ", ");
        assert_eq!(all.in_words(&dutch()), "a, een {accolade}");
        assert_eq!(Sentence::joined([], ", ").to_string(), "");
    }
}
