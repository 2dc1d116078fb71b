//! E-mail addresses.
//!
//! Invariant: an [`Email`] is one bare address, without name, header or invisible sign.

use email_address::{EmailAddress, Options};

use super::{Invalid, mailbox};

/// An e-mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Reads a bare address, without a display name.
    ///
    /// # Errors
    /// It is no address, or has no top-level domain.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text = &mailbox::bare(text)?;
        match Self::is_bare(text) {
            true => Ok(Self(text.clone())),
            false => Err(Invalid::new(format!("`{text}` is not an e-mail address"))
                .hint("write it as `naam@example.nl`")),
        }
    }

    /// Whether a text is an address as it stands.
    pub(super) fn is_bare(text: &str) -> bool {
        let options =
            Options::default().with_required_tld().without_display_text().without_domain_literal();
        EmailAddress::parse_with_options(text, options).is_ok()
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
    fn an_address_cannot_carry_a_name_or_a_header() {
        assert!(Email::parse("marieke@example.nl").is_ok());
        for wrong in ["marieke", "Marieke <m@example.nl>", "m@example.nl\nBcc: x@y.nl", "m@local"] {
            assert!(Email::parse(wrong).is_err(), "{wrong}");
        }
    }

    /// `invisible_signs_in_numbers`, the half about addresses.
    #[test]
    fn what_is_pasted_with_an_address_is_taken() {
        for pasted in [
            "noor@example.nl",
            "noor＠example．nl",
            "mailto:noor@example.nl",
            "MAILTO:noor@example.nl?subject=Vraag",
            "e-mail: noor@example.nl",
            "<noor@example.nl>",
            "<mailto:noor@example.nl>",
            "noor@example.nl;",
            "noor@example.nl,",
        ] {
            assert_eq!(Email::parse(pasted).unwrap().as_str(), "noor@example.nl", "{pasted}");
        }
        let hyphen = Email::parse("noor\u{2011}bos@ex\u{2010}ample.nl").unwrap();
        assert_eq!(hyphen.as_str(), "noor-bos@ex-ample.nl");
        for (pasted, sign) in [
            ("noor\u{200B}@example.nl", "U+200B, zero width space"),
            ("noor@exam\u{AD}ple.nl", "U+00AD, soft hyphen"),
            ("\u{FEFF}noor@example.nl", "U+FEFF, byte order mark"),
            ("\u{202A}noor@example.nl\u{202C}", "U+202A, left-to-right embedding"),
            ("\u{2068}noor@example.nl\u{2069}", "U+2068, first strong isolate"),
            ("mailto:noor\u{A0}@example.nl", "U+00A0, no-break space"),
            ("noor@\u{2060}example.nl", "U+2060, word joiner"),
        ] {
            let invalid = Email::parse(pasted).unwrap_err();
            assert_eq!(invalid.code, Some("text/invisible"), "{invalid:?}");
            assert!(invalid.message.contains(sign), "{invalid:?}");
            assert!(invalid.hint.unwrap().contains("`noor@example.nl`"), "{sign}");
        }
    }

    #[test]
    fn addresses_of_all_sorts_stay_as_they_are() {
        for address in [
            "o'brien@example.ie",
            "noor.bos+vp@sub.example.nl",
            "n_bos@example.co.uk",
            "NoorBos@Example.nl",
            "1234@example.nl",
            "zoë@example.nl",
            "почта@example.bg",
            "info@vertrouwenspersoon.example.nl",
        ] {
            assert_eq!(Email::parse(address).unwrap().as_str(), address);
        }
    }

    #[test]
    fn what_is_no_bare_address_says_what_to_type() {
        let cases = [
            ("\"Noor Bos\" <noor@example.nl>", "write `noor@example.nl`"),
            ("Noor Bos <mailto:noor@example.nl>", "write `noor@example.nl`"),
            ("“noor@example.nl”", "write `noor@example.nl`"),
            ("'noor@example.nl'", "write `noor@example.nl`"),
            ("noor @example.nl", "write `noor@example.nl`"),
            ("noor@example .nl", "write `noor@example.nl`"),
            ("noor(at)example.nl", "write `noor@example.nl`"),
            ("noor [at] example [dot] nl", "write `noor@example.nl`"),
            ("noor at example punt nl", "write `noor@example.nl`"),
            ("noor@example,nl", "write `noor@example.nl`"),
            ("noor@example.nl.", "write `noor@example.nl`"),
            ("noor\u{2013}bos@example.nl", "write `noor-bos@example.nl`"),
            ("noor@ex\u{2212}ample.nl", "write `noor@ex-ample.nl`"),
            ("noor@example..nl", "write `noor@example.nl`"),
            ("noor@@example.nl", "write `noor@example.nl`"),
            ("noor@example.nl, sam@example.nl", "a line of its own for `sam@example.nl`"),
            ("noor@example.nl; sam@example.nl", "a line of its own for `sam@example.nl`"),
            ("noor@example.nl of sam@example.nl", "a line of its own for `sam@example.nl`"),
            ("Noor <noor@example.nl>, Sam <sam@example.nl>", "a line of its own for `sam@"),
            ("n\u{43E}\u{43E}r@example.nl", "type it again"),
            ("noor.example.nl", "naam@example.nl"),
        ];
        for (text, wanted) in cases {
            let invalid = Email::parse(text).unwrap_err();
            assert!(invalid.hint.as_deref().unwrap().contains(wanted), "{text}: {invalid:?}");
        }
        let letter = Email::parse("n\u{43E}or@example.nl").unwrap_err();
        assert!(letter.message.contains("U+043E"), "{}", letter.message);
        let reversed = Email::parse("\u{202E}noor@example.nl").unwrap_err();
        assert_eq!(reversed.code, Some("text/invisible"));
    }
}
