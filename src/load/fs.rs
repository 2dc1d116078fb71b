//! Reading files: path -> bytes or text, with the path named in every fault.
//!
//! The only file that calls `std::fs` to read. Invariant: no bare I/O error
//! reaches a user, and no file is read that is larger than its limit.

#![expect(clippy::disallowed_methods, reason = "this is the door to disk")]

use std::fs;
use std::io::{self, Read, Seek};
use std::path::{Component, Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::diag::{Diagnostic, Sentence, printable, say};
use crate::value::{Film, sha256_of};

/// One mebibyte, in bytes.
pub const MIB: u64 = 1024 * 1024;
/// How much of a film is read at once, in bytes.
const FILM_PIECE: usize = 256 * 1024;
/// How much of its beginning is kept, in bytes.
const FILM_HEAD: usize = 64;

/// The path as people see it: relative to where they are, `/` on every system.
pub fn shown(path: &Path, cwd: &Path) -> String {
    let path = path.strip_prefix(cwd).unwrap_or(path);
    printable(&slashed(path)).into_owned()
}

/// The path with `/` on every system.
fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// The whole path from the root of the system, links and `..` left as they are.
pub fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Whether there is a link at this path, wherever it leads.
pub fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|info| info.file_type().is_symlink())
}

/// Whether there is a folder at this path.
pub fn is_dir(path: &Path) -> bool {
    path.is_dir()
}

/// Whether there is a file at this path.
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Whether there is anything at this path, be it a link that leads nowhere.
pub fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// The path without links and `..`.
///
/// # Errors
/// There is nothing at the path.
pub fn canonical(path: &Path) -> Result<PathBuf, Sentence> {
    let path = fs::canonicalize(path).map_err(|error| reason(&error))?;
    // Windows answers with a verbatim path, which nobody types and few tools take.
    match path.to_str().and_then(|text| text.strip_prefix(r"\\?\")) {
        Some(plain) if !plain.starts_with("UNC") => Ok(PathBuf::from(plain)),
        _ => Ok(path),
    }
}

/// Reads a file of at most `limit` bytes.
///
/// # Errors
/// It is not there, not a file, too large, or not to be read.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Sentence> {
    fits(path, limit)?;
    fs::read(path).map_err(|error| reason(&error))
}

/// Looks at a film of at most `limit` bytes; only its beginning is read.
///
/// # Errors
/// As [`read`].
pub fn film(path: &Path, limit: u64) -> Result<Film, Sentence> {
    let info = fits(path, limit)?;
    let mut file = fs::File::open(path).map_err(|error| reason(&error))?;
    let mut head = vec![0; FILM_HEAD];
    let read = file.read(&mut head).map_err(|error| reason(&error))?;
    head.truncate(read);
    Ok(Film { path: path.to_owned(), head, stamp: stamp(&info), hash: String::new() })
}

/// SHA-256 of a film, read in pieces.
///
/// # Errors
/// As [`read`].
pub fn film_hash(film: &Film) -> Result<String, Sentence> {
    let mut file = fs::File::open(&film.path).map_err(|error| reason(&error))?;
    let (mut piece, mut digest) = (vec![0; FILM_PIECE], Sha256::new());
    loop {
        match file.read(&mut piece).map_err(|error| reason(&error))? {
            0 => break,
            read => digest.update(&piece[..read]),
        }
    }
    Ok(sha256_of(digest))
}

/// Opens a film to be shown, and tells its length in bytes.
///
/// # Errors
/// The file is not there, or cannot be opened.
pub fn film_open(film: &Film) -> Result<(impl Read + Seek + Send + use<>, u64), Sentence> {
    let info = fits(&film.path, u64::MAX)?;
    let file = fs::File::open(&film.path).map_err(|error| reason(&error))?;
    Ok((file, info.len()))
}

/// Length and times of a file: who has changed it has changed one of them.
fn stamp(info: &fs::Metadata) -> String {
    let nanoseconds = |time: io::Result<SystemTime>| {
        let since = time.ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        since.map_or(0, |since| since.as_nanos())
    };
    let modified = nanoseconds(info.modified());
    // A copy that keeps the old time still has a new time of change.
    #[cfg(unix)]
    let changed = {
        use std::os::unix::fs::MetadataExt;
        format!("{}.{:09}", info.ctime(), info.ctime_nsec())
    };
    #[cfg(not(unix))]
    let changed = nanoseconds(info.created());
    format!("{} {modified} {changed}", info.len())
}

/// Refuses what is no file, or too large.
fn fits(path: &Path, limit: u64) -> Result<fs::Metadata, Sentence> {
    let info = fs::metadata(path).map_err(|error| reason(&error))?;
    if info.is_dir() {
        return Err(say!("is a folder, not a file"));
    }
    // A pipe or a device could be read for ever.
    if !info.is_file() {
        return Err(say!("is not a file"));
    }
    if info.len() > limit {
        return Err(say!(
            "is {} MiB large; at most {} MiB are read",
            info.len().div_ceil(MIB),
            limit / MIB
        ));
    }
    Ok(info)
}

/// Reads a text: UTF-8 with or without byte-order mark, or UTF-16 with one.
///
/// # Errors
/// As [`read`], or it is in another encoding.
pub fn read_text(path: &Path, limit: u64) -> Result<String, Sentence> {
    text_from(&read(path, limit)?)
        .ok_or_else(|| say!("is not UTF-8; save it again and choose UTF-8 as the encoding"))
}

/// The text of a file's bytes, line ends as `\n`; editors on Windows write others.
pub fn text_from(bytes: &[u8]) -> Option<String> {
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> =
            rest.chunks(2).map(|c| unit([c[0], *c.get(1).unwrap_or(&0)])).collect();
        String::from_utf16(&units).ok()
    };
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => String::from_utf8(bytes.to_vec()).ok(),
    }?;
    Some(match text.contains('\r') {
        // A `\r` alone ended lines on a Mac once.
        true => text.replace("\r\n", "\n").replace('\r', "\n"),
        false => text,
    })
}

/// Every file below a folder, by its path from there with `/`, sorted; links are
/// followed as far as they stay in one of `homes`.
///
/// # Errors
/// A folder below cannot be read, or a link leads nowhere, in a circle or out.
pub fn walk(root: &Path, homes: &[PathBuf]) -> Result<Vec<(String, PathBuf)>, Sentence> {
    let mut files = Vec::new();
    let mut entries = WalkDir::new(root).max_depth(8).sort_by_file_name().follow_links(true);
    entries = entries.follow_root_links(true);
    for entry in entries {
        let below = |path: &Path| slashed(path.strip_prefix(root).unwrap_or(path));
        let entry = match entry {
            Ok(entry) => entry,
            // Some editors lock a file by a hidden link that leads nowhere.
            Err(error) if error.path().is_some_and(is_hidden) => continue,
            Err(error) => return Err(unwalkable(&error, below)),
        };
        if entry.depth() > 0 && entry.path_is_symlink() {
            let real = canonical(entry.path())?;
            if !is_within(&real, homes) {
                let name = below(entry.path());
                return Err(say!("holds `{name}`, a link that leads out of the workspace"));
            }
        }
        if entry.file_type().is_file() && !is_hidden(entry.path()) {
            files.push((below(entry.path()), entry.into_path()));
        }
    }
    Ok(files)
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

fn unwalkable(error: &walkdir::Error, below: impl Fn(&Path) -> String) -> Sentence {
    let name = error.path().map(below).unwrap_or_default();
    match error.io_error() {
        None => say!("holds `{name}`, a link that leads in a circle"),
        Some(io) => say!("cannot be read: `{name}` {}", reason(io)),
    }
}

/// What lies in a folder by its name, hidden things left out, sorted.
///
/// # Errors
/// The folder cannot be read.
pub fn entries(folder: &Path) -> Result<Vec<(String, PathBuf)>, Sentence> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| reason(&error))? {
        let path = entry.map_err(|error| reason(&error))?.path();
        if let Some(name) = path.file_name().filter(|_| !is_hidden(&path)) {
            found.push((name.to_string_lossy().into_owned(), path.clone()));
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a real path lies in one of these folders.
pub fn is_within(real: &Path, homes: &[PathBuf]) -> bool {
    homes.iter().any(|home| real.starts_with(home))
}

/// A path below `folder` that is really inside one of `homes`, links followed.
///
/// # Errors
/// It leads out, or there is nothing at it.
pub fn inside(homes: &[PathBuf], folder: &Path, relative: &str) -> Result<PathBuf, Diagnostic> {
    let path = Path::new(relative);
    let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    if !plain || relative.contains('\\') {
        return Err(Diagnostic::error(
            "file/outside",
            say!("`{relative}` does not lead to a file below the client file"),
        )
        .hint(say!("put the file in the folder of the client, as in `acme/logo.svg`, with `/`")));
    }
    let full = folder.join(path);
    let real = canonical(&full).map_err(|reason| {
        Diagnostic::error("file/missing", say!("the file `{relative}` {reason}"))
    })?;
    if !is_within(&real, homes) {
        return Err(Diagnostic::error(
            "file/outside",
            say!("`{relative}` is a link that leads out of the workspace"),
        )
        .hint(say!("copy the file into the workspace")));
    }
    Ok(real)
}

/// Names beside a path, for "did you mean".
pub fn names_beside(path: &Path) -> Vec<String> {
    let Some(folder) = path.parent() else { return Vec::new() };
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn reason(error: &io::Error) -> Sentence {
    match error.kind() {
        io::ErrorKind::NotFound => say!("does not exist"),
        io::ErrorKind::PermissionDenied => say!("may not be read"),
        _ => say!("cannot be read: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_windows_editors_are_read() {
        assert_eq!(text_from(b"\xEF\xBB\xBFa: 1\r\n").as_deref(), Some("a: 1\n"));
        assert_eq!(text_from(b"\xFF\xFEa\0:\0").as_deref(), Some("a:"));
        assert_eq!(text_from(b"caf\xE9"), None);
    }
}
