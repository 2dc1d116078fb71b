//! Slides that can be changed: a theme's templates and values -> a presentation (`.pptx`).
//!
//! A theme writes the presentation as one XML in which all parts stand (Flat OPC, the form in
//! which Office saves one too), so that how slides look is the theme's and no product is known
//! here; `pack` makes the archive of it. The values are those of `/data.json`, as on paper, and a
//! few that are counted from them. Invariant: every value is escaped where it meets XML; texts
//! are measured with the theme's own fonts, and what is chosen has room for a wider font that
//! stands in.

mod functions;
mod letters;
mod pack;
mod seats;

use std::collections::BTreeMap;
use std::sync::Arc;

use image::GrayImage;
use serde_json::{Map, Value, json};
use tera::{Context, Tera};

use crate::diag::{Diagnostic, Result, SourceFile, Span, say};
use crate::theme::{OutputSpec, Theme};
use crate::value::{Edition, Lang, OutPath};

use super::key::{Key, Keyer};
use super::reach::Reach;
use super::{merge, print};
use letters::Letters;

/// A theme's templates of slides.
pub struct Decks {
    tera: Tera,
    sources: BTreeMap<String, Arc<SourceFile>>,
    reach: BTreeMap<String, Reach>,
    /// The digest of the fonts that texts are measured with.
    fonts: String,
}

/// A presentation before it is made: its template and all that it reads.
pub struct Gathered {
    template: String,
    values: Value,
    keyer: Keyer,
}

/// A finished presentation.
pub struct Made {
    /// The archive.
    pub bytes: Vec<u8>,
    /// Its drawings as a camera sees them: whatever could show a code.
    pub seen: Vec<GrayImage>,
}

impl Decks {
    /// Parses a theme's templates of slides; `fonts` is the digest of its fonts.
    ///
    /// # Errors
    /// One of them does not parse, or names a template that is not there.
    pub fn new(theme: &Theme, fonts: &str) -> Result<Self> {
        let mut tera = Tera::default();
        functions::register(&mut tera, &Arc::new(Letters::new(&theme.fonts)));
        let sources = theme.slides.iter().map(|(name, file)| (name.as_str(), file.text.as_str()));
        let result = tera.add_raw_templates(sources);
        let decks = Self {
            tera,
            sources: theme.slides.clone(),
            reach: Reach::all(&theme.slides),
            fonts: fonts.to_owned(),
        };
        match result {
            Ok(()) => Ok(decks),
            Err(error) => Err(decks.fault(&error).into()),
        }
    }

    /// Gathers what a presentation reads; `values` are those of paper.
    ///
    /// # Errors
    /// The theme has no such template.
    pub fn gather(
        &self,
        template: &str,
        lang: Lang,
        mut values: Value,
        pictures: &print::Prints<'_>,
    ) -> Result<Gathered> {
        let missing = |path: &str| {
            Diagnostic::error("theme/missing-file", say!("the theme has no template `{path}`"))
        };
        let reach = self.reach.get(template).ok_or_else(|| missing(template))?;
        if let Value::Object(values) = &mut values {
            counted(values, lang);
        }
        reach.prune(&mut values);
        let said = values.to_string();
        let keyer = Keyer::new("slides").with(&reach.digest).with(&self.fonts).with(&said);
        let keyer =
            pictures.shown(&said).fold(keyer, |keyer, (path, hash)| keyer.with(path).with(hash));
        Ok(Gathered { template: template.to_owned(), values, keyer })
    }

    /// Makes a presentation.
    ///
    /// # Errors
    /// The template names something that does not exist or writes no presentation, or there is
    /// another number of slides than promised.
    pub fn make(
        &self,
        gathered: &Gathered,
        (spec, path): (&OutputSpec, &OutPath),
        edition: Edition,
        picture: &dyn Fn(&str) -> Option<Arc<[u8]>>,
    ) -> Result<Made> {
        let template = &gathered.template;
        let context = Context::from_serialize(&gathered.values);
        let filled = context.and_then(|context| self.tera.render(template, &context));
        let filled = filled.map_err(|error| self.fault(&error))?;
        let packed = pack::pack(&filled, edition, picture).map_err(|reason| {
            let place = self.sources.get(template).map(|file| file.span(0..0));
            let message = say!("`{path}` cannot be made: {reason}");
            let hint = say!("`{template}` writes a presentation in one XML (Flat OPC)");
            Diagnostic::error("slides/template", message).maybe_at(place.as_ref()).hint(hint)
        })?;
        print::count(path, packed.slides, &spec.pages)?;
        Ok(Made { bytes: packed.bytes, seen: packed.seen })
    }

    fn fault(&self, error: &tera::Error) -> Diagnostic {
        merge::fault("slides/template", error, |name, range| -> Option<Span> {
            Some(self.sources.get(name)?.span(range))
        })
    }
}

impl Gathered {
    /// The key of one output of it.
    pub fn key(&self, spec: &OutputSpec, edition: Edition) -> Key {
        let pages = format!("{} to {}", spec.pages.start(), spec.pages.end());
        self.keyer.clone().with(edition.to_string()).with(pages).key()
    }
}

/// What templates cannot count themselves, beside the values that it is counted from.
fn counted(values: &mut Map<String, Value>, lang: Lang) {
    values.insert("tag".to_owned(), json!(proofed_as(lang)));
    let day = |at: usize| values.get("date").and_then(|date| date[at].as_i64()).unwrap_or(1);
    let day = format!("{:04}-{:02}-{:02}", day(0), day(1), day(2));
    values.insert("day".to_owned(), json!(day));
    // Of what is read as slides the first is what the deck shows.
    let deck = values.get_mut("slides").filter(|deck| deck["slides"].is_array());
    let (mut titles, mut lists) = (Vec::new(), Vec::new());
    if let Some(deck) = deck {
        tie(&mut deck["title"]);
        for slide in deck["slides"].as_array_mut().into_iter().flatten() {
            tie(&mut slide["title"]);
            if slide["id"] != "welcome" {
                titles.push(slide["title"].clone());
            }
            tie_points(&mut slide["blocks"]);
            lists.push(json!(points(&slide["blocks"])));
        }
    }
    values.insert("slide_titles".to_owned(), Value::Array(titles));
    values.insert("slide_lists".to_owned(), Value::Array(lists));
    for adviser in values.get_mut("advisers").and_then(Value::as_array_mut).into_iter().flatten() {
        tie(&mut adviser["name"]);
    }
    let advisers = values.get("advisers").and_then(Value::as_array).cloned().unwrap_or_default();
    let names: Vec<&Value> = advisers.iter().map(|adviser| &adviser["name"]).collect();
    values.insert("adviser_names".to_owned(), json!(names));
    let called = called(&advisers);
    let numbers = called.iter().filter(|it| it["is_address"] != true).map(|it| &it["text"]);
    values.insert("called_numbers".to_owned(), json!(numbers.collect::<Vec<_>>()));
    let names = called.iter().map(|it| &it["name"]);
    values.insert("called_names".to_owned(), json!(names.collect::<Vec<_>>()));
    values.insert("called".to_owned(), json!(called));
}

/// The language as Office names it to proof a text: with a region, which mostly has its letters.
fn proofed_as(lang: Lang) -> String {
    /// Those whose region has others.
    const REGIONS: [(&str, &str); 15] = [
        ("ar", "SA"),
        ("cs", "CZ"),
        ("da", "DK"),
        ("el", "GR"),
        ("en", "GB"),
        ("fa", "IR"),
        ("fy", "NL"),
        ("he", "IL"),
        ("pap", "CW"),
        ("sr", "RS"),
        ("sv", "SE"),
        ("ti", "ER"),
        ("uk", "UA"),
        ("vi", "VN"),
        ("so", "SO"),
    ];
    let tag = lang.tag();
    let region = REGIONS.into_iter().find(|(of, _)| *of == tag);
    let region = region.map_or_else(|| tag.to_uppercase(), |(_, region)| region.to_owned());
    format!("{tag}-{region}")
}

/// The last two words stay together where one of them is short: alone at the end of a line or on
/// the last one it looks forgotten. Nothing longer than a short line is held together.
fn tie(said: &mut Value) {
    /// Letters of a last word that is short, and of one before it, and of both at the most.
    const LAST: usize = 4;
    const BEFORE: usize = 3;
    const BOTH: usize = 20;
    let Some(text) = said.as_str() else { return };
    let Some((rest, last)) = text.rsplit_once(' ') else { return };
    let Some((_, before)) = rest.rsplit_once(' ') else { return };
    let [last_long, before_long] = [last, before].map(|word| word.chars().count());
    let short = last_long <= LAST || before_long <= BEFORE;
    if short && last_long + before_long <= BOTH {
        *said = json!(format!("{rest}\u{A0}{last}"));
    }
}

/// The same in the last words of each point of lists.
fn tie_points(blocks: &mut Value) {
    let lists = blocks.as_array_mut().into_iter().flatten();
    let items = lists.filter_map(|block| block["items"].as_array_mut()).flatten();
    for block in items.filter_map(Value::as_array_mut).flatten() {
        let last = block["inlines"].as_array_mut().and_then(|inlines| inlines.last_mut());
        if let Some(last) = last.filter(|last| last["type"] == "text") {
            tie(&mut last["text"]);
        }
    }
}

/// What the points of lists say.
fn points(blocks: &Value) -> Vec<String> {
    let lists = blocks.as_array().into_iter().flatten().flat_map(|block| block["items"].as_array());
    let items = lists.flatten().filter_map(Value::as_array).flatten();
    items.map(|block| said(&block["inlines"])).collect()
}

fn said(inlines: &Value) -> String {
    let inlines = inlines.as_array().into_iter().flatten();
    inlines
        .map(|it| it["text"].as_str().map_or_else(|| said(&it["children"]), str::to_owned))
        .collect()
}

/// Whom one calls, each by one number or address: few by name, more by first name, and of many
/// those alone who have a number.
fn called(advisers: &[Value]) -> Vec<Value> {
    let call = |adviser: &Value| {
        let channels = adviser["channels"].as_array()?;
        let main = channels.iter().min_by_key(|channel| channel["on_paper"].as_u64())?;
        let name = if advisers.len() > 2 { "first_name" } else { "name" };
        if advisers.len() > 3 && main["is_address"] == true {
            return None;
        }
        Some(json!({
            "name": adviser[name],
            "text": main["text"],
            "is_address": main["is_address"],
        }))
    };
    advisers.iter().filter_map(call).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_last_word_is_not_left_alone() {
        for (title, tied) in [
            ("Vertrouwelijk, op uitzondering na", "Vertrouwelijk, op uitzondering\u{A0}na"),
            ("Iemand van buiten je organisatie", "Iemand van buiten je\u{A0}organisatie"),
            ("Marieke de Vries", "Marieke de\u{A0}Vries"),
            ("Eens per jaar cijfers, geen namen", "Eens per jaar cijfers, geen namen"),
            ("Kom van vertrouwenspersonen", "Kom van vertrouwenspersonen"),
            ("Kom maar", "Kom maar"),
        ] {
            let mut value = json!(title);
            tie(&mut value);
            assert_eq!(value, json!(tied));
        }
    }

    #[test]
    fn many_are_called_by_number_alone() {
        let adviser = |name: &str, text: &str, is_address: bool| {
            json!({
                "name": format!("{name} Smit"),
                "first_name": name,
                "channels": [
                    {"on_paper": 3, "text": "later", "is_address": true},
                    {"on_paper": 0, "text": text, "is_address": is_address},
                ],
            })
        };
        let two = [adviser("Sam", "06 1", false), adviser("Kim", "kim@example.nl", true)];
        let of_two = called(&two);
        assert_eq!(of_two.len(), 2);
        assert_eq!(
            (&of_two[0]["name"], &of_two[1]["text"]),
            (&json!("Sam Smit"), &json!("kim@example.nl"))
        );
        let four: Vec<Value> = two.iter().chain(&two).cloned().collect();
        let of_four = called(&four);
        assert_eq!(of_four.len(), 2);
        assert_eq!(of_four[0]["name"], "Sam");
    }
}
