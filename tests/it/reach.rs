//! Ways that lead to the adviser over the web, and what leads people there: chats and forms,
//! messages that begin by themselves, mails to copy, words for the search of an intranet.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::support::{LANGUAGES, contents, files, languages, repository, site_only, vpsite};

/// A workspace of one client, `zaak`, with all messages and nothing on paper.
fn zaak(name: &str, client: &str) -> PathBuf {
    let root = site_only(name);
    let theme = include_str!("../../themes/default/theme.yaml");
    let (site, rest) = theme.split_once("products:\n").unwrap();
    let (_, messages) = rest.split_once("\nmessages:\n").unwrap();
    let theme = format!("{site}products: []\nmessages:\n{messages}");
    fs::write(root.join("themes/default/theme.yaml"), theme).unwrap();
    for path in files(&root.join("clients")) {
        fs::remove_file(root.join("clients").join(path)).unwrap();
    }
    fs::write(root.join("clients/zaak.yaml"), client).unwrap();
    root
}

/// A client of two languages whose advisers have these channels.
fn client(channels: &[&str], more: &str) -> String {
    let names = ["Sam Smit", "Roos van der Vlugt-Hoekstra", "Jan Jansen"];
    let advisers = names.iter().zip(channels).map(|(name, channels)| {
        format!("  - {{name: {name}, languages: [nl], channels: [{channels}]}}\n")
    });
    let advisers: String = advisers.collect();
    format!(
        "organisation: {{name: Zaak & Zn. B.V., short_name: Zaak & Zn.}}\nlanguages: [nl, pl]\n\
         site: {{url: \"https://vp.example.nl/zaak/\"}}\nadvisers:\n{advisers}edition: 2026-11\n{more}"
    )
}

fn built(root: &Path) -> PathBuf {
    vpsite(root, &["build", "zaak"]).ended(0);
    root.join("dist/zaak")
}

#[track_caller]
fn check(name: &str, client: &str, status: i32) -> String {
    vpsite(&zaak(name, client), &["check", "zaak"]).ended(status).err
}

const PHONE: &str = "{type: phone, number: \"+31 6 12345678\"}";
const CHAT: &str =
    "{type: web, url: \"https://chat.example.nl/a/b?room=1&x=é\", kind: chat, anonymous: true}";
const FORM: &str = "{type: web, url: \"https://chat.example.nl/form\", kind: form}";

#[test]
fn a_chat_is_named_as_what_it_is_and_opens_beside_the_page() {
    let both = format!("{PHONE}, {CHAT}, {FORM}");
    let kit = built(&zaak("reach-chat", &client(&[&both, PHONE, FORM], "")));
    let read = |path: &str| fs::read_to_string(kit.join(path)).unwrap();
    let href = "https://chat.example.nl/a/b?room=1&x=%C3%A9";
    for (page, named, opens) in [
        ("site/index.html", "Chat anoniem met", "Opent"),
        ("site/embed.html", "Chat anoniem met", "Opent"),
        ("site/pl/index.html", "Anonimowy czat:", "Otwiera"),
        ("site/pl/embed.html", "Anonimowy czat:", "Otwiera"),
    ] {
        let html = read(page);
        let escaped = href.replace('&', "&amp;");
        let link = format!("href=\"{escaped}\" target=\"_blank\" rel=\"noopener noreferrer\"");
        assert!(html.contains(&link), "{page}: {link}");
        assert!(html.contains(named) && html.contains(opens), "{page}");
        assert!(html.matches("href=\"https://chat.example.nl/form\"").count() == 2, "{page}");
        // Only one of them is anonymous.
        assert_eq!(html.matches(named).count(), 1, "{page}");
        assert!(!html.contains("Anoniem formulier") && !html.contains("Anonimowy formularz"));
        assert!(html.contains("chat.example.nl"), "{page}");
    }
    // Where nothing can be tapped the address stands whole.
    let mail = read("intranet/announcement-nl.txt");
    assert!(mail.contains(&format!("- Anonieme chat: {href}")), "{mail}");
    assert!(mail.contains("- Formulier: https://chat.example.nl/form"), "{mail}");
    let card = read("contact/sam-smit.vcf");
    assert!(card.replace("\r\n ", "").contains(&format!("URL:{href}")), "{card}");
    // What it leaves is told where people read about it, in every language.
    for (page, told) in [
        ("site/privacy.html", "IP-adres"),
        ("site/safety.html", "opent op een andere website"),
        ("site/questions.html", "waarbij je je naam niet hoeft te zeggen"),
        ("site/pl/privacy.html", "telefonie z pracy"),
        ("site/pl/questions.html", "nie musisz podawać nazwiska"),
    ] {
        assert!(read(page).replace('\u{a0}', " ").contains(told), "{page}: {told}");
    }
}

#[test]
fn a_kit_without_a_chat_says_nothing_of_one() {
    let kit = built(&zaak("reach-none", &client(&[PHONE], "")));
    let pages = ["index", "embed", "privacy", "safety", "questions"];
    for page in pages.iter().flat_map(|page| [format!("{page}.html"), format!("pl/{page}.html")]) {
        let text = fs::read_to_string(kit.join("site").join(&page)).unwrap().to_lowercase();
        assert!(!text.contains("een chat") && !text.contains("czat"), "{page}");
    }
}

#[test]
fn an_address_that_no_chat_should_have_is_refused_at_its_place() {
    let with = |channel: &str| client(&[&format!("{PHONE}, {channel}")], "");
    for (number, channel, code) in [
        (1, "{type: web, url: \"http://chat.example.nl/\", kind: chat}", "error[url/invalid]"),
        (
            2,
            "{type: web, url: \"https://sam:geheim@chat.example.nl/\", kind: chat}",
            "error[url/invalid]",
        ),
        (3, "{type: web, url: \"https://chat.local/\", kind: chat}", "error[url/"),
        (4, "{type: web, url: \"javascript:alert(1)\", kind: chat}", "error[url/invalid]"),
        (5, "{type: web, url: \"https://chat.example.nl/\"}", "error[yaml/missing-key]"),
        (6, "{type: web, kind: chat}", "error[yaml/missing-key]"),
        (7, "{type: web, url: \"https://chat.example.nl/\", kind: bot}", "error[yaml/"),
        (
            8,
            "{type: web, number: \"06 12345678\", url: \"https://chat.example.nl/\", kind: chat}",
            "error[channel/key]",
        ),
        (9, "{type: email, address: a@example.nl, anonymous: true}", "error[channel/key]"),
        (
            10,
            "{type: web, url: \"https://a.example.nl/\", kind: chat}, {type: web, url: \"https://a.example.nl/\", kind: form}",
            "error[channel/twice]",
        ),
    ] {
        let said = check(&format!("reach-refused-{number}"), &with(channel), 1);
        assert!(said.contains(code) && said.contains("clients/zaak.yaml:5:"), "{channel}: {said}");
    }
    let tracked =
        with("{type: web, url: \"https://chat.example.nl/?utm_source=kit&a=1\", kind: chat}");
    let said = check("reach-tracked", &tracked, 0);
    assert!(said.contains("warning[url/tracking]"), "{said}");
    assert!(said.contains("`https://chat.example.nl/?a=1`"), "{said}");
}

#[test]
fn what_is_the_employers_and_what_cannot_be_true_is_said() {
    let own = "{type: web, url: \"https://acme.sharepoint.com/vraag\", kind: form}";
    let more = "intranet: {allowed_origins: [\"https://acme.sharepoint.com\"]}\n";
    let said = check("reach-employer", &client(&[&format!("{PHONE}, {own}")], more), 0);
    assert!(said.contains("warning[channel/employer]"), "{said}");
    // Where it cannot be tapped paper leads to the site, and that is said once.
    let said = check("reach-alone", &client(&[CHAT, PHONE], ""), 0);
    assert_eq!(said.matches("note[channel/web-alone]").count(), 1, "{said}");
    assert!(!said.contains("contact/no-number"), "{said}");
    // Where nobody can be called, what the texts say is said of all of them.
    let mail = "{type: email, address: sam@example.nl}";
    for (name, channels) in [("reach-mail", vec![mail, mail]), ("reach-web", vec![CHAT, mail])] {
        let said = check(name, &client(&channels, ""), 0);
        assert_eq!(said.matches("note[contact/no-number]").count(), 1, "{said}");
    }
    let said = check(
        "reach-name",
        &client(&[&format!("{PHONE}, {CHAT}")], "anonymous_contact: false\n"),
        0,
    );
    assert!(said.contains("warning[contact/contradiction]"), "{said}");
    let exit = "exit_url: https://chat.example.nl/weg\n";
    let said = check("reach-exit", &client(&[&format!("{PHONE}, {CHAT}")], exit), 0);
    assert!(said.contains("warning[site/exit-near]"), "{said}");
}

#[test]
fn who_has_a_chat_alone_is_not_said_to_be_called() {
    let kit = built(&zaak("reach-web-alone", &client(&[CHAT], "")));
    let read = |path: &str| fs::read_to_string(kit.join(path)).unwrap();
    assert!(!read("site/privacy.html").contains("Bel, app of mail je"));
    // Nobody reads out a sentence to somebody who cannot be called.
    assert!(!read("site/pl/index.html").contains("Ik spreek Pools"));
    assert!(!read("site/pl/questions.html").contains("Ik spreek Pools"));
}

#[test]
fn another_chat_is_a_reason_that_status_tells() {
    let root = zaak("reach-status", &client(&[&format!("{PHONE}, {CHAT}")], ""));
    built(&root);
    let path = root.join("clients/zaak.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("chat.example.nl/a/b", "praat.example.nl/a")).unwrap();
    let run = vpsite(&root, &["status"]);
    assert!(run.out.contains("chat or form of Sam Smit"), "{}{}", run.out, run.err);
    let card = |root: &Path| {
        let all = files(&root.join("dist/zaak/site/assets"));
        all.into_iter().find(|path| path.ends_with(".vcf")).unwrap()
    };
    // A card with another address is another file, which no cache has.
    let before = card(&root);
    built(&root);
    assert_ne!(card(&root), before);
}

#[test]
fn messages_begin_with_a_neutral_sentence_where_the_client_wants_it() {
    let ways = "{type: whatsapp, number: \"06-12345678\"}, {type: email, address: s.smit@example.nl}, \
                {type: signal, number: \"06-12345678\"}";
    let root = zaak("reach-prefill", &client(&[ways, ways], "prefill: true\n"));
    let kit = built(&root);
    let read = |path: &str| fs::read_to_string(kit.join(path)).unwrap();
    let dutch = read("site/index.html");
    let wa = "https://wa.me/31612345678?text=Hallo%2C%20ik%20wil%20graag%20een%20keer%20praten.%20Wanneer%20kan%20dat%3F\"";
    assert!(dutch.contains(wa), "{dutch}");
    let mail = "mailto:s.smit@example.nl?subject=Vraag&amp;body=Hallo%2C%20ik%20wil%20graag";
    assert!(dutch.contains(mail) && dutch.contains("https://signal.me/#p/+31612345678\""));
    // Who does not speak the language of the page is told so in Dutch, on a line of its own.
    for page in ["site/pl/index.html", "site/pl/embed.html"] {
        let polish = read(page);
        assert!(polish.contains("?subject=Pytanie&amp;body=Dzie%C5%84%20dobry"), "{page}");
        assert!(
            polish.contains("%0D%0A%0D%0AIk%20spreek%20Pools.%20Kan%20er%20een%20tolk%20bij%3F\""),
            "{page}"
        );
        assert!(polish.contains("%0A%0AIk%20spreek%20Pools"), "{page}");
    }
    let links = |text: &str| -> BTreeSet<String> {
        let parts = text.split("href=\"").skip(1);
        let links = parts.map(|part| part.split('"').next().unwrap().replace("&amp;", "&"));
        links.filter(|link| link.contains("text=") || link.contains("body=")).collect()
    };
    for (path, bytes) in contents(&kit) {
        let text = String::from_utf8_lossy(&bytes);
        for link in links(&text) {
            // As a telephone and a mail program read it: one text, and nothing else.
            let url = url::Url::parse(&link).unwrap();
            let names: Vec<String> = url.query_pairs().map(|(name, _)| name.into_owned()).collect();
            assert!(names == ["text"] || names == ["subject", "body"], "{path}: {link}");
            let said: String = url.query_pairs().map(|(_, said)| said.into_owned()).collect();
            for word in ["pest", "mobbing", "intimid", "gedrag", "Zaak", "vertrouwen", "zaufan"] {
                assert!(!said.contains(word), "{path}: {said}");
            }
            assert!(link.is_ascii() && link.len() < 1000, "{link}");
        }
        // Cards, mails and what is copied stay as they were.
        if !path.starts_with("site/") || path.ends_with(".vcf") {
            assert!(!text.contains("?text=") && !text.contains("?subject="), "{path}");
        }
    }
    let off = built(&zaak("reach-prefill-off", &client(&[ways], "")));
    for (path, bytes) in contents(&off) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("?text=") && !text.contains("?subject="), "{path}");
    }
}

#[test]
fn a_mail_to_copy_has_all_that_a_mail_has_and_loads_nothing() {
    let kit = built(&zaak("reach-paste", &client(&[PHONE, CHAT], "")));
    for lang in ["nl", "pl"] {
        for message in ["announcement", "reminder"] {
            let html =
                fs::read_to_string(kit.join(format!("intranet/{message}-{lang}.html"))).unwrap();
            let text =
                fs::read_to_string(kit.join(format!("intranet/{message}-{lang}.txt"))).unwrap();
            let (before, copied) = html.split_once("<main>").unwrap();
            assert!(before.contains("user-select: none") && before.contains("(Ctrl+A)"), "{html}");
            let greeting = text.lines().next().unwrap();
            assert!(copied.contains(greeting) && copied.contains("Zaak &amp; Zn."), "{copied}");
            assert!(copied.contains(&format!("<div lang=\"{lang}\" dir=\"ltr\"")), "{copied}");
            assert!(copied.contains("<h2>") && copied.contains("<li>") && copied.contains("tel:"));
            for foreign in ["<img", "<link", "<script", "url(", "src=", "class=", "@import"] {
                assert!(!html.contains(foreign), "{foreign} in {html}");
            }
        }
    }
}

/// The rows of a table as an administrator's browser reads them.
fn rows(kit: &Path) -> Vec<Vec<String>> {
    let bytes = fs::read(kit.join("intranet/search-bookmarks.csv")).unwrap();
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").expect("it says that it is UTF-8");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    let row =
        |row: csv::Result<csv::StringRecord>| row.unwrap().iter().map(str::to_owned).collect();
    reader.records().map(row).collect()
}

#[test]
fn words_of_every_day_lead_to_the_site_in_every_language_and_none_twice() {
    let tongues = languages("polderfruit").join(", ");
    let all = client(&[PHONE], "").replace("[nl, pl]", &format!("[{tongues}]"));
    let kit = built(&zaak("reach-search", &all));
    let rows = rows(&kit);
    assert_eq!(
        rows[0].join(","),
        "Title,Url,Keywords,Match Similar Keywords,State,Description,Reserved Keywords,Categories,\
         Start Date,End Date,Country/Region,Use AAD Location,Groups,Device & OS,\
         Targeted Variations,Last Modified,Last Modified By,Id"
    );
    assert_eq!(rows.len(), 1 + LANGUAGES.len());
    let (mut words, mut titles, mut urls) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for row in &rows[1..] {
        assert!(titles.insert(row[0].to_lowercase()) && row[0].chars().count() <= 60, "{row:?}");
        assert!(urls.insert(row[1].clone()), "{row:?}");
        let below = row[1].strip_prefix("https://vp.example.nl/zaak/").unwrap();
        assert!(kit.join("site").join(below).join("index.html").exists(), "{row:?}");
        let own: Vec<&str> = row[2].split(';').collect();
        assert!((15..=25).contains(&own.len()), "{} words: {row:?}", own.len());
        for word in own {
            assert!(!word.is_empty() && word == word.trim(), "{row:?}");
            assert!(words.insert(word.to_lowercase()), "`{word}` stands there twice");
        }
        assert_eq!(
            (row[3].as_str(), row[4].as_str(), row[11].as_str()),
            ("true", "draft", "False")
        );
        assert!(!row[5].is_empty() && row[5].chars().count() <= 300, "{row:?}");
        for cell in row.iter().filter(|cell| !cell.is_empty()) {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
        }
    }
    assert!(words.contains("ik word gepest") && words.contains("mobbing w pracy"), "{words:?}");
    // The kit's first page says what it is for, and what to write to IT.
    let page = fs::read_to_string(kit.join("index.html")).unwrap();
    assert!(page.contains("search-bookmarks.csv\"") && page.contains("Microsoft 365"), "{page}");
}

#[test]
fn a_client_can_have_words_of_its_own_and_none_of_them_runs() {
    let root = zaak("reach-own-words", &client(&[PHONE], ""));
    let words = "=1+1, @ruzie, -baas, ruzie; stress, RUZIE, \"boos\"";
    vpsite(&root, &["edit", "words", "search_words", "--to", words]).ended(0);
    let rows = rows(&built(&root));
    assert_eq!(rows[1][2], "1+1;ruzie;baas;stress;\"boos\"");
}

#[test]
fn every_language_has_its_everyday_words() {
    for lang in LANGUAGES {
        let path = repository().join(format!("content/{lang}/_strings.yaml"));
        let text = fs::read_to_string(path).unwrap();
        let line = text.lines().find(|line| line.starts_with("search_words: ")).unwrap();
        let words: Vec<&str> = line["search_words: \"".len()..].split(',').map(str::trim).collect();
        assert!((15..=25).contains(&words.len()), "{lang}: {}", words.len());
        // More than a word: how somebody says it who is hurting.
        assert!(words.iter().filter(|word| word.contains(' ')).count() >= 5, "{lang}");
    }
}
