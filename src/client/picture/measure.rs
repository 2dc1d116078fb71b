//! The numbers of a drawing -> whether renderers bear them, and whether the shape fits a page.
//!
//! Invariant: no drawing passes whose numbers, multiplied as a renderer multiplies them, are none
//! any more.

use usvg::roxmltree::Document;

use crate::diag::{Diagnostic, say};

/// Most that one side of a picture may be of the other. At 20 to 1 a logo that is as wide as
/// its place on a poster, some 40 mm, is lower than a line of small print; what lies beyond has
/// come out of a broken export, and renderers give up on it.
const ASPECT_LIMIT: f32 = 20.0;
/// Shortest side of a drawing, in its own units: half of it would be nothing in a written file.
const UNITS_LEAST: f32 = 1e-3;
/// Largest number in a drawing, in its own units. The finest that programs export in, 914,400
/// an inch (ECMA-376, English Metric Units), makes nearly three metres of it, and the fourth
/// power of it is still a number in single precision.
const UNITS_LIMIT: f32 = 1e8;

/// Refuses a drawing with a number in it that renderers do not bear.
pub(super) fn measurable(drawing: &Document<'_>) -> Result<(), Diagnostic> {
    match beyond_measure(drawing) {
        None => Ok(()),
        Some(number) => {
            let message = say!("a drawing cannot be set with the number `{number}` in it");
            Err(Diagnostic::error("picture/invalid", message)
                .hint(say!("export it again, with a size of at most some thousand units a side")))
        }
    }
}

/// Refuses what is no shape that a page has room for.
pub(super) fn shape(width: f32, height: f32) -> Result<(), Diagnostic> {
    let (short, long) = (width.min(height), width.max(height));
    // Compared in this way, what is no number is refused as well.
    if short >= UNITS_LEAST && long <= UNITS_LIMIT && long / short <= ASPECT_LIMIT {
        return Ok(());
    }
    let message = say!("this picture is {width} wide and {height} high, which fits nowhere");
    Err(Diagnostic::error("picture/invalid", message).hint(say!(
        "crop it to what it shows: one side may be at most {ASPECT_LIMIT} times the other"
    )))
}

/// Attributes that hold names and words, never a measure.
const WORDS: [&str; 8] = ["id", "class", "href", "version", "lang", "role", "title", "content"];

/// The first number of a drawing that is none, or too large to be set.
fn beyond_measure(drawing: &Document<'_>) -> Option<String> {
    drawing.descendants().filter(|node| node.is_element()).find_map(|node| {
        let rules = node.text().filter(|_| node.tag_name().name() == "style");
        let measures = node.attributes().filter(|attribute| {
            let name = attribute.name();
            let word = WORDS.contains(&name) || name.starts_with("data-") || name.contains("aria-");
            attribute.namespace().is_none() && !word
        });
        let texts = measures.map(|attribute| attribute.value()).chain(rules);
        texts.into_iter().find_map(first_beyond)
    })
}

/// The first number of a text that is none, or too large; `#1e9999` is a colour, and what
/// stands between brackets behind `url` a name.
fn first_beyond(text: &str) -> Option<String> {
    if text.starts_with("url(") {
        return None;
    }
    let words = text.split(|c: char| c.is_whitespace() || ",()".contains(c));
    for word in words.filter(|word| !word.starts_with('#')) {
        if ["NaN", "inf", "-inf"].contains(&word) {
            return Some(word.to_owned());
        }
        let mut rest = word;
        while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
            let number = &rest[at..];
            let length = measure(number);
            // Digits are always a number; those behind its point only make it larger by less
            // than one.
            if number[..length].parse::<f32>().is_ok_and(|number| number > UNITS_LIMIT) {
                return Some(number[..length].to_owned());
            }
            rest = &number[length..];
        }
    }
    None
}

/// How long the number is that a text begins with, in bytes: digits, a fraction, an exponent.
fn measure(text: &str) -> usize {
    let digits = |from: usize| {
        let count = text[from..].bytes().take_while(u8::is_ascii_digit).count();
        from + count
    };
    let mut end = digits(0);
    if text[end..].starts_with('.') {
        end = digits(end + 1);
    }
    if text[end..].starts_with(['e', 'E']) {
        let sign = usize::from(text[end + 1..].starts_with(['+', '-']));
        let exponent = digits(end + 1 + sign);
        if exponent > end + 1 + sign {
            end = exponent;
        }
    }
    end
}

/// A length in user units as whole pixels, at least one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped first")]
pub(super) fn whole(length: f32) -> u32 {
    length.round().clamp(1.0, 100_000.0) as u32
}
