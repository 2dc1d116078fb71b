//! What a language asks of names and lines: the word for a kind of organisation in its forms,
//! and what may not be parted at the end of a line.
//!
//! Input: rules of `_language.yaml`, read by `library`. Output: forms by name; a text with
//! no-break spaces. Invariant: binding changes blanks into no-break spaces and nothing else.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::value::Lang;

use super::lists::at_start;

/// U+00A0, the space at which no line ends.
const BOUND: char = '\u{A0}';
/// The longest number, in digits, that the word behind it stays with: longer ones are years and
/// numbers to dial.
const NUMBER: usize = 3;
/// The longest word, in letters, that stays with the number before it: a long one would leave a
/// gap in a narrow column.
const WORD: usize = 14;

/// What a language asks of names and lines.
#[derive(Clone, Debug, Default)]
pub struct Usage {
    /// Forms of the word for an organisation, by their names in the language, by the kind's id;
    /// that of `other` fits all.
    pub kinds: BTreeMap<String, BTreeMap<String, String>>,
    /// Whether that word stands beside the name in sentences: a name that says it in Dutch would
    /// say it twice.
    pub kind_with_name: bool,
    /// What may not be parted.
    pub together: Together,
}

/// What may not be parted at the end of a line.
#[derive(Clone, Debug, Default)]
pub struct Together {
    /// Words that stay with the next one, in lower case.
    pub with_next: Vec<String>,
    /// Words and signs that stay with a number behind them, in lower case.
    pub before_number: Vec<String>,
    /// Words and signs that stay with a number before them, in lower case: units, months.
    pub after_number: Vec<String>,
    /// Whether a short number stays with any word behind it.
    pub number_with_word: bool,
    /// Whether initials stay with the name behind them.
    pub initials: bool,
}

impl Usage {
    /// The forms of the word for a kind of organisation, each also with its first letter as a
    /// capital, as in `nom_at_start`; none where the language names none.
    pub fn forms(&self, kind: &str, lang: Lang) -> BTreeMap<String, String> {
        let forms = self.kinds.get(kind).or_else(|| self.kinds.get("other"));
        let both = |(name, form): (&String, &String)| {
            [(name.clone(), form.clone()), (format!("{name}_at_start"), at_start(lang, form))]
        };
        forms.into_iter().flatten().flat_map(both).collect()
    }
}

impl Together {
    /// A text with no-break spaces where they belong.
    pub fn bind(&self, text: &str) -> String {
        let mut bound = text.to_owned();
        self.bind_all(&mut [&mut bound]);
        bound
    }

    /// The same for a text in pieces, such as those in bold: a word may stay with the next piece.
    pub fn bind_all(&self, pieces: &mut [&mut String]) {
        let whole: String = pieces.iter().map(|piece| piece.as_str()).collect();
        let bound = self.bound(&whole);
        if bound.is_empty() {
            return;
        }
        let mut start = 0;
        for piece in pieces {
            let length = piece.len();
            let own = |at: &&usize| (start..start + length).contains(*at);
            // From behind, for each makes the piece longer.
            for at in bound.iter().rev().filter(own) {
                piece.replace_range(at - start..=at - start, BOUND.encode_utf8(&mut [0; 2]));
            }
            start += length;
        }
    }

    /// Where a text has blanks that are to be bound, in order.
    fn bound(&self, text: &str) -> Vec<usize> {
        let mut bound = Vec::new();
        let (mut start, mut earlier, mut before, mut blank) = (0, "", "", None);
        for (end, sign) in text.match_indices(char::is_whitespace).chain([(text.len(), "")]) {
            let word = &text[start..end];
            // The last group of digits of a telephone number counts nothing.
            let grouped = || is_number(before) && is_number(earlier);
            let parts = blank.filter(|_| !before.is_empty() && !word.is_empty());
            bound.extend(parts.filter(|_| self.binds(before, word) && !grouped()));
            (earlier, before, blank) = (before, word, (sign == " ").then_some(end));
            start = end + sign.len();
        }
        bound
    }

    /// Whether two words stay together.
    fn binds(&self, before: &str, after: &str) -> bool {
        // What opens stands before a word, what closes behind it.
        let first = before.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '§');
        let next = after.trim_end_matches(|c: char| !c.is_alphanumeric() && !"%€°".contains(c));
        let holds = |list: &[String], word: &str| list.iter().any(|known| known == word);
        let begins = |word: &str, is: fn(char) -> bool| word.chars().next().is_some_and(is);
        let low = lower(first);
        if holds(&self.with_next, &low) {
            return true;
        }
        if begins(after, |c| c.is_ascii_digit()) && holds(&self.before_number, &low) {
            return true;
        }
        if is_number(first) {
            let low = lower(next);
            let digits = first.chars().filter(char::is_ascii_digit).count();
            let short = digits <= NUMBER && next.chars().count() <= WORD;
            let word = short
                && first.ends_with(|c: char| c.is_ascii_digit())
                && begins(after, char::is_alphabetic)
                && !holds(&self.with_next, &low);
            return holds(&self.after_number, &low) || self.number_with_word && word;
        }
        self.initials && is_initials(first) && begins(after, char::is_alphabetic)
    }
}

/// A word in lower case; most words of a text are so already.
fn lower(word: &str) -> Cow<'_, str> {
    match word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        true => Cow::Borrowed(word),
        false => Cow::Owned(word.to_lowercase()),
    }
}

/// Whether a word is a number, as in `24`, `1.500`, `0,5` or, where a day is an ordinal, `3.`.
fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && !word.ends_with(',')
        && word.chars().all(|c| c.is_ascii_digit() || ".,–-".contains(c))
}

/// Whether a word is one or several initials, as in `J.` or `J.P.`.
fn is_initials(word: &str) -> bool {
    let mut letters = word.chars().peekable();
    let mut any = false;
    while let Some(letter) = letters.next() {
        if !letter.is_uppercase() || letters.next() != Some('.') {
            return false;
        }
        any = true;
    }
    any
}

/// A text with plain spaces: for mails, address books and calendars.
pub fn plain_spaces(text: &str) -> String {
    text.replace(BOUND, " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> Together {
        let list = |words: &str| words.split(' ').map(str::to_owned).collect();
        Together {
            with_next: list("w z i a"),
            before_number: list("art. nr §"),
            after_number: list("stycznia % zł"),
            number_with_word: true,
            initials: true,
        }
    }

    #[test]
    fn what_belongs_together_stays_together() {
        for (text, said) in [
            ("Praca w firmie i w domu", "Praca w_firmie i_w_domu"),
            ("(w firmie) „Z kim", "(w_firmie) „Z_kim"),
            ("od 3 stycznia 2027 do", "od 3_stycznia 2027 do"),
            ("po 24 godzinach, 50 % i 112.", "po 24_godzinach, 50_% i_112."),
            ("art. 3 i § 4, nr 5, nr jeden", "art._3 i_§_4, nr_5, nr jeden"),
            ("06 12 34 56 78 lub 020 1234567", "06 12 34 56 78 lub 020 1234567"),
            ("W 2026 roku ludzie", "W_2026 roku ludzie"),
            ("J. de Vries, J.P. Smit", "J._de Vries, J.P._Smit"),
            ("Kies optie B. Dan", "Kies optie B._Dan"),
            ("w  dwóch, w\u{a0}domu, w", "w  dwóch, w_domu, w"),
        ] {
            assert_eq!(rules().bind(text).replace('\u{a0}', "_"), said);
        }
    }

    #[test]
    fn a_word_stays_with_the_next_piece() {
        let mut pieces = ["Praca w".to_owned(), " ".to_owned(), "firmie z ".into(), "kimś".into()];
        rules().bind_all(&mut pieces.iter_mut().collect::<Vec<_>>());
        assert_eq!(pieces, ["Praca w", "\u{a0}", "firmie z\u{a0}", "kimś"]);
    }

    #[test]
    fn nothing_else_changes() {
        let text = " w a  1 §\t% i J. ë ‏ﷺ w\n3 stycznia \u{fdd0} z ";
        assert_eq!(plain_spaces(&rules().bind(text)), text);
        assert_eq!(Together::default().bind(text), text);
    }
}
