//! `vpsite publish`: three clients below one address, in folders and in real servers.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::support::{Run, contents, files, site_only, vpsite};

/// A workspace of these clients, built: name, address, and one who may show the site in a frame.
fn built(name: &str, clients: &[(&str, &str, &str)]) -> PathBuf {
    let root = site_only(name);
    for file in files(&root.join("clients")) {
        fs::remove_file(root.join("clients").join(file)).unwrap();
    }
    for (slug, url, origin) in clients {
        write(&root, slug, url, origin);
    }
    vpsite(&root, &["build", "--all"]).ended(0);
    root
}

fn write(root: &Path, slug: &str, url: &str, origin: &str) {
    let text = format!(
        "organisation: {{name: Bedrijf {slug}}}\nlanguages: [nl]\nsite: {{url: \"{url}\"}}\n\
         intranet: {{allowed_origins: [\"{origin}\"]}}\nedition: 2026-11\nadvisers:\n  \
         - name: Noor Bos\n    channels: [{{type: phone, number: \"+31 6 12345670\"}}]\n"
    );
    fs::write(root.join(format!("clients/{slug}.yaml")), text).unwrap();
}

const THREE: [(&str, &str, &str); 3] = [
    ("acme", "https://vp.example.nl/acme/", "https://acme.sharepoint.com"),
    ("acme-zorg", "https://vp.example.nl/acme-zorg/", "https://zorg.sharepoint.com"),
    ("smit", "https://vp.example.nl/smit/", "https://*.smit.example.nl"),
];

fn publish(root: &Path, host: &str) -> Run {
    vpsite(root, &["publish", "--all", "--to", "upload", "--host", host])
}

/// What is said, by code.
fn codes(root: &Path, args: &[&str]) -> BTreeSet<String> {
    let run = vpsite(root, &[&["--format", "json", "publish", "--to", "upload"], args].concat());
    let found: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}", run.err));
    let code = |one: &Value| one["code"].as_str().unwrap().to_owned();
    found.as_array().unwrap().iter().map(code).collect()
}

fn only(code: &str) -> BTreeSet<String> {
    BTreeSet::from([code.to_owned()])
}

#[test]
fn all_clients_lie_below_their_address_and_a_second_run_writes_nothing() {
    let root = built("publish-three", &THREE);
    let hosts: [(&str, &[&str]); 6] = [
        ("cloudflare", &["vp.example.nl/_headers"]),
        ("netlify", &["vp.example.nl/_headers", "vp.example.nl/_redirects"]),
        ("azure", &["vp.example.nl/staticwebapp.config.json"]),
        ("nginx", &["vp.example.nl.nginx.conf"]),
        (
            "apache",
            &[
                "vp.example.nl/.htaccess",
                "vp.example.nl/acme/.htaccess",
                "vp.example.nl/acme-zorg/.htaccess",
                "vp.example.nl/smit/.htaccess",
            ],
        ),
        ("iis", &["vp.example.nl/web.config"]),
    ];
    for (host, own) in hosts {
        publish(&root, host).ended(0);
        let upload = root.join("upload");
        let mut expected: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for (slug, _, _) in THREE {
            for (file, bytes) in contents(&root.join("dist").join(slug).join("site")) {
                expected.insert(format!("vp.example.nl/{slug}/{file}"), bytes);
            }
            for left in ["_headers", ".htaccess", "web.config", "robots.txt"] {
                expected.remove(&format!("vp.example.nl/{slug}/{left}")).unwrap();
            }
        }
        let mut there: BTreeMap<String, Vec<u8>> = contents(&upload).into_iter().collect();
        for file in own {
            assert!(there.remove(*file).is_some(), "{host}: no {file}");
        }
        for page in ["index.html", "404.html", "robots.txt"] {
            let bytes = there.remove(&format!("vp.example.nl/{page}")).unwrap();
            let text = String::from_utf8(bytes).unwrap().to_lowercase();
            for (slug, _, _) in THREE {
                assert!(!text.contains(slug), "{host}: {page} names {slug}");
            }
        }
        assert_eq!(there.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{host}");
        assert!(there == expected, "{host}: a file is another than in its kit");
        let before = stamps(&upload);
        let again = publish(&root, host).ended(0);
        assert!(again.err.contains("0 files written"), "{}", again.err);
        assert_eq!(before, stamps(&upload), "{host}");
    }
}

/// Every file with its time, those of the hidden room too.
fn stamps(folder: &Path) -> BTreeMap<PathBuf, std::time::SystemTime> {
    fn walk(folder: &Path, found: &mut BTreeMap<PathBuf, std::time::SystemTime>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            match entry.file_type().unwrap().is_dir() {
                true => walk(&entry.path(), found),
                false => {
                    let time = entry.metadata().unwrap().modified().unwrap();
                    found.insert(entry.path(), time);
                }
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, &mut found);
    found
}

#[test]
fn each_page_is_matched_by_one_rule() {
    let root = built("publish-rules", &THREE);
    publish(&root, "netlify").ended(0);
    let read = |file: &str| fs::read_to_string(root.join("upload/vp.example.nl").join(file));
    let headers = read("_headers").unwrap();
    let patterns: Vec<&str> = headers.lines().filter(|line| line.starts_with('/')).collect();
    assert_eq!(patterns, ["/", "/acme/*", "/acme-zorg/*", "/smit/*"]);
    let redirects = read("_redirects").unwrap();
    assert_eq!(redirects.lines().nth(1), Some("/acme-zorg/* /acme-zorg/404.html 404"));

    publish(&root, "azure").ended(0);
    let config: Value = serde_json::from_str(&read("staticwebapp.config.json").unwrap()).unwrap();
    // The first that matches counts, so what is longer stands first.
    let routes: Vec<&str> = config["routes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["route"].as_str().unwrap())
        .collect();
    assert_eq!(routes, ["/smit*", "/acme-zorg*", "/acme*"]);
    let policy = config["routes"][2]["headers"]["Content-Security-Policy"].as_str().unwrap();
    assert!(policy.ends_with("frame-ancestors 'self' https://acme.sharepoint.com"), "{policy}");
    assert_eq!(config["globalHeaders"]["X-Content-Type-Options"], "nosniff");
    assert_eq!(config["mimeTypes"][".vcf"], "text/vcard");
    assert!(read("_headers").is_err(), "what was for another host is gone");
}

#[test]
fn a_kit_that_a_build_would_change_is_refused_and_nothing_is_published() {
    let root = built("publish-old", &THREE);
    publish(&root, "apache").ended(0);
    let before = stamps(&root.join("upload"));
    write(&root, "smit", THREE[2].1, "https://other.example.nl");
    assert_eq!(codes(&root, &["--all", "--host", "apache"]), only("publish/old-kit"));
    vpsite(&root, &["build", "clients/smit.yaml"]).ended(0);
    fs::remove_file(root.join("dist/acme/site/index.html")).unwrap();
    let run = publish(&root, "apache").ended(1);
    assert!(run.err.contains("clients/acme.yaml") && run.err.contains("vpsite build --all"));
    write(&root, "nieuw", "https://vp.example.nl/nieuw/", "https://nieuw.example.nl");
    let both = ["publish/no-kit", "publish/old-kit"].map(str::to_owned);
    assert_eq!(codes(&root, &["--all", "--host", "apache"]), BTreeSet::from(both));
    assert_eq!(before, stamps(&root.join("upload")));
    vpsite(&root, &["build", "--all"]).ended(0);
    publish(&root, "apache").ended(0);
    assert!(root.join("upload/vp.example.nl/nieuw/index.html").exists());
}

#[test]
fn two_clients_never_share_a_folder() {
    for (index, (one, other)) in [
        ("https://vp.example.nl/acme/", "https://vp.example.nl/acme/"),
        ("https://vp.example.nl/acme/", "https://vp.example.nl/ACME/"),
        ("https://vp.example.nl/acme/", "https://vp.example.nl/acme/zorg/"),
        ("https://vp.example.nl/a/b/", "https://vp.example.nl/a/b/c/d/"),
        ("https://vp.example.nl/", "https://vp.example.nl/acme/"),
        ("https://vp.example.nl/a/", "https://vp.example.nl/robots.txt/"),
    ]
    .into_iter()
    .enumerate()
    {
        let clients = [
            ("een", one, "https://een.example.nl"),
            ("midden", "https://vp.example.nl/acme-b/", "https://m.example.nl"),
            ("twee", other, "https://twee.example.nl"),
        ];
        let root = built(&format!("publish-shared-{index}"), &clients);
        let found = codes(&root, &["--all", "--host", "nginx"]);
        assert_eq!(found, only("publish/address"), "{one} {other}");
        assert!(files(&root.join("upload")).is_empty());
    }
}

#[test]
fn one_client_alone_has_the_root_and_each_host_name_a_folder() {
    let clients = [
        ("stoepje", "https://stoepje.example.nl/", "https://s.example.nl"),
        ("acme", "https://vp.example.nl/acme/", "https://a.example.nl"),
        ("poort", "https://vp.example.nl:8443/poort/", "https://p.example.nl"),
    ];
    let root = built("publish-hosts", &clients);
    publish(&root, "cloudflare").ended(0);
    let upload = root.join("upload");
    let headers = fs::read_to_string(upload.join("stoepje.example.nl/_headers")).unwrap();
    assert!(headers.starts_with("/*\n"), "{headers}");
    let at = |path: &str| fs::read(upload.join(path)).unwrap();
    let kit = fs::read(root.join("dist/stoepje/site/index.html")).unwrap();
    assert_eq!(at("stoepje.example.nl/index.html"), kit);
    assert!(upload.join("stoepje.example.nl/robots.txt").exists());
    assert!(upload.join("vp.example.nl/acme/index.html").exists());
    assert!(upload.join("vp.example.nl_8443/poort/index.html").exists());
}

#[test]
fn what_somebody_else_wrote_stays() {
    let root = built("publish-foreign", &THREE);
    let site = root.join("upload/vp.example.nl");
    // The practice's own first page.
    fs::create_dir_all(&site).unwrap();
    fs::write(site.join("index.html"), "own").unwrap();
    fs::write(site.join("robots.txt"), "own").unwrap();
    let run = publish(&root, "netlify").ended(0);
    assert!(run.err.contains("publish/kept"), "{}", run.err);
    assert_eq!(fs::read_to_string(site.join("index.html")).unwrap(), "own");
    assert!(!site.join("404.html").exists());
    let headers = fs::read_to_string(site.join("_headers")).unwrap();
    assert!(headers.starts_with("/acme/*\n"), "{headers}");
    // A file beside ours, and one that is ours no more.
    fs::write(site.join("smit/own.txt"), "own").unwrap();
    fs::write(site.join("smit/index.html"), "changed by hand").unwrap();
    assert!(codes(&root, &["--all", "--host", "netlify"]).contains("write/edited"));
    fs::copy(root.join("dist/smit/site/index.html"), site.join("smit/index.html")).unwrap();
    // A client is gone: its files go, what is somebody else's does not.
    fs::remove_file(root.join("clients/smit.yaml")).unwrap();
    let run = publish(&root, "netlify").ended(0);
    assert!(run.err.contains("`smit` is not published here any more"), "{}", run.err);
    assert_eq!(files(&site.join("smit")), ["own.txt"]);
    let removed = root.join("upload/.vpsite/vp.example.nl.removed.txt");
    let removed = || fs::read_to_string(&removed).unwrap();
    assert!(removed().lines().any(|line| line == "smit/index.html"), "{}", removed());
    assert!(!removed().contains("own.txt"));
    assert!(!fs::read_to_string(site.join("_headers")).unwrap().contains("smit"));
    // One that comes back is not to be deleted.
    write(&root, "smit", THREE[2].1, THREE[2].2);
    publish(&root, "netlify").ended(0);
    assert_eq!(removed(), "");
    // In the way of one of ours.
    write(&root, "nieuw", "https://vp.example.nl/nieuw/", "https://nieuw.example.nl");
    vpsite(&root, &["build", "clients/nieuw.yaml"]).ended(0);
    fs::create_dir_all(site.join("nieuw")).unwrap();
    fs::write(site.join("nieuw/index.html"), "own").unwrap();
    let before = stamps(&root.join("upload"));
    assert!(codes(&root, &["--all", "--host", "netlify"]).contains("write/in-the-way"));
    assert_eq!(before, stamps(&root.join("upload")));
    // Not where kits are.
    let among = ["publish", "--all", "--to", "dist/acme/upload", "--host", "netlify"];
    let run = vpsite(&root, &among).ended(1);
    assert!(run.err.contains("publish/among-kits"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn no_link_is_followed_out_of_the_folder() {
    let root = built("publish-link", &THREE[..1]);
    let elsewhere = root.join("elsewhere");
    fs::create_dir_all(&elsewhere).unwrap();
    fs::create_dir_all(root.join("upload/vp.example.nl")).unwrap();
    std::os::unix::fs::symlink(&elsewhere, root.join("upload/vp.example.nl/acme")).unwrap();
    assert!(codes(&root, &["--all", "--host", "apache"]).contains("write/in-the-way"));
    assert!(files(&elsewhere).is_empty());
}

#[test]
fn clients_can_be_published_one_by_one() {
    let root = built("publish-each", &THREE);
    let one = |slug: &str| {
        let file = format!("clients/{slug}.yaml");
        vpsite(&root, &["publish", &file, "--to", "upload", "--host", "netlify"])
    };
    one("acme").ended(0);
    let run = one("smit").ended(0);
    assert!(run.err.contains("acme stays as it was"), "{}", run.err);
    let site = root.join("upload/vp.example.nl");
    let headers = fs::read_to_string(site.join("_headers")).unwrap();
    assert!(headers.contains("/acme/*") && headers.contains("/smit/*"), "{headers}");
    // Moved to another address: the old folder goes.
    write(&root, "smit", "https://vp.example.nl/smit-en-co/", "https://smit.example.nl");
    vpsite(&root, &["build", "clients/smit.yaml", "--new-address"]).ended(0);
    one("smit").ended(0);
    assert!(!site.join("smit").exists() && site.join("smit-en-co/index.html").exists());
    // One that is not named is needed as it was.
    fs::remove_file(site.join("acme/index.html")).unwrap();
    let run = one("smit").ended(1);
    assert!(run.err.contains("publish/lost"), "{}", run.err);
    publish(&root, "netlify").ended(0);
    assert!(site.join("acme/index.html").exists() && site.join("acme-zorg").exists());
}

#[test]
fn who_hosts_a_site_alone_is_left_out_of_all() {
    let root = built("publish-alone", &THREE[1..]);
    let file = root.join("clients/smit.yaml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{text}hosted_by: client\n")).unwrap();
    // Its kit is old, which is nobody's business here.
    publish(&root, "netlify").ended(0);
    let site = root.join("upload/vp.example.nl");
    assert!(site.join("acme-zorg/index.html").exists() && !site.join("smit").exists());
    let by_name = ["clients/smit.yaml", "--host", "netlify"];
    assert_eq!(codes(&root, &by_name), only("publish/old-kit"));
}

#[test]
fn a_folder_that_a_host_cannot_name_is_refused_there_alone() {
    let clients = [("bin", "https://vp.example.nl/bin/", "https://a.example.nl")];
    let root = built("publish-path", &clients);
    assert_eq!(codes(&root, &["--all", "--host", "iis"]), only("publish/path"));
    publish(&root, "nginx").ended(0);
    write(&root, "bin", "https://vp.example.nl/a:b/", "https://a.example.nl");
    vpsite(&root, &["build", "--all", "--new-address"]).ended(0);
    for host in ["cloudflare", "netlify", "azure", "iis"] {
        assert_eq!(codes(&root, &["--all", "--host", host]), only("publish/path"), "{host}");
    }
}

/// A limit on the size of files ends the program while it writes, as a crash would.
#[cfg(unix)]
#[test]
fn a_run_that_broke_off_is_put_right_by_the_next() {
    let root = built("publish-crash", &THREE);
    let program = env!("CARGO_BIN_EXE_vpsite");
    let mut sizes: Vec<u64> = files(&root.join("dist/acme/site"))
        .iter()
        .map(|file| fs::metadata(root.join("dist/acme/site").join(file)).unwrap().len())
        .collect();
    sizes.sort();
    // In blocks of 512 bytes; what is to be written has to be told before, and the largest file
    // must not fit.
    let list = 16 * 1024;
    assert!(sizes.last().unwrap() > &list, "{sizes:?}");
    let script =
        format!("ulimit -f {}; exec {program} publish --all --to upload --host apache", list / 512);
    let mut broke = Command::new("sh")
        .args(["-c", &script])
        .current_dir(&root)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    assert!(!broke.wait().unwrap().success());
    let upload = root.join("upload");
    let list = fs::read_to_string(upload.join(".vpsite/published.json")).unwrap();
    assert!(list.contains("\"pending\""), "it broke off too early or too late");
    // What a power cut leaves of a file that had its name already.
    let torn = files(&upload).into_iter().find(|file| file.ends_with(".html")).unwrap();
    fs::write(upload.join(torn), "").unwrap();
    publish(&root, "apache").ended(0);
    let whole = contents(&upload);
    fs::remove_dir_all(&upload).unwrap();
    publish(&root, "apache").ended(0);
    assert!(whole == contents(&upload));
    assert!(!upload.join(".vpsite/published.part").exists());
}

#[test]
fn two_processes_publish_one_after_the_other() {
    let root = built("publish-both", &THREE);
    let start = |client: &str| {
        Command::new(env!("CARGO_BIN_EXE_vpsite"))
            .args(["publish", &format!("clients/{client}.yaml"), "--to", "upload"])
            .args(["--host", "cloudflare"])
            .current_dir(&root)
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    let runs = THREE.map(|(slug, _, _)| start(slug));
    for mut run in runs {
        assert!(run.wait().unwrap().success());
    }
    let headers = fs::read_to_string(root.join("upload/vp.example.nl/_headers")).unwrap();
    for (slug, _, _) in THREE {
        assert!(headers.contains(&format!("/{slug}/*")), "{headers}");
        assert!(root.join("upload/vp.example.nl").join(slug).join("index.html").exists());
    }
}

mod paper {
    use super::*;
    use crate::it::addresses::servers::{
        accepts, apache_modules, ask, free_port, start, start_nginx,
    };

    /// What is asked of a server that holds the three: paths, with status and what the answer
    /// must be; whose headers it must carry.
    fn asked(server: &str, port: u16, root: &Path) {
        let policy =
            |origin: &str| format!("{}; frame-ancestors 'self' {origin}", vpsite::render::POLICY);
        let site = root.join("upload/vp.example.nl");
        for (slug, _, origin) in THREE {
            let card = files(&site.join(slug)).into_iter().find(|one| one.ends_with(".vcf"));
            for (path, status, file) in [
                ("", 200, "index.html".to_owned()),
                ("steps.html", 200, "steps.html".to_owned()),
                ("nope.html", 404, "404.html".to_owned()),
                ("no/such/page", 404, "404.html".to_owned()),
                (card.clone().unwrap().as_str(), 200, card.clone().unwrap()),
            ] {
                let answer = ask(port, "vp.example.nl", &format!("/{slug}/{path}"));
                let (head, body) = answer.split_once("\r\n\r\n").unwrap();
                assert!(head.lines().next().unwrap().contains(&format!(" {status} ")), "{head}");
                let expected = fs::read_to_string(site.join(slug).join(&file)).unwrap();
                assert!(body.contains(expected.trim()), "{server} /{slug}/{path}: {body}");
                let values = |name: &str| -> Vec<String> {
                    let lines = head.lines().filter_map(|line| line.split_once(": "));
                    let named = lines.filter(|(found, _)| found.eq_ignore_ascii_case(name));
                    named.map(|(_, value)| value.to_owned()).collect()
                };
                let own = [
                    ("content-security-policy", policy(origin)),
                    ("x-robots-tag", "noindex, nofollow, noarchive".to_owned()),
                    ("x-content-type-options", "nosniff".to_owned()),
                    ("referrer-policy", "no-referrer".to_owned()),
                ];
                for (name, value) in own {
                    assert_eq!(values(name), [value], "{server} /{slug}/{path}: {head}");
                }
                if path.ends_with(".vcf") {
                    let kind = &values("content-type")[0];
                    assert!(kind.starts_with("text/vcard"), "{server}: {kind}");
                }
            }
        }
        let nothing = fs::read_to_string(site.join("index.html")).unwrap();
        for (path, status) in [("/", 200), ("/other/", 404), ("/acmee/index.html", 404)] {
            let answer = ask(port, "vp.example.nl", path);
            let (head, body) = answer.split_once("\r\n\r\n").unwrap();
            assert!(head.contains(&format!(" {status} ")), "{server} {path}: {head}");
            assert!(body.contains(nothing.trim()), "{server} {path}: {body}");
            let policies = head.to_lowercase().matches("content-security-policy:").count();
            assert!(policies == 1 && head.contains("frame-ancestors 'none'"), "{path}: {head}");
        }
        // Without its last slash an address still leads there.
        let answer = ask(port, "vp.example.nl", "/acme-zorg");
        assert!(answer.contains("/acme-zorg/"), "{server}: {answer}");
    }

    #[test]
    fn three_clients_in_one_nginx_and_in_one_apache() {
        let built = built("publish-servers", &THREE);
        // Servers read as another user, who must get there.
        let root = std::env::temp_dir().join(format!("vpsite-publish-{}", std::process::id()));
        let work = root.join("work");
        fs::create_dir_all(&work).unwrap();
        let place = |host: &str| {
            let to = root.join("upload");
            let to = to.to_str().unwrap();
            vpsite(&built, &["publish", "--all", "--to", to, "--host", host]).ended(0);
        };
        place("nginx");
        let (here, port) = (root.display(), free_port());
        // As Debian's own server has it, and with a pattern that would take pages away.
        let server = format!(
            "server {{\nlisten 127.0.0.1:{port};\nserver_name vp.example.nl;\n\
             root {here}/upload/vp.example.nl;\nindex index.html;\n\
             location / {{ try_files $uri $uri/ =404; }}\n\
             location ~ \\.(html|vcf)$ {{ add_header X-Other 1; }}\n\
             include {here}/upload/vp.example.nl.nginx.conf;\n}}\n"
        );
        let server = start_nginx(&root, port, &server);
        asked("nginx", port, &root);
        drop(server);

        place("apache");
        let port = free_port();
        let config = format!(
            "ServerRoot {here}\nDefaultRuntimeDir {here}/work\nPidFile {here}/apache.pid\n\
             ErrorLog {here}/apache.log\nListen 127.0.0.1:{port}\nServerName vp.example.nl\n\
             User www-data\nGroup www-data\n{}TypesConfig /etc/mime.types\n\
             DocumentRoot {here}/upload/vp.example.nl\n<Directory {here}>\nAllowOverride All\n\
             Require all granted\n</Directory>\n",
            apache_modules()
        );
        let for_apache = root.join("apache.conf");
        fs::write(&for_apache, config).unwrap();
        let args = ["-f", for_apache.to_str().unwrap()];
        accepts("/usr/sbin/apache2", &[&args[..], &["-t"]].concat());
        let server = start("/usr/sbin/apache2", &[&args[..], &["-X"]].concat(), port);
        asked("apache2", port, &root);
        drop(server);
        fs::remove_dir_all(&root).unwrap();
    }
}
