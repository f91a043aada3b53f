//! The JSON language of the standard: each wire type is declared once, and the declaration is used in three ways.
//!
//! Every wire type is declared by one of four internal macros (`record!`, `union!`, `code_list!`, `word!`). The declaration
//! generates the Rust type with its serde reader and writer, its JSON Schema, and its [`Shape`]: the static description
//! from which labels, privacy classes and structural findings are made. The readers that serde derives accept more than
//! a schema can express (arrays for objects, `null` for a missing member, the last of two duplicate members). The
//! readers here refuse these.
//!
//! # For programs that build documents
//!
//! [`List`], [`Integer`], [`Real`] and [`Entries`] are the containers of records. [`Invalid`] is the error of every constructor. They are
//! also listed in [`value`](crate::value).
//!
//! # Description of the types
//!
//! A program that generates forms, labels or documentation walks the static description: [`Wire::SHAPE`] of a type is a [`Shape`],
//! which leads to a [`Record`] with its [`Member`]s, a [`Union`] with its [`Variant`]s, a [`CodeList`] with its [`Code`]s, a
//! [`Word`], or a container. Each has a [`Label`] in both languages; each member has its [`Privacy`] class.

mod brief;
mod choice;
mod code_list;
mod common_words;
mod entries;
mod find;
mod integer;
mod invalid;
mod json;
mod json_reader;
mod json_schema;
mod list;
mod member_name;
mod nearest;
mod real;
mod record;
mod refusal;
mod shape;
mod spelling;
mod text;
mod tidy;
mod union;
mod view;
mod walk;
mod word;

pub use brief::Brief;
pub use choice::{CodeChoice, Guess};
#[cfg(test)]
pub(crate) use common_words::suggested;
pub use entries::Entries;
#[doc(hidden)]
pub use find::find as find_json;
pub use integer::Integer;
pub use invalid::Invalid;
pub use json::{Entry, Json, JsonValue, Number, Span};
pub use json_reader::{JsonFault, Syntax, parse as parse_json};
pub use list::List;
pub use member_name::MemberName;
#[doc(hidden)]
pub use nearest::nearest;
pub use real::Real;
#[doc(hidden)]
pub use refusal::refusals;
pub use refusal::{JsonType, Refusal, Refused};
pub use shape::{
    Bound, Code, CodeList, Label, Member, Privacy, Record, Shape, Step, TextReader, Union, Variant, Wire, Word,
};
pub use spelling::{Mark, Spelling};
pub use tidy::Lines;
pub use view::{Items, Members, View};

pub(crate) use json_schema::document_schema;
pub(crate) use refusal::untidy;
pub(crate) use spelling::{lower_case, upper_case};
pub(crate) use tidy::{VISIBLE, is_text, may_be_untidy, tidy};
pub(crate) use walk::walk;

#[doc(hidden)]
pub use self::shape::{camel, camel_len, label};
/// Used by the expansion of the four macros. They are for the crates of this project, which declare their own records
/// with them. No other crate may rely on them.
#[doc(hidden)]
pub use self::{
    code_list::code_list,
    json_schema::{code_list_schema, record_schema, union_schema, word_schema},
    record::{
        NameSeed, Object, ObjectVisitor, debug_member, fill, missing, privacy, read_object, record, record_name,
        record_new, unknown,
    },
    text::read_text,
    union::{Tagged, TaggedVisitor, union},
    word::word,
};
#[doc(hidden)]
pub use schemars;
