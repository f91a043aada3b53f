//! An application that has been decided before: what is due beyond what it has been awarded. And what the fund has left for it.
//!
//! What it would be awarded for the first time is computed without its own earlier decisions; only then are these taken off,
//! unit by unit and line by line. So a decision that is made again on the same facts awards nothing more, whatever has been cut,
//! and what was paid for receipts that have since been reversed, or that others have since paid, is found.

use super::{
    exact::FEN,
    ledger::Of,
    node::Node,
    run::{Pass, Run, step},
    spread::spread,
    step::{Noted, Step},
    unit::Who,
    work::Grant,
};
use crate::code::{BelowMinimum, LimitScope, ReasonCode, StepKind};
use std::collections::HashMap;

/// What a unit was awarded by own earlier decisions: altogether, and on lines.
#[derive(Debug, Default)]
struct Before {
    sum: i64,
    /// For how many units, in ten-thousandths.
    count: i64,
    /// Amounts on cells.
    on_cells: Vec<(usize, i64)>,
    /// Amounts on receipts of which no line is known.
    on_bills: Vec<(usize, i64)>,
}

impl Run<'_, '_> {
    /// Whether nothing is taken off any more after this pass, but for a smallest award.
    pub(super) fn is_last_pass(&self) -> bool {
        match self.pass {
            Pass::Anew => false,
            Pass::Whole | Pass::Due => !self.asks_fund(),
            Pass::Fund => true,
        }
    }

    /// Whether what the fund has left bounds anything.
    fn asks_fund(&self) -> bool {
        self.plan.limits.iter().any(|planned| planned.limit.scope == LimitScope::FundBalance)
    }

    /// Bounds what is due by what the fund has left. Of an application that was decided before, or of which the fund took
    /// something, what is left may be below a smallest award.
    pub(super) fn bound_by_fund(&mut self) {
        let is_again = self.pass == Pass::Due;
        let is_taken = self.work.items.iter().any(|(_, why)| *why == Some(ReasonCode::BelowMinimum));
        if self.asks_fund() && !is_taken {
            self.pass = Pass::Fund;
            self.go_through_units(|run, number| {
                let Some(unit) = run.work.units.get_mut(number) else { return };
                let (index, award, on_lines) = (unit.item, std::mem::take(&mut unit.award), !unit.is_whole);
                if run.work.unit_cells.is_empty() && award > 0 {
                    run.work.now.push(award);
                }
                run.limit(index, number);
                run.settle(index, number, on_lines);
            });
        }
        let total = self.total();
        let minimum = self.plan.programme.minimum_award.as_ref();
        let is_below =
            minimum.is_some_and(|least| total < least.amount.fen() && least.below == BelowMinimum::PayNothing);
        if is_below && total > 0 && (is_again || self.pass == Pass::Fund) {
            self.pay_nothing(total);
        }
    }

    /// Takes what every unit is awarded, with its lines, and has it awarded again.
    fn go_through_units(&mut self, mut award: impl FnMut(&mut Self, usize)) {
        self.take_up_limits();
        let mut grants = std::mem::take(&mut self.work.grants);
        std::mem::swap(&mut self.work.grants, &mut self.work.earlier_grants);
        self.work.items.iter_mut().for_each(|(award, _)| *award = 0);
        let mut left = grants.drain(..).peekable();
        for number in 0..self.work.units.len() {
            self.work.unit_cells.clear();
            self.work.now.clear();
            while let Some(Grant { cell, amount, .. }) = left.next_if(|grant| grant.unit == number) {
                self.work.unit_cells.push(cell);
                self.work.now.push(amount);
            }
            award(self, number);
        }
        drop(left);
        self.work.earlier_grants = grants;
    }

    /// Takes off every unit what own earlier decisions awarded it.
    pub(super) fn supplement(&mut self) {
        let mut before = self.awarded_to_units();
        let target = self.total();
        let past = self.ledger.parts(Of::All).filter(|(_, unit)| unit.is_own).map(|(award, _)| award.amount);
        let past = past.fold(0, i64::saturating_add);
        self.pass = Pass::Due;
        self.go_through_units(|run, number| {
            run.supplement_unit(number, before.get_mut(number).map(std::mem::take).unwrap_or_default());
        });
        self.bound_by_fund();
        self.work.overpaid = Some(past.saturating_add(self.total()).saturating_sub(target).max(0));
    }

    /// What own earlier decisions awarded each unit of today.
    fn awarded_to_units(&self) -> Vec<Before> {
        let (programme, case) = (self.plan.programme, self.case);
        let units = self.work.units.iter().enumerate();
        let today: HashMap<Who, usize> = units.map(|(place, unit)| (unit.who(programme, case), place)).collect();
        let mut all: Vec<Before> = self.work.units.iter().map(|_| Before::default()).collect();
        for (award, unit) in self.ledger.parts(Of::All).filter(|(_, unit)| unit.is_own) {
            let who = Who::of_past(award.unit, unit, programme, case);
            let Some(of) = today.get(&who).and_then(|place| all.get_mut(*place)) else { continue };
            of.sum = of.sum.saturating_add(award.amount);
            match (award.cell, award.bill()) {
                (Some(cell), _) => of.on_cells.push((cell, award.amount)),
                (None, Some(bill)) => of.on_bills.push((bill, award.amount)),
                (None, None) => {}
            }
        }
        for (number, unit) in self.ledger.counted_units(Of::All).filter(|(_, unit)| unit.is_own) {
            let who = Who::of_past(number, unit, programme, case);
            if let Some(of) = today.get(&who).and_then(|place| all.get_mut(*place)) {
                of.count = of.count.saturating_add(unit.count);
            }
        }
        all
    }

    fn supplement_unit(&mut self, number: usize, before: Before) {
        let Some(unit) = self.work.units.get_mut(number) else { return };
        let (index, target, on_lines) = (unit.item, unit.award, !unit.is_whole);
        (unit.award, unit.overpaid) = (0, (before.sum - target).max(0));
        let due = (target - before.sum).max(0);
        if let Some(count) = &mut unit.count {
            count.now = if due > 0 { (count.now - before.count).max(0) } else { 0 };
        }
        if before.sum > 0 {
            self.note(|| Step {
                unit: Some(number),
                value: Some(Noted::Amount(i128::from(before.sum) * FEN)),
                ..step(StepKind::Before, Node::Item(index), target, due)
            });
            if self.work.unit_cells.is_empty() {
                self.work.now.clear();
            } else {
                self.lower_lines(&before, due);
            }
        }
        if self.work.unit_cells.is_empty() && due > 0 {
            self.work.now.push(due);
        }
        self.limit(index, number);
        self.settle(index, number, on_lines);
    }

    /// Spreads what is due over the lines, by what each would be awarded beyond what it has been.
    fn lower_lines(&mut self, before: &Before, due: i64) {
        let case = self.case;
        let work = &mut *self.work;
        let mut weights = work.now.clone();
        let mut lower = |cell: usize, amount: i64| {
            // The lines of a unit stand in the order of the case.
            let place = work.unit_cells.binary_search(&cell).ok();
            if let Some(weight) = place.and_then(|place| weights.get_mut(place)) {
                *weight -= amount;
            }
        };
        before.on_cells.iter().for_each(|(cell, amount)| lower(*cell, *amount));
        for (bill, amount) in &before.on_bills {
            let Some(cells) = case.bills.get(*bill).map(|bill| bill.cells.clone()) else { continue };
            let inside = work.unit_cells.iter().zip(&work.now).filter(|(cell, _)| cells.contains(cell));
            let (own, targets): (Vec<usize>, Vec<i64>) = inside.map(|(cell, now)| (*cell, *now)).unzip();
            let mut parts = vec![0; targets.len()];
            spread(*amount, &targets, &mut parts);
            own.into_iter().zip(parts).for_each(|(cell, part)| lower(cell, part));
        }
        weights.iter_mut().for_each(|weight| *weight = (*weight).max(0));
        work.now.fill(0);
        spread(due, &weights, &mut work.now);
    }
}
