//! Objects whose tag decides which members they have.

use super::{Entry, Json, NameSeed};
use serde::de::{self, DeserializeSeed, MapAccess, Visitor, value::StrDeserializer};
use std::{fmt, marker::PhantomData};

/// A union declared by [`union!`].
pub trait Tagged: Sized {
    /// The name of the deciding member.
    const TAG: &'static str;
    /// Reads the members of the alternative that the tag names.
    fn read<'de, A: MapAccess<'de>>(code: &str, rest: A) -> Result<Self, A::Error>;
}

/// Reads an object by its tag. A tag that comes first, as we write it, costs nothing; what stands before it is kept and
/// read again.
pub struct TaggedVisitor<T>(pub PhantomData<T>);

impl<'de, T: Tagged> Visitor<'de> for TaggedVisitor<T> {
    type Value = T;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut early = Vec::new();
        loop {
            let name = map.next_key_seed(NameSeed(|name: &str| (name != T::TAG).then(|| name.to_owned())))?;
            match name {
                None => return Err(de::Error::missing_field(T::TAG)),
                Some(Some(name)) => early.push(Entry::new(name, map.next_value()?)),
                Some(None) => break,
            }
        }
        let code: Code = map.next_value()?;
        T::read(&code.0, Rest { early: early.into_iter(), value: None, map })
    }
}

/// The value of a tag.
struct Code(String);

impl<'de> de::Deserialize<'de> for Code {
    fn deserialize<D: de::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        NameSeed(|code: &str| Self(code.to_owned())).deserialize(d)
    }
}

/// What stood before the tag, then what comes after it.
struct Rest<A> {
    early: std::vec::IntoIter<Entry>,
    value: Option<Json>,
    map: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Rest<A> {
    type Error = A::Error;
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        let Some(entry) = self.early.next() else { return self.map.next_key_seed(seed) };
        self.value = Some(entry.value);
        seed.deserialize(StrDeserializer::new(&entry.name)).map(Some)
    }
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        match self.value.take() {
            Some(value) => seed.deserialize(&value).map_err(de::Error::custom),
            None => self.map.next_value_seed(seed),
        }
    }
}

/// Declares a union: `Variant(Record) = "code"` by the member named as its tag.
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
            impl wire::Wire for $name {
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
                fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                    use serde::ser::SerializeMap as _;
                    let mut map = s.serialize_map(None)?;
                    map.serialize_entry($tag, self.code())?;
                    match self { $( Self::$variant(record) => wire::Object::write(record, &mut map)?, )+ }
                    map.end()
                }
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
