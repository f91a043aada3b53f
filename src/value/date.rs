//! Calendar dates.

use crate::wire::word;
use chrono::{Datelike, Months, NaiveDate};
use std::fmt;

/// 日期 · Calendar date.
///
/// YYYY-MM-DD，1900-01-01 至 2099-12-31 的真实日期。
/// YYYY-MM-DD, a calendar date from 1900-01-01 to 2099-12-31 inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

// An exact leap-year pattern, so that validators that ignore `format` agree with those that do not.
const PATTERN: &str = "^(?:(?:19|20)[0-9]{2}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:(?:19|20)(?:0[48]|[2468][048]|[13579][26])|2000)-02-29)$";

word!(impl Date {
    docs: [
        " 日期 · Calendar date.",
        "",
        " YYYY-MM-DD，1900-01-01 至 2099-12-31 的真实日期。",
        " YYYY-MM-DD, a calendar date from 1900-01-01 to 2099-12-31 inclusive."
    ],
    pattern: PATTERN, format: Some("date"), length: 10..=10, example: "2024-05-06",
});

impl Date {
    /// Reads `2024-05-06`.
    pub fn parse(text: &str) -> Option<Self> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
        let number = |digits: &[&u8]| {
            digits.iter().try_fold(0, |n: u32, b| b.is_ascii_digit().then(|| n * 10 + u32::from(**b - b'0')))
        };
        Self::new(i32::try_from(number(&[y1, y2, y3, y4])?).ok()?, number(&[m1, m2])?, number(&[d1, d2])?)
    }

    /// The day of that year, month and day of the month, if there is one from 1900 to 2099.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).and_then(Self::from_chrono)
    }

    /// A day of [`chrono`], if it lies from 1900 to 2099.
    pub fn from_chrono(date: NaiveDate) -> Option<Self> {
        (1900..=2099).contains(&date.year()).then_some(Self(date))
    }

    /// The date as a [`chrono`] date.
    pub const fn to_chrono(self) -> NaiveDate {
        self.0
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The number of days to the other date. Negative if the other date is earlier.
    pub fn days_until(self, later: Self) -> i64 {
        (later.0 - self.0).num_days()
    }

    /// The day after it; nothing after the last day of 2099.
    pub fn next(self) -> Option<Self> {
        self.0.succ_opt().and_then(Self::from_chrono)
    }

    /// The full months to a later date. A month is full on the same day of another month, or on its last day if it has
    /// no such day. Negative if the other date is earlier.
    pub(crate) fn months_until(self, later: Self) -> i64 {
        let months = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month());
        let between = months(later.0) - months(self.0);
        let full = u32::try_from(between).ok().and_then(|between| self.0.checked_add_months(Months::new(between)));
        if full.is_some_and(|full| full > later.0) { between - 1 } else { between }
    }

    /// The full years of age on a day. A year is full **on** the birthday. `None` before birth.
    ///
    /// Some programmes count a year as full only on the day after the birthday. The programme decides this.
    pub fn years_until(self, day: Self) -> Option<u32> {
        day.0.years_since(self.0)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_full_on_the_same_day_or_the_last() {
        for (from, to, months) in [
            ("2024-01-31", "2024-02-28", 0),
            ("2024-01-31", "2024-02-29", 1),
            ("2023-01-31", "2023-02-28", 1),
            ("2024-02-29", "2025-02-27", 11),
            ("2024-02-29", "2025-02-28", 12),
            ("2024-05-10", "2024-05-09", -1),
            ("2024-05-10", "2024-05-10", 0),
            ("2024-05-10", "2026-05-09", 23),
            ("2024-05-10", "2023-05-10", -12),
        ] {
            let of = |text| Date::parse(text).unwrap();
            let found = of(from).months_until(of(to));
            assert!(found == months || (months < 0 && found < 0), "{from} {to}: {found}");
        }
    }

    #[test]
    fn reads_what_is_a_date() {
        for text in ["2024-02-29", "2000-02-29", "1900-01-01", "2099-12-31"] {
            assert_eq!(Date::parse(text).map(|d| d.to_string()).as_deref(), Some(text));
        }
        for text in [
            "2023-02-29",
            "1900-02-29",
            "1899-12-31",
            "2100-01-01",
            "2024-2-9",
            " 2024-02-29",
            "2024-02-29 ",
            "+2024-02-29",
            "2024-13-01",
            "2024-04-31",
            "2024-00-10",
            "20240506",
            "2024/05/06",
            "２０２４-05-06",
            "",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn years_are_full_on_the_birthday() {
        let years = |born, day| Date::parse(born).zip(Date::parse(day)).and_then(|(b, d)| b.years_until(d));
        assert_eq!(years("2010-06-01", "2024-05-31"), Some(13));
        assert_eq!(years("2010-06-01", "2024-06-01"), Some(14));
        assert_eq!(years("2010-06-01", "2010-05-31"), None);
        assert_eq!(years("2020-02-29", "2021-02-28"), Some(0));
        assert_eq!(years("2020-02-29", "2021-03-01"), Some(1));
    }
}
