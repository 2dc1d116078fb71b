//! Content that is read and shows nowhere -> warnings.
//!
//! What nobody looks for by its name, `load` tells of; here is what a client's kit has
//! no use for. Invariant: what is built in is never told of.

use std::collections::BTreeSet;

use super::{CONFIDENTIALITY, Content};
use crate::client::Client;
use crate::diag::{Diagnostic, Diagnostics, did_you_mean, say};
use crate::load::{Layer, RawContent};

/// Fragments of the workspace or of a client that no page includes: they are read,
/// and show nowhere.
pub(super) fn unused(content: &Content) -> Diagnostics {
    let mut found = Diagnostics::new();
    for own in content.by_lang.values() {
        let all = own.pages.values().flat_map(|page| own.holds_in_all(&page.holds));
        let used: BTreeSet<&String> =
            all.flat_map(|holds| &holds.includes).map(|(name, _)| name).collect();
        for (name, fragment) in &own.fragments {
            let built_in = fragment.holds.layer == Layer::BuiltIn;
            if used.contains(name) || name == CONFIDENTIALITY || built_in {
                continue;
            }
            let near = did_you_mean(name, used.iter().map(|name| name.as_str()));
            found.push(
                Diagnostic::warning("content/unused", say!("no page includes `{name}`"))
                    .at(&super::first_line(&fragment.body))
                    .hint(near.unwrap_or_else(|| {
                        say!("write `{{% include \"{name}\" %}}` where it should show")
                    })),
            );
        }
    }
    found
}

/// Content of a client's own in a language that its kit shows nothing of.
pub(super) fn languages(own: &RawContent, content: &Content, client: &Client) -> Diagnostics {
    let mut seen = BTreeSet::new();
    let mut found = Diagnostics::new();
    for (path, layers) in &own.files {
        let Some(lang) = super::lang_of(path) else { continue };
        if content.by_lang.contains_key(&lang) || !seen.insert(lang) {
            continue;
        }
        let langs: Vec<&str> = client.languages.iter().map(|lang| lang.tag()).collect();
        let folder = format!("{}/{lang}", own.folder);
        let message = say!("`{folder}` is not read: the client has no {}", lang.name());
        let place = layers.last().map(|layer| layer.file.span(0..0));
        found.push(Diagnostic::warning("content/not-read", message).maybe_at(place.as_ref()).hint(
            say!("its `languages` are {}: add `{lang}`, or remove the folder", langs.join(", ")),
        ));
    }
    found
}
