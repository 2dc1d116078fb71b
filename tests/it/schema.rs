//! The schema, the types, the committed file and the examples say the same.

use std::fs;

use serde_json::{Value, json};

use super::support::{CLIENTS, repository, site_only, vpsite};

#[test]
fn the_committed_schema_is_the_one_of_the_types() {
    let committed = fs::read_to_string(repository().join("clients/client.schema.json")).unwrap();
    let generated = vpsite::cli::schema_json();
    assert!(
        committed.replace("\r\n", "\n") == generated,
        "out of date: cargo run -- schema > clients/client.schema.json"
    );
}

#[test]
fn every_example_names_the_schema_and_obeys_it() {
    let schema: Value = serde_json::from_str(&vpsite::cli::schema_json()).unwrap();
    for client in CLIENTS.iter().chain(&["_practice"]) {
        let text = fs::read_to_string(repository().join(format!("clients/{client}.yaml"))).unwrap();
        assert!(
            text.starts_with("# yaml-language-server: $schema=client.schema.json\n"),
            "{client} has no modeline"
        );
        let value: Value = serde_saphyr::from_str(&text).unwrap();
        let mut faults = Vec::new();
        obeys(&value, &schema, &schema, "", &mut faults);
        assert!(faults.is_empty(), "{client}: {faults:?}");
    }
}

/// The parts of JSON Schema that ours uses: $ref, type, properties, required,
/// additionalProperties, items, enum, oneOf.
fn obeys(value: &Value, schema: &Value, root: &Value, at: &str, faults: &mut Vec<String>) {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let target = root.pointer(reference.trim_start_matches('#')).unwrap();
        return obeys(value, target, root, at, faults);
    }
    let any = schema.get("anyOf");
    if let Some(choices) = any.or(schema.get("oneOf")).and_then(Value::as_array) {
        let fits = choices.iter().filter(|choice| {
            let mut found = Vec::new();
            obeys(value, choice, root, at, &mut found);
            found.is_empty()
        });
        let fits = fits.count();
        if fits == 0 || (fits > 1 && any.is_none()) {
            faults.push(format!("{at}: none or several of the choices fit"));
        }
        return;
    }
    if let Some(constant) = schema.get("const")
        && value != constant
    {
        faults.push(format!("{at}: {value} is not {constant}"));
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array)
        && !values.contains(value)
    {
        faults.push(format!("{at}: {value} is none of {values:?}"));
    }
    let kind = match value {
        Value::Object(_) => "object",
        Value::Array(_) => "array",
        Value::String(_) => "string",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::Null => "null",
    };
    if let Some(wanted) = schema.get("type").and_then(Value::as_str) {
        let fits = wanted == kind || (wanted == "number" && kind == "integer");
        // `edition: 2026-11` and dates stay text in YAML 1.2.
        if !fits {
            faults.push(format!("{at}: {kind} where {wanted} is wanted"));
        }
    }
    if let (Some(items), Some(list)) = (schema.get("items"), value.as_array()) {
        for (index, item) in list.iter().enumerate() {
            obeys(item, items, root, &format!("{at}[{index}]"), faults);
        }
    }
    let Some(map) = value.as_object() else { return };
    let empty = json!({});
    let properties = schema.get("properties").unwrap_or(&empty);
    let more = schema.get("additionalProperties");
    for (key, value) in map {
        match (properties.get(key), more) {
            (Some(schema), _) => obeys(value, schema, root, &format!("{at}.{key}"), faults),
            (None, Some(Value::Bool(false)) | None) => faults.push(format!("{at}: unknown {key}")),
            (None, Some(schema)) => obeys(value, schema, root, &format!("{at}.{key}"), faults),
        }
    }
    for key in schema.get("required").and_then(Value::as_array).into_iter().flatten() {
        if !map.contains_key(key.as_str().unwrap()) {
            faults.push(format!("{at}: {key} is required"));
        }
    }
}

/// What a client must say, itself or through its practice: a client file alone lacks none, so that
/// the schema requires none of it.
pub const REQUIRED: [&str; 5] = ["organisation", "languages", "site", "advisers", "edition"];

#[test]
fn what_the_schema_requires_the_program_asks_for() {
    // The practice may give any key, so that a client file alone lacks none.
    let schema: Value = serde_json::from_str(&vpsite::cli::schema_json()).unwrap();
    assert!(schema.get("required").is_none());
    let root = site_only("schema-required");
    fs::write(root.join("clients/_practice.yaml"), "").unwrap();
    fs::write(root.join("clients/bare.yaml"), "theme: default\n").unwrap();
    let run = vpsite(&root, &["check", "clients/bare.yaml", "--format", "short"]).ended(1);
    for key in REQUIRED {
        let fault = format!("the key `{key}` is missing");
        assert!(run.err.contains(&fault), "{key}: {}", run.err);
    }
}

/// A client in which every group of keys is there, each with all that it requires.
const WHOLE: &str = "\
organisation: {name: Acme}
practice: {name: Praktijk}
languages: [nl]
site: {url: \"https://vp.example.nl/acme/\"}
brand: {logo: {path: acme/logo.svg, alt: Acme}}
advisers:
  - name: Marieke de Vries
    languages: [nl, {tag: dse, name: Nederlandse Gebarentaal}]
    registrations: [{body: LVV, url: \"https://register.example.nl/1\"}]
    channels: [{type: phone, number: \"+31 6 12345678\", hours: {days: mon}}]
    absences: [{from: 2026-12-20, to: 2026-12-31}]
procedures: {complaints_committee: {name: Commissie}}
introductions: [{date: 2026-12-03, time: \"14:00\", place: Kantine}]
intranet: {allowed_origins: [\"https://acme.sharepoint.com\"]}
hr_contact: {name: Sanne}
edition: 2026-11
";

#[test]
fn every_required_key_of_every_group_is_asked_for() {
    let schema: Value = serde_json::from_str(&vpsite::cli::schema_json()).unwrap();
    let root = site_only("schema-groups");
    let path = root.join("clients/whole.yaml");
    fs::write(&path, WHOLE).unwrap();
    vpsite(&root, &["check", "clients/whole.yaml"]).ended(0);
    let groups = schema["$defs"].as_object().unwrap();
    let mut asked = 0;
    for (group, definition) in groups {
        let keys = definition.get("required").and_then(Value::as_array);
        for key in keys.into_iter().flatten().map(|key| key.as_str().unwrap()) {
            // Rename the key where it stands: an unknown one takes its place.
            let mut found = false;
            for (at, _) in WHOLE.match_indices(&format!("{key}:")) {
                let text = format!("{}x_{}", &WHOLE[..at], &WHOLE[at..]);
                fs::write(&path, text).unwrap();
                let run = vpsite(&root, &["check", "clients/whole.yaml", "--format", "short"]);
                found |=
                    run.status == 1 && run.err.contains(&format!("the key `{key}` is missing"));
            }
            assert!(found, "{group}.{key} is required by the schema alone");
            asked += 1;
        }
    }
    assert!(asked >= 15, "{asked}");
}
