//! Content: pages, fragments, UI words, help lines and statements of law.
//!
//! Invariant: every language of a client has every page for employees, its own
//! or, with a notice, that of a language that stands in; a hole is a fault.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::Span;
use crate::load::Layer;
use crate::value::{Audience, Date, Digest, HttpsUrl, Lang, PageId, PhoneNumber, Text, Tongue};
use crate::words::{Usage, Words};
use crate::yaml::Field;

use super::SOURCE;
pub use super::keys::Fallback;
use super::keys::HelpWords;
use super::language::Rules;
use super::markdown::Outline;
use super::parsed::Parsed;
use super::reviews::Reading;
use super::template::{ByFile, Templates, is_template};
use super::text::Block;

/// A page of content before client values are merged in.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its id.
    pub id: PageId,
    /// The language it is written in.
    pub lang: Lang,
    /// The title, a template.
    pub title: String,
    /// A shorter title for navigation.
    pub menu: Option<String>,
    /// What is said first, a template.
    pub summary: String,
    /// Place in the navigation.
    pub order: u32,
    /// For whom.
    pub audience: Audience,
    /// Where its facts come from.
    pub sources: Vec<String>,
    /// Whether another language may stand in where this page is missing.
    pub fallback: Fallback,
    /// Where it appears: `site`, `flyer` …
    pub surfaces: Vec<String>,
    /// The Markdown, a template, and its place in its file.
    pub body: Span,
    /// What the Markdown holds besides its words.
    pub(super) holds: Holds,
}

/// What a body holds besides its words.
#[derive(Clone, Debug, Default)]
pub(super) struct Holds {
    /// Whose it is.
    pub(super) layer: Layer,
    /// The fragments that it includes, and where.
    pub(super) includes: Vec<(String, Span)>,
    /// Its links and headings.
    pub(super) outline: Outline,
}

impl Page {
    /// Whether it appears on a surface.
    pub fn is_on(&self, surface: &str) -> bool {
        self.surfaces.iter().any(|name| name == surface)
    }
}

/// A piece of Markdown that pages include, such as the fixed text on confidentiality.
#[derive(Clone, Debug)]
pub struct Fragment {
    /// The file's name, as in `_confidentiality.md`.
    pub name: String,
    /// Where its facts come from.
    pub sources: Vec<String>,
    /// The Markdown, a template, and its place.
    pub body: Span,
    /// What the Markdown holds besides its words.
    pub(super) holds: Holds,
}

/// UI words of one language by key; values are templates.
#[derive(Clone, Debug, Default)]
pub struct Strings {
    /// The words and the places they stand at.
    pub by_key: BTreeMap<String, (String, Span)>,
    /// What the files say about themselves.
    pub(super) about: BTreeMap<String, Field<String>>,
}

/// UI words that wait for no value, and the keys of those that do.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// As they are written.
    pub words: Words,
    /// As they are shown: what belongs together stays together.
    pub bound: BTreeMap<String, String>,
    /// The keys of all others.
    pub waiting: Vec<String>,
}

impl Fixed {
    pub(super) fn of(lang: Lang, strings: &Strings, usage: Arc<Usage>) -> Self {
        let texts = strings.by_key.iter().map(|(key, (text, _))| (key.clone(), text.clone()));
        let (waiting, fixed): (BTreeMap<_, _>, BTreeMap<_, _>) =
            texts.partition(|(_, text)| is_template(text));
        let bind = |(key, text): (&String, &String)| (key.clone(), usage.together.bind(text));
        let bound = fixed.iter().map(bind).collect();
        let words = Words::new(lang, fixed).with_usage(usage);
        Self { words, bound, waiting: waiting.into_keys().collect() }
    }
}

/// All content of one language: what all clients share, and on top of it what is one
/// client's own.
#[derive(Clone, Debug)]
pub struct LangContent {
    /// The language.
    pub lang: Lang,
    /// Pages by id.
    pub pages: BTreeMap<PageId, Page>,
    /// Fragments by file name.
    pub fragments: BTreeMap<String, Fragment>,
    /// UI words.
    pub strings: Strings,
    /// What is known of each file, by its name.
    pub origins: BTreeMap<String, Origin>,
    /// The same texts, ready for values.
    pub templates: Templates,
    /// Words of help lines by the id of the line.
    pub(super) help_words: BTreeMap<String, Field<HelpWords>>,
    /// Who has read what, by the name of the file.
    pub(super) readings: BTreeMap<String, Reading>,
    /// The rules of plain language, where there are any.
    pub(super) rules: Option<Arc<Rules>>,
    /// What the language asks of names and lines.
    pub usage: Arc<Usage>,
    /// The words that are the same for every client.
    pub fixed: Fixed,
    /// The last of its texts that values were merged into.
    pub parsed: Parsed,
    /// What is wrong with each file by itself.
    pub(super) faults: ByFile,
}

impl LangContent {
    /// Nothing in a language yet.
    pub(super) fn empty(lang: Lang) -> Self {
        Self {
            lang,
            pages: BTreeMap::new(),
            fragments: BTreeMap::new(),
            strings: Strings::default(),
            origins: BTreeMap::new(),
            templates: Templates::new(),
            help_words: BTreeMap::new(),
            readings: BTreeMap::new(),
            rules: None,
            usage: Arc::default(),
            fixed: Fixed::of(lang, &Strings::default(), Arc::default()),
            parsed: Parsed::default(),
            faults: ByFile::new(),
        }
    }

    /// Whether a file is there and is at fault, so that nobody should say that it is missing.
    pub(super) fn is_faulty(&self, name: &str) -> bool {
        self.faults.get(name).is_some_and(|faults| faults.has_errors())
    }

    /// What a body holds with all that it includes, by way of how many files ever:
    /// itself first, then each fragment once.
    pub(super) fn holds_in_all<'a>(&'a self, body: &'a Holds) -> Vec<&'a Holds> {
        let mut all = vec![body];
        let mut seen: Vec<&str> = Vec::new();
        let mut next = 0;
        while let Some(holds) = all.get(next).copied() {
            next += 1;
            for (name, _) in &holds.includes {
                let Some(fragment) = self.fragments.get(name) else { continue };
                if !seen.contains(&name.as_str()) {
                    seen.push(name);
                    all.push(&fragment.holds);
                }
            }
        }
        all
    }
}

/// Where a file of content comes from and who has read it.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Who has read it as a native reader; `None` for nobody yet.
    pub reviewer: Option<String>,
    /// The day on which that person read it, where `_reviews.yaml` tells.
    pub read_on: Option<Date>,
    /// Who read it before it changed; `None` where the text is as it was read.
    pub read_before: Option<Reading>,
    /// When it was last checked, and where it says so.
    pub checked_on: Option<(Date, Span)>,
    /// The digest of the Dutch text that it was translated from.
    pub translated_from: Option<String>,
    /// The digest of the page that it stands in for.
    pub replaces: Option<String>,
    /// The digest of its own text.
    pub digest: Digest,
    /// Its first line, or the key that a remark about it should point at.
    pub place: Span,
    /// Whether it is one client's own.
    pub own: bool,
}

/// Content in every language of a client.
#[derive(Clone, Debug)]
pub struct Content {
    /// By language: the client's, and those that stand in for them.
    pub by_lang: BTreeMap<Lang, Arc<LangContent>>,
    /// Which language stands in for a page that the client's language lacks.
    pub stand_ins: BTreeMap<(Lang, PageId), Lang>,
    /// Languages in which there is material for the organisation; never empty
    /// where any language has it.
    pub organisation_langs: Vec<Lang>,
    /// Help lines that this client shows.
    pub help_lines: HelpLines,
    /// What is said in the client's film, by language.
    pub transcripts: BTreeMap<Lang, Vec<Block>>,
}

impl Content {
    /// The content of a language.
    pub fn lang(&self, lang: Lang) -> &LangContent {
        &self.by_lang[&lang]
    }

    /// A page as it is shown in a language.
    pub fn page(&self, lang: Lang, id: &PageId) -> Option<&Page> {
        let from = self.stand_ins.get(&(lang, id.clone())).copied().unwrap_or(lang);
        self.by_lang.get(&from)?.pages.get(id)
    }

    /// Whether the site shows a page in one of the client's languages; a page for all
    /// that a host cannot find is nothing to link to.
    pub fn on_site(&self, lang: Lang, id: &PageId) -> bool {
        let page = self.page(lang, id).filter(|_| id.as_str() != "404");
        page.is_some_and(|page| page.audience == Audience::Employee && page.is_on("site"))
    }

    /// Every page that is shown in a language, by its id.
    pub fn pages(&self, lang: Lang) -> impl Iterator<Item = &Page> {
        let stand_ins = self.stand_ins.iter().filter(move |((of, _), _)| *of == lang);
        let stand_ins = stand_ins.filter_map(|((_, id), from)| self.lang(*from).pages.get(id));
        let mut pages: Vec<&Page> = self.lang(lang).pages.values().chain(stand_ins).collect();
        pages.sort_by_key(|page| &page.id);
        pages.into_iter()
    }
}

/// Help lines in the order in which they are shown.
pub type HelpLines = Vec<HelpLine>;

/// A help line.
#[derive(Clone, Debug)]
pub struct HelpLine {
    /// Names it in data.
    pub id: String,
    /// The organisation.
    pub name: Text,
    /// The number as printed and as dialled, where it has one.
    pub number: Option<(String, PhoneNumber)>,
    /// What it is for.
    pub about: Text,
    /// What a call costs.
    pub cost: Option<Text>,
    /// When it is open.
    pub hours: Option<Text>,
    /// Its number for who has a foreign SIM card.
    pub abroad: Option<PhoneNumber>,
    /// Languages in which it answers; empty where nobody has said so.
    pub languages: Vec<Tongue>,
    /// Its website.
    pub url: Option<HttpsUrl>,
    /// Its pages in other languages.
    pub urls: BTreeMap<Lang, HttpsUrl>,
    /// 1: on every page; 2: on the help page; 3: for the sectors named.
    pub tier: u8,
    /// Sectors of tier 3.
    pub sectors: Vec<String>,
    /// It is first of its tier in all languages but these; nowhere where there are none.
    pub first_unless: Vec<Lang>,
}

impl HelpLine {
    /// The number as people read it in a language: as the line itself writes it in the language
    /// of the country, with its country code in others, which works with every SIM card.
    pub fn number_in(&self, lang: Lang) -> Option<&str> {
        let (printed, dialled) = self.number.as_ref()?;
        let has_code = dialled.dial().starts_with('+');
        Some(if lang.tag() != SOURCE && has_code { dialled.typed() } else { printed })
    }

    /// Its page for readers of a language: in that language, or else in English, or else its
    /// website. Who reads the language of the country needs no other.
    pub fn page_in(&self, lang: Lang) -> Option<&HttpsUrl> {
        let english = self.urls.iter().find(|(own, _)| own.tag() == "en" && lang.tag() != SOURCE);
        self.urls.get(&lang).or(english.map(|(_, url)| url)).or(self.url.as_ref())
    }

    /// Its place among the others in a language: the lower, the sooner.
    pub fn rank_in(&self, lang: Lang) -> (u8, bool) {
        (self.tier, !self.is_first_in(lang))
    }

    /// Whether it comes before others of its tier in a language.
    pub fn is_first_in(&self, lang: Lang) -> bool {
        !self.first_unless.is_empty() && !self.first_unless.contains(&lang)
    }
}
