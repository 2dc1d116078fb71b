//! The adviser's practice: keys -> name, website and logo -> view.
//!
//! Invariant: a practice has a name.

use serde::Deserialize;
use serde_json::{Value, json};

use schemars::JsonSchema;

use crate::value::{FileKind, HttpsUrl, Picture, Text};
use crate::yaml::{Field, Located};

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
}

impl PracticeKeys {
    pub(super) fn files(&self) -> Option<(FileKind, &Located<String>)> {
        ImageKeys::file(&self.logo)
    }
}

impl Practice {
    pub(super) fn check(keys: &Located<PracticeKeys>, check: &mut Check<'_>) -> Option<Self> {
        let PracticeKeys { name, url, logo } = &keys.value;
        let name = check.checker.name_required(name, "name", &keys.span);
        let url = check.url(url);
        let logo = check.image(logo, Shows::Name);
        Some(Self { name: name?, url, logo })
    }

    /// The practice as templates see it; every key is there for a client without one too.
    pub(super) fn view(practice: Option<&Self>, reader: &Reader<'_>) -> Value {
        json!({
            "name": practice.map(|practice| reader.name(&practice.name)),
            "url": practice.and_then(|practice| practice.url.as_ref()).map(HttpsUrl::as_str),
        })
    }
}
