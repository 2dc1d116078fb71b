//! Reads every QR code back from the page it stands on.
//!
//! The page has been rasterised as a coarse scan; the decoder shares nothing
//! with the encoder. Invariant: a kit is only written when each code gives
//! back exactly what it should hold.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use image::GrayImage;

use crate::diag::{Diagnostic, Diagnostics};
use crate::render::{Proof, Rendered};

/// The smallest module on paper, in mm: twice what a phone camera needs at
/// reading distance (facts of code printing, 0.4 mm).
const MODULE_FLOOR_MM: f64 = 0.8;

/// Reads the codes of everything that carries one, on as many threads as are given.
pub fn audit(rendered: &[Rendered], threads: usize) -> Diagnostics {
    // Several files show the same pages: they are read once.
    let proofs: Vec<(&Rendered, &Proof)> =
        rendered.iter().filter_map(|output| Some((output, output.proof.as_ref()?))).collect();
    let mut pages: Vec<&Arc<Vec<GrayImage>>> = Vec::new();
    for (_, proof) in &proofs {
        if !pages.iter().any(|known| Arc::ptr_eq(known, &proof.pages)) {
            pages.push(&proof.pages);
        }
    }
    let next = AtomicUsize::new(0);
    let read = Mutex::new(vec![Vec::new(); pages.len()]);
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(page) = pages.get(index) else { return };
            let seen: Vec<String> = page.iter().flat_map(payloads).collect();
            if let Ok(mut read) = read.lock() {
                read[index] = seen;
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads.min(pages.len()) {
            scope.spawn(work);
        }
        work();
    });
    let read = read.into_inner().unwrap_or_default();
    let mut faults = Diagnostics::new();
    for (output, proof) in proofs {
        let index = pages.iter().position(|known| Arc::ptr_eq(known, &proof.pages));
        let seen = index.and_then(|index| read.get(index)).map_or(&[][..], Vec::as_slice);
        judge(output.path.as_str(), proof, seen, &mut faults);
    }
    faults
}

fn judge(path: &str, proof: &Proof, seen: &[String], faults: &mut Diagnostics) {
    for payload in &proof.payloads {
        if !seen.contains(payload) {
            let read = match seen {
                [] => "no code can be read".to_owned(),
                seen => format!("the codes read {}", seen.join(" and ")),
            };
            faults.push(
                Diagnostic::error(
                    "code/unreadable",
                    format!("`{path}` should carry a code for `{payload}`, but {read}"),
                )
                .hint("shorten the site's address, or give the code more room in the theme"),
            );
        }
    }
    for stranger in seen.iter().filter(|seen| !proof.payloads.contains(seen)) {
        faults.push(Diagnostic::error(
            "code/stranger",
            format!("`{path}` carries a code for `{stranger}`, which was not planned"),
        ));
    }
    for module_mm in &proof.module_mm {
        if !proof.on_screen && *module_mm < MODULE_FLOOR_MM {
            faults.push(
                Diagnostic::warning(
                    "code/fine",
                    format!(
                        "the code on `{path}` has modules of {module_mm:.2} mm; \
                         from {MODULE_FLOOR_MM} mm on it reads well"
                    ),
                )
                .hint("a shorter address makes a code with fewer and larger modules"),
            );
        }
    }
}

fn payloads(page: &GrayImage) -> Vec<String> {
    vpsite_readback::codes(page.as_raw(), page.width() as usize, page.height() as usize)
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
            pages: Arc::new(vec![page(shown)]),
            payloads: vec![meant.to_owned()],
            module_mm: vec![module_mm],
            on_screen: false,
        };
        let seen: Vec<String> = proof.pages.iter().flat_map(payloads).collect();
        let mut faults = Diagnostics::new();
        judge("print/poster.pdf", &proof, &seen, &mut faults);
        faults.iter().map(|fault| fault.code).collect()
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
