//! The payers of a receipt with their amounts, as far as the receipt states them.

use crate::{
    code::{PayerClass, SettlementMode},
    record::receipt::{PayerAmount, Receipt},
    value::SignedMoney,
};

/// The payers of a receipt with their amounts, as far as the receipt states them.
pub(crate) fn payers(receipt: &Receipt) -> Vec<(Option<PayerClass>, i64)> {
    let mut payers = Vec::new();
    let mut add = |payer: Option<PayerClass>, fen: i64| {
        if fen > 0 {
            payers.push((payer, fen));
        }
    };
    let signed = |amount: Option<SignedMoney>| amount.map_or(0, SignedMoney::fen);
    add(Some(PayerClass::BasicInsurance), signed(receipt.pooled_fund));
    let named =
        |list: Option<&[PayerAmount]>| list.unwrap_or_default().iter().map(|p| (p.payer, p.amount.fen())).collect();
    let others: Vec<(PayerClass, i64)> = named(receipt.other_fund_payers.as_deref());
    let known: i64 = others.iter().map(|(_, amount)| amount).sum();
    others.into_iter().for_each(|(payer, amount)| add(Some(payer), amount));
    add(None, signed(receipt.other_funds) - known);
    let local: Vec<(PayerClass, i64)> = named(receipt.local_payers.as_deref());
    local.into_iter().for_each(|(payer, amount)| add(Some(payer), amount));
    // Cash that was rounded down: the hospital forgoes the difference.
    add(Some(PayerClass::Hospital), -signed(receipt.cash_rounding));
    if let Some(settlement) = receipt.settlement.as_ref().filter(|s| s.mode == Some(SettlementMode::Manual)) {
        let parts = [
            (PayerClass::BasicInsurance, signed(settlement.pooled_fund)),
            (PayerClass::CriticalIllnessInsurance, signed(settlement.critical_illness_insurance)),
            (PayerClass::MedicalAssistance, signed(settlement.medical_assistance)),
            (PayerClass::CivilServantSupplement, signed(settlement.civil_servant_supplement)),
            (PayerClass::EnterpriseSupplement, signed(settlement.enterprise_supplement)),
            (PayerClass::LargeAmountSupplement, signed(settlement.large_amount_supplement)),
        ];
        let known: i64 = parts.iter().map(|(_, amount)| amount).sum();
        parts.into_iter().for_each(|(payer, amount)| add(Some(payer), amount));
        add(None, signed(settlement.fund_total) - known);
    }
    payers
}
