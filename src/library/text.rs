//! Text as blocks and inlines: what Markdown means, whatever it is set on.
//!
//! Invariant: a closed set. HTML and paper can show all of it, and nothing in
//! it is markup of either: every leaf is plain text.

use serde::Serialize;

use super::Link;
use crate::value::Lang;
use crate::words::Together;
use crate::words::join::Settling;

/// A block.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type")]
pub enum Block {
    /// A heading.
    #[serde(rename = "h")]
    Heading {
        /// 2 to 4; 1 is the page's title.
        level: u8,
        /// For links to it.
        id: String,
        /// What it says.
        inlines: Vec<Inline>,
    },
    /// A paragraph.
    #[serde(rename = "p")]
    Paragraph {
        /// What it says.
        inlines: Vec<Inline>,
    },
    /// A list with bullets.
    #[serde(rename = "ul")]
    Bullets {
        /// Its items.
        items: Vec<Vec<Block>>,
    },
    /// A list with numbers.
    #[serde(rename = "ol")]
    Numbers {
        /// The number of its first item: a list that was broken off goes on.
        start: u64,
        /// Its items.
        items: Vec<Vec<Block>>,
    },
    /// A passage set apart.
    #[serde(rename = "quote")]
    Quote {
        /// What it holds.
        blocks: Vec<Block>,
    },
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Inline {
    /// Plain text.
    Text {
        /// The text.
        text: String,
    },
    /// Important.
    Strong {
        /// What is.
        children: Vec<Inline>,
    },
    /// Stressed.
    Em {
        /// What is.
        children: Vec<Inline>,
    },
    /// A link.
    Link {
        /// Where it leads; in data it is its address.
        #[serde(rename = "href")]
        to: Link,
        /// What it says.
        children: Vec<Inline>,
    },
    /// Words of another language than that of the text: a voice reads them in theirs (WCAG 3.1.2).
    Foreign {
        /// Their language; in data its tag.
        lang: Lang,
        /// The words.
        children: Vec<Inline>,
    },
    /// A new line.
    Break,
}

impl Inline {
    /// The text without its marks.
    pub fn plain(inlines: &[Inline]) -> String {
        let mut plain = String::new();
        for inline in inlines {
            match inline {
                Inline::Text { text } => plain.push_str(text),
                Inline::Break => plain.push(' '),
                Inline::Strong { children }
                | Inline::Em { children }
                | Inline::Foreign { children, .. }
                | Inline::Link { children, .. } => plain.push_str(&Inline::plain(children)),
            }
        }
        plain
    }
}

impl Inline {
    fn visit_links<'a>(inlines: &'a [Inline], visit: &mut dyn FnMut(&'a Link)) {
        for inline in inlines {
            match inline {
                Inline::Text { .. } | Inline::Break => {}
                Inline::Strong { children }
                | Inline::Em { children }
                | Inline::Foreign { children, .. } => {
                    Inline::visit_links(children, visit);
                }
                Inline::Link { to, children } => {
                    visit(to);
                    Inline::visit_links(children, visit);
                }
            }
        }
    }
}

/// Texts that follow each other on one line; others are looked at apart.
type Run<'a> = Vec<&'a mut String>;

impl Inline {
    /// Adds the texts to the last run; a number, an address and words of another language end it,
    /// and so does a new line.
    fn runs<'a>(inlines: &'a mut [Inline], runs: &mut Vec<Run<'a>>) {
        for inline in inlines {
            match inline {
                Inline::Text { text } => match runs.last_mut() {
                    Some(run) => run.push(text),
                    None => runs.push(vec![text]),
                },
                Inline::Break => runs.push(Vec::new()),
                Inline::Foreign { .. } => runs.push(Vec::new()),
                Inline::Link { to: Link::Call(_) | Link::Mail(_), .. } => runs.push(Vec::new()),
                Inline::Strong { children }
                | Inline::Em { children }
                | Inline::Link { children, .. } => Inline::runs(children, runs),
            }
        }
    }

    fn texts<'a>(inlines: &'a mut [Inline], texts: &mut Run<'a>) {
        for inline in inlines {
            match inline {
                Inline::Text { text } => texts.push(text),
                Inline::Break => {}
                Inline::Strong { children }
                | Inline::Em { children }
                | Inline::Foreign { children, .. }
                | Inline::Link { children, .. } => Inline::texts(children, texts),
            }
        }
    }
}

impl Block {
    /// Puts texts in their last form, line by line: values that end in a stop get no second one,
    /// and what belongs together stays together.
    pub fn finish(blocks: &mut [Block], together: &Together) {
        for block in blocks {
            match block {
                Block::Heading { inlines, .. } | Block::Paragraph { inlines } => {
                    let mut texts = Run::new();
                    Inline::texts(inlines, &mut texts);
                    let mut settling = Settling::default();
                    texts.into_iter().for_each(|text| *text = settling.next(text));
                    let mut runs = Vec::new();
                    Inline::runs(inlines, &mut runs);
                    runs.iter_mut().for_each(|run| together.bind_all(run));
                }
                Block::Bullets { items } | Block::Numbers { items, .. } => {
                    items.iter_mut().for_each(|item| Block::finish(item, together));
                }
                Block::Quote { blocks } => Block::finish(blocks, together),
            }
        }
    }

    /// Shows every link of blocks, in their order.
    pub fn visit_links<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Link)) {
        for block in blocks {
            match block {
                Block::Heading { inlines, .. } | Block::Paragraph { inlines } => {
                    Inline::visit_links(inlines, visit);
                }
                Block::Bullets { items } | Block::Numbers { items, .. } => {
                    items.iter().for_each(|item| Block::visit_links(item, visit));
                }
                Block::Quote { blocks } => Block::visit_links(blocks, visit),
            }
        }
    }

    /// The text of blocks without their marks, paragraphs parted by a space.
    pub fn plain(blocks: &[Block]) -> String {
        let texts: Vec<String> = blocks
            .iter()
            .map(|block| match block {
                Block::Heading { inlines, .. } | Block::Paragraph { inlines } => {
                    Inline::plain(inlines)
                }
                Block::Bullets { items } | Block::Numbers { items, .. } => {
                    items.iter().map(|item| Block::plain(item)).collect::<Vec<_>>().join(" ")
                }
                Block::Quote { blocks } => Block::plain(blocks),
            })
            .collect();
        texts.join(" ")
    }
}
