//! Letters that no font can draw -> the line of the client that holds them.
//!
//! Every document of a kit says so of itself, and each in every language. Input: what was
//! found, and the files that the client's words stand in. Output: one fault a line, with
//! key and place. Invariant: no letter goes untold; one that stands in none of the files
//! is told once, without a place.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics, Sentence, SourceFile, Span, line_at, say};

/// The code of such a fault, as `render` gives it.
const CODE: &str = "print/glyph";
/// How many letters of a line are named one by one.
const NAMED: usize = 5;

/// Puts the faults of letters in the place of those that every document has.
pub(super) fn at_their_lines(found: Diagnostics, sources: &[Arc<SourceFile>]) -> Diagnostics {
    let (letters, rest): (Vec<_>, Vec<_>) = found.into_iter().partition(|d| d.code == CODE);
    let mut rest: Diagnostics = rest.into_iter().collect();
    let mut lines: BTreeMap<Span, (Vec<char>, Vec<Sentence>)> = BTreeMap::new();
    for fault in letters {
        // The letter is what the message has between its first backticks.
        let letter = fault.message.quoted().and_then(|text| text.chars().next());
        match letter.and_then(|letter| Some((letter, place(letter, sources)?))) {
            Some((letter, place)) => {
                let (letters, hints) = lines.entry(place).or_default();
                if !letters.contains(&letter) {
                    letters.push(letter);
                }
                *hints = fault.hints;
            }
            None => rest.push(fault),
        }
    }
    for (place, (letters, hints)) in lines {
        let named: Vec<String> = letters
            .iter()
            .take(NAMED)
            .map(|letter| format!("`{letter}` (U+{:04X})", u32::from(*letter)))
            .collect();
        let more = match letters.len().saturating_sub(NAMED) {
            0 => Sentence::empty(),
            more => say!(" and {more} more"),
        };
        let what = key(&place).map_or_else(|| say!("this text"), |key| say!("`{key}`"));
        let message =
            say!("{what} holds {}{more}, which no font of the theme can draw", named.join(", "));
        let mut fault = Diagnostic::error(CODE, message).at(&place);
        fault.hints = hints;
        rest.push(fault);
    }
    rest
}

/// The line that a letter stands in first, from its first sign to its last.
fn place(letter: char, sources: &[Arc<SourceFile>]) -> Option<Span> {
    sources.iter().find_map(|file| {
        let text = &file.text;
        let remark = |at: usize| {
            text[..at].rsplit('\n').next().unwrap_or_default().trim_start().starts_with('#')
        };
        let (at, _) = text.match_indices(letter).find(|(at, _)| !remark(*at))?;
        let place = line_at(text, at);
        let line = &text[place.clone()];
        let blanks = line.len() - line.trim_start().len();
        Some(file.span(place.start + blanks..place.start + line.trim_end().len()))
    })
}

/// The key that a line of YAML belongs to; a page of Markdown has none.
fn key(place: &Span) -> Option<String> {
    let text = &place.file.text;
    if !place.file.path.ends_with(".yaml") {
        return None;
    }
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let plain = |c: char| c.is_ascii();
    let first =
        place.text().find(|c: char| !plain(c)).map_or(place.range.end, |at| place.range.start + at);
    let colon = text[..first].rfind(": ").or_else(|| text[..first].rfind(":\n"))?;
    let name = &text[text[..colon].trim_end_matches(word).len()..colon];
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(letter: char) -> Diagnostic {
        Diagnostic::error(CODE, say!("no glyph for `{letter}`")).hint(say!("spell it"))
    }

    #[test]
    fn letters_of_one_line_are_one_fault_at_its_key() {
        let yaml = "# 漢\norganisation: {name: Drukkerij 漢字 BV}\nabout: >\n  Hallo 漢\n";
        let file = SourceFile::new("clients/a.yaml", yaml);
        let all = [fault('漢'), fault('字'), fault('漢'), fault('語')].into_iter().collect();
        let told: Vec<(String, Option<usize>)> = at_their_lines(all, &[file])
            .into_iter()
            .map(|d| (d.message.to_string(), d.span.map(|span| span.line_column().0)))
            .collect();
        assert_eq!(
            told,
            [
                ("no glyph for `語`".to_owned(), None),
                (
                    "`name` holds `漢` (U+6F22), `字` (U+5B57), which no font of the theme can draw"
                        .to_owned(),
                    Some(2)
                ),
            ]
        );
    }
}
