//! What is known of whoever sits at the computer: their language, and what day it is.
//!
//! Invariant: no kit depends on either; both only fill in what a person would have typed.

use std::borrow::Cow;
use std::ffi::OsString;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::diag::{Catalogue, Diagnostic, Result};
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
        None => match locale() {
            Some(locale) if locale.to_lowercase().starts_with("en") => Speech::English,
            _ => Speech::Dutch,
        },
    }
}

/// The language of messages: what is asked for with `--lang`, else by VPSITE_LANG, else that
/// of the computer where it is Dutch, else English.
///
/// It has to be known before anything is read, since a fault of usage is a message too. What
/// stands behind `edit` says in which language a text is, and nothing of messages.
pub(super) fn catalogue(typed: &[OsString]) -> &'static Catalogue {
    let asked = asked(typed).or_else(|| set("VPSITE_LANG")).or_else(locale);
    match asked.is_some_and(|asked| asked.to_lowercase().starts_with("nl")) {
        true => Catalogue::dutch(),
        false => Catalogue::english(),
    }
}

/// What `--lang` says on the way to `edit` or the end.
fn asked(typed: &[OsString]) -> Option<String> {
    let typed = typed.iter().skip(1).map(|word| word.to_string_lossy());
    let mut typed = typed.take_while(|word| word != "edit" && word != "--");
    let mut found = None;
    while let Some(word) = typed.next() {
        match word.strip_prefix("--lang") {
            Some("") => found = typed.next().map(Cow::into_owned),
            Some(rest) => found = rest.strip_prefix('=').map(str::to_owned).or(found),
            None => {}
        }
    }
    found
}

/// The locale of whoever sits at the computer. The first variable that is set decides
/// (POSIX, 8.2); Windows and macOS have settings of their own.
fn locale() -> Option<String> {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
    set.or_else(sys_locale::get_locale)
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
