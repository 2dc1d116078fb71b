//! `vpsite status`: which kits are old, and what ages, one line a client.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::diag::{Diagnostic, Result, printable};
use crate::run;
use crate::run::status::{Kit, Orphan, Standing};
use crate::value::Date;

use super::args::{Global, Status as Command};
use super::ui::{Ui, object};
use super::{Status, workspace_around};

/// Seconds of a day.
const DAY: u64 = 24 * 60 * 60;

/// Tells how each client stands today.
pub fn status(global: &Global, command: &Command, ui: &mut Ui) -> Result<Status> {
    let workspace = workspace_around(global, &command.clients)?;
    run::recover(&workspace);
    let chosen = match command.clients.is_empty() {
        true => workspace.clients()?,
        false => workspace.select(&command.clients)?,
    };
    ui.diagnostics(&chosen.remarks);
    let today = today().ok_or_else(|| {
        Diagnostic::error("status/clock", "the clock of this computer shows no day that exists")
            .hint("set its date")
    })?;
    let out = command.out.clone().unwrap_or_else(|| workspace.dist());
    let report = run::status::status(&workspace, &chosen.clients, &out, today)?;
    for one in &report.clients {
        ui.row(&line(one));
    }
    // Who asks for one client is not told of all that lies there.
    let orphans = if command.clients.is_empty() { &report.orphans[..] } else { &[] };
    for one in orphans {
        ui.row(&orphan(one));
    }
    ui.document(object(json!({
        "today": today.to_string(),
        "clients": report.clients.iter().map(as_json).collect::<Vec<_>>(),
        "orphans": orphans.iter().map(|one| json!({"client": one.client, "path": one.path})).collect::<Vec<_>>(),
    })));
    let fine = report.clients.iter().all(Standing::is_fine) && orphans.is_empty();
    Ok(match fine && !chosen.remarks.has_errors() {
        true => Status::Done,
        false => Status::Faulty,
    })
}

fn word(kit: Kit) -> &'static str {
    match kit {
        Kit::Fine => "fine",
        Kit::Old => "old",
        Kit::Missing => "missing",
        Kit::Touched => "touched",
        Kit::Faulty => "faulty",
    }
}

/// Client, kit, edition and what there is to say, parted by tabs.
fn line(one: &Standing) -> String {
    let edition = one.edition.as_deref().unwrap_or("-");
    let columns = [one.client.as_str(), word(one.kit), edition].map(printable);
    let said = said(one);
    let mut line = columns.join("\t");
    if !said.is_empty() {
        line.push('\t');
        line.push_str(&printable(&said.join("; ")));
    }
    line
}

/// What there is to say of a client, most pressing first.
fn said(one: &Standing) -> Vec<String> {
    let counted = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {many}")),
    };
    let when = |holds: bool, said: &str| holds.then(|| said.to_owned());
    let path = &one.path;
    let kit = match one.kit {
        Kit::Fine => None,
        Kit::Missing => Some(format!("no kit yet: `vpsite build {path}`")),
        Kit::Touched => Some(format!("files are gone or were changed: `vpsite build {path}`")),
        Kit::Faulty => {
            let errors = counted(one.errors, "error", "errors").unwrap_or_default();
            Some(format!("{errors}: `vpsite check {path}`"))
        }
        Kit::Old if one.reasons.is_empty() => Some("to be built again".to_owned()),
        Kit::Old => Some(format!("changed since: {}", one.reasons.join(", "))),
    };
    let ageing = &one.ageing;
    let said = [
        kit,
        when(one.old_archive, "the zip is of an older build: build with `--zip`"),
        counted(one.ended_absences, "absence or stay has ended", "absences or stays have ended"),
        counted(ageing.outdated_facts, "fact to check again", "facts to check again"),
        counted(
            ageing.older_translations,
            "language is older than its Dutch text",
            "languages are older than their Dutch text",
        ),
        counted(
            ageing.read_before,
            "language changed since it was read",
            "languages changed since they were read",
        ),
        when(ageing.unverified_facts, "facts that nobody has verified"),
        when(ageing.unread, "a language that no native reader has read"),
        when(one.own_advisers, "has its own advisers: it does not follow the practice's"),
    ];
    said.into_iter().flatten().collect()
}

fn orphan(one: &Orphan) -> String {
    let columns = [one.client.as_str(), "orphan", "-"].map(printable);
    let path = printable(&one.path).into_owned();
    format!(
        "{}\tthe client file is gone: `vpsite clean {}` removes {path}",
        columns.join("\t"),
        one.client
    )
}

fn as_json(one: &Standing) -> Value {
    json!({
        "client": one.client,
        "path": one.path,
        "kit": word(one.kit),
        "fine": one.is_fine(),
        "changed": one.reasons,
        "edition": one.edition,
        "old_zip": one.old_archive,
        "ended_absences": one.ended_absences,
        "outdated_facts": one.ageing.outdated_facts,
        "unverified_facts": one.ageing.unverified_facts,
        "older_translations": one.ageing.older_translations,
        "read_before": one.ageing.read_before,
        "unread": one.ageing.unread,
        "own_advisers": one.own_advisers,
        "errors": one.errors,
    })
}

/// The day that it is in UTC.
#[expect(
    clippy::disallowed_methods,
    reason = "what ages by date is asked for; no kit depends on it"
)]
fn today() -> Option<Date> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Date::after_1970(i32::try_from(since.as_secs() / DAY).ok()?)
}
