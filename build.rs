//! The sources that the program is built from -> `VPSITE_BUILD`, which names this build.
//!
//! What a kit was made by is part of its key: another build remakes everything.
//! Invariant: the same sources and the same compiler give the same name; no clock.

#![allow(clippy::disallowed_methods, missing_docs, reason = "runs when the program is built")]

use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Everything that can change what the program makes.
const SOURCES: [&str; 7] =
    ["Cargo.lock", "Cargo.toml", "content", "crates", "messages", "src", "themes"];

fn main() {
    let mut files = Vec::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        walk(Path::new(source), &mut files);
    }
    files.sort();
    // Two halves of 64 bits each, with different beginnings.
    let mut halves = [DefaultHasher::new(), DefaultHasher::new()];
    for (number, half) in halves.iter_mut().enumerate() {
        (number, compiler()).hash(half);
        for file in &files {
            let path = file.to_string_lossy().replace('\\', "/");
            (path, fs::read(file).unwrap_or_default()).hash(half);
        }
    }
    let [first, second] = halves.map(|half| half.finish());
    println!("cargo::rustc-env=VPSITE_BUILD={first:016x}{second:016x}");
}

fn walk(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_file() {
        files.push(path.to_owned());
    }
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        walk(&entry.path(), files);
    }
}

/// The compiler's own words on what it is.
fn compiler() -> Vec<u8> {
    let rustc = env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    Command::new(rustc).arg("-vV").output().map(|output| output.stdout).unwrap_or_default()
}
