//! What a host takes, and what is beyond it.
//!
//! In: a finished tree. Out: an error for what the host refuses or does not read, a warning
//! for what takes a plan that is paid for. The figures are those of the hosts' own pages in
//! 2026; of Netlify none was found for a tree of this kind. Servers of one's own have none,
//! but for the size of a file that IIS reads.

use crate::diag::{Diagnostic, Diagnostics, Sentence, say};
use crate::value::OutPath;

use super::{Host, Planned, Source, Tree};

/// Cloudflare, Pages, "Limits": header rules in a `_headers` file.
const RULES: usize = 100;
/// The same page: characters of one header.
const LINE: usize = 2_000;
/// The same page: files of a site, free and paid.
const FILES: (usize, usize) = (20_000, 100_000);
/// The same page: one file, in bytes (25 MiB).
const FILE: u64 = 25 * 1024 * 1024;
/// Microsoft, "Configure Azure Static Web Apps", restrictions: the file of settings, in bytes.
const AZURE_CONFIG: u64 = 20 * 1024;
/// Microsoft, "Quotas in Azure Static Web Apps": the app, free and standard, in bytes.
const AZURE_APP: (u64, u64) = (250 * 1024 * 1024, 500 * 1024 * 1024);
/// Microsoft, `MaxWebConfigFileSizeInKB`: what IIS reads of a `web.config` where that has not
/// been changed, in bytes.
const IIS_CONFIG: u64 = 250 * 1024;

const APART: Sentence =
    say!("publish some of the clients to a second place, with `--to` and an address of its own");

/// What is beyond the limits of the host.
pub(super) fn look(host: Host, tree: &Tree) -> Diagnostics {
    let mut found = Diagnostics::new();
    for root in tree.roots.keys() {
        let root = Root { host, name: root, tree };
        match host {
            Host::Cloudflare => root.cloudflare(&mut found),
            Host::Azure => root.azure(&mut found),
            Host::Iis => root.iis(&mut found),
            Host::Netlify | Host::Nginx | Host::Apache => {}
        }
    }
    found
}

/// All that lies at one host name.
struct Root<'a> {
    host: Host,
    name: &'a str,
    tree: &'a Tree,
}

impl Root<'_> {
    fn cloudflare(&self, found: &mut Diagnostics) {
        let name = self.name;
        let text = self.named("_headers").map(words).unwrap_or_default();
        let rules = text.lines().filter(|line| line.starts_with('/')).count();
        if rules > RULES {
            let what = say!("`{name}` has {rules} header rules");
            found.push(self.beyond(&what, &Sentence::literal(RULES.to_string()), APART));
        }
        for line in text.lines().map(str::trim).filter(|line| line.chars().count() > LINE) {
            let header = line.split(':').next().unwrap_or_default();
            let length = line.chars().count();
            let what = say!("a header `{header}` of `{name}` has {length} characters");
            let hint = say!("name fewer `allowed_origins`: `https://*.example.nl` stands for many");
            found.push(self.beyond(&what, &Sentence::literal(LINE.to_string()), hint));
        }
        for (path, planned) in self.files().filter(|(_, planned)| planned.file.size > FILE) {
            let what = say!("`{path}` has {} MiB", mib(planned.file.size));
            let hint = say!("make the film smaller, or let it lie elsewhere");
            found.push(self.beyond(&what, &Sentence::literal(mib(FILE).to_string()), hint));
        }
        let files = self.files().count();
        if files > FILES.1 {
            let what = say!("`{name}` has {files} files");
            found.push(self.beyond(&what, &Sentence::literal(FILES.1.to_string()), APART));
        } else if files > FILES.0 {
            let what = say!("`{name}` has {files} files, and {} are free", FILES.0);
            found.push(self.paid(&what));
        }
    }

    fn azure(&self, found: &mut Diagnostics) {
        let name = self.name;
        let size = self.named("staticwebapp.config.json").map_or(0, |file| file.file.size);
        if size > AZURE_CONFIG {
            let what = say!("the settings of `{name}` have {size} bytes");
            found.push(self.beyond(&what, &Sentence::literal(AZURE_CONFIG.to_string()), APART));
        }
        let app: u64 = self.files().map(|(_, planned)| planned.file.size).sum();
        if app > AZURE_APP.1 {
            let what = say!("`{name}` has {} MiB", mib(app));
            found.push(self.beyond(&what, &Sentence::literal(mib(AZURE_APP.1).to_string()), APART));
        } else if app > AZURE_APP.0 {
            let free = mib(AZURE_APP.0);
            let what = say!("`{name}` has {} MiB, and {free} are free", mib(app));
            found.push(self.paid(&what));
        }
    }

    fn iis(&self, found: &mut Diagnostics) {
        let size = self.named("web.config").map_or(0, |file| file.file.size);
        if size > IIS_CONFIG {
            let what = say!("`web.config` of `{}` has {size} bytes", self.name);
            found.push(self.beyond(&what, &say!("{IIS_CONFIG} unless told otherwise"), APART));
        }
    }

    fn files(&self) -> impl Iterator<Item = (&OutPath, &Planned)> {
        let inside = |path: &OutPath| {
            let below = path.as_str().strip_prefix(self.name);
            below.is_some_and(|rest| rest.starts_with('/'))
        };
        self.tree.files.iter().filter(move |(path, _)| inside(path))
    }

    fn named(&self, file: &str) -> Option<&Planned> {
        let path = OutPath::parse(&format!("{}/{file}", self.name)).ok()?;
        self.tree.files.get(&path)
    }

    fn beyond(&self, what: &Sentence, limit: &Sentence, hint: Sentence) -> Diagnostic {
        let message = say!("{what}, and {} takes {limit}", self.host.name());
        Diagnostic::error("publish/limit", message).hint(hint)
    }

    fn paid(&self, what: &Sentence) -> Diagnostic {
        Diagnostic::warning("publish/plan", say!("{what} on {}", self.host.name()))
            .hint(say!("take a plan that is paid for, or publish some of the clients elsewhere"))
    }
}

fn words(planned: &Planned) -> &str {
    match &planned.source {
        Source::Text(text) => text,
        Source::Kit(..) => "",
    }
}

/// In MiB, rounded up: 25 and a little is not 25.
fn mib(bytes: u64) -> u64 {
    bytes.div_ceil(1024 * 1024)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::{File, Site, tree};
    use super::*;
    use crate::value::{HttpsUrl, Origin, Slug};

    /// So many clients with so many origins, and files of so many bytes.
    fn said(host: Host, clients: usize, origins: usize, sizes: &[u64]) -> Vec<String> {
        let origins: Vec<Origin> = (0..origins)
            .map(|at| Origin::parse(&format!("https://intranet-{at}.example.nl")).unwrap())
            .collect();
        let file = |at: usize, size: &u64| {
            (format!("{at}.mp4"), File { hash: "0".to_owned(), size: *size })
        };
        let files: BTreeMap<String, File> =
            sizes.iter().enumerate().map(|(at, size)| file(at, size)).collect();
        let site = |at: usize| Site {
            slug: Slug::parse(&format!("c{at}")).unwrap(),
            url: HttpsUrl::parse(&format!("https://vp.example.nl/c{at}/")).unwrap(),
            origins: origins.clone(),
            files: files.clone(),
            place: None,
        };
        let sites: Vec<Site> = (0..clients).map(site).collect();
        let (_, found) = tree(host, &sites, &|_| false);
        let told = found.iter().filter(|one| one.code != "publish/one-page");
        told.map(|one| format!("{}: {}", one.code, one.message)).collect()
    }

    #[test]
    fn the_last_that_fits_is_taken_and_the_next_is_not() {
        use Host::*;
        let none: [String; 0] = [];
        // One rule is that of the root's own first page.
        assert_eq!(said(Cloudflare, 99, 1, &[1]), none);
        assert!(said(Cloudflare, 100, 1, &[1])[0].contains("has 101 header rules"));
        assert_eq!(said(Cloudflare, 1, 40, &[FILE]), none);
        assert!(said(Cloudflare, 1, 70, &[1])[0].contains("`Content-Security-Policy`"));
        assert!(said(Cloudflare, 1, 1, &[FILE + 1])[0].contains("has 26 MiB"));
        let many = vec![1; 250];
        assert_eq!(said(Cloudflare, 79, 1, &many), none);
        assert!(said(Cloudflare, 81, 1, &many)[0].starts_with("publish/plan"));
        assert_eq!(said(Azure, 40, 1, &[1]), none);
        assert!(said(Azure, 80, 1, &[1])[0].contains("the settings"));
        assert!(said(Azure, 1, 1, &[251 << 20])[0].starts_with("publish/plan"));
        assert!(said(Azure, 1, 1, &[501 << 20])[0].contains("has 502 MiB"));
        assert_eq!(said(Iis, 100, 1, &[1]), none);
        assert!(said(Iis, 300, 1, &[1])[0].contains("`web.config`"));
        for free in [Netlify, Nginx, Apache] {
            assert_eq!(said(free, 300, 70, &[501 << 20]), none);
        }
    }
}
