//! Rules for the periods of statistics and the period in force of a revision.

use super::reference::Names;
use crate::{
    finding::{At, rules},
    period::check_period,
    programme::{Statistic, StatisticValue},
    value::{Date, Period},
};

rules! { ProgrammeStatistic;
    /// 统计值期间重叠 · Overlapping periods of a statistic.
    STATISTIC_OVERLAP = "programme.statistic-overlap" Error Duplicate {
        zh: "与前一期重叠或次序颠倒", en: "the period overlaps the preceding one or is out of order",
        hint_zh: "请按时间先后排列各期，互不重叠", hint_en: "list the periods in chronological order without overlaps",
        source: "a statistic has one value on a day",
    }
    /// 统计值期间不连续 · Gap between the periods of a statistic.
    STATISTIC_GAP = "programme.statistic-gap" Warning Value {
        zh: "与前一期之间不连续：{day} 没有数值，取当日数值的核定为待定", en: "there is a gap after the preceding period: {day} has no value, and an adjudication that uses this date is undetermined",
        hint_zh: "请补充缺少的一期，或使各期首尾相接", hint_en: "add the missing value, or start each period on the day after the preceding one ends",
        source: "a statistic has one value on a day",
    }
    /// 统计值未涵盖有效期间 · Statistic that does not cover the period in force.
    STATISTIC_UNCOVERED = "programme.statistic-uncovered" Warning Value {
        zh: "此版本在 {day} 有效，但当日没有数值，核定为待定", en: "the revision is in force on {day}, but the statistic has no value for this date: the outcome is undetermined",
        hint_zh: "请补充该期数值；最新一期没有止期的，一直适用", hint_en: "add the value; a latest value without an end date applies until further notice",
        source: "a missing year is a missing fact",
    }
}

/// Judges the values of a statistic against each other and against the period in force of the revision.
pub(super) fn check_statistic(statistic: &Statistic, effective: &Period, names: &Names<'_>, at: &mut At) {
    names.source(statistic.source.as_ref(), at);
    let mut before: Option<&StatisticValue> = None;
    at.each(Statistic::MEMBERS.values, &statistic.values, |at, value| {
        check_period(StatisticValue::MEMBERS.period, Some(&value.period), at);
        let ends = before.map(|before| before.period.end.zip(value.period.start));
        let in_order = ends.map(|ends| ends.is_some_and(|(end, start)| end < start));
        at.judge_member(&STATISTIC_OVERLAP, StatisticValue::MEMBERS.period, in_order, |_| {});
        let next =
            ends.flatten().filter(|(end, start)| end < start).and_then(|(end, start)| Some((end.next()?, start)));
        at.judge_member(&STATISTIC_GAP, StatisticValue::MEMBERS.period, next.map(|(next, start)| next == start), |f| {
            f.param("day", next.map_or_else(String::new, |(day, _)| day.to_string()));
        });
        before = Some(value);
    });
    let open = uncovered(statistic, effective);
    at.judge_member(&STATISTIC_UNCOVERED, Statistic::MEMBERS.values, Some(open.is_none()), |f| {
        f.param("day", open.map_or_else(String::new, |day| day.to_string()));
    });
}

/// A day of the period in force before the first or after the last value. Gaps between values have their own rule.
fn uncovered(statistic: &Statistic, effective: &Period) -> Option<Date> {
    let first = statistic.values.first().and_then(|value| value.period.start);
    let last = statistic.values.last().and_then(|value| value.period.end);
    let early = effective.start.zip(first).filter(|(start, first)| start < first).map(|(start, _)| start);
    let late = last.and_then(Date::next).map(|day| effective.start.map_or(day, |start| start.max(day)));
    early.or_else(|| late.filter(|day| effective.end.is_none_or(|end| *day <= end)))
}
