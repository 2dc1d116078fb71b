//! A document's glyphs -> its text, and the letters that no font can draw.
//!
//! PDF/UA refuses missing letters, other formats show an empty box without a
//! word. Invariant: both walk every frame, however deep.

use typst::layout::{Frame, FrameItem};
use typst::text::TextItem;
use typst_layout::PagedDocument;

/// A text with letters that cannot be drawn.
pub struct Missing {
    /// The letters, with their code points.
    pub letters: String,
    /// The text that they stand in.
    pub text: String,
}

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

/// Every text of a document in which a letter is missing.
pub fn missing(document: &PagedDocument) -> Vec<Missing> {
    let mut found = Vec::new();
    for page in document.pages() {
        visit(&page.frame, &mut |text| {
            // Glyph 0 is `.notdef` in every font (OpenType, "glyf").
            let letters: Vec<String> = text
                .glyphs
                .iter()
                .filter(|glyph| glyph.id == 0)
                .flat_map(|glyph| text.text[glyph.range()].chars())
                .map(|c| format!("`{c}` (U+{:04X})", u32::from(c)))
                .collect();
            if !letters.is_empty() {
                let text = text.text.to_string();
                found.push(Missing { letters: letters.join(", "), text });
            }
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
