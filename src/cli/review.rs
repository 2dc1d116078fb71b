//! `vpsite review`: the sheet for a native reader, and what they have read.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::diag::{Diagnostic, Result};
use crate::run;
use crate::value::Date;

use super::args::{Global, Review};
use super::ui::Ui;
use super::{Status, workspace};

/// Seconds of a day.
const DAY: u64 = 24 * 60 * 60;
/// How far the earliest clocks on earth are ahead of UTC, in seconds.
const AHEAD: u64 = 14 * 60 * 60;

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
        ui.told(&format!("{} lines to read on {} pages", made.lines, made.pages));
        return Ok(Status::Done);
    };
    let latest = latest_day().ok_or_else(|| {
        Diagnostic::error("review/future", "the clock of this computer shows no day that exists")
            .hint("set its date")
    })?;
    let reader = run::review::Reader { name, on, latest };
    let read = run::review::read_by(&workspace, lang, &command.only, &reader)?;
    ui.data(&workspace.shown(&read.path));
    let texts = match read.files.as_slice() {
        [one] => format!("`{one}`"),
        all => format!("{} texts", all.len()),
    };
    let (name, on) = (name.trim(), on.trim());
    ui.told(&match read.is_new {
        true => format!("{texts} in `{lang}` read by {name} on {on}"),
        false => format!("nothing to write: {texts} in `{lang}` read by {name} on {on} already"),
    });
    Ok(Status::Done)
}

/// The day that it is where the day begins first.
#[expect(clippy::disallowed_methods, reason = "a day to come is refused; no kit depends on it")]
fn latest_day() -> Option<Date> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Date::after_1970(i32::try_from((since.as_secs() + AHEAD) / DAY).ok()?)
}
