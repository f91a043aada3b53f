//! Objects whose member names are data.

use super::{Invalid, Members, Shape, View, Wire, Word};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, MapAccess, Visitor},
};
use std::{borrow::Cow, fmt, marker::PhantomData, ops::Deref};

/// At most `MAX` values, each with a name of the form `N`, in the order in which they were written.
#[derive(Debug, Clone, PartialEq)]
pub struct Entries<N, V, const MAX: usize>(Vec<(N, V)>);

impl<N, V, const MAX: usize> Entries<N, V, MAX> {
    const INVALID: Invalid = Invalid::Length { min: 0, max: MAX };
}

impl<N: PartialEq, V, const MAX: usize> Entries<N, V, MAX> {
    /// The entries of a vector.
    ///
    /// # Errors
    /// [`Invalid::Length`] if there are more than `MAX` entries, [`Invalid::Duplicate`] if two have the same name.
    pub fn new(entries: Vec<(N, V)>) -> Result<Self, Invalid> {
        if entries.len() > MAX {
            return Err(Self::INVALID);
        }
        let twice = entries.iter().enumerate().any(|(i, (name, _))| entries.iter().take(i).any(|(n, _)| n == name));
        if twice { Err(Invalid::Duplicate) } else { Ok(Self(entries)) }
    }

    /// The value under a name.
    pub fn get(&self, name: &N) -> Option<&V> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    /// Sets the value of a name, and returns the previous value.
    ///
    /// # Errors
    /// [`Invalid::Length`] if the name is new and there are already `MAX` entries.
    pub fn insert(&mut self, name: N, value: V) -> Result<Option<V>, Invalid> {
        if let Some((_, own)) = self.0.iter_mut().find(|(own, _)| *own == name) {
            return Ok(Some(std::mem::replace(own, value)));
        }
        if self.0.len() >= MAX {
            return Err(Self::INVALID);
        }
        self.0.push((name, value));
        Ok(None)
    }
}

impl<N, V, const MAX: usize> Default for Entries<N, V, MAX> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<N: PartialEq, V, const MAX: usize> TryFrom<Vec<(N, V)>> for Entries<N, V, MAX> {
    type Error = Invalid;
    fn try_from(entries: Vec<(N, V)>) -> Result<Self, Invalid> {
        Self::new(entries)
    }
}

impl<N, V, const MAX: usize> IntoIterator for Entries<N, V, MAX> {
    type Item = (N, V);
    type IntoIter = std::vec::IntoIter<(N, V)>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, N, V, const MAX: usize> IntoIterator for &'a Entries<N, V, MAX> {
    type Item = &'a (N, V);
    type IntoIter = std::slice::Iter<'a, (N, V)>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<N, V, const MAX: usize> Deref for Entries<N, V, MAX> {
    type Target = [(N, V)];
    fn deref(&self) -> &[(N, V)] {
        &self.0
    }
}

const fn word_of<N: Wire>() -> &'static Word {
    match N::SHAPE {
        Shape::Word(word) => word,
        _ => not_a_word(),
    }
}

#[expect(clippy::panic, reason = "evaluated by the compiler only: it refuses names that are no words")]
const fn not_a_word() -> &'static Word {
    panic!("the names of entries are words")
}

impl<N: Wire + PartialEq, V: Wire, const MAX: usize> Wire for Entries<N, V, MAX> {
    const SHAPE: &'static Shape = &Shape::Entries { name: const { word_of::<N>() }, value: V::SHAPE, max: MAX };

    fn view(&self) -> View<'_> {
        View::Object(self)
    }
}

impl<N: Wire, V: Wire, const MAX: usize> Members for Entries<N, V, MAX> {
    fn members(&self, show: &mut dyn FnMut(&str, View<'_>)) {
        for (name, value) in &self.0 {
            match name.view() {
                View::Text(name) => show(name, value.view()),
                View::Word(name) => show(&name.to_string(), value.view()),
                // INVARIANT: names are words. The compiler enforces it through the shape.
                _ => {}
            }
        }
    }
}

struct EntriesVisitor<N, V, const MAX: usize>(PhantomData<(N, V)>);

impl<'de, N, V, const MAX: usize> Visitor<'de> for EntriesVisitor<N, V, MAX>
where
    N: Deserialize<'de> + PartialEq,
    V: Deserialize<'de>,
{
    type Value = Entries<N, V, MAX>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of at most {MAX} members")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries: Vec<(N, V)> = Vec::new();
        while let Some(name) = map.next_key()? {
            if entries.len() == MAX {
                return Err(de::Error::invalid_length(MAX.saturating_add(1), &self));
            }
            if entries.iter().any(|(n, _)| *n == name) {
                return Err(de::Error::custom("duplicate member"));
            }
            entries.push((name, map.next_value()?));
        }
        Ok(Entries(entries))
    }
}

impl<'de, N, V, const MAX: usize> Deserialize<'de> for Entries<N, V, MAX>
where
    N: Deserialize<'de> + PartialEq,
    V: Deserialize<'de>,
{
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_map(EntriesVisitor(PhantomData))
    }
}

impl<N: Wire + PartialEq, V: Wire, const MAX: usize> Serialize for Entries<N, V, MAX> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(s)
    }
}

impl<N: Wire + PartialEq, V: Wire, const MAX: usize> JsonSchema for Entries<N, V, MAX> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("Entries_{}_{MAX}", V::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let word = word_of::<N>();
        let value = generator.subschema_for::<V>();
        json_schema!({
            "type": "object",
            "propertyNames": {"pattern": word.pattern, "maxLength": word.length.max},
            "additionalProperties": value,
            "maxProperties": MAX,
        })
    }
}
