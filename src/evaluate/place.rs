//! The place of an amount under a limit: the line, receipt, stay, operation or period to which the limit applies.

use super::{
    column::{Astray, Column, Index, LimitIx, LineIx, PlaceIx},
    input::Input,
    line_day::start_of_line,
    measured::Measured,
    missing::Lacks,
    plan::PlannedLimit,
    unit::{UnitId, UnitOf},
};
use crate::{code::LimitScope, value::Date};

/// The single place of a limit that applies to everything together.
pub(super) const TOGETHER: usize = 0;

/// The periods seen under each limit, by their first days, in the order in which they were seen. The register only
/// grows, and contains no amounts.
#[derive(Debug)]
pub(super) struct Periods(Column<LimitIx, Vec<Date>>);

impl Periods {
    pub(super) fn of(input: &Input<'_>) -> Self {
        Self(input.plan.limits.values().map(|_| Vec::new()).collect())
    }

    /// The place of a period under a limit.
    pub(super) fn place(&mut self, limit: LimitIx, start: Date) -> Result<PlaceIx, Lacks> {
        let known = self.0.get_mut(limit)?;
        let place = known.iter().position(|one| *one == start).unwrap_or_else(|| {
            known.push(start);
            known.len() - 1
        });
        Ok(PlaceIx::at(place))
    }

    /// The periods seen under a limit.
    pub(super) fn met(&self, limit: LimitIx) -> &[Date] {
        self.0.get(limit).map(Vec::as_slice).unwrap_or_default()
    }
}

/// A part of a unit, as a limit uses it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spot<'r> {
    pub(super) line: Option<LineIx>,
    pub(super) receipt: Option<&'r Measured<'r>>,
}

/// The place of a part of a unit under a limit. `None` if the limit does not apply to it.
pub(super) fn place(
    input: &Input<'_>,
    planned: &PlannedLimit<'_>,
    unit: &UnitId<'_>,
    spot: Spot<'_>,
    periods: &mut Periods,
) -> Result<Option<PlaceIx>, Lacks> {
    let as_of = input.as_of();
    Ok(match planned.limit.scope {
        LimitScope::Line => match (spot.line, spot.receipt) {
            (Some(line), _) if input.case.lines.get(line)?.is_line() => Some(PlaceIx::at(line.place())),
            // A receipt is more than one line, so its lines must be known.
            (Some(_), Some(measured)) => return Err(measured.wants("lines")),
            _ => None,
        },
        LimitScope::Receipt => spot.receipt.map(|measured| PlaceIx::at(measured.ix.place())),
        LimitScope::Hospitalisation => {
            spot.receipt.map(|measured| PlaceIx::at(input.case.stay_of(measured.ix).place()))
        }
        LimitScope::Operation => match unit.of {
            UnitOf::Operation(of) => Some(PlaceIx::at(of.ix.place())),
            _ => None,
        },
        LimitScope::Application | LimitScope::Lifetime | LimitScope::FundBalance => Some(PlaceIx::at(TOGETHER)),
        LimitScope::Period => {
            let Some(rule) = &planned.limit.period else { return Ok(None) };
            let operated = match unit.of {
                UnitOf::Operation(of) if planned.is_by_operation() && rule.one(as_of).is_none() => of.performed_on()?,
                _ => None,
            };
            let start = match (rule.one(as_of), spot.receipt) {
                (Some(start), _) => Some(start),
                (None, _) if operated.is_some() => operated.and_then(|day| rule.start(day, as_of)),
                (None, Some(measured)) if rule.is_by_line() && spot.line.is_some() => {
                    let line = spot.line.map(|line| input.case.lines.get(line)).transpose()?.ok_or(Astray)?;
                    start_of_line(input.case, measured, line, rule, as_of)?
                }
                (None, Some(measured)) => {
                    let day = rule.by().of(&measured.dates).ok_or_else(|| measured.wants(rule.by().member()))?;
                    rule.start(day, as_of)
                }
                (None, None) => rule.start(as_of, as_of),
            };
            start.map(|start| periods.place(planned.ix, start)).transpose()?
        }
    })
}

/// The place of a unit that is a single line under a limit: the common place of all its receipts.
pub(super) fn whole_place<'r>(
    input: &Input<'r>,
    planned: &PlannedLimit<'_>,
    (unit, receipts): (&UnitId<'r>, &[&'r Measured<'r>]),
    periods: &mut Periods,
) -> Result<Option<PlaceIx>, Lacks> {
    let scope = planned.limit.scope;
    let by_receipt = matches!(scope, LimitScope::Receipt | LimitScope::Hospitalisation | LimitScope::Period);
    let Some((first, others)) = receipts.split_first().filter(|_| by_receipt) else {
        return place(input, planned, unit, Spot::default(), periods);
    };
    let mut of =
        |measured: &'r Measured<'r>| place(input, planned, unit, Spot { line: None, receipt: Some(measured) }, periods);
    let found = of(first)?;
    for other in others {
        if of(other)? != found {
            // For several periods, the period of the decision. For several receipts or stays, none.
            return if scope == LimitScope::Period {
                place(input, planned, unit, Spot::default(), periods)
            } else {
                Ok(None)
            };
        }
    }
    Ok(found)
}
