//! A client in one language -> the files that Typst templates read.
//!
//! All of it is data: `/data.json` and pictures beside it. Invariant: no client
//! value ever becomes Typst source; the paths are the same for every client.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::client::{Adviser, Channel, ChannelKind, Client};
use crate::library::Page;
use crate::plan::{PictureRef, Print};
use crate::theme::{Code, Product, Reading, Title};
use crate::value::{Audience, Lang, PageId};

use super::super::code::Matrix;
use super::super::merge::{Merged, MergedPage};
use super::super::{Job, pictures, values};
use crate::library::{Block, Inline};

/// Which document is made.
pub struct Document<'a> {
    /// The product.
    pub product: &'a Product,
    /// Its language, poster and sheet.
    pub print: &'a Print,
    /// All text by language.
    pub editions: &'a BTreeMap<Lang, Merged>,
}

/// The codes of a client.
pub fn codes(client: &Client) -> BTreeMap<Code, Matrix> {
    let phone = client.advisers.iter().flat_map(|adviser| &adviser.channels);
    let phone = phone.filter(|channel| channel.kind() == ChannelKind::Phone).map(Channel::href);
    let site = Matrix::new(&client.site.url.for_code()).map(|matrix| (Code::Site, matrix));
    // A `tel:` link is case-insensitive in its scheme alone, and digits are dense.
    let phone = phone
        .take(1)
        .filter_map(|href| Some((Code::Phone, Matrix::new(&href.replace("tel:", "TEL:"))?)));
    site.into_iter().chain(phone).collect()
}

/// The client's pictures as Typst reads them, encoded once for all documents.
pub struct Pictures(BTreeMap<PictureRef, (Vec<u8>, String)>);

impl Pictures {
    /// Encodes them.
    pub fn new(client: &Client) -> Self {
        let encode = |picture: PictureRef| {
            let (image, _) = picture.of(client)?;
            let (bytes, extension) = pictures::for_print(image);
            let name = match picture {
                PictureRef::Logo => "logo".to_owned(),
                PictureRef::PracticeLogo => "practice-logo".to_owned(),
                PictureRef::Portrait(index) => format!("adviser-{index}"),
            };
            Some((picture, (bytes, format!("{name}.{extension}"))))
        };
        Self(PictureRef::all(client).into_iter().filter_map(encode).collect())
    }

    fn value(&self, picture: PictureRef, client: &Client, lang: Lang) -> Value {
        let found = picture.of(client).zip(self.0.get(&picture));
        found.map_or(Value::Null, |((image, alt), (_, path))| {
            json!({
                "path": format!("/{path}"),
                "alt": alt.get(lang).0,
                "aspect": image.aspect(),
            })
        })
    }
}

/// Every file that the templates may read.
pub fn files(
    job: &Job<'_>,
    document: &Document<'_>,
    pictures: &Pictures,
    codes: &BTreeMap<Code, Matrix>,
) -> BTreeMap<String, Vec<u8>> {
    let merged = &document.editions[&document.print.lang];
    let mut files: BTreeMap<String, Vec<u8>> =
        pictures.0.values().map(|(bytes, path)| (path.clone(), bytes.clone())).collect();
    let mut data = texts(job, merged);
    let client = job.client;
    let lang = merged.lang;

    let picture = |picture| pictures.value(picture, client, lang);
    data.insert("logo".to_owned(), picture(PictureRef::Logo));
    data.insert("practice_logo".to_owned(), picture(PictureRef::PracticeLogo));
    let mut advisers = Vec::new();
    for (index, adviser) in client.advisers.iter().enumerate() {
        let mut value = self::adviser(adviser, merged);
        value["photo"] = picture(PictureRef::Portrait(index));
        advisers.push(value);
    }
    data.insert("advisers".to_owned(), Value::Array(advisers));
    data.insert("codes".to_owned(), code_values(client, merged, codes, &mut files));
    data.insert("sheet".to_owned(), sheet(document.print));
    data.insert("product".to_owned(), json!(document.product.id));
    let headline = client.posters[document.print.poster].headline.as_ref();
    // A question in another language is no question: the one of the language stands in.
    let headline = headline.and_then(|text| text.exact(lang));
    let headline = headline.unwrap_or_else(|| merged.words.word("poster_headline"));
    data.insert("headline".to_owned(), json!(headline));
    if document.product.several_languages {
        data.insert("voices".to_owned(), voices(job, document));
    }
    data.insert("title".to_owned(), json!(title(job, merged, document, headline)));
    for (name, reading) in &document.product.reads {
        data.insert(name.clone(), self::reading(reading, job, merged));
    }

    let data = Value::Object(data).to_string();
    files.insert("data.json".to_owned(), data.into_bytes());
    files
}

/// What a poster in several languages says in each of them.
fn voices(job: &Job<'_>, document: &Document<'_>) -> Value {
    let poster = &job.client.posters[document.print.poster];
    let voice = |lang: &Lang| {
        let merged = &document.editions[lang];
        let own = poster.headline.as_ref().and_then(|headline| headline.exact(*lang));
        json!({
            "lang": lang.tag(),
            "dir": lang.dir().as_str(),
            "name": lang.name(),
            "headline": own.unwrap_or_else(|| merged.words.word("poster_headline")),
            "line": merged.words.word("poster_line"),
        })
    };
    Value::Array(job.client.languages.iter().map(voice).collect())
}

/// A part of the content in the form that a product's template asks for.
fn reading(reading: &Reading, job: &Job<'_>, merged: &Merged) -> Value {
    let page = |id: &PageId| merged.pages.get(id);
    match reading {
        Reading::Slides(id) => page(id).map_or(Value::Null, |page| slides(page, job, merged)),
        Reading::Chapters(surface) => chapters(surface, job, merged),
        Reading::Sections(id) => json!({
            "title": page(id).map(|page| page.title.as_str()).unwrap_or_default(),
            "summary": page(id).map(|page| page.summary.as_str()).unwrap_or_default(),
            "sections": page(id).map(|page| sections(&page.blocks, job, merged.lang)).unwrap_or_default(),
        }),
    }
}

/// A page as slides: what stands on each of them, and what is said with it.
fn slides(page: &MergedPage, job: &Job<'_>, merged: &Merged) -> Value {
    let mut slides: Vec<(String, String, Vec<Block>, Vec<Block>)> = Vec::new();
    for block in &page.blocks {
        match (block, slides.last_mut()) {
            (Block::Heading { level: 2, id, inlines }, _) => {
                let id = id.strip_prefix("s-").unwrap_or(id).to_owned();
                slides.push((id, Inline::plain(inlines), Vec::new(), Vec::new()));
            }
            (Block::Quote { blocks }, Some((.., notes))) => notes.extend(blocks.iter().cloned()),
            (block, Some((_, _, shown, _))) => shown.push(block.clone()),
            (_, None) => {}
        }
    }
    let lang = merged.lang;
    let slides = slides.into_iter().map(|(id, title, shown, notes)| {
        json!({
            "id": id,
            "title": title,
            "blocks": blocks(&shown, job, lang),
            "notes": blocks(&notes, job, lang),
        })
    });
    json!({"title": page.title, "summary": page.summary, "slides": slides.collect::<Vec<_>>()})
}

/// The pages for the organisation on a surface, in their order.
fn chapters(surface: &str, job: &Job<'_>, merged: &Merged) -> Value {
    let pages = job.content.lang(merged.lang).pages.values();
    let mut pages: Vec<_> = pages
        .filter(|page| page.audience == Audience::Organisation && page.is_on(surface))
        .collect();
    pages.sort_by_key(|page| (page.order, page.id.clone()));
    let chapter = |page: &Page| {
        let text = merged.pages.get(&page.id)?;
        Some(json!({
            "id": page.id.as_str(),
            "title": text.title,
            "summary": text.summary,
            "blocks": blocks(&text.blocks, job, merged.lang),
        }))
    };
    Value::Array(pages.into_iter().filter_map(chapter).collect())
}

/// The document's title: what it is, and for whom.
fn title(job: &Job<'_>, merged: &Merged, document: &Document<'_>, headline: &str) -> String {
    let said = match &document.product.title {
        Title::Page(id) => merged.pages.get(id).map_or(headline, |page| page.title.as_str()),
        Title::Word(key) => merged.words.word(key),
        Title::Headline => headline,
    };
    format!("{said} · {}", job.client.organisation.short_name)
}

fn texts(job: &Job<'_>, merged: &Merged) -> Map<String, Value> {
    let (client, lang) = (job.client, merged.lang);
    let tones = client.brand.print();
    let organisation = &client.organisation;
    let described = job.theme.description.as_ref().and_then(|id| merged.pages.get(id));
    let help_lines: Vec<Value> =
        job.content.help_lines.iter().map(|line| values::help_line(line, lang)).collect();
    let values = json!({
        "lang": lang.tag(),
        "region": if lang.tag() == "nl" { Some("NL") } else { None },
        "dir": lang.dir().as_str(),
        "description": described.map(|page| page.summary.as_str()).unwrap_or_default(),
        "edition": merged.words.edition(client.edition),
        "date": [client.edition.year, i32::from(client.edition.month), 1],
        "brand": {
            "primary": tones.brand.to_string(),
            "on_primary": tones.on_brand.to_string(),
            "primary_text": tones.brand_text.to_string(),
            "tint": tones.tint.to_string(),
            "ink": tones.ink.to_string(),
            "paper": tones.paper.to_string(),
            "base_font": client.brand.base_font,
            "heading_font": client.brand.heading_font,
            "fallback_fonts": job.theme.fallback_fonts,
        },
        "organisation": {
            "name": organisation.name,
            "short_name": organisation.short_name,
            "statement": values::text(organisation.statement.as_ref(), lang),
            "statement_lang": values::stand_in(organisation.statement.as_ref(), lang),
        },
        "practice": {
            "name": client.practice.as_ref().map(|practice| &practice.name),
            "url": client.practice.as_ref().and_then(|p| p.url.as_ref()).map(|u| u.as_str()),
        },
        "site": {"url": client.site.url.as_str(), "short_url": client.site.short_url},
        "confidentiality": merged.confidentiality_text(),
        "confidentiality_blocks": blocks(merged.confidentiality(), job, lang),
        "response_time": values::text(client.response_time.as_ref(), lang),
        "response_time_lang": values::stand_in(client.response_time.as_ref(), lang),
        "talk_languages": values::talk_languages(client, &merged.words),
        "anonymous_contact": client.anonymous_contact,
        "helplines": help_lines,
        "t": merged.words,
    });
    match values {
        Value::Object(values) => values,
        _ => Map::new(),
    }
}

/// The parts of a page by the id of their heading.
fn sections(blocks: &[Block], job: &Job<'_>, lang: Lang) -> Map<String, Value> {
    let mut sections = Map::new();
    let mut open: Option<(String, String, Vec<Block>)> = None;
    let mut close = |open: Option<(String, String, Vec<Block>)>| {
        if let Some((id, title, own)) = open {
            sections.insert(id, json!({"title": title, "blocks": self::blocks(&own, job, lang)}));
        }
    };
    for block in blocks {
        match block {
            Block::Heading { level: 2, id, inlines } => {
                let id = id.strip_prefix("s-").unwrap_or(id).to_owned();
                close(open.replace((id, Inline::plain(inlines), Vec::new())));
            }
            block => {
                if let Some((_, _, own)) = &mut open {
                    own.push(block.clone());
                }
            }
        }
    }
    close(open);
    sections
}

/// Blocks with links that work on paper: those to pages lead to the site.
fn blocks(blocks: &[Block], job: &Job<'_>, lang: Lang) -> Value {
    let mut value = json!(blocks);
    absolute(&mut value, &|href| {
        let file = href.split('#').next().unwrap_or_default();
        let page = file.strip_suffix(".md").and_then(PageId::from_stem)?;
        let pages = &job.plan.site.pages;
        let path = pages.get(&(lang, page.clone()));
        // The material for the organisation can be in a language that the site is not in.
        let path = path.or_else(|| pages.get(&(job.client.default_lang(), page)))?;
        Some(job.client.site.url.join(path.as_str().strip_prefix("site/")?))
    });
    value
}

fn absolute(value: &mut Value, resolve: &dyn Fn(&str) -> Option<String>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| absolute(item, resolve)),
        Value::Object(keys) => {
            for (key, value) in keys.iter_mut() {
                match value {
                    Value::String(href) if key == "href" => {
                        if let Some(url) = resolve(href) {
                            *href = url;
                        }
                    }
                    value => absolute(value, resolve),
                }
            }
        }
        _ => {}
    }
}

fn adviser(adviser: &Adviser, merged: &Merged) -> Value {
    let channels: Vec<Value> =
        adviser.channels.iter().map(|channel| values::channel(channel, &merged.words)).collect();
    json!({
        "name": adviser.name,
        "first_name": adviser.first_name(),
        "initials": adviser.initials(),
        "bio": adviser.bio.as_ref().map(|bio| bio.get(merged.lang).0),
        "bio_lang": values::stand_in(adviser.bio.as_ref(), merged.lang),
        "languages": merged.words.lang_names(&adviser.languages),
        "registrations": values::registrations(adviser, &merged.words),
        "absence": values::absence(adviser, &merged.words),
        "channels": channels,
    })
}

fn code_values(
    client: &Client,
    merged: &Merged,
    codes: &BTreeMap<Code, Matrix>,
    files: &mut BTreeMap<String, Vec<u8>>,
) -> Value {
    let mut values = json!({"site": null, "phone": null});
    for (code, matrix) in codes {
        let name = code.as_str();
        let phone_of = |adviser: &&Adviser| {
            adviser.channels.iter().any(|channel| channel.kind() == ChannelKind::Phone)
        };
        let (alt, url) = match code {
            Code::Site => (
                merged.words.filled("code_alt_site", &[("url", &client.site.short_url)]),
                client.site.url.as_str().to_owned(),
            ),
            Code::Phone => {
                let name = client.advisers.iter().find(phone_of).map(|a| a.name.as_str());
                let name = name.unwrap_or_default();
                (merged.words.filled("code_alt_phone", &[("name", name)]), matrix.payload.clone())
            }
        };
        let path = format!("code-{name}.svg");
        values[name] = json!({
            "path": format!("/{path}"),
            "modules": matrix.width,
            "outline": matrix.outline(),
            "alt": alt,
            "url": url,
        });
        files.insert(path, matrix.svg().into_bytes());
    }
    values
}

fn sheet(print: &Print) -> Value {
    let sheet = &print.sheet;
    json!({
        "name": sheet.name,
        "width_mm": sheet.width_mm,
        "height_mm": sheet.height_mm,
        "bleed_mm": sheet.bleed_mm,
        "margin_mm": sheet.margin_mm,
        "code_mm": sheet.code_mm,
        "press": sheet.press,
    })
}
