//! The headings of a spreadsheet -> what each of its columns holds.
//!
//! Invariant: a column that is not read is told, and what every client needs comes from a
//! column or from the practice, or nothing is made.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Diagnostics, Result, Sentence, Span, say};
use crate::draft::{Item, Known};
use crate::load::{Cell, Sheet};

use super::start::Given;

/// Rows at the top among which the headings are looked for: titles and blanks stand above.
const TITLE_ROWS: usize = 20;

/// The columns of a spreadsheet.
pub(super) struct Columns {
    /// The row of headings, counted from 0.
    pub(super) row: usize,
    /// What each column holds that is read.
    pub(super) items: BTreeMap<usize, Item>,
    /// The headings as they were written.
    pub(super) names: BTreeMap<Item, String>,
}

pub(super) fn first(cells: &[Cell]) -> Option<&Span> {
    cells.iter().find(|cell| !cell.text.is_empty()).map(|cell| &cell.span)
}

/// Finds the headings and what they mean.
pub(super) fn columns(sheet: &Sheet, remarks: &mut Diagnostics) -> Result<Columns> {
    let items_of = |cells: &[Cell]| -> BTreeSet<Item> {
        let known = cells.iter().filter_map(|cell| match Item::of_heading(&cell.text) {
            Known::Item(item) => Some(item),
            _ => None,
        });
        known.collect()
    };
    let names =
        |items: &BTreeSet<Item>| items.contains(&Item::Organisation) || items.contains(&Item::Slug);
    let found = sheet.rows.iter().take(TITLE_ROWS).map(|cells| items_of(cells));
    let found = found.enumerate().filter(|(_, items)| names(items));
    // The first of those that know as many.
    let best = found.max_by_key(|(index, items)| (items.len(), TITLE_ROWS - index));
    let Some((row, _)) = best else {
        let top = sheet.rows.iter().find_map(|cells| first(cells));
        let all = Item::all().map(|item| format!("`{}`", item.named()));
        return Err(Diagnostic::error(
            "sheet/headings",
            say!("no row of headings is found: none says in which column the organisation stands"),
        )
        .maybe_at(top)
        .hint(say!(
            "write `Organisatie` or `Organisation` above the column with the names of your clients"
        ))
        .hint(say!("columns that are read: {}", all.collect::<Vec<_>>().join(", ")))
        .into());
    };
    let mut columns = Columns { row, items: BTreeMap::new(), names: BTreeMap::new() };
    for (index, cell) in sheet.rows[row].iter().enumerate().filter(|(_, it)| !it.text.is_empty()) {
        let heading = &cell.text;
        let unread =
            |message: Sentence| Diagnostic::warning("sheet/column", message).at(&cell.span);
        match Item::of_heading(heading) {
            Known::Item(item) => match columns.names.get(&item) {
                Some(before) => remarks.push(
                    unread(say!("the column `{heading}` is not read: `{before}` says the same"))
                        .hint(say!("keep one of the two, or give the other another heading")),
                ),
                None => {
                    columns.items.insert(index, item);
                    columns.names.insert(item, heading.clone());
                }
            },
            Known::Aside(meant) => {
                if let Some(meant) =
                    meant.filter(|_| !items_of(&sheet.rows[row]).contains(&Item::Address))
                {
                    remarks.push(unread(say!("the column `{heading}` is not read")).hint(say!(
                        "if it says where the site of the client will be, call it `{meant}`"
                    )));
                }
            }
            Known::Stranger(near) => {
                let says =
                    |cells: &Vec<Cell>| cells.get(index).is_some_and(|it| !it.text.is_empty());
                if sheet.rows.iter().skip(row + 1).any(says) {
                    remarks
                        .push(unread(say!("the column `{heading}` is not read")).maybe_hint(near));
                }
            }
        }
    }
    Ok(columns)
}

/// What every client needs must have a column, or come from the practice.
pub(super) fn needed(sheet: &Sheet, columns: &Columns, given: &Given) -> Result<()> {
    let has = |item: Item| columns.names.contains_key(&item);
    let at = first(&sheet.rows[columns.row]);
    let mut faults = Diagnostics::new();
    let mut lacks = |message: Sentence, hint: Sentence| {
        let fault = Diagnostic::error("sheet/lacks", message).maybe_at(at);
        faults.push(fault.hint(say!("write {hint} into `clients/_practice.yaml`, once for all")));
    };
    if !has(Item::Address) && given.base_url.is_none() {
        lacks(
            say!("nothing says where the sites will be found"),
            say!("`site: {{base_url: \"https://vp.example.nl/\"}}`"),
        );
    }
    let ways = [Item::Phone, Item::Whatsapp, Item::Signal, Item::Email].into_iter().any(has);
    if given.advisers.is_empty() && !(has(Item::Adviser) && ways) {
        lacks(
            say!("nothing says who the adviser is"),
            say!("`advisers:` with your name and your `channels`"),
        );
    }
    match faults.is_empty() {
        true => Ok(()),
        false => Err(faults),
    }
}
