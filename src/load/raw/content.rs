//! The shape of content's YAML: front matter, help lines.

use serde::Deserialize;

use super::client::{List, LocalText};
use crate::load::yaml::Field;

/// The block between `---` lines at the top of a page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FrontMatter {
    /// The title.
    pub title: Field<String>,
    /// A shorter title for navigation.
    pub menu: Field<String>,
    /// What is said first.
    pub summary: Field<String>,
    /// Place in the navigation.
    pub order: Field<u32>,
    /// For whom.
    pub audience: Field<Audience>,
    /// When its facts were last checked.
    pub checked_on: Field<String>,
    /// Where its facts come from.
    pub sources: List<String>,
    /// Who read the translation; `none` for nobody yet.
    pub reviewer: Field<String>,
    /// Whether another language may stand in.
    pub fallback: Field<Fallback>,
    /// Where it appears; the site when absent.
    pub surfaces: List<String>,
}

/// For whom a page or a product is.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Employees.
    Employee,
    /// HR, management and works council.
    Organisation,
}

/// Whether another language may stand in for a missing page.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fallback {
    /// It may, with a notice.
    Allowed,
    /// It may not.
    Never,
}

/// `_helplines.yaml`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct HelpLines {
    /// The lines in the order in which they are shown.
    pub lines: List<HelpLine>,
}

/// A help line.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct HelpLine {
    /// Names it.
    pub id: Field<String>,
    /// The organisation.
    pub name: Field<LocalText>,
    /// The number as printed.
    pub number: Field<String>,
    /// The number as dialled, where it differs.
    pub tel: Field<String>,
    /// What it is for.
    pub about: Field<LocalText>,
    /// What a call costs.
    pub cost: Field<LocalText>,
    /// When it is open.
    pub hours: Field<LocalText>,
    /// Its website.
    pub url: Field<String>,
    /// 1, 2 or 3.
    pub tier: Field<u32>,
    /// Sectors of tier 3.
    pub sectors: List<String>,
    /// When it was last checked.
    pub checked_on: Field<String>,
    /// Where the facts come from.
    pub sources: List<String>,
    /// Whether a person has checked it with its owner.
    pub verified: Field<bool>,
}
