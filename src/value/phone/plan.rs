//! The world's numbering plans: digits behind a country code -> whether they can be called,
//! what kind of line they are, how they are written.
//!
//! Only the data and the patterns are those of the crate `phonenumber`. Its parser takes off
//! the zero that numbers in Italy, San Marino, Ivory Coast, Gabon, Congo or Benin keep behind
//! the code, its kinds of numbers are looked up without that zero, and its patterns need only
//! match a beginning. Invariant: a number that is valid as it stands is never changed.

use phonenumber::Type;
use phonenumber::metadata::{DATABASE, Descriptor, Format, Metadata};
use regex::Regex;

use super::Line;

/// The calling code of the Netherlands (ITU-T E.164).
pub(super) const NETHERLANDS: u16 = 31;

/// The most digits that a country code has (ITU-T E.164, 6.2.1).
const CODE_DIGITS: usize = 3;

/// In this order a kind is looked for, as Google's library does: a number for which one pays
/// is one, whatever else its digits look like.
const KINDS: [(Type, Line); 8] = [
    (Type::PremiumRate, Line::Paid),
    (Type::TollFree, Line::Free),
    (Type::SharedCost, Line::Paid),
    (Type::Voip, Line::Company),
    (Type::PersonalNumber, Line::Company),
    (Type::Pager, Line::Other),
    (Type::Uan, Line::Company),
    (Type::Voicemail, Line::Other),
];

/// A number of a numbering plan.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Planned {
    /// Its country code.
    pub(super) code: u16,
    /// What follows the code when it is dialled from anywhere, with the zeros that belong to it.
    pub(super) national: String,
    /// What kind of line it is.
    pub(super) line: Line,
}

/// The country code with which digits begin, and the rest.
pub(super) fn split(digits: &str) -> Option<(u16, &str)> {
    (1..=CODE_DIGITS.min(digits.len())).find_map(|len| {
        let (code, rest) = digits.split_at(len);
        let code = code.parse().ok()?;
        DATABASE.by_code(&code).map(|_| (code, rest))
    })
}

/// The number that digits behind a country code are: as they stand, or without the zero (or
/// 06, or 8) with which it is dialled within its country.
pub(super) fn number(code: u16, digits: &str) -> Option<Planned> {
    let regions = DATABASE.by_code(&code)?;
    let (national, line) = match line(&regions, digits) {
        Some(line) => (digits.to_owned(), line),
        None => {
            let national = without_prefix(regions.first()?, digits)?;
            let line = line(&regions, &national)?;
            (national, line)
        }
    };
    Some(Planned { code, national, line })
}

/// How many digits numbers behind a country code have, at least and at most.
pub(super) fn lengths(code: u16) -> Option<(u16, u16)> {
    let regions = DATABASE.by_code(&code)?;
    let lengths = || regions.iter().flat_map(|it| it.descriptors().general().possible_length());
    Some((*lengths().min()?, *lengths().max()?))
}

impl Planned {
    /// With its country code, without separators: `+390286461234`.
    pub(super) fn e164(&self) -> String {
        format!("+{}{}", self.code, self.national)
    }

    /// With its country code, in the groups of its country: `+39 02 8646 1234`.
    pub(super) fn international(&self) -> String {
        let meta = DATABASE.by_code(&self.code).and_then(|found| found.into_iter().next());
        let grouped = meta.and_then(|meta| {
            let formats = match meta.international_formats() {
                [] => meta.formats(),
                formats => formats,
            };
            let format = formats.iter().find(|format| suits(format, &self.national))?;
            Some(format.pattern().replace(&self.national, format.format()).into_owned())
        });
        format!("+{} {}", self.code, grouped.as_deref().unwrap_or(&self.national))
    }
}

/// What kind of line a national number is in the first of the countries that share a code and
/// have such a number.
fn line(regions: &[&Metadata], national: &str) -> Option<Line> {
    let found = |meta: &&Metadata| match meta.leading_digits() {
        Some(digits) => {
            let begins = digits.find(national).is_some_and(|found| found.start() == 0);
            begins.then(|| line_in(meta, national))
        }
        None => line_in(meta, national).map(Some),
    };
    regions.iter().find_map(found).flatten()
}

fn line_in(meta: &Metadata, national: &str) -> Option<Line> {
    let descriptors = meta.descriptors();
    let is = |kind: Type| descriptors.get(kind).is_some_and(|it| is_all_of(it, national));
    if !is_all_of(descriptors.general(), national) {
        return None;
    }
    if let Some((_, line)) = KINDS.iter().find(|(kind, _)| is(*kind)) {
        return Some(*line);
    }
    match (is(Type::FixedLine), is(Type::Mobile)) {
        (true, true) => Some(Line::Either),
        (true, false) => Some(Line::Fixed),
        (false, true) => Some(Line::Mobile),
        (false, false) => None,
    }
}

/// Whether a pattern describes a number from its first digit to its last.
fn is_all_of(descriptor: &Descriptor, national: &str) -> bool {
    // Cheap, and right in nearly all cases: the patterns are compiled once a process.
    let lengths = descriptor.possible_length();
    let fits = lengths.is_empty() || lengths.iter().any(|len| usize::from(*len) == national.len());
    let pattern = descriptor.national_number();
    let begins = match pattern.find(national).filter(|found| fits && found.start() == 0) {
        Some(found) => found.end(),
        None => return false,
    };
    // A shorter alternative that stands before a longer one is found first.
    begins == national.len()
        || Regex::new(&format!("(?x)^(?:{})$", pattern.as_str()))
            .is_ok_and(|whole| whole.is_match(national))
}

/// Digits without what is dialled before them within their country.
fn without_prefix(meta: &Metadata, digits: &str) -> Option<String> {
    let Some(pattern) = meta.national_prefix_for_parsing() else {
        return digits.strip_prefix(meta.national_prefix()?).map(str::to_owned);
    };
    let found = pattern.captures(digits)?;
    let whole = found.get(0).filter(|whole| whole.start() == 0)?;
    let last = found.get(found.len() - 1).filter(|_| found.len() > 1);
    match (meta.national_prefix_transform_rule(), last) {
        (Some(rule), Some(_)) => Some(pattern.replace(digits, rule).into_owned()),
        _ => Some(digits[whole.end()..].to_owned()),
    }
}

fn suits(format: &Format, national: &str) -> bool {
    let begins = format
        .leading_digits()
        .last()
        .is_none_or(|digits| digits.find(national).is_some_and(|found| found.start() == 0));
    let whole = |found: (usize, usize)| found == (0, national.len());
    begins && format.pattern().find(national).is_some_and(|it| whole((it.start(), it.end())))
}
