//! A fault of an output -> a diagnostic, at the theme's file where that can be known.
//!
//! A template's own words come out as they are written, so what is wrong in an output
//! is looked for in the templates that are the theme's own; a style sheet or drawing
//! comes out as a whole. Invariant: a place is only named where the text stands, and
//! a fault with a place says nothing of the output, so that it is told once for all.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Diagnostic, SourceFile, Span};

/// Something that is wrong with an output.
#[derive(Debug)]
pub struct Fault {
    /// The code of its diagnostic.
    pub code: &'static str,
    /// What is wrong, in words that follow the name of the output.
    pub what: String,
    /// Where it is.
    pub place: Place,
    /// What to do about it.
    pub hints: Vec<String>,
}

/// Where a fault is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nowhere in particular.
    Whole,
    /// These bytes of the output.
    Bytes(Range<usize>),
    /// This text of it, such as an address.
    Text(String),
}

impl Fault {
    /// A fault without a remedy.
    pub fn new(code: &'static str, what: impl Into<String>, place: Place) -> Self {
        Self { code, what: what.into(), place, hints: Vec::new() }
    }

    /// Adds a remedy.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Says where it is.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }
}

/// The files of a theme, to find places in.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Templates that are not built in.
    templates: Vec<Arc<SourceFile>>,
    /// What comes out as it is written.
    written: Vec<Arc<SourceFile>>,
}

/// What the shown path of a built-in file begins with.
const BUILT_IN: &str = "<built in>";

impl Sources {
    /// The files in which places are looked for.
    pub fn new(templates: &BTreeMap<String, Arc<SourceFile>>, written: &[Arc<SourceFile>]) -> Self {
        let own = templates.values().filter(|file| !file.path.starts_with(BUILT_IN));
        Self { templates: own.cloned().collect(), written: written.to_vec() }
    }

    /// A fault of an output as a diagnostic; `text` is the output's.
    pub fn told(&self, path: &str, text: &str, fault: Fault) -> Diagnostic {
        let span = match &fault.place {
            Place::Whole => None,
            Place::Bytes(at) => self.place(text, at.clone()),
            Place::Text(needle) => self.template(needle, false),
        };
        let message = match &span {
            Some(span) => format!("{} {}", subject(&span.file.path), fault.what),
            None => format!("`{path}` {}", fault.what),
        };
        let mut diagnostic = Diagnostic::error(fault.code, message).maybe_at(span.as_ref());
        diagnostic.hints = fault.hints;
        diagnostic
    }

    fn place(&self, text: &str, at: Range<usize>) -> Option<Span> {
        // The brand's colours are put before the style sheet.
        let whole = self
            .written
            .iter()
            .find(|file| !file.text.is_empty() && text.ends_with(file.text.as_str()));
        if let Some(file) = whole {
            let before = text.len() - file.text.len();
            let start = at.start.checked_sub(before)?;
            return Some(file.span(start..at.end.saturating_sub(before)));
        }
        let snippet = text.get(at)?;
        let tag = snippet.strip_prefix('<').map(|tag| {
            let name = tag.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(tag.len());
            &snippet[..=name]
        });
        self.template(snippet, false).or_else(|| self.template(tag?, true))
    }

    /// Where a text stands in a template of the theme; `alone`: only if it does so once.
    fn template(&self, needle: &str, alone: bool) -> Option<Span> {
        let needle = needle.trim();
        if needle.is_empty() {
            return None;
        }
        let mut found = self.templates.iter().flat_map(|file| {
            file.text.match_indices(needle).map(|(at, _)| file.span(at..at + needle.len()))
        });
        let first = found.next()?;
        (!alone || found.next().is_none()).then_some(first)
    }
}

fn subject(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "css" => "the style sheet",
        "svg" => "the drawing",
        "js" | "mjs" => "the script",
        _ => "the page",
    }
}
