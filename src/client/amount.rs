//! How soon, or for how long: a number of days, hours, months or years, or a text -> what is said
//! in each language.
//!
//! A number is said in every language that has the words, by its plural classes; a text only in
//! its own. Invariant: a number is one that people would promise.

use std::ops::RangeInclusive;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::diag::{Diagnostic, Sentence, say};
use crate::value::{Text, TextOr};
use crate::yaml::Field;

use super::check::Check;
use super::view::Reader;

/// How soon someone gets an answer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ReplyTime")]
pub struct ReplyKeys {
    /// Within how many working days; 0 is the same working day.
    #[serde(default)]
    pub working_days: Field<u32>,
    /// Within how many hours.
    #[serde(default)]
    pub hours: Field<u32>,
}

/// How long something is kept.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Retention")]
pub struct RetentionKeys {
    /// How many months.
    #[serde(default)]
    pub months: Field<u32>,
    /// How many years.
    #[serde(default)]
    pub years: Field<u32>,
}

/// A unit that an amount can be given in: its key, what is given, the word in plural forms that
/// says it, and what people would promise.
pub(super) struct Unit<'a>(&'static str, &'a Field<u32>, &'static str, RangeInclusive<u32>);

/// A group of keys of which one is given.
pub(super) trait Units {
    /// Its name in YAML and how it is written.
    const KEY: (&'static str, &'static str);
    /// Its units.
    fn units(&self) -> [Unit<'_>; 2];
}

impl Units for ReplyKeys {
    const KEY: (&'static str, &'static str) = ("response_time", "{working_days: 2}");

    fn units(&self) -> [Unit<'_>; 2] {
        [
            Unit("working_days", &self.working_days, "reply_working_days", 0..=20),
            Unit("hours", &self.hours, "reply_hours", 1..=168),
        ]
    }
}

impl Units for RetentionKeys {
    const KEY: (&'static str, &'static str) = ("retention", "{months: 6}");

    fn units(&self) -> [Unit<'_>; 2] {
        [
            Unit("months", &self.months, "length_months", 1..=120),
            Unit("years", &self.years, "length_years", 1..=30),
        ]
    }
}

/// How soon, or for how long.
#[derive(Clone, Debug)]
pub enum Amount {
    /// In the adviser's own words.
    Text(Text),
    /// A number of something.
    Count {
        /// The word in plural forms that says it.
        word: &'static str,
        /// How many.
        count: u32,
    },
}

impl Amount {
    pub(super) fn check<K: Units>(field: &Field<TextOr<K>>, check: &mut Check<'_>) -> Option<Self> {
        let given = field.given()?;
        let (key, example) = K::KEY;
        let keys = match &given.value {
            TextOr::Text(text) => {
                let checker = &mut check.checker;
                return checker.text_at(text, &given.span, key, Some(example)).map(Self::Text);
            }
            TextOr::Data(groups) => match &groups[..] {
                [group] => &group.given()?.value,
                _ => {
                    check.push(
                        Diagnostic::error("yaml/type", say!("`{key}` is one time, not a list"))
                            .at(&given.span)
                            .hint(say!("write `{key}: {example}`")),
                    );
                    return None;
                }
            },
        };
        let units = keys.units();
        if units.iter().any(|Unit(_, field, ..)| matches!(field, Field::Faulty)) {
            return None;
        }
        let mut numbers =
            units.iter().filter_map(|unit @ Unit(_, field, ..)| Some((unit, field.given()?)));
        // A group with none of them has keys that are not known, which has been reported.
        let (Unit(name, _, word, range), number) = numbers.next()?;
        if numbers.next().is_some() {
            let names = Sentence::and(units.each_ref().map(|Unit(name, ..)| say!("`{name}`")));
            let message = say!("`{key}` needs one of {names}");
            check.push(
                Diagnostic::error("time/twice", message)
                    .at(&given.span)
                    .hint(say!("write `{key}: {example}`")),
            );
            return None;
        }
        if range.contains(&number.value) {
            return Some(Self::Count { word, count: number.value });
        }
        let (least, most) = (range.start(), range.end());
        let called = name.replace('_', " ");
        check.push(
            Diagnostic::error(
                "time/length",
                say!("{} {called} is nothing to promise", number.value),
            )
            .at(&number.span)
            .hint(say!("give a number from {least} to {most}, as in `{key}: {example}`")),
        );
        None
    }

    /// In words, where the language has them.
    pub(super) fn said(&self, reader: &Reader<'_>) -> Option<String> {
        match self {
            Self::Text(text) => reader.text(Some(text)),
            Self::Count { word, count } => reader.words().counted(word, *count),
        }
    }
}
