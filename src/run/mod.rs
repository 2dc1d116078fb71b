//! Runs the stages for a selection of clients on several threads.
//!
//! The only module that knows every stage. Invariant: one client's fault is one
//! client's; the others are built, and the results come in the order of the
//! clients, however many threads there are.

mod fingerprint;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::audit;
use crate::client::{self, Client, Families};
use crate::diag::{Diagnostic, Diagnostics, Result, did_you_mean};
use crate::library::{self, Depth};
use crate::load::{self, RawTheme, Workspace};
use crate::plan;
use crate::render::{self, Engine, Job, Rendered, STACK};
use crate::theme::{self, Theme, original};
use crate::write::{self, Vault, Written};
use crate::yaml;

pub use crate::library::Coverage;

/// How long another process that builds the same kit is waited for.
const PATIENCE: Duration = Duration::from_secs(600);

/// How a selection is built.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where kits go; `None` to do all but write.
    pub out: Option<PathBuf>,
    /// Whether each kit is packed into an archive too.
    pub zip: bool,
    /// How many threads work: first on clients, then on the documents of one.
    pub jobs: usize,
    /// Whether a warning fails a client.
    pub strict: bool,
}

/// What became of one client.
#[derive(Debug)]
pub struct Outcome {
    /// The client file, as people see it.
    pub path: String,
    /// Everything that was found.
    pub diagnostics: Diagnostics,
    /// How it ended.
    pub end: End,
}

/// How a client's build ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Everything is in order; the numbers are zero where nothing was to be written.
    Done(Written),
    /// Its input is at fault.
    Faulty,
    /// The disk or the folder of outputs is at fault.
    Failed,
}

/// Builds the clients and tells of each as it ends.
///
/// # Errors
/// The themes of the workspace cannot be read.
pub fn run(
    workspace: &Workspace,
    clients: &[PathBuf],
    options: &Options,
    mut tell: impl FnMut(&Outcome),
) -> Result<Vec<Outcome>> {
    let shop = Shop::open(workspace)?;
    let workers = options.jobs.clamp(1, clients.len().max(1));
    let threads = (options.jobs / workers).max(1);
    let next = AtomicUsize::new(0);
    let mut outcomes: Vec<Option<Outcome>> = clients.iter().map(|_| None).collect();
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        for number in 0..workers {
            let (sender, next, shop) = (sender.clone(), &next, &shop);
            let work = move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(path) = clients.get(index) else { return };
                    let outcome = shop.build(path, options, threads);
                    if sender.send((index, outcome)).is_err() {
                        return;
                    }
                }
            };
            let builder = thread::Builder::new().name(format!("build-{number}")).stack_size(STACK);
            if builder.spawn_scoped(scope, work).is_err() && number == 0 {
                // Without any thread there would be no outcome to wait for.
                return;
            }
        }
        drop(sender);
        for (index, outcome) in receiver {
            tell(&outcome);
            outcomes[index] = Some(outcome);
        }
    });
    let lost = |path: &PathBuf| Outcome {
        path: workspace.shown(path),
        diagnostics: Diagnostic::error("build/lost", "the build of this client broke off").into(),
        end: End::Failed,
    };
    Ok(clients.iter().zip(outcomes).map(|(path, end)| end.unwrap_or_else(|| lost(path))).collect())
}

/// The client files that two or more of a selection would write to one folder.
pub fn clashes(clients: &[PathBuf]) -> Diagnostics {
    let mut seen = BTreeSet::new();
    let name = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    clients
        .iter()
        .map(|path| name(path))
        .filter(|name| !seen.insert(name.to_lowercase()))
        .map(|name| {
            Diagnostic::error("client/twice", format!("two of the clients are named `{name}`"))
                .hint("a kit's folder has the name of its client file: rename one of the two")
        })
        .collect()
}

/// A client's keys and every file that they name.
///
/// # Errors
/// The file is not there, or is no YAML. All other faults travel along with what
/// could be read.
pub fn read(workspace: &Workspace, path: &Path) -> Result<client::Raw> {
    let file = workspace.client(path)?;
    let mut faults = Diagnostics::new();
    let keys: client::keys::Client = yaml::read(&file.tree, &mut faults);
    let files = workspace.files(&file, keys.files(), &mut faults);
    let load::ClientFile { stem, file, .. } = file;
    Ok(client::Raw { stem, file, keys, files, faults })
}

/// How far the content of each language is, and what cannot be read of it.
///
/// # Errors
/// A content file on disk cannot be read.
pub fn coverage(workspace: &Workspace) -> Result<(Vec<Coverage>, Diagnostics)> {
    Ok(library::coverage(&workspace.content(None)?))
}

/// What all clients share: the themes, made ready once.
struct Shop<'a> {
    workspace: &'a Workspace,
    themes: BTreeMap<String, std::result::Result<Stock, Diagnostics>>,
    families: Families,
}

/// A theme and its engine.
struct Stock {
    raw: RawTheme,
    theme: Theme,
    engine: Engine,
    /// What is worth knowing of the theme though it is sound.
    remarks: Diagnostics,
}

impl<'a> Shop<'a> {
    fn open(workspace: &'a Workspace) -> Result<Self> {
        let mut themes = BTreeMap::new();
        let mut families = Families::new();
        for name in workspace.themes()? {
            let stock = Self::stock(workspace, &name);
            let names = stock.as_ref().map(|stock| stock.engine.families());
            families.insert(name.clone(), names.ok());
            themes.insert(name, stock);
        }
        Ok(Self { workspace, themes, families })
    }

    fn stock(workspace: &Workspace, name: &str) -> std::result::Result<Stock, Diagnostics> {
        let raw = workspace.theme(name)?;
        let (theme, remarks) = theme::theme(&raw);
        let Some(theme) = theme else { return Err(remarks) };
        let engine = Engine::new(&theme)?;
        Ok(Stock { raw, theme, engine, remarks })
    }

    fn build(&self, path: &Path, options: &Options, threads: usize) -> Outcome {
        let mut diagnostics = Diagnostics::new();
        // Style is for who checks; what could harm is for everyone.
        let depth = if options.out.is_none() { Depth::Style } else { Depth::Harm };
        let made = self.make(path, depth, threads, &mut diagnostics);
        if options.strict {
            diagnostics.make_strict();
        }
        diagnostics.sort();
        let end = match made {
            Some(made) if !diagnostics.has_errors() => write_out(&made, options, &mut diagnostics),
            _ => End::Faulty,
        };
        Outcome { path: self.workspace.shown(path), diagnostics, end }
    }

    /// Every stage but the last. A stage only runs when those before it are sound.
    fn make(
        &self,
        path: &Path,
        depth: Depth,
        threads: usize,
        diagnostics: &mut Diagnostics,
    ) -> Option<Made> {
        let mut keep = |found: Diagnostics| diagnostics.extend(found);
        let raw = read(self.workspace, path).map_err(&mut keep).ok()?;
        let (client, found) = client::client(&raw, &self.families);
        keep(found);
        let client = client?;
        let stock = match self.themes.get(&client.theme)? {
            Ok(stock) => stock,
            Err(found) => {
                keep(found.clone());
                return None;
            }
        };
        keep(stock.remarks.clone());
        let raw_content = self.workspace.content(Some(&raw.stem)).map_err(&mut keep).ok()?;
        let (content, found) = library::content(&raw_content, &client, &raw);
        keep(found);
        let content = content?;
        keep(library::language(&raw_content, &content, (&raw, client.default_lang()), depth));
        let (plan, found) = plan::plan(&client, &content, &stock.theme);
        keep(found);
        let plan = plan?;
        let job = Job { client: &client, content: &content, theme: &stock.theme, plan: &plan };
        let (rendered, found) = render::render(&stock.engine, &job, threads);
        let sound = !found.has_errors();
        keep(found);
        if !sound {
            return None;
        }
        keep(audit::audit(&client, &rendered, threads));
        let fingerprint = fingerprint::fingerprint(&raw, &raw_content, &stock.raw);
        Some(Made { client, rendered, fingerprint })
    }
}

/// A kit in memory.
struct Made {
    client: Client,
    rendered: Vec<Rendered>,
    fingerprint: String,
}

fn write_out(made: &Made, options: &Options, diagnostics: &mut Diagnostics) -> End {
    let Some(out) = &options.out else { return End::Done(Written::default()) };
    let written = || -> Result<Written> {
        let kit = Vault::open(out, PATIENCE)?.lock(&made.client.slug, &mut || {})?;
        let staging = kit.stage()?;
        for file in &made.rendered {
            staging.put(&file.path, &file.bytes)?;
        }
        let (kit, written) = staging.commit(&made.fingerprint, &[])?;
        if options.zip {
            kit.zip()?;
        }
        Ok(written)
    };
    match written() {
        Ok(written) => End::Done(written),
        Err(found) => {
            diagnostics.extend(found);
            End::Failed
        }
    }
}

/// Puts right what a build that broke off has left in the folder of outputs.
pub fn recover(workspace: &Workspace) {
    write::recover(&workspace.dist());
}

/// The files of the built-in theme that can be changed.
pub fn theme_files() -> Vec<String> {
    load::originals().into_keys().collect()
}

/// Copies a file of the built-in theme into the workspace, marked with what it was.
///
/// # Errors
/// There is no such file, one is there already, or the disk refuses.
pub fn eject(workspace: &Workspace, file: &str) -> Result<PathBuf> {
    let originals = load::originals();
    let Some(text) = originals.get(file) else {
        let known = originals.keys().map(String::as_str);
        return Err(Diagnostic::error("theme/missing-file", format!("no `{file}` in the theme"))
            .maybe_hint(did_you_mean(file, known))
            .hint("`vpsite theme list` shows its files")
            .into());
    };
    let path = workspace.theme_path("default", file);
    write::new_file(&path, original::marked(file, text).as_bytes())?;
    Ok(path)
}
