//! `vpsite verify`: kits on disk, and a site on the web, against what was built.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::diag::{Diagnostic, Diagnostics, Result, Severity, say};
use crate::run::verify::{self, Verified};

use super::args::{Global, Verify};
use super::ui::{Ui, object};
use super::{Status, build, workspace};

/// Looks at kits, and says what is wrong with them.
pub fn verify(global: &Global, command: &Verify, ui: &mut Ui) -> Result<Status> {
    let mut all = Diagnostics::new();
    let kits = match command.all {
        false => verify::kits(&command.kits)?,
        true => {
            let around = command.kits.first().map(PathBuf::as_path);
            let workspace = workspace(global.root.as_deref().or(around))?;
            let folders = match command.kits.is_empty() {
                true => vec![workspace.dist()],
                false => command.kits.clone(),
            };
            let kits = verify::kits_in(&folders)?;
            all = verify::together(&workspace, &kits)?;
            kits
        }
    };
    if command.url.is_some() && kits.len() > 1 {
        return Err(Diagnostic::error("verify/url", say!("one address is that of one kit"))
            .hint(say!("name the kit whose site is there"))
            .into());
    }
    let jobs = command.jobs.map_or_else(build::processors, usize::from);
    let mut verified: Vec<Verified> = Vec::new();
    verify::verify(&kits, jobs, |one| verified.push(one));
    verified.sort_by(|a, b| a.path.cmp(&b.path));
    if let (Some(url), [kit], [one]) = (&command.url, &kits[..], &mut verified[..]) {
        let (good, found) = verify::online(kit, url)?;
        one.online = good;
        one.found.extend(found);
    }
    for found in verified.iter_mut().map(|one| &mut one.found).chain([&mut all]) {
        if command.strict {
            found.make_strict();
        }
        ui.diagnostics(found);
    }
    ui.document(object(json!({"kits": verified.iter().map(as_json).collect::<Vec<_>>()})));
    let (files, codes) = verified.iter().fold((0, 0), |(f, c), it| (f + it.files, c + it.codes));
    let kits = verified.len();
    let bad = verified.iter().filter(|one| one.found.has_errors()).count();
    ui.told(&match kits {
        1 => say!("looked at 1 kit: {files} files, {codes} of them with codes that were read back"),
        _ => say!(
            "looked at {kits} kits: {files} files, {codes} of them with codes that were read back"
        ),
    });
    if let Some(url) = &command.url {
        let online: usize = verified.iter().map(|one| one.online).sum();
        ui.told(&say!("{online} files are handed out at {url} as they were built"));
    }
    let errors = all.has_errors() || bad > 0;
    ui.told(&match (errors, bad) {
        (false, _) if command.all => {
            say!("every client has one kit, and all are as they were built")
        }
        (false, _) => say!("all is as it was built"),
        (true, 0) => say!("the kits are not all there is to be"),
        (true, 1) => say!("1 kit is not as it was built"),
        (true, bad) => say!("{bad} kits are not as they were built"),
    });
    Ok(if errors { Status::Faulty } else { Status::Done })
}

fn as_json(one: &Verified) -> Value {
    json!({
        "client": one.client,
        "path": one.path,
        "files": one.files,
        "codes": one.codes,
        "online": one.online,
        "errors": one.found.count(Severity::Error),
        "warnings": one.found.count(Severity::Warning),
    })
}
