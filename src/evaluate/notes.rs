//! What is written down on the way: steps, and what was taken away. Stages only add to it; the outcome alone reads it.

use super::{column::UnitIx, node::Node, reduction::Reduction, step::Step};
use crate::code::ReasonCode;

/// A record to which stages add.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Whether steps are noted.
    traces: bool,
    /// Whether what is not awarded is noted.
    explains: bool,
    steps: Vec<Step>,
    reductions: Vec<Reduction>,
}

impl Notes {
    /// Begins an empty record, of what is asked for.
    pub(super) fn begin(&mut self, traces: bool, explains: bool) {
        (self.traces, self.explains) = (traces, explains);
        self.forget();
    }

    /// Forgets what was noted: everything is computed once more.
    pub(super) fn forget(&mut self) {
        self.steps.clear();
        self.reductions.clear();
    }

    /// Whether what is not awarded is noted, so that it need be computed.
    pub(super) const fn explains(&self) -> bool {
        self.explains
    }

    /// Notes a step, if steps are noted.
    pub(super) fn step(&mut self, step: impl FnOnce() -> Step) {
        if self.traces {
            self.steps.push(step());
        }
    }

    /// Notes what a unit is not awarded.
    pub(super) fn reduction(&mut self, reduction: Reduction) {
        if self.explains && reduction.amount > 0 {
            self.reductions.push(reduction);
        }
    }

    /// Notes what a unit is not awarded, in fen; what a limit takes from each of many lines is one reduction.
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

    /// Everything that was taken away, in order.
    pub(super) fn reductions(&self) -> &[Reduction] {
        &self.reductions
    }
}
