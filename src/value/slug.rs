//! Names of files: a client's slug, ids of pages, and paths of outputs.
//!
//! Invariant: both can be made on Windows, macOS and Linux alike, whatever the
//! case rules, and neither leads out of the folder it belongs in.

use std::fmt;

use super::Invalid;
use crate::diag::say;

/// Device names that Windows reserves, with any extension
/// (Microsoft, "Naming Files, Paths, and Namespaces").
const RESERVED: &[&str] = &[
    "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7",
    "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// How long a name is that is made of a text, in letters: more is cumbersome to type.
const LONGEST: usize = 40;

/// What organisations are by law, as it stands at the end of a name, in the countries whose
/// languages the content has (Burgerlijk Wetboek, boek 2; the list of ISO 20275 for the others).
const FORMS: &[&str] = &[
    "ab", "ag", "bv", "bvba", "cv", "gmbh", "inc", "kg", "llc", "ltd", "nv", "plc", "sa", "sarl",
    "se", "sl", "spzoo", "srl", "vof", "vzw",
];

/// A text without the form by law at its end; where nothing else would be left, as it is.
fn without_form(text: &str) -> &str {
    let text = text.trim();
    // `sp. z o.o.` is three words.
    for words in [3, 1] {
        let Some((at, _)) = text.rmatch_indices(char::is_whitespace).nth(words - 1) else {
            continue;
        };
        let letters = text[at..].chars().filter(|c| c.is_alphanumeric());
        let form: String = letters.flat_map(char::to_lowercase).collect();
        if FORMS.contains(&form.as_str()) {
            return text[..at].trim_end_matches(|c: char| !c.is_alphanumeric());
        }
    }
    text
}

/// The short name of a client: of its file, its folder and its address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slug(String);

impl Slug {
    /// Reads a name.
    ///
    /// # Errors
    /// It holds something other than lower-case letters, digits and hyphens.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let fits = !text.is_empty() && text.len() <= 64 && text.bytes().all(plain);
        if !fits || text.starts_with('-') || text.ends_with('-') {
            return Err(Invalid::new(say!("`{text}` cannot be the name of a client")).hint(say!(
                "use lower-case letters, digits and hyphens, as in `acme-noord.yaml`"
            )));
        }
        if RESERVED.contains(&text) {
            return Err(Invalid::new(say!("`{text}` is a name that Windows keeps for itself")));
        }
        Ok(Self(text.to_owned()))
    }

    /// A name made of that of an organisation, without what it is by law at its end: the name
    /// stands in an address that people type.
    pub fn of_organisation(name: &str) -> Option<Self> {
        Self::from_text(without_form(name))
    }

    /// A name made of any text in any script: its letters and digits in ASCII, hyphens between.
    /// What is long ends with a whole word.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut slug = String::new();
        for c in deunicode::deunicode(text).chars().map(|c| c.to_ascii_lowercase()) {
            match c {
                'a'..='z' | '0'..='9' => slug.push(c),
                _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
                _ => {}
            }
        }
        if slug.len() > LONGEST {
            let end = slug[..=LONGEST].rfind('-').unwrap_or(LONGEST);
            slug.truncate(end);
        }
        Self::parse(slug.trim_matches('-')).ok()
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The path of an output below the kit's folder, with `/` on every system.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OutPath(String);

impl OutPath {
    /// Reads a path.
    ///
    /// # Errors
    /// It leads out of the folder, or a part of it cannot be made on every system.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let odd = |c: char| c.is_control() || "<>:\"|?*\\".contains(c);
        let part_fits = |part: &str| {
            let stem = part.split('.').next().unwrap_or_default().to_ascii_lowercase();
            !part.is_empty()
                && part != "."
                && part != ".."
                && !part.ends_with(['.', ' '])
                && !part.contains(odd)
                && !RESERVED.contains(&stem.as_str())
        };
        if text.len() <= 200 && text.split('/').all(part_fits) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid::new(say!("`{text}` cannot be the path of an output"))
                .hint(say!("use letters, digits, hyphens and `/`, and no `..`")))
        }
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that it lies in; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The path as systems that ignore case see it.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }

    /// The relative link from this file to another.
    pub fn link_to(&self, target: &OutPath) -> String {
        let from: Vec<&str> = self.0.split('/').collect();
        let to: Vec<&str> = target.0.split('/').collect();
        let folders = from.len() - 1;
        let shared = from[..folders].iter().zip(&to).take_while(|(a, b)| a == b).count();
        let shared = shared.min(to.len() - 1);
        let mut link = "../".repeat(folders - shared);
        link.push_str(&to[shared..].join("/"));
        link
    }
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What identifies a page in every language: the name of its file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageId(String);

impl PageId {
    /// The id of a content file's stem, where that can name a page.
    pub fn from_stem(stem: &str) -> Option<Self> {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        (!stem.is_empty() && stem.bytes().all(plain)).then(|| Self(stem.to_owned()))
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> OutPath {
        OutPath::parse(text).unwrap()
    }

    #[test]
    fn names_of_every_script_become_names_of_files() {
        let cases = [
            ("Ruşen Özgür-Şahin", "rusen-ozgur-sahin"),
            ("Jørn-Håkan Łukaszewicz-Ñúñez", "jorn-hakan-lukaszewicz-nunez"),
            ("Олена Коваль", "olena-koval"),
        ];
        for (name, slug) in cases {
            assert_eq!(Slug::from_text(name).unwrap().as_str(), slug);
        }
        assert!(Slug::from_text("…").is_none_or(|slug| !slug.as_str().is_empty()));
    }

    #[test]
    fn links_are_relative_and_name_the_file() {
        let cases = [
            ("site/index.html", "site/help.html", "help.html"),
            ("site/index.html", "site/en/index.html", "en/index.html"),
            ("site/en/help.html", "site/help.html", "../help.html"),
            ("site/en/help.html", "site/en/index.html", "index.html"),
            ("site/en/help.html", "site/assets/style.css", "../assets/style.css"),
            ("index.html", "print/flyer-nl.pdf", "print/flyer-nl.pdf"),
            ("site/a/b/c.html", "site/a/d.html", "../d.html"),
        ];
        for (from, to, link) in cases {
            assert_eq!(path(from).link_to(&path(to)), link, "{from} -> {to}");
        }
    }

    #[test]
    fn paths_that_some_system_refuses_are_refused() {
        for wrong in ["../x", "a//b", "a/", "/a", "site/aux.html", "a:b", "a/b.", "a\\b", "x?"] {
            assert!(OutPath::parse(wrong).is_err(), "{wrong}");
        }
        assert!(
            OutPath::parse("site/_headers").is_ok() && OutPath::parse("site/.htaccess").is_ok()
        );
    }

    #[test]
    fn slugs_are_plain() {
        assert!(Slug::parse("acme-2").is_ok());
        for wrong in ["Acme", "_practice", "a b", "nul", "-a", "é", ""] {
            assert!(Slug::parse(wrong).is_err(), "{wrong}");
        }
        // A person may be called as a form is.
        assert_eq!(Slug::from_text("Łucja Świątek-Sa").unwrap().as_str(), "lucja-swiatek-sa");
        let made = |text: &str| Slug::of_organisation(text).unwrap().as_str().to_owned();
        assert_eq!(made("Łucja Świątek-Nowak"), "lucja-swiatek-nowak");
        for (text, slug) in [
            ("Acme Transport B.V.", "acme-transport"),
            ("Baker & Sons, Ltd.", "baker-sons"),
            ("Nowak Sp. z o.o.", "nowak"),
            ("N.V.", "n-v"),
            ("De Kleine BV Nederland", "de-kleine-bv-nederland"),
            ("Stichting Samenwerkende Onderwijsinstellingen Noordoost", "stichting-samenwerkende"),
        ] {
            assert_eq!(made(text), slug);
        }
    }
}
