//! References from one definition to another.

use serde_json::Value;

/// The path of definitions in the generated schemas.
pub(super) const DEFINITIONS: &str = "#/$defs/";

/// The schema with its references redirected to another path of definitions.
///
/// Only schemas are searched: a property may be named `$ref`, and a constant or an example may look like a schema.
pub(super) fn redirected(schema: Value, place: &str) -> Value {
    let Value::Object(members) = schema else { return schema };
    members
        .into_iter()
        .map(|(name, value)| {
            let value = match name.as_str() {
                "$ref" => led(value, place),
                "$defs" | "properties" => each(value, place),
                "oneOf" | "anyOf" | "allOf" => listed(value, place),
                "items" | "additionalProperties" | "propertyNames" => redirected(value, place),
                _ => value,
            };
            (name, value)
        })
        .collect()
}

fn led(reference: Value, place: &str) -> Value {
    match reference.as_str().and_then(|target| target.strip_prefix(DEFINITIONS)) {
        Some(name) => format!("{place}{name}").into(),
        None => reference,
    }
}

fn each(schemas: Value, place: &str) -> Value {
    match schemas {
        Value::Object(schemas) => schemas.into_iter().map(|(name, schema)| (name, redirected(schema, place))).collect(),
        other => other,
    }
}

fn listed(schemas: Value, place: &str) -> Value {
    match schemas {
        Value::Array(schemas) => schemas.into_iter().map(|schema| redirected(schema, place)).collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_a_reference() {
        for (schema, expected) in [
            (json!({"$ref": "#/$defs/A"}), json!({"$ref": "#/x/A"})),
            (json!({"allOf": [{"$ref": "#/$defs/A"}, true]}), json!({"allOf": [{"$ref": "#/x/A"}, true]})),
            (json!({"$defs": {"A": {"items": {"$ref": "#"}}}}), json!({"$defs": {"A": {"items": {"$ref": "#"}}}})),
            (
                json!({"properties": {"$ref": {"const": {"$ref": "#/$defs/A"}}}}),
                json!({"properties": {"$ref": {"const": {"$ref": "#/$defs/A"}}}}),
            ),
            (json!(false), json!(false)),
        ] {
            assert_eq!(redirected(schema, "#/x/"), expected);
        }
    }
}
