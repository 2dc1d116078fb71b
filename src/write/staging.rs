//! A new kit, file by file -> the whole of it, in the place of the old one.
//!
//! In: paths with bytes, as a stream and from several threads at once. Out: a kit at its
//! path, its manifest written last and everything synced before the swap. Invariants:
//! nothing is held but paths and hashes; until the swap the old kit is untouched; what
//! was put is removed again where it never comes to be.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::diag::{Diagnostic, Diagnostics, Result, say};
use crate::value::{OutPath, sha256};

use super::Written;
use super::disk::{self, Fault, Lies, Log};
use super::kit::{Kit, Old, There};
use super::leftovers::{self, NEW, WHOLE};
use super::manifest::{Label, MANIFEST, Manifest};
use super::record::Seen;
use super::swap;

/// One file of the new kit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its SHA-256.
    pub hash: String,
    /// Whether it was written, and not carried over from the kit there.
    pub written: bool,
}

/// A kit that is being made. Dropped before its commit, it leaves nothing behind.
#[derive(Debug)]
pub struct Staging {
    old: Old,
    stored: Mutex<BTreeMap<String, Stored>>,
    /// Paths as systems that ignore case see them.
    claimed: Mutex<BTreeSet<String>>,
    /// Files that are another than the one that was written, and no torn one either.
    edited: Mutex<BTreeSet<String>>,
    /// What the new kit says of itself.
    label: Option<Label>,
    // Before the kit, so that it is cleared away while the lock is held.
    bench: Bench,
    kit: Kit,
}

impl Staging {
    pub(super) fn begin(kit: Kit, old: Old) -> Result<Self> {
        let bench = Bench::begin(&kit).map_err(|fault| fault.told(kit.place.untouched()))?;
        Ok(Self {
            old,
            stored: Mutex::default(),
            claimed: Mutex::new(BTreeSet::from([MANIFEST.to_owned()])),
            edited: Mutex::default(),
            label: None,
            bench,
            kit,
        })
    }

    /// Puts a file. Where the kit there has the same one, that is linked or copied.
    ///
    /// # Errors
    /// The path was put before, or the disk refuses; the kit there is untouched.
    pub fn put(&self, path: &OutPath, bytes: &[u8]) -> Result<Stored> {
        let hash = sha256(bytes);
        self.claim(path)?;
        if self.has(path, &hash) && self.carry_over(path, &hash)? {
            return Ok(self.store(path, hash, false));
        }
        let to = self.aim(path)?;
        disk::write(&to, bytes).map_err(|fault| self.told(fault))?;
        self.doubt(path, &mut &*bytes)?;
        Ok(self.store(path, hash, true))
    }

    /// Carries a file over from the kit there, unread, because its key says that it
    /// would be the same. `None` where it is not there as it was written; the path is
    /// free then, to be put.
    ///
    /// # Errors
    /// As [`Staging::put`].
    pub fn keep(&self, path: &OutPath) -> Result<Option<Stored>> {
        let Some(hash) = self.old.manifest.hash(path.as_str()).map(str::to_owned) else {
            return Ok(None);
        };
        if !self.has(path, &hash) {
            return Ok(None);
        }
        self.claim(path)?;
        if self.carry_over(path, &hash)? {
            return Ok(Some(self.store(path, hash, false)));
        }
        lock(&self.claimed).remove(&path.folded());
        Ok(None)
    }

    /// Puts a copy of a file that is too large to hold, and compares its hash on the way.
    ///
    /// # Errors
    /// As [`Staging::put`], or the file is another than it was when its hash was taken.
    pub fn copy(&self, path: &OutPath, from: &Path, hash: &str) -> Result<Stored> {
        self.claim(path)?;
        if self.has(path, hash) && self.carry_over(path, hash)? {
            return Ok(self.store(path, hash.to_owned(), false));
        }
        let to = self.aim(path)?;
        let copied = disk::copy(from, &to).map_err(|fault| self.told(fault))?;
        if copied.as_deref() != Some(hash) {
            let message = say!("`{}` was changed while the kit was made", disk::shown(from));
            return Err(Diagnostic::error("write/failed", message)
                .hint(say!("build again"))
                .maybe_hint(self.kit.place.untouched())
                .into());
        }
        if let Some(mut whole) = disk::reader(&to).map_err(|fault| self.told(fault))? {
            self.doubt(path, &mut whole)?;
        }
        Ok(self.store(path, hash.to_owned(), true))
    }

    /// The same with what the new kit says of itself, in its manifest.
    #[must_use]
    pub fn labelled(self, label: Label) -> Self {
        Self { label: Some(label), ..self }
    }

    /// Puts the new kit in the place of the old one, and remembers `state` with it. Gives
    /// the kit back, still locked, so that it can be packed. Where nothing has changed,
    /// nothing is written.
    ///
    /// # Errors
    /// A file of the kit there was changed by hand meanwhile, something of somebody else
    /// is in the way, or the disk refuses. The message says what has become of the kit.
    pub fn commit(self, inputs: &str, state: &[u8]) -> Result<(Kit, Written)> {
        // In this order, so that the bench is cleared away before the lock is free.
        let Self { mut kit, mut old, stored, edited, label, bench, .. } = self;
        let stored = stored.into_inner().unwrap_or_else(PoisonError::into_inner);
        let edited = edited.into_inner().unwrap_or_else(PoisonError::into_inner);
        let hashes = stored.iter().map(|(path, file)| (path.clone(), file.hash.clone())).collect();
        let new = Manifest::new(&kit.place.slug, inputs, hashes).labelled(label);
        let faults = still_there(&kit, &old, &stored, &edited)?;
        if !faults.is_empty() {
            return Err(faults);
        }
        let written = stored.values().filter(|file| file.written).count();
        let counts = Written {
            written,
            unchanged: stored.len() - written,
            removed: old.manifest.paths().filter(|path| new.hash(path).is_none()).count(),
        };
        let told = |fault: Fault| fault.told(kit.place.untouched());
        if counts.written == 0 && counts.removed == 0 && !old.torn && old.manifest == new {
            // A file that vanished a moment ago is brought back below.
            if let Some(seen) = see(&new, &kit.place.target).map_err(told)? {
                drop(bench);
                kit.remember(new, seen, state);
                return Ok((kit, counts));
            }
        }
        let faults = kit.refuse_what_is_in_the_way(&old, &new)?;
        if !faults.is_empty() {
            return Err(faults);
        }
        if old.torn {
            mend(&kit, &mut old, &new).map_err(told)?;
        }
        bench.end(&new, &stored).map_err(told)?;
        let seen = see(&new, &bench.folder).map_err(told)?.ok_or_else(|| {
            let message = say!("files in `{}` were removed", disk::shown(&kit.place.room));
            Diagnostic::error("write/failed", message)
                .hint(say!("that folder is vpsite's own: leave it alone and build again"))
                .maybe_hint(kit.place.untouched())
        })?;
        let whole = free(&kit, WHOLE).map_err(told)?;
        let retired = swap::swap(&kit.place, kit.swap, &bench.folder, &whole)?;
        // Nothing is left on it but its list.
        drop(bench);
        kit.remember(new, seen, state);
        if let Some(retired) = retired {
            swap::clear(&kit.place, &retired).map_err(|fault| {
                let left = say!(
                    "the new kit is in place; what vpsite did not write lies in `{}` until the next build",
                    disk::shown(&retired)
                );
                fault.told(Some(left))
            })?;
        }
        Ok((kit, counts))
    }

    /// Whether the kit there has this very file.
    fn has(&self, path: &OutPath, hash: &str) -> bool {
        let path = path.as_str();
        self.old.manifest.hash(path) == Some(hash)
            && matches!(self.old.there.get(path), Some(There::Same(_)))
    }

    /// Takes a path, which nobody may take twice.
    fn claim(&self, path: &OutPath) -> Result<()> {
        if lock(&self.claimed).insert(path.folded()) {
            return Ok(());
        }
        let message = say!("two files of the kit would be `{path}`");
        Err(Diagnostic::error("write/in-the-way", message)
            .hint(say!("give one of the two another name"))
            .maybe_hint(self.kit.place.untouched())
            .into())
    }

    fn store(&self, path: &OutPath, hash: String, written: bool) -> Stored {
        let stored = Stored { hash, written };
        lock(&self.stored).insert(path.to_string(), stored.clone());
        stored
    }

    /// Links or copies a file of the kit there; `false` where it is gone, or another by now.
    fn carry_over(&self, path: &OutPath, hash: &str) -> Result<bool> {
        let from = self.kit.place.target.join(path.as_str());
        let to = self.aim(path)?;
        if disk::link(&from, &to) {
            return Ok(true);
        }
        let copied = disk::copy(&from, &to).map_err(|fault| self.told(fault))?;
        if copied.as_deref() == Some(hash) {
            return Ok(true);
        }
        disk::remove_file(&to).map_err(|fault| self.told(fault))?;
        Ok(false)
    }

    /// Looks whether what lies in the place of a file is only what a crash has left of it.
    fn doubt(&self, path: &OutPath, whole: &mut dyn std::io::Read) -> Result<()> {
        if self.old.there.get(path.as_str()) == Some(&There::Doubtful) {
            let there = self.kit.place.target.join(path.as_str());
            if !disk::is_torn(&there, whole).map_err(|fault| self.told(fault))? {
                lock(&self.edited).insert(path.to_string());
            }
        }
        Ok(())
    }

    fn aim(&self, path: &OutPath) -> Result<PathBuf> {
        self.bench.aim(path.as_str()).map_err(|fault| self.told(fault))
    }

    fn told(&self, fault: Fault) -> Diagnostics {
        fault.told(self.kit.place.untouched())
    }
}

/// Everything that may be held is held for a moment, and is whole after a panic too.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Looks once more at the files that vpsite wrote: making a kit takes a while, and
/// somebody may have changed one meanwhile.
fn still_there(
    kit: &Kit,
    old: &Old,
    stored: &BTreeMap<String, Stored>,
    edited: &BTreeSet<String>,
) -> Result<Diagnostics> {
    let mut faults = Diagnostics::new();
    for (path, hash) in old.manifest.files() {
        let before = old.there.get(path).copied().unwrap_or(There::Gone);
        let now = disk::look(&kit.place.target.join(path));
        let now = now.map_err(|fault| fault.told(kit.place.untouched()))?;
        match (before, now) {
            (There::Same(stamp), Lies::File(now)) if stamp == now => {}
            (There::Doubtful, _) if stored.contains_key(path) && !edited.contains(path) => {}
            (There::Doubtful, _) => faults.push(kit.edited(path)),
            (_, Lies::Nothing) => {}
            _ => match kit.judge(path, hash, None)? {
                Ok(There::Doubtful) => faults.push(kit.edited(path)),
                Ok(_) => {}
                Err(fault) => faults.push(fault),
            },
        }
    }
    Ok(faults)
}

/// Makes a torn manifest good before the kit is moved, so that whoever clears it away,
/// now or after a crash, knows what is ours.
fn mend(kit: &Kit, old: &mut Old, new: &Manifest) -> disk::Done<()> {
    if old.unlisted {
        for path in new.paths() {
            if let Some(hash) = disk::hash(&kit.place.target.join(path))? {
                old.manifest.adopt(path, hash);
            }
        }
    }
    let fresh = leftovers::marked(&kit.place, "manifest.new-", 0);
    disk::remove_file(&fresh)?;
    disk::write(&fresh, old.manifest.to_json().as_bytes())?;
    disk::rename(&fresh, &kit.place.target.join(MANIFEST))
}

/// The stamps of a kit's files, which stay what they are when its folder is renamed;
/// `None` where one of them is not there.
fn see(manifest: &Manifest, folder: &Path) -> disk::Done<Option<BTreeMap<String, Seen>>> {
    let mut files = BTreeMap::new();
    for (path, hash) in manifest.files() {
        let Lies::File(stamp) = disk::look(&folder.join(path))? else { return Ok(None) };
        files.insert(path.to_owned(), Seen { hash: hash.to_owned(), stamp });
    }
    Ok(Some(files))
}

/// A free name.
fn free(kit: &Kit, mark: &str) -> disk::Done<PathBuf> {
    let mut number = 0;
    loop {
        let path = leftovers::marked(&kit.place, mark, number);
        if disk::look(&path)? == Lies::Nothing {
            return Ok(path);
        }
        number += 1;
    }
}

/// The folder in which a kit is made, and the list of what was put into it. Dropped, it
/// removes what the list names, wherever the kit has not been moved to its path.
#[derive(Debug)]
struct Bench {
    folder: PathBuf,
    list: PathBuf,
    log: Mutex<Log>,
    made: Mutex<BTreeSet<PathBuf>>,
}

impl Bench {
    fn begin(kit: &Kit) -> disk::Done<Self> {
        let mut number = 0;
        loop {
            let folder = leftovers::marked(&kit.place, NEW, number);
            let list = leftovers::list_of(&folder);
            number += 1;
            // The list first: what it does not name is never removed.
            let Some(log) = Log::begin(&list)? else { continue };
            if disk::create_dir(&folder)? {
                let made = Mutex::new(BTreeSet::from([folder.clone()]));
                return Ok(Self { folder, list, log: Mutex::new(log), made });
            }
            disk::remove_file(&list)?;
        }
    }

    /// Where a file goes, once it is on the list and its folder is made.
    fn aim(&self, path: &str) -> disk::Done<PathBuf> {
        lock(&self.log).add(path)?;
        let to = self.folder.join(path);
        if let Some(folder) = to.parent()
            && !lock(&self.made).contains(folder)
        {
            disk::create_dirs(folder)?;
            lock(&self.made).extend(folder.ancestors().map(Path::to_owned));
        }
        Ok(to)
    }

    /// Writes the manifest and waits until the disk has everything.
    fn end(&self, manifest: &Manifest, stored: &BTreeMap<String, Stored>) -> disk::Done<()> {
        let path = self.aim(MANIFEST)?;
        disk::write(&path, manifest.to_json().as_bytes())?;
        let written = stored.iter().filter(|(_, file)| file.written);
        let mut files: Vec<PathBuf> = written.map(|(path, _)| self.folder.join(path)).collect();
        files.push(path);
        let made = lock(&self.made);
        let folders: Vec<PathBuf> =
            made.iter().filter(|folder| folder.starts_with(&self.folder)).cloned().collect();
        disk::sync(&self.folder, &files, &folders)
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next build or check.
        let _ = leftovers::remove_listed(&self.list);
    }
}
