//! The calls to disk that writing needs, each with its path named in its fault.
//!
//! Paths and bytes -> disk. The only file that writes, moves or removes.
//! Invariants: no call here removes a folder with anything in it, follows a link,
//! opens what is no plain file, or writes over a file that is there.

#![expect(clippy::disallowed_methods, reason = "this is the door to disk")]

use std::ffi::OsString;
use std::fs::{self, File, FileType, OpenOptions, TryLockError};
use std::io::{self, BufReader, BufWriter, ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::diag::{Diagnostic, Diagnostics, Sentence, say};
use crate::value::sha256_of;

/// How much of a file is held at once, in bytes.
const PIECE: usize = 256 * 1024;

/// What the disk has refused.
#[derive(Debug)]
pub struct Fault {
    action: Sentence,
    path: PathBuf,
    error: io::Error,
}

/// What the disk has done, or why it has not.
pub type Done<T> = std::result::Result<T, Fault>;

impl Fault {
    /// The fault in words, with what can be done and, last, what has become of the kit.
    pub fn told(self, kit: Option<Sentence>) -> Diagnostics {
        let (why, remedy) = match self.error.kind() {
            ErrorKind::PermissionDenied => (
                say!("it is open in another program, or may not be changed"),
                say!("close that program, or choose another folder with `--out`"),
            ),
            ErrorKind::ReadOnlyFilesystem => (
                say!("nothing may be changed on that disk"),
                say!("choose another folder with `--out`"),
            ),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                (say!("the disk is full"), say!("make room on it and build again"))
            }
            _ => (
                Sentence::literal(self.error.to_string()),
                say!("build again once that is put right"),
            ),
        };
        let message = say!("cannot {} `{}`: {why}", self.action, shown(&self.path));
        Diagnostic::error("write/failed", message).hint(remedy).maybe_hint(kit).into()
    }
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// A refusal of the disk, with what was tried and where.
pub fn fault(action: Sentence, path: &Path) -> impl FnOnce(io::Error) -> Fault {
    let path = path.to_owned();
    move |error| Fault { action, path, error }
}

/// The path as people see it: from the folder they are in, where it lies below that.
pub fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let below = path.strip_prefix(here).ok().filter(|below| !below.as_os_str().is_empty());
    let text = below.unwrap_or(path).to_string_lossy().replace('\\', "/");
    // How Windows writes a path that was resolved, and nobody else does.
    text.strip_prefix("//?/").map_or(text.clone(), str::to_owned)
}

/// What tells whether a file has been touched, without reading it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// In bytes.
    pub size: u64,
    /// When it was last written: seconds since 1970.
    seconds: u64,
    /// And nanoseconds of that second.
    nanos: u32,
}

/// What lies at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lies {
    /// Nothing.
    Nothing,
    /// A plain file.
    File(Stamp),
    /// A folder.
    Folder,
    /// A link, wherever it leads.
    Link,
    /// A pipe, a socket or a device.
    Special,
}

impl Lies {
    /// The word for it.
    pub fn word(self) -> Sentence {
        match self {
            Lies::Nothing => say!("nothing"),
            Lies::File(_) => say!("a file"),
            Lies::Folder => say!("a folder"),
            Lies::Link => say!("a link"),
            Lies::Special => say!("a pipe or a device"),
        }
    }
}

/// Looks at a path without opening it or following it.
pub fn look(path: &Path) -> Done<Lies> {
    let info = match fs::symlink_metadata(path) {
        Ok(info) => info,
        Err(error) if is_missing(&error) => return Ok(Lies::Nothing),
        Err(error) => return Err(fault(say!("look at"), path)(error)),
    };
    let kind = info.file_type();
    Ok(if kind.is_file() {
        let since = info.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        let since = since.unwrap_or_default();
        Lies::File(Stamp {
            size: info.len(),
            seconds: since.as_secs(),
            nanos: since.subsec_nanos(),
        })
    } else if kind.is_dir() {
        Lies::Folder
    } else if kind.is_symlink() {
        Lies::Link
    } else {
        Lies::Special
    })
}

/// Where a link leads in the end.
pub fn resolved(link: &Path) -> Done<PathBuf> {
    fs::canonicalize(link).map_err(fault(say!("follow the link"), link))
}

/// What a folder holds, sorted by name; `None` where it is not there.
pub fn entries(folder: &Path) -> Done<Option<Vec<(OsString, FileType)>>> {
    let found = match fs::read_dir(folder) {
        Ok(found) => found,
        Err(error) if is_missing(&error) => return Ok(None),
        Err(error) => return Err(fault(say!("look into"), folder)(error)),
    };
    let mut entries = Vec::new();
    for entry in found {
        let entry = entry.map_err(fault(say!("look into"), folder))?;
        let kind = entry.file_type().map_err(fault(say!("look at"), &entry.path()))?;
        entries.push((entry.file_name(), kind));
    }
    entries.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    Ok(Some(entries))
}

/// Opens a plain file; `None` where there is none. A pipe is not opened: that would
/// wait for somebody to write into it.
fn open(path: &Path) -> Done<Option<File>> {
    if !matches!(look(path)?, Lies::File(_)) {
        return Ok(None);
    }
    match File::open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if is_missing(&error) => Ok(None),
        Err(error) => Err(fault(say!("read"), path)(error)),
    }
}

/// A plain file to read and to move about in; `None` where there is none.
pub fn reader(path: &Path) -> Done<Option<impl Read + Seek>> {
    Ok(open(path)?.map(BufReader::new))
}

/// A plain file's bytes, for what is known to be small; `None` where there is none.
pub fn read(path: &Path) -> Done<Option<Vec<u8>>> {
    let Some(mut file) = open(path)? else { return Ok(None) };
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(fault(say!("read"), path))?;
    Ok(Some(bytes))
}

/// Reads a plain file piece by piece; `false` where there is none.
pub fn pieces(path: &Path, mut take: impl FnMut(&[u8]) -> io::Result<()>) -> Done<bool> {
    let Some(mut file) = open(path)? else { return Ok(false) };
    let mut piece = vec![0; PIECE];
    loop {
        let read = fill(&mut file, &mut piece).map_err(fault(say!("read"), path))?;
        take(&piece[..read]).map_err(fault(say!("copy"), path))?;
        if read < PIECE {
            return Ok(true);
        }
    }
}

/// Reads until the piece is full or the file ends, so that pieces do not depend on
/// how the system hands them out.
fn fill(file: &mut (impl Read + ?Sized), piece: &mut [u8]) -> io::Result<usize> {
    let mut full = 0;
    while full < piece.len() {
        match file.read(&mut piece[full..]) {
            Ok(0) => break,
            Ok(read) => full += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(full)
}

/// A plain file's SHA-256; `None` where there is none.
pub fn hash(path: &Path) -> Done<Option<String>> {
    let mut digest = Sha256::new();
    let read = pieces(path, |piece| {
        digest.update(piece);
        Ok(())
    })?;
    Ok(read.then(|| sha256_of(digest)))
}

/// Whether what lies at a path is what a crash leaves of `whole`: its beginning, and
/// then nothing or zeros.
pub fn is_torn(path: &Path, whole: &mut dyn Read) -> Done<bool> {
    let mut good = vec![0; PIECE];
    let (mut same, mut zeros) = (true, true);
    pieces(path, |piece| {
        let there = fill(whole, &mut good[..piece.len()])?;
        let equal = piece.iter().zip(&good[..there]).take_while(|(a, b)| a == b).count();
        let rest = if same { &piece[equal..] } else { piece };
        same = same && equal == piece.len();
        zeros = zeros && rest.iter().all(|byte| *byte == 0);
        Ok(())
    })?;
    Ok(zeros)
}

/// Whether a file is empty or ends in a zero, as a text or a picture of ours never does.
pub fn ends_in_nothing(path: &Path) -> Done<bool> {
    let Some(mut file) = open(path)? else { return Ok(false) };
    if file.seek(io::SeekFrom::End(-1)).is_err() {
        return Ok(true);
    }
    let mut last = [0];
    file.read_exact(&mut last).map_err(fault(say!("read"), path))?;
    Ok(last == [0])
}

/// Makes a folder and those above it.
pub fn create_dirs(path: &Path) -> Done<()> {
    fs::create_dir_all(path).map_err(fault(say!("make the folder"), path))
}

/// Makes a folder; `false` where there is something of that name.
pub fn create_dir(path: &Path) -> Done<bool> {
    match fs::create_dir(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(fault(say!("make the folder"), path)(error)),
    }
}

/// Opens a file that is not there yet, to write it piece by piece.
pub fn create(path: &Path) -> Done<Fresh> {
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let file = file.map_err(fault(say!("write"), path))?;
    Ok(Fresh { file: BufWriter::with_capacity(PIECE, file), path: path.to_owned() })
}

/// A file that is being written.
pub struct Fresh {
    file: BufWriter<File>,
    path: PathBuf,
}

impl Fresh {
    /// Writes out what is held, and says what the disk thinks of it.
    pub fn end(mut self) -> Done<()> {
        self.file.flush().map_err(fault(say!("write"), &self.path))
    }

    /// The same, and waits until it would outlast a power cut.
    pub fn end_synced(mut self) -> Done<()> {
        let synced = self.file.flush().and_then(|()| self.file.get_ref().sync_all());
        synced.map_err(fault(say!("write"), &self.path))
    }
}

impl Write for Fresh {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for Fresh {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// Writes a file that is not there yet.
pub fn write(path: &Path, bytes: &[u8]) -> Done<()> {
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    file.and_then(|mut file| file.write_all(bytes)).map_err(fault(say!("write"), path))
}

/// Copies a file to where there is none and gives the SHA-256 of what was copied; `None`
/// where `from` is not there.
pub fn copy(from: &Path, to: &Path) -> Done<Option<String>> {
    if !matches!(look(from)?, Lies::File(_)) {
        return Ok(None);
    }
    let (mut file, mut digest) = (create(to)?, Sha256::new());
    let read = pieces(from, |piece| {
        digest.update(piece);
        file.write_all(piece)
    })?;
    file.end()?;
    Ok(read.then(|| sha256_of(digest)))
}

/// Gives a file a second name; `false` where the file system has no such thing, or there
/// is nothing to give it to.
pub fn link(from: &Path, to: &Path) -> bool {
    fs::hard_link(from, to).is_ok()
}

/// Renames; what is at `to` must be nothing, or a file in the place of a file.
pub fn rename(from: &Path, to: &Path) -> Done<()> {
    fs::rename(from, to).map_err(fault(say!("move"), from))
}

/// Lets two folders change places in one step; `false` where the system or the file
/// system has no such step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub fn exchange(one: &Path, other: &Path) -> Done<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(false),
        Err(error) => Err(fault(say!("move"), other)(error.into())),
    }
}

/// Lets two folders change places in one step; `false` where the system or the file
/// system has no such step.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub fn exchange(_: &Path, _: &Path) -> Done<bool> {
    Ok(false)
}

/// Removes one file; nothing happens where there is none.
pub fn remove_file(path: &Path) -> Done<()> {
    match fs::remove_file(path) {
        Ok(()) => Ok(()),
        Err(error) if is_missing(&error) => Ok(()),
        Err(error) => Err(fault(say!("remove"), path)(error)),
    }
}

/// Removes a folder if there is nothing in it.
pub fn remove_empty_dir(path: &Path) -> Done<()> {
    match fs::remove_dir(path) {
        Ok(()) => Ok(()),
        Err(error) if is_missing(&error) || error.kind() == ErrorKind::DirectoryNotEmpty => Ok(()),
        Err(error) => Err(fault(say!("remove the folder"), path)(error)),
    }
}

/// Waits until files, and the folders that name them, would outlast a power cut.
///
/// On Linux by one call for the file system that `folder` lies on: for a kit of 70 files
/// that took 18 ms, and one call for each of them 355 ms (ext4, a busy machine).
pub fn sync(folder: &Path, files: &[PathBuf], folders: &[PathBuf]) -> Done<()> {
    #[cfg(target_os = "linux")]
    if File::open(folder).is_ok_and(|folder| rustix::fs::syncfs(folder).is_ok()) {
        return Ok(());
    }
    for path in files {
        // Windows flushes only what is open for writing.
        let file = OpenOptions::new().write(true).open(path);
        file.and_then(|file| file.sync_all()).map_err(fault(say!("write"), path))?;
    }
    // A folder cannot be opened so on Windows, which has no need of it.
    for path in folders.iter().map(PathBuf::as_path).chain([folder]).filter(|_| cfg!(unix)) {
        let folder = File::open(path);
        folder.and_then(|folder| folder.sync_all()).map_err(fault(say!("write"), path))?;
    }
    Ok(())
}

/// A file that only one process holds at a time; the system frees it when that one ends,
/// however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock; `None` where another holds it.
    pub fn take(path: &Path) -> Done<Option<Self>> {
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(path);
        let file = file.map_err(fault(say!("open"), path))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(fault(say!("lock"), path)(error)),
        }
    }
}

/// A list that grows line by line, each written before the next thing happens.
#[derive(Debug)]
pub struct Log {
    file: File,
    path: PathBuf,
}

impl Log {
    /// Begins a list; `None` where there is something of that name.
    pub fn begin(path: &Path) -> Done<Option<Self>> {
        match OpenOptions::new().append(true).create_new(true).open(path) {
            Ok(file) => Ok(Some(Self { file, path: path.to_owned() })),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(None),
            Err(error) => Err(fault(say!("write"), path)(error)),
        }
    }

    /// Adds a line, in one call.
    pub fn add(&mut self, line: &str) -> Done<()> {
        self.file
            .write_all(format!("{line}\n").as_bytes())
            .map_err(fault(say!("write"), &self.path))
    }
}
