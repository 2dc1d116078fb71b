//! The calls to disk that writing needs, with the path named in every fault.
//!
//! The only file that writes, moves or removes. Invariant: there is no call
//! here that removes a folder with anything in it.

#![expect(clippy::disallowed_methods, reason = "this is the door to disk")]

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use walkdir::WalkDir;

use crate::diag::{Diagnostic, Diagnostics, Result};
use crate::value::sha256;

/// The path as people see it.
pub fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn fault(action: &str, path: &Path, error: &io::Error) -> Diagnostics {
    let why = match error.kind() {
        ErrorKind::PermissionDenied => {
            "it is open in another program, or may not be changed".into()
        }
        ErrorKind::StorageFull => "the disk is full".into(),
        _ => error.to_string(),
    };
    Diagnostic::error("write/failed", format!("cannot {action} `{}`: {why}", shown(path)))
        .hint("the kit that was there before is untouched")
        .into()
}

/// Whether there is anything at the path.
pub fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Whether it is a folder with nothing in it.
pub fn is_empty_dir(path: &Path) -> bool {
    fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none())
}

/// A file's bytes; `None` where there is none.
pub fn read(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(fault("read", path, &error)),
    }
}

/// A file's SHA-256; `None` where there is none.
pub fn hash(path: &Path) -> Result<Option<String>> {
    Ok(read(path)?.map(|bytes| sha256(&bytes)))
}

/// Makes a folder and those above it.
pub fn create_dir(path: &Path) -> Result<()> {
    fs::create_dir_all(path).map_err(|error| fault("make the folder", path, &error))
}

fn create_parent(path: &Path) -> Result<()> {
    path.parent().map_or(Ok(()), create_dir)
}

/// Writes a new file.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    create_parent(path)?;
    fs::write(path, bytes).map_err(|error| fault("write", path, &error))
}

/// Makes `to` the same file as `from`, by a link or else by a copy; `false`
/// where `from` is not there any more.
pub fn reuse(from: &Path, to: &Path) -> Result<bool> {
    if !exists(from) {
        return Ok(false);
    }
    create_parent(to)?;
    if fs::hard_link(from, to).is_ok() {
        return Ok(true);
    }
    fs::copy(from, to).map(|_| true).map_err(|error| fault("copy", from, &error))
}

/// Renames a folder.
pub fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).map_err(|error| fault("rename", from, &error))
}

/// Moves a file, and never over another.
pub fn move_file(from: &Path, to: &Path) -> Result<()> {
    if exists(to) {
        let taken = io::Error::new(ErrorKind::AlreadyExists, "there is another file of that name");
        return Err(fault("move", from, &taken));
    }
    create_parent(to)?;
    fs::rename(from, to).map_err(|error| fault("move", from, &error))
}

/// Removes one file; nothing happens where there is none.
pub fn remove_file(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(fault("remove", path, &error)),
    }
}

/// Every file below a folder, by its path from there with `/`, sorted.
pub fn files_below(folder: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| fault("look into", folder, &error.into()))?;
        if entry.file_type().is_dir() {
            continue;
        }
        if let Ok(below) = entry.path().strip_prefix(folder) {
            files.push(shown(below));
        }
    }
    Ok(files)
}

/// Removes a folder and those below it, as far as they are empty.
pub fn remove_empty_dirs(folder: &Path) -> Result<()> {
    for entry in WalkDir::new(folder).contents_first(true).into_iter().flatten() {
        if !entry.file_type().is_dir() {
            continue;
        }
        match fs::remove_dir(entry.path()) {
            Ok(()) => {}
            Err(error)
                if matches!(error.kind(), ErrorKind::DirectoryNotEmpty | ErrorKind::NotFound) => {}
            Err(error) => return Err(fault("remove the folder", entry.path(), &error)),
        }
    }
    Ok(())
}
