//! A YAML text and what is to stand in it -> the same text with that value changed or added.
//!
//! The text is changed at the place that the tree knows, so that remarks, order and blank
//! lines stay as people wrote them. Invariant: what comes out reads as the old tree with
//! that one value in it and no other difference, or nothing comes out at all.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::{SourceFile, Span, line_at};

use super::events::parse;
use super::tree::{Entry, Node, Tree, Value};

/// One step into a tree.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The value of a key.
    Key(String),
    /// An item of a list, counted from 0.
    Item(usize),
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Step::Key(key.to_owned())
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Step::Item(index)
    }
}

/// What is to stand where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where.
    pub at: Vec<Step>,
    /// What, as YAML in one line: a scalar, `[…]` or `{…}`.
    pub yaml: String,
}

/// A text as a scalar of YAML that reads back as just that text, anywhere: without quotes
/// where it can do without.
pub fn quoted(text: &str) -> String {
    let word =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '/' | '(' | ')' | '_' | '@');
    let inner = |c: char| word(c) || matches!(c, '-' | '+' | '&' | '\'' | '’');
    let plain = text.starts_with(|c: char| c.is_alphabetic() || c.is_ascii_digit())
        && text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ')' | '/'))
        && text.chars().all(inner)
        && !text.contains("  ")
        // Some readers take these for something else than text.
        && !matches!(
            text.to_ascii_lowercase().as_str(),
            "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n"
        )
        && !text.starts_with(|c: char| c.is_ascii_digit());
    // An address: its colon has no blank behind it, and no other sign is in its way.
    let address = text.starts_with("https://")
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "./-_:~".contains(c))
        && !text.ends_with(':');
    if plain || address {
        return text.to_owned();
    }
    if text.contains(['"', '\\']) && !text.contains(is_unwritten) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut quoted = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' | '\\' => quoted.extend(['\\', sign]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            sign if is_unwritten(sign) => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(sign)));
            }
            sign => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether a sign is to be spelled out: those that no YAML may hold as they are (YAML 1.2.2, 5.1),
/// and marks of order and line ends of other scripts, which are no part of a line to every reader.
fn is_unwritten(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// The text with every change made, in their order; nothing where one cannot be made so
/// that all else stays as it reads.
pub fn edited(file: &Arc<SourceFile>, changes: &[Change]) -> Option<String> {
    let mut text = file.text.clone();
    for change in changes {
        text = with(&text, change)?;
    }
    Some(text)
}

fn with(text: &str, change: &Change) -> Option<String> {
    let old = tree_of(text)?;
    let value = tree_of(&format!("v: {}\n", change.yaml))?;
    let wanted = set(old.root.clone(), &change.at, only(value.root)?)?;
    let new = changed(text, &old, change)?;
    same(&tree_of(&new)?.root, &wanted).then_some(new)
}

fn tree_of(text: &str) -> Option<Tree> {
    parse(&SourceFile::new("", text)).ok()?.of_keys().ok()
}

/// The value of a map's only key.
fn only(node: Node) -> Option<Node> {
    match node.value {
        Value::Map(entries) => entries.into_iter().next().map(|entry| entry.node),
        _ => None,
    }
}

/// The tree with a value in it, which may be new.
fn set(node: Node, at: &[Step], value: Node) -> Option<Node> {
    let Some((first, rest)) = at.split_first() else { return Some(value) };
    let Node { value: old, span } = node;
    let empty = |span: &Span| Node { value: Value::Null, span: span.clone() };
    let value = match (old, first) {
        (Value::Null, Step::Key(key)) => {
            let node = set(empty(&span), rest, value)?;
            Value::Map(vec![Entry { key: key.clone(), key_span: span.clone(), node }])
        }
        (Value::Map(mut entries), Step::Key(key)) => {
            match entries.iter_mut().find(|entry| entry.key == *key) {
                Some(entry) => {
                    let below = std::mem::replace(&mut entry.node, empty(&span));
                    entry.node = set(below, rest, value)?;
                }
                None => {
                    let node = set(empty(&span), rest, value)?;
                    entries.push(Entry { key: key.clone(), key_span: span.clone(), node });
                }
            }
            Value::Map(entries)
        }
        (Value::List(mut items), Step::Item(index)) if *index <= items.len() => {
            if *index == items.len() {
                items.push(empty(&span));
            }
            let below = std::mem::replace(&mut items[*index], empty(&span));
            items[*index] = set(below, rest, value)?;
            Value::List(items)
        }
        _ => return None,
    };
    Some(Node { value, span })
}

/// Whether two trees say the same, wherever and in whatever order of keys.
fn same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Null, Value::Null) => true,
        (Value::Scalar(one), Value::Scalar(other)) => one == other,
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same(a, b))
        }
        (Value::Map(one), Value::Map(other)) => {
            let twin = |entry: &Entry| other.iter().find(|it| it.key == entry.key);
            one.len() == other.len()
                && one.iter().all(|it| twin(it).is_some_and(|twin| same(&it.node, &twin.node)))
        }
        _ => false,
    }
}

/// The text with a value written where it belongs; whether that was right is seen by
/// reading it.
fn changed(text: &str, tree: &Tree, change: &Change) -> Option<String> {
    let mut node = &tree.root;
    let mut key_end = None;
    let mut at = change.at.as_slice();
    while let Some((first, rest)) = at.split_first() {
        match (&node.value, first) {
            (Value::Map(entries), Step::Key(key)) => {
                let Some(entry) = entries.iter().find(|entry| entry.key == *key) else { break };
                key_end = Some(entry.key_span.range.end);
                node = &entry.node;
            }
            (Value::List(items), Step::Item(index)) => {
                let Some(item) = items.get(*index) else { break };
                key_end = None;
                node = item;
            }
            _ => break,
        }
        at = rest;
    }
    let mut said = text.to_owned();
    let (range, new) = match at.split_first() {
        None => (extent(text, node, key_end)?, change.yaml.clone()),
        Some((Step::Key(key), rest)) => match &node.value {
            Value::Map(entries) => new_key(text, node, entries, key, rest, &change.yaml)?,
            _ => return None,
        },
        Some((Step::Item(_), [])) => match &node.value {
            Value::List(items) => new_item(text, node, items, key_end, &change.yaml)?,
            _ => return None,
        },
        Some(_) => return None,
    };
    // Behind a colon that stands alone.
    let blank = said[..range.start].ends_with(':');
    said.replace_range(range, &if blank { format!(" {new}") } else { new });
    Some(said)
}

/// Where a value stands from its first sign to its last.
fn extent(text: &str, node: &Node, key_end: Option<usize>) -> Option<Range<usize>> {
    match &node.value {
        Value::Scalar(_) => Some(node.span.range.clone()),
        Value::Null | Value::Faulty => {
            let colon = key_end? + text[key_end?..].find(':')? + 1;
            (!text[colon..line_at(text, colon).end].contains('#')).then_some(colon..colon)
        }
        Value::List(_) | Value::Map(_) => {
            if let Some(flow) = flow(text, node, key_end) {
                return Some(flow);
            }
            let colon = key_end? + text[key_end?..].find(':')? + 1;
            let end = last_end(node)?;
            (!text[colon..end].contains('#')).then_some(colon..end)
        }
    }
}

/// From a value's bracket to its partner; nothing where it has none.
fn flow(text: &str, node: &Node, key_end: Option<usize>) -> Option<Range<usize>> {
    let start = match key_end {
        Some(end) => {
            let behind = text[end..].find(':')? + 1 + end;
            behind + (text[behind..].len() - text[behind..].trim_start_matches(' ').len())
        }
        None => node.span.range.start,
    };
    if !text[start..].starts_with(['[', '{']) {
        return None;
    }
    let (mut depth, mut quote) = (0_usize, None);
    for (at, sign) in text[start..].char_indices() {
        match (quote, sign) {
            (Some(open), sign) if sign == open => quote = None,
            (Some(_), _) => {}
            // Within a word it is an apostrophe.
            (None, '"' | '\'') if !text[..start + at].ends_with(char::is_alphanumeric) => {
                quote = Some(sign);
            }
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => {
                depth -= 1;
                if depth == 0 {
                    return Some(start..start + at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// Behind the last sign of the last value below.
fn last_end(node: &Node) -> Option<usize> {
    match &node.value {
        Value::Map(entries) => entries.iter().filter_map(|it| last_end(&it.node)).max(),
        Value::List(items) => items.iter().filter_map(last_end).max(),
        _ => Some(node.span.range.end),
    }
}

/// A key that is not there yet, with what lies below it.
fn new_key(
    text: &str,
    node: &Node,
    entries: &[Entry],
    key: &str,
    rest: &[Step],
    yaml: &str,
) -> Option<(Range<usize>, String)> {
    let flow_value = rest.iter().rev().try_fold(yaml.to_owned(), |below, step| match step {
        Step::Key(key) => Some(format!("{{{key}: {below}}}")),
        Step::Item(0) => Some(format!("[{below}]")),
        Step::Item(_) => None,
    })?;
    let Some(first) = entries.first() else {
        return Some((text.len()..text.len(), format!("{}{key}: {flow_value}\n", line_end(text))));
    };
    let start = first.key_span.range.start;
    let line = line_at(text, start);
    let before = &text[line.start..start];
    let braces =
        text[..start].trim_end().ends_with('{') && text[node.span.range.start..].starts_with('{');
    if braces {
        return Some((start..start, format!("{key}: {flow_value}, ")));
    }
    if before.is_empty() {
        // At the end of the file, each key on its own line.
        let mut lines = format!("{}{key}:", line_end(text));
        let mut indent = String::new();
        let mut steps = rest.iter();
        for step in steps.by_ref() {
            let Step::Key(key) = step else { return None };
            indent.push_str("  ");
            lines.push_str(&format!("\n{indent}{key}:"));
        }
        lines.push_str(&format!(" {yaml}\n"));
        return Some((text.len()..text.len(), lines));
    }
    // Beside the first one, in whatever depth that stands.
    let indent = " ".repeat(before.len());
    match &first.node.value {
        Value::Scalar(_) => Some((line.end..line.end, format!("\n{indent}{key}: {flow_value}"))),
        _ if before.trim().is_empty() => {
            Some((line.start..line.start, format!("{indent}{key}: {flow_value}\n")))
        }
        _ => None,
    }
}

fn line_end(text: &str) -> &'static str {
    if text.is_empty() || text.ends_with('\n') { "" } else { "\n" }
}

/// An item behind the last one.
fn new_item(
    text: &str,
    node: &Node,
    items: &[Node],
    key_end: Option<usize>,
    yaml: &str,
) -> Option<(Range<usize>, String)> {
    if let Some(flow) = flow(text, node, key_end) {
        let end = flow.end - 1;
        let comma = if items.is_empty() { "" } else { ", " };
        return Some((end..end, format!("{comma}{yaml}")));
    }
    let (first, last) = (items.first()?, items.last()?);
    let line = line_at(text, first.first_line().range.start);
    let dash = text[line.clone()].find("- ")?;
    let indent = &text[line.start..line.start + dash];
    let end = flow_end(text, last).or_else(|| last_end(last))?;
    let end = line_at(text, end).end;
    indent.trim().is_empty().then(|| (end..end, format!("\n{indent}- {yaml}")))
}

fn flow_end(text: &str, node: &Node) -> Option<usize> {
    flow(text, node, None).map(|range| range.end)
}

impl Tree {
    fn node(&self, at: &[Step]) -> Option<&Node> {
        at.iter().try_fold(&self.root, |node, step| match (&node.value, step) {
            (Value::Map(entries), Step::Key(key)) => {
                entries.iter().find(|entry| entry.key == *key).map(|entry| &entry.node)
            }
            (Value::List(items), Step::Item(index)) => items.get(*index),
            _ => None,
        })
    }

    /// Whether something stands there; `~` and a key without a value are nothing.
    pub fn has(&self, at: &[Step]) -> bool {
        self.node(at).is_some_and(|node| !matches!(node.value, Value::Null))
    }

    /// The text that stands there, if it is one.
    pub fn text(&self, at: &[Step]) -> Option<&str> {
        match &self.node(at)?.value {
            Value::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// How many items the list there has; none where it is no list.
    pub fn items(&self, at: &[Step]) -> usize {
        match self.node(at).map(|node| &node.value) {
            Some(Value::List(items)) => items.len(),
            _ => 0,
        }
    }

    /// The keys of the map there; none where it is no map.
    pub fn keys(&self, at: &[Step]) -> Vec<&str> {
        match self.node(at).map(|node| &node.value) {
            Some(Value::Map(entries)) => entries.iter().map(|entry| entry.key.as_str()).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether what stands there says the same as this YAML of one line.
    pub fn says(&self, at: &[Step], yaml: &str) -> bool {
        let value = tree_of(&format!("v: {yaml}\n")).and_then(|tree| only(tree.root));
        self.node(at).zip(value).is_some_and(|(node, value)| same(node, &value))
    }

    /// Every place at which something of a value stands, itself or below.
    pub fn places(&self, at: &[Step]) -> Vec<Span> {
        fn gather(node: &Node, places: &mut Vec<Span>) {
            places.push(node.span.clone());
            match &node.value {
                Value::Map(entries) => {
                    for entry in entries {
                        places.push(entry.key_span.clone());
                        gather(&entry.node, places);
                    }
                }
                Value::List(items) => items.iter().for_each(|item| gather(item, places)),
                _ => {}
            }
        }
        let mut places = Vec::new();
        if let Some(node) = self.node(at) {
            gather(node, &mut places);
        }
        places
    }
}

#[cfg(test)]
mod tests;
