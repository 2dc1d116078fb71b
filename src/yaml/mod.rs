//! YAML text -> a tree of nodes with spans -> typed raw values.
//!
//! The only file that knows the YAML library. serde stops at the first fault;
//! advisers should see all of them. So the text is first read into a [`Node`]
//! tree, and the types are then filled from that tree by a deserializer that
//! records each fault with its place and goes on: a [`Field`] whose value does
//! not fit becomes [`Field::Faulty`], unknown keys are reported and skipped.
//!
//! Invariant: [`read`] never loses a fault and never reports one twice; a
//! `Faulty` field has always been reported.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::value::StrDeserializer;
use serde::de::{
    self, Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, Visitor,
};
use serde_saphyr::{DuplicateKeyPolicy, MergeKeyPolicy, Spanned, budget, options};

use crate::diag::{Diagnostic, Diagnostics, Result, SourceFile, Span, did_you_mean};

/// Deepest nesting that is read; the deepest key of a client lies at 6.
const MAX_DEPTH: usize = 24;
/// Most nodes that are read, several hundred times a full client.
const MAX_NODES: usize = 50_000;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    value: Value,
    span: Span,
}

#[derive(Clone, Debug)]
enum Value {
    Null,
    Scalar(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

#[derive(Clone, Debug)]
struct Entry {
    key: String,
    key_span: Span,
    node: Node,
}

impl Node {
    /// An empty mapping, for a file that has nothing to say.
    pub fn empty(file: &Arc<SourceFile>) -> Self {
        Node { value: Value::Map(Vec::new()), span: file.span(0..0) }
    }

    /// Lays `over` on top of `self`: maps merge key by key, all else is replaced.
    #[must_use]
    pub fn merged_with(self, over: Node) -> Node {
        match (self.value, over.value) {
            (Value::Map(base), Value::Map(top)) => {
                let mut entries = base;
                for entry in top {
                    match entries.iter().position(|e| e.key == entry.key) {
                        Some(at) => {
                            let below = entries.remove(at);
                            let node = below.node.merged_with(entry.node);
                            entries.insert(at, Entry { node, ..entry });
                        }
                        None => entries.push(entry),
                    }
                }
                Node { value: Value::Map(entries), span: over.span }
            }
            (_, value) => Node { value, span: over.span },
        }
    }
}

/// Parses a YAML text into a tree.
///
/// # Errors
/// A syntax fault (only the first can be known) or every duplicate key.
pub fn parse(file: &Arc<SourceFile>) -> Result<Node> {
    parse_part(file, 0..file.text.len())
}

/// Parses a part of a text, such as front matter, into a tree.
///
/// # Errors
/// As [`parse`].
pub fn parse_part(file: &Arc<SourceFile>, part: Range<usize>) -> Result<Node> {
    let text = &file.text[part.clone()];
    if text.trim().is_empty() {
        return Ok(Node::empty(file));
    }
    let options = options! {
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::Error,
        with_snippet: false,
        budget: budget! { max_depth: MAX_DEPTH, max_nodes: MAX_NODES, max_aliases: 0 },
    };
    let tree = serde_saphyr::from_str_with_options::<Spanned<Tree>>(text, options)
        .map_err(|error| syntax_fault(file, part.start, text, &error))?;
    let mut faults = Diagnostics::new();
    let place = Place { file, offset: part.start };
    let node = node_from(tree, &place, &mut faults);
    if faults.is_empty() { Ok(node) } else { Err(faults) }
}

fn syntax_fault(
    file: &Arc<SourceFile>,
    offset: usize,
    text: &str,
    error: &serde_saphyr::Error,
) -> Diagnostic {
    let said = error.without_snippet().to_string();
    let message = match said.rfind(" at line ") {
        Some(at) => &said[..at],
        None => said.as_str(),
    };
    let start = error.location().map_or(0, |location| {
        let line = usize::try_from(location.line()).unwrap_or(1).max(1);
        let column = usize::try_from(location.column()).unwrap_or(1).max(1);
        offset + offset_of(text, line, column)
    });
    let end = start + file.text[start..].chars().next().map_or(0, char::len_utf8);
    let span = file.span(start..end);
    let hint = if message.contains("mapping values are not allowed") {
        "put a text that holds `: ` between quotes, and line up the keys of one list item"
    } else if message.contains("tab") {
        "indent with spaces; YAML does not allow tabs there"
    } else if message.contains("alias") || message.contains("merge keys") {
        "anchors, aliases and `<<` are not used here: write the value out, or put what \
         clients share into `clients/_practice.yaml`"
    } else if message.contains("quote") {
        "close the quote on the same line"
    } else if message.contains("unexpected character") {
        "put a text that begins with a sign such as `@`, `%` or `*` between quotes"
    } else {
        "compare the line with an example in `clients/`"
    };
    Diagnostic::error("yaml/syntax", message).at(&span).hint(hint)
}

fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start = match line {
        1 => 0,
        _ => text.match_indices('\n').nth(line - 2).map_or(text.len(), |(at, _)| at + 1),
    };
    let rest = &text[start..];
    start + rest.char_indices().nth(column - 1).map_or(rest.len(), |(at, _)| at)
}

/// What the library hands over; turned into [`Node`]s at once.
enum Tree {
    Null,
    Plain,
    Text(String),
    List(Vec<Spanned<Tree>>),
    Map(Vec<(Spanned<String>, Spanned<Tree>)>),
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    // A plain scalar that looks like a number or a truth value keeps its
    // spelling: it is read again from the text, so `0612345678` stays a number
    // that can be called and `no` stays Norwegian.
    fn visit_bool<E>(self, _: bool) -> std::result::Result<Tree, E> {
        Ok(Tree::Plain)
    }

    fn visit_i64<E>(self, _: i64) -> std::result::Result<Tree, E> {
        Ok(Tree::Plain)
    }

    fn visit_u64<E>(self, _: u64) -> std::result::Result<Tree, E> {
        Ok(Tree::Plain)
    }

    fn visit_f64<E>(self, _: f64) -> std::result::Result<Tree, E> {
        Ok(Tree::Plain)
    }

    fn visit_str<E>(self, text: &str) -> std::result::Result<Tree, E> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn visit_unit<E>(self) -> std::result::Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_none<E>(self) -> std::result::Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_seq<A>(self, mut access: A) -> std::result::Result<Tree, A::Error>
    where
        A: de::SeqAccess<'de>,
    {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Tree::List(items))
    }

    fn visit_map<A>(self, mut access: A) -> std::result::Result<Tree, A::Error>
    where
        A: de::MapAccess<'de>,
    {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Tree::Map(entries))
    }
}

/// The file that a tree comes from, and where in it its text begins.
struct Place<'a> {
    file: &'a Arc<SourceFile>,
    offset: usize,
}

fn node_from(tree: Spanned<Tree>, place: &Place<'_>, faults: &mut Diagnostics) -> Node {
    let span = place.span_of(&tree);
    let value = match tree.value {
        Tree::Null => Value::Null,
        Tree::Plain => Value::Scalar(span.text().to_owned()),
        Tree::Text(text) => Value::Scalar(text),
        Tree::List(items) => {
            Value::List(items.into_iter().map(|i| node_from(i, place, faults)).collect())
        }
        Tree::Map(pairs) => {
            let mut seen = BTreeSet::new();
            let mut entries = Vec::new();
            for (key, value) in pairs {
                let key_span = place.span_of(&key);
                if !seen.insert(key.value.clone()) {
                    faults.push(
                        Diagnostic::error(
                            "yaml/duplicate-key",
                            format!("the key `{}` is given twice", key.value),
                        )
                        .at(&key_span)
                        .hint("keep one of the two"),
                    );
                }
                let node = node_from(value, place, faults);
                entries.push(Entry { key: key.value, key_span, node });
            }
            Value::Map(entries)
        }
    };
    Node { value, span }
}

impl Place<'_> {
    fn span_of<T>(&self, spanned: &Spanned<T>) -> Span {
        let span = spanned.referenced.span();
        let index = |n: Option<u64>| n.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        let start = self.offset + index(span.byte_offset());
        let all = self.file.span(start..start + index(span.byte_len()));
        // A block scalar or a multi-line one is pointed at by its first line.
        let first = all.text().trim_end().lines().next().map_or(0, str::len);
        if all.text().contains('\n') { all.part(0..first) } else { all }
    }
}

/// A value and the place it was written at.
#[derive(Clone, Debug)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands: the value itself, or its key where the value is a list or a map.
    pub span: Span,
}

/// A key of a raw type: not there, there but wrong (and reported), or given.
#[derive(Clone, Debug, Default)]
pub enum Field<T> {
    /// The key is not in the file, or has no value.
    #[default]
    Missing,
    /// The value did not fit; the fault has been reported.
    Faulty,
    /// The value and its place.
    Given(Located<T>),
}

impl<T> Field<T> {
    /// The value and its place, where there is one.
    pub fn given(&self) -> Option<&Located<T>> {
        match self {
            Field::Given(located) => Some(located),
            _ => None,
        }
    }

    /// The value alone.
    pub fn value(&self) -> Option<&T> {
        self.given().map(|located| &located.value)
    }

    /// The value, or a fault at `parent` that says that `key` is missing.
    pub fn required(
        &self,
        key: &str,
        parent: &Span,
        faults: &mut Diagnostics,
    ) -> Option<&Located<T>> {
        if matches!(self, Field::Missing) {
            faults.push(missing(key, parent));
        }
        self.given()
    }
}

fn missing(key: &str, parent: &Span) -> Diagnostic {
    Diagnostic::error("yaml/missing-key", format!("the key `{key}` is missing"))
        .at(parent)
        .hint(format!("add `{key}:` in here; `clients/acme.yaml` shows every key"))
}

impl<T: JsonSchema> JsonSchema for Field<T> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

thread_local! {
    // serde has no way to hand a span to a type: the deserializer leaves it
    // here in the moment before the field takes it up, on the same thread.
    static SPAN: RefCell<Option<Span>> = const { RefCell::new(None) };
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct FieldVisitor<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for FieldVisitor<T> {
            type Value = Field<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_none<E>(self) -> std::result::Result<Field<T>, E> {
                Ok(Field::Missing)
            }

            fn visit_unit<E>(self) -> std::result::Result<Field<T>, E> {
                Ok(Field::Faulty)
            }

            fn visit_some<D: Deserializer<'de>>(
                self,
                deserializer: D,
            ) -> std::result::Result<Field<T>, D::Error> {
                let span = SPAN.with(RefCell::take);
                // The deserializer has recorded the fault where there is one.
                Ok(match (T::deserialize(deserializer), span) {
                    (Ok(value), Some(span)) => Field::Given(Located { value, span }),
                    _ => Field::Faulty,
                })
            }
        }

        deserializer.deserialize_option(FieldVisitor(PhantomData))
    }
}

/// Fills a raw type from a tree and reports every value that does not fit.
pub fn read<T: DeserializeOwned + Default>(node: &Node, faults: &mut Diagnostics) -> T {
    let recorder = RefCell::new(Diagnostics::new());
    let result = T::deserialize(Reader { node, key_span: None, faults: &recorder });
    faults.extend(recorder.into_inner());
    result.unwrap_or_default()
}

/// A fault on its way up: recorded already, or a plain message from serde.
#[derive(Debug)]
enum Fault {
    Recorded,
    Message(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Recorded => f.write_str("recorded"),
            Fault::Message(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Fault::Message(message.to_string())
    }
}

type Read<T> = std::result::Result<T, Fault>;

#[derive(Clone, Copy)]
struct Reader<'a> {
    node: &'a Node,
    key_span: Option<&'a Span>,
    faults: &'a RefCell<Diagnostics>,
}

impl<'a> Reader<'a> {
    fn child(self, node: &'a Node, key_span: Option<&'a Span>) -> Self {
        Reader { node, key_span, faults: self.faults }
    }

    /// Where to point: lists and maps have no extent of their own in YAML.
    fn span(&self) -> Span {
        match (&self.node.value, self.key_span) {
            (Value::Scalar(_), _) | (_, None) => self.first_line(),
            (_, Some(key)) => key.clone(),
        }
    }

    fn first_line(&self) -> Span {
        let span = &self.node.span;
        if !span.range.is_empty() {
            return span.clone();
        }
        match &self.node.value {
            Value::Map(entries) if !entries.is_empty() => entries[0].key_span.clone(),
            Value::List(items) if !items.is_empty() => self.child(&items[0], None).first_line(),
            _ => span.clone(),
        }
    }

    fn record(&self, diagnostic: Diagnostic) -> Fault {
        self.faults.borrow_mut().push(diagnostic.at(&self.span()));
        Fault::Recorded
    }

    /// A key with nothing behind it; `~` and `null` say "none" on purpose.
    fn record_empty(&self, key: &Span) {
        let text = &key.file.text[key.range.end..];
        let rest = text.lines().next().unwrap_or_default();
        let hint = if rest.starts_with([',', '}']) {
            "inside `{ }` a comma begins the next key: put a text that holds one between quotes"
        } else if rest.contains('#') {
            "in YAML a `#` after a space begins a comment: put the value between quotes, \
             as in `\"#0B5D3B\"`"
        } else {
            "give it a value, or leave the key out"
        };
        self.faults.borrow_mut().push(
            Diagnostic::error("yaml/empty", format!("`{}` has no value", key.text()))
                .at(key)
                .hint(hint),
        );
    }

    fn recorded<T>(&self, result: Read<T>) -> Read<T> {
        result.map_err(|fault| match fault {
            Fault::Recorded => Fault::Recorded,
            Fault::Message(message) => self.record(
                Diagnostic::error("yaml/value", message)
                    .hint("compare it with `clients/acme.yaml`, which shows every key"),
            ),
        })
    }

    fn scalar(&self, wanted: &str) -> Read<&'a str> {
        match &self.node.value {
            Value::Scalar(text) => Ok(text),
            other => Err(self.mismatch(wanted, other)),
        }
    }

    fn mismatch(&self, wanted: &str, found: &Value) -> Fault {
        let found = match found {
            Value::Null => "nothing",
            Value::Scalar(_) => "a single value",
            Value::List(_) => "a list",
            Value::Map(_) => "a group of keys",
        };
        let hint = match (wanted, found) {
            ("a list", _) => "begin each item with `- ` on its own line",
            ("a text", "a group of keys") => "put a text that holds `: ` between quotes",
            ("a group of keys", _) => "write `key: value` below it, indented by two spaces",
            _ => "write one value behind the key",
        };
        self.record(
            Diagnostic::error("yaml/type", format!("expected {wanted}, found {found}")).hint(hint),
        )
    }
}

impl<'a> Deserializer<'a> for Reader<'a> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        match &self.node.value {
            Value::Null => self.recorded(visitor.visit_unit()),
            Value::Scalar(text) => self.recorded(visitor.visit_borrowed_str(text)),
            Value::List(_) => self.deserialize_seq(visitor),
            Value::Map(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        if matches!(self.node.value, Value::Null) {
            return match self.key_span {
                Some(key) if self.node.span.range.is_empty() => {
                    self.record_empty(key);
                    visitor.visit_unit()
                }
                _ => visitor.visit_none(),
            };
        }
        SPAN.with(|span| span.replace(Some(self.span())));
        visitor.visit_some(self)
    }

    fn deserialize_bool<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        let text = self.scalar("`true` or `false`")?;
        match text {
            "true" => self.recorded(visitor.visit_bool(true)),
            "false" => self.recorded(visitor.visit_bool(false)),
            _ => Err(self.record(
                Diagnostic::error("yaml/type", format!("`{text}` is not `true` or `false`"))
                    .hint("write `true` for yes and `false` for no"),
            )),
        }
    }

    fn deserialize_u64<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        let text = self.scalar("a whole number")?;
        match text.parse() {
            Ok(number) => self.recorded(visitor.visit_u64(number)),
            Err(_) => Err(self.record(
                Diagnostic::error("yaml/type", format!("`{text}` is not a whole number"))
                    .hint("write digits alone, as in `180`"),
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
                Diagnostic::error("yaml/type", format!("`{text}` is not a number"))
                    .hint("write a point before decimals, as in `1.5`"),
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
                Diagnostic::error("yaml/value", format!("`{text}` is not known here"))
                    .maybe_hint(did_you_mean(text, variants.iter().copied()))
                    .hint(format!("possible: {}", variants.join(", "))),
            ));
        }
        let deserializer: StrDeserializer<'_, Fault> = text.into_deserializer();
        self.recorded(visitor.visit_enum(deserializer))
    }

    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        match &self.node.value {
            Value::List(items) => visitor.visit_seq(Items { reader: self, items: items.iter() }),
            other => Err(self.mismatch("a list", other)),
        }
    }

    fn deserialize_map<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        match &self.node.value {
            Value::Map(entries) => {
                let entries = entries.iter().collect();
                visitor.visit_map(Entries::new(self, entries))
            }
            other => Err(self.mismatch("a group of keys", other)),
        }
    }

    fn deserialize_struct<V: Visitor<'a>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        let Value::Map(all) = &self.node.value else {
            return Err(self.mismatch("a group of keys", &self.node.value));
        };
        let (known, unknown): (Vec<&Entry>, Vec<&Entry>) =
            all.iter().partition(|entry| fields.contains(&entry.key.as_str()));
        for entry in unknown {
            self.faults.borrow_mut().push(
                Diagnostic::error("yaml/unknown-key", format!("unknown key `{}`", entry.key))
                    .at(&entry.key_span)
                    .maybe_hint(did_you_mean(&entry.key, fields.iter().copied()))
                    .hint(format!("possible here: {}", fields.join(", "))),
            );
        }
        self.recorded(visitor.visit_map(Entries::new(self, known)))
    }

    serde::forward_to_deserialize_any! {
        <V: Visitor<'a>>
        i8 i16 i32 i64 i128 u8 u16 u128 f32 char bytes byte_buf unit unit_struct
        newtype_struct tuple tuple_struct identifier ignored_any
    }
}

struct Items<'a> {
    reader: Reader<'a>,
    items: std::slice::Iter<'a, Node>,
}

impl<'a> de::SeqAccess<'a> for Items<'a> {
    type Error = Fault;

    fn next_element_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Read<Option<S::Value>> {
        self.items.next().map(|node| seed.deserialize(self.reader.child(node, None))).transpose()
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
            Some(entry) => seed.deserialize(self.reader.child(&entry.node, Some(&entry.key_span))),
            None => Err(de::Error::custom("a value without a key")),
        }
    }
}
