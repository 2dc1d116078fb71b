//! Languages: tag -> name, direction, region; and texts that come in several.
//!
//! Invariant: a [`Lang`] is one of the table below, so that its own name and
//! its direction are known; a [`Text`] always has its default language.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use icu_locale_core::Locale;
use serde::{Serialize, Serializer};

use super::Invalid;
use super::tongue::meant;
use crate::diag::say;

/// Which way a script runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dir {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Dir {
    /// The value of the HTML attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Dir::Ltr => "ltr",
            Dir::Rtl => "rtl",
        }
    }
}

struct Info {
    tag: &'static str,
    name: &'static str,
    dir: Dir,
}

const fn ltr(tag: &'static str, name: &'static str) -> Info {
    Info { tag, name, dir: Dir::Ltr }
}

const fn rtl(tag: &'static str, name: &'static str) -> Info {
    Info { tag, name, dir: Dir::Rtl }
}

/// Languages by tag, with the name that their own speakers use (CLDR autonyms).
static TABLE: &[Info] = &[
    rtl("ar", "العربية"),
    ltr("bg", "български"),
    ltr("cs", "čeština"),
    ltr("da", "dansk"),
    ltr("de", "Deutsch"),
    ltr("el", "Ελληνικά"),
    ltr("en", "English"),
    ltr("es", "español"),
    rtl("fa", "فارسی"),
    ltr("fr", "français"),
    ltr("fy", "Frysk"),
    rtl("he", "עברית"),
    ltr("hr", "hrvatski"),
    ltr("hu", "magyar"),
    ltr("id", "Bahasa Indonesia"),
    ltr("it", "italiano"),
    ltr("lt", "lietuvių"),
    ltr("lv", "latviešu"),
    ltr("nl", "Nederlands"),
    ltr("pap", "Papiamentu"),
    ltr("pl", "polski"),
    ltr("pt", "português"),
    ltr("ro", "română"),
    ltr("ru", "русский"),
    ltr("sk", "slovenčina"),
    ltr("so", "Soomaali"),
    ltr("sr", "српски"),
    ltr("sv", "svenska"),
    ltr("ti", "ትግርኛ"),
    ltr("tr", "Türkçe"),
    ltr("uk", "українська"),
    ltr("vi", "Tiếng Việt"),
];

/// Every language of the table with the name that its own speakers use.
pub(super) fn own_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.iter().map(|info| (info.tag, info.name))
}

/// The tag of the language of the country that advisers work in.
const OF_THE_COUNTRY: &str = "nl";

/// A language.
#[derive(Clone, Copy)]
pub struct Lang(&'static Info);

impl Lang {
    /// Finds a language by its tag.
    ///
    /// # Errors
    /// The tag is not in the table.
    pub fn parse(tag: &str) -> Result<Self, Invalid> {
        let lower = tag.to_ascii_lowercase();
        TABLE.iter().find(|info| info.tag == lower).map(Lang).ok_or_else(|| {
            let known = Self::all_tags().collect::<Vec<_>>().join(", ");
            let meant = meant(tag).map(|meant| say!("{meant}; ")).unwrap_or_default();
            Invalid::new(say!("`{tag}` is not a language tag that vpsite knows"))
                .hint(say!("{meant}known: {known}"))
        })
    }

    /// The language of the country that advisers work in.
    pub fn of_the_country() -> Self {
        Self::parse(OF_THE_COUNTRY)
            .unwrap_or_else(|_| unreachable!("the table of languages holds `nl`"))
    }

    /// Whether it is the language of the country that advisers work in.
    pub fn is_of_the_country(self) -> bool {
        self.tag() == OF_THE_COUNTRY
    }

    /// The language for rules of the CLDR.
    pub fn locale(self) -> Locale {
        // Its root is what an unknown language gets.
        Locale::try_from_str(self.tag()).unwrap_or(Locale::UNKNOWN)
    }

    /// Every tag in the table.
    pub fn all_tags() -> impl Iterator<Item = &'static str> {
        TABLE.iter().map(|info| info.tag)
    }

    /// The tag, as in `nl`.
    pub fn tag(self) -> &'static str {
        self.0.tag
    }

    /// The language's own name.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// Which way its script runs.
    pub fn dir(self) -> Dir {
        self.0.dir
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl Serialize for Lang {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.tag())
    }
}

impl PartialEq for Lang {
    fn eq(&self, other: &Self) -> bool {
        self.tag() == other.tag()
    }
}

impl Eq for Lang {}

impl PartialOrd for Lang {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Lang {
    fn cmp(&self, other: &Self) -> Ordering {
        self.tag().cmp(other.tag())
    }
}

/// A text for people, in at least one language.
#[derive(Clone, Debug)]
pub struct Text {
    first: String,
    by_lang: BTreeMap<Lang, String>,
}

impl Text {
    /// A text in one language.
    pub fn one(lang: Lang, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { first: text.clone(), by_lang: BTreeMap::from([(lang, text)]) }
    }

    /// A text in several languages, of which `default` comes first where it is there; `None`
    /// where there is no language at all.
    pub fn many(default: Lang, by_lang: BTreeMap<Lang, String>) -> Option<Self> {
        let first = by_lang.get(&default).or_else(|| by_lang.values().next())?;
        Some(Self { first: first.clone(), by_lang })
    }

    /// A name in `lang`, or else in its first language: for names alone, since a sentence is
    /// never said in another language than its page's.
    pub fn get(&self, lang: Lang) -> &str {
        self.exact(lang).unwrap_or(&self.first)
    }

    /// The text in `lang`, only where it has been given.
    pub fn exact(&self, lang: Lang) -> Option<&str> {
        self.by_lang.get(&lang).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_falls_back_to_its_first_language_and_a_sentence_to_nothing() {
        let (nl, en) = (Lang::parse("nl").unwrap(), Lang::parse("EN").unwrap());
        let text = Text::one(nl, "hallo");
        assert_eq!((text.get(en), text.exact(en)), ("hallo", None));
        let pl = Lang::parse("pl").unwrap();
        let many = Text::many(nl, BTreeMap::from([(pl, "cześć".to_owned())])).unwrap();
        assert_eq!((many.get(en), many.exact(nl)), ("cześć", None));
        assert!(Text::many(nl, BTreeMap::new()).is_none());
    }

    #[test]
    fn the_table_is_sorted_and_without_doubles() {
        let tags: Vec<_> = Lang::all_tags().collect();
        assert!(tags.windows(2).all(|pair| pair[0] < pair[1]), "{tags:?}");
    }
}
