//! Links and transcripts: one set of rules, whichever surface shows them.

use std::fs;
use std::path::Path;

use super::support::{repository, site_only, vpsite};

const CLIENT: &str = "clients/minimal.yaml";

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn append(root: &Path, path: &str, text: &str) {
    let own = fs::read_to_string(repository().join(path)).unwrap();
    put(root, path, &format!("{own}{text}"));
}

fn check(root: &Path) -> String {
    vpsite(root, &["check", CLIENT, "--format", "short"]).err
}

/// The line of a file of the workspace that holds a text, counted from 1.
fn line_of(root: &Path, path: &str, part: &str) -> usize {
    let text = fs::read_to_string(root.join(path)).unwrap();
    text.lines().position(|line| line.contains(part)).unwrap() + 1
}

/// A page whose words are `body`.
fn page(body: &str) -> String {
    format!("---\ntitle: Pagina\nsummary: Kort.\n---\n{body}\n")
}

#[test]
fn a_link_that_none_may_write_is_a_fault_on_every_surface() {
    let links = [
        ("javascript:alert(1)", "begins with `javascript:`, which no link may"),
        ("http://example.nl/", "does not begin with `https://`"),
        ("data:text/html,x", "begins with `data:`, which no link may"),
        ("weg.md", "leads nowhere"),
        ("steps.md#weg", "leads nowhere"),
        ("org-law.md", "leads nowhere"),
        ("404.md", "leads nowhere"),
        ("#weg", "leads nowhere"),
        ("tel:bel-ons", "is no number to call"),
    ];
    // The site, the pack for the organisation, a mail, a text to paste, the flyer, pictures, slides.
    let surfaces = ["steps", "org-start", "announcement", "intranet", "flyer", "easy", "slides"];
    let root = site_only("links-wrong");
    for surface in surfaces {
        let path = format!("content/nl/{surface}.md");
        let written = links.map(|(link, _)| format!("- Kijk op [de pagina]({link}).\n"));
        append(&root, &path, &format!("\n{}", written.concat()));
    }
    let said = check(&root);
    for surface in surfaces {
        let path = format!("content/nl/{surface}.md");
        for (link, why) in links {
            let line = line_of(&root, &path, &format!("({link})"));
            let fault = format!("{path}:{line}:23: error[content/link]: the link `{link}` {why}");
            assert!(said.contains(&fault), "{fault}\n{said}");
        }
    }
}

#[test]
fn a_link_in_what_a_page_includes_is_held_to_the_same() {
    let root = site_only("links-fragment");
    put(&root, "content/nl/_note.md", "Zie [het begin](#begin) en [weg](weg.md).\n");
    put(&root, "content/nl/lunch.md", &page("## Begin {#begin}\n\n{% include '_note.md' %}"));
    let said = check(&root);
    assert!(said.contains("content/nl/_note.md:1:34: error[content/link]: the link `weg.md`"));
    assert!(!said.contains("#begin"), "{said}");
    put(&root, "content/nl/lunch.md", &page("{% include '_note.md' %}"));
    let said = check(&root);
    assert!(said.contains("content/nl/_note.md:1:17: error[content/link]: the link `#begin`"));
}

#[test]
fn a_heading_whose_id_a_value_gives_can_be_linked_to() {
    let root = site_only("links-open");
    let headed = "## Vragen aan {{ organisation.short_name }}\n\n## Hoe lang het duurt\n\nKort.";
    put(&root, "content/nl/lunch.md", &page(headed));
    append(
        &root,
        "content/nl/steps.md",
        "\n[a](lunch.md#vragen-aan-het-stoepje) [b](lunch.md#hoe-lang-het-duurt)\n",
    );
    let said = check(&root);
    assert!(!said.contains("[content/link]"), "{said}");
}

#[test]
fn a_page_that_stands_in_keeps_the_headings_that_others_lead_to() {
    let root = site_only("links-replaced");
    let own = fs::read_to_string(repository().join("content/nl/steps.md")).unwrap();
    put(&root, "content/nl/steps.md", &own.replace("{#complaint}", ""));
    // Only the pack for the organisation leads there, which opens the page all the same.
    let run = vpsite(&root, &["check", CLIENT, "--format", "short"]).ended(0);
    let said = "content/nl/steps.md:1:1: warning[content/link]: `steps.md` has no heading \
                `{#complaint}`, and `org-benefits.md` links to it";
    assert!(run.err.contains(said), "{}", run.err);
    let own = fs::read_to_string(repository().join("content/nl/confidential.md")).unwrap();
    put(&root, "content/nl/confidential.md", &own.replace("{#exceptions}", ""));
    let run = vpsite(&root, &["check", CLIENT, "--format", "short"]).ended(1);
    let said = "content/nl/confidential.md:1:1: error[content/link]: `confidential.md` has no \
                heading `{#exceptions}`, and `";
    assert!(run.err.contains(said), "{}", run.err);
}

#[test]
fn a_link_that_a_value_makes_is_held_to_the_same() {
    let root = site_only("links-value");
    append(&root, "content/nl/org-start.md", "\nZie [hier]({{ site.short_url }}.md).\n");
    let said = check(&root);
    let fault = "error[content/link]: the link `";
    let found = said.lines().find(|line| line.contains(fault));
    assert!(found.is_some_and(|line| line.starts_with("content/nl/org-start.md:")), "{said}");
}

/// A workspace whose client has a film with this transcript.
fn with_transcript(name: &str, transcript: &str) -> std::path::PathBuf {
    let root = site_only(name);
    let yaml = fs::read_to_string(root.join(CLIENT)).unwrap();
    let video = "video: {url: \"https://example.nl/film\", transcript: {nl: minimal/film.nl.md}}\n";
    fs::write(root.join(CLIENT), format!("{yaml}{video}")).unwrap();
    put(&root, "clients/minimal/film.nl.md", transcript);
    root
}

#[test]
fn a_transcript_loses_no_word() {
    let said = "Kijk op [onze pagina](steps.md) of [de hulppagina](help.md#tel).\n";
    let root = with_transcript("links-transcript", &said.replace("#tel", ""));
    vpsite(&root, &["build", CLIENT]).ended(0);
    let index = fs::read_to_string(root.join("dist/minimal/site/index.html")).unwrap();
    let adviser = fs::read_to_string(root.join("dist/minimal/site/adviser.html")).unwrap();
    let words = "Kijk op <a href=\"steps.html\">onze pagina</a> of <a href=\"help.html\">de hulppagina</a>.";
    assert!(index.contains(words) || adviser.contains(words), "{adviser}");
}

#[test]
fn a_transcript_is_held_to_the_rules_of_content_at_its_own_place() {
    let root = with_transcript(
        "links-transcript-faults",
        "# De film\n\nKijk op [onze pagina](http://example.nl/) of [de hulp](hulp.md).\n\n\
         <div>Dit verdwijnt.</div>\n",
    );
    let run = vpsite(&root, &["check", CLIENT, "--format", "short"]).ended(1);
    for fault in [
        "clients/minimal/film.nl.md:1:1: error[content/heading]",
        "clients/minimal/film.nl.md:3:23: error[content/link]: the link `http://example.nl/`",
        "clients/minimal/film.nl.md:3:56: error[content/link]: the link `hulp.md` leads nowhere",
        "clients/minimal/film.nl.md:5:1: error[content/html]",
    ] {
        assert!(run.err.contains(fault), "{fault}\n{}", run.err);
    }
    // Plain language is remarked on there too.
    put(&root, "clients/minimal/film.nl.md", "Het wettelijk beroepsgeheim geldt.\n");
    let said = check(&root);
    let remark = "clients/minimal/film.nl.md:1:5: warning[language/forbidden]";
    assert!(said.contains(remark), "{said}");
}
