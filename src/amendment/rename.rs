//! Replaces old identifiers by their new names in references.

use super::{bearing::refers, pairing::Pairing};
use crate::{
    programme::Programme,
    wire::{Record, Shape, Wire},
};
use serde_json::Value;
use std::collections::HashMap;

/// New identifiers, by the list and the old one.
type Renames = HashMap<(&'static str, String), String>;

/// The old document with the identifiers that were renamed replaced by the new ones.
pub(super) fn renamed(old: &Value, new: &Value) -> Value {
    let mut renames = Renames::new();
    for list in ["sets", "statistics", "sources", "items"] {
        let items = |programme: &Value| programme.get(list).and_then(Value::as_array).cloned().unwrap_or_default();
        let (before, after) = (items(old), items(new));
        for (a, b) in Pairing::by_name(&before, &after).both {
            let id = |items: &[Value], place: usize| Some(items.get(place)?.get("id")?.as_str()?.to_owned());
            if let (Some(from), Some(to)) = (id(&before, a), id(&after, b))
                && from != to
            {
                renames.insert((list, from), to);
            }
        }
    }
    let mut compared = old.clone();
    if let (Shape::Record(record), false) = (Programme::SHAPE, renames.is_empty()) {
        rename_in(record, &mut compared, &renames);
    }
    compared
}

fn rename_in(record: &Record, value: &mut Value, renames: &Renames) {
    for member in record.members {
        let Some(inside) = value.get_mut(member.name) else { continue };
        match refers(record.name, member.name) {
            Some(list) => rename_reference(list, inside, renames),
            None => rename_below(member.shape, inside, renames),
        }
    }
}

fn rename_reference(list: &'static str, value: &mut Value, renames: &Renames) {
    match value {
        Value::String(id) => {
            if let Some(new) = renames.get(&(list, id.clone())) {
                id.clone_from(new);
            }
        }
        Value::Array(ids) => ids.iter_mut().for_each(|id| rename_reference(list, id, renames)),
        _ => {}
    }
}

fn rename_below(shape: &Shape, value: &mut Value, renames: &Renames) {
    match (shape, value) {
        (Shape::Record(record), value) => rename_in(record, value, renames),
        (Shape::Union(union), value) => {
            let tag = value.get(union.tag).and_then(Value::as_str);
            if let Some(variant) = union.variants.iter().find(|variant| Some(variant.code) == tag) {
                rename_in(variant.record, value, renames);
            }
        }
        (Shape::List { item, .. }, Value::Array(items)) => {
            items.iter_mut().for_each(|value| rename_below(item, value, renames));
        }
        _ => {}
    }
}
