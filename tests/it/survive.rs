//! What becomes of a kit when writing it goes wrong: crashes, full disks, other processes,
//! and what people put into it.
//!
//! Drives `vpsite::write` alone, with small invented kits, so that a build takes
//! milliseconds. Invariant: at the path lies the old kit or the new one, whole, and the
//! next build succeeds.

mod kills;
mod people;
mod room;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use vpsite::diag::{Diagnostics, Result, Sentence};
use vpsite::value::{OutPath, Slug, sha256};
use vpsite::write::{Kit, Packing, Part, Staging, Swap, Vault, Written};

use walkdir::{DirEntry, WalkDir};

use super::support::{contents, files, folder};

/// What a child process finds in its environment: what to do, and where.
const DO: &str = "VPSITE_SURVIVE";
const AT: &str = "VPSITE_SURVIVE_AT";
/// A test that waits so long for a lock has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// A kit of this name: of three files that differ by name, one that does not, one that
/// only this kit has, and a film.
fn kit(name: char) -> Vec<(String, Vec<u8>)> {
    let page = |title: &str, lines: usize| format!("<h1>{title} {name}</h1>\n").repeat(lines);
    let style = "main { max-width: 40rem }\n".repeat(300);
    let mut kit = vec![
        ("index.html".to_owned(), page("Kit", 40).into_bytes()),
        ("site/index.html".to_owned(), page("Site", 400).into_bytes()),
        ("site/assets/style.css".to_owned(), style.into_bytes()),
        (format!("only/{}/index.html", name.to_lowercase()), page("Only", 1).into_bytes()),
        ("intranet/text-nl.html".to_owned(), page("Tekst", 3).into_bytes()),
    ];
    kit.sort();
    kit
}

/// A film, longer than what is held at once, and no two parts of it the same.
fn film(name: char) -> Vec<u8> {
    let byte = |n: u32| (n.wrapping_mul(n) >> 9).to_le_bytes()[0] ^ (name as u8) | 1;
    (0..300_000).map(byte).collect()
}

fn path(text: &str) -> OutPath {
    OutPath::parse(text).unwrap()
}

fn slug() -> Slug {
    Slug::parse("acme").unwrap()
}

fn open(dist: &Path, swap: Swap) -> Result<Kit> {
    Vault::open(dist, PATIENCE)?.with_swap(swap).lock(&slug(), &mut || {})
}

/// Stages a kit; its film is beside the folder of outputs.
fn fill(staging: &Staging, dist: &Path, name: char) -> Result<()> {
    for (at, bytes) in kit(name) {
        // As a run does that knows from its key that a file is the same.
        let kept = if at.ends_with(".css") { staging.keep(&path(&at))? } else { None };
        if kept.is_none() {
            staging.put(&path(&at), &bytes)?;
        }
    }
    let source = dist.with_extension(format!("film-{name}"));
    staging.copy(&path("site/assets/film.mp4"), &source, &sha256(&film(name)))?;
    Ok(())
}

fn build_by(swap: Swap, dist: &Path, name: char) -> Result<Written> {
    let staging = open(dist, swap)?.stage()?;
    fill(&staging, dist, name)?;
    let (kit, written) = staging.commit(&format!("inputs {name}"), name.to_string().as_bytes())?;
    kit.zip(&packing())?;
    Ok(written)
}

/// How the kits here are packed.
fn packing() -> Packing {
    let part = |name: &str, paths: &[&str]| Part {
        name: name.to_owned(),
        note: format!("part {name}\r\n"),
        paths: paths.iter().map(|path| (*path).to_owned()).collect(),
    };
    Packing {
        folder: "acme-2026-11".to_owned(),
        edition: (2026, 11),
        first: "0-UNPACK-FIRST".to_owned(),
        note: "unpack\r\n".to_owned(),
        parts: vec![part("start", &["index.html"]), part("site", &["site/index.html"])],
    }
}

fn build(dist: &Path, name: char) -> Result<Written> {
    build_by(Swap::Exchange, dist, name)
}

/// A folder of outputs that is not there yet, with the films of both kits beside it.
fn dist_in(root: &Path) -> PathBuf {
    let dist = root.join("dist");
    for name in ['A', 'B'] {
        fs::write(dist.with_extension(format!("film-{name}")), film(name)).unwrap();
    }
    dist
}

fn dist(test: &str) -> PathBuf {
    dist_in(&folder(test))
}

/// What of a kit lies at the path, without what people have put there: that is left
/// closed, for reading a pipe would never end.
fn at(dist: &Path) -> Vec<(String, Vec<u8>)> {
    let kit = dist.join("acme");
    let ours = |entry: &DirEntry| !entry.file_name().to_string_lossy().starts_with("mine");
    let all = WalkDir::new(&kit).sort_by_file_name().into_iter().filter_entry(ours).flatten();
    let mut files: Vec<_> = all
        .filter(|entry| !entry.file_type().is_dir())
        .map(|entry| {
            let below = entry.path().strip_prefix(&kit).unwrap().to_str().unwrap();
            (below.replace('\\', "/"), fs::read(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// Which whole kit lies at the path.
#[track_caller]
fn whole(dist: &Path) -> char {
    whole_after("nothing", dist)
}

#[track_caller]
fn whole_after(what: &str, dist: &Path) -> char {
    let there = at(dist);
    let found = ['A', 'B'].into_iter().find(|name| there == *made(*name));
    found.unwrap_or_else(|| panic!("no whole kit at the path after {what}: {:?}", files(dist)))
}

/// The kit as an undisturbed build makes it.
fn made(name: char) -> &'static [(String, Vec<u8>)] {
    static A: OnceLock<Vec<(String, Vec<u8>)>> = OnceLock::new();
    static B: OnceLock<Vec<(String, Vec<u8>)>> = OnceLock::new();
    let kit = if name == 'A' { &A } else { &B };
    kit.get_or_init(|| make(name))
}

fn make(name: char) -> Vec<(String, Vec<u8>)> {
    let mut files = kit(name);
    files.push(("site/assets/film.mp4".to_owned(), film(name)));
    files.sort();
    let listed: Vec<String> = files
        .iter()
        .map(|(path, bytes)| format!("    \"{path}\": \"{}\"", sha256(bytes)))
        .collect();
    let manifest = format!(
        "{{\n  \"generator\": \"vpsite\",\n  \"version\": \"{}\",\n  \"client\": \"acme\",\n  \
         \"inputs\": \"inputs {name}\",\n  \"files\": {{\n{}\n  }}\n}}\n",
        env!("CARGO_PKG_VERSION"),
        listed.join(",\n")
    );
    files.push(("manifest.json".to_owned(), manifest.into_bytes()));
    files.sort();
    files
}

/// What lies in the hidden room beyond locks and state: nothing, after a build.
fn left(dist: &Path) -> Vec<String> {
    let room = fs::read_dir(dist.join(".vpsite")).unwrap();
    let names = room.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let kept = ["acme.lock", "acme.state", "acme.zip.state"];
    names.filter(|name| !kept.contains(&name.as_str())).collect()
}

/// What somebody has put into a kit.
const STRANGERS: [&str; 2] = ["site/mine.txt", "mine/plan.docx"];

fn put_strangers(dist: &Path) {
    for path in STRANGERS {
        let path = dist.join("acme").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "of HR").unwrap();
    }
}

/// The next build succeeds, loses nothing and leaves nothing.
#[track_caller]
fn next_build_is_good(swap: Swap, dist: &Path, name: char) {
    if let Err(found) = build_by(swap, dist, name) {
        panic!("the next build: {}", told(&found));
    }
    assert_eq!(whole(dist), name);
    assert_eq!(left(dist), Vec::<String>::new());
}

#[track_caller]
fn strangers_are_there(dist: &Path) {
    for path in STRANGERS {
        let text = fs::read_to_string(dist.join("acme").join(path));
        assert_eq!(text.unwrap_or_else(|error| panic!("{path}: {error}")), "of HR");
    }
}

fn told(found: &Diagnostics) -> String {
    let lines = found.iter().map(|d| {
        format!("{}: {} ({})", d.code, d.message, Sentence::joined(d.hints.clone(), "; "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A build that must fail, and what it says.
#[track_caller]
fn refused(result: Result<Written>) -> String {
    told(&result.expect_err("this build must fail"))
}

/// This test once more, as a process of its own that does `what`.
fn child(what: &str, dist: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(child_args()).env(DO, what).env(AT, dist);
    command
}

fn child_args() -> [&'static str; 4] {
    ["it::survive::in_a_process_of_its_own", "--exact", "--nocapture", "--test-threads=1"]
}

/// Does what its environment says; nothing where it says nothing.
#[test]
fn in_a_process_of_its_own() {
    let Ok(what) = std::env::var(DO) else { return };
    let dist = PathBuf::from(std::env::var(AT).unwrap());
    kills::warm_up();
    match what.as_str() {
        "B by exchange" => drop(build_by(Swap::Exchange, &dist, 'B').unwrap()),
        "B in two steps" => drop(build_by(Swap::TwoSteps, &dist, 'B').unwrap()),
        "for ever by exchange" => kills::for_ever(Swap::Exchange, &dist),
        "for ever in two steps" => kills::for_ever(Swap::TwoSteps, &dist),
        "A in turns" => kills::in_turns(&dist, 'A'),
        "B in turns" => kills::in_turns(&dist, 'B'),
        "a small disk" => room::on_a_small_disk(&dist),
        _ => panic!("what is `{what}`?"),
    }
}

#[test]
fn a_kit_is_written_as_a_stream_from_several_threads() {
    let dist = dist("survive-threads");
    let staging = open(&dist, Swap::Exchange).unwrap().stage().unwrap();
    let all = kit('A');
    std::thread::scope(|scope| {
        for half in all.chunks(2) {
            let staging = &staging;
            scope.spawn(move || {
                for (at, bytes) in half {
                    let stored = staging.put(&path(at), bytes).unwrap();
                    assert!(stored.written && stored.hash == sha256(bytes));
                }
            });
        }
    });
    let source = dist.with_extension("film-A");
    staging.copy(&path("site/assets/film.mp4"), &source, &sha256(&film('A'))).unwrap();
    assert!(!dist.join("acme").exists(), "nothing is at the path before the commit");
    let (kit, written) = staging.commit("inputs A", b"seen \0 before").unwrap();
    assert_eq!(written, Written { written: 6, unchanged: 0, removed: 0 });
    assert_eq!(whole(&dist), 'A');
    assert!(kit.is_intact());
    assert_eq!(kit.state().unwrap(), b"seen \0 before");
    drop(kit);
    let again = open(&dist, Swap::Exchange).unwrap();
    assert!(again.is_intact());
    assert_eq!(again.state().unwrap(), b"seen \0 before");
}

#[test]
fn files_are_counted_and_what_is_the_same_is_not_written() {
    let dist = dist("survive-counts");
    build(&dist, 'A').unwrap();
    let time = |path: &str| fs::metadata(dist.join(path)).unwrap().modified().unwrap();
    let before =
        (time("acme"), time("acme/index.html"), time("acme.zip"), time(".vpsite/acme.state"));
    assert_eq!(build(&dist, 'A').unwrap(), Written { written: 0, unchanged: 6, removed: 0 });
    let after =
        (time("acme"), time("acme/index.html"), time("acme.zip"), time(".vpsite/acme.state"));
    assert_eq!(before, after);
    let style = time("acme/site/assets/style.css");
    assert_eq!(build(&dist, 'B').unwrap(), Written { written: 5, unchanged: 1, removed: 1 });
    assert_eq!(time("acme/site/assets/style.css"), style);
    assert!(!dist.join("acme/only/a").exists(), "an emptied folder is gone");
    assert_eq!(left(&dist), Vec::<String>::new());
}

#[test]
fn what_was_begun_and_given_up_leaves_nothing() {
    let dist = dist("survive-dropped");
    build(&dist, 'A').unwrap();
    let staging = open(&dist, Swap::Exchange).unwrap().stage().unwrap();
    fill(&staging, &dist, 'B').unwrap();
    assert!(!left(&dist).is_empty());
    drop(staging);
    assert_eq!(left(&dist), Vec::<String>::new());
    assert_eq!(whole(&dist), 'A');
}

#[test]
fn one_path_is_put_once() {
    let dist = dist("survive-twice");
    let staging = open(&dist, Swap::Exchange).unwrap().stage().unwrap();
    staging.put(&path("site/index.html"), b"a").unwrap();
    for twice in ["site/index.html", "site/INDEX.html", "manifest.json"] {
        let found = staging.put(&path(twice), b"b").unwrap_err();
        assert!(told(&found).contains("two files of the kit"), "{twice}: {}", told(&found));
    }
}

#[test]
fn the_archive_is_the_one_that_packing_all_at_once_makes() {
    use zip::write::SimpleFileOptions;
    let dist = dist("survive-archive");
    build(&dist, 'A').unwrap();
    let options = SimpleFileOptions::default()
        .last_modified_time(zip::DateTime::from_date_and_time(2026, 11, 1, 0, 0, 0).unwrap())
        .unix_permissions(0o644);
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.set_comment("vpsite acme").unwrap();
    let first = ("0-UNPACK-FIRST.txt".to_owned(), b"unpack\r\n".to_vec());
    for (at, bytes) in std::iter::once(first).chain(made('A').iter().cloned()) {
        writer.start_file(format!("acme-2026-11/{at}"), options).unwrap();
        std::io::Write::write_all(&mut writer, &bytes).unwrap();
    }
    assert!(fs::read(dist.join("acme.zip")).unwrap() == writer.finish().unwrap().into_inner());
}
