//! What `_language.yaml` says of names and lines -> forms of words, and what stays together.
//!
//! A file that says nothing of one of both leaves what lies below it. Invariant: every kind of
//! organisation has each form that the language names, so that a text that asks for a form gets
//! one for every client.

use std::collections::BTreeMap;

use super::keys as raw;
use super::model::Strings;
use crate::client::Kind;
use crate::diag::{Diagnostic, Diagnostics, Sentence, did_you_mean, say};
use crate::value::List;
use crate::words::{Together, Usage};
use crate::yaml::{Field, Located};

/// Lays what a file says over what is known.
pub(super) fn lay(keys: &raw::LanguageRules, usage: &mut Usage, faults: &mut Diagnostics) {
    if let Some(given) = keys.kinds.given() {
        usage.kinds = kinds(given, faults);
    }
    if let Some(given) = keys.kind_with_name.value() {
        usage.kind_with_name = *given;
    }
    if let Some(keys) = keys.keep_together.value() {
        usage.together = together(keys);
    }
}

/// The months as they stand after a day stay with it.
pub(super) fn months(usage: &mut Usage, strings: &Strings) {
    let named = strings.by_key.get("months_in_dates").map_or("", |(text, _)| text.as_str());
    for month in named.split(',').map(|month| month.trim().to_lowercase()) {
        if !month.is_empty() && !usage.together.after_number.contains(&month) {
            usage.together.after_number.push(month);
        }
    }
}

fn kinds(
    given: &Located<raw::Kinds>,
    faults: &mut Diagnostics,
) -> BTreeMap<String, BTreeMap<String, String>> {
    let known = Kind::ALL.map(Kind::name);
    let mut kinds: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for (kind, forms) in &given.value {
        let Some(forms) = forms.given() else { continue };
        if !known.contains(kind) {
            let known = known.iter().map(String::as_str);
            faults.push(
                Diagnostic::error("content/kinds", say!("`{kind}` is no kind of organisation"))
                    .at(&forms.span)
                    .maybe_hint(did_you_mean(kind, known.clone()))
                    .hint(say!("kinds: {}", known.collect::<Vec<_>>().join(", "))),
            );
            continue;
        }
        let said = forms.value.iter().filter_map(|(name, form)| Some((name, form.value()?.trim())));
        let said = said.filter(|(_, form)| !form.is_empty());
        kinds.insert(kind.clone(), said.map(|(name, form)| (name.clone(), form.into())).collect());
    }
    let wanted: Vec<String> =
        kinds.get("other").into_iter().flatten().map(|(name, _)| name.clone()).collect();
    for kind in &known {
        let place = given.value.get(kind).and_then(Field::given);
        let place = place.map_or(&given.span, |forms| &forms.span);
        let Some(forms) = kinds.get(kind) else {
            faults.push(
                Diagnostic::error("content/kinds", say!("there is no word for the kind `{kind}`"))
                    .at(place)
                    .hint(say!("write `{kind}: {{{}: …}}` under `kinds:`", wanted.join(": …, "))),
            );
            continue;
        };
        let lacking: Vec<&str> =
            wanted.iter().filter(|form| !forms.contains_key(*form)).map(String::as_str).collect();
        let more = forms.keys().filter(|form| !wanted.contains(form)).map(String::as_str);
        let fault = |said: Sentence| Diagnostic::error("content/kinds", said).at(place);
        if !lacking.is_empty() {
            faults.push(
                fault(say!("the kind `{kind}` lacks the form `{}`", lacking.join("`, `")))
                    .hint(say!("every kind has the forms that `other` has")),
            );
        }
        for form in more {
            faults.push(
                fault(say!("the kind `{kind}` has a form `{form}`, and `other` has not"))
                    .maybe_hint(did_you_mean(form, wanted.iter().map(String::as_str)))
                    .hint(say!("every kind has the forms that `other` has")),
            );
        }
    }
    kinds
}

fn together(keys: &raw::KeepTogether) -> Together {
    let list = |list: &List<String>| {
        let items = list.value().into_iter().flatten().filter_map(Field::value);
        items.map(|word| word.trim().to_lowercase()).collect()
    };
    let on = |field: &Field<bool>| field.value().copied().unwrap_or(false);
    Together {
        with_next: list(&keys.with_next),
        before_number: list(&keys.before_number),
        after_number: list(&keys.after_number),
        number_with_word: on(&keys.number_with_word),
        initials: on(&keys.initials),
    }
}
