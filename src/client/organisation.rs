//! The organisation: keys -> names, sector and size -> view.
//!
//! Invariant: it has a name.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::diag::{Diagnostic, say};
use crate::value::{LocalText, Text};
use crate::words::{Usage, at_start};
use crate::yaml::{Field, Located};

use super::check::Check;
use super::view::{Reader, named};

/// From this size on an organisation must have an internal reporting procedure
/// (Wet bescherming klokkenluiders, in force for 50 to 249 employees since 17 December 2023).
const REPORTING_DUTY_FROM: u32 = 50;

/// The organisation that the kit is for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Organisation")]
pub struct OrganisationKeys {
    /// Its full name.
    pub name: Field<String>,
    /// A short name for posters and titles; the full name when absent.
    #[serde(default)]
    pub short_name: Field<String>,
    /// The name as it stands in a sentence, with its article where it has one, as in
    /// `{nl: de Gemeente Hof van Twente}`; the short name when absent.
    #[serde(default)]
    pub in_sentence: Field<LocalText>,
    /// What kind of organisation it is, so that texts call it by the right word; a general word
    /// when absent.
    #[serde(default)]
    pub kind: Field<Kind>,
    /// Adds help lines of the sector, and has the team talk tell situations of it.
    #[serde(default)]
    pub sector: Field<Sector>,
    /// Number of employees; from 50 on an internal reporting procedure is required.
    #[serde(default)]
    pub employees: Field<u32>,
    /// Whether there is a works council.
    #[serde(default)]
    pub works_council: Field<bool>,
    /// A word from the employer.
    #[serde(default)]
    pub statement: Field<LocalText>,
}

/// What kind of organisation it is.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "OrganisationKind")]
pub enum Kind {
    /// A company.
    Company,
    /// An institution.
    Institution,
    /// A school.
    School,
    /// A municipality.
    Municipality,
    /// Another part of government.
    Government,
    /// An association.
    Association,
    /// A foundation.
    Foundation,
    /// A hospital.
    Hospital,
    /// An organisation for care.
    Care,
    /// Anything else.
    Other,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 10] = [
        Kind::Company,
        Kind::Institution,
        Kind::School,
        Kind::Municipality,
        Kind::Government,
        Kind::Association,
        Kind::Foundation,
        Kind::Hospital,
        Kind::Care,
        Kind::Other,
    ];

    /// The name in YAML and in `_language.yaml`.
    pub fn name(self) -> String {
        named(&self)
    }

    /// The word that names of this kind begin with in Dutch, as in `Gemeente Hof van Twente`.
    fn in_names(self) -> Option<&'static str> {
        match self {
            Kind::Municipality => Some("Gemeente "),
            Kind::Foundation => Some("Stichting "),
            Kind::Association => Some("Vereniging "),
            Kind::Hospital => Some("Ziekenhuis "),
            _ => None,
        }
    }
}

/// Sectors that have help lines of their own.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Sector {
    /// Care and welfare.
    Care,
    /// Culture and media.
    Culture,
    /// Education.
    Education,
    /// Government.
    Government,
    /// Hospitality.
    Hospitality,
    /// Industry and construction.
    Industry,
    /// Sport.
    Sport,
    /// Transport and logistics.
    Transport,
    /// Anything else.
    Other,
}

/// The organisation.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// Full name.
    pub name: String,
    /// Short name, for posters and titles.
    pub short_name: String,
    /// The name as it stands in a sentence.
    pub in_sentence: Option<Text>,
    /// What kind of organisation it is.
    pub kind: Option<Kind>,
    /// Adds help lines.
    pub sector: Option<Sector>,
    /// Number of employees.
    pub employees: Option<u32>,
    /// Whether there is a works council.
    pub works_council: bool,
    /// A word from the employer.
    pub statement: Option<Text>,
}

impl Organisation {
    pub(super) fn check(keys: &Located<OrganisationKeys>, check: &mut Check<'_>) -> Option<Self> {
        let OrganisationKeys {
            name,
            short_name,
            in_sentence,
            kind,
            sector,
            employees,
            works_council,
            statement,
        } = &keys.value;
        let name = check.checker.name_required(name, "name", &keys.span);
        let written = short_name.given();
        let short_name = check.checker.line(short_name);
        if let (Some(name), Some(written)) = (&short_name, written) {
            check.checker.lettered(name, "short_name", &written.span);
        }
        // A language without it has the short name: nothing of another one stands in.
        let in_sentence = check.checker.name(in_sentence);
        let statement = check.checker.text(statement, "statement");
        let name = name?;
        Some(Self {
            short_name: short_name.unwrap_or_else(|| name.clone()),
            name,
            in_sentence,
            kind: kind.value().copied(),
            sector: sector.value().copied(),
            employees: employees.value().copied(),
            works_council: works_council.value().copied().unwrap_or(false),
            statement,
        })
    }

    pub(super) fn view(&self, reader: &Reader<'_>) -> Value {
        let own = self.in_sentence.as_ref().and_then(|text| text.exact(reader.lang()));
        let in_sentence = own.unwrap_or_else(|| self.named_in(reader.words().usage()));
        let kind = self.kind.unwrap_or(Kind::Other).name();
        json!({
            "name": reader.name(&self.name),
            "short_name": reader.name(&self.short_name),
            "in_sentence": reader.name(in_sentence),
            "at_start": reader.name(&at_start(reader.lang(), in_sentence)),
            "kind": self.kind,
            "kinds": reader.words().usage().forms(&kind, reader.lang()),
            "sector": self.sector,
            "employees": self.employees,
            "works_council": self.works_council,
            "statement": reader.text(self.statement.as_ref()),
        })
    }

    /// The name within a sentence: without the Dutch word for its kind where a language says the
    /// kind beside every name.
    fn named_in(&self, usage: &Usage) -> &str {
        let said = self.kind.and_then(Kind::in_names).filter(|_| usage.kind_with_name);
        said.and_then(|word| self.short_name.strip_prefix(word)).unwrap_or(&self.short_name)
    }
}

impl Sector {
    /// The name in YAML and in content.
    pub fn name(self) -> String {
        named(&self)
    }
}

/// Says where an organisation of this size must name a desk and does not.
pub(super) fn reporting_duty(
    organisation: &Field<OrganisationKeys>,
    has_desk: bool,
    check: &mut Check<'_>,
) {
    let employees = organisation.value().and_then(|keys| keys.employees.given());
    if let Some(employees) = employees
        && employees.value >= REPORTING_DUTY_FROM
        && !has_desk
    {
        check.push(
            Diagnostic::warning(
                "procedures/desk",
                say!(
                    "from 50 employees on an internal reporting procedure is required, \
                 and none is named"
                ),
            )
            .at(&employees.span)
            .hint(say!("name it under `procedures: internal_reporting_desk:`")),
        );
    }
}
