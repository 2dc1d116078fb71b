//! The outputs of one client on their way: gathered, made, looked at, put, forgotten.
//!
//! In: a renderer, the rules, where outputs go and what is known of those there. Out: path,
//! hash, facts and remarks of each ([`Made`]). Invariant: nothing else of an output stays,
//! and one whose key is that of the kit there is not made again.

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::audit::{Rules, Seen};
use crate::diag::{Diagnostics, Result};
use crate::load::Workspace;
use crate::plan::Output;
use crate::render::{Body, Key, Rendered, Renderer, STACK};
use crate::value::sha256;
use crate::write::{Staging, Stored};

use super::state::{OutputState, State};

/// The outputs of one client on their way.
pub(super) struct Stream<'a> {
    pub(super) renderer: &'a Renderer<'a>,
    pub(super) rules: &'a Rules<'a>,
    /// Where they are written; `None` to do all but write.
    pub(super) staging: Option<&'a Staging>,
    /// What is known of the kit on disk.
    pub(super) old: Option<(&'a State, &'a Workspace)>,
    /// Whether an output of the same key passes for made, though nothing is written.
    pub(super) trusts: bool,
    pub(super) made: Mutex<Made>,
}

/// What stays of outputs that have passed by.
#[derive(Default)]
pub(super) struct Made {
    pub(super) outputs: BTreeMap<String, OutputState>,
    pub(super) remarks: Diagnostics,
    /// Whether an output could not be made.
    pub(super) missing: bool,
    /// Whether the disk has refused.
    pub(super) failed: bool,
}

impl Stream<'_> {
    /// Lets every group of outputs pass, on as many threads as are given.
    pub(super) fn run(self, threads: usize) -> Made {
        self.pass_all(threads);
        self.made.into_inner().unwrap_or_default()
    }

    fn pass_all(&self, threads: usize) {
        let groups = self.renderer.groups();
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some(group) = groups.get(next.fetch_add(1, Ordering::Relaxed)) {
                self.pass(group);
            }
        };
        thread::scope(|scope| {
            let mut others = Vec::new();
            for number in 1..threads.min(groups.len()) {
                let name = format!("build-documents-{number}");
                let thread = thread::Builder::new().name(name).stack_size(STACK);
                // Where there is no other thread, this one does it all.
                others.extend(thread.spawn_scoped(scope, work));
            }
            work();
            for other in others {
                if let Err(panic) = other.join() {
                    resume_unwind(panic);
                }
            }
        });
    }

    fn pass(&self, group: &[&Output]) {
        let batch = match self.renderer.gather(group) {
            Ok(batch) => batch,
            Err(faults) => return self.note(faults),
        };
        let mut open: BTreeMap<String, Key> = BTreeMap::new();
        for (output, key) in batch.outputs() {
            match self.kept(output, key) {
                Ok(true) => {}
                Ok(false) => drop(open.insert(output.path.to_string(), key.clone())),
                Err(faults) => return self.fail(faults),
            }
        }
        if open.is_empty() {
            return;
        }
        let wanted = |output: &Output| open.contains_key(output.path.as_str());
        let made = self.renderer.make(&batch, &wanted, &mut |output, rendered| {
            if let Some(key) = open.get(output.path.as_str()) {
                self.arrived(key, &rendered);
            }
        });
        if let Err(faults) = made {
            self.note(faults);
        }
    }

    /// Carries an output of the kit on disk over, where its key is still the same.
    fn kept(&self, output: &Output, key: &Key) -> Result<bool> {
        let path = output.path.as_str();
        let Some((old, workspace)) = self.old.filter(|_| self.trusts || self.staging.is_some())
        else {
            return Ok(false);
        };
        let Some(known) = old.outputs.get(path).filter(|old| old.key == key.as_str()) else {
            return Ok(false);
        };
        let Some(remarks) = old.remarks_of(path, workspace) else { return Ok(false) };
        if let Some(staging) = self.staging
            && staging.keep(&output.path)?.is_none()
        {
            return Ok(false);
        }
        let facts = known.facts.clone();
        self.keep(path, OutputState::new(key.as_str(), &known.hash, facts, &remarks), remarks);
        Ok(true)
    }

    /// Looks at what has been made, and writes it.
    fn arrived(&self, key: &Key, rendered: &Rendered) {
        let (facts, remarks) = self.rules.look(&Seen::from(rendered));
        let stored = match (self.staging, &rendered.body) {
            (Some(staging), Body::Bytes(bytes)) => staging.put(&rendered.path, bytes),
            (Some(staging), Body::Film(film)) => {
                staging.copy(&rendered.path, &film.path, &film.hash)
            }
            (None, Body::Bytes(bytes)) => Ok(Stored { hash: sha256(bytes), written: false }),
            (None, Body::Film(film)) => Ok(Stored { hash: film.hash.clone(), written: false }),
        };
        match stored {
            Ok(Stored { hash, .. }) => {
                let state = OutputState::new(key.as_str(), &hash, facts, &remarks);
                self.keep(rendered.path.as_str(), state, remarks);
            }
            Err(faults) => self.fail(faults),
        }
    }

    fn keep(&self, path: &str, output: OutputState, remarks: Diagnostics) {
        if let Ok(mut made) = self.made.lock() {
            made.outputs.insert(path.to_owned(), output);
            made.remarks.extend(remarks);
        }
    }

    fn note(&self, faults: Diagnostics) {
        if let Ok(mut made) = self.made.lock() {
            made.missing = true;
            made.remarks.extend(faults);
        }
    }

    fn fail(&self, faults: Diagnostics) {
        if let Ok(mut made) = self.made.lock() {
            made.remarks.extend(faults);
            made.failed = true;
        }
    }
}
