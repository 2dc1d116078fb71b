//! Disk -> bytes, and YAML trees with spans.
//!
//! The only stage that reads: a workspace on disk, and below it the content
//! and the theme that are embedded in the program. A file of the workspace
//! stands in for the embedded one of the same path. Invariant: nothing is read
//! from outside the workspace but a file that was named on the command line, such as a
//! spreadsheet (`sheet`) or slides (`presentation`), and nothing without a limit of size; what lies where it could be
//! read, and is not, is told (`unread`).

mod advisers;
mod drafted;
mod fs;
mod names;
mod practice;
mod presentation;
mod selection;
mod sheet;
mod strangers;
mod unread;
mod workspace;

pub use drafted::{has_clients, is_within_workspace};
pub use fs::film_open;
pub use presentation::{RawPresentation, is_presentation, presentation};
pub use selection::{Selection, is_name};
pub use sheet::{Cell, Sheet, picture, sheet};
pub use workspace::{
    ClientFile, Layer, RawContent, RawFile, RawLayer, RawTheme, Workspace, built_in_content,
    originals,
};
