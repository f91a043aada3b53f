//! The receipts of a programme and of its items: which count, what of them, and in which units.

use super::{
    admission::{self, Admission, AskedBy},
    coordination::{self, Counted},
    measure::Measuring,
    missing::{Wanted, wanted},
    node::Node,
    plan::PlannedItem,
    run::Run,
    step::Step,
    unit::{Unit, UnitOf},
};
use crate::{
    code::{AwardUnit, FactSupplier, Measure, OtherAid, ReasonCode, StepKind},
    eligibility::Truth,
    programme::{Basis, Benefit},
    value::Date,
};

impl Run<'_, '_> {
    /// Asks the questions of the programme about every receipt, and what those that count still leave to the family.
    pub(super) fn admit(&mut self) {
        let (plan, case, reading) = (self.plan, self.case, self.reading);
        // Only an item that applies needs to know of receipts.
        if !plan.items.iter().any(|planned| planned.reads_receipts() && self.may_apply(planned)) {
            return;
        }
        if case.application.receipts.is_none() {
            self.want(wanted("receipts", "/receipts".to_owned(), FactSupplier::Hospital));
            return;
        }
        for bill in 0..case.bills.len() {
            let mut admission = admission::of_any(case, bill, self.ledger);
            let rule = plan.programme.receipts.as_ref();
            admission::of_rule(&mut admission, rule, AskedBy::Programme, (case, bill), reading);
            if admission.is_admitted() {
                self.work.admitted.push(bill);
            }
            self.note_receipt(bill, &admission, Node::Receipts);
            if admission.truth() == Truth::Unknown {
                admission.missing.iter().cloned().for_each(|wanted| self.want(wanted));
                self.work.possible_duplicate |= case.bills.get(bill).is_some_and(|bill| !bill.doubt.alike.is_empty());
            }
            self.work.admissions.push(admission);
        }
        if plan.has_ceiling() {
            self.set_ceiling();
        }
    }

    fn set_ceiling(&mut self) {
        for place in 0..self.work.admitted.len() {
            let bill = self.work.admitted.get(place).and_then(|bill| self.case.bills.get(*bill));
            let borne = bill.map(|bill| bill.measure(Measure::FamilyBorne));
            if let Some(Err(wanted)) = borne {
                self.want(wanted);
            }
        }
        if self.plan.programme.coordination.other_aid != OtherAid::Ignore {
            let missing = coordination::lacks_burden(self.case, &self.work.counted, &self.work.admitted);
            missing.into_iter().for_each(|wanted| self.want(wanted));
        }
        let mut bears = std::mem::take(&mut self.work.bears);
        coordination::still_borne(self.plan, self.case, &self.work.counted, self.ledger, &mut bears);
        let admitted = self.work.admitted.iter().filter_map(|bill| self.case.bills.get(*bill));
        let left: i64 = admitted.filter_map(|bill| bears.get(bill.cells.clone())).flatten().sum();
        self.work.bears = bears;
        let unnamed =
            if self.plan.programme.coordination.other_aid == OtherAid::Ignore { 0 } else { self.unnamed_aid() };
        self.work.bears_together = (left - unnamed).max(0);
    }

    /// The aid that counts and names no receipts.
    pub(super) fn unnamed_aid(&self) -> i64 {
        let unnamed = |other: &&Counted| self.case.aid.get(other.given).is_some_and(|given| given.bills.is_none());
        self.work.counted.iter().filter(unnamed).map(|other| other.amount).sum()
    }

    /// Asks the item's own questions about every receipt that the programme admits. Whether the receipts are there at all.
    pub(super) fn admit_to(&mut self, index: usize, planned: &PlannedItem<'_>) -> bool {
        if self.case.application.receipts.is_none() {
            return false;
        }
        self.work.admitted.clear();
        let as_of = self.reading.circumstances.as_of;
        let rolling = planned.item.basis.as_ref().and_then(|basis| basis.period.as_ref());
        for bill in 0..self.case.bills.len() {
            let Some(before) = self.work.admissions.get(bill) else { continue };
            let admitted = before.is_admitted();
            if !admitted {
                continue;
            }
            let mut admission = Admission::default();
            // An award that is for no receipt in particular stands on all that the programme admits.
            let asks = planned.per.is_some() || matches!(planned.item.benefit, Benefit::Prices(_));
            if let Some(rule) = planned.item.receipts.as_ref().filter(|_| asks) {
                admission::of_rule(&mut admission, Some(rule), AskedBy::Item, (self.case, bill), self.reading);
                self.note_receipt(bill, &admission, Node::ItemReceipts(index));
            }
            if let (Some(period), Some(of)) = (rolling, self.case.bills.get(bill)) {
                match period.by().of(&of.dates) {
                    None => admission.missing.push(of.wants(period.by().member())),
                    Some(day) if period.start(day, as_of).is_none() => {
                        admission.reasons.push(ReasonCode::ReceiptWindow);
                    }
                    Some(_) => {}
                }
            }
            match admission.truth() {
                Truth::Yes => {
                    self.work.admitted.push(bill);
                    if let Some((counts, _)) = self.work.counts.get_mut(bill) {
                        *counts = true;
                    }
                }
                Truth::No => {
                    if let Some((_, reasons)) = self.work.counts.get_mut(bill).filter(|(_, known)| known.is_empty()) {
                        *reasons = admission.reasons;
                    }
                }
                _ => admission.missing.into_iter().for_each(|wanted| self.want(wanted)),
            }
        }
        true
    }

    /// Fills in what counts of every admitted receipt, and computes each unit.
    pub(super) fn measure_item(&mut self, index: usize, planned: &PlannedItem<'_>) {
        let Some(basis) = &planned.item.basis else {
            let bills = std::mem::take(&mut self.work.admitted);
            let unit = self.open(Unit::new(index, UnitOf::Application), &bills);
            for bill in &bills {
                self.count_whole(*bill);
            }
            self.work.admitted = bills;
            self.unit_without_basis(index, planned, unit);
            return;
        };
        self.work.counted.iter_mut().for_each(|other| other.left = other.amount);
        let bills = std::mem::take(&mut self.work.admitted);
        for bill in &bills {
            self.measure(*bill, basis.measure, planned);
        }
        self.group(index, planned, basis, &bills);
        self.work.admitted = bills;
    }

    /// Counts all of a receipt's lines, without measuring them.
    pub(super) fn count_whole(&mut self, bill: usize) {
        let Some(bill) = self.case.bills.get(bill) else { return };
        let work = &mut *self.work;
        work.basis.get_mut(bill.cells.clone()).unwrap_or_default().fill(0);
        work.refused.get_mut(bill.cells.clone()).unwrap_or_default().fill(None);
        work.line_counts.get_mut(bill.cells.clone()).unwrap_or_default().fill(true);
    }

    fn measure(&mut self, index: usize, measure: Measure, planned: &PlannedItem<'_>) {
        let Some(bill) = self.case.bills.get(index) else { return };
        let work = &mut *self.work;
        let (Some(basis), Some(refused), Some(cells)) = (
            work.basis.get_mut(bill.cells.clone()),
            work.refused.get_mut(bill.cells.clone()),
            self.case.cells.get(bill.cells.clone()),
        ) else {
            return;
        };
        let mut measuring =
            Measuring { bill, cells, basis, refused, weights: &mut work.weights, financed: &mut work.financed };
        let filled = measuring.fill(measure, planned.lines.as_ref());
        if self.explains {
            let at = planned.lines.as_ref().map_or(Node::Lines, |lines| lines.node);
            for cell in bill.cells.clone() {
                let reason = work.refused.get(cell).copied().flatten();
                if let Some(counts) = work.line_counts.get_mut(cell) {
                    *counts |= reason.is_none();
                }
                if let Some(slot) = work.line_reasons.get_mut(cell) {
                    *slot = slot.or(reason.map(|reason| (reason, at)));
                }
            }
        }
        if let Err(wanted) = filled {
            let split = matches!(&wanted, Wanted::Facts(facts) if facts.iter().any(|fact| fact.pointer.as_ref().is_some_and(|p| p.ends_with("personBorne"))));
            self.work.split_unknown |= split;
            self.want(wanted);
        }
    }

    /// Puts the receipts of an item together into units, in the order of their first receipts, and computes each.
    fn group(&mut self, index: usize, planned: &PlannedItem<'_>, basis: &Basis, bills: &[usize]) {
        let as_of = self.reading.circumstances.as_of;
        match basis.per {
            AwardUnit::Receipt => {
                for bill in bills {
                    let unit = self.open(Unit::new(index, UnitOf::Receipt(*bill)), &[*bill]);
                    self.unit_with_basis(index, planned, unit);
                }
            }
            AwardUnit::Hospitalisation => {
                for (place, bill) in bills.iter().enumerate() {
                    let stay = |bill: usize| self.case.stay_of(bill);
                    let own = stay(*bill);
                    if bills.iter().take(place).any(|before| stay(*before) == own) {
                        continue;
                    }
                    let together: Vec<usize> = bills.iter().copied().filter(|other| stay(*other) == own).collect();
                    let unit = self.open(Unit::new(index, UnitOf::Stay(*bill)), &together);
                    self.unit_with_basis(index, planned, unit);
                }
            }
            AwardUnit::Period => {
                let Some(rule) = &basis.period else { return };
                let mut placed: Vec<(Option<Date>, usize)> = Vec::with_capacity(bills.len());
                for bill in bills {
                    let Some(of) = self.case.bills.get(*bill) else { continue };
                    let day = rule.by().of(&of.dates).ok_or_else(|| of.wants(rule.by().member()));
                    let Some(day) = self.need(day) else { continue };
                    placed.push((rule.start(day, as_of), *bill));
                }
                for (place, (start, _)) in placed.iter().enumerate() {
                    if placed.iter().take(place).any(|(before, _)| before == start) {
                        continue;
                    }
                    let Some(first) = start else { continue };
                    let together = placed.iter().filter(|(other, _)| other == start).map(|(_, bill)| *bill);
                    let together: Vec<usize> = together.collect();
                    let unit = self.open(Unit::new(index, UnitOf::Period(rule.from(*first, as_of))), &together);
                    self.unit_with_basis(index, planned, unit);
                }
            }
            _ => {
                let unit = self.open(Unit::new(index, UnitOf::Application), bills);
                self.unit_with_basis(index, planned, unit);
            }
        }
    }

    /// Opens a unit.
    pub(super) fn open(&mut self, mut unit: Unit, bills: &[usize]) -> usize {
        let first = self.work.unit_bills.len();
        self.work.unit_bills.extend_from_slice(bills);
        unit.bills = first..self.work.unit_bills.len();
        self.work.units.push(unit);
        self.work.units.len() - 1
    }

    fn note_receipt(&mut self, bill: usize, admission: &Admission, at: Node) {
        let place = self.case.bills.get(bill).map(|bill| bill.place);
        let (truth, code) = (admission.truth(), admission.reasons.first().copied());
        self.note(|| Step { receipt: place, judgement: Some(truth), code, ..Step::new(StepKind::Receipt, at) });
    }
}
