//! What a client file says, on every surface: numbers as they must be dialled,
//! channels that no template has heard of, addresses and drawings that fit nowhere.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tera::{Context, Kwargs, State, Tera};

use super::support::{contents, files, repository, site_only, vpsite};

const CLIENT: &str = "clients/minimal.yaml";

/// The smallest client with keys of its own, on the site and in messages alone.
fn workspace(name: &str, from: &str, to: &str) -> PathBuf {
    let root = site_only(name);
    let theme = include_str!("../../themes/default/theme.yaml");
    let (_, messages) = theme.split_once("\nmessages:\n").unwrap();
    let path = root.join("themes/default/theme.yaml");
    let site = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{site}messages:\n{messages}")).unwrap();
    change(&root, from, to);
    root
}

fn change(root: &Path, from: &str, to: &str) {
    let path = root.join(CLIENT);
    let yaml = fs::read_to_string(&path).unwrap();
    assert!(yaml.contains(from), "{from}");
    fs::write(path, yaml.replace(from, to)).unwrap();
}

fn check(root: &Path) -> String {
    vpsite(root, &["check", CLIENT, "--format", "short"]).ended(1).err
}

const NUMBER: &str = "number: \"+31 6 12345678\"";
const DESKS: &str = "
procedures:
  complaints_committee: {name: Klachtencommissie, phone: \"0900 8844\"}
  internal_reporting_desk: {name: Meldpunt, phone: \"14 010\"}
posters:";

#[test]
fn a_service_number_is_dialled_as_it_is_on_every_surface() {
    let root = workspace("client-service", NUMBER, "number: \"0800 0188\"");
    change(&root, "\nposters:", DESKS);
    let line = "lines:\n  - {id: own-line, number: \"+31 800 0113\", tier: 1, \
        name: {nl: Eigen lijn}, about: {nl: Voor iedereen.}, checked_on: 2026-11-01, \
        sources: [\"https://www.example.nl/\"]}\n";
    fs::create_dir_all(root.join("clients/minimal/content")).unwrap();
    fs::write(root.join("clients/minimal/content/_helplines.yaml"), line).unwrap();
    vpsite(&root, &["build", CLIENT]).ended(0);

    let kit = root.join("dist/minimal");
    let read = |path: &str| fs::read_to_string(kit.join(path)).unwrap();
    let index = read("site/index.html");
    for dialled in ["tel:08000188", "tel:08000113"] {
        assert!(index.contains(&format!("href=\"{dialled}\"")), "{dialled}");
    }
    assert!(read("site/steps.html").contains("href=\"tel:09008844\""));
    assert!(read("site/integrity.html").contains("href=\"tel:14010\""));
    assert!(read("site/embed.html").contains("href=\"tel:08000188\""));
    assert!(read("contact/sam-smit.vcf").contains(":08000188"));
    let card = files(&kit).into_iter().find(|path| path.starts_with("site/assets/sam-smit"));
    assert!(read(&card.unwrap()).contains(":08000188"));
    assert!(read("intranet/text-nl.html").contains("tel:08000188"));
    let mails = files(&kit).into_iter().filter(|path| path.ends_with(".eml"));
    assert!(mails.map(|path| read(&path)).all(|mail| mail.contains("tel:08000188")));
    for (path, bytes) in contents(&kit) {
        let text = String::from_utf8_lossy(&bytes);
        for wrong in ["+31800", "+31900", "+3114010", "31800"] {
            assert!(!text.contains(wrong), "{path}: {wrong}");
        }
    }
}

#[test]
fn messages_go_to_numbers_that_can_receive_them() {
    let root = workspace("client-messages", "type: phone", "type: whatsapp");
    for number in ["0800 0188", "0900-8844", "14 010", "116 123", "112"] {
        let yaml = fs::read_to_string(repository().join(CLIENT)).unwrap();
        let yaml = yaml.replace("type: phone", "type: signal").replace("+31 6 12345678", number);
        fs::write(root.join(CLIENT), yaml).unwrap();
        let said = check(&root);
        assert!(said.contains(&format!("`{number}` is no number for messages")), "{said}");
    }
}

#[test]
fn an_address_that_no_poster_can_show_is_refused_at_its_place() {
    let long = "a".repeat(3_000);
    let own = "https://stoepje.example.nl/";
    let root = workspace("client-address", own, &format!("{own}{long}/"));
    let said = check(&root);
    let place = format!("{CLIENT}:5:13: error[url/invalid]: this address is 3028 characters long");
    assert!(said.contains(&place), "{said}");
    assert!(!said.contains(&long), "{said}");
    // From the practice's address and the name of the file.
    let root = workspace("client-base", own, "https://stoepje.example.nl/");
    let practice = format!("site: {{base_url: \"https://vp.example.nl/{}/\"}}\n", &long[..185]);
    fs::write(root.join("clients/_practice.yaml"), practice).unwrap();
    change(&root, "site: {url: https://stoepje.example.nl/}\n", "");
    let said = check(&root);
    assert!(said.contains("clients/_practice.yaml:1:18: error[url/invalid]"), "{said}");
}

#[test]
fn drawings_that_no_renderer_bears_are_refused_and_others_are_built() {
    let logo = "\nbrand: {logo: {path: logo.svg, alt: Stoepje}}\nposters:";
    let root = workspace("client-drawing", "\nposters:", logo);
    let square = "<path d='M0 0H9V9H0z'/>";
    for svg in [
        format!("viewBox='0 0 1 1e10'>{square}"),
        format!("viewBox='NaN NaN NaN NaN' width='1e39' height='1e39'>{square}"),
        "viewBox='0 0 9 9'><path stroke='red' stroke-width='1e30' d='M0 0L9 9'/>".to_owned(),
    ] {
        let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' {svg}</svg>");
        fs::write(root.join("clients/logo.svg"), svg).unwrap();
        let said = check(&root);
        assert!(said.contains(&format!("{CLIENT}:10:22: error[picture/invalid]")), "{said}");
    }
    fs::remove_file(root.join("clients/polderfruit.yaml")).unwrap();
    let run = vpsite(&root, &["build", "--all", "--jobs", "1"]).ended(1);
    assert!(run.err.contains("built 2 clients"), "{}", run.err);
}

/// A page with one adviser who is reached in a way that no template knows.
fn strange() -> Value {
    let words = ["copy", "copied", "hours", "whatsapp_note", "own_device_note", "mail_site"];
    let words = words.iter().map(|key| ((*key).to_owned(), json!(key)));
    json!({
        "lang": "nl",
        "t": words.collect::<serde_json::Map<_, _>>(),
        "framed": false,
        "response_time": null,
        "site_url": "https://vp.example.nl/",
        "short_url": "vp.example.nl",
        "adviser": {"first_name": "Sam"},
        "advisers": [{"name": "Sam Smit", "first_name": "Sam", "absence": null, "channels": []}],
        "channel": null,
    })
}

#[test]
fn a_channel_that_no_template_knows_is_shown_by_its_label_and_link() {
    let channel = json!({
        "kind": "teams", "icon": "teams", "label": "Teams", "action": "Bel Sam via Teams",
        "text": "sam@example.nl", "href": "https://teams.example.nl/sam",
        "link": "https://teams.example.nl/sam", "written": "sam@example.nl",
        "opens": null, "on_web": false,
        "outside": true, "is_address": true, "on_paper": 9,
        "hours": null,
    });
    let mut values = strange();
    values["adviser"]["channels"] = json!([channel]);
    values["advisers"][0]["channels"] = json!([channel]);
    let root = repository().join("themes/default");
    let sources: BTreeMap<String, String> = files(&root)
        .into_iter()
        .filter(|path| path.ends_with(".html") || path.ends_with(".txt"))
        .filter(|path| !path.starts_with("fonts/"))
        .map(|path| (path.clone(), fs::read_to_string(root.join(path)).unwrap()))
        .collect();
    let mut tera = Tera::default();
    let same = |text: &str, _: Kwargs, _: &State<'_>| text.to_owned();
    tera.register_filter("fill", same);
    tera.register_filter("ltr", same);
    tera.add_raw_templates(sources.iter().map(|(path, text)| (path.as_str(), text.as_str())))
        .unwrap();
    let context = Context::from_serialize(&values).unwrap();
    for (template, leads) in [
        ("site/partials/channels.html", true),
        ("text/partials/ways.html", true),
        ("text/partials/ways.txt", false),
    ] {
        let said = tera.render(template, &context).unwrap();
        let said = said.replace("<wbr>", "");
        assert!(said.contains("Teams") && said.contains("sam@example.nl"), "{template}: {said}");
        assert!(!leads || said.contains("https://teams.example.nl/sam"), "{template}: {said}");
        assert!(!said.contains("Signal"), "{template}: {said}");
    }
}

#[test]
fn no_template_gives_a_channel_the_words_of_another() {
    let root = repository().join("themes/default");
    for path in files(&root).into_iter().filter(|path| !path.starts_with("fonts/")) {
        let Ok(text) = fs::read_to_string(root.join(&path)) else { continue };
        // On paper a code dials, which is a call whatever the channels are.
        let words = ["call", "whatsapp", "email", "signal", "web_chat", "web_form"];
        for word in words.iter().filter(|_| !path.starts_with("print/")) {
            for word in [format!("t.{word}"), format!("t.{word}_name")] {
                let whole = |at: usize| {
                    let rest = &text[at + word.len()..];
                    !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
                };
                let said = text.match_indices(&word).any(|(at, _)| whole(at));
                assert!(!said, "{path} says `{word}`: take the channel's `label` or `action`");
            }
        }
        // Where a channel stands and how it is broken is data: its kind says neither.
        assert!(!text.contains("kind == \"email\""), "{path}");
    }
}

#[test]
fn every_name_that_content_may_use_is_there_for_the_smallest_client() {
    let list = fs::read_to_string(repository().join("content/README.md")).unwrap();
    let (_, list) = list.split_once("| name | holds |").unwrap();
    let mut names = Vec::new();
    for row in list.lines().skip(2).take_while(|line| line.starts_with('|')) {
        let mut cells = row.trim_matches('|').split('|');
        let quoted = |cell: &str| -> Vec<String> {
            cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
        };
        let of = quoted(cells.next().unwrap());
        let holds = quoted(cells.next().unwrap());
        if ["organisation", "practice", "site"].contains(&of[0].as_str()) {
            names.extend(holds.iter().map(|key| format!("{}.{key}", of[0])));
        }
        names.extend(of);
    }
    assert!(names.len() >= 25, "{names:?}");
    let root = site_only("client-names");
    let folder = root.join("clients/minimal/content/nl");
    fs::create_dir_all(&folder).unwrap();
    let page = fs::read_to_string(repository().join("content/nl/steps.md")).unwrap();
    let asked: String =
        names.iter().map(|name| format!("{{% if {name} %}}ja{{% endif %}}\n")).collect();
    fs::write(folder.join("steps.md"), format!("{page}\n\n{asked}")).unwrap();
    vpsite(&root, &["check", CLIENT]).ended(0);
}
