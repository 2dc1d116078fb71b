//! `vpsite list`: the clients of the workspace, or the languages of its content,
//! one line each.

use std::path::Path;

use serde_json::{Value, json};

use crate::client::Keys;
use crate::diag::{Diagnostics, Result, printable};
use crate::load::Workspace;
use crate::run::{self, Coverage, Reading};
use crate::yaml::{self, Field};

use super::args::{Global, List};
use super::ui::{Ui, object};
use super::{Status, workspace};

/// Lists slug, organisation and languages, parted by tabs; or how far each
/// language is.
pub fn list(global: &Global, command: &List, ui: &mut Ui) -> Result<Status> {
    let workspace = workspace(global.root.as_deref())?;
    run::recover(&workspace);
    if command.coverage {
        return coverage(&workspace, ui);
    }
    let mut status = Status::Done;
    let found = workspace.clients()?;
    let mut remarks = found.remarks;
    remarks.extend(workspace.unread()?);
    remarks.cap();
    ui.diagnostics(&remarks);
    if remarks.has_errors() {
        status = Status::Faulty;
    }
    let mut clients = Vec::new();
    for path in found.clients {
        match Row::read(&workspace, &path) {
            Ok(row) => {
                ui.row(&row.line());
                clients.push(row.json());
            }
            Err(found) => {
                ui.diagnostics(&found);
                status = Status::Faulty;
            }
        }
    }
    ui.document(object(json!({"clients": clients})));
    Ok(status)
}

/// The organisation of a client, where its file says one.
pub(super) fn organisation(workspace: &Workspace, path: &Path) -> Option<String> {
    Row::read(workspace, path).ok()?.organisation
}

/// A client as it is listed.
struct Row {
    client: String,
    path: String,
    organisation: Option<String>,
    languages: Vec<String>,
}

impl Row {
    /// Reads the YAML alone: who lists five thousand clients waits for no picture.
    fn read(workspace: &Workspace, path: &Path) -> Result<Self> {
        let client = workspace.client(path)?;
        // What is wrong with a value is told by `check`; here it is only not known.
        let keys: Keys = yaml::read(&client.tree, &mut Diagnostics::new());
        let name = keys.organisation.value().and_then(|organisation| organisation.name.value());
        let languages = keys.languages.value().into_iter().flatten().filter_map(Field::value);
        Ok(Self {
            client: client.stem.clone(),
            path: workspace.shown(path),
            organisation: name.cloned(),
            languages: languages.cloned().collect(),
        })
    }

    fn line(&self) -> String {
        let name = self.organisation.as_deref().unwrap_or("?");
        let languages = self.languages.join(" ");
        [self.client.as_str(), name, &languages].map(printable).join("\t")
    }

    fn json(&self) -> Value {
        let Self { client, path, organisation, languages } = self;
        json!({"client": client, "path": path, "organisation": organisation, "languages": languages})
    }
}

fn coverage(workspace: &Workspace, ui: &mut Ui) -> Result<Status> {
    let (rows, faults) = run::coverage(workspace)?;
    ui.diagnostics(&faults);
    ui.row("language\twhole\tmissing\tunreviewed\toutdated\tfor the organisation");
    for row in &rows {
        ui.row(&coverage_row(row));
        for (what, files) in [("missing", &row.missing), ("unreviewed", &row.unreviewed)] {
            // A list of everything says no more than its number does.
            if !files.is_empty() && files.len() < row.wanted {
                ui.row(&format!("  {what}: {}", files.join(", ")));
            }
        }
        for ((reviewer, on), files) in &row.read {
            let on = on.map_or_else(String::new, |on| format!(" on {on}"));
            let which = match files.len() == row.texts {
                true => "everything".to_owned(),
                false => files.join(", "),
            };
            ui.row(&format!("  read by {}{on}: {which}", printable(reviewer)));
        }
        for (name, Reading { reviewer, on, .. }) in &row.read_before {
            let reviewer = printable(reviewer);
            ui.row(&format!("  changed since {reviewer} read it on {on}: {name}"));
        }
        for (name, now) in &row.outdated {
            ui.row(&format!("  outdated: {name}, translated_from: {}", now.as_str()));
        }
    }
    let rows: Vec<Value> = rows.iter().map(coverage_json).collect();
    ui.document(object(json!({"languages": rows})));
    Ok(if faults.has_errors() { Status::Faulty } else { Status::Done })
}

fn coverage_row(row: &Coverage) -> String {
    let there = row.wanted - row.missing.len();
    let missing = match row.missing_words {
        0 => row.missing.len().to_string(),
        words => format!("{} and {words} words", row.missing.len()),
    };
    format!(
        "{}\t{}\t{missing}\t{}\t{}\t{}",
        row.lang,
        if row.is_whole() {
            format!("yes, {there} files")
        } else {
            format!("no, {there} of {}", row.wanted)
        },
        row.unreviewed.len(),
        row.outdated.len(),
        row.organisation,
    )
}

fn coverage_json(row: &Coverage) -> Value {
    let read = row.read.iter().map(|((reviewer, on), files)| {
        json!({"reader": reviewer, "on": on.map(|on| on.to_string()), "files": files})
    });
    let read_before = row.read_before.iter().map(|(name, Reading { reviewer, on, .. })| {
        json!({"file": name, "reader": reviewer, "on": on.to_string()})
    });
    let outdated = row
        .outdated
        .iter()
        .map(|(name, now)| json!({"file": name, "translated_from": now.as_str()}));
    json!({
        "language": row.lang.tag(),
        "whole": row.is_whole(),
        "wanted": row.wanted,
        "missing": row.missing,
        "missing_words": row.missing_words,
        "unreviewed": row.unreviewed,
        "read": read.collect::<Vec<_>>(),
        "read_before": read_before.collect::<Vec<_>>(),
        "outdated": outdated.collect::<Vec<_>>(),
        "for_the_organisation": row.organisation,
    })
}
