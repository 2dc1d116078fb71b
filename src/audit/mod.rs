//! Bytes -> diagnostics: what may not leave the house.
//!
//! The last stage before anything is written looks at what was really made, not
//! at what was meant. Invariant: pure, and independent of how it was rendered:
//! HTML is read with a tokenizer, codes with a decoder, from pixels.

mod codes;
mod site;

use crate::client::Client;
use crate::diag::Diagnostics;
use crate::render::Rendered;

/// Looks at everything that was made for one client.
pub fn audit(client: &Client, rendered: &[Rendered], threads: usize) -> Diagnostics {
    let mut faults = site::audit(client, rendered);
    faults.extend(codes::audit(rendered, threads));
    faults
}
