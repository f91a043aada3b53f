//! An outcome as a short letter to the family.

use super::{
    Account, Words,
    found::found,
    item::item_name,
    missing::asked,
    numeral::yuan,
    phrase,
    programme::{named, paper},
    shortfall::{self, adjusted},
    words::{first_of, say},
};
use crate::{
    adjudication::{Adjudication, Adjustment, ItemOutcome, ReceiptOutcome},
    code::{AdjudicationDecision, Bearer, PaperState, PayerClass, ReasonCode, Truth},
    programme::Programme,
    value::{LocalId, Money},
};

/// How many reasons a letter gives: those with the largest amounts.
const REASONS_MAX: usize = 5;
/// How many facts of one kind a letter asks for.
const MISSING_MAX: usize = 12;

/// The letter.
pub(super) fn account(outcome: &Adjudication, programme: Option<&Programme>) -> Account {
    let mut account = Account::default();
    account.heading(subject(outcome, programme));
    account.section(say!("结论", "decision"), answer(outcome, programme).into_iter().map(|line| (1, line)));
    account.section(
        say!("还缺什么", "what is still missing"),
        wanted(outcome, programme).into_iter().map(|line| (1, line)),
    );
    let heading = match outcome.amount {
        None => say!("为什么还不能确定", "why it cannot be decided yet"),
        Some(Money::ZERO) if outcome.services.is_none() => say!("为什么没有给付", "why nothing is paid"),
        Some(_) => say!("为什么不是更多", "why it is not more"),
    };
    account.section(heading, why(outcome, programme).into_iter().map(|line| (1, line)));
    account.section(say!("没有计入的票据", "receipts that do not count"), not_counted(outcome).map(|line| (1, line)));
    account.section(say!("接下来", "what to do next"), [(1, next_step(outcome))]);
    account
}

/// What the account is of.
pub(super) fn subject(outcome: &Adjudication, programme: Option<&Programme>) -> Words {
    let name = programme.map_or_else(|| Words::same(format_args!("{}@{}", outcome.programme, outcome.revision)), named);
    say!(
        "{name}：对申请 {application} 的核定，{day}",
        "decision of {day} on the application {application}: {name}",
        name = name,
        application = Words::same(&outcome.application),
        day = Words::same(outcome.as_of),
    )
}

/// What was decided. What is missing is pointed at only where something is listed.
fn decided(outcome: &Adjudication) -> Words {
    let decision = phrase::decision(outcome.decision).into();
    if is_open(outcome) {
        return say!(
            "{decision}，缺少下面列出的信息",
            "{decision}: what is listed below is missing",
            decision = decision
        );
    }
    decision
}

/// What the family may do. Where nothing is missing that anybody could supply, the programme must look into it.
fn next_step(outcome: &Adjudication) -> Words {
    if outcome.decision == AdjudicationDecision::Undetermined && !is_open(outcome) {
        return say!(
            "请项目核对上面写明的原因，更正后重新核定",
            "ask the programme to look into the reason that is stated above, and for a new decision"
        );
    }
    phrase::next_step(outcome.decision).into()
}

/// Whether nothing is decided for want of something.
fn is_open(outcome: &Adjudication) -> bool {
    let names_something = outcome.missing.as_ref().is_some_and(|missing| !missing.is_empty());
    outcome.decision == AdjudicationDecision::Undetermined && names_something
}

fn answer(outcome: &Adjudication, programme: Option<&Programme>) -> Vec<Words> {
    let decision = decided(outcome);
    let mut lines = vec![match outcome.amount.filter(|amount| *amount > Money::ZERO) {
        Some(amount) => {
            say!("{decision}：{amount}", "{decision}: {amount}", decision = decision, amount = yuan(amount))
        }
        None => decision,
    }];
    for payment in outcome.payments.iter().flat_map(|all| all.iter()) {
        let (to, amount) = (payment.to.label().into(), yuan(payment.amount));
        let paid = say!("付给{to}：{amount}", "paid to {to}: {amount}", to = to, amount = amount);
        let item = of_several(outcome).then(|| item_name(&payment.item, programme));
        lines.push(match item {
            Some(item) => say!("{paid}（{item}）", "{paid} ({item})", paid = paid, item = item),
            None => paid,
        });
    }
    for service in outcome.services.iter().flat_map(|all| all.iter()) {
        let title = programme.and_then(|programme| service_title(programme, &service.service));
        let title = title.unwrap_or_else(|| Words::quoted(&service.service));
        lines.push(match service.family_charge {
            Some(charge) if charge > Money::ZERO => say!(
                "提供：{title}，家庭自付 {charge}",
                "given: {title}; charged to the family: {charge}",
                title = title,
                charge = yuan(charge),
            ),
            _ => say!("提供：{title}，家庭不用付钱", "given: {title}, free for the family", title = title),
        });
    }
    if let Some(overpaid) = outcome.overpaid {
        lines.push(say!(
            "按现在的票据，此前多付了 {x}",
            "by the receipts of today, {x} too much was paid before",
            x = yuan(overpaid),
        ));
    }
    lines
}

/// Whether payments are for several items: then each says for which.
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

/// Papers and facts that are missing; facts only as long as nothing is decided, papers as long as nothing is refused.
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
        lines.push(say!(
            "材料 {paper}：{state}",
            "paper, {paper}: {state}",
            paper = paper_name(&judged.paper, programme),
            state = phrase::paper_state(judged.state).into(),
        ));
    }
    lines
}

/// A paper by what the programme says of it.
pub(super) fn paper_name(id: &LocalId, programme: Option<&Programme>) -> Words {
    let found = programme.and_then(|programme| Some((programme, programme.paper(id)?)));
    found.map_or_else(|| Words::quoted(id), |(programme, one)| paper(one, programme))
}

/// Why the award is not more: requirements that are not met, items that give nothing, and the largest amounts that are not
/// awarded.
fn why(outcome: &Adjudication, programme: Option<&Programme>) -> Vec<Words> {
    let mut lines = Vec::new();
    for reason in outcome.reasons.iter().flat_map(|all| all.iter()) {
        if matches!(reason.code, ReasonCode::RequirementNotMet | ReasonCode::FactMissing) {
            continue;
        }
        lines.push(phrase::reason(reason.code).into());
    }
    let not_met = outcome.requirements.iter().flat_map(|all| all.iter()).filter(|one| one.judgement == Truth::No);
    lines.extend(not_met.map(|one| {
        let name = requirement_name(&one.requirement, programme);
        let words = say!("不符合的条件：{name}", "a condition that is not met: {name}", name = name);
        let found = found(one.found.as_deref().unwrap_or_default());
        if found.is_empty() {
            return words;
        }
        say!("{words}。申请中：{found}", "{words}. In the application: {found}", words = words, found = found)
    }));
    let items = || outcome.items.iter().flat_map(|all| all.iter());
    lines.extend(items().filter_map(|item| shortfall::nothing(item, programme)));
    let receipts = outcome.receipts.iter().flat_map(|all| all.iter());
    let parts = largest(receipts.filter(|receipt| receipt.admitted == Truth::Yes));
    // What stands on receipts is told of them; the rest is told of its item.
    let is_told = |cut: &Adjustment, item: &ItemOutcome| {
        item.reason == Some(cut.code) || parts.iter().any(|part| part.code == cut.code)
    };
    for item in items() {
        let cuts = item.cuts.iter().flat_map(|all| all.iter()).filter(|cut| !is_told(cut, item));
        lines.extend(cuts.map(|cut| shortfall::less(item, cut, programme)));
    }
    lines.extend(parts.iter().take(REASONS_MAX).map(|part| part.words()));
    lines
}

/// A requirement by what the programme says of it.
pub(super) fn requirement_name(id: &LocalId, programme: Option<&Programme>) -> Words {
    let found =
        programme.and_then(|programme| Some(super::predicate::requirement(programme.requirement(id)?, programme)));
    found.unwrap_or_else(|| Words::quoted(id))
}

/// What is not awarded for one reason, on all receipts that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    code: ReasonCode,
    bearer: Bearer,
    payer: Option<PayerClass>,
    amount: Money,
}

impl Part {
    fn words(self) -> Words {
        adjusted(self.code, self.bearer, self.payer, self.amount)
    }
}

/// The reasons, those with the largest amounts first. What the receipts state is put together, nothing is computed anew.
fn largest<'a>(receipts: impl Iterator<Item = &'a ReceiptOutcome>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for adjustment in receipts.flat_map(|receipt| receipt.adjustments.iter().flat_map(|all| all.iter())) {
        let Adjustment { code, bearer, amount, payer, .. } = adjustment;
        let same = parts.iter_mut().find(|part| (part.code, part.bearer, part.payer) == (*code, *bearer, *payer));
        let sum = same.as_ref().and_then(|part| part.amount.checked_add(*amount));
        match same.zip(sum) {
            Some((part, sum)) => part.amount = sum,
            None => parts.push(Part { code: *code, bearer: *bearer, payer: *payer, amount: *amount }),
        }
    }
    parts.retain(|part| part.amount > Money::ZERO);
    // A stable order: equal amounts stay in the order of the document.
    parts.sort_by_key(|part| std::cmp::Reverse(part.amount));
    parts
}

fn not_counted(outcome: &Adjudication) -> impl Iterator<Item = Words> + '_ {
    let receipts = outcome.receipts.iter().flat_map(|all| all.iter());
    receipts.filter(|receipt| receipt.admitted == Truth::No).map(|receipt| {
        let reasons = receipt.reasons.as_deref().unwrap_or_default();
        say!(
            "{receipt}，{billed}：{reasons}",
            "{receipt}, {billed}: {reasons}",
            receipt = receipt_name(receipt),
            billed = yuan(receipt.billed),
            reasons = first_of(reasons.iter().map(|code| phrase::reason(*code).into()), 3),
        )
    })
}

/// A receipt by its identifier in the application, or else by its place.
pub(super) fn receipt_name(receipt: &ReceiptOutcome) -> Words {
    let id = receipt.id.as_ref().map_or(receipt.receipt.as_str(), |id| id.as_str());
    say!("票据 {id}", "receipt {id}", id = Words::same(id))
}
