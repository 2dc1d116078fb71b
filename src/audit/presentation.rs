//! A presentation (`.pptx`) -> its slides, as who opens it sees and hears them.
//!
//! As we wrote it, or as PowerPoint, Keynote or LibreOffice saved it again: slides are those that
//! the presentation lists, in that order, wherever their parts lie (ECMA-376 part 1, 13). `zip`
//! and `roxmltree` are in the program already. Invariant: no part is read that is larger than a
//! limit, and a slide that is hidden is known to be.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use roxmltree::{Document, Node};
use zip::ZipArchive;

use super::fault::{Fault, Place};
use crate::diag::{Sentence, say};

/// Most that is unpacked of one part of XML, in bytes; a slide of ours has some ten thousand.
const PART_LIMIT: u64 = 16 * 1024 * 1024;
/// Slides that are looked at.
const MOST_SLIDES: usize = 1_000;
/// The elements and relationships of office files: transitional, and as the strict standard names them.
const RELATIONS: [&str; 2] = [
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
];
/// Kinds of parts that run or hide something, by a piece of their path.
const ACTIVE: [&str; 5] = ["vbaProject", "activeX/", "embeddings/", "ctrlProps/", "customUI"];

/// A presentation.
#[derive(Debug, Default)]
pub struct Presentation {
    /// Its slides in their order.
    pub slides: Vec<Slide>,
    /// Addresses outside of it that something in it leads to or loads.
    pub outside: Vec<String>,
    /// Parts that run something, or that hide another file.
    pub active: Vec<String>,
}

/// One slide.
#[derive(Debug, Default)]
pub struct Slide {
    /// Whether it is left out when the slides are shown.
    pub hidden: bool,
    /// Whether it has a title that says something.
    pub titled: bool,
    /// What stands on it.
    pub shown: String,
    /// What is said with it.
    pub notes: String,
    /// Pictures without a text in their place.
    pub silent_pictures: usize,
}

/// A relationship of a part.
struct Relation {
    kind: String,
    target: String,
    external: bool,
}

type Done<T> = Result<T, Sentence>;
type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

impl Presentation {
    /// Reads one.
    ///
    /// # Errors
    /// It is none, or is damaged.
    pub fn read(bytes: &[u8]) -> Done<Self> {
        let damaged = |_| say!("is no presentation of PowerPoint, or is damaged");
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        let first = relations(&mut archive, "")?;
        let main = first.values().find(|it| it.kind == "officeDocument");
        let main = main.map(|it| it.target.clone()).unwrap_or_default();
        let text = part(&mut archive, &main)?;
        let document = parsed(&text, &main)?;
        if document.root_element().tag_name().name() != "presentation" {
            return Err(say!("is no presentation"));
        }
        let of_main = relations(&mut archive, &main)?;
        let listed = document.descendants().filter(|it| it.tag_name().name() == "sldId");
        let ids: Vec<&str> = listed.filter_map(relation_id).take(MOST_SLIDES).collect();
        let mut read = Self::default();
        for id in ids {
            let slide = of_main.get(id).ok_or_else(|| say!("is damaged: a slide is missing"))?;
            read.slides.push(slide_at(&mut archive, &slide.target)?);
        }
        read.outside = outside(&mut archive)?;
        let names = archive.file_names().filter_map(Result::ok);
        let active = names.filter(|name| ACTIVE.iter().any(|piece| name.contains(piece)));
        read.active = active.map(|name| name.to_string()).collect();
        read.active.sort();
        Ok(read)
    }

    /// All that is shown and said; what is hidden is neither.
    pub fn words(&self) -> String {
        let open = self.slides.iter().filter(|slide| !slide.hidden);
        open.flat_map(|slide| [slide.shown.as_str(), "\n", slide.notes.as_str(), "\n"]).collect()
    }

    /// What may not leave the house in slides that are ours; `site` is the address that they may
    /// lead to.
    pub(super) fn faults(&self, site: &str) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut push = |code, what| faults.push(Fault::new(code, what, Place::Whole));
        for address in self.outside.iter().filter(|address| *address != site) {
            push("slides/outside", say!("leads to `{address}`"));
        }
        for name in &self.active {
            push("slides/outside", say!("holds `{name}`, which can run something"));
        }
        for (index, slide) in self.slides.iter().enumerate() {
            let number = index + 1;
            if !slide.titled {
                push("slides/access", say!("has no title on slide {number}"));
            }
            if slide.notes.trim().is_empty() {
                push("slides/access", say!("has no notes with slide {number}"));
            }
            if slide.silent_pictures > 0 {
                push("slides/access", say!("has a picture without a text on slide {number}"));
            }
            if slide.hidden {
                push("slides/access", say!("hides slide {number}"));
            }
        }
        faults
    }
}

fn slide_at(archive: &mut Archive<'_>, path: &str) -> Done<Slide> {
    let text = part(archive, path)?;
    let document = parsed(&text, path)?;
    let root = document.root_element();
    let hidden = matches!(root.attribute("show"), Some("0" | "false"));
    let is_title = |shape: &Node<'_, '_>| {
        shape.descendants().any(|it| {
            it.tag_name().name() == "ph"
                && matches!(it.attribute("type"), Some("title" | "ctrTitle"))
        })
    };
    let shapes = || root.descendants().filter(|it| it.tag_name().name() == "sp");
    let titled = shapes().any(|it| is_title(&it) && !said(it).trim().is_empty());
    let pictures = root.descendants().filter(|it| it.tag_name().name() == "pic");
    let silent = pictures.filter(|picture| {
        let own = picture.descendants().find(|it| it.tag_name().name() == "cNvPr");
        let told = own.and_then(|it| it.attribute("descr")).is_some_and(|it| !it.trim().is_empty());
        let decorates = own.is_some_and(|it| {
            let mut marks = it.descendants().filter(|mark| mark.tag_name().name() == "decorative");
            marks.any(|mark| mark.attribute("val") != Some("0"))
        });
        !told && !decorates
    });
    let (silent_pictures, shown) = (silent.count(), said(root));
    let relations = relations(archive, path)?;
    let notes = relations.values().find(|it| it.kind == "notesSlide" && !it.external);
    let notes = match notes {
        Some(notes) => {
            let text = part(archive, &notes.target)?;
            let document = parsed(&text, &notes.target)?;
            // The number of the page is no note.
            let shapes = document.descendants().filter(|it| it.tag_name().name() == "sp");
            shapes.map(|shape| said(shape) + "\n").collect()
        }
        None => String::new(),
    };
    Ok(Slide { hidden, titled, shown, notes, silent_pictures })
}

/// The words of an element, a paragraph a line. A field, such as the number of a slide, is none.
fn said(node: Node<'_, '_>) -> String {
    let mut said = String::new();
    for it in node.descendants() {
        match it.tag_name().name() {
            "p" | "br" => said.push('\n'),
            "t" if it.parent().is_none_or(|parent| parent.tag_name().name() != "fld") => {
                said.push_str(it.text().unwrap_or_default());
            }
            _ => {}
        }
    }
    said
}

/// The addresses outside that any part names.
fn outside(archive: &mut Archive<'_>) -> Done<Vec<String>> {
    let names: Vec<String> = archive
        .file_names()
        .filter_map(Result::ok)
        .filter(|name| name.ends_with(".rels"))
        .map(|name| name.to_string())
        .collect();
    let mut outside = Vec::new();
    for name in names {
        let text = part(archive, &name)?;
        let document = parsed(&text, &name)?;
        let external =
            document.descendants().filter(|it| it.attribute("TargetMode") == Some("External"));
        outside.extend(external.filter_map(|it| it.attribute("Target")).map(str::to_owned));
    }
    outside.sort();
    outside.dedup();
    Ok(outside)
}

/// The relationships of a part by their id; of the package itself where the part has no name.
fn relations(archive: &mut Archive<'_>, of: &str) -> Done<BTreeMap<String, Relation>> {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let path = format!("{folder}{}_rels/{name}.rels", if folder.is_empty() { "" } else { "/" });
    if archive.index_for_name(&path).is_none() {
        return Ok(BTreeMap::new());
    }
    let text = part(archive, &path)?;
    let document = parsed(&text, &path)?;
    let relation = |it: Node<'_, '_>| {
        let external = it.attribute("TargetMode") == Some("External");
        let target = it.attribute("Target")?;
        let kind = it.attribute("Type")?.rsplit('/').next().unwrap_or_default().to_owned();
        let target = if external { target.to_owned() } else { resolved(folder, target) };
        Some((it.attribute("Id")?.to_owned(), Relation { kind, target, external }))
    };
    Ok(document.root_element().children().filter_map(relation).collect())
}

/// Where a relative target lies in the archive.
fn resolved(folder: &str, target: &str) -> String {
    let whole = match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut path: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

fn relation_id<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    RELATIONS.iter().find_map(|space| node.attribute((*space, "id")))
}

fn part(archive: &mut Archive<'_>, name: &str) -> Done<String> {
    let damaged = || say!("is damaged: its part `{name}` cannot be read");
    let file = archive.by_name(name).map_err(|_| damaged())?;
    let mut bytes = Vec::new();
    let read = file.take(PART_LIMIT + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
    if u64::try_from(read).is_ok_and(|read| read > PART_LIMIT) {
        return Err(say!("is too large"));
    }
    String::from_utf8(bytes).map_err(|_| damaged())
}

fn parsed<'a>(text: &'a str, name: &str) -> Done<Document<'a>> {
    let text = text.trim_start_matches('\u{FEFF}');
    Document::parse(text).map_err(|_| say!("is damaged: its part `{name}` cannot be read"))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::io::Write;

    const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    fn relations(all: &[(&str, &str, &str)]) -> String {
        let one = |(id, kind, target): &(&str, &str, &str)| {
            let mode = if target.contains(':') { " TargetMode=\"External\"" } else { "" };
            format!("<Relationship Id=\"{id}\" Type=\"{REL}/{kind}\" Target=\"{target}\"{mode}/>")
        };
        format!("<Relationships>{}</Relationships>", all.iter().map(one).collect::<String>())
    }

    /// A presentation of slides of a title, words, and notes, as small as can be.
    pub(in crate::audit) fn presentation(slides: &[(&str, &str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let mut put = |name: &str, text: &str| {
            writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        };
        put("_rels/.rels", &relations(&[("r1", "officeDocument", "ppt/presentation.xml")]));
        let mut ids = String::new();
        let mut listed = Vec::new();
        for (index, (attributes, shown, notes)) in slides.iter().enumerate() {
            let (id, own) = (format!("r{index}"), format!("slides/slide{index}.xml"));
            ids.push_str(&format!("<sldId r:id=\"{id}\"/>"));
            let title = "<sp><ph type=\"title\"/><t>Titel</t></sp>";
            // Programs cut a text into runs wherever they like.
            let (one, two) = shown.split_at(shown.len() / 2);
            put(
                &format!("ppt/{own}"),
                &format!("<sld {attributes}>{title}<sp><p><t>{one}</t><t>{two}</t></p></sp></sld>"),
            );
            let to_notes = relations(&[("n", "notesSlide", &format!("../notes/n{index}.xml"))]);
            put(&format!("ppt/slides/_rels/slide{index}.xml.rels"), &to_notes);
            put(
                &format!("ppt/notes/n{index}.xml"),
                &format!("<notes><sp><t>{notes}</t></sp><sp><fld><t>1</t></fld></sp></notes>"),
            );
            listed.push((id, own));
        }
        let of_main: Vec<(&str, &str, &str)> =
            listed.iter().map(|(id, own)| (id.as_str(), "slide", own.as_str())).collect();
        put("ppt/_rels/presentation.xml.rels", &relations(&of_main));
        let main = format!("<presentation xmlns:r=\"{REL}\">{ids}</presentation>");
        put("ppt/presentation.xml", &main);
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn slides_are_read_with_what_is_said() {
        let bytes = presentation(&[("", "een twee", "drie"), ("show=\"0\"", "vier", "")]);
        let read = Presentation::read(&bytes).unwrap();
        let shown: Vec<String> = read.slides.iter().map(|it| it.shown.replace('\n', "|")).collect();
        assert_eq!(shown, ["Titel|een twee", "Titel|vier"]);
        assert_eq!(read.slides[0].notes.trim(), "drie");
        assert_eq!((read.slides[0].hidden, read.slides[1].hidden), (false, true));
        assert!(!read.words().contains("vier") && read.words().contains("drie"));
        let codes: Vec<&str> = read.faults("").iter().map(|fault| fault.code).collect();
        assert_eq!(codes, ["slides/access"; 2]);
    }

    #[test]
    fn what_is_none_is_told() {
        for bytes in [&b""[..], b"PK", b"\xD0\xCF\x11\xE0", b"<pkg:package/>"] {
            assert!(Presentation::read(bytes).is_err());
        }
    }

    #[test]
    fn targets_are_found_from_where_they_stand() {
        assert_eq!(resolved("ppt/slides", "../notes/n.xml"), "ppt/notes/n.xml");
        assert_eq!(resolved("ppt/slides", "/ppt/a.xml"), "ppt/a.xml");
        assert_eq!(resolved("", "ppt/a.xml"), "ppt/a.xml");
    }
}
