//! What the program says: data to standard output, everything else to standard error.
//!
//! The only file that prints. Invariant: a closed pipe ends the program quietly;
//! colours are left out where the stream, `--color` or NO_COLOR says so.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write, stderr, stdin, stdout};
use std::time::Duration;

use anstream::AutoStream;
use clap::ColorChoice;
use serde_json::{Map, Value, json};

use crate::diag::{Diagnostic, Diagnostics, Identity, Severity, printable, printable_json, render};
use crate::run::{Change, End, Outcome};
use crate::serve::Event;

use super::args::{Global, MessageFormat};
use super::summary::Summary;

/// Prints for one run.
pub struct Ui {
    quiet: bool,
    verbose: bool,
    format: MessageFormat,
    err: AutoStream<std::io::Stderr>,
    terminal: bool,
    progress_shown: bool,
    json: Vec<Value>,
    /// The data of a command that has a form of its own in JSON.
    document: Option<Map<String, Value>>,
    /// The first error that was told.
    first_error: Option<&'static str>,
    told: BTreeMap<Identity, Told>,
    /// Why standard output does not take data; a closed pipe is no reason.
    refused: Option<io::Error>,
}

/// A remark that has been told, and for how many clients it holds.
struct Told {
    short: String,
    severity: Severity,
    clients: usize,
    /// Its place among what is kept for JSON.
    json: Option<usize>,
}

impl Ui {
    /// A printer that obeys the flags.
    pub fn new(global: &Global) -> Self {
        let choice = match global.color {
            ColorChoice::Auto => AutoStream::choice(&stderr()),
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        };
        Self {
            quiet: global.quiet,
            verbose: global.verbose,
            format: global.format,
            err: AutoStream::new(stderr(), choice),
            terminal: stderr().is_terminal(),
            progress_shown: false,
            json: Vec::new(),
            document: None,
            first_error: None,
            told: BTreeMap::new(),
            refused: None,
        }
    }

    /// Whether whoever reads what is said can answer.
    pub fn is_terminal(&self) -> bool {
        self.terminal && !self.quiet
    }

    /// Prints data: one line to standard output.
    pub fn data(&mut self, line: &str) {
        let mut out = stdout();
        self.refused = self.refused.take().or(taken(writeln!(out, "{line}")));
    }

    /// Prints a line of data that [`Ui::document`] tells where JSON was asked for.
    pub fn row(&mut self, line: &str) {
        if self.format != MessageFormat::Json {
            self.data(line);
        }
    }

    /// The data of a command as a JSON object; messages are added to it at the end.
    pub fn document(&mut self, data: Map<String, Value>) {
        self.document = Some(data);
    }

    /// Asks for a yes; `None` where there is no terminal to ask at.
    pub fn asked(&mut self, question: &str) -> Option<bool> {
        if !(self.terminal && stdin().is_terminal()) {
            return None;
        }
        let _ = write!(self.err, "{question} [y/N] ");
        let _ = self.err.flush();
        let mut answer = String::new();
        stdin().read_line(&mut answer).ok()?;
        let answer = answer.trim().to_lowercase();
        Some(["y", "yes", "j", "ja"].contains(&answer.as_str()))
    }

    /// Says what changed for people, or would: each change once, with the clients that have it.
    pub fn changes(&mut self, changes: &[(Change, Vec<String>)], would: bool) {
        if self.quiet || changes.is_empty() {
            return;
        }
        if self.format == MessageFormat::Json {
            let json = |(change, clients): &(Change, Vec<String>)| {
                let message = format!("{}: {}", named(clients), change.why());
                let note = Diagnostic::note("kit/changed", message);
                let note = change.steps().into_iter().fold(note, Diagnostic::hint);
                let mut json = render::json(&note);
                json["clients"] = json!(clients);
                json["change"] = change.json();
                json
            };
            return self.json.extend(changes.iter().map(json));
        }
        self.say(if would { "would change for people:" } else { "changed for people:" });
        for (change, clients) in changes {
            let line = format!("{}: {}", named(clients), change.why());
            self.say(&printable(&line));
            for step in change.steps() {
                self.say(&format!("  {}", printable(&step)));
            }
        }
    }

    /// Says what was done, beside the data.
    pub fn told(&mut self, line: &str) {
        if !self.quiet {
            self.say(line);
        }
    }

    /// Prints what was found.
    pub fn diagnostics(&mut self, found: &Diagnostics) {
        for diagnostic in found {
            if self.quiet && diagnostic.severity != Severity::Error {
                continue;
            }
            self.diagnostic(diagnostic);
        }
    }

    fn diagnostic(&mut self, diagnostic: &Diagnostic) {
        // Who asked for an explanation already is not sent round.
        if diagnostic.severity == Severity::Error && !diagnostic.code.starts_with("explain/") {
            self.first_error = self.first_error.or(Some(diagnostic.code));
        }
        let text = match self.format {
            MessageFormat::Human => format!("{}\n", render::human(diagnostic)),
            MessageFormat::Short => render::short(diagnostic),
            MessageFormat::Json => {
                self.json.push(render::json(diagnostic));
                return;
            }
        };
        self.say(&text);
    }

    /// Prints what was found in one client, but for what other clients share and has been told.
    fn of_client(&mut self, found: &Diagnostics) {
        for diagnostic in found {
            if self.quiet && diagnostic.severity != Severity::Error {
                continue;
            }
            if let Some(told) = self.told.get_mut(&diagnostic.identity()) {
                told.clients += 1;
                continue;
            }
            let json = (self.format == MessageFormat::Json).then_some(self.json.len());
            let (short, severity) = (render::short(diagnostic), diagnostic.severity);
            let told = Told { short, severity, clients: 1, json };
            self.told.insert(diagnostic.identity(), told);
            self.diagnostic(diagnostic);
        }
    }

    /// Says of how many clients each remark holds that is not one client's alone.
    pub fn shared(&mut self) {
        let mut shared: Vec<Told> =
            std::mem::take(&mut self.told).into_values().filter(|told| told.clients > 1).collect();
        shared.sort_by_key(|told| (Reverse(told.severity), Reverse(told.clients)));
        for told in shared {
            match told.json {
                Some(index) => self.json[index]["clients"] = json!(told.clients),
                None => {
                    let more = told.clients - 1;
                    let clients = if more == 1 { "client" } else { "clients" };
                    self.say(&format!("{} (and {more} more {clients})", told.short));
                }
            }
        }
    }

    /// Says that another process is at work on a client's kit.
    pub fn waiting(&mut self, path: &str) {
        if !self.quiet {
            self.end_progress();
            self.say(&format!("waiting for another build of {path} to end"));
        }
    }

    /// Prints what was found in a client that has ended, and how far the run is: one
    /// line that is written over.
    pub fn ended(&mut self, outcome: &Outcome, (ended, all): (usize, usize)) {
        self.end_progress();
        self.of_client(&outcome.diagnostics);
        if self.verbose {
            let word = match outcome.end {
                End::Done(_) => "done",
                End::Faulty => "faulty",
                End::Failed => "failed",
            };
            self.say(&format!("[{ended}/{all}] {word} {}", outcome.path));
        } else if all > 1 && self.terminal && !self.quiet {
            let _ = write!(self.err, "\r\x1b[2K[{ended}/{all}] {}", outcome.path);
            let _ = self.err.flush();
            self.progress_shown = true;
        }
    }

    /// Says in one line what has become of a client that is shown in a browser.
    pub fn served(&mut self, event: &Event) {
        match event {
            Event::Slow => {
                self.told("changes are looked for once a second: the system does not tell of them");
            }
            Event::Unread(found) => {
                for fault in found {
                    self.say(&render::short(fault));
                }
            }
            Event::Shown { client, took, found } => {
                let took = format!("{client} in {:.2}s", took.as_secs_f64());
                let errors = found.count(Severity::Error);
                let first = found.iter().find(|one| one.severity == Severity::Error);
                match first.map(render::short) {
                    Some(first) if errors > 1 => {
                        self.say(&format!("{first} (and {} more)", errors - 1));
                    }
                    Some(first) => self.say(&first),
                    None if self.quiet => {}
                    None => match found.count(Severity::Warning) {
                        0 => self.say(&took),
                        1 => self.say(&format!("{took}, 1 warning")),
                        more => self.say(&format!("{took}, {more} warnings")),
                    },
                }
            }
        }
    }

    /// Wipes the line of progress.
    pub fn end_progress(&mut self) {
        if self.progress_shown {
            let _ = write!(self.err, "\r\x1b[2K");
            self.progress_shown = false;
        }
    }

    /// Prints the last line of a run.
    pub fn summary(&mut self, summary: &Summary, elapsed: Duration) {
        if !(self.quiet && summary.is_good()) {
            self.say(&summary.line(elapsed));
        }
    }

    /// Prints what was kept for the end, and tells whether all data found its way out.
    pub fn finish(&mut self) -> bool {
        if let Some(code) = self.first_error.filter(|_| self.explains()) {
            self.say(&format!("`vpsite explain {code}` says more"));
        }
        if self.format == MessageFormat::Json {
            let messages = Value::Array(std::mem::take(&mut self.json));
            let all = match self.document.take() {
                Some(mut data) => {
                    data.insert("messages".to_owned(), messages);
                    Value::Object(data)
                }
                None => messages,
            };
            self.data(&printable_json(&format!("{all:#}")));
        }
        let last = taken(stdout().flush());
        match self.refused.take().or(last) {
            None => true,
            Some(reason) => {
                self.say(&refused(&reason));
                false
            }
        }
    }

    /// Whether there is somebody to whom the way to an explanation helps.
    fn explains(&self) -> bool {
        self.format == MessageFormat::Human && !self.quiet
    }

    fn say(&mut self, text: &str) {
        let _ = writeln!(self.err, "{text}");
    }
}

/// A map as one; anything else is none.
pub fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// Clients that are named one by one, at most.
const NAMED: usize = 4;

/// Names of clients, of many the first.
fn named(clients: &[String]) -> String {
    match clients {
        few if few.len() <= NAMED => few.join(", "),
        many => format!("{} and {} more", many[..NAMED - 1].join(", "), many.len() - NAMED + 1),
    }
}

/// Prints an answer to another program as it is, and tells whether it could.
pub fn answer(bytes: &[u8]) -> bool {
    let mut out = stdout();
    taken(out.write_all(bytes).and_then(|()| out.flush())).is_none()
}

/// Prints what clap has to say, help or a fault of usage, and tells whether it could.
pub fn usage(said: &clap::Error) -> bool {
    match taken(said.print().and_then(|()| stdout().flush())) {
        None => true,
        Some(reason) => {
            let _ = writeln!(stderr(), "{}", refused(&reason));
            false
        }
    }
}

/// Why a stream does not take what it is given; whoever has closed the pipe does
/// not want to hear of it.
fn taken(result: io::Result<()>) -> Option<io::Error> {
    result.err().filter(|error| error.kind() != io::ErrorKind::BrokenPipe)
}

/// Said in the short form, whatever was asked: JSON would go where nothing goes.
fn refused(reason: &io::Error) -> String {
    let message = format!("standard output does not take what is printed: {reason}");
    render::short(&Diagnostic::error("write/output", message))
}
