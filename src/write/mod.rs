//! Bytes -> disk, as a stream: a kit is replaced as a whole or not at all.
//!
//! ```text
//! Vault::open(dist) -> lock(slug) -> stage() -> put, keep, copy … -> commit() -> zip()
//!                                 -> clear()
//!                   -> sight(slug)   without the lock: what is there, for who only asks
//! specimens(folder)                  kits wherever they lie, to be read from end to end
//! ```
//!
//! A new kit is made in `dist/.vpsite/` (what has not changed is linked or copied), its
//! manifest is written last, the disk is waited for, and then old and new change places in
//! one step where the system can. Stamps, state and locks lie there too, never in a kit:
//! that goes to HR. Invariants: one process at a time touches a kit; a folder that vpsite
//! did not write is refused; only files that a manifest or a list of our own names are
//! ever removed; after a crash at any moment the old kit or the new one is whole.

mod clean;
mod disk;
mod kit;
mod leftovers;
mod manifest;
mod record;
mod sight;
mod specimen;
mod staging;
mod swap;
mod upload;
mod vault;
mod zip;

use std::path::Path;

use crate::diag::{Diagnostic, Result, say};

pub use clean::{Cleared, Contents};
pub use kit::Kit;
pub use manifest::Label;
pub use sight::Sight;
pub use specimen::{Specimen, specimens};
pub use staging::{Staging, Stored};
pub use swap::Swap;
pub use upload::{Bring, Upload, Wanted};
pub use vault::{Vault, recover};
pub use zip::{Archive, Packing, Part};

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
        let message = say!("`{}` is there already", disk::shown(path));
        return Err(Diagnostic::error("write/in-the-way", message)
            .hint(say!("change that one, or move it elsewhere and try again"))
            .into());
    }
    let made = path.parent().map_or(Ok(()), disk::create_dirs);
    made.and_then(|()| disk::write(path, bytes)).map_err(told)
}

/// What became of a file that was to hold something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// It was not there.
    Made,
    /// It says something else now.
    Changed,
    /// It held just that.
    Same,
}

/// Sees to it that a file holds these bytes, in one step: whoever reads it finds the old
/// ones or the new ones, whole. `old` is what it was when the new ones were made; `None`
/// for a file that was not there.
///
/// # Errors
/// What is there is no plain file, it is not what it was, or the disk refuses.
pub fn hold(path: &Path, old: Option<&[u8]>, bytes: &[u8]) -> Result<Held> {
    let told = |fault: disk::Fault| fault.told(None);
    let there = match disk::look(path).map_err(told)? {
        disk::Lies::Nothing => None,
        disk::Lies::File(_) => disk::read(path).map_err(told)?,
        other => {
            let message = say!("`{}` is {}, and no file", disk::shown(path), other.word());
            return Err(Diagnostic::error("write/in-the-way", message)
                .hint(say!("move it elsewhere and try again"))
                .into());
        }
    };
    if there.as_deref() == Some(bytes) {
        return Ok(Held::Same);
    }
    if there.as_deref() != old {
        let message = say!("`{}` is there already, and says something else", disk::shown(path));
        return Err(Diagnostic::error("write/in-the-way", message)
            .hint(say!("move it elsewhere and try again, or choose another name for the new one"))
            .into());
    }
    path.parent().map_or(Ok(()), disk::create_dirs).map_err(told)?;
    // Beside it, so that the last step is a rename within one folder. One that a crash has
    // left is nobody's.
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    disk::remove_file(&beside).map_err(told)?;
    let written = disk::create(&beside).and_then(|mut file| {
        std::io::Write::write_all(&mut file, bytes).map_err(disk::fault(say!("write"), &beside))?;
        file.end_synced()?;
        disk::rename(&beside, path)
    });
    if let Err(fault) = written {
        // The first fault says more than one of clearing away.
        let _ = disk::remove_file(&beside);
        return Err(told(fault));
    }
    Ok(if there.is_some() { Held::Changed } else { Held::Made })
}

/// A path as people see it: from the folder they are in, where it lies below that.
pub fn shown(path: &Path) -> String {
    disk::shown(path)
}

/// The bytes of a plain file; `None` where there is none.
///
/// # Errors
/// The disk refuses.
pub fn bytes_of(path: &Path) -> Result<Option<Vec<u8>>> {
    disk::read(path).map_err(|fault| fault.told(None))
}
