//! Consecutive ranges of amounts.

use crate::{code::Bounds, value::Money};

/// A range between two amounts. An end that is `None` is open.
pub(super) type Range = (Option<Money>, Option<Money>);

/// Whether the range contains no amount.
pub(super) fn is_empty((lower, upper): Range) -> bool {
    lower.zip(upper).is_some_and(|(lower, upper)| lower >= upper)
}

impl Bounds {
    /// Whether an amount in fen lies between two ends. One of the two is inclusive.
    pub(crate) fn hold(self, fen: i64, lower: Option<Money>, upper: Option<Money>) -> bool {
        let (lower, upper) = (lower.map(Money::fen), upper.map(Money::fen));
        match self {
            Self::OverUpTo => lower.is_none_or(|lower| lower < fen) && upper.is_none_or(|upper| fen <= upper),
            Self::FromBelow => lower.is_none_or(|lower| lower <= fen) && upper.is_none_or(|upper| fen < upper),
        }
    }
}

/// The relation of a range to the preceding one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// It begins where the preceding one ends.
    Seamless,
    /// Some amounts between the two belong to neither.
    Gap,
    /// Some amounts belong to both, or the order is reversed.
    Overlap,
}

/// The relation of a range to the preceding one.
pub(super) fn step((_, upper): Range, (lower, _): Range) -> Step {
    match upper.zip(lower) {
        Some((upper, lower)) if upper == lower => Step::Seamless,
        Some((upper, lower)) if upper < lower => Step::Gap,
        _ => Step::Overlap,
    }
}

/// An outer end of the ranges. `None` if both outer ends are open.
pub(super) fn end(ranges: &[Range]) -> Option<Money> {
    let lower = ranges.first().and_then(|(lower, _)| *lower);
    lower.or_else(|| ranges.last().and_then(|(_, upper)| *upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_follow_one_another() {
        let range = |lower: &str, upper: &str| (Money::parse(lower).ok(), Money::parse(upper).ok());
        assert_eq!(step(range("", "5.00"), range("5.00", "")), Step::Seamless);
        assert_eq!(step(range("", "5.00"), range("5.01", "")), Step::Gap);
        assert_eq!(step(range("", "5.00"), range("4.99", "")), Step::Overlap);
        assert_eq!(step(range("", ""), range("5.00", "")), Step::Overlap);
        assert_eq!(step(range("1.00", "5.00"), range("", "")), Step::Overlap);
        assert!(is_empty(range("5.00", "5.00")) && is_empty(range("5.01", "5.00")));
        assert!(!is_empty(range("", "5.00")) && !is_empty(range("", "")) && !is_empty(range("0.00", "0.01")));
    }
}
