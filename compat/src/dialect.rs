//! Differences between the drafts of JSON Schema.

use crate::keyword::{is_annotation, is_known};
use serde_json::{Map, Value};

/// The supported drafts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Dialect {
    Draft07,
    Draft2020,
}

impl Dialect {
    /// The draft that a schema states.
    pub(crate) fn of(root: &Map<String, Value>) -> Option<Self> {
        match root.get("$schema")?.as_str()?.trim_end_matches('#') {
            "http://json-schema.org/draft-07/schema" => Some(Self::Draft07),
            "https://json-schema.org/draft/2020-12/schema" => Some(Self::Draft2020),
            _ => None,
        }
    }

    /// The schema without ignored keywords: in draft-07, all keywords next to a `$ref`.
    pub(crate) fn read(self, mut schema: Value) -> Value {
        if self == Self::Draft07 {
            drop_beside_references(&mut schema);
        }
        schema
    }
}

fn drop_beside_references(schema: &mut Value) {
    let Value::Object(members) = schema else { return };
    if members.get("$ref").is_some_and(Value::is_string) {
        members.retain(|name, _| name == "$ref" || is_annotation(name));
        return;
    }
    for (keyword, value) in members {
        match (holds(keyword), value) {
            (Holds::Schemas, Value::Array(schemas)) => schemas.iter_mut().for_each(drop_beside_references),
            (Holds::Schemas, schema) => drop_beside_references(schema),
            (Holds::Named, Value::Object(schemas)) => schemas.values_mut().for_each(drop_beside_references),
            _ => {}
        }
    }
}

/// Whether all keywords of a schema are supported, and therefore have the same meaning in all supported drafts.
pub(crate) fn is_of_every_draft(schema: &Value) -> bool {
    let Value::Object(members) = schema else { return schema.is_boolean() };
    members.iter().all(|(keyword, value)| match (keyword.as_str(), value) {
        ("$ref", _) => members.keys().all(|name| name == "$ref" || is_annotation(name)),
        ("const" | "enum", _) => true,
        // In draft-07 only: one schema per item.
        ("items", Value::Array(_)) => false,
        ("allOf" | "anyOf" | "oneOf", Value::Array(schemas)) => schemas.iter().all(is_of_every_draft),
        (keyword, value) if is_known(keyword) => match (holds(keyword), value) {
            (Holds::Schemas, schema) => is_of_every_draft(schema),
            (Holds::Named, Value::Object(schemas)) => schemas.values().all(is_of_every_draft),
            _ => true,
        },
        _ => false,
    })
}

/// The content of the value of a keyword.
enum Holds {
    /// A schema, or a list of them.
    Schemas,
    /// Schemas by names.
    Named,
    Nothing,
}

fn holds(keyword: &str) -> Holds {
    match keyword {
        "items"
        | "additionalItems"
        | "contains"
        | "additionalProperties"
        | "propertyNames"
        | "not"
        | "if"
        | "then"
        | "else"
        | "allOf"
        | "anyOf"
        | "oneOf" => Holds::Schemas,
        "properties" | "patternProperties" | "dependencies" | "definitions" | "$defs" => Holds::Named,
        _ => Holds::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn draft_07_does_not_look_beside_references() {
        let to = json!({"$ref": "#/definitions/A"});
        let beside = json!({"$ref": "#/definitions/A", "maxLength": 5});
        let all = |schema: &Value| {
            json!({"items": [schema], "not": schema, "properties": {"$ref": schema, "x": {"allOf": [schema]}},
                "dependencies": {"x": schema, "y": ["x"]}, "const": {"$ref": "x", "maxLength": 5}})
        };
        assert_eq!(Dialect::Draft07.read(all(&beside)), all(&to));
        assert_eq!(Dialect::Draft2020.read(all(&beside)), all(&beside));
        let described = json!({"$ref": "#/definitions/A", "description": "x"});
        assert_eq!(Dialect::Draft07.read(described.clone()), described);
    }

    #[test]
    fn what_drafts_take_differently_is_known() {
        for (schema, same) in [
            (
                json!({"properties": {"items": {"items": {"$ref": "#/$defs/A", "title": "A"}}}, "required": ["items"]}),
                true,
            ),
            (json!({"enum": [{"dependencies": 1}], "format": "date"}), true),
            (json!({"items": [true]}), false),
            (json!({"properties": {"a": {"dependentRequired": {}}}}), false),
            (json!({"oneOf": [{"$ref": "#/$defs/A", "minLength": 1}]}), false),
            (json!({"additionalProperties": {"prefixItems": [true]}}), false),
        ] {
            assert_eq!(is_of_every_draft(&schema), same, "{schema}");
        }
    }
}
