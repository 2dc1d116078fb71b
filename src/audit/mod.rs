//! Bytes -> diagnostics: what may not leave the house.
//!
//! The last stage before anything is written looks at what was really made, not
//! at what was meant. Invariant: pure, and independent of how it was rendered:
//! HTML is read with a tokenizer, codes with a decoder, from pixels.

mod codes;
mod site;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::client::Client;
use crate::diag::Diagnostics;
use crate::render::{Body, Rendered};
use crate::value::OutPath;

/// What holds for a client's outputs.
pub struct Rules<'a> {
    client: &'a Client,
}

/// What matters to other outputs.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Facts {
    html: String,
    text: Option<String>,
    must_say: Vec<String>,
}

impl<'a> Rules<'a> {
    /// The rules for a client.
    pub fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// Looks at one output by itself.
    pub fn look(&self, output: &Rendered) -> (Facts, Diagnostics) {
        let html = match output.path.as_str().ends_with(".html") {
            true => String::from_utf8_lossy(output.body.bytes()).into_owned(),
            false => String::new(),
        };
        let facts = Facts { html, text: output.text.clone(), must_say: output.must_say.clone() };
        (facts, codes::audit(std::slice::from_ref(output), 1))
    }

    /// Judges what concerns several outputs.
    pub fn judge(&self, all: &BTreeMap<&str, &Facts>) -> Diagnostics {
        let rendered = |(path, facts): (&&str, &&Facts)| {
            Some(Rendered {
                path: OutPath::parse(path).ok()?,
                body: Body::Bytes(facts.html.clone().into_bytes()),
                proof: None,
                text: facts.text.clone(),
                must_say: facts.must_say.clone(),
            })
        };
        let rendered: Vec<Rendered> = all.iter().filter_map(rendered).collect();
        site::audit(self.client, &rendered)
    }
}
