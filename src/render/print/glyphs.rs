//! A document's glyphs -> its text, and the letters that no font can draw.
//!
//! PDF/UA refuses missing letters, other formats show an empty box without a
//! word. Invariant: both walk every frame, however deep.

use std::collections::BTreeSet;

use typst::layout::{Frame, FrameItem, Point};
use typst::text::TextItem;
use typst_layout::PagedDocument;

/// Letters that cannot be drawn.
pub struct Missing {
    /// The letters, each once.
    pub letters: BTreeSet<char>,
    /// The first text that one of them stands in.
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

/// The letters of a document that no font can draw.
pub fn missing(document: &PagedDocument) -> Option<Missing> {
    let mut found: Option<Missing> = None;
    for page in document.pages() {
        visit(&page.frame, &mut |text| {
            // Glyph 0 is `.notdef` in every font (OpenType, "glyf").
            let empty = text.glyphs.iter().filter(|glyph| glyph.id == 0);
            for letter in empty.flat_map(|glyph| text.text[glyph.range()].chars()) {
                let new = || Missing { letters: BTreeSet::new(), text: text.text.to_string() };
                found.get_or_insert_with(new).letters.insert(letter);
            }
        });
    }
    found
}

fn visit(frame: &Frame, look: &mut impl FnMut(&TextItem)) {
    let items: Vec<&(Point, FrameItem)> = frame.items().collect();
    let same_line = |a: &&(Point, FrameItem), b: &&(Point, FrameItem)| a.0.y.approx_eq(b.0.y);
    for line in items.chunk_by(same_line) {
        let mut visit_one = |(_, item): &(Point, FrameItem)| match item {
            FrameItem::Group(group) => visit(&group.frame, look),
            FrameItem::Text(text) => look(text),
            _ => {}
        };
        // Runs lie as they are seen, from left to right; they are read the other way.
        match line.iter().any(|(_, item)| runs_right_to_left(item)) {
            true => line.iter().rev().for_each(|item| visit_one(item)),
            false => line.iter().for_each(|item| visit_one(item)),
        }
    }
}

/// Whether an item is text in a script that runs from right to left: Hebrew,
/// Arabic and their presentation forms (Unicode Standard Annex 9, table 4: R and AL).
fn runs_right_to_left(item: &FrameItem) -> bool {
    let rtl = |c: char| matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}');
    matches!(item, FrameItem::Text(text) if text.text.chars().any(rtl))
}
