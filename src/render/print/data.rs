//! A client in one language -> the files that Typst templates read.
//!
//! All of it is data: `/data.json` and pictures beside it. Invariant: no client
//! value ever becomes Typst source; the paths are the same for every client.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde_json::{Map, Value, json};

use crate::client::{Adviser, Channel, Client, role_key};
use crate::library::Page;
use crate::plan::{PictureRef, Print};
use crate::theme::{Code, Product, Reading, Title};
use crate::value::{Audience, Lang, PageId, Picture};
use crate::words::{Words, isolated_address};

use super::super::code::Matrix;
use super::super::merge::{Merged, MergedPage};
use super::super::{Job, links, pictures};
use crate::library::{Block, Inline};

/// How many advisers a poster names behind one language.
const NAMED: usize = 3;

/// Which document is made.
pub struct Document<'a> {
    /// The product.
    pub product: &'a Product,
    /// Its language, poster and sheet.
    pub print: &'a Print,
    /// All text, by language.
    pub texts: &'a BTreeMap<Lang, Merged>,
}

/// The codes of a client, by the language of who scans them; `site` leads to its site. What HR
/// gets may be in a language that is none of the client's.
pub fn codes(
    client: &Client,
    langs: impl Iterator<Item = Lang>,
    site: Option<&Matrix>,
) -> BTreeMap<Lang, BTreeMap<Code, Matrix>> {
    // Most languages lead to the same places, which are encoded once.
    let mut made: BTreeMap<String, Option<Matrix>> = BTreeMap::new();
    let mut code = |payload: String| {
        let encode = |payload: &String| Matrix::new(payload);
        made.entry(payload).or_insert_with_key(encode).clone()
    };
    let mut of = |lang: Lang| {
        // A `tel:` link is case-insensitive in its scheme alone, and digits are dense.
        let phone = first_call(client, lang).map(|(_, call)| call.href().replace("tel:", "TEL:"));
        let site = site.cloned().map(|matrix| (Code::Site, matrix));
        let phone = phone.and_then(&mut code).map(|matrix| (Code::Phone, matrix));
        (lang, site.into_iter().chain(phone).collect())
    };
    langs.map(&mut of).collect()
}

/// Whom readers of a language call first, and by which channel; of many, no one is called before
/// all others.
fn first_call(client: &Client, lang: Lang) -> Option<(&Adviser, &Channel)> {
    let callable = if client.is_crowd() { Vec::new() } else { client.in_order(lang) };
    let calls = |(_, adviser)| Some((adviser, call_of(adviser)?));
    callable.into_iter().find_map(calls)
}

fn call_of(adviser: &Adviser) -> Option<&Channel> {
    adviser.channels.iter().find(|channel| channel.is_call())
}

/// The client's pictures as Typst reads them, encoded once for all documents and
/// only where one of them is set.
pub struct Pictures(BTreeMap<PictureRef, Encoded>);

struct Encoded {
    picture: Picture,
    /// Its path, the same for every client.
    path: String,
    bytes: OnceLock<Arc<[u8]>>,
}

impl Pictures {
    /// Those that the client has.
    pub fn new(client: &Client) -> Self {
        let encoded = |reference: PictureRef| {
            let (picture, _) = reference.of(client)?;
            let name = match reference {
                PictureRef::Logo => "logo".to_owned(),
                PictureRef::PracticeLogo => "practice-logo".to_owned(),
                PictureRef::Portrait(index) => format!("adviser-{index}"),
            };
            let path = format!("{name}.{}", pictures::extension_in_print(picture));
            let bytes = OnceLock::new();
            Some((reference, Encoded { picture: picture.clone(), path, bytes }))
        };
        Self(PictureRef::all(client).into_iter().filter_map(encoded).collect())
    }

    /// Each picture's path and the hash of the file that it came from.
    pub fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.values().map(|it| (it.path.as_str(), it.picture.hash.as_str()))
    }

    /// The bytes of the picture at a path.
    pub fn bytes(&self, path: &str) -> Option<Arc<[u8]>> {
        let found = self.0.values().find(|encoded| encoded.path == path)?;
        let encode = || Arc::from(pictures::for_print(&found.picture));
        Some(found.bytes.get_or_init(encode).clone())
    }

    fn value(&self, picture: PictureRef, client: &Client, words: &Words) -> Value {
        let found = picture.of(client).zip(self.0.get(&picture));
        found.map_or(Value::Null, |((image, alt), encoded)| {
            json!({
                "path": format!("/{}", encoded.path),
                "alt": pictures::alt(picture, alt, client, words),
                "aspect": image.aspect(),
            })
        })
    }
}

/// Every value that the templates may ask for: `/data.json`.
pub fn data(
    job: &Job<'_>,
    document: &Document<'_>,
    pictures: &Pictures,
    codes: &BTreeMap<Code, Matrix>,
) -> Value {
    let merged = &document.texts[&document.print.lang];
    let mut data = texts(job, merged);
    let client = job.client;
    let lang = merged.lang;

    let picture = |picture| pictures.value(picture, client, &merged.words);
    data.insert("logo".to_owned(), picture(PictureRef::Logo));
    data.insert("practice_logo".to_owned(), picture(PictureRef::PracticeLogo));
    let shown = data["advisers"].as_array_mut().into_iter().flatten();
    for (adviser, (index, _)) in shown.zip(client.in_order(lang)) {
        adviser["photo"] = picture(PictureRef::Portrait(index));
        // What is for readers of all languages names each by its own name.
        adviser["tongues"] = adviser["languages"].clone();
        // On paper languages are a text.
        adviser["languages"] = adviser["spoken"].clone();
    }
    data.insert("codes".to_owned(), code_values(client, merged, codes));
    data.insert("sheet".to_owned(), sheet(document.print));
    data.insert("product".to_owned(), json!(document.product.id));
    let poster = &client.posters[document.print.poster];
    if document.product.per_poster() {
        data.insert("ink".to_owned(), json!(poster.ink));
    }
    let headline = poster.headline.as_ref();
    // A question in another language is no question: the one of the language stands in.
    let headline = headline.and_then(|text| text.exact(lang));
    let headline = headline.unwrap_or_else(|| standard_headline(merged, document.print.poster));
    data.insert("headline".to_owned(), json!(headline));
    if document.product.several_languages {
        let advisers = data["advisers"].as_array_mut().into_iter().flatten();
        for (view, (_, adviser)) in advisers.zip(client.in_order(lang)) {
            for view in view["channels"].as_array_mut().into_iter().flatten() {
                let same = |channel: &&Channel| view["href"] == channel.href();
                if let Some(channel) = adviser.channels.iter().find(same) {
                    view["text"] = json!(channel.shown_abroad());
                }
            }
        }
        data.insert("voices".to_owned(), voices(job, document));
    }
    lead_to_the_site(client, &mut data);
    data.insert("title".to_owned(), json!(title(job, merged, document, headline)));
    for (name, reading) in &document.product.reads {
        data.insert(name.clone(), self::reading(reading, job, merged));
    }

    Value::Object(data)
}

/// On paper a chat or a form is reached as the site is, where it can be tapped: nobody types its
/// address, and the code beside it opens the site.
fn lead_to_the_site(client: &Client, data: &mut Map<String, Value>) {
    let advisers = data["advisers"].as_array_mut().into_iter().flatten();
    let channels = advisers.flat_map(|adviser| adviser["channels"].as_array_mut()).flatten();
    for channel in channels.filter(|channel| channel["on_web"] == true) {
        channel["text"] = json!(client.site.short_url);
        channel["href"] = json!(client.site.url.as_str());
    }
}

/// Where the drawing of a code lies.
pub fn code_path(code: Code) -> String {
    format!("code-{}.svg", code.as_str())
}

/// The question of a poster that has none of its own: posters of one client take turns.
fn standard_headline(merged: &Merged, poster: usize) -> &str {
    const QUESTIONS: [&str; 3] = ["poster_headline", "poster_headline_2", "poster_headline_3"];
    merged.words.word(QUESTIONS[poster % QUESTIONS.len()])
}

/// What a poster in several languages says in each of them.
fn voices(job: &Job<'_>, document: &Document<'_>) -> Value {
    let poster = &job.client.posters[document.print.poster];
    let voice = |lang: &Lang| {
        let merged = &document.texts[lang];
        let own = poster.headline.as_ref().and_then(|headline| headline.exact(*lang));
        let speakers = job.client.speakers(*lang).into_iter();
        let speakers: Vec<&str> = speakers.map(|adviser| adviser.name.full.as_str()).collect();
        // Few enough to be read in passing; the others stand below with all languages.
        let named = !speakers.is_empty() && speakers.len() <= NAMED && !job.client.is_crowd();
        let speakers = if named { speakers } else { Vec::new() };
        let of_whom = if named { speakers.len() } else { job.client.advisers.len() };
        json!({
            "lang": lang.tag(),
            "dir": lang.dir().as_str(),
            "name": lang.name(),
            "headline": own.unwrap_or_else(|| standard_headline(merged, document.print.poster)),
            "line": merged.words.word("poster_line"),
            "role": merged.words.word(role_key(of_whom)),
            "advisers": speakers,
            "confidential": merged.words.word("poster_confidential"),
            "opening": merged.view.get("opening_sentence"),
            "say_in_dutch": merged.words.word("say_in_dutch"),
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
    for block in page.blocks.iter() {
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
    let described = job.theme.description.as_ref().and_then(|id| merged.pages.get(id));
    let mut brand = client.brand.print().view();
    brand["base_font"] = json!(client.brand.base_font);
    brand["heading_font"] = json!(client.brand.heading_font);
    brand["fallback_fonts"] = json!(job.theme.fallback_fonts);
    let own = json!({
        "region": if lang.tag() == "nl" { Some("NL") } else { None },
        "description": described.map(|page| page.summary.as_str()).unwrap_or_default(),
        "date": [client.edition.year, i32::from(client.edition.month), 1],
        "brand": brand,
        "confidentiality": merged.confidentiality_text(),
        "confidentiality_blocks": blocks(merged.confidentiality(), job, lang),
        "t": merged.words,
    });
    let mut values = merged.view.clone();
    if let Value::Object(own) = own {
        values.extend(own);
    }
    values
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

/// Blocks with links that work on paper.
fn blocks(blocks: &[Block], job: &Job<'_>, lang: Lang) -> Value {
    json!(links::on_paper(blocks, job, lang))
}

fn code_values(client: &Client, merged: &Merged, codes: &BTreeMap<Code, Matrix>) -> Value {
    let mut values = json!({"site": null, "phone": null});
    for (code, matrix) in codes {
        let name = code.as_str();
        let (alt, url) = match code {
            Code::Site => (
                merged
                    .words
                    .filled("code_alt_site", &[("url", &isolated_address(&client.site.short_url))]),
                client.site.url.as_str().to_owned(),
            ),
            Code::Phone => {
                let called = first_call(client, merged.lang);
                let name =
                    called.map(|(adviser, _)| adviser.name.full.as_str()).unwrap_or_default();
                (merged.words.filled("code_alt_phone", &[("name", name)]), matrix.payload.clone())
            }
        };
        values[name] = json!({
            "path": format!("/{}", code_path(*code)),
            "modules": matrix.width,
            "outline": matrix.outline(),
            "alt": alt,
            "url": url,
        });
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::{self, Families, Keys, Raw};
    use crate::diag::{Diagnostics, SourceFile};
    use crate::yaml;

    fn client(channels: &str) -> Client {
        let text = format!(
            "organisation: {{name: Acme}}\nlanguages: [nl]\nedition: 2026-11\n\
             site: {{url: \"https://vp.example.nl/acme/\"}}\n\
             advisers: [{{name: Sam Smit, channels: {channels}}}]\n"
        );
        let file = SourceFile::new("clients/acme.yaml".to_owned(), text);
        let mut faults = Diagnostics::new();
        let keys: Keys = yaml::read(&yaml::parse(&file).unwrap(), &mut faults);
        let raw = Raw { stem: "acme".to_owned(), file, keys, files: BTreeMap::new(), faults };
        let families = Families::from([("default".to_owned(), Some(vec!["Sans".to_owned()]))]);
        let (client, faults) = client::client(&raw, &families);
        assert!(!faults.has_errors());
        client.unwrap()
    }

    #[test]
    fn the_code_that_dials_holds_what_is_dialled() {
        let cases = [
            ("[{type: phone, number: \"0800 0188\"}]", Some("TEL:08000188")),
            ("[{type: phone, number: \"+31 900 8844\"}]", Some("TEL:09008844")),
            ("[{type: phone, number: \"14 020\"}]", Some("TEL:14020")),
            ("[{type: phone, number: \"+39 02 8646 1234\"}]", Some("TEL:+390286461234")),
            ("[{type: phone, number: \"+49 800 1234567\"}]", Some("TEL:+498001234567")),
            (
                "[{type: whatsapp, number: \"06 87654321\"}, {type: phone, number: \"06 12345678\"}]",
                Some("TEL:+31612345678"),
            ),
            ("[{type: email, address: sam@example.nl}]", None),
        ];
        for (channels, dialled) in cases {
            let client = client(channels);
            let lang = client.default_lang();
            let codes = &codes(&client, std::iter::once(lang), None)[&lang];
            let payload = codes.get(&Code::Phone).map(|matrix| matrix.payload.as_str());
            assert_eq!(payload, dialled, "{channels}");
        }
    }
}
