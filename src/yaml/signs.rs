//! What a sign of YAML does to a word -> what to say of it, and the line as it should read.
//!
//! Input: a text and the places of what the parser made of it. Output: diagnostics.
//! Invariant: each names the sign and holds the line as it should read, and no word
//! that YAML would take away goes without one.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Diagnostic, Sentence, SourceFile, Span, say};

use super::line;

/// A tag, an anchor or an alias in front of a value: `sign` is `!alleen`, `value` reaches
/// from there to the end of the text.
pub(super) fn sign(
    file: &Arc<SourceFile>,
    sign: &Range<usize>,
    value: &Range<usize>,
) -> Diagnostic {
    let first = first_line(file, value);
    let text = &file.text[first.clone()];
    let what = &file.text[sign.clone()];
    let begins = what.chars().next().unwrap_or('!');
    let fault = Diagnostic::error(
        "yaml/sign",
        say!("`{what}` would not be a part of the text: YAML has a use of its own for `{begins}` there"),
    )
    .at(&file.span(sign.clone()));
    // Who knows YAML wrote `!!str 12` on purpose; here every value is a text as it stands.
    if let Some(rest) = text.strip_prefix(what).filter(|_| what.starts_with("!!")) {
        let plain = line::with(&file.text, &first, rest.trim_start());
        return fault.hint(say!("leave it out, every value is taken as it stands: {plain}"));
    }
    let quoted = line::with(&file.text, &first, &line::quoted(text));
    fault.hint(say!("put the text between quotes: {quoted}"))
}

/// A tag or an anchor in front of a list or of keys.
pub(super) fn sign_of_group(file: &Arc<SourceFile>, sign: &Range<usize>) -> Diagnostic {
    let what = &file.text[sign.clone()];
    let message = say!("`{what}` has no meaning in front of a list or of keys");
    let all = sign.start..sign.end + usize::from(file.text[sign.end..].starts_with(' '));
    let without = line::with(&file.text, &all, "");
    Diagnostic::error("yaml/sign", message)
        .at(&file.span(sign.clone()))
        .hint(say!("leave it out: {without}"))
        .hint(say!("what clients share stands in `clients/_practice.yaml`"))
}

/// A `<<`, with which other programs lay one group of keys into another.
pub(super) fn merge_key(file: &Arc<SourceFile>, key: &Range<usize>) -> Diagnostic {
    Diagnostic::error("yaml/sign", say!("`<<` has no meaning here"))
        .at(&file.span(key.clone()))
        .hint(say!("write the keys out, or put what clients share into `clients/_practice.yaml`"))
}

/// A text that ends at a `#`: the rest of its line is no part of it. `value` is the text
/// that is left, `comment` what is lost.
///
/// A remark of the writer's has a space behind its `#`, or two before it: what stands
/// as in `Team #1 Zorg` was meant to be read. Two words such as `# 1` are a number too.
pub(super) fn lost(
    file: &Arc<SourceFile>,
    value: &Range<usize>,
    comment: &Range<usize>,
) -> Option<Diagnostic> {
    let lost = file.text[comment.clone()].trim_end();
    let inside = lost.strip_prefix('#')?;
    let between = file.text.get(value.end..comment.start)?;
    let letters = file.text[value.clone()].chars().any(char::is_alphabetic);
    let number = inside.strip_prefix(' ').is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()) && letters
    });
    let near = inside.starts_with(|c: char| !c.is_whitespace() && c != '#' && c != '!');
    if between != " " || !(near || number) {
        return None;
    }
    let place = line::line_at(&file.text, value.start);
    let all = value.start..comment.start + lost.len();
    let quoted = line::with(&file.text, &all, &line::quoted(&file.text[all.clone()]));
    let inside_line = all.end <= place.end;
    Some(
        Diagnostic::warning(
            "yaml/lost",
            say!("`{lost}` is not taken: a `#` behind a space begins a remark"),
        )
        .at(&file.span(comment.start..comment.start + lost.len()))
        .hint(match inside_line {
            true => say!("if it belongs to the text, put all of it between quotes: {quoted}"),
            false => say!("if it belongs to the text, put all of it between quotes"),
        })
        .hint(say!("if it is a remark, write a space behind the `#`: `# {}`", inside.trim())),
    )
}

/// A word that means "nothing" to YAML, where something was to be said.
pub(super) fn nothing(file: &Arc<SourceFile>, word: &Range<usize>, key: &str) -> Diagnostic {
    let text = &file.text[word.clone()];
    let quoted = line::with(&file.text, word, &line::quoted(text));
    Diagnostic::error("yaml/null", say!("`{text}` means \"nothing\" here, and is no text"))
        .at(&file.span(word.clone()))
        .hint(say!("if it is a text, put it between quotes: {quoted}"))
        .hint(say!("if there is nothing to say, leave `{key}` out"))
}

/// A text within quotes that a word processor has set: they would be printed with it.
pub(super) fn quotes(file: &Arc<SourceFile>, value: &Range<usize>) -> Option<Diagnostic> {
    let text = &file.text[value.clone()];
    let (_, (left, right)) = line::typographic(text)?;
    let straight = line::with(&file.text, value, &line::quoted(text));
    let message = say!("the quotes `{left}` and `{right}` are taken as a part of the text");
    Some(
        Diagnostic::warning("yaml/quotes", message)
            .at(&file.span(value.clone()))
            .hint(say!("use straight quotes: {straight}"))
            .hint(say!("if they should be seen, put straight quotes around them: `\"{text}\"`")),
    )
}

/// A text with one quote alone at its start or its end, which is half of a pair.
pub(super) fn half(file: &Arc<SourceFile>, value: &Range<usize>) -> Option<Diagnostic> {
    let text = &file.text[value.clone()];
    let all = ['"', '“', '”', '„', '«', '»'];
    let (at, sign) = text.char_indices().find(|(_, c)| all.contains(c))?;
    let behind = &text[at + sign.len_utf8()..];
    let ends = behind.is_empty() && !text[..at].ends_with(|c: char| c.is_ascii_digit());
    // Inches stand behind a number: `een scherm van 15"`.
    if behind.contains(all) || !(at == 0 || ends) {
        return None;
    }
    // `“name: Noor”`: the partner stands before the key, which is told there.
    let line = line::line_at(&file.text, value.start);
    if file.text[line.start..value.start].contains(['“', '„', '«', '”']) {
        return None;
    }
    let place = value.start + at..value.start + at + sign.len_utf8();
    let without = line::with(&file.text, &place, "");
    let message = say!("the quote `{sign}` has no partner, and is taken as a part of the text");
    Some(
        Diagnostic::warning("yaml/quotes", message)
            .at(&file.span(place))
            .hint(say!("leave it out: {without}")),
    )
}

/// A key within quotes that are none, or with one of them before it: what it should be.
pub(super) fn quoted_key(
    file: &Arc<SourceFile>,
    key: &Range<usize>,
) -> Option<(String, Diagnostic)> {
    const QUOTES: [char; 8] = ['“', '”', '„', '‘', '’', '‚', '«', '»'];
    let text = &file.text[key.clone()];
    let sign = text.chars().find(|c| QUOTES.contains(c))?;
    let inner = text.trim_matches(QUOTES);
    if inner == text {
        return None;
    }
    // Within braces a key may go on in the next line.
    let end = line::line_at(&file.text, key.end).end;
    let rest = &file.text[key.end..end];
    // `“name: Noor”`: the other one of the pair stands behind the value.
    let alone = text.chars().filter(|c| QUOTES.contains(c)).count() == 1;
    let rest = if alone { rest.trim_end().trim_end_matches(QUOTES) } else { rest };
    let plain = format!("{inner}{rest}").replace('\n', " ");
    let plain = line::with(&file.text, &(key.start..end), &plain);
    let fault = Diagnostic::error("yaml/quotes", say!("`{sign}` is no quote to YAML"))
        .at(&file.span(key.clone()))
        .hint(say!("a key has no quotes: {plain}"));
    Some((inner.to_owned(), fault))
}

/// A `\` between double quotes that makes something else of the letter behind it: in a
/// path of a file that letter was meant.
pub(super) fn escape(file: &Arc<SourceFile>, value: &Span, text: &str) -> Option<Diagnostic> {
    let source = value.text();
    let letter = source[source.find('\\')? + 1..].chars().next()?;
    let invisible = text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t' | '\r'));
    // A text of several lines has its `\n` between words.
    let path =
        !source.contains(' ') && letter.is_ascii_alphabetic() && text.contains(char::is_control);
    if !(invisible || path) {
        return None;
    }
    let right = line::with(&file.text, &value.range, &line::quoted(source));
    let message = say!("`\\{letter}` between double quotes makes another sign, which nobody sees");
    Some(
        // At the whole value, so that nothing else is said of what it has become.
        Diagnostic::error("yaml/quotes", message)
            .at(value)
            .hint(say!("put the text between single quotes: {right}"))
            .hint(say!("in the path of a file write `/` for `\\`")),
    )
}

/// A piece behind a comma within braces that is no `key: value`: `before` is the value
/// that it was a part of.
pub(super) fn comma(
    file: &Arc<SourceFile>,
    before: &Range<usize>,
    rest: &Range<usize>,
) -> Diagnostic {
    let all = before.start..rest.end;
    let (text, piece) = (&file.text[all.clone()], &file.text[rest.clone()]);
    let fault = Diagnostic::error(
        "yaml/comma",
        say!("inside `{{ }}` a comma begins the next key, and `{piece}` is no `key: value`"),
    )
    .at(&file.span(rest.clone()));
    if let Some(number) = decimal(&file.text[before.clone()], piece) {
        let point = line::with(&file.text, &all, &number);
        return fault.hint(say!("write a point before decimals: {point}"));
    }
    let quoted = line::with(&file.text, &all, &line::quoted(text));
    fault.hint(say!("put a text that holds a comma between quotes: {quoted}"))
}

/// `1,5` as `1.5`.
pub(super) fn decimal(whole: &str, part: &str) -> Option<String> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(whole) && digits(part)).then(|| format!("{whole}.{part}"))
}

/// An odd blank in or around a key.
pub(super) fn odd_blank(file: &Arc<SourceFile>, key: &Range<usize>) -> Option<Diagnostic> {
    let text = &file.text[key.clone()];
    let (at, sign) = text.char_indices().find(|(_, c)| line::is_odd_blank(*c))?;
    let start = key.start + at;
    let place = line::line_at(&file.text, start);
    let whole = &file.text[place.clone()];
    let plain = line::plain_blanks(whole).replace(" :", ":");
    let indent = whole[..start - place.start].trim().is_empty();
    let right = if indent {
        as_indented(&plain)
    } else {
        Sentence::literal(line::shown(&plain, start - place.start, 20))
    };
    Some(
        odd(sign)
            .at(&file.span(start..start + sign.len_utf8()))
            .hint(say!("the line should read {right}")),
    )
}

/// What is said of an odd blank, without its place.
pub(super) fn odd(sign: char) -> Diagnostic {
    let name = line::name_of(sign);
    let message = match line::is_invisible(sign) {
        true => say!("{name} stands here; remove it"),
        false => say!("{name} stands here; type a space"),
    };
    Diagnostic::error("yaml/blank", message)
}

/// A dash that has its item right behind it.
pub(super) fn no_space_behind_dash(file: &Arc<SourceFile>, key: &Range<usize>) -> Diagnostic {
    let rest = &file.text[key.start + 1..key.end];
    let right = line::with(&file.text, key, &format!("- {rest}"));
    Diagnostic::error("yaml/blank", say!("a space is missing behind the dash of a list item"))
        .at(&file.span(key.start..key.start + 1))
        .hint(say!("write a space behind the dash: {right}"))
}

/// A list or a group of keys where a key should stand, as `{{ name }}` without quotes makes.
pub(super) fn no_key(file: &Arc<SourceFile>, place: &Range<usize>) -> Diagnostic {
    let whole = line::line_at(&file.text, place.start);
    let text = &file.text[whole.clone()];
    let fault = Diagnostic::error(
        "yaml/sign",
        say!("a text that begins with `{{` or `[` is taken for keys or for a list"),
    )
    .at(&file.span(place.clone()));
    match text.find("{{").or_else(|| text.find('[')) {
        Some(at) => {
            let value = whole.start + at..whole.start + text.trim_end().len();
            let quoted = line::with(&file.text, &value, &line::quoted(&file.text[value.clone()]));
            fault.hint(say!("put the text between quotes: {quoted}"))
        }
        None => fault.hint(say!("write `key: value`, each on its own line")),
    }
}

/// A line with its indent, for a hint about it.
pub(super) fn as_indented(line: &str) -> Sentence {
    let blanks = line.len() - line.trim_start().len();
    match blanks {
        0 => say!("`{}`, with no space before it", line.trim()),
        1 => say!("`{}`, with 1 space before it", line.trim()),
        _ => say!("`{}`, with {blanks} spaces before it", line.trim()),
    }
}

/// The part of a place that stands in its first line.
pub(super) fn first_line(file: &SourceFile, place: &Range<usize>) -> Range<usize> {
    let end = line::line_at(&file.text, place.start).end.min(place.end);
    place.start..end.max(place.start)
}
