//! Files of a workspace that were probably meant to be read, and are not.
//!
//! A file that stands in for nothing is worse than a fault: its owner believes that
//! it is in the kit. Input: the workspace. Output: warnings, each with the name
//! that would be read. Invariant: what some file of a theme names is no stranger.

use std::collections::BTreeSet;
use std::path::Path;

use crate::diag::{Diagnostic, Diagnostics, Result, did_you_mean, say};

use super::fs;
use super::names;
use super::selection::yaml_stem;
use super::workspace::{RawFile, Workspace, built_in_pages, built_in_theme, is_text};

/// What a theme must have to be one.
const THEME_FILE: &str = "theme.yaml";

impl Workspace {
    /// What lies in the workspace, in `clients/`, in `content/` and in `themes/` and is not read.
    ///
    /// # Errors
    /// A folder cannot be read.
    pub fn unread(&self) -> Result<Diagnostics> {
        let mut found = Diagnostics::new();
        found.extend(self.unread_of_root());
        found.extend(self.unread_of_clients());
        found.extend(self.unread_content(None)?);
        for (name, path) in self.theme_folders()? {
            found.extend(self.unread_of_theme(&name, &path)?);
        }
        Ok(found)
    }

    /// What lies in `content/`, or in a client's own, and is neither Markdown nor YAML.
    ///
    /// # Errors
    /// A folder cannot be read.
    pub fn unread_content(&self, client_stem: Option<&str>) -> Result<Diagnostics> {
        let folder = self.content_folder(client_stem);
        let shown = self.shown(&folder);
        let mut found = Diagnostics::new();
        let mut told = BTreeSet::new();
        for (name, _) in self.files_below(&folder)? {
            let file = name.rsplit('/').next().unwrap_or_default();
            let (what, hint) = match content_name(file) {
                Some(Some(right))
                    if [".docx", ".odt", ".rtf"].iter().any(|end| file.ends_with(end)) =>
                {
                    (name.as_str(), say!("save its text as plain text, with the name `{right}`"))
                }
                Some(Some(right)) => (name.as_str(), say!("rename it to `{right}`")),
                Some(None) => (
                    name.as_str(),
                    say!(
                        "content is Markdown in `.md` and words in `.yaml`; move anything else \
                     elsewhere"
                    ),
                ),
                // Its ending is one that is read: is its place?
                None if is_about(file) => continue,
                None if names::nearly_built_in(&name, built_in_pages()).is_some() => {
                    found.extend(self.nearly(&shown, &name));
                    continue;
                }
                None => match names::not_looked_for(&name) {
                    Some(said) => said,
                    None => continue,
                },
            };
            if told.insert(what.to_owned()) {
                let message = say!("`{shown}/{what}` is not read");
                found.push(Diagnostic::warning("content/not-read", message).hint(hint));
            }
        }
        Ok(found)
    }

    /// A page that stands in for none, though its name is nearly that of one.
    fn nearly(&self, folder: &str, name: &str) -> Option<Diagnostic> {
        let near = names::nearly_built_in(name, built_in_pages())?;
        let message = say!("`{folder}/{name}` is a page of its own, and replaces none");
        Some(
            Diagnostic::warning("content/near", message)
                .hint(say!("did you mean `{near}.md`?"))
                .hint(say!("if it is a new page, give it a name that is less like that one")),
        )
    }

    fn theme_folders(&self) -> Result<Vec<(String, std::path::PathBuf)>> {
        let folder = self.root.join("themes");
        if !fs::is_dir(&folder) {
            return Ok(Vec::new());
        }
        let entries = fs::entries(&folder).map_err(|reason| {
            Diagnostic::error("workspace/unreadable", say!("the folder `themes` {reason}"))
        })?;
        Ok(entries.into_iter().filter(|(_, path)| fs::is_dir(path)).collect())
    }

    fn unread_of_theme(&self, name: &str, folder: &Path) -> Result<Diagnostics> {
        let built_in = built_in_theme();
        let files = self.files_below(folder)?;
        if name != "default" && !files.iter().any(|(path, _)| path == THEME_FILE) {
            let message = say!("the theme `{}` is not read: it has no `{THEME_FILE}`", {
                self.shown(folder)
            });
            return Ok(Diagnostic::warning("theme/not-read", message)
                .maybe_hint(did_you_mean(name, ["default"]))
                .hint(say!(
                    "`vpsite theme eject {THEME_FILE}` writes one to begin with into \
                     `themes/default`"
                ))
                .into());
        }
        let theme = self.theme(name)?;
        let texts: Vec<&str> = theme
            .files
            .values()
            .filter_map(|file| match file {
                RawFile::Text(file) => Some(file.text.as_str()),
                RawFile::Bytes(_) => None,
            })
            .collect();
        let known: BTreeSet<&str> = built_in.iter().map(String::as_str).collect();
        let strangers = files.iter().filter(|(path, _)| {
            let file = path.rsplit('/').next().unwrap_or_default();
            // A template is named by its path, or by its name from one beside it.
            let named = || texts.iter().any(|text| text.contains(file));
            let words = names::is_words_of_theme(path);
            !known.contains(path.as_str()) && !is_about(file) && !words && !named()
        });
        Ok(strangers
            .map(|(path, full)| {
                let message = say!(
                    "`{}` stands in for nothing, and no file of the theme names it",
                    self.shown(full)
                );
                Diagnostic::warning("theme/not-read", message)
                    .maybe_hint(did_you_mean(path, known.iter().copied().filter(|p| is_text(p))))
                    .hint(say!("`vpsite theme list` shows the files that can be replaced"))
            })
            .collect())
    }
}

/// What a file of content should be called: nothing where it is read, `Some(None)`
/// where it is none.
fn content_name(file: &str) -> Option<Option<String>> {
    if file.ends_with(".md") || file.ends_with(".yaml") || is_about(file) {
        return None;
    }
    if let Some(stem) = yaml_stem(file) {
        return Some(Some(format!("{stem}.yaml")));
    }
    let lower = file.to_ascii_lowercase();
    const ENDINGS: [&str; 17] = [
        ".md.txt",
        ".markdown.txt",
        ".md.md",
        ".md.docx",
        ".md.html",
        ".markdown",
        ".mdown",
        ".mkdn",
        ".mkd",
        ".mdx",
        ".md.",
        ".md ",
        ".md",
        ".docx",
        ".odt",
        ".rtf",
        ".txt",
    ];
    let ending = ENDINGS.into_iter().find(|end| lower.ends_with(end) && lower.len() > end.len());
    Some(ending.map(|ending| format!("{}.md", &file[..file.len() - ending.len()])))
}

/// Files that say something about a folder, or that a system or an editor leaves in one.
pub(super) fn is_about(file: &str) -> bool {
    let lower = file.to_ascii_lowercase();
    let begins = [
        "readme",
        "leesmij",
        "copying",
        "authors",
        "license",
        "licence",
        "ofl",
        "notice",
        "changelog",
        "~$",
    ];
    let ends = ["~", ".bak", ".swp", ".swo", ".tmp", ".orig", ".rej", ".part", ".lnk", "#"];
    begins.iter().any(|begin| lower.starts_with(begin))
        || ends.iter().any(|end| lower.ends_with(end))
        || lower.starts_with('.')
        || ["desktop.ini", "thumbs.db", "ehthumbs.db", "icon\r"].contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_known_by_its_ending() {
        let right = |name| content_name(name).map(|right| right.unwrap_or_default());
        for read in [
            "steps.md",
            "_strings.yaml",
            "README.txt",
            "steps.md~",
            "Thumbs.db",
            "steps.md.swp",
            "._steps.md",
            "#steps.md#",
        ] {
            assert_eq!(right(read), None, "{read}");
        }
        for (file, name) in [
            ("steps.MD", "steps.md"),
            ("steps.md.txt", "steps.md"),
            ("steps.markdown", "steps.md"),
            ("_strings.yml", "_strings.yaml"),
            ("steps.txt", "steps.md"),
            ("steps.md.docx", "steps.md"),
            ("steps.docx", "steps.md"),
            ("foto.jpg", ""),
        ] {
            assert_eq!(right(file).as_deref(), Some(name), "{file}");
        }
    }
}
