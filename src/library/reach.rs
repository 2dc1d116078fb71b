//! The links of content -> those that lead nowhere.
//!
//! Held against the pages and headings there are, whatever surface shows the link:
//! site, paper, mail, plain text. Invariant: a page that is linked to is one that the
//! site shows in the language of the link, or for material that the site is not in,
//! in its first.

use std::collections::BTreeSet;

use super::markdown::Outline;
use super::model::Holds;
use super::{Content, Link, Transcript, link};
use crate::client::Client;
use crate::diag::{Diagnostic, Diagnostics, Span, did_you_mean};
use crate::value::{Lang, PageId};

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
            for (link, place) in all.iter().flat_map(|holds| &holds.outline.links) {
                faults.extend(reach.fault(link, place, own.lang, &here));
            }
        }
        // What no page includes is held to the pages alone.
        for (link, place) in own.fragments.values().flat_map(|it| &it.holds.outline.links) {
            if matches!(link, Link::Page { .. }) {
                faults.extend(reach.fault(link, place, own.lang, &[]));
            }
        }
    }
    for said in transcripts {
        for (link, place) in &said.outline.links {
            faults.extend(reach.fault(link, place, said.lang, &[&said.outline]));
        }
    }
}

struct Reach<'a> {
    content: &'a Content,
    client: &'a Client,
}

impl Reach<'_> {
    fn fault(
        &self,
        link: &Link,
        place: &Span,
        lang: Lang,
        here: &[&Outline],
    ) -> Option<Diagnostic> {
        match link {
            Link::Web(_) | Link::Call(_) | Link::Mail(_) => None,
            Link::Here(anchor) => no_heading(link, anchor, here).map(|fault| fault.at(place)),
            Link::Page { id, anchor } => {
                let lang = match self.client.languages.contains(&lang) {
                    true => lang,
                    false => self.client.default_lang(),
                };
                if !self.content.on_site(lang, id) {
                    return Some(self.no_page(link, id, lang).at(place));
                }
                let page = self.content.page(lang, id)?;
                let own = self.content.by_lang.get(&page.lang)?;
                let all: Vec<&Holds> = own.holds_in_all(&page.holds);
                let there: Vec<&Outline> = all.iter().map(|holds| &holds.outline).collect();
                no_heading(link, anchor.as_ref()?, &there).map(|fault| fault.at(place))
            }
        }
    }

    fn no_page(&self, link: &Link, id: &PageId, lang: Lang) -> Diagnostic {
        let fault = told(link);
        match self.content.page(lang, id) {
            Some(_) => fault.hint(format!("`{id}.md` is there, and no page of the site")),
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
        true => "there is no heading with an id there: write `## Heading {#id}`".to_owned(),
        false => format!("the headings there are: {}", known.join(", ")),
    };
    Some(told(link).hint(near.unwrap_or(all)))
}

fn told(link: &Link) -> Diagnostic {
    let invalid = link::nowhere(link);
    Diagnostic::error("content/link", invalid.message).maybe_hint(invalid.hint)
}
