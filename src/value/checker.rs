//! The collector that every validation works with: fields in, proven values out.
//!
//! Invariant: a `None` from here has been reported, or the key was not there.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Diagnostics, Span};
use crate::yaml::{Field, Located};

use super::invisible::{self, Unseen};
use super::{HttpsUrl, Invalid, Lang, LocalText, Text, markup};

/// Longest text of one line, in characters: a name, a title.
const LINE_LIMIT: usize = 200;
/// What helps against a sign that nobody sees.
const TYPE_AGAIN: &str = "delete the character and type the place again";

/// What has been found so far, and the languages that texts are held against.
pub struct Checker {
    /// What has been found so far.
    pub faults: Diagnostics,
    /// The languages that texts are held against, the default first.
    pub languages: Vec<Lang>,
}

impl Checker {
    /// Nothing found but what is handed over.
    pub fn new(faults: Diagnostics, languages: Vec<Lang>) -> Self {
        Self { faults, languages }
    }

    /// The first of the languages.
    pub fn default_lang(&self) -> Option<Lang> {
        self.languages.first().copied()
    }

    /// Adds a fault.
    pub fn push(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    /// The value that a text means, if it is given.
    pub fn parse<T>(
        &mut self,
        field: &Field<String>,
        code: &'static str,
        parse: impl Fn(&str) -> Result<T, Invalid>,
    ) -> Option<T> {
        field.given().and_then(|text| self.parse_located(text, code, parse))
    }

    /// The value that a text means; its absence is a fault of `parent`.
    pub fn parse_required<T>(
        &mut self,
        field: &Field<String>,
        key: &str,
        parent: &Span,
        code: &'static str,
        parse: impl Fn(&str) -> Result<T, Invalid>,
    ) -> Option<T> {
        let text = field.required(key, parent, &mut self.faults)?;
        self.parse_located(text, code, parse)
    }

    fn parse_located<T>(
        &mut self,
        text: &Located<String>,
        code: &'static str,
        parse: impl Fn(&str) -> Result<T, Invalid>,
    ) -> Option<T> {
        match parse(text.value.trim()) {
            Ok(value) => Some(value),
            Err(invalid) => {
                let code = invalid.code.unwrap_or(code);
                self.push(
                    Diagnostic::error(code, invalid.message)
                        .at(&text.span)
                        .maybe_hint(invalid.hint),
                );
                None
            }
        }
    }

    /// An https address that everybody can open, if it is given.
    pub fn url(&mut self, field: &Field<String>) -> Option<HttpsUrl> {
        self.url_of(field, HttpsUrl::parse)
    }

    /// An https address as `parse` reads it, if it is given.
    pub fn url_of(
        &mut self,
        field: &Field<String>,
        parse: impl Fn(&str) -> Result<HttpsUrl, Invalid>,
    ) -> Option<HttpsUrl> {
        let url = self.parse(field, "url/invalid", parse)?;
        if let (Some(clean), Some(given)) = (url.without_trackers(), field.given()) {
            let message = "this address carries something along that no page needs";
            self.push(
                Diagnostic::warning("url/tracking", message)
                    .at(&given.span)
                    .hint(format!("write `{clean}`")),
            );
        }
        Some(url)
    }

    /// A text of one line that must be there.
    pub fn line_required(
        &mut self,
        field: &Field<String>,
        key: &str,
        parent: &Span,
    ) -> Option<String> {
        let line = self.parse_required(field, key, parent, "text/line", one_line)?;
        self.markup(field.given().map(|it| &it.span), &line);
        Some(line)
    }

    /// A text of one line, if it is given.
    pub fn line(&mut self, field: &Field<String>) -> Option<String> {
        let line = self.parse(field, "text/line", one_line)?;
        self.markup(field.given().map(|it| &it.span), &line);
        Some(line)
    }

    /// Remarks on markup in a text that is shown as it stands.
    fn markup(&mut self, place: Option<&Span>, text: &str) {
        let Some((found, plain)) = markup::find(text) else { return };
        let message = format!("this text is shown as it stands, with `{}`", &text[found]);
        let fault = Diagnostic::warning("text/markup", message).maybe_at(place);
        self.push(match plain.is_empty() {
            true => fault.hint("take it out"),
            false => fault.hint(format!("write `{plain}`")),
        });
    }

    /// The items of a list that could be read, with their places.
    pub fn items<'a, T>(
        &self,
        list: &'a Field<Vec<Field<T>>>,
    ) -> impl Iterator<Item = &'a Located<T>> + use<'a, T> {
        list.value().into_iter().flatten().filter_map(Field::given)
    }

    /// A name, if it is given: a text that needs no translation.
    pub fn name(&mut self, field: &Field<LocalText>) -> Option<Text> {
        let located = field.given()?;
        let default = self.default_lang()?;
        match &located.value {
            LocalText::One(text) => self.filled(text, &located.span).map(|t| Text::one(default, t)),
            LocalText::Many(texts) => self.by_lang(texts, default, &located.span),
        }
    }

    /// A text for people, if it is given.
    pub fn text(&mut self, field: &Field<LocalText>, key: &str) -> Option<Text> {
        let located = field.given()?;
        let default = self.default_lang()?;
        let text = self.name(field)?;
        let missing: Vec<&str> = self
            .languages
            .iter()
            .filter(|lang| text.exact(**lang).is_none())
            .map(|lang| lang.tag())
            .collect();
        if !missing.is_empty() {
            self.push(
                Diagnostic::note(
                    "text/fallback",
                    format!("`{key}` is shown in {default} on pages in {}", missing.join(", ")),
                )
                .at(&located.span)
                .hint(format!(
                    "add it by language, as in `{key}: {{{default}: …, {}: …}}`",
                    missing[0]
                )),
            );
        }
        Some(text)
    }

    fn by_lang(
        &mut self,
        texts: &[(String, Field<String>)],
        default: Lang,
        span: &Span,
    ) -> Option<Text> {
        let mut by_lang = BTreeMap::new();
        let mut sound = true;
        for (tag, text) in texts {
            let lang = match Lang::parse(tag) {
                Ok(lang) => lang,
                Err(invalid) => {
                    sound = false;
                    self.push(
                        Diagnostic::error("lang/unknown", invalid.message)
                            .at(text.given().map_or(span, |t| &t.span))
                            .maybe_hint(invalid.hint),
                    );
                    continue;
                }
            };
            let Some(text) = text.given() else {
                sound = false;
                continue;
            };
            match self.filled(&text.value, &text.span) {
                Some(text) => drop(by_lang.insert(lang, text)),
                None => sound = false,
            }
        }
        if !sound {
            return None;
        }
        let text = Text::many(default, by_lang);
        if text.is_none() {
            self.push(
                Diagnostic::error(
                    "text/no-default",
                    format!("this text has no `{default}`, the first of `languages`"),
                )
                .at(span)
                .hint(format!("add it, as in `{{{default}: …}}`")),
            );
        }
        text
    }

    fn filled(&mut self, text: &str, span: &Span) -> Option<String> {
        let text = text.trim();
        if text.is_empty() {
            self.push(
                Diagnostic::error("text/empty", "this text is empty")
                    .at(span)
                    .hint("write something, or leave the key out"),
            );
            return None;
        }
        // Lines may end in a text of several.
        match invisible::first_in_words(&text.replace('\n', " ")) {
            None => {
                self.markup(Some(span), text);
                Some(text.to_owned())
            }
            Some(unseen) => {
                let Invalid { message, .. } = unseen.refused("this text", text);
                self.push(Diagnostic::error("text/invisible", message).at(span).hint(TYPE_AGAIN));
                None
            }
        }
    }

    /// The languages of a list, each once.
    pub fn lang_list(&mut self, list: &Field<Vec<Field<String>>>) -> Vec<Lang> {
        let mut seen = BTreeSet::new();
        let mut langs = Vec::new();
        for item in self.items(list) {
            match Lang::parse(&item.value) {
                Ok(lang) if seen.insert(lang) => langs.push(lang),
                Ok(lang) => self.push(
                    Diagnostic::error("lang/twice", format!("`{lang}` is given twice"))
                        .at(&item.span)
                        .hint("keep the first"),
                ),
                Err(invalid) => self.push(
                    Diagnostic::error("lang/unknown", invalid.message)
                        .at(&item.span)
                        .maybe_hint(invalid.hint),
                ),
            }
        }
        langs
    }
}

fn one_line(text: &str) -> Result<String, Invalid> {
    if text.is_empty() {
        return Err(
            Invalid::new("this text is empty").hint("write something, or leave the key out")
        );
    }
    if text.chars().count() > LINE_LIMIT {
        return Err(Invalid::new(format!("this text is longer than {LINE_LIMIT} characters"))
            .hint("shorten it: it has to fit on a poster"));
    }
    match invisible::first_in_words(text) {
        Some(Unseen { sign: '\n', .. }) => Err(Invalid::new("this text must stand on one line")
            .hint("write it on one line, or after `>-`")),
        Some(unseen) => Err(unseen.refused("this text", text).hint(TYPE_AGAIN)),
        None => Ok(text.to_owned()),
    }
}
