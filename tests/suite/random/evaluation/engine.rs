//! The common interface of evaluators, so that the same tests apply to each.

use crate::reference::{self, Given, Past, ReceiptResult};
use std::collections::BTreeSet;
use tongbiao::{
    adjudication::Adjudication,
    code::{AdjudicationDecision, LimitScope, ReasonCode},
    evaluate::{Detail, adjudicate},
    programme::{Benefit, Programme},
    record::application::Application,
    value::{LocalId, Money},
};

/// An amount above the maximum of a document is listed with the missing facts.
pub const OUT_OF_RANGE: ReasonCode = ReasonCode::AmountOutOfRange;

/// The result of an evaluator, as far as the specification defines it.
#[derive(Debug, Clone)]
pub struct Answer {
    pub decision: AdjudicationDecision,
    /// In fen. `None` if it is undetermined.
    pub amount: Option<i128>,
    pub items: Vec<i128>,
    /// Item, award, overpaid.
    pub units: Vec<(LocalId, i128, i128)>,
    /// The total amount that was overpaid before.
    pub overpaid: i128,
    pub receipts: Vec<ReceiptResult>,
    pub services: usize,
    pub missing: BTreeSet<String>,
    /// The scopes of limits that reduced something, if the evaluator reports them.
    pub cut_by: BTreeSet<LimitScope>,
}

/// An evaluator, and the state that it requires of its own earlier results.
pub trait Engine {
    type Earlier: Clone;
    fn run(
        &self,
        programme: &Programme,
        application: &Application,
        given: &Given,
        earlier: Option<&[Self::Earlier]>,
    ) -> (Answer, Self::Earlier);
}

/// The slow reference.
pub struct Reference;

impl Engine for Reference {
    type Earlier = Past;

    fn run(
        &self,
        programme: &Programme,
        application: &Application,
        given: &Given,
        earlier: Option<&[Past]>,
    ) -> (Answer, Past) {
        let given = Given { ledger: earlier.map(<[Past]>::to_vec), ..given.clone() };
        let outcome = reference::evaluate(programme, application, &given);
        let reference::Outcome {
            decision,
            amount,
            items,
            units,
            overpaid,
            receipts,
            services,
            missing,
            cut_by,
            past,
            ..
        } = outcome;
        (Answer { decision, amount, items, units, overpaid, receipts, services, missing, cut_by }, past)
    }
}

/// The evaluator of the library.
pub struct Library(pub Detail);

impl Engine for Library {
    type Earlier = Adjudication;

    fn run(
        &self,
        programme: &Programme,
        application: &Application,
        given: &Given,
        earlier: Option<&[Adjudication]>,
    ) -> (Answer, Adjudication) {
        let mut circumstances = given.circumstances();
        circumstances.earlier = earlier;
        let adjudication = adjudicate(programme, application, &circumstances, self.0).unwrap();
        (answer(programme, &adjudication), adjudication)
    }
}

fn answer(programme: &Programme, adjudication: &Adjudication) -> Answer {
    let fen = |amount: Money| i128::from(amount.fen());
    let items = programme.items.iter().map(|item| {
        let outcomes = adjudication.items.iter().flat_map(|all| all.iter());
        outcomes.filter(|outcome| outcome.item == item.id).map(|outcome| fen(outcome.award)).sum()
    });
    let in_kind =
        |id: &LocalId| programme.items.iter().any(|item| item.id == *id && matches!(item.benefit, Benefit::InKind(_)));
    let units = adjudication.units.iter().flat_map(|all| all.iter()).filter(|unit| !in_kind(&unit.item));
    let receipts = adjudication.receipts.iter().flat_map(|all| all.iter()).map(|receipt| ReceiptResult {
        admitted: receipt.admitted,
        reasons: receipt.reasons.as_deref().unwrap_or_default().to_vec(),
        award: fen(receipt.award),
        owed: receipt.outstanding.map_or(0, fen),
        lines: receipt.lines.as_ref().map(|lines| lines.iter().map(|line| fen(line.award)).collect()),
    });
    let missing = adjudication.missing.iter().flat_map(|all| all.iter());
    let place = |missing: &tongbiao::adjudication::MissingFact| {
        missing.pointer.as_ref().map_or_else(|| missing.fact.to_string(), ToString::to_string)
    };
    // Reasons of an undetermined outcome that are no place of the application.
    let codes = adjudication.reasons.iter().flat_map(|all| all.iter()).map(|reason| reason.code);
    let apart = codes.filter(|code| [OUT_OF_RANGE, ReasonCode::TierConflict].contains(code));
    Answer {
        decision: adjudication.decision,
        amount: adjudication.amount.map(fen),
        items: items.collect(),
        units: units.map(|unit| (unit.item.clone(), fen(unit.award), unit.overpaid.map_or(0, fen))).collect(),
        overpaid: adjudication.overpaid.map_or(0, fen),
        receipts: receipts.collect(),
        services: adjudication.services.as_ref().map_or(0, |services| services.len()),
        missing: missing.map(place).chain(apart.map(|code| code.to_string())).collect(),
        cut_by: BTreeSet::new(),
    }
}

/// Places without the indices of their items. The exact place of a missing fact is not compared.
pub fn loosely(missing: &BTreeSet<String>) -> BTreeSet<String> {
    let any = |step: &str| if step.parse::<usize>().is_ok() { "*".to_owned() } else { step.to_owned() };
    missing.iter().map(|pointer| pointer.split('/').map(any).collect::<Vec<_>>().join("/")).collect()
}
