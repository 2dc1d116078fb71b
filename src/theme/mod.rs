//! The theme: the shape of `theme.yaml`, its proof, and what it declares.
//!
//! Invariant: no product is known by its name in Rust; what a product is made
//! of and must say is data of the theme.

mod assets;
mod check;
mod keys;
mod model;
pub mod original;
mod pages;
mod words;

pub use check::theme;
pub use model::{
    Code, EMBED, Form, Format, Message, MessageSpec, OutputSpec, PageTemplates, Product, Reading,
    Says, Sheet, Standard, Step, Theme, Title,
};
pub use words::ThemeWords;
