//! A sheet for a native reader -> a PDF.
//!
//! Set with the theme's fonts by its template `print/review.typ`, which reads the sheet
//! from `/data.json` and nothing else. Invariant: pure, and the same sheet gives the same
//! bytes: no clock, no date.

use std::collections::BTreeMap;

use serde_json::json;
use typst::foundations::Smart;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::{Press, compile};
use crate::diag::{Diagnostic, Diagnostics, Result};
use crate::library::Sheet;
use crate::theme::Theme;

/// The template of the sheet.
const TEMPLATE: &str = "print/review.typ";

/// Sets a sheet: its bytes, PDF/UA-1, and how many pages it has.
///
/// # Errors
/// The theme has no such template, it does not compile, or no font has a letter.
pub fn review(theme: &Theme, sheet: &Sheet) -> Result<(Vec<u8>, usize)> {
    let press = Press::new(theme);
    let data = json!({
        "sheet": sheet,
        "families": press.families(),
        "fallback_fonts": theme.fallback_fonts,
    });
    let files = BTreeMap::from([("data.json".to_owned(), data.to_string().into_bytes().into())]);
    let compiled = compile(press.template(TEMPLATE, files)?, false)?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| {
        Diagnostics::from(Diagnostic::error("print/standard", error.message().to_string()))
    })?;
    let options = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some("vpsite".into())),
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&compiled.document, &options)
        .map_err(|errors| compiled.template.faults(&errors, "print/pdf"))?;
    Ok((bytes, compiled.document.pages().len()))
}
