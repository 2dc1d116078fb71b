//! Everything that a kit is made from -> one SHA-256.
//!
//! Invariant: two builds with the same fingerprint, by the same version of the
//! program, make the same bytes; paths on a machine are no part of it.

use sha2::{Digest, Sha256};

use crate::client;
use crate::library::Input;
use crate::load::{RawContent, RawFile, RawTheme};
use crate::value::Named;

/// The fingerprint of a client's inputs, in hexadecimal.
pub fn fingerprint<'a>(
    client: &client::Raw,
    shared: impl Iterator<Item = &'a Input>,
    own: &RawContent,
    theme: &RawTheme,
) -> String {
    let mut digest = Sha256::new();
    let mut add = |name: &str, bytes: &[u8]| {
        // Lengths part the pieces: `ab` + `c` is not `a` + `bc`.
        digest.update(name.len().to_le_bytes());
        digest.update(name);
        digest.update(bytes.len().to_le_bytes());
        digest.update(bytes);
    };
    add("version", env!("CARGO_PKG_VERSION").as_bytes());
    add(&client.stem, client.file.text.as_bytes());
    for (path, file) in &client.files {
        match file {
            Named::Bytes(bytes) => add(path, bytes),
            Named::Film(film) => add(path, film.hash.as_bytes()),
        }
    }
    for input in shared {
        add(&input.path, input.hash.as_bytes());
    }
    for (path, layers) in &own.files {
        for layer in layers {
            add(path, layer.file.text.as_bytes());
        }
    }
    for (path, file) in &theme.files {
        match file {
            RawFile::Text(file) => add(path, file.text.as_bytes()),
            RawFile::Bytes(bytes) => add(path, bytes),
        }
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
