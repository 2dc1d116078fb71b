//! A finished picture or PDF -> its pages as a camera sees them.
//!
//! For kits that lie on a disk: at the resolution at which `render` looks at what it sets, but
//! from the bytes that people get. A PDF is drawn by hayro, which shares nothing with what wrote
//! it. Invariant: what cannot be drawn has no pages, so that its codes are missed; sizes are
//! bounded, whatever a file says.

use std::io::{Cursor, Read};
use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings};
use image::GrayImage;
use tiny_skia::Pixmap;
use usvg::Transform;
use zip::ZipArchive;

/// The long side of a page of a PDF, in pixels: A4 at 150 dpi, as `render` looks at it.
const PAGE_SIDE: f32 = 1754.0;
/// The long side of a picture, in pixels; larger ones are none of ours.
const PICTURE_SIDE: u32 = 10_000;
/// The long side of a drawing, in pixels.
const DRAWING_SIDE: f32 = 1_000.0;
/// Most that is unpacked of a picture on a slide, in bytes.
const PICTURE_BYTES: u64 = 16 * 1024 * 1024;
/// Pages of a PDF that are looked at; a pack has some twenty.
const MOST_PAGES: usize = 200;

/// The pages of a file, by the ending of its name.
pub fn pages(path: &str, bytes: &[u8]) -> Vec<GrayImage> {
    let kind = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match kind.as_str() {
        "pdf" => pdf(bytes).unwrap_or_default(),
        "png" => picture(bytes).into_iter().collect(),
        "svg" => drawing(bytes).into_iter().collect(),
        "pptx" => slides(bytes),
        _ => Vec::new(),
    }
}

fn pdf(bytes: &[u8]) -> Option<Vec<GrayImage>> {
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).ok()?;
    let (cache, settings) = (RenderCache::new(), InterpreterSettings::default());
    let pages = pdf.pages().iter().take(MOST_PAGES).filter_map(|page| {
        let (width, height) = page.render_dimensions();
        let side = width.max(height);
        if !(side.is_finite() && side >= 1.0) {
            return None;
        }
        let scale = PAGE_SIDE / side;
        let look = RenderSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: WHITE,
            ..Default::default()
        };
        let pixels = hayro::render(page, &cache, &settings, &look);
        seen(pixels.data_as_u8_slice(), u32::from(pixels.width()), u32::from(pixels.height()))
    });
    Some(pages.collect())
}

/// The pictures on slides that have sharp edges: a photo shows no code of ours.
fn slides(bytes: &[u8]) -> Vec<GrayImage> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let names: Vec<String> =
        archive.file_names().filter_map(Result::ok).map(|name| name.to_string()).collect();
    let media = names.iter().filter(|name| name.contains("/media/") && name.ends_with(".png"));
    let read = |name: &String| {
        let mut bytes = Vec::new();
        let file = archive.by_name(name).ok()?;
        file.take(PICTURE_BYTES).read_to_end(&mut bytes).ok()?;
        picture(&bytes)
    };
    media.take(MOST_PAGES).filter_map(read).collect()
}

fn picture(bytes: &[u8]) -> Option<GrayImage> {
    let mut reader = image::ImageReader::new(std::io::Cursor::new(bytes));
    reader.set_format(image::ImageFormat::Png);
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(PICTURE_SIDE);
    limits.max_image_height = Some(PICTURE_SIDE);
    reader.limits(limits);
    let mut pixels = reader.decode().ok()?.into_rgba8();
    // As a camera wants them: what is see-through shows white.
    for pixel in pixels.pixels_mut() {
        let opacity = u16::from(pixel.0[3]);
        for part in &mut pixel.0[..3] {
            *part = u8::try_from(u16::from(*part) * opacity / 255).unwrap_or(u8::MAX);
        }
    }
    seen(&pixels, pixels.width(), pixels.height())
}

fn drawing(bytes: &[u8]) -> Option<GrayImage> {
    let options = usvg::Options {
        // Pictures inside the drawing may neither be fetched nor read from disk.
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(std::str::from_utf8(bytes).ok()?, &options).ok()?;
    let size = tree.size();
    let scale = DRAWING_SIDE / size.width().max(size.height());
    let size = size.to_int_size().scale_by(scale)?;
    let mut pixels = Pixmap::new(size.width(), size.height())?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    seen(pixels.data(), pixels.width(), pixels.height())
}

/// A whole picture as a camera sees it.
fn seen(rgba: &[u8], width: u32, height: u32) -> Option<GrayImage> {
    let all = [0, 0, width as usize, height as usize];
    GrayImage::from_raw(width, height, vpsite_readback::grey(rgba, width as usize, all, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_picture_has_no_pages() {
        for path in ["a.pdf", "a.png", "a.svg", "a.pptx", "a.html", "pdf"] {
            for bytes in [&b""[..], b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"<svg", &[0; 64]] {
                assert!(pages(path, bytes).is_empty(), "{path} {bytes:?}");
            }
        }
    }
}
