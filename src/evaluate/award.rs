//! From what a unit is entitled to, to what it is awarded.

use super::{
    cut::Came,
    exact::{FEN, FEN_MAX, whole_fen},
    ledger::{Of, PastAward, PastUnit},
    missing::Wanted,
    node::Node,
    plan::{PlannedItem, PlannedLimit, bit},
    run::{Run, step},
    spread::spread,
    step::{Noted, Step},
    unit::UnitOf,
    value::Subjects,
    work::{Cut, Grant},
};
use crate::{
    code::{OtherAid, ReasonCode, StepKind},
    programme::Benefit,
};

impl Run<'_, '_> {
    /// Computes a unit from the basis of its receipts.
    pub(super) fn unit_with_basis(&mut self, index: usize, planned: &PlannedItem<'_>, unit: usize) {
        let Some(bills) = self.work.units.get(unit).map(|unit| unit.bills.clone()) else { return };
        self.gather_cells(bills.clone());
        let own: i64 = self.work.unit_cells.iter().filter_map(|cell| self.work.basis.get(*cell)).sum();
        let elsewhere = self.basis_elsewhere(index, unit);
        if let Some(unit) = self.work.units.get_mut(unit) {
            unit.basis = Some(own);
        }
        let total = own.checked_add(elsewhere).filter(|total| *total <= FEN_MAX);
        let Some(total) = total else { return self.want(Wanted::Range) };
        self.note(|| Step { unit: Some(unit), ..step(StepKind::Basis, Node::Basis(index), own, total) });
        let less = self.less(index, planned, unit, total);
        let mut basis = i128::from(less) * FEN;
        // What other applications brought to the basis is theirs to tell of.
        let mut own_left = i128::from(less - elsewhere).max(0);
        let of = Subjects::Bills(bills);
        if let Some(deductible) = &planned.deductible {
            let Some(amount) = self.value(deductible, &of) else { return };
            let left = (basis - amount).max(0);
            let (from, value) = (Some(basis), Some(Noted::Amount(amount)));
            self.note(|| Step {
                unit: Some(unit),
                amount_in: from,
                value,
                amount_out: Some(left),
                ..Step::new(StepKind::Deductible, Node::Deductible(index))
            });
            // Where other applications brought a part of the basis, they bore a part of the deductible.
            let borne_elsewhere = amount.min(i128::from(elsewhere) * FEN);
            if self.explains {
                let borne = whole_fen((basis - left - borne_elsewhere).max(0));
                self.cut(unit, ReasonCode::Deductible, Node::Deductible(index), borne);
                own_left -= borne;
            }
            basis = left;
        }
        let Some(exact) = self.benefit(index, planned, unit, basis, &of) else { return };
        let Some(rounded) = self.round(planned, unit, exact) else { return };
        let before = if elsewhere == 0 { 0 } else { self.awarded_elsewhere(unit) };
        self.cut_benefit(index, planned, unit, own_left, Came { exact, rounded, before });
        self.award(index, planned, unit, rounded, true);
    }

    /// Computes a unit that has no basis.
    pub(super) fn unit_without_basis(&mut self, index: usize, planned: &PlannedItem<'_>, unit: usize) {
        let Some(bills) = self.work.units.get(unit).map(|unit| unit.bills.clone()) else { return };
        self.gather_cells(bills.clone());
        let Some(exact) = self.benefit(index, planned, unit, 0, &Subjects::Bills(bills)) else { return };
        let Some(rounded) = self.round(planned, unit, exact) else { return };
        if planned.has_ceiling {
            let bears = self.work.unit_cells.iter().filter_map(|cell| self.work.bears.get(*cell));
            let bears = bears.map(|fen| i128::from(*fen).max(0)).sum();
            self.cut_benefit(index, planned, unit, bears, Came { exact, rounded, before: 0 });
        }
        self.award(index, planned, unit, rounded, planned.has_ceiling);
    }

    /// The lines of a unit's receipts that count.
    pub(super) fn gather_cells(&mut self, bills: std::ops::Range<usize>) {
        let work = &mut *self.work;
        work.unit_cells.clear();
        for bill in work.unit_bills.get(bills).unwrap_or_default() {
            let Some(bill) = self.case.bills.get(*bill) else { continue };
            for cell in bill.cells.clone() {
                if work.refused.get(cell).is_some_and(Option::is_none) {
                    work.unit_cells.push(cell);
                }
            }
        }
    }

    fn basis_elsewhere(&self, index: usize, unit: usize) -> i64 {
        let unit = self.work.units.get(unit).filter(|unit| matches!(unit.of, UnitOf::Period(_)));
        let unit = unit.filter(|_| self.ledger.is_adjudicated && !self.ledger.is_empty());
        unit.map_or(0, |unit| self.ledger.basis_elsewhere(index, &unit.key(self.plan.programme, self.case)))
    }

    /// Takes other payers and earlier items off a basis.
    fn less(&mut self, index: usize, planned: &PlannedItem<'_>, unit: usize, basis: i64) -> i64 {
        let mut left = basis;
        let Some(rule) = &planned.item.basis else { return left };
        let payers = rule.less_payers.as_deref().unwrap_or_default();
        if !payers.is_empty() {
            let before = left;
            // One payer after another: what one has covered, the next need not.
            for payer in payers {
                left = self.use_up(unit, left, Node::LessPayers(index), ReasonCode::LessPayer, |of| of == *payer);
            }
            self.note(|| Step {
                unit: Some(unit),
                code: Some(ReasonCode::LessPayer),
                ..step(StepKind::Less, Node::LessPayers(index), before, left)
            });
        }
        if !planned.less_items.is_empty() {
            let before = left;
            let taken: i64 = planned.less_items.iter().map(|item| self.awarded_by(*item, unit)).sum();
            left = (left - taken).max(0);
            self.note(|| Step {
                unit: Some(unit),
                code: Some(ReasonCode::LessItem),
                ..step(StepKind::Less, Node::LessItems(index), before, left)
            });
        }
        let reduces = self.plan.programme.coordination.other_aid == OtherAid::ReducesBasis;
        if reduces || matches!(planned.item.benefit, Benefit::Gap(_)) {
            let before = left;
            left = self.use_up(unit, left, Node::OtherAid, ReasonCode::OtherAid, |payer| !payers.contains(&payer));
            self.note(|| Step {
                unit: Some(unit),
                code: Some(ReasonCode::OtherAid),
                ..step(StepKind::Less, Node::OtherAid, before, left)
            });
        }
        left
    }

    /// Takes the aid of some payers off a basis: each amount as far as it is left and is of the unit.
    fn use_up(
        &mut self,
        unit: usize,
        mut left: i64,
        at: Node,
        code: ReasonCode,
        of_class: impl Fn(crate::code::PayerClass) -> bool,
    ) -> i64 {
        let bills = self.work.units.get(unit).map(|unit| unit.bills.clone()).unwrap_or_default();
        for place in 0..self.work.counted.len() {
            let bills = self.work.unit_bills.get(bills.clone()).unwrap_or_default();
            let Some(other) = self.work.counted.get(place).filter(|other| of_class(other.payer)) else { continue };
            let named = self.case.aid.get(other.given).and_then(|given| given.bills.as_ref());
            if named.is_some_and(|named| !named.iter().any(|bill| bills.contains(bill))) {
                continue;
            }
            let (names, payer, taken) = (named.is_some(), other.payer, other.left.min(left));
            left -= taken;
            if let Some(other) = self.work.counted.get_mut(place) {
                other.left -= taken;
            }
            if !names && self.explains && taken > 0 {
                self.work.cuts.push(Cut { unit, code, at, amount: taken, payer: Some(payer) });
            }
        }
        left
    }

    /// What an earlier item has awarded on the lines of a unit: now, and before.
    fn awarded_by(&self, item: usize, unit: usize) -> i64 {
        let Some(unit) = self.work.units.get(unit) else { return 0 };
        let whole = unit.of == UnitOf::Application;
        let bills = self.work.unit_bills.get(unit.bills.clone()).unwrap_or_default();
        let now: i64 = if whole {
            self.work.items.get(item).map_or(0, |(award, _)| *award)
        } else {
            let of_item = |grant: &&Grant| self.work.units.get(grant.unit).is_some_and(|unit| unit.item == item);
            let grants = self.work.grants.iter().filter(of_item);
            let on_lines = grants.filter(|grant| self.work.unit_cells.contains(&grant.cell)).map(|grant| grant.amount);
            let whole = self.work.units.iter().filter(|other| other.item == item && other.is_whole);
            let whole = whole.filter(|other| {
                let own = self.work.unit_bills.get(other.bills.clone()).unwrap_or_default();
                !own.is_empty() && own.iter().all(|bill| bills.contains(bill))
            });
            on_lines.sum::<i64>() + whole.map(|other| other.award).sum::<i64>()
        };
        let before = self.ledger.parts(Of::Others).filter(|(award, past)| {
            let on_unit = if whole { past.is_own } else { award.is_within(bills) };
            past.item == Some(item) && on_unit
        });
        now + before.map(|(award, _)| award.amount).sum::<i64>()
    }

    /// Notes what a unit is not awarded, in fen.
    pub(super) fn cut(&mut self, unit: usize, code: ReasonCode, at: Node, fen: i128) {
        if !self.explains || fen <= 0 {
            return;
        }
        let amount = i64::try_from(fen).unwrap_or(i64::MAX);
        // What a limit cuts of each of many lines is one cut.
        match self
            .work
            .cuts
            .last_mut()
            .filter(|last| (last.unit, last.code, last.at, last.payer) == (unit, code, at, None))
        {
            Some(last) => last.amount = last.amount.saturating_add(amount),
            None => self.work.cuts.push(Cut { unit, code, at, amount, payer: None }),
        }
    }

    /// Awards a unit what it is entitled to, as far as the past, the limits and the ceiling allow.
    pub(super) fn award(
        &mut self,
        index: usize,
        planned: &PlannedItem<'_>,
        unit: usize,
        entitled: i64,
        on_lines: bool,
    ) {
        let entitled = self.raise(unit, entitled);
        let Some(left) = self.less_before(index, planned, unit, entitled) else { return };
        let bases = || self.work.unit_cells.iter().filter_map(|cell| self.work.basis.get(*cell));
        let on_lines = on_lines && (planned.has_ceiling || bases().any(|basis| *basis > 0));
        if on_lines && planned.has_ceiling {
            self.spread_on_lines(unit, left);
        } else if on_lines {
            self.spread_by_basis(left);
        } else {
            self.work.unit_cells.clear();
            self.work.now.clear();
            self.work.now.push(left);
        }
        self.limit(index, unit);
        if planned.has_ceiling {
            self.apply_ceiling(unit);
        }
        self.settle(index, unit, on_lines);
    }

    /// Raised to the smallest award, where this is the unit that is.
    fn raise(&mut self, unit: usize, entitled: i64) -> i64 {
        let by = self.raised(unit);
        if by == 0 {
            return entitled;
        }
        let raised = entitled.saturating_add(by);
        let code = Some(ReasonCode::RaisedToMinimum);
        self.note(|| Step { unit: Some(unit), code, ..step(StepKind::Minimum, Node::Minimum, entitled, raised) });
        raised
    }

    /// Less what was awarded for the same unit before.
    fn less_before(&mut self, index: usize, planned: &PlannedItem<'_>, number: usize, entitled: i64) -> Option<i64> {
        let tops_up = matches!(&planned.item.benefit, Benefit::Tiers(tiers) if tiers.top_up);
        let unit = self.work.units.get(number)?;
        let before: i64 = if tops_up {
            let known = self.ledger.require_amounts();
            self.need(known)?;
            let unit = self.work.units.get(number)?;
            let bills = self.work.unit_bills.get(unit.bills.clone()).unwrap_or_default();
            let counts = |(award, past): &(&PastAward<'_>, &PastUnit<'_>)| {
                let elsewhere = past.names_receipts && !award.is_within(bills);
                past.item.is_none_or(|item| item == index) && !elsewhere
            };
            self.ledger.parts(Of::Others).filter(counts).map(|(award, _)| award.amount).sum()
        } else {
            if matches!(unit.of, UnitOf::Period(_)) {
                let known = self.ledger.require_periods();
                self.need(known)?;
            }
            let unit = self.work.units.get(number)?;
            let bills = self.work.unit_bills.get(unit.bills.clone()).unwrap_or_default();
            unit.awarded_before(self.plan.programme, self.case, self.ledger, bills)
        };
        if before > 0 {
            let left = (entitled - before).max(0);
            if let Some(unit) = self.work.units.get_mut(number) {
                unit.overpaid = (before - entitled).max(0);
            }
            self.note(|| Step {
                unit: Some(number),
                value: Some(Noted::Amount(i128::from(before) * FEN)),
                ..step(StepKind::Before, Node::Item(index), entitled, left)
            });
            return Some(left);
        }
        Some(entitled)
    }

    /// Spreads an amount over the lines of a unit: by what counts and is still borne, then by what else is still borne.
    fn spread_on_lines(&mut self, unit: usize, amount: i64) {
        let work = &mut *self.work;
        let borne = |cell: &usize| work.bears.get(*cell).copied().unwrap_or_default();
        work.weights.clear();
        let first =
            work.unit_cells.iter().map(|cell| borne(cell).min(work.basis.get(*cell).copied().unwrap_or_default()));
        work.weights.extend(first.map(|weight| weight.max(0)));
        let sum: i64 = work.weights.iter().sum();
        work.now.clear();
        work.now.resize(work.unit_cells.len(), 0);
        spread(amount.min(sum), &work.weights, &mut work.now);
        if amount <= sum {
            return;
        }
        for (weight, cell) in work.weights.iter_mut().zip(&work.unit_cells) {
            *weight = (work.bears.get(*cell).copied().unwrap_or_default() - *weight).max(0);
        }
        let beyond: i64 = work.weights.iter().sum();
        let more = (amount - sum).min(beyond);
        spread(more, &work.weights, &mut work.now);
        let awarded = sum + more;
        if awarded < amount {
            let code = if self.has_named_aid(unit) { ReasonCode::OtherAid } else { ReasonCode::AboveBurden };
            self.note(|| Step {
                unit: Some(unit),
                code: Some(code),
                ..step(StepKind::Ceiling, Node::Ceiling, amount, awarded)
            });
        }
    }

    /// Whether other aid lowers what the lines of a unit still bear.
    fn has_named_aid(&self, unit: usize) -> bool {
        let bills = self.work.units.get(unit).and_then(|unit| self.work.unit_bills.get(unit.bills.clone()));
        let bills = bills.unwrap_or_default();
        let names = |given: usize| {
            let named = self.case.aid.get(given).and_then(|given| given.bills.as_deref());
            named.is_some_and(|named| named.iter().any(|bill| bills.contains(bill)))
        };
        let lowers = self.plan.programme.coordination.other_aid != OtherAid::Ignore;
        lowers && self.work.counted.iter().any(|other| other.amount > 0 && names(other.given))
    }

    /// Spreads an amount that nothing bounds over the lines of a unit, by what counts of them.
    fn spread_by_basis(&mut self, amount: i64) {
        let work = &mut *self.work;
        let basis = work.unit_cells.iter().map(|cell| work.basis.get(*cell).copied().unwrap_or_default());
        work.weights.clear();
        work.weights.extend(basis);
        work.now.clear();
        work.now.resize(work.unit_cells.len(), 0);
        spread(amount, &work.weights, &mut work.now);
    }

    /// Cuts what is above what the family still bears of everything together.
    fn apply_ceiling(&mut self, unit: usize) {
        let sum: i64 = self.work.now.iter().sum();
        let left = self.work.bears_together.max(0);
        if sum > left {
            self.note(|| Step {
                unit: Some(unit),
                code: Some(ReasonCode::OtherAid),
                ..step(StepKind::Ceiling, Node::Ceiling, sum, left)
            });
            self.shrink_all(unit, Node::Ceiling, ReasonCode::OtherAid, (sum, left));
        }
    }

    /// Lowers all that a unit is awarded.
    pub(super) fn shrink_all(&mut self, unit: usize, at: Node, code: ReasonCode, (sum, left): (i64, i64)) {
        let work = &mut *self.work;
        work.placed = None;
        work.weights.clone_from(&work.now);
        work.now.fill(0);
        spread(left, &work.weights, &mut work.now);
        self.cut(unit, code, at, i128::from(sum - left));
    }

    /// Books what a unit is awarded.
    pub(super) fn settle(&mut self, index: usize, number: usize, on_lines: bool) {
        let sum: i64 = self.work.now.iter().sum();
        if self.is_last_pass() {
            self.note(|| Step { unit: Some(number), ..step(StepKind::Award, Node::Item(index), sum, sum) });
        }
        if sum == 0 {
            return;
        }
        let of_item = bit(u32::try_from(index).unwrap_or(u32::MAX));
        for limit in 0..self.plan.limits.len() {
            let Some(planned) = self.plan.limits.get(limit).filter(|planned| planned.items & of_item != 0) else {
                continue;
            };
            if self.work.limit_applies.get(limit).copied().flatten() != Some(true) {
                continue;
            }
            self.place_parts(limit, planned, number);
            let work = &mut *self.work;
            let (Some(used), Some(unit)) = (work.limits.get_mut(limit), work.units.get(number)) else { continue };
            used.book(planned, (&work.places, &work.now), || unit.who(self.plan.programme, self.case));
            self.book_units(limit, planned, number);
        }
        let work = &mut *self.work;
        if on_lines {
            work.bears_together -= sum;
            for (cell, now) in work.unit_cells.iter().zip(&work.now) {
                if let Some(bears) = work.bears.get_mut(*cell) {
                    *bears -= *now;
                }
                if *now > 0 {
                    work.grants.push(Grant { unit: number, cell: *cell, amount: *now });
                }
            }
        }
        if let Some(unit) = work.units.get_mut(number) {
            (unit.award, unit.is_whole) = (sum, !on_lines);
        }
        if let Some((award, _)) = work.items.get_mut(index) {
            *award = award.saturating_add(sum);
        }
    }

    /// Books the number of units for which a unit is awarded.
    fn book_units(&mut self, limit: usize, planned: &PlannedLimit<'_>, number: usize) {
        let count = self.work.units.get(number).and_then(|unit| unit.count).filter(|_| planned.limit.units.is_some());
        let Some(count) = count else { return };
        let place = self.unit_place(limit, planned, number).flatten();
        if let (Some(place), Some(used)) = (place, self.work.limits.get_mut(limit)) {
            used.book_units(place, count.now);
        }
    }
}
