//! Outputs as they stream by -> diagnostics: what may not leave the house.
//!
//! The last stage before anything is written looks at what was really made, not at
//! what was meant, one output at a time ([`Rules::look`]), and keeps [`Facts`] of it:
//! little enough to store, so that what concerns several outputs can be judged in the
//! end ([`Rules::judge`]) though none of them is held. Invariant: pure, and independent
//! of how it was rendered: HTML, style sheets, drawings and mails are read as browsers
//! do, codes with a decoder, from pixels. The rules come from theme and client.
//!
//! | file | what it looks at |
//! |---|---|
//! | `page`, `html`, `tokens`, `vocabulary` | HTML: elements, attributes, head, way out |
//! | `policy` | the content security policy, against ours |
//! | `css`, `drawing` | style sheets and SVG: what they load |
//! | `links` | where an address leads |
//! | `statements` | what must be said of confidentiality |
//! | `presentation` | slides that can be changed, as whoever opens them sees them |
//! | `codes` | QR codes, read back |
//! | `form` | fields to fill in, of PDFs |
//! | `pages` | pictures and PDFs as they lie on disk, as a camera sees them |
//! | `served` | what a web server hands out |
//! | `fault` | where in the theme a fault stands |

mod codes;
mod css;
mod drawing;
mod fault;
mod form;
mod html;
mod links;
mod page;
mod pages;
mod policy;
mod presentation;
mod served;
mod statements;
mod tokens;
mod vocabulary;

use std::collections::{BTreeMap, BTreeSet};

use mail_parser::{MessageParser, PartType};
use serde::{Deserialize, Serialize};

use crate::client::Client;
use crate::diag::{Diagnostic, Diagnostics, say};
use crate::plan::{Make, Plan, Saying, Statement};
use crate::render::{Proof, Rendered};
use crate::theme::Theme;
use crate::value::Lang;

pub use pages::pages;
pub use presentation::Presentation;
pub use served::{Answer, Expected};
pub use statements::{presented, told};

use css::What;
use drawing::Use;
use fault::{Fault, Place, Sources};
use links::{Link, Target};
use vocabulary::Kind;

/// What holds for a client's outputs.
pub struct Rules<'a> {
    /// The address of the site.
    site: &'a str,
    /// Where the way out leads.
    exit: &'a str,
    /// The text on confidentiality by language.
    statements: &'a BTreeMap<Lang, Statement>,
    /// The paths of scripts that may run.
    scripts: BTreeSet<String>,
    /// The theme's files, to find places in.
    sources: Sources,
    /// Codes that were read, so that outputs of one document share the reading.
    codes: codes::Memo,
    /// Where a kit lies that was made before, and whose sources are not at hand: places are
    /// those of its own files then.
    kit: Option<String>,
}

/// One output, as it was rendered.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// Its path in the kit.
    pub path: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
    /// For what is set on paper, and for plain text: its words.
    pub text: Option<&'a str>,
    /// For what carries QR codes: its pages as a camera sees them.
    pub proof: Option<&'a Proof>,
    /// What it must say of confidentiality.
    pub says: Option<Saying>,
    /// The fields to fill in that its template names.
    pub fields: &'a [String],
}

impl<'a> From<&'a Rendered> for Seen<'a> {
    fn from(output: &'a Rendered) -> Self {
        Self {
            path: output.path.as_str(),
            bytes: output.body.bytes(),
            text: output.text.as_deref(),
            proof: output.proof.as_ref(),
            says: output.says,
            fields: &output.fields,
        }
    }
}

/// What other outputs need to know of one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Ids that can be linked to.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub ids: BTreeSet<String>,
    /// Where it leads within the kit, and what it loads from there.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub links: BTreeSet<Link>,
    /// What its QR codes hold.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub codes: BTreeSet<String>,
}

impl<'a> Rules<'a> {
    /// The rules for a client's kit in a theme.
    pub fn new(
        client: &'a Client,
        theme: &Theme,
        plan: &Plan,
        statements: &'a BTreeMap<Lang, Statement>,
    ) -> Self {
        let scripts = plan.outputs.iter().filter_map(|output| match &output.make {
            Make::Asset { name } if theme.scripts.contains(name) => {
                Some(output.path.as_str().to_owned())
            }
            _ => None,
        });
        Self {
            site: client.site.url.as_str(),
            exit: client.exit_url.as_str(),
            statements,
            scripts: scripts.collect(),
            sources: Sources::new(&theme.templates, &theme.written),
            codes: codes::Memo::default(),
            kit: None,
        }
    }

    /// The rules for a kit that lies in a folder, from what it says of itself: its site's
    /// address, where the way out leads, and the scripts that may run. What must be said of
    /// confidentiality is known to its sources alone.
    pub fn of_kit(
        folder: String,
        (site, exit): (&'a str, &'a str),
        scripts: &BTreeSet<String>,
    ) -> Self {
        static NOTHING: BTreeMap<Lang, Statement> = BTreeMap::new();
        Self {
            site,
            exit,
            statements: &NOTHING,
            scripts: scripts.clone(),
            sources: Sources::default(),
            codes: codes::Memo::default(),
            kit: Some(folder),
        }
    }

    /// An output as people see it.
    fn shown(&self, path: &str) -> String {
        match &self.kit {
            Some(folder) => format!("{folder}/{path}"),
            None => path.to_owned(),
        }
    }

    fn told(&self, path: &str, text: &str, fault: Fault) -> Diagnostic {
        if self.kit.is_none() {
            return self.sources.told(path, text, fault);
        }
        let shown = self.shown(path);
        Sources::of_output(&shown, text).told(&shown, text, fault)
    }

    /// The paths of scripts that may run.
    pub fn scripts(&self) -> &BTreeSet<String> {
        &self.scripts
    }

    /// Looks at one output by itself.
    pub fn look(&self, output: &Seen<'_>) -> (Facts, Diagnostics) {
        let mut look = Look::default();
        let path = output.path;
        let text = || String::from_utf8_lossy(output.bytes);
        let kind = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        match kind.as_str() {
            "html" | "htm" | "xhtml" => self.html(path, &text(), &mut look),
            "eml" => self.mail(path, output.bytes, &mut look),
            "css" => self.style(path, &text(), &mut look),
            "pptx" => self.slides(output.bytes, &mut look),
            "svg" => {
                let of = if path.starts_with("site/") { Use::Site } else { Use::Screen };
                look.faults.extend(drawing::file(&text(), of));
            }
            "js" | "mjs" if !self.scripts.contains(path) => {
                let what = say!("is a script that nobody vouches for");
                look.faults.push(Fault::new("site/script", what, Place::Whole));
            }
            "pdf" if !output.fields.is_empty() => {
                look.faults.extend(form::look(output.bytes, output.fields));
            }
            "txt" => look.words.push(text().into_owned()),
            _ => {}
        }
        if let Some(text) = output.text
            && look.words.is_empty()
        {
            look.words.push(text.to_owned());
        }
        if let Some(saying) = output.says {
            let silent = [String::new()];
            let words = if look.words.is_empty() { &silent[..] } else { &look.words };
            let missing =
                words.iter().find_map(|said| statements::look(said, saying, self.statements));
            look.faults.extend(missing);
        }
        let mut faults = Diagnostics::new();
        if !look.faults.is_empty() {
            let text = text();
            faults.extend(look.faults.into_iter().map(|fault| self.told(path, &text, fault)));
        }
        if let Some(proof) = output.proof {
            faults.extend(self.codes.look(&self.shown(path), proof));
            look.facts.codes.extend(proof.payloads.iter().cloned());
        }
        (look.facts, faults)
    }

    /// Judges what concerns several outputs; `all` has the facts of each by its path.
    pub fn judge(&self, all: &BTreeMap<&str, &Facts>) -> Diagnostics {
        let mut faults = Diagnostics::new();
        for (path, facts) in all {
            for link in &facts.links {
                if let Some(fault) = wrong(path, link, all) {
                    faults.push(self.told(path, "", fault));
                }
            }
        }
        faults
    }

    fn html(&self, path: &str, text: &str, look: &mut Look) {
        let kind = match path {
            "index.html" => Kind::Kit,
            path if path.starts_with("site/") => Kind::Site,
            _ => Kind::Message,
        };
        self.page(path, text, kind, look);
    }

    fn page(&self, path: &str, text: &str, kind: Kind, look: &mut Look) {
        let page = html::read(text);
        let script = |path: &str| self.scripts.contains(path);
        let setting =
            page::Setting { path, kind, site: self.site, exit: self.exit, script: &script };
        let found = page::look(&page, &setting);
        look.faults.extend(found.faults);
        look.facts.links.extend(found.links);
        look.facts.ids.extend(page.ids);
        look.words.push(page.text);
    }

    /// A mail says the same twice; both are read as they arrive.
    fn mail(&self, path: &str, bytes: &[u8], look: &mut Look) {
        let Some(mail) = MessageParser::default().parse(bytes) else {
            look.faults.push(Fault::new(
                "site/mail",
                say!("cannot be read as a mail"),
                Place::Whole,
            ));
            return;
        };
        for part in &mail.parts {
            match &part.body {
                PartType::Html(html) => {
                    let mut own = Look::default();
                    self.page(path, html, Kind::Message, &mut own);
                    // Bytes of the part are none of the mail's.
                    look.faults.extend(own.faults.into_iter().map(|fault| match &fault.place {
                        Place::Bytes(at) => {
                            let text = html.get(at.clone()).unwrap_or_default().to_owned();
                            fault.at(Place::Text(text))
                        }
                        _ => fault,
                    }));
                    look.facts.links.extend(own.facts.links);
                    look.facts.ids.extend(own.facts.ids);
                    look.words.extend(own.words);
                }
                PartType::Text(text) => look.words.push(text.to_string()),
                PartType::Multipart(_) => {}
                PartType::Binary(_) | PartType::InlineBinary(_) | PartType::Message(_) => {
                    look.faults.push(Fault::new("site/mail", say!("carries a file"), Place::Whole));
                }
            }
        }
    }

    /// Slides are read as whoever opens them sees them.
    fn slides(&self, bytes: &[u8], look: &mut Look) {
        match Presentation::read(bytes) {
            Ok(slides) => {
                look.faults.extend(slides.faults(self.site));
                look.words.push(slides.words());
            }
            Err(reason) => look.faults.push(Fault::new("slides/unreadable", reason, Place::Whole)),
        }
    }

    fn style(&self, path: &str, text: &str, look: &mut Look) {
        for find in css::read(text) {
            let at = Place::Bytes(find.at);
            let (url, sheet) = match find.what {
                What::Loads(url) => (url, false),
                What::Imports(url) => (url, true),
                What::Unclear(what) => {
                    let fault = Fault::new("site/style", what, at);
                    look.faults.push(
                        fault.hint(say!("write the address of the file itself, or take it out")),
                    );
                    continue;
                }
            };
            let target = links::target(path, self.site, &url);
            match target {
                // A part of the page itself, as in `filter: url(#soft)`.
                Target::Inside { .. } if links::cleaned(&url).starts_with('#') => {}
                Target::Inside { path: target, .. }
                    if target.starts_with("site/")
                        && (!sheet || target.to_ascii_lowercase().ends_with(".css")) =>
                {
                    look.facts.links.insert(Link { target, anchor: None, href: url, loads: true });
                }
                _ => {
                    let what = say!("loads `{url}` from outside the site");
                    let hint = say!(
                        "put the file into the theme's `assets` and name it relative to the \
                                style sheet, or leave it out"
                    );
                    look.faults.push(Fault::new("site/outside", what, at).hint(hint));
                }
            }
        }
    }
}

/// What was found in one output.
#[derive(Default)]
struct Look {
    faults: Vec<Fault>,
    facts: Facts,
    /// Its words; of a mail those of every part, each of which must say it all.
    words: Vec<String>,
}

/// What is wrong with a link, now that all outputs are known.
fn wrong(path: &str, link: &Link, all: &BTreeMap<&str, &Facts>) -> Option<Fault> {
    let verb = if link.loads { say!("loads") } else { say!("links to") };
    let href = &link.href;
    let place = || Place::Text(href.clone());
    let Some(target) = all.get(link.target.as_str()) else {
        let fault = Fault::new("site/link", say!("{verb} `{href}`, which does not exist"), place());
        return Some(match published(&link.target, all) {
            Some(name) => fault.hint(say!("it is published as `{name}`")),
            None => fault,
        });
    };
    let anchor = link.anchor.as_ref()?;
    // In other files a mark means other things: a part of a drawing, a page of a PDF.
    let page = link.target == path || link.target.to_ascii_lowercase().ends_with(".html");
    if !page || target.ids.contains(anchor) {
        return None;
    }
    let what = say!("{verb} `{href}`, and there is no `{anchor}` on that page");
    Some(Fault::new("site/anchor", what, place()))
}

/// The name under which an asset is published: with digits of its content in it.
fn published<'a>(path: &str, all: &BTreeMap<&'a str, &Facts>) -> Option<&'a str> {
    let file = path.rsplit('/').next()?;
    let (stem, extension) = file.rsplit_once('.')?;
    let names = all.keys().filter_map(|path| path.strip_prefix("site/assets/"));
    let mut names = names.filter(|name| {
        name.strip_prefix(stem)
            .and_then(|rest| rest.strip_prefix('-'))
            .and_then(|rest| rest.strip_suffix(extension))
            .is_some_and(|digits| digits.len() == 11 && digits.ends_with('.'))
    });
    names.next()
}

#[cfg(test)]
mod hostile;
