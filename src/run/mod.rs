//! Runs the stages for a selection of clients on several threads.
//!
//! The only module that knows every stage. Invariant: one client's fault is one
//! client's; the others are built, and nothing of a client stays in memory once its
//! end has been told.

mod addresses;
mod before;
pub mod clean;
mod columns;
pub mod edit;
pub mod import;
mod input;
mod kit;
mod letters;
mod manual;
mod open;
mod packing;
mod presentation;
pub mod preview;
mod proof;
pub mod publish;
pub mod review;
mod shard;
mod shop;
pub mod start;
mod state;
pub mod status;
mod stream;
pub mod verify;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::Duration;

use crate::diag::{Diagnostic, Diagnostics, Result, did_you_mean, say};
use crate::library::{self, Depth, Library};
use crate::load::{self, Workspace};
use crate::render::STACK;
use crate::theme::original;
use crate::write::{self, Vault, Written};

use before::Departed;
use kit::{Bench, Built};
use shop::Shop;
use state::OutputState;

pub use crate::change::Change;
pub use crate::library::Coverage;
pub use crate::library::reviews::Reading;
pub use manual::{Page, lay_pages};
pub use presentation::presentation;
pub use shard::Shard;

/// How a selection is built.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where kits go; `None` to do all but write.
    pub out: Option<PathBuf>,
    /// Whether each kit is packed into an archive too.
    pub zip: bool,
    /// Whether each kit is packed by use too, in archives that fit into a mail.
    pub zip_parts: bool,
    /// How many threads work: first on clients, then on the documents of one.
    pub jobs: usize,
    /// Whether a warning fails a client.
    pub strict: bool,
    /// How long another process that builds the same kit is waited for.
    pub patience: Duration,
    /// Whether all is made to be compared with the kits in `out`, and nothing is written.
    pub diff: bool,
    /// Whether an address that printed codes do not open is meant.
    pub new_address: bool,
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
    /// What changed for people since the kit that was there.
    pub change: Option<Change>,
}

/// How a client's build ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Everything is in order; the numbers are zero where nothing was to be written.
    Done(Written),
    /// Its input is at fault.
    Faulty,
    /// The disk, the folder of outputs or the program itself is at fault.
    Failed,
}

/// What happens during a run.
#[derive(Debug)]
pub enum Event {
    /// Another process holds the kit of this client file, and is waited for.
    Waiting(String),
    /// A client has ended.
    Ended(Outcome),
}

/// Builds the clients and tells of each as it ends.
///
/// # Errors
/// The themes of the workspace cannot be read, or kits cannot go where they should.
pub fn run(
    workspace: &Workspace,
    clients: &[PathBuf],
    options: &Options,
    mut tell: impl FnMut(Event),
) -> Result<()> {
    // Style is for who checks; what could harm is for everyone.
    let depth = if options.out.is_none() { Depth::Style } else { Depth::Harm };
    let shop = Shop::open(workspace, depth)?;
    let vault = match &options.out {
        Some(out) => Some(Vault::open(out, options.patience)?),
        None => None,
    };
    let shared = addresses::shared(workspace, clients);
    let departed = Departed::new(workspace, vault.as_ref());
    let workers = options.jobs.clamp(1, clients.len().max(1));
    let threads = (options.jobs / workers).max(1);
    let next = AtomicUsize::new(0);
    let mut ended = vec![false; clients.len()];
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        for number in 0..workers {
            let sender = sender.clone();
            let (shop, vault, next, shared) = (&shop, vault.as_ref(), &next, &shared);
            let departed = &departed;
            let work = move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(path) = clients.get(index) else { return };
                    let shown = workspace.shown(path);
                    // Whoever does not listen any more has ended the run.
                    let waiting = || drop(sender.send((None, Event::Waiting(shown.clone()))));
                    let tell = |_: &str, _: &OutputState| {};
                    let (waiting, tell) = (&waiting, &tell);
                    let bench = Bench { shop, options, vault, threads, departed, waiting, tell };
                    let Built { found, end, change } = bench.build(path, &shared[index]);
                    let outcome = Outcome { path: shown.clone(), diagnostics: found, end, change };
                    if sender.send((Some(index), Event::Ended(outcome))).is_err() {
                        return;
                    }
                }
            };
            let name = format!("{BUILDER}{number}");
            let builder = thread::Builder::new().name(name).stack_size(STACK);
            if builder.spawn_scoped(scope, work).is_err() && number == 0 {
                // Without any thread there would be no outcome to wait for.
                return;
            }
        }
        drop(sender);
        for (index, event) in receiver {
            if let Some(index) = index {
                ended[index] = true;
            }
            tell(event);
        }
    });
    for (path, _) in clients.iter().zip(ended).filter(|(_, ended)| !ended) {
        let lost = Diagnostic::error("build/lost", say!("the build of this client broke off"));
        let (path, diagnostics) = (workspace.shown(path), Diagnostics::from(lost));
        tell(Event::Ended(Outcome { path, diagnostics, end: End::Failed, change: None }));
    }
    Ok(())
}

/// One output of a client: what it is made from, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surveyed {
    /// The key of everything that it is made from.
    pub key: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub hash: String,
}

/// Makes every output of a client, looks at it and forgets it; writes nothing.
pub struct Surveyor<'a> {
    shop: Shop<'a>,
    options: Options,
}

impl<'a> Surveyor<'a> {
    /// Opens what the clients of a workspace share.
    ///
    /// # Errors
    /// The themes or the content of the workspace cannot be read.
    pub fn open(workspace: &'a Workspace) -> Result<Self> {
        let options = Options {
            out: None,
            zip: false,
            zip_parts: false,
            jobs: 1,
            strict: false,
            patience: Duration::ZERO,
            diff: false,
            new_address: false,
        };
        Ok(Self { shop: Shop::open(workspace, Depth::Harm)?, options })
    }

    /// The outputs of a client by their paths, and what was found.
    pub fn survey(&self, client: &Path) -> (BTreeMap<String, Surveyed>, Diagnostics) {
        let seen = Mutex::new(BTreeMap::new());
        let (found, _) = self.watch(client, &|path, surveyed| {
            if let Ok(mut seen) = seen.lock() {
                seen.insert(path.to_owned(), surveyed);
            }
        });
        (seen.into_inner().unwrap_or_default(), found)
    }

    /// Tells of every output of a client; what was found, and how it ended.
    pub fn watch(
        &self,
        client: &Path,
        tell: &(dyn Fn(&str, Surveyed) + Sync),
    ) -> (Diagnostics, End) {
        let tell = |path: &str, output: &OutputState| {
            tell(path, Surveyed { key: output.key.clone(), hash: output.hash.clone() });
        };
        let bench = Bench {
            shop: &self.shop,
            options: &self.options,
            vault: None,
            threads: 1,
            departed: &Departed::new(self.shop.workspace, None),
            waiting: &|| {},
            tell: &tell,
        };
        let Built { found, end, .. } = bench.build(client, &Diagnostics::new());
        (found, end)
    }
}

/// How the names of threads begin that build clients: a panic in one of them is told as a
/// fault of its client.
pub const BUILDER: &str = "build-";

/// Puts right what a build that broke off has left in a folder of kits; for commands
/// that build nothing.
pub fn recover(workspace: &Workspace) {
    write::recover(&workspace.dist());
}

/// How far the content of each language is, and what cannot be read of it.
///
/// # Errors
/// A content file on disk cannot be read.
pub fn coverage(workspace: &Workspace) -> Result<(Vec<Coverage>, Diagnostics)> {
    Ok(library::coverage(&Library::open(workspace, Depth::Harm)?))
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
        return Err(Diagnostic::error("theme/missing-file", say!("no `{file}` in the theme"))
            .maybe_hint(did_you_mean(file, known))
            .hint(say!("`vpsite theme list` shows its files"))
            .into());
    };
    let path = workspace.theme_path("default", file);
    write::new_file(&path, original::marked(file, text).as_bytes())?;
    Ok(path)
}
