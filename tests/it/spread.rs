//! Some of all clients, by name or in parts: the same kits as when all are built at once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::thread;

use serde_json::Value;

use super::support::{contents, files, site_only, vpsite};

/// A client of so many languages, of `nl`, `en` and `pl`.
fn write(root: &Path, slug: &str, languages: usize, rest: &str) {
    let languages = ["nl", "en", "pl"][..languages].join(", ");
    let text = format!(
        "organisation: {{name: Bedrijf {slug}}}\nlanguages: [{languages}]\n\
         site: {{url: \"https://vp.example.nl/{slug}/\"}}\nedition: 2026-11\nadvisers:\n  \
         - name: Noor Bos\n    channels: [{{type: phone, number: \"+31 6 12345670\"}}]\n{rest}"
    );
    fs::write(root.join(format!("clients/{slug}.yaml")), text).unwrap();
}

/// A workspace of these clients, which prints nothing.
fn of(name: &str, clients: &[(&str, usize)]) -> std::path::PathBuf {
    let root = site_only(name);
    for file in files(&root.join("clients")).iter().filter(|file| file.ends_with(".yaml")) {
        fs::remove_file(root.join("clients").join(file)).unwrap();
    }
    for (slug, languages) in clients {
        write(&root, slug, *languages, "");
    }
    root
}

const FIVE: [(&str, usize); 5] =
    [("bakker", 1), ("bouw", 3), ("drukker", 2), ("school", 1), ("zorg", 2)];

/// The clients that `list` shows with these arguments.
fn listed(root: &Path, args: &[&str]) -> Vec<String> {
    let run = vpsite(root, &[&["list"], args].concat()).ended(0);
    run.out.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect()
}

#[test]
fn the_parts_together_are_all_clients_and_each_once() {
    let root = of("spread-parts", &FIVE);
    for parts in [1, 2, 3, 5, 7, 500] {
        let mut all = Vec::new();
        for part in (1..=parts.min(8)).chain([parts]).collect::<BTreeSet<_>>() {
            all.extend(listed(&root, &["--shard", &format!("{part}/{parts}")]));
        }
        all.sort();
        assert_eq!(all, FIVE.map(|(slug, _)| slug), "{parts}");
    }
    // Nine languages in three parts, none of which is one client alone with another's work.
    let languages = |part: &str| -> usize {
        let mine = listed(&root, &["--shard", part]);
        FIVE.iter().filter(|(slug, _)| mine.iter().any(|it| it == slug)).map(|it| it.1).sum()
    };
    assert_eq!(["1/3", "2/3", "3/3"].map(languages), [3, 3, 3]);
    // Names and texts alone decide, wherever the workspace lies.
    let other = of("spread-parts-elsewhere", &FIVE.iter().rev().copied().collect::<Vec<_>>());
    for part in ["1/2", "2/2"] {
        assert_eq!(listed(&root, &["--shard", part]), listed(&other, &["--shard", part]));
    }
}

#[test]
fn a_part_without_clients_is_done_and_said() {
    let root = of("spread-empty", &FIVE[..1]);
    for command in ["build", "check"] {
        let run = vpsite(&root, &[command, "--all", "--shard", "2/3"]).ended(0);
        assert!(run.err.contains("part 2 of 3 is empty: there is 1 client"), "{}", run.err);
    }
    assert!(!root.join("dist/bakker").exists());
    vpsite(&root, &["build", "--all", "--shard", "1/500"]).ended(0);
    assert!(root.join("dist/bakker/index.html").exists());
    vpsite(&root, &["build", "--all", "--shard", "500/500"]).ended(0);
    for wrong in ["0/4", "5/4", "a/b", "4", "1/0"] {
        let run = vpsite(&root, &["check", "--all", "--shard", wrong]).ended(2);
        assert!(run.err.contains("client/shard") && run.err.contains("hint: "), "{}", run.err);
    }
    // A workspace without any client is no part of one.
    fs::remove_file(root.join("clients/bakker.yaml")).unwrap();
    vpsite(&root, &["build", "--all", "--shard", "1/2"]).ended(2);
}

#[test]
fn parts_that_are_built_at_once_into_one_folder_are_what_the_whole_is() {
    let (one, parts) = (of("spread-whole", &FIVE), of("spread-at-once", &FIVE));
    vpsite(&one, &["build", "--all"]).ended(0);
    // Each part twice, as if a task was started again while it still runs.
    thread::scope(|scope| {
        for part in ["1/3", "2/3", "3/3", "1/3", "2/3", "3/3"] {
            let root = &parts;
            scope.spawn(move || {
                let run = vpsite(root, &["build", "--all", "--shard", part]).ended(0);
                assert!(!run.err.contains("error"), "{}", run.err);
            });
        }
    });
    let kits = |root: &Path| -> BTreeMap<String, Vec<u8>> {
        let all = contents(&root.join("dist")).into_iter();
        all.filter(|(path, _)| !path.starts_with(".vpsite/")).collect()
    };
    assert!(kits(&one) == kits(&parts));
    // Nobody's kit passes for one that is gone because another part has it.
    let run = vpsite(&parts, &["clean", "--orphans", "--yes", "--format", "json"]).ended(0);
    assert!(!run.out.contains("bakker"), "{}", run.out);
    vpsite(&parts, &["build", "--all", "--shard", "2/2"]).ended(0);
    assert!(kits(&one) == kits(&parts));
}

#[test]
fn what_two_clients_share_is_found_from_each_part() {
    let root = of("spread-shared", &FIVE);
    write(&root, "zorg", 2, "");
    let text = fs::read_to_string(root.join("clients/zorg.yaml")).unwrap();
    fs::write(root.join("clients/zorg.yaml"), text.replace("/zorg/", "/bouw/")).unwrap();
    let parts = |slug: &str| {
        let parts = ["1/5", "2/5", "3/5", "4/5", "5/5"];
        parts.into_iter().find(|part| listed(&root, &["--shard", part]) == [slug]).unwrap()
    };
    assert_ne!(parts("zorg"), parts("bouw"));
    for (slug, other) in [("zorg", "clients/bouw.yaml"), ("bouw", "clients/zorg.yaml")] {
        let run = vpsite(&root, &["check", "--all", "--shard", parts(slug)]).ended(0);
        assert!(run.err.contains("site/twice") && run.err.contains(other), "{}", run.err);
    }
    // One that cannot be read is in a part too, which fails; the others are built.
    fs::write(root.join("clients/zorg.yaml"), "languages: [nl\n").unwrap();
    let ended: Vec<i32> = ["1/2", "2/2"]
        .map(|part| vpsite(&root, &["build", "--all", "--shard", part]).status)
        .to_vec();
    assert!(ended == [0, 1] || ended == [1, 0], "{ended:?}");
    assert!(
        ["bakker", "bouw", "drukker", "school"]
            .iter()
            .all(|it| root.join("dist").join(it).exists())
    );
}

#[test]
fn clients_are_chosen_by_names_that_match() {
    let root = of("spread-only", &FIVE);
    let only = |patterns: &[&str]| -> Vec<String> {
        let args: Vec<&str> = patterns.iter().flat_map(|one| ["--only", one]).collect();
        listed(&root, &args)
    };
    assert_eq!(only(&["b*"]), ["bakker", "bouw"]);
    assert_eq!(only(&["B*w"]), ["bouw"]);
    assert_eq!(only(&["zorg", "?ouw", "[s-z]*"]), ["bouw", "school", "zorg"]);
    assert_eq!(only(&["*"]).len(), 5);
    let kits = || -> Vec<String> {
        let names = fs::read_dir(root.join("dist")).unwrap().map(|it| it.unwrap().file_name());
        let mut names: Vec<String> = names.map(|it| it.into_string().unwrap()).collect();
        names.retain(|name| !name.starts_with('.'));
        names.sort();
        names
    };
    vpsite(&root, &["build", "--only", "b*"]).ended(0);
    assert_eq!(kits(), ["bakker", "bouw"]);
    vpsite(&root, &["build", "--all", "--only", "*er", "--only", "school"]).ended(0);
    assert_eq!(kits(), ["bakker", "bouw", "drukker", "school"]);
    for part in ["1/2", "2/2"] {
        vpsite(&root, &["check", "--only", "b*", "--shard", part]).ended(0);
    }
    // Some of what was named matches nothing: somebody waits for that kit.
    let run = vpsite(&root, &["build", "--only", "zorg", "--only", "bouwer"]).ended(2);
    assert!(run.err.contains("client/only") && run.err.contains("did you mean"), "{}", run.err);
    assert!(!kits().contains(&"zorg".to_owned()));
    vpsite(&root, &["build", "--only", "[b"]).ended(2);
    vpsite(&root, &["build", "bouw", "--only", "b*"]).ended(2);
    vpsite(&root, &["build", "bouw", "--shard", "1/2"]).ended(2);

    // Of some clients nobody is told what lies of others; a publish leaves those as they are.
    let run = vpsite(&root, &["status", "--only", "b*", "--format", "json"]);
    let found: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(found["clients"].as_array().unwrap().len(), 2);
    let publish = ["publish", "--to", "upload", "--host", "apache"];
    vpsite(&root, &["build", "--all"]).ended(0);
    vpsite(&root, &[&publish[..], &["--all"]].concat()).ended(0);
    let run = vpsite(&root, &[&publish[..], &["--only", "b*"]].concat()).ended(0);
    assert!(run.err.contains("stay as they were"), "{}", run.err);
    assert!(root.join("upload/vp.example.nl/zorg/index.html").exists());
}
