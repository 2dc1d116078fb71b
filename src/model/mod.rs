//! Proven values: what `validate` makes and every later stage can rely on.
//!
//! A value of these types cannot be wrong: each is built by a constructor that
//! refuses, or by `validate`, which has asked for everything first. Invariant:
//! this module imports nothing of the project but `diag`, for places to point at.

mod brand;
mod client;
mod colour;
mod contact;
mod content;
mod date;
mod hash;
mod lang;
pub mod original;
mod picture;
mod slug;
mod theme;
mod web;

pub use brand::{Brand, Tones};
pub use client::{
    Absence, Adviser, Care, Client, Desk, Introduction, MeetingForm, Organisation, Poster,
    Practice, Registration, Scope, Sector, Site, Video, VideoSource, Workshop,
};
pub use colour::Colour;
pub use contact::{Channel, ChannelKind, Email, PhoneNumber, Target};
pub use content::{
    Audience, Content, Digest, Fallback, Fragment, HelpLine, HelpLines, LangContent, Origin, Page,
    PageId, Strings,
};
pub use date::{Date, Edition, Time};
pub use hash::sha256;
pub use lang::{Dir, Lang, Text};
pub use picture::{Picture, PictureKind};
pub use slug::{OutPath, Slug};
pub use theme::{
    Code, Form, Format, Message, MessageSpec, OutputSpec, PageTemplates, Product, Sheet, Standard,
    Theme,
};
pub use web::HttpsUrl;

/// Why a value was refused, in words for whoever wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// What is wrong with it.
    pub message: String,
    /// What to write instead.
    pub hint: Option<String>,
}

impl Invalid {
    /// A refusal without a remedy.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None }
    }

    /// Adds the remedy.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
