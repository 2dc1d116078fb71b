//! What a client is called by: the name of its file, the key of its theme -> names that hold.
//!
//! Invariant: a theme that is named is one of those there are.

use crate::diag::{Diagnostic, did_you_mean, say};
use crate::value::Slug;
use crate::yaml::Field;

use super::Families;
use super::check::Check;

/// What names its file and its folder.
pub(super) fn slug(stem: &str, check: &mut Check<'_>) -> Option<Slug> {
    let top = check.top;
    check.checker.faults.ok(Slug::parse(stem).map_err(|invalid| {
        Diagnostic::error("client/name", invalid.message).at(top).maybe_hint(invalid.hint)
    }))
}

/// The name of its theme, which is there.
pub(super) fn theme(
    field: &Field<String>,
    families: &Families,
    check: &mut Check<'_>,
) -> Option<String> {
    let Some(name) = field.given() else { return Some("default".to_owned()) };
    if families.contains_key(&name.value) {
        return Some(name.value.clone());
    }
    let known = families.keys().map(String::as_str);
    check.push(
        Diagnostic::error("theme/unknown", say!("there is no theme `{}`", name.value))
            .at(&name.span)
            .maybe_hint(did_you_mean(&name.value, known.clone()))
            .hint(say!("themes: {}", known.collect::<Vec<_>>().join(", "))),
    );
    None
}
