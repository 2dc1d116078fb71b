//! `vpsite serve` as a browser sees it: the real program on a port of its own, asked over a
//! plain connection.
//!
//! Invariant: every server that a test starts is ended with it, and no test waits for a time
//! but for an event, with a limit.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::support::{contents, files, folder, site_only, vpsite};

/// How long an answer may take: many tests run at once.
const LONG: Duration = Duration::from_secs(120);

/// A server of its own.
struct Served {
    child: Child,
    port: u16,
    /// What it says, line by line.
    said: Receiver<String>,
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn serve(root: &Path, args: &[&str]) -> Served {
    let mut child = Command::new(env!("CARGO_BIN_EXE_vpsite"))
        .args([&["serve", "--port", "0", "--color", "never"], args].concat())
        .current_dir(root)
        .env("VPSITE_LANG", "en")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut address = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
    let (tell, said) = channel();
    let err = BufReader::new(child.stderr.take().unwrap());
    thread::spawn(move || {
        for line in err.lines().map_while(Result::ok) {
            let _ = tell.send(line);
        }
    });
    let port = address.trim().strip_prefix("http://127.0.0.1:").and_then(|it| it.strip_suffix('/'));
    let Some(port) = port else {
        let _ = child.wait();
        panic!("no address: `{address}`, but {:?}", said.iter().collect::<Vec<_>>());
    };
    Served { port: port.parse().unwrap(), child, said }
}

impl Served {
    /// Sends a request word for word.
    fn raw(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        let end = all.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(all[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head, body: all[end + 4..].to_vec() }
    }

    fn with(&self, path: &str, headers: &str) -> Answer {
        let host = format!("Host: 127.0.0.1:{}\r\n", self.port);
        self.raw(&format!("GET {path} HTTP/1.1\r\n{host}Connection: close\r\n{headers}\r\n"))
    }

    fn get(&self, path: &str) -> Answer {
        self.with(path, "")
    }

    /// Waits as a page does until it is no more as its files are.
    #[track_caller]
    fn wait_for_change(&self, page: &str) {
        let begun = Instant::now();
        let question = page.split("/-/reload.js").nth(1).unwrap().split('"').next().unwrap();
        let question = format!("/-/changed{}", question.replace("&amp;", "&"));
        while self.get(&question).status != 200 {
            assert!(begun.elapsed() < LONG, "no word of a change");
        }
    }

    /// The next line that it says with this word in it.
    #[track_caller]
    fn says(&self, word: &str) -> String {
        loop {
            let line = self.said.recv_timeout(LONG).unwrap_or_else(|_| panic!("nothing of {word}"));
            if line.contains(word) {
                return line;
            }
        }
    }
}

impl Answer {
    #[track_caller]
    fn page(&self, status: u16) -> String {
        let body = String::from_utf8(self.body.clone()).unwrap();
        assert_eq!(self.status, status, "{}\n{body}", self.head);
        body
    }

    fn header(&self, name: &str) -> Option<&str> {
        let start = format!("{name}: ").to_lowercase();
        let mut lines = self.head.lines();
        lines.find(|line| line.to_lowercase().starts_with(&start)).map(|line| &line[start.len()..])
    }
}

/// A workspace with two clients that need little, and a text of their own.
fn small(name: &str) -> std::path::PathBuf {
    let root = site_only(name);
    for client in ["acme", "linde", "polderfruit"] {
        fs::remove_file(root.join(format!("clients/{client}.yaml"))).unwrap();
    }
    let minimal = fs::read_to_string(root.join("clients/minimal.yaml")).unwrap();
    fs::write(root.join("clients/second.yaml"), minimal).unwrap();
    root
}

fn replace(path: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(old), "{old} in {text}");
    fs::write(path, text.replace(old, new)).unwrap();
}

#[test]
fn what_is_served_is_what_is_built_and_nothing_is_written() {
    let root = small("serve-same");
    vpsite(&root, &["build", "clients/minimal.yaml"]).ended(0);
    let built = contents(&root.join("dist/minimal"));
    let before = files(&root);
    let served = serve(&root, &[]);
    let mut pages = 0;
    for (path, bytes) in &built {
        if path == "manifest.json" {
            continue;
        }
        let answer = served.get(&format!("/minimal/{path}"));
        assert_eq!(answer.status, 200, "{path}");
        if !path.ends_with(".html") {
            assert!(answer.body == *bytes, "{path}");
            continue;
        }
        pages += 1;
        let (page, built) = (answer.page(200), String::from_utf8(bytes.clone()).unwrap());
        // The one script, and the policy in a header instead of the page.
        let script = page.find("<script src=\"/-/reload.js").unwrap();
        let end = script + page[script..].find("</script>").unwrap() + "</script>".len();
        let mut bare = page.clone();
        bare.replace_range(script..end, "");
        if path == "index.html"
            && let Some(note) = bare.find("<details style")
        {
            let end = note + bare[note..].find("</details>").unwrap() + "</details>".len();
            bare.replace_range(note..=end, "");
        }
        let meta = built.find("<meta http-equiv=\"Content-Security-Policy\"").unwrap();
        let end = meta + built[meta..].find('>').unwrap() + 1;
        let policy = built[meta..end].split("content=\"").nth(1).unwrap().trim_end_matches("\">");
        let policy = policy.replace("&#39;", "'").replace("&#x27;", "'");
        let mut rest = built.clone();
        rest.replace_range(meta..end, "");
        assert_eq!(bare.trim(), rest.trim(), "{path}");
        // The same policy, but for that script and its question.
        let sent = answer.header("Content-Security-Policy").unwrap();
        let origin = format!("http://127.0.0.1:{}", served.port);
        let mut less = sent.replace(&format!("; connect-src {origin}/-/changed"), "");
        less = less.replace(&format!("; script-src {origin}/-/reload.js"), "");
        less = less.replace(&format!(" {origin}/-/reload.js"), "");
        assert_eq!(less, format!("{policy}; frame-ancestors 'self'"), "{path}");
    }
    assert!(pages > 10, "{pages}");
    assert_eq!(files(&root), before);
    assert_eq!(contents(&root.join("dist/minimal")), built);
}

#[test]
fn a_saved_text_is_in_the_page_that_is_loaded_again() {
    let root = small("serve-text");
    let served = serve(&root, &[]);
    let list = served.get("/").page(200);
    assert!(list.contains("href=\"/minimal/\"") && list.contains("href=\"/second/\""), "{list}");
    let page = served.get("/minimal/site/steps.html").page(200);
    assert!(!page.contains("Zevenblad"), "{page}");
    served.says("clients/minimal.yaml in ");
    // A folder that was not there when it began.
    let text = include_str!("../../content/nl/steps.md");
    let (front, body) = text.split_at(text.rfind("---\n").unwrap() + 4);
    fs::create_dir_all(root.join("content/nl")).unwrap();
    fs::write(root.join("content/nl/steps.md"), format!("{front}\nZevenblad.\n\n{body}")).unwrap();
    served.wait_for_change(&page);
    let page = served.get("/minimal/site/steps.html").page(200);
    assert!(page.contains("Zevenblad"), "{page}");
    served.says("clients/minimal.yaml in ");
    // And once more, by an editor that writes beside and renames.
    replace(&root.join("content/nl/steps.md"), "Zevenblad", "Hondsdraf");
    served.wait_for_change(&page);
    let page = served.get("/minimal/site/steps.html").page(200);
    assert!(page.contains("Hondsdraf"), "{page}");
    let beside = root.join("content/nl/.steps.md.new");
    fs::write(&beside, format!("{front}\nSpeenkruid.\n\n{body}")).unwrap();
    fs::rename(&beside, root.join("content/nl/steps.md")).unwrap();
    served.wait_for_change(&page);
    assert!(served.get("/minimal/site/steps.html").page(200).contains("Speenkruid"));
    assert!(!root.join("dist").exists());
    // A client that is new is in the list at once.
    let list = served.get("/").page(200);
    fs::copy(root.join("clients/minimal.yaml"), root.join("clients/third.yaml")).unwrap();
    served.wait_for_change(&list);
    assert!(served.get("/").page(200).contains("href=\"/third/\""));
}

#[test]
fn a_fault_is_shown_in_the_page_of_its_client_alone_with_what_was_seen_before() {
    let root = small("serve-fault");
    let served = serve(&root, &[]);
    let page = served.get("/minimal/").page(200);
    let other = served.get("/second/").page(200);
    let good = fs::read_to_string(root.join("clients/minimal.yaml")).unwrap();
    fs::write(root.join("clients/minimal.yaml"), format!("{good}\nlangauges: [<b>nl</b>]\n"))
        .unwrap();
    served.wait_for_change(&page);
    let line = good.lines().count() + 2;
    let faulty = served.get("/minimal/site/index.html").page(500);
    assert!(faulty.contains(&format!("clients/minimal.yaml, line {line}, column 1")), "{faulty}");
    assert!(faulty.contains("did you mean <code>languages</code>?"), "{faulty}");
    assert!(faulty.contains("<mark>langauges</mark>"), "{faulty}");
    assert!(faulty.contains("&lt;b&gt;nl") && !faulty.contains("<b>nl"), "{faulty}");
    served.says(&format!("clients/minimal.yaml:{line}:1: error[yaml/unknown-key]"));
    let before = "/-/before/minimal/site/index.html";
    assert!(faulty.contains(before) && faulty.contains("What you saw before"), "{faulty}");
    let before = served.get(before).page(200);
    assert!(before.contains("Content-Security-Policy") && !before.contains("/-/reload.js"));
    // The other client is as it was, and the list tells which is not.
    served.get("/second/").page(200);
    assert!(other.contains("client=second"));
    assert!(served.get("/").page(200).contains("1 error"));
    // Not even YAML any more, and then sound again.
    fs::write(root.join("clients/minimal.yaml"), "languages: [nl\n").unwrap();
    served.wait_for_change(&faulty);
    let faulty = served.get("/minimal/").page(500);
    assert!(faulty.contains("clients/minimal.yaml, line") && faulty.contains("/-/before/minimal/"));
    fs::write(root.join("clients/minimal.yaml"), &good).unwrap();
    served.wait_for_change(&faulty);
    served.get("/minimal/").page(200);
}

#[test]
fn a_client_that_was_never_sound_has_nothing_before() {
    let root = small("serve-never");
    fs::write(root.join("clients/minimal.yaml"), "languages: [nl]\n").unwrap();
    let served = serve(&root, &[]);
    let faulty = served.get("/minimal/").page(500);
    assert!(faulty.contains("error:") && !faulty.contains("<iframe"), "{faulty}");
    assert_eq!(served.get("/-/before/minimal/index.html").status, 404);
    // A link that leads nowhere is found though nobody has opened its page.
    let page = served.get("/second/").page(200);
    fs::create_dir_all(root.join("clients/second/content/nl")).unwrap();
    let text = include_str!("../../content/nl/steps.md");
    let broken = format!("{text}\nLees [hoe](steps.md#nowhere-at-all).\n");
    fs::write(root.join("clients/second/content/nl/steps.md"), broken).unwrap();
    served.wait_for_change(&page);
    let begun = Instant::now();
    let faulty = loop {
        let answer = served.get("/second/");
        if answer.status == 500 {
            break answer.page(500);
        }
        assert!(begun.elapsed() < LONG, "the link is not told of");
        served.wait_for_change(&answer.page(200));
    };
    assert!(faulty.contains("nowhere-at-all"), "{faulty}");
}

#[test]
fn only_this_computer_is_answered_and_only_what_is_in_a_kit() {
    let root = small("serve-closed");
    fs::write(root.join("secret.txt"), "secret").unwrap();
    let served = serve(&root, &[]);
    let port = served.port;
    let asked = |host: &str| {
        served.raw(&format!("GET / HTTP/1.1\r\n{host}Connection: close\r\n\r\n")).status
    };
    for host in ["127.0.0.1", "localhost", "[::1]", "LocalHost"] {
        assert_eq!(asked(&format!("Host: {host}:{port}\r\n")), 200, "{host}");
    }
    let others = [
        String::new(),
        format!("Host: attacker.example:{port}\r\n"),
        format!("Host: 127.0.0.1.attacker.example:{port}\r\n"),
        "Host: localhost\r\n".to_owned(),
        format!("Host: localhost:{}\r\n", port ^ 1),
        format!("Host: localhost:{port}\r\nHost: attacker.example\r\n"),
    ];
    for host in others {
        assert_eq!(asked(&host), 421, "{host}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let request = format!(
            "{method} /minimal/ HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\
             Content-Length: 0\r\n\r\n"
        );
        let answer = served.raw(&request);
        assert_eq!((answer.status, answer.header("Allow")), (405, Some("GET, HEAD")), "{method}");
    }
    let head = served.raw(&format!(
        "HEAD /minimal/ HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"
    ));
    assert!(head.status == 200 && head.body.is_empty());
    let outside = [
        "/../secret.txt",
        "/minimal/../../secret.txt",
        "/minimal/%2e%2e/%2e%2e/secret.txt",
        "/minimal/..%2f..%2fsecret.txt",
        "/minimal/..%5c..%5csecret.txt",
        "/minimal//etc/passwd",
        "/minimal/site/%00",
        "/-/before/minimal/../../../secret.txt",
        "/minimal.yaml",
        "/_practice/",
        "/nobody/",
        "/minimal/site/nowhere.html",
    ];
    for path in outside {
        assert_eq!(served.get(path).status, 404, "{path}");
    }
    let page = served.get("/minimal/site/index.html");
    assert_eq!(page.header("Cross-Origin-Resource-Policy"), Some("same-origin"));
    assert_eq!(page.header("X-Content-Type-Options"), Some("nosniff"));
    assert_eq!(served.get("/minimal").header("Location"), Some("/minimal/"));
}

#[test]
fn connections_that_say_nothing_or_nonsense_keep_nobody_waiting() {
    let root = small("serve-wire");
    let served = serve(&root, &[]);
    let page = served.get("/minimal/").page(200);
    let at = page.split("at=").nth(1).unwrap().split('"').next().unwrap();
    // More than a browser opens, before it needs them or while it waits for a change.
    let open = || TcpStream::connect(("127.0.0.1", served.port)).unwrap();
    let silent: Vec<TcpStream> = (0..20).map(|_| open()).collect();
    let host = format!("Host: localhost:{}\r\n", served.port);
    let waiting: Vec<TcpStream> = (0..20)
        .map(|_| {
            let mut stream = open();
            let question = format!("GET /-/changed?client=minimal&at={at} HTTP/1.1\r\n{host}\r\n");
            stream.write_all(question.as_bytes()).unwrap();
            stream
        })
        .collect();
    served.get("/minimal/site/index.html").page(200);
    assert_eq!(served.raw("\u{1}\u{2}\r\n\r\n").status, 400);
    assert_eq!(served.raw("GET / HTTP/9.9\r\n\r\n").status, 400);
    let endless = format!("GET / HTTP/1.1\r\n{host}X: {}", "x".repeat(20_000));
    assert_eq!(served.raw(&endless).status, 431);
    let many = format!("GET / HTTP/1.1\r\n{host}{}\r\n", "X: y\r\n".repeat(100));
    assert_eq!(served.raw(&many).status, 431);
    // In pieces, as over a slow line.
    let mut slow = open();
    for piece in
        ["GET /minimal/ HTTP/1.1\r\nHo".to_owned(), host[2..].to_owned(), "\r\n".to_owned()]
    {
        slow.write_all(piece.as_bytes()).unwrap();
        slow.flush().unwrap();
        thread::sleep(Duration::from_millis(20));
    }
    let mut start = [0; 12];
    slow.set_read_timeout(Some(LONG)).unwrap();
    slow.read_exact(&mut start).unwrap();
    assert_eq!(&start, b"HTTP/1.1 200");
    drop((silent, waiting));
}

#[test]
fn one_client_is_shown_by_its_name_or_its_file() {
    let root = small("serve-one");
    for client in ["second", "clients/second.yaml"] {
        let served = serve(&root, &[client]);
        assert_eq!(served.get("/").header("Location"), Some("/second/"), "{client}");
        served.get("/second/").page(200);
        assert_eq!(served.get("/minimal/").status, 404, "{client}");
    }
    let nobody = vpsite(&root, &["serve", "secnod", "--port", "0"]).ended(2);
    assert!(nobody.err.contains("clients/secnod.yaml"), "{}", nobody.err);
    assert!(nobody.err.contains("did you mean `second.yaml`?"), "{}", nobody.err);
    let nowhere = folder("serve-nowhere");
    let outside = vpsite(&nowhere, &["serve", "--root", "/", "--port", "0"]).ended(2);
    assert!(outside.err.contains("workspace/none"), "{}", outside.err);
}

#[test]
fn a_port_that_is_taken_is_told_with_what_to_type() {
    let root = small("serve-port");
    let served = serve(&root, &[]);
    let port = served.port.to_string();
    let second = vpsite(&root, &["serve", "--port", &port]).ended(2);
    assert!(second.err.contains(&format!("port {port} is taken")), "{}", second.err);
    assert!(second.err.contains("--port 0"), "{}", second.err);
    // The first one is not troubled.
    served.get("/").page(200);
}

#[test]
fn a_film_is_sent_from_disk_in_the_parts_that_a_player_asks_for() {
    let root = site_only("serve-film");
    let film = b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2".iter().copied();
    let film: Vec<u8> = film.chain((0u8..=255).cycle().take(300_000)).collect();
    fs::write(root.join("clients/film.mp4"), &film).unwrap();
    fs::write(root.join("clients/film.md"), "Hallo, ik ben **Sam**.\n").unwrap();
    let client = root.join("clients/minimal.yaml");
    let mut text = fs::read_to_string(&client).unwrap();
    text.push_str("\nvideo: {file: film.mp4, transcript: {nl: film.md}, title: Kennismaken}\n");
    fs::write(&client, text).unwrap();
    let served = serve(&root, &["minimal"]);
    let page = served.get("/minimal/site/index.html").page(200);
    let name = page.split("assets/film-").nth(1).unwrap().split('"').next().unwrap();
    let path = format!("/minimal/site/assets/film-{name}");
    let whole = served.get(&path);
    assert_eq!((whole.status, whole.header("Accept-Ranges")), (200, Some("bytes")));
    assert!(whole.body == film);
    let part = served.with(&path, "Range: bytes=1000-1999\r\n");
    let of = format!("bytes 1000-1999/{}", film.len());
    assert_eq!((part.status, part.header("Content-Range")), (206, Some(of.as_str())));
    assert!(part.body == film[1000..2000]);
    let last = served.with(&path, "Range: bytes=-10\r\n");
    assert!(last.status == 206 && last.body == film[film.len() - 10..]);
    assert_eq!(served.with(&path, "Range: bytes=9999999-\r\n").status, 416);
}

#[cfg(unix)]
#[test]
fn it_ends_at_once_though_a_page_waits() {
    use std::os::unix::process::ExitStatusExt;

    let root = small("serve-end");
    let mut served = serve(&root, &[]);
    let page = served.get("/minimal/").page(200);
    let at = page.split("at=").nth(1).unwrap().split('"').next().unwrap();
    let mut waiting = TcpStream::connect(("127.0.0.1", served.port)).unwrap();
    let host = format!("Host: localhost:{}\r\n\r\n", served.port);
    let question = format!("GET /-/changed?client=minimal&at={at} HTTP/1.1\r\n{host}");
    waiting.write_all(question.as_bytes()).unwrap();
    let begun = Instant::now();
    let id = served.child.id().to_string();
    // As Ctrl-C, which whoever runs this in the background may have taken away.
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    let status = served.child.wait().unwrap();
    assert_eq!(status.signal(), Some(15));
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}
