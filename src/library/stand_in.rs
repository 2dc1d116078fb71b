//! The languages of a client -> which page stands in for one that a language lacks,
//! and in which languages there is material for the organisation.
//!
//! Invariant: nothing stands in for a page that says `fallback: never`; that it is
//! missing is a fault.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Content, Fallback, LAST_RESORT, LangContent, Page, first_line};
use crate::client::Client;
use crate::diag::{Diagnostic, Diagnostics, Span, say};
use crate::value::{Audience, Lang, PageId};

/// Languages that may stand in, and are not the client's own.
pub(super) type Others = BTreeMap<Lang, Arc<LangContent>>;

/// Finds, for every page that a language lacks, the one that stands in: of the
/// client's languages in their order, then of English, then of Dutch.
pub(super) fn stand_ins(
    content: &mut Content,
    others: &Others,
    client: &Client,
    faults: &mut Diagnostics,
) -> BTreeSet<Lang> {
    let chain: Vec<&LangContent> = client
        .languages
        .iter()
        .filter_map(|lang| content.by_lang.get(lang))
        .map(|own| &**own)
        .chain(
            LAST_RESORT
                .iter()
                .filter_map(|tag| others.get(&Lang::parse(tag).ok()?))
                .map(|own| &**own),
        )
        .collect();
    let wanted: BTreeSet<&PageId> = chain
        .iter()
        .flat_map(|own| own.pages.values())
        .filter(|page| page.audience == Audience::Employee)
        .map(|page| &page.id)
        .collect();
    let mut found = BTreeMap::new();
    for lang in &client.languages {
        for id in &wanted {
            let own = &content.by_lang[lang];
            // One that is there and cannot be read has been told.
            if own.pages.contains_key(*id) || own.is_faulty(&format!("{id}.md")) {
                continue;
            }
            let pages = chain.iter().filter_map(|own| own.pages.get(*id));
            let first = pages.clone().next();
            let never = pages.clone().find(|page| page.fallback == Fallback::Never);
            match (never, first) {
                (None, Some(page)) => {
                    faults.push(stands_in(page, *lang));
                    found.insert((*lang, (*id).clone()), page.lang);
                }
                (never, _) => faults.push(
                    Diagnostic::error(
                        "content/missing-page",
                        say!("`{id}.md` is missing in `{lang}`"),
                    )
                    .maybe_at(never.map(first_line_of).as_ref())
                    .hint(say!(
                        "write `content/{lang}/{id}.md`: no other language may stand in for it"
                    )),
                ),
            }
        }
    }
    let used = found.values().copied().collect();
    content.stand_ins = found;
    used
}

fn stands_in(page: &Page, lang: Lang) -> Diagnostic {
    let (id, from) = (&page.id, page.lang);
    Diagnostic::warning("content/stands-in", say!("`{id}.md` is missing in `{lang}`"))
        .at(&first_line_of(page))
        .hint(say!("the page in `{from}` is shown in its place, with a notice"))
        .hint(say!("write `content/{lang}/{id}.md`"))
}

fn first_line_of(page: &Page) -> Span {
    let file = &page.body.file;
    first_line(&file.span(0..file.text.len()))
}

/// Chooses the languages of the material for the organisation: the one that HR reads, then those
/// of the client that have it.
pub(super) fn organisation_langs(
    content: &mut Content,
    others: &Others,
    client: &Client,
    faults: &mut Diagnostics,
) {
    let has = |own: &&Arc<LangContent>| {
        own.pages.values().any(|page| page.audience == Audience::Organisation)
    };
    let hr = client.hr_language.lang;
    let first = content.by_lang.get(&hr).or_else(|| others.get(&hr)).filter(has);
    if let (None, Some(place)) = (first, &client.hr_language.given) {
        let all = content.by_lang.values().chain(others.values()).filter(has);
        let tags: BTreeSet<&str> = all.map(|own| own.lang.tag()).collect();
        let tags: Vec<&str> = tags.into_iter().collect();
        faults.push(
            Diagnostic::error("lang/hr", say!("there are no pages for HR in `{hr}`"))
                .at(place)
                .hint(say!("write one of {}", tags.join(", ")))
                .hint(say!("or write `content/{hr}/org-start.md` and the others yourself")),
        );
    }
    let own = client.languages.iter().filter_map(|lang| content.by_lang.get(lang));
    let own = own.filter(has).filter(|own| own.lang != hr);
    let mut langs: Vec<Lang> = first.into_iter().chain(own).map(|own| own.lang).collect();
    if langs.is_empty() {
        // Whoever reads for the organisation reads Dutch rather than English.
        let resort = LAST_RESORT.iter().rev().filter_map(|tag| others.get(&Lang::parse(tag).ok()?));
        langs.extend(resort.filter(|own| has(own)).map(|own| own.lang).take(1));
    }
    content.organisation_langs = langs;
}
