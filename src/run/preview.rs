//! Clients as they would be built, in memory: an output is made when it is asked for.
//!
//! Input: a workspace, and the path of a client file. Output: the kit, output by output, each
//! made and looked at as a build does. Invariant: nothing is written; what has been made is
//! made again only when its key has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::audit::{Facts, Seen};
use crate::client;
use crate::diag::{Diagnostic, Diagnostics, Result, say};
use crate::library::Depth;
use crate::load::Workspace;
use crate::plan::{Make, Output};
use crate::render::{KIT_POLICY, POLICY};
use crate::yaml::{self, Field};

use super::addresses;
use super::input::Input;
use super::kit::{broken, settle};
use super::letters;
use super::open::{Films, Opened, open};
use super::shop::Shop;

pub use crate::render::{Body, STACK};

/// How many states of an output are kept: the one that is shown, and the one before.
const KEPT: usize = 2;

/// The clients of a workspace, to be looked at.
pub struct Preview<'a> {
    workspace: &'a Workspace,
    shop: Mutex<Arc<Shop<'a>>>,
    films: Mutex<Films>,
}

/// A client as its files are now, before anything of it is proven.
pub struct Draft<'p, 'a> {
    preview: &'p Preview<'a>,
    shop: Arc<Shop<'a>>,
    path: PathBuf,
    input: Input,
    key: String,
}

/// A client that is sound, and its outputs, none of which has to be made yet.
pub struct Kit<'a> {
    workspace: &'a Workspace,
    path: &'a Path,
    opened: &'a Opened<'a>,
    /// What was found on the way to its outputs: no errors.
    remarks: Diagnostics,
}

/// One output: what it holds, unless it could not be made, and what was found in it.
pub struct Made {
    /// Its content.
    pub body: Option<Body>,
    /// What was found in it.
    pub remarks: Diagnostics,
    facts: Facts,
}

/// What has been made of a client, by path and key.
#[derive(Default)]
pub struct Kept(Mutex<BTreeMap<String, States>>);

/// An output as it was made lately, each with its key, the newest first.
type States = Vec<(String, Arc<Made>)>;

impl<'a> Preview<'a> {
    /// Opens what the clients of a workspace share.
    ///
    /// # Errors
    /// The themes or the content of the workspace cannot be read.
    pub fn open(workspace: &'a Workspace) -> Result<Self> {
        let shop = Mutex::new(Arc::new(Shop::open(workspace, Depth::Harm)?));
        Ok(Self { workspace, shop, films: Mutex::default() })
    }

    /// Looks again at what lies on disk, for the clients that are read from now on.
    ///
    /// # Errors
    /// As [`Preview::open`]; what was there before stays.
    pub fn renew(&self) -> Result<()> {
        let old = self.shop();
        let new = Arc::new(old.renewed()?);
        *self.shop.lock().unwrap_or_else(PoisonError::into_inner) = new;
        Ok(())
    }

    /// Reads a client and all that it names.
    ///
    /// # Errors
    /// The file cannot be read, or is no YAML.
    pub fn read(&self, client: &Path) -> Result<Draft<'_, 'a>> {
        let shop = self.shop();
        let input = Input::read(self.workspace, client)?;
        let key = input.key(&shop);
        Ok(Draft { preview: self, shop, path: client.to_owned(), input, key })
    }

    fn shop(&self) -> Arc<Shop<'a>> {
        self.shop.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Draft<'_, '_> {
    /// The key of everything that its kit is made from.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Proves the client and hands over its kit, for as long as `then` takes. The thread must
    /// have a stack of [`STACK`].
    ///
    /// # Errors
    /// The client is at fault, or the program broke off.
    pub fn open<R>(self, then: impl FnOnce(&Kit<'_>) -> R) -> Result<R> {
        let Self { preview, shop, path, input, .. } = self;
        let films = preview.films.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut found = Diagnostics::new();
        let whole = catch_unwind(AssertUnwindSafe(|| {
            open(&shop, input, &films, &mut found, |opened, found| {
                if let Ok(mut films) = preview.films.lock() {
                    films.extend(opened.input.films());
                }
                settle(found);
                if found.has_errors() {
                    return None;
                }
                let remarks = found.clone();
                Some(then(&Kit { workspace: preview.workspace, path: &path, opened, remarks }))
            })
        }));
        match whole {
            Ok(Some(Some(given))) => Ok(given),
            Ok(_) => {
                settle(&mut found);
                Err(found)
            }
            Err(panic) => Err(broken(panic.as_ref()).into()),
        }
    }
}

impl Kit<'_> {
    /// What was found on the way to its outputs: no errors.
    pub fn remarks(&self) -> &Diagnostics {
        &self.remarks
    }

    /// The path of every output, and whether it takes long: paper and pictures do.
    pub fn paths(&self) -> BTreeMap<String, bool> {
        let outputs = self.opened.plan.outputs.iter();
        outputs.map(|output| (output.path.to_string(), takes_long(output))).collect()
    }

    /// The output of this path, made now unless it has been; nothing where none is planned.
    pub fn output(&self, path: &str, kept: &Kept) -> Option<Arc<Made>> {
        let output = self.opened.plan.outputs.iter().find(|output| output.path.as_str() == path)?;
        let made = catch_unwind(AssertUnwindSafe(|| self.made(output, kept)));
        Some(made.unwrap_or_else(|panic| Arc::new(Made::fault(broken(panic.as_ref()).into()))))
    }

    fn made(&self, output: &Output, kept: &Kept) -> Arc<Made> {
        let path = output.path.as_str();
        let renderer = self.opened.renderer;
        let groups = renderer.groups();
        let Some(group) =
            groups.iter().find(|group| group.iter().any(|one| one.path == output.path))
        else {
            return Arc::new(Made::fault(Diagnostics::new()));
        };
        let batch = match renderer.gather(group) {
            Ok(batch) => batch,
            Err(faults) => return Arc::new(Made::fault(faults)),
        };
        let key = batch.outputs().find(|(one, _)| one.path == output.path);
        let key = key.map(|(_, key)| key.to_string()).unwrap_or_default();
        if let Some(made) = kept.get(path, &key) {
            return made;
        }
        let mut made = None;
        let wanted = |one: &Output| one.path == output.path;
        let result = renderer.make(&batch, &wanted, &mut |one, rendered| {
            // What is a single output is made whether it is wanted or not.
            if wanted(one) {
                let (facts, remarks) = self.opened.rules.look(&Seen::from(&rendered));
                made = Some(Made { body: Some(rendered.body), remarks, facts });
            }
        });
        let mut made = made.unwrap_or_else(|| Made::fault(Diagnostics::new()));
        made.remarks.extend(result.err().into_iter().flatten());
        made.remarks = letters::at_their_lines(made.remarks, &self.opened.input.texts());
        let made = Arc::new(made);
        kept.put(path, key, made.clone());
        made
    }

    /// What concerns several outputs or several clients: makes all that costs little, and holds
    /// links and addresses against each other. What one output says of itself is told too.
    pub fn judge(&self, kept: &Kept) -> Diagnostics {
        let mut found = Diagnostics::new();
        let mut missing = false;
        let mut made: Vec<(&str, Option<Arc<Made>>)> = Vec::new();
        for output in &self.opened.plan.outputs {
            let path = output.path.as_str();
            let quick = !takes_long(output);
            made.push((path, quick.then(|| self.output(path, kept)).flatten()));
        }
        for (_, one) in &made {
            found.extend(one.iter().flat_map(|one| one.remarks.clone()));
            missing |= one.as_ref().is_some_and(|one| one.body.is_none());
        }
        if !missing {
            // Paper and pictures hold nothing that a link could lead to but themselves.
            let none = Facts::default();
            let facts: BTreeMap<&str, &Facts> = made
                .iter()
                .map(|(path, one)| (*path, one.as_ref().map_or(&none, |one| &one.facts)))
                .collect();
            found.extend(self.opened.rules.judge(&facts));
        }
        found.extend(
            addresses::shared(self.workspace, &[self.path.to_owned()]).into_iter().flatten(),
        );
        settle(&mut found);
        found
    }
}

impl Made {
    fn fault(mut remarks: Diagnostics) -> Self {
        if !remarks.has_errors() {
            remarks.push(Diagnostic::error("build/lost", say!("making this output broke off")));
        }
        Self { body: None, remarks, facts: Facts::default() }
    }
}

impl Kept {
    fn get(&self, path: &str, key: &str) -> Option<Arc<Made>> {
        let kept = self.0.lock().ok()?;
        let (_, made) = kept.get(path)?.iter().find(|(known, _)| known == key)?;
        Some(made.clone())
    }

    fn put(&self, path: &str, key: String, made: Arc<Made>) {
        if let Ok(mut kept) = self.0.lock() {
            let states = kept.entry(path.to_owned()).or_default();
            states.insert(0, (key, made));
            states.truncate(KEPT);
        }
    }

    /// Forgets all outputs but these.
    pub fn keep(&self, paths: &BTreeSet<&str>) {
        if let Ok(mut kept) = self.0.lock() {
            kept.retain(|path, _| paths.contains(path.as_str()));
        }
    }
}

/// The policy that an HTML output of this path carries.
pub fn policy(path: &str) -> &'static str {
    if path.starts_with("site/") { POLICY } else { KIT_POLICY }
}

/// Puts what was found in several outputs into the form that is told.
pub fn settled(found: impl IntoIterator<Item = Diagnostic>) -> Diagnostics {
    let mut found: Diagnostics = found.into_iter().collect();
    settle(&mut found);
    found
}

fn takes_long(output: &Output) -> bool {
    matches!(output.make, Make::Print(_) | Make::Picture { .. })
}

/// What a list of clients says of one.
pub struct About {
    /// The name of the organisation.
    pub organisation: Option<String>,
    /// Its languages, as they are written.
    pub languages: Vec<String>,
}

/// What a client file says of itself, with nothing of it proven; nothing where it is no YAML.
pub fn about(workspace: &Workspace, client: &Path) -> Option<About> {
    let file = workspace.client(client).ok()?;
    // What is wrong with a value is told when the client is looked at.
    let keys: client::Keys = yaml::read(&file.tree, &mut Diagnostics::new());
    let name = keys.organisation.value().and_then(|organisation| organisation.name.value());
    let languages = keys.languages.value().into_iter().flatten().filter_map(Field::value);
    Some(About { organisation: name.cloned(), languages: languages.cloned().collect() })
}
