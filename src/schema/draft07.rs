//! JSON Schema draft-07, written from the schemas of 2020-12.
//!
//! What is published uses no keyword that draft-07 lacks or understands otherwise, apart from those that are renamed here,
//! and a reference never has siblings, which draft-07 would overlook: a test holds the schemas to that.

use super::reference::redirected;
use serde_json::Value;

/// How draft-07 is named.
pub(super) const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// The same schema in draft-07, with an address if one is given.
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
