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
use crate::value::{Audience, HttpsUrl, Lang, PhoneNumber};
use crate::words::{Words, fill};

use super::Job;

/// The client and the help lines, for every template in the language of `words`.
pub fn view(job: &Job<'_>, words: &Words) -> Map<String, Value> {
    let reader = Reader::new(words, Names::Bare);
    let mut view = job.client.view(&reader);
    let lines = job.content.help_lines.iter();
    let mut lines: Vec<&HelpLine> =
        lines.filter(|line| line.name.exact(words.lang()).is_some()).collect();
    lines.sort_by_key(|line| line.rank_in(reader.lang()));
    let lines = lines.into_iter().map(|line| help_line(line, &reader));
    view.insert("helplines".to_owned(), lines.collect());
    view
}

/// Values for UI words, made with those words that are asked for no value themselves.
pub fn for_words(job: &Job<'_>, lang: Lang) -> Context {
    let plain = &job.content.lang(lang).fixed.words;
    context(&job.client.facts(&Reader::new(plain, Names::Isolated)))
}

/// Values for pages and fragments: names keep their direction in running text. Who to write to
/// at the organisation is nobody here.
pub fn for_content(job: &Job<'_>, words: &Words) -> Context {
    let reader = Reader::new(words, Names::Isolated);
    let mut view = job.client.view(&reader);
    view.insert("hr_contact".to_owned(), Value::Null);
    view.insert("products".to_owned(), Value::Null);
    for adviser in view["advisers"].as_array_mut().into_iter().flatten() {
        // In running text a language is its name.
        let languages = adviser["languages"].as_array().into_iter().flatten();
        adviser["languages"] = languages.map(|language| language["name"].clone()).collect();
        // A number or an address stays together there, and keeps its direction.
        for channel in adviser["channels"].as_array_mut().into_iter().flatten() {
            let shown = channel["text"].as_str();
            let shown = shown.map(|text| reader.address(text).replace(' ', "\u{a0}"));
            channel["text"] = json!(shown);
        }
    }
    context(&view)
}

/// The same for pages of the organisation, which alone tell who to write to there, and what the
/// kit has for employees.
pub fn for_organisation(job: &Job<'_>, words: &Words, employees: &Context) -> Context {
    let reader = Reader::new(words, Names::Isolated);
    let contact = job.client.hr_contact.as_ref().map(|contact| contact.view(&reader));
    let mut values = employees.clone();
    values.insert("hr_contact", &contact);
    values.insert("products", &products(job, words));
    values
}

/// What employees get to see of the kit besides the site, by its names on the kit's first page.
fn products(job: &Job<'_>, words: &Words) -> Vec<String> {
    let several = job.client.languages.len() > 1;
    let printed = job.theme.products.iter().filter(|it| several || !it.several_languages);
    let printed = printed.map(|it| (it.audience, &it.id));
    let sent = job.theme.messages.iter().map(|it| (it.audience, &it.id));
    let theirs = printed.chain(sent).filter(|(audience, _)| *audience == Audience::Employee);
    theirs.map(|(_, id)| words.word(&format!("kit_{id}")).to_owned()).collect()
}

fn context(values: &Map<String, Value>) -> Context {
    Context::from_serialize(values).unwrap_or_default()
}

/// A help line, which has a name in the language.
fn help_line(line: &HelpLine, reader: &Reader<'_>) -> Value {
    let (cost, hours) = (line.cost.as_ref(), line.hours.as_ref());
    let page = line.page_in(reader.lang());
    let languages = reader.words().lang_names(&line.languages);
    json!({
        "id": line.id,
        "name": reader.text(Some(&line.name)),
        "number": line.number_in(reader.lang()),
        "href": line.number.as_ref().map(|(_, dialled)| dialled.href()),
        "about": reader.text(Some(&line.about)),
        "cost": reader.text(cost),
        "hours": reader.text(hours),
        "languages": Some(languages).filter(|names| !names.is_empty()),
        "abroad": line.abroad.as_ref().map(PhoneNumber::typed),
        "abroad_href": line.abroad.as_ref().map(PhoneNumber::href),
        "url": page.map(HttpsUrl::as_str),
        "url_text": page.map(HttpsUrl::short),
        "tier": line.tier,
        "first": line.is_first_in(reader.lang()),
    })
}

/// A language by its own name, for a list of them.
pub fn language(lang: Lang) -> Value {
    json!({"tag": lang.tag(), "name": lang.name(), "dir": lang.dir().as_str()})
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
