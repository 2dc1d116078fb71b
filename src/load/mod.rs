//! Disk -> raw values with spans.
//!
//! The only stage that reads: a workspace on disk, and below it the content
//! and the theme that are embedded in the program. A file of the workspace
//! stands in for the embedded one of the same path. Invariant: nothing is read
//! from outside the workspace, and nothing without a limit of size.

mod fingerprint;
mod fs;
pub mod raw;
mod workspace;
pub mod yaml;

pub use fingerprint::fingerprint;
pub use workspace::{RawClient, RawContent, RawFile, RawLayer, RawTheme, Workspace, originals};
