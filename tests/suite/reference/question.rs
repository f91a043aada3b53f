//! Questions about the days and the payers of a receipt, and the own questions of an item (docs/evaluation.md, section 3).

use super::{
    Case,
    judge::{Answer, day_of},
    period,
};
use tongbiao::{
    code::{ReasonCode, ReceiptDate},
    eligibility::Truth,
    programme::ProgrammeItem,
};

impl Case<'_> {
    /// The days and the payers of a receipt (3.34). What is not stated is no reason.
    pub fn asked_of_days_and_payers(&self, index: usize) -> [(ReasonCode, Answer); 3] {
        let receipt = &self.receipts()[index];
        let days = [ReceiptDate::VisitedOn, ReceiptDate::DischargedOn, ReceiptDate::IssuedOn];
        let later = days.into_iter().any(|by| day_of(receipt, by).is_some_and(|day| day > self.given.as_of));
        let visited = day_of(receipt, ReceiptDate::VisitedOn);
        let early = match (self.application.child_born(), visited) {
            (Some(born), Some(day)) => (born.to_chrono() - day.to_chrono()).num_days() > 28,
            _ => false,
        };
        let blocks = [receipt.pooled_fund, receipt.other_funds, receipt.personal_account, receipt.cash];
        let local = receipt.local_payers.iter().flat_map(|all| all.iter()).map(|payer| payer.amount);
        let others = local.chain(receipt.relative_account).chain(receipt.outstanding);
        let paid: i64 = blocks.into_iter().flatten().chain(others).map(|amount| amount.fen()).sum();
        let rounded =
            if receipt.cash.is_some() { receipt.cash_rounding.map_or(0, |rounding| rounding.fen()) } else { 0 };
        let beyond = paid - rounded - receipt.total_amount.fen();
        let differ = match blocks.iter().all(Option::is_some) {
            true => beyond != 0,
            false if receipt.total_amount.fen() < 0 => beyond < 0,
            false => beyond > 0,
        };
        let unless = |is_so: bool, member: &str| {
            if is_so { Answer::unknown(format!("/receipts/{index}/{member}")) } else { Answer::of(true) }
        };
        [
            (ReasonCode::ReceiptAfterDecision, Answer::of(!later)),
            (ReasonCode::ReceiptBeforeBirth, unless(early, "visitDate")),
            (ReasonCode::ReceiptPayersTotal, unless(differ, "totalAmount")),
        ]
    }

    /// Whether no item can admit a receipt: the own questions of each item that requires receipts exclude it.
    pub fn is_for_no_item(&self, index: usize) -> bool {
        let items = self.programme.items.iter().filter(|item| self.may_apply(item) && self.asks_for_receipts(item));
        items.into_iter().all(|item| self.own_questions(index, self.own_rule(item)).truth == Truth::No)
    }

    /// The item's own questions, and whether the day of the receipt lies in a period of the item.
    fn own_questions(&self, index: usize, item: Option<&ProgrammeItem>) -> Answer {
        let item = item.filter(|_| !self.is_unmatched(index));
        Answer::all(self.asked_by_item(item, index).into_iter().map(|(_, answer)| answer))
    }

    pub fn asked_by_item(&self, item: Option<&ProgrammeItem>, index: usize) -> Vec<(ReasonCode, Answer)> {
        let receipt = &self.receipts()[index];
        let mut questions = Vec::new();
        if let Some(rule) = item.and_then(|item| item.receipts.as_ref()) {
            let own = self.asked_by(rule, index).into_iter();
            questions.extend(own.filter(|(reason, _)| *reason != ReasonCode::ReceiptNotChild));
        }
        if let Some(rule) = item.and_then(|item| item.basis.as_ref()).and_then(|basis| basis.period.as_ref()) {
            let inside = match day_of(receipt, period::by(rule)) {
                Some(day) => Answer::of(period::holding(rule, day, self.given.as_of).is_some()),
                None => Answer::unknown(self.day_place(index, period::by(rule))),
            };
            questions.push((ReasonCode::ReceiptWindow, inside));
        }
        questions
    }
}
