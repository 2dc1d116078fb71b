//! What a theme says of pages of content: which of them must say what, which stand
//! in the foot, which name a document or are read by a template.
//!
//! Keys of `theme.yaml` -> model. Invariant: every page that is named is kept with
//! its place, so that the plan can tell one that does not exist; the first page and
//! the one for a frame never say nothing of confidentiality.

use std::collections::BTreeMap;

use super::keys as raw;
use super::model::{EMBED, Reading, Says, Title};
use crate::diag::{Diagnostic, Sentence, Span, say};
use crate::value::{Checker, List, PageId};
use crate::yaml::{Field, Located};

/// The first page of the site.
const INDEX: &str = "index";

/// The pages that a theme names, gathered while it is read.
#[derive(Default)]
pub struct Named(pub Vec<(PageId, Span)>);

impl Named {
    /// The page that a key names.
    pub fn page(&mut self, name: &Located<String>, checker: &mut Checker) -> Option<PageId> {
        let id = PageId::from_stem(&name.value);
        match &id {
            Some(id) => self.0.push((id.clone(), name.span.clone())),
            None => {
                let message = say!("`{}` cannot be the name of a page", name.value);
                checker.push(Diagnostic::error("theme/page", message).at(&name.span));
            }
        }
        id
    }

    /// A list of pages.
    pub fn pages(&mut self, list: &List<String>, checker: &mut Checker) -> Vec<PageId> {
        let names: Vec<&Located<String>> = checker.items(list).collect();
        names.into_iter().filter_map(|name| self.page(name, checker)).collect()
    }

    /// What pages of the site must say.
    pub fn pages_say(
        &mut self,
        field: &Field<BTreeMap<String, Field<Says>>>,
        checker: &mut Checker,
    ) -> BTreeMap<String, Says> {
        let mut says =
            BTreeMap::from([(INDEX.to_owned(), Says::Full), (EMBED.to_owned(), Says::Full)]);
        for (page, field) in field.value().into_iter().flatten() {
            let Some(own) = field.given() else { continue };
            if own.value == Says::None && says.contains_key(page) {
                let message = say!("`{page}` must say that there is confidentiality, and when not");
                checker.push(
                    Diagnostic::error("theme/says", message)
                        .at(&own.span)
                        .hint(say!("possible: `full`, or `line` for one line")),
                );
            }
            if page != EMBED {
                self.page(&Located { value: page.clone(), span: own.span.clone() }, checker);
            }
            says.insert(page.clone(), own.value);
        }
        says
    }

    /// What the documents of a product are called.
    pub fn title(&mut self, field: &Field<raw::Title>, checker: &mut Checker) -> Option<Title> {
        let Some(title) = field.given() else { return Some(Title::Headline) };
        match (title.value.page.given(), title.value.word.given()) {
            (Some(page), None) => self.page(page, checker).map(Title::Page),
            (None, Some(word)) => Some(Title::Word(word.value.clone())),
            _ => {
                checker.push(one_of("title", &say!("`page` or `word`"), &title.span));
                None
            }
        }
    }

    /// What the template of a product reads beside what all get.
    pub fn reads(
        &mut self,
        field: &Field<BTreeMap<String, Field<raw::Reading>>>,
        checker: &mut Checker,
    ) -> BTreeMap<String, Reading> {
        let mut reads = BTreeMap::new();
        for (name, field) in field.value().into_iter().flatten() {
            let Some(reading) = field.given() else { continue };
            let raw::Reading { sections, slides, chapters } = &reading.value;
            let reading = match (sections.given(), slides.given(), chapters.given()) {
                (Some(page), None, None) => self.page(page, checker).map(Reading::Sections),
                (None, Some(page), None) => self.page(page, checker).map(Reading::Slides),
                (None, None, Some(surface)) => Some(Reading::Chapters(surface.value.clone())),
                _ => {
                    let one = say!("`sections`, `slides` or `chapters`");
                    checker.push(one_of(name, &one, &reading.span));
                    None
                }
            };
            reads.extend(reading.map(|reading| (name.clone(), reading)));
        }
        reads
    }
}

fn one_of(key: &str, one: &Sentence, span: &Span) -> Diagnostic {
    Diagnostic::error("theme/one-of", say!("`{key}` needs one of {one}")).at(span)
}
