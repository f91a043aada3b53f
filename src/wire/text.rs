//! Reading a string, and nothing else, into a value.

use serde::de::{self, Deserializer, Visitor};
use std::fmt;

/// Reads a value from a string by its one constructor. `expected` is what is asked of any other JSON, `name` what a
/// string that does not fit is not.
pub(crate) fn read_text<'de, D: Deserializer<'de>, T>(
    d: D,
    expected: &'static str,
    name: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, D::Error> {
    let mut value = None;
    let mut take = |text: &str| {
        value = parse(text);
        value.is_some()
    };
    d.deserialize_str(TextVisitor { expected, name, take: &mut take })?;
    value.ok_or_else(|| refused(name))
}

#[cold]
fn refused<E: de::Error>(name: &str) -> E {
    E::custom(format_args!("not a valid {name}"))
}

/// Hands a string on. It knows no type, so that a format's reader of strings is compiled once.
struct TextVisitor<'a> {
    expected: &'static str,
    name: &'static str,
    take: &'a mut dyn FnMut(&str) -> bool,
}

impl Visitor<'_> for TextVisitor<'_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        if (self.take)(text) { Ok(()) } else { Err(refused(self.name)) }
    }
}
