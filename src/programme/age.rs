//! Ages, as the notices define them.

use crate::{
    code::{BirthdayConvention, DateFact, TimeUnit},
    value::Date,
};
use chrono::{Datelike, Days, Months};

/// The completed years, months or days of age on a day. `None` before the birth.
///
/// A child born on 29 February completes a year at the end of February. If a year is completed only on the day after
/// the birthday, so is a month.
pub(crate) fn age(born: Date, day: Date, unit: TimeUnit, birthday: BirthdayConvention) -> Option<i64> {
    let (born, day) = (born.to_chrono(), day.to_chrono());
    if day < born {
        return None;
    }
    let reached = match birthday {
        BirthdayConvention::OnBirthday => day,
        BirthdayConvention::DayAfterBirthday => day.checked_sub_days(Days::new(1))?,
    };
    if unit == TimeUnit::Days {
        return Some((reached - born).num_days().max(0));
    }
    let apart = (reached.year() - born.year()) * 12 + reached.month().cast_signed() - born.month().cast_signed();
    let full = |months: i32| {
        let months = u32::try_from(months).ok()?;
        born.checked_add_months(Months::new(months)).filter(|anniversary| *anniversary <= reached)
    };
    let months = if full(apart).is_some() { apart } else { apart - 1 };
    let months = i64::from(months.max(0));
    Some(if unit == TimeUnit::Years { months / 12 } else { months })
}

/// The same on the day of a fact. A child born later in the year that begins on that day has the age zero: the programme counts
/// the ages of a whole year on its first day.
pub(crate) fn age_at(at: DateFact, born: Date, day: Date, unit: TimeUnit, birthday: BirthdayConvention) -> Option<i64> {
    let is_of_year = at == DateFact::ApplicationYearStart && day < born && year_start(born) == Some(day);
    if is_of_year { Some(0) } else { age(born, day, unit, birthday) }
}

/// 1 January of the year of a day.
pub(crate) fn year_start(day: Date) -> Option<Date> {
    Date::from_chrono(day.to_chrono().with_ordinal(1)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_on_the_days_that_decide() {
        use BirthdayConvention::{DayAfterBirthday as After, OnBirthday as On};
        use TimeUnit::{Days, Months, Years};
        for (born, day, unit, birthday, expected) in [
            // 小天使基金: the child exceeds the age limit from the day after the nineteenth birthday.
            ("2007-06-01", "2026-06-01", Years, After, Some(18)),
            ("2007-06-01", "2026-06-02", Years, After, Some(19)),
            ("2007-06-01", "2026-06-01", Years, On, Some(19)),
            ("2007-06-01", "2026-05-31", Years, On, Some(18)),
            ("2020-02-29", "2021-02-27", Years, On, Some(0)),
            ("2020-02-29", "2021-02-28", Years, On, Some(1)),
            ("2020-02-29", "2021-02-28", Years, After, Some(0)),
            ("2020-02-29", "2021-03-01", Years, After, Some(1)),
            ("2020-02-29", "2024-02-28", Years, On, Some(3)),
            ("2020-02-29", "2024-02-29", Years, On, Some(4)),
            ("2024-01-31", "2024-02-28", Months, On, Some(0)),
            ("2024-01-31", "2024-02-29", Months, On, Some(1)),
            ("2024-01-31", "2024-04-30", Months, On, Some(3)),
            ("2024-01-31", "2024-04-30", Months, After, Some(2)),
            ("2024-01-31", "2024-01-31", Years, After, Some(0)),
            ("2024-01-31", "2024-01-31", Days, On, Some(0)),
            ("2024-01-31", "2024-02-02", Days, On, Some(2)),
            ("2024-01-31", "2024-02-02", Days, After, Some(1)),
            ("2024-01-31", "2024-01-30", Days, On, None),
            ("1900-01-01", "2099-12-31", Years, On, Some(199)),
        ] {
            let (b, d) = (Date::parse(born).unwrap(), Date::parse(day).unwrap());
            assert_eq!(age(b, d, unit, birthday), expected, "{born} on {day}, {unit}, {birthday}");
        }
    }
}
