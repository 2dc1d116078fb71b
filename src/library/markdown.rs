//! Markdown -> blocks, and the escape that keeps client values from being Markdown.
//!
//! Invariant: what [`escape`] has escaped comes out of [`parse`] as the same
//! plain text, whatever it is; raw HTML, pictures and level-1 headings are
//! faults, found in the source where they were written.

use std::io::{self, Write};

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::diag::{Diagnostic, Diagnostics, Span};

use super::text::{Block, Inline};

/// What comes before every heading's id, so that none meets an id of the template.
const ID_PREFIX: &str = "s-";

/// Writes text so that Markdown reads it as text: CommonMark lets every ASCII
/// punctuation character be escaped (0.31.2, section 2.4).
pub fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.write_all(b" ")?,
            c if c.is_ascii_punctuation() => write!(out, "\\{c}")?,
            c => write!(out, "{c}")?,
        }
    }
    Ok(())
}

/// Finds what content may not hold, in the text as it was written.
pub fn check(source: &Span, faults: &mut Diagnostics) {
    for (event, range) in Parser::new_ext(source.text(), options()).into_offset_iter() {
        let fault = match event {
            Event::Html(_) | Event::InlineHtml(_) => {
                Diagnostic::error("content/html", "content holds no HTML")
                    .hint("use Markdown; write `\\<` for a `<` that should be seen")
            }
            Event::Start(Tag::Image { .. }) => {
                Diagnostic::error("content/picture", "content holds no pictures")
            }
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
                Diagnostic::error("content/heading", "a heading of level 1 is the page's title")
                    .hint("begin with `##`")
            }
            Event::Start(Tag::CodeBlock(_)) => {
                Diagnostic::error("content/code", "content holds no code")
                    .hint("a line that is indented by four spaces becomes code: indent it less")
            }
            _ => continue,
        };
        let first = source.text()[range.clone()].trim_end().lines().next().map_or(0, str::len);
        faults.push(fault.at(&source.part(range.start..range.start + first)));
    }
}

/// Parses Markdown that [`check`] has passed and values have been merged into.
pub fn parse(markdown: &str) -> Vec<Block> {
    let mut builder = Builder::default();
    for event in Parser::new_ext(markdown, options()) {
        builder.event(event);
    }
    builder.finish()
}

fn options() -> Options {
    Options::ENABLE_HEADING_ATTRIBUTES
}

/// Frames that are open, the innermost last.
#[derive(Default)]
struct Builder {
    stack: Vec<Frame>,
    blocks: Vec<Block>,
}

enum Frame {
    Heading {
        level: u8,
        id: String,
        inlines: Vec<Inline>,
    },
    Paragraph(Vec<Inline>),
    List {
        ordered: bool,
        items: Vec<Vec<Block>>,
    },
    Item {
        blocks: Vec<Block>,
        tight: Vec<Inline>,
    },
    Quote(Vec<Block>),
    Strong(Vec<Inline>),
    Em(Vec<Inline>),
    Link {
        href: String,
        children: Vec<Inline>,
    },
    /// Something that is left out, such as a picture that `check` has refused.
    Ignored,
}

impl Builder {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(end) => self.close(end),
            Event::Text(text) | Event::Code(text) => self.text(&text),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.inline(Inline::Break),
            _ => {}
        }
    }

    fn open(&mut self, tag: Tag<'_>) {
        let frame = match tag {
            Tag::Heading { level, id, .. } => Frame::Heading {
                level: level as u8,
                id: id.map(|id| id.into_string()).unwrap_or_default(),
                inlines: Vec::new(),
            },
            Tag::Paragraph => Frame::Paragraph(Vec::new()),
            Tag::List(start) => Frame::List { ordered: start.is_some(), items: Vec::new() },
            Tag::Item => Frame::Item { blocks: Vec::new(), tight: Vec::new() },
            Tag::BlockQuote(_) => Frame::Quote(Vec::new()),
            Tag::Strong => Frame::Strong(Vec::new()),
            Tag::Emphasis => Frame::Em(Vec::new()),
            Tag::Link { dest_url, .. } => {
                Frame::Link { href: dest_url.into_string(), children: Vec::new() }
            }
            _ => Frame::Ignored,
        };
        if matches!(frame, Frame::List { .. }) {
            self.end_tight();
        }
        self.stack.push(frame);
    }

    fn close(&mut self, _: TagEnd) {
        self.end_tight();
        match self.stack.pop() {
            Some(Frame::Heading { level, id, inlines }) => {
                let id = if id.is_empty() { slug(&Inline::plain(&inlines)) } else { id };
                self.block(Block::Heading { level, id: format!("{ID_PREFIX}{id}"), inlines });
            }
            Some(Frame::Paragraph(inlines)) => self.block(Block::Paragraph { inlines }),
            Some(Frame::List { ordered: true, items }) => self.block(Block::Numbers { items }),
            Some(Frame::List { ordered: false, items }) => self.block(Block::Bullets { items }),
            Some(Frame::Item { blocks, .. }) => {
                if let Some(Frame::List { items, .. }) = self.stack.last_mut() {
                    items.push(blocks);
                }
            }
            Some(Frame::Quote(blocks)) => self.block(Block::Quote { blocks }),
            Some(Frame::Strong(children)) => self.inline(Inline::Strong { children }),
            Some(Frame::Em(children)) => self.inline(Inline::Em { children }),
            Some(Frame::Link { href, children }) => self.inline(Inline::Link { href, children }),
            Some(Frame::Ignored) | None => {}
        }
    }

    /// In a tight list the text of an item stands in no paragraph: give it one.
    fn end_tight(&mut self) {
        if let Some(Frame::Item { blocks, tight }) = self.stack.last_mut()
            && !tight.is_empty()
        {
            let inlines = std::mem::take(tight);
            blocks.push(Block::Paragraph { inlines });
        }
    }

    fn block(&mut self, block: Block) {
        match self.stack.last_mut() {
            Some(Frame::Item { blocks, .. } | Frame::Quote(blocks)) => blocks.push(block),
            _ => self.blocks.push(block),
        }
    }

    fn text(&mut self, text: &str) {
        // Neighbouring texts are one text; escapes part them in the source.
        if let Some(Inline::Text { text: before }) = self.inlines().and_then(|i| i.last_mut()) {
            before.push_str(text);
        } else {
            self.inline(Inline::Text { text: text.to_owned() });
        }
    }

    fn inline(&mut self, inline: Inline) {
        if let Some(inlines) = self.inlines() {
            inlines.push(inline);
        }
    }

    fn inlines(&mut self) -> Option<&mut Vec<Inline>> {
        match self.stack.last_mut()? {
            Frame::Heading { inlines, .. }
            | Frame::Paragraph(inlines)
            | Frame::Strong(inlines)
            | Frame::Em(inlines)
            | Frame::Item { tight: inlines, .. }
            | Frame::Link { children: inlines, .. } => Some(inlines),
            _ => None,
        }
    }

    fn finish(self) -> Vec<Block> {
        let mut blocks = self.blocks;
        unique_ids(&mut blocks);
        blocks
    }
}

fn unique_ids(blocks: &mut [Block]) {
    let mut seen = std::collections::BTreeMap::<String, usize>::new();
    for block in blocks {
        if let Block::Heading { id, .. } = block {
            let count = seen.entry(id.clone()).or_insert(0);
            *count += 1;
            if *count > 1 {
                *id = format!("{id}-{count}");
            }
        }
    }
}

/// An id from a heading's words, in any script.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// The id that a link `#id` in content leads to.
pub fn anchor(id: &str) -> String {
    format!("{ID_PREFIX}{id}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::SourceFile;

    fn escaped(text: &str) -> String {
        let mut out = Vec::new();
        escape(text, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn client_values_cannot_become_markup() {
        let values = [
            "# Kop",
            "*ster* _streep_ `code`",
            "[klik](javascript:alert(1))",
            "<script>alert(1)</script> & <!-- x -->",
            "1. eerste",
            "- punt",
            "| a | b |",
            "![x](y)",
            "a\\b",
            "> citaat",
            "https://example.nl",
            "```\ncode",
            "naam\n\n# Kop",
            "&lt;b&gt;",
            "Zoë’s “Zaak” — № 5",
        ];
        for value in values {
            let blocks = parse(&format!("Bij {}.", escaped(value)));
            let text = value.replace('\n', " ");
            assert_eq!(
                blocks,
                [Block::Paragraph { inlines: vec![Inline::Text { text: format!("Bij {text}.") }] }],
                "{value}"
            );
        }
    }

    #[test]
    fn lists_hold_paragraphs_whether_tight_or_loose() {
        let tight = parse("- een\n- **twee** drie\n  - binnen\n");
        let Block::Bullets { items } = &tight[0] else { panic!("{tight:?}") };
        assert_eq!(Block::plain(&items[0]), "een");
        assert_eq!(items[1].len(), 2, "{items:?}");
        let loose = parse("1. een\n\n2. twee\n");
        let Block::Numbers { items } = &loose[0] else { panic!("{loose:?}") };
        assert_eq!(items.len(), 2);
    }

    #[test]
    fn headings_get_ids_that_differ() {
        let blocks = parse("## Wat kan {#can}\n\n## Één vraag\n\n## Één vraag\n");
        let ids: Vec<&str> = blocks
            .iter()
            .filter_map(|b| match b {
                Block::Heading { id, .. } => Some(id.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(ids, ["s-can", "s-één-vraag", "s-één-vraag-2"]);
    }

    #[test]
    fn html_is_a_fault_with_its_place() {
        let file = SourceFile::new("nl/x.md", "Tekst\n\n<div>x</div>\n\n# Kop\n");
        let mut faults = Diagnostics::new();
        check(&file.span(0..file.text.len()), &mut faults);
        let found: Vec<_> =
            faults.iter().map(|f| (f.code, f.span.as_ref().map(|s| s.line_column().0))).collect();
        assert_eq!(found, [("content/html", Some(3)), ("content/heading", Some(5))]);
    }
}
