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

use crate::diag::{
    Catalogue, Diagnostic, Diagnostics, Identity, Sentence, Severity, printable, printable_json,
    render, say,
};
use crate::run::{Change, End, Outcome};
use crate::serve::Event;

use super::args::{Global, MessageFormat};
use super::summary::Summary;

/// Prints for one run.
pub struct Ui {
    quiet: bool,
    verbose: bool,
    format: MessageFormat,
    /// In which language messages are.
    catalogue: &'static Catalogue,
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
    pub fn new(global: &Global, catalogue: &'static Catalogue) -> Self {
        let choice = match global.color {
            ColorChoice::Auto => AutoStream::choice(&stderr()),
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        };
        Self {
            quiet: global.quiet,
            verbose: global.verbose,
            format: global.format,
            catalogue,
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

    /// A sentence in the language of the messages.
    pub fn words(&self, said: &Sentence) -> String {
        said.in_words(self.catalogue)
    }

    /// In which language messages are.
    pub fn catalogue(&self) -> &'static Catalogue {
        self.catalogue
    }

    /// Whether whoever reads what is said can answer.
    pub fn can_ask(&self) -> bool {
        self.terminal && stdin().is_terminal()
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

    /// Says what changed for people, or would: each change once, with the clients that have it.
    pub fn changes(&mut self, changes: &[(Change, Vec<String>)], would: bool) {
        if self.quiet || changes.is_empty() {
            return;
        }
        let catalogue = self.catalogue;
        if self.format == MessageFormat::Json {
            let json = |(change, clients): &(Change, Vec<String>)| {
                let message = say!("{}: {}", named(clients), change.why());
                let note = Diagnostic::note("kit/changed", message);
                let note = change.steps().into_iter().fold(note, Diagnostic::hint);
                let mut json = render::json(&note, catalogue);
                json["clients"] = json!(clients);
                json["change"] = change.json(catalogue);
                json
            };
            return self.json.extend(changes.iter().map(json));
        }
        let head = match would {
            true => say!("would change for people:"),
            false => say!("changed for people:"),
        };
        self.say(&head.in_words(catalogue));
        for (change, clients) in changes {
            let line = say!("{}: {}", named(clients), change.why());
            self.say(&printable(&line.in_words(catalogue)));
            for step in change.steps() {
                self.say(&format!("  {}", printable(&step.in_words(catalogue))));
            }
        }
    }

    /// Says what was done, beside the data.
    pub fn told(&mut self, line: &Sentence) {
        if !self.quiet {
            let line = self.words(line);
            self.say(&line);
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
            MessageFormat::Human => format!("{}\n", render::human(diagnostic, self.catalogue)),
            MessageFormat::Short => render::short(diagnostic, self.catalogue),
            MessageFormat::Json => {
                self.json.push(render::json(diagnostic, self.catalogue));
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
            let (short, severity) =
                (render::short(diagnostic, self.catalogue), diagnostic.severity);
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
                    let short = &told.short;
                    let said = match more {
                        1 => say!("{short} (and 1 more client)"),
                        _ => say!("{short} (and {more} more clients)"),
                    };
                    self.say(&said.in_words(self.catalogue));
                }
            }
        }
    }

    /// Says that another process is at work on a client's kit.
    pub fn waiting(&mut self, path: &str) {
        if !self.quiet {
            self.end_progress();
            self.told(&say!("waiting for another build of {path} to end"));
        }
    }

    /// Prints what was found in a client that has ended, and how far the run is: one
    /// line that is written over.
    pub fn ended(&mut self, outcome: &Outcome, (ended, all): (usize, usize)) {
        self.end_progress();
        self.of_client(&outcome.diagnostics);
        if self.verbose {
            let word = match outcome.end {
                End::Done(_) => say!("done"),
                End::Faulty => say!("faulty"),
                End::Failed => say!("failed"),
            };
            let word = self.words(&word);
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
                self.told(&say!(
                    "changes are looked for once a second: the system does not tell of them"
                ));
            }
            Event::Unread(found) => {
                for fault in found {
                    self.say(&render::short(fault, self.catalogue));
                }
            }
            Event::Shown { client, took, found } => {
                let took = say!("{client} in {:.2}s", took.as_secs_f64());
                let errors = found.count(Severity::Error);
                let first = found.iter().find(|one| one.severity == Severity::Error);
                let said = match first.map(|first| render::short(first, self.catalogue)) {
                    Some(first) if errors > 1 => say!("{first} (and {} more)", errors - 1),
                    Some(first) => Sentence::literal(first),
                    None if self.quiet => return,
                    None => match found.count(Severity::Warning) {
                        0 => took,
                        1 => say!("{took}, 1 warning"),
                        more => say!("{took}, {more} warnings"),
                    },
                };
                self.say(&said.in_words(self.catalogue));
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
            let line = self.words(&summary.line(elapsed));
            self.say(&line);
        }
    }

    /// Prints what was kept for the end, and tells whether all data found its way out.
    pub fn finish(&mut self) -> bool {
        if let Some(code) = self.first_error.filter(|_| self.explains()) {
            self.told(&say!("`vpsite explain {code}` says more"));
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
                self.say(&refused(&reason, self.catalogue));
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
fn named(clients: &[String]) -> Sentence {
    match clients {
        few if few.len() <= NAMED => Sentence::literal(few.join(", ")),
        many => say!("{} and {} more", many[..NAMED - 1].join(", "), many.len() - NAMED + 1),
    }
}

/// Prints an answer to another program as it is, and tells whether it could.
pub fn answer(bytes: &[u8]) -> bool {
    let mut out = stdout();
    taken(out.write_all(bytes).and_then(|()| out.flush())).is_none()
}

/// Prints what clap has to say, help or a fault of usage, and tells whether it could.
pub fn usage(said: &clap::Error, catalogue: &'static Catalogue) -> bool {
    let print = || match super::help::fault(said, catalogue) {
        Some(said) => writeln!(stderr(), "{said}"),
        None => said.print(),
    };
    match taken(print().and_then(|()| stdout().flush())) {
        None => true,
        Some(reason) => {
            let _ = writeln!(stderr(), "{}", refused(&reason, catalogue));
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
fn refused(reason: &io::Error, catalogue: &Catalogue) -> String {
    let message = say!("standard output does not take what is printed: {reason}");
    render::short(&Diagnostic::error("write/output", message), catalogue)
}
