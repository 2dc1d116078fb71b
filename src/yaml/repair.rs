//! A text that is no YAML -> the sign that is wrong, and the line as it should read.
//!
//! Input: the text and where it breaks. Output: one diagnostic. A line near the place is
//! changed in the ways that people go wrong (`mend`), and the text is read again with
//! each: the first that gets further is told. Invariants: a line that is
//! told has been read; no word of the YAML library reaches the reader.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Diagnostic, Sentence, SourceFile, say};

use super::line;
use super::mend::{self, Mended};

/// How many lines are tried from where the value begins that breaks, and before the place.
const FROM_BEGIN: usize = 6;
/// How many lines are tried up to the place.
const TO_PLACE: usize = 5;
/// Most that is read again for each try, in bytes.
const WINDOW: usize = 32 * 1024;
/// Longest line that is tried, in bytes: each of its signs may be the one that is wrong, and what is
/// longer nobody has typed.
const LONGEST: usize = 4 * 1024;
/// How many lines behind the place are read again.
const BEHIND: usize = 12;

/// Where a text breaks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Broken {
    /// Where it cannot be read any further, in bytes.
    pub(super) at: usize,
    /// Where the last thing ends that could be read, in bytes.
    pub(super) begun: usize,
    /// Whether it breaks because it is nested too deep.
    pub(super) deep: bool,
}

/// What to do about a text that breaks. `breaks` tells where a text does, if it does.
pub(super) fn advise(
    file: &Arc<SourceFile>,
    part: Range<usize>,
    broken: &Broken,
    breaks: &dyn Fn(&str) -> Option<Broken>,
) -> Diagnostic {
    let all = &file.text[part.clone()];
    let at = broken.at.min(all.len());
    let here = |at: usize| {
        // Behind the last line there is nothing to see: the last sign is.
        let at = match all[at..].trim().is_empty() {
            true => all.trim_end().char_indices().next_back().map_or(0, |(at, _)| at),
            false => at,
        };
        let length = all[at..].chars().next().map_or(0, char::len_utf8);
        file.span(part.start + at..part.start + at + length)
    };
    if broken.deep {
        return Diagnostic::error(
            "yaml/size",
            say!("keys and lists stand in each other deeper than any client's"),
        )
        .at(&here(at))
        .hint(say!("is it the file that you meant? look at the brackets of this line"));
    }
    let window = window(all, broken, breaks);
    let text = &all[window.clone()];
    // Cut out, the text may break at another place than in the file.
    let before = breaks(text).unwrap_or(*broken);
    let mut lines = lines_around(text, &before);
    lines.retain(|line| line.len() <= LONGEST);
    for kind in mend::KINDS {
        let mut best: Option<(usize, Range<usize>, Mended)> = None;
        for line in &lines {
            for mended in kind(text, line) {
                let changed =
                    format!("{}{}{}", &text[..line.start], mended.line, &text[line.end..]);
                let grown = mended.line.len().abs_diff(line.len());
                let Some(got) = progress(text, line, &before, breaks(&changed), grown) else {
                    continue;
                };
                if best.as_ref().is_none_or(|(most, _, _)| got > *most) {
                    best = Some((got, line.clone(), mended));
                }
            }
        }
        if let Some((_, line, mended)) = best {
            let start = part.start + window.start + line.start;
            return told(file, start..start + line.len(), mended);
        }
    }
    Diagnostic::error("yaml/syntax", say!("from here on the file cannot be read"))
        .at(&here(at))
        .hint(say!(
            "each line is `key: value`, begins a list item with `- `, or is a remark behind `#`; \
             compare it with `clients/acme.yaml`"
        ))
        .hint(say!("put a text that holds quotes, a colon or brackets between double quotes"))
}

/// The diagnostic of a line that was mended: it points at the first sign that was changed.
fn told(file: &Arc<SourceFile>, place: Range<usize>, mended: Mended) -> Diagnostic {
    let old = &file.text[place.clone()];
    let same = old.char_indices().zip(mended.line.chars()).find(|((_, a), b)| a != b);
    let at = same.map_or(old.len().min(mended.line.len()), |((at, _), _)| at);
    // Behind the end there is nothing to point at.
    let at = match old[at..].chars().next() {
        Some(_) => at,
        None => old.char_indices().next_back().map_or(0, |(at, _)| at),
    };
    let length = old[at..].chars().next().map_or(0, char::len_utf8);
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let odd = old.trim_start_matches(' ').starts_with(|c| c == '\t' || line::is_odd_blank(c));
    let line = match indent(old) == indent(&mended.line) && !odd {
        true => Sentence::literal(line::shown(&mended.line, at, length + 20)),
        false => super::signs::as_indented(&mended.line),
    };
    Diagnostic::error(mended.code, mended.message)
        .at(&file.span(place.start + at..place.start + at + length))
        .hint(say!("{} {line}", mended.hint))
}

/// How much further a changed text can be read, in bytes; nothing where it cannot.
fn progress(
    text: &str,
    line: &Range<usize>,
    before: &Broken,
    after: Option<Broken>,
    grown: usize,
) -> Option<usize> {
    let Some(after) = after else { return Some(usize::MAX) };
    let end = line::line_at(text, before.at).end;
    let further = after.at > end + grown;
    // A quote that was left open may break the text at the same place as the next one does.
    let begun = after.at + grown >= before.at && after.begun > line.end + grown;
    (further || begun).then_some(after.at)
}

/// The part of a text that is read again for each try: keys at the margin part it.
fn window(all: &str, broken: &Broken, breaks: &dyn Fn(&str) -> Option<Broken>) -> Range<usize> {
    let margin =
        |from: &str| from.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '"'));
    let first = line::line_at(all, broken.begun).start;
    let mut start = first;
    while start > 0 && !margin(&all[start..]) {
        start = line::line_at(all, start - 1).start;
    }
    let mut end = line::line_at(all, broken.at).end;
    for _ in 0..BEHIND {
        if end >= all.len() {
            break;
        }
        end = line::line_at(all, end + 1).end;
    }
    let whole = 0..all.len();
    let wanted = start..end;
    match wanted.len() <= WINDOW && whole.len() > WINDOW && breaks(&all[wanted.clone()]).is_some() {
        true => wanted,
        false if whole.len() <= WINDOW => whole,
        false => first..end.min(first + WINDOW).max(first),
    }
}

/// The lines that may be at fault: from where the value begins that breaks, up to the place.
fn lines_around(text: &str, broken: &Broken) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let last = line::line_at(text, broken.at.min(text.len()));
    let mut line = line::line_at(text, broken.begun.min(broken.at));
    loop {
        if !text[line.clone()].trim().is_empty() {
            lines.push(line.clone());
        }
        // The next one may be why: a tab there ends the text of this one.
        if line.start > last.start || line.end >= text.len() {
            break;
        }
        line = line::line_at(text, line.end + 1);
    }
    if lines.len() > FROM_BEGIN + TO_PLACE {
        lines.drain(FROM_BEGIN..lines.len() - TO_PLACE);
    }
    lines
}
