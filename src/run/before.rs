//! The kit that was, held against the one that is: what changed for people.
//!
//! In: a kit as it lies there, what it was made from, and the outputs that were made now.
//! Out: a [`Change`], and what is wrong about it. Invariants: a kit that was never there is
//! no change; one whose memory is lost is compared by its files alone; a code on paper that
//! would open another address than before is an error until that is meant.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::OnceLock;

use crate::change::{self, Change, File, Part, Sources};
use crate::diag::{Diagnostic, Diagnostics, Result, Sentence, Span, say};
use crate::load::Workspace;
use crate::plan::{Make, Plan};
use crate::theme::{Format, Theme};
use crate::value::{Audience, Slug};
use crate::write::{Kit, Sight, Vault};

use super::state::{OutputState, State};

/// The code of an address that printed codes do not open, which can be meant.
pub(super) const ADDRESS_CODE: &str = "address/changed";

/// What is known of the kit that was.
#[derive(Default)]
pub(super) struct Before {
    hashes: BTreeMap<String, String>,
    sources: Option<Sources>,
}

impl Before {
    /// Of a kit that is about to be replaced.
    pub(super) fn of_kit(kit: &Kit) -> Self {
        Self { hashes: kit.hashes(), sources: kit.state().and_then(State::sources) }
    }

    /// Of a kit that is only looked at.
    pub(super) fn of_sight(sight: &Sight) -> Self {
        Self { hashes: sight.hashes(), sources: sight.state().and_then(State::sources) }
    }

    /// Whether there was a kit.
    pub(super) fn is_kit(&self) -> bool {
        !self.hashes.is_empty()
    }

    /// What changed until now.
    pub(super) fn compare(
        &self,
        (plan, theme): (&Plan, &Theme),
        outputs: &BTreeMap<String, OutputState>,
        now: &Sources,
    ) -> Option<Change> {
        let file = |output: &crate::plan::Output| {
            let path = output.path.to_string();
            let hash = outputs.get(&path)?.hash.clone();
            Some(File { part: part(&path, &output.make, theme), path, hash })
        };
        let is: Vec<File> = plan.outputs.iter().filter_map(file).collect();
        let before = self.is_kit().then_some(self.sources.as_ref())?;
        change::compare(&self.hashes, &is, before, now)
    }
}

/// What an output is for.
fn part(path: &str, make: &Make, theme: &Theme) -> Part {
    match make {
        Make::Print(print) => {
            let product = &theme.products[print.product];
            let id = product.id.clone();
            let is_document = |format: &Format| matches!(format, Format::Pdf(_) | Format::Slides);
            // What is shown or read at a desk lies with the start-up pack.
            let hr = product.audience == Audience::Organisation || path.starts_with("onboarding/");
            match (is_document(&product.outputs[print.output].format), hr) {
                (true, false) => Part::Paper(id),
                (true, true) => Part::Pack(id),
                // Beside a document its picture is only shown on the kit's first page.
                (false, _) if product.outputs.iter().any(|one| is_document(&one.format)) => {
                    Part::Rest
                }
                (false, _) => Part::Screen(id),
            }
        }
        Make::Message { message, .. } => Part::Message(theme.messages[*message].id.clone()),
        Make::Bookmarks => Part::Message("search".to_owned()),
        Make::Invitation { .. } => Part::Invitation,
        Make::ContactFull { .. } => Part::Card,
        Make::Kit => Part::Rest,
        Make::Headers(_) if !path.starts_with(change::SITE) => Part::Hosting,
        Make::Page { .. }
        | Make::Embed { .. }
        | Make::Asset { .. }
        | Make::Style
        | Make::Picture { .. }
        | Make::SiteCode
        | Make::Film
        | Make::Captions { .. }
        | Make::Contact { .. }
        | Make::Headers(_)
        | Make::Robots => Part::Site,
    }
}

/// What is wrong about a change, with the places of the address and of the edition. It
/// holds for this build alone, and is not remembered.
pub(super) fn faults(
    change: &Change,
    slug: &str,
    (address, edition): (Option<&Span>, Option<&Span>),
) -> Diagnostics {
    let mut faults = Diagnostics::new();
    if let Some((old, new)) = &change.address {
        let message = say!(
            "address changed: every printed code of `{slug}` opens `{old}`, and no longer `{new}`"
        );
        faults.push(other_address(message, old).maybe_at(address));
    }
    if let Some(month) = &change.same_edition {
        let message = say!("the edition is still {month} though what is printed changed");
        faults.push(Diagnostic::warning("edition/same", message).maybe_at(edition).hint(say!(
            "write this month at `edition`, so that old paper and new can be told apart"
        )));
    }
    faults
}

fn other_address(message: Sentence, old: &str) -> Diagnostic {
    Diagnostic::error(ADDRESS_CODE, message)
        .hint(say!("to keep the old one, write `site: {{url: {old}}}` in the client file"))
        .hint(say!("if it is meant, build with `--new-address`, then replace all paper; let the old address lead to the new one"))
}

/// Kits whose client file is gone.
pub(super) struct Departed<'a> {
    workspace: &'a Workspace,
    vault: Option<&'a Vault>,
    kits: OnceLock<Vec<(Slug, Sources)>>,
}

impl<'a> Departed<'a> {
    /// Nothing is looked for yet: who has no new client has no need to.
    pub(super) fn new(workspace: &'a Workspace, vault: Option<&'a Vault>) -> Self {
        Self { workspace, vault, kits: OnceLock::new() }
    }

    /// That a client without a kit is one whose file had another name, and whose codes
    /// would open another address now.
    pub(super) fn renamed(&self, slug: &str, now: &Sources) -> Option<Diagnostic> {
        let kits = self.kits.get_or_init(|| self.find());
        let mut same = kits.iter().filter(|(_, before)| before.is_of_same(now));
        let (was, before) = same.next()?;
        let (old, new) = before.other_address(now)?;
        let message = say!(
            "address changed: `{slug}` was `{was}` before, and every code that was printed opens `{old}`, not `{new}`"
        );
        Some(other_address(message, &old))
    }

    fn find(&self) -> Vec<(Slug, Sources)> {
        let Some(vault) = self.vault else { return Vec::new() };
        let sources = |slug: Slug| {
            let sight = vault.sight(&slug).ok()?;
            let sources = sight.last_state().and_then(State::sources)?;
            Some((slug, sources))
        };
        orphans(self.workspace, vault).unwrap_or_default().into_iter().filter_map(sources).collect()
    }
}

/// The kits of a vault whose client file is gone.
///
/// # Errors
/// The disk refuses.
pub(super) fn orphans(workspace: &Workspace, vault: &Vault) -> Result<Vec<Slug>> {
    let clients = workspace.clients()?.clients;
    let stem = |path: &PathBuf| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let stems: BTreeSet<String> = clients.iter().filter_map(stem).collect();
    let gone = |slug: &Slug| !stems.contains(slug.as_str());
    let here = vault.root().starts_with(workspace.root());
    let ours = |slug: &Slug| {
        // A folder outside may hold kits of several workspaces: each knows its own.
        here || vault.sight(slug).is_ok_and(|sight| {
            sight.last_state().and_then(State::home).is_some_and(|home| home == workspace.root())
        })
    };
    Ok(vault.kits()?.into_iter().filter(|slug| gone(slug) && ours(slug)).collect())
}
