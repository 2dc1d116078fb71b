//! Content files -> pages, fragments, UI words and help lines of one client.
//!
//! Invariant: every language of the client has every page for employees, its own
//! or one that stands in for it; every fragment that a page includes is there;
//! and the fixed text on confidentiality is not the client's own.

mod coverage;
mod dated;
mod files;
mod help;
mod keys;
mod language;
pub mod markdown;
mod model;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use crate::client::{self, Client};
use crate::diag::{Diagnostic, Diagnostics, Span};
use crate::load::RawContent;
use crate::value::{Audience, Digest, Lang, PageId};
use crate::yaml::Field;

pub use coverage::{Coverage, coverage};
pub use language::{Depth, language};
pub use model::{Content, Fallback, Fragment, HelpLine, LangContent, Origin, Page, Strings};
pub use text::{Block, Inline};

/// The fixed text on confidentiality and its exception: every page, flyer and
/// poster relies on it, so that no client can leave it out.
const CONFIDENTIALITY: &str = "_confidentiality.md";
/// The language that all others are translated from.
const SOURCE: &str = "nl";
/// Languages that stand in after the client's own, in this order.
const LAST_RESORT: [&str; 2] = ["en", SOURCE];

/// Proves the content that a client sees.
pub fn content(
    raw: &RawContent,
    client: &Client,
    raw_client: &client::Raw,
) -> (Option<Content>, Diagnostics) {
    let mut faults = Diagnostics::new();
    let mut by_lang = BTreeMap::new();
    let known = known_langs(raw);
    for lang in &client.languages {
        if !known.contains(lang.tag()) {
            faults.push(no_content(*lang, raw_client, &known));
            continue;
        }
        by_lang.insert(*lang, files::lang_content(raw, *lang, &mut faults));
    }
    if by_lang.len() < client.languages.len() {
        return (None, faults);
    }
    // What only stands in is judged where it is used.
    let mut others = BTreeMap::new();
    for tag in LAST_RESORT.iter().filter(|tag| known.contains(**tag)) {
        if let Ok(lang) = Lang::parse(tag)
            && !by_lang.contains_key(&lang)
        {
            others.insert(lang, files::lang_content(raw, lang, &mut Diagnostics::new()));
        }
    }
    let mut content = Content {
        by_lang,
        stand_ins: BTreeMap::new(),
        organisation_langs: Vec::new(),
        help_lines: Vec::new(),
    };
    let used = stand_ins(&mut content, &others, client, &mut faults);
    organisation_langs(&mut content, &others, client);
    let used = used.into_iter().chain(content.organisation_langs.iter().copied());
    for lang in used.collect::<BTreeSet<Lang>>() {
        if let Some(other) = others.remove(&lang) {
            content.by_lang.insert(lang, other);
        }
    }
    for (lang, own) in &content.by_lang {
        missing_fragments(*lang, own, &mut faults);
    }
    same_words(&content, client, &mut faults);
    let mut facts = dated::Dated::new(client);
    content.help_lines = help::lines(raw, client, &mut facts, &mut faults);
    help::statements(raw, &content, &mut facts, &mut faults);
    facts.report(&mut faults);
    coverage::report(&content, others.get(&source()), client, raw_client, &mut faults);
    replaced(raw, &content, &mut faults);
    faults.sort();
    let sound = !faults.has_errors();
    (sound.then_some(content), faults)
}

fn source() -> Lang {
    Lang::parse(SOURCE).unwrap_or_else(|_| unreachable!("the table of languages holds `nl`"))
}

fn known_langs(raw: &RawContent) -> BTreeSet<String> {
    let index = |path: &String| path.strip_suffix("/index.md").map(str::to_owned);
    raw.keys().filter_map(index).filter(|lang| !lang.contains('/')).collect()
}

fn no_content(lang: Lang, raw_client: &client::Raw, known: &BTreeSet<String>) -> Diagnostic {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    Diagnostic::error("content/missing-language", format!("there is no content in `{lang}`"))
        .maybe_at(place_of(lang, raw_client))
        .hint(format!("there is content in {}", known.join(", ")))
        .hint(format!("write your own in `content/{lang}/`, one file for each page"))
}

/// Where the client asks for a language.
fn place_of(lang: Lang, raw_client: &client::Raw) -> Option<&Span> {
    let langs = raw_client.keys.languages.value();
    langs
        .into_iter()
        .flatten()
        .filter_map(Field::given)
        .find(|item| Lang::parse(&item.value) == Ok(lang))
        .map(|item| &item.span)
}

/// Finds, for every page that a language lacks, the one that stands in: of the
/// client's languages in their order, then of English, then of Dutch.
fn stand_ins(
    content: &mut Content,
    others: &BTreeMap<Lang, LangContent>,
    client: &Client,
    faults: &mut Diagnostics,
) -> BTreeSet<Lang> {
    let chain: Vec<&LangContent> = client
        .languages
        .iter()
        .filter_map(|lang| content.by_lang.get(lang))
        .chain(LAST_RESORT.iter().filter_map(|tag| others.get(&Lang::parse(tag).ok()?)))
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
            if content.by_lang[lang].pages.contains_key(*id) {
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
                        format!("`{id}.md` is missing in `{lang}`"),
                    )
                    .maybe_at(never.map(first_line_of).as_ref())
                    .hint(format!(
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
    Diagnostic::warning("content/stands-in", format!("`{id}.md` is missing in `{lang}`"))
        .at(&first_line_of(page))
        .hint(format!("the page in `{from}` is shown in its place, with a notice"))
        .hint(format!("write `content/{lang}/{id}.md`"))
}

fn first_line_of(page: &Page) -> Span {
    let file = &page.body.file;
    first_line(&file.span(0..file.text.len()))
}

/// Chooses the languages of the material for the organisation: those of the
/// client that have it, or else the first that has.
fn organisation_langs(
    content: &mut Content,
    others: &BTreeMap<Lang, LangContent>,
    client: &Client,
) {
    let has =
        |own: &&LangContent| own.pages.values().any(|page| page.audience == Audience::Organisation);
    let own = client.languages.iter().filter_map(|lang| content.by_lang.get(lang));
    let mut langs: Vec<Lang> = own.filter(has).map(|own| own.lang).collect();
    if langs.is_empty() {
        // Whoever reads for the organisation reads Dutch rather than English.
        let resort = LAST_RESORT.iter().rev().filter_map(|tag| others.get(&Lang::parse(tag).ok()?));
        langs.extend(resort.filter(|own| has(own)).map(|own| own.lang).take(1));
    }
    content.organisation_langs = langs;
}

/// Reports every fragment that a page includes and its language lacks.
fn missing_fragments(lang: Lang, own: &LangContent, faults: &mut Diagnostics) {
    if !own.fragments.contains_key(CONFIDENTIALITY) {
        faults.push(
            Diagnostic::error(
                "content/missing-page",
                format!("`{CONFIDENTIALITY}` is missing in `{lang}`"),
            )
            .hint(format!(
                "write `content/{lang}/{CONFIDENTIALITY}`: no other may stand in for it"
            )),
        );
    }
    for page in own.pages.values() {
        for (name, place) in files::includes(&page.body) {
            if !own.fragments.contains_key(&name) {
                faults.push(
                    Diagnostic::error(
                        "content/missing-page",
                        format!("`{name}` is missing in `{lang}`"),
                    )
                    .at(&place)
                    .hint(format!("write `content/{lang}/{name}`")),
                );
            }
        }
    }
}

/// Reports UI words that one language has and another lacks.
fn same_words(content: &Content, client: &Client, faults: &mut Diagnostics) {
    let own = |lang: &Lang| content.lang(*lang).strings.by_key.keys();
    let wanted: BTreeSet<&String> = content.by_lang.keys().flat_map(own).collect();
    for lang in &client.languages {
        let has: BTreeSet<&String> = own(lang).collect();
        for key in wanted.difference(&has) {
            faults.push(
                Diagnostic::error(
                    "content/missing-word",
                    format!("the word `{key}` is missing in `{lang}`"),
                )
                .hint(format!("add it to `content/{lang}/_strings.yaml`")),
            );
        }
    }
}

/// Says which of a client's own pages stand in for a page that has changed since.
fn replaced(raw: &RawContent, content: &Content, faults: &mut Diagnostics) {
    for (lang, own) in &content.by_lang {
        for (name, origin) in own.origins.iter().filter(|(_, origin)| origin.own) {
            let Some(below) = files::digest_below(raw, *lang, name) else { continue };
            let write = |digest: &Digest| format!("`replaces: {}`", digest.as_str());
            match &origin.replaces {
                Some(digest) if digest == below.as_str() => {}
                Some(_) => faults.push(
                    Diagnostic::warning(
                        "content/replaced",
                        format!("the `{name}` that this one replaces has changed since"),
                    )
                    .at(&origin.place)
                    .hint("read what is new in it, and bring this text up to date")
                    .hint(format!("then write {} in its front matter", write(&below))),
                ),
                None if name.ends_with(".md") => faults.push(
                    Diagnostic::note(
                        "content/replaces",
                        format!("this text replaces the `{name}` that all clients share"),
                    )
                    .at(&origin.place)
                    .hint(format!(
                        "write {} in its front matter to be told when that one changes",
                        write(&below)
                    )),
                ),
                None => {}
            }
        }
    }
}

fn first_line(span: &Span) -> Span {
    span.part(0..span.text().lines().next().map_or(0, str::len))
}
