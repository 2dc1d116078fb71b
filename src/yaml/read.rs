//! A tree of nodes -> typed raw values, and every fault on the way.
//!
//! serde stops at the first fault; advisers should see all of them. So this
//! deserializer records each fault with its place and goes on: a field whose
//! value does not fit becomes [`Field::Faulty`](super::Field::Faulty), unknown
//! keys are reported and skipped. Invariant: [`read`] never loses a fault and
//! never reports one twice.

use std::cell::RefCell;
use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, Expected, IntoDeserializer, Unexpected,
    Visitor,
};

use crate::diag::{Diagnostic, Diagnostics, Sentence, Span, did_you_mean, say};

use super::advice::{self, mismatch};
use super::field::Place;
use super::line;
use super::signs;
use super::tree::{Entry, Node, Tree, Value};

/// How many unknown keys of one place are told one by one.
const MAX_UNKNOWN: usize = 20;

/// The name of a newtype that is a text, texts by language, a group of keys or a list of groups.
pub const TEXT_OR_DATA: &str = "text or data";

/// Whether a key can be the tag of a language (BCP 47: two or three letters, then parts); no key
/// of such a group is so short, but `to`.
fn looks_like_tag(key: &str) -> bool {
    let first = key.split('-').next().unwrap_or_default();
    (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic()) && key != "to"
}

/// Fills a raw type from a tree and reports every value that does not fit, and what is to be
/// said of the text that it was made of.
pub fn read<T: DeserializeOwned + Default>(tree: &Tree, faults: &mut Diagnostics) -> T {
    let recorder = RefCell::new(tree.remarks.clone());
    let result =
        T::deserialize(Reader { node: &tree.root, stands: Stands::Alone, faults: &recorder });
    faults.extend(recorder.into_inner());
    result.unwrap_or_default()
}

/// A fault on its way up: recorded already, or a plain message from serde; or
/// no fault, but the answer to a field that asks where its value stands.
#[derive(Debug)]
enum Fault {
    Recorded,
    Message(Sentence),
    Answer(Place),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Recorded => f.write_str("recorded"),
            Fault::Answer(place) => place.fmt(f),
            Fault::Message(message) => fmt::Display::fmt(message, f),
        }
    }
}

impl std::error::Error for Fault {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Fault::Answer(place) => Some(place),
            Fault::Recorded | Fault::Message(_) => None,
        }
    }
}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Fault::Message(Sentence::looked_up(&message.to_string()))
    }

    fn invalid_type(found: Unexpected<'_>, wanted: &dyn Expected) -> Self {
        let found = match found {
            Unexpected::Unit | Unexpected::Option => advice::called("nothing"),
            Unexpected::Seq => advice::called("a list"),
            Unexpected::Map => advice::called(advice::GROUP),
            _ => advice::called("a single value"),
        };
        let wanted = Sentence::looked_up(&wanted.to_string());
        Fault::Message(advice::unlike(&wanted, &found))
    }
}

type Read<T> = std::result::Result<T, Fault>;

/// What a value belongs to.
#[derive(Clone, Copy)]
enum Stands<'a> {
    /// Nothing: it is the whole tree.
    Alone,
    /// A key, which stands here.
    Behind(&'a Span),
    /// A list.
    InList,
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    node: &'a Node,
    stands: Stands<'a>,
    faults: &'a RefCell<Diagnostics>,
}

impl<'a> Reader<'a> {
    fn child(self, node: &'a Node, stands: Stands<'a>) -> Self {
        Reader { node, stands, faults: self.faults }
    }

    /// Where to point: lists and maps have no extent of their own in YAML.
    fn span(&self) -> Span {
        match (&self.node.value, self.stands) {
            (Value::List(_) | Value::Map(_) | Value::Null, Stands::Behind(key)) => key.clone(),
            _ => self.node.first_line(),
        }
    }

    fn record(&self, diagnostic: Diagnostic) -> Fault {
        self.faults.borrow_mut().push(diagnostic.at(&self.span()));
        Fault::Recorded
    }

    /// A key with nothing behind it, or with a word that means "nothing".
    fn record_empty(&self, key: &Span) {
        if let Some(word) = self.node.written_null() {
            let fault = signs::nothing(&self.node.span.file, word, key.text());
            self.faults.borrow_mut().push(fault);
            return;
        }
        let text = &key.file.text[key.range.end..];
        let rest = text.lines().next().unwrap_or_default();
        let hint = if rest.starts_with([',', '}']) {
            say!(
                "inside `{{ }}` a comma begins the next key: put a text that holds one between quotes"
            )
        } else if rest.contains('#') {
            say!(
                "in YAML a `#` after a space begins a comment: put the value between quotes, \
             as in `\"#0B5D3B\"`"
            )
        } else {
            say!("give it a value, or leave the key out")
        };
        self.faults.borrow_mut().push(
            Diagnostic::error("yaml/empty", say!("`{}` has no value", key.text()))
                .at(key)
                .hint(hint),
        );
    }

    /// A list item with nothing in it, which is never there on purpose.
    fn record_empty_item(&self) {
        let word = self.node.written_null().map(|_| {
            let word = self.node.span.text();
            say!("`{word}` means \"nothing\" here; if it is a text, write it as `\"{word}\"`")
        });
        let empty = Diagnostic::error("yaml/empty", say!("an item of this list has no value"))
            .at(&self.node.sign_before())
            .maybe_hint(word)
            .hint(say!("give it a value, or leave its `-` or comma out"));
        self.faults.borrow_mut().push(empty);
    }

    fn recorded<T>(&self, result: Read<T>) -> Read<T> {
        result.map_err(|fault| match fault {
            Fault::Recorded | Fault::Answer(_) => fault,
            Fault::Message(message) => self.record(
                Diagnostic::error("yaml/value", message)
                    .hint(say!("compare it with `clients/acme.yaml`, which shows every key")),
            ),
        })
    }

    /// Keys that are not known here: a wrong indent can make it all keys of a long file.
    fn record_unknown(&self, unknown: &[&Entry], known: &[&str]) {
        let mut faults = self.faults.borrow_mut();
        for entry in unknown.iter().take(MAX_UNKNOWN) {
            faults.push(
                Diagnostic::error("yaml/unknown-key", say!("unknown key `{}`", entry.key))
                    .at(&entry.key_span)
                    .maybe_hint(did_you_mean(&entry.key, known.iter().copied()))
                    .hint(say!("possible here: {}", known.join(", "))),
            );
        }
        if let Some(next) = unknown.get(MAX_UNKNOWN) {
            let more = unknown.len() - MAX_UNKNOWN;
            faults.push(
                Diagnostic::error("yaml/unknown-key", say!("and {more} more unknown keys"))
                    .at(&next.key_span)
                    .hint(say!(
                        "is this the file that you meant, and is it indented as the example is?"
                    )),
            );
        }
    }

    fn scalar(&self, wanted: &str) -> Read<&'a str> {
        match &self.node.value {
            Value::Scalar(text) => Ok(text),
            _ => Err(self.mismatch(wanted)),
        }
    }

    /// The line of the value with another one in its place.
    fn with(&self, new: &str) -> String {
        line::with(&self.node.span.file.text, &self.node.span.range, new)
    }

    fn mismatch(&self, wanted: &str) -> Fault {
        match self.node.value {
            Value::Faulty => Fault::Recorded,
            _ => self.record(mismatch(wanted, self.node)),
        }
    }
}

impl<'a> Deserializer<'a> for Reader<'a> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        match &self.node.value {
            Value::Null => self.recorded(visitor.visit_unit()),
            Value::Faulty => Err(Fault::Recorded),
            Value::Scalar(text) => self.recorded(visitor.visit_borrowed_str(text)),
            Value::List(_) => self.deserialize_seq(visitor),
            Value::Map(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        if matches!(self.node.value, Value::Faulty) {
            return visitor.visit_unit();
        }
        if !matches!(self.node.value, Value::Null) {
            return visitor.visit_seq(Answers { reader: self, asked: 0 });
        }
        match self.stands {
            Stands::Behind(key) => self.record_empty(key),
            Stands::InList => self.record_empty_item(),
            Stands::Alone => return visitor.visit_none(),
        }
        visitor.visit_unit()
    }

    fn deserialize_bool<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        let text = self.scalar("`true` or `false`")?;
        match text {
            "true" => self.recorded(visitor.visit_bool(true)),
            "false" => self.recorded(visitor.visit_bool(false)),
            _ => Err(self.record(
                Diagnostic::error("yaml/type", say!("`{text}` is not `true` or `false`")).hint(
                    match advice::truth(text).map(|truth| self.with(&truth.to_string())) {
                        Some(line) => say!("the line should read {line}"),
                        None => say!("write `true` for yes and `false` for no"),
                    },
                ),
            )),
        }
    }

    fn deserialize_u64<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        let text = self.scalar("a whole number")?;
        match text.parse() {
            Ok(number) => self.recorded(visitor.visit_u64(number)),
            Err(_) => Err(self.record(
                Diagnostic::error("yaml/type", say!("`{text}` is not a whole number")).hint(
                    match advice::whole_number(text).map(|number| self.with(&number.to_string())) {
                        Some(line) => say!("write digits alone: {line}"),
                        None => say!("write digits alone, as in `180`"),
                    },
                ),
            )),
        }
    }

    fn deserialize_u32<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_f64<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        let text = self.scalar("a number")?;
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => self.recorded(visitor.visit_f64(number)),
            _ => Err(self.record(
                Diagnostic::error("yaml/type", say!("`{text}` is not a number")).hint(
                    match text.split_once(',').and_then(|(a, b)| signs::decimal(a, b)) {
                        Some(number) => {
                            say!("write a point before decimals: {}", self.with(&number))
                        }
                        None => {
                            say!("write a number with a point before decimals, as in `1.5`")
                        }
                    },
                ),
            )),
        }
    }

    fn deserialize_str<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        let text = self.scalar("a text")?;
        self.recorded(visitor.visit_borrowed_str(text))
    }

    fn deserialize_string<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        let text = self.scalar("one word")?;
        if !variants.contains(&text) {
            return Err(self.record(
                Diagnostic::error("yaml/value", say!("`{text}` is not known here"))
                    .maybe_hint(did_you_mean(text, variants.iter().copied()))
                    .hint(say!("possible: {}", variants.join(", "))),
            ));
        }
        let deserializer: StrDeserializer<'_, Fault> = text.into_deserializer();
        self.recorded(visitor.visit_enum(deserializer))
    }

    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        match &self.node.value {
            Value::List(items) => visitor.visit_seq(Items { reader: self, items: items.iter() }),
            _ => Err(self.mismatch("a list")),
        }
    }

    fn deserialize_map<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        match &self.node.value {
            Value::Map(entries) => {
                let entries = entries.iter().collect();
                visitor.visit_map(Entries::new(self, entries))
            }
            _ => Err(self.mismatch("a group of keys")),
        }
    }

    fn deserialize_struct<V: Visitor<'a>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        let Value::Map(all) = &self.node.value else {
            return Err(match self.node.value {
                Value::Faulty => Fault::Recorded,
                _ => self.record(advice::group(fields, self.node)),
            });
        };
        let (known, unknown): (Vec<&Entry>, Vec<&Entry>) =
            all.iter().partition(|entry| fields.contains(&entry.key.as_str()));
        self.record_unknown(&unknown, fields);
        self.recorded(visitor.visit_map(Entries::new(self, known)))
    }

    /// What is one text or a group of keys: the group is read as a struct, so that an
    /// unknown key is told as everywhere. Where texts by language may stand as well, and a
    /// list of groups, `name` is [`TEXT_OR_DATA`].
    fn deserialize_newtype_struct<V: Visitor<'a>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Read<V::Value> {
        let by_lang = |entries: &[Entry]| entries.iter().all(|entry| looks_like_tag(&entry.key));
        match &self.node.value {
            Value::Scalar(text) => self.recorded(visitor.visit_borrowed_str(text)),
            Value::Map(entries) if name == TEXT_OR_DATA && by_lang(entries) => {
                self.deserialize_map(visitor)
            }
            Value::List(_) if name == TEXT_OR_DATA => self.deserialize_seq(visitor),
            Value::Map(_) => visitor.visit_newtype_struct(self),
            _ => Err(self.mismatch("a text")),
        }
    }

    serde::forward_to_deserialize_any! {
        <V: Visitor<'a>>
        i8 i16 i32 i64 i128 u8 u16 u128 f32 char bytes byte_buf unit unit_struct
        tuple tuple_struct identifier ignored_any
    }
}

/// What a field is told: first where its value stands, then the value.
struct Answers<'a> {
    reader: Reader<'a>,
    asked: u8,
}

impl<'a> de::SeqAccess<'a> for Answers<'a> {
    type Error = Fault;

    fn next_element_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Read<Option<S::Value>> {
        self.asked += 1;
        match self.asked {
            1 => Err(Fault::Answer(Place(self.reader.span()))),
            _ => seed.deserialize(self.reader).map(Some),
        }
    }
}

struct Items<'a> {
    reader: Reader<'a>,
    items: std::slice::Iter<'a, Node>,
}

impl<'a> de::SeqAccess<'a> for Items<'a> {
    type Error = Fault;

    fn next_element_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Read<Option<S::Value>> {
        let Some(node) = self.items.next() else { return Ok(None) };
        seed.deserialize(self.reader.child(node, Stands::InList)).map(Some)
    }
}

struct Entries<'a> {
    reader: Reader<'a>,
    entries: std::vec::IntoIter<&'a Entry>,
    value: Option<&'a Entry>,
}

impl<'a> Entries<'a> {
    fn new(reader: Reader<'a>, entries: Vec<&'a Entry>) -> Self {
        Entries { reader, entries: entries.into_iter(), value: None }
    }
}

impl<'a> de::MapAccess<'a> for Entries<'a> {
    type Error = Fault;

    fn next_key_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Read<Option<S::Value>> {
        self.value = self.entries.next();
        let Some(entry) = self.value else { return Ok(None) };
        let key: StrDeserializer<'_, Fault> = entry.key.as_str().into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Read<S::Value> {
        match self.value.take() {
            Some(entry) => {
                let reader = self.reader.child(&entry.node, Stands::Behind(&entry.key_span));
                seed.deserialize(reader)
            }
            None => Err(de::Error::custom(say!("a value without a key"))),
        }
    }
}
