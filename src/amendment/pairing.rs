//! The matching of the items of an old list with those of a new list.

use super::bearing::{name_of, same_subject};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// The matching items of two lists, and the items that only one list has. The matching is the same in both directions.
#[derive(Debug, Default)]
pub(super) struct Pairing {
    /// Places in the old and in the new list, in the order of the new list.
    pub(super) both: Vec<(usize, usize)>,
    /// Places of items that only the old list has.
    pub(super) only_old: Vec<usize>,
    /// Places of items that only the new list has.
    pub(super) only_new: Vec<usize>,
}

impl Pairing {
    /// Matches items by name; items with the same name are matched in order. An item that differs only in its name was renamed.
    pub(super) fn by_name(old: &[Value], new: &[Value]) -> Self {
        let name = |item: &Value| name_of(item).map(str::to_owned);
        let mut pairing = Self::equal(old, new, name);
        let renamed = Self::equal(&of(old, &pairing.only_old), &of(new, &pairing.only_new), nameless);
        pairing.add(&renamed);
        pairing
    }

    /// Matches items without names: equal items first, then those with the most common members.
    pub(super) fn by_likeness(old: &[Value], new: &[Value]) -> Self {
        let mut pairing = Self::equal(old, new, |item| Some(item.to_string()));
        let alike = Self::alike(&of(old, &pairing.only_old), &of(new, &pairing.only_new));
        pairing.add(&alike);
        pairing
    }

    /// Whether the matching items are in the same order.
    pub(super) fn keeps_order(&self) -> bool {
        self.both.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if a < b))
    }

    fn equal(old: &[Value], new: &[Value], key: impl Fn(&Value) -> Option<String>) -> Self {
        let mut waiting: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, item) in old.iter().enumerate().rev() {
            if let Some(key) = key(item) {
                waiting.entry(key).or_default().push(place);
            }
        }
        let found = |(place, item): (usize, &Value)| Some((waiting.get_mut(&key(item)?)?.pop()?, place));
        let both: Vec<(usize, usize)> = new.iter().enumerate().filter_map(found).collect();
        Self::of_pairs(both, old.len(), new.len())
    }

    fn of_pairs(mut both: Vec<(usize, usize)>, old: usize, new: usize) -> Self {
        both.sort_unstable_by_key(|(_, new)| *new);
        let (olds, news): (HashSet<usize>, HashSet<usize>) = both.iter().copied().unzip();
        Self {
            both,
            only_old: (0..old).filter(|place| !olds.contains(place)).collect(),
            only_new: (0..new).filter(|place| !news.contains(place)).collect(),
        }
    }

    /// Matches the items with the most common members first; among equals, those with the closest places.
    fn alike(old: &[Value], new: &[Value]) -> Self {
        let mut likely: Vec<(usize, usize, usize)> = Vec::new();
        for (a, left) in old.iter().enumerate() {
            for (b, right) in new.iter().enumerate() {
                let common = likeness(left, right);
                if common > 0 {
                    likely.push((common, a, b));
                }
            }
        }
        likely.sort_unstable_by_key(|(common, a, b)| (std::cmp::Reverse(*common), a.abs_diff(*b), a + b));
        let (mut olds, mut news) = (HashSet::new(), HashSet::new());
        let mut both = Vec::new();
        for (_, a, b) in likely {
            if !olds.contains(&a) && !news.contains(&b) {
                olds.insert(a);
                news.insert(b);
                both.push((a, b));
            }
        }
        Self::of_pairs(both, old.len(), new.len())
    }

    /// Adds matches of the items that were not matched before.
    fn add(&mut self, left: &Self) {
        let place = |places: &[usize], of: usize| places.get(of).copied();
        let more = left.both.iter().filter_map(|(a, b)| Some((place(&self.only_old, *a)?, place(&self.only_new, *b)?)));
        let both = self.both.iter().copied().chain(more).collect();
        let (old, new) = (self.both.len() + self.only_old.len(), self.both.len() + self.only_new.len());
        *self = Self::of_pairs(both, old, new);
    }
}

fn of(items: &[Value], places: &[usize]) -> Vec<Value> {
    places.iter().filter_map(|place| items.get(*place).cloned()).collect()
}

/// An item without its identifier, name and source; `None` if it has no identifier.
fn nameless(item: &Value) -> Option<String> {
    let mut item = item.clone();
    let members = item.as_object_mut()?;
    members.remove("id")?;
    members.remove("title");
    members.remove("source");
    Some(item.to_string())
}

/// The number of common members of two items; zero if they cannot match.
fn likeness(old: &Value, new: &Value) -> usize {
    let (Some(left), Some(right)) = (old.as_object(), new.as_object()) else { return usize::from(old == new) };
    if !same_subject(old, new) {
        return 0;
    }
    let equal = left.iter().filter(|(name, value)| right.get(*name) == Some(value)).count();
    // An open beginning or an open end of both is a common member too.
    let has = |end: &str| [left, right].map(|item| item.contains_key(end));
    let ranges = ["lower", "upper"].map(has);
    let open = ranges.iter().filter(|both| **both == [false, false]).count();
    equal + if open < ranges.len() { open } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn list(value: Value) -> Vec<Value> {
        value.as_array().unwrap().clone()
    }

    #[test]
    fn a_bracket_that_is_put_in_leaves_the_others_what_they_were() {
        let old = list(json!([{"upper": "1", "amount": "5"}, {"lower": "1", "amount": "10"}]));
        let new = list(
            json!([{"upper": "1", "amount": "5"}, {"lower": "1", "upper": "2", "amount": "7"}, {"lower": "2", "amount": "10"}]),
        );
        let pairing = Pairing::by_likeness(&old, &new);
        assert_eq!((pairing.both, pairing.only_old, pairing.only_new), (vec![(0, 0), (1, 2)], vec![], vec![1]));
    }

    #[test]
    fn what_is_renamed_is_still_the_same() {
        let old = list(json!([{"id": "a", "x": 1}, {"id": "b", "x": 2}, {"id": "c", "x": 3}]));
        let new = list(json!([{"id": "b", "x": 2}, {"id": "d", "x": 1, "title": "new"}, {"id": "e", "x": 4}]));
        let pairing = Pairing::by_name(&old, &new);
        assert_eq!((pairing.both.as_slice(), pairing.keeps_order()), (&[(1, 0), (0, 1)][..], false));
        assert_eq!((pairing.only_old, pairing.only_new), (vec![2], vec![2]));
    }

    #[test]
    fn both_directions_pair_the_same() {
        let old = list(json!([{"a": 1, "b": 1}, {"a": 1, "b": 2}, {"a": 2, "b": 3}, {"a": 9, "b": 1}]));
        let new = list(json!([{"a": 2, "b": 1}, {"a": 1, "b": 3}, {"a": 1, "b": 9}]));
        let there: HashSet<(usize, usize)> = Pairing::by_likeness(&old, &new).both.into_iter().collect();
        let back: HashSet<(usize, usize)> =
            Pairing::by_likeness(&new, &old).both.into_iter().map(|(a, b)| (b, a)).collect();
        assert_eq!(there, back);
    }
}
