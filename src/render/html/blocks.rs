//! Blocks -> HTML.
//!
//! Invariant: every text is escaped; every link either resolves or is a fault;
//! a phone number or an address keeps its own direction.

use crate::diag::{Diagnostic, Diagnostics};

use super::super::values::escape_html;
use crate::library::{Block, Inline, Link};

/// Turns a link as written into a link as it stands in the page.
type Resolve<'a> = dyn Fn(&Link) -> Result<String, Diagnostic> + 'a;

/// Writes blocks as HTML; `bare` leaves out what programs that it is pasted into would
/// take out anyway: ids, and what a link says but for its address.
pub fn html(
    blocks: &[Block],
    bare: bool,
    resolve: &Resolve<'_>,
    faults: &mut Diagnostics,
) -> String {
    let mut writer = Writer { out: String::new(), bare, resolve, faults };
    writer.blocks(blocks);
    writer.out
}

struct Writer<'a> {
    out: String,
    bare: bool,
    resolve: &'a Resolve<'a>,
    faults: &'a mut Diagnostics,
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, id, inlines } => {
                match self.bare {
                    true => self.out.push_str(&format!("<h{level}>")),
                    false => {
                        self.out.push_str(&format!("<h{level} id=\"{}\">", escape_html(id)));
                    }
                }
                self.inlines(inlines);
                self.out.push_str(&format!("</h{level}>\n"));
            }
            Block::Paragraph { inlines } => {
                self.out.push_str("<p>");
                self.inlines(inlines);
                self.out.push_str("</p>\n");
            }
            Block::Bullets { items } => self.list("ul", "", items),
            Block::Numbers { start: 1, items } => self.list("ol", "", items),
            Block::Numbers { start, items } => {
                self.list("ol", &format!(" start=\"{start}\""), items);
            }
            Block::Quote { blocks } => {
                self.out.push_str("<blockquote>\n");
                self.blocks(blocks);
                self.out.push_str("</blockquote>\n");
            }
        }
    }

    fn list(&mut self, tag: &str, attribute: &str, items: &[Vec<Block>]) {
        self.out.push_str(&format!("<{tag}{attribute}>\n"));
        for item in items {
            self.out.push_str("<li>");
            match &item[..] {
                [Block::Paragraph { inlines }] => self.inlines(inlines),
                [Block::Paragraph { inlines }, rest @ ..] => {
                    self.inlines(inlines);
                    self.out.push('\n');
                    self.blocks(rest);
                }
                blocks => self.blocks(blocks),
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str(&format!("</{tag}>\n"));
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text { text } => self.out.push_str(&escape_html(text)),
                Inline::Strong { children } => self.wrapped("strong", children),
                Inline::Em { children } => self.wrapped("em", children),
                Inline::Foreign { lang, children } => {
                    let (tag, dir) = (lang.tag(), lang.dir().as_str());
                    self.out.push_str(&format!("<span lang=\"{tag}\" dir=\"{dir}\">"));
                    self.inlines(children);
                    self.out.push_str("</span>");
                }
                Inline::Break => self.out.push_str("<br>\n"),
                Inline::Link { to, children } => self.link(to, children),
            }
        }
    }

    fn wrapped(&mut self, tag: &str, children: &[Inline]) {
        self.out.push_str(&format!("<{tag}>"));
        self.inlines(children);
        self.out.push_str(&format!("</{tag}>"));
    }

    fn link(&mut self, to: &Link, children: &[Inline]) {
        let resolved = (self.resolve)(to);
        let Some(href) = self.faults.ok(resolved) else {
            // The fault fails the build; the words stay all the same.
            self.inlines(children);
            return;
        };
        // Nobody learns from which page someone came.
        let outside = match href.starts_with("https://") && !self.bare {
            true => " rel=\"noopener noreferrer\"",
            false => "",
        };
        self.out.push_str(&format!("<a href=\"{}\"{outside}>", escape_html(&href)));
        let number = matches!(to, Link::Call(_) | Link::Mail(_));
        let own_direction = number && !self.bare;
        if own_direction {
            self.out.push_str("<bdi dir=\"ltr\">");
        }
        self.inlines(children);
        if own_direction {
            self.out.push_str("</bdi>");
        }
        self.out.push_str("</a>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::say;
    use crate::library::markdown::parse;

    fn write(markdown: &str) -> (String, usize) {
        let mut faults = Diagnostics::new();
        let resolve = |link: &Link| match link {
            Link::Page { id, .. } if id.as_str() == "nowhere" => {
                Err(Diagnostic::error("content/link", say!("nowhere")))
            }
            Link::Page { id, .. } => Ok(format!("{id}.html")),
            other => Ok(other.to_string()),
        };
        let blocks = parse(markdown, &mut faults);
        (html(&blocks, false, &resolve, &mut faults), faults.iter().count())
    }

    #[test]
    fn text_is_escaped_and_lists_are_tight() {
        let (html, faults) = write("A & B \\<b\\>\n\n- een **twee**\n- [hulp](help.md)\n");
        assert_eq!(faults, 0);
        assert_eq!(
            html,
            "<p>A &amp; B &lt;b&gt;</p>\n<ul>\n<li>een <strong>twee</strong></li>\n\
             <li><a href=\"help.html\">hulp</a></li>\n</ul>\n"
        );
    }

    #[test]
    fn a_list_that_was_broken_off_goes_on() {
        let (html, _) = write("1. a\n2. b\n\nDan:\n\n3. c\n4. d\n");
        assert!(html.ends_with("<p>Dan:</p>\n<ol start=\"3\">\n<li>c</li>\n<li>d</li>\n</ol>\n"));
        assert!(html.starts_with("<ol>\n<li>a</li>"), "{html}");
    }

    #[test]
    fn a_link_that_leads_nowhere_is_a_fault_and_loses_no_word() {
        assert_eq!(write("Zie [x *y*](nowhere.md)."), ("<p>Zie x <em>y</em>.</p>\n".to_owned(), 1));
    }

    #[test]
    fn words_of_another_language_say_which() {
        let (html, faults) =
            write("Say “[Ik spreek *Pools*.](lang:nl)” ([x](lang:ar), [y](lang:zz))");
        assert_eq!(
            html,
            "<p>Say “<span lang=\"nl\" dir=\"ltr\">Ik spreek <em>Pools</em>.</span>” \
             (<span lang=\"ar\" dir=\"rtl\">x</span>, y)</p>\n"
        );
        assert_eq!(faults, 1, "`zz` is no language");
    }

    #[test]
    fn numbers_keep_their_direction_and_sites_learn_nothing() {
        let (html, _) = write("[112](tel:112) [x](https://example.nl)");
        assert!(html.contains("<a href=\"tel:112\"><bdi dir=\"ltr\">112</bdi></a>"), "{html}");
        assert!(html.contains("rel=\"noopener noreferrer\""), "{html}");
    }
}
