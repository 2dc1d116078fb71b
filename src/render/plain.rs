//! Blocks -> plain text, for mail and for who pastes into a field without markup.
//!
//! Invariant: nothing is lost but the marks: every word stands there, and every
//! link is followed by its address.

use crate::library::{Block, Inline, Link};

/// Writes blocks as plain text; `resolve` makes an address of a link, or `None`
/// for one that leads nowhere outside of the text.
pub fn text(blocks: &[Block], resolve: &dyn Fn(&Link) -> Option<String>) -> String {
    let parts: Vec<String> = blocks.iter().map(|block| self::block(block, resolve)).collect();
    parts.join("\n\n")
}

fn block(block: &Block, resolve: &dyn Fn(&Link) -> Option<String>) -> String {
    match block {
        Block::Heading { inlines, .. } | Block::Paragraph { inlines } => {
            self::inlines(inlines, resolve)
        }
        Block::Bullets { items } => list(items, resolve, |_| "- ".to_owned()),
        Block::Numbers { start, items } => {
            list(items, resolve, |index| format!("{}. ", start.saturating_add(index as u64)))
        }
        Block::Quote { blocks } => indented(&text(blocks, resolve), "> "),
    }
}

fn list(
    items: &[Vec<Block>],
    resolve: &dyn Fn(&Link) -> Option<String>,
    mark: impl Fn(usize) -> String,
) -> String {
    let item = |(number, blocks): (usize, &Vec<Block>)| {
        let mark = mark(number);
        let said = indented(&text(blocks, resolve), &" ".repeat(mark.len()));
        format!("{mark}{}", said.trim_start())
    };
    items.iter().enumerate().map(item).collect::<Vec<_>>().join("\n")
}

fn indented(text: &str, by: &str) -> String {
    let line = |line: &str| if line.is_empty() { String::new() } else { format!("{by}{line}") };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn inlines(inlines: &[Inline], resolve: &dyn Fn(&Link) -> Option<String>) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text { text } => out.push_str(text),
            Inline::Break => out.push('\n'),
            Inline::Strong { children }
            | Inline::Em { children }
            | Inline::Foreign { children, .. } => {
                out.push_str(&self::inlines(children, resolve));
            }
            Inline::Link { to, children } => {
                out.push_str(&self::inlines(children, resolve));
                // A number or an address that is written out needs no link beside it.
                let address = resolve(to).filter(|address| address.starts_with("https://"));
                if let Some(address) = address {
                    out.push_str(&format!(" ({address})"));
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::markdown::parse;

    #[test]
    fn every_word_and_every_address_is_there() {
        let markdown = "## Kop\n\nEen **twee** [drie](steps.md) [112](tel:112).\n\n- a\n- b\n\n9. c\n10. d\n\n    e\n";
        let blocks = parse(markdown, &mut crate::diag::Diagnostics::new());
        let resolve = |link: &Link| match link {
            Link::Page { id, .. } => Some(format!("https://example.nl/{id}.html")),
            other => Some(other.to_string()),
        };
        assert_eq!(
            text(&blocks, &resolve),
            "Kop\n\nEen twee drie (https://example.nl/steps.html) 112.\n\n- a\n- b\n\n\
             9. c\n10. d\n\n    e"
        );
    }
}
