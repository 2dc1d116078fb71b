//! Workspaces as people have them: links, names that are nearly right, odd files.

use std::fs;
use std::path::Path;

use super::support::{Run, contents, folder, site_only, vpsite};

const CLIENT: &str = "clients/minimal.yaml";

fn check(root: &Path, client: &str) -> Run {
    vpsite(root, &["check", client, "--format", "short"])
}

#[track_caller]
fn says(run: &Run, words: &[&str]) {
    for word in words {
        assert!(run.err.contains(word), "no {word:?} in: {}{}", run.out, run.err);
    }
}

/// A workspace of one client, which goes quickly.
fn alone(name: &str) -> std::path::PathBuf {
    let root = site_only(name);
    for other in ["acme", "linde", "polderfruit"] {
        fs::remove_file(root.join(format!("clients/{other}.yaml"))).unwrap();
    }
    root
}

fn edit(root: &Path, from: &str, to: &str) {
    let path = root.join(CLIENT);
    let yaml = fs::read_to_string(&path).unwrap();
    assert!(yaml.contains(from));
    fs::write(path, yaml.replace(from, to)).unwrap();
}

fn add(root: &Path, keys: &str) {
    let path = root.join(CLIENT);
    let yaml = fs::read_to_string(&path).unwrap();
    fs::write(path, format!("{yaml}{keys}")).unwrap();
}

/// The clients of the repository have a practice; this one is not to.
fn without_practice(root: &Path) {
    fs::remove_file(root.join("clients/_practice.yaml")).unwrap();
}

#[test]
fn a_client_named_twice_is_built_once() {
    let root = alone("workspace-twice");
    let other_way = "clients/../clients/./minimal.yaml";
    let run = vpsite(&root, &["build", CLIENT, other_way, "--format", "short"]).ended(0);
    says(&run, &["note[client/twice]", "named twice, and taken once", "built 1 client"]);
    vpsite(&root, &["build", CLIENT]).ended(0);

    // Two files of one name are another matter: one kit would replace the other.
    fs::create_dir(root.join("more")).unwrap();
    fs::copy(root.join(CLIENT), root.join("more/minimal.yaml")).unwrap();
    let run = vpsite(&root, &["build", CLIENT, "more/minimal.yaml"]).ended(2);
    says(&run, &["error[client/twice]", "rename one of the two"]);
    // It concerns who builds both, and nobody else.
    fs::copy(root.join(CLIENT), root.join("clients/one.yaml")).unwrap();
    fs::copy(root.join(CLIENT), root.join("clients/ONE.yaml")).unwrap();
    vpsite(&root, &["check", CLIENT]).ended(0);
    let run = vpsite(&root, &["check", "clients/one.yaml", "clients/ONE.yaml"]);
    says(&run, &["[client/twice]"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_another_client_is_refused_and_destroys_nothing() {
    use std::os::unix::fs::symlink;
    let root = alone("workspace-link");
    vpsite(&root, &["build", CLIENT]).ended(0);
    let before = contents(&root.join("dist/minimal"));
    symlink("minimal.yaml", root.join("clients/twin.yaml")).unwrap();
    for args in [
        &["build", "--all"][..],
        &["build", CLIENT, "clients/twin.yaml"],
        &["build", "clients/twin.yaml", CLIENT, "--jobs", "1"],
    ] {
        let run = vpsite(&root, &[args, &["--format", "short"]].concat()).ended(1);
        says(&run, &["error[client/link]", "`clients/twin.yaml` is a link to the client file"]);
        says(&run, &["`clients/minimal.yaml`", "1 of 2 failed: clients/twin.yaml"]);
        assert!(before == contents(&root.join("dist/minimal")));
        assert!(!root.join("dist/twin").exists());
    }

    // A hard link cannot be told from a copy: two names, two kits, both whole.
    fs::remove_file(root.join("clients/twin.yaml")).unwrap();
    fs::hard_link(root.join(CLIENT), root.join("clients/twin.yaml")).unwrap();
    vpsite(&root, &["build", "--all"]).ended(0);
    assert!(before == contents(&root.join("dist/minimal")));
    assert!(root.join("dist/twin/manifest.json").exists());
}

#[cfg(unix)]
#[test]
fn a_link_from_elsewhere_in_the_workspace_has_its_own_name() {
    use std::os::unix::fs::symlink;
    let root = alone("workspace-archive");
    fs::create_dir(root.join("archive")).unwrap();
    fs::rename(root.join(CLIENT), root.join("archive/2026.yaml")).unwrap();
    symlink("../archive/2026.yaml", root.join(CLIENT)).unwrap();
    let practice = "practice: {name: Praktijk Een}\n";
    fs::write(root.join("clients/_practice.yaml"), practice).unwrap();
    vpsite(&root, &["build", "--all"]).ended(0);
    let page = fs::read_to_string(root.join("dist/minimal/site/index.html")).unwrap();
    assert!(page.contains("Praktijk Een"), "the practice is the one beside the link");
}

#[cfg(unix)]
#[test]
fn what_lies_outside_of_the_workspace_is_not_built() {
    use std::os::unix::fs::symlink;
    let (here, there) = (alone("workspace-here"), alone("workspace-there"));
    fs::rename(there.join(CLIENT), there.join("clients/other.yaml")).unwrap();
    symlink(there.join("clients/other.yaml"), here.join("clients/linked.yaml")).unwrap();
    symlink("nowhere.yaml", here.join("clients/lost.yaml")).unwrap();
    let run = vpsite(&here, &["build", "--all", "--format", "short"]).ended(1);
    says(&run, &["`clients/linked.yaml` is a link that leads out of the workspace"]);
    says(&run, &["`clients/lost.yaml` does not exist", "2 of 3 failed"]);
    vpsite(&here, &["build", "clients/linked.yaml"]).ended(1);

    let other = there.join("clients/other.yaml");
    let run = vpsite(&here, &["build", CLIENT, other.to_str().unwrap()]).ended(1);
    says(&run, &["error[client/outside]", "name its workspace with `--root`"]);
    assert!(!there.join("dist").exists() && !here.join("dist/other").exists());
    assert!(here.join("dist/minimal").exists());

    // The practice's file is no way out either.
    without_practice(&here);
    symlink(there.join("clients/other.yaml"), here.join("clients/_practice.yaml")).unwrap();
    says(&check(&here, CLIENT).ended(1), &["error[client/link]", "`clients/_practice.yaml`"]);
}

#[cfg(unix)]
#[test]
fn clients_may_be_a_link_to_a_folder() {
    use std::os::unix::fs::symlink;
    let (root, disk) = (alone("workspace-linked-folder"), folder("workspace-disk"));
    fs::rename(root.join("clients"), disk.join("clients")).unwrap();
    fs::write(disk.join("clients/logo.svg"), "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 2'><rect width='4' height='2'/></svg>").unwrap();
    symlink(disk.join("clients"), root.join("clients")).unwrap();
    add(&root, "brand: {logo: {path: logo.svg, alt: Stoepje}}\n");
    vpsite(&root, &["build", CLIENT]).ended(0);
    vpsite(&root, &["build", "--all"]).ended(0);
    assert!(root.join("dist/minimal/index.html").exists());
    assert!(!disk.join("dist").exists(), "the kit lies where the link stands");
    edit(&root, "languages: [nl]", "languages: [xx]");
    let run = check(&root, CLIENT).ended(1);
    assert!(run.err.starts_with("clients/minimal.yaml:4:13: error[lang/unknown]"), "{}", run.err);
}

#[test]
fn a_workspace_is_found_from_what_is_not_there() {
    let root = alone("workspace-find");
    fs::create_dir_all(root.join("dist/minimal/site")).unwrap();
    for start in ["dist/minimal/site", "dist/nothing/at/all", "clients/none.yaml", "clients"] {
        let run = vpsite(&root, &["list", "--root", start]).ended(0);
        assert!(run.out.starts_with("minimal\t"), "{start}: {}", run.out);
    }
    let run = check(&root, "clients/deep/er/none.yaml").ended(1);
    says(&run, &["error[client/unreadable]", "does not exist"]);
    let nowhere = folder("workspace-nowhere");
    let run = vpsite(&nowhere, &["list", "--root", "/"]).ended(2);
    says(&run, &["error[workspace/none]"]);
}

#[test]
fn a_broken_practice_file_is_a_fault_at_its_place() {
    let root = alone("workspace-practice");
    for (text, found) in [
        (
            "# ours\n- practice: {name: Praktijk Een}\n",
            "2:3: error[yaml/type]: expected a group of keys, found a list",
        ),
        ("Praktijk Een\n", "1:1: error[yaml/type]: expected a group of keys, found a single value"),
        ("practice: [\n", "error[yaml/brackets]"),
    ] {
        fs::write(root.join("clients/_practice.yaml"), text).unwrap();
        let run = vpsite(&root, &["build", CLIENT, "--format", "short"]).ended(1);
        says(&run, &["clients/_practice.yaml:", found]);
        says(&vpsite(&root, &["list"]).ended(1), &["clients/_practice.yaml"]);
    }
    for text in ["", "# nothing yet\n", "~\n"] {
        fs::write(root.join("clients/_practice.yaml"), text).unwrap();
        check(&root, CLIENT).ended(0);
    }
}

#[test]
fn a_yaml_file_that_holds_no_keys_is_one_fault() {
    let root = alone("workspace-no-keys");
    for text in ["- a\n- b\n", "hello\n"] {
        fs::write(root.join("clients/none.yaml"), text).unwrap();
        let run = check(&root, "clients/none.yaml").ended(1);
        assert_eq!(run.err.matches("error[").count(), 1, "{}", run.err);
        says(&run, &["clients/none.yaml:1:", "expected a group of keys"]);
    }
    let theme = root.join("themes/default/theme.yaml");
    let whole = fs::read_to_string(&theme).unwrap();
    fs::create_dir_all(root.join("content/nl")).unwrap();
    for path in [
        "themes/default/theme.yaml",
        "content/_facts.yaml",
        "content/_helplines.yaml",
        "content/nl/_strings.yaml",
        "content/nl/_helplines.yaml",
        "content/nl/_language.yaml",
    ] {
        for text in ["- a\n- b\n", "hello\n"] {
            fs::write(root.join(path), text).unwrap();
            let run = check(&root, CLIENT).ended(1);
            says(&run, &[&format!("{path}:1:"), "error[yaml/type]: expected a group of keys"]);
        }
        match path.starts_with("themes") {
            true => fs::write(&theme, &whole).unwrap(),
            false => fs::remove_file(root.join(path)).unwrap(),
        }
    }
}

#[test]
fn what_a_shell_lists_may_hold_the_practice_file() {
    let root = alone("workspace-shell");
    fs::write(root.join("clients/_practice.yaml"), "practice: {name: Praktijk Een}\n").unwrap();
    let named = ["build", "clients/_practice.yaml", CLIENT, "--format", "short"];
    let run = vpsite(&root, &named).ended(0);
    says(&run, &["note[client/skipped]", "is laid under every client", "built 1 client"]);
    assert!(!run.err.contains("error["), "{}", run.err);
}

#[test]
fn an_empty_list_item_is_a_fault() {
    let root = alone("workspace-items");
    for (list, column) in [("[nl, ~]", 17), ("[nl, null]", 17)] {
        edit(&root, "languages: [nl]", &format!("languages: {list}"));
        let run = check(&root, CLIENT).ended(1);
        says(&run, &[&format!(":{column}: error[yaml/empty]: an item of this list has no value")]);
        edit(&root, &format!("languages: {list}"), "languages: [nl]");
    }
    edit(&root, "languages: [nl]", "languages:\n  - nl\n  -");
    says(&check(&root, CLIENT).ended(1), &[":3: error[yaml/empty]: an item of this list"]);
    // The comma that YAML allows behind the last item is no item.
    edit(&root, "languages:\n  - nl\n  -", "languages: [nl, ]");
    check(&root, CLIENT).ended(0);
}

#[test]
fn many_unknown_keys_are_told_in_few_words() {
    let root = alone("workspace-keys");
    let keys: String = (0..5_000).map(|n| format!("key{n}: 1\n")).collect();
    let yaml = fs::read_to_string(root.join(CLIENT)).unwrap();
    fs::write(root.join(CLIENT), format!("{yaml}{keys}")).unwrap();
    let run = check(&root, CLIENT).ended(1);
    says(&run, &["unknown key `key19`", "and 4980 more unknown keys"]);
    assert_eq!(run.err.matches("yaml/unknown-key").count(), 21);
}

#[test]
fn files_that_are_nearly_named_right_are_told_with_the_right_name() {
    let root = alone("workspace-names");
    without_practice(&root);
    for (path, text) in [
        ("clients/zeta.yml", ""),
        ("clients/eta.YAML", ""),
        ("clients/theta.yaml.txt", ""),
        ("clients/_practise.yaml", ""),
        ("content/nl/steps.MD", ""),
        ("content/nl/_strings.yml", ""),
        ("content/nl/foto.jpg", ""),
        ("content/README.txt", ""),
        ("clients/minimal/content/nl/steps.md.txt", ""),
        ("themes/default/site/pgae.html", ""),
        ("themes/default/site/part.html", ""),
        ("themes/default/print/README.md", ""),
        ("themes/default/site/404.html", "{% extends \"built-in/site/404.html\" %}{# part.html #}"),
        ("themes/defualt/site/page.html", ""),
    ] {
        fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        fs::write(root.join(path), text).unwrap();
    }
    let short = ["check", "--all", "--format", "human", "--color", "never"];
    let run = vpsite(&root, &short);
    for (what, hint) in [
        ("`clients/zeta.yml` is not read", "rename it to `zeta.yaml`"),
        ("`clients/eta.YAML` is not read", "rename it to `eta.yaml`"),
        ("`clients/theta.yaml.txt` is not read", "rename it to `theta.yaml`"),
        ("`clients/_practise.yaml` is not read", "did you mean `_practice.yaml`?"),
        ("`content/nl/steps.MD` is not read", "rename it to `steps.md`"),
        ("`content/nl/_strings.yml` is not read", "rename it to `_strings.yaml`"),
        ("`content/nl/foto.jpg` is not read", "move anything else elsewhere"),
        ("`clients/minimal/content/nl/steps.md.txt` is not read", "rename it to `steps.md`"),
        ("`themes/default/site/pgae.html` stands in for nothing", "did you mean `site/page.html`?"),
        ("the theme `themes/defualt` is not read", "did you mean `default`?"),
    ] {
        let told = run.err.split(what).nth(1).unwrap_or_else(|| panic!("no {what}: {}", run.err));
        let told = told.split("\n\n").next().unwrap();
        assert!(told.contains(hint), "{what}: {told}");
    }
    let unsaid = ["README", "part.html", "404.html"];
    for name in unsaid {
        assert!(!run.err.contains(&format!("{name}` ")), "{name}: {}", run.err);
    }
    // Whoever builds another one hears of it too, and is not held up.
    says(&check(&root, CLIENT), &["warning[client/not-read]: `clients/zeta.yml` is not read"]);
    vpsite(&root, &["check", "--all", "--strict"]).ended(1);
}

#[cfg(unix)]
#[test]
fn pipes_devices_and_folders_are_not_read() {
    use super::support::tool;
    use std::os::unix::fs::symlink;
    let root = alone("workspace-pipe");
    let client = root.join("clients/pipe.yaml");
    tool("mkfifo", &[client.to_str().unwrap()]);
    says(&check(&root, "clients/pipe.yaml").ended(1), &["`clients/pipe.yaml` is not a file"]);
    fs::remove_file(&client).unwrap();
    symlink("/dev/zero", &client).unwrap();
    says(&check(&root, "clients/pipe.yaml").ended(1), &["leads out of the workspace"]);
    fs::remove_file(&client).unwrap();
    fs::create_dir(&client).unwrap();
    let run = check(&root, "clients/pipe.yaml").ended(1);
    says(&run, &["`clients/pipe.yaml` is a folder, not a file"]);
    tool("mkfifo", &[root.join("clients/logo.png").to_str().unwrap()]);
    add(&root, "brand: {logo: {path: logo.png, alt: Stoepje}}\n");
    let run = check(&root, CLIENT).ended(1);
    says(&run, &["error[file/unreadable]: the file `logo.png` is not a file"]);
}

#[cfg(unix)]
#[test]
fn content_and_themes_may_hold_links_that_stay_inside() {
    use std::os::unix::fs::symlink;
    let root = alone("workspace-content-links");
    fs::create_dir_all(root.join("content/nl")).unwrap();
    fs::create_dir_all(root.join("words")).unwrap();
    fs::write(root.join("words/nl.yaml"), "- no words\n").unwrap();
    symlink("../../words/nl.yaml", root.join("content/nl/_strings.yaml")).unwrap();
    let run = check(&root, CLIENT).ended(1);
    says(&run, &["content/nl/_strings.yaml:1:", "expected a group of keys"]);
    for (target, why) in [
        ("/etc/hosts", "holds `nl/_strings.yaml`, a link that leads out of the workspace"),
        ("nowhere", "`nl/_strings.yaml` does not exist"),
    ] {
        fs::remove_file(root.join("content/nl/_strings.yaml")).unwrap();
        symlink(target, root.join("content/nl/_strings.yaml")).unwrap();
        says(&check(&root, CLIENT).ended(2), &["the folder `content`", why]);
    }
    fs::remove_file(root.join("content/nl/_strings.yaml")).unwrap();
    symlink("..", root.join("content/nl/round")).unwrap();
    says(&check(&root, CLIENT).ended(2), &["a link that leads in a circle"]);
}

#[cfg(unix)]
#[test]
fn names_reach_the_terminal_spelled_out() {
    let root = alone("workspace-escape");
    let name = "clients/a\u{1b}[31mb.yaml";
    fs::write(root.join(name), "organisation: [\n").unwrap();
    // With colours on, so that nothing but the name's own is looked for.
    let own = "\u{1b}[31mb";
    for format in ["human", "short"] {
        let run = vpsite(&root, &["check", name, "--format", format, "--color", "always", "-v"]);
        assert!(!run.ended(1).err.contains(own));
    }
    let said = vpsite(&root, &["list", "--color", "always"]).err;
    assert!(!said.contains(own) && said.contains("\\u{1b}[31mb"), "{said}");
    fs::remove_file(root.join(name)).unwrap();
    edit(&root, "Bakkerij Het Stoepje", "\"a\\e[31m\\tb\"");
    let run = vpsite(&root, &["list"]).ended(0);
    assert_eq!(run.out, "minimal\ta\\u{1b}[31m\\tb\tnl\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_standard_output_that_takes_nothing_is_two_and_a_closed_pipe_is_none() {
    use std::process::{Command, Stdio};
    let root = alone("workspace-full");
    let run = |args: &[&str], out: Stdio| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vpsite"));
        let child = command
            .args(args)
            .env("VPSITE_LANG", "en")
            .current_dir(&root)
            .stdout(out)
            .stderr(Stdio::piped());
        let output = child.spawn().unwrap().wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    for args in [
        &["schema"][..],
        &["list"],
        &["theme", "list"],
        &["--help"],
        &["--version"],
        &["check", CLIENT, "--format", "json"],
    ] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let (status, said) = run(args, full.into());
        assert_eq!(status, Some(2), "{args:?}: {said}");
        assert!(said.contains("error[write/output]"), "{args:?}: {said}");

        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let (status, said) = run(args, writer.into());
        assert_eq!((status, said.contains("output")), (Some(0), false), "{args:?}: {said}");
    }
}

#[test]
fn a_list_reads_yaml_alone() {
    let root = alone("workspace-list");
    // A film of 200 MiB and a picture that is none: neither is looked at.
    let film = fs::File::create(root.join("clients/film.mp4")).unwrap();
    film.set_len(200 * 1024 * 1024).unwrap();
    add(&root, "video: {file: film.mp4}\nbrand: {logo: {path: none.png, alt: x}}\n");
    let started = std::time::Instant::now();
    let run = vpsite(&root, &["list"]).ended(0);
    assert_eq!(run.out, "minimal\tBakkerij Het Stoepje\tnl\n");
    assert!(started.elapsed().as_secs_f64() < 1.0, "{:?}", started.elapsed());
}
