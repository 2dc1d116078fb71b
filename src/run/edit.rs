//! A text of the content -> the same text in the workspace, to be changed there.
//!
//! A page and a fragment are copied whole, since they stand in whole; of words, help lines and
//! facts only the one that is asked for, since those merge line by line. Invariant: a file
//! that is there keeps all that it says, and what it says already is not written again.

use std::path::PathBuf;
use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics, Result, SourceFile, did_you_mean, line_at, say};
use crate::library::{Depth, Library, SOURCE, reviews};
use crate::load::{Layer, RawLayer, Workspace};
use crate::value::{Lang, Slug};
use crate::write;
use crate::yaml::{self, Change, Step, Tree};

/// Words of site and print, in every language's folder.
const STRINGS: &str = "_strings.yaml";
/// Help lines: their numbers here, their words in every language's folder.
const HELP_LINES: &str = "_helplines.yaml";
/// Statements of law and their sources.
const FACTS: &str = "_facts.yaml";
/// The text that is the same for all clients.
const FIXED: &str = "_confidentiality.md";

/// Where a text now stands.
#[derive(Debug)]
pub struct Place {
    /// The file in the workspace.
    pub path: PathBuf,
    /// The line to change, from 1.
    pub line: usize,
    /// Whether it was written now; else it stood there already.
    pub is_new: bool,
}

/// A text that can be changed.
#[derive(Debug)]
pub struct Listed {
    /// How to ask for it, as in `content steps`.
    pub name: String,
    /// What it is about.
    pub about: String,
}

/// Every text of a language that can be changed.
///
/// # Errors
/// There is no content in that language, or it cannot be read.
pub fn list(workspace: &Workspace, lang: &str) -> Result<Vec<Listed>> {
    let library = Library::open(workspace, Depth::Harm)?;
    let content = reviews::content_of(&library, lang)?;
    let mut listed = Vec::new();
    let mut list = |name: String, about: &str| {
        let about = about.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let short: String = about.chars().take(70).collect();
        let cut = short.len() < about.len();
        listed.push(Listed { name, about: if cut { format!("{short}…") } else { short } });
    };
    for page in content.pages.values() {
        list(format!("content {}", page.id), &page.title);
    }
    for fragment in content.fragments.values() {
        list(format!("content {}", reviews::stem(&fragment.name)), fragment.body.text());
    }
    for (file, list_key, what) in [(HELP_LINES, "lines", "helpline"), (FACTS, "statements", "fact")]
    {
        let Some((_, tree)) = top(workspace, file, None)? else { continue };
        let items = [Step::from(list_key)];
        for index in 0..tree.items(&items) {
            let text = |key: &str| tree.text(&[items[0].clone(), index.into(), key.into()]);
            let about = text("about").or(text("number")).unwrap_or_default();
            list(format!("{what} {}", text("id").unwrap_or_default()), about);
        }
    }
    for (key, (text, _)) in &content.strings.by_key {
        list(format!("words {key}"), text);
    }
    Ok(listed)
}

/// The text of a page or a fragment as it is used now.
///
/// # Errors
/// There is none of that name.
pub fn shown(
    workspace: &Workspace,
    page: &str,
    lang: &str,
    client: Option<&Slug>,
) -> Result<String> {
    let (_, layer) = found(workspace, page, lang, client)?;
    Ok(layer.file.text.clone())
}

/// Copies a page or a fragment into the workspace, for all clients or for one.
///
/// # Errors
/// There is none of that name, or no such section in it; it cannot be one client's own; the
/// disk refuses.
pub fn content(
    workspace: &Workspace,
    page: &str,
    lang: &str,
    section: Option<&str>,
    client: Option<&Slug>,
) -> Result<Place> {
    let (name, layer) = found(workspace, page, lang, client)?;
    if client.is_some() && name.ends_with(FIXED) {
        let message = say!("the text on confidentiality cannot be changed for one client");
        return Err(Diagnostic::error("content/fixed", message)
            .hint(say!("change it for all of your clients: leave `--client` out"))
            .into());
    }
    let path = match client {
        Some(slug) => workspace.own_content_path(slug, &name),
        None => workspace.content_path(&name),
    };
    let wanted = if client.is_some() { Layer::Own } else { Layer::Shared };
    let is_new = layer.layer != wanted;
    let text = match client.filter(|_| is_new) {
        Some(_) => replacing(workspace, &layer.file.text, lang, &name)?,
        None => layer.file.text.clone(),
    };
    let line = match section {
        Some(id) => heading(&text, id)?,
        None => 1,
    };
    if is_new {
        write::new_file(&path, text.as_bytes())?;
    }
    Ok(Place { path, line, is_new })
}

/// The file of that name and its highest layer.
fn found(
    workspace: &Workspace,
    page: &str,
    lang: &str,
    client: Option<&Slug>,
) -> Result<(String, RawLayer)> {
    let lang = tag(lang)?;
    // Whoever copies a path means the file at its end.
    let file = page.trim().rsplit(['/', '\\']).next().unwrap_or_default();
    let name = format!("{lang}/{}.md", file.strip_suffix(".md").unwrap_or(file));
    if let Some(layer) = workspace.content_layers(&name, client)?.pop() {
        return Ok((name, layer));
    }
    let all = workspace.content()?.files;
    let prefix = format!("{lang}/");
    let names = all.keys().filter_map(|path| path.strip_prefix(&prefix)?.strip_suffix(".md"));
    Err(Diagnostic::error("content/unknown", say!("there is no text `{page}` in `{lang}`"))
        .maybe_hint(did_you_mean(file, names))
        .hint(say!("`vpsite edit` shows what there is"))
        .into())
}

fn tag(lang: &str) -> std::result::Result<Lang, Diagnostic> {
    Lang::parse(lang.trim()).map_err(|invalid| {
        Diagnostic::error("lang/unknown", invalid.message).maybe_hint(invalid.hint)
    })
}

/// The text with the digest of the one that it stands in for, so that a change to that one is
/// told.
fn replacing(workspace: &Workspace, text: &str, lang: &str, name: &str) -> Result<String> {
    let library = Library::open(workspace, Depth::Harm)?;
    let content = reviews::content_of(&library, lang)?;
    let file = name.rsplit('/').next().unwrap_or_default();
    let Some(origin) = content.origins.get(file) else { return Ok(text.to_owned()) };
    let line = format!("replaces: \"{}\"\n", origin.digest.as_str());
    Ok(match text.strip_prefix("---\n") {
        Some(rest) => format!("---\n{line}{rest}"),
        None => format!("---\n{line}---\n{text}"),
    })
}

/// The line of the heading with this id.
fn heading(text: &str, id: &str) -> Result<usize> {
    let id_of = |line: &str| {
        let id = line.starts_with('#').then(|| line.trim_end().strip_suffix('}'))??;
        id.rsplit_once("{#").map(|(_, id)| id.to_owned())
    };
    let ids: Vec<(usize, String)> =
        text.lines().enumerate().filter_map(|(at, line)| Some((at + 1, id_of(line)?))).collect();
    let wanted = id.trim().trim_start_matches('#');
    if let Some((line, _)) = ids.iter().find(|(_, id)| id == wanted) {
        return Ok(*line);
    }
    let names = || ids.iter().map(|(_, id)| id.as_str());
    let all = names().collect::<Vec<_>>().join(", ");
    Err(Diagnostic::error("content/unknown", say!("this text has no section `{id}`"))
        .maybe_hint(did_you_mean(wanted, names()))
        .hint(if all.is_empty() { say!("it has no sections") } else { say!("it has {all}") })
        .into())
}

/// The highest layer of a file below a client's, and its tree.
fn top(
    workspace: &Workspace,
    path: &str,
    client: Option<&Slug>,
) -> Result<Option<(Arc<SourceFile>, Tree)>> {
    let Some(layer) = workspace.content_layers(path, client)?.into_iter().next() else {
        return Ok(None);
    };
    let tree = yaml::parse(&layer.file)?;
    Ok(Some((layer.file, tree)))
}

/// Copies one word of site and print into the workspace, or writes what it is to say.
///
/// # Errors
/// There is no such word, or the file that is there has a form that cannot be added to.
pub fn words(
    workspace: &Workspace,
    key: &str,
    lang: &str,
    to: Option<&str>,
    client: Option<&Slug>,
) -> Result<Place> {
    let lang = tag(lang)?;
    let name = format!("{lang}/{STRINGS}");
    let mut said = None;
    let mut keys: Vec<String> = Vec::new();
    for layer in workspace.content_layers(&name, client)? {
        let tree = yaml::parse(&layer.file)?;
        said = tree.text(&[key.into()]).map(str::to_owned).or(said);
        keys.extend(tree.keys(&[]).into_iter().map(str::to_owned));
    }
    let Some(said) = said.filter(|_| !key.starts_with('_')) else {
        return Err(Diagnostic::error(
            "content/unknown",
            say!("there is no word `{key}` in `{lang}`"),
        )
        .maybe_hint(did_you_mean(key, keys.iter().map(String::as_str)))
        .hint(say!("`vpsite edit` shows what there is"))
        .into());
    };
    let path = match client {
        Some(slug) => workspace.own_content_path(slug, &name),
        None => workspace.content_path(&name),
    };
    let change = Change { at: vec![key.into()], yaml: yaml::quoted(to.unwrap_or(&said)) };
    let mut file = Held::open(workspace, path)?;
    let there = file.tree()?;
    let has = there.has(&change.at);
    if !has || to.is_some_and(|to| there.text(&change.at) != Some(to)) {
        let new = yaml::edited(&file.source, std::slice::from_ref(&change))
            .ok_or_else(|| file.by_hand(key))?;
        file.write(&new)?;
    }
    file.place(&change.at)
}

/// Copies one help line's number and sources, or with `lang` its words, into the workspace.
///
/// # Errors
/// There is no such line, or the file that is there has a form that cannot be added to.
pub fn help_line(workspace: &Workspace, id: &str, lang: Option<&str>) -> Result<Place> {
    match lang {
        None => entry(workspace, HELP_LINES, "lines", id),
        Some(lang) => help_words(workspace, id, lang),
    }
}

/// Copies one statement of law with its sources into the workspace.
///
/// # Errors
/// There is no such statement, or the file that is there has a form that cannot be added to.
pub fn fact(workspace: &Workspace, id: &str) -> Result<Place> {
    entry(workspace, FACTS, "statements", id.strip_prefix("_law-").unwrap_or(id))
}

fn help_words(workspace: &Workspace, id: &str, lang: &str) -> Result<Place> {
    let name = format!("{}/{HELP_LINES}", tag(lang)?);
    let at = [Step::from("lines"), Step::from(id)];
    let Some((source, tree)) = top(workspace, &name, None)? else {
        return Err(unknown(id, []).into());
    };
    let Some(own) = slice(&source, &tree, &at).filter(|_| tree.has(&at)) else {
        return Err(unknown(id, tree.keys(&at[..1])).into());
    };
    let mut file = Held::open(workspace, workspace.content_path(&name))?;
    let list_key = "lines";
    if !file.tree()?.has(&at) {
        let key = source.text[..own.start].trim_end().rsplit('\n').next().unwrap_or_default();
        // From its key on, whether its value stands beside or below.
        let start = match key.trim_end().ends_with(':') && key.contains(id) {
            true => {
                own.start
                    - (source.text[..own.start].len() - source.text[..own.start].trim_end().len())
                    - key.len()
            }
            false => line_at(&source.text, own.start).start,
        };
        file.append(list_key, &source.text[start..own.end], &at, id)?;
    }
    file.place(&at)
}

fn unknown<'a>(id: &str, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    Diagnostic::error("content/unknown", say!("there is no `{id}`"))
        .maybe_hint(did_you_mean(id, known))
        .hint(say!("`vpsite edit` shows what there is"))
}

fn entry(workspace: &Workspace, name: &str, list_key: &str, id: &str) -> Result<Place> {
    let Some((source, tree)) = top(workspace, name, None)? else {
        return Err(unknown(id, []).into());
    };
    let ids = ids(&tree, list_key);
    let Some(index) = ids.iter().position(|it| it == id) else {
        return Err(unknown(id, ids.iter().map(String::as_str)).into());
    };
    let own = slice(&source, &tree, &[list_key.into(), index.into()]);
    let own = own.ok_or_else(|| unknown(id, []))?;
    let own = line_at(&source.text, own.start).start..own.end;
    let mut file = Held::open(workspace, workspace.content_path(name))?;
    let there = self::ids(&file.tree()?, list_key);
    let at = there.iter().position(|it| it == id).unwrap_or(there.len());
    let place = [Step::from(list_key), Step::from(at)];
    if at == there.len() {
        file.append(list_key, &source.text[own], &place, id)?;
    }
    file.place(&place)
}

fn ids(tree: &Tree, list_key: &str) -> Vec<String> {
    let list = Step::from(list_key);
    let id = |index: usize| tree.text(&[list.clone(), index.into(), "id".into()]);
    let count = tree.items(std::slice::from_ref(&list));
    (0..count).map(|index| id(index).unwrap_or_default().to_owned()).collect()
}

/// From the first sign of a value to the end of its last line.
fn slice(file: &SourceFile, tree: &Tree, at: &[Step]) -> Option<std::ops::Range<usize>> {
    let places = tree.places(at);
    let places = || places.iter().filter(|span| !span.range.is_empty());
    let start = places().map(|span| span.range.start).min()?;
    let end = places().map(|span| span.range.end).max()?;
    Some(start..line_at(&file.text, end).end)
}

/// A file of the workspace that is to hold one thing more.
struct Held {
    path: PathBuf,
    old: Option<Vec<u8>>,
    source: Arc<SourceFile>,
    is_new: bool,
}

impl Held {
    fn open(workspace: &Workspace, path: PathBuf) -> Result<Self> {
        let shown = workspace.shown(&path);
        let old = write::bytes_of(&path)?;
        let text = match &old {
            Some(bytes) => String::from_utf8(bytes.clone()).map_err(|_| {
                Diagnostic::error("content/unreadable", say!("`{shown}` is not UTF-8"))
                    .hint(say!("save it again and choose UTF-8 as the encoding"))
            })?,
            None => String::new(),
        };
        let source = SourceFile::new(shown, text);
        Ok(Self { path, old, source, is_new: false })
    }

    fn tree(&self) -> Result<Tree> {
        Ok(yaml::parse(&self.source)?.of_keys()?)
    }

    fn write(&mut self, text: &str) -> Result<()> {
        write::hold(&self.path, self.old.as_deref(), text.as_bytes())?;
        self.source = SourceFile::new(self.source.path.clone(), text);
        self.old = Some(text.as_bytes().to_vec());
        self.is_new = true;
        Ok(())
    }

    /// Adds lines behind those of the last key, which is `list_key`, or of a new one.
    fn append(&mut self, list_key: &str, lines: &str, at: &[Step], id: &str) -> Result<()> {
        let old = self.tree()?;
        let mut text = self.source.text.clone();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        if !old.keys(&[]).contains(&list_key) {
            text.push_str(&format!("{list_key}:\n"));
        }
        text.push_str(lines.trim_end());
        text.push('\n');
        let new = SourceFile::new(self.source.path.clone(), text);
        // Whatever form the file has: what has been written is what will be read.
        let read = yaml::parse(&new).ok().and_then(|tree| tree.of_keys().ok());
        let grown = |tree: &Tree| {
            let list = [Step::from(list_key)];
            let count = |tree: &Tree| tree.items(&list) + tree.keys(&list).len();
            tree.has(at) && count(tree) == count(&old) + 1
        };
        match read.is_some_and(|tree| grown(&tree)) {
            true => self.write(&new.text),
            false => Err(self.by_hand(id)),
        }
    }

    fn by_hand(&self, id: &str) -> Diagnostics {
        let message = say!("`{}` has a form in which `{id}` cannot be written", self.source.path);
        Diagnostic::error("content/form", message)
            .hint(say!("move this file elsewhere and run the command again: it makes a new one"))
            .into()
    }

    /// Where it stands now.
    fn place(self, at: &[Step]) -> Result<Place> {
        let first = self.tree()?.places(at).into_iter().map(|span| span.line_column().0).min();
        Ok(Place { path: self.path, line: first.unwrap_or(1), is_new: self.is_new })
    }
}

/// The language of content that is asked for when nothing is said.
pub const USUAL: &str = SOURCE;
