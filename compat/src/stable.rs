//! Types that are identical in both sets, including all types that they refer to.

use crate::{
    dialect::is_of_every_draft,
    set::{SchemaSet, bare},
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The names of identical types. Their keywords need no support: in one draft, equal keywords have equal meanings.
#[derive(Debug, Default)]
pub(crate) struct Stable {
    is_one_draft: bool,
    names: BTreeSet<String>,
}

impl Stable {
    pub(crate) fn new(old: &SchemaSet, new: &SchemaSet) -> Self {
        let is_one_draft = old.dialects.len() == 1 && old.dialects == new.dialects;
        let same = |name: &&String| {
            let both = old.types.get(*name).zip(new.types.get(*name));
            both.is_some_and(|(old, new)| bare(old) == bare(new) && (is_one_draft || is_of_every_draft(old)))
        };
        let names: BTreeSet<String> = old.types.keys().filter(same).cloned().collect();
        let mut users: BTreeMap<String, Vec<&String>> = BTreeMap::new();
        for name in &names {
            let mut targets = BTreeSet::new();
            if let Some(schema) = old.types.get(name) {
                references(schema, &mut targets);
            }
            for target in targets {
                let target = type_of(&target).unwrap_or_default().to_owned();
                users.entry(target).or_default().push(name);
            }
        }
        // A type that uses a changed type is changed too, transitively.
        let mut stable = Self { is_one_draft, names: names.clone() };
        let mut open: Vec<&String> = users.keys().filter(|target| !names.contains(*target)).collect();
        while let Some(target) = open.pop() {
            let users = users.get(target).into_iter().flatten();
            open.extend(users.filter(|user| stable.names.remove(**user)));
        }
        stable
    }

    /// Whether two schemas are identical.
    pub(crate) fn is_same(&self, old: &Value, new: &Value) -> bool {
        self.is_alike(old, new) && (self.is_one_draft || is_of_every_draft(old))
    }

    /// Whether an unsupported keyword has the same value in both. In another draft it may have another meaning.
    pub(crate) fn is_same_value(&self, old: &Value, new: &Value) -> bool {
        self.is_one_draft && old == new && self.is_alike(old, new)
    }

    fn is_alike(&self, old: &Value, new: &Value) -> bool {
        let mut targets = BTreeSet::new();
        references(old, &mut targets);
        bare(old) == bare(new) && self.has_all(&targets)
    }

    fn has_all(&self, targets: &BTreeSet<String>) -> bool {
        targets.iter().all(|target| type_of(target).is_some_and(|name| self.names.contains(name)))
    }
}

/// The name of the definition that is the target of a reference.
fn type_of(target: &str) -> Option<&str> {
    ["#/$defs/", "#/definitions/"].iter().find_map(|place| target.strip_prefix(place))
}

/// The targets of the references of a schema. A member that only resembles a reference is included; this is harmless.
fn references(schema: &Value, targets: &mut BTreeSet<String>) {
    match schema {
        Value::Array(items) => items.iter().for_each(|item| references(item, targets)),
        Value::Object(members) => {
            for (name, value) in members {
                if let ("$ref" | "$dynamicRef" | "$recursiveRef", Value::String(target)) = (name.as_str(), value) {
                    targets.insert(target.clone());
                }
                references(value, targets);
            }
        }
        _ => {}
    }
}
