//! An output -> what it must say of confidentiality, and in which language.
//!
//! The theme says how much, for its pages, products, messages and single files; the
//! plan knows the language. Invariant: a product or message of which a theme says
//! nothing must say it all.

use crate::theme::{EMBED, Says, Theme};
use crate::value::Lang;

use super::Make;

/// What an output must say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saying {
    /// How much.
    pub says: Says,
    /// The language it is in.
    pub lang: Lang,
}

/// The fixed text on confidentiality in one language, with the client's values in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// The whole text.
    pub full: String,
    /// The line of posters.
    pub line: String,
}

impl Make {
    /// What it must say, where it must say something.
    pub fn saying(&self, theme: &Theme) -> Option<Saying> {
        let (says, lang) = match self {
            Make::Page { lang, page } => (theme.page_says(page.as_str()), *lang),
            Make::Embed { lang } => (theme.page_says(EMBED), *lang),
            Make::Print(print) => {
                (theme.products[print.product].outputs[print.output].says, print.lang)
            }
            Make::Message { message, output, lang } => {
                (theme.messages[*message].outputs[*output].says, *lang)
            }
            _ => return None,
        };
        (says != Says::None).then_some(Saying { says, lang })
    }
}
