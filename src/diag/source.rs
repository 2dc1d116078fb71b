//! Source files and places in them: text -> line and column.
//!
//! A [`Span`] carries its file along, so that a diagnostic can be shown long
//! after the stage that found it has ended. Invariant: a span's range lies on
//! character boundaries within its file's text.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

/// A text file as it was read: UTF-8, without byte-order mark.
#[derive(Debug)]
pub struct SourceFile {
    /// The path as it is shown: relative, with `/` on every system.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl SourceFile {
    /// A file ready to be pointed into.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { path: path.into(), text: text.into() })
    }

    /// The place from byte `range.start` to `range.end`, moved onto character boundaries.
    pub fn span(self: &Arc<Self>, range: Range<usize>) -> Span {
        let floor = |at: usize| self.text.floor_char_boundary(at);
        let start = floor(range.start);
        Span { file: self.clone(), range: start..floor(range.end).max(start) }
    }

    /// Line and column of a byte offset, both counted from 1, columns in characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let before = &self.text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.bytes().filter(|&b| b == b'\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }
}

/// The line that a byte of a text stands in, without its end.
pub fn line_at(text: &str, at: usize) -> Range<usize> {
    let at = at.min(text.len());
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    start..end
}

/// A place in a file.
#[derive(Clone, Debug)]
pub struct Span {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Bytes in its text.
    pub range: Range<usize>,
}

impl Span {
    /// Line and column of the start, both counted from 1.
    pub fn line_column(&self) -> (usize, usize) {
        self.file.line_column(self.range.start)
    }

    /// The text itself.
    pub fn text(&self) -> &str {
        &self.file.text[self.range.clone()]
    }

    /// A part of this span, in bytes from its start.
    pub fn part(&self, range: Range<usize>) -> Span {
        self.file.span(self.range.start + range.start..self.range.start + range.end)
    }
}

impl PartialEq for Span {
    fn eq(&self, other: &Self) -> bool {
        self.file.path == other.file.path && self.range == other.range
    }
}

impl Eq for Span {}

impl PartialOrd for Span {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Span {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |s: &Self| (s.range.start, s.range.end);
        self.file.path.cmp(&other.file.path).then_with(|| key(self).cmp(&key(other)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_spans_keep_to_boundaries() {
        let file = SourceFile::new("a.yaml", "één: 1\nnaam: Zoë\n");
        let at = file.text.find("Zoë").unwrap();
        assert_eq!(file.line_column(at), (2, 7));
        let inside_e = file.text.find('ë').unwrap() + 1;
        assert_eq!(file.span(at..inside_e).text(), "Zo");
    }
}
