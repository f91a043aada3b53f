//! The static description of a wire type.

use super::{Spelling, View};
use schemars::{Schema, SchemaGenerator};
use serde::{Serialize, de::DeserializeOwned};

/// A type of values in a document. It is written, read strictly and described.
pub trait Wire: Serialize + DeserializeOwned + schemars::JsonSchema + 'static {
    /// The description of its JSON.
    const SHAPE: &'static Shape;

    /// The value in the form in which it is written.
    fn view(&self) -> View<'_>;

    /// Passes every free text in the value to a reader. A value without text passes nothing.
    fn texts(&self, _step: Step, _privacy: Privacy, _reader: &mut dyn TextReader) {}
}

/// A step from a value to one of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To the member with that wire name.
    Member(&'static str),
    /// To the item with that index of a list.
    Item(usize),
}

/// Reads the free texts of a value, one after the other.
pub trait TextReader {
    /// The next texts are inside that part.
    fn enter(&mut self, step: Step);
    /// The next texts are outside the part again.
    fn leave(&mut self);
    /// A word that may contain more than ASCII, such as a name, with its place.
    fn word(&mut self, step: Step, text: &str);
    /// A text, with its place and its privacy class.
    fn text(&mut self, step: Step, privacy: Privacy, text: &str);
}

/// The description of the JSON of a wire type.
#[derive(Debug)]
pub enum Shape {
    /// An object with named members.
    Record(&'static Record),
    /// An object whose tag member decides which other members it has.
    Union(&'static Union),
    /// One of a closed list of strings.
    Code(&'static CodeList),
    /// A string of a certain form.
    Word(&'static Word),
    /// A whole number between two bounds, both inclusive.
    Integer(i64, i64),
    /// A number between two bounds, both inclusive. It need not be whole.
    Real(i64, i64),
    /// `true` or `false`.
    Flag,
    /// A list of items of one shape.
    List {
        /// The shape of each item.
        item: &'static Shape,
        /// The minimum and maximum number of items.
        bound: Bound,
    },
    /// An object whose member names are words and whose values have one shape.
    Entries {
        /// The form of a member name.
        name: &'static Word,
        /// The shape of each value.
        value: &'static Shape,
        /// The maximum number of members.
        max: usize,
    },
    /// Any JSON value, at most 32 levels deep.
    Any,
}

impl Shape {
    /// Whether it is the shape of a declared type: a record, a union, a word or a code list.
    pub fn is_of<T: Wire>(&self) -> bool {
        match (self, T::SHAPE) {
            // Each declaration has exactly one description, so its address identifies it.
            (Self::Record(own), Self::Record(other)) => std::ptr::eq(*own, *other),
            (Self::Union(own), Self::Union(other)) => std::ptr::eq(*own, *other),
            (Self::Word(own), Self::Word(other)) => std::ptr::eq(*own, *other),
            (Self::Code(own), Self::Code(other)) => std::ptr::eq(*own, *other),
            _ => false,
        }
    }

    /// Whether values of this shape contain members or items with privacy classes of their own.
    pub const fn is_container(&self) -> bool {
        match self {
            Self::Record(_) | Self::Union(_) => true,
            Self::List { item, .. } => item.is_container(),
            Self::Entries { value, .. } => value.is_container(),
            _ => false,
        }
    }
}

/// The minimum and maximum length, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// The minimum.
    pub min: usize,
    /// The maximum.
    pub max: usize,
}

/// The label of a thing in both languages of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

/// The privacy class of a member: who may see its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Privacy {
    /// Everyone may see it: codes and names of the standard, institutions, programmes.
    Public,
    /// It identifies a person only with the help of a register: numbers of documents, keys inside one document.
    /// Digests without a key also have this class, so that programs can compare them, but all values can be tried: an outcome that is not
    /// sealed is personal data as a whole.
    Pseudonymous,
    /// It identifies a person or contains contact details.
    Personal,
    /// It is about a person's body, illness or treatment.
    Health,
    /// It is about a person's money.
    Financial,
}

impl Privacy {
    /// The class as a code, in `labels.json` and in findings.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Pseudonymous => "pseudonymous",
            Self::Personal => "personal",
            Self::Health => "health",
            Self::Financial => "financial",
        }
    }

    /// Whether a value of this class may appear in output for which values were not requested.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Public | Self::Pseudonymous)
    }
}

/// An object type.
#[derive(Debug)]
pub struct Record {
    /// Its name in Rust, in the schema and in generated code.
    pub name: &'static str,
    /// Its label.
    pub label: Label,
    /// Its documentation, line by line. The first line contains the label.
    pub docs: &'static [&'static str],
    /// Its members, in the order in which they are written.
    pub members: &'static [Member],
}

impl Record {
    /// The member with that wire name.
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        self.members.iter().find(|m| m.name == name)
    }
}

/// A member of a [`Record`].
#[derive(Debug)]
pub struct Member {
    /// Its wire name.
    pub name: &'static str,
    /// Its label.
    pub label: Label,
    /// Its documentation, line by line. The first line contains the label.
    pub docs: &'static [&'static str],
    /// Whether it is required. A record without a required member is refused.
    pub required: bool,
    /// The privacy class of its value.
    pub privacy: Privacy,
    /// The description of its value.
    pub shape: &'static Shape,
    /// The JSON Schema of its value.
    pub schema: fn(&mut SchemaGenerator) -> Schema,
}

/// An object type whose members depend on a tag.
#[derive(Debug)]
pub struct Union {
    /// Its name in Rust, in the schema and in generated code.
    pub name: &'static str,
    /// Its label.
    pub label: Label,
    /// Its documentation, line by line. The first line contains the label.
    pub docs: &'static [&'static str],
    /// The name of the tag member.
    pub tag: &'static str,
    /// The alternatives.
    pub variants: &'static [Variant],
}

/// An alternative of a [`Union`].
#[derive(Debug)]
pub struct Variant {
    /// Its name in Rust.
    pub name: &'static str,
    /// The value of the tag.
    pub code: &'static str,
    /// Its label.
    pub label: Label,
    /// Its documentation, line by line. The first line contains the label.
    pub docs: &'static [&'static str],
    /// Its other members.
    pub record: &'static Record,
}

/// A closed list of codes.
#[derive(Debug)]
pub struct CodeList {
    /// Its name in Rust, in the schema and in generated code.
    pub name: &'static str,
    /// Its label.
    pub label: Label,
    /// Its documentation, line by line. The first line contains the label.
    pub docs: &'static [&'static str],
    /// The standard, notice or practice from which the list is taken.
    pub source: &'static str,
    /// The codes.
    pub codes: &'static [Code],
}

/// A code of a [`CodeList`].
#[derive(Debug)]
pub struct Code {
    /// The code, as documents contain it.
    pub code: &'static str,
    /// Its label.
    pub label: Label,
    /// Its documentation, line by line. The first line contains the label.
    pub docs: &'static [&'static str],
}

impl Code {
    /// The codes of national interfaces and standards that its documentation states.
    pub(crate) fn national(&self) -> impl Iterator<Item = &'static str> {
        let stated = self.docs.iter().filter_map(|line| line.split_once("National code")?.1.strip_prefix([':', ' ']));
        let numbers = stated.flat_map(|list| list.trim_start().split(", "));
        numbers.map(|number| number.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default())
    }
}

/// A string of a certain form.
#[derive(Debug)]
pub struct Word {
    /// Its name in Rust, in the schema and in generated code. Empty for a form without a name.
    pub name: &'static str,
    /// Its label.
    pub label: Label,
    /// Its documentation, line by line. The first line contains the label.
    pub docs: &'static [&'static str],
    /// The form as a regular expression, in the common subset of ECMA-262, RE2, Python and Rust.
    pub pattern: &'static str,
    /// The JSON Schema format, if one exists that accepts the same texts or more.
    pub format: Option<&'static str>,
    /// The minimum and maximum number of characters.
    pub length: Bound,
    /// A valid value. It is invented.
    pub example: &'static str,
    /// Whether a text has the form.
    pub accepts: fn(&str) -> bool,
    /// Which other spellings have a certain meaning.
    pub spelling: Spelling,
}

impl Word {
    /// The canonical spelling of a text that does not have the form, or of a free text that is not read as it is written.
    /// `None` if the spelling is canonical, or the meaning is not certain.
    ///
    /// # Example
    /// ```
    /// use tongbiao::{value::{Date, Money}, wire::{Shape, Wire}};
    ///
    /// let spelling = |shape: &'static Shape, text| match shape {
    ///     Shape::Word(word) => word.canonical(text),
    ///     _ => None,
    /// };
    /// assert_eq!(spelling(Money::SHAPE, "30000").as_deref(), Some("30000.00"));
    /// assert_eq!(spelling(Money::SHAPE, "1,234"), None); // a decimal comma or a separator of thousands
    /// assert_eq!(spelling(Date::SHAPE, "2024年5月8日").as_deref(), Some("2024-05-08"));
    /// assert_eq!(spelling(Date::SHAPE, "05/06/2024"), None); // May or June
    /// ```
    pub fn canonical(&self, text: &str) -> Option<String> {
        self.spelling.canonical(self.accepts, text)
    }

    /// The canonical spelling of a JSON number in place of a word. `None` if the word is not a decimal number.
    pub fn canonical_number(&self, number: &str) -> Option<String> {
        self.spelling.canonical_number(number).filter(|text| (self.accepts)(text))
    }
}

/// Splits the first line of a documentation, `中文 · English.`, into the two labels.
///
/// It runs at compile time: a member without both labels does not compile.
pub const fn label(docs: &'static [&'static str]) -> Label {
    let Some(first) = docs.first() else { return missing_label() };
    let line = first.trim_ascii();
    let bytes = line.as_bytes();
    let mut at = 0;
    while at + 4 <= bytes.len() {
        // " · ": a middle dot (two bytes in UTF-8) between spaces.
        let (_, rest) = bytes.split_at(at);
        if let [b' ', 0xC2, 0xB7, b' ', ..] = rest {
            let (zh, tail) = line.split_at(at);
            let (_, en) = tail.split_at(4);
            let en = match en.as_bytes() {
                [head @ .., b'.'] => en.split_at(head.len()).0,
                _ => missing_label().en,
            };
            if !zh.is_empty() && !en.is_empty() && !zh.is_ascii() && en.is_ascii() {
                return Label { zh, en };
            }
        }
        at += 1;
    }
    missing_label()
}

#[expect(clippy::panic, reason = "evaluated by the compiler only: it refuses a declaration without labels")]
const fn missing_label() -> Label {
    panic!("the first line of a documentation is `中文 · English label.`")
}

/// The length of the camelCase form of a snake_case name.
pub const fn camel_len(name: &str) -> usize {
    let mut bytes = name.as_bytes();
    let mut len = 0;
    while let [first, rest @ ..] = bytes {
        if *first != b'_' {
            len += 1;
        }
        bytes = rest;
    }
    len
}

/// The camelCase form of a snake_case name, as bytes: `total_amount` is `totalAmount`.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler only")]
pub const fn camel<const N: usize>(name: &str) -> [u8; N] {
    let mut bytes = name.as_bytes();
    let mut out = [0; N];
    let mut len = 0;
    let mut upper = false;
    while let [first, rest @ ..] = bytes {
        if *first == b'_' {
            upper = true;
        } else {
            out[len] = if upper { first.to_ascii_uppercase() } else { *first };
            len += 1;
            upper = false;
        }
        bytes = rest;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_come_from_the_first_line() {
        assert_eq!(label(&[" 金额 · Amount."]), Label { zh: "金额", en: "Amount" });
    }

    #[test]
    fn a_shape_is_of_one_declaration() {
        use crate::{
            code::{Sex, StampKind},
            record::{guardian::Guardian, payee::Payee},
            value::{Money, Period, SignedMoney},
            wire::List,
        };
        assert!(Period::SHAPE.is_of::<Period>() && Guardian::SHAPE.is_of::<Guardian>());
        assert!(Money::SHAPE.is_of::<Money>() && Sex::SHAPE.is_of::<Sex>());
        assert!(!Money::SHAPE.is_of::<SignedMoney>() && !Sex::SHAPE.is_of::<StampKind>());
        assert!(!Guardian::SHAPE.is_of::<Payee>() && !Guardian::SHAPE.is_of::<Period>());
        assert!(!<List<Money, 0, 1>>::SHAPE.is_of::<Money>() && !bool::SHAPE.is_of::<bool>());
    }

    #[test]
    fn names_become_camel_case() {
        assert_eq!(&camel::<{ camel_len("total_amount_in_words") }>("total_amount_in_words"), b"totalAmountInWords");
        assert_eq!(&camel::<4>("note"), b"note");
    }
}
