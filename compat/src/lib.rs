//! Whether a new set of schemas still accepts all documents that an old set accepted.
//!
//! The schemas are compared type by type in both directions. A value is *lost* if the old set accepts it and the new set
//! refuses it; it is *gained* in the opposite case. Each loss has an example: a document that is validated against both sets.
//! A change that cannot be decided is reported as undecided and treated as a loss until a person labels it ([`ChangeLabel`]).
//!
//! The comparison supports the JSON Schema features that the standard uses: closed objects, maps, lists, closed lists of
//! codes, unions with a constant tag, bounds, references to definitions. Patterns are compared as regular languages, so an
//! equivalent pattern is not a change.
//!
//! # Example
//! ```
//! use serde_json::json;
//! use tongbiao_compat::{Judgement, SchemaSet, compare};
//!
//! let schema = |pattern: &str| {
//!     let code = json!({"title": "Code", "type": "string", "pattern": pattern});
//!     json!({"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Note", "type": "object",
//!         "properties": {"code": {"$ref": "#/$defs/Code"}}, "$defs": {"Code": code}})
//! };
//! let set = |pattern| SchemaSet::new([("note.schema.json".to_owned(), schema(pattern))]);
//! let comparison = compare(&set("^[0-9]{6,8}$")?, &set("^[0-9]{8}$")?, &[]);
//!
//! assert_eq!(comparison.judgement(), Judgement::Breaking);
//! let change = &comparison.changes[0];
//! assert_eq!((change.type_name.as_str(), change.keyword.as_str()), ("Code", "pattern"));
//! let example = change.example.as_ref().map(|example| &example.value);
//! assert_eq!(example, Some(&json!({"code": "111111"})));
//! # Ok::<(), tongbiao_compat::Unusable>(())
//! ```

mod accept;
mod automaton;
mod change;
mod comparison;
mod dialect;
mod direction;
mod example;
mod inclusion;
mod keyword;
mod label;
mod pattern;
mod set;
mod stable;
mod value;
mod version;
mod view;
mod why;

pub use change::{Change, Example, Judgement, Reason};
pub use comparison::{Comparison, compare};
pub use label::{BadLabel, ChangeLabel};
pub use set::{SchemaSet, Unusable};
pub use version::{Increase, NotAVersion, Version};
