//! Markdown as it was written -> the signs in it that would not do what was meant.
//!
//! People bring text along from Word, chats, wikis and other dialects of Markdown. What
//! is a table or a footnote there is a row of signs on a page here, and some lines vanish
//! (CommonMark 0.31.2, section 4.7). Each is found where it stands, with the line as it
//! should be written. Invariant: what values bring is not looked at; a sign behind a
//! backslash is meant, and is let be; no place is told of twice.

mod rules;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use regex::Regex;

use super::markdown;
use crate::diag::{Diagnostic, Diagnostics, Sentence, Span, say};
use crate::value::invisible;
use rules::{COMPILED, Caught};

/// What other dialects know and this one does not.
const DIALECTS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_HEADING_ATTRIBUTES);

/// What stands, in a text of words alone, where Markdown has its marks.
const MARK: char = '\0';

/// Finds the signs that would not do what was meant.
pub(super) fn look(source: &Span, faults: &mut Diagnostics) {
    let masked = masked(source.text());
    let mut look = Look { source, masked: &masked, found: BTreeMap::new() };
    look.unseen();
    look.dialects();
    let words = look.marks();
    look.rules(&words.text);
    for paragraph in &words.paragraphs {
        look.lines(&words.text, paragraph);
    }
    faults.extend(look.found.into_values());
}

/// The text with letters in place of what waits for values, every byte where it was.
fn masked(text: &str) -> String {
    static WAITING: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?s)\{\{.*?\}\}|\{%.*?%\}").ok());
    let mut out = text.as_bytes().to_vec();
    for range in WAITING.iter().flat_map(|it| it.find_iter(text)).map(|it| it.range()) {
        for byte in out[range].iter_mut().filter(|byte| **byte != b'\n') {
            *byte = b'x';
        }
    }
    // Whole characters were replaced, so that it is text as before.
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// What a text says, without its marks.
struct Words {
    /// As long as the text itself and with its line ends, and with [`MARK`] wherever there
    /// is a mark, a link or a sign behind a backslash.
    text: String,
    /// Where its paragraphs stand.
    paragraphs: Vec<Range<usize>>,
}

struct Look<'a> {
    source: &'a Span,
    masked: &'a str,
    found: BTreeMap<(usize, usize), Diagnostic>,
}

impl Look<'_> {
    /// Tells of the first line of a place, unless something has been told of it.
    fn tell(&mut self, place: Range<usize>, fault: Diagnostic) {
        let first = self.first_line(&place);
        self.tell_of(first.clone(), first, fault);
    }

    /// Tells of `shown`, and that all of `whole` has been told of by it.
    fn tell_of(&mut self, whole: Range<usize>, shown: Range<usize>, fault: Diagnostic) {
        // No two of those found overlap, so that only the last before its end can.
        let before = self.found.range(..(whole.end, 0)).next_back();
        if before.is_none_or(|((_, end), _)| *end <= whole.start) {
            self.found.insert((whole.start, whole.end), fault.at(&self.source.part(shown)));
        }
    }

    fn first_line(&self, place: &Range<usize>) -> Range<usize> {
        let line = self.masked[place.clone()].trim_end().lines().next().map_or(0, str::len);
        place.start..place.start + line
    }

    /// The text as it was written, values and all.
    fn written(&self, range: Range<usize>) -> &str {
        self.source.text().get(range).unwrap_or_default()
    }

    /// Signs that cannot be seen and that turn a line round, or break it.
    fn unseen(&mut self) {
        let mut start = 0;
        for line in self.masked.split_inclusive('\n') {
            let said = line.trim_end_matches(['\n', '\r']).replace('\t', " ");
            if let Some(sign) = invisible::first_in_words(&said) {
                let fault = Diagnostic::error(
                    "text/invisible",
                    sign.refused(&say!("this line"), &said).message,
                );
                let at = start + sign.at..start + sign.at + sign.sign.len_utf8();
                let fault = fault.hint(say!("delete the sign, or type the line anew"));
                self.tell_of(at.clone(), at, fault);
            }
            start += line.len();
        }
    }

    /// What another dialect of Markdown would read in it.
    fn dialects(&mut self) {
        for (event, range) in Parser::new_ext(self.masked, DIALECTS).into_offset_iter() {
            let fault = match event {
                Event::Start(Tag::Table(_)) => {
                    let fault = stays(say!("a table of `|` and `-` stays as it is typed"))
                        .hint(say!("write a list: `- Noor: maandag`"));
                    // Its rows are told of by it.
                    let first = self.first_line(&range);
                    self.tell_of(range, first, fault);
                    continue;
                }
                Event::FootnoteReference(_) | Event::Start(Tag::FootnoteDefinition(_)) => {
                    footnote()
                }
                Event::Start(Tag::Strikethrough)
                    if self.masked[range.clone()].starts_with("~~") =>
                {
                    stays(say!("`~~` strikes nothing out, and stays as it is typed"))
                        .hint(say!("take out the words, or the signs `~~`"))
                }
                Event::TaskListMarker(_) => boxed(),
                Event::Start(Tag::BlockQuote(Some(_))) => stays(say!(
                    "a line such as `[!NOTE]` means nothing here, and stays as it is typed"
                ))
                .hint(say!("take the line out; the text below it stays set apart")),
                Event::Start(Tag::DefinitionListDefinition)
                    if self.masked[range.clone()].starts_with([':']) =>
                {
                    runs_on(&say!("a line that begins with `:` is no line of its own"))
                        .hint(say!("write a list: `- Noor: belt terug`"))
                }
                _ => continue,
            };
            self.tell(range, fault);
        }
    }

    /// What the marks there are do that nobody may have meant; gives the words beside them.
    fn marks(&mut self) -> Words {
        let parser = Parser::new_ext(self.masked, markdown::options());
        let definitions: Vec<(String, Range<usize>)> = parser
            .reference_definitions()
            .iter()
            .map(|(name, it)| (name.to_lowercase(), it.span.clone()))
            .collect();
        let mut used = BTreeSet::new();
        let bytes = self.masked.bytes();
        let mut words: Vec<u8> =
            bytes.map(|it| if it == b'\n' { it } else { MARK as u8 }).collect();
        let mut paragraphs = Vec::new();
        let mut in_links = 0_usize;
        for (event, range) in parser.into_offset_iter() {
            match event {
                Event::Text(_) if in_links == 0 => {
                    let escaped = self.masked[..range.start].ends_with('\\')
                        && self.masked[range.clone()]
                            .starts_with(|sign: char| sign.is_ascii_punctuation());
                    let from = range.start + usize::from(escaped);
                    words[from..range.end]
                        .copy_from_slice(&self.masked.as_bytes()[from..range.end]);
                }
                Event::Start(Tag::Paragraph) => paragraphs.push(range),
                Event::Start(Tag::Link { link_type, id, .. }) => {
                    in_links += 1;
                    let by_name = matches!(
                        link_type,
                        LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut
                    );
                    if by_name {
                        used.insert(id.to_lowercase());
                    }
                }
                Event::End(TagEnd::Link) => in_links = in_links.saturating_sub(1),
                Event::Start(Tag::Heading { classes, attrs, .. })
                    if !(classes.is_empty() && attrs.is_empty()) =>
                {
                    self.tell(range, lost(say!("what stands between `{{ }}` in a heading shows nowhere"))
                        .hint(say!("write it between `( )`; `{{#name}}` alone gives a heading a name for links")));
                }
                Event::Start(Tag::Heading { .. })
                    if !self.masked[range.clone()].trim_start().starts_with('#') =>
                {
                    self.underlined(range);
                }
                Event::Rule => self.tell(
                    range,
                    odd(say!("this line parts nothing here: it is left out"))
                        .hint(say!("take it out, or write a heading such as `## Daarna`")),
                ),
                Event::Start(Tag::Emphasis)
                    if self.masked[range.clone()].starts_with('*')
                        && self.source.text()[..range.start].ends_with(char::is_alphanumeric) =>
                {
                    let all = self.written(range.clone()).replace('*', "\\*");
                    self.tell(
                        range,
                        odd(say!(
                            "the two `*` make what stands between them slanted, and are gone"
                        ))
                        .hint(say!("write a `*` that should be seen as `\\*`: `{all}`")),
                    );
                }
                _ => {}
            }
        }
        for (_, range) in definitions.into_iter().filter(|(name, _)| !used.contains(name)) {
            let line = self.written(range.clone()).trim_end().to_owned();
            self.tell(
                range,
                lost(say!(
                    "this line shows nowhere: `[…]:` gives an address to links that are not there"
                ))
                .hint(say!("write `\\{line}` if it should be read")),
            );
        }
        Words { text: String::from_utf8(words).unwrap_or_default(), paragraphs }
    }

    /// A heading by a line of `-` below it; one by `=` is a page's title, and refused as such.
    fn underlined(&mut self, heading: Range<usize>) {
        let written = self.masked[heading.clone()].trim_end();
        let Some(line) = written.rfind('\n').filter(|at| written[*at..].contains('-')) else {
            return;
        };
        let said = self.written(heading.start..heading.start + line).trim().replace('\n', " ");
        let at = heading.start + line + 1..heading.start + written.len();
        self.tell(
            at,
            odd(say!("a line of `-` right below a text makes a heading of it"))
                .hint(say!("write `## {said}`, or take the line out")),
        );
    }

    fn rules(&mut self, words: &str) {
        for (pattern, rule) in COMPILED.iter() {
            for captures in pattern.captures_iter(words) {
                let Some(whole) = captures.name("at").or_else(|| captures.get(0)) else { continue };
                if let Some(fault) = (rule.told)(&Caught { captures: &captures, look: self }) {
                    self.tell(whole.range(), fault);
                }
            }
        }
    }

    /// Lines of one paragraph that were meant to be a list, a table or a heading: they
    /// come out as one text.
    fn lines(&mut self, words: &str, paragraph: &Range<usize>) {
        let mut at = paragraph.start;
        let mut lines = Vec::new();
        for line in words[paragraph.clone()].split_inclusive('\n') {
            let said = line.trim_start_matches([MARK, ' ', '\t']);
            let start = at + line.len() - said.len();
            lines.push((start, said.trim_end_matches([MARK, '\n', '\r', ' ', '\t'])));
            at += line.len();
        }
        let several = |wanted: &dyn Fn(&str) -> bool| {
            lines.iter().filter(|(_, line)| wanted(line)).count() > 1
        };
        let dashes = several(&|line| bullet(line, &DASHES).is_some());
        let bare = several(&|line| no_blank(line).is_some());
        let columns = several(&|line| line.trim().contains('\t'));
        let mut before = None;
        for (start, line) in &lines {
            let place = *start..start + line.len();
            let numbered = number(line);
            if let Some(rest) = bullet(line, &BULLETS).or(bullet(line, &DASHES).filter(|_| dashes))
            {
                let sign = line.chars().next().unwrap_or_default();
                self.tell(
                    place,
                    runs_on(&say!("`{sign}` begins no list here"))
                        .hint(say!("write `- {}`", self.shown(*start, line, rest))),
                );
            } else if let Some(rest) = no_blank(line).filter(|_| bare) {
                self.tell(
                    place,
                    runs_on(&say!("a `-` with no blank behind it begins no list"))
                        .hint(say!("write `- {}`", self.shown(*start, line, rest))),
                );
            } else if let Some((count, rest)) = &numbered
                && before == count.checked_sub(1)
                && *count > 0
            {
                let rest = self.shown(*start, line, rest);
                self.tell(place, runs_on(&say!("this line begins no list")).hint(say!(
                    "write `{count}. {rest}`, and leave an empty line above the first line of the list"
                )));
            } else if columns && line.trim().contains('\t') {
                self.tell(
                    place,
                    runs_on(&say!("tabs make no columns here"))
                        .hint(say!("write a list: `- Noor: maandag`")),
                );
            } else if lines.len() == 1 && is_like_a_heading(line) {
                let said = line.trim_start_matches('#');
                self.tell(
                    place,
                    odd(say!("a `#` with no blank behind it begins no heading, and stays"))
                        .hint(say!("write `## {}`", self.shown(*start, line, said))),
                );
            }
            before = numbered.map(|(count, _)| count);
        }
    }

    /// A part of a line as it was written.
    fn shown(&self, start: usize, line: &str, rest: &str) -> String {
        let end = start + line.len();
        self.written(end - rest.len()..end).trim().to_owned()
    }
}

/// Signs that Word and chats begin an item with.
const BULLETS: [char; 14] =
    ['•', '▪', '▫', '◦', '‣', '⁃', '●', '○', '■', '□', '➢', '➤', '\u{F0B7}', '\u{F0A7}'];
/// Signs that begin an item, and a line of a talk, or stand between words.
const DASHES: [char; 6] = ['–', '—', '−', '‐', '‑', '·'];

/// What stands behind one of these signs at the start of a line.
fn bullet<'a>(line: &'a str, signs: &[char]) -> Option<&'a str> {
    let rest = line.strip_prefix(signs)?;
    let is_definite = signs.len() == BULLETS.len();
    (is_definite || rest.starts_with(char::is_whitespace)).then(|| rest.trim_start())
}

/// What stands behind a `-` that has no blank behind it.
fn no_blank(line: &str) -> Option<&str> {
    line.strip_prefix('-').filter(|rest| rest.starts_with(char::is_alphabetic))
}

/// The number or letter at the start of a line, counted, and what stands behind it.
fn number(line: &str) -> Option<(u32, &str)> {
    let end = line.find(['.', ')'])?;
    let (mark, rest) = (line[..end].trim_end(), line[end + 1..].trim_start());
    let count = match mark.as_bytes() {
        [letter @ b'a'..=b'z'] => u32::from(letter - b'a') + 1,
        _ if mark.len() < 4 && mark.bytes().all(|it| it.is_ascii_digit()) => mark.parse().ok()?,
        _ => return None,
    };
    rest.starts_with(char::is_alphabetic).then_some((count, rest))
}

/// Whether a line is `#Kop` rather than a word with a `#` within a sentence.
fn is_like_a_heading(line: &str) -> bool {
    let Some(said) = line.strip_prefix('#') else { return false };
    said.starts_with(char::is_uppercase)
        && said.contains(' ')
        && !said.contains('#')
        && !said.ends_with(['.', '!', '?', ':', ','])
}

fn stays(message: Sentence) -> Diagnostic {
    Diagnostic::error("content/sign", message)
}

fn odd(message: Sentence) -> Diagnostic {
    Diagnostic::warning("content/sign", message)
}

fn runs_on(message: &Sentence) -> Diagnostic {
    odd(say!("{message}: it runs on in the line before it"))
}

fn lost(message: Sentence) -> Diagnostic {
    Diagnostic::error("content/lost", message)
}

fn footnote() -> Diagnostic {
    stays(say!("a footnote such as `[^1]` stays as it is typed"))
        .hint(say!("put what it says into the sentence, or behind it between `( )`"))
}

fn boxed() -> Diagnostic {
    stays(say!("a box such as `[ ]` stays as it is typed"))
        .hint(say!("write the line without it: `- nog doen`"))
}

#[cfg(test)]
mod tests;
