//! Looks at the HTML of the site as a browser would.
//!
//! Links and anchors must lead somewhere inside the folder; nothing may be
//! loaded from elsewhere; nothing may run inline; pictures have their words.
//! Invariant: themes of others are held to the same rules as our own.

use std::collections::{BTreeMap, BTreeSet};

use html5gum::{Token, Tokenizer};

use crate::client::Client;
use crate::diag::{Diagnostic, Diagnostics};
use crate::render::Rendered;
use crate::value::OutPath;

/// Elements that load or send something in ways that the site never does.
const FORBIDDEN: [&str; 8] =
    ["iframe", "frame", "object", "embed", "form", "base", "style", "portal"];
/// Attributes by which an element loads something.
const LOADING: [&str; 5] = ["src", "srcset", "poster", "data", "background"];

/// An opening tag with its attributes.
struct Tag {
    name: String,
    attributes: BTreeMap<String, String>,
}

/// What a page holds, as far as rules are concerned.
struct Page<'a> {
    path: &'a OutPath,
    tags: Vec<Tag>,
    ids: BTreeSet<String>,
    text: String,
    inline_script: bool,
}

/// Audits every page of the site.
pub fn audit(client: &Client, rendered: &[Rendered]) -> Diagnostics {
    let paths: BTreeSet<&str> = rendered.iter().map(|output| output.path.as_str()).collect();
    let pages: BTreeMap<&str, Page<'_>> = rendered
        .iter()
        .filter(|output| is_site_page(output.path.as_str()))
        .map(|output| (output.path.as_str(), read(output)))
        .collect();
    let mut auditor = Auditor { client, paths, pages: &pages, faults: Diagnostics::new() };
    for page in pages.values() {
        auditor.page(page);
    }
    for output in rendered {
        auditor.statements(output);
        if is_message(output.path.as_str()) {
            auditor.message(&read(output));
        }
    }
    auditor.faults
}

/// HTML that is pasted into other programs; the kit's first page shows the site in a frame.
fn is_message(path: &str) -> bool {
    !path.starts_with("site/") && path.ends_with(".html") && path != "index.html"
}

fn is_site_page(path: &str) -> bool {
    path.starts_with("site/") && path.ends_with(".html")
}

fn read(output: &Rendered) -> Page<'_> {
    let html = String::from_utf8_lossy(output.body.bytes());
    let mut page = Page {
        path: &output.path,
        tags: Vec::new(),
        ids: BTreeSet::new(),
        text: String::new(),
        inline_script: false,
    };
    let mut in_script = false;
    for token in Tokenizer::new(html.as_ref()).flatten() {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let attributes: BTreeMap<String, String> = tag
                    .attributes
                    .iter()
                    .map(|(name, value)| {
                        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                        (text(name), text(value))
                    })
                    .collect();
                page.ids.extend(attributes.get("id").cloned());
                in_script = name == "script";
                page.text.push(' ');
                page.tags.push(Tag { name, attributes });
            }
            Token::EndTag(_) => {
                in_script = false;
                page.text.push(' ');
            }
            Token::String(text) => {
                let text = String::from_utf8_lossy(&text);
                page.inline_script |= in_script && !text.trim().is_empty();
                page.text.push_str(&text);
            }
            _ => {}
        }
    }
    page
}

struct Auditor<'a> {
    client: &'a Client,
    paths: BTreeSet<&'a str>,
    pages: &'a BTreeMap<&'a str, Page<'a>>,
    faults: Diagnostics,
}

impl Auditor<'_> {
    fn fault(&mut self, code: &'static str, page: &Page<'_>, message: &str) {
        self.faults.push(Diagnostic::error(code, format!("`{}` {message}", page.path)));
    }

    fn page(&mut self, page: &Page<'_>) {
        if page.inline_script {
            self.fault("site/inline", page, "holds a script of its own");
        }
        for tag in &page.tags {
            self.tag(page, tag);
        }
        self.head(page);
        self.exit(page);
    }

    fn tag(&mut self, page: &Page<'_>, tag: &Tag) {
        let name = tag.name.as_str();
        if FORBIDDEN.contains(&name) {
            self.fault("site/element", page, &format!("holds a `<{name}>`"));
        }
        for (attribute, value) in &tag.attributes {
            if attribute.starts_with("on") || attribute == "style" || attribute == "ping" {
                let message = format!("has `{attribute}=` on a `<{name}>`");
                self.fault("site/inline", page, &message);
            }
            let loads = LOADING.contains(&attribute.as_str())
                || (attribute == "href" && matches!(name, "use" | "image"));
            if loads {
                for url in value.split(',').filter_map(|part| part.split_whitespace().next()) {
                    self.loaded(page, url);
                }
            }
        }
        match name {
            "img" if !tag.attributes.contains_key("alt") => {
                self.fault("site/alt", page, "shows a picture without `alt`");
            }
            "a" | "area" => self.link(page, tag),
            "link" => self.head_link(page, tag),
            _ => {}
        }
    }

    /// What is pasted into an intranet tells nobody that it was read.
    fn message(&mut self, page: &Page<'_>) {
        for tag in &page.tags {
            let loads = tag.attributes.keys().any(|name| LOADING.contains(&name.as_str()));
            if loads || matches!(tag.name.as_str(), "script" | "link" | "iframe") {
                let message = format!("loads something with a `<{}>`", tag.name);
                self.fault("site/outside", page, &message);
            }
        }
    }

    /// Something that the browser fetches by itself.
    fn loaded(&mut self, page: &Page<'_>, url: &str) {
        match self.inside(page, url) {
            Some(target) if self.paths.contains(target.as_str()) => {}
            Some(_) => {
                self.fault("site/link", page, &format!("loads `{url}`, which does not exist"));
            }
            None => {
                let message = format!("loads `{url}` from outside the site");
                self.fault("site/outside", page, &message);
            }
        }
    }

    fn head_link(&mut self, page: &Page<'_>, tag: &Tag) {
        let rel = tag.attributes.get("rel").map_or("", String::as_str);
        let href = tag.attributes.get("href").map_or("", String::as_str);
        // These two name an address; every other kind is fetched.
        if !matches!(rel, "canonical" | "alternate") {
            self.loaded(page, href);
        }
    }

    fn link(&mut self, page: &Page<'_>, tag: &Tag) {
        let Some(href) = tag.attributes.get("href") else { return };
        if let Some(id) = href.strip_prefix('#') {
            if !page.ids.contains(id) {
                self.fault("site/anchor", page, &format!("links to `#{id}`, which is not there"));
            }
            return;
        }
        if ["tel:", "mailto:"].iter().any(|scheme| href.starts_with(scheme)) {
            return;
        }
        if let Some(target) = self.inside(page, href) {
            self.inside_link(page, href, &target);
        } else if href.starts_with("https://") {
            let rel = tag.attributes.get("rel").map_or("", String::as_str);
            if !rel.contains("noreferrer") {
                let message = format!("tells `{href}` where someone came from");
                self.fault("site/referrer", page, &message);
            }
        } else {
            self.fault("site/scheme", page, &format!("links to `{href}`"));
        }
    }

    fn inside_link(&mut self, page: &Page<'_>, href: &str, target: &str) {
        if !self.paths.contains(target) {
            self.fault("site/link", page, &format!("links to `{href}`, which does not exist"));
            return;
        }
        let Some((_, id)) = href.split_once('#') else { return };
        let there = self.pages.get(target).is_some_and(|page| page.ids.contains(id));
        if !there {
            let message = format!("links to `{href}`, and there is no `{id}` on that page");
            self.fault("site/anchor", page, &message);
        }
    }

    /// The output that a link leads to, if it leads into the site.
    fn inside(&self, page: &Page<'_>, href: &str) -> Option<String> {
        let href = href.split(['#', '?']).next().unwrap_or_default();
        if let Some(below) = href.strip_prefix(self.client.site.url.as_str()) {
            let index = if below.is_empty() || below.ends_with('/') { "index.html" } else { "" };
            return Some(format!("site/{below}{index}"));
        }
        if href.contains(':') || href.starts_with('/') {
            return None;
        }
        let mut parts: Vec<&str> = page.path.as_str().split('/').collect();
        parts.pop();
        for part in href.split('/') {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()?),
                part => parts.push(part),
            }
        }
        (parts.first() == Some(&"site")).then(|| parts.join("/"))
    }

    fn head(&mut self, page: &Page<'_>) {
        let meta = |key: &str, name: &str| -> Option<&str> {
            page.tags
                .iter()
                .filter(|tag| tag.name == "meta")
                .find(|tag| tag.attributes.get(key).is_some_and(|v| v.eq_ignore_ascii_case(name)))
                .and_then(|tag| tag.attributes.get("content"))
                .map(String::as_str)
        };
        let policy = meta("http-equiv", "content-security-policy").unwrap_or_default();
        if !policy.contains("default-src 'none'") || policy.contains("unsafe") {
            self.fault("site/policy", page, "has no strict content security policy");
        }
        if meta("name", "referrer") != Some("no-referrer") {
            self.fault("site/referrer", page, "has no `referrer` policy `no-referrer`");
        }
        if !meta("name", "robots").is_some_and(|robots| robots.contains("noindex")) {
            self.fault("site/noindex", page, "may be listed by search engines");
        }
        let html = page.tags.iter().find(|tag| tag.name == "html");
        if !html.is_some_and(|tag| tag.attributes.contains_key("lang")) {
            self.fault("site/lang", page, "does not say its language");
        }
    }

    /// The way out must be there on every page, work without script, and leave
    /// the whole window when the page is framed.
    fn exit(&mut self, page: &Page<'_>) {
        let exit = self.client.exit_url.as_str();
        let there = page.tags.iter().any(|tag| {
            tag.name == "a"
                && tag.attributes.get("href").is_some_and(|href| href == exit)
                && tag.attributes.get("target").is_some_and(|target| target == "_top")
        });
        if !there {
            self.fault("site/exit", page, "has no way out that leaves the whole window");
        }
    }

    /// What must be said is said, in full.
    fn statements(&mut self, output: &Rendered) {
        if output.must_say.is_empty() {
            return;
        }
        let said = match (self.pages.get(output.path.as_str()), &output.text) {
            (Some(page), _) => letters(&page.text),
            (None, Some(text)) => letters(text),
            (None, None) => letters(&read(output).text),
        };
        for statement in &output.must_say {
            if !said.contains(&letters(statement)) {
                self.faults.push(
                    Diagnostic::error(
                        "statement/missing",
                        format!("`{}` does not say: {statement}", output.path),
                    )
                    .hint("confidentiality always comes with its exception; put it back"),
                );
            }
        }
    }
}

/// Letters and digits alone: lines break and words are hyphenated where they may be.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
