//! E-mail addresses.
//!
//! Invariant: an [`Email`] is one bare address, without name, header or invisible sign,
//! at a host that mail reaches from anywhere; its link writes to it alone.

use email_address::{EmailAddress, Options};
use percent_encoding::{AsciiSet, utf8_percent_encode};

use super::{Host, Invalid, UNRESERVED, mailbox};
use crate::diag::say;

/// An e-mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email {
    /// As people read it.
    shown: String,
    /// With its host in the form of the network.
    plain: String,
}

/// What stands in a `mailto:` address as itself (RFC 6068, section 2): no sign that parts
/// addresses, or an address from a header.
const IN_MAILTO: &AsciiSet = &UNRESERVED.remove(b'+');

impl Email {
    /// Reads a bare address, without a display name.
    ///
    /// # Errors
    /// It is no address, or of a host that no mail reaches.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text = mailbox::bare(text)?;
        let (local, name) = text.rsplit_once('@').unwrap_or_default();
        // Of the form of an address, the host says best itself what is wrong with it.
        let host = match Self::is_formed(local) {
            true => Host::public(name),
            false => Err(Invalid::new(say!("`{text}` is not an e-mail address"))),
        };
        let host = host.map_err(|refused| refused.hint(say!("write it as `naam@example.nl`")))?;
        // As it was written, but for what only the network reads or what could pass for
        // another name.
        let own = name.is_ascii() && !name.to_ascii_lowercase().contains("xn--");
        let name = if own { name.to_owned() } else { host.readable() };
        let plain = if name.is_ascii() { &name } else { host.as_str() };
        Ok(Self { plain: format!("{local}@{plain}"), shown: format!("{local}@{name}") })
    }

    /// Whether a text is an address as it stands.
    pub(super) fn is_bare(text: &str) -> bool {
        text.rsplit_once('@')
            .is_some_and(|(local, name)| Self::is_formed(local) && Host::public(name).is_ok())
    }

    /// Whether a text can stand before the `@`.
    fn is_formed(local: &str) -> bool {
        let options =
            Options::default().with_required_tld().without_display_text().without_domain_literal();
        EmailAddress::parse_with_options(&format!("{local}@example.nl"), options).is_ok()
    }

    /// The address as people read it.
    pub fn as_str(&self) -> &str {
        &self.shown
    }

    /// The address as an address book stores it: its host in the form of the network.
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// The link that writes to it, and to it alone (RFC 6068).
    pub fn href(&self) -> String {
        let (local, host) = self.plain.rsplit_once('@').unwrap_or_default();
        format!("mailto:{}@{host}", utf8_percent_encode(local, IN_MAILTO))
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
            assert!(invalid.hint.as_ref().unwrap().contains(wanted), "{text}: {invalid:?}");
        }
        let letter = Email::parse("n\u{43E}or@example.nl").unwrap_err();
        assert!(letter.message.contains("U+043E"), "{}", letter.message);
        let reversed = Email::parse("\u{202E}noor@example.nl").unwrap_err();
        assert_eq!(reversed.code, Some("text/invisible"));
    }

    #[test]
    fn an_address_is_of_a_host_that_mail_reaches() {
        for wrong in [
            "sam@example.n",
            "a@1.2.3.4",
            "noor@example..nl",
            "noor@.nl",
            "noor@-a.nl",
            "noor@a_b.nl",
            "noor@[1.2.3.4]",
            "noor@localhost",
            "noor@acme.local",
            "noor@jouw-domein.nl",
            "noor@{tenant}.nl",
            "noor@contoso.com",
            "noor@example.nl.",
            "noor@exa mple.nl",
            "noor@vp–a.nl",
            "noor@example.nl\u{200B}",
            "\u{202A}noor@example.nl",
            "noor\u{AD}bos@example.nl",
        ] {
            let refused = Email::parse(wrong).expect_err(wrong);
            assert!(refused.hint.is_some(), "{wrong}");
        }
        for right in [
            "noor@example.nl",
            "Noor.Bos@Example.NL",
            "noor+vp@mail.example.co.uk",
            "o'neill@example.nl",
            "n_b-1@example.amsterdam",
            "noor@zoë.example.nl",
            "vertrouwenspersoon@1.example.nl",
        ] {
            assert_eq!(Email::parse(right).as_ref().map(Email::as_str), Ok(right), "{right}");
        }
    }

    #[test]
    fn a_link_for_mail_has_one_receiver_and_nothing_else() {
        for (text, href) in [
            ("sam@example.nl", "mailto:sam@example.nl"),
            ("Sam.Smit+vp@Example.nl", "mailto:Sam.Smit+vp@Example.nl"),
            (
                "a?bcc=evil%40x.example&body=hi@b.nl",
                "mailto:a%3Fbcc%3Devil%2540x.example%26body%3Dhi@b.nl",
            ),
            ("o'neill@example.nl", "mailto:o%27neill@example.nl"),
            ("a#b@example.nl", "mailto:a%23b@example.nl"),
            ("a/b@example.nl", "mailto:a%2Fb@example.nl"),
            ("zoë@zoë.example.nl", "mailto:zo%C3%AB@xn--zo-ija.example.nl"),
        ] {
            assert_eq!(Email::parse(text).unwrap().href(), href, "{text}");
        }
        assert_eq!(Email::parse("noor@pаypal.com").unwrap().as_str(), "noor@xn--pypal-4ve.com");
        assert_eq!(
            Email::parse("noor@zoë.example.nl").unwrap().plain(),
            "noor@xn--zo-ija.example.nl"
        );
    }
}
