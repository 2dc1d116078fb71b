//! Files and folders of a workspace that stand where nobody looks -> warnings.
//!
//! Input: the names in the workspace and in `clients/`. Output: what is not read, each with
//! the name or the place that would be. Invariant: pictures, films and whatever else a
//! client may name are no strangers, nor is what an editor leaves behind.

use std::path::Path;

use crate::diag::{Diagnostic, Diagnostics, Sentence, Severity, did_you_mean, say};

use super::fs;
use super::names;
use super::selection::{stem_of, yaml_stem};
use super::unread::is_about;
use super::workspace::{CLIENTS, PRACTICE_FILE, Workspace, built_in_pages};

/// The folders of a workspace that are read.
const FOLDERS: [&str; 3] = [CLIENTS, "content", "themes"];
/// Endings of files that a word processor or another program writes.
const DOCUMENTS: [&str; 8] = [".docx", ".doc", ".odt", ".rtf", ".pages", ".json", ".toml", ".txt"];
/// Files of content and themes that are known by their names, and where they belong.
const KNOWN: [(&str, &str); 6] = [
    (PRACTICE_FILE, "clients/"),
    ("_strings.yaml", "content/nl/"),
    ("_language.yaml", "content/nl/"),
    ("_helplines.yaml", "content/"),
    ("_facts.yaml", "content/"),
    ("theme.yaml", "themes/default/"),
];

/// The name that a folder should have: `Clients`, `client` and `theme` are nearly one of them.
fn nearly<'a>(name: &str, folders: &[&'a str]) -> Option<&'a str> {
    let lower = name.trim().to_lowercase();
    let one = |name: &str| name.trim_end_matches('s').to_owned();
    let dutch = [
        ("klanten", CLIENTS),
        ("klant", CLIENTS),
        ("inhoud", "content"),
        ("thema", "themes"),
        ("themas", "themes"),
    ];
    let called = dutch.iter().find(|(called, _)| *called == lower).map(|(_, folder)| *folder);
    let is = |folder: &&&str| {
        **folder != name && (one(folder) == one(&lower) || called == Some(**folder))
    };
    folders.iter().find(is).copied()
}

/// For who has no workspace: the folder that was perhaps meant as `clients`.
pub(super) fn nearly_clients(from: &Path) -> Option<Sentence> {
    let entries = fs::entries(from).ok()?;
    let folders = entries.into_iter().filter(|(_, path)| fs::is_dir(path));
    let near = folders.map(|(name, _)| name).find(|name| nearly(name, &[CLIENTS]).is_some())?;
    Some(say!("rename the folder `{near}` to `{CLIENTS}`"))
}

impl Workspace {
    /// What lies beside the folders of the workspace, and should be one or lie in one.
    pub(super) fn unread_of_root(&self) -> Diagnostics {
        let entries = fs::entries(&self.root).unwrap_or_default();
        let mut found = Diagnostics::new();
        for (name, path) in entries {
            let shown = self.shown(&path);
            if fs::is_dir(&path) {
                // Where the system ignores case it is the folder itself.
                let Some(right) = nearly(&name, &FOLDERS) else { continue };
                if fs::is_dir(&self.root.join(right)) && same(&path, &self.root.join(right)) {
                    continue;
                }
                found.push(
                    Diagnostic::warning(
                        "workspace/not-read",
                        say!("the folder `{shown}` is not read"),
                    )
                    .hint(say!("its name would be `{right}`")),
                );
            } else if let Some((right, place)) = belongs(&name) {
                found.push(
                    Diagnostic::warning("workspace/not-read", say!("`{shown}` is not read here"))
                        .hint(say!("move it to `{place}{right}`")),
                );
            }
        }
        let themes = fs::entries(&self.root.join("themes")).unwrap_or_default();
        for (name, path) in
            themes.into_iter().filter(|(name, path)| fs::is_file(path) && !is_about(name))
        {
            let message = say!("`{}` is not read: a theme is a folder", self.shown(&path));
            found.push(
                Diagnostic::warning("theme/not-read", message)
                    .hint(say!("move it into `themes/default/`, as `themes/default/{name}`")),
            );
        }
        found
    }

    /// What lies in `clients/` and is not read, but for files that end almost as a client.
    pub(super) fn unread_of_clients(&self) -> Diagnostics {
        let mut found = Diagnostics::new();
        // Two clients of one name are told when both are built, not when a third is.
        let Ok(all) = self.clients() else { return found };
        let stems: Vec<String> = all.clients.iter().map(|path| stem_of(path)).collect();
        let entries = fs::entries(&self.root.join(CLIENTS)).unwrap_or_default();
        let practice = entries.iter().any(|(name, _)| name == PRACTICE_FILE);
        for (name, path) in &entries {
            match fs::is_dir(path) {
                true => found.extend(self.unread_of_folder(name, path, &stems)),
                false if is_about(name) => {}
                false => found.extend(self.unread_beside(name, path, &stems, practice)),
            }
        }
        found
    }

    /// What ends almost as a client file does, for who builds others.
    pub fn unread_clients(&self) -> Diagnostics {
        let entries = fs::entries(&self.root.join(CLIENTS)).unwrap_or_default();
        let files = entries.iter().filter(|(_, path)| fs::is_file(path));
        files.filter_map(|(name, path)| self.misnamed(name, path, Severity::Warning)).collect()
    }

    /// A file in `clients/` that is neither a client nor anything that one could name.
    fn unread_beside(
        &self,
        name: &str,
        path: &Path,
        stems: &[String],
        practice: bool,
    ) -> Option<Diagnostic> {
        let not_read = |why: Sentence| {
            let message = say!("`{}` is not read{why}", self.shown(path));
            Diagnostic::warning("client/not-read", message)
        };
        if name.starts_with('_') && name.ends_with(".yaml") && name != PRACTICE_FILE {
            if let Some((right, place)) = belongs(name) {
                return Some(not_read(say!(" here")).hint(say!("move it to `{place}{right}`")));
            }
            let near = did_you_mean(name, [PRACTICE_FILE]).filter(|_| !practice)?;
            return Some(not_read(Sentence::empty()).hint(near));
        }
        let lower = name.to_lowercase();
        let ending = DOCUMENTS.iter().find(|ending| lower.ends_with(**ending))?;
        let stem = &lower[..lower.len() - ending.len()];
        if stem.ends_with(".schema") {
            // What `vpsite schema` prints is for editors.
            return None;
        }
        // Beside a client it may be anything: an offer, notes.
        if yaml_stem(name).is_some()
            || stems.iter().any(|known| stem.contains(&known.to_lowercase()))
        {
            return None;
        }
        Some(not_read(say!(": a client file is plain text, and ends in `.yaml`")).hint(say!(
            "if it is a client, save it as plain text with the name `{}.yaml`; if not, move it elsewhere",
            &name[..stem.len()]
        )))
    }

    /// What lies in a folder of `clients/`: its content for nobody, or in another place.
    fn unread_of_folder(&self, name: &str, path: &Path, stems: &[String]) -> Diagnostics {
        let shown = self.shown(path);
        let mut found = Diagnostics::new();
        let not_read = |what: &str, why: Sentence| {
            Diagnostic::warning("content/not-read", say!("`{shown}/{what}` is not read{why}"))
        };
        let owner = stems.iter().any(|stem| stem == name);
        let entries = fs::entries(path).unwrap_or_default();
        if fs::is_dir(&self.content_folder(Some(name))) && !owner {
            let same = stems.iter().find(|stem| stem.eq_ignore_ascii_case(name));
            let near = same.map(|stem| say!("rename the folder `{name}` to `{stem}`"));
            let near = near.or_else(|| did_you_mean(name, stems.iter().map(String::as_str)));
            let said = not_read("content", say!(": no client has this name"));
            found.push(said.hint(
                near.unwrap_or_else(|| {
                    say!("the client it is for would be `{CLIENTS}/{name}.yaml`")
                }),
            ));
        }
        for (inner, at) in &entries {
            if fs::is_dir(at) {
                let language = names::language(inner).filter(|_| holds_content(at));
                if let Some(right) = nearly(inner, &["content"])
                    .filter(|right| holds_folders(at) && !same(at, &path.join(right)))
                {
                    found.push(
                        not_read(inner, Sentence::empty())
                            .hint(say!("rename the folder to `{right}`")),
                    );
                } else if let Some(lang) = language {
                    let right = match name {
                        "content" => format!("content/{lang}"),
                        name => format!("{CLIENTS}/{name}/content/{lang}"),
                    };
                    found.push(
                        not_read(inner, Sentence::empty())
                            .hint(say!("move the folder to `{right}`")),
                    );
                }
                continue;
            }
            let known = inner
                .strip_suffix(".md")
                .is_some_and(|stem| built_in_pages().any(|page| page == stem));
            let words = KNOWN.iter().any(|(known, _)| known == inner && inner.starts_with('_'));
            if (known || words) && inner != PRACTICE_FILE {
                found.push(not_read(inner, say!(" here")).hint(say!(
                    "move it to `{shown}/content/nl/{inner}`, or to the folder of its language"
                )));
            } else if inner == PRACTICE_FILE
                || (inner.ends_with(".yaml") || yaml_stem(inner).is_some()) && !is_about(inner)
            {
                let stem = yaml_stem(inner).unwrap_or_else(|| inner.trim_end_matches(".yaml"));
                found.push(
                    Diagnostic::warning(
                        "client/not-read",
                        say!("`{shown}/{inner}` is not read: it lies in a folder of its own"),
                    )
                    .hint(say!("a client file would be `{CLIENTS}/{stem}.yaml`")),
                );
            }
        }
        found
    }
}

/// The file that a name is exactly that of, and the folder where it is read.
fn belongs(name: &str) -> Option<(&'static str, &'static str)> {
    KNOWN.iter().find(|(known, _)| *known == name).copied()
}

/// Whether two paths lead to the same folder.
fn same(one: &Path, other: &Path) -> bool {
    fs::canonical(one).ok().is_some_and(|one| fs::canonical(other).ok() == Some(one))
}

/// Whether a folder holds pages or words.
fn holds_content(folder: &Path) -> bool {
    let entries = fs::entries(folder).unwrap_or_default();
    entries.iter().any(|(name, _)| name.ends_with(".md") || name.starts_with('_'))
}

/// Whether a folder holds folders of languages.
fn holds_folders(folder: &Path) -> bool {
    let entries = fs::entries(folder).unwrap_or_default();
    entries.iter().any(|(name, path)| fs::is_dir(path) && names::language(name).is_some())
}
