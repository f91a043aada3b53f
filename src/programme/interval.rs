//! Sets of whole numbers, as disjoint spans.

/// A set of whole numbers: disjoint spans with inclusive ends, in ascending order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::programme) struct Intervals(Vec<(i64, i64)>);

impl Intervals {
    /// All numbers from one to another. Empty if they are reversed.
    pub(in crate::programme) fn between(lower: i64, upper: i64) -> Self {
        Self(if lower <= upper { vec![(lower, upper)] } else { Vec::new() })
    }

    /// The numbers of the spans, given in any order.
    pub(in crate::programme) fn of(spans: impl IntoIterator<Item = (i64, i64)>) -> Self {
        let mut sorted: Vec<(i64, i64)> = spans.into_iter().filter(|(lower, upper)| lower <= upper).collect();
        sorted.sort_unstable();
        let mut apart: Vec<(i64, i64)> = Vec::with_capacity(sorted.len());
        for (lower, upper) in sorted {
            match apart.last_mut() {
                Some((_, end)) if lower <= end.saturating_add(1) => *end = upper.max(*end),
                _ => apart.push((lower, upper)),
            }
        }
        Self(apart)
    }

    /// Whether it is empty.
    pub(in crate::programme) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of spans.
    pub(in crate::programme) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether a number is in the set.
    pub(in crate::programme) fn contains(&self, number: i64) -> bool {
        self.0.iter().any(|(lower, upper)| *lower <= number && number <= *upper)
    }

    /// Whether the other set contains every number of this one.
    pub(in crate::programme) fn is_within(&self, other: &Self) -> bool {
        self.0.iter().all(|(lower, upper)| other.0.iter().any(|(first, last)| first <= lower && upper <= last))
    }

    /// The spans, in ascending order.
    pub(in crate::programme) fn spans(&self) -> &[(i64, i64)] {
        &self.0
    }

    /// The numbers in one of the sets.
    pub(in crate::programme) fn join(&self, other: &Self) -> Self {
        Self::of(self.0.iter().chain(&other.0).copied())
    }

    /// The numbers in both sets.
    pub(in crate::programme) fn meet(&self, other: &Self) -> Self {
        let (mut own, mut others) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut both = Vec::new();
        while let (Some(a), Some(b)) = (own.peek(), others.peek()) {
            let (lower, upper) = (a.0.max(b.0), a.1.min(b.1));
            if lower <= upper {
                both.push((lower, upper));
            }
            if a.1 < b.1 {
                own.next()
            } else {
                others.next()
            };
        }
        Self(both)
    }

    /// The numbers of a span that are not in the set.
    pub(in crate::programme) fn others(&self, (first, last): (i64, i64)) -> Self {
        let (mut next, mut rest) = (Some(first), Vec::new());
        for (lower, upper) in &self.0 {
            if let Some(start) = next.filter(|start| start < lower) {
                rest.push((start, last.min(lower.saturating_sub(1))));
            }
            next = upper.checked_add(1).filter(|next| *next <= last);
        }
        rest.extend(next.map(|start| (start, last)));
        Self::of(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_numbers() {
        let set = |spans: &[(i64, i64)]| Intervals::of(spans.iter().copied());
        assert_eq!(set(&[(5, 9), (0, 2), (3, 3), (7, 4)]), set(&[(0, 3), (5, 9)]));
        assert_eq!(set(&[(0, 3), (5, 9)]).meet(&set(&[(2, 6), (9, 20)])), set(&[(2, 3), (5, 6), (9, 9)]));
        assert!(set(&[(0, 3)]).meet(&set(&[(4, 9)])).is_empty());
        assert_eq!(set(&[(0, 3), (5, 9)]).others((0, 9)), set(&[(4, 4)]));
        assert_eq!(set(&[(2, 3)]).others((0, 9)), set(&[(0, 1), (4, 9)]));
        assert_eq!(set(&[]).others((0, 9)), Intervals::between(0, 9));
        assert!(set(&[(i64::MIN, i64::MAX)]).others((i64::MIN, i64::MAX)).is_empty());
        assert!(Intervals::between(1, 0).is_empty());
    }

    #[test]
    fn what_is_left_and_what_is_taken_make_the_whole() {
        for bits in 0_u32..256 {
            let set = Intervals::of((0..8).filter(|i| bits >> i & 1 == 1).map(|i| (i, i)));
            let rest = set.others((0, 7));
            for i in 0..8 {
                let holds = |set: &Intervals| !set.meet(&Intervals::between(i, i)).is_empty();
                assert_eq!(holds(&set), bits >> i & 1 == 1);
                assert_ne!(holds(&set), holds(&rest), "{bits:08b} {i}");
            }
        }
    }
}
