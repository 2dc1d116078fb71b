//! A spreadsheet -> rows of cells, each with its place.
//!
//! What a file is stands in it, not in its name: text with commas, semicolons or tabs
//! (`delimited`), or a workbook of Excel or LibreOffice (`workbook`). The rows are also laid
//! out as a text, one line a row, so that a fault can be shown as in any other file.
//! Invariant: the line of that text is the number of the row in the spreadsheet.

mod delimited;
mod workbook;

use std::path::Path;
use std::sync::Arc;

use crate::diag::{Diagnostic, Result, Sentence, SourceFile, Span, say};

use super::fs::{self, MIB};

/// Most that is read of a spreadsheet, in bytes; thousands of clients take less.
const LIMIT: u64 = 20 * MIB;
/// Most rows and columns that are read: more is no list of clients.
const MOST_ROWS: usize = 20_000;
const MOST_COLUMNS: usize = 200;

/// A spreadsheet as it was read.
#[derive(Debug)]
pub struct Sheet {
    /// Its rows as a text, one line each.
    pub file: Arc<SourceFile>,
    /// Its rows, the empty ones too.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// What it says, without blanks around it.
    pub text: String,
    /// Whether the spreadsheet holds a number, not a text.
    pub is_number: bool,
    /// Where it stands.
    pub span: Span,
}

/// A cell before its place is known.
#[derive(Clone, Debug, Default)]
struct Raw {
    text: String,
    is_number: bool,
}

impl Raw {
    fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_number: false }
    }
}

/// Reads a spreadsheet that somebody has named; `cwd` is the folder that its path is shown from.
///
/// # Errors
/// It cannot be read, or it is none that the program knows.
pub fn sheet(path: &Path, cwd: &Path) -> Result<Sheet> {
    let shown = fs::shown(path, cwd);
    let unreadable = |reason: Sentence| {
        Diagnostic::error("sheet/unreadable", say!("the spreadsheet `{shown}` {reason}"))
    };
    let bytes = fs::read(path, LIMIT).map_err(unreadable)?;
    let read = of_bytes(&bytes);
    let (rows, sign) = read.map_err(|reason| {
        unreadable(reason).hint(say!(
            "save it as `.xlsx`, or as CSV: in Excel choose \"CSV UTF-8 (comma delimited)\""
        ))
    })?;
    if rows.len() > MOST_ROWS || rows.iter().any(|row| row.len() > MOST_COLUMNS) {
        return Err(unreadable(say!(
            "has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns, and is no list of clients"
        ))
        .into());
    }
    Ok(laid_out(shown, rows, sign))
}

fn of_bytes(bytes: &[u8]) -> std::result::Result<(Vec<Vec<Raw>>, char), Sentence> {
    match bytes {
        [] => Err(say!("is empty")),
        [b'P', b'K', ..] => workbook::rows(bytes).map(|rows| (rows, ';')),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => {
            Err(say!("is of an Excel before 2007, or locked by a password"))
        }
        [b'%', b'P', b'D', b'F', ..] => Err(say!("is a PDF")),
        _ => delimited::rows(bytes),
    }
}

/// Lays the rows out as lines, and remembers where each cell stands in them.
fn laid_out(shown: String, rows: Vec<Vec<Raw>>, sign: char) -> Sheet {
    let mut text = String::new();
    let mut places = Vec::with_capacity(rows.len());
    for row in &rows {
        let mut of_row = Vec::with_capacity(row.len());
        for (index, cell) in row.iter().enumerate() {
            if index > 0 {
                text.push(sign);
            }
            let said = cell.text.split(['\n', '\r']).collect::<Vec<_>>().join(" ");
            let quotes = said.contains(sign) || said.contains('"');
            let start = text.len() + usize::from(quotes);
            match quotes {
                true => text.extend(["\"", &said.replace('"', "\"\""), "\""]),
                false => text.push_str(&said),
            }
            of_row.push(start..text.len() - usize::from(quotes));
        }
        places.push(of_row);
        text.push('\n');
    }
    let file = SourceFile::new(shown, text);
    let cells = |(row, places): (Vec<Raw>, Vec<std::ops::Range<usize>>)| {
        let cell = |(raw, place): (Raw, std::ops::Range<usize>)| Cell {
            text: raw.text.trim().to_owned(),
            is_number: raw.is_number,
            span: file.span(place),
        };
        row.into_iter().zip(places).map(cell).collect()
    };
    let rows = rows.into_iter().zip(places).map(cells).collect();
    Sheet { file, rows }
}

/// Reads the bytes of a picture that somebody has named, which may lie anywhere.
///
/// # Errors
/// It is not there, or too large.
pub fn picture(path: &Path, cwd: &Path) -> Result<Vec<u8>> {
    let limit = crate::value::FileKind::Picture.limit();
    fs::read(path, limit).map_err(|reason| {
        let message = say!("the file `{}` {reason}", fs::shown(path, cwd));
        Diagnostic::error("file/unreadable", message).into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_shown_where_it_stands_in_the_file() {
        let csv = "Naam;Telefoon\nBakker \"Zn\" & Co;06 1\n\n\"a;b\";2\n";
        let (rows, sign) = of_bytes(csv.as_bytes()).unwrap();
        let sheet = laid_out("a.csv".to_owned(), rows, sign);
        assert_eq!(sheet.rows.len(), 4);
        assert_eq!(sheet.rows[3][0].text, "a;b");
        assert_eq!(sheet.rows[3][0].span.line_column(), (4, 2));
        assert_eq!(sheet.rows[1][1].span.line_column().0, 2);
        assert_eq!(sheet.rows[1][1].span.text(), "06 1");
    }
}
