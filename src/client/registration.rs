//! Professional registrations: keys -> the register's entry and what it covers -> view.
//!
//! Invariant: none without a link to the public register, where it can be checked.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::value::{HttpsUrl, List};
use crate::yaml::Field;

use super::check::Check;
use super::view::{Reader, named};

/// A professional registration.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Registration")]
pub struct RegistrationKeys {
    /// The body that keeps the register.
    pub body: Field<String>,
    /// The entry in the public register; https.
    pub url: Field<String>,
    /// What the registration covers.
    #[serde(default)]
    pub scope: List<Scope>,
}

/// What a registration covers.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Bullying, harassment, discrimination, aggression.
    UndesirableBehaviour,
    /// Fraud, conflicts of interest, wrongdoing.
    Integrity,
}

/// A professional registration.
#[derive(Clone, Debug)]
pub struct Registration {
    /// The body that keeps the register.
    pub body: String,
    /// The entry in the public register.
    pub url: HttpsUrl,
    /// What it covers.
    pub scope: Vec<Scope>,
}

impl Registration {
    pub(super) fn check_all(list: &List<RegistrationKeys>, check: &mut Check<'_>) -> Vec<Self> {
        let mut registrations = Vec::new();
        for item in check.checker.items(list) {
            let RegistrationKeys { body, url, scope } = &item.value;
            let (checker, span) = (&mut check.checker, &item.span);
            let body = checker.name_required(body, "body", span);
            url.required("url", span, &mut checker.faults);
            let url = checker.url(url);
            let scope = checker.items(scope).map(|scope| scope.value).collect();
            if let (Some(body), Some(url)) = (body, url) {
                registrations.push(Self { body, url, scope });
            }
        }
        registrations
    }

    pub(super) fn view(&self, reader: &Reader<'_>) -> Value {
        let words = reader.words();
        let keys = self.scope.iter().map(|scope| format!("scope_{}", named(scope)));
        let keys: Vec<String> = keys.map(|key| key.replace('-', "_")).collect();
        let scope: Vec<&str> = keys.iter().filter_map(|key| words.get(key)).collect();
        json!({
            "body": self.body,
            "url": self.url.as_str(),
            "scope_text": words.list(&scope),
        })
    }
}
