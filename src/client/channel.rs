//! Ways to make contact: one table -> keys, check, links, words, icons and orders.
//!
//! A new channel is one row of [`TABLE`] and its words; a template that has never
//! heard of it shows it by its label and link. Invariant: a channel leads
//! somewhere, and a number for messages is one that can receive them. A number
//! that only some people reach is said.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer, EnumAccess, VariantAccess, Visitor};
use serde_json::{Value, json};

use crate::diag::{Diagnostic, Sentence, Span, say};
use crate::value::{Email, Lang, Line, List, PhoneNumber, TextOr};
use crate::yaml::{Field, Located};

use super::check::Check;
use super::hours::{Hours, HoursKeys};
use super::number;
use super::view::Reader;

/// What is known of one way to make contact.
#[derive(Debug)]
struct Row {
    /// Its name in YAML and in templates.
    name: &'static str,
    /// What it is, for who completes it in an editor.
    about: &'static str,
    /// What it is called in a hint.
    called: Sentence,
    /// The key of its word; that with `_name` behind it says it of a person.
    word: &'static str,
    /// Its drawing in the theme.
    icon: &'static str,
    /// What it leads to.
    takes: Takes,
    /// The link, from what is dialled or from the link of the address.
    href: fn(&str) -> String,
    /// The property in an address book (RFC 6350, 6.4).
    card: &'static str,
    /// Its place on screens, the same everywhere (WCAG 2.2, 3.2.6).
    on_screen: u8,
    /// Its place on paper, where nothing can be tapped: numbers that are dialled or
    /// stored come before an address that has to be copied.
    on_paper: u8,
}

/// What a channel leads to, and so which key it is given with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    /// `number`: any that can be called.
    Number,
    /// `number`: one that can receive messages.
    Messages,
    /// `address`: an e-mail address.
    Address,
}

/// Every way to make contact, in the order in which they are listed for who writes YAML.
const TABLE: &[Row] = &[
    Row {
        name: "phone",
        about: "A call.",
        called: say!("a phone"),
        word: "call",
        icon: "phone",
        takes: Takes::Number,
        href: |number| format!("tel:{number}"),
        card: "TEL",
        on_screen: 1,
        on_paper: 0,
    },
    Row {
        name: "whatsapp",
        about: "A WhatsApp message.",
        called: Sentence::name("WhatsApp"),
        word: "whatsapp",
        icon: "bubble",
        takes: Takes::Messages,
        // wa.me wants the number without plus sign.
        href: |number| format!("https://wa.me/{}", number.trim_start_matches('+')),
        card: "TEL",
        on_screen: 0,
        on_paper: 1,
    },
    Row {
        name: "email",
        about: "An e-mail.",
        called: say!("e-mail"),
        word: "email",
        icon: "email",
        takes: Takes::Address,
        // An address brings its own, encoded.
        href: str::to_owned,
        card: "EMAIL",
        on_screen: 2,
        on_paper: 3,
    },
    Row {
        name: "signal",
        about: "A Signal message.",
        called: Sentence::name("Signal"),
        word: "signal",
        icon: "signal",
        takes: Takes::Messages,
        href: |number| format!("https://signal.me/#p/{number}"),
        card: "TEL",
        on_screen: 3,
        on_paper: 2,
    },
];

/// The names of [`TABLE`], for the deserializer.
const NAMES: &[&str] = &{
    let mut names = [""; TABLE.len()];
    let mut at = 0;
    while at < TABLE.len() {
        names[at] = TABLE[at].name;
        at += 1;
    }
    names
};

/// Which way to make contact: a row of the table.
#[derive(Clone, Copy)]
pub struct ChannelKind(&'static Row);

/// A way to make contact.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Channel")]
pub struct ChannelKeys {
    /// Which way.
    #[serde(rename = "type")]
    pub kind: Field<ChannelKind>,
    /// For phone, whatsapp and signal; with country code, as in `"+31 6 12345678"`, or a
    /// service number as it is dialled, as in `"0800 1234"`.
    #[serde(default)]
    pub number: Field<String>,
    /// For email.
    #[serde(default)]
    pub address: Field<String>,
    /// When someone answers: `{days: [mon, tue], from: "9:00", to: "17:00"}`, a list of such, or
    /// words, as in `werkdagen van 9 tot 17 uur`.
    #[serde(default)]
    pub hours: Field<TextOr<HoursKeys>>,
}

/// A way to make contact, with its address.
#[derive(Clone, Debug)]
pub struct Channel {
    /// Which way.
    pub kind: ChannelKind,
    /// Where it leads.
    pub target: Target,
    /// When someone answers.
    pub hours: Option<Hours>,
}

/// Where a channel leads.
#[derive(Clone, Debug)]
pub enum Target {
    /// A number.
    Number(PhoneNumber),
    /// An e-mail address.
    Address(Email),
}

/// Says where nothing is taken away, and where nothing is left.
fn taken_away(
    without: &List<ChannelKind>,
    (gone, all): (&[&Located<ChannelKeys>], bool),
    check: &mut Check<'_>,
) {
    for item in check.checker.items(without) {
        let ChannelKind(row) = item.value;
        if !gone.iter().any(|it| it.value.kind.value() == Some(&item.value)) {
            let message = say!("there is no channel of type `{}` to take away", row.name);
            check.push(
                Diagnostic::warning("channel/without", message)
                    .at(&item.span)
                    .hint(say!("take it out of `without`")),
            );
        }
    }
    if let (Some(given), true, false) = (without.given(), all, gone.is_empty()) {
        check.push(
            Diagnostic::error(
                "channel/none",
                say!("this takes away the last way to reach the adviser"),
            )
            .at(&given.span)
            .hint(say!("leave one channel, or write `here: false` for who does not work here")),
        );
    }
}

/// What an address book is told of a channel.
#[derive(Clone, Copy, Debug)]
pub struct Card<'a> {
    /// The property (RFC 6350, 6.4).
    pub property: &'static str,
    /// A number as it is dialled, or an address.
    pub value: &'a str,
    /// What kind of line a number leads to.
    pub line: Option<Line>,
    /// Whether it is given for messages rather than calls.
    pub for_messages: bool,
}

impl Card<'_> {
    /// What may be told to everybody of a number: whether it is a mobile telephone's.
    pub fn kind(&self) -> Option<&'static str> {
        self.line.map(|line| if line == Line::Mobile { "CELL" } else { "VOICE" })
    }
}

impl Channel {
    /// All channels of an adviser but those that are taken away, in the order of screens.
    pub(super) fn check_all(
        list: &List<ChannelKeys>,
        without: &List<ChannelKind>,
        adviser: &Span,
        check: &mut Check<'_>,
    ) -> Vec<Self> {
        let Some(given) = list.required("channels", adviser, &mut check.checker.faults) else {
            return Vec::new();
        };
        if given.value.is_empty() {
            check.push(
                Diagnostic::error("channel/none", say!("an adviser needs at least one channel"))
                    .at(&given.span)
                    .hint(say!("write `- {{type: phone, number: \"+31 6 12345678\"}}`")),
            );
        }
        let mut channels: Vec<Self> = Vec::new();
        let mut numbers = Vec::new();
        let away: Vec<ChannelKind> = check.checker.items(without).map(|item| item.value).collect();
        let is_away = |item: &&Located<ChannelKeys>| {
            item.value.kind.value().is_some_and(|kind| away.contains(kind))
        };
        let (gone, used): (Vec<_>, Vec<_>) = check.checker.items(list).partition(is_away);
        taken_away(without, (&gone, used.is_empty()), check);
        for item in used {
            let Some(channel) = Self::check(item, check) else { continue };
            let same =
                |other: &Self| other.kind == channel.kind && other.shown() == channel.shown();
            if channels.iter().any(same) {
                check.push(
                    Diagnostic::error("channel/twice", say!("this channel is given twice"))
                        .at(&item.span)
                        .hint(say!("keep one of the two")),
                );
            }
            if let Target::Number(number) = &channel.target {
                numbers.push((
                    number.clone(),
                    item.value.number.given().map_or(&item.span, |it| &it.span),
                ));
            }
            channels.push(channel);
        }
        number::say_who_cannot_call(&numbers, check);
        channels.sort_by_key(|channel| channel.kind.0.on_screen);
        channels
    }

    fn check(keys: &Located<ChannelKeys>, check: &mut Check<'_>) -> Option<Self> {
        let ChannelKeys { kind, number, address, hours } = &keys.value;
        let hours = Hours::check(hours, check);
        let kind = kind.required("type", &keys.span, &mut check.checker.faults)?;
        let (row, kind_span) = (kind.value.0, &kind.span);
        let ((key, wanted), (unwanted_key, unwanted)) = match row.takes {
            Takes::Address => (("address", address), ("number", number)),
            Takes::Number | Takes::Messages => (("number", number), ("address", address)),
        };
        if let Some(extra) = unwanted.given() {
            check.push(
                Diagnostic::error(
                    "channel/key",
                    say!("a channel of type `{}` has no `{unwanted_key}`", row.name),
                )
                .at(&extra.span)
                .hint(key_of_each()),
            );
        }
        if matches!(wanted, Field::Missing) {
            check.push(
                Diagnostic::error(
                    "yaml/missing-key",
                    say!("a channel of type `{}` needs `{key}`", row.name),
                )
                .at(kind_span)
                .hint(match row.takes {
                    Takes::Address => say!("write `address: naam@example.nl`"),
                    Takes::Number | Takes::Messages => say!("write `number: \"+31 6 12345678\"`"),
                }),
            );
            return None;
        }
        let target = match row.takes {
            Takes::Address => {
                Target::Address(check.checker.parse(address, "email/invalid", Email::parse)?)
            }
            Takes::Number => Target::Number(number::callable(number, check)?),
            Takes::Messages => {
                Target::Number(number::receiving(number, &row.called, row.href, check)?)
            }
        };
        Some(Self { kind: kind.value, target, hours })
    }

    /// Whether it is a call.
    pub fn is_call(&self) -> bool {
        self.href().starts_with("tel:")
    }

    /// What is shown: a number in groups, or an address.
    pub fn shown(&self) -> &str {
        self.shown_by(PhoneNumber::shown)
    }

    /// What readers of a language are shown.
    fn shown_in(&self, lang: Lang) -> &str {
        self.shown_by(|number| number.shown_in(lang))
    }

    /// What is shown to readers of many languages, whose SIM cards are of many countries.
    pub fn shown_abroad(&self) -> &str {
        self.shown_by(PhoneNumber::typed)
    }

    fn shown_by(&self, number: impl Fn(&PhoneNumber) -> &str) -> &str {
        match &self.target {
            Target::Number(dialled) => number(dialled),
            Target::Address(email) => email.as_str(),
        }
    }

    /// The link: `tel:`, `mailto:`, or the public address that opens the app.
    pub fn href(&self) -> String {
        let href = self.kind.0.href;
        match &self.target {
            Target::Number(number) => href(number.dial()),
            Target::Address(email) => href(&email.href()),
        }
    }

    /// What an address book is told.
    pub fn card(&self) -> Card<'_> {
        let (value, line) = match &self.target {
            Target::Number(number) => (number.dial(), Some(number.line())),
            Target::Address(email) => (email.plain(), None),
        };
        Card { property: self.kind.0.card, value, line, for_messages: self.kind.is_for_messages() }
    }

    /// The channel of a person as templates see it.
    pub(super) fn view(&self, first_name: &str, reader: &Reader<'_>) -> Value {
        let (row, words, href) = (self.kind.0, reader.words(), self.href());
        let first_name = crate::words::isolated(first_name, reader.lang());
        let action = format!("{}_name", row.word);
        let action = match words.get(&action) {
            Some(_) => words.filled(&action, &[("name", &first_name)]),
            // A theme may lack the phrase of a channel; it never lacks the channel.
            None => words.word(row.word).to_owned(),
        };
        json!({
            "kind": row.name,
            "icon": row.icon,
            "label": words.word(row.word),
            "action": action,
            "text": self.shown_in(reader.lang()),
            "href": href,
            // Another site opens beside this one, so that nobody loses it.
            "outside": href.starts_with("https:"),
            // A page has room to say whom it does not reach.
            "inland": matches!(&self.target, Target::Number(number) if number.is_inland()),
            "is_address": matches!(self.target, Target::Address(_)),
            "on_paper": row.on_paper,
            "hours": self.hours.as_ref().and_then(|hours| hours.said(reader)),
        })
    }
}

/// Which key each channel is given with, in words.
fn key_of_each() -> Sentence {
    let called = |wanted: &dyn Fn(Takes) -> bool| {
        let rows = TABLE.iter().filter(|row| wanted(row.takes));
        let names: Vec<Sentence> = rows.map(|row| row.called.clone()).collect();
        match names.split_last() {
            Some((last, others)) if !others.is_empty() => {
                say!("{} or {last}", Sentence::joined(others.to_vec(), ", "))
            }
            _ => Sentence::joined(names, ""),
        }
    };
    say!(
        "write `number` for {}, and `address` for {}",
        called(&|takes| takes != Takes::Address),
        called(&|takes| takes == Takes::Address),
    )
}

impl ChannelKind {
    /// Whether it carries messages to a number.
    fn is_for_messages(self) -> bool {
        self.0.takes == Takes::Messages
    }

    /// The name in templates and in YAML.
    pub fn as_str(self) -> &'static str {
        self.0.name
    }
}

impl PartialEq for ChannelKind {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for ChannelKind {}

impl fmt::Debug for ChannelKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for ChannelKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KindVisitor;

        impl<'de> Visitor<'de> for KindVisitor {
            type Value = ChannelKind;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", say!("a way to make contact"))
            }

            fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<ChannelKind, A::Error> {
                let (name, variant) = data.variant::<String>()?;
                variant.unit_variant()?;
                let row = TABLE.iter().find(|row| row.name == name);
                row.map(ChannelKind).ok_or_else(|| de::Error::unknown_variant(&name, NAMES))
            }
        }

        deserializer.deserialize_enum("ChannelType", NAMES, KindVisitor)
    }
}

impl JsonSchema for ChannelKind {
    fn schema_name() -> Cow<'static, str> {
        "ChannelType".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let choice =
            |row: &Row| json!({"description": row.about, "type": "string", "const": row.name});
        json_schema!({
            "description": "Ways to make contact.",
            "oneOf": TABLE.iter().map(choice).collect::<Vec<_>>(),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::client::view::Names;
    use crate::value::Lang;
    use crate::words::Words;

    fn channel(name: &str, written: &str) -> Channel {
        let row = TABLE.iter().find(|row| row.name == name).unwrap();
        let target = match row.takes {
            Takes::Address => Target::Address(Email::parse(written).unwrap()),
            Takes::Number => Target::Number(PhoneNumber::parse(written).unwrap()),
            Takes::Messages => Target::Number(number::messages(written).unwrap()),
        };
        Channel { kind: ChannelKind(row), target, hours: None }
    }

    #[test]
    fn no_two_rows_share_a_name_or_a_place() {
        let distinct =
            |key: fn(&Row) -> String| TABLE.iter().map(key).collect::<BTreeSet<_>>().len();
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
        let view = channel("phone", "0612345678").view("Sam", &reader);
        assert_eq!((&view["label"], &view["action"]), (&json!("Bellen"), &json!("Bellen")));
    }
}
