//! The adviser's practice: keys -> name, website, logo and what it says on privacy -> view.
//!
//! Invariant: a practice has a name.

use serde::Deserialize;
use serde_json::{Value, json};

use schemars::JsonSchema;

use crate::value::{Email, FileKind, HttpsUrl, Picture, Text, TextOr};
use crate::yaml::{Field, Located};

use super::amount::{Amount, RetentionKeys};
use super::check::Check;
use super::picture::{ImageKeys, Shows};
use super::view::Reader;

/// The adviser's practice.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Practice")]
pub struct PracticeKeys {
    /// Its name.
    pub name: Field<String>,
    /// Its website; an https address.
    #[serde(default)]
    pub url: Field<String>,
    /// Its logo, shown small in the foot.
    #[serde(default)]
    pub logo: Field<ImageKeys>,
    /// Who keeps what of a talk, for the notice on privacy.
    #[serde(default)]
    pub privacy: Field<PrivacyKeys>,
}

/// What the notice on privacy has to say (GDPR, article 13); only the practice knows it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Privacy")]
pub struct PrivacyKeys {
    /// Who is responsible for what is kept, as in `De Vries Vertrouwenswerk`.
    #[serde(default)]
    pub controller: Field<String>,
    /// Where to ask about it: an e-mail address, or an https address.
    #[serde(default)]
    pub contact: Field<String>,
    /// How long notes are kept after the last contact: `{months: 6}`, `{years: 2}`, or words.
    #[serde(default)]
    pub retention: Field<TextOr<RetentionKeys>>,
    /// On whose computers the site stands.
    #[serde(default)]
    pub host: Field<String>,
}

/// The adviser's practice.
#[derive(Clone, Debug)]
pub struct Practice {
    /// Its name.
    pub name: String,
    /// Its website.
    pub url: Option<HttpsUrl>,
    /// Its logo and what it shows.
    pub logo: Option<(Picture, Text)>,
    /// What the notice on privacy says.
    pub privacy: Option<Privacy>,
}

/// What the notice on privacy says; each part is there where the practice tells it.
#[derive(Clone, Debug)]
pub struct Privacy {
    /// Who is responsible.
    pub controller: Option<String>,
    /// Where to ask: what is shown, and the link.
    pub contact: Option<(String, String)>,
    /// How long notes are kept after the last contact.
    pub retention: Option<Amount>,
    /// Who hosts the site.
    pub host: Option<String>,
}

impl PracticeKeys {
    pub(super) fn files(&self) -> Option<(FileKind, &Located<String>)> {
        ImageKeys::file(&self.logo)
    }
}

impl Practice {
    pub(super) fn check(keys: &Located<PracticeKeys>, check: &mut Check<'_>) -> Option<Self> {
        let PracticeKeys { name, url, logo, privacy } = &keys.value;
        let name = check.checker.name_required(name, "name", &keys.span);
        let url = check.url(url);
        let logo = check.image(logo, Shows::Name);
        let privacy = privacy.given().map(|keys| Privacy::check(keys, check));
        Some(Self { name: name?, url, logo, privacy })
    }

    /// The practice as templates see it; every key is there for a client without one too.
    pub(super) fn view(practice: Option<&Self>, reader: &Reader<'_>) -> Value {
        json!({
            "name": practice.map(|practice| reader.name(&practice.name)),
            "url": practice.and_then(|practice| practice.url.as_ref()).map(HttpsUrl::as_str),
            "privacy": practice.and_then(|practice| practice.privacy.as_ref())
                .map(|privacy| privacy.view(reader)),
        })
    }
}

impl Privacy {
    fn check(keys: &Located<PrivacyKeys>, check: &mut Check<'_>) -> Self {
        let PrivacyKeys { controller, contact, retention, host } = &keys.value;
        let mut name = |field: &Field<String>, key: &str| {
            let name = check.checker.line(field)?;
            check.checker.lettered(&name, key, &field.given()?.span);
            Some(name)
        };
        let (controller, host) = (name(controller, "controller"), name(host, "host"));
        let is_page = contact.value().is_some_and(|text| text.contains("://"));
        let contact = match is_page {
            true => check.url(contact).map(|url| (url.short().to_owned(), url.as_str().to_owned())),
            false => check
                .checker
                .parse(contact, "email/invalid", Email::parse)
                // As Markdown takes it, which encodes what a link may not hold.
                .map(|email| (email.as_str().to_owned(), format!("mailto:{}", email.as_str()))),
        };
        Self { controller, contact, retention: Amount::check(retention, check), host }
    }

    fn view(&self, reader: &Reader<'_>) -> Value {
        let contact = self.contact.as_ref();
        json!({
            "controller": self.controller.as_deref().map(|name| reader.name(name)),
            "contact": contact.map(|(shown, _)| reader.address(shown)),
            "contact_href": contact.map(|(_, href)| href),
            "retention": self.retention.as_ref().and_then(|time| time.said(reader)),
            "host": self.host.as_deref().map(|name| reader.name(name)),
        })
    }
}
