//! Words that YAML would take away, or take for something else: each is told, none is lost.
//!
//! Input: a text. Output: what the library says of it, and what it reads.

use std::fs;

use vpsite::client::Keys;
use vpsite::diag::{Diagnostics, Severity, SourceFile};
use vpsite::yaml;

use super::super::support::{copy, repository, site_only, vpsite};
use super::{ADVISER, CLIENT, HOURS, NAME, PHONE, TIME, mended, mends, said, told, with};

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
        assert!(
            found[0].hints[0].to_string().ends_with(&format!("`name: \"{value}\"`")),
            "{}",
            told(&text)
        );
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
        assert_eq!(value, format!("Text(One({word:?}))"), "{word}");
        assert_eq!(told(&text), "", "{word}");
    }
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
            fault.hint.as_ref().unwrap().contains(&format!("`\"{right}\"`")),
            "{new}: {:?}",
            fault.hint
        );
    }
    let twice = told(&format!("{CLIENT}edition: 2026-12\n"));
    assert!(twice.contains("given twice") && twice.contains("line 10"), "{twice}");
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
