//! How people type headings, lists, numbers and months -> the form of a file.
//!
//! Invariant: what has no such form comes back as it was typed.

/// A heading without case, blanks, signs and what stands between brackets.
pub(super) fn bare(heading: &str) -> String {
    let heading = heading.split('(').next().unwrap_or_default();
    heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

pub(super) fn pieces(text: &str, signs: &[char]) -> Vec<String> {
    let pieces = text.split(signs).map(str::trim).filter(|piece| !piece.is_empty());
    pieces.map(str::to_owned).collect()
}

/// `1.240` and `1 240` as `1240`: points and blanks that part thousands.
pub(super) fn count(text: &str) -> String {
    let groups: Vec<&str> = text.split(['.', ' ', '\'']).collect();
    let digits = |part: &&str| part.bytes().all(|b| b.is_ascii_digit());
    let parted = groups.iter().skip(1).all(|part| part.len() == 3)
        && groups.iter().all(digits)
        && (1..=3).contains(&groups[0].len());
    if parted { groups.concat() } else { text.to_owned() }
}

/// `11-2026`, `2026/11` and `2026-11-01` as `2026-11`.
pub(super) fn month(text: &str) -> String {
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).collect();
    let number = |text: &str, digits: std::ops::RangeInclusive<usize>| {
        digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    match parts[..] {
        [year, month] | [year, month, _] if number(year, 4..=4) && number(month, 1..=2) => {
            format!("{year}-{month:0>2}")
        }
        [month, year] if number(year, 4..=4) && number(month, 1..=2) => {
            format!("{year}-{month:0>2}")
        }
        [_, month, year] if number(year, 4..=4) && number(month, 1..=2) => {
            format!("{year}-{month:0>2}")
        }
        _ => text.to_owned(),
    }
}
