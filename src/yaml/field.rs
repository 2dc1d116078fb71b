//! A key of a raw type: its value with its place, or that it is missing or wrong.
//!
//! Input: what [`super::read`] hands over. Invariant: a `Faulty` field has been reported.
//!
//! serde moves values of its own data model alone, and a place is none of them.
//! The one thing that a deserializer may hand through as it is, is an error, and
//! an error may have any source. So a field asks twice: the first answer is
//! "no, and this is where it stands", the second is the value.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{self, Deserialize, Deserializer, IgnoredAny, Visitor};

use crate::diag::{Diagnostic, Diagnostics, Span, say};

/// A value and the place it was written at.
#[derive(Clone, Debug)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands: the value itself, or its key where the value is a list or a map.
    pub span: Span,
}

/// A key of a raw type: not there, there but wrong (and reported), or given.
#[derive(Clone, Debug, Default)]
pub enum Field<T> {
    /// The key is not in the file, or has no value.
    #[default]
    Missing,
    /// The value did not fit; the fault has been reported.
    Faulty,
    /// The value and its place.
    Given(Located<T>),
}

impl<T> Field<T> {
    /// The value and its place, where there is one.
    pub fn given(&self) -> Option<&Located<T>> {
        match self {
            Field::Given(located) => Some(located),
            _ => None,
        }
    }

    /// The value alone.
    pub fn value(&self) -> Option<&T> {
        self.given().map(|located| &located.value)
    }

    /// The value, or a fault at `parent` that says that `key` is missing.
    pub fn required(
        &self,
        key: &str,
        parent: &Span,
        faults: &mut Diagnostics,
    ) -> Option<&Located<T>> {
        if matches!(self, Field::Missing) {
            faults.push(missing(key, parent));
        }
        self.given()
    }
}

fn missing(key: &str, parent: &Span) -> Diagnostic {
    Diagnostic::error("yaml/missing-key", say!("the key `{key}` is missing"))
        .at(parent)
        .hint(say!("add `{key}:` in here; `clients/acme.yaml` shows every key"))
}

impl<T: JsonSchema> JsonSchema for Field<T> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// Where a value stands, as the source of the error that answers a field's first question.
#[derive(Debug)]
pub(super) struct Place(pub(super) Span);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("where the value stands")
    }
}

impl std::error::Error for Place {}

impl Place {
    fn told_by(error: &impl std::error::Error) -> Option<Span> {
        error.source()?.downcast_ref::<Place>().map(|place| place.0.clone())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        // An option, because serde asks for one where a key is not there at all.
        deserializer.deserialize_option(FieldVisitor(PhantomData))
    }
}

struct FieldVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for FieldVisitor<T> {
    type Value = Field<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value and its place")
    }

    fn visit_none<E>(self) -> std::result::Result<Field<T>, E> {
        Ok(Field::Missing)
    }

    fn visit_unit<E>(self) -> std::result::Result<Field<T>, E> {
        Ok(Field::Faulty)
    }

    fn visit_seq<A>(self, mut answers: A) -> std::result::Result<Field<T>, A::Error>
    where
        A: de::SeqAccess<'de>,
    {
        let place = answers.next_element::<IgnoredAny>().err();
        let span = place.as_ref().and_then(Place::told_by);
        // The deserializer has recorded the fault where there is one.
        Ok(match (answers.next_element(), span) {
            (Ok(Some(value)), Some(span)) => Field::Given(Located { value, span }),
            _ => Field::Faulty,
        })
    }
}
