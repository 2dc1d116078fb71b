//! Texts and files as they are written in YAML: one for all languages, or one a language.
//!
//! Invariant: nothing here judges a language or a text; [`super::Checker`] does.

use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor};

use crate::diag::{Sentence, say};
use crate::yaml::{Field, TEXT_OR_DATA};

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
                write!(f, "{}", say!("a text, or a text by language such as `{{nl: …, en: …}}`"))
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

/// A language that somebody speaks: its tag, or tag and name.
#[derive(Clone, Debug)]
pub enum TongueText {
    /// `nl`
    Tag(String),
    /// `{tag: dse, name: Nederlandse Gebarentaal}`
    Named(TongueKeys),
}

/// A language that somebody speaks, with a name of its own.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "NamedLanguage")]
pub struct TongueKeys {
    /// Its tag, as in `dse` (ISO 639-3).
    pub tag: Field<String>,
    /// What it is called on the site and on paper.
    pub name: Field<LocalText>,
}

impl<'de> Deserialize<'de> for TongueText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text_or(
            deserializer,
            say!("a tag such as `nl`, or `{{tag: dse, name: …}}`"),
            Self::Tag,
            Self::Named,
        )
    }
}

impl JsonSchema for TongueText {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Language".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "the tag of a language such as nl, ti or ckb, or {tag: dse, name: …} for one without a known name",
            "oneOf": [{"type": "string"}, generator.subschema_for::<TongueKeys>()]
        })
    }
}

/// Reads what is either one text or a group of keys.
pub fn text_or<'de, D: Deserializer<'de>, K: Deserialize<'de>, T>(
    deserializer: D,
    expected: Sentence,
    text: fn(String) -> T,
    keys: fn(K) -> T,
) -> Result<T, D::Error> {
    struct Either<K, T>(Sentence, fn(String) -> T, fn(K) -> T);

    impl<'de, K: Deserialize<'de>, T> Visitor<'de> for Either<K, T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{}", self.0)
        }

        fn visit_str<E>(self, text: &str) -> Result<T, E> {
            Ok(self.1(text.to_owned()))
        }

        fn visit_newtype_struct<G: Deserializer<'de>>(self, group: G) -> Result<T, G::Error> {
            K::deserialize(group).map(self.2)
        }
    }

    deserializer.deserialize_newtype_struct("", Either(expected, text, keys))
}

/// The keys below which a practice can write one value in several ways: a client's own takes its
/// place whole, or two promises would be mixed.
pub const WHOLE: [&str; 2] = ["response_time", "retention"];

/// A text for people, or the data that it can be made of in every language.
#[derive(Clone, Debug)]
pub enum TextOr<K> {
    /// Words, which are shown in their own language alone.
    Text(LocalText),
    /// A group of keys, or several of them.
    Data(Vec<Field<K>>),
}

impl<'de, K: Deserialize<'de>> Deserialize<'de> for TextOr<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<K>(PhantomData<K>);

        impl<'de, K: Deserialize<'de>> Visitor<'de> for Either<K> {
            type Value = TextOr<K>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", say!("a text, or a group of keys"))
            }

            fn visit_str<E>(self, text: &str) -> Result<TextOr<K>, E> {
                Ok(TextOr::Text(LocalText::One(text.to_owned())))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<TextOr<K>, A::Error> {
                let mut texts = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    texts.push(entry);
                }
                Ok(TextOr::Text(LocalText::Many(texts)))
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<TextOr<K>, A::Error> {
                let mut groups = Vec::new();
                while let Some(group) = seq.next_element()? {
                    groups.push(group);
                }
                Ok(TextOr::Data(groups))
            }

            fn visit_newtype_struct<G: Deserializer<'de>>(
                self,
                group: G,
            ) -> Result<TextOr<K>, G::Error> {
                Field::deserialize(group).map(|group| TextOr::Data(vec![group]))
            }
        }

        deserializer.deserialize_newtype_struct(TEXT_OR_DATA, Either(PhantomData))
    }
}

impl<K: JsonSchema> JsonSchema for TextOr<K> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("TextOr{}", K::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "a text, a text by language such as {nl: …, en: …}, or data that is said in every language",
            "anyOf": [
                generator.subschema_for::<LocalText>(),
                generator.subschema_for::<K>(),
                {"type": "array", "items": generator.subschema_for::<K>(), "minItems": 1}
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
            LocalText::One(_) => Err(de::Error::custom(say!(
                "expected a file by language, such as `{{nl: film.nl.vtt}}`"
            ))),
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
