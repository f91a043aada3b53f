//! An outcome as a short letter to the family.

use super::{
    Account, Words,
    benefit::family_charge,
    clause::clause,
    error,
    found::unmet,
    item::item_name,
    missing::asked,
    numeral::yuan,
    phrase,
    predicate::{Codes, alternatives, requirement_title},
    programme::{paper_state, required_paper, title},
    shortfall::{self, Context, Unpaid},
    title::begins_with,
    words::{all_of, say},
};
use crate::{
    adjudication::{Adjudication, Adjustment, ItemOutcome, Reason, ReceiptOutcome, RequirementJudgement},
    code::{AdjudicationDecision, DateFact, PaperState, ReasonCode, Truth},
    programme::Programme,
    value::{LocalId, Money},
};

/// The number of missing facts in a letter.
const MISSING_MAX: usize = 12;

/// The letter: what is paid and to whom, what to do next, what is missing and from whom, and why no more is paid.
pub(super) fn account(outcome: &Adjudication, programme: Option<&Programme>) -> Account {
    let mut account = Account::default();
    let name = name(outcome, programme);
    account.heading(say!("“{name}”核定通知", "decision on your application: {name}", name = name));
    dates(outcome).into_iter().for_each(|line| account.line(1, line));
    account.section(say!("核定结果", "result"), answer(outcome, programme));
    let (heading, errors) = error::section(outcome);
    account.section(heading, errors);
    account.section(say!("后续事项", "next steps"), [(1, next_step(outcome))]);
    account
        .section(say!("尚缺信息和材料", "missing information and documents"), first_level(wanted(outcome, programme)));
    let heading = match outcome.amount {
        None => say!("为何待定", "why the result is undetermined"),
        Some(Money::ZERO) if outcome.services.is_none() => say!("为何未给付", "why nothing is paid"),
        Some(_) => say!("为何未给付更多", "why no more is paid"),
    };
    account.section(heading, why(outcome, programme));
    account.section(say!("未计入的票据", "receipts not admitted"), first_level(not_counted(outcome)));
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
        return say!(
            "请本项目按该日有效的版本重新核定",
            "ask the programme to decide under the revision that is in force on that day"
        );
    }
    let has_errors = outcome.findings.as_ref().is_some_and(|findings| !findings.is_empty());
    if has_errors && outcome.decision != AdjudicationDecision::Undetermined {
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
    phrase::next_step(outcome.decision).into()
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
        let stated = programme.and_then(|programme| programme.paper(&judged.paper));
        lines.push(say!(
            "{paper}：{state}",
            "{paper}: {state}",
            paper = stated.map_or_else(|| Words::quoted(&judged.paper), required_paper),
            state = paper_state(judged.state, stated),
        ));
    }
    lines
}

/// Why no more is awarded: requirements that are not met, items that award nothing, and the largest amounts that are not awarded.
fn why(outcome: &Adjudication, programme: Option<&Programme>) -> Vec<(usize, Words)> {
    let mut lines: Vec<Words> = Vec::new();
    lines.extend(below_thresholds(outcome, programme));
    for reason in outcome.reasons.iter().flat_map(|all| all.iter()) {
        if reason.code == ReasonCode::ThresholdNotReached {
            continue;
        }
        if matches!(reason.code, ReasonCode::RequirementNotMet | ReasonCode::FactMissing) {
            continue;
        }
        let words = phrase::reason(reason.code).into();
        let in_force = programme.zip(reason.at.as_ref()).filter(|_| reason.code == ReasonCode::RuleNotInForce);
        lines.push(match in_force.and_then(|(programme, at)| clause(programme, at).words) {
            Some(rule) => {
                let rule = all_of(std::iter::once(rule).chain(compared_day(outcome, programme)));
                say!("{words}（{rule}）", "{words} ({rule})", words = words, rule = rule)
            }
            None => words,
        });
    }
    let mut lines: Vec<(usize, Words)> = lines.into_iter().map(|line| (1, line)).collect();
    let not_met = outcome.requirements.iter().flat_map(|all| all.iter()).filter(|one| one.judgement == Truth::No);
    lines.extend(not_met.flat_map(|one| requirement_lines(one, programme)));
    let context = Context { programme, balances: outcome.balances.as_deref().unwrap_or_default() };
    let items = || outcome.items.iter().flat_map(|all| all.iter());
    let mut rest: Vec<Words> = Vec::new();
    // A refusal states thresholds that are not reached first.
    let is_refusal = outcome.decision == AdjudicationDecision::Refused;
    let is_stated = |code: ReasonCode| is_refusal && code == ReasonCode::ThresholdNotReached;
    let shown = items().filter(|item| !is_inapplicable(item) && !item.reason.is_some_and(is_stated));
    rest.extend(shown.filter_map(|item| shortfall::nothing(item, context)));
    if items().count() > 0 && items().all(is_inapplicable) {
        rest.push(say!("各给付项均不适用于本次申请", "no item of the programme applies to this application"));
    }
    let receipts = outcome.receipts.iter().flat_map(|all| all.iter());
    let parts = largest(receipts.filter(|receipt| receipt.admitted == Truth::Yes));
    // An amount on a receipt is listed for the receipts, any other amount for its item.
    let is_listed = |cut: &Adjustment, item: &ItemOutcome| {
        item.reason == Some(cut.code) || parts.iter().any(|part| part.code == cut.code)
    };
    for item in items() {
        let cuts = item.cuts.iter().flat_map(|all| all.iter()).filter(|cut| !is_listed(cut, item));
        rest.extend(cuts.map(|cut| shortfall::less(item, cut, context)));
    }
    rest.extend(parts.iter().filter(|part| !is_stated(part.code)).map(|part| part.words(context)));
    lines.extend(first_level(rest));
    lines
}

/// The reasons of a refusal below thresholds: each with the largest amount that was compared with it.
fn below_thresholds(outcome: &Adjudication, programme: Option<&Programme>) -> Vec<Words> {
    let reasons = outcome.reasons.iter().flat_map(|all| all.iter());
    let below = reasons.filter(|reason| reason.code == ReasonCode::ThresholdNotReached);
    let items = outcome.items.iter().flat_map(|all| all.iter());
    let items = items.filter(|item| item.reason == Some(ReasonCode::ThresholdNotReached));
    let line = |(reason, item): (&Reason, &ItemOutcome)| {
        let words = phrase::reason(reason.code).into();
        let units = outcome.units.iter().flat_map(|all| all.iter()).filter(|unit| unit.item == item.item);
        let most = units.filter_map(|unit| unit.threshold.as_ref()).max_by_key(|threshold| threshold.basis);
        let rule = programme.zip(reason.at.as_ref()).and_then(|(programme, at)| clause(programme, at).words);
        let found = most.map(|most| say!("计入 {x}", "admitted: {x}", x = yuan(most.basis)));
        let rule = all_of(rule.into_iter().chain(found));
        let words = if rule.is_empty() {
            words
        } else {
            say!("{words}（{rule}）", "{words} ({rule})", words = words, rule = rule)
        };
        if outcome.items.as_ref().is_some_and(|items| items.len() > 1) {
            say!("{item}：{words}", "{item}: {words}", item = item_name(&item.item, programme), words = words)
        } else {
            words
        }
    };
    below.zip(items).map(line).collect()
}

/// The day that was compared with the period in force, if it is the day of the decision. The outcome states no other day.
fn compared_day(outcome: &Adjudication, programme: Option<&Programme>) -> Option<Words> {
    programme.filter(|programme| programme.applies_by == DateFact::DecidedOn)?;
    Some(say!("核定日期为 {day}", "the date of the decision is {day}", day = Words::same(outcome.as_of)))
}

/// Whether an item does not apply. Such items are not listed.
pub(super) fn is_inapplicable(item: &ItemOutcome) -> bool {
    item.reason == Some(ReasonCode::ItemNotApplicable)
}

/// A requirement that is not met: its title, its conditions without codes, and the values in the application.
fn requirement_lines(judged: &RequirementJudgement, programme: Option<&Programme>) -> Vec<(usize, Words)> {
    let stated = programme.and_then(|programme| Some((programme.requirement(&judged.requirement)?, programme)));
    let (name, conditions) = match stated {
        Some((one, programme)) => {
            let conditions = alternatives(one, programme, Codes::Hidden);
            let name = requirement_title(one);
            // A title with which the conditions begin adds no information.
            let is_repeated = one.title.is_none() || begins_with(&conditions.zh, &name.zh);
            if is_repeated { (conditions, Words::default()) } else { (name, conditions) }
        }
        None => (Words::quoted(&judged.requirement), Words::default()),
    };
    let found = unmet(judged, programme);
    let mut lines = vec![(1, say!("不符合条件：{name}", "requirement not met: {name}", name = name))];
    if !conditions.is_empty() {
        lines.push((2, say!("要求：{x}", "required: {x}", x = conditions)));
    }
    if !found.is_empty() {
        lines.push((2, say!("申请中：{x}", "in the application: {x}", x = found)));
    }
    lines
}

/// The amounts that are not awarded on all admitted receipts, by reason, the largest first. Amounts stated on the receipts are added
/// up; nothing is computed anew.
fn largest<'a>(receipts: impl Iterator<Item = &'a ReceiptOutcome>) -> Vec<Unpaid<'a>> {
    let mut parts: Vec<Unpaid<'_>> = Vec::new();
    for adjustment in receipts.flat_map(|receipt| receipt.adjustments.iter().flat_map(|all| all.iter())) {
        let one = Unpaid::of(adjustment);
        let key = |part: &Unpaid<'_>| (part.code, part.bearer, part.payer);
        let same = parts.iter_mut().find(|part| key(part) == key(&one));
        let sum = same.as_ref().and_then(|part| part.amount.checked_add(one.amount));
        match same.zip(sum) {
            Some((part, sum)) => {
                part.amount = sum;
                // Amounts under several rules have no common rule.
                part.at = part.at.filter(|at| Some(*at) == one.at);
            }
            None => parts.push(one),
        }
    }
    parts.retain(|part| part.amount > Money::ZERO);
    // The sort is stable: equal amounts stay in the order of the document.
    parts.sort_by_key(|part| std::cmp::Reverse(part.amount));
    parts
}

fn not_counted(outcome: &Adjudication) -> Vec<Words> {
    let receipts = outcome.receipts.iter().flat_map(|all| all.iter());
    let excluded = receipts.filter(|receipt| receipt.admitted == Truth::No);
    let line = |receipt: &ReceiptOutcome| {
        let own = receipt.reasons.as_deref().unwrap_or_default();
        let reasons: Vec<ReasonCode> = if own.is_empty() { of_items(outcome) } else { own.to_vec() };
        let reasons = all_of(reasons.into_iter().map(|code| phrase::reason(code).into()));
        let receipt = described(receipt);
        if reasons.is_empty() {
            return receipt;
        }
        say!("{receipt}：{reasons}", "{receipt}: {reasons}", receipt = receipt, reasons = reasons)
    };
    excluded.map(line).collect()
}

/// Why the items award nothing, each reason once: the reasons of a receipt that has none of its own. Items that do not apply matter
/// only if no item applies.
fn of_items(outcome: &Adjudication) -> Vec<ReasonCode> {
    let mut reasons: Vec<ReasonCode> = Vec::new();
    for reason in outcome.items.iter().flat_map(|all| all.iter()).filter_map(|item| item.reason) {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    if reasons.len() > 1 {
        reasons.retain(|reason| *reason != ReasonCode::ItemNotApplicable);
    }
    reasons
}

/// A receipt by its identifier, date and total.
fn described(receipt: &ReceiptOutcome) -> Words {
    let issued = receipt.dates.as_ref().and_then(|dates| dates.issued_on);
    let parts =
        [issued.map(|day| say!("{day} 开票", "issued on {day}", day = Words::same(day))), Some(yuan(receipt.billed))];
    let parts =
        parts.into_iter().flatten().reduce(|a, b| say!("{a}，{b}", "{a}, {b}", a = a, b = b)).unwrap_or_default();
    say!("{name}（{parts}）", "{name} ({parts})", name = receipt_name(receipt), parts = parts)
}

/// A receipt by its identifier in the application, or else by its place.
pub(super) fn receipt_name(receipt: &ReceiptOutcome) -> Words {
    let id = receipt.id.as_ref().map_or(receipt.receipt.as_str(), |id| id.as_str());
    say!("票据 {id}", "receipt {id}", id = Words::same(id))
}
