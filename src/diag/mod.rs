//! Diagnostics: what is wrong, where, and what to do about it.
//!
//! Every stage reports faults of its input as [`Diagnostic`]s, never as text
//! and never one at a time. Invariant: this module knows nothing of the rest
//! of the project, and it prints nothing; [`render`] turns diagnostics into
//! strings and `cli::ui` prints them.

use std::borrow::Cow;
use std::collections::BTreeMap;

mod catalogue;
pub mod codes;
pub mod render;
mod source;
pub mod stored;
mod text;

pub use catalogue::{Catalogue, DUTCH};
pub use text::{ByDisplay, Hold, Sentence, Value};
/// A sentence, written as for `format!`.
pub use vpsite_say::say;

pub use source::{SourceFile, Span, line_at};

/// How bad it is. `--strict` turns warnings into errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something to know; nothing is wrong.
    Note,
    /// The kit is made, but someone should look at this.
    Warning,
    /// The kit is not made.
    Error,
}

impl Severity {
    /// The same in words for people.
    pub fn said(self) -> Sentence {
        match self {
            Severity::Note => say!("note"),
            Severity::Warning => say!("warning"),
            Severity::Error => say!("error"),
        }
    }

    /// The word that stands for it in JSON and in what is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One fault or remark, with its place and its remedy.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Short and greppable, `family/what`; `vpsite explain` tells what each means.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// One terse sentence: lower case, no full stop, backticks round literals.
    pub message: Sentence,
    /// The place in a file, where there is one.
    pub span: Option<Span>,
    /// What the reader can do about it.
    pub hints: Vec<Sentence>,
}

impl Diagnostic {
    /// An error without a place.
    pub fn error(code: &'static str, message: Sentence) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// A warning without a place.
    pub fn warning(code: &'static str, message: Sentence) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// A note without a place.
    pub fn note(code: &'static str, message: Sentence) -> Self {
        Self::new(code, Severity::Note, message)
    }

    fn new(code: &'static str, severity: Severity, message: Sentence) -> Self {
        Self { code, severity, message, span: None, hints: Vec::new() }
    }

    /// Says where it is.
    #[must_use]
    pub fn at(mut self, span: &Span) -> Self {
        self.span = Some(span.clone());
        self
    }

    /// Says where it is, if that is known.
    #[must_use]
    pub fn maybe_at(mut self, span: Option<&Span>) -> Self {
        self.span = span.cloned();
        self
    }

    /// Adds a remedy.
    #[must_use]
    pub fn hint(mut self, hint: Sentence) -> Self {
        self.hints.push(hint);
        self
    }

    /// Adds a remedy where there is one.
    #[must_use]
    pub fn maybe_hint(mut self, hint: Option<Sentence>) -> Self {
        self.hints.extend(hint);
        self
    }

    /// What it is told apart by: two remarks of one identity say the same thing.
    pub fn identity(&self) -> Identity {
        let place = self.span.as_ref().map(|s| (s.file.path.clone(), s.range.start, s.range.end));
        Identity { code: self.code, message: self.message.clone(), place }
    }
}

/// What a remark is told apart by, over clients and runs: severity and hints are no
/// part of it, as `--strict` changes the one and nobody reads two remarks for the other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    code: &'static str,
    message: Sentence,
    /// Path as it is shown, first byte, byte behind the last.
    place: Option<(String, usize, usize)>,
}

/// How many diagnostics of one kind are told at most: nobody reads on, and there can be
/// thousands.
const MOST_OF_A_KIND: usize = 100;

/// All that a stage has to say, in the order in which it was found.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all of another stage.
    pub fn extend(&mut self, other: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(other);
    }

    /// Keeps the value, and reports the fault where there is none.
    pub fn ok<T>(&mut self, result: std::result::Result<T, Diagnostic>) -> Option<T> {
        result.map_err(|fault| self.push(fault)).ok()
    }

    /// Keeps the value, and reports all faults where there is none.
    pub fn all<T>(&mut self, result: Result<T>) -> Option<T> {
        result.map_err(|faults| self.extend(faults)).ok()
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many there are of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|d| d.severity == severity).count()
    }

    /// Turns every warning into an error, as `--strict` asks.
    pub fn make_strict(&mut self) {
        for diagnostic in &mut self.0 {
            if diagnostic.severity == Severity::Warning {
                diagnostic.severity = Severity::Error;
            }
        }
    }

    /// Sorts by file and place, and drops what is said twice.
    pub fn sort(&mut self) {
        // In whichever order threads found them, and the same side by side.
        self.0.sort_by(|a, b| {
            let said = || a.code.cmp(b.code).then_with(|| a.message.cmp(&b.message));
            a.span.cmp(&b.span).then_with(said)
        });
        self.0.dedup_by(|a, b| a.identity() == b.identity());
    }

    /// Lets remarks of one code explain errors at the same place: of the two only the remark
    /// is told, as the error that it is; but only the error where its code is one of
    /// `aware`, whose own words say the same.
    pub fn explain(&mut self, code: &str, aware: &[&str]) {
        let places = |all: &[Diagnostic], which: &dyn Fn(&Diagnostic) -> bool| -> Vec<Span> {
            all.iter().filter(|d| which(d)).filter_map(|d| d.span.clone()).collect()
        };
        let known = places(&self.0, &|d| aware.contains(&d.code));
        let at = |d: &Diagnostic, places: &[Span]| {
            d.span.as_ref().is_some_and(|span| places.contains(span))
        };
        self.0.retain(|d| d.code != code || !at(d, &known));
        let remarks = places(&self.0, &|d| d.code == code);
        if remarks.is_empty() {
            return;
        }
        let error =
            |d: &Diagnostic| d.severity == Severity::Error && d.code != code && at(d, &remarks);
        let wrong = places(&self.0, &error);
        self.0.retain(|d| !error(d));
        for remark in self.0.iter_mut().filter(|d| d.code == code && at(d, &wrong)) {
            remark.severity = Severity::Error;
        }
    }

    /// Tells of one kind, which is a code and how bad it is, a hundred at most, and
    /// how many more there are.
    pub fn cap(&mut self) {
        let most = MOST_OF_A_KIND;
        let mut seen: BTreeMap<(&'static str, Severity), usize> = BTreeMap::new();
        for diagnostic in &self.0 {
            *seen.entry((diagnostic.code, diagnostic.severity)).or_default() += 1;
        }
        let mut told: BTreeMap<(&'static str, Severity), usize> = BTreeMap::new();
        let mut kept = Vec::with_capacity(self.0.len().min(most * seen.len()));
        for diagnostic in std::mem::take(&mut self.0) {
            let kind = (diagnostic.code, diagnostic.severity);
            let number = told.entry(kind).or_default();
            *number += 1;
            let all = seen.get(&kind).copied().unwrap_or_default();
            if *number <= most || all == most + 1 {
                kept.push(diagnostic);
            } else if *number == most + 1 {
                let message = say!("and {} more of this kind", all - most);
                let more =
                    Diagnostic::new(kind.0, kind.1, message).maybe_at(diagnostic.span.as_ref());
                kept.push(more.hint(say!("put right those above, and the rest will be told")));
            }
        }
        self.0 = kept;
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(iter: I) -> Self {
        Self(iter.into_iter().collect())
    }
}

/// A value, or all that is wrong with its input.
pub type Result<T> = std::result::Result<T, Diagnostics>;

/// A text with its control characters spelled out: a name of a file or a value may
/// hold any, and a terminal would obey them.
pub fn printable(text: &str) -> Cow<'_, str> {
    let obeyed = |c: char| c.is_control() || is_direction(c);
    if !text.chars().any(obeyed) {
        return Cow::Borrowed(text);
    }
    let spell = |c: char| match obeyed(c) {
        true => c.escape_default().to_string(),
        false => c.to_string(),
    };
    Cow::Owned(text.chars().map(spell).collect())
}

/// JSON in which nothing is left that a terminal would obey, spelled as JSON spells it.
pub fn printable_json(json: &str) -> Cow<'_, str> {
    // Line ends part the lines of the text itself; those within a value are spelled already.
    let obeyed = |c: char| (c.is_control() && c != '\n') || is_direction(c);
    if !json.chars().any(obeyed) {
        return Cow::Borrowed(json);
    }
    let spell = |c: char| match obeyed(c) {
        true => format!("\\u{:04x}", u32::from(c)),
        false => c.to_string(),
    };
    Cow::Owned(json.chars().map(spell).collect())
}

/// The marks that turn the direction of what follows, so that it reads as something else.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The candidate that was probably meant.
///
/// Jaro-Winkler above 0.8, the threshold that clap uses for its own flags.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(typed, candidate), candidate))
        .filter(|(score, _)| *score > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// The same as a remedy, "did you mean".
pub fn did_you_mean<'a>(
    typed: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<Sentence> {
    nearest(typed, candidates).map(|candidate| say!("did you mean `{candidate}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_miss_is_suggested_and_a_stranger_is_not() {
        let keys = ["phone", "email", "whatsapp"];
        assert_eq!(
            did_you_mean("emial", keys).map(|said| said.to_string()).as_deref(),
            Some("did you mean `email`?")
        );
        assert_eq!(did_you_mean("fax", keys), None);
    }

    #[test]
    fn what_a_terminal_would_obey_is_spelled_out() {
        assert_eq!(printable("clients/é.yaml"), "clients/é.yaml");
        assert_eq!(printable("a\u{1b}[31m\n\u{202E}b"), "a\\u{1b}[31m\\n\\u{202e}b");
    }

    #[test]
    fn of_a_remark_and_the_error_that_it_explains_one_is_told() {
        let file = SourceFile::new("a.yaml", "number: “06”\nname: “x”\nday: “y”\n");
        let at = |start: usize| file.span(start..start + 2);
        let mut all: Diagnostics = [
            Diagnostic::warning("a/quotes", say!("q")).at(&at(0)),
            Diagnostic::error("a/number", say!("says so itself")).at(&at(0)),
            Diagnostic::warning("a/quotes", say!("q")).at(&at(20)),
            Diagnostic::warning("a/quotes", say!("q")).at(&at(30)),
            Diagnostic::error("a/day", say!("does not")).at(&at(30)),
        ]
        .into_iter()
        .collect();
        all.explain("a/quotes", &["a/number"]);
        let told: Vec<_> = all.iter().map(|d| (d.code, d.severity)).collect();
        assert_eq!(
            told,
            [
                ("a/number", Severity::Error),
                ("a/quotes", Severity::Warning),
                ("a/quotes", Severity::Error),
            ]
        );
    }

    #[test]
    fn strict_leaves_notes_alone() {
        let mut all: Diagnostics =
            [Diagnostic::warning("a/b", say!("w")), Diagnostic::note("a/c", say!("n"))]
                .into_iter()
                .collect();
        all.make_strict();
        assert_eq!((all.count(Severity::Error), all.count(Severity::Note)), (1, 1));
    }
}
