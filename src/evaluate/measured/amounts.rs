//! The amounts of a receipt, in fen: what was billed, the family's share of it, and what lies outside the catalogue.

use crate::{
    code::SettlementMode,
    record::{receipt::Receipt, settlement::Settlement},
    value::{Money, SignedMoney},
};

/// The amounts of a receipt, each known or not: billed, borne by the family, cash, self-paid, outside the catalogue.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Amounts {
    pub(crate) billed: i64,
    pub(crate) borne: Option<i64>,
    pub(crate) cash: Option<i64>,
    pub(crate) self_paid: Option<i64>,
    pub(crate) outside: Option<i64>,
}

impl Amounts {
    pub(crate) fn of(receipt: &Receipt) -> Self {
        let fen = |amount: Option<SignedMoney>| amount.map(SignedMoney::fen);
        let settled = manual(receipt);
        let paid_back = match settled {
            Some(settlement) => settlement.fund_total.map(Money::fen),
            None => (!mode_missing(receipt)).then_some(0),
        };
        let cash = paid_back.and_then(|back| Some(fen(receipt.cash)? - back));
        let borne = cash.and_then(|cash| Some(cash + fen(receipt.personal_account)?));
        let outside = match settled {
            Some(settlement) => settlement
                .out_of_catalogue
                .map(|outside| outside.fen() + settlement.over_price_limit.map_or(0, Money::fen)),
            None => fen(receipt.self_financed).filter(|_| !mode_missing(receipt)),
        };
        let self_paid = match settled {
            Some(_) => borne.zip(outside).map(|(borne, outside)| borne - outside),
            None => fen(receipt.self_paid).filter(|_| !mode_missing(receipt)),
        };
        let billed = receipt.total_amount.fen();
        let within = |amount: i64| amount.clamp(0, billed.max(0));
        Self {
            billed,
            borne: borne.map(within),
            cash: cash.map(within),
            self_paid: self_paid.map(within),
            outside: outside.map(within),
        }
    }
}

pub(crate) fn manual(receipt: &Receipt) -> Option<&Settlement> {
    receipt.settlement.as_ref().filter(|settlement| settlement.mode == Some(SettlementMode::Manual))
}

/// Whether it is not known if the insurer's settlement came after the face was printed, and changes what it says.
pub(crate) fn mode_missing(receipt: &Receipt) -> bool {
    receipt.settlement.as_ref().is_some_and(|settlement| settlement.mode.is_none())
}
