//! The files that a theme puts on the site -> those of them that a page may run.
//!
//! A style sheet or a drawing can be read and held to rules; what a script does
//! can not. So only the built-in one runs, byte for byte (but for line ends), and
//! any other only where `theme.yaml` says `trust_script: true`, which every build
//! tells. Invariant: a script that differs never gets past this without a word.

use std::collections::BTreeSet;

use super::keys as raw;
use super::original;
use crate::diag::{Diagnostic, Span, say};
use crate::load::{RawFile, RawTheme};
use crate::value::Checker;
use crate::yaml::Located;

/// Kinds that the site publishes: what the audit can read, and pixels.
const KINDS: [&str; 10] = ["css", "svg", "png", "jpg", "jpeg", "webp", "avif", "gif", "ico", "txt"];
/// Kinds that are run.
const SCRIPTS: [&str; 2] = ["js", "mjs"];
/// Kinds of fonts, for a better word to who adds one.
const FONTS: [&str; 4] = ["woff2", "woff", "ttf", "otf"];

/// The assets that a page may run; every other kind than those known is a fault.
pub fn scripts(raw: &RawTheme, keys: &raw::Theme, checker: &mut Checker) -> BTreeSet<String> {
    let trusted = keys.trust_script.given().filter(|trusted| trusted.value);
    let mut scripts = BTreeSet::new();
    let mut others = Vec::new();
    let items: Vec<&Located<String>> = checker.items(&keys.assets).collect();
    for item in items {
        let kind = extension(&item.value);
        if SCRIPTS.contains(&kind.as_str()) {
            if built_in(raw, &item.value) {
                scripts.insert(item.value.clone());
            } else if trusted.is_some() {
                scripts.insert(item.value.clone());
                others.push(item.value.as_str());
            } else {
                checker.push(changed(raw, item));
            }
        } else if !KINDS.contains(&kind.as_str()) {
            checker.push(unknown(&kind, item));
        }
    }
    if let Some(trusted) = trusted {
        checker.push(told(raw, &others, &trusted.span));
    }
    scripts
}

fn extension(path: &str) -> String {
    path.rsplit('/')
        .next()
        .and_then(|file| file.rsplit_once('.'))
        .map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase())
}

/// Whether a script of the theme is one of the built-in ones, or an unchanged copy of it.
fn built_in(raw: &RawTheme, path: &str) -> bool {
    let text = match raw.files.get(path) {
        Some(RawFile::Text(file)) => file.text.as_str(),
        Some(RawFile::Bytes(bytes)) => match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(_) => return false,
        },
        // Said elsewhere.
        None => return true,
    };
    // Windows tools write other line ends; no script means anything else by them.
    let text = text.replace("\r\n", "\n");
    let mut originals =
        raw.originals.iter().filter(|(path, _)| SCRIPTS.contains(&extension(path).as_str()));
    originals.any(|(path, own)| text == *own || text == original::marked(path, own))
}

fn changed(raw: &RawTheme, item: &Located<String>) -> Diagnostic {
    let path = &item.value;
    let message = match raw.originals.contains_key(path) {
        true => say!("`{path}` is not the built-in script any more"),
        false => say!("`{path}` is a script that did not come with vpsite"),
    };
    let place = match raw.files.get(path) {
        Some(RawFile::Text(file)) if raw.originals.contains_key(path) => {
            file.span(0..file.text.lines().next().map_or(0, str::len))
        }
        _ => item.span.clone(),
    };
    Diagnostic::error("theme/script", message)
        .at(&place)
        .hint(say!("what a script sends or keeps cannot be checked: take the built-in one back"))
        .hint(say!("or write `trust_script: true` in `theme.yaml`; every build will say so"))
}

fn unknown(kind: &str, item: &Located<String>) -> Diagnostic {
    let known = KINDS.map(|kind| format!(".{kind}")).join(", ");
    let hint = match FONTS.contains(&kind) {
        true => say!("the site uses the fonts of the device; fonts for paper stand under `fonts`"),
        false => say!("possible: {known}, .js"),
    };
    let message = say!("`{}` is of a kind that the site does not publish", item.value);
    Diagnostic::error("theme/asset", message).at(&item.span).hint(hint)
}

fn told(raw: &RawTheme, others: &[&str], span: &Span) -> Diagnostic {
    let name = &raw.name;
    let message = match others {
        [] => say!("the theme `{name}` trusts scripts, and has none but the built-in one"),
        others => say!(
            "the theme `{name}` runs `{}`, and nobody has checked what that sends or keeps",
            others.join("`, `")
        ),
    };
    let hint = match others {
        [] => say!("take `trust_script` out of `theme.yaml`"),
        _ => say!("read it with whoever wrote it; visitors of the site count on leaving no trace"),
    };
    Diagnostic::warning("theme/trusted-script", message).at(span).hint(hint)
}
