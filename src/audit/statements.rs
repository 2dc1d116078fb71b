//! What an output must say of confidentiality -> whether its words say it.
//!
//! Invariant: what must say something and has no words that can be read says nothing; of slides,
//! the whole text stands on one slide or in its notes, and on one that is shown.

use std::collections::{BTreeMap, BTreeSet};

use super::fault::{Fault, Place};
use super::presentation::{Presentation, Slide};
use crate::diag::{Diagnostic, Sentence, say};
use crate::plan::{Saying, Statement};
use crate::theme::Says;
use crate::value::Lang;

/// What stands in a text in the place of a client's value (Unicode 23.8, object replacement), as
/// who reads the content puts it there.
const GAP: char = '\u{FFFC}';
/// Words that a slide must share with the text to be the one that it belongs to.
const SHARED: usize = 3;
/// Letters of a word that says something by itself.
const LONG: usize = 5;

/// Looks for a statement in the words of an output.
pub fn look(said: &str, saying: Saying, all: &BTreeMap<Lang, Statement>) -> Option<Fault> {
    let nothing = Statement::default();
    let statement = all.get(&saying.lang).unwrap_or(&nothing);
    let said = letters(said);
    let says = |text: &str| {
        let text = letters(text);
        !text.is_empty() && said.contains(&text)
    };
    let (missing, wanted) = match saying.says {
        Says::None => return None,
        Says::Full => (!says(&statement.full), &statement.full),
        Says::Line => (!says(&statement.line) && !says(&statement.full), &statement.line),
    };
    let fault = || {
        Fault::new("statement/missing", say!("does not say: {wanted}"), Place::Whole)
            .hint(say!("confidentiality always comes with its exception; put it back"))
            .hint(say!("what promises nothing at all has `says: none` in `theme.yaml`"))
    };
    missing.then(fault)
}

/// The slide that says the whole text, and in which language; slides are counted from 1.
///
/// # Errors
/// No slide that is shown does: which one it belongs to, and what of it is gone.
pub fn presented(
    file: &str,
    presentation: &Presentation,
    texts: &BTreeMap<Lang, String>,
) -> Result<(usize, Lang), Diagnostic> {
    let slides = || presentation.slides.iter().enumerate().map(|(index, it)| (index + 1, it));
    let whole = |slide: &Slide| {
        let said = [letters(&slide.shown), letters(&slide.notes)];
        let says = |text: &String| said.iter().any(|said| in_order(said, text));
        texts.iter().find(|(_, text)| says(text)).map(|(lang, _)| *lang)
    };
    let mut hidden = None;
    for (number, slide) in slides() {
        match (whole(slide), slide.hidden) {
            (Some(lang), false) => return Ok((number, lang)),
            (Some(_), true) => hidden = Some(number),
            (None, _) => {}
        }
    }
    let show = say!("nobody may hear a promise without its exceptions");
    if let Some(number) = hidden {
        let message = say!("`{file}`, slide {number}: says what is confidential, and is hidden");
        let hint = say!(
            "in PowerPoint: click on it on the left with the right button, then `Hide Slide` once more"
        );
        return Err(Diagnostic::error("slides/confidentiality", message).hint(hint).hint(show));
    }
    // The slide that has most in common with the text of some language.
    let shared = |slide: &Slide, text: &str| {
        let own = words(&format!("{} {}", slide.shown, slide.notes));
        words(text).intersection(&own).count()
    };
    let near = slides().flat_map(|(number, slide)| {
        texts.iter().map(move |(lang, text)| (shared(slide, text), number, slide, *lang, text))
    });
    // Of several the first slide.
    let near = near.reduce(|best, other| if other.0 > best.0 { other } else { best });
    let again = |lang: Lang| {
        say!(
            "copy the text back from `onboarding/introduction-{lang}.pptx` of the kit, into the \
             notes of that slide; `vpsite build` makes it anew"
        )
    };
    Err(match near {
        Some((common, number, slide, lang, text)) if common >= SHARED => {
            let said = letters(&format!("{}{}", slide.shown, slide.notes));
            let gone: Vec<&str> = sentences(text).filter(|one| !in_order(&said, one)).collect();
            let message = match gone.is_empty() {
                true => say!("`{file}`, slide {number}: the fixed text stands there in pieces"),
                false => {
                    let gone = gone.join(" ").replace(GAP, "…");
                    say!("`{file}`, slide {number}: does not say any more: {gone}")
                }
            };
            Diagnostic::error("slides/confidentiality", message).hint(again(lang)).hint(show)
        }
        _ => {
            let message = say!("`{file}`: no slide says what is confidential, and when it is not");
            let hint = say!(
                "put the slide on confidentiality back, with its notes, from \
                 `onboarding/introduction-nl.pptx` of the kit"
            );
            Diagnostic::error("slides/confidentiality", message).hint(hint).hint(show)
        }
    })
}

/// What stands in the place of a slide where one is told which says it.
pub fn told(number: usize, lang: Lang) -> Sentence {
    say!("slide {number} says what is confidential and when it is not, in `{lang}`")
}

/// Letters and digits alone: lines break and words are hyphenated where they may be.
fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    letters.extend(text.chars().filter(|c| c.is_alphanumeric()));
    letters
}

/// Whether letters hold those of a text, whatever stands in its gaps; never where it has none.
fn in_order(said: &str, text: &str) -> bool {
    let pieces = text.split(GAP).map(letters).filter(|piece| !piece.is_empty());
    let mut rest = Some(said);
    let mut some = false;
    for piece in pieces {
        some = true;
        rest = rest.and_then(|rest| rest.split_once(piece.as_str())).map(|(_, rest)| rest);
    }
    some && rest.is_some()
}

/// The words that say something by themselves.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.chars().count() >= LONG).map(str::to_lowercase).collect()
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '!', '?', '؟']).map(str::trim).filter(|one| !letters(one).is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::presentation::tests::presentation;
    use super::*;

    const TEXT: &str = "Wat je vertelt, is vertrouwelijk. Zonder jouw toestemming gaat er niets naar \
                        je werkgever. Dat is alleen anders bij ernstig gevaar.";

    fn judged(slides: &[(&str, &str, &str)]) -> Result<(usize, Lang), Diagnostic> {
        let read = Presentation::read(&presentation(slides)).unwrap();
        let texts = ["nl", "en"].map(|tag| {
            let lang = Lang::parse(tag).unwrap();
            (lang, if tag == "nl" { TEXT.to_owned() } else { "What you say is yours.".to_owned() })
        });
        presented("a.pptx", &read, &BTreeMap::from(texts))
    }

    #[test]
    fn the_whole_text_stands_on_one_slide_or_in_its_notes() {
        let nl = Lang::parse("nl").unwrap();
        assert_eq!(judged(&[("", "Welkom", "Hallo"), ("", "x", TEXT)]).unwrap(), (2, nl));
        assert_eq!(judged(&[("", TEXT, "")]).unwrap(), (1, nl));
        let in_lines = TEXT.replace(' ', "\n").replace(',', "");
        assert!(judged(&[("", "x", &in_lines)]).is_ok());
    }

    #[test]
    fn values_of_a_client_stand_in_gaps() {
        assert!(in_order(
            "BijAcmegaaternietsnaarAcme",
            "Bij \u{FFFC} gaat er niets naar \u{FFFC}."
        ));
        assert!(!in_order("Bijgaateriets", "Bij \u{FFFC} gaat er niets"));
        assert!(!in_order("Bij", "\u{FFFC}.") && !in_order("", ""));
    }

    #[test]
    fn what_is_gone_is_named_with_its_slide() {
        let message = |slides: &[(&str, &str, &str)]| {
            let fault = judged(slides).unwrap_err();
            assert_eq!(fault.code, "slides/confidentiality");
            assert!(!fault.hints.is_empty());
            fault.message.to_string()
        };
        let short = TEXT.replace(" Dat is alleen anders bij ernstig gevaar.", "");
        let said = message(&[("", "Welkom", "Hallo"), ("", "x", &short)]);
        assert_eq!(
            said,
            "`a.pptx`, slide 2: does not say any more: Dat is alleen anders bij ernstig gevaar."
        );
        let said = message(&[("", "Welkom", "Hallo"), ("show=\"0\"", "x", TEXT)]);
        assert!(said.contains("slide 2") && said.contains("hidden"), "{said}");
        assert!(message(&[("", "Welkom", "Hallo")]).contains("no slide"));
        assert!(message(&[]).contains("no slide"));
        // Half on the slide and half in its notes is read out by nobody as a whole.
        let (one, two) = TEXT.split_once(" Zonder").unwrap();
        assert!(message(&[("", one, &format!("Zonder{two}"))]).contains("in pieces"));
    }
}
