//! The collector that every validation works with: fields in, proven values out.
//!
//! Invariant: a `None` from here has been reported, or the key was not there.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Diagnostics, Sentence, Span, say};
use crate::yaml::{Field, Located};

use super::invisible::{self, Unseen};
use super::visible::{blank, has_letter, is_blank};
use super::{HttpsUrl, Invalid, Lang, LocalText, Text, Tongue, TongueText, markup};

/// Longest text of one line, in characters: a name, a title.
const LINE_LIMIT: usize = 200;
/// Longest word of a name that every product sets in one line at a size one can read:
/// the longest of the Dutch list of words has 35 letters, surnames have fewer.
const NAME_WORD: usize = 38;

/// What has been found so far, and the languages that texts are held against.
pub struct Checker {
    /// What has been found so far.
    pub faults: Diagnostics,
    /// The languages that texts are held against, the default first.
    pub languages: Vec<Lang>,
    /// The language of texts that name none; the first of the languages when absent.
    pub written_in: Option<Lang>,
}

impl Checker {
    /// Nothing found but what is handed over.
    pub fn new(faults: Diagnostics, languages: Vec<Lang>) -> Self {
        Self { faults, languages, written_in: None }
    }

    /// The first of the languages.
    pub fn default_lang(&self) -> Option<Lang> {
        self.languages.first().copied()
    }

    /// The language of texts that name none.
    pub fn written_in(&self) -> Option<Lang> {
        self.written_in.or_else(|| self.default_lang())
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
            let message = say!("this address carries something along that no page needs");
            self.push(
                Diagnostic::warning("url/tracking", message)
                    .at(&given.span)
                    .hint(say!("write `{clean}`")),
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
        let text = field.required(key, parent, &mut self.faults)?;
        self.line_located(text)
    }

    /// A text of one line, if it is given.
    pub fn line(&mut self, field: &Field<String>) -> Option<String> {
        self.line_located(field.given()?)
    }

    fn line_located(&mut self, text: &Located<String>) -> Option<String> {
        self.line_at(&text.value, &text.span)
    }

    /// A text of one line that stands at `span`.
    pub fn line_at(&mut self, text: &str, span: &Span) -> Option<String> {
        let line = self.faults.ok(one_line(text.trim()).map_err(|fault| fault.at(span)))?;
        self.markup(span, &line);
        Some(line)
    }

    /// A text that may be empty, and have several lines: it is shown as it stands.
    pub fn shown(&mut self, text: &Located<String>) -> String {
        match text.value.trim() {
            "" => String::new(),
            said => self.filled(said, &text.span).unwrap_or_default(),
        }
    }

    /// Remarks on markup in a text that is shown as it stands.
    fn markup(&mut self, place: &Span, text: &str) {
        let Some((found, plain)) = markup::find(text) else { return };
        let message = say!("this text is shown as it stands, with `{}`", &text[found]);
        let fault = Diagnostic::warning("text/markup", message).at(place);
        self.push(match plain.is_empty() {
            true => fault.hint(say!("take it out")),
            false => fault.hint(say!("write `{plain}`")),
        });
    }

    /// A name that must be there: a text of one line, with letters or digits in it.
    pub fn name_required(
        &mut self,
        field: &Field<String>,
        key: &str,
        parent: &Span,
    ) -> Option<String> {
        let name = self.line_required(field, key, parent)?;
        if let Some(located) = field.given() {
            self.lettered(&name, key, &located.span);
        }
        Some(name)
    }

    /// Says where a name has no letter and no digit, and where a word of it is too long for
    /// any line.
    pub fn lettered(&mut self, name: &str, key: &str, span: &Span) {
        if !has_letter(name) {
            self.push(
                Diagnostic::warning("text/no-letter", say!("`{key}` has no letter in it"))
                    .at(span)
                    .hint(say!("write the name in words, as people say it")),
            );
        }
        self.long_word(name, key, NAME_WORD, span);
    }

    /// Says where a word is so long that a line has to be broken within it.
    pub fn long_word(&mut self, text: &str, key: &str, most: usize, span: &Span) {
        // Where a line may be broken: at blanks, after hyphens, at soft hyphens, between signs.
        let breaks = |c: char| c.is_whitespace() || "-–—/\u{AD}\u{200B}".contains(c);
        let longest = text.split(breaks).max_by_key(|word| word.chars().count()).unwrap_or(text);
        let letters = longest.chars().count();
        let east =
            longest.chars().any(|c| matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}'));
        if letters > most && !east {
            let shown: String = longest.chars().take(20).collect();
            self.push(
                Diagnostic::warning(
                    "text/long-word",
                    say!("`{key}` holds a word of {letters} letters, `{shown}…`, which is broken anywhere to fit"),
                )
                .at(span)
                .hint(say!("put a space or a hyphen where it may be broken")),
            );
        }
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
        self.text_in(&located.value, &located.span)
    }

    /// A text for people, if it is given; says in which languages it is left out.
    pub fn text(&mut self, field: &Field<LocalText>, key: &str) -> Option<Text> {
        let located = field.given()?;
        self.text_at(&located.value, &located.span, key, None)
    }

    /// The same of a text that stands at `span`, in the place of which `data` is said in every
    /// language.
    pub fn text_at(
        &mut self,
        text: &LocalText,
        span: &Span,
        key: &str,
        data: Option<&str>,
    ) -> Option<Text> {
        let said = self.text_in(text, span)?;
        if let Some((lacking, line)) = self.lacking(&said, text, key) {
            let message = say!("`{key}` is left out in {lacking}, where it has no text");
            let data = data.map(|data| say!(", or `{key}: {data}`, which is said in all"));
            self.push(
                Diagnostic::warning("text/left-out", message)
                    .at(span)
                    .hint(say!("{line}{}", data.unwrap_or_default())),
            );
        }
        Some(said)
    }

    /// A text in the languages that it is given in.
    pub fn text_in(&mut self, text: &LocalText, span: &Span) -> Option<Text> {
        let (default, written_in) = (self.default_lang()?, self.written_in()?);
        match text {
            LocalText::One(text) => self.filled(text, span).map(|text| Text::one(written_in, text)),
            LocalText::Many(texts) => self.by_lang(texts, default, span),
        }
    }

    /// The languages that a text lacks, and the line to write.
    pub fn lacking(
        &self,
        said: &Text,
        written: &LocalText,
        key: &str,
    ) -> Option<(String, Sentence)> {
        let lacks = self.languages.iter().filter(|lang| said.exact(**lang).is_none());
        let lacks: Vec<&str> = lacks.map(|lang| lang.tag()).collect();
        if lacks.is_empty() {
            return None;
        }
        let more: Vec<String> = lacks.iter().map(|lang| format!("{lang}: …")).collect();
        let more = more.join(", ");
        let line = match (written, self.written_in()) {
            (LocalText::One(_), Some(default)) => {
                say!("write it by language: `{key}: {{{default}: …, {more}}}`")
            }
            _ => say!("add `{more}` to `{key}`"),
        };
        Some((lacks.join(", "), line))
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
        if texts.is_empty() {
            self.push(
                Diagnostic::error("text/empty", say!("this text is empty"))
                    .at(span)
                    .hint(say!("write something, or leave the key out")),
            );
        }
        Text::many(default, by_lang)
    }

    fn filled(&mut self, text: &str, span: &Span) -> Option<String> {
        let text = text.trim();
        if !text.is_empty() && is_blank(text) {
            self.push(blank(text).at(span));
            return None;
        }
        if text.is_empty() {
            self.push(
                Diagnostic::error("text/empty", say!("this text is empty"))
                    .at(span)
                    .hint(say!("write something, or leave the key out")),
            );
            return None;
        }
        // Lines may end in a text of several.
        match invisible::first_in_words(&text.replace('\n', " ")) {
            None => {
                self.markup(span, text);
                Some(text.to_owned())
            }
            Some(sign) => {
                self.push(unseen(sign, text).at(span));
                None
            }
        }
    }

    /// A language that somebody speaks.
    pub fn tongue(&mut self, keys: &TongueText, span: &Span) -> Option<Tongue> {
        let tongue = match keys {
            TongueText::Tag(tag) => Tongue::parse(tag.trim()),
            TongueText::Named(keys) => {
                let name = keys.name.required("name", span, &mut self.faults).is_some();
                let name = name.then(|| self.name(&keys.name)).flatten();
                let tag = keys.tag.required("tag", span, &mut self.faults)?;
                Tongue::named(tag.value.trim(), name?)
            }
        };
        match tongue {
            Ok(tongue) => {
                if let Some((said, hint)) = tongue.doubt() {
                    self.push(Diagnostic::note("lang/country", said).at(span).hint(hint));
                }
                Some(tongue)
            }
            Err(invalid) => {
                let fault = Diagnostic::error("lang/unknown", invalid.message).at(span);
                self.push(fault.maybe_hint(invalid.hint));
                None
            }
        }
    }

    /// The languages that somebody speaks, each once.
    pub fn tongues(&mut self, list: &Field<Vec<Field<TongueText>>>) -> Vec<Tongue> {
        let mut tongues: Vec<Tongue> = Vec::new();
        for item in self.items(list) {
            let Some(tongue) = self.tongue(&item.value, &item.span) else { continue };
            if tongues.contains(&tongue) {
                let said = say!("`{}` is given twice", tongue.tag());
                self.push(
                    Diagnostic::error("lang/twice", said)
                        .at(&item.span)
                        .hint(say!("keep the first")),
                );
            } else {
                tongues.push(tongue);
            }
        }
        tongues
    }

    /// The languages of a list, each once.
    pub fn lang_list(&mut self, list: &Field<Vec<Field<String>>>) -> Vec<Lang> {
        let mut seen = BTreeSet::new();
        let mut langs = Vec::new();
        for item in self.items(list) {
            match Lang::parse(&item.value) {
                Ok(lang) if seen.insert(lang) => langs.push(lang),
                Ok(lang) => self.push(
                    Diagnostic::error("lang/twice", say!("`{lang}` is given twice"))
                        .at(&item.span)
                        .hint(say!("keep the first")),
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

/// A text of one line.
///
/// # Errors
/// It is empty, cannot be seen, is long, or stands on several lines.
pub(super) fn one_line(text: &str) -> Result<String, Diagnostic> {
    let fault = |message: Sentence| Diagnostic::error("text/line", message);
    if text.is_empty() {
        return Err(
            fault(say!("this text is empty")).hint(say!("write something, or leave the key out"))
        );
    }
    if is_blank(text) {
        return Err(blank(text));
    }
    if text.chars().count() > LINE_LIMIT {
        return Err(fault(say!("this text is longer than {LINE_LIMIT} characters"))
            .hint(say!("shorten it: it has to fit on a poster")));
    }
    match invisible::first_in_words(text) {
        Some(Unseen { sign: '\n', .. }) => Err(fault(say!("this text must stand on one line"))
            .hint(say!("write it on one line, or after `>-`"))),
        Some(sign) => Err(unseen(sign, text)),
        None => Ok(text.to_owned()),
    }
}

/// The fault of a sign in a text that nobody sees.
fn unseen(sign: Unseen, text: &str) -> Diagnostic {
    let Invalid { message, .. } = sign.refused(&say!("this text"), text);
    Diagnostic::error("text/invisible", message)
        .hint(say!("delete the character and type the place again"))
}
