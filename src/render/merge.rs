//! Content templates and a client's values -> finished text in one language.
//!
//! Invariant: a value is escaped for Markdown where it meets Markdown and left
//! as it is in titles and words; a name that does not exist is a fault at its
//! place, never an empty text.

use std::collections::BTreeMap;
use std::ops::Range;

use tera::{Context, Delimiters, ErrorKind, Tera};

use crate::diag::{Diagnostic, Diagnostics, Result, Span};
use crate::library::LangContent;
use crate::plan::Statement;
use crate::value::{Lang, PageId};

use super::Job;
use super::values;
use crate::library::Block;
use crate::library::markdown;
use crate::words::Words;

/// All text of one language, with the client's values in it.
pub struct Merged {
    /// The language.
    pub lang: Lang,
    /// Pages by id.
    pub pages: BTreeMap<PageId, MergedPage>,
    /// Fragments by file name.
    pub fragments: BTreeMap<String, Vec<Block>>,
    /// UI words by key.
    pub words: Words,
}

/// A page with the client's values in it.
#[derive(Clone)]
pub struct MergedPage {
    /// The language it is in: that of its site, or the one that stands in for it.
    pub lang: Lang,
    /// Its title.
    pub title: String,
    /// Its title in navigation.
    pub menu: String,
    /// What is said first.
    pub summary: String,
    /// Its text.
    pub blocks: Vec<Block>,
    /// Where its text was written.
    pub source: Span,
}

impl Merged {
    /// Merges the client's values into the content of one language.
    ///
    /// # Errors
    /// A template does not parse or names something that does not exist.
    pub fn new(job: &Job<'_>, lang: Lang) -> Result<Self> {
        let content = job.content.lang(lang);
        let mut merger = Merger::new(content)?;
        let words = Words::new(lang, merger.words(content, &values::for_words(job, lang)));
        let context = values::for_content(job, lang, &words);
        let fragments = content
            .fragments
            .values()
            .filter_map(|fragment| {
                let blocks = merger.blocks(&fragment.name, &fragment.body, &context)?;
                Some((fragment.name.clone(), blocks))
            })
            .collect();
        let mut pages = BTreeMap::new();
        for page in content.pages.values() {
            let name = format!("{}.md", page.id);
            let top = page.body.file.span(0..page.body.range.start.min(3));
            let mut line = |what: &str, text: &str| {
                merger.line(&format!("{what} of {}", page.id), text, &top, &context)
            };
            let (title, summary) = (line("title", &page.title), line("summary", &page.summary));
            let blocks = merger.blocks(&name, &page.body, &context);
            if let (Some(title), Some(summary), Some(blocks)) = (title, summary, blocks) {
                pages.insert(
                    page.id.clone(),
                    MergedPage {
                        lang,
                        menu: page.menu.clone().unwrap_or_else(|| title.clone()),
                        title,
                        summary,
                        blocks,
                        source: page.body.clone(),
                    },
                );
            }
        }
        match merger.faults.is_empty() {
            true => Ok(Self { lang, pages, fragments, words }),
            false => Err(merger.faults),
        }
    }

    /// The fixed text on confidentiality and its exception.
    pub fn confidentiality(&self) -> &[Block] {
        self.fragments.get("_confidentiality.md").map(Vec::as_slice).unwrap_or_default()
    }

    /// The same without its marks.
    pub fn confidentiality_text(&self) -> String {
        Block::plain(self.confidentiality())
    }

    /// What others must say of it.
    pub fn statement(&self) -> Statement {
        let line = self.words.word("poster_confidential").to_owned();
        Statement { full: self.confidentiality_text(), line }
    }
}

/// `{#id}` gives a heading its id, so comments are written `{* … *}`.
fn delimiters() -> Delimiters {
    Delimiters { comment_start: "{*".into(), comment_end: "*}".into(), ..Delimiters::default() }
}

struct Merger {
    tera: Tera,
    /// Where each template was written.
    places: BTreeMap<String, Span>,
    faults: Diagnostics,
}

impl Merger {
    fn new(content: &LangContent) -> Result<Self> {
        let mut tera = Tera::default();
        tera.autoescape_on(vec![".md"]);
        tera.set_escape_fn(markdown::escape);
        let mut faults = Diagnostics::new();
        if let Err(error) = tera.set_delimiters(delimiters()) {
            return Err(Diagnostic::error("content/template", error.to_string()).into());
        }
        let fragments = content.fragments.values().map(|f| (f.name.clone(), &f.body));
        let pages = content.pages.values().map(|p| (format!("{}.md", p.id), &p.body));
        let bodies: Vec<(String, &Span)> = fragments.chain(pages).collect();
        let places = bodies.iter().map(|(name, body)| (name.clone(), (*body).clone())).collect();
        let mut merger = Self { tera, places, faults: Diagnostics::new() };
        for (_, body) in &bodies {
            markdown::check(body, &mut faults);
        }
        let all = bodies.iter().map(|(name, body)| (name.as_str(), body.text()));
        if let Err(error) = merger.tera.add_raw_templates(all) {
            // One by one, so that every template that does not parse is named.
            for (name, body) in &bodies {
                let mut alone = Tera::default();
                if alone.set_delimiters(delimiters()).is_ok()
                    && let Err(error) = alone.add_raw_template(name, body.text())
                    && matches!(error.kind(), ErrorKind::SyntaxError(_))
                {
                    faults.push(merger.fault(&error));
                }
            }
            if faults.is_empty() {
                faults.push(merger.fault(&error));
            }
        }
        if faults.is_empty() { Ok(merger) } else { Err(faults) }
    }

    fn blocks(&mut self, name: &str, body: &Span, context: &Context) -> Option<Vec<Block>> {
        match self.tera.render(name, context) {
            Ok(markdown) => Some(markdown::parse(&markdown)),
            Err(error) => {
                let fault = self.fault(&error);
                let place = fault.span.clone().unwrap_or_else(|| body.clone());
                self.faults.push(fault.at(&place));
                None
            }
        }
    }

    fn line(&mut self, name: &str, text: &str, at: &Span, context: &Context) -> Option<String> {
        if !text.contains("{{") && !text.contains("{%") {
            return Some(text.to_owned());
        }
        match Tera::one_off(text, context, false) {
            Ok(text) => Some(text),
            Err(error) => {
                let fault = fault("content/template", &error, |_, _| Some(at.clone()));
                let message = format!("the {name}: {}", fault.message);
                self.faults.push(Diagnostic { message, ..fault });
                None
            }
        }
    }

    fn words(&mut self, content: &LangContent, context: &Context) -> BTreeMap<String, String> {
        let mut words = BTreeMap::new();
        for (key, (text, span)) in &content.strings.by_key {
            if let Some(text) = self.line(&format!("word `{key}`"), text, span, context) {
                words.insert(key.clone(), text);
            }
        }
        words
    }

    fn fault(&self, error: &tera::Error) -> Diagnostic {
        fault("content/template", error, |name, range| Some(self.places.get(name)?.part(range)))
    }
}

/// A fault of a template: the message without the library's own drawing, and the
/// place that `place` finds for the template's name and a range in its text.
pub fn fault(
    code: &'static str,
    error: &tera::Error,
    place: impl Fn(&str, Range<usize>) -> Option<Span>,
) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let place = place(report.filename(), report.span().range.clone());
            Diagnostic::error(code, report.message()).maybe_at(place.as_ref())
        }
        _ => Diagnostic::error(code, error.to_string()),
    }
}
