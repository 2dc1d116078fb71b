//! Merged content -> pages of the site and the kit's first page.
//!
//! A template gets every link ready made: relative, naming the file, from where
//! the page lies. Invariant: every value is escaped by the template engine but
//! for the HTML that `blocks` has written.

mod blocks;

mod kit;
mod shared;
mod templates;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::client::Client;
use crate::diag::{Diagnostic, Diagnostics, Result};
use crate::plan::PictureRef;
use crate::value::{Lang, Origin, OutPath, PageId};
use crate::words::isolated_address;

use super::merge::{Merged, MergedPage};
use super::reach::Reach;
use super::{Job, headers, links, pictures, plain, values};
use crate::library::{Block, Inline, Link};

pub use kit::kit;
pub use shared::Commons;
use shared::{Common, Seat};
pub use templates::{Gathered, Templates};

/// What a page of the site is made from.
///
/// # Errors
/// A link in its content leads nowhere.
pub fn page(
    templates: &Templates,
    job: &Job<'_>,
    merged: &Merged,
    id: &PageId,
) -> Result<Gathered> {
    let path = &job.plan.site.pages[&(merged.lang, id.clone())];
    let from = match id.as_str() {
        "404" => From::Anywhere,
        _ => From::Page(path),
    };
    let setting = Setting { job, merged, from };
    let page = &merged.pages[id];
    let template = job.theme.pages.of(id.as_str());
    let mut faults = Diagnostics::new();
    let common = faults.all(setting.common(templates, template));
    let mut values = Map::new();
    values.insert("page".to_owned(), setting.page(id, page, &mut faults));
    values.insert("nav".to_owned(), setting.nav(Some(id)));
    values.insert("languages".to_owned(), setting.languages(Some(id)));
    values.insert("canonical".to_owned(), json!(setting.absolute(path)));
    values.insert("alternates".to_owned(), setting.alternates(id));
    gathered(templates, template, common, values, faults)
}

/// What the compact page for a frame is made from.
///
/// # Errors
/// A link in its content leads nowhere.
pub fn embed(templates: &Templates, job: &Job<'_>, merged: &Merged) -> Result<Gathered> {
    let path = &job.plan.site.embeds[&merged.lang];
    let setting = Setting { job, merged, from: From::Page(path) };
    let index = PageId::from_stem("index").filter(|id| merged.pages.contains_key(id));
    let template = &job.theme.pages.embed;
    let mut faults = Diagnostics::new();
    let common = faults.all(setting.common(templates, template));
    let mut values = Map::new();
    if let Some(index) = &index {
        let page = setting.page(index, &merged.pages[index], &mut faults);
        values.insert("page".to_owned(), page);
    }
    values.insert("nav".to_owned(), setting.nav(None));
    values.insert("languages".to_owned(), setting.embed_languages());
    values.insert("canonical".to_owned(), Value::Null);
    values.insert("alternates".to_owned(), json!([]));
    gathered(templates, template, common, values, faults)
}

/// What a page of content to paste or to send is made from.
///
/// # Errors
/// A link in the content leads nowhere.
pub fn message(
    templates: &Templates,
    job: &Job<'_>,
    texts: &BTreeMap<Lang, Merged>,
    (lang, id): (Lang, &PageId),
    template: &str,
) -> Result<Gathered> {
    let merged = &texts[&lang];
    let whole = templates.sources.get(template).is_some_and(|file| is_whole(&file.text));
    let from = if whole { From::Alone } else { From::Within };
    let setting = Setting { job, merged, from };
    let page = &merged.pages[id];
    let mut faults = Diagnostics::new();
    let common = faults.all(setting.common(templates, template));
    let mut values = Map::new();
    let mut said = setting.page(id, page, &mut faults);
    said["text"] = json!(setting.text(&page.blocks));
    // What is copied out of a page into another one has no ids there; its faults have been told.
    let pasted = Setting { from: From::Within, ..setting };
    said["piece"] = json!(pasted.html(&page.blocks, &mut Diagnostics::new()));
    values.insert("page".to_owned(), said);
    values.insert("frames".to_owned(), setting.frames(texts));
    gathered(templates, template, common, values, faults)
}

/// Puts together what is common and what is a page's own, where neither is at fault.
fn gathered(
    templates: &Templates,
    template: &str,
    common: Option<Arc<Common>>,
    own: Map<String, Value>,
    faults: Diagnostics,
) -> Result<Gathered> {
    match common {
        Some(common) if faults.is_empty() => templates.gather(template, common, Value::Object(own)),
        _ => Err(faults),
    }
}

/// Whether HTML is a page by itself, and not a piece of one.
pub fn is_whole(html: &str) -> bool {
    html.trim_start().get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype"))
}

/// The address of a file of a client's site.
pub fn absolute(client: &Client, target: &OutPath) -> String {
    let below = target.as_str().strip_prefix("site/").unwrap_or(target.as_str());
    let below = below.strip_suffix("index.html").unwrap_or(below);
    client.site.url.join(below)
}

/// Where a page is read from.
#[derive(Clone, Copy)]
enum From<'a> {
    /// From its own place: links are relative.
    Page(&'a OutPath),
    /// From an address that does not exist: links are absolute.
    Anywhere,
    /// From a page that is sent or opened by itself: links are absolute.
    Alone,
    /// Pasted into another page: links are absolute, and nothing has an id.
    Within,
}

/// Everything that the values of one page are made from.
#[derive(Clone, Copy)]
struct Setting<'a> {
    job: &'a Job<'a>,
    merged: &'a Merged,
    from: From<'a>,
}

impl Setting<'_> {
    fn href(&self, target: &OutPath) -> String {
        match self.from {
            From::Page(path) => path.link_to(target),
            _ => self.absolute(target),
        }
    }

    fn absolute(&self, target: &OutPath) -> String {
        absolute(self.job.client, target)
    }

    fn page_href(&self, lang: Lang, id: &PageId) -> Option<String> {
        self.job.plan.site.pages.get(&(lang, id.clone())).map(|path| self.href(path))
    }

    /// Where its links lead from, and whether they have ids to lead to.
    fn seat(&self) -> Seat {
        match self.from {
            From::Page(path) => Seat::In(path.folder().to_owned()),
            From::Anywhere | From::Alone => Seat::Elsewhere,
            From::Within => Seat::Within,
        }
    }

    /// The values that all pages have which lie in the same folder and have the same template.
    fn common(&self, templates: &Templates, template: &str) -> Result<Arc<Common>> {
        self.merged.commons.of(template, self.seat(), || {
            let reach = templates.reach(template)?;
            let mut faults = Diagnostics::new();
            let mut values = Value::Object(self.shared(reach, &mut faults));
            if !faults.is_empty() {
                return Err(faults);
            }
            reach.prune(&mut values);
            Ok(Common::new(templates.context(&values)?, &values))
        })
    }

    /// What is the same from wherever a page is read, but for where its links lead from.
    fn shared(&self, reach: &Reach, faults: &mut Diagnostics) -> Map<String, Value> {
        let (client, lang) = (self.job.client, self.merged.lang);
        let paths = &self.job.plan.site;
        let hrefs: BTreeMap<&str, String> = paths
            .pages
            .iter()
            .filter(|((of, _), _)| *of == lang)
            .map(|((_, id), path)| (id.as_str(), self.href(path)))
            .collect();
        let assets: BTreeMap<&str, String> =
            paths.assets.iter().map(|(key, path)| (key.as_str(), self.href(path))).collect();
        let mut values = self.merged.view.clone();
        self.beside(&mut values, faults);
        // The words are by far the most of it, and a template asks for few of them.
        let words = self.merged.words.iter().filter(|(key, _)| reach.speaks_of(key));
        let words: BTreeMap<&str, &str> = words.collect();
        let own = json!({
            "t": words,
            "hrefs": hrefs,
            "assets": assets,
            "logo": self.picture(PictureRef::Logo),
            "exit_href": client.exit_url.as_str(),
            "around": client
                .allowed_origins
                .iter()
                .map(Origin::as_str)
                .collect::<Vec<_>>()
                .join(" "),
            "csp": headers::POLICY,
            "confidentiality_html": self.html(self.merged.confidentiality(), faults),
            "site_url": client.site.url.as_str(),
            "short_url": client.site.short_url,
            // What people type is not what a link of the text holds.
            "site_readable": !client.site.short_url.is_ascii(),
            "site_code": paths.code.as_ref().map(|path| json!({
                "href": self.href(path),
                "alt": self.merged.words.filled(
                    "code_alt_site",
                    &[("url", &isolated_address(&client.site.short_url))],
                ),
            })),
        });
        if let Value::Object(own) = own {
            values.extend(own);
        }
        values
    }

    /// Puts the files that belong to the client beside what they belong to.
    fn beside(&self, values: &mut Map<String, Value>, faults: &mut Diagnostics) {
        values["practice"]["logo"] = self.picture(PictureRef::PracticeLogo);
        let advisers = values["advisers"].as_array_mut().into_iter().flatten();
        let order = self.job.client.in_order(self.merged.lang);
        for (adviser, (index, _)) in advisers.zip(order) {
            let card = self.job.plan.site.cards.get(index);
            adviser["photo"] = self.picture(PictureRef::Portrait(index));
            adviser["card"] = json!(card.map(|path| self.href(path)));
        }
        self.video(&mut values["video"], faults);
    }

    fn page(&self, id: &PageId, page: &MergedPage, faults: &mut Diagnostics) -> Value {
        let mut found = Diagnostics::new();
        let html = self.html(&page.blocks, &mut found);
        let start = page.source.part(0..page.source.text().lines().next().map_or(0, str::len));
        faults.extend(found.into_iter().map(|fault| fault.at(&start)));
        let headings: Vec<Value> = page
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Heading { level: 2, id, inlines } => {
                    Some(json!({"id": id, "title": Inline::plain(inlines)}))
                }
                _ => None,
            })
            .collect();
        json!({
            "id": id.as_str(),
            "title": page.title,
            "menu": page.menu,
            "summary": page.summary,
            "html": html,
            "lang": page.lang.tag(),
            "dir": page.lang.dir().as_str(),
            "headings": headings,
        })
    }

    fn html(&self, blocks: &[Block], faults: &mut Diagnostics) -> String {
        let bare = matches!(self.from, From::Within);
        blocks::html(blocks, bare, &|link| self.resolve(link), faults)
    }

    fn text(&self, blocks: &[Block]) -> String {
        plain::text(blocks, &|link| self.resolve(link).ok())
    }

    /// The compact page in every language, as a frame shows it.
    fn frames(&self, texts: &BTreeMap<Lang, Merged>) -> Value {
        let embeds = self.job.client.languages.iter().filter_map(|lang| {
            let path = self.job.plan.site.embeds.get(lang)?;
            Some(json!({
                "lang": lang.tag(),
                "name": lang.name(),
                "dir": lang.dir().as_str(),
                "url": self.job.client.site.url.join(path.as_str().strip_prefix("site/")?),
                "title": texts.get(lang)?.words.word("site_name"),
            }))
        });
        Value::Array(embeds.collect())
    }

    /// The address of a link as it stands in the page.
    fn resolve(&self, link: &Link) -> std::result::Result<String, Diagnostic> {
        links::resolve(link, &|id| self.page_href(self.merged.lang, id))
    }

    fn nav(&self, current: Option<&PageId>) -> Value {
        let lang = self.merged.lang;
        let pages = self.job.content.pages(lang);
        let mut listed: Vec<_> = pages
            .filter(|page| !self.job.theme.unlisted.contains(&page.id))
            .filter_map(|page| Some((page, self.page_href(lang, &page.id)?)))
            .collect();
        listed.sort_by_key(|(page, _)| (page.order, page.id.clone()));
        let items = listed.into_iter().map(|(page, href)| {
            let merged = &self.merged.pages[&page.id];
            json!({
                "id": page.id.as_str(),
                "title": merged.menu,
                "summary": merged.summary,
                "lang": merged.lang.tag(),
                "dir": merged.lang.dir().as_str(),
                "href": href,
                "current": Some(&page.id) == current,
                "foot": self.job.theme.foot.contains(&page.id),
            })
        });
        Value::Array(items.collect())
    }

    fn languages(&self, id: Option<&PageId>) -> Value {
        self.language_list(|lang| {
            let index = PageId::from_stem("index");
            let own = id.and_then(|id| self.page_href(lang, id));
            own.or_else(|| self.page_href(lang, &index?))
        })
    }

    fn embed_languages(&self) -> Value {
        self.language_list(|lang| Some(self.href(self.job.plan.site.embeds.get(&lang)?)))
    }

    fn language_list(&self, href: impl Fn(Lang) -> Option<String>) -> Value {
        let langs = &self.job.client.languages;
        if langs.len() < 2 {
            return json!([]);
        }
        let items = langs.iter().filter_map(|lang| {
            let mut item = values::language(*lang);
            item["href"] = json!(href(*lang)?);
            item["current"] = json!(*lang == self.merged.lang);
            Some(item)
        });
        Value::Array(items.collect())
    }

    fn alternates(&self, id: &PageId) -> Value {
        let langs = &self.job.client.languages;
        if langs.len() < 2 || id.as_str() == "404" {
            return json!([]);
        }
        let items = langs.iter().filter_map(|lang| {
            let path = self.job.plan.site.pages.get(&(*lang, id.clone()))?;
            Some(json!({"tag": lang.tag(), "url": self.absolute(path)}))
        });
        Value::Array(items.collect())
    }

    fn picture(&self, picture: PictureRef) -> Value {
        let found = picture.of(self.job.client).zip(self.job.plan.site.pictures.get(&picture));
        let Some(((image, alt), paths)) = found else { return Value::Null };
        let Some(first) = paths.first() else { return Value::Null };
        let (width, modern) = match image.is_drawing() {
            true => (image.width, Value::Null),
            false => {
                let [(width, _), (_, encoding), _] = picture.versions();
                let modern = json!({
                    "type": format!("image/{}", encoding.extension()),
                    "href": paths.get(1).map(|path| self.href(path)),
                    "href_2x": paths.get(2).map(|path| self.href(path)),
                });
                (width.min(image.width), modern)
            }
        };
        json!({
            "href": self.href(first),
            "modern": modern,
            "width": width,
            "height": pictures::scaled(image.height, width, image.width),
            "alt": pictures::alt(picture, alt, self.job.client, &self.merged.words),
        })
    }

    /// Puts captions and words beside the film, and says where it lies.
    fn video(&self, value: &mut Value, faults: &mut Diagnostics) {
        if self.job.client.video.is_none() {
            return;
        }
        let lang = self.merged.lang;
        if value["title"].is_null() {
            value["title"] = json!(self.merged.words.get("video_heading"));
        }
        if let Some(film) = &self.job.plan.site.film {
            value["href"] = json!(self.href(film));
        }
        let captions = self.job.plan.site.captions.iter().map(|(lang, path)| {
            json!({"lang": lang.tag(), "label": lang.name(), "href": self.href(path)})
        });
        value["captions"] = Value::Array(captions.collect());
        let transcript = self.job.content.transcripts.get(&lang);
        let html = transcript.map(|blocks| self.html(blocks, faults));
        value["transcript_html"] = json!(html);
    }
}
