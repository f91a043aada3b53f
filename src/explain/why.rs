//! Why no more is awarded: the deciding reason first.

use super::{
    Words, charges,
    clause::clause,
    documents::Documents,
    found::unmet,
    in_force::not_in_force,
    item::{item_name, measure_of},
    numeral::yuan,
    phrase,
    predicate::{Codes, alternatives, requirement_title},
    scope::line_test,
    shortfall::{self, Context, Unpaid, is_inapplicable},
    title::begins_with,
    words::{all_of, say},
};
use crate::{
    adjudication::{Adjudication, Adjustment, ItemOutcome, Reason, RequirementJudgement},
    code::{AdjudicationDecision, ReasonCode, Truth},
    programme::Programme,
    value::Money,
};

/// The reasons of the decision, the requirements that are not met, and for each item the amounts that it does not award: first those
/// that lower the award below the item's own rule, then those of the rule itself, then the charges that are not included.
pub(super) fn lines(outcome: &Adjudication, documents: Documents<'_>) -> Vec<(usize, Words)> {
    let programme = documents.programme;
    let mut lines: Vec<(usize, Words)> = first_level(below_thresholds(outcome, programme)).collect();
    lines.extend(first_level(reasons(outcome, programme)));
    let not_met = outcome.requirements.iter().flat_map(|all| all.iter()).filter(|one| one.judgement == Truth::No);
    lines.extend(not_met.flat_map(|one| requirement_lines(one, documents)));
    let context = Context {
        programme,
        balances: outcome.balances.as_deref().unwrap_or_default(),
        units: outcome.units.as_deref(),
    };
    let all = || outcome.items.iter().flat_map(|all| all.iter());
    // A refusal states thresholds that are not reached first.
    let is_stated = |item: &ItemOutcome| outcome.decision == AdjudicationDecision::Refused && is_below(item);
    let applying: Vec<&ItemOutcome> = all().filter(|item| !is_inapplicable(item) && !is_stated(item)).collect();
    if applying.is_empty() && all().all(is_inapplicable) && all().next().is_some() {
        lines.push((1, say!("各给付项均不适用于本次申请", "no item of the programme applies to this application")));
    }
    lines.extend(first_level(of_items(&applying, context)));
    if outcome.decision == AdjudicationDecision::NothingPayable {
        lines.extend(first_level(shortfall::inapplicable(all(), programme, Codes::Hidden)));
    }
    lines.extend(agreed(&applying, outcome).map(|line| (1, line)));
    lines.extend(first_level(not_included(outcome, programme)));
    lines
}

fn first_level(lines: Vec<Words>) -> impl Iterator<Item = (usize, Words)> {
    lines.into_iter().map(|line| (1, line))
}

/// The reasons of the decision. Requirements and missing information have their own lines.
fn reasons(outcome: &Adjudication, programme: Option<&Programme>) -> Vec<Words> {
    let stated = outcome.reasons.iter().flat_map(|all| all.iter());
    let stated = stated.filter(|one| {
        !matches!(one.code, ReasonCode::RequirementNotMet | ReasonCode::FactMissing | ReasonCode::ThresholdNotReached)
    });
    let line = |one: &Reason| {
        if one.code == ReasonCode::RuleNotInForce {
            not_in_force(outcome, programme)
        } else {
            phrase::reason(one.code).into()
        }
    };
    stated.map(line).collect()
}

/// Whether the basis of an item does not reach its threshold.
fn is_below(item: &ItemOutcome) -> bool {
    item.reason == Some(ReasonCode::ThresholdNotReached)
}

/// The reasons of a refusal below thresholds: each with the largest amount that was compared with it.
fn below_thresholds(outcome: &Adjudication, programme: Option<&Programme>) -> Vec<Words> {
    let reasons = outcome.reasons.iter().flat_map(|all| all.iter());
    let below = reasons.filter(|reason| reason.code == ReasonCode::ThresholdNotReached);
    let items = outcome.items.iter().flat_map(|all| all.iter());
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
    below.zip(items.filter(|item| is_below(item))).map(line).collect()
}

/// A requirement that is not met: its title, its conditions without codes, and the values in the application.
fn requirement_lines(judged: &RequirementJudgement, documents: Documents<'_>) -> Vec<(usize, Words)> {
    let stated =
        documents.programme.and_then(|programme| Some((programme.requirement(&judged.requirement)?, programme)));
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
    let found = unmet(judged, documents, Codes::Hidden);
    let mut lines = vec![(1, say!("不符合条件：{name}", "requirement not met: {name}", name = name))];
    if !conditions.is_empty() {
        lines.push((2, say!("要求：{x}", "required: {x}", x = conditions)));
    }
    if !found.is_empty() {
        lines.push((2, say!("申请中：{x}", "in the application: {x}", x = found)));
    }
    lines
}

/// The amounts that the items do not award. Of each item they add up to the difference between its basis and its award. Items that
/// award nothing come first.
fn of_items(items: &[&ItemOutcome], context: Context<'_>) -> Vec<Words> {
    let only_one = items.len() == 1;
    let line = |item: &ItemOutcome, cut: &Adjustment| match only_one {
        true => Unpaid::of(cut).words(item, context),
        false => shortfall::less(item, cut, context),
    };
    let mut ranked: Vec<(u8, Words)> = Vec::new();
    for item in items {
        let cuts = || item.cuts.iter().flat_map(|all| all.iter());
        let decisive =
            cuts().enumerate().filter(|(_, cut)| item.reason == Some(cut.code)).last().map(|(place, _)| place);
        // The amount below the lowest band has that reason itself.
        let is_stated = cuts().any(|cut| shortfall::is_below_brackets(item, cut.code));
        if decisive.is_none() && item.reason.is_some() && !is_stated {
            ranked.extend(shortfall::nothing(item, !only_one, context).map(|words| (0, words)));
        }
        ranked.extend(cuts().enumerate().map(|(place, cut)| {
            let rank = if decisive == Some(place) || shortfall::is_below_brackets(item, cut.code) {
                0
            } else if shortfall::lowers(cut.code) {
                1
            } else {
                2
            };
            (rank, line(item, cut))
        }));
    }
    // The sort is stable: the order of the items and of the computation stays.
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, words)| words).collect()
}

/// That shares under an agreed price may differ from the payments at settlement, if both are stated.
fn agreed(items: &[&ItemOutcome], outcome: &Adjudication) -> Option<Words> {
    let mut cuts = items.iter().flat_map(|item| item.cuts.iter().flat_map(|all| all.iter()));
    let is_agreed = cuts.any(|cut| matches!(cut.code, ReasonCode::AbovePrice | ReasonCode::CoFunded));
    (is_agreed && !charges::lines(outcome, None).is_empty()).then(|| {
        say!(
            "以上为按协议价计算的分担，各方实际承担的金额见“费用承担情况”",
            "the amounts above are shares under the agreed price; “Who pays the charges” states what each party pays"
        )
    })
}

/// Charges on admitted receipts that no item includes in its basis, and charges beyond a set amount. What others paid is in the table
/// of payers; what items do not award is listed for the items.
fn not_included(outcome: &Adjudication, programme: Option<&Programme>) -> Vec<Words> {
    let receipts = outcome.receipts.iter().flat_map(|all| all.iter()).filter(|receipt| receipt.admitted == Truth::Yes);
    let mut sums: Vec<(ReasonCode, Money)> = Vec::new();
    for part in receipts.flat_map(|receipt| receipt.adjustments.iter().flat_map(|all| all.iter())) {
        if !is_left_out(part.code) {
            continue;
        }
        match sums.iter_mut().find(|(code, _)| *code == part.code) {
            Some((_, sum)) => *sum = sum.checked_add(part.amount).unwrap_or(*sum),
            None => sums.push((part.code, part.amount)),
        }
    }
    sums.retain(|(_, amount)| *amount > Money::ZERO);
    sums.sort_by_key(|(_, amount)| std::cmp::Reverse(*amount));
    let line = |(code, amount): (ReasonCode, Money)| {
        let reason: Words = phrase::reason(code).into();
        let rule = programme.and_then(|programme| match code {
            ReasonCode::NotMeasured => measure_of(programme),
            code => line_test(code, programme),
        });
        let reason = match rule {
            Some(rule) => say!("{reason}（{rule}）", "{reason} ({rule})", reason = reason, rule = rule),
            None => reason,
        };
        say!("{x}：{reason}", "{x}: {reason}", x = yuan(amount), reason = reason)
    };
    sums.into_iter().map(line).collect()
}

/// Whether a part of a bill is not in the basis of any item, and is not paid by another payer.
const fn is_left_out(code: ReasonCode) -> bool {
    matches!(
        code,
        ReasonCode::LineCategory
            | ReasonCode::LineCatalogue
            | ReasonCode::LineChargeItem
            | ReasonCode::LineRefunded
            | ReasonCode::LineSplitUnknown
            | ReasonCode::NotMeasured
            | ReasonCode::SetAmount
            | ReasonCode::JointPlan
            | ReasonCode::Exclusive
    )
}
