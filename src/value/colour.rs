//! Colours: `#RRGGBB` -> contrast (WCAG 2.2) and tones (OKLCH).
//!
//! Invariant: tones keep the hue of their colour and are chosen by measured
//! contrast, never by eye, so that a yellow and a near-black brand both work.

use std::fmt;

use palette::{FromColor, IntoColor, Oklch, Srgb};

use super::Invalid;
use crate::diag::say;

/// The least contrast of text of normal size (WCAG 2.2, 1.4.3, level AA).
pub const TEXT_CONTRAST: f64 = 4.5;

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

impl Colour {
    /// A colour from its three channels.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self([red, green, blue])
    }

    /// Reads `#RRGGBB` or `#RGB`.
    ///
    /// # Errors
    /// It is written in another way.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let invalid = || {
            Invalid::new(say!("`{text}` is not a colour")).hint(say!(
                "write it as `\"#0B5D3B\"`: a hash and six digits 0-9 or A-F, between quotes"
            ))
        };
        let digits = text.strip_prefix('#').ok_or_else(invalid)?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(invalid());
        }
        let long = match digits.len() {
            6 => digits.to_owned(),
            3 => digits.chars().flat_map(|c| [c, c]).collect(),
            _ => return Err(invalid()),
        };
        let number = u32::from_str_radix(&long, 16).map_err(|_| invalid())?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self([red, green, blue]))
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance").
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|channel| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Contrast ratio with another colour, 1 to 21 (WCAG 2.2, "contrast ratio").
    pub fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The nearest tone of the same hue that is readable as text on `ground`;
    /// the colour itself where it already is.
    #[must_use]
    pub fn readable_on(self, ground: Colour) -> Colour {
        let step: f32 = if ground.luminance() > 0.18 { -0.01 } else { 0.01 };
        let mut tone = self.oklch();
        let mut colour = self;
        while colour.contrast(ground) < TEXT_CONTRAST && (0.0..=1.0).contains(&(tone.l + step)) {
            tone.l += step;
            colour = Self::from_oklch(tone);
        }
        colour
    }

    /// The same hue at another lightness (0 to 1) and at most `chroma` (0 to 0.4).
    #[must_use]
    pub fn tone(self, lightness: f32, chroma: f32) -> Colour {
        let mut tone = self.oklch();
        tone.l = lightness;
        tone.chroma = tone.chroma.min(chroma);
        Self::from_oklch(tone)
    }

    fn oklch(self) -> Oklch {
        let [red, green, blue] = self.0;
        Oklch::from_color(Srgb::new(red, green, blue).into_format::<f32>())
    }

    fn from_oklch(mut tone: Oklch) -> Colour {
        // Outside of sRGB a channel would be cut off and the hue would shift:
        // take chroma away until the colour exists.
        loop {
            let rgb: Srgb<f32> = tone.into_color();
            let inside = |c: f32| (-0.002..=1.002).contains(&c);
            if (inside(rgb.red) && inside(rgb.green) && inside(rgb.blue)) || tone.chroma < 0.004 {
                let rgb: Srgb<u8> = rgb.into_format();
                return Self([rgb.red, rgb.green, rgb.blue]);
            }
            tone.chroma -= 0.004;
        }
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02X}{green:02X}{blue:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_as_wcag_defines_it() {
        let (black, white) = (Colour::new(0, 0, 0), Colour::new(255, 255, 255));
        assert!((black.contrast(white) - 21.0).abs() < 1e-9);
        let grey = Colour::parse("#777").unwrap();
        assert!((grey.contrast(white) - 4.48).abs() < 0.01);
    }

    #[test]
    fn every_brand_has_a_readable_tone() {
        let paper = Colour::parse("#FBF9F5").unwrap();
        for brand in ["#F5C400", "#14171A", "#FFFFFF", "#00FF88", "#0B5D3B"] {
            let tone = Colour::parse(brand).unwrap().readable_on(paper);
            assert!(tone.contrast(paper) >= TEXT_CONTRAST, "{brand} -> {tone}");
        }
    }

    #[test]
    fn only_hexadecimal_colours_are_read() {
        assert_eq!(Colour::parse("#0b5d3b").unwrap().to_string(), "#0B5D3B");
        for wrong in ["red", "0B5D3B", "#12345", "#12345G", "#é12"] {
            assert!(Colour::parse(wrong).is_err(), "{wrong}");
        }
    }
}
