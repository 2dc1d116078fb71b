//! The shape of content's YAML: front matter, help lines, statements of law.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::value::{Audience, List, LocalText, TongueText};
use crate::yaml::Field;

/// The block between `---` lines at the top of a page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FrontMatter {
    /// The title.
    pub title: Field<String>,
    /// A shorter title for navigation.
    pub menu: Field<String>,
    /// What is said first.
    pub summary: Field<String>,
    /// Place in the navigation.
    pub order: Field<u32>,
    /// For whom.
    pub audience: Field<Audience>,
    /// When its facts were last checked.
    pub checked_on: Field<String>,
    /// Where its facts come from.
    pub sources: List<String>,
    /// Who read the translation; `none` for nobody yet.
    pub reviewer: Field<String>,
    /// The digest of the Dutch text that this one was translated from.
    pub translated_from: Field<String>,
    /// The digest of the page that this one, a client's own, replaces.
    pub replaces: Field<String>,
    /// Whether another language may stand in.
    pub fallback: Field<Fallback>,
    /// Where it appears; the site when absent.
    pub surfaces: List<String>,
}

/// Whether another language may stand in for a missing page.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Fallback {
    /// It may, with a notice.
    Allowed,
    /// It may not.
    Never,
}

/// `_helplines.yaml`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct HelpLines {
    /// The lines in the order in which they are shown.
    pub lines: List<HelpLine>,
}

/// The facts of a help line.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct HelpLine {
    /// Names it.
    pub id: Field<String>,
    /// The organisation; usually in the language's own file, as are the next three.
    pub name: Field<LocalText>,
    /// What it is for.
    pub about: Field<LocalText>,
    /// What a call costs.
    pub cost: Field<LocalText>,
    /// When it is open.
    pub hours: Field<LocalText>,
    /// The number as printed.
    pub number: Field<String>,
    /// The number as dialled, where it differs.
    pub tel: Field<String>,
    /// Its number for who has a foreign SIM card, where it is another one.
    pub abroad: Field<String>,
    /// Its website.
    pub url: Field<String>,
    /// Its pages in other languages, by their tags.
    pub urls: Field<BTreeMap<String, Field<String>>>,
    /// Languages in which it answers, by their tags.
    pub languages: List<TongueText>,
    /// 1, 2 or 3.
    pub tier: Field<u32>,
    /// Sectors of tier 3.
    pub sectors: List<String>,
    /// It is first of its tier in all languages but these.
    pub first_unless: List<String>,
    /// When it was last checked.
    pub checked_on: Field<String>,
    /// Where the facts come from.
    pub sources: List<String>,
    /// Whether a person has checked it with its owner.
    pub verified: Field<bool>,
}

/// `<language>/_helplines.yaml`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct HelpWordsFile {
    /// Who read the translation; `none` for nobody yet.
    pub reviewer: Field<String>,
    /// When it was last checked.
    pub checked_on: Field<String>,
    /// The digest of the Dutch words that these were translated from.
    pub translated_from: Field<String>,
    /// Words by the id of the line.
    pub lines: Field<BTreeMap<String, Field<HelpWords>>>,
}

/// The words of a help line in one language.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct HelpWords {
    /// The organisation.
    pub name: Field<String>,
    /// What it is for.
    pub about: Field<String>,
    /// What a call costs.
    pub cost: Field<String>,
    /// When it is open.
    pub hours: Field<String>,
}

/// `_facts.yaml`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// Statements of law, one for each fragment `_law-<id>.md`.
    pub statements: List<Statement>,
}

/// A statement of law whose words are in fragments.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Statement {
    /// The name of its fragment without `_law-` and `.md`.
    pub id: Field<String>,
    /// What it says, for whoever checks it.
    pub about: Field<String>,
    /// When it was last checked.
    pub checked_on: Field<String>,
    /// Of a bill: the last day of which its sources know how far it was.
    pub status_of: Field<String>,
    /// Where it comes from.
    pub sources: List<String>,
    /// Whether a person has checked it with a source of law.
    pub verified: Field<bool>,
}

/// `<language>/_reviews.yaml`: who has read what.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Reviews {
    /// By the name of the file that was read.
    pub reviews: Field<BTreeMap<String, Field<Review>>>,
}

/// That somebody has read a file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Review {
    /// Who.
    pub reviewer: Field<String>,
    /// On which day.
    pub checked_on: Field<String>,
    /// The digest of the text that was read.
    pub text: Field<String>,
}

/// `<language>/_language.yaml`: rules of plain language.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LanguageRules {
    /// How long sentences may be.
    pub sentence: Field<SentenceRule>,
    /// Words that have to be explained.
    pub explain: List<ExplainRule>,
    /// What confidentiality always excepts.
    pub exception: Field<ExceptionRule>,
    /// Phrases that are not to be said.
    pub forbidden: List<ForbiddenRule>,
    /// Forms of the word for an organisation, by its kind.
    pub kinds: Field<Kinds>,
    /// Whether that word stands beside the name in sentences.
    pub kind_with_name: Field<bool>,
    /// What may not be parted at the end of a line.
    pub keep_together: Field<KeepTogether>,
}

/// Forms of a word by their names, by kind of organisation.
pub type Kinds = BTreeMap<String, Field<BTreeMap<String, Field<String>>>>;

/// What may not be parted at the end of a line.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct KeepTogether {
    /// Words that stay with the next one.
    pub with_next: List<String>,
    /// Words and signs that stay with a number behind them.
    pub before_number: List<String>,
    /// Words and signs that stay with a number before them; the months do already.
    pub after_number: List<String>,
    /// Whether a short number stays with any word behind it.
    pub number_with_word: Field<bool>,
    /// Whether initials stay with the name behind them.
    pub initials: Field<bool>,
}

/// How long sentences may be, in words.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SentenceRule {
    /// On average over a page.
    pub average: Field<u32>,
    /// At most.
    pub longest: Field<u32>,
}

/// A word that has to be explained where it first stands.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ExplainRule {
    /// The word.
    pub word: Field<String>,
    /// Words of which one nearby counts as an explanation.
    pub by: List<String>,
}

/// What the fixed text on confidentiality must name, each in one of these ways.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ExceptionRule {
    /// That somebody is in danger.
    pub danger: List<String>,
    /// That the law obliges to speak.
    pub duty: List<String>,
}

/// A phrase that is not to be said.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ForbiddenRule {
    /// What it would promise that nobody can keep: the same kinds in every language.
    pub kind: Field<String>,
    /// The phrase, a stem of its last word where that has forms; `…` is a few words.
    pub phrase: Field<String>,
    /// Other ways to say the same.
    pub or: List<String>,
    /// Why.
    pub because: Field<String>,
    /// What to say.
    pub instead: Field<String>,
}
