//! The theme: templates, assets, fonts, and the products it declares.
//!
//! Invariant: every file that a theme names exists in it, every product has at
//! least one output, and output paths hold `{lang}` where a product is made
//! once a language.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use serde::Deserialize;

use crate::diag::{SourceFile, Span};

use crate::value::{Audience, PageId};

/// The name of the compact page for a frame among the pages of a theme.
pub const EMBED: &str = "embed";
use super::words::ThemeWords;

/// A theme, ready to render with.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Its name: its folder below `themes/`.
    pub name: String,
    /// Which template makes which page.
    pub pages: PageTemplates,
    /// Templates of HTML and of plain text by path within the theme.
    pub templates: BTreeMap<String, Arc<SourceFile>>,
    /// The rules of the style sheet.
    pub style: Arc<[u8]>,
    /// Other files that the site links to, by path within the theme.
    pub assets: BTreeMap<String, Arc<[u8]>>,
    /// Those of the assets that a page may run: the built-in script unchanged, and
    /// any other where the theme says that it is to be trusted.
    pub scripts: BTreeSet<String>,
    /// The style sheet and the assets that are written text, to name places in them.
    pub written: Vec<Arc<SourceFile>>,
    /// Typst sources by path within the theme.
    pub print: BTreeMap<String, Arc<SourceFile>>,
    /// Templates of slides that can be changed, by path within the theme.
    pub slides: BTreeMap<String, Arc<SourceFile>>,
    /// Font files.
    pub fonts: Vec<Arc<[u8]>>,
    /// Families to look in for glyphs that the brand's family lacks.
    pub fallback_fonts: Vec<String>,
    /// What is made for print and screens.
    pub products: Vec<Product>,
    /// What is made to paste and to send.
    pub messages: Vec<Message>,
    /// What pages of the site must say of confidentiality; the others nothing.
    pub pages_say: BTreeMap<String, Says>,
    /// Pages that stand in the foot rather than in the navigation.
    pub foot: Vec<PageId>,
    /// Pages that navigation does not list.
    pub unlisted: Vec<PageId>,
    /// The page whose summary describes every document, in its properties.
    pub description: Option<PageId>,
    /// Every page of content that the theme counts on, and where it names it.
    pub named_pages: Vec<(PageId, Span)>,
    /// Words that it brings along.
    pub words: ThemeWords,
}

impl Theme {
    /// What a page of the site must say; [`EMBED`] is the compact one.
    pub fn page_says(&self, page: &str) -> Says {
        self.pages_say.get(page).copied().unwrap_or(Says::None)
    }
}

/// How much of confidentiality and its exception something must say.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Says {
    /// The fixed text, whole. What a theme does not say otherwise.
    #[default]
    Full,
    /// One line, or the whole text.
    Line,
    /// Nothing: for what promises nothing.
    None,
}

/// Which template makes which page.
#[derive(Clone, Debug)]
pub struct PageTemplates {
    /// By page id.
    pub by_page: BTreeMap<String, String>,
    /// For every other page.
    pub default: String,
    /// The compact page for a frame.
    pub embed: String,
    /// The kit's first page.
    pub kit: String,
}

impl PageTemplates {
    /// The template of a page.
    pub fn of(&self, page: &str) -> &str {
        self.by_page.get(page).unwrap_or(&self.default)
    }
}

/// A kind of thing in the kit that is set with Typst, or made as slides.
#[derive(Clone, Debug)]
pub struct Product {
    /// Its name, as in `poster`.
    pub id: String,
    /// Templates that a client can choose for a poster, by the name of the design.
    pub designs: Vec<(String, String)>,
    /// For whom.
    pub audience: Audience,
    /// What HR does with it; the key of a word in `_strings.yaml` without `kit_`.
    pub verb: String,
    /// In which step of the kit's first page.
    pub step: Option<Step>,
    /// What its documents are called in their properties.
    pub title: Title,
    /// What its template reads beside what all get, by the name in `/data.json`.
    pub reads: BTreeMap<String, Reading>,
    /// Whether it is made for clients with two or more languages alone.
    pub several_languages: bool,
    /// The files it comes in.
    pub outputs: Vec<OutputSpec>,
}

impl Product {
    /// Whether it is made once for each of the client's posters.
    pub fn per_poster(&self) -> bool {
        self.outputs.iter().any(|output| output.path.contains("{n}"))
    }
}

/// A step of the kit's first page, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step(u8);

impl Step {
    /// How many there are: as many as `_strings.yaml` has words `kit_step_N`.
    pub const COUNT: u8 = 5;
    /// In which HR and the adviser agree.
    pub const AGREE: Self = Self(1);
    /// In which everybody is told.
    pub const TELL: Self = Self(3);

    /// The step of that number, from 1; none beyond the last.
    pub fn numbered(number: u32) -> Option<Self> {
        u8::try_from(number).ok().filter(|number| (1..=Self::COUNT).contains(number)).map(Self)
    }

    /// Its number, from 1.
    pub fn number(self) -> u8 {
        self.0
    }
}

/// What a document is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Title {
    /// The poster's headline.
    Headline,
    /// The title of a page of content.
    Page(PageId),
    /// A word, by its key in `_strings.yaml`.
    Word(String),
}

/// A part of the content, in the form in which a template reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A page with its parts by the id of their heading.
    Sections(PageId),
    /// A page as slides: a heading each, what is shown, and in quotes what is said.
    Slides(PageId),
    /// The pages for the organisation on a surface, in their order.
    Chapters(String),
}

/// One file of a product.
#[derive(Clone, Debug)]
pub struct OutputSpec {
    /// Its path in the kit, with `{lang}` for the language.
    pub path: String,
    /// Its template within the theme, but where a client chooses another design.
    pub template: String,
    /// What it is set on.
    pub sheet: Sheet,
    /// What it is saved as.
    pub format: Format,
    /// How many pages it may have, from the least to the most.
    pub pages: RangeInclusive<usize>,
    /// QR codes that it carries, to be read back.
    pub codes: Vec<Code>,
    /// What it must say of confidentiality.
    pub says: Says,
    /// The key of its description in `_strings.yaml`.
    pub about: Option<String>,
}

/// What a product is set on; lengths in millimetres.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Its name, as in `a4`.
    pub name: String,
    /// Width of the trimmed sheet, in mm.
    pub width_mm: f64,
    /// Height of the trimmed sheet, in mm.
    pub height_mm: f64,
    /// What is printed beyond the trim on every side, in mm.
    pub bleed_mm: f64,
    /// The margin, in mm.
    pub margin_mm: f64,
    /// The least width of the code without quiet zone, in mm.
    pub code_mm: f64,
    /// The most that fits, in mm.
    pub code_max_mm: f64,
    /// Whether it goes to a print shop: black is K alone.
    pub press: bool,
}

/// What an output is saved as.
#[derive(Clone, Debug, PartialEq)]
pub enum Format {
    /// A PDF under a standard.
    Pdf(Standard),
    /// A picture of one page, its width in pixels.
    Png {
        /// Counted from 1.
        page: usize,
        /// Pixels.
        width_px: u32,
    },
    /// A drawing of one page.
    Svg {
        /// Counted from 1.
        page: usize,
    },
    /// A presentation that can be changed, made from templates of XML.
    Slides,
}

/// A page of content in a form that HR pastes or sends.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its name, as in `announcement`.
    pub id: String,
    /// The page that it tells.
    pub page: PageId,
    /// For whom.
    pub audience: Audience,
    /// What HR does with it; as of a [`Product`].
    pub verb: String,
    /// In which step; as of a [`Product`].
    pub step: Option<Step>,
    /// The files it comes in.
    pub outputs: Vec<MessageSpec>,
}

/// One file of a message.
#[derive(Clone, Debug)]
pub struct MessageSpec {
    /// Its path in the kit, with `{lang}` for the language.
    pub path: String,
    /// How it is saved.
    pub form: Form,
    /// What it must say of confidentiality.
    pub says: Says,
    /// The key of its description in `_strings.yaml`.
    pub about: Option<String>,
}

/// How a message is saved; templates by their path within the theme.
#[derive(Clone, Debug)]
pub enum Form {
    /// A page or a piece of HTML.
    Html {
        /// Its template.
        template: String,
    },
    /// Plain text.
    Text {
        /// Its template.
        template: String,
    },
    /// A mail that is still to be sent (RFC 5322), the same said twice.
    Mail {
        /// As HTML.
        html: String,
        /// As plain text.
        text: String,
    },
}

/// What a PDF promises.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
pub enum Standard {
    /// PDF/UA-1 (ISO 14289-1): tagged, for everyone.
    #[default]
    #[serde(rename = "ua-1")]
    Ua1,
    /// None: for the press, where CMYK is allowed.
    #[serde(rename = "none")]
    Plain,
}

/// What a code opens.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// The site.
    Site,
    /// A call to the first adviser.
    Phone,
}

impl Code {
    /// The name in templates and in `theme.yaml`.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::Site => "site",
            Code::Phone => "phone",
        }
    }
}
