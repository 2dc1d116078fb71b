//! Where the parts of a site lie, and the links between them.
//!
//! Invariant: every path here belongs to a planned output.

use std::collections::BTreeMap;

use crate::client::Client;
use crate::value::{Lang, OutPath, PageId, Picture, Text, sha256};

/// Where the parts of a site lie.
#[derive(Debug, Default)]
pub struct SitePaths {
    /// Pages.
    pub pages: BTreeMap<(Lang, PageId), OutPath>,
    /// Compact pages for a frame.
    pub embeds: BTreeMap<Lang, OutPath>,
    /// The theme's assets and the style sheet, by the key of templates.
    pub assets: BTreeMap<String, OutPath>,
    /// Pictures: the versions of [`PictureRef::versions`], or the drawing alone.
    pub pictures: BTreeMap<PictureRef, Vec<OutPath>>,
    /// The advisers' cards for an address book.
    pub cards: Vec<OutPath>,
    /// The QR code of the site.
    pub code: Option<OutPath>,
    /// The film.
    pub film: Option<OutPath>,
    /// Its captions.
    pub captions: Vec<(Lang, OutPath)>,
}

/// A picture of the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PictureRef {
    /// The organisation's logo.
    Logo,
    /// The practice's logo.
    PracticeLogo,
    /// The portrait of one of the advisers.
    Portrait(usize),
}

impl PictureRef {
    /// Every picture that a client may have.
    pub fn all(client: &Client) -> Vec<PictureRef> {
        let portraits = (0..client.advisers.len()).map(PictureRef::Portrait);
        [PictureRef::Logo, PictureRef::PracticeLogo].into_iter().chain(portraits).collect()
    }

    /// The picture and what it shows, where the client has it.
    pub fn of(self, client: &Client) -> Option<&(Picture, Text)> {
        match self {
            PictureRef::Logo => client.brand.logo.as_ref(),
            PictureRef::PracticeLogo => client.practice.as_ref()?.logo.as_ref(),
            PictureRef::Portrait(index) => client.advisers[index].photo.as_ref(),
        }
    }

    /// The name of its file, without extension.
    pub fn name(self, client: &Client) -> String {
        match self {
            PictureRef::Logo => "logo".to_owned(),
            PictureRef::PracticeLogo => "practice".to_owned(),
            PictureRef::Portrait(index) => client.advisers[index].id.to_string(),
        }
    }

    /// The versions of its pixels: for every browser, then for screens of one and of
    /// two device pixels a CSS pixel; widths in pixels.
    ///
    /// Logos have flat areas and perhaps a see-through ground; portraits have neither.
    pub fn versions(self) -> [(u32, Encoding); 3] {
        match self {
            PictureRef::Logo | PictureRef::PracticeLogo => {
                [(240, Encoding::Png), (240, Encoding::Png), (480, Encoding::Png)]
            }
            // Safari reads WebP since version 14, of 2020.
            PictureRef::Portrait(_) => {
                [(320, Encoding::Jpeg), (320, Encoding::WebP), (640, Encoding::WebP)]
            }
        }
    }
}

/// How pixels are saved for screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Without loss, see-through or not.
    Png,
    /// For photographs, in every browser.
    Jpeg,
    /// For photographs, at about two thirds of the size.
    WebP,
}

impl Encoding {
    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Encoding::Png => "png",
            Encoding::Jpeg => "jpg",
            Encoding::WebP => "webp",
        }
    }
}

/// The first ten hexadecimal digits of SHA-256: enough to tell two versions apart.
pub(super) fn short_hash(bytes: &[u8]) -> String {
    sha256(bytes)[..10].to_owned()
}

/// `assets/style.css` -> `site/assets/style-0123456789.css`.
pub(super) fn hashed(name: &str, hash: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((stem, extension)) => format!("site/assets/{stem}-{hash}.{extension}"),
        None => format!("site/assets/{file}-{hash}"),
    }
}

/// `assets/style.css` -> `style_css`, a name that templates can write.
pub(super) fn asset_key(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.replace(|c: char| !c.is_ascii_alphanumeric(), "_")
}
