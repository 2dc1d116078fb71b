//! A drawing as it came -> the same, stripped of all but shapes and colours.
//!
//! The parser's own form writes every shape out and every number in full, which makes some
//! drawings larger than they came. Here the file's own shapes are kept instead, by lists of
//! what may stay. Invariant: whatever is not on a list is gone, and nothing that stays can run,
//! load or tell anything; the caller holds both forms against each other.

use std::collections::{BTreeMap, BTreeSet};

use usvg::roxmltree::{Document, Node};

use super::source::{SVG, reference};

const ELEMENTS: [&str; 20] = [
    "svg",
    "g",
    "a",
    "defs",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "linearGradient",
    "marker",
    "pattern",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
    "symbol",
    "use",
];
const ATTRIBUTES: [&str; 73] = [
    "clip-path",
    "clip-rule",
    "clipPathUnits",
    "color",
    "cx",
    "cy",
    "d",
    "display",
    "fill",
    "fill-opacity",
    "fill-rule",
    "font-size",
    "fr",
    "fx",
    "fy",
    "gradientTransform",
    "gradientUnits",
    "height",
    "marker-end",
    "marker-mid",
    "marker-start",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "orient",
    "mask",
    "mask-type",
    "maskContentUnits",
    "maskUnits",
    "offset",
    "opacity",
    "overflow",
    "paint-order",
    "patternContentUnits",
    "patternTransform",
    "patternUnits",
    "points",
    "preserveAspectRatio",
    "r",
    "refX",
    "refY",
    "rx",
    "ry",
    "shape-rendering",
    "spreadMethod",
    "stop-color",
    "stop-opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "transform",
    "transform-origin",
    "vector-effect",
    "viewBox",
    "visibility",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
    "color-interpolation",
    "isolation",
    "mix-blend-mode",
    "enable-background",
    "id",
    "class",
];
/// What `style` and rules may set that attributes can say as well.
fn presents(name: &str) -> bool {
    const GEOMETRY: [&str; 12] =
        ["id", "class", "d", "x", "y", "width", "height", "cx", "cy", "r", "rx", "ry"];
    ATTRIBUTES.contains(&name)
        && !GEOMETRY.contains(&name)
        && !["isolation", "mix-blend-mode", "enable-background", "transform"].contains(&name)
}

/// The drawing, stripped; none where it has what this cannot keep.
pub(super) fn stripped(document: &Document<'_>) -> Option<String> {
    let rules = rules(document)?;
    let named = named(document);
    let mut out = String::new();
    let root = document.root_element();
    // Depth was held against the parser's limit before.
    element(&root, &rules, &named, &mut out)?;
    let space = format!("<svg xmlns=\"{SVG}\"");
    out.strip_prefix("<svg").map(|rest| space + rest)
}

/// The parts that others refer to, with new names: the old ones may be those of people.
fn named(document: &Document<'_>) -> BTreeMap<String, String> {
    let mut wanted = BTreeSet::new();
    for node in document.descendants() {
        for attribute in node.attributes() {
            let value = attribute.value();
            if attribute.name() == "href" {
                wanted.extend(value.trim().strip_prefix('#').map(str::to_owned));
            }
            for piece in value.split("url(").skip(1) {
                wanted.extend(reference(piece).map(str::to_owned));
            }
        }
        if node.tag_name().name() == "style" {
            for piece in node.text().unwrap_or_default().split("url(").skip(1) {
                wanted.extend(reference(piece).map(str::to_owned));
            }
        }
    }
    let ids = document.descendants().filter_map(|node| node.attribute("id"));
    let found: BTreeSet<&str> = ids.filter(|id| wanted.contains(*id)).collect();
    (0..).zip(found).map(|(number, id)| (id.to_owned(), format!("p{number}"))).collect()
}

/// Rules of style sheets for classes, in their order; none where there are others.
fn rules(document: &Document<'_>) -> Option<Vec<(String, String)>> {
    let mut rules = Vec::new();
    for node in document.descendants().filter(|node| node.tag_name().name() == "style") {
        let mut rest = node.text().unwrap_or_default().trim();
        if rest.contains(['@', '\\']) || rest.contains("/*") || rest.contains("!important") {
            return None;
        }
        while let Some((selectors, after)) = rest.split_once('{') {
            let (declared, after) = after.split_once('}')?;
            for selector in selectors.split(',') {
                let class = selector.trim().strip_prefix('.')?;
                let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
                if class.is_empty() || !class.chars().all(plain) {
                    return None;
                }
                rules.push((class.to_owned(), declared.to_owned()));
            }
            rest = after.trim();
        }
        if !rest.is_empty() {
            return None;
        }
    }
    Some(rules)
}

fn element(
    node: &Node<'_, '_>,
    rules: &[(String, String)],
    named: &BTreeMap<String, String>,
    out: &mut String,
) -> Option<()> {
    let name = node.tag_name();
    if name.namespace() != Some(SVG) || !ELEMENTS.contains(&name.name()) {
        return Some(());
    }
    // A link is left out, and what it stands around stays.
    let name = if name.name() == "a" { "g" } else { name.name() };
    let mut attributes: Vec<(String, String)> = Vec::new();
    for attribute in node.attributes() {
        let (key, value) = (attribute.name(), attribute.value().trim());
        match (attribute.namespace(), key) {
            (None, "id") => {
                attributes.extend(named.get(value).map(|new| ("id".to_owned(), new.clone())));
            }
            (None | Some("http://www.w3.org/1999/xlink"), "href")
                if node.tag_name().name() != "a" =>
            {
                let target = named.get(value.strip_prefix('#').unwrap_or_default())?;
                attributes.push(("href".to_owned(), format!("#{target}")));
            }
            (None, "class" | "style" | "isolation" | "mix-blend-mode" | "enable-background") => {}
            (None, key) if ATTRIBUTES.contains(&key) => set(&mut attributes, key, value, named)?,
            _ => {}
        }
    }
    let classes = node.attribute("class").unwrap_or_default();
    let classes: BTreeSet<&str> = classes.split_whitespace().collect();
    for (class, declared) in rules {
        if classes.contains(class.as_str()) {
            declare(&mut attributes, declared, named)?;
        }
    }
    declare(&mut attributes, node.attribute("style").unwrap_or_default(), named)?;
    out.push('<');
    out.push_str(name);
    for (key, value) in &attributes {
        out.push(' ');
        out.push_str(key);
        out.push_str("=\"");
        for c in value.chars() {
            match c {
                '&' | '<' | '>' | '"' => return None,
                c if c.is_whitespace() => out.push(' '),
                c => out.push(c),
            }
        }
        out.push('"');
    }
    let before = out.len();
    out.push('>');
    for child in node.children().filter(Node::is_element) {
        element(&child, rules, named, out)?;
    }
    if out.len() == before + 1 {
        out.truncate(before);
        out.push_str("/>");
    } else {
        out.push_str("</");
        out.push_str(name);
        out.push('>');
    }
    Some(())
}

/// Puts declarations in the place of attributes, which they overrule.
fn declare(
    attributes: &mut Vec<(String, String)>,
    declared: &str,
    named: &BTreeMap<String, String>,
) -> Option<()> {
    for declaration in declared.split(';') {
        let Some((key, value)) = declaration.split_once(':') else { continue };
        let key = key.trim().to_ascii_lowercase();
        if presents(&key) {
            set(attributes, &key, value.trim(), named)?;
        }
    }
    Some(())
}

/// Sets an attribute to a value that neither runs nor loads anything.
fn set(
    attributes: &mut Vec<(String, String)>,
    key: &str,
    value: &str,
    named: &BTreeMap<String, String>,
) -> Option<()> {
    if value.contains([':', '\\', '@']) {
        return None;
    }
    let mut kept = String::new();
    let mut pieces = value.split("url(");
    kept.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let target = named.get(reference(piece)?)?;
        let (_, after) = piece.split_once(')')?;
        kept.push_str(&format!("url(#{target}){after}"));
    }
    match attributes.iter_mut().find(|(known, _)| known == key) {
        Some((_, old)) => *old = kept,
        None => attributes.push((key.to_owned(), kept)),
    }
    Some(())
}
