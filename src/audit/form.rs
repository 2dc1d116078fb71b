//! A PDF to fill in -> what is wrong with its fields.
//!
//! Read from the bytes that people get, by hayro, which shares nothing with what wrote them.
//! Invariant: each field that the template names is in the form, stands whole on a page, apart
//! from the others, and has a name that is told to who does not see it (ISO 14289-1, 7.18.1).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Array, Dict, Name, Rect, String as Text};

use super::fault::{Fault, Place};
use crate::diag::{Sentence, say};

/// How far two fields may reach into each other, in points: the width of a hair.
const HAIR: f64 = 0.25;

/// What is wrong with the fields of a PDF; `names` are those that it must have.
pub fn look(bytes: &[u8], names: &[String]) -> Vec<Fault> {
    let fault = |what: Sentence| Fault::new("print/field", what, Place::Whole);
    let Ok(pdf) = Pdf::new(Arc::new(bytes.to_vec())) else {
        return vec![fault(say!("is no PDF that can be read"))];
    };
    let entered = entered(&pdf);
    let mut faults = Vec::new();
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for page in pdf.pages().iter() {
        let sheet = page.crop_box();
        let annotations = page.raw().get::<Array<'_>>("Annots");
        let mut before: Vec<(String, Rect)> = Vec::new();
        for widget in annotations.iter().flat_map(|all| all.iter::<Dict<'_>>()) {
            if widget.get::<Name<'_>>("Subtype").is_none_or(|kind| *kind != *b"Widget") {
                continue;
            }
            let name = widget.get::<Text<'_>>("T").map(|name| text(&name)).unwrap_or_default();
            *found.entry(name.clone()).or_default() += 1;
            if widget.get::<Text<'_>>("TU").is_none_or(|label| text(&label).trim().is_empty()) {
                faults.push(fault(say!("has a field `{name}` whose name is not told")));
            }
            let at = widget.get::<Rect>("Rect").unwrap_or(Rect::ZERO);
            if at.x0 < sheet.x0 || at.y0 < sheet.y0 || at.x1 > sheet.x1 || at.y1 > sheet.y1 {
                faults
                    .push(fault(say!("has a field `{name}` that reaches over the edge of a page")));
            }
            if at.width() < 1.0 || at.height() < 1.0 {
                faults.push(fault(say!("has a field `{name}` without any room")));
            }
            for (other, there) in &before {
                let both = at.intersect(*there);
                if both.width() > HAIR && both.height() > HAIR {
                    faults.push(fault(say!("has the fields `{other}` and `{name}` on one place")));
                }
            }
            before.push((name, at));
        }
    }
    for name in names {
        if found.get(name) != Some(&1) || !entered.contains(name) {
            faults.push(fault(say!("lacks the field `{name}`, which its template names")));
        }
    }
    faults
}

/// The names of the fields that the form of a document has.
fn entered(pdf: &Pdf) -> BTreeSet<String> {
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let form = root.and_then(|root| root.get::<Dict<'_>>("AcroForm"));
    let fields = form.and_then(|form| form.get::<Array<'_>>("Fields"));
    let all = fields.iter().flat_map(|all| all.iter::<Dict<'_>>());
    all.filter_map(|field| field.get::<Text<'_>>("T").map(|name| text(&name))).collect()
}

/// A text of a PDF: UTF-16 behind its mark, or else a byte a letter.
fn text(bytes: &[u8]) -> String {
    match bytes.strip_prefix(b"\xfe\xff") {
        Some(units) => {
            let units = units.chunks_exact(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]]));
            char::decode_utf16(units).map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
