//! A word in its plural forms: `one: een uur | other: {count} uur` -> what is said of a number.
//!
//! Which form a number takes is told by the CLDR's plural rules, not by rules of our own; a number
//! that a language has a way of its own for stands there itself, as in `0: nog vandaag`.
//! Invariant: a form that a whole number can ask for and that is not there is found before
//! anything is said.

use std::collections::BTreeMap;

use icu_plurals::{PluralCategory, PluralRules};

use super::{Invalid, Lang};
use crate::diag::say;

/// The words of `_strings.yaml` that are written in plural forms, and the least number that each
/// is said of.
pub const COUNTED: [(&str, u32); 6] = [
    ("reply_working_days", 0),
    ("reply_hours", 1),
    ("length_minutes", 1),
    ("length_hours", 1),
    ("length_months", 1),
    ("length_years", 1),
];

/// Up to here numbers are asked for their class: the rules of the CLDR for whole numbers repeat
/// themselves within a hundred.
const ASKED: u32 = 200;

/// A word in its plural forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    forms: BTreeMap<String, String>,
}

impl Counted {
    /// Reads `one: … | other: …`.
    ///
    /// # Errors
    /// A part has no class before its colon, or the same as another.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let example = say!("write it as in `one: een uur | other: {{count}} uur`");
        let mut forms = BTreeMap::new();
        for part in text.split('|') {
            let (class, said) = part
                .split_once(':')
                .map(|(class, said)| (class.trim(), said.trim()))
                .filter(|(class, said)| is_class(class) && !said.is_empty())
                .ok_or_else(|| {
                    let message = say!("`{}` is no plural form", part.trim());
                    Invalid::new(message).hint(example.clone())
                })?;
            if forms.insert(class.to_owned(), said.to_owned()).is_some() {
                let message = say!("the plural form `{class}` is there twice");
                return Err(Invalid::new(message).hint(say!("keep the first")));
            }
        }
        Ok(Self { forms })
    }

    /// What is said of a number; nothing where the form is not there.
    pub fn said(&self, lang: Lang, count: u32) -> Option<String> {
        let own = self.forms.get(&count.to_string());
        let form = own.or_else(|| self.forms.get(class(rules(lang).as_ref(), count)))?;
        Some(form.replace("{count}", &count.to_string()))
    }

    /// The forms that some number from `least` on asks for in a language, and that are not there.
    pub fn lacks(&self, lang: Lang, least: u32) -> Vec<String> {
        let rules = rules(lang);
        let mut lacks: Vec<String> = Vec::new();
        for count in least..=ASKED {
            let own = count.to_string();
            if self.forms.contains_key(&own) {
                continue;
            }
            // "Within 0 days" is nothing that people say: where 0 is said, it has its own form.
            let class = if count == 0 { &own } else { class(rules.as_ref(), count) };
            if !self.forms.contains_key(class) && !lacks.iter().any(|known| known == class) {
                lacks.push(class.to_owned());
            }
        }
        lacks
    }
}

fn is_class(text: &str) -> bool {
    text.parse::<u32>().is_ok() || PluralCategory::get_for_cldr_string(text).is_some()
}

/// The rules of a language. The CLDR's root has one class, `other`, which is what an unknown
/// language gets.
fn rules(lang: Lang) -> Option<PluralRules> {
    PluralRules::try_new_cardinal(lang.locale().into()).ok()
}

/// The plural class of a whole number by the rules of a language, by its name in the CLDR.
fn class(rules: Option<&PluralRules>, count: u32) -> &'static str {
    match rules.map_or(PluralCategory::Other, |rules| rules.category_for(count)) {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(tag: &str) -> Lang {
        Lang::parse(tag).unwrap()
    }

    #[test]
    fn a_number_of_its_own_comes_before_its_class() {
        let word = Counted::parse("0: geen | one: één uur | other: {count} uur").unwrap();
        let said = [0, 1, 2].map(|count| word.said(lang("nl"), count).unwrap());
        assert_eq!(said, ["geen", "één uur", "2 uur"]);
    }

    #[test]
    fn forms_that_a_language_asks_for_and_a_word_lacks_are_found() {
        let word = Counted::parse("one: a | other: b").unwrap();
        assert!(word.lacks(lang("nl"), 1).is_empty());
        // Of whole numbers Spanish asks for `many` from a million on alone.
        assert!(word.lacks(lang("es"), 1).is_empty());
        assert_eq!(word.lacks(lang("pl"), 1), ["few", "many"]);
        assert_eq!(word.lacks(lang("ar"), 0), ["0", "two", "few", "many"]);
        assert_eq!(word.said(lang("pl"), 3), None);
    }

    #[test]
    fn what_is_no_plural_form_is_refused() {
        for wrong in ["een uur", "one:", "some: x", "one: a | one: b", ""] {
            assert!(Counted::parse(wrong).is_err(), "{wrong}");
        }
    }
}
