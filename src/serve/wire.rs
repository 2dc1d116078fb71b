//! A connection -> one request -> one answer, and its end.
//!
//! What a browser sends is read by `httparse`; an answer is a head, and bytes whose number is
//! known. Invariant: a connection that says nothing, too much or nonsense ends soon and costs one
//! thread till then; one that is answered is closed, so that none waits for another's end.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

/// Most that is read of a request, in bytes: browsers send less than a tenth.
const LONGEST: usize = 16 * 1024;
/// Most headers that a request may have.
const HEADERS: usize = 64;
/// How long a browser may be silent: some open a connection before they need it.
const SILENCE: Duration = Duration::from_secs(10);
/// How long it may take to receive a piece of an answer.
const SLOWNESS: Duration = Duration::from_secs(60);
/// How long what is left of a request that was refused is waited for.
const REST: Duration = Duration::from_millis(500);

/// What a browser asks, and the connection that waits for the answer.
pub(super) struct Request {
    stream: TcpStream,
    pub(super) method: String,
    /// The address without the host: path and question.
    pub(super) target: String,
    headers: Vec<(String, String)>,
}

/// What is sent before the bytes of an answer.
pub(super) struct Head {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    /// How many bytes follow.
    pub(super) length: u64,
}

impl Request {
    /// Reads the one request of a connection; what is none is refused.
    pub(super) fn read(mut stream: TcpStream) -> Option<Self> {
        stream.set_read_timeout(Some(SILENCE)).ok()?;
        stream.set_write_timeout(Some(SLOWNESS)).ok()?;
        // An answer goes out at once, however short it is.
        stream.set_nodelay(true).ok()?;
        let mut bytes = Vec::new();
        let mut piece = [0; 4096];
        loop {
            let read = stream.read(&mut piece).ok().filter(|read| *read > 0)?;
            bytes.extend_from_slice(&piece[..read]);
            let mut headers = [httparse::EMPTY_HEADER; HEADERS];
            let mut parsed = httparse::Request::new(&mut headers);
            let status = match parsed.parse(&bytes) {
                Ok(httparse::Status::Complete(_)) => {
                    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
                    let headers = parsed.headers.iter();
                    let headers = headers.map(|one| (one.name.to_owned(), text(one.value)));
                    let headers = headers.collect();
                    let (method, target) = (parsed.method?.to_owned(), parsed.path?.to_owned());
                    return Some(Self { stream, method, target, headers });
                }
                Ok(httparse::Status::Partial) if bytes.len() <= LONGEST => continue,
                Ok(httparse::Status::Partial) | Err(httparse::Error::TooManyHeaders) => 431,
                Err(_) => 400,
            };
            let (method, target, headers) = (String::new(), String::new(), Vec::new());
            let request = Self { stream, method, target, headers };
            request.respond(&Head { status, headers: Vec::new(), length: 0 }, io::empty());
            return None;
        }
    }

    /// The header of this name; nothing where there are several.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut same = self.headers.iter().filter(|(one, _)| one.eq_ignore_ascii_case(name));
        let value = same.next().map(|(_, value)| value.as_str());
        value.filter(|_| same.next().is_none())
    }

    /// Sends an answer and ends the connection.
    pub(super) fn respond(mut self, head: &Head, body: impl Read) {
        // A browser that has gone away does not want it any more.
        let _ = self.send(head, body);
        if self.method != "GET" {
            // Who still sends would lose the answer to a connection that is cut.
            let _ = self.stream.shutdown(Shutdown::Write);
            let _ = self.stream.set_read_timeout(Some(REST));
            let rest = io::copy(&mut (&self.stream).take(LONGEST as u64), &mut io::sink());
            drop(rest);
        }
    }

    fn send(&mut self, head: &Head, body: impl Read) -> io::Result<()> {
        let Head { status, headers, length } = head;
        let mut text = format!("HTTP/1.1 {status} {}\r\nConnection: close\r\n", reason(*status));
        for (name, value) in headers {
            // A line end would begin another header.
            if !value.contains(char::is_control) {
                text.push_str(&format!("{name}: {value}\r\n"));
            }
        }
        // An answer without content has no length either (RFC 9110, 8.6).
        if *status != 204 {
            text.push_str(&format!("Content-Length: {length}\r\n"));
        }
        text.push_str("\r\n");
        self.stream.write_all(text.as_bytes())?;
        if self.method != "HEAD" {
            io::copy(&mut body.take(*length), &mut self.stream)?;
        }
        self.stream.flush()
    }
}

/// The words of a status (RFC 9110, 15; RFC 6585, 5).
fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        204 => "No Content",
        206 => "Partial Content",
        302 => "Found",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        416 => "Range Not Satisfiable",
        421 => "Misdirected Request",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}
