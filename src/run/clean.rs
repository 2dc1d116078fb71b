//! Kits that nobody needs any more: what they hold, and their removal.
//!
//! In: names of clients, or the wish for those whose client file is gone. Out: what there
//! is of each, then what was removed. Invariant: between the two nothing is locked, so that
//! nobody waits for an answer; what is removed is judged again at that moment.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use crate::diag::{Diagnostic, Diagnostics, Result, did_you_mean, say};
use crate::load::Workspace;
use crate::value::Slug;
use crate::write::{Cleared, Contents, Vault};

use super::before::orphans;

/// Which kits.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// Names of clients, or their files.
    pub named: Vec<String>,
    /// Every client of the workspace.
    pub all: bool,
    /// Those whose client file is gone.
    pub orphans: bool,
}

/// A kit and what there is of it.
#[derive(Clone, Debug)]
pub struct Found {
    slug: Slug,
    /// What there is to remove, and what would stay.
    pub contents: Contents,
}

/// The kits that there are, of clients that are gone too.
///
/// # Errors
/// The disk refuses, or kits cannot lie there.
pub fn kits(out: &Path) -> Result<BTreeSet<Slug>> {
    Vault::open(out, Duration::ZERO)?.kits()
}

/// Looks what there is of these kits in `out`; those of which nothing is there are left out.
///
/// # Errors
/// A name is none of a kit, another process is at work on one, or the disk refuses.
pub fn contents(workspace: &Workspace, chosen: &Chosen, out: &Path) -> Result<Vec<Found>> {
    let vault = Vault::open(out, Duration::ZERO)?;
    let kits = vault.kits()?;
    let gone = orphans(workspace, &vault)?;
    let mut slugs: Vec<Slug> = Vec::new();
    let mut faults = Diagnostics::new();
    for name in &chosen.named {
        let stem = Path::new(name).file_stem().unwrap_or_default().to_string_lossy();
        match Slug::parse(&stem).ok().filter(|slug| kits.contains(slug)) {
            Some(slug) => slugs.push(slug),
            None => faults.push(
                Diagnostic::error("kit/none", say!("there is no kit of `{stem}`"))
                    .maybe_hint(did_you_mean(&stem, kits.iter().map(Slug::as_str)))
                    .hint(say!("`vpsite status` shows the kits that there are")),
            ),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    if chosen.all {
        slugs.extend(kits.iter().filter(|slug| !gone.contains(slug)).cloned());
    }
    if chosen.orphans {
        slugs.extend(gone);
    }
    slugs.sort();
    slugs.dedup();
    let look = |slug: Slug| {
        let contents = vault.lock(&slug, &mut || {})?.contents()?;
        Ok(Found { slug, contents })
    };
    slugs.into_iter().map(look).collect()
}

/// Removes what was found.
///
/// # Errors
/// Another process is at work on a kit, or the disk refuses; those before it are gone.
pub fn clear(found: &[Found], out: &Path) -> Result<Cleared> {
    let vault = Vault::open(out, Duration::ZERO)?;
    let mut all = Cleared::default();
    for one in found {
        let cleared = vault.lock(&one.slug, &mut || {})?.clear()?;
        all.files += cleared.files;
        all.left |= cleared.left;
    }
    Ok(all)
}
