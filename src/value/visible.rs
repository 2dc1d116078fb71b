//! Which signs of a text can be seen: text -> whether there is anything to read.
//!
//! Invariant: a text that any script writes in letters, digits or signs is never called
//! blank; what fonts draw as nothing is.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::diag::{Diagnostic, say};

use super::invisible;

/// Whether nothing of a text can be seen.
pub fn is_blank(text: &str) -> bool {
    !text.chars().any(is_seen)
}

/// Whether a text has a letter or a digit.
pub fn has_letter(text: &str) -> bool {
    let is = |c: char| {
        matches!(
            c.general_category_group(),
            GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number
        )
    };
    text.chars().any(|c| is_seen(c) && is(c))
}

/// Whether a sign draws something by itself.
fn is_seen(c: char) -> bool {
    let group = matches!(
        c.general_category_group(),
        GeneralCategoryGroup::Letter
            | GeneralCategoryGroup::Number
            | GeneralCategoryGroup::Punctuation
            | GeneralCategoryGroup::Symbol
    );
    // Fillers of Hangul and Khmer, and the Braille pattern without dots, are letters and signs
    // by category, and blank.
    group && invisible::name(c).is_none()
}

/// The fault of a text of which nothing can be seen.
pub fn blank(text: &str) -> Diagnostic {
    let first = text.chars().next().map_or(0, u32::from);
    let message = say!("this text holds nothing but invisible characters (U+{first:04X})");
    Diagnostic::error("text/invisible", message)
        .hint(say!("delete what is between the quotes and type the text, or leave the key out"))
}
