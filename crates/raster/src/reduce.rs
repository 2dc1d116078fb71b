//! Rows of pixels -> fewer and shorter rows, each pixel the mean of a square of them.
//!
//! Rows are taken one by one, so that a picture need never be in memory as a whole.
//! Invariant: a colour counts as much as it can be seen, so see-through pixels stain nothing.

use super::RGBA;

/// By how much a picture is made smaller to have sides of at most `most` pixels.
pub fn factor(width: u32, height: u32, most: u32) -> u32 {
    width.max(height).div_ceil(most.max(1)).clamp(1, 128)
}

/// Takes rows in and holds what they come to.
pub struct Reducer {
    factor: usize,
    width: usize,
    /// Of each pixel to be: red, green and blue times opacity, and opacity.
    sums: Vec<[u32; RGBA]>,
    rows: usize,
    out: Vec<u8>,
}

impl Reducer {
    /// For rows of `width` pixels, `height` of them, made smaller `factor` times (at most 128).
    pub fn new(width: u32, height: u32, factor: u32) -> Self {
        let factor = factor.clamp(1, 128) as usize;
        let across = (width as usize).div_ceil(factor);
        let out = Vec::with_capacity(across * (height as usize).div_ceil(factor) * RGBA);
        Self { factor, width: across, sums: vec![[0; RGBA]; across], rows: 0, out }
    }

    /// Takes one row in, four bytes a pixel.
    pub fn push(&mut self, row: &[u8]) {
        if self.factor == 1 {
            self.out.extend_from_slice(row);
            return;
        }
        for (pixels, sum) in row.chunks(self.factor * RGBA).zip(&mut self.sums) {
            for pixel in pixels.chunks_exact(RGBA) {
                let opacity = u32::from(pixel[3]);
                for (total, colour) in sum.iter_mut().zip(&pixel[..3]) {
                    *total += u32::from(*colour) * opacity;
                }
                sum[3] += opacity;
            }
        }
        self.rows += 1;
        if self.rows == self.factor {
            let across = row.len() / RGBA;
            self.close(across);
        }
    }

    /// Makes a row of what has come in; `across` are the pixels of a row that came in.
    fn close(&mut self, across: usize) {
        for (number, sum) in self.sums.iter_mut().enumerate() {
            let wide = self.factor.min(across.saturating_sub(number * self.factor));
            let count = u32::try_from(wide * self.rows).unwrap_or(u32::MAX).max(1);
            let opacity = sum[3];
            let mean = |total: u32| {
                let mean = (total + opacity / 2).checked_div(opacity).unwrap_or(0);
                u8::try_from(mean).unwrap_or(255)
            };
            let shown = u8::try_from((opacity + count / 2) / count).unwrap_or(255);
            self.out.extend([mean(sum[0]), mean(sum[1]), mean(sum[2]), shown]);
            *sum = [0; RGBA];
        }
        self.rows = 0;
    }

    /// Width, height and pixels of what has come of it, four bytes a pixel.
    pub fn finish(mut self, across: u32) -> (u32, u32, Vec<u8>) {
        if self.rows > 0 {
            self.close(across as usize);
        }
        let height = self.out.len() / (self.width * RGBA).max(1);
        let side = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        (side(self.width), side(height), self.out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squares_become_their_mean_and_see_through_pixels_stain_nothing() {
        let mut reducer = Reducer::new(3, 3, 2);
        let (red, none) = ([200, 0, 0, 255], [0, 255, 0, 0]);
        for _ in 0..3 {
            reducer.push(&[red, none, red].concat());
        }
        let (width, height, pixels) = reducer.finish(3);
        assert_eq!((width, height), (2, 2));
        assert_eq!(pixels[..8], [200, 0, 0, 128, 200, 0, 0, 255]);
        assert_eq!(pixels[8..], pixels[..8]);
    }

    #[test]
    fn a_picture_that_is_small_enough_stays_as_it_is() {
        assert_eq!(
            (factor(3200, 10, 3200), factor(3201, 10, 3200), factor(1, 12000, 3200)),
            (1, 2, 4)
        );
        let mut reducer = Reducer::new(1, 1, 1);
        reducer.push(&[1, 2, 3, 0]);
        assert_eq!(reducer.finish(1), (1, 1, vec![1, 2, 3, 0]));
    }
}
