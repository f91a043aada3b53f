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
        column::{Column, ItemIx, LineIx, ReceiptIx, UnitIx},
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

/// The earlier awards to units that no longer exist, by item: their receipt or operation is identified by other facts today, or is no
/// longer in the application.
type Gone = HashMap<ItemIx, Left>;

/// What remains of such awards.
#[derive(Debug, Default)]
struct Left {
    amount: i64,
    /// The number for which they were made, in ten-thousandths.
    number: i64,
}

impl Left {
    /// Takes up to an amount.
    fn take(&mut self, amount: i64) -> i64 {
        let taken = self.amount.min(amount);
        self.amount -= taken;
        taken
    }

    /// Takes up to a number.
    fn take_number(&mut self, number: i64) -> i64 {
        let taken = self.number.min(number);
        self.number -= taken;
        taken
    }
}

/// Deducts from every unit the earlier awards of this application for it, and those of its item for units that no longer exist.
pub(crate) fn supplement<'r>(pass: &Pass<'r>, carried: &mut Carried<'r>, notes: &mut Notes) -> Lacks {
    let (before, mut gone) = match awarded_to_units(&pass.input, carried) {
        Ok(awarded) => awarded,
        Err(lacks) => return lacks,
    };
    go_through(pass, Phase::Due, carried, notes, |ix, award, parts, notes| {
        let gone = gone.entry(award.id.item()).or_default();
        take_off(&pass.input, (ix, before.get(ix)?, gone), award, parts, notes)
    })
}

/// The earlier awards of this application for each current unit, and those for other units.
fn awarded_to_units(input: &Input<'_>, carried: &Carried<'_>) -> Result<(Column<UnitIx, Before>, Gone), Lacks> {
    let units = carried.units.iter();
    let today: HashMap<Who, UnitIx> = units.map(|(ix, unit)| (unit.id.who(input.case), ix)).collect();
    let mut all = Column::like(&carried.units, Before::default());
    let mut gone = Gone::new();
    let of = |past: &_, award| today.get(&Who::of_past(past, award, input.plan, input.case)).copied();
    for (award, past) in input.ledger.parts(Of::All).filter(|(_, past)| past.is_own) {
        let Some(unit) = of(past, Some(award)) else {
            if let Some(item) = past.item {
                let left = gone.entry(item).or_default();
                left.amount = left.amount.saturating_add(award.amount);
            }
            continue;
        };
        let before = all.get_mut(unit)?;
        before.sum = before.sum.saturating_add(award.amount);
        match (award.line, award.receipt()) {
            (Some(line), _) => before.on_lines.push((line, award.amount)),
            (None, Some(receipt)) => before.on_receipts.push((receipt, award.amount)),
            (None, None) => {}
        }
    }
    for past in input.ledger.counted_units(Of::All).filter(|past| past.is_own) {
        let number = match (of(past, None), past.item) {
            (Some(unit), _) => &mut all.get_mut(unit)?.number,
            (None, Some(item)) => &mut gone.entry(item).or_default().number,
            (None, None) => continue,
        };
        *number = number.saturating_add(past.count);
    }
    Ok((all, gone))
}

/// Lowers the award of a unit to the amount due.
fn take_off(
    input: &Input<'_>,
    (ix, before, gone): (UnitIx, &Before, &mut Left),
    award: &mut UnitAward<'_>,
    parts: &mut Parts,
    notes: &mut Notes,
) -> Result<(), Lacks> {
    let target = award.award;
    let left = (target - before.sum).max(0);
    award.overpaid = award.overpaid.saturating_add((before.sum - target).max(0));
    let moved = gone.take(left);
    let due = left - moved;
    let taken = before.sum + moved;
    if let Some(count) = &mut award.count {
        let left = (count.now - before.number).max(0);
        let moved = if moved > 0 { gone.take_number(left) } else { 0 };
        count.now = if due > 0 { left - moved } else { 0 };
    }
    if taken > 0 {
        notes.step(|| Step {
            value: Some(Noted::Amount(i128::from(taken) * FEN)),
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
