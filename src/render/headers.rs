//! Headers of the site: what it may load, who may frame it, that it is not indexed.
//!
//! A `<meta>` element carries the policy too, but `frame-ancestors` counts in a
//! header alone (MDN, "CSP: frame-ancestors"). Invariant: every file here says
//! the same thing in the words of its host.

use crate::client::Client;
use crate::plan::HeaderFile;

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
                client.site.url.path()
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
            let path = client.site.url.path();
            format!(
                "# Include this in the server block that serves {}.\n\
                 # A location with an add_header of its own needs these lines again.\n\
                 {lines}error_page 404 {path}404.html;\n",
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
            let origins: Vec<String> =
                client.allowed_origins.iter().map(crate::value::HttpsUrl::origin).collect();
            format!("These sites may show it in a frame: {}.", origins.join(", "))
        }
    };
    format!(
        "Put everything in the folder `site` at {url}\n\n\
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
        ancestors.push_str(&origin.origin());
    }
    vec![
        ("Content-Security-Policy", format!("{POLICY}; frame-ancestors {ancestors}")),
        ("Referrer-Policy", "no-referrer".to_owned()),
        ("X-Robots-Tag", "noindex, nofollow, noarchive".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()".to_owned()),
    ]
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
