//! `vpsite import`: a spreadsheet becomes clients, and every row is told of.

use crate::diag::{Diagnostics, Result};
use crate::draft::Item;
use crate::load;
use crate::run::import::{self, Became, Manner, Row};

use super::args::{Global, Import};
use super::speech;
use super::ui::Ui;
use super::{Status, workspace};

/// Takes the spreadsheet in.
pub fn import(global: &Global, command: &Import, ui: &mut Ui) -> Result<Status> {
    let workspace = workspace(global.root.as_deref())?;
    let cwd = workspace.cwd().to_owned();
    let sheet = load::sheet(&cwd.join(&command.file), &cwd)?;
    let manner = Manner {
        update: command.update,
        dry_run: command.dry_run,
        speech: speech::speech(command.lang),
        edition: speech::edition(command.edition.as_deref())?,
    };
    let imported = import::import(&workspace, &sheet, manner)?;
    for row in &imported.rows {
        ui.data(&line(row, command.dry_run));
    }
    ui.diagnostics(&imported.remarks);
    // What is wrong with the practice is wrong with every row, and said once.
    let mut found: Diagnostics = imported.rows.iter().flat_map(|row| row.found.clone()).collect();
    found.sort();
    ui.diagnostics(&found);
    let count =
        |which: fn(&Became) -> bool| imported.rows.iter().filter(|row| which(&row.became)).count();
    let (made, faulty) = (count(|it| *it == Became::Made), count(|it| *it == Became::Faulty));
    let updated = count(|it| matches!(it, Became::Updated(_)));
    let differ = count(|it| matches!(it, Became::Differs(_)));
    let unchanged = count(|it| *it == Became::Unchanged);
    let would = if command.dry_run { "would be " } else { "" };
    let mut parts = Vec::new();
    for (number, what) in [
        (made, format!("{would}made")),
        (updated, format!("{would}updated")),
        (unchanged, "unchanged".to_owned()),
        (differ, "left as they are".to_owned()),
        (faulty, "at fault".to_owned()),
    ] {
        if number > 0 {
            parts.push(format!("{number} {what}"));
        }
    }
    let rows = imported.rows.len();
    ui.told(&format!(
        "{rows} row{}: {}",
        if rows == 1 { "" } else { "s" },
        match parts.is_empty() {
            true => "nothing to do".to_owned(),
            false => parts.join(", "),
        }
    ));
    if differ > 0 {
        ui.told("`--update` changes the clients that are there, where a row says something else");
    }
    if command.dry_run {
        ui.told("nothing was written; leave `--dry-run` out to do it");
    } else if made + updated > 0 {
        ui.told("what to do next: vpsite check --all");
    }
    Ok(if faulty > 0 { Status::Faulty } else { Status::Done })
}

/// What became of a row, in one line.
fn line(row: &Row, dry_run: bool) -> String {
    let would = if dry_run { "would be " } else { "" };
    let names = |items: &[Item]| {
        items.iter().map(|item| item.named().to_lowercase()).collect::<Vec<_>>().join(", ")
    };
    let became = match &row.became {
        Became::Made => format!("{would}made"),
        Became::Unchanged => "unchanged".to_owned(),
        Became::Updated(items) => format!("{would}updated ({})", names(items)),
        Became::Differs(items) => format!("left as it is, though it differs ({})", names(items)),
        Became::Faulty => "at fault".to_owned(),
    };
    let path = row.path.as_deref().unwrap_or("no file");
    let path = if row.became == Became::Faulty { row.name.as_str() } else { path };
    format!("row {}: {became}: {path}", row.number)
}
