//! Signs that stand in for those of a keyboard: a pasted number or address -> plain signs.
//!
//! Word, telephones and PDFs replace hyphens, spaces and digits by others that look alike.
//! Invariant: a sign is replaced only where it can mean one thing; what cannot be seen is
//! left out, but for the sign that turns the order of the others round.

use super::invisible::{self, Unseen};
use crate::diag::{Sentence, say};

/// The zero of each script whose digits are written (Unicode 17, `DerivedNumericType.txt`,
/// `Nd`); the other nine follow it. Those of mathematics stand in [`MATHEMATICAL`].
const ZEROS: [u32; 37] = [
    0x0030, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6,
    0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80,
    0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0,
    0xFF10,
];
/// Five alphabets of ten digits, one behind the other.
const MATHEMATICAL: std::ops::RangeInclusive<u32> = 0x1D7CE..=0x1D7FF;
/// Wide forms of the signs from `!` to `~`, as Chinese and Japanese keyboards type them.
const WIDE: std::ops::RangeInclusive<u32> = 0xFF01..=0xFF5E;
/// How far they lie from the plain ones.
const WIDE_OFFSET: u32 = 0xFEE0;

/// The sign that makes what follows it look reversed.
const REVERSES: char = '\u{202E}';

/// A text in plain signs; refused where it looks other than it is stored.
pub(super) fn plain(text: &str) -> Result<String, Unseen> {
    match text.char_indices().find(|(_, sign)| *sign == REVERSES) {
        Some((at, sign)) => Err(Unseen { sign, at }),
        None => Ok(text.chars().filter_map(plain_sign).collect()),
    }
}

/// The sign of an address that is meant: wide ones, and the hyphens that keep a line together.
pub(super) fn sign_of_address(sign: char) -> char {
    match sign {
        '\u{2010}' | '\u{2011}' | '\u{FE63}' | '\u{FF0D}' => '-',
        sign if WIDE.contains(&u32::from(sign)) => wide(sign),
        sign => sign,
    }
}

fn wide(sign: char) -> char {
    char::from_u32(u32::from(sign) - WIDE_OFFSET).unwrap_or(sign)
}

/// The sign of a keyboard that is meant; nothing for a sign that cannot be seen.
fn plain_sign(sign: char) -> Option<char> {
    if sign.is_ascii_graphic() || sign == ' ' {
        return Some(sign);
    }
    if let Some(digit) = digit(sign) {
        return Some(digit);
    }
    match sign {
        sign if sign.is_whitespace() => Some(' '),
        // What is left where a digit stood in a coloured square.
        '\u{20E3}' => None,
        sign if invisible::name(sign).is_some() => None,
        sign if is_dash(sign) => Some('-'),
        sign if WIDE.contains(&u32::from(sign)) => Some(wide(sign)),
        '\u{2215}' | '\u{2044}' => Some('/'),
        '\u{2E}' | '\u{B7}' | '\u{2022}' | '\u{2219}' | '\u{22C5}' | '\u{2027}' => Some('.'),
        '\u{FE62}' | '\u{207A}' | '\u{2795}' => Some('+'),
        sign => Some(sign),
    }
}

/// A digit of any script as one of ours.
fn digit(sign: char) -> Option<char> {
    let code = u32::from(sign);
    let value = match MATHEMATICAL.contains(&code) {
        true => (code - MATHEMATICAL.start()) % 10,
        false => ZEROS.iter().find_map(|zero| code.checked_sub(*zero).filter(|it| *it < 10))?,
    };
    char::from_digit(value, 10)
}

/// Hyphens, dashes, the minus sign and their like, but for the one of keyboards (Unicode, `Dash`).
pub(super) fn is_dash(sign: char) -> bool {
    matches!(
        sign,
        '\u{58A}' | '\u{5BE}' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{207B}'
                | '\u{2212}'
                | '\u{2796}'
                | '\u{2E3A}'
                | '\u{2E3B}'
                | '\u{301C}'
                | '\u{3030}'
                | '\u{30FC}'
                | '\u{FE58}'
                | '\u{FE63}'
                | '\u{FF0D}'
    )
}

/// Whether it is a mark of quotation; of these YAML knows only `"` and `'`.
pub(super) fn is_quote(sign: char) -> bool {
    matches!(sign, '"' | '\'' | '`' | '\u{B4}' | '\u{AB}' | '\u{BB}' | '\u{2018}'..='\u{201F}')
        || matches!(
            sign,
            '\u{2039}' | '\u{203A}' | '\u{2032}' | '\u{2033}' | '\u{300C}'..='\u{300F}'
        )
}

/// What is wrong with a text that stands in marks of quotation, if it does, and how it reads
/// without them.
pub(super) fn quoted(text: &str) -> Option<(Sentence, &str)> {
    let text = text.trim();
    let bare = text.trim_matches(is_quote).trim();
    let first = text.chars().next().filter(|sign| is_quote(*sign));
    let last = text.chars().next_back().filter(|sign| is_quote(*sign));
    let found = match (first, last) {
        (Some(first), Some(last)) if text.chars().nth(1).is_some() => {
            say!("`{first}` and `{last}`")
        }
        (Some(one), _) | (None, Some(one)) => say!("`{one}`"),
        (None, None) => return None,
    };
    Some((say!("{found} belong to the text here, and are no quotes of YAML"), bare))
}

/// A sign by how it looks and, where it is none of ours, by its number: `О` (U+041E).
pub(super) fn shown(sign: char) -> String {
    match sign.is_ascii() {
        true => format!("`{sign}`"),
        false => format!("`{sign}` (U+{:04X})", u32::from(sign)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_look_like_ours_become_ours() {
        let cases = [
            ("\u{202D}+31 6\u{202C}", "+31 6"),
            ("06\u{2011}12\u{2013}34\u{2212}5", "06-12-34-5"),
            ("06\u{A0}12\u{202F}3\u{2009}4\u{3000}5", "06 12 3 4 5"),
            ("０６－１２３", "06-123"),
            ("＋３１", "+31"),
            ("٠٦ ۱۲ १२", "06 12 12"),
            ("0\u{FE0F}\u{20E3}6\u{FE0F}\u{20E3}", "06"),
            ("𝟎𝟔", "06"),
            ("noor＠example．nl", "noor@example.nl"),
        ];
        for (text, wanted) in cases {
            assert_eq!(plain(text).unwrap(), wanted, "{text}");
        }
        assert_eq!(plain("\u{202E}87 65 60").unwrap_err().sign, '\u{202E}');
    }

    #[test]
    fn letters_and_small_digits_stay_what_they_are() {
        for text in ["zoë@example.nl", "О6", "06¹", "①", "漢"] {
            assert_eq!(plain(text).unwrap(), text);
        }
    }
}
