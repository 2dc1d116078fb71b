//! The workspace: a folder with `clients/`, and optionally `content/` and `themes/`.
//!
//! Input: a path somewhere in or at it. Output: raw clients, content and
//! themes. Search order for a content file: `clients/<slug>/content/`,
//! `content/`, embedded; for a theme file: `themes/<name>/`, embedded.
//! Invariant: what is embedded lies below what is on disk, file by file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use crate::diag::{Diagnostic, Diagnostics, Result, Sentence, SourceFile, did_you_mean, say};

use crate::value::{FileKind, Named};
use crate::yaml::{Located, Tree};

use super::fs::{self, MIB};
use super::practice::Parsed;

static CONTENT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/content");
static THEMES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// The folder of clients, which makes a folder a workspace.
pub(super) const CLIENTS: &str = "clients";
/// What clients of one practice share.
pub(super) const PRACTICE_FILE: &str = "_practice.yaml";
/// Most that is read of one text file, in bytes.
const TEXT_LIMIT: u64 = MIB;
/// Most that is read of one file of a theme, in bytes.
const THEME_LIMIT: u64 = 20 * MIB;

/// What comes before the path of a built-in template, wherever it was replaced.
const BUILT_IN: &str = "built-in/";

/// A folder with clients.
#[derive(Clone, Debug)]
pub struct Workspace {
    pub(super) root: PathBuf,
    cwd: PathBuf,
    /// The folder of clients, where it really lies.
    pub(super) clients: PathBuf,
    /// Where files may really lie: the workspace, and where its own folders lead
    /// if they are links, as they are for who keeps clients on a shared disk.
    pub(super) homes: Vec<PathBuf>,
    pub(super) parsed: Parsed,
}

/// A client file as it was read, laid over the practice's.
#[derive(Debug)]
pub struct ClientFile {
    /// The stem of the file's name.
    pub stem: String,
    /// The folder that it lies in.
    pub folder: PathBuf,
    /// The client file itself.
    pub file: Arc<SourceFile>,
    /// The practice's file, where there is one.
    pub practice: Option<Arc<SourceFile>>,
    /// Its tree, laid over that of the practice.
    pub tree: Tree,
}

/// Content as it lies in a folder: that which all clients share, or one client's own.
#[derive(Clone, Debug, Default)]
pub struct RawContent {
    /// The folder as people see it; what is embedded lies in the one that all share.
    pub folder: String,
    /// Files by path, as in `nl/index.md` and `_helplines.yaml`; the layers of each
    /// from the lowest to the highest.
    pub files: BTreeMap<String, Vec<RawLayer>>,
    /// Why a file could not be read, by its path.
    pub unread: BTreeMap<String, Diagnostic>,
}

/// One of the files that lie on the same content path.
#[derive(Clone, Debug)]
pub struct RawLayer {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Whose it is.
    pub layer: Layer,
}

/// Whose a content file is, from the lowest to the highest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Built into the program.
    #[default]
    BuiltIn,
    /// The workspace's: all clients share it.
    Shared,
    /// One client's own.
    Own,
}

/// A theme's files.
#[derive(Debug)]
pub struct RawTheme {
    /// Its name.
    pub name: String,
    /// Its files by path, as in `site/page.html`.
    pub files: BTreeMap<String, RawFile>,
    /// What the built-in theme holds on the same paths, where it is written text.
    pub originals: BTreeMap<String, String>,
}

/// A file of a theme.
#[derive(Clone, Debug)]
pub enum RawFile {
    /// Something written: a template, a style sheet.
    Text(Arc<SourceFile>),
    /// Anything else.
    Bytes(Arc<[u8]>),
}

impl Workspace {
    /// Finds the workspace at or above `start`: the nearest folder that has `clients/`.
    ///
    /// Nearest in the path as it is written: a link is a part of the workspace that
    /// it stands in, not of the one that it leads to. Nothing has to be at `start`,
    /// so that a mistyped file still has a workspace around it.
    ///
    /// # Errors
    /// There is none.
    pub fn find(start: &Path, cwd: &Path) -> Result<Self> {
        let cwd = fs::canonical(cwd).unwrap_or_else(|_| cwd.to_owned());
        let from = fs::absolute(&cwd.join(start));
        let around = |from: &Path| {
            let mut above = from.ancestors();
            above.find(|path| fs::is_dir(&path.join(CLIENTS))).and_then(|p| fs::canonical(p).ok())
        };
        let real = || fs::canonical(&from).ok().filter(|real| fs::is_dir(real));
        match around(&from).or_else(|| around(&real()?)) {
            Some(root) => {
                let links = [CLIENTS, "content", "themes"].map(|name| root.join(name));
                let led = links.iter().filter_map(|path| fs::canonical(path).ok());
                let homes = std::iter::once(root.clone()).chain(led).collect();
                let clients = fs::canonical(&root.join(CLIENTS)).unwrap_or_default();
                Ok(Self { root, cwd, clients, homes, parsed: Parsed::default() })
            }
            None => Err(Diagnostic::error(
                "workspace/none",
                say!("there is no workspace at or above `{}`", fs::shown(start, &cwd)),
            )
            .maybe_hint(super::strangers::nearly_clients(&from))
            .hint(say!(
                "a workspace is a folder that has a folder `clients` in it; `vpsite init` makes one"
            ))
            .into()),
        }
    }

    /// Where kits go when nothing else is said.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The folders that clients, content and themes come from, where they really lie, and the one
    /// that holds them: for who waits for changes.
    pub fn folders(&self) -> (&Path, &[PathBuf]) {
        (&self.root, &self.homes[1..])
    }

    /// The folder that has `clients/` in it.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder that paths are shown from.
    pub fn cwd(&self) -> &Path {
        &self.cwd
    }

    /// The file that is shown by a path, as seen from a folder: built in, or of the workspace.
    pub fn source(&self, shown: &str, from: &Path) -> Option<Arc<SourceFile>> {
        if let Some(path) = shown.strip_prefix("<built in>/") {
            let (root, path) = path.split_once('/')?;
            let dir = match root {
                "content" => &CONTENT,
                _ => &THEMES,
            };
            let text = fs::text_from(dir.get_file(path)?.contents())?;
            return Some(SourceFile::new(shown, text));
        }
        let path = from.join(shown);
        path.strip_prefix(&self.root).ok()?;
        self.text(&path, "client/unreadable").ok()
    }

    /// The path as people see it.
    pub fn shown(&self, path: &Path) -> String {
        match path.strip_prefix(&self.clients) {
            // Through the workspace's own folder, where that is a link to another.
            Ok(below) => fs::shown(&self.root.join(CLIENTS).join(below), &self.cwd),
            Err(_) => fs::shown(path, &self.cwd),
        }
    }

    /// Reads a client file and the practice's file beside it.
    ///
    /// # Errors
    /// The file is not there, is no YAML or not one of this workspace, or the
    /// practice's is no YAML.
    pub fn client(&self, path: &Path) -> Result<ClientFile> {
        let path = self.located(path)?;
        let file = self.text(&path, "client/unreadable")?;
        let folder = path.parent().unwrap_or(&self.root);

        self.over_practice(&path, folder, file)
    }

    /// Those of the workspace's clients in whose file, or in the practice's, one of these words
    /// stands, in lower case: for who would else parse all to find the few that concern him.
    pub fn mentioning(&self, clients: Vec<PathBuf>, words: &[&str]) -> Vec<PathBuf> {
        let has = |file: &Arc<SourceFile>| {
            let text = file.text.to_lowercase();
            words.iter().any(|word| text.contains(word))
        };
        let practice = self.practice(&self.root.join(CLIENTS)).ok().flatten();
        if practice.as_ref().is_some_and(has) {
            return clients;
        }
        let own = |path: &PathBuf| self.text(path, "client/unreadable").is_ok_and(|it| has(&it));
        clients.into_iter().filter(own).collect()
    }

    pub(super) fn no_client(&self, path: &Path, reason: &Sentence) -> Diagnostic {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let names = fs::names_beside(path);
        Diagnostic::error(
            "client/unreadable",
            say!("the client file `{}` {reason}", self.shown(path)),
        )
        .maybe_hint(did_you_mean(&name, names.iter().map(String::as_str)))
        .hint(say!("`vpsite list` shows the clients of this workspace"))
    }

    /// Reads the files that a client names, each by its kind and the place of its name.
    pub fn files<'a>(
        &self,
        client: &ClientFile,
        wanted: impl IntoIterator<Item = (FileKind, &'a Located<String>)>,
        faults: &mut Diagnostics,
    ) -> BTreeMap<String, Named> {
        let mut files = BTreeMap::new();
        for (kind, path) in wanted {
            let read = |full: &Path| match kind {
                FileKind::Film => fs::film(full, kind.limit()).map(Named::Film),
                _ => fs::read(full, kind.limit()).map(|bytes| Named::Bytes(bytes.into())),
            };
            let found = fs::inside(&self.homes, &client.folder, &path.value).and_then(|full| {
                read(&full).map_err(|reason| {
                    let message = say!("the file `{}` {reason}", path.value);
                    Diagnostic::error("file/unreadable", message)
                })
            });
            match found {
                Ok(found) => {
                    files.insert(path.value.clone(), found);
                }
                Err(fault) => {
                    let beside = fs::names_beside(&client.folder.join(&path.value));
                    let name = path.value.rsplit('/').next().unwrap_or_default();
                    let near = did_you_mean(name, beside.iter().map(String::as_str));
                    faults.push(fault.at(&path.span).maybe_hint(near));
                }
            }
        }
        files
    }

    /// Reads the films among a client's files from end to end, for the hashes that are not known.
    pub fn hash_films(&self, files: &mut BTreeMap<String, Named>, faults: &mut Diagnostics) {
        for (name, file) in files {
            let Named::Film(film) = file else { continue };
            if !film.hash.is_empty() {
                continue;
            }
            let hash = fs::film_hash(film).map_err(|reason| {
                Diagnostic::error("file/unreadable", say!("the file `{name}` {reason}"))
            });
            film.hash = faults.ok(hash).unwrap_or_default();
        }
    }

    /// Reads the content that all clients share, every language and the data beside them.
    ///
    /// # Errors
    /// The folder cannot be looked through; a file that cannot be read is a fault in
    /// [`RawContent::unread`], since it need not concern every client.
    pub fn content(&self) -> Result<RawContent> {
        let mut content = self.content_in(&self.content_folder(None), Layer::Shared)?;
        for (path, layers) in built_in_content().files {
            content.files.entry(path).or_default().splice(0..0, layers);
        }
        Ok(content)
    }

    /// Reads the content that is one client's own.
    ///
    /// # Errors
    /// As [`Workspace::content`].
    pub fn own_content(&self, client_stem: &str) -> Result<RawContent> {
        self.content_in(&self.content_folder(Some(client_stem)), Layer::Own)
    }

    fn content_in(&self, folder: &Path, layer: Layer) -> Result<RawContent> {
        let mut content = RawContent { folder: self.shown(folder), ..RawContent::default() };
        for (name, path) in self.files_below(folder)? {
            if !name.ends_with(".md") && !name.ends_with(".yaml") {
                // `unread` tells of what was meant to be one of the two.
                continue;
            }
            match self.text(&path, "content/unreadable") {
                Ok(file) => {
                    content.files.insert(name, vec![RawLayer { file, layer }]);
                }
                Err(found) => content.unread.extend(found.into_iter().map(|it| (name.clone(), it))),
            }
        }
        Ok(content)
    }

    /// Where the content of all clients lies, or one client's own.
    pub(super) fn content_folder(&self, client_stem: Option<&str>) -> PathBuf {
        match client_stem {
            None => self.root.join("content"),
            Some(stem) => self.root.join(CLIENTS).join(stem).join("content"),
        }
    }

    /// The names of the themes there are, embedded or on disk.
    ///
    /// # Errors
    /// The folder of themes cannot be read.
    pub fn themes(&self) -> Result<Vec<String>> {
        let mut names: Vec<String> = THEMES
            .dirs()
            .map(|dir| dir.path().to_string_lossy().into_owned())
            .chain(
                self.files_below(&self.root.join("themes"))?
                    .into_iter()
                    .filter_map(|(name, _)| name.strip_suffix("/theme.yaml").map(str::to_owned)),
            )
            .collect();
        names.sort();
        names.dedup();
        Ok(names)
    }

    /// Reads a theme: its own files laid over those of the default theme.
    ///
    /// # Errors
    /// A file of it cannot be read.
    pub fn theme(&self, name: &str) -> Result<RawTheme> {
        let mut files = BTreeMap::new();
        for base in ["default", name] {
            if let Some(dir) = THEMES.get_dir(base) {
                embedded(dir, "themes", &mut |path, shown, bytes| {
                    let path = path.strip_prefix(&format!("{base}/")).unwrap_or(&path).to_owned();
                    let file = match is_text(&path).then(|| fs::text_from(bytes)).flatten() {
                        Some(text) => RawFile::Text(SourceFile::new(shown, text)),
                        None => RawFile::Bytes(bytes.into()),
                    };
                    if path.ends_with(".html") {
                        // For a theme that changes one block of a template and
                        // extends the one it stands in for.
                        files.insert(format!("{BUILT_IN}{path}"), file.clone());
                    }
                    files.insert(path, file);
                });
            }
            for (below, path) in self.files_below(&self.root.join("themes").join(base))? {
                let file = match is_text(&below) {
                    true => RawFile::Text(self.text(&path, "theme/unreadable")?),
                    false => RawFile::Bytes(self.bytes(&path)?.into()),
                };
                files.insert(below, file);
            }
        }
        Ok(RawTheme { name: name.to_owned(), files, originals: originals() })
    }

    /// Where a file of content that all clients share lies in the workspace.
    pub fn content_path(&self, path: &str) -> PathBuf {
        self.content_folder(None).join(path)
    }

    /// Where a file of a theme lies in the workspace.
    pub fn theme_path(&self, theme: &str, file: &str) -> PathBuf {
        self.root.join("themes").join(theme).join(file)
    }

    pub(super) fn files_below(&self, folder: &Path) -> Result<Vec<(String, PathBuf)>> {
        if !fs::is_dir(folder) {
            return Ok(Vec::new());
        }
        fs::walk(folder, &self.homes).map_err(|reason| {
            let message = say!("the folder `{}` {reason}", self.shown(folder));
            Diagnostic::error("workspace/unreadable", message).into()
        })
    }

    pub(super) fn text(&self, path: &Path, code: &'static str) -> Result<Arc<SourceFile>> {
        let shown = self.shown(path);
        match fs::read_text(path, TEXT_LIMIT) {
            Ok(text) => Ok(SourceFile::new(shown, text)),
            Err(reason) => Err(Diagnostic::error(code, say!("`{shown}` {reason}")).into()),
        }
    }

    fn bytes(&self, path: &Path) -> Result<Vec<u8>> {
        fs::read(path, THEME_LIMIT).map_err(|reason| {
            let message = say!("`{}` {reason}", self.shown(path));
            Diagnostic::error("theme/unreadable", message).into()
        })
    }
}

/// The content that is built in, for who has no workspace.
pub fn built_in_content() -> RawContent {
    let mut content = RawContent::default();
    embedded(&CONTENT, "content", &mut |path, shown, bytes| {
        if let Some(text) = fs::text_from(bytes) {
            let file = SourceFile::new(shown, text);
            content.files.insert(path, vec![RawLayer { file, layer: Layer::BuiltIn }]);
        }
    });
    content
}

/// The written files of the built-in theme by their path; licences of fonts are none of them.
pub fn originals() -> BTreeMap<String, String> {
    let mut originals = BTreeMap::new();
    if let Some(dir) = THEMES.get_dir("default") {
        embedded(dir, "themes", &mut |path, _, bytes| {
            let path = path.strip_prefix("default/").unwrap_or(&path).to_owned();
            if is_text(&path) && !path.starts_with("fonts/") {
                originals.extend(fs::text_from(bytes).map(|text| (path, text)));
            }
        });
    }
    originals
}

/// The names of the built-in pages in the language that has them all, without their ending.
pub(super) fn built_in_pages() -> impl Iterator<Item = &'static str> {
    let dir = CONTENT.get_dir("nl");
    let names =
        dir.into_iter().flat_map(|dir| dir.files()).filter_map(|file| file.path().file_name());
    names.filter_map(|name| name.to_str()?.strip_suffix(".md"))
}

/// Every file of the built-in theme by its path.
pub(super) fn built_in_theme() -> Vec<String> {
    let mut paths = Vec::new();
    if let Some(dir) = THEMES.get_dir("default") {
        embedded(dir, "themes", &mut |path, _, _| {
            paths.push(path.strip_prefix("default/").unwrap_or(&path).to_owned());
        });
    }
    paths
}

/// Whether a file of a theme is something written, by its ending.
pub(super) fn is_text(path: &str) -> bool {
    let extension = path.rsplit('.').next().unwrap_or_default();
    matches!(extension, "html" | "typ" | "xml" | "yaml" | "css" | "js" | "svg" | "txt" | "md")
}

/// Every embedded file with its path below `dir`'s root, and the path it is shown by.
fn embedded(dir: &Dir<'static>, root: &str, visit: &mut impl FnMut(String, String, &'static [u8])) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        visit(path.clone(), format!("<built in>/{root}/{path}"), file.contents());
    }
    for below in dir.dirs() {
        embedded(below, root, visit);
    }
}
