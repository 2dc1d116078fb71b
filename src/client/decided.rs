//! What only the practice or the client can have decided: keys of the whole file -> switches and
//! choices on contact and talks -> view.
//!
//! Each becomes a sentence of the kit, so nothing is guessed. Invariant: what nobody has decided
//! is `None` here and `null` in the view, and then nothing is said of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::diag::{Diagnostic, Sentence, Span, say};
use crate::yaml::Field;

use super::adviser::Adviser;
use super::channel::Channel;
use super::check::Check;
use super::view::{Reader, named};
use super::{Keys, items};

/// Shortest and longest first talk, in minutes: outside of it a digit is wrong.
const TALK: std::ops::RangeInclusive<u32> = 10..=480;

/// How the adviser calls back.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum CallBack {
    /// With a number that the telephone does not show.
    HiddenNumber,
    /// With the number that stands in the kit.
    OwnNumber,
    /// Not at all: the employee calls again.
    No,
}

/// Who may come besides employees.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Guest {
    /// Interns.
    Interns,
    /// People who work for themselves.
    Freelancers,
    /// Volunteers.
    Volunteers,
    /// People who worked there before.
    FormerEmployees,
}

/// What the practice and the client have decided; `None` where nobody has.
#[derive(Clone, Debug, Default)]
pub struct Decided {
    /// Whether someone may make contact without a name.
    pub anonymous_contact: Option<bool>,
    /// Whether there is a voicemail that only the adviser hears; `None` too where nobody can call.
    pub voicemail: Option<bool>,
    /// How the adviser calls back.
    pub call_back: Option<CallBack>,
    /// How long a first talk takes, in minutes.
    pub talk_length_minutes: Option<u32>,
    /// Who may come besides employees, each once.
    pub who_may_come: Vec<Guest>,
    /// Whether agency workers may come here.
    pub agency_workers: Option<bool>,
    /// Whether someone who is accused may come too.
    pub helps_accused: Option<bool>,
    /// Whether an interpreter can join.
    pub interpreter: Option<bool>,
    /// Whether the adviser makes notes.
    pub notes_kept: Option<bool>,
    /// Whether a talk may be recorded if both agree.
    pub recording: Option<bool>,
    /// Whether the adviser passes on a report on integrity without a name.
    pub integrity_on_behalf: Option<bool>,
}

impl Decided {
    pub(super) fn check(keys: &Keys, advisers: &[Adviser], check: &mut Check<'_>) -> Self {
        let said = |field: &Field<bool>| field.value().copied();
        let can_call = advisers.iter().flat_map(|adviser| &adviser.channels).any(|it| it.is_call());
        contradictions(keys, can_call || advisers.is_empty(), check);
        asked_for_a_name(keys, advisers, check);
        let mut who_may_come: Vec<Guest> = Vec::new();
        for guest in items(&keys.who_may_come) {
            if !who_may_come.contains(guest) {
                who_may_come.push(*guest);
            }
        }
        Self {
            anonymous_contact: said(&keys.anonymous_contact),
            voicemail: said(&keys.voicemail).filter(|_| can_call),
            call_back: keys.call_back.value().copied(),
            talk_length_minutes: talk_length(&keys.talk_length_minutes, check),
            who_may_come,
            agency_workers: said(&keys.agency_workers),
            helps_accused: said(&keys.helps_accused),
            interpreter: said(&keys.interpreter),
            notes_kept: said(&keys.notes_kept),
            recording: said(&keys.recording),
            integrity_on_behalf: said(&keys.integrity_on_behalf),
        }
    }

    pub(super) fn view(&self, reader: &Reader<'_>) -> Value {
        let words = reader.words();
        let guest = |guest: &Guest| {
            let key = format!("come_{}", named(guest).replace('-', "_"));
            words.get(&key).map(str::to_owned)
        };
        let guests: Option<Vec<String>> = self.who_may_come.iter().map(guest).collect();
        let guests = guests.filter(|guests| !guests.is_empty());
        json!({
            "anonymous_contact": self.anonymous_contact,
            "voicemail": self.voicemail,
            "call_back": self.call_back,
            "talk_length_minutes": self.talk_length_minutes,
            "talk_length": self.talk_length_minutes.and_then(|minutes| words.minutes(minutes)),
            "who_may_come": self.who_may_come,
            "who_may_come_text": guests.map(|guests| words.list(&guests)),
            "agency_workers": self.agency_workers,
            "helps_accused": self.helps_accused,
            "interpreter": self.interpreter,
            "notes_kept": self.notes_kept,
            "recording": self.recording,
            "integrity_on_behalf": self.integrity_on_behalf,
        })
    }
}

fn talk_length(field: &Field<u32>, check: &mut Check<'_>) -> Option<u32> {
    let given = field.given()?;
    if TALK.contains(&given.value) {
        return Some(given.value);
    }
    check.push(
        Diagnostic::error(
            "time/length",
            say!("a first talk does not take {} minutes", given.value),
        )
        .at(&given.span)
        .hint(say!(
            "give the minutes that it takes about, from {} to {}: `talk_length_minutes: 60`",
            TALK.start(),
            TALK.end()
        )),
    );
    None
}

/// Says where two keys, or a key and the channels, cannot both be true.
fn contradictions(keys: &Keys, can_call: bool, check: &mut Check<'_>) {
    let own = check.top.file.path.clone();
    let mut odd = |span: &Span, message: Sentence, hint: Sentence| {
        check.push(Diagnostic::warning("contact/contradiction", message).at(span).hint(hint));
    };
    // What the practice says for all of its clients need not be true of each channel of each.
    if let Some(voicemail) = keys.voicemail.given().filter(|it| it.span.file.path == own)
        && !can_call
    {
        odd(
            &voicemail.span,
            say!("`voicemail` is given, and no adviser can be called"),
            say!("leave it out, or add a channel of type `phone`"),
        );
    }
    if let (Some(true), Some(call_back)) = (keys.voicemail.value(), keys.call_back.given())
        && call_back.value == CallBack::No
    {
        odd(
            &call_back.span,
            say!("there is a voicemail, and nobody calls back who speaks on it"),
            say!("write `call_back: hidden-number` or `own-number`, or `voicemail: false`"),
        );
    }
}

/// Says where a chat is called anonymous, and the kit that the adviser asks for a name.
fn asked_for_a_name(keys: &Keys, advisers: &[Adviser], check: &mut Check<'_>) {
    let own = check.top.file.path.clone();
    let asked = keys.anonymous_contact.given().filter(|it| !it.value && it.span.file.path == own);
    let channels = advisers.iter().flat_map(|adviser| &adviser.channels);
    if let Some(asked) = asked
        && channels.filter_map(Channel::web).any(|web| web.anonymous)
    {
        check.push(
            Diagnostic::warning(
                "contact/contradiction",
                say!("an adviser has an anonymous channel, and the adviser asks for a name"),
            )
            .at(&asked.span)
            .hint(say!(
                "leave `anonymous_contact` out, or take `anonymous: true` from the channel"
            )),
        );
    }
}
