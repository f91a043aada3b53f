//! The period of a line, for rules that place each line by its own day.

use super::{
    column::Astray,
    measured::{Case, Line, Measured},
    missing::Lacks,
};
use crate::{programme::PeriodRule, value::Date};

/// The first day of the period of a line: that of its own day, or else that of the day of its receipt.
pub(super) fn start_of_line(
    case: &Case<'_>,
    measured: &Measured<'_>,
    line: &Line<'_>,
    rule: &PeriodRule,
    as_of: Date,
) -> Result<Option<Date>, Lacks> {
    if let Some(day) = own_day(case, measured, line, rule, as_of)? {
        return Ok(rule.start(day, as_of));
    }
    let day = rule.by().of(&measured.dates).ok_or_else(|| measured.wants(rule.by().member()))?;
    Ok(rule.start(day, as_of))
}

/// The day of a line itself. `None` if its receipt decides.
///
/// A refund is placed with the line from which it is deducted. A line without a day, of a receipt that spans periods, may be in any of
/// them.
pub(super) fn own_day(
    case: &Case<'_>,
    measured: &Measured<'_>,
    line: &Line<'_>,
    rule: &PeriodRule,
    as_of: Date,
) -> Result<Option<Date>, Lacks> {
    let lines = case.lines_of(measured)?;
    let of = line.refunds().map_or(Some(line), |place| lines.get(place)).ok_or(Astray)?;
    if let Some(day) = of.printed().and_then(|printed| printed.charged_on) {
        return Ok(Some(day));
    }
    let spans = measured.span().is_some_and(|(first, last)| rule.start(first, as_of) != rule.start(last, as_of));
    if !spans || of.net <= 0 {
        return Ok(None);
    }
    let member = if of.is_line() { format!("lines/{}/chargedOn", of.place()) } else { "lines".to_owned() };
    Err(measured.wants(&member))
}
