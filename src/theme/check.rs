//! A theme's files -> a [`Theme`].
//!
//! Invariant: every file that `theme.yaml` names is in the theme, every sheet
//! can hold its own code, and every output has a path that every system takes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::assets;
use super::keys as raw;
use super::pages::Named;
use crate::diag::{Diagnostic, Diagnostics, SourceFile, Span, did_you_mean, say};
use crate::load::{RawFile, RawTheme};
use crate::theme::{
    Form, Format, Message, MessageSpec, OutputSpec, PageTemplates, Product, Says, Sheet, Step,
    Theme, original,
};
use crate::value::{Audience, Digest, OutPath};
use crate::yaml::{self, Field, Located};

use crate::value::Checker;

/// Proves a theme.
pub fn theme(raw: &RawTheme) -> (Option<Theme>, Diagnostics) {
    let Some(RawFile::Text(file)) = raw.files.get("theme.yaml") else {
        let message = say!("the theme `{}` has no `theme.yaml`", raw.name);
        return (None, Diagnostic::error("theme/missing-file", message).into());
    };
    let mut faults = Diagnostics::new();
    let tree = match yaml::parse(file) {
        Ok(tree) => tree,
        Err(found) => return (None, found),
    };
    let keys: raw::Theme = yaml::read(&tree, &mut faults);
    let top = file.span(0..file.text.lines().next().map_or(0, str::len));
    let checker = Checker::new(faults, Vec::new());
    let mut validator = Validator { raw, checker, top, named: Named::default() };
    let theme = validator.theme(&keys);
    let faults = validator.checker.faults;
    let sound = !faults.has_errors();
    (theme.filter(|_| sound), faults)
}

struct Validator<'a> {
    raw: &'a RawTheme,
    checker: Checker,
    top: Span,
    named: Named,
}

impl Validator<'_> {
    fn theme(&mut self, keys: &raw::Theme) -> Option<Theme> {
        let top = self.top.clone();
        let pages = self.pages(keys);
        let mut assets = BTreeMap::new();
        for item in self.checker.items(&keys.assets) {
            if let Some(bytes) = self.bytes(item) {
                assets.insert(item.value.clone(), bytes);
            }
        }
        let scripts = assets::scripts(self.raw, keys, &mut self.checker);
        let style = keys.style.required("style", &top, &mut self.checker.faults);
        let written = style.into_iter().chain(self.checker.items(&keys.assets));
        let written = written.filter_map(|item| match self.raw.files.get(&item.value) {
            Some(RawFile::Text(file)) => Some(file.clone()),
            _ => None,
        });
        let written = written.collect();
        let style = style.and_then(|style| self.bytes(style));
        keys.fonts.required("fonts", &top, &mut self.checker.faults);
        let mut fonts = Vec::new();
        for item in self.checker.items(&keys.fonts) {
            fonts.extend(self.bytes(item));
        }
        let sheets = self.sheets(&keys.sheets);
        let mut products = Vec::new();
        for item in self.checker.items(&keys.products) {
            products.extend(self.product(item, &sheets));
        }
        let mut messages = Vec::new();
        for item in self.checker.items(&keys.messages) {
            messages.extend(self.message(item));
        }
        let pages_say = self.named.pages_say(&keys.pages_say, &mut self.checker);
        let foot = self.named.pages(&keys.foot, &mut self.checker);
        let unlisted = self.named.pages(&keys.unlisted, &mut self.checker);
        let description = keys.description.given();
        let description = description.and_then(|page| self.named.page(page, &mut self.checker));
        self.outdated();
        let texts = |extensions: &[&str]| -> BTreeMap<String, Arc<SourceFile>> {
            // Licences of fonts are plain text too, and no templates.
            let wanted = |path: &str| {
                let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
                extensions.contains(&extension)
                    && (extension != "txt" || !path.starts_with("fonts/"))
            };
            self.raw
                .files
                .iter()
                .filter(|(path, _)| wanted(path))
                .filter_map(|(path, file)| match file {
                    RawFile::Text(file) => Some((path.clone(), file.clone())),
                    RawFile::Bytes(_) => None,
                })
                .collect()
        };
        Some(Theme {
            name: self.raw.name.clone(),
            templates: texts(&["html", "txt"]),
            print: texts(&["typ"]),
            slides: texts(&["xml"]),
            pages: pages?,
            style: style?,
            assets,
            scripts,
            written,
            fonts,
            fallback_fonts: self
                .checker
                .items(&keys.fallback_fonts)
                .map(|item| item.value.clone())
                .collect(),
            products,
            messages,
            pages_say,
            foot,
            unlisted,
            description,
            named_pages: std::mem::take(&mut self.named.0),
            words: super::words::words(self.raw, &mut self.checker.faults),
        })
    }

    /// Says where the built-in file has changed since a copy of it was made.
    fn outdated(&mut self) {
        for (path, file) in &self.raw.files {
            let RawFile::Text(file) = file else { continue };
            let marked = original::mark(&file.text);
            let now = self.raw.originals.get(path).map(|text| Digest::of([text.as_str()]));
            if let (Some((mark, range)), Some(now)) = (marked, now)
                && mark != now.as_str()
            {
                let message = say!("the built-in `{path}` has changed since this copy was made");
                self.checker.push(
                    Diagnostic::warning("theme/original-changed", message)
                        .at(&file.span(range))
                        .hint(say!(
                            "move this copy aside, run `vpsite theme eject {path}` and change the \
                             new one; or keep it, and write {now} here",
                            now = now.as_str()
                        )),
                );
            }
        }
    }

    fn pages(&mut self, keys: &raw::Theme) -> Option<PageTemplates> {
        let top = self.top.clone();
        let pages = keys.pages.required("pages", &top, &mut self.checker.faults)?;
        let kit = keys.kit.required("kit", &top, &mut self.checker.faults);
        let mut by_page = BTreeMap::new();
        for (page, template) in &pages.value {
            if let Some(template) = template.given()
                && self.has(template)
            {
                by_page.insert(page.clone(), template.value.clone());
            }
        }
        let mut take = |key: &str| {
            let template = by_page.remove(key);
            if template.is_none() && !pages.value.contains_key(key) {
                self.checker.push(
                    Diagnostic::error("yaml/missing-key", say!("`pages` needs `{key}`"))
                        .at(&pages.span),
                );
            }
            template
        };
        let (default, embed) = (take("default"), take("embed"));
        let kit = kit.filter(|kit| self.has(kit))?;
        Some(PageTemplates { by_page, default: default?, embed: embed?, kit: kit.value.clone() })
    }

    fn sheets(
        &mut self,
        field: &Field<BTreeMap<String, Field<raw::Sheet>>>,
    ) -> BTreeMap<String, Sheet> {
        let mut sheets = BTreeMap::new();
        for (name, sheet) in field.value().into_iter().flatten() {
            if let Some(sheet) = sheet.given()
                && let Some(sheet) = self.sheet(name, sheet)
            {
                sheets.insert(name.clone(), sheet);
            }
        }
        sheets
    }

    fn sheet(&mut self, name: &str, sheet: &Located<raw::Sheet>) -> Option<Sheet> {
        let (raw, span) = (&sheet.value, &sheet.span);
        let mut length = |field: &Field<f64>, key: &str| {
            let length = field.required(key, span, &mut self.checker.faults)?;
            if (0.0..=2000.0).contains(&length.value) {
                return Some(length.value);
            }
            self.checker.push(
                Diagnostic::error("theme/length", say!("`{key}` must be 0 to 2000 mm"))
                    .at(&length.span),
            );
            None
        };
        let width_mm = length(&raw.width_mm, "width_mm");
        let height_mm = length(&raw.height_mm, "height_mm");
        let margin_mm = length(&raw.margin_mm, "margin_mm");
        let code_mm = length(&raw.code_mm, "code_mm");
        let (width_mm, height_mm) = (width_mm?, height_mm?);
        let code_mm = code_mm?;
        let code_max_mm = raw.code_max_mm.value().copied().unwrap_or(code_mm);
        if code_max_mm < code_mm || code_max_mm > width_mm.min(height_mm) {
            self.checker.push(
                Diagnostic::error(
                    "theme/length",
                    say!("`code_max_mm` must lie between `code_mm` and the sheet's short side"),
                )
                .at(span),
            );
        }
        Some(Sheet {
            name: name.to_owned(),
            width_mm,
            height_mm,
            bleed_mm: raw.bleed_mm.value().copied().unwrap_or(0.0),
            margin_mm: margin_mm?,
            code_mm,
            code_max_mm,
            press: raw.press.value().copied().unwrap_or(false),
        })
    }

    fn product(
        &mut self,
        product: &Located<raw::Product>,
        sheets: &BTreeMap<String, Sheet>,
    ) -> Option<Product> {
        let (raw, span) = (&product.value, &product.span);
        let id = self.checker.line_required(&raw.id, "id", span);
        let template = raw.template.required("template", span, &mut self.checker.faults);
        let template = template.filter(|template| self.has(template))?.value.clone();
        let mut designs = Vec::new();
        for (name, design) in raw.designs.value().into_iter().flatten() {
            if let Some(design) = design.given()
                && self.has(design)
            {
                designs.push((name.clone(), design.value.clone()));
            }
        }
        let verb = self.checker.line_required(&raw.verb, "verb", span);
        let step = self.step(&raw.step);
        let title = self.named.title(&raw.title, &mut self.checker);
        let reads = self.named.reads(&raw.reads, &mut self.checker);
        let says = raw.says.value().copied().unwrap_or_default();
        let list = raw.outputs.required("outputs", span, &mut self.checker.faults);
        if list.is_some_and(|list| list.value.is_empty()) {
            self.checker.push(
                Diagnostic::error("theme/no-outputs", say!("this product has no output")).at(span),
            );
        }
        let mut outputs = Vec::new();
        for item in self.checker.items(&raw.outputs) {
            outputs.extend(self.output(item, (&template, says), sheets));
        }
        Some(Product {
            id: id?,
            designs,
            audience: audience_of(&raw.audience),
            verb: verb?,
            step,
            title: title?,
            reads,
            several_languages: raw.several_languages.value().copied().unwrap_or(false),
            outputs,
        })
    }

    /// In which step of the kit's first page; a number without one is told.
    fn step(&mut self, field: &Field<u32>) -> Option<Step> {
        let given = field.given()?;
        let step = Step::numbered(given.value);
        if step.is_none() {
            self.checker.push(
                Diagnostic::error("yaml/value", say!("there is no step {}", given.value))
                    .at(&given.span)
                    .hint(say!("the first page of a kit has steps 1 to {}", Step::COUNT)),
            );
        }
        step
    }

    fn output(
        &mut self,
        output: &Located<raw::Output>,
        (template, says): (&str, Says),
        sheets: &BTreeMap<String, Sheet>,
    ) -> Option<OutputSpec> {
        let (raw, span) = (&output.value, &output.span);
        let path = raw.path.required("path", span, &mut self.checker.faults);
        let path = path.filter(|path| self.path_fits(path));
        let sheet = raw.sheet.required("sheet", span, &mut self.checker.faults);
        let sheet = sheet.and_then(|name| {
            let sheet = sheets.get(&name.value).cloned();
            if sheet.is_none() {
                let known = sheets.keys().map(String::as_str);
                self.checker.push(
                    Diagnostic::error("theme/sheet", say!("no sheet `{}`", name.value))
                        .at(&name.span)
                        .maybe_hint(did_you_mean(&name.value, known)),
                );
            }
            sheet
        });
        let number = |field: &Field<u32>| {
            usize::try_from(field.value().copied().unwrap_or(1)).unwrap_or(1).max(1)
        };
        let path = path?;
        let page = number(&raw.page);
        let extension = path.value.rsplit('.').next().unwrap_or_default();
        let format = match extension {
            "pdf" => Format::Pdf(raw.standard.value().copied().unwrap_or_default()),
            "svg" => Format::Svg { page },
            "png" => {
                let width = raw.width_px.required("width_px", span, &mut self.checker.faults)?;
                Format::Png { page, width_px: width.value.clamp(16, 8000) }
            }
            "pptx" => Format::Slides,
            other => {
                self.checker.push(
                    Diagnostic::error("theme/format", say!("`.{other}` cannot be made"))
                        .at(&path.span)
                        .hint(say!("possible: .pdf, .png, .svg, .pptx")),
                );
                return None;
            }
        };
        let template = match raw.template.given() {
            Some(own) => Some(own).filter(|own| self.has(own))?.value.clone(),
            None => template.to_owned(),
        };
        // Slides are filled in, all else is set.
        let wanted = if format == Format::Slides { ".xml" } else { ".typ" };
        if !template.ends_with(wanted) {
            let message = say!("`.{extension}` is not made from `{template}`");
            let hint = say!("`template` names a file that ends in `{wanted}`");
            self.checker.push(Diagnostic::error("theme/format", message).at(span).hint(hint));
            return None;
        }
        Some(OutputSpec {
            path: path.value.clone(),
            template,
            sheet: sheet?,
            format,
            pages: number(&raw.pages)..=number(&raw.pages).max(number(&raw.pages_max)),
            codes: self.checker.items(&raw.codes).map(|code| code.value).collect(),
            says: raw.says.value().copied().unwrap_or(says),
            about: raw.about.value().cloned(),
        })
    }

    fn message(&mut self, message: &Located<raw::Message>) -> Option<Message> {
        let (raw, span) = (&message.value, &message.span);
        let id = self.checker.line_required(&raw.id, "id", span);
        let page = raw.page.required("page", span, &mut self.checker.faults);
        // Whether a client has the page is asked for each message, with a better hint.
        let page = page.and_then(|page| Named::default().page(page, &mut self.checker));
        let says = raw.says.value().copied().unwrap_or_default();
        let verb = self.checker.line_required(&raw.verb, "verb", span);
        let step = self.step(&raw.step);
        let mut outputs = Vec::new();
        for item in self.checker.items(&raw.outputs) {
            outputs.extend(self.message_output(item, says));
        }
        Some(Message {
            id: id?,
            page: page?,
            audience: audience_of(&raw.audience),
            verb: verb?,
            step,
            outputs,
        })
    }

    fn message_output(
        &mut self,
        output: &Located<raw::MessageOutput>,
        says: Says,
    ) -> Option<MessageSpec> {
        let (raw, span) = (&output.value, &output.span);
        let path = raw.path.required("path", span, &mut self.checker.faults);
        let path = path.filter(|path| self.path_fits(path))?;
        let mut template = |field: &Field<String>, key: &str| {
            let template = field.required(key, span, &mut self.checker.faults)?;
            self.has(template).then(|| template.value.clone())
        };
        let form = match path.value.rsplit('.').next().unwrap_or_default() {
            "html" => Form::Html { template: template(&raw.html, "html")? },
            "txt" => Form::Text { template: template(&raw.text, "text")? },
            "eml" => {
                let (html, text) = (template(&raw.html, "html"), template(&raw.text, "text"));
                Form::Mail { html: html?, text: text? }
            }
            other => {
                self.checker.push(
                    Diagnostic::error("theme/format", say!("`.{other}` cannot be made"))
                        .at(&path.span)
                        .hint(say!("possible: .html, .txt, .eml")),
                );
                return None;
            }
        };
        Some(MessageSpec {
            path: path.value.clone(),
            form,
            says: raw.says.value().copied().unwrap_or(says),
            about: raw.about.value().cloned(),
        })
    }

    fn path_fits(&mut self, path: &Located<String>) -> bool {
        let example = path.value.replace("{lang}", "nl").replace("{n}", "");
        let result = OutPath::parse(&example).map_err(|invalid| {
            Diagnostic::error("theme/path", invalid.message).at(&path.span).maybe_hint(invalid.hint)
        });
        self.checker.faults.ok(result).is_some()
    }

    fn has(&mut self, path: &Located<String>) -> bool {
        let there = self.raw.files.contains_key(&path.value);
        if !there {
            self.missing_file(path);
        }
        there
    }

    fn bytes(&mut self, path: &Located<String>) -> Option<Arc<[u8]>> {
        match self.raw.files.get(&path.value) {
            Some(RawFile::Text(file)) => Some(Arc::from(file.text.as_bytes())),
            Some(RawFile::Bytes(bytes)) => Some(bytes.clone()),
            None => {
                self.missing_file(path);
                None
            }
        }
    }

    fn missing_file(&mut self, path: &Located<String>) {
        let known = self.raw.files.keys().map(String::as_str);
        self.checker.push(
            Diagnostic::error("theme/missing-file", say!("the theme has no file `{}`", path.value))
                .at(&path.span)
                .maybe_hint(did_you_mean(&path.value, known)),
        );
    }
}

fn audience_of(audience: &Field<Audience>) -> Audience {
    audience.value().copied().unwrap_or(Audience::Employee)
}
