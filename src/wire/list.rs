//! Lists of bounded length.

use super::{Bound, Invalid, Items, Privacy, Shape, Step, TextReader, View, Wire, record::within};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, SeqAccess, Visitor},
};
use std::{
    borrow::Cow,
    fmt,
    marker::PhantomData,
    ops::{Deref, DerefMut},
};

/// A list of `MIN` to `MAX` items.
///
/// It reads like a slice. It is made from an array, whose length the compiler checks, from a vector or an iterator,
/// whose length is checked at run time, or by pushing items. `collect` cannot fail, so it does not make a list: use
/// [`List::try_from_iter`].
///
/// # Example
/// ```
/// use tongbiao::wire::List;
///
/// let mut list: List<u8, 1, 3> = [1, 2].into();
/// list.push(3)?;
/// assert_eq!(list.push(4).map_err(|error| error.to_string()), Err("the list must have 1 to 3 items".to_owned()));
/// assert_eq!(list.iter().sum::<u8>(), 6);
/// assert!(List::<u8, 1, 3>::try_from(Vec::new()).is_err());
/// assert_eq!(List::<u8, 1, 3>::try_from_iter(7..9)?.into_vec(), [7, 8]);
/// # Ok::<(), tongbiao::value::Invalid>(())
/// ```
///
/// An array of another length does not compile:
///
/// ```compile_fail
/// let list: tongbiao::wire::List<u8, 1, 3> = [1, 2, 3, 4].into();
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct List<T, const MIN: usize, const MAX: usize>(Vec<T>);

impl<T, const MIN: usize, const MAX: usize> List<T, MIN, MAX> {
    const INVALID: Invalid = Invalid::Length { min: MIN, max: MAX };

    /// A list of the items of a vector.
    ///
    /// # Errors
    /// [`Invalid::Length`] if there are fewer than `MIN` items or more than `MAX`.
    pub fn new(items: Vec<T>) -> Result<Self, Invalid> {
        if (MIN..=MAX).contains(&items.len()) { Ok(Self(items)) } else { Err(Self::INVALID) }
    }

    /// A list of the items of an iterator. The iterator is read only until there are too many items.
    ///
    /// # Errors
    /// [`Invalid::Length`] if there are fewer than `MIN` items or more than `MAX`.
    pub fn try_from_iter(items: impl IntoIterator<Item = T>) -> Result<Self, Invalid> {
        Self::new(items.into_iter().take(MAX.saturating_add(1)).collect())
    }

    /// Adds an item at the end.
    ///
    /// # Errors
    /// [`Invalid::Length`] if the list already has `MAX` items. The list is then unchanged.
    pub fn push(&mut self, item: T) -> Result<(), Invalid> {
        if self.0.len() >= MAX {
            return Err(Self::INVALID);
        }
        self.0.push(item);
        Ok(())
    }

    /// The items as a slice.
    pub fn as_slice(&self) -> &[T] {
        &self.0
    }

    /// The items as a vector.
    pub fn into_vec(self) -> Vec<T> {
        self.0
    }
}

/// The default of a list that may be empty is the empty list.
impl<T, const MAX: usize> Default for List<T, 0, MAX> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T, const MIN: usize, const MAX: usize> TryFrom<Vec<T>> for List<T, MIN, MAX> {
    type Error = Invalid;
    fn try_from(items: Vec<T>) -> Result<Self, Invalid> {
        Self::new(items)
    }
}

impl<T: Clone, const MIN: usize, const MAX: usize> TryFrom<&[T]> for List<T, MIN, MAX> {
    type Error = Invalid;
    fn try_from(items: &[T]) -> Result<Self, Invalid> {
        if (MIN..=MAX).contains(&items.len()) { Ok(Self(items.to_vec())) } else { Err(Self::INVALID) }
    }
}

/// The compiler checks the length.
impl<T, const N: usize, const MIN: usize, const MAX: usize> From<[T; N]> for List<T, MIN, MAX> {
    fn from(items: [T; N]) -> Self {
        const { assert!(MIN <= N && N <= MAX, "the array has too few or too many items for this list") }
        Self(items.into())
    }
}

impl<T, const MIN: usize, const MAX: usize> From<List<T, MIN, MAX>> for Vec<T> {
    fn from(list: List<T, MIN, MAX>) -> Self {
        list.0
    }
}

impl<T, const MIN: usize, const MAX: usize> Deref for List<T, MIN, MAX> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T, const MIN: usize, const MAX: usize> DerefMut for List<T, MIN, MAX> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.0
    }
}

impl<T, const MIN: usize, const MAX: usize> AsRef<[T]> for List<T, MIN, MAX> {
    fn as_ref(&self) -> &[T] {
        &self.0
    }
}

impl<T, const MIN: usize, const MAX: usize> IntoIterator for List<T, MIN, MAX> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T, const MIN: usize, const MAX: usize> IntoIterator for &'a List<T, MIN, MAX> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'a, T, const MIN: usize, const MAX: usize> IntoIterator for &'a mut List<T, MIN, MAX> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter_mut()
    }
}

impl<T: Wire, const MIN: usize, const MAX: usize> Wire for List<T, MIN, MAX> {
    const SHAPE: &'static Shape = &Shape::List { item: T::SHAPE, bound: Bound { min: MIN, max: MAX } };

    fn view(&self) -> View<'_> {
        View::List(self)
    }

    fn texts(&self, step: Step, privacy: Privacy, reader: &mut dyn TextReader) {
        reader.enter(step);
        for (index, item) in self.0.iter().enumerate() {
            item.texts(Step::Item(index), privacy, reader);
        }
        reader.leave();
    }
}

impl<T: Wire, const MIN: usize, const MAX: usize> Items for List<T, MIN, MAX> {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn items(&self, show: &mut dyn FnMut(View<'_>)) {
        self.0.iter().for_each(|item| show(item.view()));
    }
}

struct ListVisitor<T, const MIN: usize, const MAX: usize>(PhantomData<T>);

impl<'de, T: Deserialize<'de>, const MIN: usize, const MAX: usize> Visitor<'de> for ListVisitor<T, MIN, MAX> {
    type Value = List<T, MIN, MAX>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of {MIN} to {MAX} items")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element().map_err(|error| within(items.len(), error))? {
            if items.len() == MAX {
                return Err(de::Error::invalid_length(MAX.saturating_add(1), &self));
            }
            items.push(item);
        }
        let found = items.len();
        List::new(items).map_err(|_| de::Error::invalid_length(found, &self))
    }
}

impl<'de, T: Deserialize<'de>, const MIN: usize, const MAX: usize> Deserialize<'de> for List<T, MIN, MAX> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_seq(ListVisitor(PhantomData))
    }
}

impl<T: Wire, const MIN: usize, const MAX: usize> Serialize for List<T, MIN, MAX> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(s)
    }
}

impl<T: JsonSchema, const MIN: usize, const MAX: usize> JsonSchema for List<T, MIN, MAX> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("List_{}_{MIN}_{MAX}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = json_schema!({"type": "array", "items": generator.subschema_for::<T>(), "maxItems": MAX});
        if MIN > 0 {
            schema.insert("minItems".to_owned(), MIN.into());
        }
        schema
    }
}
