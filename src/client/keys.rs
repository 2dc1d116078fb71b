//! The keys of a client file, as they are written: the shape, not the meaning.
//!
//! The same types give the JSON Schema that editors complete from. A field
//! without `#[serde(default)]` is required; `validate` asks for it, and
//! `tests/it/schema.rs` holds the two together. Invariant: nothing here
//! judges a value; that is `validate`'s work.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::value::{ByLang, FileKind, List, LocalText};
use crate::yaml::{Field, Located};

/// One client: an organisation whose employees should find their confidential adviser.
///
/// What all clients share can stand in `clients/_practice.yaml`; a client's own keys win.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Client")]
pub struct Client {
    /// The practice of the adviser; usually in `_practice.yaml`.
    #[serde(default)]
    pub practice: Field<Practice>,
    /// The organisation that the kit is for.
    pub organisation: Field<Organisation>,
    /// Languages of the site and of everything printed, the default first: `[nl, en]`.
    pub languages: List<String>,
    /// Where the site will be found.
    pub site: Field<Site>,
    /// Colours, logo and type of the organisation.
    #[serde(default)]
    pub brand: Field<Brand>,
    /// The confidential advisers, in the order in which they are shown.
    pub advisers: List<Adviser>,
    /// How soon someone gets an answer, as in `binnen twee werkdagen`.
    #[serde(default)]
    pub response_time: Field<LocalText>,
    /// Whether someone may make contact without saying who they are.
    #[serde(default)]
    pub anonymous_contact: Field<bool>,
    /// Whether the employer has agreed to talks in working time without a reason; nothing
    /// is promised when absent.
    #[serde(default)]
    pub talks_in_working_time: Field<bool>,
    /// How a talk can be held; all forms when absent.
    #[serde(default)]
    pub meeting_forms: List<MeetingForm>,
    /// Whether the practice also coaches in conflicts; `false` when absent.
    #[serde(default)]
    pub conflict_coaching: Field<bool>,
    /// A film in which the adviser introduces themselves.
    #[serde(default)]
    pub video: Field<Video>,
    /// Formal procedures of the organisation.
    #[serde(default)]
    pub procedures: Field<Procedures>,
    /// Planned live introductions.
    #[serde(default)]
    pub introductions: List<Introduction>,
    /// Workshops that are offered.
    #[serde(default)]
    pub workshops: List<Workshop>,
    /// Intranets that may show the site in a frame.
    #[serde(default)]
    pub intranet: Field<Intranet>,
    /// The harmless page that the exit button opens; an https address.
    #[serde(default)]
    pub exit_url: Field<String>,
    /// Year and month of this edition, as in `2026-11`; the date of every document.
    pub edition: Field<String>,
    /// Who to write to at the organisation; never published.
    #[serde(default)]
    pub hr_contact: Field<HrContact>,
    /// Posters; one with the standard headline when absent.
    #[serde(default)]
    pub posters: List<Poster>,
    /// What is asked of the texts that go out; usually in `_practice.yaml`.
    #[serde(default)]
    pub content: Field<Care>,
    /// The name of a theme in `themes/`; `default` when absent.
    #[serde(default)]
    pub theme: Field<String>,
}

impl Client {
    /// Every text for employees that is written in the client file itself.
    pub fn texts(&self) -> Vec<&Field<LocalText>> {
        let statement = self.organisation.value().map(|organisation| &organisation.statement);
        let advisers = self.advisers.value().into_iter().flatten().filter_map(Field::value);
        let posters = self.posters.value().into_iter().flatten().filter_map(Field::value);
        let title = self.video.value().map(|video| &video.title);
        statement
            .into_iter()
            .chain([&self.response_time])
            .chain(title)
            .chain(advisers.map(|adviser| &adviser.bio))
            .chain(posters.map(|poster| &poster.headline))
            .collect()
    }
}

/// What a practice asks of the texts that go out.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Care {
    /// How many months before the edition a help line or a statement of law may
    /// have been checked; 12 when absent.
    #[serde(default)]
    pub checked_within_months: Field<u32>,
    /// Whether languages that no native reader has read are refused; `false` when absent.
    #[serde(default)]
    pub reviewed_only: Field<bool>,
}

/// The adviser's practice.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Practice {
    /// Its name.
    pub name: Field<String>,
    /// Its website; an https address.
    #[serde(default)]
    pub url: Field<String>,
    /// Its logo, shown small in the foot.
    #[serde(default)]
    pub logo: Field<Image>,
}

/// The organisation that the kit is for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Its full name.
    pub name: Field<String>,
    /// A short name for posters and titles; the full name when absent.
    #[serde(default)]
    pub short_name: Field<String>,
    /// Adds help lines of the sector.
    #[serde(default)]
    pub sector: Field<Sector>,
    /// Number of employees; from 50 on an internal reporting procedure is required.
    #[serde(default)]
    pub employees: Field<u32>,
    /// Whether there is a works council.
    #[serde(default)]
    pub works_council: Field<bool>,
    /// A word from the employer.
    #[serde(default)]
    pub statement: Field<LocalText>,
}

/// Where the site will be found.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// The address that the QR codes hold; https.
    #[serde(default)]
    pub url: Field<String>,
    /// Used when `url` is absent: the address is this, the client's slug and a slash.
    #[serde(default)]
    pub base_url: Field<String>,
    /// What people type, without `https://`; derived from `url` when absent.
    #[serde(default)]
    pub short_url: Field<String>,
}

/// The organisation's brand; key names of brand.yml.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    /// Colours, as `"#RRGGBB"` between quotes.
    #[serde(default)]
    pub color: Field<BrandColor>,
    /// The organisation's logo.
    #[serde(default)]
    pub logo: Field<Image>,
    /// Type on paper.
    #[serde(default)]
    pub typography: Field<Typography>,
}

/// Brand colours.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BrandColor {
    /// The one brand colour.
    #[serde(default)]
    pub primary: Field<String>,
    /// Ink: the colour of text.
    #[serde(default)]
    pub foreground: Field<String>,
    /// Paper: the ground on screens.
    #[serde(default)]
    pub background: Field<String>,
}

/// Type on paper; screens use the system's own.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Typography {
    /// Family for text; it must come with the theme.
    #[serde(default)]
    pub base: Field<String>,
    /// Family for headings; the same as `base` when absent.
    #[serde(default)]
    pub headings: Field<String>,
}

/// A picture and what it shows, for those who cannot see it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Image {
    /// File beside the client file: SVG, PNG, JPEG or WebP.
    pub path: Field<String>,
    /// What the picture shows, in a few words.
    pub alt: Field<LocalText>,
}

/// A confidential adviser.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Adviser {
    /// Full name.
    pub name: Field<String>,
    /// A portrait, upright.
    #[serde(default)]
    pub photo: Field<Image>,
    /// Two or three sentences about the person.
    #[serde(default)]
    pub bio: Field<LocalText>,
    /// Languages that the adviser speaks; the first language of the site when absent.
    #[serde(default)]
    pub languages: List<String>,
    /// Professional registrations; shown only with a link to the register.
    #[serde(default)]
    pub registrations: List<Registration>,
    /// Ways to make contact; at least one.
    pub channels: List<Channel>,
    /// Planned absences, with who stands in.
    #[serde(default)]
    pub absences: List<Absence>,
}

/// A professional registration.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Registration {
    /// The body that keeps the register.
    pub body: Field<String>,
    /// The entry in the public register; https.
    pub url: Field<String>,
    /// What the registration covers.
    #[serde(default)]
    pub scope: List<Scope>,
}

/// What a registration covers.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Bullying, harassment, discrimination, aggression.
    UndesirableBehaviour,
    /// Fraud, conflicts of interest, wrongdoing.
    Integrity,
}

/// A way to make contact.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// Which way.
    #[serde(rename = "type")]
    pub kind: Field<ChannelType>,
    /// For phone, whatsapp and signal; with country code, as in `"+31 6 12345678"`.
    #[serde(default)]
    pub number: Field<String>,
    /// For email.
    #[serde(default)]
    pub address: Field<String>,
    /// When someone answers.
    #[serde(default)]
    pub hours: Field<LocalText>,
}

/// Ways to make contact.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum ChannelType {
    /// A call.
    Phone,
    /// A WhatsApp message.
    Whatsapp,
    /// An e-mail.
    Email,
    /// A Signal message.
    Signal,
}

/// A planned absence.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Absence {
    /// First day, as in `2026-12-20`.
    pub from: Field<String>,
    /// Last day.
    pub to: Field<String>,
    /// The adviser who stands in; one of this file.
    #[serde(default)]
    pub replaced_by: Field<String>,
}

/// How a talk can be held.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum MeetingForm {
    /// By phone.
    Phone,
    /// By video call.
    VideoCall,
    /// At an office.
    Office,
    /// On a walk.
    Walk,
    /// Somewhere else.
    Other,
}

/// A film in which the adviser introduces themselves.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Video {
    /// A page on which it can be watched; a link, never embedded.
    #[serde(default)]
    pub url: Field<String>,
    /// A film of your own beside the client file: MP4 or WebM.
    #[serde(default)]
    pub file: Field<String>,
    /// Captions by language: WebVTT files.
    #[serde(default)]
    pub captions: Field<ByLang>,
    /// The spoken words by language: Markdown files.
    #[serde(default)]
    pub transcript: Field<ByLang>,
    /// What it is called.
    #[serde(default)]
    pub title: Field<LocalText>,
}

/// Formal procedures of the organisation.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Procedures {
    /// Investigates complaints.
    #[serde(default)]
    pub complaints_committee: Field<Desk>,
    /// Receives formal reports of wrongdoing; not the adviser.
    #[serde(default)]
    pub internal_reporting_desk: Field<Desk>,
}

/// A committee or a desk, and how to reach it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    /// Its name.
    pub name: Field<String>,
    /// Its page or regulation; https.
    #[serde(default)]
    pub url: Field<String>,
    /// Its e-mail address.
    #[serde(default)]
    pub email: Field<String>,
    /// Its phone number.
    #[serde(default)]
    pub phone: Field<String>,
}

/// A planned live introduction.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Introduction {
    /// The day, as in `2026-12-03`.
    pub date: Field<String>,
    /// The time between quotes, as in `"14:00"`.
    pub time: Field<String>,
    /// The place.
    pub place: Field<String>,
    /// The language it is held in.
    #[serde(default)]
    pub lang: Field<String>,
}

/// Workshops that a practice can offer.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Workshop {
    /// Calling each other to account.
    SpeakingUp,
    /// Dealing with aggression and violence.
    AggressionAndViolence,
    /// Setting boundaries.
    SettingBoundaries,
    /// Respectful communication.
    RespectfulCommunication,
}

/// Intranets that may show the site in a frame.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Intranet {
    /// Their origins, as in `https://acme.sharepoint.com`.
    pub allowed_origins: List<String>,
}

/// Who to write to at the organisation; never published.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HrContact {
    /// The person or the team.
    pub name: Field<String>,
    /// Their e-mail address.
    #[serde(default)]
    pub email: Field<String>,
}

/// A poster.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Poster {
    /// A headline of three to seven words; the standard one when absent.
    #[serde(default)]
    pub headline: Field<LocalText>,
    /// `question`, `person`, `pictogram`, or another design of the theme; `question` when absent.
    #[serde(default)]
    pub design: Field<String>,
    /// From how far it is read, in metres; sets the size of the code.
    #[serde(default)]
    pub distance_m: Field<f64>,
}

/// Sectors that have help lines of their own.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Sector {
    /// Care and welfare.
    Care,
    /// Culture and media.
    Culture,
    /// Education.
    Education,
    /// Government.
    Government,
    /// Hospitality.
    Hospitality,
    /// Industry and construction.
    Industry,
    /// Sport.
    Sport,
    /// Transport and logistics.
    Transport,
    /// Anything else.
    Other,
}

impl Client {
    /// Every file that the client names, by kind, with the place of its name.
    pub fn files(&self) -> Vec<(FileKind, &Located<String>)> {
        let mut found = Vec::new();
        if let Some(practice) = self.practice.value() {
            found.push(picture(&practice.logo));
        }
        if let Some(brand) = self.brand.value() {
            found.push(picture(&brand.logo));
        }
        for adviser in self.advisers.value().into_iter().flatten().filter_map(Field::value) {
            found.push(picture(&adviser.photo));
        }
        if let Some(video) = self.video.value() {
            found.push(video.file.given().map(|path| (FileKind::Film, path)));
            for by_lang in [&video.captions, &video.transcript] {
                for (_, path) in by_lang.value().into_iter().flat_map(|b| &b.0) {
                    found.push(path.given().map(|path| (FileKind::Text, path)));
                }
            }
        }
        found.into_iter().flatten().collect()
    }
}

fn picture(image: &Field<Image>) -> Option<(FileKind, &Located<String>)> {
    let path = image.value().and_then(|image| image.path.given());
    path.map(|path| (FileKind::Picture, path))
}
