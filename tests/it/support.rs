//! Workspaces, runs of the program, and the tools that judge what it made.
//!
//! Invariant: every test works in a folder of its own below the target folder;
//! a tool that is missing fails the test, it never skips it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use serde_json::Value;

/// The clients of the repository.
pub const CLIENTS: [&str; 4] = ["acme", "linde", "minimal", "polderfruit"];

/// Every language that the program has content in, Dutch first.
pub const LANGUAGES: [&str; 10] = ["nl", "en", "pl", "ro", "bg", "uk", "tr", "ar", "de", "es"];

/// The languages of a client of the repository.
pub fn languages(client: &str) -> &'static [&'static str] {
    match client {
        "minimal" => &LANGUAGES[..1],
        "polderfruit" => &LANGUAGES,
        _ => &LANGUAGES[..2],
    }
}

pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// An empty folder of this name, for this run.
pub fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if path.exists() {
        fs::remove_dir_all(&path).unwrap();
    }
    fs::create_dir_all(&path).unwrap();
    path
}

/// A workspace with the repository's clients, and nothing else: content and theme are built in.
pub fn workspace(name: &str) -> PathBuf {
    let root = folder(name);
    copy(&repository().join("clients"), &root.join("clients"));
    root
}

/// The same with a theme that prints nothing and sends nothing: typesetting takes most of a
/// build's time, and what a test of the site or of input looks at is not on paper.
pub fn site_only(name: &str) -> PathBuf {
    printing(name, &[])
}

/// The same with a theme that makes only these products of the built-in one, and no messages.
pub fn printing(name: &str, products: &[&str]) -> PathBuf {
    let root = workspace(name);
    let theme = include_str!("../../themes/default/theme.yaml");
    let (site, rest) = theme.split_once("products:\n").unwrap();
    let (all, _) = rest.split_once("\nmessages:\n").unwrap();
    let id = |entry: &&str| products.contains(&entry.lines().next().unwrap());
    let kept: Vec<&str> = all.split("  - id: ").skip(1).filter(id).collect();
    assert_eq!(kept.len(), products.len(), "the theme has not all of {products:?}");
    let list = match kept.is_empty() {
        true => "products: []\n".to_owned(),
        false => format!("products:\n  - id: {}\n", kept.join("  - id: ")),
    };
    fs::create_dir_all(root.join("themes/default")).unwrap();
    fs::write(root.join("themes/default/theme.yaml"), format!("{site}{list}")).unwrap();
    root
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// How a run of the program ended.
pub struct Run {
    pub status: i32,
    pub out: String,
    pub err: String,
}

pub fn vpsite(folder: &Path, args: &[&str]) -> Run {
    // Whatever language the computer speaks.
    vpsite_in("en", folder, args)
}

/// The same with messages in this language.
pub fn vpsite_in(lang: &str, folder: &Path, args: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_vpsite"))
        .args(args)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env("VPSITE_LANG", lang)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let Output { status, stdout, stderr } = output;
    Run { status: status.code().unwrap(), out: text(stdout), err: text(stderr) }
}

/// The words of a line that is typed; quotes hold words together, as in a shell.
pub fn words(typed: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in typed.split('"').enumerate() {
        match index % 2 {
            1 => words.push(part.to_owned()),
            _ => words.extend(part.split_whitespace().map(str::to_owned)),
        }
    }
    words
}

impl Run {
    #[track_caller]
    pub fn ended(self, status: i32) -> Self {
        assert_eq!(self.status, status, "stdout: {}\nstderr: {}", self.out, self.err);
        self
    }
}

/// The kits of all example clients, built once for all tests that only look: by threads that
/// share clients and documents, and as archives too.
pub fn kits() -> &'static Path {
    static KITS: OnceLock<PathBuf> = OnceLock::new();
    KITS.get_or_init(|| {
        let root = workspace("kits");
        vpsite(&root, &["build", "--all", "-v", "--zip", "--jobs", "2"]).ended(0);
        root.join("dist")
    })
}

/// Every file below a folder, by its path from there, sorted.
pub fn files(folder: &Path) -> Vec<String> {
    fn walk(root: &Path, folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.file_name() == ".vpsite" {
                // Stamps, locks and state of this disk: of no kit.
            } else if entry.file_type().unwrap().is_dir() {
                walk(root, &entry.path(), found);
            } else {
                let path = entry.path();
                found.push(path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    let mut found = Vec::new();
    walk(folder, folder, &mut found);
    found.sort();
    found
}

/// Every file of a folder with its bytes.
pub fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    files(folder)
        .into_iter()
        .map(|path| (path.clone(), fs::read(folder.join(&path)).unwrap()))
        .collect()
}

pub fn manifest(kit: &Path) -> Value {
    serde_json::from_slice(&fs::read(kit.join("manifest.json")).unwrap()).unwrap()
}

/// Runs a tool of the system, which must succeed, and gives what it printed.
#[track_caller]
pub fn tool(name: &str, args: &[&str]) -> String {
    let output = Command::new(name)
        .args(args)
        .output()
        .unwrap_or_else(|error| panic!("{name} is missing ({error}): run tests/run"));
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name} {args:?}: {printed}{said}");
    printed
}

/// What a PDF says, its lines and its firm blanks as blanks.
pub fn pdf_text(document: &Path) -> String {
    tool("pdftotext", &["-raw", document.to_str().unwrap(), "-"]).replace(['\u{a0}', '\n'], " ")
}

/// A word on a page, with its edges in points.
pub struct Word {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub text: String,
}

/// How wide the first page of a PDF is, in points, and every word of it.
pub fn pdf_words(document: &Path) -> (f64, Vec<Word>) {
    let boxes = tool("pdftotext", &["-bbox", document.to_str().unwrap(), "-"]);
    let number = |line: &str, name: &str| -> f64 {
        let from = line.split(&format!("{name}=\"")).nth(1).unwrap();
        from.split('"').next().unwrap().parse().unwrap()
    };
    let page = boxes.lines().find(|line| line.contains("<page ")).unwrap();
    let word = |line: &str| {
        let text = line.split('>').nth(1)?.split('<').next()?.to_owned();
        let [left, right, top, bottom] =
            ["xMin", "xMax", "yMin", "yMax"].map(|name| number(line, name));
        Some(Word { left, right, top, bottom, text })
    };
    let words = boxes.lines().filter(|line| line.contains("<word ")).filter_map(word);
    (number(page, "width"), words.collect())
}

/// The files of an archive, in their order.
pub fn unpacked(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
    let mut all = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        std::io::copy(&mut file, &mut bytes).unwrap();
        all.push((file.name().unwrap().into_owned(), bytes));
    }
    all
}
