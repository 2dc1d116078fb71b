//! The client as templates see it: names and values in one language.
//!
//! Invariant: every name that content may use exists for every client, with
//! `null` for what a client does not have; the list is in `content/README.md`.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tera::Context;

use crate::client::{
    Adviser, Channel, Client, Desk, Introduction, Registration, Video, VideoSource,
};
use crate::library::HelpLine;
use crate::value::{Lang, Text};

use super::Job;
use crate::words::{Words, fill, isolated};

/// Values for UI words: what needs no words itself.
pub fn for_words(job: &Job<'_>, lang: Lang) -> Context {
    context(&basics(job, lang))
}

/// Values for pages and fragments.
pub fn for_content(job: &Job<'_>, lang: Lang, words: &Words) -> Context {
    let client = job.client;
    let mut values = basics(job, lang);
    let names = |langs: &[Lang]| -> Vec<String> {
        langs.iter().map(|spoken| words.lang_name(*spoken)).collect()
    };
    let advisers: Vec<Value> = client
        .advisers
        .iter()
        .map(|adviser| {
            json!({
                "name": isolated(&adviser.name, lang),
                "first_name": isolated(adviser.first_name(), lang),
                "languages": names(&adviser.languages),
                "spoken": words.lang_names(&adviser.languages),
                "registrations": adviser.registrations.iter().map(|registration| json!({
                    "body": registration.body,
                    "url": registration.url.as_str(),
                    "scope_text": scope(registration, words),
                })).collect::<Vec<_>>(),
            })
        })
        .collect();
    let meeting_forms: Vec<&str> = client.meeting_forms.iter().map(|form| form.as_str()).collect();
    let workshops: Vec<&str> = client.workshops.iter().map(|workshop| workshop.as_str()).collect();
    let more = json!({
        "advisers": advisers,
        "meeting_forms": meeting_forms,
        "workshops": workshops,
        "introductions": introductions(client, lang, words),
        "edition": words.edition(client.edition),
    });
    if let (Value::Object(values), Value::Object(more)) = (&mut values, more) {
        values.extend(more);
    }
    context(&values)
}

fn introductions(client: &Client, lang: Lang, words: &Words) -> Vec<Value> {
    let one = |introduction: &Introduction| {
        json!({
            "date": words.day(introduction.date),
            "time": introduction.time.to_string(),
            "place": isolated(&introduction.place, lang),
            "language": words.lang_name(introduction.lang),
        })
    };
    client.introductions.iter().map(one).collect()
}

fn context(values: &Value) -> Context {
    Context::from_serialize(values).unwrap_or_default()
}

fn basics(job: &Job<'_>, lang: Lang) -> Value {
    let client = job.client;
    let organisation = &client.organisation;
    let isolated = |name: &String| isolated(name, lang);
    json!({
        "lang": lang.tag(),
        "organisation": {
            "name": isolated(&organisation.name),
            "short_name": isolated(&organisation.short_name),
            "sector": organisation.sector.map(|sector| sector.0),
            "employees": organisation.employees,
            "works_council": organisation.works_council,
            "statement": text(organisation.statement.as_ref(), lang),
        },
        "practice": {
            "name": client.practice.as_ref().map(|practice| isolated(&practice.name)),
            "url": client.practice.as_ref().and_then(|p| p.url.as_ref()).map(|u| u.as_str()),
        },
        "adviser_count": client.advisers.len(),
        "anonymous_contact": client.anonymous_contact,
        "talks_in_working_time": client.talks_in_working_time,
        "conflict_coaching": client.conflict_coaching,
        "response_time": text(client.response_time.as_ref(), lang),
        "procedures": {
            "complaints_committee": desk(client.complaints_committee.as_ref(), lang),
            "internal_reporting_desk": desk(client.internal_reporting_desk.as_ref(), lang),
        },
        "video": client.video.as_ref().map(|video| json!({
            "title": text(video.title.as_ref(), lang),
        })),
        "site": {"url": client.site.url.as_str(), "short_url": client.site.short_url},
    })
}

/// A text in `lang`, or in its default language.
pub fn text(text: Option<&Text>, lang: Lang) -> Option<&str> {
    text.map(|text| text.get(lang).0)
}

/// The language that a text stands in for another in; nothing where it is its own.
pub fn stand_in(text: Option<&Text>, lang: Lang) -> Option<&'static str> {
    let own = text?.get(lang).1;
    (own != lang).then(|| own.tag())
}

/// The languages that one can talk to the advisers in, in words: a sentence.
pub fn talk_languages(client: &Client, words: &Words) -> String {
    let mut spoken: Vec<Lang> = Vec::new();
    for spoken_by_one in client.advisers.iter().flat_map(|adviser| &adviser.languages) {
        if !spoken.contains(spoken_by_one) {
            spoken.push(*spoken_by_one);
        }
    }
    let form = words.get("talk_languages").filter(|_| !spoken.is_empty());
    let names = words.lang_names(&spoken);
    form.map_or_else(String::new, |form| fill(form, [("languages", names.as_str())].into_iter()))
}

/// A text as HTML: where it stands in for `lang` in another language, it says in
/// which, and keeps its direction (WCAG 2.2, 3.1.2).
pub fn html_text(text: Option<&Text>, lang: Lang) -> Option<String> {
    text.map(|text| {
        let (said, own) = text.get(lang);
        let said = escape_html(said);
        match own == lang {
            true => said,
            false => format!("<bdi lang=\"{own}\" dir=\"{}\">{said}</bdi>", own.dir().as_str()),
        }
    })
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

/// A committee or a desk.
pub fn desk(desk: Option<&Desk>, lang: Lang) -> Option<Value> {
    desk.map(|desk| {
        json!({
            "name": isolated(&desk.name, lang),
            "url": desk.url.as_ref().map(|url| url.as_str()),
            "email": desk.email.as_ref().map(|email| email.as_str()),
            "phone": desk.phone.as_ref().map(|phone| phone.shown()),
            "phone_href": desk.phone.as_ref().map(|phone| format!("tel:{}", phone.dial())),
        })
    })
}

/// An adviser's registrations.
pub fn registrations(adviser: &Adviser, words: &Words) -> Value {
    let one = |registration: &Registration| {
        json!({
            "body": registration.body,
            "url": registration.url.as_str(),
            "scope_text": scope(registration, words),
        })
    };
    Value::Array(adviser.registrations.iter().map(one).collect())
}

/// What a registration covers, in words.
pub fn scope(registration: &Registration, words: &Words) -> String {
    let names: Vec<&str> =
        registration.scope.iter().filter_map(|scope| words.get(scope.string_key())).collect();
    words.list(&names)
}

/// A channel.
pub fn channel(channel: &Channel, words: &Words) -> Value {
    let (kind, lang) = (channel.kind().as_str(), words.lang());
    let key = if kind == "phone" { "call" } else { kind };
    json!({
        "kind": kind,
        "label": words.word(key),
        "text": channel.shown(),
        "href": channel.href(),
        "hours": text(channel.hours.as_ref(), lang),
        "hours_lang": stand_in(channel.hours.as_ref(), lang),
        "hours_html": html_text(channel.hours.as_ref(), lang),
    })
}

/// An adviser's planned absences, in words.
pub fn absence(adviser: &Adviser, words: &Words) -> Option<String> {
    let sentences: Vec<String> = adviser
        .absences
        .iter()
        .map(|absence| {
            let (from, to) = (words.day(absence.from), words.day(absence.to));
            let mut said = words.filled("absence", &[("from", &from), ("to", &to)]);
            if let Some(name) = &absence.replaced_by {
                said.push(' ');
                let name = isolated(name, words.lang());
                said.push_str(&words.filled("absence_replaced", &[("name", &name)]));
            }
            said
        })
        .collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// A help line.
pub fn help_line(line: &HelpLine, lang: Lang) -> Value {
    json!({
        "id": line.id,
        "name": line.name.get(lang).0,
        "number": line.number.as_ref().map(|(printed, _)| printed.clone()),
        "href": line.number.as_ref().map(|(_, number)| format!("tel:{}", service(number.dial()))),
        "about": line.about.get(lang).0,
        "cost": text(line.cost.as_ref(), lang),
        "hours": text(line.hours.as_ref(), lang),
        "about_lang": stand_in(Some(&line.about), lang),
        "name_lang": stand_in(Some(&line.name), lang),
        "name_html": html_text(Some(&line.name), lang),
        "about_html": html_text(Some(&line.about), lang),
        "cost_html": html_text(line.cost.as_ref(), lang),
        "hours_html": html_text(line.hours.as_ref(), lang),
        "url": line.url.as_ref().map(|url| url.as_str()),
        "tier": line.tier,
    })
}

/// Service numbers (0800, 0900) cannot be dialled with a country code.
fn service(dial: &str) -> String {
    match dial.strip_prefix("+31") {
        Some(rest) if rest.starts_with("800") || rest.starts_with("90") => format!("0{rest}"),
        _ => dial.to_owned(),
    }
}

/// The film.
pub fn video(video: &Video, lang: Lang, words: &Words) -> Value {
    let own_title = text(video.title.as_ref(), lang);
    let title = own_title.or_else(|| words.get("video_heading"));
    let (kind, host) = match &video.source {
        VideoSource::Link(url) => ("link", Some(url.host())),
        VideoSource::File { .. } => ("file", None),
    };
    let link = match &video.source {
        VideoSource::Link(url) => Some(url.as_str()),
        VideoSource::File { .. } => None,
    };
    json!({"title": title, "kind": kind, "host": host, "href": link})
}

/// A word with placeholders filled from a JSON object, for the filter `fill`.
pub fn fill_from(text: &str, values: &BTreeMap<String, String>) -> String {
    fill(text, values.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}
