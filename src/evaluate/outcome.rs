//! The outcome: an evaluation as a document.

mod balance;
mod limit;
mod list;
mod payer;
mod payment;
mod pointer;
mod reason;
mod receipt;
mod unit;

use super::{
    Detail, award::Awarded, column::Astray, exact::money, input::Input, measured::Case, missing::Lacks, node::Node,
    notes::Notes, plan::Plan, step::Step,
};
use crate::{
    adjudication::{
        Adjudication, AlikeReceipt, ComputedFrom, EARLIER_MAX, ItemOutcome, MissingFact, NewAdjudication,
        NewComputedFrom, PaperJudgement, Reason, RequirementJudgement, TraceStep, marks,
    },
    code::{AdjudicationDecision, PaperState, ReasonCode, StepKind, Truth},
    eligibility::{Circumstances, Eligibility, Missing, PaperOutcome, RequirementOutcome, found},
    value::{Fnv, LocalId, Money, Pointer, Text},
    wire::{Integer, List},
};
use list::list;

/// The maximum number of steps in a document.
const STEPS_MAX: usize = 200_000;

/// The document of an evaluation. It is an error if the computed values are inconsistent.
pub(super) fn document(
    input: &Input<'_>,
    judged: &Eligibility,
    awarded: &Awarded<'_>,
    notes: &Notes,
    detail: Detail,
) -> Result<Adjudication, Astray> {
    if awarded.is_undetermined() {
        return Ok(undetermined(input, judged, &awarded.lacks, notes, detail));
    }
    let mut document = opened(input, judged, notes, detail);
    fill_award(&mut document, input, judged, awarded, notes, detail)?;
    Ok(document)
}

/// The document if the child is not eligible, or if that is unknown.
pub(super) fn without_award(input: &Input<'_>, judged: &Eligibility, notes: &Notes, detail: Detail) -> Adjudication {
    if judged.status == Truth::Unknown {
        return undetermined(input, judged, &Lacks::default(), notes, detail);
    }
    let mut document = opened(input, judged, notes, detail);
    document.amount = Some(Money::ZERO);
    document.decision = AdjudicationDecision::Refused;
    document.reasons = list(refusals(judged));
    document
}

/// The document of an evaluation with an undetermined award.
pub(super) fn undetermined(
    input: &Input<'_>,
    judged: &Eligibility,
    lacks: &Lacks,
    notes: &Notes,
    detail: Detail,
) -> Adjudication {
    let mut document = opened(input, judged, notes, detail);
    let earlier = input.ledger.of_another_child.then(Missing::earlier_adjudications);
    let mut missing: Vec<&Missing> = judged.missing.iter().chain(&lacks.facts).chain(&earlier).collect();
    missing.sort();
    // Of several receipts that may be one with a receipt, the first is stated.
    missing.dedup_by(|later, first| {
        let place = |one: &Missing| (one.code.clone(), one.pointer.clone(), one.on, one.doubt, one.supplier);
        later == first || (later.alike.is_some() && first.alike.is_some() && place(later) == place(first))
    });
    let may_be_duplicate = missing.iter().any(|missing| missing.alike.is_some());
    let is_name_unclear = missing.iter().any(|missing| missing.doubt.is_some());
    document.missing = list(missing.into_iter().filter_map(published));
    let is_missing = document.missing.as_ref().is_some_and(|missing| !missing.is_empty());
    let reasons = [
        (is_missing, ReasonCode::FactMissing, None),
        (input.ledger.of_another_child, ReasonCode::EarlierOfAnotherChild, None),
        (lacks.is_waiting, ReasonCode::MemberUndetermined, None),
        (lacks.is_pending, ReasonCode::Pending, Some(Node::After)),
        (lacks.is_split_unknown, ReasonCode::LineSplitUnknown, None),
        (lacks.conflict.is_some(), ReasonCode::TierConflict, lacks.conflict),
        (lacks.is_unbalanced, ReasonCode::Unbalanced, None),
        (may_be_duplicate, ReasonCode::ReceiptPossibleDuplicate, None),
        (is_name_unclear, ReasonCode::ReceiptNameUnclear, None),
        (lacks.contradictions.before_birth, ReasonCode::ReceiptBeforeBirth, None),
        (lacks.contradictions.payers_total, ReasonCode::ReceiptPayersTotal, None),
        (lacks.is_out_of_range, ReasonCode::AmountOutOfRange, None),
    ];
    document.reasons = list(reasons.into_iter().filter(|(is_so, ..)| *is_so).map(|(_, code, at)| reason(code, at)));
    document
}

/// A document with the judged requirements and the steps.
fn opened(input: &Input<'_>, judged: &Eligibility, notes: &Notes, detail: Detail) -> Adjudication {
    let mut document = empty(input.plan, input.case, input.reading.circumstances, judged.status);
    document.requirements =
        list(judged.requirements.iter().enumerate().map(|(place, outcome)| requirement(input, place, outcome)));
    document.papers = list(judged.papers.iter().map(paper));
    let applies_on = || input.reading.date(input.plan.programme.applies_by).ok();
    document.applies_on = applies_on().filter(|_| judged.in_force == Truth::No);
    if detail == Detail::Full {
        let steps = judged.requirements.iter().enumerate().map(|(place, outcome)| {
            let step = Step::new(StepKind::Requirement, Node::Requirement(place));
            Step { judgement: Some(outcome.truth), ..step }.published()
        });
        // A part of the steps would lead to another amount. Therefore all steps are stated, or none.
        let steps = steps.chain(notes.steps().iter().map(Step::published));
        let steps: Vec<TraceStep> = steps.take(STEPS_MAX + 1).collect();
        document.trace = Some(steps).filter(|steps| !steps.is_empty()).and_then(|steps| List::new(steps).ok());
    }
    document
}

/// The result for a requirement. If it is not met, also the values that the application has instead.
fn requirement(input: &Input<'_>, place: usize, outcome: &RequirementOutcome) -> RequirementJudgement {
    let mut judgement = RequirementJudgement::new(outcome.id.clone(), outcome.truth);
    let requirements = input.plan.programme.requirements.as_deref().unwrap_or_default();
    if let Some(requirement) = requirements.get(place).filter(|_| outcome.truth == Truth::No) {
        judgement.found = list(found(&input.reading, requirement));
    }
    judgement
}

/// The status of a required document, with the points that are not as required.
fn paper(outcome: &PaperOutcome) -> PaperJudgement {
    let mut judgement = PaperJudgement::new(outcome.id.clone(), outcome.state);
    judgement.points = list(outcome.points.iter().copied());
    judgement.submitted = outcome.submitted.and_then(|count| Integer::new(i64::try_from(count).ok()?).ok());
    judgement
}

fn fill_award(
    document: &mut Adjudication,
    input: &Input<'_>,
    judged: &Eligibility,
    awarded: &Awarded<'_>,
    notes: &Notes,
    detail: Detail,
) -> Result<(), Astray> {
    let total = awarded.total();
    document.amount = Some(money(total));
    let gives = total > 0 || !awarded.services.is_empty();
    let items = unit::items(input, awarded, notes)?;
    document.decision = match (gives, awaits_papers(judged)) {
        (false, _) if reason::refuses(input, awarded, &items) => AdjudicationDecision::Refused,
        (false, _) => AdjudicationDecision::NothingPayable,
        (true, true) => AdjudicationDecision::AwaitingPapers,
        (true, false) => AdjudicationDecision::Awarded,
    };
    if document.decision == AdjudicationDecision::Refused {
        document.reasons = list(below_thresholds(input, &items));
    }
    if document.decision == AdjudicationDecision::AwaitingPapers {
        let mut missing: Vec<&Missing> = judged.papers.iter().flat_map(|paper| &paper.missing).collect();
        missing.sort();
        missing.dedup();
        document.missing = list(missing.into_iter().filter_map(published));
    }
    document.overpaid = (awarded.overpaid > 0).then(|| money(awarded.overpaid));
    document.items = list(items);
    document.payments = list(unit::payments(input, awarded));
    document.services = list(unit::services(input, awarded));
    if detail == Detail::Amounts {
        return Ok(());
    }
    document.units = list(unit::units(input, awarded)?);
    document.receipts = list(receipt::receipts(input, awarded, notes)?);
    document.balances = list(limit::balances(input, awarded));
    Ok(())
}

/// The reasons of a refusal because no threshold is reached: each item whose units are below its threshold.
fn below_thresholds(input: &Input<'_>, items: &[ItemOutcome]) -> Vec<Reason> {
    let items = input.plan.items.values().zip(items);
    let below = items.filter(|(_, item)| item.reason == Some(ReasonCode::ThresholdNotReached));
    below.map(|(planned, _)| reason(ReasonCode::ThresholdNotReached, Some(Node::Threshold(planned.ix)))).collect()
}

/// A document without a decision.
fn empty(plan: &Plan<'_>, case: &Case<'_>, circumstances: &Circumstances<'_>, eligible: Truth) -> Adjudication {
    let programme = plan.programme;
    let mut document = Adjudication::new(NewAdjudication {
        application: case.application.id.clone(),
        programme: programme.id.clone(),
        revision: programme.revision,
        as_of: circumstances.as_of,
        eligible,
        decision: AdjudicationDecision::Undetermined,
        computed_from: computed_from(plan, case, circumstances),
    });
    document.child = List::new(marks(case.application)).ok().filter(|marks| !marks.is_empty());
    document.findings = list(case.errors().iter().cloned());
    document
}

/// Why earlier adjudications cannot be read, if they cannot: there are more than an outcome can state, so that a decision based on them
/// could not be verified, or the digests of one are sealed, so that nothing can be compared with them.
pub(super) fn unreadable(earlier: Option<&[Adjudication]>) -> Option<ReasonCode> {
    let earlier = earlier?;
    if earlier.len() > EARLIER_MAX {
        return Some(ReasonCode::EarlierTooMany);
    }
    earlier.iter().any(Adjudication::is_sealed).then_some(ReasonCode::EarlierSealed)
}

/// The missing facts and the reasons if earlier adjudications cannot be read.
pub(super) fn unread(reason_code: ReasonCode) -> (Option<List<MissingFact, 0, 2000>>, Option<List<Reason, 0, 200>>) {
    let missing = (reason_code == ReasonCode::EarlierSealed).then(Missing::earlier_adjudications);
    let is_missing = missing.is_some().then_some(ReasonCode::FactMissing);
    let reasons = is_missing.into_iter().chain([reason_code]).map(|code| reason(code, None));
    (list(missing.iter().filter_map(published)), list(reasons))
}

/// The document if the earlier adjudications cannot be read. Nothing is judged.
pub(super) fn without_reading(
    plan: &Plan<'_>,
    case: &Case<'_>,
    circumstances: &Circumstances<'_>,
    reason: ReasonCode,
) -> Adjudication {
    let mut document = empty(plan, case, circumstances, Truth::Unknown);
    (document.missing, document.reasons) = unread(reason);
    document
}

fn computed_from(plan: &Plan<'_>, case: &Case<'_>, circumstances: &Circumstances<'_>) -> ComputedFrom {
    let mut from = ComputedFrom::new(NewComputedFrom {
        evaluator: Text::cleaned("tongbiao"),
        evaluator_version: Text::cleaned(env!("CARGO_PKG_VERSION")),
        programme_digest: plan.digest(),
        application_digest: case.digest(),
    });
    from.earlier = circumstances
        .earlier
        .filter(|earlier| earlier.len() <= EARLIER_MAX)
        .and_then(|earlier| List::new(earlier.iter().map(Fnv::of_record).collect()).ok());
    from.quota_left = circumstances.quota_left.and_then(|quota| Integer::new(i64::from(quota)).ok());
    from.fund_balance = circumstances.fund_balance;
    from
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
    // INVARIANT: facts, assessments, statistics and the names of this crate are all valid identifiers.
    let mut published = MissingFact::new(LocalId::parse(&missing.code).ok()?, missing.supplier);
    published.pointer = missing.pointer.as_deref().map(Pointer::cleaned);
    published.on = missing.on;
    published.name_doubt = missing.doubt;
    published.alike = missing.alike.as_ref().map(|alike| {
        let mut published = AlikeReceipt::new(alike.evidence);
        published.receipt = alike.receipt.map(|place| Pointer::cleaned(&format!("/receipts/{place}")));
        published.application.clone_from(&alike.application);
        published
    });
    Some(published)
}

fn awaits_papers(judged: &Eligibility) -> bool {
    judged.papers.iter().any(|paper| !matches!(paper.state, PaperState::Present | PaperState::NotNeeded))
}
