//! What the program says: data to standard output, everything else to standard error.
//!
//! The only file that prints. Invariant: a closed pipe ends the program quietly;
//! colours are left out where the stream, `--color` or NO_COLOR says so.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write, stderr, stdout};
use std::time::Duration;

use anstream::AutoStream;
use clap::ColorChoice;
use serde_json::Value;

use crate::diag::{Diagnostic, Diagnostics, Severity, render};
use crate::run::{End, Outcome};

use super::args::{Global, MessageFormat};

/// Prints for one run.
pub struct Ui {
    quiet: bool,
    verbose: bool,
    format: MessageFormat,
    err: AutoStream<std::io::Stderr>,
    terminal: bool,
    progress_shown: bool,
    json: Vec<Value>,
    /// Why standard output does not take data; a closed pipe is no reason.
    refused: Option<io::Error>,
}

/// What is said at the end of a run.
pub struct Summary<'a> {
    /// What became of each client.
    pub outcomes: &'a [Outcome],
    /// What was said of the workspace, once for all of them.
    pub remarks: &'a Diagnostics,
    /// Whether kits were to be written.
    pub writes: bool,
    /// How long it took.
    pub elapsed: Duration,
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
            refused: None,
        }
    }

    /// Prints data: one line to standard output.
    pub fn data(&mut self, line: &str) {
        let mut out = stdout();
        self.refused = self.refused.take().or(taken(writeln!(out, "{line}")));
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

    /// Shows how far a run of several clients is: one line that is written over.
    pub fn progress(&mut self, ended: usize, all: usize, outcome: &Outcome) {
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

    /// Wipes the line of progress.
    pub fn end_progress(&mut self) {
        if self.progress_shown {
            let _ = write!(self.err, "\r\x1b[2K");
            self.progress_shown = false;
        }
    }

    /// Prints the last line of a run.
    pub fn summary(&mut self, summary: &Summary<'_>) {
        if self.quiet && summary.outcomes.iter().all(|o| matches!(o.end, End::Done(_))) {
            return;
        }
        self.say(&summary.line());
    }

    /// Prints what was kept for the end, and tells whether all data found its way out.
    pub fn finish(&mut self) -> bool {
        if self.format == MessageFormat::Json {
            let all = Value::Array(std::mem::take(&mut self.json));
            self.data(&format!("{all:#}"));
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

    fn say(&mut self, text: &str) {
        let _ = writeln!(self.err, "{text}");
    }
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

impl Summary<'_> {
    fn line(&self) -> String {
        let (mut done, mut written, mut unchanged, mut removed) = (0, 0, 0, 0);
        let mut ended_badly = Vec::new();
        for outcome in self.outcomes {
            match outcome.end {
                End::Done(counts) => {
                    done += 1;
                    written += counts.written;
                    unchanged += counts.unchanged;
                    removed += counts.removed;
                }
                End::Faulty | End::Failed => ended_badly.push(outcome.path.as_str()),
            }
        }
        let verb = if self.writes { "built" } else { "checked" };
        let mut line = format!("{verb} {}", count(done, "client"));
        if self.writes && done > 0 {
            let _ = write!(line, ": {} written, {unchanged} unchanged", count(written, "file"));
            if removed > 0 {
                let _ = write!(line, ", {removed} removed");
            }
        }
        let of = |severity| {
            let clients = self.outcomes.iter().map(|o| &o.diagnostics);
            clients.chain([self.remarks]).map(|found| found.count(severity)).sum()
        };
        for (number, what) in [(of(Severity::Error), "error"), (of(Severity::Warning), "warning")] {
            if number > 0 {
                let _ = write!(line, ", {}", count(number, what));
            }
        }
        let _ = write!(line, " in {:.1}s", self.elapsed.as_secs_f64());
        if !ended_badly.is_empty() {
            let all = self.outcomes.len();
            let _ =
                write!(line, "; {} of {all} failed: {}", ended_badly.len(), ended_badly.join(", "));
        }
        line
    }
}

fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}
