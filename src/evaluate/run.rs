//! One evaluation: the items of a programme, one after another, over an application.

use super::{
    case::Case,
    coordination,
    exact::{FEN, FEN_MAX},
    ledger::{Ledger, Of},
    missing::Wanted,
    node::Node,
    plan::{Plan, PlannedItem},
    step::Step,
    unit::{Unit, UnitOf},
    work::{Cut, Work},
};
use crate::{
    code::{BelowMinimum, LimitScope, OtherAid, ReasonCode, StepKind},
    eligibility::{Answer, Reading, Truth},
    programme::{Benefit, Predicate},
};
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
    pub(super) pass: Pass,
}

/// How often everything is gone through, and for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pass {
    /// What everything comes to, if the fund had enough.
    Whole,
    /// The same, as if this application had not been decided before.
    Anew,
    /// What is due beyond what own earlier decisions awarded.
    Due,
    /// What the fund has left for it.
    Fund,
}

impl Pass {
    /// Which part of the ledger limits look at.
    const fn looks_at(self) -> Of {
        match self {
            Self::Anew => Of::Others,
            Self::Whole | Self::Due | Self::Fund => Of::All,
        }
    }

    /// Whether a limit is applied.
    pub(super) const fn applies(self, scope: LimitScope) -> bool {
        let of_fund = matches!(scope, LimitScope::FundBalance);
        match self {
            Self::Whole | Self::Anew => !of_fund,
            Self::Due => matches!(scope, LimitScope::Application | LimitScope::Period | LimitScope::Lifetime),
            Self::Fund => of_fund,
        }
    }
}

impl<'r, 'a> Run<'r, 'a> {
    pub(super) fn new(
        plan: &'r Plan<'a>,
        case: &'r Case<'a>,
        reading: Reading<'r>,
        ledger: &'r Ledger<'a>,
        work: &'r mut Work,
    ) -> Self {
        Self { plan, case, reading, ledger, work, traces: false, explains: false, raise: None, pass: Pass::Whole }
    }

    /// Computes everything. Where the application has been decided before, what it would be awarded now for the first time
    /// is compared with what it has been. What the fund has left bounds only what is due in the end: another item does not get
    /// what it lacks for one, which stays due.
    pub(super) fn compute(&mut self) {
        self.pass = if self.ledger.has_own() { Pass::Anew } else { Pass::Whole };
        self.compute_with_minimum();
        if self.pass == Pass::Anew {
            // What everything comes to today may be more than can be awarded; what is due may not.
            if !self.work.missing.is_empty() || self.work.out_of_range {
                return;
            }
            self.supplement();
        } else {
            self.bound_by_fund();
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
        self.take_up_limits();
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
        self.work.clear(self.plan, self.case);
        let complete = self.ledger.require_units();
        self.need(complete);
        self.take_up_limits();
        self.coordinate();
        self.require_settled();
        for item in 0..self.plan.items.len() {
            self.work.items.push((0, None));
            self.item(item);
        }
    }

    /// What of each limit is used by what was awarded before.
    pub(super) fn take_up_limits(&mut self) {
        let of = self.pass.looks_at();
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

    pub(super) fn may_apply(&self, planned: &PlannedItem<'_>) -> bool {
        let when = planned.item.when.iter().flat_map(|when| when.iter());
        Answer::all(when.map(|condition| self.reading.judge(condition))).truth != Truth::No
    }

    /// Notes why an item awards nothing.
    pub(super) fn end_item(&mut self, index: usize, reason: ReasonCode) {
        if let Some((_, slot)) = self.work.items.get_mut(index) {
            *slot = slot.or(Some(reason));
        }
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
        !self.work.missing.is_empty() || self.work.out_of_range || self.work.unbalanced || self.total() > FEN_MAX
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

    /// Notes a step, if steps are noted.
    pub(super) fn note(&mut self, step: impl FnOnce() -> Step) {
        if self.traces {
            self.work.steps.push(step());
        }
    }
}

/// A step from one amount in fen to another.
pub(super) fn step(kind: StepKind, at: Node, from: i64, to: i64) -> Step {
    let micro = |fen: i64| Some(i128::from(fen) * FEN);
    Step { amount_in: micro(from), amount_out: micro(to), ..Step::new(kind, at) }
}
