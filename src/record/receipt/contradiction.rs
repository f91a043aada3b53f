//! Contradictions of a receipt: its days and the day of the decision, its days and the birth, its payers and its total, its kind
//! and its stay or its visit, its kind of insurance and its pooled fund.

use super::{Receipt, patient::NEWBORN_DAYS};
use crate::{
    code::{InsuranceKind, ReceiptKind, VisitKind},
    finding::{At, rules},
    record::settlement::Settlement,
    value::Date,
};

rules! { ReceiptContradiction;
    /// 门诊票据填写了住院时间 · Outpatient receipt with a stay.
    OUTPATIENT_STAY = "receipt.outpatient-stay" Warning Reference {
        zh: "票据种类为门诊，却填写了住院时间", en: "the kind of the receipt is outpatient, but the receipt states a stay",
        hint_zh: "请核对票据种类和住院时间", hint_en: "check the kind of receipt and the stay",
        source: "财综〔2019〕29号: 住院时间 is printed on inpatient receipts",
    }
    /// 就诊类别与票据种类不符 · Kind of visit that contradicts the kind of receipt.
    VISIT_KIND = "receipt.visit-kind-mismatch" Warning Reference {
        zh: "票据种类为门诊而就诊类别为住院，或者相反", en: "the kind of the receipt is outpatient and the kind of visit is inpatient, or the reverse",
        hint_zh: "请按票据核对票据种类和就诊类别", hint_en: "compare the kind of receipt and the kind of visit with the printed receipt",
        source: "财综〔2019〕29号: outpatient and inpatient receipts are two kinds",
    }
    /// 自费票据有统筹基金支付 · Pooled fund on a receipt without insurance.
    SELF_PAY_FUND = "receipt.self-pay-with-fund" Warning Reference {
        zh: "医保类型为自费，但票据有统筹基金支付", en: "the kind of insurance is “No insurance”, but the receipt states a payment by the pooled fund",
        hint_zh: "请按票据核对医保类型和统筹基金支付", hint_en: "compare the kind of insurance and the pooled fund with the printed receipt",
        source: "plain fact",
    }
    /// 医保结算早于就诊 · Settlement before the visit.
    SETTLED_BEFORE_VISIT = "receipt.settled-before-visit" Warning Value {
        zh: "医保结算日期早于就诊或入院日期", en: "the date of settlement is before the visit or the admission",
        hint_zh: "请核对结算日期", hint_en: "check the date of settlement",
        source: "plain fact",
    }
}

impl Receipt {
    pub(super) fn check_contradictions(&self, at: &mut At) {
        let outpatient =
            matches!(self.receipt_kind, ReceiptKind::OutpatientElectronic | ReceiptKind::OutpatientPrinted);
        at.judge_member(&OUTPATIENT_STAY, Self::MEMBERS.stay, outpatient.then_some(self.stay.is_none()), |_| {});
        let fits = self.visit_kind.zip(is_inpatient(self.receipt_kind)).and_then(|(visit, inpatient)| {
            let is_of_inpatients = is_inpatient_visit(visit)?;
            Some(is_of_inpatients == inpatient)
        });
        at.judge_member(&VISIT_KIND, Self::MEMBERS.visit_kind, fits, |_| {});
        let self_pay = self.insurance_kind == Some(InsuranceKind::SelfPay);
        let no_fund = self.pooled_fund.filter(|_| self_pay).map(|fund| fund.fen() == 0);
        at.judge_member(&SELF_PAY_FUND, Self::MEMBERS.insurance_kind, no_fund, |_| {});
        let first = self.visit_date.or_else(|| self.stay.as_ref()?.start);
        let settled = self.settlement.as_ref().and_then(|settlement| settlement.settled_on);
        at.within(Self::MEMBERS.settlement, |at| {
            let ordered = first.zip(settled).map(|(first, settled)| first <= settled);
            at.judge_member(&SETTLED_BEFORE_VISIT, Settlement::MEMBERS.settled_on, ordered, |_| {});
        });
    }

    /// Whether its day of visit, of discharge or of issue is after a day. An omitted day is not.
    pub(crate) fn is_dated_after(&self, day: Date) -> bool {
        let days = [self.visited_on(), self.discharged_on(), self.issued_on];
        days.into_iter().flatten().any(|own| own > day)
    }

    /// The members that contradict the birth or one another, if the receipt is for a child born on that day: the day of a
    /// visit before the birth, and a total that its payers do not add up to. In the days before the birth, a receipt may be
    /// for the newborn's mother. An omitted member contradicts nothing.
    pub(crate) fn contradictions(&self, born: Option<Date>) -> Contradictions {
        let before = born.zip(self.visited_on()).is_some_and(|(born, day)| day.days_until(born) > NEWBORN_DAYS);
        Contradictions { before_birth: before, payers_total: self.payers_add_up() == Some(false) }
    }
}

/// Whether receipts of a kind are for inpatients. `None` if they are for both.
const fn is_inpatient(kind: ReceiptKind) -> Option<bool> {
    match kind {
        ReceiptKind::InpatientElectronic | ReceiptKind::InpatientPrinted => Some(true),
        ReceiptKind::OutpatientElectronic | ReceiptKind::OutpatientPrinted => Some(false),
        ReceiptKind::TaxInvoice | ReceiptKind::Legacy | ReceiptKind::SplitSheet => None,
    }
}

/// Whether visits of a kind are of inpatients. `None` if they may be of both.
const fn is_inpatient_visit(kind: VisitKind) -> Option<bool> {
    match kind {
        VisitKind::Inpatient
        | VisitKind::InpatientInjury
        | VisitKind::InpatientReferred
        | VisitKind::InpatientElsewhere
        | VisitKind::MaternityInpatient => Some(true),
        VisitKind::Outpatient
        | VisitKind::Registration
        | VisitKind::OutpatientChronicSpecial
        | VisitKind::OutpatientChineseMedicine
        | VisitKind::MaternityOutpatient
        | VisitKind::Pharmacy => Some(false),
        _ => None,
    }
}

/// The contradictions of a receipt that only a person can resolve.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Contradictions {
    /// Whether its day of visit is before the birth.
    pub(crate) before_birth: bool,
    /// Whether its payers do not add up to its total.
    pub(crate) payers_total: bool,
}

impl Contradictions {
    /// Adds those of another receipt.
    pub(crate) fn add(&mut self, other: Self) {
        self.before_birth |= other.before_birth;
        self.payers_total |= other.payers_total;
    }

    /// The members of the receipt in question.
    pub(crate) fn members(self) -> impl Iterator<Item = &'static str> {
        let members = [(self.before_birth, "visitDate"), (self.payers_total, "totalAmount")];
        members.into_iter().filter(|(is_so, _)| *is_so).map(|(_, member)| member)
    }
}
