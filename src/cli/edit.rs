//! `vpsite edit`: the texts of the kits, listed, shown or copied to be changed.

use crate::diag::{Diagnostic, Result, say};
use crate::load::Workspace;
use crate::run::edit;
use crate::value::Slug;

use super::args::{Edit, EditWhat, Global};
use super::ui::Ui;
use super::{Status, workspace};

/// Lists the texts, or copies one.
pub fn edit(global: &Global, command: &Edit, ui: &mut Ui) -> Result<Status> {
    let workspace = workspace(global.root.as_deref())?;
    let place = match &command.what {
        None => {
            let listed = edit::list(&workspace, &command.lang)?;
            let width = listed.iter().map(|it| it.name.chars().count()).max().unwrap_or_default();
            for text in &listed {
                ui.data(format!("{:width$}  {}", text.name, text.about).trim_end());
            }
            ui.told(&say!(
                "`vpsite edit` and the name in the first column copies a text, to change it"
            ));
            return Ok(Status::Done);
        }
        Some(EditWhat::Content { page, lang, section, client, show }) => {
            let client = client.as_deref().map(|it| known(&workspace, it)).transpose()?;
            if *show {
                let text = edit::shown(&workspace, page, lang, client.as_ref())?;
                ui.data(text.trim_end());
                return Ok(Status::Done);
            }
            edit::content(&workspace, page, lang, section.as_deref(), client.as_ref())?
        }
        Some(EditWhat::Words { key, lang, to, client }) => {
            let client = client.as_deref().map(|it| known(&workspace, it)).transpose()?;
            edit::words(&workspace, key, lang, to.as_deref(), client.as_ref())?
        }
        Some(EditWhat::Helpline { id, lang }) => edit::help_line(&workspace, id, lang.as_deref())?,
        Some(EditWhat::Fact { id }) => edit::fact(&workspace, id)?,
    };
    ui.data(&format!("{}:{}", workspace.shown(&place.path), place.line));
    if !place.is_new {
        ui.told(&say!("it stands there already: change that one"));
    }
    Ok(Status::Done)
}

/// A client that is there.
fn known(workspace: &Workspace, name: &str) -> Result<Slug> {
    let bare = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let slug = Slug::parse(bare.strip_suffix(".yaml").unwrap_or(bare)).ok();
    let there = slug.filter(|slug| matches!(workspace.client_text(slug), Ok(Some(_))));
    there.ok_or_else(|| {
        Diagnostic::error("client/unreadable", say!("there is no client `{name}`"))
            .hint(say!("`vpsite list` shows the clients of this workspace"))
            .into()
    })
}
