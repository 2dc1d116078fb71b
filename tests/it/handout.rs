//! What HR gets besides paper: archive, messages, and a theme to change.

use std::fs;
use std::path::PathBuf;

use super::support::{contents, files, site_only, unpacked, vpsite};

/// A workspace that makes sites and messages, and prints nothing.
fn without_print(name: &str) -> PathBuf {
    let root = site_only(name);
    let theme = include_str!("../../themes/default/theme.yaml");
    let messages = &theme[theme.find("\nmessages:\n").unwrap()..];
    let path = root.join("themes/default/theme.yaml");
    let site = fs::read_to_string(&path).unwrap();
    fs::write(path, format!("{site}{messages}")).unwrap();
    root
}

#[test]
fn an_archive_holds_the_folder_and_is_the_same_twice() {
    let root = without_print("archive");
    let archive = root.join("dist/acme.zip");
    vpsite(&root, &["build", "clients/acme.yaml", "--zip"]).ended(0);
    let mut packed = unpacked(&fs::read(&archive).unwrap());
    let (first, said) = packed.remove(0);
    assert_eq!(first, "acme-2026-11/0-EERST-UITPAKKEN.txt");
    assert!(String::from_utf8(said).unwrap().contains("index.html"));
    let kit = contents(&root.join("dist/acme")).into_iter();
    let kit: Vec<_> = kit.map(|(path, bytes)| (format!("acme-2026-11/{path}"), bytes)).collect();
    assert_eq!(packed, kit);
    let first = fs::read(&archive).unwrap();
    fs::remove_file(&archive).unwrap();
    vpsite(&root, &["build", "clients/acme.yaml", "--zip"]).ended(0);
    assert!(first == fs::read(&archive).unwrap());
    // Without the flag, an archive that is there stays as it is.
    vpsite(&root, &["build", "clients/acme.yaml"]).ended(0);
    assert!(first == fs::read(&archive).unwrap());
}

#[test]
fn an_archive_of_somebody_else_is_not_overwritten() {
    let root = without_print("archive-foreign");
    fs::create_dir_all(root.join("dist")).unwrap();
    let archive = root.join("dist/minimal.zip");
    fs::write(&archive, "not ours").unwrap();
    let run = vpsite(&root, &["build", "clients/minimal.yaml", "--zip"]).ended(2);
    assert!(run.err.contains("write/in-the-way"), "{}", run.err);
    assert_eq!(fs::read(&archive).unwrap(), b"not ours");
}

#[test]
fn a_copy_of_a_theme_file_tells_when_the_original_changes() {
    let root = site_only("eject");
    let list = vpsite(&root, &["theme", "list"]).ended(0);
    assert!(list.out.lines().any(|line| line == "print/poster.typ"), "{}", list.out);
    assert!(!list.out.contains("fonts/"), "{}", list.out);
    let copy = root.join("themes/default/assets/style.css");
    vpsite(&root, &["theme", "eject", "assets/style.css"]).ended(0);
    let text = fs::read_to_string(&copy).unwrap();
    let original = include_str!("../../themes/default/assets/style.css");
    assert_eq!(text.split_once('\n').unwrap().1, original);
    let run = vpsite(&root, &["check", "clients/minimal.yaml"]).ended(0);
    assert!(!run.err.contains("theme/original-changed"), "{}", run.err);

    // What is there is not lost to a second copy.
    fs::write(&copy, text.replace("vpsite-original: ", "vpsite-original: 0")).unwrap();
    let run = vpsite(&root, &["theme", "eject", "assets/style.css"]).ended(2);
    assert!(run.err.contains("write/in-the-way"), "{}", run.err);
    let run = vpsite(&root, &["check", "clients/minimal.yaml"]).ended(0);
    assert!(run.err.contains("theme/original-changed"), "{}", run.err);
    assert!(run.err.contains("style.css:1:"), "{}", run.err);

    let run = vpsite(&root, &["theme", "eject", "assets/stile.css"]).ended(2);
    assert!(run.err.contains("did you mean `assets/style.css`?"), "{}", run.err);
    assert!(files(&root.join("themes/default/assets")) == ["style.css"]);
}

#[test]
fn a_design_that_the_theme_lacks_is_named_with_those_it_has() {
    let root = site_only("design");
    let theme = include_str!("../../themes/default/theme.yaml");
    let posters = &theme[..theme.find("  - id: flyer").unwrap()];
    fs::write(root.join("themes/default/theme.yaml"), posters).unwrap();
    let client = root.join("clients/minimal.yaml");
    let text = fs::read_to_string(&client).unwrap();
    fs::write(&client, text.replace("design: pictogram", "design: persoon")).unwrap();
    let run = vpsite(&root, &["check", "clients/minimal.yaml"]).ended(1);
    assert!(run.err.contains("poster/design"), "{}", run.err);
    assert!(run.err.contains("did you mean `person`?"), "{}", run.err);
}

#[test]
fn a_message_without_the_text_on_confidentiality_is_refused() {
    let root = without_print("message-statement");
    fs::create_dir_all(root.join("themes/default/text")).unwrap();
    fs::write(root.join("themes/default/text/message.txt"), "{{ page.title }}").unwrap();
    let run = vpsite(&root, &["check", "clients/minimal.yaml"]).ended(1);
    assert!(run.err.contains("statement/missing"), "{}", run.err);
    assert!(run.err.contains("intranet/announcement-nl.txt"), "{}", run.err);
}

#[test]
fn a_message_that_would_tell_who_reads_it_is_refused() {
    let root = without_print("message-loads");
    fs::create_dir_all(root.join("themes/default/text")).unwrap();
    let page = "{{ page.html | safe }}<img src=\"https://count.example.nl/1.png\" alt=\"\">";
    fs::write(root.join("themes/default/text/intranet.html"), page).unwrap();
    let run = vpsite(&root, &["check", "clients/minimal.yaml"]).ended(1);
    assert!(run.err.contains("site/outside"), "{}", run.err);
    // Where it was written: in the theme, once for all languages.
    assert!(run.err.contains("themes/default/text/intranet.html:1:23"), "{}", run.err);
}

#[test]
fn a_kit_of_many_languages_shows_two_and_the_others_behind_their_names() {
    let root = without_print("many-languages");
    vpsite(&root, &["build", "acme", "polderfruit"]).ended(0);
    let first = |client: &str| {
        fs::read_to_string(root.join("dist").join(client).join("index.html")).unwrap()
    };
    assert!(!first("acme").contains("<details"));
    let page = first("polderfruit");
    let message = page.split("id=\"announcement\"").nth(1).unwrap().split("</section>").next();
    let (shown, more) = message.unwrap().split_once("<details class=\"more\">").unwrap();
    let files = |part: &str| part.matches("announcement-").count();
    assert_eq!((files(shown), files(more)), (2 * 3, 8 * 3), "{page}");
    let names = more.split("</summary>").next().unwrap();
    assert!(names.contains("Pools, Roemeens, Bulgaars"), "{names}");
    // Dates of introductions are no languages.
    let dates = page.split("id=\"invitation\"").nth(1).unwrap().split("</section>").next();
    assert!(!dates.unwrap().contains("<details"), "{page}");
}
