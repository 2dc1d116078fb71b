//! Looks at a page as a camera does, and reads the QR codes that stand on it.
//!
//! Pixels -> luma -> texts. Invariant: the same pixels give the same texts in
//! the same order, and nothing is shared with what draws the codes.
//!
//! This is a crate of its own for the profile's sake: rqrr's decoder is generic,
//! so it is compiled where it is called, and in trial builds the program itself
//! is not optimised. With both functions there, trial builds took half as long again for a kit.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rqrr::{BitGrid, Grid, MetaData, PreparedImage};

/// Bytes of one pixel: red, green, blue, opacity.
const RGBA: usize = 4;

/// What a camera sees of a part of a picture on white paper: luma (ITU-R BT.709), one byte each,
/// 0 is black.
///
/// `rgba` holds four bytes a pixel, the first three premultiplied by the fourth, in rows of
/// `width`. The part is `[left, top, right, bottom]`, and `every` by `every` pixels of it make
/// one; what is left over at its right and below is not looked at. A part that reaches beyond
/// the picture gives nothing.
pub fn grey(
    rgba: &[u8],
    width: usize,
    [left, top, right, bottom]: [usize; 4],
    every: usize,
) -> Vec<u8> {
    let luma = |pixel: &[u8]| {
        let (red, green, blue) = (u32::from(pixel[0]), u32::from(pixel[1]), u32::from(pixel[2]));
        // What is see-through shows white.
        let white = 10_000 * (255 - u32::from(pixel[3]));
        let sum = 2126 * red + 7152 * green + 722 * blue + white;
        u8::try_from(sum / 10_000).unwrap_or(255)
    };
    if right > width || left > right || bottom > rgba.len() / RGBA / width.max(1) || every == 0 {
        return Vec::new();
    }
    let row = |y: usize| &rgba[(y * width + left) * RGBA..(y * width + right) * RGBA];
    if every == 1 {
        return (top..bottom).flat_map(|y| row(y).chunks_exact(RGBA).map(luma)).collect();
    }
    let columns = (right - left) / every;
    let mut grey = Vec::with_capacity(columns * (bottom.saturating_sub(top) / every));
    let mut sums = vec![0_usize; columns];
    for first in (top..(bottom + 1).saturating_sub(every)).step_by(every) {
        sums.fill(0);
        for y in first..first + every {
            for (sum, pixels) in sums.iter_mut().zip(row(y).chunks_exact(RGBA * every)) {
                *sum += pixels.chunks_exact(RGBA).map(|it| usize::from(luma(it))).sum::<usize>();
            }
        }
        grey.extend(sums.iter().map(|sum| u8::try_from(sum / (every * every)).unwrap_or(255)));
    }
    grey
}

/// A code that was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code {
    /// What it holds.
    pub text: String,
    /// Whether it stands mirrored, which not every telephone reads.
    pub mirrored: bool,
}

/// All QR codes that can be read on a page, in the order in which they are found.
///
/// `grey` holds a byte a pixel, row by row, 0 is black. A page of another size than
/// `width` by `height` pixels holds no code that could be trusted, and so gives none.
pub fn codes(grey: &[u8], width: usize, height: usize) -> Vec<Code> {
    if grey.is_empty() || width.checked_mul(height) != Some(grey.len()) {
        return Vec::new();
    }
    // Three marks that belong together by chance can lie so that rqrr (0.11) divides by nothing and breaks
    // off: once in some hundred thousand pages. The same page a little larger has them elsewhere.
    let as_it_is = tried(|| read(width, height, |x, y| grey[y * width + x]));
    let larger = |times: usize| {
        let at = |x: usize, y: usize| grey[y / times * width + x / times];
        tried(|| read(width * times, height * times, at))
    };
    as_it_is.or_else(|| (2..=LARGEST).find_map(larger)).unwrap_or_default()
}

thread_local! {
    static TRYING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread reads a page just now: what breaks off in that is tried again and no fault to be told.
pub fn trying() -> bool {
    TRYING.get()
}

/// What is read, and nothing where that breaks off.
fn tried(read: impl FnOnce() -> Vec<Code>) -> Option<Vec<Code>> {
    TRYING.set(true);
    let read = catch_unwind(AssertUnwindSafe(read));
    TRYING.set(false);
    read.ok()
}

/// How many times as large a page is looked at, at the most, where smaller ones cannot be.
const LARGEST: usize = 3;

/// All that can be read on a page whose pixels are asked for one by one, into rqrr's own buffer: asking an
/// `image` takes three times as long.
fn read(width: usize, height: usize, at: impl Fn(usize, usize) -> u8) -> Vec<Code> {
    let mut prepared = PreparedImage::prepare_from_greyscale(width, height, at);
    let grids = prepared.detect_grids();
    let code = |grid: &Grid<_>| {
        let (read, text) = grid.decode().ok()?;
        Some(Code { text, mirrored: mirrored(grid, &read) })
    };
    grids.iter().filter_map(code).collect()
}

/// Whether what was read stands mirrored: rqrr then tries it the other way round, and another
/// level or mask comes out than stands there.
fn mirrored<G: BitGrid>(grid: &Grid<G>, read: &MetaData) -> bool {
    let straight = grid.get_raw_data();
    !straight.is_ok_and(|(it, _)| (it.ecc_level, it.mask) == (read.ecc_level, read.mask))
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
        assert_eq!(read, texts.map(|text| Code { text: text.to_owned(), mirrored: false }));
        assert_eq!(codes(&vec![255; width * height], width, height), []);
        // A page that is not as large as it says is not read past its end.
        assert_eq!(codes(&grey, width, height + 1), []);
    }

    /// A strip of the 4,801st of 5,000 invented clients, on which rqrr breaks off.
    #[test]
    fn a_page_on_which_the_reader_breaks_off_is_read_all_the_same() {
        const SIDE: usize = 132;
        let page = include_bytes!("by-chance-132x132.grey");
        let alone = || read(SIDE, SIDE, |x, y| page[y * SIDE + x]);
        assert!(
            catch_unwind(AssertUnwindSafe(alone)).is_err(),
            "the reader has learned it: this can go"
        );
        let text = "HTTPS://VP.EXAMPLE.NL/client-04801/".to_owned();
        assert_eq!(codes(page, SIDE, SIDE), [Code { text, mirrored: false }]);
        assert!(!trying());
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
        assert_eq!(grey(&pixels.concat(), 5, [0, 0, 5, 1], 1), [0, 255, 255, 54, 127]);
    }

    #[test]
    fn a_part_is_as_large_as_it_says_and_never_beyond_the_picture() {
        let rgba: Vec<u8> = (0..5 * 4).flat_map(|grey: u8| [grey, grey, grey, 255]).collect();
        assert_eq!(grey(&rgba, 5, [1, 1, 3, 3], 1), [6, 7, 11, 12]);
        // Means of four pixels; the last column is left over.
        assert_eq!(grey(&rgba, 5, [0, 0, 5, 4], 2), [3, 5, 13, 15]);
        assert_eq!(grey(&rgba, 5, [0, 0, 1, 1], 2), []);
        assert_eq!(grey(&rgba, 5, [2, 2, 2, 2], 1), []);
        for beyond in [[0, 0, 6, 4], [0, 0, 5, 5], [3, 0, 2, 4]] {
            assert_eq!(grey(&rgba, 5, beyond, 1), [], "{beyond:?}");
        }
    }

    #[test]
    fn what_stands_mirrored_is_read_and_said_to_be() {
        let text = "HTTPS://VP.EXAMPLE.NL/acme/";
        let (straight, width, height) = page(&[text]);
        let turned: Vec<u8> =
            straight.chunks(width).flat_map(|row| row.iter().rev()).copied().collect();
        for (grey, mirrored) in [(straight, false), (turned, true)] {
            let code = Code { text: text.to_owned(), mirrored };
            assert_eq!(codes(&grey, width, height), [code]);
        }
    }

    /// What tells a mirrored code from a straight one does so for each level and mask there is.
    #[test]
    fn no_level_and_mask_read_as_themselves_the_other_way_round() {
        const SIDE: usize = 25;
        // Five bits and their correction (ISO/IEC 18004, 7.9 and annex C).
        let format = |kind: u32| {
            let rest = (0..5).rev().fold(kind << 10, |rest, bit| {
                if rest >> (10 + bit) & 1 == 1 { rest ^ (0x537 << bit) } else { rest }
            });
            (kind << 10 | rest) ^ 0x5412
        };
        for kind in 0..32 {
            let mut dark = [[false; SIDE]; SIDE];
            for bit in 0..15 {
                let one = format(kind) >> bit & 1 == 1;
                let (x, y) = match bit {
                    0..=5 => (8, bit),
                    6 | 7 => (8, bit + 1),
                    8 => (7, 8),
                    _ => (14 - bit, 8),
                };
                dark[y][x] = one;
                let (x, y) = if bit < 8 { (SIDE - 1 - bit, 8) } else { (8, SIDE - 15 + bit) };
                dark[y][x] = one;
            }
            let read = |grid: rqrr::SimpleGrid| {
                Grid::new(grid).get_raw_data().ok().map(|(it, _)| (it.ecc_level, it.mask))
            };
            let straight = read(rqrr::SimpleGrid::from_func(SIDE, |x, y| dark[y][x]));
            let turned = read(rqrr::SimpleGrid::from_func(SIDE, |x, y| dark[x][y]));
            let mask = u16::try_from(kind & 7).unwrap();
            assert_eq!(straight.unwrap().1, mask, "{kind}");
            assert_ne!(straight, turned, "{kind}");
        }
    }
}
