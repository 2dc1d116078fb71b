//! An adviser -> a card for an address book (vCard, RFC 2426 and RFC 6350).
//!
//! Invariant: the card that the site offers names the person and nothing else:
//! no role, no practice, no client, no portrait, because others may look into a telephone.

use calcard::common::{Data, IanaParse};
use calcard::vcard::{
    VCard, VCardEntry, VCardParameter, VCardProperty, VCardType, VCardValue, VCardVersion,
};

use crate::client::{Adviser, Channel, Client};

/// A card without a word on what the adviser does, in the version that every telephone reads.
pub fn discreet(adviser: &Adviser) -> Vec<u8> {
    written(&person(adviser), VCardVersion::V3_0)
}

/// A card for colleagues of HR: with role, practice and portrait (JPEG), in version 4.
pub fn full(adviser: &Adviser, client: &Client, role: &str, portrait: Option<Vec<u8>>) -> Vec<u8> {
    let mut card = person(adviser);
    if let Some(data) = portrait {
        let photo = Data { content_type: Some("image/jpeg".to_owned()), data };
        let entry = VCardEntry::new(VCardProperty::Photo);
        card.entries.push(entry.with_value(VCardValue::Binary(photo)));
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

fn person(adviser: &Adviser) -> VCard {
    let text = |text: &str| VCardValue::Text(text.to_owned());
    let (family, given) = match adviser.name.split_once(' ') {
        Some((given, family)) => (family, given),
        None => ("", adviser.name.as_str()),
    };
    let mut entries = vec![
        VCardEntry::new(VCardProperty::Fn).with_value(text(&adviser.name)),
        VCardEntry::new(VCardProperty::N).with_values(vec![
            text(family),
            text(given),
            text(""),
            text(""),
            text(""),
        ]),
    ];
    let mut given = Vec::new();
    for (property, kind, value) in adviser.channels.iter().map(Channel::card) {
        // One number can serve for calls and for messages.
        if given.contains(&(property, value)) {
            continue;
        }
        given.push((property, value));
        let name = VCardProperty::parse(property.as_bytes())
            .unwrap_or_else(|| VCardProperty::Other(property.to_owned()));
        let kind = kind.and_then(|kind| VCardType::parse(kind.as_bytes()));
        let mut entry = VCardEntry::new(name);
        if let Some(kind) = kind {
            entry = entry.with_param(VCardParameter::typ(kind));
        }
        entries.push(entry.with_value(text(value)));
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
