//! Dates of birth that satisfy a condition on age.

use crate::{
    code::DateFact,
    programme::{AgeTest, Predicate, Programme, age, year_start},
    value::{Date, LocalId, Period},
    wire::Integer,
};
use chrono::Days;

/// The dates of birth that satisfy a condition on age if the age is determined on the day of the analysis.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AgeWindow {
    /// The identifier of the requirement.
    pub requirement: LocalId,
    /// The condition, as a JSON Pointer into the programme.
    pub pointer: String,
    /// The date on which the programme determines the age.
    pub at: DateFact,
    /// The first and the last eligible date of birth. Without a first date, there is no upper bound of the age. Empty
    /// if no date is eligible. Two periods if a condition with two bounds is negated.
    pub births: Vec<Period>,
}

/// The dates of birth for each condition on age in the requirements.
pub(super) fn windows(programme: &Programme, day: Date) -> Vec<AgeWindow> {
    let mut windows = Vec::new();
    for (index, requirement) in programme.requirements.iter().flat_map(|all| all.iter()).enumerate() {
        for (place, predicate) in requirement.any_of.iter().enumerate() {
            let Predicate::Age(test) = predicate else { continue };
            windows.push(AgeWindow {
                requirement: requirement.id.clone(),
                pointer: format!("/requirements/{index}/anyOf/{place}"),
                at: test.at,
                births: births(test, day),
            });
        }
    }
    windows
}

/// The eligible dates of birth, the earliest first.
fn births(test: &AgeTest, day: Date) -> Vec<Period> {
    // An application on that day is of that year. A child born later in the year has the age zero.
    let on = if test.at == DateFact::ApplicationYearStart { year_start(day).unwrap_or(day) } else { day };
    // A child born up to that day has reached the age.
    let reached = |years: Option<i64>| match years {
        None | Some(0) => Some(day),
        Some(years) => last_birth(test, on, years),
    };
    let youngest = reached(test.at_least.map(Integer::get));
    let too_old = test.at_most.and_then(|most| last_birth(test, on, most.get() + 1));
    let spans = if test.negated == Some(true) {
        let younger = youngest.and_then(Date::next).filter(|first| *first <= day);
        let younger =
            if youngest.is_none() { Some((None, Some(day))) } else { younger.map(|first| (Some(first), Some(day))) };
        vec![too_old.map(|last| (None, Some(last))), younger]
    } else {
        let first = too_old.and_then(Date::next);
        let known =
            youngest.filter(|last| first.is_none_or(|first| first <= *last) && (first.is_some() || too_old.is_none()));
        vec![known.map(|last| (first, Some(last)))]
    };
    spans.into_iter().flatten().map(|(start, end)| Period { start, end }).collect()
}

/// The last date of birth of a child who has reached an age on a day: a child born later is younger.
fn last_birth(test: &AgeTest, day: Date, reached: i64) -> Option<Date> {
    let first = Date::new(1900, 1, 1).ok()?;
    let nth =
        |days: u64| first.to_chrono().checked_add_days(Days::new(days)).and_then(|value| Date::from_chrono(value).ok());
    let old_enough = |born: Date| age(born, day, test.unit, test.birthday).is_some_and(|age| age >= reached);
    let (mut low, mut high) = (0_u64, u64::try_from(first.days_until(day)).ok()? + 1);
    // INVARIANT: every child born before the day number `low` is old enough, none born from `high` on is.
    while low < high {
        let middle = low + (high - low) / 2;
        if nth(middle).is_some_and(old_enough) { low = middle + 1 } else { high = middle }
    }
    low.checked_sub(1).and_then(nth)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::{BirthdayConvention, TimeUnit};

    fn test(
        unit: TimeUnit,
        birthday: BirthdayConvention,
        bounds: (Option<i64>, Option<i64>),
        negated: bool,
    ) -> AgeTest {
        AgeTest {
            at: DateFact::EnteredOn,
            birthday,
            unit,
            at_least: bounds.0.and_then(|value| Integer::new(value).ok()),
            at_most: bounds.1.and_then(|value| Integer::new(value).ok()),
            negated: Some(negated),
        }
    }

    #[test]
    fn first_and_last_birth_dates_of_the_notices() {
        use BirthdayConvention::{DayAfterBirthday as After, OnBirthday as On};
        use TimeUnit::{Months, Years};
        for (unit, birthday, bounds, day, expected) in [
            // 小天使基金: a child is still eligible on the nineteenth birthday, and over age on the following day.
            (Years, After, (Some(0), Some(18)), "2026-06-01", "2007-06-01/2026-06-01"),
            (Years, On, (Some(0), Some(18)), "2026-06-01", "2007-06-02/2026-06-01"),
            (Months, After, (Some(3), None), "2026-06-01", "/2026-02-28"),
            (Months, On, (Some(3), None), "2026-06-01", "/2026-03-01"),
            (Years, On, (None, Some(0)), "2025-02-28", "2024-03-01/2025-02-28"),
            (Years, On, (Some(3), Some(3)), "2024-02-29", "2020-03-01/2021-02-28"),
        ] {
            let found = births(&test(unit, birthday, bounds, false), Date::parse(day).unwrap());
            let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
            let found: Vec<String> = found.iter().map(|p| format!("{}/{}", day(p.start), day(p.end))).collect();
            assert_eq!(found, [expected], "{unit} {birthday} {bounds:?}");
        }
    }

    /// A child under 18 on 1 January was born on 2 January or later, up to the day of the application.
    #[test]
    fn ages_on_the_first_day_of_the_year() {
        let bounds = [((None, Some(17)), "2008-01-02/2026-06-01"), ((Some(1), Some(17)), "2008-01-02/2025-01-01")];
        for (bounds, expected) in bounds {
            let mut test = test(TimeUnit::Years, BirthdayConvention::OnBirthday, bounds, false);
            test.at = DateFact::ApplicationYearStart;
            let found = births(&test, Date::parse("2026-06-01").unwrap());
            let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
            let found: Vec<String> = found.iter().map(|p| format!("{}/{}", day(p.start), day(p.end))).collect();
            assert_eq!(found, [expected]);
        }
    }

    /// Checks every date of birth one by one.
    #[test]
    fn births_are_those_that_satisfy() {
        let days = ["2024-02-28", "2024-02-29", "2024-03-01", "2023-03-01", "2026-12-31", "1901-05-31"];
        let bounds = [
            (None, Some(2)),
            (Some(1), None),
            (Some(1), Some(2)),
            (Some(2), Some(1)),
            (Some(0), Some(0)),
            (Some(200), None),
        ];
        for day in days.map(|day| Date::parse(day).unwrap()) {
            for unit in [TimeUnit::Years, TimeUnit::Months, TimeUnit::Days] {
                for birthday in [BirthdayConvention::OnBirthday, BirthdayConvention::DayAfterBirthday] {
                    for (bounds, negated) in bounds.iter().flat_map(|bounds| [(bounds, false), (bounds, true)]) {
                        let test = test(unit, birthday, *bounds, negated);
                        let found = births(&test, day);
                        let recent = (0..1500).filter_map(|ago| day.to_chrono().checked_sub_days(Days::new(ago)));
                        for born in recent.filter_map(|value| Date::from_chrono(value).ok()) {
                            let age = age(born, day, unit, birthday).unwrap();
                            let holds = test.at_least.is_none_or(|b| b.get() <= age)
                                && test.at_most.is_none_or(|b| age <= b.get());
                            let inside = found.iter().any(|p| {
                                p.start.is_none_or(|start| start <= born) && p.end.is_none_or(|end| born <= end)
                            });
                            assert_eq!(inside, holds != negated, "{born} on {day}: {test:?} {found:?}");
                        }
                    }
                }
            }
        }
    }
}
