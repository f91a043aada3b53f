//! Objects with named members.

use super::{Record, Shape, Wire};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, Visitor};
use std::{fmt, marker::PhantomData};

/// An object type declared by [`record!`]: how a member is read into its slot, and how the slots become the object.
pub trait Object: Sized + super::Members {
    /// Identifies a member by its name.
    type Name: Copy;
    /// The members read so far.
    type Slots: Default;
    /// The description of its JSON.
    const RECORD: &'static Record;
    /// The member with that wire name.
    fn name(text: &str) -> Option<Self::Name>;
    /// Reads the value of one member.
    ///
    /// # Errors
    /// The value does not have the form of the member, or the member was read before.
    fn read<'de, A: MapAccess<'de>>(name: Self::Name, slots: &mut Self::Slots, map: &mut A) -> Result<(), A::Error>;
    /// The object from the members that were read.
    ///
    /// # Errors
    /// A required member is missing.
    fn finish<E: de::Error>(slots: Self::Slots) -> Result<Self, E>;
    /// Shows the free texts of the present members.
    fn member_texts(&self, reader: &mut dyn super::TextReader);
}

/// Reads the value of one member.
///
/// # Errors
/// The value does not have the form of the member, or the member was read before.
pub fn fill<'de, T: Wire, A: MapAccess<'de>>(
    slot: &mut Option<T>,
    name: &'static str,
    map: &mut A,
) -> Result<(), A::Error> {
    match slot {
        None => *slot = Some(map.next_value().map_err(|error| within(name, error))?),
        Some(_) => return Err(duplicate(name)),
    }
    Ok(())
}

/// The error of a part, with its path: `/receipts/0/totalAmount: …`. serde repeats the refused value, which may be
/// private, so only the expected form is kept.
#[cold]
pub(super) fn within<E: de::Error>(part: impl fmt::Display, error: E) -> E {
    let said = error.to_string();
    if said.starts_with('/') {
        return E::custom(format_args!("/{part}{said}"));
    }
    let repeats = said.starts_with("invalid type: ") || said.starts_with("invalid value: ");
    match said.rsplit_once(", expected ").filter(|_| repeats) {
        Some((_, expected)) => E::custom(format_args!("/{part}: expected {expected}")),
        None => E::custom(format_args!("/{part}: {said}")),
    }
}

#[cold]
fn duplicate<E: de::Error>(name: &'static str) -> E {
    E::duplicate_field(name)
}

/// The error for a missing required member.
#[cold]
pub fn missing<E: de::Error>(name: &'static str) -> E {
    E::missing_field(name)
}

/// The error for a member that the record does not define. The name is not repeated, because an unknown member may
/// contain anything.
#[cold]
pub fn unknown<E: de::Error>() -> E {
    E::custom("unknown member")
}

/// Reads all remaining members.
///
/// # Errors
/// A member is unknown, malformed, duplicate or missing.
pub fn read_object<'de, T: Object, A: MapAccess<'de>>(mut map: A) -> Result<T, A::Error> {
    let mut slots = T::Slots::default();
    while let Some(name) = map.next_key_seed(NameSeed(T::name))? {
        let Some(name) = name else { return Err(unknown()) };
        T::read(name, &mut slots, &mut map)?;
    }
    T::finish(slots)
}

/// Looks a member name up without copying it.
pub struct NameSeed<F>(pub F);

impl<'de, N, F: FnOnce(&str) -> N> DeserializeSeed<'de> for NameSeed<F> {
    type Value = N;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<N, D::Error> {
        d.deserialize_str(self)
    }
}

impl<N, F: FnOnce(&str) -> N> Visitor<'_> for NameSeed<F> {
    type Value = N;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member name")
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<N, E> {
        Ok((self.0)(text))
    }
}

/// Reads an object as a record. Any other value is refused.
pub struct ObjectVisitor<T>(pub PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        read_object(map)
    }
}

/// Shows a member in `Debug`: its value, or only its privacy class. A text does not show itself, because it does not know its class:
/// public identifiers and pointers are shown as documents write them. Other public texts may be inside a private object.
pub fn debug_member<T: fmt::Debug + serde::Serialize>(
    f: &mut fmt::DebugStruct<'_, '_>,
    name: &str,
    privacy: super::Privacy,
    shape: &Shape,
    value: &T,
) {
    let is_identifier = match shape {
        Shape::Word(word) | Shape::List { item: Shape::Word(word), .. } => matches!(word.name, "LocalId" | "Pointer"),
        _ => false,
    };
    if privacy == super::Privacy::Public && is_identifier {
        f.field(name, &format_args!("{}", serde_json::to_string(value).unwrap_or_default()));
    } else if privacy.is_open() || shape.is_container() {
        f.field(name, value);
    } else {
        f.field(name, &format_args!("[{}]", privacy.as_str()));
    }
}

/// Declares an object type.
///
/// Each member is `class name: Type`, where the class is one of [`Privacy`](super::Privacy) in lower case. Members
/// under `optional` become `Option<Type>`. The first line of each documentation is `中文 · English label.`.
#[doc(hidden)]
#[macro_export]
macro_rules! record {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident $(from $required:ident)? {
            required { $( $(#[doc = $rdoc:literal])+ $rclass:ident $rname:ident: $rtype:ty, )* }
            optional { $( $(#[doc = $odoc:literal])+ $oclass:ident $oname:ident: $otype:ty, )* }
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $( $(#[doc = $rdoc])+ #[doc = ""] #[doc = concat!("Privacy: ", stringify!($rclass), ".")] pub $rname: $rtype, )*
            $( $(#[doc = $odoc])+ #[doc = ""] #[doc = concat!("Privacy: ", stringify!($oclass), ".")] pub $oname: Option<$otype>, )*
        }

        $crate::wire::record_new! {
            $name [$($required)?] { $( $(#[doc = $rdoc])+ $rname: $rtype, )* } { $( $oname )* }
        }

        #[allow(non_camel_case_types, non_upper_case_globals, unused_variables, unused_mut, missing_docs, unreachable_pub)]
        const _: () = {
            use $crate::wire::{self, schemars};

            mod names {
                $( pub const $rname: &str = $crate::wire::record_name!($rname); )*
                $( pub const $oname: &str = $crate::wire::record_name!($oname); )*
            }

            pub struct MemberNames { $( pub $rname: wire::MemberName, )* $( pub $oname: wire::MemberName, )* }

            impl $name {
                /// The names of its members, as documents write them.
                #[doc(hidden)]
                #[allow(dead_code)]
                pub const MEMBERS: MemberNames = MemberNames {
                    $( $rname: wire::MemberName::declared(names::$rname), )*
                    $( $oname: wire::MemberName::declared(names::$oname), )*
                };
            }

            #[derive(Clone, Copy)]
            pub enum Name { $( $rname, )* $( $oname, )* }

            pub struct Slots { $( $rname: Option<$rtype>, )* $( $oname: Option<$otype>, )* }
            impl Default for Slots {
                fn default() -> Self { Self { $( $rname: None, )* $( $oname: None, )* } }
            }

            static RECORD: wire::Record = wire::Record {
                name: stringify!($name),
                label: const { wire::label(&[$($doc),+]) },
                docs: &[$($doc),+],
                members: &[
                    $( wire::Member {
                        name: names::$rname,
                        label: const { wire::label(&[$($rdoc),+]) },
                        docs: &[$($rdoc),+],
                        required: true,
                        privacy: $crate::wire::privacy!($rclass),
                        shape: <$rtype as wire::Wire>::SHAPE,
                        schema: schemars::SchemaGenerator::subschema_for::<$rtype>,
                    }, )*
                    $( wire::Member {
                        name: names::$oname,
                        label: const { wire::label(&[$($odoc),+]) },
                        docs: &[$($odoc),+],
                        required: false,
                        privacy: $crate::wire::privacy!($oclass),
                        shape: <$otype as wire::Wire>::SHAPE,
                        schema: schemars::SchemaGenerator::subschema_for::<$otype>,
                    }, )*
                ],
            };

            impl wire::Object for $name {
                type Name = Name;
                type Slots = Slots;
                const RECORD: &'static wire::Record = &RECORD;
                fn name(text: &str) -> Option<Name> {
                    match text {
                        $( names::$rname => Some(Name::$rname), )*
                        $( names::$oname => Some(Name::$oname), )*
                        _ => None,
                    }
                }
                fn read<'de, A: serde::de::MapAccess<'de>>(which: Name, slots: &mut Slots, map: &mut A) -> Result<(), A::Error> {
                    match which {
                        $( Name::$rname => wire::fill(&mut slots.$rname, names::$rname, map), )*
                        $( Name::$oname => wire::fill(&mut slots.$oname, names::$oname, map), )*
                    }
                }
                fn finish<E: serde::de::Error>(slots: Slots) -> Result<Self, E> {
                    $( let Some($rname) = slots.$rname else { return Err(wire::missing(names::$rname)) }; )*
                    Ok(Self { $( $rname, )* $( $oname: slots.$oname, )* })
                }
                fn member_texts(&self, reader: &mut dyn wire::TextReader) {
                    $( wire::Wire::texts(&self.$rname, wire::Step::Member(names::$rname), $crate::wire::privacy!($rclass), reader); )*
                    $( if let Some(value) = &self.$oname {
                        wire::Wire::texts(value, wire::Step::Member(names::$oname), $crate::wire::privacy!($oclass), reader);
                    } )*
                }
            }

            impl wire::Members for $name {
                fn members(&self, show: &mut dyn FnMut(&str, wire::View<'_>)) {
                    $( show(names::$rname, wire::Wire::view(&self.$rname)); )*
                    $( if let Some(value) = &self.$oname { show(names::$oname, wire::Wire::view(value)); } )*
                }
            }

            impl wire::Wire for $name {
                const SHAPE: &'static wire::Shape = &wire::Shape::Record(&RECORD);
                fn view(&self) -> wire::View<'_> { wire::View::Object(self) }
                fn texts(&self, step: wire::Step, _: wire::Privacy, reader: &mut dyn wire::TextReader) {
                    reader.enter(step);
                    wire::Object::member_texts(self, reader);
                    reader.leave();
                }
            }

            impl<'de> serde::Deserialize<'de> for $name {
                fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                    d.deserialize_map(wire::ObjectVisitor(std::marker::PhantomData))
                }
            }

            impl serde::Serialize for $name {
                fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { wire::Wire::view(self).serialize(s) }
            }

            impl schemars::JsonSchema for $name {
                fn schema_name() -> std::borrow::Cow<'static, str> { stringify!($name).into() }
                fn schema_id() -> std::borrow::Cow<'static, str> { concat!(module_path!(), "::", stringify!($name)).into() }
                fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                    wire::record_schema(&RECORD, generator)
                }
            }

            // Only the class of a private value is shown, so that a document can be logged.
            impl std::fmt::Debug for $name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    let mut shown = f.debug_struct(stringify!($name));
                    $( wire::debug_member(&mut shown, stringify!($rname), $crate::wire::privacy!($rclass), <$rtype as wire::Wire>::SHAPE, &self.$rname); )*
                    $( if let Some(value) = &self.$oname {
                        wire::debug_member(&mut shown, stringify!($oname), $crate::wire::privacy!($oclass), <$otype as wire::Wire>::SHAPE, value);
                    } )*
                    shown.finish_non_exhaustive()
                }
            }
        };
    };
}
pub use record;

/// The constructor of a record from its required members. Up to three are arguments. More are the members of a struct,
/// so that they cannot be confused.
#[doc(hidden)]
#[macro_export]
macro_rules! record_new {
    ( $name:ident [] {} { $( $oname:ident )* } ) => {
        impl $name {
            /// A record whose members are all omitted, which means unknown.
            pub fn new() -> Self {
                Self { $( $oname: None, )* }
            }
        }

        impl Default for $name {
            fn default() -> Self { Self::new() }
        }
    };
    ( $name:ident [] {
        $( #[doc = $label:literal] $(#[doc = $doc:literal])* $rname:ident: $rtype:ty, )+
    } { $( $oname:ident )* } ) => {
        const _: () = assert!(
            [$( stringify!($rname) ),+].len() <= 3,
            "a record of more than three required members names a struct for them: `pub struct Name from NewName`",
        );

        impl $name {
            /// A record with its required members. All others are omitted, which means unknown.
            ///
            /// # Arguments
            $( #[doc = concat!("- `", stringify!($rname), "`:", $label)] )+
            pub fn new($( $rname: $rtype ),+) -> Self {
                Self { $( $rname, )+ $( $oname: None, )* }
            }
        }
    };
    ( $name:ident [$required:ident] {
        $( #[doc = $label:literal] $(#[doc = $doc:literal])* $rname:ident: $rtype:ty, )+
    } { $( $oname:ident )* } ) => {
        #[doc = concat!("The required members of [`", stringify!($name), "`].")]
        #[derive(Clone, PartialEq)]
        pub struct $required {
            $( #[doc = $label] $(#[doc = $doc])* pub $rname: $rtype, )+
        }

        impl $name {
            /// A record with its required members. All others are omitted, which means unknown.
            ///
            /// # Arguments
            #[doc = concat!("- `required`: the required members, each by its name: [`", stringify!($required), "`].")]
            pub fn new(required: $required) -> Self {
                let $required { $( $rname, )+ } = required;
                Self { $( $rname, )+ $( $oname: None, )* }
            }
        }

        impl From<$required> for $name {
            fn from(required: $required) -> Self { Self::new(required) }
        }
    };
}
pub use record_new;

/// The wire name of a Rust member name, computed by the compiler.
#[doc(hidden)]
#[macro_export]
macro_rules! record_name {
    ($name:ident) => {{
        const TEXT: &str = stringify!($name);
        const BYTES: [u8; $crate::wire::camel_len(TEXT)] = $crate::wire::camel(TEXT);
        match std::str::from_utf8(&BYTES) {
            Ok(wire_name) => wire_name,
            Err(_) => TEXT,
        }
    }};
}
pub use record_name;

/// The privacy class of a keyword.
#[doc(hidden)]
#[macro_export]
macro_rules! privacy {
    (public) => {
        $crate::wire::Privacy::Public
    };
    (pseudonymous) => {
        $crate::wire::Privacy::Pseudonymous
    };
    (personal) => {
        $crate::wire::Privacy::Personal
    };
    (health) => {
        $crate::wire::Privacy::Health
    };
    (financial) => {
        $crate::wire::Privacy::Financial
    };
}
pub use privacy;
