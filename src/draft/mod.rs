//! What a person tells of a client -> the text of its file.
//!
//! A [`ClientDraft`] holds what was told, in a form or in a row of a spreadsheet, each thing
//! by its [`Item`] (`item`); `text` writes the file or says what is to change in one that is
//! there, and `workspace` holds the files that a new workspace begins with. Invariant: pure;
//! what was told reads back from the file as it was told, and nothing else is made up.

mod item;
mod text;
mod typed;
mod workspace;

use std::collections::BTreeMap;

use crate::value::Invalid;

pub use item::{Item, Known};
pub use workspace::{Speech, StartFile, start_files};

/// What has been told of one client.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientDraft {
    told: BTreeMap<Item, Told>,
}

/// A thing that was told, in the form that a file holds it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// One value.
    One(String),
    /// Several, in their order.
    Many(Vec<String>),
}

impl ClientDraft {
    /// Takes what somebody has typed for one item; nothing where it is blank.
    ///
    /// # Errors
    /// It is none of the words that can stand there.
    pub fn tell(&mut self, item: Item, typed: &str) -> Result<(), Invalid> {
        if let Some(told) = item.read(typed)? {
            self.told.insert(item, told);
        }
        Ok(())
    }

    /// What was told of an item, as one line.
    pub fn told(&self, item: Item) -> Option<String> {
        Some(match self.told.get(&item)? {
            Told::One(text) => text.clone(),
            Told::Many(texts) => texts.join(", "),
        })
    }

    /// Forgets an item.
    pub fn forget(&mut self, item: Item) {
        self.told.remove(&item);
    }

    /// Every item that was told.
    pub fn items(&self) -> impl Iterator<Item = Item> {
        self.told.keys().copied()
    }
}

#[cfg(test)]
mod tests;
