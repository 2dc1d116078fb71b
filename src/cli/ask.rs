//! Questions at a terminal, one after the other, each answer checked as it is typed.
//!
//! The only file that asks, and so the only one besides `ui` that writes to a terminal: what
//! is typed stands in the line that is written, which one library has to hold in its hands.
//! Invariant: an answer that comes back has passed its check.

use inquire::error::InquireError;
use inquire::validator::Validation;
use inquire::{Confirm, Text};

use crate::diag::{Catalogue, Diagnostic, Diagnostics, Result, Sentence, say};
use crate::value::Invalid;

/// A question.
pub(super) struct Question<'a> {
    /// What is asked.
    pub(super) asked: &'a str,
    /// What an answer looks like.
    pub(super) help: &'a str,
    /// What is taken when nothing is typed; empty for nothing.
    pub(super) usual: &'a str,
}

/// Asks for one line, until it passes.
pub(super) fn line(
    catalogue: &'static Catalogue,
    question: &Question<'_>,
    passes: impl Fn(&str) -> std::result::Result<(), Invalid> + Clone + 'static,
) -> Result<String> {
    let check = move |typed: &str| {
        Ok(match passes(typed) {
            Ok(()) => Validation::Valid,
            Err(invalid) => {
                let said =
                    Sentence::joined([invalid.message].into_iter().chain(invalid.hint), "; ");
                Validation::Invalid(said.in_words(catalogue).into())
            }
        })
    };
    let mut text = Text::new(question.asked).with_validator(check);
    if !question.help.is_empty() {
        text = text.with_help_message(question.help);
    }
    if !question.usual.is_empty() {
        text = text.with_default(question.usual);
    }
    text.prompt().map(|typed| typed.trim().to_owned()).map_err(|error| stopped(&error))
}

/// Asks for yes or no; either is understood in both languages, as fingers have their habits.
pub(super) fn yes(catalogue: &'static Catalogue, asked: &str, usual: bool) -> Result<bool> {
    let words = |said: Sentence| said.in_words(catalogue);
    let read = |typed: &str| match typed.trim().to_lowercase().as_str() {
        "y" | "yes" | "j" | "ja" => Ok(true),
        "n" | "no" | "nee" => Ok(false),
        _ => Err(()),
    };
    Confirm::new(asked)
        .with_default(usual)
        .with_parser(&read)
        .with_formatter(&|answer| words(if answer { say!("yes") } else { say!("no") }))
        .with_default_value_formatter(&|usual| words(if usual { say!("Y/n") } else { say!("y/N") }))
        .with_error_message(&words(say!("type `y` or `n`")))
        .prompt()
        .map_err(|error| stopped(&error))
}

fn stopped(error: &InquireError) -> Diagnostics {
    match error {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => {
            Diagnostic::error("client/stopped", say!("stopped; nothing was written")).into()
        }
        other => {
            Diagnostic::error("client/stopped", say!("this terminal cannot be asked: {other}"))
                .hint(say!("say all with flags: `vpsite new --help` shows them"))
                .into()
        }
    }
}
