//! Outputs that need neither template nor typesetting: files of the theme, headers, cards, calendars.
//!
//! A planned output -> its bytes. Invariant: pure; what is made from what was gathered has none here.

use std::collections::BTreeMap;

use crate::client::Client;
use crate::plan::Make;
use crate::value::Lang;
use crate::words::plain_spaces;

use super::merge::Merged;
use super::{Job, bookmarks, calendar, contact, headers};

/// What needs neither template nor typesetting.
pub fn bytes(make: &Make, job: &Job<'_>, texts: &BTreeMap<Lang, Merged>) -> Vec<u8> {
    let client = job.client;
    match make {
        Make::Asset { name } => job.theme.assets[name].to_vec(),
        Make::Style => {
            let mut style = client.brand.css().into_bytes();
            style.extend_from_slice(&job.theme.style);
            style
        }
        Make::Captions { lang } => captions(client, *lang).into_bytes(),
        Make::Headers(file) => headers::file(*file, client).into_bytes(),
        Make::Robots => headers::robots().into_bytes(),
        Make::Bookmarks => bookmarks::file(job, texts),
        Make::Invitation { introduction } => {
            let introduction = &client.introductions[*introduction];
            let own = texts.iter().find(|(lang, _)| introduction.lang.is(**lang));
            let own = own.map(|(_, merged)| merged);
            let words = own.unwrap_or(&texts[&client.default_lang()]);
            let said = |key: &str| plain_spaces(words.words.word(key));
            let (title, text) = (said("introduction_title"), said("introduction_text"));
            let words = calendar::Words { title: &title, text: &text };
            calendar::invitation(introduction, client, &words)
        }
        Make::Contact { adviser } => contact::discreet(&client.advisers[*adviser]),
        // Made from what was gathered, in `Renderer`.
        Make::Page { .. }
        | Make::Embed { .. }
        | Make::Kit
        | Make::Print(_)
        | Make::Message { .. }
        | Make::Picture { .. }
        | Make::ContactFull { .. }
        | Make::SiteCode
        | Make::Film => Vec::new(),
    }
}

fn captions(client: &Client, lang: Lang) -> String {
    let captions = client.video.iter().flat_map(|video| &video.captions);
    captions.filter(|(l, _)| *l == lang).map(|(_, text)| text.clone()).collect()
}
