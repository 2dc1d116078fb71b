//! What the adviser is told without asking, and what she can ask: what changed for people,
//! how each kit stands, what may be removed.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::support::{contents, files, printing, site_only, vpsite};

/// A practice with one adviser, and clients that have nothing of their own but a name.
fn practice(root: &Path, clients: &[&str]) {
    for path in files(&root.join("clients")) {
        fs::remove_file(root.join("clients").join(path)).unwrap();
    }
    let shared = "\
languages: [nl]
site: {base_url: https://vp.example.nl/}
advisers:
  - name: Sam Smit
    channels:
      - {type: phone, number: \"+31 6 12345678\"}
      - {type: whatsapp, number: \"+31 6 12345678\"}
edition: 2026-11
";
    fs::write(root.join("clients/_practice.yaml"), shared).unwrap();
    for client in clients {
        let own = format!("organisation: {{name: Bedrijf {client}}}\n");
        fs::write(root.join(format!("clients/{client}.yaml")), own).unwrap();
    }
}

fn change(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from} in {text}");
    fs::write(path, text.replace(from, to)).unwrap();
}

/// The lines of what changed, without those around them.
fn changes(said: &str) -> Vec<&str> {
    let after = said.lines().skip_while(|line| !line.ends_with("for people:")).skip(1);
    after.take_while(|line| !line.starts_with("built ") && !line.starts_with("compared ")).collect()
}

#[test]
fn a_new_number_is_told_once_for_all_clients_with_what_to_reprint() {
    let root = printing("know-number", &["card"]);
    practice(&root, &["bakker", "smit"]);
    let build = ["build", "--all"];
    let first = vpsite(&root, &build).ended(0);
    assert!(!first.err.contains("for people"), "{}", first.err);
    let shared = root.join("clients/_practice.yaml");
    change(&shared, "12345678", "87654321");
    let before = contents(&root.join("dist"));
    // Told before anything is written, and in the same words after.
    let expected = [
        "bakker, smit: WhatsApp number of Sam Smit, phone number of Sam Smit",
        "  reprint: card",
        "  the site changed: upload it again, in place of the old one",
        "  contact cards for the address book of HR changed",
    ];
    let diff = vpsite(&root, &[&build[..], &["--diff"]].concat()).ended(0);
    assert_eq!(changes(&diff.err), expected, "{}", diff.err);
    assert!(
        diff.err.contains("would change for people:") && diff.err.contains("compared 2 clients")
    );
    assert!(contents(&root.join("dist")) == before);
    let run = vpsite(&root, &build).ended(0);
    assert_eq!(changes(&run.err), expected, "{}", run.err);
    assert!(run.err.contains("warning[edition/same]"), "{}", run.err);
    let once = run.err.matches("the edition is still 2026-11").count();
    assert_eq!(once, 2, "told once, and that it is so of one more: {}", run.err);
    // A build that changes nothing says nothing of it, not even from memory.
    let again = vpsite(&root, &build).ended(0);
    assert!(!again.err.contains("for people") && !again.err.contains("edition/same"));
    // With a new date nothing is wrong, and strict builds agree.
    change(&shared, "87654321", "12345678");
    let json = vpsite(&root, &[&build[..], &["--strict", "--diff", "--format", "json"]].concat());
    let told: Value = serde_json::from_str(&json.out).unwrap();
    let told = told.as_array().unwrap();
    let note = told.iter().find(|one| one["code"] == "kit/changed").unwrap();
    assert_eq!(note["clients"], serde_json::json!(["bakker", "smit"]));
    assert_eq!(note["change"]["paper"], serde_json::json!(["card"]));
    let same = told.iter().find(|one| one["code"] == "edition/same").unwrap();
    assert_eq!(same["severity"], "error", "as strict as all else");
    assert_eq!(same["place"]["path"], "clients/_practice.yaml");
    change(&shared, "2026-11", "2026-12");
    let run = vpsite(&root, &build).ended(0);
    assert!(changes(&run.err)[0].contains("edition, phone number of Sam Smit"), "{}", run.err);
    assert!(!run.err.contains("edition/same"), "{}", run.err);
}

#[test]
fn an_address_that_printed_codes_do_not_open_is_an_error_until_it_is_meant() {
    let root = site_only("know-address");
    practice(&root, &["bakker"]);
    vpsite(&root, &["build", "--all"]).ended(0);
    let before = contents(&root.join("dist"));
    change(&root.join("clients/_practice.yaml"), "vp.example.nl", "www.example.nl");
    for more in [&[][..], &["--diff"]] {
        let run = vpsite(&root, &[&["build", "--all"], more].concat()).ended(1);
        assert!(run.err.contains("error[address/changed]"), "{}", run.err);
        assert!(run.err.contains("clients/_practice.yaml:2:"), "{}", run.err);
        assert!(run.err.contains("opens `https://vp.example.nl/bakker/`"), "{}", run.err);
        assert!(contents(&root.join("dist")) == before, "nothing is written");
    }
    vpsite(&root, &["build", "--all", "--new-address"]).ended(0);
    assert!(contents(&root.join("dist")) != before);
    vpsite(&root, &["build", "--all"]).ended(0);
}

#[test]
fn a_client_file_of_another_name_is_another_address() {
    let root = site_only("know-rename");
    practice(&root, &["bakker", "smit"]);
    vpsite(&root, &["build", "--all"]).ended(0);
    fs::rename(root.join("clients/bakker.yaml"), root.join("clients/stoepje.yaml")).unwrap();
    let run = vpsite(&root, &["build", "--all"]).ended(1);
    assert!(run.err.contains("`stoepje` was `bakker` before"), "{}", run.err);
    assert!(!root.join("dist/stoepje").exists());
    // A new client is no old one.
    fs::write(root.join("clients/nieuw.yaml"), "organisation: {name: Nieuw}\n").unwrap();
    vpsite(&root, &["build", "clients/nieuw.yaml"]).ended(0);
    // With the old address kept, nothing is wrong.
    fs::write(
        root.join("clients/stoepje.yaml"),
        "organisation: {name: Bedrijf bakker}\nsite: {url: https://vp.example.nl/bakker/}\n",
    )
    .unwrap();
    vpsite(&root, &["build", "clients/stoepje.yaml"]).ended(0);
}

#[test]
fn a_lost_memory_leaves_what_files_can_tell() {
    let root = site_only("know-lost");
    practice(&root, &["bakker"]);
    vpsite(&root, &["build", "--all"]).ended(0);
    fs::remove_file(root.join("dist/.vpsite/bakker.state")).unwrap();
    change(&root.join("clients/_practice.yaml"), "12345678", "87654321");
    let run = vpsite(&root, &["build", "--all"]).ended(0);
    let told = changes(&run.err);
    assert!(told[0].contains("nobody remembers what the old kit was made from"), "{}", run.err);
    assert!(
        told.contains(&"  the site changed: upload it again, in place of the old one"),
        "{told:?}"
    );
    assert!(!run.err.contains("edition/same"), "{}", run.err);
}

#[test]
fn an_old_archive_is_told_until_it_is_made_anew() {
    let root = site_only("know-zip");
    practice(&root, &["bakker"]);
    let zip = ["build", "--all", "--zip"];
    let run = vpsite(&root, &zip).ended(0);
    assert!(!run.err.contains("zip-old"));
    change(&root.join("clients/_practice.yaml"), "12345678", "87654321");
    for _ in 0..2 {
        let run = vpsite(&root, &["build", "--all", "--strict", "-v"]);
        assert!(run.err.contains("fact/unverified"), "strict fails on it: {}", run.err);
        let run = vpsite(&root, &["build", "--all"]).ended(0);
        assert!(run.err.contains("note[write/zip-old]: `"), "{}", run.err);
    }
    let status = vpsite(&root, &["status"]).ended(1);
    assert!(status.out.contains("the zip is of an older build"), "{}", status.out);
    let run = vpsite(&root, &zip).ended(0);
    assert!(!run.err.contains("zip-old"), "{}", run.err);
}

/// The line of a client.
fn line<'a>(out: &'a str, client: &str) -> &'a str {
    out.lines().find(|line| line.split('\t').next() == Some(client)).unwrap_or_default()
}

#[test]
fn status_tells_how_each_kit_stands_without_making_any() {
    let root = site_only("know-status");
    practice(&root, &["bakker", "smit", "vos"]);
    vpsite(&root, &["build", "clients/bakker.yaml", "clients/smit.yaml"]).ended(0);
    let run = vpsite(&root, &["status"]).ended(1);
    assert!(line(&run.out, "bakker").starts_with("bakker\tfine\t2026-11"), "{}", run.out);
    assert!(line(&run.out, "vos").starts_with("vos\tmissing\t2026-11\tno kit yet"), "{}", run.out);
    // Why a kit is old is told from what is remembered of it.
    let own = "organisation: {name: Bedrijf smit}\nadvisers:\n  - name: Noor Bos\n    \
               channels: [{type: phone, number: \"+31 6 12345678\"}]\n    \
               absences: [{from: 2020-01-01, to: 2020-02-01}]\n";
    fs::write(root.join("clients/smit.yaml"), own).unwrap();
    fs::remove_file(root.join("dist/bakker/site/robots.txt")).unwrap();
    fs::write(root.join("clients/vos.yaml"), "organisation: {}\n").unwrap();
    let before = contents(&root.join("dist"));
    let run = vpsite(&root, &["status", "--all"]).ended(1);
    let smit = line(&run.out, "smit");
    assert!(smit.starts_with("smit\told\t2026-11\tchanged since: "), "{smit}");
    assert!(smit.contains("name of Noor Bos, before Sam Smit"), "{smit}");
    assert!(
        smit.contains("1 absence or stay has ended") && smit.contains("has its own advisers"),
        "{smit}"
    );
    assert!(line(&run.out, "bakker").contains("\ttouched\t"), "{}", run.out);
    assert!(line(&run.out, "vos").contains("\tfaulty\t"), "{}", run.out);
    assert!(contents(&root.join("dist")) == before);
    // A client that is gone leaves an orphan; a copy of a kit is somebody's own.
    fs::remove_file(root.join("clients/smit.yaml")).unwrap();
    super::support::copy(&root.join("dist/bakker"), &root.join("dist/bakker-old"));
    let run = vpsite(&root, &["status", "--format", "json"]).ended(1);
    let told: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(told["orphans"][0]["client"], "smit", "{told:#}");
    assert_eq!(told["orphans"].as_array().unwrap().len(), 1);
    assert_eq!(told["clients"][0]["kit"], "touched");
    assert!(told["messages"].is_array());
}

#[test]
fn status_is_fine_where_all_is() {
    let root = site_only("know-fine");
    practice(&root, &["bakker"]);
    vpsite(&root, &["build", "--all"]).ended(0);
    let run = vpsite(&root, &["status"]);
    // Built-in facts age: this holds for a year after they were checked.
    let aged = run.out.contains("to check again");
    assert_eq!(run.status, i32::from(aged), "{}", run.out);
    assert!(line(&run.out, "bakker").starts_with("bakker\tfine"), "{}", run.out);
}

#[test]
fn clean_removes_what_a_manifest_names_and_nothing_else() {
    let root = site_only("know-clean");
    practice(&root, &["bakker", "smit"]);
    vpsite(&root, &["build", "--all", "--zip"]).ended(0);
    let dist = root.join("dist");
    fs::write(dist.join("bakker/brief.docx"), "mine").unwrap();
    fs::write(dist.join("bakker/site/robots.txt"), "changed by hand").unwrap();
    fs::create_dir(dist.join("vreemd")).unwrap();
    fs::write(dist.join("vreemd/index.html"), "not ours").unwrap();
    let before = contents(&dist);
    // Nobody can be asked: it is shown, and stays.
    let run = vpsite(&root, &["clean", "--all"]).ended(2);
    assert!(run.err.contains("error[clean/unasked]"), "{}", run.err);
    assert!(run.out.contains("dist/smit\t") && run.out.contains("dist/smit.zip\t1 file"));
    assert!(run.out.contains("brief.docx\tstays") && run.out.contains("robots.txt\tstays"));
    assert!(contents(&dist) == before);
    // A client that is gone, by its name; a name that is none is no wish for another.
    fs::remove_file(root.join("clients/smit.yaml")).unwrap();
    let run = vpsite(&root, &["clean", "smitt", "--yes"]).ended(2);
    assert!(run.err.contains("did you mean `smit`?"), "{}", run.err);
    vpsite(&root, &["clean", "--orphans", "--yes"]).ended(0);
    assert!(!dist.join("smit").exists() && !dist.join("smit.zip").exists());
    assert!(!dist.join(".vpsite/smit.state").exists());
    assert!(dist.join("bakker/index.html").exists());
    vpsite(&root, &["clean", "bakker", "--yes"]).ended(0);
    assert_eq!(files(&dist), ["bakker/brief.docx", "bakker/site/robots.txt", "vreemd/index.html"]);
    assert_eq!(fs::read_to_string(dist.join("bakker/brief.docx")).unwrap(), "mine");
    let run = vpsite(&root, &["clean", "--all", "--yes"]).ended(0);
    assert!(run.err.contains("nothing to remove"), "{}", run.err);
}

#[test]
fn kits_of_another_workspace_in_one_folder_are_no_orphans() {
    let out = super::support::folder("know-shared");
    let (one, other) = (site_only("know-one"), site_only("know-other"));
    practice(&one, &["bakker"]);
    practice(&other, &["smit", "vos"]);
    let place = out.to_str().unwrap();
    vpsite(&one, &["build", "--all", "--out", place]).ended(0);
    vpsite(&other, &["build", "--all", "--out", place]).ended(0);
    fs::remove_file(other.join("clients/vos.yaml")).unwrap();
    let run = vpsite(&other, &["clean", "--orphans", "--yes", "--out", place]).ended(0);
    assert_eq!(run.out.lines().count(), 1, "{}", run.out);
    assert!(out.join("bakker").exists() && out.join("smit").exists() && !out.join("vos").exists());
}

#[test]
fn clean_and_list_have_a_form_for_scripts() {
    let root = site_only("know-json");
    practice(&root, &["bakker"]);
    let run = vpsite(&root, &["list", "--format", "json"]).ended(0);
    let told: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        told["clients"],
        serde_json::json!([{
            "client": "bakker", "path": "clients/bakker.yaml",
            "organisation": "Bedrijf bakker", "languages": ["nl"],
        }])
    );
    let run = vpsite(&root, &["list", "--coverage", "--format", "json"]).ended(0);
    let told: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(told["languages"][0]["language"], "nl");
    assert_eq!(told["languages"][0]["whole"], true);
    vpsite(&root, &["build", "--all"]).ended(0);
    let run = vpsite(&root, &["clean", "--all", "--yes", "--format", "json"]).ended(0);
    let told: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(told["kits"].as_array().unwrap().len(), 1, "{told:#}");
}

#[test]
fn where_something_is_wrong_the_way_to_an_explanation_is_told_once() {
    let root = site_only("know-explain");
    practice(&root, &["bakker", "smit"]);
    change(&root.join("clients/_practice.yaml"), "+31 6 12345678", "0612");
    let run = vpsite(&root, &["check", "--all"]).ended(1);
    assert_eq!(
        run.err.matches("`vpsite explain phone/invalid` says more").count(),
        1,
        "{}",
        run.err
    );
    let run = vpsite(&root, &["explain", "error[phone/invalid]"]).ended(0);
    assert!(
        run.out.starts_with("phone/invalid\n") && run.out.contains("Wrong, in the client file:")
    );
    let run = vpsite(&root, &["explain", "phone/invalit"]).ended(2);
    assert!(run.err.contains("did you mean `phone/invalid`?"), "{}", run.err);
    let run = vpsite(&root, &["explain"]).ended(0);
    assert!(run.out.lines().count() > 150 && run.out.contains("phone/invalid\t"), "{}", run.out);
}
