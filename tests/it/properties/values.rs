//! Single values and small files: what is read back is what was given, and nothing else.

use proptest::prelude::*;
use serde_json::Value;
use vpsite::diag::{Catalogue, Diagnostic, Sentence, SourceFile, printable_json, render as shown};
use vpsite::draft::{ClientDraft, Item, Speech};
use vpsite::library::{Block, markdown};
use vpsite::load;
use vpsite::render::hosts::{self, Served};
use vpsite::value::{Email, HttpsUrl, Origin, OutPath, PhoneNumber, Slug};
use vpsite::yaml;

use super::{PIECES, cases, line};

/// Addresses with signs in them that mean something elsewhere.
fn address() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-z0-9]{1,6}",
        2 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    let path = proptest::collection::vec(piece, 1..4).prop_map(|parts| parts.join("/"));
    (proptest::sample::select(vec!["example.nl", "vp.example.nl", "zoë.example.nl"]), path)
        .prop_map(|(host, path)| format!("https://{host}/{path}/"))
}

/// What a cell says: lines within it end as lines do.
fn lined(cell: &str) -> String {
    cell.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned()
}

/// Lines of a file that configures a server, by the signs that they begin with.
fn lines(text: &str) -> Vec<usize> {
    text.lines().map(|line| line.len() - line.trim_start().len()).collect()
}

proptest! {
    #![proptest_config(cases(400))]

    /// Any text at all, in quotes where it needs them, is that text again wherever it stands.
    #[test]
    fn quotes_of_yaml_hold_anything(text in prop_oneof![line(), any::<String>()]) {
        let quoted = yaml::quoted(&text);
        let file = format!("a: {quoted}\nb: [{quoted}, {{c: {quoted}}}]\n");
        let tree = yaml::parse(&SourceFile::new("a.yaml", file.clone()));
        let tree = tree.map_err(|found| TestCaseError::fail(format!("{file}: {found:?}")))?;
        for at in [vec!["a".into()], vec!["b".into(), 0.into()], vec!["b".into(), 1.into(), "c".into()]] {
            prop_assert_eq!(tree.text(&at), Some(text.as_str()));
        }
    }

    /// What a person has told stands in the file that is written of it, and nothing beside it.
    #[test]
    fn a_draft_reads_as_it_was_told(name in line(), short in line(), adviser in line(), hr in line()) {
        let mut draft = ClientDraft::default();
        let told = [
            (Item::Organisation, name), (Item::ShortName, short), (Item::Adviser, adviser),
            (Item::HrName, hr),
        ];
        for (item, text) in &told {
            draft.tell(*item, text).unwrap();
        }
        let slug = Slug::parse("acme").unwrap();
        let file = SourceFile::new("acme.yaml", draft.text(&slug, Speech::Dutch));
        let tree = yaml::parse(&file).map_err(|found| TestCaseError::fail(format!("{found:?}")))?;
        let changes = draft.changes(&slug, &tree).unwrap();
        prop_assert!(changes.is_empty(), "{:?}\n{}", changes, file.text);
        let keys = tree.keys(&[]);
        let known = ["organisation", "advisers", "hr_contact"];
        prop_assert!(keys.iter().all(|key| known.contains(key)), "{:?}", keys);
    }

    /// As a value in a text of Markdown it is words: no sign of it marks anything.
    #[test]
    fn a_value_is_no_markdown(text in line()) {
        let mut escaped = Vec::new();
        markdown::escape(&text, &mut escaped).unwrap();
        let page = format!("Bel {} vandaag", String::from_utf8(escaped).unwrap());
        let mut faults = Default::default();
        let blocks = markdown::parse(&page, &mut faults);
        prop_assert!(faults.is_empty(), "{:?}", faults);
        prop_assert!(matches!(blocks.as_slice(), [Block::Paragraph { .. }]), "{:?}", blocks);
        // What is marked behind a stop is settled when the page is put together.
        let shown = |c: &char| !c.is_whitespace() && *c != '\u{fdd0}';
        let bare = |text: &str| text.chars().filter(shown).collect::<String>();
        prop_assert_eq!(bare(&Block::plain(&blocks)), bare(&format!("Bel {text} vandaag")));
    }

    /// A link writes to one address and says nothing else.
    #[test]
    fn a_mail_link_has_one_address(local in "[!-~é]{1,12}", host in "[a-z]{2,8}") {
        let Ok(email) = Email::parse(&format!("{local}@{host}.example.nl")) else { return Ok(()) };
        let href = email.href();
        let inner = href.strip_prefix("mailto:").unwrap();
        prop_assert!(!inner.contains(['?', '&', '#', ',', ';', '"', '\'', '<', '>', ' ']), "{}", href);
        let back = percent_encoding::percent_decode_str(inner).decode_utf8().unwrap();
        prop_assert_eq!(back.as_ref(), email.plain());
    }

    /// A number is dialled in digits, and what is shown of it is the same number.
    #[test]
    fn a_number_is_dialled_in_digits(text in "(\\+|00|0)?[1-9]([0-9 ().\\-]){5,14}(;ext=1|,1|#)?") {
        let Ok(number) = PhoneNumber::parse(&text) else { return Ok(()) };
        let dial = number.href();
        let digits = dial.strip_prefix("tel:").unwrap().trim_start_matches('+');
        prop_assert!(digits.bytes().all(|byte| byte.is_ascii_digit()), "{}", dial);
        let again = PhoneNumber::parse(number.shown()).unwrap();
        prop_assert_eq!(again.dial(), number.dial());
    }

    /// Names become names of folders, and paths stay within a kit.
    #[test]
    fn names_of_files_are_only_that(text in line()) {
        for slug in [Slug::of_organisation(&text), Slug::from_text(&text)].into_iter().flatten() {
            let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            prop_assert!(slug.as_str().chars().all(sound), "{}", slug.as_str());
            prop_assert_eq!(Slug::parse(slug.as_str()).ok(), Some(slug));
        }
        if let Ok(path) = OutPath::parse(&text) {
            let parts: Vec<&str> = path.as_str().split('/').collect();
            prop_assert!(!parts.iter().any(|part| matches!(*part, "" | "." | "..")), "{:?}", path);
            prop_assert!(!path.as_str().contains(char::is_control) && !path.as_str().contains('\\'));
        }
    }

    /// Whatever the address and the frames: a rule is a rule, a line a line, and each server's
    /// own form is kept.
    #[test]
    fn files_of_hosts_have_the_same_lines(url in address(), origin in address()) {
        let plain = Served::new(&HttpsUrl::parse("https://vp.example.nl/acme/").unwrap(), &[
            Origin::parse("https://intra.example.nl").unwrap(),
        ]);
        let Ok(url) = HttpsUrl::parse(&url) else { return Ok(()) };
        prop_assume!(url.path().ends_with('/') && url.path().len() > 1);
        let origins: Vec<Origin> = Origin::parse(&origin).into_iter().collect();
        let site = Served::new(&url, &origins);
        let other = || std::slice::from_ref(&plain);
        let own = || std::slice::from_ref(&site);
        for (made, like) in [
            (hosts::headers_file(own(), None), hosts::headers_file(other(), None)),
            (hosts::redirects_file(own()), hosts::redirects_file(other())),
            (hosts::nginx(own(), None), hosts::nginx(other(), None)),
            (hosts::htaccess(&site), hosts::htaccess(&plain)),
            (hosts::web_config_of(&site), hosts::web_config_of(&plain)),
        ] {
            prop_assert_eq!(lines(&made), lines(&like), "{}", made);
            prop_assert!(!made.contains(|c: char| c.is_control() && c != '\n'), "{:?}", made);
        }
        let azure: Value = serde_json::from_str(&hosts::azure(own(), None)).unwrap();
        let like: Value = serde_json::from_str(&hosts::azure(other(), None)).unwrap();
        prop_assert_eq!(azure["routes"].as_array().map(Vec::len), like["routes"].as_array().map(Vec::len));
        roxmltree::Document::parse(&hosts::web_config(own(), None)).unwrap();
    }

    /// A terminal obeys nothing of what a client, a file or a name says.
    #[test]
    fn a_terminal_is_told_nothing(path in any::<String>(), text in any::<String>(), at in 0..40_usize) {
        let file = SourceFile::new(path, text.clone());
        let fault = Diagnostic::error("file/unreadable", Sentence::literal(format!("`{text}`")))
            .at(&file.span(at.min(text.len())..text.len()))
            .hint(Sentence::literal(text.clone()));
        let short = shown::short(&fault, Catalogue::dutch());
        prop_assert!(!short.contains(char::is_control), "{:?}", short);
        let human = shown::human(&fault, Catalogue::dutch());
        let plain = anstream::adapter::strip_str(&human).to_string();
        prop_assert!(!plain.contains(|c: char| c.is_control() && c != '\n'), "{:?}", plain);
        // What the program itself colours, and nothing else.
        let colours = human.matches('\u{1b}').count();
        prop_assert_eq!(human.matches("\u{1b}[").count(), colours);
        let json = shown::json(&fault, Catalogue::dutch());
        let printed = serde_json::to_string(&json).unwrap();
        let printed = printable_json(&printed);
        prop_assert!(!printed.contains(char::is_control));
        prop_assert_eq!(serde_json::from_str::<Value>(&printed).unwrap(), json);
    }
}

proptest! {
    #![proptest_config(cases(120))]

    /// A table reads as the spreadsheet has written it, whatever stands in its cells: what
    /// begins like a formula is a text too, and nothing of it is computed.
    #[test]
    fn a_table_reads_as_it_was_written(
        rows in proptest::collection::vec(proptest::collection::vec(line(), 3), 1..5),
        sign in proptest::sample::select(vec![b';', b',', b'\t']),
    ) {
        let mut writer = csv::WriterBuilder::new().delimiter(sign).from_writer(Vec::new());
        writer.write_record(["Organisatie", "Adviseur", "Telefoon"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
        let path = folder.join(format!("properties-{}.csv", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        let unseen = |c: char| c.is_control() && !c.is_whitespace();
        let refused = rows.iter().flatten().any(|it| it.contains(unseen));
        match load::sheet(&path, folder) {
            Err(_) => prop_assert!(refused),
            Ok(sheet) => {
                let cells = sheet.rows.iter().skip(1).filter(|row| !row.is_empty());
                let read = |row: &Vec<load::Cell>| row.iter().map(|it| it.text.clone()).collect();
                let read: Vec<Vec<String>> = cells.map(read).collect();
                let given = |row: &Vec<String>| row.iter().map(|it| lined(it)).collect();
                let given: Vec<Vec<String>> = rows.iter().map(given).collect();
                prop_assert_eq!(read, given);
            }
        }
    }
}
