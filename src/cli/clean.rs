//! `vpsite clean`: kits that nobody needs any more are shown, and removed once that is meant.

use serde_json::{Value, json};

use crate::diag::{Diagnostic, Result, Sentence, printable, say};
use crate::run::{self, clean::Found};

use super::args::{Clean, Global};
use super::ask;
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
        ui.told(&say!("there is nothing to remove"));
        return Ok(Status::Done);
    }
    let question = match kits {
        1 => say!("remove this kit?"),
        _ => say!("remove these {kits} kits?"),
    };
    if !command.yes {
        if !ui.can_ask() {
            return Err(Diagnostic::error(
                "clean/unasked",
                say!("nothing was removed: nobody can be asked here"),
            )
            .hint(say!("add `--yes` to remove what is shown"))
            .into());
        }
        if !ask::yes(ui.catalogue(), &ui.words(&question), false)? {
            ui.told(&say!("nothing was removed"));
            return Ok(Status::Faulty);
        }
    }
    let cleared = run::clean::clear(&found, &out)?;
    ui.told(&match cleared.files {
        1 => say!("removed 1 file"),
        files => say!("removed {files} files"),
    });
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
    let files = match count {
        1 => say!("1 file"),
        _ => say!("{count} files"),
    };
    let row = |path: &str, said: &Sentence, ui: &mut Ui| {
        let said = ui.words(said);
        ui.row(&format!("{}\t{said}", printable(path)));
    };
    row(&contents.shown, &files, ui);
    for zip in &contents.archives {
        row(zip, &say!("1 file"), ui);
    }
    let others = contents.others.iter().chain(&contents.other_archive);
    for path in others {
        row(path, &say!("stays: vpsite did not write it, or it was changed by hand"), ui);
    }
}
