//! One schema for all kinds of documents.

use super::{SchemaOptions, schema_value};
use crate::document::DocumentKind;
use serde_json::{Map, Value, json};

/// The name of the file.
pub(super) const FILE: &str = "tongbiao.schema.json";

/// The name of the type for a document of any kind.
pub(super) const ANY: &str = "TongbiaoDocument";

/// The description of a document of any kind.
pub(super) const DESCRIPTION: &str =
    "任一种类的文件 · Document of any kind.\n\n种类由 kind 决定。\nThe member `kind` states the kind.";

/// A schema that accepts the documents of all kinds. The kinds are inline alternatives, each with its `kind` as a constant, and share
/// their definitions.
pub(super) fn bundle(options: &SchemaOptions) -> Value {
    let Parts { documents, definitions } = Parts::gathered();
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": ANY,
        "description": DESCRIPTION,
        "oneOf": documents,
        "$defs": definitions,
    });
    if let (Some(root), true) = (schema.as_object_mut(), options.with_id) {
        root.insert("$id".to_owned(), format!("{}{FILE}", options.base).into());
    }
    schema
}

/// The schemas of all kinds without their outer keywords, and all definitions that they use.
pub(super) struct Parts {
    pub(super) documents: Vec<Value>,
    /// A name denotes the same type in all kinds; a test compares them.
    pub(super) definitions: Map<String, Value>,
}

impl Parts {
    pub(super) fn gathered() -> Self {
        let mut parts = Self { documents: Vec::new(), definitions: Map::new() };
        for kind in DocumentKind::ALL {
            let Value::Object(mut root) = schema_value(*kind, &SchemaOptions::without_id()) else { continue };
            root.remove("$schema");
            if let Some(Value::Object(definitions)) = root.remove("$defs") {
                parts.definitions.extend(definitions);
            }
            parts.documents.push(root.into());
        }
        parts
    }
}
