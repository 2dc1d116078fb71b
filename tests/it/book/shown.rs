//! Every command that README and book show is run, page by page, in a fresh workspace that
//! prints nothing; every example of a file is held against the program.
//!
//! Invariant: what is not run as it stands is named in [`OTHERS`], [`HELPED`] or [`PAPER`],
//! with the reason.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::page::{self, Step};
use super::{pages, text};
use crate::it::support::{Run, folder, site_only, vpsite, vpsite_in, words};

/// Programs that pages name besides this one, and who runs them.
const OTHERS: [(&str, &str); 6] = [
    (
        "cargo install --locked --path .",
        "compiles Typst once more; what is installed is what tests run",
    ),
    ("curl ", "asks a real host; tests/it/publish.rs looks at the headers of nginx and Apache"),
    ("npx ", "uploads; tests/hosts/run holds the folder against what the hosts read with"),
    ("rclone ", "tests/hosts/run runs it against a folder"),
    ("rsync ", "tests/hosts/run runs it against a folder"),
    ("tests/run", "runs this very test"),
];

/// Pages of recipes for developers, whose commands tests run by themselves.
const RECIPES: [&str; 3] = ["docs/add.md", "docs/architecture.md", "docs/decisions.md"];

/// Commands that need somebody, by how they begin, and what takes their place here.
const HELPED: [(&str, Help); 3] = [
    // Shows kits until it is told to end.
    ("vpsite serve", Help::Served),
    // Asks on a terminal, and there is none: it says so. With flags it asks nothing.
    ("vpsite new", Help::NoTerminal),
    // Asks first.
    ("vpsite clean", Help::Answered),
];

/// Commands that set paper: tests/it/paper/ and tests/it/review.rs run them.
const PAPER: [&str; 1] = ["vpsite review pl"];

#[derive(Clone, Copy, PartialEq)]
enum Help {
    Served,
    NoTerminal,
    Answered,
}

#[test]
fn the_readme_shows_what_works() {
    go(&["README.md"]);
}

#[test]
fn the_dutch_guide_shows_what_works() {
    go_through("docs/nl/");
}

#[test]
fn the_english_guide_shows_what_works() {
    go_through("docs/en/");
}

#[test]
fn the_other_chapters_show_what_works() {
    let all = pages();
    let others = all.iter().map(String::as_str).filter(|it| {
        !it.starts_with("docs/nl/") && !it.starts_with("docs/en/") && *it != "README.md"
    });
    go(&others.collect::<Vec<_>>());
}

fn go_through(folder: &str) {
    let all = pages();
    let of_folder: Vec<&str> =
        all.iter().map(String::as_str).filter(|it| it.starts_with(folder)).collect();
    assert!(of_folder.len() >= 11, "{of_folder:?}");
    go(&of_folder);
}

/// Goes through pages as a reader would, and tells of all that do not work.
fn go(pages: &[&str]) {
    let mut wrong = Vec::new();
    for page in pages.iter().filter(|page| !RECIPES.contains(page)) {
        let steps = page::steps(&text(page));
        if steps.is_empty() {
            continue;
        }
        let mut desk = Desk::new(page);
        for step in &steps {
            // After the first fault of a page the others may come from it.
            if let Err(fault) = desk.step(step) {
                wrong.push(format!("{page}: {fault}"));
                break;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Where a reader of a page works.
struct Desk {
    here: PathBuf,
    lang: &'static str,
    name: String,
}

type Told = Result<(), String>;

impl Desk {
    /// A workspace as the reader of that page has it.
    fn new(page: &str) -> Self {
        let name = format!("book-{}", page.replace(['/', '.'], "-"));
        let lang = if page.starts_with("docs/nl/") { "nl" } else { "en" };
        let here = match page.starts_with("docs/nl/") || page.starts_with("docs/en/") {
            true => begun(&name, lang),
            false => {
                let root = site_only(&name);
                for client in ["linde", "polderfruit"] {
                    fs::remove_file(root.join(format!("clients/{client}.yaml"))).unwrap();
                }
                root
            }
        };
        Self { here, lang, name }
    }

    fn step(&mut self, step: &Step) -> Told {
        match step {
            Step::Empty => self.here = folder(&format!("{}-empty", self.name)),
            Step::Remove { path } => fs::remove_file(self.here.join(path)).unwrap(),
            Step::Change { path, old, new } => {
                let path = self.here.join(path);
                let before = fs::read_to_string(&path).unwrap();
                if !before.contains(old) {
                    return Err(format!("there is no `{old}` to change"));
                }
                fs::write(path, before.replace(old, new)).unwrap();
            }
            Step::File { path, text, wrong } => return self.write(path, text, *wrong),
            Step::Run(command) => {
                return self
                    .run(command)
                    .map_err(|fault| format!("line {}: {fault}", command.line));
            }
        }
        Ok(())
    }

    /// Writes a file that the page shows; a client's is looked at as `check` does.
    fn write(&self, path: &str, text: &str, wrong: bool) -> Told {
        let full = self.here.join(path);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        let text = match fs::read_to_string(&full) {
            Ok(before) if path.ends_with(".yaml") => laid_over(&before, text),
            _ => text.to_owned(),
        };
        fs::write(&full, text).unwrap();
        if !path.starts_with("clients/") || wrong {
            return Ok(());
        }
        let which = if path.ends_with("_practice.yaml") { "--all" } else { path };
        let run = vpsite(&self.here, &["check", which, "--format", "short"]);
        match run.status {
            0 => Ok(()),
            _ => Err(format!("the example of `{path}` is faulty: {}", run.err)),
        }
    }

    fn run(&mut self, command: &page::Command) -> Told {
        let typed = command.typed.as_str();
        // From the sources: the same program.
        let typed = match typed.strip_prefix("cargo run -- ") {
            Some(rest) => format!("vpsite {rest}"),
            None => typed.to_owned(),
        };
        let mut words = words(&typed);
        if words[0] == "cd" {
            self.here.push(&words[1]);
            return match self.here.is_dir() {
                true => Ok(()),
                false => Err(format!("`{typed}` leads nowhere")),
            };
        }
        if words[0] != "vpsite" {
            let known = OTHERS.iter().any(|(begins, _)| typed.starts_with(begins));
            return if known { Ok(()) } else { Err(format!("who runs `{typed}`?")) };
        }
        let mut status = command.status;
        let help = HELPED.iter().find(|(begins, _)| typed.starts_with(begins)).map(|it| it.1);
        match help {
            Some(Help::Served) => return self.serve(&words),
            Some(Help::NoTerminal) if words.len() < 3 => status = 2,
            Some(Help::Answered) => words.push("--yes".to_owned()),
            _ => {}
        }
        if PAPER.contains(&typed.as_str()) {
            return self.can_be_typed(&words);
        }
        let into = match words.iter().position(|it| it == ">") {
            Some(at) => words.drain(at..).nth(1),
            None => None,
        };
        let args: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        // As whoever reads the guide sees it.
        let run = vpsite_in(self.lang, &self.here, &args);
        if run.status != status {
            return Err(format!("`{typed}` ended with {}\n{}{}", run.status, run.out, run.err));
        }
        if let Some(path) = into {
            fs::write(self.here.join(path), &run.out).unwrap();
        }
        if words[1] == "init" {
            prints_nothing(&self.here.join(words.get(2).map_or(".", String::as_str)));
        }
        prints(&run, &command.prints).map_err(|line| {
            format!("`{typed}` does not print `{line}` but\n{}{}", run.out, run.err)
        })
    }

    /// Shows kits on a port of its own until it has said where.
    fn serve(&self, words: &[String]) -> Told {
        let quiet = words[1..].iter().filter(|it| *it != "--open");
        let mut child = Command::new(env!("CARGO_BIN_EXE_vpsite"))
            .args(quiet)
            .args(["--port", "0"])
            .current_dir(&self.here)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let _ = child.kill();
        let _ = child.wait();
        match address.starts_with("http://127.0.0.1:") {
            true => self.can_be_typed(words),
            false => Err(format!("`{}` shows nothing", words.join(" "))),
        }
    }

    /// Whether the program knows the command and its flags, which are not carried out.
    fn can_be_typed(&self, words: &[String]) -> Told {
        let args: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        match knows(&self.here, &args) {
            true => Ok(()),
            false => Err(format!("`{}` cannot be typed ({})", words.join(" "), self.lang)),
        }
    }
}

/// Whether the program knows a command and its flags: a value that is none is the first thing
/// wrong with it, so that nothing is carried out.
fn knows(here: &Path, args: &[&str]) -> bool {
    let run = vpsite(here, &[args, &["--color", "no-such-colour"]].concat());
    run.status == 2 && run.err.contains("no-such-colour")
}

/// A workspace that `init` made, with two clients of its practice.
fn begun(name: &str, lang: &str) -> PathBuf {
    let root = folder(name);
    vpsite(&root, &["init", "--lang", lang]).ended(0);
    prints_nothing(&root);
    let clients = [
        (
            "bakkers",
            "organisation: {name: Bakkers & Zn. B.V., short_name: Bakkers}\nlanguages: [nl]\n",
        ),
        ("smit", "organisation: {name: Garage Smit}\nlanguages: [nl]\n"),
    ];
    for (client, text) in clients {
        fs::write(root.join(format!("clients/{client}.yaml")), text).unwrap();
    }
    root
}

/// Gives a workspace a theme that prints nothing.
fn prints_nothing(root: &Path) {
    let theme = include_str!("../../../themes/default/theme.yaml");
    let (site, _) = theme.split_once("products:\n").unwrap();
    fs::create_dir_all(root.join("themes/default")).unwrap();
    fs::write(root.join("themes/default/theme.yaml"), format!("{site}products: []\n")).unwrap();
}

/// A file with the keys of a piece in place of its own.
fn laid_over(before: &str, piece: &str) -> String {
    let key = |line: &str| {
        let begins = line.starts_with(|c: char| c.is_ascii_lowercase());
        begins.then(|| line.split(':').next().unwrap().to_owned())
    };
    let new: Vec<String> = piece.lines().filter_map(key).collect();
    let mut kept = true;
    let mut text = String::new();
    for line in before.lines() {
        if let Some(key) = key(line) {
            kept = !new.contains(&key);
        }
        if kept {
            text.push_str(line);
            text.push('\n');
        }
    }
    text + piece
}

/// Whether each of these lines was printed, `…` standing for anything; else the one that was not.
fn prints<'a>(run: &Run, lines: &'a [String]) -> Result<(), &'a str> {
    let printed: Vec<&str> = run.out.lines().chain(run.err.lines()).collect();
    let fits = |shown: &str, line: &str| {
        let mut rest = line;
        shown.trim().split('…').all(|part| match rest.find(part.trim()) {
            Some(at) => {
                rest = &rest[at + part.trim().len()..];
                true
            }
            None => false,
        })
    };
    match lines.iter().find(|shown| !printed.iter().any(|line| fits(shown, line))) {
        Some(missing) => Err(missing),
        None => Ok(()),
    }
}

#[test]
fn what_is_not_printed_is_noticed() {
    let run =
        Run { status: 0, out: "row 2: made\n".to_owned(), err: "error[a/b]: no\n".to_owned() };
    let lines = |all: &[&str]| all.iter().map(|&it| it.to_owned()).collect::<Vec<_>>();
    assert!(prints(&run, &lines(&["row 2: made", "error[a/b]: …"])).is_ok());
    assert!(prints(&run, &lines(&["row 3: made"])).is_err());
    assert!(prints(&run, &lines(&["error[a/c]: …"])).is_err());
}

#[test]
fn every_example_of_a_file_has_its_place() {
    // In the guides, where somebody types it over.
    for page in pages() {
        let guide = ["README.md", "docs/content.md", "docs/themes.md", "docs/reference/client.md"];
        let is_guide = guide.contains(&page.as_str())
            || page.starts_with("docs/nl/")
            || page.starts_with("docs/en/");
        let text = text(&page);
        for block in page::blocks(&text).0.iter().filter(|_| is_guide) {
            let known = matches!(block.info, "sh" | "console" | "text");
            let placed = block.said.iter().any(|it| it.starts_with("file: "));
            assert!(known || placed, "{page}:{}: which file is that?", block.line);
        }
    }
}

#[test]
fn every_command_in_a_sentence_can_be_typed() {
    let here = begun("book-typed", "en");
    let mut looked = 0;
    // What codes say is held against the program by the tests of `explain`.
    for page in pages().into_iter().filter(|page| !page.ends_with("codes.md")) {
        let text = text(&page);
        for code in text.lines().flat_map(|line| line.split('`').skip(1).step_by(2)) {
            // `<language>` stands for what somebody knows.
            if !code.starts_with("vpsite ") || code.contains(['\\', '<']) {
                continue;
            }
            let words = words(&code.replace(" …", ""));
            let args: Vec<&str> = words[1..].iter().map(String::as_str).collect();
            // What only tells something ends at once, whatever else is wrong: it is run.
            let tells = ["--version", "--help", "-h", "help"];
            let fine = match args.iter().any(|it| tells.contains(it)) {
                true => vpsite(&here, &args).status == 0,
                false => knows(&here, &args),
            };
            assert!(fine, "{page}: `{code}` cannot be typed");
            looked += 1;
        }
    }
    assert!(looked >= 40, "{looked}");
}

#[test]
fn every_heading_of_a_spreadsheet_is_known() {
    for (page, lang) in [("docs/nl/spreadsheet.md", "nl"), ("docs/en/spreadsheet.md", "en")] {
        let text = text(page);
        let rows = text.lines().filter(|line| line.starts_with("| `"));
        let first = rows.map(|row| row.split(" | ").next().unwrap());
        let headings: Vec<&str> =
            first.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
        assert!(headings.len() >= 22 && headings[0].starts_with("Organisat"), "{headings:?}");
        let here = begun(&format!("book-headings-{lang}"), lang);
        let table = format!("{}\nMolen Transport\n", headings.join(";"));
        fs::write(here.join("all.csv"), table).unwrap();
        let run = vpsite(&here, &["import", "all.csv", "--dry-run", "--format", "short"]).ended(0);
        assert!(!run.err.contains("[sheet/"), "{page}: {}", run.err);
    }
}

#[test]
fn the_lists_of_what_is_not_run_are_used() {
    let all: String = pages().iter().map(|page| text(page)).collect();
    for begins in OTHERS.map(|it| it.0).into_iter().chain(HELPED.map(|it| it.0)).chain(PAPER) {
        assert!(all.contains(begins), "no page shows `{begins}`");
    }
}
