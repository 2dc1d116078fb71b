//! A spreadsheet -> a client file for each of its rows, and a report.
//!
//! Invariant: a row is one client's: what is wrong with it is told at its cell, and the others
//! are made; no file is written that a build would refuse, and none that is there is touched
//! but by `update`, which changes what the row says and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Diagnostics, Result, SourceFile, Span, say};
use crate::draft::{ClientDraft, Item};
use crate::load::{Cell, Sheet, Workspace};
use crate::value::{Edition, Invalid, PhoneNumber, Slug};
use crate::write;
use crate::yaml::{self, Change, Step, Tree};

use super::columns::{Columns, columns, first, needed};
use super::proof::Proof;
use super::start::{Given, Speech, fill, given};

/// How a spreadsheet is taken in.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// Whether clients that are there are changed.
    pub update: bool,
    /// Whether nothing is written.
    pub dry_run: bool,
    /// The language of remarks in new files.
    pub speech: Speech,
    /// The edition of clients that say none.
    pub edition: Edition,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Became {
    /// A new client.
    Made,
    /// A client that says all this already.
    Unchanged,
    /// A client that is there, changed in these.
    Updated(Vec<Item>),
    /// A client that is there and says something else in these; left as it is.
    Differs(Vec<Item>),
    /// Nothing: it is at fault.
    Faulty,
}

/// A row and what became of it.
#[derive(Debug)]
pub struct Row {
    /// Its number in the spreadsheet.
    pub number: usize,
    /// The file that it is about, as people see it; nothing where that cannot be known.
    pub path: Option<String>,
    /// The organisation.
    pub name: String,
    /// What became of it.
    pub became: Became,
    /// What is wrong with it.
    pub found: Diagnostics,
}

/// What a spreadsheet has become.
#[derive(Debug, Default)]
pub struct Imported {
    /// What is to be said of its columns.
    pub remarks: Diagnostics,
    /// Its rows in their order, without the empty ones.
    pub rows: Vec<Row>,
}

/// Takes a spreadsheet in.
///
/// # Errors
/// No heading is known, what every client needs is said nowhere, or the workspace cannot be
/// read.
pub fn import(workspace: &Workspace, sheet: &Sheet, manner: Manner) -> Result<Imported> {
    let mut imported = Imported::default();
    let columns = columns(sheet, &mut imported.remarks)?;
    let given = given(workspace)?;
    needed(sheet, &columns, &given)?;
    let proof = Proof::open(workspace)?;
    let work = Work { workspace, sheet, manner, columns: &columns, given: &given, proof: &proof };
    let mut seen = BTreeMap::new();
    for (index, cells) in sheet.rows.iter().enumerate().skip(columns.row + 1) {
        if cells.iter().any(|cell| !cell.text.is_empty()) {
            imported.rows.push(work.row(index + 1, cells, &mut seen));
        }
    }
    if imported.rows.is_empty() {
        let message = say!("there is no row below the headings");
        imported.remarks.push(
            Diagnostic::warning("sheet/empty", message)
                .maybe_at(first(&sheet.rows[columns.row]))
                .hint(say!("each client is one row")),
        );
    }
    Ok(imported)
}

/// What the rows of one spreadsheet share.
struct Work<'a> {
    workspace: &'a Workspace,
    sheet: &'a Sheet,
    manner: Manner,
    columns: &'a Columns,
    given: &'a Given,
    proof: &'a Proof<'a>,
}

/// A row on its way.
struct Line<'a> {
    number: usize,
    cells: BTreeMap<Item, &'a Cell>,
    draft: ClientDraft,
    found: Diagnostics,
}

impl Work<'_> {
    fn row(&self, number: usize, cells: &[Cell], seen: &mut BTreeMap<Slug, usize>) -> Row {
        let of_item = |(index, item): (&usize, &Item)| Some((*item, cells.get(*index)?));
        let cells: BTreeMap<Item, &Cell> = self.columns.items.iter().filter_map(of_item).collect();
        let mut line =
            Line { number, cells, draft: ClientDraft::default(), found: Diagnostics::new() };
        self.take(&mut line);
        let name = line.draft.told(Item::Organisation).unwrap_or_default();
        let slug = self.slug(&mut line, seen);
        let path =
            slug.as_ref().map(|slug| self.workspace.shown(&self.workspace.client_path(slug)));
        let became = match slug {
            Some(slug) => self.client(&slug, &mut line).unwrap_or_else(|faults| {
                line.found.extend(faults);
                Became::Faulty
            }),
            None => Became::Faulty,
        };
        let Line { mut found, .. } = line;
        found.sort();
        Row { number, path, name, became, found }
    }

    /// Takes what the cells say.
    fn take(&self, line: &mut Line<'_>) {
        for (item, cell) in line.cells.clone() {
            if let Some(lost) = lost_digits(item, cell) {
                let fault = self.at_cell(line, item, "sheet/number", lost);
                line.found.push(fault);
                continue;
            }
            if let Err(invalid) = line.draft.tell(item, &cell.text) {
                let fault = self.at_cell(line, item, "sheet/value", invalid);
                line.found.push(fault);
            }
        }
    }

    /// The name of the client's file, which no other row has.
    fn slug(&self, line: &mut Line<'_>, seen: &mut BTreeMap<Slug, usize>) -> Option<Slug> {
        let told = line.draft.told(Item::Slug);
        let name = line.draft.told(Item::Organisation);
        line.draft.forget(Item::Slug);
        let slug = match (&told, &name) {
            (Some(told), _) => Slug::parse(told.strip_suffix(".yaml").unwrap_or(told)),
            (None, Some(name)) => Slug::of_organisation(name).ok_or_else(|| {
                Invalid::new(say!("no name of a file can be made of `{name}`")).hint(say!(
                    "add a column `{}` and write one there, as in `bakker-noord`",
                    Item::Slug.named()
                ))
            }),
            (None, None) => Err(Invalid::new(say!("the name of the organisation is missing"))
                .hint(say!("each row needs one; an empty row is left out"))),
        };
        let item = if told.is_some() { Item::Slug } else { Item::Organisation };
        let refused = |this: &Self, line: &Line<'_>, code: &'static str, invalid: Invalid| {
            this.at_cell(line, item, code, invalid)
        };
        match slug {
            Err(invalid) => {
                let fault = refused(self, line, "sheet/name", invalid);
                line.found.push(fault);
                None
            }
            Ok(slug) => match seen.get(&slug) {
                Some(before) => {
                    let invalid = Invalid::new(say!(
                        "`{slug}` is the name of the client in row {before} already"
                    ))
                    .hint(say!(
                        "remove one of the two rows, or give each a name of its own in a column `{}`",
                        Item::Slug.named()
                    ));
                    let fault = refused(self, line, "sheet/twice", invalid);
                    line.found.push(fault);
                    None
                }
                None => {
                    seen.insert(slug.clone(), line.number);
                    Some(slug)
                }
            },
        }
    }

    fn client(&self, slug: &Slug, line: &mut Line<'_>) -> Result<Became> {
        match self.workspace.client_text(slug)? {
            None => self.new_client(slug, line),
            Some(file) => self.known_client(slug, &file, line),
        }
    }

    fn new_client(&self, slug: &Slug, line: &mut Line<'_>) -> Result<Became> {
        let told = line.draft.clone();
        fill(&mut line.draft, self.given, self.manner.edition);
        let text = line.draft.text(slug, self.manner.speech);
        self.prove(slug, &text, line)?;
        line.draft = told;
        if line.found.has_errors() {
            return Ok(Became::Faulty);
        }
        if !self.manner.dry_run {
            write::new_file(&self.workspace.client_path(slug), text.as_bytes())?;
        }
        Ok(Became::Made)
    }

    fn known_client(
        &self,
        slug: &Slug,
        file: &std::sync::Arc<SourceFile>,
        line: &mut Line<'_>,
    ) -> Result<Became> {
        let tree = yaml::parse(file)?.of_keys()?;
        let changes = line.draft.changes(slug, &tree).map_err(|fault| self.at_row(line, fault))?;
        let items: BTreeSet<Item> = changes.iter().map(|(item, _)| *item).collect();
        let items: Vec<Item> = items.into_iter().collect();
        if line.found.has_errors() {
            return Ok(Became::Faulty);
        }
        if changes.is_empty() {
            return Ok(Became::Unchanged);
        }
        if !self.manner.update {
            return Ok(Became::Differs(items));
        }
        let only: Vec<Change> = changes.iter().map(|(_, change)| change.clone()).collect();
        let path = self.workspace.client_path(slug);
        let old = write::bytes_of(&path)?.unwrap_or_default();
        let Some(text) = yaml::edited(file, &only) else {
            return Err(self.at_row(line, by_hand(file, &only)).into());
        };
        let Some(bytes) = as_it_was(&old, file, &text) else {
            return Err(self.at_row(line, by_hand(file, &only)).into());
        };
        self.prove(slug, &text, line)?;
        if line.found.has_errors() {
            return Ok(Became::Faulty);
        }
        if !self.manner.dry_run {
            write::hold(&path, Some(&old), &bytes)?;
        }
        Ok(Became::Updated(items))
    }

    /// Says at the cells of a row what a build would say of its file.
    fn prove(&self, slug: &Slug, text: &str, line: &mut Line<'_>) -> Result<()> {
        let drafted = self.workspace.drafted(slug, text)?;
        let own = yaml::parse(&drafted.file)?;
        for fault in self.proof.errors(&drafted, &BTreeMap::new()) {
            let of_file = fault.span.as_ref().is_some_and(|it| it.file.path == drafted.file.path);
            if !of_file {
                // The practice's, the content's or the theme's own.
                line.found.push(fault);
                continue;
            }
            // What is missing because its cell is at fault has been told.
            if fault.code == "yaml/missing-key" && line.found.has_errors() {
                continue;
            }
            let fault = lacking(fault);
            let item = fault.span.as_ref().and_then(|it| item_at(&line.draft, &own, it));
            let placed = match item.filter(|item| line.cells.contains_key(item)) {
                Some(item) => self.cell_of(line, item, fault),
                None => self.at_row(line, fault),
            };
            line.found.push(placed);
        }
        Ok(())
    }

    fn heading(&self, item: Item) -> &str {
        self.columns.names.get(&item).map_or(item.named(), String::as_str)
    }

    fn at_cell(&self, line: &Line<'_>, item: Item, code: &'static str, why: Invalid) -> Diagnostic {
        let code = why.code.unwrap_or(code);
        let fault = Diagnostic::error(code, why.message).maybe_hint(why.hint);
        self.cell_of(line, item, fault)
    }

    fn cell_of(&self, line: &Line<'_>, item: Item, mut fault: Diagnostic) -> Diagnostic {
        let heading = self.heading(item);
        fault.message = say!("row {}, column `{heading}`: {}", line.number, fault.message);
        let cell = line.cells.get(&item).map(|cell| &cell.span);
        fault.maybe_at(cell.or_else(|| self.start_of(line)))
    }

    fn at_row(&self, line: &Line<'_>, mut fault: Diagnostic) -> Diagnostic {
        fault.message = say!("row {}: {}", line.number, fault.message);
        fault.maybe_at(self.start_of(line))
    }

    fn start_of(&self, line: &Line<'_>) -> Option<&Span> {
        first(self.sheet.rows.get(line.number - 1)?)
    }
}

/// A fault that something is missing, with the column to write it in.
fn lacking(mut fault: Diagnostic) -> Diagnostic {
    let key = fault.message.quoted().unwrap_or_default();
    let item = match key.as_str() {
        _ if fault.code != "yaml/missing-key" => None,
        "site" | "url" => Some(Item::Address),
        "advisers" | "name" => Some(Item::Adviser),
        "channels" => Some(Item::Phone),
        "languages" => Some(Item::Languages),
        "edition" => Some(Item::Edition),
        "organisation" => Some(Item::Organisation),
        _ => None,
    };
    if let Some(item) = item {
        let hint = say!("write it in this row, in the column `{}`", item.named());
        fault.hints = vec![hint];
    }
    fault
}

/// The item that a place in a client's file comes from.
fn item_at(draft: &ClientDraft, tree: &Tree, place: &Span) -> Option<Item> {
    let holds = |span: &Span| {
        let (all, part) = (&span.range, &place.range);
        !all.is_empty() && all.start <= part.start && part.end <= all.end
    };
    let found = Item::all().filter_map(|item| {
        let at = draft.place(item, tree)?;
        let span = tree.places(&at).into_iter().find(|span| holds(span))?;
        Some((span.range.len(), item))
    });
    // The narrowest of those around it.
    found.min().map(|(_, item)| item)
}

/// A telephone number of which a spreadsheet has kept the digits alone.
fn lost_digits(item: Item, cell: &Cell) -> Option<Invalid> {
    if !matches!(item, Item::Phone | Item::Whatsapp | Item::Signal) {
        return None;
    }
    let text = &cell.text;
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let rounded = text.len() > 4
        && text.to_ascii_uppercase().contains("E+")
        && text.bytes().all(|b| b.is_ascii_digit() || b",.E+e".contains(&b));
    if rounded {
        return Some(
            Invalid::new(say!("`{text}` is what a spreadsheet has made of a telephone number"))
                .hint(say!(
                    "give the column the format Text, and type the number again: `06 12345678`"
                )),
        );
    }
    // Numbers of a few digits are as they should be.
    if !digits || text.starts_with('0') || text.len() < 8 {
        return None;
    }
    let meant = [format!("0{text}"), format!("+{text}")]
        .into_iter()
        .find_map(|it| PhoneNumber::parse(&it).ok());
    let meant = meant.map_or_else(|| "06 12345678".to_owned(), |it| it.shown().to_owned());
    let sign = if cell.is_number {
        say!("holds it as a number")
    } else {
        say!("has taken it for a number")
    };
    Some(
        Invalid::new(say!("`{text}` lacks the `0` or the `+` in front: the spreadsheet {sign}"))
            .hint(say!("give the column the format Text, and type it again: `{meant}`")),
    )
}

/// A file that cannot be changed in its place.
fn by_hand(file: &SourceFile, changes: &[Change]) -> Diagnostic {
    let path = |at: &[Step]| -> String {
        let step = |step: &Step| match step {
            Step::Key(key) => key.clone(),
            Step::Item(index) => (index + 1).to_string(),
        };
        at.iter().map(step).collect::<Vec<_>>().join(" > ")
    };
    let message = say!("`{}` is written in a form that cannot be changed from outside", file.path);
    changes.iter().fold(Diagnostic::error("sheet/form", message), |fault, change| {
        fault.hint(say!("write by hand, at `{}`: {}", path(&change.at), change.yaml))
    })
}

/// The new text in the form of the old file: its line ends and its mark. Nothing where it was
/// in an encoding that is no UTF-8.
fn as_it_was(old: &[u8], file: &SourceFile, new: &str) -> Option<Vec<u8>> {
    let (mark, rest) = match old.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => ("\u{FEFF}", rest),
        None => ("", old),
    };
    let text = std::str::from_utf8(rest).ok()?;
    let new = match text.contains("\r\n") {
        true => new.replace('\n', "\r\n"),
        false => new.to_owned(),
    };
    // What else would be changed with it.
    let same = text == file.text || text == file.text.replace('\n', "\r\n");
    same.then(|| format!("{mark}{new}").into_bytes())
}
