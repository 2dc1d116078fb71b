//! HTML -> its tags, ids and words, as a browser would see them.
//!
//! A tokenizer that follows the standard does the reading; this switches its states
//! as a browser's tree builder would. Invariant: where a browser could read the same
//! bytes in another way (`[CDATA[`, HTML within a drawing), that is told as a
//! [`Oddity`], so that nothing hides between the two readings.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};
use html5gum::{State, Tokenizer};

use super::vocabulary;
use crate::diag::{Sentence, say};

/// An opening tag.
#[derive(Debug)]
pub struct Tag {
    /// Its name, in lower case.
    pub name: String,
    /// Its attributes, names in lower case, values without entities; of two of a name the first.
    pub attributes: BTreeMap<String, String>,
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// Whether it is part of a drawing (SVG) in the page.
    pub drawn: bool,
}

impl Tag {
    /// An attribute's value; empty where there is none.
    pub fn value(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
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
    let mut reader = Reader { page: Page::default(), ..Reader::default() };
    let mut tokens = Tokenizer::new_with_emitter(html, DefaultEmitter::<usize>::new_with_span());
    while let Some(Ok(token)) = tokens.next() {
        match token {
            Token::StartTag(tag) => {
                if let Some(state) = reader.open(&tag) {
                    tokens.set_state(state);
                }
            }
            Token::EndTag(tag) => reader.close(&text_of(&tag.name), tag.span.start..tag.span.end),
            Token::String(text) => reader.text(&text_of(&text), text.span.start..text.span.end),
            Token::Comment(comment) if comment.starts_with(b"[CDATA[") => {
                reader.odd(say!("holds `<![CDATA[`"), comment.span.start..comment.span.end);
            }
            _ => {}
        }
    }
    if !reader.head_over {
        reader.page.in_head = reader.page.tags.len();
    }
    reader.page
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[derive(Default)]
struct Reader {
    page: Page,
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

    fn open(&mut self, tag: &StartTag<usize>) -> Option<State> {
        let name = text_of(&tag.name);
        let at = tag.span.start..tag.span.end;
        let attributes: BTreeMap<String, String> =
            tag.attributes.iter().map(|(name, value)| (text_of(name), text_of(value))).collect();
        self.page.ids.extend(attributes.get("id").cloned());
        self.page.text.push(' ');
        match &mut self.hidden {
            Some((hidden, open)) if *hidden == name => *open += 1,
            None if attributes.contains_key("hidden") && !vocabulary::is_void(&name) => {
                self.hidden = Some((name.clone(), 1));
            }
            _ => {}
        }
        let drawn = self.drawings > 0;
        let state =
            if drawn { self.open_drawn(tag, &name, at.clone()) } else { self.raw_of(&name) };
        if name == "svg" && !tag.self_closing {
            self.drawings += 1;
        }
        self.page.tags.push(Tag { name, attributes, at, drawn });
        state
    }

    /// Within a drawing no element's content is text, and HTML ends the drawing.
    fn open_drawn(&mut self, tag: &StartTag<usize>, name: &str, at: Range<usize>) -> Option<State> {
        if self.drawing_text {
            self.odd(say!("holds a `<{name}>` in the title of a drawing"), at);
        } else if !vocabulary::DRAWN.contains(&name) {
            self.odd(say!("holds a `<{name}>` within a drawing"), at);
        } else if matches!(name, "title" | "desc") && !tag.self_closing {
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
            name if vocabulary::DRAWN.contains(&name) => {}
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
