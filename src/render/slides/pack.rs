//! A presentation as one XML (Flat OPC) -> the archive that Office opens.
//!
//! In: `pkg:package` with parts, each with its name, its type and its XML, or the picture that is
//! put there. Out: the archive (ECMA-376 part 2), with the list of its types first. Invariant: the
//! same parts give the same bytes, dated on the first day of the edition; a part is written once,
//! and only what the XML names is in it.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};
use std::sync::Arc;

use image::GrayImage;
use roxmltree::{Document, Node};
use tiny_skia::Pixmap;
use usvg::Transform;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::diag::{Sentence, say};
use crate::value::Edition;

/// Of the elements that hold parts.
const FLAT: &str = "http://schemas.microsoft.com/office/2006/xmlPackage";
/// The list of the types of all parts.
const TYPES: &str = "[Content_Types].xml";
/// What a slide is.
const SLIDE: &str = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml";
/// What stands before every part.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// What anybody may do with a part that is taken out: its owner writes, all read.
const MODE: u32 = 0o644;
/// The longest side of a drawing as pixels: a slide is some 2000 wide on most screens.
const DRAWING_PX: f32 = 1_200.0;
/// Types of parts by the ending of their name; all others are named one by one.
const BY_ENDING: [(&str, &str); 4] = [
    ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
    ("xml", "application/xml"),
    ("jpg", "image/jpeg"),
    ("png", "image/png"),
];

/// A presentation as an archive.
pub struct Packed {
    /// The archive.
    pub bytes: Vec<u8>,
    /// How many slides it has.
    pub slides: usize,
    /// Its drawings, as a camera sees them.
    pub seen: Vec<GrayImage>,
}

/// Makes the archive; `picture` has the bytes of what the XML names.
///
/// # Errors
/// It is no such XML, or names a picture that is not there.
pub fn pack(
    flat: &str,
    edition: Edition,
    picture: &dyn Fn(&str) -> Option<Arc<[u8]>>,
) -> Result<Packed, Sentence> {
    let flat = flat.trim();
    let document = Document::parse(flat).map_err(|error| say!("its XML is broken: {error}"))?;
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let mut known = BTreeSet::new();
    let (mut types, mut slides, mut seen) = (String::new(), 0, Vec::new());
    for part in document.root_element().children().filter(|it| is(*it, "part")) {
        let name = part.attribute((FLAT, "name")).unwrap_or_default();
        let kind = part.attribute((FLAT, "contentType")).unwrap_or_default();
        let sound = name.starts_with('/') && !name.contains("..") && !name.contains('\\');
        if !sound || !known.insert(name.to_lowercase()) {
            return Err(say!("the part `{name}` has no name of its own"));
        }
        let inner = |name| part.children().find(|it| is(*it, name));
        let bytes = if let Some(xml) = inner("xmlData") {
            let root =
                xml.first_element_child().ok_or_else(|| say!("the part `{name}` is empty"))?;
            let written = flat.get(root.range()).unwrap_or_default();
            if !name.ends_with(".rels") {
                types.push_str(&format!("<Override PartName=\"{name}\" ContentType=\"{kind}\"/>"));
            }
            slides += usize::from(kind == SLIDE);
            [DECLARATION, written].concat().into_bytes()
        } else {
            let named = inner("binaryData").and_then(|it| it.attribute("picture"));
            let named = named.unwrap_or_default();
            let found = picture(named.trim_start_matches('/'));
            let found = found.ok_or_else(|| say!("there is no picture `{named}`"))?;
            match named.ends_with(".svg") {
                true => {
                    let (bytes, pixels) =
                        drawn(&found).ok_or_else(|| say!("`{named}` cannot be drawn"))?;
                    seen.push(pixels);
                    bytes
                }
                false => found.to_vec(),
            }
        };
        parts.push((name.trim_start_matches('/').to_owned(), bytes));
    }
    if parts.is_empty() {
        return Err(say!("it has no parts"));
    }
    parts.insert(0, (TYPES.to_owned(), listed(&types).into_bytes()));
    let bytes = archive(&parts, edition).map_err(|error| Sentence::literal(error.to_string()))?;
    Ok(Packed { bytes, slides, seen })
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.has_tag_name((FLAT, name))
}

/// The list of types, as the first part has it.
fn listed(named: &str) -> String {
    let ending = |(ending, kind): (&str, &str)| {
        format!("<Default Extension=\"{ending}\" ContentType=\"{kind}\"/>")
    };
    let endings: String = BY_ENDING.into_iter().map(ending).collect();
    format!(
        "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         {endings}{named}</Types>"
    )
}

fn archive(parts: &[(String, Vec<u8>)], edition: Edition) -> zip::result::ZipResult<Vec<u8>> {
    // The years that archives know.
    let year = u16::try_from(edition.year).unwrap_or_default().clamp(1980, 2107);
    let first_day = DateTime::from_date_and_time(year, edition.month, 1, 0, 0, 0)?;
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(first_day)
        .unix_permissions(MODE);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(name.as_str(), options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// A drawing as a PNG, and as a camera sees it: whole pixels to a unit, so that a code stays sharp.
fn drawn(svg: &[u8]) -> Option<(Vec<u8>, GrayImage)> {
    let tree = usvg::Tree::from_data(svg, &usvg::Options::default()).ok()?;
    let size = tree.size();
    let wanted = DRAWING_PX / size.width().max(size.height());
    let scale = if wanted > 1.0 { wanted.ceil() } else { wanted };
    let whole = size.to_int_size().scale_by(scale)?;
    let mut pixels = Pixmap::new(whole.width(), whole.height())?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    let (width, height) = (pixels.width(), pixels.height());
    let all = [0, 0, width as usize, height as usize];
    let grey = vpsite_readback::grey(pixels.data(), width as usize, all, 1);
    Some((pixels.encode_png().ok()?, GrayImage::from_raw(width, height, grey)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    const EDITION: Edition = Edition { year: 2026, month: 11 };

    fn flat(parts: &str) -> String {
        format!("<?xml version=\"1.0\"?>\n<pkg:package xmlns:pkg=\"{FLAT}\">{parts}</pkg:package>")
    }

    fn part(name: &str, xml: &str) -> String {
        format!(
            "<pkg:part pkg:name=\"{name}\" pkg:contentType=\"{SLIDE}\"><pkg:xmlData>{xml}\
             </pkg:xmlData></pkg:part>"
        )
    }

    #[test]
    fn parts_come_out_as_they_were_written() {
        let svg: Arc<[u8]> = Arc::from(
            b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 1'><path d='M0 0h1v1z'/></svg>"
                .as_slice(),
        );
        let picture = |path: &str| (path == "logo.svg").then(|| svg.clone());
        let text = flat(&format!(
            "{}<pkg:part pkg:name=\"/m/logo.png\"><pkg:binaryData picture=\"/logo.svg\"/></pkg:part>",
            part("/ppt/slides/slide1.xml", "<a:t xmlns:a=\"x\">a &amp; b</a:t>")
        ));
        let packed = pack(&text, EDITION, &picture).unwrap();
        assert_eq!((packed.slides, packed.seen.len()), (1, 1));
        assert_eq!(packed.bytes, pack(&text, EDITION, &picture).unwrap().bytes);
        let mut archive = zip::ZipArchive::new(Cursor::new(packed.bytes)).unwrap();
        let mut read = String::new();
        archive.by_name("ppt/slides/slide1.xml").unwrap().read_to_string(&mut read).unwrap();
        assert_eq!(read, format!("{DECLARATION}<a:t xmlns:a=\"x\">a &amp; b</a:t>"));
        assert_eq!(archive.by_index(0).unwrap().name().unwrap(), TYPES);
        let png = archive.by_name("m/logo.png").unwrap();
        assert_eq!(png.last_modified().unwrap().year(), 2026);
    }

    #[test]
    fn what_is_no_presentation_is_refused() {
        let twice = part("/a.xml", "<a/>").repeat(2);
        let picture = "<pkg:part pkg:name=\"/a.png\"><pkg:binaryData picture=\"b\"/></pkg:part>";
        for text in [
            "no XML".to_owned(),
            flat(""),
            flat(&part("/a.xml", "")),
            flat(&part("/../a.xml", "<a/>")),
            flat(&twice),
            flat(picture),
        ] {
            assert!(pack(&text, EDITION, &|_| None).is_err(), "{text}");
        }
    }
}
