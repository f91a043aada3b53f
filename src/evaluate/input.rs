//! The input of an evaluation: a programme and an application, both prepared, the circumstances, and the earlier
//! awards.

use super::{
    column::{Column, LineIx},
    ledger::Ledger,
    measured::Case,
    plan::{Plan, PlannedItem},
};
use crate::{
    code::PayerClass,
    eligibility::{Reading, Truth},
    value::Date,
};

/// What a joint relief plan adds to the evaluation of one of its members.
#[derive(Clone, Copy, Default)]
pub(super) struct UnderPlan<'r> {
    /// The classes of the members of earlier stages. They have settled.
    pub(super) settled: &'r [PayerClass],
    /// The awards of those before on each line, if they are deducted from the basis.
    pub(super) deducted: Option<&'r Column<LineIx, i64>>,
    /// The awards of all other members on each line, once they are decided.
    pub(super) others: Option<&'r Column<LineIx, i64>>,
}

/// The input of an evaluation.
#[derive(Clone, Copy)]
pub(super) struct Input<'r> {
    pub(super) plan: &'r Plan<'r>,
    pub(super) case: &'r Case<'r>,
    pub(super) reading: Reading<'r>,
    pub(super) ledger: &'r Ledger<'r>,
    /// The joint relief plan, if the programme is a member of one.
    pub(super) under: Option<UnderPlan<'r>>,
}

impl<'r> Input<'r> {
    /// The items that apply or may apply, and require receipts.
    pub(super) fn items_with_receipts(&self) -> impl Iterator<Item = &'r PlannedItem<'r>> {
        let items = self.plan.items.values();
        items.filter(|planned| planned.reads_receipts() && self.may_apply(planned))
    }

    /// The day of the decision.
    pub(super) const fn as_of(&self) -> Date {
        self.reading.circumstances.as_of
    }

    /// Whether the conditions of an item hold, or may hold.
    pub(super) fn may_apply(&self, planned: &PlannedItem<'_>) -> bool {
        self.reading.judge_when(planned.item.conditions()).truth != Truth::No
    }

    /// Whether an item that applies or may apply requires receipts.
    pub(super) fn asks_for_receipts(&self) -> bool {
        self.items_with_receipts().next().is_some()
    }
}
