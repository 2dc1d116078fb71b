//! Manual pages -> the folder that they are wanted in.
//!
//! Invariant: a page of another version of vpsite is replaced; a file that is no page of vpsite's
//! is refused.

use std::path::{Path, PathBuf};

use crate::diag::{Diagnostic, Result, say};
use crate::write;

/// A page of the manual.
#[derive(Debug)]
pub struct Page {
    /// The name of its file, as in `vpsite-build.1`.
    pub name: String,
    /// What it says, as roff.
    pub text: Vec<u8>,
}

/// Writes the pages into a folder, and tells where they lie.
///
/// # Errors
/// Something else lies in the place of one, or the disk refuses.
pub fn lay_pages(folder: &Path, pages: &[Page]) -> Result<Vec<PathBuf>> {
    let judge = |page: &Page| {
        let path = folder.join(&page.name);
        let old = write::bytes_of(&path)?;
        match old.as_deref().is_none_or(is_ours) {
            true => Ok((path, old)),
            false => {
                let message =
                    say!("`{}` is there already, and no page of vpsite's", path.display());
                Err(Diagnostic::error("write/in-the-way", message)
                    .hint(say!("move it elsewhere, or name another folder with `--to`"))
                    .into())
            }
        }
    };
    // All before anything is written.
    let places = pages.iter().map(judge).collect::<Result<Vec<_>>>()?;
    let lay = |(page, (path, old)): (&Page, (PathBuf, Option<Vec<u8>>))| {
        write::hold(&path, old.as_deref(), &page.text).map(|_| path)
    };
    pages.iter().zip(places).map(lay).collect()
}

/// Whether the title of a page is one of ours.
fn is_ours(text: &[u8]) -> bool {
    let text = String::from_utf8_lossy(text);
    text.lines().any(|line| line.starts_with(".TH VPSITE"))
}
