//! Ways to make contact: one table -> keys, check, links, words, icons and orders.
//!
//! A new channel is one row of [`TABLE`] and its words; a template that has never
//! heard of it shows it by its label and link. Invariant: a channel leads
//! somewhere, and a number for messages is one that can receive them. A number
//! that only some people reach is said, and so is the host of another website.

mod kind;
mod takes;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::diag::{Diagnostic, Sentence, Span, say};
use crate::value::{Email, Lang, Line, List, PhoneNumber, TextOr};
use crate::yaml::{Field, Located};

use super::check::Check;
use super::hours::{Hours, HoursKeys};
use super::number;
use super::prefill::Opening;
use super::view::Reader;
use super::web::{Web, WebKind};
use takes::{Takes, key_of_each};

/// What is known of one way to make contact.
#[derive(Debug)]
struct Row {
    /// Its name in YAML and in templates.
    name: &'static str,
    /// What it is, for who completes it in an editor.
    about: &'static str,
    /// What it is called in a hint.
    called: Sentence,
    /// The key of its word; that with `_name` behind it says it of a person. What is on the web
    /// has words of its own.
    word: &'static str,
    /// Its drawing in the theme.
    icon: &'static str,
    /// What it leads to.
    takes: Takes,
    /// The link, from what is dialled or from the link of the address.
    href: fn(&str) -> String,
    /// The same link with a message begun, where its app takes one along.
    begun: Option<fn(&Opening, &str) -> String>,
    /// The property in an address book (RFC 6350, 6.4).
    card: &'static str,
    /// Its place on screens, the same everywhere (WCAG 2.2, 3.2.6).
    on_screen: u8,
    /// Its place on paper, where nothing can be tapped: numbers that are dialled or
    /// stored come before an address that has to be copied.
    on_paper: u8,
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
        begun: None,
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
        begun: Some(Opening::for_whatsapp),
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
        begun: Some(Opening::for_mail),
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
        begun: None,
        card: "TEL",
        on_screen: 3,
        on_paper: 2,
    },
    Row {
        name: "web",
        about: "A chat or a form on a website of the practice.",
        called: say!("a chat or a form"),
        word: "web_chat",
        icon: "bubble",
        takes: Takes::Web,
        href: str::to_owned,
        begun: None,
        card: "URL",
        on_screen: 4,
        // An address that nobody would type: paper leads to the site, where it stands.
        on_paper: 4,
    },
];

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
    /// For web: where the chat or the form opens; an https address of the practice, not of the
    /// employer.
    #[serde(default)]
    pub url: Field<String>,
    /// For web: what opens there.
    #[serde(default, rename = "kind")]
    pub web_kind: Field<WebKind>,
    /// For web: `true` where nobody has to say who they are; the kit then calls it anonymous.
    #[serde(default)]
    pub anonymous: Field<bool>,
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
    /// A chat or a form.
    Web(Web),
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
            let same = |other: &Self| other.kind == channel.kind && other.href() == channel.href();
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
        if !channels.is_empty() && channels.iter().all(|channel| channel.web().is_some()) {
            check.push(
                Diagnostic::note(
                    "channel/web-alone",
                    say!("this adviser is reached on the web alone, so paper leads to the site"),
                )
                .at(&given.span)
                .hint(say!("add a number or a mail address if there is one")),
            );
        }
        channels.sort_by_key(|channel| channel.kind.0.on_screen);
        channels
    }

    fn check(keys: &Located<ChannelKeys>, check: &mut Check<'_>) -> Option<Self> {
        let ChannelKeys { kind, number, address, url, web_kind, anonymous, hours } = &keys.value;
        let hours = Hours::check(hours, check);
        let kind = kind.required("type", &keys.span, &mut check.checker.faults)?;
        let (row, kind_span) = (kind.value.0, &kind.span);
        let given = [
            ("number", number.given().map(|it| &it.span)),
            ("address", address.given().map(|it| &it.span)),
            ("url", url.given().map(|it| &it.span)),
            ("kind", web_kind.given().map(|it| &it.span)),
            ("anonymous", anonymous.given().map(|it| &it.span)),
        ];
        let wanted = row.takes.keys();
        for (unwanted_key, span) in given {
            if let (Some(span), false) = (span, wanted.contains(&unwanted_key)) {
                check.push(
                    Diagnostic::error(
                        "channel/key",
                        say!("a channel of type `{}` has no `{unwanted_key}`", row.name),
                    )
                    .at(span)
                    .hint(key_of_each()),
                );
            }
        }
        let (key, missing) = match row.takes {
            Takes::Address => ("address", matches!(address, Field::Missing)),
            Takes::Number | Takes::Messages => ("number", matches!(number, Field::Missing)),
            Takes::Web => ("url", matches!(url, Field::Missing)),
        };
        if missing {
            check.push(
                Diagnostic::error(
                    "yaml/missing-key",
                    say!("a channel of type `{}` needs `{key}`", row.name),
                )
                .at(kind_span)
                .hint(row.takes.example()),
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
            Takes::Web => Target::Web(Web::check(keys, check)?),
        };
        Some(Self { kind: kind.value, target, hours })
    }

    /// Whether it is a call.
    pub fn is_call(&self) -> bool {
        self.href().starts_with("tel:")
    }

    /// The chat or the form that it leads to, if it does.
    pub fn web(&self) -> Option<&Web> {
        match &self.target {
            Target::Web(web) => Some(web),
            _ => None,
        }
    }

    /// What is shown: a number in groups, an address, or the host of a website.
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
            Target::Web(web) => &web.host,
        }
    }

    /// The link: `tel:`, `mailto:`, or the public address that opens the app or the website.
    pub fn href(&self) -> String {
        let href = self.kind.0.href;
        match &self.target {
            Target::Number(number) => href(number.dial()),
            Target::Address(email) => href(&email.href()),
            Target::Web(web) => href(web.url.as_str()),
        }
    }

    /// What an address book is told.
    pub fn card(&self) -> Card<'_> {
        let (value, line) = match &self.target {
            Target::Number(number) => (number.dial(), Some(number.line())),
            Target::Address(email) => (email.plain(), None),
            Target::Web(web) => (web.url.as_str(), None),
        };
        Card { property: self.kind.0.card, value, line, for_messages: self.kind.is_for_messages() }
    }

    /// The channel of a person as templates see it; `opening` is what a message begins with.
    pub(super) fn view(
        &self,
        first_name: &str,
        opening: Option<&Opening>,
        reader: &Reader<'_>,
    ) -> Value {
        let (row, words, href) = (self.kind.0, reader.words(), self.href());
        let first_name = crate::words::isolated(first_name, reader.lang());
        let (word, icon) = match self.web() {
            Some(web) => (web.word(), web.icon()),
            None => (row.word, row.icon),
        };
        let action = format!("{word}_name");
        let action = match words.get(&action) {
            Some(_) => words.filled(&action, &[("name", &first_name)]),
            // A theme may lack the phrase of a channel; it never lacks the channel.
            None => words.word(word).to_owned(),
        };
        let begun = opening.zip(row.begun).map(|(opening, begun)| begun(opening, &href));
        json!({
            "kind": row.name,
            "icon": icon,
            "label": words.word(word),
            "action": action,
            "text": self.shown_in(reader.lang()),
            "href": href,
            // Where a page is tapped, a message may begin by itself.
            "link": begun.as_deref().unwrap_or(&href),
            // Where nothing can be tapped, a host alone leads to no chat.
            "written": self.web().map_or(self.shown_in(reader.lang()), |web| web.url.as_str()),
            // Whose website opens, before somebody taps.
            "opens": self.web().map(|web| words.filled("web_note", &[
                ("host", &crate::words::isolated_address(&web.host)),
            ])),
            "on_web": self.web().is_some(),
            // Another site opens beside this one, so that nobody loses it.
            "outside": href.starts_with("https:"),
            // A page has room to say whom it does not reach.
            "inland": matches!(&self.target, Target::Number(number) if number.is_inland()),
            "is_address": !matches!(self.target, Target::Number(_)),
            "on_paper": row.on_paper,
            "hours": self.hours.as_ref().and_then(|hours| hours.said(reader)),
        })
    }
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

#[cfg(test)]
mod tests;
