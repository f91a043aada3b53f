//! Rules about the periods of statistics and the time in which a revision is in force.

use super::reference::Names;
use crate::{
    finding::{At, rules},
    period::check_period,
    programme::{Statistic, StatisticValue},
    value::{Date, Period},
};

rules! { ProgrammeStatistic;
    /// 统计值期间重叠 · Periods of a statistic that overlap.
    STATISTIC_OVERLAP = "programme.statistic-overlap" Error Duplicate {
        zh: "与前一期重叠或次序颠倒", en: "it overlaps the period before it or comes out of order",
        hint_zh: "各期按时间先后排列，互不重叠", hint_en: "put the periods in the order of time, without overlap",
        source: "a statistic has one value on a day",
    }
    /// 统计值期间不连续 · Periods of a statistic with a gap.
    STATISTIC_GAP = "programme.statistic-gap" Warning Value {
        zh: "与前一期之间有空隙：{day} 没有数值，当天的核定不能确定", en: "there is a gap to the period before it: {day} has no value, and what is decided by that day is undetermined",
        hint_zh: "请补上缺少的一期，或使各期首尾相接", hint_en: "add the missing value, or let each period begin the day after the one before",
        source: "a statistic has one value on a day",
    }
    /// 统计值没有涵盖有效期间 · Statistic that does not last as long as the revision.
    STATISTIC_UNCOVERED = "programme.statistic-uncovered" Warning Value {
        zh: "此版本在 {day} 有效，但当天没有数值，核定不能确定", en: "the revision is in force on {day}, which has no value: what depends on it is undetermined",
        hint_zh: "请补上该期数值；最新一期没有截止日期的，一直沿用", hint_en: "add the value; the latest one applies until further notice where its period has no end",
        source: "a missing year is a missing fact",
    }
}

/// Judges the values of a statistic among each other and against the time in which the revision is in force.
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

/// A day on which the revision is in force before the first or after the last value; gaps between are told by themselves.
fn uncovered(statistic: &Statistic, effective: &Period) -> Option<Date> {
    let first = statistic.values.first().and_then(|value| value.period.start);
    let last = statistic.values.last().and_then(|value| value.period.end);
    let early = effective.start.zip(first).filter(|(start, first)| start < first).map(|(start, _)| start);
    let late = last.and_then(Date::next).map(|day| effective.start.map_or(day, |start| start.max(day)));
    early.or_else(|| late.filter(|day| effective.end.is_none_or(|end| *day <= end)))
}
