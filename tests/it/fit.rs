//! What is shown to be typed, and what helps with typing: help, examples, completions, manual pages.
//!
//! Invariant: no example is only read: each is typed, in a workspace that it can work in.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use super::support::{Run, copy, folder, site_only, vpsite};

/// Lines that do not end with 0, and with what they end instead: nobody sits at the terminal of a
/// test to be asked, and what `status` finds depends on the day.
const OTHERWISE: [(&str, i32, &str); 4] = [
    ("vpsite new", 2, "client/flag"),
    ("vpsite clean acme", 2, "clean/unasked"),
    ("vpsite status", 1, ""),
    ("vpsite status acme", 1, ""),
];

/// Lines that set many pages, which takes long.
const PAPER: [&str; 1] = ["vpsite review pl"];

/// Every command, as in `edit content`, with the program itself first.
fn paths() -> Vec<String> {
    fn walk(command: &clap::Command, path: &str, found: &mut Vec<String>) {
        found.push(path.to_owned());
        for one in command.get_subcommands().filter(|one| one.get_name() != "help") {
            walk(one, format!("{path} {}", one.get_name()).trim(), found);
        }
    }
    let mut found = Vec::new();
    walk(&vpsite::cli::command(), "", &mut found);
    found
}

/// What a command shows as help.
fn help(root: &Path, path: &str) -> String {
    let words: Vec<&str> = path.split_whitespace().chain(["--help"]).collect();
    vpsite(root, &words).ended(0).out
}

/// The lines to type at the end of a help.
fn examples(help: &str) -> Vec<String> {
    let end = help.rsplit_once("\nExamples:\n").or(help.rsplit_once("\nBegin with:\n"));
    let Some((_, end)) = end else { return Vec::new() };
    let lines: Vec<&str> = end.trim_end().lines().collect();
    // Each stands above what it does, and nothing comes behind them.
    for pair in lines.chunks(2) {
        let [typed, does] = pair else { panic!("{end}") };
        assert!(typed.starts_with("  vpsite "), "{end}");
        assert!(does.starts_with("      ") && !does.trim().is_empty(), "{end}");
    }
    lines.iter().step_by(2).map(|line| line.trim().to_owned()).collect()
}

/// The words of a line, as a terminal takes them apart.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for sign in line.chars() {
        match sign {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().unwrap().push(sign),
        }
    }
    assert!(!quoted, "{line}");
    words
}

/// What the examples speak of: a client with a kit, a spreadsheet in two forms, a logo.
fn furnish(root: &Path) {
    let from = site_only("fit-examples-from");
    copy(&from.join("themes"), &root.join("themes"));
    fs::copy(from.join("clients/acme.yaml"), root.join("clients/acme.yaml")).unwrap();
    copy(&from.join("clients/acme"), &root.join("clients/acme"));
    copy(&from.join("clients/practice"), &root.join("clients/practice"));
    fs::write(root.join("logo.png"), picture()).unwrap();
    let rows = [["Organisatie", "Talen"], ["Gemeente Ede", "nl"], ["Zorg & Co", "nl, en"]];
    let csv: String = rows.iter().map(|row| row.join(";") + "\n").collect();
    fs::write(root.join("clients.csv"), csv).unwrap();
    let text =
        fs::read_to_string(super::support::repository().join("content/nl/_confidentiality.md"));
    let slides = super::pptx::presentation(&[("Vertrouwelijk", text.unwrap().trim())]);
    fs::write(root.join("slides.pptx"), slides).unwrap();
    fs::write(root.join("clients.xlsx"), workbook(&rows)).unwrap();
}

/// A plain square in one colour, as PNG.
fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let square = image::RgbImage::from_pixel(400, 200, image::Rgb([11, 93, 59]));
    square.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// The least that a workbook of Excel is.
fn workbook(rows: &[[&str; 2]]) -> Vec<u8> {
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    let cell = |text: &str| {
        let text = text.replace('&', "&amp;");
        format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let row = |row: &[&str; 2]| format!("<row>{}</row>", row.map(cell).concat());
    let rows: String = rows.iter().map(row).collect();
    let files = [
        ("xl/workbook.xml", format!("<workbook {main} xmlns:r=\"x\"><sheets><sheet name=\"a\" r:id=\"r1\"/></sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>".to_owned()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet {main}><sheetData>{rows}</sheetData></worksheet>")),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Types a line; a server is ended as soon as it serves.
fn typed(root: &Path, line: &str) -> Run {
    let words = words(line);
    vpsite::cli::command().try_get_matches_from(&words).unwrap_or_else(|it| panic!("{line}: {it}"));
    if words[1] != "serve" {
        let args: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        return vpsite(root, &args);
    }
    // No browser is opened on whoever's screen this runs.
    let args = words[1..].iter().filter(|word| *word != "--open");
    let mut child = Command::new(env!("CARGO_BIN_EXE_vpsite"))
        .args(args)
        .current_dir(root)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut out = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut out).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let status = if out.starts_with("http://127.0.0.1:") { 0 } else { 2 };
    Run { status, out, err: String::new() }
}

#[test]
fn every_example_of_every_help_works() {
    let root = folder("fit-examples");
    let mut tried = 0;
    for path in paths().into_iter().filter(|path| !path.is_empty()) {
        let lines = examples(&help(&root, &path));
        for line in lines.into_iter().filter(|line| !PAPER.contains(&line.as_str())) {
            let run = typed(&root, &line);
            let otherwise = OTHERWISE.iter().find(|(other, ..)| *other == line);
            let may = otherwise
                .is_some_and(|(_, status, code)| run.status == *status && run.err.contains(code));
            assert!(run.status == 0 || may, "{}: {line}\n{}\n{}", run.status, run.out, run.err);
            tried += 1;
        }
        if path == "init" {
            furnish(&root);
        }
    }
    assert!(tried > 45, "{tried}");
    // They did what they said they do.
    for made in [
        "kits/clients/_practice.yaml",
        "clients/bakkers-zn.yaml",
        "clients/gemeente-ede.yaml",
        "content/nl/steps.md",
        "clients/acme/content/nl/steps.md",
        "dist/acme.zip",
        "upload/vp.example.nl/acme/index.html",
        "one.pdf",
        "content/pl/_reviews.yaml",
        "themes/default/print/poster.typ",
        "manual/vpsite-build.1",
    ] {
        assert!(root.join(made).is_file(), "{made}");
    }
}

#[test]
fn every_help_ends_with_examples() {
    let root = folder("fit-help");
    for path in paths() {
        let found = examples(&help(&root, &path));
        assert!(!found.is_empty(), "`vpsite {path} --help` has none");
        let own = format!("vpsite {path}");
        let of_it = |line: &String| line.starts_with(own.trim_end());
        assert!(found.iter().all(of_it), "{path}: {found:?}");
    }
}

#[test]
fn the_name_alone_says_what_to_begin_with_and_that_works() {
    let root = folder("fit-begin");
    let run = vpsite(&root, &[]).ended(0);
    assert!(run.err.is_empty(), "{}", run.err);
    assert!(run.out.lines().all(|line| line.chars().count() <= 100), "{}", run.out);
    let (_, rest) = run.out.split_once("Begin with:\n").unwrap();
    let lines: Vec<&str> = rest.lines().filter_map(|line| line.strip_prefix("  vpsite ")).collect();
    assert_eq!(lines.len(), 3, "{}", run.out);
    assert_eq!(lines[0], "init kits");
    typed(&root, &format!("vpsite {}", lines[0])).ended(0);
    let kits = root.join("kits");
    copy(&site_only("fit-begin-from").join("themes"), &kits.join("themes"));
    for line in &lines[1..] {
        typed(&kits, &format!("vpsite {line}")).ended(0);
    }
    assert!(kits.join("dist").is_dir());
    // What it points to is there.
    assert!(run.out.contains("`vpsite --help`") && run.out.contains("`vpsite help build`"));
    vpsite(&root, &["help", "build"]).ended(0);
    vpsite(&root, &["-q"]).ended(0);
}

#[test]
fn a_client_is_named_by_its_name_or_its_file() {
    let root = site_only("fit-names");
    for args in [["check", "minimal"], ["check", "clients/minimal.yaml"], ["build", "minimal"]] {
        vpsite(&root, &args).ended(0);
    }
    let within = root.join("clients");
    for args in [["check", "minimal"], ["build", "minimal"], ["check", "minimal.yaml"]] {
        vpsite(&within, &args).ended(0);
    }
    // A folder of the same name is no client, and no reason to look elsewhere.
    vpsite(&within, &["check", "acme"]).ended(0);
    // Twice the same one, however it is named.
    let run = vpsite(&root, &["check", "minimal", "clients/minimal.yaml"]).ended(0);
    assert!(run.err.contains("is named twice"), "{}", run.err);
    let run = vpsite(&root, &["build", "minimum", "--format", "short"]).ended(1);
    assert!(run.err.contains("clients/minimum.yaml") && run.err.contains("exist"), "{}", run.err);
    // A file that is no client file is told of as before.
    fs::write(root.join("minimal"), "").unwrap();
    let run = vpsite(&root, &["build", "minimal", "--format", "short"]).ended(1);
    assert!(run.err.contains("client/not-read"), "{}", run.err);
    let nowhere = folder("fit-names-nowhere");
    let run = vpsite(&nowhere, &["build", "minimal", "--root", root.to_str().unwrap()]);
    run.ended(0);
}

/// What a script of this shell is told may come next, one a line.
fn told(root: &Path, shell: &str, words: &[&str]) -> Vec<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_vpsite"))
        .arg("--")
        .args(words)
        .env("VPSITE_COMPLETE", shell)
        .env("_CLAP_COMPLETE_INDEX", (words.len() - 1).to_string())
        .env("_CLAP_IFS", "\n")
        .current_dir(root)
        .output()
        .unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// The same without what stands beside each.
fn names(root: &Path, line: &str) -> Vec<String> {
    let mut words: Vec<&str> = line.split(' ').collect();
    words.insert(0, "vpsite");
    let told = told(root, "fish", &words);
    told.iter().map(|line| line.split('\t').next().unwrap().to_owned()).collect()
}

#[test]
fn what_a_place_is_for_completes_it() {
    let root = site_only("fit-complete");
    let is = |line: &str, all: &[&str]| assert_eq!(names(&root, line), all, "{line}");
    for command in ["build", "check", "serve", "status", "publish"] {
        is(&format!("{command} ac"), &["acme"]);
        let first = names(&root, &format!("{command} "));
        assert_eq!(first[..4], ["acme", "linde", "minimal", "polderfruit"], "{command}");
    }
    is("build acme li", &["linde"]);
    is("build cl", &["clients/"]);
    is("build clients/ac", &["clients/acme.yaml"]);
    is("edit content steps --client po", &["polderfruit"]);
    is("publish --host ne", &["netlify"]);
    is("review p", &["pl"]);
    is("new --languages nl,p", &["nl,pl"]);
    is("edit content st", &["steps"]);
    is("edit content _law-cr", &["_law-crimes"]);
    is("edit words exit_n", &["exit_now"]);
    is("edit helpline pol", &["police"]);
    is("edit fact cri", &["crimes"]);
    is("review pl --only conf", &["confidential"]);
    is("explain phone/inv", &["phone/invalid"]);
    is(
        "theme eject print/po",
        &[
            "print/point.typ",
            "print/poster-person.typ",
            "print/poster-pictogram.typ",
            "print/poster.typ",
        ],
    );
    is("completions po", &["powershell"]);
    // A kit, and no client without one; of a client that is gone too.
    is("clean mi", &[]);
    vpsite(&root, &["build", "minimal"]).ended(0);
    fs::remove_file(root.join("clients/minimal.yaml")).unwrap();
    is("clean mi", &["minimal"]);
    is("build mi", &[]);
    // What somebody adds is there at once, with the name of the organisation beside it.
    let new = "organisation: {name: Bakkers & Zn.}\nlanguages: [nl]\n";
    fs::write(root.join("clients/bakkers.yaml"), new).unwrap();
    let all = told(&root, "fish", &["vpsite", "build", "ba"]);
    assert_eq!(all, ["bakkers\tBakkers & Zn."]);
    // Elsewhere by the flag, and from the folder of clients itself.
    let nowhere = std::env::temp_dir().join(format!("vpsite-nowhere-{}", std::process::id()));
    fs::create_dir_all(&nowhere).unwrap();
    assert!(names(&nowhere, "build ac").is_empty());
    let there = root.to_str().unwrap();
    assert_eq!(names(&nowhere, &format!("--root {there} build ac")), ["acme"]);
    assert_eq!(names(&nowhere, &format!("build --root={there} ac")), ["acme"]);
    assert_eq!(names(&root.join("clients"), "build ac"), ["acme"]);
    // A file that cannot be read takes nothing from the others.
    fs::write(root.join("clients/broken.yaml"), "organisation: [").unwrap();
    fs::remove_dir(&nowhere).unwrap();
    is("build li", &["linde"]);
    is("build br", &["broken"]);
}

/// The lines that a script ends with: to be typed once, for every terminal to come.
fn once(script: &str) -> Vec<&str> {
    let (_, end) = script.split_once("\n# to have this in every terminal").unwrap();
    end.lines().skip(1).map(|line| line.strip_prefix("#   ").unwrap()).collect()
}

#[test]
fn each_shell_is_answered_in_its_form_and_told_where_its_script_belongs() {
    let root = site_only("fit-shells");
    for (shell, word, place) in [
        ("bash", "acme", "~/.bashrc"),
        ("zsh", "acme:Acme Logistics B.V.", "~/.zshrc"),
        ("fish", "acme\tAcme Logistics B.V.", "~/.config/fish"),
        ("powershell", "acme\tAcme Logistics B.V.", "$PROFILE"),
        ("elvish", "acme", "~/.config/elvish"),
    ] {
        assert_eq!(told(&root, shell, &["vpsite", "build", "ac"]), [word], "{shell}");
        let script = vpsite(&root, &["completions", shell]).ended(0).out;
        assert!(script.contains("VPSITE_COMPLETE"), "{shell}: {script}");
        let again = format!("vpsite completions {shell}");
        let last = once(&script).pop().unwrap();
        assert!(last.contains(place) && last.contains(&again), "{shell}: {script}");
    }
    vpsite(&root, &["completions", "cmd"]).ended(2);
}

#[test]
fn the_manual_has_a_page_a_command_and_touches_nothing_else() {
    let root = folder("fit-man");
    fs::create_dir(root.join("manual")).unwrap();
    fs::write(root.join("manual/other.1"), "mine").unwrap();
    let run = vpsite(&root, &["man", "--to", "manual"]).ended(0);
    let pages = paths();
    assert_eq!(run.out.lines().count(), pages.len());
    for path in &pages {
        let name = format!("vpsite {path}").trim_end().replace(' ', "-");
        let page = fs::read_to_string(root.join(format!("manual/{name}.1"))).unwrap();
        let title = format!(".TH {} 1", name.to_uppercase());
        assert!(page.contains(&title), "{name}: {page}");
        for heading in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLES"] {
            assert!(page.contains(&format!(".SH {heading}\n")), "{name} lacks {heading}");
        }
        let lines = examples(&help(&root, path));
        assert_eq!(page.matches(".TP\n\\fBvpsite ").count(), lines.len(), "{name}: {page}");
    }
    // A page of an older version is replaced; what is none stays, and so does all else then.
    let page = root.join("manual/vpsite-build.1");
    let new = fs::read(&page).unwrap();
    fs::write(&page, ".TH VPSITE-BUILD 1\nolder\n").unwrap();
    vpsite(&root, &["man", "--to", "manual"]).ended(0);
    assert_eq!(fs::read(&page).unwrap(), new);
    fs::write(&page, "my notes\n").unwrap();
    fs::write(root.join("manual/vpsite-check.1"), ".TH VPSITE-CHECK 1\nolder\n").unwrap();
    let run = vpsite(&root, &["man", "--to", "manual", "--format", "short"]).ended(2);
    assert!(run.err.contains("write/in-the-way"), "{}", run.err);
    assert_eq!(fs::read_to_string(&page).unwrap(), "my notes\n");
    let other = fs::read_to_string(root.join("manual/vpsite-check.1")).unwrap();
    assert!(other.contains("older"), "{other}");
    assert_eq!(fs::read_to_string(root.join("manual/other.1")).unwrap(), "mine");
}

/// With what Debian has.
#[cfg(unix)]
mod paper {
    use std::path::PathBuf;
    use std::time::{Duration, Instant};

    use super::super::support::tool;
    use super::*;

    #[test]
    fn the_examples_that_set_many_pages_work() {
        let root = site_only("fit-paper");
        for line in PAPER {
            let command = line.split(' ').nth(1).unwrap();
            assert!(examples(&help(&root, command)).iter().any(|one| one == line), "{line}");
            typed(&root, line).ended(0);
        }
        assert!(root.join("review-pl.pdf").is_file());
    }

    /// A shell with a home of its own, and this program where shells look.
    fn shell(root: &Path, command: &[&str]) -> Command {
        let program = PathBuf::from(env!("CARGO_BIN_EXE_vpsite"));
        let around = program.parent().unwrap().to_str().unwrap();
        let mut shell = Command::new(command[0]);
        shell
            .args(&command[1..])
            .env("PATH", format!("{around}:{}", std::env::var("PATH").unwrap()))
            .env("HOME", root)
            .env("TERM", "xterm")
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("ZDOTDIR")
            .current_dir(root);
        shell
    }

    /// What stands in the line of a new terminal after the Tab key: keys are pressed in a real
    /// shell, of which one key writes the line into a file.
    fn after_tab(root: &Path, name: &str, bind: &str, line: &str) -> String {
        let file = root.join(format!("line-{name}"));
        let _ = fs::remove_file(&file);
        // A terminal of its own, which `script` makes.
        let mut child = shell(root, &["script", "-qec", &format!("{name} -i"), "/dev/null"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("script is missing ({error}): run tests/run"));
        let mut keys = child.stdin.take().unwrap();
        let bind = bind.replace("FILE", file.to_str().unwrap());
        write!(keys, "{bind}\n{line}\t\u{18}").unwrap();
        keys.flush().unwrap();
        let begun = Instant::now();
        let read = || fs::read_to_string(&file).unwrap_or_default();
        while !read().ends_with('\n') && begun.elapsed() < Duration::from_secs(60) {
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = child.kill();
        let _ = child.wait();
        read().trim().to_owned()
    }

    #[test]
    fn the_tab_key_completes_clients_in_real_shells() {
        let root = site_only("fit-tab");
        for (name, bind) in [
            ("bash", "bind -x '\"\\C-x\": echo \"$READLINE_LINE\" > FILE'"),
            ("zsh", "show() { print -r -- $BUFFER > FILE }; zle -N show; bindkey '^X' show"),
            ("fish", "function show; commandline > FILE; end; bind \\cx show"),
        ] {
            // What the script says to type once, typed once.
            let script = vpsite(&root, &["completions", name]).ended(0).out;
            for line in once(&script) {
                let ended = shell(&root, &[name, "-c", line]).status();
                let ended = ended.unwrap_or_else(|error| panic!("{name} is missing ({error})"));
                assert!(ended.success(), "{name}: {line}");
            }
            for (line, whole) in [
                ("vpsite build ac", "vpsite build acme"),
                ("vpsite build clients/li", "vpsite build clients/linde.yaml"),
                ("vpsite serve po", "vpsite serve polderfruit"),
                ("vpsite publish --host ne", "vpsite publish --host netlify"),
                ("vpsite explain phone/inv", "vpsite explain phone/invalid"),
            ] {
                assert_eq!(after_tab(&root, name, bind, line), whole, "{name}");
            }
        }
    }

    #[test]
    fn the_manual_is_read_by_what_reads_manuals() {
        let root = folder("fit-mandoc");
        vpsite(&root, &["man", "--to", "."]).ended(0);
        for path in paths() {
            let name = format!("vpsite {path}").trim_end().replace(' ', "-");
            let page = root.join(format!("{name}.1"));
            let page = page.to_str().unwrap();
            // Errors: warnings are of the spacing that the generator makes.
            tool("mandoc", &["-Tlint", "-Werror", page]);
            let read = tool("mandoc", &["-Tutf8", page]);
            // Bold is a letter struck twice.
            let plain = read.chars().fold(String::new(), |mut plain, sign| {
                match sign {
                    '\u{8}' => drop(plain.pop()),
                    sign => plain.push(sign),
                }
                plain
            });
            for line in examples(&help(&root, path.as_str())) {
                let begin: String = line.chars().take(40).collect();
                assert!(plain.contains(&begin), "{name} lacks {line}: {plain}");
            }
        }
    }
}
