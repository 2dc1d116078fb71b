//! Numbers of advisers and desks: a key -> a number that suits it.
//!
//! Invariant: what cannot work is refused, and what works for some people only is said.

use crate::diag::{Diagnostic, Sentence, Span, say};
use crate::value::{Invalid, Line, PhoneNumber};
use crate::yaml::Field;

use super::check::Check;

/// A number that can be called; says where it can hardly be an adviser's.
pub(super) fn callable(field: &Field<String>, check: &mut Check<'_>) -> Option<PhoneNumber> {
    let number = check.checker.parse(field, "phone/invalid", PhoneNumber::parse)?;
    let span = &field.given()?.span;
    match number.line() {
        Line::Emergency => {
            check.push(emergency(&number).at(span));
            return None;
        }
        Line::Short => check.push(
            Diagnostic::warning(
                "phone/short",
                say!("`{}` is a short number, which is not an adviser's", number.shown()),
            )
            .at(span)
            .hint(say!("write the whole number, as in `\"+31 6 12345678\"`")),
        ),
        _ => {}
    }
    Some(number)
}

/// A number that can receive the messages of an app; says where that has to be set up.
pub(super) fn receiving(
    field: &Field<String>,
    app: &Sentence,
    href: fn(&str) -> String,
    check: &mut Check<'_>,
) -> Option<PhoneNumber> {
    let number = check.checker.parse(field, "phone/invalid", messages)?;
    let what = match number.line() {
        Line::Fixed => say!("a landline"),
        Line::Company => say!("no mobile number"),
        _ => return Some(number),
    };
    // A landline works where its owner has confirmed it by a call
    // (developers.facebook.com/docs/whatsapp/overview/phone-number).
    check.push(
        Diagnostic::warning(
            "phone/messages",
            say!(
                "`{}` is {what}, and gets messages only where {} was set up for it",
                number.shown(),
                app
            ),
        )
        .at(&field.given()?.span)
        .hint(say!(
            "send yourself a message through `{}`, or write a mobile number, as in \
             `\"+31 6 12345678\"`",
            href(number.dial())
        )),
    );
    Some(number)
}

/// A number that is not refused messages from the start.
pub(super) fn messages(text: &str) -> Result<PhoneNumber, Invalid> {
    let number = PhoneNumber::parse(text)?;
    match number.line() {
        Line::Free | Line::Paid | Line::Short | Line::Emergency | Line::Other => {
            Err(Invalid::new(say!("`{text}` is no number for messages"))
                .hint(say!("write a mobile number, as in `\"+31 6 12345678\"`")))
        }
        _ => Ok(number),
    }
}

/// Tells of a number that other countries do not reach, where an adviser has no other.
pub(super) fn say_who_cannot_call(numbers: &[(PhoneNumber, &Span)], check: &mut Check<'_>) {
    if let Some((number, span)) = numbers.first()
        && numbers.iter().all(|(number, _)| number.is_inland())
    {
        check.push(unreached(number).at(span).hint(say!(
            "add a number for who calls from there, as in \
             `- {{type: phone, number: \"+31 20 1234567\"}}`"
        )));
    }
}

/// The number of the police in the place of somebody's own.
pub(super) fn emergency(number: &PhoneNumber) -> Diagnostic {
    Diagnostic::error(
        "phone/emergency",
        say!("`{}` is an emergency number, and nobody's own", number.shown()),
    )
    .hint(say!("write the number of the person or the desk, as in `\"+31 6 12345678\"`"))
}

/// A number that is not reached from other countries, as a rule.
pub(super) fn unreached(number: &PhoneNumber) -> Diagnostic {
    Diagnostic::note(
        "phone/abroad",
        say!("`{}` can hardly be called from other countries", number.shown()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_number_receives_no_messages() {
        for number in
            ["0800 0188", "0900 8844", "0906 0101", "14 010", "116 123", "112", "+44 909 8790 123"]
        {
            assert!(messages(number).is_err(), "{number}");
        }
        for number in ["088 0767 000", "020 123 4567", "+1 201 555 0123"] {
            assert!(messages(number).is_ok(), "{number}");
        }
    }
}
