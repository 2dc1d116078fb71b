//! Pixels -> how much of them can be seen on light paper, and where.
//!
//! Invariant: what counts as seen does not depend on the colours that see-through pixels have.

use super::RGBA;

/// How far a colour must be from the paper to be seen, in steps of 255 of its strongest part:
/// the palest grey line that survives an office printer.
const STEP: u32 = 32;
/// Opacity below which nothing is there, of 255.
const OPACITY: u8 = 8;

/// What can be seen of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Pixels that are not see-through.
    pub there: u64,
    /// Pixels that stand out on white.
    pub shown: u64,
    /// Left, top, right and bottom of those, the last two just behind; in pixels.
    pub bounds: (u32, u32, u32, u32),
}

/// Looks at pixels on white paper.
pub fn seen(rgba: &[u8], width: u32) -> Seen {
    let mut seen = Seen { bounds: (u32::MAX, u32::MAX, 0, 0), ..Seen::default() };
    let rows = rgba.chunks_exact((width.max(1) as usize) * RGBA);
    for (y, row) in (0..).zip(rows) {
        for (x, pixel) in (0..).zip(row.chunks_exact(RGBA)) {
            if pixel[3] < OPACITY {
                continue;
            }
            seen.there += 1;
            let darkest = pixel[..3].iter().min().copied().unwrap_or(255);
            if u32::from(255 - darkest) * u32::from(pixel[3]) >= STEP * 255 {
                seen.shown += 1;
                let (left, top, right, bottom) = seen.bounds;
                seen.bounds = (left.min(x), top.min(y), right.max(x + 1), bottom.max(y + 1));
            }
        }
    }
    if seen.shown == 0 {
        seen.bounds = (0, 0, 0, 0);
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_and_see_through_are_not_seen_and_yellow_is() {
        let (white, none, black) = ([255; 4], [0, 0, 0, 0], [0, 0, 0, 255]);
        let (yellow, pale, faint) = ([255, 240, 0, 255], [240, 240, 240, 255], [0, 0, 0, 20]);
        let of = |pixels: &[[u8; 4]]| seen(&pixels.concat(), u32::try_from(pixels.len()).unwrap());
        assert_eq!(of(&[none, none]), Seen::default());
        assert_eq!((of(&[white, pale, faint]).there, of(&[white, pale, faint]).shown), (3, 0));
        assert_eq!(of(&[white, yellow, black, none]).bounds, (1, 0, 3, 1));
    }
}
