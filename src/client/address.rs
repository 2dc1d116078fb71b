//! Addresses that stand on paper: text -> one that people can type and a server can have.
//!
//! Invariant: a folder of the web, the same for every reader, of signs that every keyboard
//! has for its own language; short enough for a code that reads from paper.

use unicode_normalization::UnicodeNormalization;

use crate::diag::{Sentence, say};
use crate::value::{HttpsUrl, Invalid, is_of_words, of_one_alphabet};

/// Longest address of a site, in bytes: what a code of 57 modules a side holds at level M
/// (ISO/IEC 18004, table 7, version 10). More modules would be finer on a card than a phone
/// reads; whether these do is found by reading each code back.
const ADDRESS_LIMIT: usize = 213;

/// What a path may hold beside letters and digits. The rest of RFC 3986, 3.3 has a meaning to
/// one server or the other (`$`, `*`), or is no sign to type (`%`).
const IN_PATH: &str = "/-._~!&'()+,;=:@";

/// How the names of pages end, which a folder's does not.
const PAGES: [&str; 10] =
    [".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".jsp", ".cfm", ".md"];

/// The address of a site.
pub(super) fn address(text: &str) -> Result<HttpsUrl, Invalid> {
    let url = folder(text)?;
    match url.as_str().len() {
        0..=ADDRESS_LIMIT => Ok(url),
        length => Err(too_long(length)),
    }
}

/// The address of a folder on the web.
pub(super) fn folder(text: &str) -> Result<HttpsUrl, Invalid> {
    let url = typeable(text)?;
    if !url.path().ends_with('/') {
        return Err(Invalid::new(say!("`{text}` does not end with a slash"))
            .hint(say!("the site is a folder: write `{}`", as_folder(text))));
    }
    Ok(url)
}

/// An address as it is typed: what is shown, and what a browser makes of it.
pub(super) fn typed(text: &str) -> Result<(String, HttpsUrl), Invalid> {
    let whole = format!("https://{}", text.trim_start_matches("https://"));
    let start = text.len().min(4);
    let www = text.get(..start).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    if text.len() <= ADDRESS_LIMIT && (text.contains("://") || www) {
        let meant = HttpsUrl::parse(&whole).map(|url| url.without_tail().short());
        let meant = meant.unwrap_or_else(|_| "vp.example.nl/acme".to_owned());
        return Err(Invalid::new(say!("`{text}` is not an address to be typed"))
            .hint(say!("write it without `https://` and `www.`: `{meant}`")));
    }
    // It is told of as it was written, and is to be written the same way.
    let bare = |said: Sentence| {
        said.with_data(&|data| data.strip_prefix("https://").unwrap_or(data).to_owned())
    };
    let url = typeable(&whole).map_err(|invalid| Invalid {
        message: bare(invalid.message),
        hint: invalid.hint.map(bare),
        ..invalid
    })?;
    let plain = text.is_ascii() && !text.contains('%') && !text.to_lowercase().contains("xn--");
    let shown = if plain { text.trim_end_matches('/').to_owned() } else { url.short() };
    Ok((shown, url))
}

/// An address that names no more than a folder, in signs that can be typed.
fn typeable(text: &str) -> Result<HttpsUrl, Invalid> {
    // Said before anything else, which would repeat all of it.
    if text.len() > ADDRESS_LIMIT {
        return Err(too_long(text.len()));
    }
    if text.contains(' ') {
        let hyphens = text.replace(' ', "-");
        let hint = match HttpsUrl::parse(&hyphens) {
            Ok(_) => say!("write it with a hyphen, as the folder has to be called: `{hyphens}`"),
            Err(_) => say!("write one address, without a blank"),
        };
        return Err(Invalid::new(say!("`{text}` has a blank in it")).hint(hint));
    }
    // A folder's name can come from a disk that writes `é` as two signs; keyboards write one.
    let composed: String = text.nfc().collect();
    let url = HttpsUrl::parse(&composed)?;
    let refused =
        |why: Sentence, hint: Sentence| Err(Invalid::new(say!("`{text}` {why}")).hint(hint));
    if url.has_tail() {
        let folder = as_folder(text);
        return refused(
            say!("has a `?` or a `#`"),
            say!("an address on a poster is the same for everyone: write `{folder}`"),
        );
    }
    let path = url.path_decoded();
    if path.trim_end_matches('/').rsplit('/').next().is_some_and(is_page) {
        return refused(
            say!("is a page, and the site is a folder"),
            say!("write `{}`", as_folder(text)),
        );
    }
    if path.contains("//") {
        let (start, rest) = text.split_at(8);
        let mut rest = rest.to_owned();
        while rest.contains("//") {
            rest = rest.replace("//", "/");
        }
        return refused(say!("has two slashes where one belongs"), say!("write `{start}{rest}`"));
    }
    let typed = |c: char| is_of_words(c) || IN_PATH.contains(c);
    if let Some(sign) = path.chars().find(|c| !typed(*c)) {
        let sign = match sign {
            ' ' => say!("a blank"),
            '\u{FFFD}' => say!("a sign of no alphabet"),
            sign => say!("`{sign}`"),
        };
        return refused(
            say!("has {sign} in it, which people cannot type as it stands on paper"),
            say!(
                "choose a folder of letters, digits and hyphens, as in `https://vp.example.nl/acme/`"
            ),
        );
    }
    if let Some(part) = path.split('/').find(|part| !of_one_alphabet(part)) {
        return refused(
            say!("has letters of two alphabets in `{part}`, which look alike"),
            say!("type it by hand, in one alphabet"),
        );
    }
    Ok(url)
}

/// The folder that an address probably means.
fn as_folder(text: &str) -> String {
    let text = text.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    match text.rsplit_once('/') {
        Some((folder, page)) if text.len() > 8 && is_page(page) => format!("{folder}/"),
        _ => format!("{text}/"),
    }
}

fn is_page(segment: &str) -> bool {
    let lower = segment.to_lowercase();
    PAGES.iter().any(|ending| lower.ends_with(ending))
}

fn too_long(length: usize) -> Invalid {
    Invalid::new(say!("this address is {length} characters long, which no poster can show")).hint(
        say!(
            "a code holds at most {ADDRESS_LIMIT}: choose a short one, as in \
             `https://vp.example.nl/acme/`"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_no_code_holds_is_refused_in_few_words() {
        let of_length = |length: usize| {
            let start = "https://vp.example.nl/";
            format!("{start}{}/", "a".repeat(length - start.len() - 1))
        };
        assert!(address(&of_length(ADDRESS_LIMIT)).is_ok());
        for length in [ADDRESS_LIMIT + 1, 3_000] {
            let refused = address(&of_length(length)).unwrap_err();
            assert!(refused.message.contains(&length.to_string()), "{}", refused.message);
            assert!(refused.message.to_string().len() < 100 && refused.hint.is_some());
        }
        // What is typed here grows where it is encoded for the code.
        assert!(address(&format!("https://vp.example.nl/{}/", "é".repeat(90))).is_err());
        assert!(typed(&of_length(3_000)[8..]).is_err());
    }

    #[test]
    fn a_page_is_none_and_its_folder_is_told() {
        let folder = "`https://vp.example.nl/dewaal/`";
        for wrong in [
            "https://vp.example.nl/dewaal/index.html",
            "https://vp.example.nl/dewaal/index.html/",
            "https://vp.example.nl/dewaal/INDEX.HTM",
            "https://vp.example.nl/dewaal/index.php",
            "https://vp.example.nl/dewaal/default.aspx",
            "https://vp.example.nl/dewaal/index.html#top",
            "https://vp.example.nl/dewaal/index.html?utm_source=poster",
            "https://vp.example.nl/dewaal/?utm_source=poster",
            "https://vp.example.nl/dewaal?fbclid=IwAR0",
            "https://vp.example.nl/dewaal/#",
            "https://vp.example.nl/dewaal/?",
            "https://vp.example.nl/dewaal",
            "https://vp.example.nl//dewaal/",
        ] {
            let refused = address(wrong).expect_err(wrong);
            assert!(refused.hint.as_ref().unwrap().contains(folder), "{wrong}: {refused:?}");
        }
        for wrong in [
            "https://vp.example.nl/de waal/",
            "https://vp.example.nl/de%20waal/",
            "https://vp.example.nl/de–waal/",
            "https://vp.example.nl/%22a%22/",
            "https://vp.example.nl/a$b/",
            "https://vp.example.nl/a*/",
            "https://vp.example.nl/100%25/",
            "https://vp.example.nl/%FF/",
            "https://vp.example.nl/a%0Ab/",
            "https://vp.example.nl/a%5Cb/",
            "https://vp.example.nl/<b>a</b>/",
            "https://vp.example.nl/a😀/",
            "https://vp.example.nl/асme/",
            "https://vp.example.nl/a%3Fb/",
        ] {
            let refused = address(wrong).expect_err(wrong);
            assert!(refused.hint.is_some(), "{wrong}: {refused:?}");
        }
        for right in [
            "https://vp.example.nl/",
            "https://vp.example.nl",
            "https://vp.example.nl/De-Waal_2/",
            "https://vp.example.nl/~noor/v1.0/",
            "https://vp.example.nl/o'neill/r&d;x=1,2:3@4+5!(6)/",
            "https://vp.example.nl/café/",
            "https://vp.example.nl/cafe\u{301}/",
            "https://vp.example.nl/довіра/",
            "https://vp.example.nl:8443/a/",
        ] {
            assert!(address(right).is_ok(), "{right}: {:?}", address(right));
        }
        let composed = address("https://vp.example.nl/cafe\u{301}/").unwrap();
        assert_eq!(composed.as_str(), "https://vp.example.nl/caf%C3%A9/");
    }

    #[test]
    fn what_people_type_is_shown_as_it_is_typed() {
        for (text, shown) in [
            ("vp.example.nl/acme", "vp.example.nl/acme"),
            ("vp.example.nl/acme/", "vp.example.nl/acme"),
            ("VP.example.nl/Acme", "VP.example.nl/Acme"),
            ("vertrouwen-zoë.example.nl/café", "vertrouwen-zoë.example.nl/café"),
            ("xn--vertrouwen-zo-gib.example.nl/caf%C3%A9", "vertrouwen-zoë.example.nl/café"),
        ] {
            assert_eq!(typed(text).map(|(shown, _)| shown).as_deref(), Ok(shown), "{text}");
        }
        for (wrong, said) in [
            ("https://vp.example.nl/acme/", "`vp.example.nl/acme`"),
            ("http://vp.example.nl/acme/", "vp.example.nl/acme`"),
            ("www.example.nl/acme", "`example.nl/acme`"),
            ("vp.example.nl/acme/index.html", "`vp.example.nl/acme/`"),
            ("vp.example.nl/acme?x", "`vp.example.nl/acme/`"),
            ("vp.example.nl/acme.", "`vp.example.nl/acme`"),
            ("vp.example.nl/ac me", "`vp.example.nl/ac-me`"),
            ("vp.example.nl/<b>acme</b>", "example.nl"),
            ("vp.example.nl/\u{202E}acme", "by hand"),
            ("vp.example.nl/ac\nme", "by hand"),
            ("vp.example.nl/ac\u{200B}me", "`vp.example.nl/acme`"),
            ("vp.example.nl:0", "example"),
            ("acme", "example.nl"),
            ("vp.example.n", "example.nl"),
            ("192.168.1.20", "name"),
            ("noor@example.nl", "example.nl"),
            ("vp..example.nl", "example.nl"),
        ] {
            let refused = typed(wrong).expect_err(wrong);
            assert!(refused.hint.as_ref().unwrap().contains(said), "{wrong}: {refused:?}");
        }
    }
}
