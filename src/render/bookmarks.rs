//! The site as an answer of the organisation's own search: words of each language -> a table that
//! an administrator of Microsoft Search imports.
//!
//! Columns, their order, `;` between keywords, one row for an address, and what may not be empty:
//! "Manage bookmarks" at `learn.microsoft.com/microsoftsearch/manage-bookmarks` ("Import
//! bookmarks", "Prevent import errors"); that it has to be saved as `CSV UTF-8` stood in "Bulk
//! create bookmarks" of the same manual. The names of the columns and the form of what is in them
//! are those of an exported file. Invariants: a row for each language, no address, title or
//! keyword twice; no cell that a spreadsheet would take for a formula; nothing is published
//! before somebody has looked at it.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use super::merge::Merged;
use super::{Job, html};
use crate::value::{Lang, PageId};
use crate::words::{SEARCH_WORDS, Words, plain_spaces};

/// The columns of the template. The last three are the server's own and stay empty.
const COLUMNS: [&str; 18] = [
    "Title",
    "Url",
    "Keywords",
    "Match Similar Keywords",
    "State",
    "Description",
    "Reserved Keywords",
    "Categories",
    "Start Date",
    "End Date",
    "Country/Region",
    "Use AAD Location",
    "Groups",
    "Device & OS",
    "Targeted Variations",
    "Last Modified",
    "Last Modified By",
    "Id",
];

/// What a spreadsheet saves before the text, so that it is read as UTF-8.
const MARK: &str = "\u{FEFF}";

/// Longest title and description, in characters: what the manual advises.
const TITLE: usize = 60;
const DESCRIPTION: usize = 300;

/// The first page of the site in one language.
struct Bookmark<'a> {
    /// Its address.
    url: String,
    /// The words of its language.
    words: &'a Words,
}

/// The table of a client's site, in the order of its languages.
pub fn file(job: &Job<'_>, texts: &BTreeMap<Lang, Merged>) -> Vec<u8> {
    let first = |lang: &Lang| {
        let path = job.plan.site.pages.get(&(*lang, PageId::from_stem("index")?))?;
        let words = &texts.get(lang)?.words;
        Some(Bookmark { url: html::absolute(job.client, path), words })
    };
    let pages: Vec<Bookmark<'_>> = job.client.languages.iter().filter_map(first).collect();
    table(&pages)
}

/// A row for each page.
fn table(pages: &[Bookmark<'_>]) -> Vec<u8> {
    let mut rows = vec![COLUMNS.map(str::to_owned).to_vec()];
    let (mut known, mut titles) = (BTreeSet::new(), BTreeSet::new());
    for Bookmark { url, words } in pages {
        let keywords: Vec<String> =
            everyday(words).filter(|word| known.insert(folded(word))).collect();
        // A row without keywords is refused, and the file with it.
        if keywords.is_empty() {
            continue;
        }
        let said = |key: &str| plain_spaces(words.word(key));
        let mut title = cut(&said("site_name"), TITLE);
        if !titles.insert(folded(&title)) {
            title = cut(&format!("{} · {title}", words.lang().name()), TITLE);
            titles.insert(folded(&title));
        }
        let about = format!("{} {}", said("poster_line"), said("poster_confidential"));
        let row = COLUMNS.map(|column| match column {
            "Title" => cell(&title),
            "Url" => url.clone(),
            "Keywords" => cell(&keywords.join(";")),
            "Match Similar Keywords" => "true".to_owned(),
            // Not `published`: someone looks at it first.
            "State" => "draft".to_owned(),
            "Description" => cell(&cut(&about, DESCRIPTION)),
            "Use AAD Location" => "False".to_owned(),
            _ => String::new(),
        });
        rows.push(row.to_vec());
    }
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(MARK.as_bytes().to_vec());
    // Writing to memory has no way to fail.
    let written = rows.iter().try_for_each(|row| writer.write_record(row));
    debug_assert!(written.is_ok());
    writer.into_inner().unwrap_or_default()
}

/// What people type who would not know the name of the role: a list with commas.
pub fn everyday(words: &Words) -> impl Iterator<Item = String> {
    let listed = plain_spaces(words.get(SEARCH_WORDS).unwrap_or_default());
    let all: Vec<String> = listed
        .split([',', '،', ';'])
        .map(|word| cell(word.trim()))
        .filter(|word| !word.is_empty())
        .collect();
    all.into_iter()
}

/// Two words that are one to who types them.
fn folded(word: &str) -> String {
    word.nfkc().collect::<String>().to_lowercase()
}

/// A text that no spreadsheet runs: a formula begins with one of these signs
/// (owasp.org/www-community/attacks/CSV_Injection). Put behind a quote it would be another word.
fn cell(text: &str) -> String {
    let signs = ['=', '+', '-', '@', '\t', '\r', '\n', ' ', '＝', '＋', '－', '＠'];
    text.trim_start_matches(signs).replace(['\r', '\n', '\t'], " ").trim_end().to_owned()
}

/// A text of at most `most` characters, cut after a word.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most - 1).collect();
    let end = head.rfind(' ').unwrap_or(head.len());
    format!("{}…", head[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(lang: &str, title: &str, search: &str) -> Words {
        let words = [
            ("site_name", title),
            (SEARCH_WORDS, search),
            ("poster_line", "=Iets mis?\u{a0}Praat, \"nu\"."),
            ("poster_confidential", "Vertrouwelijk."),
        ];
        let words = words.map(|(key, text)| (key.to_owned(), text.to_owned()));
        Words::new(Lang::parse(lang).unwrap(), BTreeMap::from(words))
    }

    fn rows(all: &[(&str, &Words)]) -> Vec<Vec<String>> {
        let pages: Vec<Bookmark<'_>> =
            all.iter().map(|(url, words)| Bookmark { url: (*url).to_owned(), words }).collect();
        let table = table(&pages);
        let text = std::str::from_utf8(&table).unwrap();
        let text = text.strip_prefix(MARK).unwrap();
        assert!(text.lines().count() == text.matches("\r\n").count(), "{text}");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let row = |row: csv::Result<csv::StringRecord>| {
            row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()
        };
        reader.records().map(row).collect()
    }

    #[test]
    fn a_row_for_each_language_and_nothing_twice() {
        let nl = words("nl", "Vertrouwenspersoon", "pesten, Mobbing, ruzie met baas, pesten");
        let de = words("de", "Vertrauensperson", "mobbing, lästern");
        let en = words("en", "vertrouwenspersoon", "＝bullying, -harassment, a;b");
        let empty = words("pl", "Osoba zaufania", " , Lästern,,");
        let rows = rows(&[
            ("https://a.nl/", &nl),
            ("https://a.nl/de/", &de),
            ("https://a.nl/en/", &en),
            ("https://a.nl/pl/", &empty),
        ]);
        assert_eq!(rows[0], COLUMNS);
        let keywords: Vec<&str> = rows[1..].iter().map(|row| row[2].as_str()).collect();
        assert_eq!(
            keywords,
            ["pesten;Mobbing;ruzie met baas", "lästern", "bullying;harassment;a;b"]
        );
        assert_eq!(
            (rows[1][0].as_str(), rows[3][0].as_str()),
            ("Vertrouwenspersoon", "English · vertrouwenspersoon")
        );
        assert_eq!(rows[1][1..6].len(), 5);
        assert_eq!(rows[1][5], "Iets mis? Praat, \"nu\". Vertrouwelijk.");
        assert_eq!(
            (rows[1][3].as_str(), rows[1][4].as_str(), rows[1][11].as_str()),
            ("true", "draft", "False")
        );
    }

    #[test]
    fn no_cell_is_a_formula_whatever_stands_in_the_words() {
        for start in ["=", "+", "-", "@", "\t=", " =", "=-+@", "＝"] {
            let odd = words("nl", &format!("{start}HYPERLINK(1)"), &format!("{start}1+1"));
            let rows = rows(&[("https://a.nl/", &odd)]);
            for cell in rows[1].iter().filter(|cell| !cell.is_empty()) {
                assert!(cell.starts_with(char::is_alphanumeric), "{start:?}: {cell}");
            }
        }
    }

    #[test]
    fn a_long_title_is_cut_after_a_word() {
        let long = words("nl", &"woord ".repeat(40), "pesten");
        let rows = rows(&[("https://a.nl/", &long)]);
        assert!(rows[1][0].chars().count() <= TITLE && rows[1][0].ends_with("woord…"), "{rows:?}");
    }
}
