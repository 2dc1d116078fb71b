//! The folder that a web host gets: only its own files are ever changed or removed in it.
//!
//! ```text
//! Upload::open(folder) -> state(), is_foreign(path) -> place(files, state)
//! ```
//!
//! In: paths with what they should hold. Out: those files in the folder, and a list of them in
//! its hidden room, which lies beside the roots and not in one. Invariants: one process at a
//! time; all is judged before anything moves; a file that somebody else wrote or changed is
//! refused; the list names each file before it is written, so that after a crash at any moment
//! a second run puts it right.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::diag::{Diagnostic, Diagnostics, Result, say};
use crate::value::{OutPath, sha256};

use super::disk::{self, Done, Lies, Lock, Stamp};
use super::manifest::folders;
use super::record::Seen;
use super::{Held, Written, vault};

/// The hidden room.
const ROOM: &str = ".vpsite";
/// The list of files.
const LIST: &str = "published.json";
/// Where a file is written before it gets its name.
const PART: &str = "published.part";
/// What marks a list as one of this program.
const GENERATOR: &str = "vpsite";

/// What a file of the folder should hold.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// SHA-256 of it.
    pub hash: String,
    /// How it gets there.
    pub bring: Bring,
}

/// How a file gets where it belongs.
#[derive(Clone, Debug)]
pub enum Bring {
    /// These bytes are written.
    Bytes(Vec<u8>),
    /// Another file is copied.
    Copy(PathBuf),
    /// It is there already.
    Nothing,
}

/// A folder that no other process publishes into as long as this lives.
#[derive(Debug)]
pub struct Upload {
    root: PathBuf,
    list: List,
    /// The list as it lies there.
    bytes: Option<Vec<u8>>,
    _lock: Lock,
}

/// What lies in the folder by our hand.
#[derive(Debug, Default, Serialize, Deserialize)]
struct List {
    generator: String,
    /// Files as they were written.
    files: BTreeMap<String, Seen>,
    /// Hashes of files that were about to be written.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pending: BTreeMap<String, String>,
    /// Files that were taken away and have not come back: who uploads has to delete them by
    /// name, since what else lies at the host is not ours to delete.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    removed: BTreeSet<String>,
    /// The caller's own.
    state: Value,
}

/// What has to be done about one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    Nothing(Stamp),
    Write,
}

impl Upload {
    /// Opens a folder, which need not be there yet; `kits` is the folder of kits, where none
    /// may be. Another process that publishes is waited for as long as `patience` says.
    ///
    /// # Errors
    /// It is no folder, or lies among the kits; its list cannot be read; another process keeps
    /// it; the disk refuses.
    pub fn open(
        root: &Path,
        kits: &Path,
        patience: Duration,
        waiting: &mut dyn FnMut(),
    ) -> Result<Self> {
        let told = |fault: disk::Fault| fault.told(None);
        let there = disk::look(root).map_err(told)?;
        let root = match there {
            Lies::Link => disk::resolved(root).map_err(told)?,
            _ => root.to_owned(),
        };
        if !matches!(disk::look(&root).map_err(told)?, Lies::Nothing | Lies::Folder) {
            let message = say!("`{}` is {}, and no folder", disk::shown(&root), there.word());
            return Err(Diagnostic::error("write/in-the-way", message)
                .hint(say!("choose another folder with `--to`"))
                .into());
        }
        if real(&root).starts_with(real(kits)) {
            let message = say!("`{}` lies among the kits", disk::shown(&root));
            return Err(Diagnostic::error("publish/among-kits", message)
                .hint(say!("choose a folder beside them, as in `--to upload`"))
                .into());
        }
        let room = root.join(ROOM);
        disk::create_dirs(&room).map_err(told)?;
        let lock = room.join("published.lock");
        let lock = vault::wait(patience, &root, &|| Lock::take(&lock).map_err(told), waiting)?;
        let path = room.join(LIST);
        let bytes = disk::read(&path).map_err(told)?;
        let list = match &bytes {
            None => List::default(),
            Some(bytes) => List::parse(bytes).ok_or_else(|| {
                let message = say!("`{}` cannot be read", disk::shown(&path));
                Diagnostic::error("write/foreign", message).hint(say!(
                    "move the folder elsewhere and publish again, or choose another with `--to`"
                ))
            })?,
        };
        Ok(Self { root, list, bytes, _lock: lock })
    }

    /// What the caller gave the last time.
    pub fn state(&self) -> &Value {
        &self.list.state
    }

    /// Whether something lies at a path that is not by our hand.
    pub fn is_foreign(&self, path: &OutPath) -> bool {
        let name = path.as_str();
        let ours = self.list.files.contains_key(name) || self.list.pending.contains_key(name);
        !ours && !matches!(disk::look(&self.root.join(name)), Ok(Lies::Nothing))
    }

    /// Puts these files into the folder and takes away those that it was given before. Where
    /// nothing has changed, nothing is written.
    ///
    /// # Errors
    /// A file was changed by hand, or lies in the way: nothing has moved then. Or the disk
    /// refuses: another run puts that right.
    pub fn place(mut self, files: &BTreeMap<OutPath, Wanted>, state: Value) -> Result<Written> {
        let told = |fault: disk::Fault| fault.told(None);
        let (due, gone) = self.judge(files)?;
        let open = due.values().filter(|due| **due == Due::Write).count();
        let counts = Written {
            written: open,
            unchanged: due.len() - open,
            removed: gone.iter().filter(|(_, there)| **there).count(),
        };
        if open > 0 || !gone.is_empty() {
            let hashes = files.iter().map(|(path, file)| (path.to_string(), file.hash.clone()));
            self.list.pending = hashes.collect();
            GENERATOR.clone_into(&mut self.list.generator);
            self.list.removed.extend(gone.keys().cloned());
            self.list.removed.retain(|path| !self.list.pending.contains_key(path));
            self.keep_list()?;
            let mut made: Vec<PathBuf> = Vec::new();
            for (path, wanted) in files {
                if due.get(path) == Some(&Due::Write) {
                    self.write(path, wanted)?;
                    made.push(self.root.join(path.as_str()));
                }
            }
            for path in gone.keys() {
                disk::remove_file(&self.root.join(path)).map_err(told)?;
            }
            let left = folders(gone.keys().map(String::as_str));
            for folder in left.iter().rev() {
                disk::remove_empty_dir(&self.root.join(folder)).map_err(told)?;
            }
            let inside = folders(files.keys().map(OutPath::as_str));
            let inside: Vec<PathBuf> = inside.iter().map(|one| self.root.join(one)).collect();
            disk::sync(&self.root, &made, &inside).map_err(told)?;
        }
        self.tell_removed()?;
        self.list = List {
            generator: GENERATOR.to_owned(),
            files: self.seen(files).map_err(told)?,
            pending: BTreeMap::new(),
            removed: std::mem::take(&mut self.list.removed),
            state,
        };
        self.keep_list()?;
        Ok(counts)
    }

    /// What is due for each file, and which are to go, with whether they are there.
    fn judge(
        &self,
        files: &BTreeMap<OutPath, Wanted>,
    ) -> Result<(BTreeMap<OutPath, Due>, BTreeMap<String, bool>)> {
        let mut faults = Diagnostics::new();
        let known: BTreeSet<&str> =
            self.list.files.keys().chain(self.list.pending.keys()).map(String::as_str).collect();
        let wanted: BTreeSet<&str> = files.keys().map(OutPath::as_str).collect();
        let needed = folders(wanted.iter().copied());
        for folder in folders(known.iter().chain(&wanted).copied()) {
            let full = self.root.join(&folder);
            let there = disk::look(&full).map_err(|fault| fault.told(None))?;
            // Of a file where a folder was, nothing below is there.
            let in_the_way = !matches!(there, Lies::Nothing | Lies::Folder);
            if there == Lies::Link || (in_the_way && needed.contains(&folder)) {
                faults.push(blocked(&full, there));
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut due = BTreeMap::new();
        for (path, wanted) in files {
            match self.due(path, wanted) {
                Ok(one) => drop(due.insert(path.clone(), one)),
                Err(found) => faults.extend(found),
            }
        }
        let mut gone = BTreeMap::new();
        for path in known.difference(&wanted) {
            match self.is_ours(path) {
                Ok(there) => drop(gone.insert((*path).to_owned(), there)),
                Err(found) => faults.extend(found),
            }
        }
        if faults.is_empty() { Ok((due, gone)) } else { Err(faults) }
    }

    fn due(&self, path: &OutPath, wanted: &Wanted) -> Result<Due> {
        let told = |fault: disk::Fault| fault.told(None);
        let full = self.root.join(path.as_str());
        let stamp = match disk::look(&full).map_err(told)? {
            Lies::Nothing => match wanted.bring {
                Bring::Nothing => return Err(lost(&full).into()),
                _ => return Ok(Due::Write),
            },
            Lies::File(stamp) => stamp,
            there => return Err(blocked(&full, there).into()),
        };
        let seen = self.list.files.get(path.as_str());
        let hash = match seen.filter(|seen| seen.stamp == stamp) {
            Some(seen) => Some(seen.hash.clone()),
            None => disk::hash(&full).map_err(told)?,
        };
        if hash.as_ref() == Some(&wanted.hash) {
            return Ok(Due::Nothing(stamp));
        }
        self.refuse_strange(path.as_str(), hash.as_deref())?;
        match wanted.bring {
            Bring::Nothing => Err(lost(&full).into()),
            _ => Ok(Due::Write),
        }
    }

    /// Whether a file that is to go is there; one that was changed by hand is refused.
    fn is_ours(&self, path: &str) -> Result<bool> {
        let told = |fault: disk::Fault| fault.told(None);
        let full = self.root.join(path);
        match disk::look(&full).map_err(told)? {
            Lies::File(_) => {}
            // What is there instead is somebody else's, and stays.
            _ => return Ok(false),
        }
        let hash = disk::hash(&full).map_err(told)?;
        self.refuse_strange(path, hash.as_deref())?;
        Ok(true)
    }

    /// Refuses a file that is none of those that were written at its path, nor what a crash
    /// leaves of one.
    fn refuse_strange(&self, path: &str, hash: Option<&str>) -> Result<()> {
        let (seen, pending) = (self.list.files.get(path), self.list.pending.get(path));
        let full = self.root.join(path);
        let known = seen.map(|seen| seen.hash.as_str()).into_iter().chain(pending.map(|h| &h[..]));
        if known.clone().any(|known| Some(known) == hash) {
            return Ok(());
        }
        if known.count() == 0 {
            return Err(blocked(&full, Lies::File(Stamp::default())).into());
        }
        if disk::ends_in_nothing(&full).map_err(|fault| fault.told(None))? {
            return Ok(());
        }
        let message = say!("`{}` was changed after vpsite wrote it", disk::shown(&full));
        Err(Diagnostic::error("write/edited", message)
            .hint(say!("rename or move it and publish again; change texts in `content/` instead"))
            .into())
    }

    /// Writes one file whole and only then gives it its name.
    fn write(&self, path: &OutPath, wanted: &Wanted) -> Result<()> {
        let told = |fault: disk::Fault| fault.told(None);
        let (part, full) = (self.root.join(ROOM).join(PART), self.root.join(path.as_str()));
        disk::remove_file(&part).map_err(told)?;
        let hash = match &wanted.bring {
            Bring::Bytes(bytes) => disk::write(&part, bytes).map(|()| Some(sha256(bytes))),
            Bring::Copy(from) => disk::copy(from, &part),
            Bring::Nothing => Ok(None),
        };
        if hash.map_err(told)?.as_ref() != Some(&wanted.hash) {
            let message = say!("the kit has changed while `{}` was copied", disk::shown(&full));
            let _ = disk::remove_file(&part);
            return Err(Diagnostic::error("write/failed", message)
                .hint(say!("publish again"))
                .into());
        }
        full.parent().map_or(Ok(()), disk::create_dirs).map_err(told)?;
        disk::rename(&part, &full).map_err(told)
    }

    /// Sizes and times of the files as they lie there now.
    fn seen(&self, files: &BTreeMap<OutPath, Wanted>) -> Done<BTreeMap<String, Seen>> {
        let mut seen = BTreeMap::new();
        for (path, wanted) in files {
            if let Lies::File(stamp) = disk::look(&self.root.join(path.as_str()))? {
                seen.insert(path.to_string(), Seen { hash: wanted.hash.clone(), stamp });
            }
        }
        Ok(seen)
    }

    /// Writes what was taken away as texts that other programs read: for each folder at the
    /// top one, with a path below it a line.
    fn tell_removed(&self) -> Result<()> {
        let mut lists: BTreeMap<&str, String> = BTreeMap::new();
        let top = |path: &'_ String| path.split_once('/').map(|(top, _)| top.to_owned());
        let tops: BTreeSet<String> = self.list.files.keys().filter_map(top).collect();
        lists.extend(tops.iter().map(|top| (top.as_str(), String::new())));
        for (top, path) in self.list.removed.iter().filter_map(|path| path.split_once('/')) {
            let list = lists.entry(top).or_default();
            list.push_str(path);
            list.push('\n');
        }
        for (top, text) in lists {
            let path = self.root.join(ROOM).join(format!("{top}.removed.txt"));
            let old = super::bytes_of(&path)?;
            if !text.is_empty() || old.is_some() {
                super::hold(&path, old.as_deref(), text.as_bytes())?;
            }
        }
        Ok(())
    }

    /// Writes the list, in one step.
    fn keep_list(&mut self) -> Result<()> {
        // Texts and numbers have no way to fail.
        let mut bytes = serde_json::to_vec_pretty(&self.list).unwrap_or_default();
        bytes.push(b'\n');
        let path = self.root.join(ROOM).join(LIST);
        match super::hold(&path, self.bytes.as_deref(), &bytes)? {
            Held::Same => {}
            Held::Made | Held::Changed => self.bytes = Some(bytes),
        }
        Ok(())
    }
}

impl List {
    /// Reads a list; `None` where it is none, or names a path outside.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let list: Self = serde_json::from_slice(bytes).ok()?;
        let mut paths = list.files.keys().chain(list.pending.keys());
        let inside = paths.all(|path| OutPath::parse(path).is_ok());
        (list.generator == GENERATOR && inside).then_some(list)
    }
}

fn blocked(full: &Path, there: Lies) -> Diagnostic {
    let message = match there {
        Lies::File(_) => {
            say!("`{}` is in the way, and vpsite did not write it", disk::shown(full))
        }
        there => say!("`{}` is {}, and is in the way", disk::shown(full), there.word()),
    };
    Diagnostic::error("write/in-the-way", message)
        .hint(say!("move it elsewhere and publish again, or choose another folder with `--to`"))
}

/// A file of a client that is not published anew is not as it was left.
fn lost(full: &Path) -> Diagnostic {
    let message = say!("`{}` is not there any more as it was published", disk::shown(full));
    Diagnostic::error("publish/lost", message)
        .hint(say!("publish that client again too, or `--all`"))
}

/// A path with its links followed, as far as it is there.
fn real(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let there = whole.ancestors().find_map(|above| {
        let real = disk::resolved(above).ok()?;
        Some(real.join(whole.strip_prefix(above).ok()?))
    });
    there.unwrap_or(whole)
}
