//! Where a value meets the text around it: a name that ends in a stop, in a sentence that does.
//!
//! A value is marked when it is put in ([`marked`]); once everything is in its place, the mark
//! goes, and with it the one stop that follows ([`settled`], [`settled_html`], [`Settling`]).
//! Invariant: nothing else changes: stops that no value brought stay, and so do the three of an
//! ellipsis. A name that is set apart in a text from right to left ends at its other side: the
//! sentence needs a stop of its own there.

use std::borrow::Cow;
use std::io::{self, Write};

/// Stands behind a value that ends in a stop until it is known what follows: a sign that no text
/// may hold (Unicode 23.7, noncharacters).
const MARK: char = '\u{FDD0}';

/// Ends what is set apart with its own direction (UAX 9, 2.6): only texts from right to left
/// set names apart, see [`super::isolated`].
const APART: char = '\u{2069}';

/// A value, marked where it ends in a stop.
pub fn marked(value: &str) -> Cow<'_, str> {
    match ends_in_stop(value) {
        true => Cow::Owned(format!("{value}{MARK}")),
        false => Cow::Borrowed(value),
    }
}

/// Writes a value as it is, marked where it ends in a stop: what a template engine puts in.
///
/// # Errors
/// `out` cannot be written.
pub fn put(value: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(value.as_bytes())?;
    put_mark(value, out)
}

/// Writes the mark alone, behind a value that has been written in another form.
///
/// # Errors
/// `out` cannot be written.
pub fn put_mark(value: &str, out: &mut dyn Write) -> io::Result<()> {
    if ends_in_stop(value) { write!(out, "{MARK}") } else { Ok(()) }
}

/// A text without markup, with all values in their places.
pub fn settled(text: &str) -> String {
    let mut settling = Settling::default();
    settling.next(text)
}

/// The same with markup of HTML: what closes an element may stand between.
pub fn settled_html(html: &str) -> String {
    let mut pieces = html.split(MARK);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let mut at = 0;
        loop {
            let rest = &piece[at..];
            let sign = rest.chars().next().filter(|c| is_direction(*c)).map(char::len_utf8);
            let tag = || rest.starts_with("</").then(|| rest.find('>').map(|end| end + 1))?;
            match sign.or_else(tag) {
                Some(length) => at += length,
                None => break,
            }
        }
        let (closing, rest) = piece.split_at(at);
        out.push_str(closing);
        out.push_str(if closing.contains(APART) { rest } else { without_stop(rest) });
    }
    out
}

/// Pieces of one text in their order, of which one may end in a mark and the next begin with
/// the stop, as in `**Zn.**.`.
#[derive(Default)]
pub struct Settling {
    open: bool,
}

impl Settling {
    /// The next piece.
    pub fn next(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        loop {
            if self.open {
                let signs: usize =
                    rest.chars().take_while(|c| is_direction(*c)).map(char::len_utf8).sum();
                let (closing, after) = rest.split_at(signs);
                out.push_str(closing);
                self.open = !closing.contains(APART);
                rest = after;
                if rest.is_empty() {
                    return out;
                }
                if self.open {
                    rest = without_stop(rest);
                    self.open = false;
                }
            }
            let Some((before, after)) = rest.split_once(MARK) else {
                out.push_str(rest);
                return out;
            };
            out.push_str(before);
            (self.open, rest) = (true, after);
        }
    }
}

/// Whether a text ends in a stop, or in an ellipsis, that a sentence can do with; addresses are
/// no sentences.
fn ends_in_stop(value: &str) -> bool {
    let said = value.trim_end_matches(|sign| is_direction(sign) && sign != APART);
    said.ends_with(['.', '…']) && !said.contains("://")
}

/// What follows a value, without the stop that it begins with; an ellipsis is none.
fn without_stop(text: &str) -> &str {
    match text.strip_prefix('.') {
        Some(rest) if !rest.starts_with('.') => rest,
        _ => text,
    }
}

/// The signs that hold the direction of a text (UAX 9, 2).
fn is_direction(sign: char) -> bool {
    matches!(sign, '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{61C}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(form: &str, value: &str) -> String {
        super::super::fill(form, [("name", value)].into_iter())
    }

    #[test]
    fn a_sentence_has_one_stop() {
        for (form, name, said) in [
            ("Bij {name}.", "Bakkers & Zn.", "Bij Bakkers & Zn."),
            ("Bij {name}. Daar", "Acme B.V.", "Bij Acme B.V. Daar"),
            ("Bij {name}.", "Acme", "Bij Acme."),
            ("Ken je {name}?", "Zn.", "Ken je Zn.?"),
            ("Hoi {name}!", "Zn.", "Hoi Zn.!"),
            ("Bij {name}, daar", "Zn.", "Bij Zn., daar"),
            ("Bij {name}...", "Zn.", "Bij Zn...."),
            ("Bij {name}…", "Zn.", "Bij Zn.…"),
            ("Zeg {name}.", "Wat nu…", "Zeg Wat nu…"),
            ("Wacht... {name}.", "Acme", "Wacht... Acme."),
            ("Op {name}.", "\u{2068}Zn.\u{2069}", "Op \u{2068}Zn.\u{2069}."),
            ("Op \u{2068}{name}\u{2069}.", "Zn.", "Op \u{2068}Zn.\u{2069}."),
            ("Op {name}.", "Zn.\u{200E}", "Op Zn.\u{200E}"),
            ("({name}).", "Zn.", "(Zn.)."),
            ("{name}. {name}.", "Zn.", "Zn. Zn."),
            ("Kijk op {name}.", "https://a.nl/b.", "Kijk op https://a.nl/b.."),
        ] {
            assert_eq!(filled(form, name), said);
        }
    }

    #[test]
    fn markup_stands_between() {
        let settled = |html: &str| settled_html(&html.replace("Zn.", &marked("Zn.")));
        assert_eq!(settled("<p><bdi>Zn.</bdi>.</p>"), "<p><bdi>Zn.</bdi></p>");
        assert_eq!(settled("<p>\u{2068}Zn.\u{2069}.</p>"), "<p>\u{2068}Zn.\u{2069}.</p>");
        assert_eq!(settled("<a title=\"Zn.\">Zn.</a>..."), "<a title=\"Zn.\">Zn.</a>...");
        let mut settling = Settling::default();
        let pieces: Vec<String> =
            [&*marked("Zn."), "", ". En . verder"].map(|piece| settling.next(piece)).to_vec();
        assert_eq!(pieces, ["Zn.", "", " En . verder"]);
    }
}
