//! Planned outputs -> bytes.
//!
//! Markdown is merged with the client's values and parsed into blocks;
//! `html` sets pages from them, `print` sets paper. Invariant: pure. No disk,
//! no clock, no network, no chance: the same plan gives the same bytes.

mod calendar;
mod code;
mod contact;
mod headers;
mod html;
mod mail;
mod merge;
mod pictures;
mod plain;
mod print;
mod values;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::client::{Client, VideoSource};
use crate::diag::{Diagnostics, Result};
use crate::library::Content;
use crate::plan::{Encoding, Make, PictureRef, Plan, Saying, Statement};
use crate::theme::{Form, Message, Theme};
use crate::value::{Lang, OutPath};

pub use code::{Matrix, QUIET_ZONE};
pub use headers::{KIT_POLICY, POLICY};
use merge::Merged;
use print::Printed;

pub use print::{Proof, STACK};

/// Width of the portrait on a contact card, in pixels: what address books show.
const CARD_PX: u32 = 320;

/// A theme made ready to render with; shared by all clients that use it.
pub struct Engine {
    templates: html::Templates,
    press: print::Press,
}

impl Engine {
    /// Parses a theme's templates and fonts.
    ///
    /// # Errors
    /// A template does not parse.
    pub fn new(theme: &Theme) -> Result<Self> {
        Ok(Self { templates: html::Templates::new(theme)?, press: print::Press::new(theme) })
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
    pub bytes: Arc<[u8]>,
    /// For what carries QR codes: the page as a camera sees it.
    pub proof: Option<Proof>,
    /// For what is set on paper: its text, in the order in which it was set.
    pub text: Option<String>,
    /// What it must say of confidentiality.
    pub says: Option<Saying>,
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

/// What was rendered for one client.
#[derive(Debug, Default)]
pub struct Rendition {
    /// Every output, in the order of the plan.
    pub outputs: Vec<Rendered>,
    /// The text on confidentiality by language, as it stands in them.
    pub statements: BTreeMap<Lang, Statement>,
}

/// Renders every output of a plan; typesets on as many threads as are given.
pub fn render(engine: &Engine, job: &Job<'_>, threads: usize) -> (Rendition, Diagnostics) {
    let mut faults = Diagnostics::new();
    let mut editions = BTreeMap::new();
    for lang in job.content.by_lang.keys() {
        match Merged::new(job, *lang) {
            Ok(merged) => drop(editions.insert(*lang, merged)),
            Err(found) => faults.extend(found),
        }
    }
    if faults.has_errors() {
        return (Rendition::default(), faults);
    }
    for ((lang, id), from) in &job.content.stand_ins {
        let page = editions[from].pages.get(id).cloned();
        if let (Some(edition), Some(page)) = (editions.get_mut(lang), page) {
            edition.pages.insert(id.clone(), page);
        }
    }
    let mut prints = print::Prints::new(&engine.press, job, &editions);
    prints.compile_all(threads);
    let mut rendered = Vec::new();
    for output in &job.plan.outputs {
        let printed = match &output.make {
            Make::Page { lang, page } => {
                html::page(&engine.templates, job, &editions[lang], page).map(Printed::plain)
            }
            Make::Embed { lang } => {
                html::embed(&engine.templates, job, &editions[lang]).map(Printed::plain)
            }
            Make::Kit => html::kit(&engine.templates, job, &editions).map(Printed::plain),
            Make::Print(print) => prints.print(print, &output.path),
            Make::Message { message, output, lang } => {
                let message = &job.theme.messages[*message];
                self::message(engine, job, &editions, *lang, (message, *output))
            }
            other => Ok(Printed::plain(plain(other, job, &editions))),
        };
        match printed {
            Ok(Printed { bytes, proof, text }) => rendered.push(Rendered {
                path: output.path.clone(),
                bytes: bytes.into(),
                proof,
                text,
                says: output.make.saying(job.theme),
            }),
            Err(found) => faults.extend(found),
        }
    }
    let statements = editions.iter().map(|(lang, merged)| (*lang, merged.statement()));
    (Rendition { outputs: rendered, statements: statements.collect() }, faults)
}

/// A message in the form of one of its outputs.
fn message(
    engine: &Engine,
    job: &Job<'_>,
    editions: &BTreeMap<Lang, Merged>,
    lang: Lang,
    (message, output): (&Message, usize),
) -> Result<Printed> {
    let said = |template: &str| {
        html::message(&engine.templates, job, editions, (lang, &message.page), template)
    };
    match &message.outputs[output].form {
        Form::Html { template } => Ok(Printed::plain(readable(&said(template)?))),
        Form::Text { template } => {
            let bytes = said(template)?;
            let text = String::from_utf8_lossy(&bytes).into_owned();
            Ok(Printed { bytes, proof: None, text: Some(text) })
        }
        Form::Mail { html, text } => {
            let (html, text) = (said(html)?, said(text)?);
            let (html, text) = (String::from_utf8_lossy(&html), String::from_utf8_lossy(&text));
            let subject = &editions[&lang].pages[&message.page].title;
            let bytes = mail::draft(subject, &html, &text, job.client.edition);
            Ok(Printed { bytes, proof: None, text: Some(text.into_owned()) })
        }
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

/// What needs neither template nor typesetting.
#[expect(clippy::disallowed_methods, reason = "until outputs stream, a film is read here")]
fn plain(make: &Make, job: &Job<'_>, editions: &BTreeMap<Lang, Merged>) -> Vec<u8> {
    let client = job.client;
    match make {
        Make::Asset { name } => job.theme.assets[name].to_vec(),
        Make::Style => {
            let mut style = html::brand_css(&client.brand).into_bytes();
            style.extend_from_slice(&job.theme.style);
            style
        }
        Make::Picture { picture, version } => picture
            .of(client)
            .map_or_else(Vec::new, |(image, _)| pictures::for_screen(image, *version)),
        Make::Film => match client.video.as_ref().map(|video| &video.source) {
            // Until outputs stream, a film is read here.
            Some(VideoSource::File { film, .. }) => std::fs::read(&film.path).unwrap_or_default(),
            _ => Vec::new(),
        },
        Make::Captions { lang } => captions(client, *lang).into_bytes(),
        Make::SiteCode => {
            let code = Matrix::new(&client.site.url.for_code());
            code.map_or_else(Vec::new, |code| code.svg().into_bytes())
        }
        Make::Headers(file) => headers::file(*file, client).into_bytes(),
        Make::Robots => headers::robots().into_bytes(),
        Make::Invitation { introduction } => {
            let introduction = &client.introductions[*introduction];
            let own = editions.get(&introduction.lang);
            let words = own.unwrap_or(&editions[&client.default_lang()]);
            let words = calendar::Words {
                title: words.words.word("introduction_title"),
                text: words.words.word("introduction_text"),
            };
            calendar::invitation(introduction, client, &words)
        }
        Make::Contact { adviser } => contact::discreet(&client.advisers[*adviser]),
        Make::ContactFull { adviser } => {
            let words = &editions[&client.default_lang()];
            let portrait = PictureRef::Portrait(*adviser).of(client);
            let portrait = portrait
                .filter(|(image, _)| !image.is_drawing())
                .map(|(image, _)| pictures::for_screen(image, Some((CARD_PX, Encoding::Jpeg))));
            let role = words.words.word("adviser_role");
            contact::full(&client.advisers[*adviser], client, role, portrait)
        }
        Make::Page { .. }
        | Make::Embed { .. }
        | Make::Kit
        | Make::Print(_)
        | Make::Message { .. } => Vec::new(),
    }
}

fn captions(client: &Client, lang: Lang) -> String {
    let captions = client.video.iter().flat_map(|video| &video.captions);
    captions.filter(|(l, _)| *l == lang).map(|(_, text)| text.clone()).collect()
}
