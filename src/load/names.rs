//! Names of content files -> whether anybody reads a file of that name.
//!
//! Whoever writes `_string.yaml` or `NL/steps.md` believes that the text is changed.
//! Input: paths below a folder of content. Output: what to say of those that stand
//! where nothing is looked for. Invariant: no file is opened.

use crate::diag::{Sentence, did_you_mean, say};
use crate::value::Lang;

/// Files of one language that are no pages.
const OF_A_LANGUAGE: [&str; 4] =
    ["_strings.yaml", "_helplines.yaml", "_language.yaml", "_reviews.yaml"];
/// Files that all languages share.
const OF_ALL: [&str; 3] = ["_helplines.yaml", "_facts.yaml", "_values.yaml"];

/// The part of a content path, as in `nl/steps.md`, that nobody looks for, a file or a
/// whole folder, and what would be read; `None` where somebody does.
pub(super) fn not_looked_for(path: &str) -> Option<(&str, Sentence)> {
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

/// The built-in page that a page's name is nearly that of: it stands in for none.
///
/// One letter more, less or other in a short name, two in a long one (`behavior`); a
/// number behind a name makes it another page.
pub(super) fn nearly_built_in<'a>(
    path: &str,
    built_in: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let (_, name) = path.split_once('/')?;
    let stem = name.strip_suffix(".md").filter(|stem| !stem.starts_with('_'))?;
    let bare = |stem: &str| stem.to_lowercase().replace(['_', ' '], "-");
    let near = |known: &str| {
        let most = if known.len() < 8 { 1 } else { 2 };
        let distance = strsim::osa_distance(&bare(stem), known);
        let numbered = stem.ends_with(|c: char| c.is_ascii_digit());
        (distance <= most && known.len() > 3 && !numbered).then_some(distance)
    };
    let all: Vec<&str> = built_in.filter(|known| !known.starts_with('_')).collect();
    if all.contains(&stem) {
        return None;
    }
    all.into_iter()
        .filter_map(|known| near(known).map(|far| (far, known)))
        .min()
        .map(|(_, known)| known)
}

fn in_language(folder: &str, name: &str) -> Option<Sentence> {
    if let Some((_, last)) = name.rsplit_once('/') {
        return Some(say!("move it up: `{folder}/{last}` would be read"));
    }
    if name.ends_with(".md") || OF_A_LANGUAGE.contains(&name) {
        return None;
    }
    let near = did_you_mean(name, OF_A_LANGUAGE);
    Some(
        near.unwrap_or_else(|| {
            say!("beside its pages a language has {}", OF_A_LANGUAGE.join(", "))
        }),
    )
}

fn at_root(name: &str) -> Option<Sentence> {
    if OF_ALL.contains(&name) || name.to_ascii_lowercase().starts_with("readme") {
        return None;
    }
    let near = did_you_mean(name, OF_ALL);
    Some(near.unwrap_or_else(|| say!("move it into the folder of its language, as in `nl/{name}`")))
}

/// What people call a language instead of by its tag: in Dutch, in English, by the code of
/// three letters, by a country.
const CALLED: [(&str, &str); 15] = [
    ("nl", "dutch nederlands hollands vlaams nld dut ned nederland"),
    ("en", "english engels eng gb uk-en"),
    ("de", "german duits deutsch deu ger"),
    ("fr", "french frans francais fra fre"),
    ("es", "spanish spaans espanol spa"),
    ("pl", "polish pools polski pol"),
    ("ro", "romanian roemeens romana ron rum"),
    ("bg", "bulgarian bulgaars bul"),
    ("uk", "ukrainian oekraiens oekraïens ukr ua"),
    ("tr", "turkish turks turkce tur"),
    ("ar", "arabic arabisch ara"),
    ("it", "italian italiaans italiano ita"),
    ("pt", "portuguese portugees portugues por"),
    ("ru", "russian russisch rus"),
    ("fy", "frisian fries frysk fry"),
];

/// The language that the name of a folder means, if it means any.
pub(super) fn language(folder: &str) -> Option<Lang> {
    let lower = folder.trim().to_lowercase();
    if let Ok(lang) = Lang::parse(&lower) {
        return Some(lang);
    }
    // `nl-NL`, `nl_BE`: the texts of a language are the same in every country.
    let part = lower.split(['-', '_', ' ', '.']).next().unwrap_or_default();
    let called = |(_, names): &&(&str, &str)| names.split(' ').any(|name| name == lower);
    let by_name = CALLED.iter().find(called).map(|(tag, _)| *tag);
    let autonym = || {
        Lang::all_tags()
            .find(|tag| Lang::parse(tag).is_ok_and(|lang| lang.name().to_lowercase() == lower))
    };
    by_name
        .or_else(autonym)
        .or((part != lower).then_some(part))
        .and_then(|tag| Lang::parse(tag).ok())
}

fn no_language(folder: &str) -> Sentence {
    let lower = folder.to_lowercase();
    if let Some(lang) = language(folder) {
        return say!("rename the folder `{folder}` to `{lang}`");
    }
    let tags: Vec<&str> = Lang::all_tags().collect();
    let known = || say!("`{folder}` is no language; known are {}", tags.join(", "));
    did_you_mean(&lower, tags.iter().copied()).unwrap_or_else(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_nearly_a_built_in_one_is_known() {
        let pages = || ["steps", "behaviour", "privacy", "404", "help", "confidential"].into_iter();
        for (path, near) in [
            ("nl/behavior.md", Some("behaviour")),
            ("nl/step.md", Some("steps")),
            ("nl/Steps.md", Some("steps")),
            ("nl/privcy.md", Some("privacy")),
            ("nl/confidental.md", Some("confidential")),
            ("nl/steps.md", None),
            ("nl/steps2.md", None),
            ("nl/steps-2.md", None),
            ("nl/gedrag.md", None),
            ("nl/405.md", None),
            ("nl/_step.md", None),
            ("nl/contact.md", None),
        ] {
            assert_eq!(nearly_built_in(path, pages()), near, "{path}");
        }
    }

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
            ("nl-NL/steps.md", "rename the folder `nl-NL` to `nl`"),
            ("nl_BE/steps.md", "rename the folder `nl_BE` to `nl`"),
            ("dutch/steps.md", "rename the folder `dutch` to `nl`"),
            ("Nederlands/steps.md", "rename the folder `Nederlands` to `nl`"),
            ("Polski/steps.md", "rename the folder `Polski` to `pl`"),
            ("eng/steps.md", "rename the folder `eng` to `en`"),
            ("oekraïens/steps.md", "rename the folder `oekraïens` to `uk`"),
            ("nl/_string.md.yaml", "did you mean `_strings.yaml`?"),
            ("_helpline.yaml", "did you mean `_helplines.yaml`?"),
            ("steps.md", "move it into the folder of its language, as in `nl/steps.md`"),
        ] {
            assert_eq!(
                not_looked_for(path).map(|(_, hint)| hint.to_string()).as_deref(),
                Some(said),
                "{path}"
            );
        }
        let (what, none) = not_looked_for("xx/steps.md").unwrap_or_default();
        assert_eq!(what, "xx");
        assert!(none.to_string().starts_with("`xx` is no language; known are ar, bg"), "{none}");
    }
}
