//! YAML text -> a tree of nodes with places -> typed raw values.
//!
//! A text is first read into a [`Node`] tree (`tree`), with a remedy for what is
//! no YAML (`advice`); the types are then filled from that tree by a
//! deserializer that goes on after a fault (`read`), and each of their keys is a
//! [`Field`], which knows where it stands (`field`).
//!
//! Invariant: [`read()`] never loses a fault and never reports one twice; a
//! `Faulty` field has always been reported.

mod advice;
mod field;
mod read;
mod tree;

pub use field::{Field, Located};
pub use read::read;
pub use tree::{Node, parse, parse_part};
