//! A drawing (SVG), as a file or within a page -> what it would load or run.
//!
//! As a file it can be opened by itself, and then everything in it counts.
//! Invariant: a drawing refers to its own parts alone; pictures within it are data
//! of pixels, or of a drawing that is held to the same.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use roxmltree::{Document, Node};

use super::css::{self, What};
use super::fault::{Fault, Place};
use super::links;
use crate::diag::say;

const SVG: &str = "http://www.w3.org/2000/svg";
const XHTML: &str = "http://www.w3.org/1999/xhtml";
const MATHML: &str = "http://www.w3.org/1998/Math/MathML";
/// Elements that run something, frame something, or load it by themselves.
const REFUSED: [&str; 10] = [
    "script",
    "foreignobject",
    "iframe",
    "audio",
    "video",
    "canvas",
    "handler",
    "listener",
    "object",
    "embed",
];
/// Elements that move or set an attribute.
const MOVING: [&str; 4] = ["animate", "animatemotion", "animatetransform", "set"];
/// Pixels, as data within a drawing.
const PIXELS: [&str; 5] = [
    "data:image/png;base64,",
    "data:image/jpeg;base64,",
    "data:image/jpg;base64,",
    "data:image/gif;base64,",
    "data:image/webp;base64,",
];

/// A drawing, as data within a drawing: typesetting puts them so.
const NESTED: &str = "data:image/svg+xml;base64,";
/// How many drawings may lie within one another.
const NESTED_DEPTH: usize = 4;

/// Whose drawing it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// A file of the site, or a part of a page.
    Site,
    /// A poster for a screen: links on paper are links here.
    Screen,
}

/// Looks at a drawing that is a file.
pub fn file(text: &str, of: Use) -> Vec<Fault> {
    nested(text, of, 0)
}

fn nested(text: &str, of: Use, depth: usize) -> Vec<Fault> {
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let fault = Fault::new("site/drawing", say!("cannot be read: {error}"), Place::Whole);
            return vec![fault.hint(say!("save it again as plain SVG, without a document type"))];
        }
    };
    let mut faults = Vec::new();
    for node in document.descendants() {
        if node.is_pi() {
            let what = say!("takes in another file before it begins (`<?…?>`)");
            faults.push(Fault::new("site/outside", what, Place::Bytes(node.range())));
        }
        if node.is_element() {
            self::node(&node, of, depth, &mut faults);
        }
    }
    faults
}

fn node(node: &Node<'_, '_>, of: Use, depth: usize, faults: &mut Vec<Fault>) {
    let tag = node.tag_name();
    let name = tag.name().to_ascii_lowercase();
    let at = || Place::Bytes(node.range());
    if matches!(tag.namespace(), Some(XHTML | MATHML)) {
        let fault =
            Fault::new("site/element", say!("holds a `<{name}>`, which is no drawing"), at());
        faults.push(fault.hint(say!("save it again as plain SVG")));
    }
    let mut attributes: Vec<(String, &str)> = Vec::new();
    for attribute in node.attributes() {
        let name = match attribute.namespace() {
            Some("http://www.w3.org/XML/1998/namespace") => format!("xml:{}", attribute.name()),
            _ => attribute.name().to_owned(),
        };
        let inner = (attribute.name() == "href" && tag.name() == "image")
            .then(|| decoded(attribute.value()))
            .flatten();
        match inner {
            Some(inner) if depth < NESTED_DEPTH => {
                // As a picture it cannot be clicked.
                let found = nested(&inner, Use::Site, depth + 1);
                faults.extend(found.into_iter().map(|fault| fault.at(at())));
            }
            _ => attributes.push((name, attribute.value())),
        }
    }
    let pairs = attributes.iter().map(|(name, value)| (name.as_str(), *value));
    faults.extend(element(&name, pairs, of).into_iter().map(|fault| fault.at(at())));
    // Text in `<style>` counts in drawings of this namespace alone.
    if name == "style" && tag.namespace() == Some(SVG) {
        let text: String =
            node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect();
        faults.extend(style(&text).into_iter().map(|fault| fault.at(at())));
    }
}

/// The drawing that is data of an address.
fn decoded(url: &str) -> Option<String> {
    let data = links::cleaned(url);
    let bytes = STANDARD.decode(data.strip_prefix(NESTED)?).ok()?;
    String::from_utf8(bytes).ok()
}

/// Looks at one element of a drawing: its name in lower case, its attributes by local name.
pub fn element<'a>(
    name: &str,
    attributes: impl Iterator<Item = (&'a str, &'a str)>,
    of: Use,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    if REFUSED.contains(&name) {
        let what = say!("holds a `<{name}>`, which has no place in a drawing");
        faults.push(Fault::new("site/element", what, Place::Whole));
    }
    for (attribute, value) in attributes {
        let local = attribute.rsplit(':').next().unwrap_or(attribute).to_ascii_lowercase();
        match self::attribute(name, (attribute, &local), value, of) {
            Some(fault) => faults.push(fault),
            None if !refers(attribute, &local) && value.contains(['(', '\\']) => {
                faults.extend(style(value));
            }
            None => {}
        }
    }
    faults
}

/// Whether an attribute holds an address.
fn refers(attribute: &str, local: &str) -> bool {
    matches!(local, "href" | "src") || attribute.eq_ignore_ascii_case("xml:base")
}

fn attribute(
    element: &str,
    (attribute, local): (&str, &str),
    value: &str,
    of: Use,
) -> Option<Fault> {
    let (code, what) = if local.starts_with("on") {
        ("site/inline", say!("has `{attribute}=`, which has no place in a drawing"))
    } else if links::runs(value) || value.split(';').any(links::runs) {
        ("site/scheme", say!("would run `{}`", shortened(value)))
    } else if refers(attribute, local) && !refers_within(element, value, of) {
        let url = shortened(value);
        (
            "site/outside",
            say!(
                "refers to `{url}` from a `<{element}>`; a drawing may refer to its own parts alone"
            ),
        )
    } else if MOVING.contains(&element) && local == "attributename" && moves_address(value) {
        ("site/outside", say!("changes an address with a `<{element}>`"))
    } else {
        return None;
    };
    Some(Fault::new(code, what, Place::Whole))
}

fn moves_address(attribute: &str) -> bool {
    let local = attribute.trim().rsplit(':').next().unwrap_or_default();
    local.eq_ignore_ascii_case("href")
}

/// A style within a drawing: it may refer to parts of the drawing.
fn style(css: &str) -> Vec<Fault> {
    let outside = css::read(css).into_iter().filter_map(|find| {
        let what = match &find.what {
            What::Loads(url) if links::cleaned(url).starts_with('#') => return None,
            What::Loads(url) | What::Imports(url) => {
                say!("loads `{}` into a drawing", shortened(url))
            }
            What::Unclear(what) => say!("{what}, in a drawing"),
        };
        Some(Fault::new("site/outside", what, Place::Whole))
    });
    outside.collect()
}

fn refers_within(element: &str, value: &str, of: Use) -> bool {
    let url = links::cleaned(value);
    let pixels = || {
        PIXELS
            .iter()
            .any(|start| url.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start)))
    };
    let link = || matches!(links::scheme(&url).as_deref(), Some("https" | "mailto" | "tel"));
    url.starts_with('#')
        || (matches!(element, "image" | "feimage") && pixels())
        || (of == Use::Screen && element == "a" && link())
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
