//! A text with values in it -> its blocks; of each file the last one is kept.
//!
//! Half of the texts say the same of every client, and the others often do of one and the
//! next. Invariant: blocks are handed out for the very text that they were made of, compared
//! letter by letter; a text with a fault is never kept, and no more than one of each file is,
//! so that memory does not grow with clients.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::diag::Diagnostics;
use crate::words::Together;

use super::markdown;
use super::text::Block;

/// The last text of each file of one language, and its blocks.
#[derive(Debug, Default)]
pub struct Parsed(Mutex<BTreeMap<String, Last>>);

/// A text and what it was parsed into.
#[derive(Debug)]
struct Last {
    text: String,
    blocks: Arc<[Block]>,
}

/// What another layer lies over has texts of its own, and may bind words in another way.
impl Clone for Parsed {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Parsed {
    /// The blocks of a text of the file `name`, in their last form.
    pub fn blocks(
        &self,
        name: &str,
        text: String,
        together: &Together,
        faults: &mut Diagnostics,
    ) -> Arc<[Block]> {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(last) = lock().get(name)
            && last.text == text
        {
            return last.blocks.clone();
        }
        let mut found = Diagnostics::new();
        let mut blocks = markdown::parse(&text, &mut found);
        Block::finish(&mut blocks, together);
        let blocks: Arc<[Block]> = blocks.into();
        if found.is_empty() {
            lock().insert(name.to_owned(), Last { text, blocks: blocks.clone() });
        }
        faults.extend(found);
        blocks
    }
}
