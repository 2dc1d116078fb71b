//! Typst in process: template, data and pictures -> PDF, PNG, SVG.
//!
//! One document is set for each product, language, poster and sheet, saved in every
//! format that asks for it, and forgotten. Invariant: no system font, no
//! network, no clock; an unknown font, a glyph that no font has, or another
//! number of pages than promised is a fault, never a quiet surprise.

mod data;
mod fields;
mod glyphs;
mod review;
mod sight;
mod world;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::{Arc, OnceLock};

use image::GrayImage;
use serde_json::Value;
use typst::diag::Warned;
use typst::foundations::{Datetime, Smart};
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;
use typst_svg::SvgOptions;
use vpsite_raster::{is_opaque, on_white};

use crate::diag::{Diagnostic, Diagnostics, Result, Sentence, say};
use crate::plan::Print;
use crate::theme::{Code, Format, OutputSpec, Sheet, Standard};
use crate::value::{Edition, Lang, OutPath};

use super::Job;
use super::code::Matrix;
use super::key::{Key, Keyer};
use super::merge::Merged;
use data::Document;
use fields::Field;
use world::Template;

pub use review::review;
pub use world::Press;

/// How many generations of Typst's cache are kept; more costs memory, not time.
const CACHE_GENERATIONS: usize = 1;

/// What a camera sees of pages, and the codes that must be read from them.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The parts of the pages on which a code can stand, in grey.
    pub seen: Arc<Vec<GrayImage>>,
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
    /// What a camera sees of it, where it carries codes.
    pub proof: Option<Proof>,
    /// The text that was set.
    pub text: String,
    /// The names of the fields to fill in, of a PDF that has any.
    pub fields: Vec<String>,
}

/// The documents of one client, compiled as they are asked for.
pub struct Prints<'a> {
    press: &'a Press,
    job: &'a Job<'a>,
    pictures: data::Pictures,
    /// The site's, which its pages show too; encoded for the first who asks.
    site_code: OnceLock<Option<Matrix>>,
    /// By the language of who scans them, as soon as something is printed.
    codes: OnceLock<BTreeMap<Lang, BTreeMap<Code, Matrix>>>,
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
    keyer: Keyer,
}

/// A document that has been set.
pub struct Compiled {
    template: Template,
    document: PagedDocument,
    /// What a camera sees of it on paper, once somebody looks.
    seen: OnceLock<Arc<Vec<GrayImage>>>,
    text: String,
    fields: Vec<Field>,
}

impl Compiled {
    fn seen(&self) -> Arc<Vec<GrayImage>> {
        let look = |page: &Page| {
            let parts = sight::parts(page);
            parts.iter().map(|part| sight::on_paper(page, part)).collect::<Vec<_>>()
        };
        let all = || Arc::new(self.document.pages().iter().flat_map(look).collect());
        self.seen.get_or_init(all).clone()
    }
}

impl<'a> Prints<'a> {
    /// Nothing compiled yet.
    pub fn new(press: &'a Press, job: &'a Job<'a>) -> Self {
        let pictures = data::Pictures::new(job.client);
        let (site_code, codes) = (OnceLock::new(), OnceLock::new());
        Self { press, job, pictures, site_code, codes }
    }

    /// The code of the site's address; none where no code holds it.
    pub fn site_code(&self) -> Option<&Matrix> {
        let encode = || Matrix::new(&self.job.client.site.url.for_code());
        self.site_code.get_or_init(encode).as_ref()
    }

    fn codes(&self, lang: Lang) -> &BTreeMap<Code, Matrix> {
        static NONE: BTreeMap<Code, Matrix> = BTreeMap::new();
        let (client, content) = (self.job.client, self.job.content);
        let langs = client.languages.iter().chain(&content.organisation_langs).copied();
        let all = || data::codes(client, langs, self.site_code());
        self.codes.get_or_init(all).get(&lang).unwrap_or(&NONE)
    }

    /// Gathers what a document reads.
    ///
    /// # Errors
    /// The theme has no such template.
    pub fn gather(&self, print: &Print, texts: &BTreeMap<Lang, Merged>) -> Result<Gathered> {
        let mut data = self.values(print, texts);
        let reach = self.press.reach(&print.template)?;
        reach.prune(&mut data);
        let said = data.to_string();
        let mut keyer =
            Keyer::new("print").with(&reach.digest).with(self.press.fonts()).with(&said);
        let mut pictures = Vec::new();
        for (path, hash) in self.shown(&said) {
            pictures.push(path.to_owned());
            keyer = keyer.with(path).with(hash);
        }
        for matrix in self.codes(print.lang).values() {
            keyer = keyer.with(&matrix.payload);
        }
        let (template, lang) = (print.template.clone(), print.lang);
        Ok(Gathered { template, lang, data, pictures, keyer })
    }

    /// Every value that templates may ask for, as documents read it.
    pub fn values(&self, print: &Print, texts: &BTreeMap<Lang, Merged>) -> Value {
        let product = &self.job.theme.products[print.product];
        let document = Document { product, print, texts };
        data::data(self.job, &document, &self.pictures, self.codes(print.lang))
    }

    /// The pictures that values name, by path and by the hash of what they are made from.
    pub fn shown<'s>(&'s self, said: &'s str) -> impl Iterator<Item = (&'s str, &'s str)> {
        self.pictures.names().filter(move |(path, _)| said.contains(&format!("\"/{path}\"")))
    }

    /// The bytes of a picture or a code at the path that values give it.
    pub fn picture(&self, lang: Lang, path: &str) -> Option<Arc<[u8]>> {
        let code = || {
            let codes = self.codes(lang).iter();
            let mut codes = codes.filter(|(code, _)| data::code_path(**code) == path);
            codes.next().map(|(_, matrix)| Arc::from(matrix.svg().into_bytes()))
        };
        self.pictures.bytes(path).or_else(code)
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
            Format::Slides => "slides".to_owned(),
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
        let compiled = compile(template);
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
        count(path, pages.len(), &spec.pages)?;
        let page = |number: usize| {
            pages.get(number - 1).ok_or_else(|| {
                Diagnostics::from(Diagnostic::error(
                    "print/pages",
                    say!("`{path}` shows page {number}, which does not exist"),
                ))
            })
        };
        let carries = !spec.codes.is_empty();
        let mut seen = None;
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
                if carries {
                    let parts = sight::parts(page);
                    let look = |part| sight::on_screen(&pixels, scale, part);
                    seen = Some(Arc::new(parts.iter().map(look).collect()));
                }
                picture(&pixels).map_err(|error| {
                    Diagnostics::from(Diagnostic::error("print/png", Sentence::literal(error)))
                })?
            }
            // A theme that asks for it is refused.
            Format::Slides => return Err(world::no_template(&print.template).into()),
        };
        let proof =
            carries.then(|| self.proof(print, spec, seen.unwrap_or_else(|| compiled.seen())));
        let fields = match &spec.format {
            Format::Pdf(_) => compiled.fields.iter().map(|field| field.name.clone()).collect(),
            _ => Vec::new(),
        };
        Ok(Printed { bytes, proof, text: compiled.text.clone(), fields })
    }

    /// What a camera sees of an output that carries codes.
    pub fn proof(&self, print: &Print, spec: &OutputSpec, seen: Arc<Vec<GrayImage>>) -> Proof {
        let wanted = spec.codes.iter().filter_map(|code| self.codes(print.lang).get(code));
        let (mut payloads, mut module_mm) = (Vec::new(), Vec::new());
        for matrix in wanted {
            payloads.push(matrix.payload.clone());
            // A code has at most 177 modules a side.
            let modules = f64::from(u8::try_from(matrix.width).unwrap_or(u8::MAX));
            module_mm.push(print.sheet.code_mm / modules);
        }
        let on_screen = !matches!(spec.format, Format::Pdf(_));
        Proof { seen, payloads, module_mm, on_screen }
    }
}

/// Whether a document has as many pages as were promised.
///
/// # Errors
/// It has more or fewer.
pub fn count(path: &OutPath, count: usize, promised: &RangeInclusive<usize>) -> Result<()> {
    if promised.contains(&count) {
        return Ok(());
    }
    let (least, most) = (promised.start(), promised.end());
    let message = match least == most {
        true => say!("`{path}` has {count} pages, and must have {most}"),
        false => say!("`{path}` has {count} pages, and may have {most}"),
    };
    Err(Diagnostic::error("print/pages", message)
        .hint(say!("a text is too long for the sheet: shorten a bio, a name or a headline"))
        .into())
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
    let bytes = typst_pdf::pdf(&compiled.document, &options)
        .map_err(|errors| compiled.template.faults(&errors, "print/pdf"))?;
    fields::put(bytes, &compiled.fields)
}

fn compile(template: Template) -> Result<Compiled> {
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
    let text = glyphs::text(&document);
    let fields = fields::named(&document)?;
    Ok(Compiled { template, document, seen: OnceLock::new(), text, fields })
}

/// A picture as a PNG.
///
/// Letters on even ground hardly gain by filters or a longer search: at this level acme's
/// pictures are 5 % larger than at the usual one, and made in a third of the time.
fn picture(pixels: &tiny_skia::Pixmap) -> std::result::Result<Vec<u8>, String> {
    const LEVEL: u8 = 2;
    if !is_opaque(pixels.data()) {
        return pixels.encode_png().map_err(|error| error.to_string());
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_deflate_compression(png::DeflateCompression::Level(LEVEL));
    let mut writer = encoder.write_header().map_err(|error| error.to_string())?;
    writer.write_image_data(&on_white(pixels.data())).map_err(|error| error.to_string())?;
    writer.finish().map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// The first day of the edition, at midnight UTC: no clock.
fn timestamp(edition: Edition) -> Option<Timestamp> {
    Datetime::from_ymd_hms(edition.year, edition.month, 1, 0, 0, 0).map(Timestamp::new_utc)
}
