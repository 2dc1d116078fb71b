//! Where the site is found and what may surround it: keys -> addresses -> view.
//!
//! Invariant: an address that codes hold names a folder, has neither query nor
//! fragment, and is short enough for a code that reads from paper.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::diag::Diagnostic;
use crate::value::{HttpsUrl, Invalid, List};
use crate::yaml::{Field, Located};

use super::check::Check;

/// The exit page when none is given: a government site without advertising or log-in.
const EXIT_URL: &str = "https://www.knmi.nl/";

/// Longest address of a site, in bytes: what a code of 57 modules a side holds at level M
/// (ISO/IEC 18004, table 7, version 10). More modules would be finer on a card than a phone
/// reads; whether these do is found by reading each code back.
const ADDRESS_LIMIT: usize = 213;

/// Where the site will be found.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Site")]
pub struct SiteKeys {
    /// The address that the QR codes hold; https.
    #[serde(default)]
    pub url: Field<String>,
    /// Used when `url` is absent: the address is this, the client's slug and a slash.
    #[serde(default)]
    pub base_url: Field<String>,
    /// What people type, without `https://`; derived from `url` when absent.
    #[serde(default)]
    pub short_url: Field<String>,
}

/// Intranets that may show the site in a frame.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Intranet")]
pub struct IntranetKeys {
    /// Their origins, as in `https://acme.sharepoint.com`.
    pub allowed_origins: List<String>,
}

/// Where the site will be found.
#[derive(Clone, Debug)]
pub struct Site {
    /// The address that the codes hold.
    pub url: HttpsUrl,
    /// What people type.
    pub short_url: String,
}

impl Site {
    pub(super) fn check(
        keys: &Located<SiteKeys>,
        stem: &str,
        check: &mut Check<'_>,
    ) -> Option<Self> {
        let SiteKeys { url, base_url, short_url } = &keys.value;
        let own = check.checker.parse(url, "url/invalid", address);
        let base = check.checker.parse(base_url, "url/invalid", folder);
        let short_url = check.checker.parse(short_url, "site/short-url", typed);
        if matches!((url, base_url), (Field::Missing, Field::Missing)) {
            check.push(
                Diagnostic::error("yaml/missing-key", "the site has neither `url` nor `base_url`")
                    .at(&keys.span)
                    .hint("the QR codes hold this address: `url: https://vp.example.nl/acme/`"),
            );
        }
        let url = match url {
            Field::Missing => {
                let below = base?.join(&format!("{stem}/"));
                // Named by the practice and the file together: its place is the practice's key.
                check.checker.parse(base_url, "url/invalid", |_| address(&below))?
            }
            _ => own?,
        };
        Some(Self { short_url: short_url.unwrap_or_else(|| url.short()), url })
    }

    pub(super) fn view(&self) -> Value {
        json!({"url": self.url.as_str(), "short_url": self.short_url})
    }
}

/// Origins that may show the site in a frame.
pub(super) fn allowed_origins(
    intranet: &Field<IntranetKeys>,
    check: &mut Check<'_>,
) -> Vec<HttpsUrl> {
    let Some(intranet) = intranet.given() else { return Vec::new() };
    let list = &intranet.value.allowed_origins;
    list.required("allowed_origins", &intranet.span, &mut check.checker.faults);
    let mut origins = Vec::new();
    for item in check.checker.items(list) {
        match HttpsUrl::parse(&item.value) {
            Ok(url) if url.path() == "/" && !url.has_tail() => origins.push(url),
            Ok(url) => check.push(
                Diagnostic::error("url/origin", "an origin has no path")
                    .at(&item.span)
                    .hint(format!("write `{}`", url.origin())),
            ),
            Err(invalid) => check.push(
                Diagnostic::error("url/invalid", invalid.message)
                    .at(&item.span)
                    .hint("write it as `https://acme.sharepoint.com`"),
            ),
        }
    }
    origins
}

/// The page that the exit button opens.
pub(super) fn exit_url(field: &Field<String>, check: &mut Check<'_>) -> Option<HttpsUrl> {
    match field {
        Field::Missing => HttpsUrl::parse(EXIT_URL).ok(),
        _ => check.url(field),
    }
}

/// The address of a site.
fn address(text: &str) -> Result<HttpsUrl, Invalid> {
    let url = folder(text)?;
    match url.as_str().len() {
        0..=ADDRESS_LIMIT => Ok(url),
        length => Err(too_long(length)),
    }
}

/// The address of a folder on the web.
fn folder(text: &str) -> Result<HttpsUrl, Invalid> {
    // Said before anything else, which would repeat all of it.
    if text.len() > ADDRESS_LIMIT {
        return Err(too_long(text.len()));
    }
    let url = HttpsUrl::parse(text)?;
    if url.has_tail() {
        return Err(Invalid::new(format!("`{text}` has a `?` or a `#`"))
            .hint("an address on a poster names the site alone, the same for everyone"));
    }
    if !url.path().ends_with('/') {
        return Err(Invalid::new(format!("`{text}` does not end with a slash"))
            .hint(format!("the site is a folder: write `{text}/`")));
    }
    Ok(url)
}

fn too_long(length: usize) -> Invalid {
    Invalid::new(format!("this address is {length} characters long, which no poster can show"))
        .hint(format!(
            "a code holds at most {ADDRESS_LIMIT}: choose a short one, as in \
             `https://vp.example.nl/acme/`"
        ))
}

/// An address as it is typed.
fn typed(text: &str) -> Result<String, Invalid> {
    if text.len() > ADDRESS_LIMIT {
        return Err(too_long(text.len()));
    }
    let fits = HttpsUrl::parse(&format!("https://{text}")).is_ok();
    if text.contains("://") || text.starts_with("www.") || !fits {
        return Err(Invalid::new(format!("`{text}` is not an address to be typed"))
            .hint("write it without `https://` and `www.`, as in `vp.example.nl/acme`"));
    }
    Ok(text.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_no_code_holds_is_refused_in_few_words() {
        let of_length = |length: usize| {
            let start = "https://vp.example.nl/";
            format!("{start}{}/", "a".repeat(length - start.len() - 1))
        };
        assert!(address(&of_length(ADDRESS_LIMIT)).is_ok());
        for length in [ADDRESS_LIMIT + 1, 3_000] {
            let refused = address(&of_length(length)).unwrap_err();
            assert!(refused.message.contains(&length.to_string()), "{}", refused.message);
            assert!(refused.message.len() < 100 && refused.hint.is_some());
        }
        // What is typed here grows where it is encoded for the code.
        assert!(address(&format!("https://vp.example.nl/{}/", "é".repeat(90))).is_err());
        assert!(typed(&of_length(3_000)[8..]).is_err());
    }
}
