//! What to do about YAML that cannot be read, or is not of the shape it should be.
//!
//! Input: what the library says, or what was wanted and found. Output: a
//! diagnostic without a place. Invariant: each has a hint that can be acted on.

use crate::diag::Diagnostic;

use super::tree::Value;

/// A text that is no YAML.
pub(super) fn syntax(message: &str) -> Diagnostic {
    let hint = if message.contains("mapping values are not allowed") {
        "put a text that holds `: ` between quotes, and line up the keys of one list item"
    } else if message.contains("tab") {
        "indent with spaces; YAML does not allow tabs there"
    } else if message.contains("alias") || message.contains("merge keys") {
        "anchors, aliases and `<<` are not used here: write the value out, or put what \
         clients share into `clients/_practice.yaml`"
    } else if message.contains("quote") {
        "close the quote on the same line"
    } else if message.contains("unexpected character") {
        "put a text that begins with a sign such as `@`, `%` or `*` between quotes"
    } else {
        "compare the line with an example in `clients/`"
    };
    Diagnostic::error("yaml/syntax", message).hint(hint)
}

/// A value of another shape than was wanted.
pub(super) fn mismatch(wanted: &str, found: &Value) -> Diagnostic {
    let found = match found {
        Value::Null => "nothing",
        Value::Scalar(_) => "a single value",
        Value::List(_) => "a list",
        Value::Map(_) => "a group of keys",
    };
    let hint = match (wanted, found) {
        ("a list", _) => "begin each item with `- ` on its own line",
        ("a text", "a group of keys") => "put a text that holds `: ` between quotes",
        ("a group of keys", _) => "write `key: value` below it, indented by two spaces",
        _ => "write one value behind the key",
    };
    Diagnostic::error("yaml/type", format!("expected {wanted}, found {found}")).hint(hint)
}
