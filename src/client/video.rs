//! The film of introduction: keys -> a link or a file, with captions and words -> view.
//!
//! Invariant: a film of one's own is MP4 or WebM by its first bytes, and is
//! never held in memory.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::diag::{Diagnostic, Span, say};
use crate::value::{ByLang, FileKind, Film, HttpsUrl, Lang, LocalText, Text};
use crate::yaml::{Field, Located};

use super::check::Check;
use super::view::Reader;

/// A film in which the adviser introduces themselves.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Video")]
pub struct VideoKeys {
    /// A page on which it can be watched; a link, never embedded.
    #[serde(default)]
    pub url: Field<String>,
    /// A film of your own beside the client file: MP4 or WebM.
    #[serde(default)]
    pub file: Field<String>,
    /// Captions by language: WebVTT files.
    #[serde(default)]
    pub captions: Field<ByLang>,
    /// The spoken words by language: Markdown files.
    #[serde(default)]
    pub transcript: Field<ByLang>,
    /// What it is called.
    #[serde(default)]
    pub title: Field<LocalText>,
}

/// A film of introduction.
#[derive(Clone, Debug)]
pub struct Video {
    /// Where it is.
    pub source: VideoSource,
    /// Captions by language, as WebVTT.
    pub captions: Vec<(Lang, String)>,
    /// The spoken words by language, as Markdown.
    pub transcripts: Vec<(Lang, String)>,
    /// What it is called.
    pub title: Option<Text>,
}

/// Where a film is.
#[derive(Clone, Debug)]
pub enum VideoSource {
    /// On a page of somebody else: a link, never embedded.
    Link(HttpsUrl),
    /// In the kit.
    File {
        /// The film.
        film: Film,
        /// `mp4` or `webm`.
        extension: &'static str,
    },
}

impl VideoKeys {
    pub(super) fn files(&self) -> Vec<(FileKind, &Located<String>)> {
        let film = self.file.given().map(|path| (FileKind::Film, path));
        let texts = [&self.captions, &self.transcript];
        let texts = texts.into_iter().filter_map(Field::value).flat_map(|by_lang| &by_lang.0);
        let texts = texts.filter_map(|(_, path)| path.given()).map(|path| (FileKind::Text, path));
        film.into_iter().chain(texts).collect()
    }
}

impl Video {
    pub(super) fn check(keys: &Located<VideoKeys>, check: &mut Check<'_>) -> Option<Self> {
        let VideoKeys { url, file, captions, transcript, title } = &keys.value;
        let link = check.url_within(url);
        let title = check.checker.text(title, "title");
        let captions = check.texts_by_lang(captions);
        let transcripts = check.texts_by_lang(transcript);
        web_vtt(&captions, &keys.span, check);
        let film = match file.given() {
            None => None,
            Some(path) => Some(film(path, check)?),
        };
        let source = match (film, link) {
            (Some(film), _) => {
                if captions.is_empty() {
                    check.push(
                        Diagnostic::warning("video/captions", say!("the film has no captions"))
                            .at(&keys.span)
                            .hint(say!(
                                "add `captions: {{nl: acme/film.nl.vtt}}` for who cannot hear it"
                            )),
                    );
                }
                film
            }
            (None, Some(link)) => VideoSource::Link(link),
            (None, None) => {
                if matches!((url, file), (Field::Missing, Field::Missing)) {
                    check.push(
                        Diagnostic::error("video/none", say!("a video needs `url` or `file`"))
                            .at(&keys.span)
                            .hint(say!(
                                "`url` for a page on which it can be watched, `file` for your own"
                            )),
                    );
                }
                return None;
            }
        };
        Some(Self { source, captions, transcripts, title })
    }

    /// The film as templates see it; where a film of one's own lies, the site adds.
    pub(super) fn view(&self, reader: &Reader<'_>) -> Value {
        let (kind, link) = match &self.source {
            VideoSource::Link(url) => ("link", Some(url)),
            VideoSource::File { .. } => ("file", None),
        };
        json!({
            "title": reader.text(self.title.as_ref()),
            "kind": kind,
            "host": link.map(|url| url.host().readable()),
            "href": link.map(HttpsUrl::as_str),
        })
    }
}

fn web_vtt(captions: &[(Lang, String)], video: &Span, check: &mut Check<'_>) {
    for (lang, _) in captions.iter().filter(|(_, text)| !text.starts_with("WEBVTT")) {
        check.push(
            Diagnostic::error("video/captions", say!("the captions in {lang} are not WebVTT"))
                .at(video)
                .hint(say!("a WebVTT file begins with a line `WEBVTT`")),
        );
    }
}

fn film(path: &Located<String>, check: &mut Check<'_>) -> Option<VideoSource> {
    let film = check.files.get(&path.value)?.film()?;
    // ISO 14496-12 puts `ftyp` at byte 4; Matroska and WebM begin with an EBML header.
    let extension = match &film.head[..] {
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => "mp4",
        [0x1A, 0x45, 0xDF, 0xA3, ..] => "webm",
        _ => {
            check.push(
                Diagnostic::error("video/format", say!("this film is neither MP4 nor WebM"))
                    .at(&path.span)
                    .hint(say!("export it again as MP4 (H.264 and AAC plays everywhere)")),
            );
            return None;
        }
    };
    Some(VideoSource::File { film: film.clone(), extension })
}
