//! What was published <-> JSON, so that clients can be published one by one.
//!
//! Invariant: what is remembered of a site is enough to write the host's files for it anew,
//! without its kit.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::value::{HttpsUrl, Origin, Slug};

use super::{File, Site};

/// What was published.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Memory {
    sites: BTreeMap<String, Known>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Known {
    url: String,
    origins: Vec<String>,
    files: BTreeMap<String, File>,
}

impl Memory {
    /// Of these sites.
    pub fn new(sites: &[Site]) -> Self {
        let known = |site: &Site| Known {
            url: site.url.as_str().to_owned(),
            origins: site.origins.iter().map(|origin| origin.as_str().to_owned()).collect(),
            files: site.files.clone(),
        };
        Self { sites: sites.iter().map(|site| (site.slug.to_string(), known(site))).collect() }
    }

    /// Reads it; one that cannot be read is as good as none.
    pub fn from_json(json: &Value) -> Self {
        Self::deserialize(json).unwrap_or_default()
    }

    /// As it is kept.
    pub fn to_json(&self) -> Value {
        // Texts and numbers in maps have no way to fail.
        serde_json::to_value(self).unwrap_or_default()
    }

    /// The sites; one that no address or origin can be read of is left out.
    pub fn sites(&self) -> Vec<Site> {
        let site = |(slug, known): (&String, &Known)| {
            let origins = known.origins.iter().map(|origin| Origin::parse(origin).ok());
            Some(Site {
                slug: Slug::parse(slug).ok()?,
                url: HttpsUrl::parse(&known.url).ok()?,
                origins: origins.collect::<Option<_>>()?,
                files: known.files.clone(),
                place: None,
            })
        };
        self.sites.iter().filter_map(site).collect()
    }
}
