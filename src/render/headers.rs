//! Headers of the site: what it may load, who may frame it, that it is not indexed.
//!
//! A `<meta>` element carries the policy too, but `frame-ancestors` counts in a
//! header alone (MDN, "CSP: frame-ancestors"). Invariant: every file here says
//! the same thing in the words of its host, which are those of `hosts`.

use crate::client::{Client, HostedBy};
use crate::plan::HeaderFile;
use crate::value::Origin;

use super::hosts::{self, Served};

/// What a page may load: its own folder and nothing else.
pub const POLICY: &str = "default-src 'none'; img-src 'self'; style-src 'self'; \
     script-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'";

/// The same for the kit's first page, which holds its own style and shows the site.
pub const KIT_POLICY: &str = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; \
     frame-src 'self'; base-uri 'none'; form-action 'none'";

/// One file of headers.
pub fn file(file: HeaderFile, client: &Client) -> String {
    let site = Served::new(&client.site.url, &client.allowed_origins);
    match file {
        HeaderFile::Headers => hosts::headers_file(&[site.at_the_root()], None),
        HeaderFile::RootHeaders => hosts::headers_file(&[site], None),
        HeaderFile::Redirects => hosts::redirects_file(&[site]),
        HeaderFile::Azure => hosts::azure(&[site], None),
        HeaderFile::Htaccess => hosts::htaccess(&site),
        HeaderFile::WebConfig => hosts::web_config_of(&site),
        HeaderFile::Nginx => {
            let whole = match site.is_root() {
                true => "# A location with an add_header of its own needs these lines again.\n",
                false => {
                    "# Several such files can be included in one server. If it has a location for\n\
                     # this path already, put what stands between the braces into that one.\n"
                }
            };
            format!(
                "# Include this in the server block that serves {}.\n{whole}{}",
                client.site.url.as_str(),
                hosts::nginx(&[site], None)
            )
        }
        HeaderFile::Readme => readme(client, &site),
    }
}

/// How to put the site online, for whoever looks after the server.
fn readme(client: &Client, site: &Served) -> String {
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
    let hosts = match site.is_root() {
        true => {
            "Netlify, Cloudflare Pages   read site/_headers by themselves\n\
             Azure Static Web Apps       put hosting/staticwebapp.config.json into the root\n"
        }
        false => {
            "Cloudflare Pages            put hosting/_headers into the root of what is published\n\
             Netlify                     put hosting/_headers and hosting/_redirects there\n\
             Azure Static Web Apps       put hosting/staticwebapp.config.json there\n"
        }
    };
    let root = match site.is_root() {
        true => "",
        false => {
            "\nThe root is the folder that the address without its path opens. These hosts look for\n\
             such files there and nowhere else. Where the root has a file of that name already, add\n\
             the lines to it.\n"
        }
    };
    format!(
        "Put everything in the folder `site` at {url}\n\n\
         {hosted}\n\n\
         The site needs no server program and no database. Its headers keep it out of search\n\
         engines and let it load nothing from elsewhere. {framed}\n\n\
         {hosts}\
         Apache                      reads site/.htaccess where AllowOverride is on\n\
         IIS                         reads site/web.config\n\
         nginx                       include hosting/nginx.conf in the server block\n\
         {root}\n\
         To see whether it works:\n\n    curl -I {url}\n\n\
         shows one line `content-security-policy` with `frame-ancestors` in it. There must be no\n\
         line `x-frame-options`: it would keep the site out of the intranet.\n\n\
         Do not put it behind a log-in, and do not count its visitors: whoever looks for help\n\
         must leave no trace.\n"
    )
}

/// `robots.txt` lets crawlers in, so that they read the `noindex` of the pages.
pub fn robots() -> String {
    "User-agent: *\nDisallow:\n".to_owned()
}
