//! Objects with a tag that decides which members they have.

use super::{Entry, Json, JsonValue, NameSeed, json::Nested};
use serde::de::{self, DeserializeSeed, MapAccess, Visitor};
use std::{fmt, marker::PhantomData};

/// A union declared by [`union!`].
pub trait Tagged: Sized {
    /// The name of the tag member.
    const TAG: &'static str;
    /// Reads the members of the alternative that the tag names.
    ///
    /// # Errors
    /// The alternative does not exist, or the object does not have its members.
    fn read<'de, A: MapAccess<'de>>(code: &str, rest: A) -> Result<Self, A::Error>;
}

/// Reads an object by its tag. The usual case is a tag in first position, and it has no extra cost. If the tag comes
/// later, the members before it are kept as text and read again.
pub struct TaggedVisitor<T>(pub PhantomData<T>);

impl<'de, T: Tagged> Visitor<'de> for TaggedVisitor<T> {
    type Value = T;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let first = map.next_key_seed(NameSeed(|name: &str| (name != T::TAG).then(|| name.to_owned())))?;
        let (code, early) = match first {
            None => return Err(de::Error::missing_field(T::TAG)),
            Some(None) => return T::read(&map.next_value::<Code>()?.0, map),
            Some(Some(name)) => kept(T::TAG, name, map)?,
        };
        reread(&early, AlternativeSeed { code: &code, of: PhantomData }).map_err(de::Error::custom)
    }
}

/// The value of a tag.
struct Code(String);

impl<'de> de::Deserialize<'de> for Code {
    fn deserialize<D: de::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        NameSeed(|code: &str| Self(code.to_owned())).deserialize(d)
    }
}

/// The tag of an object, and the text of all its other members. The name of one member has already been read.
fn kept<'de, A: MapAccess<'de>>(tag: &'static str, first: String, mut map: A) -> Result<(String, String), A::Error> {
    let mut entries = vec![Entry::new(first, map.next_value_seed(Nested::untold())?)];
    let mut code = None;
    while let Some(name) = map.next_key::<String>()? {
        if name != tag {
            entries.push(Entry::new(name, map.next_value_seed(Nested::untold())?));
        } else if code.is_none() {
            code = Some(map.next_value::<Code>()?.0);
        } else {
            return Err(de::Error::duplicate_field(tag));
        }
    }
    let Some(code) = code else { return Err(de::Error::missing_field(tag)) };
    let text = serde_json::to_string(&Json::new(JsonValue::Object(entries))).map_err(de::Error::custom)?;
    Ok((code, text))
}

/// Reads the text of an object's members with the reader that nearly all documents use, so that no second reader is
/// compiled.
fn reread<T: Tagged>(text: &str, alternative: AlternativeSeed<'_, T>) -> Result<T, serde_json::Error> {
    alternative.deserialize(&mut serde_json::Deserializer::from_str(text))
}

/// Reads the members of the alternative with that tag.
struct AlternativeSeed<'a, T> {
    code: &'a str,
    of: PhantomData<T>,
}

impl<'de, T: Tagged> DeserializeSeed<'de> for AlternativeSeed<'_, T> {
    type Value = T;
    fn deserialize<D: de::Deserializer<'de>>(self, d: D) -> Result<T, D::Error> {
        d.deserialize_map(self)
    }
}

impl<'de, T: Tagged> Visitor<'de> for AlternativeSeed<'_, T> {
    type Value = T;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read(self.code, map)
    }
}

/// Declares a union: `Variant(Record) = "code"`, with the name of the tag member.
#[doc(hidden)]
#[macro_export]
macro_rules! union {
    (
        $(#[doc = $doc:literal])+
        pub enum $name:ident by $tag:literal {
            $( $(#[doc = $vdoc:literal])+ $variant:ident($record:ty) = $code:literal, )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[doc = $vdoc])+ $variant($record), )+
        }

        impl $name {
            /// The name of the tag.
            #[doc(hidden)]
            #[allow(dead_code)]
            pub const TAG: $crate::wire::MemberName = $crate::wire::MemberName::declared($tag);

            /// The value of the tag.
            pub const fn code(&self) -> &'static str {
                match self { $( Self::$variant(_) => $code, )+ }
            }
        }

        $( impl From<$record> for $name {
            fn from(record: $record) -> Self { Self::$variant(record) }
        } )+

        #[allow(unreachable_pub)]
        const _: () = {
            use $crate::wire::{self, schemars};
            static UNION: wire::Union = wire::Union {
                name: stringify!($name),
                label: const { wire::label(&[$($doc),+]) },
                docs: &[$($doc),+],
                tag: $tag,
                variants: &[$( wire::Variant {
                    name: stringify!($variant),
                    code: $code,
                    label: const { wire::label(&[$($vdoc),+]) },
                    docs: &[$($vdoc),+],
                    record: <$record as wire::Object>::RECORD,
                } ),+],
            };
            impl wire::Members for $name {
                fn members(&self, show: &mut dyn FnMut(&str, wire::View<'_>)) {
                    show($tag, wire::View::Text(self.code()));
                    match self { $( Self::$variant(record) => wire::Members::members(record, show), )+ }
                }
            }
            impl wire::Wire for $name {
                fn view(&self) -> wire::View<'_> { wire::View::Object(self) }
                const SHAPE: &'static wire::Shape = &wire::Shape::Union(&UNION);
                fn texts(&self, step: wire::Step, privacy: wire::Privacy, reader: &mut dyn wire::TextReader) {
                    match self { $( Self::$variant(record) => wire::Wire::texts(record, step, privacy, reader), )+ }
                }
            }
            impl wire::Tagged for $name {
                const TAG: &'static str = $tag;
                fn read<'de, A: serde::de::MapAccess<'de>>(code: &str, rest: A) -> Result<Self, A::Error> {
                    match code {
                        $( $code => wire::read_object(rest).map(Self::$variant), )+
                        _ => Err(serde::de::Error::custom(concat!("unknown value of the tag `", $tag, "`"))),
                    }
                }
            }
            impl<'de> serde::Deserialize<'de> for $name {
                fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                    d.deserialize_map(wire::TaggedVisitor(std::marker::PhantomData))
                }
            }
            impl serde::Serialize for $name {
                fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { wire::Wire::view(self).serialize(s) }
            }
            impl schemars::JsonSchema for $name {
                fn schema_name() -> std::borrow::Cow<'static, str> { stringify!($name).into() }
                fn schema_id() -> std::borrow::Cow<'static, str> { concat!(module_path!(), "::", stringify!($name)).into() }
                fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                    wire::union_schema(&UNION, generator)
                }
            }
        };
    };
}
pub use union;
