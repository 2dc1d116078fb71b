//! A theme's templates, and a page before and after its values are put in.
//!
//! Templates and values -> HTML, or plain text. Invariant: a page is made of the values that
//! its template speaks of and of nothing else, and its key is made of the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;
use tera::{Context, Kwargs, State, Tera};

use super::super::key::Keyer;
use super::super::reach::Reach;
use super::super::{merge, values};
use super::shared::Common;
use crate::diag::{Diagnostic, Result, SourceFile, say};
use crate::theme::Theme;
use crate::value::{Dir, Lang};
use crate::words::{isolated_address, join, plain_spaces};

/// A theme's templates of HTML and of plain text.
pub struct Templates {
    tera: Tera,
    /// The same for plain text, in which nothing is markup.
    texts: Tera,
    pub(super) sources: BTreeMap<String, Arc<SourceFile>>,
    reach: BTreeMap<String, Reach>,
}

/// A page before it is written: its template and all the values that it can ask for.
pub struct Gathered {
    template: String,
    digest: String,
    /// What it has in common with others.
    common: Arc<Common>,
    /// What is its own, which goes before what is common.
    own: Value,
}

impl Gathered {
    /// Adds everything that the page is made from.
    pub fn key(&self, keyer: Keyer) -> Keyer {
        let keyer = keyer.with(&self.template).with(&self.digest);
        keyer.with(&self.common.digest).with_values(&self.own)
    }
}

impl Templates {
    /// Parses a theme's templates.
    ///
    /// # Errors
    /// One of them does not parse, or names a template that is not there.
    pub fn new(theme: &Theme) -> Result<Self> {
        let (mut tera, mut texts) = (Tera::default(), Tera::default());
        tera.set_escape_fn(|value, out| {
            tera::escape_html(value, out)?;
            join::put_mark(value, out)
        });
        texts.autoescape_on(vec![""]);
        texts.set_escape_fn(join::put);
        let sources =
            theme.templates.iter().map(|(name, file)| (name.as_str(), file.text.as_str()));
        let mut result = Ok(());
        for engine in [&mut tera, &mut texts] {
            engine.register_filter("fill", fill);
            engine.register_filter("ltr", ltr);
            result = result.and(engine.add_raw_templates(sources.clone()));
        }
        let reach = Reach::all(&theme.templates);
        let templates = Self { tera, texts, sources: theme.templates.clone(), reach };
        match result {
            Ok(()) => Ok(templates),
            Err(error) => Err(templates.fault(&error).into()),
        }
    }

    pub(super) fn reach(&self, template: &str) -> Result<&Reach> {
        let reach = self.reach.get(template).ok_or_else(|| {
            Diagnostic::error("theme/missing-file", say!("the theme has no `{template}`"))
        })?;
        Ok(reach)
    }

    /// A template with the values that it can ask for.
    pub(super) fn gather(
        &self,
        template: &str,
        common: Arc<Common>,
        mut own: Value,
    ) -> Result<Gathered> {
        let reach = self.reach(template)?;
        reach.prune(&mut own);
        let (template, digest) = (template.to_owned(), reach.digest.clone());
        Ok(Gathered { template, digest, common, own })
    }

    /// Fills a template.
    ///
    /// # Errors
    /// It names something that does not exist.
    pub fn render(&self, gathered: &Gathered) -> Result<Vec<u8>> {
        let own = self.context(&gathered.own)?;
        let mut context = gathered.common.context.clone();
        context.extend(own);
        let made = match gathered.template.ends_with(".txt") {
            // Who pastes it elsewhere gets plain spaces.
            true => self
                .texts
                .render(&gathered.template, &context)
                .map(|text| plain_spaces(&join::settled(&text))),
            false => {
                self.tera.render(&gathered.template, &context).map(|html| join::settled_html(&html))
            }
        };
        made.map(String::into_bytes).map_err(|error| self.fault(&error).into())
    }

    pub(super) fn context(&self, values: &Value) -> Result<Context> {
        Context::from_serialize(values).map_err(|error| self.fault(&error).into())
    }

    fn fault(&self, error: &tera::Error) -> Diagnostic {
        merge::fault("theme/template", error, |name, range| {
            Some(self.sources.get(name)?.span(range))
        })
    }
}

/// `{{ t.call_name | fill(name=adviser.name) }}`.
#[expect(clippy::needless_pass_by_value, reason = "the signature that tera asks for")]
fn fill(text: &str, values: Kwargs, state: &State<'_>) -> String {
    let lang = state.get::<String>("lang").ok().flatten();
    let lang = lang.and_then(|lang| Lang::parse(&lang).ok());
    let own =
        |value: String| lang.map_or_else(|| value.clone(), |l| crate::words::isolated(&value, l));
    let values: BTreeMap<String, String> =
        values.iter().map(|(name, value)| (name.to_string(), own(value.to_string()))).collect();
    values::fill_from(text, &values)
}

/// `{{ channel.text | ltr }}`: a number or an address in its own direction, where there is no markup.
fn ltr(text: &str, _: Kwargs, state: &State<'_>) -> String {
    let lang = state.get::<String>("lang").ok().flatten();
    match lang.and_then(|lang| Lang::parse(&lang).ok()).map(Lang::dir) {
        // LEFT-TO-RIGHT ISOLATE and POP DIRECTIONAL ISOLATE (UAX #9, section 2.4).
        Some(Dir::Rtl) => format!("\u{2066}{text}\u{2069}"),
        _ => isolated_address(text),
    }
}
