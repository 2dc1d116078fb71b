//! `vpsite serve`: kits in a browser of this computer, until Ctrl-C.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use crate::diag::{Diagnostic, Result, say};
use crate::load::Workspace;
use crate::serve::{Doors, Server};

use super::args::{Global, Serve};
use super::ui::Ui;
use super::{Status, workspace_around};

/// Shows the clients, or one of them; comes back only if that cannot begin.
pub fn serve(global: &Global, command: &Serve, ui: &mut Ui) -> Result<Status> {
    let client = command.client.clone();
    let workspace = workspace_around(global, client.as_slice())?;
    let only = client.map(|client| chosen(&workspace, client)).transpose()?;
    let doors = Doors::open(command.port)?;
    let url = doors.url();
    let catalogue = ui.catalogue();
    let ui = Mutex::new(ui);
    let ui = || ui.lock().unwrap_or_else(PoisonError::into_inner);
    let tell = |event| ui().served(&event);
    let server = Server::open(&workspace, only, catalogue, &tell)?;
    ui().data(&url);
    ui().told(&say!("open this address in a browser; Ctrl-C ends it"));
    if command.open
        && let Err(error) = opener::open_browser(&url)
    {
        let message = say!("no browser could be opened: {error}");
        let fault = Diagnostic::warning("serve/browser", message);
        ui().diagnostics(&fault.hint(say!("type `{url}` into its address bar")).into());
    }
    server.run(&doors);
    Ok(Status::Done)
}

/// The client that is named, if it is one.
fn chosen(workspace: &Workspace, client: PathBuf) -> Result<PathBuf> {
    let selection = workspace.select(&[client])?;
    match selection.clients.into_iter().next() {
        // A file that is not there is told of now, and not in the browser.
        Some(path) => workspace.names(&path).map(|()| path),
        None => Err(selection.remarks),
    }
}
