//! The folders are the architecture: who may use whom, held against every `use`.

use std::collections::BTreeSet;
use std::fs;

use super::support::{files, repository};

/// Which modules of the crate each one may use.
const ALLOWED: [(&str, &[&str]); 20] = [
    ("diag", &[]),
    ("draft", &["diag", "value", "yaml"]),
    ("yaml", &["diag"]),
    ("value", &["diag", "yaml"]),
    ("load", &["diag", "value", "yaml"]),
    ("client", &["diag", "value", "words", "yaml"]),
    ("library", &["client", "diag", "load", "value", "words", "yaml"]),
    ("theme", &["diag", "load", "value", "yaml"]),
    ("plan", &["client", "diag", "library", "theme", "value"]),
    ("render", &["client", "diag", "library", "plan", "theme", "value", "words"]),
    ("audit", &["client", "diag", "plan", "render", "theme", "value"]),
    ("publish", &["diag", "render", "value"]),
    ("fetch", &["audit", "diag"]),
    ("words", &["value"]),
    ("change", &["diag", "value"]),
    ("write", &["diag", "value"]),
    (
        "run",
        &[
            "audit", "change", "client", "diag", "draft", "fetch", "library", "load", "plan",
            "publish", "render", "theme", "value", "write", "yaml",
        ],
    ),
    ("serve", &["diag", "load", "run", "value"]),
    ("cli", &["change", "client", "diag", "draft", "load", "run", "serve", "value", "yaml"]),
    ("main", &[]),
];

fn sources() -> Vec<(String, String)> {
    let src = repository().join("src");
    files(&src)
        .into_iter()
        .filter(|path| path.ends_with(".rs"))
        .map(|path| (path.clone(), fs::read_to_string(src.join(&path)).unwrap()))
        .collect()
}

/// The parts of a file before its unit tests.
fn program(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap()
}

#[test]
fn modules_use_only_those_below_them() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let module = path.split(['/', '.']).next().unwrap();
        if module == "lib" {
            continue;
        }
        let allowed = ALLOWED.iter().find(|(name, _)| *name == module);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("no rule for src/{path}"));
        for (number, line) in program(&text).lines().enumerate() {
            for used in line.split("crate::").skip(1) {
                let name: String =
                    used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                if name != module && !allowed.contains(&name.as_str()) {
                    wrong.push(format!("src/{path}:{}: {module} uses {name}", number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    let below = ["crates", "tests"].map(|folder| repository().join(folder));
    let others = below.iter().flat_map(|folder| {
        let rust = files(folder).into_iter().filter(|path| path.ends_with(".rs"));
        rust.map(|path| (path.clone(), fs::read_to_string(folder.join(&path)).unwrap()))
    });
    let silent: Vec<String> = sources()
        .into_iter()
        .chain(others)
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(path, _)| path)
        .collect();
    assert!(silent.is_empty(), "without `//!`: {silent:?}");
}

#[test]
fn what_prints_or_needs_tools_stands_in_a_module_paper() {
    let folder = repository().join("tests/it");
    let mut looked_at = 0;
    for path in files(&folder) {
        let other = ["paper/", "support.rs", "architecture.rs"];
        if !path.ends_with(".rs") || other.iter().any(|start| path.starts_with(start)) {
            continue;
        }
        let text = fs::read_to_string(folder.join(&path)).unwrap();
        let quick = text.split("\nmod paper {").next().unwrap();
        let taken = quick.split("support::{").skip(1).filter_map(|rest| rest.split('}').next());
        let taken = taken.flat_map(|names| names.split(',').map(str::trim));
        for name in taken {
            assert!(!["kits", "workspace"].contains(&name), "tests/it/{path} takes {name}");
        }
        for (number, line) in quick.lines().enumerate() {
            let slow = ["support::kits", "support::workspace", " tool(\""];
            let found = slow.iter().any(|word| line.contains(word));
            // A tool of every Unix, for a test that is of Unix alone.
            let allowed = line.contains("tool(\"mkfifo\"");
            assert!(!found || allowed, "tests/it/{path}:{}: {line}", number + 1);
        }
        looked_at += 1;
    }
    assert!(looked_at > 5, "{looked_at}");
}

#[test]
fn only_the_doors_touch_disk_and_terminal() {
    let doors = [("load/fs.rs", "std::fs"), ("write/disk.rs", "std::fs"), ("cli/ui.rs", "stdout")];
    for (path, text) in sources() {
        for word in ["std::fs", "fs::File", "stdout()", "stderr()", "println!", "eprintln!"] {
            let door = doors.iter().any(|(door, _)| path == *door);
            assert!(door || !program(&text).contains(word), "src/{path} has {word}");
        }
    }
}

#[test]
fn one_file_asks() {
    // What is typed at a terminal stands in the line that is written there, so one library
    // holds both; it prints, and so nothing else may use it.
    for (path, text) in sources() {
        let asks = ["inquire", "read_line("].iter().any(|it| program(&text).contains(it));
        assert!(!asks || path == "cli/ask.rs", "src/{path} asks");
    }
}

#[test]
fn sockets_and_word_of_changes_stay_in_the_room_that_shows_kits() {
    // `watch` asks the system whether a file has changed, and reads none: what is in it, `load`
    // tells. A build has neither sockets nor a browser.
    let doors = [
        ("serve/", "std::net"),
        ("serve/wire.rs", "httparse"),
        ("serve/watch.rs", "notify::"),
        ("cli/serve.rs", "opener::"),
    ];
    for (door, word) in doors {
        let users: Vec<String> = sources()
            .into_iter()
            .filter(|(_, text)| program(text).contains(word))
            .map(|(path, _)| path)
            .collect();
        assert!(!users.is_empty(), "nobody uses {word}");
        let others: Vec<&String> = users.iter().filter(|path| !path.starts_with(door)).collect();
        assert!(others.is_empty(), "{word} in {others:?}");
    }
}

#[test]
fn one_room_reaches_a_network_and_one_command_asks_it_to() {
    let users = |word: &str| -> Vec<String> {
        let all = sources().into_iter().filter(|(_, text)| program(text).contains(word));
        all.map(|(path, _)| path).collect()
    };
    assert_eq!(users("ureq"), ["fetch/mod.rs"]);
    // What it is, `run` knows; where it is to ask, one command alone is told.
    assert_eq!(users("fetch::Online"), ["run/verify.rs"]);
    assert_eq!(users("verify::online("), ["cli/verify.rs"]);
}

#[test]
fn no_drawer_for_odds_and_ends() {
    let names: BTreeSet<String> = sources()
        .into_iter()
        .flat_map(|(path, _)| path.split(['/', '.']).map(str::to_owned).collect::<Vec<_>>())
        .collect();
    for drawer in ["utils", "util", "common", "helpers", "misc"] {
        assert!(!names.contains(drawer), "{drawer}");
    }
}
