//! Whatever is pasted into YAML: no word is lost unseen, and each message says what to type.
//!
//! Most of it asks the library alone: a text -> what is said of it. A line that a hint
//! holds is put into the text, which must then be in order.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use vpsite::client::Keys;
use vpsite::diag::{Diagnostic, Diagnostics, Severity, SourceFile};
use vpsite::yaml;

use super::support::{copy, printing, repository, site_only, vpsite};

/// A client with one line for each kind of thing that people write.
const CLIENT: &str = "\
organisation:
  name: Drukkerij De Waal
  employees: 120
languages: [nl]
site: {url: \"https://dewaal.example.nl/\"}
advisers:
  - name: Noor Bos
    channels:
      - {type: phone, number: \"+31 6 12345678\", hours: werkdagen}
edition: 2026-11
response_time: binnen twee dagen
";
const NAME: &str = "  name: Drukkerij De Waal";
const HOURS: &str = "hours: werkdagen";
const TIME: &str = "response_time: binnen twee dagen";
const ADVISER: &str = "  - name: Noor Bos";
const PHONE: &str = "      - {type: phone, number: \"+31 6 12345678\", hours: werkdagen}";

fn with(old: &str, new: &str) -> String {
    assert!(CLIENT.contains(old), "{old}");
    CLIENT.replacen(old, new, 1)
}

/// What is said of the form of a client.
fn said(text: &str) -> Vec<Diagnostic> {
    let file = SourceFile::new("clients/a.yaml", text);
    let mut found = Diagnostics::new();
    match yaml::parse(&file).and_then(|tree| tree.of_keys().map_err(Diagnostics::from)) {
        Ok(tree) => drop(yaml::read::<Keys>(&tree, &mut found)),
        Err(faults) => found.extend(faults),
    }
    found.sort();
    found.into_iter().collect()
}

fn told(text: &str) -> String {
    let line = |d: &Diagnostic| {
        let line = d.span.as_ref().map_or(0, |span| span.line_column().0);
        format!(
            "{line}: {}[{}] {} | {}",
            d.severity.as_str(),
            d.code,
            d.message,
            d.hints.join(" | ")
        )
    };
    said(text).iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The text with the line of its first fault as the hint has it; nothing where it holds none.
fn mended(text: &str) -> Option<String> {
    let faults = said(text);
    let fault = faults.first()?;
    let (line, _) = fault.span.as_ref()?.line_column();
    let hint = fault.hints.first()?;
    // A key in backticks may stand before the line itself.
    let from = hint.rfind(": `").map_or(hint.find('`')?, |at| at + 2) + 1;
    let right = &hint[from..hint.rfind('`')?];
    if right.contains('…') || right.len() < 4 {
        return None;
    }
    let spaces = hint.split("`, with ").nth(1).and_then(|rest| {
        let word = rest.split(' ').next()?;
        if word == "no" { Some(0) } else { word.parse().ok() }
    });
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let old = &lines[line - 1];
    let own = old.len() - old.trim_start_matches([' ', '\t']).len();
    lines[line - 1] = format!("{}{right}", " ".repeat(spaces.unwrap_or(own)));
    Some(lines.join("\n") + "\n")
}

/// One fault of this code, with a hint that holds this line; and with that line nothing is
/// said any more.
#[track_caller]
fn mends(old: &str, new: &str, code: &str, right: &str) {
    let text = with(old, new);
    let all = told(&text);
    let found = said(&text);
    assert_eq!(found.len(), 1, "{new:?}: {all}");
    assert_eq!(found[0].code, code, "{new:?}: {all}");
    assert!(found[0].hints[0].contains(&format!("`{right}`")), "{new:?} wants `{right}`: {all}");
    let place = found[0].span.as_ref().unwrap().line_column().0;
    let line = text.lines().nth(place - 1).unwrap();
    assert!(new.contains(line.trim()) || line.contains(new), "{new:?} is told at {line:?}: {all}");
    let after = mended(&text).unwrap();
    assert_eq!(told(&after), "", "{new:?} mended to {after}");
}

#[test]
fn the_client_of_these_tests_is_in_order() {
    assert_eq!(told(CLIENT), "");
}

#[test]
fn a_word_eaten_by_a_sign() {
    for value in [
        "!binnen twee dagen",
        "! twee dagen",
        "!important",
        "&Drukwerk",
        "&Meer Drukwerk",
        "*nu",
        "*nu*",
        "**snel**",
        "!alleen &nu snel",
        "!dringend",
    ] {
        let right = format!("response_time: \"{value}\"");
        mends(TIME, &format!("response_time: {value}"), "yaml/sign", &right);
    }
    mends(
        HOURS,
        "hours: !alleen op werkdagen",
        "yaml/sign",
        &PHONE.trim().replace("werkdagen", "\"!alleen op werkdagen\""),
    );
    mends(
        HOURS,
        "hours: &Meer Druk",
        "yaml/sign",
        &PHONE.trim().replace("werkdagen", "\"&Meer Druk\""),
    );
    mends(NAME, "  name: &Meer Drukwerk", "yaml/sign", "name: \"&Meer Drukwerk\"");
    mends(TIME, "response_time: !<b>x", "yaml/quotes", "response_time: \"!<b>x\"");
    mends(TIME, "response_time: !! snel", "yaml/quotes", "response_time: \"!! snel\"");
    // What begins with `*` or `&` and is more than one word is no YAML at all.
    mends(TIME, "response_time: *let op* snel", "yaml/quotes", "response_time: \"*let op* snel\"");
    mends(TIME, "response_time: & Co", "yaml/quotes", "response_time: \"& Co\"");
    mends(TIME, "response_time: * snel", "yaml/quotes", "response_time: \"* snel\"");
    // Tags of YAML itself say what every text is here.
    mends(TIME, "response_time: !!str 12", "yaml/sign", "response_time: 12");
    mends(NAME, "  name: !!str Acme", "yaml/sign", "name: Acme");
    for (old, new) in [
        (ADVISER, "  - &noor\n    name: Noor Bos"),
        ("    channels:", "    channels: &wegen"),
        ("    channels:", "    channels: !!seq"),
        ("organisation:", "organisation: &wij"),
        ("organisation:", "organisation: !!map"),
        ("advisers:", "advisers: !omap"),
    ] {
        let all = told(&with(old, new));
        assert!(all.contains("yaml/sign") && all.contains("leave it out"), "{new}: {all}");
        assert_eq!(all.lines().count(), 1, "{new}: {all}");
    }
    for merge in ["<<: *basis", "<<: {name: x}", "<<: [*a, *b]"] {
        let all = told(&format!("{CLIENT}{merge}\n"));
        assert!(
            all.contains("`<<` has no meaning here") && all.contains("_practice.yaml"),
            "{all}"
        );
        assert_eq!(all.lines().count(), 1, "{all}");
    }
}

#[test]
fn null_is_a_name() {
    for word in ["Null", "NULL", "null", "~"] {
        mends(NAME, &format!("  name: {word}"), "yaml/null", &format!("name: \"{word}\""));
        mends(ADVISER, &format!("  - name: {word}"), "yaml/null", &format!("- name: \"{word}\""));
        mends(
            TIME,
            &format!("response_time: {word}"),
            "yaml/null",
            &format!("response_time: \"{word}\""),
        );
        let both = format!("{NAME}\n  short_name: {word}");
        mends(NAME, &both, "yaml/null", &format!("short_name: \"{word}\""));
        let text = with(HOURS, &format!("hours: {word}"));
        assert!(told(&text).contains(&format!("hours: \"{word}\"")), "{}", told(&text));
        let list = told(&with("languages: [nl]", &format!("languages: [nl, {word}]")));
        assert!(list.contains(&format!("write it as `\"{word}\"`")), "{list}");
    }
    // Only the whole word is one.
    for name in ["Nullius", "Null & Zn.", "Drukkerij Null", "nul", "Nil", "None", "\"Null\"", "'~'"]
    {
        assert_eq!(told(&with(NAME, &format!("  name: {name}"))), "", "{name}");
    }
}

#[test]
fn over_the_practice_a_tilde_takes_away() {
    let root = site_only("files-tilde");
    fs::write(root.join("clients/_practice.yaml"), "response_time: binnen twee dagen\n").unwrap();
    let path = root.join("clients/minimal.yaml");
    let yaml = fs::read_to_string(&path).unwrap();
    for word in ["~", "null"] {
        fs::write(&path, format!("{yaml}response_time: {word}\n")).unwrap();
        let run = vpsite(&root, &["check", "clients/minimal.yaml", "--format", "short"]).ended(0);
        assert!(!run.err.contains("yaml/"), "{}", run.err);
    }
    fs::remove_file(root.join("clients/_practice.yaml")).unwrap();
    let run = vpsite(&root, &["check", "clients/minimal.yaml", "--format", "short"]).ended(1);
    assert!(run.err.contains("error[yaml/null]"), "{}", run.err);
}

#[test]
fn words_behind_a_hash_are_not_lost_unseen() {
    for (value, lost) in [
        ("Team #1 Zorg", "#1 Zorg"),
        ("Bakkerij #samen", "#samen"),
        ("Team # 1", "# 1"),
        ("Afdeling C #", ""),
        ("Loods #4b (achter)", "#4b (achter)"),
        ("Wij zijn #één team", "#één team"),
    ] {
        let text = with(NAME, &format!("  name: {value}"));
        if lost.is_empty() {
            assert_eq!(told(&text), "", "{value}");
            continue;
        }
        let found = said(&text);
        assert_eq!(
            (found.len(), found[0].code, found[0].severity),
            (1, "yaml/lost", Severity::Warning)
        );
        assert!(found[0].message.contains(&format!("`{lost}`")), "{}", told(&text));
        assert!(found[0].hints[0].ends_with(&format!("`name: \"{value}\"`")), "{}", told(&text));
        assert_eq!(told(&mended(&text).unwrap()), "");
    }
    // Remarks of the writer's, and a `#` that is a part of a word.
    for (old, new) in [
        (NAME, "  name: Drukkerij De Waal # sinds 2025 zo"),
        (NAME, "  name: Drukkerij De Waal  #oude naam"),
        (NAME, "  name: Drukkerij De Waal   # 1"),
        (NAME, "  name: C#-huis"),
        (NAME, "  name: \"Team #1\""),
        (NAME, "  name: 'Team #1' #kort"),
        (NAME, "  name: Drukkerij De Waal ## let op"),
        (NAME, "  name: Drukkerij De Waal #"),
        (NAME, "  #kop\n  name: Drukkerij De Waal"),
        ("  employees: 120", "  employees: 120 # 2025"),
        ("  employees: 120", "  employees: 120 # geteld op 1 januari"),
        ("languages: [nl]", "languages: [nl] #en later"),
        ("advisers:", "advisers: #1 persoon"),
        ("edition: 2026-11", "edition: 2026-11 # november"),
        (NAME, "  name: >\n    Team #1 Zorg"),
        (NAME, "  name: |-\n    Team # 1"),
    ] {
        assert_eq!(told(&with(old, new)), "", "{new}");
    }
}

#[test]
fn a_text_is_what_was_written() {
    for word in [
        "yes",
        "no",
        "on",
        "off",
        "ja",
        "1_000",
        "012",
        "1e3",
        "0x1F",
        "0o17",
        "2026-11-03",
        "12:30",
        "1.10",
        "+31",
        ".5",
        ".inf",
        ".nan",
        "123456789012345678901234567890",
        "true",
        "False",
        "y",
        "n",
        "-1",
        "1,5",
        "06-12345678",
        "9-17",
        "=",
        "50%",
        "a:b",
        "a#b",
        "c'est",
        "l'atelier",
        "R&D",
        "Smit & Zn.",
        "wat?",
        "hé!",
        "(ma)",
        "ma; di",
        "a | b",
        "a > b",
        "a [b]",
        "a {b}",
        "a \"b\" c",
        "a 'b' c",
        "100 %",
        "€ 5",
        "#",
        "x@y",
    ] {
        let text = with(TIME, &format!("response_time: {word}"));
        let file = SourceFile::new("a.yaml", text.as_str());
        let mut found = Diagnostics::new();
        let keys: Keys = yaml::read(&yaml::parse(&file).unwrap(), &mut found);
        let value = keys.response_time.given();
        if word == "#" {
            continue;
        }
        let value = format!("{:?}", value.unwrap_or_else(|| panic!("{word}")).value);
        assert_eq!(value, format!("One({word:?})"), "{word}");
        assert_eq!(told(&text), "", "{word}");
    }
}

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
        (HOURS, "hours:werkdagen", &PHONE.trim()),
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
            assert!(found[0].message.ends_with("stands here; type a space"), "{}", told(&text));
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
            assert!(found[0].message.ends_with("remove it"), "{}", told(&text));
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
            found[0].hints[0].ends_with(&format!("`organisation: {{{right}}}`")),
            "{}",
            told(&text)
        );
        assert_eq!(told(&mended(&text).unwrap()), "");
    }
    let decimal = format!("{CLIENT}posters: [{{distance_m: 1,5}}]\n");
    let found = said(&decimal);
    assert_eq!((found.len(), found[0].code), (1, "yaml/comma"), "{}", told(&decimal));
    assert!(found[0].hints[0].ends_with("`posters: [{distance_m: 1.5}]`"), "{}", told(&decimal));
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
                found[0].hints[0].ends_with(&format!("`{}\"De Waal\"`", key.trim_start())),
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
    assert!(faults[0].contains("error[yaml/quotes]"), "{faults:?}");
}

#[test]
fn one_text_a_file() {
    for fine in [
        format!("---\n{CLIENT}"),
        format!("---\n{CLIENT}---\n"),
        format!("{CLIENT}...\n"),
        format!("{CLIENT}---\n# klaar\n"),
        format!("--- \n{CLIENT}--- \n\n"),
        format!("# eerst\n---\n{CLIENT}...\n---\n"),
        format!("%YAML 1.2\n---\n{CLIENT}"),
        format!("\u{FEFF}{CLIENT}"),
        format!("\n\n{CLIENT}\n\n\n"),
        CLIENT.replace('\n', "\r\n"),
    ] {
        assert_eq!(told(&fine), "", "{fine}");
    }
    for (old, new) in [
        (TIME, format!("---\n{TIME}")),
        (TIME, format!("{TIME}\n---\na: b")),
        ("advisers:", "...\n---\nadvisers:".to_owned()),
    ] {
        let all = told(&with(old, &new));
        assert!(all.contains("error[yaml/document] a second text begins here"), "{new}: {all}");
        assert!(all.contains("remove this line `---`"), "{all}");
    }
    for last in ["einde van dit bestand", "===", "Groeten, Noor", "%einde", "*****"] {
        let text = format!("{CLIENT}{last}\n");
        assert!(told(&text).starts_with("12: error[yaml/"), "{last}: {}", told(&text));
    }
}

#[test]
fn values_of_another_kind_hold_their_line() {
    for (new, right) in [
        ("1_000", "1000"),
        ("1.000", "1000"),
        ("1 000", "1000"),
        ("12.500", "12500"),
        ("1'000", "1000"),
    ] {
        mends(
            "  employees: 120",
            &format!("  employees: {new}"),
            "yaml/type",
            &format!("employees: {right}"),
        );
    }
    for (new, right) in [
        ("ja", "true"),
        ("yes", "true"),
        ("True", "true"),
        ("nee", "false"),
        ("off", "false"),
        ("NO", "false"),
    ] {
        let text = format!("{CLIENT}anonymous_contact: {new}\n");
        assert!(told(&text).contains(&format!("`anonymous_contact: {right}`")), "{}", told(&text));
    }
    for (new, right) in [
        ("9:30", "09:30"),
        ("9.30", "09:30"),
        ("14.00", "14:00"),
        ("9u30", "09:30"),
        ("9:30 uur", "09:30"),
        ("14h", "14:00"),
        ("0930", "09:30"),
        ("09:30:00", "09:30"),
    ] {
        let fault = vpsite::value::Time::parse(new).unwrap_err();
        assert!(
            fault.hint.as_deref().unwrap().contains(&format!("`\"{right}\"`")),
            "{new}: {:?}",
            fault.hint
        );
    }
    let twice = told(&format!("{CLIENT}edition: 2026-12\n"));
    assert!(twice.contains("given twice") && twice.contains("line 10"), "{twice}");
}

/// Words of the YAML libraries and of their makers, which no adviser knows.
const INNER: [&str; 24] = [
    "scalar",
    "flow",
    "block",
    "mapping",
    "sequence",
    "simple key",
    "anchor",
    "alias",
    "node",
    "token",
    "indicator",
    "directive",
    "tag",
    "parser",
    "scanner",
    "from_str",
    "unexpected",
    "while ",
    "context",
    "document start",
    "EOF",
    "UTF-8 byte",
    "event",
    "Aliases",
];

#[test]
fn no_damage_of_a_client_brings_a_word_of_the_library() {
    let text = fs::read_to_string(repository().join("clients/acme.yaml")).unwrap();
    let signs = [
        "'", "\"", ":", "-", "[", "{", "}", "]", ",", "#", "&", "*", "!", "|", ">", "%", "@", "`",
        "\t", "\u{A0}", "?", "\n", " ", "=", "\\", "---\n", "\u{FEFF}",
    ];
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let (mut damages, mut faults, mut vague) = (0, 0, 0);
    let mut kinds = BTreeSet::new();
    // Every seventh place takes the next sign or loses its own: all signs meet all kinds of places.
    for (number, at) in places.iter().copied().step_by(7).enumerate() {
        let sign = signs[number % signs.len()];
        let length = text[at..].chars().next().unwrap().len_utf8();
        let damaged = match number % 3 {
            0 => format!("{}{sign}{}", &text[..at], &text[at..]),
            1 => format!("{}{}", &text[..at], &text[at + length..]),
            _ => format!("{}{sign}{}", &text[..at], &text[at + length..]),
        };
        damages += 1;
        for fault in said(&damaged) {
            faults += 1;
            kinds.insert(fault.code);
            let all = format!("{} {}", fault.message, fault.hints.join(" "));
            // What the adviser wrote may have any word in it.
            let ours: String = all.split('`').step_by(2).collect();
            for inner in INNER {
                assert!(!ours.contains(inner), "{inner:?} in {all:?} of {sign:?} at {at}");
            }
            assert!(fault.span.is_some(), "{all}");
            assert!(!fault.hints.is_empty(), "{all}");
            vague += usize::from(all.contains("from here on the file cannot be read"));
        }
    }
    assert!(damages > 300 && faults > 150, "{damages} damages, {faults} faults");
    assert!(kinds.len() > 8, "{kinds:?}");
    assert!(vague * 20 < faults, "{vague} of {faults} faults say nothing of the line");
}

#[test]
fn what_would_grow_is_refused_in_time() {
    let started = Instant::now();
    let laughs: String = (1..10)
        .map(|n| format!("l{n}: &l{n} [{}]\n", vec![format!("*l{}", n - 1); 9].join(", ")))
        .collect();
    assert!(told(&format!("l0: &l0 [ha]\n{laughs}")).contains("yaml/sign"));
    let deep = format!("organisation: {}{}\n", "[".repeat(5_000), "]".repeat(5_000));
    assert!(told(&deep).contains("yaml/size"), "{}", told(&deep));
    let nested: String = (0..200).map(|n| format!("{}a:\n", "  ".repeat(n))).collect();
    assert!(told(&nested).contains("yaml/size"), "{}", told(&nested));
    let wide = format!("languages: [{}]\n", "nl, ".repeat(100_000));
    assert!(told(&wide).contains("yaml/size"));
    let quotes = format!("{CLIENT}about: {}\n", "'x ".repeat(100_000));
    assert!(told(&quotes).contains("yaml/"), "{}", &told(&quotes)[..80]);
    let open = format!("{CLIENT}{}", "a: [\n".repeat(20_000));
    assert!(!said(&open).is_empty());
    let remarks = format!("{}{CLIENT}", "# een regel\n".repeat(5_000));
    assert_eq!(told(&remarks), "");
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}

#[test]
fn messages_of_one_kind_are_capped() {
    let root = site_only("files-many");
    let keys: String = (0..20_000).map(|n| format!("key{n}: 1\n")).collect();
    let quotes: String = (0..300)
        .map(|n| format!("  - {{type: email, address: a{n}@example.nl, hours: “x{n}”}}\n"))
        .collect();
    let many = CLIENT.replace(PHONE, &format!("{PHONE}\n{}", quotes.replace("  - ", "      - ")));
    fs::write(root.join("clients/keys.yaml"), format!("{CLIENT}{keys}")).unwrap();
    fs::write(root.join("clients/many.yaml"), many).unwrap();
    let started = Instant::now();
    let run = vpsite(&root, &["check", "clients/keys.yaml", "--format", "json"]).ended(1);
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
    let all: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let unknown = all.as_array().unwrap().iter().filter(|one| one["code"] == "yaml/unknown-key");
    assert_eq!(unknown.count(), 21);
    assert!(run.out.contains("and 19980 more"));
    for format in ["short", "json", "human"] {
        let run = vpsite(&root, &["check", "clients/many.yaml", "--format", format]);
        let all = format!("{}{}", run.out, run.err);
        assert_eq!(all.matches("yaml/quotes").count(), 21, "{format}");
        assert!(all.contains("and 280 more of this kind"), "{format}: {all}");
    }
    for n in 0..60 {
        fs::create_dir_all(root.join("content/nl")).unwrap();
        fs::write(root.join(format!("content/nl/foto{n}.jpg")), "").unwrap();
    }
    let run = vpsite(&root, &["check", "clients/minimal.yaml", "--format", "short"]);
    assert_eq!(run.err.matches("content/not-read").count(), 21, "{}", run.err);
}

/// A workspace of small clients by the names of the examples.
fn small(name: &str) -> PathBuf {
    let root = site_only(name);
    fs::remove_file(root.join("clients/polderfruit.yaml")).unwrap();
    for client in ["acme", "linde"] {
        let own = root.join(format!("clients/{client}"));
        let _ = fs::remove_dir_all(own);
        fs::write(root.join(format!("clients/{client}.yaml")), CLIENT).unwrap();
    }
    root
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// What `list` says, which builds nothing, and how it ends.
fn listed(root: &Path) -> (i32, String) {
    let run = vpsite(root, &["list", "--color", "never"]);
    (run.status, run.err)
}

#[test]
fn files_that_nobody_reads() {
    let unread: [(&str, &str); 44] = [
        ("clients/twee.yml", "rename it to `twee.yaml`"),
        ("clients/drie.YAML", "rename it to `drie.yaml`"),
        ("clients/vier.Yml", "rename it to `vier.yaml`"),
        ("clients/vijf.yaml.txt", "rename it to `vijf.yaml`"),
        ("clients/zes.yml.txt", "rename it to `zes.yaml`"),
        ("clients/zeven.yaml.docx", "rename it to `zeven.yaml`"),
        ("clients/acht.docx", "with the name `acht.yaml`"),
        ("clients/negen.txt", "with the name `negen.yaml`"),
        ("clients/tien.json", "with the name `tien.yaml`"),
        ("clients/_practice.yml", "rename it to `_practice.yaml`"),
        ("clients/_practise.yaml", "did you mean `_practice.yaml`?"),
        ("clients/_strings.yaml", "move it to `content/nl/_strings.yaml`"),
        ("clients/acme/_practice.yaml", "a client file would be `clients/_practice.yaml`"),
        ("clients/elf/elf.yaml", "a client file would be `clients/elf.yaml`"),
        ("clients/acmee/content/nl/steps.md", "did you mean `acme`?"),
        ("clients/MINIMAL/content/nl/steps.md", "rename the folder `MINIMAL` to `minimal`"),
        ("clients/linde/Content/nl/steps.md", "rename the folder to `content`"),
        ("clients/linde/nl/steps.md", "move the folder to `clients/linde/content/nl`"),
        ("clients/linde/steps.md", "move it to `clients/linde/content/nl/steps.md`"),
        ("clients/content/nl/steps.md", "move the folder to `content/nl`"),
        ("content/nl/_strings.yml", "rename it to `_strings.yaml`"),
        ("content/nl/_string.yaml", "did you mean `_strings.yaml`?"),
        (
            "content/_strings.yaml",
            "move it into the folder of its language, as in `nl/_strings.yaml`",
        ),
        ("content/nl/steps.MD", "rename it to `steps.md`"),
        ("content/nl/steps.md.txt", "rename it to `steps.md`"),
        ("content/nl/steps.markdown", "rename it to `steps.md`"),
        ("content/nl/steps.txt", "rename it to `steps.md`"),
        ("content/nl/steps.docx", "save its text as plain text, with the name `steps.md`"),
        ("content/nl/behavior.md", "did you mean `behaviour.md`?"),
        ("content/nl/step.md", "did you mean `steps.md`?"),
        ("content/nl/pages/steps.md", "move it up: `nl/steps.md` would be read"),
        ("content/NL/steps.md", "rename the folder `NL` to `nl`"),
        ("content/nl-NL/steps.md", "rename the folder `nl-NL` to `nl`"),
        ("content/dutch/steps.md", "rename the folder `dutch` to `nl`"),
        ("content/Polski/steps.md", "rename the folder `Polski` to `pl`"),
        ("content/steps.md", "as in `nl/steps.md`"),
        ("themes/default/site/pagee.html", "did you mean `site/page.html`?"),
        ("themes/page.html", "move it into `themes/default/`"),
        ("themes/defualt/site/page.html", "did you mean `default`?"),
        ("client/acme.yaml", "its name would be `clients`"),
        ("Content/nl/steps.md", "its name would be `content`"),
        ("theme/default/theme.yaml", "its name would be `themes`"),
        ("_practice.yaml", "move it to `clients/_practice.yaml`"),
        ("_strings.yaml", "move it to `content/nl/_strings.yaml`"),
    ];
    let root = small("files-unread");
    let _ = fs::remove_file(root.join("clients/_practice.yaml"));
    assert_eq!(listed(&root), (0, String::new()), "the example workspace is clean");
    for (path, _) in unread {
        // Where the system ignores case, one would stand in for the other.
        let text = if path.ends_with(".md") { "---\ntitle: x\nsummary: y\n---\nA\n" } else { "" };
        write(&root, path, text);
    }
    let (status, all) = listed(&root);
    assert_eq!(status, 1, "{all}");
    let blocks: Vec<&str> = all.split("\n\n").flat_map(|part| part.split("\nwarning")).collect();
    for (path, hint) in unread {
        // A folder that is not read speaks for its files.
        let told = blocks.iter().any(|block| {
            let named = block.split('`').nth(1).unwrap_or_default();
            let whole = path == named || path.starts_with(&format!("{named}/"));
            whole && block.contains(hint)
        });
        assert!(told, "{path}: {hint}\n{all}");
    }
    // Also by who builds all, or one.
    for args in [&["check", "--all", "--format", "short"][..]] {
        let run = vpsite(&root, args).ended(1);
        assert!(run.err.contains("error[client/not-read]: `clients/twee.yml`"), "{}", run.err);
        assert!(
            run.err.contains("warning[workspace/not-read]: the folder `client`"),
            "{}",
            run.err
        );
    }
    let run = vpsite(&root, &["check", "clients/minimal.yaml", "--format", "short"]);
    assert!(
        run.err.contains("warning[client/not-read]: `clients/twee.yml` is not read"),
        "{}",
        run.err
    );
    assert!(run.err.contains("warning[content/near]"), "{}", run.err);
}

#[test]
fn a_client_in_another_ending_is_refused() {
    let root = small("files-yml");
    write(&root, "clients/twee.yml", CLIENT);
    write(&root, "clients/minimal.yml", CLIENT);
    for args in [
        &["list"][..],
        &["check", "--all"],
        &["check", "clients/twee.yml"],
        &["build", "clients/twee.yml"],
    ] {
        let run = vpsite(&root, args).ended(1);
        assert!(run.err.contains("rename it to `twee.yaml`"), "{args:?}: {}", run.err);
    }
    let run = vpsite(&root, &["list"]).ended(1);
    assert!(run.err.contains("`minimal.yaml` is there too: keep one of the two"), "{}", run.err);
    for other in ["clients/logo.svg", "clients/notes.md"] {
        write(&root, other, "x");
        let run = vpsite(&root, &["check", other]).ended(1);
        assert!(run.err.contains("is no client file: one ends in `.yaml`"), "{}", run.err);
    }
    // Who has no workspace has perhaps one by another name.
    let bare = super::support::folder("files-bare");
    write(&bare, "client/acme.yaml", CLIENT);
    let run = vpsite(&bare, &["list"]);
    assert!(run.err.contains("rename the folder `client` to `clients`"), "{}", run.err);
}

#[test]
fn what_systems_and_editors_leave_is_no_stranger() {
    let root = small("files-leftovers");
    for name in [
        ".DS_Store",
        "._acme.yaml",
        "Thumbs.db",
        "desktop.ini",
        "README.md",
        "README",
        "LICENSE",
        ".gitkeep",
        "acme.yaml~",
        "steps.md.swp",
        ".steps.md.swp",
        "#steps.md#",
        "steps.md.bak",
        "~$steps.docx",
        "Leesmij.txt",
        "CHANGELOG.md",
    ] {
        for folder in [
            "clients",
            "clients/acme",
            "clients/acme/content/nl",
            "content",
            "content/nl",
            "themes",
            "themes/default",
            "themes/default/site",
            ".",
        ] {
            write(&root, &format!("{folder}/{name}"), "x");
        }
    }
    // What belongs to a client, to the workspace or to another program.
    for path in [
        "clients/acme/foto.jpg",
        "clients/acme/film.mp4",
        "clients/acme/film.md",
        "clients/acme/film.vtt",
        "clients/logo.svg",
        "clients/acme offerte.docx",
        "clients/acme/contract.docx",
        "clients/acme/notes/x.txt",
        "notes.txt",
        "docs/x.md",
        "contact/x.md",
        "docker-compose.yaml",
        "mkdocs.yml",
        "dist/acme/x.html",
        "clients/linde/foto's/team.jpg",
    ] {
        write(&root, path, "x");
    }
    assert_eq!(listed(&root), (0, String::new()));
}

#[test]
fn fences() {
    let root = site_only("files-fences");
    let page = |front: &str, back: &str| {
        format!(
            "{front}title: Gedrag bij De Waal\nsummary: Over gedrag.\n{back}\n## Kop {{#wat-is-het}}\n\nTekst.\n"
        )
    };
    let check = |text: &str| {
        write(&root, "clients/minimal/content/nl/help.md", text);
        vpsite(&root, &["check", "clients/minimal.yaml", "--format", "short"]).err
    };
    let errors = |said: &str| -> Vec<String> {
        said.lines().filter(|line| line.contains(" error[")).map(str::to_owned).collect()
    };
    for (front, back) in [
        ("--- \n", "---\t\n"),
        ("\n\n---\n", "---\n"),
        ("\u{FEFF}\n---\n", "---\n"),
        ("---\r\n", "---\r\n"),
        ("---\n", "...\n"),
        ("---\u{A0}\n", "--- \n"),
    ] {
        let all = check(&page(front, back));
        let all = errors(&all);
        assert!(
            all.iter().all(|line| !line.contains("front-matter") && !line.contains("yaml/")),
            "{front:?} {back:?}: {all:?}"
        );
    }
    for (front, back, line) in [
        ("----\n", "---\n", 1),
        ("—\n", "---\n", 1),
        ("---\n", "——\n", 4),
        ("---\n", "\n", 6),
        ("---\n", "----\n", 4),
        ("", "---\n", 1),
    ] {
        let all = check(&page(front, back));
        let all = errors(&all);
        assert_eq!(all.len(), 1, "{front:?} {back:?}: {all:?}");
        assert!(
            all[0].contains(&format!("help.md:{line}:1: error[content/front-matter]")),
            "{front:?} {back:?}: {all:?}"
        );
    }
    // For all clients, where no other page is below it.
    fs::remove_file(root.join("clients/minimal/content/nl/help.md")).unwrap();
    write(&root, "content/nl/help.md", "---\ntitle: x\nsummary: y\n\nTekst.\n");
    let run = vpsite(&root, &["check", "clients/minimal.yaml", "--format", "short"]).ended(1);
    assert_eq!(errors(&run.err).len(), 1, "{}", run.err);
    // The same signs in the front matter as in a client.
    for (front, code) in [
        ("title: 't Hoekje", "yaml/quotes"),
        ("title: !nu", "yaml/sign"),
        ("title: Null", "yaml/null"),
        ("title:\u{A0}Nu", "yaml/blank"),
        ("title:Nu", "yaml/blank"),
    ] {
        write(&root, "content/nl/help.md", &format!("---\n{front}\nsummary: y\n---\nTekst.\n"));
        let run = vpsite(&root, &["check", "clients/minimal.yaml", "--format", "short"]).ended(1);
        assert!(
            run.err.contains(&format!("content/nl/help.md:2:")) && run.err.contains(code),
            "{front}: {}",
            run.err
        );
    }
}

#[test]
fn every_yaml_file_is_read_by_the_same_rules() {
    let root = site_only("files-everywhere");
    let theme = fs::read_to_string(root.join("themes/default/theme.yaml")).unwrap();
    for (path, whole) in [
        ("clients/_practice.yaml", "practice: {name: Praktijk}\n"),
        ("content/nl/_strings.yaml", "menu: Menu\n"),
        ("content/nl/_helplines.yaml", ""),
        ("content/_facts.yaml", ""),
        ("themes/default/theme.yaml", theme.as_str()),
    ] {
        for (line, code) in [
            ("zz: 't Hoekje\n", "yaml/quotes"),
            ("zz:Noor\nzy: 1\n", "yaml/blank"),
            ("zz: \"a\" b\n", "yaml/quotes"),
            ("zz: !nu nu\n", "yaml/sign"),
            ("zz: *nu\n", "yaml/sign"),
            ("\u{A0}zz: x\n", "yaml/blank"),
            ("---\nzz: x\n", "yaml/document"),
        ] {
            if whole.is_empty() && code == "yaml/document" {
                continue;
            }
            write(&root, path, &format!("{whole}{line}"));
            let run =
                vpsite(&root, &["check", "clients/minimal.yaml", "--format", "short"]).ended(1);
            let told = run.err.lines().any(|told| told.starts_with(path) && told.contains(code));
            assert!(told, "{path} {line:?}: {}", run.err);
        }
        match whole == theme {
            true => write(&root, path, whole),
            false => fs::remove_file(root.join(path)).unwrap(),
        }
    }
}

#[cfg(unix)]
#[test]
fn file_names_are_shown_safely() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let root = small("files-names");
    let long = format!("{}.yaml", "a".repeat(240));
    let names: [&[u8]; 9] = [
        b"a\x1b[31mb.yaml",
        b"a\nb.yaml",
        b"caf\xe9.yaml",
        b"con.yaml",
        b"met een spatie.yaml",
        "cafe\u{301}.yaml".as_bytes(),
        "\u{202E}gpj.yaml".as_bytes(),
        long.as_bytes(),
        b"-v.yaml",
    ];
    for name in names {
        fs::write(root.join("clients").join(OsStr::from_bytes(name)), CLIENT).unwrap();
    }
    write(&root, "content/nl/a\u{1b}[31mb.jpg", "x");
    for args in [
        &["list", "--color", "always"][..],
        &["check", "--all", "--color", "always"],
        &["check", "--all", "--format", "json"],
    ] {
        let run = vpsite(&root, args);
        let all = format!("{}{}", run.out, run.err);
        assert!(run.status < 2, "{args:?}: {all}");
        assert!(
            !all.contains("\u{1b}[31mb") && !all.contains('\u{202E}') && !all.contains("a\nb.yaml"),
            "{args:?}: {all}"
        );
    }
}

mod paper {
    use super::*;

    #[test]
    fn a_letter_that_no_font_has_is_told_once() {
        let root = printing("files-glyph", &["flyer", "cards"]);
        let path = root.join("clients/acme.yaml");
        let yaml = fs::read_to_string(&path).unwrap();
        let old = yaml.lines().find(|line| line.trim_start().starts_with("- name:")).unwrap();
        fs::write(&path, yaml.replacen(old, &format!("{old} 漢字"), 1)).unwrap();
        let run = vpsite(&root, &["check", "clients/acme.yaml", "--format", "short"]).ended(1);
        let told: Vec<&str> = run.err.lines().filter(|line| line.contains("print/glyph")).collect();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(
            told[0].starts_with("clients/acme.yaml:")
                && told[0].contains("`name` holds `漢` (U+6F22), `字`"),
            "{told:?}"
        );
    }
}

#[test]
fn the_examples_are_read_without_a_word() {
    let root = site_only("files-examples");
    copy(&repository().join("clients"), &root.join("clients"));
    for entry in fs::read_dir(root.join("clients")).unwrap().map(Result::unwrap) {
        if entry.path().extension().is_some_and(|end| end == "yaml") {
            let text = fs::read_to_string(entry.path()).unwrap();
            let all = told(&text);
            assert!(
                !all.contains("yaml/lost")
                    && !all.contains("yaml/quotes")
                    && !all.contains("yaml/sign"),
                "{all}"
            );
        }
    }
}
