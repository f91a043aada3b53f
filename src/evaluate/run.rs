//! One evaluation: the items of a programme, one after another, over an application.

use super::{
    admission::{self, Admission, AskedBy},
    case::Case,
    coordination::{self, Counted},
    exact::{FEN, FEN_MAX},
    ledger::{Ledger, Of},
    limit::LimitUse,
    measure::Measuring,
    missing::{Wanted, wanted},
    node::Node,
    plan::{Param, Plan, PlannedItem, Value, hospital_bit, receipt_bit},
    step::Step,
    unit::{Unit, UnitOf},
};
use crate::{
    code::{AwardUnit, BelowMinimum, CodeFact, FactSupplier, OtherAid, PayerClass, ReasonCode, StepKind},
    eligibility::{Answer, Missing, Reading, Subject, Truth},
    programme::{Benefit, Predicate},
    receipt::Receipt,
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
    pub(super) places: Vec<Option<usize>>,
    /// For which limit `places` holds of the unit at hand.
    pub(super) placed: Option<usize>,
    pub(super) grants: Vec<Grant>,
    pub(super) cuts: Vec<Cut>,
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

/// An evaluation under way.
pub(super) struct Run<'r, 'a> {
    pub(super) plan: &'r Plan<'a>,
    pub(super) case: &'r Case<'a>,
    pub(super) reading: Reading<'r>,
    pub(super) ledger: &'r Ledger<'a>,
    pub(super) work: &'r mut Work,
    /// Whether steps are noted.
    pub(super) traces: bool,
    /// Whether what is not awarded is noted.
    pub(super) explains: bool,
    /// By how much the entitlement of a unit is raised to the smallest award.
    raise: Option<(usize, i64)>,
    /// Which part of the ledger limits look at, where this application has been decided before: what it would be awarded
    /// for the first time is computed by what others were awarded, and then compared with what it was.
    pub(super) compares_with: Option<Of>,
}

impl<'r, 'a> Run<'r, 'a> {
    pub(super) fn new(
        plan: &'r Plan<'a>,
        case: &'r Case<'a>,
        reading: Reading<'r>,
        ledger: &'r Ledger<'a>,
        work: &'r mut Work,
    ) -> Self {
        Self { plan, case, reading, ledger, work, traces: false, explains: false, raise: None, compares_with: None }
    }

    /// Computes everything. Where the application has been decided before, what it would be awarded now for the first time
    /// is compared with what it has been.
    pub(super) fn compute(&mut self) {
        self.compares_with = self.ledger.has_own().then_some(Of::Others);
        self.compute_with_minimum();
        if self.compares_with.is_some() && !self.is_undetermined() {
            self.supplement();
        }
    }

    /// Computes everything; once more, where the award is to be raised to the smallest one.
    fn compute_with_minimum(&mut self) {
        self.compute_once();
        let Some(minimum) = &self.plan.programme.minimum_award else { return };
        let total = self.total();
        if total == 0 || total >= minimum.amount.fen() || self.is_undetermined() {
            return;
        }
        match minimum.below {
            BelowMinimum::PayMinimum => {
                let first = self.work.units.iter().position(|unit| unit.award > 0);
                self.raise = first.map(|unit| (unit, minimum.amount.fen() - total));
                self.compute_once();
                let raised = self.total();
                self.note(|| step(StepKind::Minimum, Node::Minimum, total, raised));
            }
            _ => self.pay_nothing(total),
        }
    }

    /// Takes away what is below the smallest award.
    pub(super) fn pay_nothing(&mut self, total: i64) {
        self.take_up_limits(self.compares_with.unwrap_or(Of::All));
        let work = &mut *self.work;
        for (number, unit) in work.units.iter_mut().enumerate().filter(|(_, unit)| unit.award > 0) {
            let cut = Cut {
                unit: number,
                code: ReasonCode::BelowMinimum,
                at: Node::Minimum,
                amount: unit.award,
                payer: None,
            };
            work.cuts.push(cut);
            unit.award = 0;
        }
        work.grants.clear();
        for (award, reason) in &mut work.items {
            if *award > 0 {
                (*award, *reason) = (0, Some(ReasonCode::BelowMinimum));
            }
        }
        self.note(|| step(StepKind::Minimum, Node::Minimum, total, 0));
    }

    fn compute_once(&mut self) {
        self.clear();
        let complete = self.ledger.require_units();
        self.need(complete);
        self.take_up_limits(self.compares_with.unwrap_or(Of::All));
        self.coordinate();
        self.require_settled();
        for item in 0..self.plan.items.len() {
            self.work.items.push((0, None));
            self.item(item);
        }
    }

    pub(super) fn clear(&mut self) {
        let (plan, case) = (self.plan, self.case);
        let work = &mut *self.work;
        work.missing.clear();
        (work.out_of_range, work.pending, work.split_unknown) = (false, false, false);
        work.units.clear();
        work.unit_bills.clear();
        work.grants.clear();
        work.cuts.clear();
        work.services.clear();
        work.items.clear();
        work.steps.clear();
        work.overpaid = None;
        work.counted.clear();
        work.admitted.clear();
        work.admissions.clear();
        work.counts.clear();
        work.counts.resize(case.bills.len(), (false, Vec::new()));
        refill(&mut work.basis, case.cells.len(), 0);
        refill(&mut work.refused, case.cells.len(), None);
        refill(&mut work.line_reasons, case.cells.len(), None);
        refill(&mut work.line_counts, case.cells.len(), false);
        refill(&mut work.bears, case.cells.len(), 0);
        refill(&mut work.slots, plan.slots, None);
        refill(&mut work.limit_applies, plan.limits.len(), None);
        work.limits.resize_with(plan.limits.len(), LimitUse::default);
        work.limits.iter_mut().for_each(LimitUse::clear);
    }

    /// What of each limit is used by what was awarded before.
    pub(super) fn take_up_limits(&mut self, of: Of) {
        let as_of = self.reading.circumstances.as_of;
        for (number, planned) in self.plan.limits.iter().enumerate() {
            let when = planned.limit.when.iter().flat_map(|when| when.iter());
            let answer = Answer::all(when.map(|condition| self.reading.judge(condition)));
            let mut unknown: Vec<Wanted> = answer.missing.into_iter().map(Wanted::from).collect();
            let applies = answer.truth != Truth::No;
            if let Some(limit) = self.work.limits.get_mut(number).filter(|_| applies) {
                limit.clear();
                unknown
                    .extend(limit.take_up(planned, (self.plan.programme, self.case), (self.ledger, of), as_of).err());
                limit.unknown = unknown;
            }
            if let Some(slot) = self.work.limit_applies.get_mut(number) {
                *slot = Some(applies);
            }
        }
    }

    fn coordinate(&mut self) {
        let items = self.plan.items.iter().filter(|planned| coordination::matters(self.plan, planned));
        if items.into_iter().any(|planned| self.may_apply(planned)) {
            let (counted, missing) = coordination::counted(self.plan, self.case);
            self.work.counted = counted;
            missing.into_iter().for_each(|wanted| self.want(wanted));
        }
    }

    /// Asks the questions of the programme about every receipt, and what those that count still leave to the family.
    fn admit(&mut self) {
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
            }
            self.work.admissions.push(admission);
        }
        if plan.has_ceiling() {
            self.set_ceiling();
        }
    }

    /// Every payer that comes first must have settled, unless nothing is awarded whatever they paid.
    fn require_settled(&mut self) {
        if self.is_excluded() || !self.any_item_applies() {
            return;
        }
        if self.plan.reads_receipts {
            self.admit();
        }
        if self.plan.items.iter().any(|planned| planned.reads_receipts() && self.may_apply(planned)) {
            self.ledger.spread_missing().iter().cloned().for_each(|wanted| self.want(wanted));
        }
        let (missing, pending) = coordination::unsettled(self.plan, self.case, &self.work.admitted, &self.reading);
        self.work.pending |= pending;
        missing.into_iter().for_each(|wanted| self.want(wanted));
    }

    fn set_ceiling(&mut self) {
        for place in 0..self.work.admitted.len() {
            let bill = self.work.admitted.get(place).and_then(|bill| self.case.bills.get(*bill));
            let borne = bill.map(|bill| bill.measure(crate::code::Measure::FamilyBorne));
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

    fn item(&mut self, index: usize) {
        let Some(planned) = self.plan.items.get(index) else { return };
        if self.is_excluded() {
            self.end_item(index, ReasonCode::Exclusive);
            return;
        }
        let applies = self.all(planned.item.when.as_deref().unwrap_or_default());
        if planned.item.when.as_ref().is_some_and(|when| !when.is_empty()) {
            let truth = Truth::of(applies);
            self.note(|| Step { judgement: Some(truth), ..Step::new(StepKind::Condition, Node::When(index)) });
        }
        if applies != Some(true) {
            self.end_item(index, ReasonCode::ItemNotApplicable);
            return;
        }
        match &planned.item.benefit {
            Benefit::InKind(service) => self.serve(index, planned, service),
            Benefit::Prices(prices) => {
                if self.admit_to(index, planned) {
                    self.price(index, planned, prices);
                }
            }
            _ if planned.reads_receipts() => {
                if self.admit_to(index, planned) {
                    self.measure_item(index, planned);
                }
            }
            _ => {
                let unit = self.open(Unit::new(index, UnitOf::Application), &[]);
                self.unit_without_basis(index, planned, unit);
            }
        }
    }

    /// Whether other aid excludes an award.
    fn is_excluded(&self) -> bool {
        let exclusive = self.plan.programme.coordination.other_aid == OtherAid::Exclusive;
        exclusive && !self.work.counted.is_empty()
    }

    /// Whether the conditions of some item hold, or may.
    fn any_item_applies(&self) -> bool {
        self.plan.items.iter().any(|planned| self.may_apply(planned))
    }

    fn may_apply(&self, planned: &PlannedItem<'_>) -> bool {
        let when = planned.item.when.iter().flat_map(|when| when.iter());
        Answer::all(when.map(|condition| self.reading.judge(condition))).truth != Truth::No
    }

    /// Notes why an item awards nothing.
    pub(super) fn end_item(&mut self, index: usize, reason: ReasonCode) {
        if let Some((_, slot)) = self.work.items.get_mut(index) {
            *slot = slot.or(Some(reason));
        }
    }

    /// Asks the item's own questions about every receipt that the programme admits. Whether the receipts are there at all.
    fn admit_to(&mut self, index: usize, planned: &PlannedItem<'_>) -> bool {
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
    fn measure_item(&mut self, index: usize, planned: &PlannedItem<'_>) {
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

    fn measure(&mut self, index: usize, measure: crate::code::Measure, planned: &PlannedItem<'_>) {
        let Some(bill) = self.case.bills.get(index) else { return };
        let work = &mut *self.work;
        let (Some(basis), Some(refused), Some(cells)) = (
            work.basis.get_mut(bill.cells.clone()),
            work.refused.get_mut(bill.cells.clone()),
            self.case.cells.get(bill.cells.clone()),
        ) else {
            return;
        };
        let mut measuring = Measuring { bill, cells, basis, refused, weights: &mut work.weights };
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
    fn group(&mut self, index: usize, planned: &PlannedItem<'_>, basis: &crate::programme::Basis, bills: &[usize]) {
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
                    let stay = |bill: usize| self.case.bills.get(bill).map(|bill| bill.stay);
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
                let mut placed: Vec<(Option<crate::value::Date>, usize)> = Vec::with_capacity(bills.len());
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

    /// By how much the entitlement of a unit is raised.
    pub(super) fn raised(&self, unit: usize) -> i64 {
        self.raise.filter(|(raised, _)| *raised == unit).map_or(0, |(_, amount)| amount)
    }

    /// What is awarded in all.
    pub(super) fn total(&self) -> i64 {
        self.work.items.iter().map(|(award, _)| *award).fold(0, i64::saturating_add)
    }

    pub(super) fn is_undetermined(&self) -> bool {
        !self.work.missing.is_empty() || self.work.out_of_range || self.total() > FEN_MAX
    }

    /// Whether all conditions hold; nothing where that is not known.
    pub(super) fn all(&mut self, conditions: &[Predicate]) -> Option<bool> {
        if conditions.is_empty() {
            return Some(true);
        }
        let answer = Answer::all(conditions.iter().map(|condition| self.reading.judge(condition)));
        match answer.truth {
            Truth::Yes => Some(true),
            Truth::No => Some(false),
            _ => {
                self.work.missing.extend(answer.missing);
                None
            }
        }
    }

    /// The value, or a note of what is missing.
    pub(super) fn need<T>(&mut self, value: Result<T, Wanted>) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(wanted) => {
                self.want(wanted);
                None
            }
        }
    }

    pub(super) fn want(&mut self, wanted: Wanted) {
        match wanted {
            Wanted::Facts(missing) => self.work.missing.extend(missing),
            Wanted::Range => self.work.out_of_range = true,
        }
    }

    /// What an amount or a rate comes to.
    pub(super) fn value<P: Param>(&mut self, value: &Value<'_, P>, of: &Subjects<'_>) -> Option<i128> {
        match value {
            Value::Known(known) => Some(*known),
            Value::Once(param, slot) => {
                if let Some(Some(known)) = self.work.slots.get(*slot) {
                    return Some(*known);
                }
                let read = param.read(&self.reading);
                let read = self.need(read)?;
                if let Some(slot) = self.work.slots.get_mut(*slot) {
                    *slot = Some(read);
                }
                Some(read)
            }
            Value::ByCode(table) => {
                let code = self.code_of(table.fact, of);
                self.need(code).map(|code| table.at(code))
            }
            Value::PerUnit(param) => {
                let read = match of {
                    Subjects::Treatment(place, treatment) => {
                        param.read(&self.reading.of(Subject::Treatment(*place, treatment)))
                    }
                    Subjects::Bills(range) => {
                        let bills = self.work.unit_bills.get(range.clone()).unwrap_or_default().iter();
                        let receipts: Vec<(usize, &Receipt)> =
                            bills.filter_map(|bill| self.case.bills.get(*bill)).map(|b| (b.place, b.receipt)).collect();
                        param.read(&self.reading.of(Subject::Receipts(&receipts)))
                    }
                };
                self.need(read)
            }
        }
    }

    /// The code of a unit, as its bit. What the receipts of a unit do not agree on is not known.
    fn code_of(&self, fact: CodeFact, of: &Subjects<'_>) -> Result<u64, Wanted> {
        let wants = |subject: Subject<'_>| Wanted::from(self.reading.of(subject).wants(fact.fact()));
        match of {
            Subjects::Treatment(place, treatment) => {
                let code = hospital_bit(fact, treatment.hospital.as_ref());
                code.ok_or_else(|| wants(Subject::Treatment(*place, treatment)))
            }
            Subjects::Bills(range) => {
                let bills = self.work.unit_bills.get(range.clone()).unwrap_or_default().iter();
                let mut bills = bills.filter_map(|bill| self.case.bills.get(*bill));
                let first = bills.next();
                let code = first.and_then(|bill| receipt_bit(fact, bill.receipt));
                let agreed = bills.all(|bill| receipt_bit(fact, bill.receipt) == code);
                code.filter(|_| agreed).ok_or_else(|| match first {
                    Some(bill) => wants(Subject::Receipts(&[(bill.place, bill.receipt)])),
                    None => wants(Subject::Receipts(&[])),
                })
            }
        }
    }

    /// Notes a step, if steps are noted.
    pub(super) fn note(&mut self, step: impl FnOnce() -> Step) {
        if self.traces {
            self.work.steps.push(step());
        }
    }

    fn note_receipt(&mut self, bill: usize, admission: &Admission, at: Node) {
        let place = self.case.bills.get(bill).map(|bill| bill.place);
        let (truth, code) = (admission.truth(), admission.reasons.first().copied());
        self.note(|| Step { receipt: place, judgement: Some(truth), code, ..Step::new(StepKind::Receipt, at) });
    }
}

/// Of what the facts of a unit are asked.
pub(super) enum Subjects<'s> {
    /// The receipts of a unit.
    Bills(std::ops::Range<usize>),
    /// The treatment of an operation, with its place in the application.
    Treatment(usize, &'s crate::treatment::Treatment),
}

fn refill<T: Clone>(room: &mut Vec<T>, len: usize, with: T) {
    room.clear();
    room.resize(len, with);
}

/// A step from one amount in fen to another.
pub(super) fn step(kind: StepKind, at: Node, from: i64, to: i64) -> Step {
    let micro = |fen: i64| Some(i128::from(fen) * FEN);
    Step { amount_in: micro(from), amount_out: micro(to), ..Step::new(kind, at) }
}
