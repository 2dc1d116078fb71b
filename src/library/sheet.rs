//! The content of a language beside its Dutch source -> what a native reader is handed.
//!
//! Grouped by where it is read, file by file, line by line: what stands in Dutch and
//! what stands in the language, with values and conditions in words instead of
//! template. Invariant: every line of every file that is chosen is on the sheet once,
//! whether or not the other language has one for it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::alignment::pairs;
use super::passages::{Passage, Piece, Wording, passages, pieces};
use super::{LangContent, Page};
use crate::value::{Audience, PageId};
use crate::yaml::Field;

/// Files in which every line is about confidentiality.
const WEIGHTY: [&str; 5] = [
    super::CONFIDENTIALITY,
    "_law-crimes.md",
    "_law-witness.md",
    "confidential.md",
    "org-confidential.md",
];
/// What a Dutch line about confidentiality speaks of.
const WEIGHTY_WORD: &str = "vertrouwelijk";

/// What a native reader is handed.
#[derive(Debug, Serialize)]
pub struct Sheet {
    /// The language's tag.
    pub lang: &'static str,
    /// Which way it runs.
    pub dir: &'static str,
    /// Its own name.
    pub name: &'static str,
    /// Words of the sheet by key, in the language and in Dutch.
    pub words: BTreeMap<String, [String; 2]>,
    /// Where the texts are read, in the order in which they matter.
    pub groups: Vec<Group>,
}

/// Texts that are read in one place.
#[derive(Debug, Serialize)]
pub struct Group {
    /// What it is called, in the language and in Dutch.
    pub title: [String; 2],
    /// Its texts.
    pub files: Vec<File>,
}

/// One text.
#[derive(Debug, Serialize)]
pub struct File {
    /// The file's name.
    pub name: String,
    /// What it is called, in the language and in Dutch; empty where it has no title.
    pub title: [String; 2],
    /// Who has read it as it is now.
    pub reviewer: Option<String>,
    /// Its lines.
    pub rows: Vec<Row>,
}

/// A line in both languages.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Its number on the sheet, from 1; none for what is no text.
    pub number: Option<usize>,
    /// `h`, `p`, `li`, `quote`, `word` or `note`.
    pub kind: &'static str,
    /// Whether it is about confidentiality.
    pub weighty: bool,
    /// In Dutch.
    pub dutch: Vec<Piece>,
    /// In the language.
    pub own: Vec<Piece>,
}

impl Sheet {
    /// How many lines it has that are to be read.
    pub fn lines(&self) -> usize {
        let files = self.groups.iter().flat_map(|group| &group.files);
        files.flat_map(|file| &file.rows).filter(|row| row.number.is_some()).count()
    }
}

/// Where a text is read, with the key of the word for it, in the order of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Confidentiality,
    Site,
    Law,
    Help,
    Flyer,
    Words,
    Messages,
    Pack,
}

impl Place {
    fn word(self) -> &'static str {
        match self {
            Place::Confidentiality => "confidentiality_heading",
            Place::Site => "kit_site",
            Place::Law => "review_law",
            Place::Help => "helplines_heading",
            Place::Flyer => "kit_flyer",
            Place::Words => "review_words",
            Place::Messages => "review_messages",
            Place::Pack => "kit_onboarding",
        }
    }
}

/// The sheet of a language for the files named; `names` are what values are called, by
/// the names that templates use.
pub fn sheet(
    own: &LangContent,
    dutch: &LangContent,
    files: &[String],
    names: &BTreeMap<String, String>,
) -> Sheet {
    let word = |content: &LangContent, key: &str| {
        let said = content.strings.by_key.get(key).or_else(|| dutch.strings.by_key.get(key));
        said.map_or_else(|| key.to_owned(), |(text, _)| text.clone())
    };
    let both = |key: &str| [word(own, key), word(dutch, key)];
    let keys = dutch.strings.by_key.keys().filter(|key| key.starts_with("review_"));
    let words: BTreeMap<String, [String; 2]> = keys.map(|key| (key.clone(), both(key))).collect();
    let wording = |of: usize| {
        let word = |key: &str| words.get(key).map(|both| both[of].clone()).unwrap_or_default();
        Wording {
            names,
            only_if: word("review_if"),
            otherwise: word("review_else"),
            end: word("review_end"),
            each: word("review_each"),
            include: word("review_include"),
        }
    };
    let (in_own, in_dutch) = (wording(0), wording(1));
    let mut groups: BTreeMap<Place, Vec<File>> = BTreeMap::new();
    let mut number = 0;
    // In the order of the places, so that the numbers run on through the sheet.
    let mut placed: Vec<(Place, u32, &String)> = files
        .iter()
        .map(|name| {
            let page = page_of(own, name).or_else(|| page_of(dutch, name));
            (place(name, page), page.map_or(0, |page| page.order), name)
        })
        .collect();
    placed.sort();
    for (place, _, name) in placed {
        let pairs = match name.as_str() {
            super::files::STRINGS => paired_words(own, dutch, (&in_own, &in_dutch)),
            super::files::HELP_WORDS => paired_help(own, dutch, (&in_own, &in_dutch)),
            _ => pairs(text(dutch, name, &in_dutch), text(own, name, &in_own)),
        };
        let all_weighty = WEIGHTY.contains(&name.as_str());
        let row = |(dutch, own): (Option<Passage>, Option<Passage>)| {
            let kind = own.as_ref().or(dutch.as_ref()).map_or("p", |passage| passage.kind);
            let said = |passage: Option<Passage>| passage.map(|it| it.pieces).unwrap_or_default();
            let (dutch, own) = (said(dutch), said(own));
            let plain: String = dutch.iter().map(|piece| piece.text.to_lowercase()).collect();
            let read = kind != "note";
            number += usize::from(read);
            Row {
                number: read.then_some(number),
                kind,
                weighty: read && (all_weighty || plain.contains(WEIGHTY_WORD)),
                dutch,
                own,
            }
        };
        let rows: Vec<Row> = pairs.into_iter().map(row).collect();
        let title = |content: &LangContent, wording: &Wording<'_>| {
            let page = page_of(content, name);
            page.map_or_else(String::new, |page| {
                pieces(&page.title, wording).into_iter().map(|piece| piece.text).collect()
            })
        };
        groups.entry(place).or_default().push(File {
            name: name.clone(),
            title: [title(own, &in_own), title(dutch, &in_dutch)],
            reviewer: own.origins.get(name).and_then(|origin| origin.reviewer.clone()),
            rows,
        });
    }
    Sheet {
        lang: own.lang.tag(),
        dir: own.lang.dir().as_str(),
        name: own.lang.name(),
        groups: groups
            .into_iter()
            .map(|(place, files)| Group { title: both(place.word()), files })
            .collect(),
        words,
    }
}

fn page_of<'a>(content: &'a LangContent, name: &str) -> Option<&'a Page> {
    content.pages.get(&PageId::from_stem(name.strip_suffix(".md")?)?)
}

fn place(name: &str, page: Option<&Page>) -> Place {
    match (name, page) {
        (super::CONFIDENTIALITY, _) => Place::Confidentiality,
        (super::files::STRINGS, _) => Place::Words,
        (super::files::HELP_WORDS, _) => Place::Help,
        (_, Some(page)) if page.audience == Audience::Organisation => Place::Pack,
        (_, Some(page)) if page.is_on("site") => Place::Site,
        (_, Some(page)) if page.is_on("flyer") => Place::Flyer,
        (_, Some(_)) => Place::Messages,
        (name, None) if name.starts_with("_law-org-") || name.starts_with("_org-") => Place::Pack,
        (name, None) if name.starts_with("_law-") => Place::Law,
        (_, None) => Place::Site,
    }
}

/// The lines of a page or a fragment; of a page its title, its name in the menu and its
/// summary come first.
fn text(content: &LangContent, name: &str, wording: &Wording<'_>) -> Vec<Passage> {
    if let Some(page) = page_of(content, name) {
        let head = [Some(&page.title), page.menu.as_ref(), Some(&page.summary)];
        let head = head.into_iter().zip(["h", "word", "p"]);
        let head = head.filter_map(|(text, kind)| {
            let text = text.filter(|text| !text.trim().is_empty())?;
            Some(Passage { section: String::new(), kind, pieces: pieces(text, wording) })
        });
        return head.chain(passages(page.body.text(), wording)).collect();
    }
    let fragment = content.fragments.get(name);
    fragment.map(|it| passages(it.body.text(), wording)).unwrap_or_default()
}

type Paired = Vec<(Option<Passage>, Option<Passage>)>;

/// A line for each key that one of the two has.
fn by_key(
    own: &BTreeMap<String, String>,
    dutch: &BTreeMap<String, String>,
    order: impl Fn(&str) -> usize,
    (in_own, in_dutch): (&Wording<'_>, &Wording<'_>),
) -> Paired {
    let mut keys: Vec<&String> = dutch.keys().chain(own.keys()).collect();
    keys.sort_by_key(|key| (order(key), key.as_str()));
    keys.dedup();
    let passage = |key: &String, texts: &BTreeMap<String, String>, wording: &Wording<'_>| {
        let text = texts.get(key).filter(|text| !text.is_empty())?;
        Some(Passage { section: key.clone(), kind: "word", pieces: pieces(text, wording) })
    };
    let pair = |key: &String| (passage(key, dutch, in_dutch), passage(key, own, in_own));
    keys.into_iter().map(pair).filter(|(dutch, own)| dutch.is_some() || own.is_some()).collect()
}

fn paired_words(
    own: &LangContent,
    dutch: &LangContent,
    wordings: (&Wording<'_>, &Wording<'_>),
) -> Paired {
    // The words of this sheet are not for anybody else.
    let texts = |content: &LangContent| -> BTreeMap<String, String> {
        let words = content.strings.by_key.iter().filter(|(key, _)| !key.starts_with("review_"));
        words.map(|(key, (text, _))| (key.clone(), text.clone())).collect()
    };
    // As they stand in the file, where neighbours belong together.
    let order = |key: &str| {
        let at = |content: &LangContent| content.strings.by_key.get(key).map(|it| it.1.range.start);
        at(dutch).or_else(|| at(own)).unwrap_or(usize::MAX)
    };
    by_key(&texts(own), &texts(dutch), order, wordings)
}

fn paired_help(
    own: &LangContent,
    dutch: &LangContent,
    wordings: (&Wording<'_>, &Wording<'_>),
) -> Paired {
    let texts = |content: &LangContent| -> BTreeMap<String, String> {
        let lines = content.help_words.iter().filter_map(|(id, words)| Some((id, words.value()?)));
        let parts = lines.flat_map(|(id, words)| {
            let fields = [&words.name, &words.about, &words.cost, &words.hours];
            let said = |field: &Field<String>| field.value().cloned();
            let parts = fields.into_iter().enumerate();
            // A name comes before what it is about.
            parts.filter_map(move |(n, field)| Some((format!("{id} {n}"), said(field)?)))
        });
        parts.collect()
    };
    by_key(&texts(own), &texts(dutch), |_| 0, wordings)
}
