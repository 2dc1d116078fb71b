//! What a message begins with: words -> links that bring it along.
//!
//! Invariant: it says that somebody wants to talk and nothing else: not of what, not where they
//! work; what stands in a link is encoded whole, so that no sign of it means something there.

use percent_encoding::{PercentEncode, utf8_percent_encode};

use crate::value::UNRESERVED;
use crate::words::{Words, plain_spaces};

/// A first sentence, and what a mail is headed with.
#[derive(Debug)]
pub(super) struct Opening {
    subject: String,
    text: String,
}

impl Opening {
    /// The sentence in the language of `words`; below it `also`, for an adviser who does not
    /// read that language. None where the language has no such words.
    pub(super) fn new(words: &Words, also: Option<&str>) -> Option<Self> {
        let (subject, text) = (words.get("prefill_subject")?, words.get("prefill_text")?);
        let text = match also {
            Some(also) => format!("{text}\n\n{also}"),
            None => text.to_owned(),
        };
        Some(Self { subject: plain_spaces(subject), text: plain_spaces(&text) })
    }

    /// A link to a chat with the sentence typed (faq.whatsapp.com/5913398998672934).
    pub(super) fn for_whatsapp(&self, href: &str) -> String {
        format!("{href}?text={}", in_query(&self.text))
    }

    /// A link to a mail with it: lines end in `%0D%0A` (RFC 6068, section 5).
    pub(super) fn for_mail(&self, href: &str) -> String {
        let lines = self.text.replace('\n', "\r\n");
        format!("{href}?subject={}&body={}", in_query(&self.subject), in_query(&lines))
    }
}

/// A text in a query. A blank is `%20`, since a mail program would show a `+` as it stands (RFC
/// 6068, section 5).
fn in_query(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, UNRESERVED)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::value::Lang;

    fn opening(subject: &str, text: &str, also: Option<&str>) -> Opening {
        let words = [("prefill_subject", subject), ("prefill_text", text)];
        let words = words.map(|(key, text)| (key.to_owned(), text.to_owned()));
        let words = Words::new(Lang::parse("nl").unwrap(), BTreeMap::from(words));
        Opening::new(&words, also).unwrap()
    }

    #[test]
    fn no_sign_of_a_sentence_means_something_in_a_link() {
        let plain = opening("Vraag", "Hallo, kan dat?", None);
        assert_eq!(
            plain.for_whatsapp("https://wa.me/31612345678"),
            "https://wa.me/31612345678?text=Hallo%2C%20kan%20dat%3F"
        );
        let odd = opening("A&bcc=x@example.nl", "\"1+1\" #2 ‘é’\u{a0}", Some("50% & <b>"));
        let mail = odd.for_mail("mailto:sam@example.nl");
        assert_eq!(
            mail,
            "mailto:sam@example.nl?subject=A%26bcc%3Dx%40example.nl\
             &body=%221%2B1%22%20%232%20%E2%80%98%C3%A9%E2%80%99%20%0D%0A%0D%0A50%25%20%26%20%3Cb%3E"
        );
        // One receiver, one subject, one body, however it is read.
        let url = url::Url::parse(&mail).unwrap();
        let pairs: Vec<String> = url.query_pairs().map(|(name, _)| name.into_owned()).collect();
        assert_eq!((url.path(), pairs), ("sam@example.nl", vec!["subject".into(), "body".into()]));
    }

    #[test]
    fn a_language_without_the_words_has_no_first_sentence() {
        let words = Words::new(Lang::parse("nl").unwrap(), BTreeMap::new());
        assert!(Opening::new(&words, None).is_none());
    }
}
