//! A JSON value whose members keep the order in which they were written. An object can have two members of the same name, as a
//! defect requires.

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};
use std::{
    borrow::Cow,
    fmt::{self, Write as _},
};

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Json {
    Null,
    Flag(bool),
    /// A number or another text without quotes.
    Bare(String),
    Text(String),
    List(Vec<Self>),
    Object(Vec<(Cow<'static, str>, Self)>),
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Json, E> {
        Ok(Json::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Bare(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Bare(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        Ok(Json::Bare(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, Json>()? {
            members.push((name.into(), value));
        }
        Ok(Json::Object(members))
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Json {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<i64> for Json {
    fn from(number: i64) -> Self {
        Self::Bare(number.to_string())
    }
}

impl<T: Into<Self>> From<Vec<T>> for Json {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Self>, const N: usize> From<[T; N]> for Json {
    fn from(items: [T; N]) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Self>> FromIterator<T> for Json {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

/// An object: names and values.
macro_rules! object {
    ($( $name:literal : $value:expr ),* $(,)?) => {
        $crate::json::Json::Object(vec![$( ($name.into(), $crate::json::Json::from($value)) ),*])
    };
}
pub(crate) use object;

impl Json {
    /// The member of an object, or the item of a list.
    fn part(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(known, _)| known == name).map(|(_, value)| value),
            Self::List(items) => items.get(name.parse::<usize>().ok()?),
            _ => None,
        }
    }

    fn part_mut(&mut self, name: &str) -> Option<&mut Self> {
        match self {
            Self::Object(members) => members.iter_mut().find(|(known, _)| known == name).map(|(_, value)| value),
            Self::List(items) => items.get_mut(name.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// The value at a pointer.
    pub(crate) fn at(&self, pointer: &str) -> Option<&Self> {
        pointer.split('/').skip(1).try_fold(self, |value, name| value.part(name))
    }

    /// The value at a pointer, to be changed.
    pub(crate) fn at_mut(&mut self, pointer: &str) -> Option<&mut Self> {
        pointer.split('/').skip(1).try_fold(self, |value, name| value.part_mut(name))
    }

    /// The text at a pointer.
    pub(crate) fn text(&self, pointer: &str) -> Option<&str> {
        match self.at(pointer)? {
            Self::Text(text) | Self::Bare(text) => Some(text),
            _ => None,
        }
    }

    /// The items of the list at a pointer; none if it is not a list.
    pub(crate) fn items(&self, pointer: &str) -> &[Self] {
        match self.at(pointer) {
            Some(Self::List(items)) => items,
            _ => &[],
        }
    }

    /// Sets the member or the item at a pointer. The object or the list that contains it must exist.
    pub(crate) fn set(&mut self, pointer: &str, value: impl Into<Self>) -> Option<()> {
        let (parent, name) = pointer.rsplit_once('/')?;
        let value = value.into();
        match self.at_mut(parent)? {
            Self::Object(members) => match members.iter_mut().find(|(known, _)| known == name) {
                Some((_, old)) => *old = value,
                None => members.push((name.to_owned().into(), value)),
            },
            Self::List(items) => *items.get_mut(name.parse::<usize>().ok()?)? = value,
            _ => return None,
        }
        Some(())
    }

    /// Adds an item to the list at a pointer, and returns its index. A missing list is added.
    pub(crate) fn push(&mut self, pointer: &str, value: impl Into<Self>) -> Option<usize> {
        if self.at(pointer).is_none() {
            self.set(pointer, Self::List(Vec::new()))?;
        }
        match self.at_mut(pointer)? {
            Self::List(items) => {
                items.push(value.into());
                Some(items.len() - 1)
            }
            _ => None,
        }
    }

    /// Removes the member or the item at a pointer, and returns it.
    pub(crate) fn remove(&mut self, pointer: &str) -> Option<Self> {
        let (parent, name) = pointer.rsplit_once('/')?;
        match self.at_mut(parent)? {
            Self::Object(members) => {
                let place = members.iter().position(|(known, _)| known == name)?;
                Some(members.remove(place).1)
            }
            Self::List(items) => {
                let place = name.parse::<usize>().ok().filter(|place| *place < items.len())?;
                Some(items.remove(place))
            }
            _ => None,
        }
    }

    /// Adds a member at the end of an object that already has a member of this name.
    pub(crate) fn repeat(&mut self, pointer: &str, value: impl Into<Self>) -> Option<()> {
        let (parent, name) = pointer.rsplit_once('/')?;
        let Self::Object(members) = self.at_mut(parent)? else { return None };
        members.push((name.to_owned().into(), value.into()));
        Some(())
    }

    /// Inserts an item before the item at a pointer, or sets a member.
    pub(crate) fn insert(&mut self, pointer: &str, value: Self) -> Option<()> {
        let (parent, name) = pointer.rsplit_once('/')?;
        let Self::List(items) = self.at_mut(parent)? else { return self.set(pointer, value) };
        let place = name.parse::<usize>().ok().filter(|place| *place <= items.len())?;
        items.insert(place, value);
        Some(())
    }

    /// The document on one line.
    pub(crate) fn line(&self) -> String {
        let mut text = String::with_capacity(8 * 1024);
        self.write(&mut text, None);
        text
    }

    /// The document, indented by two spaces, with a line feed at the end.
    pub(crate) fn pretty(&self) -> String {
        let mut text = String::with_capacity(16 * 1024);
        self.write(&mut text, Some(0));
        text.push('\n');
        text
    }

    fn write(&self, out: &mut String, indent: Option<usize>) {
        let inner = indent.map(|indent| indent + 1);
        match self {
            Self::Null => out.push_str("null"),
            Self::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
            Self::Bare(text) => out.push_str(text),
            Self::Text(text) => quote(text, out),
            Self::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    separate(index, inner, out);
                    item.write(out, inner);
                }
                close(items.is_empty(), indent, out);
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    separate(index, inner, out);
                    quote(name, out);
                    out.push(':');
                    if indent.is_some() {
                        out.push(' ');
                    }
                    value.write(out, inner);
                }
                close(members.is_empty(), indent, out);
                out.push('}');
            }
        }
    }
}

fn separate(index: usize, indent: Option<usize>, out: &mut String) {
    if index > 0 {
        out.push(',');
    }
    line_feed(indent, out);
}

fn close(is_empty: bool, indent: Option<usize>, out: &mut String) {
    if !is_empty {
        line_feed(indent, out);
    }
}

fn line_feed(indent: Option<usize>, out: &mut String) {
    if let Some(indent) = indent {
        out.push('\n');
        (0..indent).for_each(|_| out.push_str("  "));
    }
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c < ' ' => drop(write!(out, "\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_in_order_and_read_by_pointer() {
        let mut json =
            object! {"b": "x\"\n\u{1}", "a": object! {"list": [1_i64, 2], "none": Vec::<Json>::new()}, "c": true};
        assert_eq!(json.line(), r#"{"b":"x\"\n\u0001","a":{"list":[1,2],"none":[]},"c":true}"#);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&json.pretty()).unwrap()["a"]["list"][1], 2);
        assert!(json.pretty().starts_with("{\n  \"b\": "), "{}", json.pretty());
        assert_eq!(json.text("/a/list/1"), Some("2"));
        json.set("/a/list/0", 7_i64).unwrap();
        assert_eq!(json.push("/a/list", 3_i64), Some(2));
        assert_eq!(json.push("/a/new", Json::Null), Some(0));
        json.repeat("/b", "y").unwrap();
        assert_eq!(json.remove("/c"), Some(Json::Flag(true)));
        assert_eq!(json.line(), r#"{"b":"x\"\n\u0001","a":{"list":[7,2,3],"none":[],"new":[null]},"b":"y"}"#);
        for missing in ["/z/y", "/a/list/3", "/b/1"] {
            assert!(json.at(missing).is_none() && json.set(missing, "x").is_none(), "{missing}");
        }
        assert_eq!(json.remove("/a/list/9"), None);
    }
}
