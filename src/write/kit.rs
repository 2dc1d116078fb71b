//! A locked kit: what is known of it, and whether it may be replaced.
//!
//! A place and its lock -> what lies there, judged file by file, ready to be staged over.
//! Invariants: a folder that vpsite did not write is refused, and so is a file that was
//! changed by hand; what a crash has torn is neither.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::diag::{Diagnostic, Diagnostics, Result, say};
use crate::value::sha256;

use super::disk::{self, Lies, Lock, Stamp};
use super::leftovers;
use super::manifest::{MANIFEST, Manifest, folders};
use super::record::{Record, Seen};
use super::staging::Staging;
use super::swap::Swap;
use super::vault::Place;

/// A kit that no other process touches as long as this lives.
#[derive(Debug)]
pub struct Kit {
    pub(super) place: Place,
    pub(super) swap: Swap,
    pub(super) record: Memory,
    pub(super) found: Found,
    _lock: Lock,
}

/// What is remembered beside the kit.
#[derive(Debug)]
pub(super) enum Memory {
    /// Nothing was ever.
    None,
    /// Something was, and a crash has torn it.
    Torn,
    /// The last commit.
    Last(Record),
}

/// What lies at the kit's path.
#[derive(Debug)]
pub(super) enum Found {
    /// Nothing, or an empty folder.
    Nothing,
    /// A kit with its manifest, and that one's SHA-256.
    Kit(Manifest, String),
    /// A folder without a manifest that can be read, and what lies in the place of one.
    Doubtful(Lies, Vec<u8>),
}

/// The kit that is to be replaced.
#[derive(Debug, Default)]
pub(super) struct Old {
    /// What vpsite wrote.
    pub manifest: Manifest,
    /// Whether the manifest that lies there has to be made good before the kit is moved.
    pub torn: bool,
    /// Whether the kit is ours and nobody knows any more which files it has.
    pub unlisted: bool,
    /// What has become of each file.
    pub there: BTreeMap<String, There>,
}

/// What has become of a file that vpsite wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum There {
    /// It is as it was written.
    Same(Stamp),
    /// It is not there.
    Gone,
    /// It is another one, and may be what a crash has left of it.
    Doubtful,
}

impl Kit {
    pub(super) fn open(place: Place, swap: Swap, lock: Lock) -> Result<Self> {
        let told = |fault: disk::Fault| fault.told(place.untouched());
        let record = Memory::at(&place).map_err(told)?;
        let found = Found::at(&place).map_err(told)?;
        Ok(Self { place, swap, record, found, _lock: lock })
    }

    /// The state that the last commit was given; `None` where there was none, where a
    /// crash has torn it, or where the kit is not the one that it was about.
    pub fn state(&self) -> Option<&[u8]> {
        self.known().map(|record| &record.state[..])
    }

    /// Whether every file of the kit is there with the size and the time that it had at
    /// the last commit. No file is read but the manifest.
    pub fn is_intact(&self) -> bool {
        self.known().is_some_and(|record| is_intact(&self.place, record))
    }

    /// Files of the kit with their hashes and sizes in bytes, as the last commit left them.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str, u64)> {
        let files = self.known().into_iter().flat_map(|record| &record.files);
        files.map(|(path, seen)| (path.as_str(), seen.hash.as_str(), seen.stamp.size))
    }

    /// The record, if it is about the kit that is there.
    fn known(&self) -> Option<&Record> {
        known(&self.record, &self.found)
    }

    /// The hash of every file that the manifest there names, by its path; none where there
    /// is no kit.
    pub fn hashes(&self) -> BTreeMap<String, String> {
        hashes(&self.found)
    }

    /// The manifest of the kit that is there.
    pub(super) fn manifest(&self) -> Option<(&Manifest, &str)> {
        match &self.found {
            Found::Kit(manifest, hash) => Some((manifest, hash)),
            _ => None,
        }
    }

    /// Begins a new kit beside this one.
    ///
    /// # Errors
    /// The folder is not vpsite's own, a file in it was changed by hand, or the disk
    /// refuses; nothing has moved then.
    pub fn stage(self) -> Result<Staging> {
        let old = self.old()?;
        Staging::begin(self, old)
    }

    fn old(&self) -> Result<Old> {
        let mut old = match &self.found {
            Found::Nothing => return Ok(Old::default()),
            Found::Kit(manifest, _) => Old { manifest: manifest.clone(), ..Old::default() },
            Found::Doubtful(there, bytes) => self.salvage(*there, bytes)?,
        };
        let mut faults = Diagnostics::new();
        for folder in old.manifest.folders() {
            faults.extend(self.refuse_no_folder(&folder)?);
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let seen = match &self.record {
            Memory::Last(record) => Some(&record.files),
            _ => None,
        };
        for (path, hash) in old.manifest.files() {
            let seen = seen.and_then(|files| files.get(path)).filter(|seen| seen.hash == hash);
            match self.judge(path, hash, seen)? {
                Ok(there) => {
                    old.there.insert(path.to_owned(), there);
                }
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() { Ok(old) } else { Err(faults) }
    }

    /// A folder whose manifest cannot be read is ours if something beside it or in it
    /// says so; it is refused where nothing does.
    fn salvage(&self, there: Lies, bytes: &[u8]) -> Result<Old> {
        let is_file = matches!(there, Lies::File(_));
        if !matches!(there, Lies::File(_) | Lies::Nothing) {
            if let Memory::Last(_) | Memory::Torn = self.record {
                return Err(self.no_file(MANIFEST, there).into());
            }
            return Err(self.foreign());
        }
        if let Memory::Last(record) = &self.record {
            let mut listed = record.files.iter();
            let proven = listed.any(|(path, seen)| self.is_as_seen(path, seen));
            if proven || (is_file && Manifest::is_torn(bytes)) {
                let mut manifest = Manifest::new(&self.place.slug, "", BTreeMap::new());
                for (path, seen) in &record.files {
                    manifest.adopt(path, seen.hash.clone());
                }
                return Ok(Old { manifest, torn: true, ..Old::default() });
            }
        }
        let remembered = !matches!(self.record, Memory::None);
        let empty = bytes.iter().all(|byte| *byte == 0);
        if is_file && (Manifest::is_torn(bytes) || (empty && remembered)) {
            let manifest = Manifest::new(&self.place.slug, "", BTreeMap::new());
            return Ok(Old { manifest, torn: true, unlisted: true, ..Old::default() });
        }
        Err(self.foreign())
    }

    fn is_as_seen(&self, path: &str, seen: &Seen) -> bool {
        let path = self.place.target.join(path);
        match disk::look(&path) {
            Ok(Lies::File(stamp)) if stamp.size == seen.stamp.size => {
                stamp == seen.stamp
                    || disk::hash(&path).is_ok_and(|hash| hash.as_ref() == Some(&seen.hash))
            }
            _ => false,
        }
    }

    fn foreign(&self) -> Diagnostics {
        let message = say!(
            "the folder `{}` is there, and vpsite did not write it",
            disk::shown(&self.place.target)
        );
        Diagnostic::error("write/foreign", message)
            .hint(say!("move it elsewhere, or choose another folder with `--out`"))
            .into()
    }

    /// What has become of a file. Its bytes are read only where size or time are not
    /// those of the last commit.
    pub(super) fn judge(
        &self,
        path: &str,
        hash: &str,
        seen: Option<&Seen>,
    ) -> Result<std::result::Result<There, Diagnostic>> {
        let told = |fault: disk::Fault| fault.told(self.place.untouched());
        let full = self.place.target.join(path);
        let stamp = match disk::look(&full).map_err(told)? {
            Lies::Nothing => return Ok(Ok(There::Gone)),
            Lies::File(stamp) => stamp,
            there => return Ok(Err(self.no_file(path, there))),
        };
        if seen.is_some_and(|seen| seen.stamp == stamp) {
            return Ok(Ok(There::Same(stamp)));
        }
        let Some(there) = disk::hash(&full).map_err(told)? else { return Ok(Ok(There::Gone)) };
        if there == hash {
            return Ok(Ok(There::Same(stamp)));
        }
        let cut_off = seen.is_some_and(|seen| stamp.size < seen.stamp.size);
        if cut_off || disk::ends_in_nothing(&full).map_err(told)? {
            return Ok(Ok(There::Doubtful));
        }
        Ok(Err(self.edited(path)))
    }

    /// What vpsite wrote and somebody has changed since is not ours to lose.
    pub(super) fn edited(&self, path: &str) -> Diagnostic {
        let message = say!("`{}` was changed after vpsite wrote it", self.shown(path));
        Diagnostic::error("write/edited", message)
            .hint(say!("rename or move it and build again; change texts in `content/` instead"))
    }

    /// Something else is in the place of a file of the kit.
    pub(super) fn no_file(&self, path: &str, there: Lies) -> Diagnostic {
        let message = say!(
            "`{}` is {}, and a file of the kit belongs in its place",
            self.shown(path),
            there.word()
        );
        Diagnostic::error("write/in-the-way", message)
            .hint(say!("move it elsewhere and build again"))
    }

    /// Whether new files can be put where they belong: nothing of somebody else may be
    /// in their place.
    pub(super) fn refuse_what_is_in_the_way(
        &self,
        old: &Old,
        new: &Manifest,
    ) -> Result<Diagnostics> {
        let mut faults = Diagnostics::new();
        // Where case is ignored, a file of ours lies under its new name too.
        let ours: BTreeSet<String> = old.manifest.paths().map(str::to_lowercase).collect();
        let added = || new.paths().filter(|path| !ours.contains(&path.to_lowercase()));
        for folder in folders(added()) {
            faults.extend(self.refuse_no_folder(&folder)?);
        }
        for path in added() {
            let there = disk::look(&self.place.target.join(path));
            match there.map_err(|fault| fault.told(self.place.untouched()))? {
                Lies::Nothing => {}
                Lies::File(_) if old.unlisted => {}
                Lies::File(_) => faults.push(
                    Diagnostic::error(
                        "write/in-the-way",
                        say!("`{}` is in the way, and vpsite did not write it", self.shown(path)),
                    )
                    .hint(say!("move it elsewhere and build again")),
                ),
                there => faults.push(self.no_file(path, there)),
            }
        }
        Ok(faults)
    }

    fn refuse_no_folder(&self, folder: &Path) -> Result<Option<Diagnostic>> {
        let full = self.place.target.join(folder);
        let there = disk::look(&full).map_err(|fault| fault.told(self.place.untouched()))?;
        if matches!(there, Lies::Nothing | Lies::Folder) {
            return Ok(None);
        }
        let message = say!(
            "`{}` is {}, and a folder of the kit belongs in its place",
            disk::shown(&full),
            there.word()
        );
        let fault = Diagnostic::error("write/in-the-way", message);
        Ok(Some(fault.hint(say!("move it elsewhere and build again"))))
    }

    fn shown(&self, path: &str) -> String {
        format!("{}/{path}", disk::shown(&self.place.target))
    }

    /// Remembers the kit that is at the path now. What cannot be remembered is only made
    /// again the next time, so a disk that refuses is no fault of the build.
    pub(super) fn remember(
        &mut self,
        manifest: Manifest,
        files: BTreeMap<String, Seen>,
        state: &[u8],
    ) {
        let hash = sha256(manifest.to_json().as_bytes());
        let record = Record { manifest: hash.clone(), files, state: state.to_owned() };
        self.found = Found::Kit(manifest, hash);
        if matches!(&self.record, Memory::Last(last) if *last == record) {
            return;
        }
        let fresh = leftovers::marked(&self.place, "state.new-", 0);
        let written = disk::remove_file(&fresh)
            .and_then(|()| disk::write(&fresh, &record.to_bytes()))
            .and_then(|()| disk::rename(&fresh, &self.place.beside("state")));
        if written.is_err() {
            let _ = disk::remove_file(&fresh);
        }
        self.record = Memory::Last(record);
    }
}

/// The record, if it is about the kit that is there.
pub(super) fn known<'a>(record: &'a Memory, found: &Found) -> Option<&'a Record> {
    match (record, found) {
        (Memory::Last(record), Found::Kit(_, hash)) if record.manifest == *hash => Some(record),
        _ => None,
    }
}

/// The hash of every file that a manifest names, by its path.
pub(super) fn hashes(found: &Found) -> BTreeMap<String, String> {
    let Found::Kit(manifest, _) = found else { return BTreeMap::new() };
    manifest.files().map(|(path, hash)| (path.to_owned(), hash.to_owned())).collect()
}

/// Whether every file of a kit is there with the size and the time that are remembered.
pub(super) fn is_intact(place: &Place, record: &Record) -> bool {
    record.files.iter().all(|(path, seen)| {
        disk::look(&place.target.join(path)).is_ok_and(|there| there == Lies::File(seen.stamp))
    })
}

impl Memory {
    pub(super) fn at(place: &Place) -> disk::Done<Self> {
        Ok(match disk::read(&place.beside("state"))? {
            None => Memory::None,
            Some(bytes) => Record::parse(&bytes).map_or(Memory::Torn, Memory::Last),
        })
    }
}

impl Found {
    pub(super) fn at(place: &Place) -> disk::Done<Self> {
        let Some(entries) = disk::entries(&place.target)? else { return Ok(Found::Nothing) };
        if entries.is_empty() {
            return Ok(Found::Nothing);
        }
        let path = place.target.join(MANIFEST);
        let there = disk::look(&path)?;
        let bytes = disk::read(&path)?.unwrap_or_default();
        Ok(match Manifest::parse(&bytes) {
            Some(manifest) => Found::Kit(manifest, sha256(&bytes)),
            None => Found::Doubtful(there, bytes),
        })
    }
}
