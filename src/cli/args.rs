//! What can be typed: flags and commands, and nothing about what they do.

use std::path::PathBuf;

use clap::{ArgAction, ColorChoice, Parser, Subcommand, ValueEnum};

/// Makes the material with which employees find their confidential adviser.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true, max_term_width = 100)]
pub struct Args {
    /// Flags of every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Flags of every command.
#[derive(Debug, clap::Args)]
pub struct Global {
    /// Say less: only what is wrong
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more: a line for every client
    #[arg(short, long, global = true, action = ArgAction::SetTrue)]
    pub verbose: bool,
    /// Colour of messages
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
    /// Form of messages; `json` goes to standard output
    #[arg(long, global = true, value_enum, default_value = "human")]
    pub format: MessageFormat,
    /// The workspace, a folder with `clients/`; found from the client file when absent
    #[arg(long, global = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// Form of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// With the line, a caret and hints
    Human,
    /// One line each, `path:line:column: error[code]: message`
    Short,
    /// One JSON array
    Json,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the kits of clients
    #[command(after_help = "The kit of clients/acme.yaml is written to dist/acme/. \
        Open dist/acme/index.html to see what is in it. At the end stands what changed for people \
        since the kit that was there.")]
    Build(Build),
    /// Do all that `build` does, but write nothing
    Check(Check),
    /// List the clients of the workspace
    List(List),
    /// Tell which kits are old, and what ages by date; ends with 1 where something is to be done
    #[command(
        after_help = "One line a client: its name, its kit (fine, old, missing, touched, faulty), \
        its edition, and what there is to say. `orphan` is a kit whose client file is gone."
    )]
    Status(Status),
    /// Explain a code of a message, with an example
    Explain(Explain),
    /// Remove kits that nobody needs any more: what vpsite wrote, and nothing else
    Clean(Clean),
    /// Make the sheet for a native reader of a language, or write that one has read it
    #[command(after_help = "Examples:\n  \
        vpsite review pl                      the sheet, review-pl.pdf: print it, give it to the reader\n  \
        vpsite review pl --only confidential  of one page alone\n  \
        vpsite review pl --read-by \"Anna Voorbeeld\" --on 2026-11-26\n                                        \
        she has read all, as it is now\n  \
        vpsite review pl --read-by \"Anna Voorbeeld\" --on 2026-11-26 --only steps --only help\n\n\
        What was read is written into content/<language>/_reviews.yaml of the workspace. When a text \
        changes, its reading holds no more, and `vpsite check` says so.")]
    Review(Review),
    /// Print the JSON Schema of client files
    Schema,
    /// Show the files of the built-in theme, or copy one to change it
    Theme(Theme),
}

/// Which clients.
#[derive(Debug, clap::Args)]
pub struct Selection {
    /// Client files, such as clients/acme.yaml
    #[arg(value_name = "CLIENT.YAML", required_unless_present = "all", conflicts_with = "all")]
    pub clients: Vec<PathBuf>,
    /// Every client of the workspace
    #[arg(long)]
    pub all: bool,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// How many threads work; as many as there are processors when absent
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
}

/// Make the kits of clients.
#[derive(Debug, clap::Args)]
pub struct Build {
    /// Which clients.
    #[command(flatten)]
    pub selection: Selection,
    /// Where kits go; `dist` in the workspace when absent
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Also write dist/<client>.zip, to send to HR
    #[arg(long)]
    pub zip: bool,
    /// How long another build of the same client is waited for
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    pub wait: u64,
    /// Make everything, tell what would change for people, and write nothing
    #[arg(long, conflicts_with = "zip")]
    pub diff: bool,
    /// Take an address that the codes on printed paper do not open
    #[arg(long)]
    pub new_address: bool,
}

/// Tell how clients stand.
#[derive(Debug, clap::Args)]
pub struct Status {
    /// Client files, such as clients/acme.yaml; all when absent
    #[arg(value_name = "CLIENT.YAML", conflicts_with = "all")]
    pub clients: Vec<PathBuf>,
    /// Every client of the workspace
    #[arg(long)]
    pub all: bool,
    /// Where the kits are; `dist` in the workspace when absent
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// Explain a code.
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// The code, such as phone/invalid; all are listed when absent
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

/// Remove kits.
#[derive(Debug, clap::Args)]
pub struct Clean {
    /// Names of clients, such as acme
    #[arg(
        value_name = "CLIENT",
        required_unless_present_any = ["all", "orphans"],
        conflicts_with = "all"
    )]
    pub clients: Vec<String>,
    /// The kits of every client of the workspace
    #[arg(long)]
    pub all: bool,
    /// Kits whose client file is gone
    #[arg(long)]
    pub orphans: bool,
    /// Remove without asking
    #[arg(short, long)]
    pub yes: bool,
    /// Where the kits are; `dist` in the workspace when absent
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// The built-in theme.
#[derive(Debug, clap::Args)]
pub struct Theme {
    /// What to do.
    #[command(subcommand)]
    pub command: ThemeCommand,
}

/// What can be done with the built-in theme.
#[derive(Debug, Subcommand)]
pub enum ThemeCommand {
    /// List its files
    List,
    /// Copy one of its files into themes/default/ of the workspace
    Eject {
        /// Its path in the theme, such as print/poster.typ
        #[arg(value_name = "FILE")]
        file: String,
    },
}

/// List the clients, or the languages of the content.
#[derive(Debug, clap::Args)]
pub struct List {
    /// Show how far each language of the content is instead
    #[arg(long)]
    pub coverage: bool,
}

/// The sheet of a reader, or what they have read.
#[derive(Debug, clap::Args)]
pub struct Review {
    /// The language, such as pl
    #[arg(value_name = "LANGUAGE")]
    pub language: String,
    /// Where the sheet goes; review-<language>.pdf in this folder when absent
    #[arg(short, long, value_name = "FILE", conflicts_with = "read_by")]
    pub output: Option<PathBuf>,
    /// Write that this person has read the texts, instead of making the sheet
    #[arg(long, value_name = "NAME", requires = "on")]
    pub read_by: Option<String>,
    /// The day on which they were read
    #[arg(long, value_name = "DATE", requires = "read_by")]
    pub on: Option<String>,
    /// These texts alone, such as steps or _strings; may be given several times
    #[arg(long, value_name = "PAGE")]
    pub only: Vec<String>,
}

/// Check clients.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// Which clients.
    #[command(flatten)]
    pub selection: Selection,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_sound() {
        Args::command().debug_assert();
    }
}
