//! What to do about a value that is not of the shape it should be.
//!
//! Input: what was wanted and found. Output: a diagnostic without a place. Invariant:
//! each has a hint that can be acted on, with the line as it should read where one can be.

use crate::diag::{Diagnostic, Sentence, say};

use super::line;
use super::mend;
use super::tree::{Node, Value};

/// What is wanted where a value has keys.
pub(super) const GROUP: &str = "a group of keys";

/// A shape in words.
pub(super) fn called(shape: &str) -> Sentence {
    match shape {
        "nothing" => say!("nothing"),
        "a single value" => say!("a single value"),
        "a list" => say!("a list"),
        GROUP => say!("a group of keys"),
        "a text" => say!("a text"),
        "one word" => say!("one word"),
        "a number" => say!("a number"),
        "a whole number" => say!("a whole number"),
        "`true` or `false`" => say!("`true` or `false`"),
        other => Sentence::literal(other),
    }
}

/// That something else was wanted.
pub(super) fn unlike(wanted: &Sentence, found: &Sentence) -> Sentence {
    say!("expected {wanted}, found {found}")
}

/// A value of another shape than was wanted.
pub(super) fn mismatch(wanted: &str, node: &Node) -> Diagnostic {
    let found = match &node.value {
        Value::Null | Value::Faulty => "nothing",
        Value::Scalar(_) => "a single value",
        Value::List(_) => "a list",
        Value::Map(_) => "a group of keys",
    };
    let fault = Diagnostic::error("yaml/type", unlike(&called(wanted), &called(found)));
    let text = &node.span.file.text;
    let place = &node.span.range;
    if let Value::Scalar(value) = &node.value {
        let whole = line::line_at(text, place.start);
        // `name:Noor` is one word to YAML, and so is `name = Noor`.
        let indent = &text[whole.start..place.start];
        let unquoted = !node.span.text().starts_with(['"', '\'']);
        if wanted != "a text"
            && indent.trim_matches([' ', '-']).is_empty()
            && unquoted
            && let Some(mended) = mend::colon(&text[whole.clone()])
        {
            return Diagnostic::error(mended.code, mended.message).hint(say!(
                "{} {}",
                mended.hint,
                line::shown(&mended.line, 0, 0)
            ));
        }
        if wanted == "a list" {
            let items: Vec<&str> = value
                .trim_matches(['(', ')', '[', ']', '{', '}'])
                .split([',', ';'])
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .collect();
            let list = line::with(text, place, &format!("[{}]", items.join(", ")));
            return fault.hint(say!("put a list between brackets: {list}"));
        }
    }
    if let (Value::List(items), "a text") = (&node.value, wanted)
        && let [Node { value: Value::Scalar(_), span }] = &items[..]
        && text[place.clone()].starts_with('[')
        && let Some(end) = text[span.range.end..].find(']')
    {
        let all = place.start..span.range.end + end + 1;
        let plain = line::with(text, &all, span.text());
        return fault.hint(say!("leave the brackets out: {plain}"));
    }
    fault.hint(match (wanted, found) {
        ("a list", _) => say!("begin each item with `- ` on its own line"),
        ("a text", "a group of keys") => say!("put a text that holds `: ` between quotes"),
        ("a text", "a list") => say!("write one text behind the key, without `- ` and brackets"),
        ("a group of keys", _) => say!("write `key: value` below it, indented by two spaces"),
        _ => say!("write one value behind the key"),
    })
}

/// A single value where keys are wanted, of which `keys` are those there are: the first of
/// them is most often the one that is meant, as a picture's path or an organisation's name.
pub(super) fn group(keys: &[&str], node: &Node) -> Diagnostic {
    let told = mismatch(GROUP, node);
    let Value::Scalar(value) = &node.value else { return told };
    let Some(first) = keys.first() else { return told };
    if told.code != "yaml/type" || value.contains('\n') {
        return told;
    }
    let possible = say!("possible here: {}", keys.join(", "));
    // The name of a kind says nothing without the rest.
    if let ["type", next, ..] = keys {
        return Diagnostic::error(told.code, told.message)
            .hint(say!("write its keys between braces, as in `{{type: …, {next}: …}}`"))
            .hint(possible);
    }
    let written = node.span.text();
    let quoted = written.starts_with(['"', '\'']);
    let value = match !quoted && written.contains([',', ':', '[', ']', '{', '}', '#']) {
        true => format!("\"{value}\""),
        false => written.to_owned(),
    };
    let line = line::with(&node.span.file.text, &node.span.range, &format!("{{{first}: {value}}}"));
    Diagnostic::error(told.code, told.message).hint(say!("say what it is: {line}")).hint(possible)
}

/// The number that a text means with its thousands set apart, as in `1.000` and `1 000`.
pub(super) fn whole_number(text: &str) -> Option<u64> {
    let parts: Vec<&str> = text.split(['.', ',', '_', '\'', ' ', '\u{A0}', '\u{202F}']).collect();
    let digits = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (first, rest) = parts.split_first()?;
    let grouped = (1..=3).contains(&first.len()) && rest.iter().all(|part| part.len() == 3);
    (grouped && parts.iter().all(digits)).then(|| parts.concat().parse().ok()).flatten()
}

/// The truth value that a word means in the languages of the program.
pub(super) fn truth(text: &str) -> Option<bool> {
    let yes =
        ["ja", "j", "yes", "y", "on", "aan", "waar", "wel", "true", "1", "oui", "si", "tak", "da"];
    let no = [
        "nee", "neen", "n", "no", "off", "uit", "onwaar", "niet", "false", "0", "non", "nie", "nu",
    ];
    let word = text.to_lowercase();
    let word = word.as_str();
    yes.contains(&word).then_some(true).or_else(|| no.contains(&word).then_some(false))
}
