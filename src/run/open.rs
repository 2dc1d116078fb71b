//! One client, from its files to the point where nothing is left but to make its outputs.
//!
//! The same way for a kit that is written and for one that is only shown. Input: a client's
//! file and what all clients share. Output: everything that making an output takes, handed to
//! who makes them. Invariant: a stage only runs when those before it are sound.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::audit::Rules;
use crate::client::{self, Client};
use crate::diag::Diagnostics;
use crate::plan::{self, Plan};
use crate::render::{Job, Renderer};
use crate::theme::Theme;

use super::input::Input;
use super::shop::Shop;

/// Files of a client that are larger than this, in bytes, are dropped once the client is proven;
/// what is read of them later, captions and transcripts, is smaller.
const LARGE: usize = 1024 * 1024 + 1;

/// A client that is sound, and what makes its outputs.
pub(super) struct Opened<'a> {
    pub(super) input: &'a Input,
    pub(super) client: &'a Client,
    pub(super) theme: &'a Theme,
    pub(super) plan: &'a Plan,
    pub(super) renderer: &'a Renderer<'a>,
    pub(super) rules: &'a Rules<'a>,
}

/// Hashes of films by where they lie and by their stamp, for who has read them before.
pub(super) type Films = BTreeMap<(PathBuf, String), String>;

/// Takes a client through the stages up to its outputs, and hands over what makes them;
/// nothing where it is at fault. `films` are hashes that need not be made again.
pub(super) fn open<R>(
    shop: &Shop<'_>,
    mut input: Input,
    films: &Films,
    found: &mut Diagnostics,
    then: impl FnOnce(&Opened<'_>, &mut Diagnostics) -> R,
) -> Option<R> {
    input.hash_films(shop.workspace, films);
    let (client, faults) = client::client(&input.raw, &shop.families(input.theme()));
    found.extend(faults);
    // Photos have been decoded: their files are not needed any more, and are large.
    input.raw.files.retain(|_, named| named.bytes().is_none_or(|bytes| bytes.len() < LARGE));
    let client = client?;
    let stock = found.all(shop.stock(&client.theme))?;
    found.extend(stock.remarks.clone());
    let (content, faults) = shop.library.for_client(&client, &input.raw, &input.own);
    found.extend(faults);
    let content = content?;
    let (plan, faults) = plan::plan(&client, &content, &stock.theme);
    found.extend(faults);
    let plan = plan?;
    let job = Job { client: &client, content: &content, theme: &stock.theme, plan: &plan };
    let lasting = client.lasting();
    let lasting = Job { client: &lasting, ..job };
    let renderer = found.all(Renderer::new(&stock.engine, &job, &lasting))?;
    let statements = renderer.statements();
    let rules = Rules::new(&client, &stock.theme, &plan, &statements);
    let opened = Opened {
        input: &input,
        client: &client,
        theme: &stock.theme,
        plan: &plan,
        renderer: &renderer,
        rules: &rules,
    };
    Some(then(&opened, found))
}
