//! Files that a client names: which kinds there are, and what is known of each.
//!
//! Invariant: a film is never held in memory; what is known of it is where it
//! lies, how long it is, how it begins and its hash.

use std::path::PathBuf;
use std::sync::Arc;

/// One mebibyte, in bytes.
const MIB: u64 = 1024 * 1024;

/// Kinds of files that a client can name; each has its own limit of size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A logo or a portrait.
    Picture,
    /// A film.
    Film,
    /// Captions or a transcript.
    Text,
}

impl FileKind {
    /// Most that is read of one file, in bytes; a longer film is too much for a phone anyway.
    pub fn limit(self) -> u64 {
        match self {
            // A photo of 48 megapixels has some 15, one of 200 some 40.
            FileKind::Picture => 48 * MIB,
            FileKind::Film => 200 * MIB,
            FileKind::Text => MIB,
        }
    }
}

/// A file that a client names, as it was found.
#[derive(Clone, Debug)]
pub enum Named {
    /// Its bytes.
    Bytes(Arc<[u8]>),
    /// A film, which is copied and not read.
    Film(Film),
}

/// What is known of a film.
#[derive(Clone, Debug)]
pub struct Film {
    /// Where it lies.
    pub path: PathBuf,
    /// How it begins: enough to tell its format, in bytes.
    pub head: Vec<u8>,
    /// Its length and times: what tells that it may have changed without reading it.
    pub stamp: String,
    /// SHA-256 of all of it, in hexadecimal; empty until somebody needs it.
    pub hash: String,
}

impl Named {
    /// The bytes of what is no film.
    pub fn bytes(&self) -> Option<&Arc<[u8]>> {
        match self {
            Named::Bytes(bytes) => Some(bytes),
            Named::Film(_) => None,
        }
    }

    /// The film.
    pub fn film(&self) -> Option<&Film> {
        match self {
            Named::Film(film) => Some(film),
            Named::Bytes(_) => None,
        }
    }
}
