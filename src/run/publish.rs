//! Built kits -> one folder to upload, for all clients by their addresses.
//!
//! In: a selection of clients, a folder of kits, a host. Out: the tree of `publish` in a
//! folder, and what was told of it. Invariants: a kit that `build` would change is refused,
//! and then nothing is published; clients that were published before and are not named now
//! stay as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use crate::client::{self, HostedBy};
use crate::diag::{Diagnostic, Diagnostics, Result, Sentence, say};
use crate::library::Depth;
use crate::load::Workspace;
use crate::publish::{self, File, Memory, Site, Source, Tree};
use crate::value::OutPath;
use crate::write::{Bring, Upload, Vault, Wanted, Written};

use super::Options;
use super::before::Departed;
use super::kit::{Bench, Standing};
use super::shop::Shop;

pub use crate::publish::Host;

/// Where the site lies in a kit.
const SITE: &str = "site/";

/// What is to be published.
#[derive(Clone, Debug)]
pub struct Request {
    /// Client files.
    pub clients: Vec<PathBuf>,
    /// Whether these are all clients there are, so that others are gone. Those that host their
    /// site themselves are left out then.
    pub all: bool,
    /// Where kits lie.
    pub kits: PathBuf,
    /// Where the tree goes.
    pub to: PathBuf,
    /// For whom it is.
    pub host: Host,
    /// How long another process is waited for.
    pub patience: Duration,
}

/// What was published.
#[derive(Debug)]
pub struct Published {
    /// What is worth knowing though all went well.
    pub remarks: Diagnostics,
    /// The folders to upload, and how many clients each has.
    pub roots: BTreeMap<String, usize>,
    /// For each of them the file beside it that is not uploaded.
    pub beside: BTreeMap<String, String>,
    /// Clients that were not named and stay as they were.
    pub stayed: Vec<String>,
    /// Files.
    pub written: Written,
}

/// Publishes; `waiting` is called when another process is waited for.
///
/// # Errors
/// A client or its kit is not in order, two addresses cannot be together, the host does not
/// take what there is, or the folder refuses.
pub fn publish(
    workspace: &Workspace,
    request: &Request,
    waiting: &mut dyn FnMut(),
) -> Result<Published> {
    let mut sites = sites(workspace, request)?;
    let upload = Upload::open(&request.to, &request.kits, request.patience, waiting)?;
    let mut remarks = Diagnostics::new();
    let before = Memory::from_json(upload.state()).sites();
    let named: BTreeSet<String> = sites.iter().map(|site| site.slug.to_string()).collect();
    let others = before.into_iter().filter(|site| !named.contains(site.slug.as_str()));
    let mut stayed = Vec::new();
    for site in others {
        if request.all {
            let message = say!("`{}` is not published here any more", site.slug);
            remarks.push(Diagnostic::note("publish/gone", message).hint(say!(
                "printed codes that open `{}` lead to nothing once this is uploaded",
                site.url.short()
            )));
        } else {
            stayed.push(site.slug.to_string());
            sites.push(site);
        }
    }
    let (tree, found) =
        publish::tree(request.host, &sites, &|path: &OutPath| upload.is_foreign(path));
    let Some(Tree { files, roots, beside }) = tree else { return Err(found) };
    remarks.extend(found);
    let wanted = files.into_iter().map(|(path, planned)| {
        let bring = match planned.source {
            Source::Text(text) => Bring::Bytes(text.into_bytes()),
            Source::Kit(slug, _) if stayed.iter().any(|other| other == slug.as_str()) => {
                Bring::Nothing
            }
            Source::Kit(slug, file) => {
                Bring::Copy(request.kits.join(slug.as_str()).join(SITE).join(file))
            }
        };
        (path, Wanted { hash: planned.file.hash, bring })
    });
    let wanted: BTreeMap<OutPath, Wanted> = wanted.collect();
    let written = upload.place(&wanted, Memory::new(&sites).to_json())?;
    Ok(Published { remarks, roots, beside, stayed, written })
}

/// The sites of the clients, all of whose kits are in order.
fn sites(workspace: &Workspace, request: &Request) -> Result<Vec<Site>> {
    let shop = Shop::open(workspace, Depth::Harm)?;
    let vault = Vault::open(&request.kits, request.patience)?;
    let options = Options {
        out: Some(request.kits.clone()),
        zip: false,
        zip_parts: false,
        jobs: 1,
        strict: false,
        patience: request.patience,
        diff: false,
        new_address: false,
    };
    let bench = Bench {
        shop: &shop,
        options: &options,
        vault: Some(&vault),
        threads: 1,
        departed: &Departed::new(workspace, Some(&vault)),
        waiting: &|| {},
        tell: &|_, _| {},
    };
    let (mut missing, mut old) = (Vec::new(), Vec::new());
    let mut faults = Diagnostics::new();
    let mut sites = Vec::new();
    for path in &request.clients {
        let shown = workspace.shown(path);
        let (keys, standing) = match bench.standing(path) {
            Ok(found) => found,
            Err(found) => {
                faults.extend(found);
                continue;
            }
        };
        // Who names such a client all the same has a reason to.
        if request.all && keys.hosted_by.value() == Some(&HostedBy::Client) {
            continue;
        }
        match standing {
            Standing::None => missing.push(shown),
            Standing::Old => old.push(shown),
            Standing::Current(found) => {
                let (slug, kit) = *found;
                let Some((url, origins, place)) = client::hosted_at(&keys, slug.as_str()) else {
                    old.push(shown);
                    continue;
                };
                let files = kit.files().filter_map(|(path, hash, size)| {
                    let path = path.strip_prefix(SITE)?.to_owned();
                    Some((path, File { hash: hash.to_owned(), size }))
                });
                let files = files.collect();
                sites.push(Site { slug, url, origins, files, place: Some(place) });
            }
        }
    }
    let build = |clients: &[String]| match request.all {
        true => say!("build with `vpsite build --all`, then publish again"),
        false => say!("build with `vpsite build {}`, then publish again", clients.join(" ")),
    };
    let told = |clients: &[String]| {
        let shown: Vec<String> =
            clients.iter().take(10).map(|client| format!("`{client}`")).collect();
        match clients.len() - shown.len() {
            0 => Sentence::literal(shown.join(", ")),
            more => say!("{} and {more} more", shown.join(", ")),
        }
    };
    if !missing.is_empty() {
        let message = say!("there is no kit of {}", told(&missing));
        faults.push(Diagnostic::error("publish/no-kit", message).hint(build(&missing)));
    }
    if !old.is_empty() {
        let message = say!("the kit is not what would be built now: {}", told(&old));
        faults.push(Diagnostic::error("publish/old-kit", message).hint(build(&old)));
    }
    if faults.is_empty() { Ok(sites) } else { Err(faults) }
}
