//! The files of one language -> pages, fragments and words, each with its origin.
//!
//! One layer at a time: what all clients share is read once, and only what is one
//! client's own is read again on top of it. Invariant: a file that cannot be read as
//! what its name says is a fault at its place.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::fences;
use super::keys as raw;
use super::language;
use super::markdown;
use super::model::{Fixed, Holds};
use super::reviews::{self, REVIEWS};
use super::template::{Line, Probe, Source, is_template};
use super::usage;
use super::{CONFIDENTIALITY, CONFIDENTIALITY_LINE, first_line};
use super::{Fallback, Fragment, LangContent, Origin, Page, Strings};
use crate::diag::{Diagnostic, Diagnostics, SourceFile, Span, say};
use crate::load::{Layer, RawContent, RawLayer};
use crate::value::{Audience, Checker, Date, Digest, Lang, PageId};
use crate::yaml::{self, Field};

/// The file of UI words.
pub(super) const STRINGS: &str = "_strings.yaml";
/// The file with the words of help lines.
pub(super) const HELP_WORDS: &str = "_helplines.yaml";
/// The file with the rules of plain language.
pub(super) const RULES: &str = "_language.yaml";

/// Lays the content of one language over what is there already.
pub(super) fn lang_content(
    raw: &RawContent,
    lang: Lang,
    below: Option<&LangContent>,
) -> LangContent {
    let prefix = format!("{lang}/");
    let mut content = below.cloned().unwrap_or_else(|| LangContent::empty(lang));
    let mut read = BTreeSet::new();
    for (path, layers) in &raw.files {
        // What lies deeper is read by nobody, which `load` has told.
        let name = path.strip_prefix(&prefix).filter(|name| !name.contains('/'));
        let (Some(name), Some(top)) = (name, layers.last()) else { continue };
        let mut faults = Diagnostics::new();
        let faults_of = &mut faults;
        let mut own_alone = true;
        let origin = if name == STRINGS {
            own_alone = false;
            Some(strings(layers, &mut content.strings, faults_of))
        } else if name == HELP_WORDS {
            own_alone = false;
            help_words(layers, &mut content, faults_of)
        } else if name == REVIEWS {
            own_alone = false;
            reviews::read(layers, &mut content.readings, faults_of);
            None
        } else if name == RULES {
            rules(layers, &mut content, faults_of);
            None
        } else if name.starts_with('_') && name.ends_with(".md") {
            fragment(name, lang, top, faults_of).map(|(fragment, origin)| {
                content.fragments.insert(name.to_owned(), fragment);
                origin
            })
        } else if let Some(stem) = name.strip_suffix(".md") {
            page(stem, lang, top, faults_of).map(|(page, origin)| {
                content.pages.insert(page.id.clone(), page);
                origin
            })
        } else {
            continue;
        };
        read.insert(name.to_owned());
        content.origins.extend(origin.map(|origin| (name.to_owned(), origin)));
        // What is wrong with a file matters no more where another stands in for it;
        // words are laid over each other one by one.
        let told = content.faults.entry(name.to_owned()).or_default();
        if own_alone {
            *told = faults;
        } else {
            told.extend(faults);
        }
    }
    for (path, fault) in &raw.unread {
        if let Some(name) = path.strip_prefix(&prefix) {
            // Nothing below stands in for a file that was meant to be read.
            content.faults.insert(name.to_owned(), fault.clone().into());
        }
    }
    usage::months(Arc::make_mut(&mut content.usage), &content.strings);
    reviews::lay(&mut content);
    compile(&mut content, &read);
    content.fixed = Fixed::of(lang, &content.strings, content.usage.clone());
    content
}

fn rules_of(layer: &RawLayer, faults: &mut Diagnostics) -> Option<raw::LanguageRules> {
    match yaml::parse(&layer.file) {
        Ok(tree) => Some(yaml::read(&tree, faults)),
        Err(found) => {
            faults.extend(found);
            None
        }
    }
}

/// Takes rules of style from the last file that has some; what files say of names, lines and
/// the exceptions of confidentiality is laid over each other: a promise cannot be left unseen
/// together with the rules of style.
fn rules(layers: &[RawLayer], content: &mut LangContent, faults: &mut Diagnostics) {
    let Some((top, below)) = layers.split_last() else { return };
    let usage = Arc::make_mut(&mut content.usage);
    let mut exception = None;
    // Below the top one, what is wrong concerns no one: it is stood in for.
    let mut ignored = Diagnostics::new();
    for layer in below {
        let Some(keys) = rules_of(layer, &mut ignored) else { continue };
        usage::lay(&keys, usage, &mut ignored);
        if keys.exception.given().is_some() {
            exception = Some(keys.exception);
        }
    }
    content.rules = rules_of(top, faults).map(|mut keys| {
        usage::lay(&keys, usage, faults);
        if keys.exception.given().is_none() {
            keys.exception = exception.unwrap_or_default();
        }
        language::rules(&keys)
    });
}

/// Makes templates of the texts that have just been read.
fn compile(content: &mut LangContent, read: &BTreeSet<String>) {
    let mut probe = Probe::new();
    let mut look = |name: &str, body: &Span, holds: &mut Holds| {
        let mut faults = Diagnostics::new();
        holds.outline = markdown::check(body, &mut faults);
        holds.includes = probe.includes(body);
        (name.to_owned(), faults)
    };
    let mut found = Vec::new();
    for (name, fragment) in content.fragments.iter_mut().filter(|(name, _)| read.contains(*name)) {
        found.push(look(name, &fragment.body, &mut fragment.holds));
    }
    for page in content.pages.values_mut() {
        let name = format!("{}.md", page.id);
        if read.contains(&name) {
            found.push(look(&name, &page.body, &mut page.holds));
        }
    }
    for (name, faults) in found {
        content.faults.entry(name).or_default().extend(faults);
    }

    let body = |name: &str, body: &'_ Span| (name.to_owned(), body.clone());
    let fragments = content.fragments.iter().map(|(name, it)| body(name, &it.body));
    let pages = content.pages.values().map(|page| body(&format!("{}.md", page.id), &page.body));
    let bodies: Vec<(String, Span)> =
        fragments.chain(pages).filter(|(name, _)| read.contains(name)).collect();
    let bodies: Vec<Source<'_>> = bodies
        .iter()
        .map(|(name, body)| Source {
            name: name.clone(),
            text: body.text(),
            place: body.clone(),
            file: name.clone(),
        })
        .collect();
    let holds = content.fragments.values().map(|it| &it.holds);
    let holds = holds.chain(content.pages.values().map(|it| &it.holds));
    let missing: BTreeSet<&String> = holds
        .flat_map(|holds| &holds.includes)
        .map(|(name, _)| name)
        .filter(|name| !content.fragments.contains_key(*name))
        .collect();
    let missing: Vec<String> = missing.into_iter().cloned().collect();
    content.templates.add(
        &bodies,
        &missing,
        &lines(&content.pages, &content.strings, read),
        &mut content.faults,
    );
}

/// Titles, summaries and words that wait for values, of the files that were read.
fn lines<'a>(
    pages: &'a BTreeMap<PageId, Page>,
    strings: &'a Strings,
    read: &BTreeSet<String>,
) -> Vec<Source<'a>> {
    let of_page = |page: &'a Page| {
        let (id, file) = (page.id.as_str(), format!("{}.md", page.id));
        let place = page.body.file.span(0..page.body.range.start.min(3));
        let line = |line: Line<'_>, text: &'a str| Source {
            name: line.to_string(),
            text,
            place: place.clone(),
            file: file.clone(),
        };
        [line(Line::Title(id), &page.title), line(Line::Summary(id), &page.summary)]
    };
    let pages = pages.values().filter(|page| read.contains(&format!("{}.md", page.id)));
    let words =
        strings.by_key.iter().filter(|_| read.contains(STRINGS)).map(|(key, word)| Source {
            name: Line::Word(key).to_string(),
            text: &word.0,
            place: word.1.clone(),
            file: STRINGS.to_owned(),
        });
    let all = pages.flat_map(of_page).chain(words);
    all.filter(|source| is_template(source.text)).collect()
}

/// Lays the words of a file over those there are.
fn strings(layers: &[RawLayer], strings: &mut Strings, faults: &mut Diagnostics) -> Origin {
    for layer in layers {
        let tree = match yaml::parse(&layer.file) {
            Ok(tree) => tree,
            Err(found) => {
                faults.extend(found);
                continue;
            }
        };
        let words: BTreeMap<String, Field<String>> = yaml::read(&tree, faults);
        for (key, word) in words {
            if key.starts_with('_') {
                // A key that is no word says something about the file.
                strings.about.insert(key, word);
            } else if let Field::Given(word) = word {
                if key == CONFIDENTIALITY_LINE && is_own(layer) {
                    faults.push(fixed(&word.span));
                    continue;
                }
                let mut checker = Checker::new(std::mem::take(faults), Vec::new());
                let said = checker.shown(&word);
                *faults = checker.faults;
                strings.by_key.insert(key, (said, word.span));
            }
        }
    }
    let parts = strings.by_key.iter().flat_map(|(key, (text, _))| [key.as_str(), text.as_str()]);
    let digest = Digest::of(parts);
    let missing = Field::Missing;
    let key = |name: &str| strings.about.get(name).unwrap_or(&missing);
    let keys = OriginKeys {
        reviewer: key("_reviewer"),
        checked_on: key("_checked_on"),
        translated_from: key("_translated_from"),
        replaces: &missing,
    };
    let layer = layers.last();
    let place = layer.map_or_else(|| SourceFile::new("", String::new()).span(0..0), start_of);
    origin(&keys, digest, place, layer.is_some_and(is_own), faults)
}

/// Lays the words of help lines over those there are, line by line.
fn help_words(
    layers: &[RawLayer],
    content: &mut LangContent,
    faults: &mut Diagnostics,
) -> Option<Origin> {
    let mut top = None;
    for (index, layer) in layers.iter().enumerate() {
        // Below the top one, what is wrong concerns no one: it is stood in for.
        let mut ignored = Diagnostics::new();
        let last = index + 1 == layers.len();
        let found = if last { &mut *faults } else { &mut ignored };
        if let Some((lines, origin)) = help_words_of(layer, found) {
            content.help_words.extend(lines);
            top = last.then_some(origin);
        }
    }
    top
}

/// The words of help lines of one file, by the id of the line.
fn help_words_of(
    layer: &RawLayer,
    faults: &mut Diagnostics,
) -> Option<(BTreeMap<String, Field<raw::HelpWords>>, Origin)> {
    let tree = match yaml::parse(&layer.file) {
        Ok(tree) => tree,
        Err(found) => {
            faults.extend(found);
            return None;
        }
    };
    let keys: raw::HelpWordsFile = yaml::read(&tree, faults);
    let lines = match keys.lines {
        Field::Given(located) => located.value,
        _ => BTreeMap::new(),
    };
    let said = |field: &Field<String>| field.value().cloned().unwrap_or_default();
    let parts: Vec<String> = lines
        .iter()
        .filter_map(|(id, words)| Some((id, words.value()?)))
        .flat_map(|(id, words)| {
            let fields = [&words.name, &words.about, &words.cost, &words.hours];
            std::iter::once(id.clone()).chain(fields.map(said))
        })
        .collect();
    let digest = Digest::of(parts.iter().map(String::as_str));
    let missing = Field::Missing;
    let keys = OriginKeys {
        reviewer: &keys.reviewer,
        checked_on: &keys.checked_on,
        translated_from: &keys.translated_from,
        replaces: &missing,
    };
    let origin = origin(&keys, digest, start_of(layer), is_own(layer), faults);
    Some((lines, origin))
}

/// The promise is the same everywhere, in full and in one line.
fn fixed(place: &Span) -> Diagnostic {
    let message = say!("the text on confidentiality cannot be changed for one client");
    Diagnostic::error("content/fixed", message)
        .at(place)
        .hint(say!("change it for all of your clients, in `content/` of the workspace"))
}

fn fragment(
    name: &str,
    lang: Lang,
    layer: &RawLayer,
    faults: &mut Diagnostics,
) -> Option<(Fragment, Origin)> {
    if name == CONFIDENTIALITY && is_own(layer) {
        faults.push(fixed(&start_of(layer)));
        return None;
    }
    let file = &layer.file;
    // A fragment may do without front matter.
    let (keys, body) = match faults.ok(fences::split(file))? {
        Some((front, body)) => (front_matter(file, front, faults)?, body),
        None => (raw::FrontMatter::default(), 0..file.text.len()),
    };
    let body = file.span(body);
    let mut checker = Checker::new(std::mem::take(faults), vec![lang]);
    let sources = sources(&mut checker, &keys);
    *faults = checker.faults;
    let digest = Digest::of([body.text()]);
    let origin = origin(&OriginKeys::of(&keys), digest, start_of(layer), is_own(layer), faults);
    let holds = Holds { layer: layer.layer, ..Holds::default() };
    Some((Fragment { name: name.to_owned(), sources, body, holds }, origin))
}

fn page(
    stem: &str,
    lang: Lang,
    layer: &RawLayer,
    faults: &mut Diagnostics,
) -> Option<(Page, Origin)> {
    let file = &layer.file;
    let start = start_of(layer);
    let Some(id) = PageId::from_stem(stem) else {
        faults.push(
            Diagnostic::error("content/name", say!("`{stem}` cannot name a page"))
                .at(&start)
                .hint(say!("use lower-case letters, digits and hyphens")),
        );
        return None;
    };
    let Some((front, body)) = faults.ok(fences::split(file))? else {
        faults.push(
            Diagnostic::error("content/front-matter", say!("this page has no front matter"))
                .at(&start)
                .hint(say!("begin with a line `---`, then `title:` and `summary:`, then `---`")),
        );
        return None;
    };
    let keys = front_matter(file, front, faults)?;
    let body = file.span(body);
    let mut checker = Checker::new(std::mem::take(faults), vec![lang]);
    let title = checker.line_required(&keys.title, "title", &start);
    let menu = checker.line(&keys.menu);
    let summary = keys.summary.given().map(|text| checker.shown(text)).unwrap_or_default();
    let sources = sources(&mut checker, &keys);
    let surfaces: Vec<String> =
        checker.items(&keys.surfaces).map(|item| item.value.clone()).collect();
    *faults = checker.faults;
    let title = title?;
    let read = [&title, menu.as_deref().unwrap_or_default(), &summary, body.text()];
    let digest = Digest::of(read);
    let origin = origin(&OriginKeys::of(&keys), digest, start, is_own(layer), faults);
    let page = Page {
        id,
        lang,
        title,
        menu,
        summary,
        order: keys.order.value().copied().unwrap_or(u32::MAX),
        audience: keys.audience.value().copied().unwrap_or(Audience::Employee),
        sources,
        fallback: keys.fallback.value().copied().unwrap_or(Fallback::Allowed),
        surfaces: if surfaces.is_empty() { vec!["site".to_owned()] } else { surfaces },
        body,
        holds: Holds { layer: layer.layer, ..Holds::default() },
    };
    Some((page, origin))
}

/// The keys that tell where a file comes from.
struct OriginKeys<'a> {
    reviewer: &'a Field<String>,
    checked_on: &'a Field<String>,
    translated_from: &'a Field<String>,
    replaces: &'a Field<String>,
}

impl<'a> OriginKeys<'a> {
    fn of(keys: &'a raw::FrontMatter) -> Self {
        Self {
            reviewer: &keys.reviewer,
            checked_on: &keys.checked_on,
            translated_from: &keys.translated_from,
            replaces: &keys.replaces,
        }
    }
}

fn origin(
    keys: &OriginKeys<'_>,
    digest: Digest,
    start: Span,
    own: bool,
    faults: &mut Diagnostics,
) -> Origin {
    let mut checker = Checker::new(std::mem::take(faults), Vec::new());
    let checked_on = checker.parse(keys.checked_on, "date/invalid", Date::parse);
    *faults = checker.faults;
    let place = [keys.replaces, keys.translated_from, keys.reviewer]
        .into_iter()
        .find_map(|field| field.given().map(|given| given.span.clone()));
    let text = |field: &Field<String>| field.value().map(|text| text.trim().to_owned());
    Origin {
        read_on: None,
        read_before: None,
        reviewer: text(keys.reviewer).filter(|name| !name.is_empty() && name != "none"),
        checked_on: checked_on.zip(keys.checked_on.given().map(|given| given.span.clone())),
        translated_from: text(keys.translated_from),
        replaces: text(keys.replaces),
        digest,
        place: place.unwrap_or(start),
        own,
    }
}

fn sources(checker: &mut Checker, keys: &raw::FrontMatter) -> Vec<String> {
    checker.items(&keys.sources).map(|item| item.value.clone()).collect()
}

fn front_matter(
    file: &std::sync::Arc<SourceFile>,
    front: Range<usize>,
    faults: &mut Diagnostics,
) -> Option<raw::FrontMatter> {
    match yaml::parse_part(file, front) {
        Ok(tree) => Some(yaml::read(&tree, faults)),
        Err(found) => {
            faults.extend(found);
            None
        }
    }
}

fn is_own(layer: &RawLayer) -> bool {
    layer.layer == Layer::Own
}

fn start_of(layer: &RawLayer) -> Span {
    first_line(&layer.file.span(0..layer.file.text.len()))
}
