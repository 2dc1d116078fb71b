//! Kits as they lie somewhere -> whether they are what was built, without their sources.
//!
//! In: folders of kits. Out: of each what is missing, changed or foreign, and what the audit
//! and the readers of codes find in the bytes that lie there now. With a workspace: whether
//! kits from several machines are all of its clients, each once, from one program and one
//! content. Invariants: nothing is written; no rule of a build is left out that needs no source;
//! a fault of one kit is that kit's.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

use crate::audit::{Expected, Facts, Rules, Seen, pages};
use crate::diag::{Diagnostic, Diagnostics, Result, Sentence, say};
use crate::fetch::Online;
use crate::library::Depth;
use crate::load::{self, Workspace};
use crate::render::{Proof, STACK};
use crate::theme::original;
use crate::value::sha256;
use crate::write::{Label, Specimen, specimens};

use super::BUILDER;
use super::input::Input;
use super::kit::{broken, settle};
use super::shop::Shop;
use super::state::BUILD;

/// Where the site lies in a kit.
const SITE: &str = "site/";
/// Kinds of files that the audit reads, and those that carry codes.
const READ: [&str; 12] =
    ["html", "htm", "xhtml", "eml", "css", "svg", "js", "mjs", "txt", "pdf", "png", "pptx"];
/// What of a site is for its server, which keeps it to itself or reads it elsewhere.
const FOR_SERVERS: [&str; 5] =
    ["_headers", "_redirects", ".htaccess", "web.config", "staticwebapp.config.json"];
/// The page that a server shows for what it has not got.
const NOT_FOUND: &str = "404.html";
/// What crawlers may read.
const ROBOTS: &str = "robots.txt";

/// One kit, looked at.
#[derive(Debug)]
pub struct Verified {
    /// The client whose kit it says that it is.
    pub client: String,
    /// Where it lies, as people see it.
    pub path: String,
    /// How many files its manifest names.
    pub files: usize,
    /// How many files carry codes that were read back.
    pub codes: usize,
    /// How many files a web server handed out as they are.
    pub online: usize,
    /// Everything that was found.
    pub found: Diagnostics,
}

/// The kits in these folders, each of which is one.
///
/// # Errors
/// One is no kit, or the disk refuses.
pub fn kits(folders: &[PathBuf]) -> Result<Vec<Specimen>> {
    let mut kits = Vec::new();
    let mut faults = Diagnostics::new();
    for folder in folders {
        match Specimen::at(folder)? {
            Some(kit) => kits.push(kit),
            None => faults.push(none(folder)),
        }
    }
    if faults.is_empty() { Ok(kits) } else { Err(faults) }
}

/// All kits that lie in these folders.
///
/// # Errors
/// There is none in one of them, or the disk refuses.
pub fn kits_in(folders: &[PathBuf]) -> Result<Vec<Specimen>> {
    let mut kits = Vec::new();
    let mut faults = Diagnostics::new();
    for folder in folders {
        let here = specimens(folder)?;
        if here.is_empty() {
            let shown = crate::write::shown(folder);
            let fault = Diagnostic::error("verify/none", say!("there are no kits in `{shown}`"));
            faults.push(fault.hint(say!("name the folder that `vpsite build` writes into")));
        }
        kits.extend(here);
    }
    if faults.is_empty() { Ok(kits) } else { Err(faults) }
}

fn none(folder: &Path) -> Diagnostic {
    let shown = crate::write::shown(folder);
    Diagnostic::error("verify/none", say!("there is no kit in `{shown}`"))
        .hint(say!("a kit is a folder with `manifest.json`, such as `dist/acme`"))
        .hint(say!("`--all` verifies every kit in a folder of kits"))
}

/// Looks at kits on several threads, and tells of each as it ends.
pub fn verify(kits: &[Specimen], jobs: usize, mut tell: impl FnMut(Verified)) {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        for number in 0..jobs.clamp(1, kits.len().max(1)) {
            let (sender, next) = (sender.clone(), &next);
            let work = move || {
                while let Some(kit) = kits.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if sender.send(one(kit)).is_err() {
                        return;
                    }
                }
            };
            // A panic is told as a fault of its kit.
            let name = format!("{BUILDER}verify-{number}");
            let builder = thread::Builder::new().name(name).stack_size(STACK);
            if builder.spawn_scoped(scope, work).is_err() && number == 0 {
                return;
            }
        }
        drop(sender);
        receiver.into_iter().for_each(&mut tell);
    });
}

/// Looks at one kit.
fn one(kit: &Specimen) -> Verified {
    let mut verified = Verified {
        client: kit.client().to_owned(),
        path: kit.shown(),
        files: kit.files().count(),
        codes: 0,
        online: 0,
        found: Diagnostics::new(),
    };
    let looked = catch_unwind(AssertUnwindSafe(|| look(kit, &mut verified)));
    match looked {
        Ok(Ok(())) => {}
        Ok(Err(faults)) => verified.found.extend(faults),
        Err(panic) => verified.found.push(broken(panic.as_ref())),
    }
    settle(&mut verified.found);
    verified
}

fn look(kit: &Specimen, verified: &mut Verified) -> Result<()> {
    let shown = kit.shown();
    let unknown = Label::default();
    let label = kit.label().unwrap_or(&unknown);
    let found = &mut verified.found;
    if kit.label().is_none() {
        let message = say!("`{shown}` does not say what its site and its codes should be");
        found.push(
            Diagnostic::error("verify/older", message)
                .hint(say!("an older vpsite made it: build it again")),
        );
    }
    let rules = Rules::of_kit(shown.clone(), (&label.site, &label.exit), &label.scripts);
    let mut facts: BTreeMap<&str, Facts> = BTreeMap::new();
    for (path, hash) in kit.files() {
        let kind = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let is_read = READ.contains(&kind.as_str());
        let bytes = if is_read { kit.bytes(path)? } else { None };
        let there = match &bytes {
            Some(bytes) => Some(sha256(bytes)),
            None if is_read => None,
            None => kit.hash(path)?,
        };
        let Some(there) = there else {
            let message = say!("`{shown}/{path}` is missing");
            found.push(Diagnostic::error("verify/missing", message).hint(again()));
            continue;
        };
        if there != hash {
            let message = say!("`{shown}/{path}` is another file than vpsite wrote");
            found.push(Diagnostic::error("verify/changed", message).hint(again()));
        }
        let bytes = bytes.unwrap_or_default();
        let proof = label.codes.get(path).map(|codes| Proof {
            seen: Arc::new(pages(path, &bytes)),
            payloads: codes.iter().cloned().collect(),
            // How fine a code may be was judged by who knew the sheet.
            module_mm: Vec::new(),
            on_screen: true,
        });
        verified.codes += usize::from(proof.is_some());
        let seen = Seen {
            path,
            bytes: &bytes,
            text: None,
            proof: proof.as_ref(),
            says: None,
            fields: &[],
        };
        let (known, faults) = rules.look(&seen);
        // Without a label nobody knows where links and codes should lead.
        if kit.label().is_some() {
            found.extend(faults);
        }
        facts.insert(path, known);
        if label.scripts.contains(path) && !is_built_in(&bytes) {
            let message = say!("`{shown}/{path}` is not the built-in script");
            found.push(
                Diagnostic::warning("verify/script", message)
                    .hint(say!("ask who made its theme what that sends or keeps")),
            );
        }
    }
    if kit.label().is_some() {
        found.extend(rules.judge(&facts.iter().map(|(path, facts)| (*path, facts)).collect()));
        found.extend(elsewhere(label, &shown));
    }
    found.extend(kit.strangers()?.into_iter().map(|path| stranger(&shown, &path)));
    Ok(())
}

fn again() -> Sentence {
    say!("build the kit again, or copy it again from where it was built")
}

/// A file that nobody knows of: on the site it would be handed out.
fn stranger(shown: &str, path: &str) -> Diagnostic {
    let message = say!("vpsite did not write `{shown}/{path}`");
    match path.starts_with(SITE) {
        true => Diagnostic::error("verify/extra", message)
            .hint(say!("take it out before the site is uploaded, or everybody can read it")),
        false => Diagnostic::warning("verify/extra", message)
            .hint(say!("take it out before the kit is sent")),
    }
}

/// Codes that open another address than the site's, though the kit says so of itself.
fn elsewhere<'a>(label: &'a Label, shown: &'a str) -> impl Iterator<Item = Diagnostic> + 'a {
    let site = label.site.to_lowercase();
    let codes = label.codes.iter().flat_map(|(path, codes)| codes.iter().map(move |it| (path, it)));
    codes.filter_map(move |(path, code)| {
        let opened = code.to_lowercase();
        let is_address = opened.starts_with("http:") || opened.starts_with("https:");
        (is_address && !opened.starts_with(&site)).then(|| {
            let message = say!(
                "the code on `{shown}/{path}` opens `{code}`, and the site is at `{}`",
                label.site
            );
            Diagnostic::error("verify/code", message).hint(again())
        })
    })
}

/// Whether a script is the built-in one, or an unchanged copy of it.
fn is_built_in(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    // Windows tools write other line ends; no script means anything else by them.
    let text = text.replace("\r\n", "\n");
    let originals = load::originals();
    let mut scripts = originals.iter().filter(|(path, _)| path.ends_with(".js"));
    scripts.any(|(path, own)| text == *own || text == original::marked(path, own))
}

/// Holds what a web server hands out at an address against the site of a kit: how many files are
/// as they were built, and what is wrong with the others. The only thing here that reaches a
/// network.
///
/// # Errors
/// It is no address that can be asked, or the disk refuses.
pub fn online(kit: &Specimen, address: &str) -> Result<(usize, Diagnostics)> {
    let online = Online::at(address)?;
    let mut found = Diagnostics::new();
    let Some(label) = kit.label() else { return Ok((0, found)) };
    let rules = Rules::of_kit(kit.shown(), (&label.site, &label.exit), &label.scripts);
    let mut good = 0;
    for (path, hash) in kit.files() {
        let is_public = |below: &&str| is_public(below, &label.site);
        let Some(below) = path.strip_prefix(SITE).filter(is_public) else {
            continue;
        };
        let bytes = kit.bytes(path)?;
        let address = online.address(below);
        let size = bytes.as_ref().map_or(0, |bytes| bytes.len() as u64);
        let expected = Expected { path, hash, bytes: bytes.as_deref(), frames: &label.frames };
        let faults = match online.get(&address, size) {
            Ok(answer) => rules.served(&address, &answer, expected),
            Err(faults) => {
                // Where nobody answers, nobody answers the next question either.
                let gone = faults.iter().any(|fault| fault.code == "verify/network");
                found.extend(faults);
                if gone && good == 0 {
                    return Ok((good, found));
                }
                continue;
            }
        };
        good += usize::from(faults.is_empty());
        found.extend(faults);
    }
    settle(&mut found);
    Ok((good, found))
}

/// Whether a file of the site is there for its visitors.
fn is_public(below: &str, site: &str) -> bool {
    let name = below.rsplit('/').next().unwrap_or_default();
    // Crawlers ask for it at the root of a host alone, which belongs to many sites then.
    let is_root = site.matches('/').count() == "https://host/".matches('/').count();
    match below {
        // What is missing is shown by the server with a status of its own.
        NOT_FOUND => false,
        ROBOTS => is_root,
        _ => !FOR_SERVERS.contains(&name),
    }
}

/// Whether kits are together those of all clients of a workspace, each once, and all from one
/// program and the sources that lie there.
///
/// # Errors
/// Clients, content or themes cannot be read.
pub fn together(workspace: &Workspace, kits: &[Specimen]) -> Result<Diagnostics> {
    let mut found = Diagnostics::new();
    let clients = workspace.clients()?;
    found.extend(clients.remarks);
    let mut held: BTreeMap<&str, Vec<&Specimen>> = BTreeMap::new();
    for kit in kits {
        held.entry(kit.client()).or_default().push(kit);
    }
    let shop = Shop::open(workspace, Depth::Harm)?;
    for path in &clients.clients {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let kits = held.remove(name.as_str()).unwrap_or_default();
        match kits.as_slice() {
            [] => found.push(absent(workspace, path, &name)),
            [kit] => found.extend(old(workspace, &shop, path, kit)),
            several => found.push(twice(&name, several)),
        }
    }
    for (name, kits) in held {
        for kit in kits {
            let message = say!("`{}` is the kit of `{name}`, which is no client here", kit.shown());
            found.push(
                Diagnostic::error("verify/orphan", message)
                    .hint(say!("`vpsite clean --orphans` removes kits of clients that are gone")),
            );
        }
    }
    found.extend(mixed(kits));
    settle(&mut found);
    Ok(found)
}

fn absent(workspace: &Workspace, path: &Path, name: &str) -> Diagnostic {
    let message = say!("there is no kit of `{}`", workspace.shown(path));
    Diagnostic::error("verify/absent", message)
        .hint(say!("`vpsite build {name}` makes it, or the part that it is in has not ended well"))
}

fn twice(name: &str, several: &[&Specimen]) -> Diagnostic {
    let places = several.iter().map(|kit| Sentence::literal(format!("`{}`", kit.shown())));
    let message = say!("`{name}` has {} kits: {}", several.len(), Sentence::and(places));
    Diagnostic::error("verify/twice", message)
        .hint(say!("keep one of them: nobody could say which was printed"))
}

/// That a kit was made from something else than lies in the workspace now.
fn old(workspace: &Workspace, shop: &Shop<'_>, path: &Path, kit: &Specimen) -> Option<Diagnostic> {
    let label = kit.label()?;
    // A client that cannot be read is told by `check`, and has no kit that could be new.
    let now = match Input::read(workspace, path) {
        Ok(input) => input.origins(shop),
        Err(faults) => return faults.into_iter().next(),
    };
    let subjects: BTreeSet<&String> = label.from.keys().chain(now.keys()).collect();
    let other: Vec<Sentence> = subjects
        .into_iter()
        .filter(|subject| label.from.get(*subject) != now.get(*subject))
        .map(|subject| Sentence::literal(format!("`{subject}`")))
        .collect();
    if other.is_empty() {
        return None;
    }
    let message = say!("`{}` was made from another state of {}", kit.shown(), Sentence::and(other));
    Some(
        Diagnostic::error("verify/old", message)
            .hint(say!("build it again; every machine needs the same files and settings")),
    )
}

/// That kits come from several programs, or not from this one.
fn mixed(kits: &[Specimen]) -> Diagnostics {
    let mut builds: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for kit in kits {
        let Some(label) = kit.label() else { continue };
        builds.entry(&label.build).or_default().push(kit.shown());
    }
    let mut found = Diagnostics::new();
    if builds.len() > 1 {
        let each = builds.values().filter_map(|kits| {
            let first = kits.first()?;
            Some(match kits.len() {
                1 => say!("`{first}`"),
                more => say!("`{first}` and {} more", more - 1),
            })
        });
        let message =
            say!("kits are of {} builds of vpsite: {}", builds.len(), Sentence::joined(each, "; "));
        found.push(Diagnostic::error("verify/mixed", message).hint(say!(
            "install the same vpsite on every machine, and build the fewer ones again"
        )));
    } else if builds.keys().any(|build| *build != BUILD) {
        let message = say!("all kits are of one build of vpsite, and it is not this one");
        found.push(
            Diagnostic::warning("verify/mixed", message)
                .hint(say!("verify with the vpsite that built them to be told of every rule")),
        );
    }
    found
}
