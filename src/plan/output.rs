//! One planned output: where it lies, and what it is.
//!
//! Invariant: says everything that rendering needs to know but client, content and theme.

use crate::diag::{Sentence, say};
use crate::theme::Sheet;
use crate::value::{Lang, OutPath, PageId};

use super::{Encoding, PictureRef};

/// One file that will be made.
#[derive(Debug)]
pub struct Output {
    /// Where it will lie in the kit.
    pub path: OutPath,
    /// What it is.
    pub make: Make,
}

/// What an output is.
#[derive(Clone, Debug)]
pub enum Make {
    /// A page of the site.
    Page {
        /// Its language.
        lang: Lang,
        /// Its content.
        page: PageId,
    },
    /// The compact page for a frame.
    Embed {
        /// Its language.
        lang: Lang,
    },
    /// A file of the theme.
    Asset {
        /// Its path in the theme.
        name: String,
    },
    /// The style sheet: the brand's colours as custom properties, then the theme's rules.
    Style,
    /// A picture of the client.
    Picture {
        /// Which one.
        picture: PictureRef,
        /// Its width in pixels and how it is saved; drawings have neither.
        version: Option<(u32, Encoding)>,
    },
    /// The QR code of the site, for who reads it on a computer of work.
    SiteCode,
    /// The film.
    Film,
    /// The film's captions.
    Captions {
        /// Their language.
        lang: Lang,
    },
    /// Something set with Typst.
    Print(Print),
    /// A page of content to paste or to send.
    Message {
        /// The message's place in the theme.
        message: usize,
        /// The output's place in the message.
        output: usize,
        /// Its language.
        lang: Lang,
    },
    /// A live introduction, for calendars.
    Invitation {
        /// The introduction's place in the client.
        introduction: usize,
    },
    /// Headers for a host, or how to set them.
    Headers(HeaderFile),
    /// An adviser's card for an address book, as the site offers it.
    Contact {
        /// The adviser's place in the client.
        adviser: usize,
    },
    /// The same with role and practice, for HR.
    ContactFull {
        /// The adviser's place in the client.
        adviser: usize,
    },
    /// The site as answers of the organisation's search.
    Bookmarks,
    /// `robots.txt`.
    Robots,
    /// The kit's first page.
    Kit,
}

/// Something set with Typst.
#[derive(Clone, Debug)]
pub struct Print {
    /// The product's place in the theme.
    pub product: usize,
    /// The output's place in the product.
    pub output: usize,
    /// Its language.
    pub lang: Lang,
    /// Which of the client's posters.
    pub poster: usize,
    /// Its template in the theme.
    pub template: String,
    /// The sheet, with the width that the code gets.
    pub sheet: Sheet,
}

/// Files in which common hosts look for headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderFile {
    /// Netlify and Cloudflare Pages, for a site that has an address for itself.
    Headers,
    /// The same for the root that the site lies below.
    RootHeaders,
    /// Netlify: where the page for what is missing lies, for the root that the site lies below.
    Redirects,
    /// Azure Static Web Apps, for the root.
    Azure,
    /// Apache.
    Htaccess,
    /// IIS.
    WebConfig,
    /// nginx, whose headers stand in the configuration of the server.
    Nginx,
    /// Which of them is for which host.
    Readme,
}

impl Make {
    /// What it is, in words.
    pub(super) fn what(&self) -> Sentence {
        match self {
            Make::Page { lang, page } => say!("the page `{page}` in `{lang}`"),
            Make::Embed { lang } => say!("the page for a frame in `{lang}`"),
            Make::Asset { name } => say!("the theme's `{name}`"),
            Make::Style => say!("the style sheet"),
            Make::Picture { .. } => say!("a picture"),
            Make::SiteCode => say!("the site's QR code"),
            Make::Film | Make::Captions { .. } => say!("the film"),
            Make::Print(print) => say!("print product {}", print.product + 1),
            Make::Message { message, .. } => say!("message {}", message + 1),
            Make::Invitation { .. } => say!("an invitation"),
            Make::Headers(_) => say!("a file of headers"),
            Make::Contact { .. } | Make::ContactFull { .. } => say!("a contact card"),
            Make::Bookmarks => say!("the table for the search of the intranet"),
            Make::Robots => say!("robots.txt"),
            Make::Kit => say!("the kit's first page"),
        }
    }
}
