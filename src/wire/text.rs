//! Reading a string, and nothing else, into a value.

use serde::de::{self, Deserializer, Visitor};
use std::fmt;

/// Reads a value from a string by its one constructor. `expected` is what is asked of any other JSON, `name` what a
/// string that does not fit is not.
pub fn read_text<'de, D: Deserializer<'de>, T>(
    d: D,
    expected: &'static str,
    name: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, D::Error> {
    d.deserialize_str(TextVisitor { expected, name, parse })
}

#[cold]
fn refused<E: de::Error>(name: &str) -> E {
    E::custom(format_args!("not a valid {name}"))
}

struct TextVisitor<F> {
    expected: &'static str,
    name: &'static str,
    parse: F,
}

impl<T, F: Fn(&str) -> Option<T>> Visitor<'_> for TextVisitor<F> {
    type Value = T;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.parse)(text).ok_or_else(|| refused(self.name))
    }
}
