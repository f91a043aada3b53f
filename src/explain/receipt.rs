//! Receipts of an outcome: their names, and why a receipt is not admitted.

use super::{
    Words,
    numeral::yuan,
    phrase,
    scope::receipt_test,
    words::{all_of, say},
};
use crate::{
    adjudication::{Adjudication, ReceiptOutcome},
    code::{ReasonCode, Truth},
    programme::{Programme, ReceiptRule},
    value::Pointer,
};

/// The receipts that are not admitted, each with its reasons and the rules of the programme.
pub(super) fn not_admitted(outcome: &Adjudication, programme: Option<&Programme>) -> Vec<Words> {
    let receipts = outcome.receipts.iter().flat_map(|all| all.iter());
    let excluded = receipts.filter(|receipt| receipt.admitted == Truth::No);
    let line = |receipt: &ReceiptOutcome| {
        let own = receipt.reasons.as_deref().unwrap_or_default();
        let reasons: Vec<ReasonCode> = if own.is_empty() { of_items(outcome) } else { own.to_vec() };
        let reasons = all_of(reasons.into_iter().map(|code| match code {
            ReasonCode::ReceiptVoided => voided(receipt),
            code => reason(code, programme),
        }));
        let receipt = described(receipt);
        if reasons.is_empty() {
            return receipt;
        }
        say!("{receipt}：{reasons}", "{receipt}: {reasons}", receipt = receipt, reasons = reasons)
    };
    // That no item applies is stated once, for the application.
    let is_stated = |receipt: &&ReceiptOutcome| {
        let own = receipt.reasons.as_ref().is_some_and(|own| !own.is_empty());
        own || of_items(outcome) != [ReasonCode::ItemNotApplicable]
    };
    excluded.filter(is_stated).map(line).collect()
}

/// That a receipt is void. A reversal has a negative total.
fn voided(receipt: &ReceiptOutcome) -> Words {
    match receipt.billed.fen() {
        ..0 => say!("该票据是冲红票据", "the receipt is a reversal"),
        0 => phrase::reason(ReasonCode::ReceiptVoided).into(),
        1.. => say!("票据已作废或已冲红", "the receipt is void or reversed"),
    }
}

/// A reason with the rule of the programme, if only one rule can be meant.
pub(super) fn reason(code: ReasonCode, programme: Option<&Programme>) -> Words {
    let words: Words = phrase::reason(code).into();
    let rules = programme.into_iter().flat_map(|programme| rules(programme).map(move |rule| (rule, programme)));
    let mut tests: Vec<Words> = Vec::new();
    for test in rules.filter_map(|(rule, programme)| receipt_test(code, rule, programme)) {
        if !tests.contains(&test) {
            tests.push(test);
        }
    }
    match tests.pop().filter(|_| tests.is_empty()) {
        Some(rule) => say!("{words}（{rule}）", "{words} ({rule})", words = words, rule = rule),
        None => words,
    }
}

/// The rules on receipts: of the programme, and of each item.
fn rules(programme: &Programme) -> impl Iterator<Item = &ReceiptRule> {
    programme.receipts.iter().chain(programme.items.iter().filter_map(|item| item.receipts.as_ref()))
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

/// A receipt by its number in the application, its date and its total.
fn described(receipt: &ReceiptOutcome) -> Words {
    let issued = receipt.dates.as_ref().and_then(|dates| dates.issued_on);
    let parts =
        [issued.map(|day| say!("{day} 开票", "issued on {day}", day = Words::same(day))), Some(yuan(receipt.billed))];
    let parts =
        parts.into_iter().flatten().reduce(|a, b| say!("{a}，{b}", "{a}, {b}", a = a, b = b)).unwrap_or_default();
    say!("{name}（{parts}）", "{name} ({parts})", name = receipt_name(receipt), parts = parts)
}

/// A receipt by its number in the application.
pub(super) fn receipt_name(receipt: &ReceiptOutcome) -> Words {
    numbered(&receipt.receipt)
}

/// A receipt by its place in the application.
pub(super) fn numbered(at: &Pointer) -> Words {
    let Some(place) = number(at) else { return Words::same(at) };
    say!("第 {n} 张票据", "receipt no. {n}", n = place)
}

/// The number in a place that counts from 0, counted from 1.
pub(super) fn number(at: &Pointer) -> Option<Words> {
    Some(Words::same(place(at)?.saturating_add(1)))
}

/// The last list index of a pointer.
pub(super) fn place(at: &Pointer) -> Option<usize> {
    at.as_str().rsplit('/').next()?.parse().ok()
}
