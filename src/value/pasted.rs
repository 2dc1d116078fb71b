//! What comes along when an address is copied: text -> what is wrong with it, and what to type.
//!
//! From mail programs, chats, documents, manuals and address bars come signs and words around
//! the address. Invariant: only what no address has is refused here, and a hint shows an
//! address that is sound, or the form of one.

use url::Url;

use super::{Host, HttpsUrl, Invalid, host, invisible};
use crate::diag::{Sentence, say};

/// How an address looks, where none can be made of what was written.
pub(super) const FORM: Sentence = say!("write it as `https://www.example.nl/`");

/// Longest that an address can be, in bytes: what search engines and browsers take of each
/// (sitemaps.org, "loc"). What is looked for in one is looked for from its every sign.
const LONGEST: usize = 2_048;

/// Refuses what is too long to be an address, before anything is looked for in it.
pub(super) fn of_length(text: &str) -> Result<(), Invalid> {
    match text.len() <= LONGEST {
        true => Ok(()),
        false => Err(Invalid::new(say!("this is longer than an address can be")).hint(FORM)),
    }
}

/// Opening signs and their closing ones.
const PAIRS: [(char, char); 11] = [
    ('<', '>'),
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('"', '"'),
    ('\'', '\''),
    ('`', '`'),
    ('“', '”'),
    ('‘', '’'),
    ('«', '»'),
    ('*', '*'),
];
/// What else ends a sentence or a quotation, and no address.
const ENDS: [char; 12] = ['.', ',', ';', ':', '…', '„', '‚', '‹', '›', '。', '、', '|'];
/// Signs that look like one of an address: what they are, and what they are mistaken for.
static LOOK_ALIKES: [(char, Sentence, char); 13] = [
    ('‐', say!("hyphen of typesetters"), '-'),
    ('‑', say!("no-break hyphen"), '-'),
    ('‒', say!("figure dash"), '-'),
    ('–', say!("en dash"), '-'),
    ('—', say!("em dash"), '-'),
    ('−', say!("minus sign"), '-'),
    ('’', say!("curly apostrophe"), '\''),
    ('。', say!("ideographic full stop"), '.'),
    ('．', say!("wide full stop"), '.'),
    ('：', say!("wide colon"), ':'),
    ('／', say!("wide slash"), '/'),
    ('⁄', say!("fraction slash"), '/'),
    ('∕', say!("division slash"), '/'),
];

/// Filters that lead to what they hold: a part of the host's name, the key of the address.
const WRAPPERS: [(&str, &str); 14] = [
    ("safelinks.protection.outlook.com", "url"),
    ("statics.teams.cdn.office.net", "url"),
    ("urldefense.proofpoint.com", "u"),
    ("linkprotect.cudasvc.com", "a"),
    ("www.google.", "url"),
    ("www.google.", "q"),
    ("l.facebook.com", "u"),
    ("lm.facebook.com", "u"),
    ("l.instagram.com", "u"),
    ("l.messenger.com", "u"),
    ("slack-redir.net", "url"),
    ("www.youtube.com", "q"),
    ("www.linkedin.com", "url"),
    ("out.reddit.com", "url"),
];
/// Filters that say nothing of where they lead.
const SEALED: [&str; 9] = [
    "urldefense.com",
    "protect-eu.mimecast.com",
    "protect-us.mimecast.com",
    "protect-de.mimecast.com",
    "mimecastprotect.com",
    "clicktime.symantec.com",
    "ctp.trendmicro.com",
    "secure-web.cisco.com",
    "protection.sophos.com",
];
/// Keys that follow who reads, and that no page needs.
const TRACKERS: [&str; 14] = [
    "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "mc_cid", "mc_eid", "igshid",
    "igsh", "_hsenc", "_hsmi", "yclid", "twclid",
];

/// Looks for what no address has.
pub(super) fn looked_at(text: &str) -> Result<(), Invalid> {
    let refused = |why: Sentence| Err(Invalid::new(say!("`{text}` {why}")).hint(instead(text)));
    if text.is_empty() {
        return Err(Invalid::new(say!("there is no address")).hint(FORM));
    }
    if let Some(unseen) = invisible::first(text) {
        let hint = match mended(text) {
            Some(right) => say!("type it by hand: `{right}`"),
            None => say!("type it by hand instead of copying it"),
        };
        return Err(unseen.refused(&say!("this address"), text).hint(hint));
    }
    let several = addresses(text);
    if several.len() > 1 {
        return Err(Invalid::new(say!("`{text}` is more than one address"))
            .hint(say!("only one can stand here, as in `{}`", several[0])));
    }
    if let Some(name) = placeholder(text) {
        return Err(host::unfilled(&name, text));
    }
    let bare = unwrapped(text);
    if bare != text {
        let first = text.chars().next().filter(|sign| !bare.starts_with(*sign));
        let (sign, place) = match first {
            Some(sign) => (Some(sign), say!("before")),
            None => (text.get(bare.len()..).and_then(|rest| rest.chars().next()), say!("behind")),
        };
        let sign = sign.map_or_else(String::new, |sign| format!("`{sign}`"));
        return refused(say!("has {sign} {place} it, which is no part of an address"));
    }
    let lower = text.to_lowercase();
    if lower.starts_with("mailto:") || (!text.contains('/') && text.contains('@')) {
        return Err(
            Invalid::new(say!("`{text}` is an address for mail, and not of a site")).hint(FORM)
        );
    }
    if is_file(&lower) {
        return Err(
            Invalid::new(say!("`{text}` is a file on a computer, and not on the web")).hint(FORM)
        );
    }
    if lower.starts_with("http://") && !lower.contains("://http") {
        return Err(Invalid::new(say!("`{text}` does not begin with `https://`")).hint(
            match mended(text) {
                Some(right) => say!("write `{right}`, once you have seen that it opens"),
                None => FORM,
            },
        ));
    }
    let Some(rest) = lower.strip_prefix("https://") else {
        return match (rest_of(text), lower.split_once(':')) {
            (Some(_), _) => refused(say!("does not begin with `https://`")),
            (None, Some((scheme, _))) if scheme.chars().all(|c| c.is_ascii_alphabetic()) => {
                refused(say!("does not begin with `https://`"))
            }
            _ => refused(say!("is not a web address")),
        };
    };
    if rest.starts_with(['/', '\\', ':', ' ']) || rest_of(rest).is_some() {
        return refused(say!("has something between `https://` and the name of the site"));
    }
    if text.contains('\\') {
        return refused(say!("has a backslash in it"));
    }
    if text.contains(' ') {
        return refused(say!("has a blank in it"));
    }
    if let Some(sign) = text.chars().find(|sign| "<>\"".contains(*sign)) {
        return Err(
            Invalid::new(say!("`{text}` has `{sign}` in it, which no address has")).hint(FORM)
        );
    }
    if lower.contains("&amp;") {
        return refused(say!("has `&amp;` in it, which stands for `&`"));
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if let Some((sign, called, meant)) = look_alike(host) {
        return refused(say!("has `{sign}` in it, a {called}, in place of `{meant}`"));
    }
    if host.contains('%') {
        return refused(say!("has a `%` in the name of the site"));
    }
    Ok(())
}

/// What to type in place of this, in words.
fn instead(text: &str) -> Sentence {
    mended(text).map_or_else(|| FORM, |right| say!("write `{right}`"))
}

/// The address that was probably meant.
pub(super) fn mended(text: &str) -> Option<String> {
    let text = invisible::without(text).replace("&amp;", "&").replace('\\', "/");
    let mut bare = unwrapped(&text).to_owned();
    for (sign, _, meant) in &LOOK_ALIKES {
        bare = bare.replace(*sign, &meant.to_string());
    }
    let bare = bare.replacen(":// ", "://", 1);
    let mut rest = bare.strip_prefix("//").unwrap_or(&bare);
    while let Some(inner) = rest_of(rest) {
        rest = inner;
    }
    let lower = rest.to_lowercase();
    for scheme in ["https:", "http:"] {
        if lower.starts_with(scheme) {
            rest = rest[scheme.len()..].trim_start_matches('/');
        }
    }
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let host: Vec<&str> = host.split('.').filter(|label| !label.is_empty()).collect();
    let right = format!("https://{}{}", host.join("."), path.replace(' ', "%20"));
    HttpsUrl::proven(&right, Host::public).is_ok().then_some(right)
}

/// What comes behind something that was to be `https://`.
fn rest_of(text: &str) -> Option<&str> {
    let end = text.find('/')?;
    let rest = text[end..].trim_start_matches('/');
    let slashes = text.len() - end - rest.len();
    let scheme = text[..end].trim_end_matches([':', ';', '.', ',', ' ']);
    let parted = scheme.len() < end || slashes > 1;
    // A letter too many, too few, or in another place.
    let plain = scheme.len() > 2 && scheme.chars().all(|c| c.is_ascii_alphabetic());
    let scheme = scheme.to_lowercase();
    let close = ["https", "http"].iter().any(|right| strsim::osa_distance(&scheme, right) <= 2);
    (parted && plain && close && !rest.is_empty()).then_some(rest)
}

/// The text without the signs that stand around it.
pub(super) fn unwrapped(text: &str) -> &str {
    // A link of Markdown: the address stands between the brackets.
    if let (Some(at), true) = (text.find("]("), text.starts_with('['))
        && let Some(end) = text[at..].find(')')
    {
        return unwrapped(&text[at + 2..at + end]);
    }
    let mut rest = text.trim();
    loop {
        let before = rest;
        for (open, close) in PAIRS {
            rest = rest.strip_prefix(open).unwrap_or(rest);
            // What is opened within the address may be closed there.
            let open_within = rest.matches(open).count();
            let unpaired = match open == close {
                true => true,
                false => rest.matches(close).count() > open_within,
            };
            if let (Some(shorter), true) = (rest.strip_suffix(close), unpaired) {
                rest = shorter;
            }
        }
        rest = rest.strip_suffix(ENDS).unwrap_or(rest).trim();
        // A number of a device and a port are not told apart from their brackets here.
        if rest == before {
            return rest;
        }
    }
}

/// The addresses of a text that holds several, each as it could be written; one at most
/// where it is one.
pub(super) fn addresses(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| c.is_whitespace() || ",;|".contains(c));
    let parts: Vec<&str> = parts.map(unwrapped).filter(|part| !part.is_empty()).collect();
    let named = |part: &&str| part.contains("://") || part.starts_with("www.");
    // Names alone, as in a list; what follows a comma within an address is none.
    let all_bare = parts.iter().all(|part| part.contains('.') && !part.contains(['/', '@']));
    let mut found: Vec<String> = Vec::new();
    for part in parts.into_iter().filter(|part| all_bare || named(part)) {
        let mut rest = part;
        // Those that nothing parts.
        while let Some(at) = glued(rest) {
            found.extend(alone(&rest[..at]));
            rest = &rest[at..];
        }
        found.extend(alone(rest));
    }
    found
}

/// One of several addresses; it may have a wildcard in a list for a header.
fn alone(part: &str) -> Option<String> {
    match part.split_once("*.") {
        Some((before, rest)) if before.is_empty() || before.ends_with("://") => {
            mended(rest).map(|right| right.replacen("://", "://*.", 1))
        }
        _ => mended(part),
    }
}

/// Where a second address begins within the name of the first one's host.
fn glued(text: &str) -> Option<usize> {
    let start = text.find("://")? + 3;
    let end = text[start..].find('/').map(|at| start + at)?;
    let host = &text[start..end];
    let next = ["https:", "http:"].iter().find_map(|scheme| host.strip_suffix(scheme));
    next.filter(|before| !before.is_empty()).map(|before| start + before.len())
}

/// A part that stands for a name, as manuals write it.
fn placeholder(text: &str) -> Option<String> {
    let text = unwrapped(text).replace("%7B", "{").replace("%7D", "}");
    let text = text.replace("%7b", "{").replace("%7d", "}");
    [('{', '}'), ('<', '>'), ('[', ']')].iter().find_map(|(open, close)| {
        let start = text.find(*open)?;
        let end = start + text[start..].find(*close)?;
        let inner = &text[start + 1..end];
        // Between square brackets stand addresses by number too, and parts of a query.
        let word = inner.chars().all(|c| c.is_alphanumeric() || "-_ .".contains(c));
        let before_tail = text.find('?').is_none_or(|tail| start < tail);
        // Markup that came along stands for nothing.
        let told = word && !inner.is_empty() && before_tail && !text.contains("</");
        told.then(|| text[start..=end].to_owned())
    })
}

fn look_alike(host: &str) -> Option<(char, Sentence, char)> {
    LOOK_ALIKES.iter().find(|(sign, ..)| host.contains(*sign)).cloned()
}

fn is_file(lower: &str) -> bool {
    let drive = lower.as_bytes().get(1) == Some(&b':')
        && lower.starts_with(|c: char| c.is_ascii_alphabetic());
    drive
        || lower.starts_with("file:")
        || lower.starts_with("\\\\")
        || (lower.starts_with('/') && !lower.starts_with("//"))
}

/// The remedy for an address that leads through a filter of somebody else, if it does.
pub(super) fn wrapper(url: &Url) -> Option<Invalid> {
    let host = url.host_str().unwrap_or_default();
    let told =
        || Invalid::new(say!("this address leads through `{host}`, which sees who opens it"));
    let within = |known: &str| host == known || host.ends_with(&format!(".{known}"));
    for (name, key) in WRAPPERS {
        let here = within(name) || (name.ends_with('.') && host.starts_with(name));
        let inner = url.query_pairs().find(|(found, _)| here && found == key);
        let inner = inner.map(|(_, inner)| match name {
            // Proofpoint writes `-3A` for `%3A`, and `_` for `/`.
            "urldefense.proofpoint.com" => inner.replace("-3A", ":").replace('_', "/"),
            _ => inner.into_owned(),
        });
        if let Some(inner) = inner.filter(|inner| inner.starts_with("http")) {
            return Some(told().hint(instead(&inner)));
        }
    }
    if within("urldefense.com")
        && let Some((_, inner)) = url.path().split_once("/__http")
        && let Some((inner, _)) = inner.split_once("__;")
    {
        return Some(told().hint(instead(&format!("http{inner}"))));
    }
    let sealed = SEALED.iter().any(|known| within(known));
    let coded = url.path().len() > 20 || url.query().is_some();
    (sealed && coded).then(|| {
        told().hint(say!("open it, and copy what then stands in the address bar of your browser"))
    })
}

/// The address without what follows its reader, if there is something of the kind.
pub(super) fn without_trackers(url: &Url) -> Option<String> {
    let tracks = |key: &str| key.starts_with("utm_") || TRACKERS.contains(&key);
    let pieces = url.query().unwrap_or_default();
    let key = |piece: &str| piece.split('=').next().unwrap_or_default().to_lowercase();
    let kept: Vec<&str> = pieces.split('&').filter(|piece| !tracks(&key(piece))).collect();
    let empty_end = url.query() == Some("") || url.fragment() == Some("");
    if kept.len() == pieces.split('&').count() && !empty_end {
        return None;
    }
    let mut clean = url.clone();
    let kept = kept.join("&");
    clean.set_query(Some(kept.as_str()).filter(|kept| !kept.is_empty()));
    if clean.fragment() == Some("") {
        clean.set_fragment(None);
    }
    Some(clean.into())
}
