//! Web addresses: text -> a proven https address.
//!
//! Invariant: no other scheme gets in (`url` itself accepts `javascript:`),
//! no user name, and a host with a dot.

use url::Url;

use super::Invalid;

/// An https address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpsUrl(Url);

impl HttpsUrl {
    /// Reads an address.
    ///
    /// # Errors
    /// It is not https, carries a user name, or names no public host.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let invalid = |why: &str| {
            Invalid::new(format!("`{text}` {why}")).hint("write it as `https://www.example.nl/`")
        };
        let url = Url::parse(text).map_err(|_| invalid("is not a web address"))?;
        if url.scheme() != "https" {
            return Err(invalid("does not begin with `https://`"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(invalid("carries a user name"));
        }
        match url.host_str() {
            Some(host) if host.contains('.') => Ok(Self(url)),
            _ => Err(invalid("names no public host")),
        }
    }

    /// The whole address, normalised.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The host, as in `vp.example.nl`.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Scheme and host alone, as in `https://vp.example.nl`.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// The path, with its first slash.
    pub fn path(&self) -> &str {
        self.0.path()
    }

    /// Whether it has a query or a fragment.
    pub fn has_tail(&self) -> bool {
        self.0.query().is_some() || self.0.fragment().is_some()
    }

    /// The address as people type it: no scheme, no `www.`, no slash at the end.
    pub fn short(&self) -> String {
        let text = self.0.as_str().trim_start_matches("https://").trim_start_matches("www.");
        text.trim_end_matches('/').to_owned()
    }

    /// The same address below this one; `tail` has no slash at its start.
    #[must_use]
    pub fn join(&self, tail: &str) -> String {
        let base = self.0.as_str();
        if base.ends_with('/') { format!("{base}{tail}") } else { format!("{base}/{tail}") }
    }

    /// The address with scheme and host in upper case, where case means nothing
    /// (RFC 3986, 6.2.2.1), so that a QR code can use its denser alphabet for them.
    pub fn for_code(&self) -> String {
        let text = self.0.as_str();
        let host_end = text[8..].find('/').map_or(text.len(), |at| at + 8);
        format!("{}{}", text[..host_end].to_ascii_uppercase(), &text[host_end..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_gets_in() {
        for wrong in [
            "javascript:alert(1)",
            "http://example.nl",
            "example.nl",
            "https://a:b@example.nl",
            "https://localhost/",
        ] {
            assert!(HttpsUrl::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_code_keeps_the_case_of_the_path() {
        let url = HttpsUrl::parse("https://vp.example.nl/Acme/").unwrap();
        assert_eq!(url.for_code(), "HTTPS://VP.EXAMPLE.NL/Acme/");
        assert_eq!(url.short(), "vp.example.nl/Acme");
    }
}
