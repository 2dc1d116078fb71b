//! Words that are written in several forms -> which form a language asks for and lacks.
//!
//! Input: the UI words of a client's languages. Output: a fault at each word that would leave a
//! number or a day unsaid. Invariant: what passes here is said for every number and every day.

use super::{Content, Strings};
use crate::client::Client;
use crate::diag::{Diagnostic, Diagnostics, Sentence, say};
use crate::value::{COUNTED, Counted, Invalid, Lang};

/// The words that list the days of the week, Monday first.
const WEEKS: [&str; 2] = ["weekdays", "weekdays_in_range"];

/// Looks at the words of each of a client's languages.
pub(super) fn check(content: &Content, client: &Client, faults: &mut Diagnostics) {
    for lang in &client.languages {
        let strings = &content.lang(*lang).strings;
        for (key, least) in COUNTED {
            told(strings, key, plural(strings, *lang, key, least), faults);
        }
        for key in WEEKS {
            told(strings, key, seven(strings, key), faults);
        }
    }
}

fn told(strings: &Strings, key: &str, found: Option<Invalid>, faults: &mut Diagnostics) {
    let (Some(invalid), Some((_, span))) = (found, strings.by_key.get(key)) else { return };
    let fault = Diagnostic::error("content/forms", say!("the word `{key}`: {}", invalid.message));
    faults.push(fault.at(span).maybe_hint(invalid.hint));
}

fn plural(strings: &Strings, lang: Lang, key: &str, least: u32) -> Option<Invalid> {
    let (text, _) = strings.by_key.get(key)?;
    let lacks = match Counted::parse(text) {
        Ok(word) => word.lacks(lang, least),
        Err(invalid) => return Some(invalid),
    };
    let lines = lacks.iter().map(|form| say!("`| {form}: …`"));
    let message = say!("`{lang}` has plural forms that it lacks: {}", lacks.join(", "));
    (!lacks.is_empty())
        .then(|| Invalid::new(message).hint(say!("add {} to it", Sentence::and(lines))))
}

fn seven(strings: &Strings, key: &str) -> Option<Invalid> {
    let (text, _) = strings.by_key.get(key)?;
    let names = text.split(',').filter(|name| !name.trim().is_empty()).count();
    let message = say!("a week has seven days, and {names} are named");
    (names != 7).then(|| {
        Invalid::new(message).hint(say!("name them from Monday on, with a comma between them"))
    })
}
