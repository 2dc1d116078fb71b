//! A link as it is written in content -> what it leads to.
//!
//! One set of rules for every surface: site, paper, mail and plain text. What is
//! none of the five kinds below is refused where it was written. Invariant: a
//! [`Link`] holds no other scheme than `https:`, `tel:` and `mailto:`.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::diag::say;
use crate::value::{Email, HttpsUrl, Invalid, PageId, PhoneNumber};

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// Another page of the same content: `steps.md`, `steps.md#ask`.
    Page {
        /// The page.
        id: PageId,
        /// The heading on it, as its id is written in content.
        anchor: Option<String>,
    },
    /// A heading on the page that the link stands on: `#ask`.
    Here(String),
    /// A site: an `https:` address, as it was written.
    Web(String),
    /// A number to call: a `tel:` address.
    Call(String),
    /// An address to write to: a `mailto:` address.
    Mail(String),
}

impl Link {
    /// Reads a link. What it means is taken however it is written: a mail address without
    /// `mailto:`, a number with blanks, a scheme in capitals.
    ///
    /// # Errors
    /// It is none of the kinds that there are.
    pub fn parse(written: &str) -> Result<Self, Invalid> {
        if let Some(anchor) = written.strip_prefix('#').filter(|anchor| !anchor.is_empty()) {
            return Ok(Link::Here(anchor.to_owned()));
        }
        let Some((scheme, rest)) = scheme(written) else {
            return match Email::parse(written) {
                Ok(email) => Ok(Link::Mail(email.href())),
                Err(_) => page(written),
            };
        };
        match scheme.as_str() {
            "https" if rest.starts_with("//") => {
                let address = format!("https:{}", rest.replace(' ', "%20"));
                // Who reads at work may open what only the organisation's network knows.
                let url = HttpsUrl::parse_within(&address)?;
                if !url.host().as_str().contains('.') {
                    HttpsUrl::parse(&address)?;
                }
                Ok(match address.is_ascii() {
                    true => Link::Web(address),
                    false => Link::Web(url.as_str().to_owned()),
                })
            }
            "tel" => match PhoneNumber::parse(&rest.replace("%20", " ")) {
                Ok(number) => Ok(Link::Call(number.href())),
                Err(_) => Err(Invalid::new(say!("the link `{written}` is no number to call"))
                    .hint(say!("write it as `tel:+31612345678`"))),
            },
            "mailto" => {
                // A value that is merged in can be an address with a `?` in its name, which
                // would begin headers of the mail (RFC 6068).
                if let Ok(email) = Email::parse(rest.trim()) {
                    return Ok(Link::Mail(email.href()));
                }
                let (address, tail) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
                let address = address.trim();
                let tail = tail.replace(' ', "%20");
                let email = Email::parse(address)?;
                Ok(Link::Mail(format!("{}{tail}", email.href())))
            }
            "http" | "https" => {
                Err(Invalid::new(say!("the link `{written}` does not begin with `https://`"))
                    .hint(say!("write `{}`, once you have seen that it opens", tidied(written))))
            }
            other => Err(Invalid::new(say!(
                "the link `{written}` begins with `{other}:`, which no link may"
            ))
            .hint(say!(
                "a link is a page such as `steps.md`, or begins with `https:`, `tel:` or `mailto:`"
            ))),
        }
    }
}

/// An address as it should stand in a link, of one as people type it: with its scheme,
/// without blanks.
pub(super) fn tidied(typed: &str) -> String {
    let typed = typed.trim();
    let (scheme, rest) = scheme(typed).unwrap_or_default();
    let joined: String = typed.split_whitespace().collect();
    match (scheme.as_str(), PhoneNumber::parse(if scheme == "tel" { rest } else { typed })) {
        ("tel", Ok(number)) => number.href(),
        // Letters may be those of an address that opens a message to a number.
        ("", Ok(number)) if !typed.contains(char::is_alphabetic) => number.href(),
        ("http" | "https", _) => {
            format!("https://{}", rest.trim_start_matches('/').replace(char::is_whitespace, "%20"))
        }
        ("", _) if Email::parse(&joined).is_ok() => format!("mailto:{joined}"),
        ("", _) if joined.starts_with("www.") => {
            format!("https://{}", typed.replace(char::is_whitespace, "%20"))
        }
        ("tel" | "mailto", _) => joined,
        _ => typed.replace(char::is_whitespace, "%20"),
    }
}

/// The scheme of an address, in lower case (RFC 3986, section 3.1), and what follows.
fn scheme(written: &str) -> Option<(String, &str)> {
    let (scheme, rest) = written.split_once(':')?;
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let named = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(letter);
    named.then(|| (scheme.to_ascii_lowercase(), rest))
}

fn page(written: &str) -> Result<Link, Invalid> {
    let (file, anchor) = match written.split_once('#') {
        Some((file, anchor)) => (file, Some(anchor.to_owned())),
        None => (written, None),
    };
    let id = file.strip_suffix(".md").and_then(PageId::from_stem);
    match id {
        Some(id) if anchor.as_deref() != Some("") => Ok(Link::Page { id, anchor }),
        _ => Err(match meant(file, anchor.as_deref()) {
            Some(meant) => Invalid::new(nowhere(written).message).hint(say!("write `{meant}`")),
            None => nowhere(written),
        }),
    }
}

/// What someone meant who wrote an address that is none.
fn meant(file: &str, anchor: Option<&str>) -> Option<String> {
    let whole = tidied(file);
    if scheme(&whole).is_some() {
        return Some(whole);
    }
    let lower = file.to_lowercase();
    let name = lower.trim_end_matches('/').rsplit('/').next()?;
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    let ending = &name[stem.len()..];
    let id = PageId::from_stem(&stem.replace([' ', '_'], "-"))?;
    let anchor = anchor.filter(|it| !it.is_empty()).map_or(String::new(), |it| format!("#{it}"));
    match ending {
        "" if file.contains('.') && !file.starts_with('.') => Some(format!("https://{file}")),
        "" | ".md" | ".html" | ".htm" | ".markdown" => Some(format!("{id}.md{anchor}")),
        // What ends in letters of its own is the name of a site.
        _ if file.contains('.') && !file.starts_with(['.', '/']) => {
            Some(format!("https://{}", file.replace(' ', "%20")))
        }
        _ => None,
    }
}

/// Why a link that could lead to a page does not.
pub fn nowhere(written: impl fmt::Display) -> Invalid {
    Invalid::new(say!("the link `{written}` leads nowhere"))
        .hint(say!("link to a page as `steps.md`, or to a site as `https://…`"))
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Link::Page { id, anchor: None } => write!(f, "{id}.md"),
            Link::Page { id, anchor: Some(anchor) } => write!(f, "{id}.md#{anchor}"),
            Link::Here(anchor) => write!(f, "#{anchor}"),
            Link::Web(address) | Link::Call(address) | Link::Mail(address) => f.write_str(address),
        }
    }
}

impl Serialize for Link {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kinds_are_told_apart_and_nothing_else_gets_in() {
        let page = |id: &str, anchor: Option<&str>| Link::Page {
            id: PageId::from_stem(id).unwrap(),
            anchor: anchor.map(str::to_owned),
        };
        assert_eq!(Link::parse("steps.md"), Ok(page("steps", None)));
        assert_eq!(Link::parse("steps.md#ask"), Ok(page("steps", Some("ask"))));
        assert_eq!(Link::parse("#ask"), Ok(Link::Here("ask".to_owned())));
        for whole in [
            "https://www.example.nl/a?b=c#d",
            "https://intranet.acme.local/a",
            "tel:112",
            "mailto:naam@example.nl",
        ] {
            assert_eq!(Link::parse(whole).map(|link| link.to_string()).as_deref(), Ok(whole));
        }
        // A value that is merged in is one address, and no headers.
        assert_eq!(
            Link::parse("mailto:a?bcc=b&body=hi@c.nl").map(|link| link.to_string()).as_deref(),
            Ok("mailto:a%3Fbcc%3Db%26body%3Dhi@c.nl")
        );
        assert_eq!(
            Link::parse("https://zoë.example.nl/é").map(|link| link.to_string()).as_deref(),
            Ok("https://xn--zo-ija.example.nl/%C3%A9")
        );
        for wrong in [
            "http://example.nl/",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "//example.nl/",
            "https:example.nl",
            "tel:",
            "tel:+31 6 1234",
            "tel:abc",
            "mailto:",
            "mailto:noor@example..nl",
            "https://vp..example.nl/",
            "https://{tenant}.example.nl/",
            "https://intranet/",
            "https://example.nl/,",
            "steps.html",
            "steps",
            "../steps.md",
            "Steps.md",
            "steps.md#",
            "#",
            "",
        ] {
            assert!(Link::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_meant_is_taken_as_it_is_typed() {
        for (typed, link) in [
            ("commissie@example.nl", "mailto:commissie@example.nl"),
            ("mailto: noor@example.nl", "mailto:noor@example.nl"),
            ("MAILTO:noor@example.nl", "mailto:noor@example.nl"),
            (
                "mailto:noor@example.nl?subject=een vraag",
                "mailto:noor@example.nl?subject=een%20vraag",
            ),
            ("tel:06 12345670", "tel:+31612345670"),
            ("tel:06-12345670", "tel:+31612345670"),
            ("tel:06%2012345670", "tel:+31612345670"),
            ("Tel:+31 (0)6 12345670", "tel:+31612345670"),
            ("tel:0800-0188", "tel:08000188"),
            ("tel:116 123", "tel:116123"),
            ("HTTPS://www.example.nl/", "https://www.example.nl/"),
            ("https://example.nl/de gids.pdf", "https://example.nl/de%20gids.pdf"),
        ] {
            assert_eq!(Link::parse(typed).map(|it| it.to_string()).as_deref(), Ok(link), "{typed}");
        }
    }

    #[test]
    fn who_missed_is_told_what_to_write() {
        for (typed, hint) in [
            ("steps", "`steps.md`"),
            ("steps.html", "`steps.md`"),
            ("Steps.MD", "`steps.md`"),
            ("./steps.md", "`steps.md`"),
            ("/steps/", "`steps.md`"),
            ("content/nl/steps.md#ask", "`steps.md#ask`"),
            ("Eerste stappen.md", "`eerste-stappen.md`"),
            ("www.example.nl", "`https://www.example.nl`"),
            ("example.nl/gids", "`https://example.nl/gids`"),
            ("06-12345670", "`tel:+31612345670`"),
            ("https:example.nl", "`https://example.nl`"),
            ("https:/example.nl", "`https://example.nl`"),
            ("http://example.nl/", "`https://example.nl/`"),
        ] {
            let said = Link::parse(typed).unwrap_err().hint.unwrap_or_default();
            assert!(said.contains(hint), "{typed}: {said}");
        }
    }
}
