//! A confidential adviser: keys -> a person that can be reached -> view.
//!
//! Invariant: a name that no other adviser of the client has, at least one
//! language, and a list of channels that is empty only where that was reported.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::diag::Diagnostic;
use crate::value::{FileKind, Lang, List, LocalText, Picture, Slug, Text};
use crate::yaml::{Field, Located};

use super::absence::{Absence, AbsenceKeys};
use super::channel::{Channel, ChannelKeys};
use super::check::Check;
use super::picture::{ImageKeys, Shows};
use super::registration::{Registration, RegistrationKeys};
use super::view::Reader;

/// A confidential adviser.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Adviser")]
pub struct AdviserKeys {
    /// Full name.
    pub name: Field<String>,
    /// A portrait, upright.
    #[serde(default)]
    pub photo: Field<ImageKeys>,
    /// Two or three sentences about the person.
    #[serde(default)]
    pub bio: Field<LocalText>,
    /// Languages that the adviser speaks; the first language of the site when absent.
    #[serde(default)]
    pub languages: List<String>,
    /// Professional registrations; shown only with a link to the register.
    #[serde(default)]
    pub registrations: List<RegistrationKeys>,
    /// Ways to make contact; at least one.
    pub channels: List<ChannelKeys>,
    /// Planned absences, with who stands in.
    #[serde(default)]
    pub absences: List<AbsenceKeys>,
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

impl AdviserKeys {
    pub(super) fn files(&self) -> Option<(FileKind, &Located<String>)> {
        ImageKeys::file(&self.photo)
    }
}

impl Adviser {
    /// All advisers of a client.
    pub(super) fn check_all(list: &List<AdviserKeys>, check: &mut Check<'_>) -> Vec<Self> {
        let Some(given) = check.group(list, "advisers") else { return Vec::new() };
        if given.value.is_empty() {
            check.push(
                Diagnostic::error("adviser/none", "at least one adviser is needed")
                    .at(&given.span)
                    .hint("write `- name:` and `channels:` for each"),
            );
        }
        let items: Vec<&Located<AdviserKeys>> = check.checker.items(list).collect();
        let names: Vec<&str> =
            items.iter().filter_map(|a| a.value.name.value()).map(String::as_str).collect();
        let mut ids = BTreeSet::new();
        let mut advisers = Vec::new();
        for (index, item) in items.iter().enumerate() {
            advisers.extend(Self::check(item, index, &names, &mut ids, check));
        }
        advisers
    }

    fn check(
        keys: &Located<AdviserKeys>,
        index: usize,
        names: &[&str],
        ids: &mut BTreeSet<Slug>,
        check: &mut Check<'_>,
    ) -> Option<Self> {
        let AdviserKeys { name, photo, bio, languages, registrations, channels, absences } =
            &keys.value;
        let given = name.given();
        let name = check.checker.line_required(name, "name", &keys.span);
        if let Some(located) = given
            && names[..index.min(names.len())].contains(&located.value.as_str())
        {
            check.push(
                Diagnostic::error(
                    "adviser/twice",
                    format!("there are two advisers named `{}`", located.value),
                )
                .at(&located.span)
                .hint("each adviser stands in the list once; put all channels under one name"),
            );
        }
        let photo = check.image(photo, Shows::Person);
        let bio = check.checker.text(bio, "bio");
        let languages = check.checker.lang_list(languages);
        let registrations = Registration::check_all(registrations, check);
        let channels = Channel::check_all(channels, &keys.span, check);
        let absences = Absence::check_all(absences, names, check);
        let name = name?;
        let id = unique_id(&name, index, ids)?;
        let default = check.checker.default_lang()?;
        Some(Self {
            name,
            id,
            photo,
            bio,
            languages: if languages.is_empty() { vec![default] } else { languages },
            registrations,
            channels,
            absences,
        })
    }

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

    /// The adviser as templates see them; portrait and card are added where they lie.
    pub(super) fn view(&self, reader: &Reader<'_>) -> Value {
        let first_name = self.first_name();
        let registrations = self.registrations.iter().map(|one| one.view(reader));
        let channels = self.channels.iter().map(|one| one.view(first_name, reader));
        let languages = self.languages.iter().map(|spoken| reader.spoken(*spoken));
        json!({
            "id": self.id.as_str(),
            "name": reader.name(&self.name),
            "first_name": reader.name(first_name),
            "initials": self.initials(),
            "bio": reader.text(self.bio.as_ref()),
            "bio_lang": reader.stand_in(self.bio.as_ref()),
            "languages": languages.collect::<Vec<_>>(),
            "spoken": reader.words().lang_names(&self.languages),
            "registrations": registrations.collect::<Vec<_>>(),
            "absence": Absence::in_words(&self.absences, reader),
            "channels": channels.collect::<Vec<_>>(),
        })
    }
}

fn unique_id(name: &str, index: usize, ids: &mut BTreeSet<Slug>) -> Option<Slug> {
    let wanted = Slug::from_text(name);
    let numbered = || Slug::parse(&format!("adviser-{}", index + 1)).ok();
    let id = wanted.filter(|id| !ids.contains(id)).or_else(numbered)?;
    ids.insert(id.clone());
    Some(id)
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
