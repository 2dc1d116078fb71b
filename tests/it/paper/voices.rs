//! Posters with several people and several languages: who is named, with which number and
//! languages, and what is said in which language.
//!
//! In: clients of one to eleven advisers, set on paper and read with Debian's tools. Invariant:
//! nobody who reads only their own language has to guess whom of the people they can talk to.

use std::fs;
use std::path::Path;

use super::coverage::squeezed;
use crate::it::support::{kits, languages, pdf_text, printing, vpsite};

/// People with a language of their own each, and Dutch.
const PEOPLE: [(&str, &str, &str); 11] = [
    ("Anna-Maria van den Bosch-Timmermans", "en", "English"),
    ("Piotr Nowak", "pl", "polski"),
    ("Fatma Yılmaz", "tr", "Türkçe"),
    ("Ion Popescu", "ro", "română"),
    ("Olena Kovalenko", "uk", "українська"),
    ("Ahmed El Idrissi", "ar", ""),
    ("Georgi Dimitrov", "bg", "български"),
    ("Lucía Fernández", "es", "español"),
    ("Jan de Boer", "de", "Deutsch"),
    ("Katarzyna Wiśniewska", "pl", "polski"),
    ("Sam Smit", "en", "English"),
];

/// Writes a client of so many of them, in these languages.
fn put(root: &Path, count: usize, languages: &str) {
    let mut text = format!(
        "organisation: {{name: Gemeente Hof van Twente}}\nlanguages: {languages}\n\
         site: {{url: \"https://vp.example.nl/hof/\"}}\nedition: 2026-11\nadvisers:\n"
    );
    for (index, (name, lang, _)) in PEOPLE.iter().take(count).enumerate() {
        text.push_str(&format!(
            "  - name: {name}\n    languages: [nl, {lang}]\n    channels:\n      \
             - {{type: phone, number: \"+31 6 123456{:02}\"}}\n      \
             - {{type: whatsapp, number: \"+31 6 123456{0:02}\"}}\n    \
             absences: [{{from: 2026-12-24, to: 2027-01-03}}]\n",
            70 + index
        ));
    }
    fs::write(root.join("clients/hof.yaml"), text).unwrap();
}

/// The text of a document, as a reader meets it.
fn read(root: &Path, path: &str) -> String {
    let path = root.join("dist/hof").join(path);
    squeezed(&pdf_text(&path))
}

#[track_caller]
fn says(text: &str, what: &str) {
    assert!(text.contains(&squeezed(what)), "`{what}` is missing in {text}");
}

#[test]
fn the_poster_of_many_languages_has_everybody_with_number_and_languages() {
    let root = printing("voices", &["languages"]);
    for count in [1, 2, 3, 10] {
        put(&root, count, "[nl, en, pl, ro, bg, uk, tr, ar, de, es]");
        vpsite(&root, &["build", "clients/hof.yaml", "-q"]).ended(0);
        let text = read(&root, "print/poster-languages-a4.pdf");
        for (index, (name, _, own_name)) in PEOPLE.iter().take(count).enumerate() {
            says(&text, name);
            // Who reads it may have a SIM card from anywhere.
            says(&text, &format!("+31 6 123456{}", 70 + index));
            says(&text, own_name);
        }
        // What is confidential, in every language and not in that of the sheet alone.
        for line in [
            "Vertrouwelijk, behalve bij ernstig gevaar of een wettelijke plicht.",
            "Confidential, except in serious danger",
            "Poufnie. Wyjątki: poważne niebezpieczeństwo",
            "Confidențial, cu excepția unui pericol grav",
            "Поверително, освен при сериозна опасност",
            "Конфіденційно, крім випадків серйозної небезпеки",
            "Gizli kalır; ciddi tehlike veya yasal zorunluluk hariç.",
            "Vertraulich, außer bei ernster Gefahr",
            "Confidencial, salvo en caso de peligro grave",
        ] {
            says(&text, line);
            assert_eq!(text.matches(&squeezed(line)).count(), 1, "{line} stands twice in {text}");
        }
        // The people of a language stand behind it, the others do not.
        match count {
            1 => says(&text, "Externe vertrouwenspersoon: Anna-Maria van den Bosch-Timmermans"),
            10 => says(&text, "(vertrouwenspersonen): Piotr Nowak, Katarzyna Wiśniewska"),
            _ => says(&text, "osoba zaufania (vertrouwenspersoon): Piotr Nowak"),
        }
    }

    // More than a sheet holds: by what they are called, and the site has their numbers.
    put(&root, 11, "[nl, en, pl]");
    vpsite(&root, &["build", "clients/hof.yaml", "-q"]).ended(0);
    let text = read(&root, "print/poster-languages-a4.pdf");
    says(&text, "Katarzyna");
    says(&text, "vp.example.nl/hof");
    assert!(!text.contains("+316123456"), "{text}");
}

#[test]
fn languages_stand_with_the_one_who_speaks_them() {
    let root = printing("voices-people", &["poster", "sticker", "card"]);
    put(&root, 3, "[nl, pl]");
    vpsite(&root, &["build", "clients/hof.yaml", "-q"]).ended(0);
    for path in ["print/poster-a4-nl.pdf", "print/sticker-nl.pdf", "print/card-nl.pdf"] {
        let text = read(&root, path);
        for spoken in ["Pools", "Turks", "Engels"] {
            let behind = text.find(&squeezed(spoken)).unwrap();
            assert!(text[..behind].contains("Spreekt"), "{path}: {text}");
        }
        // Not pooled, which would send who speaks Polish to somebody who does not.
        assert!(!text.contains(&squeezed("in deze talen")), "{path}: {text}");
    }
    let poster = read(&root, "print/poster-a4-nl.pdf");
    says(&poster, "Externe vertrouwenspersonen");
    assert!(!poster.contains(&squeezed("Externe vertrouwenspersoon ")), "{poster}");
    says(&read(&root, "print/sticker-nl.pdf"), "vertrouwenspersonen");
    says(&read(&root, "print/poster-a4-pl.pdf"), "molestowaniu seksualnym");

    put(&root, 1, "[nl, pl]");
    vpsite(&root, &["build", "clients/hof.yaml", "-q"]).ended(0);
    says(&read(&root, "print/sticker-nl.pdf"), "Externe vertrouwenspersoon");
}

#[test]
fn the_flyer_has_what_a_call_costs_and_no_date_that_passes() {
    let root = printing("voices-flyer", &["flyer"]);
    put(&root, 2, "[nl, pl]");
    vpsite(&root, &["build", "clients/hof.yaml", "-q"]).ended(0);
    let (dutch, polish) = (read(&root, "print/flyer-nl.pdf"), read(&root, "print/flyer-pl.pdf"));
    says(&dutch, "gratis · dag en nacht");
    says(&polish, "bezpłatnie · całą dobę");
    says(&polish, "+31 6 12345670");
    says(&polish, "FairWork");
    says(&polish, "Numery, które zaczynają się od 0800 lub 0900");
    for text in [dutch, polish] {
        assert!(!text.contains("2027"), "{text}");
    }
}

#[test]
fn posters_without_a_question_of_their_own_take_turns() {
    let root = printing("voices-questions", &["poster"]);
    put(&root, 1, "[nl, pl]");
    let path = root.join("clients/hof.yaml");
    let own = "posters: [{}, {headline: {nl: Mijn eigen vraag?}}, {}, {design: person}]\n";
    fs::write(&path, fs::read_to_string(&path).unwrap() + own).unwrap();
    vpsite(&root, &["build", "clients/hof.yaml", "-q"]).ended(0);
    for (file, question) in [
        ("poster-a4-nl.pdf", "Het zit me niet lekker."),
        ("poster-2-a4-nl.pdf", "Mijn eigen vraag?"),
        ("poster-3-a4-nl.pdf", "Bij wie kan ik terecht?"),
        ("poster-4-a4-nl.pdf", "Het zit me niet lekker."),
        ("poster-2-a4-pl.pdf", "Czy mogę z kimś o tym porozmawiać?"),
    ] {
        says(&read(&root, &format!("print/{file}")), question);
    }
}

#[test]
fn every_flyer_has_help_for_who_came_here_to_work() {
    for client in ["acme", "linde", "polderfruit"] {
        for lang in languages(client).iter().filter(|lang| **lang != "nl") {
            let path = kits().join(format!("{client}/print/flyer-{lang}.pdf"));
            let text = squeezed(&pdf_text(&path));
            assert!(text.contains("FairWork"), "{client}, {lang}");
        }
    }
    // Three people with hours of their own leave the least room.
    let root = printing("voices-flyer", &["flyer"]);
    put(&root, 3, "[bg, de, pl]");
    vpsite(&root, &["build", "clients/hof.yaml", "-q"]).ended(0);
    for lang in ["bg", "de", "pl"] {
        let text = read(&root, &format!("print/flyer-{lang}.pdf"));
        says(&text, "FairWork");
        says(&text, "0900");
    }
}
