//! A place in a YAML text -> the line around it as it should read.
//!
//! Input: a text, a place, what should stand there. Output: text for a hint. Invariant:
//! what [`quoted`] gives is read by YAML as the text that it was given, but for
//! quotes that stood around it already.

use crate::diag::{Sentence, say};
use std::borrow::Cow;
use std::ops::Range;

pub(super) use crate::diag::line_at;

/// Longest line that a hint shows as a whole, in characters: two lines of a terminal.
const SHOWN: usize = 160;
/// What is shown before and behind the place in a longer one, in bytes.
const AROUND: usize = 40;

/// Quotes that a word processor sets in the place of `"` and `'`, left and right: English,
/// Dutch and German, French, Danish, Swedish, and those of East Asia.
const TYPOGRAPHIC: [(char, char); 16] = [
    ('“', '”'),
    ('„', '”'),
    ('„', '“'),
    ('„', '„'),
    ('”', '”'),
    ('“', '“'),
    ('‘', '’'),
    ('‚', '’'),
    ('‚', '‘'),
    ('’', '’'),
    ('«', '»'),
    ('»', '«'),
    ('‹', '›'),
    ('›', '‹'),
    ('「', '」'),
    ('＂', '＂'),
];

/// The line that a place begins in, with `new` where the place is, for a hint.
pub(super) fn with(text: &str, place: &Range<usize>, new: &str) -> String {
    let line = line_at(text, place.start);
    let end = place.end.clamp(place.start, line.end);
    let changed = format!("{}{new}{}", &text[line.start..place.start], &text[end..line.end]);
    shown(&changed, place.start - line.start, new.len())
}

/// A line between backticks, shortened around a place where it is very long.
pub(super) fn shown(line: &str, at: usize, length: usize) -> String {
    let trimmed = line.trim();
    if trimmed.chars().count() <= SHOWN {
        return format!("`{trimmed}`");
    }
    let floor = |at: usize| line.floor_char_boundary(at);
    let (start, end) = (floor(at.saturating_sub(AROUND)), floor(at + length + AROUND));
    let (left, right) =
        (if start > 0 { "… " } else { "" }, if end < line.len() { " …" } else { "" });
    format!("`{left}{}{right}`", line[start..end].trim())
}

/// A text between quotes that YAML reads, without the quotes that stood around it: double
/// ones, or single ones where it holds a double one or a backslash.
pub(super) fn quoted(text: &str) -> String {
    let bare = bare(text);
    match bare.contains(['"', '\\']) {
        true => format!("'{}'", bare.replace('\'', "''")),
        false => format!("\"{bare}\""),
    }
}

/// A text without the quotes around it, be they straight, typographic or half lost.
fn bare(text: &str) -> Cow<'_, str> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || is_odd_blank(c));
    if let Some((inner, _)) = typographic(text) {
        return inner.into();
    }
    for quote in ['"', '\''] {
        let inner = text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        if let Some(inner) = inner {
            // What was doubled to be taken as one within its quotes.
            let doubled = if quote == '\'' { "''" } else { "\\\"" };
            return inner.replace(doubled, &quote.to_string()).into();
        }
    }
    let half = |quote: char| text.matches(quote).count() == 1;
    if half('"') && (text.starts_with('"') || text.ends_with('"')) {
        return text.trim_matches('"').to_owned().into();
    }
    if half('\'') && text.starts_with('\'') && !is_apostrophe(text) {
        return text[1..].trim().to_owned().into();
    }
    text.into()
}

/// Whether the `'` at the start of a text leaves letters out, as in `'t Hoekje`,
/// `'s-Gravenhage` and `'98`, and begins no quotation.
fn is_apostrophe(text: &str) -> bool {
    let rest = &text[1..];
    let word = rest.chars().take_while(|c| c.is_alphanumeric()).count();
    (1..=2).contains(&word)
}

/// What stands between typographic quotes that are around all of a text, and the two.
pub(super) fn typographic(text: &str) -> Option<(&str, (char, char))> {
    let (first, last) = (text.chars().next()?, text.chars().next_back()?);
    let pair = TYPOGRAPHIC.iter().find(|pair| **pair == (first, last))?;
    let inner = text.get(first.len_utf8()..text.len().checked_sub(last.len_utf8())?)?;
    // Two quotations in one text are no quotes around it.
    (!inner.trim().is_empty() && !inner.contains(pair.0)).then_some((inner.trim(), *pair))
}

/// Whether a sign looks like a blank, or like nothing, and is none to YAML.
pub(super) fn is_odd_blank(c: char) -> bool {
    matches!(
        c,
        '\u{85}' | '\u{A0}' | '\u{1680}' | '\u{180E}' | '\u{2000}'
            ..='\u{200F}'
                | '\u{2028}'
                | '\u{2029}'
                | '\u{202F}'
                | '\u{205F}'
                | '\u{2060}'
                | '\u{3000}'
                | '\u{3164}'
                | '\u{FEFF}'
    )
}

/// Whether nothing is seen where it stands: it is removed, and no blank replaces it.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{180E}')
}

/// The name of an odd blank with its number, as in `a no-break space (U+00A0)`.
pub(super) fn name_of(c: char) -> Sentence {
    let name = match c {
        '\u{A0}' | '\u{202F}' => say!("a no-break space"),
        '\u{3000}' => say!("a wide space of East Asian writing"),
        '\u{200B}' => say!("a zero-width space"),
        '\u{FEFF}' => say!("a byte-order mark, which nobody sees"),
        '\u{200E}' | '\u{200F}' => say!("a mark of writing direction, which nobody sees"),
        '\u{2028}' | '\u{2029}' | '\u{85}' => say!("a line end of another kind"),
        c if is_invisible(c) => say!("a sign that nobody sees"),
        _ => say!("a space of another width"),
    };
    say!("{name} (U+{:04X})", u32::from(c))
}

/// A piece of YAML with its odd blanks made into spaces, or removed where they show nothing.
pub(super) fn plain_blanks(text: &str) -> String {
    let plain = |c: char| match c {
        c if is_invisible(c) => None,
        c if is_odd_blank(c) => Some(' '),
        c => Some(c),
    };
    text.chars().filter_map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_quoted_so_that_yaml_reads_it() {
        for (text, wanted) in [
            ("'t Hoekje", "\"'t Hoekje\""),
            ("'Hotel 't Anker'", "\"Hotel 't Anker\""),
            ("\"Hotel \"De Avond\" BV\"", "'Hotel \"De Avond\" BV'"),
            ("Café 't \"Hof\"", "'Café ''t \"Hof\"'"),
            ("'s ochtends en 's avonds", "\"'s ochtends en 's avonds\""),
            ("'s-Gravenhage", "\"'s-Gravenhage\""),
            ("'98 opgericht", "\"'98 opgericht\""),
            ("'Noor Bos", "\"Noor Bos\""),
            ("Noor Bos\"", "\"Noor Bos\""),
            ("\"C:\\foto\\noor.jpg\"", "'C:\\foto\\noor.jpg'"),
            ("“Drukkerij De Waal”", "\"Drukkerij De Waal\""),
            ("„Smit\u{201D}", "\"Smit\""),
            ("'foto''s'", "\"foto's\""),
        ] {
            assert_eq!(quoted(text), wanted, "{text}");
        }
    }

    #[test]
    fn quotes_are_around_a_text_only_where_they_hold_all_of_it() {
        for text in ["“a” en “b”", "’s ochtends", "“half", "“”", "Team “Noord”", "\"recht\""]
        {
            assert_eq!(typographic(text), None, "{text}");
        }
        for text in ["“a”", "„a“", "«a»", "« a »", "»a«", "‘a’", "‚a‘", "「a」", "”a”", "‹a›"]
        {
            assert_eq!(typographic(text).map(|(inner, _)| inner), Some("a"), "{text}");
        }
    }

    #[test]
    fn a_line_is_shown_as_it_should_read() {
        let text = "a: 1\n  name: 't Hoekje\nb: 2\n";
        let at = text.find("'t").unwrap();
        assert_eq!(with(text, &(at..at + 9), "\"x\""), "`name: \"x\"`");
        let long = format!("a: {}&x{}\n", "b".repeat(200), "c".repeat(200));
        let at = long.find('&').unwrap();
        let said = with(&long, &(at..at + 2), "!");
        assert!(said.contains("bb!cc") && said.chars().count() < 100, "{said}");
    }
}
