//! `vpsite status`: which kits are old, and what ages, one line a client.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::diag::{Catalogue, Diagnostic, Result, Sentence, printable, say};
use crate::run;
use crate::run::status::{Kit, Orphan, Standing};
use crate::value::Date;

use super::args::{Global, Status as Command};
use super::ui::{Ui, object};
use super::{Status, build, part, workspace_around};

/// Seconds of a day.
const DAY: u64 = 24 * 60 * 60;

/// Tells how each client stands today.
pub fn status(global: &Global, command: &Command, ui: &mut Ui) -> Result<Status> {
    let workspace = workspace_around(global, &command.clients)?;
    run::recover(&workspace);
    let (chosen, empty) = part::chosen(&workspace, &command.clients, &command.part)?;
    ui.diagnostics(&chosen.remarks);
    if let Some(empty) = empty {
        ui.told(&empty);
    }
    let today = today().ok_or_else(|| {
        Diagnostic::error(
            "status/clock",
            say!("the clock of this computer shows no day that exists"),
        )
        .hint(say!("set its date"))
    })?;
    let out = command.out.clone().unwrap_or_else(|| workspace.dist());
    let report =
        run::status::status(&workspace, &chosen.clients, &out, today, build::processors())?;
    for one in &report.clients {
        let line = line(one, ui.catalogue());
        ui.row(&line);
    }
    // Who asks for some clients is not told of all that lies there.
    let whole = command.clients.is_empty() && command.part.is_whole();
    let orphans = if whole { &report.orphans[..] } else { &[] };
    for one in orphans {
        let line = orphan(one, ui.catalogue());
        ui.row(&line);
    }
    ui.document(object(json!({
        "today": today.to_string(),
        "clients": report.clients.iter().map(|one| as_json(one, ui.catalogue())).collect::<Vec<_>>(),
        "orphans": orphans.iter().map(|one| json!({"client": one.client, "path": one.path})).collect::<Vec<_>>(),
    })));
    let fine = report.clients.iter().all(Standing::is_fine) && orphans.is_empty();
    Ok(match fine && !chosen.remarks.has_errors() {
        true => Status::Done,
        false => Status::Faulty,
    })
}

/// The state of a kit in words for people.
fn state(kit: Kit) -> Sentence {
    match kit {
        Kit::Fine => say!("fine"),
        Kit::Old => say!("old"),
        Kit::Missing => say!("missing"),
        Kit::Touched => say!("touched"),
        Kit::Faulty => say!("faulty"),
    }
}

/// The same in JSON.
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
fn line(one: &Standing, catalogue: &Catalogue) -> String {
    let edition = one.edition.as_deref().unwrap_or("-");
    let state = state(one.kit).in_words(catalogue);
    let columns = [one.client.as_str(), state.as_str(), edition].map(printable);
    let said = said(one);
    let mut line = columns.join("\t");
    if !said.is_empty() {
        line.push('\t');
        let said = Sentence::joined(said, "; ").in_words(catalogue);
        line.push_str(&printable(&said));
    }
    line
}

/// What there is to say of a client, most pressing first.
fn said(one: &Standing) -> Vec<Sentence> {
    let counted = |count: usize, one: Sentence, many: Sentence| match count {
        0 => None,
        1 => Some(one),
        _ => Some(many),
    };
    let path = &one.path;
    let errors = one.errors;
    let kit = match one.kit {
        Kit::Fine => None,
        Kit::Missing => Some(say!("no kit yet: `vpsite build {path}`")),
        Kit::Touched => Some(say!("files are gone or were changed: `vpsite build {path}`")),
        Kit::Faulty if errors == 1 => Some(say!("1 error: `vpsite check {path}`")),
        Kit::Faulty => Some(say!("{errors} errors: `vpsite check {path}`")),
        Kit::Old if one.reasons.is_empty() => Some(say!("to be built again")),
        Kit::Old => Some(say!("changed since: {}", Sentence::joined(one.reasons.clone(), ", "))),
    };
    let ageing = &one.ageing;
    let (ended, outdated) = (one.ended_absences, ageing.outdated_facts);
    let (older, before) = (ageing.older_translations, ageing.read_before);
    let said = [
        kit,
        one.old_archive.then(|| say!("the zip is of an older build: build with `--zip`")),
        counted(
            ended,
            say!("1 absence or stay has ended"),
            say!("{ended} absences or stays have ended"),
        ),
        counted(outdated, say!("1 fact to check again"), say!("{outdated} facts to check again")),
        counted(
            older,
            say!("1 language is older than its Dutch text"),
            say!("{older} languages are older than their Dutch text"),
        ),
        counted(
            before,
            say!("1 language changed since it was read"),
            say!("{before} languages changed since they were read"),
        ),
        ageing.unverified_facts.then(|| say!("facts that nobody has verified")),
        ageing.unread.then(|| say!("a language that no native reader has read")),
        one.own_advisers.then(|| say!("has its own advisers: it does not follow the practice's")),
    ];
    said.into_iter().flatten().collect()
}

fn orphan(one: &Orphan, catalogue: &Catalogue) -> String {
    let path = printable(&one.path).into_owned();
    let orphan = say!("orphan").in_words(catalogue);
    let said = say!("the client file is gone: `vpsite clean {}` removes {path}", one.client);
    [one.client.as_str(), &orphan, "-", &said.in_words(catalogue)].map(printable).join("\t")
}

fn as_json(one: &Standing, catalogue: &Catalogue) -> Value {
    json!({
        "client": one.client,
        "path": one.path,
        "kit": word(one.kit),
        "fine": one.is_fine(),
        "changed": one.reasons.iter().map(|it| it.in_words(catalogue)).collect::<Vec<_>>(),
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
