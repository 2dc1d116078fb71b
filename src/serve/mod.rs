//! Kits in a browser of this computer, made again as their files are saved.
//!
//! Input: a workspace. Output: answers on loopback, made by the same stages as a build and
//! looked at by the same audit, from memory. Invariant: nothing is written, nobody but this
//! computer is answered, and what is served is what would be built but for the script that
//! reloads it.
//!
//! | file | subject |
//! |---|---|
//! | `doors` | ports, and whom they answer |
//! | `ask`, `answer` | what is asked for; what is given |
//! | `desk` | one client: its kit, and the threads that make it |
//! | `pages` | the server's own pages: clients, faults, remarks |
//! | `watch` | word of files that have changed |
//! | `wire` | a connection, its request and the bytes of its answer |

mod answer;
mod ask;
mod desk;
mod doors;
mod pages;
mod watch;
mod wire;

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Scope};
use std::time::{Duration, Instant};

use crate::diag::{Catalogue, Diagnostics, Result};
use crate::load::Workspace;
use crate::run::preview::Preview;

use desk::{Desk, Look};
use pages::Pages;
use wire::Request;

pub use doors::Doors;

/// How long a browser that waits for a change is left waiting before it has to ask again.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often it is looked whether one has waited long enough.
const TICK: Duration = Duration::from_secs(2);
/// How many clients are kept open: each holds its pictures and what has been made of it.
const OPEN: usize = 8;
/// Most connections at once: a browser has six for one address.
const CONNECTIONS: usize = 64;

/// What happens while kits are shown.
#[derive(Debug)]
pub enum Event {
    /// A client is shown as its files are now.
    Shown {
        /// The client file, as people see it.
        client: String,
        /// From the saving of the file, or from when it was asked for.
        took: Duration,
        /// What was found; where there are errors, the page shows them.
        found: Diagnostics,
    },
    /// What all clients share cannot be read.
    Unread(Diagnostics),
    /// Nobody tells of changes at once: they are looked for every second.
    Slow,
}

/// Shows kits until the program is ended.
pub struct Server<'a> {
    workspace: &'a Workspace,
    preview: Preview<'a>,
    /// The one client that is shown; all where there is none.
    only: Option<PathBuf>,
    pages: Pages,
    desks: Mutex<BTreeMap<String, Arc<Desk>>>,
    waiting: Mutex<Vec<Waiting>>,
    /// What is wrong with what all clients share.
    unread: Mutex<Diagnostics>,
    /// The last number that was given.
    number: AtomicU64,
    /// The number of the list of clients.
    listed: AtomicU64,
    /// How many connections are open.
    connections: AtomicUsize,
    tell: &'a (dyn Fn(Event) + Sync),
}

/// A browser that waits for a change.
struct Waiting {
    client: Option<String>,
    /// The state that it shows.
    at: String,
    since: Instant,
    request: Request,
}

impl<'a> Server<'a> {
    /// Makes ready to show the clients of a workspace, or one of them.
    ///
    /// # Errors
    /// The themes or the content of the workspace cannot be read.
    pub fn open(
        workspace: &'a Workspace,
        only: Option<PathBuf>,
        catalogue: &'static Catalogue,
        tell: &'a (dyn Fn(Event) + Sync),
    ) -> Result<Self> {
        Ok(Self {
            workspace,
            preview: Preview::open(workspace)?,
            only,
            pages: Pages::new(catalogue)?,
            desks: Mutex::default(),
            waiting: Mutex::default(),
            unread: Mutex::default(),
            number: AtomicU64::new(1),
            listed: AtomicU64::new(1),
            connections: AtomicUsize::new(0),
            tell,
        })
    }

    /// Answers until the program is ended.
    pub fn run(&self, doors: &Doors) {
        let changes = watch::Changes::new(self.workspace);
        if !changes.is_quick() {
            (self.tell)(Event::Slow);
        }
        thread::scope(|scope| {
            for listener in doors.listeners() {
                scope.spawn(move || self.listen(scope, doors, listener));
            }
            let mut settled = true;
            loop {
                let saved = changes.next(TICK);
                // Once more when it is quiet: of a folder that is new, word can be late.
                if saved.is_some() || !settled {
                    self.renew(scope, saved);
                }
                settled = saved.is_none();
                self.wake();
            }
        });
    }

    /// Answers each connection on a thread of its own: most wait for a kit, and not for us.
    fn listen<'s, 'e>(
        &'e self,
        scope: &'s Scope<'s, 'e>,
        doors: &'e Doors,
        listener: &TcpListener,
    ) {
        for stream in listener.incoming() {
            let Ok(stream) = stream else {
                // Too many files are open, as a rule: it passes.
                thread::sleep(Duration::from_millis(50));
                continue;
            };
            let begun = self.connections.fetch_add(1, Ordering::Relaxed);
            let answer = move || {
                if let Some(request) = Request::read(stream) {
                    self.answer(scope, doors, request);
                }
                self.connections.fetch_sub(1, Ordering::Relaxed);
            };
            let thread = thread::Builder::new();
            if begun >= CONNECTIONS || thread.spawn_scoped(scope, answer).is_err() {
                self.connections.fetch_sub(1, Ordering::Relaxed);
            }
        }
    }

    /// Looks again at all clients that are shown.
    fn renew<'s, 'e>(&'e self, scope: &'s Scope<'s, 'e>, saved: Option<Instant>) {
        let unread = match self.preview.renew() {
            Ok(()) => Diagnostics::new(),
            Err(faults) => faults,
        };
        if !unread.is_empty() && saved.is_some() {
            (self.tell)(Event::Unread(unread.clone()));
        }
        let was_unread = !self.lock(&self.unread).is_empty();
        *self.lock(&self.unread) = unread.clone();
        // The list of clients may have changed, and what it says of them.
        if saved.is_some() {
            self.listed.store(self.next(), Ordering::Relaxed);
        }
        if was_unread || !unread.is_empty() {
            self.number_all();
        }
        if !unread.is_empty() {
            return;
        }
        let desks: Vec<Arc<Desk>> = self.lock(&self.desks).values().cloned().collect();
        for desk in desks {
            if let Some(look) = desk.look(self, scope) {
                self.shown(&desk, look, saved.unwrap_or_else(Instant::now));
                self.wake();
            }
        }
    }

    /// The client of this name, opened when it is first asked for; nothing where there is none.
    fn desk<'s, 'e>(&'e self, scope: &'s Scope<'s, 'e>, stem: &str) -> Option<Arc<Desk>> {
        let path = self.clients().ok()?.remove(stem)?;
        let desk = {
            let mut desks = self.lock(&self.desks);
            let new = || Arc::new(Desk::new(path));
            let desk = desks.entry(stem.to_owned()).or_insert_with(new).clone();
            desk.asked(self.next());
            if desks.len() > OPEN
                && let Some(last) = desks.iter().min_by_key(|(_, desk)| desk.last_asked())
            {
                let last = last.0.clone();
                desks.remove(&last).iter().for_each(|desk| desk.close());
            }
            desk
        };
        let asked = Instant::now();
        if let Some(look) = desk.first_look(self, scope) {
            self.shown(&desk, look, asked);
        }
        Some(desk)
    }

    /// The files of the clients that are shown, by their names.
    fn clients(&self) -> Result<BTreeMap<String, PathBuf>> {
        let all = match &self.only {
            Some(path) => vec![path.clone()],
            None => self.workspace.clients()?.clients,
        };
        let named = |path: PathBuf| {
            let stem = path.file_stem()?.to_string_lossy().into_owned();
            Some((stem, path))
        };
        Ok(all.into_iter().filter_map(named).collect())
    }

    fn shown(&self, desk: &Desk, look: Look, since: Instant) {
        let client = self.workspace.shown(desk.path());
        (self.tell)(Event::Shown { client, took: since.elapsed(), found: look.found });
    }

    /// A number that no state had before.
    fn next(&self) -> u64 {
        self.number.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Gives every client a new number: what all share has become unreadable, or readable.
    fn number_all(&self) {
        let desks: Vec<Arc<Desk>> = self.lock(&self.desks).values().cloned().collect();
        for desk in desks {
            desk.renumber(self.next());
        }
    }

    /// The name of the state that a page shows: another run of the program has other ones.
    fn state(&self, client: Option<&str>) -> String {
        let desks = self.lock(&self.desks);
        let number = match client {
            Some(stem) => desks.get(stem).map(|desk| desk.number()),
            // It tells how each client stands.
            None => desks
                .values()
                .map(|desk| desk.number())
                .chain([self.listed.load(Ordering::Relaxed)])
                .max(),
        };
        format!("{}-{}", std::process::id(), number.unwrap_or_default())
    }

    /// Lets a browser wait for a change.
    fn wait(&self, client: Option<String>, at: String, request: Request) {
        let since = Instant::now();
        self.lock(&self.waiting).push(Waiting { client, at, since, request });
        self.wake();
    }

    /// Answers those who wait for what has happened, or have waited long enough.
    fn wake(&self) {
        let all = std::mem::take(&mut *self.lock(&self.waiting));
        let mut on = Vec::new();
        for one in all {
            if self.state(one.client.as_deref()) != one.at {
                answer::changed(one.request);
            } else if one.since.elapsed() > PATIENCE {
                answer::unchanged(one.request);
            } else {
                on.push(one);
            }
        }
        self.lock(&self.waiting).extend(on);
    }

    #[expect(clippy::unused_self, reason = "reads as what is done")]
    fn lock<'m, T>(&self, mutex: &'m Mutex<T>) -> MutexGuard<'m, T> {
        mutex.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
