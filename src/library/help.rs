//! `_helplines.yaml`, its words in each language and `_facts.yaml` -> help lines
//! and statements of law, each with the day on which it was checked.
//!
//! Layers merge line by line and key by key, so that a practice can say which
//! numbers it has rung without repeating the rest. Invariant: a line that is
//! shown can be called or visited, and has words in the client's first language.

use std::collections::{BTreeMap, BTreeSet};

use super::keys as raw;
use super::{Content, HelpLine};
use crate::client::Client;
use crate::diag::{Diagnostic, Diagnostics, Span, say};
use crate::load::{RawContent, RawLayer};
use crate::value::{Checker, Date, HttpsUrl, Invalid, Lang, LocalText, PhoneNumber, Text};
use crate::yaml::{self, Field, Located};

use super::dated::{Dated, Fact};
use super::files::HELP_WORDS;

/// The start of the names of fragments that state law.
const LAW: &str = "_law-";
/// The file with the statements of law.
pub(super) const FACTS: &str = "_facts.yaml";

/// What all languages share: the facts of help lines, and of statements of law.
#[derive(Clone, Default)]
pub(super) struct Root {
    lines: Vec<Located<raw::HelpLine>>,
    statements: BTreeMap<String, Fact>,
    /// What is wrong with the files themselves.
    pub(super) faults: Diagnostics,
}

impl Root {
    /// Lays the facts of a layer over those there are, line by line.
    pub(super) fn over(mut self, raw: &RawContent) -> Self {
        for name in [HELP_WORDS, FACTS] {
            self.faults.extend(raw.unread.get(name).cloned());
        }
        for layer in raw.files.get(HELP_WORDS).into_iter().flatten() {
            let keys: raw::HelpLines = parsed(layer, &mut self.faults);
            for line in keys.lines.value().into_iter().flatten().filter_map(Field::given) {
                let same = |other: &&mut Located<raw::HelpLine>| {
                    line.value.id.value().is_some()
                        && other.value.id.value() == line.value.id.value()
                };
                match self.lines.iter_mut().find(same) {
                    Some(below) => over(&mut below.value, &line.value),
                    None => self.lines.push(line.clone()),
                }
            }
        }
        let mut checker = Checker::new(std::mem::take(&mut self.faults), Vec::new());
        for layer in raw.files.get(FACTS).into_iter().flatten() {
            let keys: raw::Facts = parsed(layer, &mut checker.faults);
            for item in keys.statements.value().into_iter().flatten().filter_map(Field::given) {
                let (keys, span) = (&item.value, &item.span);
                let Some(id) = checker.line_required(&keys.id, "id", span) else { continue };
                let (checked_on, verified) = (&keys.checked_on, &keys.verified);
                let found = dated_fact(&mut checker, "statement", &id, checked_on, verified, span);
                // A layer above that has checked it anew says anew of which day it knows.
                let status = checker.parse(&keys.status_of, "date/invalid", Date::parse);
                let place = keys.status_of.given().map(|given| given.span.clone());
                self.statements.insert(id, Fact { status_of: status.zip(place), ..found });
            }
        }
        self.faults = checker.faults;
        self
    }
}

/// Proves the help lines that a client shows.
pub(super) fn lines(
    root: &Root,
    content: &Content,
    client: &Client,
    facts: &mut Dated,
    faults: &mut Diagnostics,
) -> Vec<HelpLine> {
    let mut checker = Checker::new(std::mem::take(faults), client.languages.clone());
    let mut lines = Vec::new();
    for item in &root.lines {
        let Some(line) = line(&mut checker, item, content, client) else { continue };
        let of_sector = client
            .organisation
            .sector
            .is_some_and(|sector| line.sectors.iter().any(|name| *name == sector.name()));
        if line.tier < 3 || of_sector {
            let keys = &item.value;
            let (checked_on, verified) = (&keys.checked_on, &keys.verified);
            let dated =
                dated_fact(&mut checker, "helpline", &line.id, checked_on, verified, &item.span);
            facts.add(dated);
            lines.push(line);
        }
    }
    *faults = checker.faults;
    lines.sort_by_key(|line| line.tier);
    lines
}

fn parsed<T: serde::de::DeserializeOwned + Default>(
    layer: &RawLayer,
    faults: &mut Diagnostics,
) -> T {
    match yaml::parse(&layer.file) {
        Ok(tree) => yaml::read(&tree, faults),
        Err(found) => {
            faults.extend(found);
            T::default()
        }
    }
}

/// Lays the keys that a later layer gives over those of an earlier one.
fn over(below: &mut raw::HelpLine, above: &raw::HelpLine) {
    fn lay<T: Clone>(below: &mut Field<T>, above: &Field<T>) {
        if above.given().is_some() {
            *below = above.clone();
        }
    }
    lay(&mut below.name, &above.name);
    lay(&mut below.about, &above.about);
    lay(&mut below.cost, &above.cost);
    lay(&mut below.hours, &above.hours);
    lay(&mut below.number, &above.number);
    lay(&mut below.tel, &above.tel);
    lay(&mut below.abroad, &above.abroad);
    lay(&mut below.url, &above.url);
    lay(&mut below.urls, &above.urls);
    lay(&mut below.languages, &above.languages);
    lay(&mut below.tier, &above.tier);
    lay(&mut below.sectors, &above.sectors);
    lay(&mut below.first_unless, &above.first_unless);
    lay(&mut below.checked_on, &above.checked_on);
    lay(&mut below.sources, &above.sources);
    lay(&mut below.verified, &above.verified);
}

fn line(
    checker: &mut Checker,
    item: &Located<raw::HelpLine>,
    content: &Content,
    client: &Client,
) -> Option<HelpLine> {
    let (line, span) = (&item.value, &item.span);
    let id = checker.line_required(&line.id, "id", span)?;
    let mut said =
        |inline: &Field<LocalText>, key: &str, get: fn(&raw::HelpWords) -> &Field<String>| {
            let own = client.languages.iter().filter_map(|lang| {
                let text = get(content.lang(*lang).help_words.get(&id)?.value()?).value()?;
                Some((*lang, text.trim().to_owned()))
            });
            let own: BTreeMap<Lang, String> = own.collect();
            text(checker, inline, own, &format!("{id}: {key}"), client)
        };
    let name = said(&line.name, "name", |words| &words.name);
    let about = said(&line.about, "about", |words| &words.about);
    let cost = said(&line.cost, "cost", |words| &words.cost);
    let hours = said(&line.hours, "hours", |words| &words.hours);
    for (text, key) in [(&name, "name"), (&about, "about")] {
        if text.is_none() {
            let lang = client.default_lang();
            checker.push(
                Diagnostic::error(
                    "content/missing-word",
                    say!("the help line `{id}` has no `{key}` in `{lang}`"),
                )
                .at(span)
                .hint(say!("write it in `content/{lang}/{HELP_WORDS}`")),
            );
        }
    }
    let url = checker.url(&line.url);
    let urls = pages(checker, &line.urls, span);
    let languages = checker.tongues(&line.languages);
    let first_unless: Vec<&Located<String>> = checker.items(&line.first_unless).collect();
    let first_unless =
        first_unless.iter().filter_map(|tag| language(checker, &tag.value, &tag.span));
    let first_unless = first_unless.collect();
    let abroad = checker.parse(&line.abroad, "phone/invalid", PhoneNumber::parse);
    let dialled = if line.tel.given().is_some() { &line.tel } else { &line.number };
    let dialled = checker.parse(dialled, "phone/invalid", PhoneNumber::parse);
    let tier = line.tier.required("tier", span, &mut checker.faults);
    let tier = tier.and_then(|tier| u8::try_from(tier.value).ok().filter(|t| (1..=3).contains(t)));
    let number = line.number.value().zip(dialled);
    let number = number.map(|(written, dialled)| {
        // As it was written, which is how the line itself writes it; but for what is no part of
        // a number. Where the two differ, `tel` says so.
        let plain = |c: char| c.is_ascii_digit() || " -+()./".contains(c);
        let own = line.tel.given().is_some() || written.trim().chars().all(plain);
        (if own { written.trim().to_owned() } else { dialled.shown().to_owned() }, dialled)
    });
    if number.is_none() && url.is_none() {
        checker.push(
            Diagnostic::error(
                "helpline/unreachable",
                say!("this line has neither number nor website"),
            )
            .at(span),
        );
    }
    let sectors = checker.items(&line.sectors).map(|sector| sector.value.clone()).collect();
    Some(HelpLine {
        id,
        name: name?,
        number,
        about: about?,
        cost,
        hours,
        abroad,
        languages,
        url,
        urls,
        tier: tier?,
        sectors,
        first_unless,
    })
}

/// The pages of a line in other languages than that of its website.
fn pages(
    checker: &mut Checker,
    given: &Field<BTreeMap<String, Field<String>>>,
    line: &Span,
) -> BTreeMap<Lang, HttpsUrl> {
    let mut pages = BTreeMap::new();
    for (tag, url) in given.value().into_iter().flatten() {
        let place = url.given().map_or(line, |given| &given.span);
        let found = language(checker, tag, place).zip(checker.url(url));
        pages.extend(found);
    }
    pages
}

fn language(checker: &mut Checker, tag: &str, place: &Span) -> Option<Lang> {
    let refused = |invalid: Invalid| {
        Diagnostic::error("lang/unknown", invalid.message).at(place).maybe_hint(invalid.hint)
    };
    checker.faults.ok(Lang::parse(tag).map_err(refused))
}

/// A text from the line itself and from the files of the languages, which win.
fn text(
    checker: &mut Checker,
    inline: &Field<LocalText>,
    own: BTreeMap<Lang, String>,
    key: &str,
    client: &Client,
) -> Option<Text> {
    let default = client.default_lang();
    if own.is_empty() {
        return checker.text(inline, key);
    }
    let mut by_lang: BTreeMap<Lang, String> = match inline.value() {
        Some(LocalText::One(text)) => [(default, text.clone())].into(),
        Some(LocalText::Many(texts)) => texts
            .iter()
            .filter_map(|(tag, text)| Some((Lang::parse(tag).ok()?, text.value()?.clone())))
            .collect(),
        None => BTreeMap::new(),
    };
    by_lang.extend(own);
    let lacking: Vec<&str> = client
        .languages
        .iter()
        .filter(|lang| !by_lang.contains_key(*lang))
        .map(|lang| lang.tag())
        .collect();
    if !lacking.is_empty() && by_lang.contains_key(&default) {
        let lacking = lacking.join(", ");
        checker.push(
            Diagnostic::warning(
                "text/left-out",
                say!("`{key}` is left out in {lacking}, where it has no text"),
            )
            .hint(say!("add it to `{HELP_WORDS}` in the folder of each of these languages")),
        );
    }
    Text::many(default, by_lang)
}

fn dated_fact(
    checker: &mut Checker,
    what: &'static str,
    id: &str,
    checked_on: &Field<String>,
    verified: &Field<bool>,
    span: &Span,
) -> Fact {
    let date = checker.parse_required(checked_on, "checked_on", span, "date/invalid", Date::parse);
    let place = checked_on.given().map_or_else(|| span.clone(), |given| given.span.clone());
    Fact {
        what,
        id: id.to_owned(),
        checked_on: date.map(|date| (date, place)),
        status_of: None,
        verified: verified.value().copied().unwrap_or(false),
        place: verified.given().map_or_else(|| span.clone(), |given| given.span.clone()),
    }
}

/// Proves the statements of law that are shown, on a page or in what it includes.
pub(super) fn statements(
    root: &Root,
    content: &Content,
    facts: &mut Dated,
    faults: &mut Diagnostics,
) {
    let mut shown = BTreeSet::new();
    for own in content.by_lang.values() {
        let holds = own.pages.values().flat_map(|page| own.holds_in_all(&page.holds));
        for (name, place) in holds.flat_map(|holds| &holds.includes) {
            let id = name.strip_prefix(LAW).and_then(|name| name.strip_suffix(".md"));
            let Some(id) = id.filter(|id| shown.insert((*id).to_owned())) else { continue };
            match root.statements.get(id) {
                Some(fact) => facts.add(fact.clone()),
                None => faults.push(
                    Diagnostic::error(
                        "content/undated",
                        say!("`{name}` states law, and nobody says when it was checked"),
                    )
                    .at(place)
                    .hint(say!(
                        "add `id: {id}` with `checked_on`, `sources` and `verified` to `content/{FACTS}`"
                    )),
                ),
            }
        }
    }
}
