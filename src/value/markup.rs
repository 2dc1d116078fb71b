//! A text that is shown as it stands -> the markup in it, which would be shown too.
//!
//! People paste into the client file what they wrote for a page. Invariant: only what can
//! be nothing but markup is found; a `&`, a `*` or a `<` of its own is text.

use std::ops::Range;
use std::sync::LazyLock;

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, Token};
use regex::Regex;

/// Finds the first piece of markup: where it stands, and the whole text without any.
pub(super) fn find(text: &str) -> Option<(Range<usize>, String)> {
    let found = pattern()?.find(text)?.range();
    let mut plain = text.to_owned();
    // Marks stand within marks; each round takes out one layer.
    for _ in 0..4 {
        let next = pattern()?.replace_all(&plain, |it: &regex::Captures<'_>| said(it)).into_owned();
        if next == plain {
            break;
        }
        plain = next;
    }
    Some((found, plain.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// What is left of a piece of markup.
fn said(found: &regex::Captures<'_>) -> String {
    let group = |name: &str| found.name(name).map(|it| it.as_str());
    if let Some(entity) = group("entity") {
        return entity_of(entity).unwrap_or_else(|| " ".to_owned());
    }
    ["bold", "under", "struck", "link"].into_iter().find_map(group).unwrap_or(" ").to_owned()
}

/// What `&eacute;` and the like stand for, if for anything.
fn entity_of(written: &str) -> Option<String> {
    let tokens = Tokenizer::new_with_emitter(written, DefaultEmitter::<()>::default());
    let text: String = tokens
        .flatten()
        .filter_map(|token| match token {
            Token::String(text) => Some(String::from_utf8_lossy(&text.value).into_owned()),
            _ => None,
        })
        .collect();
    (text != written).then_some(text)
}

fn pattern() -> Option<&'static Regex> {
    static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?x)
            \*\*(?P<bold>[^*\s](?:[^*]*[^*\s])?)\*\*
            | \b__(?P<under>\p{L}(?:[^_]*[^_\s])?)__\b
            | ~~(?P<struck>[^~\s](?:[^~]*[^~\s])?)~~
            | \[(?P<link>[^\[\]]+)\]\([^()\s]+\)
            | </?(?i:a|b|br|div|em|h[1-6]|i|img|li|ol|p|span|strong|sub|sup|u|ul|font|o:p)(?:\s[^<>]*)?/?>
            | (?P<entity>&(?:[a-zA-Z]{2,8}|\#\d{2,5}|\#x[0-9a-fA-F]{2,4});)
            | \A\#{1,6}\s
            ",
        )
        .ok()
    });
    PATTERN.as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_pasted_from_a_page_is_found_and_its_text_given() {
        for (text, found, plain) in [
            ("Smit &amp; Zn", "&amp;", "Smit & Zn"),
            ("Team&nbsp;Zorg", "&nbsp;", "Team Zorg"),
            ("Zo&#39;n dag", "&#39;", "Zo'n dag"),
            ("Caf&eacute; De Hoek", "&eacute;", "Café De Hoek"),
            ("**Let op:** bel eerst", "**Let op:**", "Let op: bel eerst"),
            ("Een __echt__ gesprek", "__echt__", "Een echt gesprek"),
            ("Op ~~dinsdag~~ woensdag", "~~dinsdag~~", "Op dinsdag woensdag"),
            (
                "Zie [de **site**](https://example.nl/)",
                "[de **site**](https://example.nl/)",
                "Zie de site",
            ),
            ("Noor<br>Bos", "<br>", "Noor Bos"),
            ("<p class=\"x\">Noor</p>", "<p class=\"x\">", "Noor"),
            ("## Over Noor", "## ", "Over Noor"),
        ] {
            let (range, said) = find(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((&text[range], said.as_str()), (found, plain), "{text}");
        }
    }

    #[test]
    fn what_people_write_is_text() {
        for text in [
            "Smit & Zn; Jansen & Co",
            "R&D; en meer",
            "5 * 3 ** 2",
            "k** en h**r",
            "a < b > c",
            "Team #1",
            "#MeToo",
            "Collega*s en Mitarbeiter*innen",
            "Noor [zij/haar] (ma)",
            "naam__lang",
            "Tussen {ma} en {vr}, bij {{ organisation.name }}",
            "<3 en <de Hoek>",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
