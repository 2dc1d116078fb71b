//! A kit in any folder, wherever it came from, to be read from end to end.
//!
//! A folder with a manifest -> what that says, the bytes of each file, and what lies there
//! besides. Invariants: nothing is made, moved or locked, and no workspace is needed; a link is
//! followed by nobody, so that what is read lies in the kit.

use std::path::{Path, PathBuf};

use crate::diag::Result;

use super::disk::{self, Done, Lies};
use super::manifest::{Label, MANIFEST, Manifest};

/// A kit as it lies somewhere.
#[derive(Debug)]
pub struct Specimen {
    folder: PathBuf,
    manifest: Manifest,
}

impl Specimen {
    /// The kit in a folder; `None` where that holds no manifest of vpsite.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn at(folder: &Path) -> Result<Option<Self>> {
        Self::look(folder).map_err(|fault| fault.told(None))
    }

    fn look(folder: &Path) -> Done<Option<Self>> {
        let bytes = disk::read(&folder.join(MANIFEST))?.unwrap_or_default();
        let manifest = Manifest::parse(&bytes);
        Ok(manifest.map(|manifest| Self { folder: folder.to_owned(), manifest }))
    }

    /// The client whose kit it says that it is.
    pub fn client(&self) -> &str {
        self.manifest.client()
    }

    /// What it says of itself.
    pub fn label(&self) -> Option<&Label> {
        self.manifest.label()
    }

    /// Where it lies, as people see it.
    pub fn shown(&self) -> String {
        disk::shown(&self.folder)
    }

    /// Files that the manifest names, with their hashes.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.manifest.files()
    }

    /// The bytes of a file; `None` where there is no plain file at the path.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn bytes(&self, path: &str) -> Result<Option<Vec<u8>>> {
        let read = self.within(path).and_then(|there| match there {
            true => disk::read(&self.folder.join(path)),
            false => Ok(None),
        });
        read.map_err(|fault| fault.told(None))
    }

    /// The SHA-256 of a file that need not be held; `None` where there is no plain file.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn hash(&self, path: &str) -> Result<Option<String>> {
        let hash = self.within(path).and_then(|there| match there {
            true => disk::hash(&self.folder.join(path)),
            false => Ok(None),
        });
        hash.map_err(|fault| fault.told(None))
    }

    /// Whether the folders that lead to a file are folders of the kit, and no links.
    fn within(&self, path: &str) -> Done<bool> {
        for folder in Path::new(path).ancestors().skip(1) {
            let there = disk::look(&self.folder.join(folder))?;
            if !folder.as_os_str().is_empty() && there != Lies::Folder {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The paths of what lies in the kit and is not named by the manifest.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn strangers(&self) -> Result<Vec<String>> {
        let mut strangers = Vec::new();
        let mut folders = vec![String::new()];
        while let Some(folder) = folders.pop() {
            let entries = disk::entries(&self.folder.join(&folder));
            for (name, kind) in entries.map_err(|fault| fault.told(None))?.unwrap_or_default() {
                let name = name.to_string_lossy();
                let path = match folder.as_str() {
                    "" => name.into_owned(),
                    folder => format!("{folder}/{name}"),
                };
                match kind.is_dir() {
                    true => folders.push(path),
                    false if path == MANIFEST || self.manifest.hash(&path).is_some() => {}
                    false => strangers.push(path),
                }
            }
        }
        strangers.sort();
        Ok(strangers)
    }
}

/// The kits that lie in a folder, by the order of their folders' names; what is being made
/// is none.
///
/// # Errors
/// The disk refuses.
pub fn specimens(folder: &Path) -> Result<Vec<Specimen>> {
    let entries = disk::entries(folder).map_err(|fault| fault.told(None))?.unwrap_or_default();
    let mut found = Vec::new();
    for (name, kind) in entries {
        if kind.is_dir() && !name.to_string_lossy().starts_with('.') {
            found.extend(Specimen::at(&folder.join(name))?);
        }
    }
    Ok(found)
}
