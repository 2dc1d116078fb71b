//! The table of diagnostic codes: every one that the program can give.
//!
//! Input: a code. Output: what it means, what to do, and an example of it or why there is
//! none; a page of the book and `vpsite explain` are made from here. Invariants, held by
//! `tests/it/codes.rs` and `tests/it/explain.rs`: every code in the source has a row, every
//! row is used, both rows and families are sorted, and every example is real: the wrong one
//! gives its code, the right one does not.

mod client;
mod content;
mod kit;
mod sheet;

use crate::diag::{Sentence, say};

/// A code and what it stands for.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// Short and greppable, `family/what`.
    pub code: &'static str,
    /// What was found.
    pub means: &'static str,
    /// What the reader can do.
    pub remedy: &'static str,
    /// How it comes about, and the same as it should be.
    pub example: Example,
}

/// An example of a code.
#[derive(Clone, Copy, Debug)]
pub enum Example {
    /// Two pieces of text in the same place.
    Shown {
        /// Where they stand.
        place: Place,
        /// What gives the code.
        wrong: &'static str,
        /// What does not.
        right: &'static str,
    },
    /// It cannot be shown as text, for this reason.
    Untold(&'static str),
}

/// Where the text of an example stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a client file, with the keys of the whole file.
    Client,
    /// In a file of the workspace, which holds nothing else; by its path.
    File(&'static str),
    /// The name of a file, by its path in the workspace.
    Name,
    /// In `theme.yaml`, with the keys of the whole file.
    Theme,
    /// In a template of the site, in place of what a page shows.
    Template,
    /// What is typed.
    Command,
}

impl Place {
    /// The place in words, as they follow "wrong, ".
    pub fn said(self) -> Sentence {
        match self {
            Place::Client => say!("in the client file"),
            Place::File(path) => say!("in `{path}`"),
            Place::Name => say!("as the path of a file"),
            Place::Theme => say!("in `theme.yaml`"),
            Place::Template => say!("in a template of the site"),
            Place::Command => say!("as it is typed"),
        }
    }
}

/// A family of codes and what they are about.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// What comes before the slash.
    pub name: &'static str,
    /// What its codes are about.
    pub about: &'static str,
}

/// A row whose example is still to be added; a test finds one that stays so.
const fn row(code: &'static str, means: &'static str, remedy: &'static str) -> Code {
    Code { code, means, remedy, example: Example::Untold("") }
}

impl Code {
    /// An example in the client file.
    const fn client(self, wrong: &'static str, right: &'static str) -> Self {
        self.at(Place::Client, wrong, right)
    }

    /// An example in a file of its own.
    const fn file(self, path: &'static str, wrong: &'static str, right: &'static str) -> Self {
        self.at(Place::File(path), wrong, right)
    }

    /// An example in any place.
    const fn at(mut self, place: Place, wrong: &'static str, right: &'static str) -> Self {
        self.example = Example::Shown { place, wrong, right };
        self
    }

    /// Why there is no example.
    const fn untold(mut self, reason: &'static str) -> Self {
        self.example = Example::Untold(reason);
        self
    }

    /// What comes before the slash.
    pub fn family(&self) -> &'static str {
        self.code.split('/').next().unwrap_or_default()
    }
}

/// Every family, sorted.
pub const FAMILIES: &[Family] = &[
    family("address", "an address that printed codes do not open"),
    family("adviser", "something about a person"),
    family("brand", "colours that cannot be read on each other"),
    family("build", "a build that broke off"),
    family("channel", "a way to make contact that is not whole"),
    family("clean", "kits that are to be removed"),
    family("client", "a client file: its name, where it lies, whether it can be read"),
    family("code", "a QR code that cannot be read, or was not planned"),
    family("colour", "a colour that is none"),
    family("contact", "two things said of contact that cannot both be true"),
    family("content", "a page, a word or a translation"),
    family("date", "a day, a time or a period that cannot be"),
    family("edition", "a date that says nothing"),
    family("email", "an address that cannot be written to"),
    family("explain", "what a message means"),
    family("fact", "a help line or a statement of law that is old or not verified"),
    family("file", "a file that is missing, outside of the workspace or not to be read"),
    family("font", "a font that the theme lacks"),
    family("helpline", "a help line that cannot be reached"),
    family("kit", "a kit as a whole"),
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
    family("slides", "slides to change in PowerPoint, ours or as somebody has saved them"),
    family("statement", "a promise that is not said where it must be"),
    family("status", "how the kits stand"),
    family("text", "a text that is empty, too long, invisible, or left out in a language"),
    family("theme", "a template, a product, or `theme.yaml`"),
    family("time", "hours, days or a period that cannot be"),
    family("url", "an address that cannot be"),
    family("verify", "a kit or a site on the web that is another than was built"),
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
