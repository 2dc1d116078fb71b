//! What is typed and what the file says of it.

use super::*;
use crate::diag::SourceFile;
use crate::value::Slug;
use crate::yaml;

fn draft(told: &[(Item, &str)]) -> ClientDraft {
    let mut draft = ClientDraft::default();
    for (item, typed) in told {
        draft.tell(*item, typed).unwrap();
    }
    draft
}

#[test]
fn headings_are_known_whatever_their_case_and_signs() {
    let cases = [
        ("E-mail adres", Item::Email),
        (" TELEFOON-nummer ", Item::Phone),
        ("Client name", Item::Organisation),
        ("Talen (nl, pl)", Item::Languages),
        ("Bedrijfsnaam", Item::Organisation),
        ("HR e-mail", Item::HrEmail),
    ];
    for (heading, item) in cases {
        assert_eq!(Item::of_heading(heading), Known::Item(item), "{heading}");
    }
    assert_eq!(Item::of_heading("Postcode"), Known::Aside(None));
    let Known::Stranger(Some(near)) = Item::of_heading("Organistie") else { panic!() };
    assert_eq!(near, "did you mean `Organisatie`?");
}

#[test]
fn every_item_has_its_row_and_is_found_by_its_own_name() {
    for (index, item) in Item::all().enumerate() {
        assert_eq!(item as usize, index);
        assert_eq!(Item::of_heading(item.named()), Known::Item(item), "{item:?}");
    }
}

#[test]
fn words_of_people_become_words_of_the_file() {
    let told = draft(&[
        (Item::Languages, "Nederlands, Engels en Pools"),
        (Item::Spoken, "nl en"),
        (Item::WorksCouncil, "Ja"),
        (Item::Employees, "1.240"),
        (Item::Edition, "11-2026"),
        (Item::Sector, "Zorg"),
        (Item::ShortName, "  "),
    ]);
    let said = |item| told.told(item);
    assert_eq!(said(Item::Languages).as_deref(), Some("nl, en, pl"));
    assert_eq!(said(Item::Spoken).as_deref(), Some("nl, en"));
    assert_eq!(said(Item::WorksCouncil).as_deref(), Some("true"));
    assert_eq!(said(Item::Employees).as_deref(), Some("1240"));
    assert_eq!(said(Item::Edition).as_deref(), Some("2026-11"));
    assert_eq!(said(Item::Sector).as_deref(), Some("care"));
    assert_eq!(said(Item::ShortName), None);
    assert!(ClientDraft::default().tell(Item::Sector, "zorgg").is_err());
}

#[test]
fn what_was_told_reads_back_from_the_file_and_needs_no_change() {
    let awkward = [
        "Bakkers & Zn.",
        "De \"Beste\" #1",
        "C:\\x",
        "'t Hoekje: zorg",
        "- a",
        "ja",
        "1e3",
        "Łódź, Ltd",
    ];
    for text in awkward {
        let told = draft(&[
            (Item::Organisation, text),
            (Item::ShortName, text),
            (Item::Languages, "nl, pl"),
            (Item::Address, "https://vp.example.nl/a/"),
            (Item::Colour, "#0B5D3B"),
            (Item::Logo, "a/logo.svg"),
            (Item::Adviser, text),
            (Item::Spoken, "nl"),
            (Item::Phone, "06 12345678"),
            (Item::Email, "noor@example.nl"),
            (Item::Anonymous, "nee"),
            (Item::Edition, "2026-11"),
            (Item::HrName, text),
        ]);
        let slug = Slug::parse("a").unwrap();
        let written = told.text(&slug, Speech::Dutch);
        let file = SourceFile::new("a.yaml", written.clone());
        let tree = yaml::parse(&file).unwrap();
        assert_eq!(told.changes(&slug, &tree).unwrap(), [], "{written}");
        for item in [Item::Organisation, Item::ShortName, Item::Adviser, Item::HrName] {
            assert_eq!(tree.text(&told.place(item, &tree).unwrap()), Some(text), "{written}");
        }
        // The same, into a file that says nothing yet.
        let empty = SourceFile::new("a.yaml", "# ours\n");
        let tree = yaml::parse(&empty).unwrap().of_keys().unwrap();
        let changes = told.changes(&slug, &tree).unwrap();
        let changes: Vec<_> = changes.into_iter().map(|(_, change)| change).collect();
        let new = yaml::edited(&empty, &changes).unwrap();
        let tree = yaml::parse(&SourceFile::new("a.yaml", new.clone())).unwrap();
        assert_eq!(told.changes(&slug, &tree).unwrap(), [], "{new}");
    }
}
