//! What is done to every bit or every pixel of a picture that somebody hands in.
//!
//! A JPEG -> what it says of itself, or where it breaks off; rows of pixels -> fewer and
//! smaller ones; pixels -> how much of them can be seen on paper, and how they look on white.
//! Invariant: nothing here panics on any bytes, and no memory is taken that the size of the
//! picture does not call for.
//!
//! This is a crate of its own for the profile's sake: it touches every bit of photos of many
//! megabytes, and in trial builds the program itself is not optimised.

mod flat;
mod huffman;
mod jpeg;
mod reduce;
mod seen;

pub use flat::{is_opaque, on_white};
pub use jpeg::{Damage, Jpeg, Kind, jpeg};
pub use reduce::{Reducer, factor};
pub use seen::{Seen, seen};

/// Bytes of one pixel: red, green, blue, opacity.
const RGBA: usize = 4;
