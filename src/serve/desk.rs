//! One client at work: its file -> its kit, output by output, on threads of its own.
//!
//! A kit borrows from what it was made of, so it lives on the stack of the thread that opened
//! it, and takes orders there until a newer one is sound. Invariant: while a client is at
//! fault the last kit that was sound stays to be asked.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Scope};

use crate::diag::{Diagnostic, Diagnostics, say};
use crate::run::BUILDER;
use crate::run::preview::{Draft, Kept, Kit, Made, STACK, settled};

use super::Server;

/// How many documents and pictures are made at once.
const PRESSES: usize = 2;

/// One client.
pub(super) struct Desk {
    path: PathBuf,
    /// Held while the client is looked at, so that two do not do it at once.
    looking: Mutex<()>,
    state: Mutex<State>,
    kept: Kept,
    /// The number at which it was asked last.
    asked: AtomicU64,
}

/// How a client stands.
#[derive(Default)]
struct State {
    /// The number of the state; 0 before the first look.
    number: u64,
    /// The key of the files that were looked at last; none where they could not be read.
    tried: Option<String>,
    /// The last kit that was sound.
    kit: Option<Arc<Orders>>,
    /// Why the files as they are now make no kit.
    faults: Diagnostics,
    /// What was found in the outputs of the kit since, by whoever found it.
    found: BTreeMap<String, Diagnostics>,
    /// Whether nobody asks this desk any more.
    closed: bool,
}

/// Where orders for the outputs of a kit go; its threads end when all of these are gone.
struct Orders {
    /// Tells the kit apart from newer ones.
    kit: u64,
    pages: Sender<Order>,
    /// What takes long: paper and pictures.
    papers: Sender<Order>,
    /// Every output, and whether it takes long.
    outputs: BTreeMap<String, bool>,
    remarks: Diagnostics,
}

enum Order {
    Output(String, Sender<Option<Arc<Made>>>),
    /// Holds all outputs against each other.
    Judge,
}

/// What a look at a client has brought.
pub(super) struct Look {
    pub(super) found: Diagnostics,
}

/// What there is to say of a client, for a page.
pub(super) struct Said {
    /// Errors, warnings and notes.
    pub(super) found: Diagnostics,
    /// Whether a kit is there to be asked, and whether it is older than the files.
    pub(super) kit: Option<Age>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Age {
    Now,
    Before,
}

impl Desk {
    pub(super) fn new(path: PathBuf) -> Self {
        let (looking, state, kept) = (Mutex::default(), Mutex::default(), Kept::default());
        Self { path, looking, state, kept, asked: AtomicU64::new(0) }
    }

    /// Notes that it has been asked.
    pub(super) fn asked(&self, number: u64) {
        self.asked.store(number, Ordering::Relaxed);
    }

    pub(super) fn last_asked(&self) -> u64 {
        self.asked.load(Ordering::Relaxed)
    }

    /// Lets go of the kit: its threads end, and what was made is forgotten.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        state.kit = None;
        drop(state);
        self.kept.keep(&BTreeSet::new());
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn number(&self) -> u64 {
        self.state().number
    }

    pub(super) fn renumber(&self, number: u64) {
        self.state().number = number;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at the client's files for the first time; nothing where that has been done.
    pub(super) fn first_look<'s, 'e>(
        self: &Arc<Self>,
        server: &'e Server<'_>,
        scope: &'s Scope<'s, 'e>,
    ) -> Option<Look> {
        let _turn = self.looking.lock().unwrap_or_else(PoisonError::into_inner);
        if self.number() != 0 {
            return None;
        }
        self.again(server, scope)
    }

    /// Looks at the client's files again; nothing where they are as they were.
    pub(super) fn look<'s, 'e>(
        self: &Arc<Self>,
        server: &'e Server<'_>,
        scope: &'s Scope<'s, 'e>,
    ) -> Option<Look> {
        let _turn = self.looking.lock().unwrap_or_else(PoisonError::into_inner);
        self.again(server, scope)
    }

    fn again<'s, 'e>(
        self: &Arc<Self>,
        server: &'e Server<'_>,
        scope: &'s Scope<'s, 'e>,
    ) -> Option<Look> {
        let draft = match server.preview.read(&self.path) {
            Ok(draft) => draft,
            Err(faults) => return self.failed(server, None, settled(faults)),
        };
        let key = draft.key().to_owned();
        if self.state().tried.as_ref() == Some(&key) {
            return None;
        }
        let (ready, opened) = mpsc::channel();
        let desk = self.clone();
        let thread = thread::Builder::new().name(format!("{BUILDER}kit")).stack_size(STACK);
        let number = server.next();
        let sits = thread.spawn_scoped(scope, move || sit(&desk, server, draft, number, &ready));
        let opened = match sits {
            Ok(_) => opened.recv().ok(),
            Err(_) => None,
        };
        let lost =
            || Diagnostic::error("build/lost", say!("looking at this client broke off")).into();
        match opened.unwrap_or_else(|| Err(lost())) {
            Err(faults) => self.failed(server, Some(key), faults),
            Ok(orders) => {
                let found = orders.remarks.clone();
                let kit = Arc::new(orders);
                let mut state = self.state();
                if state.closed {
                    return None;
                }
                let old = state.kit.replace(kit.clone());
                state.number = server.next();
                state.tried = Some(key);
                state.faults = Diagnostics::new();
                state.found.clear();
                drop(state);
                // What nobody has asked for yet is held against the rest behind what a page needs.
                let _ = kit.papers.send(Order::Judge);
                // The state before may still be asked for by a page that is open.
                let both = old.iter().chain([&kit]).flat_map(|orders| orders.outputs.keys());
                self.kept.keep(&both.map(String::as_str).collect::<BTreeSet<_>>());
                Some(Look { found })
            }
        }
    }

    fn failed(
        &self,
        server: &Server<'_>,
        key: Option<String>,
        faults: Diagnostics,
    ) -> Option<Look> {
        let said = |all: &Diagnostics| all.iter().map(Diagnostic::identity).collect::<Vec<_>>();
        let mut state = self.state();
        if key.is_none() && state.tried.is_none() && said(&state.faults) == said(&faults) {
            return None;
        }
        state.number = server.next();
        state.tried = key;
        state.faults = faults.clone();
        Some(Look { found: faults })
    }

    /// Whether there is an output of this path; nothing where there is no kit.
    pub(super) fn has(&self, path: &str) -> Option<bool> {
        Some(self.state().kit.as_ref()?.outputs.contains_key(path))
    }

    /// The output of this path in the last kit that was sound.
    pub(super) fn output(&self, path: &str) -> Option<Arc<Made>> {
        // A kit that a newer one has taken the place of makes nothing more.
        self.order(path).or_else(|| self.order(path))
    }

    fn order(&self, path: &str) -> Option<Arc<Made>> {
        let orders = self.state().kit.clone()?;
        let takes_long = *orders.outputs.get(path)?;
        let (give, given) = mpsc::channel();
        let order = Order::Output(path.to_owned(), give);
        let sent = if takes_long { orders.papers.send(order) } else { orders.pages.send(order) };
        // The kit need not wait for this one: a newer one may have come.
        drop(orders);
        sent.ok()?;
        given.recv().ok()?
    }

    /// What there is to say of the client as its files are now.
    pub(super) fn said(&self) -> Said {
        let state = self.state();
        let age = if state.faults.has_errors() { Age::Before } else { Age::Now };
        let kit = state.kit.as_ref().map(|_| age);
        let remarks = state.kit.as_ref().filter(|_| age == Age::Now).map(|kit| kit.remarks.clone());
        let later = state.found.values().filter(|_| age == Age::Now).flatten().cloned();
        let all = state.faults.iter().cloned().chain(remarks.into_iter().flatten()).chain(later);
        Said { found: settled(all), kit }
    }

    /// Whether this is the kit that is asked now.
    fn is_current(&self, kit: u64) -> bool {
        self.state().kit.as_ref().is_some_and(|orders| orders.kit == kit)
    }

    /// Keeps what was found in an output, or among all; what is an error is shown at once.
    fn note(&self, server: &Server<'_>, kit: u64, path: &str, found: &Diagnostics) {
        let mut state = self.state();
        if found.is_empty() || state.kit.as_ref().is_none_or(|orders| orders.kit != kit) {
            return;
        }
        let is_new = state.found.insert(path.to_owned(), found.clone()).is_none();
        if is_new && found.has_errors() {
            state.number = server.next();
            drop(state);
            server.wake();
        }
    }
}

/// Opens a kit and makes its outputs as they are ordered, until a newer one takes its place.
fn sit(
    desk: &Arc<Desk>,
    server: &Server<'_>,
    draft: Draft<'_, '_>,
    number: u64,
    ready: &Sender<std::result::Result<Orders, Diagnostics>>,
) {
    let ended = draft.open(|kit| {
        let (pages, of_pages) = mpsc::channel();
        let (papers, of_papers) = mpsc::channel();
        let (outputs, remarks) = (kit.paths(), kit.remarks().clone());
        if ready.send(Ok(Orders { kit: number, pages, papers, outputs, remarks })).is_err() {
            return;
        }
        let of_papers = Mutex::new(of_papers);
        let take = || of_papers.lock().unwrap_or_else(PoisonError::into_inner).recv().ok();
        let press = || {
            while let Some(order) = take() {
                fill(desk, server, (kit, number), order);
            }
        };
        thread::scope(|scope| {
            for number in 1..PRESSES {
                let name = format!("{BUILDER}press-{number}");
                let thread = thread::Builder::new().name(name).stack_size(STACK);
                // Where there is no other thread, one press does it all.
                let _ = thread.spawn_scoped(scope, press);
            }
            let thread = thread::Builder::new().name(format!("{BUILDER}pages")).stack_size(STACK);
            let write = |orders: Receiver<Order>| {
                for order in orders {
                    fill(desk, server, (kit, number), order);
                }
            };
            let _ = thread.spawn_scoped(scope, move || write(of_pages));
            press();
        });
    });
    if let Err(faults) = ended {
        // Whoever waited has been told already where the kit broke off later.
        let _ = ready.send(Err(faults));
    }
}

fn fill(desk: &Desk, server: &Server<'_>, (kit, number): (&Kit<'_>, u64), order: Order) {
    match order {
        // Files have been saved since: the newer kit makes it.
        _ if !desk.is_current(number) => {}
        Order::Judge => desk.note(server, number, "", &kit.judge(&desk.kept)),
        Order::Output(path, give) => {
            let made = kit.output(&path, &desk.kept);
            if let Some(made) = &made {
                desk.note(server, number, &path, &made.remarks);
            }
            // Who has gone away meanwhile does not want it any more.
            let _ = give.send(made);
        }
    }
}
