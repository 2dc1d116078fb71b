//! When a channel is answered: days and times, or a text -> what is said in each language.
//!
//! Days and times are said in every language that has the words; a text only in its own.
//! Invariant: days of a span are there, each once and in the order of the week; a span ends
//! after it begins; no two spans share a moment.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};

use crate::diag::{Diagnostic, Span, say};
use crate::value::{Clock, Text, TextOr, Weekday};
use crate::words::Words;
use crate::yaml::{Field, Located};

use super::check::Check;
use super::view::Reader;

/// How `hours` is written where it is data.
const EXAMPLE: &str = "{days: [mon, tue, wed], from: \"9:00\", to: \"17:00\"}";

/// Days and times on which someone answers.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Hours")]
pub struct HoursKeys {
    /// Days of the week, as in `[mon, tue, wed]` or `mon-fri`.
    pub days: Field<Days>,
    /// From when, as in `"9:00"`; the whole day when absent.
    #[serde(default)]
    pub from: Field<String>,
    /// Until when, as in `"17:00"`.
    #[serde(default)]
    pub to: Field<String>,
}

/// Days as they are written: `mon-fri`, or a list.
#[derive(Clone, Debug)]
pub enum Days {
    /// `mon-fri`
    One(String),
    /// `[mon, tue, wed]`
    Many(Vec<Field<String>>),
}

impl<'de> Deserialize<'de> for Days {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct DaysVisitor;

        impl<'de> Visitor<'de> for DaysVisitor {
            type Value = Days;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}", say!("days such as `[mon, tue, wed]` or `mon-fri`"))
            }

            fn visit_str<E>(self, text: &str) -> Result<Days, E> {
                Ok(Days::One(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Days, A::Error> {
                let mut days = Vec::new();
                while let Some(day) = seq.next_element()? {
                    days.push(day);
                }
                Ok(Days::Many(days))
            }
        }

        deserializer.deserialize_any(DaysVisitor)
    }
}

impl JsonSchema for Days {
    fn schema_name() -> Cow<'static, str> {
        "Days".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "days of the week such as [mon, tue, wed], or mon-fri",
            "oneOf": [
                {"type": "string"},
                {"type": "array", "items": {"type": "string"}, "minItems": 1}
            ]
        })
    }
}

/// When a channel is answered.
#[derive(Clone, Debug)]
pub enum Hours {
    /// In the adviser's own words.
    Text(Text),
    /// On days and at times.
    Spans(Vec<HourSpan>),
}

/// Some days of the week, all day or between two times.
#[derive(Clone, Debug)]
pub struct HourSpan {
    days: Vec<Weekday>,
    times: Option<(Clock, Clock)>,
}

impl Hours {
    pub(super) fn check(field: &Field<TextOr<HoursKeys>>, check: &mut Check<'_>) -> Option<Self> {
        let given = field.given()?;
        let groups = match &given.value {
            TextOr::Text(text) => {
                let checker = &mut check.checker;
                return checker.text_at(text, &given.span, "hours", Some(EXAMPLE)).map(Self::Text);
            }
            TextOr::Data(groups) => groups,
        };
        if groups.is_empty() {
            check.push(
                Diagnostic::error("time/none", say!("no hours are given"))
                    .at(&given.span)
                    .hint(say!("write `hours: {EXAMPLE}`, or leave the key out")),
            );
        }
        let mut spans: Vec<HourSpan> = Vec::new();
        let mut sound = !groups.is_empty();
        for group in groups {
            let Some(span) = group.given().and_then(|keys| HourSpan::check(keys, check)) else {
                sound = false;
                continue;
            };
            if let (Some(_), Some(keys)) = (spans.iter().find(|it| it.meets(&span)), group.given())
            {
                check.push(
                    Diagnostic::error(
                        "time/twice",
                        say!("these hours share a moment with others above"),
                    )
                    .at(&keys.span)
                    .hint(say!("give each day and time once")),
                );
            }
            spans.push(span);
        }
        spans.sort_by_key(|span| (span.days[0], span.times.map(|(from, _)| from)));
        sound.then_some(Self::Spans(spans))
    }

    /// In words, where the language has them.
    pub(super) fn said(&self, reader: &Reader<'_>) -> Option<String> {
        match self {
            Self::Text(text) => reader.text(Some(text)),
            Self::Spans(spans) => in_words(spans, reader.words()),
        }
    }
}

impl HourSpan {
    fn check(keys: &Located<HoursKeys>, check: &mut Check<'_>) -> Option<Self> {
        let HoursKeys { days, from, to } = &keys.value;
        let given = days.required("days", &keys.span, &mut check.checker.faults);
        let days = given.and_then(|days| read_days(days, check));
        let (first, last) = (
            check.checker.parse(from, "time/clock", Clock::parse),
            check.checker.parse(to, "time/clock", Clock::parse),
        );
        let times = match (from.given(), to.given()) {
            (None, None) => None,
            (Some(given), None) | (None, Some(given)) => {
                if !matches!((from, to), (Field::Faulty, _) | (_, Field::Faulty)) {
                    check.push(
                        Diagnostic::error("time/none", say!("hours need both `from` and `to`"))
                            .at(&given.span)
                            .hint(say!("write `hours: {EXAMPLE}`")),
                    );
                }
                return None;
            }
            (Some(_), Some(to)) => {
                let (first, last) = (first?, last?);
                if last <= first {
                    check.push(
                        Diagnostic::error(
                            "time/order",
                            say!("these hours end at {last}, before they begin at {first}"),
                        )
                        .at(&to.span)
                        .hint(say!("for a night give two: until `\"24:00\"`, and the next day from `\"0:00\"`")),
                    );
                    return None;
                }
                Some((first, last))
            }
        };
        Some(Self { days: days?, times })
    }

    fn meets(&self, other: &Self) -> bool {
        let days = self.days.iter().any(|day| other.days.contains(day));
        days && match (self.times, other.times) {
            (Some((from, to)), Some((start, end))) => from < end && start < to,
            _ => true,
        }
    }
}

/// The days of a span, in the order of the week.
fn read_days(given: &Located<Days>, check: &mut Check<'_>) -> Option<Vec<Weekday>> {
    let written: Vec<(&str, &Span)> = match &given.value {
        Days::One(text) => text.split([',', '+', '&']).map(|part| (part, &given.span)).collect(),
        Days::Many(list) => list
            .iter()
            .filter_map(Field::given)
            .map(|day| (day.value.as_str(), &day.span))
            .collect(),
    };
    let mut days: Vec<Weekday> = Vec::new();
    let mut sound = true;
    for (text, span) in written {
        match Weekday::parse(text) {
            Ok(found) => {
                if found.iter().any(|day| days.contains(day)) {
                    check.push(
                        Diagnostic::warning("time/twice", say!("`{}` is there twice", text.trim()))
                            .at(span)
                            .hint(say!("give each day once")),
                    );
                }
                days.extend(found);
            }
            Err(invalid) => {
                sound = false;
                check.push(
                    Diagnostic::error("time/day", invalid.message)
                        .at(span)
                        .maybe_hint(invalid.hint),
                );
            }
        }
    }
    if sound && days.is_empty() {
        sound = false;
        check.push(
            Diagnostic::error("time/none", say!("no days are given"))
                .at(&given.span)
                .hint(say!("write `hours: {EXAMPLE}`")),
        );
    }
    days.sort();
    days.dedup();
    sound.then_some(days)
}

/// `maandag tot en met woensdag van 9:00 tot 17:00 uur`; spans of the same days are said together.
fn in_words(spans: &[HourSpan], words: &Words) -> Option<String> {
    let mut said: Vec<(Vec<Weekday>, Vec<String>)> = Vec::new();
    for span in spans {
        let times = match span.times {
            Some((from, to)) => {
                words.get("hours_from_to")?;
                let (from, to) = (from.to_string(), to.to_string());
                vec![words.filled("hours_from_to", &[("from", &from), ("to", &to)])]
            }
            None => Vec::new(),
        };
        match said.iter_mut().find(|(days, known)| *days == span.days && !known.is_empty()) {
            Some((_, known)) => known.extend(times),
            None => said.push((span.days.clone(), times)),
        }
    }
    let sentence = |(days, times): &(Vec<Weekday>, Vec<String>)| {
        let days = words.weekdays(days)?;
        if times.is_empty() {
            return Some(days);
        }
        words.get("hours_form")?;
        Some(words.filled("hours_form", &[("days", &days), ("times", &words.list(times))]))
    };
    let said: Option<Vec<String>> = said.iter().map(sentence).collect();
    said.map(|said| words.parts(&said))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::client::view::Names;
    use crate::diag::Sentence;
    use crate::diag::{Diagnostics, SourceFile};
    use crate::value::{Checker, Lang};
    use crate::yaml;

    const WORDS: [(&str, &str); 6] = [
        ("every_day", "elke dag"),
        ("weekdays", "ma, di, wo, do, vr, za, zo"),
        ("weekdays_in_range", "MA, DI, WO, DO, VR, ZA, ZO"),
        ("weekdays_range", "{first} t/m {last}"),
        ("hours_from_to", "{from}-{to}"),
        ("hours_form", "{days} {times}"),
    ];

    #[derive(Default, Deserialize)]
    struct File {
        #[serde(default)]
        hours: Field<TextOr<HoursKeys>>,
    }

    /// What is said of hours as they are written, or what is wrong with them.
    fn said(written: &str) -> Result<String, Vec<String>> {
        let lang = Lang::parse("nl").unwrap();
        let file = SourceFile::new("a.yaml", format!("hours: {written}\n"));
        let tree = yaml::parse(&file).unwrap();
        let mut faults = Diagnostics::new();
        let keys: File = yaml::read(&tree, &mut faults);
        let (files, top) = (BTreeMap::new(), file.span(0..5));
        let checker = Checker::new(faults, vec![lang]);
        let mut check = Check { checker, files: &files, top: &top };
        let hours = Hours::check(&keys.hours, &mut check);
        let words = WORDS.map(|(key, word)| (key.to_owned(), word.to_owned()));
        let words = Words::new(lang, words.into());
        let faults = check.checker.faults;
        let hints = |fault: &Diagnostic| [&[fault.message.clone()][..], &fault.hints].concat();
        match faults.is_empty() {
            true => Ok(hours.unwrap().said(&Reader::new(&words, Names::Bare)).unwrap()),
            false => Err(faults
                .iter()
                .map(|fault| Sentence::joined(hints(fault), "; ").to_string())
                .collect()),
        }
    }

    #[test]
    fn hours_are_said_in_the_order_of_the_week() {
        for (written, wanted) in [
            ("{days: [wed, mon, tue], from: \"9:00\", to: \"17:00\"}", "MA t/m WO 9:00-17:00"),
            ("{days: [maandag, di], from: 9:00, to: 17.30}", "ma en di 9:00-17:30"),
            ("{days: mon-fri, from: 09:00, to: 17 uur}", "MA t/m VR 9:00-17:00"),
            ("{days: [mon-wed, fri]}", "MA t/m WO en vr"),
            ("{days: [ma, di, do, vr, za, zo]}", "ma, di en DO t/m ZO"),
            ("{days: mon-sun, from: \"0:00\", to: \"24:00\"}", "elke dag 0:00-24:00"),
            (
                "[{days: fri, from: \"9:00\", to: \"12:00\"}, {days: mon, from: \"9:00\", to: \"17:00\"}]",
                "ma 9:00-17:00; vr 9:00-12:00",
            ),
            (
                "[{days: mon-fri, from: \"13:00\", to: \"17:00\"}, {days: mon-fri, from: \"9:00\", to: \"12:00\"}]",
                "MA t/m VR 9:00-12:00 en 13:00-17:00",
            ),
            ("werkdagen van 9 tot 17 uur", "werkdagen van 9 tot 17 uur"),
            ("{nl: werkdagen}", "werkdagen"),
        ] {
            assert_eq!(said(written).as_deref(), Ok(wanted), "{written}");
        }
    }

    #[test]
    fn hours_that_cannot_be_are_told_with_what_to_write() {
        for (written, parts) in [
            ("{days: [mon], from: \"17:00\", to: \"9:00\"}", ["end at 9:00", "give two"]),
            ("{days: [mon], from: \"9:00\", to: \"9:00\"}", ["end at 9:00", "give two"]),
            ("{days: [maandga]}", ["`maandga` is not a day", "did you mean `maandag`?"]),
            ("{days: [mon, mon]}", ["`mon` is there twice", "each day once"]),
            ("{days: [mon-wed, tue]}", ["`tue` is there twice", "each day once"]),
            ("{days: fri-mon}", ["ends before it begins", "[sat, sun, mon]"]),
            ("{days: []}", ["no days are given", "hours: {days: [mon, tue, wed]"]),
            ("[]", ["no hours are given", "hours: {days: [mon, tue, wed]"]),
            ("{days: [mon], from: \"9:00\"}", ["both `from` and `to`", "hours: {days:"]),
            ("{days: [mon], from: negen, to: \"17:00\"}", ["`negen` is not a time", "\"9:00\""]),
            ("{from: \"9:00\", to: \"17:00\"}", ["`days` is missing", "add `days:`"]),
            (
                "{dagen: [mon], days: [tue]}",
                ["unknown key `dagen`", "possible here: days, from, to"],
            ),
            (
                "[{days: mon, from: \"9:00\", to: \"17:00\"}, {days: mon, from: \"16:00\", to: \"18:00\"}]",
                ["share a moment", "once"],
            ),
        ] {
            let found = said(written).expect_err(written);
            assert_eq!(found.len(), 1, "{written}: {found:?}");
            assert!(parts.iter().all(|part| found[0].contains(part)), "{written}: {found:?}");
        }
    }
}
