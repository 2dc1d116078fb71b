//! A kit -> nothing: its files, its archive and what is remembered of it are removed.
//!
//! In: a locked kit. Out: what would be removed and what stays ([`Contents`]), or what was
//! ([`Cleared`]). Invariants: only files that the manifest names and that are as they were
//! written are removed, and the archive only if it is the one that was written last; what
//! was changed by hand and what is somebody else's stays, with the folders that lead to it.
//! Can be broken off and done again: the manifest goes after the files, the memory last.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::diag::{Result, say};

use super::disk::{self, Done, Lies};
use super::kit::{Found, Kit, Memory, There};
use super::manifest::MANIFEST;
use super::record::Seen;
use super::vault::Place;
use super::zip::{self, Archive};

/// What a kit's folder holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// Files that vpsite wrote and that are as they were, below the kit's folder.
    pub ours: Vec<String>,
    /// Files that were changed by hand, and what vpsite did not write, as people see them.
    pub others: Vec<String>,
    /// The archives, as people see them, that are those that were written last.
    pub archives: Vec<String>,
    /// An archive that would stay, since it is another file by now.
    pub other_archive: Option<String>,
    /// Where the kit lies, as people see it.
    pub shown: String,
}

/// What was removed of a kit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cleared {
    /// Files, the archive among them.
    pub files: usize,
    /// Whether something stays in the kit's folder.
    pub left: bool,
}

impl Kit {
    /// What there is to remove, and what would stay.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn contents(&self) -> Result<Contents> {
        let shown = disk::shown(&self.place.target);
        let mut contents = Contents { shown, ..Contents::default() };
        if let Found::Kit(manifest, _) = &self.found {
            let seen = match &self.record {
                Memory::Last(record) => Some(&record.files),
                _ => None,
            };
            for (path, hash) in manifest.files() {
                let seen: Option<&Seen> =
                    seen.and_then(|files| files.get(path)).filter(|seen| seen.hash == hash);
                match self.judge(path, hash, seen)? {
                    Ok(There::Same(_)) => contents.ours.push(path.to_owned()),
                    Ok(There::Gone) => {}
                    Ok(There::Doubtful) | Err(_) => {
                        contents.others.push(self.named(Path::new(path)));
                    }
                }
            }
            contents.ours.push(MANIFEST.to_owned());
            let names = manifest.names();
            strangers(&self.place.target, Path::new(""), &names, &mut |path| {
                contents.others.push(self.named(path));
            })
            .map_err(|fault| fault.told(None))?;
        } else if disk::look(&self.place.target).map_err(|fault| fault.told(None))? != Lies::Nothing
        {
            contents.others.push(disk::shown(&self.place.target));
        }
        contents.others.sort();
        let ours = Archive::untouched(&self.place).map_err(|fault| fault.told(None))?;
        let whole = self.place.zip();
        let there = disk::look(&whole).map_err(|fault| fault.told(None))?;
        if there != Lies::Nothing && !ours.contains(&whole) {
            contents.other_archive = Some(disk::shown(&whole));
        }
        contents.archives = ours.iter().map(|path| disk::shown(path)).collect();
        Ok(contents)
    }

    /// Removes what [`Kit::contents`] calls ours at this moment, and what is remembered of the
    /// kit. Its lock stays: another process may be waiting for it.
    ///
    /// # Errors
    /// The disk refuses; doing it again goes on.
    pub fn clear(self) -> Result<Cleared> {
        let gone = self.remove(&self.contents()?);
        gone.map_err(|fault| fault.told(Some(say!("what is left can be removed in the same way"))))
    }

    fn remove(&self, contents: &Contents) -> Done<Cleared> {
        let Place { target, .. } = &self.place;
        let mut cleared = Cleared::default();
        for path in contents.ours.iter().filter(|path| *path != MANIFEST) {
            disk::remove_file(&target.join(path))?;
            cleared.files += 1;
        }
        for archive in Archive::untouched(&self.place)? {
            disk::remove_file(&archive)?;
            cleared.files += 1;
        }
        if contents.ours.iter().any(|path| path == MANIFEST) {
            disk::remove_file(&target.join(MANIFEST))?;
            cleared.files += 1;
        }
        if let Found::Kit(manifest, _) = &self.found {
            // The inner before the outer.
            for folder in manifest.folders().into_iter().rev() {
                disk::remove_empty_dir(&target.join(folder))?;
            }
        }
        disk::remove_empty_dir(target)?;
        cleared.left = disk::look(target)? != Lies::Nothing;
        disk::remove_file(&zip::memory(&self.place))?;
        disk::remove_file(&zip::memory_of_parts(&self.place))?;
        disk::remove_file(&self.place.beside("state"))?;
        Ok(cleared)
    }

    fn named(&self, path: &Path) -> String {
        disk::shown(&self.place.target.join(path))
    }
}

/// Tells of every file below a folder that has none of these names.
fn strangers(
    root: &Path,
    below: &Path,
    names: &BTreeSet<PathBuf>,
    tell: &mut dyn FnMut(&Path),
) -> Done<()> {
    for (name, kind) in disk::entries(&root.join(below))?.unwrap_or_default() {
        let path = below.join(name);
        if kind.is_dir() {
            strangers(root, &path, names, tell)?;
        } else if !names.contains(&path) {
            tell(&path);
        }
    }
    Ok(())
}
