//! Texts and files as they are written in YAML: one for all languages, or one a language.
//!
//! Invariant: nothing here judges a language or a text; [`super::Checker`] does.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor};

use crate::yaml::Field;

/// A list of which each item is judged by itself.
pub type List<T> = Field<Vec<Field<T>>>;

/// A text for people: one for all languages, or one a language.
#[derive(Clone, Debug)]
pub enum LocalText {
    /// In the default language.
    One(String),
    /// By language tag.
    Many(Vec<(String, Field<String>)>),
}

impl<'de> Deserialize<'de> for LocalText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;

        impl<'de> Visitor<'de> for TextVisitor {
            type Value = LocalText;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or a text by language such as `{nl: …, en: …}`")
            }

            fn visit_str<E>(self, text: &str) -> Result<LocalText, E> {
                Ok(LocalText::One(text.to_owned()))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<LocalText, A::Error> {
                let mut texts = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    texts.push(entry);
                }
                Ok(LocalText::Many(texts))
            }
        }

        deserializer.deserialize_any(TextVisitor)
    }
}

impl JsonSchema for LocalText {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "LocalText".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "a text, or a text by language such as {nl: …, en: …}",
            "oneOf": [
                {"type": "string"},
                {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1}
            ]
        })
    }
}

/// A file by language.
#[derive(Debug)]
pub struct ByLang(pub Vec<(String, Field<String>)>);

impl<'de> Deserialize<'de> for ByLang {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match LocalText::deserialize(deserializer)? {
            LocalText::Many(entries) => Ok(ByLang(entries)),
            LocalText::One(_) => {
                Err(de::Error::custom("expected a file by language, such as `{nl: film.nl.vtt}`"))
            }
        }
    }
}

impl JsonSchema for ByLang {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FileByLanguage".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "a file by language such as {nl: film.nl.vtt}",
            "type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1
        })
    }
}
