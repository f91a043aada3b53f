//! The record of an evaluation: its steps and reductions. The stages only add to it, and only the outcome reads it.

use super::{column::UnitIx, node::Node, reduction::Reduction, step::Step};
use crate::code::ReasonCode;

/// A record to which stages add.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Whether steps are recorded.
    traces: bool,
    /// Whether amounts that are not awarded are recorded.
    explains: bool,
    steps: Vec<Step>,
    reductions: Vec<Reduction>,
}

impl Notes {
    /// Begins an empty record with the selected contents.
    pub(super) fn begin(&mut self, traces: bool, explains: bool) {
        (self.traces, self.explains) = (traces, explains);
        self.forget();
    }

    /// Clears the record, because everything is computed again.
    pub(super) fn forget(&mut self) {
        self.steps.clear();
        self.reductions.clear();
    }

    /// Whether amounts that are not awarded are recorded and must therefore be computed.
    pub(super) const fn explains(&self) -> bool {
        self.explains
    }

    /// Records a step, if steps are recorded.
    pub(super) fn step(&mut self, step: impl FnOnce() -> Step) {
        if self.traces {
            self.steps.push(step());
        }
    }

    /// Records an amount that a unit is not awarded.
    pub(super) fn reduction(&mut self, reduction: Reduction) {
        if self.explains && reduction.amount > 0 {
            self.reductions.push(reduction);
        }
    }

    /// Records an amount that a unit is not awarded, in fen. The amounts that a limit takes from many lines are one
    /// reduction.
    pub(super) fn reduce(&mut self, unit: UnitIx, code: ReasonCode, at: Node, fen: i128) {
        if !self.explains || fen <= 0 {
            return;
        }
        let amount = i64::try_from(fen).unwrap_or(i64::MAX);
        match self.reductions.last_mut().filter(|last| last.is_of(unit, code, at)) {
            Some(last) => last.amount = last.amount.saturating_add(amount),
            None => self.reductions.push(Reduction { unit, code, at, amount, payer: None }),
        }
    }

    /// Every step, in order.
    pub(super) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// All reductions, in order.
    pub(super) fn reductions(&self) -> &[Reduction] {
        &self.reductions
    }
}
