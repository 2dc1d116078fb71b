//! A run of several clients: what is left alone, what is told, what one client costs another.

use std::fs;
use std::path::Path;

use vpsite::load::Workspace;
use vpsite::run::{End, Surveyor};

use super::support::{contents, repository, site_only, vpsite};

const MINIMAL: [&str; 2] = ["build", "clients/minimal.yaml"];

/// What was said but for the last line, which names the time.
fn remarks(said: &str) -> String {
    let lines: Vec<&str> = said.lines().collect();
    lines[..lines.len() - 1].join("\n")
}

fn change(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from} in {text}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn a_kit_that_has_not_changed_is_left_alone_and_its_remarks_are_told_again() {
    let root = site_only("run-unchanged");
    let first = vpsite(&root, &MINIMAL).ended(0);
    assert!(first.err.contains("warning[fact/unverified]"), "{}", first.err);
    let before = contents(&root.join("dist"));
    let second = vpsite(&root, &MINIMAL).ended(0);
    assert_eq!(remarks(&first.err), remarks(&second.err));
    assert!(second.err.contains(": 0 files written"), "{}", second.err);
    assert!(contents(&root.join("dist")) == before);
    // From another folder, where places are shown by other paths.
    let third = vpsite(&root.join("clients"), &["build", "minimal.yaml"]).ended(0);
    assert_eq!(third.err.matches("fact/unverified").count(), 2, "{}", third.err);
    // A warning fails it all the same, where warnings do, and the kit stays.
    vpsite(&root, &[&MINIMAL[..], &["--strict"]].concat()).ended(1);
    assert!(contents(&root.join("dist")) == before);
}

#[test]
fn only_what_shows_a_change_is_made() {
    let root = site_only("run-change");
    let build = ["build", "clients/acme.yaml"];
    vpsite(&root, &build).ended(0);
    let client = root.join("clients/acme.yaml");
    // A comment changes the file, and nothing that is made of it.
    change(&client, "# An invented client", "# An entirely invented client");
    let run = vpsite(&root, &build).ended(0);
    assert!(run.err.contains(": 0 files written"), "{}", run.err);
    // On the site a bio stands on one page a language.
    change(&client, "Marieke werkt sinds 2011", "Marieke werkt sinds 2010");
    let run = vpsite(&root, &build).ended(0);
    assert!(run.err.contains(": 1 file written"), "{}", run.err);
    let page = fs::read_to_string(root.join("dist/acme/site/adviser.html")).unwrap();
    assert!(page.contains("sinds 2010"), "{page}");
    // The same as if nothing had been there.
    vpsite(&root, &[&build[..], &["--out", "anew"]].concat()).ended(0);
    assert!(contents(&root.join("dist")) == contents(&root.join("anew")));
}

#[test]
fn what_another_language_says_concerns_no_client_without_it() {
    let root = site_only("run-polish");
    vpsite(&root, &MINIMAL).ended(0);
    let manifest = || fs::read(root.join("dist/minimal/manifest.json")).unwrap();
    let before = manifest();
    let polish = fs::read_to_string(repository().join("content/pl/steps.md")).unwrap();
    fs::create_dir_all(root.join("content/pl")).unwrap();
    fs::write(root.join("content/pl/steps.md"), polish.replacen('.', ",", 1)).unwrap();
    vpsite(&root, &MINIMAL).ended(0);
    // The key of all inputs stands in the manifest.
    assert_eq!(manifest(), before);
    let dutch = fs::read_to_string(repository().join("content/nl/steps.md")).unwrap();
    fs::create_dir_all(root.join("content/nl")).unwrap();
    fs::write(root.join("content/nl/steps.md"), dutch.replacen('.', ",", 1)).unwrap();
    vpsite(&root, &MINIMAL).ended(0);
    assert_ne!(manifest(), before);
}

#[test]
fn what_several_clients_share_is_said_once() {
    let root = site_only("run-shared");
    let run = vpsite(&root, &["build", "--all", "--format", "short"]).ended(0);
    let lines: Vec<&str> = run.err.lines().filter(|l| l.contains("statements of law")).collect();
    assert_eq!(lines.len(), 2, "{}", run.err);
    assert!(lines[1].ends_with("have not been verified (and 3 more clients)"), "{}", run.err);
    assert!(run.err.lines().last().unwrap().starts_with("built 4 clients:"), "{}", run.err);

    let run = vpsite(&root, &["build", "--all", "--format", "json", "-q"]).ended(0);
    assert_eq!(run.out.trim(), "[]");
    let run = vpsite(&root, &["check", "--all", "--format", "json"]).ended(0);
    let all: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let law = |fault: &&serde_json::Value| {
        fault["message"].as_str().unwrap().contains("statements of law")
    };
    let law: Vec<&serde_json::Value> = all.as_array().unwrap().iter().filter(law).collect();
    assert_eq!(law.len(), 1, "{all:#}");
    assert_eq!(law[0]["clients"], 4);
}

#[test]
fn a_panic_is_one_clients() {
    let root = site_only("run-panic");
    let workspace = Workspace::find(&root, &root).unwrap();
    let surveyor = Surveyor::open(&workspace).unwrap();
    let client = root.join("clients/minimal.yaml");
    let (found, end) = surveyor.watch(&client, &|path, _| panic!("at {path}"));
    assert_eq!(end, End::Failed);
    let fault = found.iter().find(|fault| fault.code == "build/panic").unwrap();
    assert!(fault.message.contains("broke off at this client: at "), "{}", fault.message);
    // What all share is as good as before.
    let (survey, found) = surveyor.survey(&client);
    assert!(survey.len() > 20 && !found.has_errors());
}

/// What needs a tool of the system.
mod paper {
    use std::fs;

    use super::super::support::{site_only, tool};

    #[test]
    fn a_long_film_costs_no_memory() {
        let root = site_only("run-film");
        let peak = |name: &str| -> u64 {
            // The largest resident set of a child that has ended, in KiB (getrusage(2)).
            let program = "import resource, subprocess, sys\n\
                subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL)\n\
                print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)";
            let (root, client) = (root.to_str().unwrap(), format!("clients/{name}.yaml"));
            let build =
                ["build", &client, "--root", root, "-q", "--out", &format!("{root}/{name}-kit")]
                    .map(str::to_owned);
            let mut args = vec!["-c".to_owned(), program.to_owned()];
            args.push(env!("CARGO_BIN_EXE_vpsite").to_owned());
            args.extend(build.map(|arg| match arg == client {
                true => format!("{root}/{client}"),
                false => arg,
            }));
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            tool("python3", &args).trim().parse().unwrap()
        };
        let without = peak("minimal");
        let film = fs::File::create(root.join("clients/film.mp4")).unwrap();
        std::io::Write::write_all(&mut &film, b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom").unwrap();
        film.set_len(80 * 1024 * 1024).unwrap();
        let yaml = fs::read_to_string(root.join("clients/minimal.yaml")).unwrap();
        fs::write(root.join("clients/film.yaml"), format!("{yaml}video: {{file: film.mp4}}\n"))
            .unwrap();
        let with = peak("film");
        println!("{without} KiB without a film, {with} KiB with one of 80 MiB");
        assert!(with < without + 16 * 1024, "{without} KiB, {with} KiB");
        let assets = root.join("film-kit/film/site/assets");
        let copied = fs::read_dir(assets).unwrap().map(Result::unwrap);
        let copied = copied.filter(|e| e.path().extension().is_some_and(|x| x == "mp4"));
        assert_eq!(
            copied.map(|e| e.metadata().unwrap().len()).collect::<Vec<_>>(),
            [80 * 1024 * 1024]
        );
    }
}
