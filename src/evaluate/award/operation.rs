//! The award for each operation with a price.

use super::{
    carried::Carried,
    pass::Pass,
    unit::{OnLines, award},
};
use crate::{
    code::{LimitScope, ReasonCode, StepKind},
    evaluate::{
        admitted::Admitted,
        entitlement::{AskedReceipts, Entitlement, Priced, excess, less_co_funding, priced, rounded},
        missing::Lacks,
        node::Node,
        notes::Notes,
        plan::PlannedItem,
        reduction::Reduction,
        step::{Noted, Step},
        unit::{Unit, UnitOf, gather},
    },
    programme::PriceBenefit,
};

/// Awards the price of each operation that was performed. Returns the reason for a zero award, and what is missing.
pub(crate) fn price<'r>(
    pass: &Pass<'r>,
    planned: &'r PlannedItem<'r>,
    prices: &PriceBenefit,
    admitted: &Admitted<'r>,
    carried: &mut Carried<'r>,
    notes: &mut Notes,
) -> (Option<ReasonCode>, Lacks) {
    let asked = asked_receipts(pass, planned, carried);
    let (priced, is_listed, mut lacks) =
        priced(&pass.input, &pass.values, (planned, &asked), prices, &admitted.receipts);
    for (number, operation) in priced.iter().enumerate() {
        let awarded =
            operation_award(pass, planned, (prices, operation, excess(&priced, number)), admitted, carried, notes);
        lacks.value(awarded);
    }
    ((!is_listed).then_some(ReasonCode::OperationNotListed), lacks)
}

fn operation_award<'r>(
    pass: &Pass<'r>,
    planned: &'r PlannedItem<'r>,
    (prices, priced, excess): (&PriceBenefit, &Priced<'r>, i64),
    admitted: &Admitted<'r>,
    carried: &mut Carried<'r>,
    notes: &mut Notes,
) -> Result<(), Lacks> {
    let (ix, id) = carried.open(planned, UnitOf::Operation(priced.of), &priced.receipts);
    let at = Node::Price(planned.ix, priced.place);
    notes.reduction(Reduction { unit: ix, code: ReasonCode::AbovePrice, at, amount: excess, payer: None });
    let mut lines = Vec::new();
    gather(&mut lines, (&pass.input, &id), &priced.receipts, &admitted.lines.refused)?;
    let unit = Unit { ix, id: &id, receipts: &priced.receipts, lines: &lines };
    let price = priced.price;
    notes.step(|| Step {
        unit: Some(ix),
        value: Some(Noted::Amount(price)),
        amount_out: Some(price),
        ..Step::new(StepKind::Benefit, at)
    });
    let exact = less_co_funding(&unit, prices, price, notes)?;
    let amount = rounded(&unit, exact, notes)?;
    let on_lines = OnLines { admitted: planned.has_ceiling.then_some(&admitted.lines.basis), by_item: None };
    award(pass, &unit, Entitlement { amount, count: None, reason: None }, on_lines, carried, notes)
}

/// Which receipts of an operation must be known. Without its receipts an operation is in no receipt, line or stay, and in the period of
/// the decision.
fn asked_receipts<'r>(pass: &Pass<'r>, planned: &PlannedItem<'_>, carried: &Carried<'_>) -> AskedReceipts<'r> {
    let is_whole = planned.item.basis.is_none();
    let mut asked = AskedReceipts { all: planned.has_ceiling, periods: Vec::new(), is_whole };
    for ((ix, limit), used) in pass.input.plan.limits.iter().zip(carried.limits.values()) {
        let is_for = limit.is_for(planned.ix) || planned.after_limits.contains(&ix);
        if !is_for || !used.applies {
            continue;
        }
        match limit.limit.scope {
            LimitScope::Line | LimitScope::Receipt | LimitScope::Hospitalisation => asked.all = true,
            LimitScope::Period if !limit.is_by_operation() => asked.periods.extend(&limit.limit.period),
            _ => {}
        }
    }
    asked
}
