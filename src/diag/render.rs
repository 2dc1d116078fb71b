//! Diagnostics -> text: for people (rustc's look), one line each, or JSON.
//!
//! Invariant: pure. The human form carries ANSI colours; `cli::ui` strips them
//! where the stream or the user does not want them.

use std::borrow::Cow;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::{Value, json};

use super::{Catalogue, Diagnostic, Severity, printable, say};

/// The form for people: message, place, the line, a caret and hints.
pub fn human(diagnostic: &Diagnostic, catalogue: &Catalogue) -> String {
    let word = diagnostic.severity.said().in_words(catalogue);
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let level = level.with_name(Some(word.as_str()));
    // Lines stay lines here; the short form is one line whatever it says.
    let said = diagnostic.message.in_words(catalogue);
    let lines: Vec<_> = said.lines().map(printable).collect();
    let message = lines.join("\n");
    let title = level.primary_title(message.as_str()).id(diagnostic.code);
    let path = diagnostic.span.as_ref().map_or_else(Default::default, |s| printable(&s.file.path));
    let text = diagnostic.span.as_ref().map_or_else(Default::default, |s| shown(&s.file.text));
    let mut group = match &diagnostic.span {
        None => Group::with_title(title),
        Some(span) => {
            let mark = AnnotationKind::Primary.span(span.range.clone());
            let snippet = Snippet::source(text.as_ref()).path(path.as_ref()).annotation(mark);
            title.element(snippet)
        }
    };
    let hints: Vec<_> = diagnostic.hints.iter().map(|hint| hint.in_words(catalogue)).collect();
    let hints: Vec<_> = hints.iter().map(|hint| printable(hint)).collect();
    let hint_word = say!("hint").in_words(catalogue);
    for hint in &hints {
        group =
            group.element(Level::HELP.with_name(Some(hint_word.as_str())).message(hint.as_ref()));
    }
    Renderer::styled().decor_style(DecorStyle::Ascii).render(&[group])
}

/// A text of which a line is shown: with a sign in the place of each that a terminal obeys and the renderer
/// leaves (U+0080 to U+009F; of U+009B many take what follows for a command), as long in bytes, so that every
/// place stays where it is.
fn shown(text: &str) -> Cow<'_, str> {
    let obeyed = |c: char| matches!(c, '\u{80}'..='\u{9F}');
    match text.contains(obeyed) {
        true => Cow::Owned(text.replace(obeyed, "\u{A4}")),
        false => Cow::Borrowed(text),
    }
}

/// One line: `path:line:column: error[code]: message`.
pub fn short(diagnostic: &Diagnostic, catalogue: &Catalogue) -> String {
    let Diagnostic { code, severity, message, .. } = diagnostic;
    let place = diagnostic.span.as_ref().map_or_else(String::new, |span| {
        let (line, column) = span.line_column();
        format!("{}:{line}:{column}: ", printable(&span.file.path))
    });
    let word = severity.said().in_words(catalogue);
    format!("{place}{word}[{code}]: {}", printable(&message.in_words(catalogue)))
}

/// One JSON object, for editors and scripts.
pub fn json(diagnostic: &Diagnostic, catalogue: &Catalogue) -> Value {
    let place = diagnostic.span.as_ref().map(|span| {
        let (line, column) = span.line_column();
        let (end_line, end_column) = span.file.line_column(span.range.end);
        json!({
            "path": span.file.path,
            "line": line, "column": column,
            "end_line": end_line, "end_column": end_column,
        })
    });
    json!({
        "code": diagnostic.code,
        "severity": diagnostic.severity.as_str(),
        "message": diagnostic.message.in_words(catalogue),
        "place": place,
        "hints": diagnostic.hints.iter().map(|hint| hint.in_words(catalogue)).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::SourceFile;

    #[test]
    fn the_short_form_names_path_line_and_column() {
        let file = SourceFile::new("clients/acme.yaml", "name: X\nnumber: 0\n");
        let fault = Diagnostic::error("phone/invalid", say!("`0` is no number"))
            .at(&file.span(16..17))
            .hint(say!("write it as +31 6 12345678"));
        assert_eq!(
            short(&fault, Catalogue::english()),
            "clients/acme.yaml:2:9: error[phone/invalid]: `0` is no number"
        );
        let shown = human(&fault, Catalogue::english());
        let plain = anstream::adapter::strip_str(&shown).to_string();
        assert!(plain.contains("2 | number: 0") && plain.contains("hint: write"), "{plain}");
        assert_eq!(json(&fault, Catalogue::english())["place"]["line"], 2);
    }
    /// Found by `fuzz/run yaml`.
    #[test]
    fn no_sign_that_a_terminal_obeys_is_shown_of_a_line() {
        let obeyed = |c: &char| c.is_control() && !matches!(c, '\n' | '\t');
        let mut tried = 0;
        for c in ('\0'..='\u{9F}').filter(obeyed) {
            let file = SourceFile::new("clients/acme.yaml", format!("a: {c}b{c}\n"));
            let fault = Diagnostic::error("yaml/syntax", say!("not this")).at(&file.span(3..4));
            let shown =
                anstream::adapter::strip_str(&human(&fault, Catalogue::english())).to_string();
            assert_eq!(shown.chars().find(obeyed), None, "U+{:04X}: {shown}", u32::from(c));
            tried += 1;
        }
        assert_eq!(tried, 63);
        // Places stay where they are.
        let file = SourceFile::new("clients/acme.yaml", "a: \u{9B}31m bc\n");
        let fault = Diagnostic::error("yaml/syntax", say!("not this")).at(&file.span(9..11));
        let shown = anstream::adapter::strip_str(&human(&fault, Catalogue::english())).to_string();
        assert!(shown.contains("1 | a: \u{A4}31m bc\n  |         ^^"), "{shown}");
    }
}
