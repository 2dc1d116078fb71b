//! For whom something is.

use serde::Deserialize;

/// For whom a page or a product is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Employees: everything that is public.
    Employee,
    /// HR, management and works council.
    Organisation,
}
