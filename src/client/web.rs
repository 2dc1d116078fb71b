//! A chat or a form on a website: keys -> its address and what it is -> what it is called.
//!
//! Invariant: it opens over https at a host that everybody reaches; that nobody has to say who
//! they are is told only where the key says so.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::diag::{Diagnostic, say};
use crate::value::{HttpsUrl, Origin};
use crate::yaml::{Field, Located};

use super::adviser;
use super::channel::ChannelKeys;
use super::check::Check;
use super::{Keys, items};

/// What opens at an address.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum WebKind {
    /// A chat.
    Chat,
    /// A form to fill in.
    Form,
}

/// A chat or a form of the practice.
#[derive(Clone, Debug)]
pub struct Web {
    /// Where it opens.
    pub url: HttpsUrl,
    /// Its host, in the letters of people.
    pub host: String,
    /// What it is.
    pub kind: WebKind,
    /// Whether nobody has to say there who they are.
    pub anonymous: bool,
}

impl Web {
    /// What opens, whose keys name a channel of that type.
    pub(super) fn check(keys: &Located<ChannelKeys>, check: &mut Check<'_>) -> Option<Self> {
        let ChannelKeys { url, web_kind, anonymous, .. } = &keys.value;
        let kind = web_kind.given().map(|kind| kind.value);
        if matches!(web_kind, Field::Missing) {
            check.push(
                Diagnostic::error("yaml/missing-key", say!("a channel of type `web` needs `kind`"))
                    .at(&keys.span)
                    .hint(say!("write `kind: chat`, or `kind: form` for one to fill in")),
            );
        }
        let url = check.url(url)?;
        let host = url.host().readable();
        let anonymous = anonymous.value().copied().unwrap_or(false);
        Some(Self { url, host, kind: kind?, anonymous })
    }

    /// The key of its word; that with `_name` behind it says it of a person.
    pub(super) fn word(&self) -> &'static str {
        match (self.kind, self.anonymous) {
            (WebKind::Chat, false) => "web_chat",
            (WebKind::Chat, true) => "web_chat_anonymous",
            (WebKind::Form, false) => "web_form",
            (WebKind::Form, true) => "web_form_anonymous",
        }
    }

    /// Its drawing in the theme.
    pub(super) fn icon(&self) -> &'static str {
        match self.kind {
            WebKind::Chat => "bubble",
            WebKind::Form => "form",
        }
    }
}

/// Says where a chat or a form stands on what belongs to the employer, who then sees who opens it.
pub(super) fn of_the_employer(keys: &Keys, origins: &[Origin], check: &mut Check<'_>) {
    let channels = adviser::here(&keys.advisers).flat_map(|keys| items(&keys.channels));
    let given = channels.filter_map(|channel| channel.url.given());
    for given in given {
        let Ok(url) = HttpsUrl::parse(given.value.trim()) else { continue };
        if origins.iter().any(|origin| origin.host().bare() == url.host().bare()) {
            check.push(
                Diagnostic::warning(
                    "channel/employer",
                    say!("`{}` belongs to the organisation itself", url.host().readable()),
                )
                .at(&given.span)
                .hint(say!(
                    "the employer can see who opens it: name a chat or a form of the practice"
                )),
            );
        }
    }
}
