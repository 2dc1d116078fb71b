//! What became of the clients of a run -> its last line and its exit status.
//!
//! Invariant: of a client that has gone well nothing is kept but counts.

use std::fmt::Write as _;
use std::time::Duration;

use crate::diag::{Diagnostics, Severity};
use crate::run::{End, Outcome};

use super::Status;

/// What is said at the end of a run.
pub struct Summary {
    /// Whether kits were to be written.
    writes: bool,
    clients: usize,
    done: usize,
    written: usize,
    unchanged: usize,
    removed: usize,
    errors: usize,
    warnings: usize,
    /// The client files that have not become a kit.
    badly: Vec<String>,
    status: Status,
}

impl Summary {
    /// Nothing has ended yet; `remarks` are what was said of the workspace, once for all.
    pub fn new(writes: bool, clients: usize, remarks: &Diagnostics) -> Self {
        Self {
            writes,
            clients,
            done: 0,
            written: 0,
            unchanged: 0,
            removed: 0,
            errors: remarks.count(Severity::Error),
            warnings: remarks.count(Severity::Warning),
            badly: Vec::new(),
            status: Status::Done,
        }
    }

    /// Counts a client that has ended.
    pub fn add(&mut self, outcome: &Outcome) {
        self.errors += outcome.diagnostics.count(Severity::Error);
        self.warnings += outcome.diagnostics.count(Severity::Warning);
        let status = match outcome.end {
            End::Done(counts) => {
                self.done += 1;
                self.written += counts.written;
                self.unchanged += counts.unchanged;
                self.removed += counts.removed;
                return;
            }
            End::Faulty => Status::Faulty,
            End::Failed => Status::Failed,
        };
        self.badly.push(outcome.path.clone());
        self.status = self.status.max(status);
    }

    /// How many clients have ended.
    pub fn ended(&self) -> usize {
        self.done + self.badly.len()
    }

    /// Whether every client that has ended is in order.
    pub fn is_good(&self) -> bool {
        self.badly.is_empty()
    }

    /// How the run ended, as far as its clients are concerned.
    pub(super) fn status(&self) -> Status {
        self.status
    }

    /// The last line of a run.
    pub fn line(&self, elapsed: Duration) -> String {
        let verb = if self.writes { "built" } else { "checked" };
        let mut line = format!("{verb} {}", count(self.done, "client"));
        if self.writes && self.done > 0 {
            let written = count(self.written, "file");
            let _ = write!(line, ": {written} written, {} unchanged", self.unchanged);
            if self.removed > 0 {
                let _ = write!(line, ", {} removed", self.removed);
            }
        }
        for (number, what) in [(self.errors, "error"), (self.warnings, "warning")] {
            if number > 0 {
                let _ = write!(line, ", {}", count(number, what));
            }
        }
        let _ = write!(line, " in {:.1}s", elapsed.as_secs_f64());
        if !self.badly.is_empty() {
            let (failed, names) = (self.badly.len(), self.badly.join(", "));
            let _ = write!(line, "; {failed} of {} failed: {names}", self.clients);
        }
        line
    }
}

fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}
