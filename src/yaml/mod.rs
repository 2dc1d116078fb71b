//! YAML text -> a tree of nodes with places -> typed raw values.
//!
//! The events of a text make a [`Tree`] (`events`), with a remark for each sign that
//! would take a word away (`signs`). Of a text that is no YAML the line is mended and
//! read again (`repair`, `mend`), so that a hint can show it as it should read
//! (`line`); who compares two trees asks for their single values (`leaves`). The types are then filled from the tree by a deserializer that goes on
//! after a fault (`read`, `advice`), and each of their keys is a [`Field`], which knows
//! where it stands (`field`). A change to a text is made in the text itself, so that what
//! people wrote around it stays (`edit`).
//!
//! Invariant: [`read()`] never loses a fault and never reports one twice; a
//! `Faulty` field has always been reported.

mod advice;
mod edit;
mod events;
mod field;
mod leaves;
mod line;
mod mend;
mod read;
mod repair;
mod signs;
mod tree;

pub use edit::{Change, Step, edited, quoted};
pub use events::{parse, parse_part};
pub use field::{Field, Located};
pub use read::{TEXT_OR_DATA, read};
pub use tree::Tree;
pub(crate) use tree::{Entry, Node, Value};
