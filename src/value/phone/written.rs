//! A number as people write, paste or link it -> its digits.
//!
//! Takes spaces, dashes, brackets and slashes, words before it (`tel.`, `mob:`) and links
//! (`tel:`, `wa.me/`). Invariant: no digit is left out, added or guessed; whatever else
//! stands there is handed back.

use super::super::invisible::Unseen;
use super::super::typed;
use crate::diag::Sentence;

/// What may stand between digits and says nothing.
const BETWEEN: &str = " -.()[]/~_";
/// What may stand before a number and says only that it is one.
const LABELS: &[&str] = &[
    "app",
    "bel",
    "call",
    "callto",
    "cell",
    "gsm",
    "handy",
    "kom",
    "m",
    "mob",
    "mobiel",
    "mobil",
    "mobile",
    "movil",
    "móvil",
    "no",
    "nr",
    "num",
    "number",
    "nummer",
    "p",
    "ph",
    "phone",
    "signal",
    "sms",
    "t",
    "tel",
    "telefon",
    "telefono",
    "telefoon",
    "telefoonnummer",
    "telefón",
    "teléfono",
    "telephone",
    "telnr",
    "tlf",
    "tél",
    "téléphone",
    "wa",
    "whatsapp",
    "моб",
    "тел",
    "телефон",
    "تلفون",
    "جوال",
    "هاتف",
];
/// Drawings of a telephone.
const DRAWINGS: &str = "☎☏✆📞📱📲";
/// What stands before an extension, beside the signs of [`EXTENDS`].
const EXTENSIONS: &[&str] = &[
    "apparat",
    "dahili",
    "durchwahl",
    "dw",
    "ext",
    "extension",
    "extn",
    "int",
    "intern",
    "kies",
    "keuze",
    "nebenstelle",
    "nst",
    "optie",
    "option",
    "poste",
    "toest",
    "toestel",
    "tst",
    "tstl",
    "w",
    "wew",
    "wewn",
    "x",
    "вн",
    "доб",
];
/// Signs with which telephones wait or go on dialling.
const EXTENDS: &str = ",;#*";
/// The most digits of an extension; more are another number.
const EXTENSION_DIGITS: usize = 6;
/// Addresses that open a message to a number, without `https://`.
const LINKS: &[&str] = &[
    "wa.me/",
    "api.whatsapp.com/send?phone=",
    "api.whatsapp.com/send/?phone=",
    "web.whatsapp.com/send?phone=",
    "signal.me/#p/",
];

/// Digits, and whether a plus sign stands before them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// Whether they begin with a country code.
    pub(super) international: bool,
    /// The digits alone.
    pub(super) digits: String,
}

/// What stands in the way of reading digits.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Odd {
    /// A sign that turns the order round, so that it looks other than it is stored.
    Reversed(Unseen),
    /// Marks of quotation: what is wrong with them, and what stands between.
    Quoted(Sentence, String),
    /// A number, and what is dialled when somebody has answered.
    Extension(String, String),
    /// Something that belongs to no number, from there to the end; and what stands before it.
    Rest(String, String),
}

/// The digits of a text.
pub(super) fn read(text: &str) -> Result<Written, Odd> {
    let plain = typed::plain(text).map_err(Odd::Reversed)?;
    if let Some((said, bare)) = typed::quoted(&plain) {
        return Err(Odd::Quoted(said, bare.to_owned()));
    }
    let (linked, text) = match link(&plain) {
        Some(number) => (true, number),
        None => (false, without_labels(plain.trim())),
    };
    let text = text.trim_end_matches([',', ';', ':', ' ']);
    let mut written = Written { international: linked, digits: String::new() };
    for (at, sign) in text.char_indices() {
        match sign {
            '0'..='9' => written.digits.push(sign),
            '+' if written.digits.is_empty() => written.international = true,
            sign if BETWEEN.contains(sign) => {}
            _ => {
                let (number, rest) = text.split_at(at);
                let number = number.trim_end_matches(|c| BETWEEN.contains(c)).to_owned();
                return Err(match extension(rest).filter(|_| !written.digits.is_empty()) {
                    Some(extension) => Odd::Extension(number, extension),
                    None => Odd::Rest(number, rest.to_owned()),
                });
            }
        }
    }
    Ok(written)
}

/// The number of a link that opens a message; it has a country code, with or without a sign.
fn link(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    let start = |lower: &str, lead: &str| lower.starts_with(lead).then_some(lead.len());
    let mut at = text.len() - text.trim_start().len();
    for lead in ["https://", "http://", "www."] {
        at += start(&lower[at..], lead).unwrap_or(0);
    }
    at += LINKS.iter().find_map(|lead| start(&lower[at..], lead))?;
    at += start(&lower[at..], "%2b").unwrap_or(0);
    text[at..].split(['?', '&', '/']).next()
}

/// A text without words and drawings that only say that a number follows.
fn without_labels(text: &str) -> &str {
    let mut rest = text;
    loop {
        let bare = rest.trim_start_matches(|sign| DRAWINGS.contains(sign)).trim_start();
        let word: &str = &bare[..bare.find(|c: char| !c.is_alphabetic()).unwrap_or(bare.len())];
        let lower = word.to_lowercase();
        if word.is_empty() || !LABELS.contains(&lower.as_str()) {
            return bare;
        }
        rest = bare[word.len()..].trim_start_matches([' ', '.', ':', '=', '-']);
    }
}

/// The digits of an extension, if a text is one: `ext. 12`, `tst 12`, `#12`, `,,12`.
fn extension(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let bare = lower.trim_start_matches(|sign| EXTENDS.contains(sign) || BETWEEN.contains(sign));
    let waits = text.starts_with(|sign| EXTENDS.contains(sign));
    let word = &bare[..bare.find(|c: char| !c.is_alphabetic()).unwrap_or(bare.len())];
    let digits = bare[word.len()..].trim_matches(|sign| " .:=-()[]".contains(sign));
    let named = EXTENSIONS.contains(&word) || (waits && word.is_empty());
    let all = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (named && all && digits.len() <= EXTENSION_DIGITS).then(|| digits.to_owned())
}
