//! Rules of notices that random pairs must reach.

use serde_json::Value;

/// The rules that a pair reaches, each with whether it does.
pub fn met(rules: &str, _case: &Value, paid: bool) -> Vec<(&'static str, bool)> {
    let has = |text: &str| rules.contains(text);
    vec![
        ("paid under alternative conditions", paid && has("\"whenAnyOf\"")),
        ("paid by an assessed amount", paid && has("\"type\":\"assessed\"")),
        ("paid by a score or a grade", paid && (has("assessed-number") || has("assessed-grade"))),
    ]
}

/// The required frequency of each, per ten thousand decisions.
pub const FLOORS: [(&str, u64); 3] = [
    ("paid under alternative conditions", 100),
    ("paid by an assessed amount", 100),
    ("paid by a score or a grade", 50),
];
