//! A content security policy -> in what it differs from ours.
//!
//! Both are read as a browser does (CSP 3, section 2.2) and compared directive by
//! directive. Invariant: a policy passes only when it says exactly ours, in any
//! order and case: what allows more is a hole, what allows less breaks the page,
//! and what is new may report to somebody.

use crate::diag::{Sentence, say};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// In what `found` differs from `ours`, in words that follow a colon.
pub fn differences(found: &str, ours: &str) -> Vec<Sentence> {
    let (found, twice) = directives(found);
    let (ours, _) = directives(ours);
    let mut said: Vec<Sentence> = Vec::new();
    said.extend(twice.iter().map(|name| say!("says `{name}` twice")));
    for (name, sources) in &found {
        let Some(own) = ours.get(name) else {
            said.push(say!("adds `{name}`"));
            continue;
        };
        let more = sources.difference(own).map(|source| say!("allows `{source}` in `{name}`"));
        let less = own.difference(sources).map(|source| say!("lacks `{source}` in `{name}`"));
        said.extend(more.chain(less));
    }
    let missing = ours.keys().filter(|name| !found.contains_key(*name));
    said.extend(missing.map(|name| say!("lacks `{name}`")));
    said
}

/// Directives with their sources, and those that are named again.
fn directives(policy: &str) -> (BTreeMap<String, BTreeSet<String>>, Vec<String>) {
    let mut all = BTreeMap::new();
    let mut twice = Vec::new();
    for directive in policy.split(';') {
        let mut words = directive.split_ascii_whitespace().map(str::to_ascii_lowercase);
        let Some(name) = words.next() else { continue };
        match all.entry(name) {
            Entry::Occupied(known) => twice.push(known.key().clone()),
            Entry::Vacant(new) => drop(new.insert(words.collect())),
        }
    }
    (all, twice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::{KIT_POLICY, POLICY};

    #[test]
    fn our_own_policies_allow_nothing_from_elsewhere() {
        for (policy, own) in [
            (POLICY, ["'none'", "'self'"].as_slice()),
            (KIT_POLICY, &["'none'", "'self'", "'unsafe-inline'"]),
        ] {
            let (directives, twice) = directives(policy);
            assert!(twice.is_empty());
            assert_eq!(directives["default-src"], BTreeSet::from(["'none'".to_owned()]));
            for needed in ["base-uri", "form-action"] {
                assert_eq!(directives[needed], BTreeSet::from(["'none'".to_owned()]), "{needed}");
            }
            for (name, sources) in &directives {
                assert!(sources.iter().all(|s| own.contains(&s.as_str())), "{name}: {sources:?}");
                let inline = sources.contains("'unsafe-inline'");
                assert!(!inline || name == "style-src", "{name}");
            }
        }
    }

    #[test]
    fn order_case_and_space_say_nothing_and_every_word_does() {
        let ours = "default-src 'none'; img-src 'self'; base-uri 'none'";
        let same = " BASE-URI 'none' ;img-src\t'SELF';; default-src 'none';";
        assert!(differences(same, ours).is_empty());
        let cases = [
            ("default-src 'none'; img-src *; base-uri 'none'", "`*` in `img-src`"),
            ("default-src 'none'; img-src 'self' https://a.nl; base-uri 'none'", "`https://a.nl`"),
            ("default-src 'none'; img-src 'self'", "lacks `base-uri`"),
            (
                "default-src 'none'; img-src 'self'; base-uri 'none'; report-uri https://a.nl",
                "adds `report-uri`",
            ),
            ("default-src *; default-src 'none'; img-src 'self'; base-uri 'none'", "twice"),
            ("default-src 'none'; img-src 'self'; base-uri 'none', default-src *", "`'none',`"),
            ("", "lacks `default-src`"),
        ];
        for (policy, said) in cases {
            let all = Sentence::joined(differences(policy, ours), "; ").to_string();
            assert!(all.contains(said), "{policy}: {all}");
        }
    }
}
