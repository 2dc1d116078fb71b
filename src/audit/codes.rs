//! Reads every QR code back from the page it stands on.
//!
//! Whatever can be a code has been rasterised as in a coarse scan, with all that lies over it;
//! the decoder shares nothing with the encoder. Invariant: a kit is only written when each code gives
//! back exactly what it should hold.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock};

use image::GrayImage;
use vpsite_readback::Code;

use crate::diag::{Diagnostic, Diagnostics, Sentence, say};
use crate::render::Proof;
use crate::value::sha256;

/// The smallest module on paper, in mm: twice what a phone camera needs at
/// reading distance (facts of code printing, 0.4 mm).
const MODULE_FLOOR_MM: f64 = 0.8;

/// Codes that were read, by the picture that a camera saw them on.
///
/// Several outputs show the same, and on a sheet of cards each looks like the next one: the first
/// is read, the others wait for it, be they on other threads. Of a picture its digest is kept alone.
#[derive(Default)]
pub struct Memo(Mutex<BTreeMap<String, Reading>>);

/// The codes that were seen, once they are read.
type Reading = Arc<OnceLock<Vec<Code>>>;

impl Memo {
    /// Reads the codes of an output and judges them.
    pub fn look(&self, path: &str, proof: &Proof) -> Diagnostics {
        let read = |picture| self.reading(picture).get_or_init(|| codes(picture)).clone();
        let seen: Vec<Code> = proof.seen.iter().flat_map(read).collect();
        let mut faults = Diagnostics::new();
        judge(path, proof, &seen, &mut faults);
        faults
    }

    fn reading(&self, picture: &GrayImage) -> Reading {
        // Other rows of the same pixels show something else.
        let digest = format!("{} {}", picture.width(), sha256(picture.as_raw()));
        // A thread that panicked has at most left a reading undone.
        let mut known = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        known.entry(digest).or_default().clone()
    }
}

fn judge(path: &str, proof: &Proof, seen: &[Code], faults: &mut Diagnostics) {
    let texts: BTreeSet<&str> = seen.iter().map(|code| code.text.as_str()).collect();
    for payload in &proof.payloads {
        let mut read = seen.iter().filter(|code| code.text == *payload);
        let read = match read.clone().next() {
            Some(_) if !read.any(|code| code.mirrored) => continue,
            Some(_) => say!("it stands mirrored, and not every telephone reads that"),
            None if seen.is_empty() => say!("no code can be read"),
            None => {
                say!(
                    "the codes read {}",
                    Sentence::and(texts.iter().copied().map(Sentence::literal))
                )
            }
        };
        faults.push(
            Diagnostic::error(
                "code/unreadable",
                say!("`{path}` should carry a code for `{payload}`, but {read}"),
            )
            .hint(say!("shorten the site's address, or give the code more room in the theme")),
        );
    }
    for stranger in texts.iter().filter(|text| !proof.payloads.iter().any(|it| it == *text)) {
        faults.push(Diagnostic::error(
            "code/stranger",
            say!("`{path}` carries a code for `{stranger}`, which was not planned"),
        ));
    }
    for module_mm in &proof.module_mm {
        if !proof.on_screen && *module_mm < MODULE_FLOOR_MM {
            faults.push(
                Diagnostic::warning(
                    "code/fine",
                    say!(
                        "the code on `{path}` has modules of {module_mm:.2} mm; \
                         from {MODULE_FLOOR_MM} mm on it reads well"
                    ),
                )
                .hint(say!("a shorter address makes a code with fewer and larger modules")),
            );
        }
    }
}

fn codes(seen: &GrayImage) -> Vec<Code> {
    vpsite_readback::codes(seen.as_raw(), seen.width() as usize, seen.height() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    use image::Luma;
    use qrcode::QrCode;

    fn page(text: &str) -> GrayImage {
        let code = QrCode::new(text).unwrap();
        let width = code.width();
        let colors = code.to_colors();
        let side = u32::try_from((width + 8) * 6).unwrap();
        GrayImage::from_fn(side, side, |x, y| {
            let module = |v: u32| (v as usize / 6).checked_sub(4).filter(|v| *v < width);
            let dark = module(x)
                .zip(module(y))
                .is_some_and(|(x, y)| colors[y * width + x] == qrcode::Color::Dark);
            Luma([if dark { 0 } else { 255 }])
        })
    }

    fn judged(shown: &str, meant: &str, module_mm: f64) -> Vec<&'static str> {
        let proof = Proof {
            seen: Arc::new(vec![page(shown)]),
            payloads: vec![meant.to_owned()],
            module_mm: vec![module_mm],
            on_screen: false,
        };
        let seen: Vec<Code> = proof.seen.iter().flat_map(codes).collect();
        let mut faults = Diagnostics::new();
        judge("print/poster.pdf", &proof, &seen, &mut faults);
        faults.iter().map(|fault| fault.code).collect()
    }

    #[test]
    fn pictures_that_are_the_same_are_read_once_and_no_others_are() {
        let memo = Memo::default();
        let picture = page("https://example.nl/");
        let reading = memo.reading(&picture);
        assert!(Arc::ptr_eq(&reading, &memo.reading(&page("https://example.nl/"))));
        let mut spotted = picture.clone();
        spotted.put_pixel(0, 0, Luma([254]));
        let (width, height) = picture.dimensions();
        let wide = GrayImage::from_raw(2 * width, height / 2, picture.into_raw()).unwrap();
        for other in [page("https://example.nl/en/"), spotted, wide] {
            assert!(!Arc::ptr_eq(&reading, &memo.reading(&other)));
        }
        assert_eq!(memo.0.lock().unwrap().len(), 4);
    }

    #[test]
    fn what_was_read_once_is_judged_anew_for_each_output() {
        let proof = |meant: &str| Proof {
            seen: Arc::new(vec![page("https://example.nl/"); 3]),
            payloads: vec![meant.to_owned()],
            module_mm: Vec::new(),
            on_screen: false,
        };
        let memo = Memo::default();
        for (meant, faults) in [("https://example.nl/", 0), ("https://example.nl/en/", 2)] {
            assert_eq!(memo.look("print/cards.pdf", &proof(meant)).iter().count(), faults);
        }
        assert_eq!(memo.0.lock().unwrap().len(), 1);
    }

    #[test]
    fn a_code_must_hold_exactly_what_was_planned() {
        let url = "HTTPS://VP.EXAMPLE.NL/acme/";
        assert_eq!(judged(url, url, 2.0), [] as [&str; 0]);
        assert_eq!(
            judged("HTTPS://VP.EXAMPLE.NL/acm/", url, 2.0),
            ["code/unreadable", "code/stranger"]
        );
        assert_eq!(judged(url, url, 0.5), ["code/fine"]);
    }
}
