//! Inputs that `fuzz/` has found, or that came to mind where it looked, as small as they can be.
//!
//! Each was a panic, memory without end, or seconds for a small file. What is asked is that it is
//! refused in words or read, and that it takes no time.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use vpsite::diag::{Catalogue, Diagnostics, SourceFile, render};
use vpsite::library::{Block, markdown};
use vpsite::load;
use vpsite::value::{HttpsUrl, Origin};
use vpsite::yaml;

use super::support::folder;

/// What `fuzz/` leads its inputs through; a part of the tests too, so that it goes on to compile and to hold.
#[path = "../../fuzz/src/lib.rs"]
mod targets;

/// Longest that anything here may take: a hundred times what it takes on a slow machine.
const LONGEST: Duration = Duration::from_secs(20);

/// What is said of a workbook with these parts.
fn said(root: &Path, parts: &[(&str, &str)]) -> String {
    use std::io::Write;
    let path = root.join("clients.ods");
    let mut archive = zip::ZipWriter::new(fs::File::create(&path).unwrap());
    for (name, text) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap();
    let began = Instant::now();
    let read = load::sheet(&path, root);
    assert!(began.elapsed() < LONGEST, "{:?}", began.elapsed());
    match read {
        Ok(sheet) => format!("{} rows", sheet.rows.len()),
        Err(found) => {
            let each = found.iter().map(|it| render::short(it, Catalogue::english()));
            each.collect::<Vec<_>>().join("\n")
        }
    }
}

fn open_document(rows: &str) -> String {
    format!("<o xmlns:t=\"t\"><t:table>{rows}</t:table></o>")
}

/// A row that says how often it stands there: more often than anything can be counted.
#[test]
fn a_row_that_is_repeated_without_end_is_too_many_rows() {
    let root = folder("found-rows");
    let most = usize::MAX;
    let row = "<t:table-row><t:table-cell><p>Organisatie</p></t:table-cell></t:table-row>";
    let many =
        row.replace("<t:table-row>", &format!("<t:table-row t:number-rows-repeated=\"{most}\">"));
    let text = open_document(&format!("{row}{many}"));
    let said = said(&root, &[("content.xml", &text)]);
    assert!(said.contains("has more than 20000 rows"), "{said}");
    // Empty ones at the end say nothing.
    let empty =
        format!("<t:table-row t:number-rows-repeated=\"{most}\"><t:table-cell/></t:table-row>");
    let said = self::said(&root, &[("content.xml", &open_document(&format!("{row}{empty}")))]);
    assert_eq!(said, "1 rows");
}

/// A text of some thousand letters in every cell of every row: 100 GB out of a file of 5 KB.
#[test]
fn a_cell_that_is_repeated_is_counted_as_often() {
    let root = folder("found-cells");
    let text = "x".repeat(30_000);
    let cells =
        format!("<t:table-cell t:number-columns-repeated=\"200\"><p>{text}</p></t:table-cell>");
    let rows = format!("<t:table-row t:number-rows-repeated=\"20000\">{cells}</t:table-row>");
    let said = said(&root, &[("content.xml", &open_document(&rows))]);
    assert!(said.contains("is too large"), "{said}");
    // In Excel's form one text is named by many cells.
    let cell = "<c t=\"s\"><v>0</v></c>".repeat(200);
    let rows = format!("<row>{cell}</row>").repeat(100);
    let parts = [
        ("xl/workbook.xml", "<w xmlns:r=\"r\"><sheets><sheet r:id=\"a\"/></sheets></w>"),
        ("xl/_rels/workbook.xml.rels", "<r><x Id=\"a\" Target=\"s.xml\"/></r>"),
        ("xl/sharedStrings.xml", &format!("<sst><si><t>{text}</t></si></sst>")),
        ("xl/s.xml", &format!("<w><sheetData>{rows}</sheetData></w>")),
    ];
    let said = self::said(&root, &parts);
    assert!(said.contains("is too large"), "{said}");
}

/// Elements in one another, each with a letter: what lies around a letter was looked through for
/// each letter.
#[test]
fn a_cell_of_many_layers_is_read_in_one_go() {
    let root = folder("found-layers");
    let deep = 120_000;
    let text = format!("{}{}", "<s>a".repeat(deep), "</s>".repeat(deep));
    let rows = format!("<t:table-row><t:table-cell><p>{text}</p></t:table-cell></t:table-row>");
    assert_eq!(said(&root, &[("content.xml", &open_document(&rows))]), "1 rows");
}

/// Signs that no file of YAML may hold as they are (YAML 1.2.2, 5.1), in either kind of quotes: a
/// table in a wrong encoding brings them along.
#[test]
fn signs_that_yaml_does_not_take_are_spelled_out() {
    for sign in ['\u{FFFE}', '\u{FFFF}', '\u{FEFF}', '\u{85}', '\u{2028}', '\u{0}', '\u{7F}'] {
        for text in [format!("Acme {sign} B.V."), format!("Acme \"{sign}\" B.V."), sign.to_string()]
        {
            let file = SourceFile::new("acme.yaml", format!("name: {}\n", yaml::quoted(&text)));
            let tree = yaml::parse(&file).unwrap_or_else(|found| panic!("{sign:?}: {found:?}"));
            assert_eq!(tree.text(&["name".into()]), Some(text.as_str()));
        }
    }
}

/// What is judged of a text, and what it becomes.
fn judged(text: &str) -> (Diagnostics, Vec<Block>) {
    let file = SourceFile::new("content/nl/a.md", text);
    let began = Instant::now();
    let mut faults = Diagnostics::new();
    markdown::check(&file.span(0..text.len()), &mut faults);
    let blocks = markdown::parse(text, &mut Diagnostics::new());
    assert!(began.elapsed() < LONGEST, "{:?}", began.elapsed());
    (faults, blocks)
}

/// A list in a list in a list: who walks through it calls itself for each, until there is no room.
#[test]
fn what_lies_too_deep_in_one_another_is_told_where_it_begins() {
    for sign in ["1. ", "> ", "* 1. ", "> 1. "] {
        let (found, blocks) = judged(&format!("{}a\n\nb\n", sign.repeat(30_000)));
        let mut told = found.iter().filter(|it| it.code == "content/deep");
        let place = told.next().unwrap().span.as_ref().unwrap();
        assert_eq!(place.line_column().0, 1, "{sign}");
        assert!(told.next().is_none(), "{sign}: once is enough");
        // What stands behind it is there.
        assert!(Block::plain(&blocks).ends_with('b'));
    }
    // As deep as people write.
    let nested = (0..6).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect::<String>();
    assert!(judged(&nested).0.is_empty());
}

/// Each sign was held against all that had been told of.
#[test]
fn signs_without_end_are_told_of_in_one_go() {
    let (found, _) = judged(&"[^1]\n\n".repeat(100_000));
    assert_eq!(found.iter().count(), 100_000);
}

/// Signs around an address were taken off one by one, each time looking through all of it.
#[test]
fn what_is_too_long_is_no_address() {
    let began = Instant::now();
    for sign in [":", ",", "(", "[](", "https://"] {
        let text = sign.repeat(300_000);
        let refused = [HttpsUrl::parse(&text).err(), Origin::parse(&text).err()];
        for refused in refused {
            let words = refused.unwrap().message.in_words(Catalogue::english());
            assert_eq!(words, "this is longer than an address can be");
        }
    }
    assert!(began.elapsed() < LONGEST);
}

/// Each sign of the line was taken for the one that is wrong.
#[test]
fn a_line_without_end_is_not_mended() {
    let text = format!("name: {}\n", "\"".repeat(300_000));
    let began = Instant::now();
    let found = yaml::parse(&SourceFile::new("acme.yaml", text)).unwrap_err();
    assert!(found.iter().all(|it| it.code == "yaml/syntax"), "{found:?}");
    assert!(began.elapsed() < LONGEST, "{:?}", began.elapsed());
}

/// A key of two lines with a quote that is none: its end was looked for in its first line.
#[test]
fn a_key_of_two_lines_is_told_of() {
    for text in ["{“organ\n  isatie}\n", "{“a\n b: c}\n", "a: {b: 1, „c\n  d”: 2}\n", "“a\nb: c\n"]
    {
        let file = SourceFile::new("acme.yaml", text);
        let tree = yaml::parse(&file);
        assert!(tree.is_ok() || tree.is_err_and(|found| !found.is_empty()), "{text}");
    }
    let said = yaml::parse(&SourceFile::new("acme.yaml", "{“organ\n  isatie}\n"));
    let said = match said {
        Ok(tree) => {
            let mut faults = Diagnostics::new();
            let _: std::collections::BTreeMap<String, yaml::Field<String>> =
                yaml::read(&tree, &mut faults);
            faults
        }
        Err(faults) => faults,
    };
    assert!(said.iter().any(|fault| fault.code == "yaml/quotes"), "{said:?}");
}

/// Each target takes what it is made for, and next to it what it is not.
#[test]
fn what_inputs_are_thought_up_for_takes_those_that_there_are() {
    let client = include_str!("../../clients/acme.yaml");
    let edit = format!("edition\n2026-12\n{client}");
    let page = include_str!("../../content/nl/steps.md");
    let words = include_str!("../../content/nl/_strings.yaml");
    let style = include_str!("../../themes/default/assets/style.css");
    let icon = include_str!("../../themes/default/assets/icon.svg");
    let markup = "<!doctype html><html lang=\"nl\"><body><a href=\"https://example.com/\">x</a></body></html>";
    let mail =
        "Subject: Een mail\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n";
    let sheet = "Organisatie;Adres\nAcme B.V.;https://vp.example.nl/acme/\n";
    let inputs = [
        &edit,
        client,
        page,
        words,
        style,
        icon,
        markup,
        mail,
        sheet,
        "a06 12345678",
        "\u{feff}",
        "",
    ];
    type Target = fn(&[u8]);
    let all: [(&str, Target); 12] = [
        ("yaml", targets::yaml),
        ("edit", targets::edit),
        ("page", targets::page),
        ("words", targets::words),
        ("markdown", targets::markdown),
        ("picture", targets::picture),
        ("style", targets::style),
        ("html", targets::html),
        ("drawing", targets::drawing),
        ("mail", targets::mail),
        ("sheet", targets::sheet),
        ("value", targets::value),
    ];
    let script = include_str!("../../fuzz/run");
    for (name, target) in all {
        assert!(
            script.contains(&format!(" {name}")) || script.contains(&format!("({name}")),
            "{name}"
        );
        for input in inputs {
            targets::within_a_second(target, input.as_bytes());
        }
    }
}
