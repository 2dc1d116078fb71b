//! A line -> the lines that were perhaps meant, each with what is wrong with the first.
//!
//! Input: a text and one of its lines. Output: changed lines, by kinds of mistakes from
//! those that a sign gives away to those that can only be guessed. Invariant: nothing is
//! proven here; whoever asks reads the text again.

use std::cmp::Reverse;
use std::ops::Range;

use super::line;
use crate::diag::{Sentence, say};

/// A changed line, and what to say of the one that stands there.
pub(super) struct Mended {
    /// The line as it may have been meant, with its indent.
    pub(super) line: String,
    pub(super) code: &'static str,
    pub(super) message: Sentence,
    /// What to do; the line comes behind it.
    pub(super) hint: Sentence,
}

type Kind = fn(&str, &Range<usize>) -> Vec<Mended>;

/// The kinds of mistakes, the surest first.
pub(super) const KINDS: [Kind; 6] = [blanks, signs, brackets, quotes, indents, remarks];

/// Signs that YAML has a use for where a text begins.
const BEGINNINGS: &str = "@`%&*!|>,]}{[?-#:";

/// Blanks that are none to YAML.
fn blanks(text: &str, place: &Range<usize>) -> Vec<Mended> {
    let old = &text[place.clone()];
    let mut found = Vec::new();
    if let Some(odd) = old.chars().find(|c| line::is_odd_blank(*c)) {
        let said = super::signs::odd(odd);
        let plain = line::plain_blanks(old);
        let (is, rest) = (indent_of(&plain), plain.trim_start());
        let wide = old.trim_start_matches(' ').starts_with(line::is_odd_blank);
        // An odd blank may be as wide as several.
        let others = if wide { widths(text, place) } else { Vec::new() };
        found.extend(std::iter::once(is).chain(others).map(|width| Mended {
            line: format!("{}{rest}", " ".repeat(width)),
            code: "yaml/blank",
            message: said.message.clone(),
            hint: say!("the line should read"),
        }));
    }
    let tabbed = old.len() - old.trim_start().len();
    if old.contains('\t') {
        let rest = old[tabbed..].replace('\t', " ");
        let tried = [old[..tabbed].replace('\t', "  ").len()];
        // As wide as a line above is, where that began with a tab too.
        let widths = tried.into_iter().chain(widths(text, place));
        found.extend(widths.map(|width| Mended {
            line: format!("{}{rest}", " ".repeat(width)),
            code: "yaml/blank",
            message: say!("a tab stands here; YAML wants spaces"),
            hint: say!("the line should read"),
        }));
    }
    found
}

/// Colons and dashes that are none, or that stand without their space.
fn signs(text: &str, place: &Range<usize>) -> Vec<Mended> {
    let old = &text[place.clone()];
    let mut found = Vec::new();
    found.extend(colon(old));
    let indent = &old[..old.len() - old.trim_start().len()];
    let rest = old.trim_start();
    for bullet in ['-', '–', '—', '−', '•', '*', '·', '‐', '‑', '●', '▪', '+'] {
        let Some(item) = rest.strip_prefix(bullet) else { continue };
        if item.starts_with('-') || (bullet == '-' && item.starts_with(' ')) {
            continue;
        }
        let right = format!("{indent}- {}", item.trim_start());
        let message = match bullet {
            '-' => say!("a space is missing behind the dash of a list item"),
            other => say!("`{other}` begins no list item; a dash and a space do"),
        };
        let mended =
            |line| Mended { line, code: "yaml/blank", message, hint: say!("the line should read") };
        // `-name:Noor` has lost two.
        let both = colon(&right).map_or(right, |mended| mended.line);
        found.push(mended(both));
    }
    found
}

/// A line with another sign than `: ` behind its key, mended.
pub(super) fn colon(old: &str) -> Option<Mended> {
    let start = old.len() - old.trim_start_matches([' ', '-']).len();
    let (before, rest) = old.split_at(start);
    let (key, behind) = key_of(rest)?;
    let value = |from: &str| format!("{before}{key}: {}", from.trim_start()).trim_end().to_owned();
    if let Some(value_text) = behind.strip_prefix(':') {
        if value_text.starts_with([' ', '\t', '/']) || value_text.is_empty() {
            return None;
        }
        return Some(Mended {
            line: value(value_text),
            code: "yaml/blank",
            message: say!("a space is missing behind the colon of `{key}:`"),
            hint: say!("write a space behind the colon:"),
        });
    }
    let near = behind.trim_start();
    for sign in ["=>", "->", "：", "﹕", "꞉", "∶", "︰", "=", ";", "；"] {
        if let Some(value_text) = near.strip_prefix(sign) {
            return Some(Mended {
                line: value(value_text),
                code: "yaml/sign",
                message: say!("`{sign}` stands where a colon should, behind `{key}`"),
                hint: say!("write a colon and a space behind the key:"),
            });
        }
    }
    None
}

/// The word that a text begins with, which could be a key, and what stands behind it; a
/// key in typographic quotes is taken without them.
fn key_of(text: &str) -> Option<(&str, &str)> {
    let quotes: &[char] = &['“', '”', '„', '‘', '’', '«', '»', '"'];
    let inner = text.trim_start_matches(quotes);
    let length = inner
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-')))
        .unwrap_or(inner.len());
    let (key, behind) = inner.split_at(length);
    let first = key.chars().next()?;
    (first.is_alphabetic() || first == '_').then(|| (key, behind.trim_start_matches(quotes)))
}

/// Texts that need quotes, or have others than they should.
fn quotes(text: &str, place: &Range<usize>) -> Vec<Mended> {
    let old = &text[place.clone()];
    let mut found: Vec<Mended> = Vec::new();
    let values = values(old);
    for value in &values {
        let inner = &old[value.clone()];
        if !wants_quotes(inner) {
            continue;
        }
        let quoted = line::quoted(inner);
        let (message, hint) = why(inner, &quoted);
        found.push(Mended {
            line: format!("{}{quoted}{}", &old[..value.start], &old[value.end..]),
            code: "yaml/quotes",
            message,
            hint,
        });
    }
    let wrong: Vec<&Range<usize>> = values
        .iter()
        .filter(|value| {
            wants_quotes(&old[(*value).clone()]) && old[(*value).clone()].contains(['\'', '"'])
        })
        .collect();
    if let [first, .., _] = wrong[..]
        && wrong.windows(2).all(|pair| pair[0].end <= pair[1].start)
    {
        let mut line = old.to_owned();
        for value in wrong.iter().rev() {
            line.replace_range((*value).clone(), &line::quoted(&old[(*value).clone()]));
        }
        let inner = &old[(*first).clone()];
        let (message, hint) = why(inner, &line::quoted(inner));
        found.push(Mended { line, code: "yaml/quotes", message, hint });
    }
    found
}

/// Whether a value is not what it should be: neither between quotes nor a list or keys.
fn wants_quotes(value: &str) -> bool {
    let around = |left: char, right: char| {
        value.len() > 1 && value.starts_with(left) && value.ends_with(right)
    };
    let inner = || &value[1..value.len() - 1];
    if around('"', '"') {
        return inner().contains(['"', '\\']);
    }
    if around('\'', '\'') {
        return inner().replace("''", "").contains('\'');
    }
    if around('[', ']') || (around('{', '}') && !value.starts_with("{{")) {
        return false;
    }
    value.starts_with(|c| BEGINNINGS.contains(c) || c == '\'' || c == '"')
        || value.ends_with([':', '"'])
        || value.contains(": ")
        || value.contains(" #")
}

/// What is wrong with a text without quotes or with wrong ones, and what to do.
fn why(value: &str, quoted: &str) -> (Sentence, Sentence) {
    let first = value.chars().next().unwrap_or_default();
    let hint = match quoted.starts_with('\'') {
        true => say!("put the whole text between single quotes:"),
        false => say!("put the whole text between double quotes:"),
    };
    let message = match first {
        '\'' => {
            say!(
                "a `'` at the start of a text is taken for a quote, and the text ends at the next one"
            )
        }
        '"' if value.contains('\\') => {
            say!("a `\\` between double quotes has a meaning of its own")
        }
        '"' if value[1..].contains('"') => {
            say!("the text ends at the second `\"`, and words stand behind it")
        }
        '"' => say!("the quote `\"` that begins here is not closed"),
        '`' => say!("a text without quotes cannot begin with a backtick"),
        first if BEGINNINGS.contains(first) => {
            say!("a text without quotes cannot begin with `{first}`")
        }
        _ if value.contains(": ") || value.ends_with(':') => {
            say!("a colon with a space behind it makes a key of a text")
        }
        _ if value.contains(" #") => {
            say!("a `#` behind a space begins a remark, and ends the text")
        }
        _ => say!("this text cannot be read without quotes"),
    };
    (message, hint)
}

/// The values of a line that could be put between quotes, those of braces among them.
fn values(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let trimmed = |range: Range<usize>| {
        let text = &line[range.clone()];
        let start = range.start + text.len() - text.trim_start().len();
        start..(start + text.trim().len()).max(start)
    };
    let keys = keys(line);
    let braces = line.find(['{', '[']);
    // The whole rest behind the first key, or behind the dash of an item without one.
    let start = line.len() - line.trim_start_matches([' ', '-']).len();
    let first = keys.first().map_or(start, |key| key.end);
    let rest = trimmed(first..line.len());
    // Each `key: value` within braces, or each item within brackets.
    if let Some(open) = braces {
        let close = line.trim_end_matches(['}', ']', ' ', ',']).len().max(open + 1);
        let inner: Vec<&Range<usize>> = keys.iter().filter(|key| key.start > open).collect();
        for (index, key) in inner.iter().enumerate() {
            let next = inner.get(index + 1).map(|next| next.start);
            let end = next
                .map_or(close, |next| line[..next].trim_end_matches([' ', ',', '{', '[']).len());
            found.push(trimmed(key.end..end.max(key.end)));
        }
        if inner.is_empty() && line[open..].starts_with('[') {
            let mut at = open + 1;
            for item in line[at..close].split(',') {
                found.push(trimmed(at..at + item.len()));
                at += item.len() + 1;
            }
        }
    }
    if let Some(remark) = line[rest.clone()].find(" # ") {
        found.push(trimmed(rest.start..rest.start + remark));
    }
    found.push(rest);
    found.retain(|range| !range.is_empty());
    found
}

/// The keys of a line, each with its colon: the first, and those behind `{` or a comma.
fn keys(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (colon, _) in line.match_indices(':') {
        let behind = &line[colon + 1..];
        if !(behind.is_empty() || behind.starts_with([' ', '\t'])) {
            continue;
        }
        let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '"' | '\'');
        let start = line[..colon].trim_end_matches(word).len();
        let before = line[..start].trim_end_matches(' ');
        let begins = before.trim_start_matches([' ', '-']).is_empty();
        if start < colon && (begins || before.ends_with(['{', ','])) {
            found.push(start..colon + 1);
        }
    }
    found
}

/// Brackets that are not closed, are closed twice, or by another one.
fn brackets(text: &str, place: &Range<usize>) -> Vec<Mended> {
    let old = &text[place.clone()];
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut found = Vec::new();
    let partner = |c: char| if c == '{' { '}' } else { ']' };
    let mended = |line: String, message: Sentence, hint| Mended {
        line,
        code: "yaml/brackets",
        message,
        hint,
    };
    let mut quote = None;
    for (at, c) in old.char_indices() {
        match (quote, c) {
            (Some(closing), c) if c == closing => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if old[..at].ends_with([' ', '[', '{', ',']) => quote = Some(c),
            (None, '{' | '[') => open.push((at, c)),
            (None, ',') if !open.is_empty() && old[..at].trim_end().ends_with([',', '[', '{']) => {
                let before = old[..at].trim_end();
                let space = if before.ends_with(',') { " " } else { "" };
                let line = format!("{before}{space}{}", old[at + 1..].trim_start());
                let message = say!("nothing stands before this comma");
                found.push(mended(line, message, say!("leave it out:")));
            }
            (None, '}' | ']') => match open.pop() {
                Some((_, left)) if partner(left) == c => {}
                Some((_, left)) => {
                    let right = partner(left);
                    let line = format!("{}{right}{}", &old[..at], &old[at + 1..]);
                    let message = say!("`{c}` stands where `{right}` should");
                    found.push(mended(line, message, say!("the line should read")));
                    // Or the right one is missing before it.
                    let line = format!("{}{right}{}", &old[..at], &old[at..]);
                    let message = say!("the `{left}` of this line is not closed");
                    found.push(mended(line, message, say!("close it:")));
                }
                None => {
                    let line = format!("{}{}", &old[..at], &old[at + 1..]);
                    let message = say!("`{c}` closes nothing");
                    found.push(mended(line, message, say!("leave it out:")));
                }
            },
            _ => {}
        }
    }
    if let Some((_, left)) = open.last() {
        let close: String = open.iter().rev().map(|(_, left)| partner(*left)).collect();
        let message = say!("the `{left}` of this line is not closed");
        let line = old.trim_end().trim_end_matches(',');
        found.push(mended(format!("{line}{close}"), message, say!("close it:")));
    }
    if old.trim_end().ends_with(',') && open.is_empty() {
        let line = old.trim_end().trim_end_matches(',').to_owned();
        found.push(mended(
            line,
            say!("a comma at the end of a line joins nothing"),
            say!("leave it out:"),
        ));
    }
    // `- type: phone, number: …`: keys of one line stand within braces.
    let keys = keys(old);
    if let [first, .., _] = &keys[..]
        && !old.contains('{')
    {
        found.push(mended(
            format!("{}{{{}}}", &old[..first.start], old[first.start..].trim_end()),
            say!("several keys in one line stand within braces"),
            say!("the line should read"),
        ));
    }
    // Two values within brackets, and the comma between them is lost.
    for (at, c) in old.char_indices().filter(|(_, c)| matches!(c, '"' | ']' | '}')) {
        let behind = &old[at + 1..];
        let next = behind.trim_start();
        let key = key_of(next).is_some_and(|(_, rest)| rest.starts_with(": "));
        if (key || next.starts_with(['"', '{']))
            && behind.starts_with(' ')
            && old.contains(['{', '['])
        {
            let line = format!("{}{c},{behind}", &old[..at]);
            found.push(mended(
                line,
                say!("a comma is missing between two values"),
                say!("the line should read"),
            ));
        }
    }
    found
}

/// Lines with a space too many or too few, and values that stand below no key.
fn indents(text: &str, place: &Range<usize>) -> Vec<Mended> {
    let old = &text[place.clone()];
    let mut found = Vec::new();
    let is = indent_of(old);
    let spaces = |number: usize| match number {
        0 => say!("no space"),
        1 => say!("1 space"),
        number => say!("{number} spaces"),
    };
    for wanted in widths(text, place).into_iter().filter(|width| *width != is) {
        found.push(Mended {
            line: format!("{}{}", " ".repeat(wanted), old.trim_start()),
            code: "yaml/indent",
            message: say!(
                "this line begins with {}, which fits none of the lines above it",
                spaces(is)
            ),
            hint: say!("the line should read"),
        });
    }
    // The nearest first, and of two the one that belongs to the line above.
    let wide = |mended: &Mended| indent_of(&mended.line);
    found.sort_by_key(|mended| (wide(mended).abs_diff(is), Reverse(wide(mended))));
    if let Some((before, after)) = old.split_once(":") {
        // `name: - Noor`: what begins a list stands on a line of its own.
        if let Some(item) = after.trim_start().strip_prefix("- ") {
            let indent = " ".repeat(is + 2);
            found.push(Mended {
                line: format!("{before}:\n{indent}- {item}"),
                code: "yaml/indent",
                message: say!("a list item stands on a line of its own"),
                hint: say!("begin a new line before the dash:"),
            });
        }
    }
    found
}

/// A line that is no YAML at all, such as a remark without its sign.
fn remarks(text: &str, place: &Range<usize>) -> Vec<Mended> {
    let old = &text[place.clone()];
    let indent = &old[..old.len() - old.trim_start().len()];
    vec![Mended {
        line: format!("{indent}# {}", old.trim_start()),
        code: "yaml/syntax",
        message: say!("this line is no `key: value`, no list item and no remark"),
        hint: say!("write it as `key: value`, or if it is a remark put `# ` in front of it:"),
    }]
}

/// The columns at which a line may begin: those of the lines above and behind their dashes,
/// and that of the line below.
fn widths(text: &str, place: &Range<usize>) -> Vec<usize> {
    let mut found = Vec::new();
    let below = text.get(place.end + 1..).and_then(|rest| rest.lines().next());
    found.extend(below.filter(|line| !line.trim().is_empty()).map(indent_of));
    let mut line = place.clone();
    while let Some(above) = above(text, &line) {
        let said = &text[above.clone()];
        let begins = indent_of(said);
        let item = said.trim_start();
        let behind_dash = begins + item.len() - item.trim_start_matches([' ', '-']).len();
        for width in [behind_dash, begins] {
            if !found.contains(&width) {
                found.push(width);
            }
        }
        if begins == 0 || found.len() > 8 {
            break;
        }
        line = above;
    }
    found
}

/// The last line above that says something.
fn above(text: &str, place: &Range<usize>) -> Option<Range<usize>> {
    let mut start = place.start;
    while start > 0 {
        let line = line::line_at(text, start - 1);
        let said = text[line.clone()].trim();
        if !said.is_empty() && !said.starts_with('#') {
            return Some(line);
        }
        start = line.start;
    }
    None
}

/// With how many blanks a line begins.
fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}
