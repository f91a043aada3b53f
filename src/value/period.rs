//! Periods of days.

use super::Date;
use crate::wire::record;

record! {
    /// 期间 · Period.
    ///
    /// 起止两日均计入。未填截止日期的，除所在成员另有说明外，视为持续有效。
    /// Both days are included. Unless the member states otherwise, a period without a last day continues until further notice.
    pub struct Period {
        required {}
        optional {
            /// 起始日期 · First day.
            public start: Date,
            /// 截止日期 · Last day.
            public end: Date,
        }
    }
}

impl Eq for Period {}

/// # Example
/// ```
/// use tongbiao::{date, value::Period};
///
/// let year = Period::between(date!("2024-01-01"), date!("2024-12-31"));
/// assert_eq!(year.contains(date!("2024-12-31")), Some(true));
///
/// // A period without a last day continues, but whether it contains a later day is unknown.
/// let open = Period::since(date!("2024-01-01"));
/// assert!(open.is_open_on(date!("2030-01-01")));
/// assert_eq!(open.contains(date!("2030-01-01")), None);
/// assert_eq!(open.contains(date!("2023-12-31")), Some(false));
/// ```
impl Period {
    /// A period from one day to another, both included.
    pub fn between(start: Date, end: Date) -> Self {
        Self { start: Some(start), end: Some(end) }
    }

    /// A period from a day on, without a last day.
    pub fn since(start: Date) -> Self {
        Self { start: Some(start), end: None }
    }

    /// Whether the first day is not after the last. `None` if one of them is omitted.
    pub fn is_ordered(&self) -> Option<bool> {
        Some(self.start? <= self.end?)
    }

    /// The first and the last day as text: `2023-01-01/2023-12-31`, with `..` in place of an omitted day.
    pub(crate) fn span(&self) -> String {
        let day = |day: Option<Date>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
        format!("{}/{}", day(self.start), day(self.end))
    }

    /// Whether the day can lie in the period: an omitted first or last day sets no limit.
    pub fn is_open_on(&self, day: Date) -> bool {
        self.contains(day) != Some(false)
    }

    /// Whether the period contains the day. `None` if the omitted first or last day decides.
    pub fn contains(&self, day: Date) -> Option<bool> {
        match (self.start.map(|start| start <= day), self.end.map(|end| day <= end)) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absent_bound_is_open_or_not_known() {
        let day = |text: &str| Date::parse(text).unwrap();
        let period = |start: Option<&str>, end: Option<&str>| {
            let mut period = Period::new();
            (period.start, period.end) = (start.map(day), end.map(day));
            period
        };
        for (start, end, open, known) in [
            (Some("2025-01-01"), Some("2025-01-31"), true, Some(true)),
            (Some("2025-01-31"), None, true, None),
            (None, Some("2025-01-31"), true, None),
            (None, None, true, None),
            (Some("2025-02-01"), None, false, Some(false)),
            (None, Some("2025-01-30"), false, Some(false)),
        ] {
            let period = period(start, end);
            let asked = day("2025-01-31");
            assert_eq!((period.is_open_on(asked), period.contains(asked)), (open, known), "{start:?} {end:?}");
        }
    }
}
