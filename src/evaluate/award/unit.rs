//! One unit: its basis, its entitlement, and its award within limits.

use super::{carried::Carried, pass::Pass};
use crate::{
    code::{ReasonCode, StepKind},
    evaluate::{
        admitted::{Above, Admitted, CountedLines},
        aid::{is_deducted, part_lacks},
        borne::{DeductedAid, StillBorne, deducted_by_item},
        column::{Column, LineIx},
        entitlement::{Entitlement, From, entitlement, number_below},
        missing::Lacks,
        node::Node,
        notes::Notes,
        placed::{Bounds, Ceiling, Parts, placed},
        plan::PlannedItem,
        reduction::Reduction,
        step::Step,
        unit::{AidLeft, Unit, UnitOf, basis, gather, grouped},
    },
};

/// Computes the award of each unit of an item that requires receipts. Returns the reason for a zero award, if the
/// benefit states one, and what is missing.
pub(crate) fn of_receipts<'r>(
    pass: &Pass<'r>,
    planned: &'r PlannedItem<'r>,
    admitted: &Admitted<'r>,
    carried: &mut Carried<'r>,
    notes: &mut Notes,
) -> (Option<ReasonCode>, Lacks) {
    let (grouped, mut lacks) = grouped(&pass.input, planned, &admitted.receipts, &admitted.lines.refused);
    let plan = pass.input.plan;
    let deducted = pass.counted.iter().filter(|other| is_deducted(plan, planned, other));
    lacks.add(part_lacks(pass.input.case, deducted, &admitted.receipts));
    let mut reason = None;
    let Some(mut aid) = lacks.value(AidLeft::all(pass.input.case, &pass.counted)) else { return (reason, lacks) };
    let by_item = deducted_by_item(&pass.input, planned, &pass.counted);
    let Some(by_item) = lacks.value(by_item) else { return (reason, lacks) };
    let mut lines = Vec::new();
    for (of, receipts) in grouped.units() {
        let (ix, id) = carried.open(planned, of.clone(), receipts);
        if lacks.value(gather(&mut lines, (&pass.input, &id), receipts, &admitted.lines.refused)).is_none() {
            continue;
        }
        let unit = Unit { ix, id: &id, receipts, lines: &lines };
        let entitlement = entitled(pass, &unit, &admitted.lines, &mut aid, carried, notes);
        let Some(entitlement) = lacks.value(entitlement) else { continue };
        reason = reason.or(entitlement.reason);
        let is_on_lines = planned.item.basis.is_some() || planned.has_ceiling;
        let on_lines = OnLines { admitted: is_on_lines.then_some(&admitted.lines.basis), by_item: Some(&by_item) };
        lacks.value(award(pass, &unit, entitlement, on_lines, carried, notes));
    }
    (reason, lacks)
}

/// Computes the award of the single unit of an item that requires no receipts.
pub(crate) fn without_receipts<'r>(
    pass: &Pass<'r>,
    planned: &'r PlannedItem<'r>,
    carried: &mut Carried<'r>,
    notes: &mut Notes,
) -> (Option<ReasonCode>, Lacks) {
    let (ix, id) = carried.open(planned, UnitOf::Application, &[]);
    let unit = Unit { ix, id: &id, receipts: &[], lines: &[] };
    let limits = (&carried.limits, &mut carried.periods);
    let from = From::Nothing { borne: None };
    let entitlement = match entitlement(&pass.input, &pass.values, &unit, from, limits, notes) {
        Ok(entitlement) => entitlement,
        Err(lacks) => return (None, lacks),
    };
    let awarded = award(pass, &unit, entitlement, OnLines::default(), carried, notes);
    (entitlement.reason, awarded.err().unwrap_or_default())
}

/// The entitlement of a unit of receipts, with or without a basis.
fn entitled<'r>(
    pass: &Pass<'r>,
    unit: &Unit<'_, 'r>,
    counted: &CountedLines,
    aid: &mut AidLeft<'_, 'r>,
    carried: &mut Carried<'r>,
    notes: &mut Notes,
) -> Result<Entitlement, Lacks> {
    let planned = unit.id.planned;
    let from = if planned.item.basis.is_some() {
        let mut by_items = 0;
        for item in &planned.less_items {
            by_items += carried.awarded_by(&pass.input, *item, unit)?;
        }
        note_prices(unit, counted, notes)?;
        let basis = basis(&pass.input, &pass.values, unit, &counted.basis, (aid, by_items), notes)?;
        let opened = carried.units.get_mut(unit.ix)?;
        (opened.basis, opened.threshold) = (Some(basis.own), basis.threshold);
        if basis.threshold.is_some_and(|threshold| !threshold.is_reached) {
            return Ok(Entitlement { amount: 0, count: number_below(&pass.input, unit)?, reason: None });
        }
        From::Basis { exact: basis.exact, own_left: basis.own_left, is_shared: basis.elsewhere != 0 }
    } else {
        let borne = planned.has_ceiling.then(|| borne_of(&carried.borne, unit)).transpose()?;
        From::Nothing { borne }
    };
    let limits = (&carried.limits, &mut carried.periods);
    entitlement(&pass.input, &pass.values, unit, from, limits, notes)
}

/// Records what the lines of a unit have above their prices.
fn note_prices(unit: &Unit<'_, '_>, counted: &CountedLines, notes: &mut Notes) -> Result<(), Lacks> {
    // The lines of a unit are in the order of the case.
    let own = counted.above.iter().filter(|above| unit.lines.binary_search(&above.line).is_ok());
    let mut own: Vec<&Above> = own.collect();
    own.sort_by_key(|above| above.order());
    let sum: i64 = own.iter().map(|above| above.amount).sum();
    if sum == 0 {
        return Ok(());
    }
    let mut left = 0;
    for line in unit.lines {
        left += counted.basis.get(*line)?;
    }
    let planned = unit.id.planned;
    let (code, at) = (ReasonCode::AboveLinePrice, planned.lines.as_ref().map_or(Node::Lines, |rule| rule.node));
    notes.step(|| Step { code: Some(code), ..Step::between(StepKind::LinePrice, at, unit.ix, (left + sum, left)) });
    for above in own {
        notes.reduction(Reduction { unit: unit.ix, code, at: above.at, amount: above.amount, payer: None });
    }
    Ok(())
}

/// The sum of the remaining shares of the lines of a unit.
fn borne_of(borne: &StillBorne, unit: &Unit<'_, '_>) -> Result<i128, Lacks> {
    let mut sum = 0;
    for line in unit.lines {
        sum += i128::from(*borne.lines.get(*line)?).max(0);
    }
    Ok(sum)
}

/// Amounts on the lines of an application, for the award of a unit.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct OnLines<'u> {
    /// The admitted amounts, if the award is allocated to lines.
    pub(crate) admitted: Option<&'u Column<LineIx, i64>>,
    /// The aid that the cap of the item counts in addition.
    pub(crate) by_item: Option<&'u DeductedAid>,
}

/// Awards a unit its entitlement, as far as earlier awards, the limits and the family's remaining share allow. The
/// award is on lines, in proportion to their admitted amounts, or for the unit as a whole.
pub(crate) fn award<'r>(
    pass: &Pass<'r>,
    unit: &Unit<'_, 'r>,
    entitlement: Entitlement,
    OnLines { admitted, by_item }: OnLines<'_>,
    carried: &mut Carried<'r>,
    notes: &mut Notes,
) -> Result<(), Lacks> {
    let (planned, ix) = (unit.id.planned, unit.ix);
    let entitled = raised(pass, unit, entitlement.amount, notes);
    let ceiling = planned.has_ceiling.then(|| Ceiling {
        borne: &carried.borne,
        deducted: by_item,
        is_lowered_by_aid: is_lowered_by_aid(pass, unit, by_item),
    });
    let bounds = Bounds { values: &pass.values, limits: &carried.limits, ceiling, phase: pass.phase };
    let parts = std::mem::take(&mut carried.parts);
    let before = (&mut carried.periods, &mut carried.ledger_left);
    let placed = placed(&pass.input, unit, (entitled, admitted), bounds, before, parts, notes);
    let placed = placed.inspect_err(|_| carried.parts = Parts::of(pass.input.plan.limits.len()))?;
    let award = carried.units.get_mut(ix)?;
    (award.count, award.overpaid) = (entitlement.count, placed.overpaid);
    let mut lacks = placed.lacks;
    let booked = carried.book(&pass.input, unit, (&placed.parts, entitlement.count), pass.phase, notes);
    lacks.value(booked);
    carried.parts = placed.parts;
    lacks.or(())
}

/// Raises the entitlement to the minimum award, if this is the unit to raise.
fn raised(pass: &Pass<'_>, unit: &Unit<'_, '_>, entitled: i64, notes: &mut Notes) -> i64 {
    let Some((_, by)) = pass.raise.filter(|(raised, _)| *raised == unit.ix) else { return entitled };
    let raised = entitled.saturating_add(by);
    let code = Some(ReasonCode::RaisedToMinimum);
    notes.step(|| Step { code, ..Step::between(StepKind::Minimum, Node::Minimum, unit.ix, (entitled, raised)) });
    raised
}

/// Whether other aid lowers the remaining shares of the lines of a unit.
fn is_lowered_by_aid(pass: &Pass<'_>, unit: &Unit<'_, '_>, by_item: Option<&DeductedAid>) -> bool {
    let named = || unit.receipts.iter().map(|measured| measured.ix);
    if by_item.is_some_and(|by_item| unit.lines.iter().any(|line| by_item.on(*line).is_ok_and(|amount| amount > 0))) {
        return true;
    }
    pass.input.plan.lowers_by_aid()
        && pass
            .counted
            .iter()
            .any(|other| other.amount > 0 && !other.listed.is_shown() && other.listed.names_any(named()))
}
