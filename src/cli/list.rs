//! `vpsite list`: the clients of the workspace, one line each.

use crate::diag::Result;
use crate::load::Workspace;
use crate::load::yaml::Field;

use super::args::Global;
use super::ui::Ui;
use super::{Status, workspace};

/// Lists slug, organisation and languages, parted by tabs.
pub fn list(global: &Global, ui: &mut Ui) -> Result<Status> {
    let workspace = workspace(global.root.as_deref())?;
    let mut status = Status::Done;
    for path in workspace.clients()? {
        match row(&workspace, &path) {
            Ok(row) => ui.data(&row),
            Err(found) => {
                ui.diagnostics(&found);
                status = Status::Faulty;
            }
        }
    }
    Ok(status)
}

fn row(workspace: &Workspace, path: &std::path::Path) -> Result<String> {
    let client = workspace.client(path)?;
    let name = client.keys.organisation.value().and_then(|organisation| organisation.name.value());
    let languages: Vec<&str> = client
        .keys
        .languages
        .value()
        .into_iter()
        .flatten()
        .filter_map(Field::value)
        .map(String::as_str)
        .collect();
    let name = name.map_or("?", String::as_str);
    Ok(format!("{}\t{name}\t{}", client.stem, languages.join(" ")))
}
