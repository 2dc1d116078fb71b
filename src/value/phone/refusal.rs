//! Why a text is no phone number, and what to type instead.
//!
//! Invariant: a line that is proposed is a number that is accepted.

use super::super::{Invalid, invisible, typed};
use super::PhoneNumber;
use super::plan::{self, NETHERLANDS};
use super::written::{self, Odd, Written};
use crate::diag::{Sentence, say};

/// How much of a text is shown back, in characters.
const SHOWN: usize = 60;
/// The digits of a Dutch number, with its zero.
const DUTCH_DIGITS: usize = 10;
/// Countries in which a number without country code may have been meant.
const NEIGHBOURS: [(u16, Sentence); 2] = [(32, say!("Belgian")), (49, say!("German"))];
/// What stands between two numbers in one text, beside signs.
const AND: [&str; 7] = [" of ", " or ", " en ", " and ", " oder ", " und ", " ou "];
/// Letters that are typed for a digit, with the digit.
const LOOK_ALIKE: &[(&str, char)] = &[
    ("Oo\u{41E}\u{43E}\u{39F}\u{3BF}\u{B0}\u{BA}", '0'),
    ("lIi|!\u{406}\u{456}\u{131}", '1'),
    ("Zz", '2'),
    ("Ss", '5'),
    ("B", '8'),
];
/// The letters on the keys of a telephone from 2 to 9 (ITU-T E.161).
const KEYS: [&str; 8] = ["ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"];

/// Why digits are no number.
pub(super) fn of_digits(text: &str, written: &Written) -> Invalid {
    let digits = written.digits.as_str();
    if digits.is_empty() {
        return refused(text, &say!("it has no digits")).hint(example());
    }
    if let Some(invalid) = several(text) {
        return invalid;
    }
    if written.international || digits.starts_with("00") {
        return abroad(text, digits);
    }
    if let Some((code, found)) = plan::split(digits)
        .filter(|_| digits.len() >= DUTCH_DIGITS)
        .and_then(|(code, rest)| Some((code, plan::number(code, rest)?)))
    {
        return refused(text, &say!("`{code}` seems to be its country code, without `+`"))
            .hint(say!("write `\"{}\"`", found.international()));
    }
    // A mistyped mobile number is Dutch; an area code may be a neighbour's.
    let abroad = digits.starts_with('0') && !digits.starts_with("06");
    let elsewhere = NEIGHBOURS
        .iter()
        .filter(|_| abroad)
        .find_map(|(code, name)| Some((name.clone(), plan::number(*code, digits)?)));
    let service = digits.starts_with("0800") || digits.starts_with("090");
    let count = digits.len();
    let (reason, hint) = match digits {
        _ if service => (
            say!(
                "behind `{}` stand 4 or 7 digits, not {}",
                &digits[..4.min(count)],
                count.saturating_sub(4)
            ),
            say!("look whether a digit is missing or too many"),
        ),
        _ if elsewhere.is_some() => (say!("without a country code it is read as Dutch"), example()),
        _ if count == DUTCH_DIGITS => (
            say!("no such number is in use in the Netherlands"),
            say!(
                "look whether a digit is wrong, or write it with its country code, as in `\"+32 470 12 34 56\"`"
            ),
        ),
        _ if (6..=8).contains(&count) && !digits.starts_with('0') => (
            say!("it has {count} digits, and a Dutch number has {DUTCH_DIGITS}"),
            say!("write the area code too, as in `\"020 1234567\"`"),
        ),
        _ => (say!("it has {count} digits, and a Dutch number has {DUTCH_DIGITS}"), example()),
    };
    refused(text, &reason).hint(match elsewhere {
        Some((name, found)) => say!("if it is {name}, write `\"{}\"`", found.international()),
        None => hint,
    })
}

/// Why digits behind a plus sign are no number.
fn abroad(text: &str, digits: &str) -> Invalid {
    let digits = digits.strip_prefix("00").unwrap_or(digits);
    let dutch = Written { international: false, digits: digits.to_owned() };
    if let Some(number) = PhoneNumber::of(&dutch).filter(|_| digits.starts_with('0')) {
        return refused(text, &say!("no country code begins with 0"))
            .hint(say!("write `\"{}\"`", number.typed()));
    }
    let Some((code, rest)) = plan::split(digits) else {
        let code: String = digits.chars().take(3).collect();
        return refused(text, &say!("no country has the code `+{code}`"))
            .hint(say!("look the country code up, as in `\"+31 6 12345678\"`"));
    };
    let rest = rest.trim_start_matches('0');
    if let Some(short) =
        PhoneNumber::short(rest).filter(|_| code != NETHERLANDS || rest.starts_with('1'))
    {
        let short = short.shown();
        return refused(text, &say!("a number of a few digits is dialled without country code"))
            .hint(match code {
                NETHERLANDS => say!("write `\"{short}\"`, or the whole number"),
                _ => {
                    say!("write the whole number; `\"{short}\"` is another line in each country")
                }
            });
    }
    let count = rest.len();
    let (reason, hint) = match plan::lengths(code) {
        _ if code == NETHERLANDS && count + 1 != DUTCH_DIGITS => (
            say!("it has {count} digits behind `+31`, and a Dutch number has {}", DUTCH_DIGITS - 1),
            say!("look whether a digit is missing or too many"),
        ),
        Some((least, _)) if count < usize::from(least) => (
            say!("it has {count} digits behind `+{code}`, and needs {least} at least"),
            say!("write the whole number, with its area code"),
        ),
        Some((_, most)) if count > usize::from(most) => (
            say!("it has {count} digits behind `+{code}`, and may have {most} at most"),
            say!("look whether a digit is too many"),
        ),
        _ => (
            say!("behind `+{code}` no such number is in use"),
            say!("look whether a digit is wrong, missing or too many"),
        ),
    };
    refused(text, &reason).hint(hint)
}

/// Why a text with something beside digits is no number.
pub(super) fn of_signs(text: &str, odd: Odd) -> Invalid {
    match odd {
        Odd::Reversed(unseen) => unseen
            .refused(&say!("this number"), text)
            .hint(say!("it turns round what follows: type the number again")),
        Odd::Quoted(said, bare) => {
            let typed = PhoneNumber::parse(&bare).map(|number| number.typed().to_owned());
            refused(text, &said).hint(match typed {
                Ok(typed) => say!("write it between straight quotes, `\"{typed}\"`"),
                Err(_) => say!("write straight quotes, `\"{bare}\"`"),
            })
        }
        Odd::Extension(number, extension) => {
            refused(text, &say!("the extension `{extension}` cannot be dialled with it")).hint(
                match PhoneNumber::parse(&number) {
                    Ok(number) => say!(
                        "write the number that rings at the desk itself, or `\"{}\"` alone and say \
                         the extension in words, as in `hours: vraag naar toestel {extension}`",
                        number.typed()
                    ),
                    Err(_) => say!("write the number alone, without the extension"),
                },
            )
        }
        Odd::Rest(number, rest) => several(text).unwrap_or_else(|| beside(text, &number, &rest)),
    }
}

/// What stands beside digits: a letter in the place of one, letters for keys, words, a sign.
fn beside(text: &str, number: &str, rest: &str) -> Invalid {
    let plain = typed::plain(text).unwrap_or_default();
    if let Some((letter, digit)) = plain.chars().find_map(|c| Some((c, digit_for(c)?))) {
        let mended: String = plain.chars().map(|c| digit_for(c).unwrap_or(c)).collect();
        if let Ok(mended) = PhoneNumber::parse(&mended) {
            let letter = typed::shown(letter);
            return refused(
                text,
                &say!("the letter {letter} stands where the digit {digit} belongs"),
            )
            .hint(say!("write `\"{}\"`", mended.typed()));
        }
    }
    let on_keys: String = plain.chars().map(|c| key(c).unwrap_or(c)).collect();
    let letters: String = rest.chars().filter(char::is_ascii_alphabetic).collect();
    if letters.len() > 2
        && letters.bytes().all(|byte| byte.is_ascii_uppercase())
        && let Ok(digits) = PhoneNumber::parse(&on_keys)
    {
        return refused(
            text,
            &say!("`{letters}` are letters, and not every phone has them on its keys"),
        )
        .hint(say!("write the digits, `\"{}\"`", digits.typed()));
    }
    let alone = PhoneNumber::parse(number).ok();
    let write = match &alone {
        Some(number) => say!("write only the number, `\"{}\"`", number.typed()),
        None => example(),
    };
    let rest = rest.trim().trim_end_matches([')', ']']);
    match rest.chars().next() {
        Some(sign) if !sign.is_alphabetic() => {
            refused(text, &say!("{} belongs to no number", typed::shown(sign))).hint(write)
        }
        _ => refused(text, &say!("`{}` is no part of a number", clipped(rest))).hint(write),
    }
}

/// Two numbers in one text, each of them sound.
fn several(text: &str) -> Option<Invalid> {
    let mut plain = typed::plain(text).ok()?.to_lowercase();
    for and in AND {
        plain = plain.replace(and, ";");
    }
    // A plus sign begins a number.
    let plain = plain.replace('+', ";+");
    let numbers: Vec<PhoneNumber> = plain
        .split(['/', ',', ';', '|', '&'])
        .filter(|part| part.chars().filter(char::is_ascii_digit).count() > 4)
        .filter_map(|part| written::read(part).ok().and_then(|part| PhoneNumber::of(&part)))
        .collect();
    let [first, second, ..] = numbers.as_slice() else { return None };
    let (first, second) = (first.typed(), second.typed());
    Some(
        refused(text, &say!("two numbers stand in one place"))
            .hint(say!("write `\"{first}\"` here, and a line of its own for `\"{second}\"`")),
    )
}

fn digit_for(letter: char) -> Option<char> {
    LOOK_ALIKE.iter().find(|(letters, _)| letters.contains(letter)).map(|(_, digit)| *digit)
}

fn key(letter: char) -> Option<char> {
    let letter = letter.to_ascii_uppercase();
    ('2'..='9').zip(KEYS).find(|(_, letters)| letters.contains(letter)).map(|(digit, _)| digit)
}

fn refused(text: &str, reason: &Sentence) -> Invalid {
    let text = invisible::without(text.trim());
    Invalid::new(say!("`{}` is not a phone number that can be called: {reason}", clipped(&text)))
}

fn clipped(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn example() -> Sentence {
    say!("write the whole number, as in `\"+31 6 12345678\"`")
}
