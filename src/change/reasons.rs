//! Two sources of a kit -> which of their facts differ, in words.
//!
//! Invariant: every difference gives a word, be it only the name of its key; what is the
//! same gives none.

use std::collections::{BTreeMap, BTreeSet};

use super::sources::{PART, Sources};
use crate::diag::{Sentence, say};

/// Texts that are named one by one, at most.
const NAMED: usize = 3;

/// What differs, each once, sorted by what it is about.
pub(super) fn between(before: &Sources, now: &Sources) -> Vec<Sentence> {
    let mut reasons = BTreeSet::new();
    let (old, new) = (advisers(&before.keys), advisers(&now.keys));
    let gone: Vec<&str> = old.difference(&new).copied().collect();
    let come: Vec<&str> = new.difference(&old).copied().collect();
    // One who has another name and can still be reached in the same way.
    let renamed = match (gone.as_slice(), come.as_slice()) {
        ([gone], [come]) if shares_a_way(&before.keys, gone, &now.keys, come) => {
            reasons.insert(say!("name of {come}, before {gone}"));
            Some((*gone, *come))
        }
        _ => None,
    };
    if renamed.is_none() {
        reasons.extend(gone.iter().map(|name| say!("adviser {name} is gone")));
        reasons.extend(come.iter().map(|name| say!("adviser {name} is new")));
    }
    for path in differing(&before.keys, &now.keys) {
        let steps: Vec<&str> = path.split(PART).collect();
        let told = |name: &str| gone.contains(&name) || come.contains(&name);
        match steps.as_slice() {
            ["advisers", name, ..] if told(name) => {}
            // The name of an entry in the file, which nobody is shown.
            ["advisers", _, "id"] => {}
            // What comes of the two is told below.
            ["site", "url" | "base_url"] => {}
            steps => drop(reasons.insert(subject(steps))),
        }
    }
    if before.address != now.address {
        reasons.insert(say!("address"));
    }
    let texts: Vec<&str> = differing(&before.content, &now.content).collect();
    match texts.as_slice() {
        few if few.len() <= NAMED => {
            reasons.extend(few.iter().map(|path| say!("text `{path}`")));
        }
        many => drop(reasons.insert(say!("{} texts", many.len()))),
    }
    if before.theme != now.theme {
        reasons.insert(say!("theme"));
    }
    if before.program != now.program {
        reasons.insert(say!("this version of vpsite"));
    }
    reasons.into_iter().collect()
}

fn differing<'a>(
    before: &'a BTreeMap<String, String>,
    now: &'a BTreeMap<String, String>,
) -> impl Iterator<Item = &'a str> {
    let paths: BTreeSet<&str> = before.keys().chain(now.keys()).map(String::as_str).collect();
    paths.into_iter().filter(|path| before.get(*path) != now.get(*path))
}

fn advisers(keys: &BTreeMap<String, String>) -> BTreeSet<&str> {
    let of = |path: &'static str| move |key: &&str| key.starts_with(path);
    let found = keys.keys().map(String::as_str).filter(of("advisers\t"));
    found.filter_map(|key| key.split(PART).nth(1)).collect()
}

fn shares_a_way(
    before: &BTreeMap<String, String>,
    old: &str,
    now: &BTreeMap<String, String>,
    new: &str,
) -> bool {
    before.iter().any(|(path, digest)| {
        let rest = path.strip_prefix(&format!("advisers{PART}{old}{PART}channels{PART}"));
        let of_a_way = ["number", "address", "url"];
        let way = rest.filter(|rest| of_a_way.iter().any(|key| rest.ends_with(key)));
        way.is_some_and(|rest| {
            now.get(&format!("advisers{PART}{new}{PART}channels{PART}{rest}")) == Some(digest)
        })
    })
}

/// What a key is about, in words for who does not know it.
fn subject(steps: &[&str]) -> Sentence {
    match steps {
        ["advisers", name, "channels", way, key, ..] => {
            let way = way.split(" (").next().unwrap_or(way);
            match (way, *key) {
                ("email", "address" | "type") => say!("e-mail address of {name}"),
                ("whatsapp", "number" | "type") => say!("WhatsApp number of {name}"),
                ("phone", "number" | "type") => say!("phone number of {name}"),
                ("signal", "number" | "type") => say!("Signal number of {name}"),
                ("web", "url" | "kind" | "anonymous" | "type") => say!("chat or form of {name}"),
                (way, "number" | "type") => say!("{way} number of {name}"),
                (_, "hours") => say!("hours of {name}"),
                (way, key) => say!("`{key}` of the {way} of {name}"),
            }
        }
        ["advisers", name, "photo", ..] => say!("photo of {name}"),
        ["advisers", name, "bio", ..] => say!("text about {name}"),
        ["advisers", name, "languages", ..] => say!("languages of {name}"),
        ["advisers", name, "absences", ..] => say!("absence of {name}"),
        ["advisers", name, "from" | "until", ..] => say!("days on which {name} is there"),
        ["advisers", name, "without", ..] => say!("ways to reach {name}"),
        ["advisers", name, "registrations", ..] => say!("registration of {name}"),
        ["advisers", name, "name" | "called", ..] => say!("name of {name}"),
        ["advisers", name, key, ..] => say!("`{key}` of {name}"),
        ["brand", "logo", ..] => say!("logo"),
        ["brand", "color", ..] => say!("colours"),
        ["brand", "typography", ..] => say!("fonts"),
        ["practice", "logo", ..] => say!("logo of the practice"),
        ["practice", "name", ..] => say!("name of the practice"),
        ["practice", ..] => say!("practice"),
        ["organisation", "name" | "short_name" | "in_sentence", ..] => {
            say!("name of the organisation")
        }
        ["organisation", "statement", ..] => say!("statement of the organisation"),
        ["posters", _, "headline", ..] => say!("headline of a poster"),
        ["posters", ..] => say!("posters"),
        ["site", "short_url", ..] => say!("address that people type"),
        ["site", ..] => say!("address"),
        ["languages"] => say!("languages"),
        ["hr_language"] => say!("language of HR"),
        ["hosted_by"] => say!("who puts the site online"),
        ["edition"] => say!("edition"),
        ["response_time", ..] => say!("time until an answer"),
        ["prefill", ..] => say!("first sentence of messages"),
        ["hr_contact", ..] => say!("contact at HR"),
        ["introductions", ..] => say!("introductions"),
        ["procedures", ..] => say!("procedures"),
        ["video", ..] => say!("film"),
        ["intranet", ..] => say!("intranets that may show the site"),
        [key, ..] => say!("`{key}`"),
        [] => say!("the client file"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `path with /` = value, one a line.
    fn sources(keys: &str) -> Sources {
        let leaf = |line: &str| {
            let (path, value) = line.trim().split_once('=').unwrap();
            (path.split('/').map(str::to_owned).collect(), value.to_owned())
        };
        let leaves: Vec<_> = keys.split(';').filter(|l| !l.trim().is_empty()).map(leaf).collect();
        Sources::new("1", &leaves, &BTreeMap::new())
    }

    #[test]
    fn each_subject_has_its_word() {
        let sam = "advisers/Sam/name=Sam; advisers/Sam/channels/phone/number=1";
        for (before, now, word) in [
            (
                "advisers/A/channels/phone/number=1",
                "advisers/A/channels/phone/number=2",
                "phone number of A",
            ),
            (
                "advisers/A/channels/phone (2)/number=1",
                "advisers/A/channels/phone (2)/number=2",
                "phone number of A",
            ),
            (
                "advisers/A/bio=x; advisers/A/channels/whatsapp/type=w",
                "advisers/A/bio=x",
                "WhatsApp number of A",
            ),
            (
                "advisers/A/channels/email/address=1",
                "advisers/A/channels/email/address=2",
                "e-mail address of A",
            ),
            ("advisers/A/photo/path=1", "advisers/A/photo/path=2", "photo of A"),
            ("brand/logo/path=1", "brand/logo/path=2", "logo"),
            ("brand/color/primary=1", "brand/color/primary=2", "colours"),
            ("posters/1/headline/nl=1", "posters/1/headline/nl=2", "headline of a poster"),
            ("advisers/A/bio=x", "advisers/A/bio=x; advisers/A/id=a", ""),
            ("advisers/A/bio=x", "advisers/A/bio=x; advisers/A/without/1=email", "ways to reach A"),
            ("voicemail=true", "voicemail=false", "`voicemail`"),
            (
                sam,
                "advisers/Pim/name=Pim; advisers/Pim/channels/phone/number=1",
                "name of Pim, before Sam",
            ),
            (
                sam,
                "advisers/Pim/name=Pim; advisers/Pim/channels/phone/number=2",
                "adviser Pim is new, adviser Sam is gone",
            ),
            (sam, sam, ""),
            ("", sam, "adviser Sam is new"),
        ] {
            let told = Sentence::joined(between(&sources(before), &sources(now)), ", ");
            assert_eq!(told, word, "{before} {now}");
        }
    }

    #[test]
    fn another_picture_of_the_same_name_is_another_value() {
        let leaves = [(vec!["brand".into(), "logo".into(), "path".into()], "logo.svg".to_owned())];
        let of = |hash: &str| {
            let files = BTreeMap::from([("logo.svg".to_owned(), hash.to_owned())]);
            Sources::new("1", &leaves, &files)
        };
        assert_eq!(between(&of("a"), &of("b")), ["logo"]);
        assert!(between(&of("a"), &of("a")).is_empty());
    }

    #[test]
    fn texts_theme_and_program_are_told() {
        let of = |texts: usize, theme: &str| {
            let content = (0..texts).map(|n| (format!("nl/{n}.md"), "a".to_owned()));
            sources("").with(content, theme)
        };
        assert_eq!(between(&of(0, "a"), &of(1, "b")), ["text `nl/0.md`", "theme"]);
        assert_eq!(between(&of(0, "a"), &of(9, "a")), ["9 texts"]);
    }
}
