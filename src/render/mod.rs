//! Planned outputs -> bytes, one at a time.
//!
//! Markdown is merged with the client's values and parsed into blocks; `html`
//! sets pages from them, `print` sets paper. What an output is made from is
//! gathered first, and its hash is the output's key: who has the file of that key
//! need not make it again. Invariant: pure. No disk, no clock, no network, no
//! chance: the same key gives the same bytes.

mod bookmarks;
mod calendar;
mod code;
mod contact;
pub mod headers;
pub mod hosts;
mod html;
mod key;
mod links;
mod mail;
mod merge;
mod pictures;
mod plain;
mod print;
mod reach;
mod ready;
mod slides;
mod values;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::client::{Client, VideoSource};
use crate::diag::{Diagnostics, Result};
use crate::library::Content;
use crate::plan::{Encoding, Make, Output, PictureRef, Plan, Print, Saying, Statement};
use crate::theme::{Form, Format, Message, OutputSpec, Says, Theme};
use crate::value::{Film, Lang, OutPath};
use crate::words::plain_spaces;

pub use code::{Matrix, QUIET_ZONE};
pub use headers::{KIT_POLICY, POLICY};
use key::Keyer;
use merge::Merged;

pub use key::Key;
pub use print::{Proof, STACK, review};

/// Width of the portrait on a contact card, in pixels: what address books show.
const CARD_PX: u32 = 320;

/// A theme made ready to render with; shared by all clients that use it.
pub struct Engine {
    templates: html::Templates,
    press: print::Press,
    decks: slides::Decks,
}

impl Engine {
    /// Parses a theme's templates and fonts.
    ///
    /// # Errors
    /// A template does not parse.
    pub fn new(theme: &Theme) -> Result<Self> {
        let press = print::Press::new(theme);
        let decks = slides::Decks::new(theme, press.fonts())?;
        Ok(Self { templates: html::Templates::new(theme)?, press, decks })
    }

    /// The font families in the order of the theme; the first is that of a brand without any.
    pub fn families(&self) -> Vec<String> {
        self.press.families()
    }
}

/// One file of a kit.
#[derive(Debug)]
pub struct Rendered {
    /// Where it lies in the kit.
    pub path: OutPath,
    /// Its content.
    pub body: Body,
    /// For what carries QR codes: the page as a camera sees it.
    pub proof: Option<Proof>,
    /// For what is set on paper: its text, in the order in which it was set.
    pub text: Option<String>,
    /// What it must say of confidentiality.
    pub says: Option<Saying>,
    /// The names of its fields to fill in.
    pub fields: Vec<String>,
}

/// The content of a file.
#[derive(Debug)]
pub enum Body {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// A film of the client, to be copied.
    Film(Film),
}

impl Body {
    /// The bytes; none of a film.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Body::Bytes(bytes) => bytes,
            Body::Film(_) => &[],
        }
    }
}

/// Everything that rendering one client takes.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    /// The client.
    pub client: &'a Client,
    /// Its content.
    pub content: &'a Content,
    /// Its theme.
    pub theme: &'a Theme,
    /// What is to be made.
    pub plan: &'a Plan,
}

/// The outputs of one client, to be made one batch at a time.
pub struct Renderer<'a> {
    engine: &'a Engine,
    job: &'a Job<'a>,
    texts: BTreeMap<Lang, Merged>,
    /// The same of those who are there for good, for what cannot be called back; none where
    /// that is everybody.
    lasting: Option<(&'a Job<'a>, BTreeMap<Lang, Merged>)>,
    prints: print::Prints<'a>,
}

/// Outputs that are made together, before they are made: one document in all its
/// forms, or a single file.
pub struct Batch<'a> {
    outputs: Vec<(&'a Output, Key)>,
    work: Work<'a>,
}

/// What there is to do for a batch.
enum Work<'a> {
    /// Text that costs nothing: it is made already.
    Made(Vec<u8>),
    Film(&'a Film),
    Picture(PictureRef, Option<(u32, Encoding)>),
    /// An address-book card with a portrait.
    Card(usize),
    Page(html::Gathered),
    Html(html::Gathered),
    Text(html::Gathered),
    Mail {
        subject: String,
        html: html::Gathered,
        text: html::Gathered,
    },
    Document(print::Gathered, Vec<&'a Print>),
    Slides(slides::Gathered, Vec<&'a Print>),
}

impl<'a> Renderer<'a> {
    /// Merges the client's values into its content. Paper and messages tell of `lasting`, the
    /// same job of [`Client::lasting`](crate::client::Client::lasting).
    ///
    /// # Errors
    /// A template of content names something that does not exist.
    pub fn new(engine: &'a Engine, job: &'a Job<'a>, lasting: &'a Job<'a>) -> Result<Self> {
        let texts = Merged::all(job)?;
        let everybody = lasting.client.advisers.len() == job.client.advisers.len();
        let own =
            (!everybody).then(|| Merged::all(lasting)).transpose()?.map(|texts| (lasting, texts));
        let prints = print::Prints::new(&engine.press, lasting);
        Ok(Self { engine, job, texts, lasting: own, prints })
    }

    /// What paper and messages are made from.
    fn lasting(&self) -> (&Job<'a>, &BTreeMap<Lang, Merged>) {
        self.lasting.as_ref().map_or((self.job, &self.texts), |(job, texts)| (*job, texts))
    }

    /// A UI word of a language, with the client's values in it; the key where there is none.
    pub fn word<'k>(&'k self, lang: Lang, key: &'k str) -> &'k str {
        self.texts.get(&lang).map_or(key, |merged| merged.words.word(key))
    }

    /// What is made together, the longest work first.
    pub fn groups(&self) -> Vec<Vec<&'a Output>> {
        let mut documents: BTreeMap<print::DocumentId, Vec<&Output>> = BTreeMap::new();
        let mut single = Vec::new();
        for output in &self.job.plan.outputs {
            match &output.make {
                Make::Print(print) => {
                    documents.entry(print::document_id(print)).or_default().push(output);
                }
                _ => single.push(vec![output]),
            }
        }
        documents.into_values().chain(single).collect()
    }

    /// Gathers everything that a group of outputs is made from.
    ///
    /// # Errors
    /// A link in the content leads nowhere, or the theme lacks a template.
    pub fn gather(&self, group: &[&'a Output]) -> Result<Batch<'a>> {
        let mut prints = Vec::new();
        for output in group {
            if let Make::Print(print) = &output.make {
                prints.push(print);
            }
        }
        if let Some(first) = prints.first().filter(|print| self.is_slides(print)) {
            let (job, texts) = self.lasting();
            let values = self.prints.values(first, texts);
            let gathered =
                self.engine.decks.gather(&first.template, first.lang, values, &self.prints)?;
            let edition = job.client.edition;
            let key = |print: &Print| gathered.key(self.spec(print), edition);
            let outputs = group.iter().zip(&prints);
            let outputs = outputs.map(|(output, print)| (*output, self.held(output, &key(print))));
            return Ok(Batch { outputs: outputs.collect(), work: Work::Slides(gathered, prints) });
        }
        if let Some(first) = prints.first() {
            let gathered = self.prints.gather(first, self.lasting().1)?;
            let outputs = group
                .iter()
                .zip(&prints)
                .map(|(output, print)| {
                    (*output, self.held(output, &self.prints.key(&gathered, print)))
                })
                .collect();
            return Ok(Batch { outputs, work: Work::Document(gathered, prints) });
        }
        let mut outputs = Vec::new();
        let mut only = None;
        for output in group {
            let (work, key) = self.single(&output.make)?;
            outputs.push((*output, self.held(output, &key.key())));
            only = Some(work);
        }
        Ok(Batch { outputs, work: only.unwrap_or(Work::Made(Vec::new())) })
    }

    fn spec(&self, print: &Print) -> &'a OutputSpec {
        &self.job.theme.products[print.product].outputs[print.output]
    }

    fn is_slides(&self, print: &Print) -> bool {
        self.spec(print).format == Format::Slides
    }

    /// A key with all that an output is held against once it is made: what it must say,
    /// where its site lies and its way out leads, and which scripts may run.
    fn held(&self, output: &Output, key: &Key) -> Key {
        let (client, theme) = (self.job.client, self.job.theme);
        let mut keyer = Keyer::new(key.as_str());
        if let Some(Saying { says, lang }) = output.make.saying(theme) {
            let Statement { full, line } = self.texts[&lang].statement();
            keyer = keyer.with(if says == Says::Full { full } else { line });
        }
        let html = matches!(
            output.make,
            Make::Page { .. } | Make::Embed { .. } | Make::Kit | Make::Message { .. }
        );
        if html {
            keyer = keyer.with(client.site.url.as_str()).with(client.exit_url.as_str());
            keyer = theme.scripts.iter().fold(keyer, Keyer::with);
        }
        keyer.key()
    }

    /// The text on confidentiality by language, as it stands in what is made.
    pub fn statements(&self) -> BTreeMap<Lang, Statement> {
        self.texts.iter().map(|(lang, merged)| (*lang, merged.statement())).collect()
    }

    /// The work for an output that is no document, and what it is made from.
    fn single(&self, make: &'a Make) -> Result<(Work<'a>, Keyer)> {
        let (job, client) = (self.job, self.job.client);
        let templates = &self.engine.templates;
        Ok(match make {
            Make::Page { lang, page } => {
                let gathered = html::page(templates, job, &self.texts[lang], page)?;
                let key = gathered.key(Keyer::new("page"));
                (Work::Page(gathered), key)
            }
            Make::Embed { lang } => {
                let gathered = html::embed(templates, job, &self.texts[lang])?;
                let key = gathered.key(Keyer::new("page"));
                (Work::Page(gathered), key)
            }
            Make::Kit => {
                let gathered = html::kit(templates, job, &self.texts)?;
                let key = gathered.key(Keyer::new("page"));
                (Work::Page(gathered), key)
            }
            Make::Message { message, output, lang } => {
                self.message(&job.theme.messages[*message], *output, *lang)?
            }
            Make::Picture { picture, version } => {
                let hash = picture.of(client).map_or("", |(image, _)| image.hash.as_str());
                let version_key = match version {
                    Some((width, encoding)) => format!("{width} {}", encoding.extension()),
                    None => String::new(),
                };
                let key = Keyer::new("picture").with(hash).with(version_key);
                (Work::Picture(*picture, *version), key)
            }
            Make::ContactFull { adviser } => {
                let portrait = PictureRef::Portrait(*adviser).of(client);
                let hash = portrait.map_or("", |(image, _)| image.hash.as_str());
                let key = Keyer::new("card").with(self.card(*adviser, None)).with(hash);
                (Work::Card(*adviser), key)
            }
            Make::Film => match client.video.as_ref().map(|video| &video.source) {
                Some(VideoSource::File { film, .. }) => {
                    (Work::Film(film), Keyer::new("film").with(&film.hash))
                }
                _ => (Work::Made(Vec::new()), Keyer::new("film")),
            },
            Make::SiteCode => {
                let svg = self.prints.site_code().map(Matrix::svg).unwrap_or_default();
                let key = Keyer::new("plain").with(&svg);
                (Work::Made(svg.into_bytes()), key)
            }
            other => {
                let bytes = ready::bytes(other, job, &self.texts);
                let key = Keyer::new("plain").with(&bytes);
                (Work::Made(bytes), key)
            }
        })
    }

    /// A message in the form of one of its outputs.
    fn message(&self, message: &Message, output: usize, lang: Lang) -> Result<(Work<'a>, Keyer)> {
        let (job, texts) = self.lasting();
        let gather = |template: &str| {
            let page = (lang, &message.page);
            html::message(&self.engine.templates, job, texts, page, template)
        };
        Ok(match &message.outputs[output].form {
            Form::Html { template } => {
                let gathered = gather(template)?;
                let key = gathered.key(Keyer::new("html"));
                (Work::Html(gathered), key)
            }
            Form::Text { template } => {
                let gathered = gather(template)?;
                let key = gathered.key(Keyer::new("text"));
                (Work::Text(gathered), key)
            }
            Form::Mail { html, text } => {
                let (html, text) = (gather(html)?, gather(text)?);
                let subject = plain_spaces(&texts[&lang].pages[&message.page].title);
                let key = Keyer::new("mail").with(&subject);
                let key = key.with(self.job.client.edition.to_string());
                let key = text.key(html.key(key));
                (Work::Mail { subject, html, text }, key)
            }
        })
    }

    /// Makes the outputs of a batch that are wanted, and hands each over as it is made.
    ///
    /// # Errors
    /// A template fails, or a document breaks a promise.
    pub fn make(
        &self,
        batch: &Batch<'a>,
        wanted: &dyn Fn(&Output) -> bool,
        each: &mut dyn FnMut(&'a Output, Rendered),
    ) -> Result<()> {
        let mut hand_over = |output: &'a Output, made: Made| {
            each(
                output,
                Rendered {
                    path: output.path.clone(),
                    body: made.body,
                    proof: made.proof,
                    text: made.text,
                    says: output.make.saying(self.job.theme),
                    fields: made.fields,
                },
            );
        };
        if let Work::Document(gathered, prints) = &batch.work {
            let compiled = self.prints.compile(gathered)?;
            let mut faults = Diagnostics::new();
            for ((output, _), print) in batch.outputs.iter().zip(prints) {
                if !wanted(output) {
                    continue;
                }
                match self.prints.save(&compiled, print, &output.path) {
                    Ok(print::Printed { bytes, proof, text, fields }) => {
                        let body = Body::Bytes(bytes);
                        hand_over(output, Made { body, proof, text: Some(text), fields });
                    }
                    Err(found) => faults.extend(found),
                }
            }
            return if faults.is_empty() { Ok(()) } else { Err(faults) };
        }
        if let Work::Slides(gathered, prints) = &batch.work {
            for ((output, _), print) in batch.outputs.iter().zip(prints) {
                if wanted(output) {
                    hand_over(output, self.slides(gathered, print, &output.path)?);
                }
            }
            return Ok(());
        }
        let Some((output, _)) = batch.outputs.first() else { return Ok(()) };
        let made = self.finish(&batch.work)?;
        hand_over(output, made);
        Ok(())
    }

    /// Slides that can be changed.
    fn slides(&self, gathered: &slides::Gathered, print: &Print, path: &OutPath) -> Result<Made> {
        let spec = self.spec(print);
        let picture = |path: &str| self.prints.picture(print.lang, path);
        let edition = self.job.client.edition;
        let made = self.engine.decks.make(gathered, (spec, path), edition, &picture)?;
        let carries = !spec.codes.is_empty();
        let proof = carries.then(|| self.prints.proof(print, spec, Arc::new(made.seen)));
        Ok(Made { proof, ..Made::plain(made.bytes) })
    }

    fn finish(&self, work: &Work<'_>) -> Result<Made> {
        let client = self.job.client;
        let filled = |gathered: &html::Gathered| self.engine.templates.render(gathered);
        Ok(match work {
            Work::Made(bytes) => Made::plain(bytes.clone()),
            Work::Film(film) => {
                Made { body: Body::Film((*film).clone()), ..Made::plain(Vec::new()) }
            }
            Work::Picture(picture, version) => {
                let found = picture.of(client);
                Made::plain(
                    found.map_or_else(Vec::new, |(image, _)| pictures::for_screen(image, *version)),
                )
            }
            Work::Card(adviser) => {
                let portrait = PictureRef::Portrait(*adviser).of(client);
                let portrait = portrait
                    .filter(|(image, _)| !image.is_drawing())
                    .map(|(image, _)| pictures::for_screen(image, Some((CARD_PX, Encoding::Jpeg))));
                Made::plain(self.card(*adviser, portrait))
            }
            Work::Page(gathered) => Made::plain(filled(gathered)?),
            Work::Html(gathered) => Made::plain(readable(&filled(gathered)?)),
            Work::Text(gathered) => {
                let bytes = filled(gathered)?;
                let text = String::from_utf8_lossy(&bytes).into_owned();
                Made::said(bytes, Some(text))
            }
            Work::Mail { subject, html, text } => {
                let (html, text) = (filled(html)?, filled(text)?);
                let (html, text) = (String::from_utf8_lossy(&html), String::from_utf8_lossy(&text));
                let bytes = mail::draft(subject, &html, &text, client.edition);
                Made::said(bytes, Some(text.into_owned()))
            }
            // Documents are made above, in all their forms.
            Work::Document(..) | Work::Slides(..) => Made::plain(Vec::new()),
        })
    }

    fn card(&self, adviser: usize, portrait: Option<Vec<u8>>) -> Vec<u8> {
        let words = &self.texts[&self.job.client.hr_language.lang].words;
        let adviser = &self.job.client.advisers[adviser];
        let role = plain_spaces(words.word("adviser_role"));
        contact::full(adviser, self.job.client, &role, portrait)
    }
}

impl<'a> Batch<'a> {
    /// Its outputs with their keys.
    pub fn outputs(&self) -> impl Iterator<Item = (&'a Output, &Key)> {
        self.outputs.iter().map(|(output, key)| (*output, key))
    }
}

/// What has been made of an output.
struct Made {
    body: Body,
    proof: Option<Proof>,
    text: Option<String>,
    fields: Vec<String>,
}

impl Made {
    fn plain(bytes: Vec<u8>) -> Self {
        Self::said(bytes, None)
    }

    fn said(bytes: Vec<u8>, text: Option<String>) -> Self {
        Self { body: Body::Bytes(bytes), proof: None, text, fields: Vec::new() }
    }
}

/// A piece of HTML without a head that could name its encoding, so that it reads the same in all.
fn readable(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    if html::is_whole(&text) {
        return bytes.to_vec();
    }
    let letter = |c: char| match c.is_ascii() {
        true => c.to_string(),
        false => format!("&#{};", u32::from(c)),
    };
    text.chars().map(letter).collect::<String>().into_bytes()
}
