//! `vpsite review`: the sheet for a native reader, and what they have read.

use std::path::PathBuf;

use crate::diag::{Diagnostic, Result, say};
use crate::run;

use super::args::{Global, Review};
use super::speech::latest_day;
use super::ui::Ui;
use super::{Status, workspace};

/// Makes the sheet, or writes who has read the texts.
pub fn review(global: &Global, command: &Review, ui: &mut Ui) -> Result<Status> {
    let workspace = workspace(global.root.as_deref())?;
    let lang = command.language.as_str();
    let Some((name, on)) = command.read_by.as_deref().zip(command.on.as_deref()) else {
        let path = command.output.clone();
        let path = path.unwrap_or_else(|| PathBuf::from(format!("review-{lang}.pdf")));
        let path = workspace.cwd().join(path);
        let made = run::review::sheet(&workspace, lang, &command.only, &path)?;
        ui.data(&workspace.shown(&made.path));
        ui.told(&say!("{} lines to read on {} pages", made.lines, made.pages));
        return Ok(Status::Done);
    };
    let latest = latest_day().ok_or_else(|| {
        Diagnostic::error(
            "review/future",
            say!("the clock of this computer shows no day that exists"),
        )
        .hint(say!("set its date"))
    })?;
    let reader = run::review::Reader { name, on, latest };
    let read = run::review::read_by(&workspace, lang, &command.only, &reader)?;
    ui.data(&workspace.shown(&read.path));
    let texts = match read.files.as_slice() {
        [one] => say!("`{one}`"),
        all => say!("{} texts", all.len()),
    };
    let (name, on) = (name.trim(), on.trim());
    ui.told(&match read.is_new {
        true => say!("{texts} in `{lang}` read by {name} on {on}"),
        false => say!("nothing to write: {texts} in `{lang}` read by {name} on {on} already"),
    });
    Ok(Status::Done)
}
