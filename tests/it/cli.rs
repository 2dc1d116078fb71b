//! What is said: sessions in `tests/cmd`, word for word, and the ways to ask.

use std::fs;

use serde_json::Value;

use super::support::{CLIENTS, site_only, vpsite};

#[test]
fn sessions() {
    trycmd::TestCases::new().env("VPSITE_LANG", "en").case("tests/cmd/**/*.md");
}

const FIVE: &str = "\
organisation: {name: Acme, employes: 12}
languages: [nl, xx]
site: {url: \"http://vp.example.nl/acme/\"}
advisers:
  - name: Marieke de Vries
    channels:
      - {type: phone, number: \"06123\"}
      - {type: fax, number: \"0612345678\"}
edition: 2026-11
";

#[test]
fn five_faults_are_five_with_their_places() {
    let root = site_only("five");
    fs::write(root.join("clients/five.yaml"), FIVE).unwrap();
    let run = vpsite(&root, &["build", "clients/five.yaml", "--format", "short"]).ended(1);
    let faults: Vec<&str> = run.err.lines().filter(|line| line.contains(" error[")).collect();
    let places: Vec<String> =
        faults.iter().map(|fault| fault.split(": error").next().unwrap().to_owned()).collect();
    assert_eq!(
        places,
        [
            "clients/five.yaml:1:28",
            "clients/five.yaml:2:17",
            "clients/five.yaml:3:13",
            "clients/five.yaml:7:31",
            "clients/five.yaml:8:16",
        ],
        "{}",
        run.err
    );
}

#[test]
fn json_goes_to_standard_output_and_is_whole() {
    let root = site_only("json");
    fs::write(root.join("clients/five.yaml"), FIVE).unwrap();
    let run = vpsite(&root, &["check", "clients/five.yaml", "--format", "json"]).ended(1);
    let all: Value = serde_json::from_str(&run.out).unwrap();
    let faults = all.as_array().unwrap();
    let errors: Vec<_> = faults.iter().filter(|fault| fault["severity"] == "error").collect();
    assert_eq!(errors.len(), 5, "{all:#}");
    assert_eq!(errors[0]["place"]["path"], "clients/five.yaml");
    assert_eq!(errors[0]["place"]["line"], 1);
    assert_eq!(errors[0]["code"], "yaml/unknown-key");
    assert!(errors[0]["hints"][0].as_str().unwrap().contains("employees"));
}

#[test]
fn warnings_fail_under_strict_alone() {
    let root = site_only("strict");
    let path = root.join("clients/minimal.yaml");
    let yaml = fs::read_to_string(&path).unwrap();
    fs::write(&path, yaml.replace("Stoepje}", "Stoepje, employees: 60}")).unwrap();
    let run = vpsite(&root, &["check", "clients/minimal.yaml"]).ended(0);
    assert!(run.err.contains("warning[procedures/desk]"), "{}", run.err);
    vpsite(&root, &["check", "clients/minimal.yaml", "--strict"]).ended(1);
}

#[test]
fn quiet_says_nothing_and_colour_obeys() {
    let root = site_only("quiet");
    let run = vpsite(&root, &["check", "clients/minimal.yaml", "-q"]).ended(0);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""));
    fs::write(root.join("clients/five.yaml"), FIVE).unwrap();
    let check = |color: &str| vpsite(&root, &["check", "clients/five.yaml", "--color", color]).err;
    assert!(!check("auto").contains('\u{1b}') && !check("never").contains('\u{1b}'));
    assert!(check("always").contains('\u{1b}'));
}

#[test]
fn wrong_usage_is_two() {
    let root = site_only("usage");
    vpsite(&root, &["build"]).ended(2);
    vpsite(&root, &["build", "--all", "clients/minimal.yaml"]).ended(2);
    vpsite(&root, &["bild"]).ended(2);
    let nowhere = super::support::folder("usage-nowhere");
    vpsite(&nowhere, &["list", "--root", "/"]).ended(2);
    let run = vpsite(&root, &["build", "clients/minimum.yaml"]).ended(1);
    assert!(run.err.contains("did you mean `minimal.yaml`"), "{}", run.err);
}

#[test]
fn list_names_every_client() {
    let root = site_only("list");
    let run = vpsite(&root, &["list"]).ended(0);
    let rows: Vec<Vec<&str>> = run.out.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows.len(), CLIENTS.len(), "{}", run.out);
    assert_eq!(rows[0], ["acme", "Acme Logistics B.V.", "nl en"]);
}

#[test]
fn the_practice_reaches_every_client_and_the_client_wins() {
    let root = site_only("practice");
    let practice = "practice: {name: Praktijk Een}\n\
        site: {base_url: \"https://vp.example.nl/\"}\n\
        advisers: [{name: Robin Roos, channels: [{type: phone, number: \"+31 6 11111111\"}]}]\n";
    fs::write(root.join("clients/_practice.yaml"), practice).unwrap();
    let client = "organisation: {name: Twee}\nlanguages: [nl]\nedition: 2026-11\n";
    fs::write(root.join("clients/twee.yaml"), client).unwrap();
    vpsite(&root, &["build", "clients/twee.yaml"]).ended(0);
    let page = || fs::read_to_string(root.join("dist/twee/site/index.html")).unwrap();
    assert!(page().contains("Robin Roos") && page().contains("Praktijk Een"));
    assert!(page().contains("https://vp.example.nl/twee/"));

    fs::write(
        root.join("clients/twee.yaml"),
        format!("{client}practice: {{name: Praktijk Twee}}\n"),
    )
    .unwrap();
    vpsite(&root, &["build", "clients/twee.yaml"]).ended(0);
    assert!(page().contains("Robin Roos") && page().contains("Praktijk Twee"));
}
