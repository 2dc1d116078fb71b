//! Phone numbers and e-mail addresses.
//!
//! Invariant: a [`PhoneNumber`] can be dialled from a mobile phone in the
//! Netherlands as it stands in its link, and is shown as people write it.

use email_address::{EmailAddress, Options};
use phonenumber::country;

use super::Invalid;

/// A phone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneNumber {
    /// What is dialled: E.164 (`+31612345678`), or a service or short number as it is
    /// (`08000188`, `113`).
    dial: String,
    /// What is shown: `06 12 34 56 78`.
    shown: String,
    kind: NumberKind,
}

/// Which part of the numbering plan a number is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NumberKind {
    /// A line of somebody, which a country code leads to.
    Subscriber,
    /// A Dutch service number, which no country code leads to.
    Service,
    /// A number of a few digits: `112`, `14 010`, `116 123`.
    Short,
}

/// How the national part of Dutch service numbers begins: free, paid and mass calls
/// (Nummerplan telefoon- en ISDN-diensten; they cannot be dialled with `+31`).
const SERVICE: [&str; 4] = ["800", "900", "906", "909"];
/// The calling code of the Netherlands (ITU-T E.164).
const NETHERLANDS: u16 = 31;

impl PhoneNumber {
    /// Reads a number; one without country code is Dutch.
    ///
    /// # Errors
    /// No such number can exist under the numbering plan.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let odd = text.chars().any(|c| !(c.is_ascii_digit() || " +-()./".contains(c)));
        if !odd
            && !text.contains('+')
            && let Some(shown) = short(&digits)
        {
            return Ok(Self { dial: digits, shown, kind: NumberKind::Short });
        }
        let invalid = || {
            Invalid::new(format!("`{text}` is not a phone number that can be called"))
                .hint("write it with the country code, as in `\"+31 6 12345678\"`")
        };
        let number = match odd {
            true => return Err(invalid()),
            false => phonenumber::parse(Some(country::NL), text).map_err(|_| invalid())?,
        };
        if !number.is_valid() {
            return Err(invalid());
        }
        let format = |mode| number.format().mode(mode).to_string();
        if number.code().value() != NETHERLANDS {
            let (dial, shown) =
                (format(phonenumber::Mode::E164), format(phonenumber::Mode::International));
            return Ok(Self { dial, shown, kind: NumberKind::Subscriber });
        }
        let national = number.national().to_string();
        let service = SERVICE.iter().any(|start| national.starts_with(start));
        let (dial, kind) = match service {
            true => (format!("0{national}"), NumberKind::Service),
            false => (format(phonenumber::Mode::E164), NumberKind::Subscriber),
        };
        Ok(Self { dial, shown: dutch(&format(phonenumber::Mode::National)), kind })
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

    /// Whether it is a mobile or fixed number rather than a short or service one.
    pub fn is_subscriber(&self) -> bool {
        self.kind == NumberKind::Subscriber
    }

    /// Whether it is a number of a few digits, which belongs to no one person.
    pub fn is_short(&self) -> bool {
        self.kind == NumberKind::Short
    }
}

/// A number of a few digits as it is shown, where these digits are one; they are in no
/// numbering plan for subscribers.
fn short(digits: &str) -> Option<String> {
    match digits.len() {
        // Emergency, help and service: 112, 113, 144, 1888.
        3 | 4 => Some(digits.to_owned()),
        // Municipalities: 14 and their area code.
        5 | 6 if digits.starts_with("140") => Some(format!("14 {}", &digits[2..])),
        // Services of social value, the same in all of Europe (decision 2007/116/EC).
        6 if digits.starts_with("116") => Some(format!("116 {}", &digits[3..])),
        _ => None,
    }
}

/// A Dutch national number in groups: a mobile one in pairs, as it is said aloud.
fn dutch(national: &str) -> String {
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

/// An e-mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Reads a bare address, without a display name.
    ///
    /// # Errors
    /// It is no address, or has no top-level domain.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let options =
            Options::default().with_required_tld().without_display_text().without_domain_literal();
        EmailAddress::parse_with_options(text, options)
            .map(|address| Self(address.to_string()))
            .map_err(|_| {
                Invalid::new(format!("`{text}` is not an e-mail address"))
                    .hint("write it as `naam@example.nl`")
            })
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_people_write_them() {
        let cases = [
            ("0612345678", "06 12 34 56 78", "+31612345678"),
            ("+31 6 1234 5678", "06 12 34 56 78", "+31612345678"),
            ("(020) 123 45 67", "020 123 4567", "+31201234567"),
            ("088 0767 000", "088 076 7000", "+31880767000"),
            ("+48 22 123 45 67", "+48 22 123 45 67", "+48221234567"),
        ];
        for (text, shown, dial) in cases {
            let number = PhoneNumber::parse(text).unwrap();
            assert_eq!((number.shown(), number.dial()), (shown, dial), "{text}");
        }
    }

    #[test]
    fn service_and_short_numbers_are_dialled_as_they_are() {
        let cases = [
            ("0800-0188", "0800 0188", "08000188"),
            ("0800 0188", "0800 0188", "08000188"),
            ("+31 800 0188", "0800 0188", "08000188"),
            ("0900 8844", "0900 8844", "09008844"),
            ("0906 0101", "0906 0101", "09060101"),
            ("0800 1234567", "0800 1234567", "08001234567"),
            ("14 010", "14 010", "14010"),
            ("14-0592", "14 0592", "140592"),
            ("116 123", "116 123", "116123"),
            ("112", "112", "112"),
            ("113", "113", "113"),
            ("144", "144", "144"),
        ];
        for (text, shown, dial) in cases {
            let number = PhoneNumber::parse(text).unwrap();
            assert_eq!((number.shown(), number.dial()), (shown, dial), "{text}");
            assert_eq!(number.href(), format!("tel:{dial}"));
            assert!(!number.is_subscriber(), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_called_is_refused() {
        for wrong in [
            "15 010",
            "117 123",
            "+31 112",
            "06123",
            "+31 6 1234",
            "bel mij",
            "",
            "06 12345678 (receptie)",
        ] {
            assert!(PhoneNumber::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_address_cannot_carry_a_name_or_a_header() {
        assert!(Email::parse("marieke@example.nl").is_ok());
        for wrong in ["marieke", "Marieke <m@example.nl>", "m@example.nl\nBcc: x@y.nl", "m@local"] {
            assert!(Email::parse(wrong).is_err(), "{wrong}");
        }
    }
}
