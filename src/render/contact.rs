//! An adviser -> a card for an address book (vCard, RFC 2426 and RFC 6350).
//!
//! Invariant: the card that the site offers names the person and nothing else:
//! no role, no practice, no client, no portrait, because others may look into a telephone.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use calcard::common::IanaParse;
use calcard::vcard::{
    VCard, VCardEntry, VCardParameter, VCardProperty, VCardType, VCardValue, VCardVersion,
};

use crate::client::{Adviser, Card, Channel, Client};
use crate::value::Line;

/// A card without a word on what the adviser does, in the version that every telephone reads.
pub fn discreet(adviser: &Adviser) -> Vec<u8> {
    written(&person(adviser, VCardVersion::V3_0), VCardVersion::V3_0)
}

/// A card for colleagues of HR: with role, practice and portrait (JPEG), in version 4.
pub fn full(adviser: &Adviser, client: &Client, role: &str, portrait: Option<Vec<u8>>) -> Vec<u8> {
    let mut card = person(adviser, VCardVersion::V4_0);
    if let Some(data) = portrait {
        // As an address: in one a comma is no separator and is not escaped (RFC 6350, 6.2.4).
        // The crate escapes it in data that it writes itself, which not every reader undoes.
        let photo = format!("data:image/jpeg;base64,{}", STANDARD.encode(data));
        let entry = VCardEntry::new(VCardProperty::Photo);
        card.entries.push(entry.with_value(VCardValue::Text(photo)));
    }
    let mut add = |name: VCardProperty, text: &str| {
        card.entries.push(VCardEntry::new(name).with_value(VCardValue::Text(text.to_owned())));
    };
    add(VCardProperty::Title, role);
    if let Some(practice) = &client.practice {
        add(VCardProperty::Org, &practice.name);
    }
    add(VCardProperty::Url, client.site.url.as_str());
    written(&card, VCardVersion::V4_0)
}

/// What is known of a number: its line, whether it is given for calls, whether for messages.
struct Number<'a> {
    card: Card<'a>,
    line: Line,
    calls: bool,
    messages: bool,
}

/// Kinds of a number in version 3 (RFC 2426, 3.3.1): one, of which every address book makes
/// a label; that it is for work, is not said there.
fn bare_kinds(number: &Number<'_>) -> Vec<VCardType> {
    number.card.kind().and_then(|kind| VCardType::parse(kind.as_bytes())).into_iter().collect()
}

/// Kinds of a number in version 4 (RFC 6350, 6.4.1).
fn full_kinds(number: &Number<'_>) -> Vec<VCardType> {
    let kind = match number.line {
        Line::Mobile => Some(VCardType::Cell),
        // Nobody knows whose telephone it is.
        Line::Either | Line::Other => None,
        _ => Some(VCardType::Work),
    };
    let voice = (number.calls || number.line != Line::Mobile).then_some(VCardType::Voice);
    let text = number.messages.then_some(VCardType::Text);
    kind.into_iter().chain(voice).chain(text).collect()
}

fn person(adviser: &Adviser, version: VCardVersion) -> VCard {
    let text = |text: &str| VCardValue::Text(text.to_owned());
    let name = &adviser.name;
    let mut structured =
        VCardEntry::new(VCardProperty::N).with_values(name.parts().map(text).to_vec());
    if let (Some(family), VCardVersion::V4_0) = (name.sorts_as(), version) {
        let given = if name.given.is_empty() { String::new() } else { format!(",{}", name.given) };
        structured = structured.with_param(VCardParameter::sort_as(format!("{family}{given}")));
    }
    let mut entries =
        vec![VCardEntry::new(VCardProperty::Fn).with_value(text(&name.full)), structured];
    let cards: Vec<Card<'_>> = adviser.channels.iter().map(Channel::card).collect();
    for (index, card) in cards.iter().enumerate() {
        // One number can serve for calls and for messages.
        let same = |other: &&Card<'_>| (other.property, other.value) == (card.property, card.value);
        if cards[..index].iter().any(|other| same(&other)) {
            continue;
        }
        let name = VCardProperty::parse(card.property.as_bytes())
            .unwrap_or_else(|| VCardProperty::Other(card.property.to_owned()));
        let mut entry = VCardEntry::new(name);
        if let Some(line) = card.line {
            let messages = cards.iter().filter(same).any(|card| card.for_messages);
            let calls = cards.iter().filter(same).any(|card| !card.for_messages);
            let number = Number { card: *card, line, calls, messages };
            let kinds = match version {
                VCardVersion::V4_0 => full_kinds(&number),
                _ => bare_kinds(&number),
            };
            for kind in kinds {
                entry = entry.with_param(VCardParameter::typ(kind));
            }
        }
        // A number is written as text, which is its default in both versions: there are address
        // books that show an address `tel:…` as it stands, as Nextcloud's
        // (github.com/nextcloud/contacts/issues/4357).
        entries.push(entry.with_value(text(card.value)));
    }
    VCard { entries }
}

fn written(card: &VCard, version: VCardVersion) -> Vec<u8> {
    let mut out = String::new();
    // Writing to memory has no way to fail.
    let result = card.write_to(&mut out, version);
    debug_assert!(result.is_ok());
    out.into_bytes()
}
