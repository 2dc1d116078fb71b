//! The client as templates see it in one language, with the help lines: derived
//! once, handed to site, paper, mail, content and the kit's first page.
//!
//! Each of them adds what is its own: links, pictures, the sheet. Invariant:
//! plain data, the same for the same client; every name that content may use
//! exists for every client, with `null` for what a client does not have (the list
//! is in `content/README.md`).

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use tera::Context;

use crate::client::{Names, Reader};
use crate::library::HelpLine;
use crate::value::{HttpsUrl, Lang};
use crate::words::{Words, fill, join};

use super::Job;

/// The client and the help lines, for every template in the language of `words`.
pub fn view(job: &Job<'_>, words: &Words) -> Map<String, Value> {
    let reader = Reader::new(words, Names::Bare);
    let mut view = job.client.view(&reader);
    let lines = job.content.help_lines.iter().map(|line| help_line(line, &reader));
    view.insert("helplines".to_owned(), lines.collect());
    view
}

/// Values for UI words: what needs no words itself.
pub fn for_words(job: &Job<'_>, lang: Lang) -> Context {
    let usage = job.content.lang(lang).usage.clone();
    let none = Words::new(lang, BTreeMap::new()).with_usage(usage);
    context(&job.client.facts(&Reader::new(&none, Names::Isolated)))
}

/// Values for pages and fragments: names keep their direction in running text.
pub fn for_content(job: &Job<'_>, words: &Words) -> Context {
    let mut view = job.client.view(&Reader::new(words, Names::Isolated));
    for adviser in view["advisers"].as_array_mut().into_iter().flatten() {
        // In running text a language is its name.
        let languages = adviser["languages"].as_array().into_iter().flatten();
        adviser["languages"] = languages.map(|language| language["name"].clone()).collect();
    }
    context(&view)
}

fn context(values: &Map<String, Value>) -> Context {
    Context::from_serialize(values).unwrap_or_default()
}

/// A help line.
fn help_line(line: &HelpLine, reader: &Reader<'_>) -> Value {
    let (cost, hours) = (line.cost.as_ref(), line.hours.as_ref());
    json!({
        "id": line.id,
        "name": reader.text(Some(&line.name)),
        "name_lang": reader.stand_in(Some(&line.name)),
        "number": line.number.as_ref().map(|(printed, _)| printed),
        "href": line.number.as_ref().map(|(_, dialled)| dialled.href()),
        "about": reader.text(Some(&line.about)),
        "about_lang": reader.stand_in(Some(&line.about)),
        "cost": reader.text(cost),
        "cost_lang": reader.stand_in(cost),
        "hours": reader.text(hours),
        "hours_lang": reader.stand_in(hours),
        "url": line.url.as_ref().map(HttpsUrl::as_str),
        "url_text": line.url.as_ref().map(HttpsUrl::short),
        "tier": line.tier,
    })
}

/// A language by its own name, for a list of them.
pub fn language(lang: Lang) -> Value {
    json!({"tag": lang.tag(), "name": lang.name(), "dir": lang.dir().as_str()})
}

/// Puts beside every text that says which language it stands in (`bio`, `bio_lang`)
/// the same as HTML (`bio_html`).
pub fn add_html(values: &mut Map<String, Value>) {
    let texts: Vec<String> = values
        .keys()
        .filter_map(|key| key.strip_suffix("_lang"))
        .filter(|text| values.contains_key(*text))
        .map(str::to_owned)
        .collect();
    for text in texts {
        let own = values[&format!("{text}_lang")].as_str().and_then(|tag| Lang::parse(tag).ok());
        let html = values[&text].as_str().map(|said| html_text(said, own));
        values.insert(format!("{text}_html"), json!(html));
    }
    for value in values.values_mut() {
        match value {
            Value::Object(below) => add_html(below),
            Value::Array(items) => {
                items.iter_mut().filter_map(Value::as_object_mut).for_each(add_html);
            }
            _ => {}
        }
    }
}

/// A text as HTML: where it stands in for another language, it says in which it is, and
/// keeps its direction (WCAG 2.2, 3.1.2).
fn html_text(said: &str, own: Option<Lang>) -> String {
    // Templates put it in as it is, so that it brings the mark of its own stop.
    let said = escape_html(&join::marked(said));
    match own {
        None => said,
        Some(own) => format!("<bdi lang=\"{own}\" dir=\"{}\">{said}</bdi>", own.dir().as_str()),
    }
}

/// Escapes a text for HTML, in an element or in a quoted attribute.
pub fn escape_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// A word with placeholders filled from a JSON object, for the filter `fill`.
pub fn fill_from(text: &str, values: &BTreeMap<String, String>) -> String {
    fill(text, values.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_another_language_says_so_at_every_depth() {
        let mut values = json!({
            "bio": "a & b", "bio_lang": null,
            "channels": [{"hours": "9 – 5", "hours_lang": "ar"}],
            "statement": null, "statement_lang": null,
            "lang_name": "Nederlands",
        });
        let values = values.as_object_mut().unwrap();
        add_html(values);
        assert_eq!(values["bio_html"], "a &amp; b");
        assert_eq!(values["channels"][0]["hours_html"], "<bdi lang=\"ar\" dir=\"rtl\">9 – 5</bdi>");
        assert_eq!(values["statement_html"], Value::Null);
        assert_eq!(values.len(), 8);
    }
}
