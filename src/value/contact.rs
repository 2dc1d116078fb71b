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
    /// What is dialled: E.164 (`+31612345678`), or a short number as it is (`113`).
    dial: String,
    /// What is shown: `06 12 34 56 78`.
    shown: String,
}

impl PhoneNumber {
    /// Reads a number; one without country code is Dutch.
    ///
    /// # Errors
    /// No such number can exist under the numbering plan.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let odd = text.chars().any(|c| !(c.is_ascii_digit() || " +-()./".contains(c)));
        if !odd && (3..=4).contains(&digits.len()) && !text.contains('+') {
            // 112, 113 and the like are in no numbering plan for subscribers.
            return Ok(Self { dial: digits.clone(), shown: digits });
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
        let dial = number.format().mode(phonenumber::Mode::E164).to_string();
        let shown = if number.code().value() == 31 {
            dutch(&number.format().mode(phonenumber::Mode::National).to_string())
        } else {
            number.format().mode(phonenumber::Mode::International).to_string()
        };
        Ok(Self { dial, shown })
    }

    /// The number as it is dialled, without separators.
    pub fn dial(&self) -> &str {
        &self.dial
    }

    /// The number as people read it, in groups.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// Whether it is a mobile or fixed number rather than a short or service one.
    pub fn is_subscriber(&self) -> bool {
        self.dial.starts_with('+')
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
            ("0800-0188", "0800 0188", "+318000188"),
            ("113", "113", "113"),
            ("+48 22 123 45 67", "+48 22 123 45 67", "+48221234567"),
        ];
        for (text, shown, dial) in cases {
            let number = PhoneNumber::parse(text).unwrap();
            assert_eq!((number.shown(), number.dial()), (shown, dial), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_called_is_refused() {
        for wrong in ["06123", "+31 6 1234", "bel mij", "", "06 12345678 (receptie)"] {
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
