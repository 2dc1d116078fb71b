//! What is remembered of a kit beside it: stamps of its files, and the caller's own state.
//!
//! `dist/.vpsite/<slug>.state` <-> [`Record`]. The file begins with the SHA-256 of its
//! rest, so that what a crash has torn is as good as none. Invariant: a record holds for
//! one manifest alone; beside any other it proves nothing of what the kit holds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::value::{OutPath, sha256};

use super::disk::Stamp;

/// What the last commit has left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// SHA-256 of the manifest of the kit that this is about.
    pub manifest: String,
    /// Every file of the kit.
    pub files: BTreeMap<String, Seen>,
    /// What the caller wants to find again.
    #[serde(skip)]
    pub state: Vec<u8>,
}

/// One file as it was when the kit was committed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Its SHA-256.
    pub hash: String,
    /// Its size and time.
    #[serde(flatten)]
    pub stamp: Stamp,
}

impl Record {
    /// Reads a record; `None` where it is torn or names a path outside.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let (digest, rest) = split(bytes)?;
        if sha256(rest).as_bytes() != digest {
            return None;
        }
        let (json, state) = split(rest)?;
        let mut record: Self = serde_json::from_slice(json).ok()?;
        state.clone_into(&mut record.state);
        record.files.keys().all(|path| OutPath::parse(path).is_ok()).then_some(record)
    }

    /// The record as it is written: its hash, a line of JSON, the caller's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Texts and numbers have no way to fail.
        let mut rest = serde_json::to_vec(self).unwrap_or_default();
        rest.push(b'\n');
        rest.extend_from_slice(&self.state);
        let mut bytes = sha256(&rest).into_bytes();
        bytes.push(b'\n');
        bytes.extend(rest);
        bytes
    }
}

/// The first line, and what follows.
fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    Some((&bytes[..end], &bytes[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_comes_back_with_its_state_and_a_torn_one_does_not() {
        let stamp = serde_json::from_str(r#"{"size": 3, "seconds": 5, "nanos": 7}"#).unwrap();
        let seen = Seen { hash: sha256(b"abc"), stamp };
        let files = BTreeMap::from([("site/index.html".to_owned(), seen)]);
        let record = Record { manifest: sha256(b"m"), files, state: b"a\n\0b".to_vec() };
        let bytes = record.to_bytes();
        assert_eq!(Record::parse(&bytes).unwrap(), record);
        for torn in [0, 10, 64, 65, 100, bytes.len() - 1] {
            assert!(Record::parse(&bytes[..torn]).is_none(), "{torn}");
        }
    }
}
