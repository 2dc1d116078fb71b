//! A page -> where its front matter stands, and where its text.
//!
//! Input: a file of content. Output: two ranges, or that there is no front matter, or a
//! fault. What cannot be seen is taken: blanks behind a fence, blank lines before the first,
//! `...` at the end. Invariant: a line that was meant as a fence and is none is told at its
//! place with what should stand there, and nothing else is said of the file.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Diagnostic, Sentence, SourceFile, say};

/// Front matter and body.
pub(super) type Parts = (Range<usize>, Range<usize>);

/// Where front matter and body stand; nothing where the file does not begin with any.
///
/// # Errors
/// A fence is missing, or is not written as one.
pub(super) fn split(file: &Arc<SourceFile>) -> Result<Option<Parts>, Diagnostic> {
    let text = &file.text;
    let mut lines = lines(text);
    let Some(first) = lines.find(|line| !bare(&text[line.clone()]).is_empty()) else {
        return Ok(None);
    };
    let begins = bare(&text[first.clone()]);
    let next = lines.clone().find(|line| !bare(&text[line.clone()]).is_empty());
    let key_next = next.is_some_and(|line| is_key(&text[line]));
    if begins != "---" {
        if is_nearly(begins) && key_next {
            return Err(wrong(file, &first, &say!("first")));
        }
        if is_key(begins) && begins.starts_with("title") {
            return Err(Diagnostic::error(
                "content/front-matter",
                say!("the line `---` above this one is missing"),
            )
            .at(&file.span(first))
            .hint(say!("write a line `---` above `{begins}`, and one below the last key")));
        }
        return Ok(None);
    }
    let start = behind(text, &first);
    let mut said: Option<Range<usize>> = None;
    let mut blank = false;
    for line in lines {
        let is = bare(&text[line.clone()]);
        if matches!(is, "---" | "...") {
            let front = start..line.start;
            // A rule of the text, further down, is no fence.
            if let Some(body) = said {
                return Err(missing(file, &body));
            }
            return Ok(Some((front, behind(text, &line)..text.len())));
        }
        if is_nearly(is) && said.is_none() {
            return Err(wrong(file, &line, &say!("second")));
        }
        let heading = is.starts_with('#');
        if said.is_none() && (blank || heading) && is_prose(&text[line.clone()]) {
            said = Some(line.clone());
        }
        blank = is.is_empty();
    }
    Err(missing(file, &said.unwrap_or_else(|| last(text))))
}

/// A line that was meant as a fence.
fn wrong(file: &Arc<SourceFile>, line: &Range<usize>, which: &Sentence) -> Diagnostic {
    let is = bare(&file.text[line.clone()]);
    let message = say!("`{is}` is not the {which} line `---`: three hyphens, and nothing else");
    Diagnostic::error("content/front-matter", message)
        .at(&file.span(line.clone()))
        .hint(say!("the line should read `---`"))
}

/// No second fence: it should stand above this line, or below it where the file ends there.
fn missing(file: &Arc<SourceFile>, line: &Range<usize>) -> Diagnostic {
    let is = bare(&file.text[line.clone()]);
    let end = file.text[line.end..].trim().is_empty() && !is_prose(&file.text[line.clone()]);
    let place = if end { say!("below") } else { say!("above") };
    let shown: String = is.chars().take(60).collect();
    Diagnostic::error("content/front-matter", say!("the second line `---` is missing"))
        .at(&file.span(line.clone()))
        .hint(say!("write a line `---` {place} `{shown}`: it parts the keys from the text"))
}

/// The lines of a text by their places, without their ends.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + Clone + '_ {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let place = start..start + line.len();
        start = place.end + 1;
        place
    })
}

fn behind(text: &str, line: &Range<usize>) -> usize {
    (line.end + 1).min(text.len())
}

/// A line without what nobody sees at its ends.
fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{2060}')
    })
}

/// Whether a line was perhaps meant as a fence: other dashes, or another number of them.
fn is_nearly(line: &str) -> bool {
    let dash = |c: char| {
        matches!(c, '-' | '‐' | '‑' | '–' | '—' | '―' | '−' | '_' | '=' | '+' | '~' | '*')
    };
    let number = line.chars().filter(|c| dash(*c)).count();
    // A dash alone would begin a list item.
    let wide = line.chars().all(|c| matches!(c, '–' | '—' | '―' | '−'));
    line != "---"
        && (number > 1 || (number == 1 && wide))
        && line.chars().all(|c| dash(c) || c == ' ')
}

/// Whether a line is `key: value`, as front matter has it.
fn is_key(line: &str) -> bool {
    let line = line.trim_start_matches('\u{FEFF}');
    let Some((key, _)) = line.split_once(':') else { return false };
    let key = key.trim();
    !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

/// Whether a line is a part of the text: neither a key nor what belongs to one.
fn is_prose(line: &str) -> bool {
    let bare = bare(line);
    !(bare.is_empty()
        || is_key(line)
        || line.starts_with([' ', '\t', ']', '}', '"', '\''])
        || bare.starts_with("# ")
        || (bare.starts_with("- ") && !bare.contains(['.', '!', '?'])))
}

/// The last line that says something.
fn last(text: &str) -> Range<usize> {
    let said = lines(text).filter(|line| !bare(&text[line.clone()]).is_empty());
    said.last().unwrap_or(0..0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(text: &str) -> Result<Option<(String, String)>, (usize, String, String)> {
        let file = SourceFile::new("steps.md", text);
        match split(&file) {
            Ok(parts) => Ok(parts
                .map(|(front, body)| (file.text[front].to_owned(), file.text[body].to_owned()))),
            Err(fault) => {
                let (line, _) = fault.span.as_ref().unwrap().line_column();
                Err((line, fault.message.to_string(), fault.hints[0].to_string()))
            }
        }
    }

    #[test]
    fn fences_with_what_nobody_sees_are_fences() {
        for text in [
            "---\ntitle: x\n---\nHallo\n",
            "--- \ntitle: x\n---\t \nHallo\n",
            "\n\n---\ntitle: x\n---\nHallo\n",
            "\u{FEFF}---\ntitle: x\n---\nHallo\n",
            "\n\u{FEFF}---\ntitle: x\n---\nHallo\n",
            "---\u{A0}\ntitle: x\n---\u{A0}\nHallo\n",
            "---\u{200B}\ntitle: x\n...\nHallo\n",
            "---\ntitle: x\n... \nHallo\n",
            " ---\ntitle: x\n---\nHallo\n",
        ] {
            let wanted = ("title: x\n".to_owned(), "Hallo\n".to_owned());
            assert_eq!(parted(text), Ok(Some(wanted)), "{text:?}");
        }
        // Front matter alone, a rule in the text, and lists and remarks among the keys.
        for (text, front, body) in [
            ("---\ntitle: x\n---", "title: x\n", ""),
            ("---\n---\nHallo\n", "", "Hallo\n"),
            ("---\ntitle: x\n---\nA\n\n---\n\nB\n", "title: x\n", "A\n\n---\n\nB\n"),
            ("---\ntitle: x\n---\nA\n\n----\n\nB\n", "title: x\n", "A\n\n----\n\nB\n"),
            (
                "---\ntitle: x\n# ours\n\n# theirs\nsources:\n- a\n\n- b\n---\nA\n",
                "title: x\n# ours\n\n# theirs\nsources:\n- a\n\n- b\n",
                "A\n",
            ),
            (
                "---\nsummary: >-\n  Een\n\n  twee\n---\nA\n",
                "summary: >-\n  Een\n\n  twee\n",
                "A\n",
            ),
        ] {
            assert_eq!(parted(text), Ok(Some((front.to_owned(), body.to_owned()))), "{text:?}");
        }
        for text in
            ["", "Hallo\n", "\n\nHallo\n", "Hallo\n\n---\n\nDag\n", "----\n\nHallo\n", "## Kop\n"]
        {
            assert_eq!(parted(text), Ok(None), "{text:?}");
        }
    }

    #[test]
    fn a_fence_that_is_none_is_told_with_its_line() {
        for (text, line, wanted) in [
            ("----\ntitle: x\n---\nA\n", 1, "the line should read `---`"),
            ("--\ntitle: x\n---\nA\n", 1, "the line should read `---`"),
            ("—\ntitle: x\n---\nA\n", 1, "the line should read `---`"),
            ("–––\ntitle: x\n---\nA\n", 1, "the line should read `---`"),
            ("- - -\ntitle: x\n---\nA\n", 1, "the line should read `---`"),
            ("___\ntitle: x\n___\nA\n", 1, "the line should read `---`"),
            ("+++\ntitle: x\n+++\nA\n", 1, "the line should read `---`"),
            ("---\ntitle: x\n——-\nA\n", 3, "the line should read `---`"),
            ("---\ntitle: x\n-----\nA\n", 3, "the line should read `---`"),
            ("---\ntitle: x\n—\nA\n", 3, "the line should read `---`"),
            ("---\ntitle: x\n\nHallo daar.\n", 4, "write a line `---` above `Hallo daar.`"),
            ("---\ntitle: x\n## Kop\nA\n", 3, "write a line `---` above `## Kop`"),
            ("---\ntitle: x\n\nA b\n\n---\n\nB\n", 4, "write a line `---` above `A b`"),
            ("---\ntitle: x\nsummary: y\n", 3, "write a line `---` below `summary: y`"),
            ("title: x\nsummary: y\n---\nA\n", 1, "write a line `---` above `title: x`"),
            ("title: x\n\nA\n", 1, "write a line `---` above `title: x`"),
        ] {
            let (at, _, hint) = parted(text).unwrap_err();
            assert_eq!(at, line, "{text:?}: {hint}");
            assert!(hint.starts_with(wanted), "{text:?}: {hint}");
        }
    }
}
