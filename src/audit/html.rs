//! HTML -> its tags, ids and words, as a browser would see them.
//!
//! A tokenizer that follows the standard does the reading; this switches its states
//! as a browser's tree builder would. Invariant: where a browser could read the same
//! bytes in another way (`[CDATA[`, HTML within a drawing), that is told as a
//! [`Oddity`], so that nothing hides between the two readings.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, State, Tokenizer};

use super::vocabulary;
use crate::diag::{Sentence, say};

/// An opening tag.
#[derive(Debug)]
pub struct Tag {
    /// Its name, in lower case.
    pub name: String,
    /// Its attributes.
    pub attributes: Attributes,
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// Whether it is part of a drawing (SVG) in the page.
    pub drawn: bool,
}

/// Attributes in the order of their names, which are in lower case; values without entities; of
/// two of a name the first.
#[derive(Debug, Default)]
pub struct Attributes(Vec<(String, String)>);

impl Attributes {
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
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.as_str().cmp(name))
    }

    /// Adds a name that is not there yet, with no value; where it stands then.
    fn add(&mut self, name: &str) -> Option<usize> {
        let at = self.place(name).err()?;
        self.0.insert(at, (name.to_owned(), String::new()));
        Some(at)
    }
}

impl Tag {
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
pub struct Page {
    /// Opening tags in their order.
    pub tags: Vec<Tag>,
    /// How many of them stand before any word and before the head ends.
    pub in_head: usize,
    /// Ids to link to.
    pub ids: BTreeSet<String>,
    /// The words that are shown: not the title, no style, nothing that is `hidden`.
    pub text: String,
    /// The content of `<style>` elements.
    pub styles: Vec<(String, Range<usize>)>,
    /// What is out of place.
    pub oddities: Vec<Oddity>,
}

/// Reads a page or a piece of one.
pub fn read(html: &str) -> Page {
    let mut reader = Reader::default();
    let each = |event: CallbackEvent<'_>, at: Span<usize>| reader.event(&event, at.start..at.end);
    // An event that changes how the rest is read ends the step of the tokenizer.
    let mut tokens = Tokenizer::new_with_emitter(html, CallbackEmitter::new(each));
    while let Some(Ok(state)) = tokens.next() {
        tokens.set_state(state);
    }
    drop(tokens);
    if !reader.head_over {
        reader.page.in_head = reader.page.tags.len();
    }
    reader.page
}

fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// A tag that is being read.
#[derive(Default)]
struct Opening {
    name: String,
    start: usize,
    attributes: Attributes,
    /// The attribute whose value comes next.
    last: Option<usize>,
}

#[derive(Default)]
struct Reader {
    page: Page,
    opening: Opening,
    /// How many `<svg>` are open.
    drawings: usize,
    /// Whether the title or description of a drawing is open, in which HTML would be HTML.
    drawing_text: bool,
    /// The element whose content is text: its name.
    raw: Option<String>,
    /// The element that is `hidden`, and how many of its name are open.
    hidden: Option<(String, usize)>,
    head_over: bool,
}

impl Reader {
    fn odd(&mut self, what: Sentence, at: Range<usize>) {
        self.page.oddities.push(Oddity { what, script: false, at });
    }

    /// What the tokenizer has read; the state that it has to go on in, where that is another.
    fn event(&mut self, event: &CallbackEvent<'_>, at: Range<usize>) -> Option<State> {
        match *event {
            CallbackEvent::OpenStartTag { name } => {
                self.opening.name = text_of(name).into_owned();
                self.opening.start = at.start;
            }
            CallbackEvent::AttributeName { name } => {
                self.opening.last = self.opening.attributes.add(&text_of(name));
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(last) = self.opening.last {
                    self.opening.attributes.0[last].1.push_str(&text_of(value));
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                let Opening { name, start, attributes, .. } = std::mem::take(&mut self.opening);
                return self.open(name, attributes, self_closing, start..at.end);
            }
            CallbackEvent::EndTag { name } => {
                // What stands in a closing tag counts for nothing.
                self.opening = Opening::default();
                self.close(&text_of(name), at);
            }
            CallbackEvent::String { value } => self.text(&text_of(value), at),
            CallbackEvent::Comment { value } if value.starts_with(b"[CDATA[") => {
                self.odd(say!("holds `<![CDATA[`"), at);
            }
            _ => {}
        }
        None
    }

    fn open(
        &mut self,
        name: String,
        attributes: Attributes,
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
        let state =
            if drawn { self.open_drawn(closed, &name, at.clone()) } else { self.raw_of(&name) };
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

    fn raw_of(&mut self, name: &str) -> Option<State> {
        let state = match name {
            "title" | "textarea" => State::RcData,
            "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" => State::RawText,
            "script" => State::ScriptData,
            "plaintext" => State::PlainText,
            _ => return None,
        };
        self.raw = Some(name.to_owned());
        Some(state)
    }

    fn close(&mut self, name: &str, at: Range<usize>) {
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

    fn text(&mut self, text: &str, at: Range<usize>) {
        match self.raw.as_deref() {
            Some("script") if !text.trim().is_empty() => self.page.oddities.push(Oddity {
                what: say!("holds a script of its own"),
                script: true,
                at,
            }),
            Some("style") => self.page.styles.push((text.to_owned(), at)),
            Some(_) => {}
            None => {
                if !text.trim().is_empty() {
                    self.end_head();
                }
                if self.hidden.is_none() {
                    self.page.text.push_str(text);
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
