//! Where the site is found and what may surround it: keys -> addresses -> view.
//!
//! Invariant: what codes hold and what people type is proven by `address`, and is said to
//! differ where it does.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::diag::{Diagnostic, Span, say};
use crate::value::{HttpsUrl, List, Origin, Slug};
use crate::yaml::{Field, Located};

use super::Keys;
use super::address::{address, folder, typed};
use super::check::Check;
use super::view::Reader;

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
    /// What people type, without `https://`, in their own letters; derived from `url` when absent.
    #[serde(default)]
    pub short_url: Field<String>,
}

/// Intranets that may show the site in a frame.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Intranet")]
pub struct IntranetKeys {
    /// Their origins, as in `https://acme.sharepoint.com`; `https://*.example.nl` is every host
    /// below `example.nl`.
    pub allowed_origins: List<String>,
}

/// Where the site will be found.
#[derive(Clone, Debug)]
pub struct Site {
    /// The address that the codes hold.
    pub url: HttpsUrl,
    /// What people type, in their own alphabet.
    pub short_url: String,
    /// What a browser makes of that.
    typed: HttpsUrl,
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
        let short = check.checker.parse(short_url, "site/short-url", typed);
        if matches!((url, base_url), (Field::Missing, Field::Missing)) {
            check.push(
                Diagnostic::error(
                    "yaml/missing-key",
                    say!("the site has neither `url` nor `base_url`"),
                )
                .at(&keys.span)
                .hint(say!("the QR codes hold this address: `url: https://vp.example.nl/acme/`")),
            );
        }
        let given_url = url;
        let url = match url {
            Field::Missing => {
                let below = base?.join(&format!("{}/", Slug::parse(stem).ok()?));
                // Named by the practice and the file together: its place is the practice's key.
                check.checker.parse(base_url, "url/invalid", |_| address(&below))?
            }
            _ => own?,
        };
        if let (Some((shown, typed)), Some(given)) = (&short, short_url.given())
            && typed.place() != url.place()
        {
            let message = say!("people type `{shown}`, and the codes open `{}`", url.short());
            check.push(
                Diagnostic::note("site/short-url-elsewhere", message)
                    .at(&given.span)
                    .hint(say!("see on a phone that the short one leads there, or leave it out")),
            );
        }
        let given = short_url.given().or(given_url.given()).or(base_url.given());
        let shown = short.as_ref().map_or_else(|| url.short(), |(shown, _)| shown.clone());
        if let Some(given) = given
            && shown.contains("xn--")
            && !given.value.is_ascii()
        {
            let message = say!(
                "what people type is `{shown}`: in its own letters this address looks like another one"
            );
            check.push(
                Diagnostic::warning("url/look-alike", message)
                    .at(&given.span)
                    .hint(say!("type it by hand, in letters of one alphabet")),
            );
        }
        let (short_url, typed) = short.unwrap_or_else(|| (url.short(), url.clone()));
        Some(Self { url, short_url, typed })
    }

    /// Every address that leads to the site.
    pub(super) fn addresses(&self) -> impl Iterator<Item = &HttpsUrl> {
        [&self.url, &self.typed].into_iter()
    }

    pub(super) fn view(&self, reader: &Reader<'_>) -> Value {
        json!({"url": self.url.as_str(), "short_url": reader.address(&self.short_url)})
    }
}

/// The addresses of a site and where each was given, without a word on what is wrong with
/// them: for who only asks whether two clients have the same.
pub fn addresses_of(site: &Field<SiteKeys>, stem: &str) -> Vec<(HttpsUrl, Span)> {
    let Some(SiteKeys { url, base_url, short_url }) = site.value() else { return Vec::new() };
    let below = |base: &str| {
        let base = folder(base.trim()).ok()?;
        address(&base.join(&format!("{}/", Slug::parse(stem).ok()?))).ok()
    };
    let own = match (url.given(), base_url.given()) {
        (Some(own), _) => address(own.value.trim()).ok().map(|url| (url, own.span.clone())),
        (None, Some(base)) => below(&base.value).map(|url| (url, base.span.clone())),
        (None, None) => None,
    };
    let short = short_url.given().and_then(|short| {
        let (_, url) = typed(short.value.trim()).ok()?;
        Some((url, short.span.clone()))
    });
    own.into_iter().chain(short).collect()
}

/// The address of a site and who may show it in a frame, of a client that is known to be in
/// order.
pub fn hosted_at(keys: &Keys, stem: &str) -> Option<(HttpsUrl, Vec<Origin>, Span)> {
    let (url, place) = addresses_of(&keys.site, stem).into_iter().next()?;
    let listed = keys.intranet.value().and_then(|intranet| intranet.allowed_origins.value());
    let mut origins: Vec<Origin> = Vec::new();
    for origin in listed.into_iter().flatten().filter_map(Field::value) {
        let origin = Origin::parse(origin.trim()).ok()?;
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    Some((url, origins, place))
}

/// Origins that may show the site in a frame.
pub(super) fn allowed_origins(
    intranet: &Field<IntranetKeys>,
    check: &mut Check<'_>,
) -> Vec<Origin> {
    let Some(intranet) = intranet.given() else { return Vec::new() };
    let list = &intranet.value.allowed_origins;
    list.required("allowed_origins", &intranet.span, &mut check.checker.faults);
    let mut origins: Vec<Origin> = Vec::new();
    for item in check.checker.items(list) {
        match Origin::parse(item.value.trim()) {
            Ok(origin) => {
                if !origin.host().as_str().contains('.') {
                    check.push(
                        Diagnostic::warning(
                            "url/private",
                            say!("only one network knows the host `{}`", origin.host().as_str()),
                        )
                        .at(&item.span)
                        .hint(say!("leave it if the intranet is opened by this name, or write the whole: `https://acme.sharepoint.com`")),
                    );
                }
                if !origins.contains(&origin) {
                    origins.push(origin);
                }
            }
            Err(invalid) => {
                let code = invalid.code.unwrap_or("url/invalid");
                check.push(
                    Diagnostic::error(code, invalid.message)
                        .at(&item.span)
                        .maybe_hint(invalid.hint),
                );
            }
        }
    }
    origins
}
