//! A request -> its answer.
//!
//! Invariant: only GET and HEAD, and only from a browser that calls this computer by its name.
//! An output is answered as it was made; HTML gets the script that reloads it, and the kit's
//! own page what there is to remark. The policy of a page stays what it is in what is built, but
//! that this one script may run and ask this one question.

use std::io::{Cursor, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::thread::Scope;

use crate::load;
use crate::run::preview::{Body, Made, policy};
use crate::value::{Film, UNRESERVED};

use super::ask::{Ask, ask};
use super::desk::{Age, Desk, Said};
use super::wire::{Head, Request};
use super::{Doors, Server};

/// The script that asks whether the page is old.
const SCRIPT: &str = include_str!("pages/reload.js");
/// The look of the server's own pages.
const STYLE: &str = include_str!("pages/style.css");
/// The kit's first page, on which remarks are told.
const KIT: &str = "index.html";

/// What is sent.
struct Answer {
    status: u16,
    kind: &'static str,
    body: Whole,
    headers: Vec<(&'static str, String)>,
}

/// Bytes that are shared or the answer's own.
enum Whole {
    Own(Vec<u8>),
    Made(Arc<Made>),
}

impl AsRef<[u8]> for Whole {
    fn as_ref(&self) -> &[u8] {
        match self {
            Whole::Own(bytes) => bytes,
            Whole::Made(made) => made.body.as_ref().map_or(&[], Body::bytes),
        }
    }
}

impl Server<'_> {
    /// Answers one request.
    pub(super) fn answer<'s, 'e>(
        &'e self,
        scope: &'s Scope<'s, 'e>,
        doors: &Doors,
        request: Request,
    ) {
        let host = request.header("Host").unwrap_or_default().to_owned();
        if !doors.answers(&host) {
            let text = format!("this computer is not called so; the address is {}\n", doors.url());
            return send(request, Answer::text(421, &text));
        }
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            let answer = Answer::text(405, "there is nothing to be changed here\n");
            return send(request, answer.with("Allow", "GET, HEAD".to_owned()));
        }
        let origin = format!("http://{host}");
        let answer = match ask(&request.target) {
            Ask::Changed { client, at } => return self.wait(client, at, request),
            Ask::Clients => self.list(&origin),
            Ask::Script => Answer::new(200, "text/javascript; charset=utf-8", SCRIPT),
            Ask::Style => Answer::new(200, "text/css; charset=utf-8", STYLE),
            Ask::Nothing => self.nothing(&origin),
            Ask::Folder(client) => {
                match self.clients().is_ok_and(|all| all.contains_key(&client)) {
                    true => Answer::to(&format!("/{}/", encoded(&client))),
                    false => self.nothing(&origin),
                }
            }
            Ask::Before(client, path) => {
                let desk = self.desk(scope, &client);
                match desk.and_then(|desk| desk.output(&path)) {
                    Some(made) => return self.made(request, &path, &made, None),
                    None => self.nothing(&origin),
                }
            }
            Ask::Output(client, path) => match self.desk(scope, &client) {
                Some(desk) => return self.output(request, &origin, (&client, &desk), &path),
                None => self.nothing(&origin),
            },
        };
        send(request, answer);
    }

    /// All clients, or the way to the only one.
    fn list(&self, origin: &str) -> Answer {
        match (self.clients(), &self.only) {
            (Ok(all), Some(_)) => {
                let stem = all.keys().next().map(String::as_str).unwrap_or_default();
                Answer::to(&format!("/{}/", encoded(stem)))
            }
            (Ok(all), None) => {
                let at = self.state(None);
                let unread = self.lock(&self.unread).clone();
                let standing = |stem: &str| {
                    let desks = self.lock(&self.desks);
                    desks.get(stem).map(|desk| desk.said().found)
                };
                let html = self.pages.clients(self.workspace, &all, &standing, (&unread, &at));
                Answer::page(200, html, origin)
            }
            (Err(faults), _) => {
                let at = self.state(None);
                Answer::page(500, self.pages.faults(None, &faults, None, &at), origin)
            }
        }
    }

    fn nothing(&self, origin: &str) -> Answer {
        Answer::page(404, self.pages.nothing(), origin)
    }

    fn output(&self, request: Request, origin: &str, (client, desk): (&str, &Desk), path: &str) {
        let at = self.state(Some(client));
        let is_page = path.ends_with(".html");
        let mut said = desk.said();
        said.found.extend(self.lock(&self.unread).clone());
        if is_page && said.found.has_errors() {
            return send(request, self.at_fault(origin, (client, &said), path, &at));
        }
        let Some(made) = desk.output(path) else {
            let answer = match desk.has(path) {
                Some(true) => Answer::text(503, "this is being made again\n"),
                _ => self.nothing(origin),
            };
            return send(request, answer);
        };
        if made.remarks.has_errors() {
            let said = Said { found: made.remarks.clone(), kit: said.kit };
            let answer = match is_page || wants_page(&request) {
                true => self.at_fault(origin, (client, &said), path, &at),
                false => Answer::text(500, "this could not be made\n"),
            };
            return send(request, answer);
        }
        let note = (path == KIT).then(|| self.pages.note(&said.found));
        let script = is_page.then(|| Added { note: note.flatten(), client, at: &at, origin });
        self.made(request, path, &made, script);
    }

    /// The page in the place of one of a client that is at fault.
    fn at_fault(
        &self,
        origin: &str,
        (client, said): (&str, &Said),
        path: &str,
        at: &str,
    ) -> Answer {
        let shown = if path.ends_with(".html") { path } else { KIT };
        let below = said.kit.map(|age| {
            let path: Vec<String> = shown.split('/').map(encoded).collect();
            (format!("/-/before/{}/{}", encoded(client), path.join("/")), age == Age::Before)
        });
        let html = self.pages.faults(Some(client), &said.found, below, at);
        Answer::page(500, html, origin)
    }

    /// Sends an output as it was made, with what is added to a page.
    fn made(&self, request: Request, path: &str, made: &Arc<Made>, added: Option<Added<'_>>) {
        match &made.body {
            None => send(request, Answer::text(500, "this could not be made\n")),
            Some(Body::Film(film)) => send_film(request, path, film),
            Some(Body::Bytes(bytes)) => {
                let html = path.ends_with(".html");
                let frames = "frame-ancestors 'self'";
                let answer = match added {
                    Some(added) => {
                        let text = self.pages.with(&String::from_utf8_lossy(bytes), &added);
                        let policy = allowing(policy(path), added.origin);
                        Answer::new(200, kind(path), text)
                            .with("Content-Security-Policy", format!("{policy}; {frames}"))
                    }
                    None if html => Answer::shared(made.clone(), kind(path))
                        .with("Content-Security-Policy", frames.to_owned()),
                    None => Answer::shared(made.clone(), kind(path)),
                };
                send(request, answer);
            }
        }
    }
}

/// What is added to a page that is looked at.
pub(super) struct Added<'a> {
    /// What there is to remark, as HTML.
    pub(super) note: Option<String>,
    pub(super) client: &'a str,
    /// The state that the page shows.
    pub(super) at: &'a str,
    pub(super) origin: &'a str,
}

/// A policy with the one script and the one question that a page is reloaded by.
fn allowing(policy: &str, origin: &str) -> String {
    let script = format!("{origin}/-/reload.js");
    let question = format!("connect-src {origin}/-/changed");
    let mut parts: Vec<String> = policy.split(';').map(|part| part.trim().to_owned()).collect();
    match parts.iter_mut().find(|part| part.starts_with("script-src ")) {
        Some(scripts) => {
            scripts.push(' ');
            scripts.push_str(&script);
        }
        None => parts.push(format!("script-src {script}")),
    }
    parts.push(question);
    parts.join("; ")
}

/// Word that a page is old.
pub(super) fn changed(request: Request) {
    send(request, Answer::text(200, "changed\n"));
}

/// Word that a page is as it was.
pub(super) fn unchanged(request: Request) {
    send(request, Answer::text(204, ""));
}

impl Answer {
    fn new(status: u16, kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, kind, body: Whole::Own(body.into()), headers: Vec::new() }
    }

    fn shared(made: Arc<Made>, kind: &'static str) -> Self {
        Self { status: 200, kind, body: Whole::Made(made), headers: Vec::new() }
    }

    fn text(status: u16, text: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", text)
    }

    /// A page of the server's own.
    fn page(status: u16, html: String, origin: &str) -> Self {
        let policy = format!(
            "default-src 'none'; style-src {origin}/-/style.css; script-src {origin}/-/reload.js; \
             connect-src {origin}/-/changed; frame-src {origin}/-/before/; base-uri 'none'; \
             form-action 'none'; frame-ancestors 'self'"
        );
        Self::new(status, "text/html; charset=utf-8", html).with("Content-Security-Policy", policy)
    }

    fn to(place: &str) -> Self {
        Self::text(302, "").with("Location", place.to_owned())
    }

    fn with(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }
}

fn send(request: Request, answer: Answer) {
    let length = answer.body.as_ref().len() as u64;
    let mut headers = vec![("Content-Type", answer.kind.to_owned())];
    headers.extend(answer.headers);
    deliver(request, answer.status, headers, Cursor::new(answer.body), length);
}

/// Sends a film or the part of it that is asked for: players jump.
fn send_film(request: Request, path: &str, film: &Film) {
    let Ok((mut file, length)) = load::film_open(film) else {
        return send(request, Answer::text(404, "the film is not there any more\n"));
    };
    let mut headers =
        vec![("Content-Type", kind(path).to_owned()), ("Accept-Ranges", "bytes".to_owned())];
    let asked = request.header("Range").map(|range| part(range, length));
    let (status, from, to) = match asked {
        None | Some(Part::All) => (200, 0, length),
        Some(Part::Some(from, to)) => {
            headers.push(("Content-Range", format!("bytes {from}-{}/{length}", to - 1)));
            (206, from, to)
        }
        Some(Part::Outside) => {
            let answer = Answer::text(416, "");
            return send(request, answer.with("Content-Range", format!("bytes */{length}")));
        }
    };
    if file.seek(SeekFrom::Start(from)).is_err() {
        return send(request, Answer::text(404, "the film is not there any more\n"));
    }
    deliver(request, status, headers, file, to - from);
}

/// Which part of a file is asked for, in bytes from its start, the last one excluded.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// All: what is not understood is not heeded (RFC 9110, 14.2).
    All,
    Some(u64, u64),
    /// It lies behind the end.
    Outside,
}

fn part(range: &str, length: u64) -> Part {
    let Some(asked) = range.strip_prefix("bytes=") else { return Part::All };
    let Some((from, to)) = asked.split_once('-') else { return Part::All };
    match (from.trim().parse::<u64>(), to.trim().parse::<u64>()) {
        (Ok(from), _) if from >= length => Part::Outside,
        (Ok(from), Ok(to)) if to >= from => Part::Some(from, length.min(to.saturating_add(1))),
        (Ok(from), Err(_)) if to.trim().is_empty() => Part::Some(from, length),
        (Err(_), Ok(0)) if from.is_empty() => Part::Outside,
        (Err(_), Ok(last)) if from.is_empty() && length > 0 => {
            Part::Some(length.saturating_sub(last), length)
        }
        _ => Part::All,
    }
}

fn deliver(
    request: Request,
    status: u16,
    mut headers: Vec<(&'static str, String)>,
    body: impl Read,
    length: u64,
) {
    headers.extend([
        // The next save makes it another.
        ("Cache-Control", "no-store".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "no-referrer".to_owned()),
        // Pages of elsewhere cannot show what lies here.
        ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
    ]);
    request.respond(&Head { status, headers, length }, body);
}

/// Whether a browser asks for something to be shown by itself.
fn wants_page(request: &Request) -> bool {
    request.header("Accept").is_some_and(|accepted| accepted.contains("text/html"))
}

pub(super) fn encoded(part: &str) -> String {
    percent_encoding::utf8_percent_encode(part, UNRESERVED).to_string()
}

/// What a file is, by its ending.
fn kind(path: &str) -> &'static str {
    let ending = path.rsplit('.').next().unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "pdf" => "application/pdf",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "vcf" => "text/vcard; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "vtt" => "text/vtt; charset=utf-8",
        "eml" => "message/rfc822",
        "json" => "application/json",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "woff2" => "font/woff2",
        "txt" | "conf" | "config" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_allows_one_script_and_one_question_more() {
        let site = allowing(policy("site/index.html"), "http://localhost:1");
        let kit = allowing(policy(KIT), "http://localhost:1");
        assert!(site.contains("script-src 'self' http://localhost:1/-/reload.js;"), "{site}");
        assert!(kit.contains("; script-src http://localhost:1/-/reload.js;"), "{kit}");
        for policy in [site, kit] {
            assert!(policy.starts_with("default-src 'none'; "), "{policy}");
            assert!(policy.ends_with("; connect-src http://localhost:1/-/changed"), "{policy}");
            assert_eq!(policy.matches("script-src").count(), 1, "{policy}");
        }
    }

    #[test]
    fn parts_of_a_film_are_read_as_browsers_ask_for_them() {
        let asked = [
            ("bytes=0-", Part::Some(0, 100)),
            ("bytes=0-9", Part::Some(0, 10)),
            ("bytes=90-200", Part::Some(90, 100)),
            ("bytes=-10", Part::Some(90, 100)),
            ("bytes=-200", Part::Some(0, 100)),
            ("bytes=100-", Part::Outside),
            ("bytes=-0", Part::Outside),
            ("bytes=9-1", Part::All),
            ("bytes=0-1,5-6", Part::All),
            ("lines=1-2", Part::All),
            ("bytes=a-b", Part::All),
        ];
        for (range, part_of) in asked {
            assert_eq!(part(range, 100), part_of, "{range}");
        }
    }
}
