//! The table of diagnostic codes: every one that the program can give.
//!
//! Input: a code. Output: what it means, what to do, and an example where one
//! helps; the README's list is made from here. Invariants, held by
//! `tests/it/codes.rs`: every code in the source has a row, every row is used,
//! and both rows and families are sorted.

mod client;
mod content;
mod kit;
mod sheet;

use std::fmt::Write as _;

/// A code and what it stands for.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// Short and greppable, `family/what`.
    pub code: &'static str,
    /// What was found.
    pub means: &'static str,
    /// What the reader can do.
    pub remedy: &'static str,
    /// How it comes about, as it would stand in the file.
    pub wrong: Option<&'static str>,
    /// The same as it should be.
    pub right: Option<&'static str>,
}

/// A family of codes and what they are about.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// What comes before the slash.
    pub name: &'static str,
    /// What its codes are about.
    pub about: &'static str,
}

/// A row without an example.
const fn row(code: &'static str, means: &'static str, remedy: &'static str) -> Code {
    Code { code, means, remedy, wrong: None, right: None }
}

impl Code {
    /// Adds an example: as it must not be, and as it should.
    const fn example(mut self, wrong: &'static str, right: &'static str) -> Self {
        self.wrong = Some(wrong);
        self.right = Some(right);
        self
    }

    /// What comes before the slash.
    pub fn family(&self) -> &'static str {
        self.code.split('/').next().unwrap_or_default()
    }
}

/// Every family, sorted.
pub const FAMILIES: &[Family] = &[
    family("adviser", "something about a person"),
    family("brand", "colours that cannot be read on each other"),
    family("build", "a build that broke off"),
    family("channel", "a way to make contact that is not whole"),
    family("client", "a client file: its name, where it lies, whether it can be read"),
    family("code", "a QR code that cannot be read, or was not planned"),
    family("colour", "a colour that is none"),
    family("contact", "two things said of contact that cannot both be true"),
    family("content", "a page, a word or a translation"),
    family("date", "a day, a time or a period that cannot be"),
    family("email", "an address that cannot be written to"),
    family("fact", "a help line or a statement of law that is old or not verified"),
    family("file", "a file that is missing, outside of the workspace or not to be read"),
    family("font", "a font that the theme lacks"),
    family("helpline", "a help line that cannot be reached"),
    family("lang", "a language that is not known, or given twice"),
    family(
        "language",
        "a sentence that is too long, a word nobody explained, a phrase that promises too much",
    ),
    family("phone", "a number that cannot be called"),
    family("picture", "a logo or a portrait that cannot be used as it is"),
    family("plan", "two outputs on one path, or a path that cannot be"),
    family("poster", "a poster's design, or the distance it is read from"),
    family("print", "a page that does not fit, a letter that no font has, a template that fails"),
    family("procedures", "a procedure that the law asks for"),
    family("publish", "a site that cannot go where it should be uploaded"),
    family("review", "who has read a translation, and the sheet to read it with"),
    family("serve", "kits that are shown in a browser"),
    family("sheet", "a spreadsheet of clients: its columns, and what a row says"),
    family("site", "a page that breaks a promise of the site, or an address that cannot be typed"),
    family("statement", "a promise that is not said where it must be"),
    family("text", "a text that is empty, too long, invisible, or left out in a language"),
    family("theme", "a template, a product, or `theme.yaml`"),
    family("time", "hours, days or a period that cannot be"),
    family("url", "an address that cannot be"),
    family("video", "a film, or what belongs to it"),
    family("workspace", "no workspace, no clients, or a folder that cannot be read"),
    family("write", "a folder or a disk that refuses"),
    family("yaml", "the file's form: a key or a value that cannot be"),
];

const fn family(name: &'static str, about: &'static str) -> Family {
    Family { name, about }
}

/// Every code, family by family.
pub fn all() -> impl Iterator<Item = &'static Code> {
    [client::ROWS, content::ROWS, kit::ROWS, sheet::ROWS].into_iter().flatten()
}

/// The row of a code.
pub fn find(code: &str) -> Option<&'static Code> {
    all().find(|row| row.code == code)
}

/// The list of codes for the README: a table in Markdown, one line a family.
pub fn markdown() -> String {
    let mut table = String::from("| code | means |\n|---|---|\n");
    for Family { name, about } in FAMILIES {
        let of_family = all().filter(|row| row.family() == *name);
        let codes: Vec<String> = of_family.map(|row| format!("`{}`", row.code)).collect();
        // A String takes all that is written to it.
        let _ = writeln!(table, "| {} | {about} |", codes.join(", "));
    }
    table
}
