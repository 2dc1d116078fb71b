//! Every PDF: its standard, its boxes, its fonts, its text.

use std::fs;
use std::path::PathBuf;

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use crate::it::support::{CLIENTS, LANGUAGES, files, kits, languages, tool};

/// Points in a millimetre.
const POINTS: f64 = 72.0 / 25.4;

fn pdfs() -> Vec<(String, PathBuf)> {
    CLIENTS
        .iter()
        .flat_map(|client| {
            let kit = kits().join(client);
            let pdfs = files(&kit).into_iter().filter(|path| path.ends_with(".pdf"));
            pdfs.map(|path| (format!("{client}/{path}"), kit.join(&path))).collect::<Vec<_>>()
        })
        .collect()
}

fn is_press(name: &str) -> bool {
    name.ends_with("-press.pdf")
}

#[test]
fn office_files_are_pdf_ua_to_a_second_judge() {
    let options = ValidationOptions::default().profile(ValidationProfile::PdfUa1);
    let mut judged = 0;
    for (name, path) in pdfs().into_iter().filter(|(name, _)| !is_press(name)) {
        let report = validate_pdf_bytes(&fs::read(path).unwrap(), &options).unwrap();
        assert!(report.is_compliant, "{name}: {:?}", report.failures);
        judged += 1;
    }
    // In every language two flyers, the page of pictures, two posters, strips, cards of three kinds,
    // the sheet to write on, stickers, slides and notes; the pack, the dossier, the sheet to sign, the page for
    // managers, their slides and notes in two; the poster in several languages, twice.
    let wanted = |client: &&str| {
        let count = languages(client).len();
        13 * count + 6 * count.min(2) + if count > 1 { 2 } else { 0 }
    };
    assert_eq!(judged, CLIENTS.iter().map(wanted).sum::<usize>());
}

#[test]
fn title_language_tags_and_pages_are_right() {
    for (name, path) in pdfs() {
        let info = tool("pdfinfo", &[path.to_str().unwrap()]);
        let line = |key: &str| {
            let line = info.lines().find(|line| line.starts_with(key));
            line.map(|line| line[key.len()..].trim().to_owned()).unwrap_or_default()
        };
        assert!(line("Title:").len() > 10, "{name}: {info}");
        let pages: usize = line("Pages:").parse().unwrap();
        let wanted = match &name {
            name if name.contains("introduction-notes") => 2..=5,
            name if name.contains("introduction") => 8..=8,
            name if name.contains("dossier-") => 3..=4,
            name if name.contains("team-talk-notes") => 2..=5,
            name if name.contains("team-talk") => 9..=9,
            name if name.contains("onboarding-") => 8..=24,
            name if name.contains("flyer-large") => 5..=8,
            name if name.contains("flyer") || name.contains("print/notes") => 2..=2,
            _ => 1..=1,
        };
        assert!(wanted.contains(&pages), "{name}: {pages} pages");
        if !is_press(&name) {
            assert_eq!(line("Tagged:"), "yes", "{name}");
        }
        assert!(line("CreationDate:").contains("2026"), "{name}: {info}");
        let parts: Vec<&str> = name.split(['-', '.']).collect();
        let lang = LANGUAGES.into_iter().find(|lang| parts.contains(lang)).unwrap_or("nl");
        let raw = fs::read(&path).unwrap();
        let said = String::from_utf8_lossy(&raw);
        // Of the document, and not of a sentence in another language.
        let said = &said[said.find("/Type/Catalog").unwrap_or_default()..];
        let at = said.find("/Lang").unwrap_or_else(|| panic!("{name} has no language"));
        assert!(said[at..at + 20].contains(&format!("({lang}")), "{name}: {}", &said[at..at + 20]);
    }
}

/// UKAAF, G003: what is in large print is ideally no smaller than 18 points, page numbers and all.
#[test]
fn large_print_is_large_throughout() {
    let mut judged = 0;
    for (name, path) in pdfs().into_iter().filter(|(name, _)| name.contains("flyer-large")) {
        let path = path.to_str().unwrap();
        let said = tool("pdftohtml", &["-xml", "-stdout", "-i", "-zoom", "1", path]);
        for font in said.split("<fontspec ").skip(1) {
            let size = font.split("size=\"").nth(1).and_then(|rest| rest.split('"').next());
            let size: u32 = size.unwrap().parse().unwrap();
            assert!(size >= 18, "{name}: {size} points");
            judged += 1;
        }
    }
    assert!(judged > 0);
}

#[test]
fn every_font_is_embedded_and_subset_and_the_file_is_sound() {
    for (name, path) in pdfs() {
        let path = path.to_str().unwrap();
        let fonts = tool("pdffonts", &[path]);
        let rows: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(!rows.is_empty(), "{name}");
        for row in rows {
            let columns: Vec<&str> = row.split_whitespace().collect();
            // … emb sub uni object generation
            let [embedded, subset] = [columns.len() - 5, columns.len() - 4].map(|i| columns[i]);
            assert_eq!((embedded, subset), ("yes", "yes"), "{name}: {row}");
            let families = ["SourceSans3", "IBMPlexSansArabic"];
            assert!(families.iter().any(|family| row.contains(family)), "{name}: {row}");
        }
        let said = tool("qpdf", &["--check", path]);
        assert!(said.contains("No syntax or stream encoding errors found"), "{name}: {said}");
    }
}

#[test]
fn press_posters_have_trim_and_bleed_and_black_is_k() {
    for (name, path) in pdfs().into_iter().filter(|(name, _)| is_press(name)) {
        let boxes = tool("pdfinfo", &["-box", path.to_str().unwrap()]);
        let size = |key: &str| {
            let line = boxes.lines().find(|line| line.starts_with(key)).unwrap();
            let n: Vec<f64> =
                line[key.len()..].split_whitespace().map(|n| n.parse().unwrap()).collect();
            ((n[2] - n[0]) / POINTS, (n[3] - n[1]) / POINTS)
        };
        let near =
            |(w, h): (f64, f64), (x, y): (f64, f64)| (w - x).abs() < 0.1 && (h - y).abs() < 0.1;
        let (width, height) = if name.contains("-a2-") { (420.0, 594.0) } else { (297.0, 420.0) };
        assert!(near(size("TrimBox:"), (width, height)), "{name}: {boxes}");
        assert!(near(size("BleedBox:"), (width + 6.0, height + 6.0)), "{name}: {boxes}");
        let plain =
            tool("qpdf", &["--qdf", "--object-streams=disable", path.to_str().unwrap(), "-"]);
        let black = ["0 0 0 1 k", "/DeviceCMYK"].iter().any(|operator| plain.contains(operator));
        assert!(black, "{name} sets no K black");
        assert!(!plain.contains("\n0 0 0 rg"), "{name} sets RGB black");
    }
}

#[test]
fn what_must_be_read_is_in_the_text() {
    let wanted = [
        ("acme", "nl", vec!["Marieke de Vries", "06 12 34 56 78", "vp.example.nl/acme"]),
        ("acme", "en", vec!["Jan Jansen", "+31 6 87654321", "vp.example.nl/acme"]),
        ("linde", "nl", vec!["Ruşen Özgür-Şahin", "06 12 34 56 73", "vp.example.nl/linde"]),
        ("minimal", "nl", vec!["Sam Smit", "06 12 34 56 78", "stoepje.example.nl"]),
    ];
    for (client, lang, texts) in wanted {
        for product in ["flyer", "flyer-large", "easy", "poster-a4", "poster-a3"] {
            let path = kits().join(format!("{client}/print/{product}-{lang}.pdf"));
            let said = tool("pdftotext", &["-layout", path.to_str().unwrap(), "-"]);
            let said: String = said.split_whitespace().collect::<Vec<_>>().join(" ");
            for text in &texts {
                assert!(said.contains(text), "{client} {product} {lang}: {text}\n{said}");
            }
        }
    }
}

/// The words of a text, the letters of each in alphabetical order.
///
/// Extracting tools turn text that runs from right to left as they see fit, and
/// some split ligatures the wrong way round, so that order proves nothing there.
fn bag(text: &str) -> Vec<String> {
    let kept = |c: char| c.is_alphanumeric();
    let mut words: Vec<String> = text
        .split_whitespace()
        .map(|word| {
            let mut letters: Vec<char> = word.chars().filter(|c| kept(*c)).collect();
            letters.sort_unstable();
            letters.into_iter().collect()
        })
        .filter(|word: &String| !word.is_empty())
        .collect();
    words.sort();
    words
}

/// The lines of a content file as they are read: without front matter and marks.
fn lines(markdown: &str) -> Vec<String> {
    let body = markdown.splitn(3, "---\n").nth(2).unwrap_or(markdown);
    // What stands under a condition is there for some clients alone.
    let mut depth = 0_usize;
    body.lines()
        .filter(|line| {
            let before = depth;
            depth += line.matches("{% if ").count() + line.matches("{% for ").count();
            depth -= line.matches("{% endif ").count() + line.matches("{% endfor ").count();
            before == 0 && !line.contains("{{") && !line.contains("{%")
        })
        .map(|line| {
            let line = line.trim_start_matches(|c: char| {
                c.is_ascii_digit() || matches!(c, '#' | '-' | '.' | '>' | ' ')
            });
            let line = line.split(" {#").next().unwrap_or(line).replace(['*', '['], "");
            // [words](target)
            let mut parts = line.split("](");
            let mut read = parts.next().unwrap_or_default().to_owned();
            for part in parts {
                read.push_str(part.split_once(')').map_or("", |(_, rest)| rest));
            }
            read
        })
        .filter(|line| !line.trim().is_empty())
        .collect()
}

#[test]
fn the_whole_text_of_the_content_can_be_taken_from_the_pdf() {
    let content = |path: String| {
        std::fs::read_to_string(crate::it::support::repository().join("content").join(path))
            .unwrap()
    };
    let mut compared = 0;
    for lang in LANGUAGES {
        let kit = kits().join("polderfruit");
        let text = |path: String| {
            let path = kit.join(path);
            tool("pdftotext", &["-raw", path.to_str().unwrap(), "-"])
        };
        let mut documents = vec![(
            text(format!("print/flyer-{lang}.pdf")),
            lines(&content(format!("{lang}/flyer.md"))),
        )];
        documents[0].1.extend(lines(&content(format!("{lang}/_confidentiality.md"))));
        let large = (text(format!("print/flyer-large-{lang}.pdf")), documents[0].1.clone());
        documents.push(large);
        documents.push((
            text(format!("print/easy-{lang}.pdf")),
            lines(&content(format!("{lang}/easy.md"))),
        ));
        let words: std::collections::BTreeMap<String, String> =
            serde_saphyr::from_str(&content(format!("{lang}/_strings.yaml"))).unwrap();
        let poster = ["headline", "sub", "for", "choice", "confidential"];
        let poster = poster.map(|key| words[&format!("poster_{key}")].clone()).to_vec();
        documents.push((text(format!("print/poster-a4-{lang}.pdf")), poster));
        let slides = content(format!("{lang}/slides.md"));
        let (_, told) = slides.split_once("{#welcome}\n").unwrap();
        let shown: String = told
            .lines()
            .filter(|line| !line.starts_with('>'))
            .fold(String::new(), |shown, line| shown + line + "\n");
        documents.push((text(format!("onboarding/introduction-{lang}.pdf")), lines(&shown)));
        documents.push((text(format!("onboarding/introduction-notes-{lang}.pdf")), lines(told)));
        if ["nl", "en"].contains(&lang) {
            let chapters = files(&crate::it::support::repository().join("content").join(lang));
            // A chapter names the pack; other pages for the organisation are sheets of their own.
            let in_pack = |name: &String| {
                content(format!("{lang}/{name}")).contains("surfaces: [onboarding]")
            };
            let chapters =
                chapters.into_iter().filter(|name| name.starts_with("org-") && in_pack(name));
            let chapters = chapters.flat_map(|name| lines(&content(format!("{lang}/{name}"))));
            let pack = text(format!("onboarding/onboarding-{lang}.pdf"));
            documents.push((pack, chapters.collect()));
            for (sheet, page) in
                [("managers", "org-managers"), ("team-talk-notes", "org-team-talk")]
            {
                let page = content(format!("{lang}/{page}.md"));
                documents.push((text(format!("onboarding/{sheet}-{lang}.pdf")), lines(&page)));
            }
        }
        for (said, wanted) in documents {
            let (whole, words) = (super::coverage::squeezed(&said), bag(&said));
            for line in wanted {
                let there = match lang {
                    "ar" => bag(&line).iter().all(|word| words.binary_search(word).is_ok()),
                    _ => whole.contains(&super::coverage::squeezed(&line)),
                };
                assert!(there, "{lang}: “{line}” is not in\n{said}");
                compared += 1;
            }
        }
    }
    assert!(compared > 500, "{compared}");
}
