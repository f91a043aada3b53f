//! Whether a different order of a list changes the rule.

use super::{bearing::Order, pairing::Pairing};
use crate::code::CodeFact;
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};

/// A list before and after, with the records that contain it and the whole programmes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Both<'a> {
    pub(super) lists: [&'a [Value]; 2],
    pub(super) holders: [&'a Value; 2],
    pub(super) programmes: [&'a Value; 2],
}

/// Groups of items whose order matters and was changed: the places in the old and in the new list, in the order of the new
/// list.
pub(super) fn moved(order: Order, pairing: &Pairing, both: Both<'_>) -> Vec<Vec<(usize, usize)>> {
    if pairing.keeps_order() || !counts(order, both) {
        return Vec::new();
    }
    let [old, new] = both.lists;
    let mut groups: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for pair in &pairing.both {
        let scope = |list: &[Value], place: usize| list.get(place)?.get("scope").cloned();
        let (before, after) = (scope(old, pair.0), scope(new, pair.1));
        if order == Order::WithinScope {
            if before == after {
                groups.entry(after.map_or_else(String::new, |scope| scope.to_string())).or_default().push(*pair);
            }
        } else {
            groups.entry(String::new()).or_default().push(*pair);
        }
    }
    let is_moved = |pairs: &Vec<(usize, usize)>| !pairs.windows(2).all(|w| matches!(w, [(a, _), (b, _)] if a < b));
    groups.into_values().filter(is_moved).collect()
}

fn counts(order: Order, Both { lists, holders, programmes }: Both<'_>) -> bool {
    match order {
        Order::Free => false,
        Order::Counts | Order::WithinScope => true,
        Order::FirstTier => holders.iter().any(|tiers| tiers.get("select").and_then(Value::as_str) == Some("first")),
        Order::SharedPrefix => lists.iter().any(|prices| share_prefix(prices)),
        Order::CountedServices => programmes.iter().any(|programme| limits_count(programme)),
        Order::Overlap => lists.iter().zip(holders).any(|(rows, table)| overlap(rows, table)),
    }
}

/// Whether two prices share a code prefix: then the first of them is used.
fn share_prefix(prices: &[Value]) -> bool {
    let mut seen = HashSet::new();
    prices.iter().any(|price| {
        let own: HashSet<&str> = texts(price.get("operations")).collect();
        own.into_iter().any(|prefix| !seen.insert(prefix))
    })
}

/// Whether any limit counts awards or periods.
fn limits_count(programme: &Value) -> bool {
    let items = programme.get("items").and_then(Value::as_array);
    let holders = items.into_iter().flatten().chain([programme]);
    let limits = holders.filter_map(|holder| holder.get("limits")?.as_array()).flatten();
    limits.into_iter().any(|limit| limit.get("count").is_some() || limit.get("periods").is_some())
}

/// Whether a case can match two rows: then the first of them is used.
fn overlap(rows: &[Value], table: &Value) -> bool {
    if rows.iter().any(|row| row.get("codes").is_some()) {
        let facts = CodeFact::ALL.iter().filter(|fact| fact.is_multiple()).map(|fact| fact.as_str());
        let multiple: HashSet<&str> = facts.collect();
        return texts(table.get("by")).any(|fact| multiple.contains(fact)) || codes_overlap(rows);
    }
    // Rows by an amount are in ascending order and do not overlap.
    let bound = |row: &Value, name: &str| row.get(name).and_then(Value::as_i64);
    let range = |row: &Value| (bound(row, "atLeast").unwrap_or(i64::MIN), bound(row, "atMost").unwrap_or(i64::MAX));
    let mut ranges: Vec<(i64, i64)> =
        if table.get("bounds").is_some() { Vec::new() } else { rows.iter().map(range).collect() };
    ranges.sort_unstable();
    ranges.windows(2).any(|pair| matches!(pair, [(_, last), (first, _)] if first <= last))
}

fn codes_overlap(rows: &[Value]) -> bool {
    let (mut pairs, mut alone, mut firsts) = (HashSet::new(), HashSet::new(), HashSet::new());
    for row in rows {
        let seconds = row.get("andCodes");
        let own: HashSet<&str> = texts(row.get("codes")).collect();
        let met = own.iter().any(|first| {
            alone.contains(first)
                || match seconds {
                    None => firsts.contains(first),
                    Some(_) => texts(seconds).any(|second| pairs.contains(&(*first, second))),
                }
        });
        if met {
            return true;
        }
        for first in own {
            firsts.insert(first);
            match seconds {
                None => drop(alone.insert(first)),
                Some(_) => pairs.extend(texts(seconds).map(|second| (first, second))),
            }
        }
    }
    false
}

fn texts(list: Option<&Value>) -> impl Iterator<Item = &str> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn rows_that_lie_apart_may_stand_in_any_order() {
        for (table, expected) in [
            (json!({"by": ["hospital-level"], "rows": [{"codes": ["a", "b"]}, {"codes": ["c"]}]}), false),
            (json!({"by": ["hospital-level"], "rows": [{"codes": ["a", "b"]}, {"codes": ["b"]}]}), true),
            (json!({"by": ["poverty-category"], "rows": [{"codes": ["a"]}, {"codes": ["c"]}]}), true),
            (
                json!({"by": ["sex", "hospital-level"], "rows": [{"codes": ["a"], "andCodes": ["x"]}, {"codes": ["a"], "andCodes": ["y"]}]}),
                false,
            ),
            (
                json!({"by": ["sex", "hospital-level"], "rows": [{"codes": ["a"], "andCodes": ["x"]}, {"codes": ["a"]}]}),
                true,
            ),
            (json!({"rows": [{"atMost": 3}, {"atLeast": 4}]}), false),
            (json!({"rows": [{"atMost": 4}, {"atLeast": 4}]}), true),
            (json!({"bounds": "over-up-to", "rows": [{"upper": "4.00"}, {"lower": "4.00"}]}), false),
        ] {
            let rows = table["rows"].as_array().unwrap();
            assert_eq!(overlap(rows, &table), expected, "{table}");
            let back: Vec<Value> = rows.iter().rev().cloned().collect();
            assert_eq!(overlap(&back, &table), expected, "{table}");
        }
    }
}
