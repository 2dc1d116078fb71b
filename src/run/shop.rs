//! What all clients of a run share: themes and content, each made ready once.
//!
//! Invariant: nothing is made ready that no client asks for; a kit that has not
//! changed asks for digests alone.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::client::{self, Families};
use crate::diag::{Diagnostic, Diagnostics, Result, say};
use crate::library::{Depth, Library};
use crate::load::{RawContent, RawFile, RawTheme, Workspace};
use crate::render::Engine;
use crate::theme::{self, Theme};
use crate::value::{Lang, sha256};
use crate::yaml::Field;

/// What all clients of a run share.
pub(super) struct Shop<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) library: Arc<Library>,
    themes: BTreeMap<String, Shelf>,
}

/// A theme, as far as anybody has asked for it.
#[derive(Default)]
struct Shelf {
    raw: OnceLock<Result<Raw>>,
    stock: OnceLock<Result<Arc<Stock>>>,
}

/// A theme's files and their digest.
struct Raw {
    theme: RawTheme,
    digest: String,
}

/// A theme and its engine.
pub(super) struct Stock {
    pub(super) theme: Theme,
    pub(super) engine: Engine,
    /// What is worth knowing of the theme though it is sound.
    pub(super) remarks: Diagnostics,
}

impl<'a> Shop<'a> {
    /// Looks which themes there are.
    ///
    /// # Errors
    /// The folder of themes or the content cannot be read.
    pub(super) fn open(workspace: &'a Workspace, depth: Depth) -> Result<Self> {
        let library = Arc::new(Library::open(workspace, depth)?);
        let names = workspace.themes()?;
        let themes = names.into_iter().map(|name| (name, Shelf::default())).collect();
        Ok(Self { workspace, library, themes })
    }

    /// The same as it lies on disk now: what has not changed stays as ready as it is.
    ///
    /// # Errors
    /// As [`Shop::open`].
    pub(super) fn renewed(&self) -> Result<Self> {
        let mut new = Self::open(self.workspace, self.library.depth())?;
        if new.library.reads_the_same(&self.library) {
            new.library = self.library.clone();
        }
        for (name, shelf) in &new.themes {
            let Some(Ok(stock)) = self.themes.get(name).and_then(|old| old.stock.get()) else {
                continue;
            };
            if new.theme_digest(name) == self.theme_digest(name) {
                // Nobody else knows of the new shelf yet.
                let _ = shelf.stock.set(Ok(stock.clone()));
            }
        }
        Ok(new)
    }

    /// The digest of a theme's files; nothing where there is no such theme.
    pub(super) fn theme_digest(&self, name: &str) -> Option<&str> {
        self.raw(name)?.as_ref().ok().map(|raw| raw.digest.as_str())
    }

    fn raw(&self, name: &str) -> Option<&Result<Raw>> {
        let shelf = self.themes.get(name)?;
        Some(shelf.raw.get_or_init(|| {
            let theme = self.workspace.theme(name)?;
            let digest = digest(&theme);
            Ok(Raw { theme, digest })
        }))
    }

    /// A theme, proven and ready to render with.
    ///
    /// # Errors
    /// There is none of that name, or it has faults.
    pub(super) fn stock(&self, name: &str) -> Result<&Stock> {
        let unknown = || Diagnostic::error("theme/unknown", say!("there is no theme `{name}`"));
        let shelf = self.themes.get(name).ok_or_else(unknown)?;
        let stock = shelf.stock.get_or_init(|| {
            let raw = self.raw(name).ok_or_else(unknown)?;
            let raw = raw.as_ref().map_err(Clone::clone)?;
            let (theme, remarks) = theme::theme(&raw.theme);
            let Some(theme) = theme else { return Err(remarks) };
            let engine = Engine::new(&theme)?;
            Ok(Arc::new(Stock { theme, engine, remarks }))
        });
        stock.as_ref().map(Arc::as_ref).map_err(Clone::clone)
    }

    /// The names of all themes, and the font families of the one that a client names.
    pub(super) fn families(&self, wanted: &str) -> Families {
        let of = |name: &String| {
            let stock = (name == wanted).then(|| self.stock(name).ok()).flatten();
            (name.clone(), stock.map(|stock| stock.engine.families()))
        };
        self.themes.keys().map(of).collect()
    }
}

impl Shop<'_> {
    /// The workspace's content that concerns a client and its own, by path and hash.
    pub(super) fn content_digests(
        &self,
        keys: &client::Keys,
        own: &RawContent,
    ) -> Vec<(String, String)> {
        let langs = keys.languages.value().into_iter().flatten().filter_map(Field::value);
        let langs = langs.chain(keys.hr_language.value());
        let langs: Vec<Lang> = langs.filter_map(|tag| Lang::parse(tag).ok()).collect();
        let shared = self.library.inputs(&langs);
        let shared = shared.map(|input| (input.path.clone(), input.hash.clone()));
        let mut digests: Vec<(String, String)> = shared.collect();
        for (path, layers) in &own.files {
            for layer in layers {
                digests.push((format!("own {path}"), sha256(layer.file.text.as_bytes())));
            }
        }
        // One that cannot be read is no less a change.
        digests.extend(own.unread.keys().map(|path| (format!("own {path}"), "unread".to_owned())));
        digests
    }
}

fn digest(theme: &RawTheme) -> String {
    let mut all = String::new();
    for (path, file) in &theme.files {
        let hash = match file {
            RawFile::Text(file) => sha256(file.text.as_bytes()),
            RawFile::Bytes(bytes) => sha256(bytes),
        };
        all.push_str(path);
        all.push('\0');
        all.push_str(&hash);
    }
    sha256(all.as_bytes())
}
