//! YAML text -> a tree of nodes, each with its place.
//!
//! The only file that knows the YAML library. Invariant: a scalar keeps the
//! spelling that it was written in, and no key of a map is there twice.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde_saphyr::{DuplicateKeyPolicy, MergeKeyPolicy, Spanned, budget, options};

use crate::diag::{Diagnostic, Diagnostics, Result, SourceFile, Span};

use super::advice;

/// Deepest nesting that is read; the deepest key of a client lies at 6.
const MAX_DEPTH: usize = 24;
/// Most nodes that are read, several hundred times a full client.
const MAX_NODES: usize = 50_000;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    pub(super) value: Value,
    pub(super) span: Span,
}

#[derive(Clone, Debug)]
pub(super) enum Value {
    Null,
    Scalar(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_span: Span,
    pub(super) node: Node,
}

impl Node {
    /// An empty mapping, for a file that has nothing to say.
    pub fn empty(file: &Arc<SourceFile>) -> Self {
        Node { value: Value::Map(Vec::new()), span: file.span(0..0) }
    }

    /// Where to point: a list or a map that has no extent of its own begins at its
    /// first key or item.
    pub(super) fn first_line(&self) -> Span {
        if !self.span.range.is_empty() {
            return self.span.clone();
        }
        match &self.value {
            Value::Map(entries) if !entries.is_empty() => entries[0].key_span.clone(),
            Value::List(items) if !items.is_empty() => items[0].first_line(),
            _ => self.span.clone(),
        }
    }

    /// The last sign before a value that is not there: the `-` or the comma of its item.
    pub(super) fn sign_before(&self) -> Span {
        if !self.span.range.is_empty() {
            return self.span.clone();
        }
        let before = self.span.file.text[..self.span.range.start].trim_end();
        let length = before.chars().next_back().map_or(0, char::len_utf8);
        self.span.file.span(before.len() - length..before.len())
    }

    /// Refuses a tree that is no map; nothing at all is an empty one.
    ///
    /// # Errors
    /// It is a list or a single value.
    pub fn of_keys(self) -> std::result::Result<Self, Diagnostic> {
        match &self.value {
            Value::Map(_) => Ok(self),
            Value::Null => Ok(Node { value: Value::Map(Vec::new()), span: self.span }),
            other => Err(advice::mismatch("a group of keys", other).at(&self.first_line())),
        }
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
        .map_err(|error| unreadable(file, part.start, text, &error))?;
    let mut faults = Diagnostics::new();
    let place = Place { file, offset: part.start };
    let node = node_from(tree, &place, &mut faults);
    if faults.is_empty() { Ok(node) } else { Err(faults) }
}

fn unreadable(
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
    advice::syntax(message).at(&file.span(start..end))
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
