//! The periods in which two revisions are in force: their overlap, or the gap between them.

use crate::value::{Date, Period};
use chrono::Days;

/// Overlap or gap of two periods.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct InForce {
    /// Days on which both are in force.
    pub overlap: Option<Period>,
    /// Days between the two periods on which neither is in force.
    pub gap: Option<Period>,
}

impl InForce {
    /// Compares two periods. An omitted end is open.
    pub(super) fn of(old: &Period, new: &Period) -> Self {
        let start = old.start.max(new.start);
        let end = match (old.end, new.end) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        if start.zip(end).is_none_or(|(start, end)| start <= end) {
            return Self { overlap: Some(Period { start, end }), gap: None };
        }
        // Here `end` is the last day of the one that comes first, and `start` the first day of the other.
        let gap = end.and_then(|end| day(end, true)).zip(start.and_then(|start| day(start, false)));
        let gap = gap.filter(|(first, last)| first <= last);
        Self { overlap: None, gap: gap.map(|(first, last)| Period::between(first, last)) }
    }
}

fn day(of: Date, is_after: bool) -> Option<Date> {
    let (day, one) = (of.to_chrono(), Days::new(1));
    let day = if is_after { day.checked_add_days(one) } else { day.checked_sub_days(one) };
    day.and_then(|value| Date::from_chrono(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_meet_overlap_or_leave_a_gap() {
        let period = |text: &str| {
            let (start, end) = text.split_once('/').unwrap();
            Period { start: Date::parse(start).ok(), end: Date::parse(end).ok() }
        };
        for (old, new, overlap, gap) in [
            ("2024-01-01/2024-12-31", "2025-01-01/", None, None),
            ("2024-01-01/2024-12-31", "2025-01-02/", None, Some("2025-01-01/2025-01-01")),
            ("2024-01-01/", "2025-01-01/", Some("2025-01-01/"), None),
            ("2024-01-01/2025-01-01", "2025-01-01/2025-12-31", Some("2025-01-01/2025-01-01"), None),
            ("/", "/", Some("/"), None),
            ("2026-01-01/", "2024-01-01/2024-02-28", None, Some("2024-02-29/2025-12-31")),
        ] {
            let expected = InForce { overlap: overlap.map(period), gap: gap.map(period) };
            assert_eq!(InForce::of(&period(old), &period(new)), expected, "{old} {new}");
            assert_eq!(InForce::of(&period(new), &period(old)), expected, "{new} {old}");
        }
    }
}
