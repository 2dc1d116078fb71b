//! Bytes that nobody would type -> what the program makes of them.
//!
//! Each function takes whatever the engine has thought up and leads it through the same doors as
//! a build does. Input: bytes. Output: nothing, or a panic where a promise is broken. Invariant:
//! a target reads only what it has written itself, into a folder of its own.

#![forbid(unsafe_code)]
#![allow(clippy::expect_used, clippy::disallowed_methods)]

mod held;
mod kit;

use std::collections::BTreeMap;
use std::sync::Arc;

use vpsite::client;
use vpsite::diag::{Diagnostics, SourceFile};
use vpsite::draft::{ClientDraft, Item, Known, Speech};
use vpsite::library::{self, markdown};
use vpsite::load::{self, Layer, RawContent, RawLayer};
use vpsite::value::{self, Named, Slug};
use vpsite::yaml::{self, Change, Step};

pub use held::within_a_second;
use held::{sound, told};
use kit::{FAMILIES, Kit, kit};

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

fn slug() -> Slug {
    Slug::parse("acme").expect("a slug")
}

/// A client's file over that of a practice, as far as a client that is proven.
pub fn yaml(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let file = match kit().workspace.drafted(&slug(), text) {
        Ok(file) => file,
        Err(faults) => return told(&faults),
    };
    let mut faults = Diagnostics::new();
    let keys: client::Keys = yaml::read(&file.tree, &mut faults);
    let raw = client::Raw { stem: file.stem, file: file.file, keys, files: kit().files(), faults };
    let (client, faults) = client::client(&raw, &FAMILIES);
    told(&faults);
    assert_eq!(client.is_none(), faults.has_errors(), "a client or an error, never neither");
}

/// A change to a file as people wrote it: the first line says where, the second what.
pub fn edit(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let mut parts = text.splitn(3, '\n');
    let (Some(at), Some(value), Some(old)) = (parts.next(), parts.next(), parts.next()) else {
        return;
    };
    let step = |step: &str| match step.parse::<usize>() {
        Ok(index) if index < 64 => Step::Item(index),
        _ => Step::Key(step.to_owned()),
    };
    let at: Vec<Step> = at.split(' ').take(8).map(step).collect();
    let yaml = yaml::quoted(value);
    let file = SourceFile::new("clients/acme.yaml", old);
    let change = Change { at: at.clone(), yaml: yaml.clone() };
    let Some(new) = yaml::edited(&file, &[change]) else { return };
    let tree = yaml::parse(&SourceFile::new("clients/acme.yaml", new)).expect("what was YAML");
    assert!(tree.says(&at, &yaml), "{yaml} is not what stands there now");
}

/// A page of content with its front matter, over those that are built in.
pub fn page(bytes: &[u8]) {
    own("nl/extra.md", bytes);
}

/// The UI words of one client.
pub fn words(bytes: &[u8]) {
    own("nl/_strings.yaml", bytes);
}

fn own(path: &str, bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let file = SourceFile::new(format!("clients/acme/content/{path}"), text);
    let layers = vec![RawLayer { file, layer: Layer::Own }];
    let folder = "clients/acme/content".to_owned();
    let files = BTreeMap::from([(path.to_owned(), layers)]);
    let own = RawContent { folder, files, unread: BTreeMap::new() };
    let Kit { library, client, raw, .. } = kit();
    let (content, faults) = library.for_client(client, raw, &own);
    told(&faults);
    assert_eq!(content.is_none(), faults.has_errors(), "content or an error, never neither");
}

/// A text on its way through Markdown: judged, made into blocks, and as a value in it.
pub fn markdown(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let file = SourceFile::new("content/nl/page.md", text);
    let mut faults = Diagnostics::new();
    markdown::check(&file.span(0..text.len()), &mut faults);
    let blocks = markdown::parse(text, &mut faults);
    told(&faults);
    library::Block::plain(&blocks);
    // As a value nothing of it is Markdown: it is words, in one paragraph, and those alone.
    let value = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut escaped = Vec::new();
    markdown::escape(&value, &mut escaped).expect("memory takes what is written");
    let escaped = String::from_utf8(escaped).expect("text stays text");
    let blocks = markdown::parse(&format!("x {escaped} x"), &mut Diagnostics::new());
    let plain = library::Block::plain(&blocks);
    // Behind a value that ends in a stop there is a mark until the page is put together.
    let bare = |text: &str| {
        text.chars().filter(|c| !c.is_whitespace() && *c != '\u{fdd0}').collect::<String>()
    };
    assert_eq!(bare(&plain), bare(&format!("x {value} x")), "a value that is not what it was");
}

/// A file as a logo and as a portrait: SVG, PNG, JPEG, WebP, GIF, or something else.
pub fn picture(bytes: &[u8]) {
    let Kit { raw, .. } = kit();
    let bytes: Arc<[u8]> = bytes.into();
    let files = raw.files.keys().map(|path| (path.clone(), Named::Bytes(bytes.clone()))).collect();
    let mut faults = Diagnostics::new();
    let keys = yaml::read(&kit().tree, &mut faults);
    let raw = client::Raw { stem: raw.stem.clone(), file: raw.file.clone(), keys, files, faults };
    let (_, faults) = client::client(&raw, &FAMILIES);
    told(&faults);
    client::main_colour(&bytes);
}

/// A style sheet of a theme.
pub fn style(bytes: &[u8]) {
    kit().look("site/assets/style-0123456789.css", bytes);
}

/// A page that a theme has made.
pub fn html(bytes: &[u8]) {
    kit().look("site/index.html", bytes);
}

/// A drawing that a theme brings.
pub fn drawing(bytes: &[u8]) {
    kit().look("site/assets/icon-0123456789.svg", bytes);
}

/// A mail as a theme has made it.
pub fn mail(bytes: &[u8]) {
    kit().look("intranet/announcement-nl.eml", bytes);
}

/// A table of clients: each row as what a person tells, written down and read again.
pub fn sheet(bytes: &[u8]) {
    let path = kit().scratch("clients.csv");
    std::fs::write(&path, bytes).expect("a folder of its own");
    let sheet = match load::sheet(&path, kit().workspace.cwd()) {
        Ok(sheet) => sheet,
        Err(faults) => return told(&faults),
    };
    for cell in sheet.rows.iter().flatten() {
        assert_eq!(sound(&cell.span).trim().is_empty(), cell.text.is_empty());
    }
    let item = |heading: &load::Cell| match Item::of_heading(&heading.text) {
        Known::Item(item) => Some(item),
        Known::Aside(_) | Known::Stranger(_) => None,
    };
    let Some(headings) = sheet.rows.first() else { return };
    let items: Vec<Option<Item>> = headings.iter().map(item).collect();
    for row in sheet.rows.iter().skip(1).take(8) {
        let mut draft = ClientDraft::default();
        for (item, cell) in items.iter().zip(row) {
            let Some(item) = item else { continue };
            // What cannot stand there is refused, and what was refused is not told.
            if item.prove(&cell.text).is_ok() {
                let _ = draft.tell(*item, &cell.text);
            }
        }
        written(&draft);
    }
}

/// A client's file reads as the draft that it was made from.
fn written(draft: &ClientDraft) {
    for speech in [Speech::Dutch, Speech::English] {
        let text = draft.text(&slug(), speech);
        let file = SourceFile::new("clients/acme.yaml", text);
        let tree = yaml::parse(&file).expect("what the program wrote is YAML");
        let changes = draft.changes(&slug(), &tree).expect("one adviser at the most");
        assert!(changes.is_empty(), "{changes:?} is not in\n{}", file.text);
    }
}

/// A value of one line; the first byte says of what kind. What was read is shown, and what is
/// shown can be read again as the same.
pub fn value(bytes: &[u8]) {
    use value::*;
    let Some((kind, rest)) = bytes.split_first() else { return };
    let Some(text) = text(rest) else { return };
    match kind % 12 {
        0 => {
            let Ok(number) = PhoneNumber::parse(text) else { return };
            let again = PhoneNumber::parse(number.shown()).expect("what is shown can be typed");
            assert_eq!(again.dial(), number.dial());
            plain(&number.href());
        }
        1 => {
            let Ok(email) = Email::parse(text) else { return };
            let again = Email::parse(email.as_str()).expect("what is shown can be typed");
            assert_eq!(again.plain(), email.plain());
            assert!(!email.href().contains(['?', '&', '#']), "a header: {}", email.href());
            plain(&email.href());
        }
        2 => {
            let Ok(url) = HttpsUrl::parse(text) else { return };
            let again = HttpsUrl::parse(url.as_str()).expect("what is stored can be typed");
            assert_eq!(again.as_str(), url.as_str());
            plain(url.as_str());
            plain(&url.readable());
            url.short();
            url.without_trackers();
        }
        3 => {
            let Ok(origin) = Origin::parse(text) else { return };
            plain(origin.as_str());
            assert!(!origin.as_str().contains([';', ',', '\'', '"', '<', '>', '{', '}']));
        }
        4 => {
            if let Ok(date) = Date::parse(text) {
                assert_eq!(Date::parse(&date.to_string()), Ok(date));
            }
            if let Ok(edition) = Edition::parse(text) {
                assert_eq!(Edition::parse(&edition.to_string()), Ok(edition));
            }
        }
        5 => {
            let given = Slug::parse(text).ok().into_iter();
            for slug in given.chain(Slug::of_organisation(text)).chain(Slug::from_text(text)) {
                assert_eq!(Slug::parse(slug.as_str()).as_ref(), Ok(&slug), "of {text:?}");
            }
        }
        6 => {
            let name = PersonName::read(text).name;
            name.initials();
            name.sorts_as();
            name.of_parts().parts();
        }
        7 => drop((Weekday::parse(text), Clock::parse(text), Time::parse(text))),
        8 => drop((Colour::parse(text), Lang::parse(text), Counted::parse(text))),
        9 => drop(Tongue::parse(text)),
        10 => {
            if let Ok(path) = OutPath::parse(text) {
                assert!(!path.as_str().split('/').any(|part| matches!(part, "" | "." | "..")));
                assert!(!path.as_str().contains(char::is_control));
            }
        }
        _ => {
            let quoted = yaml::quoted(text);
            let yaml = format!("a: {quoted}\nb: [{quoted}, {{c: {quoted}}}]\n");
            let tree = yaml::parse(&SourceFile::new("a.yaml", yaml)).expect("quotes hold anything");
            let places = [vec!["a".into()], vec!["b".into(), 0.into()]];
            for at in places.into_iter().chain([vec!["b".into(), 1.into(), "c".into()]]) {
                assert_eq!(tree.text(&at), Some(text));
            }
        }
    }
}

/// Nothing that parts lines, headers or words.
fn plain(text: &str) {
    assert!(!text.contains(|c: char| c.is_control() || c == ' '), "{text:?}");
}
