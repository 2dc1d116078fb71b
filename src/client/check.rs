//! A client's keys -> a [`Client`].
//!
//! Everything is asked for before anything is given up, so that one run shows
//! all that is wrong. Invariant: what this lets through can be rendered.

use std::collections::{BTreeMap, BTreeSet};

use super::keys as raw;
use super::{
    Absence, Adviser, Brand, Care, Channel, ChannelKind, Client, Desk, Introduction, MeetingForm,
    Organisation, Poster, Practice, Raw, Registration, Scope, Sector, Site, Target, Video,
    VideoSource, Workshop,
};
use crate::diag::{Diagnostic, Diagnostics, Span, did_you_mean};
use crate::value::{
    ByLang, Checker, Colour, Date, Edition, Email, HttpsUrl, Invalid, Lang, List, LocalText, Named,
    PhoneNumber, Picture, Slug, Text, Time,
};
use crate::yaml::{Field, Located};

use super::picture::picture;

/// From this size on an organisation must have an internal reporting procedure
/// (Wet bescherming klokkenluiders, in force for 50 to 249 employees since 17 December 2023).
const REPORTING_DUTY_FROM: u32 = 50;
/// How long before its edition a kit's facts may have been checked when the
/// practice says nothing: numbers of help lines have changed within two years.
const CHECKED_WITHIN_MONTHS: u32 = 12;
/// The exit page when none is given: a government site without advertising or log-in.
const EXIT_URL: &str = "https://www.knmi.nl/";
/// Ink and paper when the brand gives none.
const INK: Colour = Colour::new(0x1D, 0x23, 0x29);
const PAPER: Colour = Colour::new(0xFB, 0xF9, 0xF5);
/// The brand colour when none is given: a calm blue-green.
const PRIMARY: Colour = Colour::new(0x1F, 0x4E, 0x5F);

/// The font families of each theme by its name; `None` for a theme with faults.
pub type Families = BTreeMap<String, Option<Vec<String>>>;

/// Proves a client.
pub fn client(raw: &Raw, families: &Families) -> (Option<Client>, Diagnostics) {
    let keys = &raw.keys;
    let top = raw.file.span(0..raw.file.text.lines().next().map_or(0, str::len));
    let mut checker = Checker::new(raw.faults.clone(), Vec::new());
    checker.languages = languages(&mut checker, &keys.languages, &top);
    let mut validator = Validator { checker, files: &raw.files, top: &top };

    let client = validator.client(raw, families);
    let mut faults = validator.checker.faults;
    faults.sort();
    let sound = !faults.has_errors();
    (client.filter(|_| sound), faults)
}

fn languages(checker: &mut Checker, list: &List<String>, top: &Span) -> Vec<Lang> {
    let Some(given) = list.required("languages", top, &mut checker.faults) else {
        return Vec::new();
    };
    if given.value.is_empty() {
        checker.push(
            Diagnostic::error("lang/none", "at least one language is needed")
                .at(&given.span)
                .hint("write `languages: [nl]`"),
        );
    }
    checker.lang_list(list)
}

fn care(keys: &Field<raw::Care>) -> Care {
    let keys = keys.value();
    let months = keys.and_then(|keys| keys.checked_within_months.value());
    let reviewed_only = keys.and_then(|keys| keys.reviewed_only.value());
    Care {
        checked_within_months: months.copied().unwrap_or(CHECKED_WITHIN_MONTHS),
        reviewed_only: reviewed_only.copied().unwrap_or(false),
    }
}

struct Validator<'a> {
    checker: Checker,
    files: &'a BTreeMap<String, Named>,
    top: &'a Span,
}

impl Validator<'_> {
    fn client(&mut self, raw: &Raw, families: &Families) -> Option<Client> {
        let keys = &raw.keys;
        let top = self.top.clone();
        let slug = self.slug(&raw.stem);
        let practice = keys.practice.given().and_then(|p| self.practice(p));
        let organisation = keys
            .organisation
            .required("organisation", &top, &mut self.checker.faults)
            .and_then(|organisation| self.organisation(organisation));
        let site = keys
            .site
            .required("site", &top, &mut self.checker.faults)
            .and_then(|site| self.site(site, &raw.stem));
        let theme = self.theme(&keys.theme, families);
        let families = theme.as_deref().and_then(|name| families.get(name)?.as_ref());
        let brand = self.brand(&keys.brand, families);
        let advisers = self.advisers(&keys.advisers);
        let response_time = self.checker.text(&keys.response_time, "response_time");
        let video = keys.video.given().and_then(|video| self.video(video));
        let [complaints_committee, internal_reporting_desk] = self.procedures(&keys.procedures);
        self.reporting_duty(&keys.organisation, internal_reporting_desk.is_some());
        let introductions = self.introductions(&keys.introductions);
        let allowed_origins = self.allowed_origins(&keys.intranet);
        let exit_url = match keys.exit_url {
            Field::Missing => HttpsUrl::parse(EXIT_URL).ok(),
            _ => self.checker.parse(&keys.exit_url, "url/invalid", HttpsUrl::parse),
        };
        let edition = self.checker.parse_required(
            &keys.edition,
            "edition",
            &top,
            "date/invalid",
            Edition::parse,
        );
        self.hr_contact(&keys.hr_contact);
        let posters = self.posters(&keys.posters);
        let meeting_forms: Vec<MeetingForm> =
            self.checker.items(&keys.meeting_forms).map(|form| meeting_form(form.value)).collect();

        Some(Client {
            slug: slug?,
            practice,
            organisation: organisation?,
            languages: self.checker.languages.clone(),
            site: site?,
            brand: brand?,
            advisers,
            response_time,
            anonymous_contact: keys.anonymous_contact.value().copied().unwrap_or(false),
            talks_in_working_time: keys.talks_in_working_time.value().copied().unwrap_or(false),
            meeting_forms: match meeting_forms.is_empty() {
                true => MeetingForm::ALL.to_vec(),
                false => meeting_forms,
            },
            conflict_coaching: keys.conflict_coaching.value().copied().unwrap_or(false),
            video,
            complaints_committee,
            internal_reporting_desk,
            introductions,
            workshops: self.checker.items(&keys.workshops).map(|w| workshop(w.value)).collect(),
            allowed_origins,
            exit_url: exit_url?,
            edition: edition?,
            posters,
            care: care(&keys.content),
            theme: theme?,
        })
    }

    fn slug(&mut self, stem: &str) -> Option<Slug> {
        self.checker.faults.ok(Slug::parse(stem).map_err(|invalid| {
            Diagnostic::error("client/name", invalid.message).at(self.top).maybe_hint(invalid.hint)
        }))
    }

    fn practice(&mut self, practice: &Located<raw::Practice>) -> Option<Practice> {
        let raw::Practice { name, url, logo } = &practice.value;
        let name = self.checker.line_required(name, "name", &practice.span);
        let url = self.url(url);
        let logo = self.image(logo, "logo");
        Some(Practice { name: name?, url, logo })
    }

    fn organisation(&mut self, organisation: &Located<raw::Organisation>) -> Option<Organisation> {
        let raw = &organisation.value;
        let name = self.checker.line_required(&raw.name, "name", &organisation.span);
        let short_name = self.checker.line(&raw.short_name);
        let statement = self.checker.text(&raw.statement, "statement");
        let name = name?;
        Some(Organisation {
            short_name: short_name.unwrap_or_else(|| name.clone()),
            name,
            sector: raw.sector.value().map(|sector| Sector(sector_name(*sector))),
            employees: raw.employees.value().copied(),
            works_council: raw.works_council.value().copied().unwrap_or(false),
            statement,
        })
    }

    fn site(&mut self, site: &Located<raw::Site>, stem: &str) -> Option<Site> {
        let raw::Site { url, base_url, short_url } = &site.value;
        let own = self.checker.parse(url, "url/invalid", site_url);
        let base = self.checker.parse(base_url, "url/invalid", site_url);
        let short_url = self.checker.parse(short_url, "site/short-url", short);
        if matches!((url, base_url), (Field::Missing, Field::Missing)) {
            self.checker.push(
                Diagnostic::error("yaml/missing-key", "the site has neither `url` nor `base_url`")
                    .at(&site.span)
                    .hint("the QR codes hold this address: `url: https://vp.example.nl/acme/`"),
            );
        }
        let derived = || HttpsUrl::parse(&base.as_ref()?.join(&format!("{stem}/"))).ok();
        let url = match url {
            Field::Missing => derived()?,
            _ => own?,
        };
        Some(Site { short_url: short_url.unwrap_or_else(|| url.short()), url })
    }

    fn theme(&mut self, theme: &Field<String>, families: &Families) -> Option<String> {
        let Some(name) = theme.given() else { return Some("default".to_owned()) };
        if families.contains_key(&name.value) {
            return Some(name.value.clone());
        }
        let known = families.keys().map(String::as_str);
        self.checker.push(
            Diagnostic::error("theme/unknown", format!("there is no theme `{}`", name.value))
                .at(&name.span)
                .maybe_hint(did_you_mean(&name.value, known.clone()))
                .hint(format!("themes: {}", known.collect::<Vec<_>>().join(", "))),
        );
        None
    }

    fn brand(
        &mut self,
        brand: &Field<raw::Brand>,
        families: Option<&Vec<String>>,
    ) -> Option<Brand> {
        let brand = brand.given();
        let colors = brand.and_then(|b| b.value.color.value());
        let colour = |checker: &mut Checker, pick: fn(&raw::BrandColor) -> &Field<String>| {
            let field = pick(colors?);
            Some((
                checker.parse(field, "colour/invalid", Colour::parse)?,
                field.given()?.span.clone(),
            ))
        };
        let primary = colour(&mut self.checker, |c| &c.primary);
        let ink = colour(&mut self.checker, |c| &c.foreground);
        let paper = colour(&mut self.checker, |c| &c.background);
        self.check_contrast(primary.as_ref(), ink.as_ref(), paper.as_ref());

        let logo = brand.and_then(|b| self.image(&b.value.logo, "logo"));
        let typography = brand.and_then(|b| b.value.typography.value());
        let base = typography.and_then(|t| self.family(&t.base, families));
        let headings = typography.and_then(|t| self.family(&t.headings, families));
        let first = || families.and_then(|names| names.first()).cloned().unwrap_or_default();
        let base_font = base.unwrap_or_else(first);
        Some(Brand {
            primary: primary.map_or(PRIMARY, |(colour, _)| colour),
            ink: ink.map_or(INK, |(colour, _)| colour),
            paper: paper.map_or(PAPER, |(colour, _)| colour),
            logo,
            heading_font: headings.unwrap_or_else(|| base_font.clone()),
            base_font,
        })
    }

    fn check_contrast(
        &mut self,
        primary: Option<&(Colour, Span)>,
        ink: Option<&(Colour, Span)>,
        paper: Option<&(Colour, Span)>,
    ) {
        let ground = paper.map_or(PAPER, |(colour, _)| *colour);
        let text = ink.map_or(INK, |(colour, _)| *colour);
        let place = ink.or(paper).map(|(_, span)| span);
        // Ink is also set on tints of the brand, a little darker than paper.
        if text.contrast(ground) < 7.0 || ground.luminance() < 0.7 {
            self.checker.push(
                Diagnostic::error(
                    "brand/contrast",
                    format!(
                        "`foreground` {text} on `background` {ground} has a contrast of {:.1}; \
                         text needs 7 on a light ground",
                        text.contrast(ground)
                    ),
                )
                .maybe_at(place)
                .hint("choose a darker foreground and a lighter background, or leave both out"),
            );
        }
        if let Some((primary, span)) = primary {
            let derived = primary.readable_on(ground);
            if derived != *primary {
                self.checker.push(
                    Diagnostic::note(
                        "brand/contrast",
                        format!(
                            "{primary} is too light for text (contrast {:.1}, needed 4.5); \
                             text in the brand colour is set in {derived}",
                            primary.contrast(ground)
                        ),
                    )
                    .at(span),
                );
            }
        }
    }

    fn family(&mut self, field: &Field<String>, families: Option<&Vec<String>>) -> Option<String> {
        let (name, families) = (field.given()?, families?);
        if families.contains(&name.value) {
            return Some(name.value.clone());
        }
        self.checker.push(
            Diagnostic::error(
                "font/unknown",
                format!("the theme has no font family `{}`", name.value),
            )
            .at(&name.span)
            .maybe_hint(did_you_mean(&name.value, families.iter().map(String::as_str)))
            .hint(format!("families of the theme: {}", families.join(", "))),
        );
        None
    }

    fn image(&mut self, image: &Field<raw::Image>, what: &str) -> Option<(Picture, Text)> {
        let image = image.given()?;
        let path = image.value.path.required("path", &image.span, &mut self.checker.faults);
        let alt = image.value.alt.required("alt", &image.span, &mut self.checker.faults);
        // A logo shows a name, which is the same in every language.
        let alt = alt.and_then(|_| match what {
            "logo" => self.checker.name(&image.value.alt),
            _ => self.checker.text(&image.value.alt, "alt"),
        });
        let path = path?;
        // A file that could not be read has been reported by `load`.
        let bytes = self.files.get(&path.value)?.bytes()?;
        let picture = picture(bytes, what, &path.span, &mut self.checker.faults);
        Some((picture?, alt?))
    }

    fn advisers(&mut self, list: &List<raw::Adviser>) -> Vec<Adviser> {
        let top = self.top.clone();
        let Some(given) = list.required("advisers", &top, &mut self.checker.faults) else {
            return Vec::new();
        };
        if given.value.is_empty() {
            self.checker.push(
                Diagnostic::error("adviser/none", "at least one adviser is needed")
                    .at(&given.span)
                    .hint("write `- name:` and `channels:` for each"),
            );
        }
        let items: Vec<&Located<raw::Adviser>> = self.checker.items(list).collect();
        let names: Vec<&str> =
            items.iter().filter_map(|a| a.value.name.value()).map(String::as_str).collect();
        let mut ids = BTreeSet::new();
        let mut advisers = Vec::new();
        for (index, item) in items.iter().enumerate() {
            if let Some(adviser) = self.adviser(item, index, &names, &mut ids) {
                advisers.push(adviser);
            }
        }
        advisers
    }

    fn adviser(
        &mut self,
        adviser: &Located<raw::Adviser>,
        index: usize,
        names: &[&str],
        ids: &mut BTreeSet<Slug>,
    ) -> Option<Adviser> {
        let (raw, span) = (&adviser.value, &adviser.span);
        let name = self.checker.line_required(&raw.name, "name", span);
        if let Some(located) = raw.name.given()
            && names[..index.min(names.len())].contains(&located.value.as_str())
        {
            self.checker.push(
                Diagnostic::error(
                    "adviser/twice",
                    format!("there are two advisers named `{}`", located.value),
                )
                .at(&located.span)
                .hint("each adviser stands in the list once; put all channels under one name"),
            );
        }
        let photo = self.image(&raw.photo, "photo");
        let bio = self.checker.text(&raw.bio, "bio");
        let languages = self.checker.lang_list(&raw.languages);
        let registrations = self.registrations(&raw.registrations);
        let channels = self.channels(&raw.channels, span);
        let absences = self.absences(&raw.absences, names);
        let name = name?;
        let id = unique_id(&name, index, ids)?;
        let default = self.checker.default_lang()?;
        Some(Adviser {
            name,
            id,
            photo,
            bio,
            languages: if languages.is_empty() { vec![default] } else { languages },
            registrations,
            channels,
            absences,
        })
    }

    fn registrations(&mut self, list: &List<raw::Registration>) -> Vec<Registration> {
        let mut registrations = Vec::new();
        for item in self.checker.items(list) {
            let raw::Registration { body, url, scope } = &item.value;
            let body = self.checker.line_required(body, "body", &item.span);
            let url =
                self.checker.parse_required(url, "url", &item.span, "url/invalid", HttpsUrl::parse);
            let scope = self.checker.items(scope).map(|scope| registration_scope(scope.value));
            if let (Some(body), Some(url)) = (body, url) {
                registrations.push(Registration { body, url, scope: scope.collect() });
            }
        }
        registrations
    }

    fn channels(&mut self, list: &List<raw::Channel>, adviser: &Span) -> Vec<Channel> {
        let Some(given) = list.required("channels", adviser, &mut self.checker.faults) else {
            return Vec::new();
        };
        if given.value.is_empty() {
            self.checker.push(
                Diagnostic::error("channel/none", "an adviser needs at least one channel")
                    .at(&given.span)
                    .hint("write `- {type: phone, number: \"+31 6 12345678\"}`"),
            );
        }
        let mut channels: Vec<Channel> = Vec::new();
        for item in self.checker.items(list) {
            let Some(channel) = self.channel(item) else { continue };
            let same = |other: &Channel| {
                other.kind() == channel.kind() && other.shown() == channel.shown()
            };
            if channels.iter().any(same) {
                self.checker.push(
                    Diagnostic::error("channel/twice", "this channel is given twice")
                        .at(&item.span)
                        .hint("keep one of the two"),
                );
            }
            channels.push(channel);
        }
        channels.sort_by_key(Channel::kind);
        channels
    }

    fn channel(&mut self, channel: &Located<raw::Channel>) -> Option<Channel> {
        let raw::Channel { kind, number, address, hours } = &channel.value;
        let span = &channel.span;
        let hours = self.checker.text(hours, "hours");
        let kind = kind.required("type", span, &mut self.checker.faults)?;
        let kind_span = kind.span.clone();
        let kind = channel_kind(kind.value);
        let (wanted, unwanted, unwanted_key) = match kind {
            ChannelKind::Email => (address, number, "number"),
            _ => (number, address, "address"),
        };
        if let Some(extra) = unwanted.given() {
            self.checker.push(
                Diagnostic::error(
                    "channel/key",
                    format!("a channel of type `{}` has no `{unwanted_key}`", kind.as_str()),
                )
                .at(&extra.span)
                .hint("write `number` for a phone, WhatsApp or Signal, and `address` for e-mail"),
            );
        }
        let key = if kind == ChannelKind::Email { "address" } else { "number" };
        if matches!(wanted, Field::Missing) {
            self.checker.push(
                Diagnostic::error(
                    "yaml/missing-key",
                    format!("a channel of type `{}` needs `{key}`", kind.as_str()),
                )
                .at(&kind_span)
                .hint(match kind {
                    ChannelKind::Email => "write `address: naam@example.nl`",
                    _ => "write `number: \"+31 6 12345678\"`",
                }),
            );
            return None;
        }
        let target = match kind {
            ChannelKind::Email => {
                Target::Email(self.checker.parse(address, "email/invalid", Email::parse)?)
            }
            ChannelKind::Phone => Target::Phone(self.number(number)?),
            ChannelKind::Whatsapp => Target::Whatsapp(self.subscriber(number)?),
            ChannelKind::Signal => Target::Signal(self.subscriber(number)?),
        };
        Some(Channel { target, hours })
    }

    fn number(&mut self, field: &Field<String>) -> Option<PhoneNumber> {
        let number = self.checker.parse(field, "phone/invalid", PhoneNumber::parse)?;
        if let (false, Some(located)) = (number.is_subscriber(), field.given()) {
            self.checker.push(
                Diagnostic::warning(
                    "phone/short",
                    format!("`{}` is a short number, which is not an adviser's", located.value),
                )
                .at(&located.span)
                .hint("write the whole number, as in `\"+31 6 12345678\"`"),
            );
        }
        Some(number)
    }

    fn subscriber(&mut self, field: &Field<String>) -> Option<PhoneNumber> {
        self.checker.parse(field, "phone/invalid", |text| {
            PhoneNumber::parse(text).and_then(|number| match number.is_subscriber() {
                true => Ok(number),
                false => Err(Invalid::new(format!("`{text}` is no number for messages"))
                    .hint("write a mobile number, as in `\"+31 6 12345678\"`")),
            })
        })
    }

    fn absences(&mut self, list: &List<raw::Absence>, names: &[&str]) -> Vec<Absence> {
        let mut absences = Vec::new();
        for item in self.checker.items(list) {
            let raw::Absence { from, to, replaced_by } = &item.value;
            let span = &item.span;
            let first =
                self.checker.parse_required(from, "from", span, "date/invalid", Date::parse);
            let last = self.checker.parse_required(to, "to", span, "date/invalid", Date::parse);
            if let Some(name) = replaced_by.given()
                && !names.contains(&name.value.as_str())
            {
                self.checker.push(
                    Diagnostic::error(
                        "adviser/unknown",
                        format!("`{}` is not one of the advisers", name.value),
                    )
                    .at(&name.span)
                    .maybe_hint(did_you_mean(&name.value, names.iter().copied()))
                    .hint("whoever stands in must be reachable: add them to `advisers`"),
                );
            }
            let (Some(from), Some(to)) = (first, last) else { continue };
            if to < from {
                self.checker.push(
                    Diagnostic::error("date/order", "this absence ends before it begins")
                        .at(span)
                        .hint("`from` is the first day, `to` the last"),
                );
            }
            absences.push(Absence { from, to, replaced_by: replaced_by.value().cloned() });
        }
        absences.sort_by_key(|absence| absence.from);
        absences
    }

    fn video(&mut self, video: &Located<raw::Video>) -> Option<Video> {
        let raw::Video { url, file, captions, transcript, title } = &video.value;
        let link = self.url(url);
        let title = self.checker.text(title, "title");
        let captions = self.texts_by_lang(captions);
        let transcripts = self.texts_by_lang(transcript);
        for (lang, text) in &captions {
            if !text.starts_with("WEBVTT") {
                self.checker.push(
                    Diagnostic::error(
                        "video/captions",
                        format!("the captions in {lang} are not WebVTT"),
                    )
                    .at(&video.span)
                    .hint("a WebVTT file begins with a line `WEBVTT`"),
                );
            }
        }
        let film = match file.given() {
            None => None,
            Some(path) => Some(self.film(path)?),
        };
        let source = match (film, link) {
            (Some(film), _) => {
                if captions.is_empty() {
                    self.checker.push(
                        Diagnostic::warning("video/captions", "the film has no captions")
                            .at(&video.span)
                            .hint("add `captions: {nl: acme/film.nl.vtt}` for who cannot hear it"),
                    );
                }
                film
            }
            (None, Some(link)) => VideoSource::Link(link),
            (None, None) => {
                if matches!((url, file), (Field::Missing, Field::Missing)) {
                    self.checker.push(
                        Diagnostic::error("video/none", "a video needs `url` or `file`")
                            .at(&video.span)
                            .hint(
                                "`url` for a page on which it can be watched, `file` for your own",
                            ),
                    );
                }
                return None;
            }
        };
        Some(Video { source, captions, transcripts, title })
    }

    fn film(&mut self, path: &Located<String>) -> Option<VideoSource> {
        let film = self.files.get(&path.value)?.film()?;
        // ISO 14496-12 puts `ftyp` at byte 4; Matroska and WebM begin with an EBML header.
        let extension = match &film.head[..] {
            [_, _, _, _, b'f', b't', b'y', b'p', ..] => "mp4",
            [0x1A, 0x45, 0xDF, 0xA3, ..] => "webm",
            _ => {
                self.checker.push(
                    Diagnostic::error("video/format", "this film is neither MP4 nor WebM")
                        .at(&path.span)
                        .hint("export it again as MP4 (H.264 and AAC plays everywhere)"),
                );
                return None;
            }
        };
        Some(VideoSource::File { film: film.clone(), extension })
    }

    fn texts_by_lang(&mut self, field: &Field<ByLang>) -> Vec<(Lang, String)> {
        let mut texts = Vec::new();
        for (tag, path) in field.value().into_iter().flat_map(|by_lang| &by_lang.0) {
            let Some(path) = path.given() else { continue };
            let lang = self.checker.faults.ok(Lang::parse(tag).map_err(|invalid| {
                Diagnostic::error("lang/unknown", invalid.message)
                    .at(&path.span)
                    .maybe_hint(invalid.hint)
            }));
            let (Some(lang), Some(bytes)) =
                (lang, self.files.get(&path.value).and_then(Named::bytes))
            else {
                continue;
            };
            match String::from_utf8(bytes.to_vec()) {
                Ok(text) => {
                    let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
                    texts.push((lang, text));
                }
                Err(_) => self.checker.push(
                    Diagnostic::error("file/encoding", format!("`{}` is not UTF-8", path.value))
                        .at(&path.span)
                        .hint("save it again and choose UTF-8 as the encoding"),
                ),
            }
        }
        texts
    }

    fn procedures(&mut self, procedures: &Field<raw::Procedures>) -> [Option<Desk>; 2] {
        let Some(procedures) = procedures.value() else { return [None, None] };
        let raw::Procedures { complaints_committee, internal_reporting_desk } = procedures;
        [complaints_committee, internal_reporting_desk]
            .map(|desk| desk.given().and_then(|desk| self.desk(desk)))
    }

    fn desk(&mut self, desk: &Located<raw::Desk>) -> Option<Desk> {
        let raw::Desk { name, url, email, phone } = &desk.value;
        let name = self.checker.line_required(name, "name", &desk.span);
        let url = self.url(url);
        let email = self.checker.parse(email, "email/invalid", Email::parse);
        let phone = self.checker.parse(phone, "phone/invalid", PhoneNumber::parse);
        Some(Desk { name: name?, url, email, phone })
    }

    fn reporting_duty(&mut self, organisation: &Field<raw::Organisation>, has_desk: bool) {
        let employees = organisation.value().and_then(|o| o.employees.given());
        if let Some(employees) = employees
            && employees.value >= REPORTING_DUTY_FROM
            && !has_desk
        {
            self.checker.push(
                Diagnostic::warning(
                    "procedures/desk",
                    "from 50 employees on an internal reporting procedure is required, \
                     and none is named",
                )
                .at(&employees.span)
                .hint("name it under `procedures: internal_reporting_desk:`"),
            );
        }
    }

    fn introductions(&mut self, list: &List<raw::Introduction>) -> Vec<Introduction> {
        let mut introductions = Vec::new();
        for item in self.checker.items(list) {
            let raw::Introduction { date, time, place, lang } = &item.value;
            let span = &item.span;
            let date = self.checker.parse_required(date, "date", span, "date/invalid", Date::parse);
            let time = self.checker.parse_required(time, "time", span, "date/invalid", Time::parse);
            let place = self.checker.line_required(place, "place", span);
            let lang = match lang {
                Field::Missing => self.checker.default_lang(),
                _ => self.checker.parse(lang, "lang/unknown", Lang::parse),
            };
            if let (Some(date), Some(time), Some(place), Some(lang)) = (date, time, place, lang) {
                introductions.push(Introduction { date, time, place, lang });
            }
        }
        introductions.sort_by_key(|introduction| (introduction.date, introduction.time));
        introductions
    }

    fn allowed_origins(&mut self, intranet: &Field<raw::Intranet>) -> Vec<HttpsUrl> {
        let Some(intranet) = intranet.given() else { return Vec::new() };
        let list = &intranet.value.allowed_origins;
        list.required("allowed_origins", &intranet.span, &mut self.checker.faults);
        let mut origins = Vec::new();
        for item in self.checker.items(list) {
            match HttpsUrl::parse(&item.value) {
                Ok(url) if url.path() == "/" && !url.has_tail() => origins.push(url),
                Ok(url) => self.checker.push(
                    Diagnostic::error("url/origin", "an origin has no path")
                        .at(&item.span)
                        .hint(format!("write `{}`", url.origin())),
                ),
                Err(invalid) => self.checker.push(
                    Diagnostic::error("url/invalid", invalid.message)
                        .at(&item.span)
                        .hint("write it as `https://acme.sharepoint.com`"),
                ),
            }
        }
        origins
    }

    fn hr_contact(&mut self, contact: &Field<raw::HrContact>) {
        // Never published, but a typo in it would be found when it is too late.
        if let Some(contact) = contact.given() {
            self.checker.line_required(&contact.value.name, "name", &contact.span);
            self.checker.parse(&contact.value.email, "email/invalid", Email::parse);
        }
    }

    /// Says in which languages a poster asks the standard question.
    fn own_questions(&mut self, field: &Field<LocalText>, headline: Option<&Text>) {
        let Some((headline, given)) = headline.zip(field.given()) else { return };
        let languages = self.checker.languages.iter();
        let missing: Vec<&str> = languages
            .filter(|lang| headline.exact(**lang).is_none())
            .map(|lang| lang.tag())
            .collect();
        if !missing.is_empty() {
            self.checker.push(
                Diagnostic::note(
                    "text/fallback",
                    format!("posters in {} ask the standard question", missing.join(", ")),
                )
                .at(&given.span)
                .hint(format!("add your own, as in `{}: …`", missing[0])),
            );
        }
    }

    fn posters(&mut self, list: &List<raw::Poster>) -> Vec<Poster> {
        let mut posters = Vec::new();
        for item in self.checker.items(list) {
            let headline = self.checker.name(&item.value.headline);
            self.own_questions(&item.value.headline, headline.as_ref());
            let distance = item.value.distance_m.given();
            if let Some(distance) = distance
                && !(0.3..=10.0).contains(&distance.value)
            {
                self.checker.push(
                    Diagnostic::error(
                        "poster/distance",
                        format!("a poster is not read from {} m", distance.value),
                    )
                    .at(&distance.span)
                    .hint("give the distance in metres, from 0.3 to 10"),
                );
            }
            let design = item.value.design.given();
            posters.push(Poster {
                headline,
                design: design.map(|design| (design.value.clone(), design.span.clone())),
                distance_m: distance.map(|distance| (distance.value, distance.span.clone())),
            });
        }
        if posters.is_empty() {
            posters.push(Poster::default());
        }
        posters
    }

    fn url(&mut self, field: &Field<String>) -> Option<HttpsUrl> {
        self.checker.parse(field, "url/invalid", HttpsUrl::parse)
    }
}

fn site_url(text: &str) -> Result<HttpsUrl, Invalid> {
    let url = HttpsUrl::parse(text)?;
    if url.has_tail() {
        return Err(Invalid::new(format!("`{text}` has a `?` or a `#`"))
            .hint("an address on a poster names the site alone, the same for everyone"));
    }
    if !url.path().ends_with('/') {
        return Err(Invalid::new(format!("`{text}` does not end with a slash"))
            .hint(format!("the site is a folder: write `{text}/`")));
    }
    Ok(url)
}

fn short(text: &str) -> Result<String, Invalid> {
    let fits = HttpsUrl::parse(&format!("https://{text}")).is_ok();
    if text.contains("://") || text.starts_with("www.") || !fits {
        return Err(Invalid::new(format!("`{text}` is not an address to be typed"))
            .hint("write it without `https://` and `www.`, as in `vp.example.nl/acme`"));
    }
    Ok(text.trim_end_matches('/').to_owned())
}

fn unique_id(name: &str, index: usize, ids: &mut BTreeSet<Slug>) -> Option<Slug> {
    let wanted = Slug::from_text(name);
    let numbered = || Slug::parse(&format!("adviser-{}", index + 1)).ok();
    let id = wanted.filter(|id| !ids.contains(id)).or_else(numbered)?;
    ids.insert(id.clone());
    Some(id)
}

fn channel_kind(kind: raw::ChannelType) -> ChannelKind {
    match kind {
        raw::ChannelType::Phone => ChannelKind::Phone,
        raw::ChannelType::Whatsapp => ChannelKind::Whatsapp,
        raw::ChannelType::Email => ChannelKind::Email,
        raw::ChannelType::Signal => ChannelKind::Signal,
    }
}

fn registration_scope(scope: raw::Scope) -> Scope {
    match scope {
        raw::Scope::UndesirableBehaviour => Scope::UndesirableBehaviour,
        raw::Scope::Integrity => Scope::Integrity,
    }
}

fn meeting_form(form: raw::MeetingForm) -> MeetingForm {
    match form {
        raw::MeetingForm::Phone => MeetingForm::Phone,
        raw::MeetingForm::VideoCall => MeetingForm::VideoCall,
        raw::MeetingForm::Office => MeetingForm::Office,
        raw::MeetingForm::Walk => MeetingForm::Walk,
        raw::MeetingForm::Other => MeetingForm::Other,
    }
}

fn workshop(workshop: raw::Workshop) -> Workshop {
    match workshop {
        raw::Workshop::SpeakingUp => Workshop::SpeakingUp,
        raw::Workshop::AggressionAndViolence => Workshop::AggressionAndViolence,
        raw::Workshop::SettingBoundaries => Workshop::SettingBoundaries,
        raw::Workshop::RespectfulCommunication => Workshop::RespectfulCommunication,
    }
}

fn sector_name(sector: raw::Sector) -> &'static str {
    match sector {
        raw::Sector::Care => "care",
        raw::Sector::Culture => "culture",
        raw::Sector::Education => "education",
        raw::Sector::Government => "government",
        raw::Sector::Hospitality => "hospitality",
        raw::Sector::Industry => "industry",
        raw::Sector::Sport => "sport",
        raw::Sector::Transport => "transport",
        raw::Sector::Other => "other",
    }
}
