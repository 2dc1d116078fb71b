//! `vpsite init`: an empty folder becomes a workspace.

use std::path::{Path, PathBuf};

use crate::diag::{Result, say};
use crate::run::start::{self, Speech};

use super::Status;
use super::args::Init;
use super::schema::schema_json;
use super::speech;
use super::ui::Ui;

/// Makes the workspace, and says what to do next.
pub fn init(command: &Init, ui: &mut Ui) -> Result<Status> {
    let cwd = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    let speech = speech::speech(command.lang);
    let folder = command.folder.clone().unwrap_or_else(|| PathBuf::from("."));
    let laid = start::init(&folder, &cwd, speech, &schema_json(), speech::edition(None)?)?;
    let shown = |path: &Path| {
        let path = path.strip_prefix(&cwd).unwrap_or(path);
        let text = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        text.strip_prefix("./").map(str::to_owned).unwrap_or(text)
    };
    for file in &laid {
        match file.is_new {
            true => ui.data(&shown(&file.path)),
            false => {
                ui.told(&say!("{} is there already, and is left as it is", shown(&file.path)));
            }
        }
    }
    let example =
        laid.iter().any(|file| file.is_new && file.path.ends_with("clients/_practice.yaml"));
    let into = match command.folder.as_deref() {
        Some(folder) if folder != Path::new(".") => format!("  cd {}\n", folder.display()),
        _ => String::new(),
    };
    let (client, readme) = match speech {
        Speech::Dutch => ("clients/voorbeeld.yaml", "LEESMIJ.txt"),
        Speech::English => ("clients/example.yaml", "README.txt"),
    };
    let next = match (speech, example) {
        (_, true) => say!(
            "what to do next:\n{into}  vpsite build {client}    makes the kit of the example client\n  \
             open clients/_practice.yaml and say who you are; {readme} shows the way"
        ),
        (_, false) => say!("your clients have not been changed"),
    };
    ui.told(&next);
    Ok(Status::Done)
}
