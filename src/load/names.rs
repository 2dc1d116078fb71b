//! Names of content files -> whether anybody reads a file of that name.
//!
//! Whoever writes `_string.yaml` or `NL/steps.md` believes that the text is changed.
//! Input: paths below a folder of content. Output: what to say of those that stand
//! where nothing is looked for. Invariant: no file is opened.

use crate::diag::did_you_mean;
use crate::value::Lang;

/// Files of one language that are no pages.
const OF_A_LANGUAGE: [&str; 3] = ["_strings.yaml", "_helplines.yaml", "_language.yaml"];
/// Files that all languages share.
const OF_ALL: [&str; 2] = ["_helplines.yaml", "_facts.yaml"];

/// The part of a content path, as in `nl/steps.md`, that nobody looks for, a file or a
/// whole folder, and what would be read; `None` where somebody does.
pub(super) fn not_looked_for(path: &str) -> Option<(&str, String)> {
    match path.split_once('/') {
        Some((folder, _)) if Lang::parse(folder).map(Lang::tag) != Ok(folder) => {
            Some((folder, no_language(folder)))
        }
        Some((folder, name)) => in_language(folder, name).map(|hint| (path, hint)),
        None => at_root(path).map(|hint| (path, hint)),
    }
}

/// Whether a path in a theme is that of its own words: `content/nl/_strings.yaml`.
pub(super) fn is_words_of_theme(path: &str) -> bool {
    let folder = path.strip_prefix("content/").and_then(|it| it.strip_suffix("/_strings.yaml"));
    folder.is_some_and(|folder| Lang::parse(folder).map(Lang::tag) == Ok(folder))
}

fn in_language(folder: &str, name: &str) -> Option<String> {
    if let Some((_, last)) = name.rsplit_once('/') {
        return Some(format!("move it up: `{folder}/{last}` would be read"));
    }
    if name.ends_with(".md") || OF_A_LANGUAGE.contains(&name) {
        return None;
    }
    let near = did_you_mean(name, OF_A_LANGUAGE);
    Some(
        near.unwrap_or_else(|| {
            format!("beside its pages a language has {}", OF_A_LANGUAGE.join(", "))
        }),
    )
}

fn at_root(name: &str) -> Option<String> {
    if OF_ALL.contains(&name) || name.to_ascii_lowercase().starts_with("readme") {
        return None;
    }
    let near = did_you_mean(name, OF_ALL);
    Some(
        near.unwrap_or_else(|| {
            format!("move it into the folder of its language, as in `nl/{name}`")
        }),
    )
}

fn no_language(folder: &str) -> String {
    let lower = folder.to_lowercase();
    if let Ok(lang) = Lang::parse(&lower) {
        return format!("rename the folder `{folder}` to `{lang}`");
    }
    let tags: Vec<&str> = Lang::all_tags().collect();
    let known = || format!("`{folder}` is no language; known are {}", tags.join(", "));
    did_you_mean(&lower, tags.iter().copied()).unwrap_or_else(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_nobody_looks_for_are_told_with_the_one_that_is() {
        for read in ["nl/steps.md", "nl/_law-x.md", "nl/_strings.yaml", "_facts.yaml", "README.md"]
        {
            assert_eq!(not_looked_for(read), None, "{read}");
        }
        for (path, said) in [
            ("nl/_string.yaml", "did you mean `_strings.yaml`?"),
            ("NL/steps.md", "rename the folder `NL` to `nl`"),
            ("nl/pages/steps.md", "move it up: `nl/steps.md` would be read"),
            ("_helpline.yaml", "did you mean `_helplines.yaml`?"),
            ("steps.md", "move it into the folder of its language, as in `nl/steps.md`"),
        ] {
            assert_eq!(not_looked_for(path).map(|(_, hint)| hint).as_deref(), Some(said), "{path}");
        }
        let (what, none) = not_looked_for("xx/steps.md").unwrap_or_default();
        assert_eq!(what, "xx");
        assert!(none.starts_with("`xx` is no language; known are ar, bg"), "{none}");
    }
}
