//! Looks at a page as a camera does, and reads the QR codes that stand on it.
//!
//! Pixels -> luma -> texts. Invariant: the same pixels give the same texts in
//! the same order, and nothing is shared with what draws the codes.
//!
//! This is a crate of its own for the profile's sake: rqrr's decoder is generic,
//! so it is compiled where it is called, and in trial builds the program itself
//! is not optimised. With both functions there, trial builds took half as long again for a kit.

use rqrr::PreparedImage;

/// Bytes of one pixel: red, green, blue, opacity.
const RGBA: usize = 4;

/// What a camera sees of pixels on white paper: luma (ITU-R BT.709), one byte each, 0 is black.
///
/// `rgba` holds four bytes a pixel, the first three premultiplied by the fourth;
/// what is left over after the last whole pixel is not looked at.
pub fn grey(rgba: &[u8]) -> Vec<u8> {
    let luma = |pixel: &[u8]| {
        let (red, green, blue) = (u32::from(pixel[0]), u32::from(pixel[1]), u32::from(pixel[2]));
        // What is see-through shows white.
        let white = 10_000 * (255 - u32::from(pixel[3]));
        let sum = 2126 * red + 7152 * green + 722 * blue + white;
        u8::try_from(sum / 10_000).unwrap_or(255)
    };
    rgba.chunks_exact(RGBA).map(luma).collect()
}

/// The texts of all QR codes that can be read on a page, in the order in which they are found.
///
/// `grey` holds a byte a pixel, row by row, 0 is black. A page of another size than
/// `width` by `height` pixels holds no code that could be trusted, and so gives none.
pub fn codes(grey: &[u8], width: usize, height: usize) -> Vec<String> {
    if width.checked_mul(height) != Some(grey.len()) {
        return Vec::new();
    }
    // rqrr's own buffer: asking an `image` for its pixels one by one takes three times as long.
    let at = |x: usize, y: usize| grey[y * width + x];
    let mut prepared = PreparedImage::prepare_from_greyscale(width, height, at);
    let grids = prepared.detect_grids();
    grids.iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    use qrcode::{Color, QrCode};

    /// Pixels of a module's side, and modules of the quiet zone (ISO/IEC 18004).
    const SIDE: usize = 6;
    const QUIET: usize = 4;

    /// Codes side by side, black on white.
    fn page(texts: &[&str]) -> (Vec<u8>, usize, usize) {
        let codes: Vec<QrCode> = texts.iter().map(|text| QrCode::new(text).unwrap()).collect();
        let widest = codes.iter().map(QrCode::width).max().unwrap_or(0);
        let field = (widest + 2 * QUIET) * SIDE;
        let (width, height) = (field * codes.len(), field);
        let mut grey = vec![255; width * height];
        for (place, code) in codes.iter().enumerate() {
            for (index, color) in code.to_colors().into_iter().enumerate() {
                let (x, y) = (index % code.width() + QUIET, index / code.width() + QUIET);
                for pixel in 0..SIDE * SIDE {
                    let row = y * SIDE + pixel / SIDE;
                    let column = place * field + x * SIDE + pixel % SIDE;
                    grey[row * width + column] = if color == Color::Dark { 0 } else { 255 };
                }
            }
        }
        (grey, width, height)
    }

    #[test]
    fn every_code_of_a_page_is_read_and_nothing_where_there_is_none() {
        let texts = ["HTTPS://VP.EXAMPLE.NL/acme/", "TEL:+31612345678"];
        let (grey, width, height) = page(&texts);
        let mut read = codes(&grey, width, height);
        read.sort();
        assert_eq!(read, texts);
        assert_eq!(codes(&vec![255; width * height], width, height), [] as [&str; 0]);
        // A page that is not as large as it says is not read past its end.
        assert_eq!(codes(&grey, width, height + 1), [] as [&str; 0]);
    }

    #[test]
    fn luma_is_that_of_white_paper_behind_the_pixels() {
        let pixels = [
            [0, 0, 0, 255],       // black
            [255, 255, 255, 255], // white
            [0, 0, 0, 0],         // nothing: paper
            [255, 0, 0, 255],     // 0.2126 of white
            [0, 0, 0, 128],       // half black
        ];
        assert_eq!(grey(&pixels.concat()), [0, 255, 255, 54, 127]);
    }
}
