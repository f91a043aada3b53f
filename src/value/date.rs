//! Calendar dates.

use crate::wire::{Invalid, Spelling, word};
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
    spelling: Spelling::Day(year_first),
});

impl Date {
    /// Reads `2024-05-06`. For a day that is known when the program is written, use [`date!`](crate::date).
    ///
    /// # Errors
    /// [`Invalid::Form`] if the text is not a day of the calendar from 1900 to 2099, written `YYYY-MM-DD`.
    ///
    /// # Example
    /// ```
    /// use tongbiao::value::Date;
    ///
    /// assert_eq!(Date::parse("2024-02-29")?.year(), 2024);
    /// assert!(Date::parse("2023-02-29").is_err());
    /// assert!(Date::parse("2024-2-9").is_err());
    /// # Ok::<(), tongbiao::value::Invalid>(())
    /// ```
    pub const fn parse(text: &str) -> Result<Self, Invalid> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return Err(Self::INVALID) };
        match (number(&[*y1, *y2, *y3, *y4]), number(&[*m1, *m2]), number(&[*d1, *d2])) {
            (Some(year), Some(month), Some(day)) => Self::new(year.cast_signed(), month, day),
            _ => Err(Self::INVALID),
        }
    }

    /// The day of a year, a month (1 to 12) and a day of the month (from 1).
    ///
    /// # Errors
    /// [`Invalid::Form`] if the calendar has no such day, or the year is not from 1900 to 2099.
    pub const fn new(year: i32, month: u32, day: u32) -> Result<Self, Invalid> {
        if year < 1900 || year > 2099 {
            return Err(Self::INVALID);
        }
        match NaiveDate::from_ymd_opt(year, month, day) {
            Some(date) => Ok(Self(date)),
            None => Err(Self::INVALID),
        }
    }

    /// A day of [`chrono`].
    ///
    /// # Errors
    /// [`Invalid::Form`] if its year is not from 1900 to 2099.
    pub fn from_chrono(date: NaiveDate) -> Result<Self, Invalid> {
        if (1900..=2099).contains(&date.year()) { Ok(Self(date)) } else { Err(Self::INVALID) }
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

    /// The next day; `None` after the last day of 2099.
    pub fn next(self) -> Option<Self> {
        self.0.succ_opt().and_then(|date| Self::from_chrono(date).ok())
    }

    /// The previous day; `None` before the first day of 1900.
    pub fn previous(self) -> Option<Self> {
        self.0.pred_opt().and_then(|date| Self::from_chrono(date).ok())
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

/// A date whose year is written first: `2024/5/8`, `2024.5.8`, `2024年5月8日`, `20240508`, also with midnight after it as spreadsheets
/// write it. If the year is written last, the order of day and month is not certain.
fn year_first(text: &str) -> Option<String> {
    const MIDNIGHT: [&str; 5] = ["0:00", "00:00", "0:00:00", "00:00:00", "00:00:00.000"];
    let text = match text.split_once([' ', 'T']) {
        Some((day, time)) if MIDNIGHT.contains(&time) => day,
        _ => text,
    };
    let compact = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let (year, month, day) = if compact {
        (text.get(..4)?, text.get(4..6)?, text.get(6..)?)
    } else {
        let is_chinese = text.contains('年');
        let text = if is_chinese { text.strip_suffix(['日', '号'])? } else { text };
        let marks = if is_chinese { ['年', '月'] } else { [text.chars().find(|c| !c.is_ascii_digit())?; 2] };
        if !matches!(marks, ['年', '月'] | ['-' | '/' | '.', _]) {
            return None;
        }
        let [after_year, after_month] = marks;
        let (year, rest) = text.split_once(after_year)?;
        let (month, day) = rest.split_once(after_month)?;
        // Blanks separate the numbers from 年, 月 and 日 only.
        if is_chinese { (year.trim(), month.trim(), day.trim()) } else { (year, month, day) }
    };
    let digits = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_date = digits(year, 4, 4) && digits(month, 1, 2) && digits(day, 1, 2);
    is_date.then(|| format!("{year}-{month:0>2}-{day:0>2}"))
}

/// The number that some digits are.
const fn number(digits: &[u8]) -> Option<u32> {
    let mut number = 0;
    let mut digits = digits;
    while let [digit, rest @ ..] = digits {
        if !digit.is_ascii_digit() {
            return None;
        }
        number = number * 10 + (*digit - b'0') as u32;
        digits = rest;
    }
    Some(number)
}

impl TryFrom<NaiveDate> for Date {
    type Error = Invalid;
    fn try_from(date: NaiveDate) -> Result<Self, Invalid> {
        Self::from_chrono(date)
    }
}

impl From<Date> for NaiveDate {
    fn from(date: Date) -> Self {
        date.0
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
            assert_eq!(Date::parse(text).unwrap().to_string(), text);
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
            assert!(Date::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn years_are_full_on_the_birthday() {
        let years = |born, day| Date::parse(born).unwrap().years_until(Date::parse(day).unwrap());
        assert_eq!(years("2010-06-01", "2024-05-31"), Some(13));
        assert_eq!(years("2010-06-01", "2024-06-01"), Some(14));
        assert_eq!(years("2010-06-01", "2010-05-31"), None);
        assert_eq!(years("2020-02-29", "2021-02-28"), Some(0));
        assert_eq!(years("2020-02-29", "2021-03-01"), Some(1));
    }
}
