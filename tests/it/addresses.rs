//! Addresses as people paste them: every key that takes one, what is said, and what comes out.

mod made;
pub mod servers;

use std::collections::BTreeMap;

use vpsite::client::{self, Client, Families, Keys, Raw};
use vpsite::diag::{Diagnostics, Sentence, Severity, SourceFile};
use vpsite::yaml;

const BASE: &str = "organisation: {name: Drukkerij De Waal}\nlanguages: [nl]\nedition: 2026-11\n";
const SITE: &str = "site: {url: \"https://vp.example.nl/dewaal/\"}\n";
const ADVISERS: &str = "advisers:\n  - name: Noor Bos\n    channels:\n      \
     - {type: phone, number: \"+31 6 12345670\"}\n";

/// A client of this text, proven, and what was found.
fn proven(text: &str) -> (Option<Client>, Diagnostics) {
    let file = SourceFile::new("clients/dewaal.yaml".to_owned(), text.to_owned());
    let mut faults = Diagnostics::new();
    let keys: Keys = yaml::read(&yaml::parse(&file).unwrap(), &mut faults);
    let raw = Raw { stem: "dewaal".to_owned(), file, keys, files: BTreeMap::new(), faults };
    let families = Families::from([("default".to_owned(), Some(Vec::new()))]);
    client::client(&raw, &families)
}

/// What is said of a client of this text: code, message and hints of each but notes.
fn said(text: &str) -> Vec<(&'static str, String)> {
    let (_, faults) = proven(text);
    faults
        .iter()
        .filter(|fault| fault.severity > Severity::Note)
        .map(|fault| {
            (
                fault.code,
                format!("{} / {}", fault.message, Sentence::joined(fault.hints.clone(), " / ")),
            )
        })
        .collect()
}

/// A text between double quotes, as YAML takes it whatever it holds.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// Every key of a client that takes the address of a page, with `@` where it stands.
const PAGES: [&str; 6] = [
    "practice: {name: Praktijk, url: @}\n",
    "video: {url: @, title: {nl: Film}}\n",
    "exit_url: @\n",
    "procedures: {complaints_committee: {name: Commissie, url: @}}\n",
    "procedures: {internal_reporting_desk: {name: Meldpunt, url: @}}\n",
    "REGISTRATION @",
];
/// Every key that takes the address of the site.
const SITES: [&str; 2] = ["site: {url: @}\n", "site: {base_url: @}\n"];
/// Every key that takes an address for mail.
const MAILS: [&str; 4] = [
    "CHANNEL @",
    "procedures: {complaints_committee: {name: Commissie, email: @}}\n",
    "procedures: {internal_reporting_desk: {name: Meldpunt, email: @}}\n",
    "hr_contact: {name: Sanne, email: @}\n",
];

/// A whole client with a value at a key.
fn with(key: &str, value: &str) -> String {
    let value = quoted(value);
    let (site, advisers, rest) = match key.split_once(' ').unwrap() {
        ("REGISTRATION", _) => {
            let own = format!("    registrations: [{{body: LVV, url: {value}}}]\n");
            (SITE.to_owned(), format!("{ADVISERS}{own}"), String::new())
        }
        ("CHANNEL", _) => {
            let own = format!("      - {{type: email, address: {value}}}\n");
            (SITE.to_owned(), format!("{ADVISERS}{own}"), String::new())
        }
        ("site:", _) => (key.replace('@', &value), ADVISERS.to_owned(), String::new()),
        _ => (SITE.to_owned(), ADVISERS.to_owned(), key.replace('@', &value)),
    };
    format!("{BASE}{site}{advisers}{rest}")
}

/// What cannot be an address anywhere.
const WRONG: [&str; 38] = [
    "https://vp..example.nl/",
    "https://.nl/",
    "https://*.example.nl/",
    "https://192.168.1.20/",
    "https://10.0.0.1:8443/",
    "https://0x7f000001/",
    "https://[::1]/",
    "https://localhost/",
    "https://example.n/",
    "https://example.123/",
    "https://vp.test/",
    "https://a_b.example.nl/",
    "https://-vp.example.nl/",
    "https://vp.example.nl./",
    "https://{tenant}.example.nl/",
    "https://<tenant>.example.nl/",
    "https://YOUR-SITE.nl/",
    "https://www.jouw-domein.nl/",
    "https://contoso.sharepoint.com/",
    "https://vp–noor.example.nl/",
    "https://vp.example.nl;/",
    "https://vp.example.nl\"/",
    "https://$host.example.nl/",
    "https://noor@vp.example.nl/",
    "https://vp.example.nl/dewaal/,",
    "https://vp.example.nl/dewaal/>",
    "<https://vp.example.nl/dewaal/>",
    "“https://vp.example.nl/dewaal/”",
    "https://https://vp.example.nl/",
    "htps://vp.example.nl/",
    "http://vp.example.nl/",
    "www.example.nl",
    "https:\\\\vp.example.nl\\dewaal\\",
    "https://vp.example.nl/de waal/",
    "https://a.example.nl, https://b.example.nl",
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fvp.example.nl%2F&data=05",
    "noor@example.nl",
    "javascript:alert(1)",
];

#[test]
fn hosts_that_cannot_be() {
    for key in PAGES.iter().chain(&SITES) {
        for wrong in WRONG {
            let said = said(&with(key, wrong));
            let [(code, words)] = &said[..] else { panic!("{key} {wrong}: {said:?}") };
            assert_eq!(*code, "url/invalid", "{key} {wrong}: {words}");
            assert!(words.contains(" / "), "no hint: {key} {wrong}: {words}");
            assert!(!words.contains("idna") && !words.contains("punycode"), "{words}");
        }
    }
    let origins = WRONG.iter().filter(|wrong| !wrong.contains("//*."));
    for wrong in origins {
        let said = said(&with("intranet: {allowed_origins: [@]}\n", wrong));
        let [(code, words)] = &said[..] else { panic!("{wrong}: {said:?}") };
        assert!(["url/invalid", "url/origin"].contains(code) && words.contains(" / "), "{words}");
    }
}

#[test]
fn two_origins_in_one_are_written_as_they_should_be() {
    let text = "https://dewaal.sharepoint.com,https://b.example.nl";
    let said = said(&with("intranet: {allowed_origins: [@]}\n", text));
    let right = "`allowed_origins: [\"https://dewaal.sharepoint.com\", \"https://b.example.nl\"]`";
    assert!(said[0].1.contains(right), "{said:?}");
}

/// Signs that cannot be seen, as they come from chats, PDFs and word processors.
const UNSEEN: [char; 20] = [
    '\u{200B}',
    '\u{200C}',
    '\u{200D}',
    '\u{200E}',
    '\u{200F}',
    '\u{2060}',
    '\u{FEFF}',
    '\u{AD}',
    '\u{202A}',
    '\u{202C}',
    '\u{202E}',
    '\u{2066}',
    '\u{2069}',
    '\u{2028}',
    '\u{2029}',
    '\u{E0041}',
    '\u{3164}',
    '\u{2800}',
    '\u{FE0F}',
    '\u{61C}',
];

#[test]
fn invisible_sign_in_the_address() {
    let wide = ['\u{A0}', '\u{202F}', '\u{2009}', '\u{3000}', '\u{2003}'];
    for key in PAGES.iter().chain(&SITES).chain(&["intranet: {allowed_origins: [@]}\n"]) {
        for sign in UNSEEN.iter().chain(&wide) {
            for text in [
                format!("https://vp.exa{sign}mple.nl/dewaal/"),
                format!("https://vp.example.nl/de{sign}waal/"),
            ] {
                let said = said(&with(key, &text));
                let [(code, words)] = &said[..] else { panic!("{key} {text:?}: {said:?}") };
                assert_eq!(*code, "text/invisible", "{key} {text:?}: {words}");
                let point = format!("U+{:04X}", u32::from(*sign));
                assert!(words.contains(&point) && words.contains("behind `"), "{words}");
            }
        }
    }
    for key in MAILS {
        for sign in UNSEEN.iter().chain(&wide) {
            for text in [format!("noor@exa{sign}mple.nl"), format!("no{sign}or@example.nl")] {
                let said = said(&with(key, &text));
                assert_eq!(said[0].0, "text/invisible", "{key} {text:?}: {said:?}");
            }
        }
    }
    // Hidden once more, as the address bar of a browser gives it back.
    for text in ["https://vp.example.nl/de%E2%80%8Bwaal/", "https://vp.example.nl/de%C2%A0waal/"] {
        assert_eq!(said(&with(SITES[0], text))[0].0, "text/invisible", "{text}");
    }
    // What hangs on its edge, and no one would call a part of it, is taken off.
    for text in ["https://vp.example.nl/dewaal/\u{A0}", " https://vp.example.nl/dewaal/\n"] {
        assert_eq!(said(&with(SITES[0], text)), [], "{text:?}");
    }
}

#[test]
fn hosts_of_mail_that_cannot_be() {
    let wrong = [
        "sam@example.n",
        "a@1.2.3.4",
        "noor@example..nl",
        "noor@.nl",
        "noor@[1.2.3.4]",
        "noor@localhost",
        "noor@acme.local",
        "noor@jouw-domein.nl",
        "noor@a_b.nl",
        "noor@-a.nl",
        "noor@example.nl.",
        "noor@*.example.nl",
        "noor@example",
        "noor@contoso.com",
    ];
    for key in MAILS {
        for text in wrong {
            let said = said(&with(key, text));
            let [(code, words)] = &said[..] else { panic!("{key} {text}: {said:?}") };
            assert_eq!(*code, "email/invalid", "{key} {text}: {words}");
            assert!(words.contains(" / "), "{words}");
        }
        for right in ["noor@example.nl", "o'neill+vp@mail.example.co.uk", "noor@zoë.example.nl"] {
            assert_eq!(said(&with(key, right)), [], "{key} {right}");
        }
    }
}

#[test]
fn right_addresses_are_no_fault() {
    let pages = [
        "https://example.nl",
        "https://www.example.nl/een/pagina.html?a=b&c=d#kop",
        "https://nl.wikipedia.org/wiki/Pesten_(school)",
        "https://en.wikipedia.org/wiki/Mann–Whitney_U_test",
        "https://acme.sharepoint.com/sites/hr/SitePages/Klachten%20regeling.aspx",
        "https://video.example.nl/watch?v=a_b-C",
        "https://web.archive.org/web/2020/https://example.nl/",
        "https://zoë.example.nl/café",
        "https://example.nl:8443/",
        "https://1.example.nl/",
    ];
    for key in PAGES {
        for right in pages {
            assert_eq!(said(&with(key, right)), [], "{key} {right}");
        }
    }
    for right in [
        "https://vp.example.nl/",
        "https://vp.example.nl",
        "HTTPS://VP.Example.NL/DeWaal/",
        "https://vp.example.nl/o'neill/r&d;x=1,2:3@4+5!(6)/",
        "https://vertrouwen-zoë.example.nl/café/",
        "https://довіра.example.com/",
        "https://vp.example.nl/~noor/v1.0/",
    ] {
        for key in SITES {
            assert_eq!(said(&with(key, right)), [], "{key} {right}");
        }
    }
    // An intranet may have a name of its own network; a lone one is worth a look.
    let origins = "intranet: {allowed_origins: [@]}\n";
    for right in [
        "https://acme.sharepoint.com",
        "https://acme.sharepoint.com/",
        "https://*.example.nl",
        "https://intranet.acme.local",
        "https://intranet.example.nl:8443",
    ] {
        assert_eq!(said(&with(origins, right)), [], "{right}");
    }
    let private = |text: &str| said(text).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
    assert_eq!(private(&with(origins, "https://intranet")), ["url/private"]);
    // What people read at work may open there alone.
    for key in [PAGES[1], PAGES[3], PAGES[4]] {
        assert_eq!(private(&with(key, "https://intranet.acme.local/klachten")), ["url/private"]);
    }
    for key in [PAGES[0], PAGES[2], PAGES[5], SITES[0], SITES[1]] {
        assert_eq!(private(&with(key, "https://intranet.acme.local/")), ["url/invalid"]);
    }
    // It works, and tells more than it has to.
    assert_eq!(
        private(&with(PAGES[1], "https://example.nl/film?utm_source=mail")),
        ["url/tracking"]
    );
}

#[test]
fn the_way_out_leads_back() {
    let at = |site: &str, exit: &str| {
        said(&format!("{BASE}{site}{ADVISERS}exit_url: {}\n", quoted(exit)))
    };
    let short = "site: {url: \"https://vp.example.nl/dewaal/\", short_url: dewaal.example.nl}\n";
    for exit in [
        "https://vp.example.nl/dewaal/",
        "https://vp.example.nl/dewaal",
        "https://VP.example.nl/DeWaal/",
        "https://www.vp.example.nl/dewaal/",
        "https://vp.example.nl:443/dewaal/",
        "https://vp.example.nl/dewaal/index.html",
        "https://vp.example.nl/dewaal/en/steps.html#kop",
        "https://vp.example.nl/de%77aal/?x",
        "https://vp.example.nl/x/../dewaal/",
        "https://dewaal.example.nl/",
        "https://www.dewaal.example.nl",
    ] {
        let said = at(short, exit);
        assert_eq!(said[0].0, "site/exit-back", "{exit}: {said:?}");
        assert!(said[0].1.contains("https://www.knmi.nl/"), "{said:?}");
    }
    // The same host, the practice, the intranet, the procedures: the exit still tells.
    let around = format!(
        "{short}practice: {{name: Praktijk, url: https://praktijk.example.nl/}}\n\
         intranet: {{allowed_origins: [\"https://dewaal.sharepoint.com\"]}}\n\
         procedures: {{complaints_committee: {{name: C, url: https://intranet.example.nl/k}}}}\n"
    );
    for exit in [
        "https://vp.example.nl/",
        "https://vp.example.nl/dewaal-weer/",
        "https://www.praktijk.example.nl/nieuws",
        "https://dewaal.sharepoint.com/sites/weer",
        "https://intranet.example.nl/",
    ] {
        let said = at(&around, exit);
        assert_eq!(said[0].0, "site/exit-near", "{exit}: {said:?}");
    }
    for exit in [
        "https://www.knmi.nl/",
        "https://nos.nl/",
        "https://www.example.nl/",
        "https://weer.example.nl/dewaal/",
    ] {
        assert_eq!(at(&around, exit), [], "{exit}");
    }
    for page in
        ["index.html", "index.html/", "INDEX.HTM", "index.php", "default.aspx", "index.html#top"]
    {
        let said = said(&with(SITES[0], &format!("https://vp.example.nl/dewaal/{page}")));
        assert!(said[0].1.contains("`https://vp.example.nl/dewaal/`"), "{page}: {said:?}");
    }
}

#[test]
fn a_short_address_is_one_that_can_be_typed() {
    let at = |short: &str| {
        let site = format!(
            "site: {{url: \"https://vp.example.nl/acme/\", short_url: {}}}\n",
            quoted(short)
        );
        said(&format!("{BASE}{site}{ADVISERS}"))
    };
    for (wrong, code) in [
        ("vp.example.nl/ac me", "site/short-url"),
        ("vp.example.nl/<b>acme</b>", "site/short-url"),
        ("vp.example.nl/\u{202E}emca", "text/invisible"),
        ("vp.example.nl/ac\nme", "text/invisible"),
        ("vp.example.nl/ac\u{200B}me", "text/invisible"),
        ("https://vp.example.nl/acme/", "site/short-url"),
        ("www.example.nl", "site/short-url"),
        ("vp.example.nl/acme?x=1", "site/short-url"),
        ("vp.example.nl/acme/index.html", "site/short-url"),
        ("vp.example.nl/acme.", "site/short-url"),
        ("vp..example.nl/acme", "site/short-url"),
        ("acme", "site/short-url"),
        ("vp.example.n", "site/short-url"),
        ("192.168.1.20", "site/short-url"),
        ("jouw-domein.nl", "site/short-url"),
        ("scan de code", "site/short-url"),
    ] {
        let mut said = at(wrong);
        // That a sign between quotes makes a line break is told beside it.
        said.retain(|(code, _)| *code != "yaml/quotes");
        assert_eq!(said.len(), 1, "{wrong:?}: {said:?}");
        assert_eq!(said[0].0, code, "{wrong:?}: {said:?}");
        assert!(said[0].1.contains(" / "), "{said:?}");
    }
    for right in ["vp.example.nl/acme", "VP.example.nl/Acme/", "acme-vp.nl", "zoë.example.nl/café"]
    {
        assert_eq!(at(right), [], "{right}");
    }
    // What is shown is not what opens: worth a look, and no fault.
    let text = format!(
        "{BASE}site: {{url: \"https://vp.example.nl/acme/\", short_url: acme-vp.nl}}\n{ADVISERS}"
    );
    let (client, faults) = proven(&text);
    assert!(client.is_some());
    assert!(faults.iter().any(|fault| fault.code == "site/short-url-elsewhere"));
}
