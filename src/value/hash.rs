//! Bytes -> SHA-256 in hexadecimal, which names and proves files.
//!
//! Invariant: 64 lower-case hexadecimal digits.

use sha2::Digest as _;
use sha2::Sha256;

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    sha256_of(Sha256::new_with_prefix(bytes))
}

/// SHA-256 of what was read in pieces, in hexadecimal.
pub fn sha256_of(pieces: Sha256) -> String {
    pieces.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What tells whether a text has changed: the first 12 hexadecimal digits of the
/// SHA-256 of everything in it that is read, so not of its dates and readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest(String);

impl Digest {
    /// The digest of a text in parts.
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut text = String::new();
        for part in parts {
            text.push_str(part.trim());
            text.push('\n');
        }
        let mut hex = sha256(text.as_bytes());
        hex.truncate(12);
        Self(hex)
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_hash_is_the_one_of_the_standard() {
        // FIPS 180-4, the example of one block.
        assert_eq!(
            super::sha256(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
