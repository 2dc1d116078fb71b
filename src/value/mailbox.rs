//! An e-mail address as people paste it -> the bare address.
//!
//! Takes what is around an address in a list of contacts or a link, and says what cannot be
//! meant. Invariant: what comes out has the letters that were typed, in their order.

use super::{Email, Invalid, invisible, typed};
use crate::diag::{Sentence, say};

/// What may stand before an address with a colon.
const LABELS: [&str; 6] = ["mailto", "mail", "email", "e-mail", "e", "m"];
/// How an address is written so that machines do not read it, with what is meant.
const SPELT: [(&str, &str); 14] = [
    ("(at)", "@"),
    ("[at]", "@"),
    ("{at}", "@"),
    ("(a)", "@"),
    ("<at>", "@"),
    (" at ", "@"),
    (" apenstaartje ", "@"),
    ("(dot)", "."),
    ("[dot]", "."),
    ("{dot}", "."),
    ("(punt)", "."),
    ("[punt]", "."),
    (" dot ", "."),
    (" punt ", "."),
];
/// What stands between addresses in a list of them.
const BETWEEN: [char; 7] = [',', ';', ' ', '/', '|', '&', '\n'];

/// The address in a text; refused in words where it holds something else.
pub(super) fn bare(text: &str) -> Result<String, Invalid> {
    if let Some(unseen) = invisible::first(text) {
        let refused = unseen.refused(&say!("this address"), text);
        return Err(match bare(&invisible::without(text)) {
            Ok(address) => refused.hint(say!("type it by hand: `{address}`")),
            Err(_) => refused.hint(say!("delete the character and type the place again")),
        });
    }
    let plain: String = text.chars().map(typed::sign_of_address).collect();
    let plain = plain.trim();
    if let Some(two) = several(plain) {
        return Err(two);
    }
    let address = match plain.rsplit_once('<') {
        Some((name, address)) => {
            let address = without_label(address.trim_end_matches(['>', ';', ',', ' ']));
            if !name.trim().is_empty() {
                let name = name.trim().trim_matches(typed::is_quote);
                return Err(refused(plain, &say!("it has a name before it, `{name}`"), address));
            }
            address
        }
        None => plain,
    };
    if let Some((said, address)) = typed::quoted(address) {
        return Err(refused(plain, &said, address));
    }
    let address = without_label(address).trim_end_matches([';', ',', ':', ' ', '>']);
    if let Some(letter) = foreign_letter(address) {
        return Err(Invalid::new(say!(
            "`{address}` is not an e-mail address: the letter {} is of another alphabet, and only \
             looks like ours",
            typed::shown(letter)
        ))
        .hint(say!("delete the letter and type it again")));
    }
    match mended(address) {
        Some((said, mended)) => Err(refused(plain, &said, &mended)),
        None => Ok(address.to_owned()),
    }
}

/// Without `mailto:` and what a link says behind the address.
fn without_label(text: &str) -> &str {
    let Some((label, address)) = text.split_once(':') else { return text };
    match label.trim().to_lowercase() {
        label if label == "mailto" => address.split('?').next().unwrap_or(address).trim(),
        label if LABELS.contains(&label.as_str()) => address.trim(),
        _ => text,
    }
}

/// Two addresses in one text.
fn several(text: &str) -> Option<Invalid> {
    let mut found = text
        .split(BETWEEN)
        .map(|part| without_label(part.trim_matches(['<', '>', '"', '(', ')'])))
        .filter(|part| part.contains('@') && Email::is_bare(part));
    let (first, second) = (found.next()?, found.next()?);
    Some(
        Invalid::new(say!("two e-mail addresses stand in one place"))
            .hint(say!("write `{first}` here, and a line of its own for `{second}`")),
    )
}

/// What is wrong with an address that is one when that is mended, and the mended one.
fn mended(address: &str) -> Option<(Sentence, String)> {
    if Email::is_bare(address) && !address.contains(typed::is_dash) {
        return None;
    }
    let mut spelt = address.to_lowercase();
    for (written, meant) in SPELT {
        spelt = spelt.replace(written, meant);
    }
    let without_blanks = |text: &str| text.split_whitespace().collect::<String>();
    let candidates = [
        (say!("it holds a blank"), without_blanks(address)),
        (say!("it holds words in the place of signs"), without_blanks(&spelt)),
        (say!("it ends in a dot"), address.trim_end_matches('.').to_owned()),
        (say!("it holds a dash in the place of a hyphen"), with_hyphens(address)),
        (say!("it holds a comma in the place of a dot"), address.replace(',', ".")),
        (say!("it holds two dots where one belongs"), address.replace("..", ".")),
        (say!("it holds two signs `@`"), address.replace("@@", "@")),
    ];
    candidates.into_iter().find(|(_, mended)| mended != address && Email::is_bare(mended))
}

/// With the hyphens of which Word makes dashes.
fn with_hyphens(address: &str) -> String {
    address.chars().map(|sign| if typed::is_dash(sign) { '-' } else { sign }).collect()
}

/// A Greek or Cyrillic letter beside Latin ones, in one word before the `@`.
fn foreign_letter(address: &str) -> Option<char> {
    let (address, _) = address.rsplit_once('@')?;
    let latin = |c: char| c.is_ascii_alphabetic();
    let foreign = |c: char| matches!(c, '\u{370}'..='\u{3FF}' | '\u{400}'..='\u{52F}');
    address
        .split(['.', '-', '_', '+'])
        .filter(|word| word.contains(latin))
        .find_map(|word| word.chars().find(|c| foreign(*c)))
}

fn refused(text: &str, reason: &Sentence, address: &str) -> Invalid {
    let invalid = Invalid::new(say!("`{text}` is not an e-mail address: {reason}"));
    match Email::is_bare(address) {
        true => invalid.hint(say!("write `{address}`")),
        false => invalid.hint(say!("write it as `naam@example.nl`")),
    }
}
