//! The brand: one colour, a logo, two families -> every tone that is used.
//!
//! Invariant: each pair of [`Tones`] that carries text has the contrast of
//! WCAG 2.2 level AA; the tests below hold it for brands of every kind.

use crate::value::{Colour, Picture, TEXT_CONTRAST, Text};

/// The client's brand.
#[derive(Clone, Debug)]
pub struct Brand {
    /// The one brand colour, as given.
    pub primary: Colour,
    /// The colour of text on light ground.
    pub ink: Colour,
    /// The ground on screens.
    pub paper: Colour,
    /// The logo and what it shows.
    pub logo: Option<(Picture, Text)>,
    /// Family for text on paper.
    pub base_font: String,
    /// Family for headings on paper.
    pub heading_font: String,
}

/// The brand colour's tones on one ground, light or dark.
#[derive(Clone, Copy, Debug)]
pub struct Tones {
    /// The ground.
    pub paper: Colour,
    /// Text on the ground.
    pub ink: Colour,
    /// The large area or line in the brand colour.
    pub brand: Colour,
    /// Text on that area.
    pub on_brand: Colour,
    /// Text and links in the brand colour, on the ground and on the tint.
    pub brand_text: Colour,
    /// A pale panel.
    pub tint: Colour,
}

impl Brand {
    /// Tones on light ground.
    pub fn light(&self) -> Tones {
        self.tones(self.paper, self.ink, self.primary, self.primary.tone(0.955, 0.022))
    }

    /// Tones on white paper, for print.
    pub fn print(&self) -> Tones {
        let white = Colour::new(255, 255, 255);
        self.tones(white, self.ink, self.primary, self.primary.tone(0.955, 0.022))
    }

    /// Tones on dark ground: designed for it, not inverted. A brand too dark to
    /// be told from the ground is lifted.
    pub fn dark(&self) -> Tones {
        let paper = Colour::new(0x16, 0x1A, 0x1E);
        let ink = Colour::new(0xEC, 0xE9, 0xE3);
        let mut brand = self.primary;
        let mut lightness = 0.30;
        // 3:1 is what WCAG 2.2, 1.4.11 asks of the outline of a control.
        while brand.contrast(paper) < 3.0 && lightness < 0.9 {
            brand = self.primary.tone(lightness, 0.14);
            lightness += 0.02;
        }
        self.tones(paper, ink, brand, self.primary.tone(0.27, 0.03))
    }

    fn tones(&self, paper: Colour, ink: Colour, brand: Colour, tint: Colour) -> Tones {
        let white = Colour::new(255, 255, 255);
        let black = Colour::new(0x12, 0x15, 0x18);
        let on_brand = if brand.contrast(white) >= TEXT_CONTRAST {
            white
        } else if brand.contrast(black) >= TEXT_CONTRAST {
            black
        } else {
            // A mid tone on which neither reaches 4.5: the better of the two extremes.
            Colour::new(0, 0, 0)
        };
        // Readable on whichever of the two grounds is nearer to it.
        let brand_text = self.primary.readable_on(paper).readable_on(tint).readable_on(paper);
        Tones { paper, ink, brand, on_brand, brand_text, tint }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brand(primary: &str) -> Brand {
        Brand {
            primary: Colour::parse(primary).unwrap(),
            ink: Colour::parse("#1D2329").unwrap(),
            paper: Colour::parse("#FBF9F5").unwrap(),
            logo: None,
            base_font: "Source Sans 3".into(),
            heading_font: "Source Sans 3".into(),
        }
    }

    #[test]
    fn every_pair_that_carries_text_is_readable() {
        for step in 0..=255_u8 {
            let hues = [
                format!("#{step:02X}{step:02X}{step:02X}"),
                format!("#{step:02X}{:02X}80", 255 - step),
                format!("#{:02X}{step:02X}{:02X}", step / 2, 255 - step),
                format!("#FF{step:02X}00"),
            ];
            for hue in hues {
                let brand = brand(&hue);
                for tones in [brand.light(), brand.print(), brand.dark()] {
                    let pairs = [
                        ("ink on paper", tones.ink, tones.paper),
                        ("ink on tint", tones.ink, tones.tint),
                        ("text on brand", tones.on_brand, tones.brand),
                        ("brand text on paper", tones.brand_text, tones.paper),
                        ("brand text on tint", tones.brand_text, tones.tint),
                    ];
                    for (pair, front, ground) in pairs {
                        let ratio = front.contrast(ground);
                        assert!(
                            ratio >= TEXT_CONTRAST,
                            "{hue}: {pair} {front} {ground} {ratio:.2}"
                        );
                    }
                }
            }
        }
    }
}
