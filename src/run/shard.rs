//! One of N parts of the clients: what one of several machines builds.
//!
//! Input: the clients of a workspace and `K/N`. Output: those of part K. Invariants: together
//! the parts hold every client once; who has which depends on the client files alone, not on
//! the machine, on the order of a folder or on what is built already; parts are even by the
//! work that their clients are. A client that cannot be read is in a part too, which tells of it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::diag::{Diagnostic, Diagnostics, Sentence, say};
use crate::load::Workspace;
use crate::value::List;
use crate::yaml;

// Parts of the processor's time for whole kits of 1, 2 and 4 languages with 1 and 4 posters: 2.4 s a
// language, 0.45 s a poster in a language and 0.2 s a client, on a machine that was busy besides; only
// how they stand to each other counts.

/// The work on one language of a client: pages, flyer, cards, mails.
const LANGUAGE: u64 = 10;
/// The work on one poster in one language, all its sheets.
const POSTER: u64 = 2;
/// The work on what a kit has once, such as its first page.
const ONCE: u64 = 1;

/// Which part of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// From 1 to `of`.
    pub number: u32,
    /// How many parts there are.
    pub of: u32,
}

impl Shard {
    /// Reads `K/N`.
    ///
    /// # Errors
    /// It is no such pair, or K is not one of 1 to N.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        let numbers = text.split_once('/').and_then(|(number, of)| {
            Some((number.trim().parse::<u32>().ok()?, of.trim().parse::<u32>().ok()?))
        });
        let fault = |what: Sentence, hint: Sentence| {
            Err(Diagnostic::error("client/shard", what).hint(hint))
        };
        match numbers {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            Some((_, 0)) => fault(
                say!("`{text}` is no part of the clients: nothing is parted into none"),
                say!("`1/1` is all of them, and `2/4` the second part of four"),
            ),
            Some((_, of)) => fault(
                say!("`{text}` is no part of the clients: the parts are `1/{of}` to `{of}/{of}`"),
                say!("an engine that counts from 0 has to add one"),
            ),
            None => fault(
                say!("`{text}` is no part of the clients"),
                say!("write the number of the part and how many there are, as in `2/4`"),
            ),
        }
    }

    /// The clients of this part, in the order in which they were given.
    pub fn of(self, workspace: &Workspace, clients: Vec<PathBuf>) -> Vec<PathBuf> {
        let name = |path: &PathBuf| path.file_stem().unwrap_or_default().to_owned();
        let weights: Vec<u64> = clients.iter().map(|path| weight(workspace, path)).collect();
        // By name, so that no part depends on how the workspace is called on this machine.
        let mut order: Vec<usize> = (0..clients.len()).collect();
        order.sort_by_cached_key(|index| (Reverse(weights[*index]), name(&clients[*index])));
        let ordered: Vec<u64> = order.iter().map(|index| weights[*index]).collect();
        let mut mine = vec![false; clients.len()];
        for (index, part) in order.into_iter().zip(parts(&ordered, self.of)) {
            mine[index] = part + 1 == self.number;
        }
        clients.into_iter().zip(mine).filter_map(|(path, mine)| mine.then_some(path)).collect()
    }
}

/// Of each of these weights, the heaviest first, the part that it goes to, from 0: the one that
/// has least so far, so that no part is heavier than another by more than one client is.
fn parts(weights: &[u64], of: u32) -> Vec<u32> {
    // Parts beyond the number of clients stay empty.
    let of = of.min(u32::try_from(weights.len()).unwrap_or(of));
    let mut lightest: BinaryHeap<Reverse<(u64, u32)>> =
        (0..of).map(|it| Reverse((0, it))).collect();
    let mut parts = Vec::with_capacity(weights.len());
    for weight in weights {
        let Some(mut part) = lightest.peek_mut() else { break };
        let Reverse((has, number)) = *part;
        parts.push(number);
        *part = Reverse((has + weight, number));
    }
    parts
}

/// What is read of a client file here.
#[derive(Debug, Default, Deserialize)]
struct Keys {
    #[serde(default)]
    languages: List<IgnoredAny>,
    #[serde(default)]
    posters: List<IgnoredAny>,
}

/// How much work a client is, as far as its YAML tells: pages and print products come once for
/// each language, posters once for each language and headline.
fn weight(workspace: &Workspace, path: &Path) -> u64 {
    let Ok(file) = workspace.client(path) else { return ONCE };
    // What is wrong with the file, its own build tells.
    let keys: Keys = yaml::read(&file.tree, &mut Diagnostics::new());
    let languages = count(&keys.languages).max(1);
    ONCE + languages * (LANGUAGE + count(&keys.posters).max(1) * POSTER)
}

fn count(list: &List<IgnoredAny>) -> u64 {
    list.value().map_or(0, |items| items.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_part_is_refused_with_a_word_that_helps() {
        assert_eq!(Shard::parse("2/4").unwrap(), Shard { number: 2, of: 4 });
        assert_eq!(Shard::parse("1/1").unwrap(), Shard { number: 1, of: 1 });
        let said = |text| Shard::parse(text).unwrap_err().hints[0].to_string();
        assert!(said("0/4").contains("from 0") && said("5/4").contains("from 0"));
        assert!(said("0/0").contains("1/1") && said("1/0").contains("1/1"));
        for text in ["a/b", "", "/", "1", "1/", "/4", "-1/4", "1/4/4", "1.5/4", "99999999999/1"] {
            assert!(said(text).contains("2/4"), "{text}");
        }
    }

    #[test]
    fn no_part_is_heavier_than_another_by_more_than_one_client() {
        // Weights of a pseudo-random row, the same every time.
        let mut seed = 7_u64;
        let mut weights: Vec<u64> = (0..1_000)
            .map(|_| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                18 + (seed >> 33) % 150
            })
            .collect();
        weights.sort_unstable_by(|a, b| b.cmp(a));
        for of in [1, 2, 3, 7, 16, 500, 999, 1_000, 1_001, 5_000, u32::MAX] {
            let parts = parts(&weights, of);
            assert_eq!(parts.len(), weights.len());
            let mut sums = vec![0; of.min(1_000) as usize];
            for (weight, part) in weights.iter().zip(parts) {
                sums[part as usize] += weight;
            }
            let (least, most) = (sums.iter().min().unwrap(), sums.iter().max().unwrap());
            assert!(most - least <= weights[0], "{of}: {least} to {most}");
        }
        assert!(parts(&[], 3).is_empty());
    }
}
