//! Web addresses: text -> a proven https address, in the form of the network and of people.
//!
//! Invariant: no other scheme gets in (`url` itself accepts `javascript:`), no user name, and
//! no host but a proven one; what the network gets is ASCII, what people read is not.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str};
use unicode_normalization::UnicodeNormalization;
use url::Url;

use super::host::is_of_words;
use super::{Host, Invalid, invisible, pasted};
use crate::diag::{Sentence, say};

/// All but what stands as itself anywhere in an address (RFC 3986, section 2.3).
pub const UNRESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// An https address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpsUrl {
    url: Url,
    host: Host,
}

impl HttpsUrl {
    /// Reads an address that everybody can open.
    ///
    /// # Errors
    /// It is not https, carries a user name, names no public host, or has something around
    /// it or in it that no address has.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        Self::read(text, Host::public)
    }

    /// The same, where the host may be one that only an organisation's network knows.
    ///
    /// # Errors
    /// The same, but that the host has to be one at all.
    pub fn parse_within(text: &str) -> Result<Self, Invalid> {
        Self::read(text, Host::parse)
    }

    fn read(text: &str, host: fn(&str) -> Result<Host, Invalid>) -> Result<Self, Invalid> {
        pasted::of_length(text)?;
        pasted::looked_at(text)?;
        let address = Self::proven(text, host).map_err(|invalid| match pasted::mended(text) {
            Some(right) => invalid.hint(say!("write `{right}`")),
            None if invalid.hint.is_some() => invalid,
            None => invalid.hint(pasted::FORM),
        })?;
        match pasted::wrapper(&address.url) {
            Some(invalid) => Err(invalid),
            None => Ok(address),
        }
    }

    /// An address, without a look at what stands around it, and mostly without a remedy.
    pub(super) fn proven(
        text: &str,
        host: fn(&str) -> Result<Host, Invalid>,
    ) -> Result<Self, Invalid> {
        let invalid = |why: Sentence| Invalid::new(say!("`{text}` {why}"));
        let start = text.get(..8).unwrap_or_default();
        if !start.eq_ignore_ascii_case("https://") {
            return Err(invalid(say!("does not begin with `https://`")));
        }
        let authority = text[8..].split(['/', '?', '#']).next().unwrap_or_default();
        if authority.contains('@') {
            return Err(invalid(say!("carries a user name")));
        }
        // Proven as it was written: the library would mend some of it, and say nothing.
        let (name, port) = match authority.rsplit_once(':') {
            Some((name, port)) if !name.contains(':') => (name, Some(port)),
            _ => (authority, None),
        };
        let host = host(name)?;
        if port.is_some_and(|port| !port.parse::<u16>().is_ok_and(|port| port > 0)) {
            return Err(invalid(say!("has something behind the `:` that is no port")));
        }
        let url = Url::parse(text).map_err(|_| invalid(say!("is not a web address")))?;
        if url.host_str() != Some(host.as_str()) {
            return Err(invalid(say!("is not a web address")));
        }
        let path = percent_decode_str(url.path()).decode_utf8_lossy();
        if let Some(unseen) = invisible::first(&path) {
            let hint = say!("type the address by hand instead of copying it");
            return Err(unseen.refused(&say!("this address"), &path).hint(hint));
        }
        Ok(Self { url, host })
    }

    /// The whole address, normalised; ASCII.
    pub fn as_str(&self) -> &str {
        self.url.as_str()
    }

    /// The host in the form of the network, as in `vp.example.nl`.
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// Scheme and host alone, as in `https://vp.example.nl`.
    pub fn origin(&self) -> String {
        self.url.origin().ascii_serialization()
    }

    /// The path, with its first slash; ASCII.
    pub fn path(&self) -> &str {
        self.url.path()
    }

    /// The path with every sign as itself.
    pub fn path_decoded(&self) -> Cow<'_, str> {
        percent_decode_str(self.url.path()).decode_utf8_lossy()
    }

    /// Whether it has a query or a fragment.
    pub fn has_tail(&self) -> bool {
        self.url.query().is_some() || self.url.fragment().is_some()
    }

    /// The same without query and fragment.
    #[must_use]
    pub fn without_tail(&self) -> Self {
        let mut url = self.url.clone();
        url.set_query(None);
        url.set_fragment(None);
        Self { url, host: self.host.clone() }
    }

    /// The same without what follows its reader, if there is something of the kind.
    pub fn without_trackers(&self) -> Option<String> {
        pasted::without_trackers(&self.url)
    }

    /// The address as people read it: letters of every alphabet as themselves.
    pub fn readable(&self) -> String {
        let port = self.port();
        let query = self.url.query().map(|query| format!("?{query}")).unwrap_or_default();
        let fragment = self.url.fragment().map(|end| format!("#{end}")).unwrap_or_default();
        let (host, path) = (self.host.readable(), readable_path(self.url.path()));
        format!("https://{host}{port}{path}{query}{fragment}")
    }

    /// The address as people type it: no scheme, no `www.`, no slash at the end.
    pub fn short(&self) -> String {
        let text = self.readable();
        let text = text.trim_start_matches("https://").trim_start_matches("www.");
        text.trim_end_matches('/').to_owned()
    }

    /// The same address below this one; `tail` has no slash at its start.
    #[must_use]
    pub fn join(&self, tail: &str) -> String {
        let base = self.url.as_str();
        if base.ends_with('/') { format!("{base}{tail}") } else { format!("{base}/{tail}") }
    }

    /// The address with scheme and host in upper case, where case means nothing
    /// (RFC 3986, 6.2.2.1), so that a QR code can use its denser alphabet for them.
    pub fn for_code(&self) -> String {
        let text = self.url.as_str();
        let host_end = text[8..].find('/').map_or(text.len(), |at| at + 8);
        format!("{}{}", text[..host_end].to_ascii_uppercase(), &text[host_end..])
    }

    /// Whether this address lies in the folder of another: the same host but for `www.`, the
    /// same port, and a path that begins with the other's, whatever the case of its letters.
    pub fn is_within(&self, other: &Self) -> bool {
        self.is_beside(other) && self.folder().starts_with(&other.folder())
    }

    /// Whether this address is of the same host as another, but for `www.`.
    pub fn is_beside(&self, other: &Self) -> bool {
        let same_port = self.url.port_or_known_default() == other.url.port_or_known_default();
        same_port && self.host.bare() == other.host.bare()
    }

    /// What two addresses of one folder have in common: `vp.example.nl/acme/`.
    pub fn place(&self) -> String {
        format!("{}{}{}", self.host.bare(), self.port(), self.folder())
    }

    /// The port with its colon, where it is not the one of https.
    fn port(&self) -> String {
        self.url.port().map(|port| format!(":{port}")).unwrap_or_default()
    }

    /// The path as a folder, in lower case: some servers tell no case apart.
    fn folder(&self) -> String {
        let path = self.path_decoded().to_lowercase();
        if path.ends_with('/') { path } else { format!("{path}/") }
    }
}

/// An origin that may show a site in a frame, as a header names it: `https://acme.sharepoint.com`,
/// or with a wildcard for its first part (CSP 3, 2.3.1, `host-source`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    text: String,
    host: Host,
}

impl Origin {
    /// Reads an origin.
    ///
    /// # Errors
    /// It is no https address, or has a path.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        pasted::of_length(text)?;
        // `https://*.example.nl`: what is behind the wildcard is proven, and put back.
        let (wild, address) = match text.split_once("//*.") {
            Some((scheme, rest)) if !rest.contains('*') => ("*.", format!("{scheme}//{rest}")),
            _ => ("", text.to_owned()),
        };
        let several = pasted::addresses(text);
        if several.len() > 1 {
            let all: Vec<String> = several.iter().map(|one| format!("\"{}\"", bare(one))).collect();
            return Err(Invalid::new(say!("`{text}` is more than one origin"))
                .hint(say!("write each by itself: `allowed_origins: [{}]`", all.join(", "))));
        }
        let form =
            |invalid: Invalid| match &invalid.hint {
                Some(hint) if !hint.contains("www.example.nl") => Invalid {
                    hint: Some(hint.clone().with_data(&|data| {
                        data.replacen("https://", &format!("https://{wild}"), 1)
                    })),
                    ..invalid
                },
                _ => invalid.hint(say!("write it as `https://acme.sharepoint.com`")),
            };
        let url = HttpsUrl::parse_within(&address).map_err(form)?;
        if !wild.is_empty() && url.host.is_private() {
            return Err(Invalid::new(say!("`{text}` would let any site show this one"))
                .hint(say!("name the host behind the wildcard: `https://*.example.nl`")));
        }
        let origin = url.origin().replacen("//", &format!("//{wild}"), 1);
        if url.path() != "/" || url.has_tail() {
            return Err(Invalid::new(say!("an origin has no path"))
                .hint(say!("write `{origin}`"))
                .code("url/origin"));
        }
        Ok(Self { text: origin, host: url.host })
    }

    /// The origin, as a header names it; letters, digits, `-`, `.`, `:`, `/` and `*`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Its host, without the wildcard.
    pub fn host(&self) -> &Host {
        &self.host
    }
}

/// An address without its path.
fn bare(address: &str) -> &str {
    let end = address.get(8..).and_then(|rest| rest.find('/'));
    end.map_or(address, |end| &address[..end + 8])
}

/// A path with the letters of every alphabet as themselves; what has a meaning in an address
/// or cannot be typed stays as the network has it.
fn readable_path(path: &str) -> String {
    let bytes = path.as_bytes();
    let (mut out, mut at) = (String::new(), 0);
    while at < bytes.len() {
        let end = path[at..].find('%').map_or(bytes.len(), |next| at + next);
        out.push_str(&path[at..end]);
        at = end;
        let mut run = at;
        while bytes.get(run) == Some(&b'%') && path.is_char_boundary((run + 3).min(bytes.len())) {
            run = (run + 3).min(bytes.len());
        }
        let encoded = &path[at..run];
        match percent_decode_str(encoded).decode_utf8() {
            Ok(text) => text.nfc().for_each(|sign| match !sign.is_ascii() && is_of_words(sign) {
                true => out.push(sign),
                false => out.extend(percent_encoding::utf8_percent_encode(
                    sign.encode_utf8(&mut [0; 4]),
                    NON_ALPHANUMERIC,
                )),
            }),
            Err(_) => out.push_str(encoded),
        }
        at = run;
    }
    out
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
            "https:example.nl",
            "https:/example.nl",
            "https:///example.nl",
            "https:\\\\example.nl",
            "https://a.example.nl:0/",
            "https://a.example.nl:99999/",
        ] {
            assert!(HttpsUrl::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_copied_along_is_named_with_what_to_type() {
        let right = "https://vp.example.nl/acme/";
        for wrong in [
            "https://vp.example.nl/acme/.",
            "https://vp.example.nl/acme/,",
            "https://vp.example.nl/acme/;",
            "https://vp.example.nl/acme/)",
            "https://vp.example.nl/acme/>",
            "https://vp.example.nl/acme/\"",
            "https://vp.example.nl/acme/”.",
            "<https://vp.example.nl/acme/>",
            "(https://vp.example.nl/acme/).",
            "“https://vp.example.nl/acme/”",
            "**https://vp.example.nl/acme/**",
            "`https://vp.example.nl/acme/`",
            "[de site](https://vp.example.nl/acme/)",
            "http://vp.example.nl/acme/",
            "htps://vp.example.nl/acme/",
            "hhtps://vp.example.nl/acme/",
            "htpps://vp.example.nl/acme/",
            "https//vp.example.nl/acme/",
            "https:/vp.example.nl/acme/",
            "https:vp.example.nl/acme/",
            "https;//vp.example.nl/acme/",
            "https://https://vp.example.nl/acme/",
            "http://https://vp.example.nl/acme/",
            "https:// vp.example.nl/acme/",
            "https:\\\\vp.example.nl\\acme\\",
            "https：//vp.example.nl/acme/",
            "https://vp。example.nl/acme/",
            "vp.example.nl/acme/",
            "//vp.example.nl/acme/",
            "https://vp.example.nl/acme\u{200B}/",
            "https://vp\u{AD}.example.nl/acme/",
            "\u{202A}https://vp.example.nl/acme/\u{202C}",
            "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fvp.example.nl%2Facme%2F&data=05%7C02%7C&reserved=0",
            "https://www.google.com/url?sa=t&url=https%3A%2F%2Fvp.example.nl%2Facme%2F&usg=x",
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fvp.example.nl%2Facme%2F&h=AT0",
            "https://urldefense.com/v3/__https://vp.example.nl/acme/__;!!AbC!d$",
            "https://urldefense.proofpoint.com/v2/url?u=https-3A__vp.example.nl_acme_&d=DwM",
        ] {
            let refused = HttpsUrl::parse(wrong).expect_err(wrong);
            let hint = refused.hint.unwrap_or_default();
            assert!(hint.contains(&format!("`{right}`")), "{wrong}: {} / {hint}", refused.message);
        }
        for (wrong, hint) in [
            ("www.example.nl", "`https://www.example.nl`"),
            ("https://a.example.nl https://b.example.nl", "only one"),
            ("https://a.example.nlhttps://b.example.nl", "only one"),
            ("https://{tenant}.example.nl/", "`{tenant}`"),
            ("https://<naam>.example.nl/", "`<naam>`"),
            ("https://[klant].example.nl/", "`[klant]`"),
            ("https://%7Bnaam%7D.example.nl/", "`{naam}`"),
            (
                "https://example.nl/Klachten regeling.pdf",
                "`https://example.nl/Klachten%20regeling.pdf`",
            ),
            ("https://example.nl/?a=1&amp;b=2", "`https://example.nl/?a=1&b=2`"),
            ("noor@example.nl", "`https://"),
            ("mailto:noor@example.nl", "`https://"),
            ("C:\\Users\\noor\\site.html", "`https://"),
            ("file:///home/noor/index.html", "`https://"),
            ("https://protect-eu.mimecast.com/s/AbCdEfGhIjKlMnOpQrSt", "address bar"),
            ("https://example.nl/a%E2%80%8Bb", "by hand"),
        ] {
            let refused = HttpsUrl::parse(wrong).expect_err(wrong);
            let said = refused.hint.unwrap_or_default();
            assert!(said.contains(hint), "{wrong}: {} / {said}", refused.message);
        }
    }

    #[test]
    fn addresses_of_ordinary_pages_pass() {
        for right in [
            "https://example.nl",
            "HTTPS://Example.NL/",
            "https://example.nl:8443/a",
            "https://nl.wikipedia.org/wiki/Pesten_(school)",
            "https://nl.wikipedia.org/wiki/’s-Hertogenbosch",
            "https://en.wikipedia.org/wiki/Mann–Whitney_U_test",
            "https://example.nl/a,b;c=d/e.html?x[]=1&y=a|b#top",
            "https://example.nl/?next=https://b.example.nl/",
            "https://web.archive.org/web/2020/https://example.nl/",
            "https://video.example.nl/watch?v=a_b-C",
            "https://acme.sharepoint.com/:b:/s/hr/EaBc?e=1x",
            "https://acme.sharepoint.com/sites/hr/SitePages/Klachten.aspx",
            "https://www.google.com/maps/@52.1,5.2,15z",
            "https://example.nl/~noor/",
            "https://example.nl/100%25",
            "https://tips.example.nl/http/acme",
            "https://www.sophos.com/en-us/solutions/use-cases",
        ] {
            assert!(HttpsUrl::parse(right).is_ok(), "{right}: {:?}", HttpsUrl::parse(right));
        }
    }

    #[test]
    fn the_code_keeps_the_case_of_the_path() {
        let url = HttpsUrl::parse("https://vp.example.nl/Acme/").unwrap();
        assert_eq!(url.for_code(), "HTTPS://VP.EXAMPLE.NL/Acme/");
        assert_eq!(url.short(), "vp.example.nl/Acme");
    }

    #[test]
    fn people_read_letters_and_the_network_reads_ascii() {
        for (text, shown, code) in [
            (
                "https://vertrouwen-zoë.example.nl/café/",
                "vertrouwen-zoë.example.nl/café",
                "https://xn--vertrouwen-zo-gib.example.nl/caf%C3%A9/",
            ),
            (
                "https://xn--vertrouwen-zo-gib.example.nl/caf%c3%a9/",
                "vertrouwen-zoë.example.nl/café",
                "https://xn--vertrouwen-zo-gib.example.nl/caf%c3%a9/",
            ),
            (
                "https://довіра.example.com/",
                "довіра.example.com",
                "https://xn--80adf4bl5k.example.com/",
            ),
            (
                "https://example.nl/हिन्दी/",
                "example.nl/हिन्दी",
                "https://example.nl/%E0%A4%B9%E0%A4%BF%E0%A4%A8%E0%A5%8D%E0%A4%A6%E0%A5%80/",
            ),
            (
                "https://example.nl/a%2Fb%3Fc/",
                "example.nl/a%2Fb%3Fc",
                "https://example.nl/a%2Fb%3Fc/",
            ),
            ("https://example.nl/%FF/", "example.nl/%FF", "https://example.nl/%FF/"),
            ("https://example.nl/100%25/", "example.nl/100%25", "https://example.nl/100%25/"),
            ("https://аррӏе.com/", "xn--80ak6aa92e.com", "https://xn--80ak6aa92e.com/"),
        ] {
            let url = HttpsUrl::parse(text).unwrap();
            assert_eq!((url.short().as_str(), url.as_str()), (shown, code), "{text}");
            assert!(url.as_str().is_ascii() && url.for_code().is_ascii());
        }
    }

    #[test]
    fn origins_are_of_hosts_and_may_have_a_wildcard() {
        for (text, origin) in [
            ("https://acme.sharepoint.com", "https://acme.sharepoint.com"),
            ("https://acme.sharepoint.com/", "https://acme.sharepoint.com"),
            ("https://*.example.nl", "https://*.example.nl"),
            ("https://intranet.example.nl:8443", "https://intranet.example.nl:8443"),
            ("https://intranet.acme.local", "https://intranet.acme.local"),
            ("https://intranet", "https://intranet"),
            ("https://zoë.example.nl", "https://xn--zo-ija.example.nl"),
        ] {
            let parsed = Origin::parse(text);
            assert_eq!(parsed.as_ref().map(Origin::as_str), Ok(origin), "{text}");
        }
        for (wrong, hint) in [
            (
                "https://dewaal.sharepoint.com,https://b.example.nl",
                "`allowed_origins: [\"https://dewaal.sharepoint.com\", \"https://b.example.nl\"]`",
            ),
            (
                "'self' https://*.sharepoint.com https://b.example.nl;",
                "[\"https://*.sharepoint.com\", \"https://b.example.nl\"]",
            ),
            ("a.example.nl b.example.nl", "[\"https://a.example.nl\", \"https://b.example.nl\"]"),
            ("https://dewaal.sharepoint.com\"", "`https://dewaal.sharepoint.com`"),
            ("https://dewaal.sharepoint.com;", "`https://dewaal.sharepoint.com`"),
            ("https://*.example.nl;", "`https://*.example.nl`"),
            ("https://a.nl;script-src", "sharepoint"),
            ("https://*.com", "wildcard"),
            ("https://a.*.example.nl", "sharepoint"),
            ("https://*", "sharepoint"),
            ("*", "sharepoint"),
            ("https://{tenant}.sharepoint.com", "`{tenant}`"),
            ("https://acme.sharepoint.com/sites/hr", "`https://acme.sharepoint.com`"),
            ("acme.sharepoint.com", "`https://acme.sharepoint.com`"),
            ("https://10.0.0.1", "name"),
            ("https://$host.example.nl", "sharepoint"),
        ] {
            let refused = Origin::parse(wrong).expect_err(wrong);
            let said = refused.hint.unwrap_or_default();
            assert!(said.contains(hint), "{wrong}: {} / {said}", refused.message);
        }
    }
}
