//! A style sheet -> everything that it makes a browser fetch.
//!
//! Read with the tokenizer of browsers' own grammar (CSS Syntax 3), so that
//! `u\72l(` is `url(` and a comment is none. Invariant: what may fetch and cannot be
//! read from the text itself, as `image-set(var(--x))`, is told, never passed over.

use crate::diag::{Sentence, say};
use std::ops::Range;

use cssparser::{ParseError, Parser, ParserInput, Token};

/// More blocks within blocks than any sheet has; the reader recurses into each.
const DEPTH: usize = 64;
/// What may stand within `image-set()` beside an address.
const IMAGES: [&str; 14] = [
    "url",
    "type",
    "linear-gradient",
    "radial-gradient",
    "conic-gradient",
    "repeating-linear-gradient",
    "repeating-radial-gradient",
    "repeating-conic-gradient",
    "calc",
    "rgb",
    "rgba",
    "hsl",
    "hsla",
    "color-mix",
];

/// Something that a style sheet does, and where it says so, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Find {
    /// What it is.
    pub what: What,
    /// Where it stands.
    pub at: Range<usize>,
}

/// What a style sheet does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// It loads a picture, a font or the like.
    Loads(String),
    /// It takes in another style sheet.
    Imports(String),
    /// It cannot be told what it does, in words.
    Unclear(Sentence),
}

/// Reads a style sheet, or the value of a `style` attribute.
pub fn read(css: &str) -> Vec<Find> {
    let mut input = ParserInput::new(css);
    let mut parser = Parser::new(&mut input);
    let mut reader = Reader { finds: Vec::new() };
    reader.walk(&mut parser, Within::Rules, 0);
    reader.finds
}

/// What the tokens around say of a text in quotes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Nothing: it is a text.
    Rules,
    /// It is a picture's address.
    Images,
}

/// The rule whose head is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    Other,
    Import,
    Namespace,
    Charset,
}

struct Reader {
    finds: Vec<Find>,
}

impl Reader {
    fn find(&mut self, what: What, at: Range<usize>) {
        self.finds.push(Find { what, at });
    }

    fn address(&mut self, url: String, head: &mut Head, at: Range<usize>) {
        match head {
            Head::Import => self.find(What::Imports(url), at),
            // The name of a vocabulary, which nothing fetches.
            Head::Namespace => {}
            Head::Other | Head::Charset => self.find(What::Loads(url), at),
        }
        if *head == Head::Import {
            *head = Head::Other;
        }
    }

    fn walk(&mut self, parser: &mut Parser<'_, '_>, within: Within, depth: usize) {
        let mut head = Head::Other;
        loop {
            parser.skip_whitespace();
            let start = parser.position().byte_index();
            let Ok(token) = parser.next().cloned() else { return };
            let at = start..parser.position().byte_index();
            match token {
                Token::AtKeyword(name) => {
                    head = match name.to_ascii_lowercase().as_str() {
                        "import" => Head::Import,
                        "namespace" => Head::Namespace,
                        "charset" => Head::Charset,
                        _ => Head::Other,
                    };
                }
                Token::Semicolon => head = Head::Other,
                Token::UnquotedUrl(url) => self.address(url.to_string(), &mut head, at),
                Token::BadUrl(url) => self.find(What::Loads(url.to_string()), at),
                Token::BadString(_) => {
                    self.find(What::Unclear(say!("has a text in quotes that does not end")), at);
                }
                Token::QuotedString(text) => match (head, within) {
                    (Head::Import, _) => self.address(text.to_string(), &mut head, at),
                    (Head::Charset, _) if !text.eq_ignore_ascii_case("utf-8") => {
                        self.find(What::Unclear(say!("is in another encoding than UTF-8")), at);
                    }
                    (Head::Other, Within::Images) => self.find(What::Loads(text.to_string()), at),
                    _ => {}
                },
                Token::Function(name) => {
                    self.function(parser, &name, (&mut head, within), depth, at);
                }
                Token::CurlyBracketBlock => {
                    head = Head::Other;
                    self.block(parser, Within::Rules, depth, at);
                }
                Token::ParenthesisBlock | Token::SquareBracketBlock => {
                    self.block(parser, within, depth, at);
                }
                _ => {}
            }
        }
    }

    fn function<'i>(
        &mut self,
        parser: &mut Parser<'i, '_>,
        name: &str,
        (head, within): (&mut Head, Within),
        depth: usize,
        at: Range<usize>,
    ) {
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "url" | "src" => {
                let first = parser.parse_nested_block(|inner| -> Nested<'i, Option<String>> {
                    let text = inner.next().ok().and_then(|token| match token {
                        Token::QuotedString(text) => Some(text.to_string()),
                        _ => None,
                    });
                    while inner.next().is_ok() {}
                    Ok(text)
                });
                let at = at.start..parser.position().byte_index();
                match first.ok().flatten() {
                    Some(url) => self.address(url, head, at),
                    None if *head == Head::Namespace => {}
                    None => {
                        self.find(What::Unclear(say!("loads what only the browser works out")), at);
                    }
                }
            }
            "image-set" | "-webkit-image-set" | "image" | "cross-fade" | "-webkit-cross-fade" => {
                self.block(parser, Within::Images, depth, at);
            }
            // The type of a picture, and conditions of `@document`, are no addresses.
            "type" | "format" | "tech" if within == Within::Images => {
                self.block(parser, Within::Rules, depth, at);
            }
            "expression" => self.find(What::Unclear(say!("runs a script (`expression()`)")), at),
            name if within == Within::Images && !IMAGES.contains(&name) => {
                self.find(What::Unclear(say!("loads what only the browser works out")), at);
            }
            _ => self.block(parser, within, depth, at),
        }
    }

    fn block<'i>(
        &mut self,
        parser: &mut Parser<'i, '_>,
        within: Within,
        depth: usize,
        at: Range<usize>,
    ) {
        if depth >= DEPTH {
            self.find(What::Unclear(say!("has blocks within blocks beyond counting")), at);
            return;
        }
        let _: Nested<'i, ()> = parser.parse_nested_block(|inner| {
            self.walk(inner, within, depth + 1);
            Ok(())
        });
    }
}

/// What reading a block gives; there is no fault of its own.
type Nested<'i, T> = Result<T, ParseError<'i, ()>>;
