//! The signs of amounts: negative on a reversal, and not negative on any other receipt.

use super::{LocalElement, Receipt};
use crate::{
    finding::{At, rules},
    record::settlement::{FundPayment, Settlement},
    value::SignedMoney,
    wire::{MemberName, Privacy},
};

rules! { ReceiptSign;
    /// 金额正负号与票据不符 · Amount with the wrong sign.
    ///
    /// 医保结算、账户共济支付、欠费：冲红票据不得为正数，其他票据不得为负数。票据其他信息：冲红票据以外不得为负数。
    /// Insurance settlement, payment from a relative's account, outstanding amount: not positive on a reversal, not
    /// negative on any other receipt. Other information on the receipt: not negative except on a reversal.
    SIGN = "receipt.amount-sign" Error Value {
        zh: "金额的正负号与票据不符：只有冲红票据的金额为负数", en: "the sign of the amount does not match the receipt: only the amounts of a reversal are negative",
        hint_zh: "请核对正负号；冲红票据请在 reverses 中填写被冲红票据的编号", hint_en: "check the sign; on a reversal enter the number of the reversed receipt in `reverses`",
        source: "财政电子票据: 红冲; 医疗保障 2208, 2305: 结算撤销",
    }
}

impl Receipt {
    /// Whether the amounts are those of a reversal: the total is negative, or is zero on a receipt that reverses another.
    fn is_negative(&self) -> bool {
        self.total_amount.fen() < 0 || (self.total_amount.fen() == 0 && self.reverses.is_some())
    }

    /// Checks the signs. Balances and yearly sums that a reversal prints are not reversed, so other information may be
    /// positive on it.
    pub(super) fn check_signs(&self, at: &mut At) {
        let reversal = self.is_negative();
        let may_be = |amount: SignedMoney| if reversal { amount.fen() <= 0 } else { amount.fen() >= 0 };
        let own = Self::MEMBERS;
        judge(own.relative_account, self.relative_account, may_be, at);
        judge(own.outstanding, self.outstanding, may_be, at);
        at.each(own.local_elements, self.local_elements.as_deref().unwrap_or_default(), |at, element| {
            judge(LocalElement::MEMBERS.amount, element.amount, |amount| reversal || amount.fen() >= 0, at);
        });
        let Some(settlement) = &self.settlement else { return };
        at.within(own.settlement, |at| {
            settlement.amounts().into_iter().for_each(|(name, amount)| judge(name, amount, may_be, at));
            at.each(
                Settlement::MEMBERS.further_funds,
                settlement.further_funds.as_deref().unwrap_or_default(),
                |at, fund| {
                    judge(FundPayment::MEMBERS.amount, Some(fund.amount), may_be, at);
                },
            );
        });
    }
}

fn judge(name: MemberName, amount: Option<SignedMoney>, may_be: impl Fn(SignedMoney) -> bool, at: &mut At) {
    at.judge_member(&SIGN, name, amount.map(may_be), |f| {
        f.actual(Privacy::Financial, amount.unwrap_or_default());
    });
}

impl Settlement {
    /// The amounts of the settlement with their members.
    fn amounts(&self) -> [(MemberName, Option<SignedMoney>); 20] {
        let own = Self::MEMBERS;
        [
            (own.total_cost, self.total_cost),
            (own.out_of_catalogue, self.out_of_catalogue),
            (own.over_price_limit, self.over_price_limit),
            (own.advance_self_paid, self.advance_self_paid),
            (own.in_scope, self.in_scope),
            (own.deductible, self.deductible),
            (own.pooled_fund, self.pooled_fund),
            (own.civil_servant_supplement, self.civil_servant_supplement),
            (own.enterprise_supplement, self.enterprise_supplement),
            (own.critical_illness_insurance, self.critical_illness_insurance),
            (own.large_amount_supplement, self.large_amount_supplement),
            (own.disability_fund, self.disability_fund),
            (own.medical_assistance, self.medical_assistance),
            (own.other_funds, self.other_funds),
            (own.fund_total, self.fund_total),
            (own.hospital_borne, self.hospital_borne),
            (own.person_borne, self.person_borne),
            (own.personal_account, self.personal_account),
            (own.relative_account, self.relative_account),
            (own.cash, self.cash),
        ]
    }
}
