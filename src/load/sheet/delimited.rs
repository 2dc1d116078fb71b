//! Text with commas, semicolons or tabs -> rows of cells.
//!
//! Spreadsheets save it in whatever encoding and with whatever sign their country has.
//! Invariant: a row has the number of the line that it begins in, and no byte is refused:
//! what is no UTF is read as Windows-1252, in which every byte is a sign.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Raw;
use crate::diag::{Sentence, say};

/// The rows, and the sign between their cells.
pub(super) fn rows(bytes: &[u8]) -> Result<(Vec<Vec<Raw>>, char), Sentence> {
    let text = text(bytes);
    let bad = text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    if bad > 0 {
        return Err(say!("is no spreadsheet and no text"));
    }
    // Excel writes and reads this line, which is no row.
    let named = text.strip_prefix("sep=").and_then(|rest| rest.chars().next());
    let skip = if named.is_some() { text.find('\n').map_or(text.len(), |at| at + 1) } else { 0 };
    let sign = named.filter(char::is_ascii).unwrap_or_else(|| sign(&text));
    let delimiter = u8::try_from(sign).unwrap_or(b';');
    let body = &text.as_bytes()[skip..];
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(body);
    let mut rows: Vec<Vec<Raw>> = Vec::new();
    if skip > 0 {
        rows.push(Vec::new());
    }
    let before = rows.len();
    let (mut line, mut counted) = (1_usize, 0_usize);
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| say!("cannot be read: {error}"))? {
        // The reader tells where the record before ended: empty lines may lie between.
        let ended = record.position().map_or(0, csv::Position::byte);
        let ended = usize::try_from(ended).unwrap_or(usize::MAX).clamp(counted, body.len());
        let empty = body[ended..].iter().take_while(|byte| **byte == b'\n').count();
        line += body[counted..ended + empty].iter().filter(|byte| **byte == b'\n').count();
        counted = ended + empty;
        // Lines that are empty, or belong to a cell of several.
        while rows.len() + 1 < line.saturating_add(before) && rows.len() < super::MOST_ROWS {
            rows.push(Vec::new());
        }
        rows.push(record.iter().map(Raw::text).collect());
    }
    Ok((rows, sign))
}

/// The text in whichever encoding it is, line ends as `\n`.
fn text(bytes: &[u8]) -> String {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) => UTF_8,
        // Every second byte of plain letters is zero.
        None if bytes.len() > 3 && bytes[1] == 0 && bytes[3] == 0 => UTF_16LE,
        None if bytes.len() > 3 && bytes[0] == 0 && bytes[2] == 0 => UTF_16BE,
        None => WINDOWS_1252,
    };
    let (text, ..) = encoding.decode(bytes);
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The sign that parts cells: the most frequent outside of quotes in the first line that says
/// something.
fn sign(text: &str) -> char {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut quoted = false;
    let mut counts = [(';', 0_usize), ('\t', 0), (',', 0)];
    for sign in first.chars() {
        quoted ^= sign == '"';
        if let Some((_, count)) = counts.iter_mut().find(|(it, _)| *it == sign && !quoted) {
            *count += 1;
        }
    }
    // The first of those that are as frequent.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(';', |(sign, _)| *sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<Vec<String>> {
        let (rows, _) = rows(bytes).unwrap();
        rows.into_iter().map(|row| row.into_iter().map(|cell| cell.text).collect()).collect()
    }

    #[test]
    fn every_encoding_and_sign_of_a_spreadsheet_is_read() {
        let wanted = vec![vec!["Naam", "Taal"], vec!["Café Zoë, Ltd", "nl"]];
        let utf8 = "Naam;Taal\r\nCafé Zoë, Ltd;nl\r\n";
        assert_eq!(read(utf8.as_bytes()), wanted);
        assert_eq!(read(format!("\u{FEFF}{utf8}").as_bytes()), wanted);
        assert_eq!(read(b"Naam;Taal\nCaf\xE9 Zo\xEB, Ltd;nl\n"), wanted);
        assert_eq!(read(b"Naam,Taal\n\"Caf\xE9 Zo\xEB, Ltd\",nl"), wanted);
        assert_eq!(read("Naam\tTaal\rCafé Zoë, Ltd\tnl".as_bytes()), wanted);
        let wide: Vec<u8> =
            format!("\u{FEFF}{utf8}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&wide), wanted);
        assert_eq!(read(&wide[2..]), wanted);
        let mut named = read(format!("sep=;\n{utf8}").as_bytes());
        assert!(named.remove(0).is_empty());
        assert_eq!(named, wanted);
    }

    #[test]
    fn rows_have_the_numbers_of_their_lines() {
        let rows = read(b"a;b\n\n\n\"c\nd\";e\nf;g\n");
        assert_eq!(rows.len(), 6);
        assert_eq!((rows[3][0].as_str(), rows[5][0].as_str()), ("c\nd", "f"));
    }
}
