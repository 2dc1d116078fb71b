//! Names of hosts: text -> a proven name, in the form of the network and in that of people.
//!
//! Invariant: labels of letters, digits and hyphens, 1 to 63 each and 253 together (RFC 1035,
//! 2.3.4; RFC 1123, 2.1), behind the last dot a name that is no number. So no host can end a
//! word in a header or in a server's configuration.

use idna::AsciiDenyList;
use idna::uts46::{Hyphens, Uts46};
use unicode_normalization::char::is_combining_mark;
use unicode_security::{RestrictionLevel, RestrictionLevelDetection, skeleton};

use super::Invalid;
use crate::diag::{Sentence, say};

/// Longest label and longest name, in signs.
const LABEL: usize = 63;
const WHOLE: usize = 253;

/// Endings that nothing on any network answers to (RFC 6761; RFC 9476).
const NOWHERE: [&str; 4] = ["test", "invalid", "localhost", "alt"];
/// Endings that only the network of an organisation or a house knows (RFC 6762, appendix G;
/// RFC 8375; ICANN's resolution on `internal` of 29 July 2024).
const PRIVATE: [&str; 9] =
    ["local", "internal", "lan", "home", "corp", "intranet", "private", "localdomain", "arpa"];

/// Names that stand in manuals for one's own, without their hyphens. Whoever copies an example
/// leaves them in.
const FILLED_IN: [&str; 4] = ["contoso", "fabrikam", "placeholder", "changeme"];
/// The same in two parts: whose, and what.
const WHOSE: [&str; 14] = [
    "your", "jouw", "uw", "jullie", "deine", "dein", "ihre", "ihr", "votre", "ton", "twoja",
    "twoj", "tuo", "vasa",
];
const WHAT: [&str; 26] = [
    "tenant",
    "tenantname",
    "domain",
    "domainname",
    "domein",
    "domeinnaam",
    "domaine",
    "domena",
    "site",
    "sitename",
    "website",
    "company",
    "companyname",
    "organization",
    "organisation",
    "organisatie",
    "organisatienaam",
    "bedrijf",
    "bedrijfsnaam",
    "firma",
    "naam",
    "name",
    "host",
    "hostname",
    "intranet",
    "sharepoint",
];

/// The name of a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    ascii: String,
}

impl Host {
    /// Reads a name, in any alphabet.
    ///
    /// # Errors
    /// No network can know this name.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let invalid = |why: Sentence| {
            Invalid::new(why)
                .hint(say!("write the name as it stands in a browser: `www.example.nl`"))
        };
        let ascii = match text.is_ascii() {
            // Said of what was written, and not of what a library makes of it.
            true => text.to_ascii_lowercase(),
            false => idna::domain_to_ascii(text)
                .map_err(|_| invalid(say!("`{text}` is not the name of a host")))?,
        };
        let labels: Vec<&str> = ascii.split('.').collect();
        if ascii.is_empty() {
            return Err(invalid(say!("there is no name of a host")));
        }
        if ascii.len() > WHOLE {
            return Err(invalid(say!(
                "the name of the host is {} signs long, and none is longer than {WHOLE}",
                ascii.len()
            )));
        }
        if is_ip(&ascii) {
            return Err(Invalid::new(say!("`{text}` is a number of a device, and no name")).hint(
                say!("ask whoever looks after the server for its name, as in `vp.example.nl`"),
            ));
        }
        if let Some(place) = empty(&ascii) {
            return Err(invalid(say!("`{text}` is not the name of a host: {place}")));
        }
        for label in &labels {
            if let Some(why) = broken(label) {
                return Err(invalid(say!("`{text}` is not the name of a host: {why}")));
            }
        }
        if let Some(name) = labels[..labels.len() - 1].iter().find(|name| is_example(name, &ascii))
        {
            return Err(unfilled(name, text));
        }
        let last = labels[labels.len() - 1];
        let letters = last.chars().all(|c| c.is_ascii_alphabetic()) || last.starts_with("xn--");
        if labels.len() > 1 && (last.len() < 2 || !letters) {
            return Err(invalid(say!(
                "`{text}` ends in `.{last}`, which no address on the web does"
            )));
        }
        if NOWHERE.contains(&last) {
            return Err(invalid(say!("`{text}` is a name that leads nowhere")));
        }
        // Punycode that is none, and signs that no name may have: IDNA 2008 (RFC 5892) lets words
        // in, the library dashes and pictures as well.
        let (readable, sound) =
            Uts46::new().to_unicode(ascii.as_bytes(), AsciiDenyList::URL, Hyphens::Allow);
        match sound {
            Ok(()) => match readable.chars().find(|c| !in_name(*c)) {
                None => Ok(Self { ascii }),
                Some(sign) => {
                    Err(invalid(say!("`{text}` is not the name of a host: it has `{sign}` in it")))
                }
            },
            Err(_) => Err(invalid(say!("`{text}` is not the name of a host"))),
        }
    }

    /// The same, for a host that everybody can reach.
    ///
    /// # Errors
    /// No network can know this name, or only one's own.
    pub fn public(text: &str) -> Result<Self, Invalid> {
        let host = Self::parse(text)?;
        match host.is_private() {
            false => Ok(host),
            true => Err(Invalid::new(say!("`{text}` is no public host")).hint(say!(
                "nobody finds it from a phone of their own: write a name as `vp.example.nl`"
            ))),
        }
    }

    /// Whether only the network that it stands in knows it.
    pub fn is_private(&self) -> bool {
        match self.ascii.rsplit_once('.') {
            Some((_, last)) => PRIVATE.contains(&last),
            None => true,
        }
    }

    /// The name in the form of the network: letters, digits, hyphens and dots.
    pub fn as_str(&self) -> &str {
        &self.ascii
    }

    /// The name as people read and type it: `vertrouwen-zoë.example.nl`. What could pass for
    /// another name stays in the form of the network.
    pub fn readable(&self) -> String {
        let (text, sound) = Uts46::new().to_user_interface(
            self.ascii.as_bytes(),
            AsciiDenyList::URL,
            Hyphens::Allow,
            |label, ending, _| is_unmistakable(label, ending),
        );
        match sound {
            Ok(()) => text.into_owned(),
            Err(_) => self.ascii.clone(),
        }
    }

    /// The name without `www.`, which most sites answer to as well.
    pub fn bare(&self) -> &str {
        self.ascii.strip_prefix("www.").unwrap_or(&self.ascii)
    }
}

/// Whether a sign beyond ASCII is one that names are written with; the last four stand within
/// words of Catalan, Hebrew and Japanese (RFC 5892, appendix A).
fn in_name(sign: char) -> bool {
    sign.is_ascii() || is_of_words(sign) || matches!(sign, '·' | '\u{5F3}' | '\u{5F4}' | '・')
}

/// Whether a sign is one that words are written with, in any script.
pub fn is_of_words(sign: char) -> bool {
    sign.is_alphanumeric() || is_combining_mark(sign)
}

/// Why a name is refused that stands for one's own in a manual.
pub(super) fn unfilled(name: &str, text: &str) -> Invalid {
    Invalid::new(say!("`{name}` in `{text}` is still to be filled in"))
        .hint(say!("write the name of your own in place of `{name}`"))
}

/// Where a name has a dot and nothing beside it, if it does.
fn empty(name: &str) -> Option<Sentence> {
    match name {
        name if name.contains("..") => Some(say!("two dots stand side by side")),
        name if name.starts_with('.') => Some(say!("it begins with a dot")),
        name if name.ends_with('.') => Some(say!("it ends with a dot")),
        _ => None,
    }
}

/// Why a label cannot be, if it cannot.
fn broken(label: &str) -> Option<Sentence> {
    let odd = label.chars().find(|c| !(c.is_ascii_alphanumeric() || *c == '-'));
    match (label.len(), odd) {
        (_, Some(' ')) => Some(say!("it has a blank in it")),
        (_, Some(sign)) => Some(say!("it has `{sign}` in it")),
        (LABEL.., _) if label.len() > LABEL => Some(say!(
            "a part of it is {} signs long, and none is longer than {LABEL}",
            label.len()
        )),
        _ if label.starts_with('-') || label.ends_with('-') => {
            Some(say!("a hyphen stands at the edge of a part"))
        }
        _ => None,
    }
}

/// Whether it is an address by number, in any of the forms that browsers take.
fn is_ip(text: &str) -> bool {
    let last = text.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
    let hexadecimal =
        last.strip_prefix("0x").is_some_and(|d| d.chars().all(|c| c.is_ascii_hexdigit()));
    text.contains(':')
        || text.starts_with('[')
        || (!last.is_empty() && last.chars().all(|c| c.is_ascii_digit()))
        || hexadecimal
}

/// Whether a label is what a manual writes where one's own name belongs.
fn is_example(label: &str, host: &str) -> bool {
    let name: String = label.chars().filter(|c| *c != '-').collect();
    // `tenant` is a word that a host may have; before these it is Microsoft's example.
    let shared = [".sharepoint.com", ".onmicrosoft.com"].iter().any(|end| host.ends_with(end));
    let only_x = name.len() > 2 && name.chars().all(|c| c == 'x');
    let mut whose = WHOSE.iter().filter_map(|whose| name.strip_prefix(whose));
    FILLED_IN.contains(&name.as_str())
        || only_x
        || (shared && ["tenant", "tenantname", "domain", "company"].contains(&name.as_str()))
        || whose.any(|rest| WHAT.contains(&rest))
}

/// Whether a label can be shown in its own alphabet: of one script, or of those that are
/// written together (Unicode Technical Standard 39, 5.2, highly restrictive), and in a script
/// other than Latin not made of signs alone that look like Latin ones, as the Cyrillic `аре`.
fn is_unmistakable(label: &[char], ending: &[char]) -> bool {
    let text: String = label.iter().collect();
    if !text.as_str().check_restriction_level(RestrictionLevel::HighlyRestrictive) {
        return false;
    }
    let has_latin = text.contains(|c: char| c.is_ascii_alphabetic());
    has_latin || !ending.iter().all(char::is_ascii) || !skeleton(&text).all(|c| c.is_ascii())
}

/// Whether the letters of a text are of one script, or of those that are written together:
/// with others among them it cannot be typed as it looks.
pub fn of_one_alphabet(text: &str) -> bool {
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    let ascii = letters.is_ascii();
    ascii || letters.as_str().check_restriction_level(RestrictionLevel::ModeratelyRestrictive)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_that_cannot_be_are_refused_and_told() {
        let long = format!("{}.nl", "a".repeat(64));
        let whole = format!("{}nl", "abcdefgh.".repeat(30));
        for (wrong, said) in [
            ("vp..example.nl", "side by side"),
            (".example.nl", "begins with a dot"),
            ("example.nl.", "ends with a dot"),
            (long.as_str(), "64 signs"),
            (whole.as_str(), "272 signs"),
            ("*.example.nl", "`*`"),
            ("-a.nl", "hyphen"),
            ("a-.example.nl", "hyphen"),
            ("a_b.nl", "`_`"),
            ("dewaal.sharepoint.com\"", "`\"`"),
            ("dewaal.sharepoint.com;", "`;`"),
            ("{tenant}.sharepoint.com", "`{`"),
            ("$host.nl", "`$`"),
            ("192.168.1.20", "number of a device"),
            ("1.2.3.4", "number of a device"),
            ("0x7f.1", "number of a device"),
            ("[::1]", "number of a device"),
            ("2130706433", "number of a device"),
            ("example.n", "`.n`"),
            ("example.n1", "`.n1`"),
            ("example.123", "number of a device"),
            ("localhost", "nowhere"),
            ("vp.test", "nowhere"),
            ("vp.invalid", "nowhere"),
            ("tenant.sharepoint.com", "filled in"),
            ("contoso.sharepoint.com", "filled in"),
            ("your-site.nl", "filled in"),
            ("www.jouw-domein.nl", "filled in"),
            ("uwbedrijf.nl", "filled in"),
            ("xxx.nl", "filled in"),
            ("xn--a.nl", "not the name"),
            ("vp–noor.nl", "not the name"),
            ("", "no name"),
        ] {
            let refused = Host::parse(wrong).expect_err(wrong);
            assert!(refused.message.contains(said), "{wrong}: {}", refused.message);
            assert!(refused.hint.is_some(), "{wrong}");
        }
    }

    #[test]
    fn hosts_of_ordinary_people_pass() {
        let label = format!("{}.nl", "a".repeat(63));
        for right in [
            "example.nl",
            "vp.example.nl",
            "VP.Example.NL",
            "a.b.c.d.e.example.co.uk",
            "x.nl",
            "1.example.nl",
            "9292.nl",
            "a--b.nl",
            "jouw-stem.nl",
            "uwvertrouwenspersoon.nl",
            "your-voice.org",
            "mijndomein.nl",
            "tenant.example.nl",
            "zorg.amsterdam",
            "vertrouwen-zoë.example.nl",
            "straße.de",
            "xn--zo-ija.nl",
            "пример.рф",
            "例え.jp",
            "مثال.إختبار",
            "acme.example",
            label.as_str(),
        ] {
            assert!(Host::public(right).is_ok(), "{right}: {:?}", Host::public(right));
        }
        for private in ["intranet", "intranet.acme.local", "hr.corp", "nas.lan", "a.internal"] {
            assert!(Host::parse(private).is_ok(), "{private}");
            assert!(Host::public(private).is_err(), "{private}");
        }
    }

    #[test]
    fn names_are_readable_but_for_look_alikes() {
        for (text, shown) in [
            ("vertrouwen-zoë.example.nl", "vertrouwen-zoë.example.nl"),
            ("xn--vertrouwen-zo-gib.example.nl", "vertrouwen-zoë.example.nl"),
            ("VERTROUWEN-ZOË.example.nl", "vertrouwen-zoë.example.nl"),
            ("kadın.example.com", "kadın.example.com"),
            ("straße.de", "straße.de"),
            ("łódź.pl", "łódź.pl"),
            ("пример.рф", "пример.рф"),
            ("довіра.example.com", "довіра.example.com"),
            ("сахар.рф", "сахар.рф"),
            ("東京タワー.jp", "東京タワー.jp"),
            ("مثال.إختبار", "مثال.إختبار"),
            // Cyrillic alone that reads as Latin, and Cyrillic or Greek among Latin.
            ("аррӏе.com", "xn--80ak6aa92e.com"),
            ("pаypal.com", "xn--pypal-4ve.com"),
            ("gοοgle.com", "xn--ggle-0nda.com"),
        ] {
            assert_eq!(Host::parse(text).unwrap().readable(), shown, "{text}");
        }
    }
}
