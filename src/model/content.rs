//! Content: pages, fragments, UI words and help lines, by language.
//!
//! Invariant: every language of [`Content`] has every page and every fragment
//! that the others have; `validate` refuses a hole.

use std::collections::BTreeMap;
use std::fmt;

use crate::diag::Span;

use super::{Date, HttpsUrl, Lang, PhoneNumber, Text};

/// What identifies a page in every language: the name of its file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageId(String);

impl PageId {
    /// The id of a content file's stem, where that can name a page.
    pub fn from_stem(stem: &str) -> Option<Self> {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        (!stem.is_empty() && stem.bytes().all(plain)).then(|| Self(stem.to_owned()))
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// For whom a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Employees: everything that is public.
    Employee,
    /// HR, management and works council.
    Organisation,
}

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
    /// When its facts were last checked.
    pub checked_on: Option<Date>,
    /// Where its facts come from.
    pub sources: Vec<String>,
    /// Where it appears: `site`, `flyer` …
    pub surfaces: Vec<String>,
    /// The Markdown, a template, and its place in its file.
    pub body: Span,
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
    /// The Markdown, a template, and its place.
    pub body: Span,
}

/// UI words of one language by key; values are templates.
#[derive(Clone, Debug, Default)]
pub struct Strings {
    /// The words and the places they stand at.
    pub by_key: BTreeMap<String, (String, Span)>,
}

/// All content of one language.
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
}

/// Content in every language of a client.
#[derive(Clone, Debug)]
pub struct Content {
    /// By language.
    pub by_lang: BTreeMap<Lang, LangContent>,
    /// Help lines that this client shows.
    pub help_lines: HelpLines,
}

impl Content {
    /// The content of one of the client's languages.
    pub fn lang(&self, lang: Lang) -> &LangContent {
        &self.by_lang[&lang]
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
    /// Its website.
    pub url: Option<HttpsUrl>,
    /// 1: on every page; 2: on the help page; 3: for the sectors named.
    pub tier: u8,
    /// Sectors of tier 3.
    pub sectors: Vec<String>,
    /// When it was last checked.
    pub checked_on: Date,
    /// Whether a person has checked it with its owner.
    pub verified: bool,
}
