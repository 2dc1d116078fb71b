//! What a kit was made from, small enough to be remembered beside it.
//!
//! A client's keys, the files they name, texts, theme and program <-> their digests.
//! Invariant: no value of the client is held but its address, which is public, its edition
//! and the names of advisers; all else is a digest, which tells whether it changed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diag::Sentence;
use crate::value::sha256;

/// The form of what is stored; of another form nothing is known.
const FORM: u32 = 1;
/// Hexadecimal digits of a digest: enough that two values of one key never share it.
const DIGITS: usize = 12;
/// Parts the keys of a path; no key and no name holds it.
pub(super) const PART: char = '\t';

/// What a kit was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sources {
    form: u32,
    /// The build of the program.
    pub program: String,
    /// The address that the codes hold.
    pub address: Option<String>,
    /// The date of every document, as it was written.
    pub edition: String,
    /// The keys of the client over those of the practice, by their path.
    pub(super) keys: BTreeMap<String, String>,
    /// Texts that are not built in, by their path.
    pub(super) content: BTreeMap<String, String>,
    /// The files of the theme.
    pub(super) theme: String,
}

impl Sources {
    /// What the keys of a client say; `files` has the digest of each file that a key may
    /// name, so that another picture of the same name is another value.
    pub fn new(
        program: &str,
        leaves: &[(Vec<String>, String)],
        files: &BTreeMap<String, String>,
    ) -> Self {
        let mut keys = BTreeMap::new();
        let mut edition = String::new();
        for (path, value) in leaves {
            let said = match files.get(value) {
                Some(file) => format!("{value}\0{file}"),
                None => value.clone(),
            };
            if path.iter().eq(["edition"]) {
                value.trim().clone_into(&mut edition);
            }
            let path: Vec<String> = path.iter().map(|key| key.replace(PART, " ")).collect();
            keys.insert(path.join(&PART.to_string()), digest(&said));
        }
        Self { form: FORM, program: program.to_owned(), edition, keys, ..Self::default() }
    }

    /// With the address that the codes hold.
    #[must_use]
    pub fn at(mut self, address: Option<&str>) -> Self {
        self.address = address.map(str::to_owned);
        self
    }

    /// With the texts that are not built in and the theme, each by its hash.
    #[must_use]
    pub fn with(
        mut self,
        content: impl IntoIterator<Item = (String, String)>,
        theme: &str,
    ) -> Self {
        let short = |(path, hash): (String, String)| (path, digest(&hash));
        self.content = content.into_iter().map(short).collect();
        self.theme = digest(theme);
        self
    }

    /// Whether it was stored in the form that is known here.
    pub fn is_known(&self) -> bool {
        self.form == FORM
    }

    /// Whether both are of an organisation of the same name.
    pub fn is_of_same(&self, other: &Self) -> bool {
        let name =
            |of: &Self| of.keys.get(&["organisation", "name"].join(&PART.to_string())).cloned();
        name(self).is_some_and(|own| Some(own) == name(other))
    }

    /// The old address and the new one, where they differ.
    pub fn other_address(&self, now: &Self) -> Option<(String, String)> {
        let (old, new) = self.address.clone().zip(now.address.clone())?;
        (old != new).then_some((old, new))
    }

    /// Whether something else changed than the program.
    pub(super) fn by_hand(&self, now: &Self) -> bool {
        self.keys != now.keys || self.content != now.content || self.theme != now.theme
    }

    /// What changed until now, in words; empty where nothing did.
    pub fn reasons(&self, now: &Self) -> Vec<Sentence> {
        super::reasons::between(self, now)
    }
}

fn digest(text: &str) -> String {
    let mut hash = sha256(text.as_bytes());
    hash.truncate(DIGITS);
    hash
}
