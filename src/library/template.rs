//! Texts with values to come -> templates, parsed once, and what they include.
//!
//! What a text includes is what the template engine finds in it, however it is
//! spelled. Invariant: a text that does not parse, includes itself or uses what is
//! not there is a fault at its place, told under the name of its file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use tera::{Context, Delimiters, ErrorKind, Tera};

use crate::diag::{Diagnostic, Diagnostics, Sentence, Span, say};
use crate::words::join;

use super::markdown;

/// The name of a text that is looked at by itself.
const PROBE: &str = "text";

/// The templates of one language.
#[derive(Clone)]
pub struct Templates {
    /// Pages and fragments, by the names of their files: values are escaped for Markdown.
    bodies: Tera,
    /// Titles, summaries and words: values stand as they are.
    lines: Tera,
    /// Where each of both was written.
    places: BTreeMap<String, Span>,
}

/// A text, the name it goes by, and where it was written.
pub(super) struct Source<'a> {
    /// Its name: for a body that of its file.
    pub(super) name: String,
    /// What it says.
    pub(super) text: &'a str,
    /// Where that stands.
    pub(super) place: Span,
    /// The file that its faults are told of.
    pub(super) file: String,
}

/// Faults by the name of the file that they are in.
pub(super) type ByFile = BTreeMap<String, Diagnostics>;

impl Templates {
    /// No templates yet.
    pub(super) fn new() -> Self {
        Self { bodies: engine(), lines: line_engine(), places: BTreeMap::new() }
    }

    /// Adds texts, of which those of the same name as one before stand in for it;
    /// `missing` are the fragments that some include and nobody has.
    pub(super) fn add(
        &mut self,
        bodies: &[Source<'_>],
        missing: &[String],
        lines: &[Source<'_>],
        faults: &mut ByFile,
    ) {
        // Of what is missing another layer can still bring the text.
        let stubs = missing.iter().filter(|name| !self.bodies.contains_template(name));
        let stubs: Vec<(&str, &str)> = stubs.map(|name| (name.as_str(), "")).collect();
        compile(&mut self.bodies, bodies, &stubs, faults);
        compile(&mut self.lines, lines, &[], faults);
        for source in bodies.iter().chain(lines) {
            self.places.insert(source.name.clone(), source.place.clone());
        }
    }

    /// A page or a fragment with values in it: Markdown, in which values that end in a stop are
    /// still marked ([`join`]).
    ///
    /// # Errors
    /// It names something that does not exist.
    pub fn body(&self, name: &str, values: &Context) -> Result<String, Diagnostic> {
        self.bodies.render(name, values).map_err(|error| {
            let place = |name: &str, range| Some(self.places.get(name)?.part(range));
            let fault = fault("content/template", &error, place);
            match fault.span {
                Some(_) => fault,
                None => fault.maybe_at(self.places.get(name)),
            }
        })
    }

    /// A title, a summary or a word with values in it.
    ///
    /// # Errors
    /// It names something that does not exist.
    pub fn line<'a>(
        &self,
        line: &Line<'_>,
        text: &'a str,
        values: &Context,
    ) -> Result<Cow<'a, str>, Diagnostic> {
        if !is_template(text) {
            return Ok(Cow::Borrowed(text));
        }
        let name = line.to_string();
        let rendered = self.lines.render(&name, values);
        rendered.map(|text| Cow::Owned(join::settled(&text))).map_err(|error| {
            let fault = fault("content/template", &error, |_, _| self.places.get(&name).cloned());
            let message = say!("the {line}: {}", fault.message);
            Diagnostic { message, ..fault }
        })
    }
}

impl fmt::Debug for Templates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.places.keys()).finish()
    }
}

/// A text of one line, by what it is.
pub enum Line<'a> {
    /// The title of a page.
    Title(&'a str),
    /// The summary of a page.
    Summary(&'a str),
    /// A word, by its key.
    Word(&'a str),
}

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Line::Title(page) => write!(f, "title of {page}"),
            Line::Summary(page) => write!(f, "summary of {page}"),
            Line::Word(key) => write!(f, "word `{key}`"),
        }
    }
}

/// What stands in a text where nobody knows the value (Unicode 23.8, object replacement).
pub const GAP: char = '\u{FFFC}';

/// A text that waits for values, with a gap for each, and for each part that only some clients have.
pub fn with_gaps(text: &str) -> String {
    let (mut said, mut rest) = (String::new(), text);
    while let Some(at) = [rest.find("{{"), rest.find("{%")].into_iter().flatten().min() {
        said.push_str(&rest[..at]);
        said.push(GAP);
        rest = &rest[at..];
        let depends = rest.trim_start_matches(['{', '%', '-']).trim_start().starts_with("if ");
        let value = rest.starts_with("{{");
        let close = if depends { "endif" } else { "" };
        let end = rest.find(close).unwrap_or_default();
        let sign = if value { "}}" } else { "%}" };
        rest = rest[end..].split_once(sign).map_or("", |(_, rest)| rest);
    }
    said + rest
}

/// Whether a text waits for values; one that does not is what it says.
pub fn is_template(text: &str) -> bool {
    text.contains("{{") || text.contains("{%")
}

/// A text of one line that is no content, with values in it.
///
/// # Errors
/// It does not parse, or names something that does not exist.
pub fn alone(text: &str, place: &Span, values: &Context) -> Result<String, Diagnostic> {
    if !is_template(text) {
        return Ok(text.to_owned());
    }
    let rendered = line_engine().render_str(text, values, true);
    let settled = rendered.map(|text| join::settled(&text));
    settled.map_err(|error| fault("content/template", &error, |_, _| Some(place.clone())))
}

/// An engine as content needs it: `{#id}` gives a heading its id, so comments are
/// written `{* … *}`.
fn engine() -> Tera {
    let mut tera = Tera::default();
    tera.autoescape_on(vec![".md"]);
    tera.set_escape_fn(markdown::escape);
    let delimiters = Delimiters {
        comment_start: "{*".into(),
        comment_end: "*}".into(),
        ..Delimiters::default()
    };
    if tera.set_delimiters(delimiters).is_err() {
        unreachable!("the delimiters are two signs each, and differ");
    }
    tera
}

/// An engine for texts of one line: values stand as they are, and get one stop at the end.
fn line_engine() -> Tera {
    let mut tera = engine();
    tera.autoescape_on(vec![""]);
    tera.set_escape_fn(join::put);
    tera
}

/// Parses texts into an engine; where one of them does not parse, none gets in.
fn compile(tera: &mut Tera, sources: &[Source<'_>], stubs: &[(&str, &str)], faults: &mut ByFile) {
    let all = sources.iter().map(|source| (source.name.as_str(), source.text));
    let Err(error) = tera.add_raw_templates(all.chain(stubs.iter().copied())) else { return };
    let mut tell = |source: &Source<'_>, fault: Diagnostic| {
        faults.entry(source.file.clone()).or_default().push(fault);
    };
    // The engine stops at the first that does not parse: one by one, all are named.
    let mut whole = true;
    for source in sources {
        let mut alone = engine();
        if let Err(error) = alone.add_raw_template(&source.name, source.text)
            && matches!(error.kind(), ErrorKind::SyntaxError(_))
        {
            whole = false;
            tell(source, fault("content/template", &error, |_, range| place_in(source, range)));
        }
    }
    if !whole {
        return;
    }
    let named = |name: &str| sources.iter().find(|source| source.name == name);
    match error.kind() {
        ErrorKind::CircularInclude { tpl, include_chain: chain }
        | ErrorKind::CircularExtend { tpl, inheritance_chain: chain } => {
            let in_chain = chain.iter().find_map(|name| named(name));
            if let Some(source) = named(tpl).or(in_chain).or(sources.first()) {
                let message = say!("`{tpl}` includes itself, by way of {}", chain.join(", "));
                let start = super::first_line(&source.place);
                tell(source, Diagnostic::error("content/template", message).at(&start));
            }
        }
        _ => {
            let said = reports(&error.to_string());
            for report in &said {
                let Some(source) = named(&report.name) else { continue };
                let start = offset_of(source.text, report.line, report.column);
                let place = place_in(source, start..source.text.len());
                let place = place.as_ref().map(super::first_line);
                tell(
                    source,
                    Diagnostic::error("content/template", Sentence::literal(&report.message))
                        .maybe_at(place.as_ref()),
                );
            }
            if let (true, Some(first)) = (said.is_empty(), sources.first()) {
                tell(
                    first,
                    Diagnostic::error("content/template", Sentence::literal(error.to_string())),
                );
            }
        }
    }
}

/// The place of a range of a text; a text of one line is its own place.
fn place_in(source: &Source<'_>, range: Range<usize>) -> Option<Span> {
    match source.place.text() == source.text {
        true => Some(source.place.part(range)),
        false => Some(source.place.clone()),
    }
}

/// Finds what a text includes, or stands upon, in any spelling that the engine takes.
pub(super) struct Probe(Tera);

impl Probe {
    /// Ready to look.
    pub(super) fn new() -> Self {
        Self(engine())
    }

    /// The names that a text includes, and where each is written. Looked at by
    /// itself, everything that it includes is unknown to the engine, which says so.
    pub(super) fn includes(&mut self, body: &Span) -> Vec<(String, Span)> {
        let text = body.text();
        if !text.contains("include") && !text.contains("extends") {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut alone = None;
        let said = loop {
            let tera = alone.as_mut().unwrap_or(&mut self.0);
            let Err(error) = tera.add_raw_template(PROBE, text) else { break String::new() };
            match error.kind() {
                // What it extends comes first: it is stood in for, so that the rest is looked at.
                ErrorKind::MissingParent { parent, .. } if alone.is_none() => {
                    let place = text.find(parent.as_str()).map(|at| at..at + parent.len());
                    found.push((parent.clone(), body.part(place.unwrap_or(0..0))));
                    let tera = alone.insert(engine());
                    if tera.add_raw_template(parent, "").is_err() {
                        break String::new();
                    }
                }
                _ => break error.to_string(),
            }
        };
        for report in reports(&said) {
            let Some(name) = report.message.strip_prefix("Unknown template `") else { continue };
            let name = name.trim_end_matches('`').to_owned();
            let at = offset_of(text, report.line, report.column);
            // The engine points at the quotes.
            let inside = text[at..].chars().next().map_or(0, char::len_utf8);
            let place = match text[at + inside..].starts_with(&name) {
                true => at + inside..at + inside + name.len(),
                false => at..at + inside,
            };
            found.push((name, body.part(place)));
        }
        found.sort_by_key(|(_, place)| place.range.start);
        found
    }
}

/// What the engine says of one thing that a text uses and that is not there.
struct Report {
    message: String,
    name: String,
    /// Counted from 1.
    line: usize,
    /// In characters, counted from 1.
    column: usize,
}

/// Reads the reports that the engine has drawn into one text; it gives them in no
/// other form.
fn reports(said: &str) -> Vec<Report> {
    let mut lines = said.lines().peekable();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        let Some(message) = line.strip_prefix("error: ") else { continue };
        let place = lines.peek().and_then(|line| line.trim_start().strip_prefix("--> "));
        let read = place.and_then(|place| {
            let mut parts = place.rsplitn(3, ':');
            let (column, line) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            Some(Report {
                message: message.to_owned(),
                name: parts.next()?.to_owned(),
                line,
                column,
            })
        });
        found.extend(read);
    }
    found
}

/// The byte at a line and a column, both counted from 1, the column in characters.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let lines = text.split_inclusive('\n');
    let start: usize = lines.clone().take(line.saturating_sub(1)).map(str::len).sum();
    let line = lines.into_iter().nth(line.saturating_sub(1)).unwrap_or_default();
    let within = line.char_indices().nth(column.saturating_sub(1));
    start + within.map_or(line.len(), |(at, _)| at)
}

/// A fault of a template: the message without the engine's own drawing, and the
/// place that `place` finds for the template's name and a range in its text.
pub fn fault(
    code: &'static str,
    error: &tera::Error,
    place: impl Fn(&str, Range<usize>) -> Option<Span>,
) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let place = place(report.filename(), report.span().range.clone());
            // In the words of the template engine.
            Diagnostic::error(code, Sentence::literal(report.message())).maybe_at(place.as_ref())
        }
        _ => Diagnostic::error(code, Sentence::literal(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::SourceFile;

    #[test]
    fn what_waits_for_a_value_leaves_a_gap() {
        for (text, said) in [
            ("Geen naam.", "Geen naam."),
            ("Bij {{ organisation.name }} niet.", "Bij \u{FFFC} niet."),
            ("Een{% if a %} twee {{ b }}{% else %} drie{% endif %} vier", "Een\u{FFFC} vier"),
            ("Een {{ a", "Een \u{FFFC}"),
        ] {
            assert_eq!(with_gaps(text), said);
        }
    }

    fn includes(text: &str) -> Vec<(String, String, (usize, usize))> {
        let file = SourceFile::new("nl/x.md", format!("---\ntitle: x\n---\n{text}"));
        let body = file.span(17..file.text.len());
        let found = Probe::new().includes(&body).into_iter();
        found.map(|(name, at)| (name, at.text().to_owned(), at.line_column())).collect()
    }

    #[test]
    fn an_include_is_found_in_every_spelling_of_the_engine() {
        let law = "_law-x.md".to_owned();
        for text in [
            "{% include \"_law-x.md\" %}",
            "{%- include \"_law-x.md\" -%}",
            "{% include '_law-x.md' %}",
            "{%include `_law-x.md`%}",
            "{%  include   \"_law-x.md\"  %}",
            "{%\n  include\n  \"_law-x.md\"\n%}",
            "é {% if false %}{% include \"_law-x.md\" %}{% endif %}",
            "{% extends '_law-x.md' %}",
        ] {
            let found = includes(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!((&found[0].0, &found[0].1), (&law, &law), "{text}");
        }
        let both = includes("a\n{% include '_a.md' %} {% extends '_law-x.md' %}");
        assert!(both.is_empty(), "what does not parse is a fault of its own: {both:?}");
        let two =
            includes("é {% include '_a.md' %}\nb {% include \"_b.md\" %}{% include '_a.md' %}");
        let places: Vec<_> = two.iter().map(|(name, _, place)| (name.as_str(), *place)).collect();
        assert_eq!(places, [("_a.md", (4, 15)), ("_b.md", (5, 15)), ("_a.md", (5, 36))]);
    }

    #[test]
    fn what_only_looks_like_an_include_is_none() {
        for text in [
            "include \"_law-x.md\"",
            "{* {% include \"_law-x.md\" %} *}",
            "{% raw %}{% include \"_law-x.md\" %}{% endraw %}",
            "{{ \"{% include '_law-x.md' %}\" }}",
        ] {
            assert!(includes(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn every_text_that_does_not_parse_is_named() {
        let file = SourceFile::new("nl/x.md", "{% if %}\n{{ a | nosuch }}");
        let whole = file.span(0..file.text.len());
        let source = |name: &str, range: Range<usize>| Source {
            name: name.to_owned(),
            text: &file.text[range.clone()],
            place: whole.part(range),
            file: name.to_owned(),
        };
        let faults = |sources: &[Source<'_>]| {
            let mut faults = ByFile::new();
            Templates::new().add(sources, &[], &[], &mut faults);
            let at = |d: &Diagnostic| d.span.as_ref().map(|span| span.line_column().0);
            let told =
                |(name, found): (String, Diagnostics)| (name, found.iter().next().and_then(at));
            faults.into_iter().map(told).collect::<Vec<_>>()
        };
        let broken = [source("a.md", 0..8), source("b.md", 9..25), source("c.md", 0..8)];
        assert_eq!(faults(&broken), [("a.md".to_owned(), Some(1)), ("c.md".to_owned(), Some(1))]);
        assert_eq!(faults(&broken[1..2]), [("b.md".to_owned(), Some(2))]);
    }
}
