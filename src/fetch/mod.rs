//! The one place that reaches a network, and only where somebody typed an address for it.
//!
//! In: the address of a site, and paths below it. Out: what its server answers, as it came.
//! Invariants: nothing is asked for that does not lie below the address, nothing is sent but the
//! question, no cookie is kept, and without encryption nobody is asked but this computer itself.

use std::io::Read;
use std::time::Duration;

use ureq::Agent;
use ureq::config::Config;
use url::{Host, Url};

use crate::audit::Answer;
use crate::diag::{Diagnostic, Diagnostics, Result, Sentence, say};

/// How long one answer may take, from the first question to the last byte.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long a server may take to be there.
const CONNECTING: Duration = Duration::from_secs(20);
/// How much more than the file is taken of an answer, in bytes: enough to see what was added.
const MORE: u64 = 1024 * 1024;
/// How often an answer may send on to another address of the same site.
const HOPS: usize = 5;

/// A site that is looked at over the network.
pub struct Online {
    base: Url,
    agent: Agent,
}

impl Online {
    /// A site at an address; nobody is asked yet.
    ///
    /// # Errors
    /// It is no address of a site, or would be asked for without encryption.
    pub fn at(text: &str) -> Result<Self> {
        let refused = |what: Sentence, hint: Sentence| -> Diagnostics {
            Diagnostic::error("verify/url", what).hint(hint).into()
        };
        let example = say!("write all of it, as in `https://vp.example.nl/acme/`");
        let Ok(mut base) = Url::parse(text.trim()) else {
            return Err(refused(say!("`{text}` is no address of a site"), example));
        };
        let more = base.query().is_some()
            || base.fragment().is_some()
            || !base.username().is_empty()
            || base.password().is_some();
        match base.scheme() {
            "https" | "http" if more => {
                let what = say!("`{text}` holds more than the address of a site");
                return Err(refused(what, example));
            }
            "https" => {}
            "http" if is_this_computer(&base) => {}
            "http" => {
                let what = say!("`{text}` would be asked for without encryption");
                return Err(refused(what, say!("a site is found at `https:`")));
            }
            _ => return Err(refused(say!("`{text}` is no address of a site"), example)),
        }
        if !base.path().ends_with('/') {
            base.set_path(&format!("{}/", base.path()));
        }
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(PATIENCE))
            .timeout_connect(Some(CONNECTING))
            .user_agent(concat!("vpsite/", env!("CARGO_PKG_VERSION")));
        if is_this_computer(&base) {
            config = config.proxy(None);
        }
        let config: Config = config.build();
        Ok(Self { base, agent: config.new_agent() })
    }

    /// The address of a file of the site, by its path below the site's folder; an index is asked
    /// for as visitors ask for it.
    pub fn address(&self, path: &str) -> String {
        let mut url = self.base.clone();
        let path = match path.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => path,
        };
        if let Ok(mut parts) = url.path_segments_mut() {
            parts.pop_if_empty().extend(path.split('/'));
        }
        url.into()
    }

    /// What the server answers to who asks for an address, of which `size` bytes are expected.
    ///
    /// # Errors
    /// Nobody answers, or visitors would be sent to somewhere else.
    pub fn get(&self, address: &str, size: u64) -> Result<Answer> {
        let mut at = address.to_owned();
        for _ in 0..HOPS {
            let answer = self.ask(&at, size)?;
            let to = answer.all("location").next().map(str::to_owned);
            let Some(to) = to.filter(|_| (300..400).contains(&answer.status)) else {
                return Ok(answer);
            };
            let next = Url::parse(&at).and_then(|at| at.join(&to));
            let inside = next.ok().filter(|next| {
                next.origin() == self.base.origin() && next.path().starts_with(self.base.path())
            });
            let Some(next) = inside else {
                let message = say!("`{address}` sends visitors on to `{to}`");
                return Err(Diagnostic::error("verify/redirect", message)
                    .hint(say!(
                        "nobody but this site may learn of its visitors: take that out at the host"
                    ))
                    .into());
            };
            at = next.into();
        }
        let message = say!("`{address}` sends visitors round in a circle");
        Err(Diagnostic::error("verify/redirect", message)
            .hint(say!("look at the rules of the host for this address"))
            .into())
    }

    fn ask(&self, address: &str, size: u64) -> Result<Answer> {
        let failed = |error: ureq::Error| -> Diagnostics {
            let message = say!("`{address}` cannot be fetched: {error}");
            Diagnostic::error("verify/network", message)
                .hint(say!("look whether a browser opens it, and try again"))
                .into()
        };
        let mut response = self.agent.get(address).call().map_err(failed)?;
        let headers = response.headers().iter().map(|(name, value)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        });
        let headers = headers.collect();
        let status = response.status().as_u16();
        let mut bytes = Vec::new();
        let limit = size.saturating_add(MORE);
        // Of an answer that breaks off, what came says more than that it did.
        let _ = response.body_mut().as_reader().take(limit).read_to_end(&mut bytes);
        Ok(Answer { status, headers, bytes })
    }
}

fn is_this_computer(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_site_with_encryption_or_this_computer_is_asked() {
        for good in [
            "https://vp.example.nl/acme/",
            "https://vp.example.nl",
            "http://127.0.0.1:8080/",
            "http://[::1]/",
            "http://localhost:1/a",
        ] {
            assert!(Online::at(good).is_ok(), "{good}");
        }
        for wrong in [
            "http://vp.example.nl/",
            "http://127.0.0.1.example.nl/",
            "http://0.0.0.0/",
            "ftp://vp.example.nl/",
            "file:///etc/passwd",
            "vp.example.nl",
            "",
            "https://sam@vp.example.nl/",
            "https://vp.example.nl/?a=b",
            "https://vp.example.nl/#a",
        ] {
            let found = Online::at(wrong).err().unwrap();
            assert!(found.iter().all(|one| one.code == "verify/url"), "{wrong}");
        }
    }

    #[test]
    fn an_address_lies_below_that_of_the_site() {
        let online = Online::at("https://vp.example.nl/acme").unwrap();
        for (path, address) in [
            ("index.html", "https://vp.example.nl/acme/"),
            ("en/index.html", "https://vp.example.nl/acme/en/"),
            ("help.html", "https://vp.example.nl/acme/help.html"),
            ("not-index.html", "https://vp.example.nl/acme/not-index.html"),
            ("assets/a b#c?.svg", "https://vp.example.nl/acme/assets/a%20b%23c%3F.svg"),
        ] {
            assert_eq!(online.address(path), address, "{path}");
        }
        let root = Online::at("https://vp.example.nl/").unwrap();
        assert_eq!(root.address("index.html"), "https://vp.example.nl/");
        assert_eq!(root.address("en/index.html"), "https://vp.example.nl/en/");
    }
}
