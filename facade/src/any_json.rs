//! Values of the JSON library as values of the wire.

use serde_json::Value;
use tongbiao::wire::{Entry, Json, JsonValue, Number};

/// The same value, at any nesting depth.
pub(crate) fn json(value: &Value) -> Json {
    Json::new(match value {
        Value::Null => JsonValue::Null,
        Value::Bool(flag) => JsonValue::Flag(*flag),
        Value::Number(number) => JsonValue::Number(match (number.as_u64(), number.as_i64()) {
            (Some(whole), _) => Number::Whole(whole),
            (None, Some(negative)) => Number::Negative(negative),
            (None, None) => Number::Float(number.as_f64().unwrap_or_default()),
        }),
        Value::String(text) => JsonValue::Text(text.clone()),
        Value::Array(items) => JsonValue::List(items.iter().map(json).collect()),
        Value::Object(members) => {
            JsonValue::Object(members.iter().map(|(name, value)| Entry::new(name.clone(), json(value))).collect())
        }
    })
}
