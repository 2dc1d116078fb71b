//! Diagnostics <-> JSON: the remarks of an unchanged kit, told again with the same look.
//!
//! A place is kept as path and bytes; the text itself is taken from the source
//! when the remark is told, so that a store never holds a client's words twice.
//! Invariant: what [`from_json`] gives equals what [`to_json`] was given, or it
//! gives nothing: a store that does not fit its sources is no store.

use std::ops::Range;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::{Diagnostic, Diagnostics, Sentence, Severity, SourceFile, Span, codes};

/// All of them, in their order, as a JSON array.
pub fn to_json(diagnostics: &Diagnostics) -> Value {
    diagnostics.iter().map(one_to_json).collect()
}

fn one_to_json(diagnostic: &Diagnostic) -> Value {
    let place = diagnostic.span.as_ref().map(|span| {
        json!({
            "path": span.file.path,
            "start": span.range.start,
            "end": span.range.end,
            // What stood there, in length alone: a changed file is found out.
            "of": span.file.text.len(),
        })
    });
    json!({
        "code": diagnostic.code,
        "severity": diagnostic.severity.as_str(),
        "message": diagnostic.message.to_json(),
        "place": place,
        "hints": diagnostic.hints.iter().map(Sentence::to_json).collect::<Vec<_>>(),
    })
}

/// What [`to_json`] was given. `source` finds the file that is shown by a path;
/// it is asked once for each remark with a place.
///
/// Nothing comes back where a code is no longer known, a file is not there or
/// has another length, or a range does not fit: the kit is then looked at anew.
pub fn from_json(
    stored: &Value,
    source: &mut dyn FnMut(&str) -> Option<Arc<SourceFile>>,
) -> Option<Diagnostics> {
    stored.as_array()?.iter().map(|one| one_from_json(one.as_object()?, source)).collect()
}

fn one_from_json(
    stored: &Map<String, Value>,
    source: &mut dyn FnMut(&str) -> Option<Arc<SourceFile>>,
) -> Option<Diagnostic> {
    let text = |key: &str| stored.get(key).and_then(Value::as_str);
    let severity = [Severity::Note, Severity::Warning, Severity::Error]
        .into_iter()
        .find(|severity| Some(severity.as_str()) == text("severity"))?;
    let span = match stored.get("place")? {
        Value::Null => None,
        place => Some(span_from_json(place, source)?),
    };
    let hints = stored.get("hints")?.as_array()?;
    Some(Diagnostic {
        code: codes::find(text("code")?)?.code,
        severity,
        message: Sentence::from_json(stored.get("message")?)?,
        span,
        hints: hints.iter().map(Sentence::from_json).collect::<Option<_>>()?,
    })
}

fn span_from_json(
    place: &Value,
    source: &mut dyn FnMut(&str) -> Option<Arc<SourceFile>>,
) -> Option<Span> {
    let number = |key: &str| usize::try_from(place.get(key)?.as_u64()?).ok();
    let range: Range<usize> = number("start")?..number("end")?;
    let file = source(place.get("path")?.as_str()?)?;
    // `get` is nothing for a range that is turned round, too long or inside a character.
    file.text.get(range.clone())?;
    (file.text.len() == number("of")?).then_some(Span { file, range })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Catalogue, say};

    fn file(text: &str) -> Arc<SourceFile> {
        SourceFile::new("clients/acme.yaml", text)
    }

    fn remarks(file: &Arc<SourceFile>) -> Diagnostics {
        let at = file.text.find("Zoë").unwrap();
        [
            Diagnostic::warning("phone/short", say!("`113` is \"short\""))
                .at(&file.span(at..at + 4))
                .hint(say!("one"))
                .hint(say!("two")),
            Diagnostic::note("yaml/empty", say!("nothing\nthere")),
            Diagnostic::error("yaml/syntax", say!("at the end"))
                .at(&file.span(file.text.len()..file.text.len())),
        ]
        .into_iter()
        .collect()
    }

    /// Everything of a remark that a reader can see, and what it is told apart by.
    fn looks(all: &Diagnostics) -> Vec<String> {
        all.iter()
            .map(|d| {
                let (human, json) = (
                    super::super::render::human(d, Catalogue::english()),
                    super::super::render::json(d, Catalogue::english()),
                );
                format!("{human}\n{json}\n{:?}", d.identity())
            })
            .collect()
    }

    #[test]
    fn what_was_stored_is_told_again_with_the_same_look() {
        let before = remarks(&file("a: 1\nnaam: Zoë\n"));
        let stored = to_json(&before).to_string();
        assert!(!stored.contains("naam"), "the source's own text is not stored: {stored}");
        let stored: Value = serde_json::from_str(&stored).unwrap();
        let mut asked = Vec::new();
        let after = from_json(&stored, &mut |path| {
            asked.push(path.to_owned());
            Some(file("a: 1\nnaam: Zoë\n"))
        });
        assert_eq!(looks(&after.unwrap()), looks(&before));
        assert_eq!(asked, ["clients/acme.yaml", "clients/acme.yaml"]);
    }

    #[test]
    fn what_does_not_fit_its_source_is_not_told() {
        let stored = to_json(&remarks(&file("a: 1\nnaam: Zoë\n")));
        let told = |text: Option<&str>, stored: &Value| {
            from_json(stored, &mut |_| text.map(file)).is_some()
        };
        let same = Some("a: 1\nnaam: Zoë\n");
        assert!(told(same, &stored));
        assert!(!told(None, &stored), "the file is gone");
        assert!(!told(Some("a: 1\n"), &stored), "the file is shorter");
        assert!(!told(Some("a: 1\nnaam: Zoëlla\n"), &stored), "the file is longer");
        // As long, but the range begins inside a character.
        assert!(!told(Some("a: 1\nnaaëëZo\n\n\n"), &stored));
        for (key, value) in [("code", "no/such"), ("severity", "bad"), ("message", "")] {
            let mut torn = stored.clone();
            match value {
                "" => torn[0][key] = Value::Null,
                value => torn[0][key] = value.into(),
            }
            assert!(!told(same, &torn), "{key}");
        }
        assert!(!told(same, &Value::Null));
    }
}
