//! What is remembered of a kit beside it: keys, remarks and facts <-> JSON.
//!
//! Invariant: what another build of the program has stored is as good as nothing, but for
//! what a kit was made from, which has a form of its own ([`Sources`]).

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::audit::Facts;
use crate::change::Sources;
use crate::diag::{Diagnostics, SourceFile, stored};
use crate::load::Workspace;
use crate::write::Packing;

/// The name of this build of the program, made from its sources and its compiler.
pub(super) const BUILD: &str = env!("VPSITE_BUILD");

/// What is remembered of a kit.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct State {
    /// The build of the program that made it.
    build: String,
    /// The key of everything that the kit was made from.
    pub(super) kit: String,
    /// The folder that places in remarks are shown from.
    from: PathBuf,
    /// The workspace of the client.
    #[serde(default)]
    home: PathBuf,
    /// What the kit was made from, subject by subject.
    #[serde(default)]
    sources: Sources,
    /// Everything that was found.
    remarks: Value,
    /// Every output by its path.
    pub(super) outputs: BTreeMap<String, OutputState>,
    /// How it is packed.
    pub(super) packing: Option<Packing>,
}

/// What tells whether a kit is as it should be, and what to say of it then: the same as a
/// [`State`], whose outputs are only counted.
#[derive(Debug, Deserialize)]
pub(super) struct Head {
    build: String,
    pub(super) kit: String,
    from: PathBuf,
    remarks: Value,
    outputs: Count,
    pub(super) packing: Option<Packing>,
}

/// How many entries a map has.
#[derive(Debug)]
struct Count(usize);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Counting;
        impl<'de> Visitor<'de> for Counting {
            type Value = Count;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Count, A::Error> {
                let mut count = 0;
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
                    count += 1;
                }
                Ok(Count(count))
            }
        }
        from.deserialize_map(Counting)
    }
}

impl Head {
    /// Reads what was stored; nothing where another build of the program has done it.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let head: Self = serde_json::from_slice(bytes).ok()?;
        (head.build == BUILD).then_some(head)
    }

    /// How many outputs the kit has.
    pub(super) fn outputs(&self) -> usize {
        self.outputs.0
    }

    /// Everything that was found when the kit was made; `None` where a source has changed.
    pub(super) fn remarks(&self, workspace: &Workspace) -> Option<Diagnostics> {
        told(&self.remarks, workspace, &self.from)
    }
}

/// What another build of the program may read too.
#[derive(Deserialize)]
struct Lasting {
    home: Option<PathBuf>,
    sources: Option<Sources>,
}

/// What is remembered of one output.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct OutputState {
    /// The key of everything that it was made from.
    pub(super) key: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub(super) hash: String,
    /// What matters to other outputs.
    pub(super) facts: Facts,
    /// What was found in it.
    remarks: Value,
}

impl State {
    /// What is worth remembering of a kit that is good.
    pub(super) fn new(
        workspace: &Workspace,
        (kit, sources): (&str, &Sources),
        remarks: &Diagnostics,
        outputs: BTreeMap<String, OutputState>,
    ) -> Self {
        Self {
            build: BUILD.to_owned(),
            kit: kit.to_owned(),
            from: workspace.cwd().to_owned(),
            home: workspace.root().to_owned(),
            sources: sources.clone(),
            remarks: stored::to_json(remarks),
            outputs,
            packing: None,
        }
    }

    /// The same with how the kit is packed.
    pub(super) fn packed_as(self, packing: Packing) -> Self {
        Self { packing: Some(packing), ..self }
    }

    /// Reads what was stored; nothing where another build of the program has done it.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let state: Self = serde_json::from_slice(bytes).ok()?;
        (state.build == BUILD).then_some(state)
    }

    /// What a kit was made from, whichever build of the program has stored it.
    pub(super) fn sources(bytes: &[u8]) -> Option<Sources> {
        let lasting: Lasting = serde_json::from_slice(bytes).ok()?;
        lasting.sources.filter(Sources::is_known)
    }

    /// The workspace of the client, whichever build of the program has stored it.
    pub(super) fn home(bytes: &[u8]) -> Option<PathBuf> {
        let lasting: Lasting = serde_json::from_slice(bytes).ok()?;
        lasting.home
    }

    /// As it is stored.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        // Texts in maps have no way to fail.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// What was found in one output; `None` where a source has changed.
    pub(super) fn remarks_of(&self, path: &str, workspace: &Workspace) -> Option<Diagnostics> {
        told(&self.outputs.get(path)?.remarks, workspace, &self.from)
    }
}

impl OutputState {
    /// What is worth remembering of an output.
    pub(super) fn new(key: &str, hash: &str, facts: Facts, remarks: &Diagnostics) -> Self {
        let remarks = stored::to_json(remarks);
        Self { key: key.to_owned(), hash: hash.to_owned(), facts, remarks }
    }
}

fn told(remarks: &Value, workspace: &Workspace, from: &Path) -> Option<Diagnostics> {
    let mut sources: BTreeMap<String, Arc<SourceFile>> = BTreeMap::new();
    stored::from_json(remarks, &mut |shown| {
        if let Some(source) = sources.get(shown) {
            return Some(source.clone());
        }
        let source = workspace.source(shown, from)?;
        sources.insert(shown.to_owned(), source.clone());
        Some(source)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::path::Path;

    #[test]
    fn what_another_build_of_the_program_has_stored_is_as_good_as_nothing() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let workspace = Workspace::find(here, here).unwrap();
        let mut state = State::new(
            &workspace,
            ("k", &Sources::new("1", &[], &BTreeMap::new())),
            &Diagnostics::new(),
            BTreeMap::new(),
        );
        assert!(State::parse(&state.to_bytes()).is_some());
        state.build = format!("{BUILD}0");
        assert!(State::parse(&state.to_bytes()).is_none());
        assert_eq!(State::sources(&state.to_bytes()), Some(state.sources));
        assert!(State::sources(b"{}").is_none() && State::home(b"{}").is_none());
        assert!(State::parse(b"{}").is_none() && State::parse(b"").is_none());
    }
}
