//! Bytes of a photograph or a picture of pixels -> upright pixels in the colours of screens.
//!
//! Invariant: a picture is whole or refused; what is kept of a large one is all that any output
//! needs, made smaller row by row, so that the peak of memory does not grow with the photo; the
//! profile of its colours has been applied, and nothing else of the file is left.

use std::io::Cursor;
use std::sync::{Arc, Mutex};

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, RgbaImage};
use vpsite_raster::{Damage, Jpeg, Kind, Reducer, factor};

use crate::diag::{Diagnostic, Sentence, say};
use crate::value::{Picture, PictureKind};

use super::colour::{self, Colours};
use super::format::Format;
use super::png;

/// Longest side that is kept, in pixels: twice what is printed.
const KEPT_PX: u32 = 3200;
/// Longest side of a picture, in pixels; the largest sensors of telephones have 16,384.
pub(super) const SIDE_LIMIT: u32 = 20_000;
/// Most pixels of a JPEG: telephones take photos of 200 megapixels.
const JPEG_LIMIT: u64 = 210_000_000;
/// Most coefficients of a JPEG that comes in passes, which are held all at once: two bytes each.
const PASSES_LIMIT: u64 = 100_000_000;
/// Most pixels that are decoded as a whole; of more, a decoder is used that makes them smaller.
const WHOLE_LIMIT: u64 = 12_000_000;
/// Most pixels of a format that can only be decoded as a whole.
pub(super) const AT_ONCE_LIMIT: u64 = 36_000_000;
/// Side that a JPEG is at least decoded to, in pixels: what is printed of it.
const PRINTED_PX: u16 = 1600;
/// Pictures of more pixels than this are decoded one at a time.
const ALONE: u64 = 4_000_000;

/// What helps against too many pixels.
pub(super) const SMALLER: Sentence = say!("save it with at most 4,000 pixels on its longer side");

/// Taken while a large picture is decoded, so that clients that are built at the same time do
/// not add up their peaks. It guards no data.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Pixels as they were decoded: small enough, not yet upright.
pub(super) struct Decoded {
    /// Width and height of the whole picture, in pixels.
    pub(super) full: (u32, u32),
    pub(super) pixels: RgbaImage,
    pub(super) orientation: Orientation,
    pub(super) colours: Colours,
}

/// A picture, and what must be told about it.
pub(super) struct Photo {
    pub(super) picture: Picture,
    /// The shorter and the longer side of the whole picture, in pixels.
    pub(super) sides: (u32, u32),
    /// Whether it has a profile of its colours that cannot be read.
    pub(super) profile_lost: bool,
}

/// Reads a picture of pixels.
pub(super) fn photo(bytes: &[u8], format: &Format, hash: String) -> Result<Photo, Diagnostic> {
    let decoded = match format {
        Format::Jpeg => jpeg(bytes),
        Format::Png => png::png(bytes),
        Format::WebP => webp(bytes),
        _ => gif(bytes),
    }?;
    let Decoded { full, mut pixels, orientation, colours } = decoded;
    let profile_lost = !colour::apply(&colours, &mut pixels);
    let mut image = DynamicImage::ImageRgba8(pixels);
    image.apply_orientation(orientation);
    let image = image.into_rgba8();
    #[expect(clippy::cast_precision_loss, reason = "sides are far below what f32 counts exactly")]
    super::measure::shape(full.0 as f32, full.1 as f32)?;
    let picture = Picture {
        width: image.width(),
        height: image.height(),
        kind: PictureKind::Pixels(Arc::new(image)),
        hash,
    };
    let sides = (full.0.min(full.1), full.0.max(full.1));
    Ok(Photo { picture, sides, profile_lost })
}

/// Waits until no other large picture is being decoded.
pub(super) fn turn(pixels: u64) -> Option<std::sync::MutexGuard<'static, ()>> {
    // Who panicked while decoding has left nothing half done here.
    (pixels > ALONE).then(|| ONE_AT_A_TIME.lock().unwrap_or_else(|broken| broken.into_inner()))
}

/// By how much a picture is made smaller, and what takes its rows.
pub(super) fn reducer(width: u32, height: u32) -> Reducer {
    Reducer::new(width, height, factor(width, height, KEPT_PX))
}

/// The pixels that a reducer has made.
pub(super) fn reduced(reducer: Reducer, width: u32) -> Result<RgbaImage, Diagnostic> {
    let (width, height, pixels) = reducer.finish(width);
    RgbaImage::from_raw(width, height, pixels).ok_or_else(damaged)
}

/// Makes a picture smaller that has been decoded as a whole.
fn shrunk(image: DynamicImage) -> Result<RgbaImage, Diagnostic> {
    let (width, height) = (image.width(), image.height());
    if factor(width, height, KEPT_PX) == 1 {
        return Ok(image.into_rgba8());
    }
    let mut reducer = reducer(width, height);
    let mut row = Vec::with_capacity(width as usize * 4);
    if let DynamicImage::ImageRgb8(rgb) = &image {
        for pixels in rgb.rows() {
            row.clear();
            row.extend(pixels.flat_map(|pixel| [pixel.0[0], pixel.0[1], pixel.0[2], 255]));
            reducer.push(&row);
        }
    } else {
        let rgba = image.into_rgba8();
        for pixels in rgba.as_raw().chunks_exact(width.max(1) as usize * 4) {
            reducer.push(pixels);
        }
    }
    reduced(reducer, width)
}

/// Says that a picture is cut off.
pub(super) fn cut_off(part: Option<u8>) -> Diagnostic {
    let message = match part {
        Some(part) if part > 0 => {
            say!("this picture is cut off: what is there ends at about {part} %")
        }
        _ => say!("this picture is cut off"),
    };
    Diagnostic::error("picture/invalid", message)
        .hint(say!("ask for the file anew, or copy it again from where it is whole"))
}

/// Says that a picture is damaged.
pub(super) fn damaged() -> Diagnostic {
    Diagnostic::error("picture/invalid", say!("this picture is damaged: part of it cannot be read"))
        .hint(say!("ask for the file anew, or copy it again from where it is whole"))
}

/// Says that a picture has too many pixels.
pub(super) fn large(width: u32, height: u32, remedy: Sentence) -> Diagnostic {
    Diagnostic::error("picture/large", say!("this picture is {width} x {height} pixels"))
        .hint(remedy)
}

fn jpeg(bytes: &[u8]) -> Result<Decoded, Diagnostic> {
    let told = vpsite_raster::jpeg(bytes, JPEG_LIMIT).map_err(|damage| match damage {
        Damage::CutOff(part) => cut_off(Some(part)),
        Damage::Broken => damaged(),
        Damage::Large(width, height) => large(width.into(), height.into(), SMALLER),
        Damage::Kind(kind) => {
            let kind = match kind {
                Kind::Arithmetic => say!("with arithmetic coding"),
                Kind::Lossless => say!("without loss"),
                Kind::Depth => say!("of twelve bits, or of colours that are no picture's"),
            };
            let message = say!("this is a JPEG {kind}, which hardly any program reads");
            Diagnostic::error("picture/invalid", message)
                .hint(say!("export it again as plain JPEG"))
        }
    })?;
    let full = (u32::from(told.width), u32::from(told.height));
    let pixels = u64::from(full.0) * u64::from(full.1);
    if told.progressive && told.coefficients > PASSES_LIMIT {
        return Err(large(full.0, full.1, SMALLER));
    }
    let _turn = turn(pixels);
    // Decoders want to see the end.
    let ended: Vec<u8>;
    let bytes = match told.ended {
        true => bytes,
        false => {
            ended = [bytes, &[0xFF, 0xD9]].concat();
            &ended
        }
    };
    let orientation = told.exif.as_deref().and_then(Orientation::from_exif_chunk);
    let whole = (pixels <= WHOLE_LIMIT && told.components != 4).then(|| at_once(bytes)).flatten();
    let (pixels, inks) = match whole {
        Some(image) => (shrunk(image)?, None),
        None => smaller(bytes, &told)?,
    };
    let profile = told.profile.map_or(Colours::Screen, Colours::Profile);
    let colours = inks.unwrap_or(profile);
    Ok(Decoded {
        full,
        pixels,
        orientation: orientation.unwrap_or(Orientation::NoTransforms),
        colours,
    })
}

/// Decodes a JPEG as a whole.
fn at_once(bytes: &[u8]) -> Option<DynamicImage> {
    DynamicImage::from_decoder(JpegDecoder::new(Cursor::new(bytes)).ok()?).ok()
}

/// Decodes a JPEG to what is needed of it; with them what its colours are, where they were inks.
fn smaller(bytes: &[u8], told: &Jpeg) -> Result<(RgbaImage, Option<Colours>), Diagnostic> {
    let mut decoder = jpeg_decoder::Decoder::new(bytes);
    let many = u64::from(told.width) * u64::from(told.height) > WHOLE_LIMIT;
    if many {
        decoder.scale(PRINTED_PX, PRINTED_PX).map_err(|_| damaged())?;
    }
    let decoded = decoder.decode().map_err(|_| damaged())?;
    let info = decoder.info().ok_or_else(damaged)?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    let mut reducer = reducer(width, height);
    let mut row: Vec<u8> = Vec::with_capacity(width as usize * 4);
    let mut each = |parts: usize, pixel: &dyn Fn(&[u8]) -> [u8; 4]| {
        for line in decoded.chunks_exact(width.max(1) as usize * parts) {
            row.clear();
            row.extend(line.chunks_exact(parts).flat_map(pixel));
            reducer.push(&row);
        }
    };
    let mut lost = false;
    let inks = match info.pixel_format {
        jpeg_decoder::PixelFormat::L8 => {
            each(1, &|it| [it[0], it[0], it[0], 255]);
            false
        }
        jpeg_decoder::PixelFormat::RGB24 => {
            each(3, &|it| [it[0], it[1], it[2], 255]);
            false
        }
        jpeg_decoder::PixelFormat::CMYK32 => {
            // The decoder takes inks for inverted, as Adobe's programs write them.
            let own = |ink: u8| if told.adobe { ink } else { 255 - ink };
            let inks: Vec<u8> = decoded.iter().map(|ink| own(*ink)).collect();
            let (colours, read) = colour::of_inks(told.profile.as_deref(), &inks);
            lost = !read;
            for line in colours.chunks_exact(width.max(1) as usize * 4) {
                reducer.push(line);
            }
            true
        }
        jpeg_decoder::PixelFormat::L16 => return Err(damaged()),
    };
    let done = if lost { Colours::Lost } else { Colours::Screen };
    Ok((reduced(reducer, width)?, inks.then_some(done)))
}

fn webp(bytes: &[u8]) -> Result<Decoded, Diagnostic> {
    // RIFF says how long it is (WebP Container Specification); what lies behind is no fault.
    let length = bytes.get(4..8).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    if usize::try_from(length).unwrap_or(usize::MAX).saturating_add(8) > bytes.len() + 1 {
        let part = bytes.len().saturating_mul(100) / (length as usize).max(1);
        return Err(cut_off(u8::try_from(part).ok()));
    }
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|error| unread(&error))?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    whole(decoder, orientation, profile)
}

fn gif(bytes: &[u8]) -> Result<Decoded, Diagnostic> {
    let read = GifDecoder::new(Cursor::new(bytes)).map_err(|error| unread(&error));
    let read = read.and_then(|decoder| whole(decoder, Orientation::NoTransforms, None));
    // The last byte that is no filling closes it (GIF89a, section 27).
    let closed = bytes.iter().rev().find(|byte| **byte != 0) == Some(&b';');
    read.map_err(
        |fault| if closed || fault.code == "picture/large" { fault } else { cut_off(None) },
    )
}

/// Decodes what can only be decoded as a whole.
fn whole(
    decoder: impl ImageDecoder,
    orientation: Orientation,
    profile: Option<Vec<u8>>,
) -> Result<Decoded, Diagnostic> {
    let full = decoder.dimensions();
    let pixels = u64::from(full.0) * u64::from(full.1);
    if pixels > AT_ONCE_LIMIT || full.0.max(full.1) > SIDE_LIMIT {
        return Err(large(full.0, full.1, SMALLER));
    }
    let _turn = turn(pixels);
    let image = DynamicImage::from_decoder(decoder).map_err(|error| unread(&error))?;
    let colours = profile.map_or(Colours::Screen, Colours::Profile);
    Ok(Decoded { full, pixels: shrunk(image)?, orientation, colours })
}

/// Says why a picture cannot be read.
fn unread(error: &ImageError) -> Diagnostic {
    match error {
        ImageError::IoError(_) => cut_off(None),
        _ => damaged(),
    }
}

#[cfg(test)]
mod tests {
    use image::codecs::png::PngEncoder;
    use image::codecs::webp::WebPEncoder;
    use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};

    use super::*;

    const PLAIN: &[u8] = include_bytes!("../../../tests/it/pictures/plain.jpg");
    const PASSES: &[u8] = include_bytes!("../../../tests/it/pictures/passes.jpg");
    const RESTARTS: &[u8] = include_bytes!("../../../tests/it/pictures/restarts.jpg");
    const INKS: &[u8] = include_bytes!("../../../tests/it/pictures/inks.jpg");

    fn look(bytes: &[u8]) -> Result<Jpeg, Damage> {
        vpsite_raster::jpeg(bytes, JPEG_LIMIT)
    }

    #[test]
    fn a_jpeg_is_whole_or_refused_wherever_it_is_cut() {
        for whole in [PLAIN, PASSES, RESTARTS, INKS] {
            assert!(look(whole).is_ok());
            // All is there but the mark of the end.
            assert!(look(&whole[..whole.len() - 2]).is_ok());
            for end in 2..whole.len() - 2 {
                let cut = &whole[..end];
                assert!(look(cut).is_err(), "{end} of {}", whole.len());
                // Programs that repair close what they found, or fill up to the old length.
                let filled = [cut, &vec![0; whole.len() - end]].concat();
                if end < whole.len() * 9 / 10 {
                    assert!(look(&filled).is_err(), "{end} of {}, filled up", whole.len());
                }
            }
        }
        for (whole, head) in [(PLAIN, 640), (RESTARTS, 640)] {
            for end in head..whole.len() - 8 {
                let closed = [&whole[..end], &[0xFF, 0xD9]].concat();
                assert!(look(&closed).is_err(), "{end} of {}, closed", whole.len());
            }
        }
    }

    #[test]
    fn what_is_overwritten_in_a_jpeg_is_seen() {
        let (mut seen, mut all) = (0, 0);
        for start in (700..PLAIN.len() - 300).step_by(50) {
            let mut other = PLAIN.to_vec();
            for (number, byte) in other[start..start + 256].iter_mut().enumerate() {
                *byte = u8::try_from((number * 73 + start) % 251).unwrap();
            }
            all += 1;
            seen += usize::from(look(&other).is_err());
        }
        // JPEG has no checksum: a run of it may by chance be as many blocks as it was.
        assert!(seen * 10 >= all * 9, "{seen} of {all}");
    }

    #[test]
    fn every_orientation_is_turned_upright() {
        // Red left, blue right, a green corner at the left above.
        let picture = RgbImage::from_fn(40, 20, |x, y| match (x, y) {
            (0..10, 0..10) => Rgb([0, 200, 0]),
            (0..20, _) => Rgb([200, 0, 0]),
            _ => Rgb([0, 0, 200]),
        });
        for turn in 1..=8_u8 {
            // One entry, Orientation (0x0112) of one short (Exif 2.32, 4.6.4).
            let mut exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
            exif.extend([turn, 0, 0, 0, 0, 0, 0]);
            let mut png = Vec::new();
            let mut encoder = PngEncoder::new(&mut png);
            encoder.set_exif_metadata(exif.clone()).unwrap();
            encoder.write_image(&picture, 40, 20, ExtendedColorType::Rgb8).unwrap();
            let mut webp = Vec::new();
            let mut encoder = WebPEncoder::new_lossless(&mut webp);
            encoder.set_exif_metadata(exif.clone()).unwrap();
            encoder.write_image(&picture, 40, 20, ExtendedColorType::Rgb8).unwrap();
            let mut plain = DynamicImage::ImageRgb8(picture.clone());
            plain.apply_orientation(Orientation::from_exif(turn).unwrap());
            let wanted = plain.into_rgba8();
            for (bytes, format) in [(&png, Format::Png), (&webp, Format::WebP)] {
                let photo = photo(bytes, &format, String::new());
                let picture = photo.map_err(|fault| fault.message).unwrap().picture;
                let PictureKind::Pixels(pixels) = &picture.kind else { panic!("no pixels") };
                assert_eq!(**pixels, wanted, "{turn}");
                assert_eq!((picture.width, picture.height), wanted.dimensions());
            }
        }
    }
}
