//! What clients and pages share while many are built is what each would have alone.

use std::fs;

use super::support::{contents, files, site_only, vpsite};

/// One of the same practice for another organisation, which has two languages more.
const OTHER: &str = "organisation: {name: Bakkerij De Linde B.V., sector: education, employees: 40}
languages: [nl, en, ar, pl]
advisers: [{name: Robin Voorbeeld, channels: [{type: phone, number: 06-12345678}]}]
site: {url: https://linde-brood.example.nl/}
edition: 2026-11
";

#[test]
fn a_client_among_others_is_the_client_alone() {
    let root = site_only("among-others");
    fs::write(root.join("clients/brood.yaml"), OTHER).unwrap();
    fs::write(root.join("clients/zuivel.yaml"), OTHER.replace("linde-brood", "zuivel")).unwrap();
    let clients = ["brood", "linde", "minimal", "zuivel"];
    for jobs in ["-j1", "-j3"] {
        let together = [&["build", jobs, "--out", "together"], &clients[..]].concat();
        vpsite(&root, &together).ended(0);
        for client in clients {
            let alone = root.join("alone").join(client);
            if !alone.exists() {
                vpsite(&root, &["build", client, "-j1", "--out", "alone"]).ended(0);
            }
            let among = contents(&root.join("together").join(client));
            assert!(among == contents(&alone), "{client} {jobs}");
        }
        fs::rename(root.join("together"), root.join(format!("together{jobs}"))).unwrap();
    }
}

#[test]
fn the_names_of_one_are_on_no_page_of_another() {
    let root = site_only("no-page-of-another");
    fs::write(root.join("clients/brood.yaml"), OTHER).unwrap();
    let zuivel = OTHER.replace("linde-brood", "zuivel").replace("Bakkerij De Linde", "Zuivel Oost");
    fs::write(root.join("clients/zuivel.yaml"), zuivel).unwrap();
    vpsite(&root, &["build", "brood", "zuivel", "-j1", "--out", "kits"]).ended(0);
    for (client, own, other) in
        [("brood", "Bakkerij De Linde", "Zuivel Oost"), ("zuivel", "Zuivel Oost", "Bakkerij")]
    {
        let pages = contents(&root.join("kits").join(client));
        let holds = |page: &[u8], name: &str| String::from_utf8_lossy(page).contains(name);
        assert!(pages.iter().any(|(_, page)| holds(page, own)), "{client}");
        for (path, page) in &pages {
            assert!(!holds(page, other), "{client}/{path}");
        }
    }
}

#[test]
fn what_is_left_of_one_kit_is_found_among_many() {
    let root = site_only("left-of-one");
    let build = ["build", "acme", "linde", "minimal"];
    vpsite(&root, &build).ended(0);
    let dist = root.join("dist");
    let before = contents(&dist);
    let room = dist.join(".vpsite");
    // Broken off while it was made, while a file was written, and between two steps of a swap.
    fs::create_dir_all(room.join("linde.new-1-0/site")).unwrap();
    fs::write(room.join("linde.new-1-0.list"), "site/index.html\n").unwrap();
    fs::write(room.join("linde.new-1-0/site/index.html"), "half").unwrap();
    fs::write(room.join("minimal.state.new-1-0"), "half").unwrap();
    fs::rename(dist.join("acme"), room.join("acme.whole-1-0-old")).unwrap();
    fs::write(room.join("linde.mine"), "somebody's").unwrap();
    vpsite(&root, &build).ended(0);
    assert_eq!(fs::read_to_string(room.join("linde.mine")).unwrap(), "somebody's");
    fs::remove_file(room.join("linde.mine")).unwrap();
    assert!(contents(&dist) == before, "{:?}", files(&dist));
}
