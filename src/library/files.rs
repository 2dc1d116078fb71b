//! The files of one language -> pages, fragments and words, each with its origin.
//!
//! Invariant: a file that cannot be read as what its name says is a fault at its place.

use std::collections::BTreeMap;
use std::ops::Range;

use super::keys as raw;
use super::{Fallback, Fragment, LangContent, Origin, Page, Strings};
use crate::diag::{Diagnostic, Diagnostics, SourceFile, Span};
use crate::load::{RawContent, RawLayer};
use crate::value::{Audience, Date, Digest, Lang, PageId};
use crate::yaml::{self, Field, Located};

use super::{CONFIDENTIALITY, first_line};
use crate::value::Checker;

/// The file of UI words.
const STRINGS: &str = "_strings.yaml";
/// The file with the words of help lines.
pub(super) const HELP_WORDS: &str = "_helplines.yaml";

/// Reads the content of one language.
pub(super) fn lang_content(raw: &RawContent, lang: Lang, faults: &mut Diagnostics) -> LangContent {
    let prefix = format!("{lang}/");
    let mut content = LangContent {
        lang,
        pages: BTreeMap::new(),
        fragments: BTreeMap::new(),
        strings: Strings::default(),
        origins: BTreeMap::new(),
    };
    for (path, layers) in raw {
        let Some(name) = path.strip_prefix(&prefix) else { continue };
        let Some(top) = layers.last() else { continue };
        let origin = if name == STRINGS {
            let (strings, origin) = strings(layers, faults);
            content.strings = strings;
            Some(origin)
        } else if name == HELP_WORDS {
            help_words(top, faults).map(|(_, origin)| origin)
        } else if name.starts_with('_') && name.ends_with(".md") {
            fragment(name, lang, top, faults).map(|(fragment, origin)| {
                content.fragments.insert(name.to_owned(), fragment);
                origin
            })
        } else if let Some(stem) = name.strip_suffix(".md") {
            page(stem, lang, top, faults).map(|(page, origin)| {
                content.pages.insert(page.id.clone(), page);
                origin
            })
        } else {
            None
        };
        content.origins.extend(origin.map(|origin| (name.to_owned(), origin)));
    }
    content
}

/// The digest of the file that a client's own stands in for.
pub(super) fn digest_below(raw: &RawContent, lang: Lang, name: &str) -> Option<Digest> {
    let layers = raw.get(&format!("{lang}/{name}"))?;
    let below = layers.iter().rev().find(|layer| !layer.own)?;
    let mut ignored = Diagnostics::new();
    let origin = match name.strip_suffix(".md") {
        Some(_) if name.starts_with('_') => fragment(name, lang, below, &mut ignored)?.1,
        Some(stem) => page(stem, lang, below, &mut ignored)?.1,
        None => return None,
    };
    Some(origin.digest)
}

/// The fragments that a page includes, and where.
pub(super) fn includes(body: &Span) -> Vec<(String, Span)> {
    const OPEN: &str = "{% include \"";
    let text = body.text();
    let mut found = Vec::new();
    for (at, _) in text.match_indices(OPEN) {
        let start = at + OPEN.len();
        if let Some(length) = text[start..].find('"') {
            let range = start..start + length;
            found.push((text[range.clone()].to_owned(), body.part(range)));
        }
    }
    found
}

fn strings(layers: &[RawLayer], faults: &mut Diagnostics) -> (Strings, Origin) {
    let mut strings = Strings::default();
    let mut about: BTreeMap<String, Field<String>> = BTreeMap::new();
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
                about.insert(key, word);
            } else if let Field::Given(Located { value, span }) = word {
                strings.by_key.insert(key, (value.trim().to_owned(), span));
            }
        }
    }
    let parts = strings.by_key.iter().flat_map(|(key, (text, _))| [key.as_str(), text.as_str()]);
    let digest = Digest::of(parts);
    let missing = Field::Missing;
    let key = |name: &str| about.get(name).unwrap_or(&missing);
    let keys = OriginKeys {
        reviewer: key("_reviewer"),
        checked_on: key("_checked_on"),
        translated_from: key("_translated_from"),
        replaces: &missing,
    };
    let layer = layers.last();
    let place = layer.map_or_else(|| SourceFile::new("", String::new()).span(0..0), start_of);
    let origin = origin(&keys, digest, place, layer.is_some_and(|layer| layer.own), faults);
    (strings, origin)
}

/// The words of help lines in one language, by the id of the line.
pub(super) fn help_words(
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
    let origin = origin(&keys, digest, start_of(layer), layer.own, faults);
    Some((lines, origin))
}

fn fragment(
    name: &str,
    lang: Lang,
    layer: &RawLayer,
    faults: &mut Diagnostics,
) -> Option<(Fragment, Origin)> {
    if name == CONFIDENTIALITY && layer.own {
        faults.push(
            Diagnostic::error(
                "content/fixed",
                "the text on confidentiality cannot be changed for one client",
            )
            .at(&start_of(layer))
            .hint("change it for all of your clients, in `content/` of the workspace"),
        );
        return None;
    }
    let file = &layer.file;
    // A fragment may do without front matter.
    let (keys, body) = match split(file) {
        Some((front, body)) => (front_matter(file, front, faults)?, body),
        None => (raw::FrontMatter::default(), 0..file.text.len()),
    };
    let body = file.span(body);
    let mut checker = Checker::new(std::mem::take(faults), vec![lang]);
    let sources = sources(&mut checker, &keys);
    *faults = checker.faults;
    let digest = Digest::of([body.text()]);
    let origin = origin(&OriginKeys::of(&keys), digest, start_of(layer), layer.own, faults);
    Some((Fragment { name: name.to_owned(), sources, body }, origin))
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
            Diagnostic::error("content/name", format!("`{stem}` cannot name a page"))
                .at(&start)
                .hint("use lower-case letters, digits and hyphens"),
        );
        return None;
    };
    let Some((front, body)) = split(file) else {
        faults.push(
            Diagnostic::error("content/front-matter", "this page has no front matter")
                .at(&start)
                .hint("begin with a line `---`, then `title:` and `summary:`, then `---`"),
        );
        return None;
    };
    let keys = front_matter(file, front, faults)?;
    let body = file.span(body);
    let mut checker = Checker::new(std::mem::take(faults), vec![lang]);
    let title = checker.line_required(&keys.title, "title", &start);
    let menu = checker.line(&keys.menu);
    let summary = keys.summary.value().map(|text| text.trim().to_owned()).unwrap_or_default();
    let sources = sources(&mut checker, &keys);
    let surfaces: Vec<String> =
        checker.items(&keys.surfaces).map(|item| item.value.clone()).collect();
    *faults = checker.faults;
    let title = title?;
    let read = [&title, menu.as_deref().unwrap_or_default(), &summary, body.text()];
    let digest = Digest::of(read);
    let origin = origin(&OriginKeys::of(&keys), digest, start, layer.own, faults);
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

/// Where front matter and body stand in a page.
fn split(file: &SourceFile) -> Option<(Range<usize>, Range<usize>)> {
    const FENCE: &str = "---\n";
    let rest = file.text.strip_prefix(FENCE)?;
    let end = rest.find("\n---\n").map(|at| at + 1).or_else(|| {
        // A page of front matter alone, such as one whose text is in its template.
        rest.strip_suffix("\n---").map(|front| front.len() + 1)
    })?;
    let body = (FENCE.len() + end + FENCE.len()).min(file.text.len());
    Some((FENCE.len()..FENCE.len() + end, body..file.text.len()))
}

fn start_of(layer: &RawLayer) -> Span {
    first_line(&layer.file.span(0..layer.file.text.len()))
}
