//! Contradictions of a receipt: its days and the day of the decision, its days and the birth, its payers and its total, its kind
//! and its stay.

use super::{Receipt, patient::NEWBORN_DAYS};
use crate::{
    code::ReceiptKind,
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
