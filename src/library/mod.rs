//! Content files -> pages, fragments, UI words and help lines of a client.
//!
//! ```text
//! one client's own   clients/<slug>/content/   read again on top, for that client alone
//!        over
//! the workspace's    content/                  ┐ parsed, compiled and judged once a run,
//!        over                                  │ a language at a time, when a client first
//! built in                                     ┘ has it
//! ```
//!
//! A client without content of its own shares what is read ([`LangContent`] behind
//! `Arc`s) and pays only for what depends on it: what stands in for a missing page,
//! which facts are old at its edition, where its links lead.
//!
//! | file          | subject                                                      |
//! |---------------|--------------------------------------------------------------|
//! | `files`       | the files of one language, layer by layer                    |
//! | `keys`        | the shape of their YAML                                      |
//! | `markdown`    | Markdown: what it may not hold, its links, its blocks        |
//! | `parsed`      | a text with values in it: its blocks, the last ones kept     |
//! | `template`    | values to come: templates, and what they include             |
//! | `link`, `reach` | what a link is, and whether what it leads to is there      |
//! | `language`, `phrase` | plain language, and what is not to be said            |
//! | `usage`       | forms of words, and what stays together on a line            |
//! | `help`, `dated` | help lines, statements of law, and how old they are        |
//! | `stand_in`    | what stands in for a page that a language lacks              |
//! | `coverage`    | how far each language is                                     |
//! | `reviews`     | who has read what                                            |
//! | `sheet`, `passages`, `alignment` | what a native reader is handed            |
//! | `stray`       | content that is read and shows nowhere                       |
//! | `model`, `text` | what comes out                                             |
//!
//! Invariant: every language of the client has every page for employees, its own
//! or one that stands in for it; every fragment that a page includes is there;
//! every link leads somewhere; and the fixed text on confidentiality is not the
//! client's own.

mod alignment;
mod coverage;
mod dated;
mod fences;
mod files;
mod forms;
mod help;
mod keys;
mod language;
mod link;
pub mod markdown;
mod model;
mod parsed;
mod passages;
mod phrase;
mod reach;
pub mod reviews;
mod sheet;
mod signs;
mod stand_in;
mod stray;
pub mod template;
mod text;
mod usage;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use crate::client::{self, Client};
use crate::diag::{Diagnostic, Diagnostics, Result, SourceFile, Span, line_at, say};
use crate::load::{self, Layer, RawContent, RawLayer, Workspace};
use crate::value::{Digest, Lang, Named, sha256};
use crate::yaml::{self, Field};

pub use coverage::{Coverage, coverage};
pub use language::Depth;
pub use link::{Link, nowhere};
pub use model::{Content, Fallback, Fragment, HelpLine, LangContent, Origin, Page, Strings};
pub use passages::Piece;
pub use sheet::{File, Group, Row, Sheet, sheet};
pub use template::GAP;
pub use text::{Block, Inline};

use help::Root;
use template::ByFile;

/// The fixed text on confidentiality and its exception: every page, flyer and
/// poster relies on it, so that no client can leave it out.
const CONFIDENTIALITY: &str = "_confidentiality.md";
/// The word that says it in one line, on posters and where there is no room for more.
const CONFIDENTIALITY_LINE: &str = "poster_confidential";
/// What values are called on the sheet of a reader.
const VALUES: &str = "_values.yaml";
/// The language that all others are translated from.
pub const SOURCE: &str = "nl";
/// Languages that stand in after the client's own, in this order.
const LAST_RESORT: [&str; 2] = ["en", SOURCE];

/// The content that all clients share, and what has been found out about it.
pub struct Library {
    raw: RawContent,
    depth: Depth,
    shelves: BTreeMap<Lang, Shelf>,
    root: OnceLock<Root>,
    inputs: OnceLock<Vec<Input>>,
}

/// One language of what all share; each part is made when it is first asked for.
#[derive(Default)]
struct Shelf {
    content: OnceLock<Arc<LangContent>>,
    remarks: OnceLock<ByFile>,
    numbers: OnceLock<Diagnostics>,
}

/// A content file of the workspace; what is built in changes with the program alone.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its path below `content/`.
    pub path: String,
    /// SHA-256 of its text, in hexadecimal; empty where it cannot be read.
    pub hash: String,
    /// Its language; `None` for what all languages share.
    lang: Option<Lang>,
}

impl Library {
    /// Opens the content that all clients share; nothing of it is parsed yet.
    ///
    /// # Errors
    /// The folder of content cannot be looked through.
    pub fn open(workspace: &Workspace, depth: Depth) -> Result<Self> {
        Ok(Self::of(workspace.content()?, depth))
    }

    /// The content that is built in alone, for who has no workspace.
    pub fn built_in(depth: Depth) -> Self {
        Self::of(load::built_in_content(), depth)
    }

    fn of(raw: RawContent, depth: Depth) -> Self {
        let langs: BTreeSet<Lang> = raw.files.keys().filter_map(|path| lang_of(path)).collect();
        Self {
            shelves: langs.into_iter().map(|lang| (lang, Shelf::default())).collect(),
            raw,
            depth,
            root: OnceLock::new(),
            inputs: OnceLock::new(),
        }
    }

    /// The fixed text on confidentiality by language, in the words that all clients share; where
    /// a value of a client stands in it there is a [`template::GAP`].
    pub fn statements(&self) -> BTreeMap<Lang, String> {
        let text = |lang: &Lang| {
            let content = self.shared(*lang)?;
            let fragment = content.fragments.get(CONFIDENTIALITY)?;
            let together = &content.usage.together;
            let text = template::with_gaps(fragment.body.text());
            let mut found = Diagnostics::new();
            let blocks = content.parsed.blocks(CONFIDENTIALITY, text, together, &mut found);
            Some((*lang, Block::plain(&blocks)))
        };
        self.shelves.keys().filter_map(text).collect()
    }

    /// How closely it looks at texts.
    pub fn depth(&self) -> Depth {
        self.depth
    }

    /// Whether another was opened on the very same texts.
    pub fn reads_the_same(&self, other: &Self) -> bool {
        let sound = |library: &Self| library.raw.unread.is_empty();
        sound(self) && sound(other) && self.texts().eq(other.texts())
    }

    /// Every file: its path below `content/`, how it is shown, and its text.
    fn texts(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.raw.files.iter().flat_map(|(path, layers)| {
            let files = layers.iter().map(|layer| &layer.file);
            files.map(|file| (path.as_str(), file.path.as_str(), file.text.as_str()))
        })
    }

    /// The content files of the workspace that can show in a kit of these languages:
    /// theirs, those of the languages that may stand in, and what all share.
    pub fn inputs(&self, langs: &[Lang]) -> impl Iterator<Item = &Input> {
        let wanted = move |lang: Lang| langs.contains(&lang) || LAST_RESORT.contains(&lang.tag());
        let all = self.inputs.get_or_init(|| {
            let shared = |(path, layers): (&String, &Vec<RawLayer>)| {
                let layer = layers.iter().find(|layer| layer.layer == Layer::Shared)?;
                let hash = sha256(layer.file.text.as_bytes());
                Some(Input { path: path.clone(), hash, lang: lang_of(path) })
            };
            // One that cannot be read is no less a change.
            let unread = self.raw.unread.keys().map(|path| Input {
                path: path.clone(),
                hash: String::new(),
                lang: lang_of(path),
            });
            self.raw.files.iter().filter_map(shared).chain(unread).collect()
        });
        all.iter().filter(move |input| match input.lang {
            Some(lang) => wanted(lang),
            // What lies below a folder of no language is read by nobody.
            None => !input.path.contains('/'),
        })
    }

    /// Proves the content that a client sees, with `own` on top of what all share.
    pub fn for_client(
        &self,
        client: &Client,
        raw_client: &client::Raw,
        own: &RawContent,
    ) -> (Option<Content>, Diagnostics) {
        let mut faults = Diagnostics::new();
        let mut by_lang = BTreeMap::new();
        let mut known = self.known();
        known.extend(known_langs(own));
        for lang in &client.languages {
            match self.lang(*lang, own).filter(|_| known.contains(lang.tag())) {
                Some(content) => drop(by_lang.insert(*lang, content)),
                None => faults.push(no_content(*lang, raw_client, &known)),
            }
        }
        if by_lang.len() < client.languages.len() {
            return (None, faults);
        }
        // What only stands in is judged where it is used.
        let mut others = stand_in::Others::new();
        let resort = LAST_RESORT.iter().filter_map(|tag| Lang::parse(tag).ok());
        for lang in resort.chain([client.hr_language.lang]) {
            if known.contains(lang.tag())
                && !by_lang.contains_key(&lang)
                && let Some(content) = self.lang(lang, own)
            {
                others.insert(lang, content);
            }
        }
        let mut content = Content {
            by_lang,
            stand_ins: BTreeMap::new(),
            organisation_langs: Vec::new(),
            help_lines: Vec::new(),
            transcripts: BTreeMap::new(),
        };
        let used = stand_in::stand_ins(&mut content, &others, client, &mut faults);
        stand_in::organisation_langs(&mut content, &others, client, &mut faults);
        let used = used.into_iter().chain(content.organisation_langs.iter().copied());
        for lang in used.collect::<BTreeSet<Lang>>() {
            if let Some(other) = others.get(&lang) {
                content.by_lang.insert(lang, other.clone());
            }
        }
        for (lang, own) in &content.by_lang {
            faults.extend(own.faults.values().flatten().cloned());
            missing_fragments(*lang, own, &mut faults);
        }
        let dutch = content.by_lang.get(&source()).or_else(|| others.get(&source())).cloned();
        let dutch = dutch.as_deref();
        same_words(&content, dutch, client, &mut faults);
        forms::check(&content, client, &mut faults);
        let shared = self.root.get_or_init(|| Root::default().over(&self.raw));
        let root = match own.files.keys().chain(own.unread.keys()).any(|path| !path.contains('/')) {
            true => &shared.clone().over(own),
            false => shared,
        };
        faults.extend(root.faults.clone());
        let mut facts = dated::Dated::new(client);
        content.help_lines = help::lines(root, &content, client, &mut facts, &mut faults);
        help::statements(root, &content, &mut facts, &mut faults);
        facts.report(&mut faults);
        for lang in &client.languages {
            faults.extend(self.numbers(content.lang(*lang), dutch, own));
        }
        coverage::report(&content, dutch, (client, raw_client), &mut faults);
        self.replaced(&content, &mut faults);
        let transcripts = transcripts(raw_client, &mut content, &mut faults);
        reach::dead_links(&content, client, &transcripts, &mut faults);
        faults.extend(stray::unused(&content));
        faults.extend(stray::languages(own, &content, client));
        if faults.has_errors() {
            faults.sort();
            return (None, faults);
        }
        for own_lang in content.by_lang.values() {
            faults.extend(self.remarks(own_lang, own));
            faults.extend(language::judge_client(own_lang, raw_client, client.written_in));
            for said in transcripts.iter().filter(|said| said.lang == own_lang.lang) {
                let text = said.file.span(0..said.file.text.len());
                faults.extend(language::judge_transcript(own_lang, &text, self.depth));
            }
        }
        faults.sort();
        (Some(content), faults)
    }

    /// The languages that all share with a first page.
    fn known(&self) -> BTreeSet<String> {
        known_langs(&self.raw)
    }

    /// What values are called on the sheet of a reader, by the names that templates use.
    pub fn value_names(&self) -> (BTreeMap<String, String>, Diagnostics) {
        let (mut names, mut faults) = (BTreeMap::new(), Diagnostics::new());
        for layer in self.raw.files.get(VALUES).into_iter().flatten() {
            let keys: BTreeMap<String, Field<String>> = match yaml::parse(&layer.file) {
                Ok(tree) => yaml::read(&tree, &mut faults),
                Err(found) => {
                    faults.extend(found);
                    continue;
                }
            };
            let said =
                |(name, field): (String, Field<String>)| Some((name, field.value()?.clone()));
            names.extend(keys.into_iter().filter_map(said));
        }
        (names, faults)
    }

    /// What all share in a language.
    fn shared(&self, lang: Lang) -> Option<Arc<LangContent>> {
        let shelf = self.shelves.get(&lang)?;
        let open = || Arc::new(files::lang_content(&self.raw, lang, None));
        Some(shelf.content.get_or_init(open).clone())
    }

    /// What a client sees in a language.
    fn lang(&self, lang: Lang, own: &RawContent) -> Option<Arc<LangContent>> {
        let shared = self.shared(lang);
        if !has_own(own, lang) {
            return shared;
        }
        Some(Arc::new(files::lang_content(own, lang, shared.as_deref())))
    }

    /// Remarks on plain language, those on what all share told from memory.
    fn remarks(&self, content: &LangContent, own: &RawContent) -> Diagnostics {
        let prefix = format!("{}/", content.lang);
        let mine = |name: &str| own.files.contains_key(&format!("{prefix}{name}"));
        let Some(shelf) = self.shelves.get(&content.lang).filter(|_| !mine(files::RULES)) else {
            return language::judge(content, self.depth, |_| true)
                .into_values()
                .flatten()
                .collect();
        };
        let shared = shelf.remarks.get_or_init(|| {
            let shared = self.shared(content.lang);
            shared.map_or_else(ByFile::new, |shared| language::judge(&shared, self.depth, |_| true))
        });
        let shared = shared.iter().filter(|(name, _)| !mine(name));
        let shared = shared.flat_map(|(_, found)| found.iter().cloned());
        let own = language::judge(content, self.depth, mine).into_values().flatten();
        shared.chain(own).collect()
    }

    /// Numbers that differ from those of the source, what all share told from memory.
    fn numbers(
        &self,
        content: &LangContent,
        dutch: Option<&LangContent>,
        own: &RawContent,
    ) -> Diagnostics {
        let Some(dutch) = dutch else { return Diagnostics::new() };
        let shelf = self.shelves.get(&content.lang);
        match shelf.filter(|_| !has_own(own, content.lang) && !has_own(own, dutch.lang)) {
            Some(shelf) => {
                shelf.numbers.get_or_init(|| coverage::other_numbers(content, dutch)).clone()
            }
            None => coverage::other_numbers(content, dutch),
        }
    }

    /// Says which of a client's own pages stand in for a page that has changed since.
    fn replaced(&self, content: &Content, faults: &mut Diagnostics) {
        for (lang, own) in &content.by_lang {
            let Some(shared) = self.shared(*lang) else { continue };
            let is_own = |(name, origin): &(&String, &Origin)| origin.own && name.ends_with(".md");
            for (name, origin) in own.origins.iter().filter(is_own) {
                let Some(below) = shared.origins.get(name).map(|below| &below.digest) else {
                    continue;
                };
                let write = |digest: &Digest| format!("`replaces: {}`", digest.as_str());
                match &origin.replaces {
                    Some(digest) if digest == below.as_str() => {}
                    Some(_) => faults.push(
                        Diagnostic::warning(
                            "content/replaced",
                            say!("the `{name}` that this one replaces has changed since"),
                        )
                        .at(&origin.place)
                        .hint(say!("read what is new in it, and bring this text up to date"))
                        .hint(say!("then write {} in its front matter", write(below))),
                    ),
                    None => faults.push(
                        Diagnostic::note(
                            "content/replaces",
                            say!("this text replaces the `{name}` that all clients share"),
                        )
                        .at(&origin.place)
                        .hint(say!(
                            "write {} in its front matter to be told when that one changes",
                            write(below)
                        )),
                    ),
                }
            }
        }
    }
}

fn source() -> Lang {
    Lang::parse(SOURCE).unwrap_or_else(|_| unreachable!("the table of languages holds `nl`"))
}

/// The language that a path lies in, as in `nl/steps.md`.
fn lang_of(path: &str) -> Option<Lang> {
    let (folder, _) = path.split_once('/')?;
    Lang::parse(folder).ok().filter(|lang| lang.tag() == folder)
}

fn has_own(own: &RawContent, lang: Lang) -> bool {
    own.files.keys().chain(own.unread.keys()).any(|path| lang_of(path) == Some(lang))
}

fn known_langs(raw: &RawContent) -> BTreeSet<String> {
    let index = |path: &String| path.strip_suffix("/index.md").map(str::to_owned);
    raw.files.keys().filter_map(index).filter(|lang| !lang.contains('/')).collect()
}

fn no_content(lang: Lang, raw_client: &client::Raw, known: &BTreeSet<String>) -> Diagnostic {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    Diagnostic::error("content/missing-language", say!("there is no content in `{lang}`"))
        .maybe_at(place_of(lang, raw_client))
        .hint(say!("there is content in {}", known.join(", ")))
        .hint(say!("write your own in `content/{lang}/`, one file for each page"))
}

/// Where the client asks for a language.
fn place_of(lang: Lang, raw_client: &client::Raw) -> Option<&Span> {
    let langs = raw_client.keys.languages.value();
    langs
        .into_iter()
        .flatten()
        .filter_map(Field::given)
        .find(|item| Lang::parse(&item.value) == Ok(lang))
        .map(|item| &item.span)
}

/// Reports every fragment that a page includes and its language lacks.
fn missing_fragments(lang: Lang, own: &LangContent, faults: &mut Diagnostics) {
    if !own.fragments.contains_key(CONFIDENTIALITY) && !own.is_faulty(CONFIDENTIALITY) {
        faults.push(
            Diagnostic::error(
                "content/missing-page",
                say!("`{CONFIDENTIALITY}` is missing in `{lang}`"),
            )
            .hint(say!("write `content/{lang}/{CONFIDENTIALITY}`: no other may stand in for it")),
        );
    }
    let holds = own.pages.values().map(|page| &page.holds);
    for holds in holds.chain(own.fragments.values().map(|fragment| &fragment.holds)) {
        for (name, place) in &holds.includes {
            if !own.fragments.contains_key(name) && !own.is_faulty(name) {
                faults.push(
                    Diagnostic::error(
                        "content/missing-page",
                        say!("`{name}` is missing in `{lang}`"),
                    )
                    .at(place)
                    .hint(say!("write `content/{lang}/{name}`")),
                );
            }
        }
    }
}

/// Reports UI words that one language has and another lacks; those of the source are
/// what the program itself asks for.
fn same_words(
    content: &Content,
    dutch: Option<&LangContent>,
    client: &Client,
    faults: &mut Diagnostics,
) {
    let own = |lang: &Lang| content.lang(*lang).strings.by_key.keys();
    let dutch = dutch.into_iter().flat_map(|dutch| dutch.strings.by_key.keys());
    let wanted: BTreeSet<&String> = content.by_lang.keys().flat_map(own).chain(dutch).collect();
    for lang in &client.languages {
        let has: BTreeSet<&String> = own(lang).collect();
        for key in wanted.difference(&has) {
            faults.push(
                Diagnostic::error(
                    "content/missing-word",
                    say!("the word `{key}` is missing in `{lang}`"),
                )
                .hint(say!("add it to `content/{lang}/_strings.yaml`")),
            );
        }
    }
}

/// What a client's film says in one language.
struct Transcript {
    lang: Lang,
    file: Arc<SourceFile>,
    outline: markdown::Outline,
}

/// Reads the transcripts of a client's film by the rules of all content.
fn transcripts(
    raw_client: &client::Raw,
    content: &mut Content,
    faults: &mut Diagnostics,
) -> Vec<Transcript> {
    let video = raw_client.keys.video.value();
    let given = video.and_then(|video| video.transcript.value()).into_iter().flat_map(|it| &it.0);
    let folder = raw_client.file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut read = Vec::new();
    for (tag, path) in given {
        let Some(path) = path.given() else { continue };
        let bytes = raw_client.files.get(&path.value).and_then(Named::bytes);
        // What cannot be read has been told where the client was proven.
        let text = bytes.and_then(|bytes| String::from_utf8(bytes.to_vec()).ok());
        let (Ok(lang), Some(text)) = (Lang::parse(tag), text) else { continue };
        let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
        let shown = match folder {
            "" => path.value.clone(),
            folder => format!("{folder}/{}", path.value),
        };
        let file = SourceFile::new(shown, text);
        if let Some(fault) = captions(&file) {
            faults.push(fault);
            continue;
        }
        let outline = markdown::check(&file.span(0..file.text.len()), faults);
        // Its faults have just been told, with their places.
        let blocks = markdown::parse(&file.text, &mut Diagnostics::new());
        content.transcripts.insert(lang, blocks);
        read.push(Transcript { lang, file, outline });
    }
    read
}

/// A file of captions that is given as a transcript: its times are no words to read.
fn captions(file: &Arc<SourceFile>) -> Option<Diagnostic> {
    let place = file.span(line_at(&file.text, file.text.find(" --> ")?));
    Some(
        Diagnostic::error("video/transcript", say!("this file has the times of captions"))
            .at(&place)
            .hint(say!("give it as `captions`, and as `transcript` a text with the words alone")),
    )
}

fn first_line(span: &Span) -> Span {
    span.part(0..span.text().lines().next().map_or(0, str::len))
}
