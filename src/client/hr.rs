//! Who works for the organisation with the kit: keys -> a person to write to, and their language.
//!
//! Invariant: whoever to write to is named in what is made for the organisation, and nowhere else.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::diag::{Diagnostic, say};
use crate::value::{Email, Lang};
use crate::yaml::{Field, Located};

use super::Keys;
use super::check::Check;
use super::view::Reader;

/// Languages that HR reads, the likeliest first, where the file does not say which.
const LIKELY: [&str; 2] = ["nl", "en"];

/// Who to write to at the organisation; never published.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "HrContact")]
pub struct HrContactKeys {
    /// The person or the team; their address alone does too.
    #[serde(default)]
    pub name: Field<String>,
    /// Their e-mail address.
    #[serde(default)]
    pub email: Field<String>,
}

/// Who to write to at the organisation.
#[derive(Clone, Debug)]
pub struct HrContact {
    /// The person or the team.
    pub name: Option<String>,
    /// Their e-mail address.
    pub email: Option<Email>,
}

impl HrContact {
    pub(super) fn check(contact: &Located<HrContactKeys>, check: &mut Check<'_>) -> Option<Self> {
        let HrContactKeys { name, email } = &contact.value;
        let checker = &mut check.checker;
        let name = match (name.given(), email.given()) {
            (None, Some(_)) => None,
            _ => Some(checker.name_required(name, "name", &contact.span)?),
        };
        let email = check.checker.parse(email, "email/invalid", Email::parse);
        Some(Self { name, email })
    }

    /// As templates see it in what is made for the organisation.
    pub fn view(&self, reader: &Reader<'_>) -> Value {
        json!({
            "name": self.name.as_ref().map(|name| reader.name(name)),
            "email": self.email.as_ref().map(|email| reader.address(email.as_str())),
        })
    }
}

/// The language that HR reads: that of the kit's first page, of the start-up pack and of mails
/// within the organisation.
#[derive(Clone, Debug)]
pub struct HrLanguage {
    /// The language.
    pub lang: Lang,
    /// Where the file says so; nothing where it was taken to be.
    pub given: Option<crate::diag::Span>,
}

impl HrLanguage {
    pub(super) fn check(keys: &Keys, check: &mut Check<'_>) -> Option<Self> {
        if let Some(given) = keys.hr_language.given() {
            let lang = check.checker.parse(&keys.hr_language, "lang/unknown", Lang::parse)?;
            return Some(Self { lang, given: Some(given.span.clone()) });
        }
        let likely = LIKELY.into_iter().filter_map(|tag| Lang::parse(tag).ok());
        let own = likely.clone().find(|lang| check.checker.languages.contains(lang));
        let Some(lang) = own else {
            // What the site's languages are is not known while one of them is none.
            let named = keys.languages.value().map_or(0, Vec::len);
            if named > 0 && named == check.checker.languages.len() {
                let place = keys.languages.given().map_or(check.top, |given| &given.span).clone();
                check.push(
                    Diagnostic::note(
                        "lang/hr",
                        say!(
                            "the page and the start-up pack for HR are in Dutch, since the site is \
                         neither in Dutch nor in English"
                        ),
                    )
                    .at(&place)
                    .hint(say!("write `hr_language: nl` if that is right, or `hr_language: en`")),
                );
            }
            return likely.into_iter().next().map(|lang| Self { lang, given: None });
        };
        Some(Self { lang, given: None })
    }
}
