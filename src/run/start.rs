//! An empty folder -> a workspace; what was told of one client -> its file.
//!
//! Invariant: nothing that is there is written over, and no client is written that a build
//! would refuse.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::{Diagnostic, Result, say};
use crate::draft::{self, ClientDraft, Item};
use crate::load::{self, Workspace};
use crate::value::{Edition, Slug};
use crate::write;
use crate::yaml::Step;

use super::proof::Proof;

pub use crate::draft::Speech;

/// A file that a new workspace begins with, and what became of it.
#[derive(Debug)]
pub struct Laid {
    /// Where it lies.
    pub path: PathBuf,
    /// Whether it was made now; else one was there, or it has no place among what is.
    pub is_new: bool,
}

/// Makes a workspace in a folder, and leaves what is there as it is.
///
/// # Errors
/// The folder lies within another workspace's own, or the disk refuses.
pub fn init(
    folder: &Path,
    cwd: &Path,
    speech: Speech,
    schema: &str,
    edition: Edition,
) -> Result<Vec<Laid>> {
    let folder = cwd.join(folder);
    if let Ok(around) = Workspace::find(&folder, cwd)
        && load::is_within_workspace(&folder, &around)
    {
        let message = say!("this folder belongs to a workspace already");
        return Err(Diagnostic::error("workspace/within", message)
            .hint(say!("choose a folder of its own, as in `vpsite init kits`"))
            .into());
    }
    // An example practice would speak for clients that are there, and an example among them
    // would be built with them.
    let at_work = load::has_clients(&folder);
    let mut laid = Vec::new();
    for file in draft::start_files(speech, schema, edition) {
        let path = folder.join(file.path);
        let is_there = write::bytes_of(&path)?.is_some();
        if is_there || (at_work && file.example) {
            laid.extend(is_there.then_some(Laid { path, is_new: false }));
            continue;
        }
        write::new_file(&path, file.text.as_bytes())?;
        laid.push(Laid { path, is_new: true });
    }
    Ok(laid)
}

/// What a practice gives to all its clients, so that nobody has to be asked for it.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The names of its advisers.
    pub advisers: Vec<String>,
    /// The address below which sites stand.
    pub base_url: Option<String>,
    /// Whether it gives languages.
    pub languages: bool,
    /// Whether it gives the edition.
    pub edition: bool,
}

/// What the practice of a workspace gives.
///
/// # Errors
/// Its file cannot be read.
pub fn given(workspace: &Workspace) -> Result<Given> {
    let tree = workspace.practice_tree()?;
    let list = [Step::from("advisers")];
    let name = |index: usize| {
        let at = [Step::from("advisers"), Step::from(index), Step::from("name")];
        let part = |key: &str| {
            let mut at = at.to_vec();
            at.push(Step::from(key));
            tree.text(&at).map(str::to_owned)
        };
        tree.text(&at).map(str::to_owned).or_else(|| {
            let parts: Vec<String> = ["given", "family"].into_iter().filter_map(part).collect();
            (!parts.is_empty()).then(|| parts.join(" "))
        })
    };
    let names = (0..tree.items(&list)).map(|index| name(index).unwrap_or_default());
    let base_url = tree.text(&["site".into(), "base_url".into()]).map(str::to_owned);
    Ok(Given {
        advisers: names.collect(),
        base_url,
        languages: tree.has(&["languages".into()]),
        edition: tree.has(&["edition".into()]),
    })
}

/// A logo that somebody has named, wherever it lies.
#[derive(Clone, Debug)]
pub struct Logo {
    bytes: Arc<[u8]>,
    /// The ending of its name, in small letters.
    ending: String,
}

impl Logo {
    /// Reads it.
    ///
    /// # Errors
    /// It is not there or too large.
    pub fn read(path: &Path, cwd: &Path) -> Result<Self> {
        let bytes = load::picture(&cwd.join(path), cwd)?;
        let ending = path.extension().map(|it| it.to_string_lossy().to_lowercase());
        Ok(Self { bytes: bytes.into(), ending: ending.unwrap_or_default() })
    }

    /// The colour that it is known by, as a file has it.
    pub fn colour(&self) -> Option<String> {
        crate::client::main_colour(&self.bytes).map(|colour| colour.to_string())
    }
}

/// Writes the file of a new client, and its logo beside it; gives the paths of what was made.
///
/// # Errors
/// A client of that name is there, a build would refuse it, or the disk does.
pub fn new_client(
    workspace: &Workspace,
    slug: &Slug,
    mut draft: ClientDraft,
    logo: Option<&Logo>,
    (speech, edition): (Speech, Edition),
) -> Result<Vec<PathBuf>> {
    let path = workspace.client_path(slug);
    if workspace.client_text(slug)?.is_some() {
        let message = say!("there is a client `{slug}` already");
        return Err(Diagnostic::error("write/in-the-way", message)
            .hint(say!("open `{}` to change it", workspace.shown(&path)))
            .hint(say!("or choose another name: `vpsite new another-name`"))
            .into());
    }
    fill(&mut draft, &given(workspace)?, edition);
    let mut files = BTreeMap::new();
    let mut laid = None;
    if let Some(logo) = logo {
        let name = format!("{slug}/logo.{}", logo.ending);
        let lies = workspace.client_folder(slug).join(format!("logo.{}", logo.ending));
        // A path has no words that could be refused.
        let _ = draft.tell(Item::Logo, &name);
        files.insert(name, logo.bytes.clone());
        laid = Some((lies, logo.bytes.clone()));
    }
    let text = draft.text(slug, speech);
    let faults = Proof::open(workspace)?.errors(&workspace.drafted(slug, &text)?, &files);
    if faults.has_errors() {
        return Err(faults);
    }
    let mut made = Vec::new();
    if let Some((lies, bytes)) = laid {
        write::hold(&lies, None, &bytes)?;
        made.push(lies);
    }
    write::new_file(&path, text.as_bytes())?;
    made.insert(0, path);
    Ok(made)
}

/// Fills in what every client must have and nobody has said.
pub(super) fn fill(draft: &mut ClientDraft, given: &Given, edition: Edition) {
    let missing = |draft: &ClientDraft, item| draft.told(item).is_none();
    // Neither of the two can be refused: they are of this program.
    if missing(draft, Item::Languages) && !given.languages {
        let _ = draft.tell(Item::Languages, "nl");
    }
    if missing(draft, Item::Edition) && !given.edition {
        let _ = draft.tell(Item::Edition, &edition.to_string());
    }
}
