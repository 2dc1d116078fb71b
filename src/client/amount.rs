//! How soon, or for how long: a number of days, hours, months or years, or a text -> what is said
//! in each language.
//!
//! A number is said in every language that has the words, by its plural classes; a text only in
//! its own. Invariant: a number is one that people would promise.

use std::ops::RangeInclusive;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::diag::Diagnostic;
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

/// A unit that an amount can be given in.
struct Unit<'a> {
    key: &'static str,
    field: &'a Field<u32>,
    /// The word in plural forms that says it.
    word: &'static str,
    /// What people would promise.
    range: RangeInclusive<u32>,
}

/// A group of keys of which one is given.
pub(super) trait Units {
    /// Its name in YAML and how it is written.
    const KEY: (&'static str, &'static str);
    /// Its units.
    fn units(&self) -> impl Iterator<Item = UnitOf<'_>>;
}

/// A unit, hidden from who only reads keys.
pub(super) struct UnitOf<'a>(Unit<'a>);

impl Units for ReplyKeys {
    const KEY: (&'static str, &'static str) = ("response_time", "{working_days: 2}");

    fn units(&self) -> impl Iterator<Item = UnitOf<'_>> {
        let days = (&self.working_days, "working_days", "reply_working_days", 0..=20);
        let hours = (&self.hours, "hours", "reply_hours", 1..=168);
        [days, hours].into_iter().map(unit)
    }
}

impl Units for RetentionKeys {
    const KEY: (&'static str, &'static str) = ("retention", "{months: 6}");

    fn units(&self) -> impl Iterator<Item = UnitOf<'_>> {
        let months = (&self.months, "months", "length_months", 1..=120);
        let years = (&self.years, "years", "length_years", 1..=30);
        [months, years].into_iter().map(unit)
    }
}

fn unit<'a>(
    (field, key, word, range): (&'a Field<u32>, &'static str, &'static str, RangeInclusive<u32>),
) -> UnitOf<'a> {
    UnitOf(Unit { key, field, word, range })
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
                        Diagnostic::error("yaml/type", format!("`{key}` is one time, not a list"))
                            .at(&given.span)
                            .hint(format!("write `{key}: {example}`")),
                    );
                    return None;
                }
            },
        };
        let units: Vec<Unit<'_>> = keys.units().map(|unit| unit.0).collect();
        if units.iter().any(|unit| matches!(unit.field, Field::Faulty)) {
            return None;
        }
        let mut numbers = units.iter().filter_map(|unit| Some((unit, unit.field.given()?)));
        // A group with none of them has keys that are not known, which has been reported.
        let (unit, number) = numbers.next()?;
        if numbers.next().is_some() {
            let names: Vec<String> = units.iter().map(|unit| format!("`{}`", unit.key)).collect();
            let message = format!("`{key}` needs one of {}", names.join(" and "));
            check.push(
                Diagnostic::error("time/twice", message)
                    .at(&given.span)
                    .hint(format!("write `{key}: {example}`")),
            );
            return None;
        }
        if unit.range.contains(&number.value) {
            return Some(Self::Count { word: unit.word, count: number.value });
        }
        let (least, most) = (unit.range.start(), unit.range.end());
        let called = unit.key.replace('_', " ");
        check.push(
            Diagnostic::error(
                "time/length",
                format!("{} {called} is nothing to promise", number.value),
            )
            .at(&number.span)
            .hint(format!("give a number from {least} to {most}, as in `{key}: {example}`")),
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
