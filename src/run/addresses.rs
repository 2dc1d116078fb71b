//! The addresses of all clients of a workspace -> what two of them have in common.
//!
//! Of two sites at one address, or of one in a folder of the other's, the later upload
//! replaces the earlier: an organisation's posters then open another's site. Invariant: a
//! client that cannot be read is left to who builds it; nothing here fails a build by itself.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::client::{self, SiteKeys};
use crate::diag::{Diagnostic, Diagnostics, Span};
use crate::load::Workspace;
use crate::value::List;
use crate::yaml::{self, Field};

/// What is read of a client file here.
#[derive(Debug, Default, Deserialize)]
struct Keys {
    #[serde(default)]
    site: Field<SiteKeys>,
    #[serde(default)]
    languages: List<String>,
}

/// Where a client's site is found.
struct Found {
    /// The client file, as people see it.
    shown: String,
    /// What tells its addresses apart, and where each is given; the codes' first.
    places: Vec<(String, Span)>,
    /// Their hosts, in the form of the network and in that of people.
    hosts: Vec<String>,
    /// Folders that its own site fills.
    folders: Vec<String>,
}

/// What is to be said of each of these clients, in their order; held against all clients of
/// the workspace, whether they are built or not.
pub(super) fn shared(workspace: &Workspace, clients: &[PathBuf]) -> Vec<Diagnostics> {
    let chosen: Vec<Option<Found>> = clients.iter().map(|path| found(workspace, path)).collect();
    let names = |one: &Option<Found>| one.as_ref().map(|one| one.shown.clone());
    let known: Vec<String> = chosen.iter().filter_map(names).collect();
    let all = workspace.clients().map(|selection| selection.clients).unwrap_or_default();
    let others = all.iter().filter(|path| !known.contains(&workspace.shown(path)));
    // An address is the same where its host is, so that a file without it need not be parsed.
    let hosts: Vec<String> = chosen.iter().flatten().flat_map(|one| one.hosts.clone()).collect();
    let others = others.filter(|path| workspace.mentions(path, &hosts));
    let others: Vec<Found> = others.filter_map(|path| found(workspace, path)).collect();
    let everyone = || chosen.iter().flatten().chain(&others);
    let of = |one: &Option<Found>| {
        let mut remarks = Diagnostics::new();
        if let Some(one) = one {
            remarks.extend(same(one, everyone()));
            remarks.extend(within(one, everyone()));
        }
        remarks
    };
    chosen.iter().map(of).collect()
}

fn found(workspace: &Workspace, path: &Path) -> Option<Found> {
    let file = workspace.client(path).ok()?;
    // What is wrong with the file, its own build tells.
    let keys: Keys = yaml::read(&file.tree, &mut Diagnostics::new());
    let addresses = client::addresses_of(&keys.site, &file.stem);
    let hosts = addresses.iter().map(|(url, _)| url.host());
    let hosts = hosts.flat_map(|host| {
        let readable = host.readable();
        [host.bare().to_owned(), readable.trim_start_matches("www.").to_owned()]
    });
    let hosts = hosts.collect();
    let places = addresses.into_iter().map(|(url, span)| (url.place(), span)).collect();
    // The first language has the root of the site (`plan`).
    let languages = keys.languages.value().into_iter().flatten().skip(1);
    let languages = languages.filter_map(Field::value).map(|tag| tag.to_lowercase());
    let folders = languages.chain(["assets".to_owned()]).collect();
    Some(Found { shown: workspace.shown(path), places, hosts, folders })
}

/// That others have an address of this client too.
fn same<'a>(one: &Found, all: impl Iterator<Item = &'a Found>) -> Option<Diagnostic> {
    let others: Vec<&Found> = all.filter(|other| other.shown != one.shown).collect();
    one.places.iter().find_map(|(place, span)| {
        let has = |other: &&&Found| other.places.iter().any(|(theirs, _)| theirs == place);
        let same: Vec<&&Found> = others.iter().filter(has).collect();
        let first = same.first()?;
        let more = match same.len() - 1 {
            0 => String::new(),
            1 => " and 1 more client".to_owned(),
            more => format!(" and {more} more clients"),
        };
        let message = format!("the address `{place}` is that of `{}`{more} too", first.shown);
        Some(twice(message, span))
    })
}

/// That this client lies in a folder that another's site fills.
fn within<'a>(one: &Found, all: impl Iterator<Item = &'a Found>) -> Option<Diagnostic> {
    let (place, span) = one.places.first()?;
    let around = all.filter(|other| other.shown != one.shown).find(|other| {
        let Some((theirs, _)) = other.places.first() else { return false };
        let below = place.strip_prefix(theirs.as_str()).and_then(|rest| rest.split('/').next());
        below.is_some_and(|folder| other.folders.iter().any(|own| own == folder))
    })?;
    let message = format!("`{place}` lies in a folder that the site of `{}` fills", around.shown);
    Some(twice(message, span))
}

fn twice(message: String, span: &Span) -> Diagnostic {
    Diagnostic::warning("site/twice", message)
        .at(span)
        .hint("whichever is uploaded last replaces the other, and posters open the wrong site")
        .hint("give each client a folder of its own, as in `url: https://vp.example.nl/acme/`")
}
