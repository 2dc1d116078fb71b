//! What was taken from a key: every input is changed, one by one, and each output whose
//! bytes change must be among those whose key changes.
//!
//! In process and without paper but for one small document, since the rule is the same
//! for all of it: a template is handed what it speaks of, and that is the key.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use vpsite::diag::Severity;
use vpsite::load::Workspace;
use vpsite::run::{Surveyed, Surveyor};

use super::support::{files, folder, repository};

type Survey = BTreeMap<String, Surveyed>;

/// A client with every key, each with a value that can be changed alone.
const CLIENT: &str = r##"
organisation: {name: Acme Logistics B.V., short_name: Acme, in_sentence: het bedrijf Acme, kind: company, sector: transport, employees: 180, works_council: true, statement: Niemand hoort zich onveilig te voelen.}
languages: [nl]
site: {url: "https://vp.example.nl/acme/", short_url: vp.example.nl/acme}
brand:
  color: {primary: "#0B5D3B", foreground: "#1D2329", background: "#FBF9F5"}
  logo: {path: acme/logo.svg, alt: Acme Logistics}
  typography: {base: Source Sans 3, headings: Source Sans 3}
practice: {name: De Vries, url: "https://praktijk.example.nl/", logo: {path: acme/practice.svg, alt: Praktijk}, privacy: {controller: De Vries Werk, contact: privacy@example.nl, retention: {months: 6}, host: Hostbedrijf}}
advisers:
  - name: Marieke de Vries
    photo: {path: acme/marieke.jpg, alt: Portret van Marieke}
    bio: Marieke was maatschappelijk werker.
    languages: [nl, en]
    registrations: [{body: LVV, url: "https://register.example.nl/1", scope: [undesirable-behaviour]}]
    channels:
      - {type: phone, number: "+31 6 12345678", hours: {days: [mon, tue], from: "9:00", to: "17:00"}}
      - {type: email, address: marieke@example.nl}
      - {type: web, url: "https://chat.example.nl/acme", kind: chat, anonymous: false}
    absences: [{from: 2026-12-20, to: 2026-12-31, replaced_by: Jan Jansen}]
  - name: Jan Jansen
    channels: [{type: whatsapp, number: "+31 6 87654321"}]
response_time: {working_days: 2}
anonymous_contact: true
prefill: false
voicemail: true
call_back: hidden-number
talk_length_minutes: 60
who_may_come: [interns]
agency_workers: true
helps_accused: true
interpreter: true
notes_kept: true
recording: true
integrity_on_behalf: true
talks_in_working_time: true
meeting_forms: [phone, office]
conflict_coaching: false
video: {file: acme/film.mp4, captions: {nl: acme/film.vtt}, transcript: {nl: acme/film.md}, title: Kennismaken}
procedures:
  complaints_committee: {name: Klachtencommissie, url: "https://klachten.example.nl/", email: klachten@example.nl, phone: "+31 20 1234567"}
  internal_reporting_desk: {name: Meldpunt, url: "https://melden.example.nl/", email: melden@example.nl, phone: "+31 20 1234568"}
introductions: [{date: 2026-12-03, time: "14:00", place: Kantine, lang: nl}]
workshops: [speaking-up]
intranet: {allowed_origins: ["https://acme.sharepoint.com"]}
exit_url: https://www.knmi.nl/
edition: 2026-11
hr_contact: {name: Sanne, email: hr@example.nl}
posters: [{headline: Wie luistert er?, design: question, distance_m: 1.0, ink: full}]
content: {checked_within_months: 12, reviewed_only: false}
theme: default
"##;

/// Every key of the schema, with a text of [`CLIENT`] and what stands in its place.
const CHANGES: &[(&str, &str, &str)] = &[
    ("advisers.absences.from", "2026-12-20", "2026-12-21"),
    ("advisers.absences.replaced_by", ", replaced_by: Jan Jansen", ""),
    ("advisers.absences.to", "2026-12-31", "2026-12-30"),
    ("advisers.bio", "was maatschappelijk", "is maatschappelijk"),
    ("advisers.called", "name: Jan Jansen\n", "name: Jan Jansen\n    called: Jan J.\n"),
    ("advisers.channels.address", "marieke@", "m.devries@"),
    ("advisers.channels.anonymous", "anonymous: false", "anonymous: true"),
    ("advisers.channels.hours", "17:00", "18:00"),
    ("advisers.channels.kind", "kind: chat", "kind: form"),
    ("advisers.channels.number", "+31 6 12345678", "+31 6 12345679"),
    ("advisers.channels.type", "whatsapp", "signal"),
    ("advisers.channels.url", "chat.example.nl/acme", "chat.example.nl/acme-nl"),
    ("advisers.from", "name: Jan Jansen\n", "name: Jan Jansen\n    from: 2026-12-01\n"),
    ("advisers.here", "name: Jan Jansen\n", "name: Jan Jansen\n    here: false\n"),
    ("advisers.id", "name: Jan Jansen\n", "name: Jan Jansen\n    id: jan\n"),
    ("advisers.languages", "[nl, en]\n    reg", "[nl, pl]\n    reg"),
    ("advisers.name", "name: Marieke de Vries", "name: Marieke de Wit"),
    ("advisers.order", "name: Jan Jansen\n", "name: Jan Jansen\n    order: 1\n"),
    ("advisers.photo.alt", "Portret van", "Foto van"),
    ("advisers.photo.path", "acme/marieke.jpg", "acme/other.jpg"),
    ("advisers.registrations.body", "LVV", "LVV2"),
    ("advisers.registrations.scope", "[undesirable-behaviour]", "[integrity]"),
    ("advisers.registrations.url", "nl/1", "nl/2"),
    ("advisers.until", "name: Jan Jansen\n", "name: Jan Jansen\n    until: 2026-12-21\n"),
    (
        "advisers.without",
        "    languages: [nl, en]\n",
        "    without: [email]\n    languages: [nl, en]\n",
    ),
    ("agency_workers", "workers: true", "workers: false"),
    ("anonymous_contact", "anonymous_contact: true", "anonymous_contact: false"),
    ("brand.color.background", "#FBF9F5", "#FFFFFF"),
    ("brand.color.foreground", "#1D2329", "#000000"),
    ("brand.color.primary", "#0B5D3B", "#5D0B3B"),
    ("brand.logo.alt", "alt: Acme Logistics", "alt: Acme"),
    ("brand.logo.path", "acme/logo.svg", "acme/practice.svg"),
    ("brand.typography.base", "base: Source Sans 3", "base: IBM Plex Sans Arabic"),
    ("brand.typography.headings", "headings: Source Sans 3", "headings: IBM Plex Sans Arabic"),
    ("call_back", "hidden-number", "own-number"),
    ("conflict_coaching", "conflict_coaching: false", "conflict_coaching: true"),
    ("content.checked_within_months", "months: 12", "months: 24"),
    ("content.reviewed_only", ", reviewed_only: false", ""),
    ("edition", "edition: 2026-11", "edition: 2026-12"),
    ("exit_url", "www.knmi.nl", "www.rijkswaterstaat.nl"),
    ("helps_accused", "accused: true", "accused: false"),
    ("hosted_by", "languages: [nl]\n", "languages: [nl]\nhosted_by: client\n"),
    ("hr_contact.email", "hr@example.nl", "pz@example.nl"),
    ("hr_contact.name", "Sanne", "Ahmed"),
    ("hr_language", "languages: [nl]\n", "languages: [nl]\nhr_language: en\n"),
    ("integrity_on_behalf", "behalf: true", "behalf: false"),
    ("interpreter", "interpreter: true", "interpreter: false"),
    ("intranet.allowed_origins", "acme.sharepoint.com", "intra.example.nl"),
    ("introductions.date", "2026-12-03", "2026-12-04"),
    ("introductions.lang", "lang: nl", "lang: en"),
    ("introductions.place", "Kantine", "Loods"),
    ("introductions.time", "14:00", "15:00"),
    ("languages", "languages: [nl]", "languages: [nl, en]"),
    ("meeting_forms", "[phone, office]", "[phone, walk]"),
    ("notes_kept", "notes_kept: true", "notes_kept: false"),
    ("organisation.employees", "180", "40"),
    ("organisation.in_sentence", "het bedrijf Acme", "het Acme"),
    ("organisation.kind", "kind: company", "kind: school"),
    ("organisation.name", "Acme Logistics B.V.", "Acme Transport B.V."),
    ("organisation.sector", "sector: transport", "sector: care"),
    ("organisation.short_name", "short_name: Acme", "short_name: ACME"),
    ("organisation.statement", "Niemand hoort", "Niemand mag"),
    ("organisation.works_council", "works_council: true", "works_council: false"),
    ("posters.design", "design: question", "design: person"),
    ("posters.distance_m", "distance_m: 1.0", "distance_m: 0.7"),
    ("posters.ink", "ink: full", "ink: light"),
    ("posters.headline", "Wie luistert er?", "Wie hoort jou?"),
    ("practice.logo.alt", "alt: Praktijk", "alt: De praktijk"),
    ("practice.logo.path", "acme/practice.svg", "acme/logo.svg"),
    ("practice.name", "practice: {name: De Vries", "practice: {name: De Wit"),
    ("practice.privacy.contact", "privacy@", "vragen@"),
    ("practice.privacy.controller", "De Vries Werk", "De Wit Werk"),
    ("practice.privacy.host", "Hostbedrijf", "Ander bedrijf"),
    ("practice.privacy.retention", "months: 6", "months: 12"),
    ("practice.url", "praktijk.example.nl", "vries.example.nl"),
    ("prefill", "prefill: false", "prefill: true"),
    ("procedures.complaints_committee.email", "klachten@", "commissie@"),
    ("procedures.complaints_committee.name", "Klachtencommissie", "Commissie"),
    ("procedures.complaints_committee.phone", "1234567\"", "1234569\""),
    ("procedures.complaints_committee.url", "klachten.example.nl", "klacht.example.nl"),
    ("procedures.internal_reporting_desk.email", "melden@", "meld@"),
    ("procedures.internal_reporting_desk.name", "Meldpunt", "Loket"),
    ("procedures.internal_reporting_desk.phone", "1234568", "1234561"),
    ("procedures.internal_reporting_desk.url", "melden.example.nl", "meld.example.nl"),
    ("recording", "recording: true", "recording: false"),
    ("response_time", "working_days: 2", "working_days: 3"),
    (
        "site.base_url",
        "url: \"https://vp.example.nl/acme/\"",
        "base_url: \"https://vp.example.nl/\"",
    ),
    ("site.short_url", "short_url: vp.example.nl/acme", "short_url: example.nl/acme"),
    ("site.url", "nl/acme/\"", "nl/acme-nl/\""),
    ("talks_in_working_time", "working_time: true", "working_time: false"),
    ("talk_length_minutes", "minutes: 60", "minutes: 45"),
    ("theme", "theme: default\n", "theme: other\n"),
    ("video.captions", "captions: {nl: acme/film.vtt}", "captions: {en: acme/film.vtt}"),
    ("video.file", "acme/film.mp4", "acme/other.mp4"),
    ("video.title", "Kennismaken", "Ontmoeten"),
    ("video.transcript", ", transcript: {nl: acme/film.md}", ""),
    ("video.url", "file: acme/film.mp4", "url: \"https://video.example.nl/1\""),
    ("voicemail", "voicemail: true", "voicemail: false"),
    ("who_may_come", "[interns]", "[volunteers]"),
    ("workshops", "[speaking-up]", "[setting-boundaries]"),
];

/// A document that shows what most documents show, and is set in a moment.
const BADGE: &str = r#"
#let d = json("/data.json")
#set document(title: d.title)
#set page(width: 90mm, height: 250mm, margin: 5mm)
#set text(font: (d.brand.base_font, ..d.brand.fallback_fonts), size: 6pt, lang: d.lang, fill: rgb(d.brand.primary))
= #d.headline
#for adviser in d.advisers [
  #adviser.name #adviser.channels.map(it => it.label + it.text).join() #adviser.absence
  #if adviser.photo != none { image(adviser.photo.path, alt: adviser.photo.alt, width: 20mm) }
]
#d.response_time #d.t.poster_confidential #d.edition
#image("/code-site.svg", width: 35mm, alt: d.codes.site.alt)
"#;

/// Another one that tells who the advisers are.
const PROFILE: &str = r#"
#let d = json("/data.json")
#set document(title: d.title)
#set text(font: (d.brand.base_font, ..d.brand.fallback_fonts), lang: d.lang)
= #d.title
#for adviser in d.advisers [#adviser.name #adviser.bio]
"#;

/// A page that says what a practice decides.
const DECIDED: &str = "---
title: Besloten
summary: Kort.
---
{{ voicemail }} {{ call_back }} {{ talk_length }} {{ who_may_come_text }} {{ agency_workers }}
{{ helps_accused }} {{ interpreter }} {{ notes_kept }} {{ recording }} {{ integrity_on_behalf }}
{{ practice.privacy.controller }} {{ practice.privacy.contact }} {{ practice.privacy.retention }}
{{ practice.privacy.host }}
";

fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// A workspace that holds everything: the client, its files, the content and two themes.
fn whole(name: &str) -> PathBuf {
    let root = folder(name);
    let clients = root.join("clients");
    write(&clients.join("acme.yaml"), CLIENT);
    let example = repository().join("clients");
    write(&clients.join("acme/logo.svg"), fs::read(example.join("acme/logo.svg")).unwrap());
    let square =
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M1 1h7v7z'/></svg>";
    write(&clients.join("acme/practice.svg"), square);
    // Small ones: what decoding takes is no question here.
    for (name, red) in [("marieke", 200), ("other", 90)] {
        let portrait = image::RgbImage::from_pixel(48, 60, image::Rgb([red, 120, 80]));
        portrait.save(clients.join(format!("acme/{name}.jpg"))).unwrap();
    }
    let film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom";
    write(&clients.join("acme/film.mp4"), film);
    write(&clients.join("acme/other.mp4"), [&film[..], b"more"].concat());
    write(&clients.join("acme/film.vtt"), "WEBVTT\n\n00:00.000 --> 00:02.000\nHallo\n");
    write(&clients.join("acme/film.md"), "Hallo, ik ben Marieke.\n");
    super::support::copy(&repository().join("content"), &root.join("content"));
    super::support::copy(&repository().join("themes/default"), &root.join("themes/default"));
    let theme = fs::read_to_string(root.join("themes/default/theme.yaml")).unwrap();
    let (before, rest) = theme.split_once("\nproducts:\n").unwrap();
    let (_, messages) = rest.split_once("\nmessages:\n").unwrap();
    let badge = "  - {id: card, template: print/badge.typ, verb: hang, says: line, outputs: [\
        {path: \"print/badge-{lang}.svg\", sheet: a4, codes: [site]}, \
        {path: \"print/badge-{lang}.png\", sheet: a4, width_px: 400}]}\n  \
        - {id: sticker, template: print/profile.typ, verb: hang, says: none, outputs: [\
        {path: \"print/profile-{lang}.svg\", sheet: a4}]}\n  \
        - {id: slides, template: slides/deck.xml, verb: show, title: {page: slides}, \
        reads: {slides: {slides: slides}}, outputs: [{path: \"onboarding/deck-{lang}.pptx\", \
        sheet: slide, pages: 8, codes: [site]}]}\n";
    // A script is changed here like everything else.
    let theme = format!("trust_script: true\n{before}\nproducts:\n{badge}\nmessages:\n{messages}");
    for own in ["default", "other"] {
        write(&root.join(format!("themes/{own}/theme.yaml")), &theme);
        write(&root.join(format!("themes/{own}/print/badge.typ")), BADGE);
        write(&root.join(format!("themes/{own}/print/profile.typ")), PROFILE);
    }
    write(&root.join("themes/other/assets/style.css"), "body{margin:0}\n");
    // What was decided is said here, whatever the built-in content makes of it.
    write(&root.join("content/nl/decided.md"), DECIDED);
    root
}

/// Every output of the client, made anew from what the workspace holds now.
#[track_caller]
fn survey(root: &Path) -> Survey {
    let workspace = Workspace::find(root, root).unwrap();
    survey_with(&Surveyor::open(&workspace).unwrap(), root)
}

/// The same where nothing has changed that clients share.
#[track_caller]
fn survey_with(surveyor: &Surveyor<'_>, root: &Path) -> Survey {
    let (survey, found) = surveyor.survey(&root.join("clients/acme.yaml"));
    let errors = found.iter().filter(|fault| fault.severity == Severity::Error);
    let errors: Vec<String> = errors
        .map(|fault| vpsite::diag::render::short(fault, vpsite::diag::Catalogue::english()))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    assert!(survey.len() > 40, "{}", survey.len());
    survey
}

/// The outputs whose bytes have changed, each of which has another key; and all that
/// would be made again.
fn compare(before: &Survey, after: &Survey, change: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut changed, mut made) = (BTreeSet::new(), BTreeSet::new());
    for (path, now) in after {
        let Some(old) = before.get(path) else {
            made.insert(path.clone());
            continue;
        };
        if old.key != now.key {
            made.insert(path.clone());
        }
        if old.hash != now.hash {
            changed.insert(path.clone());
            assert_ne!(old.key, now.key, "{change}: {path} has changed, and its key has not");
        }
    }
    (changed, made)
}

#[test]
fn every_key_of_a_client_is_in_the_keys_of_what_shows_it() {
    let mut wanted = BTreeSet::new();
    let schema: Value = serde_json::from_str(&vpsite::cli::schema_json()).unwrap();
    leaves(&schema, &schema, "", &mut wanted);
    let tried: BTreeSet<String> = CHANGES.iter().map(|(key, ..)| (*key).to_owned()).collect();
    assert_eq!(tried, wanted, "every key of the schema is changed here once");

    let root = whole("keys-client");
    let workspace = Workspace::find(&root, &root).unwrap();
    let surveyor = Surveyor::open(&workspace).unwrap();
    let before = survey_with(&surveyor, &root);
    let mut silent = Vec::new();
    for (key, from, to) in CHANGES {
        assert!(CLIENT.contains(from), "{key}: {from}");
        write(&root.join("clients/acme.yaml"), CLIENT.replacen(from, to, 1));
        let after = survey_with(&surveyor, &root);
        let (changed, made) = compare(&before, &after, key);
        if changed.is_empty() && before.len() == after.len() {
            silent.push(*key);
        }
        if *key == "advisers.bio" {
            let shows =
                BTreeSet::from(["print/profile-nl.svg", "site/adviser.html"].map(String::from));
            assert_eq!(made, shows, "only what shows the bio is made");
            assert_eq!(changed, shows);
        }
    }
    // What nobody is shown changes nothing: who HR is, which the start-up pack alone tells, how old facts may be, and a theme
    // that differs in nothing that this client shows.
    let never = [
        "content.checked_within_months",
        "content.reviewed_only",
        "hr_contact.email",
        "hr_contact.name",
    ];
    for key in never {
        assert!(silent.contains(&key), "{key} shows somewhere");
    }
    // The word for the kind of an organisation is said in languages that inflect names
    // (`tests/it/names.rs` holds it there), and this client has Dutch alone. Ink is a matter of posters,
    // of which this theme has none (`tests/it/paper/ink.rs`).
    let elsewhere = ["organisation.kind", "posters.ink"];
    for key in elsewhere {
        assert!(silent.contains(&key), "{key} shows here too");
    }
    println!("keys that change no byte of this client: {silent:?}");
    assert!(silent.len() <= never.len() + elsewhere.len() + 6, "{silent:?}");
}

/// Names of the keys of a schema that hold values.
fn leaves(schema: &Value, root: &Value, path: &str, found: &mut BTreeSet<String>) {
    let target =
        schema["$ref"].as_str().map(|name| &root["$defs"][name.rsplit('/').next().unwrap()]);
    if let Some(target) = target {
        return leaves(target, root, path, found);
    }
    if let Some(properties) = schema["properties"].as_object() {
        for (key, below) in properties {
            let below_path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            leaves(below, root, &below_path, found);
        }
    } else if !schema["items"].is_null() {
        leaves(&schema["items"], root, path, found);
    } else if let Some(list) = listed(schema) {
        leaves(list, root, path, found);
    } else {
        found.insert(path.to_owned());
    }
}

/// What can be a list among other things: its items have all keys.
fn listed(schema: &Value) -> Option<&Value> {
    schema["oneOf"].as_array()?.iter().find(|one| !one["items"].is_null())
}

/// Changes a file in a way that shows, or at least in its bytes.
fn changed(path: &str, bytes: &[u8], other: &[u8]) -> Vec<u8> {
    let text = || String::from_utf8(bytes.to_vec()).unwrap();
    let name = path.rsplit('/').next().unwrap();
    match path.rsplit('.').next().unwrap() {
        // The fixed text is one paragraph: in what is said with slides it stands in a quotation.
        "md" if name == "_confidentiality.md" => {
            format!("{} Nog iets.\n", text().trim_end()).into_bytes()
        }
        "md" => format!("{}\n\nNog iets.\n", text().trim_end()).into_bytes(),
        "yaml" if name == "_strings.yaml" => {
            text().replace("site_name: \"", "site_name: \"X ").into_bytes()
        }
        "yaml" => format!("# x\n{}", text()).into_bytes(),
        "css" => format!("{}\na{{color:red}}\n", text()).into_bytes(),
        "typ" => format!("{}\n#text(size: 5pt)[x]\n", text()).into_bytes(),
        "vtt" => format!("{}\n00:03.000 --> 00:04.000\nDag\n", text()).into_bytes(),
        // In a template that fills in another one, only what stands in a block shows.
        "html" if text().contains("{% extends") => {
            let text = text();
            let (before, after) = text.rsplit_once("{% endblock").unwrap();
            format!("{before}x{{% endblock{after}").into_bytes()
        }
        "html" | "txt" => format!("{}\nx\n", text().trim_end()).into_bytes(),
        "js" => format!("{}\n;0;\n", text()).into_bytes(),
        // What is between parts does not show; a name in one does.
        "xml" => (text().replacen(" name=\"", " name=\"x", 1) + "<!-- x -->\n").into_bytes(),
        "svg" => text().replacen("<svg", "<svg data-x=\"1\"", 1).into_bytes(),
        _ => other.to_vec(),
    }
}

/// Changes every file of a folder, one by one, and compares.
fn every_file(root: &Path, below: &str, wanted: impl Fn(&str) -> bool) -> usize {
    let before = survey(root);
    let mut shown = 0;
    for path in files(&root.join(below)).into_iter().filter(|path| wanted(path)) {
        let file = root.join(below).join(&path);
        let bytes = fs::read(&file).unwrap();
        // Of a kind that cannot be written by hand, another one is taken.
        let kin = match path.rsplit('.').next().unwrap() {
            "ttf" => file.with_file_name(match path.contains("Regular") {
                true => "SourceSans3-SemiBold.ttf",
                false => "SourceSans3-Regular.ttf",
            }),
            "mp4" => file.with_file_name("other.mp4"),
            _ => file.with_file_name("other.jpg"),
        };
        let other = fs::read(kin).unwrap_or_default();
        fs::write(&file, changed(&path, &bytes, &other)).unwrap();
        let after = survey(root);
        let (changed, _) = compare(&before, &after, &path);
        shown += usize::from(!changed.is_empty() || before.len() != after.len());
        fs::write(&file, bytes).unwrap();
    }
    assert_eq!(survey(root), before, "everything is as it was");
    shown
}

#[test]
fn every_file_of_content_is_in_the_keys_of_what_shows_it() {
    let root = whole("keys-content");
    let shown = every_file(&root, "content", |path| !path.contains('/') || path.starts_with("nl/"));
    // The pages of the organisation's pack are not set here.
    assert!(shown >= 20, "{shown}");

    // What another language says concerns nobody who has only Dutch.
    let before = survey(&root);
    for lang in ["pl", "ar"] {
        let page = root.join(format!("content/{lang}/steps.md"));
        let text = fs::read_to_string(&page).unwrap();
        fs::write(&page, text.replacen('.', ",", 1)).unwrap();
    }
    assert_eq!(survey(&root), before);
}

#[test]
fn every_file_of_the_theme_is_in_the_keys_of_what_it_makes() {
    let root = whole("keys-theme");
    // The documents that are not set here, and licences.
    let used = ["print/badge.typ", "print/profile.typ"];
    let wanted = |path: &str| match path.rsplit_once('.') {
        Some((_, "typ")) => used.contains(&path),
        Some((_, "yaml")) => false,
        _ => !path.starts_with("fonts/OFL"),
    };
    let shown = every_file(&root, "themes/default", wanted);
    assert!(shown >= 25, "{shown}");
}

#[test]
fn every_file_of_the_client_is_in_the_keys_of_what_shows_it() {
    let root = whole("keys-files");
    let shown = every_file(&root, "clients/acme", |path| !path.starts_with("other."));
    assert_eq!(shown, 6);
}
