//! Bytes -> disk, as a stream: a kit is replaced as a whole or not at all.
//!
//! ```text
//! Vault::open(dist) -> lock(slug) -> stage() -> put, keep, copy … -> commit() -> zip()
//! ```
//!
//! A new kit is made in `dist/.vpsite/` (what has not changed is linked or copied), its
//! manifest is written last, the disk is waited for, and then old and new change places in
//! one step where the system can. Stamps, state and locks lie there too, never in a kit:
//! that goes to HR. Invariants: one process at a time touches a kit; a folder that vpsite
//! did not write is refused; only files that a manifest or a list of our own names are
//! ever removed; after a crash at any moment the old kit or the new one is whole.

mod disk;
mod kit;
mod leftovers;
mod manifest;
mod record;
mod staging;
mod swap;
mod vault;
mod zip;

use std::path::Path;

use crate::diag::{Diagnostic, Result};

pub use kit::Kit;
pub use staging::{Staging, Stored};
pub use swap::Swap;
pub use vault::{Vault, recover};

/// What writing has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or changed.
    pub written: usize,
    /// Files that were as they should be.
    pub unchanged: usize,
    /// Files of an earlier build that are gone.
    pub removed: usize,
}

/// Writes a file that is not there yet, with the folders that lead to it.
///
/// # Errors
/// Something is in its place, or the disk refuses.
pub fn new_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let told = |fault: disk::Fault| fault.told(None);
    if disk::look(path).map_err(told)? != disk::Lies::Nothing {
        let message = format!("`{}` is there already", disk::shown(path));
        return Err(Diagnostic::error("write/in-the-way", message)
            .hint("change that one, or move it elsewhere and try again")
            .into());
    }
    let made = path.parent().map_or(Ok(()), disk::create_dirs);
    made.and_then(|()| disk::write(path, bytes)).map_err(told)
}
