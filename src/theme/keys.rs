//! The shape of `theme.yaml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::model::{Code, Says, Standard};
use crate::value::{Audience, List};
use crate::yaml::Field;

/// `theme.yaml`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Theme {
    /// The theme's name.
    pub name: Field<String>,
    /// Templates by page id, with `default` and `embed`.
    pub pages: Field<BTreeMap<String, Field<String>>>,
    /// The template of the kit's first page.
    pub kit: Field<String>,
    /// The style sheet; what the brand's colours are put before.
    pub style: Field<String>,
    /// Other files that the site links to.
    pub assets: List<String>,
    /// Font files.
    pub fonts: List<String>,
    /// Families to look in for glyphs that the brand's family lacks.
    pub fallback_fonts: List<String>,
    /// Sheets by name, for outputs to refer to.
    pub sheets: Field<BTreeMap<String, Field<Sheet>>>,
    /// Products that are printed or shown.
    pub products: List<Product>,
    /// What is pasted or sent.
    pub messages: List<Message>,
    /// What pages must say of confidentiality, by page id and `embed`; both of `index`
    /// and `embed` are `full` when absent, all others `none`.
    pub pages_say: Field<BTreeMap<String, Field<Says>>>,
    /// Pages that stand in the foot.
    pub foot: List<String>,
    /// Pages that navigation does not list.
    pub unlisted: List<String>,
    /// The page whose summary describes every document.
    pub description: Field<String>,
    /// Whether scripts other than the built-in one may run on the site.
    pub trust_script: Field<bool>,
}

/// A sheet; lengths in millimetres.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sheet {
    /// Width of the trimmed sheet.
    pub width_mm: Field<f64>,
    /// Height of the trimmed sheet.
    pub height_mm: Field<f64>,
    /// Beyond the trim; 0 when absent.
    pub bleed_mm: Field<f64>,
    /// The margin.
    pub margin_mm: Field<f64>,
    /// Least width of a code without quiet zone.
    pub code_mm: Field<f64>,
    /// Most that fits; `code_mm` when absent.
    pub code_max_mm: Field<f64>,
    /// Whether black is K alone.
    pub press: Field<bool>,
}

/// A print product.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Product {
    /// Its name.
    pub id: Field<String>,
    /// Its Typst template; outputs may name another.
    pub template: Field<String>,
    /// Templates that a client can choose from instead, by name.
    pub designs: Field<BTreeMap<String, Field<String>>>,
    /// For whom; employees when absent.
    pub audience: Field<Audience>,
    /// What HR does with it.
    pub verb: Field<String>,
    /// In which step of the kit's first page; none when absent.
    pub step: Field<u32>,
    /// What its documents are called; the poster's headline when absent.
    pub title: Field<Title>,
    /// What its template reads beside what all get, by name.
    pub reads: Field<BTreeMap<String, Field<Reading>>>,
    /// What it must say of confidentiality; `full` when absent.
    pub says: Field<Says>,
    /// Whether it is made for clients with two or more languages alone.
    pub several_languages: Field<bool>,
    /// Its files.
    pub outputs: List<Output>,
}

/// What a document is called: one of the two.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Title {
    /// As a page of content.
    pub page: Field<String>,
    /// A word of `_strings.yaml`.
    pub word: Field<String>,
}

/// A part of the content: one of the three.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Reading {
    /// A page, in parts by the id of their heading.
    pub sections: Field<String>,
    /// A page, as slides.
    pub slides: Field<String>,
    /// The pages for the organisation on this surface.
    pub chapters: Field<String>,
}

/// One file of a product.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Output {
    /// Its path in the kit, with `{lang}`, and `{n}` for one a poster.
    pub path: Field<String>,
    /// Its Typst template, where it is another than the product's.
    pub template: Field<String>,
    /// The name of a sheet.
    pub sheet: Field<String>,
    /// How many pages it must have; 1 when absent.
    pub pages: Field<u32>,
    /// How many it may have, where that depends on what there is to say.
    pub pages_max: Field<u32>,
    /// For PDF: `ua-1`, or `none`.
    pub standard: Field<Standard>,
    /// For pictures: which page; 1 when absent.
    pub page: Field<u32>,
    /// For PNG: its width in pixels.
    pub width_px: Field<u32>,
    /// Codes to read back: `site`, `phone`.
    pub codes: List<Code>,
    /// What it must say, where that is another than the product's.
    pub says: Field<Says>,
    /// The key of its description in `_strings.yaml`.
    pub about: Field<String>,
}

/// A page of content in a form that HR pastes or sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Message {
    /// Its name.
    pub id: Field<String>,
    /// The page of content that it tells.
    pub page: Field<String>,
    /// For whom; employees when absent.
    pub audience: Field<Audience>,
    /// What HR does with it.
    pub verb: Field<String>,
    /// In which step of the kit's first page; none when absent.
    pub step: Field<u32>,
    /// What it must say of confidentiality; `full` when absent.
    pub says: Field<Says>,
    /// Its files.
    pub outputs: List<MessageOutput>,
}

/// One file of a message.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MessageOutput {
    /// Its path in the kit, with `{lang}`: `.html`, `.txt` or `.eml`.
    pub path: Field<String>,
    /// Its template of HTML; for `.eml` too.
    pub html: Field<String>,
    /// Its template of plain text; for `.eml` too.
    pub text: Field<String>,
    /// What it must say, where that is another than the message's.
    pub says: Field<Says>,
    /// The key of its description in `_strings.yaml`.
    pub about: Field<String>,
}
