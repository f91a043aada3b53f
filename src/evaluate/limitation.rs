//! What limits leave of what a unit is awarded: where each part stands under a limit, what is used there, and what is cut.

use super::{
    case::Case,
    exact::{FEN, whole_fen},
    limit::{LimitUse, Part, reason},
    missing::{Wanted, without_place},
    plan::{PlannedLimit, Value, bit},
    run::{Pass, Run, step},
    spread::spread,
    step::{Noted, Step},
    unit::Unit,
    value::Subjects,
};
use crate::{
    code::{LimitScope, ReasonCode, StepKind},
    value::Date,
};

impl Run<'_, '_> {
    /// Cuts what is above the limits of an item.
    pub(super) fn limit(&mut self, index: usize, unit: usize) {
        // What was told of the unit before is of no use: its lines have changed.
        self.work.placed = None;
        let of_item = bit(u32::try_from(index).unwrap_or(u32::MAX));
        for number in 0..self.plan.limits.len() {
            let Some(planned) = self.plan.limits.get(number) else { continue };
            let applies = self.work.limit_applies.get(number).copied().flatten();
            let stands = self.work.now.iter().any(|now| *now > 0);
            if planned.items & of_item == 0 || applies != Some(true) || !stands {
                continue;
            }
            if !self.pass.applies(planned.limit.scope) {
                // What is used of it is stated, though it does not bound anything more.
                if self.pass == Pass::Fund {
                    self.place_parts(number, planned, unit);
                }
            } else {
                let unknown = self.work.limits.get(number).filter(|limit| !limit.unknown.is_empty());
                let unknown = unknown.map(|limit| limit.unknown.clone());
                unknown.into_iter().flatten().for_each(|wanted| self.want(wanted));
                if self.pass == Pass::Due {
                    self.cut_by_units(number, planned, unit);
                }
                self.place_parts(number, planned, unit);
                self.apply_limit(number, planned, unit);
            }
        }
    }

    /// Where a limit counts the whole of a unit; the outer nothing where that is not known.
    pub(super) fn unit_place(
        &mut self,
        number: usize,
        planned: &PlannedLimit<'_>,
        unit: usize,
    ) -> Option<Option<usize>> {
        let as_of = self.reading.circumstances.as_of;
        let work = &mut *self.work;
        let (limit, of) = (work.limits.get_mut(number)?, work.units.get(unit)?);
        let bills = work.unit_bills.get(of.bills.clone()).unwrap_or_default();
        let place = whole_place(limit, planned, (self.case, of, bills), as_of);
        self.need(place)
    }

    /// Tells for each part of a unit where a limit counts it.
    pub(super) fn place_parts(&mut self, number: usize, planned: &PlannedLimit<'_>, unit: usize) {
        if self.work.placed.replace(number) == Some(number) {
            return;
        }
        let as_of = self.reading.circumstances.as_of;
        let work = &mut *self.work;
        let (Some(limit), Some(of)) = (work.limits.get_mut(number), work.units.get(unit)) else { return };
        work.places.clear();
        let bills = work.unit_bills.get(of.bills.clone()).unwrap_or_default();
        let failed = if work.unit_cells.is_empty() {
            let place = whole_place(limit, planned, (self.case, of, bills), as_of);
            let stands = work.now.first().is_some_and(|now| *now > 0);
            work.places.resize(work.now.len(), place.as_ref().ok().copied().flatten());
            place.err().filter(|_| stands)
        } else {
            let parts = (work.unit_cells.as_slice(), work.now.as_slice());
            place_lines(limit, planned, (self.case, of, bills), parts, &mut work.places, as_of)
        };
        if let Some(wanted) = failed {
            self.want(wanted);
        }
    }

    /// Cuts what is above a limit, place by place. A unit may have as many lines as an application: those of a place are
    /// found by sorting, once, and not by looking through all of them for each place.
    fn apply_limit(&mut self, number: usize, planned: &PlannedLimit<'_>, unit: usize) {
        let mut order = std::mem::take(&mut self.work.order);
        order.clear();
        let placed = self.work.places.iter().enumerate().filter_map(|(part, place)| Some(((*place)?, part)));
        order.extend(placed);
        // Most units stand in one place, or in places in their order.
        if !order.is_sorted_by_key(|(place, _)| *place) {
            order.sort_unstable();
        }
        for group in order.chunk_by(|(one, _), (other, _)| one == other) {
            let Some((place, _)) = group.first().copied() else { continue };
            let sum: i64 = group.iter().filter_map(|(_, part)| self.work.now.get(*part)).sum();
            if sum == 0 {
                continue;
            }
            if self.is_counted_out(number, planned, unit, place) {
                let code = Some(ReasonCode::LimitCount);
                self.note(|| Step { unit: Some(unit), code, ..step(StepKind::Limit, planned.node, sum, 0) });
                self.shrink(group, 0);
                self.cut(unit, ReasonCode::LimitCount, planned.node, i128::from(sum));
                continue;
            }
            let Some(most) = self.limit_amount(planned, unit, place) else { continue };
            let used = self.work.limits.get(number).map_or(0, |limit| limit.used_at(place));
            let left = (most - used).max(0);
            self.note(|| Step {
                unit: Some(unit),
                value: Some(Noted::Amount(i128::from(left) * FEN)),
                code: (sum > left).then_some(reason(planned.limit.scope)),
                ..step(StepKind::Limit, planned.node, sum, sum.min(left))
            });
            if sum > left {
                self.shrink(group, left);
                self.cut(unit, reason(planned.limit.scope), planned.node, i128::from(sum - left));
            }
        }
        self.work.order = order;
    }

    /// Whether as many units as a limit allows have been awarded something already.
    fn is_counted_out(&self, number: usize, planned: &PlannedLimit<'_>, unit: usize, place: usize) -> bool {
        let (Some(limit), Some(unit)) = (self.work.limits.get(number), self.work.units.get(unit)) else { return false };
        limit.is_counted_out(planned, place, || unit.who(self.plan.programme, self.case))
    }

    /// The amount of a limit, rounded down to fen; nothing where it has none or where it is not known.
    fn limit_amount(&mut self, planned: &PlannedLimit<'_>, unit: usize, place: usize) -> Option<i64> {
        if planned.limit.scope == LimitScope::FundBalance {
            let balance = self.reading.circumstances.fund_balance.map(crate::value::Money::fen);
            return self.need(balance.ok_or_else(|| without_place("fund-balance")));
        }
        let amount = planned.amount.as_ref()?;
        if let Value::Known(micro) = amount {
            return self.need(i64::try_from(whole_fen(*micro)).map_err(|_| Wanted::Range));
        }
        let bills = self.work.units.get(unit)?.bills.clone();
        let first = self.work.unit_bills.len();
        let of = match self.treatment_of(unit) {
            Some((place, treatment)) => Subjects::Treatment(place, treatment),
            None if self.work.unit_cells.is_empty() => Subjects::Bills(bills),
            None => {
                // The facts of what the limit bounds: of its own receipts among those of the unit.
                for at in bills {
                    let bill = self.work.unit_bills.get(at).copied();
                    let cells = bill.and_then(|bill| self.case.bills.get(bill)).map(|bill| bill.cells.clone());
                    let parts = self.work.unit_cells.iter().zip(&self.work.places);
                    let mut inside = parts.filter(|(_, other)| **other == Some(place)).map(|(cell, _)| cell);
                    if cells.is_some_and(|cells| inside.any(|cell| cells.contains(cell))) {
                        self.work.unit_bills.extend(bill);
                    }
                }
                Subjects::Bills(first..self.work.unit_bills.len())
            }
        };
        let micro = self.value(amount, &of);
        self.work.unit_bills.truncate(first);
        let micro = micro?;
        self.need(i64::try_from(whole_fen(micro)).map_err(|_| Wanted::Range))
    }

    /// Lowers what stands at a place, given as that place with each part that it has, to a sum.
    fn shrink(&mut self, group: &[(usize, usize)], left: i64) {
        let work = &mut *self.work;
        work.weights.clear();
        work.weights.extend(group.iter().filter_map(|(_, part)| work.now.get(*part)));
        work.lowered.clear();
        work.lowered.resize(work.weights.len(), 0);
        spread(left, &work.weights, &mut work.lowered);
        for ((_, part), lowered) in group.iter().zip(&work.lowered) {
            if let Some(now) = work.now.get_mut(*part) {
                *now = *lowered;
            }
        }
    }
}

/// Where a limit counts each line of a unit: with all of its receipt, or by itself. What is missing, where something stands
/// on a line of which that is not known.
fn place_lines(
    limit: &mut LimitUse,
    planned: &PlannedLimit<'_>,
    (case, unit, bills): (&Case<'_>, &Unit, &[usize]),
    (mut cells, mut now): (&[usize], &[i64]),
    places: &mut Vec<Option<usize>>,
    as_of: Date,
) -> Option<Wanted> {
    let mut failed = None;
    for bill in bills {
        let of = case.bills.get(*bill).map(|bill| bill.cells.clone()).unwrap_or_default();
        let count = cells.iter().take_while(|cell| of.contains(cell)).count();
        let ((inside, others), (stands, after)) = (cells.split_at(count), now.split_at(count.min(now.len())));
        (cells, now) = (others, after);
        let mut place = |cell: usize| {
            limit.place(planned, case, unit, Part { cell: Some(cell), bill: Some(*bill) }, as_of).unwrap_or_else(
                |wanted| {
                    failed = stands.iter().any(|now| *now > 0).then_some(wanted).or(failed.take());
                    None
                },
            )
        };
        if planned.limit.scope == LimitScope::Line {
            places.extend(inside.iter().map(|cell| place(*cell)));
        } else if let Some(first) = inside.first() {
            let together = place(*first);
            places.resize(places.len() + count, together);
        }
    }
    failed
}

/// Where a limit counts a unit that is one line: where all its receipts are.
fn whole_place(
    limit: &mut LimitUse,
    planned: &PlannedLimit<'_>,
    (case, unit, bills): (&Case<'_>, &Unit, &[usize]),
    as_of: Date,
) -> Result<Option<usize>, Wanted> {
    let whole = Part { cell: None, bill: None };
    let by_receipt =
        matches!(planned.limit.scope, LimitScope::Receipt | LimitScope::Hospitalisation | LimitScope::Period);
    let Some((first, others)) = bills.split_first().filter(|_| by_receipt) else {
        return limit.place(planned, case, unit, whole, as_of);
    };
    let mut of = |bill: usize| limit.place(planned, case, unit, Part { cell: None, bill: Some(bill) }, as_of);
    let place = of(*first)?;
    for other in others {
        if of(*other)? != place {
            // Of several periods it is that of the decision; of several receipts or stays it is none.
            return if planned.limit.scope == LimitScope::Period {
                limit.place(planned, case, unit, whole, as_of)
            } else {
                Ok(None)
            };
        }
    }
    Ok(place)
}
