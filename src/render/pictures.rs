//! Pictures of the client -> files for screens and for print.
//!
//! Invariant: a file made here holds pixels or a cleaned drawing, and nothing
//! about where it came from.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ExtendedColorType, ImageEncoder, RgbaImage};
use vpsite_raster::{is_opaque, on_white};

use crate::client::Client;
use crate::plan::{Encoding, PictureRef};
use crate::value::{Picture, PictureKind, Text};
use crate::words::{Words, isolated};

/// Quality of JPEG on screens, 1 to 100: no artefacts at two device pixels a CSS pixel.
const SCREEN_QUALITY: u8 = 78;
/// Quality of WebP on screens, 0 to 100, the same to the eye.
const WEBP_QUALITY: f32 = 74.0;
/// Quality of JPEG in print, 1 to 100.
const PRINT_QUALITY: u8 = 90;
/// Longest side in print, in pixels: 300 dpi on 13 cm.
const PRINT_SIDE: u32 = 1600;

/// What a picture shows, in words: a logo shows a name, which is the same in every language; a
/// portrait shows whom it is of, where nobody says more in the language.
pub fn alt(picture: PictureRef, alt: &Text, client: &Client, words: &Words) -> String {
    match (picture, alt.exact(words.lang())) {
        (_, Some(own)) => own.to_owned(),
        (PictureRef::Portrait(index), None) => {
            let name = isolated(&client.advisers[index].name.full, words.lang());
            words.filled("portrait_alt", &[("name", &name)])
        }
        (PictureRef::Logo | PictureRef::PracticeLogo, None) => alt.get(words.lang()).to_owned(),
    }
}

/// A picture for a page, at most as wide as its version says, in pixels.
pub fn for_screen(picture: &Picture, version: Option<(u32, Encoding)>) -> Vec<u8> {
    match (&picture.kind, version) {
        (PictureKind::Drawing(svg), _) => svg.as_bytes().to_vec(),
        (PictureKind::Pixels(pixels), version) => {
            let (width, encoding) = version.unwrap_or((picture.width, Encoding::Png));
            let width = width.min(picture.width);
            let height = scaled(picture.height, width, picture.width);
            encode(&resized(pixels, width, height), encoding, SCREEN_QUALITY)
        }
    }
}

/// The extension of a picture for Typst, which tells its format.
pub fn extension_in_print(picture: &Picture) -> &'static str {
    match &picture.kind {
        PictureKind::Drawing(_) => "svg",
        PictureKind::Pixels(pixels) => encoding_in_print(pixels).extension(),
    }
}

fn encoding_in_print(pixels: &RgbaImage) -> Encoding {
    if is_opaque(pixels) { Encoding::Jpeg } else { Encoding::Png }
}

/// A picture for Typst.
pub fn for_print(picture: &Picture) -> Vec<u8> {
    match &picture.kind {
        PictureKind::Drawing(svg) => svg.as_bytes().to_vec(),
        PictureKind::Pixels(pixels) => {
            let longest = picture.width.max(picture.height);
            let side = longest.min(PRINT_SIDE);
            let width = scaled(picture.width, side, longest);
            let height = scaled(picture.height, side, longest);
            encode(&resized(pixels, width, height), encoding_in_print(pixels), PRINT_QUALITY)
        }
    }
}

/// `length * part / whole`, rounded, at least 1.
pub fn scaled(length: u32, part: u32, whole: u32) -> u32 {
    let scaled = (u64::from(length) * u64::from(part) * 2 + u64::from(whole))
        / (u64::from(whole.max(1)) * 2);
    u32::try_from(scaled).unwrap_or(length).max(1)
}

fn resized(pixels: &RgbaImage, width: u32, height: u32) -> RgbaImage {
    match pixels.dimensions() == (width, height) {
        true => pixels.clone(),
        // Through `DynamicImage`, whose code is compiled in its own crate, optimised.
        false => DynamicImage::ImageRgba8(pixels.clone())
            .resize_exact(width, height, FilterType::CatmullRom)
            .into_rgba8(),
    }
}

fn encode(pixels: &RgbaImage, encoding: Encoding, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let result = match encoding {
        Encoding::WebP => {
            let (width, height) = pixels.dimensions();
            let flat = on_white(pixels);
            let encoder = webp::Encoder::from_rgb(&flat, width, height);
            return encoder.encode(WEBP_QUALITY).to_vec();
        }
        Encoding::Jpeg => {
            let (width, height) = pixels.dimensions();
            JpegEncoder::new_with_quality(&mut bytes, quality).write_image(
                &on_white(pixels),
                width,
                height,
                ExtendedColorType::Rgb8,
            )
        }
        Encoding::Png => DynamicImage::ImageRgba8(pixels.clone())
            .write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png),
    };
    // Encoding 8-bit pixels into memory has no way to fail.
    debug_assert!(result.is_ok());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_scaled_and_rounded() {
        assert_eq!(scaled(1200, 320, 960), 400);
        assert_eq!(scaled(1, 1, 3), 1);
        assert_eq!(scaled(5, 3, 2), 8);
    }
}
