//! Which clients a command is about: those that are named, or all, or some of all.
//!
//! Input: what was typed. Output: the selection of `load`, and of it one part where several
//! machines share the work. Invariant: a part that no client is left for is no fault.

use std::path::PathBuf;

use crate::diag::{Result, Sentence, say};
use crate::load::{self, Workspace};
use crate::run::Shard;

use super::args::Part;

/// The clients of a command, and what there is to say if it is a part of them without any.
pub(super) fn chosen(
    workspace: &Workspace,
    named: &[PathBuf],
    part: &Part,
) -> Result<(load::Selection, Option<Sentence>)> {
    let shard = part.shard.as_deref().map(Shard::parse).transpose()?;
    if !named.is_empty() {
        return Ok((workspace.select(named)?, None));
    }
    let mut all = workspace.clients()?;
    if !part.only.is_empty() {
        all = all.only(&part.only)?;
    }
    let Some(shard) = shard else { return Ok((all, None)) };
    let whole = all.clients.len();
    all.clients = shard.of(workspace, all.clients);
    let Shard { number, of } = shard;
    let empty = (all.clients.is_empty() && whole > 0).then(|| match whole {
        1 => say!("part {number} of {of} is empty: there is 1 client"),
        _ => say!("part {number} of {of} is empty: there are {whole} clients"),
    });
    Ok((all, empty))
}

impl Part {
    /// Whether it is about all clients.
    pub(super) fn is_whole(&self) -> bool {
        self.only.is_empty() && self.shard.is_none()
    }
}
