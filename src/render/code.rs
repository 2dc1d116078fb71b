//! QR codes: an address -> modules, an outline, a drawing.
//!
//! The smallest version from 2 that holds the payload at level M, then the highest
//! level that still fits it: fewer modules read from farther away than more
//! correction does. Invariant: the quiet zone is four modules on every side
//! (ISO/IEC 18004), and the dark modules are one path, without seams between.

use std::collections::BTreeMap;
use std::fmt::Write;

use qrcode::bits::{Bits, encode_auto};
use qrcode::{EcLevel, QrCode, Version};

/// The light margin, in modules (ISO/IEC 18004, 6.3.8).
pub const QUIET_ZONE: usize = 4;

/// The first version with an alignment pattern (ISO/IEC 18004, table E.1). At 24 mm from 0.4 m
/// zxing-cpp reads a number in version 1 in 83 % of frames that are turned by 15 to 45 degrees
/// and in 75 % with a spot over 5 % of it, and all of both in version 2.
const LEAST_VERSION: Version = Version::Normal(2);

/// The modules of a code.
#[derive(Clone, Debug)]
pub struct Matrix {
    /// What it holds.
    pub payload: String,
    /// Modules a side, without quiet zone.
    pub width: usize,
    /// The error-correction level: L, M, Q or H.
    pub level: char,
    dark: Vec<bool>,
}

impl Matrix {
    /// Encodes a payload; `None` where no code holds it.
    pub fn new(payload: &str) -> Option<Self> {
        let data = payload.as_bytes();
        let bits = |version, level| {
            let mut bits = Bits::new(version);
            bits.push_optimal_data(data).and_then(|()| bits.push_terminator(level)).ok()?;
            Some(bits)
        };
        let smallest =
            bits(LEAST_VERSION, EcLevel::M).or_else(|| encode_auto(data, EcLevel::M).ok())?;
        let version = smallest.version();
        // What fits is known by its bits; drawing them, in eight masks, is what costs.
        let (bits, level, name) = [(EcLevel::H, 'H'), (EcLevel::Q, 'Q')]
            .into_iter()
            .find_map(|(level, name)| Some((bits(version, level)?, level, name)))
            .unwrap_or((smallest, EcLevel::M, 'M'));
        let code = QrCode::with_bits(bits, level).ok()?;
        let dark = code.to_colors().iter().map(|color| *color == qrcode::Color::Dark).collect();
        Some(Self { payload: payload.to_owned(), width: code.width(), level: name, dark })
    }

    /// Whether a module is dark; outside of the code none is.
    fn dark(&self, x: i32, y: i32) -> bool {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return false };
        x < self.width && y < self.width && self.dark[y * self.width + x]
    }

    /// The contours of the dark modules: closed, in module corners, to be
    /// filled by the even-odd rule. Diagonal neighbours stay apart.
    pub fn outline(&self) -> Vec<Vec<[i32; 2]>> {
        let side = i32::try_from(self.width).unwrap_or(0);
        let mut next: BTreeMap<[i32; 2], Vec<[i32; 2]>> = BTreeMap::new();
        for y in 0..side {
            for x in (0..side).filter(|x| self.dark(*x, y)) {
                // Edges run with the dark module on their right.
                let mut edge = |from: [i32; 2], to| next.entry(from).or_default().push(to);
                if !self.dark(x, y - 1) {
                    edge([x, y], [x + 1, y]);
                }
                if !self.dark(x + 1, y) {
                    edge([x + 1, y], [x + 1, y + 1]);
                }
                if !self.dark(x, y + 1) {
                    edge([x + 1, y + 1], [x, y + 1]);
                }
                if !self.dark(x - 1, y) {
                    edge([x, y + 1], [x, y]);
                }
            }
        }
        let mut contours = Vec::new();
        while let Some(start) = next.keys().next().copied() {
            contours.push(contour(&mut next, start));
        }
        contours
    }

    /// The code as an SVG drawing with its quiet zone; one unit is one module.
    pub fn svg(&self) -> String {
        let side = self.width + 2 * QUIET_ZONE;
        let mut path = String::new();
        for contour in self.outline() {
            for (index, [x, y]) in contour.iter().enumerate() {
                let command = if index == 0 { 'M' } else { 'L' };
                // Writing into a String cannot fail.
                let _ = write!(path, "{command}{x} {y}");
            }
            path.push('Z');
        }
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-{QUIET_ZONE} -{QUIET_ZONE} \
             {side} {side}\"><path fill=\"#fff\" d=\"M-{QUIET_ZONE}-{QUIET_ZONE}h{side}v{side}\
             h-{side}z\"/><path fill-rule=\"evenodd\" d=\"{path}\"/></svg>"
        )
    }
}

/// Follows edges from `start` until they close, and takes them out.
fn contour(next: &mut BTreeMap<[i32; 2], Vec<[i32; 2]>>, start: [i32; 2]) -> Vec<[i32; 2]> {
    let mut points = vec![start];
    let mut direction: Option<[i32; 2]> = None;
    let mut at = start;
    while let Some(ways) = next.get_mut(&at) {
        // Where two diagonal modules touch, turn right and stay with this one.
        let right = direction.map(|[dx, dy]| [at[0] - dy, at[1] + dx]);
        let choice = ways.iter().position(|way| Some(*way) == right).unwrap_or(0);
        let to = ways.swap_remove(choice);
        if ways.is_empty() {
            next.remove(&at);
        }
        let step = [to[0] - at[0], to[1] - at[1]];
        if direction == Some(step) {
            points.pop();
        }
        if to == start {
            break;
        }
        points.push(to);
        direction = Some(step);
        at = to;
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a module's middle lies inside the contours, by the even-odd rule.
    fn inside(contours: &[Vec<[i32; 2]>], x: f64, y: f64) -> bool {
        let mut odd = false;
        for contour in contours {
            for (index, a) in contour.iter().enumerate() {
                let b = contour[(index + 1) % contour.len()];
                let (ax, ay) = (f64::from(a[0]), f64::from(a[1]));
                let (bx, by) = (f64::from(b[0]), f64::from(b[1]));
                if (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax {
                    odd = !odd;
                }
            }
        }
        odd
    }

    #[test]
    fn the_outline_covers_exactly_the_dark_modules() {
        for payload in ["HTTPS://VP.EXAMPLE.NL/acme/", "tel:+31612345678", "x"] {
            let code = Matrix::new(payload).unwrap();
            let contours = code.outline();
            for y in 0..i32::try_from(code.width).unwrap() {
                for x in 0..i32::try_from(code.width).unwrap() {
                    let middle = inside(&contours, f64::from(x) + 0.5, f64::from(y) + 0.5);
                    assert_eq!(middle, code.dark(x, y), "{payload} {x} {y}");
                }
            }
        }
    }

    #[test]
    fn upper_case_makes_a_smaller_code_and_room_is_used_for_correction() {
        let upper = Matrix::new("HTTPS://VP.EXAMPLE.NL/acme/").unwrap();
        let lower = Matrix::new("https://vp.example.nl/acme/").unwrap();
        assert!(upper.width <= lower.width);
        assert!("MQH".contains(upper.level));
        assert!(Matrix::new(&"x".repeat(4000)).is_none());
    }

    #[test]
    fn even_the_shortest_code_has_an_alignment_pattern() {
        let code = Matrix::new("x").unwrap();
        assert_eq!((code.width, code.level), (25, 'H'));
        assert!((16..=20).all(|i| code.dark(i, 16) && code.dark(16, i)));
    }
}
