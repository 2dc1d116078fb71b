//! A presentation that somebody has named on the command line -> its bytes.
//!
//! Invariant: what is no presentation by its name is not read, and what other programs call one is
//! told with what to save it as.

use std::path::Path;

use crate::diag::{Diagnostic, Result, Sentence, say};

use super::fs::{self, MIB};

/// Most that is read of one, in bytes; one with films in it has more, and is none of ours.
const LIMIT: u64 = 100 * MIB;
/// Endings of what PowerPoint saves since 2007: a presentation, a show, a template, with macros or
/// without.
const READ: [&str; 6] = ["pptx", "pptm", "ppsx", "ppsm", "potx", "potm"];
/// Endings of other presentations: of PowerPoint before, LibreOffice, Keynote.
const OTHERS: [&str; 5] = ["ppt", "pps", "odp", "fodp", "key"];

/// A presentation as it was read.
#[derive(Debug)]
pub struct RawPresentation {
    /// Its path as people see it.
    pub shown: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Whether a path that was typed is that of a presentation, by its ending.
pub fn is_presentation(path: &Path) -> bool {
    let ending = ending(path);
    READ.contains(&ending.as_str()) || OTHERS.contains(&ending.as_str())
}

/// Reads a presentation; `cwd` is the folder that its path is shown from.
///
/// # Errors
/// It cannot be read, or is of another program.
pub fn presentation(path: &Path, cwd: &Path) -> Result<RawPresentation> {
    let shown = fs::shown(path, cwd);
    let unreadable = |reason: Sentence| {
        Diagnostic::error("slides/unreadable", say!("the presentation `{shown}` {reason}"))
    };
    if OTHERS.contains(&ending(path).as_str()) {
        let fault = unreadable(say!("is not in the form of PowerPoint since 2007"));
        return Err(fault.hint(say!("save it as `.pptx` and check that one")).into());
    }
    let bytes = fs::read(path, LIMIT).map_err(unreadable)?;
    Ok(RawPresentation { shown, bytes })
}

fn ending(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_lowercase()
}
