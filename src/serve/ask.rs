//! The address of a request -> what is asked for.
//!
//! Invariant: a name is compared with names that are known, and never becomes a path on disk.

use percent_encoding::percent_decode_str;

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// The list of clients.
    Clients,
    /// The folder of a client without its last `/`, on which its links stand.
    Folder(String),
    /// An output of a client, as its files are now.
    Output(String, String),
    /// An output of the last kit that was sound.
    Before(String, String),
    /// The script that reloads a page.
    Script,
    /// The look of the server's own pages.
    Style,
    /// A word as soon as a client, or the list of them, is no more as a page shows it.
    Changed {
        /// The client.
        client: Option<String>,
        /// The state that the page shows.
        at: String,
    },
    /// Nothing that there could be.
    Nothing,
}

/// Reads the address of a request.
pub(super) fn ask(address: &str) -> Ask {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let Some(path) = path.strip_prefix('/') else { return Ask::Nothing };
    let decoded: Option<Vec<String>> = path.split('/').map(decoded).collect();
    let Some(parts) = decoded else { return Ask::Nothing };
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    match parts.as_slice() {
        [""] => Ask::Clients,
        ["-", "reload.js"] => Ask::Script,
        ["-", "style.css"] => Ask::Style,
        ["-", "changed"] => changed(query),
        ["-", "before", client, rest @ ..] if !rest.is_empty() => {
            Ask::Before((*client).to_owned(), output(rest))
        }
        ["-", ..] => Ask::Nothing,
        [client] => Ask::Folder((*client).to_owned()),
        [client, rest @ ..] => Ask::Output((*client).to_owned(), output(rest)),
        [] => Ask::Nothing,
    }
}

/// The output that a path leads to; of a folder its first page.
fn output(parts: &[&str]) -> String {
    let path = parts.join("/");
    match parts.last() {
        Some(&"") => format!("{path}index.html"),
        _ => path,
    }
}

fn changed(query: &str) -> Ask {
    let (mut client, mut at) = (None, String::new());
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        match name.as_ref() {
            "client" => client = Some(value.into_owned()).filter(|name| !name.is_empty()),
            "at" => at = value.into_owned(),
            _ => {}
        }
    }
    Ask::Changed { client, at }
}

/// One part of a path; nothing where it holds what no part can.
fn decoded(part: &str) -> Option<String> {
    let part = percent_decode_str(part).decode_utf8().ok()?.into_owned();
    let odd = |c: char| c.is_control() || c == '/' || c == '\\';
    (!part.contains(odd) && part != ".." && part != ".").then_some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_to_outputs_and_never_out() {
        let output = |client: &str, path: &str| Ask::Output(client.to_owned(), path.to_owned());
        let known = [
            ("/", Ask::Clients),
            ("/acme", Ask::Folder("acme".to_owned())),
            ("/acme/", output("acme", "index.html")),
            ("/acme/site/", output("acme", "site/index.html")),
            ("/acme/site/index.html?x=1", output("acme", "site/index.html")),
            ("/-/before/acme/", Ask::Before("acme".to_owned(), "index.html".to_owned())),
            (
                "/-/changed?client=acme&at=1-2",
                Ask::Changed { client: Some("acme".to_owned()), at: "1-2".to_owned() },
            ),
        ];
        for (address, asked) in known {
            assert_eq!(ask(address), asked, "{address}");
        }
        let odd = [
            "",
            "acme/",
            "http://example.nl/acme/",
            "/acme/../../etc/passwd",
            "/acme/%2e%2e/%2e%2e/etc/passwd",
            "/acme/..%2f..%2fetc%2fpasswd",
            "/acme/..%5c..%5cetc",
            "/acme/a%00b",
            "/acme/%ff",
            "/-/",
            "/-/before/acme",
            "/./acme/",
        ];
        for address in odd {
            assert_eq!(ask(address), Ask::Nothing, "{address}");
        }
    }
}
