//! An outcome as a short letter to the family.

use super::{
    Account, Words, admitted_total,
    benefit::family_charge,
    charges, computed,
    documents::Documents,
    error,
    item::item_name,
    missing::asked,
    numeral::yuan,
    phrase,
    programme::{paper, paper_state, required_paper, title},
    receipt::{self, receipt_name},
    reconciliation, why,
    words::say,
};
use crate::{
    adjudication::{Adjudication, ReceiptOutcome},
    code::{AdjudicationDecision, PaperState, ReasonCode, Truth},
    programme::{PaperRequirement, Programme},
    value::{LocalId, Money},
};

/// The number of missing facts in a letter.
const MISSING_MAX: usize = 12;

/// The letter: what is paid and to whom, what to do next, what is missing and from whom, and why no more is paid.
pub(super) fn account(outcome: &Adjudication, documents: Documents<'_>) -> Account {
    let programme = documents.programme;
    let mut account = Account::default();
    let name = name(outcome, programme);
    account.heading(say!("“{name}”核定通知", "decision on your application: {name}", name = name));
    dates(outcome).into_iter().for_each(|line| account.line(1, line));
    account.section(say!("核定结果", "result"), answer(outcome, programme));
    let (heading, errors) = error::section(outcome);
    account.section(heading, errors);
    let later = reconciliation::announced(outcome, programme);
    account.section(
        say!("后续事项", "next steps"),
        std::iter::once(next_step(outcome)).chain(later).map(|line| (1, line)),
    );
    account
        .section(say!("尚缺信息和材料", "missing information and documents"), first_level(wanted(outcome, programme)));
    account.section(say!("计算过程", "computation of the award"), computed::lines(outcome, programme));
    let heading = match outcome.amount {
        None => say!("为何待定", "why the result is undetermined"),
        Some(Money::ZERO) if outcome.services.is_none() => say!("为何未给付", "why nothing is paid"),
        Some(_) => say!("为何未给付更多", "why no more is paid"),
    };
    account.section(heading, why::lines(outcome, documents));
    account.section(
        say!("费用承担情况（计入的票据）", "who pays the charges (admitted receipts)"),
        charges::lines(outcome, documents.application),
    );
    account
        .section(say!("未计入的票据", "receipts not admitted"), first_level(receipt::not_admitted(outcome, programme)));
    account
}

fn first_level(lines: Vec<Words>) -> impl Iterator<Item = (usize, Words)> {
    lines.into_iter().map(|line| (1, line))
}

/// The title of the programme, or its identifier and revision.
pub(super) fn name(outcome: &Adjudication, programme: Option<&Programme>) -> Words {
    programme.map_or_else(|| Words::same(format_args!("{}@{}", outcome.programme, outcome.revision)), title)
}

/// The application and the day of the decision.
pub(super) fn dates(outcome: &Adjudication) -> [Words; 2] {
    [
        say!("申请编号：{id}", "application: {id}", id = Words::same(&outcome.application)),
        say!("核定日期：{day}", "date of the decision: {day}", day = Words::same(outcome.as_of)),
    ]
}

/// What to do next. If nothing is missing that anyone could supply, the programme must examine the reason.
fn next_step(outcome: &Adjudication) -> Words {
    if outcome.decision == AdjudicationDecision::Undetermined && !is_open(outcome) {
        return say!(
            "请本项目核对下列原因，更正后重新核定",
            "the programme must examine the reason given below; then request a new decision"
        );
    }
    if is_other_revision(outcome) {
        return match outcome.applies_on.map(Words::same) {
            Some(on) => say!(
                "请本项目按 {on} 有效的版本重新核定",
                "ask the programme to decide under the revision that is in force on {on}",
                on = on,
            ),
            None => say!("请本项目按适用的版本重新核定", "ask the programme to decide under the revision that applies"),
        };
    }
    let has_errors = outcome.findings.as_ref().is_some_and(|findings| !findings.is_empty());
    if has_errors && outcome.decision == AdjudicationDecision::Undetermined {
        return say!(
            "请更正申请中的错误，并由各项注明的提供方补齐下列信息，然后申请重新核定",
            "correct the errors in the application, and ask the party named with each item below to supply the information; then \
             request a new decision"
        );
    }
    if has_errors {
        return say!(
            "请更正申请中的错误，然后申请重新核定",
            "correct the errors in the application, then request a new decision"
        );
    }
    if outcome.decision == AdjudicationDecision::Awarded && is_in_kind(outcome) {
        return say!(
            "服务的安排请向本项目询问；对核定结果有疑问的，请联系本项目，并说明申请编号和核定日期",
            "ask the programme when the services are provided; if the result seems wrong, contact the programme and give the \
             application number and the date of the decision"
        );
    }
    if outcome.decision == AdjudicationDecision::AwaitingPapers {
        return submit(outcome);
    }
    phrase::next_step(outcome.decision).into()
}

/// The documents to submit, and the information that shows whether further documents are required.
fn submit(outcome: &Adjudication) -> Words {
    let has = |wanted: fn(PaperState) -> bool| {
        outcome.papers.iter().flat_map(|all| all.iter()).any(|paper| wanted(paper.state))
    };
    let is_due = has(|state| matches!(state, PaperState::Missing | PaperState::Unfit | PaperState::Unclear));
    match (is_due, has(|state| state == PaperState::MayBeNeeded)) {
        (_, false) => phrase::next_step(outcome.decision).into(),
        (true, true) => say!(
            "请补交下列未提交或不符合要求的材料，并补充下列信息，以确定其余所列材料是否需要；材料齐全后本项目付款",
            "submit the documents that are listed below as missing or not as required, and supply the missing information, which shows \
             whether the other listed documents are required; the programme pays once the documents are complete"
        ),
        (false, true) => say!(
            "请补充下列信息，以确定下列材料是否需要；不需要的，或需要且已补齐的，本项目付款",
            "supply the information listed below, which shows whether the documents are required; the programme pays if they are not, \
             or once they are complete"
        ),
    }
}

/// Whether the only reason is that the revision of the programme does not apply.
fn is_other_revision(outcome: &Adjudication) -> bool {
    let reasons = outcome.reasons.as_deref().unwrap_or_default();
    matches!(reasons, [only] if only.code == ReasonCode::RuleNotInForce)
}

/// Whether goods or services are awarded, and no money.
fn is_in_kind(outcome: &Adjudication) -> bool {
    let is_empty = outcome.services.as_ref().is_none_or(|services| services.is_empty());
    !is_empty && outcome.payments.as_ref().is_none_or(|payments| payments.is_empty())
}

/// The decision. An open decision states whether the requirements are met.
fn decided(outcome: &Adjudication) -> Words {
    match (is_open(outcome), outcome.eligible) {
        (true, Truth::Yes) => say!(
            "符合申请条件，给付金额待定：缺少下列信息",
            "the requirements are met, but the amount is undetermined: the information listed below is missing"
        ),
        (true, _) => say!("待定：缺少下列信息", "undetermined: the information listed below is missing"),
        (false, _) => phrase::decision(outcome.decision).into(),
    }
}

/// Whether the decision depends on missing information.
fn is_open(outcome: &Adjudication) -> bool {
    let names_something = outcome.missing.as_ref().is_some_and(|missing| !missing.is_empty());
    outcome.decision == AdjudicationDecision::Undetermined && names_something
}

/// The decision with its amount, payees and services.
fn answer(outcome: &Adjudication, programme: Option<&Programme>) -> Vec<(usize, Words)> {
    let decision = decided(outcome);
    let payments = outcome.payments.as_deref().unwrap_or_default();
    let amount = outcome.amount.filter(|amount| *amount > Money::ZERO).map(yuan);
    let mut lines = Vec::new();
    match (amount, payments) {
        (Some(amount), [only]) => lines.push((
            1,
            say!(
                "{decision}：{amount}，付给{to}",
                "{decision}: {amount}, paid to {to}",
                decision = decision,
                amount = amount,
                to = only.to.label().into(),
            ),
        )),
        (Some(amount), several) => {
            lines.push((1, say!("{decision}：{amount}", "{decision}: {amount}", decision = decision, amount = amount)));
            for payment in several {
                let (to, amount) = (payment.to.label().into(), yuan(payment.amount));
                let paid = say!("付给{to} {amount}", "{amount} to {to}", to = to, amount = amount);
                let item = item_name(&payment.item, programme);
                let line = if of_several(outcome) {
                    say!("{item}：{paid}", "{item}: {paid}", item = item, paid = paid)
                } else {
                    paid
                };
                lines.push((2, line));
            }
        }
        // The services follow.
        (None, _) if outcome.decision == AdjudicationDecision::Awarded && is_in_kind(outcome) => {}
        (None, _) => lines.push((1, decision)),
    }
    for service in outcome.services.iter().flat_map(|all| all.iter()) {
        let title = programme.and_then(|programme| service_title(programme, &service.service));
        let title = title.unwrap_or_else(|| Words::quoted(&service.service));
        let charge = family_charge(service.family_charge.unwrap_or(Money::ZERO));
        lines.push((1, say!("提供{title}，{charge}", "provided: {title}, {charge}", title = title, charge = charge)));
    }
    if let Some(overpaid) = outcome.overpaid {
        let x = yuan(overpaid);
        lines.push((1, say!("按现有票据，以往多付 {x}", "under the current receipts, {x} was overpaid before", x = x)));
    }
    lines.extend(admitted_total::stated(outcome).filter(|_| outcome.amount.is_some()).map(|line| (1, line)));
    lines.extend(charges::apart_from(outcome).map(|line| (1, line)));
    lines.extend(first_level(owed(outcome)));
    lines
}

/// The parts of the family's share that are still owed to hospitals, receipt by receipt.
pub(super) fn owed(outcome: &Adjudication) -> Vec<Words> {
    let receipts = outcome.receipts.iter().flat_map(|all| all.iter());
    let line = |receipt: &ReceiptOutcome| {
        Some(say!(
            "{receipt}：家庭负担中尚欠开票医院 {x}",
            "{receipt}: {x} of the family's share is still owed to the hospital that issued it",
            x = yuan(receipt.outstanding?),
            receipt = receipt_name(receipt),
        ))
    };
    receipts.filter_map(line).collect()
}

/// Whether payments are for several items: then each payment names its item.
fn of_several(outcome: &Adjudication) -> bool {
    let payments = outcome.payments.as_deref().unwrap_or_default();
    payments.first().is_some_and(|first| payments.iter().any(|other| other.item != first.item))
}

/// The name of a service.
pub(super) fn service_title(programme: &Programme, id: &LocalId) -> Option<Words> {
    let kinds = programme.items.iter().filter_map(|item| match &item.benefit {
        crate::programme::Benefit::InKind(kind) => Some(kind),
        _ => None,
    });
    let service = kinds.flat_map(|kind| kind.services.iter()).find(|service| service.id == *id)?;
    Some(super::benefit::service_title(service))
}

/// Missing facts and documents. Facts are listed while the outcome is open, documents unless nothing is paid.
fn wanted(outcome: &Adjudication, programme: Option<&Programme>) -> Vec<Words> {
    let mut lines: Vec<Words> = Vec::new();
    for missing in outcome.missing.iter().flat_map(|all| all.iter()) {
        let line = asked(missing, programme);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    let left = lines.len().saturating_sub(MISSING_MAX);
    if left > 0 {
        lines.truncate(MISSING_MAX);
        lines.push(say!("另有 {left} 项", "and {left} more", left = Words::same(left)));
    }
    if matches!(outcome.decision, AdjudicationDecision::Refused | AdjudicationDecision::NothingPayable) {
        return lines;
    }
    for judged in outcome.papers.iter().flat_map(|all| all.iter()) {
        if matches!(judged.state, PaperState::Present | PaperState::NotNeeded) {
            continue;
        }
        let stated = programme.and_then(|programme| Some((programme, programme.paper(&judged.paper)?)));
        // The family needs the condition of a document only while it is not known whether it holds.
        let described = |(programme, required): (&Programme, &PaperRequirement)| {
            if judged.state == PaperState::MayBeNeeded { paper(required, programme) } else { required_paper(required) }
        };
        lines.push(say!(
            "{paper}：{state}",
            "{paper}: {state}",
            paper = stated.map_or_else(|| Words::quoted(&judged.paper), described),
            state = paper_state(judged),
        ));
    }
    lines
}
