//! Days, months and times of day, as they stand in YAML.
//!
//! Invariant: a [`Date`] is a day that exists, and none of them is ever "now":
//! every date in a kit comes from its input.

use std::fmt;

use time::Month;

use super::Invalid;
use crate::diag::say;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(time::Date);

impl Date {
    /// Reads `2026-12-03`.
    ///
    /// # Errors
    /// It is written in another way, or the day does not exist.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let invalid = || {
            Invalid::new(say!("`{text}` is not a day that exists"))
                .hint(say!("write year, month and day, as in `2026-12-03`"))
        };
        let [year, month, day] = parts(text, [4, 2, 2], '-').ok_or_else(invalid)?;
        let month = u8::try_from(month).ok().and_then(|m| Month::try_from(m).ok());
        let day = u8::try_from(day).ok();
        let (Some(month), Some(day)) = (month, day) else { return Err(invalid()) };
        let year = i32::try_from(year).map_err(|_| invalid())?;
        time::Date::from_calendar_date(year, month, day).map(Self).map_err(|_| invalid())
    }

    /// The day that is so many days after 1 January 1970.
    pub fn after_1970(days: i32) -> Option<Self> {
        const OF_1970: i32 = 2_440_588;
        time::Date::from_julian_day(OF_1970.checked_add(days)?).ok().map(Self)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.0.month().into()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.0.day()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

/// The month of an edition, printed on paper and used as the date of every document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edition {
    /// The year.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u8,
}

impl Edition {
    /// Reads `2026-11`.
    ///
    /// # Errors
    /// It is written in another way.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let first = Date::parse(&format!("{text}-01")).map_err(|_| {
            Invalid::new(say!("`{text}` is not a month"))
                .hint(say!("write year and month, as in `2026-11`"))
        })?;
        Ok(Self { year: first.year(), month: first.month() })
    }
}

impl Edition {
    /// How many months lie between a day and this edition; below zero for a day
    /// of a later month.
    pub fn months_since(self, date: Date) -> i64 {
        let months = |year: i32, month: u8| i64::from(year) * 12 + i64::from(month);
        months(self.year, self.month) - months(date.year(), date.month())
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// The time of day that people mean by `9:30`, `9.30 uur`, `9u30`, `9h`, `14.00` and `0930`.
pub(super) fn meant(text: &str) -> Option<Time> {
    let bare = text.trim().to_lowercase();
    let bare = ["uur", "hrs", "h", "u", "o'clock"]
        .into_iter()
        .find_map(|word| bare.strip_suffix(word))
        .unwrap_or(&bare)
        .trim();
    let parts: Vec<&str> = match bare.split(['.', ':', 'u', 'h', '：']).collect::<Vec<_>>() {
        parts if parts.len() == 1 && bare.len() == 4 && bare.is_ascii() => {
            vec![&bare[..2], &bare[2..]]
        }
        parts => parts,
    };
    let number = |part: &str| {
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse::<u8>().ok()).flatten()
    };
    let (hour, minute) = match parts[..] {
        [hour] => (number(hour)?, 0),
        // Seconds are no part of it, and may be there.
        [hour, minute] | [hour, minute, _] => (number(hour)?, number(minute)?),
        _ => return None,
    };
    (hour < 24 && minute < 60).then_some(Time { hour, minute })
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
}

impl Time {
    /// Reads `14:00`.
    ///
    /// # Errors
    /// It is written in another way.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let invalid = || {
            let hint = match meant(text) {
                Some(time) => {
                    say!("write two digits for the hour and two for the minutes: `\"{time}\"`")
                }
                None => say!("write hours and minutes between quotes, as in `\"14:00\"`"),
            };
            Invalid::new(say!("`{text}` is not a time of day")).hint(hint)
        };
        let [hour, minute] = parts(text, [2, 2], ':').ok_or_else(invalid)?;
        match (u8::try_from(hour), u8::try_from(minute)) {
            (Ok(hour @ 0..=23), Ok(minute @ 0..=59)) => Ok(Self { hour, minute }),
            _ => Err(invalid()),
        }
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

fn parts<const N: usize>(text: &str, widths: [usize; N], separator: char) -> Option<[u32; N]> {
    let mut numbers = [0; N];
    let mut pieces = text.split(separator);
    for (number, width) in numbers.iter_mut().zip(widths) {
        let piece = pieces.next()?;
        let plain = piece.len() == width && piece.bytes().all(|b| b.is_ascii_digit());
        *number = plain.then(|| piece.parse().ok()).flatten()?;
    }
    pieces.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_do_not_exist_are_refused() {
        assert_eq!(Date::parse("2028-02-29").unwrap().to_string(), "2028-02-29");
        assert_eq!(Date::after_1970(0).unwrap().to_string(), "1970-01-01");
        assert_eq!(Date::after_1970(20_783).unwrap().to_string(), "2026-11-26");
        for wrong in ["2026-02-29", "2026-13-01", "3-12-2026", "2026-1-1", "2026-12-03T10", ""] {
            assert!(Date::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn editions_are_months_and_times_are_on_the_clock() {
        assert_eq!(Edition::parse("2026-11").unwrap().to_string(), "2026-11");
        assert!(Edition::parse("2026-11-01").is_err());
        assert_eq!(Time::parse("09:05").unwrap().to_string(), "09:05");
        let edition = Edition::parse("2026-11").unwrap();
        assert_eq!(edition.months_since(Date::parse("2025-12-31").unwrap()), 11);
        assert_eq!(edition.months_since(Date::parse("2027-01-01").unwrap()), -2);
        assert!(Time::parse("24:00").is_err() && Time::parse("9:05").is_err());
    }
}
