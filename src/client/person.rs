//! The name of an adviser: keys -> a name in its parts, and what to call them.
//!
//! Written as one text or in parts. Invariant: a remark is made only where the text alone
//! cannot tell which words are the family name, and shows the lines that settle it.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::Deserializer;

use crate::diag::{Diagnostic, Span, say};
use crate::value::{NameRead, PersonName, text_or};
use crate::yaml::{Field, Located};

use super::check::Check;

/// The name of a person: as it is said, or in its parts.
#[derive(Debug)]
pub enum NameKeys {
    /// `Noor van den Berg`
    Whole(String),
    /// `{given: Noor, family: van den Berg}`
    Parts(Box<NameParts>),
}

/// The name of a person in its parts.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "NameParts")]
pub struct NameParts {
    /// Given names or initials, as in `Noor` or `J.P.`
    #[serde(default)]
    pub given: Field<String>,
    /// Family name with its particles, as in `van den Berg`.
    #[serde(default)]
    pub family: Field<String>,
    /// Titles before the name, as in `drs.`
    #[serde(default)]
    pub prefix: Field<String>,
    /// Degrees behind it, as in `MSc`.
    #[serde(default)]
    pub suffix: Field<String>,
    /// The whole name where it is not these parts in this order.
    #[serde(default)]
    pub full: Field<String>,
}

impl<'de> Deserialize<'de> for NameKeys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = say!("a name, or its parts such as `{{given: Noor, family: van den Berg}}`");
        text_or(deserializer, expected, Self::Whole, |parts| Self::Parts(Box::new(parts)))
    }
}

impl JsonSchema for NameKeys {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PersonName".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "the whole name as it is said, or its parts as {given: Noor, family: van den Berg}",
            "oneOf": [{"type": "string"}, generator.subschema_for::<NameParts>()]
        })
    }
}

/// The name as it was written, for who is named elsewhere in the file.
pub(super) fn written(keys: &NameKeys) -> Option<String> {
    match keys {
        NameKeys::Whole(text) => Some(text.trim().to_owned()),
        NameKeys::Parts(parts) => {
            let text = |field: &Field<String>| {
                field.value().map(|text| text.trim().to_owned()).unwrap_or_default()
            };
            let name = PersonName {
                full: text(&parts.full),
                given: text(&parts.given),
                family: text(&parts.family),
                prefix: text(&parts.prefix),
                suffix: text(&parts.suffix),
                ..PersonName::default()
            };
            Some(name.of_parts().full).filter(|full| !full.is_empty())
        }
    }
}

/// The name of an adviser, and what `called` says.
pub(super) fn check(
    name: &Field<NameKeys>,
    called: &Field<String>,
    adviser: &Span,
    check: &mut Check<'_>,
) -> Option<PersonName> {
    let called_name = check.checker.line(called);
    if let (Some(text), Some(given)) = (&called_name, called.given()) {
        check.checker.lettered(text, "called", &given.span);
    }
    let located = name.required("name", adviser, &mut check.checker.faults)?;
    let mut read = match &located.value {
        NameKeys::Whole(text) => whole(text, called_name.is_some(), &located.span, check)?,
        NameKeys::Parts(parts) => of_parts(parts, located, check)?,
    };
    check.checker.lettered(&read.full, "name", &located.span);
    if let Some(called) = called_name {
        read.called = called;
    }
    Some(read)
}

fn whole(text: &str, called: bool, span: &Span, check: &mut Check<'_>) -> Option<PersonName> {
    let line = check.checker.line_at(text, span)?;
    let NameRead { name, doubtful } = PersonName::read(&line);
    if doubtful && !called {
        let family = [&name.additional, &name.family].map(String::as_str).join(" ");
        let family = family.trim();
        check.push(
            Diagnostic::note(
                "adviser/name",
                say!(
                    "which words of `{}` are the family name cannot be known: buttons say `{}`",
                    name.full,
                    name.called
                ),
            )
            .at(span)
            .hint(say!(
                "if that is right write `called: {}` below it; or give the parts, as in \
                 `name: {{given: {}, family: {family}}}`",
                name.called,
                name.given
            )),
        );
    }
    Some(name)
}

fn of_parts(
    parts: &NameParts,
    located: &Located<NameKeys>,
    check: &mut Check<'_>,
) -> Option<PersonName> {
    let mut line = |field: &Field<String>| match field {
        Field::Missing => Some(String::new()),
        _ => check.checker.line(field),
    };
    let [given, family, prefix, suffix, full] =
        [&parts.given, &parts.family, &parts.prefix, &parts.suffix, &parts.full].map(&mut line);
    let name = PersonName {
        given: given?,
        family: family?,
        prefix: prefix?,
        suffix: suffix?,
        full: full?,
        ..PersonName::default()
    };
    if name.given.is_empty() && name.family.is_empty() {
        check.push(
            Diagnostic::error(
                "yaml/missing-key",
                say!("a name in parts needs `given` or `family`"),
            )
            .at(&located.span)
            .hint(say!("write it as in `name: {{given: Noor, family: van den Berg}}`")),
        );
        return None;
    }
    Some(name.of_parts())
}
