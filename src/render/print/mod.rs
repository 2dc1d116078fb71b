//! Typst in process: template, data and pictures -> PDF, PNG, SVG.
//!
//! One document is set for each product, language, poster and sheet, saved in every
//! format that asks for it, and forgotten. Invariant: no system font, no
//! network, no clock; an unknown font, a glyph that no font has, or another
//! number of pages than promised is a fault, never a quiet surprise.

mod data;
mod glyphs;
mod review;
mod world;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;
use typst::diag::Warned;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;
use typst_svg::SvgOptions;

use crate::diag::{Diagnostic, Diagnostics, Result, Sentence, say};
use crate::plan::Print;
use crate::theme::{Code, Format, OutputSpec, Sheet, Standard};
use crate::value::{Edition, Lang, OutPath};

use super::Job;
use super::code::Matrix;
use super::key::{Key, Keyer};
use super::merge::Merged;
use data::Document;
use world::Template;

pub use review::review;
pub use world::Press;

/// The resolution at which a page is looked at for its codes: a coarse office
/// scan of A4. What reads here reads from paper. Larger sheets are read from
/// farther away, so they are looked at with as many pixels, not with more.
const PROOF_DPI: f64 = 150.0;
/// The long side of A4, in mm (ISO 216).
const A4_MM: f64 = 297.0;
/// Typographic points in an inch.
const POINTS: f64 = 72.0;
/// How many generations of Typst's cache are kept; more costs memory, not time.
const CACHE_GENERATIONS: usize = 1;

/// A page as a camera sees it, and the codes that must be read from it.
#[derive(Clone, Debug)]
pub struct Proof {
    /// Greyscale pages.
    pub pages: Arc<Vec<image::GrayImage>>,
    /// What the codes hold, each once.
    pub payloads: Vec<String>,
    /// Width of one module on paper, in mm, for each code.
    pub module_mm: Vec<f64>,
    /// Whether it is seen on a screen, where millimetres mean nothing.
    pub on_screen: bool,
}

/// One finished output.
pub struct Printed {
    /// Its content.
    pub bytes: Vec<u8>,
    /// The page as a camera sees it, where it carries codes.
    pub proof: Option<Proof>,
    /// The text that was set.
    pub text: String,
}

/// The documents of one client, compiled as they are asked for.
pub struct Prints<'a> {
    press: &'a Press,
    job: &'a Job<'a>,
    pictures: data::Pictures,
    /// By the language of who scans them.
    codes: BTreeMap<Lang, BTreeMap<Code, Matrix>>,
}

/// Stack of a thread that typesets, in bytes: Typst recurses deeper than the
/// default of 2 MiB allows.
pub const STACK: usize = 16 * 1024 * 1024;

/// What makes two outputs the same document.
pub type DocumentId = (usize, Lang, usize, String, String);

/// The document that an output shows.
pub fn document_id(print: &Print) -> DocumentId {
    let Sheet { name, code_mm, .. } = &print.sheet;
    let sheet = format!("{name} {code_mm}");
    (print.product, print.lang, print.poster, print.template.clone(), sheet)
}

/// A document before it is set: its template and all that it reads.
pub struct Gathered {
    template: String,
    lang: Lang,
    data: Value,
    /// Paths of the pictures that it may show.
    pictures: Vec<String>,
    /// Whether one of its outputs carries codes.
    looked_at: bool,
    keyer: Keyer,
}

/// A document that has been set.
pub struct Compiled {
    template: Template,
    document: PagedDocument,
    pages: Arc<Vec<image::GrayImage>>,
    text: String,
}

impl<'a> Prints<'a> {
    /// Nothing compiled yet.
    pub fn new(press: &'a Press, job: &'a Job<'a>) -> Self {
        let pictures = data::Pictures::new(job.client);
        let codes = data::codes(job.client);
        Self { press, job, pictures, codes }
    }

    fn codes(&self, lang: Lang) -> &BTreeMap<Code, Matrix> {
        static NONE: BTreeMap<Code, Matrix> = BTreeMap::new();
        self.codes.get(&lang).unwrap_or(&NONE)
    }

    /// Gathers what a document reads.
    ///
    /// # Errors
    /// The theme has no such template.
    pub fn gather(&self, print: &Print, texts: &BTreeMap<Lang, Merged>) -> Result<Gathered> {
        let product = &self.job.theme.products[print.product];
        let document = Document { product, print, texts };
        let mut data = data::data(self.job, &document, &self.pictures, self.codes(print.lang));
        let reach = self.press.reach(&print.template)?;
        reach.prune(&mut data);
        let said = data.to_string();
        let mut keyer =
            Keyer::new("print").with(&reach.digest).with(self.press.fonts()).with(&said);
        let mut pictures = Vec::new();
        for (path, hash) in self.pictures.names() {
            if said.contains(&format!("\"/{path}\"")) {
                pictures.push(path.to_owned());
                keyer = keyer.with(path).with(hash);
            }
        }
        for matrix in self.codes(print.lang).values() {
            keyer = keyer.with(&matrix.payload);
        }
        // The document serves every output of its sheet, in whichever order they come.
        let looked_at = product.outputs.iter().any(|output| !output.codes.is_empty());
        let (template, lang) = (print.template.clone(), print.lang);
        Ok(Gathered { template, lang, data, pictures, looked_at, keyer })
    }

    /// The key of one output of a document.
    pub fn key(&self, gathered: &Gathered, print: &Print) -> Key {
        let spec = &self.job.theme.products[print.product].outputs[print.output];
        let edition = self.job.client.edition;
        let format = match &spec.format {
            Format::Pdf(Standard::Ua1) => format!("pdf ua-1 {edition}"),
            Format::Pdf(Standard::Plain) => format!("pdf {edition}"),
            Format::Png { page, width_px } => format!("png {page} {width_px}"),
            Format::Svg { page } => format!("svg {page}"),
        };
        let pages = format!("{} to {}", spec.pages.start(), spec.pages.end());
        let codes: Vec<&str> = spec.codes.iter().map(|code| code.as_str()).collect();
        gathered.keyer.clone().with(format).with(pages).with(codes.join(" ")).key()
    }

    /// Sets a document.
    ///
    /// # Errors
    /// The template does not compile or warns, or a letter is missing.
    pub fn compile(&self, gathered: &Gathered) -> Result<Compiled> {
        let mut files: BTreeMap<String, Arc<[u8]>> = BTreeMap::new();
        for path in &gathered.pictures {
            files.extend(self.pictures.bytes(path).map(|bytes| (path.clone(), bytes)));
        }
        for (code, matrix) in self.codes(gathered.lang) {
            files.insert(data::code_path(*code), matrix.svg().into_bytes().into());
        }
        files.insert("data.json".to_owned(), gathered.data.to_string().into_bytes().into());
        let template = self.press.template(&gathered.template, files)?;
        let compiled = compile(template, gathered.looked_at);
        // Also after a fault: a failed document fills the cache as a good one does.
        typst::comemo::evict(CACHE_GENERATIONS);
        compiled
    }

    /// Makes one output.
    ///
    /// # Errors
    /// The document breaks a promise that its output makes.
    pub fn save(&self, compiled: &Compiled, print: &Print, path: &OutPath) -> Result<Printed> {
        let spec = &self.job.theme.products[print.product].outputs[print.output];
        let pages = compiled.document.pages();
        if !spec.pages.contains(&pages.len()) {
            let (least, most) = (spec.pages.start(), spec.pages.end());
            let count = pages.len();
            let message = match least == most {
                true => say!("`{path}` has {count} pages, and must have {most}"),
                false => say!("`{path}` has {count} pages, and may have {most}"),
            };
            return Err(Diagnostic::error("print/pages", message)
                .hint(say!("a text is too long for the sheet: shorten a bio, a name or a headline"))
                .into());
        }
        let page = |number: usize| {
            pages.get(number - 1).ok_or_else(|| {
                Diagnostics::from(Diagnostic::error(
                    "print/pages",
                    say!("`{path}` shows page {number}, which does not exist"),
                ))
            })
        };
        let mut seen = compiled.pages.clone();
        let bytes = match &spec.format {
            Format::Pdf(standard) => pdf(compiled, *standard, timestamp(self.job.client.edition))?,
            Format::Svg { page: number } => {
                let options = SvgOptions { render_bleed: false, pretty: false };
                typst_svg::svg(page(*number)?, &options).into_bytes()
            }
            Format::Png { page: number, width_px } => {
                let page = page(*number)?;
                let scale = f64::from(*width_px) / page.frame.width().to_pt();
                let options = RenderOptions { pixel_per_pt: scale.into(), render_bleed: false };
                let pixels = typst_render::render(page, &options);
                seen = Arc::new(vec![grey(&pixels)]);
                pixels.encode_png().map_err(|error| {
                    Diagnostics::from(Diagnostic::error(
                        "print/png",
                        Sentence::literal(error.to_string()),
                    ))
                })?
            }
        };
        let proof = (!spec.codes.is_empty()).then(|| self.proof(print, spec, seen));
        Ok(Printed { bytes, proof, text: compiled.text.clone() })
    }

    fn proof(&self, print: &Print, spec: &OutputSpec, pages: Arc<Vec<image::GrayImage>>) -> Proof {
        let wanted = spec.codes.iter().filter_map(|code| self.codes(print.lang).get(code));
        let (mut payloads, mut module_mm) = (Vec::new(), Vec::new());
        for matrix in wanted {
            payloads.push(matrix.payload.clone());
            // A code has at most 177 modules a side.
            let modules = f64::from(u8::try_from(matrix.width).unwrap_or(u8::MAX));
            module_mm.push(print.sheet.code_mm / modules);
        }
        let on_screen = !matches!(spec.format, Format::Pdf(_));
        Proof { pages, payloads, module_mm, on_screen }
    }
}

/// A document as a PDF; `timestamp` is none for one that has no edition.
fn pdf(compiled: &Compiled, standard: Standard, timestamp: Option<Timestamp>) -> Result<Vec<u8>> {
    let standards: &[PdfStandard] = match standard {
        Standard::Ua1 => &[PdfStandard::Ua_1],
        Standard::Plain => &[],
    };
    let standards = PdfStandards::new(standards).map_err(|error| {
        Diagnostics::from(Diagnostic::error(
            "print/standard",
            Sentence::literal(error.message().to_string()),
        ))
    })?;
    let options = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some("vpsite".into())),
        timestamp,
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&compiled.document, &options)
        .map_err(|errors| compiled.template.faults(&errors, "print/pdf"))
}

fn compile(template: Template, looked_at: bool) -> Result<Compiled> {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(&template);
    let document = output.map_err(|errors| template.faults(&errors, "print/template"))?;
    if !warnings.is_empty() {
        return Err(template.faults(&warnings, "print/warning"));
    }
    let missing = glyphs::missing(&document);
    if !missing.is_empty() {
        // One a letter, so that documents that share a text say the same of it.
        let fault = |letter: &char| {
            let number = u32::from(*letter);
            let message = say!("no font of the theme has a glyph for `{letter}` (U+{number:04X})");
            Diagnostic::error("print/glyph", message)
                .hint(say!("spell it in another way, or add a font to the theme's `fonts`"))
        };
        return Err(missing.iter().map(fault).collect());
    }
    let pages = if looked_at { proofs(&document) } else { Vec::new() };
    let text = glyphs::text(&document);
    Ok(Compiled { template, document, pages: Arc::new(pages), text })
}

fn proofs(document: &PagedDocument) -> Vec<image::GrayImage> {
    let proof = |page: &typst_layout::Page| {
        let size = page.frame.size();
        let nearness = (A4_MM / size.x.max(size.y).to_mm()).min(1.0);
        let pixel_per_pt = (PROOF_DPI / POINTS * nearness).into();
        grey(&typst_render::render(page, &RenderOptions { pixel_per_pt, render_bleed: false }))
    };
    document.pages().iter().map(proof).collect()
}

/// What a camera sees of a page.
fn grey(pixels: &tiny_skia::Pixmap) -> image::GrayImage {
    let (width, height) = (pixels.width(), pixels.height());
    let luma = vpsite_readback::grey(pixels.data());
    image::GrayImage::from_raw(width, height, luma).unwrap_or_default()
}

/// The first day of the edition, at midnight UTC: no clock.
fn timestamp(edition: Edition) -> Option<Timestamp> {
    Datetime::from_ymd_hms(edition.year, edition.month, 1, 0, 0, 0).map(Timestamp::new_utc)
}
