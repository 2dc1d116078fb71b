//! Days of the week and times of the clock, as people write them.
//!
//! Text -> days, each by its place in the week, or minutes of a day. Invariant: a day is one of
//! seven, Monday first; a time is at most 24:00.

use std::fmt;

use crate::diag::{did_you_mean, say};

use super::date::meant;
use super::{Invalid, Time};

/// What the days are called by who writes a client file: three letters in English, which hints
/// name, then the whole word, and the same in Dutch.
const NAMES: [[&str; 4]; 7] = [
    ["mon", "monday", "ma", "maandag"],
    ["tue", "tuesday", "di", "dinsdag"],
    ["wed", "wednesday", "wo", "woensdag"],
    ["thu", "thursday", "do", "donderdag"],
    ["fri", "friday", "vr", "vrijdag"],
    ["sat", "saturday", "za", "zaterdag"],
    ["sun", "sunday", "zo", "zondag"],
];

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weekday(usize);

impl Weekday {
    /// How many days before it the week began on Monday: 0 to 6.
    pub fn index(self) -> usize {
        self.0
    }

    /// Reads one day, `mon`, or days that follow each other, `mon-fri`.
    ///
    /// # Errors
    /// It names no day, or an end that comes before its beginning.
    pub fn parse(text: &str) -> Result<Vec<Self>, Invalid> {
        let text = text.trim().to_lowercase();
        let parts = ["t/m ", "tot en met", " to ", " tot ", "–", "-"];
        let Some((first, last)) = parts.into_iter().find_map(|part| text.split_once(part)) else {
            return day(&text).map(|day| vec![day]);
        };
        let (first, last) = (day(first)?, day(last)?);
        match first < last {
            true => Ok((first.0..=last.0).map(Self).collect()),
            false => Err(Invalid::new(say!("`{text}` ends before it begins")).hint(say!(
                "a week begins on Monday: name the days one by one, as in `[sat, sun, mon]`"
            ))),
        }
    }
}

fn day(text: &str) -> Result<Weekday, Invalid> {
    let text = text.trim().trim_end_matches('.');
    // English and Dutch abbreviations of other lengths, `tues`, `woe`, are the day they begin.
    let named = |names: &[&str; 4]| {
        names.contains(&text)
            || (text.len() > 2 && (names[1].starts_with(text) || names[3].starts_with(text)))
    };
    NAMES.iter().position(named).map(Weekday).ok_or_else(|| {
        let invalid = Invalid::new(say!("`{text}` is not a day of the week"));
        let meant = did_you_mean(text, NAMES.iter().flatten().copied());
        let all = NAMES.map(|names| names[0]).join(", ");
        invalid.hint(meant.map_or_else(|| say!("days: {all}"), |meant| say!("{meant} days: {all}")))
    })
}

/// A time of the clock, to the end of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clock {
    minutes: u16,
}

impl Clock {
    /// Reads `9:00`, `09.00`, `9 uur` or `24:00`.
    ///
    /// # Errors
    /// It is no time of the clock.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        if ["24", "24:00", "24.00"].contains(&text.trim()) {
            return Ok(Self { minutes: 24 * 60 });
        }
        let Time { hour, minute } = meant(text).ok_or_else(|| {
            Invalid::new(say!("`{text}` is not a time of the clock"))
                .hint(say!("write hours and minutes, as in `\"9:00\"` or `\"17:30\"`"))
        })?;
        Ok(Self { minutes: u16::from(hour) * 60 + u16::from(minute) })
    }
}

impl fmt::Display for Clock {
    /// The clock of 24 hours, which telephones, stations and rosters in the Netherlands show to
    /// readers of every language.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{:02}", self.minutes / 60, self.minutes % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let read = |text: &str| -> Vec<usize> {
            Weekday::parse(text).unwrap().into_iter().map(Weekday::index).collect()
        };
        for text in ["mon", "Monday", "ma", "Maandag", "ma.", " maan "] {
            assert_eq!(read(text), [0], "{text}");
        }
        for (at, names) in NAMES.iter().enumerate() {
            assert!(names.iter().all(|name| read(name) == [at]), "{names:?}");
        }
        for text in ["mon-fri", "ma–vr", "ma t/m vr", "maandag tot en met vrijdag", "Mon to Fri"]
        {
            assert_eq!(read(text), [0, 1, 2, 3, 4], "{text}");
        }
        for wrong in ["", "m", "werkdagen", "fri-mon", "mon-mon", "8", "lundi"] {
            assert!(Weekday::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn times_are_read_as_people_write_them_and_shown_in_one_way() {
        for text in ["9:00", "9.00", "09:00", "9", "9 uur", "9u", "0900"] {
            assert_eq!(Clock::parse(text).unwrap().to_string(), "9:00", "{text}");
        }
        assert_eq!(Clock::parse("17.30 uur").unwrap().to_string(), "17:30");
        assert_eq!(Clock::parse("24:00").unwrap().to_string(), "24:00");
        for wrong in ["25:00", "9:61", "negen", "", "9-17"] {
            assert!(Clock::parse(wrong).is_err(), "{wrong}");
        }
    }
}
