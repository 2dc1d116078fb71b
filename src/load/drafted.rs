//! Clients that are about to be written: a text that is not on disk yet, or one that is
//! there and is to be changed.
//!
//! Invariant: what is read here is read as a build would read it once it is written.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::{Result, SourceFile};
use crate::value::Slug;
use crate::yaml::{self, Tree};

use super::fs;
use super::workspace::{CLIENTS, ClientFile, RawLayer, Workspace};

impl Workspace {
    /// Where the file of a client lies, whether it is there or not.
    pub fn client_path(&self, slug: &Slug) -> PathBuf {
        self.clients_folder().join(format!("{slug}.yaml"))
    }

    /// Where the files that a client names lie.
    pub fn client_folder(&self, slug: &Slug) -> PathBuf {
        self.clients_folder().join(slug.as_str())
    }

    fn clients_folder(&self) -> PathBuf {
        self.root.join(CLIENTS)
    }

    /// The file of a client, where there is one.
    ///
    /// # Errors
    /// It is there and cannot be read.
    pub fn client_text(&self, slug: &Slug) -> Result<Option<Arc<SourceFile>>> {
        let path = self.client_path(slug);
        match fs::exists(&path) {
            true => self.text(&path, "client/unreadable").map(Some),
            false => Ok(None),
        }
    }

    /// A client of this text, laid over the practice's, as if it were on disk.
    ///
    /// # Errors
    /// It, or the practice's, is no YAML.
    pub fn drafted(&self, slug: &Slug, text: &str) -> Result<ClientFile> {
        let path = self.client_path(slug);
        let file = SourceFile::new(self.shown(&path), text);
        self.over_practice(&path, &self.clients_folder(), file)
    }

    /// What the practice says to all clients; nothing where there is no such file.
    ///
    /// # Errors
    /// It is there and cannot be read.
    pub fn practice_tree(&self) -> Result<Tree> {
        match self.practice(&self.clients_folder())? {
            Some(file) => Ok(yaml::parse(&file)?.of_keys()?),
            None => Ok(Tree::empty(&SourceFile::new("", ""))),
        }
    }

    /// A file of the content that all clients share, or one client's own; its layers from the
    /// lowest to the highest.
    ///
    /// # Errors
    /// The content cannot be read.
    pub fn content_layers(&self, path: &str, client: Option<&Slug>) -> Result<Vec<RawLayer>> {
        let mut layers = self.content()?.files.remove(path).unwrap_or_default();
        if let Some(slug) = client {
            layers.extend(self.own_content(slug.as_str())?.files.remove(path).unwrap_or_default());
        }
        Ok(layers)
    }

    /// Where a file of a client's own content lies.
    pub fn own_content_path(&self, slug: &Slug, path: &str) -> PathBuf {
        self.content_folder(Some(slug.as_str())).join(path)
    }
}

/// Whether this folder lies in a workspace's own folders, where no other can be.
pub fn is_within_workspace(folder: &Path, workspace: &Workspace) -> bool {
    let folder = fs::canonical(folder).unwrap_or_else(|_| fs::absolute(folder));
    [CLIENTS, "content", "themes", "dist"].iter().any(|name| {
        let own = workspace.root.join(name);
        folder.starts_with(&own)
    })
}

/// Whether a folder has clients in it already, of which some could be changed by what is laid
/// beside them.
pub fn has_clients(root: &Path) -> bool {
    let entries = fs::entries(&root.join(CLIENTS)).unwrap_or_default();
    entries.iter().any(|(name, _)| name.ends_with(".yaml") || name.ends_with(".yml"))
}
