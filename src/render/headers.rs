//! Headers of the site: what it may load, who may frame it, that it is not indexed.
//!
//! A `<meta>` element carries the policy too, but `frame-ancestors` counts in a
//! header alone (MDN, "CSP: frame-ancestors"). Invariant: every file here says
//! the same thing in the words of its host.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::client::{Client, HostedBy};
use crate::plan::HeaderFile;
use crate::value::Origin;

/// What a page may load: its own folder and nothing else.
pub const POLICY: &str = "default-src 'none'; img-src 'self'; style-src 'self'; \
     script-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'";

/// The same for the kit's first page, which holds its own style and shows the site.
pub const KIT_POLICY: &str = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; \
     frame-src 'self'; base-uri 'none'; form-action 'none'";

/// Types that older servers do not know; browsers are told not to guess.
const TYPES: [(&str, &str); 3] =
    [("vtt", "text/vtt"), ("webp", "image/webp"), ("vcf", "text/vcard")];

/// One file of headers.
pub fn file(file: HeaderFile, client: &Client) -> String {
    let headers = headers(client);
    match file {
        HeaderFile::Headers => {
            let lines: String =
                headers.iter().map(|(name, value)| format!("  {name}: {value}\n")).collect();
            format!("/*\n{lines}")
        }
        HeaderFile::Htaccess => {
            let lines: String = headers
                .iter()
                .map(|(name, value)| format!("  Header always set {name} \"{value}\"\n"))
                .collect();
            let types: String = TYPES
                .iter()
                .map(|(extension, mime)| format!("  AddType {mime} .{extension}\n"))
                .collect();
            format!(
                "ErrorDocument 404 {}404.html\n<IfModule mod_headers.c>\n{lines}</IfModule>\n\
                 <IfModule mod_mime.c>\n{types}</IfModule>\n",
                for_apache(client.site.url.path())
            )
        }
        HeaderFile::WebConfig => {
            let types: String = TYPES
                .iter()
                .map(|(extension, mime)| {
                    format!(
                        "      <remove fileExtension=\".{extension}\" />\n      \
                         <mimeMap fileExtension=\".{extension}\" mimeType=\"{mime}\" />\n"
                    )
                })
                .collect();
            let lines: String = headers
                .iter()
                .map(|(name, value)| {
                    format!("        <add name=\"{name}\" value=\"{}\" />\n", xml(value))
                })
                .collect();
            format!(
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<configuration>\n  \
                 <system.webServer>\n    <httpProtocol>\n      <customHeaders>\n{lines}      \
                 </customHeaders>\n    </httpProtocol>\n    <staticContent>\n{types}    \
                 </staticContent>\n  </system.webServer>\n</configuration>\n"
            )
        }
        HeaderFile::Nginx => {
            let lines: String = headers
                .iter()
                .map(|(name, value)| format!("add_header {name} \"{value}\" always;\n"))
                .collect();
            let path = for_nginx(&client.site.url.path_decoded(), "404.html");
            format!(
                "# Include this in the server block that serves {}.\n\
                 # A location with an add_header of its own needs these lines again.\n\
                 {lines}error_page 404 {path};\n",
                client.site.url.as_str()
            )
        }
        HeaderFile::Readme => readme(client),
    }
}

/// How to put the site online, for whoever looks after the server.
fn readme(client: &Client) -> String {
    let url = client.site.url.as_str();
    let framed = match client.allowed_origins.is_empty() {
        true => "No other site may show it in a frame.".to_owned(),
        false => {
            let origins: Vec<&str> = client.allowed_origins.iter().map(Origin::as_str).collect();
            format!("These sites may show it in a frame: {}.", origins.join(", "))
        }
    };
    let hosted = match client.hosted_by {
        Some(HostedBy::Practice) => {
            "The practice of the adviser does this: HR and IT at the organisation have nothing to\n\
             upload. They make links to the address."
        }
        Some(HostedBy::Client) => {
            "The organisation does this on a server of its own, and again for every new edition:\n\
             then all of the folder is replaced."
        }
        None => {
            "Agree first who does this: the practice of the adviser, or the organisation's own IT."
        }
    };
    format!(
        "Put everything in the folder `site` at {url}\n\n\
         {hosted}\n\n\
         The site needs no server program and no database. Its headers keep it out of search\n\
         engines and let it load nothing from elsewhere. {framed}\n\n\
         Netlify, Cloudflare Pages   read site/_headers by themselves\n\
         Apache                      reads site/.htaccess where AllowOverride is on\n\
         IIS                         reads site/web.config\n\
         nginx                       include hosting/nginx.conf in the server block\n\n\
         To see whether it works:\n\n    curl -I {url}\n\n\
         shows a line `content-security-policy` with `frame-ancestors` in it. There must be no\n\
         line `x-frame-options`: it would keep the site out of the intranet.\n\n\
         Do not put it behind a log-in, and do not count its visitors: whoever looks for help\n\
         must leave no trace.\n"
    )
}

/// `robots.txt` lets crawlers in, so that they read the `noindex` of the pages.
pub fn robots() -> String {
    "User-agent: *\nDisallow:\n".to_owned()
}

fn headers(client: &Client) -> Vec<(&'static str, String)> {
    let mut ancestors = "'self'".to_owned();
    for origin in &client.allowed_origins {
        ancestors.push(' ');
        ancestors.push_str(origin.as_str());
    }
    vec![
        ("Content-Security-Policy", format!("{POLICY}; frame-ancestors {ancestors}")),
        ("Referrer-Policy", "no-referrer".to_owned()),
        ("X-Robots-Tag", "noindex, nofollow, noarchive".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()".to_owned()),
    ]
}

/// A path for `ErrorDocument`, which takes it as part of an address, ends it at a blank, and
/// reads `$1` and `%{` as values (Apache 2.4, core, ErrorDocument; expr): encoded but for what
/// has no meaning anywhere (RFC 3986, 2.3).
fn for_apache(path: &str) -> String {
    utf8_percent_encode(path, FOR_APACHE).to_string()
}

/// Already encoded, so `%` stays.
const FOR_APACHE: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'%').remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A path for `error_page`, which takes it as it is, and not encoded (nginx, core,
/// `ngx_http_send_error_page`). Quotes hold blanks, `;` and braces; what ends them or begins a
/// variable is in no address that a site may have, and would have to be left out.
fn for_nginx(folder: &str, page: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-._~".contains(c);
    match folder.chars().all(plain) {
        true => format!("{folder}{page}"),
        false => format!("\"{}{page}\"", folder.replace(['"', '\\', '$'], "")),
    }
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
