//! A name in YAML -> a row of the table, and the table -> the schema.
//!
//! Invariant: what the schema names is what is read, and no more.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer, EnumAccess, VariantAccess, Visitor};
use serde_json::json;

use super::{ChannelKind, Row, TABLE};
use crate::diag::say;

/// The names of [`TABLE`], for the deserializer.
const NAMES: &[&str] = &{
    let mut names = [""; TABLE.len()];
    let mut at = 0;
    while at < TABLE.len() {
        names[at] = TABLE[at].name;
        at += 1;
    }
    names
};

impl PartialEq for ChannelKind {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for ChannelKind {}

impl fmt::Debug for ChannelKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for ChannelKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KindVisitor;

        impl<'de> Visitor<'de> for KindVisitor {
            type Value = ChannelKind;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", say!("a way to make contact"))
            }

            fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<ChannelKind, A::Error> {
                let (name, variant) = data.variant::<String>()?;
                variant.unit_variant()?;
                let row = TABLE.iter().find(|row| row.name == name);
                row.map(ChannelKind).ok_or_else(|| de::Error::unknown_variant(&name, NAMES))
            }
        }

        deserializer.deserialize_enum("ChannelType", NAMES, KindVisitor)
    }
}

impl JsonSchema for ChannelKind {
    fn schema_name() -> Cow<'static, str> {
        "ChannelType".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let choice =
            |row: &Row| json!({"description": row.about, "type": "string", "const": row.name});
        json_schema!({
            "description": "Ways to make contact.",
            "oneOf": TABLE.iter().map(choice).collect::<Vec<_>>(),
        })
    }
}
