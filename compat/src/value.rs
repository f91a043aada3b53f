//! JSON values: their type and their equality.

use serde_json::Value;
use std::collections::BTreeMap;

/// The name of the JSON type of a value.
pub(crate) fn json_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Whether a value has one of the types that a schema requires.
pub(crate) fn is_of_type(asked: &Value, value: &Value) -> bool {
    let whole = value.as_f64().is_some_and(|float| float.fract() == 0.0);
    let is = |name: &Value| name == json_type(value) || name == "integer" && whole;
    match asked {
        Value::Array(some) => some.iter().any(is),
        only => is(only),
    }
}

/// A canonical text of a value. Equal values have equal texts: 1 and 1.0 are the same number.
pub(crate) fn normal(value: &Value) -> String {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(float) if !number.is_i64() && !number.is_u64() => float.to_string(),
            _ => number.to_string(),
        },
        Value::Array(items) => format!("[{}]", items.iter().map(normal).collect::<Vec<_>>().join(",")),
        Value::Object(members) => {
            let members: BTreeMap<&String, &Value> = members.iter().collect();
            let members = members.into_iter().map(|(name, value)| format!("{name:?}:{}", normal(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}
