//! The insurance settlement of a receipt.

use crate::{
    code::{InsuranceKind, SettlementMode, VisitKind},
    finding::{At, Check, rules},
    record::{kind_text, organisation::Organisation},
    value::{Date, Rate, RecordNumber, SignedMoney, Text},
    wire::{List, Privacy, record},
};

record! {
    /// 医保结算 · Insurance settlement.
    ///
    /// 医保结算单上的金额，人民币元。冲红票据的结算金额为负数或 0.00。
    /// Amounts on the settlement sheet, in yuan. Negative or 0.00 on a reversal.
    pub struct Settlement {
        required {}
        optional {
            /// 结算编号 · Settlement number.
            ///
            /// 医保接口字段：setl_id。
            /// Field in the insurer's interface: setl_id.
            personal number: RecordNumber,
            /// 结算日期 · Settlement date.
            ///
            /// 医保接口字段：setl_time。
            /// Field in the insurer's interface: setl_time.
            financial settled_on: Date,
            /// 结算方式 · Settlement mode.
            financial mode: SettlementMode,
            /// 经办机构 · Insurance agency that settled.
            financial insurer: Organisation,
            /// 险种 · Kind of insurance.
            ///
            /// 医保接口字段：insutype。
            /// Field in the insurer's interface: insutype.
            financial insurance_kind: InsuranceKind,
            /// 险种文字 · Kind of insurance as printed.
            ///
            /// 险种为 other 时，照录结算单所印的文字。
            /// The printed text, if the kind of insurance is `other`.
            financial insurance_kind_text: Text<1, 100>,
            /// 就诊类别 · Kind of visit.
            ///
            /// 医保接口字段：med_type。
            /// Field in the insurer's interface: med_type.
            health visit_kind: VisitKind,
            /// 就诊类别文字 · Kind of visit as printed.
            ///
            /// 就诊类别为 other 时，照录结算单所印的文字。
            /// The printed text, if the kind of visit is `other`.
            health visit_kind_text: Text<1, 100>,
            /// 医疗费总额 · Total medical cost.
            ///
            /// 医保接口字段：medfee_sumamt。
            /// Field in the insurer's interface: medfee_sumamt.
            financial total_cost: SignedMoney,
            /// 全自费金额 · Out-of-catalogue cost.
            ///
            /// 医保接口字段：fulamt_ownpay_amt。
            /// Field in the insurer's interface: fulamt_ownpay_amt.
            financial out_of_catalogue: SignedMoney,
            /// 超限价自费费用 · Cost above the price limit.
            ///
            /// 医保接口字段：overlmt_selfpay。有的地区计入自付，有的地区计入自费，因此单列。
            /// Field in the insurer's interface: overlmt_selfpay. Listed separately, because some regions include it in
            /// the co-payment and others in the out-of-catalogue cost.
            financial over_price_limit: SignedMoney,
            /// 先行自付金额 · Up-front co-payment.
            ///
            /// 医保接口字段：preselfpay_amt。
            /// Field in the insurer's interface: preselfpay_amt.
            financial advance_self_paid: SignedMoney,
            /// 符合政策范围金额 · Cost within the scope of the policy.
            ///
            /// 医保接口字段：inscp_scp_amt。不含先行自付、超限价和全自费金额。
            /// Field in the insurer's interface: inscp_scp_amt. Excludes the up-front co-payment, the cost above the price
            /// limit and the out-of-catalogue cost.
            financial in_scope: SignedMoney,
            /// 实际支付起付线 · Deductible actually paid.
            ///
            /// 医保接口字段：act_pay_dedc。
            /// Field in the insurer's interface: act_pay_dedc.
            financial deductible: SignedMoney,
            /// 统筹支付比例 · Payment rate of the pooled fund.
            ///
            /// 统筹基金支付的比例，不是个人负担的比例：统筹基金支付百分之七十的，填 0.70。医保接口字段：pool_prop_selfpay。
            /// The share that the pooled fund pays, not the share that the family pays: 0.70 if the pooled fund pays 70
            /// percent. Field in the insurer's interface: pool_prop_selfpay.
            financial pooled_rate: Rate,
            /// 统筹基金支出 · Paid by the pooled fund.
            ///
            /// 医保接口字段：hifp_pay。
            /// Field in the insurer's interface: hifp_pay.
            financial pooled_fund: SignedMoney,
            /// 公务员医疗补助支出 · Paid by the civil servants' medical subsidy.
            ///
            /// 医保接口字段：cvlserv_pay。
            /// Field in the insurer's interface: cvlserv_pay.
            financial civil_servant_supplement: SignedMoney,
            /// 企业补充医疗保险支出 · Paid by enterprise supplementary medical insurance.
            ///
            /// 医保接口字段：hifes_pay。
            /// Field in the insurer's interface: hifes_pay.
            financial enterprise_supplement: SignedMoney,
            /// 居民大病保险支出 · Paid by critical illness insurance for residents.
            ///
            /// 医保接口字段：hifmi_pay。
            /// Field in the insurer's interface: hifmi_pay.
            financial critical_illness_insurance: SignedMoney,
            /// 职工大额补助支出 · Paid by the large-claim supplement for employees.
            ///
            /// 医保接口字段：hifob_pay。
            /// Field in the insurer's interface: hifob_pay.
            financial large_amount_supplement: SignedMoney,
            /// 伤残人员医疗保障基金支出 · Paid by the medical fund for disabled persons.
            ///
            /// 医保接口字段：hifdm_pay。
            /// Field in the insurer's interface: hifdm_pay.
            financial disability_fund: SignedMoney,
            /// 医疗救助支出 · Paid by medical assistance.
            ///
            /// 医保接口字段：maf_pay。
            /// Field in the insurer's interface: maf_pay.
            financial medical_assistance: SignedMoney,
            /// 其他支出 · Paid by other funds.
            ///
            /// 仅指上列各项以外的基金支出。票据上的“其他支付”则包括统筹基金以外的全部基金支出。医保接口字段：oth_pay。
            /// Funds other than those listed above only. The other payments on a receipt include all funds except the
            /// pooled fund. Field in the insurer's interface: oth_pay.
            financial other_funds: SignedMoney,
            /// 另列的基金支出 · Funds listed separately.
            ///
            /// 结算单单独列出、不属于上列各项、也未计入“其他支出”的基金，每项基金一条。计入基金支付总额。
            /// Funds that the settlement sheet lists separately and that none of the members above includes, one entry for
            /// each fund. Included in the total paid by the funds.
            financial further_funds: List<FundPayment, 0, 20>,
            /// 基金支付总额 · Total paid by the funds.
            ///
            /// 医保接口字段：fund_pay_sumamt。
            /// Field in the insurer's interface: fund_pay_sumamt.
            financial fund_total: SignedMoney,
            /// 医院负担金额 · Hospital's share.
            ///
            /// 医保接口字段：hosp_part_amt。
            /// Field in the insurer's interface: hosp_part_amt.
            financial hospital_borne: SignedMoney,
            /// 个人负担总金额 · Family's share in total.
            ///
            /// 医保接口字段：psn_part_amt。
            /// Field in the insurer's interface: psn_part_amt.
            financial person_borne: SignedMoney,
            /// 个人账户支出 · Paid from personal account.
            ///
            /// 医保接口字段：acct_pay。
            /// Field in the insurer's interface: acct_pay.
            financial personal_account: SignedMoney,
            /// 账户共济支付金额 · Paid from a relative's personal account.
            ///
            /// 医保接口字段：acct_mulaid_pay。
            /// Field in the insurer's interface: acct_mulaid_pay.
            financial relative_account: SignedMoney,
            /// 个人现金支出 · Amount paid by the family (cash, card or mobile payment).
            ///
            /// 医保接口字段：psn_cash_pay。
            /// Field in the insurer's interface: psn_cash_pay.
            financial cash: SignedMoney,
        }
    }
}

record! {
    /// 基金支出 · Payment of one fund.
    pub struct FundPayment {
        required {
            /// 基金名称 · Name of the fund.
            ///
            /// 照录结算单。医保接口字段：fund_pay_type_name。
            /// As on the settlement sheet. Field in the insurer's interface: fund_pay_type_name.
            financial name: Text<1, 200>,
            /// 支付金额 · Amount paid.
            ///
            /// 医保接口字段：fund_payamt。
            /// Field in the insurer's interface: fund_payamt.
            financial amount: SignedMoney,
        }
        optional {
            /// 基金支付类型代码 · Code of the fund.
            ///
            /// 医保接口字段：fund_pay_type，如 390400。
            /// Field in the insurer's interface: fund_pay_type, such as 390400.
            financial code: RecordNumber,
        }
    }
}

rules! { Settlement;
    /// 医疗费总额与四项费用之和不符 · Total medical cost that differs from its four parts.
    TOTAL = "settlement.total" Error Arithmetic {
        zh: "医疗费总额（实为）不等于全自费、超限价、先行自付与政策范围内金额之和（应为）", en: "the total medical cost (actual) does not equal the sum of the out-of-catalogue cost, the cost above the price limit, the up-front co-payment and the cost within the scope of the policy (expected)",
        hint_zh: "请按结算单核对这五个金额", hint_en: "compare the five amounts with the settlement sheet",
        source: "医疗保障基金结算清单: medfee_sumamt = fulamt_ownpay_amt + overlmt_selfpay + preselfpay_amt + inscp_scp_amt",
    }
    /// 基金支付总额与各项基金之和不符 · Fund total that differs from its parts.
    FUND_TOTAL = "settlement.fund-total" Error Arithmetic {
        zh: "基金支付总额（实为）不等于各项基金支出之和（应为）", en: "the total paid by the funds (actual) does not equal the sum of the individual funds (expected)",
        hint_zh: "请按结算单核对各项基金支出；未列入成员的基金，按名称填入 furtherFunds", hint_en: "compare the amounts of the funds with the settlement sheet; enter a fund that has no member by its name in `furtherFunds`",
        source: "医疗保障 2304: fund_pay_sumamt = hifp + cvlserv + hifes + hifmi + hifob + hifdm + maf + oth, and the other funds of setldetail",
    }
    /// 个人负担与总额减基金不符 · Family's share that differs from the total less the funds.
    PERSON_BORNE = "settlement.person-borne" Warning Arithmetic {
        zh: "个人负担总金额（实为）不等于医疗费总额减基金支付总额和医院负担金额（应为）", en: "the family's share (actual) does not equal the total medical cost less the total paid by the funds and the hospital's share (expected)",
        hint_zh: "请按结算单核对", hint_en: "compare the amounts with the settlement sheet",
        source: "医疗保障 2304: psn_part_amt = medfee_sumamt − fund_pay_sumamt − hosp_part_amt",
    }
    /// 个人负担与账户加现金不符 · Family's share that differs from the accounts plus the cash payment.
    PERSON_PAID = "settlement.person-paid" Warning Arithmetic {
        zh: "个人负担总金额（实为）不等于个人账户、账户共济与现金之和（应为）", en: "the family's share (actual) does not equal the sum of the personal account, the relative's account and the cash payment (expected)",
        hint_zh: "请按结算单核对", hint_en: "compare the amounts with the settlement sheet",
        source: "医疗保障 2304: psn_part_amt = acct_pay + acct_mulaid_pay + psn_cash_pay",
    }
}

/// The sum of amounts. Those of the first list must be present; an omitted one of the second list counts as zero.
fn sum(needed: &[Option<SignedMoney>], others: &[Option<SignedMoney>]) -> Option<SignedMoney> {
    let needed = needed.iter().copied().collect::<Option<Vec<_>>>()?;
    SignedMoney::checked_sum(needed.into_iter().chain(others.iter().copied().flatten()))
}

impl Check for Settlement {
    fn check(&self, at: &mut At) {
        let mut equal = |rule, name, stated: Option<SignedMoney>, expected: Option<SignedMoney>| {
            at.judge_member(rule, name, stated.zip(expected).map(|(stated, expected)| stated == expected), |f| {
                f.expected(Privacy::Financial, expected.unwrap_or_default());
                f.actual(Privacy::Financial, stated.unwrap_or_default());
            });
        };
        let parts = sum(&[self.out_of_catalogue, self.in_scope], &[self.over_price_limit, self.advance_self_paid]);
        equal(&TOTAL, Self::MEMBERS.total_cost, self.total_cost, parts);

        let mut others = vec![
            self.civil_servant_supplement,
            self.enterprise_supplement,
            self.critical_illness_insurance,
            self.large_amount_supplement,
            self.disability_fund,
            self.medical_assistance,
            self.other_funds,
        ];
        others.extend(self.further_funds.iter().flat_map(|funds| funds.iter()).map(|fund| Some(fund.amount)));
        let funds = sum(&[self.pooled_fund], &others);
        equal(&FUND_TOTAL, Self::MEMBERS.fund_total, self.fund_total, funds);

        let hospital = self.hospital_borne.unwrap_or_default();
        let borne = self.total_cost.zip(self.fund_total);
        let borne = borne.and_then(|(total, funds)| total.checked_sub(funds)?.checked_sub(hospital));
        equal(&PERSON_BORNE, Self::MEMBERS.person_borne, self.person_borne, borne);

        let paid = sum(&[self.cash], &[self.personal_account, self.relative_account]);
        equal(&PERSON_PAID, Self::MEMBERS.person_borne, self.person_borne, paid);

        kind_text::check(
            (self.visit_kind, self.visit_kind_text.is_some()),
            (self.insurance_kind, self.insurance_kind_text.is_some()),
            (Self::MEMBERS.visit_kind, Self::MEMBERS.insurance_kind),
            at,
        );

        if let Some(insurer) = &self.insurer {
            at.within(Self::MEMBERS.insurer, |at| insurer.check(at));
        }
    }
}
