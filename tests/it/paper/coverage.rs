//! `tests/coverage.yaml`: every promise of an adviser is found where the table says.
//!
//! The kit that is searched is that of a client with everything filled in, in
//! ten languages. Dutch and English must say the words of the table; the other
//! languages must have the same heading with a text of its own, or the same UI word.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;

use crate::it::support::{LANGUAGES, kits, pdf_text, repository};

const CLIENT: &str = "polderfruit";
/// Fewest letters of a text against the Dutch one: Arabic, which writes few vowels, has the
/// fewest, and no text that says the same has half as many.
const SHARE: f64 = 0.5;

/// Letters of a text.
#[expect(clippy::cast_precision_loss, reason = "no text has that many letters")]
fn letters(text: &str) -> f64 {
    text.chars().filter(|c| c.is_alphabetic()).count() as f64
}

/// Whether a text is long enough to say what the Dutch one says.
fn says_enough(text: &str, dutch: &str) -> Result<bool, String> {
    let (own, of) = (letters(text), letters(dutch));
    match of > 0.0 && own >= SHARE * of {
        true => Ok(true),
        false => Err(format!("{own} letters, where Dutch has {of}: {text}")),
    }
}

/// The text of a page, a space between elements.
pub fn text_of(html: &str) -> String {
    use html5gum::{Token, Tokenizer};
    let mut text = String::new();
    let mut silent = false;
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::StartTag(tag) => {
                silent = matches!(&**tag.name, b"script" | b"style");
                let inline = matches!(&**tag.name, b"a" | b"strong" | b"em" | b"bdi" | b"span");
                text.push_str(if inline { "" } else { " " });
            }
            Token::EndTag(tag) => {
                silent = false;
                let inline = matches!(&**tag.name, b"a" | b"strong" | b"em" | b"bdi" | b"span");
                text.push_str(if inline { "" } else { " " });
            }
            Token::String(said) if !silent => text.push_str(&String::from_utf8_lossy(&said.value)),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text as it can be compared with what was taken from a PDF: without spaces,
/// hyphens and marks of direction, which the line breaks add or take away.
pub fn squeezed(text: &str) -> String {
    let dropped = |c: char| {
        c.is_whitespace()
            || matches!(c, '-' | '\u{AD}' | '\u{2010}' | '\u{200B}'..='\u{200F}' | '\u{2066}'..='\u{2069}')
            || matches!(c, '\u{202A}'..='\u{202E}')
    };
    text.chars().filter(|c| !dropped(*c)).collect()
}

fn table() -> Vec<Value> {
    let text = fs::read_to_string(repository().join("tests/coverage.yaml")).unwrap();
    let table: Value = serde_saphyr::from_str(&text).unwrap();
    table["claims"].as_array().unwrap().clone()
}

/// What a kit says, read once.
struct Kit {
    pages: BTreeMap<(String, String), String>,
    prints: BTreeMap<(String, String), String>,
    messages: BTreeMap<(String, String), String>,
}

impl Kit {
    fn read() -> Self {
        let kit = kits().join(CLIENT);
        let mut pages = BTreeMap::new();
        let mut prints = BTreeMap::new();
        let mut messages = BTreeMap::new();
        for lang in LANGUAGES {
            let folder = if lang == "nl" { kit.join("site") } else { kit.join("site").join(lang) };
            for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
                let path = entry.path();
                if path.extension().is_some_and(|extension| extension == "html") {
                    let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
                    let html = fs::read_to_string(&path).unwrap();
                    pages.insert((lang.to_owned(), name), html);
                }
            }
            for (product, path) in [
                ("flyer", format!("print/flyer-{lang}.pdf")),
                ("poster", format!("print/poster-a4-{lang}.pdf")),
                ("onboarding", format!("onboarding/onboarding-{lang}.pdf")),
                ("slides", format!("onboarding/introduction-{lang}.pdf")),
                ("notes", format!("onboarding/introduction-notes-{lang}.pdf")),
            ] {
                let path = kit.join(path);
                if path.exists() {
                    let said = squeezed(&pdf_text(&path));
                    prints.insert((lang.to_owned(), product.to_owned()), said);
                }
            }
            for (message, path) in [
                ("announcement", format!("intranet/announcement-{lang}.txt")),
                ("reminder", format!("intranet/reminder-{lang}.txt")),
                ("handbook", format!("intranet/handbook-{lang}.txt")),
                ("intranet", format!("intranet/text-{lang}.html")),
            ] {
                let text = fs::read_to_string(kit.join(&path)).unwrap();
                let text = if path.ends_with(".html") { text_of(&text) } else { text };
                messages.insert((lang.to_owned(), message.to_owned()), text);
            }
        }
        Self { pages, prints, messages }
    }

    /// The text of a page, or of what stands under one of its headings.
    fn section(&self, lang: &str, place: &str) -> Option<String> {
        let (page, heading) = place.split_once('#').unwrap_or((place, ""));
        let html = self.pages.get(&(lang.to_owned(), page.to_owned()))?;
        if heading.is_empty() {
            return Some(text_of(html));
        }
        let start = html.find(&format!("id=\"s-{heading}\""))?;
        let rest = &html[start..];
        let body = &rest[rest.find('>')? + 1..];
        let end = body.find("<h2").into_iter().chain(body.find("</article>")).min();
        Some(text_of(&body[..end.unwrap_or(body.len())]))
    }
}

fn said(carrier: &Value, lang: &str) -> Option<String> {
    match &carrier["says"] {
        Value::String(text) => Some(text.clone()),
        says => says[lang].as_str().map(str::to_owned),
    }
}

#[test]
fn the_table_names_every_claim_once() {
    let sizes = [45, 55, 27, 29, 16];
    let wanted: BTreeSet<String> = sizes
        .iter()
        .enumerate()
        .flat_map(|(source, count)| (1..=*count).map(move |n| format!("S{source}-{n:02}")))
        .collect();
    let table = table();
    let named: BTreeSet<String> =
        table.iter().map(|claim| claim["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(table.len(), wanted.len());
    assert_eq!(named, wanted);
}

#[test]
fn every_claim_is_carried_where_the_table_says() {
    let kit = Kit::read();
    let words: BTreeMap<&str, BTreeMap<String, String>> = LANGUAGES
        .into_iter()
        .map(|lang| {
            let path = repository().join(format!("content/{lang}/_strings.yaml"));
            (lang, serde_saphyr::from_str(&fs::read_to_string(path).unwrap()).unwrap())
        })
        .collect();
    let mut wrong = Vec::new();
    let mut found = BTreeMap::new();
    for claim in table() {
        let id = claim["id"].as_str().unwrap().to_owned();
        let carriers = claim["carriers"].as_array().cloned().unwrap_or_default();
        let silent = matches!(claim["for"].as_str().unwrap(), "context" | "withheld");
        if silent != carriers.is_empty() {
            wrong.push(format!("{id}: {} carriers", carriers.len()));
        }
        for carrier in carriers {
            for lang in LANGUAGES {
                match carried(&kit, &words, &carrier, lang) {
                    Ok(true) => *found.entry(lang).or_insert(0) += 1,
                    Ok(false) => {}
                    Err(reason) => wrong.push(format!("{id} in {lang}: {reason}")),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    println!("carriers found, by language: {found:?}");
    assert!(found["nl"] == found["en"] && found["nl"] > 172, "{found:?}");
    assert!(LANGUAGES.iter().all(|lang| found[lang] > 120), "{found:?}");
}

/// Whether a carrier says its claim in a language; `false` where it need not.
fn carried(
    kit: &Kit,
    words: &BTreeMap<&str, BTreeMap<String, String>>,
    carrier: &Value,
    lang: &str,
) -> Result<bool, String> {
    let text = said(carrier, lang);
    if let Some(place) = carrier["page"].as_str() {
        let section = kit.section(lang, place).ok_or_else(|| format!("no `{place}`"))?;
        return match text {
            Some(text) if squeezed(&section).contains(&squeezed(&text)) => Ok(true),
            Some(text) => Err(format!("`{place}` does not say “{text}”: {section}")),
            None => says_enough(&section, &kit.section("nl", place).unwrap_or_default()),
        };
    }
    if let Some(place) = carrier["chapter"].as_str() {
        let (page, heading) = place.split_once('#').ok_or("a chapter without heading")?;
        let Some(text) = text else { return Ok(false) };
        let file = repository().join(format!("content/{lang}/{page}.md"));
        let source = fs::read_to_string(file).map_err(|error| error.to_string())?;
        if !source.contains(&format!("{{#{heading}}}")) {
            return Err(format!("no heading `{place}`"));
        }
        let print = &kit.prints[&(lang.to_owned(), "onboarding".to_owned())];
        return match print.contains(&squeezed(&text)) {
            true => Ok(true),
            false => Err(format!("the pack does not say “{text}”")),
        };
    }
    if let Some(message) = carrier["message"].as_str() {
        let sent = kit.messages.get(&(lang.to_owned(), message.to_owned()));
        let sent = sent.ok_or_else(|| format!("no message `{message}`"))?;
        return match text {
            Some(text) if squeezed(sent).contains(&squeezed(&text)) => Ok(true),
            Some(text) => Err(format!("`{message}` does not say “{text}”")),
            None => {
                let dutch = kit.messages.get(&("nl".to_owned(), message.to_owned()));
                says_enough(sent, dutch.map_or("", String::as_str))
            }
        };
    }
    let place = carrier["print"].as_str().ok_or("no page, chapter, message or print")?;
    let product = place.split('#').next().unwrap_or_default();
    let print = kit.prints.get(&(lang.to_owned(), product.to_owned()));
    let print = print.ok_or_else(|| format!("no `{product}`"))?;
    let text = match text {
        Some(text) => text,
        None => {
            // The same UI word in another language; running text is compared as a
            // whole by the test of the PDFs.
            let dutch = said(carrier, "nl").unwrap_or_default();
            let key =
                words["nl"].iter().find(|(_, word)| word.contains(&dutch)).map(|(key, _)| key);
            match key {
                Some(key) => words[lang].get(key).cloned().unwrap_or_default(),
                None => {
                    let dutch = kit.prints.get(&("nl".to_owned(), product.to_owned()));
                    return says_enough(print, dutch.map_or("", String::as_str));
                }
            }
        }
    };
    match lang != "ar" && !print.contains(&squeezed(&text)) {
        true => Err(format!("`{place}` does not say “{text}”")),
        false => Ok(true),
    }
}
