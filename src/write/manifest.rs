//! The manifest: what vpsite wrote, file by file.
//!
//! Paths and hashes <-> `manifest.json`. Invariant: its paths lie below the kit's
//! folder, whatever a file says that claims to be one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::value::{OutPath, Slug};

/// The name of a kit's manifest.
pub const MANIFEST: &str = "manifest.json";
/// What marks a file as a manifest of this program.
const GENERATOR: &str = "vpsite";
/// How a manifest begins, from the first version on.
const OPENING: &str = "{\n  \"generator\": \"vpsite\"";

/// What vpsite wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    generator: String,
    version: String,
    client: String,
    /// SHA-256 of everything that the kit was made from.
    inputs: String,
    /// SHA-256 of every file, by its path.
    files: BTreeMap<String, String>,
}

impl Manifest {
    /// The manifest of a kit that is about to be written.
    pub fn new(slug: &Slug, inputs: &str, files: BTreeMap<String, String>) -> Self {
        Self {
            generator: GENERATOR.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            client: slug.to_string(),
            inputs: inputs.to_owned(),
            files,
        }
    }

    /// Reads a manifest; `None` where it is none, or names a path outside.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(bytes).ok()?;
        let inside = manifest.files.keys().all(|path| OutPath::parse(path).is_ok());
        (manifest.generator == GENERATOR && inside).then_some(manifest)
    }

    /// Whether these bytes are what a crash or a full disk has left of a manifest.
    pub fn is_torn(bytes: &[u8]) -> bool {
        let opening = OPENING.as_bytes();
        let begun = bytes.len().min(opening.len());
        !bytes.is_empty() && bytes[..begun] == opening[..begun]
    }

    /// The manifest as it is written.
    pub fn to_json(&self) -> String {
        // A map of texts has no way to fail.
        let mut json = serde_json::to_string_pretty(self).unwrap_or_default();
        json.push('\n');
        json
    }

    /// The client whose kit it is.
    pub fn client(&self) -> &str {
        &self.client
    }

    /// Files and their hashes.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, hash)| (path.as_str(), hash.as_str()))
    }

    /// Paths.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The hash of one file.
    pub fn hash(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Takes a file in.
    pub fn adopt(&mut self, path: &str, hash: String) {
        self.files.insert(path.to_owned(), hash);
    }

    /// Its files and itself, as a file system names them.
    pub fn names(&self) -> BTreeSet<PathBuf> {
        self.paths().chain([MANIFEST]).map(PathBuf::from).collect()
    }

    /// The folders that lead to its files, the outer before the inner.
    pub fn folders(&self) -> BTreeSet<PathBuf> {
        folders(self.paths())
    }
}

/// The folders that lead to some paths, the outer before the inner.
pub fn folders<'a>(paths: impl IntoIterator<Item = &'a str>) -> BTreeSet<PathBuf> {
    let above = paths.into_iter().flat_map(|path| Path::new(path).ancestors().skip(1));
    above.filter(|folder| !folder.as_os_str().is_empty()).map(Path::to_owned).collect()
}
