//! Colours as a file means them -> the colours of screens (sRGB, IEC 61966-2-1).
//!
//! Invariant: pixels that are in sRGB already, whatever their profile is called, keep their
//! bytes; see-through pixels stay as see-through as they are.

use image::RgbaImage;
use moxcms::{
    ColorProfile, DataColorSpace, Layout, RenderingIntent, ToneReprCurve, TransformOptions,
};

/// How far a profile may be from sRGB to be taken for it, in steps of 255.
const SAME: u8 = 2;
/// Steps of each part of a colour at which a profile is held against sRGB.
const STEPS: [u8; 8] = [0, 36, 73, 109, 146, 182, 219, 255];
/// How many pixels are converted at once.
const PIECE: usize = 16 * 1024;

/// What the numbers of a picture mean.
pub(super) enum Colours {
    /// Those of screens.
    Screen,
    /// What a profile says (ICC.1:2022).
    Profile(Vec<u8>),
    /// A profile that has been read already.
    Known(Box<ColorProfile>),
    /// A profile that cannot be read.
    Lost,
}

/// Makes the pixels sRGB; whether their profile could be read.
pub(super) fn apply(colours: &Colours, pixels: &mut RgbaImage) -> bool {
    let read;
    let profile = match colours {
        Colours::Screen => return true,
        Colours::Lost => return false,
        Colours::Known(profile) => profile.as_ref(),
        Colours::Profile(bytes) => match ColorProfile::new_from_slice(bytes) {
            Ok(profile) => {
                read = profile;
                &read
            }
            Err(_) => return false,
        },
    };
    match profile.color_space {
        DataColorSpace::Rgb => colourful(profile, pixels),
        DataColorSpace::Gray => grey(profile, pixels),
        // A profile of inks on pixels that have none.
        _ => false,
    }
}

fn options() -> TransformOptions {
    TransformOptions {
        rendering_intent: RenderingIntent::RelativeColorimetric,
        ..TransformOptions::default()
    }
}

fn colourful(profile: &ColorProfile, pixels: &mut RgbaImage) -> bool {
    let screen = ColorProfile::new_srgb();
    let made = profile.create_transform_8bit(Layout::Rgba, &screen, Layout::Rgba, options());
    let Ok(transform) = made else { return false };
    // Corners and middles of the cube of colours tell one profile from another.
    let mut cube = Vec::with_capacity(STEPS.len().pow(3) * 4);
    for red in STEPS {
        for green in STEPS {
            cube.extend(STEPS.iter().flat_map(|blue| [red, green, *blue, 255]));
        }
    }
    let mut seen = cube.clone();
    if transform.transform(&cube, &mut seen).is_err() {
        return false;
    }
    if cube.iter().zip(&seen).all(|(from, to)| from.abs_diff(*to) <= SAME) {
        return true;
    }
    let mut piece = Vec::new();
    for part in pixels.as_flat_samples_mut().samples.chunks_mut(PIECE * 4) {
        piece.clear();
        piece.extend_from_slice(part);
        if transform.transform(&piece, part).is_err() {
            return false;
        }
        for (to, from) in part.chunks_exact_mut(4).zip(piece.chunks_exact(4)) {
            to[3] = from[3];
        }
    }
    true
}

/// Grey has one number: a table of all of them says all.
fn grey(profile: &ColorProfile, pixels: &mut RgbaImage) -> bool {
    let screen = ColorProfile::new_srgb();
    let made = profile.create_transform_8bit(Layout::Gray, &screen, Layout::Rgb, options());
    let Ok(transform) = made else { return false };
    let greys: Vec<u8> = (0..=255).collect();
    let mut seen = vec![0; 256 * 3];
    if transform.transform(&greys, &mut seen).is_err() {
        return false;
    }
    for pixel in pixels.pixels_mut() {
        for part in &mut pixel.0[..3] {
            *part = seen.get(usize::from(*part) * 3 + 1).copied().unwrap_or(*part);
        }
    }
    true
}

/// Inks (none to 255 of cyan, magenta, yellow and black) -> opaque pixels in sRGB. Without a
/// profile, or with one that cannot be read, each ink takes away its share of light. With them,
/// whether their profile could be read.
pub(super) fn of_inks(profile: Option<&[u8]>, inks: &[u8]) -> (Vec<u8>, bool) {
    let mut out = vec![255; inks.len()];
    let named = profile.is_some();
    let screen = ColorProfile::new_srgb();
    let profile = profile.and_then(|bytes| ColorProfile::new_from_slice(bytes).ok());
    let transform = profile.filter(|it| it.color_space == DataColorSpace::Cmyk).and_then(|it| {
        let options =
            TransformOptions { rendering_intent: RenderingIntent::Perceptual, ..options() };
        it.create_transform_8bit(Layout::Rgba, &screen, Layout::Rgba, options).ok()
    });
    let whole = inks.len() / 4 * 4;
    let done = transform.is_some_and(|transform| {
        inks[..whole].chunks(PIECE * 4).zip(out[..whole].chunks_mut(PIECE * 4)).all(|(from, to)| {
            let done = transform.transform(from, to).is_ok();
            to.iter_mut().skip(3).step_by(4).for_each(|opacity| *opacity = 255);
            done
        })
    });
    if !done {
        for (ink, pixel) in inks.chunks_exact(4).zip(out.chunks_exact_mut(4)) {
            let light = |ink: u8, black: u8| {
                let light = u32::from(255 - ink) * u32::from(255 - black);
                u8::try_from((light + 127) / 255).unwrap_or(255)
            };
            for (part, ink_part) in pixel.iter_mut().zip(&ink[..3]) {
                *part = light(*ink_part, ink[3]);
            }
        }
    }
    (out, done || !named)
}

/// sRGB with other tones: numbers are light to this power.
pub(super) fn gamma(exponent: f32) -> ColorProfile {
    let mut profile = ColorProfile::new_srgb();
    let curve = ToneReprCurve::Parametric(vec![exponent]);
    profile.red_trc = Some(curve.clone());
    profile.green_trc = Some(curve.clone());
    profile.blue_trc = Some(curve);
    profile.cicp = None;
    profile
}
