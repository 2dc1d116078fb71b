//! Slides that can be changed: what lies in the archive, and what `check` says of what came of it.
//!
//! In: kits of which these slides alone are made. What other programs make of them is asked in
//! `paper` below (python-pptx) and in `tests/office/run` (LibreOffice). Invariant: the archive is
//! read here by the test's own means, not by the program's.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use super::support::{languages, repository, site_only, unpacked, vpsite};

/// A theme that makes nothing but these slides.
const DECK: &str = "products:
  - id: slides
    template: slides/deck.xml
    verb: show
    title: {page: slides}
    reads: {slides: {slides: slides}}
    outputs:
      - {path: \"onboarding/introduction-{lang}.pptx\", sheet: slide, pages: 8, codes: [site], about: kit_slides_pptx}
";

/// A workspace whose kits have these slides and a site.
fn decks(name: &str) -> PathBuf {
    let root = site_only(name);
    let theme = root.join("themes/default/theme.yaml");
    let text = fs::read_to_string(&theme).unwrap();
    assert!(text.contains("products: []\n"));
    fs::write(theme, text.replace("products: []\n", DECK)).unwrap();
    root
}

/// The slides of a client in a language, in a kit that is built.
fn deck(root: &Path, client: &str, lang: &str) -> PathBuf {
    root.join(format!("dist/{client}/onboarding/introduction-{lang}.pptx"))
}

/// The parts of an archive by name.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    unpacked(bytes).into_iter().collect()
}

/// An archive of parts, as another program would write it: in another order, unpacked.
fn packed(parts: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts.iter().rev() {
        writer.start_file(name.as_str(), options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A presentation of slides, each of what it shows and what is said with it, as small as can be.
pub fn presentation(slides: &[(&str, &str)]) -> Vec<u8> {
    const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id=\"{id}\" Type=\"{REL}/{kind}\" Target=\"{target}\"/>\
             </Relationships>"
        )
    };
    let mut parts: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut put = |name: String, text: String| drop(parts.insert(name, text.into_bytes()));
    put("_rels/.rels".to_owned(), relation("r1", "officeDocument", "ppt/presentation.xml"));
    let (mut ids, mut of_main) = (String::new(), String::new());
    for (index, (shown, notes)) in slides.iter().enumerate() {
        ids += &format!("<sldId r:id=\"s{index}\"/>");
        of_main += &format!(
            "<Relationship Id=\"s{index}\" Type=\"{REL}/slide\" Target=\"slides/slide{index}.xml\"/>"
        );
        put(format!("ppt/slides/slide{index}.xml"), format!("<sld><sp><t>{shown}</t></sp></sld>"));
        let notes_at = format!("../notesSlides/notesSlide{index}.xml");
        let rels = format!("ppt/slides/_rels/slide{index}.xml.rels");
        put(rels, relation("n", "notesSlide", &notes_at));
        let notes = format!("<notes><sp><t>{notes}</t></sp></notes>");
        put(format!("ppt/notesSlides/notesSlide{index}.xml"), notes);
    }
    let main = format!("<presentation xmlns:r=\"{REL}\">{ids}</presentation>");
    put("ppt/presentation.xml".to_owned(), main);
    let of_main = format!("<Relationships>{of_main}</Relationships>");
    put("ppt/_rels/presentation.xml.rels".to_owned(), of_main);
    packed(&parts)
}

fn text(parts: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(parts.get(name).unwrap_or_else(|| panic!("{name}")).clone()).unwrap()
}

#[test]
fn eight_slides_with_notes_in_the_brand_and_nothing_else() {
    let root = decks("pptx-parts");
    vpsite(&root, &["build", "acme", "polderfruit"]).ended(0);
    for (client, primary) in [("acme", "0B5D3B"), ("polderfruit", "9A3412")] {
        for lang in languages(client) {
            let bytes = fs::read(deck(&root, client, lang)).unwrap();
            let parts = parts(&bytes);
            let many = |start: &str| {
                let named = |name: &&String| name.starts_with(start) && name.ends_with(".xml");
                parts.keys().filter(named).count()
            };
            assert_eq!(many("ppt/slides/"), 8, "{client} {lang}");
            assert_eq!(many("ppt/notesSlides/"), 8, "{client} {lang}");
            let theme = text(&parts, "ppt/theme/theme1.xml");
            assert!(theme.contains(&format!("<a:accent1><a:srgbClr val=\"{primary}\"")), "{theme}");
            let rtl = *lang == "ar";
            for number in 1..=8 {
                let slide = text(&parts, &format!("ppt/slides/slide{number}.xml"));
                assert!(slide.contains("type=\"title\"") || slide.contains("type=\"ctrTitle\""));
                // Colours are those of the palette, so that another palette changes them.
                assert!(!slide.contains("srgbClr"), "{client} {lang} {number}");
                assert_eq!(slide.contains("rtl=\"1\""), rtl, "{client} {lang} {number}");
                assert!(slide.contains(&format!(" lang=\"{lang}-")), "{client} {lang} {number}");
                for picture in slide.split("<p:pic>").skip(1) {
                    assert!(!picture.contains("descr=\"\"") && picture.contains("descr="));
                }
            }
            // Nothing of where or when it was made, and nothing that leads elsewhere.
            let outside: Vec<String> = parts
                .iter()
                .filter(|(name, _)| name.ends_with(".rels"))
                .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
                .flat_map(|text| {
                    let targets = text.split("<Relationship ").filter(|it| it.contains("External"));
                    targets.map(str::to_owned).collect::<Vec<_>>()
                })
                .collect();
            assert_eq!(outside.len(), 1, "{outside:?}");
            assert!(outside[0].contains(&format!("https://vp.example.nl/{client}/")));
            let core = text(&parts, "docProps/core.xml");
            assert!(core.contains("2026-11-01T00:00:00Z") && !core.contains("lastModifiedBy"));
            assert!(!parts.keys().any(|name| name.contains("vba") || name.contains("font")));
        }
    }
}

#[test]
fn the_same_slides_have_the_same_bytes() {
    let build = |name: &str, jobs: &str| {
        let root = decks(name);
        vpsite(&root, &["build", "acme", "linde", "--jobs", jobs]).ended(0);
        [("acme", "nl"), ("acme", "en"), ("linde", "nl")]
            .map(|(client, lang)| fs::read(deck(&root, client, lang)).unwrap())
    };
    assert!(build("pptx-same-1", "1") == build("pptx-same-2", "4"));
}

#[test]
fn people_of_any_number_and_any_name_fit() {
    let root = decks("pptx-people");
    let long = "Wilhelmina Catharina van den Boogaard-Vermeulen";
    for count in [1, 3, 5, 10, 12] {
        let people: Vec<String> = (0..count)
            .map(|index| {
                format!("  - {{name: \"{long} & Zoon {index}\", channels: [{{type: phone, number: \"06 1234567{}\"}}]}}", index % 10)
            })
            .collect();
        let own = format!(
            "organisation: {{name: \"Zorg <&> \\\"Welzijn\\\" Noordoost-Twente\"}}\nlanguages: [nl]\n\
             edition: 2026-11\nsite: {{url: \"https://vertrouwenspersoon.zorggroep-noordoost.example.nl/\"}}\n\
             brand: {{color: {{primary: \"#FFD400\"}}}}\nadvisers:\n{}\n",
            people.join("\n")
        );
        fs::write(root.join("clients/people.yaml"), own).unwrap();
        vpsite(&root, &["build", "people"]).ended(0);
        let parts = parts(&fs::read(deck(&root, "people", "nl")).unwrap());
        let who = text(&parts, "ppt/slides/slide2.xml");
        let named = |index: usize| {
            who.contains(&format!("Zoon\u{A0}{index}</a:t>"))
                || who.contains(&format!("Zoon {index}</a:t>"))
        };
        assert!((0..count).all(named), "{count}: {who}");
        assert!(
            text(&parts, "docProps/core.xml").contains("Zorg &lt;&amp;&gt; &quot;Welzijn&quot;")
        );
    }
}

#[test]
fn a_theme_that_writes_no_presentation_is_told_where() {
    let root = decks("pptx-theme");
    let folder = root.join("themes/default/slides");
    fs::create_dir_all(&folder).unwrap();
    let own = fs::read_to_string(repository().join("themes/default/slides/slide.xml")).unwrap();
    for (from, to, told) in [
        ("<p:sld ", "<p:sld <", "slides/template"),
        ("{{ heading }}", "{{ nothing }}", "slides/template"),
        ("descr=\"{{ codes.site.alt }}\"", "", "slides/access"),
        ("descr=\"{{ logo.alt }}\"", "", "slides/access"),
        (
            "TargetMode=\"External\"/>{% endif %}",
            "TargetMode=\"External\"/><Relationship Id=\"x\" Type=\"x/image\" Target=\"https://elsewhere.example.nl/\" TargetMode=\"External\"/>{% endif %}",
            "slides/outside",
        ),
    ] {
        let contact =
            fs::read_to_string(repository().join("themes/default/slides/contact.xml")).unwrap();
        let changed = [("slide.xml", &own), ("contact.xml", &contact)];
        let changed: Vec<_> = changed.iter().filter(|(_, text)| text.contains(from)).collect();
        assert!(!changed.is_empty(), "{from}");
        for (name, text) in changed {
            fs::write(folder.join(name), text.replace(from, to)).unwrap();
        }
        let run = vpsite(&root, &["check", "acme"]).ended(1);
        assert!(run.err.contains(&format!("error[{told}]")), "{from}: {}", run.err);
        fs::write(folder.join("slide.xml"), &own).unwrap();
        fs::write(folder.join("contact.xml"), &contact).unwrap();
    }
    // The text on confidentiality goes with the notes.
    let notes = fs::read_to_string(repository().join("themes/default/slides/notes.xml")).unwrap();
    fs::write(folder.join("notes.xml"), notes.replace("slide.notes %}", "slide.blocks %}"))
        .unwrap();
    let run = vpsite(&root, &["check", "acme"]).ended(1);
    assert!(run.err.contains("error[statement/missing]"), "{}", run.err);
    // Slides are filled in, and sheets are set.
    let theme = root.join("themes/default/theme.yaml");
    let text = fs::read_to_string(&theme).unwrap();
    fs::write(&theme, text.replace("template: slides/deck.xml", "template: print/slides.typ"))
        .unwrap();
    let run = vpsite(&root, &["check", "acme"]).ended(1);
    assert!(run.err.contains("error[theme/format]"), "{}", run.err);
}

#[test]
fn what_hr_made_of_it_is_checked_in_every_language() {
    let root = decks("pptx-check");
    vpsite(&root, &["build", "polderfruit"]).ended(0);
    // Elsewhere, as HR has it: no workspace is near.
    let desk = super::support::folder("pptx-desk");
    for lang in languages("polderfruit") {
        let parts = parts(&fs::read(deck(&root, "polderfruit", lang)).unwrap());
        let saved = desk.join(format!("mijn dia's {lang}.pptx"));
        fs::write(&saved, packed(&parts)).unwrap();
        let typed = saved.to_str().unwrap();
        let run = vpsite(&desk, &["check", typed]).ended(0);
        assert!(run.err.contains("slide 5 says what is confidential"), "{lang}: {}", run.err);

        // One sentence is cut out of the notes.
        let full =
            fs::read_to_string(repository().join(format!("content/{lang}/_confidentiality.md")));
        let full = full.unwrap();
        let text_of = full.rsplit("---\n").next().unwrap().trim().to_owned();
        let notes = text(&parts, "ppt/notesSlides/notesSlide5.xml");
        let exception = text_of.split_inclusive('.').nth(2).unwrap().trim();
        let start: String = exception.chars().take(20).collect();
        let mut cut = parts.clone();
        let shorter = notes.split(&start).next().unwrap().to_owned()
            + "</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:notes>";
        cut.insert("ppt/notesSlides/notesSlide5.xml".to_owned(), shorter.into_bytes());
        fs::write(&saved, packed(&cut)).unwrap();
        let run = vpsite(&desk, &["check", typed]).ended(1);
        assert!(run.err.contains("error[slides/confidentiality]"), "{lang}: {}", run.err);
        assert!(run.err.contains("slide 5") && run.err.contains(&start), "{lang}: {}", run.err);

        // The slide is hidden.
        let mut hidden = parts.clone();
        let slide =
            text(&parts, "ppt/slides/slide5.xml").replacen("<p:sld ", "<p:sld show=\"0\" ", 1);
        hidden.insert("ppt/slides/slide5.xml".to_owned(), slide.into_bytes());
        fs::write(&saved, packed(&hidden)).unwrap();
        let run = vpsite(&desk, &["check", typed]).ended(1);
        assert!(run.err.contains("slide 5") && run.err.contains("hidden"), "{lang}: {}", run.err);

        // The slide is taken out: its parts may stay in the file.
        let mut gone = parts.clone();
        let main = text(&parts, "ppt/presentation.xml")
            .replace("<p:sldId id=\"260\" r:id=\"rId105\"/>", "");
        gone.insert("ppt/presentation.xml".to_owned(), main.into_bytes());
        fs::write(&saved, packed(&gone)).unwrap();
        let run = vpsite(&desk, &["check", typed]).ended(1);
        assert!(run.err.contains("error[slides/confidentiality]"), "{lang}: {}", run.err);
    }
}

#[test]
fn slides_and_clients_are_checked_together() {
    let root = decks("pptx-together");
    fs::write(root.join("leeg.pptx"), presentation(&[("Welkom", "Hallo allemaal")])).unwrap();
    fs::write(root.join("oud.ppt"), b"\xD0\xCF\x11\xE0").unwrap();
    fs::write(root.join("stuk.pptx"), b"PK and no more").unwrap();
    let run = vpsite(&root, &["check", "leeg.pptx", "minimal"]).ended(1);
    assert!(run.err.contains("no slide says what is confidential"), "{}", run.err);
    assert!(run.err.contains("checked 1 client"), "{}", run.err);
    for (file, told) in
        [("oud.ppt", "save it as `.pptx`"), ("stuk.pptx", "damaged"), ("weg.pptx", "weg.pptx")]
    {
        let run = vpsite(&root, &["check", file]).ended(1);
        assert!(run.err.contains("error[slides/unreadable]"), "{file}: {}", run.err);
        assert!(run.err.contains(told), "{file}: {}", run.err);
    }
    // A text of the workspace is the one that counts.
    let own = root.join("content/nl");
    fs::create_dir_all(&own).unwrap();
    let fixed = fs::read_to_string(repository().join("content/nl/_confidentiality.md")).unwrap();
    let other = fixed.replace("Dat is zeldzaam", "Dat komt bijna niet voor");
    fs::write(own.join("_confidentiality.md"), &other).unwrap();
    for (text, status) in [(fixed.trim(), 1), (other.trim(), 0)] {
        fs::write(root.join("eigen.pptx"), presentation(&[("Welkom", ""), ("", text)])).unwrap();
        let run = vpsite(&root, &["check", "eigen.pptx"]).ended(status);
        assert!(run.err.contains("slide 2"), "{}", run.err);
    }
}

mod paper {
    use super::*;
    use crate::it::support::{kits, tool};

    #[test]
    fn python_pptx_reads_slides_and_notes() {
        let kits = kits();
        let script = repository().join("tests/office/read.py");
        let gate = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        let python = gate.join("gate/python/bin/python");
        // Where the gate has not run, its Python is not there: what the system has is taken.
        let python = if python.is_file() { python } else { PathBuf::from("python3") };
        let said =
            tool(python.to_str().unwrap(), &[script.to_str().unwrap(), kits.to_str().unwrap()]);
        assert!(said.trim_end().ends_with("in order"), "{said}");
    }
}
