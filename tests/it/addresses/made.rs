//! Addresses in what is made of them: sites, mails, paper, and beside those of other clients.

use std::fs;
use std::path::Path;

use super::{ADVISERS, BASE, quoted};
use crate::it::support::{contents, printing, repository, site_only, vpsite};

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
    let theme = include_str!("../../../themes/default/theme.yaml");
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
    vpsite(&root, &["build", "clients/dewaal.yaml", "--new-address"]).ended(0);
    assert!(read("index.html").contains("xn--80ak6aa92e.example.com"));
}

#[test]
fn a_link_for_mail_carries_nothing_else() {
    let root = site_only("addresses-mail");
    let evil = "a?bcc=evil%40x.example&body=hi@b.nl";
    let rest = format!(
        "      - {{type: email, address: \"{evil}\"}}\n\
         procedures:\n  complaints_committee: {{name: Commissie, email: \"{evil}\"}}\n  \
         internal_reporting_desk: {{name: Meldpunt, email: \"{evil}\"}}\n\
         practice:\n  privacy: {{contact: \"{evil}\"}}\n"
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
    let steps = fs::read_to_string(repository().join("content/nl/steps.md")).unwrap();
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
    let lines = include_str!("../../../content/_helplines.yaml");
    let (before, _) = lines.split_once(url).unwrap();
    let id = before.rsplit("id: ").next().unwrap();
    id.lines().next().unwrap().trim().to_owned()
}

mod paper {
    use super::*;
    use crate::it::support::pdf_text;

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
            let text = pdf_text(&file);
            let together: String = text.split_whitespace().collect();
            assert!(together.contains("vertrouwen-zoë.example.nl/café"), "{path}: {text}");
            assert!(!together.contains("xn--") && !together.contains("%C3"), "{path}: {text}");
        }
    }
}
