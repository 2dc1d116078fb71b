//! A confidential adviser: keys -> a person that can be reached -> view.
//!
//! Invariant: a name that no other adviser of the client has, at least one
//! language, and a list of channels that is empty only where that was reported.

use std::collections::BTreeSet;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::diag::{Diagnostic, say};
use crate::value::{
    Edition, FileKind, Lang, List, LocalText, PersonName, Picture, Slug, Text, Tongue, TongueText,
};
use crate::words::Words;
use crate::yaml::{Field, Located};

use super::absence::{Absence, AbsenceKeys};
use super::channel::{Channel, ChannelKeys, ChannelKind};
use super::check::Check;
use super::person::{self, NameKeys};
use super::picture::{ImageKeys, Shows};
use super::prefill::Opening;
use super::registration::{Registration, RegistrationKeys};
use super::spoken::own_first;
use super::stay::{self, Stay};
use super::view::Reader;

/// How many advisers a kit holds: so many names are set on a sticker by name alone, and so
/// many buttons still make a page that telephones show at once.
const MOST: usize = 100;

/// A confidential adviser.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Adviser")]
pub struct AdviserKeys {
    /// Full name, as in `drs. Noor van den Berg`; or its parts, as in
    /// `{given: Noor, family: van den Berg, prefix: drs.}`.
    pub name: Field<NameKeys>,
    /// A short name of lower-case letters, by which other files name the adviser, as in
    /// `marieke`; made of the name when absent.
    #[serde(default)]
    pub id: Field<String>,
    /// What the adviser is called on buttons, as in `Noor`; told from the name when absent.
    #[serde(default)]
    pub called: Field<String>,
    /// A portrait, upright.
    #[serde(default)]
    pub photo: Field<ImageKeys>,
    /// Two or three sentences about the person.
    #[serde(default)]
    pub bio: Field<LocalText>,
    /// Languages that the adviser speaks, by their tags, as in `[nl, ti, ckb]`; when absent,
    /// Dutch where the site is in Dutch too, else the first language of the site.
    #[serde(default)]
    pub languages: List<TongueText>,
    /// Professional registrations; shown only with a link to the register.
    #[serde(default)]
    pub registrations: List<RegistrationKeys>,
    /// Ways to make contact; at least one.
    pub channels: List<ChannelKeys>,
    /// Channels of the practice that are not used here, as in `[whatsapp]`.
    #[serde(default)]
    pub without: List<ChannelKind>,
    /// `false` for an adviser of the practice who does not work for this client.
    #[serde(default)]
    pub here: Field<bool>,
    /// Where the adviser stands: 1 is the first; those without come behind, in their order.
    #[serde(default)]
    pub order: Field<u32>,
    /// First day of somebody who is there from then on, as in `2026-12-01`.
    #[serde(default)]
    pub from: Field<String>,
    /// Last day of somebody who is there for a time, as a stand-in; the site says it, and paper
    /// does not name them.
    #[serde(default)]
    pub until: Field<String>,
    /// Planned absences, with who stands in.
    #[serde(default)]
    pub absences: List<AbsenceKeys>,
}

/// A confidential adviser.
#[derive(Clone, Debug)]
pub struct Adviser {
    /// The name, with its parts.
    pub name: PersonName,
    /// Names what belongs to the adviser in files; unique within the client.
    pub id: Slug,
    /// A portrait and what it shows.
    pub photo: Option<(Picture, Text)>,
    /// Two or three sentences.
    pub bio: Option<Text>,
    /// Languages that the adviser speaks; never empty.
    pub languages: Vec<Tongue>,
    /// Professional registrations.
    pub registrations: Vec<Registration>,
    /// In the order shown everywhere; never empty.
    pub channels: Vec<Channel>,
    /// Planned absences, in order.
    pub absences: Vec<Absence>,
    /// The days on which they are there, where that is for a time.
    pub stay: Stay,
}

impl AdviserKeys {
    pub(super) fn files(&self) -> Option<(FileKind, &Located<String>)> {
        ImageKeys::file(&self.photo)
    }
}

/// The advisers as they stand in a file: a list, or by name over those of the practice, where
/// nothing of what the practice has need be said again.
pub(super) fn by_name_or_listed(generator: &mut SchemaGenerator) -> Schema {
    let adviser = generator.subschema_for::<AdviserKeys>();
    let mut here = AdviserKeys::json_schema(generator);
    here.remove("required");
    here.insert("title".to_owned(), json!("What differs for this client"));
    json_schema!({
        "oneOf": [
            {
                "title": "A list: all advisers, each whole",
                "type": "array",
                "items": adviser,
            },
            {
                "title": "By name: what differs from the practice, as in {marieke: {without: [whatsapp]}}",
                "type": "object",
                "additionalProperties": {"anyOf": [here, {"type": "null"}]},
            },
        ]
    })
}

/// The advisers that somebody is to see: without those who do not work here.
pub(super) fn here(list: &List<AdviserKeys>) -> impl Iterator<Item = &AdviserKeys> {
    let all = list.value().into_iter().flatten().filter_map(Field::value);
    all.filter(|keys| keys.here.value() != Some(&false))
}

/// The names of all who are written down, and which of them are advisers here.
pub(super) struct Crew {
    pub(super) here: Vec<String>,
    pub(super) elsewhere: Vec<String>,
}

impl Adviser {
    /// All advisers of a client.
    pub(super) fn check_all(
        list: &List<AdviserKeys>,
        edition: Option<Edition>,
        check: &mut Check<'_>,
    ) -> Vec<Self> {
        let Some(given) = check.group(list, "advisers") else { return Vec::new() };
        let all = check.checker.items(list);
        let (mut items, gone): (Vec<&Located<AdviserKeys>>, Vec<&Located<AdviserKeys>>) =
            all.partition(|item| item.value.here.value() != Some(&false));
        let some = !given.value.is_empty() && (!items.is_empty() || gone.is_empty());
        if !some {
            check.push(
                Diagnostic::error("adviser/none", say!("at least one adviser is needed"))
                    .at(&given.span)
                    .hint(say!("write `- name:` and `channels:` for each")),
            );
        }
        items.sort_by_key(|item| item.value.order.value().copied().unwrap_or(u32::MAX));
        let written = |item: &&Located<AdviserKeys>| {
            item.value.name.value().and_then(person::written).unwrap_or_default()
        };
        let crew = Crew {
            here: items.iter().map(written).collect(),
            elsewhere: gone.iter().map(written).collect(),
        };
        if let Some(next) = items.get(MOST) {
            let count = items.len();
            check.push(
                Diagnostic::error(
                    "adviser/many",
                    say!("this is adviser {} of {count}, and a kit holds {MOST}", MOST + 1),
                )
                .at(&next.span)
                .hint(say!(
                    "make a client file for each part of the organisation, with its own advisers"
                )),
            );
        }
        let mut ids = BTreeSet::new();
        let mut advisers = Vec::new();
        for (index, item) in items.iter().take(MOST).enumerate() {
            advisers.extend(Self::check(item, (index, &crew), edition, &mut ids, check));
        }
        let advisers = stay::in_time(advisers, edition, &given.span, check);
        let calls = |adviser: &Self| adviser.channels.iter().any(Channel::is_call);
        // A number that is wrong is told at its own place.
        if !advisers.is_empty() && !advisers.iter().any(calls) && !check.checker.faults.has_errors()
        {
            check.push(
                Diagnostic::note(
                    "contact/no-number",
                    say!("nobody can be called here, and texts of the kit speak of calling"),
                )
                .at(&given.span)
                .hint(say!("add a number if there is one, or change those texts: `vpsite edit`")),
            );
        }
        advisers
    }

    fn check(
        keys: &Located<AdviserKeys>,
        (index, crew): (usize, &Crew),
        edition: Option<Edition>,
        ids: &mut BTreeSet<Slug>,
        check: &mut Check<'_>,
    ) -> Option<Self> {
        let AdviserKeys {
            name,
            id,
            called,
            photo,
            bio,
            languages,
            registrations,
            channels,
            without,
            here: _,
            order: _,
            from,
            until,
            absences,
        } = &keys.value;
        let given = name.given();
        let name = person::check(name, called, &keys.span, check);
        let names = &crew.here;
        if let Some(located) = given
            && !names[index].is_empty()
            && names[..index].contains(&names[index])
        {
            check.push(
                Diagnostic::error(
                    "adviser/twice",
                    say!("there are two advisers named `{}`", names[index]),
                )
                .at(&located.span)
                .hint(say!(
                    "each adviser stands in the list once; put all channels under one name"
                )),
            );
        }
        let photo = check.image(photo, Shows::Person);
        let bio = check.checker.text(bio, "bio");
        let languages = check.checker.tongues(languages);
        let registrations = Registration::check_all(registrations, check);
        let channels = Channel::check_all(channels, without, &keys.span, check);
        let absences = Absence::check_all(absences, crew, edition, check);
        let stay = Stay::check(from, until, &keys.span, check);
        let wanted = own_id(id, ids, check);
        let name = name?;
        let id = wanted.or_else(|| unique_id(&name.full, index, ids))?;
        ids.insert(id.clone());
        let here = check.checker.languages.iter().find(|lang| lang.is_of_the_country()).copied();
        let default = here.or_else(|| check.checker.default_lang())?;
        Some(Self {
            name,
            id,
            photo,
            bio,
            languages: if languages.is_empty() { vec![Tongue::from(default)] } else { languages },
            registrations,
            channels,
            absences,
            stay,
        })
    }

    /// Whether whoever reads a text in `lang` can talk to them in it.
    pub fn speaks(&self, lang: Lang) -> bool {
        self.languages.iter().any(|one| one.is_of(lang))
    }

    /// When they are there, and when not; nothing where nothing is to be said of it.
    fn days(&self, reader: &Reader<'_>) -> Option<String> {
        let said = [self.stay.in_words(reader), Absence::in_words(&self.absences, reader)];
        let said: Vec<String> = said.into_iter().flatten().collect();
        (!said.is_empty()).then(|| said.join(" "))
    }

    /// The adviser as templates see them; portrait and card are added where they lie.
    ///
    /// Where nobody speaks the language of the page, channels by text come first.
    pub(super) fn view(
        &self,
        write_first: bool,
        opening: Option<&Opening>,
        reader: &Reader<'_>,
    ) -> Value {
        let (words, spoken) = (reader.words(), own_first(&self.languages, reader.lang()));
        let first_name = self.name.called.as_str();
        let registrations = self.registrations.iter().map(|one| one.view(reader));
        let mut channels: Vec<&Channel> = self.channels.iter().collect();
        channels.sort_by_key(|channel| write_first && channel.is_call());
        let channels = channels.into_iter().map(|one| one.view(first_name, opening, reader));
        let languages = spoken.iter().map(|spoken| reader.spoken(spoken));
        let names = words.lang_names(spoken.iter().copied());
        json!({
            "id": self.id.as_str(),
            "name": reader.name(&self.name.full),
            "first_name": reader.name(first_name),
            "initials": self.name.initials(),
            "bio": reader.text(self.bio.as_ref()),
            "languages": languages.collect::<Vec<_>>(),
            "speaks": speaks(spoken.len(), &names, words),
            "spoken": names,
            "in_languages": words.in_languages(spoken.iter().copied()),
            "registrations": registrations.collect::<Vec<_>>(),
            "absence": self.days(reader),
            "channels": channels.collect::<Vec<_>>(),
        })
    }
}

/// What an adviser speaks, as a line of its own; nothing where no language is given.
fn speaks(count: usize, names: &str, words: &Words) -> Option<String> {
    let key = match count {
        0 => return None,
        1 => "speaks_one",
        _ => "speaks",
    };
    Some(words.filled(key, &[("languages", names)]))
}

/// The id that the file gives.
fn own_id(field: &Field<String>, ids: &BTreeSet<Slug>, check: &mut Check<'_>) -> Option<Slug> {
    let given = field.given()?;
    let Ok(id) = Slug::parse(given.value.trim()) else {
        check.push(
            Diagnostic::error("adviser/id", say!("`{}` cannot name an adviser", given.value))
                .at(&given.span)
                .hint(say!("use lower-case letters, digits and hyphens, as in `marieke`")),
        );
        return None;
    };
    if ids.contains(&id) {
        check.push(
            Diagnostic::error("adviser/twice", say!("there are two advisers `{id}`"))
                .at(&given.span)
                .hint(say!("give each adviser an `id` of their own")),
        );
    }
    Some(id)
}

fn unique_id(name: &str, index: usize, ids: &BTreeSet<Slug>) -> Option<Slug> {
    let wanted = Slug::from_text(name);
    let numbered = || Slug::parse(&format!("adviser-{}", index + 1)).ok();
    wanted.filter(|id| !ids.contains(id)).or_else(numbered)
}
