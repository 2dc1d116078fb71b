//! Values that cannot be wrong, and what their keys are read with.
//!
//! Each type is built by a constructor that refuses; [`Checker`] collects the
//! refusals with their places. Invariant: this module imports nothing of the
//! project but `diag` and `yaml`.

mod audience;
mod checker;
mod colour;
mod contact;
mod counted;
mod date;
mod file;
mod hash;
mod host;
pub mod invisible;
mod lang;
mod local;
mod mailbox;
mod markup;
mod name;
mod pasted;
mod phone;
mod picture;
mod slug;
mod tongue;
mod typed;
mod visible;
mod web;
mod week;

pub use audience::Audience;
pub use checker::Checker;
pub use colour::{Colour, TEXT_CONTRAST};
pub use contact::Email;
pub use counted::{COUNTED, Counted};
pub use date::{Date, Edition, Time};
pub use file::{FileKind, Film, Named};
pub use hash::{Digest, sha256, sha256_of};
pub use host::{Host, is_of_words, of_one_alphabet};
pub use lang::{Dir, Lang, Text};
pub use local::{ByLang, List, LocalText, TextOr, TongueKeys, TongueText, WHOLE, text_or};
pub use name::{NameRead, PersonName};
pub use phone::{Line, PhoneNumber};
pub use picture::{Picture, PictureKind};
pub use slug::{OutPath, PageId, Slug};
pub use tongue::Tongue;
pub use web::{HttpsUrl, Origin, UNRESERVED};
pub use week::{Clock, Weekday};

use crate::diag::Sentence;

/// Why a value was refused, in words for whoever wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// What is wrong with it.
    pub message: Sentence,
    /// What to write instead.
    pub hint: Option<Sentence>,
    /// The code of a refusal that is of its own kind, wherever the value stands.
    pub code: Option<&'static str>,
}

impl Invalid {
    /// A refusal without a remedy.
    pub fn new(message: Sentence) -> Self {
        Self { message, hint: None, code: None }
    }

    /// Adds the remedy.
    #[must_use]
    pub fn hint(mut self, hint: Sentence) -> Self {
        self.hint = Some(hint);
        self
    }

    /// Says of which kind it is.
    #[must_use]
    pub fn code(mut self, code: &'static str) -> Self {
        self.code = Some(code);
        self
    }
}
