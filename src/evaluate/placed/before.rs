//! Deduction of the earlier awards for the same unit.

use crate::{
    code::StepKind,
    evaluate::{
        exact::FEN,
        input::Input,
        ledger::{Of, PastAward, PastUnit},
        missing::Lacks,
        node::Node,
        notes::Notes,
        step::{Noted, Step},
        unit::{Unit, UnitOf, awarded_before},
    },
    programme::Benefit,
};

/// The remainder of an entitlement, and the amount by which the earlier awards exceed it.
pub(crate) fn less_before(
    input: &Input<'_>,
    unit: &Unit<'_, '_>,
    entitled: i64,
    notes: &mut Notes,
) -> Result<(i64, i64), Lacks> {
    let planned = unit.id.planned;
    let tops_up = matches!(&planned.item.benefit, Benefit::Tiers(tiers) if tiers.top_up);
    let before: i64 = if tops_up {
        input.ledger.require_amounts()?;
        let counts = |(award, past): &(&PastAward<'_>, &PastUnit<'_>)| {
            let elsewhere = past.names_receipts && !award.is_within(unit.receipts);
            past.item.is_none_or(|item| item == planned.ix) && !elsewhere
        };
        input.ledger.parts(Of::Others).filter(counts).map(|(award, _)| award.amount).sum()
    } else {
        if matches!(unit.id.of, UnitOf::Period(_)) {
            input.ledger.require_periods()?;
        }
        awarded_before(input, unit.id, unit.receipts)
    };
    if before <= 0 {
        return Ok((entitled, 0));
    }
    let left = (entitled - before).max(0);
    notes.step(|| Step {
        value: Some(Noted::Amount(i128::from(before) * FEN)),
        ..Step::between(StepKind::Before, Node::Item(planned.ix), unit.ix, (entitled, left))
    });
    Ok((left, (before - entitled).max(0)))
}
