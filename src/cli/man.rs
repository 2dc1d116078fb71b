//! `vpsite man`: the manual pages, one for each command, from the help that is typed for.

use std::path::Path;

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::diag::{Catalogue, Diagnostic, Result, say};
use crate::run::{self, Page};

use super::Status;
use super::args;
use super::examples::Shown;
use super::help;
use super::ui::Ui;

/// Writes them.
pub fn man(command: &args::Man, ui: &mut Ui) -> Result<Status> {
    let mut pages = Vec::new();
    walk(&help::command(ui.catalogue()), "", ui.catalogue(), &mut pages)?;
    let here = std::env::current_dir().unwrap_or_default();
    for path in run::lay_pages(&here.join(&command.to), &pages)? {
        ui.data(&shown(&path, &here));
    }
    Ok(Status::Done)
}

fn shown(path: &Path, here: &Path) -> String {
    path.strip_prefix(here).unwrap_or(path).display().to_string()
}

/// The page of a command and those of the commands below it.
fn walk(command: &Command, path: &str, catalogue: &Catalogue, pages: &mut Vec<Page>) -> Result<()> {
    let page = Man::new(command.clone());
    let title = page.get_filename().trim_end_matches(".1").to_uppercase();
    let page = page.title(title).source(concat!("vpsite ", env!("CARGO_PKG_VERSION")));
    let mut text = Vec::new();
    text_of(&page, command, path, catalogue, &mut text).map_err(|reason| {
        let message = say!("the page of `vpsite {path}` cannot be made: {}", reason.to_string());
        Diagnostic::error("write/output", message)
    })?;
    pages.push(Page { name: page.get_filename(), text });
    for one in command.get_subcommands().filter(|one| one.get_name() != "help") {
        let path = format!("{path} {}", one.get_name());
        walk(one, path.trim_start(), catalogue, pages)?;
    }
    Ok(())
}

fn text_of(
    page: &Man,
    command: &Command,
    path: &str,
    catalogue: &Catalogue,
    text: &mut Vec<u8>,
) -> std::io::Result<()> {
    page.render_title(text)?;
    page.render_name_section(text)?;
    page.render_synopsis_section(text)?;
    page.render_description_section(text)?;
    let shown = Shown::of(path);
    if let Some(note) = shown.map(|shown| shown.note).filter(|note| !note.is_empty()) {
        let mut roff = Roff::new();
        roff.control("PP", []).text([roman(catalogue.template(note))]);
        roff.to_writer(text)?;
    }
    page.render_options_section(text)?;
    if command.has_subcommands() {
        page.render_subcommands_section(text)?;
    }
    let mut roff = Roff::new();
    roff.control("SH", ["EXAMPLES"]);
    for (line, does) in shown.map_or(&[][..], |shown| shown.lines) {
        roff.control("TP", []).text([bold(*line)]).text([roman(catalogue.template(does))]);
    }
    roff.to_writer(text)
}
