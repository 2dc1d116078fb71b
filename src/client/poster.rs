//! Posters: keys -> headline, design, distance and ink.
//!
//! Invariant: there is at least one; one with nothing of its own asks the
//! standard question in the theme's first design.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diag::{Diagnostic, Span, say};
use crate::value::{List, LocalText, Text};
use crate::yaml::Field;

use super::check::Check;

/// The longest headline that is set at a third of the designed size or more, in characters.
const HEADLINE: usize = 100;
/// The longest word of a headline at a third of the designed size, in letters: of 0.52 em
/// each, over the width of A4, or over the column of the poster with the portrait.
const WORD: usize = 30;
const NARROW_WORD: usize = 20;

/// A poster.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Poster")]
pub struct PosterKeys {
    /// A headline of three to seven words; when absent a standard question, of which three take
    /// turns over the posters of a client.
    #[serde(default)]
    pub headline: Field<LocalText>,
    /// `question`, `person`, `pictogram`, or another design of the theme; `question` when absent.
    #[serde(default)]
    pub design: Field<String>,
    /// From how far it is read, in metres; sets the size of the code.
    #[serde(default)]
    pub distance_m: Field<f64>,
    /// `full`, or `light` for office printers: white with a frame instead of an area in the
    /// brand's colour, which saves toner; `full` when absent.
    #[serde(default)]
    pub ink: Field<Ink>,
}

/// How much of a poster is covered with colour.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Ink {
    /// An area in the brand's colour.
    #[default]
    Full,
    /// White, with a frame in the brand's colour.
    Light,
}

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
    /// How much of it is covered with colour.
    pub ink: Ink,
}

impl Poster {
    pub(super) fn check(list: &List<PosterKeys>, check: &mut Check<'_>) -> Vec<Self> {
        let mut posters = Vec::new();
        for item in check.checker.items(list) {
            let PosterKeys { headline, design, distance_m, ink } = &item.value;
            let own = check.checker.name(headline);
            own_questions(headline, own.as_ref(), check);
            readable(headline, design.value().is_some_and(|name| name == "person"), check);
            let distance = distance_m.given();
            if let Some(distance) = distance
                && !(0.3..=10.0).contains(&distance.value)
            {
                check.push(
                    Diagnostic::error(
                        "poster/distance",
                        say!("a poster is not read from {} m", distance.value),
                    )
                    .at(&distance.span)
                    .hint(say!("give the distance in metres, from 0.3 to 10")),
                );
            }
            posters.push(Self {
                headline: own,
                design: design.given().map(|design| (design.value.clone(), design.span.clone())),
                distance_m: distance.map(|distance| (distance.value, distance.span.clone())),
                ink: ink.value().copied().unwrap_or_default(),
            });
        }
        if posters.is_empty() {
            posters.push(Self::default());
        }
        posters
    }
}

/// Says where a headline is too long to be read in passing, or holds a word that no line holds.
fn readable(field: &Field<LocalText>, narrow: bool, check: &mut Check<'_>) {
    let Some(given) = field.given() else { return };
    let all: Vec<(&str, &Span)> = match &given.value {
        LocalText::One(text) => vec![(text, &given.span)],
        LocalText::Many(texts) => texts
            .iter()
            .filter_map(|(_, text)| text.given())
            .map(|it| (it.value.as_str(), &it.span))
            .collect(),
    };
    for (text, span) in all {
        let letters = text.trim().chars().count();
        if letters > HEADLINE {
            check.push(
                Diagnostic::warning(
                    "poster/headline",
                    say!("this `headline` has {letters} characters, and is set small to fit"),
                )
                .at(span)
                .hint(say!("ask one question of three to seven words; the rest stands below it")),
            );
        }
        check.checker.long_word(text, "headline", if narrow { NARROW_WORD } else { WORD }, span);
    }
}

/// Says in which languages a poster asks the standard question.
fn own_questions(field: &Field<LocalText>, headline: Option<&Text>, check: &mut Check<'_>) {
    let Some((headline, given)) = headline.zip(field.given()) else { return };
    if let Some((lacking, line)) = check.checker.lacking(headline, &given.value, "headline") {
        let message = say!("posters in {lacking} have the standard headline, not yours");
        let fault = Diagnostic::warning("text/left-out", message).at(&given.span).hint(line);
        check.push(fault);
    }
}
