//! What was told of a client -> its file, or the changes to one that is there.
//!
//! Invariant: every value goes through [`yaml::quoted`], and each item has one place in the
//! file, which [`ClientDraft::place`] knows.

use std::fmt::Write as _;

use crate::diag::{Diagnostic, say};
use crate::value::Slug;
use crate::yaml::{self, Change, Step, Tree};

use super::{ClientDraft, Item, Speech, Told};

/// The line by which editors find the schema.
const SCHEMA: &str = "# yaml-language-server: $schema=client.schema.json\n";

/// The channels of an adviser: item, type and key.
const CHANNELS: [(Item, &str, &str); 4] = [
    (Item::Phone, "phone", "number"),
    (Item::Whatsapp, "whatsapp", "number"),
    (Item::Signal, "signal", "number"),
    (Item::Email, "email", "address"),
];

impl Told {
    /// As YAML in one line.
    fn yaml(&self) -> String {
        match self {
            // What the program itself has made of a word: no text.
            Told::One(word) if matches!(word.as_str(), "true" | "false") => word.clone(),
            Told::One(text) if text.len() < 10 && text.bytes().all(|b| b.is_ascii_digit()) => {
                text.clone()
            }
            Told::One(text) if is_month(text) => text.clone(),
            Told::One(text) => yaml::quoted(text),
            Told::Many(texts) => {
                let quoted: Vec<String> = texts.iter().map(|text| yaml::quoted(text)).collect();
                format!("[{}]", quoted.join(", "))
            }
        }
    }
}

fn is_month(text: &str) -> bool {
    let sign = |(at, byte): (usize, u8)| if at == 4 { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() == 7 && text.bytes().enumerate().all(sign)
}

impl ClientDraft {
    fn yaml(&self, item: Item) -> Option<String> {
        self.told.get(&item).map(Told::yaml)
    }

    /// Whether something was told of an adviser of the client's own.
    pub fn has_adviser(&self) -> bool {
        let own = [Item::Adviser, Item::Spoken];
        own.into_iter().chain(CHANNELS.map(|(item, ..)| item)).any(|it| self.told.contains_key(&it))
    }

    /// The file of a client that is new.
    pub fn text(&self, slug: &Slug, speech: Speech) -> String {
        let mut text = SCHEMA.to_owned();
        text.push_str(match speech {
            Speech::Dutch => "# Wat hier niet staat, komt uit _practice.yaml. In client.schema.json staat elke sleutel.\n",
            Speech::English => "# What is not said here comes from _practice.yaml. client.schema.json tells of every key.\n",
        });
        let group = |text: &mut String, name: &str, keys: &[(&str, Item)]| {
            let told: Vec<(&str, String)> =
                keys.iter().filter_map(|(key, item)| Some((*key, self.yaml(*item)?))).collect();
            if !told.is_empty() {
                // A String takes all that is written to it, here and below.
                let _ = writeln!(text, "{name}:");
                for (key, value) in told {
                    let _ = writeln!(text, "  {key}: {value}");
                }
            }
        };
        let line = |text: &mut String, key: &str, item: Item| {
            if let Some(value) = self.yaml(item) {
                let _ = writeln!(text, "{key}: {value}");
            }
        };
        let organisation = [
            ("name", Item::Organisation),
            ("short_name", Item::ShortName),
            ("kind", Item::Kind),
            ("sector", Item::Sector),
            ("employees", Item::Employees),
            ("works_council", Item::WorksCouncil),
        ];
        group(&mut text, "organisation", &organisation);
        line(&mut text, "languages", Item::Languages);
        group(&mut text, "site", &[("url", Item::Address), ("short_url", Item::ShortAddress)]);
        if let (None, None) = (self.yaml(Item::Colour), self.yaml(Item::Logo)) {
            // Nothing of a brand: the program has a calm colour of its own.
        } else {
            text.push_str("brand:\n");
            if let Some(colour) = self.yaml(Item::Colour) {
                let _ = writeln!(text, "  color: {{primary: {colour}}}");
            }
            if let Some(path) = self.yaml(Item::Logo) {
                let _ = writeln!(text, "  logo: {{path: {path}, alt: {}}}", self.logo_alt(slug));
            }
        }
        if self.has_adviser() {
            let _ = writeln!(text, "advisers:\n  - {}", self.adviser().join("\n    "));
        }
        line(&mut text, "anonymous_contact", Item::Anonymous);
        group(&mut text, "intranet", &[("allowed_origins", Item::Intranet)]);
        line(&mut text, "edition", Item::Edition);
        group(&mut text, "hr_contact", &[("name", Item::HrName), ("email", Item::HrEmail)]);
        text
    }

    /// What a logo shows: the name.
    fn logo_alt(&self, slug: &Slug) -> String {
        let name = self.yaml(Item::ShortName).or_else(|| self.yaml(Item::Organisation));
        name.unwrap_or_else(|| slug.to_string())
    }

    /// The lines of the client's own adviser.
    fn adviser(&self) -> Vec<String> {
        let mut lines = Vec::new();
        lines.extend(self.yaml(Item::Adviser).map(|name| format!("name: {name}")));
        lines.extend(self.yaml(Item::Spoken).map(|tongues| format!("languages: {tongues}")));
        let channels = CHANNELS.iter().filter_map(|(item, kind, key)| {
            Some(format!("  - {{type: {kind}, {key}: {}}}", self.yaml(*item)?))
        });
        let channels: Vec<String> = channels.collect();
        if !channels.is_empty() {
            lines.push("channels:".to_owned());
            lines.extend(channels);
        }
        if lines.is_empty() {
            lines.push("name:".to_owned());
        }
        lines
    }

    /// Where an item stands in a client's file, or would stand; nothing for its name.
    pub fn place(&self, item: Item, tree: &Tree) -> Option<Vec<Step>> {
        let keys = |names: &[&str]| Some(names.iter().map(|name| Step::from(*name)).collect());
        match item {
            Item::Slug => None,
            Item::Organisation => keys(&["organisation", "name"]),
            Item::ShortName => keys(&["organisation", "short_name"]),
            Item::Kind => keys(&["organisation", "kind"]),
            Item::Sector => keys(&["organisation", "sector"]),
            Item::Employees => keys(&["organisation", "employees"]),
            Item::WorksCouncil => keys(&["organisation", "works_council"]),
            Item::Languages => keys(&["languages"]),
            Item::Address => keys(&["site", "url"]),
            Item::ShortAddress => keys(&["site", "short_url"]),
            Item::Colour => keys(&["brand", "color", "primary"]),
            Item::Logo => keys(&["brand", "logo", "path"]),
            Item::Anonymous => keys(&["anonymous_contact"]),
            Item::Intranet => keys(&["intranet", "allowed_origins"]),
            Item::Edition => keys(&["edition"]),
            Item::HrName => keys(&["hr_contact", "name"]),
            Item::HrEmail => keys(&["hr_contact", "email"]),
            Item::Adviser | Item::Spoken => {
                let mut at = self.adviser_place(tree);
                at.push(Step::from(if item == Item::Adviser { "name" } else { "languages" }));
                Some(at)
            }
            Item::Phone | Item::Whatsapp | Item::Signal | Item::Email => {
                let (_, kind, key) = CHANNELS.into_iter().find(|(channel, ..)| *channel == item)?;
                let mut at = self.adviser_place(tree);
                at.push(Step::from("channels"));
                let of_kind = |index: &usize| {
                    let mut at = at.clone();
                    at.extend([Step::from(*index), Step::from("type")]);
                    tree.text(&at) == Some(kind)
                };
                let count = tree.items(&at);
                let index = (0..count).find(of_kind).unwrap_or(count);
                at.push(Step::from(index));
                // One that is new is written as a whole.
                at.extend((index < count).then(|| Step::from(key)));
                Some(at)
            }
        }
    }

    /// The adviser that is meant: the one of that name, or else the only one.
    fn adviser_place(&self, tree: &Tree) -> Vec<Step> {
        let list = vec![Step::from("advisers")];
        let name_of = |index: usize| {
            tree.text(&[Step::from("advisers"), Step::from(index), Step::from("name")])
        };
        let name = self.told(Item::Adviser);
        let meant = (0..tree.items(&list)).find(|it| name.as_deref() == name_of(*it));
        let mut at = list;
        at.push(Step::from(meant.unwrap_or_default()));
        at
    }

    /// What is to change in a client's own file so that it says what was told, each with
    /// the item that it comes from.
    ///
    /// # Errors
    /// Several advisers stand in it, and which one is meant cannot be known.
    pub fn changes(&self, slug: &Slug, tree: &Tree) -> Result<Vec<(Item, Change)>, Diagnostic> {
        let mut changes = Vec::new();
        let list = [Step::from("advisers")];
        let own = CHANNELS.map(|(item, ..)| item);
        let of_adviser =
            |item: Item| matches!(item, Item::Adviser | Item::Spoken) || own.contains(&item);
        let several = tree.items(&list) > 1;
        if several && self.has_adviser() {
            let name = self.told(Item::Adviser);
            let name_of = |index: usize| {
                tree.text(&[Step::from("advisers"), Step::from(index), Step::from("name")])
            };
            let known =
                (0..tree.items(&list)).any(|it| name.is_some() && name.as_deref() == name_of(it));
            if !known {
                return Err(Diagnostic::error(
                    "sheet/adviser",
                    say!("this client has several advisers, and which one the row is about cannot be known"),
                )
                .hint(say!("give the name as it stands in the file, in the column `{}`", Item::Adviser.named())));
            }
        }
        if self.has_adviser() && tree.items(&list) == 0 {
            let at = list.to_vec();
            let own = self.adviser_in_line();
            changes.push((Item::Adviser, Change { at, yaml: format!("[{own}]") }));
        }
        for (item, told) in &self.told {
            if of_adviser(*item) && tree.items(&list) == 0 {
                continue;
            }
            let Some(at) = self.place(*item, tree) else { continue };
            let new_channel = matches!(at.last(), Some(Step::Item(_)));
            let yaml = match CHANNELS.iter().find(|(channel, ..)| channel == item) {
                Some((_, kind, key)) if new_channel => {
                    format!("{{type: {kind}, {key}: {}}}", told.yaml())
                }
                _ => told.yaml(),
            };
            if tree.says(&at, &yaml) {
                continue;
            }
            if *item == Item::Logo && !tree.has(&["brand".into(), "logo".into()]) {
                let yaml = format!("{{path: {yaml}, alt: {}}}", self.logo_alt(slug));
                changes.push((*item, Change { at: at[..2].to_vec(), yaml }));
                continue;
            }
            changes.push((*item, Change { at, yaml }));
        }
        Ok(changes)
    }

    fn adviser_in_line(&self) -> String {
        let mut parts = Vec::new();
        parts.extend(self.yaml(Item::Adviser).map(|name| format!("name: {name}")));
        parts.extend(self.yaml(Item::Spoken).map(|tongues| format!("languages: {tongues}")));
        let channels = CHANNELS.iter().filter_map(|(item, kind, key)| {
            Some(format!("{{type: {kind}, {key}: {}}}", self.yaml(*item)?))
        });
        let channels: Vec<String> = channels.collect();
        parts.push(format!("channels: [{}]", channels.join(", ")));
        format!("{{{}}}", parts.join(", "))
    }
}
