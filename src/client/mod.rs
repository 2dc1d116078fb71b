//! One client: the keys of its file -> a proven [`Client`].
//!
//! Collects every fault instead of stopping at the first. Invariant: a model
//! value is only made when nothing that it needs was at fault.

mod brand;
mod channel;
mod check;
pub mod keys;
mod model;
mod picture;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Diagnostics, SourceFile};
use crate::value::Named;

pub use brand::{Brand, Tones};
pub use channel::{Channel, ChannelKind, Target};
pub use check::{Families, client};
pub use model::{
    Absence, Adviser, Care, Client, Desk, Introduction, MeetingForm, Organisation, Poster,
    Practice, Registration, Scope, Sector, Site, Video, VideoSource, Workshop,
};

/// A client file as it was read, with every file that it names.
#[derive(Debug)]
pub struct Raw {
    /// The stem of the file's name.
    pub stem: String,
    /// The client file itself.
    pub file: Arc<SourceFile>,
    /// Its keys, laid over those of the practice.
    pub keys: keys::Client,
    /// Files by the path that names them; missing ones have been reported.
    pub files: BTreeMap<String, Named>,
    /// What was found wrong while reading.
    pub faults: Diagnostics,
}
