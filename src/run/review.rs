//! A language of the content -> the sheet of its reader, and what they have read.
//!
//! Input: the content that all clients share. Output: a PDF, or an entry for each text in
//! `content/<language>/_reviews.yaml` of the workspace. Invariant: no text is changed, and
//! a file that somebody else has made is never written over.

use std::path::{Path, PathBuf};
use std::thread;

use crate::diag::{Diagnostic, Diagnostics, Result, Sentence, SourceFile, say};
use crate::library::{self, Depth, Library, SOURCE, reviews};
use crate::load::Workspace;
use crate::render::{self, STACK};
use crate::theme;
use crate::value::Date;
use crate::write::{self, Held};

/// The theme whose template sets the sheet.
const THEME: &str = "default";
/// The longest name that a reader has, in letters: more is a pasted text.
const LONGEST_NAME: usize = 120;

/// A sheet that has been made.
#[derive(Debug)]
pub struct Sheet {
    /// Where it lies.
    pub path: PathBuf,
    /// How many pages it has.
    pub pages: usize,
    /// How many lines there are to read.
    pub lines: usize,
}

/// Readings that have been written.
#[derive(Debug)]
pub struct Read {
    /// The file that tells of them.
    pub path: PathBuf,
    /// The texts that were read.
    pub files: Vec<String>,
    /// Whether the file did not say so already.
    pub is_new: bool,
}

/// Who has read, on which day.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    /// The name.
    pub name: &'a str,
    /// The day, as it was typed.
    pub on: &'a str,
    /// The last day that it can be anywhere on earth.
    pub latest: Date,
}

/// Makes the sheet for a reader of a language, of the texts that `only` names or of all.
///
/// # Errors
/// There is no such language or text, it is the source, a text is at fault, or something
/// else lies at `path`.
pub fn sheet(workspace: &Workspace, tag: &str, only: &[String], path: &Path) -> Result<Sheet> {
    let library = Library::open(workspace, Depth::Harm)?;
    let own = reviews::content_of(&library, tag)?;
    if own.lang.tag() == SOURCE {
        return Err(Diagnostic::error(
            "review/source",
            say!("`{SOURCE}` is what the other languages are made from: there is nothing to lay beside it"),
        )
        .hint(say!("read it in a kit; who has done so is written by `vpsite review nl --read-by \"Their Name\" --on 2026-11-26`"))
        .into());
    }
    let dutch = reviews::content_of(&library, SOURCE)?;
    let (names, faults) = library.value_names();
    if faults.has_errors() {
        return Err(faults);
    }
    let files = reviews::chosen(&own, only)?;
    let sheet = library::sheet(&own, &dutch, &files, &names);
    let lines = sheet.lines();
    let (theme, found) = theme::theme(&workspace.theme(THEME)?);
    let theme = theme.ok_or(found)?;
    // The typesetter recurses deeper than a thread's usual stack allows.
    let set = thread::scope(|scope| {
        let set = || render::review(&theme, &sheet);
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, set);
        thread.ok().and_then(|thread| thread.join().ok())
    });
    let broke =
        || Diagnostics::from(Diagnostic::error("build/lost", say!("setting the sheet broke off")));
    let (bytes, pages) = set.ok_or_else(broke)??;
    write::hold(path, None, &bytes)?;
    Ok(Sheet { path: path.to_owned(), pages, lines })
}

/// Writes into the workspace that somebody has read the texts of a language that `only`
/// names, or all.
///
/// # Errors
/// The name or the day cannot be, there is no such language or text, or the file cannot be
/// written.
pub fn read_by(
    workspace: &Workspace,
    tag: &str,
    only: &[String],
    reader: &Reader<'_>,
) -> Result<Read> {
    let mut faults = Diagnostics::new();
    let name = faults.ok(name(reader.name));
    let on = faults.ok(day(reader));
    let library = Library::open(workspace, Depth::Harm)?;
    let content = faults.all(reviews::content_of(&library, tag));
    let files = content.as_ref().and_then(|own| faults.all(reviews::chosen(own, only)));
    let (Some(name), Some(on), Some(content), Some(files)) = (name, on, content, files) else {
        return Err(faults);
    };
    let path = workspace.content_path(&format!("{}/_reviews.yaml", content.lang));
    let old = write::bytes_of(&path)?;
    let source = |bytes: &Vec<u8>| {
        // As it is, with its line ends, so that what stays is not touched.
        let text = String::from_utf8(bytes.clone()).map_err(|_| {
            Diagnostic::error(
                "content/unreadable",
                say!("`{}` is not UTF-8", workspace.shown(&path)),
            )
            .hint(say!("save it again and choose UTF-8 as the encoding"))
        })?;
        Ok::<_, Diagnostics>(SourceFile::new(workspace.shown(&path), text))
    };
    let there = old.as_ref().map(source).transpose()?;
    let said = reviews::with(&content, &files, (name, on), there)?;
    let held = write::hold(&path, old.as_deref(), said.as_bytes())?;
    Ok(Read { path, files, is_new: held != Held::Same })
}

fn name(given: &str) -> std::result::Result<&str, Diagnostic> {
    let name = given.trim();
    let wrong = |message: Sentence| {
        Err(Diagnostic::error("review/reader", message)
            .hint(say!("type the name of who has read the texts: `--read-by \"Anna Voorbeeld\"`")))
    };
    if name.is_empty() || !name.chars().any(char::is_alphabetic) {
        return wrong(say!("nobody is named as the reader"));
    }
    if name == "none" {
        return wrong(say!("`none` means that nobody has read it"));
    }
    if name.chars().any(char::is_control) || name.chars().count() > LONGEST_NAME {
        return wrong(say!("this is no name of a reader"));
    }
    Ok(name)
}

fn day(reader: &Reader<'_>) -> std::result::Result<Date, Diagnostic> {
    let on = Date::parse(reader.on.trim()).map_err(|invalid| {
        Diagnostic::error("date/invalid", invalid.message).maybe_hint(invalid.hint)
    })?;
    match on > reader.latest {
        false => Ok(on),
        true => Err(Diagnostic::error("review/future", say!("{on} is still to come"))
            .hint(say!("type the day on which it was read, as in `--on 2026-11-26`"))),
    }
}
