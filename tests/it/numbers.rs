//! Numbers and addresses as people paste them, dialled, linked and told to address books.

use std::fs;
use std::path::Path;

use base64::Engine;
use calcard::vcard::{VCard, VCardProperty};
use serde_json::Value;

use super::support::{files, site_only, vpsite};

const KIT: &str = "dist/dewaal";

/// Writes a client with these channels and what follows them.
fn write(root: &Path, channels: &str, rest: &str) {
    let text = format!(
        "organisation: {{name: Drukkerij De Waal}}\nlanguages: [nl]\n\
         site: {{url: \"https://dewaal.example.nl/\"}}\nadvisers:\n  - name: Noor Bos\n{rest}    \
         channels:\n{channels}edition: 2026-11\n"
    );
    fs::write(root.join("clients/dewaal.yaml"), text).unwrap();
    let practice = root.join("clients/_practice.yaml");
    if practice.exists() {
        fs::remove_file(practice).unwrap();
    }
}

fn channel(kind: &str, value: &str) -> String {
    let key = if kind == "email" { "address" } else { "number" };
    let value = serde_json::to_string(value).unwrap();
    format!("      - {{type: {kind}, {key}: {value}}}\n")
}

/// What is said of a client: code, message and hints of each, without what concerns its content.
fn said(root: &Path) -> Vec<(String, String, String)> {
    let run = vpsite(root, &["check", "clients/dewaal.yaml", "--format", "json"]);
    let faults: Value = serde_json::from_str(&run.out).unwrap();
    let faults = faults.as_array().unwrap().iter().map(|fault| {
        let text = |key: &str| fault[key].as_str().unwrap_or_default().to_owned();
        let hints = fault["hints"].as_array().unwrap().iter().filter_map(Value::as_str);
        (text("code"), text("message"), hints.collect::<Vec<_>>().join("\n"))
    });
    let of_input = |code: &str| {
        ["phone/", "email/", "text/", "yaml/", "channel/"].iter().any(|it| code.starts_with(it))
    };
    faults.filter(|(code, ..)| of_input(code)).collect()
}

/// All that a kit says in files of these kinds.
fn told(root: &Path, kinds: &[&str]) -> Vec<(String, String)> {
    let kit = root.join(KIT);
    let wanted = |path: &String| kinds.iter().any(|kind| path.ends_with(kind));
    let read = |path: String| (path.clone(), fs::read_to_string(kit.join(path)).unwrap());
    files(&kit).into_iter().filter(wanted).map(read).collect()
}

/// The contact cards of a kit, that of the site first, with long lines whole again.
fn cards(root: &Path) -> Vec<String> {
    let mut cards = told(root, &[".vcf"]);
    cards.sort_by_key(|(path, _)| path.starts_with("contact/"));
    assert_eq!(cards.len(), 2);
    cards.into_iter().map(|(_, text)| text.replace("\r\n ", "")).collect()
}

#[test]
fn numbers_with_a_zero_behind_the_code() {
    let root = site_only("numbers-zero");
    let channels = channel("phone", "+39 02 8646 1234") + &channel("whatsapp", "+39 347 123 4567");
    write(&root, &channels, "");
    vpsite(&root, &["build", "clients/dewaal.yaml"]).ended(0);
    let page = fs::read_to_string(root.join(KIT).join("site/index.html")).unwrap();
    for wanted in ["tel:+390286461234", "+39 02 8646 1234", "https://wa.me/393471234567"] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    let [bare, full] = &cards(&root)[..] else { panic!() };
    assert!(
        bare.contains("TEL;TYPE=VOICE:+390286461234\r\nTEL;TYPE=CELL:+393471234567\r\n")
            || bare.contains("TEL;TYPE=CELL:+393471234567\r\nTEL;TYPE=VOICE:+390286461234\r\n"),
        "{bare}"
    );
    assert!(full.contains("TEL;TYPE=WORK,VOICE:+390286461234\r\n"), "{full}");
    assert!(full.contains("TEL;TYPE=CELL,TEXT:+393471234567\r\n"), "{full}");
    // Many countries in one file, each with a number that is valid in it.
    let all: String = [
        "+39 06 4782 1234",
        "+378 0549 886377",
        "+225 07 12 34 56 78",
        "+241 06 03 12 34",
        "+242 06 123 4567",
        "+229 01 95 12 34 56",
        "+36 06 1 234 5678",
        "+7 8 495 123-45-67",
    ]
    .iter()
    .map(|number| channel("phone", number))
    .collect();
    write(&root, &all, "");
    assert_eq!(said(&root), []);
}

#[test]
fn service_numbers() {
    let root = site_only("numbers-service");
    for number in ["0800-1234", "+31 800 1234"] {
        write(&root, &channel("phone", number), "");
        let path = root.join("clients/dewaal.yaml");
        let procedures = "procedures:\n  internal_reporting_desk: {name: Meldpunt, phone: \"0900-1234\"}\n  \
             complaints_committee: {name: Commissie, phone: \"+31 14 020\"}\n";
        fs::write(&path, fs::read_to_string(&path).unwrap() + procedures).unwrap();
        vpsite(&root, &["build", "clients/dewaal.yaml"]).ended(0);
        let all = told(&root, &[".html", ".vcf", ".txt"]);
        for (path, text) in &all {
            for wrong in ["+31800", "31 800", "+31900", "+3114020"] {
                assert!(!text.contains(wrong), "{number}: {path} has {wrong}");
            }
        }
        for wanted in ["tel:08001234", "tel:09001234", "tel:14020"] {
            assert!(all.iter().any(|(_, text)| text.contains(wanted)), "{number}: {wanted}");
        }
        let page = fs::read_to_string(root.join(KIT).join("site/index.html")).unwrap();
        assert!(page.contains("Dit nummer werkt meestal niet vanuit het buitenland."), "{page}");
        let [bare, full] = &cards(&root)[..] else { panic!() };
        assert!(bare.contains("TEL;TYPE=VOICE:08001234\r\n"), "{bare}");
        assert!(full.contains("TEL;TYPE=WORK,VOICE:08001234\r\n"), "{full}");
        let codes: Vec<String> = said(&root).into_iter().map(|(code, ..)| code).collect();
        assert_eq!(codes, ["phone/abroad"; 3]);
    }
    // Whoever has another number too is reached from everywhere.
    let both = channel("phone", "0800 1234") + &channel("whatsapp", "+31 6 12345678");
    write(&root, &both, "");
    assert_eq!(said(&root), []);
}

#[test]
fn no_police_as_an_adviser() {
    let root = site_only("numbers-police");
    let police = ["112", "1-1-2", "911", "110", "999"];
    write(&root, &police.map(|number| channel("phone", number)).concat(), "");
    let codes: Vec<String> = said(&root).into_iter().map(|(code, ..)| code).collect();
    assert_eq!(codes, ["phone/emergency"; 5]);
    let short = ["113", "144", "116 123", "14 010"];
    write(&root, &short.map(|number| channel("phone", number)).concat(), "");
    let mut codes: Vec<String> = said(&root).into_iter().map(|(code, ..)| code).collect();
    codes.sort();
    assert_eq!(codes[..1], ["phone/abroad"]);
    assert_eq!(codes[1..], ["phone/short"; 4]);
}

#[test]
fn messages_only_where_they_arrive() {
    let root = site_only("numbers-messages");
    for kind in ["whatsapp", "signal"] {
        let all = |numbers: &[&str]| numbers.iter().map(|number| channel(kind, number)).collect();
        let mobile: String =
            all(&["06 12345678", "+32 475 12 34 56", "+39 347 123 4567", "+1 201 555 0123"]);
        write(&root, &mobile, "");
        assert_eq!(said(&root), [], "{kind}");

        let fixed = ["020 1234567", "088 0767 000", "085 1234567", "+39 02 8646 1234"];
        write(&root, &all(&fixed), "");
        let links = ["31201234567", "31880767000", "31851234567", "390286461234"];
        let found = said(&root);
        assert_eq!(found.len(), links.len(), "{found:?}");
        for ((code, _, hint), link) in found.iter().zip(links) {
            assert_eq!(code, "phone/messages");
            assert!(hint.contains(link), "{hint}");
        }

        let never = ["0800 1234", "0900 1234", "0906 1234", "14 020", "116 123", "113", "112"];
        write(&root, &all(&never), "");
        let found = said(&root);
        assert_eq!(found.len(), never.len(), "{found:?}");
        for ((code, message, _), number) in found.iter().zip(never) {
            assert_eq!(code, "phone/invalid");
            assert_eq!(message, &format!("`{number}` is no number for messages"));
        }
    }
    // A call and a message to one number are two ways to one person.
    let same = channel("phone", "06 12345678") + &channel("whatsapp", "+31 6 12345678");
    write(&root, &same, "");
    assert_eq!(said(&root), []);
}

#[test]
fn invisible_signs_in_numbers() {
    let root = site_only("numbers-signs");
    let numbers: String = [
        "\u{202D}+31 6 12345670\u{202C}",
        "\u{2066}+31 6 12345671\u{2069}",
        "06\u{2011}12345672",
        "020\u{2013}1234567",
        "06\u{FF0D}12345673",
        "+31\u{A0}6\u{A0}12345674",
        "06\u{200B}12345675",
        "０６１２３４５６７６",
        "٠٦١٢٣٤٥٦٧٧",
        "06\u{AD}12345678",
    ]
    .iter()
    .map(|number| channel("phone", number))
    .collect();
    let addresses: String = [
        "noor\u{2011}bos@example.nl",
        "mailto:n.bos@example.nl",
        "bos@example.nl;",
        "noor＠example．nl",
    ]
    .iter()
    .map(|address| channel("email", address))
    .collect();
    write(&root, &(numbers + &addresses), "");
    assert_eq!(said(&root), []);
    vpsite(&root, &["build", "clients/dewaal.yaml"]).ended(0);
    let page = fs::read_to_string(root.join(KIT).join("site/index.html")).unwrap();
    for last in 0..9 {
        assert!(page.contains(&format!("tel:+3161234567{last}\"")), "{last}");
    }
    for wanted in ["tel:+31201234567\"", "mailto:noor@example.nl\"", "mailto:noor-bos@example.nl\""]
    {
        assert!(page.contains(wanted), "{wanted}");
    }
    for hidden in ['\u{200B}', '\u{AD}', '\u{202D}', '\u{FEFF}'] {
        assert!(!page.contains(hidden), "U+{:04X}", u32::from(hidden));
    }
    for (kind, value, sign) in [
        ("phone", "\u{202E}87654321 60", "U+202E, right-to-left override"),
        ("email", "noor\u{200B}@example.nl", "U+200B, zero width space"),
        ("email", "noor@exa\u{AD}mple.nl", "U+00AD, soft hyphen"),
        ("email", "\u{202A}noor@example.nl\u{202C}", "U+202A, left-to-right embedding"),
    ] {
        write(&root, &channel(kind, value), "");
        let said = said(&root);
        assert_eq!(said[0].0, "text/invisible", "{said:?}");
        assert!(said[0].1.contains(sign), "{said:?}");
    }
}

/// `typographic_quotes`, the half about numbers.
#[test]
fn quotes_that_are_none_of_yaml() {
    let root = site_only("numbers-quotes");
    let pairs = [('“', '”'), ('„', '“'), ('‘', '’'), ('«', '»'), ('”', '”')];
    let quoted = pairs.map(|(open, close)| {
        format!("      - {{type: phone, number: {open}+31 6 12345670{close}}}\n")
    });
    write(&root, &quoted.concat(), "");
    let found: Vec<_> =
        said(&root).into_iter().filter(|fault| fault.0 == "phone/invalid").collect();
    assert_eq!(found.len(), pairs.len(), "{found:?}");
    for fault in found {
        assert!(fault.1.contains("no quotes of YAML"), "{fault:?}");
        assert!(fault.2.contains("`\"+31 6 12345670\"`"), "{fault:?}");
    }
}

/// `photo_on_the_contact_card`: an address in a card is not escaped, whatever reads it.
#[test]
fn a_photo_on_the_contact_card() {
    let root = site_only("numbers-photo");
    let photo = image::RgbImage::from_fn(600, 600, |x, y| {
        let level = |at: u32| u8::try_from(at % 256).unwrap();
        image::Rgb([level(x), level(y), level(x + y)])
    });
    photo.save(root.join("clients/noor.jpg")).unwrap();
    let channels = channel("phone", "+31 6 12345670") + &channel("email", "noor@example.nl");
    write(&root, &channels, "    photo: {path: noor.jpg, alt: Portret van Noor Bos}\n");
    vpsite(&root, &["build", "clients/dewaal.yaml"]).ended(0);
    let [bare, full] = &cards(&root)[..] else { panic!() };
    assert!(!bare.contains("PHOTO"), "{bare}");
    let line = full.lines().find(|line| line.starts_with("PHOTO")).unwrap();
    let data =
        line.strip_prefix("PHOTO:data:image/jpeg;base64,").unwrap_or_else(|| panic!("{line}"));
    let jpeg = base64::engine::general_purpose::STANDARD.decode(data).unwrap();
    assert_eq!(
        image::load_from_memory(&jpeg).unwrap().width(),
        image::load_from_memory(&jpeg).unwrap().height()
    );
    // No line is longer than 75 octets, and a reader finds the same address.
    let written = told(&root, &[".vcf"]);
    assert!(written.iter().all(|(_, text)| text.split("\r\n").all(|line| line.len() <= 75)));
    let card = VCard::parse(full).unwrap();
    let photo = card.entries.iter().find(|entry| entry.name == VCardProperty::Photo).unwrap();
    assert!(!format!("{:?}", photo.values).contains('\\'));
    assert!(full.contains("URL:https://dewaal.example.nl/\r\n"), "{full}");
    assert!(full.contains("TEL;TYPE=CELL,VOICE:+31612345670\r\n"), "{full}");
}

/// The right value is no fault, and brings no remark.
#[test]
fn ordinary_numbers_bring_no_remark() {
    let root = site_only("numbers-ordinary");
    let written = [
        "06-12345678",
        "06 87 65 43 21",
        "020 1234567",
        "(010) 123 45 67",
        "088 0767 000",
        "085-1234567",
        "+31 6 12345671",
        "+31 (0)20 7654321",
        "0032 475 12 34 56",
        "+49 30 123456",
        "+44 20 7946 0958",
        "+48 512 345 678",
        "tel. 0118-123456",
    ];
    let numbers: String = written.iter().map(|number| channel("phone", number)).collect();
    let addresses: String = ["o'brien@example.ie", "noor.bos+vp@example.nl", "zoë@example.nl"]
        .iter()
        .map(|address| channel("email", address))
        .collect();
    write(&root, &(numbers + &addresses), "");
    assert_eq!(said(&root), []);
    // Without quotes YAML takes digits for a number: they are read as they were written.
    let bare = ["0612345678", "+31612345671", "06-12345672", "31612345673", "0201234567"];
    let bare = bare.map(|number| format!("      - {{type: phone, number: {number}}}\n"));
    write(&root, &bare.concat(), "");
    assert_eq!(said(&root), []);
}
