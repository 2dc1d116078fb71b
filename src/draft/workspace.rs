//! The files that a new workspace begins with.
//!
//! Input: the language that its owner reads, and what the program knows. Output: paths and
//! texts. Invariant: the texts lie in `start/` as files of their own and build as they are,
//! which `tests/it/start.rs` holds.

use crate::value::Edition;

/// The language that an adviser is spoken to in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speech {
    /// Dutch.
    Dutch,
    /// English.
    English,
}

/// A file of a new workspace.
#[derive(Clone, Debug)]
pub struct StartFile {
    /// Where it goes, from the workspace, with `/`.
    pub path: &'static str,
    /// What it says.
    pub text: String,
    /// Whether it is an example, which has no place among clients that are there already.
    pub example: bool,
}

/// What the editor is told: where the schema is.
const SETTINGS: &str = r#"{
  "yaml.schemas": { "./clients/client.schema.json": ["clients/*.yaml"] },
  "files.encoding": "utf8",
  "files.associations": { "*.yaml": "yaml" }
}
"#;
/// The extension that completes and checks keys.
const EXTENSIONS: &str = "{ \"recommendations\": [\"redhat.vscode-yaml\"] }\n";
/// What version control leaves out.
const IGNORED: &str = "# Kits: they can always be made again.\ndist/\n";

/// Every file of a new workspace, in the order in which its owner hears of them.
pub fn start_files(speech: Speech, schema: &str, edition: Edition) -> Vec<StartFile> {
    let file = |path, text: &str, example| StartFile { path, text: text.to_owned(), example };
    let dated = |text: &str| text.replace("EDITION", &edition.to_string());
    let (practice, client, readme) = match speech {
        Speech::Dutch => (
            include_str!("../../start/nl/clients/_practice.yaml"),
            ("clients/voorbeeld.yaml", include_str!("../../start/nl/clients/voorbeeld.yaml")),
            ("LEESMIJ.txt", include_str!("../../start/nl/LEESMIJ.txt")),
        ),
        Speech::English => (
            include_str!("../../start/en/clients/_practice.yaml"),
            ("clients/example.yaml", include_str!("../../start/en/clients/example.yaml")),
            ("README.txt", include_str!("../../start/en/README.txt")),
        ),
    };
    vec![
        file(readme.0, readme.1, false),
        file("clients/_practice.yaml", &dated(practice), true),
        file(client.0, client.1, true),
        file("clients/client.schema.json", schema, false),
        file(".gitignore", IGNORED, false),
        file(".vscode/settings.json", SETTINGS, false),
        file(".vscode/extensions.json", EXTENSIONS, false),
    ]
}
