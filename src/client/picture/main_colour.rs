//! A logo -> the one colour that it is known by.
//!
//! A small histogram: of white, black and grey a logo has most, and no brand is called by
//! them, so a shade weighs by its area and by how colourful it is. Invariant: a logo in
//! black, white and grey alone has no such colour.

use std::collections::BTreeMap;

use palette::{FromColor, Oklch, Srgb};

use crate::diag::{Diagnostics, SourceFile};
use crate::value::{Colour, PictureKind, TEXT_CONTRAST};

use super::format::{self, Format};
use super::{drawing, photo, straight};
use crate::value::sha256;

/// Opacity from which on a pixel counts, of 255.
const OPAQUE: u8 = 200;
/// Bits of a channel that tell shades apart: edges are blurred, and photos have noise.
const BITS: u32 = 4;
/// Chroma (OKLCH) below which a shade is a grey.
const GREY: f32 = 0.03;
/// Part of the weight of the strongest shade from which on a shade that can be read as text
/// goes before it.
const STRONG: f64 = 0.35;

/// Pixels of one shade: their number and the sums of their channels.
#[derive(Clone, Copy, Default)]
struct Shade {
    pixels: u32,
    sums: [u64; 3],
}

/// The colour of a logo; nothing where it has none, or is no picture.
pub fn main_colour(bytes: &[u8]) -> Option<Colour> {
    let hash = sha256(bytes);
    let pixels = match format::format(bytes) {
        Format::Other(..) => return None,
        Format::Svg => {
            let span = SourceFile::new("", "").span(0..0);
            let (_, look) = drawing::drawing(bytes, hash, &span, &mut Diagnostics::new()).ok()?;
            straight(&look)
        }
        pixels => match photo::photo(bytes, &pixels, hash).ok()?.picture.kind {
            PictureKind::Pixels(pixels) => pixels.as_raw().clone(),
            PictureKind::Drawing(_) => return None,
        },
    };
    of_pixels(&pixels)
}

fn of_pixels(rgba: &[u8]) -> Option<Colour> {
    let mut shades: BTreeMap<[u8; 3], Shade> = BTreeMap::new();
    for pixel in rgba.chunks_exact(4).filter(|pixel| pixel[3] >= OPAQUE) {
        let rgb = [pixel[0], pixel[1], pixel[2]];
        let shade = shades.entry(rgb.map(|channel| channel >> (8 - BITS))).or_default();
        shade.pixels += 1;
        for (sum, channel) in shade.sums.iter_mut().zip(rgb) {
            *sum += u64::from(channel);
        }
    }
    let weighed = shades.values().filter_map(|shade| {
        let mean =
            shade.sums.map(|sum| u8::try_from(sum / u64::from(shade.pixels)).unwrap_or(u8::MAX));
        let [red, green, blue] = mean;
        let chroma = Oklch::from_color(Srgb::new(red, green, blue).into_format::<f32>()).chroma;
        let weight = f64::from(shade.pixels) * f64::from(chroma - GREY);
        (chroma > GREY).then(|| (weight, Colour::new(red, green, blue)))
    });
    let mut weighed: Vec<(f64, Colour)> = weighed.collect();
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (most, strongest) = *weighed.first()?;
    let white = Colour::new(255, 255, 255);
    let readable = weighed
        .iter()
        .take_while(|(weight, _)| *weight >= most * STRONG)
        .find(|(_, colour)| colour.contrast(white) >= TEXT_CONTRAST);
    Some(readable.map_or(strongest, |(_, colour)| *colour))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn logo(parts: &[(u32, [u8; 4])]) -> Option<String> {
        let pixels = parts.iter().flat_map(|(count, rgba)| rgba.repeat(*count as usize));
        of_pixels(&pixels.collect::<Vec<u8>>()).map(|colour| colour.to_string())
    }

    #[test]
    fn the_colour_is_the_brand_and_not_the_ground() {
        let (white, black) = ([255, 255, 255, 255], [0, 0, 0, 255]);
        let (green, yellow) = ([11, 93, 59, 255], [245, 196, 0, 255]);
        assert_eq!(logo(&[(900, white), (60, black), (40, green)]).as_deref(), Some("#0B5D3B"));
        assert_eq!(logo(&[(900, white), (40, yellow)]).as_deref(), Some("#F5C400"));
        assert_eq!(logo(&[(50, yellow), (50, green)]).as_deref(), Some("#0B5D3B"));
        assert_eq!(logo(&[(900, [0, 80, 200, 40]), (9, green)]).as_deref(), Some("#0B5D3B"));
        assert_eq!(logo(&[(900, white), (60, black), (9, [128, 128, 128, 255])]), None);
        assert_eq!(logo(&[]), None);
    }
}
