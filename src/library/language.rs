//! Texts -> remarks on plain language: long sentences, words nobody explained,
//! phrases that promise what an adviser cannot keep.
//!
//! The rules of a language stand in `content/<lang>/_language.yaml`; a language
//! without that file is not judged. What all clients share is judged once a run, file by
//! file. Invariant: only remarks, never a fault: what
//! is plain is for a person to decide, and every remark has its place. One text is no matter
//! of style: what promises confidentiality names its exceptions, or nothing is made.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use unicode_segmentation::UnicodeSegmentation;

use super::files::STRINGS;
use super::keys as raw;
use super::phrase::{Folded, Phrase};
use super::template::ByFile;
use super::{CONFIDENTIALITY, CONFIDENTIALITY_LINE, LangContent};
use crate::client;
use crate::diag::{Diagnostic, Diagnostics, Sentence, Span, say};
use crate::value::{Audience, COUNTED, Lang, LocalText};
use crate::words::SEARCH_WORDS;
use crate::yaml::Field;

/// How many blocks after a hard word may still explain it.
const EXPLAINED_WITHIN: usize = 2;
/// Fewest sentences that an average says anything about.
const FEWEST_FOR_AVERAGE: usize = 5;

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Forbidden phrases alone: they can harm whoever believes them.
    Harm,
    /// Style as well.
    Style,
}

/// Judges the texts of one language, of which `wanted` tells the files, against its
/// rules: the remarks by file.
pub(super) fn judge(own: &LangContent, depth: Depth, wanted: impl Fn(&str) -> bool) -> ByFile {
    let mut by_file = ByFile::new();
    let Some(rules) = &own.rules else { return by_file };
    let mut judge = Judge { rules, depth, found: Diagnostics::new() };
    for page in own.pages.values() {
        let name = format!("{}.md", page.id);
        if !wanted(&name) {
            continue;
        }
        judge.text(&page.body);
        // Who reads for the organisation knows its words.
        if page.audience == Audience::Employee && depth == Depth::Style {
            judge.unexplained(&blocks(&page.body), &page.summary);
        }
        by_file.insert(name, std::mem::take(&mut judge.found));
    }
    for (name, fragment) in own.fragments.iter().filter(|(name, _)| wanted(name)) {
        judge.text(&fragment.body);
        if name == CONFIDENTIALITY {
            judge.exception(fragment.body.text(), &fragment.body);
        }
        by_file.insert(name.clone(), std::mem::take(&mut judge.found));
    }
    if wanted(STRINGS) {
        for (key, (text, span)) in &own.strings.by_key {
            let block = Block::plain(text, span);
            judge.forbidden(&block);
            if key == CONFIDENTIALITY_LINE {
                judge.exception(text, span);
            }
            // Plural forms are many words, as is what people search for, and none of them a sentence.
            if key != SEARCH_WORDS && !COUNTED.iter().any(|(counted, _)| counted == key) {
                judge.long_sentences(&block);
            }
        }
        by_file.insert(STRINGS.to_owned(), std::mem::take(&mut judge.found));
    }
    by_file
}

/// Judges what a client's film says.
pub(super) fn judge_transcript(own: &LangContent, said: &Span, depth: Depth) -> Diagnostics {
    let Some(rules) = &own.rules else { return Diagnostics::new() };
    let mut judge = Judge { rules, depth, found: Diagnostics::new() };
    judge.text(said);
    judge.found
}

/// Judges what the client file itself says in a language; `first` is the one that
/// texts are in which name none.
pub(super) fn judge_client(own: &LangContent, client: &client::Raw, first: Lang) -> Diagnostics {
    let Some(rules) = &own.rules else { return Diagnostics::new() };
    let mut judge = Judge { rules, depth: Depth::Harm, found: Diagnostics::new() };
    for (text, span) in clients_own(client, own.lang, own.lang == first) {
        judge.forbidden(&Block::plain(&text, &span));
    }
    judge.found
}

/// The rules of one language.
#[derive(Debug)]
pub(super) struct Rules {
    average: Option<f64>,
    longest: Option<usize>,
    explain: Vec<(String, Vec<String>)>,
    /// Ways to say that somebody is in danger, and that the law obliges to speak.
    exception: Option<[Vec<Phrase>; 2]>,
    forbidden: Vec<Forbidden>,
}

#[derive(Debug)]
struct Forbidden {
    /// As it is written in the rules.
    phrase: String,
    /// Ways to say it.
    any: Vec<Phrase>,
    because: String,
    instead: Option<String>,
}

/// Reads the rules of a language.
pub(super) fn rules(keys: &raw::LanguageRules) -> Arc<Rules> {
    let sentence = keys.sentence.value();
    let lower = |text: &Field<String>| text.value().map(|text| text.trim().to_lowercase());
    let number = |field: Option<&Field<u32>>| field.and_then(Field::value).copied();
    let explain = keys.explain.value().into_iter().flatten().filter_map(Field::value);
    let forbidden = keys.forbidden.value().into_iter().flatten().filter_map(Field::value);
    Arc::new(Rules {
        average: number(sentence.map(|keys| &keys.average)).map(f64::from),
        longest: number(sentence.map(|keys| &keys.longest))
            .and_then(|words| usize::try_from(words).ok()),
        explain: explain
            .filter_map(|rule| {
                let by = rule.by.value().into_iter().flatten().filter_map(lower);
                Some((lower(&rule.word)?, by.collect()))
            })
            .collect(),
        exception: keys.exception.value().map(|rule| {
            [&rule.danger, &rule.duty].map(|ways| {
                let ways = ways.value().into_iter().flatten().filter_map(Field::value);
                ways.filter_map(|way| Phrase::new(way)).collect()
            })
        }),
        forbidden: forbidden
            .filter_map(|rule| {
                let or = rule.or.value().into_iter().flatten().filter_map(Field::value);
                Some(Forbidden {
                    phrase: rule.phrase.value()?.trim().to_owned(),
                    any: rule
                        .phrase
                        .value()
                        .into_iter()
                        .chain(or)
                        .filter_map(|it| Phrase::new(it))
                        .collect(),
                    because: rule.because.value().cloned().unwrap_or_default(),
                    instead: rule.instead.value().cloned(),
                })
            })
            .collect(),
    })
}

/// What the client file itself says in one language, with places.
fn clients_own(client: &client::Raw, lang: Lang, first: bool) -> Vec<(String, Span)> {
    let mut texts = Vec::new();
    for (text, span) in client.keys.texts() {
        match text {
            LocalText::One(text) if first => texts.push((text.clone(), span.clone())),
            LocalText::One(_) => {}
            LocalText::Many(many) => {
                let own = many.iter().filter(|(tag, _)| Lang::parse(tag) == Ok(lang));
                let own = own.filter_map(|(_, text)| text.given());
                texts.extend(own.map(|text| (text.value.clone(), text.span.clone())));
            }
        }
    }
    texts
}

struct Judge<'a> {
    rules: &'a Rules,
    depth: Depth,
    found: Diagnostics,
}

impl Judge<'_> {
    fn text(&mut self, body: &Span) {
        let blocks = blocks(body);
        for block in &blocks {
            self.forbidden(block);
        }
        if self.depth == Depth::Harm {
            return;
        }
        let (mut words, mut sentences) = (0, 0);
        for block in blocks.iter().filter(|block| !block.heading) {
            for (count, _) in block.sentences() {
                words += count;
                sentences += 1;
            }
            self.long_sentences(block);
        }
        self.average(words, sentences, body);
    }

    fn forbidden(&mut self, block: &Block) {
        let text = Folded::new(&block.text);
        for rule in &self.rules.forbidden {
            let Some(range) = rule.any.iter().find_map(|phrase| phrase.find(&text)) else {
                continue;
            };
            self.found.push(
                Diagnostic::warning("language/forbidden", say!("do not say “{}”", rule.phrase))
                    .at(&block.place(range))
                    // Content, in the words of who keeps it.
                    .hint(Sentence::literal(&rule.because))
                    .maybe_hint(rule.instead.as_ref().map(|text| say!("say: {text}"))),
            );
        }
    }

    /// Whether a promise of confidentiality says when it does not hold.
    fn exception(&mut self, text: &str, span: &Span) {
        let Some([danger, duty]) = &self.rules.exception else { return };
        let said = Folded::new(text);
        let lacks = |ways: &[Phrase]| !ways.iter().any(|way| way.find(&said).is_some());
        let lacking = match (lacks(danger), lacks(duty)) {
            (false, false) => return,
            (true, false) => {
                say!("confidentiality is promised here without its exception for danger")
            }
            (false, true) => {
                say!(
                    "confidentiality is promised here without its exception for what the law obliges to"
                )
            }
            (true, true) => say!("confidentiality is promised here without its exceptions"),
        };
        self.found.push(
            Diagnostic::error("content/exception", lacking)
                .at(span)
                .hint(say!("say that it is otherwise where somebody is in serious danger, or where the law obliges the adviser to speak"))
                .hint(say!("`exception` in `_language.yaml` has the words by which that is seen")),
        );
    }

    fn long_sentences(&mut self, block: &Block) {
        let Some(longest) = self.rules.longest.filter(|_| self.depth == Depth::Style) else {
            return;
        };
        for (words, range) in block.sentences().into_iter().filter(|(words, _)| *words > longest) {
            self.found.push(
                Diagnostic::warning(
                    "language/long-sentence",
                    say!("this sentence has {words} words; {longest} is the most"),
                )
                .at(&block.place(range))
                .hint(say!("make two sentences of it")),
            );
        }
    }

    fn average(&mut self, words: usize, sentences: usize, body: &Span) {
        let Some(most) = self.rules.average.filter(|_| sentences >= FEWEST_FOR_AVERAGE) else {
            return;
        };
        #[expect(clippy::cast_precision_loss, reason = "no page has that many words")]
        let average = words as f64 / sentences as f64;
        if average > most {
            let first = body.text().lines().next().map_or(0, str::len);
            self.found.push(
                Diagnostic::warning(
                    "language/average",
                    say!("sentences here have {average:.1} words on average; {most} is the most"),
                )
                .at(&body.part(0..first)),
            );
        }
    }

    fn unexplained(&mut self, blocks: &[Block], summary: &str) {
        let summary = summary.to_lowercase();
        for (word, by) in &self.rules.explain {
            let explains = |text: &str| by.iter().any(|by| text.contains(by.as_str()));
            if explains(&summary) {
                continue;
            }
            let first = blocks
                .iter()
                .enumerate()
                .find_map(|(index, block)| Some((index, block.find_word(word)?)));
            let Some((index, range)) = first else { continue };
            let near = blocks[index..].iter().take(1 + EXPLAINED_WITHIN);
            if near.map(|block| block.text.to_lowercase()).any(|text| explains(&text)) {
                continue;
            }
            self.found.push(
                Diagnostic::warning("language/unexplained", say!("`{word}` is not explained"))
                    .at(&blocks[index].place(range))
                    .hint(say!("say what it means where it first stands, with: {}", by.join(", "))),
            );
        }
    }
}

/// A paragraph, a heading or an item of a list, as plain text that knows its place.
struct Block {
    text: String,
    /// Where pieces of the text begin, in the text and in the source.
    pieces: Vec<(usize, usize)>,
    source: Span,
    heading: bool,
}

impl Block {
    fn plain(text: &str, span: &Span) -> Self {
        Self { text: text.to_owned(), pieces: Vec::new(), source: span.clone(), heading: false }
    }

    /// The place of a part of the text; the whole source where it is not known.
    fn place(&self, range: Range<usize>) -> Span {
        let at = |offset: usize| {
            let piece = self.pieces.iter().rev().find(|(start, _)| *start <= offset)?;
            Some(piece.1 + offset - piece.0)
        };
        let length = self.source.text().len();
        let ends = at(range.start).zip(range.end.checked_sub(1).and_then(at));
        match ends {
            Some((start, end)) if start <= end && end < length => {
                let text = self.source.text();
                let mut end = end + 1;
                while !text.is_char_boundary(end) {
                    end += 1;
                }
                match text.is_char_boundary(start) {
                    true => self.source.part(start..end),
                    false => self.source.clone(),
                }
            }
            _ => self.source.clone(),
        }
    }

    /// Its sentences: how many words each has, and where it stands in the text.
    fn sentences(&self) -> Vec<(usize, Range<usize>)> {
        self.text
            .split_sentence_bound_indices()
            .map(|(at, sentence)| {
                let words = sentence.unicode_words().count();
                (words, at..at + sentence.trim_end().len())
            })
            .filter(|(words, _)| *words > 0)
            .collect()
    }

    fn find_word(&self, word: &str) -> Option<Range<usize>> {
        self.text
            .unicode_word_indices()
            .find(|(_, found)| found.to_lowercase() == word)
            .map(|(at, found)| at..at + found.len())
    }
}

/// The blocks of a text, with its template's marks blanked out.
fn blocks(body: &Span) -> Vec<Block> {
    let source = blanked(body.text());
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    let new =
        |heading| Block { text: String::new(), pieces: Vec::new(), source: body.clone(), heading };
    for (event, range) in
        Parser::new_ext(&source, Options::ENABLE_HEADING_ATTRIBUTES).into_offset_iter()
    {
        match event {
            Event::Start(Tag::Paragraph | Tag::Item | Tag::List(_)) => {
                blocks.extend(open.take());
                open = Some(new(false));
            }
            Event::Start(Tag::Heading { .. }) => {
                blocks.extend(open.take());
                open = Some(new(true));
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) => {
                blocks.extend(open.take());
            }
            Event::Text(text) => {
                if let Some(block) = &mut open {
                    block.pieces.push((block.text.len(), range.start));
                    block.text.push_str(&text);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(block) = &mut open {
                    block.pieces.push((block.text.len(), range.start));
                    block.text.push(' ');
                }
            }
            _ => {}
        }
    }
    blocks.extend(open);
    blocks.retain(|block| !block.text.trim().is_empty());
    blocks
}

/// The text with `{% … %}` and `{* … *}` blanked and `{{ … }}` as one word, every
/// byte at its place.
fn blanked(text: &str) -> String {
    let mut out = text.to_owned();
    for (open, close, with) in [("{%", "%}", " "), ("{*", "*}", " "), ("{{", "}}", "x")] {
        let mut from = 0;
        while let Some(at) = out[from..].find(open).map(|at| from + at) {
            let end = out[at..].find(close).map_or(out.len(), |end| at + end + close.len());
            out.replace_range(at..end, &with.repeat(end - at));
            from = end;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::SourceFile;
    use crate::yaml;

    fn judged(text: &str) -> Vec<(String, String)> {
        let file = SourceFile::new("page.md", text.to_owned());
        let rules = Rules {
            average: Some(8.0),
            longest: Some(10),
            explain: vec![("misstand".into(), vec!["samenleving".into()])],
            exception: None,
            forbidden: vec![Forbidden {
                phrase: "wettelijk beroepsgeheim".into(),
                any: Phrase::new("wettelijk beroepsgeheim").into_iter().collect(),
                because: "er is er geen".into(),
                instead: None,
            }],
        };
        let mut judge = Judge { rules: &rules, depth: Depth::Style, found: Diagnostics::new() };
        let body = file.span(0..text.len());
        judge.text(&body);
        judge.unexplained(&blocks(&body), "");
        let place =
            |d: &Diagnostic| d.span.as_ref().map(|s| s.text().to_owned()).unwrap_or_default();
        judge.found.iter().map(|d| (d.code.to_owned(), place(d))).collect()
    }

    /// The rules of every language that has content built in.
    const RULES: [(&str, &str); 10] = [
        ("nl", include_str!("../../content/nl/_language.yaml")),
        ("en", include_str!("../../content/en/_language.yaml")),
        ("de", include_str!("../../content/de/_language.yaml")),
        ("es", include_str!("../../content/es/_language.yaml")),
        ("pl", include_str!("../../content/pl/_language.yaml")),
        ("ro", include_str!("../../content/ro/_language.yaml")),
        ("bg", include_str!("../../content/bg/_language.yaml")),
        ("uk", include_str!("../../content/uk/_language.yaml")),
        ("tr", include_str!("../../content/tr/_language.yaml")),
        ("ar", include_str!("../../content/ar/_language.yaml")),
    ];

    #[test]
    fn each_language_forbids_the_same_kinds_and_finds_every_phrase_that_is_planted() {
        let mut of_dutch = std::collections::BTreeSet::new();
        let mut planted = 0;
        for (lang, text) in RULES {
            let file = SourceFile::new("_language.yaml", text.to_owned());
            let mut faults = Diagnostics::new();
            let keys: raw::LanguageRules =
                yaml::read(&yaml::parse(&file).expect("it is YAML"), &mut faults);
            assert!(faults.is_empty(), "{lang}: {faults:?}");
            let read = rules(&keys);
            let mut kinds = std::collections::BTreeSet::new();
            for rule in keys.forbidden.value().into_iter().flatten().filter_map(Field::value) {
                let phrase = rule.phrase.value().expect("a phrase");
                kinds.insert(rule.kind.value().cloned().expect(phrase));
                assert!(rule.because.value().is_some_and(|why| why.len() > 5), "{lang}: {phrase}");
                let or = rule.or.value().into_iter().flatten().filter_map(Field::value);
                for phrase in std::iter::once(phrase).chain(or) {
                    // In capitals, with blanks that do not break, and with other words.
                    let said = phrase.replace('…', "abc").to_uppercase().replace(' ', "\u{A0}");
                    for said in [phrase.replace('…', "abc"), said] {
                        let text = format!("Abc {said}.\n");
                        let mut judge =
                            Judge { rules: &read, depth: Depth::Harm, found: Diagnostics::new() };
                        judge.text(&SourceFile::new("page.md", text.clone()).span(0..text.len()));
                        let found: Vec<String> =
                            judge.found.iter().map(|it| it.message.to_string()).collect();
                        assert_eq!(found.len(), 1, "{lang}: {said}: {found:?}");
                        planted += 1;
                    }
                }
            }
            match lang {
                "nl" => of_dutch = kinds,
                _ => assert_eq!(kinds, of_dutch, "{lang}"),
            }
        }
        assert!(of_dutch.len() >= 14 && planted > 1000, "{} {planted}", of_dutch.len());
    }

    #[test]
    fn a_forbidden_phrase_is_found_across_marks_and_at_its_place() {
        let found = judged("{% if a %}\nHet *wettelijk* beroepsgeheim geldt.\n{% endif %}\n");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, "language/forbidden");
        assert_eq!(found[0].1, "wettelijk* beroepsgeheim");
    }

    #[test]
    fn long_sentences_are_counted_without_the_templates_words() {
        let long = "Een twee drie vier vijf zes zeven acht negen tien elf.";
        let found = judged(&format!("Kort. {long} Kort.\n"));
        assert_eq!(found, [("language/long-sentence".to_owned(), long.to_owned())]);
        assert!(
            judged("Een {{ organisation.short_name }} {% if x == \"y\" %}z{% endif %} vier.\n")
                .is_empty()
        );
    }

    #[test]
    fn a_hard_word_is_explained_near_its_first_use_or_reported() {
        assert!(judged("Een misstand.\n\nDe samenleving heeft last.\n").is_empty());
        let found = judged("Een misstand.\n\na.\n\nb.\n\nc.\n\nDe samenleving heeft last.\n");
        assert_eq!(found, [("language/unexplained".to_owned(), "misstand".to_owned())]);
    }
}
