//! A document's glyphs -> its text, and the letters that no font can draw.
//!
//! PDF/UA refuses missing letters, other formats show an empty box without a
//! word. Invariant: both walk every frame, however deep.

use std::collections::BTreeSet;

use typst::layout::{Frame, FrameItem};
use typst::text::TextItem;
use typst_layout::PagedDocument;

/// All text of a document in the order in which it was set, a space between runs.
pub fn text(document: &PagedDocument) -> String {
    let mut text = String::new();
    for page in document.pages() {
        visit(&page.frame, &mut |item| {
            text.push_str(&item.text);
            text.push(' ');
        });
    }
    text
}

/// The letters of a document that no font can draw, each once.
pub fn missing(document: &PagedDocument) -> BTreeSet<char> {
    let mut found = BTreeSet::new();
    for page in document.pages() {
        visit(&page.frame, &mut |text| {
            // Glyph 0 is `.notdef` in every font (OpenType, "glyf").
            let empty = text.glyphs.iter().filter(|glyph| glyph.id == 0);
            found.extend(empty.flat_map(|glyph| text.text[glyph.range()].chars()));
        });
    }
    found
}

fn visit(frame: &Frame, look: &mut impl FnMut(&TextItem)) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => visit(&group.frame, look),
            FrameItem::Text(text) => look(text),
            _ => {}
        }
    }
}
