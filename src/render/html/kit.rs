//! The kit's first page: pictures of everything, and what each is for.
//!
//! In the client's default language, which is HR's. Invariant: everything that
//! it shows or links to is in the plan.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::diag::{Diagnostic, Result};
use crate::model::{Format, Lang, OutPath, PageId, Product};
use crate::plan::{Make, Output, Print};

use super::super::merge::Merged;
use super::super::{Job, headers, values};
use super::Templates;

/// The kit's first page.
///
/// # Errors
/// Its template fails.
pub fn kit(
    templates: &Templates,
    job: &Job<'_>,
    editions: &BTreeMap<Lang, Merged>,
) -> Result<Vec<u8>> {
    let lang = job.client.default_lang();
    let merged = editions
        .get(&lang)
        .ok_or_else(|| Diagnostic::error("content/missing-language", "no content to show"))?;
    let here = OutPath::parse("index.html")
        .map_err(|invalid| Diagnostic::error("plan/path", invalid.message))?;
    let page = KitPage { job, merged, here };
    let client = job.client;
    let organisation = &client.organisation;
    let languages: Vec<Value> = client
        .languages
        .iter()
        .map(|lang| json!({"tag": lang.tag(), "name": lang.name()}))
        .collect();
    let tones = client.brand.light();
    let values = json!({
        "lang": lang.tag(),
        "dir": lang.dir().as_str(),
        "t": merged.words,
        "organisation": {"name": organisation.name, "short_name": organisation.short_name},
        "practice": {
            "name": client.practice.as_ref().map(|practice| &practice.name),
            "url": client.practice.as_ref().and_then(|p| p.url.as_ref()).map(|u| u.as_str()),
        },
        "edition": values::edition(client.edition, &merged.words),
        "brand": {
            "primary": tones.brand.to_string(),
            "on_primary": tones.on_brand.to_string(),
            "text": tones.brand_text.to_string(),
            "tint": tones.tint.to_string(),
            "ink": tones.ink.to_string(),
            "paper": tones.paper.to_string(),
        },
        "languages": languages,
        "site_url": client.site.url.as_str(),
        "short_url": client.site.short_url,
        "csp": headers::KIT_POLICY,
        "icon": job.plan.site.assets.get("icon_svg").map(|path| page.here.link_to(path)),
        "products": page.products(),
        "site": page.site(),
    });
    templates.render(&job.theme.pages.kit, &values)
}

struct KitPage<'a> {
    job: &'a Job<'a>,
    merged: &'a Merged,
    here: OutPath,
}

impl KitPage<'_> {
    fn products(&self) -> Value {
        let products = self.job.theme.products.iter().enumerate();
        Value::Array(products.map(|(index, product)| self.product(index, product)).collect())
    }

    fn product(&self, index: usize, product: &Product) -> Value {
        let files: Vec<(&Output, &Print)> = self
            .job
            .plan
            .outputs
            .iter()
            .filter_map(|output| match &output.make {
                Make::Print(print) if print.product == index => Some((output, print)),
                _ => None,
            })
            .collect();
        let mut items = Vec::new();
        let langs: BTreeSet<Lang> = files.iter().map(|(_, print)| print.lang).collect();
        let own = self.job.client.languages.iter().filter(|lang| langs.contains(lang));
        let others = langs.iter().filter(|lang| !self.job.client.languages.contains(lang));
        for lang in own.chain(others) {
            for poster in 0..self.job.client.posters.len() {
                let of_this = |print: &Print| print.lang == *lang && print.poster == poster;
                let preview = files
                    .iter()
                    .find(|(_, print)| {
                        of_this(print)
                            && matches!(product.outputs[print.output].format, Format::Png { .. })
                    })
                    .map(|(output, _)| self.here.link_to(&output.path));
                let mut own: Vec<_> = files.iter().filter(|(_, print)| of_this(print)).collect();
                own.sort_by_key(|(_, print)| print.output);
                for (output, print) in own {
                    items.push(self.item(product, output, print, preview.as_deref()));
                }
            }
        }
        json!({
            "id": product.id,
            "verb": self.merged.word(&format!("kit_{}", product.verb)),
            "title": self.merged.word(&format!("kit_{}", product.id)),
            "about": self.merged.word(&format!("kit_{}_about", product.id)),
            "items": items,
        })
    }

    fn item(
        &self,
        product: &Product,
        output: &Output,
        print: &Print,
        preview: Option<&str>,
    ) -> Value {
        let spec = &product.outputs[print.output];
        let format = match spec.format {
            Format::Pdf(_) => "PDF",
            Format::Png { .. } => "PNG",
            Format::Svg { .. } => "SVG",
        };
        let (least, most) = (*spec.pages.start(), *spec.pages.end());
        let pages = self.merged.filled("kit_pages", &[("count", &least.to_string())]);
        // `a3-press` is a sheet of A3.
        let paper = spec.sheet.name.split('-').next().unwrap_or_default().to_uppercase();
        let size = match &spec.format {
            Format::Png { width_px, .. } => format!("{width_px} px"),
            // How many pages a document has that may grow is not known here.
            _ if least != most || most == 1 => paper,
            _ => format!("{paper}, {pages}"),
        };
        let note = spec.about.as_ref().map(|key| self.merged.word(key));
        json!({
            "lang": print.lang.tag(),
            "lang_name": values::lang_name(print.lang, &self.merged.words),
            "title": note,
            "href": self.here.link_to(&output.path),
            "file": output.path.as_str(),
            "format": format,
            "sheet": spec.sheet.name,
            "size_text": size,
            "preview_href": preview,
            "for_print": matches!(spec.format, Format::Pdf(_)),
            "note": note,
        })
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
                Some(json!({
                    "tag": lang.tag(),
                    "name": lang.name(),
                    "dir": lang.dir().as_str(),
                    "href": href(*lang)?,
                }))
            })
            .collect();
        json!({"href": href(self.merged.lang), "languages": languages})
    }
}
