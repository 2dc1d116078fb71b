//! The calls of the tokenizer -> opening and closing tags, text and comments.
//!
//! The tokenizer asks its emitter to put names, values and text together from parts.
//! Nearly all of them stand in the page as they are, and are borrowed from it; what does
//! not (an entity, a capital in a name, `\r\n`) is put together. Errors of syntax are
//! nobody's business here, so the tokenizer does not look for them. Invariant: what is
//! borrowed was compared with what the tokenizer handed over, byte by byte.

use std::borrow::Cow;
use std::convert::Infallible;
use std::ops::Range;

use html5gum::{Emitter, Error, State};

use super::html::{Attributes, Reader};

/// A text that comes in parts; empty at first.
#[derive(Default)]
struct Parts {
    /// Where it stands in the page, as long as it does.
    at: Range<usize>,
    /// The text where it does not stand there; kept, so that its memory is used again.
    own: Vec<u8>,
}

impl Parts {
    /// Adds a part, which probably ends at `end` in the page.
    fn push(&mut self, html: &str, end: usize, part: &[u8]) {
        if self.own.is_empty() {
            let start = end.saturating_sub(part.len());
            let first = self.at.is_empty();
            if (first || self.at.end == start) && html.as_bytes().get(start..end) == Some(part) {
                self.at = if first { start } else { self.at.start }..end;
                return;
            }
            self.own.extend_from_slice(&html.as_bytes()[self.at.clone()]);
        }
        self.own.extend_from_slice(part);
    }

    fn bytes<'b>(&'b self, html: &'b str) -> &'b [u8] {
        if self.own.is_empty() { &html.as_bytes()[self.at.clone()] } else { &self.own }
    }

    fn is_empty(&self) -> bool {
        self.at.is_empty() && self.own.is_empty()
    }

    fn clear(&mut self) {
        self.at = 0..0;
        self.own.clear();
    }

    /// The text; what comes next begins another.
    fn take<'a>(&mut self, html: &'a str) -> Cow<'a, str> {
        let at = std::mem::take(&mut self.at);
        if self.own.is_empty() {
            // Between two letters, but for what the tokenizer cuts in the middle of one.
            let cut = || String::from_utf8_lossy(&html.as_bytes()[at.clone()]);
            return html.get(at.clone()).map_or_else(cut, Cow::Borrowed);
        }
        let text = String::from_utf8_lossy(&self.own).into_owned();
        self.own.clear();
        Cow::Owned(text)
    }
}

/// Where the tokenizer is in a page, and what it is putting together.
#[derive(Default)]
pub struct Tokens<'a> {
    html: &'a str,
    position: usize,
    /// Where the last `<` stood.
    open: usize,
    text: Parts,
    text_at: Range<usize>,
    comment: Parts,
    /// Of the tag that is being read.
    name: Parts,
    closing: bool,
    self_closing: bool,
    attributes: Attributes<'a>,
    attribute: Parts,
    value: Parts,
    /// The name of the last opening tag, where none was closed since.
    last: Cow<'a, str>,
}

impl<'a> Tokens<'a> {
    /// At the start of a page.
    pub fn of(html: &'a str) -> Self {
        Self { html, ..Self::default() }
    }
}

impl Reader<'_> {
    fn end_text(&mut self) {
        let tokens = &mut self.tokens;
        if !tokens.text.is_empty() {
            let (text, at) = (tokens.text.take(tokens.html), tokens.text_at.clone());
            self.text(text, at);
        }
    }

    fn end_attribute(&mut self) {
        let tokens = &mut self.tokens;
        if !tokens.attribute.is_empty() {
            let name = tokens.attribute.take(tokens.html);
            let value = tokens.value.take(tokens.html);
            tokens.attributes.add(name, value);
        }
    }
}

impl Emitter for &mut Reader<'_> {
    type Token = Infallible;

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_error(&mut self, _: Error) {}

    #[inline]
    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    #[inline]
    fn move_position(&mut self, offset: isize) {
        self.tokens.position = self.tokens.position.saturating_add_signed(offset);
    }

    fn emit_eof(&mut self) {
        self.end_text();
    }

    fn init_string(&mut self) {
        if self.tokens.text.is_empty() {
            self.tokens.text_at.start = self.tokens.position;
        }
    }

    fn emit_string(&mut self, part: &[u8]) {
        let tokens = &mut self.tokens;
        tokens.text_at.end = tokens.position;
        tokens.text.push(tokens.html, tokens.position, part);
    }

    fn start_open_tag(&mut self) {
        self.tokens.open = self.tokens.position.saturating_sub(1);
    }

    fn init_start_tag(&mut self) {
        let tokens = &mut self.tokens;
        tokens.name.clear();
        (tokens.closing, tokens.self_closing) = (false, false);
    }

    fn init_end_tag(&mut self) {
        self.tokens.name.clear();
        self.tokens.closing = true;
    }

    fn push_tag_name(&mut self, part: &[u8]) {
        let tokens = &mut self.tokens;
        tokens.name.push(tokens.html, tokens.position, part);
    }

    fn init_attribute(&mut self) {
        self.end_attribute();
    }

    fn push_attribute_name(&mut self, part: &[u8]) {
        let tokens = &mut self.tokens;
        tokens.attribute.push(tokens.html, tokens.position, part);
    }

    fn push_attribute_value(&mut self, part: &[u8]) {
        let tokens = &mut self.tokens;
        tokens.value.push(tokens.html, tokens.position, part);
    }

    fn set_self_closing(&mut self) {
        self.tokens.self_closing = true;
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.end_text();
        self.end_attribute();
        let tokens = &mut self.tokens;
        let name = tokens.name.take(tokens.html);
        let attributes = std::mem::take(&mut tokens.attributes);
        let at = tokens.open..tokens.position;
        if tokens.closing {
            // What stands in a closing tag counts for nothing.
            tokens.last = Cow::default();
            self.close(&name, at);
            return None;
        }
        tokens.last = name.clone();
        let closed = tokens.self_closing;
        self.open(name, attributes, closed, at)
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        let tokens = &self.tokens;
        !tokens.last.is_empty()
            && tokens.closing
            && tokens.name.bytes(tokens.html) == tokens.last.as_bytes()
    }

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.tokens.last = String::from_utf8_lossy(name.unwrap_or_default()).into_owned().into();
    }

    fn init_comment(&mut self) {
        self.end_text();
        self.tokens.comment.clear();
    }

    fn push_comment(&mut self, part: &[u8]) {
        let tokens = &mut self.tokens;
        tokens.comment.push(tokens.html, tokens.position, part);
    }

    fn emit_current_comment(&mut self) {
        let at = self.tokens.open..self.tokens.position;
        let comment = self.tokens.comment.take(self.tokens.html);
        self.comment(&comment, at);
    }

    fn init_doctype(&mut self) {
        self.end_text();
    }

    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn set_force_quirks(&mut self) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn emit_current_doctype(&mut self) {}
}

#[cfg(test)]
mod tests {
    use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
    use html5gum::{Span, Tokenizer};
    use proptest::prelude::*;

    use super::super::html::{Page, read};
    use super::*;

    /// The same page by the tokenizer's own emitter, which copies everything.
    fn judged(html: &str) -> Page<'_> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let mut reader = Reader::of(html);
        let (mut name, mut start) = (String::new(), 0);
        let mut attributes: Vec<(String, String)> = Vec::new();
        let each = |event: CallbackEvent<'_>, at: Span<usize>| {
            let span = at.start..at.end;
            match event {
                CallbackEvent::OpenStartTag { name: new } => (name, start) = (text(new), at.start),
                CallbackEvent::AttributeName { name } => {
                    attributes.push((text(name), String::new()));
                }
                CallbackEvent::AttributeValue { value } => {
                    attributes.last_mut().unwrap().1.push_str(&text(value));
                }
                CallbackEvent::CloseStartTag { self_closing } => {
                    let mut own = Attributes::default();
                    for (name, value) in attributes.drain(..) {
                        own.add(name.into(), value.into());
                    }
                    let name = std::mem::take(&mut name);
                    return reader.open(name.into(), own, self_closing, start..at.end);
                }
                CallbackEvent::EndTag { name } => {
                    attributes.clear();
                    reader.close(&text(name), span);
                }
                CallbackEvent::String { value } => reader.text(text(value).into(), span),
                CallbackEvent::Comment { value } => reader.comment(&text(value), span),
                CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
            }
            None
        };
        let mut tokens = Tokenizer::new_with_emitter(html, CallbackEmitter::new(each));
        while let Some(Ok(state)) = tokens.next() {
            tokens.set_state(state);
        }
        drop(tokens);
        reader.end()
    }

    fn same(html: &str) {
        assert_eq!(format!("{:?}", read(html)), format!("{:?}", judged(html)), "{html:?}");
    }

    const TEMPLATES: [&str; 3] = [
        include_str!("../../themes/default/site/base.html"),
        include_str!("../../themes/default/site/home.html"),
        include_str!("../../themes/default/site/kit.html"),
    ];

    /// What pages are made of, and what tokenizers stumble over.
    const PIECES: [&str; 64] = [
        "<p>",
        "</p>",
        "<P CLASS=Ä>",
        "<a href=\"x?a=1&amp;b=2\">",
        "<a href='y' HREF=\"z\">",
        "</a >",
        "<a title=\"&eacute;é&#x41;&notit;&not\">",
        "<br/>",
        "<br / x>",
        "<svg>",
        "<svg/>",
        "</svg>",
        "<title>",
        "</title>",
        "<TITLE>",
        "</TiTlE x=1>",
        "<style>",
        "</style>",
        "p { color: red }",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "--!>",
        "<!-",
        "<![CDATA[",
        "]]>",
        "<!doctype html>",
        "<!DOCTYPE x PUBLIC \"a\" 'b'>",
        "<?xml ?>",
        "</3>",
        "</>",
        "<",
        "<é",
        "</é",
        ">",
        "=",
        "\"",
        "'",
        "&",
        "&amp;",
        "&lt",
        "&nope;",
        "&#0;",
        "&#xd800;",
        "\0",
        "\r",
        "\r\n",
        "\n",
        " ",
        "\t",
        "é",
        "語",
        "🦊",
        "woord",
        "<div hidden>",
        "</div>",
        "<body>",
        "</head>",
        "<plaintext>",
        "<textarea>",
        "</textarea>",
        "<a b=c d e=\"f\"g>",
        "<a\0b c\0=\"\0\">",
    ];

    #[test]
    fn templates_are_read_as_by_the_emitter_that_copies() {
        for html in TEMPLATES {
            assert!(read(html).tags.len() > 4);
            same(html);
            same(&html.replace('\n', "\r\n"));
        }
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_read_as_by_the_emitter_that_copies(
            pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..24)
        ) {
            same(&pieces.concat());
        }
    }
}
