//! Typst in process: template, data and pictures -> PDF, PNG, SVG.
//!
//! One document is compiled for each product, language, poster and sheet, and
//! saved in every format that asks for it. Invariant: no system font, no
//! network, no clock; an unknown font, a glyph that no font has, or another
//! number of pages than promised is a fault, never a quiet surprise.

mod data;
mod glyphs;
mod world;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use typst::diag::Warned;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;
use typst_svg::SvgOptions;

use crate::diag::{Diagnostic, Diagnostics, Result};
use crate::plan::{Make, Print};
use crate::theme::{Code, Format, OutputSpec, Standard};
use crate::value::{Edition, Lang, OutPath};

use super::Job;
use super::code::Matrix;
use super::merge::Merged;
use data::Document;
use world::Desk;

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
const CACHE_GENERATIONS: usize = 10;

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
    pub text: Option<String>,
}

impl Printed {
    /// Something that was not set with Typst.
    pub fn plain(bytes: Vec<u8>) -> Self {
        Self { bytes, proof: None, text: None }
    }
}

/// The documents of one client, compiled as they are asked for.
pub struct Prints<'a> {
    press: &'a Press,
    job: &'a Job<'a>,
    editions: &'a BTreeMap<Lang, Merged>,
    pictures: data::Pictures,
    codes: BTreeMap<Code, Matrix>,
    compiled: BTreeMap<Key, Result<Arc<Compiled>>>,
}

/// How many letters a message about missing glyphs names.
const LETTERS_NAMED: usize = 8;

/// Stack of a thread that typesets, in bytes: Typst recurses deeper than the
/// default of 2 MiB allows.
pub const STACK: usize = 16 * 1024 * 1024;

fn key(print: &Print) -> Key {
    (print.product, print.lang, print.poster, format!("{}{:?}", print.template, print.sheet))
}

/// What makes two outputs the same document.
type Key = (usize, Lang, usize, String);

struct Compiled {
    desk: Desk,
    document: PagedDocument,
    pages: Arc<Vec<image::GrayImage>>,
    text: String,
}

impl<'a> Prints<'a> {
    /// Nothing compiled yet.
    pub fn new(press: &'a Press, job: &'a Job<'a>, editions: &'a BTreeMap<Lang, Merged>) -> Self {
        let pictures = data::Pictures::new(job.client);
        let codes = data::codes(job.client);
        Self { press, job, editions, pictures, codes, compiled: BTreeMap::new() }
    }

    /// Compiles every document of the plan, several at a time; [`Prints::print`]
    /// finds them made.
    pub fn compile_all(&mut self, threads: usize) {
        let mut wanted: BTreeMap<Key, &Print> = BTreeMap::new();
        for output in &self.job.plan.outputs {
            if let Make::Print(print) = &output.make {
                wanted.entry(key(print)).or_insert(print);
            }
        }
        let wanted: Vec<(Key, &Print)> = wanted.into_iter().collect();
        let next = AtomicUsize::new(0);
        let made = Mutex::new(BTreeMap::new());
        let work = || {
            while let Some((key, print)) = wanted.get(next.fetch_add(1, Ordering::Relaxed)) {
                let compiled = self.compile(print).map(Arc::new);
                // Also after a fault: a failed document fills the cache as a good one does.
                typst::comemo::evict(CACHE_GENERATIONS);
                if let Ok(mut made) = made.lock() {
                    made.insert(key.clone(), compiled);
                }
            }
        };
        thread::scope(|scope| {
            for _ in 1..threads.min(wanted.len()) {
                // Where there is no other thread, this one does it all.
                let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
            }
            work();
        });
        self.compiled = made.into_inner().unwrap_or_default();
    }

    /// Makes one output.
    ///
    /// # Errors
    /// The template does not compile, warns, or breaks a promise.
    pub fn print(&mut self, print: &Print, path: &OutPath) -> Result<Printed> {
        let spec = &self.job.theme.products[print.product].outputs[print.output];
        let compiled = self.compiled(print)?;
        let pages = compiled.document.pages();
        if !spec.pages.contains(&pages.len()) {
            let (least, most) = (spec.pages.start(), spec.pages.end());
            let wanted = match least == most {
                true => format!("must have {most}"),
                false => format!("may have {most}"),
            };
            let message = format!("`{path}` has {} pages, and {wanted}", pages.len());
            return Err(Diagnostic::error("print/pages", message)
                .hint("a text is too long for the sheet: shorten a bio, a name or a headline")
                .into());
        }
        let page = |number: usize| {
            pages.get(number - 1).ok_or_else(|| {
                Diagnostics::from(Diagnostic::error(
                    "print/pages",
                    format!("`{path}` shows page {number}, which does not exist"),
                ))
            })
        };
        let mut seen = compiled.pages.clone();
        let bytes = match &spec.format {
            Format::Pdf(standard) => self.pdf(&compiled, *standard)?,
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
                    Diagnostics::from(Diagnostic::error("print/png", error.to_string()))
                })?
            }
        };
        let proof = (!spec.codes.is_empty()).then(|| self.proof(print, spec, seen));
        Ok(Printed { bytes, proof, text: Some(compiled.text.clone()) })
    }

    fn proof(&self, print: &Print, spec: &OutputSpec, pages: Arc<Vec<image::GrayImage>>) -> Proof {
        let wanted = spec.codes.iter().filter_map(|code| self.codes.get(code));
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

    fn compiled(&mut self, print: &Print) -> Result<Arc<Compiled>> {
        let key = key(print);
        if let Some(compiled) = self.compiled.get(&key) {
            return compiled.clone();
        }
        let compiled = self.compile(print).map(Arc::new);
        // Also after a fault: a failed document fills the cache as a good one does.
        typst::comemo::evict(CACHE_GENERATIONS);
        self.compiled.insert(key, compiled.clone());
        compiled
    }

    fn compile(&self, print: &Print) -> Result<Compiled> {
        let product = &self.job.theme.products[print.product];
        let document = Document { product, print, editions: self.editions };
        let files = data::files(self.job, &document, &self.pictures, &self.codes);
        let desk = self.press.desk(&print.template, files)?;
        // The document serves every output of its sheet, in whichever order they come.
        compile(desk, product.outputs.iter().any(|output| !output.codes.is_empty()))
    }

    fn pdf(&self, compiled: &Compiled, standard: Standard) -> Result<Vec<u8>> {
        let standards: &[PdfStandard] = match standard {
            Standard::Ua1 => &[PdfStandard::Ua_1],
            Standard::Plain => &[],
        };
        let standards = PdfStandards::new(standards).map_err(|error| {
            Diagnostics::from(Diagnostic::error("print/standard", error.message().to_string()))
        })?;
        let options = PdfOptions {
            ident: Smart::Auto,
            creator: Smart::Custom(Some("vpsite".into())),
            timestamp: timestamp(self.job.client.edition),
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&compiled.document, &options)
            .map_err(|errors| compiled.desk.faults(&errors, "print/pdf"))
    }
}

fn compile(desk: Desk, looked_at: bool) -> Result<Compiled> {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(&desk);
    let document = output.map_err(|errors| desk.faults(&errors, "print/template"))?;
    if !warnings.is_empty() {
        return Err(desk.faults(&warnings, "print/warning"));
    }
    if let Some(missing) = glyphs::missing(&document) {
        let named = missing.letters.iter().take(LETTERS_NAMED);
        let named: Vec<String> =
            named.map(|c| format!("`{c}` (U+{:04X})", u32::from(*c))).collect();
        let more = match missing.letters.len().saturating_sub(LETTERS_NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let message = format!(
            "no font of the theme has a glyph for {}{more}, as in `{}`",
            named.join(", "),
            missing.text
        );
        return Err(Diagnostic::error("print/glyph", message)
            .hint("spell it in another way, or add a font to the theme's `fonts`")
            .into());
    }
    let pages = if looked_at { proofs(&document) } else { Vec::new() };
    let text = glyphs::text(&document);
    Ok(Compiled { desk, document, pages: Arc::new(pages), text })
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

/// What a camera sees: luma of the pixels (ITU-R BT.709), on white paper.
fn grey(pixels: &tiny_skia::Pixmap) -> image::GrayImage {
    let luma = |pixel: &[u8]| {
        let (red, green, blue) = (u32::from(pixel[0]), u32::from(pixel[1]), u32::from(pixel[2]));
        // The channels are premultiplied: what is see-through shows white.
        let white = 10_000 * (255 - u32::from(pixel[3]));
        let sum = 2126 * red + 7152 * green + 722 * blue + white;
        u8::try_from(sum / 10_000).unwrap_or(255)
    };
    let (width, height) = (pixels.width(), pixels.height());
    let luma: Vec<u8> = pixels.data().chunks_exact(4).map(luma).collect();
    image::GrayImage::from_raw(width, height, luma).unwrap_or_default()
}

/// The first day of the edition, at midnight UTC: no clock.
fn timestamp(edition: Edition) -> Option<Timestamp> {
    Datetime::from_ymd_hms(edition.year, edition.month, 1, 0, 0, 0).map(Timestamp::new_utc)
}
