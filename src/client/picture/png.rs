//! Bytes of a PNG -> pixels, row by row (PNG Specification, third edition).
//!
//! Invariant: every part that has a checksum is held against it, and the end is there.

use std::io::Cursor;

use image::metadata::Orientation;
use moxcms::{
    CicpColorPrimaries, CicpProfile, ColorPrimaries, ColorProfile, MatrixCoefficients,
    TransferCharacteristics, XyY,
};
use png::{BitDepth, ColorType, DecodingError, Info, Limits, Transformations};

use crate::diag::{Diagnostic, say};

use super::colour::{self, Colours};
use super::photo::{self, Decoded, SIDE_LIMIT};

/// Most pixels, which are never in memory at once: 12,000 x 12,000.
const LIMIT: u64 = 144_000_000;
/// Most memory for one row and what stands before the picture, in bytes.
const MEMORY: usize = 16 * 1024 * 1024;
/// Bytes of a picture that comes in passes over it, which is in memory at once.
const PASSES: u64 = 160 * 1024 * 1024;
/// Gamma of pictures that are written for screens, in hundred-thousandths, and how far from it
/// nobody sees a difference.
const SCREEN_GAMMA: (u32, u32) = (45_455, 1_500);

/// Reads a PNG.
pub(super) fn png(bytes: &[u8]) -> Result<Decoded, Diagnostic> {
    let unread = |error: DecodingError| match error {
        DecodingError::IoError(_) => photo::cut_off(None),
        _ => photo::damaged(),
    };
    let limits = Limits { bytes: MEMORY };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_transformations(Transformations::EXPAND);
    decoder.set_ignore_text_chunk(true);
    let mut reader = decoder.read_info().map_err(unread)?;
    let info = reader.info();
    let full = (info.width, info.height);
    let pixels = u64::from(full.0) * u64::from(full.1);
    if full.0.max(full.1) > SIDE_LIMIT || pixels > LIMIT {
        return Err(photo::large(full.0, full.1, photo::SMALLER));
    }
    let orientation = info.exif_metadata.as_deref().and_then(Orientation::from_exif_chunk);
    let colours = colours(info, bytes);
    let interlaced = info.interlaced;
    let kind = reader.output_color_type();
    let _turn = photo::turn(pixels);
    let mut reducer = photo::reducer(full.0, full.1);
    let mut row = Vec::with_capacity(full.0 as usize * 4);
    let mut push = |data: &[u8]| {
        row.clear();
        let known = rgba(data, kind, &mut row);
        reducer.push(&row);
        known
    };
    let mut known = true;
    if interlaced {
        let size = reader.output_buffer_size().unwrap_or(usize::MAX);
        if u64::try_from(size).unwrap_or(u64::MAX) > PASSES {
            return Err(photo::large(full.0, full.1, say!("save it anew, without interlacing")));
        }
        let mut all = vec![0; size];
        let frame = reader.next_frame(&mut all).map_err(unread)?;
        for line in all.chunks_exact(frame.line_size.max(1)) {
            known &= push(line);
        }
    } else {
        while let Some(line) = reader.next_row().map_err(unread)? {
            known &= push(line.data());
        }
    }
    // The end, and checksums until there.
    reader.finish().map_err(unread)?;
    if !known {
        return Err(photo::damaged());
    }
    let pixels = photo::reduced(reducer, full.0)?;
    let orientation = orientation.unwrap_or(Orientation::NoTransforms);
    Ok(Decoded { full, pixels, orientation, colours })
}

/// A row of any kind as four bytes a pixel; whether the kind is known.
fn rgba(data: &[u8], kind: (ColorType, BitDepth), row: &mut Vec<u8>) -> bool {
    // Sixteen bits are rounded to eight.
    let narrow: Vec<u8>;
    let data = match kind.1 {
        BitDepth::Eight => data,
        BitDepth::Sixteen => {
            let wide =
                data.chunks_exact(2).map(|pair| u32::from(u16::from_be_bytes([pair[0], pair[1]])));
            narrow = wide.map(|it| u8::try_from((it + 128) / 257).unwrap_or(255)).collect();
            &narrow
        }
        BitDepth::One | BitDepth::Two | BitDepth::Four => return false,
    };
    match kind.0 {
        ColorType::Grayscale => row.extend(data.iter().flat_map(|it| [*it, *it, *it, 255])),
        ColorType::GrayscaleAlpha => {
            row.extend(data.chunks_exact(2).flat_map(|it| [it[0], it[0], it[0], it[1]]));
        }
        ColorType::Rgb => {
            row.extend(data.chunks_exact(3).flat_map(|it| [it[0], it[1], it[2], 255]));
        }
        ColorType::Rgba => row.extend_from_slice(data),
        ColorType::Indexed => return false,
    }
    true
}

/// What the numbers mean; the first that is there counts (section 4.3 of the specification).
fn colours(info: &Info<'_>, bytes: &[u8]) -> Colours {
    if let Some(code) = &info.coding_independent_code_points {
        let known = CicpColorPrimaries::try_from(code.color_primaries).ok();
        let transfer = TransferCharacteristics::try_from(code.transfer_function).ok();
        return match known.zip(transfer) {
            Some((color_primaries, transfer_characteristics)) => {
                Colours::Known(Box::new(ColorProfile::new_from_cicp(CicpProfile {
                    color_primaries,
                    transfer_characteristics,
                    matrix_coefficients: MatrixCoefficients::Identity,
                    full_range: true,
                })))
            }
            None => Colours::Lost,
        };
    }
    if let Some(profile) = &info.icc_profile {
        return Colours::Profile(profile.to_vec());
    }
    if info.srgb.is_some() {
        return Colours::Screen;
    }
    if has_profile(bytes) {
        return Colours::Lost;
    }
    let Some(gamma) = info.gama_chunk.map(|gamma| gamma.into_scaled()).filter(|it| *it > 0) else {
        return Colours::Screen;
    };
    let (screen, near) = SCREEN_GAMMA;
    let primaries = info.chrm_chunk.as_ref().and_then(|it| {
        let point = |(x, y): (png::ScaledFloat, png::ScaledFloat)| moxcms::Chromaticity {
            x: x.into_value(),
            y: y.into_value(),
        };
        let sound = it.white.1.into_value() > 0.0;
        let white =
            XyY { x: it.white.0.into_value().into(), y: it.white.1.into_value().into(), yb: 1.0 };
        let primaries =
            ColorPrimaries { red: point(it.red), green: point(it.green), blue: point(it.blue) };
        sound.then_some((white, primaries))
    });
    let screens = primaries.is_none_or(|(_, it)| {
        let near = |one: f32, other: f32| (one - other).abs() < 0.005;
        let own = ColorPrimaries::BT_709;
        near(it.red.x, own.red.x) && near(it.green.x, own.green.x) && near(it.green.y, own.green.y)
    });
    if gamma.abs_diff(screen) <= near && screens {
        return Colours::Screen;
    }
    #[expect(clippy::cast_precision_loss, reason = "hundred-thousandths of a small number")]
    let mut profile = colour::gamma(100_000.0 / gamma as f32);
    if let Some((white, primaries)) = primaries.filter(|_| !screens) {
        profile.update_rgb_colorimetry(white, primaries);
    }
    Colours::Known(Box::new(profile))
}

/// Whether there is a profile before the picture, readable or not.
fn has_profile(bytes: &[u8]) -> bool {
    let mut at = 8;
    while let Some(&[a, b, c, d, k1, k2, k3, k4]) = bytes.get(at..at + 8) {
        match &[k1, k2, k3, k4] {
            b"iCCP" => return true,
            b"IDAT" => return false,
            _ => at += 12 + u32::from_be_bytes([a, b, c, d]) as usize,
        }
    }
    false
}
