//! Links of README, book and the other pages of the repository lead somewhere, and the book has
//! every chapter once.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{pages, text};
use crate::it::support::repository;

/// Links of a page as they are written, pictures too, and the ids of its headings.
fn look(text: &str) -> (Vec<String>, BTreeSet<String>) {
    let (mut links, mut ids) = (Vec::new(), BTreeSet::new());
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push(dest_url.into_string());
            }
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => ids.extend(heading.take().map(|it| id(&it))),
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            _ => {}
        }
    }
    (links, ids)
}

/// The id that mdBook gives a heading, and whoever else shows Markdown.
fn id(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.map(|c| if c == ' ' { '-' } else { c }).flat_map(char::to_lowercase).collect()
}

/// A path without its `..`.
fn plain(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => assert!(parts.pop().is_some(), "{path} leads out of the repository"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn every_link_leads_somewhere() {
    let more = ["CONTRIBUTING.md", "CHANGELOG.md", "content/README.md", "tests/browser/README.md"];
    let all: Vec<String> = pages().into_iter().chain(more.map(str::to_owned)).collect();
    let looked: BTreeMap<&str, _> =
        all.iter().map(|page| (page.as_str(), look(&text(page)))).collect();
    let mut wrong = Vec::new();
    let mut followed = 0;
    for (page, (links, _)) in &looked {
        let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
        for link in links {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            followed += 1;
            let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
            let path = match path {
                "" => (*page).to_owned(),
                path => plain(format!("{folder}/{path}").trim_start_matches('/')),
            };
            if !repository().join(&path).is_file() {
                wrong.push(format!("{page}: `{link}` leads to no file"));
            } else if page.starts_with("docs/") && !path.starts_with("docs/") {
                wrong.push(format!("{page}: `{link}` leads out of the book"));
            } else if !fragment.is_empty()
                && looked.get(path.as_str()).is_none_or(|(_, ids)| !ids.contains(fragment))
            {
                wrong.push(format!("{page}: `{link}` leads to no heading"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(followed >= 60, "{followed}");
}

#[test]
fn the_book_has_every_chapter_once() {
    let (mut chapters, _) = look(&text("docs/SUMMARY.md"));
    chapters.sort();
    let mut there: Vec<String> =
        pages().iter().filter_map(|it| it.strip_prefix("docs/").map(str::to_owned)).collect();
    there.sort();
    assert_eq!(chapters, there);
}

#[test]
fn both_guides_have_the_same_pages() {
    // One page a job in both: the Dutch one has the keys besides, which the other finds in the
    // reference.
    let count = |folder: &str| pages().iter().filter(|it| it.starts_with(folder)).count();
    assert_eq!(count("docs/nl/"), count("docs/en/") + 1);
}
