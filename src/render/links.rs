//! Links as content writes them -> addresses as a surface shows them.
//!
//! What a link is, and whether it leads anywhere, `library` has proven; here it only
//! gets its address. Invariant: on paper no link is left that leads nowhere.

use crate::diag::Diagnostic;
use crate::library::{Block, Inline, Link, markdown, nowhere};
use crate::value::{Lang, PageId};

use super::Job;

/// The address of a link; `page` tells where a page lies for who reads it.
///
/// # Errors
/// The page is nowhere.
pub fn resolve(
    link: &Link,
    page: &dyn Fn(&PageId) -> Option<String>,
) -> Result<String, Diagnostic> {
    let anchored = |anchor: &str| format!("#{}", markdown::anchor(anchor));
    match link {
        Link::Web(address) | Link::Call(address) | Link::Mail(address) => Ok(address.clone()),
        Link::Here(anchor) => Ok(anchored(anchor)),
        Link::Page { id, anchor } => match (page(id), anchor) {
            (Some(page), Some(anchor)) => Ok(format!("{page}{}", anchored(anchor))),
            (Some(page), None) => Ok(page),
            (None, _) => {
                let invalid = nowhere(link);
                Err(Diagnostic::error("content/link", invalid.message).maybe_hint(invalid.hint))
            }
        },
    }
}

/// The whole address of a page of the site for who reads in a language; the material
/// for the organisation can be in one that the site is not in.
pub fn url(job: &Job<'_>, lang: Lang, id: &PageId) -> Option<String> {
    let pages = &job.plan.site.pages;
    let path = pages.get(&(lang, id.clone()));
    let path = path.or_else(|| pages.get(&(job.client.default_lang(), id.clone())))?;
    Some(job.client.site.url.join(path.as_str().strip_prefix("site/")?))
}

/// Blocks with links that work on paper: those to pages lead to the site, and one to a
/// heading of the same text, which paper cannot lead to, is what it says.
pub fn on_paper(blocks: &[Block], job: &Job<'_>, lang: Lang) -> Vec<Block> {
    let inlines = |own: &[Inline]| inlines_on_paper(own, job, lang);
    let block = |block: &Block| match block {
        Block::Heading { level, id, inlines: own } => {
            Block::Heading { level: *level, id: id.clone(), inlines: inlines(own) }
        }
        Block::Paragraph { inlines: own } => Block::Paragraph { inlines: inlines(own) },
        Block::Bullets { items } => {
            Block::Bullets { items: items.iter().map(|item| on_paper(item, job, lang)).collect() }
        }
        Block::Numbers { start, items } => Block::Numbers {
            start: *start,
            items: items.iter().map(|item| on_paper(item, job, lang)).collect(),
        },
        Block::Quote { blocks } => Block::Quote { blocks: on_paper(blocks, job, lang) },
    };
    blocks.iter().map(block).collect()
}

fn inlines_on_paper(inlines: &[Inline], job: &Job<'_>, lang: Lang) -> Vec<Inline> {
    let mut out = Vec::new();
    for inline in inlines {
        let inner = |children: &[Inline]| inlines_on_paper(children, job, lang);
        match inline {
            Inline::Text { .. } | Inline::Break => out.push(inline.clone()),
            Inline::Strong { children } => out.push(Inline::Strong { children: inner(children) }),
            Inline::Em { children } => out.push(Inline::Em { children: inner(children) }),
            Inline::Foreign { lang, children } => {
                out.push(Inline::Foreign { lang: *lang, children: inner(children) });
            }
            Inline::Link { to, children } => {
                let children = inner(children);
                let address = match to {
                    Link::Here(_) => None,
                    Link::Page { id, .. } => url(job, lang, id),
                    Link::Web(address) | Link::Call(address) | Link::Mail(address) => {
                        Some(address.clone())
                    }
                };
                match address {
                    Some(address) => {
                        out.push(Inline::Link { to: Link::Web(address), children });
                    }
                    None => out.extend(children),
                }
            }
        }
    }
    out
}
