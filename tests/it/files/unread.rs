//! Files that nobody reads are named; what systems leave behind is not.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::support::{site_only, vpsite};
use super::{CLIENT, write};

/// A workspace of small clients by the names of the examples.
fn small(name: &str) -> PathBuf {
    let root = site_only(name);
    fs::remove_file(root.join("clients/polderfruit.yaml")).unwrap();
    for client in ["acme", "linde"] {
        let own = root.join(format!("clients/{client}"));
        let _ = fs::remove_dir_all(own);
        fs::write(root.join(format!("clients/{client}.yaml")), CLIENT).unwrap();
    }
    root
}

/// What `list` says, which builds nothing, and how it ends.
fn listed(root: &Path) -> (i32, String) {
    let run = vpsite(root, &["list", "--color", "never"]);
    (run.status, run.err)
}

#[test]
fn files_that_nobody_reads() {
    let unread: [(&str, &str); 44] = [
        ("clients/twee.yml", "rename it to `twee.yaml`"),
        ("clients/drie.YAML", "rename it to `drie.yaml`"),
        ("clients/vier.Yml", "rename it to `vier.yaml`"),
        ("clients/vijf.yaml.txt", "rename it to `vijf.yaml`"),
        ("clients/zes.yml.txt", "rename it to `zes.yaml`"),
        ("clients/zeven.yaml.docx", "rename it to `zeven.yaml`"),
        ("clients/acht.docx", "with the name `acht.yaml`"),
        ("clients/negen.txt", "with the name `negen.yaml`"),
        ("clients/tien.json", "with the name `tien.yaml`"),
        ("clients/_practice.yml", "rename it to `_practice.yaml`"),
        ("clients/_practise.yaml", "did you mean `_practice.yaml`?"),
        ("clients/_strings.yaml", "move it to `content/nl/_strings.yaml`"),
        ("clients/acme/_practice.yaml", "a client file would be `clients/_practice.yaml`"),
        ("clients/elf/elf.yaml", "a client file would be `clients/elf.yaml`"),
        ("clients/acmee/content/nl/steps.md", "did you mean `acme`?"),
        ("clients/MINIMAL/content/nl/steps.md", "rename the folder `MINIMAL` to `minimal`"),
        ("clients/linde/Content/nl/steps.md", "rename the folder to `content`"),
        ("clients/linde/nl/steps.md", "move the folder to `clients/linde/content/nl`"),
        ("clients/linde/steps.md", "move it to `clients/linde/content/nl/steps.md`"),
        ("clients/content/nl/steps.md", "move the folder to `content/nl`"),
        ("content/nl/_strings.yml", "rename it to `_strings.yaml`"),
        ("content/nl/_string.yaml", "did you mean `_strings.yaml`?"),
        (
            "content/_strings.yaml",
            "move it into the folder of its language, as in `nl/_strings.yaml`",
        ),
        ("content/nl/steps.MD", "rename it to `steps.md`"),
        ("content/nl/steps.md.txt", "rename it to `steps.md`"),
        ("content/nl/steps.markdown", "rename it to `steps.md`"),
        ("content/nl/steps.txt", "rename it to `steps.md`"),
        ("content/nl/steps.docx", "save its text as plain text, with the name `steps.md`"),
        ("content/nl/behavior.md", "did you mean `behaviour.md`?"),
        ("content/nl/step.md", "did you mean `steps.md`?"),
        ("content/nl/pages/steps.md", "move it up: `nl/steps.md` would be read"),
        ("content/NL/steps.md", "rename the folder `NL` to `nl`"),
        ("content/nl-NL/steps.md", "rename the folder `nl-NL` to `nl`"),
        ("content/dutch/steps.md", "rename the folder `dutch` to `nl`"),
        ("content/Polski/steps.md", "rename the folder `Polski` to `pl`"),
        ("content/steps.md", "as in `nl/steps.md`"),
        ("themes/default/site/pagee.html", "did you mean `site/page.html`?"),
        ("themes/page.html", "move it into `themes/default/`"),
        ("themes/defualt/site/page.html", "did you mean `default`?"),
        ("client/acme.yaml", "its name would be `clients`"),
        ("Content/nl/steps.md", "its name would be `content`"),
        ("theme/default/theme.yaml", "its name would be `themes`"),
        ("_practice.yaml", "move it to `clients/_practice.yaml`"),
        ("_strings.yaml", "move it to `content/nl/_strings.yaml`"),
    ];
    let root = small("files-unread");
    let _ = fs::remove_file(root.join("clients/_practice.yaml"));
    assert_eq!(listed(&root), (0, String::new()), "the example workspace is clean");
    for (path, _) in unread {
        // Where the system ignores case, one would stand in for the other.
        let text = if path.ends_with(".md") { "---\ntitle: x\nsummary: y\n---\nA\n" } else { "" };
        write(&root, path, text);
    }
    let (status, all) = listed(&root);
    assert_eq!(status, 1, "{all}");
    let blocks: Vec<&str> = all.split("\n\n").flat_map(|part| part.split("\nwarning")).collect();
    for (path, hint) in unread {
        // A folder that is not read speaks for its files.
        let told = blocks.iter().any(|block| {
            let named = block.split('`').nth(1).unwrap_or_default();
            let whole = path == named || path.starts_with(&format!("{named}/"));
            whole && block.contains(hint)
        });
        assert!(told, "{path}: {hint}\n{all}");
    }
    // Also by who builds all, or one.
    for command in ["check", "build"] {
        let run = vpsite(&root, &[command, "--all", "--format", "short"]).ended(1);
        assert!(run.err.contains("error[client/not-read]: `clients/twee.yml`"), "{}", run.err);
        assert!(
            run.err.contains("warning[workspace/not-read]: the folder `client`"),
            "{}",
            run.err
        );
    }
    let run = vpsite(&root, &["check", "clients/minimal.yaml", "--format", "short"]);
    assert!(
        run.err.contains("warning[client/not-read]: `clients/twee.yml` is not read"),
        "{}",
        run.err
    );
    assert!(run.err.contains("warning[content/near]"), "{}", run.err);
}

#[test]
fn a_client_in_another_ending_is_refused() {
    let root = small("files-yml");
    write(&root, "clients/twee.yml", CLIENT);
    write(&root, "clients/minimal.yml", CLIENT);
    for args in [
        &["list"][..],
        &["check", "--all"],
        &["check", "clients/twee.yml"],
        &["build", "clients/twee.yml"],
    ] {
        let run = vpsite(&root, args).ended(1);
        assert!(run.err.contains("rename it to `twee.yaml`"), "{args:?}: {}", run.err);
    }
    let run = vpsite(&root, &["list"]).ended(1);
    assert!(run.err.contains("`minimal.yaml` is there too: keep one of the two"), "{}", run.err);
    for other in ["clients/logo.svg", "clients/notes.md"] {
        write(&root, other, "x");
        let run = vpsite(&root, &["check", other]).ended(1);
        assert!(run.err.contains("is no client file: one ends in `.yaml`"), "{}", run.err);
    }
    // Who has no workspace has perhaps one by another name.
    // Outside of this project, whose own clients would be found above.
    let bare = std::env::temp_dir().join(format!("vpsite-files-bare-{}", std::process::id()));
    fs::create_dir_all(&bare).unwrap();
    write(&bare, "client/acme.yaml", CLIENT);
    let run = vpsite(&bare, &["list"]);
    fs::remove_dir_all(&bare).unwrap();
    assert!(run.err.contains("rename the folder `client` to `clients`"), "{}", run.err);
}

#[test]
fn what_systems_and_editors_leave_is_no_stranger() {
    let root = small("files-leftovers");
    for name in [
        ".DS_Store",
        "._acme.yaml",
        "Thumbs.db",
        "desktop.ini",
        "README.md",
        "README",
        "LICENSE",
        ".gitkeep",
        "acme.yaml~",
        "steps.md.swp",
        ".steps.md.swp",
        "#steps.md#",
        "steps.md.bak",
        "~$steps.docx",
        "Leesmij.txt",
        "CHANGELOG.md",
    ] {
        for folder in [
            "clients",
            "clients/acme",
            "clients/acme/content/nl",
            "content",
            "content/nl",
            "themes",
            "themes/default",
            "themes/default/site",
            ".",
        ] {
            write(&root, &format!("{folder}/{name}"), "x");
        }
    }
    // What belongs to a client, to the workspace or to another program.
    for path in [
        "clients/acme/foto.jpg",
        "clients/acme/film.mp4",
        "clients/acme/film.md",
        "clients/acme/film.vtt",
        "clients/logo.svg",
        "clients/acme offerte.docx",
        "clients/acme/contract.docx",
        "clients/acme/notes/x.txt",
        "notes.txt",
        "docs/x.md",
        "contact/x.md",
        "docker-compose.yaml",
        "mkdocs.yml",
        "dist/acme/x.html",
        "clients/linde/foto's/team.jpg",
    ] {
        write(&root, path, "x");
    }
    assert_eq!(listed(&root), (0, String::new()));
}

#[cfg(unix)]
#[test]
fn file_names_are_shown_safely() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let root = small("files-names");
    let long = format!("{}.yaml", "a".repeat(240));
    let names: [&[u8]; 9] = [
        b"a\x1b[31mb.yaml",
        b"a\nb.yaml",
        b"caf\xe9.yaml",
        b"con.yaml",
        b"met een spatie.yaml",
        "cafe\u{301}.yaml".as_bytes(),
        "\u{202E}gpj.yaml".as_bytes(),
        long.as_bytes(),
        b"-v.yaml",
    ];
    for name in names {
        fs::write(root.join("clients").join(OsStr::from_bytes(name)), CLIENT).unwrap();
    }
    write(&root, "content/nl/a\u{1b}[31mb.jpg", "x");
    for args in [
        &["list", "--color", "always"][..],
        &["check", "--all", "--color", "always"],
        &["check", "--all", "--format", "json"],
    ] {
        let run = vpsite(&root, args);
        let all = format!("{}{}", run.out, run.err);
        assert!(run.status < 2, "{args:?}: {all}");
        assert!(
            !all.contains("\u{1b}[31mb") && !all.contains('\u{202E}') && !all.contains("a\nb.yaml"),
            "{args:?}: {all}"
        );
    }
}
