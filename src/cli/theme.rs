//! `vpsite theme`: files of the built-in theme, into the workspace to be changed.

use crate::diag::Result;
use crate::run;

use super::args::{Global, Theme, ThemeCommand};
use super::ui::Ui;
use super::{Status, workspace};

/// Lists the theme's files, or copies one.
pub fn theme(global: &Global, command: &Theme, ui: &mut Ui) -> Result<Status> {
    match &command.command {
        ThemeCommand::List => {
            for path in run::theme_files() {
                ui.data(&path);
            }
        }
        ThemeCommand::Eject { file } => {
            let workspace = workspace(global.root.as_deref())?;
            let path = run::eject(&workspace, file)?;
            ui.data(&workspace.shown(&path));
        }
    }
    Ok(Status::Done)
}
