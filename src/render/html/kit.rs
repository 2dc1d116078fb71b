//! The kit's first page: pictures of everything, and what each is for.
//!
//! In the language that HR reads. Invariant: everything that
//! it shows or links to is in the plan.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::client::{Ink, Names, Reader};
use crate::diag::{Diagnostic, Result, say};
use crate::plan::{HeaderFile, Make, Output, Print};
use crate::theme::{Format, Message, Product, Step};
use crate::value::{Lang, OutPath, PageId, Tongue};

use super::super::merge::Merged;
use super::super::{Job, bookmarks, headers, values};
use super::{Gathered, Templates};

/// What the kit's first page is made from.
///
/// # Errors
/// There is no content to show.
pub fn kit(
    templates: &Templates,
    job: &Job<'_>,
    texts: &BTreeMap<Lang, Merged>,
) -> Result<Gathered> {
    let lang = job.client.hr_language.lang;
    let merged = texts
        .get(&lang)
        .ok_or_else(|| Diagnostic::error("content/missing-language", say!("no content to show")))?;
    let here = OutPath::parse("index.html")
        .map_err(|invalid| Diagnostic::error("plan/path", invalid.message))?;
    let page = KitPage { job, texts, merged, here };
    let client = job.client;
    let languages = client.languages.iter().map(|lang| values::language(*lang));
    let tones = client.brand.light();
    let mut brand = tones.view();
    brand["text"] = json!(tones.brand_text.to_string());
    let hosted_by = merged.view.get("hosted_by").and_then(Value::as_str);
    let own = json!({
        "t": merged.words,
        "brand": brand,
        "languages": languages.collect::<Vec<_>>(),
        "site_url": client.site.url.as_str(),
        "short_url": client.site.short_url,
        "csp": headers::KIT_POLICY,
        "icon": job.plan.site.assets.get("icon_svg").map(|path| page.here.link_to(path)),
        "steps": page.steps(),
        "pieces": page.pieces(),
        "site": page.site(),
        "host": merged.words.word(host_key(hosted_by)),
        "for_it": hosted_by != Some("practice"),
        "hosting": page.hosting(),
    });
    let mut values = Value::Object(merged.view.clone());
    if let (Value::Object(values), Value::Object(own)) = (&mut values, own) {
        values.extend(own);
    }
    templates.gather(&job.theme.pages.kit, Arc::default(), values)
}

/// The sentence that says who puts the site online; where nobody has decided it, both ways.
fn host_key(hosted_by: Option<&str>) -> &'static str {
    match hosted_by {
        Some("practice") => "kit_host_practice",
        Some("client") => "kit_host_client",
        _ => "kit_host_open",
    }
}

/// How many of the words that people search for are shown.
const SEARCHED: usize = 3;

struct KitPage<'a> {
    job: &'a Job<'a>,
    texts: &'a BTreeMap<Lang, Merged>,
    merged: &'a Merged,
    here: OutPath,
}

impl KitPage<'_> {
    /// Everything but the site, in the order in which HR meets it.
    fn pieces(&self) -> Value {
        let theme = self.job.theme;
        let products =
            theme.products.iter().enumerate().map(|(index, product)| self.product(index, product));
        let messages =
            theme.messages.iter().enumerate().map(|(index, message)| self.message(index, message));
        let more = [self.search(), self.invitations(), self.cards()];
        let pieces = products.chain(messages).chain(more);
        Value::Array(pieces.filter(|piece| piece["groups"] != json!([])).collect())
    }

    /// What there is to do, in order; pieces tell by number in which step they are needed.
    fn steps(&self) -> Value {
        let step = |number: u8| {
            let key = format!("kit_step_{number}");
            json!({ "number": number, "text": self.merged.words.word(&key) })
        };
        (1..=Step::COUNT).map(step).collect()
    }

    fn piece(&self, id: &str, verb: &str, step: Option<Step>, groups: &[Value]) -> Value {
        json!({
            "id": id,
            "step": step.map(Step::number),
            "verb": self.merged.words.word(&format!("kit_{verb}")),
            "title": self.merged.words.word(&format!("kit_{id}")),
            "about": self.merged.words.word(&format!("kit_{id}_about")),
            "groups": groups,
        })
    }

    /// The client's own languages first, then others that something is in.
    fn in_order(&self, langs: &BTreeSet<Lang>) -> Vec<Lang> {
        let own = &self.job.client.languages;
        let of_client = own.iter().filter(|lang| langs.contains(lang));
        of_client.chain(langs.iter().filter(|lang| !own.contains(lang))).copied().collect()
    }

    fn group(&self, lang: Lang, files: &[Value]) -> Value {
        json!({
            "lang": lang.tag(),
            "dir": lang.dir().as_str(),
            "lang_name": self.merged.words.lang_name(&lang.into()),
            "files": files,
        })
    }

    fn file(&self, path: &OutPath, about: Option<&String>, format: &str, size: &str) -> Value {
        json!({
            "title": about.map(|key| self.merged.words.word(key)),
            "href": self.here.link_to(path),
            "format": format,
            "size_text": size,
        })
    }

    fn product(&self, index: usize, product: &Product) -> Value {
        let outputs = self.job.plan.outputs.iter();
        let mut files: Vec<(&Output, &Print)> = outputs
            .filter_map(|output| match &output.make {
                Make::Print(print) if print.product == index => Some((output, print)),
                _ => None,
            })
            .collect();
        files.sort_by_key(|(_, print)| print.output);
        let langs: BTreeSet<Lang> = files.iter().map(|(_, print)| print.lang).collect();
        let mut groups = Vec::new();
        for lang in self.in_order(&langs) {
            for poster in 0..self.job.client.posters.len() {
                let own: Vec<_> = files
                    .iter()
                    .filter(|(_, print)| print.lang == lang && print.poster == poster)
                    .collect();
                if own.is_empty() {
                    continue;
                }
                let preview = own.iter().find_map(|(output, print)| {
                    let Format::Png { width_px, .. } = product.outputs[print.output].format else {
                        return None;
                    };
                    // The room it takes, before it is there: what follows it must not move.
                    let height = f64::from(width_px) * print.sheet.height_mm / print.sheet.width_mm;
                    let href = self.here.link_to(&output.path);
                    Some(json!({ "href": href, "width": width_px, "height": format!("{height:.0}") }))
                });
                let items = own.iter().map(|(output, print)| self.print(product, output, print));
                let mut group = self.group(lang, &items.collect::<Vec<_>>());
                if product.several_languages {
                    let all = self.job.client.languages.iter().copied().map(Tongue::from);
                    let all: Vec<Tongue> = all.collect();
                    group["lang_name"] = json!(self.merged.words.lang_names(&all));
                }
                if product.per_poster() && self.job.client.posters[poster].ink == Ink::Light {
                    group["note"] = json!(self.merged.words.word("kit_ink_light"));
                }
                group["preview"] = json!(preview);
                // Where the first file is no document, it is the picture itself.
                group["best_href"] = json!(self.here.link_to(&own[0].0.path));
                groups.push(group);
            }
        }
        self.piece(&product.id, &product.verb, product.step, &groups)
    }

    fn print(&self, product: &Product, output: &Output, print: &Print) -> Value {
        let spec = &product.outputs[print.output];
        let format = match spec.format {
            Format::Pdf(_) => "PDF",
            Format::Png { .. } => "PNG",
            Format::Svg { .. } => "SVG",
            Format::Slides => "PPTX",
        };
        let (least, most) = (*spec.pages.start(), *spec.pages.end());
        let pages = self.merged.words.filled("kit_pages", &[("count", &least.to_string())]);
        // `a3-press` is a sheet of A3; sheets of screens and slides are no sizes of paper.
        let paper = spec.sheet.name.split('-').next().unwrap_or_default().to_uppercase();
        let paper = Some(paper).filter(|paper| {
            paper.strip_prefix('A').is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
        });
        let size = match (&spec.format, paper) {
            (Format::Png { width_px, .. }, _) => format!("{width_px} px"),
            (_, None) if least != most => String::new(),
            (_, None) => pages,
            // How many pages a document has that may grow is not known here.
            (_, Some(paper)) if least != most || most == 1 => paper,
            (_, Some(paper)) => format!("{paper}, {pages}"),
        };
        self.file(&output.path, spec.about.as_ref(), format, &size)
    }

    fn message(&self, index: usize, message: &Message) -> Value {
        let mut files: BTreeMap<Lang, Vec<Value>> = BTreeMap::new();
        for made in &self.job.plan.outputs {
            let Make::Message { message: of, output, lang } = &made.make else { continue };
            if *of != index {
                continue;
            }
            let spec = &message.outputs[*output];
            let format = spec.path.rsplit('.').next().unwrap_or_default().to_uppercase();
            let file = self.file(&made.path, spec.about.as_ref(), &format, "");
            files.entry(*lang).or_default().push(file);
        }
        let langs = files.keys().copied().collect();
        let groups = self.in_order(&langs).into_iter().map(|lang| {
            let mut group = self.group(lang, &files.remove(&lang).unwrap_or_default());
            let page = self.texts.get(&lang).and_then(|merged| merged.pages.get(&message.page));
            group["subject"] = json!(page.map(|page| &page.title));
            group["best_href"] = group["files"][0]["href"].clone();
            group
        });
        let groups: Vec<Value> = groups.collect();
        self.piece(&message.id, &message.verb, message.step, &groups)
    }

    /// The table for the search of the intranet, with what to write to IT.
    fn search(&self) -> Value {
        let client = self.job.client;
        let own = client.languages.contains(&self.merged.lang).then_some(self.merged);
        let shown = own.or_else(|| self.texts.get(&client.default_lang()));
        let shown = shown.into_iter().flat_map(|merged| bookmarks::everyday(&merged.words));
        let shown: Vec<String> = shown.take(SEARCHED).collect();
        let groups = self.singles("kit_search_file", "CSV", |make| match make {
            Make::Bookmarks => Some(self.merged.words.list(&shown)),
            _ => None,
        });
        let mut piece = self.piece("search", "send", Some(Step::TELL), &groups);
        piece["for_it"] = json!(self.merged.words.word("kit_search_it"));
        piece
    }

    fn invitations(&self) -> Value {
        let introductions = &self.job.client.introductions;
        let groups = self.singles("kit_calendar", "ICS", |make| match make {
            Make::Invitation { introduction } => {
                let one = &introductions[*introduction];
                let day = self.merged.words.day(one.date);
                Some(format!("{day}, {}, {}", one.time, one.place))
            }
            _ => None,
        });
        self.piece("invitation", "invite", Some(Step::TELL), &groups)
    }

    fn cards(&self) -> Value {
        let advisers = &self.job.client.advisers;
        let groups = self.singles("kit_address_book", "VCF", |make| match make {
            Make::ContactFull { adviser } => {
                let adviser = &advisers[*adviser];
                let reader = Reader::new(&self.merged.words, Names::Bare);
                let days = adviser.stay.in_words(&reader);
                let name = adviser.name.full.clone();
                Some(days.map_or(name.clone(), |days| format!("{name}. {days}")))
            }
            _ => None,
        });
        self.piece("vcard", "save", Some(Step::AGREE), &groups)
    }

    /// Single files, each under a heading of its own.
    fn singles(
        &self,
        about: &str,
        format: &str,
        heading: impl Fn(&Make) -> Option<String>,
    ) -> Vec<Value> {
        let outputs = self.job.plan.outputs.iter();
        let single = |output: &Output| {
            let heading = heading(&output.make)?;
            let file = self.file(&output.path, Some(&about.to_owned()), format, "");
            let mut group = self.group(self.merged.lang, &[file]);
            group["heading"] = json!(heading);
            group["best_href"] = json!(self.here.link_to(&output.path));
            Some(group)
        };
        outputs.filter_map(single).collect()
    }

    /// Where it is told how the site is put online.
    fn hosting(&self) -> Option<String> {
        let is_readme = |output: &&Output| matches!(output.make, Make::Headers(HeaderFile::Readme));
        let readme = self.job.plan.outputs.iter().find(is_readme)?;
        Some(self.here.link_to(&readme.path))
    }

    fn site(&self) -> Value {
        let index = PageId::from_stem("index");
        let href = |lang: Lang| {
            let path = self.job.plan.site.pages.get(&(lang, index.clone()?))?;
            Some(self.here.link_to(path))
        };
        let languages: Vec<Value> = self
            .job
            .client
            .languages
            .iter()
            .filter_map(|lang| {
                let mut item = values::language(*lang);
                item["href"] = json!(href(*lang)?);
                Some(item)
            })
            .collect();
        // HR may read a language that the site is not in.
        let href = href(self.merged.lang).or_else(|| href(self.job.client.default_lang()));
        json!({"href": href, "languages": languages})
    }
}
