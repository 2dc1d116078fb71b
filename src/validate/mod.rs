//! Raw values -> the proven model.
//!
//! Collects every fault instead of stopping at the first: a function here
//! returns what it could prove and pushes the rest. Invariant: a model value is
//! only made when nothing that it needs was at fault.

mod checker;
mod client;
mod content;
mod language;
mod picture;
mod theme;

pub use client::{Families, client};
pub use content::{Coverage, content, coverage};
pub use language::{Depth, language};
pub use theme::theme;
