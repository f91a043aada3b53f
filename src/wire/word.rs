//! Strings of a certain form.

/// Turns a type with `fn parse(&str) -> Result<Self, Invalid>` and `Display` into a wire type. serde, `FromStr`,
/// `TryFrom` and the structural findings all use this one constructor. The pattern states the same for schemas. The
/// constructor takes its error from `Self::INVALID`.
///
/// `spelling` says which other spellings have a certain meaning; without it, the characters are ASCII, and only their width and blanks
/// at the ends are corrected.
///
/// With `text`, the macro also declares the struct around a string. Its `Debug` does not show the text. `read` says how an accepted
/// text is read; without it, as it is written.
#[doc(hidden)]
#[macro_export]
macro_rules! word {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident(text) {
            pattern: $pattern:expr, length: $min:literal..=$max:literal, example: $example:literal, form: $form:expr,
            $( spelling: $spelling:expr, )?
            $( read: $read:expr, )?
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name($crate::wire::Brief);

        impl $name {
            /// Reads the value from a text.
            ///
            /// # Errors
            /// [`Invalid::TextLength`]($crate::wire::Invalid::TextLength) if the text has too few or too many characters,
            /// [`Invalid::Form`]($crate::wire::Invalid::Form) if it otherwise does not have the form that the type documents.
            pub fn parse(text: &str) -> Result<Self, $crate::wire::Invalid> {
                let form: fn(&str) -> bool = $form;
                let read: fn(&str) -> $crate::wire::Brief = $crate::wire::word!(@read $($read)?);
                if form(text) { Ok(Self(read(text))) } else { Err(Self::INVALID.for_text(text)) }
            }

            /// The text, as documents write it.
            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.pad(&self.0) }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str { &self.0 }
        }

        impl From<$name> for String {
            fn from(word: $name) -> Self { word.0.into() }
        }

        // The text may identify a person, so `Debug` does not show it.
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(concat!(stringify!($name), "(…)")) }
        }

        $crate::wire::word!(impl $name {
            docs: [$($doc),+], pattern: $pattern, format: None, length: $min..=$max, example: $example,
            $( spelling: $spelling, )?
            texts: |word: &$name, step, reader: &mut dyn $crate::wire::TextReader| reader.word(step, &word.0),
        });
    };
    (@spelling) => { $crate::wire::Spelling::Ascii(|_| None) };
    (@spelling $spelling:expr) => { $spelling };
    (@read) => { |text| text.into() };
    (@read $read:expr) => { $read };
    (impl $name:ident {
        docs: [$($doc:literal),+], pattern: $pattern:expr, format: $format:expr, length: $min:literal..=$max:literal,
        example: $example:literal,
        $( spelling: $spelling:expr, )?
        $( texts: $texts:expr, )?
    }) => {
        impl std::str::FromStr for $name {
            type Err = $crate::wire::Invalid;
            fn from_str(text: &str) -> Result<Self, $crate::wire::Invalid> { Self::parse(text) }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::wire::Invalid;
            fn try_from(text: &str) -> Result<Self, $crate::wire::Invalid> { Self::parse(text) }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::wire::Invalid;
            fn try_from(text: String) -> Result<Self, $crate::wire::Invalid> { Self::parse(&text) }
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
                accepts: |text| $name::parse(text).is_ok(),
                spelling: $crate::wire::word!(@spelling $($spelling)?),
            };
            impl $name {
                /// The error for a value that does not have the form.
                const INVALID: wire::Invalid = wire::Invalid::Form(&WORD);
            }
            impl wire::Wire for $name {
                const SHAPE: &'static wire::Shape = &wire::Shape::Word(&WORD);
                fn view(&self) -> wire::View<'_> { wire::View::Word(self) }
                $( fn texts(&self, step: wire::Step, _: wire::Privacy, reader: &mut dyn wire::TextReader) {
                    ($texts)(self, step, reader);
                } )?
            }
            impl<'de> serde::Deserialize<'de> for $name {
                fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                    wire::read_text(d, "a string", $name::parse)
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
