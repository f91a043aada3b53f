//! Free text with a bounded length.

use crate::wire::{
    Bound, Brief, Invalid, Label, Lines, Privacy, Shape, Spelling, Step, TextReader, VISIBLE, View, Wire, Word,
    is_text, read_text, tidy,
};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{borrow::Cow, fmt, str::FromStr};

/// One line of text of `MIN` to `MAX` characters, not only blanks. It is read without blanks at its ends, and with a space for
/// control characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text<const MIN: usize, const MAX: usize>(Brief);

/// Text of at most `MAX` characters that may have several lines: like [`Text`], but with line breaks inside.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Note<const MAX: usize>(Brief);

/// One line of text as it is read.
pub(super) fn line(text: &str) -> Brief {
    tidy(text, Lines::One).into()
}

/// Whether a character is invisible, or changes the order in which others are displayed. Such a character in a name or
/// an amount is not intended.
pub(crate) fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9f}'             // C1 controls
        | '\u{ad}'                      // soft hyphen
        | '\u{200b}'..='\u{200f}'       // zero width, direction marks
        | '\u{2028}'..='\u{202e}'       // line and paragraph separators, direction embeddings
        | '\u{2060}'..='\u{206f}'       // invisible operators, direction isolates
        | '\u{61c}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

impl<const MIN: usize, const MAX: usize> Text<MIN, MAX> {
    /// Reads it.
    ///
    /// # Errors
    /// [`Invalid::TextLength`] if the text is too short or too long, [`Invalid::Form`] if it is blank.
    ///
    /// # Example
    /// ```
    /// use tongbiao::value::Text;
    ///
    /// let name: Text<1, 200> = Text::parse("洛阳市某医院 ")?;
    /// assert_eq!(name.as_str(), "洛阳市某医院");
    /// assert!(Text::<1, 200>::parse(" ").is_err());
    /// # Ok::<(), tongbiao::value::Invalid>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        if is_text(text, MIN, MAX) { Ok(Self(line(text))) } else { Err(Self::INVALID.for_text(text)) }
    }

    const INVALID: Invalid = Invalid::Form(&Self::WORD);

    const WORD: Word = Word {
        name: "",
        label: Label { zh: "文本", en: "Text" },
        docs: &[],
        pattern: VISIBLE,
        format: None,
        length: Bound { min: MIN, max: MAX },
        example: "",
        accepts: |text| is_text(text, MIN, MAX),
        spelling: Spelling::Free(Lines::One),
    };
}

impl<const MAX: usize> Note<MAX> {
    /// Reads it.
    ///
    /// # Errors
    /// [`Invalid::TextLength`] if the text is empty or too long, [`Invalid::Form`] if it is blank.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let read = || Self(tidy(text, Lines::Several).into());
        if is_text(text, 1, MAX) { Ok(read()) } else { Err(Self::INVALID.for_text(text)) }
    }

    const INVALID: Invalid = Invalid::Form(&Self::WORD);

    const WORD: Word = Word {
        name: "",
        label: Label { zh: "多行文本", en: "Text of several lines" },
        docs: &[],
        pattern: VISIBLE,
        format: None,
        length: Bound { min: 1, max: MAX },
        example: "",
        accepts: |text| is_text(text, 1, MAX),
        spelling: Spelling::Free(Lines::Several),
    };
}

/// The traits that both kinds of text share.
macro_rules! text {
    ($name:ident, [$($generics:tt)*], [$($arguments:tt)*]) => {
        impl<$($generics)*> $name<$($arguments)*> {
            /// Makes a text of the program fit: removes control characters and blanks at both ends, and cuts the excess
            /// length.
            pub(crate) fn cleaned(text: &str) -> Self {
                let clean: String = text.chars().filter(|c| !c.is_ascii_control()).collect();
                let clean: String = clean.trim_matches(' ').chars().take(MAX).collect();
                let clean = clean.trim_end_matches(' ');
                Self(if clean.is_empty() { "—" } else { clean }.into())
            }

            /// The text.
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl<$($generics)*> FromStr for $name<$($arguments)*> {
            type Err = Invalid;
            fn from_str(text: &str) -> Result<Self, Invalid> { Self::parse(text) }
        }
        impl<$($generics)*> TryFrom<&str> for $name<$($arguments)*> {
            type Error = Invalid;
            fn try_from(text: &str) -> Result<Self, Invalid> { Self::parse(text) }
        }
        impl<$($generics)*> TryFrom<String> for $name<$($arguments)*> {
            type Error = Invalid;
            fn try_from(text: String) -> Result<Self, Invalid> { Self::parse(&text) }
        }
        impl<$($generics)*> AsRef<str> for $name<$($arguments)*> {
            fn as_ref(&self) -> &str { &self.0 }
        }
        impl<$($generics)*> From<$name<$($arguments)*>> for String {
            fn from(text: $name<$($arguments)*>) -> Self { text.0.into() }
        }
        impl<$($generics)*> fmt::Display for $name<$($arguments)*> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(&self.0) }
        }
        // The text may contain anything, so it is not shown when a value is only logged.
        impl<$($generics)*> fmt::Debug for $name<$($arguments)*> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{}(…)", stringify!($name)) }
        }
        impl<$($generics)*> Wire for $name<$($arguments)*> {
            const SHAPE: &'static Shape = &Shape::Word(&Self::WORD);
            fn view(&self) -> View<'_> { View::Text(&self.0) }
            fn texts(&self, step: Step, privacy: Privacy, reader: &mut dyn TextReader) { reader.text(step, privacy, &self.0); }
        }
        impl<'de, $($generics)*> Deserialize<'de> for $name<$($arguments)*> {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                read_text(d, "a string", Self::parse)
            }
        }
        impl<$($generics)*> Serialize for $name<$($arguments)*> {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.serialize_str(&self.0) }
        }
        impl<$($generics)*> JsonSchema for $name<$($arguments)*> {
            fn inline_schema() -> bool { true }
            fn schema_name() -> Cow<'static, str> { stringify!($name).into() }
            fn json_schema(_: &mut SchemaGenerator) -> Schema { crate::wire::word_schema(&Self::WORD) }
        }
    };
}

text!(Text, [const MIN: usize, const MAX: usize], [MIN, MAX]);
text!(Note, [const MAX: usize], [MAX]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_characters() {
        assert!(Text::<1, 3>::parse("白血病").is_ok());
        assert!(Text::<1, 3>::parse("白血病症").is_err());
        assert!(Text::<3, 9>::parse("白血").is_err());
        assert!(Text::<1, 1>::parse("😀").is_ok());
    }

    #[test]
    fn blanks_at_the_ends_are_not_read() {
        for text in ["", " ", "\u{0}", "\t\n"] {
            assert!(Text::<1, 9>::parse(text).is_err() && Note::<9>::parse(text).is_err(), "{text:?}");
        }
        for (text, read) in [("a b", "a b"), (" a", "a"), ("a\n", "a"), ("a\tb", "a b"), ("a\u{7f}b", "a b")] {
            assert_eq!(Text::<1, 9>::parse(text).unwrap().as_str(), read);
            assert_eq!(Text::<1, 9>::parse(text), Text::parse(read));
        }
        assert_eq!(Note::<9>::parse("a\r\nb\n").unwrap().as_str(), "a\nb");
    }
}
