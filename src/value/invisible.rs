//! Signs that cannot be seen: a text -> the first of them, by name and place.
//!
//! One table for names, addresses and everything else that people paste. Invariant: what
//! is visible is never named, and a plain blank is none of these. Names as in the Unicode
//! Character Database (UnicodeData.txt and NameAliases.txt, version 17).

use super::Invalid;
use crate::diag::{Sentence, say};

/// Where a sign stands is told by what stands before it: so many signs of that, at most.
const BESIDE: usize = 40;

/// First sign, last sign, what they are called.
const TABLE: &[(char, char, &str)] = &[
    ('\u{0}', '\u{8}', "control character"),
    ('\t', '\t', "tab"),
    ('\n', '\r', "line break"),
    ('\u{E}', '\u{1F}', "control character"),
    ('\u{7F}', '\u{84}', "control character"),
    ('\u{85}', '\u{85}', "line break"),
    ('\u{86}', '\u{9F}', "control character"),
    ('\u{A0}', '\u{A0}', "no-break space"),
    ('\u{AD}', '\u{AD}', "soft hyphen"),
    ('\u{34F}', '\u{34F}', "combining grapheme joiner"),
    ('\u{61C}', '\u{61C}', "Arabic letter mark"),
    ('\u{115F}', '\u{1160}', "Hangul filler"),
    ('\u{1680}', '\u{1680}', "Ogham space"),
    ('\u{17B4}', '\u{17B5}', "Khmer inherent vowel"),
    ('\u{180B}', '\u{180F}', "Mongolian separator"),
    ('\u{2000}', '\u{2000}', "en quad"),
    ('\u{2001}', '\u{2001}', "em quad"),
    ('\u{2002}', '\u{2002}', "en space"),
    ('\u{2003}', '\u{2003}', "em space"),
    ('\u{2004}', '\u{2006}', "space of a part of an em"),
    ('\u{2007}', '\u{2007}', "figure space"),
    ('\u{2008}', '\u{2008}', "punctuation space"),
    ('\u{2009}', '\u{2009}', "thin space"),
    ('\u{200A}', '\u{200A}', "hair space"),
    ('\u{200B}', '\u{200B}', "zero width space"),
    ('\u{200C}', '\u{200C}', "zero width non-joiner"),
    ('\u{200D}', '\u{200D}', "zero width joiner"),
    ('\u{200E}', '\u{200E}', "left-to-right mark"),
    ('\u{200F}', '\u{200F}', "right-to-left mark"),
    ('\u{2028}', '\u{2028}', "line separator"),
    ('\u{2029}', '\u{2029}', "paragraph separator"),
    ('\u{202A}', '\u{202A}', "left-to-right embedding"),
    ('\u{202B}', '\u{202B}', "right-to-left embedding"),
    ('\u{202C}', '\u{202C}', "pop directional formatting"),
    ('\u{202D}', '\u{202D}', "left-to-right override"),
    ('\u{202E}', '\u{202E}', "right-to-left override"),
    ('\u{202F}', '\u{202F}', "narrow no-break space"),
    ('\u{205F}', '\u{205F}', "mathematical space"),
    ('\u{2060}', '\u{2060}', "word joiner"),
    ('\u{2061}', '\u{2064}', "invisible operator"),
    ('\u{2065}', '\u{2065}', "sign without a meaning"),
    ('\u{2066}', '\u{2066}', "left-to-right isolate"),
    ('\u{2067}', '\u{2067}', "right-to-left isolate"),
    ('\u{2068}', '\u{2068}', "first strong isolate"),
    ('\u{2069}', '\u{2069}', "pop directional isolate"),
    ('\u{206A}', '\u{206F}', "outdated formatting character"),
    ('\u{2800}', '\u{2800}', "blank Braille pattern"),
    ('\u{3000}', '\u{3000}', "ideographic space"),
    ('\u{3164}', '\u{3164}', "Hangul filler"),
    ('\u{FE00}', '\u{FE0F}', "variation selector"),
    ('\u{FEFF}', '\u{FEFF}', "byte order mark"),
    ('\u{FFA0}', '\u{FFA0}', "Hangul filler"),
    ('\u{FFF0}', '\u{FFFB}', "annotation character"),
    ('\u{FFFC}', '\u{FFFC}', "object replacement character"),
    ('\u{1BCA0}', '\u{1BCA3}', "shorthand format character"),
    ('\u{1D173}', '\u{1D17A}', "musical format character"),
    ('\u{E0000}', '\u{E00FF}', "tag character"),
    ('\u{E0100}', '\u{E01EF}', "variation selector"),
    ('\u{E01F0}', '\u{E0FFF}', "tag character"),
];

/// A sign that cannot be seen, in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unseen {
    /// The sign.
    pub sign: char,
    /// Where it begins, in bytes from the start of the text.
    pub at: usize,
}

/// What a sign is called, if it cannot be seen: `zero width space`.
pub fn name(sign: char) -> Option<&'static str> {
    let row = TABLE.iter().find(|(first, last, _)| (*first..=*last).contains(&sign));
    row.map(|(_, _, name)| *name)
}

/// The first sign of a text that cannot be seen: none has a place in an address or a number.
pub fn first(text: &str) -> Option<Unseen> {
    first_of(text, |sign| name(sign).is_some())
}

/// The first sign of a text for people that must not be in it: one that controls a device,
/// breaks a line or turns it round (Unicode Standard Annex 9, explicit formatting). Others are
/// part of how some languages are written, as the joiners, or of how a text is set.
pub fn first_in_words(text: &str) -> Option<Unseen> {
    first_of(text, |sign| {
        sign.is_control()
            || matches!(
                sign,
                '\u{2028}'..='\u{202E}'
                    | '\u{2066}'..='\u{206F}'
                    | '\u{FEFF}'
                    | '\u{FFF0}'..='\u{FFFC}'
            )
    })
}

fn first_of(text: &str, hidden: impl Fn(char) -> bool) -> Option<Unseen> {
    text.char_indices().find(|(_, sign)| hidden(*sign)).map(|(at, sign)| Unseen { sign, at })
}

/// The text without any sign that cannot be seen.
pub fn without(text: &str) -> String {
    text.chars().filter(|sign| name(*sign).is_none()).collect()
}

impl Unseen {
    /// Why a text with this sign is refused: `what` it is, the sign by name, and its place.
    pub fn refused(self, what: &Sentence, text: &str) -> Invalid {
        let (sign, called) = (self.sign, name(self.sign).unwrap_or("control character"));
        let message = say!(
            "{what} holds an invisible character (U+{:04X}, {called}), {}",
            u32::from(sign),
            self.place(text)
        );
        Invalid::new(message).code("text/invisible")
    }

    /// Where it stands, by what can be seen beside it.
    fn place(self, text: &str) -> Sentence {
        let (before, behind) = text.split_at_checked(self.at).unwrap_or_default();
        let (before, behind) = (without(before), without(behind));
        let left_out = before.chars().count().saturating_sub(BESIDE);
        let start = if left_out > 0 { "…" } else { "" };
        let before = format!("{start}{}", before.chars().skip(left_out).collect::<String>());
        let behind: String = behind.chars().take(BESIDE).collect();
        match (before.trim(), behind.trim()) {
            ("", "") => say!("and nothing else"),
            ("", behind) => say!("before `{behind}`"),
            (before, _) => say!("behind `{before}`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_names_what_cannot_be_seen() {
        assert!(TABLE.windows(2).all(|pair| pair[0].0 <= pair[0].1 && pair[0].1 < pair[1].0));
        for sign in "\u{AD}\u{200B}\u{202E}\u{2066}\u{FEFF}\u{E0041}\u{3164}\u{2800}\u{A0}".chars()
        {
            assert!(name(sign).is_some(), "U+{:04X}", u32::from(sign));
        }
        for sign in " aZ9-_é漢ع\u{301}–’€🙂".chars() {
            assert_eq!(name(sign), None, "U+{:04X}", u32::from(sign));
        }
    }

    #[test]
    fn a_sign_is_told_by_code_name_and_place() {
        let said = |text: &str| {
            first(text).unwrap().refused(&say!("the address"), text).message.to_string()
        };
        assert_eq!(
            said("vp.nl/a\u{200B}/"),
            "the address holds an invisible character (U+200B, zero width space), behind `vp.nl/a`"
        );
        assert!(said("\u{FEFF}vp.nl").ends_with("byte order mark), before `vp.nl`"));
        assert!(said("\u{3164}").ends_with("and nothing else"));
    }

    #[test]
    fn joiners_and_spaces_stay_in_words() {
        for text in ["می‌خواهم", "J.\u{A0}van den Berg", "Vertrouwens\u{AD}persoon", "👩‍⚕️"]
        {
            assert_eq!(first_in_words(text), None, "{text}");
        }
        for text in ["a\u{202E}b", "a\u{2028}b", "a\u{FEFF}", "a\u{7}"] {
            assert!(first_in_words(text).is_some(), "{text:?}");
        }
    }
}
