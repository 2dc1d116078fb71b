//! In which language one can talk to whom: the advisers' languages -> what a page says of them.
//!
//! The page's own language always comes first. Invariant: a person is named only with a language
//! that they speak; where nobody speaks that of the page, there is a sentence to read out.

use serde_json::{Map, Value, json};

use crate::value::{Lang, Tongue};
use crate::words::{Words, at_start, fill};

use super::Client;
use super::adviser::Adviser;
use super::channel::Channel;
use super::prefill::Opening;
use super::view::Reader;

impl Client {
    /// What a page says of languages.
    pub(super) fn spoken(&self, reader: &Reader<'_>) -> Map<String, Value> {
        let words = reader.words();
        let here = self.speakers(reader.lang());
        let names: Vec<String> = here.iter().map(|one| reader.name(&one.name.full)).collect();
        let person = |one: &&Adviser| {
            json!({
                "id": one.id.as_str(),
                "name": reader.name(&one.name.full),
                "first_name": reader.name(&one.name.called),
            })
        };
        let values = json!({
            "role": words.word(role_key(self.advisers.len())),
            "talk_languages": self.talk_languages(reader),
            "by_language": self.by_language(reader),
            "spoken_here": here.iter().map(person).collect::<Vec<_>>(),
            "spoken_here_names": words.list(&names),
            "page_language_spoken": words.in_languages([&Tongue::from(reader.lang())]),
            "write_first": self.is_unspoken(reader.lang()) && self.takes_messages(),
            "opening_sentence": self.opening_sentence(words),
        });
        super::object(values)
    }

    /// Who speaks a language.
    pub fn speakers(&self, lang: Lang) -> Vec<&Adviser> {
        self.advisers.iter().filter(|adviser| adviser.speaks(lang)).collect()
    }

    /// The advisers with their place in the file, those who speak a language before all others:
    /// whoever reads a page calls the first who is named there.
    pub fn in_order(&self, lang: Lang) -> Vec<(usize, &Adviser)> {
        let mut sorted: Vec<(usize, &Adviser)> = self.advisers.iter().enumerate().collect();
        sorted.sort_by_key(|(_, adviser)| !adviser.speaks(lang));
        sorted
    }

    /// Whether nobody speaks a language that is not that of the country.
    pub(super) fn is_unspoken(&self, lang: Lang) -> bool {
        !lang.is_of_the_country() && self.speakers(lang).is_empty()
    }

    fn takes_messages(&self) -> bool {
        self.channels().any(|channel| !channel.is_call())
    }

    /// What whoever calls can read out where nobody speaks the language of the page.
    fn opening_sentence(&self, words: &Words) -> Option<String> {
        let can_call = self.channels().any(Channel::is_call);
        if can_call && self.is_unspoken(words.lang()) { self.in_dutch(words) } else { None }
    }

    /// That somebody speaks the language of `words`, in that of the country.
    fn in_dutch(&self, words: &Words) -> Option<String> {
        let key = match self.decided.interpreter {
            Some(false) => "opening_sentence_alone",
            _ => "opening_sentence",
        };
        let name = Tongue::from(words.lang()).name(Lang::of_the_country());
        Some(fill(words.get(key)?, [("language", name.as_str())].into_iter()))
    }

    /// What a message to an adviser begins with, where the client wants that.
    pub(super) fn opening(&self, adviser: &Adviser, words: &Words) -> Option<Opening> {
        if !self.prefill {
            return None;
        }
        let lang = words.lang();
        let foreign = !lang.is_of_the_country() && !adviser.speaks(lang);
        let also = if foreign { self.in_dutch(words) } else { None };
        Opening::new(words, also.as_deref())
    }

    /// The advisers by the languages that they speak: the reader's first, then by name.
    fn by_language(&self, reader: &Reader<'_>) -> Vec<Value> {
        let group = |(tongue, people): (&Tongue, Vec<&Adviser>)| {
            let mut group = reader.spoken(tongue);
            group["in_language"] = json!(reader.words().in_languages([tongue]));
            let person = |one: &&Adviser| json!({"id": one.id.as_str(), "name": reader.name(&one.name.full)});
            group["people"] = people.iter().map(person).collect();
            group
        };
        self.groups(reader).into_iter().map(group).collect()
    }

    fn groups(&self, reader: &Reader<'_>) -> Vec<(&Tongue, Vec<&Adviser>)> {
        let mut spoken: Vec<(&Tongue, Vec<&Adviser>)> = Vec::new();
        for adviser in &self.advisers {
            for tongue in &adviser.languages {
                match spoken.iter_mut().find(|(known, _)| *known == tongue) {
                    Some((_, people)) => people.push(adviser),
                    None => spoken.push((tongue, vec![adviser])),
                }
            }
        }
        let name = |tongue: &Tongue| reader.words().lang_name(tongue).to_lowercase();
        spoken.sort_by_cached_key(|(tongue, _)| (!tongue.is_of(reader.lang()), name(tongue)));
        spoken
    }

    /// The languages that one can talk to the advisers in, in words: a sentence, or one for each
    /// language where not everybody speaks the same. Of more people than a sheet holds, it says
    /// no names.
    fn talk_languages(&self, reader: &Reader<'_>) -> String {
        let (words, lang) = (reader.words(), reader.lang());
        let groups = self.groups(reader);
        let all_the_same = groups.iter().all(|(_, people)| people.len() == self.advisers.len());
        let key = match self.advisers.len() {
            1 => "talk_languages",
            _ => "talk_languages_several",
        };
        if words.get(key).is_none() || groups.is_empty() {
            return String::new();
        }
        if all_the_same || self.is_crowd() {
            // As the adviser gave them, which is how they stand beside a name.
            let first = self.advisers.first().map_or(&[][..], |one| &one.languages);
            let spoken = words.in_languages(own_first(first, lang));
            return words.filled(key, &[("languages", &spoken)]);
        }
        let sentence = |(tongue, people): &(&Tongue, Vec<&Adviser>)| {
            let names: Vec<String> = people.iter().map(|one| reader.name(&one.name.full)).collect();
            let spoken = at_start(lang, &words.in_languages([*tongue]));
            let values = [("language", spoken.as_str()), ("names", &words.list(&names))];
            fill("{language}: {names}.", values.into_iter())
        };
        words.together(&groups.iter().map(sentence).collect::<Vec<_>>().join(" "))
    }
}

/// The word for the role of one adviser, or of several.
pub fn role_key(advisers: usize) -> &'static str {
    if advisers > 1 { "advisers_role" } else { "adviser_role" }
}

/// Languages with that of the page before all others.
pub(super) fn own_first(languages: &[Tongue], lang: Lang) -> Vec<&Tongue> {
    let mut sorted: Vec<&Tongue> = languages.iter().collect();
    sorted.sort_by_key(|one| !one.is_of(lang));
    sorted
}
