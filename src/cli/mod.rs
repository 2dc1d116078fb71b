//! The command line: arguments -> commands -> exit status.
//!
//! One file for each command. Invariant: only `ui` prints, `ask` alone asks, and nothing of
//! the project imports this module.

mod args;
mod ask;
mod build;
mod clean;
mod completions;
mod edit;
mod examples;
mod explain;
mod help;
mod import;
mod init;
mod list;
mod man;
mod new;
mod part;
mod publish;
mod review;
mod schema;
mod serve;
mod speech;
mod status;
mod summary;
mod theme;
mod ui;
mod verify;

use std::ffi::OsString;
use std::panic;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use clap::FromArgMatches as _;

use crate::diag::{Catalogue, Result, say};
use crate::load::{self, Workspace};
use crate::run::BUILDER;

use args::{Args, Command, Global};
use ui::Ui;

pub use explain::explained;
pub use help::texts as help_texts;
pub use schema::schema_json;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// Everything is in order.
    Done,
    /// Some input is wrong.
    Faulty,
    /// Wrong usage, or the environment failed.
    Failed,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Done => ExitCode::SUCCESS,
            Status::Faulty => ExitCode::from(1),
            Status::Failed => ExitCode::from(2),
        }
    }
}

/// Runs the program.
pub fn main() -> ExitCode {
    let typed: Vec<OsString> = std::env::args_os().collect();
    let catalogue = speech::catalogue(&typed);
    if let Some(answered) = completions::asked(catalogue) {
        return if answered { Status::Done } else { Status::Failed }.into();
    }
    let args = match help::command(catalogue)
        .try_get_matches_from(&typed)
        .and_then(|matches| Args::from_arg_matches(&matches))
    {
        Ok(args) => args,
        Err(said) => {
            // Help and version are asked for; all else is wrong usage.
            let asked = said.exit_code() == 0;
            let status =
                if ui::usage(&said, catalogue) && asked { Status::Done } else { Status::Failed };
            return status.into();
        }
    };
    quiet_builders();
    let mut ui = Ui::new(&args.global, catalogue);
    let Some(asked) = &args.command else {
        ui.data(&begin(catalogue));
        return if ui.finish() { Status::Done } else { Status::Failed }.into();
    };
    let result = match asked {
        Command::Init(command) => init::init(command, &mut ui),
        Command::New(command) => new::new(&args.global, command, &mut ui),
        Command::Import(command) => import::import(&args.global, command, &mut ui),
        Command::Edit(command) => edit::edit(&args.global, command, &mut ui),
        Command::Build(command) => build::build(&args.global, command, &mut ui),
        Command::Check(command) => build::check(&args.global, command, &mut ui),
        Command::Clean(command) => clean::clean(&args.global, command, &mut ui),
        Command::Verify(command) => verify::verify(&args.global, command, &mut ui),
        Command::Explain(command) => explain::explain(command, &mut ui),
        Command::Status(command) => status::status(&args.global, command, &mut ui),
        Command::List(command) => list::list(&args.global, command, &mut ui),
        Command::Publish(command) => publish::publish(&args.global, command, &mut ui),
        Command::Review(command) => review::review(&args.global, command, &mut ui),
        Command::Serve(command) => serve::serve(&args.global, command, &mut ui),
        Command::Schema => schema::schema(&mut ui),
        Command::Theme(command) => theme::theme(&args.global, command, &mut ui),
        Command::Completions(command) => completions::completions(command, &mut ui),
        Command::Man(command) => man::man(command, &mut ui),
    };
    let status = match result {
        Ok(status) => status,
        Err(found) => {
            ui.diagnostics(&found);
            Status::Failed
        }
    };
    match ui.finish() {
        true => status.into(),
        false => Status::Failed.into(),
    }
}

/// The commands and their flags, with the help and the examples that belong to them, in English.
pub fn command() -> clap::Command {
    help::command(Catalogue::english())
}

/// What is said to who types the program's name alone.
fn begin(catalogue: &'static Catalogue) -> String {
    let about = help::command(catalogue).get_about().map(ToString::to_string).unwrap_or_default();
    let word = |text: &str| catalogue.template(text).to_owned();
    let begin = examples::listed(examples::BEGIN_WITH, examples::BEGIN, &word);
    let more =
        say!("`vpsite --help` lists all commands; `vpsite help build` tells of one, with examples");
    format!("{about}.\n\n{begin}\n\n{}", more.in_words(catalogue))
}

/// A panic in a thread that builds a client is told as a fault of that client, and not
/// by the language's own words beside it; one of who reads codes is caught where they are read.
fn quiet_builders() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let builds = thread::current().name().is_some_and(|name| name.starts_with(BUILDER));
        if !builds && !vpsite_readback::trying() {
            usual(info);
        }
    }));
}

/// The workspace around a path, or around the folder one is in.
fn workspace(start: Option<&Path>) -> Result<Workspace> {
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    Workspace::find(start.unwrap_or(&here), &here)
}

/// The workspace that is named, or that of the first client file that is.
fn workspace_around(global: &Global, clients: &[PathBuf]) -> Result<Workspace> {
    let file = clients.first().filter(|client| !load::is_name(client));
    workspace(global.root.as_deref().or(file.map(PathBuf::as_path)))
}
