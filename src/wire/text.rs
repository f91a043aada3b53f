//! Reading a value from a string. Any other JSON type is refused.

use super::Invalid;
use serde::de::{self, Deserializer, Visitor};
use std::fmt;

/// Reads a value from a string with the constructor of its type. `expected` is the text of the error for any other JSON
/// type.
///
/// # Errors
/// The value is not a string, or the constructor refuses it.
pub fn read_text<'de, D: Deserializer<'de>, T>(
    d: D,
    expected: &'static str,
    parse: impl Fn(&str) -> Result<T, Invalid>,
) -> Result<T, D::Error> {
    d.deserialize_str(TextVisitor { expected, parse })
}

#[cold]
fn refused<E: de::Error>(invalid: Invalid) -> E {
    E::custom(invalid)
}

struct TextVisitor<F> {
    expected: &'static str,
    parse: F,
}

impl<T, F: Fn(&str) -> Result<T, Invalid>> Visitor<'_> for TextVisitor<F> {
    type Value = T;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.parse)(text).map_err(refused)
    }
}
