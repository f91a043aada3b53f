//! An application that was decided before: the amount due beyond its earlier awards.
//!
//! The award is first computed as if the application had not been decided before. Then the earlier awards are deducted,
//! unit by unit and line by line. A second decision on the same facts therefore awards nothing more, whatever was
//! reduced. Payments for receipts that have since been reversed, or that others have since paid, are found.

use super::{
    again::go_through,
    carried::{Carried, UnitAward},
    pass::Pass,
};
use crate::{
    code::StepKind,
    evaluate::{
        allocation::allocated,
        column::{Column, LineIx, ReceiptIx, UnitIx},
        exact::FEN,
        input::Input,
        ledger::Of,
        missing::Lacks,
        node::Node,
        notes::Notes,
        placed::{Parts, Phase},
        step::{Noted, Step},
        unit::Who,
    },
};
use std::collections::HashMap;

/// The earlier awards of this application for a unit: in total, and on lines.
#[derive(Debug, Clone, Default)]
struct Before {
    sum: i64,
    /// The number for which they were made, in ten-thousandths.
    number: i64,
    /// Amounts on lines.
    on_lines: Vec<(LineIx, i64)>,
    /// Amounts on receipts without a known line.
    on_receipts: Vec<(ReceiptIx, i64)>,
}

/// Deducts from every unit the earlier awards of this application for it.
pub(crate) fn supplement<'r>(pass: &Pass<'r>, carried: &mut Carried<'r>, notes: &mut Notes) -> Lacks {
    let before = match awarded_to_units(&pass.input, carried) {
        Ok(before) => before,
        Err(lacks) => return lacks,
    };
    go_through(pass, Phase::Due, carried, notes, |ix, award, parts, notes| {
        take_off(&pass.input, (ix, before.get(ix)?), award, parts, notes)
    })
}

/// The earlier awards of this application for each current unit.
fn awarded_to_units(input: &Input<'_>, carried: &Carried<'_>) -> Result<Column<UnitIx, Before>, Lacks> {
    let units = carried.units.iter();
    let today: HashMap<Who, UnitIx> = units.map(|(ix, unit)| (unit.id.who(input.case), ix)).collect();
    let mut all = Column::like(&carried.units, Before::default());
    let of = |past: &_, award| today.get(&Who::of_past(past, award, input.plan, input.case)).copied();
    for (award, past) in input.ledger.parts(Of::All).filter(|(_, past)| past.is_own) {
        let Some(unit) = of(past, Some(award)) else { continue };
        let before = all.get_mut(unit)?;
        before.sum = before.sum.saturating_add(award.amount);
        match (award.line, award.receipt()) {
            (Some(line), _) => before.on_lines.push((line, award.amount)),
            (None, Some(receipt)) => before.on_receipts.push((receipt, award.amount)),
            (None, None) => {}
        }
    }
    for past in input.ledger.counted_units(Of::All).filter(|past| past.is_own) {
        if let Some(unit) = of(past, None) {
            let before = all.get_mut(unit)?;
            before.number = before.number.saturating_add(past.count);
        }
    }
    Ok(all)
}

/// Lowers the award of a unit to the amount due.
fn take_off(
    input: &Input<'_>,
    (ix, before): (UnitIx, &Before),
    award: &mut UnitAward<'_>,
    parts: &mut Parts,
    notes: &mut Notes,
) -> Result<(), Lacks> {
    let target = award.award;
    let due = (target - before.sum).max(0);
    award.overpaid = (before.sum - target).max(0);
    if let Some(count) = &mut award.count {
        count.now = if due > 0 { (count.now - before.number).max(0) } else { 0 };
    }
    if before.sum > 0 {
        notes.step(|| Step {
            value: Some(Noted::Amount(i128::from(before.sum) * FEN)),
            ..Step::between(StepKind::Before, Node::Item(award.id.item()), ix, (target, due))
        });
        if !parts.lines.is_empty() {
            lower_lines(input, before, due, parts)?;
        }
    }
    if parts.lines.is_empty() {
        parts.put_whole(due);
    }
    Ok(())
}

/// Allocates the amount due to the lines, in proportion to the amount by which each award exceeds the earlier award on
/// that line.
fn lower_lines(input: &Input<'_>, before: &Before, due: i64, parts: &mut Parts) -> Result<(), Lacks> {
    let mut weights = parts.amounts.clone();
    let mut lower = |lines: &[LineIx], line: LineIx, amount: i64| {
        // The lines of a unit are in the order of the case.
        let place = lines.binary_search(&line).ok();
        if let Some(weight) = place.and_then(|place| weights.get_mut(place)) {
            *weight -= amount;
        }
    };
    before.on_lines.iter().for_each(|(line, amount)| lower(&parts.lines, *line, *amount));
    for (receipt, amount) in &before.on_receipts {
        let of_receipt = input.case.receipts.get(*receipt)?.lines;
        let inside = parts.lines.iter().zip(&parts.amounts).filter(|(line, _)| of_receipt.contains(**line));
        let (own, targets): (Vec<LineIx>, Vec<i64>) = inside.map(|(line, now)| (*line, *now)).unzip();
        let taken = allocated(*amount, &targets);
        own.into_iter().zip(taken).for_each(|(line, part)| lower(&parts.lines, line, part));
    }
    weights.iter_mut().for_each(|weight| *weight = (*weight).max(0));
    parts.put_by(due, &weights);
    Ok(())
}
