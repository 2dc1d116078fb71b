//! The addresses of all clients of a workspace -> what two of them have in common.
//!
//! Of two sites at one address, or of one in a folder of the other's, the later upload
//! replaces the earlier: an organisation's posters then open another's site. Invariant: a
//! client that cannot be read is left to who builds it; nothing here fails a build by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::client::{self, SiteKeys};
use crate::diag::{Diagnostic, Diagnostics, Sentence, Span, say};
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
    let known: BTreeSet<&str> = chosen.iter().flatten().map(|one| one.shown.as_str()).collect();
    let all = workspace.clients().map(|selection| selection.clients).unwrap_or_default();
    let others = all.into_iter().filter(|path| !known.contains(workspace.shown(path).as_str()));
    // An address is the same where its host is, so that a file without it need not be parsed.
    let hosts: Vec<&str> =
        chosen.iter().flatten().flat_map(|one| &one.hosts).map(String::as_str).collect();
    let others = workspace.mentioning(others.collect(), &hosts);
    let others: Vec<Found> = others.iter().filter_map(|path| found(workspace, path)).collect();
    let everyone = Everyone::of(chosen.iter().flatten().chain(&others));
    let of = |one: &Found| everyone.same(one).into_iter().chain(everyone.within(one)).collect();
    chosen.iter().map(|one| one.as_ref().map(of).unwrap_or_default()).collect()
}

/// Clients in their order, by their addresses: looked up, since there may be thousands.
#[derive(Default)]
struct Everyone<'a> {
    /// Who has an address.
    by_place: BTreeMap<&'a str, Vec<&'a Found>>,
    /// Whose codes open it, with the number of each.
    by_root: BTreeMap<&'a str, Vec<(usize, &'a Found)>>,
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

impl<'a> Everyone<'a> {
    fn of(all: impl Iterator<Item = &'a Found>) -> Self {
        let mut everyone = Self::default();
        for (number, one) in all.enumerate() {
            let places: BTreeSet<&str> =
                one.places.iter().map(|(place, _)| place.as_str()).collect();
            for place in places {
                everyone.by_place.entry(place).or_default().push(one);
            }
            if let Some((root, _)) = one.places.first() {
                everyone.by_root.entry(root).or_default().push((number, one));
            }
        }
        everyone
    }

    /// That others have an address of this client too.
    fn same(&self, one: &Found) -> Option<Diagnostic> {
        one.places.iter().find_map(|(place, span)| {
            let has = self.by_place.get(place.as_str()).into_iter().flatten();
            let others: Vec<&&Found> = has.filter(|other| other.shown != one.shown).collect();
            let first = others.first()?;
            let more = match others.len() - 1 {
                0 => Sentence::empty(),
                1 => say!(" and 1 more client"),
                more => say!(" and {more} more clients"),
            };
            let message = say!("the address `{place}` is that of `{}`{more} too", first.shown);
            Some(twice(message, span))
        })
    }

    /// That this client lies in a folder that another's site fills.
    fn within(&self, one: &Found) -> Option<Diagnostic> {
        let (place, span) = one.places.first()?;
        let above = place.match_indices('/').map(|(at, _)| place.split_at(at + 1));
        let around = above.flat_map(|(above, rest)| {
            let folder = rest.split('/').next().unwrap_or_default();
            let there = self.by_root.get(above).into_iter().flatten();
            there.filter(move |(_, other)| {
                other.shown != one.shown && other.folders.iter().any(|own| own == folder)
            })
        });
        let (_, around) = around.min_by_key(|(number, _)| *number)?;
        let message = say!("`{place}` lies in a folder that the site of `{}` fills", around.shown);
        Some(twice(message, span))
    }
}

fn twice(message: Sentence, span: &Span) -> Diagnostic {
    Diagnostic::warning("site/twice", message)
        .at(span)
        .hint(say!(
            "whichever is uploaded last replaces the other, and posters open the wrong site"
        ))
        .hint(say!(
            "give each client a folder of its own, as in `url: https://vp.example.nl/acme/`"
        ))
}
