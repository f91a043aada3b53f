//! Lists of values: added and removed values, where one value can include another.

use super::{
    Direction,
    bearing::Sense,
    direction::{Sign, of_item},
};
use crate::value::DiseasePrefix;
use serde_json::Value;
use std::collections::HashSet;

/// Which values include others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holding {
    /// None.
    Equal,
    /// A code prefix includes every code that begins with it.
    Prefix,
    /// The code of a province or a city includes its divisions.
    Division,
    /// A word includes every name that contains it.
    Inside,
}

impl Holding {
    /// The kind of inclusion for a member, by its name in documents.
    pub(super) fn of(record: &str, member: &str) -> Self {
        match (record, member) {
            ("DiseaseSet" | "OperationSet", "prefixes") | ("DiseaseSet", "except") => Self::Prefix,
            ("DiseaseSet", "exceptNames") => Self::Inside,
            ("RegionTest", "within") => Self::Division,
            _ => Self::Equal,
        }
    }
}

/// A value that only one list has: its place and its direction.
pub(super) type Single = (usize, Option<Direction>);

/// The removed and the added values. Values that another value on both sides includes are ignored.
pub(super) fn differing(
    holding: Holding,
    (sense, sign): (Sense, Sign),
    old: &[Value],
    new: &[Value],
) -> (Vec<Single>, Vec<Single>) {
    let [olds, news] = [old, new].map(|list| Values::new(holding, list.iter().map(written)));
    let common: HashSet<String> = olds.own.intersection(&news.own).cloned().collect();
    let common = Values::new(holding, common.into_iter());
    let (all_kept, none_new) = (olds.lie_in(&news), news.lie_in(&olds));
    if all_kept && none_new {
        return (Vec::new(), Vec::new());
    }
    let more = of_item(sense, sign);
    let less = more.map(Direction::reversed);
    let single = |list: &[Value], others: &Values, own: Option<Direction>| {
        let mut seen = HashSet::new();
        let values = list.iter().map(written).enumerate();
        let singles = values.filter(|(_, value)| !common.hold(value) && seen.insert(value.clone()));
        let directed = singles.map(|(place, value)| {
            let direction = match (all_kept, none_new) {
                (true, _) => more,
                (_, true) => less,
                // A value that the other list includes has no direction.
                _ => own.filter(|_| !others.hold(&value)),
            };
            (place, direction)
        });
        directed.collect::<Vec<Single>>()
    };
    (single(old, &news, less), single(new, &olds, more))
}

fn written(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The values of a list, for lookups.
#[derive(Debug)]
struct Values {
    holding: Holding,
    own: HashSet<String>,
    /// The ranges of disease categories.
    ranges: Vec<DiseasePrefix>,
}

impl Values {
    fn new(holding: Holding, values: impl Iterator<Item = String>) -> Self {
        let own: HashSet<String> = values.collect();
        let ranges = own.iter().filter(|value| holding == Holding::Prefix && value.contains('-'));
        let ranges = ranges.filter_map(|value| DiseasePrefix::parse(value).ok()).collect();
        Self { holding, own, ranges }
    }

    fn lie_in(&self, others: &Self) -> bool {
        self.own.iter().all(|value| others.hold(value))
    }

    /// Whether a range of categories includes the prefix or the range.
    fn holds_in_range(&self, value: &str) -> bool {
        let Ok(value) = DiseasePrefix::parse(value) else { return false };
        self.ranges.iter().any(|range| range.includes(&value))
    }

    fn hold(&self, value: &str) -> bool {
        let has = |text: &str| self.own.contains(text);
        match self.holding {
            Holding::Equal => has(value),
            Holding::Prefix if value.contains('-') => has(value) || self.holds_in_range(value),
            Holding::Prefix => {
                (1..=value.len()).any(|end| value.get(..end).is_some_and(has)) || self.holds_in_range(value)
            }
            Holding::Division => {
                // 410105 lies in 410100 and in 410000.
                let above = [2, 4].iter().filter_map(|end| value.get(..*end)).map(|head| format!("{head:0<6}"));
                has(value) || above.into_iter().any(|code| has(&code))
            }
            Holding::Inside => self.own.iter().any(|own| value.contains(own)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_held_already_is_no_change() {
        use Direction::{Narrower, Wider};
        use Holding::{Division, Equal, Inside, Prefix};
        let found = |holding, old: &[&str], new: &[&str]| {
            let [old, new] = [old, new].map(|list| list.iter().map(|text| json!(text)).collect::<Vec<_>>());
            differing(holding, (Sense::Choice, Sign::Plain), &old, &new)
        };
        for (holding, old, new, expected) in [
            (Prefix, &["Q20", "Q21"][..], &["Q21", "Q20"][..], (vec![], vec![])),
            (Prefix, &["Q20"], &["Q20", "Q20.1"], (vec![], vec![])),
            (Prefix, &["Q20.1"], &["Q20"], (vec![(0, Some(Wider))], vec![(0, Some(Wider))])),
            (Prefix, &["Q20"], &["Q20.1"], (vec![(0, Some(Narrower))], vec![(0, Some(Narrower))])),
            (Prefix, &["Q20", "Q21"], &["Q20", "Q22"], (vec![(1, Some(Narrower))], vec![(1, Some(Wider))])),
            (Prefix, &["Q20"], &["Q20.1", "Q22"], (vec![(0, Some(Narrower))], vec![(0, None), (1, Some(Wider))])),
            (Prefix, &["F70-F79"], &["F70-F79", "F72.1"], (vec![], vec![])),
            (Prefix, &["F70"], &["F70-F79"], (vec![(0, Some(Wider))], vec![(0, Some(Wider))])),
            (Prefix, &["F70-F79"], &["F71-F79"], (vec![(0, Some(Narrower))], vec![(0, Some(Narrower))])),
            (Division, &["410000"], &["410000", "410105"], (vec![], vec![])),
            (Division, &["410105"], &["410100"], (vec![(0, Some(Wider))], vec![(0, Some(Wider))])),
            (Inside, &["前期"], &["前期", "白血病前期"], (vec![], vec![])),
            (Equal, &["ab"], &["ab", "abc"], (vec![], vec![(1, Some(Wider))])),
        ] {
            assert_eq!(found(holding, old, new), expected, "{old:?} {new:?}");
        }
    }
}
