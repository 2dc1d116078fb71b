//! Same input, same bytes: over processes, threads and places.

use std::fs;

use super::support::{contents, vpsite, workspace};

#[test]
fn two_processes_with_one_and_two_jobs_make_the_same_bytes() {
    let one = workspace("jobs-one");
    let two = workspace("jobs-two");
    // Two clients, for two threads to share; one of them in two languages.
    let build = ["build", "clients/acme.yaml", "clients/minimal.yaml", "--zip", "-q", "--jobs"];
    vpsite(&one, &[&build[..], &["1"]].concat()).ended(0);
    vpsite(&two, &[&build[..], &["2"]].concat()).ended(0);
    let (one, two) = (contents(&one.join("dist")), contents(&two.join("dist")));
    let names = |all: &[(String, Vec<u8>)]| all.iter().map(|(p, _)| p.clone()).collect::<Vec<_>>();
    assert_eq!(names(&one), names(&two));
    for kind in [".pdf", ".eml", ".ics", "acme.zip"] {
        assert!(one.iter().any(|(path, _)| path.ends_with(kind)), "no {kind}");
    }
    for ((path, a), (_, b)) in one.iter().zip(&two) {
        assert!(a == b, "{path} differs");
    }
}

#[test]
fn a_workspace_on_windows_gives_the_same_kit() {
    let plain = workspace("plain-line-ends");
    let windows = workspace("windows-line-ends");
    for name in ["minimal.yaml", "_practice.yaml"] {
        let path = windows.join("clients").join(name);
        let text = fs::read_to_string(&path).unwrap().replace('\n', "\r\n");
        fs::write(&path, format!("\u{FEFF}{text}")).unwrap();
    }
    for root in [&plain, &windows] {
        vpsite(root, &["build", "clients/minimal.yaml", "-q"]).ended(0);
    }
    assert!(contents(&plain.join("dist")) == contents(&windows.join("dist")));
}
