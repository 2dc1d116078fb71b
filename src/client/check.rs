//! What every subject is checked with: the collector, the files it names, the fallback place.
//!
//! Keys in, proven values out, faults collected on the way. Invariant: a `None`
//! from here has been reported, by this or by an earlier stage, or the key was not there.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Span, say};
use crate::value::{ByLang, Checker, HttpsUrl, Lang, List, Named};
use crate::yaml::{Field, Located};

/// The collector of one client's faults.
pub(super) struct Check<'a> {
    /// Faults so far, and the languages that texts are held against.
    pub(super) checker: Checker,
    /// The files that the client names, by path; missing ones have been reported.
    pub(super) files: &'a BTreeMap<String, Named>,
    /// Where to point when a key of the whole file is missing.
    pub(super) top: &'a Span,
}

impl Check<'_> {
    /// Adds a fault.
    pub(super) fn push(&mut self, fault: Diagnostic) {
        self.checker.push(fault);
    }

    /// An https address, if it is given.
    pub(super) fn url(&mut self, field: &Field<String>) -> Option<HttpsUrl> {
        self.checker.url(field)
    }

    /// An https address that may be of the organisation's own network alone, if it is given.
    pub(super) fn url_within(&mut self, field: &Field<String>) -> Option<HttpsUrl> {
        let url = self.checker.url_of(field, HttpsUrl::parse_within)?;
        if let (true, Some(given)) = (url.host().is_private(), field.given()) {
            self.push(
                Diagnostic::warning(
                    "url/private",
                    say!("only one network knows the host `{}`", url.host().as_str()),
                )
                .at(&given.span)
                .hint(say!(
                    "from a phone of one's own it opens nothing: name a public page if there is one"
                )),
            );
        }
        Some(url)
    }

    /// A group of keys that the file must have.
    pub(super) fn group<'k, T>(
        &mut self,
        field: &'k Field<T>,
        key: &str,
    ) -> Option<&'k Located<T>> {
        field.required(key, self.top, &mut self.checker.faults)
    }

    /// The languages of the file; sets those that texts are held against.
    pub(super) fn languages(&mut self, list: &List<String>) {
        let Some(given) = self.group(list, "languages") else { return };
        if given.value.is_empty() {
            self.push(
                Diagnostic::error("lang/none", say!("at least one language is needed"))
                    .at(&given.span)
                    .hint(say!("write `languages: [nl]`")),
            );
        }
        self.checker.languages = self.checker.lang_list(list);
    }

    /// The texts of files by language.
    pub(super) fn texts_by_lang(&mut self, field: &Field<ByLang>) -> Vec<(Lang, String)> {
        let mut texts = Vec::new();
        for (tag, path) in field.value().into_iter().flat_map(|by_lang| &by_lang.0) {
            let Some(path) = path.given() else { continue };
            let lang = self.checker.faults.ok(Lang::parse(tag).map_err(|invalid| {
                Diagnostic::error("lang/unknown", invalid.message)
                    .at(&path.span)
                    .maybe_hint(invalid.hint)
            }));
            let (Some(lang), Some(bytes)) =
                (lang, self.files.get(&path.value).and_then(Named::bytes))
            else {
                continue;
            };
            match String::from_utf8(bytes.to_vec()) {
                Ok(text) => {
                    let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
                    texts.push((lang, text));
                }
                Err(_) => self.push(
                    Diagnostic::error("file/encoding", say!("`{}` is not UTF-8", path.value))
                        .at(&path.span)
                        .hint(say!("save it again and choose UTF-8 as the encoding")),
                ),
            }
        }
        texts
    }
}
