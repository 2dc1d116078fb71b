//! Text of a client in every form that it comes out in: what was written, all of it, and nothing
//! that would be a command there.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use calcard::icalendar::{ICalendar, ICalendarProperty, ICalendarValue};
use calcard::vcard::{VCard, VCardProperty, VCardValue};
use html5gum::Token;
use html5gum::Tokenizer;
use mail_parser::MessageParser;
use proptest::prelude::*;
use vpsite::yaml::quoted;

use super::kit::{Made, holds_words, kit, on_paper, said};
use super::{cases, typed};

/// What a client says in words of its own.
#[derive(Clone, Debug)]
struct Words {
    organisation: String,
    adviser: String,
    practice: String,
    bio: String,
    statement: String,
    headline: String,
    place: String,
    committee: String,
}

impl Words {
    fn plain() -> Self {
        let word = |word: &str| format!("Noor {word} Bos");
        Self {
            organisation: word("organisatie"),
            adviser: word("adviseur"),
            practice: word("praktijk"),
            bio: word("bio"),
            statement: word("verklaring"),
            headline: word("kop"),
            place: word("plaats"),
            committee: word("commissie"),
        }
    }

    fn yaml(&self) -> String {
        let q = |text: &str| quoted(text);
        format!(
            "organisation: {{name: {}, short_name: Acme, statement: {{nl: {}}}}}\n\
             languages: [nl]\nedition: 2026-11\nsite: {{url: \"https://vp.example.nl/acme/\"}}\n\
             practice: {{name: {}, privacy: {{controller: {}, contact: privacy@example.nl}}}}\n\
             advisers:\n  - name: {}\n    id: noor\n    bio: {{nl: {}}}\n    channels:\n      \
             - {{type: phone, number: \"+31 6 12345678\"}}\n\
             procedures: {{complaints_committee: {{name: {}, email: klachten@example.nl}}}}\n\
             introductions: [{{date: 2026-12-03, time: \"14:00\", place: {}}}]\n\
             posters: [{{headline: {{nl: {}}}}}]\n",
            q(&self.organisation),
            q(&self.statement),
            q(&self.practice),
            q(&self.practice),
            q(&self.adviser),
            q(&self.bio),
            q(&self.committee),
            q(&self.place),
            q(&self.headline),
        )
    }
}

/// One of them is thought up, the others are plain: what fails is then seen at once.
fn words() -> impl Strategy<Value = Words> {
    (typed(), 0_usize..8).prop_map(|(text, which)| {
        let mut words = Words::plain();
        let each = [
            &mut words.organisation,
            &mut words.adviser,
            &mut words.practice,
            &mut words.bio,
            &mut words.statement,
            &mut words.headline,
            &mut words.place,
            &mut words.committee,
        ];
        *each.into_iter().nth(which).unwrap() = text;
        words
    })
}

/// The kit of plain words, against which the others are held.
fn plain() -> &'static BTreeMap<String, Made> {
    static PLAIN: OnceLock<BTreeMap<String, Made>> = OnceLock::new();
    PLAIN.get_or_init(|| {
        let kit = kit(&Words::plain().yaml(), &holds_words);
        let kit = kit.unwrap_or_else(|it| panic!("{}", said(&it)));
        // Each surface is there, or nothing would be asked of it.
        for (at, _) in SHOWN {
            assert!(kit.keys().any(|path| is_at(path, at)), "{at}: {:?}", kit.keys());
        }
        kit
    })
}

/// What was shown: signs that hold words together or hold their direction are no words.
fn bare(text: &str) -> String {
    let invisible = |c: char| {
        c.is_whitespace()
            || matches!(c, '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{ad}' | '\u{200b}')
    };
    text.chars().filter(|c| !invisible(*c)).map(|c| if c == '\u{2011}' { '-' } else { c }).collect()
}

/// The elements of a page with their attributes, and its words.
fn read(html: &str) -> (Vec<String>, String) {
    let (mut tags, mut text) = (Vec::new(), String::new());
    for token in Tokenizer::new(html) {
        match token.unwrap() {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let keys =
                    tag.attributes.keys().map(|key| String::from_utf8_lossy(key).into_owned());
                tags.push(format!("{name} {}", keys.collect::<Vec<_>>().join(" ")));
                for value in tag.attributes.values() {
                    text.push_str(&String::from_utf8_lossy(value));
                    text.push('\n');
                }
            }
            Token::String(words) => text.push_str(&String::from_utf8_lossy(&words)),
            Token::Comment(_) => tags.push("<!-- -->".to_owned()),
            _ => {}
        }
    }
    (tags, text)
}

/// How a surface is read back: its form without words, and its words.
fn form(path: &str, made: &Made) -> (Vec<String>, String) {
    let kind = path.rsplit('.').next().unwrap();
    match kind {
        "html" => read(made.text()),
        "eml" => mail(&made.bytes),
        "vcf" => card(made.text()),
        "ics" => calendar(made.text()),
        "txt" if path.starts_with("intranet/") => (Vec::new(), made.text().to_owned()),
        // Headers and how to set them: a line is a line.
        _ => {
            let lines =
                made.text().lines().map(|line| line.chars().take_while(|c| *c == ' ').collect());
            (lines.collect(), made.text().to_owned())
        }
    }
}

fn mail(bytes: &[u8]) -> (Vec<String>, String) {
    let mail = MessageParser::default().parse(bytes).unwrap();
    let mut form: Vec<String> = mail.headers().iter().map(|it| it.name().to_owned()).collect();
    form.push(format!("{} parts", mail.parts.len()));
    let (tags, words) = read(&mail.body_html(0).unwrap());
    form.extend(tags);
    assert!(mail.from().is_none() && mail.to().is_none() && mail.bcc().is_none());
    let lines = bytes.split(|byte| *byte == b'\n');
    // RFC 5322, 2.1.1.
    assert!(lines.into_iter().all(|line| line.len() <= 998), "a line that no server takes");
    let text = mail.body_text(0).unwrap();
    (form, format!("{}\n{text}\n{words}", mail.subject().unwrap()))
}

/// Lines of cards and calendars have at most 75 bytes (RFC 6350, 3.2; RFC 5545, 3.1).
fn folded(text: &str) {
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{line}");
        assert!(!line.contains(['\r', '\n']), "a line end of another kind: {line:?}");
    }
}

fn card(text: &str) -> (Vec<String>, String) {
    folded(text);
    let card = VCard::parse(text).unwrap();
    let form =
        card.entries.iter().map(|it| format!("{:?} {:?}", it.name, it.params.len())).collect();
    let words = card.entries.iter().flat_map(|it| &it.values).filter_map(|value| match value {
        VCardValue::Text(text) => Some(text.as_str()),
        _ => None,
    });
    let full = card.entries.iter().find(|it| it.name == VCardProperty::Fn).unwrap();
    assert_eq!(full.values.len(), 1, "a name is one value: {full:?}");
    (form, words.collect::<Vec<_>>().join("\n"))
}

fn calendar(text: &str) -> (Vec<String>, String) {
    folded(text);
    let calendar = ICalendar::parse(text).unwrap();
    let entries = calendar.components.iter().flat_map(|it| {
        let kind = format!("{:?}", it.component_type);
        it.entries.iter().map(move |entry| (kind.clone(), entry))
    });
    let (mut form, mut words) = (Vec::new(), String::new());
    for (kind, entry) in entries {
        form.push(format!("{kind} {:?} {}", entry.name, entry.values.len()));
        if entry.name == ICalendarProperty::Location {
            let value = entry.values.iter().find_map(|value| match value {
                ICalendarValue::Text(text) => Some(text.as_str()),
                _ => None,
            });
            words.push_str(value.unwrap());
        }
    }
    (form, words)
}

/// Whether a path is that of a surface, or begins or ends as its paths do.
fn is_at(path: &str, at: &str) -> bool {
    path.starts_with(at) || (at.starts_with('.') && path.ends_with(at))
}

/// A surface, and which of the words it shows.
type Shown = (&'static str, fn(&Words) -> &str);

/// Where each of the words is shown.
const SHOWN: [Shown; 13] = [
    ("site/adviser.html", |it| &it.adviser),
    ("site/adviser.html", |it| &it.bio),
    ("site/index.html", |it| &it.adviser),
    ("site/privacy.html", |it| &it.practice),
    ("index.html", |it| &it.organisation),
    ("intranet/announcement-nl.eml", |it| &it.adviser),
    ("intranet/announcement-nl.html", |it| &it.adviser),
    ("intranet/announcement-nl.txt", |it| &it.adviser),
    ("intranet/text-nl.html", |it| &it.adviser),
    (".ics", |it| &it.place),
    ("site/assets/noor-", |it| &it.adviser),
    ("contact/noor.vcf", |it| &it.practice),
    ("contact/noor.vcf", |it| &it.adviser),
];

proptest! {
    #![proptest_config(cases(24))]

    /// Pages, mails, cards, invitations, headers: the same form whatever the words, and the words.
    #[test]
    fn words_are_words_on_every_surface(words in words()) {
        let kit = kit(&words.yaml(), &holds_words);
        prop_assume!(kit.is_ok());
        let kit = kit.unwrap();
        prop_assert_eq!(kit.len(), plain().len());
        for ((path, made), (like, other)) in kit.iter().zip(plain()) {
            let ((form_now, text), (form_then, _)) = (form(path, made), form(like, other));
            prop_assert_eq!(form_now, form_then, "{} has another form", path);
            for (at, of) in SHOWN {
                if is_at(path, at) {
                    let wanted = of(&words);
                    let shown = bare(&text).contains(&bare(wanted));
                    prop_assert!(shown, "{}: {:?} is not in {}", path, wanted, text);
                }
            }
        }
    }

    /// On paper text is data: it is set as it was written, and no part of it is run.
    #[test]
    fn words_are_words_on_paper(words in words()) {
        let kit = kit(&words.yaml(), &on_paper);
        prop_assume!(kit.is_ok());
        let kit = kit.unwrap();
        for (path, made) in &kit {
            let text = bare(made.said.as_deref().unwrap());
            for wanted in [&words.adviser, &words.bio, &words.headline] {
                prop_assert!(text.contains(&bare(wanted)), "{}: {:?} is not in {}", path, wanted, text);
            }
        }
    }
}
