//! What a build that broke off has left -> the state before or after it.
//!
//! Three kinds of things bear our names: a kit with its manifest that is not at its path
//! (`<slug>.whole-…`), a kit that was being made (`<slug>.new-…`, its files named in
//! `<slug>.new-….list`), and single files that were being written. The first goes back to
//! its path or is cleared away; the others are removed. Earlier versions wrote beside the
//! kits, as `.<slug>.vpsite-old` and `.<slug>.vpsite-new`. Invariant: what is there and
//! cannot be recognised stays where it is, and is in nobody's way.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::value::{OutPath, Slug};

use super::disk::{self, Done, Lies};
use super::manifest::{MANIFEST, Manifest};
use super::swap::{clear, remove_empty_tree};
use super::vault::Place;

/// After the slug and a dot: marks a kit with its manifest that is not at its path.
pub const WHOLE: &str = "whole-";
/// The same of a kit that is being made.
pub const NEW: &str = "new-";
/// The same of single files.
const FILES: [&str; 3] = ["zip.new-", "state.new-", "manifest.new-"];
/// Marks of earlier versions, after a dot, the slug and another.
const OLD_WHOLE: &str = "vpsite-old";
const OLD_NEW: &str = "vpsite-new";
const OLD_ZIP: &str = "zip.vpsite-new";
/// How the list of a kit that was being made ends.
const LIST: &str = ".list";

/// A free name in the room of a kit for what is being made; a number that is taken is passed over.
pub fn marked(place: &Place, mark: &str, number: u32) -> PathBuf {
    place.beside(&format!("{mark}{}-{number}", std::process::id()))
}

/// The name of the list that goes with a kit that is being made.
pub fn list_of(staging: &Path) -> PathBuf {
    let mut list = staging.as_os_str().to_owned();
    list.push(LIST);
    PathBuf::from(list)
}

/// Puts right what a build of this kit has left. The caller holds its lock.
pub fn recover(place: &Place) -> Done<()> {
    let (mut wholes, mut lists) = (Vec::new(), Vec::new());
    for (name, kind) in disk::entries(&place.room)?.unwrap_or_default() {
        let name = name.to_string_lossy();
        let rest = name.strip_prefix(place.slug.as_str()).and_then(|rest| rest.strip_prefix('.'));
        let Some(rest) = rest else { continue };
        let path = place.room.join(&*name);
        if rest.starts_with(WHOLE) && kind.is_dir() {
            wholes.push(path);
        } else if rest.starts_with(NEW) && rest.ends_with(LIST) {
            lists.push(path);
        } else if rest.starts_with(NEW) && kind.is_dir() {
            lists.push(list_of(&path));
        } else if FILES.iter().any(|mark| rest.starts_with(mark)) && kind.is_file() {
            disk::remove_file(&path)?;
        }
    }
    let earlier = |mark: &str| place.root.join(format!(".{}.{mark}", place.slug));
    if disk::look(&earlier(OLD_WHOLE))? == Lies::Folder {
        wholes.push(earlier(OLD_WHOLE));
    }
    if disk::look(&place.target)? == Lies::Nothing {
        put_back(place, &mut wholes)?;
    }
    for whole in &wholes {
        clear(place, whole)?;
    }
    for list in &lists {
        remove_listed(list)?;
    }
    remove_earlier(&earlier(OLD_NEW))?;
    if matches!(disk::look(&earlier(OLD_ZIP))?, Lies::File(_)) {
        disk::remove_file(&earlier(OLD_ZIP))?;
    }
    Ok(())
}

/// Nothing is at the kit's path: broken off between the two steps of a swap.
fn put_back(place: &Place, wholes: &mut Vec<PathBuf>) -> Done<()> {
    for index in 0..wholes.len() {
        if manifest(&wholes[index])?.is_some() {
            return disk::rename(&wholes.remove(index), &place.target);
        }
    }
    Ok(())
}

fn manifest(folder: &Path) -> Done<Option<Manifest>> {
    let bytes = disk::read(&folder.join(MANIFEST))?;
    Ok(bytes.and_then(|bytes| Manifest::parse(&bytes)))
}

/// Removes what was put into a kit that never came to be, and its list last.
pub fn remove_listed(list: &Path) -> Done<()> {
    let staging = list.with_extension("");
    // The usual end: the folder has become the kit.
    if disk::look(&staging)? == Lies::Nothing {
        return disk::remove_file(list);
    }
    let text = disk::read(list)?.unwrap_or_default();
    for path in String::from_utf8_lossy(&text).lines() {
        // The last line may be cut off; what it is about was not written then.
        if OutPath::parse(path).is_ok() {
            disk::remove_file(&staging.join(path))?;
        }
    }
    remove_empty_tree(&staging)?;
    if disk::look(&staging)? == Lies::Nothing {
        disk::remove_file(list)?;
    }
    Ok(())
}

/// Earlier versions wrote the manifest first; a full disk or a crash left it empty or cut
/// off, and then there is nothing else.
fn remove_earlier(staging: &Path) -> Done<()> {
    let Some(found) = disk::entries(staging)? else { return Ok(()) };
    let bytes = disk::read(&staging.join(MANIFEST))?.unwrap_or_default();
    if let Some(manifest) = Manifest::parse(&bytes) {
        for path in manifest.names() {
            disk::remove_file(&staging.join(path))?;
        }
    } else if found.len() == 1 && (bytes.is_empty() || Manifest::is_torn(&bytes)) {
        disk::remove_file(&staging.join(MANIFEST))?;
    }
    remove_empty_tree(staging)
}

/// The kits of which something is left over in a folder of outputs; `None` where there
/// is no such folder.
pub fn slugs(root: &Path, room: &Path) -> Done<Option<BTreeSet<Slug>>> {
    let Some(beside) = disk::entries(root)? else { return Ok(None) };
    let earlier = beside.iter().filter_map(|(name, _)| {
        let name = name.to_str()?.strip_prefix('.')?;
        let marks = [OLD_ZIP, OLD_WHOLE, OLD_NEW];
        marks.iter().find_map(|mark| name.strip_suffix(mark)?.strip_suffix('.'))
    });
    let inside = disk::entries(room)?.unwrap_or_default();
    let now = inside.iter().filter_map(|(name, _)| {
        let (slug, rest) = name.to_str()?.split_once('.')?;
        let known = [WHOLE, NEW].iter().chain(&FILES).any(|mark| rest.starts_with(mark));
        known.then_some(slug)
    });
    Ok(Some(earlier.chain(now).filter_map(|slug| Slug::parse(slug).ok()).collect()))
}
