//! Word of files that have changed: the folders of a workspace -> when something was saved.
//!
//! Waits for the system's word (`notify`) and reads nothing itself: what has changed is found
//! out by who reads it, through `load`. Invariant: a file that is only read is no change, or
//! reading would bring about the next reading; of a burst, as editors and unpacked archives
//! cause, the end is waited for.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use crate::load::Workspace;

/// How long nothing more may come for a saving to be over: editors write a file in several
/// steps, which take a few milliseconds.
const QUIET: Duration = Duration::from_millis(40);
/// When it is looked anyway, though files still come.
const LONGEST: Duration = Duration::from_millis(500);
/// How often files are looked at where the system has no word of changes, as on network disks.
const POLL: Duration = Duration::from_secs(1);

/// The folders that are watched below a workspace.
const WATCHED: [&str; 3] = ["clients", "content", "themes"];

/// Changes as they come.
pub(super) struct Changes {
    root: PathBuf,
    words: Receiver<notify::Result<Event>>,
    watcher: Mutex<Watching>,
}

struct Watching {
    watcher: Box<dyn Watcher + Send>,
    quick: bool,
}

impl Changes {
    pub(super) fn new(workspace: &Workspace) -> Self {
        let (root, folders) = workspace.folders();
        let (sender, words) = mpsc::channel();
        let quick = RecommendedWatcher::new(sender.clone(), Config::default());
        let quick = quick.map(|watcher| Box::new(watcher) as Box<dyn Watcher + Send>);
        let watching = quick.and_then(|mut watcher| {
            watch(watcher.as_mut(), root, folders)?;
            Ok(Watching { watcher, quick: true })
        });
        let watching = watching.unwrap_or_else(|_| {
            let config = Config::default().with_poll_interval(POLL);
            let watcher: Box<dyn Watcher + Send> = match PollWatcher::new(sender, config) {
                Ok(mut poll) => {
                    // What cannot be watched is looked at when somebody asks for it.
                    let _ = watch(&mut poll, root, folders);
                    Box::new(poll)
                }
                Err(_) => Box::new(notify::NullWatcher),
            };
            Watching { watcher, quick: false }
        });
        Self { root: root.to_owned(), words, watcher: Mutex::new(watching) }
    }

    /// Whether the system tells of changes.
    pub(super) fn is_quick(&self) -> bool {
        self.watcher.lock().is_ok_and(|watching| watching.quick)
    }

    /// When something was saved, once it is over; nothing where nothing is within this time.
    pub(super) fn next(&self, within: Duration) -> Option<Instant> {
        let end = Instant::now() + within;
        let first = loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.words.recv_timeout(left) {
                Ok(word) if self.counts(&word) => break Instant::now(),
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => return None,
                Err(RecvTimeoutError::Disconnected) => {
                    std::thread::sleep(left);
                    return None;
                }
            }
        };
        let mut last = first;
        while last.duration_since(first) < LONGEST {
            let left = (last + QUIET).saturating_duration_since(Instant::now());
            match self.words.recv_timeout(left) {
                Ok(word) if self.counts(&word) => last = Instant::now(),
                Ok(_) => {}
                Err(_) => break,
            }
        }
        Some(first)
    }

    /// Whether this is a change of something that a kit can be made from.
    fn counts(&self, word: &notify::Result<Event>) -> bool {
        // Word has been lost: anything may have changed.
        let Ok(event) = word else { return true };
        let written = EventKind::Access(AccessKind::Close(AccessMode::Write));
        if matches!(event.kind, EventKind::Access(_)) && event.kind != written {
            return false;
        }
        let new_folder = |path: &PathBuf| {
            path.parent() == Some(&self.root)
                && path.file_name().is_some_and(|name| WATCHED.iter().any(|one| name == *one))
        };
        if let Some(folder) = event.paths.iter().find(|path| new_folder(path))
            && matches!(event.kind, EventKind::Create(_) | EventKind::Modify(_))
            && let Ok(mut watching) = self.watcher.lock()
        {
            // One that is gone again is watched when it comes back.
            let _ = watching.watcher.watch(folder, RecursiveMode::Recursive);
        }
        let beside = |path: &PathBuf| {
            path.parent() == Some(&self.root) && !new_folder(path) || *path == self.root
        };
        event.paths.is_empty() || !event.paths.iter().all(beside)
    }
}

fn watch(watcher: &mut dyn Watcher, root: &Path, folders: &[PathBuf]) -> notify::Result<()> {
    // A folder of content or themes may come later.
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    for folder in folders {
        watcher.watch(folder, RecursiveMode::Recursive)?;
    }
    Ok(())
}
