//! The client: one organisation, its advisers and all that its kit tells.
//!
//! Invariant: there is at least one language and one adviser, and every
//! adviser has at least one channel; `validate` refuses anything less.

use crate::diag::Span;

use crate::value::{
    Date, Edition, Email, Film, HttpsUrl, Lang, PhoneNumber, Picture, Slug, Text, Time,
};

use super::{Brand, Channel};

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
    /// Where the site will be found.
    pub site: Site,
    /// Colours, logo and type.
    pub brand: Brand,
    /// The advisers, in the order in which they are shown.
    pub advisers: Vec<Adviser>,
    /// How soon someone gets an answer.
    pub response_time: Option<Text>,
    /// Whether someone may make contact without a name.
    pub anonymous_contact: bool,
    /// Whether the employer lets people talk in working time without a reason.
    pub talks_in_working_time: bool,
    /// How a talk can be held; never empty.
    pub meeting_forms: Vec<MeetingForm>,
    /// Whether the practice also coaches in conflicts.
    pub conflict_coaching: bool,
    /// A film of introduction.
    pub video: Option<Video>,
    /// Investigates complaints.
    pub complaints_committee: Option<Desk>,
    /// Receives formal reports of wrongdoing.
    pub internal_reporting_desk: Option<Desk>,
    /// Planned live introductions.
    pub introductions: Vec<Introduction>,
    /// Workshops that are offered.
    pub workshops: Vec<Workshop>,
    /// Origins that may show the site in a frame.
    pub allowed_origins: Vec<HttpsUrl>,
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

/// What a practice asks of the texts it hands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Care {
    /// How many months before the edition a fact may have been checked.
    pub checked_within_months: u32,
    /// Whether languages that no native reader has read are refused.
    pub reviewed_only: bool,
}

impl Client {
    /// The first of `languages`.
    pub fn default_lang(&self) -> Lang {
        self.languages[0]
    }
}

/// The adviser's practice.
#[derive(Clone, Debug)]
pub struct Practice {
    /// Its name.
    pub name: String,
    /// Its website.
    pub url: Option<HttpsUrl>,
    /// Its logo and what it shows.
    pub logo: Option<(Picture, Text)>,
}

/// The organisation.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// Full name.
    pub name: String,
    /// Short name, for posters and titles.
    pub short_name: String,
    /// Adds help lines.
    pub sector: Option<Sector>,
    /// Number of employees.
    pub employees: Option<u32>,
    /// Whether there is a works council.
    pub works_council: bool,
    /// A word from the employer.
    pub statement: Option<Text>,
}

/// Where the site will be found.
#[derive(Clone, Debug)]
pub struct Site {
    /// The address that the codes hold.
    pub url: HttpsUrl,
    /// What people type.
    pub short_url: String,
}

/// A confidential adviser.
#[derive(Clone, Debug)]
pub struct Adviser {
    /// Full name.
    pub name: String,
    /// Names what belongs to the adviser in files; unique within the client.
    pub id: Slug,
    /// A portrait and what it shows.
    pub photo: Option<(Picture, Text)>,
    /// Two or three sentences.
    pub bio: Option<Text>,
    /// Languages that the adviser speaks; never empty.
    pub languages: Vec<Lang>,
    /// Professional registrations.
    pub registrations: Vec<Registration>,
    /// In the order shown everywhere; never empty.
    pub channels: Vec<Channel>,
    /// Planned absences, in order.
    pub absences: Vec<Absence>,
}

impl Adviser {
    /// What the adviser is called for short: the first word of the name.
    pub fn first_name(&self) -> &str {
        self.name.split_whitespace().next().unwrap_or(&self.name)
    }

    /// Two letters for where there is no portrait.
    pub fn initials(&self) -> String {
        let capital = |word: &str| word.chars().next().filter(|c| c.is_uppercase());
        let letters: Vec<char> = self.name.split_whitespace().filter_map(capital).collect();
        match (letters.first(), letters.last()) {
            (Some(first), Some(last)) if letters.len() > 1 => format!("{first}{last}"),
            (Some(first), _) => first.to_string(),
            _ => self.name.chars().take(1).collect(),
        }
    }
}

/// A professional registration.
#[derive(Clone, Debug)]
pub struct Registration {
    /// The body that keeps the register.
    pub body: String,
    /// The entry in the public register.
    pub url: HttpsUrl,
    /// What it covers.
    pub scope: Vec<Scope>,
}

/// What a registration covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Bullying, harassment, discrimination, aggression.
    UndesirableBehaviour,
    /// Fraud, conflicts of interest, wrongdoing.
    Integrity,
}

impl Scope {
    /// The key of its word in `_strings.yaml`.
    pub fn string_key(self) -> &'static str {
        match self {
            Scope::UndesirableBehaviour => "scope_undesirable_behaviour",
            Scope::Integrity => "scope_integrity",
        }
    }
}

/// A planned absence.
#[derive(Clone, Debug)]
pub struct Absence {
    /// First day.
    pub from: Date,
    /// Last day; not before the first.
    pub to: Date,
    /// The name of the adviser who stands in.
    pub replaced_by: Option<String>,
}

/// How a talk can be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

impl MeetingForm {
    /// All of them, in the order in which they are shown.
    pub const ALL: [MeetingForm; 5] = [
        MeetingForm::Phone,
        MeetingForm::VideoCall,
        MeetingForm::Office,
        MeetingForm::Walk,
        MeetingForm::Other,
    ];

    /// The name in YAML and in content.
    pub fn as_str(self) -> &'static str {
        match self {
            MeetingForm::Phone => "phone",
            MeetingForm::VideoCall => "video-call",
            MeetingForm::Office => "office",
            MeetingForm::Walk => "walk",
            MeetingForm::Other => "other",
        }
    }
}

/// A film of introduction.
#[derive(Clone, Debug)]
pub struct Video {
    /// Where it is.
    pub source: VideoSource,
    /// Captions by language, as WebVTT.
    pub captions: Vec<(Lang, String)>,
    /// The spoken words by language, as Markdown.
    pub transcripts: Vec<(Lang, String)>,
    /// What it is called.
    pub title: Option<Text>,
}

/// Where a film is.
#[derive(Clone, Debug)]
pub enum VideoSource {
    /// On a page of somebody else: a link, never embedded.
    Link(HttpsUrl),
    /// In the kit.
    File {
        /// The film.
        film: Film,
        /// `mp4` or `webm`.
        extension: &'static str,
    },
}

/// A committee or a desk.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Its name.
    pub name: String,
    /// Its page or regulation.
    pub url: Option<HttpsUrl>,
    /// Its e-mail address.
    pub email: Option<Email>,
    /// Its phone number.
    pub phone: Option<PhoneNumber>,
}

/// A planned live introduction.
#[derive(Clone, Debug)]
pub struct Introduction {
    /// The day.
    pub date: Date,
    /// The time.
    pub time: Time,
    /// The place.
    pub place: String,
    /// The language it is held in.
    pub lang: Lang,
}

/// Workshops that a practice can offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

impl Workshop {
    /// The name in YAML and in content.
    pub fn as_str(self) -> &'static str {
        match self {
            Workshop::SpeakingUp => "speaking-up",
            Workshop::AggressionAndViolence => "aggression-and-violence",
            Workshop::SettingBoundaries => "setting-boundaries",
            Workshop::RespectfulCommunication => "respectful-communication",
        }
    }
}

/// Sectors that have help lines of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sector(pub &'static str);

/// A poster.
#[derive(Clone, Debug, Default)]
pub struct Poster {
    /// The client's own headline; the standard one when absent.
    pub headline: Option<Text>,
    /// Which of the theme's designs, and where that was said; the theme's first when absent.
    pub design: Option<(String, Span)>,
    /// From how far the code is read, in metres, and where that was said; the
    /// sheet's own distance when absent.
    pub distance_m: Option<(f64, Span)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn adviser(name: &str) -> Adviser {
        Adviser {
            name: name.into(),
            id: Slug::parse("a").unwrap(),
            photo: None,
            bio: None,
            languages: Vec::new(),
            registrations: Vec::new(),
            channels: Vec::new(),
            absences: Vec::new(),
        }
    }

    #[test]
    fn initials_skip_the_small_words_of_a_name() {
        let cases = [
            ("Marieke de Vries", "MV"),
            ("Łucja van den Berg-Ólafsdóttir", "ŁB"),
            ("Jan", "J"),
            ("محمد علي", "م"),
        ];
        for (name, initials) in cases {
            assert_eq!(adviser(name).initials(), initials, "{name}");
        }
    }
}
