//! Formal procedures: keys -> the committee and the desk -> view.
//!
//! Invariant: a desk has a name; its number is linked as it must be dialled.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::diag::say;
use crate::value::{Email, HttpsUrl, Line, PhoneNumber};
use crate::words::isolated;
use crate::yaml::{Field, Located};

use super::check::Check;
use super::number::{emergency, unreached};
use super::view::Reader;

/// Formal procedures of the organisation.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Procedures")]
pub struct ProceduresKeys {
    /// Investigates complaints.
    #[serde(default)]
    pub complaints_committee: Field<DeskKeys>,
    /// Receives formal reports of wrongdoing; not the adviser.
    #[serde(default)]
    pub internal_reporting_desk: Field<DeskKeys>,
}

/// A committee or a desk, and how to reach it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Desk")]
pub struct DeskKeys {
    /// Its name.
    pub name: Field<String>,
    /// Its page or regulation; https.
    #[serde(default)]
    pub url: Field<String>,
    /// Its e-mail address.
    #[serde(default)]
    pub email: Field<String>,
    /// Its phone number.
    #[serde(default)]
    pub phone: Field<String>,
}

/// Formal procedures of the organisation.
#[derive(Clone, Debug, Default)]
pub struct Procedures {
    /// Investigates complaints.
    pub complaints_committee: Option<Desk>,
    /// Receives formal reports of wrongdoing.
    pub internal_reporting_desk: Option<Desk>,
}

/// A committee or a desk.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Its name.
    pub name: String,
    /// Its page or regulation.
    pub url: Option<HttpsUrl>,
    /// Its e-mail address.
    pub email: Option<Email>,
    /// Its phone number.
    pub phone: Option<PhoneNumber>,
}

impl Procedures {
    pub(super) fn check(keys: &Field<ProceduresKeys>, check: &mut Check<'_>) -> Self {
        let Some(keys) = keys.value() else { return Self::default() };
        let ProceduresKeys { complaints_committee, internal_reporting_desk } = keys;
        let mut desk =
            |keys: &Field<DeskKeys>| keys.given().and_then(|keys| Desk::check(keys, check));
        Self {
            complaints_committee: desk(complaints_committee),
            internal_reporting_desk: desk(internal_reporting_desk),
        }
    }

    pub(super) fn view(&self, reader: &Reader<'_>) -> Value {
        let desk = |desk: &Option<Desk>| desk.as_ref().map(|desk| desk.view(reader));
        json!({
            "complaints_committee": desk(&self.complaints_committee),
            "internal_reporting_desk": desk(&self.internal_reporting_desk),
        })
    }
}

impl Desk {
    fn check(keys: &Located<DeskKeys>, check: &mut Check<'_>) -> Option<Self> {
        let DeskKeys { name, url, email, phone } = &keys.value;
        let name = check.checker.name_required(name, "name", &keys.span);
        let url = check.url_within(url);
        let email = check.checker.parse(email, "email/invalid", Email::parse);
        let given = phone;
        let phone = check.checker.parse(phone, "phone/invalid", PhoneNumber::parse);
        if let (Some(number), Some(given)) = (&phone, given.given()) {
            if number.line() == Line::Emergency {
                check.push(emergency(number).at(&given.span));
            } else if number.is_inland() && email.is_none() {
                let hint = say!("add its `email`, or a number for who calls from there");
                check.push(unreached(number).at(&given.span).hint(hint));
            }
        }
        Some(Self { name: name?, url, email, phone })
    }

    fn view(&self, reader: &Reader<'_>) -> Value {
        json!({
            // It only ever stands in running text.
            "name": isolated(&self.name, reader.lang()),
            "url": self.url.as_ref().map(HttpsUrl::as_str),
            "email": self.email.as_ref().map(Email::as_str),
            "phone": self.phone.as_ref().map(|number| number.shown_in(reader.lang())),
            "phone_href": self.phone.as_ref().map(PhoneNumber::href),
        })
    }
}
