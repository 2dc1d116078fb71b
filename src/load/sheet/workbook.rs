//! A workbook of Excel (`.xlsx`) or LibreOffice (`.ods`) -> the rows of its first sheet.
//!
//! Both are archives of XML, and both `zip` and `roxmltree` are in the program already; of
//! the formats (ECMA-376 part 1, 18; OASIS OpenDocument 1.3 part 3, 9) only what a list of
//! clients has is read: texts, numbers, dates, yes and no. calamine, which reads more, would
//! turn on features of crates below the typesetter. Invariant: no part is read that is larger
//! than a limit, and no row or column beyond those of a list of clients is made.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use roxmltree::{Document, Node, ParsingOptions};
use zip::ZipArchive;

use crate::diag::{Sentence, say};
use crate::value::Date;

use super::{MOST_COLUMNS, MOST_ROWS, Raw};

type Done<T> = Result<T, Sentence>;
type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Most that is unpacked of one part, in bytes.
const PART_LIMIT: u64 = 64 * 1024 * 1024;
/// Most that all cells of a sheet say, in bytes.
const TEXT_LIMIT: usize = 64 * 1024 * 1024;
/// Most nodes of a part.
const NODES: u32 = 5_000_000;
/// Days from the first day of Excel's count to 1970, as it is since March 1900.
const EXCEL_1970: i32 = 25_569;
/// The same where a workbook counts from 1904, as those of old Macs do.
const EXCEL_1904: i32 = 24_107;

/// The rows of the first sheet.
pub(super) fn rows(bytes: &[u8]) -> Done<Vec<Vec<Raw>>> {
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|_| say!("is an archive that is damaged"))?;
    if archive.index_for_name("xl/workbook.xml").is_some() {
        return excel(&mut archive);
    }
    if archive.index_for_name("content.xml").is_some() {
        return open_document(&part(&mut archive, "content.xml")?);
    }
    let is_numbers = archive.file_names().any(|name| name.is_ok_and(|name| name.ends_with(".iwa")));
    Err(match is_numbers {
        true => say!("is of Numbers: export it as Excel or CSV"),
        false => say!("is an archive, and no spreadsheet"),
    })
}

fn part(archive: &mut Archive<'_>, name: &str) -> Done<String> {
    let damaged = || say!("is damaged: its part `{name}` cannot be read");
    let file = archive.by_name(name).map_err(|_| damaged())?;
    let mut text = String::new();
    let read = file.take(PART_LIMIT + 1).read_to_string(&mut text).map_err(|_| damaged())?;
    match u64::try_from(read) {
        Ok(read) if read <= PART_LIMIT => Ok(text),
        _ => Err(say!("is too large")),
    }
}

fn document(text: &str) -> Done<Document<'_>> {
    let options = ParsingOptions { nodes_limit: NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| say!("is damaged: {error}"))
}

fn named<'a, 'i>(
    node: Node<'a, 'i>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'i>> + use<'a, 'i> {
    node.children().filter(move |child| child.tag_name().name() == name)
}

/// An attribute by its name, whichever namespace it is of.
fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|it| it.name() == name).map(|it| it.value())
}

/// All text of an element, but how it is spoken. Each node is looked at once, however deep it lies.
fn said(node: Node<'_, '_>) -> String {
    let mut said = String::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        if node.is_text() {
            said.extend(node.text());
        } else if !matches!(node.tag_name().name(), "rPh" | "annotation") {
            open.extend(node.children().rev());
        }
    }
    said
}

/// What may still be said in a sheet, in bytes: a cell of a few bytes in the file can be said
/// thousands of times.
struct Room(usize);

impl Room {
    fn new() -> Self {
        Self(TEXT_LIMIT)
    }

    /// Takes a text so many times.
    fn take(&mut self, text: &str, times: usize) -> Done<()> {
        let left = text.len().checked_mul(times).and_then(|it| self.0.checked_sub(it));
        self.0 = left.ok_or(say!("is too large"))?;
        Ok(())
    }
}

fn excel(archive: &mut Archive<'_>) -> Done<Vec<Vec<Raw>>> {
    let book = part(archive, "xl/workbook.xml")?;
    let book = document(&book)?;
    let sheets = book.descendants().filter(|it| it.tag_name().name() == "sheet");
    let shown = sheets.filter(|it| attribute(*it, "state").is_none_or(|state| state == "visible"));
    let id =
        shown.filter_map(|it| it.attributes().find(|a| a.name() == "id").map(|a| a.value())).next();
    let id = id.ok_or(say!("has no sheet"))?;
    let from_1904 = book
        .descendants()
        .find(|it| it.tag_name().name() == "workbookPr")
        .and_then(|it| attribute(it, "date1904"))
        .is_some_and(|it| it == "1" || it == "true");
    let links = part(archive, "xl/_rels/workbook.xml.rels")?;
    let links = document(&links)?;
    let target = links.descendants().find(|it| attribute(*it, "Id") == Some(id));
    let target = target.and_then(|it| attribute(it, "Target")).ok_or(say!("has no sheet"))?;
    let path = match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("xl/{target}"),
    };
    let shared = match archive.index_for_name("xl/sharedStrings.xml") {
        Some(_) => {
            let text = part(archive, "xl/sharedStrings.xml")?;
            let strings = document(&text)?;
            named(strings.root_element(), "si").map(said).collect()
        }
        None => Vec::new(),
    };
    let dates = match archive.index_for_name("xl/styles.xml") {
        Some(_) => date_styles(&part(archive, "xl/styles.xml")?)?,
        None => Vec::new(),
    };
    let sheet = part(archive, &path)?;
    let sheet = document(&sheet)?;
    let data = sheet.descendants().find(|it| it.tag_name().name() == "sheetData");
    let mut rows: Vec<Vec<Raw>> = Vec::new();
    let mut room = Room::new();
    for row in data.into_iter().flat_map(|it| named(it, "row")) {
        let number = attribute(row, "r").and_then(|it| it.parse().ok()).unwrap_or(rows.len() + 1);
        let mut cells: Vec<Raw> = Vec::new();
        for cell in named(row, "c") {
            let column = attribute(cell, "r").and_then(column).unwrap_or(cells.len());
            if column >= MOST_COLUMNS {
                break;
            }
            let style = attribute(cell, "s").and_then(|it| it.parse::<usize>().ok());
            let is_date = style.is_some_and(|it| dates.get(it) == Some(&true));
            if cells.len() <= column {
                cells.resize(column + 1, Raw::default());
            }
            cells[column] = of_excel(cell, &shared, is_date, from_1904);
            room.take(&cells[column].text, 1)?;
        }
        while cells.last().is_some_and(|cell| cell.text.is_empty()) {
            cells.pop();
        }
        if number > MOST_ROWS {
            // A sheet that is coloured to its end has a million rows that say nothing.
            match cells.is_empty() {
                true => continue,
                false => return Err(say!("has more than {MOST_ROWS} rows")),
            }
        }
        if rows.len() < number {
            rows.resize(number, Vec::new());
        }
        rows[number.max(1) - 1] = cells;
    }
    Ok(rows)
}

/// The column of a cell from its name: `C7` is 2.
fn column(name: &str) -> Option<usize> {
    let mut column = 0_usize;
    for letter in name.bytes().take_while(u8::is_ascii_alphabetic) {
        column = column.checked_mul(26)? + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    column.checked_sub(1)
}

fn of_excel(cell: Node<'_, '_>, shared: &[String], is_date: bool, from_1904: bool) -> Raw {
    let value = named(cell, "v").next().map(said).unwrap_or_default();
    match attribute(cell, "t").unwrap_or("n") {
        "s" => {
            let index = value.trim().parse::<usize>().ok();
            Raw::text(index.and_then(|it| shared.get(it)).cloned().unwrap_or_default())
        }
        "inlineStr" => Raw::text(named(cell, "is").next().map(said).unwrap_or_default()),
        "b" => Raw::text(if value == "1" { "ja" } else { "nee" }),
        "str" => Raw::text(value),
        // What could not be computed says nothing of a client.
        "e" => Raw::default(),
        "d" => Raw::text(value.get(..10).unwrap_or(&value)),
        _ => match is_date.then(|| day(&value, from_1904)).flatten() {
            Some(date) => Raw::text(date.to_string()),
            None => number(&value),
        },
    }
}

fn day(value: &str, from_1904: bool) -> Option<Date> {
    let digits = value.split('.').next().unwrap_or_default();
    let first = if from_1904 { EXCEL_1904 } else { EXCEL_1970 };
    Date::after_1970(digits.parse::<i32>().ok()?.checked_sub(first)?)
}

/// A number as digits, where it is whole: `3.1612345678E10` is 31612345678.
fn number(value: &str) -> Raw {
    let value = value.trim();
    let text = match value.parse::<f64>() {
        // Whole numbers are exact to this size.
        Ok(number) if number.fract() == 0.0 && number.abs() < 9e15 => format!("{number:.0}"),
        _ => value.to_owned(),
    };
    Raw { is_number: !text.is_empty(), text }
}

/// Which styles of cells show a day: by the number of their format or by its letters
/// (ECMA-376 part 1, 18.8.30).
fn date_styles(text: &str) -> Done<Vec<bool>> {
    let styles = document(text)?;
    let own: BTreeMap<&str, &str> = styles
        .descendants()
        .filter(|it| it.tag_name().name() == "numFmt")
        .filter_map(|it| Some((attribute(it, "numFmtId")?, attribute(it, "formatCode")?)))
        .collect();
    let is_date = |style: Node<'_, '_>| {
        let id = attribute(style, "numFmtId").unwrap_or_default();
        match own.get(id) {
            Some(code) => {
                let bare: String = code.split('"').step_by(2).collect();
                bare.contains(['y', 'Y', 'd', 'D', 'j', 'J']) && !bare.contains('#')
            }
            None => matches!(id.parse::<u32>(), Ok(14..=17 | 22 | 27..=36 | 50..=58)),
        }
    };
    let styles = styles.descendants().find(|it| it.tag_name().name() == "cellXfs");
    Ok(styles.into_iter().flat_map(|it| named(it, "xf")).map(is_date).collect())
}

fn open_document(text: &str) -> Done<Vec<Vec<Raw>>> {
    let content = document(text)?;
    let table = content.descendants().find(|it| it.tag_name().name() == "table");
    let table = table.ok_or(say!("has no sheet"))?;
    let mut rows: Vec<Vec<Raw>> = Vec::new();
    let mut room = Room::new();
    let repeated = |node: Node<'_, '_>, name: &str| {
        attribute(node, name).and_then(|it| it.parse::<usize>().ok()).unwrap_or(1)
    };
    // Rows may stand in groups.
    for row in table.descendants().filter(|it| it.tag_name().name() == "table-row") {
        let mut cells: Vec<Raw> = Vec::new();
        let is_cell =
            |it: &Node<'_, '_>| matches!(it.tag_name().name(), "table-cell" | "covered-table-cell");
        for cell in row.children().filter(is_cell) {
            let count = repeated(cell, "number-columns-repeated");
            let raw = of_open_document(cell);
            let count = count.min(MOST_COLUMNS.saturating_sub(cells.len()));
            room.take(&raw.text, count)?;
            cells.extend(std::iter::repeat_n(raw, count));
        }
        while cells.last().is_some_and(|cell| cell.text.is_empty()) {
            cells.pop();
        }
        let count = repeated(row, "number-rows-repeated");
        if rows.len().saturating_add(count) > MOST_ROWS {
            match cells.is_empty() {
                true => continue,
                false => return Err(say!("has more than {MOST_ROWS} rows")),
            }
        }
        for cell in &cells {
            room.take(&cell.text, count.saturating_sub(1))?;
        }
        rows.extend(std::iter::repeat_n(cells, count));
    }
    while rows.last().is_some_and(Vec::is_empty) {
        rows.pop();
    }
    Ok(rows)
}

fn of_open_document(cell: Node<'_, '_>) -> Raw {
    let shown = || named(cell, "p").map(said).collect::<Vec<_>>().join("\n");
    match attribute(cell, "value-type").unwrap_or_default() {
        "float" => number(attribute(cell, "value").unwrap_or_default()),
        "date" => {
            let date = attribute(cell, "date-value").unwrap_or_default();
            Raw::text(date.get(..10).unwrap_or(date))
        }
        "boolean" => {
            Raw::text(if attribute(cell, "boolean-value") == Some("true") { "ja" } else { "nee" })
        }
        _ => Raw::text(shown()),
    }
}
