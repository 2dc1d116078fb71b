//! Theme and content -> what the kit's first page has no words for.
//!
//! A product, a message and what HR does with it are named by keys that the theme
//! makes up; their words are content's, or the theme's own. Invariant: no key is ever
//! shown in the place of a word.

use crate::client::Client;
use crate::diag::{Diagnostic, Diagnostics, Sentence, say};
use crate::library::Content;
use crate::theme::Theme;

/// Says which words are missing in the language of the kit's first page, and which of
/// the theme's own are never shown.
pub(super) fn check(client: &Client, content: &Content, theme: &Theme) -> Diagnostics {
    let mut found = Diagnostics::new();
    let lang = client.hr_language.lang;
    let said = &content.lang(lang).strings.by_key;
    let own = theme.words.get(&lang);
    let is_there =
        |key: &String| said.contains_key(key) || own.is_some_and(|own| own.contains_key(key));
    let file = format!("themes/{}/content/{lang}/_strings.yaml", theme.name);
    let products = theme.products.iter().map(|product| {
        let abouts = product.outputs.iter().filter_map(|output| output.about.clone()).collect();
        (say!("product"), &product.id, &product.verb, abouts)
    });
    let messages = theme.messages.iter().map(|message| {
        let abouts = message.outputs.iter().filter_map(|output| output.about.clone()).collect();
        (say!("message"), &message.id, &message.verb, abouts)
    });
    for (what, id, verb, abouts) in products.chain(messages) {
        let abouts: Vec<String> = abouts;
        let keys = [format!("kit_{id}"), format!("kit_{id}_about"), format!("kit_{verb}")];
        let mut missing: Vec<String> = keys.into_iter().chain(abouts).collect();
        missing.retain(|key| !is_there(key));
        missing.dedup();
        if missing.is_empty() {
            continue;
        }
        let words = missing.join("`, `");
        let message = match missing.len() {
            1 => say!("the {what} `{id}` has no word `{words}` in `{lang}`"),
            _ => say!("the {what} `{id}` has no words `{words}` in `{lang}`"),
        };
        let lines = missing.iter().map(|key| say!("`{key}: …`"));
        found.push(
            Diagnostic::error("theme/word", message)
                .hint(say!("write {} in `{file}`", Sentence::and(lines))),
        );
    }
    for (lang, words) in &theme.words {
        let Some(content) = content.by_lang.get(lang) else { continue };
        for (key, (_, place)) in words {
            if content.strings.by_key.contains_key(key) {
                let message = say!("the word `{key}` is content's: this one is not shown");
                found.push(Diagnostic::warning("theme/word", message).at(place).hint(say!(
                    "give it another key, or write it in `content/{lang}/_strings.yaml`"
                )));
            }
        }
    }
    found
}
