//! Data in an application that none of the given programmes uses and that need not have been collected.

use crate::{
    code::FactSupplier,
    fact::facts,
    programme::RequiredFact,
    record::application::Application,
    wire::{Label, Shape, Wire},
};
use serde_json::Value;
use std::collections::BTreeSet;

/// A member of an application that none of the programmes uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Surplus {
    /// Its place: a JSON Pointer with `*` for each item of a list.
    pub path: &'static str,
    /// The label of the member.
    pub label: Label,
}

/// Members that every application needs: the identity of the child and the kind of guardian.
const OF_EVERY_APPLICATION: &[&str] =
    &["/child/birthDate", "/child/identity/*/number", "/child/sex", "/guardians/*/kind"];

/// The members of an application from which facts are read and that none of the programmes uses, in the order of the
/// registry. Only places are returned, never values.
///
/// Data that a programme needs to contact and pay a family (names, guardians, consents, supporting documents, payee) is
/// not part of the registry of facts and is ignored. So is the content of required supporting documents. Facts supplied
/// by the receiving organisation are ignored too.
pub fn surplus<'a>(application: &Value, asked: impl IntoIterator<Item = &'a RequiredFact>) -> Vec<Surplus> {
    let used: BTreeSet<&str> = asked.into_iter().flat_map(|fact| fact.paths.iter().copied()).collect();
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for fact in facts().filter(|fact| fact.supplier != FactSupplier::Intake) {
        for path in fact.paths.iter().copied() {
            let needed = OF_EVERY_APPLICATION.contains(&path) || used.iter().any(|used| holds(used, path));
            if !needed && is_filled(application, path) && told.insert(path) {
                found.push(Surplus { path, label: label(path).unwrap_or(fact.label) });
            }
        }
    }
    found
}

/// The label of the member of an application at a place.
fn label(path: &str) -> Option<Label> {
    let (mut shape, mut label) = (Application::SHAPE, None);
    for step in path.strip_prefix('/')?.split('/') {
        shape = match shape {
            Shape::Record(record) => {
                let member = record.member(step)?;
                label = Some(member.label);
                member.shape
            }
            Shape::Union(union) => {
                let member = union.variants.iter().find_map(|variant| variant.record.member(step))?;
                label = Some(member.label);
                member.shape
            }
            Shape::List { item, .. } => item,
            _ => return None,
        };
    }
    label
}

/// Whether one place equals, contains or lies below the other.
fn holds(one: &str, other: &str) -> bool {
    let above = |a: &str, b: &str| b.strip_prefix(a).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    above(one, other) || above(other, one)
}

/// Whether a value is present at a place. `*` matches any item of a list. An empty list is not a value.
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
        assert_eq!(label("/receipts/*/cash").map(|label| label.zh), Some("个人现金支付"));
        assert!(holds("/a/b", "/a/b/*/c") && holds("/a/b/*/c", "/a/b") && holds("/a", "/a"));
        assert!(!holds("/a/b", "/a/bc") && !holds("/a/b", "/a/c"));
    }
}
