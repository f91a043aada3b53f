//! The input of an evaluation: a programme and an application, both prepared, the circumstances, and the earlier
//! awards.

use super::{
    ledger::Ledger,
    measured::Case,
    plan::{Plan, PlannedItem},
};
use crate::{
    eligibility::{Reading, Truth},
    value::Date,
};

/// The input of an evaluation.
#[derive(Clone, Copy)]
pub(super) struct Input<'r> {
    pub(super) plan: &'r Plan<'r>,
    pub(super) case: &'r Case<'r>,
    pub(super) reading: Reading<'r>,
    pub(super) ledger: &'r Ledger<'r>,
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
