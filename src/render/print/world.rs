//! Typst's view of the world: the theme's fonts and sources, one client's files.
//!
//! Invariant: nothing but what is handed over exists. Every client uses the
//! same virtual paths, because Typst keeps file ids for ever and has 65,535.

use std::collections::BTreeMap;
use std::sync::Arc;

use typst::diag::{FileError, FileResult, Severity, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};

use crate::diag::{Diagnostic, Diagnostics, Result, Sentence, SourceFile, say};
use crate::theme::Theme;
use crate::value::sha256;

use super::super::reach::Reach;

/// What all documents of a theme share.
pub struct Press(Arc<Shared>);

struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    sources: BTreeMap<String, (Source, Arc<SourceFile>)>,
    reach: BTreeMap<String, Reach>,
    /// The digest of the font files, which every document may use.
    digest: String,
}

impl Press {
    /// Reads a theme's fonts and parses its Typst sources.
    pub fn new(theme: &Theme) -> Self {
        let fonts: Vec<Font> = theme
            .fonts
            .iter()
            .flat_map(|bytes| Font::iter(Bytes::new(bytes.to_vec())).collect::<Vec<_>>())
            .collect();
        let sources = theme.print.iter().filter_map(|(path, file)| {
            let source = Source::new(file_id(path)?, file.text.clone());
            Some((path.clone(), (source, file.clone())))
        });
        let digests: Vec<String> = theme.fonts.iter().map(|bytes| sha256(bytes)).collect();
        Self(Arc::new(Shared {
            reach: Reach::all(&theme.print),
            digest: sha256(digests.concat().as_bytes()),
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            sources: sources.collect(),
        }))
    }

    /// The font families in the order of the theme.
    pub fn families(&self) -> Vec<String> {
        let mut families: Vec<String> = Vec::new();
        for font in &self.0.fonts {
            let family = &font.info().family;
            if !families.contains(family) {
                families.push(family.clone());
            }
        }
        families
    }

    /// The digest of the fonts.
    pub fn fonts(&self) -> &str {
        &self.0.digest
    }

    /// What a template can see.
    ///
    /// # Errors
    /// The theme has no such template.
    pub fn reach(&self, template: &str) -> Result<&Reach> {
        self.0.reach.get(template).ok_or_else(|| no_template(template).into())
    }

    /// A template with the files that it reads.
    ///
    /// # Errors
    /// The theme has no such template.
    pub fn template(&self, path: &str, files: BTreeMap<String, Arc<[u8]>>) -> Result<Template> {
        let Some((main, _)) = self.0.sources.get(path) else {
            return Err(no_template(path).into());
        };
        let files = files
            .into_iter()
            .filter_map(|(path, bytes)| Some((file_id(&path)?, Bytes::new(bytes))))
            .collect();
        Ok(Template { shared: self.0.clone(), main: main.id(), files })
    }
}

pub(super) fn no_template(path: &str) -> Diagnostic {
    Diagnostic::error("theme/missing-file", say!("the theme has no template `{path}`"))
}

/// One document before it is set: a template and its files.
pub struct Template {
    shared: Arc<Shared>,
    main: FileId,
    files: Vec<(FileId, Bytes)>,
}

impl Template {
    /// Typst's diagnostics as ours, at the place in the theme.
    pub fn faults(&self, found: &[SourceDiagnostic], code: &'static str) -> Diagnostics {
        let fault = |diagnostic: &SourceDiagnostic| {
            // In the words of the typesetter.
            let message = Sentence::literal(diagnostic.message.as_str());
            let message = match diagnostic.severity {
                Severity::Error => message,
                Severity::Warning => {
                    say!("{message} (a warning of the typesetter, which counts as a fault)")
                }
            };
            let place = self.range(diagnostic.span).and_then(|range| {
                let id = diagnostic.span.id()?;
                let mut sources = self.shared.sources.values();
                let (_, file) = sources.find(|(source, _)| source.id() == id)?;
                Some(file.span(range))
            });
            let hints = diagnostic.hints.iter().map(|hint| Sentence::literal(hint.v.as_str()));
            let fault = Diagnostic::error(code, message).maybe_at(place.as_ref());
            hints.fold(fault, Diagnostic::hint)
        };
        found.iter().map(fault).collect()
    }
}

impl World for Template {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shared.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let mut sources = self.shared.sources.values();
        sources.find(|(source, _)| source.id() == id).map(|(s, _)| s.clone()).ok_or(not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let file = self.files.iter().find(|(own, _)| *own == id);
        file.map(|(_, bytes)| bytes.clone()).ok_or(not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(format!("/{}", path.trim_start_matches('/'))).ok()?;
    Some(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
