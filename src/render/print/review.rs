//! A sheet for a native reader -> a PDF.
//!
//! Set with the theme's fonts by its template `print/review.typ`, which reads the sheet
//! from `/data.json` and nothing else. Invariant: pure, and the same sheet gives the same
//! bytes: no clock, no date.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Press, compile, pdf};
use crate::diag::Result;
use crate::library::Sheet;
use crate::theme::{Standard, Theme};

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
    let compiled = compile(press.template(TEMPLATE, files)?)?;
    let bytes = pdf(&compiled, Standard::Ua1, None)?;
    Ok((bytes, compiled.document.pages().len()))
}
