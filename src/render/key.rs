//! Everything that an output is made from -> its key.
//!
//! Invariant: two outputs with the same key, made by the same build of the
//! program, have the same bytes. Pieces are parted by their length, so that
//! `ab` + `c` is not `a` + `bc`.

use std::fmt;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::value::sha256_of;

/// The hash of everything that an output is made from, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Gathers what an output is made from.
#[derive(Clone)]
pub struct Keyer(Sha256);

impl Keyer {
    /// Begins the key of a kind of output.
    pub fn new(kind: &str) -> Self {
        Self(Sha256::new()).with(kind.as_bytes())
    }

    /// Adds a piece.
    #[must_use]
    pub fn with(mut self, piece: impl AsRef<[u8]>) -> Self {
        let piece = piece.as_ref();
        self.0.update(piece.len().to_le_bytes());
        self.0.update(piece);
        self
    }

    /// Adds values, whose keys stand in the order of the alphabet.
    #[must_use]
    pub fn with_values(self, values: &Value) -> Self {
        self.with(values.to_string())
    }

    /// The key.
    pub fn key(self) -> Key {
        Key(sha256_of(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_parted() {
        let key = |pieces: &[&str]| pieces.iter().fold(Keyer::new("x"), |k, p| k.with(p)).key();
        assert_ne!(key(&["ab", "c"]), key(&["a", "bc"]));
        assert_ne!(key(&["a"]), key(&["a", ""]));
        assert_eq!(key(&["a", "b"]), key(&["a", "b"]));
    }
}
