//! The examples of `vpsite explain`: each wrong one gives its code, and no right one does.
//!
//! The program makes all of them in workspaces of the least client, without paper but
//! where an example is about it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use vpsite::diag::Diagnostics;
use vpsite::diag::codes::{self, Code, Example, Place};
use vpsite::load::Workspace;
use vpsite::run::Surveyor;

use super::support::{files, printing, repository, site_only, vpsite, words};

/// The least that a client needs, one key a piece.
pub(super) const LEAST: [&str; 5] = [
    "organisation: {name: Bakkerij Het Stoepje}\n",
    "languages: [nl]\n",
    "site: {url: https://vp.example.nl/acme/}\n",
    "advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\"}]\n",
    "edition: 2026-11\n",
];

/// Every example that can be shown, with its row.
fn shown() -> Vec<(&'static Code, Place, &'static str, &'static str)> {
    let shown = |row: &'static Code| match row.example {
        Example::Shown { place, wrong, right } => Some((row, place, wrong, right)),
        Example::Untold(_) => None,
    };
    codes::all().filter_map(shown).collect()
}

/// The keys of the whole file that a text gives.
fn keys(text: &str) -> BTreeSet<&str> {
    text.lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| line.split(':').next())
        .collect()
}

/// A text with pieces for the keys that it does not give itself.
pub(super) fn completed(example: &str, pieces: &[&str]) -> String {
    let given = keys(example);
    let missing = pieces.iter().filter(|piece| keys(piece).is_disjoint(&given));
    let mut text: String = missing.copied().collect();
    text.push_str(example);
    text.push('\n');
    text
}

/// The least client, in place of those of the repository; the files that they name stay.
pub(super) fn least(root: &Path) {
    for path in files(&root.join("clients")).iter().filter(|path| path.ends_with(".yaml")) {
        fs::remove_file(root.join("clients").join(path)).unwrap();
    }
    fs::write(root.join("clients/acme.yaml"), LEAST.concat()).unwrap();
}

fn write(root: &Path, path: &str, text: &str) -> PathBuf {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path
}

/// The codes that are found in clients of a workspace, which is opened once for all of them.
fn found<'a>(root: &Path, clients: impl IntoIterator<Item = &'a PathBuf>) -> Vec<Codes> {
    let workspace = Workspace::find(root, root).unwrap();
    let codes = |faults: &Diagnostics| faults.iter().map(|it| it.code.to_owned()).collect();
    let surveyor = Surveyor::open(&workspace).unwrap();
    clients.into_iter().map(|client| codes(&surveyor.survey(client).1)).collect()
}

/// The codes that the program tells when it is run so.
fn told(root: &Path, command: &str) -> Codes {
    let args = words(command);
    assert_eq!(args[0], "vpsite");
    let mut args: Vec<&str> = args[1..].iter().map(String::as_str).collect();
    args.extend(["--format", "short"]);
    let run = vpsite(root, &args);
    run.err.lines().filter_map(code_of).collect()
}

/// The code of a message in its short form.
fn code_of(line: &str) -> Option<String> {
    let kinds = ["error[", "warning[", "note["];
    let after = kinds.into_iter().find_map(|kind| Some(line.split_once(kind)?.1))?;
    after.split_once("]: ").map(|(code, _)| code.to_owned())
}

type Codes = BTreeSet<String>;

/// An example whose two texts have been looked at: its code, its texts, and what they give.
struct Looked {
    code: &'static str,
    texts: [&'static str; 2],
    gives: [Codes; 2],
}

/// Looks at both texts of every example in such a place, one after the other.
fn look(
    which: impl Fn(Place) -> bool,
    look: impl Fn(&Code, Place, &str, &str) -> Codes,
) -> Vec<Looked> {
    let these = shown().into_iter().filter(|(_, place, ..)| which(*place));
    let looked = these.map(|(row, place, wrong, right)| {
        let name = row.code.replace('/', "-");
        let gives = [("wrong", wrong), ("right", right)]
            .map(|(which, text)| look(row, place, text, &format!("{name}-{which}")));
        Looked { code: row.code, texts: [wrong, right], gives }
    });
    looked.collect()
}

/// Holds that the wrong one gives the code, and the right one neither that nor one of those
/// that would leave nothing to look at.
fn hold(all: &[Looked]) {
    let unread = ["yaml/syntax", "yaml/unknown-key", "yaml/missing-key", "theme/missing-file"];
    let mut faults = Vec::new();
    for Looked { code, texts: [wrong, right], gives: [by_wrong, by_right] } in all {
        if !by_wrong.contains(*code) {
            faults.push(format!("{code}: not given by\n{wrong}\nwhich gives {by_wrong:?}"));
        }
        for given in unread.iter().chain([code]).filter(|given| by_right.contains(**given)) {
            faults.push(format!("{code}: {given} given by\n{right}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn every_code_has_an_example_or_a_reason_for_none() {
    let mut untold = 0;
    for row in codes::all() {
        match row.example {
            Example::Shown { wrong, right, .. } => {
                assert!(wrong != right && !wrong.is_empty() && !right.is_empty(), "{}", row.code);
                for text in [wrong, right] {
                    assert!(text.lines().all(|line| line.trim_end() == line), "{}", row.code);
                }
            }
            Example::Untold(reason) => {
                assert!(reason.len() > 20 && !reason.ends_with('.'), "{}: {reason:?}", row.code);
                untold += 1;
            }
        }
        let run = vpsite::cli::explained(row, vpsite::diag::Catalogue::english());
        assert!(run.starts_with(row.code) && run.contains(row.remedy), "{run}");
    }
    assert!(shown().len() > 110, "{} are shown, {untold} are not", shown().len());
}

#[test]
fn examples_of_client_files_are_real() {
    let (site, posters) = (site_only("explain-client"), printing("explain-posters", &["poster"]));
    // What is about a poster needs one.
    let of_poster =
        |code: &str| ["poster/", "text/long-word"].iter().any(|it| code.starts_with(it));
    let mut all = Vec::new();
    for (root, with_posters) in [(site, false), (posters, true)] {
        least(&root);
        let these: Vec<_> = shown()
            .into_iter()
            .filter(|(row, place, ..)| {
                *place == Place::Client && of_poster(row.code) == with_posters
            })
            .collect();
        let file = |code: &str, which: &str, text: &str| {
            let path = format!("clients/{}-{which}.yaml", code.replace('/', "-"));
            write(&root, &path, &completed(text, &LEAST))
        };
        let paths: Vec<PathBuf> = these
            .iter()
            .flat_map(|(row, _, wrong, right)| {
                [file(row.code, "wrong", wrong), file(row.code, "right", right)]
            })
            .collect();
        let mut gives = found(&root, &paths).into_iter();
        all.extend(these.into_iter().map(|(row, _, wrong, right)| Looked {
            code: row.code,
            texts: [wrong, right],
            gives: [gives.next().unwrap(), gives.next().unwrap()],
        }));
    }
    assert!(all.len() > 55, "{}", all.len());
    hold(&all);
}

#[test]
fn examples_of_pages_are_real() {
    // Each as one client's own content, so that one run looks at all; style is judged by
    // `check` alone.
    let root = site_only("explain-pages");
    least(&root);
    let these: Vec<_> = shown()
        .into_iter()
        .filter(|(_, place, ..)| matches!(place, Place::File(path) if path.ends_with(".md")))
        .collect();
    let name = |code: &str, which: &str| format!("{}-{which}", code.replace('/', "-"));
    for (row, place, wrong, right) in &these {
        let Place::File(path) = place else { unreachable!() };
        for (which, text) in [("wrong", wrong), ("right", right)] {
            let client = name(row.code, which);
            write(&root, &format!("clients/{client}.yaml"), &LEAST.concat());
            // A page shows its text alone, but where the example is about what stands before it.
            let head = match row.code {
                "content/front-matter" => "",
                _ => "---\ntitle: Parkeren\nsummary: Waar je kunt parkeren.\n---\n",
            };
            write(&root, &format!("clients/{client}/{path}"), &format!("{head}{text}\n"));
        }
    }
    let run = vpsite(&root, &["check", "--all", "--format", "short"]);
    let given = |client: &str| -> Codes {
        let path = format!("clients/{client}/");
        run.err.lines().filter(|line| line.starts_with(&path)).filter_map(code_of).collect()
    };
    let all: Vec<Looked> = these
        .into_iter()
        .map(|(row, _, wrong, right)| Looked {
            code: row.code,
            texts: [wrong, right],
            gives: ["wrong", "right"].map(|which| given(&name(row.code, which))),
        })
        .collect();
    assert!(all.len() > 9, "{}", all.len());
    hold(&all);
}

#[test]
fn examples_of_other_files_are_real() {
    let all = look(
        |place| matches!(place, Place::File(path) if !path.ends_with(".md")),
        |row, place, text, name| {
            let Place::File(path) = place else { unreachable!() };
            let root = site_only(&format!("explain-{name}"));
            least(&root);
            write(&root, path, &format!("{text}\n"));
            // What no row says, the practice does; but for what is about just that.
            if path == "clients.csv" && row.code != "sheet/lacks" {
                let address = "site: {base_url: https://vp.example.nl/}\n";
                let practice = [LEAST[1], address, LEAST[3], LEAST[4]].concat();
                write(&root, "clients/_practice.yaml", &practice);
            }
            let lang = path.split('/').nth(1).filter(|lang| lang.len() == 2 && *lang != "nl");
            if let Some(lang) = lang {
                let languages = format!("languages: [nl, {lang}]");
                let client = completed(&languages, &LEAST);
                fs::write(root.join("clients/acme.yaml"), client).unwrap();
            }
            // A form of readings is judged by who would write in it.
            match row.code {
                _ if path == "clients.csv" => told(&root, "vpsite import clients.csv --dry-run"),
                "review/form" => told(&root, "vpsite review nl --read-by Anna --on 2026-01-31"),
                _ => found(&root, [&root.join("clients/acme.yaml")]).remove(0),
            }
        },
    );
    assert!(all.len() > 3, "{}", all.len());
    hold(&all);
}

#[test]
fn examples_of_names_are_real() {
    let all = look(
        |place| place == Place::Name,
        |_, _, path, name| {
            let root = site_only(&format!("explain-{name}"));
            least(&root);
            let built_in = |path: &str| fs::read_to_string(repository().join(path)).unwrap();
            let text = match path {
                _ if path.contains("_confidentiality") => {
                    built_in("content/nl/_confidentiality.md")
                }
                _ if path.contains("behav") => built_in("content/nl/behaviour.md"),
                _ if path.starts_with("content/") => built_in("content/nl/steps.md"),
                _ if path.starts_with("themes/") => built_in("themes/default/site/page.html"),
                _ => LEAST.concat(),
            };
            write(&root, path, &text);
            told(&root, "vpsite check --all")
        },
    );
    assert!(all.len() > 6, "{}", all.len());
    hold(&all);
}

#[test]
fn examples_of_themes_are_real() {
    let root = site_only("explain-themes");
    let base = fs::read_to_string(root.join("themes/default/theme.yaml")).unwrap();
    in_themes(&root, Place::Theme, |name, text| {
        write(&root, &format!("themes/{name}/theme.yaml"), &replaced(&base, text));
    });
}

#[test]
fn examples_of_templates_are_real() {
    let root = site_only("explain-templates");
    let base = fs::read_to_string(root.join("themes/default/theme.yaml")).unwrap();
    in_themes(&root, Place::Template, |name, snippet| {
        let template = format!(
            "{{% extends \"built-in/site/page.html\" %}}{{% block after %}}{snippet}{{% endblock after %}}\n"
        );
        write(&root, &format!("themes/{name}/theme.yaml"), &base);
        write(&root, &format!("themes/{name}/site/page.html"), &template);
    });
}

/// Holds the examples in such a place, each text in a theme of its own with a client that has it.
fn in_themes(root: &Path, wanted: Place, theme: impl Fn(&str, &str)) {
    least(root);
    let these: Vec<_> = shown().into_iter().filter(|(_, place, ..)| *place == wanted).collect();
    let mut clients = Vec::new();
    for (row, _, wrong, right) in &these {
        for (which, text) in [("wrong", wrong), ("right", right)] {
            let name = format!("{}-{which}", row.code.replace('/', "-"));
            theme(&name, text);
            let client = completed(&format!("theme: {name}"), &LEAST);
            clients.push(write(root, &format!("clients/{name}.yaml"), &client));
        }
    }
    let mut gives = found(root, &clients).into_iter();
    let all: Vec<Looked> = these
        .into_iter()
        .map(|(row, _, wrong, right)| Looked {
            code: row.code,
            texts: [wrong, right],
            gives: [gives.next().unwrap(), gives.next().unwrap()],
        })
        .collect();
    assert!(all.len() > 8, "{}", all.len());
    hold(&all);
}

/// `theme.yaml` with other values for the keys that an example gives.
fn replaced(theme: &str, example: &str) -> String {
    let given = keys(example);
    let mut kept = String::new();
    let mut leaves_out = false;
    for line in theme.lines() {
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            leaves_out = given.contains(line.split(':').next().unwrap());
        }
        if !leaves_out {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    format!("{kept}{example}\n")
}

#[test]
fn examples_of_commands_are_real() {
    let all = look(
        |place| place == Place::Command,
        |row, _, command, name| {
            let root = site_only(&format!("explain-{name}"));
            least(&root);
            fs::write(root.join("clients/_practice.yaml"), "notes_kept: true\n").unwrap();
            if row.code == "sheet/unreadable" {
                write(&root, "clients.csv", "Organisatie\nBakkerij Zuid\n");
            }
            if ["clean/", "kit/"].iter().any(|start| row.code.starts_with(start)) {
                vpsite(&root, &["build", "clients/acme.yaml"]).ended(0);
            }
            told(&root, command)
        },
    );
    assert!(all.len() > 8, "{}", all.len());
    hold(&all);
}
