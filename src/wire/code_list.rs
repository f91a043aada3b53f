//! Closed lists of codes.

/// Declares a closed list of codes: `Variant = "code"`, each with `中文 · English label.` as its documentation, and the
/// source of the list.
#[doc(hidden)]
#[macro_export]
macro_rules! code_list {
    (
        $(#[doc = $doc:literal])+
        pub enum $name:ident from $source:literal {
            $( $(#[doc = $vdoc:literal])+ $variant:ident = $code:literal, )+
        }
    ) => {
        $(#[doc = $doc])+
        #[doc = ""]
        #[doc = concat!("来源 Source: ", $source)]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[doc = $vdoc])+ $variant, )+
        }

        impl $name {
            /// Every code, in the order of the list.
            pub const ALL: &'static [Self] = &[$( Self::$variant ),+];

            /// The code with this text.
            ///
            /// # Errors
            /// [`Invalid::Code`]($crate::wire::Invalid::Code), with the nearest code, if the text is no code of the list.
            pub fn parse(text: &str) -> Result<Self, $crate::wire::Invalid> {
                match text { $( $code => Ok(Self::$variant), )+ _ => Err(Self::invalid(text)) }
            }

            /// The code, as documents write it.
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $code, )+ }
            }

            /// Its meaning in Chinese and English.
            pub const fn label(self) -> $crate::wire::Label {
                match self { $( Self::$variant => const { $crate::wire::label(&[$($vdoc),+]) }, )+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.pad(self.as_str()) }
        }

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

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str { self.as_str() }
        }

        impl From<$name> for &'static str {
            fn from(code: $name) -> Self { code.as_str() }
        }

        #[allow(unreachable_pub)]
        const _: () = {
            use $crate::wire::{self, schemars};
            static LIST: wire::CodeList = wire::CodeList {
                name: stringify!($name),
                label: const { wire::label(&[$($doc),+]) },
                docs: &[$($doc),+],
                source: $source,
                codes: &[$( wire::Code { code: $code, label: const { wire::label(&[$($vdoc),+]) }, docs: &[$($vdoc),+] } ),+],
            };
            impl $name {
                #[cold]
                fn invalid(text: &str) -> wire::Invalid { wire::Invalid::code(&LIST, text) }
            }
            impl wire::Wire for $name {
                const SHAPE: &'static wire::Shape = &wire::Shape::Code(&LIST);
                fn view(&self) -> wire::View<'_> { wire::View::Text(self.as_str()) }
            }
            impl<'de> serde::Deserialize<'de> for $name {
                fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                    wire::read_text(d, "a code", $name::parse)
                }
            }
            impl serde::Serialize for $name {
                fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.serialize_str(self.as_str()) }
            }
            impl schemars::JsonSchema for $name {
                fn schema_name() -> std::borrow::Cow<'static, str> { stringify!($name).into() }
                fn schema_id() -> std::borrow::Cow<'static, str> { concat!(module_path!(), "::", stringify!($name)).into() }
                fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema { wire::code_list_schema(&LIST) }
            }
        };
    };
}
pub use code_list;
