//! One client through the stages, as a stream: gathered, made, looked at, written, forgotten.
//!
//! A kit whose key is that of the kit on disk is left alone; of any other, only the
//! outputs whose keys have changed are made. Invariant: nothing of an output stays in
//! memory but its path, its hash and its facts; a kit is written as a whole, once
//! everything in it has been looked at.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::audit::{Facts, Rules, Seen};
use crate::client;
use crate::diag::{Diagnostic, Diagnostics, Result};
use crate::plan::Output;
use crate::render::{Body, Key, Rendered, Renderer, STACK};
use crate::value::{Slug, sha256};
use crate::write::{Kit, Packing, Staging, Stored, Vault, Written};

use super::letters;
use super::open::{Input, Opened, open, read};
use super::packing;
use super::shop::Shop;
use super::state::{OutputState, State};
use super::{End, Options};

/// Everything that building one client takes.
pub(super) struct Bench<'a> {
    pub(super) shop: &'a Shop<'a>,
    pub(super) options: &'a Options,
    /// Where kits go; `None` to do all but write.
    pub(super) vault: Option<&'a Vault>,
    /// How many threads work on the client's documents.
    pub(super) threads: usize,
    /// Told when another process holds the client's kit.
    pub(super) waiting: &'a dyn Fn(),
    /// Told of every output that has been made or kept.
    pub(super) tell: &'a (dyn Fn(&str, &OutputState) + Sync),
}

/// How a kit stands against what it is made from.
pub(super) enum Standing {
    /// There is none.
    None,
    /// Its inputs, the program or the kit itself have changed since.
    Old,
    /// It is what a build would make now.
    Current(Box<(Slug, Kit)>),
}

impl Bench<'_> {
    /// Builds one client; a fault of the program itself is that client's alone. `shared` is
    /// what it has in common with others, which is told but not remembered: it ends by a
    /// change to another file.
    pub(super) fn build(&self, path: &Path, shared: &Diagnostics) -> (Diagnostics, End) {
        let mut found = Diagnostics::new();
        if self.options.strict {
            found.extend(shared.clone());
        }
        let built = catch_unwind(AssertUnwindSafe(|| self.through(path, &mut found)));
        let end = built.unwrap_or_else(|panic| {
            found.push(broken(panic.as_ref()));
            End::Failed
        });
        match self.options.strict {
            true => found.make_strict(),
            false => found.extend(shared.clone()),
        }
        settle(&mut found);
        (found, end)
    }

    fn through(&self, path: &Path, found: &mut Diagnostics) -> End {
        let input = match read(self.shop.workspace, path) {
            Ok(input) => input,
            Err(faults) => {
                found.extend(faults);
                return End::Faulty;
            }
        };
        // A client that has no kit yet makes no folder either while it is at fault.
        let known = self.known(&input.file.stem);
        let kit = match known.map(|slug| self.lock(&slug)).transpose() {
            Ok(kit) => kit.flatten(),
            Err(faults) => {
                found.extend(faults);
                return End::Failed;
            }
        };
        let key = input.key(self.shop);
        let old = kit.as_ref().and_then(Kit::state).and_then(State::parse);
        if let (Some(kit), Some(old)) = (&kit, &old)
            && old.kit == key
            && kit.is_intact()
            && let Some(remarks) = old.remarks(self.shop.workspace)
        {
            found.extend(remarks);
            return self.unchanged(kit, old, found);
        }
        self.make(input, kit, (&key, old.as_ref()), found)
    }

    /// How the kit of a client stands against what it is made from; nothing is made.
    ///
    /// # Errors
    /// The client or its kit cannot be read.
    pub(super) fn standing(&self, path: &Path) -> Result<(client::Keys, Standing)> {
        let input = read(self.shop.workspace, path)?;
        let standing = match self.known(&input.file.stem) {
            None => Standing::None,
            Some(slug) => match self.lock(&slug)? {
                Some(kit) if self.is_current(&kit, &input) => {
                    Standing::Current(Box::new((slug, kit)))
                }
                _ => Standing::Old,
            },
        };
        Ok((input.raw.keys, standing))
    }

    fn is_current(&self, kit: &Kit, input: &Input) -> bool {
        let state = kit.state().and_then(State::parse);
        state.is_some_and(|state| state.kit == input.key(self.shop)) && kit.is_intact()
    }

    /// A kit that needs nothing, but perhaps to be packed.
    fn unchanged(&self, kit: &Kit, old: &State, found: &mut Diagnostics) -> End {
        if self.options.strict {
            found.make_strict();
        }
        if found.has_errors() {
            return End::Faulty;
        }
        if let Some(packing) = &old.packing
            && let Err(faults) = self.pack(kit, packing, found)
        {
            found.extend(faults);
            return End::Failed;
        }
        End::Done(Written { unchanged: old.outputs.len(), ..Written::default() })
    }

    /// Packs a kit as it is asked for.
    fn pack(&self, kit: &Kit, packing: &Packing, found: &mut Diagnostics) -> Result<()> {
        if self.options.zip {
            found.extend(kit.zip(packing)?);
        }
        if self.options.zip_parts {
            found.extend(kit.zip_parts(packing)?);
        }
        Ok(())
    }

    /// The name of the client, where a kit of it is remembered.
    fn known(&self, stem: &str) -> Option<Slug> {
        let slug = Slug::parse(stem).ok()?;
        self.vault.filter(|vault| vault.remembers(&slug)).map(|_| slug)
    }

    /// The client's kit, locked; none where nothing is written.
    fn lock(&self, slug: &Slug) -> Result<Option<Kit>> {
        self.vault.map(|vault| vault.lock(slug, &mut || (self.waiting)())).transpose()
    }

    /// Makes what has changed of a kit, and writes it.
    fn make(
        &self,
        input: Input,
        kit: Option<Kit>,
        (key, old): (&str, Option<&State>),
        found: &mut Diagnostics,
    ) -> End {
        let ended = open(self.shop, input, &BTreeMap::new(), found, |opened, found| {
            self.finish(opened, kit, (key, old), found)
        });
        ended.unwrap_or(End::Faulty)
    }

    fn finish(
        &self,
        opened: &Opened<'_>,
        kit: Option<Kit>,
        (key, old): (&str, Option<&State>),
        found: &mut Diagnostics,
    ) -> End {
        let workspace = self.shop.workspace;
        let Opened { input, client, plan, renderer, rules } = opened;
        let kit = match kit {
            Some(kit) => Ok(Some(kit)),
            None => self.lock(&client.slug),
        };
        let staging = match kit.and_then(|kit| kit.map(Kit::stage).transpose()) {
            Ok(staging) => staging,
            Err(faults) => {
                found.extend(faults);
                return End::Failed;
            }
        };
        let stream = Stream {
            renderer,
            rules,
            staging: staging.as_ref(),
            old: old.map(|old| (old, workspace)),
            made: Mutex::default(),
        };
        stream.run(self.threads);
        let Made { outputs, remarks, missing, failed } =
            stream.made.into_inner().unwrap_or_default();
        found.extend(letters::at_their_lines(remarks, &input.sources()));
        for (path, output) in &outputs {
            (self.tell)(path, output);
        }
        // What leads to an output that could not be made is no fault of its own.
        if !missing {
            let facts: BTreeMap<&str, &Facts> =
                outputs.iter().map(|(path, output)| (path.as_str(), &output.facts)).collect();
            found.extend(rules.judge(&facts));
        }
        if self.options.strict {
            found.make_strict();
        }
        match staging {
            _ if failed => End::Failed,
            _ if found.has_errors() => End::Faulty,
            None => End::Done(Written::default()),
            Some(staging) => {
                found.sort();
                let said = |key| renderer.word(client.hr_language.lang, key);
                let packing = packing::packing(client, plan, said);
                let state = State::new(workspace, key, found, outputs).packed_as(packing);
                self.commit(staging, key, &state, found)
            }
        }
    }

    fn commit(&self, staging: Staging, key: &str, state: &State, found: &mut Diagnostics) -> End {
        let committed = staging.commit(key, &state.to_bytes());
        let packed = committed.and_then(|(kit, written)| match &state.packing {
            Some(packing) => self.pack(&kit, packing, found).map(|()| written),
            None => Ok(written),
        });
        match packed {
            Ok(written) => End::Done(written),
            Err(faults) => {
                found.extend(faults);
                End::Failed
            }
        }
    }
}

/// Puts what was found in a client into the form that is told.
pub(super) fn settle(found: &mut Diagnostics) {
    found.explain("yaml/quotes", &["phone/invalid"]);
    found.sort();
    found.cap();
}

/// What a panic said, as the fault of one client.
pub(super) fn broken(panic: &(dyn Any + Send)) -> Diagnostic {
    let said = panic.downcast_ref::<String>().map(String::as_str);
    let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
    Diagnostic::error("build/panic", format!("vpsite itself broke off at this client: {said}"))
        .hint("the kit that was there before is as it was, and the other clients are built")
        .hint("leave out what you added last, such as a logo, and try again; then tell the makers of vpsite")
}

/// The outputs of one client on their way.
struct Stream<'a> {
    renderer: &'a Renderer<'a>,
    rules: &'a Rules<'a>,
    /// Where they are written; `None` to do all but write.
    staging: Option<&'a Staging>,
    /// What is known of the kit on disk.
    old: Option<(&'a State, &'a crate::load::Workspace)>,
    made: Mutex<Made>,
}

/// What stays of outputs that have passed by.
#[derive(Default)]
struct Made {
    outputs: BTreeMap<String, OutputState>,
    remarks: Diagnostics,
    /// Whether an output could not be made.
    missing: bool,
    /// Whether the disk has refused.
    failed: bool,
}

impl Stream<'_> {
    /// Lets every group of outputs pass, on as many threads as are given.
    fn run(&self, threads: usize) {
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
        let (Some((old, workspace)), Some(staging)) = (self.old, self.staging) else {
            return Ok(false);
        };
        let Some(known) = old.outputs.get(path).filter(|old| old.key == key.as_str()) else {
            return Ok(false);
        };
        let Some(remarks) = old.remarks_of(path, workspace) else { return Ok(false) };
        if staging.keep(&output.path)?.is_none() {
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
