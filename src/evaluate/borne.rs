//! The family's remaining share of each line: its out-of-pocket amount, less other aid for its receipt and less earlier
//! awards of this programme. No award exceeds it.

use super::{
    aid::{Counted, is_deducted, on_receipts, part_lacks},
    allocation::allocated,
    column::{Astray, Column, LineIx, ReceiptIx},
    input::Input,
    ledger::Of,
    measured::{Case, Measured},
    missing::Lacks,
    plan::PlannedItem,
};
use crate::code::Measure;

/// The family's remaining share.
#[derive(Debug, Clone, Default)]
pub(super) struct StillBorne {
    pub(super) lines: Column<LineIx, i64>,
    /// The sum over all lines of all admitted receipts, less the aid of others and own aid that names no receipts.
    pub(super) together: i64,
    /// Whether aid of others that names no receipts lowers it.
    pub(super) is_lowered_by_aid: bool,
}

/// The family's remaining share of an application, and what is missing to know it for the receipts that the programme admits.
pub(super) fn still_borne(
    input: &Input<'_>,
    counted: &[Counted<'_>],
    admitted: &[&Measured<'_>],
) -> (StillBorne, Lacks) {
    let mut lacks = Lacks::default();
    admitted
        .iter()
        .filter_map(|measured| measured.measure(Measure::FamilyBorne).err())
        .for_each(|more| lacks.add(more));
    if input.plan.lowers_by_aid() {
        lacks.add(part_lacks(input.case, counted.iter().filter(|other| !other.listed.is_shown()), admitted));
    }
    let borne = lowered(input, counted, admitted);
    let borne = lacks.value(borne).unwrap_or_default();
    (borne, lacks)
}

/// The aid that applies, lowers the family's share of the receipts, and names no receipts.
pub(super) fn unnamed_aid<'c, 'r>(counted: &'c [Counted<'r>]) -> impl Iterator<Item = &'c Counted<'r>> {
    counted.iter().filter(|other| other.listed.receipts.is_none() && !other.listed.is_shown())
}

/// The aid that the cap of an item counts because the item deducts it, in a programme whose cap ignores all other aid.
#[derive(Debug, Default)]
pub(super) struct DeductedAid {
    /// The parts on each line. `None` if there are none.
    lines: Option<Column<LineIx, i64>>,
    /// The amount of the aid that names no receipts.
    pub(super) unnamed: i64,
}

impl DeductedAid {
    /// The part on a line.
    pub(super) fn on(&self, line: LineIx) -> Result<i64, Astray> {
        self.lines.as_ref().map_or(Ok(0), |lines| lines.get(line).copied())
    }
}

/// The aid that the cap of an item counts because the item deducts it.
pub(super) fn deducted_by_item(
    input: &Input<'_>,
    planned: &PlannedItem<'_>,
    counted: &[Counted<'_>],
) -> Result<DeductedAid, Astray> {
    let mut deducted = DeductedAid::default();
    if !planned.has_ceiling || input.plan.lowers_by_aid() {
        return Ok(deducted);
    }
    let case = input.case;
    for other in counted.iter().filter(|other| is_deducted(input.plan, planned, other) && !other.listed.is_shown()) {
        if other.listed.receipts.is_none() {
            deducted.unnamed = deducted.unnamed.saturating_add(other.amount);
        }
        for (measured, part) in on_receipts(case, other)? {
            let lines = deducted.lines.get_or_insert_with(|| Column::<LineIx, i64>::like(&case.lines, 0));
            let shares = parts_on_lines(case, measured, part)?;
            lines.rows_mut(measured.lines)?.iter_mut().zip(shares).for_each(|(sum, part)| *sum += part);
        }
    }
    Ok(deducted)
}

fn lowered(input: &Input<'_>, counted: &[Counted<'_>], admitted: &[&Measured<'_>]) -> Result<StillBorne, Astray> {
    let case = input.case;
    let mut lines: Column<LineIx, i64> = case.lines.values().map(|line| line.burden).collect();
    if input.plan.lowers_by_aid() {
        for other in counted.iter().filter(|other| !other.listed.is_shown()) {
            for (measured, part) in on_receipts(case, other)? {
                lower(case, measured, part, &mut lines)?;
            }
        }
    }
    if !input.ledger.is_empty() {
        let mut sums = Column::<ReceiptIx, i64>::like(&case.receipts, 0);
        for (award, _) in input.ledger.parts(Of::Others).filter(|(_, past)| !past.is_shown) {
            match (award.line, award.receipt()) {
                (Some(line), _) => {
                    let left = lines.get_mut(line)?;
                    *left = (*left - award.amount).max(0);
                }
                (None, Some(receipt)) => *sums.get_mut(receipt)? += award.amount,
                (None, None) => {}
            }
        }
        for (measured, sum) in case.receipts.values().zip(sums.values()) {
            lower(case, measured, *sum, &mut lines)?;
        }
    }
    let mut left = 0;
    for measured in admitted {
        left += lines.rows(measured.lines)?.iter().sum::<i64>();
    }
    let lowers = input.plan.lowers_by_aid();
    let unnamed: i64 = unnamed_aid(counted).filter(|_| lowers).map(|other| other.amount).sum();
    let together = left.saturating_sub(unnamed).saturating_sub(input.ledger.unnamed()).max(0);
    Ok(StillBorne { lines, together, is_lowered_by_aid: unnamed > 0 })
}

/// Deducts an amount from the remaining shares of a receipt's lines, in proportion to their shares.
fn lower(case: &Case<'_>, measured: &Measured<'_>, amount: i64, lines: &mut Column<LineIx, i64>) -> Result<(), Astray> {
    if amount > 0 {
        let parts = parts_on_lines(case, measured, amount)?;
        lines.rows_mut(measured.lines)?.iter_mut().zip(parts).for_each(|(left, part)| *left = (*left - part).max(0));
    }
    Ok(())
}

/// The part of an amount on each line of a receipt, in proportion to the shares of the lines.
fn parts_on_lines(case: &Case<'_>, measured: &Measured<'_>, amount: i64) -> Result<Vec<i64>, Astray> {
    let weights: Vec<i64> = case.lines_of(measured)?.iter().map(|line| line.burden).collect();
    Ok(allocated(amount, &weights))
}
