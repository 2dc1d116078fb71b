//! `vpsite publish`: the sites of built kits into one folder to upload.

use std::time::Duration;

use crate::diag::{Diagnostic, Result, say};
use crate::run::publish::{self, Host, Published, Request};

use super::args::{Global, HostName, Publish};
use super::ui::Ui;
use super::{Status, workspace_around};

/// Makes the folder, and says what to do with it.
pub fn publish(global: &Global, command: &Publish, ui: &mut Ui) -> Result<Status> {
    let workspace = workspace_around(global, &command.clients)?;
    let selection = match (command.all, command.only.is_empty()) {
        (true, _) => workspace.clients()?,
        (false, true) => workspace.select(&command.clients)?,
        (false, false) => workspace.clients()?.only(&command.only)?,
    };
    ui.diagnostics(&selection.remarks);
    if selection.remarks.has_errors() {
        return Ok(Status::Faulty);
    }
    if selection.clients.is_empty() {
        return Err(Diagnostic::error("workspace/empty", say!("there is no client to publish"))
            .hint(say!("name client files, or write `--all`"))
            .into());
    }
    let request = Request {
        clients: selection.clients,
        all: command.all,
        kits: command.kits.clone().unwrap_or_else(|| workspace.dist()),
        to: command.to.clone(),
        host: host(command.host),
        patience: Duration::from_secs(command.wait),
    };
    let shown = workspace.shown(&request.to);
    let done = publish::publish(&workspace, &request, &mut || ui.waiting(&shown));
    match done {
        Ok(published) => {
            ui.diagnostics(&published.remarks);
            said(&published, &request, &shown, ui);
            Ok(Status::Done)
        }
        Err(found) => {
            ui.diagnostics(&found);
            // A disk that refuses is no fault of the input, and may do so at any moment.
            if found.iter().any(|one| ["write/failed", "write/busy"].contains(&one.code)) {
                return Ok(Status::Failed);
            }
            ui.told(&say!("nothing was published"));
            Ok(Status::Faulty)
        }
    }
}

fn said(published: &Published, request: &Request, shown: &str, ui: &mut Ui) {
    let Published { roots, beside, stayed, written, .. } = published;
    for (root, clients) in roots {
        let clients = match clients {
            1 => say!("1 client"),
            _ => say!("{clients} clients"),
        };
        ui.told(&say!(
            "`{shown}/{root}` has {clients}: upload what is in it to {}, as the root of https://{}/",
            request.host.name(),
            root.replace('_', ":")
        ));
        if let Some(file) = beside.get(root) {
            ui.told(&say!(
                "`{shown}/{file}` is not uploaded: include it in the server's own settings"
            ));
        }
    }
    if !stayed.is_empty() {
        let names = stayed.join(", ");
        ui.told(&match stayed.len() {
            1 => say!("{names} stays as it was"),
            _ => say!("{names} stay as they were"),
        });
    }
    ui.told(&say!(
        "{} files written, {} as they should be, {} removed",
        written.written,
        written.unchanged,
        written.removed
    ));
}

fn host(name: HostName) -> Host {
    match name {
        HostName::Cloudflare => Host::Cloudflare,
        HostName::Netlify => Host::Netlify,
        HostName::Azure => Host::Azure,
        HostName::Nginx => Host::Nginx,
        HostName::Apache => Host::Apache,
        HostName::Iis => Host::Iis,
    }
}
