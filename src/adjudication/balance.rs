//! The balance of an adjudication. One that does not balance is not issued.

use super::{Adjudication, Adjustment, LineOutcome, ReceiptOutcome};
use crate::{
    code::{AdjudicationDecision, Truth},
    value::Money,
};

impl Adjudication {
    /// Whether items, units, payments, receipts and lines add up to the fen. An undetermined outcome states no amount.
    ///
    /// The evaluator checks each of its own documents, in every build: a wrong sum must not be paid out.
    pub(crate) fn balances(&self) -> bool {
        let Some(amount) = self.amount else { return self.decision == AdjudicationDecision::Undetermined };
        let items = self.items.as_deref().map(|items| sum(items.iter().map(|item| item.award)));
        let units = self.units.as_deref().map(|units| sum(units.iter().map(|unit| unit.award)));
        let payments = self.payments.as_deref().map(|payments| sum(payments.iter().map(|payment| payment.amount)));
        let receipts = self.receipts.as_deref().unwrap_or_default();
        let is_amount = |of: Option<i128>| of.is_none_or(|of| of == fen(amount));
        is_amount(items)
            && is_amount(units)
            && is_amount(payments)
            && sum(receipts.iter().map(|receipt| receipt.award)) <= fen(amount)
            && receipts.iter().all(ReceiptOutcome::balances)
    }
}

impl ReceiptOutcome {
    fn balances(&self) -> bool {
        let award = fen(self.award);
        let explained = match (self.admitted, self.adjustments.as_deref()) {
            (Truth::Yes, Some(adjustments)) => i128::from(self.billed.fen()) == award + not_awarded(adjustments),
            _ => true,
        };
        let shares = self.shares.as_deref().map(|shares| sum(shares.iter().map(|share| share.award)));
        let lines = self.lines.as_deref().map(|lines| sum(lines.iter().map(|line| line.award)));
        explained
            && shares.is_none_or(|shares| shares == award)
            && lines.is_none_or(|lines| lines == award)
            && self.lines.as_deref().unwrap_or_default().iter().all(LineOutcome::balances)
    }
}

impl LineOutcome {
    fn balances(&self) -> bool {
        let explained = self.adjustments.as_deref().map(|all| fen(self.award) + not_awarded(all));
        explained.is_none_or(|explained| explained == fen(self.billed))
    }
}

fn fen(amount: Money) -> i128 {
    i128::from(amount.fen())
}

fn sum(amounts: impl Iterator<Item = Money>) -> i128 {
    amounts.map(fen).sum()
}

fn not_awarded(adjustments: &[Adjustment]) -> i128 {
    sum(adjustments.iter().map(|adjustment| adjustment.amount))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An outcome of a case, with the text at one place replaced.
    fn outcome(change: Option<(&str, &str)>) -> Adjudication {
        let text = include_str!("../../cases/a-heart-surgery/adjudication.angel-sunshine-heart.json");
        let mut json: serde_json::Value = serde_json::from_str(text).unwrap();
        if let Some((place, with)) = change {
            *json.pointer_mut(place).unwrap_or_else(|| panic!("nothing at {place}")) = with.into();
        }
        crate::check::read::<Adjudication>(json.to_string().as_bytes()).unwrap().body
    }

    #[test]
    fn a_fen_anywhere_is_seen() {
        assert!(outcome(None).balances());
        for place in [
            "/amount",
            "/items/0/award",
            "/units/0/award",
            "/payments/0/amount",
            "/receipts/0/award",
            "/receipts/0/billed",
            "/receipts/0/adjustments/0/amount",
            "/receipts/0/lines/0/award",
            "/receipts/0/lines/0/billed",
            "/receipts/0/lines/0/adjustments/0/amount",
        ] {
            assert!(!outcome(Some((place, "0.07"))).balances(), "{place}");
        }
    }
}
