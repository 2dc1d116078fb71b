//! Lists and first letters, as each language writes them.
//!
//! Input: names and texts. Output: the same joined with "and", or with a capital. Rules and
//! conjunctions are those of the Unicode CLDR. Invariant: every item stands in the list as it
//! is, in its order.

use icu_casemap::TitlecaseMapper;
use icu_casemap::options::{LeadingAdjustment, TitlecaseOptions, TrailingCase};
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale_core::{Locale, subtags::region};

use crate::value::Lang;

/// Items with the comma and the "and" of a language, as in `Noor, Sam en Jan`.
pub fn and(lang: Lang, items: &[impl AsRef<str>]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    // Only an unknown language has no rule, and every one of the table has.
    match ListFormatter::try_new_and(locale(lang).into(), ListFormatterOptions::default()) {
        Ok(form) => form.format(items.iter()).to_string(),
        Err(_) => items.join(", "),
    }
}

/// A name as it stands at the start of a sentence: `de Gemeente Hof` -> `De Gemeente Hof`.
///
/// What begins with a mark, such as `'s-Hertogenbosch`, is left as it is.
pub fn at_start(lang: Lang, name: &str) -> String {
    // Signs that hold the direction stand before the first letter.
    let letters = name.find(|c| !matches!(c, '\u{2066}'..='\u{2069}')).unwrap_or(0);
    let (held, name) = name.split_at(letters);
    let mut options = TitlecaseOptions::default();
    options.leading_adjustment = Some(LeadingAdjustment::None);
    options.trailing_case = Some(TrailingCase::Unchanged);
    let cased = TitlecaseMapper::new().titlecase_segment_to_string(name, &locale(lang).id, options);
    format!("{held}{cased}")
}

fn locale(lang: Lang) -> Locale {
    let mut locale = lang.locale();
    // Here English has no comma before "and".
    if lang.tag() == "en" {
        locale.id.region = Some(region!("GB"));
    }
    locale
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(tag: &str) -> Lang {
        Lang::parse(tag).unwrap()
    }

    #[test]
    fn a_list_has_the_and_of_its_language() {
        for (tag, said) in [
            ("nl", "A, B en C"),
            ("en", "A, B and C"),
            ("de", "A, B und C"),
            ("es", "A, B y C"),
            ("pl", "A, B i C"),
            ("ro", "A, B și C"),
            ("bg", "A, B и C"),
            ("uk", "A, B і C"),
            ("tr", "A, B ve C"),
            ("ar", "A وB وC"),
        ] {
            assert_eq!(and(lang(tag), &["A", "B", "C"]), said, "{tag}");
        }
        assert_eq!(and(lang("es"), &["español", "inglés"]), "español e inglés");
        assert_eq!(and(lang("nl"), &["A"]), "A");
        assert_eq!(and(lang("nl"), &[""; 0]), "");
    }

    #[test]
    fn a_sentence_begins_with_a_capital_and_the_rest_stays() {
        for (tag, name, said) in [
            ("nl", "de Gemeente Hof van Twente", "De Gemeente Hof van Twente"),
            ("nl", "ijssalon IJs", "IJssalon IJs"),
            ("nl", "'s-Hertogenbosch", "'s-Hertogenbosch"),
            ("nl", "KLM", "KLM"),
            ("tr", "iyi iş", "İyi iş"),
            ("de", "die Gemeinde", "Die Gemeinde"),
            ("ar", "\u{2068}bol\u{2069}", "\u{2068}Bol\u{2069}"),
            ("uk", "громада", "Громада"),
            ("nl", "4 Seizoenen", "4 Seizoenen"),
        ] {
            assert_eq!(at_start(lang(tag), name), said);
        }
    }
}
