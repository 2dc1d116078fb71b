//! `vpsite build` and `vpsite check`: a selection of clients through the pipeline.

use std::num::NonZero;
use std::path::PathBuf;
use std::thread;
use std::time::Instant;

use crate::diag::{Diagnostic, Result};
use crate::load::Workspace;
use crate::run::{self, End, Options, Outcome};

use super::args::{Build, Check, Global, Selection};
use super::ui::{Summary, Ui};
use super::{Status, workspace};

/// Makes the kits.
pub fn build(global: &Global, command: &Build, ui: &mut Ui) -> Result<Status> {
    let workspace = around(global, &command.selection)?;
    let out = command.out.clone().unwrap_or_else(|| workspace.dist());
    run(&workspace, &command.selection, Target { out: Some(out), zip: command.zip }, ui)
}

/// Does all but write.
pub fn check(global: &Global, command: &Check, ui: &mut Ui) -> Result<Status> {
    let workspace = around(global, &command.selection)?;
    run::recover(&workspace);
    run(&workspace, &command.selection, Target::default(), ui)
}

/// Where kits go: nowhere, into folders, or into folders and archives.
#[derive(Default)]
struct Target {
    out: Option<PathBuf>,
    zip: bool,
}

fn around(global: &Global, selection: &Selection) -> Result<Workspace> {
    let client = selection.clients.first();
    workspace(global.root.as_deref().or(client.map(PathBuf::as_path)))
}

fn run(
    workspace: &Workspace,
    selection: &Selection,
    target: Target,
    ui: &mut Ui,
) -> Result<Status> {
    let started = Instant::now();
    let clients = match selection.all {
        true => workspace.clients()?,
        false => selection.clients.clone(),
    };
    if clients.is_empty() {
        return Err(Diagnostic::error("workspace/empty", "there is no client in `clients/`")
            .hint("write `clients/acme.yaml`; `vpsite schema` shows what can stand in it")
            .into());
    }
    let clashes = run::clashes(&clients);
    if !clashes.is_empty() {
        return Err(clashes);
    }
    let writes = target.out.is_some();
    let options = Options {
        out: target.out,
        zip: target.zip,
        jobs: selection.jobs.map_or_else(processors, usize::from),
        strict: selection.strict,
    };
    let mut ended = 0;
    let outcomes = run::run(workspace, &clients, &options, |outcome| {
        ended += 1;
        ui.progress(ended, clients.len(), outcome);
    })?;
    ui.end_progress();
    for outcome in &outcomes {
        ui.diagnostics(&outcome.diagnostics);
    }
    let summary = Summary { outcomes: &outcomes, writes, elapsed: started.elapsed() };
    ui.summary(&summary);
    Ok(outcomes.iter().map(status).max().unwrap_or(Status::Done))
}

fn status(outcome: &Outcome) -> Status {
    match outcome.end {
        End::Done(_) => Status::Done,
        End::Faulty => Status::Faulty,
        End::Failed => Status::Failed,
    }
}

fn processors() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}
