//! Rules for periods in which each line is placed by its own day.

use crate::{
    finding::{At, rules},
    programme::{Basis, Benefit, Limit, PeriodRule, ProgrammeItem},
};

rules! { ProgrammeLineDays;
    /// 数量不属于明细 · Number that is not of lines.
    NUMBER_WITHOUT_LINES = "programme.line-days-without-lines" Error Structure {
        zh: "明细按各自的发生日期归入期间，但此数量不属于明细", en: "each line belongs to the period of its own day, but the number counted is not of lines",
        hint_zh: "请将 lineDays 改为 false 或删除；按期间限制数量的，改用 countMax", hint_en: "set `lineDays` to false or remove it; to limit the number for each period, use `countMax`",
        source: "the days of a stay in two periods, and a number of units in two periods, are not divided",
    }
}

/// Judges the number of an item whose basis is for periods.
pub(super) fn check_basis(item: &ProgrammeItem, basis: &Basis, at: &mut At) {
    let by_line = basis.period.as_ref().filter(|rule| rule.is_by_line());
    let counts_stays = matches!(&item.benefit, Benefit::Units(units) if units.count.is_of_stays());
    at.judge_member(&NUMBER_WITHOUT_LINES, Basis::MEMBERS.period, by_line.map(|_| !counts_stays), |_| {});
}

/// Judges the number of a limit for periods.
pub(super) fn check_limit(limit: &Limit, at: &mut At) {
    let by_line = limit.period.as_ref().is_some_and(PeriodRule::is_by_line);
    at.judge_member(&NUMBER_WITHOUT_LINES, Limit::MEMBERS.units, by_line.then_some(limit.units.is_none()), |_| {});
}
