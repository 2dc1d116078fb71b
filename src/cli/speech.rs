//! What is known of whoever sits at the computer: their language, and what day it is.
//!
//! Invariant: no kit depends on either; both only fill in what a person would have typed.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::diag::{Diagnostic, Result};
use crate::run::start::Speech;
use crate::value::{Date, Edition};

use super::args::Spoken;

/// Seconds of a day.
const DAY: u64 = 24 * 60 * 60;
/// How far the earliest clocks on earth are ahead of UTC, in seconds.
const AHEAD: u64 = 14 * 60 * 60;

/// The language that was asked for, or that of the computer; Dutch where it has another.
pub(super) fn speech(asked: Option<Spoken>) -> Speech {
    match asked {
        Some(Spoken::Nl) => Speech::Dutch,
        Some(Spoken::En) => Speech::English,
        // The first that is set decides (POSIX, 8.2).
        None => match ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set) {
            Some(locale) if locale.to_lowercase().starts_with("en") => Speech::English,
            _ => Speech::Dutch,
        },
    }
}

#[expect(clippy::disallowed_methods, reason = "in which language to speak; no kit depends on it")]
fn set(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The day that it is where the day begins first.
#[expect(clippy::disallowed_methods, reason = "a day to come is refused; no kit depends on it")]
pub(super) fn latest_day() -> Option<Date> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Date::after_1970(i32::try_from((since.as_secs() + AHEAD) / DAY).ok()?)
}

/// The month that was typed, or this one.
pub(super) fn edition(typed: Option<&str>) -> Result<Edition> {
    let month = match typed {
        Some(typed) => typed.trim().to_owned(),
        None => latest_day().map(|day| day.to_string()[..7].to_owned()).unwrap_or_default(),
    };
    Edition::parse(&month).map_err(|invalid| {
        Diagnostic::error("date/invalid", invalid.message).maybe_hint(invalid.hint).into()
    })
}
