//! Phone numbers: a text -> what is dialled, what is shown, what kind of line it is.
//!
//! The one place that knows how a number is dialled: site, paper, vCards and help lines ask
//! it. Invariant: a [`PhoneNumber`] can be dialled from a mobile phone in the Netherlands as
//! it stands in its link, and is shown as people write it.

mod plan;
mod refusal;
mod written;

use plan::{NETHERLANDS, Planned};
use written::Written;

use super::{Invalid, Lang};

/// A phone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneNumber {
    /// What is dialled: E.164 (`+31612345678`), or a service or short number as it is
    /// (`08000188`, `113`).
    dial: String,
    /// What is shown: `06 12 34 56 78`.
    shown: String,
    /// With the country code, in groups: `+31 6 12345678`. A short number has none.
    international: Option<String>,
    line: Line,
}

/// What kind of line a number leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A mobile telephone.
    Mobile,
    /// A line at a place.
    Fixed,
    /// One of both, as in North America, where numbers do not tell.
    Either,
    /// A number of a company that is sent on, or of internet telephony: 088, 085, 084.
    Company,
    /// Free for who calls: 0800.
    Free,
    /// Paid by who calls: 0900, 0906, 0909.
    Paid,
    /// A few digits, which belong to no one person: `14 010`, `113`, `116 123`.
    Short,
    /// Police, fire brigade and ambulance: `112`.
    Emergency,
    /// A pager, a voice mail.
    Other,
}

/// How the national part of Dutch service numbers begins: free, paid and mass calls
/// (Nummerplan telefoon- en ISDN-diensten; they cannot be dialled with `+31`).
const SERVICE: [&str; 4] = ["800", "900", "906", "909"];
/// How many digits they have, with that: four or seven follow it (as above). Google's data take
/// five and six too.
const SERVICE_DIGITS: [usize; 2] = [7, 10];
/// What people in the Netherlands and countries around it know as the number of the police:
/// of the European Union, of Germany, Britain and the films.
const EMERGENCY: [&str; 4] = ["112", "110", "999", "911"];
/// Short Dutch numbers that people write with `+31` before them all the same.
const KNOWN: [&str; 2] = ["113", "144"];

impl PhoneNumber {
    /// Reads a number; one without country code is Dutch.
    ///
    /// # Errors
    /// No such number can exist under the numbering plan, or it is written with something
    /// that belongs to no number.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        match written::read(text) {
            Ok(written) => Self::of(&written).ok_or_else(|| refusal::of_digits(text, &written)),
            Err(odd) => Err(refusal::of_signs(text, odd)),
        }
    }

    fn of(written: &Written) -> Option<Self> {
        let digits = written.digits.as_str();
        match (written.international, digits.strip_prefix("00")) {
            (true, rest) | (false, rest @ Some(_)) => Self::behind_code(rest.unwrap_or(digits)),
            (false, None) => Self::short(digits).or_else(|| {
                let habit = || plan::number(NETHERLANDS, digits.strip_prefix("31")?);
                plan::number(NETHERLANDS, digits).or_else(habit).and_then(|it| Self::planned(&it))
            }),
        }
    }

    fn behind_code(digits: &str) -> Option<Self> {
        let (code, rest) = plan::split(digits)?;
        let short = rest.trim_start_matches('0');
        let municipal = short.starts_with("140") || short.starts_with("116");
        match code {
            NETHERLANDS if KNOWN.contains(&short) || (municipal && short.len() > 4) => {
                Self::short(short)
            }
            _ => None,
        }
        .or_else(|| plan::number(code, rest).and_then(|it| Self::planned(&it)))
    }

    fn planned(number: &Planned) -> Option<Self> {
        let (e164, international) = (number.e164(), number.international());
        let (dial, shown) = match number.code {
            NETHERLANDS if SERVICE.iter().any(|start| number.national.starts_with(start)) => {
                if !SERVICE_DIGITS.contains(&number.national.len()) {
                    return None;
                }
                (format!("0{}", number.national), dutch(&e164))
            }
            NETHERLANDS => (e164.clone(), dutch(&e164)),
            _ => (e164, international.clone()),
        };
        Some(Self { dial, shown, international: Some(international), line: number.line })
    }

    /// A number of a few digits, where these digits are one; they are in no numbering plan
    /// for subscribers.
    fn short(digits: &str) -> Option<Self> {
        let shown = match digits.len() {
            // Emergency, help and service, here and elsewhere: 112, 113, 144, 1712, 3919.
            3 | 4 if !digits.starts_with('0') => digits.to_owned(),
            // Municipalities: 14 and their area code.
            5 | 6 if digits.starts_with("140") => format!("14 {}", &digits[2..]),
            // Services of social value, the same in all of Europe (decision 2007/116/EC).
            6 if digits.starts_with("116") => format!("116 {}", &digits[3..]),
            _ => return None,
        };
        let line = if EMERGENCY.contains(&digits) { Line::Emergency } else { Line::Short };
        Some(Self { dial: digits.to_owned(), shown, international: None, line })
    }

    /// The number as it is dialled from a phone in the Netherlands, without separators.
    pub fn dial(&self) -> &str {
        &self.dial
    }

    /// The link that dials it (RFC 3966).
    pub fn href(&self) -> String {
        format!("tel:{}", self.dial)
    }

    /// The number as people read it, in groups.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The number as readers of a language read it: in other languages than that of the country
    /// with its country code, which works with every SIM card. Service and short numbers have none.
    pub fn shown_in(&self, lang: Lang) -> &str {
        if lang.is_of_the_country() { self.shown() } else { self.typed() }
    }

    /// What kind of line it leads to.
    pub fn line(&self) -> Line {
        self.line
    }

    /// Whether it can be called from within its country alone, as a rule: free, paid and
    /// short numbers.
    pub fn is_inland(&self) -> bool {
        matches!(self.line, Line::Free | Line::Paid | Line::Short | Line::Emergency)
    }

    /// The number as it is best written in a client file.
    pub fn typed(&self) -> &str {
        match &self.international {
            Some(international) if self.dial.starts_with('+') => international,
            _ => &self.shown,
        }
    }
}

/// A Dutch number in groups, without its code: a mobile one in pairs, as it is said aloud.
fn dutch(e164: &str) -> String {
    let number = phonenumber::parse(Some(phonenumber::country::NL), e164);
    let Ok(number) = number else { return e164.to_owned() };
    let national = number.format().mode(phonenumber::Mode::National).to_string();
    let national = national.replace('-', " ");
    let Some((prefix, rest)) = national.split_once(' ') else { return national };
    let digits: Vec<char> = rest.chars().filter(char::is_ascii_digit).collect();
    match digits.len() {
        8 if prefix == "06" => {
            let pairs: Vec<String> = digits.chunks(2).map(|pair| pair.iter().collect()).collect();
            format!("{prefix} {}", pairs.join(" "))
        }
        _ => national,
    }
}

#[cfg(test)]
mod tests;
