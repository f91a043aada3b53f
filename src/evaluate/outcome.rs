//! An evaluation as a document.

use super::{
    Detail,
    bill::Bill,
    case::Case,
    coordination,
    count::quantity,
    exact::{FEN, money, ppm, times},
    explain::{Explanation, Facts, Part, add},
    ledger::{burden, digest, stay_digest},
    node::Node,
    operation::co_funded,
    plan::Plan,
    run::Run,
    spread::spread,
    unit::{Unit, UnitOf},
    work::Given,
};
use crate::{
    adjudication::{
        Adjudication, CoFundedAmount, ComputedFrom, EARLIER_MAX, ItemOutcome, LimitBalance, LineOutcome, MissingFact,
        PaperJudgement, Payment, Reason, ReceiptOutcome, ReceiptShare, RequirementJudgement, ServiceOutcome, TraceStep,
        UnitOutcome, marks,
    },
    code::{AdjudicationDecision, LimitScope, PaperState, PayeeClass, PayerClass, ReasonCode, Truth},
    eligibility::{Circumstances, Eligibility, Missing, RequirementOutcome, found},
    programme::{Benefit, PayeeShare},
    value::{Fnv, LocalId, Money, Pointer, Rate, SignedMoney, Text},
    wire::{Integer, List},
};

/// How many steps a document can state.
const STEPS_MAX: usize = 200_000;

impl Run<'_, '_> {
    /// The document of an evaluation.
    pub(super) fn document(&self, judged: &Eligibility, computed: bool, detail: Detail) -> Adjudication {
        let programme = self.plan.programme;
        let mut document = Adjudication::new(
            self.case.application.id.clone(),
            programme.id.clone(),
            programme.revision,
            self.reading.circumstances.as_of,
            judged.status,
            AdjudicationDecision::Undetermined,
            computed_from(self.plan, self.case, self.reading.circumstances),
        );
        document.child = List::new(marks(self.case.application)).filter(|marks| !marks.is_empty());
        document.requirements =
            list(judged.requirements.iter().enumerate().map(|(place, outcome)| self.requirement(place, outcome)));
        document.papers = list(judged.papers.iter().map(|paper| PaperJudgement::new(paper.id.clone(), paper.state)));
        let undetermined = judged.status == Truth::Unknown || (computed && self.is_undetermined());
        if undetermined {
            self.fill_missing(&mut document, judged);
        } else if computed {
            self.fill_award(&mut document, judged, detail);
        } else {
            document.amount = Some(Money::ZERO);
            document.decision = AdjudicationDecision::Refused;
            document.reasons = list(refusals(judged));
        }
        if detail == Detail::Full {
            let steps = judged.requirements.iter().enumerate().map(|(place, outcome)| {
                let step = super::step::Step::new(crate::code::StepKind::Requirement, Node::Requirement(place));
                super::step::Step { judgement: Some(outcome.truth), ..step }.published()
            });
            // Part of the steps would come to another amount: all of them, or none.
            let steps = steps.chain(self.work.steps.iter().map(super::step::Step::published));
            let steps: Vec<TraceStep> = steps.take(STEPS_MAX + 1).collect();
            document.trace = Some(steps).filter(|steps| !steps.is_empty()).and_then(List::new);
        }
        document
    }

    /// How a requirement was judged; where it is not met, with what the application has instead.
    fn requirement(&self, place: usize, outcome: &RequirementOutcome) -> RequirementJudgement {
        let mut judgement = RequirementJudgement::new(outcome.id.clone(), outcome.truth);
        let requirements = self.plan.programme.requirements.as_deref().unwrap_or_default();
        if let Some(requirement) = requirements.get(place).filter(|_| outcome.truth == Truth::No) {
            judgement.found = list(found(&self.reading, requirement));
        }
        judgement
    }

    fn fill_missing(&self, document: &mut Adjudication, judged: &Eligibility) {
        document.decision = AdjudicationDecision::Undetermined;
        let earlier = self.ledger.of_another_child.then(Missing::earlier_adjudications);
        let mut missing: Vec<&Missing> = judged.missing.iter().chain(&self.work.missing).chain(&earlier).collect();
        missing.sort();
        missing.dedup();
        document.missing = list(missing.into_iter().filter_map(published));
        let mut reasons = Vec::new();
        let mut give = |code, at: Option<Node>| reasons.push(reason(code, at));
        if document.missing.as_ref().is_some_and(|missing| !missing.is_empty()) {
            give(ReasonCode::FactMissing, None);
        }
        if self.ledger.of_another_child {
            give(ReasonCode::EarlierOfAnotherChild, None);
        }
        if judged.status == Truth::Yes {
            if self.work.pending {
                give(ReasonCode::Pending, Some(Node::After));
            }
            if self.work.split_unknown {
                give(ReasonCode::LineSplitUnknown, None);
            }
            if self.work.unbalanced {
                give(ReasonCode::Unbalanced, None);
            }
            if self.work.possible_duplicate {
                give(ReasonCode::ReceiptPossibleDuplicate, None);
            }
            if self.work.out_of_range || self.total() > super::exact::FEN_MAX {
                give(ReasonCode::AmountOutOfRange, None);
            }
        }
        document.reasons = list(reasons);
    }

    fn fill_award(&self, document: &mut Adjudication, judged: &Eligibility, detail: Detail) {
        let total = self.total();
        document.amount = Some(money(total));
        let gives = total > 0 || !self.work.services.is_empty();
        document.decision = match (gives, awaits_papers(judged)) {
            (false, _) => AdjudicationDecision::NothingPayable,
            (true, true) => AdjudicationDecision::AwaitingPapers,
            (true, false) => AdjudicationDecision::Awarded,
        };
        let of_units = self.work.units.iter().map(|unit| unit.overpaid);
        let overpaid = self.work.overpaid.unwrap_or_else(|| of_units.fold(0, i64::saturating_add));
        document.overpaid = (overpaid > 0).then(|| money(overpaid));
        document.items = list(self.items());
        document.payments = list(self.payments());
        document.services = list(self.work.services.iter().map(|given| self.service(given)));
        if detail == Detail::None {
            return;
        }
        document.units = list(self.work.units.iter().map(|unit| self.unit(unit)));
        document.receipts = list(self.receipts());
        document.balances = list(self.balances());
    }

    fn items(&self) -> impl Iterator<Item = ItemOutcome> {
        let items = self.plan.programme.items.iter().zip(&self.work.items).enumerate();
        let by_unit = self.by_unit();
        items.map(move |(place, (item, (award, _)))| {
            let mut outcome = ItemOutcome::new(item.id.clone(), money(*award));
            let served = self.work.services.iter().any(|given| given.unit.item == place);
            outcome.reason = (*award == 0 && !served).then(|| self.reason_of(place, &by_unit));
            outcome.cuts = list(self.parts_of(place, &by_unit).into_iter().map(Part::published));
            outcome
        })
    }

    fn item_id(&self, index: usize) -> Option<&LocalId> {
        self.plan.programme.items.get(index).map(|item| &item.id)
    }

    fn payments(&self) -> Vec<Payment> {
        let mut payments = Vec::new();
        for (item, (award, _)) in self.plan.programme.items.iter().zip(&self.work.items) {
            for (to, amount) in split(item.payees.as_deref().unwrap_or_default(), *award) {
                payments.push(Payment::new(item.id.clone(), to, money(amount)));
            }
        }
        payments
    }

    fn service(&self, given: &Given) -> ServiceOutcome {
        let programme = self.plan.programme;
        let item = programme.items.get(given.unit.item);
        let rule = item.and_then(|item| match &item.benefit {
            Benefit::InKind(rule) => Some(rule),
            _ => None,
        });
        let service = rule.and_then(|rule| rule.services.get(given.service));
        let blank = || Fnv::of([""]);
        let id = service.map(|service| service.id.clone());
        // INVARIANT: a service that was given stands in the programme.
        let (item_id, id) = match (item, id) {
            (Some(item), Some(id)) => (item.id.clone(), id),
            _ => (programme.id.clone(), programme.id.clone()),
        };
        let key = item.map_or_else(blank, |_| given.unit.key(programme, self.case));
        let mut outcome = ServiceOutcome::new(item_id, id, key);
        outcome.operation = operation_pointer(&given.unit.of);
        outcome.settled = given.settled.map(money);
        outcome.family_charge = service.and_then(|service| service.family_charge);
        let settled = given.settled.unwrap_or_default();
        let co_funding = rule.and_then(|rule| rule.co_funding.as_ref());
        outcome.co_funding = co_funding.and_then(|payers| {
            let amounts =
                payers.iter().map(|p| CoFundedAmount::new(p.payer, money(co_funded(p.share, p.amount, settled))));
            List::new(amounts.collect())
        });
        outcome
    }

    fn unit(&self, unit: &Unit) -> UnitOutcome {
        let programme = self.plan.programme;
        let item = self.item_id(unit.item).cloned().unwrap_or_else(|| programme.id.clone());
        let mut outcome = UnitOutcome::new(item, unit.key(programme, self.case), money(unit.award));
        if let UnitOf::Period(period) = &unit.of {
            outcome.period = Some(period.clone());
        }
        let bills = self.work.unit_bills.get(unit.bills.clone()).unwrap_or_default();
        let places = bills.iter().filter_map(|bill| self.case.bills.get(*bill)).map(|bill| pointer(bill.place));
        outcome.receipts = List::new(places.collect()).filter(|receipts| !receipts.is_empty());
        outcome.operation = operation_pointer(&unit.of);
        outcome.basis = unit.basis.and_then(SignedMoney::from_fen);
        outcome.count = unit.count.and_then(|count| quantity(count.own));
        let awarded = unit.count.map(|count| if unit.award > 0 { count.now } else { 0 });
        outcome.count_awarded = awarded.and_then(quantity);
        outcome.overpaid = (unit.overpaid > 0).then(|| money(unit.overpaid));
        outcome
    }

    /// Every receipt, in the order of the application.
    fn receipts(&self) -> Vec<ReceiptOutcome> {
        if !self.plan.reads_receipts {
            return Vec::new();
        }
        let before = self.awarded_before();
        let aid = self.named_aid();
        let mut shares: Vec<Shares> = vec![Vec::new(); self.case.cells.len()];
        for grant in &self.work.grants {
            if let Some(shares) = shares.get_mut(grant.cell) {
                shares.push((grant.unit, grant.amount));
            }
        }
        let parts = Explanation::of(
            self.case,
            self.work,
            &Facts { programme: self.plan.programme, awarded_before: &before, aid: &aid },
        );
        let mut outcomes: Vec<(usize, ReceiptOutcome)> = Vec::new();
        for (index, bill) in self.case.bills.iter().enumerate() {
            outcomes.push((bill.place, self.receipt(index, bill, &parts, &shares)));
        }
        outcomes.sort_by_key(|(place, _)| *place);
        outcomes.into_iter().map(|(_, outcome)| outcome).collect()
    }

    fn receipt(&self, index: usize, bill: &Bill<'_>, parts: &[Vec<Part>], shares: &[Shares]) -> ReceiptOutcome {
        let (counts, reasons) = match self.work.counts.get(index) {
            Some((counts, reasons)) => (*counts, reasons.as_slice()),
            None => (false, &[][..]),
        };
        let refused = self.work.admissions.get(index).map(|a| a.reasons.as_slice()).unwrap_or_default();
        let reasons = if refused.is_empty() { reasons } else { refused };
        let keys = List::new(bill.receipt.known().map(digest).collect()).unwrap_or_default();
        let of_lines = shares.get(bill.cells.clone()).unwrap_or_default();
        let shares = together(of_lines.iter().flatten());
        let award: i64 = shares.iter().map(|share| share.award.fen()).sum();
        let billed = bill.receipt.total_amount;
        let mut outcome = ReceiptOutcome::new(pointer(bill.place), keys, Truth::of(Some(counts)), billed, money(award));
        outcome.id = bill.receipt.id.clone();
        outcome.dates = Some(bill.dates.clone());
        outcome.stay = stay_digest(bill.receipt);
        if bill.receipt.is_part() {
            outcome.original = List::new(bill.receipt.known_original().map(digest).collect());
            outcome.original_total = bill.receipt.original_total;
        }
        if !counts {
            outcome.reasons = List::new(reasons.to_vec()).filter(|reasons| !reasons.is_empty());
            return outcome;
        }
        outcome.shares = List::new(shares).filter(|shares| !shares.is_empty());
        // Where nothing bounds the awards by what the family bears, they are not parts of the bill: no sums are told, but
        // later adjudications need to know the lines that were paid.
        let balances = bill.borne().is_some() && self.plan.has_ceiling();
        let of_bill = parts.get(bill.cells.clone()).filter(|_| balances);
        outcome.adjustments = of_bill.and_then(|of_bill| {
            let mut together = Vec::new();
            of_bill.iter().flatten().for_each(|part| add(&mut together, *part));
            List::new(together.into_iter().map(Part::published).collect())
        });
        if bill.has_lines && (balances || award > 0) {
            let parts = |place: usize| of_bill.and_then(|of_bill| of_bill.get(place)).map(Vec::as_slice);
            let lines = bill.cells.clone().zip(of_lines).enumerate();
            let lines = lines.map(|(place, (cell, shares))| self.line(bill, (cell, parts(place)), shares));
            outcome.lines = List::new(lines.collect());
        }
        outcome
    }

    fn line(&self, bill: &Bill<'_>, (cell, parts): (usize, Option<&[Part]>), shares: &Shares) -> LineOutcome {
        let of = self.case.cells.get(cell);
        let line = of.and_then(|cell| cell.line()).unwrap_or_default();
        let at = Pointer::cleaned(&format!("/receipts/{}/lines/{line}", bill.place));
        let shares = together(shares);
        let award: i64 = shares.iter().map(|share| share.award.fen()).sum();
        let mut outcome = LineOutcome::new(at, money(of.map_or(0, |cell| cell.net)), money(award));
        outcome.adjustments = parts.and_then(|parts| List::new(parts.iter().copied().map(Part::published).collect()));
        outcome.shares = List::new(shares).filter(|shares| !shares.is_empty());
        outcome
    }

    fn awarded_before(&self) -> Vec<i64> {
        let mut sums = vec![0; self.case.bills.len()];
        for award in &self.ledger.awards {
            if let Some(sum) = award.bill().and_then(|bill| sums.get_mut(bill)) {
                *sum += award.amount;
            }
        }
        sums
    }

    /// What others gave for each receipt.
    fn named_aid(&self) -> Vec<(usize, PayerClass, i64)> {
        let (counted, _) = coordination::counted(self.plan, self.case);
        let mut named = Vec::new();
        for other in counted {
            let bills = self.case.aid.get(other.given).and_then(|given| given.bills.as_deref()).unwrap_or_default();
            let weights: Vec<i64> = bills.iter().map(|bill| burden(self.case, *bill)).collect();
            let mut parts = vec![0; weights.len()];
            spread(other.amount, &weights, &mut parts);
            named.extend(bills.iter().zip(parts).map(|(bill, part)| (*bill, other.payer, part)));
        }
        named
    }

    fn balances(&self) -> Vec<LimitBalance> {
        let mut balances = Vec::new();
        let as_of = self.reading.circumstances.as_of;
        for (planned, used) in self.plan.limits.iter().zip(&self.work.limits) {
            let scope = planned.limit.scope;
            let together = matches!(
                scope,
                LimitScope::Application | LimitScope::Period | LimitScope::Lifetime | LimitScope::FundBalance
            );
            if !together {
                continue;
            }
            for place in 0..used.places() {
                let at = Pointer::cleaned(&planned.node.to_string());
                let spent = used.used_at(place);
                let mut balance = LimitBalance::new(at, planned.limit.id.clone(), scope, money(spent));
                let rule = planned.limit.period.as_ref();
                balance.period = rule.zip(used.periods.get(place)).map(|(rule, start)| rule.from(*start, as_of));
                let amount = match (&planned.amount, scope) {
                    (_, LimitScope::FundBalance) => self.reading.circumstances.fund_balance.map(Money::fen),
                    (Some(amount), _) => self.known_amount(amount),
                    (None, _) => None,
                };
                balance.amount = amount.map(money);
                balance.left = amount.map(|amount| money(amount - spent));
                balance.group.clone_from(&planned.limit.group);
                balance.awarded = planned.limit.group.as_ref().map(|_| money(used.now_at(place)));
                balance.units = planned.limit.units;
                balance.units_used = planned.limit.units.and_then(|_| quantity(used.units_at(place)));
                balance.count = planned.limit.count;
                balance.count_used = planned.limit.count.and_then(|_| Integer::new(i64::from(used.count_at(place))));
                balances.push(balance);
            }
        }
        balances
    }

    fn known_amount(&self, amount: &super::plan::Value<'_, crate::programme::AmountParam>) -> Option<i64> {
        let micro = match amount {
            super::plan::Value::Known(known) => Some(*known),
            super::plan::Value::Once(_, slot) => self.work.slots.get(*slot).copied().flatten(),
            super::plan::Value::ByCode(_) | super::plan::Value::PerUnit(_) => None,
        };
        micro.and_then(|micro| i64::try_from(micro / FEN).ok())
    }
}

/// What is said where there are more earlier adjudications than an outcome can state: whatever came of them, nobody could
/// compute it again.
pub(super) fn with_too_many(plan: &Plan<'_>, case: &Case<'_>, circumstances: &Circumstances<'_>) -> Adjudication {
    let programme = plan.programme;
    let mut document = Adjudication::new(
        case.application.id.clone(),
        programme.id.clone(),
        programme.revision,
        circumstances.as_of,
        Truth::Unknown,
        AdjudicationDecision::Undetermined,
        computed_from(plan, case, circumstances),
    );
    document.child = List::new(marks(case.application)).filter(|marks| !marks.is_empty());
    document.reasons = list([reason(ReasonCode::EarlierTooMany, None)]);
    document
}

fn computed_from(plan: &Plan<'_>, case: &Case<'_>, circumstances: &Circumstances<'_>) -> ComputedFrom {
    let mut from = ComputedFrom::new(
        Text::cleaned("tongbiao"),
        Text::cleaned(env!("CARGO_PKG_VERSION")),
        plan.digest(),
        case.digest(),
    );
    from.earlier = circumstances
        .earlier
        .filter(|earlier| earlier.len() <= EARLIER_MAX)
        .and_then(|earlier| List::new(earlier.iter().map(Fnv::of_record).collect()));
    from.quota_left = circumstances.quota_left.and_then(|quota| Integer::new(i64::from(quota)));
    from.fund_balance = circumstances.fund_balance;
    from
}

/// What units award on a line.
type Shares = Vec<(usize, i64)>;

/// What each unit awards on some lines together.
fn together<'s>(shares: impl IntoIterator<Item = &'s (usize, i64)>) -> Vec<ReceiptShare> {
    let mut sums: Shares = Vec::new();
    for (unit, amount) in shares {
        match sums.iter_mut().find(|(known, _)| known == unit) {
            Some((_, sum)) => *sum += amount,
            None => sums.push((*unit, *amount)),
        }
    }
    let published =
        |(unit, sum): (usize, i64)| Some(ReceiptShare::new(Integer::new(i64::try_from(unit).ok()?)?, money(sum)));
    sums.into_iter().filter_map(published).collect()
}

fn list<T, const MAX: usize>(items: impl IntoIterator<Item = T>) -> Option<List<T, 0, MAX>> {
    List::new(items.into_iter().take(MAX).collect()).filter(|list: &List<T, 0, MAX>| !list.is_empty())
}

fn pointer(place: usize) -> Pointer {
    Pointer::cleaned(&format!("/receipts/{place}"))
}

fn operation_pointer(of: &UnitOf) -> Option<Pointer> {
    let UnitOf::Operation { treatment, place, .. } = of else { return None };
    Some(Pointer::cleaned(&format!("/treatments/{treatment}/operations/{place}")))
}

fn reason(code: ReasonCode, at: Option<Node>) -> Reason {
    let mut reason = Reason::new(code);
    reason.at = at.map(|at| Pointer::cleaned(&at.to_string()));
    reason
}

fn refusals(judged: &Eligibility) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if judged.in_force == Truth::No {
        reasons.push(reason(ReasonCode::RuleNotInForce, Some(Node::AppliesBy)));
    }
    let not_met = judged.requirements.iter().enumerate().filter(|(_, outcome)| outcome.truth == Truth::No);
    reasons.extend(not_met.map(|(place, _)| reason(ReasonCode::RequirementNotMet, Some(Node::Requirement(place)))));
    reasons
}

fn published(missing: &Missing) -> Option<MissingFact> {
    // INVARIANT: facts, assessments, statistics and our own names are all written as identifiers.
    let mut published = MissingFact::new(LocalId::parse(&missing.code)?, missing.supplier);
    published.pointer = missing.pointer.as_deref().map(Pointer::cleaned);
    published.on = missing.on;
    Some(published)
}

fn awaits_papers(judged: &Eligibility) -> bool {
    judged.papers.iter().any(|paper| !matches!(paper.state, PaperState::Present | PaperState::NotNeeded))
}

/// What each payee receives of an award, in order.
fn split(payees: &[PayeeShare], award: i64) -> Vec<(PayeeClass, i64)> {
    if award == 0 {
        return Vec::new();
    }
    if payees.is_empty() {
        return vec![(PayeeClass::Guardian, award)];
    }
    let mut left = award;
    let mut parts: Vec<(PayeeClass, i64)> = Vec::new();
    for payee in payees {
        let share = payee.share.map(Rate::get).and_then(ppm).and_then(|share| times(i128::from(award) * FEN, share));
        let share = share.and_then(|micro| i64::try_from(micro / FEN).ok());
        let most = payee.at_most.map_or(i64::MAX, Money::fen);
        let part = share.unwrap_or(left).min(most).min(left);
        left -= part;
        parts.push((payee.to, part));
    }
    if let Some((_, last)) = parts.last_mut() {
        *last += left;
    }
    parts.retain(|(_, part)| *part > 0);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn awards_are_split_in_order() {
        let payee = |to, share: Option<&str>, most: Option<&str>| {
            let mut payee = PayeeShare::new(to);
            payee.share = share.and_then(Rate::parse);
            payee.at_most = most.and_then(Money::parse);
            payee
        };
        let (hospital, guardian) = (PayeeClass::Hospital, PayeeClass::Guardian);
        for (payees, award, expected) in [
            (vec![], 1000, vec![(guardian, 1000)]),
            (
                vec![payee(hospital, Some("0.333333"), None), payee(guardian, None, None)],
                1000,
                vec![(hospital, 333), (guardian, 667)],
            ),
            (
                vec![payee(hospital, None, Some("4.00")), payee(guardian, None, None)],
                1000,
                vec![(hospital, 400), (guardian, 600)],
            ),
            (vec![payee(hospital, None, Some("20.00")), payee(guardian, None, None)], 1000, vec![(hospital, 1000)]),
            (
                vec![payee(hospital, Some("0.5"), None), payee(guardian, None, Some("1.00"))],
                1000,
                vec![(hospital, 500), (guardian, 500)],
            ),
            (vec![payee(hospital, None, None)], 0, vec![]),
        ] {
            assert_eq!(split(&payees, award), expected);
        }
    }
}
