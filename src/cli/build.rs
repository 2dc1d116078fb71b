//! `vpsite build` and `vpsite check`: a selection of clients through the pipeline.

use std::num::NonZero;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use crate::diag::{Diagnostic, Diagnostics, Result, say};
use crate::load::{self, Workspace};
use crate::run::{self, Event, Options};

use super::args::{Build, Check, Global, Selection};
use super::summary::{Deed, Summary};
use super::ui::Ui;
use super::{Status, part, workspace, workspace_around};

/// Makes the kits.
pub fn build(global: &Global, command: &Build, ui: &mut Ui) -> Result<Status> {
    let workspace = workspace_around(global, &command.selection.clients)?;
    let out = command.out.clone().unwrap_or_else(|| workspace.dist());
    let target = Target {
        out: Some(out),
        zip: command.zip,
        zip_parts: command.zip_parts,
        patience: Duration::from_secs(command.wait),
        diff: command.diff,
        new_address: command.new_address,
    };
    run(&workspace, &command.selection, target, ui)
}

/// Does all but write.
pub fn check(global: &Global, command: &Check, ui: &mut Ui) -> Result<Status> {
    let (slides, clients): (Vec<PathBuf>, Vec<PathBuf>) =
        command.selection.clients.iter().cloned().partition(|path| load::is_presentation(path));
    let presented = presentations(global, &slides, ui)?;
    if clients.is_empty() && !slides.is_empty() {
        return Ok(presented);
    }
    let selection = Selection { clients, ..command.selection.clone() };
    let workspace = workspace_around(global, &selection.clients)?;
    run::recover(&workspace);
    Ok(run(&workspace, &selection, Target::default(), ui)?.max(presented))
}

/// Whether slides that somebody has changed still say what is confidential. They may lie anywhere:
/// without a workspace around they are held against the built-in texts.
fn presentations(global: &Global, slides: &[PathBuf], ui: &mut Ui) -> Result<Status> {
    let mut status = Status::Done;
    for path in slides {
        let around = match &global.root {
            Some(root) => Some(workspace(Some(root))?),
            None => workspace(Some(path)).ok(),
        };
        let cwd = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
        match run::presentation(around.as_ref(), path, &cwd) {
            Ok(said) => ui.told(&said),
            Err(found) => {
                ui.diagnostics(&found);
                status = Status::Faulty;
            }
        }
    }
    Ok(status)
}

/// Where kits go: nowhere, into folders, or into folders and archives.
#[derive(Default)]
struct Target {
    out: Option<PathBuf>,
    zip: bool,
    zip_parts: bool,
    /// How long another process that builds the same kit is waited for.
    patience: Duration,
    /// Whether kits are only compared.
    diff: bool,
    /// Whether another address than that of printed codes is meant.
    new_address: bool,
}

fn run(
    workspace: &Workspace,
    selection: &Selection,
    target: Target,
    ui: &mut Ui,
) -> Result<Status> {
    let started = Instant::now();
    let (chosen, empty) = part::chosen(workspace, &selection.clients, &selection.part)?;
    let (clients, remarks) = told(workspace, selection, chosen)?;
    ui.diagnostics(&remarks);
    if let Some(empty) = empty {
        ui.told(&empty);
        return Ok(if remarks.has_errors() { Status::Faulty } else { Status::Done });
    }
    if clients.is_empty() && remarks.has_errors() {
        return Ok(Status::Faulty);
    }
    if clients.is_empty() {
        let message = match selection.clients.is_empty() {
            true => say!("there is no client in `clients/`"),
            false => say!("no client is named"),
        };
        return Err(Diagnostic::error("workspace/empty", message)
            .hint(say!("write `clients/acme.yaml`; `vpsite schema` shows what can stand in it"))
            .into());
    }
    let deed = match (&target.out, target.diff) {
        (Some(_), false) => Deed::Build,
        (Some(_), true) => Deed::Compare,
        (None, _) => Deed::Check,
    };
    let options = Options {
        diff: target.diff,
        new_address: target.new_address,
        out: target.out,
        zip: target.zip,
        zip_parts: target.zip_parts,
        jobs: selection.jobs.map_or_else(processors, usize::from),
        strict: selection.strict,
        patience: target.patience,
    };
    let mut summary = Summary::new(deed, clients.len(), &remarks);
    run::run(workspace, &clients, &options, |event| match event {
        Event::Waiting(path) => ui.waiting(&path),
        Event::Ended(outcome) => {
            summary.add(&outcome);
            ui.ended(&outcome, (summary.ended(), clients.len()));
        }
    })?;
    ui.end_progress();
    ui.shared();
    ui.changes(&summary.changes(), target.diff);
    ui.summary(&summary, started.elapsed());
    let shared = if remarks.has_errors() { Status::Faulty } else { Status::Done };
    Ok(shared.max(summary.status()))
}

/// The clients of a run, and what is said of the workspace once, before any of them.
fn told(
    workspace: &Workspace,
    selection: &Selection,
    chosen: load::Selection,
) -> Result<(Vec<PathBuf>, Diagnostics)> {
    let load::Selection { clients, mut remarks } = chosen;
    if !selection.clients.is_empty() {
        remarks.extend(workspace.unread_clients());
    }
    remarks.extend(workspace.unread()?);
    remarks.cap();
    if selection.strict {
        remarks.make_strict();
    }
    Ok((clients, remarks))
}

pub(super) fn processors() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}
