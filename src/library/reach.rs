//! The links of content -> those that lead nowhere.
//!
//! Held against the pages and headings there are, whatever surface shows the link:
//! site, paper, mail, plain text. Invariant: a page that is linked to is one that the
//! site shows in the language of the link, or for material that the site is not in,
//! in its first.

use std::collections::BTreeSet;

use super::markdown::Outline;
use super::model::Holds;
use super::{Content, LangContent, Link, Page, Transcript, first_line, link};
use crate::client::Client;
use crate::diag::{Diagnostic, Diagnostics, Span, did_you_mean, say};
use crate::load::Layer;
use crate::value::{Audience, Lang, PageId};

/// Reports every link of a client's content that leads nowhere.
pub(super) fn dead_links(
    content: &Content,
    client: &Client,
    transcripts: &[Transcript],
    faults: &mut Diagnostics,
) {
    let reach = Reach { content, client };
    for own in content.by_lang.values() {
        for page in own.pages.values() {
            let all = own.holds_in_all(&page.holds);
            let here: Vec<&Outline> = all.iter().map(|holds| &holds.outline).collect();
            for holds in all {
                let from =
                    From { lang: own.lang, here: &here, layer: holds.layer, page: Some(page) };
                let links = holds.outline.links.iter();
                faults.extend(links.filter_map(|(link, place)| reach.fault(link, place, &from)));
            }
        }
        // What no page includes is held to the pages alone.
        for holds in own.fragments.values().map(|it| &it.holds) {
            let from = From { lang: own.lang, here: &[], layer: holds.layer, page: None };
            let links = holds.outline.links.iter();
            let links = links.filter(|(link, _)| matches!(link, Link::Page { .. }));
            faults.extend(links.filter_map(|(link, place)| reach.fault(link, place, &from)));
        }
    }
    for said in transcripts {
        let here = [&said.outline];
        let from = From { lang: said.lang, here: &here, layer: Layer::Own, page: None };
        let links = said.outline.links.iter();
        faults.extend(links.filter_map(|(link, place)| reach.fault(link, place, &from)));
    }
}

/// The text that a link stands in.
struct From<'a> {
    lang: Lang,
    /// The headings of the page that it shows on.
    here: &'a [&'a Outline],
    layer: Layer,
    /// That page, where it is one.
    page: Option<&'a Page>,
}

struct Reach<'a> {
    content: &'a Content,
    client: &'a Client,
}

impl Reach<'_> {
    fn fault(&self, link: &Link, place: &Span, from: &From<'_>) -> Option<Diagnostic> {
        match link {
            Link::Web(_) | Link::Call(_) | Link::Mail(_) => None,
            Link::Here(anchor) => no_heading(link, anchor, from.here).map(|fault| fault.at(place)),
            Link::Page { id, anchor } => {
                let lang = match self.client.languages.contains(&from.lang) {
                    true => from.lang,
                    false => self.client.default_lang(),
                };
                if !self.content.on_site(lang, id) {
                    // One that is there and cannot be read has been told.
                    let faulty =
                        |own: &std::sync::Arc<LangContent>| own.is_faulty(&format!("{id}.md"));
                    if self.content.by_lang.get(&lang).is_some_and(faulty) {
                        return None;
                    }
                    return Some(self.no_page(link, id, lang).at(place));
                }
                let page = self.content.page(lang, id)?;
                let own = self.content.by_lang.get(&page.lang)?;
                let all: Vec<&Holds> = own.holds_in_all(&page.holds);
                let there: Vec<&Outline> = all.iter().map(|holds| &holds.outline).collect();
                let fault = no_heading(link, anchor.as_ref()?, &there)?;
                match page.holds.layer > from.layer {
                    true => Some(replaced(page, anchor.as_ref()?, place, from)),
                    false => Some(fault.at(place)),
                }
            }
        }
    }

    fn no_page(&self, link: &Link, id: &PageId, lang: Lang) -> Diagnostic {
        let fault = told(link);
        match self.content.page(lang, id) {
            Some(_) => fault.hint(say!("`{id}.md` is there, and no page of the site")),
            None => {
                let pages =
                    self.content.pages(lang).filter(|it| self.content.on_site(lang, &it.id));
                let names: Vec<String> = pages.map(|page| format!("{}.md", page.id)).collect();
                let near = did_you_mean(&format!("{id}.md"), names.iter().map(String::as_str));
                fault.maybe_hint(near)
            }
        }
    }
}

/// A page that stands in for another, and lacks a heading that the other had: it is
/// told at the page, since whoever wrote it need not know the text that leads there.
/// Off the site the link still opens the page, at its top.
fn replaced(page: &Page, anchor: &str, place: &Span, from: &From<'_>) -> Diagnostic {
    let linker = place.file.path.rsplit('/').next().unwrap_or_default();
    let message =
        say!("`{}.md` has no heading `{{#{anchor}}}`, and `{linker}` links to it", page.id);
    let on_site = from.page.is_some_and(|it| it.audience == Audience::Employee && it.is_on("site"));
    let fault = match on_site {
        true => Diagnostic::error("content/link", message),
        false => Diagnostic::warning("content/link", message),
    };
    let file = &page.body.file;
    fault.at(&first_line(&file.span(0..file.text.len()))).hint(say!(
        "write `{{#{anchor}}}` behind the heading that says it, as in `## Heading {{#{anchor}}}`"
    ))
}

/// The fault of a link to a heading that none of the texts has.
fn no_heading(link: &Link, anchor: &str, there: &[&Outline]) -> Option<Diagnostic> {
    if there.iter().any(|outline| outline.open || outline.anchors.contains(anchor)) {
        return None;
    }
    let known: BTreeSet<&str> =
        there.iter().flat_map(|outline| &outline.anchors).map(String::as_str).collect();
    let near = did_you_mean(anchor, known.iter().copied());
    let known: Vec<&str> = known.into_iter().collect();
    let all = match known.is_empty() {
        true => say!("there is no heading with an id there: write `## Heading {{#id}}`"),
        false => say!("the headings there are: {}", known.join(", ")),
    };
    Some(told(link).hint(near.unwrap_or(all)))
}

fn told(link: &Link) -> Diagnostic {
    let invalid = link::nowhere(link);
    Diagnostic::error("content/link", invalid.message).maybe_hint(invalid.hint)
}
