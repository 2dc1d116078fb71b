//! Pixels with opacity -> pixels without.
//!
//! Invariant: a pixel that is not see-through keeps its colour to the bit.

use super::RGBA;

/// Bytes of one pixel: red, green, blue.
const RGB: usize = 3;
/// Opacity of a pixel that nothing shines through.
const OPAQUE: u8 = 255;

/// Whether nothing shines through any of these pixels.
pub fn is_opaque(rgba: &[u8]) -> bool {
    rgba.chunks_exact(RGBA).all(|pixel| pixel[3] == OPAQUE)
}

/// Pixels as they look on white.
pub fn on_white(rgba: &[u8]) -> Vec<u8> {
    let mut rgb = Vec::with_capacity(rgba.len() / RGBA * RGB);
    for pixel in rgba.chunks_exact(RGBA) {
        if pixel[3] == OPAQUE {
            rgb.extend_from_slice(&pixel[..RGB]);
            continue;
        }
        let opacity = u32::from(pixel[3]);
        let over = |channel: u8| {
            let mixed = u32::from(channel) * opacity + 255 * (255 - opacity);
            u8::try_from((mixed + 127) / 255).unwrap_or(255)
        };
        rgb.extend_from_slice(&[over(pixel[0]), over(pixel[1]), over(pixel[2])]);
    }
    rgb
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_white_see_through_is_white_and_opaque_stays_as_it_is() {
        let every: Vec<u8> = (0..=255).flat_map(|shade| [shade, 255 - shade, 7, 255]).collect();
        let kept = every.chunks_exact(4).flat_map(|pixel| pixel[..3].to_vec());
        assert!(is_opaque(&every));
        assert_eq!(on_white(&every), kept.collect::<Vec<u8>>());
        assert!(!is_opaque(&[1, 2, 3, 255, 1, 2, 3, 254]));
        assert_eq!(on_white(&[0, 100, 255, 0, 0, 0, 0, 128]), [255, 255, 255, 127, 127, 127]);
    }
}
