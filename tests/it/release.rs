//! What others are handed: the package that Cargo compiles, and the files of a release.
//!
//! Invariant: whatever the program is built from is in the package, and what lies beside the program
//! in an archive is what this program says. `UPDATE=1 cargo test --test it -- release::` writes that anew.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::support::{contents, files, folder, repository, vpsite};

/// Every file that the package of the program holds.
fn packaged() -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline", "--package", "vpsite"])
        .current_dir(repository())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let list = String::from_utf8(output.stdout).unwrap();
    list.lines().map(|line| line.replace('\\', "/")).collect()
}

/// A path without its `..`.
fn plain(path: &Path) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.to_str().unwrap().split(['/', '\\']) {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// What the sources take in when they are compiled, tests left out.
fn taken_in() -> BTreeSet<String> {
    let src = repository().join("src");
    let mut found = BTreeSet::new();
    for path in files(&src).into_iter().filter(|path| path.ends_with(".rs")) {
        let text = fs::read_to_string(src.join(&path)).unwrap();
        let program = text.split("#[cfg(test)]").next().unwrap();
        for call in ["include_str!(\"", "include_bytes!(\"", "include_dir!(\""] {
            for rest in program.split(call).skip(1) {
                let named = rest.split('"').next().unwrap();
                match named.strip_prefix("$CARGO_MANIFEST_DIR/") {
                    Some(root) => found.extend(
                        files(&repository().join(root))
                            .into_iter()
                            .map(|below| format!("{root}/{below}")),
                    ),
                    None => {
                        let beside = Path::new("src").join(&path).with_file_name(named);
                        found.insert(plain(&beside));
                    }
                }
            }
        }
    }
    found
}

#[test]
fn the_package_holds_all_that_the_program_is_built_from() {
    let packaged = packaged();
    let taken_in = taken_in();
    assert!(taken_in.len() > 400, "{}", taken_in.len());
    let sources = files(&repository().join("src")).into_iter().map(|path| format!("src/{path}"));
    let others = ["build.rs", "Cargo.lock", "Cargo.toml", "LICENSE-MIT", "LICENSE-APACHE"];
    let wanted = taken_in.into_iter().chain(sources).chain(others.map(str::to_owned));
    let missing: Vec<String> = wanted.filter(|path| !packaged.contains(path)).collect();
    assert!(missing.is_empty(), "`include` in Cargo.toml leaves out {missing:#?}");
    // Fonts are handed on with their licence alone.
    let licence = |path: &&String| path.starts_with("themes/default/fonts/OFL");
    assert!(packaged.iter().any(|path| licence(&path)), "no licence of the fonts");
    // Nobody's tests, and no example client.
    let strange: Vec<&String> = packaged
        .iter()
        .filter(|path| path.starts_with("tests/") || path.starts_with("clients/"))
        .collect();
    assert!(strange.is_empty(), "{strange:?}");
}

/// Completions by the names that each shell's folder of them asks for.
const COMPLETIONS: [(&str, &str); 5] = [
    ("bash", "vpsite.bash"),
    ("zsh", "_vpsite"),
    ("fish", "vpsite.fish"),
    ("powershell", "vpsite.ps1"),
    ("elvish", "vpsite.elv"),
];

#[test]
fn what_lies_beside_the_program_is_what_it_says() {
    let root = folder("release");
    vpsite(&root, &["man", "--to", "manual"]).ended(0);
    let mut made: BTreeMap<String, Vec<u8>> = contents(&root).into_iter().collect();
    for (shell, file) in COMPLETIONS {
        // By its name alone, as people call it, so that no place on this disk stands in the script.
        let program = Path::new(env!("CARGO_BIN_EXE_vpsite"));
        let mut path = vec![program.parent().unwrap().to_owned()];
        path.extend(env::split_paths(&env::var_os("PATH").unwrap()));
        let output = Command::new("vpsite")
            .args(["completions", shell])
            .env("PATH", env::join_paths(path).unwrap())
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        made.insert(format!("completions/{file}"), output.stdout);
    }
    let kept = repository().join("release");
    if env::var_os("UPDATE").is_some() {
        for (path, bytes) in &made {
            fs::create_dir_all(kept.join(path).parent().unwrap()).unwrap();
            fs::write(kept.join(path), bytes).unwrap();
        }
    }
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let there: BTreeMap<String, Vec<u8>> = contents(&kept).into_iter().collect();
    let names = |all: &BTreeMap<String, Vec<u8>>| all.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&there), names(&made), "UPDATE=1 writes them; remove what is left over");
    for (path, bytes) in &made {
        assert_eq!(text(&there[path]), text(bytes), "release/{path} is old: UPDATE=1 writes it");
    }
}

#[test]
fn release_files_are_made_for_every_system_that_advisers_have() {
    let read = |path: &str| fs::read_to_string(repository().join(path)).unwrap();
    let settings = read("dist-workspace.toml");
    for target in ["windows-msvc", "x86_64-apple", "aarch64-apple", "x86_64-unknown-linux"] {
        assert!(settings.contains(target), "{target}");
    }
    // What goes into the archives is there.
    let (_, include) = settings.split_once("\ninclude = [").unwrap();
    let include = include.split(']').next().unwrap().split('"').skip(1).step_by(2);
    let include: Vec<&str> = include.collect();
    assert_eq!(include, ["release/completions", "release/manual"]);
    for path in include {
        assert!(repository().join(path).is_dir(), "{path}");
    }
    assert!(read("Cargo.toml").contains("\n[profile.dist]\ninherits = \"release\"\n"));
}
