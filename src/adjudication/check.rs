//! Rules about an adjudication: its amounts add up.

use super::{Adjudication, Adjustment, ReceiptOutcome, sealed::check_seal};
use crate::{
    adjudication::LineOutcome,
    code::{AdjudicationDecision, Truth},
    extension::check_extensions,
    finding::{At, Check, Rule, rules},
    value::{Money, SignedMoney},
    wire::{MemberName, Privacy},
};

rules! { Adjudication;
    /// 给付金额与各项之和不符 · Amount differs from the sum of the items.
    AMOUNT_TOTAL = "adjudication.amount-total" Error Arithmetic {
        zh: "给付金额（实为）不等于各给付项之和（应为）", en: "the amount (actual) does not equal the sum of the items (expected)",
        hint_zh: "请重新核定", hint_en: "adjudicate the application again",
        source: "tongbiao 童标: items are added up",
    }
    /// 付款与给付金额不符 · Payments differ from the amount.
    PAYMENTS_TOTAL = "adjudication.payments-total" Error Arithmetic {
        zh: "付款合计（应为）不等于给付金额（实为）", en: "the sum of the payments (expected) does not equal the amount (actual)",
        hint_zh: "请重新核定", hint_en: "adjudicate the application again",
        source: "tongbiao 童标: an award is paid out once and whole",
    }
    /// 金额不平衡 · Amounts do not balance.
    UNBALANCED = "adjudication.unbalanced" Error Arithmetic {
        zh: "计费金额（实为）不等于给付与各差额之和（应为）", en: "the billed amount (actual) does not equal the sum of the award and the adjustments (expected)",
        hint_zh: "请重新核定", hint_en: "adjudicate the application again",
        source: "X12 835: every claim and line balances",
    }
    /// 票据给付与明细或份额不符 · Award of a receipt differs from its lines or shares.
    PARTS_TOTAL = "adjudication.parts-total" Error Arithmetic {
        zh: "票据的给付（实为）不等于其明细或份额之和（应为）", en: "the award of the receipt (actual) does not equal the sum of its lines or shares (expected)",
        hint_zh: "请重新核定", hint_en: "adjudicate the application again",
        source: "X12 835: lines add up to the claim",
    }
    /// 结论与金额矛盾 · Decision contradicts the amount.
    DECISION_MISMATCH = "adjudication.decision-mismatch" Error Value {
        zh: "结论与金额矛盾", en: "the decision contradicts the amount",
        hint_zh: "请核对结论与金额：给付的，金额须大于零或有实物、服务；待补材料的，须填金额；待定的，不填金额；拒绝或无可给付金额的，金额须为零", hint_en: "compare the decision with the amount: an award needs an amount above zero or a service; an outcome that awaits documents needs an amount; an undetermined outcome has no amount; a refusal or an outcome with nothing payable has the amount zero",
        source: "tongbiao 童标: decisions",
    }
    /// 摘要与密钥标识矛盾 · Digest that contradicts the identifier of the key.
    SEAL_MISMATCH = "adjudication.seal-mismatch" Error Value {
        zh: "填写了密钥标识而摘要未加密，或摘要已加密而未填写密钥标识", en: "the document states a key and the digest is not sealed, or the digest is sealed and the document states no key",
        hint_zh: "请使用未经改动的文件，或重新核定；不要改动摘要和密钥标识", hint_en: "use the document as it was written, or adjudicate again; do not edit digests or the identifier of the key",
        source: "tongbiao 童标: all digests of an outcome are sealed, or none is",
    }
}

impl Check for Adjudication {
    fn check(&self, at: &mut At) {
        let items = self.items.as_ref().map(|items| items.iter().map(|item| item.award.fen()).sum::<i64>());
        compare(&AMOUNT_TOTAL, Self::MEMBERS.amount, self.amount.zip(items), at);
        let payments = self.payments.as_ref().map(|payments| payments.iter().map(|p| p.amount.fen()).sum::<i64>());
        compare(&PAYMENTS_TOTAL, Self::MEMBERS.payments, self.amount.zip(payments), at);
        let amount = self.amount.map(Money::fen);
        let agrees = match self.decision {
            AdjudicationDecision::Awarded => amount.is_some_and(|fen| fen > 0) || self.has_services(),
            AdjudicationDecision::AwaitingPapers => amount.is_some(),
            AdjudicationDecision::NothingPayable | AdjudicationDecision::Refused => amount == Some(0),
            AdjudicationDecision::Undetermined => amount.is_none(),
        };
        at.judge_member(&DECISION_MISMATCH, Self::MEMBERS.decision, Some(agrees), |_| {});
        at.each(Self::MEMBERS.receipts, self.receipts.as_deref().unwrap_or_default(), |at, receipt| {
            receipt.check_sums(at)
        });
        check_seal(self, self.digest_key.as_ref(), &SEAL_MISMATCH, at);
        check_extensions(Self::MEMBERS.extensions, self.extensions.as_ref(), at);
    }
}

impl Adjudication {
    fn has_services(&self) -> bool {
        self.services.as_ref().is_some_and(|services| !services.is_empty())
    }
}

impl ReceiptOutcome {
    fn check_sums(&self, at: &mut At) {
        if let (Truth::Yes, Some(adjustments)) = (self.admitted, self.adjustments.as_deref()) {
            balance(self.billed, self.award, adjustments, at);
        }
        let shares = self.shares.as_ref().map(|shares| shares.iter().map(|share| share.award.fen()).sum::<i64>());
        compare(&PARTS_TOTAL, Self::MEMBERS.award, shares.map(|sum| (self.award, sum)), at);
        let lines = self.lines.as_ref().map(|lines| lines.iter().map(|line| line.award.fen()).sum::<i64>());
        compare(&PARTS_TOTAL, Self::MEMBERS.award, lines.map(|sum| (self.award, sum)), at);
        at.each(Self::MEMBERS.lines, self.lines.as_deref().unwrap_or_default(), |at, line| {
            if let Some(adjustments) = line.adjustments.as_deref() {
                balance(line.billed.into(), line.award, adjustments, at);
            }
        });
    }
}

fn balance(billed: SignedMoney, award: Money, adjustments: &[Adjustment], at: &mut At) {
    let explained = adjustments.iter().map(|adjustment| adjustment.amount.fen()).sum::<i64>() + award.fen();
    at.judge_member(&UNBALANCED, LineOutcome::MEMBERS.billed, Some(billed.fen() == explained), |f| {
        f.expected(Privacy::Financial, SignedMoney::from_fen(explained).unwrap_or_default());
        f.actual(Privacy::Financial, billed);
    });
}

/// Checks that an amount equals the sum of its parts.
fn compare(rule: &'static Rule, name: MemberName, both: Option<(Money, i64)>, at: &mut At) {
    at.judge_member(rule, name, both.map(|(stated, sum)| stated.fen() == sum), |f| {
        let (stated, sum) = both.unwrap_or_default();
        f.expected(Privacy::Financial, SignedMoney::from_fen(sum).unwrap_or_default());
        f.actual(Privacy::Financial, stated);
    });
}
