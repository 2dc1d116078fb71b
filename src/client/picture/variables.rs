//! Colours by variable (`var(--brand, #0b5d3b)`) -> the colours that they stand for.
//!
//! A variable is known where the drawing itself gives it one value, or one for want of another.
//! Invariant: what is put in stood in the drawing; a variable that stands for nothing, or for
//! several things, stays, and is told; no giving of a value stays.

use std::collections::BTreeMap;

/// How deep variables may stand in one another.
const DEPTH: usize = 8;
/// Longest text that variables are filled into, in bytes: they can multiply one another.
const LONGEST: usize = 20 * 1024 * 1024;

/// The text with its variables filled in, and those that could not be.
pub(super) fn filled(text: &str) -> (String, Vec<String>) {
    if !text.contains("var(") {
        return (without(text), Vec::new());
    }
    let given = given(text);
    let mut unknown = Vec::new();
    let mut out = text.to_owned();
    for _ in 0..DEPTH {
        unknown.clear();
        let next = pass(&out, &given, &mut unknown);
        let same = next == out;
        out = next;
        if same {
            break;
        }
    }
    unknown.sort();
    unknown.dedup();
    (without(&out), unknown)
}

/// The text without what gives variables their values: the renderer drops all that stands
/// behind it in the same place.
fn without(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (at, end, ..) in declared(text) {
        // Only whole ones; what stands in another was taken with it.
        if at >= from {
            out.push_str(&text[from..at]);
            let rest = &text[end..];
            from = end + usize::from(rest.starts_with(';'));
        }
    }
    out.push_str(&text[from..]);
    out
}

/// Each variable with its value; none where it has several.
fn given(text: &str) -> BTreeMap<&str, Option<&str>> {
    let mut given: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for (_, _, name, value) in declared(text) {
        let known = given.entry(name).or_insert(Some(value));
        if *known != Some(value) {
            *known = None;
        }
    }
    given
}

/// Where each variable is given a value: the place, its end, the name and the value.
fn declared(text: &str) -> impl Iterator<Item = (usize, usize, &str, &str)> {
    text.match_indices("--").filter_map(|(at, _)| {
        let before = text[..at].trim_end().chars().next_back();
        let starts = before.is_some_and(|c| "{;\"'/".contains(c));
        let rest = &text[at..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))?;
        let name = rest.get(..end).filter(|_| starts && end > 2)?;
        let colon = rest[end..].len() - rest[end..].trim_start().len() + end;
        let value = rest[colon..].strip_prefix(':')?;
        let stop = value.find(|c: char| ";}\"'<".contains(c)).unwrap_or(value.len());
        Some((at, at + colon + 1 + stop, name, value[..stop].trim()))
    })
}

fn pass(text: &str, given: &BTreeMap<&str, Option<&str>>, unknown: &mut Vec<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("var(") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        // What does not end, or has grown out of all bounds, stays as it is.
        let Some(end) = closing(&from[4..]).filter(|_| out.len() < LONGEST) else {
            rest = from;
            break;
        };
        let inner = &from[4..4 + end];
        let (name, fallback) = match inner.split_once(',') {
            Some((name, fallback)) => (name.trim(), Some(fallback.trim())),
            None => (inner.trim(), None),
        };
        let value = match given.get(name) {
            Some(value) => *value,
            None => fallback,
        };
        match value {
            Some(value) if !value.contains(&from[..4 + end]) => out.push_str(value),
            _ => {
                unknown.push(name.to_owned());
                out.push_str(&from[..=4 + end]);
            }
        }
        rest = &from[4 + end + 1..];
    }
    out.push_str(rest);
    out
}

/// Where the bracket closes that is open at the beginning.
fn closing(text: &str) -> Option<usize> {
    let mut open = 1_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => open += 1,
            ')' => open -= 1,
            '<' | '>' => return None,
            _ => {}
        }
        if open == 0 {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn colours_by_variable() {
        let cases = [
            ("<p fill='var(--a, red)'/>", "<p fill='red'/>", 0),
            ("<p fill='var(--a,var(--b,#0b5d3b))'/>", "<p fill='#0b5d3b'/>", 0),
            (
                "<s style='--a:#123456'><p fill='var(--a, red)'/>",
                "<s style=''><p fill='#123456'/>",
                0,
            ),
            (":root { --a : rgb(1,2,3) }.x{fill:var( --a )}", ":root { }.x{fill:rgb(1,2,3)}", 0),
            ("<p fill='var(--a)'/>", "<p fill='var(--a)'/>", 1),
            ("<p fill='var(--a)' style='--a: var(--a)'/>", "<p fill='var(--a)' style=''/>", 1),
            (".x{--a:red}.y{--a:blue}.z{fill:var(--a)}", ".x{}.y{}.z{fill:var(--a)}", 1),
            ("<p fill='var(--a'/>", "<p fill='var(--a'/>", 0),
            ("<!-- no variables -->", "<!-- no variables -->", 0),
        ];
        for (text, wanted, unknown) in cases {
            let (got, left) = filled(text);
            assert_eq!((got.as_str(), left.len()), (wanted, unknown), "{text}");
        }
    }
}
