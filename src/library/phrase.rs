//! A phrase that is looked for -> where a text says it, however it is typed.
//!
//! Capitals, signs over letters that readers leave out, kinds of blanks and of
//! apostrophes make no difference. `…` in a phrase stands for a few words of the same
//! sentence, since languages part what belongs together (“niemand … te weten”), and a
//! phrase is found at the beginning of a longer word, so that a stem stands for its forms.
//! Invariant: what is found is a range of the text as it was handed over.

use std::ops::Range;

/// Stands for a few words.
const GAP: char = '…';
/// How many letters may stand in a gap: about seven words.
const WIDEST_GAP: usize = 48;

/// What is looked for: its parts, with a gap between each two.
#[derive(Clone, Debug)]
pub(super) struct Phrase(Vec<String>);

impl Phrase {
    /// A phrase as it is written in the rules; `None` for one without a word.
    pub(super) fn new(text: &str) -> Option<Self> {
        let parts = text.split(GAP).map(|part| Folded::new(part.trim()).text);
        let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        (!parts.is_empty()).then_some(Self(parts))
    }

    /// Where a text first says it, in bytes of the text that was folded.
    pub(super) fn find(&self, text: &Folded) -> Option<Range<usize>> {
        let (first, rest) = self.0.split_first()?;
        let mut from = 0;
        while let Some(at) = text.text[from..].find(first.as_str()).map(|at| from + at) {
            let mut end = at + first.len();
            let all = rest.iter().all(|part| {
                let after = &text.text[end..];
                let Some(next) = after.find(part.as_str()) else { return false };
                let gap = &after[..next];
                end += next + part.len();
                gap.chars().count() <= WIDEST_GAP && !gap.contains(['.', '!', '?', '؟', ':'])
            });
            if all {
                return Some(text.at(at)..text.at(end - 1) + text.length_at(end - 1));
            }
            from = at + first.chars().next().map_or(1, char::len_utf8);
        }
        None
    }
}

/// A text in which nothing is left of what makes no difference.
pub(super) struct Folded {
    text: String,
    /// For each byte, the byte of the original and the length of the character there.
    origins: Vec<(usize, usize)>,
}

impl Folded {
    pub(super) fn new(original: &str) -> Self {
        let mut folded = Self { text: String::new(), origins: Vec::new() };
        for (at, c) in original.char_indices() {
            let before = folded.text.len();
            match c {
                // Blanks and dashes that do not break, and what nobody sees.
                '\u{A0}' | '\u{2009}' | '\u{202F}' => folded.text.push(' '),
                '\u{2011}' => folded.text.push('-'),
                '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2066}'..='\u{2069}' => {}
                '’' | '‘' | 'ʼ' => folded.text.push('\''),
                'ß' | 'ẞ' => folded.text.push_str("ss"),
                // In Turkish two letters, in any other language one.
                'İ' | 'ı' => folded.text.push('i'),
                // Arabic is written with and without its vowels and hamzas.
                '\u{64B}'..='\u{652}' | '\u{640}' => {}
                'أ' | 'إ' | 'آ' | 'ٱ' => folded.text.push('ا'),
                _ => folded.text.extend(c.to_lowercase()),
            }
            let added = folded.text.len() - before;
            folded.origins.extend(std::iter::repeat_n((at, c.len_utf8()), added));
        }
        folded
    }

    fn at(&self, folded: usize) -> usize {
        self.origins.get(folded).map_or(0, |(at, _)| *at)
    }

    fn length_at(&self, folded: usize) -> usize {
        self.origins.get(folded).map_or(0, |(_, length)| *length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(phrase: &str, text: &str) -> Option<String> {
        let range = Phrase::new(phrase).unwrap().find(&Folded::new(text))?;
        Some(text[range].to_owned())
    }

    #[test]
    fn a_phrase_is_found_however_it_is_typed() {
        for (phrase, text, wanted) in [
            ("zawsze poufn", "To jest Zawsze\u{A0}poufne.", "Zawsze\u{A0}poufn"),
            (
                "niemand … te weten",
                "Niemand komt dit ooit te weten.",
                "Niemand komt dit ooit te weten",
            ),
            ("her zaman gizli", "HER ZAMAN GİZLİ", "HER ZAMAN GİZLİ"),
            ("asla anlamaz", "ASLA ANLAMAZ", "ASLA ANLAMAZ"),
            ("سرية تامة", "سِرِّيَّةٌ تامَّةٌ", "سِرِّيَّةٌ تامَّة"),
            ("nobody won't", "Nobody won’t", "Nobody won’t"),
            // The first beginning leads nowhere, the second does.
            ("a b … c", "a b. a b x c", "a b x c"),
        ] {
            assert_eq!(found(phrase, text).as_deref(), Some(wanted), "{phrase}");
        }
    }

    #[test]
    fn a_gap_is_narrow_and_within_a_sentence() {
        assert_eq!(found("niemand … te weten", "Niemand belt. Je komt het te weten."), None);
        let far = format!("Niemand {} te weten", "woord ".repeat(12));
        assert_eq!(found("niemand … te weten", &far), None);
        assert_eq!(Phrase::new(" … ").map(|phrase| phrase.0), None);
    }
}
