//! Rules about a joint adjudication: its amounts add up, line by line and in total.

use super::{JointAdjudication, JointAmount, JointLine, JointReceipt, JointTotals};
use crate::{
    adjudication::sealed::check_seal,
    code::AdjudicationDecision,
    extension::check_extensions,
    finding::{At, Check, Rule, rules},
    value::{Money, SignedMoney},
    wire::{MemberName, Privacy},
};

rules! { JointAdjudication;
    /// 明细不平衡 · Line that does not balance.
    LINE_TOTAL = "joint.line-total" Error Arithmetic {
        zh: "家庭负担（实为）不等于此前救助、各成员给付与余额之和（应为）", en: "the family's share (actual) does not equal the sum of the aid already given, the awards and the remainder (expected)",
        hint_zh: "请重新核定", hint_en: "adjudicate the application again",
        source: "tongbiao 童标: no fen is paid twice and none is lost",
    }
    /// 票据与明细之和不符 · Receipt that differs from its lines.
    RECEIPT_TOTAL = "joint.receipt-total" Error Arithmetic {
        zh: "票据的金额（实为）不等于其明细之和（应为）", en: "the amount of the receipt (actual) does not equal the sum of its lines (expected)",
        hint_zh: "请重新核定", hint_en: "adjudicate the application again",
        source: "tongbiao 童标: lines are added up",
    }
    /// 合计不平衡 · Totals that do not balance.
    TOTAL = "joint.total" Error Arithmetic {
        zh: "家庭负担合计（实为）不等于此前救助、各成员给付与余额之和（应为）", en: "the total family's share (actual) does not equal the sum of the aid already given, the awards and the remainder (expected)",
        hint_zh: "请重新核定", hint_en: "adjudicate the application again",
        source: "tongbiao 童标: no fen is paid twice and none is lost",
    }
    /// 成员给付之和与合计不符 · Awards of the members that differ from the totals.
    MEMBERS_TOTAL = "joint.members-total" Error Arithmetic {
        zh: "各成员给付之和（应为）不等于合计（实为）", en: "the sum of the awards of the members (expected) does not equal the totals (actual)",
        hint_zh: "请重新核定", hint_en: "adjudicate the application again",
        source: "tongbiao 童标: members are added up",
    }
    /// 成员对票据的给付超过其给付 · Awards on receipts above the award of the member.
    MEMBER_EXCEEDED = "joint.member-exceeded" Error Arithmetic {
        zh: "该成员对各票据的给付之和（实为）超过其给付（至多为）", en: "the awards of the member on the receipts (actual) exceed its award (expected at most)",
        hint_zh: "请重新核定", hint_en: "adjudicate the application again",
        source: "tongbiao 童标: a part does not exceed the whole",
    }
    /// 结论与合计矛盾 · Decision that contradicts the totals.
    DECISION_MISMATCH = "joint.decision-mismatch" Error Value {
        zh: "结论与合计矛盾", en: "the decision contradicts the totals",
        hint_zh: "请核对：待定、拒绝的不填合计，其他的须填写", hint_en: "compare them: an undetermined or refused outcome has no totals, all others have",
        source: "tongbiao 童标: decisions",
    }
    /// 联合核定结果的摘要与密钥标识矛盾 · Digest of a joint outcome that contradicts the identifier of the key.
    SEAL_MISMATCH = "joint.seal-mismatch" Error Value {
        zh: "填写了密钥标识而摘要未加密，或摘要已加密而未填写密钥标识", en: "the document states a key and the digest is not sealed, or the digest is sealed and the document states no key",
        hint_zh: "请使用未经改动的文件，或重新核定；不要改动摘要和密钥标识", hint_en: "use the document as it was written, or adjudicate again; do not edit digests or the identifier of the key",
        source: "tongbiao 童标: all digests of an outcome are sealed, or none is",
    }
}

impl Check for JointAdjudication {
    fn check(&self, at: &mut At) {
        let has_none = matches!(self.decision, AdjudicationDecision::Undetermined | AdjudicationDecision::Refused);
        at.judge_member(&DECISION_MISMATCH, Self::MEMBERS.decision, Some(has_none != self.totals.is_some()), |_| {});
        let receipts = self.receipts.as_deref().unwrap_or_default();
        if let Some(totals) = &self.totals {
            at.within(Self::MEMBERS.totals, |at| self.check_totals(totals, at));
        }
        at.each(Self::MEMBERS.receipts, receipts, |at, receipt| receipt.check_sums(at));
        let known = self.receipts.is_some();
        at.within(Self::MEMBERS.members, |at| {
            for (place, member) in self.members.iter().enumerate() {
                at.item(place, |at| {
                    let of_member = receipts.iter().filter_map(|receipt| receipt.awards.as_deref()).flatten();
                    let own = of_member.filter(|part| usize::try_from(part.member.get()) == Ok(place));
                    let own: i64 = own.map(|part| part.award.fen()).sum();
                    let award = member.award.filter(|_| known);
                    at.judge_member(
                        &MEMBER_EXCEEDED,
                        super::JointMember::MEMBERS.award,
                        award.map(|award| own <= award.fen()),
                        |f| {
                            f.expected(Privacy::Financial, award.unwrap_or_default());
                            f.actual(Privacy::Financial, SignedMoney::from_fen(own).unwrap_or_default());
                        },
                    );
                });
            }
        });
        check_seal(self, self.digest_key.as_ref(), &SEAL_MISMATCH, at);
        check_extensions(Self::MEMBERS.extensions, self.extensions.as_ref(), at);
    }
}

impl JointAdjudication {
    fn check_totals(&self, totals: &JointTotals, at: &mut At) {
        let JointTotals { borne, prior, awarded, left, apart, excess, .. } = totals;
        compare(&TOTAL, JointTotals::MEMBERS.borne, *borne, sum([*prior, *awarded, *left].into_iter()), at);
        let members = sum(self.members.iter().filter_map(|member| member.award));
        let stated = sum([Some(*awarded), *apart, *excess].into_iter().flatten());
        at.judge_member(&MEMBERS_TOTAL, JointTotals::MEMBERS.awarded, Some(members == stated), |f| {
            f.expected(Privacy::Financial, SignedMoney::from_fen(members).unwrap_or_default());
            f.actual(Privacy::Financial, SignedMoney::from_fen(stated).unwrap_or_default());
        });
    }

    /// Whether all amounts add up to the fen. The evaluator checks each of its own documents, in every build.
    pub(crate) fn balances(&self) -> bool {
        At::errors(|at| self.check(at)).is_empty()
    }
}

impl JointReceipt {
    fn check_sums(&self, at: &mut At) {
        let parts = [self.prior, Some(self.left)].into_iter().flatten();
        compare(&LINE_TOTAL, Self::MEMBERS.borne, self.borne, sum(parts.chain(amounts(self.awards.as_deref()))), at);
        let Some(lines) = self.lines.as_deref() else { return };
        at.each(Self::MEMBERS.lines, lines, |at, line| {
            let parts = [line.prior, Some(line.left)].into_iter().flatten();
            let together = sum(parts.chain(amounts(line.awards.as_deref())));
            compare(&LINE_TOTAL, JointLine::MEMBERS.borne, line.borne, together, at);
        });
        compare(&RECEIPT_TOTAL, Self::MEMBERS.borne, self.borne, sum(lines.iter().map(|line| line.borne)), at);
        compare(&RECEIPT_TOTAL, Self::MEMBERS.left, self.left, sum(lines.iter().map(|line| line.left)), at);
    }
}

fn amounts(awards: Option<&[JointAmount]>) -> impl Iterator<Item = Money> {
    awards.unwrap_or_default().iter().map(|part| part.award)
}

fn sum(amounts: impl Iterator<Item = Money>) -> i64 {
    amounts.map(Money::fen).fold(0, i64::saturating_add)
}

/// Checks that an amount equals the sum of its parts.
fn compare(rule: &'static Rule, name: MemberName, stated: Money, sum: i64, at: &mut At) {
    at.judge_member(rule, name, Some(stated.fen() == sum), |f| {
        f.expected(Privacy::Financial, SignedMoney::from_fen(sum).unwrap_or_default());
        f.actual(Privacy::Financial, stated);
    });
}
