//! Each channel leads where its app expects, and is called by its words.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::client::view::Names;
use crate::value::{HttpsUrl, Lang};
use crate::words::Words;

fn channel(name: &str, written: &str) -> Channel {
    let row = TABLE.iter().find(|row| row.name == name).unwrap();
    let target = match row.takes {
        Takes::Address => Target::Address(Email::parse(written).unwrap()),
        Takes::Number => Target::Number(PhoneNumber::parse(written).unwrap()),
        Takes::Messages => Target::Number(number::messages(written).unwrap()),
        Takes::Web => Target::Web(web(written, WebKind::Chat, false)),
    };
    Channel { kind: ChannelKind(row), target, hours: None }
}

fn web(url: &str, kind: WebKind, anonymous: bool) -> Web {
    let url = HttpsUrl::parse(url).unwrap();
    Web { host: url.host().readable(), url, kind, anonymous }
}

#[test]
fn no_two_rows_share_a_name_or_a_place() {
    let distinct = |key: fn(&Row) -> String| TABLE.iter().map(key).collect::<BTreeSet<_>>().len();
    assert_eq!(distinct(|row| row.name.to_owned()), TABLE.len());
    assert_eq!(distinct(|row| row.on_screen.to_string()), TABLE.len());
    assert_eq!(distinct(|row| row.on_paper.to_string()), TABLE.len());
}

#[test]
fn each_leads_where_its_app_expects() {
    let cases = [
        ("phone", "0612345678", "tel:+31612345678"),
        ("phone", "0800 0188", "tel:08000188"),
        ("phone", "0900-8844", "tel:09008844"),
        ("whatsapp", "06 12345678", "https://wa.me/31612345678"),
        ("whatsapp", "+39 02 8646 1234", "https://wa.me/390286461234"),
        ("signal", "06 12345678", "https://signal.me/#p/+31612345678"),
        ("email", "sam@example.nl", "mailto:sam@example.nl"),
        ("web", "https://chat.example.nl/a?b=1&c=2", "https://chat.example.nl/a?b=1&c=2"),
    ];
    for (name, number, href) in cases {
        assert_eq!(channel(name, number).href(), href);
    }
}

#[test]
fn the_hint_names_every_channel() {
    let said = key_of_each();
    assert!(TABLE.iter().all(|row| said.contains(&row.called.to_string())), "{said}");
}

#[test]
fn a_channel_without_its_phrase_is_called_by_its_word() {
    let lang = Lang::parse("nl").unwrap();
    let words = BTreeMap::from([("call".to_owned(), "Bellen".to_owned())]);
    let words = Words::new(lang, words);
    let reader = Reader::new(&words, Names::Bare);
    let view = channel("phone", "0612345678").view("Sam", None, &reader);
    assert_eq!((&view["label"], &view["action"]), (&json!("Bellen"), &json!("Bellen")));
}

#[test]
fn what_is_on_the_web_is_called_what_it_is_and_names_its_host() {
    let lang = Lang::parse("nl").unwrap();
    let words = ["chat", "chat_anonymous", "form", "form_anonymous"];
    let words = words.iter().flat_map(|word| {
        let named = (format!("web_{word}_name"), format!("{word} {{name}}"));
        [(format!("web_{word}"), (*word).to_owned()), named]
    });
    let note = ("web_note".to_owned(), "Opent {host}.".to_owned());
    let words = Words::new(lang, words.chain([note]).collect());
    let reader = Reader::new(&words, Names::Bare);
    let row = TABLE.iter().find(|row| row.name == "web").unwrap();
    for (kind, anonymous, label) in [
        (WebKind::Chat, false, "chat"),
        (WebKind::Chat, true, "chat_anonymous"),
        (WebKind::Form, false, "form"),
        (WebKind::Form, true, "form_anonymous"),
    ] {
        let target = Target::Web(web("https://xn--zo-ija.example.nl/a/b?c=1", kind, anonymous));
        let channel = Channel { kind: ChannelKind(row), target, hours: None };
        let view = channel.view("Sam", None, &reader);
        assert_eq!((&view["label"], &view["text"]), (&json!(label), &json!("zoë.example.nl")));
        assert!(view["action"].as_str().unwrap().starts_with(&format!("{label} ")), "{view}");
        assert!(view["opens"].as_str().unwrap().contains("zoë.example.nl"), "{view}");
        assert_eq!(view["written"], view["href"]);
        assert_eq!((&view["outside"], &view["on_web"]), (&json!(true), &json!(true)));
    }
}

#[test]
fn two_of_one_host_are_two_channels_and_one_address_is_one() {
    let of = |url: &str| Channel {
        kind: ChannelKind(TABLE.iter().find(|row| row.name == "web").unwrap()),
        target: Target::Web(web(url, WebKind::Chat, false)),
        hours: None,
    };
    let (chat, form) = (of("https://a.example.nl/chat"), of("https://a.example.nl/form"));
    assert_eq!(chat.shown(), form.shown());
    assert_ne!(chat.href(), form.href());
    assert_eq!(chat.card().property, "URL");
    assert_eq!(chat.card().value, "https://a.example.nl/chat");
}
