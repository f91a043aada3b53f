//! Replies as JSON texts. The same value always gives the same bytes.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use tongbiao::{
    document::{Body, Document},
    schema::schema_of,
    wire::{
        Json, List, Shape, View, Wire,
        schemars::{JsonSchema, Schema, SchemaGenerator},
    },
};

/// A value on several lines, with two spaces per level and a line feed at the end.
///
/// # Errors
/// The value cannot be written as JSON. Values of this project can be written.
pub fn indented<T: Serialize>(value: &T) -> serde_json::Result<String> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    Ok(text)
}

/// A value on one line, without a line feed.
///
/// # Errors
/// The value cannot be written as JSON; a value of this project can.
pub fn line<T: Serialize>(value: &T) -> serde_json::Result<String> {
    serde_json::to_string(value)
}

/// The reply of a call.
pub trait Reply {
    /// The reply as JSON text.
    ///
    /// # Errors
    /// None that a reply of this crate can cause.
    fn to_json(&self) -> serde_json::Result<String>;

    /// The JSON Schema of the reply.
    fn schema(id: &str, title: &str) -> String
    where
        Self: Sized;
}

/// The maximum number of values in a list of replies.
const ITEMS_MAX: usize = 1_000_000;

/// A list of replies, one per line. Without the brackets and the commas it is NDJSON.
#[derive(Debug, Clone, PartialEq)]
pub struct Lines<T>(pub Vec<T>);

impl<T: Wire> Reply for Lines<T> {
    fn to_json(&self) -> serde_json::Result<String> {
        if self.0.is_empty() {
            return Ok("[]\n".to_owned());
        }
        let lines = self.0.iter().map(line).collect::<serde_json::Result<Vec<String>>>()?;
        Ok(format!("[\n{}\n]\n", lines.join(",\n")))
    }
    fn schema(id: &str, title: &str) -> String {
        schema_of::<List<T, 0, ITEMS_MAX>>(id, title)
    }
}

/// A list of replies, indented.
impl<T: Wire> Reply for Vec<T> {
    fn to_json(&self) -> serde_json::Result<String> {
        indented(self)
    }
    fn schema(id: &str, title: &str) -> String {
        schema_of::<List<T, 0, ITEMS_MAX>>(id, title)
    }
}

/// A text that is already JSON, such as a published schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published(pub String);

impl Reply for Published {
    fn to_json(&self) -> serde_json::Result<String> {
        Ok(self.0.clone())
    }
    fn schema(id: &str, title: &str) -> String {
        schema_of::<Json>(id, title)
    }
}

/// Declares records that are replies.
macro_rules! replies {
    ($($name:ty),+ $(,)?) => { $(
        impl $crate::reply::Reply for $name {
            fn to_json(&self) -> serde_json::Result<String> { $crate::reply::indented(self) }
            fn schema(id: &str, title: &str) -> String { tongbiao::schema::schema_of::<$name>(id, title) }
        }
    )+ };
}
pub(crate) use replies;

/// A whole document as a member of a reply.
#[derive(Debug, Clone, PartialEq)]
pub struct Whole<T>(pub Box<Document<T>>);

impl<T> From<Document<T>> for Whole<T> {
    fn from(document: Document<T>) -> Self {
        Self(Box::new(document))
    }
}

impl<T: Body + 'static> Reply for Whole<T> {
    fn to_json(&self) -> serde_json::Result<String> {
        self.0.to_json()
    }
    fn schema(id: &str, title: &str) -> String {
        schema_of::<Self>(id, title)
    }
}

impl<T: Body + 'static> Wire for Whole<T> {
    const SHAPE: &'static Shape = &Shape::Any;

    fn view(&self) -> View<'_> {
        View::Object(&*self.0)
    }
}

impl<T: Body> Serialize for Whole<T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(s)
    }
}

impl<'de, T: Body> Deserialize<'de> for Whole<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Document::deserialize(d).map(Self::from)
    }
}

impl<T: Body> JsonSchema for Whole<T> {
    fn schema_name() -> Cow<'static, str> {
        Document::<T>::schema_name()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Document::<T>::json_schema(generator)
    }
}
