//! Content files -> pages, fragments, UI words and help lines of one client.
//!
//! Invariant: every language of the client has the same pages, fragments and
//! words, and the fixed text on confidentiality is not the client's own.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Diagnostics, SourceFile, Span};
use crate::load::raw::content as raw;
use crate::load::yaml::{self, Field, Located};
use crate::load::{RawClient, RawContent, RawLayer};
use crate::model::{
    Audience, Client, Content, Date, Fragment, HelpLine, HttpsUrl, Lang, LangContent, Page, PageId,
    PhoneNumber, Strings,
};

use super::checker::Checker;

/// The fixed text on confidentiality and its exception: every page, flyer and
/// poster relies on it, so that no client can leave it out.
const CONFIDENTIALITY: &str = "_confidentiality.md";

/// Proves the content that a client sees.
pub fn content(
    raw: &RawContent,
    client: &Client,
    raw_client: &RawClient,
) -> (Option<Content>, Diagnostics) {
    let mut faults = Diagnostics::new();
    let mut by_lang = BTreeMap::new();
    let known = known_langs(raw);
    for lang in &client.languages {
        if !known.contains(lang.tag()) {
            faults.push(no_content(*lang, raw_client, &known));
            continue;
        }
        by_lang.insert(*lang, lang_content(raw, *lang, &mut faults));
    }
    same_everywhere(&by_lang, client.default_lang(), &mut faults);
    let help_lines = help_lines(raw, client, &mut faults);
    faults.sort();
    let sound = !faults.has_errors();
    (sound.then_some(Content { by_lang, help_lines }), faults)
}

fn known_langs(raw: &RawContent) -> BTreeSet<String> {
    let index = |path: &String| path.strip_suffix("/index.md").map(str::to_owned);
    raw.keys().filter_map(index).filter(|lang| !lang.contains('/')).collect()
}

fn no_content(lang: Lang, raw_client: &RawClient, known: &BTreeSet<String>) -> Diagnostic {
    let langs = raw_client.keys.languages.value();
    let place = langs
        .into_iter()
        .flatten()
        .filter_map(Field::given)
        .find(|item| Lang::parse(&item.value) == Ok(lang))
        .map(|item| &item.span);
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    Diagnostic::error("content/missing-language", format!("there is no content in `{lang}`"))
        .maybe_at(place)
        .hint(format!("there is content in {}", known.join(", ")))
        .hint(format!("write your own in `content/{lang}/`, one file for each page"))
}

fn lang_content(raw: &RawContent, lang: Lang, faults: &mut Diagnostics) -> LangContent {
    let prefix = format!("{lang}/");
    let mut content = LangContent {
        lang,
        pages: BTreeMap::new(),
        fragments: BTreeMap::new(),
        strings: Strings::default(),
    };
    for (path, layers) in raw {
        let Some(name) = path.strip_prefix(&prefix) else { continue };
        let Some(top) = layers.last() else { continue };
        if name == "_strings.yaml" {
            content.strings = strings(layers, faults);
        } else if name.starts_with('_') && name.ends_with(".md") {
            if let Some(fragment) = fragment(name, top, faults) {
                content.fragments.insert(name.to_owned(), fragment);
            }
        } else if let Some(stem) = name.strip_suffix(".md")
            && let Some(page) = page(stem, lang, top, faults)
        {
            content.pages.insert(page.id.clone(), page);
        }
    }
    content
}

fn strings(layers: &[RawLayer], faults: &mut Diagnostics) -> Strings {
    let mut strings = Strings::default();
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
            if let Field::Given(Located { value, span }) = word {
                strings.by_key.insert(key, (value.trim().to_owned(), span));
            }
        }
    }
    strings
}

fn fragment(name: &str, layer: &RawLayer, faults: &mut Diagnostics) -> Option<Fragment> {
    let whole = layer.file.span(0..layer.file.text.len());
    if name == CONFIDENTIALITY && layer.own {
        faults.push(
            Diagnostic::error(
                "content/fixed",
                "the text on confidentiality cannot be changed for one client",
            )
            .at(&first_line(&whole))
            .hint("change it for all of your clients, in `content/` of the workspace"),
        );
        return None;
    }
    Some(Fragment { name: name.to_owned(), body: whole })
}

fn page(stem: &str, lang: Lang, layer: &RawLayer, faults: &mut Diagnostics) -> Option<Page> {
    let file = &layer.file;
    let start = first_line(&file.span(0..file.text.len()));
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
    let tree = match yaml::parse_part(file, front) {
        Ok(tree) => tree,
        Err(found) => {
            faults.extend(found);
            return None;
        }
    };
    let keys: raw::FrontMatter = yaml::read(&tree, faults);
    let mut checker = Checker::new(std::mem::take(faults), vec![lang]);
    let title = checker.line_required(&keys.title, "title", &start);
    let menu = checker.line(&keys.menu);
    let summary = keys.summary.value().map(|text| text.trim().to_owned()).unwrap_or_default();
    let checked_on = checker.parse(&keys.checked_on, "date/invalid", Date::parse);
    let sources = checker.items(&keys.sources).map(|item| item.value.clone()).collect();
    let surfaces: Vec<String> =
        checker.items(&keys.surfaces).map(|item| item.value.clone()).collect();
    *faults = checker.faults;
    Some(Page {
        id,
        lang,
        title: title?,
        menu,
        summary,
        order: keys.order.value().copied().unwrap_or(u32::MAX),
        audience: match keys.audience.value() {
            Some(raw::Audience::Organisation) => Audience::Organisation,
            _ => Audience::Employee,
        },
        checked_on,
        sources,
        surfaces: if surfaces.is_empty() { vec!["site".to_owned()] } else { surfaces },
        body: file.span(body),
    })
}

/// Where front matter and body stand in a page.
fn split(file: &SourceFile) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    const FENCE: &str = "---\n";
    let rest = file.text.strip_prefix(FENCE)?;
    let end = rest.find("\n---\n").map(|at| at + 1).or_else(|| {
        // A page of front matter alone, such as one whose text is in its template.
        rest.strip_suffix("\n---").map(|front| front.len() + 1)
    })?;
    let body = (FENCE.len() + end + FENCE.len()).min(file.text.len());
    Some((FENCE.len()..FENCE.len() + end, body..file.text.len()))
}

fn first_line(span: &Span) -> Span {
    span.part(0..span.text().lines().next().map_or(0, str::len))
}

/// Reports what one language has and another lacks.
fn same_everywhere(by_lang: &BTreeMap<Lang, LangContent>, default: Lang, faults: &mut Diagnostics) {
    let all = |names: fn(&LangContent) -> Vec<String>| -> BTreeSet<String> {
        by_lang.values().flat_map(names).collect()
    };
    let pages = |content: &LangContent| -> Vec<String> {
        content.pages.keys().map(|id| format!("{id}.md")).collect()
    };
    let fragments =
        |content: &LangContent| -> Vec<String> { content.fragments.keys().cloned().collect() };
    let words =
        |content: &LangContent| -> Vec<String> { content.strings.by_key.keys().cloned().collect() };
    let wanted_files: BTreeSet<String> = all(pages)
        .into_iter()
        .chain(all(fragments))
        .chain(["index.md", "404.md", CONFIDENTIALITY].map(str::to_owned))
        .collect();
    let wanted_words = all(words);
    for (lang, content) in by_lang {
        let has: BTreeSet<String> = pages(content).into_iter().chain(fragments(content)).collect();
        for name in wanted_files.difference(&has) {
            faults.push(
                Diagnostic::error(
                    "content/missing-page",
                    format!("`{name}` is missing in `{lang}`"),
                )
                .hint(format!("write `content/{lang}/{name}`, as in `content/{default}/{name}`")),
            );
        }
        let has: BTreeSet<String> = words(content).into_iter().collect();
        for key in wanted_words.difference(&has) {
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

fn help_lines(raw: &RawContent, client: &Client, faults: &mut Diagnostics) -> Vec<HelpLine> {
    let Some(layer) = raw.get("_helplines.yaml").and_then(|layers| layers.last()) else {
        faults.push(Diagnostic::error(
            "content/missing-page",
            "`content/_helplines.yaml` is missing",
        ));
        return Vec::new();
    };
    let tree = match yaml::parse(&layer.file) {
        Ok(tree) => tree,
        Err(found) => {
            faults.extend(found);
            return Vec::new();
        }
    };
    let keys: raw::HelpLines = yaml::read(&tree, faults);
    let mut checker = Checker::new(std::mem::take(faults), client.languages.clone());
    let mut lines = Vec::new();
    for item in checker.items(&keys.lines) {
        let Some(line) = help_line(&mut checker, item) else { continue };
        let of_sector = client
            .organisation
            .sector
            .is_some_and(|sector| line.sectors.iter().any(|name| name == sector.0));
        if line.tier < 3 || of_sector {
            lines.push(line);
        }
    }
    *faults = checker.faults;
    lines.sort_by_key(|line| line.tier);
    lines
}

fn help_line(checker: &mut Checker, item: &Located<raw::HelpLine>) -> Option<HelpLine> {
    let (line, span) = (&item.value, &item.span);
    let id = checker.line_required(&line.id, "id", span);
    line.name.required("name", span, &mut checker.faults);
    let name = checker.text(&line.name, "name");
    line.about.required("about", span, &mut checker.faults);
    let about = checker.text(&line.about, "about");
    let cost = checker.text(&line.cost, "cost");
    let hours = checker.text(&line.hours, "hours");
    let url = checker.parse(&line.url, "url/invalid", HttpsUrl::parse);
    let dialled = if line.tel.given().is_some() { &line.tel } else { &line.number };
    let dialled = checker.parse(dialled, "phone/invalid", PhoneNumber::parse);
    let checked_on =
        checker.parse_required(&line.checked_on, "checked_on", span, "date/invalid", Date::parse);
    let tier = line.tier.required("tier", span, &mut checker.faults);
    let tier = tier.and_then(|tier| u8::try_from(tier.value).ok().filter(|t| (1..=3).contains(t)));
    let number = line.number.value().cloned().zip(dialled);
    if number.is_none() && url.is_none() {
        checker.push(
            Diagnostic::error("helpline/unreachable", "this line has neither number nor website")
                .at(span),
        );
    }
    let sectors = checker.items(&line.sectors).map(|sector| sector.value.clone()).collect();
    Some(HelpLine {
        id: id?,
        name: name?,
        number,
        about: about?,
        cost,
        hours,
        url,
        tier: tier?,
        sectors,
        checked_on: checked_on?,
        verified: line.verified.value().copied().unwrap_or(false),
    })
}
