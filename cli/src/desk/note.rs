//! The notes on an outcome in a table: what is missing, not met or provided.

use tongbiao::{
    adjudication::{Adjudication, MissingFact, RequirementJudgement},
    code::{AdjudicationDecision, PaperState, ReasonCode, Truth},
    explain::{self, Words},
    programme::Programme,
    wire::Label,
};

/// The notes on an outcome, the decisive ones first. Values of the application are in them only with `show_values`.
pub(super) fn notes(programme: &Programme, outcome: &Adjudication, show_values: bool) -> Vec<Words> {
    let mut notes = Vec::new();
    if outcome.decision == AdjudicationDecision::Refused {
        notes.extend(unmet(outcome).map(|judged| {
            // The values that were found are in the judgement itself.
            let shown = RequirementJudgement::new(judged.requirement.clone(), judged.judgement);
            let judged = if show_values { judged } else { &shown };
            with(("不符合：", "not met: "), explain::explain_requirement(judged, Some(programme)))
        }));
    }
    notes.extend(missing(outcome).map(|missing| {
        let mut shown = MissingFact::new(missing.fact.clone(), missing.supplier);
        shown.pointer = missing.pointer.clone();
        let missing = if show_values { missing } else { &shown };
        with(("缺少：", "missing: "), explain::explain_missing(missing, Some(programme)))
    }));
    notes.extend(
        papers(outcome)
            .map(|paper| with(("材料：", "supporting document: "), explain::explain_paper(paper, Some(programme)))),
    );
    notes.extend(reasons(outcome).into_iter().map(|code| {
        let Label { zh, en } = explain::reason(code);
        Words { zh: zh.to_owned(), en: en.to_owned() }
    }));
    let services = outcome.services.iter().flat_map(|all| all.iter());
    notes.extend(
        services
            .map(|one| with(("实物或服务：", "goods or service: "), explain::explain_service(one, Some(programme)))),
    );
    let mut once: Vec<Words> = Vec::new();
    for note in notes {
        if !once.contains(&note) {
            once.push(note);
        }
    }
    once
}

fn with((zh, en): (&str, &str), words: Words) -> Words {
    Words { zh: format!("{zh}{}", words.zh), en: format!("{en}{}", words.en) }
}

/// The requirements that are not met.
pub(super) fn unmet(outcome: &Adjudication) -> impl Iterator<Item = &RequirementJudgement> {
    outcome.requirements.iter().flat_map(|all| all.iter()).filter(|judged| judged.judgement == Truth::No)
}

/// The missing facts.
pub(super) fn missing(outcome: &Adjudication) -> impl Iterator<Item = &MissingFact> {
    outcome.missing.iter().flat_map(|all| all.iter())
}

/// The supporting documents that are not as required. They are required only for an amount or a service.
pub(super) fn papers(outcome: &Adjudication) -> impl Iterator<Item = &tongbiao::adjudication::PaperJudgement> {
    let is_required = outcome.eligible != Truth::No && outcome.decision != AdjudicationDecision::NothingPayable;
    let papers = outcome.papers.iter().flat_map(|all| all.iter()).filter(move |_| is_required);
    papers.filter(|paper| !matches!(paper.state, PaperState::Present | PaperState::NotNeeded))
}

/// The reasons that a note or a list does not state otherwise: of the outcome, and of each item that pays nothing if nothing is paid.
pub(super) fn reasons(outcome: &Adjudication) -> Vec<ReasonCode> {
    let own = outcome.reasons.iter().flat_map(|all| all.iter()).map(|reason| reason.code);
    let items = outcome.items.iter().flat_map(|all| all.iter()).filter_map(|item| item.reason);
    let items = items.filter(|_| outcome.decision == AdjudicationDecision::NothingPayable);
    let stated = [ReasonCode::RequirementNotMet, ReasonCode::FactMissing];
    let mut reasons = Vec::new();
    for code in own.chain(items).filter(|code| !stated.contains(code)) {
        if !reasons.contains(&code) {
            reasons.push(code);
        }
    }
    reasons
}
