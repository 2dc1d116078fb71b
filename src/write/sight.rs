//! A kit as it lies there, seen without its lock: for who asks and writes nothing.
//!
//! A place -> manifest, state and archive of that moment. Invariant: nothing is made, moved
//! or locked; another process may be at work, and then the next look sees more.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::disk::{self, Done, Lies};
use super::kit::{self, Found, Memory};
use super::vault::Place;
use super::zip::Archive;

/// What is seen of a kit.
#[derive(Debug)]
pub struct Sight {
    place: Place,
    record: Memory,
    found: Found,
    archives: Vec<(PathBuf, Archive)>,
}

impl Sight {
    pub(super) fn of(place: &Place) -> Done<Self> {
        // Something else in the place of a kit is none.
        let found = match disk::look(&place.target)? {
            Lies::Folder => Found::at(place)?,
            _ => Found::Nothing,
        };
        let archives = match &found {
            Found::Kit(_, hash) => Archive::beside(place, hash)?,
            _ => Archive::beside(place, "")?,
        };
        Ok(Self { place: place.clone(), record: Memory::at(place)?, found, archives })
    }

    /// Whether there is a kit with a manifest.
    pub fn is_kit(&self) -> bool {
        matches!(self.found, Found::Kit(..))
    }

    /// The state that the last commit was given, if it was about the kit that is there.
    pub fn state(&self) -> Option<&[u8]> {
        kit::known(&self.record, &self.found).map(|record| &record.state[..])
    }

    /// The same of a kit that is there or is not any more.
    pub fn last_state(&self) -> Option<&[u8]> {
        match &self.record {
            Memory::Last(record) => Some(&record.state),
            _ => None,
        }
    }

    /// Whether every file is there with the size and the time of the last commit.
    pub fn is_intact(&self) -> bool {
        let known = kit::known(&self.record, &self.found);
        known.is_some_and(|record| kit::is_intact(&self.place, record))
    }

    /// The hash of every file that the manifest names, by its path.
    pub fn hashes(&self) -> BTreeMap<String, String> {
        kit::hashes(&self.found)
    }

    /// Whether an archive beside it is of another kit.
    pub fn has_old_archive(&self) -> bool {
        self.archives.iter().any(|(_, archive)| *archive == Archive::Old)
    }

    /// Where it lies, as people see it.
    pub fn shown(&self) -> String {
        disk::shown(&self.place.target)
    }
}
