//! A date of birth and days that have given values.

use super::{
    super::axis::Axis,
    valued::{Valued, Work},
};
use crate::{
    code::{BirthdayConvention, DateFact, NumberFact, TimeUnit},
    programme::{age, age_at, interval::Intervals, year_start},
    value::Date,
};
use chrono::{Datelike, Months, NaiveDate};
use std::collections::BTreeMap;

/// The maximum number of days examined for one fact.
const DAYS_MAX: usize = 24;

/// Pairs of dates: the first is not later than the second.
const ORDER: &[(DateFact, DateFact)] = &[
    (DateFact::EnteredOn, DateFact::SubmittedOn),
    (DateFact::SubmittedOn, DateFact::DecidedOn),
    (DateFact::ApplicationYearStart, DateFact::SubmittedOn),
    (DateFact::ApplicationYearStart, DateFact::DecidedOn),
    (DateFact::EnteredOn, DateFact::DecidedOn),
    (DateFact::DiagnosedOn, DateFact::DecidedOn),
    (DateFact::MembershipFrom, DateFact::DecidedOn),
    (DateFact::InsuredFrom, DateFact::DecidedOn),
    (DateFact::ResidentSince, DateFact::DecidedOn),
    (DateFact::RegisteredSince, DateFact::DecidedOn),
    (DateFact::AdmittedOn, DateFact::OperatedOn),
    (DateFact::ReceiptVisitedOn, DateFact::ReceiptDischargedOn),
    (DateFact::ReceiptVisitedOn, DateFact::ReceiptIssuedOn),
    (DateFact::ReceiptVisitedOn, DateFact::ReceiptSettledOn),
    (DateFact::ReceiptDischargedOn, DateFact::ReceiptIssuedOn),
    (DateFact::ReceiptIssuedOn, DateFact::DecidedOn),
];

/// Days by fact, as day numbers.
type Days = BTreeMap<DateFact, i64>;

/// Whether days with these values are found, among the ends of the stated periods.
pub(super) fn is_found(facts: &[Valued<'_, '_>], work: &Work) -> bool {
    let mut dates: Vec<DateFact> = facts.iter().flat_map(|(axis, _)| dates_of(axis)).collect();
    dates.sort_unstable();
    dates.dedup();
    let has_birth = dates.contains(&DateFact::BirthDate) || facts.iter().any(|(axis, _)| matches!(axis, Axis::Age(..)));
    dates.retain(|date| *date != DateFact::BirthDate);
    let mut pool = pool(facts);
    if dates.contains(&DateFact::ApplicationYearStart) {
        pool = with_year_starts(&pool, &differences(facts));
    }
    assign(
        &mut Days::new(),
        &dates,
        &pool,
        work,
        &|days| {
            if !has_birth {
                return true;
            }
            births(facts, days).into_iter().any(|born| {
                let mut days = days.clone();
                // A child may be born after the first day of the year of the application.
                let later = |fact: &DateFact| *fact != DateFact::ApplicationYearStart;
                let is_first = days.iter().filter(|(fact, _)| later(fact)).all(|(_, day)| born <= *day);
                days.insert(DateFact::BirthDate, born);
                is_first && holds(facts, &days)
            })
        },
        facts,
    )
}

fn dates_of(axis: &Axis<'_>) -> Vec<DateFact> {
    match axis {
        Axis::Age(at, ..) => vec![*at],
        Axis::Date(fact) => vec![*fact],
        Axis::Days(from, to) => vec![*from, *to],
        Axis::Number(fact) => {
            counted_from(*fact).into_iter().flat_map(|(from, _)| [from, DateFact::DecidedOn]).collect()
        }
        _ => Vec::new(),
    }
}

/// The day from which a number of months or years is counted.
const fn counted_from(fact: NumberFact) -> Option<(DateFact, TimeUnit)> {
    Some(match fact {
        NumberFact::MembershipYears => (DateFact::MembershipFrom, TimeUnit::Years),
        NumberFact::MembershipMonths => (DateFact::MembershipFrom, TimeUnit::Months),
        NumberFact::InsuredMonths => (DateFact::InsuredFrom, TimeUnit::Months),
        NumberFact::ResidenceYears => (DateFact::ResidentSince, TimeUnit::Years),
        NumberFact::RegistrationYears => (DateFact::RegisteredSince, TimeUnit::Years),
        _ => return None,
    })
}

/// The days that are tried: the ends of periods, moved by the ends of stated numbers of days and years.
fn pool(facts: &[Valued<'_, '_>]) -> Vec<i64> {
    let dates = facts.iter().filter(|(axis, _)| matches!(axis, Axis::Date(fact) if *fact != DateFact::BirthDate));
    let mut pool: Vec<i64> =
        dates.flat_map(|(_, values)| values.spans().iter().flat_map(|(first, last)| [*last, *first])).collect();
    if pool.is_empty() {
        pool.extend(NaiveDate::from_ymd_opt(2025, 6, 30).map(number));
    }
    pool.truncate(DAYS_MAX / 2);
    let earlier = |(age, unit): &(i64, TimeUnit)| pool.first().and_then(|day| back(*day, *age, *unit));
    let earlier: Vec<i64> = differences(facts).iter().filter_map(earlier).collect();
    pool.extend(earlier);
    for (axis, values) in facts {
        for end in values.spans().iter().flat_map(|(first, last)| [*first, *last]) {
            let moved = |day: &i64| match axis {
                Axis::Days(..) if (-60_000..=60_000).contains(&end) => vec![day + end, day - end],
                Axis::Number(fact) if end <= 2_400 => {
                    counted_from(*fact).and_then(|(_, unit)| back(*day, end, unit)).into_iter().collect()
                }
                _ => Vec::new(),
            };
            let more: Vec<i64> = pool.iter().flat_map(moved).collect();
            pool.extend(more);
            pool.truncate(DAYS_MAX);
        }
    }
    let mut seen = Vec::new();
    pool.retain(|day| {
        !seen.contains(day) && {
            seen.push(*day);
            date(*day).is_some()
        }
    });
    pool
}

/// The days, and the first day of the year of each and of the following year; and the days on which a child is younger by one of the
/// differences than on such a first day. Once each.
fn with_year_starts(pool: &[i64], differences: &[(i64, TimeUnit)]) -> Vec<i64> {
    let first = |day: &i64| Some(date(*day)?.to_chrono().year());
    let mut years: Vec<i32> = pool.iter().filter_map(first).flat_map(|year| [year, year.saturating_add(1)]).collect();
    years.sort_unstable();
    years.dedup();
    let starts: Vec<i64> =
        years.into_iter().filter_map(|year| NaiveDate::from_ymd_opt(year, 1, 1)).map(number).collect();
    let younger = |(age, unit): &(i64, TimeUnit)| starts.iter().filter_map(|day| back(*day, *age, *unit)).collect();
    let earlier: Vec<Vec<i64>> = differences.iter().map(younger).collect();
    let mut days = pool.to_vec();
    for day in starts.iter().chain(earlier.iter().flatten()) {
        if !days.contains(day) && date(*day).is_some() {
            days.push(*day);
        }
    }
    days
}

/// Whether the first day of the year of the application is one, and that of the day of submission.
fn is_year_of_application(days: &Days) -> bool {
    let start = |day: i64| date(day).and_then(year_start).map(|start| number(start.to_chrono()));
    days.get(&DateFact::ApplicationYearStart).is_none_or(|first| {
        let of = [Some(first), days.get(&DateFact::SubmittedOn)];
        of.into_iter().flatten().all(|day| start(*day) == Some(*first))
    })
}

/// How much older a child must at least be on one day than on another.
fn differences(facts: &[Valued<'_, '_>]) -> Vec<(i64, TimeUnit)> {
    let ages = facts.iter().filter_map(|(axis, values)| match axis {
        Axis::Age(at, _, unit) => Some((*at, *unit, *values)),
        _ => None,
    });
    let ages: Vec<(DateFact, TimeUnit, &Intervals)> = ages.collect();
    let mut found = Vec::new();
    for (later, unit, old) in &ages {
        let others = ages.iter().filter(|(earlier, other, _)| earlier != later && other == unit);
        for (least, most) in old.spans().iter().flat_map(|(least, _)| {
            others.clone().flat_map(move |(.., young)| young.spans().iter().map(move |(_, most)| (*least, *most)))
        }) {
            found.extend(least.checked_sub(most).filter(|difference| *difference > 0).map(|age| (age, *unit)));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Assigns a day to each date in turn, as long as all values hold, and looks at the result.
fn assign(
    days: &mut Days,
    dates: &[DateFact],
    pool: &[i64],
    work: &Work,
    is_right: &dyn Fn(&Days) -> bool,
    facts: &[Valued<'_, '_>],
) -> bool {
    let Some((first, others)) = dates.split_first() else { return is_right(days) };
    for day in pool {
        if !work.spend(facts.len() + ORDER.len()) {
            return false;
        }
        days.insert(*first, *day);
        if holds(facts, days)
            && in_order(days)
            && is_year_of_application(days)
            && assign(days, others, pool, work, is_right, facts)
        {
            return true;
        }
    }
    days.remove(first);
    false
}

fn in_order(days: &Days) -> bool {
    ORDER
        .iter()
        .all(|(first, second)| days.get(first).zip(days.get(second)).is_none_or(|(first, second)| first <= second))
}

/// Whether each value holds whose dates are all known.
fn holds(facts: &[Valued<'_, '_>], days: &Days) -> bool {
    facts.iter().all(|(axis, values)| match axis {
        Axis::Date(fact) => days.get(fact).is_none_or(|day| values.contains(*day)),
        Axis::Days(from, to) => days
            .get(from)
            .zip(days.get(to))
            .is_none_or(|(from, to)| to.checked_sub(*from).is_some_and(|days| values.contains(days))),
        Axis::Age(at, birthday, unit) => days.get(&DateFact::BirthDate).zip(days.get(at)).is_none_or(|(born, day)| {
            let age = date(*born).zip(date(*day)).and_then(|(born, day)| age_at(*at, born, day, *unit, *birthday));
            age.is_some_and(|age| values.contains(age))
        }),
        Axis::Number(fact) => {
            let Some((from, unit)) = counted_from(*fact) else { return false };
            let both = days.get(&from).zip(days.get(&DateFact::DecidedOn));
            both.is_none_or(|(from, to)| {
                let count = date(*from).zip(date(*to)).and_then(|(from, to)| match fact {
                    NumberFact::MembershipYears => from.years_until(to).map(i64::from),
                    _ => age(from, to, unit, BirthdayConvention::OnBirthday),
                });
                count.is_some_and(|count| values.contains(count))
            })
        }
        _ => false,
    })
}

/// The dates of birth that are tried: those that just reach, or just do not exceed, a stated age. Days that no document
/// can state are not tried: an open bound leads beyond them.
fn births(facts: &[Valued<'_, '_>], days: &Days) -> Vec<i64> {
    let mut births = Vec::new();
    for (axis, values) in facts {
        for (first, last) in values.spans() {
            let day = |fact: &DateFact| days.get(fact).copied();
            match axis {
                Axis::Age(at, _, unit) => {
                    let ends = [Some(*first), last.checked_add(1)].into_iter().flatten();
                    let ends = ends.filter_map(|age| back(day(at)?, age, *unit));
                    births.extend(ends.flat_map(|born| [-1, 0, 1, 2].map(|days| born.saturating_add(days))));
                }
                Axis::Date(DateFact::BirthDate) => births.extend([*first, *last]),
                Axis::Days(DateFact::BirthDate, to) => {
                    births.extend(
                        day(to).into_iter().flat_map(|to| [to.saturating_sub(*first), to.saturating_sub(*last)]),
                    );
                }
                Axis::Days(from, DateFact::BirthDate) => {
                    births.extend(
                        day(from)
                            .into_iter()
                            .flat_map(|from| [from.saturating_add(*first), from.saturating_add(*last)]),
                    );
                }
                _ => {}
            }
        }
    }
    births.retain(|born| date(*born).is_some());
    births
}

/// The day on which a child was born who completes an age on a day.
fn back(day: i64, age: i64, unit: TimeUnit) -> Option<i64> {
    let months = match unit {
        TimeUnit::Days => return day.checked_sub(age),
        TimeUnit::Months => age,
        TimeUnit::Years => age.checked_mul(12)?,
    };
    date(day)?.to_chrono().checked_sub_months(Months::new(u32::try_from(months).ok()?)).map(number)
}

fn number(date: NaiveDate) -> i64 {
    i64::from(date.num_days_from_ce())
}

fn date(day: i64) -> Option<Date> {
    Date::from_chrono(NaiveDate::from_num_days_from_ce_opt(i32::try_from(day).ok()?)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A child may be one year old at entry and four at submission, never the reverse.
    #[test]
    fn ages_on_two_days_are_years_apart() {
        use crate::code::BirthdayConvention::OnBirthday;
        let age = |at| Axis::Age(at, OnBirthday, TimeUnit::Years);
        let (entered, submitted) = (age(DateFact::EnteredOn), age(DateFact::SubmittedOn));
        let (old, young) = (Intervals::between(4, i64::MAX), Intervals::between(0, 1));
        assert!(is_found(&[(&entered, &young), (&submitted, &old)], &Work::new()));
        assert!(!is_found(&[(&entered, &old), (&submitted, &young)], &Work::new()));
    }

    /// The first day of the year of the application is one year before that of the next year, and a child may be born after it.
    #[test]
    fn the_first_day_of_the_year_is_that_of_the_submission() {
        use crate::code::BirthdayConvention::OnBirthday;
        let age = |at| Axis::Age(at, OnBirthday, TimeUnit::Years);
        let (first, submitted) = (age(DateFact::ApplicationYearStart), age(DateFact::SubmittedOn));
        let (under, adult) = (Intervals::between(0, 17), Intervals::between(18, i64::MAX));
        assert!(is_found(&[(&first, &under), (&submitted, &adult)], &Work::new()));
        assert!(!is_found(&[(&first, &adult), (&submitted, &under)], &Work::new()));
        let much_older = Intervals::between(20, i64::MAX);
        assert!(!is_found(&[(&first, &under), (&submitted, &much_older)], &Work::new()));
        let between = Axis::Days(DateFact::ApplicationYearStart, DateFact::BirthDate);
        let later = Intervals::between(1, 40);
        assert!(is_found(&[(&first, &Intervals::between(0, 0)), (&between, &later)], &Work::new()));
        assert!(!is_found(&[(&first, &Intervals::between(1, 1)), (&between, &later)], &Work::new()));
    }

    /// The first day of the year of the application may be years after the day of entry.
    #[test]
    fn the_first_day_of_the_year_is_years_after_entry() {
        use crate::code::BirthdayConvention::OnBirthday;
        let age = |at| Axis::Age(at, OnBirthday, TimeUnit::Years);
        let (first, entered) = (age(DateFact::ApplicationYearStart), age(DateFact::EnteredOn));
        let submitted = Axis::Date(DateFact::SubmittedOn);
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).map(number).unwrap();
        let year = Intervals::between(day(2026, 1, 1), day(2026, 12, 31));
        let found = |on_first: Intervals, on_entry: Intervals| {
            is_found(&[(&first, &on_first), (&entered, &on_entry), (&submitted, &year)], &Work::new())
        };
        assert!(found(Intervals::between(4, 4), Intervals::between(1, 2)), "4, then 1 to 2");
        assert!(found(Intervals::between(3, i64::MAX), Intervals::between(0, 2)), "3, then 0 to 2");
        assert!(!found(Intervals::between(1, 1), Intervals::between(3, 4)));
        let (on_submission, old) = (age(DateFact::SubmittedOn), Intervals::between(1, i64::MAX));
        let (on_first, on_entry) = (Intervals::between(3, i64::MAX), Intervals::between(0, 2));
        let facts = [(&first, &on_first), (&entered, &on_entry), (&on_submission, &old), (&submitted, &year)];
        assert!(is_found(&facts, &Work::new()));
        // Ages that differ by a month only: on the first day of the year, and on a day shortly before it.
        let in_months = |at| Axis::Age(at, OnBirthday, TimeUnit::Months);
        let (first, entered) = (in_months(DateFact::ApplicationYearStart), in_months(DateFact::EnteredOn));
        for (on_first, on_entry) in [((36, i64::MAX), (0, 35)), ((48, 59), (12, 35))] {
            let [on_first, on_entry] = [on_first, on_entry].map(|(least, most)| Intervals::between(least, most));
            let facts = [(&submitted, &year), (&first, &on_first), (&entered, &on_entry)];
            assert!(is_found(&facts, &Work::new()), "{on_first:?}, {on_entry:?}");
        }
    }

    /// Bounds that are absent are the least and the greatest number, and lead to no day.
    #[test]
    fn absent_bounds_lead_to_no_day() {
        let before = Intervals::between(i64::MIN, -1);
        let after = Intervals::between(10, i64::MAX);
        let (entered, birth, submitted) = (DateFact::EnteredOn, DateFact::BirthDate, DateFact::SubmittedOn);
        let axes = [Axis::Days(entered, birth), Axis::Days(birth, submitted), Axis::Days(submitted, birth)];
        let found = |values: [&Intervals; 3]| {
            let facts: Vec<Valued<'_, '_>> = axes.iter().zip(values).collect();
            is_found(&facts, &Work::new())
        };
        assert!(found([&before, &after, &before]));
        assert!(!found([&before, &after, &after]));
        assert!(!found([&after, &before, &before]));
    }
}
