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
    /// What the kit says of itself; nothing where an older program wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<Box<Label>>,
    /// SHA-256 of every file, by its path.
    files: BTreeMap<String, String>,
}

/// What a kit says of itself, so that it can be verified where its sources are not at hand.
///
/// A kit goes to HR: nothing stands here but what its site and its paper show anyway, and digests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// The build of the program that made it.
    pub build: String,
    /// Digests of what it was made from, by subject, as in `content nl`.
    pub from: BTreeMap<String, String>,
    /// The address of the site.
    pub site: String,
    /// Where the way out leads.
    pub exit: String,
    /// Who may show the site in a frame.
    pub frames: Vec<String>,
    /// The scripts that may run, by their paths.
    pub scripts: BTreeSet<String>,
    /// What the QR codes of a file hold, by its path.
    pub codes: BTreeMap<String, BTreeSet<String>>,
}

impl Manifest {
    /// The manifest of a kit that is about to be written.
    pub fn new(slug: &Slug, inputs: &str, files: BTreeMap<String, String>) -> Self {
        Self {
            generator: GENERATOR.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            client: slug.to_string(),
            inputs: inputs.to_owned(),
            label: None,
            files,
        }
    }

    /// The same with what the kit says of itself.
    #[must_use]
    pub fn labelled(self, label: Option<Label>) -> Self {
        Self { label: label.map(Box::new), ..self }
    }

    /// What the kit says of itself.
    pub fn label(&self) -> Option<&Label> {
        self.label.as_deref()
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
