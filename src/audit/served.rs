//! What a web server hands out for a file of a site -> in what it is another.
//!
//! In: the answer to one question, and the file as it was built. Out: diagnostics. Invariants:
//! pure; what a server adds to a page, such as a script that counts visitors, is told by what it
//! does, at its line; a header counts as a browser counts it, whatever the case of its name.

use std::collections::BTreeSet;

use super::{Rules, Seen, policy};
use crate::diag::{Diagnostic, Diagnostics, Sentence, say};
use crate::render::POLICY;
use crate::value::sha256;

/// What a server answered.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Headers, their names in lower case, in the order in which they came.
    pub headers: Vec<(String, String)>,
    /// What came, as far as it was taken.
    pub bytes: Vec<u8>,
}

/// What should have come.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The file's path in the kit.
    pub path: &'a str,
    /// SHA-256 of its bytes.
    pub hash: &'a str,
    /// Its bytes, where they are at hand.
    pub bytes: Option<&'a [u8]>,
    /// Who may show the site in a frame.
    pub frames: &'a [String],
}

/// Types that servers give to the kinds of files of a site; the first is what it is called today.
const TYPES: [(&str, &[&str]); 13] = [
    ("html", &["text/html"]),
    ("css", &["text/css"]),
    ("js", &["text/javascript", "application/javascript", "application/x-javascript"]),
    ("svg", &["image/svg+xml"]),
    ("png", &["image/png"]),
    ("jpg", &["image/jpeg"]),
    ("jpeg", &["image/jpeg"]),
    ("webp", &["image/webp"]),
    ("txt", &["text/plain"]),
    ("vcf", &["text/vcard"]),
    ("vtt", &["text/vtt"]),
    ("mp4", &["video/mp4"]),
    ("webm", &["video/webm"]),
];

impl Answer {
    /// The values of a header.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.headers.iter().filter(move |(other, _)| other == name);
        named.map(|(_, value)| value.as_str())
    }

    fn first(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

impl Rules<'_> {
    /// Holds an answer of `url` against the file that it should be.
    pub fn served(&self, url: &str, answer: &Answer, expected: Expected<'_>) -> Diagnostics {
        let mut faults = Diagnostics::new();
        for cookie in answer.all("set-cookie") {
            let name = cookie.split(['=', ';']).next().unwrap_or_default().trim();
            let message = say!("`{url}` sets the cookie `{name}`");
            faults.push(header(message).hint(say!(
                "switch off at the host what counts or recognises visitors: whoever looks for \
                 help must leave no trace"
            )));
        }
        if answer.status != 200 {
            let message = say!("`{url}` is answered with {}, and not with 200", answer.status);
            let fault = Diagnostic::error("verify/served", message);
            faults.push(match answer.status {
                401 | 403 => fault.hint(say!("the site may not lie behind a log-in")),
                404 | 410 => fault.hint(say!("upload `{}`", expected.path)),
                _ => fault.hint(say!("ask the host what that answer means, and try again")),
            });
            return faults;
        }
        self.body(url, answer, expected, &mut faults);
        self.headers(url, answer, expected, &mut faults);
        faults
    }

    fn body(&self, url: &str, answer: &Answer, expected: Expected<'_>, faults: &mut Diagnostics) {
        if let Some(packed) = answer.first("content-encoding").filter(|it| *it != "identity") {
            let message = say!("`{url}` comes packed as `{packed}`, which nobody asked for");
            faults
                .push(Diagnostic::error("verify/served", message).hint(say!(
                    "a browser that cannot unpack it shows nothing: change the server"
                )));
            return;
        }
        if sha256(&answer.bytes) == expected.hash {
            return;
        }
        let path = expected.path;
        let what = match expected.bytes {
            Some(own) if own.len() > answer.bytes.len() && own.starts_with(&answer.bytes) => {
                say!("`{url}` ends after {} of {} bytes", answer.bytes.len(), own.len())
            }
            Some(own) => {
                let same = own.iter().zip(&answer.bytes).take_while(|(own, other)| own == other);
                let line = same.filter(|(byte, _)| **byte == b'\n').count() + 1;
                say!("`{url}` is another file than `{path}`, from line {line} on")
            }
            None => say!("`{url}` is another file than `{path}`"),
        };
        let fault = Diagnostic::error("verify/served", what);
        faults.push(fault.hint(say!(
            "upload the site of this kit again; if it is the same then, the host changes what it \
             hands out: switch that off"
        )));
        // What was put into a page is worth more than that it differs.
        let seen =
            Seen { path, bytes: &answer.bytes, text: None, proof: None, says: None, fields: &[] };
        let (_, found) = self.look_at(url, &seen);
        faults.extend(found);
    }

    fn headers(
        &self,
        url: &str,
        answer: &Answer,
        expected: Expected<'_>,
        faults: &mut Diagnostics,
    ) {
        let hint = || say!("the files in `hosting/` of the kit tell each server what to say");
        let mut fault = |message: Sentence| faults.push(header(message).hint(hint()));
        let said = answer.first("content-type").unwrap_or_default().to_ascii_lowercase();
        let essence = said.split(';').next().unwrap_or_default().trim();
        let ending = expected.path.rsplit('.').next().unwrap_or_default();
        if let Some((_, types)) = TYPES.iter().find(|(kind, _)| *kind == ending)
            && !types.contains(&essence)
        {
            let right = types[0];
            fault(match essence {
                "" => say!("`{url}` comes without a type, which should be `{right}`"),
                _ => say!("`{url}` comes as `{essence}`, and not as `{right}`"),
            });
        }
        let charset = said.split("charset=").nth(1).map(|it| it.trim_matches(['"', ' ', ';']));
        if let Some(charset) = charset.filter(|it| *it != "utf-8" && essence.starts_with("text/")) {
            fault(say!("`{url}` says that it is in `{charset}`, and is in UTF-8"));
        }
        for (name, wanted) in
            [("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer")]
        {
            let values: BTreeSet<String> = answer.all(name).map(str::to_ascii_lowercase).collect();
            match values.iter().map(String::as_str).collect::<Vec<_>>()[..] {
                [one] if one.trim() == wanted => {}
                [] => fault(say!("`{url}` comes without `{name}: {wanted}`")),
                _ => {
                    let said: Vec<&str> = values.iter().map(String::as_str).collect();
                    fault(say!("`{url}` comes with `{name}: {}`", said.join(", ")));
                }
            }
        }
        if ending != "html" {
            return;
        }
        let hidden = answer.all("x-robots-tag").flat_map(|it| it.split(','));
        if !hidden.map(str::trim).any(|it| ["noindex", "none"].contains(&it)) {
            fault(say!("`{url}` comes without `x-robots-tag: noindex`"));
        }
        if let Some(value) = answer.first("x-frame-options") {
            fault(say!(
                "`{url}` comes with `x-frame-options: {value}`, which keeps it out of the intranet"
            ));
        }
        let mut frames = "'self'".to_owned();
        for origin in expected.frames {
            frames.push(' ');
            frames.push_str(origin);
        }
        let ours = format!("{POLICY}; frame-ancestors {frames}");
        let policies: Vec<&str> = answer.all("content-security-policy").collect();
        match policies[..] {
            [] => fault(say!(
                "`{url}` comes without a `content-security-policy`, which alone says who may \
                 frame it"
            )),
            [one] => {
                let other = policy::differences(one, &ours);
                if !other.is_empty() {
                    let other = Sentence::joined(other, ", ");
                    fault(say!("`{url}` comes with another policy than ours: it {other}"));
                }
            }
            _ => fault(say!("`{url}` comes with {} policies", policies.len())),
        }
    }

    /// Looks at an output that came from an address.
    fn look_at(&self, url: &str, seen: &Seen<'_>) -> (super::Facts, Diagnostics) {
        let (facts, found) = self.look(seen);
        // Told of the file on disk otherwise, which is as it was built.
        let renamed = found.into_iter().map(|fault| {
            let mut there = Diagnostic { span: None, ..fault.clone() };
            there.message = match &fault.span {
                Some(span) => {
                    let (line, column) = span.line_column();
                    say!("`{url}`, line {line}, column {column}: {}", fault.message)
                }
                None => say!("`{url}`: {}", fault.message),
            };
            there
        });
        (facts, renamed.collect())
    }
}

fn header(message: Sentence) -> Diagnostic {
    Diagnostic::error("verify/header", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "site/robots.txt";

    fn answer(body: &str, headers: &[(&str, &str)]) -> Answer {
        let usual = [
            ("content-type", "text/plain; charset=UTF-8"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
        ];
        let mut all: Vec<(String, String)> = Vec::new();
        for (name, value) in
            usual.iter().filter(|(name, _)| !headers.iter().any(|it| it.0 == *name))
        {
            all.push(((*name).to_owned(), (*value).to_owned()));
        }
        let own = headers.iter().filter(|(_, value)| !value.is_empty());
        all.extend(own.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        Answer { status: 200, headers: all, bytes: body.as_bytes().to_vec() }
    }

    fn found(answer: &Answer) -> Vec<String> {
        let own = b"User-agent: *\nDisallow:\n";
        let hash = sha256(own);
        let rules = Rules::of_kit("dist/acme".to_owned(), ("", ""), &BTreeSet::new());
        let expected = Expected { path: PATH, hash: &hash, bytes: Some(own), frames: &[] };
        let found = rules.served("https://vp.example.nl/robots.txt", answer, expected);
        found.into_iter().map(|fault| format!("{} {}", fault.code, fault.message)).collect()
    }

    #[test]
    fn each_way_to_be_another_is_told() {
        let own = "User-agent: *\nDisallow:\n";
        assert_eq!(found(&answer(own, &[])), [] as [&str; 0]);
        let cases: [(Answer, &str); 10] = [
            (Answer { status: 404, ..answer(own, &[]) }, "verify/served"),
            (Answer { status: 403, ..answer(own, &[]) }, "answered with 403"),
            (answer("User-agent: *\n", &[]), "ends after 14 of 24 bytes"),
            (answer("User-agent: *\nDisallow: /\n", &[]), "from line 2 on"),
            (answer(own, &[("content-type", "text/html")]), "and not as `text/plain`"),
            (answer(own, &[("content-type", "text/plain; charset=latin1")]), "`latin1`"),
            (answer(own, &[("referrer-policy", "")]), "without `referrer-policy"),
            (
                answer(own, &[("x-content-type-options", "sniff")]),
                "`x-content-type-options: sniff`",
            ),
            (answer(own, &[("set-cookie", "track=1; Path=/")]), "the cookie `track`"),
            (answer(own, &[("content-encoding", "br")]), "packed as `br`"),
        ];
        for (answer, said) in cases {
            let found = found(&answer);
            assert!(found.len() == 1 && found[0].contains(said), "{said}: {found:?}");
        }
    }
}
