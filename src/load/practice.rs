//! What the practice says of all its clients, and a client's own laid over it.
//!
//! A folder of clients -> the file of the practice there, and the tree of a client's file over
//! its. Invariant: a tree that is handed out again is that of the very text that was read now.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::selection::stem_of;
use super::workspace::{ClientFile, PRACTICE_FILE, Workspace};
use super::{advisers, fs};
use crate::diag::{Diagnostic, Diagnostics, Result, SourceFile, say};
use crate::value::WHOLE;
use crate::yaml::{self, Tree};

/// The practice's file as it was parsed last: it lies below every client. A copy of the
/// workspace knows it too, for it is the text that says whether it is still the same.
#[derive(Clone, Debug, Default)]
pub(super) struct Parsed(Arc<Mutex<Option<Last>>>);

/// A file and its tree.
#[derive(Debug)]
struct Last {
    file: Arc<SourceFile>,
    tree: Tree,
}

impl Parsed {
    /// The tree of a file, compared letter by letter with the last one.
    fn tree(&self, file: &Arc<SourceFile>) -> Result<Tree> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(last) = &*last
            && last.file.path == file.path
            && last.file.text == file.text
        {
            return Ok(last.tree.clone());
        }
        let tree = keys(file)?;
        *last = Some(Last { file: file.clone(), tree: tree.clone() });
        Ok(tree)
    }
}

/// The keys of a file.
fn keys(file: &Arc<SourceFile>) -> Result<Tree> {
    yaml::parse(file)?.of_keys().map_err(Diagnostics::from)
}

impl Workspace {
    /// A client's text laid over the practice's.
    pub(super) fn over_practice(
        &self,
        path: &Path,
        folder: &Path,
        file: Arc<SourceFile>,
    ) -> Result<ClientFile> {
        let mut faults = Diagnostics::new();
        let practice = faults.all(self.practice(folder));
        let shared = match &practice {
            Some(Some(practice)) => faults.all(self.parsed.tree(practice)),
            Some(None) => Some(Tree::empty(&file)),
            None => None,
        };
        let own = faults.all(keys(&file));
        let (Some(practice), Some(shared), Some(own)) = (practice, shared, own) else {
            return Err(faults);
        };

        let (shared, own) = advisers::named(shared, own);
        let tree = advisers::listed(shared.merged_with(own, &WHOLE));
        Ok(ClientFile { stem: stem_of(path), folder: folder.to_owned(), file, practice, tree })
    }

    /// The practice's file in a folder of clients, where there is one.
    pub(super) fn practice(&self, folder: &Path) -> Result<Option<Arc<SourceFile>>> {
        let path = folder.join(PRACTICE_FILE);
        if !fs::exists(&path) {
            return Ok(None);
        }
        let real = fs::canonical(&path).unwrap_or_else(|_| path.clone());
        if !fs::is_within(&real, &self.homes) {
            let message = say!("`{}` is a link that leads out of the workspace", self.shown(&path));
            return Err(Diagnostic::error("client/link", message)
                .hint(say!("copy the file into the workspace"))
                .into());
        }
        self.text(&path, "client/unreadable").map(Some)
    }
}
