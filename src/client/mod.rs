//! One client: the keys of its file -> a proven [`Client`] -> what templates see.
//!
//! One file a subject, each with its keys (which give the JSON Schema), its check,
//! its value and its view; here they are put together. A key of the whole file
//! that is only handed on, such as `anonymous_contact`, lives in this file alone.
//! Collects every fault instead of stopping at the first. Invariant: there is at
//! least one language and one adviser, every adviser has a channel, and a value
//! is only made when nothing that it needs was at fault.

mod absence;
mod address;
mod adviser;
mod amount;
mod brand;
mod care;
mod channel;
mod check;
mod decided;
mod exit;
mod hours;
mod hr;
mod introduction;
mod names;
mod number;
mod offer;
mod organisation;
mod person;
mod picture;
mod poster;
mod practice;
mod prefill;
mod procedures;
mod registration;
mod site;
mod spoken;
mod stay;
mod video;
mod view;
mod web;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::diag::{Diagnostics, SourceFile, Span};
use crate::value::{
    Checker, Edition, FileKind, HttpsUrl, Lang, List, LocalText, Named, Origin, Slug, TextOr,
};
use crate::yaml::{Field, Located};

pub use absence::Absence;
pub use adviser::Adviser;
pub use amount::Amount;
pub use brand::{Brand, Tones};
pub use care::Care;
pub use channel::{Card, Channel, ChannelKind, Target};
pub use decided::{Decided, Guest};
pub use hours::{HourSpan, Hours};
pub use hr::{HrContact, HrLanguage};
pub use introduction::Introduction;
pub use offer::{HostedBy, MeetingForm, Workshop};
pub use organisation::{Kind, Organisation, Sector};
pub use picture::main_colour;
pub use poster::{Ink, Poster};
pub use practice::{Practice, Privacy};
pub use procedures::{Desk, Procedures};
pub use registration::{Registration, Scope};
pub use site::{Site, SiteKeys, addresses_of, hosted_at};
pub use spoken::role_key;
pub use stay::Stay;
pub use video::{Video, VideoSource};
pub use view::{Names, Reader};
pub use web::{Web, WebKind};

use check::Check;
use decided::CallBack;

/// A client file as it was read, with every file that it names.
#[derive(Debug)]
pub struct Raw {
    /// The stem of the file's name.
    pub stem: String,
    /// The client file itself.
    pub file: Arc<SourceFile>,
    /// Its keys, laid over those of the practice.
    pub keys: Keys,
    /// Files by the path that names them; missing ones have been reported.
    pub files: BTreeMap<String, Named>,
    /// What was found wrong while reading.
    pub faults: Diagnostics,
}

/// The font families of each theme by its name; `None` for a theme with faults.
pub type Families = BTreeMap<String, Option<Vec<String>>>;

/// One client: an organisation whose employees should find their confidential adviser.
///
/// What all clients share can stand in `clients/_practice.yaml`; a client's own keys win.
// A field without `#[serde(default)]` is required: `check` asks for it, and
// `tests/it/schema.rs` holds the two together.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Client")]
pub struct Keys {
    /// The practice of the adviser; usually in `_practice.yaml`.
    #[serde(default)]
    pub practice: Field<practice::PracticeKeys>,
    /// The organisation that the kit is for.
    pub organisation: Field<organisation::OrganisationKeys>,
    /// Languages of the site and of everything printed, the default first: `[nl, en]`.
    pub languages: List<String>,
    /// The language that HR reads, as in `nl`; one of those of the site or another. Texts of
    /// this file that name no language are then in it. When absent: Dutch or English where the
    /// site is in one of them, else Dutch.
    #[serde(default)]
    pub hr_language: Field<String>,
    /// Where the site will be found.
    pub site: Field<site::SiteKeys>,
    /// Who puts the site online: the practice of the adviser or the client; open when absent.
    #[serde(default)]
    pub hosted_by: Field<HostedBy>,
    /// Colours, logo and type of the organisation.
    #[serde(default)]
    pub brand: Field<brand::BrandKeys>,
    /// The confidential advisers, in the order in which they are shown; or, by name, what is
    /// different here from the practice's: `{marieke: {without: [whatsapp]}}`.
    #[schemars(schema_with = "adviser::by_name_or_listed")]
    pub advisers: List<adviser::AdviserKeys>,
    /// How soon someone gets an answer: `{working_days: 2}`, `{hours: 24}`, or words that fit
    /// after "Je krijgt antwoord", as in `binnen twee werkdagen`.
    #[serde(default)]
    pub response_time: Field<TextOr<amount::ReplyKeys>>,
    /// Whether someone may make contact without saying who they are; nothing is said when absent.
    #[serde(default)]
    pub anonymous_contact: Field<bool>,
    /// Whether there is a voicemail that only the adviser hears; `false` where there is none.
    #[serde(default)]
    pub voicemail: Field<bool>,
    /// Whether a message by WhatsApp or mail begins by itself with a neutral sentence, which says
    /// that somebody would like to talk. Off when absent: the sentence stays in the history of
    /// browser and app, also of who changes their mind.
    #[serde(default)]
    pub prefill: Field<bool>,
    /// How the adviser calls back who asked for it.
    #[serde(default)]
    pub call_back: Field<CallBack>,
    /// How long a first talk takes, about, in minutes.
    #[serde(default)]
    pub talk_length_minutes: Field<u32>,
    /// Who may come besides employees.
    #[serde(default)]
    pub who_may_come: List<Guest>,
    /// Whether agency workers of this organisation may come here; `false` where they go to the
    /// adviser of their own agency.
    #[serde(default)]
    pub agency_workers: Field<bool>,
    /// Whether someone who is accused may come too.
    #[serde(default)]
    pub helps_accused: Field<bool>,
    /// Whether an interpreter can join, without cost to the employee.
    #[serde(default)]
    pub interpreter: Field<bool>,
    /// Whether the adviser makes short notes of a talk.
    #[serde(default)]
    pub notes_kept: Field<bool>,
    /// Whether a talk may be recorded if both agree; `false` where the practice asks not to.
    #[serde(default)]
    pub recording: Field<bool>,
    /// Whether the adviser can pass on a report on integrity without the name of who makes it.
    #[serde(default)]
    pub integrity_on_behalf: Field<bool>,
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
    pub video: Field<video::VideoKeys>,
    /// Formal procedures of the organisation.
    #[serde(default)]
    pub procedures: Field<procedures::ProceduresKeys>,
    /// Planned live introductions.
    #[serde(default)]
    pub introductions: List<introduction::IntroductionKeys>,
    /// Workshops that are offered.
    #[serde(default)]
    pub workshops: List<Workshop>,
    /// Intranets that may show the site in a frame.
    #[serde(default)]
    pub intranet: Field<site::IntranetKeys>,
    /// The harmless page that the exit button opens; an https address of nobody who has to do
    /// with the site.
    #[serde(default)]
    pub exit_url: Field<String>,
    /// Year and month of this edition, as in `2026-11`; the date of every document.
    pub edition: Field<String>,
    /// Who to write to at the organisation; named in what HR and managers get, and never on the site.
    #[serde(default)]
    pub hr_contact: Field<hr::HrContactKeys>,
    /// Posters; one with the standard headline when absent.
    #[serde(default)]
    pub posters: List<poster::PosterKeys>,
    /// What is asked of the texts that go out; usually in `_practice.yaml`.
    #[serde(default)]
    pub content: Field<care::CareKeys>,
    /// The name of a theme in `themes/`; `default` when absent.
    #[serde(default)]
    pub theme: Field<String>,
}

impl Keys {
    /// Every text for employees that is written in the client file itself.
    pub fn texts(&self) -> Vec<(&LocalText, &Span)> {
        let statement = self.organisation.value().map(|keys| &keys.statement);
        let title = self.video.value().map(|keys| &keys.title);
        let written = statement
            .into_iter()
            .chain(title)
            .chain(adviser::here(&self.advisers).map(|keys| &keys.bio))
            .chain(items(&self.posters).map(|keys| &keys.headline));
        let channels = adviser::here(&self.advisers).flat_map(|keys| items(&keys.channels));
        let privacy = self.practice.value().and_then(|keys| keys.privacy.value());
        written
            .filter_map(|text| text.given().map(|text| (&text.value, &text.span)))
            .chain(channels.filter_map(|keys| words_of(&keys.hours)))
            .chain(words_of(&self.response_time))
            .chain(privacy.and_then(|keys| words_of(&keys.retention)))
            .collect()
    }

    /// Every file that the client names, by kind, with the place of its name.
    pub fn files(&self) -> Vec<(FileKind, &Located<String>)> {
        let practice = self.practice.value().and_then(|keys| keys.files());
        let brand = self.brand.value().and_then(|keys| keys.files());
        let advisers = adviser::here(&self.advisers).filter_map(|keys| keys.files());
        let video = self.video.value().into_iter().flat_map(|keys| keys.files());
        practice.into_iter().chain(brand).chain(advisers).chain(video).collect()
    }
}

/// A text where data could stand.
fn words_of<K>(field: &Field<TextOr<K>>) -> Option<(&LocalText, &Span)> {
    let given = field.given()?;
    match &given.value {
        TextOr::Text(text) => Some((text, &given.span)),
        TextOr::Data(_) => None,
    }
}

/// The items of a list that could be read.
fn items<T>(list: &List<T>) -> impl Iterator<Item = &T> {
    list.value().into_iter().flatten().filter_map(Field::value)
}

/// A switch that is off when nothing is said.
fn on(field: &Field<bool>) -> bool {
    field.value().copied().unwrap_or(false)
}

/// One client, whole and proven.
#[derive(Clone, Debug)]
pub struct Client {
    /// Names its file and its folder.
    pub slug: Slug,
    /// The adviser's practice.
    pub practice: Option<Practice>,
    /// The organisation.
    pub organisation: Organisation,
    /// Languages, the default first.
    pub languages: Vec<Lang>,
    /// The language that HR reads.
    pub hr_language: HrLanguage,
    /// The language of texts in the file that name none.
    pub written_in: Lang,
    /// Where the site will be found.
    pub site: Site,
    /// Who puts the site online, where that is decided.
    pub hosted_by: Option<HostedBy>,
    /// Who to write to at the organisation.
    pub hr_contact: Option<HrContact>,
    /// Colours, logo and type.
    pub brand: Brand,
    /// The advisers, in the order in which they are shown.
    pub advisers: Vec<Adviser>,
    /// How soon someone gets an answer.
    pub response_time: Option<Amount>,
    /// What the practice and the client have decided on contact and talks.
    pub decided: Decided,
    /// Whether a message begins with a neutral sentence.
    pub prefill: bool,
    /// Whether the employer lets people talk in working time without a reason.
    pub talks_in_working_time: bool,
    /// How a talk can be held; never empty.
    pub meeting_forms: Vec<MeetingForm>,
    /// Whether the practice also coaches in conflicts.
    pub conflict_coaching: bool,
    /// A film of introduction.
    pub video: Option<Video>,
    /// Formal procedures.
    pub procedures: Procedures,
    /// Planned live introductions.
    pub introductions: Vec<Introduction>,
    /// Workshops that are offered.
    pub workshops: Vec<Workshop>,
    /// Origins that may show the site in a frame.
    pub allowed_origins: Vec<Origin>,
    /// The page that the exit button opens.
    pub exit_url: HttpsUrl,
    /// The date of every document.
    pub edition: Edition,
    /// Posters; at least one.
    pub posters: Vec<Poster>,
    /// What the practice asks of the texts it hands out.
    pub care: Care,
    /// The theme's name.
    pub theme: String,
}

/// Proves a client: everything is asked for before anything is given up, so that
/// one run shows all that is wrong.
pub fn client(raw: &Raw, families: &Families) -> (Option<Client>, Diagnostics) {
    let top = raw.file.span(0..raw.file.text.lines().next().map_or(0, str::len));
    let checker = Checker::new(raw.faults.clone(), Vec::new());
    let mut check = Check { checker, files: &raw.files, top: &top };
    let client = Client::check(raw, families, &mut check);
    let mut faults = check.checker.faults;
    faults.sort();
    let sound = !faults.has_errors();
    (client.filter(|_| sound), faults)
}

impl Client {
    fn check(raw: &Raw, families: &Families, check: &mut Check<'_>) -> Option<Self> {
        let keys = &raw.keys;
        check.languages(&keys.languages);
        let hr_language = HrLanguage::check(keys, check);
        check.checker.written_in =
            hr_language.as_ref().filter(|hr| hr.given.is_some()).map(|hr| hr.lang);
        let slug = names::slug(&raw.stem, check);
        let practice = keys.practice.given().and_then(|keys| Practice::check(keys, check));
        let organisation = check
            .group(&keys.organisation, "organisation")
            .and_then(|keys| Organisation::check(keys, check));
        let site =
            check.group(&keys.site, "site").and_then(|keys| Site::check(keys, &raw.stem, check));
        let theme = names::theme(&keys.theme, families, check);
        let families = theme.as_deref().and_then(|name| families.get(name)?.as_ref());
        let brand = Brand::check(&keys.brand, families, check);
        let (top, parse) = (check.top, Edition::parse);
        let edition =
            check.checker.parse_required(&keys.edition, "edition", top, "date/invalid", parse);
        let advisers = Adviser::check_all(&keys.advisers, edition, check);
        let response_time = Amount::check(&keys.response_time, check);
        let video = keys.video.given().and_then(|keys| Video::check(keys, check));
        let procedures = Procedures::check(&keys.procedures, check);
        let has_desk = procedures.internal_reporting_desk.is_some();
        organisation::reporting_duty(&keys.organisation, has_desk, check);
        let introductions = Introduction::check(&keys.introductions, check);
        let allowed_origins = site::allowed_origins(&keys.intranet, check);
        web::of_the_employer(keys, &allowed_origins, check);
        let around = exit::Around {
            site: site.as_ref(),
            practice: practice.as_ref(),
            procedures: &procedures,
            origins: &allowed_origins,
            advisers: &advisers,
        };
        let exit_url = exit::exit_url(keys, &around, check);
        let hr_contact = keys.hr_contact.given().and_then(|keys| HrContact::check(keys, check));
        let posters = Poster::check(&keys.posters, check);
        let decided = Decided::check(keys, &advisers, check);
        let meeting_forms: Vec<MeetingForm> = items(&keys.meeting_forms).copied().collect();

        Some(Self {
            slug: slug?,
            practice,
            organisation: organisation?,
            languages: check.checker.languages.clone(),
            hr_language: hr_language?,
            written_in: check.checker.written_in()?,
            site: site?,
            hosted_by: keys.hosted_by.value().copied(),
            hr_contact,
            brand,
            advisers,
            response_time,
            decided,
            prefill: on(&keys.prefill),
            talks_in_working_time: on(&keys.talks_in_working_time),
            meeting_forms: match meeting_forms.is_empty() {
                true => MeetingForm::ALL.to_vec(),
                false => meeting_forms,
            },
            conflict_coaching: on(&keys.conflict_coaching),
            video,
            procedures,
            introductions,
            workshops: items(&keys.workshops).copied().collect(),
            allowed_origins,
            exit_url: exit_url?,
            edition: edition?,
            posters,
            care: Care::check(&keys.content),
            theme: theme?,
        })
    }

    /// The first of `languages`.
    pub fn default_lang(&self) -> Lang {
        self.languages[0]
    }

    /// The client as paper and messages tell of it: with those alone who are there for good.
    #[must_use]
    pub fn lasting(&self) -> Self {
        let mut lasting = self.clone();
        lasting.advisers.retain(|adviser| adviser.stay.is_lasting());
        lasting
    }

    /// Whether there are more advisers than a sheet holds with their numbers: the site lists
    /// them by language, and paper leads to the site.
    pub fn is_crowd(&self) -> bool {
        self.advisers.len() > 10
    }

    /// The channels of all advisers.
    fn channels(&self) -> impl Iterator<Item = &Channel> {
        self.advisers.iter().flat_map(|one| &one.channels)
    }

    /// The client as UI words see it: what needs no words itself.
    pub fn facts(&self, reader: &Reader<'_>) -> Map<String, Value> {
        let kinds: BTreeSet<&str> = self.channels().map(|one| one.kind.as_str()).collect();
        let mut facts = object(json!({
            "lang": reader.lang().tag(),
            "organisation": self.organisation.view(reader),
            "practice": Practice::view(self.practice.as_ref(), reader),
            "adviser_count": self.advisers.len(),
            "crowd": self.is_crowd(),
            "has_whatsapp": kinds.contains("whatsapp"),
            "channel_count": kinds.len(),
            "has_web": kinds.contains("web"),
            "anonymous_web": self.channels().filter_map(Channel::web).any(|web| web.anonymous),
            "response_time": self.response_time.as_ref().and_then(|time| time.said(reader)),
            "talks_in_working_time": self.talks_in_working_time,
            "conflict_coaching": self.conflict_coaching,
            "procedures": self.procedures.view(reader),
            "video": self.video.as_ref().map(|video| video.view(reader)),
            "site": self.site.view(reader),
            "hosted_by": self.hosted_by,
        }));
        facts.extend(object(self.decided.view(reader)));
        facts
    }

    /// The client as every template sees it, in the language of `reader`.
    ///
    /// Surfaces add only what is their own: links between files, pictures, the sheet.
    /// Every name is there for every client, with `null` for what a client does not have.
    pub fn view(&self, reader: &Reader<'_>) -> Map<String, Value> {
        let words = reader.words();
        let mut view = self.facts(reader);
        let write_first = self.is_unspoken(reader.lang());
        let advisers = self.in_order(reader.lang()).into_iter();
        let advisers = advisers.map(|(_, adviser)| {
            adviser.view(write_first, self.opening(adviser, words).as_ref(), reader)
        });
        let introductions = self.introductions.iter().map(|one| one.view(reader));
        view.extend(object(json!({
            "dir": reader.lang().dir().as_str(),
            "advisers": advisers.collect::<Vec<_>>(),
            "meeting_forms": self.meeting_forms,
            "workshops": self.workshops,
            "introductions": introductions.collect::<Vec<_>>(),
            "edition": words.edition(self.edition),
        })));
        view.extend(self.spoken(reader));
        view
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
