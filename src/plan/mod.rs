//! Model -> the list of everything that will be made.
//!
//! Every path is known before anything is rendered, so that each link is
//! computed from two planned paths. Invariant: pure; no two outputs lie on one
//! path, not even where a system ignores case.

mod output;
mod paths;
mod says;
mod words;

use std::collections::BTreeMap;

use crate::client::{Channel, Client, VideoSource};
use crate::diag::{Diagnostic, Diagnostics, Result, Sentence, did_you_mean, say};
use crate::library::Content;
use crate::theme::{Message, OutputSpec, Product, Sheet, Theme};
use crate::value::{Audience, Lang, OutPath, PageId, PictureKind};

pub use output::{HeaderFile, Make, Output, Print};
pub use paths::{Encoding, PictureRef, SitePaths};
pub use says::{Saying, Statement};

/// Everything that will be made for one client.
#[derive(Debug)]
pub struct Plan {
    /// Every output, in the order of its path.
    pub outputs: Vec<Output>,
    /// Where the parts of the site lie.
    pub site: SitePaths,
}

/// Plans a client's kit.
///
/// # Errors
/// Two outputs would lie on one path, or a code does not fit on any sheet.
pub fn plan(client: &Client, content: &Content, theme: &Theme) -> (Option<Plan>, Diagnostics) {
    let mut planner =
        Planner { client, content, theme, outputs: Vec::new(), faults: Diagnostics::new() };
    let site = planner.site();
    planner.named_pages();
    planner.print();
    planner.messages();
    planner.invitations();
    planner.add("intranet/search-bookmarks.csv", Make::Bookmarks);
    planner.add("index.html", Make::Kit);
    let Planner { mut outputs, mut faults, .. } = planner;
    faults.extend(words::check(client, content, theme));
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    if let Err(collisions) = distinct(&outputs) {
        faults.extend(collisions);
    }
    let sound = !faults.has_errors();
    (sound.then_some(Plan { outputs, site }), faults)
}

/// Refuses two outputs on one path.
///
/// # Errors
/// Every collision, with both outputs named.
fn distinct(outputs: &[Output]) -> Result<()> {
    let mut seen: BTreeMap<String, &Output> = BTreeMap::new();
    let mut faults = Diagnostics::new();
    for output in outputs {
        if let Some(other) = seen.insert(output.path.folded(), output) {
            faults.push(
                Diagnostic::error(
                    "plan/collision",
                    say!("two outputs would lie on `{}`", output.path),
                )
                .hint(say!(
                    "one is {}, the other {}",
                    other.make.what(),
                    output.make.what()
                )),
            );
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

struct Planner<'a> {
    client: &'a Client,
    content: &'a Content,
    theme: &'a Theme,
    outputs: Vec<Output>,
    faults: Diagnostics,
}

impl Planner<'_> {
    fn add(&mut self, path: &str, make: Make) -> Option<OutPath> {
        let result =
            OutPath::parse(path).map_err(|invalid| Diagnostic::error("plan/path", invalid.message));
        let path = self.faults.ok(result)?;
        self.outputs.push(Output { path: path.clone(), make });
        Some(path)
    }

    fn site(&mut self) -> SitePaths {
        let (client, content) = (self.client, self.content);
        let mut paths = SitePaths::default();
        for lang in &client.languages {
            let folder = match *lang == client.default_lang() {
                true => "site".to_owned(),
                false => format!("site/{lang}"),
            };
            for page in content.pages(*lang) {
                if !page.is_on("site") || page.audience != Audience::Employee {
                    continue;
                }
                // A host serves one page for what it cannot find.
                if page.id.as_str() == "404" && *lang != client.default_lang() {
                    continue;
                }
                let make = Make::Page { lang: *lang, page: page.id.clone() };
                if let Some(path) = self.add(&format!("{folder}/{}.html", page.id), make) {
                    paths.pages.insert((*lang, page.id.clone()), path);
                }
            }
            let embed = self.add(&format!("{folder}/embed.html"), Make::Embed { lang: *lang });
            paths.embeds.extend(embed.map(|path| (*lang, path)));
        }
        self.assets(&mut paths);
        self.pictures(&mut paths);
        self.film(&mut paths);
        for (index, adviser) in client.advisers.iter().enumerate() {
            // All that the card tells: another number is another file, which no cache has.
            let told = adviser.channels.iter().map(Channel::card);
            let told = told.map(|card| {
                format!("{};{}:{}\n", card.property, card.kind().unwrap_or_default(), card.value)
            });
            let (name, told) = (&adviser.name, told.collect::<String>());
            let told = format!("FN:{}\nN:{}\n{told}", name.full, name.parts().join(";"));
            let hash = paths::short_hash(told.as_bytes());
            let card = Make::Contact { adviser: index };
            paths.cards.extend(self.add(&format!("site/assets/{}-{hash}.vcf", adviser.id), card));
            let card = Make::ContactFull { adviser: index };
            self.add(&format!("contact/{}.vcf", adviser.id), card);
        }
        let hash = paths::short_hash(client.site.url.as_str().as_bytes());
        paths.code = self.add(&format!("site/assets/code-{hash}.svg"), Make::SiteCode);
        self.add("site/robots.txt", Make::Robots);
        self.add("site/_headers", Make::Headers(HeaderFile::Headers));
        self.add("site/.htaccess", Make::Headers(HeaderFile::Htaccess));
        self.add("site/web.config", Make::Headers(HeaderFile::WebConfig));
        if client.site.url.path() != "/" {
            self.add("hosting/_headers", Make::Headers(HeaderFile::RootHeaders));
            self.add("hosting/_redirects", Make::Headers(HeaderFile::Redirects));
        }
        let azure = Make::Headers(HeaderFile::Azure);
        self.add("hosting/staticwebapp.config.json", azure);
        self.add("hosting/nginx.conf", Make::Headers(HeaderFile::Nginx));
        self.add("hosting/README.txt", Make::Headers(HeaderFile::Readme));
        paths
    }

    fn assets(&mut self, paths: &mut SitePaths) {
        for (name, bytes) in &self.theme.assets {
            let path = paths::hashed(name, &paths::short_hash(bytes));
            let key = paths::asset_key(name);
            let path = self.add(&path, Make::Asset { name: name.clone() });
            paths.assets.extend(path.map(|path| (key, path)));
        }
        let brand = &self.client.brand;
        let whole = [brand.css().as_bytes(), &self.theme.style].concat();
        let path = paths::hashed("style.css", &paths::short_hash(&whole));
        let path = self.add(&path, Make::Style);
        paths.assets.extend(path.map(|path| ("style_css".to_owned(), path)));
    }

    fn pictures(&mut self, paths: &mut SitePaths) {
        for picture in PictureRef::all(self.client) {
            let Some((image, _)) = picture.of(self.client) else { continue };
            let name = picture.name(self.client);
            let hash = &image.hash[..10];
            let versions: Vec<Option<(u32, Encoding)>> = match image.kind {
                PictureKind::Drawing(_) => vec![None],
                PictureKind::Pixels(_) => picture.versions().map(Some).to_vec(),
            };
            let mut of_picture: Vec<OutPath> = Vec::new();
            for version in versions {
                let file = match version {
                    None => format!("site/assets/{name}-{hash}.svg"),
                    Some((width, encoding)) => {
                        format!("site/assets/{name}-{hash}-{width}.{}", encoding.extension())
                    }
                };
                // A version can serve as another one too.
                let path = match of_picture.iter().find(|path| path.as_str() == file) {
                    Some(path) => Some(path.clone()),
                    None => self.add(&file, Make::Picture { picture, version }),
                };
                of_picture.extend(path);
            }
            paths.pictures.insert(picture, of_picture);
        }
    }

    fn film(&mut self, paths: &mut SitePaths) {
        let Some(video) = &self.client.video else { return };
        let VideoSource::File { extension, film } = &video.source else { return };
        paths.film =
            self.add(&format!("site/assets/film-{}.{extension}", &film.hash[..10]), Make::Film);
        for (lang, text) in &video.captions {
            let hash = paths::short_hash(text.as_bytes());
            let path = format!("site/assets/film-{hash}.{lang}.vtt");
            let path = self.add(&path, Make::Captions { lang: *lang });
            paths.captions.extend(path.map(|path| (*lang, path)));
        }
    }

    fn print(&mut self) {
        let theme = self.theme;
        for (product_index, product) in theme.products.iter().enumerate() {
            if product.several_languages && self.client.languages.len() < 2 {
                continue;
            }
            for (output_index, spec) in product.outputs.iter().enumerate() {
                self.print_output(product, spec, product_index, output_index);
            }
        }
        self.distances();
        self.unknown_designs();
    }

    /// The languages that something for an audience is made in.
    fn langs(&self, audience: Audience) -> &[Lang] {
        match audience {
            Audience::Employee => &self.client.languages,
            Audience::Organisation => &self.content.organisation_langs,
        }
    }

    fn messages(&mut self) {
        let theme = self.theme;
        for (message_index, message) in theme.messages.iter().enumerate() {
            for lang in self.langs(message.audience).to_vec() {
                if self.content.page(lang, &message.page).is_none() {
                    self.missing_message(message, lang);
                    continue;
                }
                for (output, spec) in message.outputs.iter().enumerate() {
                    let path = spec.path.replace("{lang}", lang.tag());
                    self.add(&path, Make::Message { message: message_index, output, lang });
                }
            }
        }
    }

    /// Says which page that the theme counts on is in no language.
    fn named_pages(&mut self) {
        let content = self.content;
        let known = || content.by_lang.values().flat_map(|own| own.pages.keys());
        for (page, span) in &self.theme.named_pages {
            if known().any(|id| id == page) {
                continue;
            }
            let message = say!("the theme names the page `{page}`, which is not there");
            let near = did_you_mean(page.as_str(), known().map(PageId::as_str));
            let fault = Diagnostic::error("theme/page", message).at(span).maybe_hint(near);
            self.faults.push(fault);
        }
    }

    fn missing_message(&mut self, message: &Message, lang: Lang) {
        self.faults.push(
            Diagnostic::error(
                "theme/page",
                say!("`{}` tells the page `{}`, which is not there", message.id, message.page),
            )
            .hint(say!("write `content/{lang}/{}.md`, or take it out of the theme", message.page)),
        );
    }

    fn invitations(&mut self) {
        for introduction in 0..self.client.introductions.len() {
            let path = format!("onboarding/introduction-{}.ics", introduction + 1);
            self.add(&path, Make::Invitation { introduction });
        }
    }

    fn print_output(
        &mut self,
        product: &Product,
        spec: &OutputSpec,
        product_index: usize,
        output_index: usize,
    ) {
        let client = self.client;
        let per_poster = product.per_poster();
        let posters = if per_poster { client.posters.len() } else { 1 };
        let langs = self.langs(product.audience);
        let langs = match spec.path.contains("{lang}") {
            true => langs,
            false => langs.get(..1).unwrap_or_default(),
        }
        .to_vec();
        for poster in 0..posters {
            let number = if poster == 0 { String::new() } else { format!("-{}", poster + 1) };
            for lang in &langs {
                let path = spec.path.replace("{lang}", lang.tag()).replace("{n}", &number);
                let sheet = Sheet {
                    code_mm: if per_poster {
                        self.code_mm(poster, &spec.sheet)
                    } else {
                        spec.sheet.code_mm
                    },
                    ..spec.sheet.clone()
                };
                let print = Print {
                    product: product_index,
                    output: output_index,
                    lang: *lang,
                    poster,
                    template: self.template(product, spec, poster),
                    sheet,
                };
                self.add(&path, Make::Print(print));
            }
        }
    }

    /// The template of an output: that of the design which the client chose for a poster.
    fn template(&self, product: &Product, spec: &OutputSpec, poster: usize) -> String {
        let chosen = self.client.posters[poster].design.as_ref().filter(|_| product.per_poster());
        let chosen = chosen.and_then(|(chosen, _)| {
            product.designs.iter().find(|(name, _)| name == chosen).map(|(_, template)| template)
        });
        chosen.unwrap_or(&spec.template).clone()
    }

    /// Says where a client asks for a design that the theme does not have.
    fn unknown_designs(&mut self) {
        let theme = self.theme;
        let posters = || theme.products.iter().filter(|product| product.per_poster());
        if posters().next().is_none() {
            // A theme without posters has nothing to choose from.
            return;
        }
        let known: Vec<&str> =
            posters().flat_map(|product| &product.designs).map(|(name, _)| name.as_str()).collect();
        for (design, span) in self.client.posters.iter().filter_map(|it| it.design.as_ref()) {
            if known.contains(&design.as_str()) {
                continue;
            }
            let hint = did_you_mean(design, known.iter().copied());
            let all = say!("the theme has: {}", known.join(", "));
            self.faults.push(
                Diagnostic::error("poster/design", say!("no design `{design}`"))
                    .at(span)
                    .hint(hint.unwrap_or(all)),
            );
        }
    }

    /// The width of a poster's code: a tenth of the distance it is read from
    /// (the 10 : 1 rule of thumb of code printing), within what the sheet holds.
    fn code_mm(&self, poster: usize, sheet: &Sheet) -> f64 {
        let wanted = self.client.posters[poster].distance_m.as_ref();
        let wanted = wanted.map_or(sheet.code_mm, |(metres, _)| metres * 100.0);
        wanted.clamp(sheet.code_mm, sheet.code_max_mm)
    }

    /// Says where a code is smaller than its distance asks for.
    fn distances(&mut self) {
        let sheets: Vec<&Sheet> = self
            .theme
            .products
            .iter()
            .filter(|product| product.per_poster())
            .flat_map(|product| &product.outputs)
            .map(|output| &output.sheet)
            .collect();
        for poster in &self.client.posters {
            let Some((metres, span)) = &poster.distance_m else { continue };
            let wide = metres * 100.0;
            let mut small: Vec<Sentence> = sheets
                .iter()
                .filter(|sheet| sheet.code_max_mm < wide)
                .map(|sheet| say!("{} (from {} m)", sheet.name, sheet.code_max_mm / 100.0))
                .collect();
            small.dedup();
            if small.is_empty() {
                continue;
            }
            let fits_nowhere = sheets.iter().all(|sheet| sheet.code_max_mm < wide);
            let message = say!(
                "a code for {metres} m is {wide} mm wide, which does not fit on: {}",
                Sentence::joined(small, ", ")
            );
            self.faults.push(match fits_nowhere {
                true => Diagnostic::warning("poster/distance", message).at(span),
                false => Diagnostic::note("poster/distance", message).at(span),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(path: &str) -> Output {
        Output { path: OutPath::parse(path).unwrap(), make: Make::Robots }
    }

    #[test]
    fn paths_that_differ_in_case_alone_collide() {
        assert!(distinct(&[output("site/a.html"), output("site/b.html")]).is_ok());
        let faults = distinct(&[output("site/A.html"), output("site/a.html")]).unwrap_err();
        assert_eq!(faults.iter().next().unwrap().code, "plan/collision");
    }
}
