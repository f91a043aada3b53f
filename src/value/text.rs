//! Free text with a bounded length.

use crate::wire::{Bound, Invalid, Label, Privacy, Shape, Step, TextReader, View, Wire, Word, read_text};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{borrow::Cow, fmt, str::FromStr};

/// One line of text of `MIN` to `MAX` characters: no ASCII control characters, no blank at either end.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text<const MIN: usize, const MAX: usize>(Box<str>);

/// Text of at most `MAX` characters that may have several lines: like [`Text`], but with line feeds inside.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Note<const MAX: usize>(Box<str>);

const TEXT_PATTERN: &str = "^[^\\x00-\\x20\\x7f](?:[^\\x00-\\x1f\\x7f]*[^\\x00-\\x20\\x7f])?$";
pub(crate) const NOTE_PATTERN: &str = "^[^\\x00-\\x20\\x7f](?:[^\\x00-\\x09\\x0b-\\x1f\\x7f]*[^\\x00-\\x20\\x7f])?$";

/// Whether the length of a text is within the bounds, neither end is blank, and the only control character is the
/// allowed one.
fn is_clean(text: &str, min: usize, max: usize, allowed: Option<u8>) -> bool {
    let bytes = text.as_bytes();
    let control = |b: &u8| (*b < 0x20 || *b == 0x7f) && Some(*b) != allowed;
    let padded = |b: Option<&u8>| b.is_none_or(|b| *b <= 0x20);
    if padded(bytes.first()) || padded(bytes.last()) || bytes.iter().any(control) {
        return false;
    }
    // A text with this number of bytes cannot have too many characters, so its characters need not be counted.
    let count = || text.chars().count();
    (bytes.len() <= max || count() <= max) && (min <= 1 || count() >= min)
}

/// Whether a text is one line whose length is in the range.
pub(super) fn is_line(text: &str, min: usize, max: usize) -> bool {
    is_clean(text, min, max, None)
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
    /// [`Invalid::Form`] if the text is too short or too long, has a space at either end or a control character.
    ///
    /// # Example
    /// ```
    /// use tongbiao::value::Text;
    ///
    /// let name: Text<1, 200> = Text::parse("洛阳市某医院")?;
    /// assert!(Text::<1, 200>::parse("two\nlines").is_err());
    /// # Ok::<(), tongbiao::value::Invalid>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        if is_clean(text, MIN, MAX, None) { Ok(Self(text.into())) } else { Err(Self::INVALID) }
    }

    const INVALID: Invalid = Invalid::Form(&Self::WORD);

    const WORD: Word = Word {
        name: "",
        label: Label { zh: "文本", en: "Text" },
        docs: &[],
        pattern: TEXT_PATTERN,
        format: None,
        length: Bound { min: MIN, max: MAX },
        example: "",
        accepts: |text| is_clean(text, MIN, MAX, None),
    };
}

impl<const MAX: usize> Note<MAX> {
    /// Reads it.
    ///
    /// # Errors
    /// [`Invalid::Form`] if the text is empty or too long, has a space at either end or a control character other than a line
    /// feed.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        if is_clean(text, 1, MAX, Some(b'\n')) { Ok(Self(text.into())) } else { Err(Self::INVALID) }
    }

    const INVALID: Invalid = Invalid::Form(&Self::WORD);

    const WORD: Word = Word {
        name: "",
        label: Label { zh: "多行文本", en: "Text of several lines" },
        docs: &[],
        pattern: NOTE_PATTERN,
        format: None,
        length: Bound { min: 1, max: MAX },
        example: "",
        accepts: |text| is_clean(text, 1, MAX, Some(b'\n')),
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
    fn no_padding_and_no_control_characters() {
        for text in ["", " ", " a", "a ", "a\n", "\u{0}", "a\u{7f}b", "a\tb", "a\nb"] {
            assert!(Text::<1, 9>::parse(text).is_err(), "{text:?}");
        }
        assert!(Note::<9>::parse("a\nb").is_ok());
        assert!(Note::<9>::parse("a\n").is_err());
        assert!(Text::<1, 9>::parse("a b").is_ok());
    }
}
