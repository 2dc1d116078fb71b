//! Bytes of a drawing (SVG) -> a drawing of shapes and colours alone, and what was lost.
//!
//! Invariant: what is kept has no script, no link and no reference to elsewhere, is no larger
//! than it came where that can be, and looks the same to the renderer that sets it; what it
//! would have shown beyond that is told.

use std::collections::BTreeSet;
use std::sync::Arc;

use usvg::Tree;
use usvg::roxmltree::{Document, Node};

use crate::diag::{Diagnostic, Diagnostics, Sentence, Span, say};
use crate::value::{Picture, PictureKind};

use super::{budget, kept, measure, source, variables};

/// Longer side of the pixels by which forms of a drawing are compared, and looked at.
const LOOK_PX: f32 = 512.0;
/// How far two forms may be apart in a part of a pixel, of 255: numbers are rounded.
const APART: u8 = 3;

/// Reads a drawing; its pixels are what it looks like, small.
pub(super) fn drawing(
    bytes: &[u8],
    hash: String,
    span: &Span,
    faults: &mut Diagnostics,
) -> Result<(Picture, tiny_skia::Pixmap), Diagnostic> {
    let text = source::whole(source::text(bytes)?)?;
    let (text, unknown) = variables::filled(&text);
    let document = source::parse(&text).map_err(|error| source::unreadable(&error))?;
    // Before the parser, which gives up on some of them.
    measure::measurable(&document)?;
    budget::written(&document)?;
    let tree = tree(&document)?;
    let size = tree.size();
    measure::shape(size.width(), size.height())?;
    budget::drawn(&tree)?;
    let lost = lost(&document, &unknown);
    for (what, remedy) in &lost {
        let message = say!("this drawing holds {what}");
        faults.push(Diagnostic::warning("picture/dropped", message).at(span).hint(remedy.clone()));
    }
    let look = look(&tree);
    let look = look.filter(|look| look.data().iter().any(|part| *part > 0));
    let Some(look) = look.filter(|_| !tree.root().children().is_empty()) else {
        let fault = Diagnostic::error("picture/empty", say!("this drawing shows nothing"));
        return Err(match lost.first() {
            Some((what, remedy)) => fault.hint(say!("it holds {what}")).hint(remedy.clone()),
            None => fault.hint(say!("export it again, with something in it that is drawn")),
        });
    };
    let written = smallest(&document, &tree, &look, text.len());
    // What the file multiplies shows only now.
    let again = source::parse(&written).map_err(|error| source::unreadable(&error))?;
    measure::measurable(&again)?;
    drop(again);
    let picture = Picture {
        width: measure::whole(size.width()),
        height: measure::whole(size.height()),
        kind: PictureKind::Drawing(Arc::from(written)),
        hash,
    };
    Ok((picture, look))
}

fn tree(document: &Document<'_>) -> Result<Tree, Diagnostic> {
    let options = usvg::Options {
        // Pictures inside the drawing may neither be fetched nor read from disk.
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    };
    Tree::from_xmltree(document, &options).map_err(|error| match error {
        usvg::Error::ElementsLimitReached => {
            source::large(&say!("its parts lie too deep in one another"))
        }
        usvg::Error::InvalidSize => {
            Diagnostic::error("picture/invalid", say!("this drawing has no width or no height"))
                .hint(say!("export it again, with a size"))
        }
        usvg::Error::ParsingFailed(error) => source::unreadable(&error),
        usvg::Error::NotAnUtf8Str | usvg::Error::MalformedGZip => {
            Diagnostic::error("picture/invalid", say!("this SVG is not as SVG is written"))
                .hint(say!("export it again as plain SVG"))
        }
    })
}

/// What a drawing looks like, small.
fn look(tree: &Tree) -> Option<tiny_skia::Pixmap> {
    let size = tree.size();
    let scale = LOOK_PX / size.width().max(size.height());
    let side = |length: f32| measure::whole((length * scale).ceil());
    let mut pixels = tiny_skia::Pixmap::new(side(size.width()), side(size.height()))?;
    let transform = tiny_skia::Transform::from_scale(scale, scale);
    resvg::render(tree, transform, &mut pixels.as_mut());
    Some(pixels)
}

/// The shortest form that looks the same: the parser's own where it is no longer than the
/// file, else the file's own shapes, or the parser's with fewer digits.
fn smallest(
    document: &Document<'_>,
    tree: &Tree,
    look: &tiny_skia::Pixmap,
    length: usize,
) -> String {
    let written = tree.to_string(&usvg::WriteOptions::default());
    if written.len() <= length {
        return written;
    }
    let digits = digits(tree.size().width().max(tree.size().height()));
    let options = usvg::WriteOptions {
        indent: usvg::Indent::None,
        coordinates_precision: digits,
        transforms_precision: 8,
        ..usvg::WriteOptions::default()
    };
    let forms = [kept::stripped(document), Some(tree.to_string(&options))];
    let same = forms.into_iter().flatten().filter(|form| {
        let document = source::parse(form);
        let other = document.ok().and_then(|document| self::tree(&document).ok());
        other.is_some_and(|other| {
            other.size() == tree.size()
                && self::look(&other).is_some_and(|other| alike(look, &other))
        })
    });
    let shortest = same.chain([written]).min_by_key(String::len);
    shortest.unwrap_or_default()
}

/// Digits behind the point with which the longest side is told to a hundred-thousandth.
fn digits(side: f32) -> u8 {
    (0..5).find(|digits| side * 10_f32.powi(i32::from(*digits)) >= 1e5).unwrap_or(5).max(1)
}

fn alike(one: &tiny_skia::Pixmap, other: &tiny_skia::Pixmap) -> bool {
    let near = |(one, other): (&u8, &u8)| one.abs_diff(*other) <= APART;
    one.width() == other.width() && one.data().iter().zip(other.data()).all(near)
}

/// What a drawing would show that is left out, and what to do about it.
fn lost(document: &Document<'_>, unknown: &[String]) -> Vec<(Sentence, Sentence)> {
    let mut lost: Vec<(Sentence, Sentence)> = Vec::new();
    for node in document.descendants() {
        if node.is_pi() && node.pi().is_some_and(|pi| pi.target == "xml-stylesheet") {
            lost.push((
                say!("a style sheet of another file, which is left out"),
                say!("export it again as plain SVG, with the styles in it"),
            ));
        }
        if node.is_element() && shown(&node) {
            lost.extend(left_out(&node));
        }
    }
    for name in unknown {
        lost.push((
            say!("the colour `{name}`, which it does not give itself, and is black instead"),
            say!("export it again with the colours themselves, such as `#0B5D3B`"),
        ));
    }
    let mut told = BTreeSet::new();
    lost.retain(|(what, _)| told.insert(what.clone()));
    lost
}

/// Whether a part would be shown, as far as it says so itself.
fn shown(node: &Node<'_, '_>) -> bool {
    node.ancestors().all(|node| {
        // What only one program reads, in its own space, shows nothing.
        let own = matches!(node.tag_name().namespace(), None | Some(source::SVG)) || node.is_root();
        let extension = node.attribute("requiredExtensions").is_some_and(|it| !it.is_empty());
        let style = node.attribute("style").unwrap_or_default().replace(' ', "");
        let hidden = node.attribute("display") == Some("none") || style.contains("display:none");
        let words = matches!(node.tag_name().name(), "metadata" | "title" | "desc");
        (own || foreign(&node)) && !extension && !hidden && !words
    })
}

fn foreign(node: &Node<'_, '_>) -> bool {
    matches!(
        node.tag_name().namespace(),
        Some("http://www.w3.org/1999/xhtml" | "http://www.w3.org/1998/Math/MathML")
    )
}

fn left_out(node: &Node<'_, '_>) -> Option<(Sentence, Sentence)> {
    const PLAIN: Sentence = say!("export it again as plain SVG");
    let link = node.attributes().find(|it| it.name() == "href").map(|it| it.value().trim());
    let elsewhere = link.is_some_and(|link| !link.is_empty() && !link.starts_with('#'));
    let name = node.tag_name().name();
    match name {
        "text" => {
            let letters = node.descendants().filter(Node::is_text);
            let letters = letters.filter_map(|node| node.text());
            let any = letters.into_iter().any(|text| !text.trim().is_empty());
            any.then_some((
                say!("text, which is left out"),
                say!("turn the letters into outlines before exporting"),
            ))
        }
        "image" => Some((
            say!("a picture, which is left out"),
            say!("use the picture itself, as PNG or JPEG"),
        )),
        "foreignObject" => Some((say!("foreign content, which is left out"), PLAIN)),
        "script" => Some((say!("a program (script), which is left out"), PLAIN)),
        "animate" | "set" | "animateTransform" | "animateMotion" | "animateColor" => Some((
            say!("movement, which is left out: it stands still as it begins"),
            say!("look whether it is still right, or export it without movement"),
        )),
        "style" => {
            let rules = node.text().unwrap_or_default().to_ascii_lowercase();
            let loads = rules.contains("@import")
                || targets(&rules).any(|it| !it.starts_with('#') && !it.starts_with("data:font"));
            if loads && !only_fonts(&rules) {
                Some((
                    say!("styles from another file, which are left out"),
                    say!("export it again as plain SVG, with the styles in it"),
                ))
            } else if moves(&rules) {
                Some((
                    say!("movement, which is left out: it stands still as it begins"),
                    say!("look whether it is still right, or export it without movement"),
                ))
            } else {
                None
            }
        }
        "use" | "feImage" | "linearGradient" | "radialGradient" | "pattern" | "filter"
            if elsewhere =>
        {
            Some((say!("a part of another file, which is left out"), PLAIN))
        }
        "meshgradient" | "meshGradient" | "hatch" | "solidcolor" | "solidColor" | "flowRoot"
        | "video" | "audio" | "canvas" | "iframe" => {
            Some((say!("what only some programs show, which is left out"), PLAIN))
        }
        _ => None,
    }
}

/// Whether all that rules load are fonts, which only text needs.
fn only_fonts(rules: &str) -> bool {
    let mut rest = rules.to_owned();
    while let Some(at) = rest.find("@font-face") {
        let end = rest[at..].find('}').map_or(rest.len(), |end| at + end + 1);
        rest.replace_range(at..end, "");
    }
    let import = rest
        .split("@import")
        .skip(1)
        .all(|it| it.split(';').next().is_some_and(|it| it.contains("font")));
    import
        && !targets(&rest.replace("@import", ""))
            .any(|it| !it.starts_with('#') && !it.contains("font"))
}

/// What stands behind each `url(` of rules, up to the next one.
fn targets(rules: &str) -> impl Iterator<Item = &str> {
    let pieces = rules.split("url(").skip(1);
    pieces.map(|piece| piece.trim_start().trim_start_matches(['"', '\'']))
}

fn moves(rules: &str) -> bool {
    rules.contains("@keyframes") && rules.contains("animation")
}
