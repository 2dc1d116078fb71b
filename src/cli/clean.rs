//! `vpsite clean`: kits that nobody needs any more are shown, and removed once that is meant.

use serde_json::{Value, json};

use crate::diag::{Diagnostic, Result, printable, say};
use crate::run::{self, clean::Found};

use super::args::{Clean, Global};
use super::ui::{Ui, object};
use super::{Status, workspace};

/// Shows what would be removed, asks, and removes it.
pub fn clean(global: &Global, command: &Clean, ui: &mut Ui) -> Result<Status> {
    let workspace = workspace(global.root.as_deref())?;
    run::recover(&workspace);
    let out = command.out.clone().unwrap_or_else(|| workspace.dist());
    let chosen = run::clean::Chosen {
        named: command.clients.clone(),
        all: command.all,
        orphans: command.orphans,
    };
    let found = run::clean::contents(&workspace, &chosen, &out)?;
    for one in &found {
        show(one, ui);
    }
    ui.document(object(json!({"kits": found.iter().map(as_json).collect::<Vec<_>>()})));
    let kits = found.len();
    if kits == 0 {
        ui.told("there is nothing to remove");
        return Ok(Status::Done);
    }
    let what = if kits == 1 { "this kit".to_owned() } else { format!("these {kits} kits") };
    if !command.yes {
        match ui.asked(&format!("remove {what}?")) {
            Some(true) => {}
            Some(false) => {
                ui.told("nothing was removed");
                return Ok(Status::Faulty);
            }
            None => {
                return Err(Diagnostic::error(
                    "clean/unasked",
                    say!("nothing was removed: nobody can be asked here"),
                )
                .hint(say!("add `--yes` to remove what is shown"))
                .into());
            }
        }
    }
    let cleared = run::clean::clear(&found, &out)?;
    let files = if cleared.files == 1 { "file" } else { "files" };
    ui.told(&format!("removed {} {files}", cleared.files));
    Ok(Status::Done)
}

fn as_json(found: &Found) -> Value {
    let contents = &found.contents;
    let stays: Vec<&String> = contents.others.iter().chain(&contents.other_archive).collect();
    json!({"path": contents.shown, "files": contents.ours.len(), "zips": contents.archives, "stays": stays})
}

fn show(found: &Found, ui: &mut Ui) {
    let contents = &found.contents;
    let count = contents.ours.len();
    let files = if count == 1 { "file" } else { "files" };
    ui.row(&format!("{}\t{count} {files}", printable(&contents.shown)));
    for zip in &contents.archives {
        ui.row(&format!("{}\t1 file", printable(zip)));
    }
    let others = contents.others.iter().chain(&contents.other_archive);
    for path in others {
        ui.row(&format!(
            "{}\tstays: vpsite did not write it, or it was changed by hand",
            printable(path)
        ));
    }
}
