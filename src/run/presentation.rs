//! A presentation that somebody has changed -> whether it still says what is confidential.
//!
//! Invariant: it is held against the fixed text of every language that there is, of the workspace
//! around or, where there is none, as it is built in; nothing is written.

use std::path::Path;

use crate::audit::{Presentation, presented, told};
use crate::diag::{Diagnostic, Result, Sentence, say};
use crate::library::{Depth, Library};
use crate::load::{self, Workspace};

/// Which slide says it, in words.
///
/// # Errors
/// It cannot be read, or no slide says it.
pub fn presentation(workspace: Option<&Workspace>, path: &Path, cwd: &Path) -> Result<Sentence> {
    let raw = load::presentation(path, cwd)?;
    let read = Presentation::read(&raw.bytes).map_err(|reason| {
        let message = say!("the presentation `{}` {reason}", raw.shown);
        let hint =
            say!("open it in PowerPoint, Keynote or LibreOffice and save it again as `.pptx`");
        Diagnostic::error("slides/unreadable", message).hint(hint)
    })?;
    let library = match workspace {
        Some(workspace) => Library::open(workspace, Depth::Harm)?,
        None => Library::built_in(Depth::Harm),
    };
    let (number, lang) = presented(&raw.shown, &read, &library.statements())?;
    Ok(say!("`{}`: {}", raw.shown, told(number, lang)))
}
