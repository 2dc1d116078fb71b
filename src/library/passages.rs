//! A text with its template -> its lines in words that people read.
//!
//! `{{ name }}` becomes what the value is called, between brackets; `{% if … %}`
//! becomes “only if …”. Input: the text as it is written, not merged with any client.
//! Output: its headings, paragraphs, items and conditions in their order. Invariant: no
//! word of the text is left out, and no sign of the template remains.

use std::collections::BTreeMap;

use serde::Serialize;

use super::markdown;
use super::text::{Block, Inline};
use crate::diag::Diagnostics;

/// Stand for a mark of the template while Markdown is read: signs for private use, which
/// no text holds.
const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';

/// A line of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    /// The id of the heading that it stands under; of a word its key.
    pub(super) section: String,
    /// `h`, `p`, `li`, `quote`, `word`, or `note` for a condition.
    pub(super) kind: &'static str,
    /// What it says.
    pub(super) pieces: Vec<Piece>,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// `text`, `value` or `note`.
    pub kind: &'static str,
    /// What it says.
    pub text: String,
}

/// How values and conditions are told in one language.
pub(super) struct Wording<'a> {
    /// What values are called, by the names that templates use.
    pub(super) names: &'a BTreeMap<String, String>,
    /// “only if”.
    pub(super) only_if: String,
    /// “otherwise”.
    pub(super) otherwise: String,
    /// “up to here”.
    pub(super) end: String,
    /// “for each”.
    pub(super) each: String,
    /// “here stands”.
    pub(super) include: String,
}

/// The lines of a body.
pub(super) fn passages(body: &str, wording: &Wording<'_>) -> Vec<Passage> {
    let (text, marks) = marked(body, wording);
    let mut section = String::new();
    let mut found = Vec::new();
    let mut open = String::new();
    for line in text.lines() {
        // A condition on a line of its own is no part of the paragraph or the item before.
        if is_marks_alone(line, &marks) {
            blocks(&mut open, &marks, &mut section, &mut found);
            for piece in parted(line.trim(), &marks) {
                if piece.kind == "note" && !piece.text.trim().is_empty() {
                    let section = section.clone();
                    found.push(Passage { section, kind: "note", pieces: vec![piece] });
                }
            }
        } else {
            open.push_str(line);
            open.push('\n');
        }
    }
    blocks(&mut open, &marks, &mut section, &mut found);
    found
}

/// The parts of a text of one line; `{name}` in braces is a value too.
pub(super) fn pieces(text: &str, wording: &Wording<'_>) -> Vec<Piece> {
    let (text, mut marks) = marked(text, wording);
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find('{') {
        let end = rest[at..].find('}').map(|end| at + end);
        let name = end.map(|end| &rest[at + 1..end]);
        let is_name = |name: &&str| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c == '.')
        };
        match (end, name.filter(is_name)) {
            (Some(end), Some(name)) => {
                out.push_str(&rest[..at]);
                out.push_str(&mark(marks.len()));
                marks.push(Piece { kind: "value", text: called(name, wording) });
                rest = &rest[end + 1..];
            }
            _ => {
                out.push_str(&rest[..=at]);
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    parted(&out, &marks)
}

fn mark(index: usize) -> String {
    format!("{OPEN}{index}{CLOSE}")
}

/// The text with a mark for each part of the template, and what they stand for.
fn marked(text: &str, wording: &Wording<'_>) -> (String, Vec<Piece>) {
    let mut out = String::new();
    let mut marks = Vec::new();
    let mut rest = text;
    let first = |text: &str| {
        let all = [("{{", "}}"), ("{%", "%}"), ("{*", "*}")];
        all.into_iter().filter_map(|(open, close)| Some((text.find(open)?, open, close))).min()
    };
    while let Some((at, open, close)) = first(rest) {
        out.push_str(&rest[..at]);
        let inner = &rest[at + open.len()..];
        let end = inner.find(close).unwrap_or(inner.len());
        let said = inner[..end].trim_matches(|c: char| c == '-' || c.is_whitespace());
        let piece = match open {
            "{{" => Some(Piece { kind: "value", text: called(said, wording) }),
            "{%" => note(said, wording).map(|text| Piece { kind: "note", text }),
            _ => None,
        };
        out.push_str(&mark(marks.len()));
        marks.push(piece.unwrap_or(Piece { kind: "note", text: String::new() }));
        rest = inner.get(end + close.len()..).unwrap_or_default();
    }
    out.push_str(rest);
    (out, marks)
}

/// A condition or another statement of the template in words; `None` for what is none of
/// the reader's business.
fn note(said: &str, wording: &Wording<'_>) -> Option<String> {
    let (word, rest) = said.split_once(char::is_whitespace).unwrap_or((said, ""));
    Some(match word {
        "if" => format!("{} {}", wording.only_if, condition(rest, wording)),
        "elif" => {
            format!("{}, {} {}", wording.otherwise, wording.only_if, condition(rest, wording))
        }
        "else" => wording.otherwise.clone(),
        "endif" | "endfor" => wording.end.clone(),
        "for" => {
            let of = rest.split_once(" in ").map_or(rest, |(_, of)| of);
            format!("{} {}", wording.each, called(of, wording))
        }
        "include" => {
            let name = rest.trim().trim_matches(|c| matches!(c, '"' | '\'' | '`'));
            format!("{} {name}", wording.include)
        }
        _ => return None,
    })
}

/// A condition with its names in words.
fn condition(said: &str, wording: &Wording<'_>) -> String {
    let word = |word: &str| {
        let inner = word.trim_matches(|c| matches!(c, '(' | ')'));
        let said = match inner {
            "and" => "en".to_owned(),
            "or" => "of".to_owned(),
            "not" => "niet".to_owned(),
            "in" => "bij".to_owned(),
            "|" => "·".to_owned(),
            "==" => "=".to_owned(),
            "!=" => "≠".to_owned(),
            ">=" => "≥".to_owned(),
            "<=" => "≤".to_owned(),
            _ if inner.starts_with(|c: char| c.is_ascii_lowercase()) => called(inner, wording),
            _ => inner.to_owned(),
        };
        word.replacen(inner, &said, 1)
    };
    said.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

/// What a value is called, between brackets; one that nobody has named goes by its own
/// name.
fn called(name: &str, wording: &Wording<'_>) -> String {
    let name = name.split(['|', '(']).next().unwrap_or_default().trim();
    match wording.names.get(name) {
        Some(called) => format!("[{called}]"),
        None => format!("[{}]", name.replace(['.', '_'], " ")),
    }
}

/// Whether a line is made of statements alone, and of no value.
fn is_marks_alone(line: &str, marks: &[Piece]) -> bool {
    let line = line.trim();
    !line.is_empty() && parted(line, marks).iter().all(|piece| piece.kind == "note")
}

/// The lines of the Markdown that is open.
fn blocks(open: &mut String, marks: &[Piece], section: &mut String, found: &mut Vec<Passage>) {
    // What is wrong with it is told where content is checked.
    let blocks = markdown::parse(open, &mut Diagnostics::new());
    open.clear();
    walk(&blocks, "p", marks, section, found);
}

fn walk(
    blocks: &[Block],
    kind: &'static str,
    marks: &[Piece],
    section: &mut String,
    found: &mut Vec<Passage>,
) {
    for block in blocks {
        let (kind, inlines) = match block {
            Block::Heading { id, inlines, .. } => {
                *section = unmarked(id);
                ("h", inlines)
            }
            Block::Paragraph { inlines } => (kind, inlines),
            Block::Bullets { items } | Block::Numbers { items, .. } => {
                items.iter().for_each(|item| walk(item, "li", marks, section, found));
                continue;
            }
            Block::Quote { blocks } => {
                walk(blocks, "quote", marks, section, found);
                continue;
            }
        };
        let pieces = parted(&Inline::plain(inlines), marks);
        if !pieces.is_empty() {
            found.push(Passage { section: section.clone(), kind, pieces });
        }
    }
}

/// An id without the marks in it, whose numbers are others in another language.
fn unmarked(id: &str) -> String {
    let mut within = false;
    let outside = id.chars().filter(|&c| {
        let is_mark = within || c == OPEN;
        within = is_mark && c != CLOSE;
        !is_mark
    });
    outside.collect()
}

/// A text in which marks stand, as pieces.
fn parted(text: &str, marks: &[Piece]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let plain = |text: &str, pieces: &mut Vec<Piece>| {
        if !text.trim().is_empty() || (!text.is_empty() && !pieces.is_empty()) {
            pieces.push(Piece { kind: "text", text: text.to_owned() });
        }
    };
    while let Some(at) = rest.find(OPEN) {
        plain(&rest[..at], &mut pieces);
        let inner = &rest[at + OPEN.len_utf8()..];
        let end = inner.find(CLOSE).unwrap_or(inner.len());
        let piece = inner[..end].parse::<usize>().ok().and_then(|index| marks.get(index));
        pieces.extend(piece.filter(|piece| !piece.text.is_empty()).cloned());
        rest = inner.get(end + CLOSE.len_utf8()..).unwrap_or_default();
    }
    plain(rest, &mut pieces);
    while pieces.last().is_some_and(|piece| piece.text.trim().is_empty()) {
        pieces.pop();
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(String, &'static str, String)> {
        let names = BTreeMap::from([
            ("organisation.short_name".to_owned(), "naam van de organisatie".to_owned()),
            ("voicemail".to_owned(), "er is een voicemail".to_owned()),
        ]);
        let wording = Wording {
            names: &names,
            only_if: "alleen als".to_owned(),
            otherwise: "anders".to_owned(),
            end: "tot hier".to_owned(),
            each: "voor elke".to_owned(),
            include: "hier staat".to_owned(),
        };
        let all = passages(text, &wording).into_iter().map(|passage| {
            let said: String = passage.pieces.iter().map(|piece| piece.text.as_str()).collect();
            (passage.section, passage.kind, said)
        });
        all.collect()
    }

    #[test]
    fn values_and_conditions_are_told_in_words() {
        let text = "## Bij {{ organisation.short_name }} {#a}\n\nJe *belt* [hier]({{ site.url }}).\n\
                    {% if voicemail and not x.y_z -%}\n- Spreek in.\n{% else %}\n- Bel {% if voicemail %}later{% endif %}.\n\
                    {%- endif %}\n\n{% include \"_law-x.md\" %}\n\n> Zeg\n> dit.\n{* niets *}\n";
        let row = |section: &str, kind, said: &str| (section.to_owned(), kind, said.to_owned());
        assert_eq!(
            told(text),
            [
                row("s-a", "h", "Bij [naam van de organisatie]"),
                row("s-a", "p", "Je belt hier."),
                row("s-a", "note", "alleen als [er is een voicemail] en niet [x y z]"),
                row("s-a", "li", "Spreek in."),
                row("s-a", "note", "anders"),
                row("s-a", "li", "Bel alleen als [er is een voicemail]latertot hier."),
                row("s-a", "note", "tot hier"),
                row("s-a", "note", "hier staat _law-x.md"),
                row("s-a", "quote", "Zeg dit."),
            ]
        );
    }
}
