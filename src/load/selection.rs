//! Which client files a run is about: paths as they are typed, or the whole folder.
//!
//! Output: each client once, and what is worth a remark. Invariants: no two of a
//! selection would be written to one folder; a client is known by the name that
//! stands in `clients/`, and never by the name of what a link leads to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};

use crate::diag::{Diagnostic, Diagnostics, Result, Sentence, Severity, did_you_mean, say};

use super::fs;
use super::workspace::{CLIENTS, PRACTICE_FILE, Workspace};

/// The client files of a run.
#[derive(Debug, Default)]
pub struct Selection {
    /// Their paths.
    pub clients: Vec<PathBuf>,
    /// What was left out, and why.
    pub remarks: Diagnostics,
}

impl Selection {
    /// Those of the clients whose names match one of these patterns, in the same order.
    ///
    /// # Errors
    /// One is no pattern, or matches none: somebody waits for a kit that would not come.
    pub fn only(mut self, patterns: &[String]) -> Result<Self> {
        let names: Vec<String> = self.clients.iter().map(|path| stem_of(path)).collect();
        // Names are in lower case, whatever is typed.
        let how = MatchOptions { case_sensitive: false, ..MatchOptions::default() };
        let mut wanted = vec![false; names.len()];
        let mut faults = Diagnostics::new();
        for text in patterns {
            let Ok(pattern) = Pattern::new(text) else {
                let message = say!("`{text}` is no pattern of names");
                faults.push(Diagnostic::error("client/only", message).hint(pattern_hint()));
                continue;
            };
            let mut some = false;
            for (name, wanted) in names.iter().zip(&mut wanted) {
                let matches = pattern.matches_with(name, how);
                (some, *wanted) = (some || matches, *wanted || matches);
            }
            if !some {
                let message = say!("no client is named like `{text}`");
                let similar = did_you_mean(text, names.iter().map(String::as_str));
                faults.push(
                    Diagnostic::error("client/only", message)
                        .maybe_hint(similar)
                        .hint(pattern_hint())
                        .hint(say!("`vpsite list` shows the clients of this workspace")),
                );
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut wanted = wanted.into_iter();
        self.clients.retain(|_| wanted.next().unwrap_or(false));
        Ok(self)
    }
}

fn pattern_hint() -> Sentence {
    say!("`*` stands for any letters, `?` for one, and `[a-f]*` for names from a to f")
}

impl Workspace {
    /// The client files of the workspace, sorted; those beginning with `_` are none.
    ///
    /// # Errors
    /// The folder cannot be read, or two would be written to one folder.
    pub fn clients(&self) -> Result<Selection> {
        let folder = self.root.join(CLIENTS);
        let entries = fs::entries(&folder).map_err(|reason| {
            Diagnostic::error("workspace/clients", say!("the folder `clients` {reason}"))
        })?;
        let mut selection = Selection::default();
        for (name, path) in entries {
            if !name.ends_with(".yaml") {
                // A client without a kit must not pass unseen.
                selection.remarks.extend(self.misnamed(&name, &path, Severity::Error));
            } else if !name.starts_with('_') {
                selection.clients.push(path);
            }
        }
        refuse_clashes(&selection.clients)?;
        Ok(selection)
    }

    /// The client files that are named on a command line, each once, in that order.
    ///
    /// # Errors
    /// Two would be written to one folder.
    pub fn select(&self, named: &[PathBuf]) -> Result<Selection> {
        let mut selection = Selection::default();
        let mut real: Vec<PathBuf> = Vec::new();
        for path in named {
            let path = &self.typed(path);
            // A shell's `clients/*.yaml` names what is laid under every client too.
            if name_of(path).starts_with('_') {
                selection.remarks.push(self.no_client_by_name(path));
                continue;
            }
            if let Some(fault) = self.no_client_by_ending(path) {
                selection.remarks.push(fault);
                continue;
            }
            // What is not there is told of by who reads it.
            let at = self.located(path).unwrap_or_else(|_| fs::absolute(path));
            if real.contains(&at) {
                let message = say!("`{}` is named twice, and taken once", self.shown(path));
                selection.remarks.push(Diagnostic::note("client/twice", message));
                continue;
            }
            real.push(at);
            selection.clients.push(path.clone());
        }
        refuse_clashes(&real)?;
        Ok(selection)
    }

    /// The client file that was typed, by its path or by the client's name alone.
    fn typed(&self, client: &Path) -> PathBuf {
        if !is_name(client) {
            return client.to_owned();
        }
        let mut file = client.as_os_str().to_owned();
        file.push(".yaml");
        self.root.join(CLIENTS).join(file)
    }

    /// Whether there is a client file of this workspace at a path.
    ///
    /// # Errors
    /// There is nothing, or not a client of this workspace.
    pub fn names(&self, path: &Path) -> Result<()> {
        self.located(path).map(drop).map_err(Diagnostics::from)
    }

    /// Where a client file lies, by its own name in its real folder.
    ///
    /// A link to another client file is refused: it would be a second kit with every
    /// fact of the first, of which nobody could say whose it is. One from elsewhere in
    /// the workspace is a client by the name of the link.
    ///
    /// # Errors
    /// There is nothing, or not a client of this workspace.
    pub(super) fn located(&self, path: &Path) -> std::result::Result<PathBuf, Diagnostic> {
        let full = fs::absolute(path);
        let real = fs::canonical(&full).map_err(|reason| self.no_client(path, &reason))?;
        let shown = self.shown(path);
        if !fs::is_link(&full) {
            return match fs::is_within(&real, &self.homes) {
                true => Ok(real),
                false => Err(Diagnostic::error(
                    "client/outside",
                    say!("`{shown}` lies outside of the workspace `{}`", self.root_shown()),
                )
                .hint(say!("build it on its own, or name its workspace with `--root`"))),
            };
        }
        let linked = |what: Sentence| Diagnostic::error("client/link", say!("`{shown}` is {what}"));
        if !fs::is_within(&real, &self.homes) {
            return Err(linked(say!("a link that leads out of the workspace"))
                .hint(say!("copy the file into `clients/`")));
        }
        let folder = full.parent().and_then(|folder| fs::canonical(folder).ok());
        if real.parent() == Some(&self.clients) || real.parent() == folder.as_deref() {
            return Err(linked(say!("a link to the client file `{}`", self.shown(&real)))
                .hint(say!("remove the link, or copy the file if these are two clients")));
        }
        let folder = folder.filter(|folder| fs::is_within(folder, &self.homes));
        folder.map(|folder| folder.join(name_of(&full))).ok_or_else(|| {
            linked(say!("a link from outside of the workspace"))
                .hint(say!("name the file that it leads to"))
        })
    }

    /// A file that is named as a client and is none, by its name.
    fn no_client_by_name(&self, path: &Path) -> Diagnostic {
        let shown = self.shown(path);
        let message = match name_of(path) == PRACTICE_FILE {
            true => say!("`{shown}` is laid under every client, and has no kit of its own"),
            false => say!("`{shown}` is skipped: a name that begins with `_` is no client's"),
        };
        Diagnostic::note("client/skipped", message)
    }

    /// A file that is named as a client and does not end as one.
    fn no_client_by_ending(&self, path: &Path) -> Option<Diagnostic> {
        let name = name_of(path);
        if name.ends_with(".yaml") || !fs::is_file(path) {
            return None;
        }
        self.misnamed(&name, path, Severity::Error).or_else(|| {
            let message = say!("`{}` is no client file: one ends in `.yaml`", self.shown(path));
            Some(
                Diagnostic::error("client/not-read", message)
                    .hint(say!("`vpsite list` shows the clients of this workspace")),
            )
        })
    }

    /// A file in `clients/` that was probably meant to be read.
    pub(super) fn misnamed(
        &self,
        name: &str,
        path: &Path,
        severity: Severity,
    ) -> Option<Diagnostic> {
        let right = format!("{}.yaml", yaml_stem(name)?);
        let shown = self.shown(path);
        let there = fs::exists(&path.with_file_name(&right));
        let mut said = match right == PRACTICE_FILE {
            true => Diagnostic::warning(
                "client/not-read",
                say!("`{shown}` is not read: what clients share stands in `{PRACTICE_FILE}`"),
            ),
            false => {
                let message = say!("`{shown}` is not read: a client file ends in `.yaml`");
                let mut said = Diagnostic::warning("client/not-read", message);
                said.severity = severity;
                said
            }
        };
        said = said.hint(match there {
            true => say!("`{right}` is there too: keep one of the two"),
            false => say!("rename it to `{right}`, or move it elsewhere"),
        });
        Some(said)
    }

    fn root_shown(&self) -> String {
        match self.shown(&self.root) {
            here if here.is_empty() => ".".to_owned(),
            root => root,
        }
    }
}

/// Whether a client is named as in `acme`, which is one wherever in the workspace one is, and
/// not as a file.
pub fn is_name(client: &Path) -> bool {
    let alone = client.components().count() == 1 && client.extension().is_none();
    alone && client.file_name().is_some() && !fs::is_file(client)
}

/// The name without the ending of a YAML file that is not spelled `.yaml`: `.yml`,
/// capitals, and the `.txt` that some editors put behind it.
pub(super) fn yaml_stem(name: &str) -> Option<&str> {
    // Windows hides what comes last, and editors and mail programs put it there.
    const ENDINGS: [&str; 13] = [
        ".yaml.txt",
        ".yml.txt",
        ".yaml.yml",
        ".yml.yaml",
        ".yaml.yaml",
        ".yaml.docx",
        ".yaml.doc",
        ".yaml.rtf",
        ".yaml.",
        ".yaml ",
        ".yaml",
        ".yml",
        ".yam",
    ];
    let lower = name.to_ascii_lowercase();
    let ending = ENDINGS.iter().find(|ending| lower.ends_with(**ending))?;
    let stem = &name[..name.len() - ending.len()];
    (!name.ends_with(".yaml") && !stem.is_empty()).then_some(stem)
}

/// A kit's folder has the name of its client file, and some disks ignore case.
fn refuse_clashes(clients: &[PathBuf]) -> Result<()> {
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    for path in clients {
        *by_name.entry(stem_of(path).to_lowercase()).or_default() += 1;
    }
    let clashes: Diagnostics = by_name
        .into_iter()
        .filter(|(_, number)| *number > 1)
        .map(|(name, _)| {
            Diagnostic::error("client/twice", say!("two of the clients are named `{name}`"))
                .hint(say!("a kit's folder has the name of its client file: rename one of the two"))
        })
        .collect();
    if clashes.is_empty() { Ok(()) } else { Err(clashes) }
}

pub(super) fn stem_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_that_were_meant_to_be_yaml_are_known() {
        for name in
            ["zeta.yml", "zeta.YAML", "zeta.yaml.txt", "zeta.Yml.TXT", "zeta.yam", "zeta.yaml.docx"]
        {
            assert_eq!(yaml_stem(name), Some("zeta"), "{name}");
        }
        for name in ["zeta.yaml", "zeta.txt", "logo.svg"] {
            assert_eq!(yaml_stem(name), None, "{name}");
        }
    }
}
