//! What an application states and no programme that is asked uses: what need not have been collected.

use crate::{code::FactSupplier, fact::facts, programme::AskedFact, wire::Label};
use serde_json::Value;
use std::collections::BTreeSet;

/// A member that an application states though none of the programmes asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Surplus {
    /// Where it stands: a JSON Pointer with `*` for each item of a list.
    pub path: &'static str,
    /// The fact of the registry that it would be for.
    pub label: Label,
}

/// Who the child is and who acts for it is asked by every programme, and when an application came in is no question to the family.
const OF_EVERY_APPLICATION: &[&str] =
    &["/child/birthDate", "/child/identity/*/number", "/child/sex", "/guardians/*/kind"];

/// The members of an application that facts of the registry are read from and that none of some programmes uses, in the order
/// of the registry. Only places are told, never what stands there.
///
/// What a programme needs to reach a family and to pay it (names, guardians, consents, materials, payee) is no fact of the
/// registry and is left out, as is what the programmes' papers ask for.
pub fn surplus<'a>(application: &Value, asked: impl IntoIterator<Item = &'a AskedFact>) -> Vec<Surplus> {
    let used: BTreeSet<&str> = asked.into_iter().flat_map(|fact| fact.paths.iter().copied()).collect();
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for fact in facts().filter(|fact| fact.supplier != FactSupplier::Intake) {
        for path in fact.paths.iter().copied() {
            let needed = OF_EVERY_APPLICATION.contains(&path) || used.iter().any(|used| holds(used, path));
            if !needed && is_filled(application, path) && told.insert(path) {
                found.push(Surplus { path, label: fact.label });
            }
        }
    }
    found
}

/// Whether one place is the other, or lies above or below it.
fn holds(one: &str, other: &str) -> bool {
    let above = |a: &str, b: &str| b.strip_prefix(a).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    above(one, other) || above(other, one)
}

/// Whether something stands at a place: for `*` in any item of a list. An empty list says that there is none.
fn is_filled(value: &Value, path: &str) -> bool {
    let Some(rest) = path.strip_prefix('/') else {
        return !matches!(value, Value::Array(items) if items.is_empty());
    };
    let (step, _) = rest.split_once('/').unwrap_or((rest, ""));
    let below = rest.get(step.len()..).unwrap_or_default();
    match (step, value) {
        ("*", Value::Array(items)) => items.iter().any(|item| is_filled(item, below)),
        (name, Value::Object(members)) => members.get(name).is_some_and(|member| is_filled(member, below)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn places_that_are_filled() {
        let application = json!({"a": {"b": [{"c": 1}, {"d": []}]}, "e": []});
        for (path, expected) in [
            ("/a", true),
            ("/a/b", true),
            ("/a/b/*/c", true),
            ("/a/b/*/d", false),
            ("/a/b/*/d/*/x", false),
            ("/a/x", false),
            ("/e", false),
            ("/e/*", false),
        ] {
            assert_eq!(is_filled(&application, path), expected, "{path}");
        }
        assert!(holds("/a/b", "/a/b/*/c") && holds("/a/b/*/c", "/a/b") && holds("/a", "/a"));
        assert!(!holds("/a/b", "/a/bc") && !holds("/a/b", "/a/c"));
    }
}
