//! `vpsite list`: the clients of the workspace, or the languages of its content,
//! one line each.

use std::path::Path;

use crate::client::Keys;
use crate::diag::{Diagnostics, Result, printable};
use crate::load::Workspace;
use crate::run::{self, Coverage, Reading};
use crate::yaml::{self, Field};

use super::args::{Global, List};
use super::ui::Ui;
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
    for path in found.clients {
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

/// Reads the YAML alone: who lists five thousand clients waits for no picture.
fn row(workspace: &Workspace, path: &Path) -> Result<String> {
    let client = workspace.client(path)?;
    // What is wrong with a value is told by `check`; here it is only not known.
    let keys: Keys = yaml::read(&client.tree, &mut Diagnostics::new());
    let name = keys.organisation.value().and_then(|organisation| organisation.name.value());
    let languages: Vec<&str> = keys
        .languages
        .value()
        .into_iter()
        .flatten()
        .filter_map(Field::value)
        .map(String::as_str)
        .collect();
    let name = name.map_or("?", String::as_str);
    let languages = languages.join(" ");
    let columns = [client.stem.as_str(), name, &languages].map(printable);
    Ok(columns.join("\t"))
}

fn coverage(workspace: &Workspace, ui: &mut Ui) -> Result<Status> {
    let (rows, faults) = run::coverage(workspace)?;
    ui.diagnostics(&faults);
    ui.data("language\twhole\tmissing\tunreviewed\toutdated\tfor the organisation");
    for row in &rows {
        ui.data(&coverage_row(row));
        for (what, files) in [("missing", &row.missing), ("unreviewed", &row.unreviewed)] {
            // A list of everything says no more than its number does.
            if !files.is_empty() && files.len() < row.wanted {
                ui.data(&format!("  {what}: {}", files.join(", ")));
            }
        }
        for ((reviewer, on), files) in &row.read {
            let on = on.map_or_else(String::new, |on| format!(" on {on}"));
            let which = match files.len() == row.texts {
                true => "everything".to_owned(),
                false => files.join(", "),
            };
            ui.data(&format!("  read by {}{on}: {which}", printable(reviewer)));
        }
        for (name, Reading { reviewer, on, .. }) in &row.read_before {
            let reviewer = printable(reviewer);
            ui.data(&format!("  changed since {reviewer} read it on {on}: {name}"));
        }
        for (name, now) in &row.outdated {
            ui.data(&format!("  outdated: {name}, translated_from: {}", now.as_str()));
        }
    }
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
