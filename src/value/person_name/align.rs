//! Comparison of a name that has a gap with another name.

use super::{character::is_variant, folded::Part};

/// Whether the known characters before the first gap of one begin with the whole other, which has no gap: 童安男3岁.
pub(super) fn begins(long: &[Part], name: &[Part]) -> bool {
    let known = |part: &Part| matches!(part, Part::Known(_));
    let is_equal = |(x, y): (&Part, &Part)| matches!((x, y), (Part::Known(x), Part::Known(y)) if is_variant(*x, *y));
    let start = long.iter().take_while(|part| known(part)).count();
    name.len() > 1 && start >= name.len() && name.iter().all(known) && long.iter().zip(name).all(is_equal)
}

/// Whether two sequences of parts may be one name. A gap replaces any number of characters, or none.
pub(super) fn may_be_one(a: &[Part], b: &[Part]) -> bool {
    // Row i, place j: whether the first i parts of `a` and the first j parts of `b` may be one.
    let mut above: Vec<bool> = Vec::new();
    for i in 0..=a.len() {
        let own = i.checked_sub(1).and_then(|i| a.get(i));
        let mut row = Vec::with_capacity(b.len() + 1);
        for j in 0..=b.len() {
            let other = j.checked_sub(1).and_then(|j| b.get(j));
            let upper = above.get(j).copied().unwrap_or(false);
            let left = j.checked_sub(1).and_then(|j| row.get(j)).copied().unwrap_or(false);
            let corner = j.checked_sub(1).and_then(|j| above.get(j)).copied().unwrap_or(false);
            let gap = |part: Option<&Part>| matches!(part, Some(Part::Gap(_)));
            let equal = matches!((own, other), (Some(Part::Known(x)), Some(Part::Known(y))) if is_variant(*x, *y));
            row.push(
                i + j == 0 || upper && (gap(own) || gap(other)) || left && (gap(own) || gap(other)) || corner && equal,
            );
        }
        above = row;
    }
    above.last().copied().unwrap_or(false)
}
