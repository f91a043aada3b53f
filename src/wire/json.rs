//! A JSON value with its position in the text.

use super::{Items, Members, Shape, View, Wire};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor},
};
use std::{borrow::Cow, collections::HashSet, fmt};

/// The position of a value in its text, in bytes from the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

/// A JSON value with its position. Members keep their order. The parser keeps duplicate members, so that they can be
/// reported. The serde reader refuses them.
#[derive(Clone)]
pub struct Json {
    /// Its position. Zero if it was not read from a text.
    pub span: Span,
    /// The value itself.
    pub value: JsonValue,
}

/// The value of a JSON text, by type.
#[derive(Clone, PartialEq)]
pub enum JsonValue {
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A number.
    Number(Number),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object.
    Object(Vec<Entry>),
}

/// A number in the three forms of all JSON libraries, independent of the features of serde_json.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// A negative whole number.
    Negative(i64),
    /// A whole number.
    Whole(u64),
    /// Any other number.
    Float(f64),
}

/// A member of an object.
#[derive(Clone)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// The position of the name.
    pub span: Span,
    /// Its value.
    pub value: Json,
}

/// The position does not matter for equality.
impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

/// The position does not matter for equality.
impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.value == other.value
    }
}

impl Entry {
    /// A member that was not read from a text.
    pub fn new(name: String, value: Json) -> Self {
        Self { name, span: Span::default(), value }
    }
}

impl Json {
    /// A value that was not read from a text.
    pub fn new(value: JsonValue) -> Self {
        Self { span: Span::default(), value }
    }

    /// The last member with that name, if this is an object that has one.
    pub fn get(&self, name: &str) -> Option<&Self> {
        match &self.value {
            JsonValue::Object(entries) => entries.iter().rev().find(|e| e.name == name).map(|e| &e.value),
            _ => None,
        }
    }

    /// The text, if this is a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            JsonValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value at an RFC 6901 pointer. If it is a member, also the position of its name.
    pub fn pointer(&self, pointer: &str) -> Option<(&Self, Option<Span>)> {
        if pointer.is_empty() {
            return Some((self, None));
        }
        let mut at = (self, None);
        for step in pointer.strip_prefix('/')?.split('/') {
            let step = step.replace("~1", "/").replace("~0", "~");
            at = match &at.0.value {
                JsonValue::Object(entries) => {
                    entries.iter().rev().find(|e| e.name == step).map(|e| (&e.value, Some(e.span)))?
                }
                JsonValue::List(items) => (items.get(step.parse::<usize>().ok()?)?, None),
                _ => return None,
            };
        }
        Some(at)
    }

    /// The depth of nesting: 0 for a scalar, 1 for an empty list.
    pub fn depth(&self) -> usize {
        let inner = match &self.value {
            JsonValue::List(items) => items.iter().map(Self::depth).max(),
            JsonValue::Object(entries) => entries.iter().map(|e| e.value.depth()).max(),
            _ => return 0,
        };
        inner.unwrap_or(0).saturating_add(1)
    }
}

// The values may be private, so `Debug` shows only the type.
impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            JsonValue::Null => f.write_str("null"),
            JsonValue::Flag(_) => f.write_str("flag"),
            JsonValue::Number(_) => f.write_str("number"),
            JsonValue::Text(_) => f.write_str("text"),
            JsonValue::List(items) => write!(f, "list of {}", items.len()),
            JsonValue::Object(entries) => write!(f, "object of {}", entries.len()),
        }
    }
}

/// The maximum depth of a value without a fixed shape.
pub(super) const ANY_DEPTH_MAX: usize = 32;

impl Wire for Json {
    const SHAPE: &'static Shape = &Shape::Any;

    fn view(&self) -> View<'_> {
        match &self.value {
            JsonValue::Null => View::Null,
            JsonValue::Flag(flag) => View::Flag(*flag),
            JsonValue::Number(Number::Negative(n)) => View::Integer(*n),
            JsonValue::Number(Number::Whole(n)) => View::Whole(*n),
            JsonValue::Number(Number::Float(n)) => View::Float(*n),
            JsonValue::Text(text) => View::Text(text),
            JsonValue::List(items) => View::List(items),
            JsonValue::Object(entries) => View::Object(entries),
        }
    }
}

impl JsonSchema for Json {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Json".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        true.into()
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Nested(ANY_DEPTH_MAX).deserialize(d)
    }
}

/// Reads a value that may contain this number of further levels.
pub(super) struct Nested(usize);

impl Nested {
    /// Without a depth limit of its own. The reader around it has a limit, and the value is read again by a reader with
    /// a limit.
    pub(super) const fn untold() -> Self {
        Self(usize::MAX)
    }

    fn inner<E: de::Error>(&self) -> Result<Self, E> {
        self.0.checked_sub(1).map(Self).ok_or_else(|| E::custom("nested too deep"))
    }
}

impl<'de> DeserializeSeed<'de> for Nested {
    type Value = Json;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Json, D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Nested {
    type Value = Json;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }
    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::new(JsonValue::Null))
    }
    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::new(JsonValue::Flag(value)))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::new(JsonValue::Number(u64::try_from(value).map_or(Number::Negative(value), Number::Whole))))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::new(JsonValue::Number(Number::Whole(value))))
    }
    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Json, E> {
        if !value.is_finite() {
            return Err(E::custom("a number out of range"));
        }
        Ok(Json::new(JsonValue::Number(Number::Float(value))))
    }
    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::new(JsonValue::Text(text.to_owned())))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(self.inner()?)? {
            items.push(item);
        }
        Ok(Json::new(JsonValue::List(items)))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut names = HashSet::new();
        let mut entries: Vec<Entry> = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            // With the feature `arbitrary_precision` of serde_json, which any crate in a build can enable, a number
            // arrives in this form.
            if name == "$serde_json::private::Number" && entries.is_empty() {
                let text: String = map.next_value()?;
                return Number::parse(&text)
                    .map(|n| Json::new(JsonValue::Number(n)))
                    .ok_or_else(|| de::Error::custom("a number out of range"));
            }
            if !names.insert(name.clone()) {
                return Err(de::Error::custom("duplicate member"));
            }
            entries.push(Entry::new(name, map.next_value_seed(self.inner()?)?));
        }
        Ok(Json::new(JsonValue::Object(entries)))
    }
}

impl Number {
    /// Reads the text of a JSON number. A number that is too large for a double is refused.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if let Ok(whole) = text.parse() {
            return Some(Self::Whole(whole));
        }
        if let Some(negative) = text.parse::<i64>().ok().filter(|n| *n < 0) {
            return Some(Self::Negative(negative));
        }
        text.parse().ok().filter(|f: &f64| f.is_finite()).map(Self::Float)
    }

    /// The number in the form of serde_json.
    pub(super) fn to_json(self) -> Option<serde_json::Number> {
        match self {
            Self::Negative(n) => Some(n.into()),
            Self::Whole(n) => Some(n.into()),
            Self::Float(n) => serde_json::Number::from_f64(n),
        }
    }
}

impl Members for Vec<Entry> {
    fn members(&self, show: &mut dyn FnMut(&str, View<'_>)) {
        self.iter().for_each(|entry| show(&entry.name, entry.value.view()));
    }
}

impl Items for Vec<Json> {
    fn count(&self) -> usize {
        self.len()
    }

    fn items(&self, show: &mut dyn FnMut(View<'_>)) {
        self.iter().for_each(|item| show(item.view()));
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(s)
    }
}
