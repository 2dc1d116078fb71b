//! What became of the clients of a run -> its last line and its exit status.
//!
//! Invariant: of a client that has gone well nothing is kept but counts, and what changed
//! for people, which is told once for all clients that share it.

use std::path::Path;
use std::time::Duration;

use crate::diag::{Diagnostics, Sentence, Severity, say};
use crate::run::{Change, End, Outcome};

use super::Status;

/// What a run does with its clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Kits are written.
    Build,
    /// Everything but that.
    Check,
    /// The same, held against the kits that are there.
    Compare,
}

/// What is said at the end of a run.
pub struct Summary {
    deed: Deed,
    /// Changes that mean the same, with the clients that have them, in the order of their end.
    changes: Vec<(Change, Vec<String>)>,
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
    pub fn new(deed: Deed, clients: usize, remarks: &Diagnostics) -> Self {
        Self {
            deed,
            changes: Vec::new(),
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
        // What was not written has changed for nobody; what is only compared is told.
        let counts = matches!(outcome.end, End::Done(_)) || self.deed == Deed::Compare;
        if let Some(change) = outcome.change.as_ref().filter(|_| counts) {
            let name = Path::new(&outcome.path).file_stem().unwrap_or_default();
            let name = name.to_string_lossy().into_owned();
            match self.changes.iter_mut().find(|(known, _)| is_same(known, change)) {
                Some((_, clients)) => clients.push(name),
                None => self.changes.push((change.clone(), vec![name])),
            }
        }
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

    /// What changed for people: each change once, with the clients that have it, sorted.
    pub fn changes(&mut self) -> Vec<(Change, Vec<String>)> {
        let mut changes = std::mem::take(&mut self.changes);
        for (_, clients) in &mut changes {
            clients.sort();
        }
        changes.sort_by(|a, b| a.1.cmp(&b.1));
        changes
    }

    /// The last line of a run.
    pub fn line(&self, elapsed: Duration) -> Sentence {
        let done = self.done;
        let built = match (self.deed, done) {
            (Deed::Build, 1) => say!("built 1 client"),
            (Deed::Build, _) => say!("built {done} clients"),
            (Deed::Check, 1) => say!("checked 1 client"),
            (Deed::Check, _) => say!("checked {done} clients"),
            (Deed::Compare, 1) => say!("compared 1 client"),
            (Deed::Compare, _) => say!("compared {done} clients"),
        };
        let mut parts = vec![built];
        if self.deed == Deed::Build && done > 0 {
            let (written, unchanged, removed) = (self.written, self.unchanged, self.removed);
            let built = parts.remove(0);
            parts.push(match written {
                1 => say!("{built}: 1 file written"),
                _ => say!("{built}: {written} files written"),
            });
            parts.push(say!("{unchanged} unchanged"));
            parts.extend((removed > 0).then(|| say!("{removed} removed")));
        }
        let (errors, warnings) = (self.errors, self.warnings);
        parts.extend(match errors {
            0 => None,
            1 => Some(say!("1 error")),
            _ => Some(say!("{errors} errors")),
        });
        parts.extend(match warnings {
            0 => None,
            1 => Some(say!("1 warning")),
            _ => Some(say!("{warnings} warnings")),
        });
        let line = say!("{} in {:.1}s", Sentence::joined(parts, ", "), elapsed.as_secs_f64());
        if self.badly.is_empty() {
            return line;
        }
        let (failed, names) = (self.badly.len(), self.badly.join(", "));
        say!("{line}; {failed} of {} failed: {names}", self.clients)
    }
}

/// Whether two changes are told in the same words.
fn is_same(one: &Change, other: &Change) -> bool {
    one.why() == other.why() && one.steps() == other.steps()
}
