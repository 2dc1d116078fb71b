//! How each client's kit stands: there, old or as it should be, and what ages by date.
//!
//! In: the workspace, its kits and a day. Out: one [`Standing`] a client, and the kits whose
//! client file is gone. Nothing is rendered and nothing written: whether a kit is old is told
//! by its key, and what is old of the content by the rules of a build whose edition is the
//! month of that day. Invariant: the day comes from the caller; nothing here has a clock.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::client::{self, Client};
use crate::diag::{Diagnostics, Result, Sentence};
use crate::library::Depth;
use crate::load::Workspace;
use crate::render::STACK;
use crate::value::{Date, Edition, Slug};
use crate::write::{Sight, Vault};
use crate::yaml;

use super::before::orphans;
use super::input::Input;
use super::shop::Shop;
use super::state::{Head, State};

/// How a kit stands against its inputs and this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kit {
    /// It is what a build would make.
    Fine,
    /// A build would look at it anew.
    Old,
    /// There is none.
    Missing,
    /// Files of it are gone or were changed.
    Touched,
    /// The client file has faults, so that no build would make one.
    Faulty,
}

/// How one client stands.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The client file, as people see it.
    pub path: String,
    /// Its name.
    pub client: String,
    /// Its kit.
    pub kit: Kit,
    /// What changed since the kit was made, as far as it is known.
    pub reasons: Vec<Sentence>,
    /// Its edition, as it is written.
    pub edition: Option<String>,
    /// Whether the archive beside the kit is of another build.
    pub old_archive: bool,
    /// Whether it lists advisers of its own, though the practice does: what changes there
    /// does not reach it.
    pub own_advisers: bool,
    /// Absences and stays that ended before the day.
    pub ended_absences: usize,
    /// What ages in its content.
    pub ageing: Ageing,
    /// How many errors its file has.
    pub errors: usize,
}

/// What ages in the content of a kit, counted on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ageing {
    /// Help lines and statements of law that were checked too long ago.
    pub outdated_facts: usize,
    /// Whether some were never verified.
    pub unverified_facts: bool,
    /// Languages with a text that was made from another Dutch text than there is now.
    pub older_translations: usize,
    /// Languages with a text that changed since its reader read it.
    pub read_before: usize,
    /// Whether a language waits for its first reader.
    pub unread: bool,
}

impl Standing {
    /// Whether nobody has to do anything. Advisers of its own, and texts and facts that
    /// nobody has looked at yet, are told and no reason to build.
    pub fn is_fine(&self) -> bool {
        self.kit == Kit::Fine
            && !self.old_archive
            && self.ended_absences == 0
            && self.ageing.outdated_facts == 0
            && self.ageing.older_translations == 0
            && self.ageing.read_before == 0
    }
}

/// A kit whose client file is gone.
#[derive(Clone, Debug)]
pub struct Orphan {
    /// The name of the client that was.
    pub client: String,
    /// Where the kit lies, or would lie, as people see it.
    pub path: String,
}

/// How clients and kits stand on a day.
#[derive(Debug, Default)]
pub struct Report {
    /// Clients, in the order in which they were named.
    pub clients: Vec<Standing>,
    /// Kits without a client.
    pub orphans: Vec<Orphan>,
}

/// Looks how these clients stand, against the kits in `out`, on as many threads as `jobs` says.
///
/// # Errors
/// Themes or content of the workspace cannot be read, or the disk refuses.
pub fn status(
    workspace: &Workspace,
    clients: &[PathBuf],
    out: &Path,
    today: Date,
    jobs: usize,
) -> Result<Report> {
    let shop = Shop::open(workspace, Depth::Harm)?;
    let vault = Vault::open(out, Duration::ZERO)?;
    let mut report = Report::default();
    let next = AtomicUsize::new(0);
    let places: Vec<OnceLock<Result<Standing>>> = clients.iter().map(|_| OnceLock::new()).collect();
    let work = || {
        let turn = || next.fetch_add(1, Ordering::Relaxed);
        let mut turns = std::iter::repeat_with(turn);
        while let Some((path, place)) =
            turns.next().and_then(|index| clients.get(index).zip(places.get(index)))
        {
            // Each turn comes once, so that the place is empty.
            let _ = place.set(standing(&shop, &vault, path, today));
        }
    };
    thread::scope(|scope| {
        for number in 1..jobs.min(clients.len()) {
            let thread = thread::Builder::new().name(format!("status-{number}")).stack_size(STACK);
            // Where there is no other thread, this one does it all.
            let _ = thread.spawn_scoped(scope, work);
        }
        work();
    });
    // No turn was left out: a thread that broke off has ended the scope, and this with it.
    for standing in places.into_iter().filter_map(OnceLock::into_inner) {
        report.clients.push(standing?);
    }
    for slug in orphans(workspace, &vault)? {
        let path = vault.sight(&slug)?.shown();
        report.orphans.push(Orphan { client: slug.to_string(), path });
    }
    Ok(report)
}

fn standing(shop: &Shop<'_>, vault: &Vault, path: &Path, today: Date) -> Result<Standing> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut standing = Standing {
        path: shop.workspace.shown(path),
        client: stem.clone(),
        kit: Kit::Missing,
        reasons: Vec::new(),
        edition: None,
        old_archive: false,
        own_advisers: false,
        ended_absences: 0,
        ageing: Ageing::default(),
        errors: 0,
    };
    let sight = match Slug::parse(&stem) {
        Ok(slug) => Some(vault.sight(&slug)?),
        Err(_) => None,
    };
    standing.old_archive = sight.as_ref().is_some_and(|sight| sight.has_old_archive());
    let input = match Input::read(shop.workspace, path) {
        Ok(input) => input,
        Err(faults) => {
            standing.fail(&faults);
            return Ok(standing);
        }
    };
    standing.edition = input.raw.keys.edition.value().map(|text| text.trim().to_owned());
    standing.own_advisers = has_own_advisers(&input);
    if let Some(sight) = &sight {
        (standing.kit, standing.reasons) = against(sight, &input, shop);
    }
    let (client, faults) = client::client(&input.raw, &shop.families(input.theme()));
    let Some(client) = client else {
        standing.fail(&faults);
        return Ok(standing);
    };
    let ended = client.advisers.iter().flat_map(|adviser| &adviser.absences);
    // Those that ended before the edition have been left out of the client already.
    let left_out = faults.iter().filter(|fault| fault.code == "adviser/past").count();
    standing.ended_absences = left_out + ended.filter(|absence| absence.to < today).count();
    let faults = ageing(shop, &input, client, today, &mut standing.ageing);
    if faults.has_errors() {
        standing.fail(&faults);
    }
    Ok(standing)
}

impl Standing {
    fn fail(&mut self, faults: &Diagnostics) {
        self.kit = Kit::Faulty;
        self.errors = faults.count(crate::diag::Severity::Error);
    }
}

/// A kit, held against what a build would make it from.
fn against(sight: &Sight, input: &Input, shop: &Shop<'_>) -> (Kit, Vec<Sentence>) {
    if !sight.is_kit() {
        return (Kit::Missing, Vec::new());
    }
    let fresh = sight.state().and_then(Head::parse).is_some_and(|old| old.kit == input.key(shop));
    match (fresh, sight.is_intact()) {
        (true, true) => (Kit::Fine, Vec::new()),
        (true, false) => (Kit::Touched, Vec::new()),
        (false, _) => {
            let before = sight.state().and_then(State::sources);
            let now = input.sources(shop);
            (Kit::Old, before.map(|before| before.reasons(&now)).unwrap_or_default())
        }
    }
}

/// What a build in the month of a day would say of the age of its content.
fn ageing(
    shop: &Shop<'_>,
    input: &Input,
    client: Client,
    today: Date,
    ageing: &mut Ageing,
) -> Diagnostics {
    let edition = Edition { year: today.year(), month: today.month() };
    let (_, faults) =
        shop.library.for_client(&Client { edition, ..client }, &input.raw, &input.own);
    let count = |code: &str| faults.iter().filter(|fault| fault.code == code).count();
    *ageing = Ageing {
        outdated_facts: count("fact/outdated"),
        unverified_facts: count("fact/unverified") > 0,
        older_translations: count("content/older-than-source"),
        read_before: count("content/read-before"),
        unread: count("content/unreviewed") > 0,
    };
    faults
}

/// Whether a client lists its advisers itself where the practice lists some too.
fn has_own_advisers(input: &Input) -> bool {
    let lists = |file: &std::sync::Arc<crate::diag::SourceFile>| {
        yaml::parse(file).is_ok_and(|tree| tree.has_list("advisers"))
    };
    lists(&input.file.file) && input.file.practice.as_ref().is_some_and(lists)
}
