//! Planned live introductions: keys -> day, time, place and language, in order -> view.
//!
//! Invariant: each has a day and a time that exist; a language left out is the client's first.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::value::{Date, List, Time, Tongue, TongueText};
use crate::yaml::Field;

use super::check::Check;
use super::view::Reader;

/// A planned live introduction.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Introduction")]
pub struct IntroductionKeys {
    /// The day, as in `2026-12-03`.
    pub date: Field<String>,
    /// The time between quotes, as in `"14:00"`.
    pub time: Field<String>,
    /// The place.
    pub place: Field<String>,
    /// The language it is held in: `pl`, or `{tag: dse, name: …}`.
    #[serde(default)]
    pub lang: Field<TongueText>,
}

/// A planned live introduction.
#[derive(Clone, Debug)]
pub struct Introduction {
    /// The day.
    pub date: Date,
    /// The time.
    pub time: Time,
    /// The place.
    pub place: String,
    /// The language it is held in.
    pub lang: Tongue,
}

impl Introduction {
    pub(super) fn check(list: &List<IntroductionKeys>, check: &mut Check<'_>) -> Vec<Self> {
        let mut introductions = Vec::new();
        for item in check.checker.items(list) {
            let IntroductionKeys { date, time, place, lang } = &item.value;
            let (checker, span) = (&mut check.checker, &item.span);
            let date = checker.parse_required(date, "date", span, "date/invalid", Date::parse);
            let time = checker.parse_required(time, "time", span, "date/invalid", Time::parse);
            let place = checker.name_required(place, "place", span);
            let lang = match lang {
                Field::Missing => checker.default_lang().map(Tongue::from),
                _ => lang.given().and_then(|lang| checker.tongue(&lang.value, &lang.span)),
            };
            if let (Some(date), Some(time), Some(place), Some(lang)) = (date, time, place, lang) {
                introductions.push(Self { date, time, place, lang });
            }
        }
        introductions.sort_by_key(|introduction| (introduction.date, introduction.time));
        introductions
    }

    pub(super) fn view(&self, reader: &Reader<'_>) -> Value {
        json!({
            "date": reader.words().day(self.date),
            "time": self.time.to_string(),
            "place": reader.name(&self.place),
            "language": reader.words().lang_name(&self.lang),
        })
    }
}
