//! The tree of a YAML text: nodes, each with its place.
//!
//! Input: what [`super::events`] builds. Output: trees laid over each other. Invariant:
//! a scalar keeps the spelling that it was written in, no key of a map is there twice,
//! and what is to be said of the text goes with the tree until it is read.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics, SourceFile, Span};

use super::advice;

/// A text as it was read, and what is to be said of it though it can be read.
#[derive(Clone, Debug)]
pub struct Tree {
    pub(crate) root: Node,
    pub(crate) remarks: Diagnostics,
}

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) span: Span,
}

#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// Nothing was written, or a word that means "nothing".
    Null,
    /// Something that is no value; it has been reported.
    Faulty,
    Scalar(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    pub(crate) node: Node,
}

impl Tree {
    /// An empty mapping, for a file that has nothing to say.
    pub fn empty(file: &Arc<SourceFile>) -> Self {
        let root = Node { value: Value::Map(Vec::new()), span: file.span(0..0) };
        Self { root, remarks: Diagnostics::new() }
    }

    /// Refuses a tree that is no map; nothing at all is an empty one.
    ///
    /// # Errors
    /// It is a list or a single value.
    pub fn of_keys(self) -> std::result::Result<Self, Diagnostic> {
        let Node { value, span } = self.root;
        let value = match value {
            Value::Map(_) | Value::Faulty => value,
            Value::Null => Value::Map(Vec::new()),
            other => {
                let node = Node { value: other, span };
                return Err(advice::mismatch("a group of keys", &node).at(&node.first_line()));
            }
        };
        Ok(Self { root: Node { value, span }, ..self })
    }

    /// Lays `over` on top of `self`: maps merge key by key, all else is replaced, and so are the
    /// values of the keys in `whole`, which are one value however they are written.
    #[must_use]
    pub fn merged_with(self, over: Tree, whole: &[&str]) -> Tree {
        let mut remarks = self.remarks;
        remarks.extend(over.remarks);
        Tree { root: self.root.merged_with(over.root, whole), remarks }
    }
}

impl Node {
    /// The entries of a map.
    pub(crate) fn entries(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// What stands behind a key of a map.
    pub(crate) fn at(&self, key: &str) -> Option<&Node> {
        self.entries()?.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    /// A single text.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text.trim()),
            _ => None,
        }
    }

    /// Where to point: a list or a map that has no extent of its own begins at its
    /// first key or item.
    pub(crate) fn first_line(&self) -> Span {
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

    /// The place of a `~` or `null` that was written.
    pub(crate) fn written_null(&self) -> Option<&Range<usize>> {
        let written = matches!(self.value, Value::Null) && !self.span.range.is_empty();
        written.then_some(&self.span.range)
    }

    fn merged_with(self, over: Node, whole: &[&str]) -> Node {
        match (self.value, over.value) {
            (Value::Map(base), Value::Map(top)) => {
                // Each in the place of the one below, and what is new behind them.
                let mut above: BTreeMap<String, Entry> = BTreeMap::new();
                let mut new = Vec::new();
                let below: BTreeSet<String> = base.iter().map(|e| e.key.clone()).collect();
                for entry in top {
                    match below.contains(&entry.key) {
                        true => drop(above.insert(entry.key.clone(), entry)),
                        false => new.push(entry),
                    }
                }
                let mut entries = Vec::with_capacity(base.len() + new.len());
                for below in base {
                    match above.remove(&below.key) {
                        None => entries.push(below),
                        // `~` over a value takes it away: this client has none.
                        Some(entry) if entry.node.written_null().is_some() => {}
                        Some(entry) if whole.contains(&entry.key.as_str()) => entries.push(entry),
                        Some(entry) => {
                            let node = below.node.merged_with(entry.node, whole);
                            entries.push(Entry { node, ..entry });
                        }
                    }
                }
                entries.extend(new);
                Node { value: Value::Map(entries), span: over.span }
            }
            (_, value) => Node { value, span: over.span },
        }
    }
}
