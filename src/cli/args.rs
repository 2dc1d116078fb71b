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
    /// Language of messages; that of your computer when absent
    // Each command gets it too, but those of `edit`, where `--lang` is the language of a text.
    #[arg(id = "speech", long = "lang", value_enum, value_name = "LANGUAGE")]
    pub speech: Option<Spoken>,
    /// What to do; what to begin with is told when absent.
    #[command(subcommand)]
    pub command: Option<Command>,
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

/// What to do. The examples of each command stand in `examples`.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a workspace: a practice, one client, and what an editor needs
    Init(Init),
    /// Make the file of a new client: asks on a terminal, else takes flags
    New(Box<New>),
    /// Make a client file for each row of a spreadsheet
    Import(Import),
    /// List the texts of the kits, or copy one into the workspace to change it
    Edit(Edit),
    /// Make the kits of clients
    Build(Build),
    /// Do all that `build` does, but write nothing; or look at slides that somebody has changed
    Check(Check),
    /// Show kits in a browser of this computer, and load them again whenever a file is saved
    Serve(Serve),
    /// List the clients of the workspace
    List(List),
    /// Put the sites of built kits into one folder, to upload to a web host
    Publish(Publish),
    /// Tell which kits are old, and what ages by date; ends with 1 where something is to be done
    Status(Status),
    /// Tell whether kits are still what was built, wherever they lie, and whether a web host hands
    /// out the site as it is
    Verify(Verify),
    /// Explain a code of a message, with an example
    Explain(Explain),
    /// Remove kits that nobody needs any more: what vpsite wrote, and nothing else
    Clean(Clean),
    /// Make the sheet for a native reader of a language, or write that one has read it
    Review(Review),
    /// Print the JSON Schema of client files
    Schema,
    /// Show the files of the built-in theme, or copy one to change it
    Theme(Theme),
    /// Print what makes a terminal complete commands, clients and texts with the Tab key
    Completions(Completions),
    /// Write the manual pages, one for each command
    Man(Man),
}

/// Which language an adviser is spoken to in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Spoken {
    /// Dutch
    Nl,
    /// English
    En,
}

/// Make a workspace.
#[derive(Debug, clap::Args)]
pub struct Init {
    /// The folder; this one when absent
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// Language of what is made; that of your computer when absent
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    pub lang: Option<Spoken>,
}

/// Make the file of a new client.
#[derive(Debug, clap::Args)]
pub struct New {
    /// The name of its file, as in `bakkers`; made of the organisation's name when absent
    #[arg(value_name = "NAME")]
    pub slug: Option<String>,
    /// The organisation's name
    #[arg(long, value_name = "NAME")]
    pub organisation: Option<String>,
    /// A short name, for posters
    #[arg(long, value_name = "NAME")]
    pub short_name: Option<String>,
    /// Languages of the kit, the first one first, as in `nl,pl`
    #[arg(long, value_name = "LANGUAGES")]
    pub languages: Option<String>,
    /// Where the site will be found, as in https://vp.example.nl/bakkers/
    #[arg(long, value_name = "URL")]
    pub address: Option<String>,
    /// A picture of the logo; it is copied beside the client file
    #[arg(long, value_name = "FILE")]
    pub logo: Option<PathBuf>,
    /// The brand colour, as in `#0B5D3B`; taken from the logo when absent
    #[arg(long, value_name = "COLOUR")]
    pub colour: Option<String>,
    /// The name of an adviser who is this client's alone
    #[arg(long, value_name = "NAME")]
    pub adviser: Option<String>,
    /// That adviser's number
    #[arg(long, value_name = "NUMBER")]
    pub phone: Option<String>,
    /// Their number for WhatsApp
    #[arg(long, value_name = "NUMBER")]
    pub whatsapp: Option<String>,
    /// Their e-mail address
    #[arg(long, value_name = "ADDRESS")]
    pub email: Option<String>,
    /// How many people work there
    #[arg(long, value_name = "NUMBER")]
    pub employees: Option<String>,
    /// Who to write to at HR
    #[arg(long, value_name = "NAME")]
    pub hr_name: Option<String>,
    /// Their e-mail address
    #[arg(long, value_name = "ADDRESS", requires = "hr_name")]
    pub hr_email: Option<String>,
    /// Year and month of the kit, as in 2026-11; this month when absent
    #[arg(long, value_name = "MONTH")]
    pub edition: Option<String>,
    /// Language of the questions; that of your computer when absent
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    pub lang: Option<Spoken>,
}

/// Make a client file for each row of a spreadsheet.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// The spreadsheet: .xlsx, .ods or .csv
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Also change clients that are there, where a row says something else
    #[arg(long)]
    pub update: bool,
    /// Say what would be done, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Year and month of new clients, as in 2026-11; this month when absent
    #[arg(long, value_name = "MONTH")]
    pub edition: Option<String>,
    /// Language of remarks in new files; that of your computer when absent
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    pub lang: Option<Spoken>,
}

/// List the texts of the kits, or copy one to change it.
#[derive(Debug, clap::Args)]
pub struct Edit {
    /// What to change; everything is listed when absent.
    #[command(subcommand)]
    pub what: Option<EditWhat>,
    /// Language of the texts that are listed
    #[arg(long, value_name = "LANGUAGE", default_value = "nl")]
    pub lang: String,
}

/// What can be changed.
#[derive(Debug, Subcommand)]
pub enum EditWhat {
    /// A page, or a text that pages share, such as `_law-crimes`
    Content {
        /// Its name, as in `steps`
        #[arg(value_name = "PAGE")]
        page: String,
        /// Language
        #[arg(long, value_name = "LANGUAGE", default_value = "nl")]
        lang: String,
        /// The section to change: its line is told
        #[arg(long, value_name = "ID")]
        section: Option<String>,
        /// For this client alone
        #[arg(long, value_name = "CLIENT")]
        client: Option<String>,
        /// Print it, and copy nothing
        #[arg(long, conflicts_with = "section")]
        show: bool,
    },
    /// One word or line of the site and of paper
    Words {
        /// Its key, as in `exit_now`
        #[arg(value_name = "KEY")]
        key: String,
        /// Language
        #[arg(long, value_name = "LANGUAGE", default_value = "nl")]
        lang: String,
        /// What it is to say
        #[arg(long, value_name = "TEXT")]
        to: Option<String>,
        /// For this client alone
        #[arg(long, value_name = "CLIENT")]
        client: Option<String>,
    },
    /// A help line: its number and who checked it, or its words in a language
    Helpline {
        /// Its id, as in `police`
        #[arg(value_name = "ID")]
        id: String,
        /// Its words in this language, instead of its number
        #[arg(long, value_name = "LANGUAGE")]
        lang: Option<String>,
    },
    /// A statement of law: its sources and who checked it
    Fact {
        /// Its id, as in `crimes`
        #[arg(value_name = "ID")]
        id: String,
    },
}

/// Which clients.
#[derive(Clone, Debug, clap::Args)]
pub struct Selection {
    /// Clients, by their names or their files, such as acme or clients/acme.yaml
    #[arg(
        value_name = "CLIENT",
        required_unless_present_any = ["all", "only", "shard"],
        conflicts_with_all = ["all", "only", "shard"]
    )]
    pub clients: Vec<PathBuf>,
    /// Every client of the workspace
    #[arg(long)]
    pub all: bool,
    /// Which of all clients.
    #[command(flatten)]
    pub part: Part,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// How many threads work; as many as there are processors when absent
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
}

/// Some of all clients.
#[derive(Clone, Debug, clap::Args)]
pub struct Part {
    /// Clients whose names match, such as "b*"; may be given several times
    #[arg(long, value_name = "GLOB")]
    pub only: Vec<String>,
    /// One of several parts of the clients, such as 2/4, for several machines
    #[arg(long, value_name = "K/N")]
    pub shard: Option<String>,
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
    /// Also write dist/<client>-<edition>-print.zip, -site.zip and so on, each small enough to mail
    #[arg(long)]
    pub zip_parts: bool,
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
    /// Clients, by their names or their files, such as acme or clients/acme.yaml; all when absent
    #[arg(value_name = "CLIENT", conflicts_with_all = ["all", "only", "shard"])]
    pub clients: Vec<PathBuf>,
    /// Every client of the workspace
    #[arg(long)]
    pub all: bool,
    /// Which of all clients.
    #[command(flatten)]
    pub part: Part,
    /// Where the kits are; `dist` in the workspace when absent
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// Verify kits.
#[derive(Debug, clap::Args)]
pub struct Verify {
    /// Kits, such as dist/acme; with --all folders of kits, and `dist` in the workspace when absent
    #[arg(value_name = "DIR", required_unless_present = "all")]
    pub kits: Vec<PathBuf>,
    /// All kits, and that together they are those of every client of the workspace, each once
    #[arg(long)]
    pub all: bool,
    /// Also fetch the site from this address and compare it: the only thing that uses a network
    #[arg(long, value_name = "ADDRESS", conflicts_with = "all")]
    pub url: Option<String>,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// How many threads work; as many as there are processors when absent
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
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
    #[arg(long, conflicts_with_all = ["only", "shard"])]
    pub coverage: bool,
    /// Which of all clients.
    #[command(flatten)]
    pub part: Part,
}

/// Put sites into one folder.
#[derive(Debug, clap::Args)]
pub struct Publish {
    /// Clients, by their names or their files; others that were published before stay
    #[arg(
        value_name = "CLIENT",
        required_unless_present_any = ["all", "only"],
        conflicts_with_all = ["all", "only"]
    )]
    pub clients: Vec<PathBuf>,
    /// Every client of the workspace, and none that is gone
    #[arg(long, conflicts_with = "only")]
    pub all: bool,
    /// Clients whose names match, such as "b*", as if each was named
    #[arg(long, value_name = "GLOB")]
    pub only: Vec<String>,
    /// The folder in which a folder to upload is made for each host name
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
    /// Where it will be uploaded
    #[arg(long, value_enum)]
    pub host: HostName,
    /// Where the kits lie; `dist` in the workspace when absent
    #[arg(long, value_name = "DIR")]
    pub kits: Option<PathBuf>,
    /// How long another process that builds or publishes is waited for
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    pub wait: u64,
}

/// A web host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum HostName {
    /// Cloudflare Pages
    Cloudflare,
    /// Netlify
    Netlify,
    /// Azure Static Web Apps
    Azure,
    /// A server with nginx
    Nginx,
    /// A server with Apache
    Apache,
    /// A server with IIS
    Iis,
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

/// Show kits in a browser.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// One client, by its name or its file, such as acme or clients/acme.yaml; all when absent
    #[arg(value_name = "CLIENT")]
    pub client: Option<PathBuf>,
    /// The port on this computer; 4680 or the next that is free when absent, 0 for any
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// Open the browser
    #[arg(long)]
    pub open: bool,
}

/// Let a terminal complete what is typed.
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The program that reads what is typed in the terminal
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: ShellName,
}

/// A program that reads what is typed in a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ShellName {
    /// Most of Linux, and Git for Windows
    Bash,
    /// macOS
    Zsh,
    /// Windows
    #[value(name = "powershell")]
    PowerShell,
    /// Where it was chosen
    Fish,
    /// Where it was chosen
    Elvish,
}

/// Write the manual pages.
#[derive(Debug, clap::Args)]
pub struct Man {
    /// The folder they go into; it is made where there is none
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
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
