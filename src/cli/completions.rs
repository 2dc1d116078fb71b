//! `vpsite completions`, and what a terminal asks when somebody presses the Tab key.
//!
//! The script that is printed has no names in it: it asks this program each time, by a variable of
//! the environment, so that a client is completed as soon as its file is there. What may stand in
//! a place follows from what that place is called in `args`. Invariant: who asks is told nothing
//! but candidates; what cannot be read completes to nothing.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use clap::{Arg, Command, ValueHint};
use clap_complete::engine::{
    ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter,
};
use clap_complete::env::Shells;

use crate::diag::{Catalogue, Diagnostic, Result, codes, say};
use crate::load::Workspace;
use crate::run::{self, edit};
use crate::value::Lang;

use super::args::{Completions, ShellName};
use super::ui::{self, Ui};
use super::{Status, help, list, workspace};

/// The variable by which a script asks.
const ASKS: &str = "VPSITE_COMPLETE";
/// The language in which texts are named; names are the same in all.
const NAMES_IN: &str = "nl";

/// Prints the script of a shell, and where it belongs.
pub fn completions(command: &Completions, ui: &mut Ui) -> Result<Status> {
    let (name, place) = place(command.shell);
    let shells = Shells::builtins();
    let mut script = Vec::new();
    let written = shells
        .completer(name)
        .map(|shell| shell.write_registration(ASKS, "vpsite", "vpsite", &program(), &mut script));
    let Some(Ok(())) = written else {
        let message = say!("the script for `{name}` cannot be made");
        return Err(Diagnostic::error("write/output", message).into());
    };
    ui.data(String::from_utf8_lossy(&script).trim());
    // Behind it: the first line of zsh's must stay the first.
    ui.data("");
    let once = say!("to have this in every terminal, type this once:");
    ui.data(&format!("# {}", once.in_words(ui.catalogue())));
    for line in place {
        ui.data(&format!("#   {line}"));
    }
    Ok(Status::Done)
}

/// The name of a shell, and what to type into it once.
fn place(shell: ShellName) -> (&'static str, &'static [&'static str]) {
    match shell {
        ShellName::Bash => ("bash", &["echo 'source <(vpsite completions bash)' >> ~/.bashrc"]),
        ShellName::Zsh => (
            "zsh",
            &[
                "echo 'autoload -U compinit && compinit' >> ~/.zshrc",
                "echo 'source <(vpsite completions zsh)' >> ~/.zshrc",
            ],
        ),
        // Windows runs no profile until one's own scripts are allowed, and has none at first.
        ShellName::PowerShell => (
            "powershell",
            &[
                "Set-ExecutionPolicy -Scope CurrentUser RemoteSigned",
                "if (!(Test-Path $PROFILE)) { New-Item -Force $PROFILE }",
                "Add-Content $PROFILE 'vpsite completions powershell | Out-String | Invoke-Expression'",
            ],
        ),
        ShellName::Fish => (
            "fish",
            &[
                "mkdir -p ~/.config/fish/completions",
                "echo 'vpsite completions fish | source' > ~/.config/fish/completions/vpsite.fish",
            ],
        ),
        ShellName::Elvish => (
            "elvish",
            &[
                "mkdir -p ~/.config/elvish",
                "echo 'eval (vpsite completions elvish | slurp)' >> ~/.config/elvish/rc.elv",
            ],
        ),
    }
}

/// This program, as the script is to call it: by its name where it was found by that.
fn program() -> String {
    let typed = env::args_os().next().unwrap_or_default();
    let typed = Path::new(&typed);
    match typed.components().count() {
        0 | 1 => "vpsite".to_owned(),
        _ => env::current_exe().unwrap_or_else(|_| typed.to_owned()).to_string_lossy().into_owned(),
    }
}

/// Answers a script that asks what may come next; `None` where none asks.
pub(super) fn asked(catalogue: &'static Catalogue) -> Option<bool> {
    let name = env::var_os(ASKS)?;
    let shells = Shells::builtins();
    let shell = shells.completer(&name.to_string_lossy())?;
    let typed: Vec<OsString> = env::args_os().skip_while(|arg| arg != "--").skip(1).collect();
    let mut answer = Vec::new();
    let here = env::current_dir().ok();
    let mut command = completed(help::command(catalogue), "");
    // Nothing is said where nothing is known: whoever types is in the middle of a line.
    let _ = shell.write_complete(&mut command, typed, here.as_deref(), &mut answer);
    Some(ui::answer(&answer))
}

/// The command with what completes the arguments of it and of those below it.
fn completed(command: Command, path: &str) -> Command {
    let own = path.to_owned();
    command.mut_args(move |arg| of_place(arg, &own)).mut_subcommands(|one| {
        let path = format!("{path} {}", one.get_name());
        completed(one, path.trim_start())
    })
}

/// An argument with what completes it, by what it is called.
fn of_place(arg: Arg, path: &str) -> Arg {
    let called = arg.get_value_names().and_then(|names| names.first()).map(ToString::to_string);
    let Some(called) = called.filter(|_| arg.get_possible_values().is_empty()) else { return arg };
    let completer: fn(&OsStr) -> Vec<CompletionCandidate> = match (path, called.as_str()) {
        ("clean", "CLIENT") => kits,
        (_, "CLIENT" | "GLOB") => clients,
        (_, "LANGUAGE") => languages,
        (_, "LANGUAGES") => list_of_languages,
        (_, "CODE") => every_code,
        ("edit content" | "review", "PAGE") => pages,
        ("edit words", "KEY") => words,
        ("edit helpline", "ID") => help_lines,
        ("edit fact", "ID") => facts,
        ("theme eject", "FILE") => theme_files,
        ("import", "FILE") => spreadsheets,
        (_, "DIR") => return arg.value_hint(ValueHint::DirPath),
        (_, "FILE") => return arg.value_hint(ValueHint::FilePath),
        _ => return arg,
    };
    arg.add(ArgValueCompleter::new(completer))
}

/// The workspace that the line is about.
fn around() -> Option<Workspace> {
    let mut typed = env::args_os().skip_while(|arg| arg != "--").skip(1);
    let mut root = None;
    while let Some(word) = typed.next() {
        match word.to_str().and_then(|word| word.strip_prefix("--root")) {
            Some("") => root = typed.next(),
            Some(rest) => root = rest.strip_prefix('=').map(OsString::from).or(root),
            None => {}
        }
    }
    workspace(root.as_deref().map(Path::new)).ok()
}

/// Those that begin as what was typed.
fn begun(
    typed: &OsStr,
    all: impl IntoIterator<Item = CompletionCandidate>,
) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let begins = |one: &CompletionCandidate| one.get_value().to_string_lossy().starts_with(&*typed);
    all.into_iter().filter(begins).collect()
}

/// A name and what it is the name of.
fn named(name: impl Into<OsString>, about: impl Into<String>) -> CompletionCandidate {
    let about: String = about.into();
    CompletionCandidate::new(name).help((!about.is_empty()).then(|| about.into()))
}

/// Names of clients; where a path is typed, their files.
fn clients(typed: &OsStr) -> Vec<CompletionCandidate> {
    let is_path = typed.to_string_lossy().contains(['/', MAIN_SEPARATOR]);
    let by_name = match around() {
        Some(workspace) if !is_path => {
            let paths = workspace.clients().unwrap_or_default().clients;
            begun(typed, paths.iter().map(|path| named_client(&workspace, path)))
        }
        _ => Vec::new(),
    };
    if !by_name.is_empty() {
        return by_name;
    }
    let mut paths = PathCompleter::any().filter(is_client_file).complete(typed);
    // Beside `clients/acme.yaml` lies `clients/acme/`, its pictures and texts, which is no client.
    let files: Vec<PathBuf> = paths.iter().map(|one| PathBuf::from(one.get_value())).collect();
    paths.retain(|one| {
        let path = Path::new(one.get_value());
        is_client_file(path) || !files.contains(&path.with_extension("yaml"))
    });
    paths
}

fn named_client(workspace: &Workspace, path: &Path) -> CompletionCandidate {
    let name = path.file_stem().unwrap_or_default();
    named(name, list::organisation(workspace, path).unwrap_or_default())
}

fn is_client_file(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(".yaml") && !name.starts_with('_')
}

/// Names of kits that are there, of departed clients too.
fn kits(typed: &OsStr) -> Vec<CompletionCandidate> {
    let kits = around().and_then(|it| run::clean::kits(&it.dist()).ok()).unwrap_or_default();
    begun(typed, kits.iter().map(|slug| named(slug.as_str(), "")))
}

/// Tags of languages that there are texts in.
fn languages(typed: &OsStr) -> Vec<CompletionCandidate> {
    let Some(content) = around().and_then(|it| it.content().ok()) else { return Vec::new() };
    let mut tags: Vec<&str> =
        content.files.keys().filter_map(|path| path.split_once('/').map(|(tag, _)| tag)).collect();
    tags.dedup();
    let known = tags.into_iter().filter_map(|tag| Lang::parse(tag).ok());
    begun(typed, known.map(|lang| named(lang.tag(), lang.name())))
}

/// The same behind others and a comma.
fn list_of_languages(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let (before, last) = typed
        .rsplit_once(',')
        .map_or(("", &*typed), |(before, last)| (&typed[..=before.len()], last));
    let all = languages(OsStr::new(last)).into_iter();
    all.map(|one| one.add_prefix(before.to_owned())).collect()
}

fn every_code(typed: &OsStr) -> Vec<CompletionCandidate> {
    begun(typed, codes::all().map(|row| named(row.code, row.means)))
}

fn pages(typed: &OsStr) -> Vec<CompletionCandidate> {
    texts("content ", typed)
}

fn words(typed: &OsStr) -> Vec<CompletionCandidate> {
    texts("words ", typed)
}

fn help_lines(typed: &OsStr) -> Vec<CompletionCandidate> {
    texts("helpline ", typed)
}

fn facts(typed: &OsStr) -> Vec<CompletionCandidate> {
    texts("fact ", typed)
}

/// Names of texts of one kind, as `vpsite edit` lists them.
fn texts(kind: &str, typed: &OsStr) -> Vec<CompletionCandidate> {
    let listed = around().and_then(|it| edit::list(&it, NAMES_IN).ok()).unwrap_or_default();
    let of_kind =
        listed.iter().filter_map(|text| Some((text.name.strip_prefix(kind)?, &text.about)));
    begun(typed, of_kind.map(|(name, about)| named(name, about)))
}

fn theme_files(typed: &OsStr) -> Vec<CompletionCandidate> {
    begun(typed, run::theme_files().into_iter().map(|path| named(path, "")))
}

/// Files that a spreadsheet can be, and folders on the way to one.
fn spreadsheets(typed: &OsStr) -> Vec<CompletionCandidate> {
    let is_sheet = |path: &Path| {
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        ["csv", "ods", "xlsx"].contains(&ending.as_str())
    };
    PathCompleter::any().filter(is_sheet).complete(typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a person makes up: there is nothing to complete it from.
    const FREE: [&str; 13] = [
        "ADDRESS", "COLOUR", "DATE", "ID", "K/N", "MONTH", "N", "NAME", "NUMBER", "SECONDS",
        "TEXT", "URL", "WHEN",
    ];

    #[test]
    fn every_place_is_completed_or_free() {
        fn look(command: &Command, open: &mut Vec<String>) {
            for arg in command.get_arguments().filter(|arg| arg.get_action().takes_values()) {
                let called = arg.get_value_names().map(|names| names[0].as_str());
                let known = arg.get::<ArgValueCompleter>().is_some()
                    || !arg.get_possible_values().is_empty()
                    || arg.get_value_hint() != ValueHint::Unknown
                    || called.is_some_and(|called| FREE.contains(&called));
                if !known {
                    open.push(format!("{} {:?}", command.get_name(), arg.get_id()));
                }
            }
            command.get_subcommands().for_each(|one| look(one, open));
        }
        let mut command = completed(crate::cli::command(), "");
        command.build();
        let mut open = Vec::new();
        look(&command, &mut open);
        assert!(open.is_empty(), "nothing completes {open:?}");
    }
}
