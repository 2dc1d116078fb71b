//! A client and its plan -> how its kit is packed: the folder, the date, what to read first,
//! and which files go to whom.
//!
//! Invariant: every planned file is in one part and in no other, whatever the theme makes.

use crate::client::Client;
use crate::plan::{Make, Output, Plan};
use crate::write::{Packing, Part};

/// The parts, in the order in which HR needs them; what has no place elsewhere is in the first.
const PARTS: [&str; 5] = ["start", "print", "press", "screen", SITE];
/// The part for whoever puts the site online.
const SITE: &str = "site";

/// How a kit is packed; `said` gives a UI word in the language that HR reads.
pub(super) fn packing<'a>(
    client: &Client,
    plan: &Plan,
    said: impl Fn(&'static str) -> &'a str,
) -> Packing {
    let word = |key| said(key).to_owned();
    let edition = client.edition;
    let has_script = plan.outputs.iter().any(|output| output.path.as_str().ends_with(".js"));
    let script = || has_script.then(|| word("zip_script"));
    let (how, then) = (word("zip_how"), word("zip_then"));
    let part = |name: &str| {
        let paths = plan.outputs.iter().filter(|output| part_of(output) == name);
        let note = match name {
            SITE => note([Some(how.clone()), Some(word("zip_site")), script()]),
            _ => note([Some(how.clone()), Some(word("zip_part")), Some(then.clone())]),
        };
        let paths = paths.map(|output| output.path.to_string()).collect();
        Part { name: name.to_owned(), note, paths }
    };
    let parts = PARTS.into_iter().map(part).filter(|part| !part.paths.is_empty()).collect();
    Packing {
        folder: format!("{}-{edition}", client.slug),
        // The years that archives know.
        edition: (u16::try_from(edition.year).unwrap_or_default().clamp(1980, 2107), edition.month),
        first: first(&word("zip_first")),
        note: note([Some(how.clone()), Some(then.clone()), script()]),
        parts,
    }
}

fn part_of(output: &Output) -> &'static str {
    let folder = output.path.as_str().split_once('/').map_or("", |(folder, _)| folder);
    match (&output.make, folder) {
        (Make::Print(print), _) if print.sheet.press => "press",
        (_, "print") => "print",
        (_, "screen") => "screen",
        (_, "site" | "hosting") => SITE,
        _ => PARTS[0],
    }
}

/// The lines of a note, as every editor of Windows shows them.
fn note<const N: usize>(lines: [Option<String>; N]) -> String {
    lines.into_iter().flatten().map(|line| line + "\r\n").collect()
}

/// The name of the file that stands before all others, in capitals: `0-EERST-UITPAKKEN`. What
/// no system has in a name becomes a hyphen.
fn first(said: &str) -> String {
    let upper = said.to_uppercase();
    let words: Vec<&str> = upper.split(|c: char| !c.is_alphanumeric()).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    format!("0-{}", words.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_name_is_one_that_every_system_has() {
        let cases = [
            ("Eerst uitpakken", "0-EERST-UITPAKKEN"),
            ("a/b: \"c\"?", "0-A-B-C"),
            ("Önce açın", "0-ÖNCE-AÇIN"),
            ("فك الضغط", "0-فك-الضغط"),
        ];
        for (said, name) in cases {
            assert_eq!(first(said), name);
        }
    }
}
