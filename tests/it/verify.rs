//! `vpsite verify`: kits that were changed, moved, mixed and put online are found out.
//!
//! Invariant: whoever changed a kit may have changed its manifest with it; what the audit and the
//! readers of codes can find, they find then too.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use vpsite::value::sha256;

use super::support::{Run, copy, files, folder, manifest, site_only, vpsite};

/// A workspace of these clients that prints nothing, built.
fn built(name: &str, clients: &[&str]) -> PathBuf {
    let root = site_only(name);
    for file in files(&root.join("clients")).iter().filter(|file| file.ends_with(".yaml")) {
        fs::remove_file(root.join("clients").join(file)).unwrap();
    }
    fs::write(root.join("clients/_practice.yaml"), "notes_kept: true\n").unwrap();
    for slug in clients {
        write(&root, slug, "nl");
    }
    vpsite(&root, &["build", "--all"]).ended(0);
    root
}

fn write(root: &Path, slug: &str, languages: &str) {
    let text = format!(
        "organisation: {{name: Bedrijf {slug}}}\nlanguages: [{languages}]\n\
         site: {{url: \"https://vp.example.nl/{slug}/\"}}\nedition: 2026-11\n\
         intranet: {{allowed_origins: [\"https://{slug}.example.nl\"]}}\nadvisers:\n  \
         - name: Noor Bos\n    channels: [{{type: phone, number: \"+31 6 12345670\"}}]\n"
    );
    fs::write(root.join(format!("clients/{slug}.yaml")), text).unwrap();
}

/// What is said, by code.
fn codes(run: &Run) -> BTreeSet<String> {
    let found: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}", run.err));
    let messages = found["messages"].as_array().or(found.as_array()).unwrap();
    messages.iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect()
}

#[track_caller]
fn finds(folder: &Path, args: &[&str], status: i32, expected: &[&str]) {
    let run = vpsite(folder, &[&["--format", "json", "verify"], args].concat()).ended(status);
    let expected: BTreeSet<String> = expected.iter().map(|&code| code.to_owned()).collect();
    assert_eq!(codes(&run), expected, "{}", run.out);
}

/// What somebody does to a kit, how `verify` then ends, and the codes that it gives.
type Case<'a> = (&'a dyn Fn(), i32, &'a [&'a str]);

/// Gives a file other bytes, and the manifest their hash, as somebody does who knows of it.
fn forge(kit: &Path, path: &str, bytes: &[u8]) {
    fs::write(kit.join(path), bytes).unwrap();
    let mut manifest = manifest(kit);
    manifest["files"][path] = Value::String(sha256(bytes));
    save(kit, &manifest);
}

fn save(kit: &Path, manifest: &Value) {
    fs::write(kit.join("manifest.json"), format!("{manifest:#}\n")).unwrap();
}

fn page(kit: &Path) -> String {
    fs::read_to_string(kit.join("site/index.html")).unwrap()
}

#[test]
fn a_kit_is_verified_where_nothing_is_known_of_its_sources() {
    let root = built("verify-alone", &["acme"]);
    let away = std::env::temp_dir().join(format!("vpsite-verify-{}", std::process::id()));
    copy(&root.join("dist/acme"), &away.join("from HR"));
    let run = vpsite(&away, &["verify", "from HR"]).ended(0);
    assert!(run.err.contains("all is as it was built"), "{}", run.err);
    let run = vpsite(&away, &["--format", "json", "verify", "from HR"]).ended(0);
    let found: Value = serde_json::from_str(&run.out).unwrap();
    let kit = &found["kits"][0];
    let names = manifest(&away.join("from HR"))["files"].as_object().unwrap().len();
    assert_eq!((kit["client"].as_str(), kit["errors"].as_i64()), (Some("acme"), Some(0)));
    assert_eq!(kit["files"].as_u64(), Some(names as u64));
    assert!(kit["codes"].as_u64() > Some(0), "the code of the site: {kit}");
    // What it was given to read, it leaves as it was.
    assert_eq!(manifest(&away.join("from HR")), manifest(&root.join("dist/acme")));
    finds(&away, &["."], 2, &["verify/none"]);
    finds(&away, &["nothing"], 2, &["verify/none"]);
    fs::remove_dir_all(&away).unwrap();
}

#[test]
fn the_manifest_holds_nothing_that_the_site_does_not_show() {
    let root = built("verify-public", &["acme"]);
    let text = fs::read_to_string(root.join("clients/acme.yaml")).unwrap();
    let more = "hr_contact: {name: Petra Geheim, email: petra@example.nl}\n";
    fs::write(root.join("clients/acme.yaml"), format!("{text}{more}")).unwrap();
    vpsite(&root, &["build", "--all"]).ended(0);
    let text = fs::read_to_string(root.join("dist/acme/manifest.json")).unwrap();
    for secret in ["Petra", "petra@", "clients/", root.to_str().unwrap(), "Noor"] {
        assert!(!text.contains(secret), "{secret}");
    }
    let label = &manifest(&root.join("dist/acme"))["label"];
    assert_eq!(label["site"], "https://vp.example.nl/acme/");
    assert_eq!(label["frames"][0], "https://acme.example.nl");
    let from: Vec<&String> = label["from"].as_object().unwrap().keys().collect();
    assert!(
        ["client", "practice", "theme default"].iter().all(|it| from.contains(&&(*it).to_owned()))
    );
}

#[test]
fn files_that_are_missing_changed_or_too_many_are_told() {
    let root = built("verify-files", &["acme"]);
    let kit = root.join("dist/acme");
    let good = folder("verify-files-good");
    copy(&kit, &good.join("acme"));
    let cases: [Case<'_>; 7] = [
        (&|| fs::remove_file(kit.join("site/robots.txt")).unwrap(), 1, &["verify/missing"]),
        (&|| fs::write(kit.join("site/robots.txt"), "x").unwrap(), 1, &["verify/changed"]),
        (&|| fs::write(kit.join("plus.txt"), "x").unwrap(), 0, &["verify/extra"]),
        (&|| fs::write(kit.join("site/stats.js"), "x").unwrap(), 1, &["verify/extra"]),
        (
            &|| {
                let text = page(&kit)
                    .replace("</body>", "<script src=\"https://s.example/x.js\"></script></body>");
                fs::write(kit.join("site/index.html"), text).unwrap();
            },
            1,
            &["site/outside", "verify/changed"],
        ),
        (
            &|| {
                // A page that is gone is missing, and so is what others link to.
                fs::remove_file(kit.join("site/steps.html")).unwrap();
            },
            1,
            &["site/link", "verify/missing"],
        ),
        (
            &|| {
                let mut manifest = manifest(&kit);
                manifest.as_object_mut().unwrap().remove("label");
                save(&kit, &manifest);
            },
            1,
            &["verify/older"],
        ),
    ];
    for (change, status, expected) in cases {
        fs::remove_dir_all(&kit).unwrap();
        copy(&good.join("acme"), &kit);
        finds(&root, &["dist/acme"], 0, &[]);
        change();
        finds(&root, &["dist/acme"], status, expected);
    }
    #[cfg(unix)]
    {
        // A link is no file of the kit, wherever it leads.
        fs::remove_dir_all(&kit).unwrap();
        copy(&good.join("acme"), &kit);
        fs::remove_file(kit.join("site/robots.txt")).unwrap();
        std::os::unix::fs::symlink(good.join("acme/site/robots.txt"), kit.join("site/robots.txt"))
            .unwrap();
        finds(&root, &["dist/acme"], 1, &["verify/missing"]);
        fs::remove_dir_all(kit.join("site")).unwrap();
        std::os::unix::fs::symlink(good.join("acme/site"), kit.join("site")).unwrap();
        let run = vpsite(&root, &["--format", "json", "verify", "dist/acme"]).ended(1);
        assert!(codes(&run).contains("verify/missing"));
    }
}

#[test]
fn what_the_audit_finds_it_finds_though_the_manifest_was_changed_too() {
    let root = built("verify-forged", &["acme"]);
    let kit = root.join("dist/acme");
    let good = folder("verify-forged-good");
    copy(&kit, &good.join("acme"));
    let script = files(&kit.join("site/assets")).into_iter().find(|it| it.ends_with(".js"));
    let script = format!("site/assets/{}", script.unwrap());
    let code = manifest(&kit)["label"]["codes"].as_object().unwrap().keys().next().unwrap().clone();
    let with = |from: &str, to: &str| {
        let text = page(&good.join("acme"));
        assert!(text.contains(from), "{from}");
        forge(&kit, "site/index.html", text.replace(from, to).as_bytes());
    };
    let other_code = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"/>";
    let cases: [Case<'_>; 7] = [
        (
            &|| with("</body>", "<img src=\"https://s.example/x.png\" alt=\"\"></body>"),
            1,
            &["site/outside"],
        ),
        (&|| with("<body", "<body onload=\"x()\""), 1, &["site/inline"]),
        (&|| with("no-referrer", "unsafe-url"), 1, &["site/referrer"]),
        (&|| with("media-src", "font-src"), 1, &["site/policy"]),
        (&|| with("steps.html", "stepz.html"), 1, &["site/link"]),
        (&|| forge(&kit, &script, b"fetch('/x')\n"), 0, &["verify/script"]),
        (&|| forge(&kit, &code, other_code.as_bytes()), 1, &["code/unreadable"]),
    ];
    for (change, status, expected) in cases {
        fs::remove_dir_all(&kit).unwrap();
        copy(&good.join("acme"), &kit);
        change();
        finds(&root, &["dist/acme"], status, expected);
    }
    // The place of a fault is that of the file that lies there.
    with("</body>", "\n<img src=\"https://s.example/x.png\" alt=\"\"></body>");
    let run = vpsite(&root, &["--format", "short", "verify", "dist/acme"]).ended(1);
    assert!(run.err.contains("dist/acme/site/index.html:"), "{}", run.err);
    // A warning is none under `--strict`.
    fs::remove_dir_all(&kit).unwrap();
    copy(&good.join("acme"), &kit);
    forge(&kit, &script, b"fetch('/x')\n");
    finds(&root, &["dist/acme", "--strict"], 1, &["verify/script"]);
    // A kit that says of itself that its codes lead elsewhere.
    fs::remove_dir_all(&kit).unwrap();
    copy(&good.join("acme"), &kit);
    let mut forged = manifest(&kit);
    forged["label"]["site"] = Value::String("https://vp.example.nl/other/".to_owned());
    save(&kit, &forged);
    let run = vpsite(&root, &["--format", "json", "verify", "dist/acme"]).ended(1);
    assert!(codes(&run).contains("verify/code"), "{}", run.out);
}

#[test]
fn kits_of_several_machines_are_together_those_of_all_clients() {
    let root = built("verify-all", &["acme", "bouw", "zorg"]);
    finds(&root, &["--all"], 0, &[]);
    finds(&root, &["dist", "--all"], 0, &[]);
    // From elsewhere, with the workspace around what is named.
    let parent = root.parent().unwrap();
    finds(parent, &["verify-all/dist", "--all"], 0, &[]);

    // In folders of their own.
    for part in ["1", "2"] {
        let out = format!("part-{part}");
        vpsite(&root, &["build", "--all", "--shard", &format!("{part}/2"), "--out", &out]).ended(0);
    }
    finds(&root, &["part-1", "part-2", "--all"], 0, &[]);
    finds(&root, &["part-1", "--all"], 1, &["verify/absent"]);
    finds(&root, &["part-1", "dist", "--all"], 1, &["verify/twice"]);
    finds(&root, &["part-1", "clients", "--all"], 2, &["verify/none"]);
    // A copy under another name is a second kit of the same client.
    copy(&root.join("dist/acme"), &root.join("dist/acme-copy"));
    finds(&root, &["--all"], 1, &["verify/twice"]);
    fs::remove_dir_all(root.join("dist/acme-copy")).unwrap();

    fs::rename(root.join("clients/zorg.yaml"), root.join("zorg.yaml")).unwrap();
    finds(&root, &["--all"], 1, &["verify/orphan"]);
    fs::rename(root.join("zorg.yaml"), root.join("clients/zorg.yaml")).unwrap();
    write(&root, "nieuw", "nl");
    finds(&root, &["--all"], 1, &["verify/absent"]);
    fs::remove_file(root.join("clients/nieuw.yaml")).unwrap();

    // One machine had another client file, another practice, another content.
    write(&root, "bouw", "nl, en");
    let run = vpsite(&root, &["verify", "--all"]).ended(1);
    assert!(run.err.contains("dist/bouw") && run.err.contains("`client`"), "{}", run.err);
    assert!(!run.err.contains("dist/acme"), "{}", run.err);
    vpsite(&root, &["build", "--all"]).ended(0);
    finds(&root, &["--all"], 0, &[]);
    fs::write(root.join("clients/_practice.yaml"), "notes_kept: false\n").unwrap();
    vpsite(&root, &["build", "--only", "[ab]*"]).ended(0);
    let run = vpsite(&root, &["verify", "--all"]).ended(1);
    assert!(run.err.contains("dist/zorg") && run.err.contains("`practice`"), "{}", run.err);
    vpsite(&root, &["build", "--all"]).ended(0);
    vpsite(&root, &["edit", "words", "exit_now", "--to", "Weg hier"]).ended(0);
    vpsite(&root, &["build", "acme"]).ended(0);
    let run = vpsite(&root, &["verify", "--all"]).ended(1);
    assert!(run.err.contains("dist/zorg") && run.err.contains("`content nl`"), "{}", run.err);
    vpsite(&root, &["build", "--all"]).ended(0);
    finds(&root, &["--all"], 0, &[]);

    // And another program.
    let kit = root.join("dist/zorg");
    let mut other = manifest(&kit);
    other["label"]["build"] = Value::String("0".repeat(32));
    save(&kit, &other);
    finds(&root, &["--all"], 1, &["verify/mixed"]);
    for slug in ["acme", "bouw"] {
        let kit = root.join("dist").join(slug);
        let mut other = manifest(&kit);
        other["label"]["build"] = Value::String("0".repeat(32));
        save(&kit, &other);
    }
    finds(&root, &["--all"], 0, &["verify/mixed"]);
    // One kit at fault is that kit's, and told though another's file cannot be read.
    fs::remove_file(root.join("dist/acme/index.html")).unwrap();
    finds(&root, &["--all"], 1, &["verify/missing", "verify/mixed"]);
}

#[test]
fn a_kit_is_the_same_wherever_and_whenever_its_files_were_written() {
    let root = built("verify-moved", &["acme", "bouw"]);
    let other = folder("verify-moved-away");
    for part in ["clients", "themes"] {
        copy(&root.join(part), &other.join(part));
    }
    copy(&root.join("dist"), &other.join("dist"));
    finds(&other, &["--all"], 0, &[]);
}

#[test]
fn only_addresses_that_may_be_asked_are() {
    let root = built("verify-url", &["acme", "bouw"]);
    for wrong in ["http://vp.example.nl/", "ftp://vp.example.nl/", "acme"] {
        finds(&root, &["dist/acme", "--url", wrong], 2, &["verify/url"]);
    }
    finds(
        &root,
        &["dist/acme", "dist/bouw", "--url", "https://vp.example.nl/"],
        2,
        &["verify/url"],
    );
    vpsite(&root, &["verify", "--all", "--url", "https://vp.example.nl/"]).ended(2);
    // Nobody is there.
    let port = super::addresses::servers::free_port();
    let nobody = format!("http://127.0.0.1:{port}/");
    finds(&root, &["dist/acme", "--url", &nobody], 1, &["verify/network"]);
}

mod paper {
    use super::*;
    use crate::it::addresses::servers::{Server, free_port, start_nginx};
    use crate::it::support::printing;

    #[test]
    fn codes_are_read_back_from_pdf_and_picture() {
        let printing = printing("verify-paper", &["flyer", "card"]);
        for file in files(&printing.join("clients")).iter().filter(|it| it.ends_with(".yaml")) {
            fs::remove_file(printing.join("clients").join(file)).unwrap();
        }
        for slug in ["acme", "bouw"] {
            write(&printing, slug, "nl");
        }
        vpsite(&printing, &["build", "--all"]).ended(0);
        let root = printing.join("dist");
        let kit = root.join("acme");
        let run = vpsite(&root, &["--format", "json", "verify", "acme"]).ended(0);
        let found: Value = serde_json::from_str(&run.out).unwrap();
        let codes = manifest(&kit)["label"]["codes"].as_object().unwrap().clone();
        assert_eq!(found["kits"][0]["codes"].as_u64(), Some(codes.len() as u64));
        let flyer = &codes["print/flyer-nl.pdf"];
        assert_eq!(flyer.as_array().unwrap().len(), 2, "{flyer}");
        // Paper of another client, whose codes open another site: by its hash nobody would know.
        let svg = codes.keys().find(|path| path.ends_with(".svg")).unwrap();
        let other = manifest(&root.join("bouw"))["label"]["codes"].as_object().unwrap().clone();
        let others = other.keys().find(|path| path.ends_with(".svg")).unwrap();
        let pairs = ["print/flyer-nl.pdf", "print/card-nl.pdf", "screen/card-nl.png"];
        for (path, from) in pairs.map(|path| (path, path)).into_iter().chain([(&**svg, &**others)])
        {
            let own = fs::read(kit.join(path)).unwrap();
            forge(&kit, path, &fs::read(root.join("bouw").join(from)).unwrap());
            finds(&root, &["acme"], 1, &["code/stranger", "code/unreadable"]);
            // And what is no picture any more.
            forge(&kit, path, &own[..own.len() / 2]);
            let drawing = path.ends_with(".svg").then_some("site/drawing");
            let codes: Vec<&str> = ["code/unreadable"].into_iter().chain(drawing).collect();
            finds(&root, &["acme"], 1, &codes);
            forge(&kit, path, &own);
        }
        finds(&root, &["acme"], 0, &[]);
    }

    /// nginx with the site of acme below a folder, as `hosting/nginx.conf` has it, and these
    /// lines besides; what is in `html` is said in the whole server.
    fn nginx(root: &Path, kit: &Path, location: &str) -> (Server, String) {
        let (here, port) = (root.display(), free_port());
        let own = fs::read_to_string(kit.join("hosting/nginx.conf")).unwrap();
        let server = format!(
            "server {{\nlisten 127.0.0.1:{port};\nroot {here}/www;\nindex index.html;\n\
             {location}\n{own}\n}}\n"
        );
        (start_nginx(root, port, &server), format!("http://127.0.0.1:{port}/acme/"))
    }

    #[test]
    fn a_web_host_that_changes_a_site_is_found_out() {
        let built = built("verify-online", &["acme"]);
        let kit = built.join("dist/acme");
        // Servers read as another user, who must get there.
        let root = std::env::temp_dir().join(format!("vpsite-online-{}", std::process::id()));
        fs::create_dir_all(root.join("work")).unwrap();
        let site = root.join("www/acme");
        let again = || {
            let _ = fs::remove_dir_all(root.join("www"));
            copy(&kit.join("site"), &site);
        };
        let look = |location: &str, status: i32, expected: &[&str], said: &str| {
            let (server, url) = nginx(&root, &kit, location);
            let run = vpsite(&built, &["--format", "json", "verify", "dist/acme", "--url", &url])
                .ended(status);
            drop(server);
            let wanted: BTreeSet<String> = expected.iter().map(|&code| code.to_owned()).collect();
            assert_eq!(codes(&run), wanted, "{location}: {}", run.out);
            assert!(run.out.contains(said), "{location}: {}", run.out);
        };
        again();
        look("", 0, &[], "");
        // What a host puts into pages to count visitors.
        let inject =
            "sub_filter '</body>' '<script src=\"https://count.example/c.js\"></script></body>';";
        look(inject, 1, &["site/outside", "verify/served"], "https://count.example/c.js");
        look("add_trailer X-End 1;", 0, &[], "");
        let beside = |lines: &str| format!("location = /acme/steps.html {{ {lines} }}");
        look(&beside("return 302 https://log-in.example/;"), 1, &["verify/redirect"], "log-in");
        look(&beside("return 302 /elsewhere/;"), 1, &["verify/redirect"], "/elsewhere/");
        look(&beside("return 302 /acme/steps.html;"), 1, &["verify/redirect"], "circle");
        look(&beside("return 403;"), 1, &["verify/served"], "log-in");
        // A location of its own has none of the headers.
        look(&beside("add_header Set-Cookie \"visitor=1\";"), 1, &["verify/header"], "`visitor`");
        look(&beside("add_header X-Frame-Options DENY;"), 1, &["verify/header"], "intranet");

        fs::remove_file(site.join("steps.html")).unwrap();
        look("", 1, &["verify/served"], "404");
        again();
        let text = fs::read_to_string(site.join("steps.html")).unwrap();
        fs::write(site.join("steps.html"), &text[..text.len() / 2]).unwrap();
        let run = vpsite(&built, &["verify", "dist/acme"]).ended(0);
        assert!(run.err.contains("as it was built"), "{}", run.err);
        let (server, url) = nginx(&root, &kit, "");
        let run =
            vpsite(&built, &["--format", "json", "verify", "dist/acme", "--url", &url]).ended(1);
        drop(server);
        assert!(codes(&run).contains("verify/served"), "{}", run.out);
        assert!(run.out.contains("ends after"), "{}", run.out);
        fs::remove_dir_all(&root).unwrap();
    }
}
