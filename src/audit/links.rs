//! Addresses in a page -> where they lead.
//!
//! An address is read as browsers read it: control characters at its ends and tabs
//! and line breaks within count for nothing, a backslash is a slash (URL Living
//! Standard, section 4.4). Invariant: an address is inside only when its file is
//! known by name; whatever else it is, it is outside.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// Where an address leads.
#[derive(Debug, PartialEq, Eq)]
pub enum Target {
    /// To a file of the kit, and a place in it.
    Inside {
        /// The file's path.
        path: String,
        /// The id of the place.
        anchor: Option<String>,
    },
    /// To another site, or with another scheme; as a browser reads it.
    Outside(String),
}

/// An address of one output that leads to another, or to a place in itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Link {
    /// The path of the output that it leads to.
    pub target: String,
    /// The id within that output.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// The address as it is written.
    pub href: String,
    /// Whether a browser fetches it by itself.
    pub loads: bool,
}

/// An address as a browser reads it.
pub fn cleaned(url: &str) -> Cow<'_, str> {
    let url = url.trim_matches(|c: char| c <= ' ');
    if !url.contains(['\t', '\n', '\r', '\\']) {
        return Cow::Borrowed(url);
    }
    let url: String = url.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    Cow::Owned(url.replace('\\', "/"))
}

/// The scheme of a cleaned address, in lower case.
pub fn scheme(url: &str) -> Option<String> {
    let (scheme, _) = url.split_once(':')?;
    let sound = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    sound.then(|| scheme.to_ascii_lowercase())
}

/// Whether a browser would run an address, wherever it stands.
pub fn runs(value: &str) -> bool {
    // Most values are none, and every attribute of every page is asked.
    if !value.contains(':') {
        return false;
    }
    let scheme = scheme(&cleaned(value));
    matches!(scheme.as_deref(), Some("javascript" | "vbscript"))
}

/// Where an address leads from the output at `from`, for a site at `site`.
pub fn target(from: &str, site: &str, url: &str) -> Target {
    let url = cleaned(url);
    let (file, anchor) = match url.split_once('#') {
        Some((file, anchor)) => (file, Some(anchor.to_owned()).filter(|a| !a.is_empty())),
        None => (&*url, None),
    };
    let file = file.split('?').next().unwrap_or_default();
    let base = site.strip_suffix('/').unwrap_or(site);
    if let Some(below) = file.strip_prefix(base).and_then(|below| below.strip_prefix('/')) {
        let index = if below.is_empty() || below.ends_with('/') { "index.html" } else { "" };
        return Target::Inside { path: format!("site/{below}{index}"), anchor };
    }
    if file == site {
        return Target::Inside { path: "site/index.html".to_owned(), anchor };
    }
    if scheme(&url).is_some() || file.starts_with('/') {
        return Target::Outside(url.into_owned());
    }
    if file.is_empty() {
        return Target::Inside { path: from.to_owned(), anchor };
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.pop().is_some() => {}
            ".." => return Target::Outside(url.clone().into_owned()),
            part => parts.push(part),
        }
    }
    Target::Inside { path: parts.join("/"), anchor }
}

/// The addresses of a `srcset`; where one holds a comma, its parts are told too.
pub fn candidates(srcset: &str) -> Vec<&str> {
    let urls = srcset.split(',').filter_map(|part| part.split_ascii_whitespace().next());
    urls.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_browsers_read_them() {
        let site = "https://vp.example.nl/acme/";
        let inside = |path: &str, anchor: Option<&str>| Target::Inside {
            path: path.to_owned(),
            anchor: anchor.map(str::to_owned),
        };
        let cases = [
            ("help.html", inside("site/en/help.html", None)),
            (" ./help.html?a=b:c#x ", inside("site/en/help.html", Some("x"))),
            ("../assets/a.css", inside("site/assets/a.css", None)),
            ("..\\assets\\a.css", inside("site/assets/a.css", None)),
            ("#top", inside("site/en/index.html", Some("top"))),
            ("", inside("site/en/index.html", None)),
            ("../../index.html", inside("index.html", None)),
            ("https://vp.example.nl/acme/", inside("site/index.html", None)),
            ("https://vp.example.nl/acme/en/", inside("site/en/index.html", None)),
            ("https://vp.example.nl/acme/a.css", inside("site/a.css", None)),
        ];
        for (url, expected) in cases {
            assert_eq!(target("site/en/index.html", site, url), expected, "{url}");
        }
        for outside in [
            "https://vp.example.nl/acmes/",
            "https://vp.example.nl.example.com/acme/",
            "//a.example/x",
            "\\\\a.example\\x",
            "/\\a.example/x",
            "/a.css",
            "ht\ntps://a.example/",
            "\u{1}java\tscript:alert(1)",
            "JAVASCRIPT:alert(1)",
            "data:text/html,x",
            "../../../a.css",
            "blob:x",
        ] {
            let found = target("site/en/index.html", site, outside);
            assert!(matches!(found, Target::Outside(_)), "{outside:?}: {found:?}");
        }
        assert!(runs(" \u{1}java\tscript:alert(1)") && runs("VBScript:x"));
        assert!(!runs("what javascript: is") && !runs("https://example.nl/javascript:"));
    }
}
