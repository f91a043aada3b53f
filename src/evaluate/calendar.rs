//! The period that contains a day.

use crate::{
    code::ReceiptDate,
    programme::PeriodRule,
    value::{Date, Period},
};
use chrono::{Datelike, Days, Months};

impl PeriodRule {
    /// The date by which a receipt is placed.
    pub(super) fn by(&self) -> ReceiptDate {
        match self {
            Self::CalendarMonth(rule) => rule.by,
            Self::CalendarQuarter(rule) => rule.by,
            Self::CalendarYear(rule) => rule.by,
            Self::ShiftedYear(rule) => rule.by,
            Self::RollingMonths(rule) => rule.by,
        }
    }

    /// The first day of the period that contains a day. `None` if no period contains it, or if it is beyond the
    /// calendar.
    pub(super) fn start(&self, day: Date, as_of: Date) -> Option<Date> {
        let (year, month) = (day.year(), day.to_chrono().month());
        match self {
            Self::CalendarMonth(_) => Date::new(year, month, 1).ok(),
            Self::CalendarQuarter(_) => Date::new(year, (month - 1) / 3 * 3 + 1, 1).ok(),
            Self::CalendarYear(_) => Date::new(year, 1, 1).ok(),
            Self::ShiftedYear(rule) => {
                let part = |part: i64| u32::try_from(part).ok();
                let (start_month, start_day) = (part(rule.start_month.get())?, part(rule.start_day.get())?);
                let start = Date::new(year, start_month, start_day).ok()?;
                if start <= day { Some(start) } else { Date::new(year - 1, start_month, start_day).ok() }
            }
            Self::RollingMonths(rule) => {
                let months = Months::new(u32::try_from(rule.months.get()).ok()?);
                let start = as_of.to_chrono().checked_sub_months(months)?.checked_add_days(Days::new(1))?;
                Date::from_chrono(start).ok().filter(|start| *start <= day && day <= as_of)
            }
        }
    }

    /// The first day, if the limit is for the one period before the decision. Such a limit applies to everything that
    /// is awarded now.
    pub(super) fn one(&self, as_of: Date) -> Option<Date> {
        matches!(self, Self::RollingMonths(_)).then(|| self.start(as_of, as_of)).flatten()
    }

    /// The period that begins on a day.
    pub(super) fn from(&self, start: Date, as_of: Date) -> Period {
        let months = match self {
            Self::CalendarMonth(_) => 1,
            Self::CalendarQuarter(_) => 3,
            Self::CalendarYear(_) | Self::ShiftedYear(_) => 12,
            Self::RollingMonths(_) => return Period::between(start, as_of),
        };
        let next = start.to_chrono().checked_add_months(Months::new(months));
        let end =
            next.and_then(|next| next.checked_sub_days(Days::new(1))).and_then(|value| Date::from_chrono(value).ok());
        Period { start: Some(start), end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::{CalendarMonth, CalendarQuarter, CalendarYear, RollingMonths, ShiftedYear};
    use crate::wire::Integer;

    #[test]
    fn days_lie_in_periods() {
        let by = ReceiptDate::VisitedOn;
        let int = |n| Integer::new(n).unwrap();
        let month = PeriodRule::CalendarMonth(CalendarMonth::new(by));
        let quarter = PeriodRule::CalendarQuarter(CalendarQuarter::new(by));
        let year = PeriodRule::CalendarYear(CalendarYear::new(by));
        let school = PeriodRule::ShiftedYear(ShiftedYear::new(by, int(9), Integer::new(1).unwrap()));
        let rolling = PeriodRule::RollingMonths(RollingMonths::new(by, Integer::new(12).unwrap()));
        for (rule, day, start, end) in [
            (&month, "2024-02-29", "2024-02-01", "2024-02-29"),
            (&quarter, "2024-12-31", "2024-10-01", "2024-12-31"),
            (&quarter, "2024-03-31", "2024-01-01", "2024-03-31"),
            (&year, "2024-01-01", "2024-01-01", "2024-12-31"),
            (&school, "2025-08-31", "2024-09-01", "2025-08-31"),
            (&school, "2025-09-01", "2025-09-01", "2026-08-31"),
            (&rolling, "2025-03-02", "2025-03-02", "2026-03-01"),
        ] {
            let as_of = Date::parse("2026-03-01").unwrap();
            let found = rule.start(Date::parse(day).unwrap(), as_of).unwrap();
            let period = rule.from(found, as_of);
            assert_eq!((period.start, period.end), (Date::parse(start).ok(), Date::parse(end).ok()), "{day}");
        }
        assert_eq!(rolling.start(Date::parse("2025-03-01").unwrap(), Date::parse("2026-03-01").unwrap()), None);
    }
}
