//! What comes out of addresses, in real servers: nginx and Apache start on it, and say it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use vpsite::client::{Client, Families, Keys, Raw, client};
use vpsite::diag::Diagnostics;
use vpsite::load::Workspace;
use vpsite::plan::HeaderFile;
use vpsite::render::headers;
use vpsite::yaml;

use super::{ADVISERS, BASE, proven, quoted};
use crate::it::support::{CLIENTS, repository};

/// Folders that a site may lie in, with every sign that a path may hold.
const PATHS: [&str; 30] = [
    "/",
    "/acme/",
    "/DeWaal_2/",
    "/~noor/",
    "/v1.0/",
    "/a..b/",
    "/-/",
    "/o'neill/",
    "/'a'/",
    "/r&d/",
    "/a;b/",
    "/;/",
    "/a,b/",
    "/a=b/",
    "/=200/",
    "/a:b/",
    "/a@b/",
    "/@named/",
    "/a+b/",
    "/a!b/",
    "/!/",
    "/a(b)/",
    "/if=(1)/",
    "/a;return=301/",
    "/404/",
    "/café/",
    "/довіра/",
    "/ثقة/",
    "/信頼/",
    "/caf%C3%A9/%61/",
];

/// Origins as intranets have them, with every sign that an origin may hold.
const ORIGINS: [&str; 20] = [
    "https://acme.sharepoint.com",
    "https://acme.sharepoint.com:443",
    "https://acme.sharepoint.com:8443",
    "https://*.example.nl",
    "https://*.intranet.example.nl:8443",
    "https://intranet",
    "https://intranet.acme.local",
    "https://zoë.example.nl",
    "https://*.zoë.example.nl",
    "https://довіра.example.com",
    "https://пример.рф",
    "https://مثال.إختبار",
    "https://例え.jp",
    "https://аррӏе.com",
    "https://xn--zo-ija.example.nl",
    "https://a--b.example.nl",
    "https://1.2.3.example.nl",
    "HTTPS://ACME.Example.NL/",
    "https://a.b.c.d.e.f.g.h.i.j.k.example.co.uk",
    "https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.nl",
];

/// Clients whose header files are served: one a path with an origin of its own, one with all
/// origins, and the examples.
fn clients() -> Vec<Client> {
    let of = |path: &str, origins: &[&str]| {
        let origins: Vec<String> = origins.iter().map(|origin| quoted(origin)).collect();
        let url = quoted(&format!("https://vp.example.nl{path}"));
        let text = format!(
            "{BASE}site: {{url: {url}}}\n{ADVISERS}intranet: {{allowed_origins: [{}]}}\n",
            origins.join(", ")
        );
        let (client, faults) = proven(&text);
        client.unwrap_or_else(|| panic!("{path}: {faults:?}"))
    };
    let each = PATHS.iter().zip(ORIGINS.iter().cycle()).map(|(path, origin)| of(path, &[*origin]));
    let lone = ORIGINS.iter().map(|origin| of("/acme/", &[*origin]));
    each.chain(lone).chain([of("/all/", &ORIGINS)]).chain(examples()).collect()
}

fn examples() -> Vec<Client> {
    let root = repository();
    let workspace = Workspace::find(root, root).unwrap();
    let example = |name: &&str| {
        let file = workspace.client(&root.join(format!("clients/{name}.yaml"))).unwrap();
        let mut faults = Diagnostics::new();
        let keys: Keys = yaml::read(&file.tree, &mut faults);
        let files = workspace.files(&file, keys.files(), &mut faults);
        let (stem, file) = (file.stem.clone(), file.file.clone());
        let families = Families::from([("default".to_owned(), None)]);
        let raw = Raw { stem, file, keys, files, faults };
        client(&raw, &families).0.unwrap_or_else(|| panic!("{name}"))
    };
    CLIENTS.iter().map(example).collect()
}

/// A client's site as it is uploaded: a missing page, and the files for servers.
struct Upload {
    name: String,
    root: PathBuf,
    /// The path of the site, as a browser asks for it.
    path: String,
    policy: String,
}

fn upload(folder: &Path, index: usize, client: &Client) -> Upload {
    let name = format!("c{index}.example.nl");
    let root = folder.join(format!("c{index}"));
    let place = root.join(client.site.url.path_decoded().trim_start_matches('/'));
    fs::create_dir_all(&place).unwrap();
    fs::write(place.join("404.html"), format!("missing at {name}")).unwrap();
    fs::write(place.join("index.html"), "here").unwrap();
    fs::write(place.join(".htaccess"), headers::file(HeaderFile::Htaccess, client)).unwrap();
    fs::write(folder.join(format!("c{index}.conf")), headers::file(HeaderFile::Nginx, client))
        .unwrap();
    let origins: String =
        client.allowed_origins.iter().map(|origin| format!(" {}", origin.as_str())).collect();
    let policy = format!("{}; frame-ancestors 'self'{origins}", headers::POLICY);
    Upload { name, root, path: client.site.url.path().to_owned(), policy }
}

/// The servers of nginx, one an upload.
fn nginx(folder: &Path, port: u16, uploads: &[Upload]) -> String {
    uploads
        .iter()
        .enumerate()
        .map(|(index, Upload { name, root, .. })| {
            format!(
                "server {{\nlisten 127.0.0.1:{port};\nserver_name {name};\nroot {};\ninclude {}/c{index}.conf;\n}}\n",
                root.display(),
                folder.display()
            )
        })
        .collect()
}

fn apache(folder: &Path, port: u16, uploads: &[Upload]) -> String {
    let modules = apache_modules();
    let hosts: String = uploads
        .iter()
        .map(|Upload { name, root, .. }| {
            format!(
                "<VirtualHost 127.0.0.1:{port}>\nServerName {name}\nDocumentRoot {}\n</VirtualHost>\n",
                root.display()
            )
        })
        .collect();
    format!(
        "ServerRoot {0}\nDefaultRuntimeDir {0}/work\nPidFile {0}/apache.pid\nErrorLog {0}/apache.log\n\
         Listen 127.0.0.1:{port}\nServerName example.nl\nUser www-data\nGroup www-data\n{modules}\
         TypesConfig /etc/mime.types\n<Directory {0}>\nAllowOverride All\nRequire all granted\n\
         </Directory>\n{hosts}",
        folder.display()
    )
}

/// What Apache has to load.
pub fn apache_modules() -> String {
    ["mpm_prefork", "authz_core", "dir", "mime", "headers"]
        .map(|one| format!("LoadModule {one}_module /usr/lib/apache2/modules/mod_{one}.so\n"))
        .concat()
}

/// A port that nobody listens at.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A server of one's own, ended with the test.
pub struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub fn start(program: &str, args: &[&str], port: u16) -> Server {
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut server = Server(
        command.spawn().unwrap_or_else(|e| panic!("{program} is missing ({e}): run tests/run")),
    );
    for _ in 0..200 {
        assert!(server.0.try_wait().unwrap().is_none(), "{program} {args:?} has ended");
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return server;
        }
        sleep(Duration::from_millis(50));
    }
    panic!("{program} does not answer");
}

/// The configuration is read to its end; what a server says against it is the fault.
pub fn accepts(program: &str, args: &[&str]) {
    let output = Command::new(program)
        .args(args)
        .output()
        .unwrap_or_else(|e| panic!("{program} is missing ({e}): run tests/run"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// nginx with these servers, as anybody may start it: whatever it writes lies in `folder`.
pub fn start_nginx(folder: &Path, port: u16, servers: &str) -> Server {
    let here = folder.display();
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|what| format!("{what}_temp_path {here}/work;\n"))
        .concat();
    let config = format!(
        "daemon off;\nmaster_process off;\npid {here}/nginx.pid;\nerror_log {here}/nginx.log;\n\
         events {{}}\nhttp {{\nserver_names_hash_bucket_size 128;\n\
         include /etc/nginx/mime.types;\naccess_log off;\n{temporary}{servers}}}\n"
    );
    let (path, log) = (folder.join("nginx.conf"), folder.join("nginx.log"));
    fs::write(&path, config).unwrap();
    let [here, log, path] = [folder, &log, &path].map(|path| path.to_str().unwrap());
    let args = ["-p", here, "-e", log, "-c", path];
    accepts("/usr/sbin/nginx", &[&args[..], &["-t"]].concat());
    start("/usr/sbin/nginx", &args, port)
}

pub fn ask(port: u16, host: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn says(server: &str, port: u16, uploads: &[Upload]) {
    for Upload { name, path, policy, .. } in uploads {
        for (asked, status, body) in [
            (path.clone(), " 200 ", "here".to_owned()),
            (format!("{path}nowhere"), " 404 ", format!("missing at {name}")),
        ] {
            let answer = ask(port, name, &asked);
            let (head, text) = answer.split_once("\r\n\r\n").unwrap();
            let headers: BTreeMap<String, &str> = head
                .lines()
                .skip(1)
                .filter_map(|line| line.split_once(": "))
                .map(|(name, value)| (name.to_lowercase(), value))
                .collect();
            assert!(head.lines().next().unwrap().contains(status), "{server} {path}: {head}");
            assert!(text.contains(&body), "{server} {asked}: {text}");
            assert_eq!(headers["content-security-policy"], policy, "{server} {asked}");
            assert_eq!(headers["referrer-policy"], "no-referrer", "{server} {asked}");
        }
    }
}

mod paper {
    use super::*;

    #[test]
    fn nginx_and_apache_start_and_say_what_the_kit_says() {
        let folder = std::env::temp_dir().join(format!("vpsite-servers-{}", std::process::id()));
        fs::create_dir_all(folder.join("work")).unwrap();
        let clients = clients();
        assert!(clients.len() >= 50, "{}", clients.len());
        let uploads: Vec<Upload> = clients
            .iter()
            .enumerate()
            .map(|(index, client)| upload(&folder, index, client))
            .collect();
        let for_apache = folder.join("apache.conf");

        let nginx_port = free_port();
        let servers = nginx(&folder, nginx_port, &uploads);
        let server = start_nginx(&folder, nginx_port, &servers);
        says("nginx", nginx_port, &uploads);
        drop(server);

        let apache_port = free_port();
        fs::write(&for_apache, apache(&folder, apache_port, &uploads)).unwrap();
        let args = ["-f", for_apache.to_str().unwrap()];
        accepts("/usr/sbin/apache2", &[&args[..], &["-t"]].concat());
        let server = start("/usr/sbin/apache2", &[&args[..], &["-X"]].concat(), apache_port);
        says("apache2", apache_port, &uploads);
        drop(server);
        fs::remove_dir_all(&folder).unwrap();
    }
}
