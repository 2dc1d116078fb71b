//! A link as it is written in content -> what it leads to.
//!
//! One set of rules for every surface: site, paper, mail and plain text. What is
//! none of the five kinds below is refused where it was written. Invariant: a
//! [`Link`] holds no other scheme than `https:`, `tel:` and `mailto:`.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::value::{Email, HttpsUrl, Invalid, PageId};

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
    /// Reads a link.
    ///
    /// # Errors
    /// It is none of the kinds that there are.
    pub fn parse(written: &str) -> Result<Self, Invalid> {
        if let Some(anchor) = written.strip_prefix('#').filter(|anchor| !anchor.is_empty()) {
            return Ok(Link::Here(anchor.to_owned()));
        }
        let Some(scheme) = scheme(written) else { return page(written) };
        match scheme.as_str() {
            "https" if written.starts_with("https://") => {
                HttpsUrl::parse(written).map(|_| Link::Web(written.to_owned()))
            }
            "tel" if callable(&written["tel:".len()..]) => Ok(Link::Call(written.to_owned())),
            "mailto" => {
                let address = written["mailto:".len()..].split('?').next().unwrap_or_default();
                Email::parse(address).map(|_| Link::Mail(written.to_owned()))
            }
            "tel" => Err(Invalid::new(format!("the link `{written}` is no number to call"))
                .hint("write it as `tel:+31612345678`")),
            "http" => {
                let secure = written.replacen("http:", "https:", 1);
                Err(Invalid::new(format!("the link `{written}` does not begin with `https:`"))
                    .hint(format!("write `{secure}`, once you have seen that it opens")))
            }
            other => Err(Invalid::new(format!(
                "the link `{written}` begins with `{other}:`, which no link may"
            ))
            .hint(
                "a link is a page such as `steps.md`, or begins with `https:`, `tel:` or `mailto:`",
            )),
        }
    }
}

/// The scheme of an address, in lower case (RFC 3986, section 3.1).
fn scheme(written: &str) -> Option<String> {
    let (scheme, _) = written.split_once(':')?;
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let named = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(letter);
    named.then(|| scheme.to_ascii_lowercase())
}

fn callable(number: &str) -> bool {
    let sign = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | '.' | ' ');
    number.chars().all(sign) && number.contains(|c: char| c.is_ascii_digit())
}

fn page(written: &str) -> Result<Link, Invalid> {
    let (file, anchor) = match written.split_once('#') {
        Some((file, anchor)) => (file, Some(anchor.to_owned())),
        None => (written, None),
    };
    let id = file.strip_suffix(".md").and_then(PageId::from_stem);
    match id {
        Some(id) if anchor.as_deref() != Some("") => Ok(Link::Page { id, anchor }),
        _ => Err(nowhere(written)),
    }
}

/// Why a link that could lead to a page does not.
pub fn nowhere(written: impl fmt::Display) -> Invalid {
    Invalid::new(format!("the link `{written}` leads nowhere"))
        .hint("link to a page as `steps.md`, or to a site as `https://…`")
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
        for whole in ["https://www.example.nl/a?b=c#d", "tel:112", "mailto:naam@example.nl"] {
            assert_eq!(Link::parse(whole).map(|link| link.to_string()).as_deref(), Ok(whole));
        }
        for wrong in [
            "http://example.nl/",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "//example.nl/",
            "https:example.nl",
            "tel:",
            "tel:abc",
            "mailto:",
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
}
