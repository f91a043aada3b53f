//! Ranges of amounts that follow one another.

use crate::{code::Bounds, value::Money};

/// A range between two amounts; an end that is absent is open.
pub(super) type Range = (Option<Money>, Option<Money>);

/// Whether an amount can lie in the range at all.
pub(super) fn is_empty((lower, upper): Range) -> bool {
    lower.zip(upper).is_some_and(|(lower, upper)| lower >= upper)
}

impl Bounds {
    /// Whether an amount in fen lies between two ends, of which one belongs to the range.
    pub(crate) fn hold(self, fen: i64, lower: Option<Money>, upper: Option<Money>) -> bool {
        let (lower, upper) = (lower.map(Money::fen), upper.map(Money::fen));
        match self {
            Self::OverUpTo => lower.is_none_or(|lower| lower < fen) && upper.is_none_or(|upper| fen <= upper),
            Self::FromBelow => lower.is_none_or(|lower| lower <= fen) && upper.is_none_or(|upper| fen < upper),
        }
    }
}

/// How a range stands to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// It goes on where the other ends.
    Seamless,
    /// Amounts between the two belong to neither.
    Gap,
    /// Amounts belong to both, or it comes before the other.
    Overlap,
}

/// How a range stands to the one before it.
pub(super) fn step((_, upper): Range, (lower, _): Range) -> Step {
    match upper.zip(lower) {
        Some((upper, lower)) if upper == lower => Step::Seamless,
        Some((upper, lower)) if upper < lower => Step::Gap,
        _ => Step::Overlap,
    }
}

/// An end beyond which no range holds anything; nothing where both ends are open.
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
