//! The part of a unit's award that limits allow.

use super::{
    bounds::{Bounds, Phase},
    parts::Parts,
};
use crate::{
    code::{LimitScope, ReasonCode, StepKind},
    evaluate::{
        column::{Astray, Index, PlaceIx},
        exact::{FEN, whole_fen},
        input::Input,
        measured::Measured,
        missing::{Lacks, without_place},
        notes::Notes,
        place::{Periods, Spot, place, whole_place},
        plan::{PlannedLimit, Value},
        quantity::Count,
        step::{Noted, Step},
        unit::{Unit, UnitOf},
        used::Used,
        value::About,
    },
    programme::AmountParam,
    value::Money,
};

/// Removes the part above the limits of an item. If earlier adjudications of this application are compared, the number
/// of the award is lowered too.
pub(crate) fn limited<'r>(
    input: &Input<'r>,
    unit: &Unit<'_, 'r>,
    bounds: Bounds<'_, 'r>,
    (periods, count): (&mut Periods, &mut Option<Count>),
    parts: &mut Parts,
    notes: &mut Notes,
) -> Lacks {
    let mut lacks = Lacks::default();
    let limits = input.plan.limits.values().zip(bounds.limits.values());
    for (planned, used) in limits.filter(|(planned, used)| planned.is_for(unit.id.item()) && used.applies) {
        if parts.amounts.iter().all(|amount| *amount <= 0) {
            break;
        }
        let is_applied = bounds.phase.applies(planned.limit.scope);
        if is_applied {
            lacks.add(used.unknown.clone());
            if bounds.phase == Phase::Due {
                lacks.add(within_number(input, unit, (planned, used), (periods, count), parts, notes));
            }
        }
        // Its used part is stated, whether it is applied or not.
        let known = find_places(input, unit, planned, periods, parts);
        lacks.value(known);
        if is_applied {
            lacks.add(within(input, unit, bounds, (planned, used), (periods, parts), notes));
        }
    }
    lacks
}

/// Removes the part above a limit, place by place. A unit may have as many lines as an application. The lines of a
/// place are found by sorting once, not by a search through all lines for each place.
fn within<'r>(
    input: &Input<'r>,
    unit: &Unit<'_, 'r>,
    bounds: Bounds<'_, 'r>,
    (planned, used): (&PlannedLimit<'_>, &Used),
    (periods, parts): (&Periods, &mut Parts),
    notes: &mut Notes,
) -> Lacks {
    let mut lacks = Lacks::default();
    let mut order = std::mem::take(&mut parts.order);
    order.clear();
    let Some(places) = lacks.value(parts.places.get(planned.ix)) else { return lacks };
    order.extend(places.iter().enumerate().filter_map(|(part, place)| Some(((*place)?, part))));
    // Most units are in one place, or their parts are already in the order of places.
    if !order.is_sorted_by_key(|(place, _)| *place) {
        order.sort_unstable();
    }
    if planned.limit.periods.is_some() {
        // The periods of one unit are compared in the order of their first days, and not as they were seen.
        let met = periods.met(planned.ix);
        order.sort_by_key(|(place, _)| met.get(place.place()));
    }
    let (ix, at) = (unit.ix, planned.node);
    let mut opened = 0;
    for group in order.chunk_by(|(one, _), (other, _)| one == other) {
        let Some((place, _)) = group.first().copied() else { continue };
        let sum: i64 = group.iter().filter_map(|(_, part)| parts.amounts.get(*part)).sum();
        if sum == 0 {
            continue;
        }
        let is_new = used.is_new_period(planned, place);
        let refused = if used.is_counted_out(planned, place, || unit.id.who(input.case)) {
            Some(ReasonCode::LimitCount)
        } else {
            (is_new && used.are_periods_used_up(planned, opened)).then_some(ReasonCode::LimitPeriods)
        };
        if let Some(code) = refused {
            notes.step(|| Step { code: Some(code), ..Step::between(StepKind::Limit, at, ix, (sum, 0)) });
            parts.lower_some(group, 0);
            notes.reduce(ix, code, at, i128::from(sum));
            continue;
        }
        let most = most(input, unit, bounds, planned, (place, parts));
        let left = lacks.value(most).flatten().map(|most| (most - used.amounts.at(place)).max(0));
        if is_new && left != Some(0) {
            opened += 1;
        }
        let Some(left) = left else { continue };
        notes.step(|| Step {
            value: Some(Noted::Amount(i128::from(left) * FEN)),
            code: (sum > left).then_some(planned.reason()),
            ..Step::between(StepKind::Limit, at, ix, (sum, sum.min(left)))
        });
        if sum > left {
            parts.lower_some(group, left);
            notes.reduce(ix, planned.reason(), at, i128::from(sum - left));
        }
    }
    parts.order = order;
    lacks
}

/// The amount of a limit, rounded down to fen; `None` if it has none.
pub(super) fn most<'r>(
    input: &Input<'r>,
    unit: &Unit<'_, 'r>,
    bounds: Bounds<'_, 'r>,
    planned: &PlannedLimit<'_>,
    at: (PlaceIx, &Parts),
) -> Result<Option<i64>, Lacks> {
    if planned.limit.scope == LimitScope::FundBalance {
        let balance = input.reading.circumstances.fund_balance.map(Money::fen);
        return balance.map(Some).ok_or_else(|| without_place("fund-balance"));
    }
    let Some(amount) = planned.amount.as_ref() else { return Ok(None) };
    let micro = match amount {
        Value::Known(micro) => *micro,
        amount => depending(unit, bounds, planned, amount, at)?,
    };
    i64::try_from(whole_fen(micro)).map(Some).map_err(|_| Lacks::range())
}

/// An amount that depends on facts of the limited thing: on its own receipts among those of the unit.
fn depending<'r>(
    unit: &Unit<'_, 'r>,
    bounds: Bounds<'_, 'r>,
    planned: &PlannedLimit<'_>,
    amount: &Value<'_, AmountParam>,
    (place, parts): (PlaceIx, &Parts),
) -> Result<i128, Lacks> {
    if let UnitOf::Operation(of) = unit.id.of {
        return bounds.values.value(amount, About::Operation(of));
    }
    if parts.lines.is_empty() {
        return bounds.values.value(amount, About::Receipts(unit.receipts));
    }
    let places = parts.places.get(planned.ix)?;
    let mut bounded: Vec<&'r Measured<'r>> = Vec::with_capacity(unit.receipts.len());
    for measured in unit.receipts {
        let mut inside = parts.lines.iter().zip(places).filter(|(_, other)| **other == Some(place));
        if inside.any(|(line, _)| measured.lines.contains(*line)) {
            bounded.push(measured);
        }
    }
    bounds.values.value(amount, About::Receipts(&bounded))
}

/// Removes the part of the award for more units than a limit allows.
fn within_number<'r>(
    input: &Input<'r>,
    unit: &Unit<'_, 'r>,
    (planned, used): (&PlannedLimit<'_>, &Used),
    (periods, count): (&mut Periods, &mut Option<Count>),
    parts: &mut Parts,
    notes: &mut Notes,
) -> Lacks {
    let mut lacks = Lacks::default();
    let Some(due) = count.as_mut().filter(|count| count.now > 0 && planned.limit.units.is_some()) else { return lacks };
    let left = used.number_left(input, planned, (unit.id, unit.receipts), periods);
    let Some(left) = lacks.value(left).filter(|left| due.now > *left) else { return lacks };
    let sum = parts.sum();
    let part = i128::from(sum) * i128::from(left) / i128::from(due.now);
    let part = i64::try_from(part).unwrap_or_default();
    due.now = left;
    let (ix, at, code) = (unit.ix, planned.node, planned.reason());
    notes.step(|| Step {
        value: Some(Noted::Amount(i128::from(part) * FEN)),
        code: Some(code),
        ..Step::between(StepKind::Limit, at, ix, (sum, part))
    });
    parts.lower(part);
    notes.reduce(ix, code, at, i128::from(sum - part));
    lacks
}

/// Determines the place of each part of a unit under a limit: with the whole receipt, or separately.
pub(super) fn find_places<'r>(
    input: &Input<'r>,
    unit: &Unit<'_, 'r>,
    planned: &PlannedLimit<'_>,
    periods: &mut Periods,
    parts: &mut Parts,
) -> Result<(), Lacks> {
    let places = parts.places.get_mut(planned.ix)?;
    places.clear();
    if parts.lines.is_empty() {
        let found = whole_place(input, planned, (unit.id, unit.receipts), periods);
        places.resize(parts.amounts.len(), *found.as_ref().unwrap_or(&None));
        // An amount of zero needs no place.
        let is_there = parts.amounts.iter().any(|amount| *amount > 0);
        return found.map(drop).or_else(|lacks| if is_there { Err(lacks) } else { Ok(()) });
    }
    let mut lacks = Lacks::default();
    let (mut lines, mut amounts) = (parts.lines.as_slice(), parts.amounts.as_slice());
    for measured in unit.receipts {
        let count = lines.iter().take_while(|line| measured.lines.contains(**line)).count();
        let (own, other_lines) = lines.split_at_checked(count).ok_or(Astray)?;
        let (awarded, other_amounts) = amounts.split_at_checked(count).ok_or(Astray)?;
        (lines, amounts) = (other_lines, other_amounts);
        let mut find = |line, is_awarded| {
            let spot = Spot { line: Some(line), receipt: Some(measured) };
            let found = place(input, planned, unit.id, spot, periods);
            found.unwrap_or_else(|more| {
                // If there is an award on a line without a known place, that place is missing.
                if is_awarded {
                    lacks.add(more);
                }
                None
            })
        };
        let is_awarded = awarded.iter().any(|amount| *amount > 0);
        if planned.is_by_line() {
            places.extend(own.iter().zip(awarded).map(|(line, amount)| find(*line, *amount > 0)));
        } else if planned.limit.scope == LimitScope::Line {
            places.extend(own.iter().map(|line| find(*line, is_awarded)));
        } else if let Some(first) = own.first() {
            let together = find(*first, is_awarded);
            places.resize(places.len() + count, together);
        }
    }
    lacks.or(())
}
