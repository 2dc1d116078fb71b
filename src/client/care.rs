//! What a practice asks of the texts it hands out: keys -> limits.
//!
//! Invariant: a practice that says nothing gets the stricter age and the milder review.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::yaml::Field;

/// How long before its edition a kit's facts may have been checked when the
/// practice says nothing: numbers of help lines have changed within two years.
const CHECKED_WITHIN_MONTHS: u32 = 12;

/// What a practice asks of the texts that go out.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Care")]
pub struct CareKeys {
    /// How many months before the edition a help line or a statement of law may
    /// have been checked; 12 when absent.
    #[serde(default)]
    pub checked_within_months: Field<u32>,
    /// Whether languages that no native reader has read are refused; `false` when absent.
    #[serde(default)]
    pub reviewed_only: Field<bool>,
}

/// What a practice asks of the texts it hands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Care {
    /// How many months before the edition a fact may have been checked.
    pub checked_within_months: u32,
    /// Whether languages that no native reader has read are refused.
    pub reviewed_only: bool,
}

impl Care {
    pub(super) fn check(keys: &Field<CareKeys>) -> Self {
        let keys = keys.value();
        let months = keys.and_then(|keys| keys.checked_within_months.value());
        let reviewed_only = keys.and_then(|keys| keys.reviewed_only.value());
        Self {
            checked_within_months: months.copied().unwrap_or(CHECKED_WITHIN_MONTHS),
            reviewed_only: reviewed_only.copied().unwrap_or(false),
        }
    }
}
