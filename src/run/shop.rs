//! What all clients of a run share: themes and content, each made ready once.
//!
//! Invariant: nothing is made ready that no client asks for; a kit that has not
//! changed asks for digests alone.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::client::{self, Client, Families};
use crate::diag::{Diagnostic, Diagnostics, Result};
use crate::library::{self, Content, Depth};
use crate::load::{RawFile, RawTheme, Workspace};
use crate::render::Engine;
use crate::theme::{self, Theme};
use crate::value::sha256;
use crate::yaml::Field;

/// What all clients of a run share.
pub(super) struct Shop<'a> {
    pub(super) workspace: &'a Workspace,
    themes: BTreeMap<String, Shelf>,
}

/// A theme, as far as anybody has asked for it.
#[derive(Default)]
struct Shelf {
    raw: OnceLock<Result<Raw>>,
    stock: OnceLock<Result<Stock>>,
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
    /// The folder of themes cannot be read.
    pub(super) fn open(workspace: &'a Workspace) -> Result<Self> {
        let names = workspace.themes()?;
        let themes = names.into_iter().map(|name| (name, Shelf::default())).collect();
        Ok(Self { workspace, themes })
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
        let unknown = || Diagnostic::error("theme/unknown", format!("there is no theme `{name}`"));
        let shelf = self.themes.get(name).ok_or_else(unknown)?;
        let stock = shelf.stock.get_or_init(|| {
            let raw = self.raw(name).ok_or_else(unknown)?;
            let raw = raw.as_ref().map_err(Clone::clone)?;
            let (theme, remarks) = theme::theme(&raw.theme);
            let Some(theme) = theme else { return Err(remarks) };
            let engine = Engine::new(&theme)?;
            Ok(Stock { theme, engine, remarks })
        });
        stock.as_ref().map_err(Clone::clone)
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
    /// What of the workspace's content concerns a client, by path and digest.
    pub(super) fn content_digests(&self, keys: &client::Keys, stem: &str) -> Vec<String> {
        let mut pieces = Vec::new();
        let langs = keys.languages.value().into_iter().flatten().filter_map(Field::value);
        let langs: Vec<&str> = langs.map(String::as_str).chain(["en", "nl"]).collect();
        let Ok(content) = self.workspace.content(Some(stem)) else { return pieces };
        for (path, layers) in &content {
            let lang = path.split_once('/').map(|(lang, _)| lang);
            if lang.is_none_or(|lang| langs.contains(&lang)) {
                for layer in layers {
                    pieces.push(format!("{path} {}", sha256(layer.file.text.as_bytes())));
                }
            }
        }
        pieces
    }

    /// A client's content, proven, and what is to be said of its language.
    pub(super) fn content(
        &self,
        client: &Client,
        raw: &client::Raw,
        depth: Depth,
    ) -> (Option<Content>, Diagnostics) {
        let raw_content = match self.workspace.content(Some(&raw.stem)) {
            Ok(content) => content,
            Err(faults) => return (None, faults),
        };
        let (content, mut found) = library::content(&raw_content, client, raw);
        if let Some(content) = &content {
            let first = client.default_lang();
            found.extend(library::language(&raw_content, content, (raw, first), depth));
        }
        (content, found)
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
