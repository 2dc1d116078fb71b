//! A staged kit -> its path, and the old one out of the way.
//!
//! In: two folders beside each other. Out: the new one at the path, the old one's files
//! gone, and whatever vpsite did not write moved over into the new one. Invariants:
//! where the system can, there is a kit at the path at every moment; nothing is removed
//! that the old kit's manifest does not name.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::diag::{Result, say};

use super::disk::{self, Done, Lies};
use super::manifest::{MANIFEST, Manifest};
use super::vault::Place;

/// How a new kit takes the place of an old one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Swap {
    /// In one step, where the system and the file system have it, and else in two.
    #[default]
    Exchange,
    /// The old one away, then the new one in: what Windows has.
    TwoSteps,
}

/// Puts `staged` at the kit's path; gives where the old kit lies now, if there was one.
/// `whole` is a free name, which tells whoever comes after a crash that the folder under
/// it is a kit with its manifest, be it the old or the new one.
pub fn swap(place: &Place, way: Swap, staged: &Path, whole: &Path) -> Result<Option<PathBuf>> {
    let target = &place.target;
    let untouched = |fault: disk::Fault| fault.told(place.untouched());
    disk::rename(staged, whole).map_err(untouched)?;
    // Under its first name it is cleared away with all else that failed.
    let back = |fault: disk::Fault| {
        let _ = disk::rename(whole, staged);
        fault
    };
    if disk::look(target).map_err(back).map_err(untouched)? == Lies::Nothing {
        disk::rename(whole, target).map_err(back).map_err(untouched)?;
        return Ok(None);
    }
    if way == Swap::Exchange && disk::exchange(whole, target).map_err(back).map_err(untouched)? {
        return Ok(Some(whole.to_owned()));
    }
    let mut retired = whole.as_os_str().to_owned();
    retired.push("-old");
    let retired = PathBuf::from(retired);
    disk::rename(target, &retired).map_err(back).map_err(untouched)?;
    if let Err(fault) = disk::rename(whole, target) {
        let restored = disk::rename(&retired, target);
        let fault = back(fault);
        let lost = || {
            say!("the kit lies in `{}` for now; the next build puts it back", disk::shown(&retired))
        };
        return Err(fault.told(restored.map_or_else(|_| Some(lost()), |()| place.untouched())));
    }
    Ok(Some(retired))
}

/// Clears an old kit away: what vpsite did not write moves into the kit at the path, what
/// its manifest names is removed, and then the manifest. Can be broken off and done again.
pub fn clear(place: &Place, retired: &Path) -> Done<()> {
    let bytes = disk::read(&retired.join(MANIFEST))?;
    let Some(manifest) = bytes.and_then(|bytes| Manifest::parse(&bytes)) else {
        // Broken off after the manifest was removed: there are only folders left. If
        // there is more, nobody can tell whose it is, so it stays.
        return remove_empty_tree(retired);
    };
    let names = Names { files: manifest.names(), folders: manifest.folders() };
    let mut found = Found::default();
    sort(retired, &place.target, Path::new(""), &names, &mut found)?;
    for path in found.files.iter().filter(|path| *path != Path::new(MANIFEST)) {
        disk::remove_file(&retired.join(path))?;
    }
    disk::remove_file(&retired.join(MANIFEST))?;
    for path in &found.folders {
        disk::remove_empty_dir(&retired.join(path))?;
    }
    disk::remove_empty_dir(retired)
}

/// What is vpsite's own in a kit.
struct Names {
    files: BTreeSet<PathBuf>,
    folders: BTreeSet<PathBuf>,
}

/// What of it is there, each folder after what it holds.
#[derive(Default)]
struct Found {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

fn sort(from: &Path, to: &Path, below: &Path, names: &Names, found: &mut Found) -> Done<()> {
    for (name, kind) in disk::entries(&from.join(below))?.unwrap_or_default() {
        let path = below.join(name);
        if kind.is_dir() && names.folders.contains(&path) {
            sort(from, to, &path, names, found)?;
            found.folders.push(path);
        } else if !kind.is_dir() && names.files.contains(&path) {
            found.files.push(path);
        } else {
            carry(from, to, &path)?;
        }
    }
    Ok(())
}

/// Moves one stranger, whatever it is, and never over anything.
fn carry(from: &Path, to: &Path, path: &Path) -> Done<()> {
    let (source, mut aim) = (from.join(path), to.join(path));
    if let Some(above) = aim.parent() {
        disk::create_dirs(above)?;
    }
    if disk::look(&source)? == Lies::Folder && disk::look(&aim)? == Lies::Folder {
        for (name, _) in disk::entries(&source)?.unwrap_or_default() {
            carry(from, to, &path.join(name))?;
        }
        return disk::remove_empty_dir(&source);
    }
    let mut number = 1;
    while disk::look(&aim)? != Lies::Nothing {
        number += 1;
        aim.set_file_name(numbered(path, number));
    }
    disk::rename(&source, &aim)
}

/// `plan.docx` -> `plan (2).docx`.
fn numbered(path: &Path, number: u32) -> OsString {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!(" ({number})"));
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    name
}

/// Removes a folder and those below it, as far as they are empty.
pub fn remove_empty_tree(folder: &Path) -> Done<()> {
    for (name, kind) in disk::entries(folder)?.unwrap_or_default() {
        if kind.is_dir() {
            remove_empty_tree(&folder.join(name))?;
        }
    }
    disk::remove_empty_dir(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_name_keeps_its_ending() {
        let name = |path| numbered(Path::new(path), 2).into_string().unwrap();
        assert_eq!(name("own/plan.docx"), "plan (2).docx");
        assert_eq!(name("LEES MIJ"), "LEES MIJ (2)");
        assert_eq!(name(".notes"), ".notes (2)");
    }
}
