//! The way out of the site: key -> a page that tells nothing of what was read.
//!
//! Invariant: it leads away from the site, whatever the site's address is written like.

use crate::diag::{Diagnostic, Sentence, say};
use crate::value::{HttpsUrl, Origin};
use crate::yaml::Field;

use super::check::Check;
use super::{Adviser, Channel, Keys, Practice, Procedures, Site};

/// The exit page when none is given: a government site without advertising or log-in.
const EXIT_URL: &str = "https://www.knmi.nl/";

/// What the exit is held against.
pub(super) struct Around<'a> {
    /// Where the site is found.
    pub(super) site: Option<&'a Site>,
    /// The practice, with its site.
    pub(super) practice: Option<&'a Practice>,
    /// Procedures, with their pages.
    pub(super) procedures: &'a Procedures,
    /// Intranets that show the site.
    pub(super) origins: &'a [Origin],
    /// The advisers, with their chats and forms.
    pub(super) advisers: &'a [Adviser],
}

/// The page that the exit button opens.
pub(super) fn exit_url(
    keys: &Keys,
    around: &Around<'_>,
    check: &mut Check<'_>,
) -> Option<HttpsUrl> {
    let Field::Given(given) = &keys.exit_url else {
        // One that was given and could not be read has been reported.
        let missing = matches!(keys.exit_url, Field::Missing);
        return missing.then(|| HttpsUrl::parse(EXIT_URL).ok()).flatten();
    };
    let exit = check.url(&keys.exit_url)?;
    let Some(site) = around.site else { return Some(exit) };
    if site.addresses().any(|own| exit.is_within(own)) {
        check.push(
            Diagnostic::error("site/exit-back", say!("the exit leads to the site itself"))
                .at(&given.span)
                .hint(say!(
                    "leave `exit_url` out, which opens `{EXIT_URL}`, or name a page with the news"
                )),
        );
        return None;
    }
    if let Some(whose) = whose(&exit, site, around) {
        let host = exit.host().readable();
        check.push(
            Diagnostic::warning("site/exit-near", say!("the exit leads to `{host}`, {whose}"))
                .at(&given.span)
                .hint(say!("who looks at the screen could still see what it was about: name a page with the weather or the news")),
        );
    }
    Some(exit)
}

/// Why the host of the exit tells something, if it does.
fn whose(exit: &HttpsUrl, site: &Site, around: &Around<'_>) -> Option<Sentence> {
    let Around { practice, procedures, origins, advisers, .. } = around;
    let is = |url: &Option<HttpsUrl>| url.as_ref().is_some_and(|url| exit.is_beside(url));
    let desks = [&procedures.complaints_committee, &procedures.internal_reporting_desk];
    if site.addresses().any(|own| exit.is_beside(own)) {
        Some(say!("where the site is too"))
    } else if practice.is_some_and(|practice| is(&practice.url)) {
        Some(say!("the site of the practice"))
    } else if origins.iter().any(|origin| origin.host().bare() == exit.host().bare()) {
        Some(say!("the intranet of the organisation"))
    } else if advisers
        .iter()
        .flat_map(|adviser| &adviser.channels)
        .filter_map(Channel::web)
        .any(|web| exit.is_beside(&web.url))
    {
        Some(say!("where a chat or a form of the adviser opens"))
    } else if desks.into_iter().flatten().any(|desk| is(&desk.url)) {
        Some(say!("where the procedures of the organisation stand"))
    } else {
        None
    }
}
