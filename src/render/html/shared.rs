//! What pages of one language have in common -> gathered once, not for each of them.
//!
//! Pages that lie in one folder and have one template differ in what they say, and in
//! where they stand in the menu; client, words, files and the links to them are the same.
//! Invariant: a page gets the very values that it would get if it were the only one; its
//! key is made of their digest and of what is its own.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use tera::Context;

use super::super::key::Keyer;
use crate::diag::Result;

/// Values that pages have in common.
#[derive(Default)]
pub struct Common {
    /// For the template engine, which shares them too.
    pub(super) context: Context,
    /// Stands for them in the keys of the pages.
    pub(super) digest: String,
}

impl Common {
    /// Values, and the same for the template engine.
    pub(super) fn new(context: Context, values: &Value) -> Self {
        let key = Keyer::new("common").with_values(values).key();
        Self { context, digest: key.as_str().to_owned() }
    }
}

/// From where a page is read, as far as its links are concerned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seat {
    /// From its place in this folder of the kit.
    In(String),
    /// From where its links have to be whole.
    Elsewhere,
    /// The same, pasted into another page.
    Within,
}

/// What pages of one language of one client have in common, by template and seat.
#[derive(Default)]
pub struct Commons(Mutex<BTreeMap<(String, Seat), Arc<Common>>>);

impl Commons {
    /// What is common to the pages of a template at a seat; `make` makes it for the first.
    ///
    /// # Errors
    /// Those of `make`, for each page again.
    pub(super) fn of(
        &self,
        template: &str,
        seat: Seat,
        make: impl FnOnce() -> Result<Common>,
    ) -> Result<Arc<Common>> {
        let key = (template.to_owned(), seat);
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = lock().get(&key).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        // Not while it is locked: two threads that make the same make the same.
        let made = Arc::new(make()?);
        lock().insert(key, made.clone());
        Ok(made)
    }
}
