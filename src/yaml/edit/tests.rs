//! Texts that are changed in their place, and those that are left.

use super::*;

fn change(at: &[Step], yaml: &str) -> Change {
    Change { at: at.to_vec(), yaml: yaml.to_owned() }
}

#[track_caller]
fn becomes(text: &str, at: &[Step], yaml: &str, wanted: &str) {
    let file = SourceFile::new("a.yaml", text);
    let new = edited(&file, &[change(at, yaml)]);
    assert_eq!(new.as_deref(), Some(wanted));
}

#[test]
fn every_text_reads_back_as_itself_without_a_remark() {
    let signs = [
        "", "a", " ", "-", "#", ": ", ":", "'", "\"", "\\", "&", "*", "!", "%", "@", "`", "|", ">",
        "{", "}", "[", "]", ",", "?", "~", "é", "’", "“", "”", "\u{2028}", "0", "ł", "=",
    ];
    let mut texts: Vec<String> = [
        "null",
        "~",
        "yes",
        "No",
        "012",
        "1e3",
        "12:30",
        "2026-11",
        "Bakkers & Zn.",
        "a: b",
        "a #b",
        "#1",
        "- a",
        "C:\\temp\\new",
        "'t Hoekje",
        "O'Neill",
        "De \"Beste\" B.V.",
        "+31 6 12345678",
        "https://vp.example.nl/acme/",
        "a@example.nl",
        "true",
        "0x1F",
        "<<",
        "{{ name }}",
        "50%",
        "Zorg, Welzijn & Wonen",
        "? a",
        "..",
        "---",
        "Łódź",
    ]
    .map(str::to_owned)
    .to_vec();
    for a in signs {
        for b in signs {
            for c in signs {
                texts.push(format!("{a}{b}{c}"));
                texts.push(format!("x{a}{b}{c}y"));
            }
        }
    }
    for text in texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
        let value = quoted(text);
        for yaml in [
            format!("v: {value}\n"),
            format!("v: {{w: {value}, x: 1}}\n"),
            format!("v: [{value}, 1]\n"),
        ] {
            let tree = parse(&SourceFile::new("a.yaml", yaml.clone())).unwrap_or_else(|found| {
                panic!(
                    "{text:?} as {yaml:?}: {:?}",
                    found.iter().map(|it| &it.message).collect::<Vec<_>>()
                )
            });
            let read = [vec!["v".into()], vec!["v".into(), "w".into()], vec!["v".into(), 0.into()]];
            let read = read.iter().find_map(|at| tree.text(at));
            assert_eq!(read, Some(text), "{yaml:?}");
            assert!(tree.remarks.is_empty(), "{yaml:?}: {:?}", tree.remarks);
        }
    }
}

#[test]
fn a_value_is_changed_where_it_stands() {
    let text = "# ours\na: 1 # one\nb: {c: x, d: 'y'}\nl: [nl, pl]\n\n# end\n";
    becomes(text, &["a".into()], "2", &text.replace("a: 1", "a: 2"));
    becomes(text, &["b".into(), "d".into()], "z", &text.replace("'y'", "z"));
    becomes(text, &["l".into()], "[nl]", &text.replace("[nl, pl]", "[nl]"));
    becomes("l:\n  - nl\n  - pl\nm: 1\n", &["l".into()], "[en]", "l: [en]\nm: 1\n");
    becomes("a:\nb: 1\n", &["a".into()], "x", "a: x\nb: 1\n");
}

#[test]
fn a_key_is_added_where_it_belongs() {
    becomes("a: 1", &["b".into(), "c".into()], "2", "a: 1\nb:\n  c: 2\n");
    becomes("a:\n  b: 1\n  c: 2\n", &["a".into(), "d".into()], "3", "a:\n  b: 1\n  d: 3\n  c: 2\n");
    becomes("a: {b: 1}\n", &["a".into(), "d".into()], "3", "a: {d: 3, b: 1}\n");
    becomes("a:\n  b:\n    c: 1\n", &["a".into(), "d".into()], "3", "a:\n  d: 3\n  b:\n    c: 1\n");
    becomes(
        "l:\n  - a: 1\n    b: 2\n",
        &["l".into(), 0.into(), "c".into()],
        "3",
        "l:\n  - a: 1\n    c: 3\n    b: 2\n",
    );
    becomes("l:\n  - {a: 1}\n", &["l".into(), 1.into()], "{a: 2}", "l:\n  - {a: 1}\n  - {a: 2}\n");
    becomes("l: [{a: 1}]\n", &["l".into(), 1.into()], "{a: 2}", "l: [{a: 1}, {a: 2}]\n");
}

#[test]
fn what_cannot_be_changed_alone_is_left() {
    let file = SourceFile::new("a.yaml", "l:\n  - nl # ours\n  - pl\nt: >-\n  one\n  two\n");
    assert_eq!(edited(&file, &[change(&["l".into()], "[en]")]), None);
    assert_eq!(edited(&file, &[change(&["t".into()], "x")]), None);
    assert_eq!(edited(&file, &[change(&["t".into(), "u".into()], "x")]), None);
}
