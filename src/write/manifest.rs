//! The manifest: what vpsite wrote, file by file.
//!
//! Invariant: its paths lie below the kit's folder, whatever a file says that
//! claims to be one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::render::{Body, Rendered};
use crate::value::{OutPath, Slug, sha256};

fn hash(body: &Body) -> String {
    match body {
        Body::Bytes(bytes) => sha256(bytes),
        Body::Film(film) => film.hash.clone(),
    }
}

/// What marks a file as a manifest of this program.
const GENERATOR: &str = "vpsite";

/// What vpsite wrote.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    pub fn new(slug: &Slug, fingerprint: &str, files: &[Rendered]) -> Self {
        Self {
            generator: GENERATOR.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            client: slug.to_string(),
            inputs: fingerprint.to_owned(),
            files: files.iter().map(|file| (file.path.to_string(), hash(&file.body))).collect(),
        }
    }

    /// Reads a manifest; `None` where it is none, or names a path outside.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(bytes).ok()?;
        let inside = manifest.files.keys().all(|path| OutPath::parse(path).is_ok());
        (manifest.generator == GENERATOR && inside).then_some(manifest)
    }

    /// The manifest as it is written.
    pub fn to_json(&self) -> String {
        // A map of texts has no way to fail.
        let mut json = serde_json::to_string_pretty(self).unwrap_or_default();
        json.push('\n');
        json
    }

    /// Files and their hashes.
    pub fn files(&self) -> impl Iterator<Item = (&String, &String)> {
        self.files.iter()
    }

    /// Paths.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The hash of one file.
    pub fn hash(&self, path: &str) -> Option<&String> {
        self.files.get(path)
    }
}
