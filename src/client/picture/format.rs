//! The first bytes of a file -> what it is, in words, whatever its name says.
//!
//! Invariant: a file that is no picture of a kind that is taken is named for what it is, and
//! the way out is said; a library knows the signs of files, and only what it does not know
//! stands here.

use crate::diag::{Diagnostic, Sentence, say};

/// A picture that can be read, or something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// A drawing, perhaps packed.
    Svg,
    /// Pixels.
    Jpeg,
    Png,
    Gif,
    WebP,
    /// Another thing: what it is, and what to do about it.
    Other(Sentence, Sentence),
}

const AS_JPEG: Sentence =
    say!("export it as JPEG from the program that shows it, and use that file");
const AS_PNG: Sentence = say!("export it as PNG from the program that shows it, and use that file");
const AS_SVG: Sentence = say!("export it as SVG from the program that made it, or as PNG");
const NO_PICTURE: Sentence = say!("save the picture in it as PNG or JPEG, and use that file");
const ANEW: Sentence = say!("use SVG, PNG, JPEG or WebP");

/// What other files are called, by the ending that they usually have.
static OTHERS: [(&[&str], Sentence, Sentence); 19] = [
    (&["heif", "heic"], say!("HEIC"), AS_JPEG),
    (&["avif"], say!("AVIF"), AS_JPEG),
    (&["tif"], say!("TIFF"), AS_PNG),
    (&["cr2"], say!("a raw photo of a camera"), AS_JPEG),
    (&["bmp"], say!("BMP"), AS_PNG),
    (&["psd"], say!("a Photoshop file (PSD)"), AS_PNG),
    (&["jxl"], say!("JPEG XL"), AS_JPEG),
    (&["jp2", "jpx", "jpm"], say!("JPEG 2000"), AS_JPEG),
    (&["jxr"], say!("JPEG XR"), AS_JPEG),
    (&["ico"], say!("an icon (ICO)"), AS_PNG),
    (&["pdf"], say!("PDF"), AS_SVG),
    (&["ps", "eps"], say!("EPS"), AS_SVG),
    (&["docx", "doc", "odt"], say!("a document of a word processor"), NO_PICTURE),
    (&["pptx", "ppt", "odp"], say!("a presentation"), NO_PICTURE),
    (&["xlsx", "xls", "ods"], say!("a spreadsheet"), NO_PICTURE),
    (
        &["zip", "rar", "7z", "tar"],
        say!("an archive"),
        say!("unpack it, and use the picture in it"),
    ),
    (&["mp4", "m4v", "mov", "avi", "mkv", "webm", "wmv", "mpg", "flv"], say!("a film"), NO_PICTURE),
    (&["mp3", "m4a", "ogg", "flac", "wav", "amr", "aac"], say!("a sound"), ANEW),
    (&["djvu", "epub", "mobi"], say!("a book"), NO_PICTURE),
];

/// Signs at the very beginning that the library does not know.
static SIGNS: [(&[u8], Sentence, Sentence); 16] = [
    (b"\0\0\0\x0CJXL \r\n\x87\n", say!("JPEG XL"), AS_JPEG),
    (b"\0\0\0\x0CjP  \r\n\x87\n", say!("JPEG 2000"), AS_JPEG),
    (b"\xFF\x4F\xFF\x51", say!("JPEG 2000"), AS_JPEG),
    (b"II\x2B\0", say!("TIFF"), AS_PNG),
    (b"MM\0\x2B", say!("TIFF"), AS_PNG),
    (b"IIRO", say!("a raw photo of a camera"), AS_JPEG),
    (b"IIU\0", say!("a raw photo of a camera"), AS_JPEG),
    (b"FUJIFILM", say!("a raw photo of a camera"), AS_JPEG),
    (b"gimp xcf", say!("a GIMP file (XCF)"), AS_PNG),
    (b"\xC5\xD0\xD3\xC6", say!("EPS"), AS_SVG),
    (b"%!PS", say!("EPS"), AS_SVG),
    (b"\xD7\xCD\xC6\x9A", say!("a Windows drawing (WMF)"), AS_SVG),
    (b"\0\0\x02\0\x01\0", say!("a pointer of Windows (CUR)"), AS_PNG),
    (b"icns", say!("an icon of a Mac (ICNS)"), AS_PNG),
    (b"8BPB", say!("a Photoshop file (PSB)"), AS_PNG),
    (
        b"\0\x05\x16\x07",
        say!("a note that a Mac keeps beside a file"),
        say!("use the file itself, whose name has no `._` before it"),
    ),
];

/// How a text begins that stands for a file elsewhere.
const LFS: (&str, Sentence, Sentence) = (
    "version https://git-lfs",
    say!("a pointer to a file that is kept elsewhere (Git LFS)"),
    say!("fetch the file itself with `git lfs pull`"),
);
const UNKNOWN: Format = Format::Other(say!("no picture of a kind that is known"), ANEW);

/// How many bytes are looked at for what a text is.
const HEAD: usize = 64 * 1024;

/// What a file is.
pub(super) fn format(bytes: &[u8]) -> Format {
    match bytes {
        [] => return Format::Other(say!("an empty file"), say!("copy the picture anew")),
        [0xFF, 0xD8, 0xFF, ..] => return Format::Jpeg,
        // The second form is what is left of it when it was sent as text.
        [0x89, b'P', b'N', b'G', ..] => return Format::Png,
        [b'G', b'I', b'F', b'8', ..] => return Format::Gif,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => return Format::WebP,
        // Packed: looked into when it is read.
        [0x1F, 0x8B, ..] => return Format::Svg,
        _ => {}
    }
    if bytes.iter().all(|byte| *byte == 0) {
        return Format::Other(say!("a file of nothing but zeros"), say!("copy the picture anew"));
    }
    if let Some(brands) = brands(bytes) {
        return of_brands(brands);
    }
    let sign = SIGNS.iter().find(|(sign, ..)| bytes.starts_with(sign));
    if let Some((_, what, remedy)) = sign {
        return Format::Other(what.clone(), remedy.clone());
    }
    if bytes.starts_with(&[1, 0, 0, 0]) && bytes.get(40..44) == Some(b" EMF") {
        return Format::Other(say!("a Windows drawing (EMF)"), AS_SVG);
    }
    if bytes.ends_with(b"TRUEVISION-XFILE.\0") {
        return Format::Other(say!("TGA"), AS_PNG);
    }
    if let [b'P', b'4'..=b'6', b'\n' | b' ', ..] = bytes {
        return Format::Other(say!("PNM"), AS_PNG);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return packed(bytes);
    }
    if let Some(text) = super::source::head(bytes, HEAD) {
        return of_text(&text);
    }
    if bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-") {
        return Format::Other(say!("PDF"), AS_SVG);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Format::Other(say!("a document of an office program"), NO_PICTURE);
    }
    let known = infer::get(bytes).map(|kind| kind.extension());
    known.map_or(UNKNOWN, of_ending)
}

/// What a file is that usually has this ending.
fn of_ending(ending: &str) -> Format {
    let other = OTHERS.iter().find(|(ends, ..)| ends.contains(&ending));
    other.map_or(UNKNOWN, |(_, what, remedy)| Format::Other(what.clone(), remedy.clone()))
}

/// What a ZIP archive holds: documents of offices are some.
fn packed(bytes: &[u8]) -> Format {
    let holds = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    let known: [(&[&[u8]], &str); 3] = [
        (&[b"word/document.xml", b"opendocument.text"], "docx"),
        (&[b"ppt/presentation.xml", b"opendocument.presentation"], "pptx"),
        (&[b"xl/workbook.xml", b"opendocument.spreadsheet"], "xlsx"),
    ];
    let found = known.iter().find(|(names, _)| names.iter().any(|name| holds(name)));
    of_ending(found.map_or("zip", |(_, ending)| ending))
}

/// The names that a file of ISO's media format (ISO/IEC 14496-12) gives itself, the first first.
fn brands(bytes: &[u8]) -> Option<&[u8]> {
    let length = bytes.get(..4).map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]))?;
    let end = usize::try_from(length).unwrap_or(0).clamp(12, bytes.len().max(12));
    (bytes.get(4..8)? == b"ftyp").then(|| bytes.get(8..end)).flatten()
}

fn of_brands(brands: &[u8]) -> Format {
    let avif = brands.chunks(4).any(|brand| matches!(brand, b"avif" | b"avis"));
    match brands.get(..4).unwrap_or_default() {
        b"avif" | b"avis" => Format::Other(say!("AVIF"), AS_JPEG),
        b"mif1" | b"msf1" if avif => Format::Other(say!("AVIF"), AS_JPEG),
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => {
            Format::Other(say!("HEIC"), AS_JPEG)
        }
        b"crx " => Format::Other(say!("a raw photo of a camera"), AS_JPEG),
        b"jxl " => Format::Other(say!("JPEG XL"), AS_JPEG),
        _ => Format::Other(say!("a film"), NO_PICTURE),
    }
}

/// What a text is; `text` is its beginning.
fn of_text(text: &str) -> Format {
    let start = text.trim_start_matches('\u{FEFF}').trim_start();
    let begins =
        |word: &str| start.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if begins("<!doctype html") || begins("<html") {
        return Format::Other(
            say!("a web page (HTML)"),
            say!("save the picture itself, not the page that shows it"),
        );
    }
    if start.starts_with('<') {
        return match has_root(start) {
            true => Format::Svg,
            false if start.contains("<html") || start.contains("<HTML") => Format::Other(
                say!("a web page (HTML)"),
                say!("save the picture itself, not the page that shows it"),
            ),
            false => Format::Other(
                say!("XML, but no SVG"),
                say!("export the picture as plain SVG, or as PNG"),
            ),
        };
    }
    if start.starts_with(LFS.0) {
        return Format::Other(LFS.1, LFS.2);
    }
    if begins("%!PS") {
        return Format::Other(say!("EPS"), AS_SVG);
    }
    if begins("%PDF-") || text.get(..1024.min(text.len())).is_some_and(|t| t.contains("%PDF-")) {
        return Format::Other(say!("PDF"), AS_SVG);
    }
    if begins("{\\rtf") {
        return Format::Other(say!("a document of a word processor"), NO_PICTURE);
    }
    if begins("[InternetShortcut]") || begins("http://") || begins("https://") {
        return Format::Other(
            say!("the address of a picture"),
            say!("save the picture that it leads to"),
        );
    }
    if begins("data:image/") || begins("iVBORw0KGgo") || begins("/9j/") {
        return Format::Other(say!("text that stands for a picture (base64)"), NO_PICTURE);
    }
    if ["P1", "P2", "P3", "P4", "P5", "P6", "P7"].iter().any(|sign| {
        start.strip_prefix(sign).is_some_and(|rest| rest.starts_with(char::is_whitespace))
    }) {
        return Format::Other(say!("PNM"), AS_PNG);
    }
    if begins("/* XPM") || begins("#define ") {
        return Format::Other(say!("a picture as program text (XPM)"), AS_PNG);
    }
    Format::Other(say!("a text, not a picture"), ANEW)
}

/// Whether the first element of an XML text is `svg`, with any prefix, whatever stands before it.
fn has_root(text: &str) -> bool {
    match super::source::root(text) {
        Some(name) => text[name.start + 1..name.end].rsplit(':').next() == Some("svg"),
        // The head is longer than what was looked at, or breaks off.
        None => text.contains("svg"),
    }
}

/// Says what a file is that is no picture that can be read; `path` is how it is called.
pub(super) fn other(what: &Sentence, remedy: Sentence, path: &str) -> Diagnostic {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    let taken = ["jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "svg", "svgz"];
    // What is nothing is called wrong under any name.
    let said = what.to_string();
    let nothing = ["an empty", "a file of", "no picture"].iter().any(|it| said.starts_with(it));
    let wrong = ending.filter(|ending| !nothing && taken.contains(&ending.as_str()));
    let although = match wrong {
        Some(ending) => say!(", although it is called `.{ending}`"),
        None => Sentence::empty(),
    };
    Diagnostic::error("picture/invalid", say!("this is {what}{although}")).hint(remedy)
}
