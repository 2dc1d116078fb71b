//! Content -> for each language what is whole, missing, unread and out of date.
//!
//! Dutch is the source: what it has, every language should have, made from the
//! text as it is now. Invariant: the same rules for `list --coverage`, which
//! looks at all languages, and for a build, which looks at a client's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Content, LangContent, Library, Origin};
use crate::client::{self, Client};
use crate::diag::{Diagnostic, Diagnostics, Sentence, Span, say};
use crate::value::{Audience, Date, Digest, Lang};

use super::reviews::Reading;
use super::{SOURCE, first_line, place_of, source};

/// How far the content of one language is.
#[derive(Debug)]
pub struct Coverage {
    /// The language.
    pub lang: Lang,
    /// How many files the source has for employees.
    pub wanted: usize,
    /// How many files it has itself.
    pub texts: usize,
    /// Those that it lacks.
    pub missing: Vec<String>,
    /// UI words that it lacks.
    pub missing_words: usize,
    /// Those that no native reader has read.
    pub unreviewed: Vec<String>,
    /// Those that somebody has read, by who did and, where it is known, on which day.
    pub read: BTreeMap<(String, Option<Date>), Vec<String>>,
    /// Those that have changed since somebody read them.
    pub read_before: Vec<(String, Reading)>,
    /// Those made from a Dutch text that has changed since, or nobody knows from
    /// which, with the digest of that text as it is now.
    pub outdated: Vec<(String, Digest)>,
    /// How many files there are for the organisation, which may be missing.
    pub organisation: usize,
}

impl Coverage {
    /// Whether nothing is missing.
    pub fn is_whole(&self) -> bool {
        self.missing.is_empty() && self.missing_words == 0
    }
}

/// The coverage of every language there is content in, the source first.
pub fn coverage(library: &Library) -> (Vec<Coverage>, Diagnostics) {
    let mut faults = Diagnostics::new();
    let mut all: BTreeMap<Lang, Arc<LangContent>> = BTreeMap::new();
    for lang in library.known().iter().filter_map(|tag| Lang::parse(tag).ok()) {
        let Some(content) = library.shared(lang) else { continue };
        faults.extend(content.faults.values().flatten().cloned());
        all.insert(lang, content);
    }
    let Some(dutch) = all.get(&source()) else { return (Vec::new(), faults) };
    let mut rows: Vec<Coverage> = all.values().map(|own| compare(own, dutch)).collect();
    rows.sort_by_key(|row| (row.lang.tag() != SOURCE, row.lang));
    (rows, faults)
}

fn compare(own: &LangContent, dutch: &LangContent) -> Coverage {
    let wanted: BTreeSet<&String> =
        dutch.origins.keys().filter(|name| !for_organisation(dutch, name)).collect();
    let has = |name: &&&String| own.origins.contains_key(**name);
    let files = || own.origins.iter();
    let mut read: BTreeMap<(String, Option<Date>), Vec<String>> = BTreeMap::new();
    for (name, origin) in files() {
        // The day in the text itself is that of its facts, where no review tells another.
        let on = origin.read_on.or(origin.checked_on.as_ref().map(|(date, _)| *date));
        if let Some(reviewer) = &origin.reviewer {
            read.entry((reviewer.clone(), on)).or_default().push(name.clone());
        }
    }
    Coverage {
        lang: own.lang,
        wanted: wanted.len(),
        texts: own.origins.len(),
        missing: wanted.iter().filter(|name| !has(name)).map(|name| (*name).clone()).collect(),
        missing_words: dutch
            .strings
            .by_key
            .keys()
            .filter(|key| !own.strings.by_key.contains_key(*key))
            .count(),
        unreviewed: files()
            .filter(|(_, origin)| origin.reviewer.is_none())
            .map(|(name, _)| name.clone())
            .collect(),
        read,
        read_before: files()
            .filter_map(|(name, origin)| Some((name.clone(), origin.read_before.clone()?)))
            .collect(),
        outdated: files()
            .filter_map(|(name, origin)| Some((name, origin, dutch.origins.get(name)?)))
            .filter(|(_, origin, now)| outdated(own.lang, origin, Some(now)))
            .map(|(name, _, now)| (name.clone(), now.digest.clone()))
            .collect(),
        organisation: own.origins.keys().filter(|name| for_organisation(own, name)).count(),
    }
}

/// Whether a file is for the organisation: its pages, and the fragments that
/// these alone include.
fn for_organisation(own: &LangContent, name: &str) -> bool {
    let includes = |audience: Audience| {
        own.pages
            .values()
            .filter(move |page| page.audience == audience)
            .flat_map(|page| own.holds_in_all(&page.holds))
            .flat_map(|holds| &holds.includes)
            .any(|(included, _)| included == name)
    };
    let page = own.pages.values().find(|page| name == format!("{}.md", page.id));
    match page {
        Some(page) => page.audience == Audience::Organisation,
        None => includes(Audience::Organisation) && !includes(Audience::Employee),
    }
}

fn outdated(lang: Lang, origin: &Origin, dutch: Option<&Origin>) -> bool {
    let Some(dutch) = dutch.filter(|_| lang.tag() != SOURCE) else { return false };
    origin.translated_from.as_deref() != Some(dutch.digest.as_str())
}

/// Says once which of a client's languages nobody has read, and which files are
/// older than their Dutch source.
pub(super) fn report(
    content: &Content,
    dutch: Option<&LangContent>,
    (client, raw_client): (&Client, &client::Raw),
    faults: &mut Diagnostics,
) {
    let mut unread = Vec::new();
    for lang in &client.languages {
        let own = content.lang(*lang);
        let open = own.origins.values().filter(|origin| origin.reviewer.is_none()).count();
        if open > 0 {
            unread.push((*lang, open, own.origins.len()));
        }
    }
    if let Some((first, ..)) = unread.first() {
        let said: Vec<Sentence> = unread
            .iter()
            .map(|(lang, open, all)| match open == all {
                true => Sentence::literal(lang.tag()),
                false => say!("{lang} ({open} of {all} files)"),
            })
            .collect();
        let message = say!("not read by a reviewer yet: {}", Sentence::joined(said, ", "));
        let found = match client.care.reviewed_only {
            true => Diagnostic::error("content/unreviewed", message)
                .hint(say!("`content: {{reviewed_only: true}}` allows reviewed languages alone")),
            false => Diagnostic::note("content/unreviewed", message),
        };
        // Dutch is not laid beside itself.
        let sheet = unread.iter().map(|(lang, ..)| lang).find(|lang| lang.tag() != SOURCE);
        let sheet = sheet
            .map(|lang| say!("`vpsite review {lang}` makes the sheet that a native reader needs"));
        faults.push(found.maybe_at(place_of(*first, raw_client)).maybe_hint(sheet).hint(say!(
            "who has read it is written by `vpsite review {first} --read-by \"Their Name\" \
             --on 2026-11-26`"
        )));
    }
    for lang in &client.languages {
        let changed = content.lang(*lang).origins.iter();
        let mut changed =
            changed.filter_map(|(name, origin)| Some((name, origin, origin.read_before.as_ref()?)));
        let Some((name, origin, Reading { reviewer, on, .. })) = changed.next() else { continue };
        let message = match changed.count() {
            0 => say!("`{name}` in `{lang}` has changed since {reviewer} read it on {on}"),
            more => say!(
                "`{name}` and {more} more in `{lang}` have changed since {reviewer} read it on {on}"
            ),
        };
        faults.push(
            Diagnostic::note("content/read-before", message)
                .at(&origin.place)
                .hint(say!("`vpsite list --coverage` shows which"))
                .hint(say!(
                    "once read again: `vpsite review {lang} --read-by \"Their Name\" \
                     --on 2026-11-26 --only {}`",
                    super::reviews::stem(name)
                )),
        );
    }
    let Some(dutch) = dutch else { return };
    for lang in &client.languages {
        let own = content.lang(*lang);
        let mut older = own
            .origins
            .iter()
            .filter(|(name, origin)| outdated(*lang, origin, dutch.origins.get(*name)));
        let Some((first, origin)) = older.next() else { continue };
        let message = match older.count() {
            0 => say!("`{first}` in `{lang}` was not made from the Dutch text there is now"),
            more => say!(
                "`{first}` and {more} more in `{lang}` were not made from the Dutch texts there are now"
            ),
        };
        faults.push(Diagnostic::note("content/older-than-source", message).at(&origin.place).hint(
            say!(
                "`vpsite list --coverage` shows which, and what to write once they are up to date"
            ),
        ));
    }
}

/// Fewest digits of what is surely a number to call or to cite, and not a count
/// that a language writes in words.
const DIGITS: usize = 3;

/// Reports numbers that a translation has and its Dutch source has not, and the
/// other way round: a wrong digit sends somebody in need to a stranger.
pub(super) fn other_numbers(own: &LangContent, dutch: &LangContent) -> Diagnostics {
    let mut faults = Diagnostics::new();
    if own.lang == dutch.lang {
        return faults;
    }
    let texts = |content: &LangContent| -> BTreeMap<String, Vec<Span>> {
        let pages =
            content.pages.values().map(|page| (format!("{}.md", page.id), page.body.clone()));
        let fragments = content.fragments.values().map(|f| (f.name.clone(), f.body.clone()));
        let words = content.strings.by_key.iter();
        let words = words.map(|(key, (_, span))| (format!("{WORD}{key}"), span.clone()));
        let mut by_name: BTreeMap<String, Vec<Span>> = BTreeMap::new();
        for (name, span) in pages.chain(fragments).chain(words) {
            by_name.entry(name).or_default().push(span);
        }
        by_name
    };
    let source = texts(dutch);
    for (name, spans) in texts(own) {
        // A client's own page says what it wants to.
        let replaced = own.origins.get(&name).is_some_and(|origin| origin.own);
        let Some(of) = source.get(&name).filter(|_| !replaced) else { continue };
        let ours: Vec<(String, Span)> = spans.iter().flat_map(numbers).collect();
        let mut theirs: Vec<String> = of.iter().flat_map(numbers).map(|(n, _)| n).collect();
        for (number, place) in &ours {
            match theirs.iter().position(|other| other == number) {
                Some(at) => drop(theirs.swap_remove(at)),
                None => faults.push(
                    Diagnostic::warning(
                        "content/number",
                        say!("`{number}` is not in the Dutch text of {}", called(&name)),
                    )
                    .at(place)
                    .hint(say!("compare it with `content/{SOURCE}/`: one of the two is wrong")),
                ),
            }
        }
        for number in theirs {
            let start = spans.first().map(first_line);
            faults.push(
                Diagnostic::warning(
                    "content/number",
                    say!(
                        "`{number}` is in the Dutch text of {} and not in `{}`",
                        called(&name),
                        own.lang
                    ),
                )
                .maybe_at(start.as_ref())
                .hint(say!("compare it with `content/{SOURCE}/`: one of the two is wrong")),
            );
        }
    }
    faults
}

/// A text of the content in words.
fn called(name: &str) -> Sentence {
    match name.strip_prefix(WORD) {
        Some(key) => say!("the word `{key}`"),
        None => Sentence::literal(name),
    }
}

/// What tells a word of the site from a file.
const WORD: &str = "word ";

/// The numbers of a text outside of its template's marks and its links' targets.
fn numbers(text: &Span) -> Vec<(String, Span)> {
    let all = text.text();
    let mut found = Vec::new();
    let (mut at, mut depth) = (0, 0_usize);
    let bytes = all.as_bytes();
    while at < bytes.len() {
        match bytes[at] {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'(' if at > 0 && bytes[at - 1] == b']' => {
                at = all[at..].find(')').map_or(bytes.len(), |end| at + end);
                continue;
            }
            byte if byte.is_ascii_digit() && depth == 0 => {
                let rest = &all[at..];
                // 1375, 1.375 and 1,375 are one number, `0800-0113` and `088 0767 000` too.
                let end = rest
                    .find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | ' ' | '.' | ','))
                    .unwrap_or(rest.len());
                let number = rest[..end].trim_end_matches(['-', ' ', '.', ',']);
                let digits: String = number.chars().filter(char::is_ascii_digit).collect();
                if digits.len() >= DIGITS {
                    found.push((digits, text.part(at..at + number.len())));
                }
                at += end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::SourceFile;

    #[test]
    fn numbers_are_found_as_they_are_written_and_not_in_templates_or_links() {
        let text =
            "Bel 0800-0113 of 088 0767 000 - of 112. {{ x1234 }} [a](b-5678.md) 24 uur, 1.375.";
        let file = SourceFile::new("a.md", text.to_owned());
        let found = numbers(&file.span(0..text.len()));
        let digits: Vec<&str> = found.iter().map(|(digits, _)| digits.as_str()).collect();
        assert_eq!(digits, ["08000113", "0880767000", "112", "1375"]);
        assert_eq!(found[1].1.text(), "088 0767 000");
    }
}
