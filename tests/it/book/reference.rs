//! The pages of reference are what the program knows: keys from the schema, codes from their
//! table, help from the program. `UPDATE=1 cargo test --test it -- reference::` writes them anew.
//!
//! In: schema, table, the example clients. Out: `docs/reference/*.md`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use serde_json::Value;
use vpsite::diag::codes::{self, Example, Place};

use super::text;
use crate::it::schema::REQUIRED;
use crate::it::support::{folder, repository, vpsite};

/// Holds a page to what it should be, or writes it.
fn hold(page: &str, wanted: &str) {
    let path = repository().join(page);
    let there = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    if there == wanted {
        return;
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, wanted).unwrap();
        return;
    }
    panic!("{page} is out of date: `UPDATE=1 cargo test --test it -- reference::` writes it");
}

// ---- keys ----

const KEYS: &str = "\
# Keys of a client

<!-- Written by tests/it/book/reference.rs from the schema. -->

Every key that a client's file may have, in `clients/<client>.yaml` or, for all clients, in `clients/_practice.yaml`. `advisers.name` means: the key `name` within `advisers`. How files work: [a client's file](client.md). Where it does not say what holds when a key is absent, nothing is said or done without it. A key that is required within another one is so where that one is given.

";

/// Examples of keys that none of the example clients has.
const EXAMPLES: &[(&str, &str)] = &[
    ("advisers", "{marieke: {without: [whatsapp]}}"),
    ("advisers.from", "2026-12-01"),
    ("advisers.here", "false"),
    ("advisers.id", "marieke"),
    ("advisers.languages.name", "Nederlandse Gebarentaal"),
    ("advisers.name.full", "Nguyễn Thị Mai"),
    ("advisers.order", "1"),
    ("advisers.until", "2026-12-21"),
    ("advisers.without", "[whatsapp]"),
    ("content.checked_within_months", "6"),
    ("content.reviewed_only", "true"),
    ("hosted_by", "practice"),
    ("hr_language", "nl"),
    ("introductions.lang.name", "Nederlandse Gebarentaal"),
    ("organisation.kind", "company"),
    ("practice.privacy.retention.years", "2"),
    ("procedures.internal_reporting_desk.phone", "\"+31 6 12345678\""),
    ("theme", "default"),
    ("video.captions", "{nl: acme/film.nl.vtt}"),
    ("video.file", "acme/film.mp4"),
    ("video.transcript", "{nl: acme/film.nl.md}"),
];

/// What is said of a value that is made of keys.
const BELOW: &str = "keys of its own, below";
/// What holds without a key that must be there.
const REQUIRES: &str = "required";

/// A key as the page shows it.
struct Row {
    path: String,
    means: String,
    value: String,
    absent: Option<String>,
    example: String,
}

/// The schema and the examples.
struct Keys {
    schema: Value,
    clients: Vec<Value>,
}

impl Keys {
    fn read() -> Self {
        let clients = ["acme", "_practice", "linde", "polderfruit", "minimal"];
        let read = |client: &str| {
            serde_saphyr::from_str(&text(&format!("clients/{client}.yaml"))).unwrap()
        };
        Self {
            schema: serde_json::from_str(&vpsite::cli::schema_json()).unwrap(),
            clients: clients.into_iter().map(read).collect(),
        }
    }

    /// A schema itself where it only names another one.
    fn followed<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some(name) => self.schema.pointer(name.trim_start_matches('#')).unwrap(),
            None => schema,
        }
    }

    /// Every key, in the order of their paths.
    fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        self.walk(&self.schema, "", &mut rows);
        rows
    }

    /// The keys that may stand in such a value, and in what it is made of.
    fn walk(&self, schema: &Value, path: &str, rows: &mut Vec<Row>) {
        let schema = self.followed(schema);
        if let Some(items) = schema.get("items") {
            self.walk(items, path, rows);
        }
        for choice in choices(schema) {
            let choice = self.followed(choice);
            // A list of what is a choice itself says nothing new.
            if choice.get("items").is_none() || path == "advisers" {
                self.walk(choice, path, rows);
            }
        }
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for (key, of_key) in schema["properties"].as_object().into_iter().flatten() {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            let (means, absent) = meaning(of_key["description"].as_str().unwrap_or_default());
            let required = required.contains(&key.as_str()) || REQUIRED.contains(&path.as_str());
            let absent = if required { Some(REQUIRES.to_owned()) } else { absent };
            let (value, example) = (self.value(of_key), self.example(&path, of_key));
            rows.push(Row { path: path.clone(), means, value, absent, example });
            self.walk(of_key, &path, rows);
        }
    }

    /// What may stand behind a key, in words.
    fn value(&self, schema: &Value) -> String {
        let own = schema;
        let schema = self.followed(schema);
        if let Some(items) = schema.get("items") {
            return format!("list: {}", self.value(items));
        }
        let constants: Vec<&Value> =
            choices(schema).filter(|it| it.get("const").is_some()).collect();
        if !constants.is_empty() {
            let words = constants.iter().map(|it| {
                let said = it["description"].as_str().unwrap_or_default().trim_end_matches('.');
                format!("`{}` ({})", it["const"].as_str().unwrap(), lower(said))
            });
            return words.collect::<Vec<_>>().join(", ");
        }
        if choices(schema).next().is_some() {
            if own.get("$ref").is_some() {
                return schema["description"].as_str().unwrap_or_default().replace('\n', " ");
            }
            let words = choices(schema).filter_map(|it| it["title"].as_str()).map(lower);
            return words.collect::<Vec<_>>().join("; or ");
        }
        match schema["type"].as_str() {
            Some("boolean") => "`true` or `false`",
            Some("integer" | "number") => "a number",
            Some("string") => "a text",
            Some("object") if schema.get("properties").is_some() => BELOW,
            Some("object") => "by language",
            other => panic!("a value of no kind: {other:?}"),
        }
        .to_owned()
    }

    /// An example: of the example clients, or of the list.
    fn example(&self, path: &str, schema: &Value) -> String {
        if self.value(schema).ends_with(BELOW) {
            return String::new();
        }
        if let Some((_, example)) = EXAMPLES.iter().find(|(of, _)| *of == path) {
            return (*example).to_owned();
        }
        let found = self.clients.iter().find_map(|client| at(client, path));
        if let Some(value) = found {
            return flow(value);
        }
        // `as in X` and `such as X` are in what it means.
        let means = schema["description"].as_str().unwrap_or_default();
        let code = |word: &str| means.split_once(word)?.1.split('`').nth(1);
        let said = ["as in", ": `", "by their tags"].into_iter().find_map(code);
        said.unwrap_or_default().to_owned()
    }
}

fn choices(schema: &Value) -> impl Iterator<Item = &Value> {
    ["oneOf", "anyOf"].into_iter().filter_map(|it| schema[it].as_array()).flatten()
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
    first + letters.as_str()
}

fn upper(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}

/// What a key means, and what holds without it where that is said.
fn meaning(description: &str) -> (String, Option<String>) {
    let text = description.replace('\n', " ").trim_end_matches('.').to_owned();
    for (at, _) in text.rmatch_indices(['.', ';', ',']) {
        let (before, after) = (&text[..at], text[at + 1..].trim());
        let absent = lower(after);
        let absent = absent.strip_prefix("when absent").map(|it| it.trim_start_matches([':', ',']));
        if let Some(absent) = absent.or_else(|| after.strip_suffix(" when absent")) {
            return (before.to_owned(), Some(absent.trim().to_owned()));
        }
    }
    (text, None)
}

/// The first value at a path, through lists.
fn at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    if let Some(list) = value.as_array() {
        return list.iter().find_map(|item| at(item, path));
    }
    let (key, rest) = path.split_once('.').unwrap_or((path, ""));
    let found = value.get(key)?;
    if rest.is_empty() { Some(found) } else { at(found, rest) }
}

/// A value on one line, as YAML; long texts are cut.
fn flow(value: &Value) -> String {
    const LONGEST: usize = 32;
    match value {
        Value::Array(all) => {
            format!("[{}]", all.iter().take(2).map(flow).collect::<Vec<_>>().join(", "))
        }
        Value::Object(all) => {
            let pairs = all.iter().take(3).map(|(key, value)| format!("{key}: {}", flow(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
        Value::String(text) => {
            let text = text.trim();
            let cut = match text.char_indices().nth(LONGEST) {
                Some((end, _)) => format!("{} …", text[..end].trim_end()),
                None => text.to_owned(),
            };
            let plain = cut.starts_with(|c: char| c.is_alphabetic() || c.is_ascii_digit())
                && !cut.contains(['#', ',', '[', ']', '{', '}'])
                && !cut.contains(": ")
                && (!cut.contains(':') || cut.contains("://"));
            if plain { cut } else { format!("\"{cut}\"") }
        }
        other => other.to_string(),
    }
}

/// Words in which signs of HTML are seen; between backticks they are anyway.
fn prose(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let seen = parts.map(|(at, part)| match at % 2 {
        0 => part.replace('<', "&lt;"),
        _ => part.to_owned(),
    });
    seen.collect::<Vec<_>>().join("`")
}

impl Row {
    /// The key as an item of a list.
    fn said(&self) -> String {
        let mut said = format!("- **`{}`**: {}.", self.path, prose(&self.means));
        if !self.value.ends_with(BELOW) {
            let _ = write!(said, " Value: {}.", prose(&self.value));
        }
        match self.absent.as_deref() {
            Some(REQUIRES) => said.push_str(" **Required.**"),
            Some(absent) => {
                let _ = write!(said, " When absent: {}.", prose(absent));
            }
            None => {}
        }
        if !self.example.is_empty() {
            let key = self.path.rsplit('.').next().unwrap();
            let _ = write!(said, " Example: `{key}: {}`", self.example);
        }
        said
    }
}

#[test]
fn every_key_is_on_its_page() {
    let rows = Keys::read().rows();
    let mut groups: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in &rows {
        groups.entry(row.path.split('.').next().unwrap()).or_default().push(row);
    }
    let list = |page: &mut String, rows: &[&Row]| {
        for row in rows {
            let _ = writeln!(page, "{}", row.said());
        }
        page.push('\n');
    };
    let mut page = KEYS.to_owned();
    let alone: Vec<&Row> =
        groups.values().filter(|rows| rows.len() == 1).flatten().copied().collect();
    for (key, rows) in groups.iter().filter(|(_, rows)| rows.len() > 1) {
        let _ = writeln!(page, "## `{key}`\n");
        list(&mut page, rows);
    }
    page.push_str("## Keys without others below them\n\n");
    list(&mut page, &alone);
    page.pop();

    let lacking: Vec<&str> = rows
        .iter()
        .filter(|row| row.example.is_empty() && !row.value.ends_with(BELOW))
        .map(|row| row.path.as_str())
        .collect();
    assert!(lacking.is_empty(), "no example of {lacking:?}");
    assert!(rows.len() > 100, "{}", rows.len());
    hold("docs/reference/keys.md", &page);
}

#[test]
fn the_dutch_table_names_keys_that_exist() {
    let keys = Keys::read();
    let paths: Vec<String> = keys.rows().into_iter().map(|row| row.path).collect();
    let page = text("docs/nl/sleutels.md");
    let mut named = 0;
    for line in page.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.split(" | ").collect();
        for key in cells[0].split('`').skip(1).step_by(2) {
            assert!(paths.iter().any(|path| path == key), "there is no key `{key}`");
            named += 1;
        }
        if let Some(example) = cells[2].strip_prefix('`') {
            let example = example.split('`').next().unwrap();
            let read: Result<Value, _> = serde_saphyr::from_str(example);
            assert!(read.is_ok(), "`{example}` is no value");
        }
    }
    assert!(named >= 30, "{named}");
}

#[test]
fn what_a_key_means_is_told_apart_from_what_holds_without_it() {
    let apart = |text: &str| {
        let (means, absent) = meaning(text);
        (means, absent.unwrap_or_default())
    };
    let is = |means: &str, absent: &str| (means.to_owned(), absent.to_owned());
    assert_eq!(
        apart("A short name; the full name when absent."),
        is("A short name", "the full name")
    );
    assert_eq!(apart("Read. When absent: Dutch, else English."), is("Read", "Dutch, else English"));
    assert_eq!(apart("A portrait, upright."), is("A portrait, upright", ""));
}

// ---- codes ----

const CODES: &str = "\
# Codes of messages

<!-- Written by tests/it/book/reference.rs from the table in src/diag/codes/. -->

Every message has a code, as in `error[phone/invalid]`. `vpsite explain phone/invalid` says what stands here: what it means, what to do, and an example. How to read a message: [when something is wrong](../en/faults.md), [als er iets niet klopt](../nl/fouten.md).

";

#[test]
fn every_code_is_on_its_page() {
    let mut page = CODES.to_owned();
    for family in codes::FAMILIES {
        let _ = writeln!(page, "## {}: {}\n", family.name, family.about);
        for row in codes::all().filter(|row| row.family() == family.name) {
            let _ = writeln!(page, "### {}\n", row.code);
            let (means, remedy) = (upper(&prose(row.means)), upper(&prose(row.remedy)));
            let _ = writeln!(page, "{means}.\n\n{remedy}.\n");
            match row.example {
                Example::Shown { place, wrong, right } => {
                    let info = match place {
                        Place::Client | Place::Theme => "yaml",
                        Place::Template => "html",
                        Place::File(path) if path.ends_with(".yaml") => "yaml",
                        _ => "text",
                    };
                    for (word, example) in [("Wrong", wrong), ("Right", right)] {
                        let (said, fence) = (place.said(), fence(example));
                        let example = example.trim_end();
                        let _ = writeln!(
                            page,
                            "{word}, {said}:\n\n{fence}{info}\n{example}\n{fence}\n"
                        );
                    }
                }
                Example::Untold(reason) => {
                    let _ = writeln!(page, "It has no example: {}.\n", prose(reason));
                }
            }
        }
    }
    page.pop();
    hold("docs/reference/codes.md", &page);
}

/// A fence that the example does not hold itself.
fn fence(example: &str) -> &'static str {
    if example.contains("```") { "~~~~" } else { "```" }
}

// ---- help ----

const HELP: &str = "\
# Help of every command

<!-- Written by tests/it/book/reference.rs from what `-h` prints. -->

What `vpsite -h` prints, and `vpsite build -h` and the others; with `--help` they say a little more. What the commands do beyond their flags: [commands](commands.md).
";

#[test]
fn the_help_of_every_command_is_on_its_page() {
    let here = folder("book-help");
    let help = |words: &[&str]| {
        let run = vpsite(&here, &[words, &["-h"]].concat()).ended(0);
        run.out.lines().map(|line| format!("{}\n", line.trim_end())).collect::<String>()
    };
    let mut page = HELP.to_owned();
    let mut write = |words: &[&str], text: &str| {
        let name = [&["vpsite"], words].concat().join(" ");
        let _ = write!(page, "\n## {name}\n\n```text\n{}\n```\n", text.trim_end());
    };
    let all = help(&[]);
    write(&[], &all);
    for command in commands(&all) {
        let text = help(&[command]);
        write(&[command], &text);
        for below in commands(&text) {
            write(&[command, below], &help(&[command, below]));
        }
    }
    hold("docs/reference/help.md", &page);
}

/// The commands that a help names.
fn commands(help: &str) -> Vec<&str> {
    let Some((_, list)) = help.split_once("\nCommands:\n") else { return Vec::new() };
    let list = list.split("\n\n").next().unwrap();
    let names = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).filter(|it| *it != "help").collect()
}
