//! HTML of a kit -> what of it breaks a promise, and what it counts on elsewhere.
//!
//! The site keeps nothing, sends nothing and loads nothing from others; there is a way
//! out on every page; a picture has its words. Invariant: themes of others are held to
//! the same rules as our own.

use super::css::{self, What};
use super::drawing::{self, Use};
use super::fault::{Fault, Place};
use super::html::{Page, Tag};
use super::links::{self, Link, Target};
use super::policy;
use super::vocabulary::{self, Kind};
use crate::diag::{Sentence, say};
use crate::render::{KIT_POLICY, POLICY};

/// What a page is held against.
pub struct Setting<'a> {
    /// The page's path.
    pub path: &'a str,
    /// Which rules hold.
    pub kind: Kind,
    /// The address of the site.
    pub site: &'a str,
    /// Where the way out leads.
    pub exit: &'a str,
    /// Whether a script of this path may run.
    pub script: &'a dyn Fn(&str) -> bool,
}

/// What was found in a page.
#[derive(Default)]
pub struct Found {
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// Where it leads.
    pub links: Vec<Link>,
}

/// Kinds of `<link>` that name an address and are not fetched.
const NAMING: [&str; 8] = [
    "canonical",
    "alternate",
    "author",
    "license",
    "help",
    "me",
    "terms-of-service",
    "privacy-policy",
];
/// Attributes by which an element loads something.
const LOADING: [&str; 4] = ["src", "srcset", "poster", "imagesrcset"];
/// The element whose address the built-in script leaves to.
const EXIT_ID: &str = "vp-exit";
/// Types of `<script>` that are scripts.
const SCRIPT_TYPES: [&str; 4] = ["", "module", "text/javascript", "application/javascript"];

/// Looks at a page or a piece of one.
pub fn look(page: &Page<'_>, setting: &Setting<'_>) -> Found {
    let mut looker = Looker { setting, found: Found::default() };
    for oddity in &page.oddities {
        let code = if oddity.script { "site/inline" } else { "site/element" };
        let fault = Fault::new(code, oddity.what.clone(), Place::Bytes(oddity.at.clone()));
        looker.found.faults.push(match oddity.script {
            true => fault
                .hint(say!("scripts that others give to paste tell them who visits: leave it out")),
            false => fault.hint(say!("browsers differ in how they read this: take it out")),
        });
    }
    for tag in &page.tags {
        looker.tag(tag);
    }
    for (css, at) in &page.styles {
        looker.style(css, &Place::Bytes(at.clone()));
    }
    if setting.kind != Kind::Message {
        looker.head(page);
    }
    if setting.kind == Kind::Site {
        looker.exit(page);
    }
    looker.found
}

struct Looker<'a> {
    setting: &'a Setting<'a>,
    found: Found,
}

impl Looker<'_> {
    fn fault(&mut self, code: &'static str, tag: &Tag<'_>, what: Sentence) -> &mut Fault {
        self.place(code, what, Place::Bytes(tag.at.clone()))
    }

    fn place(&mut self, code: &'static str, what: Sentence, place: Place) -> &mut Fault {
        let faults = &mut self.found.faults;
        faults.push(Fault::new(code, what, place));
        let last = faults.len() - 1;
        &mut faults[last]
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        let (kind, name) = (self.setting.kind, &*tag.name);
        if tag.drawn || name == "svg" {
            let at = Place::Bytes(tag.at.clone());
            let faults = drawing::element(name, tag.attributes.iter(), Use::Site);
            self.found.faults.extend(faults.into_iter().map(|fault| fault.at(at.clone())));
            return;
        }
        if !vocabulary::element(kind, name) {
            let code = if kind == Kind::Message { "site/outside" } else { "site/element" };
            let fault = self.fault(code, tag, say!("holds a `<{name}>`"));
            fault.hints.push(vocabulary::instead(name));
            // What it would load says who it would be told to.
            if let Some(url) =
                ["src", "href", "data"].iter().map(|it| tag.value(it)).find(|it| !it.is_empty())
            {
                fault.what = say!("{} that loads `{url}`", fault.what);
            }
            return;
        }
        for (attribute, value) in tag.attributes.iter() {
            self.attribute(tag, attribute, value);
        }
        match name {
            "img" if !tag.attributes.has("alt") => {
                let fault = self.fault("site/alt", tag, say!("shows a picture without `alt`"));
                fault
                    .hints
                    .push(say!("say in `alt` what it shows; `alt=\"\"` for mere decoration"));
            }
            "a" | "area" => self.link(tag),
            "link" => self.head_link(tag),
            "script" => self.script(tag),
            "meta" => self.meta(tag),
            "iframe" => self.frame(tag),
            _ => {}
        }
    }

    fn attribute(&mut self, tag: &Tag<'_>, attribute: &str, value: &str) {
        let (kind, name) = (self.setting.kind, &*tag.name);
        if attribute.starts_with("on") {
            let fault = self.fault("site/inline", tag, say!("has `{attribute}=` on a `<{name}>`"));
            fault.hints.push(say!("the site's policy runs no script within a page"));
        } else if attribute == "style" {
            match kind {
                Kind::Site => {
                    let fault =
                        self.fault("site/inline", tag, say!("has `style=` on a `<{name}>`"));
                    fault
                        .hints
                        .push(say!("give it a `class`, and write the rule into the style sheet"));
                }
                Kind::Kit | Kind::Message => self.style(value, &Place::Bytes(tag.at.clone())),
            }
        } else if attribute != "href" && links::runs(value) {
            self.fault("site/scheme", tag, say!("would run `{value}` from a `<{name}>`"));
        } else if attribute == "referrerpolicy" && !value.eq_ignore_ascii_case("no-referrer") {
            let what =
                say!("tells others where someone came from, with `referrerpolicy` on a `<{name}>`");
            self.fault("site/referrer", tag, what);
        } else if !vocabulary::attribute(kind, name, attribute) {
            let loads = matches!(
                attribute,
                "ping"
                    | "background"
                    | "manifest"
                    | "srcdoc"
                    | "formaction"
                    | "action"
                    | "data"
                    | "attributionsrc"
                    | "longdesc"
                    | "lowsrc"
                    | "dynsrc"
                    | "codebase"
                    | "classid"
                    | "archive"
                    | "profile"
            );
            let code = if loads { "site/outside" } else { "site/attribute" };
            let fault = self.fault(code, tag, say!("has `{attribute}=` on a `<{name}>`"));
            fault.hints.push(match loads {
                true => say!("it makes the browser load or send something: take it out"),
                false => say!("take it out, or write it as `data-{attribute}`"),
            });
        } else if LOADING.contains(&attribute) && name != "script" && name != "iframe" {
            match attribute.ends_with("srcset") {
                true => links::candidates(value).into_iter().for_each(|url| {
                    self.loads(tag, url);
                }),
                false => drop(self.loads(tag, value)),
            }
        }
    }

    /// A style within the page: there is nothing that it may load.
    fn style(&mut self, css: &str, place: &Place) {
        for find in css::read(css) {
            let what = match &find.what {
                What::Loads(url) if links::cleaned(url).starts_with('#') => continue,
                What::Loads(url) | What::Imports(url) => {
                    say!("loads `{url}` in a style of its own")
                }
                What::Unclear(what) => what.clone(),
            };
            self.place("site/outside", what, place.clone());
        }
    }

    /// Something that the browser fetches by itself; the path of what it fetches.
    fn loads(&mut self, tag: &Tag<'_>, url: &str) -> Option<String> {
        match self.inside(url) {
            Some(Target::Inside { path, anchor }) => {
                self.found.links.push(Link {
                    target: path.clone(),
                    anchor,
                    href: url.to_owned(),
                    loads: true,
                });
                Some(path)
            }
            Some(Target::Outside(_)) | None => {
                let what = say!("loads `{url}` from outside the site");
                let fault = self.fault("site/outside", tag, what);
                fault.hints.push(match host(url) {
                    Some(host) => say!(
                        "`{host}` would be told of everyone who reads the page: put the file into \
                         the theme's `assets`, or leave it out"
                    ),
                    None => say!("put the file into the theme's `assets`, or leave it out"),
                });
                None
            }
        }
    }

    /// Where an address leads; `None` where it leads out of what this page may show.
    fn inside(&self, url: &str) -> Option<Target> {
        match links::target(self.setting.path, self.setting.site, url) {
            Target::Inside { path, .. }
                if self.setting.kind == Kind::Site && !path.starts_with("site/") =>
            {
                None
            }
            target => Some(target),
        }
    }

    fn head_link(&mut self, tag: &Tag<'_>) {
        let href = tag.value("href");
        let mut rels =
            tag.value("rel").split_ascii_whitespace().map(str::to_ascii_lowercase).peekable();
        let names = rels.peek().is_some() && rels.all(|rel| NAMING.contains(&rel.as_str()));
        if names {
            return;
        }
        let path = self.loads(tag, href);
        let path = path.as_deref().unwrap_or_default();
        if tag.has_word("rel", "stylesheet")
            && !path.is_empty()
            && !path.to_ascii_lowercase().ends_with(".css")
        {
            let what = say!("takes `{href}` for a style sheet");
            self.fault("site/outside", tag, what);
        }
    }

    fn script(&mut self, tag: &Tag<'_>) {
        let source = tag.value("src");
        let kind = tag.value("type").trim().to_ascii_lowercase();
        if !SCRIPT_TYPES.contains(&kind.as_str()) {
            self.fault("site/script", tag, say!("holds a `<script>` of the type `{kind}`"));
        }
        if source.is_empty() {
            if !tag.attributes.has("src") {
                return;
            }
            self.fault("site/script", tag, say!("holds a `<script>` that names no file"));
            return;
        }
        let Some(path) = self.loads(tag, source) else { return };
        if !(self.setting.script)(&path) {
            let fault = self.fault("site/script", tag, say!("runs `{source}`"));
            fault.hints.push(say!(
                "only the built-in script runs, and those of a theme with `trust_script: true`"
            ));
        }
    }

    fn frame(&mut self, tag: &Tag<'_>) {
        let Some(path) = self.loads(tag, tag.value("src")) else { return };
        if !path.starts_with("site/") {
            let what = say!("shows `{}` in a frame", tag.value("src"));
            self.fault("site/outside", tag, what);
        }
    }

    fn meta(&mut self, tag: &Tag<'_>) {
        if let Some(said) = tag.attributes.get("http-equiv")
            && !is_policy(tag)
        {
            let harmless = self.setting.kind == Kind::Message
                && said.eq_ignore_ascii_case("content-type")
                && tag.value("content").to_ascii_lowercase().replace(' ', "")
                    == "text/html;charset=utf-8";
            if !harmless {
                let fault = self.fault("site/policy", tag, say!("sets `{said}` with a `<meta>`"));
                fault.hints.push(say!(
                    "take it out: it tells the browser to load, move or keep something"
                ));
            }
        }
        if let Some(charset) = tag.attributes.get("charset")
            && !charset.trim().eq_ignore_ascii_case("utf-8")
        {
            self.fault("site/policy", tag, say!("says that it is in `{charset}`, and is in UTF-8"));
        }
        let named = |name: &str| tag.value("name").trim().eq_ignore_ascii_case(name);
        if named("referrer") && !tag.value("content").trim().eq_ignore_ascii_case("no-referrer") {
            let what = say!("has a `referrer` policy `{}`", tag.value("content"));
            self.fault("site/referrer", tag, what);
        }
    }

    fn link(&mut self, tag: &Tag<'_>) {
        let Some(href) = tag.attributes.get("href") else { return };
        let kind = self.setting.kind;
        match self.inside(href) {
            Some(Target::Inside { path, anchor }) => {
                if kind == Kind::Message
                    && path != "site/index.html"
                    && !cleaned_absolute(href)
                    && !href.starts_with('#')
                {
                    self.fault(
                        "site/link",
                        tag,
                        say!("links to `{href}`, which is not there once it is pasted"),
                    );
                    return;
                }
                self.found.links.push(Link {
                    target: path,
                    anchor,
                    href: href.to_owned(),
                    loads: false,
                });
            }
            None => {
                self.fault(
                    "site/link",
                    tag,
                    say!("links to `{href}`, which is not a part of the site"),
                );
            }
            Some(Target::Outside(url)) => match links::scheme(&url).as_deref() {
                Some("tel" | "mailto") => {}
                Some("https") => {
                    if kind != Kind::Message && !tag.has_word("rel", "noreferrer") {
                        let what = say!("tells `{href}` where someone came from");
                        let fault = self.fault("site/referrer", tag, what);
                        fault.hints.push(say!("add `rel=\"noopener noreferrer\"`"));
                    }
                }
                _ => {
                    let fault = self.fault("site/scheme", tag, say!("links to `{href}`"));
                    fault
                        .hints
                        .push(say!("possible: a file of the site, `https:`, `tel:`, `mailto:`"));
                }
            },
        }
    }

    fn head(&mut self, page: &Page<'_>) {
        let ours = match self.setting.kind {
            Kind::Kit => KIT_POLICY,
            Kind::Site | Kind::Message => POLICY,
        };
        let policies: Vec<(usize, &Tag<'_>)> =
            page.tags.iter().enumerate().filter(|(_, tag)| is_policy(tag)).collect();
        match policies.as_slice() {
            [] => self.policy(None, say!("has no content security policy")),
            [(at, tag), more @ ..] => {
                let other = policy::differences(tag.value("content"), ours);
                if !other.is_empty() {
                    let what =
                        say!("has another policy than ours: it {}", Sentence::joined(other, ", "));
                    self.policy(Some(tag), what);
                }
                // A browser counts it in the head alone, and for what comes after it.
                let mut before = page.tags[..*at].iter();
                let heads =
                    |tag: &Tag<'_>| matches!(&*tag.name, "html" | "head" | "meta" | "title");
                if *at >= page.in_head || !before.all(|tag| heads(tag) && !tag.drawn) {
                    self.policy(
                        Some(tag),
                        say!("has a policy behind something that it should hold for"),
                    );
                }
                if let [(_, second), ..] = more {
                    self.policy(Some(second), say!("has two policies"));
                }
            }
        }
        let meta = |name: &str| {
            let named = page.tags.iter().filter(move |tag| {
                tag.name == "meta"
                    && !tag.drawn
                    && tag.value("name").trim().eq_ignore_ascii_case(name)
            });
            named.map(|tag| tag.value("content")).collect::<Vec<_>>()
        };
        if meta("referrer").is_empty() {
            let fault = self.place(
                "site/referrer",
                say!("has no `referrer` policy `no-referrer`"),
                Place::Whole,
            );
            fault
                .hints
                .push(say!("put `<meta name=\"referrer\" content=\"no-referrer\">` into the head"));
        }
        let unlisted = meta("robots").iter().any(|robots| {
            robots
                .split(',')
                .any(|word| matches!(word.trim().to_ascii_lowercase().as_str(), "noindex" | "none"))
        });
        if !unlisted {
            let fault =
                self.place("site/noindex", say!("may be listed by search engines"), Place::Whole);
            fault
                .hints
                .push(say!("put `<meta name=\"robots\" content=\"noindex\">` into the head"));
        }
        let html = page.tags.iter().find(|tag| tag.name == "html");
        if html.is_none_or(|tag| tag.value("lang").trim().is_empty()) {
            let fault = self.place("site/lang", say!("does not say its language"), Place::Whole);
            fault.hints.push(say!("write `<html lang=\"{{{{ lang }}}}\" dir=\"{{{{ dir }}}}\">`"));
        }
    }

    fn policy(&mut self, tag: Option<&Tag<'_>>, what: Sentence) {
        let place = tag.map_or(Place::Whole, |tag| Place::Bytes(tag.at.clone()));
        let fault = self.place("site/policy", what, place);
        fault.hints.push(
            say!("begin the head with `<meta http-equiv=\"Content-Security-Policy\" content=\"{{{{ csp }}}}\">`"),
        );
    }

    /// The way out must be there on every page, work without script, and leave
    /// the whole window when the page is framed.
    fn exit(&mut self, page: &Page<'_>) {
        let leaves = |tag: &Tag<'_>| {
            tag.name == "a"
                && !tag.drawn
                && tag.value("href") == self.setting.exit
                && tag.value("target").eq_ignore_ascii_case("_top")
                && !["hidden", "inert", "download"].iter().any(|it| tag.attributes.has(it))
        };
        if !page.tags.iter().any(leaves) {
            let what = say!("has no way out that leaves the whole window");
            let fault = self.place("site/exit", what, Place::Whole);
            fault.hints.push(say!("take `site/partials/exit.html` into the page"));
        }
        // Where the script leaves to.
        let takes = |tag: &&Tag<'_>| tag.attributes.has("data-exit") || tag.value("id") == EXIT_ID;
        for tag in page.tags.iter().filter(takes) {
            if tag.value("href") != self.setting.exit {
                self.fault("site/exit", tag, say!("has a way out that leads to somewhere else"));
            }
        }
    }
}

fn is_policy(tag: &Tag<'_>) -> bool {
    tag.name == "meta"
        && !tag.drawn
        && tag.value("http-equiv").eq_ignore_ascii_case("content-security-policy")
}

fn cleaned_absolute(href: &str) -> bool {
    links::scheme(&links::cleaned(href)).is_some()
}

/// The host that an address would be asked of.
fn host(url: &str) -> Option<String> {
    let url = links::cleaned(url);
    let (_, rest) = url.split_once("//")?;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(host.to_owned()).filter(|host| !host.is_empty())
}
