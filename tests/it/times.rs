//! Times as data: said right in every language, with words for every number and day, and
//! understood as people write them; a free text stays in its own language.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use vpsite::value::{COUNTED, Counted, Lang};
use vpsite::words::Words;

use super::support::{LANGUAGES, repository, site_only, vpsite};

const NUMBERS: [u32; 10] = [0, 1, 2, 3, 5, 11, 21, 22, 25, 100];

/// The built-in words of a language.
fn words(tag: &str) -> Words {
    let path = repository().join(format!("content/{tag}/_strings.yaml"));
    let text = fs::read_to_string(path).unwrap();
    let word = |line: &str| {
        let (key, said) = line.split_once(": \"")?;
        Some((key.to_owned(), said.strip_suffix('"')?.to_owned()))
    };
    let by_key: BTreeMap<String, String> = text.lines().filter_map(word).collect();
    Words::new(Lang::parse(tag).unwrap(), by_key)
}

/// What is said of [`NUMBERS`], by hand: how soon, and for how many years.
const BY_HAND: [(&str, [&str; 10], [&str; 10]); 10] = [
    (
        "nl",
        [
            "nog dezelfde werkdag",
            "binnen één werkdag",
            "binnen 2 werkdagen",
            "binnen 3 werkdagen",
            "binnen 5 werkdagen",
            "binnen 11 werkdagen",
            "binnen 21 werkdagen",
            "binnen 22 werkdagen",
            "binnen 25 werkdagen",
            "binnen 100 werkdagen",
        ],
        [
            "0 jaar",
            "één jaar",
            "2 jaar",
            "3 jaar",
            "5 jaar",
            "11 jaar",
            "21 jaar",
            "22 jaar",
            "25 jaar",
            "100 jaar",
        ],
    ),
    (
        "en",
        [
            "on the same working day",
            "within one working day",
            "within 2 working days",
            "within 3 working days",
            "within 5 working days",
            "within 11 working days",
            "within 21 working days",
            "within 22 working days",
            "within 25 working days",
            "within 100 working days",
        ],
        [
            "0 years",
            "one year",
            "2 years",
            "3 years",
            "5 years",
            "11 years",
            "21 years",
            "22 years",
            "25 years",
            "100 years",
        ],
    ),
    (
        "de",
        [
            "noch am selben Arbeitstag",
            "innerhalb eines Arbeitstags",
            "innerhalb von 2 Arbeitstagen",
            "innerhalb von 3 Arbeitstagen",
            "innerhalb von 5 Arbeitstagen",
            "innerhalb von 11 Arbeitstagen",
            "innerhalb von 21 Arbeitstagen",
            "innerhalb von 22 Arbeitstagen",
            "innerhalb von 25 Arbeitstagen",
            "innerhalb von 100 Arbeitstagen",
        ],
        [
            "0 Jahre",
            "ein Jahr",
            "2 Jahre",
            "3 Jahre",
            "5 Jahre",
            "11 Jahre",
            "21 Jahre",
            "22 Jahre",
            "25 Jahre",
            "100 Jahre",
        ],
    ),
    (
        "es",
        [
            "el mismo día laborable",
            "en un día laborable como máximo",
            "en 2 días laborables como máximo",
            "en 3 días laborables como máximo",
            "en 5 días laborables como máximo",
            "en 11 días laborables como máximo",
            "en 21 días laborables como máximo",
            "en 22 días laborables como máximo",
            "en 25 días laborables como máximo",
            "en 100 días laborables como máximo",
        ],
        [
            "0 años",
            "un año",
            "2 años",
            "3 años",
            "5 años",
            "11 años",
            "21 años",
            "22 años",
            "25 años",
            "100 años",
        ],
    ),
    (
        "pl",
        [
            "tego samego dnia roboczego",
            "w ciągu jednego dnia roboczego",
            "w ciągu 2 dni roboczych",
            "w ciągu 3 dni roboczych",
            "w ciągu 5 dni roboczych",
            "w ciągu 11 dni roboczych",
            "w ciągu 21 dni roboczych",
            "w ciągu 22 dni roboczych",
            "w ciągu 25 dni roboczych",
            "w ciągu 100 dni roboczych",
        ],
        [
            "0 lat", "rok", "2 lata", "3 lata", "5 lat", "11 lat", "21 lat", "22 lata", "25 lat",
            "100 lat",
        ],
    ),
    (
        "ro",
        [
            "în aceeași zi lucrătoare",
            "în cel mult o zi lucrătoare",
            "în cel mult 2 zile lucrătoare",
            "în cel mult 3 zile lucrătoare",
            "în cel mult 5 zile lucrătoare",
            "în cel mult 11 zile lucrătoare",
            "în cel mult 21 de zile lucrătoare",
            "în cel mult 22 de zile lucrătoare",
            "în cel mult 25 de zile lucrătoare",
            "în cel mult 100 de zile lucrătoare",
        ],
        [
            "0 ani",
            "un an",
            "2 ani",
            "3 ani",
            "5 ani",
            "11 ani",
            "21 de ani",
            "22 de ani",
            "25 de ani",
            "100 de ani",
        ],
    ),
    (
        "bg",
        [
            "още същия работен ден",
            "до един работен ден",
            "до 2 работни дни",
            "до 3 работни дни",
            "до 5 работни дни",
            "до 11 работни дни",
            "до 21 работни дни",
            "до 22 работни дни",
            "до 25 работни дни",
            "до 100 работни дни",
        ],
        [
            "0 години",
            "една година",
            "2 години",
            "3 години",
            "5 години",
            "11 години",
            "21 години",
            "22 години",
            "25 години",
            "100 години",
        ],
    ),
    (
        "uk",
        [
            "того самого робочого дня",
            "протягом одного робочого дня",
            "протягом 2 робочих днів",
            "протягом 3 робочих днів",
            "протягом 5 робочих днів",
            "протягом 11 робочих днів",
            "протягом 21 робочого дня",
            "протягом 22 робочих днів",
            "протягом 25 робочих днів",
            "протягом 100 робочих днів",
        ],
        [
            "0 років",
            "один рік",
            "2 роки",
            "3 роки",
            "5 років",
            "11 років",
            "21 рік",
            "22 роки",
            "25 років",
            "100 років",
        ],
    ),
    (
        "tr",
        [
            "aynı iş günü içinde",
            "bir iş günü içinde",
            "2 iş günü içinde",
            "3 iş günü içinde",
            "5 iş günü içinde",
            "11 iş günü içinde",
            "21 iş günü içinde",
            "22 iş günü içinde",
            "25 iş günü içinde",
            "100 iş günü içinde",
        ],
        [
            "0 yıl", "bir yıl", "2 yıl", "3 yıl", "5 yıl", "11 yıl", "21 yıl", "22 yıl", "25 yıl",
            "100 yıl",
        ],
    ),
    (
        "ar",
        [
            "في يوم العمل نفسه",
            "خلال يوم عمل واحد",
            "خلال يومي عمل",
            "خلال 3 أيام عمل",
            "خلال 5 أيام عمل",
            "خلال 11 يوم عمل",
            "خلال 21 يوم عمل",
            "خلال 22 يوم عمل",
            "خلال 25 يوم عمل",
            "خلال 100 يوم عمل",
        ],
        // Nobody keeps anything for 0 years, so that there is no form for it.
        [
            "",
            "سنة واحدة",
            "سنتين",
            "3 سنوات",
            "5 سنوات",
            "11 سنة",
            "21 سنة",
            "22 سنة",
            "25 سنة",
            "100 سنة",
        ],
    ),
];

#[test]
fn numbers_are_said_as_each_language_says_them() {
    let tags: Vec<&str> = BY_HAND.iter().map(|(tag, ..)| *tag).collect();
    assert!(LANGUAGES.iter().all(|tag| tags.contains(tag)), "a language has no row");
    for (tag, days, years) in BY_HAND {
        let words = words(tag);
        for ((count, days), years) in NUMBERS.into_iter().zip(days).zip(years) {
            let said = |key| words.counted(key, count).unwrap_or_default();
            assert_eq!(said("reply_working_days"), days, "{tag} {count}");
            assert_eq!(said("length_years"), years, "{tag} {count}");
        }
    }
}

#[test]
fn hours_minutes_and_months_of_hard_languages_are_said_right() {
    for (tag, key, said) in [
        ("pl", "length_hours", ["godzinę", "2 godziny", "5 godzin", "22 godziny", "25 godzin"]),
        ("pl", "length_minutes", ["minutę", "2 minuty", "5 minut", "22 minuty", "25 minut"]),
        (
            "pl",
            "length_months",
            ["miesiąc", "2 miesiące", "5 miesięcy", "22 miesiące", "25 miesięcy"],
        ),
        ("uk", "length_hours", ["годину", "2 години", "5 годин", "22 години", "25 годин"]),
        (
            "uk",
            "length_months",
            ["один місяць", "2 місяці", "5 місяців", "22 місяці", "25 місяців"],
        ),
        ("ro", "length_hours", ["o oră", "2 ore", "5 ore", "22 de ore", "25 de ore"]),
        (
            "ro",
            "reply_hours",
            [
                "în cel mult o oră",
                "în cel mult 2 ore",
                "în cel mult 5 ore",
                "în cel mult 22 de ore",
                "în cel mult 25 de ore",
            ],
        ),
        ("ar", "length_hours", ["ساعة واحدة", "ساعتين", "5 ساعات", "22 ساعة", "25 ساعة"]),
        ("ar", "length_months", ["شهر واحد", "شهرين", "5 أشهر", "22 شهرا", "25 شهرا"]),
        ("bg", "length_months", ["един месец", "2 месеца", "5 месеца", "22 месеца", "25 месеца"]),
    ] {
        let words = words(tag);
        for (count, said) in [1, 2, 5, 22, 25].into_iter().zip(said) {
            assert_eq!(words.counted(key, count).as_deref(), Some(said), "{tag} {key} {count}");
        }
    }
    assert_eq!(words("nl").minutes(60).as_deref(), Some("een uur"));
    assert_eq!(words("nl").minutes(45).as_deref(), Some("45 minuten"));
    assert_eq!(words("ar").minutes(120).as_deref(), Some("ساعتين"));
}

#[test]
fn every_language_has_a_form_for_every_number_and_a_name_for_every_day() {
    for tag in LANGUAGES {
        let (words, lang) = (words(tag), Lang::parse(tag).unwrap());
        for (key, least) in COUNTED {
            let word = words.get(key).unwrap_or_else(|| panic!("{tag} has no {key}"));
            let lacks = Counted::parse(word).unwrap().lacks(lang, least);
            assert!(lacks.is_empty(), "{tag} {key}: {lacks:?}");
            for count in least..=200 {
                let said = words.counted(key, count).unwrap();
                assert!(!said.contains('{') && !said.contains('|'), "{tag} {key} {count}: {said}");
            }
        }
    }
}

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A client in some languages, whose one channel is answered at `hours`.
fn client(languages: &str, hours: &str, more: &str) -> String {
    format!(
        "organisation: {{name: Bakkerij Het Stoepje}}\nlanguages: [{languages}]\n\
         site: {{url: \"https://stoepje.example.nl/\"}}\nedition: 2026-11\n{more}\
         advisers:\n  - name: Sam Smit\n    channels:\n      - type: phone\n        \
         number: \"+31 6 12345678\"\n        hours: {hours}\n"
    )
}

#[test]
fn hours_are_said_in_all_ten_languages() {
    let root = site_only("times-hours");
    let hours = "\n          - {days: mon-wed, from: \"9:00\", to: \"17:00\"}\n          \
                 - {days: [fri], from: \"9:00\", to: \"12:30\"}";
    let all = LANGUAGES.join(", ");
    put(&root, "clients/stoepje.yaml", &client(&all, hours, ""));
    let run = vpsite(&root, &["build", "clients/stoepje.yaml"]).ended(0);
    assert!(!run.err.contains("left-out"), "{}", run.err);
    for (tag, said) in [
        (
            "nl",
            "maandag tot en met woensdag van 9:00 tot 17:00 uur; vrijdag van 9:00 tot 12:30 uur",
        ),
        ("en", "Monday to Wednesday from 9:00 to 17:00; Friday from 9:00 to 12:30"),
        ("de", "Montag bis Mittwoch von 9:00 bis 17:00 Uhr; Freitag von 9:00 bis 12:30 Uhr"),
        ("es", "de lunes a miércoles, de 9:00 a 17:00; viernes, de 9:00 a 12:30"),
        ("pl", "od poniedziałku do środy, godz. 9:00–17:00; piątek, godz. 9:00–12:30"),
        ("ro", "de luni până miercuri, între 9:00 și 17:00; vineri, între 9:00 și 12:30"),
        ("bg", "от понеделник до сряда, от 9:00 до 17:00 часа; петък, от 9:00 до 12:30 часа"),
        ("uk", "від понеділка до середи, з 9:00 до 17:00; п’ятниця, з 9:00 до 12:30"),
        ("tr", "pazartesi–çarşamba, saat 9:00–17:00; cuma, saat 9:00–12:30"),
        ("ar", "من الاثنين إلى الأربعاء، من الساعة 9:00 إلى 17:00؛ الجمعة، من الساعة 9:00 إلى 12:30"),
    ] {
        let folder = if tag == "nl" { String::new() } else { format!("{tag}/") };
        let path = root.join(format!("dist/stoepje/site/{folder}index.html"));
        let page = fs::read_to_string(path).unwrap().replace('\u{A0}', " ");
        assert!(page.contains(said), "{tag}: {said}\n{page}");
    }
}

#[test]
fn a_text_that_a_language_lacks_is_left_out_there_and_told_once() {
    let root = site_only("times-left-out");
    let more = "response_time: binnen twee werkdagen\nposters: [{headline: {en: Who listens?}}]\n";
    let hours = "{nl: werkdagen van 9 tot 17 uur, de: werktags von 9 bis 17 Uhr}";
    put(&root, "clients/stoepje.yaml", &client("nl, en, pl, de", hours, more));
    put(&root, "clients/_practice.yaml", "exit_url: https://www.knmi.nl/\n");
    let run = vpsite(&root, &["build", "clients/stoepje.yaml", "--format", "short"]).ended(0);
    let told: Vec<&str> =
        run.err.lines().filter(|line| line.contains("warning[text/left-out]")).collect();
    assert_eq!(told.len(), 3, "{}", run.err);
    for said in [
        "`response_time` is left out in en, pl, de, where it has no text",
        "`hours` is left out in en, pl, where it has no text",
        "posters in nl, pl, de have the standard headline, not yours",
    ] {
        assert!(run.err.contains(said), "{said}\n{}", run.err);
    }
    let long = vpsite(&root, &["check", "clients/stoepje.yaml"]).ended(0).err;
    for hint in
        ["`response_time: {nl: …, en: …, pl: …, de: …}`", "{working_days: 2}", "`en: …, pl: …`"]
    {
        assert!(long.contains(hint), "{hint}\n{long}");
    }
    for (folder, shows) in [("", true), ("en/", false), ("pl/", false), ("de/", false)] {
        let folder = root.join("dist/stoepje/site").join(folder);
        for page in ["index.html", "steps.html", "adviser.html"] {
            let page = fs::read_to_string(folder.join(page)).unwrap().replace('\u{A0}', " ");
            assert!(shows || !page.contains("werkdagen"), "{folder:?}");
        }
        let home = fs::read_to_string(folder.join("index.html")).unwrap().replace('\u{A0}', " ");
        assert_eq!(home.contains("binnen twee werkdagen"), shows, "{folder:?}");
    }
    let german = fs::read_to_string(root.join("dist/stoepje/site/de/index.html")).unwrap();
    let german = german.replace('\u{A0}', " ");
    assert!(german.contains("werktags von 9 bis 17 Uhr"), "{german}");
}

#[test]
fn a_plural_form_or_a_day_that_a_language_lacks_is_a_fault_at_its_place() {
    let root = site_only("times-forms");
    put(&root, "clients/stoepje.yaml", &client("pl", "{days: [mon]}", ""));
    put(
        &root,
        "content/pl/_strings.yaml",
        "length_hours: \"one: godzinę | other: {count} godzin\"\nreply_hours: w godzinę\n\
         weekdays: \"poniedziałek, wtorek\"\n",
    );
    let run = vpsite(&root, &["check", "clients/stoepje.yaml", "--format", "short"]).ended(1);
    for said in [
        "content/pl/_strings.yaml:1:15: error[content/forms]: the word `length_hours`: `pl` has \
         plural forms that it lacks: few, many",
        "content/pl/_strings.yaml:2:14: error[content/forms]: the word `reply_hours`: `w godzinę` \
         is no plural form",
        "content/pl/_strings.yaml:3:11: error[content/forms]: the word `weekdays`: a week has \
         seven days, and 2 are named",
    ] {
        assert!(run.err.contains(said), "{said}\n{}", run.err);
    }
}
