//! Bytes of a picture -> a cleaned drawing or upright pixels.
//!
//! What a file is stands in it, not in its name (`format`); drawings are read in `drawing`,
//! pixels in `photo`. Invariant: nothing of the file's own bytes survives that could run, load or
//! tell anything: a drawing is held to lists of shapes and colours, a photograph is decoded and
//! turned upright, which leaves its metadata behind. What nobody could see is told here.

mod budget;
mod colour;
mod drawing;
mod format;
mod kept;
mod main_colour;
mod measure;
mod photo;
mod png;
mod source;
mod variables;

use schemars::JsonSchema;
use serde::Deserialize;
use vpsite_raster::{Seen, seen};

use crate::diag::{Diagnostic, Diagnostics, Span, say};
use crate::value::{FileKind, LocalText, Picture, PictureKind, Text, sha256};
use crate::yaml::{Field, Located};

use super::check::Check;
use format::Format;

pub use main_colour::main_colour;

/// A portrait smaller than this on its short side is coarse on a poster, in pixels.
const COARSE_BELOW: u32 = 600;
/// A logo of pixels that is smaller than this on its long side is coarse: 40 mm at 150 dpi.
const COARSE_LOGO: u32 = 240;
/// Part of a logo's area below which what it shows is lost in its margins.
const MARGIN: f64 = 0.15;

/// A picture and what it shows, for those who cannot see it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Image")]
pub struct ImageKeys {
    /// File beside the client file: SVG, PNG, JPEG, WebP or GIF.
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
        let picture = picture(bytes, shows, path, &mut self.checker.faults);
        Some((picture?, alt?))
    }
}

/// Proves a picture.
fn picture(
    bytes: &[u8],
    shows: Shows,
    path: &Located<String>,
    faults: &mut Diagnostics,
) -> Option<Picture> {
    let span = &path.span;
    let hash = sha256(bytes);
    let read = match format::format(bytes) {
        Format::Other(what, remedy) => Err(format::other(&what, remedy, &path.value)),
        Format::Svg => drawing::drawing(bytes, hash, span, faults).map(|(picture, look)| {
            let seen = seen(&straight(&look), look.width());
            visible(&seen, look.width(), look.height(), shows, span, faults);
            picture
        }),
        pixels => of_pixels(bytes, &pixels, hash, shows, span, faults),
    };
    read.map_err(|fault| faults.push(fault.at(span))).ok()
}

/// Pixels of a drawing, their colours no longer multiplied by opacity.
fn straight(look: &tiny_skia::Pixmap) -> Vec<u8> {
    let pixels = look.pixels().iter().map(|pixel| pixel.demultiply());
    pixels.flat_map(|it| [it.red(), it.green(), it.blue(), it.alpha()]).collect()
}

fn of_pixels(
    bytes: &[u8],
    format: &Format,
    hash: String,
    shows: Shows,
    span: &Span,
    faults: &mut Diagnostics,
) -> Result<Picture, Diagnostic> {
    let photo = photo::photo(bytes, format, hash)?;
    let picture = photo.picture;
    if photo.profile_lost {
        faults.push(
            Diagnostic::warning(
                "picture/profile",
                say!(
                    "the colour profile of this picture cannot be read, so its colours may be off"
                ),
            )
            .at(span)
            .hint(say!("look at its colours, or export it again in sRGB")),
        );
    }
    let (short, long) = photo.sides;
    let coarse = match shows {
        Shows::Person if short < COARSE_BELOW => Some((
            say!("photo"),
            say!("use one of at least {COARSE_BELOW} pixels, or it is coarse in print"),
        )),
        Shows::Name if long < COARSE_LOGO => Some((
            say!("logo"),
            say!("use an SVG, or one of at least 480 pixels, or it is coarse in print"),
        )),
        _ => None,
    };
    if let PictureKind::Pixels(pixels) = &picture.kind {
        let seen = seen(pixels.as_raw(), picture.width);
        if seen.there == 0 {
            return Err(Diagnostic::error(
                "picture/empty",
                say!("this picture shows nothing: it is see-through all over"),
            )
            .hint(say!("export it again, with what it should show")));
        }
        visible(&seen, picture.width, picture.height, shows, span, faults);
    }
    if let Some((what, remedy)) = coarse {
        let (width, height) = match picture.width < picture.height {
            true => (short, long),
            false => (long, short),
        };
        let message = say!("this {what} is {width} x {height} pixels");
        faults.push(Diagnostic::warning("picture/coarse", message).at(span).hint(remedy));
    }
    Ok(picture)
}

/// Tells of a picture that nobody sees on white paper, or that is lost in its margins.
fn visible(
    seen: &Seen,
    width: u32,
    height: u32,
    shows: Shows,
    span: &Span,
    faults: &mut Diagnostics,
) {
    let what = if shows == Shows::Name { say!("logo") } else { say!("photo") };
    if seen.shown == 0 {
        faults.push(
            Diagnostic::warning(
                "picture/unseen",
                say!("this {what} is white or nearly white, and cannot be seen on white paper"),
            )
            .at(span)
            .hint(say!("ask for the one that is made for a light ground")),
        );
        return;
    }
    let (left, top, right, bottom) = seen.bounds;
    let part = f64::from(right - left) * f64::from(bottom - top)
        / (f64::from(width) * f64::from(height)).max(1.0);
    if shows == Shows::Name && part < MARGIN {
        let message =
            say!("this logo is empty but for {:.0} % of its area", (part * 100.0).max(1.0));
        faults.push(
            Diagnostic::warning("picture/margin", message)
                .at(span)
                .hint(say!("crop it to what it shows, or that comes out very small")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::SourceFile;

    fn drawn(svg: &str) -> Result<Picture, String> {
        let mut faults = Diagnostics::new();
        let span = SourceFile::new("a.yaml".to_owned(), "a.svg".to_owned()).span(0..5);
        let start = "<svg xmlns='http://www.w3.org/2000/svg' ";
        let path = Located { value: "a.svg".to_owned(), span };
        let picture =
            picture(format!("{start}{svg}</svg>").as_bytes(), Shows::Name, &path, &mut faults);
        picture.ok_or_else(|| faults.iter().map(|fault| fault.message.to_string()).collect())
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
