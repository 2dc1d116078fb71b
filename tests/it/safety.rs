//! What vpsite may never do to the files of others, or to a kit that was good.

use std::fs;

use super::support::{contents, files, printing, site_only, vpsite};

/// A client of one page's worth, so that these tests are quick.
const SMALL: &[&str] = &["build", "clients/minimal.yaml"];

#[test]
fn a_folder_of_somebody_else_is_refused() {
    let root = site_only("foreign");
    let kit = root.join("dist/minimal");
    fs::create_dir_all(&kit).unwrap();
    fs::write(kit.join("holiday.txt"), "mine").unwrap();
    let run = vpsite(&root, SMALL).ended(2);
    assert!(run.err.contains("vpsite did not write it"), "{}", run.err);
    assert_eq!(files(&root.join("dist")), ["minimal/holiday.txt"]);
}

#[test]
fn a_failed_build_leaves_the_kit_byte_for_byte() {
    let root = site_only("failed");
    vpsite(&root, SMALL).ended(0);
    let before = contents(&root.join("dist"));
    let yaml = fs::read_to_string(root.join("clients/minimal.yaml")).unwrap();
    fs::write(root.join("clients/minimal.yaml"), yaml.replace("+31 6 12345678", "06123")).unwrap();
    vpsite(&root, SMALL).ended(1);
    assert!(contents(&root.join("dist")) == before);
}

#[test]
fn a_second_build_writes_nothing() {
    let root = site_only("second");
    vpsite(&root, SMALL).ended(0);
    let at = |path: &str| {
        fs::metadata(root.join("dist/minimal").join(path)).unwrap().modified().unwrap()
    };
    let before = at("index.html");
    let run = vpsite(&root, SMALL).ended(0);
    assert!(run.err.contains(": 0 files written"), "{}", run.err);
    assert_eq!(at("index.html"), before);
    assert_eq!(files(&root.join("dist")).iter().filter(|path| path.contains("vpsite-")).count(), 0);
}

#[test]
fn what_is_no_longer_made_is_removed_and_strangers_stay() {
    let root = printing("stale", &["flyer"]);
    let build = ["build", "clients/acme.yaml"];
    vpsite(&root, &build).ended(0);
    let kit = root.join("dist/acme");
    fs::write(kit.join("site/notes.txt"), "of HR").unwrap();
    fs::create_dir_all(kit.join("own")).unwrap();
    fs::write(kit.join("own/plan.docx"), "of HR").unwrap();
    assert!(kit.join("site/en/index.html").exists());
    assert!(kit.join("print/flyer-en.pdf").exists());

    let path = root.join("clients/acme.yaml");
    let yaml = fs::read_to_string(&path).unwrap();
    fs::write(&path, yaml.replace("languages: [nl, en]\nsite", "languages: [nl]\nsite")).unwrap();
    let run = vpsite(&root, &build).ended(0);
    assert!(run.err.contains("removed"), "{}", run.err);
    assert!(!kit.join("site/en").exists(), "{:?}", files(&kit));
    assert!(!kit.join("print/flyer-en.pdf").exists());
    assert_eq!(fs::read_to_string(kit.join("site/notes.txt")).unwrap(), "of HR");
    assert_eq!(fs::read_to_string(kit.join("own/plan.docx")).unwrap(), "of HR");
}

#[test]
fn a_file_changed_by_hand_is_not_lost() {
    let root = site_only("edited");
    vpsite(&root, SMALL).ended(0);
    let page = root.join("dist/minimal/site/index.html");
    fs::write(&page, "changed by hand").unwrap();
    let before = contents(&root.join("dist"));
    let run = vpsite(&root, SMALL).ended(2);
    assert!(run.err.contains("was changed after vpsite wrote it"), "{}", run.err);
    assert!(contents(&root.join("dist")) == before);
}

#[test]
fn a_build_that_broke_off_is_put_right() {
    let root = site_only("crash");
    vpsite(&root, SMALL).ended(0);
    let dist = root.join("dist");
    let before = contents(&dist);
    // Broken off between the two renames.
    fs::rename(dist.join("minimal"), dist.join(".minimal.vpsite-old")).unwrap();
    vpsite(&root, SMALL).ended(0);
    assert!(contents(&dist) == before);
    // Broken off while staging.
    super::support::copy(&dist.join("minimal"), &dist.join(".minimal.vpsite-new"));
    fs::remove_file(dist.join(".minimal.vpsite-new/index.html")).unwrap();
    vpsite(&root, SMALL).ended(0);
    assert!(contents(&dist) == before);
    // Broken off while the old kit was being cleared away.
    super::support::copy(&dist.join("minimal"), &dist.join(".minimal.vpsite-old"));
    fs::remove_file(dist.join(".minimal.vpsite-old/index.html")).unwrap();
    vpsite(&root, SMALL).ended(0);
    assert!(contents(&dist) == before);
}

#[test]
fn every_command_puts_right_what_broke_off() {
    let root = site_only("crash-commands");
    vpsite(&root, SMALL).ended(0);
    let dist = root.join("dist");
    let before = contents(&dist);
    for command in [&["list"][..], &["check", "clients/minimal.yaml"], SMALL] {
        for away in [".vpsite/minimal.whole-1-0-old", ".minimal.vpsite-old"] {
            fs::rename(dist.join("minimal"), dist.join(away)).unwrap();
            vpsite(&root, command).ended(0);
            assert!(contents(&dist) == before, "{command:?} {away}");
        }
    }
}

#[test]
fn a_deleted_file_comes_back() {
    let root = site_only("deleted");
    vpsite(&root, SMALL).ended(0);
    let before = contents(&root.join("dist"));
    fs::remove_file(root.join("dist/minimal/site/index.html")).unwrap();
    let run = vpsite(&root, SMALL).ended(0);
    assert!(run.err.contains(": 1 file written"), "{}", run.err);
    assert!(contents(&root.join("dist")) == before);
}

#[test]
fn builds_at_once_make_one_whole_kit() {
    let root = site_only("at-once");
    vpsite(&root, SMALL).ended(0);
    let before = contents(&root.join("dist"));
    let yaml = root.join("clients/minimal.yaml");
    let text = fs::read_to_string(&yaml).unwrap();
    fs::write(&yaml, text.replace("nl]", "nl, en]")).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| vpsite(&root, SMALL).ended(0));
        }
    });
    let after = contents(&root.join("dist"));
    assert!(after != before);
    let run = vpsite(&root, SMALL).ended(0);
    assert!(run.err.contains(": 0 files written"), "{}", run.err);
    assert!(contents(&root.join("dist")) == after);
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_a_file_is_a_fault_and_no_wait_for_ever() {
    let root = site_only("pipe");
    vpsite(&root, SMALL).ended(0);
    let page = root.join("dist/minimal/site/index.html");
    fs::remove_file(&page).unwrap();
    super::support::tool("mkfifo", &[page.to_str().unwrap()]);
    let run = vpsite(&root, SMALL).ended(2);
    assert!(run.err.contains("site/index.html` is a pipe"), "{}", run.err);
}

#[test]
fn files_outside_the_workspace_are_not_read() {
    let root = site_only("outside");
    let path = root.join("clients/minimal.yaml");
    let yaml = fs::read_to_string(&path).unwrap();
    for wrong in ["../../../secret.svg", "/etc/hostname", "acme\\\\logo.svg"] {
        let logo = format!("brand: {{logo: {{path: \"{wrong}\", alt: x}}}}\n");
        fs::write(&path, format!("{yaml}{logo}")).unwrap();
        let run = vpsite(&root, &["check", "clients/minimal.yaml", "--format", "short"]).ended(1);
        assert!(run.err.contains("error[file/outside]"), "{wrong}: {}", run.err);
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_workspace_is_not_followed() {
    let root = site_only("linked");
    let secret = super::support::folder("linked-secret");
    fs::write(secret.join("logo.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>").unwrap();
    std::os::unix::fs::symlink(secret.join("logo.svg"), root.join("clients/logo.svg")).unwrap();
    let path = root.join("clients/minimal.yaml");
    let yaml = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{yaml}brand: {{logo: {{path: logo.svg, alt: x}}}}\n")).unwrap();
    let run = vpsite(&root, &["check", "clients/minimal.yaml", "--format", "short"]).ended(1);
    assert!(run.err.contains("leads out of the workspace"), "{}", run.err);
}

#[test]
fn one_broken_client_does_not_stop_the_others() {
    let root = site_only("isolation");
    let path = root.join("clients/linde.yaml");
    let yaml = fs::read_to_string(&path).unwrap();
    fs::write(&path, yaml.replace("edition: 2026-11", "edition: november")).unwrap();
    fs::remove_file(root.join("clients/acme.yaml")).unwrap();
    let run = vpsite(&root, &["build", "--all"]).ended(1);
    assert!(root.join("dist/minimal/index.html").exists());
    assert!(!root.join("dist/linde").exists());
    assert!(run.err.contains("1 of 3 failed"), "{}", run.err);
}
