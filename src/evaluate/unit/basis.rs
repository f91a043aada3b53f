//! The basis of a unit: the admitted amounts of its receipts, less other payers, earlier items, other aid and the
//! deductible.

use super::identity::{Unit, UnitOf};
use crate::{
    code::{PayerClass, ReasonCode, StepKind, ThresholdBound, Truth},
    evaluate::{
        aid::{Counted, deducts_others, on_receipts},
        column::{Astray, Column, LineIx, ReceiptIx},
        exact::{FEN, FEN_MAX, whole_fen},
        input::Input,
        measured::Case,
        missing::Lacks,
        node::Node,
        notes::Notes,
        reduction::Reduction,
        step::{Noted, Step},
        value::{About, Values},
    },
};

/// The other aid that is still available to an item. Aid that one of its units has used is not used by the next one.
#[derive(Debug)]
pub(crate) struct AidLeft<'u, 'r> {
    entries: Vec<(&'u Counted<'r>, Left)>,
}

/// The remainder of an entry of aid: of the whole entry, or of its part on each receipt that it names.
#[derive(Debug)]
enum Left {
    Whole(i64),
    Parts(Vec<(ReceiptIx, i64)>),
}

impl<'u, 'r> AidLeft<'u, 'r> {
    /// All of it.
    pub(crate) fn all(case: &'r Case<'r>, counted: &'u [Counted<'r>]) -> Result<Self, Astray> {
        let left = |other: &Counted<'r>| {
            Ok(if other.listed.receipts.is_none() {
                Left::Whole(other.amount)
            } else {
                let parts = on_receipts(case, other)?;
                Left::Parts(parts.into_iter().map(|(measured, part)| (measured.ix, part)).collect())
            })
        };
        let entries = counted.iter().map(|other| Ok((other, left(other)?))).collect::<Result<_, Astray>>()?;
        Ok(Self { entries })
    }

    /// Deducts the aid of some payers from a basis: each amount as far as it is available and belongs to the unit.
    /// Returns the remainder of the basis.
    fn take_off(
        &mut self,
        unit: &Unit<'_, '_>,
        basis: i64,
        (at, code): (Node, ReasonCode),
        notes: &mut Notes,
        is_of: impl Fn(PayerClass) -> bool,
    ) -> i64 {
        let mut rest = basis;
        // A basis of the family's share is already without the payments that a receipt shows.
        let is_net = unit.id.planned.item.basis.as_ref().is_some_and(|basis| basis.measure.is_net());
        let counts = |other: &Counted<'_>| is_of(other.payer) && !(is_net && other.listed.is_shown());
        let mut take = |left: &mut i64| {
            let taken = (*left).min(rest);
            rest -= taken;
            *left -= taken;
            taken
        };
        for (other, left) in self.entries.iter_mut().filter(|(other, _)| counts(other)) {
            match left {
                Left::Whole(left) => {
                    let (amount, payer) = (take(left), Some(other.payer));
                    notes.reduction(Reduction { unit: unit.ix, code, at, amount, payer });
                }
                Left::Parts(parts) => {
                    let is_of_unit = |receipt: ReceiptIx| unit.receipts.iter().any(|measured| measured.ix == receipt);
                    for (_, left) in parts.iter_mut().filter(|(receipt, left)| *left > 0 && is_of_unit(*receipt)) {
                        take(left);
                    }
                }
            }
        }
        rest
    }
}

/// The basis of a unit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Basis {
    /// The amount that this application contributes before deductions, in fen.
    pub(crate) own: i64,
    /// The amount that other applications contributed, in fen.
    pub(crate) elsewhere: i64,
    /// The remainder, in millionths of a fen.
    pub(crate) exact: i128,
    /// The remainder of the amount that this application contributes, in fen.
    pub(crate) own_left: i128,
    /// The comparison with the threshold, if there is one.
    pub(crate) threshold: Option<Compared>,
}

/// A basis compared with the threshold of its item.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Compared {
    /// The threshold, in millionths of a fen.
    pub(crate) amount: i128,
    /// The basis after deductions, in fen.
    pub(crate) basis: i64,
    pub(crate) is_reached: bool,
}

/// Computes the basis of a unit from the admitted amount of each line and the awards of earlier items on its lines.
pub(crate) fn basis<'r>(
    input: &Input<'r>,
    values: &Values<'r>,
    unit: &Unit<'_, 'r>,
    lines: &Column<LineIx, i64>,
    (aid, by_items): (&mut AidLeft<'_, 'r>, i64),
    notes: &mut Notes,
) -> Result<Basis, Lacks> {
    let (planned, ix) = (unit.id.planned, unit.ix);
    let mut own = 0;
    for line in unit.lines {
        own += lines.get(*line)?;
    }
    let elsewhere = elsewhere(input, unit);
    let total = own.checked_add(elsewhere).filter(|total| *total <= FEN_MAX).ok_or_else(Lacks::range)?;
    notes.step(|| Step::between(StepKind::Basis, Node::Basis(planned.ix), ix, (own, total)));
    let less = less(input, unit, total, (aid, by_items), notes);
    let exact = i128::from(less) * FEN;
    // The part that other applications contributed to the basis is not in the balance of this application.
    let own_left = i128::from(less - elsewhere).max(0);
    let threshold = compared(values, unit, less, notes)?;
    if threshold.is_some_and(|threshold| !threshold.is_reached) {
        notes.reduce(ix, ReasonCode::ThresholdNotReached, Node::Threshold(planned.ix), own_left);
        return Ok(Basis { own, elsewhere, exact: 0, own_left: 0, threshold });
    }
    let Some(deductible) = &planned.deductible else { return Ok(Basis { own, elsewhere, exact, own_left, threshold }) };
    let amount = values.value(deductible, About::Receipts(unit.receipts))?;
    let left = (exact - amount).max(0);
    let at = Node::Deductible(planned.ix);
    notes.step(|| Step {
        unit: Some(ix),
        amount_in: Some(exact),
        value: Some(Noted::Amount(amount)),
        amount_out: Some(left),
        ..Step::new(StepKind::Deductible, at)
    });
    // If other applications contributed to the basis, they carried a part of the deductible.
    let borne_elsewhere = amount.min(i128::from(elsewhere) * FEN);
    let borne = whole_fen((exact - left - borne_elsewhere).max(0));
    notes.reduce(ix, ReasonCode::Deductible, at, borne);
    Ok(Basis { own, elsewhere, exact: left, own_left: own_left - borne, threshold })
}

/// Compares the basis of a unit with the threshold of its item.
fn compared<'r>(
    values: &Values<'r>,
    unit: &Unit<'_, 'r>,
    basis: i64,
    notes: &mut Notes,
) -> Result<Option<Compared>, Lacks> {
    let planned = unit.id.planned;
    let Some((bound, amount)) = &planned.threshold else { return Ok(None) };
    let amount = values.value(amount, About::Receipts(unit.receipts))?;
    let exact = i128::from(basis) * FEN;
    let is_reached = match bound {
        ThresholdBound::Over => exact > amount,
        ThresholdBound::AtLeast => exact >= amount,
    };
    notes.step(|| Step {
        unit: Some(unit.ix),
        judgement: Some(Truth::of(Some(is_reached))),
        code: (!is_reached).then_some(ReasonCode::ThresholdNotReached),
        amount_in: Some(exact),
        value: Some(Noted::Amount(amount)),
        amount_out: Some(if is_reached { exact } else { 0 }),
        ..Step::new(StepKind::Threshold, Node::Threshold(planned.ix))
    });
    Ok(Some(Compared { amount, basis, is_reached }))
}

/// The amount that other applications contributed to a unit that is a period.
fn elsewhere(input: &Input<'_>, unit: &Unit<'_, '_>) -> i64 {
    let is_period = matches!(unit.id.of, UnitOf::Period(_));
    if !is_period || !input.ledger.is_adjudicated || input.ledger.is_empty() {
        return 0;
    }
    input.ledger.basis_elsewhere(unit.id.item(), &unit.id.key(input.case))
}

/// Deducts other payers, earlier items and other aid from a basis.
fn less(
    input: &Input<'_>,
    unit: &Unit<'_, '_>,
    basis: i64,
    (aid, by_items): (&mut AidLeft<'_, '_>, i64),
    notes: &mut Notes,
) -> i64 {
    let (planned, ix, mut left) = (unit.id.planned, unit.ix, basis);
    let Some(rule) = &planned.item.basis else { return left };
    let note = |notes: &mut Notes, code, at, amounts| {
        notes.step(|| Step { code: Some(code), ..Step::between(StepKind::Less, at, ix, amounts) });
    };
    let payers = rule.less_payers.as_deref().unwrap_or_default();
    if !payers.is_empty() {
        let (before, code, at) = (left, ReasonCode::LessPayer, Node::LessPayers(planned.ix));
        // One payer after another. An amount that one payer covers is not covered again by the next.
        for payer in payers {
            left = aid.take_off(unit, left, (at, code), notes, |of| of == *payer);
        }
        note(notes, code, at, (before, left));
    }
    if !planned.less_items.is_empty() {
        let before = left;
        left = (left - by_items).max(0);
        note(notes, ReasonCode::LessItem, Node::LessItems(planned.ix), (before, left));
    }
    if deducts_others(input.plan, planned) {
        let (before, code, at) = (left, ReasonCode::OtherAid, Node::OtherAid);
        left = aid.take_off(unit, left, (at, code), notes, |payer| !payers.contains(&payer));
        note(notes, code, at, (before, left));
    }
    if let Some(deducted) = input.under.and_then(|under| under.deducted) {
        let others: i64 = unit.lines.iter().filter_map(|line| deducted.get(*line).ok()).sum();
        let (before, code, at) = (left, ReasonCode::JointAward, Node::OtherAid);
        left = (left - others).max(0);
        note(notes, code, at, (before, left));
        notes.reduce(ix, code, at, i128::from(before - left));
    }
    left
}
