//! Periods (docs/evaluation.md, section 5, unit).

use chrono::{Datelike, Days, Months, NaiveDate};
use tongbiao::{code::ReceiptDate, programme::PeriodRule, value::Date};

/// A first and a last day.
pub type Span = (NaiveDate, NaiveDate);

/// The date that decides the period of a receipt.
pub fn by(rule: &PeriodRule) -> ReceiptDate {
    match rule {
        PeriodRule::CalendarMonth(rule) => rule.by,
        PeriodRule::CalendarQuarter(rule) => rule.by,
        PeriodRule::CalendarYear(rule) => rule.by,
        PeriodRule::ShiftedYear(rule) => rule.by,
        PeriodRule::RollingMonths(rule) => rule.by,
        _ => panic!("a period of a kind that is not in the specification"),
    }
}

/// The period that contains a day. `None` if the day lies outside the only period.
pub fn holding(rule: &PeriodRule, day: Date, as_of: Date) -> Option<Span> {
    let day = day.to_chrono();
    let first = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
    let from = |start: NaiveDate, months: u32| (start, start + Months::new(months) - Days::new(1));
    match rule {
        PeriodRule::CalendarMonth(_) => Some(from(first(day.year(), day.month(), 1), 1)),
        PeriodRule::CalendarQuarter(_) => Some(from(first(day.year(), (day.month() - 1) / 3 * 3 + 1, 1), 3)),
        PeriodRule::CalendarYear(_) => Some(from(first(day.year(), 1, 1), 12)),
        PeriodRule::ShiftedYear(rule) => {
            let part = |n: i64| u32::try_from(n).unwrap();
            let begins = |year| first(year, part(rule.start_month.get()), part(rule.start_day.get()));
            let year = if begins(day.year()) <= day { day.year() } else { day.year() - 1 };
            Some(from(begins(year), 12))
        }
        PeriodRule::RollingMonths(rule) => {
            let end = as_of.to_chrono();
            let start = end - Months::new(u32::try_from(rule.months.get()).unwrap()) + Days::new(1);
            (start <= day && day <= end).then_some((start, end))
        }
        _ => panic!("a period of a kind that is not in the specification"),
    }
}
