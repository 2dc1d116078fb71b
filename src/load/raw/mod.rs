//! Raw types: the shape of every YAML text that vpsite reads.
//!
//! Invariant: these types say which keys there are and which are required;
//! what a value means is for `validate` to judge.

pub mod client;
pub mod content;
pub mod theme;

pub use client::{Client, FileKind};
