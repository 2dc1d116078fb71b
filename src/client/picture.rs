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

use crate::diag::{Diagnostic, Diagnostics, Span};
use crate::value::{FileKind, LocalText, Picture, PictureKind, Text, sha256};
use crate::yaml::{Field, Located};

use super::check::Check;

/// Largest side of a picture, in pixels.
const SIDE_LIMIT: u32 = 12_000;
/// Most memory that decoding may take, in bytes.
const MEMORY_LIMIT: u64 = 512 * 1024 * 1024;
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
    let tree = usvg::Tree::from_data(bytes, &options).map_err(|error| {
        Diagnostic::error("picture/invalid", format!("this SVG cannot be read: {error}"))
            .hint("export it again as plain SVG")
    })?;
    let source = String::from_utf8_lossy(bytes);
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
    if tree.root().children().is_empty() {
        return Err(Diagnostic::error("picture/empty", "this drawing shows nothing"));
    }
    let written = tree.to_string(&usvg::WriteOptions::default());
    Ok(Picture {
        width: whole(size.width()),
        height: whole(size.height()),
        kind: PictureKind::Drawing(Arc::from(written)),
        hash,
    })
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
    Ok(Picture {
        width: image.width(),
        height: image.height(),
        kind: PictureKind::Pixels(Arc::new(image)),
        hash,
    })
}
