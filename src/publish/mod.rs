//! Sites of built kits -> the tree of files that a web host takes, for all clients at once.
//!
//! In: for each client its address, who may frame it, and the files of its site by their
//! hashes. Out: a [`Tree`] below one folder, with a root for each host name, the host's own
//! files in that root, and what is wrong. Pure: nothing is read or written. Invariants: two
//! sites never share a folder; a page is matched by one rule of headers; no file of a root
//! names the clients but those that the host keeps to itself.

mod limits;
mod memory;

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Diagnostics, Sentence, Severity, Span, say};
use crate::render::headers;
use crate::render::hosts::{self, Served};
use crate::value::{HttpsUrl, Origin, OutPath, Slug, sha256};

pub use memory::Memory;

/// The first page and the missing page of a root that is no client's.
const NOTHING_HERE: &str = include_str!("nothing-here.html");
/// Pages that a root gets which is no client's.
const PAGES: [&str; 2] = ["404.html", "index.html"];
/// Files of a kit's site that speak of headers: here the root does, or its folder anew.
const OF_HOSTS: [&str; 3] = ["_headers", ".htaccess", "web.config"];

/// Where a tree is uploaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// Cloudflare Pages.
    Cloudflare,
    /// Netlify.
    Netlify,
    /// Azure Static Web Apps.
    Azure,
    /// A server with nginx.
    Nginx,
    /// A server with Apache.
    Apache,
    /// A server with Microsoft's IIS.
    Iis,
}

impl Host {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Host::Cloudflare => "Cloudflare Pages",
            Host::Netlify => "Netlify",
            Host::Azure => "Azure Static Web Apps",
            Host::Nginx => "nginx",
            Host::Apache => "Apache",
            Host::Iis => "IIS",
        }
    }

    /// First parts of a path that the host keeps for itself, in lower case: its own pages
    /// (Cloudflare `/cdn-cgi/`, Netlify `/.netlify/`, Azure `/api` and `/.auth`), and what IIS
    /// hides from browsers (`requestFiltering`, `hiddenSegments`).
    fn reserved(self) -> &'static [&'static str] {
        match self {
            Host::Cloudflare => &["cdn-cgi"],
            Host::Netlify => &[".netlify"],
            Host::Azure => &["api", ".auth"],
            Host::Nginx | Host::Apache => &[],
            Host::Iis => &[
                "bin",
                "app_browsers",
                "app_code",
                "app_data",
                "app_globalresources",
                "app_localresources",
                "app_webreferences",
            ],
        }
    }

    /// Whether a rule of the host can name this folder. Those that read patterns give `:` and
    /// `*` a meaning, and none says how it reads a sign that has to be encoded.
    fn can_name(self, path: &str) -> bool {
        match self {
            Host::Nginx | Host::Apache => true,
            _ => path.chars().all(|c| c.is_ascii_alphanumeric() || "/-._~".contains(c)),
        }
    }
}

/// One file of a kit's site.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct File {
    /// SHA-256, in hexadecimal.
    pub hash: String,
    /// In bytes.
    pub size: u64,
}

/// A client's site.
#[derive(Clone, Debug)]
pub struct Site {
    /// The client.
    pub slug: Slug,
    /// Where it is found.
    pub url: HttpsUrl,
    /// Who may show it in a frame.
    pub origins: Vec<Origin>,
    /// Its files, by their paths from the site's own folder.
    pub files: BTreeMap<String, File>,
    /// Where its address is given; nowhere for one that is published already.
    pub place: Option<Span>,
}

impl Site {
    /// The folder of all sites of its host name: the name in the form of the network.
    pub fn root(&self) -> String {
        self.url.origin().trim_start_matches("https://").replace(':', "_")
    }

    /// A file of it, in the tree.
    fn at(&self, file: &str) -> String {
        format!("{}{}{file}", self.root(), self.url.path_decoded())
    }

    fn shown(&self) -> String {
        self.url.short()
    }

    fn fault(&self, code: &'static str, message: Sentence) -> Diagnostic {
        Diagnostic::error(code, message).maybe_at(self.place.as_ref())
    }
}

/// What a file of the tree holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file of a kit's site, by its path there.
    Kit(Slug, String),
    /// A text of the tree's own.
    Text(String),
}

/// One file of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Its hash and size.
    pub file: File,
    /// What it holds.
    pub source: Source,
}

/// What lies below the folder of an upload.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Files by their paths.
    pub files: BTreeMap<OutPath, Planned>,
    /// The roots, and how many sites each has.
    pub roots: BTreeMap<String, usize>,
    /// The lines for nginx of each root; beside it, because everything in it can be read by all.
    pub beside: BTreeMap<String, String>,
}

/// The tree of these sites for a host. `foreign` tells whether a file that vpsite did not write
/// lies at a path. There is no tree where something is wrong.
pub fn tree(
    host: Host,
    sites: &[Site],
    foreign: &dyn Fn(&OutPath) -> bool,
) -> (Option<Tree>, Diagnostics) {
    let mut found = Diagnostics::new();
    let mut roots: BTreeMap<String, Vec<&Site>> = BTreeMap::new();
    for site in sites {
        roots.entry(site.root()).or_default().push(site);
        found.extend(unnameable(host, site));
    }
    for sites in roots.values_mut() {
        // In one order, whoever was published last.
        sites.sort_by(|a, b| a.slug.as_str().cmp(b.slug.as_str()));
        found.extend(shared(sites));
    }
    if found.has_errors() {
        return (None, found);
    }
    let mut tree = Tree::default();
    for (root, sites) in &roots {
        tree.roots.insert(root.clone(), sites.len());
        let made = Root { host, name: root, sites, foreign }.plan(&mut tree, &mut found);
        if let Err(fault) = made {
            found.push(fault);
        }
    }
    found.extend(limits::look(host, &tree));
    if found.has_errors() {
        // What is told of a tree that is made says nothing of one that is not.
        let told = found.into_iter().filter(|one| one.severity > Severity::Note);
        return (None, told.collect());
    }
    (Some(tree), found)
}

/// That a host cannot have a rule for a site's folder, or keeps that folder for itself.
fn unnameable(host: Host, site: &Site) -> Option<Diagnostic> {
    let path = site.url.path_decoded();
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default().to_lowercase();
    let why = if !host.can_name(&path) {
        say!("holds a sign that its rules cannot name")
    } else if host.reserved().contains(&first.as_str()) {
        say!("is one that it keeps for itself")
    } else {
        return None;
    };
    let message = say!("the folder `{path}` of `{}` on {} {why}", site.slug, host.name());
    Some(
        site.fault("publish/path", message)
            .hint(say!("choose another folder, of letters, digits and hyphens, as in `/acme/`")),
    )
}

/// That two sites of one root share a folder, or one lies within the other's.
fn shared(sites: &[&Site]) -> Diagnostics {
    let mut found = Diagnostics::new();
    let folder = |site: &Site| site.url.path_decoded().to_lowercase();
    let mut sorted: Vec<(String, &Site)> = sites.iter().map(|site| (folder(site), *site)).collect();
    sorted.sort_by(|a, b| a.0.cmp(&b.0));
    // A folder comes before all that lies in it, and nothing else comes between.
    let mut around: Vec<&(String, &Site)> = Vec::new();
    for one in &sorted {
        while around.last().is_some_and(|outer| !one.0.starts_with(&outer.0)) {
            around.pop();
        }
        if let Some((outer, other)) = around.last() {
            let (site, there) = (one.1, one.1.shown());
            let fault = if *outer == one.0 {
                let message =
                    say!("`{}` and `{}` have one address, `{there}`", other.slug, site.slug);
                site.fault("publish/address", message).hint(say!(
                    "give each client a folder of its own: `url: https://vp.example.nl/acme/`"
                ))
            } else if outer == "/" {
                let message = say!(
                    "`{}` has the whole address `{}`, and `{}` lies below it",
                    other.slug,
                    other.shown(),
                    site.slug
                );
                site.fault("publish/address", message).hint(say!(
                    "give `{}` a folder too, as in `{}`, or an address of its own",
                    other.slug,
                    other.url.join(&format!("{}/", other.slug))
                ))
            } else {
                let message = say!(
                    "`{there}` of `{}` lies within the site of `{}`, `{}`",
                    site.slug,
                    other.slug,
                    other.shown()
                );
                site.fault("publish/address", message)
                    .hint(say!("let the two folders lie side by side"))
            };
            found.push(fault);
        }
        around.push(one);
    }
    found
}

/// All sites of one host name.
struct Root<'a> {
    host: Host,
    name: &'a str,
    sites: &'a [&'a Site],
    foreign: &'a dyn Fn(&OutPath) -> bool,
}

impl Root<'_> {
    fn plan(&self, tree: &mut Tree, found: &mut Diagnostics) -> Result<(), Diagnostic> {
        let mut files: BTreeMap<String, Planned> = BTreeMap::new();
        for site in self.sites {
            for (file, known) in &site.files {
                let idle = file == "robots.txt" && site.url.path() != "/";
                if !OF_HOSTS.contains(&file.as_str()) && !idle {
                    let source = Source::Kit(site.slug.clone(), file.clone());
                    files.insert(site.at(file), Planned { file: known.clone(), source });
                }
            }
        }
        let of_nobody = self.is_nobody()?;
        let nobody = (of_nobody == Some(true)).then(Served::nobody);
        match of_nobody {
            Some(true) => {
                for page in PAGES {
                    files.insert(self.at(page), text(NOTHING_HERE));
                }
            }
            Some(false) => found.push(self.kept(&say!("`index.html` and `404.html`"))),
            None => {}
        }
        if of_nobody.is_some() {
            match (self.foreign)(&self.path("robots.txt")?) {
                true => found.push(self.kept(&say!("`robots.txt`"))),
                false => drop(files.insert(self.at("robots.txt"), text(&headers::robots()))),
            }
        }
        let served: Vec<Served> =
            self.sites.iter().map(|site| Served::new(&site.url, &site.origins)).collect();
        for (path, holds) in self.of_host(&served, nobody.as_ref()) {
            files.insert(path, text(&holds));
        }
        if self.host == Host::Nginx {
            tree.beside.insert(self.name.to_owned(), format!("{}.nginx.conf", self.name));
        }
        if self.host == Host::Azure && served.iter().any(|site| !site.is_root()) {
            let message = say!("a missing page of `{}` shows no client's own words", self.name);
            found.push(Diagnostic::note("publish/one-page", message).hint(say!(
                "Azure Static Web Apps has one such page for everything; each of the other hosts \
                 shows the client's"
            )));
        }
        let mut claimed: BTreeSet<String> = BTreeSet::new();
        let mut planned: Vec<(OutPath, Planned)> = Vec::new();
        for (path, file) in files {
            let path = OutPath::parse(&path).map_err(|invalid| {
                Diagnostic::error("publish/path", invalid.message).maybe_hint(invalid.hint)
            })?;
            if !claimed.insert(path.folded()) {
                return Err(two_at(path.as_str()));
            }
            planned.push((path, file));
        }
        for (path, file) in planned {
            let folded = path.folded();
            let above = folded.match_indices('/').map(|(end, _)| &folded[..end]);
            if let Some(taken) = above.into_iter().find(|above| claimed.contains(*above)) {
                return Err(two_at(taken));
            }
            tree.files.insert(path, file);
        }
        Ok(())
    }

    /// Whether the root gets pages that are nobody's; nothing where it is a client's.
    fn is_nobody(&self) -> Result<Option<bool>, Diagnostic> {
        if self.sites.iter().any(|site| site.url.path() == "/") {
            return Ok(None);
        }
        let mut foreign = false;
        for page in PAGES {
            foreign |= (self.foreign)(&self.path(page)?);
        }
        Ok(Some(!foreign))
    }

    fn kept(&self, what: &Sentence) -> Diagnostic {
        let message = say!("vpsite leaves {what} of `{}` to whoever put it there", self.name);
        Diagnostic::note("publish/kept", message).hint(say!("see that it names no client"))
    }

    /// The files that the host reads.
    fn of_host(&self, sites: &[Served], nobody: Option<&Served>) -> Vec<(String, String)> {
        match self.host {
            Host::Cloudflare => vec![(self.at("_headers"), hosts::headers_file(sites, nobody))],
            Host::Netlify => {
                let headers = (self.at("_headers"), hosts::headers_file(sites, nobody));
                let redirects = (self.at("_redirects"), hosts::redirects_file(sites));
                [headers, redirects].into_iter().filter(|(_, text)| !text.is_empty()).collect()
            }
            Host::Azure => {
                vec![(self.at("staticwebapp.config.json"), hosts::azure(sites, nobody))]
            }
            Host::Nginx => {
                let text = format!(
                    "# Include this in the server block of {}, whose `root` is the folder `{}`.\n{}",
                    self.name,
                    self.name,
                    hosts::nginx(sites, nobody)
                );
                vec![(format!("{}.nginx.conf", self.name), text)]
            }
            Host::Apache => {
                let own = self.sites.iter().zip(sites);
                let own = own.map(|(site, served)| (site.at(".htaccess"), hosts::htaccess(served)));
                let root = nobody.map(|nobody| (self.at(".htaccess"), hosts::htaccess(nobody)));
                own.chain(root).collect()
            }
            Host::Iis => vec![(self.at("web.config"), hosts::web_config(sites, nobody))],
        }
    }

    fn at(&self, file: &str) -> String {
        format!("{}/{file}", self.name)
    }

    fn path(&self, file: &str) -> Result<OutPath, Diagnostic> {
        OutPath::parse(&self.at(file)).map_err(|invalid| {
            Diagnostic::error("publish/path", invalid.message).maybe_hint(invalid.hint)
        })
    }
}

/// That the folder of a client has the name of a file of the root, or of the other's.
fn two_at(path: &str) -> Diagnostic {
    Diagnostic::error("publish/address", say!("`{path}` would be two things at once"))
        .hint(say!("give the client a folder with another name, as in `/acme/`"))
}

fn text(text: &str) -> Planned {
    let file = File { hash: sha256(text.as_bytes()), size: text.len() as u64 };
    Planned { file, source: Source::Text(text.to_owned()) }
}
