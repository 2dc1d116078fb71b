//! Pictures: a cleaned drawing, or decoded pixels without metadata.
//!
//! Invariant: a drawing has been written anew (no script, no outside
//! reference), a photograph is only pixels (no place, no camera, no name).

use std::sync::Arc;

use image::RgbaImage;

/// A logo or a portrait.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Width in pixels, or in user units of the drawing.
    pub width: u32,
    /// Height in the same unit.
    pub height: u32,
    /// Its content.
    pub kind: PictureKind,
    /// SHA-256 of the file it came from, in hexadecimal; names what is derived from it.
    pub hash: String,
}

/// What a picture is made of.
#[derive(Clone, Debug)]
pub enum PictureKind {
    /// A cleaned SVG drawing.
    Drawing(Arc<str>),
    /// Upright pixels.
    Pixels(Arc<RgbaImage>),
}

impl Picture {
    /// Width over height.
    pub fn aspect(&self) -> f64 {
        f64::from(self.width) / f64::from(self.height.max(1))
    }

    /// Whether it is a drawing.
    pub fn is_drawing(&self) -> bool {
        matches!(self.kind, PictureKind::Drawing(_))
    }
}
