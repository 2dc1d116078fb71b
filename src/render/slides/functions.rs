//! What templates of slides can ask for: frames, sizes, colours.
//!
//! Lengths in, the units of Office out: a step of the slide, of which 180 are its height, is 3
//! points and 38,100 EMU (ECMA-376 part 1, 20.1.10.16). Invariant: a frame that is placed is
//! mirrored where the language runs from right to left, and nothing else is.

#![expect(clippy::needless_pass_by_value, reason = "the signature that tera asks for")]

use std::sync::Arc;

use serde::Deserialize;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::render::values;

use super::letters::{Letters, Measure, Sizes, Style};
use super::seats;

/// English metric units in a step.
const EMU: f64 = 38_100.0;
/// Hundredths of a point in a step.
const POINTS: f64 = 300.0;
/// The width of a slide of 16:9, in steps.
const WIDE: f64 = 320.0;
/// Thousandths of a per cent in a whole (ECMA-376 part 1, 20.1.10.40).
const WHOLE: f64 = 100_000.0;

/// Adds them all.
pub fn register(tera: &mut Tera, letters: &Arc<Letters>) {
    tera.register_filter("emu", |length: f64, _: Kwargs, _: &State<'_>| units(length, EMU));
    tera.register_filter("pt", |size: f64, _: Kwargs, _: &State<'_>| {
        // Whole tenths of a point, which people see in the box of sizes.
        units(size * POINTS / 10.0, 1.0) * 10
    });
    tera.register_filter("hex", hex);
    tera.register_filter("media", media);
    tera.register_filter("flat", flat);
    tera.register_filter("fill", fill);
    tera.register_function("place", place);
    tera.register_function("crop", crop);
    tera.register_function("logo_height", logo_height);
    tera.register_function("seat", |it: Kwargs, _: &State<'_>| -> TeraResult<Value> {
        let (count, index) = (it.must_get::<u32>("count")?, it.must_get::<u32>("index")?);
        Ok(Value::from_serializable(&seats::seat(count, index)))
    });
    let own = letters.clone();
    tera.register_function("size", move |it: Kwargs, state: &State<'_>| -> TeraResult<f64> {
        let asked: Size = it.deserialize()?;
        let texts: Vec<&str> = asked.texts.iter().map(String::as_str).collect();
        let sizes = Sizes { most: asked.most, least: asked.least };
        measured(&own, state, asked.bold, |it| it.size(&texts, asked.width, sizes, asked.lines))
    });
    let own = letters.clone();
    tera.register_function("rows", move |it: Kwargs, state: &State<'_>| -> TeraResult<usize> {
        let asked: Rows = it.deserialize()?;
        measured(&own, state, false, |it| it.rows(&asked.text, asked.width, asked.size))
    });
    let own = letters.clone();
    tera.register_function(
        "size_of_lists",
        move |it: Kwargs, state: &State<'_>| -> TeraResult<f64> {
            let asked: Lists = it.deserialize()?;
            let lists: Vec<Vec<&str>> =
                asked.lists.iter().map(|list| list.iter().map(String::as_str).collect()).collect();
            let sizes = Sizes { most: asked.most, least: asked.least };
            let room = (asked.width, asked.height);
            measured(&own, state, false, |it| it.size_of_lists(&lists, room, sizes, asked.gap))
        },
    );
    let own = letters.clone();
    tera.register_function("address", move |it: Kwargs, state: &State<'_>| -> TeraResult<Value> {
        let asked: Address = it.deserialize()?;
        let sizes = Sizes { most: asked.most, least: asked.least };
        let (size, lines) = measured(&own, state, true, |it| {
            it.address(&asked.text, asked.width, sizes, asked.enough)
        })?;
        Ok(Value::from_serializable(&serde_json::json!({"size": size, "lines": lines})))
    });
}

#[derive(Deserialize)]
struct Size {
    texts: Vec<String>,
    width: f64,
    most: f64,
    least: f64,
    lines: usize,
    #[serde(default)]
    bold: bool,
}

#[derive(Deserialize)]
struct Rows {
    text: String,
    width: f64,
    size: f64,
}

#[derive(Deserialize)]
struct Lists {
    lists: Vec<Vec<String>>,
    width: f64,
    height: f64,
    most: f64,
    least: f64,
    gap: f64,
}

#[derive(Deserialize)]
struct Address {
    text: String,
    width: f64,
    most: f64,
    least: f64,
    enough: f64,
}

/// Measures in the brand's fonts: what is bold in that of headings.
fn measured<T>(
    letters: &Letters,
    state: &State<'_>,
    bold: bool,
    look: impl FnOnce(&Measure<'_>) -> T,
) -> TeraResult<T> {
    let brand = state.get::<Value>("brand")?.unwrap_or_else(Value::undefined);
    let key = if bold { "heading_font" } else { "base_font" };
    let family = brand.get_from_path(key).and_then(Value::as_str).unwrap_or_default();
    Ok(look(&letters.measure(Style { family, bold })))
}

/// A length in whole units.
fn units(length: f64, unit: f64) -> i64 {
    // A slide has some ten million of the smallest.
    #[allow(clippy::cast_possible_truncation)]
    let units = (length * unit).round().clamp(-1e12, 1e12) as i64;
    units
}

/// `place(x=20, y=20, width=115, height=40)`: a frame, from left to right.
fn place(frame: Kwargs, state: &State<'_>) -> TeraResult<String> {
    let get = |key: &'static str| frame.must_get::<f64>(key);
    let (x, y, width, height) = (get("x")?, get("y")?, get("width")?, get("height")?);
    let rtl = state.get::<String>("dir")?.as_deref() == Some("rtl");
    let x = if rtl { WIDE - x - width } else { x };
    let [x, y, width, height] = [x, y, width.max(0.0), height.max(0.0)].map(|it| units(it, EMU));
    Ok(format!(
        "<a:xfrm><a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>"
    ))
}

/// `crop(aspect=1.5, frame=0.8)`: what of a picture its frame does not show, the same on both sides.
fn crop(it: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let (aspect, frame) = (it.must_get::<f64>("aspect")?, it.must_get::<f64>("frame")?);
    let (share, sides) = match aspect > frame {
        true => (1.0 - frame / aspect, ["l", "r"]),
        false => (1.0 - aspect / frame, ["t", "b"]),
    };
    Ok(match units(share / 2.0, WHOLE) {
        0 => String::new(),
        off => format!("<a:srcRect {}=\"{off}\" {}=\"{off}\"/>", sides[0], sides[1]),
    })
}

/// `logo_height(aspect=4.2, height=16)`: a logo of even weight to the eye, as on paper.
fn logo_height(it: Kwargs, _: &State<'_>) -> TeraResult<f64> {
    let (aspect, height) = (it.must_get::<f64>("aspect")?, it.must_get::<f64>("height")?);
    Ok(height * (1.3 / aspect.sqrt()).clamp(0.6, 1.0).min(4.0 / aspect))
}

/// `brand.primary | hex`, or with a share of another colour in it: digits without their sign.
fn hex(colour: &str, mixed: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let other = mixed.get::<String>("with")?.unwrap_or_default();
    let share = mixed.get::<f64>("share")?.unwrap_or(0.0);
    let own = parts(colour)?;
    let other = if other.is_empty() { own } else { parts(&other)? };
    let mix = |(own, other): (u8, u8)| {
        let mixed = f64::from(own) * (1.0 - share) + f64::from(other) * share;
        format!("{:02X}", units(mixed.clamp(0.0, 255.0), 1.0))
    };
    Ok(own.into_iter().zip(other).map(mix).collect())
}

fn parts(colour: &str) -> TeraResult<[u8; 3]> {
    let digits = colour.strip_prefix('#').unwrap_or(colour);
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    match (part(0), part(2), part(4)) {
        (Some(red), Some(green), Some(blue)) => Ok([red, green, blue]),
        _ => Err(Error::message(format!("`{colour}` is no colour"))),
    }
}

/// `logo.path | media`: the name of a picture in the presentation, where drawings are pixels.
fn media(path: &str, _: Kwargs, _: &State<'_>) -> String {
    let name = path.trim_start_matches('/');
    name.strip_suffix(".svg").map_or_else(|| name.to_owned(), |stem| format!("{stem}.png"))
}

/// `block.items | flat`: what stands in lists within a list, one after the other.
fn flat(lists: Vec<Value>, _: Kwargs, _: &State<'_>) -> Vec<Value> {
    let inner = |list: Value| list.as_array().map(<[Value]>::to_vec).unwrap_or_default();
    lists.into_iter().flat_map(inner).collect()
}

/// `t.registered | fill(body=…)`.
fn fill(text: &str, values: Kwargs, _: &State<'_>) -> String {
    let values = values.iter().map(|(name, value)| (name.to_string(), value.to_string()));
    values::fill_from(text, &values.collect())
}
