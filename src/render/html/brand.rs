//! The brand -> custom properties that the theme's style sheet uses.
//!
//! Invariant: the same names on light and on dark ground, so that a theme never
//! asks which of the two it is on.

use crate::client::{Brand, Tones};

/// The style sheet with the brand's tones.
pub fn brand_css(brand: &Brand) -> String {
    format!(
        ":root{{{}}}\n@media (prefers-color-scheme:dark){{:root{{{}}}}}\n\
         @media print{{:root{{{}}}}}\n",
        properties(&brand.light()),
        properties(&brand.dark()),
        properties(&brand.print()),
    )
}

fn properties(tones: &Tones) -> String {
    let Tones { paper, ink, brand, on_brand, brand_text, tint } = tones;
    format!(
        "--paper:{paper};--ink:{ink};--brand:{brand};--on-brand:{on_brand};\
         --brand-text:{brand_text};--brand-tint:{tint}"
    )
}
