//! The help of each command in the language of the messages.
//!
//! In: what can be typed (`args`), and a catalogue. Out: the same with its texts in that
//! language. Invariant: what is taken stays the same; only what is read differs, and in English
//! nothing does but that every command takes `--lang`.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, Command, CommandFactory as _, Error};

use crate::diag::{Catalogue, Sentence, say};

use super::args::Args;
use super::examples;

/// What clap writes itself.
const COMMANDS: &str = "Commands";
const COMMAND: &str = "COMMAND";
const USAGE: &str = "Usage:";
const ARGUMENTS: &str = "Arguments";
const OPTIONS: &str = "Options";

/// What can be typed, with its help in a language.
pub(super) fn command(catalogue: &'static Catalogue) -> Command {
    let mut command = with_lang(Args::command());
    command.build();
    let word = |text: &str| catalogue.template(text).to_owned();
    let command = examples::with_examples(command, &word);
    match catalogue.is_english() {
        true => command,
        false => translated(command, catalogue),
    }
}

/// Every text of the help, as it stands in the source.
pub fn texts() -> Vec<String> {
    fn all(command: &Command, found: &mut Vec<String>) {
        let own = [command.get_about(), command.get_long_about()];
        found.extend(own.into_iter().flatten().map(StyledStr::to_string));
        for arg in command.get_arguments() {
            found.extend(
                [arg.get_help(), arg.get_long_help()]
                    .into_iter()
                    .flatten()
                    .map(StyledStr::to_string),
            );
            let values = arg.get_possible_values();
            found.extend(
                values.iter().filter_map(|value| value.get_help()).map(StyledStr::to_string),
            );
        }
        for below in command.get_subcommands() {
            all(below, found);
        }
    }
    let mut found = [COMMANDS, COMMAND, USAGE, ARGUMENTS, OPTIONS].map(str::to_owned).to_vec();
    let mut command = with_lang(Args::command());
    command.build();
    all(&command, &mut found);
    examples::texts(&mut found);
    found.sort();
    found.dedup();
    found
}

/// `--lang` at every command that has no language of its own to be told.
fn with_lang(command: Command) -> Command {
    let lang = command.get_arguments().find(|arg| arg.get_id() == "speech").cloned();
    let Some(lang) = lang else { return command };
    let below: Vec<String> =
        command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    below
        .into_iter()
        .fold(command, |command, name| command.mut_subcommand(name, |below| beside(below, &lang)))
}

fn beside(command: Command, lang: &Arg) -> Command {
    if command.get_name() == "edit" || command.get_arguments().any(|arg| arg.get_id() == "lang") {
        return command;
    }
    let below: Vec<String> =
        command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    let command = command.arg(lang.clone());
    below
        .into_iter()
        .fold(command, |command, name| command.mut_subcommand(name, |below| beside(below, lang)))
}

fn translated(command: Command, catalogue: &'static Catalogue) -> Command {
    let text = |text: &StyledStr| catalogue.template(&text.to_string()).to_owned();
    let about = command.get_about().map(text);
    let long = command.get_long_about().map(text);
    let below: Vec<String> =
        command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    let mut command = command
        .subcommand_help_heading(catalogue.template(COMMANDS))
        .subcommand_value_name(catalogue.template(COMMAND))
        .help_template(format!(
            "{{before-help}}{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}",
            catalogue.template(USAGE)
        ))
        .mut_args(|arg| translated_arg(arg, catalogue));
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some(long) = long {
        command = command.long_about(long);
    }
    below.into_iter().fold(command, |command, name| {
        command.mut_subcommand(name, |below| translated(below, catalogue))
    })
}

fn translated_arg(arg: Arg, catalogue: &'static Catalogue) -> Arg {
    let text = |text: &StyledStr| catalogue.template(&text.to_string()).to_owned();
    let words = |said: Sentence| said.in_words(catalogue);
    let heading = match arg.is_positional() {
        true => catalogue.template(ARGUMENTS),
        false => catalogue.template(OPTIONS),
    };
    // What clap writes behind the help of an argument is written by hand here.
    let usual = arg.get_default_values().iter().map(|value| value.to_string_lossy());
    let usual = usual.collect::<Vec<_>>().join(", ");
    let takes = arg.get_action().takes_values();
    let usual = (takes && !usual.is_empty() && !arg.is_hide_default_value_set())
        .then(|| words(say!("[default: {usual}]")));
    let values = arg.get_possible_values();
    let shown = values.iter().filter(|value| takes && !value.is_hide_set());
    let explained = |help: &StyledStr, name: &str| format!("{name} ({})", text(help));
    let shown: Vec<String> = shown
        .map(|value| match value.get_help() {
            Some(help) => explained(help, value.get_name()),
            None => value.get_name().to_owned(),
        })
        .collect();
    let possible = (!shown.is_empty() && !arg.is_hide_possible_values_set())
        .then(|| words(say!("[possible values: {}]", shown.join(", "))));
    let behind = |help: String| {
        [Some(help), usual.clone(), possible.clone()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let help = arg.get_help().map(|help| behind(text(help)));
    let long = arg.get_long_help().map(|help| behind(text(help)));
    let mut arg = arg.help_heading(heading).hide_default_value(true).hide_possible_values(true);
    if let Some(help) = help {
        arg = arg.help(help);
    }
    if let Some(long) = long {
        arg = arg.long_help(long);
    }
    arg
}

/// What is wrong with what was typed, in the language of the messages; nothing where clap's own
/// words are to be said: in English, and for what is no fault.
pub(super) fn fault(error: &Error, catalogue: &'static Catalogue) -> Option<String> {
    if catalogue.is_english() || error.exit_code() == 0 {
        return None;
    }
    let value = |kind: ContextKind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let arg = value(ContextKind::InvalidArg);
    let typed = value(ContextKind::InvalidValue);
    let said = match error.kind() {
        ErrorKind::UnknownArgument => say!("`{arg}` is not known here"),
        ErrorKind::InvalidSubcommand => {
            say!("there is no command `{}`", value(ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue if typed.is_empty() => say!("`{arg}` needs a value"),
        ErrorKind::InvalidValue => say!("`{typed}` cannot stand behind `{arg}`"),
        ErrorKind::ValueValidation => say!("`{typed}` cannot stand behind `{arg}`"),
        ErrorKind::MissingRequiredArgument => say!("this is missing: `{arg}`"),
        ErrorKind::ArgumentConflict => match value(ContextKind::PriorArg) {
            prior if prior.is_empty() || prior == arg => say!("`{arg}` is typed twice"),
            prior => say!("`{arg}` cannot be used together with `{prior}`"),
        },
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            return None;
        }
        _ => say!("this cannot be read as a command"),
    };
    let mut lines = vec![say!("error: {said}")];
    let values = value(ContextKind::ValidValue);
    lines.extend((!values.is_empty()).then(|| say!("  possible values: {values}")));
    let nearest =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let nearest = nearest.into_iter().map(value).find(|nearest| !nearest.is_empty());
    lines.extend(nearest.map(|nearest| say!("  did you mean `{nearest}`?")));
    let usage = value(ContextKind::Usage);
    let usage = usage.trim().strip_prefix(USAGE).unwrap_or(&usage).trim().to_owned();
    if !usage.is_empty() {
        lines.push(Sentence::empty());
        lines.push(say!("{} {usage}", Sentence::plain(USAGE)));
    }
    lines.push(Sentence::empty());
    lines.push(say!("`--help` says more"));
    Some(Sentence::joined(lines, "\n").in_words(catalogue))
}
