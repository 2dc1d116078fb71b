//! Quotes, colons, dashes, blanks and brackets as other programs and hasty hands set them.
//!
//! Each is one fault with the line as it should read, and with that line there is none.

use std::fs;

use vpsite::client::Keys;
use vpsite::diag::{Diagnostics, Severity, SourceFile};
use vpsite::yaml;

use super::super::support::{site_only, vpsite};
use super::{ADVISER, CLIENT, HOURS, NAME, PHONE, TIME, mended, mends, said, told, with};

#[test]
fn names_with_an_apostrophe_first() {
    for (value, right) in [
        ("'t Hoekje", "\"'t Hoekje\""),
        ("'s-Gravenhage", "\"'s-Gravenhage\""),
        ("'s ochtends en 's avonds", "\"'s ochtends en 's avonds\""),
        ("'n Bakkie", "\"'n Bakkie\""),
        ("'98 opgericht", "\"'98 opgericht\""),
        ("'Hotel 't Anker'", "\"Hotel 't Anker\""),
        ("'foto's en films'", "\"foto's en films\""),
        ("'Noor Bos", "\"Noor Bos\""),
        ("\"Noor Bos", "\"Noor Bos\""),
        ("\"Hotel \"De Avond\" BV\"", "'Hotel \"De Avond\" BV'"),
        ("\"De Avond\" BV", "'\"De Avond\" BV'"),
        ("'De Avond' BV", "\"'De Avond' BV\""),
        ("\"C:\\hotel\\logo\"", "'C:\\hotel\\logo'"),
        ("\"C:\\foto\\noor.jpg\"", "'C:\\foto\\noor.jpg'"),
    ] {
        for (old, key) in [(NAME, "  name: "), (ADVISER, "  - name: "), (TIME, "response_time: ")] {
            mends(
                old,
                &format!("{key}{value}"),
                "yaml/quotes",
                &format!("{}{right}", key.trim_start()),
            );
        }
        mends(
            HOURS,
            &format!("hours: {value}"),
            "yaml/quotes",
            &PHONE.trim().replace("werkdagen", right),
        );
    }
    // The next one in the file is no longer taken for its end.
    let two = with(NAME, "  name: 't Hoekje").replace("binnen twee dagen", "'s avonds");
    assert!(told(&two).starts_with("2: error[yaml/quotes]"), "{}", told(&two));
    let then = mended(&two).unwrap();
    assert!(told(&then).starts_with("11: error[yaml/quotes]"), "{}", told(&then));
    assert_eq!(told(&mended(&then).unwrap()), "");
    for name in
        ["Café 't Hoekje", "d'Or", "\"'t Hoekje\"", "'Het ''t'", "Lee's", "O’Neill", "’t Hoekje"]
    {
        assert_eq!(told(&with(NAME, &format!("  name: {name}"))), "", "{name}");
    }
}

#[test]
fn a_colon_and_a_dash_want_a_space() {
    for (old, new, right) in [
        (NAME, "  name:Drukkerij", "name: Drukkerij"),
        (NAME, "  name:\"Drukkerij\"", "name: \"Drukkerij\""),
        (ADVISER, "  - name:Noor Bos", "- name: Noor Bos"),
        (TIME, "response_time:binnen twee dagen", "response_time: binnen twee dagen"),
        ("edition: 2026-11", "edition:2026-11", "edition: 2026-11"),
        ("languages: [nl]", "languages:[nl]", "languages: [nl]"),
        (ADVISER, "  -name: Noor Bos", "- name: Noor Bos"),
        (ADVISER, "  -name:Noor Bos", "- name: Noor Bos"),
        (ADVISER, "  – name: Noor Bos", "- name: Noor Bos"),
        (ADVISER, "  — name: Noor Bos", "- name: Noor Bos"),
        (ADVISER, "  • name: Noor Bos", "- name: Noor Bos"),
        (ADVISER, "  * name: Noor Bos", "- name: Noor Bos"),
        (ADVISER, "  · name: Noor Bos", "- name: Noor Bos"),
        (HOURS, "hours:werkdagen", PHONE.trim()),
    ] {
        mends(old, new, "yaml/blank", right);
    }
    for (sign, gap) in [
        ("=", " "),
        ("=", ""),
        ("=>", " "),
        ("->", " "),
        (";", ""),
        (";", " "),
        ("：", ""),
        ("：", " "),
        ("﹕", ""),
    ] {
        mends(NAME, &format!("  name{gap}{sign} Drukkerij"), "yaml/sign", "name: Drukkerij");
        mends(ADVISER, &format!("  - name{gap}{sign} Noor Bos"), "yaml/sign", "- name: Noor Bos");
        mends(
            "edition: 2026-11",
            &format!("edition{gap}{sign} 2026-11"),
            "yaml/sign",
            "edition: 2026-11",
        );
    }
    // A group of one key, which is one word to YAML.
    let alone = with("  name: Drukkerij De Waal\n  employees: 120", "  name:Drukkerij");
    assert!(
        told(&alone).contains("write a space behind the colon: `name: Drukkerij`"),
        "{}",
        told(&alone)
    );
    let equal = with(
        "site: {url: \"https://dewaal.example.nl/\"}",
        "site: {url=\"https://dewaal.example.nl/\"}",
    );
    assert!(
        told(&equal).contains("`site: {url: \"https://dewaal.example.nl/\"}`"),
        "{}",
        told(&equal)
    );
    for fine in [
        "name : Drukkerij",
        "name:   Drukkerij",
        "name: a:b",
        "\"name\": Drukkerij",
        "'name': Drukkerij",
        "name:\n    Drukkerij",
    ] {
        assert_eq!(told(&with(NAME, &format!("  {fine}"))), "", "{fine}");
    }
}

#[test]
fn a_no_break_space_in_yaml() {
    for (blank, number) in [
        ('\u{A0}', "U+00A0"),
        ('\u{2003}', "U+2003"),
        ('\u{2009}', "U+2009"),
        ('\u{202F}', "U+202F"),
        ('\u{3000}', "U+3000"),
        ('\u{2007}', "U+2007"),
        ('\u{205F}', "U+205F"),
    ] {
        for (old, new) in [
            ("    channels:", "    channels:".replace(' ', &blank.to_string())),
            ("    channels:", format!("   {blank}channels:")),
            ("    channels:", format!("    channels{blank}:")),
            ("edition: 2026-11", format!("edition:{blank}2026-11")),
            ("edition: 2026-11", format!("edition{blank}: 2026-11")),
            (ADVISER, format!("  -{blank}name: Noor Bos")),
            (HOURS, format!("hours:{blank}werkdagen")),
            (NAME, format!("  name:{blank}Drukkerij De Waal")),
            ("  employees: 120", format!("{blank}{blank}employees: 120")),
        ] {
            let text = with(old, &new);
            let found = said(&text);
            assert_eq!(found.len(), 1, "{new:?}: {}", told(&text));
            assert_eq!(found[0].code, "yaml/blank", "{new:?}: {}", told(&text));
            assert!(found[0].message.contains(number), "{new:?}: {}", told(&text));
            assert!(
                found[0].message.to_string().ends_with("stands here; type a space"),
                "{}",
                told(&text)
            );
            assert_eq!(told(&mended(&text).unwrap()), "", "{new:?}");
        }
    }
    for blank in ['\u{200B}', '\u{FEFF}', '\u{200E}', '\u{2060}'] {
        for (old, new) in [
            ("edition: 2026-11", format!("{blank}edition: 2026-11")),
            ("edition: 2026-11", format!("edition{blank}: 2026-11")),
            ("edition: 2026-11", format!("edition:{blank} 2026-11")),
            (ADVISER, format!("  - {blank}name: Noor Bos")),
        ] {
            let text = with(old, &new);
            let found = said(&text);
            assert_eq!((found.len(), found[0].code), (1, "yaml/blank"), "{new:?}: {}", told(&text));
            assert!(found[0].message.to_string().ends_with("remove it"), "{}", told(&text));
            assert_eq!(told(&mended(&text).unwrap()), "", "{new:?}");
        }
    }
    // In a text they are type, and around one they are no part of it.
    for new in [
        "  name: Drukkerij\u{A0}De\u{202F}Waal",
        "  name: \u{A0}Drukkerij De Waal\u{A0}",
        "  name: \"Jan\u{A0}Smit\"",
    ] {
        assert_eq!(told(&with(NAME, new)), "", "{new:?}");
    }
    let list = with("languages: [nl]", "languages: [nl,\u{A0}en\u{200B}]");
    let keys: Keys = yaml::read(
        &yaml::parse(&SourceFile::new("a.yaml", list)).unwrap(),
        &mut Diagnostics::new(),
    );
    assert_eq!(format!("{:?}", keys.languages.value().unwrap()[1].value()), "Some(\"en\")");
}

#[test]
fn tabs_and_spaces_at_the_margin() {
    for new in ["\tchannels:", "\t\tchannels:", "  \tchannels:", "    \tchannels:"] {
        let text = with("    channels:", new);
        assert!(
            told(&text).starts_with("8: error[yaml/blank] a tab stands here"),
            "{new:?}: {}",
            told(&text)
        );
        assert_eq!(told(&mended(&text).unwrap()), "", "{new:?}");
    }
    for (old, new) in [
        ("  employees: 120", "   employees: 120"),
        ("  employees: 120", " employees: 120"),
        ("    channels:", "   channels:"),
        ("    channels:", "     channels:"),
        ("edition: 2026-11", " edition: 2026-11"),
        (TIME, " response_time: binnen twee dagen"),
    ] {
        let text = with(old, new);
        let all = told(&text);
        assert!(all.contains("error[yaml/indent]"), "{new:?}: {all}");
        assert_eq!(told(&mended(&text).unwrap()), "", "{new:?}: {all}");
    }
    // A tab where a blank may be is one.
    for new in ["  name:\tDrukkerij", "  name: Drukkerij\t", "  name: Drukkerij\t# x"] {
        assert_eq!(told(&with(NAME, new)), "", "{new:?}");
    }
}

#[test]
fn comma_inside_braces() {
    for value in [
        "ma, di en do",
        "ma, di, wo",
        "09:00, 14:00",
        "ma-vr, behalve 's avonds",
        "ma , di",
        "na afspraak, liefst per mail",
    ] {
        let right = PHONE.trim().replace("werkdagen", &format!("\"{value}\""));
        mends(HOURS, &format!("hours: {value}"), "yaml/comma", &right);
    }
    let organisation = |inner: &str| {
        with(
            "organisation:\n  name: Drukkerij De Waal\n  employees: 120",
            &format!("organisation: {{{inner}}}"),
        )
    };
    for (inner, right) in [
        ("name: Bos, Smit en Co", "name: \"Bos, Smit en Co\""),
        ("name: Bos, Smit en Co, employees: 12", "name: \"Bos, Smit en Co\", employees: 12"),
        (
            "employees: 12, name: Smit, De Vries & Zn.",
            "employees: 12, name: \"Smit, De Vries & Zn.\"",
        ),
    ] {
        let text = organisation(inner);
        let found = said(&text);
        assert!(
            found[0].hints[0].to_string().ends_with(&format!("`organisation: {{{right}}}`")),
            "{}",
            told(&text)
        );
        assert_eq!(told(&mended(&text).unwrap()), "");
    }
    let decimal = format!("{CLIENT}posters: [{{distance_m: 1,5}}]\n");
    let found = said(&decimal);
    assert_eq!((found.len(), found[0].code), (1, "yaml/comma"), "{}", told(&decimal));
    assert!(
        found[0].hints[0].to_string().ends_with("`posters: [{distance_m: 1.5}]`"),
        "{}",
        told(&decimal)
    );
    assert!(
        told(&format!("{CLIENT}posters:\n  - distance_m: 1,5\n")).contains("`- distance_m: 1.5`")
    );
    // The comma that YAML allows behind the last one is none.
    for fine in ["hours: werkdagen, ", "hours: \"ma, di\"", "hours: 'ma, di'"] {
        assert_eq!(told(&with(HOURS, fine)), "", "{fine}");
    }
    assert_eq!(told(&with(NAME, "  name: Bos, Smit en Co")), "");
}

#[test]
fn brackets_that_do_not_fit() {
    for (old, new, right) in [
        ("languages: [nl]", "languages: [nl", "languages: [nl]"),
        ("languages: [nl]", "languages: [nl}", "languages: [nl]"),
        ("languages: [nl]", "languages: [nl]]", "languages: [nl]"),
        (
            PHONE,
            "      - {type: phone, number: \"+31 6 12345678\"",
            "- {type: phone, number: \"+31 6 12345678\"}",
        ),
        (
            PHONE,
            "      - {type: phone, number: \"+31 6 12345678\"]",
            "- {type: phone, number: \"+31 6 12345678\"}",
        ),
        (
            PHONE,
            "      - {type: phone, number: \"+31 6 12345678\"}}",
            "- {type: phone, number: \"+31 6 12345678\"}",
        ),
        (
            PHONE,
            "      - {type: phone, number: \"+31 6 12345678\" hours: nu}",
            "- {type: phone, number: \"+31 6 12345678\", hours: nu}",
        ),
        (
            PHONE,
            "      - type: phone, number: \"+31 6 12345678\"",
            "- {type: phone, number: \"+31 6 12345678\"}",
        ),
    ] {
        mends(old, new, "yaml/brackets", right);
    }
    for (new, right) in [
        ("languages: nl, en", "languages: [nl, en]"),
        ("languages: nl", "languages: [nl]"),
        ("languages: (nl, en)", "languages: [nl, en]"),
        ("languages: nl; en", "languages: [nl, en]"),
        ("languages: nl]", "languages: [nl]"),
    ] {
        mends("languages: [nl]", new, "yaml/type", right);
    }
    mends(NAME, "  name: [Drukkerij]", "yaml/type", "name: Drukkerij");
}

#[test]
fn texts_that_cannot_begin_so() {
    for sign in [
        "@thuis",
        "`thuis`",
        "%thuis",
        ">thuis",
        "|thuis",
        "- thuis",
        "? thuis",
        "[Team] Noor",
        "{Team} Noor",
        ", dus",
    ] {
        mends(
            TIME,
            &format!("response_time: {sign}"),
            "yaml/quotes",
            &format!("response_time: \"{sign}\""),
        );
    }
    mends(TIME, "response_time: {{ naam }}", "yaml/sign", "response_time: \"{{ naam }}\"");
    for text in ["ma-vr: 9-17", "let op: morgen", "a: b: c", "Nu:"] {
        mends(
            TIME,
            &format!("response_time: {text}"),
            "yaml/quotes",
            &format!("response_time: \"{text}\""),
        );
    }
    mends(
        HOURS,
        "hours: ma-vr: 9",
        "yaml/quotes",
        &PHONE.trim().replace("werkdagen", "\"ma-vr: 9\""),
    );
}

#[test]
fn typographic_quotes() {
    for (left, right) in [
        ("“", "”"),
        ("„", "“"),
        ("„", "”"),
        ("‘", "’"),
        ("‚", "‘"),
        ("«", "»"),
        ("»", "«"),
        ("‹", "›"),
        ("”", "”"),
        ("「", "」"),
        ("＂", "＂"),
    ] {
        for (old, key) in [(NAME, "  name: "), (ADVISER, "  - name: "), (TIME, "response_time: ")] {
            let text = with(old, &format!("{key}{left}De Waal{right}"));
            let found = said(&text);
            assert_eq!(
                (found.len(), found[0].code, found[0].severity),
                (1, "yaml/quotes", Severity::Warning),
                "{}",
                told(&text)
            );
            assert!(
                found[0].hints[0]
                    .to_string()
                    .ends_with(&format!("`{}\"De Waal\"`", key.trim_start())),
                "{}",
                told(&text)
            );
            assert!(
                found[0].hints[1].contains(&format!("`\"{left}De Waal{right}\"`")),
                "{}",
                told(&text)
            );
            assert_eq!(told(&mended(&text).unwrap()), "");
        }
    }
    for (new, right) in [
        ("  “name”: Acme", "name: Acme"),
        ("  “name: Acme”", "name: Acme"),
        ("  ‘name’: Acme", "name: Acme"),
        ("  „name“: Acme", "name: Acme"),
    ] {
        mends(NAME, new, "yaml/quotes", right);
    }
    let comma = with(HOURS, "hours: “ma, di”");
    assert!(told(&comma).contains("hours: \"ma, di\""), "{}", told(&comma));
    for half in ["Noor\"", "“Noor", "Noor”"] {
        let all = told(&with(NAME, &format!("  name: {half}")));
        assert!(all.contains("has no partner") && all.contains("`name: Noor`"), "{all}");
    }
    // Quotes within a text are type, and straight ones around them say so.
    for fine in [
        "Team “De Waal” Oost",
        "“Een” en “twee”",
        "\"“De Waal”\"",
        "'„De Waal“'",
        "’t Hoekje",
        "scherm van 15\"",
        "Lee’s",
    ] {
        assert_eq!(told(&with(NAME, &format!("  name: {fine}"))), "", "{fine}");
    }
}

#[test]
fn a_number_in_typographic_quotes_is_one_fault() {
    let root = site_only("files-quotes");
    fs::write(root.join("clients/a.yaml"), with("\"+31 6 12345678\"", "“+31 6 12345678”")).unwrap();
    let run = vpsite(&root, &["check", "clients/a.yaml", "--format", "short"]).ended(1);
    let faults: Vec<&str> = run.err.lines().filter(|line| line.contains(" error[")).collect();
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].contains("error[phone/invalid]") && faults[0].contains("quotes"));
    assert!(!run.err.contains("yaml/quotes"), "{}", run.err);
    // Whose own words do not speak of quotes is told by the quotes alone.
    fs::write(root.join("clients/a.yaml"), with("edition: 2026-11", "edition: “2026-11”")).unwrap();
    let run = vpsite(&root, &["check", "clients/a.yaml", "--format", "short"]).ended(1);
    let faults: Vec<&str> = run.err.lines().filter(|line| line.contains(" error[")).collect();
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].contains("error[yaml/quotes]"), "{faults:?}");
}
