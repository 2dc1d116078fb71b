//! Bytes of a picture -> a cleaned drawing or upright pixels.
//!
//! Invariant: nothing of the file's own bytes survives. A drawing is parsed and
//! written anew, which leaves script, links and outside references behind; a
//! photograph is decoded and turned upright, which leaves its metadata behind.

use std::io::Cursor;
use std::sync::Arc;

use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use schemars::JsonSchema;
use serde::Deserialize;
use usvg::roxmltree::{Document, ParsingOptions};

use crate::diag::{Diagnostic, Diagnostics, Span};
use crate::value::{FileKind, LocalText, Picture, PictureKind, Text, sha256};
use crate::yaml::{Field, Located};

use super::check::Check;

/// Largest side of a picture, in pixels.
const SIDE_LIMIT: u32 = 12_000;
/// Most memory that decoding may take, in bytes.
const MEMORY_LIMIT: u64 = 512 * 1024 * 1024;
/// Most that one side of a picture may be of the other. At 20 to 1 a logo that is as wide as
/// its place on a poster, some 40 mm, is lower than a line of small print; what lies beyond has
/// come out of a broken export, and renderers give up on it.
const ASPECT_LIMIT: f32 = 20.0;
/// Shortest side of a drawing, in its own units: half of it would be nothing in a written file.
const UNITS_LEAST: f32 = 1e-3;
/// Largest number in a drawing, in its own units. The finest that programs export in, 914,400
/// an inch (ECMA-376, English Metric Units), makes nearly three metres of it, and the fourth
/// power of it is still a number in single precision.
const UNITS_LIMIT: f32 = 1e8;
/// A portrait smaller than this on its short side is coarse on a poster, in pixels.
const COARSE_BELOW: u32 = 600;

/// A picture and what it shows, for those who cannot see it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Image")]
pub struct ImageKeys {
    /// File beside the client file: SVG, PNG, JPEG or WebP.
    pub path: Field<String>,
    /// What the picture shows, in a few words.
    pub alt: Field<LocalText>,
}

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shows {
    /// A name, which is the same in every language: a logo.
    Name,
    /// A person.
    Person,
}

impl ImageKeys {
    /// The file that a picture names.
    pub(super) fn file(image: &Field<Self>) -> Option<(FileKind, &Located<String>)> {
        let path = image.value().and_then(|image| image.path.given());
        path.map(|path| (FileKind::Picture, path))
    }
}

impl Check<'_> {
    /// A picture and what it shows, if it is given.
    pub(super) fn image(
        &mut self,
        image: &Field<ImageKeys>,
        shows: Shows,
    ) -> Option<(Picture, Text)> {
        let image = image.given()?;
        let ImageKeys { path, alt } = &image.value;
        let path = path.required("path", &image.span, &mut self.checker.faults);
        let given = alt.required("alt", &image.span, &mut self.checker.faults);
        let alt = given.and_then(|_| match shows {
            Shows::Name => self.checker.name(alt),
            Shows::Person => self.checker.text(alt, "alt"),
        });
        let path = path?;
        // A file that could not be read has been reported by `load`.
        let bytes = self.files.get(&path.value)?.bytes()?;
        let picture = picture(bytes, shows, &path.span, &mut self.checker.faults);
        Some((picture?, alt?))
    }
}

/// Proves a picture.
fn picture(bytes: &[u8], shows: Shows, span: &Span, faults: &mut Diagnostics) -> Option<Picture> {
    let hash = sha256(bytes);
    let result = match is_svg(bytes) {
        true => drawing(bytes, hash, span, faults),
        false => pixels(bytes, hash),
    };
    let picture = match result {
        Ok(picture) => picture,
        Err(fault) => {
            faults.push(fault.at(span));
            return None;
        }
    };
    let short_side = picture.width.min(picture.height);
    if shows == Shows::Person && !picture.is_drawing() && short_side < COARSE_BELOW {
        faults.push(
            Diagnostic::warning(
                "picture/coarse",
                format!("this photo is {} x {} pixels", picture.width, picture.height),
            )
            .at(span)
            .hint(format!("use one of at least {COARSE_BELOW} pixels, or it is coarse in print")),
        );
    }
    Some(picture)
}

fn is_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
    head.trim_start_matches('\u{FEFF}').trim_start().starts_with('<') && head.contains("<svg")
}

fn drawing(
    bytes: &[u8],
    hash: String,
    span: &Span,
    faults: &mut Diagnostics,
) -> Result<Picture, Diagnostic> {
    let options = usvg::Options {
        // Pictures inside the drawing may neither be fetched nor read from disk.
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    };
    let invalid = |error: usvg::Error| {
        Diagnostic::error("picture/invalid", format!("this SVG cannot be read: {error}"))
            .hint("export it again as plain SVG")
    };
    let source = std::str::from_utf8(bytes).map_err(|_| invalid(usvg::Error::NotAnUtf8Str))?;
    let parsed = |text| {
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        Document::parse_with_options(text, options)
    };
    let document = parsed(source).map_err(|error| invalid(usvg::Error::ParsingFailed(error)))?;
    // Before the parser, which gives up on some of them.
    measurable(&document)?;
    let tree = usvg::Tree::from_xmltree(&document, &options).map_err(invalid)?;
    for (mark, what, remedy) in [
        ("<text", "text", "turn the letters into outlines before exporting"),
        ("<image", "a picture", "use the picture itself, as PNG or JPEG"),
        ("<foreignObject", "foreign content", "export it again as plain SVG"),
    ] {
        if source.contains(mark) {
            faults.push(
                Diagnostic::warning(
                    "picture/dropped",
                    format!("this drawing holds {what}, which is left out"),
                )
                .at(span)
                .hint(remedy),
            );
        }
    }
    let size = tree.size();
    shape(size.width(), size.height())?;
    if tree.root().children().is_empty() {
        return Err(Diagnostic::error("picture/empty", "this drawing shows nothing"));
    }
    let written = tree.to_string(&usvg::WriteOptions::default());
    // What the file multiplies shows only now.
    let document = parsed(&written).map_err(|error| invalid(usvg::Error::ParsingFailed(error)))?;
    measurable(&document)?;
    Ok(Picture {
        width: whole(size.width()),
        height: whole(size.height()),
        kind: PictureKind::Drawing(Arc::from(written)),
        hash,
    })
}

/// Refuses a drawing with a number in it that renderers do not bear.
fn measurable(drawing: &Document<'_>) -> Result<(), Diagnostic> {
    match beyond_measure(drawing) {
        None => Ok(()),
        Some(number) => {
            let message = format!("a drawing cannot be set with the number `{number}` in it");
            Err(Diagnostic::error("picture/invalid", message)
                .hint("export it again, with a size of at most some thousand units a side"))
        }
    }
}

/// Refuses what is no shape that a page has room for.
fn shape(width: f32, height: f32) -> Result<(), Diagnostic> {
    let (short, long) = (width.min(height), width.max(height));
    // Compared in this way, what is no number is refused as well.
    if short >= UNITS_LEAST && long <= UNITS_LIMIT && long / short <= ASPECT_LIMIT {
        return Ok(());
    }
    let message = format!("this picture is {width} wide and {height} high, which fits nowhere");
    Err(Diagnostic::error("picture/invalid", message).hint(format!(
        "crop it to what it shows: one side may be at most {ASPECT_LIMIT} times the other"
    )))
}

/// Attributes that hold names and words, never a measure.
const WORDS: [&str; 8] = ["id", "class", "href", "version", "lang", "role", "title", "content"];

/// The first number of a drawing that is none, or too large to be set.
fn beyond_measure(drawing: &Document<'_>) -> Option<String> {
    drawing.descendants().filter(|node| node.is_element()).find_map(|node| {
        let rules = node.text().filter(|_| node.tag_name().name() == "style");
        let measures = node.attributes().filter(|attribute| {
            let name = attribute.name();
            let word = WORDS.contains(&name) || name.starts_with("data-") || name.contains("aria-");
            attribute.namespace().is_none() && !word
        });
        let texts = measures.map(|attribute| attribute.value()).chain(rules);
        texts.into_iter().find_map(first_beyond)
    })
}

/// The first number of a text that is none, or too large; `#1e9999` is a colour, and what
/// stands between brackets behind `url` a name.
fn first_beyond(text: &str) -> Option<String> {
    if text.starts_with("url(") {
        return None;
    }
    let words = text.split(|c: char| c.is_whitespace() || ",()".contains(c));
    for word in words.filter(|word| !word.starts_with('#')) {
        if ["NaN", "inf", "-inf"].contains(&word) {
            return Some(word.to_owned());
        }
        let mut rest = word;
        while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
            let number = &rest[at..];
            let length = measure(number);
            // Digits are always a number; those behind its point only make it larger by less
            // than one.
            if number[..length].parse::<f32>().is_ok_and(|number| number > UNITS_LIMIT) {
                return Some(number[..length].to_owned());
            }
            rest = &number[length..];
        }
    }
    None
}

/// How long the number is that a text begins with, in bytes: digits, a fraction, an exponent.
fn measure(text: &str) -> usize {
    let digits = |from: usize| {
        let count = text[from..].bytes().take_while(u8::is_ascii_digit).count();
        from + count
    };
    let mut end = digits(0);
    if text[end..].starts_with('.') {
        end = digits(end + 1);
    }
    if text[end..].starts_with(['e', 'E']) {
        let sign = usize::from(text[end + 1..].starts_with(['+', '-']));
        let exponent = digits(end + 1 + sign);
        if exponent > end + 1 + sign {
            end = exponent;
        }
    }
    end
}

/// A length in user units as whole pixels, at least one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped first")]
fn whole(length: f32) -> u32 {
    length.round().clamp(1.0, 100_000.0) as u32
}

fn pixels(bytes: &[u8], hash: String) -> Result<Picture, Diagnostic> {
    let invalid = |reason: String| {
        Diagnostic::error("picture/invalid", format!("this picture cannot be read: {reason}"))
            .hint("use SVG, PNG, JPEG or WebP")
    };
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| invalid(error.to_string()))?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_LIMIT);
    limits.max_image_height = Some(SIDE_LIMIT);
    limits.max_alloc = Some(MEMORY_LIMIT);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| invalid(error.to_string()))?;
    let orientation = decoder.orientation().map_err(|error| invalid(error.to_string()))?;
    let mut image =
        DynamicImage::from_decoder(decoder).map_err(|error| invalid(error.to_string()))?;
    image.apply_orientation(orientation);
    let image = image.into_rgba8();
    #[expect(clippy::cast_precision_loss, reason = "sides are far below what f32 counts exactly")]
    shape(image.width() as f32, image.height() as f32)?;
    Ok(Picture {
        width: image.width(),
        height: image.height(),
        kind: PictureKind::Pixels(Arc::new(image)),
        hash,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::SourceFile;

    fn drawn(svg: &str) -> Result<Picture, String> {
        let mut faults = Diagnostics::new();
        let span = SourceFile::new("a.yaml".to_owned(), "a.svg".to_owned()).span(0..5);
        let start = "<svg xmlns='http://www.w3.org/2000/svg' ";
        let picture =
            picture(format!("{start}{svg}</svg>").as_bytes(), Shows::Name, &span, &mut faults);
        picture.ok_or_else(|| faults.iter().map(|fault| fault.message.clone()).collect())
    }

    #[test]
    fn a_drawing_that_no_renderer_bears_is_refused() {
        let square = "<path d='M0 0H1V1H0z'/>";
        let cases = [
            format!("viewBox='0 0 1 1e10'>{square}"),
            format!("viewBox='0 0 1e10 1e10'>{square}"),
            format!("viewBox='0 0 1 21'>{square}"),
            format!("viewBox='0 0 1e-30 1e-30'>{square}"),
            format!("width='1e39' height='1e39'>{square}"),
            format!("viewBox='0 0 9 9'><g transform='scale(1e30) scale(1e30)'>{square}</g>"),
            format!("viewBox='0 0 9 9'><g transform='translate(1e38 -1e38)'>{square}</g>"),
            "viewBox='0 0 9 9'><pattern id='a' width='1e38' height='1' patternTransform='scale(1e20)'>\
             <path d='M0 0H9V9H0z'/></pattern><path fill='url(#a)' d='M0 0H9V9H0z'/>".to_owned(),
            "viewBox='0 0 9 9'><style>rect{stroke:red;stroke-width:1e30px}</style>\
             <rect width='9' height='9'/>".to_owned(),
            "viewBox='0 0 9 9'><path d='M0 0L1e30 1L1 1e30z'/>".to_owned(),
            "viewBox='0 0 9 9'><path stroke='red' stroke-width='1e30' d='M0 0L9 9'/>".to_owned(),
        ];
        for svg in &cases {
            let refused = drawn(svg).expect_err(svg);
            assert!(refused.len() < 200, "{refused}");
        }
    }

    #[test]
    fn parts_may_be_called_what_they_like() {
        let svg = "viewBox='0 0 20 1'><defs><linearGradient id='inf'><stop stop-color='red'/>\
            <stop offset='1' stop-color='#1e9999'/></linearGradient></defs>\
            <g id='NaN' opacity='.5' data-made='20261125101112'>\
            <path id='1e30' fill='url(#inf)' d='M0 0h20v1-.5.25.25h-20z'/></g>";
        assert!(drawn(svg).is_ok(), "{:?}", drawn(svg).err());
    }
}
