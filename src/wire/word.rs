//! Strings of a certain form.

/// A text does not have the form of the named word or code. The text itself is not kept: it may be private.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {0}")]
pub struct Malformed(#[doc(hidden)] pub &'static str);

/// Makes a wire type of a type with `fn parse(&str) -> Option<Self>` and `Display`: the one constructor is what serde,
/// `FromStr` and the structural findings go through; the pattern beside it says the same for schemas.
///
/// With `text`, the struct around a string is declared too, and its `Debug` does not show the text.
#[doc(hidden)]
#[macro_export]
macro_rules! word {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident(text) {
            pattern: $pattern:expr, length: $min:literal..=$max:literal, example: $example:literal, form: $form:expr,
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// Reads it, if it has the form that the type documents.
            pub fn parse(text: &str) -> Option<Self> {
                let form: fn(&str) -> bool = $form;
                form(text).then(|| Self(text.into()))
            }

            /// As it stands in a document.
            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&self.0) }
        }

        // The text may say who somebody is, so it is not shown where a value is merely logged.
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(concat!(stringify!($name), "(…)")) }
        }

        $crate::wire::word!(impl $name {
            docs: [$($doc),+], pattern: $pattern, format: None, length: $min..=$max, example: $example,
            texts: |word: &$name, step, reader: &mut dyn $crate::wire::TextReader| reader.word(step, &word.0),
        });
    };
    (impl $name:ident {
        docs: [$($doc:literal),+], pattern: $pattern:expr, format: $format:expr, length: $min:literal..=$max:literal,
        example: $example:literal,
        $( texts: $texts:expr, )?
    }) => {
        impl std::str::FromStr for $name {
            type Err = $crate::wire::Malformed;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text).ok_or($crate::wire::Malformed(stringify!($name)))
            }
        }

        #[allow(unreachable_pub)]
        const _: () = {
            use $crate::wire::{self, schemars};
            static WORD: wire::Word = wire::Word {
                name: stringify!($name),
                label: const { wire::label(&[$($doc),+]) },
                docs: &[$($doc),+],
                pattern: $pattern,
                format: $format,
                length: wire::Bound { min: $min, max: $max },
                example: $example,
                accepts: |text| $name::parse(text).is_some(),
            };
            impl wire::Wire for $name {
                const SHAPE: &'static wire::Shape = &wire::Shape::Word(&WORD);
                fn view(&self) -> wire::View<'_> { wire::View::Word(self) }
                $( fn texts(&self, step: wire::Step, _: wire::Privacy, reader: &mut dyn wire::TextReader) {
                    ($texts)(self, step, reader);
                } )?
            }
            impl<'de> serde::Deserialize<'de> for $name {
                fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                    wire::read_text(d, "a string", stringify!($name), $name::parse)
                }
            }
            impl serde::Serialize for $name {
                fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.collect_str(self) }
            }
            impl schemars::JsonSchema for $name {
                fn schema_name() -> std::borrow::Cow<'static, str> { stringify!($name).into() }
                fn schema_id() -> std::borrow::Cow<'static, str> { concat!(module_path!(), "::", stringify!($name)).into() }
                fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema { wire::word_schema(&WORD) }
            }
        };
    };
}
pub use word;
