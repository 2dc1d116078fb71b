//! A language that somebody speaks: any tag -> its name in the language of a page.
//!
//! Tags are read as BCP 47 has them (RFC 5646), names come from the Unicode CLDR in
//! `cldr/`. Invariant: a tongue has a name, from there or from whoever wrote the tag.

use icu_locale_core::LanguageIdentifier;

use crate::diag::{Sentence, did_you_mean, say};

use super::lang::own_names;
use super::{Dir, Invalid, Lang, Text};

/// Rows of cells between tabs, sorted by the first; the first line says what they are.
static LANGUAGES: &str = include_str!("cldr/languages.tsv");
static PARTS: &str = include_str!("cldr/parts.tsv");
static ALIASES: &str = include_str!("cldr/aliases.tsv");

/// The columns with names, by the language that they are in; they follow three others.
const COLUMNS: [&str; 10] = ["nl", "en", "pl", "ro", "bg", "uk", "tr", "ar", "de", "es"];
const ENGLISH: usize = 1;

/// Tags that are languages and, more often, countries by mistake: of each the language is
/// spoken by few, and another one by most of that country.
const ALSO_COUNTRIES: &[&str] =
    &["se", "br", "kr", "ee", "cr", "cv", "ch", "cu", "ve", "kg", "tn", "ae", "ba", "sc", "bi"];

/// A language that somebody speaks.
#[derive(Clone, Debug)]
pub struct Tongue {
    tag: String,
    /// As whoever wrote the tag calls it.
    given: Option<Text>,
}

impl PartialEq for Tongue {
    fn eq(&self, other: &Self) -> bool {
        self.tag == other.tag
    }
}

impl From<Lang> for Tongue {
    fn from(lang: Lang) -> Self {
        Self { tag: lang.tag().to_owned(), given: None }
    }
}

impl Tongue {
    /// A language by its tag alone.
    ///
    /// # Errors
    /// It is no tag, or one that nobody has given a name.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let Some(tag) = canonical(text) else { return Err(unknown(text)) };
        if row_of(&tag).is_none() {
            return Err(unknown(text));
        }
        Ok(Self { tag, given: None })
    }

    /// The tag of a language by its name as people write it: `Pools`, `Polish` or `polski`.
    pub fn tag_of_name(name: &str) -> Option<&'static str> {
        named(&name.trim().to_lowercase())
    }

    /// A language by its tag and the name that it is to have.
    ///
    /// # Errors
    /// It is no tag.
    pub fn named(text: &str, name: Text) -> Result<Self, Invalid> {
        let tag = canonical(text).ok_or_else(|| unknown(text))?;
        Ok(Self { tag, given: Some(name) })
    }

    /// The tag as it is written by rule, as in `zh-Hant`.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Whether it is a language that texts can be in.
    pub fn is(&self, lang: Lang) -> bool {
        self.tag == lang.tag()
    }

    /// Whether who reads a text in `lang` can be talked to in it: `ar-MA` is Arabic.
    pub fn is_of(&self, lang: Lang) -> bool {
        self.tag.split('-').next() == Some(lang.tag())
    }

    /// Whether whoever wrote the tag gave it a name, which then stands before all others.
    pub fn has_own_word(&self) -> bool {
        self.given.is_some()
    }

    /// The name on a page in `lang`.
    pub fn name(&self, lang: Lang) -> String {
        if let Some(given) = &self.given {
            return given.get(lang).to_owned();
        }
        // Some languages of the table lack `zh-Hant`, and all have `zh`.
        let base = self.tag.split('-').next().unwrap_or_default();
        let told = |tag| row_of(tag).filter(|(row, _)| row.name(lang).is_some());
        let (row, rest) = match (told(&self.tag), row_of(base)) {
            (Some(whole), _) => whole,
            (None, Some((row, _))) => (row, self.tag.split('-').skip(1).collect()),
            (None, None) => return self.tag.clone(),
        };
        let own = || (!row.own.is_empty()).then_some(row.own);
        let name = row.name(lang).or_else(own).or_else(|| row.english()).unwrap_or(&self.tag);
        let apart: Vec<&str> = rest.iter().filter_map(|part| part_name(part, lang)).collect();
        match apart.is_empty() {
            true => name.to_owned(),
            false => format!("{name} ({})", apart.join(", ")),
        }
    }

    /// The name that its own speakers use, where that is known.
    pub fn own_name(&self) -> Option<&'static str> {
        let known = own_names().find(|(tag, _)| *tag == self.tag).map(|(_, name)| name);
        let row = row_of(&self.tag).filter(|(_, rest)| rest.is_empty());
        known.or_else(|| row.map(|(row, _)| row.own).filter(|own| !own.is_empty()))
    }

    /// Which way its script runs.
    pub fn dir(&self) -> Dir {
        match row_of(&self.tag) {
            Some((row, _)) if row.rtl => Dir::Rtl,
            _ => Dir::Ltr,
        }
    }

    /// What was rather meant, where the tag is better known as that of a country.
    pub fn doubt(&self) -> Option<(Sentence, Sentence)> {
        let country = ALSO_COUNTRIES.contains(&self.tag.as_str()).then(|| country(&self.tag))??;
        let name = row_of(&self.tag)?.0.english()?;
        Some((
            say!("`{}` is the language {name}", self.tag),
            say!("for the language of {} write `{}`", country.0, country.1),
        ))
    }
}

/// One language of the table.
struct Row {
    rtl: bool,
    own: &'static str,
    cells: std::str::Split<'static, char>,
}

impl Row {
    fn name(&self, lang: Lang) -> Option<&'static str> {
        let at = COLUMNS.iter().position(|column| *column == lang.tag())?;
        self.cells.clone().nth(at).filter(|name| !name.is_empty())
    }

    fn english(&self) -> Option<&'static str> {
        self.cells.clone().nth(ENGLISH).filter(|name| !name.is_empty())
    }
}

/// The row that begins with `key`: halves the text until it is found.
fn find(table: &'static str, key: &str) -> Option<std::str::Split<'static, char>> {
    let (mut low, mut high) = (table.find('\n')? + 1, table.len());
    while low < high {
        let middle = table.floor_char_boundary(low + (high - low) / 2);
        let start = table[low..middle].rfind('\n').map_or(low, |at| low + at + 1);
        let end = table[start..].find('\n').map_or(table.len(), |at| start + at);
        let mut cells = table[start..end].split('\t');
        match cells.next().unwrap_or_default().cmp(key) {
            std::cmp::Ordering::Equal => return Some(cells),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

/// The row of a tag, and the parts of the tag that its name does not tell.
fn row_of(tag: &str) -> Option<(Row, Vec<&str>)> {
    let aliased = |tag: &str| find(ALIASES, tag).and_then(|mut cells| cells.next());
    let mut head = tag;
    loop {
        let found = find(LANGUAGES, head).or_else(|| find(LANGUAGES, aliased(head)?));
        if let Some(mut cells) = found {
            let rtl = cells.next() == Some("rtl");
            let own = cells.next().unwrap_or_default();
            let rest = tag[head.len()..].split('-').filter(|part| !part.is_empty()).collect();
            return Some((Row { rtl, own, cells }, rest));
        }
        head = &head[..head.rfind('-')?];
    }
}

/// The name of a script or a region.
fn part_name(part: &str, lang: Lang) -> Option<&'static str> {
    let at = COLUMNS.iter().position(|column| *column == lang.tag())?;
    find(PARTS, part)?.nth(at + 1).filter(|name| !name.is_empty())
}

/// The English name of a country and the language most spoken there.
fn country(tag: &str) -> Option<(&'static str, &'static str)> {
    let mut cells = find(PARTS, &tag.to_ascii_uppercase())?;
    let language = cells.next().filter(|language| !language.is_empty())?;
    Some((cells.nth(ENGLISH)?, language))
}

/// A tag as the standard writes it; `None` for what is none, or names no language.
fn canonical(text: &str) -> Option<String> {
    // `de_CH`, as programs have it.
    let id = LanguageIdentifier::try_from_str(&text.replace('_', "-")).ok()?;
    if id.language.is_unknown() {
        return None;
    }
    let tag = id.to_string();
    let mut alias = find(ALIASES, &tag).into_iter().flatten();
    match (alias.next(), alias.next()) {
        (Some(short), Some("same")) if !short.contains('-') => Some(short.to_owned()),
        _ => Some(tag),
    }
}

/// What was probably meant by a tag that is none: a country, a name, a slip of the hand.
pub(super) fn meant(text: &str) -> Option<Sentence> {
    let lower = text.to_lowercase();
    if let Some((country, language)) = country(&lower) {
        return Some(say!("write `{language}`: `{text}` is a country, {country}"));
    }
    let named = named(&lower);
    if let Some(tag) = named {
        return Some(say!("write `{tag}` for {text}"));
    }
    let short = LANGUAGES.lines().skip(1).map(tag_of).filter(|tag| tag.len() == 2);
    did_you_mean(&lower, Lang::all_tags()).or_else(|| did_you_mean(&lower, short))
}

/// The tag of a language by its name, in lower case, in one of the languages of content.
fn named(lower: &str) -> Option<&'static str> {
    let called = |row: &&str| row.split('\t').skip(2).any(|cell| cell.to_lowercase() == lower);
    LANGUAGES.lines().skip(1).filter(called).map(tag_of).min_by_key(|tag| tag.len())
}

fn tag_of(row: &'static str) -> &'static str {
    row.split('\t').next().unwrap_or_default()
}

fn unknown(text: &str) -> Invalid {
    let with_name = canonical(text).map(|tag| say!("as in `{{tag: {tag}, name: …}}`"));
    let hint = match (meant(text), with_name) {
        (Some(meant), Some(as_in)) if meant.to_string().starts_with("did") => {
            say!("{meant} or give its name, {as_in}")
        }
        (Some(meant), _) => meant,
        (None, Some(as_in)) => say!("give its name, {as_in}"),
        (None, None) => say!("write its tag, as in `nl`, `ti` or `ckb`"),
    };
    Invalid::new(say!("`{text}` is not the tag of a language that has a known name")).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(tag: &str, lang: &str) -> String {
        Tongue::parse(tag).unwrap().name(Lang::parse(lang).unwrap())
    }

    #[test]
    fn every_row_can_be_found() {
        for table in [LANGUAGES, PARTS, ALIASES] {
            let keys: Vec<&str> =
                table.lines().skip(1).map(|row| row.split('\t').next().unwrap()).collect();
            assert!(keys.len() > 250 && keys.windows(2).all(|two| two[0] < two[1]));
            assert!(keys.iter().all(|key| find(table, key).is_some()));
            assert!(["", "a", "zzzz", "nl-", "Nl"].iter().all(|key| find(table, key).is_none()));
        }
        let head: Vec<&str> = LANGUAGES.lines().next().unwrap().split(", ").collect();
        assert_eq!(head[head.len() - COLUMNS.len()..], COLUMNS);
    }

    #[test]
    fn a_language_has_its_name_in_the_language_of_the_page() {
        for (tag, lang, said) in [
            ("ti", "nl", "Tigrinya"),
            ("prs", "nl", "Dari"),
            ("kmr", "nl", "Koerdisch"),
            ("ckb", "nl", "Soranî"),
            ("zh-Hant", "de", "Chinesisch (traditionell)"),
            ("ZH_hant", "nl", "Chinees (traditioneel)"),
            ("pap", "nl", "Papiaments"),
            ("fy", "pl", "zachodniofryzyjski"),
            ("so", "ar", "الصومالية"),
            ("am", "uk", "амхарська"),
            ("rom", "nl", "Romani"),
            ("nds", "nl", "Nedersaksisch"),
            ("ku-Arab", "nl", "Koerdisch (Arabisch)"),
            ("ar-MA", "nl", "Arabisch (Marokko)"),
            ("pt-BR", "en", "Brazilian Portuguese"),
            ("nl-BE", "nl", "Vlaams"),
            ("nld", "en", "Dutch"),
            ("rif", "ar", "Tarifit"),
        ] {
            assert_eq!(name(tag, lang), said, "{tag} in {lang}");
        }
        let own = |tag: &str| Tongue::parse(tag).unwrap().own_name();
        assert_eq!(own("am"), Some("አማርኛ"));
        assert_eq!(own("prs"), Some("دری"));
        assert_eq!(own("pap"), Some("Papiamentu"));
        assert_eq!(Tongue::parse("ckb").unwrap().dir(), Dir::Rtl);
    }

    #[test]
    fn what_is_no_language_gets_the_one_that_was_meant() {
        for (tag, hint) in [
            ("ua", "write `uk`: `ua` is a country, Ukraine"),
            ("gr", "write `el`: `gr` is a country, Greece"),
            ("cz", "write `cs`: `cz` is a country, Czechia"),
            ("dk", "write `da`: `dk` is a country, Denmark"),
            ("jp", "write `ja`: `jp` is a country, Japan"),
            ("cn", "write `zh`: `cn` is a country, China"),
            ("al", "write `sq`: `al` is a country, Albania"),
            ("UA", "write `uk`: `UA` is a country, Ukraine"),
            ("Engels", "write `en` for Engels"),
            ("polski", "write `pl` for polski"),
            ("German", "write `de` for German"),
            ("dse", "give its name, as in `{tag: dse, name: …}`"),
            ("!", "write its tag, as in `nl`, `ti` or `ckb`"),
            ("und", "write its tag, as in `nl`, `ti` or `ckb`"),
        ] {
            assert_eq!(
                Tongue::parse(tag).unwrap_err().hint.map(|hint| hint.to_string()).as_deref(),
                Some(hint),
                "{tag}"
            );
        }
        assert!(
            Tongue::parse("nll")
                .unwrap_err()
                .hint
                .unwrap()
                .to_string()
                .starts_with("did you mean `nl`?")
        );
    }

    #[test]
    fn a_language_that_is_also_a_country_is_taken_and_asked_about() {
        let (said, hint) = Tongue::parse("se").unwrap().doubt().unwrap();
        assert_eq!(said, "`se` is the language Northern Sami");
        assert_eq!(hint, "for the language of Sweden write `sv`");
        for sure in ["nl", "ar", "sv", "am", "be", "et", "my", "ca", "af", "so", "sr", "sk"] {
            assert!(Tongue::parse(sure).unwrap().doubt().is_none(), "{sure}");
        }
        for also in ALSO_COUNTRIES {
            assert!(Tongue::parse(also).is_ok() && country(also).is_some(), "{also}");
        }
    }
}
