//! Bytes -> disk: a kit is replaced as a whole or not at all.
//!
//! A new kit is staged beside the old one (what has not changed is linked or
//! copied), then two renames swap them. Invariants: a folder that vpsite did not
//! write is refused; only files that a manifest names are ever removed; after a
//! crash at any moment the old kit or the new one is whole.

mod disk;
mod manifest;
mod zip;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::diag::{Diagnostic, Diagnostics, Result};
use crate::render::{Body, Rendered};
use crate::value::Slug;

use manifest::Manifest;

pub use zip::zip;

/// The name of a kit's manifest.
const MANIFEST: &str = "manifest.json";

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

/// Writes a kit to `<root>/<slug>/`.
///
/// # Errors
/// The folder is not vpsite's own, a file in it was changed by hand, or the
/// disk refuses. In each case the old kit stays as it was.
pub fn write(root: &Path, slug: &Slug, fingerprint: &str, files: &[Rendered]) -> Result<Written> {
    let kit = Kit::new(root, slug);
    kit.recover()?;
    let old = kit.current()?;
    let new = Manifest::new(slug, fingerprint, files);
    kit.refuse_edits(&old, &new)?;

    let same = |path: &str| old.hash(path).is_some_and(|hash| Some(hash) == new.hash(path));
    let unchanged = new.paths().filter(|path| same(path)).count();
    let removed = old.paths().filter(|path| new.hash(path).is_none()).count();
    let counts = Written { written: new.paths().count() - unchanged, unchanged, removed };
    if counts.written == 0 && removed == 0 && old == new {
        return Ok(counts);
    }
    kit.stage(&old, &new, files)?;
    kit.swap(&old, &new)?;
    Ok(counts)
}

/// Writes a file that is not there yet, with the folders that lead to it.
///
/// # Errors
/// Something is in its place, or the disk refuses.
pub fn new_file(path: &Path, bytes: &[u8]) -> Result<()> {
    if disk::exists(path) {
        let message = format!("`{}` is there already", disk::shown(path));
        return Err(Diagnostic::error("write/in-the-way", message)
            .hint("change that one, or move it elsewhere and try again")
            .into());
    }
    disk::write(path, bytes)
}

/// A kit's folder and the two that stand beside it while it is written.
struct Kit {
    target: PathBuf,
    staging: PathBuf,
    retired: PathBuf,
}

impl Kit {
    fn new(root: &Path, slug: &Slug) -> Self {
        Self {
            target: root.join(slug.as_str()),
            staging: root.join(format!(".{slug}.vpsite-new")),
            retired: root.join(format!(".{slug}.vpsite-old")),
        }
    }

    /// Puts right what a crash has left behind.
    fn recover(&self) -> Result<()> {
        for folder in [&self.retired, &self.staging] {
            if disk::exists(folder) && disk::files_below(folder)?.is_empty() {
                disk::remove_empty_dirs(folder)?;
            }
        }
        if disk::exists(&self.retired) {
            let manifest = read_manifest(&self.retired)?;
            if disk::exists(&self.target) {
                // The swap was done; the old kit was being cleared away.
                self.carry_strangers(&self.retired, &self.target, &manifest)?;
                remove(&self.retired, &manifest)?;
            } else {
                disk::rename(&self.retired, &self.target)?;
            }
        }
        if disk::exists(&self.staging) {
            let manifest = read_manifest(&self.staging)?;
            remove(&self.staging, &manifest)?;
        }
        Ok(())
    }

    /// The manifest of the kit that is there; an empty one where there is none.
    fn current(&self) -> Result<Manifest> {
        if !disk::exists(&self.target) {
            return Ok(Manifest::default());
        }
        if disk::is_empty_dir(&self.target) {
            return Ok(Manifest::default());
        }
        read_manifest(&self.target)
    }

    /// A file that someone has changed after vpsite wrote it is not ours to lose.
    fn refuse_edits(&self, old: &Manifest, new: &Manifest) -> Result<()> {
        let mut faults = Diagnostics::new();
        for (path, hash) in old.files() {
            let there = disk::hash(&self.target.join(path))?;
            if there.is_some_and(|there| there != *hash) {
                faults.push(
                    Diagnostic::error(
                        "write/edited",
                        format!("`{}` was changed after vpsite wrote it", self.shown(path)),
                    )
                    .hint("rename or move it and build again; change texts in `content/` instead"),
                );
            }
        }
        for path in new.paths().filter(|path| old.hash(path).is_none()) {
            if disk::exists(&self.target.join(path)) {
                faults.push(
                    Diagnostic::error(
                        "write/in-the-way",
                        format!(
                            "`{}` is in the way, and vpsite did not write it",
                            self.shown(path)
                        ),
                    )
                    .hint("move it elsewhere and build again"),
                );
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    fn shown(&self, path: &str) -> String {
        format!("{}/{path}", disk::shown(&self.target))
    }

    /// Builds the new kit beside the old one. The manifest comes first, so that
    /// a crash leaves nothing that could not be recognised.
    fn stage(&self, old: &Manifest, new: &Manifest, files: &[Rendered]) -> Result<()> {
        disk::create_dir(&self.staging)?;
        disk::write(&self.staging.join(MANIFEST), new.to_json().as_bytes())?;
        let bodies: BTreeMap<&str, &Body> =
            files.iter().map(|file| (file.path.as_str(), &file.body)).collect();
        for (path, hash) in new.files() {
            let to = self.staging.join(path);
            let from = self.target.join(path);
            let reused = old.hash(path) == Some(hash) && disk::reuse(&from, &to)?;
            if !reused {
                match bodies.get(path.as_str()) {
                    Some(Body::Film(film)) => drop(disk::reuse(&film.path, &to)?),
                    body => disk::write(&to, body.map_or(&[], |body| body.bytes()))?,
                }
            }
        }
        Ok(())
    }

    fn swap(&self, old: &Manifest, new: &Manifest) -> Result<()> {
        let there = disk::exists(&self.target);
        if there {
            disk::rename(&self.target, &self.retired)?;
        }
        if let Err(fault) = disk::rename(&self.staging, &self.target) {
            if there {
                disk::rename(&self.retired, &self.target)?;
            }
            remove(&self.staging, new)?;
            return Err(fault);
        }
        if there {
            self.carry_strangers(&self.retired, &self.target, old)?;
            remove(&self.retired, old)?;
        }
        Ok(())
    }

    /// Moves what vpsite did not write from the old folder into the new one.
    fn carry_strangers(&self, from: &Path, to: &Path, manifest: &Manifest) -> Result<()> {
        for path in disk::files_below(from)? {
            if path != MANIFEST && manifest.hash(&path).is_none() {
                disk::move_file(&from.join(&path), &to.join(&path))?;
            }
        }
        Ok(())
    }
}

/// Reads the manifest of a folder, which proves that vpsite wrote it.
fn read_manifest(folder: &Path) -> Result<Manifest> {
    let text = disk::read(&folder.join(MANIFEST))?;
    let manifest = text.and_then(|bytes| Manifest::parse(&bytes));
    manifest.ok_or_else(|| {
        Diagnostic::error(
            "write/foreign",
            format!("the folder `{}` is there, and vpsite did not write it", disk::shown(folder)),
        )
        .hint("move it elsewhere, or choose another folder with `--out`")
        .into()
    })
}

/// Removes the files that a manifest names, and folders that are empty then.
fn remove(folder: &Path, manifest: &Manifest) -> Result<()> {
    for path in manifest.paths() {
        disk::remove_file(&folder.join(path))?;
    }
    disk::remove_file(&folder.join(MANIFEST))?;
    disk::remove_empty_dirs(folder)
}
