//! Planned absences: keys -> days and who stands in -> a sentence.
//!
//! Invariant: whoever stands in is an adviser of the same client, so that they can be reached; what
//! ended before the edition is not told.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::diag::{Diagnostic, did_you_mean, say};
use crate::value::{Date, Edition, List, PersonName};
use crate::words::isolated;
use crate::yaml::Field;

use super::adviser::Crew;
use super::check::Check;
use super::view::Reader;

/// A planned absence.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Absence")]
pub struct AbsenceKeys {
    /// First day, as in `2026-12-20`.
    pub from: Field<String>,
    /// Last day.
    pub to: Field<String>,
    /// The adviser who stands in; one of this file.
    #[serde(default)]
    pub replaced_by: Field<String>,
}

/// A planned absence.
#[derive(Clone, Debug)]
pub struct Absence {
    /// First day.
    pub from: Date,
    /// Last day; not before the first.
    pub to: Date,
    /// The name of the adviser who stands in.
    pub replaced_by: Option<String>,
}

impl Absence {
    pub(super) fn check_all(
        list: &List<AbsenceKeys>,
        crew: &Crew,
        edition: Option<Edition>,
        check: &mut Check<'_>,
    ) -> Vec<Self> {
        let mut absences = Vec::new();
        for item in check.checker.items(list) {
            let AbsenceKeys { from, to, replaced_by } = &item.value;
            let (checker, span) = (&mut check.checker, &item.span);
            let first = checker.parse_required(from, "from", span, "date/invalid", Date::parse);
            let last = checker.parse_required(to, "to", span, "date/invalid", Date::parse);
            let is_in = |names: &[String], name: &str| names.iter().any(|it| it == name.trim());
            // The practice can plan for all clients, and for some of them somebody else is there.
            let elsewhere = replaced_by.value().is_some_and(|name| is_in(&crew.elsewhere, name));
            if let Some(name) = replaced_by.given()
                && !elsewhere
                && !is_in(&crew.here, &name.value)
            {
                check.push(
                    Diagnostic::error(
                        "adviser/unknown",
                        say!("`{}` is not one of the advisers", name.value),
                    )
                    .at(&name.span)
                    .maybe_hint(did_you_mean(&name.value, crew.here.iter().map(String::as_str)))
                    .hint(say!("whoever stands in must be reachable: add them to `advisers`")),
                );
            }
            let (Some(from), Some(to)) = (first, last) else { continue };
            if to < from {
                check.push(
                    Diagnostic::error("date/order", say!("this absence ends before it begins"))
                        .at(span)
                        .hint(say!("`from` is the first day, `to` the last")),
                );
            }
            if edition.is_some_and(|edition| edition.months_since(to) > 0) {
                let message = say!("this absence ended on {to}, and is not told any more");
                check.push(
                    Diagnostic::note("adviser/past", message).at(span).hint(say!("take it out")),
                );
                continue;
            }
            absences.push(Self {
                from,
                to,
                replaced_by: replaced_by
                    .value()
                    .filter(|_| !elsewhere)
                    .map(|name| PersonName::read(name).name.full),
            });
        }
        absences.sort_by_key(|absence| absence.from);
        absences
    }

    /// All of them in words; nothing where there are none.
    pub(super) fn in_words(absences: &[Self], reader: &Reader<'_>) -> Option<String> {
        let words = reader.words();
        let sentence = |absence: &Self| {
            let (from, to) = (words.day(absence.from), words.day(absence.to));
            let mut said = words.filled("absence", &[("from", &from), ("to", &to)]);
            if let Some(name) = &absence.replaced_by {
                said.push(' ');
                let name = isolated(name, reader.lang());
                said.push_str(&words.filled("absence_replaced", &[("name", &name)]));
            }
            said
        };
        let sentences: Vec<String> = absences.iter().map(sentence).collect();
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }
}
