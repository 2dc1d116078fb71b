//! HTML -> its tags, ids and words, as a browser would see them.
//!
//! A tokenizer that follows the standard does the reading; this switches its states
//! as a browser's tree builder would. Invariant: where a browser could read the same
//! bytes in another way (`[CDATA[`, HTML within a drawing), that is told as a
//! [`Oddity`], so that nothing hides between the two readings.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use html5gum::{State, Tokenizer};

use super::tokens::Tokens;
use super::vocabulary;
use crate::diag::{Sentence, say};

/// An opening tag.
#[derive(Debug)]
pub struct Tag<'a> {
    /// Its name, in lower case.
    pub name: Cow<'a, str>,
    /// Its attributes.
    pub attributes: Attributes<'a>,
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// Whether it is part of a drawing (SVG) in the page.
    pub drawn: bool,
}

/// Attributes in the order of their names, which are in lower case; values without entities; of
/// two of a name the first.
#[derive(Debug, Default)]
pub struct Attributes<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Attributes<'a> {
    /// The value of an attribute, where there is one.
    pub fn get(&self, name: &str) -> Option<&str> {
        let at = self.place(name).ok()?;
        Some(&self.0[at].1)
    }

    /// Whether there is one.
    pub fn has(&self, name: &str) -> bool {
        self.place(name).is_ok()
    }

    /// Names with their values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }

    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| (**known).cmp(name))
    }

    /// Adds an attribute, where there is none of its name.
    pub fn add(&mut self, name: Cow<'a, str>, value: Cow<'a, str>) {
        if let Err(at) = self.place(&name) {
            self.0.insert(at, (name, value));
        }
    }
}

impl Tag<'_> {
    /// An attribute's value; empty where there is none.
    pub fn value(&self, name: &str) -> &str {
        self.attributes.get(name).unwrap_or_default()
    }

    /// Whether a list of words, such as `rel`, has this one.
    pub fn has_word(&self, attribute: &str, word: &str) -> bool {
        self.value(attribute).split_ascii_whitespace().any(|own| own.eq_ignore_ascii_case(word))
    }
}

/// Something that browsers may read in another way, or that has no place in a page.
#[derive(Debug)]
pub struct Oddity {
    /// What it is, in words that follow the name of a page.
    pub what: Sentence,
    /// Whether it is a script of its own.
    pub script: bool,
    /// Where it stands, in bytes.
    pub at: Range<usize>,
}

/// What a page holds, as far as rules are concerned.
#[derive(Debug, Default)]
pub struct Page<'a> {
    /// Opening tags in their order.
    pub tags: Vec<Tag<'a>>,
    /// How many of them stand before any word and before the head ends.
    pub in_head: usize,
    /// Ids to link to.
    pub ids: BTreeSet<String>,
    /// The words that are shown: not the title, no style, nothing that is `hidden`.
    pub text: String,
    /// The content of `<style>` elements.
    pub styles: Vec<(Cow<'a, str>, Range<usize>)>,
    /// What is out of place.
    pub oddities: Vec<Oddity>,
}

/// Reads a page or a piece of one.
pub fn read(html: &str) -> Page<'_> {
    let mut reader = Reader::of(html);
    let Ok(()) = Tokenizer::new_with_emitter(html, &mut reader).finish();
    reader.end()
}

/// What is made of a page while it is read; `tokens` calls it.
#[derive(Default)]
pub struct Reader<'a> {
    pub(super) tokens: Tokens<'a>,
    page: Page<'a>,
    /// How many `<svg>` are open.
    drawings: usize,
    /// Whether the title or description of a drawing is open, in which HTML would be HTML.
    drawing_text: bool,
    /// The element whose content is text: its name.
    raw: Option<Cow<'a, str>>,
    /// The element that is `hidden`, and how many of its name are open.
    hidden: Option<(Cow<'a, str>, usize)>,
    head_over: bool,
}

impl<'a> Reader<'a> {
    /// At the start of a page.
    pub(super) fn of(html: &'a str) -> Self {
        Self { tokens: Tokens::of(html), ..Self::default() }
    }

    /// What was read, at the end of it.
    pub(super) fn end(mut self) -> Page<'a> {
        self.end_head();
        self.page
    }

    fn odd(&mut self, what: Sentence, at: Range<usize>) {
        self.page.oddities.push(Oddity { what, script: false, at });
    }

    /// A comment.
    pub(super) fn comment(&mut self, text: &str, at: Range<usize>) {
        if text.starts_with("[CDATA[") {
            self.odd(say!("holds `<![CDATA[`"), at);
        }
    }

    /// An opening tag; the state that the tokenizer has to go on in, where it is another.
    pub(super) fn open(
        &mut self,
        name: Cow<'a, str>,
        attributes: Attributes<'a>,
        closed: bool,
        at: Range<usize>,
    ) -> Option<State> {
        self.page.ids.extend(attributes.get("id").map(str::to_owned));
        self.page.text.push(' ');
        match &mut self.hidden {
            Some((hidden, open)) if *hidden == name => *open += 1,
            None if attributes.has("hidden") && !vocabulary::is_void(&name) => {
                self.hidden = Some((name.clone(), 1));
            }
            _ => {}
        }
        let drawn = self.drawings > 0;
        let state = if drawn { self.open_drawn(closed, &name, at.clone()) } else { raw_of(&name) };
        if state.is_some() {
            self.raw = Some(name.clone());
        }
        if name == "svg" && !closed {
            self.drawings += 1;
        }
        self.page.tags.push(Tag { name, attributes, at, drawn });
        state
    }

    /// Within a drawing no element's content is text, and HTML ends the drawing.
    fn open_drawn(&mut self, closed: bool, name: &str, at: Range<usize>) -> Option<State> {
        if self.drawing_text {
            self.odd(say!("holds a `<{name}>` in the title of a drawing"), at);
        } else if !vocabulary::is_drawn(name) {
            self.odd(say!("holds a `<{name}>` within a drawing"), at);
        } else if matches!(name, "title" | "desc") && !closed {
            self.drawing_text = true;
        }
        None
    }

    /// A closing tag.
    pub(super) fn close(&mut self, name: &str, at: Range<usize>) {
        self.page.text.push(' ');
        self.raw = None;
        if matches!(name, "head" | "body" | "html") {
            self.end_head();
        }
        if let Some((hidden, open)) = &mut self.hidden
            && hidden == name
        {
            *open -= 1;
            if *open == 0 {
                self.hidden = None;
            }
        }
        if self.drawings == 0 {
            return;
        }
        match name {
            "svg" => self.drawings -= 1,
            "title" | "desc" => self.drawing_text = false,
            name if vocabulary::is_drawn(name) => {}
            name => self.odd(say!("ends a `<{name}>` within a drawing"), at),
        }
        if self.drawings == 0 {
            self.drawing_text = false;
        }
    }

    /// Text, or the content of an element that holds text alone.
    pub(super) fn text(&mut self, text: Cow<'a, str>, at: Range<usize>) {
        match self.raw.as_deref() {
            Some("script") if !text.trim().is_empty() => self.page.oddities.push(Oddity {
                what: say!("holds a script of its own"),
                script: true,
                at,
            }),
            Some("style") => self.page.styles.push((text, at)),
            Some(_) => {}
            None => {
                if !text.trim().is_empty() {
                    self.end_head();
                }
                if self.hidden.is_none() {
                    self.page.text.push_str(&text);
                }
            }
        }
    }

    fn end_head(&mut self) {
        if !self.head_over {
            self.head_over = true;
            self.page.in_head = self.page.tags.len();
        }
    }
}

/// How the content of an element is read whose content is text.
fn raw_of(name: &str) -> Option<State> {
    match name {
        "title" | "textarea" => Some(State::RcData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" => Some(State::RawText),
        "script" => Some(State::ScriptData),
        "plaintext" => Some(State::PlainText),
        _ => None,
    }
}
