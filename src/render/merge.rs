//! Content templates and a client's values -> finished text in one language.
//!
//! Invariant: a value is escaped for Markdown where it meets Markdown and left
//! as it is in titles and words; a name that does not exist is a fault at its
//! place, never an empty text.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value};
use tera::Context;

use crate::diag::{Diagnostics, Result, Span};
use crate::library::template::{self, Line};
use crate::library::{Block, LangContent};
use crate::plan::Statement;
use crate::value::{Audience, Lang, PageId};
use crate::words::Words;

use super::html::Commons;
use super::{Job, links, values};

pub use crate::library::template::fault;

/// All text of one language, with the client's values in it.
pub struct Merged {
    /// The language.
    pub lang: Lang,
    /// Pages by id.
    pub pages: BTreeMap<PageId, MergedPage>,
    /// Fragments by file name.
    pub fragments: BTreeMap<String, Arc<[Block]>>,
    /// UI words by key.
    pub words: Words,
    /// The client as templates see it, in this language.
    pub view: Map<String, Value>,
    /// What its pages have in common, for the same job.
    pub commons: Commons,
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
    pub blocks: Arc<[Block]>,
    /// Where its text was written.
    pub source: Span,
}

impl Merged {
    /// All text of a client, by language, with what stands in for a page that a language lacks.
    ///
    /// # Errors
    /// As [`Merged::new`].
    pub fn all(job: &Job<'_>) -> Result<BTreeMap<Lang, Self>> {
        let mut faults = Diagnostics::new();
        let mut texts = BTreeMap::new();
        for lang in job.content.by_lang.keys() {
            match Self::new(job, *lang) {
                Ok(merged) => drop(texts.insert(*lang, merged)),
                Err(found) => faults.extend(found),
            }
        }
        if faults.has_errors() {
            return Err(faults);
        }
        for ((lang, id), from) in &job.content.stand_ins {
            let page = texts[from].pages.get(id).cloned();
            if let (Some(own), Some(page)) = (texts.get_mut(lang), page) {
                own.pages.insert(id.clone(), page);
            }
        }
        Ok(texts)
    }

    /// Merges the client's values into the content of one language.
    ///
    /// # Errors
    /// A text names something that does not exist, or what a value brings is not what
    /// content may hold.
    pub fn new(job: &Job<'_>, lang: Lang) -> Result<Self> {
        let content = job.content.lang(lang);
        let mut merger = Merger { job, content, faults: Diagnostics::new() };
        let words = Words::new(lang, merger.words(&values::for_words(job, lang)))
            .with_usage(content.usage.clone());
        let context = values::for_content(job, &words);
        let for_organisation = values::for_organisation(job, &words, &context);
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
            let id = page.id.as_str();
            let context = match page.audience {
                Audience::Employee => &context,
                Audience::Organisation => &for_organisation,
            };
            let title = merger.line(&Line::Title(id), &page.title, context);
            let summary = merger.line(&Line::Summary(id), &page.summary, context);
            let blocks = merger.blocks(&format!("{id}.md"), &page.body, context);
            if let (Some(title), Some(summary), Some(blocks)) = (title, summary, blocks) {
                pages.insert(
                    page.id.clone(),
                    MergedPage {
                        lang,
                        menu: page
                            .menu
                            .as_ref()
                            .map_or_else(|| title.clone(), |menu| words.together(menu)),
                        title,
                        summary,
                        blocks,
                        source: page.body.clone(),
                    },
                );
            }
        }
        match merger.faults.is_empty() {
            true => {
                let view = values::view(job, &words);
                Ok(Self { lang, pages, fragments, words, view, commons: Commons::default() })
            }
            false => Err(merger.faults),
        }
    }

    /// The fixed text on confidentiality and its exception.
    pub fn confidentiality(&self) -> &[Block] {
        self.fragments.get("_confidentiality.md").map(AsRef::as_ref).unwrap_or_default()
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

/// The templates of one language and what their values have brought about.
struct Merger<'a> {
    job: &'a Job<'a>,
    content: &'a LangContent,
    faults: Diagnostics,
}

impl Merger<'_> {
    fn blocks(&mut self, name: &str, body: &Span, context: &Context) -> Option<Arc<[Block]>> {
        let merged = self.content.templates.body(name, context);
        let markdown = self.faults.ok(merged)?;
        // Only a value can bring a fault now: the text as it was written has been proven.
        let mut found = Diagnostics::new();
        let together = &self.content.usage.together;
        let blocks = self.content.parsed.blocks(name, markdown, together, &mut found);
        Block::visit_links(&blocks, &mut |link| {
            found.extend(
                links::resolve(link, &|id| links::url(self.job, self.content.lang, id)).err(),
            );
        });
        let start = body.part(0..body.text().lines().next().map_or(0, str::len));
        self.faults.extend(found.into_iter().map(|fault| fault.at(&start)));
        Some(blocks)
    }

    fn line(&mut self, line: &Line<'_>, text: &str, context: &Context) -> Option<String> {
        let merged = self.content.templates.line(line, text, context);
        let merged = self.faults.ok(merged)?;
        Some(self.content.usage.together.bind(&merged))
    }

    fn words(&mut self, context: &Context) -> BTreeMap<String, String> {
        let fixed = &self.content.fixed;
        let mut words = fixed.bound.clone();
        for key in &fixed.waiting {
            let (text, _) = &self.content.strings.by_key[key];
            let text = self.line(&Line::Word(key), text, context);
            words.extend(text.map(|text| (key.clone(), text)));
        }
        let of_theme = self.job.theme.words.get(&self.content.lang).into_iter().flatten();
        for (key, (text, place)) in of_theme {
            // What content says is said as it is there.
            if !words.contains_key(key) {
                let text = self.faults.ok(template::alone(text, place, context));
                let bound = text.map(|text| self.content.usage.together.bind(&text));
                words.extend(bound.map(|text| (key.clone(), text)));
            }
        }
        words
    }
}
