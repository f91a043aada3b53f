//! JSON Schema draft-07, derived from the schemas of 2020-12.
//!
//! The published schemas use no keyword that draft-07 lacks or interprets differently, apart from those renamed here. A reference
//! never has sibling keywords, which draft-07 would ignore. A test checks both.

use super::reference::redirected;
use serde_json::Value;

/// The identifier of draft-07.
pub(super) const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// The same schema in draft-07, with an `$id` if one is given.
pub(super) fn downgraded(schema: Value, id: Option<String>) -> Value {
    let mut schema = redirected(schema, "#/definitions/");
    if let Some(root) = schema.as_object_mut() {
        root.insert("$schema".to_owned(), DIALECT.into());
        if let Some(definitions) = root.remove("$defs") {
            root.insert("definitions".to_owned(), definitions);
        }
        if let Some(id) = id {
            root.insert("$id".to_owned(), id.into());
        }
    }
    schema
}
