//! A theme's own words: `content/<language>/_strings.yaml` in its folder.
//!
//! They are for what the theme adds: the name of a product on the kit's first page, a
//! line that one of its templates says. Invariant: what content says already is said
//! as it is there; a theme's word of the same key is never shown.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics, Span, say};
use crate::load::{RawFile, RawTheme};
use crate::value::Lang;
use crate::yaml::{self, Field};

/// Words by language and key, templates like those of content, and their places.
pub type ThemeWords = BTreeMap<Lang, BTreeMap<String, (String, Span)>>;

/// Reads the words of a theme.
pub(super) fn words(raw: &RawTheme, faults: &mut Diagnostics) -> ThemeWords {
    let mut words = ThemeWords::new();
    for (path, file) in &raw.files {
        let folder = path.strip_prefix("content/").and_then(|it| it.strip_suffix("/_strings.yaml"));
        let (Some(folder), RawFile::Text(file)) = (folder, file) else { continue };
        let start = file.span(0..file.text.lines().next().map_or(0, str::len));
        let lang = match Lang::parse(folder) {
            Ok(lang) if lang.tag() == folder => lang,
            _ => {
                let message = say!("the folder `{folder}` is no language");
                faults.push(Diagnostic::error("theme/word", message).at(&start).hint(say!(
                    "name it by the tag of a language, as in `content/nl/_strings.yaml`"
                )));
                continue;
            }
        };
        let tree = match yaml::parse(file) {
            Ok(tree) => tree,
            Err(found) => {
                faults.extend(found);
                continue;
            }
        };
        let read: BTreeMap<String, Field<String>> = yaml::read(&tree, faults);
        let own = words.entry(lang).or_default();
        for (key, word) in read.into_iter().filter(|(key, _)| !key.starts_with('_')) {
            if let Field::Given(given) = word {
                own.insert(key, (given.value.trim().to_owned(), given.span));
            }
        }
    }
    words
}
