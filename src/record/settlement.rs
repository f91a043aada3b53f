//! The insurer's settlement of a bill.

use crate::{
    code::{InsuranceKind, SettlementMode, VisitKind},
    finding::{At, Check, rules},
    record::organisation::Organisation,
    value::{Date, Money, Rate, RecordNumber},
    wire::{Privacy, record},
};

record! {
    /// 医保结算 · Insurer settlement.
    ///
    /// 医保结算单上的金额，人民币元；各成员的说明注明医保接口字段名。
    /// The amounts of the insurer's settlement sheet, in yuan. Each member states its field name in the insurer's interface.
    pub struct Settlement {
        required {}
        optional {
            /// 结算编号 · Number of the settlement.
            ///
            /// setl_id
            personal number: RecordNumber,
            /// 结算日期 · Day of the settlement.
            ///
            /// setl_time
            financial settled_on: Date,
            /// 结算方式 · Mode.
            financial mode: SettlementMode,
            /// 经办机构 · Insurer that settled.
            financial insurer: Organisation,
            /// 险种 · Kind of insurance.
            ///
            /// insutype
            financial insurance_kind: InsuranceKind,
            /// 就诊类别 · Kind of visit.
            ///
            /// med_type
            health visit_kind: VisitKind,
            /// 医疗费总额 · Total cost.
            ///
            /// medfee_sumamt
            financial total_cost: Money,
            /// 全自费金额 · Outside the catalogue.
            ///
            /// fulamt_ownpay_amt
            financial out_of_catalogue: Money,
            /// 超限价自费费用 · Above the price limit.
            ///
            /// overlmt_selfpay；各地有计入自付的，也有计入自费的，因此单列。
            /// overlmt_selfpay; some places count it as 自付, others as 自费, so it stands by itself.
            financial over_price_limit: Money,
            /// 先行自付金额 · Paid first by the person.
            ///
            /// preselfpay_amt
            financial advance_self_paid: Money,
            /// 符合政策范围金额 · Within the policy.
            ///
            /// inscp_scp_amt
            financial in_scope: Money,
            /// 实际支付起付线 · Deductible.
            ///
            /// act_pay_dedc
            financial deductible: Money,
            /// 统筹支付比例 · Rate of the pooled fund.
            ///
            /// pool_prop_selfpay
            financial pooled_rate: Rate,
            /// 统筹基金支出 · Pooled fund.
            ///
            /// hifp_pay
            financial pooled_fund: Money,
            /// 公务员医疗补助支出 · Supplement of civil servants.
            ///
            /// cvlserv_pay
            financial civil_servant_supplement: Money,
            /// 企业补充医疗保险支出 · Supplement of an enterprise.
            ///
            /// hifes_pay
            financial enterprise_supplement: Money,
            /// 居民大病保险支出 · Critical illness insurance of residents.
            ///
            /// hifmi_pay
            financial critical_illness_insurance: Money,
            /// 职工大额补助支出 · Supplement for large amounts of employees.
            ///
            /// hifob_pay
            financial large_amount_supplement: Money,
            /// 医疗救助支出 · Medical assistance.
            ///
            /// maf_pay
            financial medical_assistance: Money,
            /// 其他支出 · Other funds.
            ///
            /// oth_pay
            financial other_funds: Money,
            /// 基金支付总额 · Total of the funds.
            ///
            /// fund_pay_sumamt
            financial fund_total: Money,
            /// 医院负担金额 · Borne by the hospital.
            ///
            /// hosp_part_amt
            financial hospital_borne: Money,
            /// 个人负担总金额 · Borne by the person.
            ///
            /// psn_part_amt
            financial person_borne: Money,
            /// 个人账户支出 · Personal account.
            ///
            /// acct_pay
            financial personal_account: Money,
            /// 账户共济支付金额 · Account of a relative.
            ///
            /// acct_mulaid_pay
            financial relative_account: Money,
            /// 个人现金支出 · Cash.
            ///
            /// psn_cash_pay
            financial cash: Money,
        }
    }
}

rules! { Settlement;
    /// 医疗费总额与四项范围金额之和不符 · Total cost that differs from its four parts.
    TOTAL = "settlement.total" Error Arithmetic {
        zh: "医疗费总额不等于全自费、超限价、先行自付与政策范围内金额之和", en: "the total cost differs from the sum of what is outside the catalogue, above the price limit, paid first and within the policy",
        hint_zh: "请按结算单核对这五个金额", hint_en: "compare the five amounts with the settlement sheet",
        source: "医疗保障基金结算清单: medfee_sumamt = fulamt_ownpay_amt + overlmt_selfpay + preselfpay_amt + inscp_scp_amt",
    }
    /// 基金支付总额与各项基金之和不符 · Total of the funds that differs from its parts.
    FUND_TOTAL = "settlement.fund-total" Error Arithmetic {
        zh: "基金支付总额不等于各项基金支出之和", en: "the total of the funds differs from the sum of the funds",
        hint_zh: "请按结算单核对各项基金支出", hint_en: "compare the funds with the settlement sheet",
        source: "医疗保障 2304: fund_pay_sumamt = hifp + cvlserv + hifes + hifmi + hifob + maf + oth",
    }
    /// 个人负担与总额减基金不符 · What the person bears that differs from the total less the funds.
    PERSON_BORNE = "settlement.person-borne" Warning Arithmetic {
        zh: "个人负担总金额不等于医疗费总额减基金支付和医院负担", en: "what the person bears differs from the total cost less the funds and the hospital's share",
        hint_zh: "请按结算单核对", hint_en: "compare with the settlement sheet",
        source: "医疗保障 2304: psn_part_amt = medfee_sumamt − fund_pay_sumamt − hosp_part_amt",
    }
    /// 个人负担与账户加现金不符 · What the person bears that differs from how it was paid.
    PERSON_PAID = "settlement.person-paid" Warning Arithmetic {
        zh: "个人负担总金额不等于个人账户、账户共济与现金之和", en: "what the person bears differs from the accounts and the cash together",
        hint_zh: "请按结算单核对", hint_en: "compare with the settlement sheet",
        source: "医疗保障 2304: psn_part_amt = acct_pay + acct_mulaid_pay + psn_cash_pay",
    }
}

/// The sum of amounts of which the first list must be there; the others count as nothing where they are absent.
fn sum(needed: &[Option<Money>], others: &[Option<Money>]) -> Option<Money> {
    let needed = needed.iter().copied().collect::<Option<Vec<_>>>()?;
    Money::checked_sum(needed.into_iter().chain(others.iter().copied().flatten()))
}

impl Check for Settlement {
    fn check(&self, at: &mut At) {
        let mut equal = |rule, name, stated: Option<Money>, expected: Option<Money>| {
            at.judge_member(rule, name, stated.zip(expected).map(|(stated, expected)| stated == expected), |f| {
                f.expected(Privacy::Financial, expected.unwrap_or_default());
                f.actual(Privacy::Financial, stated.unwrap_or_default());
            });
        };
        let parts = sum(&[self.out_of_catalogue, self.in_scope], &[self.over_price_limit, self.advance_self_paid]);
        equal(&TOTAL, Self::MEMBERS.total_cost, self.total_cost, parts);

        let funds = sum(
            &[self.pooled_fund],
            &[
                self.civil_servant_supplement,
                self.enterprise_supplement,
                self.critical_illness_insurance,
                self.large_amount_supplement,
                self.medical_assistance,
                self.other_funds,
            ],
        );
        equal(&FUND_TOTAL, Self::MEMBERS.fund_total, self.fund_total, funds);

        let hospital = self.hospital_borne.unwrap_or_default();
        let borne = self.total_cost.zip(self.fund_total);
        let borne = borne.and_then(|(total, funds)| total.checked_sub(funds)?.checked_sub(hospital));
        equal(&PERSON_BORNE, Self::MEMBERS.person_borne, self.person_borne, borne);

        let paid = sum(&[self.cash], &[self.personal_account, self.relative_account]);
        equal(&PERSON_PAID, Self::MEMBERS.person_borne, self.person_borne, paid);

        if let Some(insurer) = &self.insurer {
            at.within(Self::MEMBERS.insurer, |at| insurer.check(at));
        }
    }
}
