//! Markdown -> blocks, and the escape that keeps client values from being Markdown.
//!
//! Invariant: what [`escape`] has escaped comes out of [`parse`] as the same
//! plain text, whatever it is; raw HTML, pictures, level-1 headings and links
//! that are none are faults, found in the source where they were written.

use std::collections::BTreeSet;
use std::io::{self, Write};

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use crate::diag::{Diagnostic, Diagnostics, Sentence, Span, say};
use crate::value::{Invalid, Lang};
use crate::words::join;

use super::text::{Block, Inline};
use super::{Link, signs};

/// What comes before every heading's id, so that none meets an id of the template.
const ID_PREFIX: &str = "s-";

/// Writes text so that Markdown reads it as text: CommonMark lets every ASCII
/// punctuation character be escaped (0.31.2, section 2.4). What ends in a stop is marked.
pub fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.write_all(b" ")?,
            c if c.is_ascii_punctuation() => write!(out, "\\{c}")?,
            c => write!(out, "{c}")?,
        }
    }
    join::put_mark(text, out)
}

/// What a text holds besides its words, before values are merged into it.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// The links that are written out, and where.
    pub links: Vec<(Link, Span)>,
    /// What the ids of its headings are, as links name them.
    pub anchors: BTreeSet<String>,
    /// Whether a heading gets its id from a value, so that no one can know it yet.
    pub open: bool,
}

/// Finds what content may not hold, in the text as it was written, and what it
/// leads to.
pub fn check(source: &Span, faults: &mut Diagnostics) -> Outline {
    let mut outline = Outline::default();
    let mut heading: Option<String> = None;
    let text = source.text();
    let mut open = 0_usize;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        let place = || {
            let first = text[range.clone()].trim_end().lines().next().map_or(0, str::len);
            source.part(range.start..range.start + first)
        };
        faults.extend(refused(&event).map(|fault| fault.at(&place())));
        if matches!(event, Event::Start(_)) {
            faults.extend((open == DEEPEST).then(|| deep().at(&place())));
            open += 1;
        }
        // Each end has its start.
        open -= usize::from(matches!(event, Event::End(_)));
        match event {
            Event::Start(Tag::Heading { id: Some(id), .. }) => {
                outline.anchors.insert(id.into_string());
            }
            // What a value in a heading will be is not known before it is merged in.
            Event::Start(Tag::Heading { id: None, .. }) if is_template(&text[range.clone()]) => {
                outline.open = true;
            }
            Event::Start(Tag::Heading { id: None, .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                outline.anchors.extend(heading.take().map(|said| slug(&said)));
            }
            Event::Text(said) | Event::Code(said) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&said);
                }
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) if !is_template(&dest_url) => {
                // Where the address stands: after the words, which may hold it too.
                let written = &text[range.clone()];
                let at = written.rfind(&*dest_url).map(|at| range.start + at);
                let place = at.map_or(range.clone(), |at| at..at + dest_url.len());
                let written = address(link_type, &dest_url);
                if let Some(marked) = language(&written) {
                    faults.extend(marked.err().map(|it| bad_link(it).at(&source.part(place))));
                    continue;
                }
                match Link::parse(&written) {
                    Ok(link) => outline.links.push((link, source.part(place))),
                    Err(invalid) => faults.push(bad_link(invalid).at(&source.part(place))),
                }
            }
            _ => {}
        }
    }
    signs::look(source, faults);
    outline
}

/// Most that lie in one another: a list and its item are two. What is deeper than any page is
/// taken for a slip of the keyboard; each layer is a call within a call for who walks through it.
const DEEPEST: usize = 32;

fn deep() -> Diagnostic {
    Diagnostic::error("content/deep", say!("lists and quotes lie too deep in one another")).hint(
        say!("take signs such as `>` and `1.` away, so that the line begins with one of them"),
    )
}

/// The language that words between brackets are in: `[words](lang:nl)`.
fn language(href: &str) -> Option<Result<Lang, Invalid>> {
    href.strip_prefix("lang:").map(Lang::parse)
}

/// The fault that something in content is, if it is one.
fn refused(event: &Event<'_>) -> Option<Diagnostic> {
    Some(match event {
        Event::Html(html) | Event::InlineHtml(html) => {
            Diagnostic::error("content/html", say!("content holds no HTML")).hint(instead_of(html))
        }
        Event::Start(Tag::Image { .. }) => {
            Diagnostic::error("content/picture", say!("content holds no pictures"))
        }
        Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
            Diagnostic::error("content/heading", say!("a heading of level 1 is the page's title"))
                .hint(say!("begin with `##`"))
        }
        Event::Start(Tag::CodeBlock(_)) => {
            Diagnostic::error("content/code", say!("content holds no code"))
                .hint(say!("a line that is indented by four spaces becomes code: indent it less"))
        }
        _ => return None,
    })
}

/// What to write instead of an element of HTML.
fn instead_of(html: &str) -> Sentence {
    let html = html.trim().to_ascii_lowercase();
    let name = html.trim_start_matches(['<', '/']);
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    match name {
        _ if html.starts_with("<!--") => say!("take it out; a note to yourself is `{{* … *}}`"),
        "br" => say!("end the line before it with `\\` to begin a new one"),
        "b" | "strong" => say!("write `**words**`"),
        "i" | "em" => say!("write `*words*`"),
        "a" => say!("write `[words](https://…)`"),
        "li" | "ul" | "ol" => say!("write a list: `- words`"),
        "h1" | "h2" | "h3" | "h4" => say!("write `## words`"),
        "p" | "div" | "span" => say!("take it out; an empty line begins a new paragraph"),
        _ => say!("use Markdown; write `\\<` for a `<` that should be seen"),
    }
}

fn bad_link(invalid: Invalid) -> Diagnostic {
    Diagnostic::error("content/link", invalid.message).maybe_hint(invalid.hint)
}

/// The address of a link: `<naam@example.nl>` says what it is by its form alone.
fn address(link_type: LinkType, written: &str) -> String {
    match link_type {
        LinkType::Email => format!("mailto:{written}"),
        _ => written.to_owned(),
    }
}

fn is_template(text: &str) -> bool {
    text.contains("{{") || text.contains("{%")
}

/// Parses Markdown that [`check`] has passed and values have been merged into.
///
/// Values can bring faults that the text as it was written did not have. They are
/// told without a place, and no word is left out for them but those of what content
/// may not hold.
pub fn parse(markdown: &str, faults: &mut Diagnostics) -> Vec<Block> {
    let mut builder = Builder { stack: Vec::new(), blocks: Vec::new(), faults };
    for event in Parser::new_ext(markdown, options()) {
        builder.event(event);
    }
    builder.finish()
}

/// What is Markdown here: CommonMark, and ids of headings.
pub(super) fn options() -> Options {
    Options::ENABLE_HEADING_ATTRIBUTES
}

struct Builder<'a> {
    /// Frames that are open, the innermost last.
    stack: Vec<Frame>,
    blocks: Vec<Block>,
    faults: &'a mut Diagnostics,
}

enum Frame {
    Heading {
        level: u8,
        id: String,
        inlines: Vec<Inline>,
    },
    Paragraph(Vec<Inline>),
    List {
        /// The number that it begins with, where it has numbers.
        start: Option<u64>,
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
    /// Something that is left out, such as a picture, and has been refused.
    Ignored,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>) {
        self.faults.extend(refused(&event));
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
            Tag::List(start) => Frame::List { start, items: Vec::new() },
            Tag::Item => Frame::Item { blocks: Vec::new(), tight: Vec::new() },
            Tag::BlockQuote(_) => Frame::Quote(Vec::new()),
            Tag::Strong => Frame::Strong(Vec::new()),
            Tag::Emphasis => Frame::Em(Vec::new()),
            Tag::Link { link_type, dest_url, .. } => {
                Frame::Link { href: address(link_type, &dest_url), children: Vec::new() }
            }
            _ => Frame::Ignored,
        };
        if matches!(frame, Frame::List { .. }) {
            self.end_tight();
        }
        let depth = self.stack.len();
        if depth == DEEPEST {
            self.faults.push(deep());
        }
        self.stack.push(if depth < DEEPEST { frame } else { Frame::Ignored });
    }

    fn close(&mut self, _: TagEnd) {
        self.end_tight();
        match self.stack.pop() {
            Some(Frame::Heading { level, id, inlines }) => {
                let id = if id.is_empty() { slug(&Inline::plain(&inlines)) } else { id };
                self.block(Block::Heading { level, id: format!("{ID_PREFIX}{id}"), inlines });
            }
            Some(Frame::Paragraph(inlines)) => self.block(Block::Paragraph { inlines }),
            Some(Frame::List { start: Some(start), items }) => {
                self.block(Block::Numbers { start, items });
            }
            Some(Frame::List { start: None, items }) => self.block(Block::Bullets { items }),
            Some(Frame::Item { blocks, .. }) => {
                if let Some(Frame::List { items, .. }) = self.stack.last_mut() {
                    items.push(blocks);
                }
            }
            Some(Frame::Quote(blocks)) => self.block(Block::Quote { blocks }),
            Some(Frame::Strong(children)) => self.inline(Inline::Strong { children }),
            Some(Frame::Em(children)) => self.inline(Inline::Em { children }),
            Some(Frame::Link { href, children }) => self.link(&href, children),
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

    /// A link, or where it is none the words that it would have had.
    fn link(&mut self, href: &str, children: Vec<Inline>) {
        let invalid = match language(href) {
            Some(Ok(lang)) => return self.inline(Inline::Foreign { lang, children }),
            Some(Err(invalid)) => invalid,
            None => match Link::parse(href) {
                Ok(to) => return self.inline(Inline::Link { to, children }),
                Err(invalid) => invalid,
            },
        };
        self.faults.push(bad_link(invalid));
        children.into_iter().for_each(|child| self.inline(child));
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

    fn parse(markdown: &str) -> Vec<Block> {
        let mut faults = Diagnostics::new();
        let blocks = super::parse(markdown, &mut faults);
        assert!(faults.is_empty(), "{faults:?}");
        blocks
    }

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
        let Block::Numbers { items, .. } = &loose[0] else { panic!("{loose:?}") };
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

    #[test]
    fn links_and_headings_are_known_with_their_places() {
        let text = "## Vragen aan {{ x }}\n\n## Na een tijd\n\n## Wie {#who}\n\n\
                    [steps.md](steps.md#ask) [x]({{x}}) <naam@example.nl> [weg](weg)\n";
        let file = SourceFile::new("nl/x.md", text);
        let mut faults = Diagnostics::new();
        let outline = check(&file.span(0..file.text.len()), &mut faults);
        let anchors: Vec<&str> = outline.anchors.iter().map(String::as_str).collect();
        assert_eq!((anchors, outline.open), (vec!["na-een-tijd", "who"], true));
        let links: Vec<(String, usize)> = outline
            .links
            .iter()
            .map(|(link, place)| (link.to_string(), place.line_column().1))
            .collect();
        let wanted = [("steps.md#ask".to_owned(), 12), ("mailto:naam@example.nl".to_owned(), 38)];
        assert_eq!(links, wanted);
        let found: Vec<_> =
            faults.iter().map(|f| (f.code, f.span.as_ref().map(Span::text))).collect();
        assert_eq!(found, [("content/link", Some("weg"))]);
    }

    #[test]
    fn what_is_refused_after_merging_keeps_its_words() {
        let mut faults = Diagnostics::new();
        let blocks = super::parse("Kijk op [onze pagina](http://example.nl/) of bel.", &mut faults);
        assert_eq!(Block::plain(&blocks), "Kijk op onze pagina of bel.");
        assert_eq!(faults.iter().map(|f| f.code).collect::<Vec<_>>(), ["content/link"]);
        super::parse("    ingesprongen", &mut faults);
        assert_eq!(faults.iter().last().map(|f| f.code), Some("content/code"));
    }
}
