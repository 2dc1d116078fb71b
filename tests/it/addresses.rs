//! Addresses as people paste them: every key that takes one, what is said, and what comes out.

mod servers;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use vpsite::client::{self, Client, Families, Keys, Raw};
use vpsite::diag::{Diagnostics, Severity, SourceFile};
use vpsite::yaml;

use super::support::{contents, printing, site_only, vpsite};

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
        .map(|fault| (fault.code, format!("{} / {}", fault.message, fault.hints.join(" / "))))
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
        let said = at(wrong);
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

/// Writes the client `dewaal` with a site at an address.
fn write(root: &Path, name: &str, url: &str, rest: &str) {
    let site = format!("site: {{url: {}}}\n", quoted(url));
    fs::write(root.join(format!("clients/{name}.yaml")), format!("{BASE}{site}{ADVISERS}{rest}"))
        .unwrap();
}

#[test]
fn two_clients_at_one_address_are_said() {
    let root = site_only("addresses-twice");
    let twice = |files: &[&str]| {
        let args: Vec<&str> =
            ["check"].iter().chain(files).chain(&["--format", "short"]).copied().collect();
        let run = vpsite(&root, &args).ended(0);
        let lines = run.err.lines().filter(|line| line.contains("[site/twice]"));
        lines.map(str::to_owned).collect::<Vec<String>>()
    };
    write(&root, "dewaal", "https://vp.example.nl/dewaal/", "");
    assert_eq!(twice(&["clients/dewaal.yaml"]), [] as [&str; 0]);
    for same in [
        "https://vp.example.nl/dewaal/",
        "https://www.vp.example.nl/DeWaal/",
        "https://VP.example.nl:443/dew%61al/",
    ] {
        write(&root, "ijssel", same, "");
        // Both are told where both are built, and one where the other only lies beside it.
        let both = twice(&["clients/dewaal.yaml", "clients/ijssel.yaml"]);
        assert_eq!(both.len(), 2, "{same}: {both:?}");
        let one = twice(&["clients/dewaal.yaml"]);
        assert_eq!(one.len(), 1, "{same}: {one:?}");
        assert!(one[0].starts_with("clients/dewaal.yaml:4:13: warning"), "{one:?}");
        assert!(one[0].contains("clients/ijssel.yaml") && one[0].contains("vp.example.nl/dewaal/"));
    }
    // In a folder that the other's site fills; beside it is no fault.
    for (url, told) in [
        ("https://vp.example.nl/dewaal/assets/", true),
        ("https://vp.example.nl/dewaal/ijssel/", false),
        ("https://vp.example.nl/dewaal-ijssel/", false),
        ("https://vp.example.nl/", false),
    ] {
        write(&root, "ijssel", url, "");
        let said = twice(&["clients/dewaal.yaml", "clients/ijssel.yaml"]);
        assert_eq!(!said.is_empty(), told, "{url}: {said:?}");
    }
    // Warnings fail where they are asked to; and what ends by another file's change is not kept.
    write(&root, "ijssel", "https://vp.example.nl/dewaal/", "");
    let build = ["build", "clients/dewaal.yaml", "--format", "short"];
    assert!(vpsite(&root, &build).ended(0).err.contains("site/twice"));
    let again = vpsite(&root, &build).ended(0).err;
    assert_eq!(again.matches("site/twice").count(), 1, "{again}");
    vpsite(&root, &[&build[..], &["--strict"]].concat()).ended(1);
    fs::remove_file(root.join("clients/ijssel.yaml")).unwrap();
    assert!(!vpsite(&root, &build).ended(0).err.contains("site/twice"));
}

#[test]
fn address_in_another_alphabet() {
    let root = site_only("addresses-alphabet");
    // Messages are text too, and take no paper.
    let theme = include_str!("../../themes/default/theme.yaml");
    let (_, messages) = theme.split_once("\nmessages:\n").unwrap();
    let own = root.join("themes/default/theme.yaml");
    let site = fs::read_to_string(&own).unwrap();
    fs::write(&own, format!("{site}messages:\n{messages}")).unwrap();
    let rest = "      - {type: email, address: \"noor@zoë.example.nl\"}\n\
        procedures: {complaints_committee: {name: Commissie, email: \"noor@zoë.example.nl\"}}\n";
    write(&root, "dewaal", "https://vertrouwen-zoë.example.nl/café/", rest);
    vpsite(&root, &["build", "clients/dewaal.yaml"]).ended(0);
    let kit = root.join("dist/dewaal");
    let read = |path: &str| fs::read_to_string(kit.join(path)).unwrap();
    let shown = "vertrouwen-zoë.example.nl/café";
    assert!(read("index.html").contains(shown));
    let page = read("site/index.html");
    assert!(page.contains(&format!("alt=\"QR-code: opent {shown}\"")), "{page}");
    assert!(page.contains("https://xn--vertrouwen-zo-gib.example.nl/caf%C3%A9/"), "{page}");
    assert!(read("site/safety.html").contains(shown));
    assert!(read("site/steps.html").contains("mailto:noor@xn--zo-ija.example.nl"));
    // A mail says what people type, and what its reader opens.
    let mail = read("intranet/announcement-nl.txt");
    let both = format!("{shown} (https://xn--vertrouwen-zo-gib.example.nl/caf%C3%A9/)");
    assert!(mail.contains(&both), "{mail}");
    // Whatever a program reads is ASCII, and whatever people read is not punycode.
    for (path, bytes) in contents(&kit) {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        for attribute in ["href=\"", "src=\"", "canonical\" href=\""] {
            for value in text.split(attribute).skip(1) {
                let value = value.split('"').next().unwrap();
                assert!(value.is_ascii(), "{path}: {value}");
            }
        }
        // What a manager of the intranet pastes is code.
        if path.ends_with(".html") && !path.starts_with("intranet/embed") {
            for part in text.split('>').skip(1) {
                let words = part.split('<').next().unwrap();
                assert!(!words.contains("xn--") && !words.contains("%C3"), "{path}: {words}");
            }
        }
    }
    // One that could pass for another stays as the network writes it.
    write(&root, "dewaal", "https://аррӏе.example.com/", "");
    vpsite(&root, &["build", "clients/dewaal.yaml"]).ended(0);
    assert!(read("index.html").contains("xn--80ak6aa92e.example.com"));
}

#[test]
fn a_link_for_mail_carries_nothing_else() {
    let root = site_only("addresses-mail");
    let evil = "a?bcc=evil%40x.example&body=hi@b.nl";
    let rest = format!(
        "      - {{type: email, address: \"{evil}\"}}\n\
         procedures:\n  complaints_committee: {{name: Commissie, email: \"{evil}\"}}\n  \
         internal_reporting_desk: {{name: Meldpunt, email: \"{evil}\"}}\n"
    );
    write(&root, "dewaal", "https://vp.example.nl/dewaal/", &rest);
    vpsite(&root, &["build", "clients/dewaal.yaml"]).ended(0);
    let mut links = 0;
    for (path, bytes) in contents(&root.join("dist/dewaal")) {
        let text = String::from_utf8_lossy(&bytes);
        for link in text.split("mailto:").skip(1) {
            let link = link.split(['"', ')', '<', '\n']).next().unwrap();
            let sound = link == "a%3Fbcc%3Devil%2540x.example%26body%3Dhi@b.nl";
            assert!(sound, "{path}: {link}");
            links += 1;
        }
    }
    assert!(links > 3, "{links}");
}

#[test]
fn addresses_in_content_are_held_to_the_same() {
    let root = site_only("addresses-content");
    write(&root, "dewaal", "https://vp.example.nl/dewaal/", "");
    fs::create_dir_all(root.join("content/nl")).unwrap();
    let steps =
        fs::read_to_string(super::support::repository().join("content/nl/steps.md")).unwrap();
    let check = || vpsite(&root, &["check", "clients/dewaal.yaml", "--format", "short"]);
    for (wrong, code) in [
        ("https://vp..example.nl/", "content/link"),
        ("https://www.jouw-domein.nl/", "content/link"),
        ("https://192.168.1.20/", "content/link"),
        ("mailto:noor@example..nl", "content/link"),
        ("mailto:noor@acme.local", "content/link"),
    ] {
        fs::write(root.join("content/nl/steps.md"), format!("{steps}\nZie [hier]({wrong}).\n"))
            .unwrap();
        let run = check().ended(1);
        assert!(run.err.contains(code) && run.err.contains("steps.md"), "{wrong}: {}", run.err);
    }
    fs::remove_file(root.join("content/nl/steps.md")).unwrap();
    for (wrong, code) in [
        ("https://www.113..nl/", "url/invalid"),
        ("https://www.113.nl/.", "url/invalid"),
        ("https://www.113.nl/\u{200B}", "text/invisible"),
        ("www.113.nl", "url/invalid"),
    ] {
        let line = format!("lines:\n  - {{id: zelfmoordpreventie, url: {}}}\n", quoted(wrong));
        let line = line.replace("zelfmoordpreventie", &help_line_of("https://www.113.nl/"));
        fs::write(root.join("content/_helplines.yaml"), line).unwrap();
        let run = check().ended(1);
        assert!(run.err.contains(code), "{wrong}: {}", run.err);
    }
}

/// The id of the help line that has this address.
fn help_line_of(url: &str) -> String {
    let lines = include_str!("../../content/_helplines.yaml");
    let (before, _) = lines.split_once(url).unwrap();
    let id = before.rsplit("id: ").next().unwrap();
    id.lines().next().unwrap().trim().to_owned()
}

mod paper {
    use super::*;
    use crate::it::support::tool;

    #[test]
    fn an_address_in_another_alphabet_is_printed_as_it_is_typed() {
        let products = ["poster", "card", "flyer", "strips"];
        let root = printing("addresses-printed", &products);
        write(&root, "dewaal", "https://vertrouwen-zoë.example.nl/café/", "");
        vpsite(&root, &["build", "clients/dewaal.yaml"]).ended(0);
        let pdfs: Vec<String> = contents(&root.join("dist/dewaal"))
            .into_iter()
            .map(|(path, _)| path)
            .filter(|path| path.ends_with(".pdf"))
            .collect();
        assert!(pdfs.len() >= products.len(), "{pdfs:?}");
        for path in pdfs {
            let file = root.join("dist/dewaal").join(&path);
            let text = tool("pdftotext", &["-raw", file.to_str().unwrap(), "-"]);
            let together: String = text.split_whitespace().collect();
            assert!(together.contains("vertrouwen-zoë.example.nl/café"), "{path}: {text}");
            assert!(!together.contains("xn--") && !together.contains("%C3"), "{path}: {text}");
        }
    }
}
