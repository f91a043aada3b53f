//! One item: whether it applies, what it admits, and the award of each of its units.

use super::{carried::Carried, operation, pass::Pass, service, unit};
use crate::{
    code::{ReasonCode, StepKind},
    eligibility::Truth,
    evaluate::{admitted::by_item, missing::Lacks, node::Node, notes::Notes, plan::PlannedItem, step::Step},
    programme::Benefit,
};

/// Computes the award of an item. Returns the reason for a zero award, if the item states one, and what is missing.
pub(crate) fn item<'r>(
    pass: &Pass<'r>,
    planned: &'r PlannedItem<'r>,
    carried: &mut Carried<'r>,
    notes: &mut Notes,
) -> (Option<ReasonCode>, Lacks) {
    if pass.is_excluded() {
        return (Some(ReasonCode::Exclusive), Lacks::default());
    }
    let when = planned.item.conditions();
    let answer = pass.input.reading.judge_when(when);
    if !when.is_empty() {
        let judgement = Some(answer.truth);
        notes.step(|| Step {
            judgement,
            ..Step::new(
                StepKind::Condition,
                Node::When(planned.ix, if when.all.is_empty() { "whenAnyOf" } else { "when" }),
            )
        });
    }
    if answer.truth != Truth::Yes {
        let missing = if answer.truth == Truth::Unknown { answer.missing } else { Vec::new() };
        return (Some(ReasonCode::ItemNotApplicable), missing.into());
    }
    let mut lacks = Lacks::default();
    let reason = match &planned.item.benefit {
        Benefit::InKind(service) => {
            let (reason, unknown) = service::serve(pass, planned, service, carried, notes);
            lacks.add(unknown);
            reason
        }
        benefit if planned.reads_receipts() => {
            let (admitted, unknown) = by_item(&pass.input, planned, &pass.by_programme, notes);
            lacks.add(unknown);
            let Some(admitted) = admitted else { return (None, lacks) };
            let (reason, unknown) = match benefit {
                Benefit::Prices(prices) => operation::price(pass, planned, prices, &admitted, carried, notes),
                _ => unit::of_receipts(pass, planned, &admitted, carried, notes),
            };
            lacks.add(unknown);
            if let Some(item) = lacks.value(carried.items.get_mut(planned.ix)) {
                item.admitted = Some(admitted);
            }
            reason
        }
        _ => {
            let (reason, unknown) = unit::without_receipts(pass, planned, carried, notes);
            lacks.add(unknown);
            reason
        }
    };
    (reason, lacks)
}
