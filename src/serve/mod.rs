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

mod answer;
mod ask;
mod desk;
mod doors;
mod pages;
mod watch;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Scope};
use std::time::{Duration, Instant};

use tiny_http::Request;

use crate::diag::{Diagnostics, Result};
use crate::load::Workspace;
use crate::run::preview::Preview;

use desk::{Desk, Look};
use pages::Pages;

pub use doors::Doors;

/// How long a browser that waits for a change is left waiting before it has to ask again.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often it is looked whether one has waited long enough.
const TICK: Duration = Duration::from_secs(2);
/// How many requests are answered at once: as many as two browsers send.
const HANDS: usize = 12;

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
    number: AtomicU64,
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
        tell: &'a (dyn Fn(Event) + Sync),
    ) -> Result<Self> {
        Ok(Self {
            workspace,
            preview: Preview::open(workspace)?,
            only,
            pages: Pages::new()?,
            desks: Mutex::default(),
            waiting: Mutex::default(),
            unread: Mutex::default(),
            number: AtomicU64::new(1),
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
            for listener in doors.servers() {
                for _ in 0..HANDS {
                    scope.spawn(move || {
                        loop {
                            match listener.recv() {
                                Ok(request) => self.answer(scope, doors, request),
                                // Too many connections, as a rule: it passes.
                                Err(_) => thread::sleep(Duration::from_millis(50)),
                            }
                        }
                    });
                }
            }
            loop {
                if let Some(saved) = changes.next(TICK) {
                    self.renew(scope, saved);
                }
                self.wake();
            }
        });
    }

    /// Looks again at all clients that are shown.
    fn renew<'s, 'e>(&'e self, scope: &'s Scope<'s, 'e>, saved: Instant) {
        let unread = match self.preview.renew() {
            Ok(()) => Diagnostics::new(),
            Err(faults) => faults,
        };
        if !unread.is_empty() {
            (self.tell)(Event::Unread(unread.clone()));
        }
        let was_unread = !self.lock(&self.unread).is_empty();
        *self.lock(&self.unread) = unread.clone();
        if was_unread || !unread.is_empty() {
            self.next();
            return self.number_all();
        }
        // The list of clients may have changed, and what it says of them.
        self.next();
        let desks: Vec<Arc<Desk>> = self.lock(&self.desks).values().cloned().collect();
        for desk in desks {
            if let Some(look) = desk.look(self, scope) {
                self.shown(&desk, look, saved);
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
            desks.entry(stem.to_owned()).or_insert_with(new).clone()
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
        let number = match client {
            Some(stem) => self.lock(&self.desks).get(stem).map(|desk| desk.number()),
            None => Some(self.number.load(Ordering::Relaxed)),
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
