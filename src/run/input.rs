//! A client file and all that it names -> the key of its kit, and what it was made from.
//!
//! Input: a path. Output: what was read, and two accounts of it: a key that tells whether
//! anything at all changed, and [`Sources`], which tell what. Invariant: nothing is proven
//! here, so that who only asks whether a kit is old waits for no picture and no page.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::change::Sources;
use crate::client;
use crate::diag::{Diagnostics, Result, SourceFile};
use crate::load::{ClientFile, RawContent, Workspace};
use crate::value::{Named, sha256};
use crate::yaml;

use super::open::Films;
use super::shop::Shop;
use super::state::BUILD;

/// A client file and all that it names, before anything is proven.
pub(super) struct Input {
    pub(super) file: ClientFile,
    pub(super) raw: client::Raw,
    /// The content that is the client's own.
    pub(super) own: RawContent,
}

impl Input {
    /// Reads a client.
    ///
    /// # Errors
    /// The client file is not there, is no YAML, or a file beside it cannot be read.
    pub(super) fn read(workspace: &Workspace, path: &Path) -> Result<Self> {
        let file = workspace.client(path)?;
        let mut faults = Diagnostics::new();
        let keys: client::Keys = yaml::read(&file.tree, &mut faults);
        let files = workspace.files(&file, keys.files(), &mut faults);
        faults.extend(workspace.unread_content(Some(&file.stem))?);
        let raw =
            client::Raw { stem: file.stem.clone(), file: file.file.clone(), keys, files, faults };
        let own = workspace.own_content(&file.stem)?;
        Ok(Input { file, raw, own })
    }

    /// The name of its theme.
    pub(super) fn theme(&self) -> &str {
        self.raw.keys.theme.value().map_or("default", String::as_str)
    }

    /// The key of a kit: this build of the program, the client's file and the practice's, all
    /// files that they name, the theme, and the content in the client's languages.
    pub(super) fn key(&self, shop: &Shop<'_>) -> String {
        let (file, raw) = (&self.file, &self.raw);
        let mut pieces =
            vec![BUILD.to_owned(), file.stem.clone(), sha256(file.file.text.as_bytes())];
        pieces.extend(file.practice.as_ref().map(|file| sha256(file.text.as_bytes())));
        for (path, hash) in self.files() {
            pieces.extend([path, hash]);
        }
        pieces.extend(shop.theme_digest(self.theme()).map(str::to_owned));
        let content = shop.content_digests(&raw.keys, &self.own);
        pieces.extend(content.into_iter().map(|(path, hash)| format!("{path} {hash}")));
        sha256(pieces.join("\0").as_bytes())
    }

    /// What a kit of it is made from, subject by subject.
    pub(super) fn sources(&self, shop: &Shop<'_>) -> Sources {
        let files: BTreeMap<String, String> = self.files().collect();
        let addresses = client::addresses_of(&self.raw.keys.site, &self.file.stem);
        let address = addresses.first().map(|(url, _)| url.as_str());
        let theme = shop.theme_digest(self.theme()).unwrap_or_default();
        Sources::new(BUILD, &self.file.tree.leaves(), &files)
            .at(address)
            .with(shop.content_digests(&self.raw.keys, &self.own), theme)
    }

    /// Digests of what a kit of it is made from, by subject: the client's own, the practice's,
    /// the theme, and the content by its language. The same on every machine, whenever its
    /// files were written there; of a film that is told apart by its time, its name alone.
    pub(super) fn origins(&self, shop: &Shop<'_>) -> BTreeMap<String, String> {
        let mut pieces: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut add = |subject: &str, piece: String| {
            pieces.entry(subject.to_owned()).or_default().push(piece);
        };
        add("client", sha256(self.file.file.text.as_bytes()));
        for (path, named) in &self.raw.files {
            let hash = named.bytes().map(|bytes| sha256(bytes)).unwrap_or_default();
            add("client", format!("{path} {hash}"));
        }
        if let Some(practice) = &self.file.practice {
            add("practice", sha256(practice.text.as_bytes()));
        }
        if let Some(theme) = shop.theme_digest(self.theme()) {
            add(&format!("theme {}", self.theme()), theme.to_owned());
        }
        for (path, hash) in shop.content_digests(&self.raw.keys, &self.own) {
            let own = path.starts_with("own ");
            let subject = match path.split_once('/') {
                _ if own => "client".to_owned(),
                Some((lang, _)) => format!("content {lang}"),
                None => "content".to_owned(),
            };
            add(&subject, format!("{path} {hash}"));
        }
        let digest = |pieces: Vec<String>| sha256(pieces.join("\0").as_bytes());
        pieces.into_iter().map(|(subject, pieces)| (subject, digest(pieces))).collect()
    }

    /// The files that the client's words stand in.
    pub(super) fn texts(&self) -> Vec<Arc<SourceFile>> {
        let mut texts = vec![self.file.file.clone()];
        texts.extend(self.file.practice.clone());
        let own = self.own.files.values().flatten();
        texts.extend(own.map(|layer| layer.file.clone()));
        texts
    }

    /// The films that the client names, as far as their hash is known.
    pub(super) fn films(&self) -> impl Iterator<Item = ((PathBuf, String), String)> {
        let films = self.raw.files.values().filter_map(|named| match named {
            Named::Film(film) if !film.hash.is_empty() => Some(film),
            _ => None,
        });
        films.map(|film| ((film.path.clone(), film.stamp.clone()), film.hash.clone()))
    }

    /// Reads the films from end to end, but for those that are known.
    pub(super) fn hash_films(&mut self, workspace: &Workspace, known: &Films) {
        for named in self.raw.files.values_mut() {
            if let Named::Film(film) = named
                && let Some(hash) = known.get(&(film.path.clone(), film.stamp.clone()))
            {
                film.hash.clone_from(hash);
            }
        }
        workspace.hash_films(&mut self.raw.files, &mut self.raw.faults);
    }

    /// The files that it names, each by its hash; a film by what is known of it unread.
    fn files(&self) -> impl Iterator<Item = (String, String)> {
        self.raw.files.iter().map(|(path, named)| {
            let hash = match named {
                Named::Bytes(bytes) => sha256(bytes),
                Named::Film(film) => film.stamp.clone(),
            };
            (path.clone(), hash)
        })
    }
}
