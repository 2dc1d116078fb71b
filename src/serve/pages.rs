//! The server's own pages, and what it adds to those of a kit.
//!
//! Input: clients, and what was found in them. Output: HTML. Invariant: every value is escaped
//! by the template engine; no word of a file is taken for markup.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use regex::Regex;
use serde_json::{Value, json};
use tera::{Context, Tera};

use crate::diag::{
    Catalogue, Diagnostic, Diagnostics, Result, Sentence, Severity, Span, line_at, printable, say,
};
use crate::load::Workspace;
use crate::run::preview;

use super::answer::{Added, encoded};

/// The templates by their names.
const TEMPLATES: [(&str, &str); 5] = [
    ("clients.html", include_str!("pages/clients.html")),
    ("faults.html", include_str!("pages/faults.html")),
    ("faults-list.html", include_str!("pages/faults-list.html")),
    ("nothing.html", include_str!("pages/nothing.html")),
    ("note.html", include_str!("pages/note.html")),
];
/// How many signs of a line are shown on each side of a place.
const AROUND: usize = 120;

/// Templates that are ready to be filled.
pub(super) struct Pages {
    tera: Tera,
    /// The policy that a page carries itself.
    policy: Regex,
    /// In which language the pages are.
    catalogue: &'static Catalogue,
}

impl Pages {
    /// # Errors
    /// A template is no template, which a test would have told.
    pub(super) fn new(catalogue: &'static Catalogue) -> Result<Self> {
        let broken = |what: String| Diagnostic::error("serve/page", Sentence::literal(what));
        let mut tera = Tera::default();
        tera.add_raw_templates(TEMPLATES).map_err(|error| broken(error.to_string()))?;
        let policy = r#"(?is)<meta\s[^>]*http-equiv\s*=\s*["']?content-security-policy[^>]*>"#;
        let policy = Regex::new(policy).map_err(|error| broken(error.to_string()))?;
        Ok(Self { tera, policy, catalogue })
    }

    fn fill(&self, name: &str, values: &Value) -> String {
        let filled = Context::from_serialize(values).and_then(|mut context| {
            context.insert("t", &self.words());
            self.tera.render(name, &context)
        });
        filled.unwrap_or_else(|_| format!("{name} cannot be filled"))
    }

    /// What the pages say themselves.
    fn words(&self) -> Value {
        let said = |said: Sentence| said.in_words(self.catalogue);
        let lang = if self.catalogue.is_english() { "en" } else { "nl" };
        json!({
            "lang": lang,
            "clients": said(say!("Clients")),
            "all_clients": said(say!("All clients")),
            "saved": parts(&said(say!("Save a file, and the page that shows it is loaded again. Nothing is written to `dist`: that is done by `vpsite build`."))),
            "none": parts(&said(say!("There is no client in `clients/` yet."))),
            "not_made": parts(&said(say!("As it is now, `vpsite build` would not make this kit. Put it right and save: this page is loaded again by itself."))),
            "before": said(say!("What you saw before")),
            "so_far": said(say!("What it looks like so far")),
            "alone": said(say!("Open it on its own")),
            "not_there": said(say!("Not there")),
            "nothing": said(say!("There is nothing at this address")),
            "line": said(say!("line")),
            "column": said(say!("column")),
            "note": parts(&said(say!("from `vpsite`; this note is not in the kit"))),
        })
    }

    /// The list of clients; `standing` tells what was found in those that have been looked at.
    pub(super) fn clients(
        &self,
        workspace: &Workspace,
        clients: &BTreeMap<String, PathBuf>,
        standing: &dyn Fn(&str) -> Option<Diagnostics>,
        (unread, at): (&Diagnostics, &str),
    ) -> String {
        let row = |(stem, path): (&String, &PathBuf)| {
            let found = standing(stem);
            let errors = found.as_ref().is_some_and(Diagnostics::has_errors);
            let about = preview::about(workspace, path);
            let name = about.as_ref().and_then(|about| about.organisation.clone());
            let languages = about.map(|about| about.languages.join(" ")).unwrap_or_default();
            json!({
                "href": format!("/{}/", encoded(stem)),
                "name": printable(name.as_deref().unwrap_or(stem)),
                "file": shown(workspace, path),
                "languages": printable(&languages),
                "standing": found.map(|found| count(&found).in_words(self.catalogue)),
                "errors": errors,
            })
        };
        let rows: Vec<Value> = clients.iter().map(row).collect();
        let number = match clients.len() {
            1 => say!("1 client"),
            number => say!("{number} clients"),
        };
        let number = number.in_words(self.catalogue);
        self.fill("clients.html", &json!({"clients": rows, "number": number, "faults": views(unread, self.catalogue), "at": at}))
    }

    /// What is wrong with a client, and below it what can be seen of it all the same; whether
    /// that is older than its files.
    pub(super) fn faults(
        &self,
        client: Option<&str>,
        found: &Diagnostics,
        below: Option<(String, bool)>,
        at: &str,
    ) -> String {
        let (below, is_old) = below.map_or((None, false), |(below, is_old)| (Some(below), is_old));
        let name = client.map_or_else(|| say!("Clients").in_words(self.catalogue), str::to_owned);
        let values = json!({
            "client": printable(&name),
            "query": encoded(client.unwrap_or_default()),
            "count": count(found).in_words(self.catalogue),
            "faults": views(found, self.catalogue),
            "below": below,
            "is_old": is_old,
            "at": at,
        });
        self.fill("faults.html", &values)
    }

    pub(super) fn nothing(&self) -> String {
        self.fill("nothing.html", &json!({}))
    }

    /// What there is to remark of a kit, as a piece of its first page; nothing where there is
    /// nothing.
    pub(super) fn note(&self, found: &Diagnostics) -> Option<String> {
        let values = json!({"count": count(found).in_words(self.catalogue), "faults": views(found, self.catalogue)});
        (!found.is_empty()).then(|| self.fill("note.html", &values))
    }

    /// A page of a kit with what reloads it, and with a note where there is one. Its own policy
    /// is taken out: the answer's header has the same one with what the script needs, and of two
    /// the browser would obey both.
    pub(super) fn with(&self, html: &str, added: &Added<'_>) -> String {
        let mut html = self.policy.replace(html, "").into_owned();
        let script = format!(
            "<script src=\"/-/reload.js?client={}&amp;at={}\" defer></script>",
            encoded(added.client),
            added.at
        );
        if let Some(note) = &added.note
            && let Some(at) = html.find("<body").and_then(|at| Some(at + html[at..].find('>')? + 1))
        {
            html.insert_str(at, note);
        }
        // A piece without a body ends where it ends.
        let end = html.rfind("</body>").unwrap_or(html.len());
        html.insert_str(end, &script);
        html
    }
}

fn shown(workspace: &Workspace, path: &Path) -> String {
    printable(&workspace.shown(path)).into_owned()
}

/// How many errors there are, or else warnings, or notes.
fn count(found: &Diagnostics) -> Sentence {
    let kinds = [Severity::Error, Severity::Warning, Severity::Note];
    let first = kinds.into_iter().find(|kind| found.count(*kind) > 0);
    match first.map(|kind| (found.count(kind), kind)) {
        None => say!("in order"),
        Some((1, Severity::Error)) => say!("1 error"),
        Some((number, Severity::Error)) => say!("{number} errors"),
        Some((1, Severity::Warning)) => say!("1 warning"),
        Some((number, Severity::Warning)) => say!("{number} warnings"),
        Some((1, Severity::Note)) => say!("1 note"),
        Some((number, Severity::Note)) => say!("{number} notes"),
    }
}

/// Errors first: they are what keeps a kit from being made.
fn views(found: &Diagnostics, catalogue: &Catalogue) -> Vec<Value> {
    let mut all: Vec<&Diagnostic> = found.iter().collect();
    all.sort_by_key(|fault| std::cmp::Reverse(fault.severity));
    all.into_iter().map(|fault| view(fault, catalogue)).collect()
}

fn view(fault: &Diagnostic, catalogue: &Catalogue) -> Value {
    let hints: Vec<Value> =
        fault.hints.iter().map(|hint| parts(&hint.in_words(catalogue))).collect();
    json!({
        "severity": fault.severity.as_str(),
        "word": fault.severity.said().in_words(catalogue),
        "code": fault.code,
        "message": parts(&fault.message.in_words(catalogue)),
        "place": fault.span.as_ref().map(place),
        "hints": hints,
    })
}

/// A sentence in its words and its literals.
fn parts(text: &str) -> Value {
    let lines: Vec<_> = text.lines().map(printable).collect();
    let text = lines.join("\n");
    let part = |(index, text): (usize, &str)| json!({"text": text, "code": index % 2 == 1});
    text.split('`').enumerate().map(part).collect()
}

/// The line that a place begins in, in three pieces.
fn place(span: &Span) -> Value {
    let text = &span.file.text;
    let (line, column) = span.line_column();
    let whole = line_at(text, span.range.start);
    let end = span.range.end.clamp(span.range.start, whole.end.max(span.range.start));
    let before: Vec<char> = text[whole.start..span.range.start].chars().collect();
    let cut = before.len().saturating_sub(AROUND);
    let before: String = before[cut..].iter().collect();
    let (marked, after) = (&text[span.range.start..end], &text[end..whole.end.max(end)]);
    let few = |text: &str| text.chars().take(AROUND).collect::<String>();
    json!({
        "file": printable(&span.file.path),
        "line": line,
        "column": column,
        "before": printable(&before),
        "marked": printable(&few(marked)),
        "after": printable(&few(after)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::SourceFile;

    fn pages() -> Pages {
        Pages::new(Catalogue::english()).unwrap()
    }

    #[test]
    fn a_fault_is_shown_with_its_line_and_nothing_of_it_is_markup() {
        let file =
            SourceFile::new("clients/<b>.yaml", "a: 1\nname: <script>alert(1)</script> & é\n");
        let fault = Diagnostic::error("a/b", say!("`<script>` is <no> name"))
            .at(&file.span(11..19))
            .hint(say!("write `name: \"A & B\"`"));
        let html = pages().faults(Some("a&b"), &fault.into(), Some(("/x".to_owned(), true)), "1-2");
        assert!(!html.contains("<script>alert") && !html.contains("<b>") && !html.contains("<no>"));
        assert!(html.contains("line 2, column 7"), "{html}");
        assert!(html.contains("<mark>&lt;script&gt;</mark>alert(1)"), "{html}");
        assert!(html.contains("<code>&lt;script&gt;</code>"), "{html}");
        assert!(html.contains("What you saw before"), "{html}");
        assert!(html.contains("client=a%26b&amp;at=1-2"), "{html}");
    }

    #[test]
    fn a_page_keeps_all_but_its_own_policy() {
        let page = "<head><META charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" \
                    content=\"default-src &#39;none&#39;\"><title>x</title></head><body class=\"a\"><p>b</body>";
        let note = Some("<i>n</i>".to_owned());
        let added = Added { note, client: "acme", at: "7-1", origin: "http://localhost:1" };
        assert_eq!(
            pages().with(page, &added),
            "<head><META charset=\"utf-8\"><title>x</title></head><body class=\"a\"><i>n</i><p>b\
             <script src=\"/-/reload.js?client=acme&amp;at=7-1\" defer></script></body>"
        );
    }

    #[test]
    fn every_page_of_the_servers_own_can_be_filled() {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
        let workspace = Workspace::find(workspace, workspace).unwrap();
        let clients: BTreeMap<_, _> =
            [("acme".to_owned(), workspace.folders().0.join("clients/acme.yaml"))].into();
        let found = |_: &str| Some(Diagnostic::warning("a/b", say!("w")).into());
        let pages = pages();
        let list = pages.clients(&workspace, &clients, &found, (&Diagnostics::new(), "1-1"));
        assert!(list.contains("href=\"/acme/\"") && list.contains("1 warning"), "{list}");
        assert!(pages.nothing().contains("All clients"));
        assert!(pages.note(&Diagnostics::new()).is_none());
        let note = pages.note(&Diagnostic::note("a/b", say!("so")).into());
        assert!(note.is_some_and(|note| note.contains("1 note")));
    }
}
