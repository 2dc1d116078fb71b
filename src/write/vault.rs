//! Where kits go: the folder of outputs, its hidden room, and one lock a kit.
//!
//! A root and a slug -> a locked [`Kit`]. Invariants: what cannot work is refused before
//! anything moves; whoever holds a kit's lock is the only one that touches it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

use crate::diag::{Diagnostic, Result, Sentence, say};
use crate::value::Slug;

use super::disk::{self, Done, Lies, Lock};
use super::kit::Kit;
use super::leftovers;
use super::manifest::{MANIFEST, Manifest};
use super::sight::Sight;
use super::swap::Swap;

/// The folder of what is no kit: locks, stamps and what is being made.
const ROOM: &str = ".vpsite";
/// How long another build is waited for before that is said.
const SILENCE: Duration = Duration::from_secs(1);
/// How often the lock is tried.
const PAUSE: Duration = Duration::from_millis(20);

/// Where kits go; one a run.
#[derive(Clone, Debug)]
pub struct Vault {
    root: PathBuf,
    patience: Duration,
    swap: Swap,
    /// The kits of which something was left over when the first was locked; `None` where that
    /// cannot be known. Who looked for each kit through all that lies here would take a time
    /// that grows with the square of their number.
    left: OnceLock<Option<BTreeSet<Slug>>>,
}

impl Vault {
    /// A folder of outputs, which need not be there yet. Another process that builds
    /// the same kit is waited for as long as `patience` says.
    ///
    /// # Errors
    /// There is something else at the path, or a link that leads nowhere.
    pub fn open(root: &Path, patience: Duration) -> Result<Self> {
        let root = match disk::look(root).map_err(|fault| fault.told(None))? {
            Lies::Nothing | Lies::Folder => root.to_owned(),
            Lies::Link => disk::resolved(root).map_err(|_| {
                let message = say!("`{}` is a link that leads nowhere", disk::shown(root));
                Diagnostic::error("write/in-the-way", message)
                    .hint(say!("remove the link, or choose another folder with `--out`"))
            })?,
            Lies::File(_) | Lies::Special => root.to_owned(),
        };
        match disk::look(&root).map_err(|fault| fault.told(None))? {
            Lies::Nothing | Lies::Folder => {
                Ok(Self { root, patience, swap: Swap::default(), left: OnceLock::new() })
            }
            there => {
                let message =
                    say!("kits go into a folder, and `{}` is {}", disk::shown(&root), there.word());
                Err(Diagnostic::error("write/in-the-way", message)
                    .hint(say!("move it elsewhere, or choose another folder with `--out`"))
                    .into())
            }
        }
    }

    /// The same, with another way to put a new kit in the place of an old one.
    #[must_use]
    pub fn with_swap(mut self, swap: Swap) -> Self {
        self.swap = swap;
        self
    }

    /// The folder of outputs.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether anything is remembered of a kit; who has never built one finds nothing made
    /// by asking.
    pub fn remembers(&self, slug: &Slug) -> bool {
        let record = Place::new(&self.root, slug).beside("state");
        matches!(disk::look(&record), Ok(Lies::File(_)))
    }

    /// Takes a kit's lock and puts right what a crash has left of it. `waiting` is
    /// called once, when another process has been waited for for a second.
    ///
    /// # Errors
    /// There is no folder at the kit's path but something else, another process keeps
    /// the lock, or the disk refuses; nothing has moved then.
    pub fn lock(&self, slug: &Slug, waiting: &mut dyn FnMut()) -> Result<Kit> {
        let place = Place::new(&self.root, slug);
        place.refuse_what_is_no_folder()?;
        // Read before the lock is asked for: what was left until then is seen.
        let left = self.left.get_or_init(|| {
            leftovers::slugs(&self.root, &place.room).ok().map(Option::unwrap_or_default)
        });
        let (lock, waited) = self.wait(&place, waiting)?;
        // Whoever was waited for, or has the kit in hand between two steps, may have broken off since.
        let since = waited || self.is_half_way(&place);
        if since || left.as_ref().is_none_or(|left| left.contains(slug)) {
            leftovers::recover(&place).map_err(|fault| {
                let kept =
                    say!("what a broken build has left lies in `{}`", disk::shown(&place.room));
                fault.told(Some(kept))
            })?;
        }
        Kit::open(place, self.swap, lock)
    }

    /// Whether there is no kit at its path though one is remembered.
    fn is_half_way(&self, place: &Place) -> bool {
        !matches!(disk::look(&place.target), Ok(Lies::Folder)) && self.remembers(&place.slug)
    }

    /// A kit as it lies there, without its lock; nothing is made by asking.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn sight(&self, slug: &Slug) -> Result<Sight> {
        Sight::of(&Place::new(&self.root, slug)).map_err(|fault| fault.told(None))
    }

    /// The kits that vpsite wrote here: folders with a manifest of their own name, and what
    /// is remembered of others.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn kits(&self) -> Result<BTreeSet<Slug>> {
        self.slugs().map_err(|fault| fault.told(None))
    }

    fn slugs(&self) -> Done<BTreeSet<Slug>> {
        let mut slugs = BTreeSet::new();
        for (name, kind) in disk::entries(&self.root)?.unwrap_or_default() {
            let slug = name.to_str().and_then(|name| Slug::parse(name).ok());
            let Some(slug) = slug.filter(|_| kind.is_dir()) else { continue };
            let bytes = disk::read(&self.root.join(&name).join(MANIFEST))?;
            let manifest = bytes.and_then(|bytes| Manifest::parse(&bytes));
            // A copy of a kit under another name is somebody's own.
            if manifest.is_some_and(|manifest| manifest.client() == slug.as_str()) {
                slugs.insert(slug);
            }
        }
        for (name, _) in disk::entries(&self.root.join(ROOM))?.unwrap_or_default() {
            let name = name.to_str().and_then(|name| name.strip_suffix(".state"));
            // `<slug>.zip.state` has a dot in what is left, and a slug has none.
            slugs.extend(name.and_then(|name| Slug::parse(name).ok()));
        }
        Ok(slugs)
    }

    fn wait(&self, place: &Place, waiting: &mut dyn FnMut()) -> Result<(Lock, bool)> {
        disk::create_dirs(&place.room).map_err(|fault| fault.told(place.untouched()))?;
        let take = || place.take_lock().map_err(|fault| fault.told(place.untouched()));
        match take()? {
            Some(lock) => Ok((lock, false)),
            None => Ok((wait(self.patience, &place.target, &take, waiting)?, true)),
        }
    }
}

/// Takes a lock, and waits for another process that has it; `waiting` is called once, when
/// that has taken a second.
pub(super) fn wait(
    patience: Duration,
    target: &Path,
    take: &dyn Fn() -> Result<Option<Lock>>,
    waiting: &mut dyn FnMut(),
) -> Result<Lock> {
    let began = Instant::now();
    let mut told = false;
    loop {
        if let Some(lock) = take()? {
            return Ok(lock);
        }
        let waited = began.elapsed();
        if waited >= patience {
            let message = say!(
                "another build has been busy with `{}` for {} s",
                disk::shown(target),
                waited.as_secs()
            );
            return Err(Diagnostic::error("write/busy", message)
                .hint(say!("wait until it ends, or end it, and build again"))
                .into());
        }
        if waited >= SILENCE && !told {
            told = true;
            waiting();
        }
        thread::sleep(PAUSE.min(patience - waited));
    }
}

/// Puts right what a crash has left in a folder of outputs, as far as no other process
/// is at work there. For commands that build nothing; quiet where there is nothing to
/// do, or nothing can be done.
pub fn recover(root: &Path) {
    let Ok(Some(slugs)) = leftovers::slugs(root, &root.join(ROOM)) else { return };
    for slug in slugs {
        let place = Place::new(root, &slug);
        if place.refuse_what_is_no_folder().is_err() || disk::create_dirs(&place.room).is_err() {
            continue;
        }
        if let Ok(Some(_lock)) = place.take_lock() {
            // The next build says what is wrong, if it still is.
            let _ = leftovers::recover(&place);
        }
    }
}

/// The paths of one kit.
#[derive(Clone, Debug)]
pub struct Place {
    /// The folder of outputs.
    pub root: PathBuf,
    /// Its hidden room.
    pub room: PathBuf,
    /// The client's name.
    pub slug: Slug,
    /// The kit's own folder.
    pub target: PathBuf,
}

impl Place {
    fn new(root: &Path, slug: &Slug) -> Self {
        Self {
            root: root.to_owned(),
            room: root.join(ROOM),
            slug: slug.clone(),
            target: root.join(slug.as_str()),
        }
    }

    /// A file or folder of this kit in the hidden room.
    pub fn beside(&self, what: &str) -> PathBuf {
        self.room.join(format!("{}.{what}", self.slug))
    }

    /// The archive.
    pub fn zip(&self) -> PathBuf {
        self.root.join(format!("{}.zip", self.slug))
    }

    /// What is true of the kit until the moment of the swap.
    pub fn untouched(&self) -> Option<Sentence> {
        let there = matches!(disk::look(&self.target), Ok(Lies::Folder));
        there.then(|| say!("the kit that was there before is untouched"))
    }

    fn take_lock(&self) -> Done<Option<Lock>> {
        Lock::take(&self.beside("lock"))
    }

    /// A link is not built through: what it leads to may lie on another disk, where no
    /// folder can be swapped with one of ours.
    fn refuse_what_is_no_folder(&self) -> Result<()> {
        let there = disk::look(&self.target).map_err(|fault| fault.told(None))?;
        let remedy = match there {
            Lies::Nothing | Lies::Folder => return Ok(()),
            Lies::Link => {
                say!("remove the link, or choose with `--out` the folder that it should be in")
            }
            Lies::File(_) | Lies::Special => {
                say!("move it elsewhere, or choose another folder with `--out`")
            }
        };
        let message =
            say!("a kit is a folder, and `{}` is {}", disk::shown(&self.target), there.word());
        Err(Diagnostic::error("write/in-the-way", message).hint(remedy).into())
    }
}
