//! Bytes of a drawing -> its text as XML that can be parsed.
//!
//! It is unpacked, read in the encoding that it is in, and what programs leave out when
//! drawings are copied out of a page is put in. Invariant: nothing of what is drawn is added,
//! changed or left out here.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::MultiGzDecoder;
use usvg::roxmltree::{self, Document, ParsingOptions};

use crate::diag::{Diagnostic, Sentence, say};

/// Most of one drawing, unpacked, in bytes: forty times a map of all streets of a town.
const TEXT_LIMIT: u64 = 20 * 1024 * 1024;
/// Most parts of one drawing, texts between them included.
const NODES_LIMIT: u32 = 200_000;
/// Most prefixes that are put in.
const PREFIXES: usize = 16;

/// The beginning of a text, if it is one.
pub(super) fn head(bytes: &[u8], most: usize) -> Option<String> {
    let head = &bytes[..bytes.len().min(most)];
    if let Some(text) = wide(head) {
        return Some(text);
    }
    // A letter may be cut through at the end.
    let text = match std::str::from_utf8(head) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) if error.error_len().is_none() => String::from_utf8_lossy(head),
        Err(_) => Cow::Owned(latin(head)),
    };
    let odd = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{C}');
    // What was read as Latin has letters for everything above.
    let odd = text.chars().any(|c| odd(c) && u32::from(c) < 0x80);
    (!odd).then(|| text.into_owned())
}

/// The text of a drawing.
pub(super) fn text(bytes: &[u8]) -> Result<String, Diagnostic> {
    if !bytes.starts_with(&[0x1F, 0x8B]) {
        return Ok(decoded(bytes));
    }
    let mut unpacked = Vec::new();
    let read = MultiGzDecoder::new(bytes).take(TEXT_LIMIT + 1).read_to_end(&mut unpacked);
    if u64::try_from(unpacked.len()).unwrap_or(u64::MAX) > TEXT_LIMIT {
        return Err(large(&say!("it is more than 20 MiB when it is unpacked")));
    }
    if read.is_err() {
        return Err(Diagnostic::error(
            "picture/invalid",
            say!("this packed file is cut off or damaged"),
        )
        .hint(say!("copy the picture anew, or export it as plain SVG")));
    }
    match super::format::format(&unpacked) {
        super::format::Format::Svg if !unpacked.starts_with(&[0x1F, 0x8B]) => {
            Ok(decoded(&unpacked))
        }
        _ => Err(Diagnostic::error(
            "picture/invalid",
            say!("this is a packed file with no drawing in it"),
        )
        .hint(say!("unpack it, and use the picture in it"))),
    }
}

/// Says that a drawing is too large to be set.
pub(super) fn large(why: &Sentence) -> Diagnostic {
    Diagnostic::error("picture/large", say!("this drawing is too much to print: {why}"))
        .hint(say!("ask for the simple form of the logo, or export it as PNG, 2,000 pixels wide"))
}

/// UTF-16 with or without its mark, or UTF-8, or what Western programs wrote before it: only
/// names in a drawing can be in other letters, and those are not shown.
fn decoded(bytes: &[u8]) -> String {
    if let Some(text) = wide(bytes) {
        return text;
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    String::from_utf8(bytes.to_vec()).unwrap_or_else(|_| latin(bytes))
}

fn latin(bytes: &[u8]) -> String {
    // What ISO 8859-1 has no letter for may not stand in XML.
    bytes
        .iter()
        .map(|byte| if (0x80..0xA0).contains(byte) { '\u{FFFD}' } else { char::from(*byte) })
        .collect()
}

/// A text of two bytes a letter.
fn wide(bytes: &[u8]) -> Option<String> {
    type Unit = fn([u8; 2]) -> u16;
    let (unit, rest): (Unit, &[u8]) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (u16::from_le_bytes, rest),
        [0xFE, 0xFF, rest @ ..] => (u16::from_be_bytes, rest),
        [b'<', 0, _, 0, ..] => (u16::from_le_bytes, bytes),
        [0, b'<', 0, _, ..] => (u16::from_be_bytes, bytes),
        _ => return None,
    };
    let units: Vec<u16> = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    Some(String::from_utf16_lossy(&units).trim_start_matches('\u{FEFF}').to_owned())
}

/// The text as XML that declares every prefix that it uses, with its variables filled in.
pub(super) fn whole(text: String) -> Result<String, Diagnostic> {
    if u64::try_from(text.len()).unwrap_or(u64::MAX) > TEXT_LIMIT {
        return Err(large(&say!("it is more than 20 MiB")));
    }
    let mut text = text;
    for _ in 0..PREFIXES {
        let missing = match parse(&text) {
            Err(roxmltree::Error::UnknownNamespace(prefix, _)) => {
                let known = match prefix.as_str() {
                    "xlink" => "http://www.w3.org/1999/xlink",
                    "svg" => SVG,
                    _ => "urn:not-declared",
                };
                format!(" xmlns:{prefix}=\"{known}\"")
            }
            // Copied out of a page, where it needs none.
            Ok(document) if document.root_element().tag_name().namespace().is_none() => {
                format!(" xmlns=\"{SVG}\"")
            }
            Ok(_) => return Ok(text),
            Err(error) => return Err(unreadable(&error)),
        };
        let Some(name) = root(&text) else { break };
        text.insert_str(name.end, &missing);
    }
    Ok(text)
}

/// The name of the space that drawings are in.
pub(super) const SVG: &str = "http://www.w3.org/2000/svg";

/// Where the first element begins, and where its name ends, in bytes; none where what stands
/// before it breaks off.
pub(super) fn root(text: &str) -> Option<std::ops::Range<usize>> {
    let mut from = 0;
    loop {
        let at = from + text[from..].find('<')?;
        let rest = &text[at..];
        let skip = |mark: &str| rest.find(mark).map(|end| at + end + mark.len());
        if rest.starts_with("<!--") {
            from = skip("-->")?;
        } else if rest.starts_with("<!") {
            let end = rest.find('>')?;
            from = match rest.find('[').filter(|bracket| *bracket < end) {
                Some(_) => skip("]")?,
                None => at + end + 1,
            };
        } else if rest.starts_with("<?") {
            from = skip("?>")?;
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || "/>".contains(c));
            return Some(at..at + end.unwrap_or(rest.len()));
        }
    }
}

/// The part of the drawing that a piece behind `url(` leads to, if to one.
pub(super) fn reference(piece: &str) -> Option<&str> {
    let inner = piece.split_once(')')?.0;
    inner.trim().trim_matches(['"', '\'']).strip_prefix('#')
}

/// Parses a drawing, with the entities that Illustrator declares.
pub(super) fn parse(text: &str) -> Result<Document<'_>, roxmltree::Error> {
    let options =
        ParsingOptions { allow_dtd: true, nodes_limit: NODES_LIMIT, ..ParsingOptions::default() };
    Document::parse_with_options(text, options)
}

/// Says in words what is wrong with a drawing's text.
pub(super) fn unreadable(error: &roxmltree::Error) -> Diagnostic {
    use roxmltree::Error as E;
    let place = error.pos();
    let line = say!("at line {}, sign {}, this SVG", place.row, place.col);
    let message = match error {
        E::NodesLimitReached | E::AttributesLimitReached | E::NamespacesLimitReached => {
            return large(&say!(
                "it has more than {NODES_LIMIT} parts, or they lie too deep in one another"
            ));
        }
        E::UnclosedRootNode | E::UnexpectedEndOfStream | E::NoRootNode => {
            say!("this SVG is cut off: its end is missing")
        }
        E::EntityReferenceLoop(_) => say!("{line} multiplies itself"),
        E::UnexpectedCloseTag(expected, actual, _) => {
            say!("{line} closes `{actual}`, where `{expected}` is open")
        }
        E::DuplicatedAttribute(name, _) => say!("{line} gives `{name}` twice"),
        E::UnknownEntityReference(name, _) => {
            say!("{line} uses `&{name};`, which it does not declare")
        }
        _ => say!("{line} is not as SVG is written"),
    };
    Diagnostic::error("picture/invalid", message)
        .hint(say!("copy the file anew, or export it again as plain SVG"))
}
