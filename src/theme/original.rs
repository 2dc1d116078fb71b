//! The mark in a copy of a built-in file: which text it was copied from.
//!
//! A comment in the first line, in the form of the file's language. Invariant:
//! [`mark`] finds in [`marked`] text the digest of that text.

use std::ops::Range;

use crate::value::Digest;

/// What stands before the digest.
const MARK: &str = "vpsite-original: ";

/// A text with its mark in front.
pub fn marked(path: &str, text: &str) -> String {
    let mark = format!("{MARK}{}", Digest::of([text]).as_str());
    let comment = match path.rsplit('.').next().unwrap_or_default() {
        "typ" => format!("// {mark}"),
        "yaml" => format!("# {mark}"),
        "css" | "js" => format!("/* {mark} */"),
        "svg" => format!("<!-- {mark} -->"),
        // Templates: nothing of it comes out.
        _ => format!("{{#- {mark} -#}}"),
    };
    format!("{comment}\n{text}")
}

/// The digest in the first line of a text, and where it stands.
pub fn mark(text: &str) -> Option<(&str, Range<usize>)> {
    let first = text.lines().next()?;
    let start = first.find(MARK)? + MARK.len();
    let digits = first[start..].bytes().take_while(u8::is_ascii_hexdigit).count();
    Some((&first[start..start + digits], start..start + digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_tells_what_it_was_copied_from() {
        for path in ["print/lib.typ", "theme.yaml", "assets/style.css", "site/page.html"] {
            let copy = marked(path, "one\ntwo\n");
            let (digest, range) = mark(&copy).unwrap();
            assert_eq!(digest, Digest::of(["one\ntwo\n"]).as_str(), "{path}");
            assert_eq!(&copy[range], digest);
            assert!(copy.ends_with("\none\ntwo\n"), "{path}");
        }
        assert_eq!(mark("one\n"), None);
    }
}
