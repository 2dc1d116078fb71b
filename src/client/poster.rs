//! Posters: keys -> headline, design and distance.
//!
//! Invariant: there is at least one; one with nothing of its own asks the
//! standard question in the theme's first design.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::diag::{Diagnostic, Span};
use crate::value::{List, LocalText, Text};
use crate::yaml::Field;

use super::check::Check;

/// A poster.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Poster")]
pub struct PosterKeys {
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

impl Poster {
    pub(super) fn check(list: &List<PosterKeys>, check: &mut Check<'_>) -> Vec<Self> {
        let mut posters = Vec::new();
        for item in check.checker.items(list) {
            let PosterKeys { headline, design, distance_m } = &item.value;
            let own = check.checker.name(headline);
            own_questions(headline, own.as_ref(), check);
            let distance = distance_m.given();
            if let Some(distance) = distance
                && !(0.3..=10.0).contains(&distance.value)
            {
                check.push(
                    Diagnostic::error(
                        "poster/distance",
                        format!("a poster is not read from {} m", distance.value),
                    )
                    .at(&distance.span)
                    .hint("give the distance in metres, from 0.3 to 10"),
                );
            }
            posters.push(Self {
                headline: own,
                design: design.given().map(|design| (design.value.clone(), design.span.clone())),
                distance_m: distance.map(|distance| (distance.value, distance.span.clone())),
            });
        }
        if posters.is_empty() {
            posters.push(Self::default());
        }
        posters
    }
}

/// Says in which languages a poster asks the standard question.
fn own_questions(field: &Field<LocalText>, headline: Option<&Text>, check: &mut Check<'_>) {
    let Some((headline, given)) = headline.zip(field.given()) else { return };
    let languages = check.checker.languages.iter();
    let missing: Vec<&str> =
        languages.filter(|lang| headline.exact(**lang).is_none()).map(|lang| lang.tag()).collect();
    if !missing.is_empty() {
        check.push(
            Diagnostic::note(
                "text/fallback",
                format!("posters in {} ask the standard question", missing.join(", ")),
            )
            .at(&given.span)
            .hint(format!("add your own, as in `{}: …`", missing[0])),
        );
    }
}
