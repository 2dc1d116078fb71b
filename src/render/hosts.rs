//! One site, or several below one address, in the words of each web host.
//!
//! In: [`Served`], what a site's server has to say. Out: the text of `_headers`, `_redirects`,
//! `staticwebapp.config.json`, `.htaccess`, `web.config` and lines for nginx. Invariants: a
//! path is matched by one rule, so that no header arrives twice; every missing page is that
//! of its own site, where the host can do that.

use std::cmp::Reverse;

use percent_encoding::{AsciiSet, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::value::{HttpsUrl, Origin, UNRESERVED};

use super::headers::POLICY;

/// Types that older servers do not know; browsers are told not to guess.
const TYPES: [(&str, &str); 5] = [
    ("pdf", "application/pdf"),
    ("svg", "image/svg+xml"),
    ("vcf", "text/vcard"),
    ("vtt", "text/vtt"),
    ("webp", "image/webp"),
];

/// What a server has to say with everything below a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// As a browser asks for it, with the first slash and the last.
    path: String,
    /// The same with every sign as itself.
    folder: String,
    headers: Vec<(&'static str, String)>,
}

impl Served {
    /// A client's site, which these origins may show in a frame.
    pub fn new(url: &HttpsUrl, origins: &[Origin]) -> Self {
        let mut ancestors = "'self'".to_owned();
        for origin in origins {
            ancestors.push(' ');
            ancestors.push_str(origin.as_str());
        }
        let headers = headers(&format!("{POLICY}; frame-ancestors {ancestors}"));
        Self { path: url.path().to_owned(), folder: url.path_decoded().into_owned(), headers }
    }

    /// The first page and the missing page of a root that is nobody's: they load nothing, and
    /// no site may show them.
    pub fn nobody() -> Self {
        let policy =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        let root = "/".to_owned();
        Self { path: root.clone(), folder: root, headers: headers(policy) }
    }

    /// The same site where it has an address for itself.
    #[must_use]
    pub(super) fn at_the_root(&self) -> Self {
        let root = "/".to_owned();
        Self { path: root.clone(), folder: root, headers: self.headers.clone() }
    }

    /// Its path, as a browser asks for it, with the first slash and the last.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether it has the whole address for itself.
    pub fn is_root(&self) -> bool {
        self.path == "/"
    }

    /// Headers, in their order.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|(name, value)| (*name, value.as_str()))
    }
}

fn headers(policy: &str) -> Vec<(&'static str, String)> {
    vec![
        ("Content-Security-Policy", policy.to_owned()),
        ("Referrer-Policy", "no-referrer".to_owned()),
        ("X-Robots-Tag", "noindex, nofollow, noarchive".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()".to_owned()),
    ]
}

/// `_headers` of Cloudflare Pages and Netlify, which read it in the root of what is published
/// and nowhere else. Both join the values of rules that match one path (Cloudflare, Pages,
/// "Headers"; Netlify, "Custom headers"), so the first page of nobody is named by itself.
pub fn headers_file(sites: &[Served], nobody: Option<&Served>) -> String {
    let lone = nobody.map(|nobody| block("/", nobody));
    let each = sites.iter().map(|site| block(&format!("{}*", site.path), site));
    lone.into_iter().chain(each).collect::<Vec<_>>().join("\n")
}

fn block(pattern: &str, site: &Served) -> String {
    let lines: String =
        site.headers().map(|(name, value)| format!("  {name}: {value}\n")).collect();
    format!("{pattern}\n{lines}")
}

/// `_redirects` of Netlify, which finds a missing page by itself in the root alone (Netlify,
/// "Redirect options", custom 404). Cloudflare finds the nearest `404.html` above what is asked
/// for, and knows no such line.
pub fn redirects_file(sites: &[Served]) -> String {
    let below = sites.iter().filter(|site| !site.is_root());
    below.map(|Served { path, .. }| format!("{path}* {path}404.html 404\n")).collect()
}

/// `staticwebapp.config.json` of Azure Static Web Apps. The first rule that matches counts, and
/// `/acme/*` would not match `/acme/index.html` (Microsoft, "Configure Azure Static Web Apps",
/// wildcards): so `/acme*`, and what is longer stands before what it begins with. A missing
/// page can be that of the root alone.
pub fn azure(sites: &[Served], nobody: Option<&Served>) -> String {
    let object = |headers: Vec<(&str, &str)>| -> Value {
        headers.into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect()
    };
    let everywhere: Vec<(&str, &str)> = match (nobody, sites) {
        (Some(nobody), _) => nobody.headers().collect(),
        (None, [only]) if only.is_root() => only.headers().collect(),
        (None, _) => Vec::new(),
    };
    let mut below: Vec<&Served> = sites.iter().filter(|site| !site.is_root()).collect();
    let start = |site: &Served| site.path.trim_end_matches('/').to_owned();
    below.sort_by_key(|site| Reverse(start(site)));
    let route = |site: &&Served| {
        // What is said everywhere is left out: the file may have 20 KB.
        let own = site.headers().filter(|header| !everywhere.contains(header)).collect();
        json!({"route": format!("{}*", start(site)), "headers": object(own)})
    };
    let mut config = Map::new();
    config.insert("routes".to_owned(), below.iter().map(route).collect());
    if !everywhere.is_empty() {
        config.insert("globalHeaders".to_owned(), object(everywhere));
        config.insert("responseOverrides".to_owned(), json!({"404": {"rewrite": "/404.html"}}));
    }
    let types = TYPES.iter().map(|(end, mime)| (format!(".{end}"), json!(mime)));
    config.insert("mimeTypes".to_owned(), Value::Object(types.collect()));
    format!("{:#}\n", Value::Object(config))
}

/// Lines for a `server` of nginx. Headers stand within the `location` of each site, so that
/// several can stand side by side; `^~` keeps them from being lost to a pattern of the server's
/// own, such as one for pictures. Types go by a location within, because `types` takes the
/// place of all that were known (nginx, core and headers modules).
pub fn nginx(sites: &[Served], nobody: Option<&Served>) -> String {
    let mut text = String::new();
    if let Some(nobody) = nobody {
        for page in ["index.html", "404.html"] {
            let lines = add_headers(nobody, "    ");
            text.push_str(&format!("location = /{page} {{\n{lines}}}\n"));
        }
        text.push_str("error_page 404 /404.html;\n");
    }
    for site in sites {
        let missing = for_nginx(&format!("{}404.html", site.folder));
        // A `location /` would be the second in most servers.
        let (open, indent, close) = match site.is_root() {
            true => (String::new(), "", ""),
            false => (format!("location ^~ {} {{\n", for_nginx(&site.folder)), "    ", "}\n"),
        };
        let lines = add_headers(site, indent);
        let types = nginx_types(indent);
        text.push_str(&format!("{open}{lines}{indent}error_page 404 {missing};\n{types}{close}"));
    }
    text
}

fn add_headers(site: &Served, indent: &str) -> String {
    let line = |(name, value)| format!("{indent}add_header {name} \"{value}\" always;\n");
    site.headers().map(line).collect()
}

fn nginx_types(indent: &str) -> String {
    let ends: Vec<&str> = TYPES.iter().map(|(end, _)| *end).collect();
    let types: String = TYPES.iter().map(|(end, mime)| format!(" {mime} {end};")).collect();
    format!("{indent}location ~ \\.({})$ {{ types {{{types} }} }}\n", ends.join("|"))
}

/// `.htaccess` of one folder. What a folder below says takes the place of it, header by header.
pub fn htaccess(site: &Served) -> String {
    let lines: String = site
        .headers()
        .map(|(name, value)| format!("  Header always set {name} \"{value}\"\n"))
        .collect();
    let types: String =
        TYPES.iter().map(|(end, mime)| format!("  AddType {mime} .{end}\n")).collect();
    format!(
        "ErrorDocument 404 {}404.html\n<IfModule mod_headers.c>\n{lines}</IfModule>\n\
         <IfModule mod_mime.c>\n{types}</IfModule>\n",
        for_apache(&site.path)
    )
}

/// `web.config` of the folder of one site.
pub fn web_config_of(site: &Served) -> String {
    configuration(&web_server(site, Some(&iis_types())))
}

/// `web.config` of a root, with a `location` for each site below it.
pub fn web_config(sites: &[Served], nobody: Option<&Served>) -> String {
    let root = nobody.or(sites.iter().find(|site| site.is_root()));
    let types = iis_types();
    let mut text = match root {
        Some(root) => web_server(root, Some(&types)),
        None => format!("  <system.webServer>\n{types}  </system.webServer>\n"),
    };
    for site in sites.iter().filter(|site| !site.is_root()) {
        let place = xml(site.folder.trim_matches('/'));
        let server = web_server(site, None);
        text.push_str(&format!("  <location path=\"{place}\">\n{server}  </location>\n"));
    }
    configuration(&text)
}

fn configuration(inner: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<configuration>\n{inner}</configuration>\n"
    )
}

/// An entry that a folder above has too is a fault in IIS unless it is removed first. A missing
/// page is given as a file, from the root of the web site: by `ExecuteURL` a static page would
/// be answered with status 200 (IIS, "HTTP Errors").
fn web_server(site: &Served, types: Option<&str>) -> String {
    let lines: String = site
        .headers()
        .map(|(name, value)| {
            format!(
                "        <remove name=\"{name}\" />\n        <add name=\"{name}\" value=\"{}\" />\n",
                xml(value)
            )
        })
        .collect();
    let missing = format!("{}404.html", site.folder.trim_start_matches('/')).replace('/', "\\");
    let types = types.unwrap_or_default();
    format!(
        "  <system.webServer>\n    <httpProtocol>\n      <customHeaders>\n{lines}      \
         </customHeaders>\n    </httpProtocol>\n    <httpErrors>\n      \
         <remove statusCode=\"404\" />\n      \
         <error statusCode=\"404\" path=\"{}\" responseMode=\"File\" />\n    \
         </httpErrors>\n{types}  </system.webServer>\n",
        xml(&missing)
    )
}

fn iis_types() -> String {
    let lines: String = TYPES
        .iter()
        .map(|(end, mime)| {
            format!(
                "      <remove fileExtension=\".{end}\" />\n      \
                 <mimeMap fileExtension=\".{end}\" mimeType=\"{mime}\" />\n"
            )
        })
        .collect();
    format!("    <staticContent>\n{lines}    </staticContent>\n")
}

/// A path for `ErrorDocument`, which takes it as part of an address, ends it at a blank, and
/// reads `$1` and `%{` as values (Apache 2.4, core, ErrorDocument; expr): encoded but for what
/// has no meaning anywhere (RFC 3986, 2.3).
fn for_apache(path: &str) -> String {
    utf8_percent_encode(path, FOR_APACHE).to_string()
}

/// Already encoded, so `%` stays.
const FOR_APACHE: &AsciiSet = &UNRESERVED.remove(b'%').remove(b'/');

/// A path for `location` and `error_page`, which take it as it is, and not encoded (nginx, core,
/// `ngx_http_send_error_page`). Quotes hold blanks, `;` and braces; what ends them or begins a
/// variable is in no address that a site may have, and would have to be left out.
fn for_nginx(path: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-._~".contains(c);
    match path.chars().all(plain) {
        true => path.to_owned(),
        false => format!("\"{}\"", path.replace(['"', '\\', '$'], "")),
    }
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
