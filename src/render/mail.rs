//! A message -> a mail that is still to be sent (RFC 5322, RFC 2046).
//!
//! It says everything twice, as HTML and as plain text, and names neither sender
//! nor receiver. Invariant: the same words give the same bytes: no clock, no
//! chance in a boundary or an id.

use mail_builder::MessageBuilder;
use mail_builder::headers::HeaderType;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::{BodyPart, MimePart};

use crate::value::{Edition, sha256};

/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// A mail with the words of a message.
pub fn draft(subject: &str, html: &str, text: &str, edition: Edition) -> Vec<u8> {
    let digest = sha256(format!("{subject}\0{html}\0{text}").as_bytes());
    let boundary = format!("vpsite-{}", &digest[..24]);
    let parts = vec![
        MimePart::new(ContentType::new("text/plain"), BodyPart::Text(text.into())),
        MimePart::new(ContentType::new("text/html"), BodyPart::Text(html.into())),
    ];
    let both = ContentType::new("multipart/alternative").attribute("boundary", boundary);
    let mut out = Vec::new();
    MessageBuilder::new()
        .subject(subject)
        .message_id(format!("{}@vpsite.invalid", &digest[..24]))
        .date(Date::new(midnight(edition)))
        // Outlook opens a file that says so as a draft.
        .header("X-Unsent", HeaderType::Raw(Raw::new("1")))
        .body(MimePart::new(both, BodyPart::Multipart(parts)))
        .serialize(&mut out);
    out
}

/// The first day of the edition, in seconds since 1970.
fn midnight(edition: Edition) -> i64 {
    let first = time::Month::try_from(edition.month)
        .and_then(|month| time::Date::from_calendar_date(edition.year, month, 1));
    let days = first.map_or(0, |day| i64::from(day.to_julian_day()) - 2_440_588);
    days * DAY
}
