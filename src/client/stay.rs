//! For whom the advice is there for a time: keys -> the days -> a sentence.
//!
//! A stand-in of three weeks belongs on the site, which is made anew in a moment, and not on paper,
//! which hangs for years. Invariant: whoever left before the edition is shown nowhere, and at least
//! one adviser stays.

use crate::diag::{Diagnostic, Span, say};
use crate::value::{Date, Edition};
use crate::yaml::Field;

use super::adviser::Adviser;
use super::check::Check;
use super::view::Reader;

/// From when to when an adviser is there; empty of who is always there.
#[derive(Clone, Debug, Default)]
pub struct Stay {
    /// First day.
    pub from: Option<Date>,
    /// Last day, of whoever is there for a time.
    pub until: Option<Date>,
    /// Where the last day was written.
    place: Option<Span>,
}

impl Stay {
    pub(super) fn check(
        from: &Field<String>,
        until: &Field<String>,
        adviser: &Span,
        check: &mut Check<'_>,
    ) -> Self {
        let first = check.checker.parse(from, "date/invalid", Date::parse);
        let last = check.checker.parse(until, "date/invalid", Date::parse);
        if let (Some(first), Some(last)) = (first, last)
            && last < first
        {
            check.push(
                Diagnostic::error("date/order", say!("this adviser leaves before the first day"))
                    .at(until.given().map_or(adviser, |it| &it.span))
                    .hint(say!("`from` is the first day, `until` the last")),
            );
        }
        let place = until.given().map(|it| it.span.clone());
        Self { from: first, until: last, place }
    }

    /// Whether paper, which cannot be called back, may name them.
    pub fn is_lasting(&self) -> bool {
        self.until.is_none()
    }

    /// The days in a sentence.
    pub fn in_words(&self, reader: &Reader<'_>) -> Option<String> {
        let words = reader.words();
        let (from, until) = (self.from.map(|it| words.day(it)), self.until.map(|it| words.day(it)));
        let (key, values) = match (&from, &until) {
            (None, None) => return None,
            (Some(from), None) => ("stay_from", vec![("from", from.as_str())]),
            (None, Some(to)) => ("stay_until", vec![("to", to.as_str())]),
            (Some(from), Some(to)) => ("stay", vec![("from", from.as_str()), ("to", to.as_str())]),
        };
        Some(words.filled(key, &values))
    }
}

/// Those who are still there in the edition, of whom one at least stays.
pub(super) fn in_time(
    advisers: Vec<Adviser>,
    edition: Option<Edition>,
    list: &Span,
    check: &mut Check<'_>,
) -> Vec<Adviser> {
    let some = !advisers.is_empty();
    let (past, here): (Vec<Adviser>, Vec<Adviser>) = advisers.into_iter().partition(|adviser| {
        let left = edition.zip(adviser.stay.until);
        left.is_some_and(|(edition, until)| edition.months_since(until) > 0)
    });
    for Adviser { name, stay, .. } in &past {
        if let (Some(until), Some(place)) = (stay.until, &stay.place) {
            let message = say!("`{}` left on {until}, and is shown nowhere", name.full);
            check.push(
                Diagnostic::note("adviser/past", message)
                    .at(place)
                    .hint(say!("take the adviser out, or write another last day")),
            );
        }
    }
    if some && !here.iter().any(|adviser| adviser.stay.is_lasting()) {
        let place = here.iter().find_map(|adviser| adviser.stay.place.as_ref()).unwrap_or(list);
        check.push(
            Diagnostic::error(
                "adviser/stand-in",
                say!("nobody is there for good, so that paper could name no one"),
            )
            .at(place)
            .hint(say!("leave out `until` for one adviser, and name the stand-in as another")),
        );
    }
    here
}
