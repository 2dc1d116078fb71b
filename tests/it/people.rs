//! Whoever an employee looks for: names as people write them, any language, many advisers,
//! words that no line holds, and names that nobody can see.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::support::{Run, files, printing, site_only, vpsite};

const CLIENT: &str = "clients/people.yaml";
const HEAD: &str = "organisation: {name: Drukkerij De Waal}\nlanguages: [nl]\n\
    site: {url: \"https://dewaal.example.nl/\"}\nedition: 2026-11\n";

fn client(root: &Path, yaml: &str) {
    fs::write(root.join(CLIENT), yaml).unwrap();
}

/// A client with one adviser for each line of keys.
fn with_advisers(root: &Path, keys: &[&str]) {
    let mut yaml = format!("{HEAD}advisers:\n");
    for (number, keys) in keys.iter().enumerate() {
        let channel = format!("channels: [{{type: phone, number: \"+31 6 1234{number:04}\"}}]");
        writeln!(yaml, "  - {keys}\n    {channel}").unwrap();
    }
    client(root, &yaml);
}

fn built(root: &Path) -> Run {
    // Cases follow each other in one folder, each with its own address.
    vpsite(root, &["build", CLIENT, "--new-address", "--format", "short"]).ended(0)
}

fn refused(root: &Path) -> String {
    vpsite(root, &["check", CLIENT, "--format", "short"]).ended(1).err
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join("dist/people").join(path)).unwrap()
}

/// The address book cards of HR, one text.
fn cards(root: &Path) -> String {
    let contact = root.join("dist/people/contact");
    let card = |path: String| fs::read_to_string(contact.join(path)).unwrap();
    files(&contact).into_iter().map(card).collect()
}

#[test]
fn titles_and_family_names_first() {
    let root = site_only("people-names");
    let yaml = "organisation: {name: Drukkerij De Waal}\nlanguages: [nl]\n\
        site: {url: https://dewaal.example.nl/}\nadvisers:\n  \
        - name: Drs. Noor Bos\n    channels: [{type: phone, number: \"+31 6 12345670\"}]\n  \
        - name: mr. J. van den Berg\n    channels: [{type: whatsapp, number: \"+31 6 12345671\"}]\n  \
        - name: Nguyễn Thị Lan\n    channels: [{type: email, address: lan@example.nl}]\n  \
        - name: \"Smit, Bo\"\n    channels: [{type: phone, number: \"+31 6 12345672\"}]\n\
        edition: 2026-11\n";
    client(&root, yaml);
    let run = built(&root);
    assert!(!run.err.contains("adviser/name"), "{}", run.err);
    // Initials stay with the name behind them.
    let page = read(&root, "site/index.html").replace('\u{a0}', " ");
    for said in ["Bel Noor<", "App J. van den Berg<", "Mail Lan<", "Bel Bo<", ">Bo Smit<"] {
        assert!(page.contains(said), "{said}");
    }
    let cards = cards(&root);
    for line in [
        "FN:Drs. Noor Bos\r\nN:Bos;Noor;;Drs.;\r\n",
        "FN:mr. J. van den Berg\r\n",
        "SORT-AS=\"Berg,J.\":van den Berg;J.;;mr.;",
        "N:Nguyễn;Lan;Thị;;\r\n",
        "FN:Bo Smit\r\nN:Smit;Bo;;;\r\n",
    ] {
        assert!(cards.contains(line), "{line}: {cards}");
    }
    // The cards of the site are read by every telephone, which know no SORT-AS.
    let site = files(&root.join("dist/people/site"));
    for path in site.iter().filter(|path| path.ends_with(".vcf")) {
        let card = read(&root, &format!("site/{path}"));
        assert!(card.contains("\r\nN") && !card.contains("SORT-AS"), "{card}");
    }
}

#[test]
fn a_name_can_be_given() {
    let root = site_only("people-given");
    with_advisers(
        &root,
        &[
            "name: Wang Xiaoming\n    called: Xiaoming",
            "name: {given: María, family: \"García; López\", prefix: dra., suffix: MSc}",
            "name: {family: Nagy, given: Anna, full: Nagy Anna}",
            "name: {given: J.P., family: van den Berg}\n    called: Jaap",
            "name: {family: Bos, prefix: mevrouw}",
        ],
    );
    let run = built(&root);
    assert!(!run.err.contains("adviser/name"), "{}", run.err);
    let page = read(&root, "site/index.html");
    for said in ["Bel Xiaoming<", "Bel María<", "Bel Anna<", "Bel Jaap<", "Bel mevrouw Bos<"] {
        assert!(page.contains(said), "{said}");
    }
    for shown in [">dra. María García; López MSc<", ">Nagy Anna<", ">J.P. van den Berg<"] {
        assert!(page.contains(shown), "{shown}");
    }
    let cards = cards(&root);
    for line in ["N:García\\; López;María;;dra.;MSc", "N:Nagy;Anna;;;", "N:Bos;;;mevrouw;"] {
        assert!(cards.contains(line), "{line}: {cards}");
    }
    for (keys, code) in [
        ("name: {prefix: drs.}", "yaml/missing-key"),
        ("name: {gven: Noor}", "yaml/unknown-key"),
        ("name: [Noor]", "yaml/type"),
        ("name: Noor\n    called: \"\u{200B}\"", "text/invisible"),
    ] {
        with_advisers(&root, &[keys]);
        let said = refused(&root);
        assert!(said.contains(code), "{keys}: {said}");
        assert!(!said.contains("invalid type"), "{said}");
    }
}

#[test]
fn a_name_that_could_be_meant_otherwise_gets_a_remark_and_no_other_does() {
    let root = site_only("people-doubt");
    with_advisers(&root, &["name: María López García", "name: J. Smit Bakker", "name: Nagy Anna"]);
    let said = built(&root).err;
    assert_eq!(said.matches("note[adviser/name]").count(), 3, "{said}");
    let root = site_only("people-sure");
    with_advisers(
        &root,
        &[
            "name: Marieke de Vries",
            "name: Jan Willem van den Berg",
            "name: A.M. de Vries-El Amrani",
            "name: Fatima El Amrani",
            "name: Łucja Nowak",
            "name: Ayşe Yılmaz",
            "name: محمد علي",
            "name: Олена Шевченко",
            "name: 王小明",
            "name: Noor",
        ],
    );
    let said = built(&root).err;
    assert!(!said.contains("adviser/name") && !said.contains("text/"), "{said}");
}

#[test]
fn who_stands_in_is_named_as_on_the_site() {
    let root = site_only("people-absence");
    let absent = "    absences: [{from: 2026-12-20, to: 2026-12-31, replaced_by: \"Smit, Bo\"}]\n";
    let yaml = format!(
        "{HEAD}advisers:\n  - name: Noor Bos\n    channels: [{{type: phone, number: \"0612345678\"}}]\n{absent}  \
         - name: \"Smit, Bo\"\n    channels: [{{type: phone, number: \"0612345679\"}}]\n"
    );
    client(&root, &yaml);
    built(&root);
    assert!(read(&root, "site/index.html").contains("neemt Bo Smit het over"));
}

#[test]
fn any_language_can_be_spoken() {
    let root = site_only("people-languages");
    let languages = "[ti, prs, kmr, ckb, zh-Hant, pap, fy, so, am, rom, nds, rif, srn, bal, \
        {tag: dse, name: Nederlandse Gebarentaal}, {tag: vgt, name: {nl: Vlaamse Gebarentaal}}, hu]";
    with_advisers(&root, &[&format!("name: Noor Bos\n    languages: {languages}")]);
    let said = built(&root).err;
    assert!(!said.contains("lang/"), "{said}");
    let wanted = "Tigrinya, Dari, Koerdisch, Soranî, Chinees (traditioneel), Papiaments, Fries, \
        Somalisch, Amhaars, Romani, Nedersaksisch, Riffijns, Sranantongo, Beloetsji, \
        Nederlandse Gebarentaal, Vlaamse Gebarentaal en Hongaars";
    assert!(read(&root, "site/index.html").contains(&format!("Spreekt {wanted}")));

    for (languages, hint) in [
        ("[ua]", "write `uk`: `ua` is a country, Ukraine"),
        ("[gr]", "write `el`"),
        ("[cz]", "write `cs`"),
        ("[dk]", "write `da`"),
        ("[jp]", "write `ja`"),
        ("[cn]", "write `zh`"),
        ("[al]", "write `sq`"),
        ("[Engels]", "write `en` for Engels"),
        ("[Türkçe]", "write `tr` for Türkçe"),
        ("[dse]", "give its name, as in `{tag: dse, name: …}`"),
        ("[nll]", "did you mean `nl`?"),
        ("[{tag: dse}]", "add `name:` in here"),
        ("[nl, nld]", "`nl` is given twice"),
    ] {
        with_advisers(&root, &[&format!("name: Noor Bos\n    languages: {languages}")]);
        let run = vpsite(&root, &["check", CLIENT]);
        assert_eq!(run.status, 1, "{languages}: {}", run.err);
        assert!(run.err.contains(hint), "{languages}: {}", run.err);
    }
    with_advisers(&root, &["name: Noor Bos\n    languages: [se, nl]"]);
    let said = vpsite(&root, &["check", CLIENT]).ended(0).err;
    assert!(said.contains("`se` is the language Northern Sami"), "{said}");
    assert!(said.contains("for the language of Sweden write `sv`"), "{said}");
    // The languages of the site itself get the same hint.
    client(&root, "languages: [ua]\n");
    let said = vpsite(&root, &["check", CLIENT]).ended(1).err;
    assert!(said.contains("write `uk`: `ua` is a country, Ukraine"), "{said}");
}

/// As many advisers with several languages.
fn crowd(root: &Path, count: usize) {
    let first = ["Noor", "Jan", "Piotr", "Fatima", "Ahmed", "Olena", "Ayşe", "Bo", "Lan", "Els"];
    let last = ["Bos", "van den Berg", "Nowak", "El Amrani", "de Vries", "Smit", "Kaya"];
    let spoken = ["[nl]", "[nl, en]", "[pl]", "[ar, nl]", "[ti]", "[uk]"];
    let person = |at: usize| {
        let (first, last) = (first[at % first.len()], last[at / first.len() % last.len()]);
        let more = if at < 70 { String::new() } else { format!("-{}", "x".repeat(at / 70)) };
        format!("name: {first} {last}{more}\n    languages: {}", spoken[at % spoken.len()])
    };
    let people: Vec<String> = (0..count).map(person).collect();
    with_advisers(root, &people.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn many_advisers_are_a_page_that_works() {
    let root = site_only("people-many");
    for count in [11, 25, 100] {
        crowd(&root, count);
        built(&root);
        let page = read(&root, "site/index.html");
        assert_eq!(page.matches("<div class=\"person\" id=\"vp-").count(), count);
        // Each can be called, and is found by language in one tap.
        assert!(page.matches("href=\"tel:").count() >= count);
        assert!(page.contains("<span lang=\"uk\" dir=\"ltr\">українська</span>"), "{count}");
        for part in page.split("<a href=\"#vp-").skip(1).filter(|part| !part.starts_with("contact"))
        {
            let target = part.split('"').next().unwrap();
            assert!(page.contains(&format!("id=\"vp-{target}\"")) || target == "main", "{target}");
        }
        assert!(page.matches("<p class=\"names\">").count() == 6);
        // Other pages lead there, and do not repeat everybody.
        let inner = read(&root, "site/steps.html");
        assert!(!inner.contains("class=\"person\"") && inner.contains("index.html#vp-in-uk"));
    }
    crowd(&root, 10);
    built(&root);
    let page = read(&root, "site/index.html");
    assert!(!page.contains("by-language") && page.matches("class=\"person\"").count() == 10);
}

#[test]
fn more_advisers_than_a_kit_holds_are_refused_at_once() {
    let root = site_only("people-too-many");
    for count in [101, 2000] {
        crowd(&root, count);
        let begun = Instant::now();
        let said = refused(&root);
        assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
        // Four lines before the list, three for each adviser.
        let place = format!("{CLIENT}:{}:", 6 + 3 * 100);
        let wanted =
            format!("error[adviser/many]: this is adviser 101 of {count}, and a kit holds 100");
        assert!(said.contains(&place) && said.contains(&wanted), "{said}");
    }
}

#[test]
fn a_text_of_invisible_signs_is_no_text() {
    let root = site_only("people-invisible");
    let signs = [
        "\u{200B}",
        "\u{3164}",
        "\u{2800}",
        "\u{115F}",
        "\u{1160}",
        "\u{FFA0}",
        "\u{AD}",
        "\u{FE0F}",
        "\u{200D}",
        "\u{2060}",
        "\u{180E}",
        "\u{34F}",
        "\u{61C}",
        "\u{E0100}",
        "\u{200E}",
        "\u{17B5}",
        "\u{200B}\u{2800} \u{3164}",
    ];
    for sign in signs {
        client(
            &root,
            &format!(
                "organisation: {{name: \"{sign}\", short_name: \"{sign}\"}}\nlanguages: [nl]\n\
                 site: {{url: \"https://dewaal.example.nl/\"}}\nedition: 2026-11\n\
                 practice: {{name: \"{sign}\"}}\nresponse_time: \"{sign}\"\n\
                 posters: [{{headline: {{nl: \"{sign}\"}}}}]\nadvisers:\n\
                 \x20 - {{name: \"{sign}\", channels: []}}\n\
                 \x20 - {{name: {{given: \"{sign}\"}}, channels: []}}\n\
                 \x20 - {{name: Noor Bos, called: \"{sign}\", channels: []}}\n\
                 \x20 - {{name: Sam Smit, bio: \"{sign}\", channels: []}}\n"
            ),
        );
        let said = refused(&root);
        assert_eq!(said.matches("text/invisible").count(), 9, "{}: {said}", sign.escape_unicode());
    }
}

#[test]
fn a_name_of_signs_alone_is_said() {
    let root = site_only("people-signs");
    let named = |names: &[&str]| {
        let keys: Vec<String> = names.iter().map(|name| format!("name: \"{name}\"")).collect();
        with_advisers(&root, &keys.iter().map(String::as_str).collect::<Vec<_>>());
        built(&root).err
    };
    let wrong = ["***", "...", "😀", "—", "?!", "♥♥"];
    let said = named(&wrong);
    let told = said.matches("warning[text/no-letter]: `name` has no letter in it").count();
    assert_eq!(told, wrong.len(), "{said}");
    let said = named(&["O'Neil", "王小明", "محمد", "9292", "Ђорђе", "K3"]);
    assert!(!said.contains("text/no-letter"), "{said}");
}

#[test]
fn an_empty_item_of_any_list_is_named() {
    let root = site_only("people-empty");
    let good = "advisers:\n  - name: Noor\n    channels: [{type: phone, number: \"0612345678\"}]\n";
    for key in ["languages", "advisers", "meeting_forms", "introductions", "workshops", "posters"] {
        client(&root, &format!("{HEAD}{good}").replace("languages: [nl]\n", ""));
        let yaml = fs::read_to_string(root.join(CLIENT)).unwrap();
        let yaml = if key == "advisers" { yaml.replace(good, "") } else { yaml };
        client(&root, &format!("{yaml}{key}:\n  -\n"));
        let said = refused(&root);
        assert!(
            said.contains("error[yaml/empty]: an item of this list has no value"),
            "{key}: {said}"
        );
    }
    for keys in
        ["languages:\n      - nl\n      -", "registrations:\n      -", "absences:\n      - "]
    {
        with_advisers(&root, &[&format!("name: Noor\n    {keys}")]);
        let said = refused(&root);
        assert!(said.contains("an item of this list has no value"), "{keys}: {said}");
    }
    client(&root, &format!("{HEAD}advisers:\n  - name: Noor\n    channels:\n      -\n"));
    assert!(refused(&root).contains("an item of this list has no value"));
    client(&root, &format!("{HEAD}{good}intranet:\n  allowed_origins:\n    -\n"));
    assert!(refused(&root).contains("an item of this list has no value"));
}

/// A word that no line holds.
const WORD: &str = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesel";

/// A client whose every text is such a word.
fn long(root: &Path) {
    let yaml = format!(
        "organisation: {{name: {WORD}, statement: {WORD}{WORD}}}\nlanguages: [nl]\n\
         site: {{url: \"https://long.example.nl/\"}}\nedition: 2026-11\npractice: {{name: {WORD}}}\n\
         response_time: {WORD}\nadvisers:\n  - name: {WORD}\n    bio: {WORD}{WORD}{WORD}\n    \
         registrations: [{{body: {WORD}, url: \"https://register.example.nl/1\"}}]\n    channels:\n      \
         - {{type: phone, number: \"+31 6 12345678\", hours: {WORD}}}\n      \
         - {{type: email, address: {}@{}.example.nl}}\n\
         posters: [{{headline: {WORD}}}, {{headline: {WORD}, design: person}}, {{design: pictogram}}]\n",
        "a".repeat(60),
        "b".repeat(60),
    );
    client(root, &yaml);
}

#[test]
fn a_word_that_no_line_holds_is_said_at_its_key() {
    let root = site_only("people-long");
    long(&root);
    let said = built(&root).err;
    for (key, times) in [("name", 3), ("body", 1), ("headline", 2)] {
        let wanted = format!("warning[text/long-word]: `{key}` holds a word of 73 letters");
        assert_eq!(said.matches(&wanted).count(), times, "{said}");
    }
    client(
        &root,
        &format!(
            "{HEAD}advisers:\n  - name: Wickramasinghearachchige-Papadopoulos van Wolferlaar\n    \
             channels: [{{type: phone, number: \"0612345678\"}}]\n\
             posters: [{{headline: Arbeidsongeschikt door grensoverschrijdend gedrag?}}, \
             {{headline: Grensoverschrijdend gedrag?, design: person}}]\n"
        ),
    );
    let said = built(&root).err;
    assert!(!said.contains("text/long-word") && !said.contains("poster/headline"), "{said}");
    let long = "Wie luistert er naar mij als het op het werk niet goed gaat en ik het aan niemand \
        durf te vertellen omdat ik bang ben?";
    client(&root, &format!("{HEAD}posters: [{{headline: {long}}}]\n"));
    let said = refused(&root);
    assert!(said.contains("warning[poster/headline]: this `headline` has"), "{said}");
}

mod paper {
    use super::*;
    use crate::it::support::{Word, pdf_words, tool};

    const ALL: [&str; 16] = [
        "poster",
        "flyer",
        "large",
        "easy",
        "strips",
        "onboarding",
        "sign-off",
        "managers",
        "team-talk",
        "card",
        "writing",
        "hidden",
        "point",
        "sticker",
        "screens",
        "slides",
    ];

    fn documents(root: &Path) -> Vec<PathBuf> {
        let kit = root.join("dist/people");
        files(&kit)
            .into_iter()
            .filter(|path| path.ends_with(".pdf"))
            .map(|path| kit.join(path))
            .collect()
    }

    #[test]
    fn a_word_that_no_line_holds_stays_on_every_sheet_and_can_be_read() {
        let root = printing("people-paper-long", &ALL);
        long(&root);
        built(&root);
        let documents = documents(&root);
        assert!(documents.len() > 10, "{documents:?}");
        for document in documents {
            let (width, words) = pdf_words(&document);
            assert!(words.len() > 20, "{document:?}");
            for Word { left, right, top, bottom, text } in words {
                let high = bottom - top;
                assert!(
                    left >= 0.0 && right <= width,
                    "{document:?}: {text} from {left} to {right}"
                );
                // Strips are turned: what is high there is wide.
                let turned = document.to_string_lossy().contains("strips");
                assert!(high >= 5.0 || turned, "{document:?}: {text} is {high}pt high");
            }
        }
    }

    #[test]
    fn more_advisers_than_a_sheet_holds_lead_to_the_site() {
        for (count, products) in [(11, &ALL[..4]), (60, &ALL)] {
            let root = printing(&format!("people-paper-{count}"), products);
            crowd(&root, count);
            built(&root);
            for document in documents(&root) {
                let path = document.to_string_lossy().into_owned();
                if path.contains("notes") {
                    continue;
                }
                let text = tool("pdftotext", &["-layout", &path, "-"]);
                let said = text.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(said.contains("dewaal.example.nl"), "{path}");
                let elsewhere = ["onboarding-nl", "sign-off", "strips"];
                if elsewhere.iter().any(|part| path.contains(part)) {
                    continue;
                }
                assert!(said.contains("Iedereen staat op de site"), "{path}: {said}");
            }
        }
    }
}

#[test]
fn a_way_that_nobody_offers_is_not_spoken_of() {
    let root = site_only("people-ways");
    with_advisers(&root, &["name: Noor Bos", "name: Sam Smit"]);
    built(&root);
    let site = root.join("dist/people/site");
    let pages = files(&site).into_iter().filter(|path| path.ends_with(".html"));
    for path in pages {
        let page = fs::read_to_string(site.join(&path)).unwrap();
        assert!(!page.contains("WhatsApp"), "{path}");
    }
    // Where one of them does, all pages that name a way say what it shows.
    let yaml = format!(
        "{HEAD}advisers:\n  - name: Noor Bos\n    channels: [{{type: phone, number: \"+31 6 12345670\"}}]\n  \
         - name: Sam Smit\n    channels: [{{type: whatsapp, number: \"+31 6 12345671\"}}]\n"
    );
    client(&root, &yaml);
    built(&root);
    assert_eq!(read(&root, "site/index.html").matches("id=\"vp-whatsapp\"").count(), 1);
}
