//! Where advisers stand on their slide: how many there are -> the frames of portrait and text.
//!
//! Lengths are those of `print/slides.typ`: one step is a millimetre where the slide is 180 high.
//! Invariant: no frame leaves the part of the slide beside the brand's area, and none lies over
//! another.

use serde::Serialize;

/// Where what stands beside the brand's area begins, and how much room there is.
const LEFT: f64 = 165.4;
const TOP: f64 = 20.0;
const WIDTH: f64 = 134.6;
const HEIGHT: f64 = 132.0;
/// Between a portrait and its text.
const GAP: f64 = 8.0;
/// The same where two stand beside each other.
const NARROW: f64 = 4.0;
/// A portrait is so much higher than wide.
const RATIO: f64 = 1.25;
/// How high name, languages and registration of one adviser are at full size.
const TOLD: f64 = 46.0;

/// The frames of one adviser.
#[derive(Debug, PartialEq, Serialize)]
pub struct Seat {
    /// Left edge of the portrait, from where the brand's area ends.
    pub x: f64,
    /// Upper edge of the portrait.
    pub y: f64,
    /// Width of the portrait.
    pub width: f64,
    /// The size of the text, 1 being that of one adviser alone.
    pub scale: f64,
    /// The size of the languages.
    pub told: f64,
    /// The size of the registration.
    pub small: f64,
    /// The frame of the text.
    pub text_x: f64,
    /// Its upper edge.
    pub text_y: f64,
    /// Its width.
    pub text_width: f64,
    /// Its height.
    pub text_height: f64,
}

/// The frames of one of so many advisers: one below a portrait, several beside theirs, five and
/// more in two columns.
pub fn seat(count: u32, index: u32) -> Seat {
    if count <= 1 {
        const WIDE: f64 = 70.0;
        let high = WIDE * RATIO;
        return Seat {
            x: 0.0,
            y: TOP,
            width: WIDE,
            scale: 1.0,
            told: 9.0,
            small: 7.0,
            text_x: LEFT,
            text_y: TOP + high + 6.0,
            text_width: WIDTH,
            text_height: HEIGHT - high - 2.0,
        };
    }
    let columns = if count > 4 { 2 } else { 1 };
    let rows = f64::from(count.div_ceil(columns));
    let between = if count > 3 { 5.0 } else { 9.0 };
    let column = (WIDTH - f64::from(columns - 1) * GAP) / f64::from(columns);
    // How much of a column a portrait takes at the most: names need more of a narrow one.
    let share = if columns == 1 { 0.42 } else { 0.3 };
    let high = ((HEIGHT - between * (rows - 1.0)) / rows).min(column * share * RATIO);
    let width = high / RATIO;
    let (beside, most, told, small) = match columns {
        1 => (GAP, 1.0, 5.0, 4.5),
        _ => (NARROW, 0.5, 4.0, 3.6),
    };
    let scale = (high / TOLD).min(most);
    let x = f64::from(index % columns) * (column + GAP);
    let y = TOP + f64::from(index / columns) * (high + between);
    Seat {
        x,
        y,
        width,
        scale,
        told: f64::max(told, 9.0 * scale),
        small: f64::max(small, 7.0 * scale),
        text_x: LEFT + x + width + beside,
        // A little more than the portrait: lines reach over letters.
        text_y: y - 2.0,
        text_width: column - width - beside,
        text_height: high + 4.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_stand_on_the_slide_and_none_over_another() {
        for count in 1..=10 {
            let seats: Vec<Seat> = (0..count).map(|index| seat(count, index)).collect();
            for (index, own) in seats.iter().enumerate() {
                assert!(own.text_x + own.text_width <= LEFT + WIDTH + 0.01, "{count} {index}");
                let lower = f64::max(own.y + own.width * RATIO, own.text_y + own.text_height);
                assert!(lower <= TOP + HEIGHT + 6.01, "{count} {index} {lower}");
                assert!(own.text_width > 25.0, "{count} {index}");
                for other in &seats[index + 1..] {
                    let apart =
                        (own.x - other.x).abs() > 60.0 || other.y >= own.y + own.width * RATIO;
                    assert!(apart, "{count} {index}");
                }
            }
        }
    }
}
