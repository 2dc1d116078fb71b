//! Same input, same bytes: over processes, threads and places.
//!
//! What is compared with is the one set of printed kits: two threads made it, of four clients.

use std::fs;

use crate::it::support::{contents, kits, vpsite, workspace};

#[test]
fn another_process_with_one_job_makes_the_same_bytes() {
    let root = workspace("jobs-one");
    vpsite(&root, &["build", "clients/acme.yaml", "--zip", "-q", "--jobs", "1"]).ended(0);
    let alone = contents(&root.join("dist/acme"));
    let among_others = contents(&kits().join("acme"));
    let names = |all: &[(String, Vec<u8>)]| all.iter().map(|(p, _)| p.clone()).collect::<Vec<_>>();
    assert_eq!(names(&alone), names(&among_others));
    for kind in [".pdf", ".png", ".svg", ".eml", ".ics"] {
        assert!(alone.iter().any(|(path, _)| path.ends_with(kind)), "no {kind}");
    }
    for ((path, a), (_, b)) in alone.iter().zip(&among_others) {
        assert!(a == b, "{path} differs");
    }
    let archive = |dist: &std::path::Path| fs::read(dist.join("acme.zip")).unwrap();
    assert!(archive(&root.join("dist")) == archive(kits()), "acme.zip differs");
}

#[test]
fn a_workspace_on_windows_gives_the_same_kit() {
    let windows = workspace("windows-line-ends");
    for name in ["minimal.yaml", "_practice.yaml"] {
        let path = windows.join("clients").join(name);
        let text = fs::read_to_string(&path).unwrap().replace('\n', "\r\n");
        fs::write(&path, format!("\u{FEFF}{text}")).unwrap();
    }
    vpsite(&windows, &["build", "clients/minimal.yaml", "-q"]).ended(0);
    let made = contents(&windows.join("dist/minimal"));
    assert!(made.iter().any(|(path, _)| path.ends_with(".pdf")));
    assert!(made == contents(&kits().join("minimal")));
}
