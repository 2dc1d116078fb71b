//! Markdown that people bring along: it comes out as it was meant, or is told of where it
//! stands, on site, paper, mail and plain text alike.

use std::fs;
use std::path::{Path, PathBuf};

use super::support::{site_only, vpsite};

const CLIENT: &str = "clients/minimal.yaml";

/// A workspace whose client has this page of its own.
fn with_page(name: &str, body: &str) -> PathBuf {
    let root = site_only(name);
    put(&root, "clients/minimal/content/nl/lunch.md", &page(body));
    root
}

fn page(body: &str) -> String {
    format!("---\ntitle: Lunch\nsummary: Over de lunch.\n---\n{body}\n")
}

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn markdown_that_stays_markdown() {
    let body = "Bel [het meldpunt](tel:06 12345670).\n\n| Wie | Wanneer |\n|---|---|\n| Noor | maandag |\n\n\
                Een noot.[^1]\n\n##Zonder spatie\n\nZie [hier][nergens] en ~~oud~~.\n\n- [ ] nog doen\n\n\
                [Noor]: belt";
    let root = with_page("markdown-stays", body);
    let run = vpsite(&root, &["check", CLIENT, "--format", "short"]).ended(1);
    for (line, column, code) in [
        (5, 5, "content/sign"),
        (7, 1, "content/sign"),
        (11, 10, "content/sign"),
        (13, 1, "content/sign"),
        (15, 5, "content/sign"),
        (15, 24, "content/sign"),
        (17, 3, "content/sign"),
        (19, 1, "content/lost"),
    ] {
        let fault = format!("clients/minimal/content/nl/lunch.md:{line}:{column}: error[{code}]");
        assert!(run.err.contains(&fault), "{fault}\n{}", run.err);
    }
    assert_eq!(run.err.matches("lunch.md:").count(), 8, "{}", run.err);
}

#[test]
fn lists_that_go_on() {
    let body = "1. Je belt.\n2. Je spreekt af.\n\nDaarna:\n\n3. Je kiest.\n4. Je hoort het.";
    let root = with_page("markdown-lists", body);
    vpsite(&root, &["build", CLIENT]).ended(0);
    let html = fs::read_to_string(root.join("dist/minimal/site/lunch.html")).unwrap();
    let words: String = html.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("<ol> <li>Je belt.</li>"), "{html}");
    assert!(words.contains("<ol start=\"3\"> <li>Je kiest.</li>"), "{html}");
}

#[test]
fn mail_addresses_in_text() {
    let body = "Mail <noor@example.nl>, [de commissie](commissie@example.nl) of \
                [HR](mailto:hr@example.nl). Bel [nu](<tel:06 12345670>) of <tel:0800-1234>.";
    let root = with_page("markdown-mail", body);
    let run = vpsite(&root, &["build", CLIENT, "--format", "short"]).ended(0);
    assert!(!run.err.contains("lunch.md"), "{}", run.err);
    let html = fs::read_to_string(root.join("dist/minimal/site/lunch.html")).unwrap();
    for href in [
        "mailto:noor@example.nl",
        "mailto:commissie@example.nl",
        "mailto:hr@example.nl",
        "tel:+31612345670",
        "tel:08001234",
    ] {
        assert!(html.contains(&format!("href=\"{href}\"")), "{href}\n{html}");
    }
}

#[test]
fn a_text_that_no_markdown_is_read_in_is_remarked_on() {
    let root = site_only("markdown-client");
    let yaml = fs::read_to_string(root.join(CLIENT)).unwrap();
    let other = yaml.replace("name: Sam Smit", "name: \"**Sam** Smit &amp; Zn\"");
    assert_ne!(yaml, other);
    fs::write(root.join(CLIENT), other).unwrap();
    let run = vpsite(&root, &["check", CLIENT]).ended(0);
    assert!(run.err.contains("warning[text/markup]"), "{}", run.err);
    assert!(run.err.contains("write `Sam Smit & Zn`"), "{}", run.err);
}

#[test]
fn captions_are_no_transcript() {
    let root = site_only("markdown-captions");
    let yaml = fs::read_to_string(root.join(CLIENT)).unwrap();
    let video = "video: {url: \"https://example.nl/film\", transcript: {nl: minimal/film.md}}\n";
    fs::write(root.join(CLIENT), format!("{yaml}{video}")).unwrap();
    put(&root, "clients/minimal/film.md", "WEBVTT\n\n00:01.000 --> 00:03.000\nWelkom.\n");
    let run = vpsite(&root, &["check", CLIENT, "--format", "short"]).ended(1);
    assert!(run.err.contains("film.md:3:1: error[video/transcript]"), "{}", run.err);
}
