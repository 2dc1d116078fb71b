//! Two builds of a kit -> what the later one means for people.
//!
//! In: what each was made from ([`Sources`]), and the hashes of its files with what each
//! file is for ([`Part`]). Out: what changed and why, what is to be printed, uploaded and
//! sent again ([`Change`]). Invariants: pure; a reason is a fact that both builds have
//! stored, and never a guess; where nothing is stored, only files are compared.

mod reasons;
mod sources;

use crate::diag::{Catalogue, Sentence, say};
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

pub use sources::Sources;

/// What a file of a kit is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Paper that hangs or is handed out, by the name of the product.
    Paper(String),
    /// A picture for screens, by the name of the product.
    Screen(String),
    /// A file of the site.
    Site,
    /// A text to send or to paste, by the name of the message.
    Message(String),
    /// What HR and management read, by the name of the product.
    Pack(String),
    /// An invitation for calendars.
    Invitation,
    /// A contact card for HR.
    Card,
    /// What whoever looks after the server needs.
    Hosting,
    /// What nobody has to do anything about: the kit's first page, previews.
    Rest,
}

/// A file of the kit that is now.
#[derive(Clone, Debug)]
pub struct File {
    /// Its path in the kit.
    pub path: String,
    /// What it is for.
    pub part: Part,
    /// SHA-256 of its bytes.
    pub hash: String,
}

/// What changed from one kit to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// What it came from; `None` where nobody knows any more what the old kit was made from.
    pub reasons: Option<Vec<Sentence>>,
    /// What has other files now.
    pub parts: Vec<Part>,
    /// Files that the kit no longer has.
    pub gone: Vec<String>,
    /// The edition, where paper changed and its date did not, by the client's own doing.
    pub same_edition: Option<String>,
    /// The address that printed codes open and the one that they would, where they differ.
    pub address: Option<(String, String)>,
}

/// Compares the kit that was, by the hashes of its files, with the one that is; nothing
/// where nothing changed for anybody.
pub fn compare(
    was: &BTreeMap<String, String>,
    is: &[File],
    before: Option<&Sources>,
    now: &Sources,
) -> Option<Change> {
    let changed = |file: &&File| was.get(&file.path) != Some(&file.hash);
    let mut parts: Vec<Part> = is.iter().filter(changed).map(|file| file.part.clone()).collect();
    let there: BTreeSet<&str> = is.iter().map(|file| file.path.as_str()).collect();
    let gone = was.keys().filter(|path| !there.contains(path.as_str()));
    // Pages and pictures come and go with a site, which is uploaded as a whole.
    let (site, gone): (Vec<String>, Vec<String>) =
        gone.cloned().partition(|path| path.starts_with(SITE));
    parts.extend((!site.is_empty()).then_some(Part::Site));
    parts.sort();
    parts.dedup();
    parts.retain(|part| *part != Part::Rest);
    let address = before.and_then(|before| before.other_address(now));
    if parts.is_empty() && gone.is_empty() && address.is_none() {
        return None;
    }
    let paper = parts.iter().any(|part| matches!(part, Part::Paper(_)));
    let same = before.filter(|before| before.edition == now.edition && before.by_hand(now));
    let same_edition = same.filter(|_| paper).map(|_| now.edition.clone());
    let reasons = before.map(|before| reasons::between(before, now));
    Some(Change { reasons, parts, gone, same_edition, address })
}

/// Where the files of a site lie.
pub const SITE: &str = "site/";
/// Files that are named one by one, at most.
const NAMED: usize = 3;

impl Change {
    /// What it came from, in one line.
    pub fn why(&self) -> Sentence {
        match &self.reasons {
            None => say!("nobody remembers what the old kit was made from"),
            Some(reasons) => Sentence::joined(reasons.clone(), ", "),
        }
    }

    /// What people have to do, one step a line.
    pub fn steps(&self) -> Vec<Sentence> {
        let names = |of: fn(&Part) -> Option<&String>| -> Option<String> {
            let names: Vec<&str> = self.parts.iter().filter_map(of).map(String::as_str).collect();
            (!names.is_empty()).then(|| names.join(", "))
        };
        let has = |part: &Part| self.parts.contains(part);
        let mut steps = Vec::new();
        let mut step = |said: Option<Sentence>| steps.extend(said);
        step(
            names(|part| match part {
                Part::Paper(name) => Some(name),
                _ => None,
            })
            .map(|names| say!("reprint: {names}")),
        );
        step(
            has(&Part::Site)
                .then(|| say!("the site changed: upload it again, in place of the old one")),
        );
        step(
            has(&Part::Hosting)
                .then(|| say!("`hosting/` changed: give it to whoever looks after the server")),
        );
        step(
            names(|part| match part {
                Part::Message(name) => Some(name),
                _ => None,
            })
            .map(|names| say!("texts to send or to paste changed: {names}")),
        );
        step(
            names(|part| match part {
                Part::Pack(name) => Some(name),
                _ => None,
            })
            .map(|names| say!("for HR and management, send it anew: {names}")),
        );
        step(
            names(|part| match part {
                Part::Screen(name) => Some(name),
                _ => None,
            })
            .map(|names| say!("replace the pictures on screens: {names}")),
        );
        step(
            has(&Part::Invitation)
                .then(|| say!("invitations for calendars changed: send them again")),
        );
        step(has(&Part::Card).then(|| say!("contact cards for the address book of HR changed")));
        step(match self.gone.as_slice() {
            [] => None,
            few if few.len() <= NAMED => Some(say!("no longer in the kit: {}", few.join(", "))),
            many => {
                let (named, more) = (many[..NAMED].join(", "), many.len() - NAMED);
                Some(say!("no longer in the kit: {named} and {more} more"))
            }
        });
        steps
    }

    /// The same for scripts.
    pub fn json(&self, catalogue: &Catalogue) -> Value {
        let names = |of: fn(&Part) -> Option<&String>| -> Vec<&String> {
            self.parts.iter().filter_map(of).collect()
        };
        json!({
            "reasons": self.reasons.as_ref().map(|reasons| {
                reasons.iter().map(|reason| reason.in_words(catalogue)).collect::<Vec<_>>()
            }),
            "paper": names(|part| match part { Part::Paper(name) => Some(name), _ => None }),
            "messages": names(|part| match part { Part::Message(name) => Some(name), _ => None }),
            "pack": names(|part| match part { Part::Pack(name) => Some(name), _ => None }),
            "screens": names(|part| match part { Part::Screen(name) => Some(name), _ => None }),
            "site": self.parts.contains(&Part::Site),
            "hosting": self.parts.contains(&Part::Hosting),
            "invitations": self.parts.contains(&Part::Invitation),
            "cards": self.parts.contains(&Part::Card),
            "gone": self.gone,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, part: Part, hash: &str) -> File {
        File { path: path.to_owned(), part, hash: hash.to_owned() }
    }

    fn kit(hash: &str) -> Vec<File> {
        let paper = |id: &str| Part::Paper(id.to_owned());
        vec![
            file("index.html", Part::Rest, hash),
            file("print/flyer-nl.pdf", paper("flyer"), hash),
            file("print/flyer-en.pdf", paper("flyer"), "same"),
            file("print/card-nl.pdf", paper("card"), "same"),
            file("site/index.html", Part::Site, hash),
        ]
    }

    fn hashes(kit: &[File]) -> BTreeMap<String, String> {
        kit.iter().map(|file| (file.path.clone(), file.hash.clone())).collect()
    }

    fn sources(edition: &str, number: &str) -> Sources {
        let leaves = [
            (vec!["edition".to_owned()], edition.to_owned()),
            (
                ["advisers", "Sam Smit", "channels", "phone", "number"].map(str::to_owned).to_vec(),
                number.to_owned(),
            ),
        ];
        Sources::new("build 1", &leaves, &BTreeMap::new()).at(Some("https://vp.example.nl/a/"))
    }

    #[test]
    fn a_changed_number_is_told_with_what_it_means_for_people() {
        let (before, now) = (sources("2026-11", "1"), sources("2026-11", "2"));
        let change = compare(&hashes(&kit("a")), &kit("b"), Some(&before), &now).unwrap();
        assert_eq!(change.why(), "phone number of Sam Smit");
        assert_eq!(
            change.steps(),
            ["reprint: flyer", "the site changed: upload it again, in place of the old one"]
        );
        assert_eq!(change.same_edition.as_deref(), Some("2026-11"));
        // With another date nobody takes the old sheet for the new one.
        let now = sources("2026-12", "2");
        let change = compare(&hashes(&kit("a")), &kit("b"), Some(&before), &now).unwrap();
        assert_eq!(change.same_edition, None);
        assert_eq!(change.why(), "edition, phone number of Sam Smit");
    }

    #[test]
    fn what_changes_nothing_for_anybody_is_not_told() {
        let (before, now) = (sources("2026-11", "1"), sources("2026-11", "2"));
        assert!(compare(&hashes(&kit("a")), &kit("a"), Some(&before), &now).is_none());
        let mut first = kit("a");
        first[0].hash = "z".to_owned();
        assert!(compare(&hashes(&kit("a")), &first, Some(&before), &now).is_none());
    }

    #[test]
    fn a_lost_memory_gives_no_reason_and_no_word_on_the_edition() {
        let now = sources("2026-11", "2");
        let change = compare(&hashes(&kit("a")), &kit("b"), None, &now).unwrap();
        assert_eq!((change.reasons.as_ref(), change.same_edition.as_ref()), (None, None));
        assert_eq!(change.steps().len(), 2);
    }

    #[test]
    fn another_program_is_a_reason_and_no_fault_of_the_edition() {
        let before = sources("2026-11", "1");
        let mut now = before.clone();
        now.program = "build 2".to_owned();
        let change = compare(&hashes(&kit("a")), &kit("b"), Some(&before), &now).unwrap();
        assert_eq!(change.why(), "this version of vpsite");
        assert_eq!(change.same_edition, None);
    }

    #[test]
    fn files_that_are_gone_are_named_or_counted() {
        let mut was = hashes(&kit("a"));
        let now = sources("2026-11", "1");
        was.insert("print/flyer-pl.pdf".to_owned(), "a".to_owned());
        let change = compare(&was, &kit("a"), Some(&now), &now).unwrap();
        assert_eq!(change.steps(), ["no longer in the kit: print/flyer-pl.pdf"]);
        was.extend((0..3).map(|n| (format!("print/z{n}.pdf"), String::new())));
        let change = compare(&was, &kit("a"), Some(&now), &now).unwrap();
        assert!(
            change.steps()[0].to_string().ends_with("print/z1.pdf and 1 more"),
            "{:?}",
            change.steps()
        );
    }

    #[test]
    fn another_address_is_told_though_no_file_changed() {
        let before = sources("2026-11", "1");
        let now = sources("2026-11", "1").at(Some("https://vp.example.nl/b/"));
        let change = compare(&hashes(&kit("a")), &kit("a"), Some(&before), &now).unwrap();
        let (old, new) = change.address.unwrap();
        assert_eq!((&*old, &*new), ("https://vp.example.nl/a/", "https://vp.example.nl/b/"));
    }
}
