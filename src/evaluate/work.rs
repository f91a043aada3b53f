//! Room to compute in, and what a computation leaves there.

use super::{
    admission::Admission, case::Case, coordination::Counted, limit::LimitUse, node::Node, plan::Plan, step::Step,
    unit::Unit,
};
use crate::{
    code::{PayerClass, ReasonCode},
    eligibility::Missing,
};

/// Part of a unit's award that is for a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grant {
    pub(super) unit: usize,
    pub(super) cell: usize,
    pub(super) amount: i64,
}

/// Something that a unit is not awarded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    pub(super) unit: usize,
    pub(super) code: ReasonCode,
    pub(super) at: Node,
    pub(super) amount: i64,
    pub(super) payer: Option<PayerClass>,
}

/// A service given in kind.
#[derive(Debug, Clone)]
pub(super) struct Given {
    pub(super) unit: Unit,
    pub(super) service: usize,
    pub(super) settled: Option<i64>,
}

/// Room to compute in, used again for each application.
#[derive(Debug, Default)]
pub(super) struct Work {
    pub(super) missing: Vec<Missing>,
    pub(super) out_of_range: bool,
    pub(super) pending: bool,
    pub(super) split_unknown: bool,
    /// Whether a receipt may be another one's copy.
    pub(super) possible_duplicate: bool,
    /// Whether what was computed does not add up, which no input should bring about.
    pub(super) unbalanced: bool,
    /// What the programme's own rule says of each receipt.
    pub(super) admissions: Vec<Admission>,
    pub(super) admitted: Vec<usize>,
    /// For each receipt, whether an item admits it, and why the first one that did not, did not.
    pub(super) counts: Vec<(bool, Vec<ReasonCode>)>,
    /// What the family still bears of each line.
    pub(super) bears: Vec<i64>,
    /// What may still be awarded under the ceiling.
    pub(super) bears_together: i64,
    pub(super) basis: Vec<i64>,
    pub(super) refused: Vec<Option<ReasonCode>>,
    /// Why a line does not count for an item, as long as no item has counted it.
    pub(super) line_reasons: Vec<Option<(ReasonCode, Node)>>,
    pub(super) line_counts: Vec<bool>,
    pub(super) counted: Vec<Counted>,
    pub(super) units: Vec<Unit>,
    pub(super) unit_bills: Vec<usize>,
    pub(super) unit_cells: Vec<usize>,
    pub(super) now: Vec<i64>,
    pub(super) weights: Vec<i64>,
    pub(super) financed: Vec<Option<i64>>,
    pub(super) places: Vec<Option<usize>>,
    /// Each part of the unit at hand that is somewhere, after its place.
    pub(super) order: Vec<(usize, usize)>,
    /// What the parts of one place are lowered to.
    pub(super) lowered: Vec<i64>,
    /// For which limit `places` holds of the unit at hand.
    pub(super) placed: Option<usize>,
    pub(super) grants: Vec<Grant>,
    /// Room for those that are gone through again.
    pub(super) earlier_grants: Vec<Grant>,
    pub(super) cuts: Vec<Cut>,
    /// Numbers of the unit at hand that are not counted, in ten-thousandths, each with its reason and its rule.
    pub(super) left_out: Vec<(ReasonCode, Node, i64)>,
    pub(super) services: Vec<Given>,
    pub(super) limits: Vec<LimitUse>,
    pub(super) limit_applies: Vec<Option<bool>>,
    pub(super) slots: Vec<Option<i128>>,
    /// What each item has awarded so far, and why it awards nothing.
    pub(super) items: Vec<(i64, Option<ReasonCode>)>,
    pub(super) steps: Vec<Step>,
    /// What own earlier decisions and this one award together beyond what everything comes to now.
    pub(super) overpaid: Option<i64>,
}

impl Work {
    /// Empties the room, and gives it the size that a programme and an application need.
    pub(super) fn clear(&mut self, plan: &Plan<'_>, case: &Case<'_>) {
        self.missing.clear();
        (self.out_of_range, self.pending, self.unbalanced) = (false, false, false);
        (self.split_unknown, self.possible_duplicate) = (false, false);
        self.units.clear();
        self.unit_bills.clear();
        self.grants.clear();
        self.cuts.clear();
        self.left_out.clear();
        self.services.clear();
        self.items.clear();
        self.steps.clear();
        self.overpaid = None;
        self.counted.clear();
        self.admitted.clear();
        self.admissions.clear();
        self.counts.clear();
        self.counts.resize(case.bills.len(), (false, Vec::new()));
        refill(&mut self.basis, case.cells.len(), 0);
        refill(&mut self.refused, case.cells.len(), None);
        refill(&mut self.line_reasons, case.cells.len(), None);
        refill(&mut self.line_counts, case.cells.len(), false);
        refill(&mut self.bears, case.cells.len(), 0);
        refill(&mut self.slots, plan.slots, None);
        refill(&mut self.limit_applies, plan.limits.len(), None);
        self.limits.resize_with(plan.limits.len(), LimitUse::default);
        self.limits.iter_mut().for_each(LimitUse::clear);
    }
}

fn refill<T: Clone>(room: &mut Vec<T>, len: usize, with: T) {
    room.clear();
    room.resize(len, with);
}
