//! The brand: one colour, a logo, two families -> every tone that is used, and
//! the tones as custom properties.
//!
//! Invariant: each pair of [`Tones`] that carries text has the contrast of
//! WCAG 2.2 level AA; the tests below hold it for brands of every kind.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::diag::{Diagnostic, Span, did_you_mean, say};
use crate::value::{Checker, Colour, FileKind, Picture, TEXT_CONTRAST, Text};
use crate::yaml::{Field, Located};

use super::check::Check;
use super::picture::{ImageKeys, Shows};

/// Ink and paper when the brand gives none.
const INK: Colour = Colour::new(0x1D, 0x23, 0x29);
const PAPER: Colour = Colour::new(0xFB, 0xF9, 0xF5);
/// The brand colour when none is given: a calm blue-green.
const PRIMARY: Colour = Colour::new(0x1F, 0x4E, 0x5F);
/// Contrast of ink on paper: level AAA (WCAG 2.2, 1.4.6), since ink is also set on tints
/// of the brand, a little darker than paper.
const INK_CONTRAST: f64 = 7.0;
/// Paper darker than this is no light ground; relative luminance (WCAG 2.2).
const PAPER_LUMINANCE: f64 = 0.7;

/// The organisation's brand; key names of brand.yml.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Brand")]
pub struct BrandKeys {
    /// Colours, as `"#RRGGBB"` between quotes.
    #[serde(default)]
    pub color: Field<ColorKeys>,
    /// The organisation's logo.
    #[serde(default)]
    pub logo: Field<ImageKeys>,
    /// Type on paper.
    #[serde(default)]
    pub typography: Field<TypographyKeys>,
}

/// Brand colours.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "BrandColor")]
pub struct ColorKeys {
    /// The one brand colour.
    #[serde(default)]
    pub primary: Field<String>,
    /// Ink: the colour of text.
    #[serde(default)]
    pub foreground: Field<String>,
    /// Paper: the ground on screens.
    #[serde(default)]
    pub background: Field<String>,
}

/// Type on paper; screens use the system's own.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Typography")]
pub struct TypographyKeys {
    /// Family for text; it must come with the theme.
    #[serde(default)]
    pub base: Field<String>,
    /// Family for headings; the same as `base` when absent.
    #[serde(default)]
    pub headings: Field<String>,
}

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

impl BrandKeys {
    pub(super) fn files(&self) -> Option<(FileKind, &Located<String>)> {
        ImageKeys::file(&self.logo)
    }
}

impl Brand {
    /// Proves a brand; `families` are those of the client's theme, where it has no fault.
    pub(super) fn check(
        keys: &Field<BrandKeys>,
        families: Option<&Vec<String>>,
        check: &mut Check<'_>,
    ) -> Self {
        let keys = keys.value();
        let colours = keys.and_then(|keys| keys.color.value());
        let colour = |checker: &mut Checker, pick: fn(&ColorKeys) -> &Field<String>| {
            let field = pick(colours?);
            let colour = checker.parse(field, "colour/invalid", Colour::parse)?;
            Some((colour, field.given()?.span.clone()))
        };
        let primary = colour(&mut check.checker, |keys| &keys.primary);
        let ink = colour(&mut check.checker, |keys| &keys.foreground);
        let paper = colour(&mut check.checker, |keys| &keys.background);
        contrast(primary.as_ref(), ink.as_ref(), paper.as_ref(), check);

        let logo = keys.and_then(|keys| check.image(&keys.logo, Shows::Name));
        let typography = keys.and_then(|keys| keys.typography.value());
        let base = typography.and_then(|keys| family(&keys.base, families, check));
        let headings = typography.and_then(|keys| family(&keys.headings, families, check));
        let first = || families.and_then(|names| names.first()).cloned().unwrap_or_default();
        let base_font = base.unwrap_or_else(first);
        Self {
            primary: primary.map_or(PRIMARY, |(colour, _)| colour),
            ink: ink.map_or(INK, |(colour, _)| colour),
            paper: paper.map_or(PAPER, |(colour, _)| colour),
            logo,
            heading_font: headings.unwrap_or_else(|| base_font.clone()),
            base_font,
        }
    }

    /// Custom properties for the theme's style sheet: the same names on light and on dark
    /// ground, so that a theme never asks which of the two it is on.
    pub fn css(&self) -> String {
        format!(
            ":root{{{}}}\n@media (prefers-color-scheme:dark){{:root{{{}}}}}\n\
             @media print{{:root{{{}}}}}\n",
            self.light().properties(),
            self.dark().properties(),
            self.print().properties(),
        )
    }

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

impl Tones {
    /// The tones as templates see them.
    pub fn view(&self) -> Value {
        json!({
            "primary": self.brand.to_string(),
            "on_primary": self.on_brand.to_string(),
            "primary_text": self.brand_text.to_string(),
            "tint": self.tint.to_string(),
            "ink": self.ink.to_string(),
            "paper": self.paper.to_string(),
        })
    }

    fn properties(&self) -> String {
        let Tones { paper, ink, brand, on_brand, brand_text, tint } = self;
        format!(
            "--paper:{paper};--ink:{ink};--brand:{brand};--on-brand:{on_brand};\
             --brand-text:{brand_text};--brand-tint:{tint}"
        )
    }
}

/// Says where text could not be read on its ground.
fn contrast(
    primary: Option<&(Colour, Span)>,
    ink: Option<&(Colour, Span)>,
    paper: Option<&(Colour, Span)>,
    check: &mut Check<'_>,
) {
    let ground = paper.map_or(PAPER, |(colour, _)| *colour);
    let text = ink.map_or(INK, |(colour, _)| *colour);
    let place = ink.or(paper).map(|(_, span)| span);
    if text.contrast(ground) < INK_CONTRAST || ground.luminance() < PAPER_LUMINANCE {
        check.push(
            Diagnostic::error(
                "brand/contrast",
                say!(
                    "`foreground` {text} on `background` {ground} has a contrast of {:.1}; \
                     text needs 7 on a light ground",
                    text.contrast(ground)
                ),
            )
            .maybe_at(place)
            .hint(say!("choose a darker foreground and a lighter background, or leave both out")),
        );
    }
    if let Some((primary, span)) = primary {
        let derived = primary.readable_on(ground);
        if derived != *primary {
            check.push(
                Diagnostic::note(
                    "brand/contrast",
                    say!(
                        "{primary} is too light for text (contrast {:.1}, needed 4.5); \
                         text in the brand colour is set in {derived}",
                        primary.contrast(ground)
                    ),
                )
                .at(span),
            );
        }
    }
}

fn family(
    field: &Field<String>,
    families: Option<&Vec<String>>,
    check: &mut Check<'_>,
) -> Option<String> {
    let (name, families) = (field.given()?, families?);
    if families.contains(&name.value) {
        return Some(name.value.clone());
    }
    check.push(
        Diagnostic::error("font/unknown", say!("the theme has no font family `{}`", name.value))
            .at(&name.span)
            .maybe_hint(did_you_mean(&name.value, families.iter().map(String::as_str)))
            .hint(say!("families of the theme: {}", families.join(", "))),
    );
    None
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
