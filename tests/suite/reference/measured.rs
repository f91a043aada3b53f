//! The measures of a receipt (docs/evaluation.md, section 4, measured).

use super::{Case, table::Known};
use std::collections::BTreeSet;
use tongbiao::code::{Measure, SettlementMode};

impl Case<'_> {
    /// A measure of the whole receipt, in fen. A negative value becomes zero, and a value above the billed amount
    /// becomes the billed amount.
    pub fn face(&self, index: usize, measure: Measure) -> Known<i128> {
        let receipt = &self.receipts()[index];
        let billed = i128::from(receipt.total_amount.fen());
        let missing = |member: &str| BTreeSet::from([format!("/receipts/{index}/{member}")]);
        let stated = |amount: Option<tongbiao::value::SignedMoney>, member: &str| {
            amount.map(|amount| i128::from(amount.fen())).ok_or_else(|| missing(member))
        };
        let manual = receipt.settlement.as_ref().filter(|s| s.mode == Some(SettlementMode::Manual));
        let settled = |amount: Option<tongbiao::value::SignedMoney>, member: &str| {
            stated(amount, &format!("settlement/{member}"))
        };
        // Absent means that nothing was paid so, and that nothing is owed.
        let or_nothing =
            |amount: Option<tongbiao::value::SignedMoney>| amount.map_or(0, |amount| i128::from(amount.fen()));
        // A settlement without a mode may have been made after the receipt was printed.
        if measure != Measure::Billed && receipt.settlement.as_ref().is_some_and(|s| s.mode.is_none()) {
            return Err(missing("settlement/mode"));
        }
        let paid_back = || manual.map_or(Ok(0), |settlement| settled(settlement.fund_total, "fundTotal"));
        let outside = || match manual {
            None => stated(receipt.self_financed, "selfFinanced"),
            Some(settlement) => {
                let above = or_nothing(settlement.over_price_limit);
                settled(settlement.out_of_catalogue, "outOfCatalogue").map(|outside| outside + above)
            }
        };
        let amount = match measure {
            Measure::Billed => billed,
            Measure::Cash => both(stated(receipt.cash, "cash"), paid_back())?.into_iter().reduce(|a, b| a - b).unwrap(),
            Measure::FamilyBorne => {
                let account = both(stated(receipt.personal_account, "personalAccount"), stated(receipt.cash, "cash"));
                let [paid, back] = both(account.map(|[account, cash]| account + cash), paid_back())?;
                paid + or_nothing(receipt.relative_account) + or_nothing(receipt.outstanding) - back
            }
            Measure::InCatalogue => billed - outside()?,
            Measure::SelfFinanced => outside()?,
            Measure::SelfPaid if manual.is_some() => {
                let [borne, outside] = both(self.face(index, Measure::FamilyBorne), outside())?;
                borne - outside
            }
            Measure::SelfPaid => stated(receipt.self_paid, "selfPaid")?,
            other => panic!("{other}"),
        };
        Ok(amount.min(billed).max(0))
    }

    /// The part of the family's share that is still owed to the hospital.
    pub fn owed(&self, index: usize) -> Known<i128> {
        let outstanding = self.receipts()[index].outstanding.map_or(0, |amount| i128::from(amount.fen()));
        if outstanding <= 0 { Ok(0) } else { Ok(outstanding.min(self.face(index, Measure::FamilyBorne)?)) }
    }
}

/// Both amounts, or all their missing facts.
fn both(a: Known<i128>, b: Known<i128>) -> Known<[i128; 2]> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok([a, b]),
        (a, b) => Err([a.err(), b.err()].into_iter().flatten().flatten().collect()),
    }
}
