//! An adviser of the practice, named in a client's file: `advisers: {marieke: {…}}`.
//!
//! Input: the trees of the practice and of a client. Output: the same, with the advisers of both
//! named alike, so that laying one over the other goes adviser by adviser and key by key; and
//! what that makes as a list again. Invariant: every value keeps its own place, in the practice's
//! file or the client's; who is named and is nobody's adviser is told where it stands.

use crate::diag::{Diagnostic, Sentence, did_you_mean, say};
use crate::value::{PersonName, Slug};
use crate::yaml::{Entry, Node, Tree, Value};

/// The key of both files.
const ADVISERS: &str = "advisers";
/// What names an adviser for other files, and for the names of files.
const ID: &str = "id";

/// Whether an adviser of the practice works for the client.
const HERE: &str = "here";

/// An adviser of the practice, and what a client can call them.
struct Known {
    id: String,
    /// As it was written: in a message.
    name: String,
    called: Vec<String>,
}

/// Gives the advisers of both trees the same names, where the client names those of the practice.
pub(super) fn named(mut shared: Tree, mut own: Tree) -> (Tree, Tree) {
    let known = shared.root.at(ADVISERS).map(known).unwrap_or_default();
    let Some(ours) = entry(&mut own.root) else { return (shared, own) };
    let place = ours.key_span.clone();
    match &mut ours.node.value {
        Value::Map(entries) if by_name(entries) => {
            let mut faults = Vec::new();
            resolve(entries, &known, &mut faults);
            if let Some(theirs) = entry(&mut shared.root) {
                into_map(&mut theirs.node, &known);
            }
            own.remarks.extend(faults);
        }
        Value::List(items) => {
            let names = items.iter().filter_map(name_of).map(|name| name.full);
            let twice: Vec<String> =
                names.filter(|name| known.iter().any(|it| it.name == *name)).collect();
            if let Some(first) = twice.first() {
                own.remarks.push(
                    Diagnostic::note(
                        "adviser/own",
                        say!(
                            "this client has its own advisers: a change to {} in \
                             `_practice.yaml` does not reach it",
                            twice.join(", ")
                        ),
                    )
                    .at(&place)
                    .hint(say!(
                        "write only what differs, by name: `{ADVISERS}: {{{}: {{without: \
                         [whatsapp]}}}}`",
                        known.iter().find(|it| it.name == *first).map_or("", |it| &it.id)
                    )),
                );
            }
        }
        _ => {}
    }
    (shared, own)
}

/// Makes a list of advisers by name, each with its name as `id`.
pub(super) fn listed(mut tree: Tree) -> Tree {
    let Some(advisers) = entry(&mut tree.root) else { return tree };
    let Value::Map(entries) = &mut advisers.node.value else { return tree };
    if !by_name(entries) {
        return tree;
    }
    let item = |entry: Entry| {
        let Entry { key, key_span, mut node } = entry;
        if let Value::Map(keys) = &mut node.value {
            if !keys.iter().any(|it| it.key == ID) {
                let id = Slug::from_text(&key).map_or(key, |id| id.as_str().to_owned());
                let node = Node { value: Value::Scalar(id), span: key_span.clone() };
                let id = Entry { key: ID.to_owned(), key_span: key_span.clone(), node };
                keys.insert(0, id);
            }
            // What is wrong with the adviser as a whole is told where they are named.
            node.span = key_span;
        }
        node
    };
    let items = std::mem::take(entries).into_iter().map(item).collect();
    advisers.node.value = Value::List(items);
    tree
}

fn entry(root: &mut Node) -> Option<&mut Entry> {
    match &mut root.value {
        Value::Map(entries) => entries.iter_mut().find(|entry| entry.key == ADVISERS),
        _ => None,
    }
}

/// Whether these are advisers by name, and not the keys of one who lacks the dash of a list.
fn by_name(entries: &[Entry]) -> bool {
    !entries.iter().any(|entry| matches!(entry.key.as_str(), "name" | "channels"))
}

/// The advisers of the practice, from their list or by name.
fn known(advisers: &Node) -> Vec<Known> {
    let one = |index: usize, node: &Node, key: Option<&str>| {
        let name = name_of(node);
        let full = name.as_ref().map(|name| name.full.as_str());
        let own = node.at(ID).and_then(Node::text).or(key);
        let id = own.or(full).and_then(Slug::from_text);
        let id = id.map_or(format!("adviser-{}", index + 1), |id| id.as_str().to_owned());
        let said = name.iter().flat_map(|name| [&name.full, &name.called, &name.given]);
        let called = said.map(String::as_str).chain(key).filter_map(Slug::from_text);
        let called = called.map(|slug| slug.as_str().to_owned()).collect();
        Known { name: full.or(own).unwrap_or_default().to_owned(), id, called }
    };
    match &advisers.value {
        Value::List(items) => {
            items.iter().enumerate().map(|(index, item)| one(index, item, None)).collect()
        }
        Value::Map(entries) if by_name(entries) => {
            let entries = entries.iter().enumerate();
            entries.map(|(index, it)| one(index, &it.node, Some(&it.key))).collect()
        }
        _ => Vec::new(),
    }
}

/// The name of an adviser, as one text or in parts.
fn name_of(adviser: &Node) -> Option<PersonName> {
    let name = adviser.at("name")?;
    let called = adviser.at("called").and_then(Node::text);
    let mut read = match name.text() {
        Some(text) => PersonName::read(text).name,
        None => {
            let part = |key: &str| name.at(key).and_then(Node::text).unwrap_or_default().to_owned();
            let parts = PersonName {
                full: part("full"),
                given: part("given"),
                family: part("family"),
                prefix: part("prefix"),
                suffix: part("suffix"),
                ..PersonName::default()
            };
            parts.of_parts()
        }
    };
    if let Some(called) = called {
        read.called = called.to_owned();
    }
    Some(read).filter(|name| !name.full.is_empty())
}

/// Gives each adviser that a client names the id that the practice has for them.
fn resolve(entries: &mut [Entry], known: &[Known], faults: &mut Vec<Diagnostic>) {
    let mut taken: Vec<String> = Vec::new();
    for entry in entries {
        let key = Slug::from_text(&entry.key).map_or(String::new(), |key| key.as_str().to_owned());
        let called = |it: &&Known| it.called.contains(&key);
        let found: Vec<&Known> = match known.iter().find(|it| it.id == key) {
            Some(exact) => vec![exact],
            None => known.iter().filter(called).collect(),
        };
        match found[..] {
            [one] => {
                entry.key.clone_from(&one.id);
                left_out(entry);
            }
            [] if entry.node.at("name").is_some() => {}
            [] => {
                faults.push(unknown(entry, known));
                entry.node.value = Value::Faulty;
            }
            [..] => {
                entry.node.value = Value::Faulty;
                let ids = found.iter().map(|it| say!("`{}`", it.id));
                faults.push(
                    Diagnostic::error(
                        "adviser/unknown",
                        say!("the practice has more than one adviser called `{}`", entry.key),
                    )
                    .at(&entry.key_span)
                    .hint(say!("write which: {}", Sentence::or(ids))),
                );
            }
        }
        if taken.contains(&entry.key) {
            faults.push(
                Diagnostic::error("adviser/twice", say!("`{}` is named twice", entry.key))
                    .at(&entry.key_span)
                    .hint(say!("put all that differs for this client below one name")),
            );
        }
        taken.push(entry.key.clone());
    }
}

/// Makes of an adviser who was taken away with `~` one who is known, and does not work here:
/// what the practice says of who stands in for whom still names them.
fn left_out(entry: &mut Entry) {
    if entry.node.written_null().is_some() {
        let span = entry.node.span.clone();
        let node = Node { value: Value::Scalar("false".to_owned()), span: span.clone() };
        let here = Entry { key: HERE.to_owned(), key_span: span, node };
        entry.node.value = Value::Map(vec![here]);
    }
}

fn unknown(entry: &Entry, known: &[Known]) -> Diagnostic {
    let message = match known.is_empty() {
        true => say!("`_practice.yaml` has no advisers, so `{}` is none of them", entry.key),
        false => say!("`_practice.yaml` has no adviser `{}`", entry.key),
    };
    let fault = Diagnostic::error("adviser/unknown", message).at(&entry.key_span);
    let names = known.iter().flat_map(|it| it.called.iter().chain([&it.id]));
    let fault = fault.maybe_hint(did_you_mean(&entry.key, names.map(String::as_str)));
    let ids: Vec<&str> = known.iter().map(|it| it.id.as_str()).collect();
    let fault = match ids.is_empty() {
        true => fault,
        false => fault.hint(say!("its advisers: {}", ids.join(", "))),
    };
    fault.hint(say!("an adviser of this client alone needs `name` and `channels` here"))
}

/// Makes a map of the practice's list, by the ids of its advisers.
fn into_map(advisers: &mut Node, known: &[Known]) {
    let Value::List(items) = &mut advisers.value else { return };
    let entry = |(node, known): (Node, &Known)| Entry {
        key: known.id.clone(),
        key_span: node.first_line(),
        node,
    };
    let entries = std::mem::take(items).into_iter().zip(known).map(entry).collect();
    advisers.value = Value::Map(entries);
}
