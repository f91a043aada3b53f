//! A value in the form in which it is written.

use serde::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeSeq},
};
use std::fmt;

/// The form in which every wire type presents its value to writers. There is one form for all types, so that a writer
/// is compiled once and not for every type.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// A string.
    Text(&'a str),
    /// A string that is stored in another form.
    Word(&'a dyn fmt::Display),
    /// A whole number.
    Integer(i64),
    /// A whole number that may exceed `i64`.
    Whole(u64),
    /// Any other number.
    Float(f64),
    /// `true` or `false`.
    Flag(bool),
    /// An object.
    Object(&'a dyn Members),
    /// An array.
    List(&'a dyn Items),
    /// `null`. Only a value without a fixed shape contains it.
    Null,
}

/// The members of an object in the order in which they are written.
pub trait Members {
    /// Shows each member that is present.
    fn members(&self, show: &mut dyn FnMut(&str, View<'_>));
}

/// The items of an array.
pub trait Items {
    /// The number of items.
    fn count(&self) -> usize;
    /// Shows each item.
    fn items(&self, show: &mut dyn FnMut(View<'_>));
}

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => s.serialize_str(text),
            Self::Word(word) => s.collect_str(word),
            Self::Integer(number) => s.serialize_i64(*number),
            Self::Whole(number) => s.serialize_u64(*number),
            Self::Float(number) => s.serialize_f64(*number),
            Self::Null => s.serialize_unit(),
            Self::Flag(flag) => s.serialize_bool(*flag),
            Self::Object(object) => {
                let mut map = s.serialize_map(None)?;
                let mut written = Ok(());
                object.members(&mut |name, value| {
                    if written.is_ok() {
                        written = map.serialize_entry(name, &value);
                    }
                });
                written?;
                map.end()
            }
            Self::List(list) => {
                let mut seq = s.serialize_seq(Some(list.count()))?;
                let mut written = Ok(());
                list.items(&mut |item| {
                    if written.is_ok() {
                        written = seq.serialize_element(&item);
                    }
                });
                written?;
                seq.end()
            }
        }
    }
}
