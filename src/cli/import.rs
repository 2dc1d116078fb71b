//! `vpsite import`: a spreadsheet becomes clients, and every row is told of.

use crate::diag::{Diagnostics, Result, Sentence, say};
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
        let line = ui.words(&line(row, command.dry_run));
        ui.data(&line);
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
    let dry = command.dry_run;
    let counted = [
        (made, if dry { say!("{made} would be made") } else { say!("{made} made") }),
        (updated, if dry { say!("{updated} would be updated") } else { say!("{updated} updated") }),
        (unchanged, say!("{unchanged} unchanged")),
        (differ, say!("{differ} left as they are")),
        (faulty, say!("{faulty} at fault")),
    ];
    let parts: Vec<Sentence> =
        counted.into_iter().filter(|(number, _)| *number > 0).map(|(_, said)| said).collect();
    let became = match parts.is_empty() {
        true => say!("nothing to do"),
        false => Sentence::joined(parts, ", "),
    };
    let rows = imported.rows.len();
    ui.told(&match rows {
        1 => say!("1 row: {became}"),
        _ => say!("{rows} rows: {became}"),
    });
    if differ > 0 {
        ui.told(&say!(
            "`--update` changes the clients that are there, where a row says something else"
        ));
    }
    if command.dry_run {
        ui.told(&say!("nothing was written; leave `--dry-run` out to do it"));
    } else if made + updated > 0 {
        ui.told(&say!("what to do next: vpsite check --all"));
    }
    Ok(if faulty > 0 { Status::Faulty } else { Status::Done })
}

/// What became of a row, in one line.
fn line(row: &Row, dry: bool) -> Sentence {
    let names = |items: &[Item]| {
        items.iter().map(|item| item.named().to_lowercase()).collect::<Vec<_>>().join(", ")
    };
    let became = match &row.became {
        Became::Made if dry => say!("would be made"),
        Became::Made => say!("made"),
        Became::Unchanged => say!("unchanged"),
        Became::Updated(items) if dry => say!("would be updated ({})", names(items)),
        Became::Updated(items) => say!("updated ({})", names(items)),
        Became::Differs(items) => say!("left as it is, though it differs ({})", names(items)),
        Became::Faulty => say!("at fault"),
    };
    let path = match (&row.path, &row.became) {
        (_, Became::Faulty) => Sentence::literal(row.name.as_str()),
        (Some(path), _) => Sentence::literal(path.as_str()),
        (None, _) => say!("no file"),
    };
    say!("row {}: {became}: {path}", row.number)
}
