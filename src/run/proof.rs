//! A client that is about to be written -> what a build would say of it.
//!
//! Invariant: it goes through the same stages as a build, as far as its plan; nothing is
//! made and nothing is written.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::client;
use crate::diag::{Diagnostics, Result, Severity};
use crate::library::Depth;
use crate::load::{ClientFile, Workspace};
use crate::plan;
use crate::value::Named;
use crate::yaml;

use super::shop::Shop;

/// What proves clients of one workspace.
pub(super) struct Proof<'a> {
    shop: Shop<'a>,
}

impl<'a> Proof<'a> {
    /// Opens what the clients of a workspace share.
    ///
    /// # Errors
    /// The themes or the content of the workspace cannot be read.
    pub(super) fn open(workspace: &'a Workspace) -> Result<Self> {
        Ok(Self { shop: Shop::open(workspace, Depth::Harm)? })
    }

    /// The errors of a client; `given` are files that it names and that are not on disk yet.
    pub(super) fn errors(
        &self,
        file: &ClientFile,
        given: &BTreeMap<String, Arc<[u8]>>,
    ) -> Diagnostics {
        let mut found = Diagnostics::new();
        if let Err(faults) = self.through(file, given, &mut found) {
            found.extend(faults);
        }
        found.explain("yaml/quotes", &["phone/invalid"]);
        found.sort();
        found.into_iter().filter(|it| it.severity == Severity::Error).collect()
    }

    fn through(
        &self,
        file: &ClientFile,
        given: &BTreeMap<String, Arc<[u8]>>,
        found: &mut Diagnostics,
    ) -> Result<()> {
        let workspace = self.shop.workspace;
        let mut faults = Diagnostics::new();
        let keys: client::Keys = yaml::read(&file.tree, &mut faults);
        let wanted = keys.files().into_iter().filter(|(_, path)| !given.contains_key(&path.value));
        let mut files = workspace.files(file, wanted, &mut faults);
        files.extend(given.iter().map(|(path, it)| (path.clone(), Named::Bytes(it.clone()))));
        workspace.hash_films(&mut files, &mut faults);
        let raw =
            client::Raw { stem: file.stem.clone(), file: file.file.clone(), keys, files, faults };
        let theme = raw.keys.theme.value().map_or("default", String::as_str);
        let (client, faults) = client::client(&raw, &self.shop.families(theme));
        found.extend(faults);
        let Some(client) = client else { return Ok(()) };
        let stock = self.shop.stock(&client.theme)?;
        let own = workspace.own_content(&file.stem)?;
        let (content, faults) = self.shop.library.for_client(&client, &raw, &own);
        found.extend(faults);
        let Some(content) = content else { return Ok(()) };
        let (_, faults) = plan::plan(&client, &content, &stock.theme);
        found.extend(faults);
        Ok(())
    }
}
