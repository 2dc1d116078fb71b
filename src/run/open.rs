//! One client, from its files to the point where nothing is left but to make its outputs.
//!
//! The same way for a kit that is written and for one that is only shown. Input: a client's
//! file and what all clients share. Output: everything that making an output takes, handed to
//! who makes them. Invariant: a stage only runs when those before it are sound.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::audit::Rules;
use crate::client::{self, Client};
use crate::diag::{Diagnostics, Result, SourceFile};
use crate::load::{ClientFile, RawContent, Workspace};
use crate::plan::{self, Plan};
use crate::render::{Job, Renderer};
use crate::value::{Named, sha256};
use crate::yaml;

use super::shop::Shop;
use super::state::BUILD;

/// Files of a client that are larger than this, in bytes, are dropped once the client is proven;
/// what is read of them later, captions and transcripts, is smaller.
const LARGE: usize = 1024 * 1024 + 1;

/// A client file and all that it names, before anything is proven.
pub(super) struct Input {
    pub(super) file: ClientFile,
    pub(super) raw: client::Raw,
    /// The content that is the client's own.
    pub(super) own: RawContent,
}

/// A client that is sound, and what makes its outputs.
pub(super) struct Opened<'a> {
    pub(super) input: &'a Input,
    pub(super) client: &'a Client,
    pub(super) plan: &'a Plan,
    pub(super) renderer: &'a Renderer<'a>,
    pub(super) rules: &'a Rules<'a>,
}

/// Hashes of films by where they lie and by their stamp, for who has read them before.
pub(super) type Films = BTreeMap<(PathBuf, String), String>;

/// Reads a client file and all that it names.
///
/// # Errors
/// The file, or the content that is the client's own, cannot be read.
pub(super) fn read(workspace: &Workspace, path: &Path) -> Result<Input> {
    let file = workspace.client(path)?;
    let mut faults = Diagnostics::new();
    let keys: client::Keys = yaml::read(&file.tree, &mut faults);
    let files = workspace.files(&file, keys.files(), &mut faults);
    faults.extend(workspace.unread_content(Some(&file.stem))?);
    let raw = client::Raw { stem: file.stem.clone(), file: file.file.clone(), keys, files, faults };
    let own = workspace.own_content(&file.stem)?;
    Ok(Input { file, raw, own })
}

impl Input {
    /// The key of a kit: this build of the program, the client's file and the practice's, all
    /// files that they name, the theme, and the content in the client's languages.
    pub(super) fn key(&self, shop: &Shop<'_>) -> String {
        let (file, raw) = (&self.file, &self.raw);
        let mut pieces =
            vec![BUILD.to_owned(), file.stem.clone(), sha256(file.file.text.as_bytes())];
        pieces.extend(file.practice.as_ref().map(|file| sha256(file.text.as_bytes())));
        for (path, named) in &raw.files {
            pieces.push(path.clone());
            pieces.push(match named {
                Named::Bytes(bytes) => sha256(bytes),
                Named::Film(film) => film.stamp.clone(),
            });
        }
        pieces.extend(shop.theme_digest(self.theme()).map(str::to_owned));
        pieces.extend(shop.content_digests(&raw.keys, &self.own));
        sha256(pieces.join("\0").as_bytes())
    }

    /// The files that the client's words stand in.
    pub(super) fn sources(&self) -> Vec<Arc<SourceFile>> {
        let mut sources = vec![self.file.file.clone()];
        sources.extend(self.file.practice.clone());
        let own = self.own.files.values().flatten();
        sources.extend(own.map(|layer| layer.file.clone()));
        sources
    }

    /// The films that the client names, as far as their hash is known.
    pub(super) fn films(&self) -> impl Iterator<Item = ((PathBuf, String), String)> {
        let films = self.raw.files.values().filter_map(|named| match named {
            Named::Film(film) if !film.hash.is_empty() => Some(film),
            _ => None,
        });
        films.map(|film| ((film.path.clone(), film.stamp.clone()), film.hash.clone()))
    }

    fn theme(&self) -> &str {
        self.raw.keys.theme.value().map_or("default", String::as_str)
    }

    /// Reads the films from end to end, but for those that are known.
    fn hash_films(&mut self, workspace: &Workspace, known: &Films) {
        for named in self.raw.files.values_mut() {
            if let Named::Film(film) = named
                && let Some(hash) = known.get(&(film.path.clone(), film.stamp.clone()))
            {
                film.hash.clone_from(hash);
            }
        }
        workspace.hash_films(&mut self.raw.files, &mut self.raw.faults);
    }
}

/// Takes a client through the stages up to its outputs, and hands over what makes them;
/// nothing where it is at fault. `films` are hashes that need not be made again.
pub(super) fn open<R>(
    shop: &Shop<'_>,
    mut input: Input,
    films: &Films,
    found: &mut Diagnostics,
    then: impl FnOnce(&Opened<'_>, &mut Diagnostics) -> R,
) -> Option<R> {
    input.hash_films(shop.workspace, films);
    let (client, faults) = client::client(&input.raw, &shop.families(input.theme()));
    found.extend(faults);
    // Photos have been decoded: their files are not needed any more, and are large.
    input.raw.files.retain(|_, named| named.bytes().is_none_or(|bytes| bytes.len() < LARGE));
    let client = client?;
    let stock = found.all(shop.stock(&client.theme))?;
    found.extend(stock.remarks.clone());
    let (content, faults) = shop.library.for_client(&client, &input.raw, &input.own);
    found.extend(faults);
    let content = content?;
    let (plan, faults) = plan::plan(&client, &content, &stock.theme);
    found.extend(faults);
    let plan = plan?;
    let job = Job { client: &client, content: &content, theme: &stock.theme, plan: &plan };
    let lasting = client.lasting();
    let lasting = Job { client: &lasting, ..job };
    let renderer = found.all(Renderer::new(&stock.engine, &job, &lasting))?;
    let statements = renderer.statements();
    let rules = Rules::new(&client, &stock.theme, &plan, &statements);
    let opened =
        Opened { input: &input, client: &client, plan: &plan, renderer: &renderer, rules: &rules };
    Some(then(&opened, found))
}
