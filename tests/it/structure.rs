//! A translation is built as its Dutch source is: line by line, and about as long.
//!
//! Both are laid beside each other as on the sheet of a reader. What was made from the
//! Dutch of today has a line for each of its lines, of the same kind, and no line is so
//! short or so long that it cannot say the same.

use std::collections::BTreeSet;

use vpsite::library::{Depth, Library, coverage, reviews, sheet};
use vpsite::load::Workspace;

use super::support::{LANGUAGES, site_only};

/// Letters of a text against those of the Dutch one, over a whole file: measured 0.63
/// to 1.38 on 26 November 2026.
const OF_FILE: (f64, f64) = (0.6, 1.5);
/// The same for one line of at least [`LONG`] letters, where chance plays a part.
const OF_LINE: (f64, f64) = (0.4, 2.5);
const LONG: f64 = 60.0;

/// Where every other language has a line more than Dutch: how to ask for it on the phone.
const ONE_MORE: &str = "help.md";

#[test]
fn every_line_of_dutch_has_its_line_in_every_language() {
    let root = site_only("structure");
    let workspace = Workspace::find(&root, &root).unwrap();
    let library = Library::open(&workspace, Depth::Harm).unwrap();
    let (rows, _) = coverage(&library);
    let dutch = reviews::content_of(&library, "nl").unwrap();
    let (names, faults) = library.value_names();
    assert!(faults.is_empty() && names.len() > 50);
    let mut wrong = Vec::new();
    let (mut lines, mut least, mut most) = (0, f64::MAX, 0.0_f64);
    for lang in LANGUAGES.into_iter().filter(|lang| *lang != "nl") {
        let own = reviews::content_of(&library, lang).unwrap();
        let row = rows.iter().find(|row| row.lang.tag() == lang).unwrap();
        // What is older than the Dutch is told by `check`, and made anew as a whole.
        let old: BTreeSet<&String> = row.outdated.iter().map(|(name, _)| name).collect();
        let files: Vec<String> = reviews::chosen(&own, &[])
            .unwrap()
            .into_iter()
            .filter(|name| !old.contains(name) && dutch.origins.contains_key(name))
            .collect();
        let sheet = sheet(&own, &dutch, &files, &names);
        for file in sheet.groups.iter().flat_map(|group| &group.files) {
            let (mut letters, mut more) = ((0.0, 0.0), 0);
            for row in &file.rows {
                let of = |pieces: &[vpsite::library::Piece]| -> f64 {
                    let text = pieces.iter().filter(|piece| piece.kind == "text");
                    let count: usize =
                        text.map(|it| it.text.chars().filter(|c| c.is_alphabetic()).count()).sum();
                    f64::from(u32::try_from(count).unwrap())
                };
                let (nl, ours) = (of(&row.dutch), of(&row.own));
                let place =
                    || format!("{lang}/{} nr. {:?}: {:?}", file.name, row.number, row.dutch);
                if row.dutch.is_empty() && file.name == ONE_MORE && more == 0 {
                    more += 1;
                } else if row.dutch.is_empty() != row.own.is_empty() {
                    wrong.push(format!("one side: {} {:?}", place(), row.own));
                } else if nl >= LONG && !(OF_LINE.0..=OF_LINE.1).contains(&(ours / nl)) {
                    wrong.push(format!("{ours} letters for {nl}: {} {:?}", place(), row.own));
                }
                letters = (letters.0 + nl, letters.1 + ours);
                lines += 1;
            }
            let share = letters.1 / letters.0;
            if letters.0 >= 200.0 {
                (least, most) = (least.min(share), most.max(share));
                if !(OF_FILE.0..=OF_FILE.1).contains(&share) {
                    wrong.push(format!("{lang}/{}: {share:.2} of the Dutch letters", file.name));
                }
            }
        }
    }
    println!("{lines} lines; letters of a file {least:.2} to {most:.2} of the Dutch");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
