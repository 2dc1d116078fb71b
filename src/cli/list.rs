//! `vpsite list`: the clients of the workspace, or the languages of its content,
//! one line each.

use std::path::Path;

use serde_json::{Value, json};

use crate::client::Keys;
use crate::diag::{Diagnostics, Result, Sentence, printable, say};
use crate::load::Workspace;
use crate::run::{self, Coverage, Reading};
use crate::yaml::{self, Field};

use super::args::{Global, List};
use super::ui::{Ui, object};
use super::{Status, part, workspace};

/// Lists slug, organisation and languages, parted by tabs; or how far each
/// language is.
pub fn list(global: &Global, command: &List, ui: &mut Ui) -> Result<Status> {
    let workspace = workspace(global.root.as_deref())?;
    run::recover(&workspace);
    if command.coverage {
        return coverage(&workspace, ui);
    }
    let mut status = Status::Done;
    let (found, empty) = part::chosen(&workspace, &[], &command.part)?;
    let mut remarks = found.remarks;
    remarks.extend(workspace.unread()?);
    remarks.cap();
    ui.diagnostics(&remarks);
    if let Some(empty) = empty {
        ui.told(&empty);
    }
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
    let row = |said: Sentence, ui: &mut Ui| {
        let said = ui.words(&said);
        ui.row(&said);
    };
    row(say!("language\twhole\tmissing\tunreviewed\toutdated\tfor the organisation"), ui);
    for one in &rows {
        row(coverage_row(one), ui);
        for (what, files) in
            [(say!("missing"), &one.missing), (say!("unreviewed"), &one.unreviewed)]
        {
            // A list of everything says no more than its number does.
            if !files.is_empty() && files.len() < one.wanted {
                row(say!("  {what}: {}", files.join(", ")), ui);
            }
        }
        for ((reviewer, on), files) in &one.read {
            let reviewer = printable(reviewer);
            let reader = match on {
                Some(on) => say!("{reviewer} on {on}"),
                None => Sentence::literal(reviewer),
            };
            let which = match files.len() == one.texts {
                true => say!("everything"),
                false => Sentence::literal(files.join(", ")),
            };
            row(say!("  read by {reader}: {which}"), ui);
        }
        for (name, Reading { reviewer, on, .. }) in &one.read_before {
            let reviewer = printable(reviewer);
            row(say!("  changed since {reviewer} read it on {on}: {name}"), ui);
        }
        for (name, now) in &one.outdated {
            row(say!("  outdated: {name}, translated_from: {}", now.as_str()), ui);
        }
    }
    let rows: Vec<Value> = rows.iter().map(coverage_json).collect();
    ui.document(object(json!({"languages": rows})));
    Ok(if faults.has_errors() { Status::Faulty } else { Status::Done })
}

fn coverage_row(row: &Coverage) -> Sentence {
    let there = row.wanted - row.missing.len();
    let missing = match row.missing_words {
        0 => Sentence::literal(row.missing.len().to_string()),
        words => say!("{} and {words} words", row.missing.len()),
    };
    say!(
        "{}\t{}\t{missing}\t{}\t{}\t{}",
        row.lang,
        if row.is_whole() {
            say!("yes, {there} files")
        } else {
            say!("no, {there} of {}", row.wanted)
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
