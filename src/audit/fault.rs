//! A fault of an output -> a diagnostic, at the theme's file where that can be known.
//!
//! A template's own words come out as they are written, so what is wrong in an output
//! is looked for in the templates that are the theme's own; a style sheet or drawing
//! comes out as a whole. Invariant: a place is only named where the text stands, and
//! a fault with a place says nothing of the output, so that it is told once for all.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Diagnostic, Sentence, SourceFile, Span, say};

/// Something that is wrong with an output.
#[derive(Debug)]
pub struct Fault {
    /// The code of its diagnostic.
    pub code: &'static str,
    /// What is wrong, in words that follow the name of the output.
    pub what: Sentence,
    /// Where it is.
    pub place: Place,
    /// What to do about it.
    pub hints: Vec<Sentence>,
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
    pub fn new(code: &'static str, what: Sentence, place: Place) -> Self {
        Self { code, what, place, hints: Vec::new() }
    }

    /// Adds a remedy.
    #[must_use]
    pub fn hint(mut self, hint: Sentence) -> Self {
        self.hints.push(hint);
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

    /// An output itself, where nothing is known of what it came from.
    pub fn of_output(path: &str, text: &str) -> Self {
        let file = SourceFile::new(path, text);
        Self { templates: vec![file.clone()], written: vec![file] }
    }

    /// A fault of an output as a diagnostic; `text` is the output's.
    pub fn told(&self, path: &str, text: &str, fault: Fault) -> Diagnostic {
        let span = match &fault.place {
            Place::Whole => None,
            Place::Bytes(at) => self.place(text, at.clone()),
            Place::Text(needle) => self.template(needle),
        };
        let message = match &span {
            Some(span) => say!("{} {}", subject(&span.file.path), fault.what),
            None => say!("`{path}` {}", fault.what),
        };
        let code = fault.code;
        let mut diagnostic = Diagnostic::error(code, message).maybe_at(span.as_ref());
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
        self.template(snippet).or_else(|| self.tag(snippet))
    }

    /// Where a text stands in a template of the theme.
    fn template(&self, needle: &str) -> Option<Span> {
        let needle = needle.trim();
        let found = |file: &Arc<SourceFile>| {
            let at = file.text.find(needle)?;
            Some(file.span(at..at + needle.len()))
        };
        if needle.is_empty() { None } else { self.templates.iter().find_map(found) }
    }

    /// Where a tag stands that a template fills in: the same up to an expression, and
    /// the same words behind it.
    fn tag(&self, tag: &str) -> Option<Span> {
        let name = tag.strip_prefix('<')?;
        let end = name.find(|c: char| c.is_whitespace() || c == '>')? + 1;
        let places = self.templates.iter().flat_map(|file| {
            let starts = file.text.match_indices(&tag[..end]);
            starts.filter_map(|(at, _)| {
                Some((filled(&file.text[at..], tag)?, file.span(at..at + end)))
            })
        });
        // Of two that could be it, the first that has more in common.
        let best = places.reduce(|best, other| if other.0 > best.0 { other } else { best });
        best.map(|(_, place)| place)
    }
}

/// How many bytes of a tag are those of the beginning of a template's text, around an
/// expression; `None` where it did not come out of it.
fn filled(template: &str, tag: &str) -> Option<usize> {
    let mut pairs = template.char_indices().zip(tag.chars());
    let Some(((at, _), _)) = pairs.find(|((_, own), other)| own != other) else {
        return Some(tag.len());
    };
    let rest = &template[at..];
    let close = match rest.get(..2)? {
        "{{" => "}}",
        "{%" => "%}",
        _ => return None,
    };
    let (_, behind) = rest.split_once(close)?;
    let words = behind.split(['{', '>']).next().unwrap_or_default();
    tag[at..].contains(words).then_some(at + words.len())
}

fn subject(path: &str) -> Sentence {
    match path.rsplit('.').next().unwrap_or_default() {
        "css" => say!("the style sheet"),
        "svg" => say!("the drawing"),
        "js" | "mjs" => say!("the script"),
        _ => say!("the page"),
    }
}
