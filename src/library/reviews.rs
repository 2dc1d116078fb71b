//! `<language>/_reviews.yaml` <-> who has read which text, and on which day.
//!
//! A reading holds for the words that were read, named by their digest: when they
//! change, in the workspace or with a new version of the program, it holds no more,
//! and `check` says so. So nothing of the built-in texts has to be copied to say who
//! has read them. In: the layers of the file, or what it says now. Out: readings laid
//! over what is known of each file, or the file with new readings. Invariant: pure;
//! what stands in the file and is not asked for stays, byte for byte.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::keys as raw;
use super::{LangContent, Library};
use crate::diag::{Diagnostic, Diagnostics, Result, SourceFile, did_you_mean, line_at, say};
use crate::load::RawLayer;
use crate::value::{Checker, Date, Digest, Lang};
use crate::yaml::{self, Field, Located};

/// The file that tells who has read what.
pub(super) const REVIEWS: &str = "_reviews.yaml";
/// What the file begins with when the program makes it.
const HEAD: &str = "\
# Who has read which text of this language, written by `vpsite review`.
# `text` names the words that were read: when they change, the reading holds no more.
reviews:
";

/// That somebody has read a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Who.
    pub reviewer: String,
    /// On which day.
    pub on: Date,
    /// The digest of the text that was read.
    pub(super) text: String,
}

/// Reads the layers of the file over the readings that are known.
pub(super) fn read(
    layers: &[RawLayer],
    readings: &mut BTreeMap<String, Reading>,
    faults: &mut Diagnostics,
) {
    for layer in layers {
        for (name, entry) in entries(&layer.file, faults) {
            readings.extend(reading(&entry, faults).map(|reading| (name, reading)));
        }
    }
}

/// The entries of one file, by the name of the text.
fn entries(
    file: &Arc<SourceFile>,
    faults: &mut Diagnostics,
) -> BTreeMap<String, Located<raw::Review>> {
    let keys: raw::Reviews = match yaml::parse(file) {
        Ok(tree) => yaml::read(&tree, faults),
        Err(found) => {
            faults.extend(found);
            return BTreeMap::new();
        }
    };
    let Field::Given(given) = keys.reviews else { return BTreeMap::new() };
    let entry = |(name, field): (String, Field<raw::Review>)| Some((name, field.given()?.clone()));
    given.value.into_iter().filter_map(entry).collect()
}

fn reading(entry: &Located<raw::Review>, faults: &mut Diagnostics) -> Option<Reading> {
    let (keys, span) = (&entry.value, &entry.span);
    let mut checker = Checker::new(std::mem::take(faults), Vec::new());
    let reviewer = checker.line_required(&keys.reviewer, "reviewer", span);
    let on =
        checker.parse_required(&keys.checked_on, "checked_on", span, "date/invalid", Date::parse);
    *faults = checker.faults;
    let text = keys.text.required("text", span, faults)?.value.trim().to_owned();
    Some(Reading { reviewer: reviewer?, on: on?, text })
}

/// Lays the readings over what is known of each file.
pub(super) fn lay(content: &mut LangContent) {
    for (name, origin) in &mut content.origins {
        let Some(reading) = content.readings.get(name) else { continue };
        if reading.text == origin.digest.as_str() {
            origin.reviewer = Some(reading.reviewer.clone());
            origin.read_on = Some(reading.on);
            origin.read_before = None;
        } else if origin.reviewer.is_none() && !origin.own {
            origin.read_before = Some(reading.clone());
        }
    }
}

/// The content of a language that somebody is to read or has read, without faults.
///
/// # Errors
/// The program knows no such language, there is no content in it, or a file of it is at
/// fault.
pub fn content_of(library: &Library, tag: &str) -> Result<Arc<LangContent>> {
    let known = library.known();
    let list = || known.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    let lang = Lang::parse(tag).map_err(|invalid| {
        Diagnostic::error("lang/unknown", invalid.message)
            .hint(say!("there is content in {}", list()))
    })?;
    let content = library.shared(lang).filter(|_| known.contains(lang.tag()));
    let Some(content) = content else {
        let message = say!("there is no content in `{lang}`");
        return Err(Diagnostic::error("content/missing-language", message)
            .hint(say!("there is content in {}", list()))
            .into());
    };
    let faults: Diagnostics = content.faults.values().flatten().cloned().collect();
    match faults.has_errors() {
        true => Err(faults),
        false => Ok(content),
    }
}

/// The files of a language that are meant by `only`, all where it names none: `steps`
/// is `steps.md`.
///
/// # Errors
/// There is no such file.
pub fn chosen(content: &LangContent, only: &[String]) -> Result<Vec<String>> {
    if only.is_empty() {
        return Ok(content.origins.keys().cloned().collect());
    }
    let mut faults = Diagnostics::new();
    let mut names = Vec::new();
    for given in only {
        // Whoever copies a path means the file at its end.
        let file = given.trim().rsplit(['/', '\\']).next().unwrap_or_default();
        let full = [file.to_owned(), format!("{file}.md"), format!("{file}.yaml")];
        match full.into_iter().find(|name| content.origins.contains_key(name)) {
            Some(name) if names.contains(&name) => {}
            Some(name) => names.push(name),
            None => {
                let lang = content.lang;
                let stems = content.origins.keys().map(|name| stem(name));
                let all = stems.clone().collect::<Vec<_>>().join(", ");
                faults.push(
                    Diagnostic::error("review/unknown", say!("there is no `{given}` in `{lang}`"))
                        .maybe_hint(did_you_mean(stem(file), stems))
                        .hint(say!("there are {all}")),
                );
            }
        }
    }
    match faults.is_empty() {
        true => Ok(names),
        false => Err(faults),
    }
}

/// A file's name without its ending.
pub fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The file with a reading of each of `names` by one reader on one day; `old` is what it
/// says now, with whatever line ends it has.
///
/// # Errors
/// What it says now cannot be read, or is written in a form that the program cannot add
/// to.
pub fn with(
    content: &LangContent,
    names: &[String],
    (reviewer, on): (&str, Date),
    old: Option<Arc<SourceFile>>,
) -> Result<String> {
    let digest = |name: &String| content.origins.get(name).map(|origin| origin.digest.clone());
    let wanted: BTreeMap<&String, Digest> =
        names.iter().filter_map(|name| Some((name, digest(name)?))).collect();
    let quoted = quoted(reviewer);
    let Some(old) = old else {
        let line = |(name, text): (&&String, &Digest)| line("  ", name, &quoted, on, text, "\n");
        return Ok(wanted.iter().map(line).fold(HEAD.to_owned(), |all, line| all + &line));
    };
    let mut faults = Diagnostics::new();
    let there = entries(&old, &mut faults);
    if faults.has_errors() {
        return Err(faults);
    }
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    let mut new = String::new();
    let line_end = if old.text.contains("\r\n") { "\r\n" } else { "\n" };
    // As the first one is indented, so are those that come to it.
    let first = there.values().map(|entry| entry.span.range.start).min();
    let indent = first.map_or("  ", |at| {
        let before = &old.text[line_at(&old.text, at).start..at];
        if !before.is_empty() && before.trim().is_empty() { before } else { "  " }
    });
    for (name, text) in &wanted {
        let Some(entry) = there.get(*name) else {
            new.push_str(&line(indent, name, &quoted, on, text, line_end));
            continue;
        };
        let keys = &entry.value;
        let fields = [
            (&keys.reviewer, quoted.clone()),
            (&keys.checked_on, on.to_string()),
            (&keys.text, format!("\"{}\"", text.as_str())),
        ];
        for (field, value) in fields {
            let Some(given) = field.given() else { return Err(by_hand(&old, name)) };
            changes.push((given.span.range.clone(), value));
        }
    }
    let mut said = old.text.clone();
    changes.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    for (range, value) in changes {
        said.replace_range(range, &value);
    }
    if !new.is_empty() {
        if there.is_empty() && !said.lines().any(|line| line.trim_end() == "reviews:") {
            new = format!("reviews:{line_end}{new}");
        }
        if !said.is_empty() && !said.ends_with('\n') {
            said.push_str(line_end);
        }
        said.push_str(&new);
    }
    // Whatever form the file has: what has been written is what will be read.
    let again = SourceFile::new(old.path.clone(), said);
    let mut faults = Diagnostics::new();
    let now = entries(&again, &mut faults);
    for (name, text) in &wanted {
        let read = now.get(*name).and_then(|entry| reading(entry, &mut faults));
        let meant = |read: Reading| {
            read.reviewer == reviewer && read.on == on && read.text == text.as_str()
        };
        if !read.is_some_and(meant) {
            return Err(by_hand(&old, name));
        }
    }
    Ok(again.text.clone())
}

fn line(indent: &str, name: &str, reviewer: &str, on: Date, text: &Digest, end: &str) -> String {
    let text = text.as_str();
    format!("{indent}{name}: {{reviewer: {reviewer}, checked_on: {on}, text: \"{text}\"}}{end}")
}

/// A text between quotes, as YAML reads it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn by_hand(file: &Arc<SourceFile>, name: &str) -> Diagnostics {
    let message = say!("`{}` has a form in which `{name}` cannot be written", file.path);
    Diagnostic::error("review/form", message)
        .hint(say!("move this file elsewhere and run the command again: it makes a new one"))
        .into()
}
